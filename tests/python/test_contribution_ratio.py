"""pitscape:contributionratio inside QGIS, with figures worked out by numpy."""

import numpy as np
import pytest
from layers import polygon_layer, raster_layer
from maps import files, read_map, write_map, write_pools
from models import chain, from_input, from_step, run_chain
from qgis.core import QgsProcessing, QgsProcessingParameterFeatureSource, QgsProcessingParameterRasterLayer
from runs import Failed, Feedback, context, run, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "contributionratio"
SIDE = 60  # cells of 10 m
DENSITY = {1: 100.0, 2: 150.0, 7: 20.0}
POOLS = [(code, f"class {code} <b>", 0, 0, density, 0) for code, density in DENSITY.items()]


def cover(pit):
    """Two kinds of land around pits of some cells."""
    row, column = np.indices((SIDE, SIDE))
    codes = np.where((row + column) % 3 == 0, 2, 1).astype("uint8")
    for r, c in pit:
        codes[r, c] = 7
    return codes


COVERS = {2007: cover([(30, 30)]), 2022: cover([(30, 30), (30, 31), (10, 50)])}


@pytest.fixture
def inputs(tmp_path):
    return {
        "LAYERS": [write_map(tmp_path / f"cover_{year}.tif", codes) for year, codes in COVERS.items()],
        "POOLS": write_pools(tmp_path / "pools.csv", POOLS),
        "CODES": "7",
        "RING_WIDTH": 40,
        "RING_COUNT": 9,
        "REPLICATES": 50,
    }


def distances(codes):
    row, column = np.indices(codes.shape)
    squares = [(row - r) ** 2 + (column - c) ** 2 for r, c in zip(*np.nonzero(codes == 7))]
    return 10 * np.sqrt(np.min(squares, axis=0))


def ratio(codes, limit):
    carbon, d = np.vectorize(DENSITY.get)(codes), distances(codes)
    mine, near = codes == 7, (d > 0) & (d <= limit)
    within = (carbon[mine].sum() + carbon[near].sum()) / (mine.sum() + near.sum())
    return 100 * carbon[mine].mean() / within


def test_figures_of_each_year(inputs):
    within = context()
    results = run(dict(inputs, RATIOS="TEMPORARY_OUTPUT", LEVELS="TEMPORARY_OUTPUT"), within=within, name=NAME)
    rows = table(results, "RATIOS", within, "layer", "year", "ring", "to_m", "ring_area_ha", "ring_mean_t_ha", "k_pct")
    assert [row[1:3] for row in rows] == [(year, ring) for year in COVERS for ring in range(10)]
    for layer, year, ring, limit, area, mean, k in rows:
        codes, d = COVERS[year], distances(COVERS[year])
        inside = d == 0 if ring == 0 else (d > limit - 40) & (d <= limit)
        assert layer == f"cover_{year}" and limit == 40 * ring
        assert area == pytest.approx(0.01 * inside.sum(), rel=1e-12)
        assert mean == pytest.approx(np.vectorize(DENSITY.get)(codes)[inside].mean(), rel=1e-12)
        assert k == pytest.approx(ratio(codes, limit), rel=1e-12)
    intervals = table(results, "RATIOS", within, "k_ci95_low_pct", "k_pct", "k_ci95_high_pct")
    assert intervals[0] == (None, pytest.approx(100), None)
    assert all(low <= k <= high for low, k, high in intervals[11:19] if low is not None)
    again = run(dict(inputs, RATIOS="TEMPORARY_OUTPUT"), within=within, name=NAME)
    assert table(again, "RATIOS", within, "k_ci95_low_pct", "k_pct", "k_ci95_high_pct") == intervals
    # No break in what has none: one level, the study's beside it
    levels = table(results, "LEVELS", within, "year", "method", "level", "name", "to_m")
    assert levels == [
        (year, method, 1, name, 360)
        for year in COVERS
        for method, name in (("segmented", "one level"), ("study", "extremely sensitive"))
    ]
    assert (results["LEVEL_COUNT"], results["MINING_AREA_HA"]) == (1, pytest.approx(0.03)) and "FIRST_BREAK" not in results


def test_mining_land_of_one_year_or_of_a_layer(inputs, project):
    within = context()
    fixed = run(dict(inputs, MINING_YEAR=2007, RATIOS="TEMPORARY_OUTPUT"), within=within, name=NAME)
    layer = polygon_layer(project, [(30, 30, 31, 31)])
    parameters = dict(inputs, CODES="", SOURCES=layer, RATIOS="TEMPORARY_OUTPUT")
    drawn = run(parameters, within=within, name=NAME)
    columns = ("year", "ring", "ring_area_ha", "ring_carbon_t", "k_pct")
    rows = table(fixed, "RATIOS", within, *columns)
    assert rows == table(drawn, "RATIOS", within, *columns)
    assert [row[2] for row in rows if row[1] == 0] == [pytest.approx(0.01)] * 2


