"""The report of landscapemetrics: composition, patch sizes, and metrics of landscapes and classes over the years and by zone."""

from .. import metrics
from ..headings import of_table
from ..translation import tr
from . import figures, land_cover
from .page import Figure, KeyNumber, KeyNumbers, Note, Page, Section, Table
from .parameters import methods_of
from .parts import chosen, fewer, records, span, titled
from .rounding import given, number

ZONES_SHOWN = 9
MAPS_SHOWN = 9
CLASSES_SHOWN = 12
# Of these, those that were asked for; else the first that were.
LANDSCAPE_LINES = ("PD", "LPI", "ED", "AREA_MN", "LSI", "CONTAG", "COHESION", "SHDI", "AI")
CLASS_LINES = ("NP", "ED", "AREA_MN", "LSI", "AI", "COHESION")


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, _subject(run)), sections(run, tables), methods(run, report))


def sections(run, tables):
    landscape, classes = Wide(tables["landscape"]), Wide(tables["class"])
    sizes = list(records(tables["sizes"]))
    pictures, failure = land_cover.pictures_of(run)
    names, colors = land_cover.classes_of(run, tables["sizes"], pictures)
    zoned = bool(run.request.get("zones"))
    if zoned:
        text = tr(
            "Figures and tables are by zone (zones: {zones}). Patches are cut at the borders of zones, where the rest is background.",
            zones=len({row["zone"] for row in sizes}),
        )
        results = [Note(text)]
    else:
        results = [KeyNumbers(_key_numbers(sizes, landscape))]
    shown = _Shown(sizes, zoned)
    headings = {**of_table("landscape_metrics", "class"), **metrics.headings()}
    without = (() if zoned else ("zone",)) + (("layer",) if _dated(run) else ("year",))
    undefined = tr("– where one is not defined.")
    return [
        Section(tr("Results"), results),
        Section(tr("Composition"), _composition(shown, names, colors)),
        Section(tr("Patch sizes"), [_size_figure(shown, names, colors)]),
        Section(tr("Metrics of landscapes"), _landscape_figures(list(records(landscape)), shown, _dated(run))),
        Section(tr("Metrics of classes"), _class_figures(list(records(classes)), shown, names, _dated(run))),
        *land_cover.section_of(run, pictures, failure, names, colors),
        Section(
            tr("Tables"),
            [
                Table(tr("Landscape metrics"), landscape, f"{tr('Metrics of each landscape;')} {undefined}", headings, without),
                Table(tr("Class metrics"), classes, f"{tr('Metrics of each class;')} {undefined}", headings, without),
            ],
        ),
    ]


def methods(run, report):
    request = run.request
    if request["neighbourhood"] == "8":
        joined = tr("A patch is cells of one class that are connected by a side or a corner (the rule of 8 neighbours).")
    else:
        joined = tr("A patch is cells of one class that are connected by a side (the rule of 4 neighbours).")
    counted = request.get("boundary_edge_pct") or 0
    if counted:
        border = tr("Nodata and the border of the map are background: in TE and ED {share} % of the edge there counts,", share=f"{counted:g}")
    else:
        border = tr("Nodata and the border of the map are background: in TE and ED edges there do not count,")
    sources = tr(
        "Metrics are defined as in FRAGSTATS 4.2 (McGarigal, Cushman and Ene 2012); those of complexity (ENT to RELMUTINF) as in Nowosad "
        "and Stepinski 2019."
    )
    others = tr(
        "in perimeters and LSI all edges do. Standard deviations are those of the population. CONTAG weighs the adjacencies of a class by "
        "its share of the area."
    )
    sentences = [
        f"{joined} {sources}",
        f"{border} {others}",
        tr("Areas and lengths are those of the plane of the reference system; sides of cells are taken apart by direction."),
        *land_cover.regridding(run),
    ]
    return methods_of(run, report, sentences, request["layers"][0])


class Wide:
    """A table of metrics with a column for each metric, whatever the form of the run."""

    def __init__(self, table):
        names = [name for name, _type in table.columns]
        self.name = table.name
        self.columns, self._rows = table.columns, table
        if "metric" in names:
            at = names.index("metric")
            rows = {}
            for row in table:
                rows.setdefault(row[:at], {})[row[at]] = row[at + 1]
            found = list(dict.fromkeys(name for values in rows.values() for name in values))
            self.columns = [*table.columns[:at], *((name.lower(), "real") for name in found)]
            self._rows = [(*key, *(values.get(name) for name in found)) for key, values in rows.items()]
        self.count = table.count if self._rows is table else len(self._rows)

    def __iter__(self):
        return iter(self._rows)


