"""Choosers behind fields, in dialogs, batches and the modeler. Needs a display: scripts/test runs this file under Xvfb."""

import os

import numpy as np
import pytest
from layers import raster_layer, table_layer
from maps import write_map, write_pools, write_table
from models import chain
from runs import algorithm, discard, spin

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_choosers.py"),
    pytest.mark.usefixtures("project"),
]

CODES = np.array([[1, 1, 2], [3, 2, 0]], "uint8")
OTHER = np.array([[5, 6, 6], [6, 6, 7]], "uint8")


def opened(name, parameters):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    dialog = AlgorithmDialog(algorithm(name), False, None)
    dialog.show()
    dialog.setParameters(parameters)
    return dialog


@pytest.fixture
def dialog(project):
    """dialog(algorithm, parameters) opens one."""
    made = []

    def call(name, parameters):
        made.append(opened(name, parameters))
        return made[-1]

    yield call
    for one in made:
        discard(one)


@pytest.fixture
def batch(project):
    """batch(algorithm, [row, ...]) opens a batch, and gives the fields of each row by name."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
    from processing.tools import dataobjects

    made = []

    def call(name, rows):
        window = BatchAlgorithmDialog(algorithm(name), None)
        window.show()
        made.append(window)
        panel = window.mainWidget()
        while panel.batchRowCount() < len(rows):
            panel.addRow(1)
        fields = [{key: panel.wrappers[at][column] for key, column in panel.parameter_to_column.items()} for at in range(len(rows))]
        for row, values in zip(fields, rows):
            for key, value in values.items():
                row[key].setParameterValue(value, dataobjects.createContext())
        return fields

    yield call
    for one in made:
        discard(one)


@pytest.fixture
def modeler(project):
    """modeler(algorithm) opens its window in a model with a text as input."""
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import QgsProcessingModelAlgorithm, QgsProcessingModelParameter, QgsProcessingParameterString

    made = []

    def call(name, model=None, child=None):
        if model is None:
            model = QgsProcessingModelAlgorithm("model", "group")
            model.addModelParameter(QgsProcessingParameterString("words", "words"), QgsProcessingModelParameter("words"))
        window = ModelerParametersDialog(algorithm(name), model, algName=child)
        window.show()
        made.append((window, model))
        return window

    yield call
    for one, _model in made:
        discard(one)


def fields_of(window):
    """Those of a dialog, or of the modeler's window."""
    return window.mainWidget().wrappers if hasattr(window, "mainWidget") else window.widget.widget.wrappers


def chooser(window, name):
    return fields_of(window)[name].window()


def value(window, name):
    return fields_of(window)[name].parameterValue()


def button_of(field):
    """The button beside a field of the modeler, if there is one."""
    from qgis.PyQt.QtWidgets import QToolButton

    return next((button for button in field.findChildren(QToolButton) if hasattr(button, "choose")), None)


def click(widget, key=None):
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    if key is None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(widget, getattr(Qt.Key, f"Key_{key}"))


def accepting(monkeypatch, change):
    """The next window of a chooser, as if a user changed it and pressed OK."""
    from pitscape.choosers.window import Window

    def answer(window):
        change(window)
        return True

    monkeypatch.setattr(Window, "exec", answer)


def tick(window, *tokens):
    for item in window.ticks.items():
        if item.text(0) in tokens:
            from qgis.PyQt.QtCore import Qt

            item.setCheckState(0, Qt.CheckState.Checked)


def shown(ticks):
    """The rows that can be seen: tokens and names."""
    return {
        item.text(0): item.text(1)
        for item in ticks.items()
        if not item.isHidden() and not (item.parent() and item.parent().isHidden())
    }


# Metrics


def test_metrics_are_chosen_by_the_button(dialog, project, tmp_path, monkeypatch):
    made = dialog("landscapemetrics", {"METRICS": "np SHDI"})
    field = fields_of(made)["METRICS"]
    accepting(monkeypatch, lambda window: tick(window, "AREA_MN"))
    click(field.button)
    assert value(made, "METRICS") == "NP;SHDI;AREA_MN"


def test_metrics_that_are_unknown_stay_and_are_told(dialog):
    made = dialog("landscapemetrics", {"METRICS": "FOO;NP"})
    window = chooser(made, "METRICS")
    assert window.text() == "FOO;NP" and shown(window.ticks)["FOO"] == "not a known metric"
    assert "refuses FOO" in window.note.text()
    window.use_preset("Diversity")
    assert window.text().split(";")[0] == "FOO" and "SHDI" in window.text().split(";") and "NP" not in window.text().split(";")


