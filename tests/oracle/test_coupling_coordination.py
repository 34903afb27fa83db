"""Coupling and coordination of random tables of years, and figures by hand of what is not like others."""

import csv
import itertools
import math
import re

import numpy as np
import pytest
from osgeo import ogr

from . import coupling
from .coupling import Exact, NoFigures
from .figures import COUNTED, Figures
from .library import native, run

KERNEL = "coupling_coordination"
SCALES = [1e-9, 1e-3, 1.0, 1.0, 250.0, 1e6, 1e12]
DOUBLE = 1e-15  # some units in the last place
WIDEST = 1e-12  # what a figure may be off, in shares of it


# Tables ------------------------------------------------------------------------------------------------------------------------


def written(value, rng=None):
    """A cell with all digits of a number, in one of the ways in which it may be written."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    texts = [repr(value)]
    if float(value).is_integer() and abs(value) < 1e9:
        texts += [str(int(value)), f"{int(value)}.0", f" {int(value)}.000 "]
    texts += [f"{value:.17e}"] if isinstance(value, float) else []
    return texts[0] if rng is None else str(rng.choice(texts))


def write_csv(folder, name, columns, rows, rng=None):
    path = str(folder / f"{name}.csv")
    with open(path, "w", newline="", encoding="utf-8") as file:
        quoting = csv.QUOTE_ALL if rng is not None and rng.random() < 0.3 else csv.QUOTE_MINIMAL
        writer = csv.writer(file, quoting=quoting)
        writer.writerow(columns)
        writer.writerows([written(value, rng) for value in row] for row in rows)
    return path


def write_gpkg(folder, name, columns, rows, rng):
    """Numbers as numbers, at times as text."""
    path = str(folder / f"{name}.gpkg")
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("rows", None, ogr.wkbNone)
    kinds = [kind_of([row[at] for row in rows if row[at] is not None], rng) for at in range(len(columns))]
    for column, kind in zip(columns, kinds):
        layer.CreateField(ogr.FieldDefn(column, kind))
    for row in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for at, (value, kind) in enumerate(zip(row, kinds)):
            if value is not None:
                feature.SetField(at, written(value, rng) if kind == ogr.OFTString else value)
        layer.CreateFeature(feature)
    dataset = layer = None
    return path


def kind_of(values, rng):
    if rng.random() < 0.2 or any(isinstance(value, str) for value in values):
        return ogr.OFTString
    return ogr.OFTInteger64 if all(isinstance(value, int) for value in values) else ogr.OFTReal


def any_case(rng, name):
    return "".join(letter.upper() if rng.random() < 0.5 else letter for letter in name) if rng.random() < 0.3 else name


def shuffled(rng, rows):
    return [rows[at] for at in rng.permutation(len(rows))]


# Random values -----------------------------------------------------------------------------------------------------------------


def random_values(rng, count):
    """Values of any size: all different, nearly alike, alike, with ties, of both signs, over many powers of ten."""
    size, kind = float(rng.choice(SCALES)), rng.random()
    values = rng.uniform(0, 1, count)
    if kind < 0.1:
        values = np.full(count, rng.uniform(-1, 1))
    elif kind < 0.25:
        values = 1 + values * rng.choice([1e-3, 1e-9, 1e-13])
    elif kind < 0.4:
        values = values - rng.choice([0.5, 1.5])
    elif kind < 0.6:
        values = np.round(4 * values)
    elif kind < 0.7:
        values = 10.0 ** rng.uniform(-9, 3, count)
    return (values * size).tolist()


def with_gaps(rng, values, share):
    return [None if rng.random() < share else value for value in values]


def random_ends(rng, values):
    """Ends that may be given, none, one or both: beyond the values, at them, or among them."""
    there = [value for value in values if value is not None] or [0.0, 1.0]
    low, high = min(there), max(there)
    span = (high - low) or abs(low) or 1.0
    below, above = [(-0.23, -0.17), (0, 0), (rng.uniform(), rng.uniform()), (1e6, 1e4), (0.3, -0.71)][
        rng.choice(5, p=[0.15, 0.2, 0.5, 0.1, 0.05])
    ]
    given = [float(end) if rng.random() < 0.5 else None for end in (low - below * span, high + above * span)]
    return [None, None] if None not in given and not given[0] < given[1] else given


def random_years(rng, zones, count):
    """A row for each year of each zone, in any order, with gaps at times."""
    places = [
        (zone, int(year)) for zone in zones for year in rng.choice(np.arange(1950, 2050), rng.integers(1, 8), replace=False)
    ]
    share = rng.choice([0, 0, 0, 0.05, 0.2])
    f, ca, *columns = (with_gaps(rng, random_values(rng, len(places)), share / (1 + (at < 2))) for at in range(count + 2))
    rows = [
        {"zone": zone, "year": year, "values": list(values), "f": f, "ca": ca}
        for (zone, year), f, ca, *values in zip(places, f, ca, *columns)
    ]
    return shuffled(rng, rows)


def random_indicators(rng, folder, years, weighted):
    """The table of indicators, and what it says."""
    indicators = []
    for at, column in enumerate(zip(*(year["values"] for year in years))):
        low, high = random_ends(rng, column) if rng.random() < 0.4 else (None, None)
        weight = float(rng.choice([0.0, 0.1, 0.25, 7.0, rng.uniform(0, 1)]))
        indicator = {"name": any_case(rng, f"index_{at}"), "direction": str(rng.choice(["+", "-"]))}
        indicators.append({**indicator, "min": low, "max": high, "weight": weight})
    names = ["name", "direction", "min", "max"] + ["weight"] * weighted
    rows = [[one[name] for name in names] for one in indicators]
    return write_csv(folder, "indicators", [any_case(rng, one) for one in ["column_name", *names[1:]]], rows, rng), indicators


def random_grades(rng, folder):
    """A table of grades in any order, at times with gaps between them and not from 0 to 1, and what it says."""
    cuts = sorted(rng.uniform(-0.1, 1.1, rng.integers(2, 7)).tolist())
    rows = [
        [low, high, f"等级, {at}"] for at, (low, high) in enumerate(itertools.pairwise(cuts)) if at == 0 or rng.random() < 0.8
    ]
    path = write_csv(folder, "grades", [any_case(rng, name) for name in ("from", "to", "name")], shuffled(rng, rows), rng)
    return path, [(Exact(low), Exact(high), name) for low, high, name in rows]


def random_storage(rng, folder, years, coded):
    """Areas and carbon by class, whose sums become F and Ca of the years; some years and classes are not there."""
    rows = []
    for at, year in enumerate(years):
        classes = [1, 2, 3, -4] if rng.random() < 0.9 else [3, 5]
        areas, carbon = (with_gaps(rng, random_values(rng, len(classes)), rng.choice([0, 0, 0, 0.1])) for _ in range(2))
        gone = at and rng.random() < 0.05
        parts = {"f": [area for code, area in zip(classes, areas) if code in (1, 2)], "ca": carbon}
        for name in coded:
            year[name] = None if gone or None in parts[name] else math.fsum(parts[name])
        if not gone:
            rows += [[year["zone"], year["year"], *row] for row in zip(classes, areas, carbon)]
    rows = shuffled(rng, rows) + [[years[0]["zone"], years[0]["year"] - 500, 1, 1e9, 1e9]]
    columns = [any_case(rng, name) for name in ("zone", "year", "lucode", "area_ha", "carbon_t")]
    if years[0]["zone"] is None:
        columns, rows = columns[1:], [row[1:] for row in rows]
    return write_csv(folder, "storage", columns, rows, rng)


def write_input(rng, folder, years, coded, request):
    """The table of years in one of two formats, its columns in any order and case; layers of its rows are told to the years."""
    columns = {"year": [year["year"] for year in years], "remark": ["a, b"] * len(years)}
    if years[0]["zone"] is not None:
        name = str(rng.choice(["zone", "Zone", "mine"]))
        columns[name] = [year["zone"] for year in years]
        request.update({"zone_field": "mine"} if name == "mine" else {})
    elif rng.random() < 0.3:
        columns["zone"] = [None] * len(years)
    layered = rng.random() < 0.2
    for year in years:
        year["layer"] = f"map {year['year']}" if layered else "pattern"
    if layered:
        columns["layer"] = [year["layer"] for year in years]
    for at in range(len(years[0]["values"])):
        columns[f"index_{at}"] = [year["values"][at] for year in years]
    for name in {"f", "ca"} - set(coded):
        columns[f"{name}_column"] = [year[name] for year in years]
    if rng.random() < 0.1:
        request["year_field"], columns["jahr"] = "Jahr", columns.pop("year")
    names = shuffled(rng, sorted(columns))
    write = write_gpkg if rng.random() < 0.3 else write_csv
    rows = list(zip(*(columns[name] for name in names)))
    return write(folder, "years", [any_case(rng, name) for name in names], rows, rng)


# What is compared --------------------------------------------------------------------------------------------------------------


def compare(figures, report, years, indicators, together, asked, layer="pattern"):
    """All rows and columns of the three tables, the results, and of what kinds messages are."""
    expected, failed = {"weights_table": [], "result": [], "obstacles": []}, []
    for zone, own in coupling.groups(years, together):
        try:
            made = coupling.group(own, indicators, **asked)
        except NoFigures as what:
            made = coupling.without_figures(own, indicators)
            failed.append((zone, str(what)))
        loose = sum(lost(row["redundancy"]) for row in made["weights_table"])
        for row in made["weights_table"]:
            expected["weights_table"].append(
                {**row, "zone": zone, "layer": layer, "year": None, "loose": lost(row["redundancy"])}
            )
        for table in ("result", "obstacles"):
            for at, row in enumerate(made[table]):
                year = own[at // (len(made[table]) // len(own))]
                expected[table].append(
                    {**row, "zone": year["zone"], "layer": year["layer"], "year": year["year"], "loose": loose}
                )
    for table, rows in expected.items():
        figures.same(f"{table}: rows", len(report["tables"][table]), len(rows))
        for ours, theirs in zip(report["tables"][table], rows):
            figures.same(f"{table}: columns", sorted(ours), sorted(set(theirs) - {"loose", "short"}))
            what = f"{table} {theirs['zone']} {theirs['year']} {theirs.get('column_name', '')}"
            for column in ours:
                compare_cell(figures, f"{what} {column}", ours[column], theirs, column, asked["grades"])
    d = [row["d"] for row in expected["result"]]
    ends = [d[0], d[-1]] if len({year["zone"] for year in years}) == 1 else [None, None]
    for name, value in zip(("d_first", "d_last", "years"), [*ends, float(len(d) - d.count(None))]):
        figures.same(name, report["results"][name], number(value), relative=WIDEST + loose, absolute=0)
    compare_messages(figures, report, expected, failed, asked["grades"])


def compare_cell(figures, what, got, row, column, grades):
    """x' has the digits of a double: 1 - x', and what shares are off an equal one, have as many fewer as they are smaller.

    What these digits decide, of grades and of what lags, is left open."""
    value, relative, absolute = row[column], WIDEST, 0
    if column in ("grade", "grade_number") and open_grade(row, grades) or column == "lagging" and open_lagging(row):
        return
    if column == "obstacle_pct" and row["short"] is not None:
        short = abs(float(row["short"]))
        if 0 < short < DOUBLE:
            return
        absolute = 100 * DOUBLE / short if short else 0
        relative += row["loose"] + (DOUBLE / short if short else 0)
    elif column in ("redundancy", "weight", "l", "c", "t", "d"):
        relative += row["loose"]
    if column in ("entropy", "rescaled", "l"):
        absolute = DOUBLE
    figures.same(what, got, number(value), relative=relative, absolute=absolute)


def lost(redundancy):
    """How far shares are off an equal one is about the root of 1 - e; what rounding of x' is of that is lost."""
    return DOUBLE / math.sqrt(redundancy) if redundancy else 0.0


