"""pitscape:carbonchange inside QGIS, with figures worked out by hand."""

import random
import subprocess

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, wkt_layer
from maps import DENSITY, GOLDEN, POOLS, files, read_map, write_map, write_pools
from osgeo import gdal
from runs import Failed, Feedback, context, run, run_unchecked, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "carbonchange"
NODATA = np.finfo("float32").min
BASE = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
ALT = np.array([[1, 2, 1, 2], [3, 1, 0, 3], [3, 1, 1, 2]], "uint8")  # the holes are not those of the map before
BOTH = (BASE > 0) & (ALT > 0)
HA = 10 * 10 / 10000


@pytest.fixture
def inputs(tmp_path):
    return {
        "LULC_BASE": write_map(tmp_path / "before.tif", BASE, nodata=0),
        "LULC_ALT": write_map(tmp_path / "after.tif", ALT, nodata=0),
        "POOLS": write_pools(tmp_path / "pools.csv"),
    }


def densities(codes):
    return np.vectorize(lambda code: DENSITY.get(code, np.nan))(codes)


CHANGE = densities(ALT) - densities(BASE)  # NaN where either is nodata


def change(inputs, feedback=None, **more):
    return run(dict(inputs, **more), feedback, name=NAME)


# But for the two maps and their years, which test_layer_columns.py looks at.
SUMMARY = ("zone", "category", "cells", "area_ha", "area_pct", "carbon_t")
PAIRS = ("zone", "lucode_base", "name_base", "lucode_alt", "name_alt", "cells", "area_ha", "carbon_t")


def tables(inputs, **more):
    within = context()
    wanted = {"SUMMARY": "TEMPORARY_OUTPUT", "PAIRS": "TEMPORARY_OUTPUT"}
    results = run(dict(inputs, **wanted, **more), within=within, name=NAME)
    return results, table(results, "SUMMARY", within, *SUMMARY), table(results, "PAIRS", within, *PAIRS)


def close(value):
    return pytest.approx(value, rel=1e-12)


# By hand


def test_numbers(inputs):
    # 1 -> 2, 2 -> 1, 1 -> 3, 3 -> 1, 2 -> 1, 3 -> 2
    wanted = (90 - 90 + 990 - 990 - 90 - 900) * HA
    assert np.nansum(CHANGE) * HA == pytest.approx(wanted)
    assert change(inputs) == {"CARBON_CHANGE": close(wanted)}


def test_change_is_over_cells_valid_in_both(inputs, tmp_path):
    """It is not the difference of the two totals where the maps have other holes."""
    results = change(inputs, OUTPUT=str(tmp_path / "change.tif"))
    totals = [run({"LULC": inputs[name], "POOLS": inputs["POOLS"]})["TOTAL_CARBON"] for name in ("LULC_BASE", "LULC_ALT")]
    assert abs(totals[1] - totals[0] - results["CARBON_CHANGE"]) > 0.5
    made = read_map(tmp_path / "change.tif")
    assert np.array_equal(made, np.where(BOTH, CHANGE, NODATA).astype("float32"))


def test_summary(inputs):
    results, summary, _pairs = tables(inputs)
    area = BOTH.sum() * HA
    assert summary == [
        (None, "gain", 2, close(2 * HA), close(100 * 2 * HA / area), close((90 + 990) * HA)),
        (None, "loss", 4, close(4 * HA), close(100 * 4 * HA / area), close((-90 - 990 - 90 - 900) * HA)),
        (None, "unchanged", 4, close(4 * HA), close(100 * 4 * HA / area), 0),
    ]
    assert sum(row[-1] for row in summary) == close(results["CARBON_CHANGE"])


