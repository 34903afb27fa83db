"""pitscape:carbonstorage inside QGIS, on real layers of a project."""

import csv
import json

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, table_layer
from maps import DENSITY, LEFT, POOLS, TOP, files, read_map, write_map, write_pools, write_table
from osgeo import gdal, ogr

pytestmark = pytest.mark.usefixtures("project")

NODATA = float(np.finfo("float32").min)
CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
HA = 10 * 10 / 10000


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "map.tif", CODES, nodata=0)


@pytest.fixture
def pools(tmp_path):
    return write_pools(tmp_path / "pools.csv")


@pytest.fixture
def inputs(lulc, pools):
    return {"LULC": lulc, "POOLS": pools}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A map on which a run lasts long enough to be stopped in its middle."""
    folder = tmp_path_factory.mktemp("large")
    codes = np.kron(np.arange(10000).reshape(100, 100) % 3 + 1, np.ones((100, 100))).astype("uint8")
    options = ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"]
    return {"LULC": write_map(folder / "map.tif", codes, options=options), "POOLS": write_pools(folder / "pools.csv")}


@pytest.fixture
def one_thread(monkeypatch):
    """However many cores there are, a run on the large map takes its time."""
    from pitscape import native

    run = native.run
    monkeypatch.setattr(native, "run", lambda kernel, request, progress: run(kernel, dict(request, threads=1), progress))


def carbon(codes, ha=HA):
    return sum(DENSITY[code] * ha for code in np.ravel(codes) if code)


def density(codes, factor=1.0):
    wanted = np.full(np.shape(codes), NODATA)
    for code, value in DENSITY.items():
        wanted[np.asarray(codes) == code] = value * factor
    return wanted


def summary(results, within, *names):
    from qgis.core import QgsProcessingUtils
    from runs import rows

    return rows(QgsProcessingUtils.mapLayerFromString(results["SUMMARY"], within), *names)


# Results


def test_standard_errors(inputs, tmp_path):
    from runs import context, run, table

    header = ["lucode", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]
    errors = {1: (0, 0, 3, 4), 2: (0, 0, 12, 5), 3: (0, 0, 0, 8)}
    inputs["POOLS"] = write_table(tmp_path / "e.csv", header, [(code, *pools, *errors[code]) for code, _name, *pools in POOLS])
    within = context()
    results = run(dict(inputs, SUMMARY="TEMPORARY_OUTPUT"), within=within)
    cells = {code: int((CODES == code).sum()) for code in errors}
    ha = 10 * 10 / 10000
    of_class = [cells[code] * ha * sum(error**2 for error in errors[code]) ** 0.5 for code in (1, 2, 3)]
    assert results["TOTAL_SE"] == pytest.approx(sum(error**2 for error in of_class) ** 0.5, rel=1e-12)
    rows = table(results, "SUMMARY", within, "carbon_t", "se_t", "ci95_low_t", "ci95_high_t")
    assert [row[1] for row in rows] == pytest.approx(of_class, rel=1e-12)
    assert [row[3] - row[2] for row in rows] == pytest.approx([2 * 1.959963984540054 * error for error in of_class], rel=1e-9)
    together = run(dict(inputs, CLASS_CORRELATION=1.0))["TOTAL_SE"]
    by_pool = [sum(cells[code] * ha * errors[code][pool] for code in errors) for pool in range(4)]
    assert together == pytest.approx(sum(error**2 for error in by_pool) ** 0.5, rel=1e-12)


def test_numbers(inputs):
    from runs import run

    results = run(inputs)
    assert set(results) == {"TOTAL_CARBON", "TOTAL_AREA_HA", "MEAN_DENSITY"}  # without standard errors
    assert results["TOTAL_CARBON"] == pytest.approx((3 * 10 + 4 * 100 + 4 * 1000) * HA, rel=1e-12)
    assert results["TOTAL_AREA_HA"] == pytest.approx(11 * HA, rel=1e-12)
    assert results["MEAN_DENSITY"] == pytest.approx((3 * 10 + 4 * 100 + 4 * 1000) / 11, rel=1e-12)


def test_summary_in_memory(inputs):
    from runs import context, run

    within = context()
    results = run(dict(inputs, SUMMARY="TEMPORARY_OUTPUT"), within=within)
    assert "OUTPUT" not in results
    found = summary(results, within, "zone", "lucode", "name", "cells", "area_ha", "carbon_t", "se_t", "ci95_low_t")
    total = (3 * 10 + 4 * 100 + 4 * 1000) * HA
    wanted = [(1, "Wiese", 3, 3 * 10), (2, "Wald", 4, 4 * 100), (3, "Möser & Röhricht", 4, 4 * 1000)]
    assert found == [
        (None, code, name, cells, pytest.approx(cells * HA), pytest.approx(amount * HA, rel=1e-12), None, None)
        for code, name, cells, amount in wanted
    ]
    shares = summary(results, within, "area_pct", "carbon_pct", "c_above_t", "c_dead_t")
    assert shares[0] == pytest.approx((100 * 3 / 11, 100 * 3 * 10 * HA / total, 3 * 1 * HA, 3 * 4 * HA), rel=1e-12)


def test_summary_to_gpkg_and_csv(inputs, tmp_path):
    from runs import run

    run(dict(inputs, SUMMARY=str(tmp_path / "carbon.gpkg")))
    source = ogr.Open(str(tmp_path / "carbon.gpkg"))
    layer = source.GetLayer(0)
    assert layer.GetGeomType() == ogr.wkbNone
    types = {field.GetName(): field.GetType() for field in layer.schema}
    assert (types["zone"], types["lucode"], types["carbon_t"]) == (ogr.OFTString, ogr.OFTInteger64, ogr.OFTReal)
    found = [(row["lucode"], row["name"], row["cells"], row["carbon_t"], row["zone"], row["se_t"]) for row in layer]
    assert found[1:] == [
        (2, "Wald", 4, pytest.approx(4 * 100 * HA, rel=1e-12), None, None),
        (3, "Möser & Röhricht", 4, pytest.approx(4 * 1000 * HA, rel=1e-12), None, None),
    ]
    run(dict(inputs, SUMMARY=str(tmp_path / "carbon.csv")))
    with open(tmp_path / "carbon.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["lucode"], row["name"], row["zone"]) for row in rows][2] == ("3", "Möser & Röhricht", "")
    assert float(rows[2]["carbon_t"]) == pytest.approx(4 * 1000 * HA, rel=1e-14)  # CSV has 15 digits


def test_table_alone_writes_no_raster(inputs, tmp_path):
    from runs import run, temporary_folders

    before = set(files(tmp_path))
    run(dict(inputs, SUMMARY=str(tmp_path / "carbon.csv")))
    assert set(files(tmp_path)) - before == {"carbon.csv"}
    assert temporary_folders() == []


def test_density_raster(inputs, tmp_path):
    from runs import run

    path = str(tmp_path / "density.tif")
    assert run(dict(inputs, OUTPUT=path))["OUTPUT"] == path
    made, source = gdal.Open(path), gdal.Open(inputs["LULC"])
    band = made.GetRasterBand(1)
    assert np.array_equal(band.ReadAsArray(), density(CODES).astype("float32"))
    assert band.DataType == gdal.GDT_Float32 and band.GetNoDataValue() == NODATA
    assert made.GetGeoTransform() == source.GetGeoTransform() and made.GetProjection() == source.GetProjection()
    assert band.GetBlockSize()[0] == band.GetBlockSize()[1]
    assert made.GetMetadata("IMAGE_STRUCTURE")["COMPRESSION"] in ("ZSTD", "DEFLATE")


def test_unit_and_provenance_in_the_raster(inputs, tmp_path):
    from runs import run

    from pitscape import native

    run(dict(inputs, OUTPUT=str(tmp_path / "density.tif"), IGNORE_CODES="3"))
    made = gdal.Open(str(tmp_path / "density.tif"))
    assert made.GetRasterBand(1).GetUnitType() == "t/ha"
    told = json.dumps(made.GetMetadata())
    for what in (native.version(), "carbon_storage", "map.tif"):
        assert what in told, told


def test_creation_options_win(inputs, tmp_path):
    from runs import run

    run(dict(inputs, OUTPUT=str(tmp_path / "density.tif"), CREATE_OPTIONS="COMPRESS=LZW| BLOCKXSIZE=64|BLOCKYSIZE=32|"))
    made = gdal.Open(str(tmp_path / "density.tif"))
    assert made.GetMetadata("IMAGE_STRUCTURE")["COMPRESSION"] == "LZW"
    assert made.GetRasterBand(1).GetBlockSize() == [64, 32]
    assert np.array_equal(made.ReadAsArray(), density(CODES).astype("float32"))


def test_t_per_cell_and_cells_that_are_not_square(pools, tmp_path):
    from runs import run

    path = write_map(tmp_path / "long.tif", CODES, cell=(12.5, 40.0), nodata=0)
    ha = 12.5 * 40 / 10000
    results = run({"LULC": path, "POOLS": pools, "UNIT": "t_cell", "OUTPUT": str(tmp_path / "density.tif")})
    assert results["TOTAL_CARBON"] == pytest.approx(carbon(CODES, ha), rel=1e-12)
    assert results["TOTAL_AREA_HA"] == pytest.approx(11 * ha, rel=1e-12)
    assert results["MEAN_DENSITY"] == pytest.approx(carbon(CODES, ha) / (11 * ha), rel=1e-12)  # t/ha whatever the unit
    assert np.array_equal(read_map(tmp_path / "density.tif"), density(CODES, ha).astype("float32"))
    made = gdal.Open(str(tmp_path / "density.tif"))
    assert made.GetRasterBand(1).GetUnitType() == "t/cell"


def test_second_band(pools, tmp_path):
    from runs import run

    path = write_map(tmp_path / "two.tif", np.full((3, 4), 1, "uint8"), CODES, nodata=0)
    assert run({"LULC": path, "POOLS": pools})["TOTAL_CARBON"] == pytest.approx(12 * 10 * HA, rel=1e-12)
    second = run({"LULC": path, "LULC_BAND": 2, "POOLS": pools})
    assert second["TOTAL_CARBON"] == pytest.approx(carbon(CODES), rel=1e-12)


def test_band_that_is_not_there(inputs):
    from runs import Failed, run

    with pytest.raises(Failed, match="has no band 2; it has 1"):
        run(dict(inputs, LULC_BAND=2))


# Nodata, codes and polygons


@pytest.mark.parametrize("typed", ["2", " 2 ", "7;2", "2 3; 7", "-5\t2", ["2"], [2, 3], 2])
def test_ignored_codes(inputs, typed):
    from runs import run

    ignored = {2, 3} if typed in ("2 3; 7", [2, 3]) else {2}
    kept = [code for code in CODES.ravel() if code and code not in ignored]
    results = run(dict(inputs, IGNORE_CODES=typed))
    assert results["TOTAL_CARBON"] == pytest.approx(carbon(kept), rel=1e-12)
    assert results["TOTAL_AREA_HA"] == pytest.approx(len(kept) * HA, rel=1e-12)


def test_user_nodata_of_the_layer(project, inputs):
    """Additional nodata joins the file's own; a range holds the codes between its ends."""
    from qgis.core import QgsRasterRange
    from runs import run

    layer = raster_layer(project, inputs["LULC"])
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(3, 3)])
    kept = CODES[(CODES != 0) & (CODES != 3)]
    assert run(dict(inputs, LULC=layer))["TOTAL_CARBON"] == pytest.approx(carbon(kept), rel=1e-12)
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(2, 99)])
    assert run(dict(inputs, LULC=layer))["TOTAL_CARBON"] == pytest.approx(carbon(CODES[CODES == 1]), rel=1e-12)
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(1, 3, QgsRasterRange.BoundsType.Exclusive)])
    kept = CODES[(CODES == 1) | (CODES == 3)]
    assert run(dict(inputs, LULC=layer))["TOTAL_CARBON"] == pytest.approx(carbon(kept), rel=1e-12)


