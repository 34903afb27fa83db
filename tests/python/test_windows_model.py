"""The study model in windows: copied by the menu, listed at once, opened in the modeler, and left as it is by the dialogs of its steps."""

import os
import pathlib

import pytest
from models import destinations
from runs import algorithm, discard, settle, spin
from study_parts import inputs
from test_study_model import FILE, opened
from test_windows import batch_of, log_of, run_batch

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a display: xvfb-run"),
    pytest.mark.usefixtures("project"),
]
RASTERS = ("Carbon density of the last map", "Window metrics of the last map", "Spectral indices")
STATIC = 2  # a value, as models are saved
ENTRY = "Copy the study model to my models"


class Bar:
    def __init__(self):
        self.good, self.bad = [], []

    def pushSuccess(self, title, text):
        self.good.append(text)

    def pushCritical(self, title, text):
        self.bad.append(text)


class Desktop:
    """As much of QGIS's interface as the plugin asks for."""

    def __init__(self):
        from qgis.PyQt.QtWidgets import QMainWindow

        self.window, self.bar, self.entries = QMainWindow(), Bar(), {}

    def mainWindow(self):
        return self.window

    def messageBar(self):
        return self.bar

    def addPluginToMenu(self, title, action):
        self.entries.setdefault(title, []).append(action)

    def removePluginMenu(self, title, action):
        self.entries[title].remove(action)


@pytest.fixture
def desktop(qgis):
    made = Desktop()
    yield made
    discard(made.window)


@pytest.fixture
def plugin(desktop, monkeypatch):
    """The plugin of another window, with the provider that is there."""
    import pitscape

    made = pitscape.classFactory(desktop)
    monkeypatch.setattr(made, "initProcessing", lambda: None)
    made.initGui()
    yield made
    made.unload()


@pytest.fixture
def folder(qgis):
    """The folder of the user's models, emptied before and after."""
    from processing.modeler.ModelerUtils import ModelerUtils
    from qgis.core import QgsApplication

    path = pathlib.Path(ModelerUtils.modelsFolders()[0])

    def empty():
        for file in path.glob("*"):
            file.unlink()
        QgsApplication.processingRegistry().providerById("model").refreshAlgorithms()

    empty()
    yield path
    empty()


def listed():
    from qgis.core import QgsApplication

    return sorted(one.name() for one in QgsApplication.processingRegistry().providerById("model").algorithms())


def entry(desktop):
    (action,) = desktop.entries["Pitscape"]
    return action


def answer(text):
    """Press a button of the question that comes."""
    from qgis.PyQt.QtCore import QTimer
    from qgis.PyQt.QtWidgets import QApplication, QMessageBox

    asked = []

    def press():
        (box,) = [window for window in QApplication.topLevelWidgets() if isinstance(window, QMessageBox) and window.isVisible()]
        asked.append(box.text())
        buttons = {button.text().replace("&", ""): button for button in box.buttons()}
        buttons[text].click()

    QTimer.singleShot(200, press)
    return asked


def test_a_copy_is_listed_at_once(plugin, desktop, folder):
    assert entry(desktop).text() == ENTRY and listed() == []
    entry(desktop).trigger()
    assert (folder / FILE.name).read_bytes() == FILE.read_bytes() and os.listdir(folder) == [FILE.name]
    assert listed() == ["Pitscape study"]
    assert len(desktop.bar.good) == 1 and str(folder / FILE.name) in desktop.bar.good[0] and desktop.bar.bad == []

    entry(desktop).trigger()
    assert "already" in desktop.bar.good[1] and os.listdir(folder) == [FILE.name]


def changed(folder, name=None, file=FILE.name):
    from qgis.core import QgsApplication

    model = opened()
    model.setName(name or model.name())
    model.setGroup("mine")
    assert model.toFile(str(folder / file))
    QgsApplication.processingRegistry().providerById("model").refreshAlgorithms()
    return (folder / file).read_bytes()


def test_a_changed_model_stays_beside_a_new_one(plugin, desktop, folder):
    mine = changed(folder)
    asked = answer("Keep both")
    entry(desktop).trigger()
    assert asked == [f"There is a model “Pitscape study” already: {folder / FILE.name}"]
    assert (folder / FILE.name).read_bytes() == mine
    assert opened(folder / "pitscape_study_2.model3").name() == "Pitscape study 2"
    assert listed() == ["Pitscape study", "Pitscape study 2"]
    answer("Keep both")
    entry(desktop).trigger()
    assert listed() == ["Pitscape study", "Pitscape study 2", "Pitscape study 3"]


def test_a_changed_model_is_replaced_or_left(plugin, desktop, folder):
    mine = changed(folder)
    answer("Cancel")
    entry(desktop).trigger()
    assert (folder / FILE.name).read_bytes() == mine and desktop.bar.good == []
    answer("Replace")
    entry(desktop).trigger()
    assert (folder / FILE.name).read_bytes() == FILE.read_bytes() and os.listdir(folder) == [FILE.name]
    assert len(desktop.bar.good) == 1


def test_a_model_of_this_name_in_another_file(plugin, desktop, folder):
    """QGIS lists one of two models of a name; what is in another file cannot be replaced."""
    changed(folder, file="other.model3")
    asked = answer("Keep both")
    entry(desktop).trigger()
    assert "other.model3" in asked[0]
    assert listed() == ["Pitscape study", "Pitscape study 2"]


def test_a_folder_that_cannot_be_written(plugin, desktop, folder, monkeypatch, tmp_path):
    from processing.modeler.ModelerUtils import ModelerUtils

    (tmp_path / "file").write_text("")
    monkeypatch.setattr(ModelerUtils, "modelsFolders", staticmethod(lambda: [str(tmp_path / "file" / "models")]))
    entry(desktop).trigger()
    assert desktop.bar.good == [] and len(desktop.bar.bad) == 1 and str(tmp_path) in desktop.bar.bad[0]


