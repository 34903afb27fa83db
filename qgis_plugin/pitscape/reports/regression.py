"""The report of a regression: the equation, coefficients with three kinds of errors, where residuals lie and how they go together, how it was done."""

import re
import statistics

import numpy

from ..headings import of_table
from ..layers.styles import RESIDUAL
from ..translation import tr
from . import drawings, figures, maps
from .equation import equation
from .page import Drawing, Equation, Figure, KeyNumber, KeyNumbers, Maps, Note, Page, Panel, Section, Table
from .parts import Rows, chosen, drawn, empty_columns, fewer, images_of, records, remarks, titled
from .regression_found import CONSTANT, Found, squared
from .regression_methods import methods
from .regression_words import ACTIONS, AT_LEAST, FIGURES, STAGES, word_of
from .rounding import P_LEVELS, given, number, p_value, rounded
from .variable_maps import variable_maps

TOLD = ("ROWS", "SAMPLE", "BLOCK_SIZE", "BASE", "NAMES")
UNITS = 8  # of coefficients, beside the equation; more stand in the table
COEFFICIENTS = 40  # with their intervals, those of the largest |beta|
PANELS = 12  # partial residuals, those of the largest |beta|
POINTS = 6000  # of all panels together
DRAWN = 3000  # of other figures
TENTHS = 10
NOTHING = "#b5b5b5"  # where there is no residual; one of 0 is nearly white
SEEN = 0.99  # of residuals; the colours of a map end there
LONGEST = 60  # letters of a list of variables that a table of steps shows
DIGITS = ("coefficient", "se", "ci95_low", "ci95_high", "se_hc3", "ci95_hc3_low", "ci95_hc3_high", "se_block", "ci95_block_low", "ci95_block_high")
NORMAL = statistics.NormalDist()


def page(run, report, tables):
    """What the report is made of."""
    found = Found(run, report, tables)
    return Page(titled(run, _subject(run)), sections(found), methods(found))


def _subject(run):
    table = run.captured["TABLE"]
    return run.captured["Y"].name if table is None else f"{table.layer_name}, {run.captured['Y_FIELD']}"


def sections(found):
    made = [
        Section(
            tr("Results"),
            [KeyNumbers(_key_numbers(found)), _equation(found), *_how_to_read(found), *remarks(found.report, TOLD)],
        ),
        *_variables(found),
        Section(tr("Coefficients"), [*_intervals(found), _coefficients(found)]),
        Section(tr("Residuals"), [*_map(found), *_variogram(found), *_agreement(found), *_partials(found)]),
    ]
    steps = _steps(found)
    if steps:
        made.append(Section(tr("Variables that were left out or selected"), steps))
    return [*made, Section(tr("Diagnostics"), [_diagnostics(found)])]


def _variables(found):
    request = found.run.request
    return variable_maps(found.run, [request["y"], *request["x"]], found.names) if found.rasters else []


def _key_numbers(found):
    results = found.results
    cv, blocks = results["r2_cv"], found.value("blocks")
    unseen = tr("folds: {folds}; blocks: {blocks}", folds=given(found.run.request["folds"]), blocks=given(blocks)) if cv is not None else tr("too few blocks")
    if cv is None and blocks is None:
        unseen = tr("there are no blocks")
    rmse_cv = found.value("rmse_cv_block")
    of_unseen = tr("of blocks not seen {rmse}", rmse=number(rmse_cv, 4)) if rmse_cv is not None else ""
    numbers = [
        KeyNumber(found.r2("R²"), number(results["r2"], 3), "", tr("adjusted {r2}", r2=number(found.value("r2_adj"), 3))),
        KeyNumber(found.r2(tr("R² of blocks not seen")), number(cv, 3), "", unseen),
        KeyNumber(tr("RMSE"), number(found.value("rmse"), 4), found.unit, of_unseen),
        KeyNumber(
            tr("Cells of the model") if found.rasters else tr("Rows of the model"),
            given(results["rows"]),
            "",
            tr("coefficients: {count}", count=len(found.model)),
        ),
    ]
    if found.alike is None:
        why, _sentence = found.why_untested()
        return [*numbers, KeyNumber(tr("p of Moran’s I of the residuals"), number(None), "", why)]
    told = tr("I = {i}: neighbours are alike", i=number(found.value("moran_i"), 3)) if found.alike else tr("I = {i}", i=number(found.value("moran_i"), 3))
    return [*numbers, KeyNumber(tr("p of Moran’s I of the residuals"), p_value(results["moran_p"]), "", told)]


