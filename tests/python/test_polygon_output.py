"""Polygons that an algorithm gives, declared by one that has no kernel."""

import os
import struct
import subprocess

import numpy as np
import pytest
from layers import raster_layer
from maps import LEFT, TOP, files, write_map
from osgeo import gdal, ogr
from runs import Asked, Failed, context, rows, run, run_unchecked, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 2], [3, 1]], "uint8")


def wkb(*polygons):
    """A MultiPolygon of lists of rings, in cells of the map."""
    text = struct.pack("<BII", 1, 6, len(polygons))
    for rings in polygons:
        text += struct.pack("<BII", 1, 3, len(rings))
        for ring in rings:
            points = [(LEFT + 10 * column, TOP - 10 * row) for column, row in ring]
            text += struct.pack("<I", len(points)) + b"".join(struct.pack("<dd", *point) for point in points)
    return text


def square(left, top, side):
    """Counter-clockwise with north up, as shells are."""
    right, bottom = left + side, top + side
    return [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]


DONUT = wkb([square(0, 0, 3), square(1, 1, 1)[::-1]])
TWO = wkb([square(4, 0, 1)], [square(5, 1, 1)])
AREAS = [100.0 * (9 - 1), 100.0 * (1 + 1), None]
COLUMNS = {
    "ring": ("integer", [0, 1, 2**40]),
    "geometry": ("polygons", [DONUT, TWO, None]),
    "area_ha": ("real", [0.08, None, 0.0]),
    "name": ("text", ["Grube", "Wald", None]),
}
ROWS = [(0, 0.08, "Grube"), (1, None, "Wald"), (2**40, 0.0, None)]


def tables(request):
    made = {"summary": {"ring": COLUMNS["ring"]}}
    return dict(made, rings=COLUMNS) if request["rings"] else made


@pytest.fixture
def declared(qgis):
    from pitscape.base import KernelAlgorithm
    from pitscape.declare.inputs import RasterInput
    from pitscape.declare.table_outputs import PolygonOutput, TableOutput
    from pitscape.groups import BUFFERS

    class Rings(KernelAlgorithm):
        kernel = "rings"
        title = "Rings"
        toolbox_group = BUFFERS
        inputs = (RasterInput("LULC", "Land cover"),)
        outputs = (PolygonOutput("RINGS", "Rings", grid="LULC", style=named), TableOutput("SUMMARY", "Summary"))

    return Rings


def named(layer, request, report):
    layer.setName(f"{layer.name()} of {request['lulc']['band']} with {layer.featureCount()}")


@pytest.fixture
def asked(qgis, monkeypatch):
    return Asked(monkeypatch, tables=tables)


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "map.tif", CODES)


def check(layer):
    """The layer holds COLUMNS, valid and in the map's CRS; NULL is an empty polygon in a file."""
    from qgis.core import QgsWkbTypes

    assert layer.isValid() and layer.crs().authid() == "EPSG:32632"
    assert QgsWkbTypes.flatType(layer.wkbType()) == QgsWkbTypes.Type.MultiPolygon
    assert rows(layer, "ring", "area_ha", "name") == ROWS
    shapes = [feature.geometry() for feature in layer.getFeatures()]
    assert [None if shape.isEmpty() else shape.area() for shape in shapes] == AREAS
    assert all(shape.isGeosValid() for shape in shapes[:2])
    if layer.storageType() != "ESRI Shapefile":  # whose rings run the other way
        assert [shape.asWkb().data() for shape in shapes[:2]] == [DONUT, TWO]


def opened(path):
    from qgis.core import QgsVectorLayer

    return QgsVectorLayer(str(path), "made", "ogr")


def test_parameter(declared):
    from qgis.core import QgsProcessing

    made = declared().create()
    definition = made.parameterDefinition("RINGS")
    assert (definition.type(), definition.createByDefault()) == ("sink", True)
    assert definition.dataType() == QgsProcessing.SourceType.TypeVectorPolygon
    assert made.parameterDefinition("SUMMARY").dataType() == QgsProcessing.SourceType.TypeVector


def test_what_the_library_is_asked(declared, asked, lulc):
    """Polygons cost: they are asked for only where they are wanted, and then they need the folder of tables."""
    run({"LULC": lulc, "RINGS": "memory:"}, name=declared)
    run({"LULC": lulc, "SUMMARY": "memory:"}, name=declared)
    run({"LULC": lulc}, name=declared)
    assert [request["rings"] for request in asked] == [True, False, False]
    assert [request["tables"] is None for request in asked] == [False, False, True]
    assert temporary_folders() == []


