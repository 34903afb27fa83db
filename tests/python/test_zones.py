"""Polygons in all the ways a project holds them, as zones and as a mask."""

import numpy as np
import pytest
from layers import polygon_layer, wkt_layer
from maps import DENSITY, files, read_map, write_map, write_pools
from osgeo import ogr
from runs import Asked, Failed, Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
HA = 10 * 10 / 10000
NODATA = float(np.finfo("float32").min)
# Metres from the corner of the map; the second is the right half, the third two cells in opposite corners.
LEFT_HALF = "Polygon((0 0, 20 0, 20 -30, 0 -30, 0 0))"
RIGHT_HALF = "Polygon((20 0, 40 0, 40 -30, 20 -30, 20 0))"
CORNERS = "MultiPolygon(((0 0, 10 0, 10 -10, 0 -10, 0 0)), ((30 -20, 40 -20, 40 -30, 30 -30, 30 -20)))"


@pytest.fixture
def inputs(tmp_path):
    return {"LULC": write_map(tmp_path / "map.tif", CODES, nodata=0), "POOLS": write_pools(tmp_path / "pools.csv")}


def by_zone(inputs, **more):
    """(zone, code, cells) of the summary, and the results."""
    within = context()
    results = run(dict(inputs, SUMMARY="TEMPORARY_OUTPUT", **more), within=within)
    return table(results, "SUMMARY", within, "zone", "lucode", "cells"), results


def counted(*zones):
    """What by_zone is to find: (name, the cells of the zone) each."""
    return [
        (name, code, int(np.sum(cells == code))) for name, cells in zones for code in (1, 2, 3) if np.any(cells == code)
    ]


def carbon(codes):
    return pytest.approx(sum(DENSITY[code] * HA for code in np.ravel(codes) if code), rel=1e-12)


# Zones


def test_zones_by_a_field(project, inputs, tmp_path):
    layer = wkt_layer(project, (LEFT_HALF, "west"), (RIGHT_HALF, "east"), fields="side:string")
    output = str(tmp_path / "density.tif")
    found, results = by_zone(inputs, ZONES=layer, ZONE_FIELD="side", OUTPUT=output)
    assert sorted(found) == sorted(counted(("east", CODES[:, 2:]), ("west", CODES[:, :2])))
    assert results["TOTAL_CARBON"] == carbon(CODES)
    assert np.array_equal(read_map(output) != np.float32(NODATA), CODES != 0)


def test_zones_without_a_field_are_counted(project, inputs):
    """By their place among all features, those without a geometry too."""
    layer = wkt_layer(project, (LEFT_HALF,), ("",), (RIGHT_HALF,))
    feedback = Feedback()
    within = context()
    results = run(dict(inputs, ZONES=layer, SUMMARY="TEMPORARY_OUTPUT"), feedback, within)
    found = table(results, "SUMMARY", within, "zone", "lucode", "cells")
    assert sorted(found) == counted(("1", CODES[:, :2]), ("3", CODES[:, 2:]))
    assert "ZONES: features without a geometry are left out: 1." in feedback.infos


def test_equal_values_are_one_zone(project, inputs):
    rows = [f"Polygon((0 {-y}, 40 {-y}, 40 {-y - 10}, 0 {-y - 10}, 0 {-y}))" for y in (0, 10, 20)]
    layer = wkt_layer(project, (rows[0], 1.0), (rows[1], 2.5), (rows[2], 1), fields="class:double")
    found, _results = by_zone(inputs, ZONES=layer, ZONE_FIELD="class")
    assert sorted(found) == counted(("1", CODES[[0, 2]]), ("2.5", CODES[1]))


@pytest.mark.parametrize(
    "kind, values, texts",
    [
        ("integer", (7, -3), ("7", "-3")),
        ("int8", (2**62, 5), (str(2**62), "5")),
        ("double", (0.1 + 0.2, 1e300), ("0.30000000000000004", str(int(1e300)))),
        ("double", (-0.0, 3.0), ("0", "3")),
        ("bool", (True, False), ("true", "false")),
        ("string", ("Süd; \"alt\"", "07"), ("Süd; \"alt\"", "07")),
        ("date", ("2020-05-01", "1999-12-31"), ("2020-05-01", "1999-12-31")),
    ],
)
def test_values_as_text(project, inputs, kind, values, texts, monkeypatch):
    layer = wkt_layer(project, (LEFT_HALF, values[0]), (RIGHT_HALF, values[1]), fields=f"name:{kind}")
    asked = Asked(monkeypatch, zones_of)
    run(dict(inputs, ZONES=layer, ZONE_FIELD="name"))
    assert tuple(text for text, _shape in asked.seen[0]) == texts


