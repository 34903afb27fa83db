"""The report of the window scale: nugget / sill by radius beside the permuted map, variograms, the rule and its sensitivity."""

from ..headings import of_table
from . import figures, maps
from .page import Figure, KeyNumber, KeyNumbers, Note, Section, Table, methods_of, number, render
from .parts import Rows, listed, records
from .variogram import WEIGHTS

TOLD = ("VERDICT", "METRIC", "SENSITIVITY", "SENSITIVITY_CUTOFFS")  # warnings stand at the top of every page
LEFT_OUT = ("metric", "direction", "structures", "psill2", "range_a2", "of_rule")


def page(run, report, tables):
    """The text of the report."""
    return render(run.algorithm.displayName(), sections(report, tables), methods(run, report, tables))


def sections(report, tables):
    choice = list(records(tables["choice"]))
    rule = [row for row in choice if row["part"] == "rule"]
    tries = [row for row in choice if row["part"] == "sensitivity"]
    told = [message for code in TOLD for message in report["messages"] if message["code"] == code]
    notes = [Note(message["text"]) for message in told]
    chosen = report["results"]["radius_chosen"]
    variograms, curves = list(records(tables["variograms"])), list(records(tables["curves"]))
    metrics = list(dict.fromkeys(row["metric"] for row in rule))
    return [
        Section("Results", [KeyNumbers(_key_numbers(report, rule)), *notes]),
        Section("Scale choice", [_share_figure(metric, rule, chosen) for metric in metrics] + [_rule_table(rule), _sensitivity_table(tries)]),
        Section("Variograms", [_variogram_figure(metric, variograms, curves) for metric in metrics]),
        Section("Tables", [_fits_table(metric, tables["fits"]) for metric in metrics]),
    ]


def methods(run, report, tables):
    request = run.request
    radii = listed(f"{radius:g}" for radius in dict.fromkeys(row["radius"] for row in records(tables["fits"])))
    sentences = [
        f"{listed(request['metrics'])} were measured in the {request['shape']} of radius {radii} map units around each cell, and the "
        "variogram of each from all pairs of cells with a value at every radius, in bins closed on the right up to the same cutoff for all radii.",
        f"Models with a nugget were fitted by weighted least squares (nugget and sill of 0 or more, least sum over the whole range searched), the weight of a "
        f"bin being {WEIGHTS[request['weights']]}; each metric has one model, that of {listed(request['models'])} with the least sum of weighted RSS over the radii.",
        "With q nugget / sill, d_j = |q_j − q_{j−1}| / log2(r_j / r_{j−1}) is the step per doubling of the radius. A radius is stable where "
        "every later step is no more than max(0.10 (max q − min q), 0.02, 2 standard errors of the step), and two later radii bear witness; the first is the metric’s, "
        "and the largest of the metrics is chosen. Standard errors are those of a jackknife over 16 or more blocks as wide as the cutoff. FLAT: q differs by less than "
        "0.02; DEGENERATE: no nugget at half of the radii or more; UNBOUNDED: the effective range is beyond the cutoff, or a straight line has the lower AIC, at half of the radii or more; "
        "NOT REACHED: no radius is stable.",
        f"The permuted map has the same cells of each class in random order (seed {request['seed']}). Neighbouring windows share cells, so its variograms have a nugget that "
        "falls with the radius as well (Journel and Huijbregts 1978); a choice that it shares says nothing of the landscape.",
    ]
    return methods_of(run, report, sentences, maps.grid(request["lulc"]))


def _key_numbers(report, rule):
    results = report["results"]
    chosen, median = results["radius_chosen"], results["radius_median"]
    text = number(chosen) if chosen is None else f"{chosen:g}"
    note = "" if median is None else f"median of the metrics {median:g}"
    numbers = [KeyNumber("Radius chosen", text, "" if chosen is None else "map units", note)]
    numbers.append(KeyNumber("Verdict", results["verdict"].lower(), "", ""))
    if results["mode_share"] is not None:
        numbers.append(KeyNumber("Most frequent outcome", f"{100 * results['mode_share']:.0f}", "%", "of the sensitivity table"))
    return numbers