def test_grid_of_several_layers(declared, asked, tmp_path):
    """The first layer is the grid."""
    from pitscape.declare.series import Series

    class Years(declared):
        inputs = (Series(),)
        outputs = (type(declared.outputs[0])("RINGS", "Rings", grid="LAYERS"),)

    within = context()
    maps = [write_map(tmp_path / "a.tif", CODES), write_map(tmp_path / "b.tif", CODES, epsg=32633)]
    made = run({"LAYERS": maps, "RINGS": "memory:"}, within=within, name=Years)
    check(within.takeResultLayer(made["RINGS"]))


@pytest.mark.parametrize("destination", ["memory:", "TEMPORARY_OUTPUT"])
def test_temporary(declared, asked, lulc, destination):
    from qgis.core import QgsProcessingUtils

    within = context()
    made = run({"LULC": lulc, "RINGS": destination, "SUMMARY": "memory:"}, within=within, name=declared)
    check(QgsProcessingUtils.mapLayerFromString(made["RINGS"], within))
    table = QgsProcessingUtils.mapLayerFromString(made["SUMMARY"], within)
    assert not table.isSpatial() and not table.crs().isValid() and rows(table) == [(0,), (1,), (2**40,)]


@pytest.mark.parametrize("file", ["rings.gpkg", "rings.geojson"])
def test_file(declared, asked, lulc, tmp_path, file):
    """An old file of that name goes."""
    (tmp_path / file).write_bytes(b"")
    run({"LULC": lulc, "RINGS": str(tmp_path / file)}, name=declared)
    check(opened(tmp_path / file))
    assert set(files(tmp_path)) == {"map.tif", file}


def test_layer_in_a_geopackage(declared, asked, lulc, tmp_path):
    """Beside a layer that stays."""
    file = tmp_path / "all.gpkg"
    run({"LULC": lulc, "RINGS": str(file)}, name=declared)
    run({"LULC": lulc, "RINGS": f"ogr:dbname='{file}' table=\"again\" (geom)"}, name=declared)
    layers = ogr.Open(str(file))
    names = [layers.GetLayer(number).GetName() for number in range(layers.GetLayerCount())]
    assert len(names) == 2 and "again" in names
    for name in names:
        check(opened(f"{file}|layername={name}"))


def test_shapefile(declared, asked, lulc, tmp_path):
    """Files beside a shapefile that stood there before tell of the old features: they go."""
    for ending in ("shp", "qix", "sbn", "cpg", "qml"):
        (tmp_path / f"rings.{ending}").write_bytes(b"as it was")
    run({"LULC": lulc, "RINGS": str(tmp_path / "rings.shp")}, name=declared)
    check(opened(tmp_path / "rings.shp"))
    assert {name for name in files(tmp_path) if name != "map.tif"} == {
        f"rings.{ending}" for ending in ("shp", "shx", "dbf", "prj", "cpg", "qml")
    }
    assert (tmp_path / "rings.qml").read_bytes() == b"as it was"  # a style is of use to the new ones


@pytest.mark.parametrize("file", ["rings.csv", "rings.xlsx", "rings.ODS", "rings.dbf"])
def test_format_without_geometry(declared, asked, lulc, tmp_path, file):
    """QGIS would write the attributes and say nothing."""
    with pytest.raises(Failed, match=f"^RINGS: .*{file} would be a table without its polygons. Give it the ending .gpkg"):
        run({"LULC": lulc, "RINGS": str(tmp_path / file)}, name=declared)
    assert asked == [] and set(files(tmp_path)) == {"map.tif"}


def test_loaded_with_a_style(declared, asked, lulc, project, tmp_path):
    from qgis.core import QgsProcessingOutputLayerDefinition, QgsProject

    from pitscape.layers.loaded import Styler

    before = set(Styler.alive)
    for target in ("memory:", "TEMPORARY_OUTPUT", str(tmp_path / "rings.gpkg"), str(tmp_path / "rings.shp")):
        within = context()
        definition = QgsProcessingOutputLayerDefinition(target, QgsProject.instance())
        made = run({"LULC": raster_layer(project, lulc), "RINGS": definition}, within=within, name=declared)
        assert list(within.layersToLoadOnCompletion()) == [made["RINGS"]], target
        details = within.layerToLoadOnCompletionDetails(made["RINGS"])
        layer = within.temporaryLayerStore().mapLayer(made["RINGS"]) or opened(made["RINGS"])
        details.postProcessor().postProcessLayer(layer, within, None)
        assert layer.name().endswith("of 1 with 3")
    assert Styler.alive == before