def test_nodata_of_the_file_switched_off(project, lulc, tmp_path):
    from runs import Failed, run

    layer = raster_layer(project, lulc)
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    pools = write_pools(tmp_path / "with_0.csv", [*POOLS, (0, "nothing", 0, 0, 7, 0)])
    assert run({"LULC": layer, "POOLS": pools})["TOTAL_CARBON"] == pytest.approx(carbon(CODES) + 7 * HA, rel=1e-12)
    with pytest.raises(Failed, match="code 0 .1 cell."):
        run({"LULC": layer, "POOLS": write_pools(tmp_path / "without_0.csv")})


def test_mask(project, inputs, tmp_path):
    """The two columns on the left: a cell counts when its centre is inside."""
    from runs import run

    layer = polygon_layer(project, [(-5, -5, 2.4, 9)])
    results = run(dict(inputs, MASK=layer, OUTPUT=str(tmp_path / "density.tif")))
    assert results["TOTAL_CARBON"] == pytest.approx(carbon(CODES[:, :2]), rel=1e-12)
    inside = np.where(np.arange(4) < 2, CODES, 0)
    assert np.array_equal(read_map(tmp_path / "density.tif"), density(inside).astype("float32"))


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3035"])
def test_mask_in_another_crs(project, inputs, crs):
    from runs import run

    layer = polygon_layer(project, [(-0.3, -0.3, 1.0, 3.3), (1.9, -0.3, 4.3, 1.2)], crs)
    inside = np.array([[1, 0, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0]])
    assert run(dict(inputs, MASK=layer))["TOTAL_CARBON"] == pytest.approx(carbon(CODES * inside), rel=1e-12)


