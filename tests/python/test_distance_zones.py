"""pitscape:distancezones inside QGIS, beside distances by looking at every source."""

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, table_layer, wkt_layer
from maps import files, read_map, write_map, write_table
from osgeo import gdal
from runs import Failed, Feedback, context, run, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "distancezones"
NODATA = np.finfo("float32").min
CODES = np.array(
    [
        [7, 1, 1, 2, 2, 2],
        [1, 1, 1, 2, 0, 2],
        [1, 1, 1, 2, 2, 7],
    ],
    "uint8",
)


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "cover.tif", CODES, nodata=0)


RING = ("ring", "from_m", "to_m", "cells", "area_ha")


def zones(feedback=None, **parameters):
    return run(parameters, feedback, name=NAME)


def by_looking(sources, height=10.0, width=10.0):
    """Distance of every cell to the nearest of some cells (row, column)."""
    row, column = np.indices(CODES.shape)
    squares = [(height * (row - r)) ** 2 + (width * (column - c)) ** 2 for r, c in sources]
    return np.sqrt(np.min(squares, axis=0)).astype("float32")


def test_classes_as_sources(lulc, tmp_path):
    within = context()
    out = {name: str(tmp_path / f"{name.lower()}.tif") for name in ("DISTANCE", "ALLOCATION", "RING_RASTER")}
    sinks = dict.fromkeys(("SUMMARY", "COMPOSITION", "RINGS"), "TEMPORARY_OUTPUT")
    results = run({"LULC": lulc, "CODES": "7", "RING_LIMITS": "10;20 25.5", **out, **sinks}, within=within, name=NAME)
    distances = by_looking([(0, 0), (2, 5)])
    assert np.array_equal(read_map(out["DISTANCE"]), distances)
    assert (read_map(out["ALLOCATION"]) == 1).all()
    rings = np.select([distances == 0, distances <= 10, distances <= 20, distances <= 25.5], [0, 1, 2, 3], 65535)
    assert np.array_equal(read_map(out["RING_RASTER"]), rings)
    assert (results["SOURCE_CELLS"], results["SOURCE_AREA_HA"]) == (2, pytest.approx(0.02, rel=1e-12))

    limits = [(0, 0), (0, 10), (10, 20), (20, 25.5)]
    count = [int((rings[CODES != 0] == ring).sum()) for ring in range(4)]
    summary = table(results, "SUMMARY", within, *RING)
    assert summary == [(r, *limits[r], count[r], pytest.approx(count[r] * 0.01, rel=1e-12)) for r in range(4)]
    found = {(row[0], row[1]): row[3] for row in table(results, "COMPOSITION", within, "ring", "lucode", "name", "cells")}
    wanted = {(r, int(c)): int(((rings == r) & (CODES == c)).sum()) for r in range(4) for c in (1, 2, 7)}
    assert found == {key: cells for key, cells in wanted.items() if cells}

    from qgis.core import QgsProcessingUtils

    layer = QgsProcessingUtils.mapLayerFromString(results["RINGS"], within)
    assert layer.crs().authid() == "EPSG:32632" and layer.featureCount() == 4
    for feature in layer.getFeatures():
        shape = feature.geometry()
        assert shape.isGeosValid()
        # The outline holds cells without data too, which the columns do not count
        assert shape.area() == pytest.approx(100 * int((rings == feature["ring"]).sum()))
        assert feature["cells"] == count[feature["ring"]]


@pytest.mark.parametrize("crs", ["EPSG:32632", "EPSG:4326", "EPSG:3035"])
def test_layers_as_sources_in_any_crs(lulc, tmp_path, project, crs):
    layer = polygon_layer(project, [(0, 0, 1, 1), (5, 2, 6, 3)], crs=crs)
    out = str(tmp_path / "d.tif")
    zones(LULC=lulc, SOURCES=layer, DISTANCE=out)
    assert np.array_equal(read_map(out), by_looking([(0, 0), (2, 5)]))