def test_pairs(inputs):
    results, _summary, pairs = tables(inputs)
    names = {code: name for code, name, *_pools in POOLS}
    wanted = []
    for base in (1, 2, 3):
        for alt in (1, 2, 3):
            cells = int(np.sum((BASE == base) & (ALT == alt)))
            if cells:
                tonnes = pytest.approx((DENSITY[alt] - DENSITY[base]) * cells * HA, rel=1e-12)
                wanted.append((None, base, names[base], alt, names[alt], cells, close(cells * HA), tonnes))
    assert pairs == wanted
    assert sum(row[-1] for row in pairs) == close(results["CARBON_CHANGE"])


def test_change_of_exactly_minus_one(inputs, tmp_path):
    """It is a value; peers have taken it for nodata."""
    pools = write_pools(tmp_path / "ones.csv", [(1, "", 2, 0, 0, 0), (2, "", 1, 0, 0, 0), (3, "", 0, 0, 0, 0)])
    inputs["LULC_ALT"] = write_map(tmp_path / "plus_one.tif", np.where(BASE == 1, 2, BASE), nodata=0)
    results = change(inputs, POOLS=pools, OUTPUT=str(tmp_path / "change.tif"))
    assert results["CARBON_CHANGE"] == close(-3 * HA)
    assert (read_map(tmp_path / "change.tif")[BASE == 1] == -1).all()


def test_pools_after(inputs, tmp_path):
    """The same map twice, with other pools for the second."""
    more = [(code, name, above + 1, *rest) for code, name, above, *rest in POOLS]
    pools = write_pools(tmp_path / "later.csv", more)
    results = change(inputs, LULC_ALT=inputs["LULC_BASE"], POOLS_ALT=pools, OUTPUT=str(tmp_path / "change.tif"))
    assert results["CARBON_CHANGE"] == close(11 * 1 * HA)
    assert (read_map(tmp_path / "change.tif")[BASE > 0] == 1).all()


def test_ignored_codes_hold_for_both_maps(inputs):
    both = BOTH & (BASE != 3) & (ALT != 3)
    assert change(inputs, IGNORE_CODES="3")["CARBON_CHANGE"] == close(CHANGE[both].sum() * HA)


def test_bands(inputs, tmp_path):
    path = write_map(tmp_path / "both.tif", ALT, BASE, nodata=0)
    results = change(inputs, LULC_BASE=path, LULC_BASE_BAND=2, LULC_ALT=path, LULC_ALT_BAND=1)
    assert results["CARBON_CHANGE"] == close(np.nansum(CHANGE) * HA)


# Value


def constant(price, years, rate, change_of_price):
    each = ((1 + rate / 100) * (1 + change_of_price / 100)) ** -1
    return price / years * sum(each**t for t in range(years))


@pytest.mark.parametrize(
    "rate, change_of_price, wanted",
    [(7, 2, 29.933484457435775), (7, -2, 35.05508243372568), (0, 0, 43), (0.0, None, 43), (5, -5, None), (-7.1, 2.8, None)],
)
def test_net_present_value(inputs, tmp_path, rate, change_of_price, wanted):
    price = {"PRICE": 43, "YEAR_BASE": 2012, "YEAR_ALT": 2022, "DISCOUNT_RATE": rate, "RATE_CHANGE": change_of_price}
    wanted = wanted or constant(43, 10, rate, change_of_price or 0)
    results = change(inputs, **price, OUTPUT_NPV=str(tmp_path / "npv.tif"))
    assert results["NPV"] == close(wanted * np.nansum(CHANGE) * HA)
    assert read_map(tmp_path / "npv.tif")[BOTH] == pytest.approx(wanted * CHANGE[BOTH], rel=1e-6, abs=1e-9)
    assert gdal.Open(str(tmp_path / "npv.tif")).GetRasterBand(1).GetUnitType() == "currency/ha"


def test_a_positive_change_of_the_price_lowers_the_value(inputs):
    years = {"PRICE": 50, "YEAR_BASE": 2000, "YEAR_ALT": 2002, "DISCOUNT_RATE": 50}
    assert constant(50, 2, 50, 5) == pytest.approx(40.87302, abs=1e-5)  # as InVEST's own tests have it
    values = [abs(change(inputs, **years, RATE_CHANGE=rate)["NPV"]) for rate in (-5, 0, 5)]
    assert values[0] > values[1] > values[2]


