"""Results as dialogs, batches and attribute tables show them. Needs a display."""

import os

import numpy as np
import pytest
from layers import raster_layer, wkt_layer
from maps import write_map, write_pools
from runs import algorithm, context, spin

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_results.py"),
    pytest.mark.usefixtures("project"),
]

CODES = np.array([[1, 1, 2], [3, 2, 2]], "uint8")
OUTPUTS = ("OUTPUT", "STORAGE", "TOTALS", "CHANGES", "REPORT")


@pytest.fixture
def pools(tmp_path):
    return write_pools(tmp_path / "pools.csv")


def cover(tmp_path, name, codes=CODES):
    return write_map(tmp_path / f"{name}.tif", codes, nodata=0)


def log_of(dialog):
    from qgis.PyQt.QtWidgets import QTextEdit

    return "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))


@pytest.fixture
def listed():
    """The titles that the list of results gets."""
    from processing.core.ProcessingResults import resultsList

    before = len(resultsList.getResults())
    return lambda: [result.name for result in resultsList.getResults()[before:]]


def run_in_dialog(name, parameters):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    dialog = AlgorithmDialog(algorithm(name), False, None)
    dialog.show()
    again(dialog, parameters)
    return dialog


def again(dialog, parameters):
    dialog.setParameters(parameters)
    dialog.setExecuted(False)
    dialog.runButton().click()
    spin(lambda: dialog.wasExecuted() or "Execution failed" in log_of(dialog))
    assert dialog.results(), log_of(dialog)


def run_in_batch(name, rows):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    batch = BatchAlgorithmDialog(algorithm(name), None)
    panel = batch.mainWidget()
    while panel.batchRowCount() < len(rows):
        panel.addRow(1)
    for number, values in enumerate(rows):
        for key, value in values.items():
            column = panel.parameter_to_column[key]
            wrapper = panel.wrappers[number][column]
            if wrapper is not None:
                wrapper.setParameterValue(value, context())
            else:
                panel.tblParameters.cellWidget(number + 1, column).setValue(value)
    panel.checkLoadLayersOnCompletion.setChecked(True)
    batch.runButton().click()
    spin(lambda: "Batch execution completed" in log_of(batch))
    log = log_of(batch)
    batch.close()
    assert "executions failed" not in log, log


def test_reports_of_two_runs_of_a_dialog_are_told_apart(pools, tmp_path, listed):
    maps = [cover(tmp_path, f"cover_{year}") for year in (2007, 2012, 2022)]
    dialog = run_in_dialog("carbonseries", {"LAYERS": maps, "POOLS": pools})
    again(dialog, {"LAYERS": maps[:2], "POOLS": pools})
    assert listed() == ["Carbon series report: 2007 to 2022", "Carbon series report: 2007 to 2012"]
    dialog.close()


def test_rows_of_a_batch_are_told_apart(project, pools, tmp_path):
    maps = [cover(tmp_path, name) for name in ("north 2022", "south 2022", "west 2007")]
    run_in_batch("carbonstorage", [{"LULC": one, "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"} for one in maps])
    assert sorted(layer.name() for layer in project.mapLayers().values()) == [
        "Carbon by class 2007", "Carbon by class 2022 (north 2022)", "Carbon by class 2022 (south 2022)",
    ]  # fmt: skip


