"""The report of kriging: maps of prediction and variance, the model on its variogram, the cross-validation, and how it was done."""

from ..headings import of_table
from ..layers import styles
from ..translation import tr
from . import drawings, figures, maps
from .page import Drawing, Figure, KeyNumber, KeyNumbers, Maps, Note, Page, Panel, Section, Table
from .parameters import methods_of, unit_of, word
from .parts import Rows, cancelled, drawn, empty_columns, listed, records, remarks, thinned, titled
from .rounding import given, number

TOLD = ("SAMPLE", "PREDICTED", "TIES")  # the model has a table
POINTS_DRAWN = 3000
AXES = {None: tr("model"), "long": tr("model, longest range"), "short": tr("model, shortest range")}
MEASURES = {
    "n": (tr("Points predicted"), tr("Points that the others predict.")),
    "n_missing": (tr("Points not predicted"), tr("Points that have too few others near them, or whose system cannot be solved.")),
    "me": (tr("Mean error"), tr("Mean of observed less predicted: 0 where predictions are neither too high nor too low.")),
    "mae": (tr("Mean absolute error"), tr("Mean size of a residual, in the unit of the values.")),
    "rmse": (tr("RMSE"), tr("Root of the mean squared residual, in the unit of the values.")),
    "rmse_mean": (tr("RMSE of the mean"), tr("The same where the mean of the rest is the prediction: kriging is of use where its RMSE is lower.")),
    "mean_z": (tr("Mean z"), tr("Mean of the residuals over their standard deviations: near 0.")),
    "msdr": (tr("Mean squared z (MSDR)"), tr("Near 1 where kriging variances are right; above 1 they are too small, below 1 too large.")),
    "r": (tr("Correlation"), tr("Of observed and predicted values.")),
    "coverage95": (tr("Within 95 % intervals"), tr("Share of the values within ± 1.96 standard deviations of the prediction: 0.95 where variances and the normal law hold.")),
}
PARTS = {"nugget": tr("nugget"), "error": tr("nugget (error of the values)")}


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, _subject(run)), sections(run, report, tables), methods(run, report))


def _subject(run):
    points = run.captured["INPUT"]
    return run.captured["RASTER"].name if points is None else f"{points.layer_name}, {_field(run)}"


def _field(run):
    return run.captured["INPUT"].numbered.field.name()


def sections(run, report, tables):
    measures = {row["measure"]: row["value"] for row in records(tables["cv_summary"])} if "cv_summary" in tables else {}
    made = [Section(tr("Results"), [KeyNumbers(_key_numbers(run, report, tables, measures)), *remarks(report, TOLD)])]
    pictures = _maps(run, report)
    if pictures:
        made.append(Section(tr("Maps"), pictures))
    figure = _variogram(run, tables)
    made.append(Section(tr("Model"), [*([figure] if figure else []), _parts(run, tables), *_drift(run, tables)]))
    if measures:
        made.append(Section(tr("Cross-validation"), [_measures(measures), *_residuals(run, tables)]))
    return made


def _key_numbers(run, report, tables, measures):
    results = report["results"]
    numbers = [KeyNumber(tr("Points"), given(results["points"]), "", "")]
    if run.request.get("raster") or run.request.get("snap") or run.request.get("cell_size") or run.request.get("targets"):
        numbers.append(KeyNumber(tr("Cells or targets without a prediction"), given(results["cells_missing"]), "", ""))
    parts = list(records(tables["model"]))
    if len(parts) > 1:
        names = listed(_part(run, row["part"]) for row in parts[1:])
        numbers.append(KeyNumber(tr("Model"), names, "", tr("nugget {nugget}", nugget=number(parts[0]["psill"]))))
        ranges = [row["range_effective"] for row in parts[1:] if row["range_effective"] is not None]
        if ranges:
            several = len(ranges) > 1 or any(row["ratio"] != 1 for row in parts[1:])
            numbers.append(KeyNumber(tr("Effective range"), number(max(ranges)), unit_of(run), tr("the longest") if several else ""))
    if measures.get("rmse") is not None:
        note = tr("the mean of the rest has {rmse}", rmse=number(measures["rmse_mean"])) if measures["rmse_mean"] is not None else ""
        if measures["n_missing"]:
            note = listed([*([note] if note else []), tr("of {count} points that could be predicted", count=given(measures["n"]))])
        numbers.append(KeyNumber(tr("RMSE of the cross-validation"), number(measures["rmse"]), "", note))
    if measures.get("msdr") is not None:
        numbers.append(KeyNumber(tr("Mean squared z"), number(measures["msdr"], 3), "", tr("1 where variances are right")))
    return numbers


