"""pitscape:couplingcoordination inside QGIS: reference figures, the study's index, indicators typed and as tables, zones, what goes before it, the report."""

import csv
import json
import math
import re
import subprocess

import pytest
from conftest import ROOT
from layers import table_layer
from maps import GOLDEN, files, write_table
from models import chain, from_input, from_step, run_chain
from runs import Asked, Failed, Feedback, context, run, run_unchecked, table, temporary_folders
from statistics_data import by_qgis_process, lines, told

pytestmark = pytest.mark.usefixtures("project")

NAME = "couplingcoordination"
FIGURES = GOLDEN / "coupling"
SAMPLE = ROOT / "qgis_plugin/pitscape/sample"
INDICES = ("np", "pd", "lsi", "cohesion", "shdi", "shei")
DIRECTIONS = "---+++"
RESULT = "zone layer year l f ca c t d grade grade_number lagging f_value f_min f_max ca_value ca_min ca_max".split()
WEIGHTS = "zone layer year column_name direction min max entropy redundancy weight".split()
OBSTACLES = "zone layer year column_name value rescaled obstacle_pct".split()
# Chang et al. 2024, Table 6
STUDY = {
    2007: (1201, 11.5427, 29.4067, 99.815, 1.0438, 0.4533),
    2012: (914, 8.7838, 24.0708, 99.8181, 1.2991, 0.5642),
    2017: (799, 7.6787, 18.7016, 99.8482, 1.2545, 0.5448),
    2022: (973, 9.3513, 18.8844, 99.827, 1.1915, 0.5409),
}
ENDS = {"F_FIELD": "f", "CA_FIELD": "ca", "F_MIN": 0, "F_MAX": 1, "CA_MIN": 0, "CA_MAX": 1}


def coupled(feedback=None, within=None, **parameters):
    """The three tables as lists of dictionaries, and the results."""
    within = within or context()
    out = dict.fromkeys(("RESULT", "WEIGHTS_TABLE", "OBSTACLES"), "memory:")
    results = run({**out, **parameters}, feedback, within, name=NAME)
    made = [
        [dict(zip(columns, row)) for row in table(results, name, within, *columns)]
        for name, columns in (("RESULT", RESULT), ("WEIGHTS_TABLE", WEIGHTS), ("OBSTACLES", OBSTACLES))
    ]
    return (*made, results)


def years_layer(project, path, rows=None, name="years", extra=(), header=("year", *INDICES, "f", "ca")):
    """Years by index, with F and Ca between 0 and 1 as they are."""
    if rows is None:
        rows = [(year, *values, 0.2 + 0.1 * at, 0.9 - 0.2 * at, *extra) for at, (year, values) in enumerate(STUDY.items())]
    return table_layer(project, write_table(path, header, rows), name)


def typed(*rows):
    """Rows of the matrix as a flat list."""
    return [cell for row in rows for cell in (*row, "", "", "")[:5]]


ALL_MORE = typed(*((name, "+") for name in INDICES))


# Figures


CASES = [
    (case, low, high)
    for case in ("constant", "missing", "plain", "two", "weights532", "zero")
    for low, high in ((0, 1), (0.1, 1), (0.01, 0.99), (0.002, 0.998))
]


def known(case, what, low, high):
    rows = lines(FIGURES / f"dev_{case}_{what}.csv")
    return [row for row in rows if (float(row["rescale_min"]), float(row["rescale_max"])) == (low, high)]


def same(value, text, what):
    assert (value is None) == (text == ""), what
    assert value is None or value == pytest.approx(float(text), rel=1e-9, abs=1e-12), what


def test_cases_of_the_reference_are_all_there():
    there = {(case, low, high) for case, low, high in CASES if known(case, "result", low, high)}
    assert len({case for case, _low, _high in there}) == 6 and len({(low, high) for _case, low, high in there}) == 4


@pytest.mark.parametrize("formula", ["standard", "wang2021", "fan2024"])
@pytest.mark.parametrize("case, low, high", [one for one in CASES if known(one[0], "result", *one[1:])])
def test_figures_are_those_of_the_reference(project, tmp_path, case, low, high, formula):
    """Weights, rescaled values and results of 50-digit arithmetic."""
    indicators = lines(FIGURES / f"dev_{case}_indicators.csv")
    asked = {}
    for name, column in (("F", "forest_grass_km2"), ("CA", "carbon_t")):
        (row,) = [row for row in indicators if row["column_name"] == column]
        asked.update({f"{name}_FIELD": column, f"{name}_MIN": float(row["min"]), f"{name}_MAX": float(row["max"])})
    rows = [[row[name] for name in ("column_name", "direction", "min", "max")] for row in indicators[:-2]]
    if case == "weights532":
        asked["COEFFICIENTS"] = "0.5;0.3;0.2"
    layer = table_layer(project, FIGURES / f"dev_{case}_indices.csv", "indices")
    result, weights, obstacles, _results = coupled(
        INPUT=layer, INDICATOR_ROWS=typed(*rows), RESCALE_MIN=low, RESCALE_MAX=high, FORMULA=formula, **asked
    )
    wanted = known(case, "result", low, high)
    assert [row["year"] for row in result] == [int(row["year"]) for row in wanted]
    for row, right in zip(result, wanted):
        for name, column in (("l", "l"), ("f", "f"), ("ca", "ca"), ("t", "t"), ("c", f"c_{formula}"), ("d", f"d_{formula}")):
            same(row[name], right[column], (case, low, row["year"], column))
        if formula == "standard":
            grade = (None, None) if not right["grade"] else (int(right["grade"]), right["grade_name"])
            assert (row["grade_number"], row["grade"]) == grade
    wanted = known(case, "weights", low, high)
    assert [row["column_name"] for row in weights] == [row["column_name"] for row in wanted]
    for row, right in zip(weights, wanted):
        assert row["direction"] == right["direction"]
        for name in ("entropy", "redundancy", "weight"):
            same(row[name], right[name], (case, low, row["column_name"], name))
    found = {(row["year"], row["column_name"]): row["rescaled"] for row in obstacles}
    count = 0
    for right in known(case, "rescaled", low, high):
        for name in (row["column_name"] for row in weights):
            same(found[int(right["year"]), name], right[name], (case, low, right["year"], name))
            count += 1
    assert count == len(found) == len(result) * len(weights)