def open_grade(row, grades):
    off = Exact(WIDEST + row["loose"])
    return row["d"] is not None and len({coupling.grade_of(row["d"] * (1 + by), grades) for by in (-off, off)}) > 1


def open_lagging(row):
    if row["l"] is None:
        return False
    off = max(1, *map(abs, systems(row))) * Exact(10 * DOUBLE + row["loose"])
    return len({coupling.lagging(systems(row), max(coupling.ALIKE + by, 0)) for by in (-off, off)}) > 1


def compare_messages(figures, report, expected, failed, grades):
    """Years, zones and indicators that are like no others are named, each kind in one sentence."""
    kinds = {code: [] for code in ("INCOMPLETE", "NOTHING", "NEGATIVE", "ZERO", "TOO_FAR_APART", "NO_GRADE", "CONSTANT")}

    def tell(code, template, rows, name=lambda row: str(row["year"])):
        named = [name(row) + (f" of zone {row['zone']}" if row["zone"] is not None else "") for row in rows]
        kinds[code] += [template.format(listed(named))] if named else []

    solved = [row for row in expected["result"] if row["f_min"] is not None]
    known = [row for row in solved if row["l"] is not None]
    tell("INCOMPLETE", "There is no L, F or Ca of {}, where", [row for row in solved if row["l"] is None])
    tell("NOTHING", "L, F and Ca are all 0 in {}, where", [row for row in known if not any(systems(row))])
    for at, name in enumerate(("L", "F", "Ca")):
        negative = [row for row in known if systems(row)[at] < 0]
        zero = [row for row in known if systems(row)[at] == 0 == row["d"]]
        tell("NEGATIVE", name + " is negative in {}, where", negative)
        tell("ZERO", name + " is 0 in {}, and so are C and D", zero)
    apart = [row for row in known if row["c"] is None and min(systems(row)) >= 0 and any(systems(row))]
    tell("TOO_FAR_APART", "L, F and Ca are so far apart in {} that", apart)
    tell("NO_GRADE", "D of {} is in no grade", [row for row in known if row["d"] is not None and row["grade"] is None])
    constant = [row for row in expected["weights_table"] if row["min"] is not None and coupling.flat((row["min"], row["max"]))]
    tell("CONSTANT", "{}: ", constant, lambda row: row["column_name"])
    if any(open_grade(row, grades) for row in known):
        del kinds["NO_GRADE"]
    for code, starts in kinds.items():
        told = texts(report, code)
        figures.same(f"{code}: {told}", [text[: len(start)] for text, start in zip(told, starts)], starts)
        figures.same(f"{code}: sentences", len(told), len(starts))
    told = texts(report, "ZONE_WITHOUT")
    zones = ", ".join(rf"{zone} \([^()]*{re.escape(what)}[^()]*\)" for zone, what in failed)
    figures.same(f"zones without figures: {told}", len(told), int(bool(failed)))
    figures.same(f"{zones}: {told}", all(re.fullmatch(rf"Zones without figures: {zones}\.", text) for text in told), True)


