"""pitscape:carbonseries inside QGIS, with figures worked out by hand."""

import math

import numpy as np
import pytest
from layers import polygon_layer, wkt_layer
from maps import DENSITY, POOLS, files, read_map, write_map, write_table
from runs import Failed, Feedback, context, run, run_unchecked, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "carbonseries"
NODATA = np.finfo("float32").min
HA = 10 * 10 / 10000
Z95 = 1.959963984540054
MAPS = {
    2000: np.array([[1, 1, 2], [3, 3, 0]], "uint8"),
    2010: np.array([[1, 2, 2], [3, 1, 0]], "uint8"),
    2015: np.array([[2, 2, 2], [1, 1, 0]], "uint8"),
}
# Standard errors in the order of the pools; class 1 is uncertain in the soil alone
ERRORS = {1: (0, 0, 2, 0), 2: (3, 0, 4, 0), 3: (1, 0, 0, 0)}
TABLES = ("STORAGE", "TOTALS", "CHANGES")


@pytest.fixture
def inputs(tmp_path):
    header = ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]
    rows = [(*row, *ERRORS[row[0]]) for row in POOLS]
    return {
        # Not in the order of time
        "LAYERS": [write_map(tmp_path / f"cover_{year}.tif", MAPS[year], nodata=0) for year in (2010, 2000, 2015)],
        "POOLS": write_table(tmp_path / "pools.csv", header, rows),
    }


def series(inputs, feedback=None, **more):
    return run(dict(inputs, **more), feedback, name=NAME)


def tables(inputs, *columns, **more):
    """The results, and the rows of the three tables."""
    within = context()
    results = run(dict(inputs, **dict.fromkeys(TABLES, "TEMPORARY_OUTPUT"), **more), within=within, name=NAME)
    return results, *(table(results, name, within, *columns) for name in TABLES)


def close(value):
    return pytest.approx(value, rel=1e-12)


def carbon(year):
    return sum(DENSITY[int(code)] for code in MAPS[year].ravel() if code) * HA


CHANGE = (carbon(2015) / HA - carbon(2000) / HA) * HA


def cells(year):
    return {code: int((MAPS[year] == code).sum()) for code in (1, 2, 3)}


def error(areas, correlation=0.0):
    """Standard error of carbon on areas (in cells) of classes."""
    variance = 0
    for pool in range(4):
        terms = [areas[code] * HA * ERRORS[code][pool] for code in areas]
        variance += (1 - correlation) * sum(term**2 for term in terms) + correlation * sum(terms) ** 2
    return math.sqrt(variance)


def net(before, after):
    return {code: cells(after)[code] - cells(before)[code] for code in (1, 2, 3)}


def test_numbers(inputs):
    results = series(inputs)
    assert results == {
        "CARBON_CHANGE": close(CHANGE),
        "CARBON_CHANGE_SE": close(error(net(2000, 2015))),
    }
    correlated = series(inputs, CLASS_CORRELATION=0.5)
    assert correlated["CARBON_CHANGE_SE"] == close(error(net(2000, 2015), 0.5)) != results["CARBON_CHANGE_SE"]


def test_years_in_order_whatever_that_of_the_layers(inputs):
    _results, storage, totals, changes = tables(inputs)
    assert [row[:2] + row[2:6] for row in storage[:3]] == [
        (None, "cover_2000", 2000, 1, "Wiese", 2),
        (None, "cover_2000", 2000, 2, "Wald", 1),
        (None, "cover_2000", 2000, 3, "Möser & Röhricht", 2),
    ]
    assert [row[2] for row in totals] == [2000, 2010, 2015]
    assert [row[6] for row in totals] == [close(carbon(year)) for year in MAPS]
    assert [row[1:6] for row in changes] == [
        ("cover_2000", 2000, "cover_2010", 2010, "interval"),
        ("cover_2010", 2010, "cover_2015", 2015, "interval"),
        ("cover_2000", 2000, "cover_2015", 2015, "whole"),
    ]


