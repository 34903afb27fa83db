"""Tables of single maps say of which layer and year they are, so that outputs of a batch can be stacked."""

import numpy as np
import pytest
from layers import raster_layer, table_layer, wkt_layer
from maps import POOLS, write_map, write_pools, write_table
from runs import Feedback, context, rows, run, table

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 2], [3, 1]], "uint8")


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "map.tif", CODES)


@pytest.fixture
def pools(tmp_path):
    return write_pools(tmp_path / "pools.csv", POOLS)


def of(results, name, within, *columns):
    """The different rows of these columns of a table."""
    return sorted(set(table(results, name, within, *columns or ("layer", "year"))), key=str)


@pytest.mark.parametrize(
    "name, year",
    [("LULC 2007", 2007), ("2012", 2012), ("LULC", None), ("2007 or 2012", None), ("lulc_1899", None), ("20070101", None)],
)
def test_year_of_the_name(project, lulc, pools, name, year):
    feedback, within = Feedback(), context()
    results = run({"LULC": raster_layer(project, lulc, name), "POOLS": pools, "SUMMARY": "memory:"}, feedback, within)
    assert of(results, "SUMMARY", within) == [(name, year)]
    assert [told for told in feedback.infos if " = " in told] == ([] if year is None else [f"{name} = {year}"])


def test_year_of_the_time_goes_before_the_name(project, lulc, pools):
    from qgis.core import Qgis, QgsDateTimeRange
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    layer = raster_layer(project, lulc, "LULC 2007")
    temporal = layer.temporalProperties()
    temporal.setIsActive(True)
    temporal.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
    begin, end = (QDateTime(QDate(2015, month, 1), QTime(0, 0)) for month in (1, 12))
    temporal.setFixedTemporalRange(QgsDateTimeRange(begin, end))
    within = context()
    results = run({"LULC": layer, "POOLS": pools, "SUMMARY": "memory:"}, within=within)
    assert of(results, "SUMMARY", within) == [("LULC 2007", 2015)]


def test_two_maps(project, tmp_path, lulc, pools):
    layers = {"LULC_BASE": raster_layer(project, lulc, "LULC 2007"), "LULC_ALT": raster_layer(project, lulc, "LULC")}
    columns = ("layer_base", "year_base", "layer_alt", "year_alt")
    for more, years in (({}, (2007, None)), ({"YEAR_BASE": 2000, "YEAR_ALT": 2010}, (2000, 2010))):
        within = context()
        results = run(dict(layers, POOLS=pools, SUMMARY="memory:", PAIRS="memory:", **more), within=within, name="carbonchange")
        for name in ("SUMMARY", "PAIRS"):
            assert of(results, name, within, *columns) == [("LULC 2007", years[0], "LULC", years[1])]


def test_rings(project, lulc):
    within = context()
    outputs = dict.fromkeys(("RINGS", "SUMMARY", "COMPOSITION"), "memory:")
    layer = raster_layer(project, lulc, "LULC 2007")
    results = run({"LULC": layer, "CODES": "3", "RING_WIDTH": 10, "RING_COUNT": 2, **outputs}, within=within, name="distancezones")
    for name in outputs:
        assert of(results, name, within) == [("LULC 2007", 2007)]


def test_features_keep_a_layer_and_a_year_of_their_own(project, lulc):
    points = wkt_layer(project, ("POINT (5 -5)", "site", 3), ("POINT (900 900)", "off", None), fields="layer:string year:integer", kind="Point")
    within = context()
    given = {"LULC": raster_layer(project, lulc, "LULC 2007"), "FEATURES": points, "METRICS": "NP", "RADII": "10", "EDGE": "partial"}
    results = run({**given, "MIN_VALID": 0, "OUTPUT": "memory:"}, within=within, name="sampledwindows")
    layer = within.getMapLayer(results["OUTPUT"])
    assert [field.name() for field in layer.fields()] == ["layer", "year", "layer_2", "year_2", "np_10"]
    assert [row[:4] for row in rows(layer)] == [("site", 3, "LULC 2007", 2007), ("off", None, "LULC 2007", 2007)]
    assert [row[4] is None for row in rows(layer)] == [False, True]


