"""The report of the window scale: nugget / sill by radius in the band of permuted maps, variograms, the rule and its sensitivity."""

from .. import metrics
from ..headings import of_table
from ..translation import tr
from . import figures
from .page import Figure, KeyNumber, KeyNumbers, Page, Section, Table
from .parameters import methods_of, unit_of, word
from .parts import Rows, chosen, fewer, listed, records, remarks, titled
from .rounding import given
from .variogram import WEIGHTS

METRICS_SHOWN = 9
RADII_SHOWN = 14
TOLD = ("VERDICT", "METRIC", "SENSITIVITY_CUTOFFS")
LEFT_OUT = ("metric", "direction", "structures", "psill2", "range_a2", "of_rule")
VERDICTS = {
    "STABLE": tr("stable"),
    "FLAT": tr("flat"),
    "DEGENERATE": tr("degenerate"),
    "UNBOUNDED": tr("unbounded"),
    "NOT REACHED": tr("not reached"),
    "NOT DETERMINED": tr("not determined"),
    "WINDOW OVERLAP": tr("window overlap"),
}


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, run.captured["LULC"].name), sections(run, report, tables), methods(run, report, tables))


def sections(run, report, tables):
    choice = list(records(tables["choice"]))
    rule = [row for row in choice if row["part"] == "rule"]
    tries = [row for row in choice if row["part"] == "sensitivity"]
    notes = remarks(report, TOLD)
    radius = report["results"]["radius_chosen"]
    unit = unit_of(run)
    variograms, curves = list(records(tables["variograms"])), list(records(tables["curves"]))
    metrics = list(dict.fromkeys(row["metric"] for row in rule))
    shown = metrics[:METRICS_SHOWN]
    fewer_told = fewer(shown, metrics, tr("the first; the tables hold all"))
    return [
        Section(tr("Results"), [KeyNumbers(_key_numbers(report, rule, unit)), *notes]),
        Section(
            tr("Scale choice"),
            [
                _all_shares(metrics, rule, radius, unit),
                _share_figure(run, shown, rule, radius, unit, fewer_told),
                _rule_table(run, rule),
                _sensitivity_table(run, tries, unit),
            ],
        ),
        Section(tr("Variograms"), [_variogram_figure(shown, variograms, curves, unit, fewer_told)]),
        Section(tr("Tables"), [_fits_table(metric, tables["fits"], unit) for metric in metrics]),
    ]


def methods(run, report, tables):
    request = run.request
    radii = listed(given(radius) for radius in dict.fromkeys(row["radius"] for row in records(tables["fits"])))
    sentences = [
        tr(
            "{metrics} were measured in windows ({shape}) of radius {radii} {unit} around each cell, and the "
            "variogram of each from all pairs of cells with a value at every radius, in bins closed on the right up to the same cutoff for all radii.",
            metrics=listed(request["metrics"]),
            shape=word(run, "shape", request["shape"]),
            radii=radii,
            unit=unit_of(run),
        ),
        tr(
            "Models with a nugget were fitted by weighted least squares (nugget and sill of 0 or more, least sum over the whole range searched), the weight of a "
            "bin being {weight}; each metric has one model, that of {models} with the least sum of weighted RSS over the radii.",
            weight=WEIGHTS[request["weights"]],
            models=listed(word(run, "models", model) for model in request["models"]),
        ),
        tr(
            "With q(j) the nugget / sill at the radius r(j), |q(j) − q(j − 1)| / log2(r(j) / r(j − 1)) is the step per doubling of the radius. A radius is stable where "
            "every later step is no more than max(0.10 (max q − min q), 0.02, 2 standard errors of the step), and two later radii bear witness; the first is the metric’s, "
            "and the largest of the metrics is chosen. Standard errors are those of a jackknife over 16 or more blocks as wide as the cutoff. FLAT: q differs by less than "
            "0.02; DEGENERATE: no nugget at half of the radii or more; UNBOUNDED: the effective range is beyond the cutoff, or a straight line has the lower AIC, at half of the radii or more; "
            "NOT REACHED: no radius is stable."
        ),
        tr(
            "Permuted maps ({count}) have the same cells of each class in random order (seed {seed}). Neighbouring windows share cells, so their variograms have a nugget that "
            "falls with the radius as well (Journel and Huijbregts 1978). The curve of a map without pattern leaves their band (mean and studentised maximum deviation over all "
            "radii and metrics; Myllymäki et al. 2017) at 5 % at most; a metric that stays within it has no radius.",
            count=request["permutations"],
            seed=request["seed"],
        ),
    ]
    return methods_of(run, report, sentences, request["lulc"])


def _verdict(token):
    return "; ".join(VERDICTS.get(part, part.lower()) for part in token.split("; "))