def test_levels_as_raster_zones_and_report(inputs, tmp_path, project):
    from qgis.core import QgsProcessingContext, QgsProcessingUtils, QgsRasterLayer

    within = context()
    out = {"OUTPUT": str(tmp_path / "levels.tif"), "LEVEL_ZONES": str(tmp_path / "zones.gpkg"), "REPORT": str(tmp_path / "r.html")}
    for name in ("OUTPUT", "LEVEL_ZONES"):
        within.addLayerToLoadOnCompletion(out[name], QgsProcessingContext.LayerDetails(name, project, name))
    inputs["LAYERS"] = [raster_layer(project, path, f"in {year}") for year, path in zip(COVERS, inputs["LAYERS"])]
    results = run(dict(inputs, **out), within=within, name=NAME)
    for band, (year, codes) in enumerate(COVERS.items(), 1):
        d = distances(codes)
        assert np.array_equal(read_map(out["OUTPUT"], band), ((d > 0) & (d <= 360)).astype("uint16")), year
    zones = QgsProcessingUtils.mapLayerFromString(results["LEVEL_ZONES"], within)
    assert zones.featureCount() == 4 and all(feature.geometry().isGeosValid() for feature in zones.getFeatures())
    for feature in zones.getFeatures():
        assert feature.geometry().area() == pytest.approx(10000 * feature["area_ha"])
    within.layerToLoadOnCompletionDetails(out["LEVEL_ZONES"]).postProcessor().postProcessLayer(zones, within, None)
    assert [item.label() for item in zones.renderer().categories()] == ["mining land", "one level"]
    assert {feature["year"] for feature in zones.getFeatures()} == {2022}
    raster = QgsRasterLayer(out["OUTPUT"])
    within.layerToLoadOnCompletionDetails(out["OUTPUT"]).postProcessor().postProcessLayer(raster, within, None)
    assert [item.label for item in raster.renderer().classes()] == ["one level"]
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    for words in ("Contribution ratio by distance", "uniform surroundings", "show no break", "Toms and Lesperance 2003", "study, 4 km"):
        assert (words in page) == (words != "study, 4 km"), words  # 4 km lies beyond these rings


def test_page_in_a_browser(inputs, tmp_path):
    import browser

    if not browser.works():
        pytest.skip("no Chromium that starts: the page is not looked at in a browser")
    run(dict(inputs, OUTPUT=str(tmp_path / "levels.tif"), REPORT=str(tmp_path / "r.html")), name=NAME)
    with browser.Browser() as window:
        window.open(str(tmp_path / "r.html"))
        assert window.errors == []
        asked = {address for address in window.requests if not address.startswith(("data:", "blob:"))}
        assert asked == {f"file://{tmp_path}/r.html"}
        assert window.run("document.querySelectorAll('.canvas svg.main-svg').length") > 0
        legend = window.run("Array.from(document.querySelectorAll('.legendtext')).map(t => t.textContent)")
        assert "2022, uniform surroundings" in legend


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"CODES": ""}, "There is nothing to measure distances from"),
        ({"CODES": "5"}, "has no cell of the CODES 5"),
        ({"MINING_YEAR": 2010}, "MINING_YEAR is 2010; allowed: 2007, 2022."),
        ({"REPLICATES": -1}, "REPLICATES is -1; allowed: 0 to 100000"),
        ({"RING_COUNT": -2}, "RING_COUNT is -2; allowed: 1 to"),
        ({"BLOCK_SIZE": -5}, "BLOCK_SIZE is -5"),
        ({"RING_LIMITS": "50;20"}, "RING_LIMITS is 50;20"),
        ({"YEARS": "2007"}, "years given: 1; layers: 2"),
    ],
)
def test_wrong_parameters(inputs, tmp_path, more, sentence):
    before = files(tmp_path)
    with pytest.raises(Failed) as error:
        run(dict(inputs, OUTPUT=str(tmp_path / "l.tif"), RATIOS=str(tmp_path / "r.csv"), **more), name=NAME)
    assert sentence in str(error.value)
    assert files(tmp_path) == before and temporary_folders() == []


def test_cancel_and_missing_classes(inputs, tmp_path):
    pools = write_pools(tmp_path / "short.csv", POOLS[:1])
    with pytest.raises(Failed, match="no row for code 2 .*, code 7 .* of .*cover_2007"):
        run(dict(inputs, POOLS=pools), name=NAME)
    before = files(tmp_path)
    feedback = Feedback(stop_at=0)
    run(dict(inputs, OUTPUT=str(tmp_path / "l.tif"), REPORT=str(tmp_path / "r.html")), feedback, name=NAME)
    assert feedback.isCanceled() and files(tmp_path) == before


def noisy(seed, side=110):
    """Land of four classes, 10 t/ha apart, with 30 t/ha less within 16 cells of a pit."""
    row, column = np.indices((side, side)) - side // 2
    away = np.hypot(row, column)
    codes = np.random.default_rng(seed).integers(11, 15, (side, side)).astype("uint8")
    return np.where(away <= 2, 7, np.where(away <= 18, codes - 10, codes)).astype("uint8")