def test_variograms_of_rasters_and_points_and_fits_of_both(project, tmp_path):
    draw = np.random.default_rng(3)
    values = raster_layer(project, write_map(tmp_path / "v.tif", draw.normal(size=(40, 40)).astype("float32")), "NDVI 2017")
    within = context()
    settings = {"CUTOFF": 100, "WIDTH": 10, "MODELS": "spherical"}
    outputs = dict.fromkeys(("VARIOGRAM", "FITS", "CURVES", "COVARIOGRAM", "ANISOTROPY"), "memory:")
    results = run({"INPUT": values, **settings, **outputs}, within=within, name="rastervariogram")
    for name in outputs:
        assert of(results, name, within) == [("NDVI 2017", 2017)]

    places = [(f"POINT ({x} {-y})", float(value)) for x, y, value in draw.uniform(0, 300, (60, 3))]
    points = wkt_layer(project, *places, fields="value:double", kind="Point")
    points.setName("soil 2019")
    of_points = dict.fromkeys(("VARIOGRAM", "FITS", "CURVES"), "memory:")
    feedback, other = Feedback(), context()
    made = run({"INPUT": points, "FIELD": "value", **settings, **of_points}, feedback, other, "pointvariogram")
    for name in of_points:
        assert of(made, name, other) == [("soil 2019", 2019)]
    assert "soil 2019 = 2019" in feedback.infos

    # Stacked, as of a batch, and fitted once more
    both = [row for found, where in ((results, within), (made, other)) for row in table(found, "VARIOGRAM", where, "layer", "year", "dist", "gamma", "np")]
    stacked = table_layer(project, write_table(tmp_path / "stacked.csv", ["layer", "year", "dist", "gamma", "np"], both), "both")
    again = context()
    fitted = run({"INPUT": stacked, "MODELS": "spherical", **of_points}, within=again, name="variogramfit")
    for name in of_points:
        assert of(fitted, name, again) == [("NDVI 2017", 2017), ("soil 2019", 2019)]


def test_scales(project, tmp_path):
    draw = np.random.default_rng(5)
    lulc = raster_layer(project, write_map(tmp_path / "m.tif", draw.integers(1, 4, (60, 60)).astype("uint8")), "LULC 2007")
    within = context()
    outputs = dict.fromkeys(("VARIOGRAMS", "FITS", "CHOICE", "CURVES"), "memory:")
    given = {"LULC": lulc, "METRICS": "ED", "RADII": "20;25;30;35;40", "MODELS": "spherical"}
    results = run({**given, **outputs}, within=within, name="windowscale")
    for name in outputs:
        assert of(results, name, within) == [("LULC 2007", 2007)]


def test_outputs_of_a_batch_stack(project, tmp_path, pools):
    """As Merge vector layers of QGIS does it."""
    import processing

    made = []
    for year in (2007, 2012):
        lulc = write_map(tmp_path / f"lulc_{year}.tif", CODES)
        made.append(run({"LULC": lulc, "POOLS": pools, "SUMMARY": str(tmp_path / f"{year}.gpkg")})["SUMMARY"])
    merged = processing.run("native:mergevectorlayers", {"LAYERS": made, "OUTPUT": "memory:"})["OUTPUT"]
    found = rows(merged, "layer_2" if merged.fields().lookupField("layer_2") >= 0 else "layer", "year", "lucode")
    assert [row[1:] for row in found] == [(year, code) for year in (2007, 2012) for code in (1, 2, 3)]


def test_zones_go_by_their_numbers(project, lulc, pools):
    boxes = [(0, 0, 1, 1), (1, 0, 2, 1), (0, 1, 1, 2), (1, 1, 2, 2)]
    from layers import polygon_layer

    zones = polygon_layer(project, boxes, names=["zone 10", "zone 2", "Zone", "zone 1"])
    within = context()
    results = run({"LULC": lulc, "POOLS": pools, "ZONES": zones, "ZONE_FIELD": "kind", "SUMMARY": "memory:"}, within=within)
    assert [zone for (zone,) in table(results, "SUMMARY", within, "zone")] == ["Zone", "zone 1", "zone 2", "zone 10"]
