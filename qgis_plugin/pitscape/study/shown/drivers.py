"""What goes along with carbon density, and what explains it."""

from ... import indices
from ...layers.variable_names import names_of
from ...reports.correlation import surest
from ...reports.page import Section
from ...reports.parts import drawn
from ...reports.rounding import given, number, p_value
from ...reports.variable_maps import maps_of
from ...translation import tr
from . import words

MOST = 9  # maps of carbon and of what is in models
# The two of the study: what of the environment explains carbon, and how much more the pattern around does.
MODELS = {"regression_environment": tr("Model of the environment"), "regression_with_pattern": tr("Model with the pattern")}
MARKED = ("coefficients", "diagnostics")  # found by their model


def pages(study):
    made = []
    if "correlation" in study.steps:
        page = words.page_of(study, "correlation", tr("Correlations"))
        page.methods.sentences[1:1] = _of_indices(study)
        made.append(page)
    maps = _maps(study)
    for step, title in models(study):
        page = words.page_of(study, step, title)
        page.sections[1:1], maps = maps, []
        for part in (part for section in page.sections for part in section.parts):
            if getattr(part, "called", "") in MARKED:
                part.called = f"{part.called}/{step}"
        made.append(page)
    return made


def models(study):
    return [(step, title) for step, title in MODELS.items() if step in study.steps]


def _of_indices(study):
    if "indices" not in study.steps:
        return []
    wanted = study.steps["indices"].request["indices"]
    told = [tr("{index} = {formula} ({source})", **one) for one in indices.formulas() if one["index"] in wanted]
    return [tr("Spectral indices of reflectance: {indices}.", indices="; ".join(told))] if told else []


def _maps(study):
    """Carbon density, and each variable that is in a model."""
    rasters = {}
    for step, _title in models(study):
        request, names = study.steps[step].request, names_of(study.steps[step].request)
        kept = {row["variable"] for row in words.rows_of(study, step, "model")}
        for at, (name, raster) in enumerate(zip(names, (request["y"], *request["x"]))):
            if at == 0 or name in kept:
                rasters.setdefault(name, raster)
    if len(rasters) < 2:
        return []
    run = study.steps[models(study)[0][0]]
    title = tr("Carbon density and what is in the models")
    with drawn(study.run) as failures:
        return [Section(tr("Carbon and its factors"), [maps_of(run, list(rasters.values()), list(rasters), title, MOST, called="factor_maps")])]
    return [Section(tr("Carbon and its factors"), failures)]


def found(study):
    return words.joined(_best(study), *(_explained(study, step, title) for step, title in models(study)), _different_land(study))


def _different_land(study):
    """Two R² of different cells are not to be compared."""
    rows = [study.steps[step].numbers["rows"] for step, _title in models(study)]
    if len(rows) < 2 or rows[0] == rows[1]:
        return ""
    first, second = (given(count) for count in rows)
    return tr("The two models are not of the same land, {first} and {second} cells, so that their shares cannot be compared: metrics such as CONTAG have no value in windows of one class.", first=first, second=second)


def best(study):
    """The pair of carbon density with what goes along with it most surely."""
    pairs = words.rows_of(study, "correlation", "matrix")
    known = [row for row in surest(pairs, pairs[0]["var_a"]) if row["r"] is not None] if pairs else []
    return known[0] if known else None


def _best(study):
    row = best(study)
    if row is None:
        return ""
    count = sum(one["var_a"] == row["var_a"] for one in words.rows_of(study, "correlation", "matrix"))
    places = {"variable": row["var_b"], "r": number(row["r"], 3), "count": count}
    if row["p_effective"] is None:
        return tr("Of {count} variables {variable} goes along with carbon density most surely (r = {r}; p = {p} as if cells were independent).", p=p_value(row["p"]), **places)
    cells = number(row["n_effective"], 3)
    return tr("Of {count} variables {variable} goes along with carbon density most surely (r = {r}; p_effective = {p}, of {cells} effectively independent cells).", p=p_value(row["p_effective"]), cells=cells, **places)


def _explained(study, step, title):
    numbers = study.steps[step].numbers
    places = {"model": title, "r2": number(100 * numbers["r2"], 3)}
    unseen = numbers["r2_cv"]
    if unseen is None:
        return tr("{model}: {r2} % of the variance of carbon density.", **places)
    if unseen < 0:
        return tr("{model}: {r2} % of the variance of carbon density, but in blocks of land that it has not seen the mean predicts better.", **places)
    return tr("{model}: {r2} % of the variance of carbon density, and {unseen} % in blocks of land that it has not seen.", unseen=number(100 * unseen, 3), **places)