def systems(row):
    return [row[name] for name in ("l", "f", "ca")]


def listed(names):
    """The first ten, and how many more."""
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more


def number(value):
    return float(value) if isinstance(value, Exact) else value


def refused(error, years, indicators, together, asked):
    """A run is refused where no group has figures, by a sentence that says why the first has none."""
    text = str(error)
    COUNTED[KERNEL] += 1
    for at, (_zone, own) in enumerate(coupling.groups(years, together)):
        with pytest.raises(NoFigures) as raised:
            coupling.group(own, indicators, **asked)
        assert at or str(raised.value) in text


# Random tables -----------------------------------------------------------------------------------------------------------------


@pytest.mark.few(100)
def test_tables(rng, tmp_path):
    """Indicators of any sign and size, ends given or not, all kinds of weights and of C, zones, areas by class."""
    zones = [f"z{at}" for at in range(rng.integers(2, 5))] if rng.random() < 0.5 else [None]
    years = random_years(rng, zones, int(rng.integers(1, 9)))
    request, asked = {"layer_name": "pattern"}, {"scale": (0.0, 1.0), "coefficients": [1, 1, 1], "grades": coupling.TEN}
    asked["how"] = request["weights"] = str(rng.choice(["entropy", "given", "equal"]))
    asked["formula"] = request["formula"] = str(rng.choice(["standard", "wang2021", "fan2024"]))
    if rng.random() < 0.5:
        scales = [(0.1, 1.0), (0.01, 0.99), (0.002, 0.998), (0.5, 0.75), (0.999, 1.0), (0.0, 0.3)]
        asked["scale"] = request["rescale_min"], request["rescale_max"] = scales[rng.integers(len(scales))]
    if rng.random() < 0.5:
        asked["coefficients"] = request["coefficients"] = (rng.choice([0.0, 0.2, 0.3, 0.5, 3.0], 3) + 1e-6).tolist()
    if rng.random() < 0.3:
        request["grades"], asked["grades"] = random_grades(rng, tmp_path)
    request["indicators"], indicators = random_indicators(rng, tmp_path, years, asked["how"] == "given")
    coded = [name for name in ("f", "ca") if rng.random() < 0.3]
    if coded:
        request["storage"] = random_storage(rng, tmp_path, years, coded)
        request.update({"f_codes": [1, 2]} if "f" in coded else {})
    asked["ends"] = {name: random_ends(rng, [year[name] for year in years]) for name in ("f", "ca")}
    for name, given in asked["ends"].items():
        request.update({f"{name}_{end}": value for end, value in zip(("min", "max"), given) if value is not None})
        request.update({} if name in coded else {f"{name}_field": any_case(rng, f"{name}_column")})
    together = request["zones_together"] = bool(rng.random() < 0.4)
    request["input"] = write_input(rng, tmp_path, years, coded, request)
    try:
        report = run(KERNEL, tmp_path, **request)
    except native.PitscapeError as error:
        refused(error, years, indicators, together, asked)
        return
    with Figures(KERNEL, str(request)) as figures:
        compare(figures, report, years, indicators, together, asked)


# By hand -----------------------------------------------------------------------------------------------------------------------