def test_selected_and_filtered_sources(lulc, tmp_path, project):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    layer = polygon_layer(project, [(0, 0, 1, 1), (5, 2, 6, 3)])
    layer.selectByExpression("kind = 'kind 1'")
    out = str(tmp_path / "d.tif")
    zones(LULC=lulc, SOURCES=QgsProcessingFeatureSourceDefinition(layer.id(), True), DISTANCE=out)
    assert np.array_equal(read_map(out), by_looking([(2, 5)]))
    layer.setSubsetString("kind = 'kind 0'")
    zones(LULC=lulc, SOURCES=layer, DISTANCE=out)
    assert np.array_equal(read_map(out), by_looking([(0, 0)]))


@pytest.mark.parametrize(
    "kind, text, cells",
    [
        ("Point", "POINT (35 -5)", [(0, 3)]),
        ("MultiPoint", "MULTIPOINT ((35 -5), (5 -25))", [(0, 3), (2, 0)]),
        ("LineString", "LINESTRING (12 -15, 38 -15)", [(1, 1), (1, 2), (1, 3)]),
        ("Polygon", "POLYGON ((41 -11, 42 -11, 42 -12, 41 -11))", [(1, 4)]),
    ],
)
def test_points_lines_and_small_polygons(lulc, tmp_path, project, kind, text, cells):
    feedback = Feedback()
    out = str(tmp_path / "d.tif")
    zones(feedback, LULC=lulc, SOURCES=wkt_layer(project, (text,), kind=kind), DISTANCE=out)
    assert np.array_equal(read_map(out), by_looking(cells))
    small = [text for text in feedback.infos if "hold the centre of no cell" in text]
    assert len(small) == (kind == "Polygon")


def test_mask_and_largest_distance(lulc, tmp_path, project):
    feedback = Feedback()
    out = str(tmp_path / "d.tif")
    mask = polygon_layer(project, [(0, 0, 6, 2)])
    zones(feedback, LULC=lulc, CODES="7", MASK=mask, MAX_DISTANCE=25, RING_WIDTH=20, RING_COUNT=2, DISTANCE=out)
    wanted = by_looking([(0, 0)])
    wanted[2], wanted[wanted > 25] = NODATA, NODATA
    assert np.array_equal(read_map(out), wanted)
    assert any("Rings that end beyond MAX_DISTANCE (25 m) are left out: 1." in text for text in feedback.warnings)


def test_styles_of_the_loaded_layers(lulc, tmp_path, project):
    from qgis.core import QgsProcessingContext, QgsRasterLayer, QgsVectorLayer

    within = context()
    out = {name: str(tmp_path / f"{name}.tif") for name in ("DISTANCE", "ALLOCATION", "RING_RASTER")}
    out["RINGS"] = str(tmp_path / "rings.gpkg")
    for name, path in out.items():
        within.addLayerToLoadOnCompletion(path, QgsProcessingContext.LayerDetails(name, project, name))
    run({"LULC": raster_layer(project, lulc), "CODES": "7;2", "RING_LIMITS": "10;20", **out}, within=within, name=NAME)

    kept = []  # renderers are their layers'

    def styled(name, layer):
        kept.append(layer)
        within.layerToLoadOnCompletionDetails(out[name]).postProcessor().postProcessLayer(layer, within, None)
        return layer.renderer()

    assert styled("DISTANCE", QgsRasterLayer(out["DISTANCE"])).classificationMax() == pytest.approx(20)
    labels = {item.value: item.label for item in styled("ALLOCATION", QgsRasterLayer(out["ALLOCATION"])).classes()}
    assert labels == {1: "2 class 2", 2: "7 class 7"}
    labels = [item.label for item in styled("RING_RASTER", QgsRasterLayer(out["RING_RASTER"])).classes()]
    assert labels == ["sources", "0 to 10 m", "10 to 20 m"]
    labels = [item.label() for item in styled("RINGS", QgsVectorLayer(out["RINGS"])).categories()]
    assert labels == ["sources", "0 to 10 m", "10 to 20 m"]


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({}, "There is nothing to measure distances from"),
        ({"CODES": "5"}, "has no cell of the CODES 5"),
        ({"CODES": "7", "RING_LIMITS": "10,5"}, "RING_LIMITS: “10,5” has a comma"),
        ({"CODES": "7", "RING_LIMITS": "10;x"}, "RING_LIMITS: “10 x” are not all numbers"),
        ({"CODES": "7", "RING_LIMITS": "20;10"}, "RING_LIMITS is 20;10; allowed: at most 10000 distances in m, above 0 and ascending"),
        ({"CODES": "7", "RING_WIDTH": 0}, "RING_WIDTH is 0"),
        ({"CODES": "7", "RING_COUNT": 2.5}, "RING_COUNT: 2.5 is not a whole number. Give one, as in 10."),
        ({"CODES": "7", "MAX_DISTANCE": -1}, "MAX_DISTANCE is -1"),
        ({"CODES": "seven"}, "CODES: not a whole number: seven."),
        ({"CODES": "7", "DISTANCE": "/nowhere/d.tif"}, "DISTANCE: the folder /nowhere does not exist"),
    ],
)
def test_wrong_parameters(lulc, tmp_path, more, sentence):
    before = files(tmp_path)
    with pytest.raises(Failed) as error:
        zones(**{"LULC": lulc, "DISTANCE": str(tmp_path / "d.tif"), "SUMMARY": str(tmp_path / "s.csv"), **more})
    assert sentence in str(error.value)
    assert files(tmp_path) == before and temporary_folders() == []