def zones_of(request):
    """(name, geometry) of the polygons as the library gets them."""
    source = ogr.Open(request["zones"])
    return [(feature[request["zone_field"]], feature.GetGeometryRef().Clone()) for feature in source.GetLayer(0)]


def test_zones_that_overlap(project, inputs, tmp_path):
    """A cell counts in each; a raster could show one of them only."""
    layer = wkt_layer(project, (LEFT_HALF, "west"), (CORNERS, "corners"), fields="side:string")
    found, _results = by_zone(inputs, ZONES=layer, ZONE_FIELD="side")
    assert sorted(found) == counted(("corners", CODES[[0, 2], [0, 3]]), ("west", CODES[:, :2]))
    before = files(tmp_path)
    with pytest.raises(Failed, match="overlap"):
        by_zone(inputs, ZONES=layer, ZONE_FIELD="side", OUTPUT=str(tmp_path / "density.tif"))
    assert files(tmp_path) == before


def test_zone_outside_has_no_row(project, inputs):
    outside = "Polygon((500 0, 600 0, 600 -30, 500 -30, 500 0))"
    layer = wkt_layer(project, (LEFT_HALF, "west"), (outside, "away"), fields="side:string")
    found, _results = by_zone(inputs, ZONES=layer, ZONE_FIELD="side")
    assert found == counted(("west", CODES[:, :2]))
    with pytest.raises(Failed, match="(?i)zone"):
        by_zone(inputs, ZONES=wkt_layer(project, (outside, "away"), fields="side:string"))


def test_zones_within_a_mask(project, inputs):
    layer = wkt_layer(project, (LEFT_HALF, "west"), (RIGHT_HALF, "east"), fields="side:string")
    found, _results = by_zone(inputs, ZONES=layer, ZONE_FIELD="side", MASK=polygon_layer(project, [(0, 0, 4, 1)]))
    assert sorted(found) == sorted(counted(("east", CODES[:1, 2:]), ("west", CODES[:1, :2])))


def test_zones_in_another_crs(project, inputs):
    layer = polygon_layer(project, [(0, 0, 2, 3), (2, 0, 4, 3)], "EPSG:4326", ["west", "east"])
    found, _results = by_zone(inputs, ZONES=layer, ZONE_FIELD="kind")
    assert sorted(found) == sorted(counted(("east", CODES[:, 2:]), ("west", CODES[:, :2])))


def test_zones_by_selection_and_filter(project, inputs):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    layer = wkt_layer(project, (LEFT_HALF, "west"), (RIGHT_HALF, "east"), (CORNERS, None), fields="side:string")
    layer.selectByExpression("side = 'east'")
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    assert by_zone(inputs, ZONES=selected, ZONE_FIELD="side")[0] == counted(("east", CODES[:, 2:]))
    layer.setSubsetString("side = 'west'")
    assert by_zone(inputs, ZONES=layer, ZONE_FIELD="side")[0] == counted(("west", CODES[:, :2]))


def test_zones_with_unsaved_edits_and_a_virtual_field(project, inputs):
    from qgis.core import QgsField
    from qgis.PyQt.QtCore import QVariant

    layer = wkt_layer(project, (LEFT_HALF, "west"), (RIGHT_HALF, "east"), fields="side:string")
    layer.addExpressionField("upper(side)", QgsField("loud", QVariant.String))
    layer.startEditing()
    first = next(layer.getFeatures())
    layer.changeAttributeValue(first.id(), 0, "sunset")
    found, _results = by_zone(inputs, ZONES=layer, ZONE_FIELD="loud")
    assert sorted(found) == sorted(counted(("EAST", CODES[:, 2:]), ("SUNSET", CODES[:, :2])))
    layer.rollBack()


def test_zone_without_a_name(project, inputs, tmp_path):
    layer = wkt_layer(project, (LEFT_HALF, "west"), (RIGHT_HALF, None), (CORNERS, ""), fields="side:string")
    before = files(tmp_path)
    with pytest.raises(Failed) as error:
        by_zone(inputs, ZONES=layer, ZONE_FIELD="side", OUTPUT=str(tmp_path / "density.tif"))
    assert str(error.value).startswith(
        "ZONE_FIELD: the layer “shapes” has no value in the field “side” for 2 of its polygons (feature ids 2, 3)"
    )
    assert files(tmp_path) == before


def test_field_that_is_not_there(project, inputs):
    layer = wkt_layer(project, (LEFT_HALF, "west"), fields="side:string")
    with pytest.raises(Failed, match="ZONE_FIELD: the layer “shapes” has no field “name”; it has side."):
        by_zone(inputs, ZONES=layer, ZONE_FIELD="name")