HEAD = "year,up,down,grass,carbon\n"
YEARS = "2000,10,3,20,400\n2005,15,5,50,700\n2010,30,7,100,800\n"
SIGNS = "column_name,direction\nup,+\ndown,-\n"
WIDE = "column_name,direction,min,max\nup,+,0,100\n"
STORAGE = "year,lucode,area_ha,carbon_t\n2000,1,20,300\n2000,2,5,100\n2005,1,50,700\n2010,1,100,500\n2010,3,7,300\n"
BY_CLASS = {"f_field": None, "ca_field": None, "f_codes": [1]}
PLAIN = {
    "weights": "equal",
    "f_field": "grass",
    "ca_field": "carbon",
    "f_min": 0.0,
    "f_max": 100.0,
    "ca_min": 0.0,
    "ca_max": 1000.0,
}


def by_hand(folder, rows=YEARS, /, **changes):
    """A run on years of up, down, grass, carbon; texts of more than a line become tables, None is left out."""
    request = {"input": HEAD + rows, "indicators": SIGNS, **PLAIN, **changes}
    for name, value in request.items():
        if isinstance(value, str) and "\n" in value:
            path = folder / f"{name}.csv"
            path.write_text(value, encoding="utf-8")
            request[name] = str(path)
    return run(KERNEL, folder, **{name: value for name, value in request.items() if value is not None})


def columns(report, *names, table="result"):
    return [tuple(row[name] for name in names) for row in report["tables"][table]]


def texts(report, code):
    return [message["text"] for message in report["messages"] if message["code"] == code]


def near(values):
    return pytest.approx(values, rel=1e-14, abs=0)


def test_a_year_of_each_formula(tmp_path):
    """L 1/2, F 1/5, Ca 2/5: product 1/25, mean 11/30, differences 3/10, 1/10, 1/5, squares about the mean 14/300 in all."""
    expected = {
        "standard": 3 * 0.04 ** (1 / 3) / 1.1,
        "wang2021": math.sqrt((1 - 0.2) * math.sqrt(0.4 * 0.8 * 1)),
        "fan2024": 1 - 2 * math.sqrt(14 / 900),
    }
    for formula, c in expected.items():
        report = by_hand(tmp_path, formula=formula, coefficients=[1, 2, 1])
        t = (0.5 + 2 * 0.2 + 0.4) / 4
        assert columns(report, "l", "f", "ca", "c", "t", "d")[0] == near((0.5, 0.2, 0.4, c, t, math.sqrt(c * t)))
        COUNTED[KERNEL] += 6


def test_weights_by_entropy(tmp_path):
    """Of 0, 1/4, 1 and 1, 1/2, 0: shares 1/5 and 4/5, 2/3 and 1/3."""
    e = [-(p * math.log(p) + (1 - p) * math.log(1 - p)) / math.log(3) for p in (0.2, 1 / 3)]
    rest = 2 - sum(e)
    got = columns(by_hand(tmp_path, weights="entropy"), "entropy", "redundancy", "weight", table="weights_table")
    for at, row in enumerate(got):
        assert row == near((e[at], 1 - e[at], (1 - e[at]) / rest))
    COUNTED[KERNEL] += 6


def test_one_year(tmp_path):
    ends = "column_name,direction,min,max\nup,+,0,20\ndown,-,0,10\n"
    report = by_hand(tmp_path, "2000,10,3,20,400\n", indicators=ends)
    assert columns(report, "l", "f", "ca", "lagging") == [(near(0.6), near(0.2), near(0.4), "f")]
    assert report["results"]["d_first"] == report["results"]["d_last"] and report["results"]["years"] == 1


def test_two_years_by_entropy_are_weighed_alike(tmp_path):
    """e is 0 where the scale begins at 0, and the same of all where it begins elsewhere."""
    for low, e in ((0.0, 0.0), (0.1, -(0.1 * math.log(0.1 / 1.1) + math.log(1 / 1.1)) / 1.1 / math.log(2))):
        report = by_hand(tmp_path, YEARS.split("2010")[0], weights="entropy", rescale_min=low)
        assert columns(report, "weight", table="weights_table") == [(0.5,)] * 2 and texts(report, "TWO_YEARS")
        assert columns(report, "entropy", table="weights_table") == [(pytest.approx(e, abs=1e-15),)] * 2


def test_zeros(tmp_path):
    """One of 0 makes C and D 0, by Fan C is what it is; all of 0 have neither; T is there."""
    rows = "2000,10,7,0,0\n2005,15,5,0,700\n2010,30,3,100,1000\n"
    for formula, c in {"standard": 0.0, "wang2021": 0.0, "fan2024": 1 - 2 * float(np.std([0.375, 0, 0.7]))}.items():
        none, one, best = columns(by_hand(tmp_path, rows, formula=formula), "c", "t", "d", "grade_number", "lagging")
        t = 1.075 / 3
        assert none == (None, 0.0, None, None, "l, f, ca")
        assert one == (near(c), near(t), near(math.sqrt(c * t)), 4 if c else 1, "f")
        assert best == (near(1), near(1), near(1), 10, "l, f, ca")


def test_beyond_ends(tmp_path):
    """F of -1/10 has no C; of 3/2 it has, and D beyond 1 no grade. What is beyond its best end is less than nothing short."""
    rows = "2000,0,7,-10,400\n2005,100,5,150,1000\n2010,110,3,50,500\n"
    report = by_hand(tmp_path, rows, indicators=WIDE + "down,-,4,7\n")
    first, second, third = columns(report, "l", "f", "c", "t", "d", "grade", "lagging")
    assert first == (0.0, near(-0.1), None, near(0.1), None, None, "f")
    l, f, ca = (1 + 2 / 3) / 2, 1.5, 1.0
    c, t = 3 * (l * f * ca) ** (1 / 3) / (l + f + ca), (l + f + ca) / 3
    assert second == (near(l), f, near(c), near(t), near(math.sqrt(c * t)), None, "l")
    assert third[0] == near((1.1 + 4 / 3) / 2)
    assert columns(report, "obstacle_pct", table="obstacles") == [(50,), (50,), (0,), (100,), (None,), (None,)]
    assert [len(texts(report, code)) for code in ("OUTSIDE", "NEGATIVE", "NO_GRADE")] == [1, 1, 1]