def _equation(found):
    terms = []
    for row in found.model:
        constant = row["variable"] == CONSTANT
        terms.append((None if constant else row["variable"], row["coefficient"], row["se"], found.largest(row["variable"])))
    caption = [
        tr("Coefficients have six digits; the table “Model” has all. What rounding leaves is 0.")
        if found.exact
        else tr("Coefficients have the digits that predictions need; the table “Model” has all.")
    ]
    known = [row for row in found.variables if row["unit"]]
    units = [] if len(known) > UNITS else [tr("{variable} in {unit}", variable=row["variable"], unit=row["unit"]) for row in known]
    if found.unit:
        caption.append(tr("{y} is in {unit}.", y=found.y, unit=found.unit))
    if units:
        caption.append(tr("Units of the coefficients: {units}.", units="; ".join(units)))
    if any(re.search(r"\W", row["variable"]) for row in found.variables):
        caption.append(tr("Names of several words stand in brackets; of a factor and a class the value is 1 in that class and 0 elsewhere."))
    classes = [f"{row['variable']}: {found.classes[row['variable']]}" for row in found.variables if row["variable"] in found.classes]
    if classes:
        caption.append(tr("Classes: {classes}.", classes="; ".join(classes)))
    if found.bases:
        caption.append(_bases(found))
    return Equation(equation(found.y, terms, found.value("rmse")), " ".join(caption))


def _bases(found):
    return tr("Compared with the base: {bases}.", bases="; ".join(found.bases))


def _how_to_read(found):
    notes = []
    if found.alike:
        blocks = any(row["p_block"] is not None for row in found.model)
        if blocks:
            read = tr("As residuals of neighbours are alike ({p}), p of blocks (p_block) is the one to read and to report: it admits that residuals within a block are alike.", p=_p(found.results["moran_p"]))
        elif found.value("blocks") is None:
            read = tr("Residuals of neighbours are alike ({p}), and there is no p of blocks here, which would admit it. Take none of these p for a finding.", p=_p(found.results["moran_p"]))
        else:
            read = tr("Residuals of neighbours are alike ({p}), and with fewer than 10 blocks there is no p of blocks, which would admit it. Take none of these p for a finding.", p=_p(found.results["moran_p"]))
        notes.append(Note(f"{read} {_lags(found)}".strip(), warning=not blocks))
    elif found.alike is None:
        _short, sentence = found.why_untested()
        assume = "" if found.exact else tr("Standard errors and p take residuals as independent.")
        notes.append(Note(f"{sentence} {assume}".strip()))
    else:
        notes.append(Note(tr("Moran’s I shows no likeness of neighbouring residuals that chance would not make: p of independent residuals may be read.")))
    if found.about_zero:
        notes.append(Note(tr("The model has no constant. All R² are about 0: shares of the squares of Y, and not of its variance. They are larger than those of a model with a constant, and not to be compared with them.")))
    if found.run.request["selection"] != "none" and found.variables:
        notes.append(
            Note(tr("Variables were selected by the same data: their p and standard errors are too small, and R² is too large. R² of blocks not seen has the same variables, and is too large as well."))
        )
    return notes


def _p(p):
    """p in a sentence."""
    text = p_value(p)
    return f"p {text}" if text.startswith("<") else f"p = {text}"


def _lags(found):
    """What the tests by Lagrange multipliers say of it."""
    p = {name: found.figures[name]["p"] for name in ("lm_error", "lm_lag", "robust_lm_error", "robust_lm_lag") if name in found.figures}
    if len(p) < 4 or any(one is None for one in p.values()):
        return ""
    level = P_LEVELS[0]
    error, lag = p["robust_lm_error"] < level, p["robust_lm_lag"] < level
    if error and not lag:
        return tr("The robust tests point to the errors (something that is not among the variables, and alike over a distance), not to a lag of Y.")
    if lag and not error:
        return tr("The robust tests point to a lag of Y (what a place has depends on what its neighbours have), not to the errors.")
    return ""


def _ends(row):
    """The limits of three kinds of a coefficient, in standard deviations."""
    if not row["coefficient"]:
        return [None] * 3
    scale = row["beta"] / row["coefficient"]
    limits = [(row[f"ci95_{kind}low"], row[f"ci95_{kind}high"]) for kind in ("", "hc3_", "block_")]
    return [None if None in pair else tuple(sorted(scale * end for end in pair)) for pair in limits]