def test_mask_by_selection_filter_and_limit(project, inputs):
    from qgis.core import QgsProcessingFeatureSourceDefinition
    from runs import Failed, run

    layer = polygon_layer(project, [(0, 0, 4, 1), (0, 1, 4, 2), (0, 2, 4, 3)])
    identifiers = sorted(feature.id() for feature in layer.getFeatures())
    layer.selectByIds([identifiers[1]])
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    assert run(dict(inputs, MASK=selected))["TOTAL_CARBON"] == pytest.approx(carbon(CODES[1]), rel=1e-12)
    assert run(dict(inputs, MASK=layer))["TOTAL_CARBON"] == pytest.approx(carbon(CODES), rel=1e-12)
    limited = QgsProcessingFeatureSourceDefinition(layer.id(), False, 2)
    assert run(dict(inputs, MASK=limited))["TOTAL_CARBON"] == pytest.approx(carbon(CODES[:2]), rel=1e-12)
    layer.setSubsetString("kind = 'kind 2'")
    assert run(dict(inputs, MASK=layer))["TOTAL_CARBON"] == pytest.approx(carbon(CODES[2]), rel=1e-12)
    layer.removeSelection()
    with pytest.raises(Failed, match="“polygons” has no selected polygon"):
        run(dict(inputs, MASK=selected))