def test_statistics_are_below_their_metric(dialog):
    window = chooser(dialog("landscapemetrics", {"METRICS": "AREA_AM"}), "METRICS")
    rows = {item.text(0): item for item in window.ticks.items()}
    assert rows["AREA_AM"].parent() is rows["AREA"] and rows["AREA"].isExpanded()
    assert rows["SHAPE_MN"].parent() is rows["SHAPE"] and not rows["SHAPE"].isExpanded()
    assert rows["AREA"].parent().text(0) == "Area and edge"


def test_metrics_are_searched_by_abbreviation_name_and_definition(dialog):
    window = chooser(dialog("landscapemetrics", {"METRICS": ""}), "METRICS")
    for text, some in (("shdi", "SHDI"), ("nearest neighbour", "ENN"), ("largest distance corners", "CIRCLE"), ("area MEDIAN", "AREA_MD")):
        window.ticks.find.setText(text)
        assert some in shown(window.ticks) and len(shown(window.ticks)) < 20, (text, shown(window.ticks))
    window.ticks.find.setText("no such thing")
    assert shown(window.ticks) == {}
    window.ticks.find.setText("")
    assert len(shown(window.ticks)) > 140


def test_a_metric_is_told_of_on_its_row(dialog):
    window = chooser(dialog("landscapemetrics", {"METRICS": ""}), "METRICS")
    window.show()
    window.ticks.find.setText("PROX")
    click(window.ticks.find, "Return")  # into the list, and not out of the window
    assert window.isVisible() and window.ticks.tree.currentItem().text(0) == "PROX"
    told = window.about.toPlainText()
    for part in ("PROX – Proximity index", "Needs SEARCH_RADIUS", "Gustafson and Parker 1992", "Levels: patch"):
        assert part in told
    click(window.ticks.tree, "Space")
    assert window.text() == "PROX"
    window.close()


@pytest.mark.parametrize("classes, some, others", [("", {"SHDI", "NP"}, {"CA", "CLUMPY"}), ("1", {"CA", "NP", "CLUMPY"}, {"SHDI"})])
def test_metrics_of_windows_are_of_one_level(dialog, classes, some, others):
    window = chooser(dialog("movingwindow", {"CLASSES": classes, "METRICS": "NP"}), "METRICS")
    listed = set(window.ticks.tokens())
    assert some <= listed and not others & listed and not {"AREA", "TECI", "PROX_MN"} & listed and "AREA_MN" in listed
    assert ("of classes" if classes else "of the landscape") in window.sentence.text()


def test_all_and_single_metrics_are_not_ticked_together(dialog):
    window = chooser(dialog("landscapemetrics", {"METRICS": "all"}), "METRICS")
    tick(window, "SHDI")
    assert window.text() == "SHDI" and window.note.text() == "Chosen: 1."
    tick(window, "ED", "CA")
    assert set(window.text().split(";")) == {"SHDI", "CA", "ED"}
    tick(window, "all")
    assert window.text() == "all"


def test_a_preset_says_what_is_not_to_be_had(dialog):
    window = chooser(dialog("movingwindow", {"CLASSES": "1", "METRICS": ""}), "METRICS")
    window.use_preset("The ten of Chang et al. (2024)")
    assert window.text() == "NP;PD;LPI;ED;LSI;AI;COHESION" and "CONTAG, SHDI, SHEI" in window.note.text()
    window.use_preset("All")
    assert window.text() == "all"


def test_metrics_in_a_batch(batch, monkeypatch):
    rows = batch("movingwindow", [{"CLASSES": "1"}, {"CLASSES": "", "METRICS": "PR"}])
    assert "CA" in rows[0]["METRICS"].window().ticks.tokens() and "CA" not in rows[1]["METRICS"].window().ticks.tokens()
    accepting(monkeypatch, lambda window: tick(window, "SHDI"))
    rows[1]["METRICS"].choose()
    assert rows[1]["METRICS"].parameterValue() == "PR;SHDI" and "SHDI" in rows[0]["METRICS"].parameterValue()


def test_metrics_in_the_modeler_keep_the_choice_of_sources(modeler, monkeypatch):
    from qgis.core import QgsProcessingModelChildParameterSource as Source
    from qgis.gui import QgsProcessingModelerParameterWidget

    field = fields_of(modeler("movingwindow"))["METRICS"]
    assert isinstance(field, QgsProcessingModelerParameterWidget)
    field.setWidgetValue(Source.fromModelParameter("words"))
    assert field.value().parameterName() == "words"
    field.setWidgetValue(Source.fromStaticValue("PR"))
    accepting(monkeypatch, lambda window: tick(window, "CA", "SHDI"))
    click(button_of(field))
    assert field.value().staticValue() == "PR;CA;SHDI"