def _share_figure(metric, rule, chosen):
    rows = [row for row in rule if row["metric"] == metric]
    series = []
    for name, share, error, color, dash in (("map", "nugget_sill", "se_nugget_sill", 0, "solid"), ("permuted map", "null_nugget_sill", "se_null_nugget_sill", 1, "dash")):
        known = [row for row in rows if row[share] is not None]
        ends = [(row[share] - 2 * row[error], row[share] + 2 * row[error]) if row[error] is not None else (None, None) for row in known]
        x, y = [row["radius"] for row in known], [row[share] for row in known]
        low, high = zip(*ends) if ends else ((), ())
        series.append({"name": name, "x": x, "y": y, "low": low, "high": high, "color": color, "dash": dash, "mode": "lines+markers"})
    own = next((row["radius"] for row in rows if row["stable"]), None) if rows[0]["verdict"] == "STABLE" else None
    marks = [{"x": own, "text": metric, "color": 0}] if own is not None else []
    if chosen is not None and chosen != own:
        marks.append({"x": chosen, "text": "chosen", "color": None})
    plot = figures.curves(series, "Radius (map units)", "Nugget / sill", marks)
    caption = f"Nugget / sill of {metric} by radius ({rows[0]['model'].replace('_', ' ')}; verdict {rows[0]['verdict'].lower()}), with two standard errors; dashed, that of the map with its cells in random order."
    return Figure(metric, plot, caption)


def _rule_table(rule):
    names = ("metric", "radius", "nugget_sill", "se_nugget_sill", "step", "tolerance", "stable", "null_nugget_sill", "se_null_nugget_sill", "verdict", "model")
    kinds = {"metric": "text", "verdict": "text", "model": "text", "stable": "text"}
    words = {None: None, 0: "no", 1: "yes"}
    rows = [tuple(words[row[name]] if name == "stable" else row[name] for name in names) for row in rule]
    source = Rows([(name, kinds.get(name, "real")) for name in names], rows)
    return Table("The rule by metric and radius", source, "The last two radii are witnesses only. A step above its tolerance is a change.", of_table("window_scale", "choice"))


def _sensitivity_table(tries):
    """Settings of the tolerance across, models and cutoffs down."""
    across = list(dict.fromkeys((row["tau"], row["eps"]) for row in tries))
    down = list(dict.fromkeys((row["model"], row["cutoff"]) for row in tries))
    found = {
        (row["model"], row["cutoff"], row["tau"], row["eps"]): row["verdict"].lower() if row["radius"] is None else f"{row['radius']:g}"
        for row in tries
    }
    columns = [("model", "text"), ("cutoff", "real"), *((f"{tau:g} / {eps:g}", "text") for tau, eps in across)]
    rows = [(model.replace("_", " "), cutoff, *(found[model, cutoff, *setting] for setting in across)) for model, cutoff in down]
    return Table("Sensitivity", Rows(columns, rows), "What the rule chooses for all metrics under other settings: a radius in map units, or a verdict. Columns are tau / eps; the rule itself has 0.1 / 0.02 at the least cutoff, and the model of each metric.", of_table("window_scale", "choice"))


def _variogram_figure(metric, variograms, curves):
    bins = [row for row in variograms if row["metric"] == metric]
    series = []
    for color, radius in enumerate(dict.fromkeys(row["radius"] for row in bins)):
        for rows, mode, follows in ((bins, "markers", False), (curves, "lines", True)):
            own = [row for row in rows if row["radius"] == radius and row["metric"] == metric]
            x, y = [row["dist"] for row in own], [row["gamma"] for row in own]
            series.append({"name": f"{radius:g}", "x": x, "y": y, "color": color, "mode": mode, "with": follows, "size": 4})
    plot = figures.curves(series, "Distance (map units)", "Semivariance")
    return Figure(f"Variograms of {metric}", plot, f"Semivariance of {metric} by radius of the windows (map units): bins, and the model of the rule.")


def _fits_table(metric, fits):
    names = [name for name, _kind in fits.columns]
    rows = [row for row in fits if row[names.index("metric")] == metric and row[names.index("of_rule")] == 1]
    caption = "The model of the rule by radius; ranges in map units, semivariances in the squared unit of the metric."
    return Table(f"Fits of {metric}", Rows(fits.columns, rows), caption, of_table("window_scale", "fits"), LEFT_OUT)