class _Shown:
    """Which maps and zones figures show. `groups` are rows of sizes by (zone, map); the zone is None where there are none."""

    def __init__(self, sizes, zoned):
        self.groups = {}
        for row in sizes:
            self.groups.setdefault((row["zone"] if zoned else None, _label(row)), []).append(row)
        self.zoned = zoned
        self.all_maps = list(dict.fromkeys(label for _zone, label in self.groups))
        self.all_zones = list(dict.fromkeys(zone for zone, _label in self.groups)) if zoned else []
        self.maps = self.all_maps[-MAPS_SHOWN:]
        area = {zone: sum(row["area_ha"] for row in self.groups.get((zone, self.maps[-1]), ())) for zone in self.all_zones}
        self.zones = chosen(self.all_zones, ZONES_SHOWN, area.get)
        self.zones_told = fewer(self.zones, self.all_zones, tr("the zones with the largest area in {map}; the tables hold all", map=self.maps[-1]))
        self.told = self.zones_told + fewer(self.maps, self.all_maps, tr("the last maps; the tables hold all"))

    @property
    def counted(self):
        maps = tr("Maps: {maps}.", maps=len(self.all_maps))
        return maps + " " + tr("Zones: {zones}.", zones=len(self.all_zones)) if self.zoned else maps

    def rows(self, zone, label):
        return self.groups.get((zone, label), [])

    def codes(self):
        return sorted({row["lucode"] for rows in self.groups.values() for row in rows})


def _subject(run):
    labels = land_cover.labels_of(run)
    if _dated(run):
        return span(run.request["years"])
    return ", ".join(labels) if len(labels) <= 3 else tr("{first} to {last}", first=labels[0], last=labels[-1])


def _dated(run):
    """Whether each map has a year."""
    years = run.request.get("years")
    return bool(years) and None not in years


def _label(row):
    return row["layer"] if row["year"] is None else str(row["year"])


def _key_numbers(sizes, landscape):
    numbers = []
    of = {_label(row): row for row in records(landscape)}
    for (_zone, label), rows in _Shown(sizes, False).groups.items():
        classes, area = len({row["lucode"] for row in rows}), number(sum(row["area_ha"] for row in rows))
        note = tr("classes: {classes}, on {area} ha", classes=classes, area=area)
        if of[label].get("shdi") is not None:
            note += "; " + tr("Shannon diversity {shdi}", shdi=number(of[label]["shdi"]))
        numbers.append(KeyNumber(tr("Patches in {map}", map=label), given(sum(row["patches"] for row in rows)), "", note))
    return numbers


def _total(rows, column, code=None):
    return sum(row[column] for row in rows if code is None or row["lucode"] == code)


def _composition(shown, names, colors):
    def stacked(zone, value, y_title):
        series = [
            {"name": names[code], "tag": str(code), "color": colors[code], "y": [value(shown.rows(zone, label), code) for label in shown.maps]}
            for code in shown.codes()
        ]
        return figures.stacked(shown.maps, series, y_title)

    def share(rows, code):
        whole = _total(rows, "area_ha")
        return 100 * _total(rows, "area_ha", code) / whole if whole else None

    def count(rows, code):
        return _total(rows, "patches", code) if rows else None

    made = []
    for title, value, y_title, caption in (
        (tr("Composition"), share, tr("Share of area (%)"), tr("Share (%) of each class in the area.")),
        (tr("Patches by class"), count, tr("Patches"), tr("Number of patches of each class.")),
    ):
        if shown.zoned:
            plot = figures.panels([(zone, stacked(zone, value, y_title)) for zone in shown.zones])
        else:
            plot = stacked(None, value, y_title)
        classes = tr("Classes: {classes}.", classes=len(shown.codes()))
        told = f"{caption} {shown.counted} {classes} {land_cover.in_bars()}{shown.told}"
        made.append(Figure(title, plot, told, called="patches" if value is count else "composition"))
    return made


def _size_figure(shown, names, colors):
    """Panels of the maps, or, with zones, of the zones of the last map."""
    limits = sorted({row["to_ha"] for rows in shown.groups.values() for row in rows})
    last = shown.maps[-1]
    wanted = [(zone, zone, last) for zone in shown.zones] if shown.zoned else [(label, None, label) for label in shown.maps]
    plots = []
    for title, zone, label in wanted:
        rows = shown.rows(zone, label)
        values = {(row["lucode"], row["to_ha"]): row["patches"] for row in rows}
        series = [
            {"name": names[code], "tag": str(code), "color": colors[code], "y": [values.get((code, limit), 0) for limit in limits]}
            for code in shown.codes()
        ]
        if rows:
            plots.append((title, figures.stacked([f"≤{limit:g}" for limit in limits], series, tr("Patches"))))
    caption = tr(
        "Number of patches by area (ha), each bar from the limit before up to its own, on one scale. Codes of the classes stand in the bars where there is room."
    )
    if shown.zoned:
        told = shown.zones_told
        title = tr("Patch sizes by zone, {map}", map=last)
        if len(shown.all_maps) > 1:
            told += " " + tr("Shown: the last map; the table “Patch sizes” holds all.")
    else:
        title, told = tr("Patch sizes"), shown.told
    return Figure(title, figures.panels(plots, columns=2), f"{caption} {shown.counted}{told}")