def test_tables_of_a_batch_stack(project, tmp_path):
    """Rows of two years, merged into one table by QGIS: the same columns, each row of a map and year."""
    import processing

    maps = [cover(tmp_path, f"cover {year}", codes) for year, codes in ((2007, CODES), (2022, np.flip(CODES)))]
    asked = {"METRICS": "NP;PD", "CLASS": "TEMPORARY_OUTPUT"}
    run_in_batch("landscapemetrics", [{"LAYERS": [one], **asked} for one in maps])
    tables = sorted((layer for layer in project.mapLayers().values()), key=lambda layer: layer.name())
    assert [layer.name() for layer in tables] == ["Class metrics 2007", "Class metrics 2022"]
    fields = [[(field.name(), field.type()) for field in layer.fields()] for layer in tables]
    assert fields[0] == fields[1]
    merged = processing.run("native:mergevectorlayers", {"LAYERS": tables, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    assert [(row["layer"], row["year"], row["lucode"]) for row in merged.getFeatures()] == [
        (f"cover {year}", year, code) for year in (2007, 2022) for code in (1, 2, 3)
    ]


def test_series_of_a_batch(project, tmp_path):
    """Transitions of two series, one a row: each has its own layers and figures."""
    maps = {name: cover(tmp_path, name, codes) for name, codes in (("a 2007", CODES), ("a 2022", np.flip(CODES)), ("b 2010", CODES), ("b 2020", CODES))}
    asked = {"MATRIX": "TEMPORARY_OUTPUT", "OUTPUT": "TEMPORARY_OUTPUT"}
    run_in_batch("lulctransition", [{"LAYERS": [maps[f"{name} {one}"], maps[f"{name} {other}"]], **asked} for name, one, other in (("a", 2007, 2022), ("b", 2010, 2020))])
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    assert set(layers) == {f"{what}: {years}" for what in ("Map of transitions", "Transition matrix") for years in ("2007 to 2022", "2010 to 2020")}
    changed = {
        years: sum(row["cells"] for row in layers[f"Transition matrix: {years}"].getFeatures() if row["lucode_from"] != row["lucode_to"])
        for years in ("2007 to 2022", "2010 to 2020")
    }
    assert changed == {"2007 to 2022": ((CODES != np.flip(CODES)) & (CODES > 0) & (np.flip(CODES) > 0)).sum(), "2010 to 2020": 0}


def test_an_attribute_table(project, pools, tmp_path):
    """Headings, texts of cells and columns as a person sees them."""
    from qgis.core import NULL
    from qgis.gui import QgsDualView, QgsMapCanvas
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtWidgets import QTableView

    raster_layer(project, cover(tmp_path, "cover"), "cover 2022")
    dialog = run_in_dialog("carbonstorage", {"LULC": project.mapLayersByName("cover 2022")[0].id(), "POOLS": pools})
    dialog.close()
    (layer,) = project.mapLayersByName("Carbon by class 2022")
    view = QgsDualView()
    canvas = QgsMapCanvas()
    view.init(layer, canvas)
    view.setView(QgsDualView.ViewMode.AttributeTable)
    view.resize(1300, 250)
    view.show()
    (table,) = view.findChildren(QTableView)
    model = table.model()
    spin(lambda: model.rowCount() == 3)
    heads = [model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) for at in range(model.columnCount())]
    assert heads[:6] == ["Map", "Year", "Code", "Class", "Cells", "Area (ha)"] and "Zone" not in heads and "Standard error (t)" not in heads
    at = heads.index("Share of area (%)")
    assert model.data(model.index(0, at), Qt.ItemDataRole.DisplayRole) == "33.333"
    letters = table.horizontalHeader().fontMetrics()
    assert all(table.columnWidth(at) > letters.horizontalAdvance(head) for at, head in enumerate(heads))
    assert next(layer.getFeatures())["zone"] == NULL  # the data have all columns
    view.close()


def test_columns_of_texts_are_as_wide_as_these(project, pools, tmp_path):
    from qgis.PyQt.QtGui import QFont, QFontMetrics

    name = "a land-cover map with a long name 2007"
    layer = raster_layer(project, cover(tmp_path, "cover"), name)
    dialog = run_in_dialog("carbonstorage", {"LULC": layer.id(), "POOLS": pools, "OUTPUT": None, "SUMMARY": "TEMPORARY_OUTPUT"})
    table = project.mapLayer(dialog.results()["SUMMARY"])
    widths = {column.name: column.width for column in table.attributeTableConfig().columns()}
    assert widths["layer"] > QFontMetrics(QFont()).horizontalAdvance(name)
    dialog.close()


def test_aliases_of_sampled_features_are_shown_without_a_warning(project, tmp_path):
    layer = raster_layer(project, cover(tmp_path, "cover"), "cover")
    shapes = wkt_layer(project, ("POLYGON((0 0,30 0,30 -20,0 -20,0 0))", 7), fields="number:integer")
    shapes.setFieldAlias(0, "Number")
    given = {"LULC": layer.id(), "FEATURES": shapes.id(), "METRICS": "NP", "EDGE": "partial", "OUTPUT": "TEMPORARY_OUTPUT"}
    dialog = run_in_dialog("sampledwindows", given)
    assert "Aliases are" not in log_of(dialog)
    assert project.mapLayer(dialog.results()["OUTPUT"]).attributeAlias(0) == "Number"
    dialog.close()
