"""The windows that a user sees. Needs a display: scripts/test runs test_windows*.py under Xvfb, in a process for each QGIS."""

import csv
import os
import re
from collections import Counter

import numpy as np
import pytest
from layers import polygon_layer
from maps import DENSITY, LEFT, TOP, read_map, write_map, write_pools
from osgeo import gdal
from runs import settle, spin

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows.py"),
    pytest.mark.usefixtures("project"),
]

CODES = np.array([[1, 1, 2], [3, 2, 0]], "uint8")
HA = 10 * 10 / 10000


@pytest.fixture
def layers(project, tmp_path):
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    lulc = QgsRasterLayer(write_map(tmp_path / "map.tif", CODES, np.flip(CODES), nodata=0), "land cover 2022")
    pools = QgsVectorLayer(write_pools(tmp_path / "pools.csv"), "carbon pools", "ogr")
    project.addMapLayers([lulc, pools])
    return {"LULC": lulc.id(), "POOLS": pools.id()}


@pytest.fixture
def dialog(layers):
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from runs import algorithm

    made = AlgorithmDialog(algorithm(), False, None)
    made.resize(1000, 760)
    made.show()
    yield made
    made.close()


def colors(widget):
    """How many colours a picture of the widget has: blank ones have a few."""
    image = widget.grab().toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def texts(widget, kind):
    """What labels, buttons and boxes of a window say."""
    return [child.text().replace("&", "") for child in widget.findChildren(kind) if child.text()]


def test_dialog_shows_every_parameter(dialog):
    from qgis.PyQt.QtWidgets import QLabel

    settle()
    assert colors(dialog) > 50
    shown = " | ".join(texts(dialog, QLabel))
    for description in (
        "Land cover (LULC)", "Land cover (LULC): band", "Carbon pools", "Unit of the density raster", "Areas of cells",
        "Class codes to ignore (as nodata)", "Only inside these polygons (mask)",
        "Zones (results for each polygon)", "Field that names the zones", "Carbon density", "Carbon by class",
    ):  # fmt: skip
        assert description in shown
    assert dialog.windowTitle().endswith("Carbon storage")


def test_dialog_starts_ready_to_run(dialog, layers):
    """The first map and table are chosen, the defaults set; nothing but Run is left to do."""
    settle()
    found = dialog.createProcessingParameters()
    assert (found["LULC"], found["POOLS"]) == (layers["LULC"], layers["POOLS"])
    assert (found["LULC_BAND"], found["UNIT"]) == (1, "t_ha")
    assert not found.get("MASK") and not found.get("IGNORE_CODES") and not found.get("CREATE_OPTIONS")
    assert str(found["OUTPUT"].sink.staticValue()) == str(found["SUMMARY"].sink.staticValue()) == "TEMPORARY_OUTPUT"


def test_dialog_takes_what_is_filled_in(dialog, layers, tmp_path):
    wanted = dict(layers, LULC_BAND=2, UNIT="t_cell", IGNORE_CODES="3;7", CREATE_OPTIONS="COMPRESS=LZW|TILED=NO")
    dialog.setParameters(wanted)
    settle()
    found = dialog.createProcessingParameters()
    assert {name: found[name] for name in wanted} == wanted


def test_bands_of_the_chosen_map_are_offered(dialog):
    from qgis.PyQt.QtWidgets import QComboBox

    settle()
    boxes = [[box.itemText(i) for i in range(box.count())] for box in dialog.findChildren(QComboBox)]
    assert ["Band 1 (Gray)", "Band 2"] in boxes, boxes
    assert ["t/ha", "t/cell"] in boxes


def test_help_is_shown(dialog):
    from qgis.PyQt.QtWidgets import QTextBrowser

    told = " ".join(browser.toPlainText() for browser in dialog.findChildren(QTextBrowser))
    assert "density of a class (t/ha) = c_above + c_below + c_soil + c_dead" in told
    assert "lucode" in told and "InVEST" in told


def run_by_button(dialog):
    dialog.runButton().click()
    spin(lambda: dialog.wasExecuted() or "Execution failed" in log_of(dialog))
    return dialog.wasExecuted()


def log_of(dialog):
    from qgis.PyQt.QtWidgets import QTextEdit

    return "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))


