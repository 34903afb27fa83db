"""Every dialog of the provider at the size at which QGIS opens it: all is seen without scrolling sideways."""

import os

import pytest
from runs import algorithm, settle

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_sizes.py"),
    pytest.mark.usefixtures("project", "sample", "fresh_sizes"),
]

LONGEST = 44  # characters; QGIS itself may add " [optional]"


def pytest_generate_tests(metafunc):
    if "name" in metafunc.fixturenames:
        from pitscape.algorithms import ALGORITHMS

        metafunc.parametrize("name", [*(made.kernel.replace("_", "") for made in ALGORITHMS), "miningassessment"])


@pytest.fixture
def sample(project):
    """The layers of the sample, whose names are as long as such names are."""
    from conftest import ROOT
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    folder = ROOT / "qgis_plugin/pitscape/sample"
    layers = [QgsRasterLayer(str(path), path.stem) for path in sorted(folder.glob("*.tif"))]
    layers += [QgsVectorLayer(str(path), path.stem, "ogr") for kind in ("csv", "geojson") for path in sorted(folder.glob(f"*.{kind}"))]
    project.addMapLayers(layers)


@pytest.fixture
def fresh_sizes(qgis):
    """Windows open as in a new profile, and not as a test left them."""
    from qgis.core import QgsSettings

    for group in ("Windows", "QgsCollapsibleGroupBox"):
        QgsSettings().remove(group)


@pytest.fixture
def opened():
    """Opens a window, and closes it after the test."""
    shown = []

    def show(window):
        window.show()
        settle()
        shown.append(window)
        return window

    yield show
    for window in shown:
        window.close()


def panel_of(window):
    """The scroll area around the parameters: the innermost with most labels."""
    from qgis.PyQt.QtWidgets import QLabel, QScrollArea

    areas = [area for area in window.findChildren(QScrollArea) if area.widget() is not None]
    return max(reversed(areas), key=lambda area: len(area.findChildren(QLabel)))


def too_wide(panel):
    """What labels do not fit, and how far the panel scrolls sideways."""
    from qgis.PyQt.QtWidgets import QLabel

    bar, room = panel.horizontalScrollBar(), panel.viewport().width()
    labels = [label for label in panel.widget().findChildren(QLabel) if label.isVisibleTo(panel)]
    assert labels
    return [label.text() for label in labels if label.minimumSizeHint().width() > room], bar.maximum() - bar.minimum()


def test_descriptions_are_short(name):
    made = algorithm(name)
    told = sorted({one.description() for one in (*made.parameterDefinitions(), *made.outputDefinitions())})
    assert not [text for text in told if len(text) > LONGEST]


def test_dialog_fits(name, opened):
    """As it opens, and with its advanced parameters shown."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from qgis.PyQt.QtWidgets import QGroupBox, QToolButton

    panel = panel_of(opened(AlgorithmDialog(algorithm(name), False, None)))
    assert too_wide(panel) == ([], 0)
    group = panel.findChild(QGroupBox, "grpAdvanced")
    if group.isVisible():
        height = group.height()
        group.findChild(QToolButton, "collapseButton").click()
        settle()
        assert group.height() != height  # QGIS shows them at once where they were shown last
        assert too_wide(panel) == ([], 0)


def test_modeler_fits(name, opened):
    """Once as wide as the other dialog: it opens narrower than QGIS's own buttons in it."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import QgsProcessingModelAlgorithm
    from qgis.PyQt.QtWidgets import QPushButton

    room = panel_of(opened(AlgorithmDialog(algorithm(name), False, None))).viewport().width()
    modeler = opened(ModelerParametersDialog(algorithm(name), QgsProcessingModelAlgorithm()))
    panel = panel_of(modeler)
    for button in panel.findChildren(QPushButton):
        if button.text() == "Show advanced parameters":
            button.click()
    for _again in range(2):  # at the other size there may be no bar at the side
        modeler.resize(modeler.width() + room - panel.viewport().width(), 600)
        settle()
    assert panel.viewport().width() == room
    assert too_wide(panel) == ([], 0)
