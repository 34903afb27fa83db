"""The report of mapaccuracy: the error matrix, areas with intervals, quantity and allocation, carbon with its interval, the map's bias."""

from ..headings import of_table
from ..translation import tr
from . import figures
from .page import Figure, KeyNumber, KeyNumbers, Note, Page, Section, Table
from .parameters import methods_of
from .parts import Rows, chosen, empty_columns, fewer, records, remarks, titled
from .rounding import number, without_noise

CLASSES_SHOWN = 24
Z = 1.959964
FIGURES = ("value", "se", "ci95_low", "ci95_high")
TOLD = ("DESIGN", "REFERENCE_UNMAPPED", "CARBON")
MEASURES = {
    "overall": tr("Overall accuracy"),
    "kappa": tr("Kappa"),
    "quantity": tr("Quantity disagreement"),
    "allocation": tr("Allocation disagreement"),
    "exchange": tr("of this, exchange"),
    "shift": tr("of this, shift"),
    "sample_overall": tr("Overall accuracy of the sample as it is"),
    "sample_kappa": tr("Kappa of the sample as it is"),
    "carbon_mean_t_ha": tr("Mean density by the reference (t/ha)"),
    "carbon_total_t": tr("Total by the reference (t)"),
    "carbon_map_mean_t_ha": tr("Mean density of the map as it is (t/ha)"),
    "carbon_map_bias_t_ha": tr("Bias of the map (t/ha)"),
}
DESIGNS = {
    "stratified": tr("The sample is a stratified random one."),
    "simple": tr("The sample is a simple random one, and is post-stratified by the classes of the map."),
    "systematic": tr("The sample is a systematic one; it is taken as a simple random one, and post-stratified by the classes of the map."),
}


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, _subject(run)), sections(run, report, tables), methods(run, report, tables))


def _subject(run):
    source = run.captured["MAP"]
    if source is None:
        return run.captured["COUNTS"].layer_name
    return source.name if source.year is None or str(source.year) in source.name else f"{source.name} {source.year}"


def sections(run, report, tables):
    measures = _measured(tables)
    classes = list(records(tables["classes"]))
    made = [
        Section(tr("Results"), [KeyNumbers(_key_numbers(measures)), *_notes(measures), *remarks(report, TOLD)]),
        Section(tr("Error matrix"), _matrices(tables)),
        Section(tr("Areas"), [_areas(classes)]),
        Section(tr("Accuracy of the classes"), [_accuracies(classes)]),
    ]
    if "carbon_mean_t_ha" in measures:
        made.append(Section(tr("Carbon"), [_carbon(measures)]))
    made.append(Section(tr("Tables"), [_classes(run, tables), *_measures(measures)]))
    return made


def _measured(tables):
    """Rows of the summary by measure; what is next to nothing beside 1, or beside the mean density, is 0."""
    measures = {row["measure"]: row for row in records(tables["summary"])}
    densities = [row["value"] or 0 for name, row in measures.items() if name.endswith("mean_t_ha")]
    for name, row in measures.items():
        scale = max(densities, default=0) if name.startswith("carbon") else 1
        row.update(zip(FIGURES, without_noise([row[column] for column in FIGURES], scale)))
    return measures


def _classes(run, tables):
    caption = tr("– where a figure is not defined: a class that no point has on the map, or in the reference.")
    headings = of_table(run.algorithm.kernel, "classes")
    leave_out = ("layer", "year", *empty_columns(tables["classes"]))
    return Table(tr("Accuracy and area by class"), tables["classes"], caption, headings, leave_out)


def _measures(measures):
    """Shares in one table, and carbon in another, where a row may be of t and the next one of t/ha."""
    headings = {"measure": tr("Measure"), "value": tr("Value"), "se": tr("Standard error"), "ci95_low": tr("95 %, low"), "ci95_high": tr("95 %, high")}
    parts = (
        (tr("Accuracy of the map"), False, tr("Shares of 1; – where there is no standard error: of quantity and allocation, and of a stratified sample as it is.")),
        (tr("Carbon of the map"), True, tr("By the reference classes of the sample, and by the map as it is.")),
    )
    made = []
    for title, of_carbon, caption in parts:
        rows = [[MEASURES[name], *(row[column] for column in FIGURES)] for name, row in measures.items() if name.startswith("carbon") == of_carbon]
        if rows:
            made.append(Table(title, Rows([("measure", "text"), *((column, "real") for column in FIGURES)], rows), caption, headings, by_row=of_carbon))
    return made