@pytest.mark.parametrize("field", [None, "", "side"])
def test_field_without_zones(inputs, field):
    """A model may have optional zones and a field set for them."""
    assert {zone for zone, _code, _cells in by_zone(inputs, ZONE_FIELD=field)[0]} == {None}


def test_zones_without_polygons(project, inputs):
    with pytest.raises(Failed, match="ZONES: the layer “polygons” has no polygon"):
        by_zone(inputs, ZONES=polygon_layer(project, []))


def test_zones_tile_the_map(project, inputs):
    """Their parts add up to the whole."""
    whole = run(inputs)
    layer = polygon_layer(project, [(column, row, column + 1, row + 1) for row in range(3) for column in range(4)])
    within = context()
    results = run(dict(inputs, ZONES=layer, SUMMARY="TEMPORARY_OUTPUT"), within=within)
    parts = table(results, "SUMMARY", within, "area_ha", "carbon_t")
    assert len(parts) == 11  # the twelfth is nodata
    assert np.sum(parts, axis=0) == pytest.approx([whole["TOTAL_AREA_HA"], whole["TOTAL_CARBON"]], rel=1e-12)


# Shapes, as a mask


@pytest.mark.parametrize(
    "kind, shape, inside",
    [
        ("PolygonZ", "PolygonZ((0 0 5, 20 0 5, 20 -30 6, 0 -30 6, 0 0 5))", np.s_[:, :2]),
        ("MultiPolygonZM", "MultiPolygonZM(((0 0 5 1, 20 0 5 2, 20 -30 6 3, 0 -30 6 4, 0 0 5 1)))", np.s_[:, :2]),
        ("MultiPolygon", CORNERS, ([0, 2], [0, 3])),
        ("CurvePolygon", "CurvePolygon(CircularString(9 -15, 15 -9, 21 -15, 15 -21, 9 -15))", np.s_[1, 1:2]),
        (
            "MultiSurface",
            "MultiSurface(CurvePolygon(CompoundCurve(CircularString(0 -20, 20 0, 40 -20), (40 -20, 0 -20))))",
            ([0, 0, 1, 1, 1, 1], [1, 2, 0, 1, 2, 3]),
        ),
        ("Polygon", "Polygon((0 0, 40 0, 40 -30, 0 -30, 0 0), (11 -1, 29 -1, 29 -29, 11 -29, 11 -1))", np.s_[:, ::3]),
    ],
)
def test_kinds_of_polygons(project, inputs, kind, shape, inside):
    layer = wkt_layer(project, (shape,), kind=kind)
    codes = np.zeros_like(CODES)
    codes[inside] = CODES[inside]
    if not codes.any():
        with pytest.raises(Failed, match="no valid cell"):
            run(dict(inputs, MASK=layer))
    else:
        assert run(dict(inputs, MASK=layer))["TOTAL_CARBON"] == carbon(codes)


@pytest.mark.parametrize("kind", ["Point", "LineString"])
def test_layers_of_other_shapes(project, inputs, kind):
    shape = {"Point": "Point(5 -5)", "LineString": "LineString(0 0, 40 -30)"}[kind]
    with pytest.raises(Failed, match="MASK: the layer “shapes” holds (point|line) features. Give a layer of polygons"):
        run(dict(inputs, MASK=wkt_layer(project, (shape,), kind=kind)))


def test_table_as_a_mask(project, inputs):
    from layers import table_layer

    with pytest.raises(Failed, match="MASK: the layer “pools” "):
        run(dict(inputs, MASK=table_layer(project, inputs["POOLS"])))


def test_polygon_without_a_place_in_the_crs(project, inputs):
    """There is no latitude of 95 degrees."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:4326", "shapes", "memory"))
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("Polygon((8 0, 9 0, 9 95, 8 0))"))
    layer.dataProvider().addFeatures([feature])
    with pytest.raises(Failed, match="MASK: feature 1 cannot be brought into the map's CRS EPSG:32632"):
        run(dict(inputs, MASK=layer))


@pytest.mark.parametrize("suffix, name", [(".gpkg", "GPKG"), (".shp", "ESRI Shapefile"), (".geojson", "GeoJSON")])
def test_files_of_polygons(project, inputs, tmp_path, suffix, name):
    from qgis.core import QgsProject, QgsVectorFileWriter

    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = name
    layer = polygon_layer(project, [(0, 0, 2, 3), (2, 0, 4, 3)], names=["west", "east"])
    path = str(tmp_path / f"zones{suffix}")
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
    found, _results = by_zone(inputs, ZONES=path, ZONE_FIELD="kind")
    assert sorted(found) == sorted(counted(("east", CODES[:, 2:]), ("west", CODES[:, :2])))