def test_totals_and_their_intervals(inputs):
    _results, _storage, totals, _changes = tables(inputs, CLASS_CORRELATION=0.25)
    for row, year in zip(totals, MAPS):
        amount, se = carbon(year), error(cells(year), 0.25)
        assert row == (
            None, f"cover_{year}", year, 5, close(5 * HA), close(5 * HA / 100), close(amount), close(amount * 44 / 12),
            close(amount / (5 * HA)), close(se), close(amount - Z95 * se), close(amount + Z95 * se), None, None, None,
        )  # fmt: skip


def test_changes(inputs):
    _results, _storage, _totals, changes = tables(inputs)
    # 2000 to 2010: a cell from 1 to 2 (+90), one from 3 to 1 (-990), three stay
    se = error(net(2000, 2010))
    amount = (90 - 990) * HA
    assert changes[0][6:] == (
        5, close(5 * HA), close(HA), close(HA), close(3 * HA), close(20), close(20), close(60), close(90 * HA),
        close(-990 * HA), close(amount), close(amount * 44 / 12), close(amount / 10), close(se),
        close(amount - Z95 * se), close(amount + Z95 * se), None, None, None,
    )  # fmt: skip


def test_a_band_for_every_interval(inputs, tmp_path):
    out = tmp_path / "change.tif"
    assert series(inputs, OUTPUT=str(out))["OUTPUT"] == str(out)
    density = np.vectorize(lambda code: DENSITY.get(code, np.nan))
    for band, (before, after) in enumerate([(2000, 2010), (2010, 2015)], 1):
        change = density(MAPS[after]) - density(MAPS[before])
        assert np.array_equal(read_map(out, band), np.where(np.isnan(change), NODATA, change).astype("float32"))


def test_the_loaded_raster_has_its_style(inputs, tmp_path, project):
    from qgis.core import QgsProcessingContext, QgsRasterLayer

    within = context()
    out = str(tmp_path / "change.tif")
    within.addLayerToLoadOnCompletion(out, QgsProcessingContext.LayerDetails("change", project, "OUTPUT"))
    run(dict(inputs, OUTPUT=out), within=within, name=NAME)
    layer = QgsRasterLayer(out, "change")
    within.layerToLoadOnCompletionDetails(out).postProcessor().postProcessLayer(layer, within, None)
    assert layer.renderer().classificationMax() == -layer.renderer().classificationMin() == 990
    assert layer.bandName(2).endswith("carbon change 2010 to 2015")


def test_without_standard_errors(inputs, tmp_path):
    from maps import write_pools

    results, storage, totals, changes = tables(dict(inputs, POOLS=write_pools(tmp_path / "plain.csv")))
    assert results.keys() & {"CARBON_CHANGE", "CARBON_CHANGE_SE"} == {"CARBON_CHANGE"}
    assert {row[-3:] for row in storage + totals + changes} == {(None, None, None)}


def test_errors_of_some_classes_alone_warn(inputs, tmp_path):
    header = ["lucode", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]
    rows = [(1, 1, 2, 3, 4, 0, 0, 1, 0), (2, 10, 20, 30, 40, "", "", "", ""), (3, 1, 2, 3, 4, 0, 0, 1, 0)]
    feedback = Feedback()
    series(dict(inputs, POOLS=write_table(tmp_path / "some.csv", header, rows)), feedback)
    assert len(feedback.warnings) == 1 and "of code 2, so these classes and all totals have none" in feedback.warnings[0]


def test_one_year_alone(inputs):
    inputs["LAYERS"] = inputs["LAYERS"][:1]
    results, storage, totals, changes = tables(inputs)
    assert (len(storage), len(totals), changes) == (3, 1, [])
    assert not results.keys() & {"CARBON_CHANGE", "CARBON_CHANGE_SE"}
    with pytest.raises(Failed, match="one map alone; add another, or leave OUTPUT out"):
        series(inputs, OUTPUT="TEMPORARY_OUTPUT")


