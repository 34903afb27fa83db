"""pitscape:rasterizelulc inside QGIS."""

import os
import shutil

import numpy as np
import pytest
from layers import raster_layer, table_layer, wkt_layer
from maps import GOLDEN, files, read_map, write_map, write_table
from models import chain, from_input, from_step, run_chain
from osgeo import gdal
from qgis.core import QgsProcessingParameterFeatureSource
from runs import CancelledAt, Failed, Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

NODATA = 255
FOREST, MINE = "POLYGON((0 0, 20 0, 20 -20, 0 -20, 0 0))", "POLYGON((20 0, 40 0, 40 -20, 20 -20, 20 0))"
TIE = "POLYGON((0 0, 40 -40, 40 0, 0 -40, 0 0))"


def lulc_layer(project, *shapes, fields="code:integer name:string", **more):
    return wkt_layer(project, *(shapes or ((FOREST, 1, "Forest"), (MINE, 7, " Mine "))), fields=fields, **more)


def categorise(layer, field, categories):
    """A categorised style: (value, label, colour)."""
    from qgis.core import QgsCategorizedSymbolRenderer, QgsFillSymbol, QgsRendererCategory

    made = [QgsRendererCategory(value, QgsFillSymbol.createSimple({"color": color}), label) for value, label, color in categories]
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, made))


def rasterize(tmp_path, layer, feedback=None, within=None, **more):
    given = {"INPUT": layer, "FIELD": "code", "OUTPUT": str(tmp_path / "out.tif")}
    if "SNAP" not in more:
        given["CELL_SIZE"] = 10
    return run({**given, **more}, feedback, within, name="rasterizelulc")


def cells(results):
    return read_map(results["OUTPUT"]).tolist()


def names_of(project, path):
    """What other algorithms make of the raster."""
    from pitscape.layers import class_names

    found = class_names.of_layer(raster_layer(project, path), path, 1)
    assert found.told is None
    return found.names


def test_a_memory_layer_by_numbers_and_by_text(project, tmp_path):
    layer, within = lulc_layer(project), context()
    results = rasterize(tmp_path, layer, within=within, CLASSES="TEMPORARY_OUTPUT")
    assert cells(results) == [[1, 1, 7, 7]] * 2
    assert results["CELLS_OVERLAPPED"] == 0
    found = table(results, "CLASSES", within, "layer", "year", "lucode", "name", "cells", "area_ha", "polygon_area_ha")
    assert found == [("shapes", None, 1, "class 1", 4, 0.04, 0.04), ("shapes", None, 7, "class 7", 4, 0.04, 0.04)]
    results = rasterize(tmp_path, layer, within=within, FIELD="name", CLASSES="TEMPORARY_OUTPUT")
    assert cells(results) == [[1, 1, 2, 2]] * 2
    assert table(results, "CLASSES", within, "lucode", "name") == [(1, "Forest"), (2, "Mine")]


def test_equal_to_gdal_rasterize(tmp_path):
    shutil.copy(GOLDEN / "gdal_rasterize" / "polygons.gpkg", tmp_path)
    results = rasterize(tmp_path, str(tmp_path / "polygons.gpkg"))
    assert np.array_equal(read_map(results["OUTPUT"]), read_map(GOLDEN / "gdal_rasterize" / "centre.tif"))
    results = rasterize(tmp_path, str(tmp_path / "polygons.gpkg"), RULE="largest")
    assert np.array_equal(read_map(results["OUTPUT"]), read_map(GOLDEN / "gdal_rasterize" / "largest_share.tif"))


def test_selection_filter_and_limit(project, tmp_path):
    from qgis.core import QgsProcessingFeatureSourceDefinition as Definition

    layer = lulc_layer(project)
    layer.selectByExpression("code = 7")
    assert cells(rasterize(tmp_path, Definition(layer.id(), True))) == [[7, 7]] * 2
    layer.setSubsetString("code = 1")
    assert cells(rasterize(tmp_path, layer)) == [[1, 1]] * 2
    layer.setSubsetString("")
    layer.removeSelection()
    with pytest.raises(Failed, match="no selected polygon"):
        rasterize(tmp_path, Definition(layer.id(), True))


