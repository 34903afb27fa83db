"""The report of couplingcoordination: L, F, Ca, T, C and D over the years, grades of D, obstacles, tables."""

from ..headings import of_table
from ..translation import tr
from . import figures
from .coupling_methods import methods, sign
from .coupling_words import Grades, lagging, long, short
from .page import Figure, KeyNumber, KeyNumbers, Note, Page, Section, Table
from .parts import Rows, chosen, empty_columns, fewer, listed, records, titled
from .rounding import DASH, given, number, rounded

ZONES_SHOWN = 6
PARTS_SHOWN = len(figures.PALETTE)  # indicators in bars
OTHERS = "#c8c8c8"
GAPS_TOLD = 12  # years without figures that captions name
# Column, name, and place among the colours
SYSTEMS = (
    ("l", tr("L, landscape"), 0),
    ("f", tr("F, forest and grassland"), 2),
    ("ca", tr("Ca, carbon"), 3),
    ("t", tr("T, development"), 4),
)
DEGREES = (("c", tr("C, coupling"), 5), ("d", tr("D, coordination"), 6))
OF_ZONES = (*SYSTEMS[:3], DEGREES[1])
LETTERS = {"l": "L", "f": "F", "ca": "Ca", "c": "C", "t": "T", "d": "D"}  # which the caption tells of, so that they fit a page
INDEX_DECIMALS = 4


def page(run, report, tables):
    """The text of the report."""
    return Page(titled(run, run.captured["INPUT"].layer_name), sections(run, tables), methods(run, report, tables))


class Found:
    """Rows of the tables, and which of them figures show."""

    def __init__(self, run, tables):
        self.run, self.tables, self.request = run, tables, run.request
        self.rows = list(records(tables["result"]))
        self.obstacles = list(records(tables["obstacles"]))
        self.grades = Grades(run.request.get("grades"))
        zones = list(dict.fromkeys(row["zone"] for row in self.rows))
        self.zoned = zones != [None]
        self.zones = zones[:ZONES_SHOWN]
        self.told = fewer(self.zones, zones, tr("the first; the tables hold all"))

    def of(self, zone):
        return [row for row in self.rows if row["zone"] == zone]


def sections(run, tables):
    found = Found(run, tables)
    return [
        Section(tr("Results"), [KeyNumbers(_key_numbers(found)), *_how_to_read(found)]),
        Section(tr("Over the years"), [_systems(found), _graded(found)]),
        Section(tr("What stands in the way"), [_obstacles(found)]),
        Section(tr("Tables"), [_results(found), _weights(found), _indicators(found), _grades(found)]),
    ]


def index(value):
    """A figure from 0 to 1."""
    return DASH if value is None else rounded(value, INDEX_DECIMALS)


def _short_index(value):
    return DASH if value is None else rounded(value, 3)


def _measured(value):
    return given(value) if value is not None and value == int(value) else number(value)


def _key_numbers(found):
    numbers = []
    for zone in found.zones:
        rows = found.of(zone)
        for row in rows[-1:] if found.zoned else [*rows[:1], *rows[1:][-1:]]:
            label = tr("{zone}: D in {year}", zone=zone, year=row["year"]) if found.zoned else tr("D in {year}", year=row["year"])
            numbers.append(KeyNumber(label, _short_index(row["d"]), "", _of_degree(found, row)))
    if not found.zoned:
        numbers += _worst(found, found.of(None)[-1]["year"])
    return numbers


def _of_degree(found, row):
    if row["d"] is None:
        return tr("a value is missing, or C is not defined")
    parts = [found.grades.name(row["grade_number"])] if row["grade_number"] else []
    return "; ".join([*parts, tr("C {c}, T {t}", c=_short_index(row["c"]), t=_short_index(row["t"]))])


def _worst(found, year):
    rows = [row for row in found.obstacles if row["year"] == year and row["obstacle_pct"] is not None]
    if not rows:
        return []
    worst = max(rows, key=lambda row: row["obstacle_pct"])
    note = tr("{share} % of what L falls short of 1", share=number(worst["obstacle_pct"], 3))
    return [KeyNumber(tr("Largest obstacle in {year}", year=year), short(worst["column_name"]), "", note)]