def _maps(run, report):
    """Prediction and variance side by side, each with colours of its own."""
    whole = (("output", tr("Prediction"), styles.METRIC), ("variance", tr("Kriging variance"), styles.VARIANCE))
    made = [one for one in whole if report["outputs"].get(one[0]) and report["results"][f"{one[0]}_min"] is not None]
    if not made:
        return []
    with drawn(run) as failures:
        pictures = [maps.Picture({"path": run.files.present(report["outputs"][name])}, cancelled(run)) for name, _title, _colors in made]
        ends = [tuple(report["results"][f"{name}_{end}"] for end in ("min", "max")) for name, _title, _colors in made]
        ramps = dict(zip(map(id, pictures), zip(ends, (colors for _name, _title, colors in made))))
        images = maps.images(pictures, lambda picture: picture.ramp(*ramps[id(picture)][0], ramps[id(picture)][1]))
        panels, legend = [], []
        for (_name, title, colors), picture, image, (low, high) in zip(made, pictures, images, ends):
            panels.append(Panel(title, "", image, picture.aspect, picture.scale()))
            shares = (0, 0.25, 0.5, 0.75, 1) if high > low else (1,)
            texts = [number(low + share * (high - low)) for share in shares]
            texts[0] = tr("{name}: {value}", name=title, value=texts[0])
            legend += [(maps.mixed(colors, share), text) for share, text in zip(shares, texts)]
        caption = tr("Predictions in the unit of the values, and their variance in its square, which tells of the layout of the points and of the model.")
        nothing = " " + tr("White is where there is no prediction.") if not all(picture.valid.all() for picture in pictures) else ""
        title = tr("Prediction and its variance") if len(made) > 1 else made[0][1]
        return [Maps(title, panels, legend, caption + nothing + thinned(pictures))]
    return failures


def _variogram(run, tables):
    bins = list(records(tables["variogram"])) if "variogram" in tables else []
    curves = list(records(tables["curves"])) if "curves" in tables else []
    if not bins:
        return None
    series = [{"name": tr("variogram"), "x": [row["dist"] for row in bins], "y": [row["gamma"] for row in bins], "color": 0, "mode": "markers"}]
    for at, axis in enumerate(dict.fromkeys(row["axis"] for row in curves), 1):
        points = [row for row in curves if row["axis"] == axis]
        x, y = [row["dist"] for row in points], [row["gamma"] for row in points]
        series.append({"name": AXES[axis], "x": x, "y": y, "color": at, "mode": "lines"})
    plot = figures.curves(series, tr("Distance ({unit})", unit=unit_of(run)), tr("Semivariance"))
    plot["layout"]["yaxis"]["rangemode"] = "tozero"
    what = tr("of the points") if run.request["type"] != "universal" else tr("of what is left beside the drift")
    caption = tr(
        "Semivariance (squared unit of the values) {what}, at the mean distance of the pairs of a bin, and the model that kriging used. Bins: {bins}; pairs: {pairs}.",
        what=what, bins=len(bins), pairs=given(sum(row["np"] or 0 for row in bins)),
    )  # fmt: skip
    return Figure(tr("The model on its variogram"), plot, caption)


def _part(run, part):
    return PARTS.get(part) or word(run, "model", part)


def _translated(table, column, word_of):
    """A table with the words of a column as their reader knows them, without which map it is of."""
    at = next(place for place, (name, _kind) in enumerate(table.columns) if name == column)
    rows = [[word_of(value) if place == at else value for place, value in enumerate(row)] for row in table]
    return Rows(table.columns, rows)