def test_a_raster_gives_grid_and_crs(project, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem

    snap = raster_layer(project, write_map(tmp_path / "snap.tif", np.zeros((2, 3), "uint8"), cell=(20.0, 10.0)), "grid")
    layer = lulc_layer(project)
    assert cells(rasterize(tmp_path, layer, SNAP=snap)) == [[1, 7, NODATA]] * 2
    # Polygons in degrees come onto the plane of the raster
    degrees = wkt_layer(project, fields="code:integer name:string", crs="EPSG:4326")
    from qgis.core import QgsCoordinateTransform, QgsFeature

    transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), project.transformContext())
    made = []
    for feature in layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(transform)
        made.append(QgsFeature(feature))
        made[-1].setGeometry(geometry)
    degrees.dataProvider().addFeatures(made)
    assert cells(rasterize(tmp_path, degrees, SNAP=snap)) == [[1, 7, NODATA]] * 2
    within = context()
    results = rasterize(tmp_path, degrees, within=within, CELL_SIZE=0.000002, CLASSES="TEMPORARY_OUTPUT")
    assert all(abs(row[0] / row[1] - 1) < 0.01 for row in table(results, "CLASSES", within, "area_ha", "polygon_area_ha"))


def test_one_way_to_a_grid(project, tmp_path):
    layer = lulc_layer(project)
    snap = write_map(tmp_path / "snap.tif", np.zeros((2, 3), "uint8"))
    for wrong, sentence in (
        ({"CELL_SIZE": None}, "there is no grid"),
        ({"CELL_SIZE": 10, "SNAP": str(snap)}, "CELL_SIZE and SNAP are both given"),
        ({"CELL_SIZE": 0}, "0 is no side of a cell"),
        ({"CELL_SIZE": -3}, "-3 is no side of a cell"),
        ({"CELL_SIZE": 1e-7}, "at most 100,000,000,000 cells"),
        ({"CELL_SIZE": 1000}, "all are smaller than cells of 1000"),
        ({"FIELD": "kode"}, "has no field “kode”"),
    ):
        with pytest.raises(Failed, match=sentence):
            rasterize(tmp_path, layer, **wrong)
        assert list(files(tmp_path)) == ["snap.tif"]


def test_names_and_colours_of_the_style(project, tmp_path):
    layer = lulc_layer(project)
    categorise(layer, "code", [(1, "Wald", "#112233"), (7, "7", "#445566"), ("", "all others", "#000000")])
    results = rasterize(tmp_path, layer)
    assert names_of(project, results["OUTPUT"]) == {1: "Wald", 7: "class 7"}
    assert attribute_table(results["OUTPUT"]) == [(1, "Wald", 0x11, 0x22, 0x33), (7, "class 7", 0x44, 0x55, 0x66)]
    # Of text the values are the names, whatever the legend calls them
    categorise(layer, "name", [("Forest", "Wald", "#112233")])
    (forest, mine) = attribute_table(rasterize(tmp_path, layer, FIELD="name")["OUTPUT"])
    assert forest == (1, "Forest", 0x11, 0x22, 0x33) and mine[:2] == (2, "Mine")
    # By another field, where all features of a class are of one category
    (forest, mine) = attribute_table(rasterize(tmp_path, layer)["OUTPUT"])
    assert forest == (1, "Wald", 0x11, 0x22, 0x33) and mine[:2] == (7, "class 7")
    two = lulc_layer(project, (FOREST, 1, "Oak"), (MINE, 1, "Pine"))
    categorise(two, "name", [("Oak", "Oaks", "#112233"), ("Pine", "Pines", "#445566")])
    assert attribute_table(rasterize(tmp_path, two)["OUTPUT"])[0][:2] == (1, "class 1")


def test_an_open_layer_brings_no_old_names_back(project, tmp_path):
    """QGIS computes statistics of a layer that it shows, and GDAL writes them with all else that stood beside the old file."""
    layer = lulc_layer(project)
    shown = raster_layer(project, rasterize(tmp_path, layer)["OUTPUT"])
    path = rasterize(tmp_path, layer, FIELD="name")["OUTPUT"]
    assert [row[:2] for row in attribute_table(path)] == [(1, "Forest"), (2, "Mine")]
    from pitscape.layers import class_names

    assert class_names.of_layer(shown, path, 1).names == {1: "Forest", 2: "Mine"}


def attribute_table(path):
    dataset = gdal.Open(path)
    found = dataset.GetRasterBand(1).GetDefaultRAT()
    assert [found.GetNameOfCol(at) for at in range(found.GetColumnCount())] == ["value", "name", "red", "green", "blue"]
    texts = [(found.GetValueAsInt(row, 0), found.GetValueAsString(row, 1)) for row in range(found.GetRowCount())]
    return [(*text, *(found.GetValueAsInt(row, at) for at in (2, 3, 4))) for row, text in enumerate(texts)]