def test_obstacles_by_hand(project, tmp_path):
    """Of two indicators with weights 3/4 and 1/4 that are 1 and 1/2 short: 3/4 and 1/8 of 7/8, 600/7 and 100/7 %."""
    layer = years_layer(
        project, tmp_path / "y.csv", [(2000, 0, 5, 0.5, 0.5), (2010, 10, 10, 1, 1)], header=("year", "a", "b", "f", "ca")
    )
    rows = typed(("a", "+", 0, 10, 0.75), ("b", "+", 0, 10, 0.25))
    result, weights, obstacles, results = coupled(INPUT=layer, INDICATOR_ROWS=rows, WEIGHTS="given", **ENDS)
    assert [row["obstacle_pct"] for row in obstacles] == [
        pytest.approx(600 / 7, rel=1e-12),
        pytest.approx(100 / 7, rel=1e-12),
        None,
        None,
    ]
    assert [row["weight"] for row in weights] == [0.75, 0.25] and {row["entropy"] for row in weights} == {None}
    assert (
        result[0]["l"] == pytest.approx(1 / 8, rel=1e-12) and result[0]["lagging"] == "l" and result[1]["lagging"] == "l, f, ca"
    )
    c = 3 * (1 / 8 * 1 / 4) ** (1 / 3) / (1 / 8 + 1)
    assert results["D_FIRST"] == pytest.approx(math.sqrt(c * (1 / 8 + 1) / 3), rel=1e-12) and results["D_LAST"] == pytest.approx(
        1, rel=1e-12
    )
    assert results["YEARS"] == 2 and (result[0]["layer"], result[0]["year"]) == ("years", 2000)


@pytest.mark.parametrize(
    "shdi, shei, index",
    [(1.1915, 0.5409, (0.6148, 0.5190, 0.4482, 0.4455)), (1.2931, 0.5616, (0.6148, 0.5190, 0.4482, 0.5072))],
)
def test_the_index_of_the_study(project, tmp_path, shdi, shei, index):
    """With the indicators of the sample, all +, by its printed weights, from 0.1 to 1."""
    rows = [(year, *values, 0.5, 0.5) for year, values in STUDY.items()]
    rows[-1] = (2022, *STUDY[2022][:4], shdi, shei, 0.5, 0.5)
    layer = years_layer(project, tmp_path / "y.csv", rows)
    indicators = table_layer(project, SAMPLE / "indicators.csv", "indicators")
    result, weights, _obstacles, _results = coupled(INPUT=layer, INDICATORS=indicators, WEIGHTS="given", RESCALE_MIN=0.1, **ENDS)
    assert [row["l"] for row in result] == pytest.approx(index, abs=5e-5)
    wanted = [
        float(row["l_printed_weights"])
        for row in lines(FIGURES / "study_table6.csv")
        if row["rescale_min"] == "0.1" and (row["variant"] == "as printed") == (shdi < 1.2)
    ]
    assert [row["l"] for row in result] == pytest.approx(wanted, rel=1e-9)
    assert [row["weight"] for row in weights] == pytest.approx([0.173, 0.172, 0.227, 0.193, 0.117, 0.118], rel=1e-12)
    by_entropy, weights, _obstacles, _results = coupled(INPUT=layer, INDICATOR_ROWS=ALL_MORE, RESCALE_MIN=0.1, **ENDS)
    right = [
        row
        for row in lines(FIGURES / "study_table6.csv")
        if row["rescale_min"] == "0.1" and (row["variant"] == "as printed") == (shdi < 1.2)
    ]
    assert [row["l"] for row in by_entropy] == pytest.approx([float(row["l_entropy_weights"]) for row in right], rel=1e-9)
    assert [row["weight"] for row in weights] == pytest.approx([float(right[0][f"w_{name}"]) for name in INDICES], rel=1e-9)


# Indicators


def test_indicators_as_a_layer_a_file_and_typed_are_the_same(project, tmp_path):
    from qgis.core import QgsFeature, QgsVectorLayer

    layer = years_layer(project, tmp_path / "y.csv")
    rows = [
        (name, direction, low, high, weight)
        for name, direction, low, high, weight in zip(
            INDICES, DIRECTIONS, (500, 5, "", 99, "", 0), ("", "", 40, 100, "", ""), (1, 2, 3, 4, 5, 6)
        )
    ]
    columns = ("column_name", "direction", "min", "max", "weight")
    path = write_table(tmp_path / "i.csv", columns, rows)
    memory = QgsVectorLayer(
        "None?field=column_name:string&field=direction:string&field=min:double&field=max:double&field=weight:double",
        "of mine",
        "memory",
    )
    for row in rows:
        feature = QgsFeature(memory.fields())
        feature.setAttributes([None if cell == "" else cell for cell in row])
        assert memory.dataProvider().addFeatures([feature])[0]
    project.addMapLayer(memory)
    flat = typed(*rows)
    ways = (
        {"INDICATORS": path}, {"INDICATORS": table_layer(project, path, "indicators")}, {"INDICATORS": memory}, {"INDICATOR_ROWS": flat}, {"INDICATOR_ROWS": list(map(list, rows))},
        {"INDICATOR_ROWS": ",".join(map(str, flat))}, {"INDICATOR_ROWS": [*flat, "", None, "", " ", ""]},
    )  # fmt: skip
    for weights in ("given", "entropy"):
        made = [coupled(INPUT=layer, WEIGHTS=weights, **ENDS, **way)[:3] for way in ways]
        assert all(one == made[0] for one in made), weights
        assert [row["weight"] for row in made[0][1]] == pytest.approx([at / 21 for at in range(1, 7)]) or weights == "entropy"
        assert [(row["min"], row["max"]) for row in made[0][1]][:2] == [(500, 1201), (5, 11.5427)]