def test_a_model_from_a_file_keeps_the_choosers(modeler, dialog, tmp_path):
    """Of the parameters of its steps, and of its own, where one was given the same metadata."""
    from qgis.core import QgsProcessingModelAlgorithm

    made = algorithm("landscapemetrics")
    steps = {"step": ("pitscape:movingwindow", {"METRICS": "PR"})}
    model = chain([made.parameterDefinition("METRICS").clone()], steps, {}, filled=False)
    path = str(tmp_path / "saved.model3")
    assert model.toFile(path)
    loaded = QgsProcessingModelAlgorithm()
    assert loaded.fromFile(path)
    field = fields_of(modeler("movingwindow", loaded, "step"))["METRICS"]
    assert field.value().staticValue() == "PR" and button_of(field).window().text() == "PR"
    own = loaded.parameterDefinition("METRICS")
    assert own.metadata()["widget_wrapper"]["class"].endswith(".metrics.MetricsChooser")


# Codes


def test_codes_have_the_names_and_colours_of_the_map(dialog, project, tmp_path):
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, OTHER, nodata=0), "land cover")
    classes = [QgsPalettedRasterRenderer.Class(code, QColor(color), name) for code, color, name in (
        (1, "#ff0000", "草地"), (2, "#00ff00", "Wald"), (3, "#0000ff", "3"),
    )]  # fmt: skip
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    made = dialog("carbonstorage", {"LULC": layer.id(), "IGNORE_CODES": "2,77"})
    window = chooser(made, "IGNORE_CODES")
    assert shown(window.ticks) == {"1": "草地", "2": "Wald", "3": "class 3", "77": "not in the style of the map"}
    icons = {item.text(0): item.icon(0) for item in window.ticks.items()}
    assert icons["1"].pixmap(16, 16).toImage().pixelColor(8, 8).name() == "#ff0000" and icons["77"].isNull()
    assert "its cells may hold other codes" in window.note.text() and window.text() == "2;77"
    tick(window, "1")
    assert window.text() == "2;77;1"


def test_codes_are_read_from_the_cells_where_nothing_else_tells_them(dialog, project, tmp_path):
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, OTHER, nodata=0), "land cover")
    made = dialog("carbonstorage", {"LULC": layer.id(), "IGNORE_CODES": "9"})
    window = chooser(made, "IGNORE_CODES")
    spin(lambda: "All codes" in window.note.text())
    assert shown(window.ticks) == {"1": "class 1", "2": "class 2", "3": "class 3", "9": "not in the map"}
    made.setParameters({"LULC": layer.id(), "LULC_BAND": 2, "IGNORE_CODES": ""})
    window = chooser(made, "IGNORE_CODES")
    spin(lambda: "All codes" in window.note.text())
    assert list(shown(window.ticks)) == ["5", "6", "7"]


def test_codes_of_a_large_map_come_in_turns_and_can_be_stopped(dialog, project, tmp_path, monkeypatch):
    """Between two turns the window answers; what was ticked meanwhile stays."""
    from qgis.PyQt.QtCore import QCoreApplication

    from pitscape.layers import class_codes

    monkeypatch.setattr(class_codes, "CELLS", 3)
    rows = np.arange(1, 301, dtype="uint16").repeat(3).reshape(300, 3)
    layer = raster_layer(project, write_map(tmp_path / "map.tif", rows), "land cover")
    window = chooser(dialog("carbonstorage", {"LULC": layer.id(), "IGNORE_CODES": "300"}), "IGNORE_CODES")
    spin(lambda: len(window.ticks.tokens()) > 3)
    tick(window, "2")
    click(window.reading)
    listed = len(window.ticks.tokens())
    assert shown(window.ticks)["300"] == "not found so far"
    assert 3 < listed < 300 and "codes may be missing" in window.note.text()
    for _turn in range(5):
        QCoreApplication.processEvents()
    assert len(window.ticks.tokens()) == listed
    click(window.reading)
    spin(lambda: "All codes" in window.note.text())
    assert len(window.ticks.tokens()) == 300 and window.text() == "300;2" and shown(window.ticks)["300"] == "class 300"


def test_codes_of_a_layer_that_is_no_file_wait_for_the_button(dialog, project):
    """A server would be asked for all of its cells."""
    from qgis.core import QgsRasterLayer

    uri = "?crs=EPSG:32632&extent=450000,5199980,450030,5200000&width=3&height=2&formula=4%20*%201"
    layer = project.addMapLayer(QgsRasterLayer(uri, "virtual", "virtualraster"))
    assert layer.isValid()
    window = chooser(dialog("carbonstorage", {"LULC": layer.id()}), "IGNORE_CODES")
    assert shown(window.ticks) == {} and "Nothing is known" in window.note.text()
    click(window.reading)
    spin(lambda: "All codes" in window.note.text())
    assert list(shown(window.ticks)) == ["4"]