def test_mask_sees_unsaved_edits(project, inputs):
    from runs import run

    layer = polygon_layer(project, [(0, 0, 4, 1), (0, 1, 4, 2)])
    layer.startEditing()
    layer.deleteFeature(sorted(feature.id() for feature in layer.getFeatures())[0])
    assert run(dict(inputs, MASK=layer))["TOTAL_CARBON"] == pytest.approx(carbon(CODES[1]), rel=1e-12)
    layer.rollBack()


def test_mask_with_a_self_crossing_polygon(project, inputs):
    """The user's setting decides: stop with a sentence, or leave the polygon out with a warning."""
    from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry
    from runs import Failed, Feedback, context, run

    layer = polygon_layer(project, [(0, 0, 4, 1)])
    bow = QgsFeature(layer.fields())
    x, y = LEFT, TOP
    bow.setGeometry(QgsGeometry.fromWkt(f"Polygon(({x} {y}, {x + 40} {y - 30}, {x + 40} {y}, {x} {y - 30}, {x} {y}))"))
    layer.dataProvider().addFeatures([bow])
    within = context()
    within.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryAbortOnInvalid)
    with pytest.raises(Failed, match="MASK: feature 2 .* invalid geometry .*Fix geometries"):
        run(dict(inputs, MASK=layer), within=within)
    within.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometrySkipInvalid)
    feedback = Feedback()
    assert run(dict(inputs, MASK=layer), feedback, within)["TOTAL_CARBON"] == pytest.approx(carbon(CODES[0]), rel=1e-12)
    assert feedback.warnings == ["MASK: feature 2 is left out, its geometry is invalid."]


# Pools


def test_pools_by_selection(project, inputs, tmp_path):
    """Only the selected row is the table, so the other classes have none."""
    from qgis.core import QgsProcessingFeatureSourceDefinition
    from runs import Failed, run

    layer = table_layer(project, inputs["POOLS"])
    layer.selectByExpression("lucode <> '3'")
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    assert run(dict(inputs, POOLS=chosen, IGNORE_CODES="3"))["TOTAL_CARBON"] == pytest.approx(
        carbon(CODES[CODES != 3]), rel=1e-12
    )
    with pytest.raises(Failed, match="no row for code 3 .4 cells."):
        run(dict(inputs, POOLS=chosen))