def _how_to_read(found):
    notes = [
        tr(
            "L, F and Ca say where a year lies between extremes, so that D depends on these: D of two reports can be compared only where indicators, weights and extremes are the same, "
            "those of F and Ca too."
        )
    ]
    if found.zoned and not found.request["zones_together"]:
        notes.append(
            tr("Each zone has extremes and weights of its own: its figures compare its years, not zones with one another.")
        )
    if found.request["weights"] == "entropy":
        years = max(sum(row["l"] is not None for row in found.of(zone)) for zone in found.zones)
        text = tr(
            "Weights by entropy tell how unlike the years are ({count} here), and not what matters to the land. The fewer years, the more does one of them decide.",
            count=years,
        )
        notes.append(text)
    return [Note(text) for text in notes]


def _ends(rows, columns):
    values = [row[column] for row in rows for column in columns if row[column] is not None]
    low, high = min([0, *values]), max([1, *values])
    margin = 0.04 * (high - low)
    return [low - margin, high + margin]


def _lines(rows, systems, title):
    nothing = [None] * len(rows)
    years = [row["year"] for row in rows]
    series = [
        {"name": name, "at": at, "x": years, "y": [row[column] for row in rows], "low": nothing, "high": nothing}
        for column, name, at in systems
    ]
    plot = figures.lines(series, title)
    plot["layout"]["yaxis"]["range"] = _ends(rows, [column for column, _name, _at in systems])
    return plot


def _gaps(rows):
    """What a caption says of years that are no points."""
    without = [f"{row['year']} ({row['zone']})" if row["zone"] else str(row["year"]) for row in rows if row["d"] is None]
    if len(without) > GAPS_TOLD:
        return " " + tr("Years without a D: {count}.", count=len(without))
    return " " + tr("Without a D: {years}.", years=listed(without)) if without else ""


def _systems(found):
    title = tr("From 0 to 1")
    if found.zoned:
        plots = [(zone, _lines(found.of(zone), OF_ZONES, title)) for zone in found.zones]
        caption = tr("L, F, Ca and D by zone and year. The table has C and T.")
        return Figure(
            tr("Systems and coordination by zone"), figures.panels(plots, columns=3), caption + found.told + _gaps(found.rows)
        )
    plots = [
        (tr("Systems and their mean"), _lines(found.rows, SYSTEMS, title)),
        (tr("Coupling and coordination"), _lines(found.rows, DEGREES, title)),
    ]
    caption = tr("L, F and Ca, what they come to (T), how alike they are (C), and both in one (D), by year.")
    return Figure(tr("Systems, coupling and coordination"), figures.panels(plots), caption + _gaps(found.rows))


def _graded(found):
    series = []
    for at, zone in enumerate(found.zones):
        rows = found.of(zone)
        nothing = [None] * len(rows)
        name = zone if found.zoned else tr("D")
        series.append(
            {
                "name": name,
                "at": at if found.zoned else 6,
                "x": [row["year"] for row in rows],
                "y": [row["d"] for row in rows],
                "low": nothing,
                "high": nothing,
            }
        )
    plot = figures.lines(series, tr("Grade of D"))
    known = [row["d"] for row in found.rows if row["d"] is not None]
    ends = min([0, *known]), max([1, *known])
    caption = tr("D by year, on the bands of its grades, which the table of grades lists.")
    return Figure(
        tr("Coordination and its grades"),
        figures.on_bands(plot, found.grades.bands(), ends),
        caption + found.told + _gaps(found.rows),
    )


def _obstacles(found):
    shares = {}
    for row in found.obstacles:
        shares.setdefault(row["column_name"], []).append(row["obstacle_pct"] or 0)
    if not any(map(any, shares.values())):
        return Note(tr("Nothing falls short of 1, or no year has all indicators: there are no obstacles to show."))
    names = list(shares)
    # One more than there are colours has one of its own.
    most = PARTS_SHOWN if len(names) > PARTS_SHOWN + 1 else PARTS_SHOWN + 1
    shown = chosen(names, most, lambda name: sum(shares[name]))
    plots = [(zone, _bars(found, zone, shown, len(shown) < len(names))) for zone in found.zones]
    plot = figures.panels(plots, columns=3) if found.zoned else plots[0][1]
    caption = tr("Share of each indicator in what L falls short of 1, by its weight (%): where there is most to gain.")
    if any(
        all(row["obstacle_pct"] is None for row in found.obstacles if (row["zone"], row["year"]) == (one["zone"], one["year"]))
        for one in found.rows
    ):
        caption += " " + tr("A year without a bar lacks an indicator, or falls short in none.")
    return Figure(
        tr("Obstacles by year"),
        plot,
        caption + fewer(shown, names, tr("those with the largest shares")) + (found.told if found.zoned else ""),
    )