def test_the_result_is_loaded_with_its_classes(project, tmp_path):
    """The name tells layer and year, the style the classes; storage finds their names."""
    from qgis.core import QgsPalettedRasterRenderer
    from test_results import loaded

    layer = lulc_layer(project)
    layer.setName("survey 2012")
    categorise(layer, "name", [("Forest", "Forest", "#00aa00"), (" Mine ", "Mine", "#333333")])
    given = {"INPUT": layer, "FIELD": "name", "CELL_SIZE": 10, "OUTPUT": str(tmp_path / "o.tif")}
    made = loaded("rasterizelulc", given)[0]["OUTPUT"]
    assert made.name() == "Land cover 2012"
    renderer = made.renderer()
    assert isinstance(renderer, QgsPalettedRasterRenderer)
    assert [(c.value, c.label, c.color.name()) for c in renderer.classes()] == [(1, "Forest", "#00aa00"), (2, "Mine", "#333333")]


def test_a_table_of_codes(project, tmp_path):
    layer = lulc_layer(project)
    codes = table_layer(project, write_table(tmp_path / "codes.csv", ("name", "lucode"), [("Forest", 41), ("Mine", -3)]))
    assert cells(rasterize(tmp_path, layer, FIELD="name", CODES=codes)) == [[41, 41, -3, -3]] * 2
    short = write_table(tmp_path / "short.csv", ("name", "lucode"), [("Forest", 41)])
    with pytest.raises(Failed, match=r"no row for “Mine” \(1 feature\)"):
        rasterize(tmp_path, layer, FIELD="name", CODES=str(short))


def test_features_that_are_left_out_or_repaired(project, tmp_path):
    feedback = Feedback()
    layer = lulc_layer(project, (TIE, 3, "a"), (None, 4, "b"), (MINE, None, None), (FOREST, 5, ""))
    results = rasterize(tmp_path, layer, feedback, RULE="largest", OVERLAP="first")
    assert cells(results)[0] == [3, 5, NODATA, 3] and cells(results)[3] == [3, NODATA, NODATA, 3]
    told = "\n".join(feedback.infos + feedback.warnings)
    assert "INPUT: features without a geometry are left out: 1." in told
    # By the numbers that QGIS has for the features
    assert "1 feature without a class in code left out (ids: 3)" in told
    assert "the geometries of 1 feature are not valid" in told and "by linework: 1." in told
    from qgis.core import QgsFeatureRequest

    within = context()
    within.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometrySkipInvalid)
    results = rasterize(tmp_path, layer, within=within)
    assert cells(results) == [[5, 5]] * 2


def test_overlaps(project, tmp_path):
    layer = lulc_layer(project, (FOREST, 1, ""), ("POLYGON((10 0, 40 0, 40 -20, 10 -20, 10 0))", 7, ""))
    feedback = Feedback()
    results = rasterize(tmp_path, layer, feedback)
    assert cells(results) == [[1, 7, 7, 7]] * 2 and results["CELLS_OVERLAPPED"] == 2
    assert any("overlap in 2 cells" in text for text in feedback.warnings)
    assert cells(rasterize(tmp_path, layer, OVERLAP="first")) == [[1, 1, 7, 7]] * 2
    os.remove(tmp_path / "out.tif")
    with pytest.raises(Failed, match="features 1 and 2 of “shapes” overlap at 450015, 5199995"):
        rasterize(tmp_path, layer, OVERLAP="error")
    assert not files(tmp_path)


def test_layers_that_are_no_classes(project, tmp_path):
    half = lulc_layer(project, (FOREST, 1.5, ""), fields="code:double name:string")
    with pytest.raises(Failed, match='feature 1 of “shapes” has "1.5" in code'):
        rasterize(tmp_path, half)
    empty = wkt_layer(project, fields="code:integer")
    with pytest.raises(Failed, match="has no polygon"):
        rasterize(tmp_path, empty)
    nowhere = lulc_layer(project, crs="")
    with pytest.raises(Failed, match="Set Layer CRS"):
        rasterize(tmp_path, nowhere)
    lines = wkt_layer(project, ("LINESTRING(0 0, 9 9)", 1), fields="code:integer", kind="LineString")
    with pytest.raises(Failed, match="line"):
        rasterize(tmp_path, lines)
    # Whole numbers among real ones, and columns with the names of those of a GeoPackage
    assert cells(rasterize(tmp_path, lulc_layer(project, (FOREST, 2.0, ""), fields="code:double name:string"))) == [[2, 2]] * 2
    assert cells(rasterize(tmp_path, lulc_layer(project, (FOREST, 9), fields="fid:integer"), FIELD="fid")) == [[9, 9]] * 2


