"""The report of landscapemetrics: composition, patch sizes, and metrics by class and map."""

from .. import metrics, native
from ..headings import of_table
from . import figures, land_cover, maps
from .page import Figure, KeyNumber, KeyNumbers, Note, Section, Table, methods_of, number, render
from .parts import records

MAPS_SHOWN = 6
CLASS_LINES = ("NP", "ED", "AREA_MN", "LSI", "AI", "COHESION")  # of these, those that were asked for


def page(run, report, tables):
    """The text of the report."""
    labels = land_cover.labels_of(run)
    span = labels[0] if len(labels) == 1 else f"{min(labels)} to {max(labels)}" if _years(run) else ""
    return render(f"{run.algorithm.displayName()} {span}".strip(), sections(run, tables), methods(run, report))


def sections(run, tables):
    landscape, classes = Wide(tables["landscape"]), Wide(tables["class"])
    sizes = list(records(tables["sizes"]))
    pictures, failure = land_cover.pictures_of(run)
    names, colors = land_cover.classes_of(run, tables["sizes"], pictures)
    zoned = bool(run.request.get("zones"))
    made = []
    if zoned:
        zones = len({row["zone"] for row in sizes})
        text = f"Figures and tables are by zone ({zones}). Patches are cut at the borders of zones, where the rest is background."
        made.append(Section("Results", [Note(text)]))
    else:
        made.append(Section("Results", [KeyNumbers(_key_numbers(sizes, landscape))]))
    groups = _groups(sizes, zoned)
    made.append(Section("Composition", _shown(groups, MAPS_SHOWN * 2, lambda: _composition(groups, names, colors))))
    made.append(Section("Patch sizes", _shown(groups, MAPS_SHOWN, lambda: _size_figures(groups, names, colors))))
    if _years(run) and not zoned:
        made.append(Section("Classes by year", _class_lines(classes, names)))
    made.append(Section("Maps", [failure] if failure else [land_cover.maps_of(run, pictures, names, colors)]))
    headings = {**of_table("landscape_metrics", "class"), **metrics.headings()}
    without = (() if zoned else ("zone",)) + (("layer",) if _dated(run) else ("year",))
    made.append(
        Section(
            "Tables",
            [
                Table("Landscape metrics", landscape, "Metrics of each landscape; — where one is not defined.", headings, without),
                Table("Class metrics", classes, "Metrics of each class; — where one is not defined.", headings, without),
            ],
        )
    )
    return made


def methods(run, report):
    request = run.request
    corners = "a side or a corner (the rule of 8 neighbours)" if request["neighbourhood"] == "8" else "a side (the rule of 4 neighbours)"
    counted = request.get("boundary_edge_pct") or 0
    border = f"{counted:g} % of the edge there counts" if counted else "edges there do not count"
    sentences = [
        f"A patch is cells of one class that are connected by {corners}. Metrics are defined as in FRAGSTATS 4.2 (McGarigal, Cushman "
        "and Ene 2012); those of complexity (ENT to RELMUTINF) as in Nowosad and Stepinski 2019.",
        f"Nodata and the border of the map are background: in TE and ED {border}, in perimeters and LSI all edges do. Standard "
        "deviations are those of the population. CONTAG weighs the adjacencies of a class by its share of the area.",
        "Areas and lengths are those of the plane of the reference system; sides of cells are taken apart by direction.",
    ]
    if len(request["layers"]) > 1:
        picked = {"nearest": "the class at the centre of a cell", "mode": "the class that fills most of a cell"}
        how = picked[request.get("resample_classes") or "nearest"]
        sentences.append(f"The first of the maps gives the grid; a map on another grid is brought onto it by {how}.")
    return methods_of(run, report, sentences, maps.grid(request["layers"][0]))


class Wide:
    """A table of metrics with a column for each metric, whatever the form of the run."""

    def __init__(self, table):
        names = [name for name, _type in table.columns]
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