def test_the_active_pool_table_goes_before_others(project, tables, monkeypatch, tmp_path):
    from qgis import utils

    from pitscape.choosers.pools import pool_table

    other, pools = tables
    second = table_layer(project, write_pools(tmp_path / "second.csv"), "pools of another study")
    assert pool_table().id() == pools.id()
    for active, chosen in ((second, second), (other, pools)):
        monkeypatch.setattr(utils, "iface", type("Iface", (), {"activeLayer": lambda self: active})())
        assert pool_table().id() == chosen.id()


def test_codes_without_a_map_are_kept_and_the_window_says_why_it_lists_none(dialog):
    window = chooser(dialog("carbonstorage", {"IGNORE_CODES": "4;x"}), "IGNORE_CODES")
    assert "No map is chosen in “" in window.sentence.text()
    assert window.text() == "4;x" and shown(window.ticks) == {"4": "as typed", "x": "no whole number"}


def test_codes_of_all_maps_of_a_series(dialog, tmp_path):
    """By their paths alone: they need not be in the project."""
    maps = [write_map(tmp_path / f"cover_{year}.tif", codes) for year, codes in ((2000, CODES), (2010, OTHER))]
    window = chooser(dialog("carbonseries", {"LAYERS": maps}), "IGNORE_CODES")
    spin(lambda: "All codes" in window.note.text())
    assert list(shown(window.ticks)) == ["0", "1", "2", "3", "5", "6", "7"]
    assert window.sentence.text() == "Classes of “cover_2000”, “cover_2010”"


def test_codes_of_both_maps_of_a_change(dialog, tmp_path):
    maps = {name: write_map(tmp_path / f"{name}.tif", codes) for name, codes in (("LULC_BASE", CODES), ("LULC_ALT", OTHER))}
    window = chooser(dialog("carbonchange", maps), "IGNORE_CODES")
    spin(lambda: "All codes" in window.note.text())
    assert list(shown(window.ticks)) == ["0", "1", "2", "3", "5", "6", "7"]


def test_a_row_of_a_batch_lists_its_own_map(batch, tmp_path, monkeypatch):
    maps = [write_map(tmp_path / f"map_{at}.tif", codes) for at, codes in enumerate((CODES, OTHER))]
    rows = batch("distancezones", [{"LULC": path} for path in maps])
    windows = [row["CODES"].window() for row in rows]
    spin(lambda: all("All codes" in window.note.text() for window in windows))
    assert [list(shown(window.ticks)) for window in windows] == [["0", "1", "2", "3"], ["5", "6", "7"]]
    accepting(monkeypatch, lambda window: (spin(lambda: "All codes" in window.note.text()), tick(window, "6")))
    rows[1]["CODES"].choose()
    assert [row["CODES"].parameterValue() for row in rows] == ["", "6"]
    series = batch("carbonseries", [{"LAYERS": maps}])
    window = series[0]["IGNORE_CODES"].window()
    spin(lambda: "All codes" in window.note.text())
    assert list(shown(window.ticks)) == ["0", "1", "2", "3", "5", "6", "7"]


def test_codes_in_the_modeler_are_those_of_a_layer_of_the_project(modeler, project, tmp_path, monkeypatch):
    window = button_of(fields_of(modeler("distancezones"))["CODES"]).window()
    assert "No raster layer is in the project" in window.sentence.text()
    raster_layer(project, write_map(tmp_path / "map.tif", OTHER), "land cover")
    field = fields_of(modeler("distancezones"))["CODES"]
    accepting(monkeypatch, lambda window: (spin(lambda: "All codes" in window.note.text()), tick(window, "5", "7")))
    click(button_of(field))
    assert field.value().staticValue() == "5;7"


def test_lists_from_python_and_expressions_are_shown_as_text(dialog):
    from qgis.core import NULL, QgsProperty

    made = dialog("distancezones", {"CODES": [1, 3], "RING_LIMITS": [100, 250.5], "IGNORE_CODES": None})
    assert [value(made, name) for name in ("CODES", "RING_LIMITS", "IGNORE_CODES")] == ["1;3", "100;250.5", ""]
    made.setParameters({"CODES": QgsProperty.fromExpression("'4;' || 5"), "RING_LIMITS": NULL, "IGNORE_CODES": 7.0})
    assert [value(made, name) for name in ("CODES", "RING_LIMITS", "IGNORE_CODES")] == ["4;5", "", "7"]


# Lengths


def cells(window):
    return {window.rows.item(at, 0).text(): window.rows.item(at, 1).text() for at in range(window.rows.rowCount())}