def test_constant_indicators(tmp_path):
    """They have no x', weight 0, and no part in what L falls short of."""
    rows = "2000,10,3,20,400\n2005,10,5,50,700\n2010,10,7,100,800\n"
    for weights, signs in (
        ("entropy", SIGNS),
        ("equal", SIGNS),
        ("given", "column_name,direction,weight\nup,+,0.4\ndown,-,0.6\n"),
    ):
        report = by_hand(tmp_path, rows, weights=weights, indicators=signs)
        constant, other = columns(report, "min", "max", "entropy", "redundancy", "weight", table="weights_table")
        assert constant == (10, 10, None, None, 0) and other[-1] == 1
        shares = [(None, None), (1.0, None), (None, 0), (0.5, 100), (None, 0), (0.0, 100)]
        assert columns(report, "rescaled", "obstacle_pct", table="obstacles") == [(None, None), *shares[1:]]
        assert "up" in texts(report, "CONSTANT")[0]


def test_scales_given_wider_than_constant_values(tmp_path):
    """Values that are all alike on a scale that is given tell nothing, and are rescaled; x' of 0 throughout: the same."""
    rows = "2000,10,3,20,400\n2005,10,5,50,700\n2010,10,7,100,800\n"
    for low, rescaled in ((0, 0.5), (10, 0)):
        ends = f"column_name,direction,min,max\nup,+,{low},20\ndown,-,,\n"
        report = by_hand(tmp_path, rows, weights="entropy", indicators=ends)
        assert columns(report, "entropy", "redundancy", "weight", table="weights_table")[0] == (1, 0, 0)
        assert columns(report, "rescaled", table="obstacles")[0] == (rescaled,)


def test_grades_hold_their_upper_ends(tmp_path):
    """D is the root of k^2 / 100 where L, F and Ca are that and C is 1."""
    rows = "".join(f"{2000 + k},{k * k},1,{k * k},{k * k * 10}\n" for k in range(1, 11))
    report = by_hand(tmp_path, rows, indicators=WIDE)
    assert columns(report, "d", "grade_number") == [(near(k / 10), k) for k in range(1, 11)]
    grades = "from,to,name\n0.8,1,good\n0.1,0.3,bad\n0.3,0.7,fair\n"
    named = ["bad"] * 3 + ["fair"] * 4 + [None] + ["good"] * 2
    report = by_hand(tmp_path, rows, indicators=WIDE, grades=grades)
    assert columns(report, "grade")[1:] == [(name,) for name in named[1:]]
    assert "2008" in texts(report, "NO_GRADE")[0]


def test_gaps(tmp_path):
    """A year without an index has no figures, and no say in weights; its other values are within the scales of all."""
    rows = "2000,10,3,20,400\n2005,,1,50,700\n2010,30,7,100,800\n2015,20,5,,800\n"
    report = by_hand(tmp_path, rows, weights="entropy")
    assert [row[0] is None for row in columns(report, "d")] == [False, True, False, True]
    assert columns(report, "min", "max", table="weights_table") == [(10, 30), (1, 7)]
    assert columns(report, "rescaled", "obstacle_pct", table="obstacles")[2:4] == [(None, None), (1, None)]
    shares = [(7 - value) / 6 / (4 / 6 + 2 / 6) for value in (3, 7, 5)]
    e = -sum(p * math.log(p) for p in shares if p) / math.log(3)
    assert columns(report, "entropy", table="weights_table")[1] == near((e,))
    assert texts(report, "INCOMPLETE")[0].count("2005") == texts(report, "INCOMPLETE")[0].count("2015") == 1


def test_areas_and_carbon_by_class(tmp_path):
    """Sums of classes; a year without forest has F of 0; a cell that is empty leaves its year without figures."""
    changes = {**BY_CLASS, "storage": STORAGE}
    assert columns(by_hand(tmp_path, **changes), "f_value", "ca_value") == [(20, 400), (50, 700), (100, 800)]
    changes["storage"] = STORAGE.replace("2000,1,20", "2000,4,20").replace("2010,3,7,300", "2010,3,7,")
    first, _, third = columns(by_hand(tmp_path, **changes), "f_value", "ca_value", "d")
    assert first == (0, 400, 0) and third == (100, None, None)


@pytest.mark.parametrize("text", ["2000.0", " 2000 ", "2e3", "+2000", '"2000"'])
def test_years_as_text(tmp_path, text):
    report = by_hand(tmp_path, YEARS.replace("2000", text))
    assert columns(report, "year") == [(2000,), (2005,), (2010,)] and report["results"]["years"] == 3


@pytest.mark.parametrize("change", [str.upper, lambda text: "\ufeff" + text, lambda text: text.replace("year", " Year ")])
def test_columns_as_files_of_spreadsheets_have_them(tmp_path, change):
    report = by_hand(tmp_path, input=change(HEAD) + YEARS + ",,,,\n")
    assert columns(report, "d") == columns(by_hand(tmp_path), "d")


@pytest.mark.parametrize("size", [1e150, 1e-150])
def test_largest_and_smallest_values(tmp_path, size):
    """Scales of what there is make 0, 1/2 and 1 of it."""
    rows = "".join(
        f"{year},{k * size!r},{-k * size!r},{k * size!r},{k * size!r}\n" for year, k in ((2000, 1), (2005, 0), (2010, -1))
    )
    report = by_hand(tmp_path, rows, f_min=None, f_max=None, ca_min=None, ca_max=None)
    assert columns(report, "l", "f", "ca", "d") == [(1, 1, 1, 1), (0.5, 0.5, 0.5, near(math.sqrt(0.5))), (0, 0, 0, None)]