def test_price_of_carbon_dioxide(inputs):
    years = {"PRICE": 30, "YEAR_BASE": 2000, "YEAR_ALT": 2010}
    carbon = change(inputs, **years)["NPV"]
    assert change(inputs, **years, PRICE_BASIS="CO2")["NPV"] == close(carbon * 44 / 12)


def test_without_a_price_there_is_no_value(inputs):
    assert set(change(inputs, YEAR_BASE=2000, YEAR_ALT=2010)) == {"CARBON_CHANGE"}
    assert change(inputs, PRICE=0, YEAR_BASE=2000, YEAR_ALT=2010)["NPV"] == 0


@pytest.mark.parametrize(
    "given, sentence",
    [
        ({"PRICE": 43}, "YEAR_BASE.*YEAR_ALT"),
        ({"PRICE": 43, "YEAR_BASE": 2000}, "YEAR_ALT"),
        ({"PRICE": 43, "YEAR_BASE": 2010, "YEAR_ALT": 2010}, "YEAR_ALT is 2010, which is not later than YEAR_BASE, 2010"),
        ({"PRICE": 43, "YEAR_BASE": 2010, "YEAR_ALT": 2000}, "YEAR_ALT is 2000, which is not later than YEAR_BASE, 2010"),
        ({"PRICE": 43, "YEAR_BASE": 2000, "YEAR_ALT": 2010, "DISCOUNT_RATE": -100}, "(?i)discount_rate"),
        ({"PRICE": "43,5", "YEAR_BASE": 2000, "YEAR_ALT": 2010}, "PRICE: “43,5” is not a number. .* decimal point"),
        ({"PRICE": float("nan"), "YEAR_BASE": 2000, "YEAR_ALT": 2010}, "PRICE: nan is not a number"),
        ({"PRICE": float("inf"), "YEAR_BASE": 2000, "YEAR_ALT": 2010}, "PRICE"),
        ({"YEAR_BASE": "two"}, "YEAR_BASE: “two” is not a number"),
        ({"YEAR_BASE": 2000.5}, "YEAR_BASE: 2000.5 is not a whole number"),
    ],
)
def test_wrong_prices_and_years(inputs, tmp_path, given, sentence):
    before = files(tmp_path)
    with pytest.raises(Failed, match=sentence):
        change(inputs, **given, OUTPUT=str(tmp_path / "change.tif"))
    assert files(tmp_path) == before


def test_value_map_without_a_price(inputs, tmp_path):
    with pytest.raises(Failed, match="OUTPUT_NPV needs PRICE, YEAR_BASE and YEAR_ALT; give them"):
        change(inputs, OUTPUT_NPV=str(tmp_path / "npv.tif"))


def test_reference_of_invest(tmp_path):
    """Its total of the cells valid in both maps, and its values of it."""
    folder = GOLDEN / "invest"
    maps = {}
    for name, part in (("LULC_BASE", "baseline"), ("LULC_ALT", "alternate")):
        codes = np.loadtxt(folder / f"{part}.csv", delimiter=",").astype("uint8")
        maps[name] = write_map(tmp_path / f"{part}.tif", codes, cell=(30.0, 30.0), epsg=32650, nodata=255)
    maps["POOLS"] = str(folder / "pools.csv")
    years = {"PRICE": 43, "YEAR_BASE": 2012, "YEAR_ALT": 2022, "DISCOUNT_RATE": 7}
    for rate, value in ((2, -34517.749381313326), (-2, -40423.71325271845)):
        results = change(maps, **years, RATE_CHANGE=rate)
        assert results["CARBON_CHANGE"] == pytest.approx(-1153.1484, rel=1e-12)
        assert results["NPV"] == pytest.approx(value, rel=1e-7)  # InVEST adds Float32 rasters


# Grids