def test_the_algorithm_in_the_toolbox_has_the_entry(plugin, desktop, folder):
    from processing.gui.ProviderActions import ProviderContextMenuActions
    from qgis.core import QgsApplication

    (action,) = [one for one in ProviderContextMenuActions.actions if one.name == ENTRY]
    create = QgsApplication.processingRegistry().createAlgorithmById
    for identifier, enabled in (("pitscape:miningassessment", True), ("pitscape:carbonstorage", False), ("native:buffer", False)):
        made = create(identifier)
        action.setData(made, None)
        assert action.isEnabled() is enabled and not action.is_separator
    action.execute()
    assert listed() == ["Pitscape study"]


def test_unload_takes_the_entries_away(plugin, desktop, qgis):
    from processing.gui.ProviderActions import ProviderContextMenuActions

    plugin.unload()
    assert desktop.entries == {"Pitscape": []}
    assert not [one for one in ProviderContextMenuActions.actions if one.name == ENTRY]


def test_it_opens_in_the_modeler(plugin, desktop, folder):
    from processing.modeler.EditModelAction import EditModelAction
    from processing.modeler.ModelerDialog import ModelerDialog
    from qgis.core import QgsApplication

    entry(desktop).trigger()
    model = QgsApplication.processingRegistry().createAlgorithmById("model:Pitscape study")
    action = EditModelAction()
    action.setData(model, None)
    assert action.isEnabled()
    dialog = ModelerDialog.create(model)
    dialog.show()
    settle()
    assert dialog.model().validate() == (True, [])
    dialog.setDirty(False)
    discard(dialog)


def test_a_dialog_runs_it_and_loads_what_it_makes(plugin, desktop, folder, project, tmp_path):
    """With what is not given left as a window leaves it."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from qgis.core import QgsRasterLayer

    entry(desktop).trigger()
    given = inputs(tmp_path, 120)
    maps = [project.addMapLayer(QgsRasterLayer(path, pathlib.Path(path).stem)).id() for path in given["LAYERS"][2:]]
    dialog = AlgorithmDialog(algorithm("model:Pitscape study"), False, None)
    dialog.setParameters({"LAYERS": maps, "POOLS": given["POOLS"], "F_CODES": "7;8", "WINDOW_RADIUS": 30})
    dialog.show()
    settle()
    dialog.runButton().click()
    spin(lambda: dialog.results() or "Execution failed" in log_of(dialog))
    settle()
    names = {one.name() for one in project.mapLayers().values()}
    assert {
        "Carbon density of the last map",
        "Window metrics of the last map",
        "Coupling and coordination by year",
        "Model with the pattern",
    } <= names
    assert (
        not {"Spectral indices", "Error matrix", "Levels of sensitivity", "Net present value", "Model of the environment"} & names
    )
    discard(dialog)


def test_batch_of_two_areas(plugin, desktop, folder, project, tmp_path):
    entry(desktop).trigger()
    model = algorithm("model:Pitscape study")
    needed = {
        one.description(): one.name()
        for one in model.destinationParameterDefinitions()
        if not one.flags() & one.Flag.FlagOptional
    }
    totals = destinations(model)["Carbon by year"]
    rows = []
    for area, side in (("north", 100), ("south", 140)):
        (tmp_path / area).mkdir()
        given = inputs(tmp_path / area, side)
        files = {
            name: str(tmp_path / area / f"{title}{'.tif' if title in RASTERS else '.gpkg'}") for title, name in needed.items()
        }
        few = {name: given[name] for name in ("POOLS", "F_CODES", "WINDOW_RADIUS")}
        rows.append({"LAYERS": given["LAYERS"][2:], **few, **files, totals: str(tmp_path / area / "totals.csv")})
    run_batch(batch_of("model:Pitscape study", rows))
    for area, side in (("north", 100), ("south", 140)):
        made = (tmp_path / area / "totals.csv").read_text().splitlines()
        assert len(made) == 3
        assert float(made[1].split(",")[made[0].split(",").index("area_ha")]) <= side * side * 0.01
        assert (tmp_path / area / "Carbon density of the last map.tif").is_file()


def test_dialogs_of_steps_leave_them_as_they_are(qgis):
    """A user who changes one setting of a step, and presses OK, keeps all that comes from inputs and other steps."""
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    model = opened()
    for name, child in model.childAlgorithms().items():
        dialog = ModelerParametersDialog(child.algorithm(), model, name, configuration=child.configuration())
        dialog.setPreviousValues()
        made = dialog.createAlgorithm()
        assert made.description() == child.description()
        assert waits(made) == waits(child), name
        assert sorted(made.modelOutputs()) == sorted(child.modelOutputs()), name
        for parameter in {**child.parameterSources(), **made.parameterSources()}:
            assert told(made, parameter) == told(child, parameter), (name, parameter)
        discard(dialog)


def waits(child):
    return [(one.childId, one.conditionalBranch) for one in child.dependencies()]


def told(child, parameter):
    """Where the value of a parameter comes from; of a value itself its text, which is nothing where a field is empty, and the words of a list."""
    found = [one.toVariant() for one in child.parameterSources().get(parameter, [])]
    static = [one.pop("static_value") for one in found if "static_value" in one]
    words = [",".join(one) if isinstance(one, list) and all(isinstance(word, str) for word in one) else one for one in static]
    texts = [str(one) for one in words if one not in (None, "")]
    return [one for one in found if one["source"] != STATIC], texts