def test_radii_are_told_in_cells(dialog, project, tmp_path):
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(10, 10), epsg=32632))
    window = chooser(dialog("movingwindow", {"LULC": layer.id(), "RADII": "50 125;x"}), "RADII")
    assert cells(window) == {"50": "= 5 cells", "125": "= 12.5 cells", "x": "no number"}
    assert "x" in window.note.text() and window.text() == "50;125;x"
    assert window.rows.horizontalHeaderItem(0).text() == "Length (meters)"


def test_sides_of_cells_are_told_without_what_arithmetic_adds(dialog, project, tmp_path):
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(0.001, 0.001), epsg=4326))
    window = chooser(dialog("movingwindow", {"LULC": layer.id(), "RADII": "0.001 0.002"}), "RADII")
    assert "is 0.001 x 0.001 degrees" in window.sentence.text()
    assert cells(window) == {"0.001": "= 1 cell", "0.002": "= 2 cells"}


def test_a_map_without_a_crs_has_map_units(dialog, project, tmp_path):
    from qgis.PyQt.QtCore import Qt

    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, epsg=None), "<b>map</b>")
    made = dialog("movingwindow", {"LULC": layer.id(), "RADII": "20"})
    window = chooser(made, "RADII")
    assert window.sentence.text() == "A cell of “<b>map</b>” is 10 x 10 map units."
    assert window.sentence.textFormat() == Qt.TextFormat.PlainText
    assert window.rows.horizontalHeaderItem(0).text() == "Length (map units)" and cells(window) == {"20": "= 2 cells"}
    limits = chooser(dialog("distancezones", {"LULC": layer.id(), "RING_LIMITS": "100"}), "RING_LIMITS")
    assert cells(limits) == {"100": "unknown: the map is in map units"}


def test_radii_of_cells_that_are_not_square_and_of_feet(dialog, project, tmp_path):
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(10, 25), epsg=2263))
    window = chooser(dialog("movingwindow", {"LULC": layer.id(), "RADII": "50"}), "RADII")
    assert cells(window) == {"50": "= 5 cells across, 2 down"} and "feet" in window.rows.horizontalHeaderItem(0).text()


def test_limits_are_metres_on_a_map_in_feet(dialog, project, tmp_path):
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(100, 100), epsg=2263))
    window = chooser(dialog("distancezones", {"LULC": layer.id(), "RING_LIMITS": "304.8;3048"}), "RING_LIMITS")
    assert cells(window) == {"304.8": "= 10 cells", "3048": "= 100 cells"}
    assert window.rows.horizontalHeaderItem(0).text() == "Length (m)"


def test_limits_on_a_map_in_degrees_and_without_a_map(dialog, project, tmp_path):
    made = dialog("distancezones", {"RING_LIMITS": "100"})
    window = chooser(made, "RING_LIMITS")
    assert cells(window) == {"100": ""} and "cannot be told in cells" in window.sentence.text()
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(0.1, 0.1), epsg=4326))
    made.setParameters({"LULC": layer.id()})
    assert cells(chooser(made, "RING_LIMITS")) == {"100": "unknown: the map is in degrees"}


def test_rows_of_lengths_are_added_removed_and_sorted(dialog, monkeypatch):
    from qgis.PyQt.QtWidgets import QPushButton

    made = dialog("movingwindow", {"RADII": "500;50"})
    window = chooser(made, "RADII")
    for field, text in ((window.first, "0.1"), (window.last, "0.3"), (window.step, "0.1")):
        field.setText(text)
    buttons = {button.text().replace("&", ""): button for button in window.findChildren(QPushButton)}
    click(buttons["Add these"])
    assert window.text() == "500;50;0.1;0.2;0.3"
    click(buttons["Add these"])  # they are there
    click(buttons["Sort"])
    assert window.text() == "0.1;0.2;0.3;50;500"
    window.rows.selectRow(1)
    click(buttons["Remove"])
    click(buttons["Add"])
    window.rows.item(window.rows.rowCount() - 1, 0).setText("75")
    assert window.text() == "0.1;0.3;50;500;75"
    window.step.setText("0.15")
    window.show()
    window.step.setFocus()
    click(window.step, "Return")  # adds these, and does not close the window
    assert window.isVisible() and window.text() == "0.1;0.3;50;500;75;0.25"
    window.rows.removeRow(5)
    window.step.setText("0,1")
    click(buttons["Add these"])
    assert "decimal point" in window.note.text() and window.rows.rowCount() == 5
    window.step.setText("0.00001")
    click(buttons["Add these"])
    assert "at most 1000" in window.note.text() and window.rows.rowCount() == 5