def moved(path, out, dx, dy):
    gdal.Translate(str(out), path)
    dataset = gdal.Open(str(out), gdal.GA_Update)
    left, width, r1, top, r2, height = dataset.GetGeoTransform()
    dataset.SetGeoTransform((left + dx, width, r1, top + dy, r2, height))
    return str(out)


def test_shifted_map_is_aligned_and_said_so(inputs, tmp_path):
    """By a whole cell to the east: the first column of the map before has no partner."""
    after = moved(inputs["LULC_ALT"], tmp_path / "shifted.tif", 10, 0)
    feedback = Feedback()
    results = change(inputs, feedback, LULC_ALT=after, OUTPUT=str(tmp_path / "change.tif"))
    alt = np.roll(ALT, 1, axis=1)
    alt[:, 0] = 0
    wanted = densities(alt) - densities(BASE)
    assert results["CARBON_CHANGE"] == close(np.nansum(wanted) * HA)
    assert np.array_equal(read_map(tmp_path / "change.tif"), np.where(np.isnan(wanted), NODATA, wanted).astype("float32"))
    assert any("shifted" in text for text in feedback.infos + feedback.warnings), feedback.infos


def test_map_after_in_another_crs(inputs, tmp_path):
    """Warped away and brought back: the same classes where a cell has a partner in the middle of a constant patch."""
    before = np.kron(BASE, np.ones((20, 20), "uint8"))
    after = np.kron(ALT, np.ones((20, 20), "uint8"))
    path = write_map(tmp_path / "large_after.tif", after, nodata=0)
    gdal.Warp(str(tmp_path / "other.tif"), path, dstSRS="EPSG:32633", xRes=2, yRes=2, resampleAlg="near")
    lulc = write_map(tmp_path / "large.tif", before, nodata=0)
    feedback = Feedback()
    run(
        dict(inputs, LULC_BASE=lulc, LULC_ALT=str(tmp_path / "other.tif"), OUTPUT=str(tmp_path / "change.tif")),
        feedback,
        name=NAME,
    )
    made, wanted = read_map(tmp_path / "change.tif"), densities(after) - densities(before)
    wanted = np.where(np.isnan(wanted), NODATA, wanted).astype("float32")
    inner = np.zeros((20, 20), bool)
    inner[2:-2, 2:-2] = True
    inner = np.kron(np.ones(BASE.shape, bool), inner)
    assert np.array_equal(made[inner], wanted[inner])
    assert "EPSG:32633" in " ".join(feedback.infos + feedback.warnings)


def test_mode_of_a_finer_map(inputs, tmp_path):
    """Nine cells to one, of which the one in the middle is not the most frequent."""
    fine = np.kron(ALT, np.ones((3, 3), "uint8"))
    fine[1::3, 1::3] = 3
    path = write_map(tmp_path / "fine.tif", fine, cell=(10 / 3, 10 / 3), nodata=0)
    output = str(tmp_path / "change.tif")
    change(inputs, LULC_ALT=path, RESAMPLE_CLASSES="mode", OUTPUT=output)
    assert read_map(output)[BOTH] == pytest.approx(CHANGE[BOTH])
    feedback = Feedback()
    nearest = change(inputs, feedback, LULC_ALT=path)
    assert nearest["CARBON_CHANGE"] == close((1000 - densities(BASE))[BASE > 0].sum() * HA)
    assert any("mode" in text for text in feedback.warnings), feedback.warnings


def test_maps_that_do_not_overlap(inputs, tmp_path):
    after = moved(inputs["LULC_ALT"], tmp_path / "away.tif", 1000, 0)
    before = files(tmp_path)
    with pytest.raises(Failed, match="overlap"):
        change(inputs, LULC_ALT=after, OUTPUT=str(tmp_path / "change.tif"))
    assert files(tmp_path) == before


def test_second_map_without_a_crs(inputs, tmp_path):
    path = write_map(tmp_path / "bare.tif", ALT, nodata=0, epsg=None)
    with pytest.raises(Failed, match="^LULC_ALT: the layer “bare” has no coordinate reference system.*Set Layer CRS"):
        change(inputs, LULC_ALT=path)