def test_pools_in_a_memory_layer_of_numbers(project, lulc):
    """Real fields, capitals, another order, further columns, and a NULL name."""
    from qgis.core import QgsFeature, QgsVectorLayer
    from runs import context, run

    fields = ["C_DEAD:double", "c_soil:double", "c_Below:double", "C_above:integer", "2020:date", "LUCODE:double", "Name:string"]
    uri = "NoGeometry?" + "&".join(f"field={field}" for field in fields)
    layer = project.addMapLayer(QgsVectorLayer(uri, "pools", "memory"))
    third = 1 / 3
    rows = {1: (0.1, 0.2, third), 2: (1e-17, 0.0, 2.0), 3: (0.7, 0.1, 1e6)}
    made = []
    for code, (dead, soil, below) in rows.items():
        feature = QgsFeature(layer.fields())
        feature.setAttributes([dead, soil, below, code, None, float(code), "Wald; \"alt\",\nhoch" if code == 2 else None])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    within = context()
    results = run({"LULC": lulc, "POOLS": layer, "SUMMARY": "TEMPORARY_OUTPUT"}, within=within)
    found = summary(results, within, "lucode", "name", "c_above_t", "c_below_t", "c_soil_t", "c_dead_t")
    for (code, name, *tonnes), cells in zip(found, (3, 4, 4)):
        dead, soil, below = rows[code]
        assert name == ("Wald; \"alt\",\nhoch" if code == 2 else f"class {code}")
        assert tonnes == pytest.approx([part * cells * HA for part in (code, below, soil, dead)], rel=1e-13, abs=0)


def test_pools_in_a_geopackage_and_a_spreadsheet(inputs, tmp_path):
    from runs import run

    total = run(inputs)["TOTAL_CARBON"]
    for name, driver in (("pools.gpkg", "GPKG"), ("pools.xlsx", "XLSX"), ("pools.ods", "ODS")):
        typed = gdal.OpenEx(inputs["POOLS"], open_options=["AUTODETECT_TYPE=YES"])
        gdal.VectorTranslate(str(tmp_path / name), typed, format=driver, layerName="pools")
        assert run(dict(inputs, POOLS=str(tmp_path / name)))["TOTAL_CARBON"] == total, name


# Names and colours of classes


def names_of(layer, pools):
    from runs import context, run

    within = context()
    results = run({"LULC": layer, "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}, within=within)
    return dict(summary(results, within, "lucode", "name"))


@pytest.fixture
def nameless(tmp_path):
    rows = [(code, *pools) for code, _name, *pools in POOLS]
    return write_table(tmp_path / "nameless.csv", ["lucode", "c_above", "c_below", "c_soil", "c_dead"], rows)


def paletted(layer, labels, band=1):
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    classes = [
        QgsPalettedRasterRenderer.Class(code, QColor(color), label) for code, (label, color) in labels.items()
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), band, classes))


def test_names_from_the_renderer(project, lulc, pools, nameless):
    layer = raster_layer(project, lulc)
    paletted(layer, {1: ("草地", "#00ff00"), 2: ("2", "#008800"), 3: ("", "#0000ff")})
    assert names_of(layer, nameless) == {1: "草地", 2: "class 2", 3: "class 3"}
    assert names_of(layer, pools) == {code: name for code, name, *_pools in POOLS}  # the table's names win


def test_names_from_the_attribute_table_of_the_file(project, tmp_path, nameless):
    path = write_map(tmp_path / "named.tif", CODES, nodata=0)
    table = gdal.RasterAttributeTable()
    table.CreateColumn("Class", gdal.GFT_String, gdal.GFU_Name)
    table.CreateColumn("Value", gdal.GFT_Integer, gdal.GFU_MinMax)
    for row, (code, name) in enumerate({3: "Moor", 1: "Gras", 2: "Wald"}.items()):
        table.SetValueAsString(row, 0, name)
        table.SetValueAsInt(row, 1, code)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetDefaultRAT(table)
    dataset = None
    assert names_of(path, nameless) == {1: "Gras", 2: "Wald", 3: "Moor"}


def test_names_from_the_categories_of_the_file(project, tmp_path, nameless):
    path = write_map(tmp_path / "named.tif", CODES, nodata=0)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetCategoryNames(["none", "Gras", "", "Moor"])
    dataset = None
    assert names_of(path, nameless) == {1: "Gras", 2: "class 2", 3: "Moor"}


def test_what_is_captured_of_a_layer(project, lulc):
    from qgis.core import QgsRasterRange

    from pitscape.layers.raster import Captured

    layer = raster_layer(project, lulc)
    plain = Captured(layer, 1)
    assert (plain.path, plain.nodata, plain.own_nodata) == (lulc, None, True)
    assert (plain.class_names, plain.crs_override) == ({}, None)
    paletted(layer, {1: ("Gras", "#00ff00"), 2: ("2", "#008800")})
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(7, 7), QgsRasterRange(8, 9)])
    captured = Captured(layer, 1)
    assert (captured.nodata, captured.own_nodata) == ([7, [8, 9]], True)
    assert captured.class_names == {1: "Gras"}
    assert captured.class_colors == {1: "#00ff00", 2: "#008800"}
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    captured = Captured(layer, 1)
    assert (captured.nodata, captured.own_nodata) == ([7, [8, 9]], False)
    layer.dataProvider().setUserNoDataValue(1, [])
    captured = Captured(layer, 1)
    assert (captured.nodata, captured.own_nodata) == ([], False)