def _columns(rows, preferred):
    """The metrics that figures show, and what captions say of the others."""
    all_of_them = [column for column in metrics.titles() if rows and column in rows[0]]
    shown = [name.lower() for name in preferred if name.lower() in all_of_them] or all_of_them[: len(preferred)]
    return shown, fewer(shown, all_of_them, tr("the metrics that are most in use; the tables hold all"))


def _undefined(rows, columns):
    count = sum(row[column] is None for row in rows for column in columns)
    return " " + tr("Values that are not defined are left out: {count}.", count=count) if count else ""


def _over_time(series, y_title):
    lines = [{**one, "low": [None] * len(one["x"]), "high": [None] * len(one["x"])} for one in series]
    return figures.lines(lines, y_title)


def _landscape_figures(rows, shown, dated):
    """A panel for each metric: over the years, with a line for each zone; or bars of the zones or maps."""
    columns, told = _columns(rows, LANDSCAPE_LINES)
    titles = metrics.titles()
    if not columns:
        return [Note(tr("No metric of landscapes was asked for."))]
    if shown.zoned:
        rows = [row for row in rows if row["zone"] in shown.zones]
    over_years = dated and len(shown.all_maps) > 1
    if not over_years and not (shown.zoned or len(shown.all_maps) > 1):
        return [Note(tr("There is one landscape: the table of landscape metrics holds its values."))]
    plots = []
    for column in columns:
        if over_years:
            zones = shown.zones if shown.zoned else [None]
            series = []
            for at, zone in enumerate(zones):
                own = [row for row in rows if zone is None or row["zone"] == zone]
                name = tr("landscape") if zone is None else zone
                series.append({"name": name, "at": at, "x": [row["year"] for row in own], "y": [row[column] for row in own]})
            plot = _over_time(series, "")
        else:
            own = [row for row in rows if _label(row) in shown.maps]
            labels = [row["zone"] if len(shown.maps) == 1 else f"{row['zone']}, {_label(row)}" if shown.zoned else _label(row) for row in own]
            plot = figures.bars(labels, [row[column] for row in own], "")
        plots.append((titles[column], plot))
    caption = tr("Metrics of landscapes, each on a scale of its own, by year.") if over_years else tr("Metrics of landscapes, each on a scale of its own.")
    title = tr("Metrics of landscapes by zone") if shown.zoned else tr("Metrics of landscapes")
    words = f"{caption} {shown.counted}{_undefined(rows, columns)}{shown.zones_told if over_years else shown.told}{told}"
    return [Figure(title, figures.panels(plots, alike=False), words)]


def _class_figures(rows, shown, names, dated):
    """Panels with a line for each class over the years: of all metrics, or, with zones, a figure for each metric with a panel for
    each zone. Without years panels have a bar for each class of the last map."""
    columns, told = _columns(rows, CLASS_LINES)
    titles = metrics.titles()
    if not columns:
        return [Note(tr("No metric of classes was asked for."))]
    codes = shown.codes()
    area = {code: sum(_total(group, "area_ha", code) for group in shown.groups.values()) for code in codes}
    drawn = chosen(codes, CLASSES_SHOWN, area.get)
    told += fewer(drawn, codes, tr("the classes with the largest area; the tables hold all"))
    rows = [row for row in rows if row["lucode"] in drawn]
    over_years = dated and len(shown.all_maps) > 1

    def plot(own, column):
        if over_years:
            series = []
            for at, code in enumerate(drawn):
                of_class = [row for row in own if row["lucode"] == code]
                if of_class:
                    x, y = [row["year"] for row in of_class], [row[column] for row in of_class]
                    series.append({"name": names[code], "at": at, "x": x, "y": y})
            return _over_time(series, titles[column])
        own = [row for row in own if _label(row) == shown.maps[-1]]
        return figures.bars([names[row["lucode"]] for row in own], [row[column] for row in own], titles[column])

    if not over_years and len(shown.all_maps) > 1:
        told += " " + tr("Shown: {map}, the last map; the tables hold all.", map=shown.maps[-1])
    classes = tr("Classes: {classes}.", classes=len(codes))
    if not shown.zoned:
        caption = tr("Metrics of classes, each on a scale of its own.")
        plots = [(titles[column], plot(rows, column)) for column in columns]
        words = f"{caption} {shown.counted} {classes}{_undefined(rows, columns)}{told}"
        title = tr("Metrics of classes by year") if over_years else tr("Metrics of classes")
        return [Figure(title, figures.panels(plots, columns=2, alike=False), words)]
    made = []
    for column in columns:
        groups = [(zone, [row for row in rows if row["zone"] == zone]) for zone in shown.zones]
        plots = [(zone, plot(own, column)) for zone, own in groups if own]
        own = [row for _zone, group in groups for row in group]
        caption = tr("{metric}, by class and zone, on one scale.", metric=titles[column])
        words = f"{caption} {shown.counted} {classes}{_undefined(own, [column])}{shown.zones_told}{told}"
        title = tr("{metric} by class and zone", metric=column.upper())
        made.append(Figure(title, figures.panels(plots), words))
    return made