def degrees(path, out, step=0.001):
    rows, columns = gdal.Open(path).ReadAsArray().shape
    bounds = (8, 47, 8 + step * columns, 47 - step * rows)
    gdal.Translate(str(out), path, outputSRS="EPSG:4326", outputBounds=bounds)
    return str(out), bounds


def test_degrees(inputs, tmp_path):
    """Areas on the ellipsoid, against QGIS's own."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsDistanceArea, QgsGeometry, QgsProject, QgsRectangle

    maps = {name: degrees(inputs[name], tmp_path / f"{name}.tif") for name in ("LULC_BASE", "LULC_ALT")}
    results = change(inputs, **{name: path for name, (path, _bounds) in maps.items()}, OUTPUT=str(tmp_path / "change.tif"))
    measure = QgsDistanceArea()
    measure.setSourceCrs(QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance().transformContext())
    measure.setEllipsoid("EPSG:7030")
    wanted = 0
    for (row, column), value in np.ndenumerate(CHANGE):
        north, west = 47 - 0.001 * row, 8 + 0.001 * column
        cell = QgsGeometry.fromRect(QgsRectangle(west, north - 0.001, west + 0.001, north))
        wanted += 0 if np.isnan(value) else value * measure.measureArea(cell) / 10000
    # QGIS takes geodesics for the sides along parallels
    assert results["CARBON_CHANGE"] == pytest.approx(wanted, rel=1e-5)
    assert np.array_equal(read_map(tmp_path / "change.tif")[BOTH], CHANGE[BOTH].astype("float32"))


def test_web_mercator(inputs, tmp_path):
    for name in ("LULC_BASE", "LULC_ALT"):
        gdal.Warp(str(tmp_path / f"{name}.tif"), inputs[name], dstSRS="EPSG:3857", xRes=14.6, yRes=14.6)
    maps = {name: str(tmp_path / f"{name}.tif") for name in ("LULC_BASE", "LULC_ALT")}
    with pytest.raises(Failed) as error:
        change(inputs, **maps)
    assert "%" in str(error.value) and "ellipsoid" in str(error.value) and "AREA" in str(error.value)
    planar, ellipsoidal = (change(inputs, **maps, AREA=area)["CARBON_CHANGE"] for area in ("planar", "ellipsoidal"))
    assert planar / ellipsoidal == pytest.approx(1 / np.cos(np.radians(46.95)) ** 2, rel=0.01)


# Polygons


def test_mask_and_layers_of_the_project(project, inputs):
    layers = {name: raster_layer(project, inputs[name]) for name in ("LULC_BASE", "LULC_ALT")}
    mask = polygon_layer(project, [(0, 0, 2, 3)], "EPSG:4326")
    results = change(dict(inputs, **layers), MASK=mask)
    assert results["CARBON_CHANGE"] == close(np.nansum(CHANGE[:, :2]) * HA)


def test_zones(project, inputs, tmp_path):
    """One of many parts, one that overlaps it, one beside the map."""
    layer = wkt_layer(
        project,
        ("Polygon((0 0, 20 0, 20 -30, 0 -30, 0 0))", "west"),
        ("MultiPolygon(((0 0, 10 0, 10 -10, 0 -10, 0 0)), ((30 -20, 40 -20, 40 -30, 30 -30, 30 -20)))", "corners"),
        ("Polygon((500 0, 600 0, 600 -30, 500 -30, 500 0))", "away"),
        fields="side:string",
    )
    _results, summary, pairs = tables(inputs, ZONES=layer, ZONE_FIELD="side")
    held = {"corners": ([0, 2], [0, 3]), "west": np.s_[:, :2]}
    for zone, cells in held.items():
        values = CHANGE[cells][~np.isnan(CHANGE[cells])]
        mine = [row for row in summary if row[0] == zone]
        assert sum(row[2] for row in mine) == len(values) == sum(row[5] for row in pairs if row[0] == zone)
        assert sum(row[4] for row in mine) == close(100)
        assert sum(row[5] for row in mine) == close(values.sum() * HA)
        assert sum(row[7] for row in pairs if row[0] == zone) == close(values.sum() * HA)
    assert {row[0] for row in summary} == {row[0] for row in pairs} == set(held)
    before = files(tmp_path)
    with pytest.raises(Failed, match="overlap"):
        change(inputs, ZONES=layer, ZONE_FIELD="side", OUTPUT=str(tmp_path / "change.tif"))
    assert files(tmp_path) == before


def test_zones_that_tile_the_map_add_up(project, inputs, tmp_path):
    layer = polygon_layer(project, [(0, 0, 2, 3), (2, 0, 4, 3)], names=["west", "east"])
    whole = change(inputs, OUTPUT=str(tmp_path / "whole.tif"))
    results, summary, _pairs = tables(inputs, ZONES=layer, ZONE_FIELD="kind", OUTPUT=str(tmp_path / "zones.tif"))
    assert results["CARBON_CHANGE"] == close(whole["CARBON_CHANGE"])
    assert sum(row[-1] for row in summary) == close(whole["CARBON_CHANGE"])
    assert np.array_equal(read_map(tmp_path / "whole.tif"), read_map(tmp_path / "zones.tif"))


# How it runs


def test_missing_classes(inputs, tmp_path):
    few = write_pools(tmp_path / "few.csv", POOLS[:1])
    with pytest.raises(Failed) as error:
        change(inputs, POOLS=few)
    sentence = str(error.value)
    assert "code 2" in sentence and "code 3" in sentence and "IGNORE_CODES" in sentence


def test_again_and_again(inputs, tmp_path):
    """As a batch: nothing of one run is left in the next."""
    first = None
    for number in range(5):
        given = dict(inputs)
        if number % 2:
            given["LULC_BASE"], given["LULC_ALT"] = given["LULC_ALT"], given["LULC_BASE"]
        results, summary, pairs = tables(given, OUTPUT=str(tmp_path / f"change_{number}.tif"))
        first = first or (results["CARBON_CHANGE"], summary, pairs)
        assert results["CARBON_CHANGE"] == close(-first[0] if number % 2 else first[0])
        if number % 2 == 0:
            assert (summary, pairs) == first[1:]
    assert temporary_folders() == []


def test_styles(project, inputs, tmp_path):
    """Zero is nearly white and both ends are as far from it, whatever the values."""
    import processing
    from qgis.PyQt.QtGui import QColor

    from pitscape.layers.styles import CHANGE

    price = {"PRICE": 43, "YEAR_BASE": 2000, "YEAR_ALT": 2010, "OUTPUT_NPV": str(tmp_path / "npv.tif")}
    processing.runAndLoadResults(f"pitscape:{NAME}", dict(inputs, **price, OUTPUT=str(tmp_path / "change.tif")))
    for name, limit, unit in (("Carbon change: 2000 to 2010", 990, "t/ha"), ("Net present value: 2000 to 2010", 990 * 43, "per ha")):
        (layer,) = project.mapLayersByName(name)
        items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
        assert [item.value for item in items] == [-limit, -limit / 2, 0, limit / 2, limit]
        assert items[2].color.name() == CHANGE[2] and items[-1].label == f"{limit:g} {unit}"
        loss, gain = items[0].color, items[-1].color
        assert loss.red() > loss.green() > loss.blue() and gain.green() > max(gain.red(), gain.blue())
        block = layer.renderer().block(1, layer.extent(), 4, 3)
        assert [QColor.fromRgba(block.color(2, 0)).name(), QColor.fromRgba(block.color(1, 0)).name()] == [
            CHANGE[2], gain.name(),
        ]  # fmt: skip


def test_style_where_nothing_changes(project, inputs, tmp_path):
    import processing

    from pitscape.layers.styles import CHANGE

    processing.runAndLoadResults(
        f"pitscape:{NAME}", dict(inputs, LULC_ALT=inputs["LULC_BASE"], OUTPUT=str(tmp_path / "change.tif"))
    )
    (layer,) = project.mapLayersByName("Carbon change: before")
    items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
    assert [(item.value, item.color.name()) for item in items] == [(0, CHANGE[2])]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Maps on which a run lasts long enough to be stopped in its middle; the second is shifted."""
    folder = tmp_path_factory.mktemp("large")
    codes = np.kron(np.arange(10000).reshape(100, 100) % 3 + 1, np.ones((60, 60))).astype("uint8")
    options = ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"]
    after = write_map(folder / "after.tif", np.flip(codes), options=options)
    return {
        "LULC_BASE": write_map(folder / "before.tif", codes, options=options),
        "LULC_ALT": moved(after, folder / "shifted.tif", 4, -3),
        "POOLS": write_pools(folder / "pools.csv"),
    }