def test_radii_in_a_batch_and_in_the_modeler(batch, modeler, tmp_path, monkeypatch):
    maps = [write_map(tmp_path / f"map_{cell}.tif", CODES, cell=(cell, cell)) for cell in (10, 20)]
    rows = batch("movingwindow", [{"LULC": path, "RADII": "100"} for path in maps])
    assert [cells(row["RADII"].window()) for row in rows] == [{"100": "= 10 cells"}, {"100": "= 5 cells"}]
    field = fields_of(modeler("movingwindow"))["RADII"]
    accepting(monkeypatch, lambda window: window._append("50"))
    click(button_of(field))
    assert field.value().staticValue() == "50"


def unit(field):
    return field.units.currentText()


def choose_unit(field, name):
    field.units.setCurrentIndex(field.units.findText(name))


@pytest.mark.parametrize("kept_open", [True, False])
def test_a_length_in_metres_is_metres_on_any_map(dialog, project, tmp_path, kept_open):
    """Also where it was typed in km, and the panel with it is not in sight any more."""
    from qgis.PyQt.QtWidgets import QTabWidget

    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(100, 100), epsg=2263))
    made = dialog("distancezones", {"LULC": layer.id(), "RING_WIDTH": 500, "MAX_DISTANCE": None})
    width, most = fields_of(made)["RING_WIDTH"], fields_of(made)["MAX_DISTANCE"]
    assert (unit(width), width.parameterValue(), most.parameterValue()) == ("meters", 500, None)
    choose_unit(width, "kilometers")
    width.number.setValue(5)
    if not kept_open:
        made.findChild(QTabWidget).setCurrentIndex(1)
        assert not width.number.isVisible()
    assert value(made, "RING_WIDTH") == 5000
    made.setParameters({"RING_WIDTH": 700})  # in the unit of the parameter, whatever was chosen
    assert (unit(width), value(made, "RING_WIDTH")) == ("meters", 700)


@pytest.mark.parametrize("name, layer_name", [("landscapemetrics", "LAYERS"), ("rastervariogram", "INPUT"), ("windowscale", "LULC")])
def test_a_length_in_map_units_is_in_those_of_the_map(dialog, project, tmp_path, name, layer_name):
    length = {"landscapemetrics": "EDGE_DEPTH"}.get(name, "CUTOFF")
    feet, metres, degrees = (
        raster_layer(project, write_map(tmp_path / f"map_{epsg}.tif", CODES, epsg=epsg), f"map {epsg}") for epsg in (2263, 32632, 4326)
    )
    given = (lambda layer: [layer.id()]) if layer_name == "LAYERS" else (lambda layer: layer.id())
    made = dialog(name, {layer_name: given(feet), length: 12.5})
    field = fields_of(made)[length]
    assert "feet" in unit(field) and field.parameterValue() == 12.5
    choose_unit(field, "meters")
    field.number.setValue(30.48)
    assert value(made, length) == pytest.approx(100, rel=1e-5)
    made.setParameters({layer_name: given(metres)})  # 30.48 m stay what they are
    assert unit(field) == "meters" and value(made, length) == 30.48
    choose_unit(field, "kilometers")
    field.number.setValue(2)
    made.setParameters({layer_name: given(feet)})
    assert unit(field) == "kilometers" and value(made, length) == pytest.approx(2000 / 0.3048, rel=1e-5)
    made.setParameters({layer_name: given(degrees)})  # which have no km
    assert field.unit.text() == "degrees" and value(made, length) is None
    made.setParameters({length: 0.25})
    assert value(made, length) == 0.25


def test_the_length_of_points_is_in_their_units(dialog, project):
    from qgis.core import QgsVectorLayer

    points = project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:2263&field=value:double", "points", "memory"))
    field = fields_of(dialog("pointvariogram", {"INPUT": points.id(), "CUTOFF": 7}))["CUTOFF"]
    assert "feet" in unit(field) and field.parameterValue() == 7


def test_numbers_are_shown_without_needless_zeros_and_kept_whole(dialog):
    from qgis.core import QgsProperty

    made = dialog("distancezones", {"MAX_DISTANCE": 1234567.125})
    field = fields_of(made)["MAX_DISTANCE"]
    assert field.number.text() == "1234567.125"
    for value, text in ((0.000001, "0.000001"), (100, "100"), (0, "0"), ("12.5", "12.5"), (QgsProperty.fromExpression("2 * 3"), "6")):
        made.setParameters({"MAX_DISTANCE": value})
        assert field.number.text() == text and field.parameterValue() == float(text)
    made.setParameters({"MAX_DISTANCE": None})
    assert field.number.text() == "Not set" and field.parameterValue() is None