def test_run_by_the_button(dialog, layers, project, tmp_path):
    dialog.setParameters(dict(layers, OUTPUT=str(tmp_path / "density.tif"), IGNORE_CODES="3"))
    assert run_by_button(dialog), log_of(dialog)
    settle()
    results = dialog.results()
    assert results["TOTAL_CARBON"] == pytest.approx((2 * 10 + 2 * 100) * HA, rel=1e-12)
    density = read_map(tmp_path / "density.tif")
    assert [density[CODES == code].tolist() for code in (1, 2)] == [[DENSITY[1]] * 2, [DENSITY[2]] * 2]
    loaded = {layer.name(): layer for layer in project.mapLayers().values()}
    assert loaded["Carbon density 2022"].renderer().type() == "singlebandpseudocolor"
    assert loaded["Carbon by class 2022"].featureCount() == 2
    log = log_of(dialog)
    assert "Results:" in log and "Traceback" not in log and colors(dialog) > 50


def test_a_second_run_into_the_same_file(dialog, layers, project, tmp_path):
    """Cells, legend and both layers are those of the new run."""
    from qgis.core import QgsPointXY, QgsVectorLayer

    dearer = [(code, "", 7 * density, 0, 0, 0) for code, density in DENSITY.items()]
    pools = project.addMapLayer(QgsVectorLayer(write_pools(tmp_path / "dearer.csv", dearer), "dearer", "ogr"))
    shown = []
    for given in (layers["POOLS"], pools.id()):
        dialog.setParameters(dict(layers, POOLS=given, OUTPUT=str(tmp_path / "density.tif")))
        assert run_by_button(dialog), log_of(dialog)
        settle()
        found = project.mapLayersByName("Carbon density 2022")
        shown.append(
            {
                (layer.dataProvider().sample(QgsPointXY(LEFT + 5, TOP - 15), 1)[0], layer.renderer().classificationMax())
                for layer in found
                if layer.isValid()
            }
        )
    assert shown[0] == {(1000, 1000)}
    assert shown[1] == {(7000, 7000)}


def test_error_in_the_log_is_one_sentence(dialog, layers, project, tmp_path):
    from qgis.core import QgsVectorLayer

    few = project.addMapLayer(QgsVectorLayer(write_pools(tmp_path / "few.csv", [(1, "", 1, 1, 1, 1)]), "few", "ogr"))
    before = set(project.mapLayers())
    dialog.setParameters(dict(layers, POOLS=few.id()))
    run_by_button(dialog)
    settle()
    log = log_of(dialog)
    assert "The pool table has no row for code 2 (2 cells), code 3 (1 cell)" in log
    assert "Traceback" not in log and "not correctly generated" not in log
    assert set(project.mapLayers()) == before


def test_wrong_parameter_is_a_message(dialog, layers, monkeypatch):
    """Told before the run, in a message box."""
    from qgis.PyQt.QtWidgets import QMessageBox

    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append((title, text)))
    dialog.setParameters(dict(layers, IGNORE_CODES="0,2.5"))
    dialog.runButton().click()
    settle()
    assert len(told) == 1 and told[0][1].startswith("“Class codes to ignore” (IGNORE_CODES): not a whole number: 2.5.")
    assert not dialog.wasExecuted()