def test_cancel_at_any_moment(project, large, tmp_path):
    """Ten moments: nothing is left behind, and the next run is right."""
    (tmp_path / "change.tif").write_bytes(b"as it was")
    before = files(tmp_path)
    wanted = {
        "OUTPUT": str(tmp_path / "change.tif"), "SUMMARY": str(tmp_path / "summary.csv"), "PAIRS": "TEMPORARY_OUTPUT",
        "ZONES": polygon_layer(project, [(0, 0, 3000, 6000), (3000, 0, 6000, 6000)]),
    }  # fmt: skip
    whole = run(dict(large, **dict(wanted, OUTPUT=str(tmp_path / "whole.tif"), SUMMARY="TEMPORARY_OUTPUT")), name=NAME)
    (tmp_path / "whole.tif").unlink()
    moments = random.Random(3)
    for _turn in range(10):
        feedback = Feedback(stop_at=moments.uniform(0, 100))
        assert run_unchecked(dict(large, **wanted), feedback, name=NAME) == {}
        assert feedback.errors == [] and files(tmp_path) == before and temporary_folders() == []
    again = run(dict(large, **wanted), name=NAME)
    assert again["CARBON_CHANGE"] == close(whole["CARBON_CHANGE"])


@pytest.mark.parametrize("which", ["LULC_BASE", "LULC_ALT"])
@pytest.mark.parametrize("how", ["cut off", "deleted"])
def test_source_that_breaks_in_the_middle(large, tmp_path, which, how):
    """An error and no output, or, where an open file can still be read when it is deleted, the whole result."""
    import shutil

    copies = dict(large)
    copies[which] = str(tmp_path / "copy.tif")
    shutil.copy(large[which], copies[which])

    class Break(Feedback):
        done = False

        def moved(self, percent):
            super().moved(percent)
            if percent > 20 and not self.done:
                self.done = True
                if how == "deleted":
                    (tmp_path / "copy.tif").unlink()
                else:
                    with open(copies[which], "r+b") as file:
                        file.truncate(1000)

    feedback = Break()
    try:
        results = run(dict(copies, OUTPUT=str(tmp_path / "change.tif")), feedback, name=NAME)
    except Failed as error:
        assert "copy.tif" in str(error) and "Traceback" not in str(error)
        assert not (tmp_path / "change.tif").exists()
    else:
        assert how == "deleted" and results == dict(change(large), OUTPUT=str(tmp_path / "change.tif"))
    assert feedback.done and temporary_folders() == []
    assert set(files(tmp_path)) <= {"copy.tif", "change.tif"}