def _parts(run, tables):
    table = tables["model"]
    alike = all(row["ratio"] == 1 for row in records(table))
    leave_out = ("layer", "year", *empty_columns(table), *(("ratio", "angle") if alike else ()))
    unit = unit_of(run)
    caption = tr("Partial sills in the squared unit of the values; ranges in {unit}. The effective range is where 95 % of the sill are reached (of spherical all of it).", unit=unit)
    source = _translated(table, "part", lambda part: _part(run, part))
    return Table(tr("The model"), source, caption, of_table("kriging", "model"), leave_out)


def _drift(run, tables):
    table = tables["drift_terms"]
    if not table.count:
        return []
    caption = tr("By generalised least squares over all points, with standard errors by the model; x and y are coordinates of the map.")
    if run.request["drift"] == "none":
        caption = tr("By generalised least squares over all points, with standard errors by the model.")
    if run.request["type"] == "universal":
        title, constant = tr("Terms of the drift"), tr("constant")
    else:
        title, constant = tr("The mean of the values"), tr("mean")
        caption = tr("By generalised least squares over all points, with its standard error by the model.")
    source = _translated(table, "term", lambda term: constant if term == "mean" else term)
    return [Table(title, source, caption, of_table("kriging", "drift_terms"), ("layer", "year"), by_row=True)]


def _measures(measures):
    rows = [[*MEASURES[name][:1], value, MEASURES[name][1]] for name, value in measures.items()]
    headings = {"measure": tr("Measure"), "value": tr("Value"), "meaning": tr("What it means")}
    columns = [("measure", "text"), ("value", "real"), ("meaning", "text")]
    return Table(tr("Figures of the cross-validation"), Rows(columns, rows), tr("– where a figure is not defined."), headings, by_row=True)