def test_a_cancelled_run_leaves_what_was_there(project, tmp_path):
    layer = lulc_layer(project)
    (tmp_path / "out.tif").write_text("as it was")
    feedback = CancelledAt(1)
    rasterize(tmp_path, layer, feedback, CELL_SIZE=0.01)
    assert files(tmp_path) == {"out.tif": b"as it was"}


def test_the_raster_is_a_map_for_carbon(project, tmp_path):
    """Names found in the attribute table stand in the summary."""
    layer = lulc_layer(project)
    results = rasterize(tmp_path, layer, FIELD="name")
    within = context()
    made = run({"LULC": results["OUTPUT"], "TEMPLATE": "TEMPORARY_OUTPUT"}, within=within, name="pooltemplate")
    assert table(made, "TEMPLATE", within, "lucode", "name", "cells") == [(1, "Forest", 4), (2, "Mine", 4)]


def test_in_a_model(project):
    """Polygons with names become a map, and the map a table of its classes."""
    raster = {"INPUT": from_input("polygons"), "FIELD": "name", "CELL_SIZE": 10, "RULE": "largest"}
    steps = {
        "raster": ("pitscape:rasterizelulc", raster),
        "table": ("pitscape:pooltemplate", {"LULC": from_step("raster", "OUTPUT")}),
    }
    model = chain([QgsProcessingParameterFeatureSource("polygons")], steps, {"Made": ("table", "TEMPLATE")})
    within = context()
    made = run_chain(model, {"polygons": lulc_layer(project)}, within)
    assert table(made, "Made", within, "lucode", "name", "cells") == [(1, "Forest", 4), (2, "Mine", 4)]


# A real map as polygons


def polygons_of(grid, raster, path):
    """GDAL's polygons of the patches of a raster, with their classes in `code`."""
    from osgeo import ogr
    from real_map import system

    dataset = gdal.Open(raster)
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = made.CreateLayer("patches", system(grid.crs), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("code", ogr.OFTInteger))
    gdal.Polygonize(dataset.GetRasterBand(1), dataset.GetRasterBand(1), layer, 0)
    assert layer.GetFeatureCount() == 444
    made = dataset = layer = None
    return str(path)


def largest_of(grid, east, south):
    """The class with most of a cell of the grid that is moved by parts of a cell; none where most of it lies beyond."""
    rows, columns = grid.cells.shape
    padded = np.pad(grid.cells, (0, 1), constant_values=NODATA)
    parts = {
        (0, 0): (1 - south) * (1 - east), (0, 1): (1 - south) * east, (1, 0): south * (1 - east), (1, 1): south * east,
    }  # fmt: skip
    best, found = np.zeros(grid.cells.shape), np.full(grid.cells.shape, NODATA, "uint8")
    for code in np.unique(padded):
        share = sum(part * (padded[down : rows + down, right : columns + right] == code) for (down, right), part in parts.items())
        found[share > best] = code
        best = np.maximum(best, share)
    return found


@pytest.mark.parametrize("where, rule", [("shifted", "centre"), ("shifted", "largest"), ("another CRS", "centre")])
def test_a_real_map_as_polygons_on_another_grid(reference, tmp_path, where, rule):
    """A part of Bern and Valais: each cell has the class that numpy finds on the map, and none where that ends."""
    import real_map

    grid = real_map.part(reference, slice(400, 620), slice(500, 760))
    layer = polygons_of(grid, grid.write(tmp_path / "map.tif"), tmp_path / "patches.gpkg")
    snap = grid.shifted() if where == "shifted" else grid.onto(32632, 90)
    if rule == "centre":
        wanted = real_map.beneath(grid, *snap.centres(), snap.crs)
    else:
        wanted = largest_of(grid, *real_map.SHIFT)
    blank = snap._replace(cells=np.zeros_like(snap.cells))
    within = context()
    results = rasterize(
        tmp_path, layer, within=within, SNAP=blank.write(tmp_path / "snap.tif"), RULE=rule, CLASSES="TEMPORARY_OUTPUT"
    )
    found = gdal.Open(results["OUTPUT"])
    assert found.GetGeoTransform() == snap.place and found.GetRasterBand(1).GetNoDataValue() == NODATA
    assert np.array_equal(found.ReadAsArray(), wanted) and (wanted == NODATA).any()
    codes, counts = np.unique(wanted[wanted != NODATA], return_counts=True)
    assert table(results, "CLASSES", within, "lucode", "cells") == list(zip(codes.tolist(), counts.tolist())) and len(codes) == 17
    if where == "shifted":  # an equal-area projection
        areas = [row[0] for row in table(results, "CLASSES", within, "area_ha")]
        assert areas == pytest.approx(counts * grid.ha(), rel=1e-12)
