"""The report of lulctransition: what became of what, by how much and how intensively."""

from ..headings import of_table
from ..layers.class_groups import first_codes
from ..layers.styles import STAYED
from ..translation import tr
from . import change_map, drawings, figures, land_cover, maps
from .page import Drawing, Figure, KeyNumber, KeyNumbers, Note, Page, Section, Table
from .parameters import methods_of
from .parts import Rows, chosen, empty_columns, fewer, listed, records, remarks, titled
from .rounding import DASH, number

ZONES_SHOWN = 3
INTERVALS_SHOWN = 6
CIRCLES = 6  # of intervals; of more there is that of the whole span alone
HEAT = ("#ffffff", "#fdd49e", "#ef6548")  # of a class's land nothing to all


def page(run, report, tables):
    """What the report is made of."""
    spans = Spans(tables)
    return Page(titled(run, spans.title()), sections(run, report, tables, spans), methods(run, report, spans))


class Spans:
    """The rows of all tables by zone and span."""

    def __init__(self, tables):
        self.matrix = _by_span(tables["matrix"])
        self.summary = _by_span(tables["summary"])
        self.intensity = _by_span(tables["intensity"])
        self.zones = list(dict.fromkeys(zone for zone, _span in self.summary))
        self.spans = list(dict.fromkeys(span for _zone, span in self.summary))

    def intervals(self, zone):
        return [span for span in self.spans if span.kind == "interval" and (zone, span) in self.summary]

    def last(self, zone):
        """The whole span, or the one interval; None for a zone that has it not."""
        return self.spans[-1] if (zone, self.spans[-1]) in self.summary else None

    def title(self):
        return str(self.spans[-1])

    def changed(self, zone):
        """Area (ha) that changed over the whole span."""
        return self.all(zone, self.last(zone))["gain_ha"] if self.last(zone) else 0

    def all(self, zone, span):
        return self.summary[zone, span][-1]

    def classes(self):
        return {row["lucode"]: row["name"] for rows in self.summary.values() for row in rows if row["lucode"] is not None}

    def flows(self, zone, span):
        return {(row["lucode_from"], row["lucode_to"]): row["area_ha"] for row in self.matrix[zone, span]}


class Span:
    """Two dates, each by its year, else by its layer."""

    def __init__(self, row):
        self.key = tuple(row[name] for name in ("layer_from", "year_from", "layer_to", "year_to", "span"))
        layer, year, later, later_year, self.kind = self.key
        self.ends = tuple(name if of is None else str(of) for name, of in ((layer, year), (later, later_year)))

    def __hash__(self):
        return hash(self.key)

    def __eq__(self, other):
        return self.key == other.key

    def __str__(self):
        return tr("{first} to {last}", first=self.ends[0], last=self.ends[1])


def _by_span(table):
    found = {}
    for row in records(table):
        found.setdefault((row["zone"], Span(row)), []).append(row)
    return found


def sections(run, report, tables, spans):
    grouped = bool(run.request.get("groups"))
    named = Rows((("lucode", "integer"), ("name", "text")), list(spans.classes().items()))
    pictures, failure = land_cover.pictures_of(run)
    map_names, map_colors = land_cover.classes_of(run, Rows(named.columns, []) if grouped else named, pictures)
    names, colors = map_names, map_colors
    if grouped:
        names = spans.classes()
        colors = maps.colors_of(names, _group_colors(run, names, map_colors))
    zones = chosen(spans.zones, ZONES_SHOWN, spans.changed)
    told = fewer(zones, spans.zones, tr("those where most changed; the tables hold all"))
    made = [Section(tr("Results"), [KeyNumbers(_key_numbers(run, report, spans)), *remarks(report, ("AREAS_DIFFER", "DIFFERENT_LAND"))])]
    for zone in zones:
        title = tr("What became of what") if zone is None else tr("What became of what: {zone}", zone=zone)
        made.append(Section(title, _called(zone, [*_flows(spans, zone, names, colors, told), *_matrices(run, spans, zone, names)])))
        if _has_rates(spans, zone):
            title = tr("Intensity of change") if zone is None else tr("Intensity of change: {zone}", zone=zone)
            made.append(Section(title, _called(zone, _intensities(spans, zone, names, told))))
    made += land_cover.section_of(run, pictures, failure, map_names, map_colors)
    made += change_map.section(run, report, spans.spans, (names, colors))
    made.append(Section(tr("Tables"), _tables(tables, spans)))
    return made