def test_names_of_another_band_are_not_taken(project, tmp_path, nameless):
    layer = raster_layer(project, write_map(tmp_path / "two.tif", CODES, CODES, nodata=0))
    paletted(layer, {1: ("Gras", "#00ff00")}, band=2)
    assert names_of(layer, nameless)[1] == "class 1"


# CRS


def test_crs_set_in_the_project_alone(project, pools, tmp_path):
    """Set Layer CRS does not write into the file, and is enough all the same; the mask is laid over in that CRS."""
    from qgis.core import QgsCoordinateReferenceSystem
    from runs import run

    layer = raster_layer(project, write_map(tmp_path / "bare.tif", CODES, nodata=0, epsg=None))
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    mask = polygon_layer(project, [(0, 0, 4, 1)], "EPSG:4326")
    output = str(tmp_path / "density.tif")
    results = run({"LULC": layer, "POOLS": pools, "MASK": mask, "OUTPUT": output})
    assert results["TOTAL_CARBON"] == pytest.approx(carbon(CODES[0]), rel=1e-12)
    assert QgsCoordinateReferenceSystem.fromWkt(gdal.Open(output).GetProjection()).authid() == "EPSG:32632"


# Layers in the project


def processed(parameters):
    """Through processing.runAndLoadResults, as scripts of users do."""
    import processing

    return processing.runAndLoadResults("pitscape:carbonstorage", parameters)


def test_result_is_loaded_and_styled(project, inputs, tmp_path):
    from qgis.core import QgsSingleBandPseudoColorRenderer

    from pitscape.layers.loaded import Styler
    from pitscape.layers.styles import CARBON

    processed(dict(inputs, OUTPUT=str(tmp_path / "density.tif"), SUMMARY="TEMPORARY_OUTPUT"))
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    renderer = layers["Carbon density: map"].renderer()
    assert isinstance(renderer, QgsSingleBandPseudoColorRenderer)
    assert (renderer.classificationMin(), renderer.classificationMax()) == (10, 1000)
    items = renderer.shader().rasterShaderFunction().colorRampItemList()
    assert (items[0].value, items[-1].value) == (10, 1000)
    assert [item.color.name() for item in items] == list(CARBON)
    assert items[0].label == "10 t/ha"
    assert layers["Carbon by class: map"].featureCount() == 3
    processed(dict(inputs, SUMMARY=str(tmp_path / "carbon.gpkg")))
    sources = [layer.source() for layer in project.mapLayersByName("Carbon by class: map")]
    assert any(source.split("|")[0] == str(tmp_path / "carbon.gpkg") for source in sources), sources
    assert not Styler.alive


def test_results_are_announced_under_their_own_names(project, inputs, tmp_path):
    """The table was written under a temporary name, which QGIS is not to look for."""
    from qgis.core import QgsProcessingOutputLayerDefinition
    from runs import context, run

    within = context()
    wanted = {"OUTPUT": str(tmp_path / "density.tif"), "SUMMARY": str(tmp_path / "carbon.csv")}
    definitions = {name: QgsProcessingOutputLayerDefinition(path, project) for name, path in wanted.items()}
    definitions["SUMMARY"].destinationName = "my table"
    results = run(dict(inputs, **definitions), within=within)
    assert {name: results[name] for name in wanted} == wanted
    announced = {path: details.name for path, details in within.layersToLoadOnCompletion().items()}
    assert announced == {wanted["OUTPUT"]: "Carbon density: map", wanted["SUMMARY"]: "my table"}


def test_style_in_t_per_cell_and_with_one_density(project, inputs, tmp_path):
    from qgis.PyQt.QtGui import QColor

    from pitscape.layers.styles import CARBON

    processed(dict(inputs, UNIT="t_cell", IGNORE_CODES="1;2", OUTPUT=str(tmp_path / "density.tif")))
    (layer,) = project.mapLayersByName("Carbon density: map")
    items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
    assert [(item.value, item.label) for item in items] == [(pytest.approx(1000 * HA), "10 t/cell")]
    block = layer.renderer().block(1, layer.extent(), 4, 3)
    for row in range(3):
        for column in range(4):
            color = QColor.fromRgba(block.color(row, column))
            assert color.alpha() == (255 if CODES[row, column] == 3 else 0)
            assert CODES[row, column] != 3 or color.name() == CARBON[-1]