def test_zones(inputs, project):
    zones = polygon_layer(project, [(0, 0, 1, 2), (1, 0, 3, 2)], names=["left", "right"])
    _results, storage, totals, changes = tables(inputs, ZONES=zones, ZONE_FIELD="kind")
    assert [(row[0], row[2], row[3]) for row in totals] == [
        (zone, year, count) for zone, count in (("left", 2), ("right", 3)) for year in MAPS
    ]
    left = {year: sum(DENSITY[int(code)] * HA for code in MAPS[year][:, 0] if code) for year in MAPS}
    assert [row[6] for row in totals[:3]] == [close(amount) for amount in left.values()]
    assert [(row[0], row[5]) for row in changes] == [
        (zone, span) for zone in ("left", "right") for span in ("interval", "interval", "whole")
    ]
    assert changes[2][16] == close(left[2015] - left[2000])
    assert {row[0] for row in storage} == {"left", "right"}


def test_a_mask_and_ignored_codes(inputs, project):
    mask = wkt_layer(project, ("Polygon((0 0, 20 0, 20 -20, 0 -20, 0 0))",))
    _results, _storage, totals, _changes = tables(inputs, MASK=mask, IGNORE_CODES="3")
    wanted = [sum(DENSITY[int(code)] * HA for code in MAPS[year][:, :2].ravel() if code in (1, 2)) for year in MAPS]
    assert [row[6] for row in totals] == [close(amount) for amount in wanted]


def test_layers_of_another_provider(inputs, project):
    from test_layers import virtual_layer

    path = inputs["LAYERS"][0]
    layer = virtual_layer(project, path, '"map@1" * 1', (2, 3), name="cover_2010")
    virtual = dict(inputs, LAYERS=[layer, *inputs["LAYERS"][1:]])
    assert series(virtual) == series(inputs)


def test_holes_are_told(inputs, tmp_path):
    holes = MAPS[2010].copy()
    holes[0, 0] = 0
    inputs["LAYERS"][0] = write_map(tmp_path / "holes_2010.tif", holes, nodata=0)
    feedback = Feedback()
    series(inputs, feedback)
    assert [warning.split(". The")[0].rstrip(".") for warning in feedback.warnings] == [
        "2000 and 2010 cover different land: 0.01 ha (20.00 %) of 2000 have no class in 2010",
        "2010 and 2015 cover different land: 0.01 ha (20.00 %) of 2015 have no class in 2010",
    ]


def test_another_grid_is_said_and_resampled(inputs, tmp_path):
    fine = np.kron(MAPS[2015], np.ones((2, 2), "uint8"))
    inputs["LAYERS"][2] = write_map(tmp_path / "fine_2015.tif", fine, cell=(5.0, 5.0), nodata=0)
    feedback = Feedback()
    results = series(inputs, feedback)
    assert results["CARBON_CHANGE"] == close(CHANGE)
    assert any("is read on the grid of" in text for text in feedback.infos)
    assert any("RESAMPLE_CLASSES mode" in text for text in feedback.warnings)


# What is wrong is said, and leaves nothing


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"LAYERS": []}, "LAYERS"),
        ({"YEARS": "2000;2010"}, "years given: 2; layers: 3"),
        ({"YEARS": "2000;2010;2010"}, "are both of 2010"),
        ({"YEARS": "2000,2010,2011.5"}, "YEARS: not a whole number: 2011.5"),
        ({"CLASS_CORRELATION": 1.5}, "CLASS_CORRELATION is 1.5; allowed: 0 to 1"),
        ({"CLASS_CORRELATION": "half"}, "not a number"),
        ({"LAYERS_BAND": 7}, "has no band 7"),
        ({"IGNORE_CODES": "1;2;3"}, "has no valid cell"),
        ({"OUTPUT": "/nowhere/at/all.tif"}, "does not exist"),
        ({"REPORT": "/nowhere/at/all.html"}, "does not exist"),
        ({"REPORT": "report.pdf"}, "does not end in .html"),
    ],
)
def test_wrong_parameters(inputs, tmp_path, more, sentence):
    before = files(tmp_path)
    for check in (run, run_unchecked):
        with pytest.raises(Failed, match=sentence):
            check(dict(inputs, **more), name=NAME)
    assert files(tmp_path) == before


def test_years_that_nothing_tells(inputs, tmp_path):
    inputs["LAYERS"][1] = write_map(tmp_path / "old.tif", MAPS[2000], nodata=0)
    with pytest.raises(Failed, match="the year of “old” is not known"):
        series(inputs)
    assert series(inputs, YEARS="2010;2000;2015")["CARBON_CHANGE"] == close(CHANGE)