def test_both_sources_or_an_empty_layer(lulc, project, tmp_path):
    layer = polygon_layer(project, [(0, 0, 1, 1)])
    with pytest.raises(Failed, match="CODES and SOURCES are both given"):
        zones(LULC=lulc, CODES="7", SOURCES=layer)
    empty = wkt_layer(project, ("",))
    with pytest.raises(Failed, match="SOURCES: the layer “shapes” has no feature"):
        zones(LULC=lulc, SOURCES=empty)
    with pytest.raises(Failed, match="No feature of SOURCES claims a cell of"):
        zones(LULC=lulc, SOURCES=wkt_layer(project, ("POINT (9000 9000)",), kind="Point"))
    without_crs = wkt_layer(project, ("POINT (5 -5)",), kind="Point", crs="")
    with pytest.raises(Failed, match="Set Layer CRS"):
        zones(LULC=lulc, SOURCES=without_crs)
    plain = table_layer(project, write_table(tmp_path / "t.csv", ["lucode", "name"], [(1, "one")]))
    with pytest.raises(Failed, match="SOURCES"):
        zones(LULC=lulc, SOURCES=plain)


def test_degrees_and_slanted_cells(tmp_path):
    degrees = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "g.tif"), 2, 1)
    degrees.SetGeoTransform((7, 0.001, 0, 47, 0, -0.001))
    degrees.SetProjection("EPSG:4326")
    degrees.GetRasterBand(1).WriteArray(np.array([[7, 1]], "uint8"))
    degrees = None
    with pytest.raises(Failed, match="units are degrees, so lengths on it are not in m. Reproject"):
        zones(LULC=str(tmp_path / "g.tif"), CODES="7")
    slanted = write_map(tmp_path / "s.tif", CODES, rotation=3.0, cell=(10.0, 20.0))
    with pytest.raises(Failed, match="are slanted"):
        zones(LULC=slanted, CODES="7")


@pytest.mark.parametrize("dtype, code", [("int16", -7), ("uint16", 40000), ("int32", 70000), ("float32", 3.0)])
def test_codes_of_other_types(tmp_path, dtype, code):
    codes = np.where(CODES == 7, code, 1).astype(dtype)
    out = str(tmp_path / "d.tif")
    zones(LULC=write_map(tmp_path / "m.tif", codes), CODES=str(int(code)), DISTANCE=out)
    assert np.array_equal(read_map(out), by_looking([(0, 0), (2, 5)]))


def test_cells_that_are_not_square(tmp_path):
    out = str(tmp_path / "d.tif")
    zones(LULC=write_map(tmp_path / "m.tif", CODES, cell=(20.0, 10.0)), CODES="7", DISTANCE=out)
    assert np.array_equal(read_map(out), by_looking([(0, 0), (2, 5)], width=20.0))