def test_colors_run_from_light_to_dark(project, inputs, tmp_path):
    from qgis.PyQt.QtGui import QColor

    processed(dict(inputs, OUTPUT=str(tmp_path / "density.tif")))
    (layer,) = project.mapLayersByName("Carbon density: map")
    block = layer.renderer().block(1, layer.extent(), 4, 3)
    cells = {code: np.argwhere(CODES == code)[0].tolist() for code in (1, 2, 3)}
    lightness = {code: QColor.fromRgba(block.color(*cell)).lightness() for code, cell in cells.items()}
    assert lightness[1] > lightness[2] > lightness[3]


# How it runs


def test_in_the_background(project, inputs, tmp_path):
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask
    from qgis.PyQt.QtCore import QThread
    from runs import Feedback, algorithm, context, spin

    within, feedback, ended, threads = context(), Feedback(), [], []
    feedback.progressChanged.disconnect()
    inputs["LULC"] = raster_layer(project, inputs["LULC"])
    inputs["MASK"] = polygon_layer(project, [(0, 0, 4, 1)], "EPSG:4326")
    parameters = dict(inputs, OUTPUT=str(tmp_path / "density.tif"), SUMMARY="TEMPORARY_OUTPUT")
    task = QgsProcessingAlgRunnerTask(algorithm(), parameters, within, feedback)
    task.executed.connect(lambda good, results: ended.append((good, results)))
    task.begun.connect(lambda: threads.append(QThread.currentThread()))
    QgsApplication.taskManager().addTask(task)
    spin(lambda: ended)
    good, results = ended[0]
    assert good and results["TOTAL_CARBON"] == pytest.approx(carbon(CODES[0]), rel=1e-12), feedback.errors
    assert len(summary(results, within)) == 2


def test_processing_happens_off_the_main_thread_without_its_layers(project, inputs, monkeypatch):
    """The layers can be deleted as soon as the run is prepared."""
    from runs import Feedback, algorithm, context

    lulc = raster_layer(project, inputs["LULC"])
    pools = table_layer(project, inputs["POOLS"])
    mask = polygon_layer(project, [(0, 0, 4, 1)])
    chosen, within, feedback = algorithm(), context(), Feedback()
    assert chosen.prepare({"LULC": lulc, "POOLS": pools, "MASK": mask}, within, feedback)
    project.clear()
    results = chosen.runPrepared({}, within, feedback)
    assert results["TOTAL_CARBON"] == pytest.approx(carbon(CODES[0]), rel=1e-12)


def test_progress(large, one_thread, tmp_path):
    from runs import Feedback, run

    feedback = Feedback()
    run(dict(large, OUTPUT=str(tmp_path / "density.tif")), feedback)
    assert feedback.fractions == sorted(feedback.fractions)
    assert feedback.fractions[-1] == 100
    assert any(0 < percent < 100 for percent in feedback.fractions)  # one every tenth of a second, and this run is short
    assert feedback.texts and all(feedback.texts)


def test_cancel_in_the_middle(large, one_thread, tmp_path):
    from runs import CancelledAt, context, run_unchecked, temporary_folders

    (tmp_path / "density.tif").write_bytes(b"as it was")
    before = files(tmp_path)
    within, feedback = context(), CancelledAt(20)
    parameters = dict(large, OUTPUT=str(tmp_path / "density.tif"), SUMMARY=str(tmp_path / "carbon.csv"))
    assert run_unchecked(parameters, feedback, within) == {}
    assert feedback.done_after() < 0.2  # a unit of work is a 25th of the map
    assert 20 <= feedback.fractions[-1] < 100
    assert feedback.errors == []
    assert files(tmp_path) == before
    assert temporary_folders() == []
    assert within.layersToLoadOnCompletion() == {}


@pytest.mark.parametrize("masked", [False, True])
def test_cancelled_before_it_began(project, inputs, tmp_path, masked):
    from runs import Feedback, run_unchecked, temporary_folders

    before = files(tmp_path)
    feedback = Feedback()
    feedback.cancel()
    mask = polygon_layer(project, [(0, 0, 4, 1)]) if masked else None
    assert run_unchecked(dict(inputs, MASK=mask, OUTPUT=str(tmp_path / "density.tif")), feedback) == {}
    assert files(tmp_path) == before and temporary_folders() == []