def _years(run):
    """Whether there are several maps and each has a year."""
    return len(run.request["layers"]) > 1 and _dated(run)


def _dated(run):
    years = run.request.get("years")
    return bool(years) and None not in years


def _label(row, zoned=False):
    label = row["layer"] if row["year"] is None else str(row["year"])
    return f"{row['zone']}, {label}" if zoned else label


def _groups(sizes, zoned):
    """Rows of sizes by map, or by zone and map."""
    groups = {}
    for row in sizes:
        groups.setdefault(_label(row, zoned), []).append(row)
    return groups


def _shown(groups, most, parts):
    if len(groups) > most:
        return [Note(f"Figures show up to {most} maps or zones, and there are {len(groups)}: the tables hold them.")]
    return parts()


def _key_numbers(sizes, landscape):
    numbers = []
    of = {_label(row): row for row in records(landscape)}
    for label, rows in _groups(sizes, False).items():
        note = f"{len({row['lucode'] for row in rows})} classes on {number(sum(row['area_ha'] for row in rows))} ha"
        if of[label].get("shdi") is not None:
            note += f"; Shannon diversity {number(of[label]['shdi'])}"
        numbers.append(KeyNumber(f"Patches in {label}", f"{sum(row['patches'] for row in rows):,}", "", note))
    return numbers


def _composition(groups, names, colors):
    codes = sorted({row["lucode"] for rows in groups.values() for row in rows})

    def stacked(value, y_title):
        series = [
            {"name": names[code], "tag": str(code), "color": colors[code], "y": [value(rows, code) for rows in groups.values()]}
            for code in codes
        ]
        return figures.stacked(list(groups), series, y_title)

    def total(rows, column, code=None):
        return sum(row[column] for row in rows if code is None or row["lucode"] == code)

    shares = stacked(lambda rows, code: 100 * total(rows, "area_ha", code) / total(rows, "area_ha"), "Share of area (%)")
    counts = stacked(lambda rows, code: total(rows, "patches", code), "Patches")
    return [
        Figure("Composition", shares, "Share of each class in the area. Numbers in the bars are class codes."),
        Figure("Patches by class", counts, "Number of patches of each class. Numbers in the bars are class codes."),
    ]


def _size_figures(groups, names, colors):
    made = []
    limits = sorted({row["to_ha"] for rows in groups.values() for row in rows})
    for label, rows in groups.items():
        values = {(row["lucode"], row["to_ha"]): row["patches"] for row in rows}
        series = [
            {"name": names[code], "tag": str(code), "color": colors[code], "y": [values.get((code, limit), 0) for limit in limits]}
            for code in sorted({row["lucode"] for row in rows})
        ]
        plot = figures.stacked([f"≤{limit:g}" for limit in limits], series, "Patches")
        plot["layout"]["xaxis"]["tickangle"] = 0
        caption = "Number of patches by area (ha), each bar from the limit before up to its own. Numbers in the bars are class codes."
        made.append(Figure(f"Patch sizes, {label}", plot, caption))
    return made


def _class_lines(classes, names):
    rows = list(records(classes))
    known = {metric["abbreviation"]: metric for metric in native.describe()["metrics"]}
    made = []
    for abbreviation in CLASS_LINES:
        column = abbreviation.lower()
        if not rows or column not in rows[0]:
            continue
        series = []
        for code in sorted({row["lucode"] for row in rows}):
            own = [row for row in rows if row["lucode"] == code]
            none = [None] * len(own)
            values = {"x": [row["year"] for row in own], "y": [row[column] for row in own]}
            series.append({"name": names[code], **values, "low": none, "high": none})
        plot = figures.lines(series, metrics.headings()[column])
        caption = f"{known[abbreviation]['name']}: {known[abbreviation]['definition']}"
        made.append(Figure(f"{abbreviation} by class and year", plot, caption))
    return made or [Note("No metric of classes was asked for.")]