def _intervals(found):
    known = [row for row in found.variables if row["beta"] is not None]
    shown = chosen(range(len(known)), COEFFICIENTS, lambda at: abs(known[at]["beta"]))
    rows = [(found.label(known[at]["variable"]), known[at]["beta"], [None] * 3 if found.exact else _ends(known[at])) for at in shown]
    if not rows:
        return []
    kinds = [tr("independent residuals (OLS)"), tr("residuals of any variance (HC3)"), tr("residuals alike within blocks (CR1)")]
    there = [at for at in range(len(kinds)) if any(ends[at] for _name, _beta, ends in rows)]
    drawn_rows = [(name, beta, [ends[at] for at in there]) for name, beta, ends in rows]
    svg = drawings.intervals(drawn_rows, [kinds[at] for at in there], tr("Standardised coefficient (beta)"))
    parts = [tr("Standardised coefficients: by how many standard deviations Y differs where the variable is one standard deviation larger, all others alike.")]
    if there:
        parts.append(tr("Lines are their 95 % intervals: limits of coefficients, brought to the scale of beta."))
    else:
        parts.append(tr("There are no intervals."))
    if 2 in there and found.alike:
        parts.append(tr("As neighbours are alike, read those of blocks."))
    if there and 2 not in there:
        parts.append(tr("There are none of blocks."))
    if found.bases:
        parts.append(_bases(found))
    told = fewer(rows, known, tr("those of the largest |beta|; the table holds all"))
    return [Drawing(tr("Coefficients and their intervals") if there else tr("Coefficients"), svg, " ".join(parts) + told)]


def _coefficients(found):
    parts = [
        tr("Standard error, t, p and limits as if residuals were independent and of one variance (t with n − p degrees of freedom); HC3: of any variance; blocks: alike within blocks (CR1)."),
        tr("Beta: the coefficient in standard deviations. Partial r: correlation with Y, the other variables taken out of both. VIF: variance inflation, of a factor GVIF^(1/(2 df))."),
    ]
    fixed = {name: _decimals(decimals) for name, decimals in (("t", 2), ("beta", 3), ("partial_r", 3), ("vif", 2))}
    digits = {name: _four for name in DIGITS}
    texts = {**fixed, **digits, **dict.fromkeys(("p", "p_hc3", "p_block"), p_value)}
    if found.bases:
        parts.append(_bases(found))
    columns = found.tables["model"].columns
    told = {"variable": lambda name: tr("constant") if name == CONSTANT else found.label(name)}
    table = Rows(columns, [[told.get(name, _as_it_is)(row[name]) for name, _kind in columns] for row in found.model])
    leave_out = ("layer", "year", *empty_columns(table))
    return Table(tr("Coefficients"), table, " ".join(parts), of_table("regression", "model"), leave_out, texts=texts, upright=True, called="coefficients")


def _decimals(decimals):
    return lambda value: number(value, 4) if value is None or abs(value) >= 1000 else rounded(value, decimals)


def _four(value):
    return number(value, 4)


def _as_it_is(value):
    return value


def _map(found):
    rows = list(records(found.tables["places"]))
    if not rows:
        return []
    what = tr("Observed less predicted: blue where the model predicts too much, red where it predicts too little.")
    if any(row["row"] is None or row["column"] is None for row in rows):
        shown, told = _every(rows, DRAWN)
        unit = _unit(found)
        return [Drawing(tr("Map of the residuals"), drawings.residuals(shown, unit, found.unit), f"{what} {told}".strip())]
    with drawn(found.run) as failures:
        return [_grid(found, rows, what)]
    return failures


def _unit(found):
    return maps.unit(found.run.request["y"]) or tr("map units") if found.rasters else "m"


def _grid(found, rows, what):
    across, down = (numpy.array([row[name] for row in rows]) for name in ("column", "row"))
    values = numpy.zeros((down.max(), across.max()))
    valid = numpy.zeros(values.shape, bool)
    residuals = numpy.array([row["residual"] for row in rows])
    values[down - 1, across - 1], valid[down - 1, across - 1] = residuals, True
    limit = float(numpy.quantile(numpy.abs(residuals), SEEN))
    picture = maps.Cells(values, valid)
    (image,) = images_of(found.run, [picture], lambda one: one.ramp(-limit, limit, RESIDUAL, NOTHING))
    aspect, bar = _ground(found, rows, values.shape)
    unit = f" {found.unit}" if found.unit else ""
    legend = [(color, f"{number(limit * (place - 2) / 2, 3)}{unit}") for place, color in enumerate(RESIDUAL)]
    caption = [what]
    if limit < numpy.abs(residuals).max():
        caption.append(tr("Colours end where 1 % of the residuals are larger."))
    if not valid.all():
        caption.append(tr("Grey is where a variable has no value, or no cell was taken."))
    every = found.value("n") / len(rows) if found.value("n") else 1
    if every > 1.5:
        caption.append(tr("Drawn are {count} cells, picked evenly; none is a mean of others.", count=given(len(rows))))
    return Maps(tr("Map of the residuals"), [Panel(tr("Residuals of {y}", y=found.y), "", image, aspect, bar)], legend, " ".join(caption))