def test_cancel_is_heard_while_polygons_are_written(project, inputs, monkeypatch):
    """The library is not even asked."""
    from runs import Feedback, run_unchecked

    from pitscape import native

    asked = []
    monkeypatch.setattr(native, "run", lambda *given: asked.append(given))
    feedback = Feedback()
    feedback.cancel()
    assert run_unchecked(dict(inputs, MASK=polygon_layer(project, [(0, 0, 4, 1)])), feedback) == {}
    assert asked == []


def test_failed_run_announces_no_layer(project, inputs, tmp_path):
    """QGIS would load the older file as the result."""
    from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition
    from runs import Failed, context, run

    write_map(tmp_path / "density.tif", CODES)
    before = files(tmp_path)
    within = context()
    parameters = dict(inputs, POOLS=write_pools(tmp_path / "few.csv", POOLS[:1]))
    before = files(tmp_path)
    for name, path in (("OUTPUT", tmp_path / "density.tif"), ("SUMMARY", tmp_path / "carbon.gpkg")):
        parameters[name] = QgsProcessingOutputLayerDefinition(str(path), project)
    with pytest.raises(Failed, match="no row for"):
        run(parameters, within=within)
    assert isinstance(within, QgsProcessingContext) and within.layersToLoadOnCompletion() == {}
    assert files(tmp_path) == before


def test_existing_output_is_replaced(inputs, tmp_path):
    from runs import run

    output = str(tmp_path / "density.tif")
    run(dict(inputs, OUTPUT=output))
    run(dict(inputs, OUTPUT=output, SUMMARY=str(tmp_path / "carbon.gpkg")))
    run(dict(inputs, OUTPUT=output, SUMMARY=str(tmp_path / "carbon.gpkg"), IGNORE_CODES="1"))
    table = gdal.OpenEx(str(tmp_path / "carbon.gpkg"))
    assert [row["lucode"] for row in table.GetLayerByName("carbon")] == [2, 3]
    assert set(files(tmp_path)) == {"map.tif", "pools.csv", "density.tif", "carbon.gpkg"}
    assert np.array_equal(read_map(output), density(np.where(CODES == 1, 0, CODES)).astype("float32"))


def test_in_a_model(project, inputs):
    """As a step of a model, its table feeding the next step."""
    from models import chain, from_step, run_chain
    from runs import context, table

    steps = {
        "carbon": ("pitscape:carbonstorage", inputs),
        "filter": ("native:extractbyexpression", {"INPUT": from_step("carbon", "SUMMARY"), "EXPRESSION": '"lucode" = 2'}),
    }
    within = context()
    made = run_chain(chain([], steps, {"two": ("filter", "OUTPUT")}, filled=False), {}, within)
    assert table(made, "two", within, "lucode", "cells") == [(2, 4)]


# Wrong parameters


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"LULC": None}, "Could not load source layer for LULC"),
        ({"LULC": "/nowhere/map.tif"}, "Could not load source layer for LULC: /nowhere/map.tif not found"),
        ({"POOLS": None}, "Could not load source layer for POOLS"),
        ({"POOLS": "/nowhere/pools.csv"}, "Could not load source layer for POOLS"),
        ({"UNIT": "kg"}, "UNIT: “kg” is none of t_ha, t_cell."),
        ({"LULC_BAND": 0}, "band"),
        ({"MASK": "/nowhere/mask.gpkg"}, "Could not load source layer for MASK"),
    ],
)
def test_wrong_parameters(inputs, change, sentence, tmp_path):
    from runs import Failed, run

    before = files(tmp_path)
    with pytest.raises(Failed, match=sentence):
        run(dict(inputs, OUTPUT=str(tmp_path / "density.tif"), **change))
    assert files(tmp_path) == before


def test_no_library(project, inputs, monkeypatch):
    from runs import Failed, algorithm, run

    monkeypatch.setenv("PITSCAPE_LIBRARY", "/nowhere/libpitscape.so")
    sentence = "The Pitscape library is missing at /nowhere/libpitscape.so: run scripts/build in the Pitscape sources."
    assert algorithm().canExecute() == (False, sentence)
    with pytest.raises(Failed) as error:
        run(inputs)
    assert str(error.value) == sentence
    monkeypatch.undo()
    assert algorithm().canExecute() == (True, "")