def test_ten_thousand_rows(tmp_path):
    """Many years, whose shares are all small."""
    rng = np.random.default_rng(11)
    rows = [[year, *rng.uniform(size=4).tolist()] for year in range(10_000)]
    years = [{"zone": None, "year": year, "values": [up], "f": f, "ca": ca, "layer": "pattern"} for year, up, _, f, ca in rows]
    asked = {"how": "entropy", "scale": (0, 1), "coefficients": [1, 1, 1], "formula": "fan2024", "grades": coupling.TEN}
    asked["ends"] = {"f": [0.0, 1.0], "ca": [0.0, 1.0]}
    indicators = [{"name": "up", "direction": "-", "min": None, "max": 2.0}]
    signs = "column_name,direction,max\nup,-,2\n"
    table = "".join(",".join(map(repr, row)) + "\n" for row in rows)
    report = by_hand(
        tmp_path, table, indicators=signs, weights="entropy", formula="fan2024", f_max=1.0, ca_max=1.0, layer_name="pattern"
    )
    with Figures(KERNEL, "10,000 rows") as figures:
        compare(figures, report, years, indicators, False, asked)


# At bounds, and far beyond them -------------------------------------------------------------------------------------------------


def test_weights_of_seven_digits(tmp_path):
    """Six of 0.1666667: a year at its best has L and D of 1."""
    names = [f"a{at}" for at in range(6)]
    signs = "column_name,direction,weight\n" + "".join(f"{name},+,0.1666667\n" for name in names)
    rows = ["2000,0,0,0,0,0,0,0,0", "2005,9,9,9,9,9,9,100,1000"]
    table = "\n".join([f"year,{','.join(names)},grass,carbon", *rows, ""])
    report = by_hand(tmp_path, input=table, indicators=signs, weights="given")
    assert columns(report, "l", "d", "grade_number")[1] == (near(1), near(1), 10)


def test_systems_far_apart(tmp_path):
    """F of 5 and 9: by Wang 1 - mean |Ui - Uj| is negative, so that there is no C and no D, with an L of 0 or without."""
    report = by_hand(tmp_path, "2000,10,7,500,0\n2005,15,5,900,700\n2010,30,3,100,1000\n", formula="wang2021")
    assert columns(report, "c", "d", "grade") == [(None,) * 3] * 2 + [(1, 1, "excellent coordination")]
    (text,) = texts(report, "TOO_FAR_APART")
    assert "2000, 2005 " in text and not texts(report, "ZERO")


@pytest.mark.parametrize("value", [58, 29, 99])
def test_systems_that_are_alike(tmp_path, value):
    """L of three indicators, F and Ca, all of the same value on a scale from 0 to 100: none lags."""
    signs = WIDE + "down,+,0,100\nthird,+,0,100\n"
    table = f"year,up,down,third,grass,carbon\n2000,{value},{value},{value},{value},{10 * value}\n"
    assert columns(by_hand(tmp_path, input=table, indicators=signs), "lagging") == [("l, f, ca",)]


@pytest.mark.parametrize("more, lagging", [(0.5e-12, "l, f, ca"), (2e-12, "l, ca")])
def test_systems_that_are_nearly_alike(tmp_path, more, lagging):
    report = by_hand(tmp_path, f"2000,50,1,{50 + 100 * more!r},500\n", indicators=WIDE)
    assert columns(report, "lagging") == [(lagging,)]


def test_grades_hold_their_upper_ends_but_for_the_last_digit(tmp_path):
    """L, F and Ca of 0.09: D is 0.3, of the third grade."""
    signs = "column_name,direction,min,max\na0,-,4.5,17.2\na1,+,9.5,29\na2,+,-8.4,3.2\n"
    table = "year,a0,a1,a2,grass,carbon\n2003,16.057,11.255,-7.356,-2.411,-5.497\n"
    ends = {"f_min": -3.5, "f_max": 8.6, "ca_min": -7.0, "ca_max": 9.7}
    report = by_hand(tmp_path, input=table, indicators=signs, coefficients=[0.4, 0.3, 0.3], **ends)
    assert columns(report, "d", "grade_number") == [(near(0.3), 3)]


@pytest.mark.parametrize("off, number", [(-2e-9, 1), (0.5e-9, 1), (2e-9, 2)])
def test_grades_hold_what_is_nearly_their_upper_end(tmp_path, off, number):
    """L, F and Ca of a quarter and a little more or less, whose root is D, and grades that meet at a half."""
    square = 100 * (0.5 + off) ** 2
    rows = f"2000,{square!r},1,{square!r},{10 * square!r}\n"
    report = by_hand(tmp_path, rows, indicators=WIDE, grades="from,to,name\n0,0.5,low\n0.5,1,high\n")
    assert columns(report, "grade_number") == [(number,)]


@pytest.mark.parametrize("off, number", [(0.5e-9, 1), (2e-9, None)])
def test_grades_begin_a_little_below_their_lowest_end(tmp_path, off, number):
    square = 100 * (0.5 - off) ** 2
    rows = f"2000,{square!r},1,{square!r},{10 * square!r}\n"
    report = by_hand(tmp_path, rows, indicators=WIDE, grades="from,to,name\n0.5,1,high\n")
    assert columns(report, "grade_number") == [(number,)]


def test_ends_that_are_far_apart(tmp_path):
    """All is in the middle between two such ends."""
    report = by_hand(tmp_path, indicators="column_name,direction,min,max\nup,+,-1e150,1e150\n", f_min=-1e150, f_max=1e150)
    assert columns(report, "l", "f") == [(0.5, 0.5)] * 3


def test_ends_that_are_too_near(tmp_path):
    """Nearer than 1e-150, of the data or given: no scale."""
    rows = "2000,1e-151,3,20,400\n2005,5e-151,5,50,700\n2010,2e-151,7,100,800\n"
    for signs in (SIGNS, "column_name,direction,min,max\nup,+,0,9e-151\ndown,-,,\n"):
        report = by_hand(tmp_path, rows, indicators=signs)
        assert columns(report, "weight", table="weights_table") == [(0,), (1,)]
        assert columns(report, "rescaled", table="obstacles")[::2] == [(None,)] * 3
        assert "up" in texts(report, "CONSTANT")[0]


def test_a_given_end_that_is_the_other_end_too(tmp_path):
    """min of 0 where all values of a zone are 0: min = max, a weight of 0, and other indicators as ever."""
    ends = "column_name,direction,min\nup,+,0\ndown,-,\n"
    table = f"zone,{HEAD}a,2000,0,2,3,4\na,2005,0,1,5,6\nb,2000,1,2,3,4\nb,2005,2,1,3,4\n"
    report = by_hand(tmp_path, input=table, indicators=ends)
    assert columns(report, "weight", table="weights_table")[:2] == [(0,), (1,)]
    assert columns(report, "rescaled", table="obstacles")[:4:2] == [(None,)] * 2
    assert texts(report, "CONSTANT")[0].startswith("up of zone a:")