def test_lengths_in_a_batch_and_in_the_modeler(batch, modeler, tmp_path):
    from qgis.core import QgsProcessingModelChildParameterSource as Source
    from qgis.gui import QgsProcessingModelerParameterWidget

    maps = [write_map(tmp_path / f"map_{epsg}.tif", CODES, epsg=epsg) for epsg in (2263, 32632)]
    rows = batch("landscapemetrics", [{"LAYERS": [path], "EDGE_DEPTH": 30} for path in maps])
    assert "feet" in rows[0]["EDGE_DEPTH"].unit.text() and rows[1]["EDGE_DEPTH"].unit.text() == "meters"
    assert [row["EDGE_DEPTH"].parameterValue() for row in rows] == [30, 30]
    field = fields_of(modeler("landscapemetrics"))["EDGE_DEPTH"]
    assert isinstance(field, QgsProcessingModelerParameterWidget)
    field.setWidgetValue(Source.fromStaticValue(12.5))
    assert field.value().staticValue() == 12.5


# Years


@pytest.fixture
def years(tmp_path):
    return lambda *names: [write_map(tmp_path / f"{name}.tif", CODES) for name in names]


def listed(window):
    return [tuple(window.rows.item(at, column).text() for column in range(3)) for at in range(window.rows.rowCount())]


def test_years_are_those_that_a_run_finds(dialog, years, monkeypatch):
    made = dialog("carbonseries", {"LAYERS": years("cover_2010", "cover_2000")})
    window = chooser(made, "YEARS")
    assert listed(window) == [("cover_2010", "2010", "2010"), ("cover_2000", "2000", "2000")]
    accepting(monkeypatch, lambda window: window.rows.item(1, 1).setText("1999"))
    fields_of(made)["YEARS"].choose()
    assert value(made, "YEARS") == "2010;1999"
    assert [row[1] for row in listed(chooser(made, "YEARS"))] == ["2010", "1999"]


