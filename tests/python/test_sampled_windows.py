"""pitscape:sampledwindows inside QGIS, beside moving windows and maps cut out by a mask."""

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, wkt_layer
from maps import files, read_map, write_map
from osgeo import gdal
from runs import CancelledAt, Failed, Feedback, context, rows, run, run_unchecked, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "sampledwindows"
NODATA = np.finfo("float32").min
CODES = np.kron(np.random.default_rng(8).integers(0, 4, (7, 9)), np.ones((4, 3), int)).astype("uint8")


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "cover.tif", CODES, nodata=0)


def sampled(feedback=None, within=None, **parameters):
    return run({"OUTPUT": "memory:", **parameters}, feedback, within, name=NAME)


def layer_of(results, within):
    from qgis.core import QgsProcessingUtils

    return QgsProcessingUtils.mapLayerFromString(results["OUTPUT"], within)


def names(layer):
    return [field.name() for field in layer.fields()]


def points(project, *places, crs="EPSG:32632", fields="site:string", attributes=None):
    """A memory layer of points in metres to the right of and below the corner of the map."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    shapes = ((f"POINT({x} {-y})", *(attributes or [f"site {n}"])) for n, (x, y) in enumerate(places))
    layer = wkt_layer(project, *shapes, fields=fields, kind="Point")
    if crs != "EPSG:32632":
        there = QgsCoordinateReferenceSystem(crs)
        transform = QgsCoordinateTransform(layer.crs(), there, project.transformContext())
        moved = {}
        for feature in layer.getFeatures():
            geometry = feature.geometry()
            geometry.transform(transform)
            moved[feature.id()] = geometry
        layer.dataProvider().changeGeometryValues(moved)
        layer.setCrs(there)
    return layer


def test_points_have_what_moving_windows_have(lulc, project, tmp_path):
    asked = {"LULC": lulc, "METRICS": "SHDI;NP;ED", "RADII": "15;42.5", "EDGE": "partial", "MIN_VALID": 0.4}
    windows = str(tmp_path / "w.tif")
    run({**asked, "FILL_NODATA": True, "OUTPUT": windows}, name="movingwindow")
    places = [(5 + 10 * column, 5 + 10 * row) for row in range(0, 28, 3) for column in range(0, 27, 4)]
    within, feedback = context(), Feedback()
    layer = layer_of(sampled(feedback, within, FEATURES=points(project, *places), **asked), within)
    columns = [f"{metric}_{radius}" for radius in ("15", "42.5") for metric in ("shdi", "np", "ed")]
    assert names(layer) == ["site", "layer", "year", *columns]
    found = rows(layer, *columns)
    assert [row[0] for row in rows(layer)] == [f"site {n}" for n in range(len(places))]
    for band, column in enumerate(columns, 1):
        raster = read_map(windows, band)
        expected = [raster[int(y // 10), int(x // 10)] for x, y in places]
        for row, value in zip(found, expected):
            assert (row[band - 1] is None) == (value == NODATA), column
            assert row[band - 1] is None or row[band - 1] == pytest.approx(float(value), rel=1e-6), column
    assert any("15: 9 cells, 42.5: 61 cells" in text for text in feedback.infos), feedback.infos
    assert feedback.fractions == sorted(feedback.fractions)


def test_polygons_have_what_maps_have_within_them(lulc, project):
    from qgis.core import QgsFeatureRequest

    boxes = [(0, 0, 27, 28), (3, 2, 15, 20), (10, 12, 26, 27), (20, 20, 40, 40)]
    polygons = polygon_layer(project, boxes)
    asked = {"EDGE": "partial", "MIN_VALID": 0, "METRICS": "AREA_MN;ENN_MN;PLAND", "CLASSES": "2;3"}
    within = context()
    layer = layer_of(sampled(None, within, LULC=lulc, FEATURES=polygons, **asked), within)
    columns = [f"{metric}_{code}" for metric in ("area_mn", "enn_mn", "pland") for code in (2, 3)]
    assert names(layer) == ["kind", "layer", "year", *columns] and layer.crs() == polygons.crs() and layer.wkbType() == polygons.wkbType()
    for number, found in enumerate(rows(layer)):
        one = polygons.materialize(QgsFeatureRequest(number + 1))
        assert rows(one) == [(found[0],)]
        project.addMapLayer(one)
        maps = {"LAYERS": [lulc], "METRICS": "AREA_MN;ENN_MN;PLAND", "MASK": one, "CLASS": "memory:"}
        made = run(maps, name="landscapemetrics", within=within)
        classes = {row[0]: row[1:] for row in table(made, "CLASS", within, "lucode", "area_mn", "enn_mn", "pland")}
        for place, code in enumerate((2, 3)):
            assert found[3 + place :: 2] == pytest.approx(classes.get(code, (None, None, 0.0)), rel=1e-12), (number, code)


def test_another_crs_with_its_selection_and_filter(lulc, project):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    places = [(55, 45), (105, 95), (155, 145), (205, 195)]
    asked = {"LULC": raster_layer(project, lulc), "METRICS": "PR", "RADII": "30", "EDGE": "partial", "MIN_VALID": 0}
    within = context()
    here = rows(layer_of(sampled(None, within, FEATURES=points(project, *places), **asked), within))
    there = points(project, *places, crs="EPSG:4326")
    layer = layer_of(sampled(None, within, FEATURES=there, **asked), within)
    assert rows(layer) == here and layer.crs().authid() == "EPSG:4326"
    for made, given in zip(layer.getFeatures(), there.getFeatures()):
        assert made.geometry().equals(given.geometry())
    there.selectByIds([4, 2])
    chosen = QgsProcessingFeatureSourceDefinition(there.id(), selectedFeaturesOnly=True)
    assert rows(layer_of(sampled(None, within, FEATURES=chosen, **asked), within)) == [here[1], here[3]]
    there.startEditing()
    there.deleteFeature(1)
    assert rows(layer_of(sampled(None, within, FEATURES=there, **asked), within)) == here[1:]
    there.rollBack()


def test_attributes_and_names_that_are_taken(lulc, project, tmp_path):
    attributes = [7, 2.5, "Föhre", None]
    fields = "PR_30:int pr_30_2:double name:string(20) empty:date"
    layer = points(project, (55, 45), (9000, 45), fields=fields, attributes=attributes)
    out = str(tmp_path / "sites.gpkg")
    asked = {"LULC": lulc, "METRICS": "PR;NP", "RADII": "30", "EDGE": "partial", "FEATURES": layer}
    assert sampled(**{**asked, "OUTPUT": out})["OUTPUT"].startswith(out)
    made = columns_of(out)
    assert [name for name, _values in made] == ["PR_30", "pr_30_2", "name", "empty", "layer", "year", "pr_30_3", "np_30"]
    assert [values[:4] for values in zip(*(values for _name, values in made))] == [(7, 2.5, "Föhre", None)] * 2
    assert made[6][1][0] >= 1 and made[6][1][1] is None and made[7][1][1] is None
    assert list(files(tmp_path)) == ["cover.tif", "sites.gpkg"] and temporary_folders() == []


def columns_of(path):
    """Names and values of the columns of a file."""
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR)  # kept: the layer is its own
    layer = dataset.GetLayer(0)
    fields = [layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())]
    found = [[feature.GetField(name) for name in fields] for feature in layer]
    return list(zip(fields, zip(*found)))


def test_features_without_a_geometry_and_off_the_map(lulc, project):
    shapes = [("", "a"), ("POINT(55 -45)", "b"), ("", "c"), ("POINT(-500 0)", "d"), ("MULTIPOINT((105 -95))", "e")]
    layer = wkt_layer(project, *shapes, fields="site:string", kind="MultiPoint")
    assert [feature["site"] for feature in layer.getFeatures() if not feature.hasGeometry()] == ["a", "c"]
    feedback, within = Feedback(), context()
    results = sampled(feedback, within, LULC=lulc, METRICS="TA", RADII="30", EDGE="partial", MIN_VALID=0, FEATURES=layer)
    found = rows(layer_of(results, within))
    assert [row[0] for row in found] == list("abcde")
    assert [row[-1] is None for row in found] == [True, False, True, True, False]
    assert results["WINDOWS"] == 2
    assert "FEATURES: features without a geometry have no values: 2." in feedback.infos
    assert any(text.startswith("1 of 3 windows have no value: ") for text in feedback.infos)


def test_invalid_polygons_are_left_out_where_that_is_asked_for(lulc, project):
    from qgis.core import QgsFeatureRequest

    bow = "POLYGON((0 0, 100 -100, 100 0, 0 -100, 0 0))"
    box = "POLYGON((0 0, 100 0, 100 -100, 0 -100, 0 0))"
    layer = wkt_layer(project, (bow, "bow"), (box, "box"), fields="shape:string")
    asked = {"LULC": lulc, "METRICS": "TA", "EDGE": "partial", "FEATURES": layer}
    within, feedback, check = context(), Feedback(), QgsFeatureRequest.InvalidGeometryCheck
    within.setInvalidGeometryCheck(check.GeometryAbortOnInvalid)
    with pytest.raises(Failed, match="invalid geometry"):
        sampled(None, within, **asked)
    within.setInvalidGeometryCheck(check.GeometrySkipInvalid)
    found = rows(layer_of(sampled(feedback, within, **asked), within))
    valid = np.count_nonzero(CODES[:10, :10]) / 100
    assert found == [("box", "cover", None, pytest.approx(valid))] and len(feedback.warnings) == 1


def mixed_layer(project, *shapes, kind):
    """A layer of any geometries, which a memory layer cannot be."""
    from osgeo import ogr, osr
    from qgis.core import QgsVectorLayer

    path = "/vsimem/shapes.gpkg"
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32632)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    table = dataset.CreateLayer("shapes", crs, ogr.wkbUnknown)
    for (shape,) in shapes:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        table.CreateFeature(feature)
    del feature, table, dataset
    layer = QgsVectorLayer(path, "shapes", "ogr")
    assert layer.isValid() and layer.featureCount() == len(shapes)
    return project.addMapLayer(layer)


LINE = "LINESTRING(0 0, 100 -100)"
POINT = "POINT(55 -45)"
BOX = "POLYGON((0 0, 100 0, 100 -100, 0 -100, 0 0))"


@pytest.mark.parametrize(
    "shapes, kind, sentence",
    [
        ([LINE], "LineString", "FEATURES: the layer “shapes” holds lines. Give a layer of points or of polygons."),
        ([POINT, LINE], "Geometry", "FEATURES: feature 2 of the layer “shapes” is neither a point nor a polygon."),
        ([POINT, BOX], "Geometry", "feature 1 of the layer “shapes” is a point and feature 2 of the layer “shapes” a polygon."),
        ([POINT, "MULTIPOINT((0 0), (1 1))"], "Geometry", "feature 2 of the layer “shapes” has several points."),
        ([BOX], "Polygon", "RADII is 30; allowed: none with polygons"),
        ([], "Point", "FEATURES: the layer “shapes” has no feature, so there is nothing to measure."),
    ],
)
def test_features_that_are_no_windows(lulc, project, tmp_path, shapes, kind, sentence):
    make = mixed_layer if kind == "Geometry" else wkt_layer
    layer = make(project, *((shape,) for shape in shapes), kind=kind)
    with pytest.raises(Failed) as error:
        sampled(LULC=lulc, FEATURES=layer, METRICS="PR", RADII="30", OUTPUT=str(tmp_path / "w.gpkg"))
    assert sentence in str(error.value) and "\n" not in str(error.value).strip()
    assert list(files(tmp_path)) == ["cover.tif"] and temporary_folders() == []


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"RADII": ""}, "RADII is empty; allowed: one radius or more"),
        ({"RADII": "9"}, "RADII is 9, a window of which is a single cell; allowed: 10 or more (map units)"),
        ({"RADII": "50,5"}, "RADII: “50,5” has a comma"),
        ({"METRICS": "SHANNON"}, "SHANNON"),
        ({"METRICS": "PROX_MN"}, "PROX_MN is not computed in windows"),
        ({"METRICS": "RPR"}, "RPR needs MAX_CLASSES"),
        ({"MIN_VALID": 2}, "MIN_VALID is 2; allowed: 0 to 1"),
        ({"OUTPUT": "/nowhere/w.gpkg"}, "/nowhere"),
        ({"FEATURES": None}, "FEATURES"),
    ],
)
def test_bad_input_is_one_sentence(lulc, project, tmp_path, change, sentence):
    asked = {"LULC": lulc, "FEATURES": points(project, (55, 45)), "METRICS": "PR", "RADII": "30"}
    with pytest.raises(Failed) as error:
        sampled(**{**asked, "OUTPUT": str(tmp_path / "w.gpkg"), **change})
    assert sentence in str(error.value) and "\n" not in str(error.value).strip()
    assert list(files(tmp_path)) == ["cover.tif"] and temporary_folders() == []


def test_the_input_is_not_written_over(lulc, project, tmp_path):
    from qgis.core import QgsVectorLayer

    path = str(tmp_path / "sites.gpkg")
    asked = {"LULC": lulc, "METRICS": "PR", "RADII": "30", "EDGE": "partial"}
    sampled(FEATURES=points(project, (55, 45)), OUTPUT=path, **asked)
    layer = project.addMapLayer(QgsVectorLayer(path, "sites", "ogr"))
    before = (tmp_path / "sites.gpkg").read_bytes()
    with pytest.raises(Failed, match="is the file of the input FEATURES"):
        sampled(FEATURES=layer, OUTPUT=path, **asked)
    assert (tmp_path / "sites.gpkg").read_bytes() == before
    # What was made can be sampled again
    again = str(tmp_path / "again.gpkg")
    sampled(FEATURES=layer, OUTPUT=again, **asked)
    made = dict(columns_of(again))
    assert list(made) == ["site", "layer", "year", "pr_30", "layer_2", "year_2", "pr_30_2"] and made["pr_30"] == made["pr_30_2"]


def test_no_output_and_no_check(lulc, project):
    """Models and tasks run without the check of parameters; an output left out is not made."""
    asked = {"LULC": lulc, "FEATURES": points(project, (55, 45)), "METRICS": "PR", "RADII": "30", "EDGE": "partial"}
    assert run_unchecked(asked, name=NAME) == {"WINDOWS": 1}


def test_cancel_is_heard_within_a_few_windows(project, tmp_path):
    """And within one that is as large as the map."""
    codes = np.random.default_rng(3).integers(1, 9, (1500, 1500)).astype("uint8")
    lulc = write_map(tmp_path / "m.tif", codes)
    out = tmp_path / "w.gpkg"
    out.write_bytes(b"as it was")
    many = np.random.default_rng(4).uniform(0, 15000, (3000, 2))
    polygons = polygon_layer(project, [(0, 0, 1500, 1500)] * 20)
    # The polygons are cancelled when two are read and none is measured, which takes many times as long.
    for features, radii, most in ((points(project, *many), "900", 0.003), (polygons, "", 1)):
        feedback = CancelledAt(5)
        sampled(feedback, LULC=lulc, FEATURES=features, METRICS="NP;ENN_MN", RADII=radii, EDGE="partial", OUTPUT=str(out))
        assert feedback.isCanceled() and 5 <= feedback.fractions[-1] < 50
        assert feedback.done_after() < most
        assert list(files(tmp_path)) == ["m.tif", "w.gpkg"] and out.read_bytes() == b"as it was"
        assert temporary_folders() == []


def test_bern_valais(reference):
    """A real map: shares of quarries around points of it, counted by numpy."""
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer, QgsVectorLayer

    path = str(reference / "real" / "bern_valais_g100_clc00.tif")
    dataset = gdal.Open(path)
    codes, place = dataset.ReadAsArray(), dataset.GetGeoTransform()
    cells = np.argwhere(codes == 7)[::40]
    layer = QgsVectorLayer("Point?field=n:int", "sites", "memory")
    layer.setCrs(QgsRasterLayer(path, "m").crs())
    made = []
    for number, (row, column) in enumerate(cells):
        feature = QgsFeature(layer.fields())
        x, y = place[0] + (column + 0.5) * place[1], place[3] + (row + 0.5) * place[5]
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        feature.setAttributes([number])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(layer)
    within = context()
    asked = {"LULC": path, "FEATURES": layer, "METRICS": "PLAND", "CLASSES": "7", "RADII": "500", "EDGE": "partial"}
    found = rows(layer_of(sampled(None, within, **asked), within))
    rows_of, columns_of = np.indices(codes.shape)
    for (row, column), (*_others, share) in zip(cells, found):
        near = np.hypot((rows_of - row) * 100.029, (columns_of - column) * 100.005) <= 500
        valid = near & (codes != 255)
        assert share == pytest.approx(100 * (valid & (codes == 7)).sum() / valid.sum(), rel=1e-12)


def test_as_many_codes_as_cells(project, tmp_path):
    lulc = write_map(tmp_path / "dem.tif", np.arange(62500, dtype="int32").reshape(250, 250))
    places = [(x, y) for x in range(205, 2300, 500) for y in range(205, 2300, 700)]
    within = context()
    results = sampled(None, within, LULC=lulc, FEATURES=points(project, *places), METRICS="NP;SHDI;ED", RADII="30;200", SHAPE="square")
    for row in rows(layer_of(results, within)):
        for found, side in ((row[3:6], 7), (row[6:9], 41)):
            assert found == pytest.approx((side**2, np.log(side**2), 2 * side * (side - 1) * 10 / (side**2 * 0.01)))