def _ground(found, rows, shape):
    """Width over height of a grid of cells on the ground, and its scale bar."""
    plane, ground, metres = maps.cell_of(found.run.request["y"])
    ratio = (ground[0] / plane[0]) / (ground[1] / plane[1]) if all((*plane, *ground)) else 1.0
    steps = numpy.array([[row["column"], row["row"], 1] for row in rows], float)
    places = numpy.array([[row["x"], row["y"]] for row in rows], float)
    found_steps = numpy.linalg.lstsq(steps, places, rcond=None)[0]
    width, height = (float(numpy.hypot(*found_steps[at])) for at in (0, 1))
    if not width or not height:  # cells of one column or row alone
        width, height = plane
    aspect = ratio * width * shape[1] / (height * shape[0])
    return aspect, maps.scale_bar(width * shape[1] * ground[0] / plane[0]) if metres and plane[0] else None


def _every(rows, most):
    """Some of many rows, and what is said of it."""
    every = -(-len(rows) // most)
    return rows[::every], tr("One of every {every} is drawn.", every=every) if every > 1 else ""


def _variogram(found):
    bins = found.bins
    if not bins:
        return []
    x = [row["dist"] for row in bins]
    series = [{"name": tr("residuals"), "x": x, "y": [row["gamma"] for row in bins], "color": 0, "mode": "markers"}]
    curve = list(records(found.tables["curve"]))
    if curve:
        series.append({"name": tr("fitted model"), "x": [row["dist"] for row in curve], "y": [row["gamma"] for row in curve], "color": 1, "mode": "lines"})
    reach, marks = found.value("effective_range"), []
    if reach and not found.alike_throughout and reach <= 1.02 * max(x):
        marks = [{"x": reach, "text": tr("effective range, {metres} m", metres=number(reach, 3)), "color": None}]
    title = tr("Semivariance ({unit})", unit=squared(found.unit)) if found.unit else tr("Semivariance")
    plot = figures.curves(series, tr("Distance (m)"), title, marks)
    plot["layout"]["yaxis"]["rangemode"] = "tozero"
    caption = tr(
        "Half the mean squared difference of two residuals, by their distance: it rises up to the distance from which on residuals are as different as any. Bins: {bins}; pairs: {pairs}.",
        bins=len(bins),
        pairs=given(sum(row["np"] for row in bins)),
    )
    if reach is None:
        caption += " " + tr("No model fits it, so that there is no effective range.")
    elif found.alike_throughout:
        caption += " " + tr("Residuals are alike over all of these distances: the effective range is {metres} m or more.", metres=number(reach, 3))
    elif reach and not marks:
        caption += " " + tr("The effective range, {metres} m, lies beyond these distances.", metres=number(reach, 3))
    return [Figure(tr("Variogram of the residuals"), plot, caption)]


def _agreement(found):
    rows = list(records(found.tables["scatter"]))
    if not rows:
        return []
    shown, told = _every(rows, DRAWN)
    size = 7 if len(shown) < 400 else 4
    unit = f" ({found.unit})" if found.unit else ""
    plot = figures.agreement(
        [row["predicted"] for row in shown], [row["observed"] for row in shown], tr("Predicted") + unit, tr("Observed") + unit,
        line=tr("observed = predicted"), size=size,
    )  # fmt: skip
    caption = tr("Observed against predicted values, and the line where both are the same. Rows of equal observed values lie on horizontal lines.")
    some = tr("Some of the cells or rows are drawn: {count} of {all}.", count=given(len(shown)), all=given(found.results["rows"]))
    some = some if len(shown) < found.results["rows"] else ""
    made = [Figure(tr("Observed and predicted"), plot, f"{caption} {some}".strip())]
    known = sorted(row["standardised"] for row in rows if row["standardised"] is not None)
    if not known:
        return made
    count = len(known)
    # Blom 1958
    normal = [NORMAL.inv_cdf((at - 0.375) / (count + 0.25)) for at in range(1, count + 1)]
    every = -(-count // DRAWN)
    kept = [at for at in range(count) if at % every == 0 or at < 50 or at >= count - 50]
    plot = figures.agreement(
        [normal[at] for at in kept], [known[at] for at in kept], tr("Quantile of the normal distribution"), tr("Standardised residual"),
        line=tr("normal residuals"), size=size, alike=False,
    )  # fmt: skip
    caption = tr("Residuals over their standard deviations, by rank, against what normal ones would be. Ends that leave the line are more (or less) far out than normal; with many cells that matters little to p.")
    return [*made, Figure(tr("Q-Q plot of the residuals"), plot, f"{caption} {some}".strip())]


def _partials(found):
    beta = {row["variable"]: row for row in found.variables}
    measured = [name for name, both in found.partials.items() if name in beta and len({value for value, _partial in both}) > 2]
    shown = chosen(measured, PANELS, lambda name: abs(beta[name]["beta"] or 0))
    if not shown:
        return []
    most, plots = POINTS // len(shown), []
    for name in shown:
        both, _told = _every(found.partials[name], most)
        x, y = [value for value, _partial in both], [partial for _value, partial in both]
        titles = (name, tr("Partial residual")) if len(shown) == 1 else ("", "")
        ends = [min(x), max(x)]
        line = {"name": tr("model"), "x": ends, "y": [beta[name]["coefficient"] * end for end in ends], "color": None}
        lines = [line, {"name": tr("means of tenths"), **_means(found.partials[name]), "color": 1}]
        plots.append((name, figures.with_lines(figures.scatter(x, y, *titles), lines)))
    plot = plots[0][1] if len(plots) == 1 else figures.panels(plots, columns=3, alike=False)
    caption = tr(
        "Partial residuals (up): residual and coefficient times value, which is what the other variables leave to this one (across), with the line of the model and the means of tenths of the points. "
        "Where these bend away from the line, the variable goes along with Y in a curve that the model does not have."
    )
    return [Figure(tr("Partial residuals"), plot, caption + fewer(shown, measured, tr("those of the largest |beta|")))]


def _means(both):
    """Means of values and partial residuals in tenths of the points, by value."""
    both = sorted(both)
    parts = [part for part in numpy.array_split(numpy.array(both, float), min(TENTHS, len(both))) if len(part)]
    means = numpy.array([part.mean(0) for part in parts])
    return {"x": means[:, 0].tolist(), "y": means[:, 1].tolist()}


def _steps(found):
    table = found.tables["steps"]
    if not table.count:
        return []
    rows = list(records(table))
    last = max((row["step"] for row in rows if row["stage"] == "vif"), default=None)
    all_rows, rows = rows, [row for row in rows if row["stage"] != "vif" or row["action"] != "keep" or row["step"] == last]
    long = any(len(row["in_model"] or "") > LONGEST for row in rows)
    names = ["stage", "step", "action", *(name for name, _kind in table.columns if name not in ("stage", "step", "action"))]
    kinds = dict(table.columns)
    words = {"stage": STAGES, "action": ACTIONS}
    told = [[word_of(words[name], row[name]) if name in words else row[name] for name in names] for row in rows]
    source = Rows([(name, kinds[name]) for name in names], told)
    texts = {"p": p_value, "vif": _decimals(2), "f": _decimals(2), "r2": _decimals(4), "r2_adj": _decimals(4), "rmse": _four}
    leave_out = ["layer", "year", *empty_columns(source), *(["in_model"] if long else [])]
    parts = [tr("In the order in which it was done: constants, exact combinations of others, variance inflation, selection.")]
    if found.run.request["selection"] != "none":
        parts.append(tr("F and p of a variable that enters are those it has in the model then; of one that leaves those it had before."))
    if len(rows) < len(all_rows):
        parts.append(tr("Of rounds of variance inflation before the last only what leaves is shown; the table “Steps” has all."))
    if long:
        parts.append(tr("The table “Steps” tells which variables are in the model after each step."))
    return [Table(tr("Steps"), source, " ".join(parts), of_table("regression", "steps"), leave_out, texts=texts, upright=True)]


def _diagnostics(found):
    rows = []
    for name, row in found.figures.items():
        label, meaning = FIGURES.get(name, (name.replace("_", " "), row["meaning"]))
        if name == "effective_range" and found.alike_throughout:
            label, meaning = AT_LEAST
        rows.append([found.r2(label) if name.startswith("r2") else label, row["value"], row.get("unit"), row["p"], meaning])
    columns = [("statistic", "text"), ("value", "real"), ("unit", "text"), ("p", "real"), ("meaning", "text")]
    caption = tr("– where a figure is not defined, or is no test.")
    table = Rows(columns, rows)
    leave_out = empty_columns(table) & {"unit"}
    return Table(tr("Figures of the model and its residuals"), table, caption, of_table("regression", "diagnostics"), leave_out, texts={"p": p_value, "value": _counted}, called="diagnostics")


def _counted(value):
    if value is None or value != int(value):
        return number(value) if value is None or abs(value) < 1000 else rounded(value, 1)
    return given(value)