def _called(zone, parts):
    """A figure that is quoted says of which zone it is."""
    for part in parts if zone is not None else ():
        if hasattr(part, "title"):
            part.title = tr("{title}: {zone}", title=part.title, zone=zone)
    return parts


def _group_colors(run, names, colors):
    """The colour of a group is that of the class with the smallest code in it."""
    first = first_codes(run.request["groups"])
    return {number: colors[first[name]] for number, name in names.items() if first.get(name) in colors}


def methods(run, report, spans):
    request = run.request
    sentences = [
        tr(
            "Maps of {dates} were compared cell by cell, for each interval between two of them{whole}. A transition matrix has the area "
            "of each pair of classes.",
            dates=listed(dict.fromkeys(end for span in spans.spans for end in span.ends)),
            whole=tr(" and for the whole span") if len(spans.spans) > 1 else "",
        ),
        tr("Cells count that have a class at all dates.")
        if request.get("common_cells")
        else tr("Cells count that have a class at both dates of an interval."),
        tr(
            "Gain of a class is the area that came from others, loss what went to others, net their difference, and swap twice the smaller "
            "of both (Pontius et al. 2004); exchange is the part of the swap that two classes gave one another, shift the rest (Pontius and "
            "Santacruz 2014)."
        ),
        tr(
            "The dynamic degree is 100 (after − before) / before / years, the two-way degree 100 (gain + loss) / before / years, the compound rate "
            "100 ln(after / before) / years (Puyravaud 2003), all in % per year."
        ),
        tr(
            "Intensity analysis (Aldwaik and Pontius 2012) compares the intensity of change with a uniform one: of intervals with that of "
            "all years, U = 100 Σ change / Σ (area × years), each interval with its own area; of the gain of a class (in % of its area after) and "
            "its loss (in % of its area before) with that of the interval; and of what a class gained from another (in % of that other’s area "
            "before) or lost to it (in % of its area after) with that if it had gained from, or lost to, all others alike."
        ),
    ]
    if request.get("groups"):
        sentences.append(tr("Classes were put together in groups; change within a group does not count as change of land cover."))
    if request.get("pools"):
        sentences.append(
            tr(
                "The change of carbon of a pair of classes is the density after minus that before times the area, where the density is "
                "c_above + c_below + c_soil + c_dead (t of C per ha), as in the carbon model of InVEST."
            )
        )
    sentences += land_cover.regridding(run)
    return methods_of(run, report, sentences, request["layers"][0])


def _key_numbers(run, report, spans):
    results = report["results"]
    label = tr("Changed from {span}", span=spans.spans[-1])
    note = tr("{share} % of the area valid at both dates", share=number(results["changed_pct"], 4))
    made = [KeyNumber(label, number(results["changed_ha"]), "ha", note)]
    if spans.zones == [None]:
        of_all = spans.all(None, spans.spans[-1])
        note = tr("of the changed area is swap: classes gained elsewhere what they lost")
        if of_all["gain_ha"]:
            share = number(100 * of_all["swap_ha"] / of_all["gain_ha"], 3)
            made.append(KeyNumber(tr("Swap"), share, "%", note))
        if of_all["two_way_degree_pct"] is not None:
            note = tr("share of the area that changes in a year")
            made.append(KeyNumber(tr("Comprehensive dynamic degree"), number(of_all["two_way_degree_pct"], 4), tr("% per year"), note))
    if results["carbon_change"] is not None:
        made.append(KeyNumber(tr("Change of carbon from {span}", span=spans.spans[-1]), number(results["carbon_change"]), "t", ""))
    return made


