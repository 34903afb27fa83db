"""The report of variograms: the semivariances with the curves of the models, and the tables."""

from ..headings import of_table
from ..layers import styles
from . import figures, maps
from .page import Figure, KeyNumber, KeyNumbers, Maps, Note, Panel, Section, Table, methods_of, number, render
from .parts import cancelled, drawn, listed, records, thinned

TOLD = ("BEST_MODEL", "NOT_FITTED", "NOT_SETTLED", "SAMPLE", "NO_JACKKNIFE", "VARIOGRAMS", "SAME_DISTANCE")
ESTIMATORS = {
    "matheron": "half the mean squared difference of the pairs (Matheron 1962)",
    "cressie": "Cressie and Hawkins’ estimator from fourth roots (1980)",
    "dowd": "Dowd’s estimator from the median of absolute differences (1984)",
    "genton": "Genton’s estimator from the quantile Qn of differences with either sign (1998)",
}
WEIGHTS = {
    "n": "the number of pairs",
    "n_gamma2": "the number of pairs over the square of the fitted semivariance (fitted anew until settled)",
    "ols": "1",
    "n_h2": "the number of pairs over the square of the distance",
}


def page(run, report, tables):
    """The text of the report."""
    return render(run.algorithm.displayName(), sections(run, report, tables), methods(run, report))


def sections(run, report, tables):
    fits = list(records(tables["fits"]))
    notes = [Note(message["text"], message["level"] == "warning") for message in report["messages"] if message["code"] in TOLD]
    made = [Section("Results", [KeyNumbers(_key_numbers(fits)), *notes])]
    variogram, curves = list(records(tables["variogram"])), list(records(tables["curves"]))
    made.append(Section("Variogram", [_figure(which, variogram, curves) for which in dict.fromkeys(map(_which, variogram))]))
    if report["outputs"].get("map"):
        made.append(Section("Variogram map", [_map(run, report)]))
    captions = (
        ("Fitted models", "fits", "Ranges in map units; semivariances in the squared unit of the values. The lowest AIC is the best."),
        ("Variogram", "variogram", "Bins are closed on the right; distances are means of their pairs."),
    )
    made.append(Section("Tables", [Table(title, tables[name], text, of_table(run.algorithm.kernel, name)) for title, name, text in captions]))
    made.extend(_of_the_map(report, tables))
    return made


def _map(run, report):
    with drawn(run) as failures:
        picture = maps.Picture({"path": run.files.present(report["outputs"]["map"])}, cancelled(run))
        most = report["results"]["map_max"] or 0
        panel = Panel("", "", picture.ramp(0, most, styles.METRIC), picture.aspect, picture.scale())
        shares = (0, 0.25, 0.5, 0.75, 1) if most else (1,)
        legend = [(maps.mixed(styles.METRIC, share), number(share * most)) for share in shares]
        caption = "Semivariance by lag: no lag in the middle, to the east on the right, north up as the raster is. White is where there is no pair, and beyond the cutoff."
        return Maps("Variogram map", [panel], legend, caption + thinned([picture]))
    return failures[0]


def _of_the_map(report, tables):
    """Sections of the tables that are made only where they are asked for."""
    made = []
    if "covariogram" in tables:
        text = "Covariances about the mean of all cells, in the squared unit of the values; bins as those of the variogram."
        made.append(Section("Covariances", [Table("Covariogram", tables["covariogram"], text, of_table("raster_variogram", "covariogram"))]))
    if "anisotropy" in tables:
        notes = [Note(message["text"]) for message in report["messages"] if message["code"] == "ELLIPSE"]
        text = "Models fitted to the variogram map with a range that depends on the direction as an ellipse does; directions are clockwise from north, ranges in map units."
        made.append(Section("Anisotropy", [*notes, Table("Ellipses of ranges", tables["anisotropy"], text, of_table("raster_variogram", "anisotropy"))]))
    return made


def methods(run, report):
    request = run.request
    sentences = []
    if "estimator" in request:
        sample = request.get("sample_size")
        what = "points" if "field" in request else "cells"
        of = f"pairs of {sample} {what} drawn at random (seed {request['seed']})" if sample else f"all pairs of {what} with a value"
        sentences.append(
            f"Semivariances are {ESTIMATORS[request['estimator']]}, of {of}. Bins of distance are closed on the right, the cutoff "
            "included; directions are clockwise from north."
        )
    if request.get("covariogram"):
        sentences.append(
            "The covariance of a bin is Σ (z − m) (z′ − m) / N over its N pairs, m being the mean of all cells with a value."
        )
    if not request["models"]:
        return methods_of(run, report, sentences, _grid(request))
    sentences.append(
        f"Models ({listed(request['models'])}) were fitted by weighted least squares with nugget and sills of 0 or more, the weight of a "
        f"bin being {WEIGHTS[request['weights']]}; nugget and sills are solved for exactly while ranges are searched from a grid, so "
        "that the minimum is that of the whole range searched. The effective range is where 95 % of the sill are reached."
    )
    if request.get("anisotropy"):
        sentences.append(
            "Geometric anisotropy was fitted to the semivariances of all lags within the cutoff (where these are more than 1200, to means of "
            "up to 960 classes of distance and direction, weighted by pairs): γ(h, φ) = nugget + partial sill · "
            "g(√((h cos φ)² + (h sin φ / ratio)²)), φ being the angle to the direction of the longest range and ratio the shortest range over the "
            "longest, with one structure, the same weights, and two more parameters in AIC."
        )
    return methods_of(run, report, sentences, _grid(request))


def _grid(request):
    return maps.grid(request["input"]) if isinstance(request["input"], dict) else []


def _which(row):
    """The variogram of a row: its group, where a table holds several, and its direction."""
    return row.get("variogram"), row["direction"]


def _key_numbers(fits):
    variograms = len(set(map(_which, fits)))
    if variograms > 1 and any(group for group, _direction in map(_which, fits)):
        return [KeyNumber("Variograms", number(variograms), "", "each with models of its own")]
    known = [row for row in fits if row["aic"] is not None]
    if not known:
        return []
    best = min(known, key=lambda row: row["aic"])
    numbers = [KeyNumber("Best model (AIC)", best["model"].replace("_", " "), "", f"R² {number(best['r2'])}")]
    if best["nugget_sill"] is not None:
        error = best["se_nugget_sill"]
        note = f"standard error {number(error)}" if error is not None else ""
        numbers.append(KeyNumber("Nugget / sill", number(best["nugget_sill"]), "", note))
    if best["range_effective"] is not None:
        numbers.append(KeyNumber("Effective range", number(best["range_effective"]), "map units", ""))
    return numbers


def _figure(which, variogram, curves):
    bins = [row for row in variogram if _which(row) == which]
    series = [{"name": "variogram", "x": [row["dist"] for row in bins], "y": [row["gamma"] for row in bins], "color": 0}]
    own = [row for row in curves if _which(row) == which]
    for at, model in enumerate(dict.fromkeys(row["model"] for row in own), 1):
        points = [row for row in own if row["model"] == model]
        x, y = [row["dist"] for row in points], [row["gamma"] for row in points]
        series.append({"name": model.replace("_", " "), "x": x, "y": y, "color": at, "dash": "dot"})
    plot = figures.curves(series, "Distance (map units)", "Semivariance")
    group, direction = which
    title = f"Variogram of {group}" if group else "Variogram"
    title += "" if direction is None else f" in direction {direction:g}°"
    return Figure(title, plot, "Semivariance of the bins at their mean distance; dotted, the fitted models.")