def test_result_on_a_canvas(dialog, layers, project, tmp_path):
    """The map drawn: each class in its own colour of the ramp, nodata not drawn."""
    from qgis.core import QgsMapRendererParallelJob, QgsMapSettings
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor

    from pitscape.layers.styles import CARBON

    dialog.setParameters(dict(layers, OUTPUT=str(tmp_path / "density.tif")))
    assert run_by_button(dialog), log_of(dialog)
    (layer,) = project.mapLayersByName("Carbon density 2022")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(300, 200))
    settings.setBackgroundColor(QColor("#ff00ff"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    drawn = [[image.pixelColor(50 + 100 * column, 50 + 100 * row).name() for column in range(3)] for row in range(2)]
    assert drawn[0][0] == drawn[0][1] == CARBON[0] and drawn[1][0] == CARBON[-1] and drawn[1][2] == "#ff00ff"
    assert drawn[0][2] == drawn[1][1] and drawn[0][2] not in (CARBON[0], CARBON[-1])


def test_batch_panel(layers, tmp_path):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
    from runs import algorithm

    batch = BatchAlgorithmDialog(algorithm(), None)
    batch.resize(1200, 500)
    batch.show()
    settle()
    assert colors(batch) > 20
    table = batch.mainWidget().tblParameters
    heads = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    assert heads == [
        "Land cover (LULC)", "Land cover (LULC): band", "Carbon pools", "Unit of the density raster",
        "Correlation of pool errors (0 to 1)", "Error matrix (from “Map accuracy”)", "Areas of cells",
        "Class codes to ignore (as nodata)", "Only inside these polygons (mask)",
        "Zones (results for each polygon)", "Field that names the zones",
        "Creation options of the raster", "Carbon density", "Carbon by class",
    ]  # fmt: skip
    hidden = [head for column, head in enumerate(heads) if table.isColumnHidden(column)]
    assert hidden == ["Land cover (LULC): band", "Areas of cells", "Creation options of the raster"]  # the advanced ones
    batch.close()


def test_series_dialog_runs_and_shows_its_report(layers, tmp_path):
    from processing.core.ProcessingResults import resultsList
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from qgis.PyQt.QtWidgets import QLabel
    from runs import algorithm

    maps = [write_map(tmp_path / f"cover_{year}.tif", codes, nodata=0) for year, codes in ((2000, CODES), (2010, np.flip(CODES)))]
    dialog = AlgorithmDialog(algorithm("carbonseries"), False, None)
    dialog.resize(1000, 760)
    dialog.show()
    dialog.setParameters({"LAYERS": maps, "POOLS": layers["POOLS"], "CLASS_CORRELATION": 0.5})
    settle()
    shown = " | ".join(texts(dialog, QLabel))
    for description in ("Land-cover maps", "Years of the maps", "Correlation of pool errors", "Report"):
        assert description in shown
    dialog.runButton().click()
    spin(lambda: dialog.results())
    results = dialog.results()
    assert results["CARBON_CHANGE"] == pytest.approx(0)  # the flipped map holds the same classes
    assert 1.1e6 < os.path.getsize(results["REPORT"]) < 2e6  # plotly's basic bundle and figures
    assert any(result.filename == results["REPORT"] for result in resultsList.getResults())
    dialog.close()


def test_dialog_of_landscape_metrics_runs_and_loads_its_patches(layers, project, tmp_path):
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from runs import algorithm

    dialog = AlgorithmDialog(algorithm("landscapemetrics"), False, None)
    dialog.resize(1000, 760)
    dialog.show()
    ids = str(tmp_path / "ids.tif")
    dialog.setParameters({"LAYERS": [layers["LULC"]], "METRICS": "NP SHDI", "OUTPUT": ids})
    settle()
    dialog.runButton().click()
    spin(lambda: dialog.results())
    assert dialog.results()["NP"] > 0 and 1.1e6 < os.path.getsize(dialog.results()["REPORT"]) < 2e6
    spin(lambda: any(layer.source() == ids for layer in project.mapLayers().values()))
    raster = next(layer for layer in project.mapLayers().values() if layer.source() == ids)
    labels = [one.label for one in raster.renderer().classes()]
    assert labels == [f"patch {patch}" for patch in range(1, int(dialog.results()["NP"]) + 1)]
    dialog.close()


def test_dialog_of_moving_windows_loads_bands_with_styles(layers, project, tmp_path):
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from runs import algorithm

    dialog = AlgorithmDialog(algorithm("movingwindow"), False, None)
    dialog.resize(1000, 760)
    dialog.show()
    out = str(tmp_path / "windows.tif")
    dialog.setParameters({"LULC": layers["LULC"], "METRICS": "PR;NP", "RADII": "10", "EDGE": "partial", "OUTPUT": out})
    settle()
    dialog.runButton().click()
    spin(lambda: dialog.results())
    assert dialog.results()["WINDOWS"] > 0
    spin(lambda: any(layer.source() == out for layer in project.mapLayers().values()))
    raster = next(layer for layer in project.mapLayers().values() if layer.source() == out)
    assert set(raster.styleManager().styles()) == {"PR 10", "NP 10"} and raster.renderer().type() == "singlebandpseudocolor"
    dialog.close()


def batch_of(name, rows):
    """A batch dialog with a row for each of the dicts of inputs and outputs."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
    from processing.tools import dataobjects
    from runs import algorithm

    batch = BatchAlgorithmDialog(algorithm(name), None)
    batch.show()
    panel = batch.mainWidget()
    while panel.batchRowCount() < len(rows):
        panel.addRow(1)
    within = dataobjects.createContext()
    for number, values in enumerate(rows):
        for key, value in values.items():
            column = panel.parameter_to_column[key]
            wrapper = panel.wrappers[number][column]
            if wrapper is not None:
                wrapper.setParameterValue(value, within)
            else:
                panel.tblParameters.cellWidget(number + 1, column).setValue(value)
    return batch


def run_batch(batch):
    panel = batch.mainWidget()
    panel.checkLoadLayersOnCompletion.setChecked(True)
    batch.runButton().click()
    spin(lambda: "Batch execution completed" in log_of(batch))
    log = re.sub(r'"([A-Z_]+)":', r"'\1': ", log_of(batch))  # newer QGIS writes results as JSON
    batch.close()
    return log


def test_batch_over_several_maps(layers, project, tmp_path):
    """Three rows, of which the second fails; the others run all the same, and one writes its table alone."""
    maps = [write_map(tmp_path / f"map_{number}.tif", np.full((2, 3), number + 1, "uint8")) for number in range(3)]
    few = write_pools(tmp_path / "few.csv", [(1, "", 1, 1, 1, 1)])
    rows = [
        {"LULC": lulc, "POOLS": few if number == 1 else layers["POOLS"], "SUMMARY": str(tmp_path / f"carbon_{number}.csv")}
        for number, lulc in enumerate(maps)
    ]
    rows[0]["OUTPUT"] = str(tmp_path / "density_0.tif")
    log = run_batch(batch_of("carbonstorage", rows))
    assert "1 executions failed" in log and "no row for code 2 (6 cells)" in log and "Traceback" not in log
    assert f"'TOTAL_CARBON': {6 * 10 * HA}" in log and f"'TOTAL_CARBON': {6 * 1000 * HA}" in log
    made = {path.name for path in tmp_path.glob("*_?.*")} - {f"map_{number}.tif" for number in range(3)}
    assert {name for name in made if not name.endswith(".xml")} == {"density_0.tif", "carbon_0.csv", "carbon_2.csv"}
    assert len(project.mapLayersByName("Carbon density: map_0")) == 1


def test_batch_of_scales(layers, tmp_path):
    """Two maps, each with a table and a report of its own."""
    rng = np.random.default_rng(8)
    rows = []
    for name in ("first", "second"):
        path = write_map(tmp_path / f"{name}.tif", rng.integers(1, 4, (96, 96), "uint8"))
        rows.append(
            {
                "LULC": path,
                "METRICS": "SHEI",
                "RADII": "10;15;20;25;30",
                "PERMUTATIONS": 0,
                "CHOICE": str(tmp_path / f"{name}.csv"),
                "REPORT": str(tmp_path / f"{name}.html"),
            }
        )
    log = run_batch(batch_of("windowscale", rows))
    assert log.count("'VERDICT': ") == 2, log
    for name in ("first", "second"):
        assert (tmp_path / f"{name}.csv").read_text("utf-8").count("\n") > 80
        assert f"report: {name}" in (tmp_path / f"{name}.html").read_text("utf-8")


def test_batch_of_two_mines(layers, project, tmp_path):
    """The same maps with two layers of mining land: each row is that of a run by itself, with levels and a report of its own."""
    from runs import context, run, table

    row, column = np.indices((60, 60))
    maps = [write_map(tmp_path / f"cover_{year}.tif", (1 + (row * column + year) % 3).astype("uint8")) for year in (2007, 2022)]
    mines = {"north": polygon_layer(project, [(20, 5, 24, 9)]), "south": polygon_layer(project, [(40, 45, 43, 50)])}
    settings = {"LAYERS": maps, "POOLS": layers["POOLS"], "RING_WIDTH": 40, "RING_COUNT": 9, "SHIFTS": 99}
    written = {
        name: {output: str(tmp_path / f"{name}_{output}.{kind}") for output, kind in (("RATIOS", "csv"), ("LEVELS", "csv"), ("REPORT", "html"))}
        for name in mines
    }  # fmt: skip
    rows = [{**settings, "SOURCES": mine.id(), **written[name]} for name, mine in mines.items()]
    log = run_batch(batch_of("contributionratio", rows))
    assert log.count("'LEVEL_COUNT': ") == 2 and "failed" not in log and "Traceback" not in log, log
    columns = ("year", "ring", "ring_area_ha", "ring_mean_t_ha", "k_pct")
    found = []
    for name, mine in mines.items():
        within = context()
        alone = run({**settings, "SOURCES": mine, "RATIOS": "TEMPORARY_OUTPUT"}, within=within, name="contributionratio")
        with open(written[name]["RATIOS"], encoding="utf-8", newline="") as file:
            of_batch = np.array([[float(row[key]) for key in columns] for row in csv.DictReader(file)])
        assert len(of_batch) == 20 and of_batch == pytest.approx(np.array(table(alone, "RATIOS", within, *columns)), rel=1e-12)
        found.append(of_batch)
        assert "<h1" in (tmp_path / f"{name}_REPORT.html").read_text("utf-8")
    assert (found[0] != found[1]).any()


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_batch_of_two_polygon_layers(layers, project, tmp_path):
    """Each with a field, cells and a rule of its own: rasters and tables of a row are those of a run by itself."""
    from runs import run

    north = polygon_layer(project, [(0, 0, 5, 4), (3, 2, 9, 8)], names=["Wald", "Grube"])
    # A strip on the centres of cells, which holds less of them than what lies beneath it on both its sides
    south = polygon_layer(project, [(5, 0, 5.4, 9), (1, 0, 9, 9), (10, 0, 13, 3), (11, 0, 14, 3)], names=["a", "b", "a", "b"])
    given = [
        {"INPUT": north, "FIELD": "kind", "CELL_SIZE": 10},
        {"INPUT": south, "FIELD": "kind", "CELL_SIZE": 15, "RULE": "largest", "OVERLAP": "first"},
    ]
    rows = [
        {
            **one,
            "INPUT": one["INPUT"].id(),
            "OUTPUT": str(tmp_path / f"map_{at}.tif"),
            "CLASSES": str(tmp_path / f"classes_{at}.csv"),
        }
        for at, one in enumerate(given)
    ]
    log = run_batch(batch_of("rasterizelulc", rows))
    assert log.count("'CELLS_OVERLAPPED': ") == 2 and "'CELLS_OVERLAPPED': 4" in log, log
    assert "failed" not in log and "Traceback" not in log, log
    for one, row in zip(given, rows):
        alone = run({**one, "OUTPUT": str(tmp_path / "alone.tif"), "CLASSES": str(tmp_path / "alone.csv")}, name="rasterizelulc")
        assert np.array_equal(read_map(row["OUTPUT"]), read_map(alone["OUTPUT"]))
        assert gdal.Open(row["OUTPUT"]).GetGeoTransform() == gdal.Open(alone["OUTPUT"]).GetGeoTransform()
        assert rows_of(row["CLASSES"]) == rows_of(alone["CLASSES"]) and len(rows_of(row["CLASSES"])) == 2
    first = read_map(rows[0]["OUTPUT"])
    # The later polygon goes over the former, whose 20 cells lose four
    assert first.shape == (8, 9) and [(first == code).sum() for code in (1, 2)] == [36, 16]
    assert len([layer for layer in project.mapLayers().values() if layer.source() in {row["OUTPUT"] for row in rows}]) == 2


def test_batch_of_two_maps_and_their_accuracy(layers, project, tmp_path):
    """Points for one map and a raster for the other, each with a report: tables of a row are those of a run by itself."""
    from layers import wkt_layer
    from runs import run

    draw = np.random.default_rng(11)
    cells = [draw.integers(1, 4, (30, 30), "uint8") for _year in (2007, 2022)]
    maps = [write_map(tmp_path / f"cover_{year}.tif", one, nodata=0) for year, one in zip((2007, 2022), cells)]
    seen = write_map(tmp_path / "seen.tif", np.where(draw.random((30, 30)) < 0.8, cells[1], 1).astype("uint8"), nodata=0)
    places = draw.integers(0, 30, (80, 2))
    shapes = [(f"POINT({10 * x + 5} {-10 * y - 5})", int(cells[0][y, x]) if at % 4 else 2) for at, (x, y) in enumerate(places)]
    points = wkt_layer(project, *shapes, fields="ref:integer", kind="Point")
    given = [
        {"MAP": maps[0], "REFERENCE": points, "FIELD": "ref", "DESIGN": "simple", "POOLS": layers["POOLS"]},
        {"MAP": maps[1], "REFERENCE_RASTER": seen, "DESIGN": "systematic"},
    ]
    kinds = {"MATRIX": "csv", "CLASSES": "csv", "SUMMARY": "csv", "REPORT": "html"}
    rows = [
        {**one, **{name: str(tmp_path / f"{name}_{at}.{kind}") for name, kind in kinds.items()}} for at, one in enumerate(given)
    ]
    rows[0]["REFERENCE"] = points.id()
    log = run_batch(batch_of("mapaccuracy", rows))
    assert log.count("'OVERALL': ") == 2 and "failed" not in log and "Traceback" not in log, log
    for at, (one, row) in enumerate(zip(given, rows)):
        alone = run({**one, **{name: str(tmp_path / f"alone_{name}.{kind}") for name, kind in kinds.items()}}, name="mapaccuracy")
        for name in ("MATRIX", "CLASSES", "SUMMARY"):
            assert rows_of(row[name]) == rows_of(alone[name]), name
        counts = {(int(pair["map_lucode"]), int(pair["ref_lucode"])): int(pair["points"]) for pair in rows_of(row["MATRIX"])}
        if at == 0:
            wanted = [(int(cells[0][y, x]), shape[1]) for (x, y), shape in zip(places, shapes)]
        else:
            wanted = list(zip(cells[1].ravel().tolist(), read_map(seen).ravel().tolist()))
        assert {pair: count for pair, count in counts.items() if count} == dict(Counter(wanted))
        # The report of a row is of its own map
        page, year = (tmp_path / f"REPORT_{at}.html").read_text("utf-8"), (2007, 2022)[at]
        assert f"cover_{year}" in page and f"cover_{(2022, 2007)[at]}" not in page


def test_words_in_a_saved_batch(layers, tmp_path, monkeypatch):
    """What the panel saves it loads again, and the history opens in a dialog with the same words."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from qgis.PyQt.QtWidgets import QFileDialog
    from runs import algorithm, context

    # QGIS adds the extension, and each version its own.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "saved"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(next(tmp_path.glob("saved.*"))), ""))
    row = {"INPUT": layers["POOLS"], "MODELS": ["matern", "power"], "STRUCTURES": "2", "WEIGHTS": "ols"}
    row.update(dict.fromkeys(("VARIOGRAM", "FITS", "CURVES", "REPORT"), "TEMPORARY_OUTPUT"))
    batch = batch_of("variogramfit", [row])
    panel = batch.mainWidget()
    panel.save()
    panel.load()
    settle()
    for name in ("MODELS", "STRUCTURES", "WEIGHTS"):
        assert panel.wrappers[0][panel.parameter_to_column[name]].parameterValue() == row[name]
    batch.close()

    made = algorithm("variogramfit")
    # Positions, as a script may have given them
    text = made.asPythonCommand(dict(row, MODELS="5,6", STRUCTURES="2", WEIGHTS=2), context())
    found = []
    exec(text, {"processing": type("processing", (), {"run": staticmethod(lambda name, values: found.append(values))})})
    dialog = AlgorithmDialog(made, False, None)
    dialog.setParameters(found[0])
    settle()
    shown = dialog.createProcessingParameters()
    assert {name: shown[name] for name in ("MODELS", "STRUCTURES", "WEIGHTS")} == {
        "MODELS": ["matern", "power"], "STRUCTURES": "2", "WEIGHTS": "ols",
    }  # fmt: skip
    dialog.close()


def test_batch_of_changes(layers, tmp_path):
    """Years, prices and zones left empty in some rows and given in others."""
    after = np.where(CODES == 1, 2, CODES)
    alt = write_map(tmp_path / "alt.tif", CODES, after, nodata=0)
    rows = [
        {"LULC_BASE": layers["LULC"], "LULC_ALT": alt, "POOLS": layers["POOLS"], "OUTPUT": str(tmp_path / f"change_{number}.tif")}
        for number in range(2)
    ]
    rows[1].update(LULC_ALT_BAND=2, PRICE=43.0, YEAR_BASE=2000, YEAR_ALT=2010, DISCOUNT_RATE=7.0, RATE_CHANGE=2.0)
    log = run_batch(batch_of("carbonchange", rows))
    assert "executions failed" not in log and "Traceback" not in log, log
    assert "'CARBON_CHANGE': 0.0" in log and "'NPV': 53.8" in log  # 2 cells, 90 t/ha, K = 29.93
    made = [read_map(tmp_path / f"change_{number}.tif") for number in range(2)]
    assert (made[0][CODES > 0] == 0).all() and (made[1][CODES == 1] == DENSITY[2] - DENSITY[1]).all()


def test_dialog_of_carbon_change_runs_with_what_it_starts_with(layers, project, tmp_path):
    """Years and price are not set, the map of values is not asked for."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog
    from runs import algorithm

    dialog = AlgorithmDialog(algorithm("carbonchange"), False, None)
    dialog.show()
    dialog.setParameters(dict(layers, LULC_BASE=layers["LULC"], LULC_ALT=layers["LULC"], LULC_ALT_BAND=2))
    settle()
    found = dialog.createProcessingParameters()
    assert [found.get(name) for name in ("PRICE", "YEAR_BASE", "YEAR_ALT", "ZONES", "POOLS_ALT")] == [None] * 5
    assert (found["DISCOUNT_RATE"], found["AREA"], found["RESAMPLE_CLASSES"]) == (0, "auto", "nearest")
    assert run_by_button(dialog), log_of(dialog)
    settle()
    assert set(dialog.results()) == {"CARBON_CHANGE", "OUTPUT", "SUMMARY", "PAIRS"}
    names = {layer.name() for layer in project.mapLayers().values()}
    assert {"Carbon change 2022", "Carbon gained and lost 2022", "Carbon change by pairs of classes 2022"} <= names
    assert not any(name.startswith("Net present value") for name in names)
    dialog.close()


def test_fields_of_the_chosen_zones_are_offered(dialog, layers, project):
    from layers import polygon_layer
    from qgis.PyQt.QtWidgets import QComboBox

    zones = polygon_layer(project, [(0, 0, 2, 3)])
    dialog.setParameters(dict(layers, ZONES=zones.id()))
    settle()
    boxes = [[box.itemText(number) for number in range(box.count())] for box in dialog.findChildren(QComboBox)]
    assert any("kind" in box for box in boxes), boxes
    dialog.setParameters(dict(layers, ZONES=zones.id(), ZONE_FIELD="kind"))
    assert dialog.createProcessingParameters()["ZONE_FIELD"] == "kind"


def test_batch_with_reports_ends_well(layers, tmp_path):
    """QGIS lists the reports of a batch in a way that ends in an error of its own, before the window is itself again."""
    from processing.core.ProcessingResults import resultsList

    maps = [write_map(tmp_path / f"cover_{year}.tif", CODES, nodata=0) for year in (2000, 2010)]
    rows = [
        {"LAYERS": [one], "POOLS": layers["POOLS"], "REPORT": str(tmp_path / f"report_{at}.html")} for at, one in enumerate(maps)
    ]
    batch = batch_of("carbonseries", rows)
    known = len(resultsList.getResults())
    log = run_batch(batch)
    assert "executions failed" not in log and "Traceback" not in log, log
    listed = resultsList.getResults()[known:]
    reports = [one for one in listed if one.filename in {row["REPORT"] for row in rows}]
    assert len(reports) == 2 and all(one.name.startswith("Carbon series report") and one.timestamp for one in reports)
    assert any(one.name.endswith("[summary]") for one in listed)