def test_years_that_are_ambiguous_are_left_empty_and_told(dialog, years):
    window = chooser(dialog("carbonseries", {"LAYERS": years("change_2000_2010", "cover_2020")}), "YEARS")
    assert listed(window)[0] == ("change_2000_2010", "", "2000 or 2010?") and "more than one year" in window.note.text()
    ok = window.buttons.button(window.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    window.rows.item(0, 1).setText("2000")
    assert ok.isEnabled() and window.text() == "2000;2020" and not window.note.text()
    window.rows.item(0, 1).setText("2020")
    assert "Two maps are of 2020" in window.note.text()
    window.rows.item(0, 1).setText("20x0")
    assert not ok.isEnabled() and "20x0" in window.note.text()


def test_maps_without_a_year_may_stay_so(dialog, years):
    window = chooser(dialog("landscapemetrics", {"LAYERS": years("cover_2000", "reference")}), "YEARS")
    ok = window.buttons.button(window.buttons.StandardButton.Ok)
    assert [row[1] for row in listed(window)] == ["2000", ""] and ok.isEnabled() and window.text() == ""
    window.rows.item(0, 1).setText("2001")
    assert not ok.isEnabled() and "Give each map a year" in window.note.text()


@pytest.mark.parametrize("typed, told", [("2000", "the others are empty"), ("2000;2010;2020", "at the end are left out")])
def test_years_of_another_number(dialog, years, typed, told):
    window = chooser(dialog("carbonseries", {"LAYERS": years("a", "b"), "YEARS": typed}), "YEARS")
    assert told in window.sentence.text() and listed(window)[0][1] == "2000"


def test_years_without_maps_keep_the_text(dialog):
    window = chooser(dialog("carbonseries", {"YEARS": "2000;2010"}), "YEARS")
    assert window.text() == "2000;2010" and "No map is chosen" in window.sentence.text()


def test_years_in_a_batch_and_in_the_modeler(batch, modeler, years, monkeypatch):
    rows = batch("carbonseries", [{"LAYERS": years("a_2000", "b_2001")}, {"LAYERS": years("c_2002")}])
    assert [row["YEARS"].window().text() for row in rows] == ["2000;2001", "2002"]
    field = fields_of(modeler("carbonseries"))["YEARS"]
    assert button_of(field) is None and field.value().staticValue() in ("", None)


# Fields


def test_fields_of_the_chosen_table(dialog, batch, modeler, project, tmp_path, monkeypatch):
    header = ("dist", "gamma", "np", "metric", "two words")
    table = table_layer(project, write_table(tmp_path / "variograms.csv", header, [(1, 2, 3, "PD", 1)]), "variograms")
    made = dialog("variogramfit", {"INPUT": table.id(), "GROUP_FIELDS": "old"})
    window = chooser(made, "GROUP_FIELDS")
    assert list(shown(window.ticks)) == [*header, "old"] and shown(window.ticks)["old"] == "no such field"
    assert "two words" not in window.ticks.tokens() and "cannot be given" in shown(window.ticks)["two words"]
    accepting(monkeypatch, lambda window: window.ticks.tick(["metric", "np"]))
    fields_of(made)["GROUP_FIELDS"].choose()
    assert value(made, "GROUP_FIELDS") == "np;metric"
    rows = batch("variogramfit", [{"INPUT": table.id()}])
    assert "metric" in rows[0]["GROUP_FIELDS"].window().ticks.tokens()
    assert button_of(fields_of(modeler("variogramfit"))["GROUP_FIELDS"]) is None


# Codes of a table


def test_codes_of_the_chosen_table(dialog, batch, modeler, project, tmp_path, monkeypatch):
    """With the names that stand there, each once; the fields of a CSV file are texts."""
    header = ("year", "lucode", "name", "area_ha", "carbon_t")
    rows = [(year, code, name, 1, 1) for year in (2000, 2010) for code, name in ((10, "Wald"), (2, "Wiese"), (3, ""))]
    table = table_layer(project, write_table(tmp_path / "storage.csv", header, rows), "storage")
    made = dialog("couplingcoordination", {"STORAGE": table.id(), "F_CODES": "7;10"})
    window = chooser(made, "F_CODES")
    assert shown(window.ticks) == {"2": "Wiese", "3": "class 3", "10": "Wald", "7": "not in the table"}
    assert "storage" in window.sentence.text() and window.text() == "7;10"
    accepting(monkeypatch, lambda window: window.ticks.tick(["2", "10"]))
    fields_of(made)["F_CODES"].choose()
    assert value(made, "F_CODES") == "10;2"
    rows = batch("couplingcoordination", [{"STORAGE": table.id()}])
    assert rows[0]["F_CODES"].window().ticks.tokens() == ["2", "3", "10"]
    assert button_of(fields_of(modeler("couplingcoordination"))["F_CODES"]) is None


def test_codes_without_a_table_or_of_one_without_codes_are_typed(dialog, project, tmp_path):
    other = table_layer(project, write_table(tmp_path / "other.csv", ("a", "b"), [(1, 2)]), "other")
    for given, told in (({}, "No table is chosen"), ({"STORAGE": other.id()}, "has no class codes")):
        window = chooser(dialog("couplingcoordination", {"F_CODES": "7;8", **given}), "F_CODES")
        assert told in window.sentence.text() and window.text() == "7;8"


# Pools


@pytest.fixture
def tables(project, tmp_path):
    """A table of something else that comes first by its name, and a pool table in capitals."""
    other = table_layer(project, write_table(tmp_path / "other.csv", ("lucode", "group"), [(1, 2)]), "a first table")
    header = ("LUCODE", "LULC_name", "C_above", "C_below", "C_soil", "C_dead")
    return other, table_layer(project, write_pools(tmp_path / "pools.csv", header=header), "pools")


def test_the_pool_table_of_the_project_is_chosen_first(dialog, batch, tables):
    other, pools = tables
    assert value(dialog("carbonstorage", {}), "POOLS") == pools.id()
    assert batch("carbonstorage", [{}])[0]["POOLS"].parameterValue() == pools.id()
    # What is chosen or set stays.
    made = dialog("carbonstorage", {"POOLS": other.id()})
    assert value(made, "POOLS") == other.id()
    assert value(dialog("carbonchange", {}), "POOLS_ALT") is None


def test_a_choice_of_a_pool_table_stays_when_layers_come_and_go(dialog, tables, project, tmp_path):
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtWidgets import QComboBox

    other, _pools = tables
    made = dialog("carbonstorage", {})
    box = fields_of(made)["POOLS"].wrappedWidget().findChild(QComboBox)
    box.setCurrentIndex(box.findText(other.name()))
    newer = project.addMapLayer(QgsVectorLayer(write_pools(tmp_path / "newer.csv"), "newer pools", "ogr"))
    assert value(made, "POOLS") == other.id()
    project.removeMapLayer(newer.id())
    assert value(made, "POOLS") == other.id()


def test_without_a_pool_table_it_is_as_in_qgis(dialog, project, tmp_path):
    other = table_layer(project, write_table(tmp_path / "other.csv", ("lucode", "group"), [(1, 2)]), "a first table")
    assert value(dialog("carbonstorage", {}), "POOLS") == other.id()


def test_pools_in_the_modeler_have_their_sources(modeler, tables):
    from qgis.gui import QgsProcessingModelerParameterWidget

    assert isinstance(fields_of(modeler("carbonstorage"))["POOLS"], QgsProcessingModelerParameterWidget)