def _span(results, unit):
    """The radii that the settings give, where there is none to choose."""
    low, high = results["radius_low"], results["radius_high"]
    if low is None or not results["verdict"].startswith("NOT DETERMINED"):
        return ""
    return tr("radius {low} to {high} {unit}", low=given(low), high=given(high), unit=unit)


def _key_numbers(report, rule, unit):
    results = report["results"]
    radius, median = results["radius_chosen"], results["radius_median"]
    note = "" if median is None else tr("median of the metrics {median}", median=given(median))
    numbers = [KeyNumber(tr("Radius chosen"), given(radius), "" if radius is None else unit, note)]
    numbers.append(KeyNumber(tr("Verdict"), _verdict(results["verdict"]), "", _span(results, unit)))
    if results["mode_share"] is not None:
        share = f"{100 * results['mode_share']:.0f}"
        numbers.append(KeyNumber(tr("Most frequent outcome"), share, "%", tr("of the sensitivity table")))
    return numbers


def _series(rows, name, share, error, color, dash):
    known = [row for row in rows if row[share] is not None]
    ends = [
        (row[share] - 2 * row[error], row[share] + 2 * row[error]) if row[error] is not None else (None, None) for row in known
    ]
    low, high = zip(*ends) if ends else ((), ())
    x, y = [row["radius"] for row in known], [row[share] for row in known]
    return {"name": name, "x": x, "y": y, "low": low, "high": high, "color": color, "dash": dash, "mode": "lines+markers"}


def _band(rows):
    """Mean of the permuted maps, and the ends of their band."""
    known = [row for row in rows if row["null_nugget_sill"] is not None]
    if not known:
        return []
    x = [row["radius"] for row in known]
    of = {name: [row[name] for row in known] for name in ("null_nugget_sill", "null_low", "null_high")}
    mean = {"name": tr("permuted maps, mean"), "x": x, "y": of["null_nugget_sill"], "color": 1, "dash": "dash", "mode": "lines"}
    ends = [
        {"name": tr("permuted maps, band"), "x": x, "y": of[name], "color": 1, "dash": "dot", "mode": "lines"}
        for name in ("null_low", "null_high")
    ]
    ends[1]["with"] = True
    return [mean, *ends]


def _own_radius(rows):
    """The radius from which a metric is stable."""
    return next((row["radius"] for row in rows if row["stable"]), None) if rows[0]["verdict"] == "STABLE" else None


def _counted(rule):
    radii, metrics = {row["radius"] for row in rule}, {row["metric"] for row in rule}
    return tr("Metrics: {metrics}; radii: {radii}.", metrics=len(metrics), radii=len(radii))


def _left_out(rule, *columns):
    count = sum(row[column] is None for row in rule for column in columns)
    return " " + tr("Values that are not defined are left out: {count}.", count=count) if count else ""


def _axes(unit):
    return tr("Radius ({unit})", unit=unit), tr("Nugget / sill")