def _residuals(run, tables):
    rows = [row for row in records(tables["crossvalidation"]) if row["residual"] is not None]
    if not rows:
        return [Note(tr("No point is predicted by the others."), warning=True)]
    every = -(-len(rows) // POINTS_DRAWN)
    shown = rows[::every]
    told = " " + tr("One point of every {every} is drawn.", every=every) if every > 1 else ""
    plot = figures.agreement([row["observed"] for row in shown], [row["predicted"] for row in shown], tr("Observed"), tr("Predicted from the others"))
    scatter = tr("Observed and predicted values of the points, and the line where both are the same. Predictions vary less than values: kriging smooths.")
    svg = drawings.residuals(shown, unit_of(run))
    caption = tr("Residuals (observed less predicted) where the points lie: blue where the prediction is too high, red where it is too low.")
    return [
        Figure(tr("Observed and predicted"), plot, scatter + told),
        Drawing(tr("Residuals of the cross-validation"), svg, caption + told),
    ]


def methods(run, report):
    request = run.request
    sentences = [*_of_values(run, report), _of_type(run), _of_the_model(run), _of_neighbours(run), *_of_the_rest(run)]
    path = next((report["outputs"][name] for name in ("output", "variance", "neighbours") if report["outputs"].get(name)), None)
    grid = {"path": run.files.present(path)} if path else request.get("snap")
    return methods_of(run, report, sentences, grid)


def _of_values(run, report):
    if run.captured["INPUT"] is None:
        return []
    return [tr("Values are those of {field} at {count} points.", field=_field(run), count=given(report["results"]["points"]))]


def _of_type(run):
    request = run.request
    if request["type"] == "simple":
        return tr("Predictions are by simple kriging with the mean {mean} (Matheron 1963; Cressie 1993).", mean=given(request["mean"]))
    if request["type"] == "ordinary":
        return tr("Predictions are by ordinary kriging: the mean is not known, and may differ from place to place (Matheron 1963; Cressie 1993).")
    terms = {"linear": tr("x and y"), "quadratic": tr("x, y, x², xy and y²")}.get(request["drift"])
    layers = [layer["name"] for layer in request["drift_layers"]]
    named = listed([*([terms] if terms else []), *layers])
    return tr(
        "Predictions are by universal kriging: the mean is a linear function of {terms}, with coefficients that are estimated together with the "
        "prediction by generalised least squares (Matheron 1969; Cressie 1993); of a raster that of the cell that holds a point counts.",
        terms=named,
    )


def _of_the_model(run):
    request = run.request
    if request.get("fits"):
        source = tr("The model of the variogram is the one with the lowest AIC of a table of fitted models, of those that ended at no bound.")
    elif request.get("model"):
        source = tr("The model of the variogram was given.")
    elif request["type"] == "universal":
        source = tr(
            "The model was fitted (spherical, exponential, Gaussian; weights: pairs / distance², as gstat; the lowest AIC) to the variogram of the "
            "residuals from the drift by least squares (Matheron; 15 bins up to a third of the diagonal of the points’ extent; no fit with a range at the end of the search), and once more to those by "
            "generalised least squares with that model."
        )
    else:
        source = tr(
            "The model was fitted to the variogram of the points (Matheron; 15 bins up to a third of the diagonal of their extent; spherical, exponential, "
            "Gaussian; weights: pairs / distance², as gstat; the lowest AIC of those whose range is not at the end of the search)."
        )
    if request["nugget_is"] == "error":
        nugget = tr(
            "Its nugget is error of the values: predictions do not pass through the points, and variances are those of the value without its error "
            "(as gstat’s Err)."
        )
    else:
        nugget = tr("Its nugget is variation over short distances: a prediction at a point is its value, with variance 0.")
    return f"{source} {nugget}"


def _of_neighbours(run):
    request = run.request
    parts = []
    if request["max_neighbours"]:
        parts.append(
            tr(
                "A prediction is made of the {count} nearest points and of all that are as far as the last of them (Euclidean distance), so that it does not "
                "depend on the order of the points.",
                count=given(request["max_neighbours"]),
            )
        )
    else:
        parts.append(tr("A prediction is made of all points."))
    if request.get("search"):
        parts.append(tr("None is farther than {length} {unit}.", length=given(request["search"]), unit=unit_of(run)))
    if request["sector_max"]:
        parts.append(tr("Of these at most {count} are in a quadrant.", count=given(request["sector_max"])))
    if request["min_neighbours"] > 1:
        parts.append(tr("With fewer than {count} there is no prediction.", count=given(request["min_neighbours"])))
    return " ".join(parts)


def _of_the_rest(run):
    request = run.request
    parts = []
    if any(request["block"]):
        size = " × ".join(given(side) for side in request["block"])
        parts.append(
            tr(
                "Predictions are means over blocks of {size} {unit}, by {nodes} × {nodes} Gauss-Legendre nodes, the nugget left out of covariances of "
                "blocks, as in gstat.",
                size=size, unit=unit_of(run), nodes=request["block_nodes"],
            )  # fmt: skip
        )
    if request.get("mask"):
        parts.append(tr("Only cells whose centres lie in a polygon of the mask were predicted."))
    if request.get("targets"):
        parts.append(tr("Predictions of polygons are means over the centres of a grid of 10 × 10 cells that lie in them."))
    folds = {"count": given(request["folds"]), "seed": request["seed"]}
    if request["cv"] == "leave_one_out" and not request["max_neighbours"] and not request.get("search"):
        parts.append(tr("In the cross-validation each point was predicted from all others with the same model, by one inverse (Dubrule 1983)."))
    elif request["cv"] == "leave_one_out":
        parts.append(tr("In the cross-validation each point was predicted from the others with the same model."))
    elif request["cv"] == "k_fold":
        parts.append(tr("In the cross-validation each of {count} random parts (seed {seed}) was predicted from the others with the same model.", **folds))
    if request["cv"] != "none" and any(request["block"]):
        parts.append(tr("The cross-validation is of points, the map of blocks: its z scores are not those of the map."))
    parts.append(tr("Formulas and conventions are those of gstat (Pebesma 2004), but for ties of distance and points in one place."))
    return parts
