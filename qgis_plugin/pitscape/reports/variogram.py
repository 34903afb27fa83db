"""The report of variograms: the semivariances with the curves of the models, and the tables."""

from ..headings import of_table
from ..layers import styles
from ..translation import tr
from . import figures, maps
from .page import Figure, KeyNumber, KeyNumbers, Maps, Page, Panel, Section, Table
from .parameters import methods_of, unit_of, word
from .parts import cancelled, drawn, fewer, listed, records, remarks, thinned, titled
from .rounding import given, number

VARIOGRAMS_SHOWN = 12
TOLD = ("BEST_MODEL", "NO_JACKKNIFE", "VARIOGRAMS")
ELLIPSES = ("ELLIPSE", "ELLIPSE_ERRORS")
ESTIMATORS = {
    "matheron": tr("half the mean squared difference of the pairs (Matheron 1962)"),
    "cressie": tr("Cressie and Hawkins’ estimator from fourth roots (1980)"),
    "dowd": tr("Dowd’s estimator from the median of absolute differences (1984)"),
    "genton": tr("Genton’s estimator from the quantile Qn of differences with either sign (1998)"),
}
WEIGHTS = {
    "n": tr("the number of pairs"),
    "n_gamma2": tr("the number of pairs over the square of the fitted semivariance (fitted anew until settled)"),
    "ols": tr("1"),
    "n_h2": tr("the number of pairs over the square of the distance"),
}


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, _subject(run)), sections(run, report, tables), methods(run, report))


def sections(run, report, tables):
    fits = list(records(tables["fits"]))
    notes = remarks(report, TOLD)
    made = [Section(tr("Results"), [KeyNumbers(_key_numbers(run, fits)), *notes])]
    made.append(Section(tr("Variogram"), [_figure(run, list(records(tables["variogram"])), list(records(tables["curves"])))]))
    if report["outputs"].get("map"):
        made.append(Section(tr("Variogram map"), [_map(run, report)]))
    unit = unit_of(run)
    captions = (
        (
            tr("Fitted models"),
            "fits",
            tr("Ranges in {unit}; semivariances in the squared unit of the values. The lowest AIC is the best; – where one is not defined.", unit=unit),
        ),
        (tr("Variogram"), "variogram", tr("Bins are closed on the right; distances ({unit}) are means of their pairs.", unit=unit)),
    )
    made.append(Section(tr("Tables"), [Table(title, tables[name], text, of_table(run.algorithm.kernel, name)) for title, name, text in captions]))
    made.extend(_of_the_map(report, tables, unit))
    return made


def _map(run, report):
    with drawn(run) as failures:
        picture = maps.Picture({"path": run.files.present(report["outputs"]["map"])}, cancelled(run))
        most = report["results"]["map_max"] or 0
        (image,) = maps.images([picture], lambda picture: picture.ramp(0, most, styles.METRIC))
        panel = Panel("", "", image, picture.aspect, picture.scale())
        shares = (0, 0.25, 0.5, 0.75, 1) if most else (1,)
        legend = [(maps.mixed(styles.METRIC, share), number(share * most)) for share in shares]
        caption = tr(
            "Semivariance (squared unit of the values) by lag: no lag in the middle, to the east on the right, north up as the raster is. "
            "White is where there is no pair, and beyond the cutoff."
        )
        return Maps(tr("Variogram map"), [panel], legend, caption + thinned([picture]))
    return failures[0]


def _of_the_map(report, tables, unit):
    """Sections of the tables that are made only where they are asked for."""
    made = []
    if "covariogram" in tables:
        text = tr("Covariances about the mean of all cells, in the squared unit of the values; bins as those of the variogram.")
        made.append(Section(tr("Covariances"), [Table(tr("Covariogram"), tables["covariogram"], text, of_table("raster_variogram", "covariogram"))]))
    if "anisotropy" in tables:
        notes = remarks(report, ELLIPSES)
        text = tr(
            "Models fitted to the variogram map with a range that depends on the direction as an ellipse does; directions are clockwise "
            "from north, ranges in {unit}.",
            unit=unit,
        )
        made.append(Section(tr("Anisotropy"), [*notes, Table(tr("Ellipses of ranges"), tables["anisotropy"], text, of_table("raster_variogram", "anisotropy"))]))
    return made