# What is told -------------------------------------------------------------------------------------------------------------------


def test_codes_that_are_not_in_storage(tmp_path):
    report = by_hand(tmp_path, **{**BY_CLASS, "f_codes": [1, 99]}, storage=STORAGE)
    assert re.findall(r"\d+", texts(report, "UNKNOWN_CLASS")[0]) == ["99"]
    assert columns(report, "f") == columns(by_hand(tmp_path, **BY_CLASS, storage=STORAGE), "f")


@pytest.mark.parametrize("ours, theirs", [("", "a"), ("A", "a"), ("1.0", "1")])
def test_zones_of_storage_that_are_others(tmp_path, ours, theirs):
    tables = {"input": zoned(HEAD + YEARS, ours), "storage": zoned(STORAGE, theirs)}
    text = error_of(tmp_path, **tables, **BY_CLASS)
    assert re.search(rf"zone.*\b{theirs}(?![.\w])", text), text


def zoned(text, *zones):
    head, *rows = text.split()
    return "\n".join([f"zone,{head}", *(f"{zone},{row}" for zone in zones for row in rows), ""])


def test_what_a_zone_lacks_is_named(tmp_path):
    """Areas of zone b are all 3."""
    table = f"zone,{HEAD}a,2000,1,2,3,4\na,2005,2,1,5,6\nb,2000,1,2,3,4\nb,2005,2,1,3,7\n"
    (text,) = texts(by_hand(tmp_path, input=table, f_min=None, f_max=None), "ZONE_WITHOUT")
    assert re.search(r": b \(F has no scale.*F_MIN and F_MAX\)\.$", text), text


def test_zones_and_years_that_are_many(tmp_path):
    """One message of each kind, of the first ten."""
    names = [f"z{at}" for at in range(50)]
    table = zoned(HEAD + YEARS.split("2010")[0], *names)
    assert len(texts(by_hand(tmp_path, input=table, weights="entropy"), "TWO_YEARS")) == 1
    table = zoned(f"{HEAD}2000,1,2,3,4\n2005,2,1,3,7\n", *names) + "other,2000,1,2,3,4\nother,2005,2,1,4,7\n"
    (text,) = texts(by_hand(tmp_path, input=table, f_min=None, f_max=None), "ZONE_WITHOUT")
    assert re.findall(r"z\d+", text) == names[:10] and text.endswith(" and 40 more.")
    report = by_hand(tmp_path, "".join(f"{year},{year},,1,2\n" for year in range(300)) + YEARS)
    (text,) = texts(report, "INCOMPLETE")
    assert " of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 290 more, " in text


# What was told wrongly once ------------------------------------------------------------------------------------------------------


def test_what_has_no_scale_but_values(tmp_path):
    """Ends that are given make it so: 100 is the largest of areas, 30 of up."""
    assert "is 100 in all years" not in error_of(tmp_path, f_min=100.0, f_max=None)
    report = by_hand(tmp_path, indicators="column_name,direction,min\nup,+,30\ndown,-,\n")
    assert "the same value in all years" not in texts(report, "CONSTANT")[0]
    assert not texts(report, "OUTSIDE")  # as nothing of it is rescaled


def test_years_of_storage_that_are_of_other_zones(tmp_path):
    tables = {"input": f"zone,{HEAD}a,2000,1,2,3,4\nb,2005,2,1,5,6\n"}
    tables["storage"] = "zone,year,lucode,area_ha,carbon_t\na,2005,1,1,1\nb,2000,1,1,1\n"
    assert "not those of INPUT" not in error_of(tmp_path, **tables, **BY_CLASS)


def test_zones_of_storage_in_a_column_of_another_name(tmp_path):
    tables = {name: zoned(text, "a").replace("zone", "mine") for name, text in (("input", HEAD + YEARS), ("storage", STORAGE))}
    assert "column" in error_of(tmp_path, zone_field="mine", **tables, **BY_CLASS)


def test_codes_that_are_many(tmp_path):
    report = by_hand(tmp_path, **{**BY_CLASS, "f_codes": [1, *range(100, 150)]}, storage=STORAGE)
    assert " and 40 more" in texts(report, "UNKNOWN_CLASS")[0]


def test_no_year_with_all_systems(tmp_path):
    error_of(tmp_path, "2000,10,3,,400\n2005,15,5,50,\n2010,30,7,100,\n")


def test_systems_that_are_nearly_nothing(tmp_path):
    """L of -0.3 / 4 + 0.1 * 3 / 4."""
    signs = "column_name,direction,min,max,weight\nup,+,0,1,1\ndown,+,0,1,3\n"
    report = by_hand(tmp_path, "2000,-0.3,0.1,20,400\n", indicators=signs, weights="given")
    assert columns(report, "c", "d") == [(pytest.approx(0, abs=1e-12),) * 2] and texts(report, "ZERO")


# What is wrong, in a sentence ---------------------------------------------------------------------------------------------------


def error_of(folder, rows=YEARS, /, **changes):
    with pytest.raises(native.PitscapeError) as raised:
        by_hand(folder, rows, **changes)
    text = str(raised.value)
    assert text.endswith(".") and "panic" not in text and type(raised.value).__name__ != "Internal"
    COUNTED[KERNEL] += 1
    return text