def methods(run, report, tables):
    strata = tr("Strata are the classes of the map, with their shares of its area, of which every cell counts.")
    if run.request.get("counts"):
        strata = tr("Strata are the classes of the map; their sizes are the cells that the table of counts has.")
    if run.request.get("strata"):
        strata = tr("Strata are not the classes of the map; their sizes were given (ratio estimators, Stehman 2014).")
    sentences = [
        f"{DESIGNS[run.request['design']]} {strata}",
        tr(
            "Shares of area are p_ij = Σ W_h n_hij / n_h; overall, user’s and producer’s accuracy and areas follow from them (Olofsson et al. 2014), "
            "with variances Σ W_h² s_h² / n_h (n_h − 1 degrees of freedom, no finite-population correction) and 95 % intervals of ± 1.96 standard errors, "
            "which may reach below 0 or above 1 where points are few."
        ),
        tr(
            "Kappa is that of the estimated area matrix, with a linearised standard error; that of the sample as it is has the one of Fleiss, Cohen and "
            "Everitt (1969) where the sample is not stratified. Quantity and allocation disagreement, of which allocation is exchange and shift, say "
            "what kappa does not (Pontius and Millones 2011; Pontius and Santacruz 2014)."
        ),
    ]
    if run.request.get("pools"):
        sentences.append(
            tr(
                "Carbon is the stratified mean of the density of each point’s reference class; its standard error holds the errors of the map, and "
                "none of the carbon pools. The map’s own mean stands beside: the difference is the bias of the map."
            )
        )
    grid = run.request.get("map")
    return methods_of(run, report, sentences, grid)


def _percent(row):
    return number(100 * row["value"], 4)


def _with_error(row, factor=1):
    if row["se"] is None:
        return tr("no standard error")
    low, high = (number(factor * row[end], 4) for end in ("ci95_low", "ci95_high"))
    return tr("95 %: {low} to {high}", low=low, high=high)


def _key_numbers(measures):
    overall, kappa = measures["overall"], measures["kappa"]
    numbers = [KeyNumber(tr("Overall accuracy"), _percent(overall), "%", _with_error(overall, 100))]
    quantity = tr("quantity {quantity} %, allocation {allocation} %", **{name: _percent(measures[name]) for name in ("quantity", "allocation")})
    wrong = {"value": 1 - overall["value"]}
    numbers.append(KeyNumber(tr("Disagreement"), _percent(wrong), "%", quantity))
    if kappa["value"] is not None:
        numbers.append(KeyNumber(tr("Kappa"), number(kappa["value"], 3), "", _with_error(kappa)))
    if "carbon_mean_t_ha" in measures:
        mean, own = measures["carbon_mean_t_ha"], measures["carbon_map_mean_t_ha"]
        numbers.append(KeyNumber(tr("Mean carbon density"), number(mean["value"]), "t/ha", _with_error(mean)))
        bias = measures["carbon_map_bias_t_ha"]
        note = tr("the map has {mean} t/ha", mean=number(own["value"]))
        numbers.append(KeyNumber(tr("Bias of the map"), number(bias["value"], 3), "t/ha", note))
    return numbers


def _notes(measures):
    notes = [
        Note(
            tr(
                "Kappa compares the agreement with that of a random map, which nobody makes. Quantity (wrong amounts of classes) and allocation (right "
                "amounts at wrong places) add up to all disagreement, and say more (Pontius and Millones 2011)."
            )
        )
    ]
    sample, own = measures["sample_overall"], measures["sample_kappa"]
    if sample["value"] is not None and own["value"] is not None:
        text = tr(
            "Beside them, the sample as it is, each point counting alike: {overall} % of the points are right, kappa {kappa}. In a stratified sample "
            "these depend on how many points each class was given, and are no figures of the map.",
            overall=_percent(sample),
            kappa=number(own["value"], 3),
        )
        notes.append(Note(text))
    return notes