def methods(run, report):
    request = run.request
    sentences = []
    if "estimator" in request:
        sentences.append(
            tr(
                "Semivariances are {estimator}, of {pairs}. Bins of distance are closed on the right, the cutoff included; directions are "
                "clockwise from north.",
                estimator=ESTIMATORS[request["estimator"]],
                pairs=_pairs(request),
            )
        )
    if request.get("covariogram"):
        sentences.append(
            tr("The covariance of a bin is Σ (z − m) (z′ − m) / N over its N pairs, m being the mean of all cells with a value.")
        )
    grid = request["input"] if isinstance(request["input"], dict) else None
    if not request["models"]:
        return methods_of(run, report, sentences, grid)
    sentences.append(
        tr(
            "Models ({models}) were fitted by weighted least squares with nugget and sills of 0 or more, the weight of a "
            "bin being {weight}; nugget and sills are solved for exactly while ranges are searched from a grid, so "
            "that the minimum is that of the whole range searched. The effective range is where 95 % of the sill are reached.",
            models=listed(word(run, "models", model) for model in request["models"]),
            weight=WEIGHTS[request["weights"]],
        )
    )
    if request.get("anisotropy"):
        sentences.append(
            tr(
                "Geometric anisotropy was fitted to the semivariances of all lags within the cutoff (where these are more than 1200, to means of "
                "up to 960 classes of distance and direction, weighted by pairs): γ(h, φ) = nugget + partial sill · "
                "g(√((h cos φ)² + (h sin φ / ratio)²)), φ being the angle to the direction of the longest range and ratio the shortest range over the "
                "longest, with one structure, the same weights, and two more parameters in AIC. Whether the ellipse is more than chance was judged by a "
                "jackknife over 16 or more blocks of cells (Hotelling’s T² at 0.01), where blocks as wide as the cutoff fit into the raster."
            )
        )
    return methods_of(run, report, sentences, grid)


def _pairs(request):
    sample, points = request.get("sample_size"), "field" in request
    if not sample:
        return tr("all pairs of points with a value") if points else tr("all pairs of cells with a value")
    places = {"count": given(sample), "seed": request["seed"]}
    if points:
        return tr("pairs of {count} points drawn at random (seed {seed})", **places)
    return tr("pairs of {count} cells drawn at random (seed {seed})", **places)


def _subject(run):
    return run.captured["INPUT"].name if hasattr(run.captured["INPUT"], "name") else run.captured["INPUT"].layer_name


def _which(row):
    """The variogram of a row: its group, where a table holds several, and its direction."""
    return row.get("variogram"), row["direction"]


def _key_numbers(run, fits):
    variograms = len(set(map(_which, fits)))
    if variograms > 1 and any(group for group, _direction in map(_which, fits)):
        return [KeyNumber(tr("Variograms"), given(variograms), "", tr("each with models of its own"))]
    known = [row for row in fits if row["aic"] is not None]
    if not known:
        return []
    best = min(known, key=lambda row: row["aic"])
    note = tr("R² {r2}", r2=number(best["r2"]))
    if best["direction"] is not None:
        note += "; " + _name(_which(best))
    numbers = [KeyNumber(tr("Best model (AIC)"), word(run, "models", best["model"]), "", note)]
    if best["nugget_sill"] is not None:
        error = best["se_nugget_sill"]
        note = tr("standard error {error}", error=number(error)) if error is not None else ""
        numbers.append(KeyNumber(tr("Nugget / sill"), number(best["nugget_sill"]), "", note))
    if best["range_effective"] is not None:
        numbers.append(KeyNumber(tr("Effective range"), number(best["range_effective"]), unit_of(run), ""))
    return numbers


def _name(which):
    group, direction = which
    texts = [group] if group else []
    if direction is not None:
        texts.append(tr("direction {degrees}°", degrees=f"{direction:g}"))
    return ", ".join(texts) or tr("all directions")


def _figure(run, variogram, curves):
    """All variograms in one figure: those of directions on one scale, those of groups each on its own."""
    every = list(dict.fromkeys(map(_which, variogram)))
    shown = every[:VARIOGRAMS_SHOWN]
    models = list(dict.fromkeys(row["model"] for row in curves))
    labels = tr("Distance ({unit})", unit=unit_of(run)), tr("Semivariance")
    plots = [(_name(which), _plot(run, which, variogram, curves, models, labels)) for which in shown]
    grouped = any(group for group, _direction in every)
    if len(plots) == 1:
        plot = plots[0][1]
    else:
        plot = figures.panels(plots, alike=not grouped)
    caption = tr("Semivariance (squared unit of the values) of the bins at the mean distance of their pairs; dotted, the fitted models.")
    counted = tr("Variograms: {variograms}; bins: {bins}; pairs: {pairs}.", variograms=len(every), bins=len(variogram), pairs=given(sum(row["np"] or 0 for row in variogram)))
    scales = " " + (tr("Each is on a scale of its own.") if grouped else tr("All are on one scale.")) if len(plots) > 1 else ""
    told = fewer(shown, every, tr("the first; the tables hold all"))
    title = _name(every[0]) if len(every) == 1 and every[0] != (None, None) else ""
    return Figure(tr("Variogram: {name}", name=title) if title else tr("Variogram"), plot, f"{caption} {counted}{scales}{told}")


def _plot(run, which, variogram, curves, models, labels):
    bins = [row for row in variogram if _which(row) == which]
    series = [{"name": tr("variogram"), "x": [row["dist"] for row in bins], "y": [row["gamma"] for row in bins], "color": 0}]
    for at, model in enumerate(models, 1):
        points = [row for row in curves if row["model"] == model and _which(row) == which]
        if points:
            x, y = [row["dist"] for row in points], [row["gamma"] for row in points]
            # Seven colours are one fewer than the variogram and all models.
            dash = "dot" if at < len(figures.PALETTE) else "dashdot"
            series.append({"name": word(run, "models", model), "x": x, "y": y, "color": at, "dash": dash})
    return figures.curves(series, *labels)