def _flows(spans, zone, names, colors, told):
    intervals = spans.intervals(zone)
    made = []
    if len(intervals) == len([span for span in spans.spans if span.kind == "interval"]):
        labels = [intervals[0].ends[0], *(span.ends[1] for span in intervals)]
        svg = drawings.sankey(labels, [spans.flows(zone, span) for span in intervals], names, colors)
        caption = tr(
            "Bars are classes at each date, bands what became of them, as wide as the area; pale ones stayed. Changes of less than 1 % of what "
            "changed in an interval run together in grey."
        )
        made.append(Drawing(tr("Land cover from date to date"), svg, caption + told))
    last = spans.last(zone)
    return [*made, *_chords(spans, zone, [*_told_apart(zone, intervals, last), *([last] if last else [])], (names, colors), told)]


def _told_apart(zone, intervals, last):
    """The intervals that have circles of their own, but for the one that is the whole: those of zones would be too many."""
    return [span for span in intervals if span != last] if zone is None and len(intervals) <= CIRCLES else []


def _chords(spans, zone, shown, looks, told):
    names, colors = looks
    made = []
    for span in shown:
        svg = drawings.chord(spans.flows(zone, span), names, colors)
        if svg is None:
            made.append(Note(tr("No cell changed from {span}.", span=span)))
            continue
        caption = tr("What changed from {span}.", span=span)
        if not any(part.kind == "drawing" for part in made):
            caption += " " + tr(
                "A class has as much of the circle as it lost and gained. A band has the colour of the class that lost, and stops short of the "
                "class that gained. Changes of less than 1 % of the whole are put together."
            )
        made.append(Drawing(tr("Change between classes, {span}", span=span), svg, caption + told, called="chord"))
    return made


def _matrices(run, spans, zone, names):
    """Of a study the whole span alone: it has many tables."""
    shown = [span for span in spans.spans if (zone, span) in spans.matrix]
    return [_matrix(spans, zone, span, names) for span in (shown if run.whole is None else shown[-1:])]


def _matrix(spans, zone, span, names):
    """Areas by class before (rows) and class after (columns)."""
    flows, balances = spans.flows(zone, span), spans.summary[zone, span]
    after = {row["lucode"]: row["area_after_ha"] for row in balances}
    before = {row["lucode"]: row["area_before_ha"] for row in balances}
    codes = [code for code in before if code is not None]
    columns = [("name", "text"), *((f"to {code}", "real") for code in codes), ("before", "real")]
    rows = [[names[code], *(flows.get((code, other)) for other in codes), before[code]] for code in codes]
    rows.append([tr("All after"), *(after[code] for code in codes), before[None]])
    headings = {"name": tr("Class before"), "before": tr("All before (ha)")}
    headings.update({f"to {code}": names[code] for code in codes})
    of_name = {names[code]: code for code in codes}

    def tint(column, row):
        code = of_name.get(row["name"])
        value = row.get(column)
        if code is None or not column.startswith("to ") or not value:
            return None
        return STAYED if column == f"to {code}" else maps.mixed(HEAT, min(1, value / row["before"]) ** 0.5)

    alike = [name for name, _type in columns]
    made = Table(tr("Transition matrix, {span}", span=span), Rows(columns, rows), "", headings, (), tint, alike=alike, called="matrix")
    if made.turned:
        made.caption = tr("Area (ha) by class before, in columns, and class after, in rows.")
    else:
        made.caption = tr("Area (ha) by class before, in rows, and class after, in columns.")
    made.caption += " " + tr("Grey stayed; the redder a cell, the more of the class before it is.")
    return made