def test_source_that_is_gone(inputs, project, tmp_path):
    layer = raster_layer(project, inputs["LULC_ALT"], "after")
    (tmp_path / "after.tif").unlink()
    before = files(tmp_path)
    with pytest.raises(Failed, match="after.tif"):
        change(inputs, LULC_ALT=layer, OUTPUT=str(tmp_path / "change.tif"))
    assert files(tmp_path) == before


def test_second_output_on_a_full_disk(inputs, large, tmp_path):
    """The first raster is not left alone either."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip("a disk can be mounted by root alone")
    try:
        (folder / "npv.tif").write_bytes(b"as it was")
        outputs = {"OUTPUT": str(tmp_path / "change.tif"), "OUTPUT_NPV": str(folder / "npv.tif")}
        price = {"PRICE": 43, "YEAR_BASE": 2000, "YEAR_ALT": 2010}
        with pytest.raises(Failed, match="npv.tif"):
            run(dict(large, **price, **outputs, CREATE_OPTIONS="COMPRESS=NONE"), name=NAME)
        assert [path.name for path in folder.iterdir()] == ["npv.tif"] and (folder / "npv.tif").read_bytes() == b"as it was"
        assert not (tmp_path / "change.tif").exists()
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        with pytest.raises(Failed, match="OUTPUT_NPV: .*npv.tif cannot be written .read-only"):
            change(inputs, **price, OUTPUT_NPV=str(folder / "npv.tif"))
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_two_outputs_of_one_name(inputs, tmp_path):
    same = str(tmp_path / "change.tif")
    with pytest.raises(Failed, match="OUTPUT_NPV: .*change.tif is the file of OUTPUT too"):
        change(inputs, PRICE=1, YEAR_BASE=2000, YEAR_ALT=2001, OUTPUT=same, OUTPUT_NPV=same)
    assert not (tmp_path / "change.tif").exists()
    with pytest.raises(Failed, match="OUTPUT: .* the input LULC_ALT"):
        change(inputs, OUTPUT=inputs["LULC_ALT"])


def test_numbers_in_other_forms(inputs):
    """As models, batch files and expressions give them."""
    from qgis.core import QgsProperty

    years = {"YEAR_BASE": "2000", "YEAR_ALT": QgsProperty.fromExpression("2000 + 10")}
    wanted = change(inputs, PRICE=43.5, YEAR_BASE=2000, YEAR_ALT=2010)
    assert change(inputs, **years, PRICE="43.5", DISCOUNT_RATE="", RATE_CHANGE=None, PRICE_BASIS="C") == wanted
    assert change(inputs, **years, PRICE=QgsProperty.fromValue(43.5), DISCOUNT_RATE=0) == wanted


def test_more_pairs_of_classes_than_65_534(tmp_path):
    """300 classes in each map, as detailed vegetation maps have: all 90,000 pairs are met, and each is in the table."""
    before, after = np.divmod(np.random.default_rng(1).permutation(90000).reshape(300, 300), 300)
    pools = [(code, f"type {code}", code, 0, 0, 0) for code in range(300)]
    inputs = {
        "LULC_BASE": write_map(tmp_path / "before.tif", before.astype("uint16")),
        "LULC_ALT": write_map(tmp_path / "after.tif", after.astype("uint16")),
        "POOLS": write_pools(tmp_path / "pools.csv", pools),
    }
    output = str(tmp_path / "change.tif")
    _results, summary, pairs = tables(inputs, OUTPUT=output)
    assert np.array_equal(read_map(output), after - before)
    assert [row[2] for row in summary] == [300 * 299 // 2, 300 * 299 // 2, 300]
    assert [(row[1], row[3], row[5]) for row in pairs] == [(a, b, 1) for a in range(300) for b in range(300)]
    assert np.allclose([row[7] for row in pairs], [(b - a) * HA for a in range(300) for b in range(300)])
    series = {"LAYERS": [inputs["LULC_BASE"], inputs["LULC_ALT"]], "YEARS": "2001;2020", "POOLS": inputs["POOLS"]}
    within = context()
    results = run({**series, "CHANGES": "TEMPORARY_OUTPUT"}, within=within, name="carbonseries")
    gain = sum(max(b - a, 0) for a in range(300) for b in range(300)) * HA
    for row in table(results, "CHANGES", within, "cells", "gain_t", "loss_t"):
        assert row == (90000, close(gain), close(-gain))