def test_missing_classes_of_all_years(inputs, tmp_path):
    inputs["LAYERS"][0] = write_map(tmp_path / "a_2010.tif", np.array([[7, 7, 2], [3, 1, 0]], "uint8"), nodata=0)
    inputs["LAYERS"][2] = write_map(tmp_path / "b_2015.tif", np.array([[1, 9, 2], [3, 1, 0]], "uint8"), nodata=0)
    outputs = {name: str(tmp_path / f"{name}.csv") for name in TABLES}
    outputs.update(OUTPUT=str(tmp_path / "o.tif"), REPORT=str(tmp_path / "r.html"))
    before = files(tmp_path)
    with pytest.raises(Failed, match=r"code 7 \(2 cells\) of “a_2010”; code 9 \(1 cell\) of “b_2015”"):
        series(inputs, **outputs)
    assert files(tmp_path) == before and temporary_folders() == []


def test_an_output_over_an_input_or_another_output(inputs, tmp_path):
    with pytest.raises(Failed, match="is the file of the input LAYERS"):
        series(inputs, OUTPUT=inputs["LAYERS"][1])
    with pytest.raises(Failed, match="is the file of STORAGE too"):
        series(inputs, STORAGE=str(tmp_path / "t.csv"), CHANGES=str(tmp_path / "t.csv"))


def test_cancel_keeps_what_stood_there(inputs, tmp_path):
    big = np.tile(MAPS[2000], (1500, 1500))
    inputs["LAYERS"] = [write_map(tmp_path / f"big_{year}.tif", big, nodata=0, options=["TILED=YES"]) for year in MAPS]
    outputs = {name: tmp_path / name for name in ("o.tif", "r.html", "s.csv")}
    for path in outputs.values():
        path.write_text("old")
    before = files(tmp_path)
    feedback = Feedback(stop_at=20)
    wanted = {"OUTPUT": outputs["o.tif"], "REPORT": outputs["r.html"], "STORAGE": outputs["s.csv"]}
    assert series(inputs, feedback, **{name: str(path) for name, path in wanted.items()}) == {}
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_change_between_two_years_with_error_matrices(inputs, tmp_path):
    """The change is that of the adjusted areas, in the table, among the numbers and in the report alike."""
    rows = []
    for year in (2000, 2010):
        for code, count in ((code, count) for code, count in cells(year).items() if count):
            for other in (1, 2, 3):  # of three points of a class two are right; those of class 1 and 2 are taken for one another
                right, wrong = other == code, code < 3 and other == 3 - code
                points = (2 if code < 3 else 3) if right else 1 if wrong else 0
                rows.append([year, "", code, other, points, count / 5 * points / 3])
    matrix = write_table(tmp_path / "matrix.csv", ["year", "stratum", "map_lucode", "ref_lucode", "points", "area_prop"], rows)
    share = {
        year: {code: sum(row[5] for row in rows if row[0] == year and row[3] == code) for code in (1, 2, 3)}
        for year in (2000, 2010)
    }
    adjusted = {year: sum(5 * HA * share[year][code] * DENSITY[code] for code in share[year]) for year in share}
    layers, report = inputs["LAYERS"][:2], tmp_path / "r.html"
    given = {**inputs, "LAYERS": layers, "ACCURACY": matrix, "REPORT": str(report)}
    results, _storage, _totals, changes = tables(given)
    change = adjusted[2010] - adjusted[2000]
    assert results["CARBON_CHANGE_ADJUSTED"] == close(change)
    low, high, told, pool, by_map = changes[0][-5:]
    assert (told, pool) == (
        close(change),
        close(error({code: 5 * (share[2010][code] - share[2000][code]) for code in (1, 2, 3)})),
    )
    assert (low + high) / 2 == close(change) and high - low == close(2 * Z95 * math.hypot(pool, by_map))
    text = report.read_text(encoding="utf-8")
    assert 'data-name="se_map_t"' in text and "taken as drawn apart" in text
    plain = tmp_path / "p.html"
    tables({**given, "ACCURACY": None, "REPORT": str(plain)})
    assert 'data-name="se_map_t"' not in plain.read_text(encoding="utf-8")