def _all_shares(metrics, rule, radius, unit):
    """All metrics in one figure, without permuted maps."""
    series = []
    for at, metric in enumerate(metrics):
        rows = [row for row in rule if row["metric"] == metric]
        dash = figures.DASHES[at // len(figures.PALETTE) % len(figures.DASHES)]
        series.append(_series(rows, metric, "nugget_sill", "se_nugget_sill", at, dash))
    marks = (
        [{"x": radius, "text": tr("chosen, {radius} {unit}", radius=given(radius), unit=unit), "color": None}]
        if radius is not None
        else []
    )
    caption = tr(
        "Nugget / sill of all metrics by radius of the windows ({unit}). Vertical bars are two standard errors to each side.",
        unit=unit,
    )
    words = f"{caption} {_counted(rule)}{_left_out(rule, 'nugget_sill')}"
    return Figure(tr("Nugget / sill by radius"), figures.curves(series, *_axes(unit), marks), words)


def _share_figure(run, metrics, rule, radius, unit, told):
    plots = []
    for metric in metrics:
        rows = [row for row in rule if row["metric"] == metric]
        series = [
            _series(rows, tr("map"), "nugget_sill", "se_nugget_sill", 0, "solid"),
            *_band(rows),
        ]
        own = _own_radius(rows)
        marks = [{"x": own, "text": tr("radius of the metric"), "color": 0, "dash": "dot"}] if own is not None else []
        if radius is not None and radius != own:
            marks.append({"x": radius, "text": tr("chosen for all"), "color": None})
        title = f"{metric}: {word(run, 'models', rows[0]['model'])}, {_verdict(rows[0]['verdict'])}"
        plots.append((title, figures.curves(series, *_axes(unit), marks)))
    caption = tr(
        "Nugget / sill by radius ({unit}), with the model and the verdict of each metric; dashed, the mean of maps with their cells in random order, dotted, their band, "
        "which the curve of a map without pattern leaves at 5 % at most, at any radius of any metric. Vertical bars are two standard errors to each side. Each metric is on a scale of its own.",
        unit=unit,
    )
    plot = figures.panels(plots, columns=2, alike=False)
    return Figure(
        tr("Nugget / sill in the band of permuted maps"),
        plot,
        f"{caption} {_counted(rule)}{_left_out(rule, 'nugget_sill', 'null_nugget_sill')}{told}",
    )


def _rule_table(run, rule):
    names = (
        "metric",
        "radius",
        "nugget_sill",
        "se_nugget_sill",
        "step",
        "tolerance",
        "stable",
        "null_nugget_sill",
        "null_low",
        "null_high",
        "null_p",
        "verdict",
        "model",
    )
    kinds = {"metric": "text", "verdict": "text", "model": "text", "stable": "text"}
    words = {
        "stable": {None: None, 0: tr("no"), 1: tr("yes")}.get,
        "verdict": _verdict,
        "model": lambda model: word(run, "models", model),
    }
    rows = [tuple(words[name](row[name]) if name in words else row[name] for name in names) for row in rule]
    source = Rows([(name, kinds.get(name, "real")) for name in names], rows)
    text = tr("The last two radii are witnesses only. A step above its tolerance is a change.")
    return Table(tr("The rule by metric and radius"), source, text, of_table("window_scale", "choice"))


def _sensitivity_table(run, tries, unit):
    """Settings of the tolerance across, models and cutoffs down."""
    across = list(dict.fromkeys((row["tau"], row["eps"]) for row in tries))
    down = list(dict.fromkeys((row["model"], row["cutoff"]) for row in tries))
    found = {
        (row["model"], row["cutoff"], row["tau"], row["eps"]): _verdict(row["verdict"])
        if row["radius"] is None
        else given(row["radius"])
        for row in tries
    }
    columns = [("model", "text"), ("cutoff", "real"), *((f"{tau:g} / {eps:g}", "text") for tau, eps in across)]
    rows = [
        (word(run, "models", model), cutoff, *(found[model, cutoff, *setting] for setting in across)) for model, cutoff in down
    ]
    text = tr(
        "What the rule chooses for all metrics under other settings: a radius ({unit}), or a verdict. Columns are tau / eps; the rule itself has 0.1 / 0.02 "
        "at the least cutoff, and the model of each metric.",
        unit=unit,
    )
    return Table(tr("Sensitivity"), Rows(columns, rows), text, of_table("window_scale", "choice"))


def _variogram_figure(metrics, variograms, curves, unit, told):
    radii = list(dict.fromkeys(row["radius"] for row in variograms))
    shown = chosen(radii, RADII_SHOWN, lambda radius: -radius)
    plots = []
    for metric in metrics:
        series = []
        for color, radius in enumerate(shown):
            for rows, mode, follows in ((variograms, "markers", False), (curves, "lines", True)):
                own = [row for row in rows if row["radius"] == radius and row["metric"] == metric]
                x, y = [row["dist"] for row in own], [row["gamma"] for row in own]
                name = tr("radius {radius} {unit}", radius=given(radius), unit=unit)
                series.append({"name": name, "x": x, "y": y, "color": color, "mode": mode, "with": follows, "size": 4})
        plots.append((_title(metric), figures.curves(series, tr("Distance ({unit})", unit=unit), tr("Semivariance"))))
    caption = tr(
        "Semivariance (squared unit of the metric) by distance ({unit}) and radius of the windows: bins as points, the model of the rule as a line. "
        "Each metric is on a scale of its own.",
        unit=unit,
    )
    counted = tr("Metrics: {metrics}; radii: {radii}.", metrics=len({row["metric"] for row in variograms}), radii=len(radii))
    words = f"{caption} {counted}{told}{fewer(shown, radii, tr('the smallest radii; the tables hold all'))}"
    return Figure(tr("Variograms by metric and radius"), figures.panels(plots, columns=2, alike=False), words)


def _title(metric):
    known = metrics.known().get(metric)
    return f"{metric}: {known['name']}" if known else metric


def _fits_table(metric, fits, unit):
    names = [name for name, _kind in fits.columns]
    rows = [row for row in fits if row[names.index("metric")] == metric and row[names.index("of_rule")] == 1]
    caption = tr("The model of the rule by radius; ranges in {unit}, semivariances in the squared unit of the metric.", unit=unit)
    return Table(
        tr("Fits of {metric}", metric=metric), Rows(fits.columns, rows), caption, of_table("window_scale", "fits"), LEFT_OUT
    )
