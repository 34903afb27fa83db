"""Words as their readers know them, and what is marked optional. Needs a display: scripts/test runs this file under Xvfb."""

import os

import pytest
from runs import algorithm, context

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_words.py"),
    pytest.mark.usefixtures("project"),
]


@pytest.fixture
def dialog(project):
    """dialog(algorithm) opens one."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    made = []

    def call(name, parameters=None):
        made.append(AlgorithmDialog(algorithm(name), False, None))
        made[-1].show()
        made[-1].setParameters(parameters or {})
        return made[-1]

    yield call
    for one in made:
        one.close()


def wrappers(dialog):
    return dialog.mainWidget().wrappers


def labels(dialog):
    from qgis.PyQt.QtWidgets import QCheckBox, QLabel

    return {one.text() for kind in (QLabel, QCheckBox) for one in dialog.findChildren(kind)}


def test_a_word_is_shown_in_plain_words_and_is_the_word(dialog):
    window = dialog("carbonstorage")
    unit = wrappers(window)["UNIT"]
    box = unit.box
    assert [box.itemText(at) for at in range(box.count())] == ["t/ha", "t/cell"]
    assert unit.parameterValue() == "t_ha"
    box.setCurrentIndex(1)
    assert unit.parameterValue() == "t_cell"
    for given, word in (("t_ha", "t_ha"), (1, "t_cell"), ("0", "t_ha"), (None, "t_ha")):
        unit.setParameterValue(given, context())
        assert unit.parameterValue() == word


@pytest.mark.parametrize(
    "given, words",
    [
        (["matern", "power"], ["matern", "power"]),
        ("power;matern", ["matern", "power"]),
        ("5,6", ["matern", "power"]),
        ([], []),
        ("", []),
        (None, ["spherical", "exponential", "gaussian"]),
    ],
)
def test_several_words_are_boxes_to_tick(dialog, given, words):
    window = dialog("variogramfit")
    models = wrappers(window)["MODELS"]
    boxes = models.boxes
    assert [box.text() for box in boxes.values()] == [
        "spherical", "exponential", "Gaussian", "linear", "linear with a sill", "Matérn", "power",
    ]  # fmt: skip
    assert models.parameterValue() == ["spherical", "exponential", "gaussian"]
    models.setParameterValue(given, context())
    assert models.parameterValue() == words
    assert [word for word, box in boxes.items() if box.isChecked()] == words
    boxes["linear"].setChecked(True)
    assert models.parameterValue() == [word for word in boxes if word in {*words, "linear"}]


def test_words_in_a_batch_and_in_the_modeler(project):
    """In batches a box with the plain words; several words, and the modeler, have QGIS's own fields."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import QgsProcessingModelAlgorithm, QgsProcessingModelChildParameterSource
    from qgis.PyQt.QtWidgets import QComboBox

    batch = BatchAlgorithmDialog(algorithm("variogramfit"), None)
    batch.show()
    panel = batch.mainWidget()
    field = {key: panel.wrappers[0][column] for key, column in panel.parameter_to_column.items()}
    assert [field["WEIGHTS"].box.itemText(at) for at in range(2)] == ["pairs (n)", "pairs / fitted γ² (n_gamma2)"]
    field["WEIGHTS"].setParameterValue("ols", context())
    field["MODELS"].setParameterValue(["matern"], context())
    assert (field["WEIGHTS"].parameterValue(), field["MODELS"].parameterValue()) == ("ols", ["matern"])
    batch.close()

    model = QgsProcessingModelAlgorithm("model", "group")
    window = ModelerParametersDialog(algorithm("variogramfit"), model)
    window.show()
    for name, word in (("WEIGHTS", "ols"), ("MODELS", ["matern"]), ("STRUCTURES", "2")):
        own = window.widget.widget.wrappers[name]
        own.setWidgetValue(QgsProcessingModelChildParameterSource.fromStaticValue(word))
        source = own.value()
        assert isinstance(source, QgsProcessingModelChildParameterSource) and source.staticValue() == word, name
    assert window.findChildren(QComboBox)
    window.close()


@pytest.mark.parametrize(
    "name, needed, optional",
    [
        ("distancezones", ["Class codes that are sources", "Width of a ring (m)", "Number of rings", "Negative distances inside sources"], ["Sources (a layer)", "Largest distance (m)"]),
        ("contributionratio", ["Class codes that are mining land", "Width of a ring (m)"], ["Mining land (a layer)", "Years of the maps"]),
        ("movingwindow", ["Metrics", "Radii of the windows (map units)", "Windows that get a value"], ["Class codes (metrics of classes)"]),
        ("windowscale", ["Metrics", "Models to fit"], ["Radii of the windows (map units)", "Largest distance (map units)"]),
    ],
)
def test_optional_is_what_a_run_can_do_without(dialog, name, needed, optional):
    shown = labels(dialog(name))
    assert set(needed) <= shown, set(needed) - shown
    assert {f"{label} [optional]" for label in optional} <= shown


def test_codes_or_a_layer(dialog, monkeypatch):
    from qgis.PyQt.QtWidgets import QMessageBox

    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append(text))
    for name in ("distancezones", "contributionratio"):
        made = algorithm(name)
        good, sentence = made.checkParameterValues({"LAYERS": ["map"], "CODES": ""}, context())
        assert not good and sentence.startswith("There is nothing to measure distances from: give “Class codes that are "), sentence
        assert "(CODES) or “" in sentence and "(SOURCES)." in sentence