def test_a_full_disk_and_a_read_only_folder(lulc, tmp_path, disk):
    codes = np.ones((3000, 3000), "uint8")
    codes[1500, 1500] = 7
    big = write_map(tmp_path / "big.tif", codes)
    folder = disk("small", "size=1m")
    with pytest.raises(Failed, match="no space left on the disk|disk took only part"):
        zones(LULC=big, CODES="7", DISTANCE=str(folder / "d.tif"))
    assert files(folder) == {}
    folder = disk("locked", "ro")
    with pytest.raises(Failed, match="DISTANCE: .* cannot be written"):
        zones(LULC=lulc, CODES="7", DISTANCE=str(folder / "d.tif"))


def test_cancel(lulc, tmp_path):
    (tmp_path / "d.tif").write_bytes(b"as it was")
    before = files(tmp_path)
    feedback = Feedback(stop_at=0)
    zones(feedback, LULC=lulc, CODES="7", DISTANCE=str(tmp_path / "d.tif"), RINGS=str(tmp_path / "r.gpkg"))
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_quarries_of_bern_and_valais(reference, tmp_path):
    """Squared distances are those of the nearest of all quarry cells; cells are not square."""
    path = reference / "real" / "bern_valais_g100_clc00.tif"
    dataset = gdal.Open(str(path))
    codes = dataset.ReadAsArray()
    _x, width, _r1, _y, _r2, height = dataset.GetGeoTransform()
    out = {"DISTANCE": str(tmp_path / "d.tif"), "RINGS": str(tmp_path / "r.gpkg")}
    within = context()
    results = run({"LULC": str(path), "CODES": "7", **out, "SUMMARY": "TEMPORARY_OUTPUT"}, within=within, name=NAME)
    assert results["SOURCE_CELLS"] == 352
    found = read_map(out["DISTANCE"])
    rows, columns = np.nonzero(codes == 7)
    best = np.full(codes.shape, np.inf)
    row, column = np.arange(codes.shape[0])[:, None] * -height, np.arange(codes.shape[1])[None, :] * width
    for r, c in zip(rows * -height, columns * width):
        np.minimum(best, (row - r) ** 2 + (column - c) ** 2, out=best)
    assert np.abs(found / np.where(best > 0, np.sqrt(best), 1) - (best > 0)).max() < 1e-7
    rings = np.ceil(np.sqrt(best) / 1000 - 1e-12)
    wanted = [int(((rings == ring) & (codes != 255)).sum()) for ring in range(11)]
    assert [row[3] for row in table(results, "SUMMARY", within, *RING)] == wanted


@pytest.mark.parametrize("width", [1e11, 1e30, 1e300])
def test_limits_beyond_the_earth(lulc, tmp_path, width):
    within = context()
    out = {"RING_RASTER": str(tmp_path / "r.tif"), "DISTANCE": str(tmp_path / "d.tif"), "SUMMARY": "memory:"}
    asked = {"LULC": lulc, "CODES": "7", "RING_WIDTH": width, "RING_COUNT": 2, "MAX_DISTANCE": 2 * width}
    results = run({**asked, **out}, within=within, name=NAME)
    cells = np.count_nonzero(CODES)
    assert [row[:4] for row in table(results, "SUMMARY", within, *RING)] == [
        (0, 0.0, 0.0, 2), (1, 0.0, width, cells - 2), (2, width, 2 * width, 0)
    ]  # fmt: skip
    assert np.array_equal(read_map(out["DISTANCE"]), by_looking([(0, 0), (2, 5)]))
    assert np.array_equal(read_map(out["RING_RASTER"]), np.where(CODES == 7, 0, 1))


def test_rings_that_end_nowhere(lulc):
    with pytest.raises(Failed, match="RING_WIDTH is 1e308; allowed: up to "):
        zones(LULC=lulc, CODES="7", RING_WIDTH=1e308, RING_COUNT=3, SUMMARY="memory:")