def _has_rates(spans, zone):
    return any(row["intensity_pct"] is not None for span in spans.intervals(zone) for row in spans.intensity[zone, span])


def _intensities(spans, zone, names, told):
    intervals = spans.intervals(zone)
    levels = [row for span in intervals for row in spans.intensity[zone, span] if row["level"] == "interval"]
    made = []
    uniform = levels[0]["uniform_pct"]
    if len(levels) > 1 and uniform is not None:
        bars = [{"name": tr("intensity"), "y": [row["intensity_pct"] for row in levels]}]
        plot = figures.against([str(span) for span in intervals], bars, uniform, tr("Changed (% per year)"))
        caption = tr("Share of the area that changed per year in each interval; above the line of uniform change an interval is fast, below it slow.")
        made.append(Figure(tr("Intensity of intervals"), plot, caption + told))
    shown = intervals[-INTERVALS_SHOWN:]
    plots = []
    for span in shown:
        rows = spans.intensity[zone, span]
        gains, losses = ({row["lucode"]: row for row in rows if row["level"] == level} for level in ("category_gain", "category_loss"))
        of_span = next((row["uniform_pct"] for row in gains.values()), None)
        if of_span is None:
            continue
        series = [{"name": name, "y": [of[code]["intensity_pct"] for code in gains]} for name, of in ((tr("gain"), gains), (tr("loss"), losses))]
        plots.append((str(span), figures.against([names[code] for code in gains], series, of_span, tr("Gain or loss (% per year)"))))
    if plots:
        caption = tr(
            "Gain of a class per year in % of its area after, loss in % of its area before; above the line of uniform change a class is "
            "active, below it dormant. A class that was not there has no bar."
        )
        fewer_intervals = fewer(shown, intervals, tr("the last ones"))
        made.append(Figure(tr("Intensity of classes"), figures.panels(plots, columns=1), caption + fewer_intervals + told))
    made.append(_targets(spans, zone, names))
    return made


def _targets(spans, zone, names):
    """Which transitions were targeted, over the whole span."""
    span = spans.last(zone) or spans.intervals(zone)[-1]
    rows = [row for row in spans.intensity[zone, span] if row["level"] == "transition_gain"]
    codes = list(dict.fromkeys(row["lucode"] for row in rows))
    found = {(row["lucode"], row["lucode_other"]): row["behaviour"] for row in rows}
    words = {"targeted": tr("targeted"), "avoided": tr("avoided"), "uniform": tr("uniform"), None: DASH}
    tints = {words["targeted"]: HEAT[1], words["avoided"]: "#d6e6f4"}
    columns = [("name", "text"), *((f"from {code}", "text") for code in codes)]
    made = [[names[code], *("" if code == other else words[found[code, other]] for other in codes)] for code in codes]
    headings = {"name": tr("Class that gained"), **{f"from {code}": tr("from {name}", name=names[code]) for code in codes}}
    caption = tr(
        "Whether the gain of a class targeted or avoided another class, which “from” stands before, from {span}: it took more, or less, of that "
        "class than if it had gained from all others alike.",
        span=span,
    )
    return Table(tr("Targets of gains"), Rows(columns, made), caption, headings, (), lambda column, row: tints.get(row.get(column)))


def _tables(tables, spans):
    without = ("layer_from", "layer_to", *(() if spans.zones != [None] else ("zone",)))
    if any(span.key[1] is None or span.key[3] is None for span in spans.spans):
        without = without[2:]
    texts = (
        ("summary", tr("Change by class"), tr("A row without a class is of all: gain and loss are the area that changed.")),
        ("matrix", tr("Transition matrix as a list"), tr("Pairs of classes that occur.")),
        ("intensity", tr("Intensity of change"), tr("What did not occur has rows too.")),
    )
    made = []
    for name, title, caption in texts:
        leave_out = (*without, *empty_columns(tables[name]))
        made.append(Table(title, tables[name], caption, of_table("lulc_transition", name), leave_out))
    return made