# What fails leaves what stood there


def test_read_only_folder(declared, asked, lulc, disk):
    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(Failed, match=f"^RINGS: {folder}/rings.gpkg cannot be written .read-only"):
        run({"LULC": lulc, "RINGS": str(folder / "rings.gpkg")}, name=declared)
    assert asked == []


def test_folder_that_is_not_there(declared, asked, lulc):
    with pytest.raises(Failed, match="^RINGS: the folder /nowhere does not exist"):
        run_unchecked({"LULC": lulc, "RINGS": "/nowhere/rings.gpkg"}, name=declared)
    assert asked == []


def test_file_of_two_outputs(declared, asked, lulc, tmp_path):
    with pytest.raises(Failed, match="^SUMMARY: .*all.gpkg is the file of RINGS too"):
        run({"LULC": lulc, "RINGS": f"{tmp_path}/all.gpkg", "SUMMARY": f"{tmp_path}/all.gpkg"}, name=declared)


@pytest.mark.parametrize("file", ["rings.gpkg", "rings.shp"])
def test_failed_run(declared, lulc, tmp_path, monkeypatch, file):
    from pitscape import native

    def fail(*_ignored):
        raise native.InvalidInput("No ring has a cell.")

    (tmp_path / file).write_bytes(b"as it was")
    before = files(tmp_path)
    monkeypatch.setattr(native, "run", fail)
    with pytest.raises(Failed, match="No ring has a cell."):
        run({"LULC": lulc, "RINGS": str(tmp_path / file)}, name=declared)
    assert files(tmp_path) == before and temporary_folders() == []


def test_columns_cut_short(declared, lulc, tmp_path, monkeypatch):
    """The sink is open by then; the old file stays all the same."""

    def cut(request):
        return {"rings": dict(COLUMNS, area_ha=("real", [0.0]), name=("text", ["a", "b", "c"]))}

    Asked(monkeypatch, tables=cut)
    (tmp_path / "rings.gpkg").write_bytes(b"as it was")
    before = files(tmp_path)
    with pytest.raises(Failed, match="holds 1 values from row 0 on where 3 are due"):
        run({"LULC": lulc, "RINGS": str(tmp_path / "rings.gpkg")}, name=declared)
    assert files(tmp_path) == before and temporary_folders() == []


@pytest.mark.parametrize("file", ["rings.gpkg", "rings.shp"])
def test_full_disk(declared, lulc, disk, monkeypatch, file):
    """2 MB of polygons onto a disk of 1 MB."""
    many = {"geometry": ("polygons", [DONUT] * 10000)}
    Asked(monkeypatch, tables=lambda request: {"rings": many})
    folder = disk("small", "size=1m")
    (folder / file).write_bytes(b"as it was")
    with pytest.raises(Failed, match="RINGS") as error:
        run({"LULC": lulc, "RINGS": str(folder / file)}, name=declared)
    assert len(str(error.value)) < 500
    assert files(folder) == {file: b"as it was"} and temporary_folders() == []


def test_many(declared, lulc, tmp_path, monkeypatch):
    """Across pieces of the table each polygon stays with its row."""
    from pitscape.tables import ROWS_AT_ONCE

    count = ROWS_AT_ONCE + 4464
    cells = [wkb([square(i % 500, i // 500, 1)]) for i in range(count)]
    many = {"rings": {"patch": ("integer", list(range(count))), "geometry": ("polygons", cells)}}
    Asked(monkeypatch, tables=lambda request: many)
    run({"LULC": lulc, "RINGS": str(tmp_path / "rings.gpkg")}, name=declared)
    file = ogr.Open(str(tmp_path / "rings.gpkg"))
    layer = file.GetLayer(0)
    assert layer.GetFeatureCount() == count
    for feature in layer:
        patch = feature["patch"]
        left, bottom = LEFT + 10 * (patch % 500), TOP - 10 * (patch // 500) - 10
        assert feature.GetGeometryRef().GetEnvelope() == (left, left + 10, bottom, bottom + 10), patch
    layer.SetSpatialFilterRect(LEFT + 1, TOP - 9, LEFT + 19, TOP - 1)
    assert sorted(feature["patch"] for feature in layer) == [0, 1]