BAD = [
    ({"rows": ""}, "INPUT: the table has no row"),
    ({"rows": "2000,10,3,20,400\n2000.0,15,5,50,700\n"}, "rows 1 and 2"),
    ({"rows": "2000,10,3,20,400\n,15,5,50,700\n"}, "year is empty"),
    ({"rows": "2000.5,10,3,20,400\n"}, '"2000.5"'),
    ({"rows": "2000,10,3,20,400\nxx,15,5,50,700\n"}, '"xx"'),
    *(({"rows": YEARS.replace("15", cell)}, cell) for cell in ("nan", "inf", "-Infinity", "NULL", "NA", "n/a", "0x10", "1 000")),
    ({"rows": YEARS.replace("15", '"1,5"')}, '"1,5"'),
    ({"rows": YEARS.replace("15", "1e200")}, "-1e150 to 1e150"),
    ({"rows": "2000,10,3,20,400\n"}, "no indicator has a scale"),
    ({"rows": "2000,0,0,0,0\n2005,0,0,0,0\n"}, "no indicator has a scale"),
    ({"rows": "2000,10,,20,400\n2005,,5,50,700\n2010,12,,80,700\n2015,,7,80,800\n"}, "no year has all"),
    (
        {"rows": "2000,10,3,20,400\n", "weights": "entropy", "indicators": "column_name,direction,min,max\nup,+,0,20\n"},
        "two years",
    ),
    ({"rows": "2000,10,,20,400\n2005,15,,20,400\n"}, "down has no value"),
    ({"rows": "2000,10,1,,400\n2005,15,3,,400\n"}, "F has no value"),
    ({"rows": "2000,10,1,2,400\n2005,15,3,2,500\n", "f_min": None, "f_max": None}, "F_MIN and F_MAX"),
    ({"input": zoned(HEAD + YEARS, "a") + ",2000,1,2,3,4\n"}, "zone is empty"),
    ({"rows": "2000,10,1,2e-151,400\n2005,15,3,3e-151,500\n", "f_min": None, "f_max": None}, "F_MIN and F_MAX"),
    ({"f_min": None, "f_max": 20.0}, "F_MIN and F_MAX"),
    ({"ca_min": 800.0, "ca_max": None}, "CA_MIN and CA_MAX"),
    ({"input": "year,up\n2000,1\n"}, "lacks down, which INDICATORS names"),
    ({"input": "/nowhere/years.csv"}, "years.csv"),
    ({"year_field": "jahr"}, "YEAR_FIELD is jahr"),
    ({"zone_field": "mine"}, "ZONE_FIELD is mine"),
    ({"f_field": "meadow"}, "F_FIELD is meadow; allowed: columns of INPUT: year, up"),
    ({"ca_field": "coal"}, "CA_FIELD is coal; allowed: columns of INPUT: year, up"),
    ({"f_field": None}, "F_FIELD"),
    ({"ca_field": None}, "CA_FIELD"),
    ({"f_min": 5.0, "f_max": 5.0}, "F_MAX is 5"),
    ({"ca_min": 5000.0}, "CA_MAX is 1000"),
    ({"f_min": -1.7e308, "f_max": 1.7e308}, "F_MIN is -1.7e308; allowed: -1e150 to 1e150"),
    ({"ca_max": 2e150}, "CA_MAX is"),
    ({"ca_min": 900.0, "ca_max": None}, "from 900 to 800"),
    ({"rescale_min": -0.1}, "RESCALE_MIN"),
    ({"rescale_min": 0.5, "rescale_max": 0.5}, "RESCALE_MAX"),
    ({"coefficients": [1, 1]}, "COEFFICIENTS"),
    ({"coefficients": [1, 1, -1]}, "COEFFICIENTS"),
    ({"coefficients": [0, 0, 0]}, "COEFFICIENTS"),
    ({"formula": "liu"}, "FORMULA"),
    ({"weights": "critic"}, "WEIGHTS"),
    ({"weights": "given"}, "no column weight"),
    ({"weights": "given", "indicators": "column_name,direction,weight\nup,+,\n"}, "weight is empty"),
    ({"weights": "given", "indicators": "column_name,direction,weight\nup,+,0\n"}, "weight over 0"),
    ({"indicators": "column_name,direction\n"}, "INDICATORS"),
    ({"indicators": SIGNS.replace("-", "*")}, '"*"'),
    ({"indicators": SIGNS + "UP,-\n"}, "twice"),
    ({"indicators": SIGNS + "side,-\n"}, "lacks side"),
    ({"indicators": "column_name,direction,min,max\nup,+,5,5\n"}, "5"),
    ({"indicators": "column_name,direction,min,max\nup,+,nan,\n"}, "min is"),
    ({"indicators": "column_name,direction,min,max\nup,+,-1e308,1e308\n"}, "-1e150 to 1e150"),
    ({"indicators": "column_name,direction,max\nup,+,9\n"}, "the scale of up would go from 10 to 9"),
    ({"indicators": "column_name,direction,min,max\nup,+,12,20\n", "weights": "entropy"}, "negative"),
    ({"f_codes": [1]}, "F_CODES"),
    ({"storage": STORAGE + "2000,1,1,1\n", **BY_CLASS}, "class 1 in 2000"),
    ({"storage": STORAGE.replace("2000,1,20", "2000,1,x"), **BY_CLASS}, '"x"'),
    ({"storage": STORAGE.replace("2000,1,20", "2000,1.5,20"), **BY_CLASS}, '"1.5"'),
    ({"storage": STORAGE.replace("20", "19"), **BY_CLASS}, "no row of any year of INPUT: 2000, 2005, 2010"),
    ({"storage": "year,lucode,area_ha,carbon_t\n", **BY_CLASS}, "STORAGE: the table has no row"),
    ({"storage": STORAGE.replace(",carbon_t", ",c"), **BY_CLASS}, "lacks carbon_t"),
    ({"storage": STORAGE, **BY_CLASS, "f_codes": [9]}, "F_CODES is 9"),
    ({"grades": "from,to,name\n"}, "GRADES"),
    ({"grades": "from,to,name\n0,0.6,a\n0.5,1,b\n"}, "overlap"),
    ({"grades": "from,to,name\n1,0,a\n"}, "below"),
    ({"grades": "from,to,name\n0,,a\n"}, "to is empty"),
    ({"grade": "x\n"}, "grade"),
    ({"threads": 0}, "threads"),
]


@pytest.mark.parametrize("changes, told", BAD)
def test_what_is_wrong_is_told_in_a_sentence(tmp_path, changes, told):
    changes = dict(changes)
    assert told in error_of(tmp_path, changes.pop("rows", YEARS), **changes)