@pytest.fixture
def broken(tmp_path):
    pools = [(7, "pit", 0, 0, 20, 0)]
    pools += [(code + more, f"class {code + more}", 0, 0, 60 + 10 * code + 3 * more, 0) for code in range(1, 5) for more in (0, 10)]
    return {
        "LAYERS": [write_map(tmp_path / f"cover_{year}.tif", codes) for year, codes in ((1990, np.full((110, 110), 11, "uint8")), (2022, noisy(2)))],
        "POOLS": write_pools(tmp_path / "pools.csv", pools),
        "CODES": "7",
        "RING_WIDTH": 20,
        "RING_COUNT": 16,
        "SHIFTS": 199,
    }


def test_breaks_say_what_they_were_tested_against(broken, tmp_path):
    within, feedback = context(), Feedback()
    outputs = {"RATIOS": "TEMPORARY_OUTPUT", "LEVELS": "TEMPORARY_OUTPUT", "REPORT": str(tmp_path / "r.html")}
    results = run(dict(broken, **outputs), feedback, within=within, name=NAME)
    # A year before the mine: rows without figures, and a sentence that names what helps
    rows = table(results, "RATIOS", within, "year", "ring", "to_m", "ring_area_ha", "k_pct", "ring_mean_ci95_low_t_ha")
    assert [row[:3] for row in rows] == [(year, ring, 20 * ring) for year in (1990, 2022) for ring in range(17)]
    assert all(row[3:] == (None, None, None) for row in rows[:17])
    assert all(None not in row[3:] for row in rows[18:])
    told = [line for line in feedback.warnings if "no mining land" in line]
    assert len(told) == 1 and told[0].startswith("1990: ") and "MINING_YEAR" in told[0]
    # The step at 160 m is two breaks, which the same pit elsewhere has in hardly any place
    columns = ("year", "method", "to_m", "break_p", "break_tested_by", "break_draws")
    levels = [row for row in table(results, "LEVELS", within, *columns) if row[1] == "segmented"]
    assert {row[0] for row in levels} == {2022} and len(levels) == 3
    assert all(abs(row[2] - 160) <= 25 and row[3] == 0.005 and row[4:] == ("elsewhere", 199) for row in levels[:2])
    assert results["FIRST_BREAK"] == levels[0][2] and results["LEVEL_COUNT"] == 3
    assert 0 < results["CORRELATION_LENGTH"] < 30
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    for words in ("against 199 places of the same mining land elsewhere", "independent patches", "spatial covariance of the carbon density"):
        assert words in page, words
    # Without room there are no places: the rings reach beyond the whole map
    small = dict(broken, LAYERS=[write_map(tmp_path / "small.tif", noisy(2)[35:75, 35:75])], YEARS="2022", LEVELS="TEMPORARY_OUTPUT")
    found = [row for row in table(run(small, within=within, name=NAME), "LEVELS", within, *columns) if row[1] == "segmented"]
    assert found[0][4:] == ("covariance", 199)
    with pytest.raises(Failed, match="SHIFTS is 5; allowed: 99 to 100000"):
        run(dict(broken, SHIFTS=5), name=NAME)


def test_in_a_model_before_another_algorithm(broken):
    """Levels of a run go into QGIS's own filter, and the zones of the nearest level into carbonstorage of the same map."""
    rings = {"YEARS": "2022", "CODES": "7", "RING_WIDTH": 20, "RING_COUNT": 16, "SHIFTS": 199}
    near = {"INPUT": from_step("ratio", "LEVEL_ZONES"), "FIELD": "level", "OPERATOR": 0, "VALUE": "1"}
    lulc, pools = from_input("map"), from_input("pools")
    steps = {
        "ratio": (f"pitscape:{NAME}", {"LAYERS": lulc, "POOLS": pools, **rings}),
        "near": ("native:extractbyattribute", near),
        "carbon": ("pitscape:carbonstorage", {"LULC": lulc, "POOLS": pools, "MASK": from_step("near", "OUTPUT")}),
    }
    inputs = [
        QgsProcessingParameterRasterLayer("map", "Map"),
        QgsProcessingParameterFeatureSource("pools", "Pools", [QgsProcessing.TypeVector]),
    ]
    model = chain(inputs, steps, {"Levels found": ("ratio", "LEVELS"), "Carbon near": ("carbon", "SUMMARY")})
    within = context()
    made = run_chain(model, {"map": broken["LAYERS"][1], "pools": broken["POOLS"]}, within)
    first = next(row for row in table(made, "Levels found", within, "method", "level", "area_ha", "carbon_t") if row[:2] == ("segmented", 1))
    rows = table(made, "Carbon near", within, "area_ha", "carbon_t")
    assert sum(row[0] for row in rows) == pytest.approx(first[2]) and sum(row[1] for row in rows) == pytest.approx(first[3])