def _matrices(tables):
    """The matrix of points, and that of shares of area in percent: rows are classes of the map, columns those of the reference."""
    points, shares, names = {}, {}, {}
    for row in records(tables["matrix"]):
        pair = row["map_lucode"], row["ref_lucode"]
        points[pair] = points.get(pair, 0) + row["points"]
        shares[pair] = shares.get(pair, 0.0) + 100 * row["area_prop"]
        names[row["map_lucode"]], names[row["ref_lucode"]] = row["map_name"], row["ref_name"]
    rows, columns = (sorted({pair[at] for pair in points}) for at in (0, 1))
    label = {code: f"{code} {name}" for code, name in names.items()}
    made = []
    whole = (
        (tr("Points"), points, "integer", 0, tr("Points of each class of the map (rows) by reference class (columns).")),
        (tr("Shares of area (%)"), shares, "real", 0.0, tr("Estimated shares of the area (%), classes of the map in rows, reference classes in columns.")),
    )
    for title, cells, kind, nothing, caption in whole:
        heads = [("name", "text"), *((f"c{at}_pct", kind) for at in range(len(columns))), ("sum_pct", kind)]
        lines = []
        for code in rows:
            line = [cells.get((code, other), nothing) for other in columns]
            lines.append([label[code], *line, sum(line)])
        sums = [sum(line[at] for line in lines) for at in range(1, len(columns) + 2)]
        lines.append([tr("All"), *sums])
        headings = {"name": tr("Map"), **{f"c{at}_pct": label[code] for at, code in enumerate(columns)}, "sum_pct": tr("All")}
        made.append(Table(title, Rows(heads, lines), caption, headings, alike=[name for name, _kind in heads]))
    return made


def _shown(classes):
    kept = chosen(range(len(classes)), CLASSES_SHOWN, lambda at: classes[at]["area_prop"])
    return [classes[at] for at in kept], fewer(kept, classes, tr("those with the largest areas"))


def _label(row):
    return f"{row['lucode']} {row['name']}" if row["name"] != f"class {row['lucode']}" else str(row["lucode"])


def _interval_words(known):
    if known:
        return tr("Vertical bars are 95 % intervals: the value ± 1.96 standard errors.")
    return tr("There are no intervals, because a stratum has one point alone.")


def _areas(classes):
    rows, told = _shown(classes)
    ends = {"low": "ci95_low_ha", "high": "ci95_high_ha"}
    if rows and rows[0]["area_ha"] is not None:
        unit, caption = tr("Area (ha)"), tr("Area of each class: on the map (bars), and as the reference tells it (points).")
        mapped, area = [row["mapped_ha"] for row in rows], [row["area_ha"] for row in rows]
        low, high = ([row[ends[end]] for row in rows] for end in ("low", "high"))
    else:
        unit = tr("Share of area")
        caption = tr("Share of each class of the area: on the map (bars), and as the reference tells it (points).")
        mapped, area = [row["mapped_prop"] for row in rows], [row["area_prop"] for row in rows]
        low, high = ([_end(row["area_prop"], row["se_prop"], side) for row in rows] for side in (-1, 1))
    plot = figures.compared([_label(row) for row in rows], mapped, tr("on the map"), area, low, high, tr("error-adjusted"), unit)
    return Figure(tr("Mapped and error-adjusted areas"), plot, f"{caption} {_interval_words(low and low[0] is not None)}{told}")


def _end(value, se, side):
    return None if value is None or se is None else value + side * Z * se


def _accuracies(classes):
    rows, told = _shown(classes)
    labels = [_label(row) for row in rows]
    plots = []
    for title, name in ((tr("User’s accuracy"), "users"), (tr("Producer’s accuracy"), "producers")):
        values = [row[name] for row in rows]
        low, high = ([_end(row[name], row[f"se_{name}"], side) for row in rows] for side in (-1, 1))
        plots.append((title, figures.compared(labels, None, "", values, low, high, title, tr("Accuracy"))))
    caption = tr(
        "User’s accuracy: the share of a class on the map that is right. Producer’s accuracy: the share of a class on the ground that the map has."
    )
    known = any(row["se_users"] is not None for row in rows)
    return Figure(tr("User’s and producer’s accuracy"), figures.panels(plots, columns=1), f"{caption} {_interval_words(known)}{told}")


def _carbon(measures):
    mean, own = measures["carbon_mean_t_ha"], measures["carbon_map_mean_t_ha"]
    bars = [own["value"], None]
    points, low, high = [None, mean["value"]], [None, mean["ci95_low"]], [None, mean["ci95_high"]]
    labels = [tr("map"), tr("reference")]
    plot = figures.compared(labels, bars, tr("the map as it is"), points, low, high, tr("by the reference"), tr("Mean carbon density (t/ha)"))
    caption = tr("Mean carbon density (t/ha) of the map as it is, and by the reference classes of the sample.")
    return Figure(tr("Carbon of the map and of the reference"), plot, f"{caption} {_interval_words(mean['se'] is not None)}")