def _bars(found, zone, shown, others):
    values, years = {}, []
    for row in found.obstacles:
        if row["zone"] == zone:
            years.append(row["year"])
            values[row["column_name"], row["year"]] = row["obstacle_pct"]
    years = list(dict.fromkeys(years))
    colors = (*figures.PALETTE, OTHERS)
    series = [
        {"name": long(name), "tag": short(name), "color": colors[at], "y": [values.get((name, year)) for year in years]}
        for at, name in enumerate(shown)
    ]
    if others:
        rest = [
            sum(value or 0 for (name, one), value in values.items() if one == year and name not in shown) or None
            for year in years
        ]
        series.append({"name": tr("others"), "tag": tr("others"), "color": OTHERS, "y": rest})
    plot = figures.stacked([str(year) for year in years], series, tr("Obstacle (%)"))
    plot["layout"]["yaxis"]["range"] = [0, 100]
    return plot


def _zone(found):
    return () if found.zoned else ("zone",)


def _results(found):
    headings = of_table("coupling_coordination", "result") | {**LETTERS, "lagging": tr("Smallest")}
    for column, field, unit in (("f_value", "f_field", "ha"), ("ca_value", "ca_field", "t")):
        what = found.request.get(field) or unit
        headings[column] = f"{headings[column]} ({what})"
    extremes = ("f_min", "f_max", "ca_min", "ca_max")
    alike = all(len({row[name] for row in found.rows}) == 1 for name in extremes)
    leave_out = (*_zone(found), "layer", "grade_number", *(extremes if alike else ()))
    grades = {row["grade"]: found.grades.name(row["grade_number"]) for row in found.rows}
    texts = {
        **dict.fromkeys(LETTERS, index),
        "grade": lambda name: grades[name] or DASH,
        "lagging": lambda text: lagging(text) or DASH,
    }
    caption = tr(
        "Landscape L, forest and grassland F, carbon Ca, coupling C, development T, coordination D with its grade, and which of L, F and Ca is smallest."
    )
    if any(row["d"] is None for row in found.rows):
        caption += " " + tr("– where a value is missing, or C is not defined.")
    return Table(tr("Coupling and coordination by year"), found.tables["result"], caption, headings, leave_out, texts=texts)


def _weights(found):
    table = found.tables["weights_table"]
    texts = {
        "column_name": long,
        "direction": sign,
        "min": _measured,
        "max": _measured,
        **dict.fromkeys(("entropy", "redundancy", "weight"), index),
    }
    caption = [tr("Extremes between which each indicator is rescaled, and its weight in L.")]
    if any(row["min"] is not None and row["min"] == row["max"] for row in records(table)):
        caption.append(tr("A constant indicator has weight 0."))
    leave_out = (
        "layer",
        "year",
        *(("zone",) if all(row["zone"] is None for row in records(table)) else ()),
        *(empty_columns(table) & {"entropy", "redundancy"}),
    )
    return Table(
        tr("Extremes and weights of indicators"),
        table,
        " ".join(caption),
        of_table("coupling_coordination", "weights_table"),
        leave_out,
        texts=texts,
    )


def _indicators(found):
    texts = {
        "column_name": short,
        "value": _measured,
        "rescaled": index,
        "obstacle_pct": lambda share: DASH if share is None else rounded(share, 2),
    }
    low, high = given(found.request["rescale_min"]), given(found.request["rescale_max"])
    caption = tr(
        "Each indicator as it was, rescaled from {low} (bad) to {high} (good), and its share in what L falls short of 1.",
        low=low,
        high=high,
    )
    return Table(
        tr("Indicators by year"),
        found.tables["obstacles"],
        caption,
        of_table("coupling_coordination", "obstacles"),
        (*_zone(found), "layer"),
        texts=texts,
    )


def _grades(found):
    rows = []
    for at, (low, high, name) in enumerate(found.grades.all, 1):
        held = [row for row in found.rows if row["grade_number"] == at]
        years = len(held) if found.zoned else listed(str(row["year"]) for row in held) if held else DASH
        rows.append([at, low, high, name, years])
    columns = [
        ("grade_number", "integer"),
        ("d_from", "real"),
        ("d_to", "real"),
        ("grade", "text"),
        ("years", "integer" if found.zoned else "text"),
    ]
    headings = {
        "grade_number": tr("Number"),
        "d_from": tr("D above"),
        "d_to": tr("D up to"),
        "grade": tr("Grade"),
        "years": tr("Years of all zones") if found.zoned else tr("Years"),
    }
    texts = {"d_from": given, "d_to": given}
    return Table(
        tr("Grades of D"),
        Rows(columns, rows),
        tr("Grades, and the years whose D they hold."),
        headings,
        texts=texts,
        upright=True,
    )