@pytest.mark.parametrize("rows", [None, [], "", [None], [""], ["", None, "", "", ""], "default"])
def test_without_any_the_six_of_the_study(project, tmp_path, rows):
    layer = years_layer(project, tmp_path / "y.csv")
    asked = {} if rows == "default" else {"INDICATOR_ROWS": rows}
    _result, weights, _obstacles, _results = coupled(INPUT=layer, **ENDS, **asked)
    assert [(row["column_name"], row["direction"]) for row in weights] == list(zip(INDICES, DIRECTIONS))


def test_typed_rows_do_not_count_beside_a_table(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv")
    indicators = write_table(tmp_path / "i.csv", ("column_name", "direction"), [("shdi", "+"), ("np", "-")])
    feedback = Feedback()
    _result, weights, _obstacles, _results = coupled(
        feedback, INPUT=layer, INDICATORS=indicators, INDICATOR_ROWS=ALL_MORE, **ENDS
    )
    assert [row["column_name"] for row in weights] == ["shdi", "np"] and told(
        feedback, "INDICATOR_ROWS is not looked at: INDICATORS is given."
    )
    feedback = Feedback()
    coupled(feedback, INPUT=layer, INDICATORS=indicators, **ENDS)
    assert not told(feedback, "INDICATOR_ROWS")


def test_extremes_and_weights_are_taken_over(project, tmp_path):
    """The table of one run is that of indicators of the next, also as a file: two years on the scale of four."""
    layer = years_layer(project, tmp_path / "y.csv")
    whole, weights, _obstacles, _results = coupled(INPUT=layer, **ENDS)
    for ending in ("csv", "gpkg", "xlsx"):
        path = str(tmp_path / f"w.{ending}")
        run({"INPUT": layer, "WEIGHTS_TABLE": path, **ENDS}, name=NAME)
        rows = [(year, *values, 0.2 + 0.1 * at, 0.9 - 0.2 * at) for at, (year, values) in enumerate(STUDY.items())]
        two = years_layer(project, tmp_path / f"two_{ending}.csv", rows[1:3])
        again, other, _obstacles, _results = coupled(INPUT=two, INDICATORS=path, WEIGHTS="given", **ENDS)
        assert [row["d"] for row in again] == pytest.approx([row["d"] for row in whole[1:3]], rel=1e-12)
        assert [row["direction"] for row in other] == list(DIRECTIONS) and [row["weight"] for row in other] == pytest.approx(
            [row["weight"] for row in weights], rel=1e-12
        )


# Tables of years


def test_a_field_of_years_by_another_name(project, tmp_path):
    rows = [(year, *values, 0.5, 0.5) for year, values in STUDY.items()]
    layer = years_layer(project, tmp_path / "y.csv", rows, header=("Jahr", *INDICES, "f", "ca"))
    result, _weights, _obstacles, _results = coupled(INPUT=layer, YEAR_FIELD="Jahr", **ENDS)
    assert [row["year"] for row in result] == list(STUDY)
    for asked in ({}, {"YEAR_FIELD": ""}, {"YEAR_FIELD": None}):
        with pytest.raises(Failed, match="YEAR_FIELD"):
            coupled(INPUT=layer, **ENDS, **asked)
    with pytest.raises(Failed, match="^YEAR_FIELD: the layer “years” has no field “year”; it has Jahr, np, .*, ca.$"):
        coupled(INPUT=layer, YEAR_FIELD="year", **ENDS)
    with pytest.raises(Failed, match="^F_FIELD: the layer “years” has no field “forest”"):
        coupled(INPUT=layer, YEAR_FIELD="Jahr", **{**ENDS, "F_FIELD": "forest"})


def test_zones(project, tmp_path):
    """Each as if it were alone; together on one scale. A column zone without values is none."""
    rows = [(year, *values, 0.5, 0.5, zone) for zone in ("B", "A") for year, values in STUDY.items()]
    rows = [(row[0], row[1] * (2 if row[-1] == "A" else 1), *row[2:]) for row in rows]
    header = ("year", *INDICES, "f", "ca", "zone")
    layer = years_layer(project, tmp_path / "y.csv", rows, header=header)
    result, weights, obstacles, results = coupled(INPUT=layer, **ENDS)
    assert [(row["zone"], row["year"]) for row in result] == [(zone, year) for zone in ("B", "A") for year in STUDY]
    assert "D_FIRST" not in results and results["YEARS"] == 8 and len(weights) == 12 and len(obstacles) == 48
    assert [row["d"] for row in result[:4]] == pytest.approx([row["d"] for row in result[4:]], rel=1e-12)
    alone, *_others = coupled(INPUT=years_layer(project, tmp_path / "b.csv", [row[:-1] for row in rows[:4]]), **ENDS)
    assert [row["d"] for row in alone] == [row["d"] for row in result[:4]]
    together, weights, _obstacles, _results = coupled(INPUT=layer, ZONES_TOGETHER=True, **ENDS)
    assert len(weights) == 6 and {row["zone"] for row in weights} == {None}
    assert (weights[0]["min"], weights[0]["max"]) == (799, 2402) and together[0]["l"] > together[4]["l"]
    named = years_layer(project, tmp_path / "n.csv", rows, header=(*header[:-1], "Gebiet"))
    same, *_others = coupled(INPUT=named, ZONE_FIELD="gebiet", **ENDS)
    assert [row["d"] for row in same] == [row["d"] for row in result] and [row["zone"] for row in same] == [
        row["zone"] for row in result
    ]
    empty = years_layer(project, tmp_path / "e.csv", [(*row[:-1], "") for row in rows[:4]], header=header)
    none, *_others = coupled(INPUT=empty, **ENDS)
    assert {row["zone"] for row in none} == {None} and [row["d"] for row in none] == [row["d"] for row in alone]


def test_a_zone_without_figures(project, tmp_path):
    """Of one year there is no entropy: the other zone has its figures all the same."""
    rows = [*((year, *values, 0.5, 0.5, "A") for year, values in STUDY.items()), (2007, *STUDY[2007], 0.5, 0.5, "B")]
    layer = years_layer(project, tmp_path / "y.csv", rows, header=("year", *INDICES, "f", "ca", "zone"))
    feedback, report = Feedback(), tmp_path / "r.html"
    result, weights, _obstacles, results = coupled(feedback, INPUT=layer, REPORT=str(report), **ENDS)
    assert [row["d"] is None for row in result] == [False] * 4 + [True] and results["YEARS"] == 4
    assert {row["weight"] for row in weights if row["zone"] == "B"} == {None} and any(
        "Zones without figures: B" in text for text in feedback.warnings
    )
    text = report.read_text("utf-8")
    assert "A: D in 2022" in text and "Without a D: 2007 (B)." in text and "weights of its own" in text.partition("<h2>Methods")[2]


def test_a_year_without_a_value_and_a_constant_index(project, tmp_path):
    rows = [[year, *values, 0.5, 0.5] for year, values in STUDY.items()]
    rows[1][5] = ""
    for row in rows:
        row[6] = 0.5
    feedback = Feedback()
    result, weights, obstacles, results = coupled(
        feedback, INPUT=years_layer(project, tmp_path / "y.csv", rows), REPORT=str(tmp_path / "r.html"), **ENDS
    )
    assert [row["d"] is None for row in result] == [False, True, False, False] and results["YEARS"] == 3
    assert result[1]["grade"] is None and result[1]["lagging"] is None
    assert (weights[5]["weight"], weights[5]["entropy"]) == (0, None)
    assert {row["rescaled"] for row in obstacles if row["column_name"] == "shei"} == {None}
    assert any("2012" in text for text in feedback.warnings) and any("shei" in text for text in feedback.warnings)
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "Without a D: 2012." in text and "A constant indicator has weight 0." in text


def test_a_single_year(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv", [(2007, *STUDY[2007], 0.4, 0.6)])
    with pytest.raises(Failed, match="entropy"):
        coupled(INPUT=layer, INDICATOR_ROWS=typed(("np", "-", 0, 2000), ("shdi", "+", 0, 2)), **ENDS)
    result, _weights, _obstacles, results = coupled(
        INPUT=layer,
        INDICATOR_ROWS=typed(("np", "-", 0, 2000), ("shdi", "+", 0, 2)),
        WEIGHTS="equal",
        REPORT=str(tmp_path / "r.html"),
        **ENDS,
    )
    (row,) = result
    assert (
        row["l"] == pytest.approx((1 - 1201 / 2000 + 1.0438 / 2) / 2, rel=1e-12)
        and results["D_FIRST"] == results["D_LAST"] == row["d"]
    )
    text = (tmp_path / "r.html").read_text("utf-8")
    assert text.count("D in 2007") == 1 and "Weights by entropy" not in text


def test_grades_of_ones_own(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv")
    grades = write_table(tmp_path / "g.csv", ("from", "to", "name"), [(0, 0.5, "schlecht"), (0.5, 0.65, "gut <b>")])
    feedback = Feedback()
    result, _weights, _obstacles, _results = coupled(
        feedback, INPUT=layer, GRADES=grades, REPORT=str(tmp_path / "r.html"), **ENDS
    )
    for row in result:
        wanted = (None, None) if row["d"] > 0.65 else ("gut <b>", 2) if row["d"] > 0.5 else ("schlecht", 1)
        assert (row["grade"], row["grade_number"]) == wanted
    text = (tmp_path / "r.html").read_text("utf-8")
    assert (
        "gut &lt;b&gt;" in text
        and "gut <b>" not in text
        and "excellent" not in text.partition("Methods")[0].partition("<script")[0]
    )


def test_grades_are_those_of_the_library():
    from pitscape.reports.coupling_words import Grades

    known = [
        (float(row["from_exclusive"]), float(row["to_inclusive"]), row["grade_name"]) for row in lines(FIGURES / "grades_ten.csv")
    ]
    assert Grades(None).all == known and [Grades(None).name(int(number)) for number in range(1, 11)] == [
        name for _low, _high, name in known
    ]


# What cannot be


def test_what_is_wrong_is_told_in_a_sentence(project, tmp_path):
    good = [(year, *values, 0.5, 0.5) for year, values in STUDY.items()]
    header = ("year", *INDICES, "f", "ca")

    def of(name, rows=good, header=header):
        return years_layer(project, tmp_path / f"{name}.csv", rows, name, header=header)

    layer = of("good")
    without = of("without", [(row[0], *row[2:]) for row in good], (header[0], *header[2:]))
    words = of("words", [*good[:3], (2022, "many", *good[3][2:])])
    twice = of("twice", [*good, good[0]])
    timeless = of("timeless", [row[1:] for row in good], header[1:])
    undated = of("undated", [*good[:3], ("", *good[3][1:])])
    empty = of("empty", [])
    odd = write_table(tmp_path / "odd.csv", ("column_name", "direction"), [("np", "x")])
    no_rows = write_table(tmp_path / "none.csv", ("column_name", "direction"), [])
    for asked, sentence in (
        ({"INPUT": without}, "INPUT: .*lacks np"),
        ({"INPUT": words}, "INPUT: .*row 4.*np is .many.*number"),
        ({"INPUT": twice}, "INPUT: rows 1 and 5 .*both of 2007"),
        ({"INPUT": timeless}, "no column is called year.*YEAR_FIELD"),
        ({"INPUT": undated}, "INPUT: .*year is empty"),
        ({"INPUT": empty}, "INPUT: the table has no row"),
        ({"INDICATOR_ROWS": typed(("np", "x"))}, "INDICATOR.*direction is .x.*more is better"),
        ({"INDICATORS": odd}, "INDICATORS: .*direction is .x.*more is better"),
        ({"INDICATORS": no_rows}, "INDICATORS: .*no row"),
        (
            {"INDICATOR_ROWS": ["np", "-", "", ""]},
            "^INDICATOR_ROWS: 4 values are given, and an indicator has 5: column_name, direction, min, max, weight",
        ),
        ({"INDICATOR_ROWS": typed(("np", "-"), ("NP", "+"))}, "named twice"),
        ({"INDICATOR_ROWS": typed(("np", "-", 5, 1))}, "min 5 is not below max 1"),
        ({"WEIGHTS": "given"}, "weight is empty"),
        ({"F_FIELD": None}, "F_FIELD.*STORAGE and F_CODES"),
        ({"CA_FIELD": None}, "CA_FIELD.*STORAGE"),
        ({"F_FIELD": None, "F_CODES": "7;8"}, "F_CODES.*STORAGE"),
        ({"F_CODES": "7;8"}, "F_FIELD.*F_CODES"),
        ({"F_CODES": "wood"}, "F_CODES: not a whole number: wood"),
        ({"F_MIN": 2}, "F_MAX"),
        ({"RESCALE_MIN": 1}, "RESCALE_MIN"),
        ({"RESCALE_MIN": 0.5, "RESCALE_MAX": 0.4}, "RESCALE_MAX"),
        ({"COEFFICIENTS": "1;2"}, "COEFFICIENTS.*three"),
        ({"COEFFICIENTS": "0,5;0,3;0,2"}, "COEFFICIENTS: .*decimal comma"),
        ({"FORMULA": "chang"}, "FORMULA.*standard"),
        (
            {"GRADES": write_table(tmp_path / "g.csv", ("from", "to", "name"), [(0, 0.6, "a"), (0.5, 1, "b")])},
            "GRADES: .*overlap",
        ),
    ):
        out = {"RESULT": str(tmp_path / "r.csv")}
        for check in (run, run_unchecked):
            with pytest.raises(Failed, match=sentence) as failed:
                check({"INPUT": layer, **ENDS, **asked, **out}, name=NAME)
            text = str(failed.value)
            assert "\n" not in text and "Traceback" not in text and "pitscape_" not in text, text
    assert not (tmp_path / "r.csv").exists() and temporary_folders() == []


def test_typed_indicators_are_called_so(project, tmp_path):
    """The file that they are handed over in says nothing to anybody."""
    layer = years_layer(project, tmp_path / "y.csv")
    with pytest.raises(Failed) as failed:
        coupled(INPUT=layer, INDICATOR_ROWS=typed(("np", "x")), **ENDS)
    assert str(failed.value).startswith("INDICATOR_ROWS: ") and ".csv" not in str(failed.value)


def test_cancel_and_failure_keep_what_stood_there(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv")
    out = {"RESULT": "r.csv", "WEIGHTS_TABLE": "w.gpkg", "OBSTACLES": "o.xlsx", "REPORT": "r.html"}
    out = {name: tmp_path / file for name, file in out.items()}
    for path in out.values():
        path.write_text("old")
    before = files(tmp_path)
    asked = {"INPUT": layer, **ENDS, **{name: str(path) for name, path in out.items()}}
    with pytest.raises(Failed, match="RESCALE_MAX"):
        run({**asked, "RESCALE_MAX": -1}, name=NAME)
    feedback = Feedback(stop_at=0)
    feedback.cancel()
    assert run(asked, feedback, name=NAME) == {}
    assert files(tmp_path) == before and temporary_folders() == []


def test_a_read_only_folder(project, tmp_path, disk):
    layer = years_layer(project, tmp_path / "y.csv")
    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    for name, file in (("RESULT", "r.csv"), ("REPORT", "r.html")):
        with pytest.raises(Failed, match=f"^{name}: {folder}/{file} cannot be written .read-only"):
            run({"INPUT": layer, **ENDS, name: f"{folder}/{file}"}, name=NAME)


def test_the_file_of_an_input_is_not_written_over(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv")
    with pytest.raises(Failed, match="RESULT: .* is the file of the input INPUT"):
        run({"INPUT": layer, **ENDS, "RESULT": str(tmp_path / "y.csv")}, name=NAME)


# The request


def test_the_request(project, tmp_path, monkeypatch):
    """What is left out is left to the library."""
    monkeypatch.setattr("runs.RESULTS", ("d_first", "d_last", "years"))
    layer = years_layer(project, tmp_path / "y.csv")
    asked = Asked(monkeypatch, lambda request: (lines(request["indicators"]), lines(request["input"])))
    run({"INPUT": layer}, name=NAME)
    run(
        {
            "INPUT": layer,
            "YEAR_FIELD": "YEAR",
            "ZONE_FIELD": "shei",
            "COEFFICIENTS": [1, 2.5, 3],
            "F_CODES": [7, 8],
            "F_FIELD": "f",
            "WEIGHTS": 1,
        },
        name=NAME,
    )
    first, second = asked
    left_out = {"year_field", "zone_field", "f_field", "ca_field", "coefficients", "year"}
    assert (
        not left_out & set(first)
        and first["layer_name"] == "years"
        and first["f_codes"] == []
        and first["grades"] is None
        and first["storage"] is None
    )
    assert (first["rescale_min"], first["rescale_max"], first["weights"], first["formula"], first["zones_together"]) == (
        0,
        1,
        "entropy",
        "standard",
        False,
    )
    assert (second["year_field"], second["zone_field"], second["coefficients"], second["f_codes"], second["f_field"], second["weights"]) == (
        "year", "shei", [1, 2.5, 3], [7, 8], "f", "given",
    )  # fmt: skip
    (indicators, years), _second = asked.seen
    assert indicators == [
        {"column_name": name, "direction": direction, "min": "", "max": "", "weight": ""}
        for name, direction in zip(INDICES, DIRECTIONS)
    ]
    assert [row["np"] for row in years] == ["1201", "914", "799", "973"]
    assert first["origins"]["indicators"] == "typed: np -; pd -; lsi -; cohesion +; shdi +; shei +"


# With others


@pytest.fixture(scope="module")
def sample_runs(qgis, tmp_path_factory):
    """The table of metrics in memory, that of carbon as a layer, of the sample's four years."""
    from qgis.core import QgsProcessingUtils

    within = context()
    maps = [str(SAMPLE / f"haerwusu_synthetic_{year}.tif") for year in STUDY]
    metrics = run(
        {"LAYERS": maps, "METRICS": "NP;PD;LSI;COHESION;SHDI;SHEI", "LANDSCAPE": "memory:"},
        within=within,
        name="landscapemetrics",
    )
    carbon = run({"LAYERS": maps, "POOLS": str(SAMPLE / "pools.csv"), "STORAGE": "memory:"}, within=within, name="carbonseries")
    found = [QgsProcessingUtils.mapLayerFromString(path, within) for path in (metrics["LANDSCAPE"], carbon["STORAGE"])]
    return [layer.clone() for layer in found]


def test_metrics_and_carbon_of_the_sample(project, tmp_path, sample_runs):
    metrics, carbon = (project.addMapLayer(layer.clone()) for layer in sample_runs)
    asked = {
        "INPUT": metrics,
        "STORAGE": carbon,
        "F_CODES": "7;8",
        "F_MIN": 6000,
        "F_MAX": 8500,
        "CA_MIN": 1.4e6,
        "CA_MAX": 1.65e6,
        "RESCALE_MIN": 0.1,
    }
    result, _weights, _obstacles, results = coupled(**asked, REPORT=str(tmp_path / "r.html"))
    assert [row["year"] for row in result] == list(STUDY) and results["YEARS"] == 4
    # Areas of the study in km2: forest and grassland
    assert [row["f_value"] for row in result] == pytest.approx([7676.47, 6797.70, 8016.18, 8092.66], abs=0.01)
    assert [row["layer"] for row in result] == [f"haerwusu_synthetic_{year}" for year in STUDY]
    totals = {}
    for year, carbon_t in ((feature["year"], feature["carbon_t"]) for feature in carbon.getFeatures()):
        totals[year] = totals.get(year, 0) + carbon_t
    assert [row["ca_value"] for row in result] == pytest.approx([totals[year] for year in STUDY], rel=1e-12)
    assert all(0 < row["d"] < 1 for row in result) and result[1]["f"] == pytest.approx(
        (result[1]["f_value"] - 6000) / 2500, rel=1e-12
    )
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "the area of the classes 7 Grassland and 8 Forest (ha)" in text and "rescaled from 0 at 6,000 to 1 at 8,500" in text
    feedback = Feedback()
    without, *_others = coupled(feedback, INPUT=metrics, STORAGE=carbon, F_CODES="7;8")
    assert (without[1]["f"], without[1]["d"]) == (0, 0) and any("2012" in text for text in feedback.warnings)
    with pytest.raises(Failed, match="F_CODES.*classes of STORAGE|F_CODES.*1, 2, 3"):
        coupled(INPUT=metrics, STORAGE=carbon, F_CODES="77")


def test_zones_of_both(project, tmp_path):
    """Zones of the tables of others go along."""
    from qgis.core import QgsFeature, QgsGeometry, QgsProcessingUtils, QgsRectangle, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32649&field=kind:string", "halves", "memory")
    west, north = 515400, 4401690
    for name, left in (("west", west), ("east", west + 6900)):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, north - 12600, left + 6900, north)))
        feature.setAttributes([name])
        layer.dataProvider().addFeatures([feature])
    zones = {"ZONES": project.addMapLayer(layer), "ZONE_FIELD": "kind"}
    maps = [str(SAMPLE / f"haerwusu_synthetic_{year}.tif") for year in (2007, 2022)]
    within = context()
    metrics = run({"LAYERS": maps, "METRICS": "NP;SHDI", "LANDSCAPE": "memory:", **zones}, within=within, name="landscapemetrics")
    carbon = run(
        {"LAYERS": maps, "POOLS": str(SAMPLE / "pools.csv"), "STORAGE": "memory:", **zones}, within=within, name="carbonseries"
    )
    tables = [QgsProcessingUtils.mapLayerFromString(path, within) for path in (metrics["LANDSCAPE"], carbon["STORAGE"])]
    result, _weights, _obstacles, _results = coupled(
        within=within,
        INPUT=tables[0],
        STORAGE=tables[1],
        F_CODES="7;8",
        WEIGHTS="equal",
        INDICATOR_ROWS=typed(("np", "-"), ("shdi", "+")),
        REPORT=str(tmp_path / "r.html"),
    )
    assert sorted({row["zone"] for row in result}) == ["east", "west"] and len(result) == 4
    assert all(row["f_value"] > 0 and row["ca_value"] > 0 for row in result)
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "east: D in 2022" in text and "Each zone has extremes and weights of its own" in text


@pytest.mark.parametrize("filled", [True, False])
def test_a_model_of_the_chain(project, sample_runs, filled):
    from qgis.core import QgsProcessing, QgsProcessingParameterFeatureSource, QgsProcessingParameterMultipleLayers

    maps = QgsProcessingParameterMultipleLayers("maps", "Maps", QgsProcessing.SourceType.TypeRaster)
    pools = QgsProcessingParameterFeatureSource("pools", "Pools", [QgsProcessing.SourceType.TypeVector])
    steps = {
        "metrics": ("pitscape:landscapemetrics", {"LAYERS": from_input("maps"), "METRICS": "NP;PD;LSI;COHESION;SHDI;SHEI"}),
        "carbon": ("pitscape:carbonseries", {"LAYERS": from_input("maps"), "POOLS": from_input("pools")}),
        "coupling": (
            "pitscape:couplingcoordination",
            {
                "INPUT": from_step("metrics", "LANDSCAPE"),
                "STORAGE": from_step("carbon", "STORAGE"),
                "F_CODES": "7;8",
                "F_MIN": 6000,
                "F_MAX": 8500,
                "CA_MIN": 1.4e6,
                "CA_MAX": 1.65e6,
            },
        ),
    }
    model = chain([maps, pools], steps, {"Coupling": ("coupling", "RESULT"), "Report": ("coupling", "REPORT")}, filled)
    within = context()
    paths = [str(SAMPLE / f"haerwusu_synthetic_{year}.tif") for year in STUDY]
    made = run_chain(model, {"maps": paths, "pools": str(SAMPLE / "pools.csv")}, within)
    found = table(made, "Coupling", within, "year", "d")
    metrics, carbon = (project.addMapLayer(layer.clone()) for layer in sample_runs)
    wanted, *_others = coupled(INPUT=metrics, STORAGE=carbon, F_CODES="7;8", F_MIN=6000, F_MAX=8500, CA_MIN=1.4e6, CA_MAX=1.65e6)
    assert [(row["year"], row["d"]) for row in wanted] == [(year, pytest.approx(d, rel=1e-9)) for year, d in found]
    with open(made["Report"], encoding="utf-8") as page:
        assert "Coupling coordination report" in page.read()


def test_a_batch_with_a_report_each(project, tmp_path):
    within = context()
    for name in ("north", "south"):
        layer = years_layer(project, tmp_path / f"{name}.csv", name=name)
        coupled(within=within, INPUT=layer, REPORT=str(tmp_path / f"{name}.html"), **ENDS)
    texts = {name: (tmp_path / f"{name}.html").read_text("utf-8") for name in ("north", "south")}
    assert all(f"Coupling coordination report: {name}" in text for name, text in texts.items()) and ">north" not in texts["south"]


def test_results_have_the_name_of_the_table(project, tmp_path):
    import processing

    layer = years_layer(project, tmp_path / "y.csv", name="mine")
    processing.runAndLoadResults("pitscape:couplingcoordination", {"INPUT": layer, **ENDS, "RESULT": "TEMPORARY_OUTPUT"})
    (made,) = [one for one in project.mapLayers().values() if one is not layer]
    assert made.name() == "Coupling and coordination by year: mine"
    assert made.attributeAlias(made.fields().lookupField("d")) == "Coordination D"


def test_by_qgis_process(tmp_path):
    rows = [(year, *values, 0.2 + 0.1 * at, 0.9 - 0.2 * at) for at, (year, values) in enumerate(STUDY.items())]
    path = write_table(tmp_path / "y.csv", ("year", *INDICES, "f", "ca"), rows)
    typed_rows = "--INDICATOR_ROWS=np,-,,,,shdi,+,0,2,"
    given = [f"--{name}={value}" for name, value in ENDS.items()]
    results = by_qgis_process(
        tmp_path,
        NAME,
        f"--INPUT={path}",
        typed_rows,
        *given,
        f"--RESULT={tmp_path}/r.csv",
        f"--WEIGHTS_TABLE={tmp_path}/w.csv",
        f"--REPORT={tmp_path}/r.html",
    )
    assert results["YEARS"] == 4 and (tmp_path / "r.html").exists()
    assert [row["direction"] for row in lines(tmp_path / "w.csv")] == ["-", "+"] and [
        row["max"] for row in lines(tmp_path / "w.csv")
    ][1] in ("2", "2.0")
    wanted, *_others = coupled(INPUT=path, INDICATOR_ROWS=typed(("np", "-"), ("shdi", "+", 0, 2)), **ENDS)
    assert [float(row["d"]) for row in lines(tmp_path / "r.csv")] == pytest.approx([row["d"] for row in wanted], rel=1e-12)


# The report


def page(path):
    return re.sub(r"<script>.*?</script>", "", path.read_text("utf-8"), flags=re.S)


@pytest.mark.parametrize(
    "formula, told",
    [
        (
            "standard",
            "geometric mean of the three over their arithmetic mean. Eq. 5 of Chang et al. (2024) as printed lacks the division",
        ),
        ("wang2021", "Wang et al. (2021, Journal of Natural Resources 36: 793–810)"),
        ("fan2024", "Fan et al. (2024): C = 1 − 2 s"),
    ],
)
def test_the_report(project, tmp_path, formula, told):
    layer = years_layer(project, tmp_path / "y.csv", name="<b>mine</b> & co")
    report = tmp_path / "r.html"
    result, weights, obstacles, results = coupled(INPUT=layer, FORMULA=formula, REPORT=str(report), **ENDS)
    text = page(report)
    assert "<b>mine</b>" not in text and "&lt;b&gt;mine&lt;/b&gt; &amp; co" in text
    assert text.count('<figure class="plot">') == 3
    for part in (
        told, "Shannon 1948", "Chang et al. 2024, Eqs 8 and 9", "Eqs 10 and 11", "Eqs 6 and 7", "can be compared only where indicators, weights and extremes are the same",
        "Weights by entropy tell how unlike the years are (4 here)", "rescaled from 0 at 0 to 1 at 1", f"{results['D_FIRST']:.3f}", f"{results['D_LAST']:.3f}",
        f"{weights[0]['weight']:.4f}", "NP (−)", "SHEI (+)", "Number of patches (NP)", "typed: np -; pd -", "T = (L + F + Ca) / 3",
    ):  # fmt: skip
        assert part in text, part
    assert ("lacks the division" in text) == (formula == "standard")
    assert f'data-exact="{result[0]["d"]!r}"' in text and f'data-exact="{weights[2]["entropy"]!r}"' in text
    worst = max((row for row in obstacles if row["year"] == 2022), key=lambda row: row["obstacle_pct"])["column_name"].upper()
    assert re.search(rf"Largest obstacle in 2022</dt><dd><span class=\"value\">{worst}<", text)
    held = [row["year"] for row in result if row["grade_number"] == result[0]["grade_number"]]
    assert result[0]["grade"] in text and str(held[0]) in text


def test_the_report_of_other_settings(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv")
    report = tmp_path / "r.html"
    rows = typed(("np", "-", 0, 2000, 1), ("shdi", "+", "", 3, 3))
    coupled(
        INPUT=layer,
        INDICATOR_ROWS=rows,
        WEIGHTS="given",
        COEFFICIENTS="2;1;1",
        REPORT=str(report),
        F_FIELD="f",
        CA_FIELD="ca",
        RESCALE_MIN=0.1,
    )
    text = page(report)
    for part in (
        "Weights were given.", "α L + β F + γ Ca, with coefficients 0.500, 0.250 and 0.250", "0.1 + 0.9 (x − min)", "(the least that there is)", "(the largest that there is)",
        "typed: np - (0 to 2000, weight 1); shdi + (… to 3, weight 3)", "F is 0 in 2007", "not set: the least of the years",
    ):  # fmt: skip
        assert part in text, part
    assert "entropy" not in text.partition("<h2>Methods")[0].lower()


def test_many_indicators_and_many_zones(project, tmp_path):
    """The largest obstacles have colours, the others one bar; figures have the first six zones."""
    names = [f"index {at}" for at in range(12)]
    rows = [
        (year, zone, *((at * 7 + 3 * year + len(zone) * at * at) % 11 for at in range(12)), 0.5, 0.5)
        for zone in ("a", "bb", "ccc", "dddd", "e5e5e", "f", "gg", "hhh")
        for year in range(2001, 2006)
    ]
    layer = years_layer(project, tmp_path / "y.csv", rows, header=("year", "zone", *names, "f", "ca"))
    report = tmp_path / "r.html"
    coupled(INPUT=layer, INDICATOR_ROWS=typed(*((name, "+") for name in names)), REPORT=str(report), **ENDS)
    text = page(report)
    assert (
        "Shown: 7 of 12, those with the largest shares." in text
        and text.count("Shown: 6 of 8, the first; the tables hold all.") >= 3
    )
    (panels,) = {tuple(json.loads(found)) for found in re.findall(r'"panels":(\[[^\]]+\])', text)}
    assert panels == ("a", "bb", "ccc", "dddd", "e5e5e", "f") and '"name":"others"' in text


def test_a_year_at_its_best_has_no_obstacle(project, tmp_path):
    layer = years_layer(project, tmp_path / "y.csv", [(2000, 1, 0.5, 0.5)], header=("year", "a", "f", "ca"))
    report = tmp_path / "r.html"
    coupled(INPUT=layer, INDICATOR_ROWS=typed(("a", "+", 0, 1)), WEIGHTS="equal", REPORT=str(report), **ENDS)
    assert "there are no obstacles to show" in page(report)


def test_the_directions_of_the_declaration(qgis):
    from pitscape.declare.coupled import INDICES as DECLARED

    assert list(DECLARED.items()) == list(zip(INDICES, DIRECTIONS))
    with open(SAMPLE / "indicators.csv", encoding="utf-8") as file:
        assert [row["column_name"] for row in csv.DictReader(file)] == list(DECLARED)
