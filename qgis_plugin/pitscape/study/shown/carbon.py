"""How much carbon the land holds, and how that changes."""

import math

from ...headings import of_table
from ...reports import carbon_tables, density_maps
from ...reports.page import KeyNumber, KeyNumbers, Page, Section, Table
from ...reports.parameters import methods_of
from ...reports.parts import Rows, drawn, listed
from ...reports.rounding import number
from ...translation import tr
from . import words

SAME_LAND = 1e-9  # of a total: by how much sums of the same cells may differ
CATEGORIES = {"gain": tr("gain"), "loss": tr("loss"), "unchanged": tr("unchanged")}


def pages(study):
    if "carbon" in study.steps:
        made = words.page_of(study, "carbon", tr("Carbon by year"))
        made.sections[2:2] = _density(study)
    else:
        made = _of_maps(study)
        made.sections[1:1] = _density(study)
    return [made, *([_value(study)] if "value" in study.steps else [])]


def storages(study):
    """The step that made the carbon of each map, and what the map is called."""
    made = [step for step in study.steps.values() if step.algorithm.kernel == "carbon_storage"]
    return [(words.called(study, at), step) for at, step in enumerate(made)]


def _density(study):
    labels, steps = zip(*storages(study))
    if None in (step.captured["OUTPUT"] for step in steps):
        return []
    with drawn(study.run) as failures:
        return [Section(tr("Carbon density"), [density_maps.maps_of(steps, labels, [study.run.files.present(step.captured["OUTPUT"]) for step in steps])])]
    return [Section(tr("Carbon density"), failures)]


def _of_maps(study):
    """Where no years are known, and so no series."""
    numbers, columns, messages = [], [], []
    for label, step in storages(study):
        results = step.numbers
        note = tr("{density} t/ha on {area} ha", density=number(results["mean_density"]), area=number(results["total_area_ha"]))
        if results["total_se"] is not None:
            note += "; " + tr("standard error {error} t", error=number(results["total_se"]))
        numbers.append(KeyNumber(tr("Carbon of {map}", map=label), number(results["total_carbon"]), "t", note))
        columns.append((label, [row for row in words.rows_of(study, _name_of(study, step), "summary") if row["zone"] is None]))
        messages += words.messages_of(step)
    sentence = tr(
        "Carbon storage is the sum over classes of A × (c_above + c_below + c_soil + c_dead), where A is the area of a class (ha) and c are its carbon pools (t of C per ha): "
        "the carbon model of InVEST (Natural Capital Project)."
    )
    tables = [Section(tr("Tables"), [carbon_tables.by_class(columns)])] if any(rows for _label, rows in columns) else []
    sections = [Section(tr("Results"), [KeyNumbers(numbers)]), *tables]
    return Page(tr("Carbon by map"), sections, methods_of(step, {"messages": messages}, [sentence]))


def _name_of(study, step):
    return next(name for name, one in study.steps.items() if one is step)


def _value(study):
    step = study.steps["value"]
    numbers, request = step.numbers, step.request
    years = {"first": request["year_base"], "last": request["year_alt"]}
    note = tr("in the currency of the price, for {carbon} t from {first} to {last}", carbon=number(numbers["carbon_change"]), **years)
    rows = [row for row in words.rows_of(study, "value", "summary") if row["zone"] is None]
    columns = [("category", "text"), ("area_ha", "real"), ("area_pct", "real"), ("carbon_t", "real")]
    lines = [[CATEGORIES.get(row["category"], row["category"]), *(row[name] for name, _kind in columns[1:])] for row in rows]
    table = [Table(tr("Carbon gained and lost, {first} to {last}", **years), Rows(columns, lines), tr("Cells valid in both maps."), of_table("carbon_change", "summary"))] if lines else []
    sentence = tr(
        "The net present value is the change of carbon × K, with K = price / n × Σ over t = 0 … n − 1 of 1 / ((1 + r/100)^t (1 + c/100)^t), n the years between the maps, r the discount rate and c the change of the price "
        "(% per year), as in InVEST (Natural Capital Project); a price per tonne of carbon dioxide is taken times 44/12."
    )
    sections = [Section(tr("Results"), [KeyNumbers([KeyNumber(tr("Net present value"), number(numbers["npv"]), "", note)]), *table])]
    return Page(tr("Net present value"), sections, methods_of(step, {"messages": words.messages_of(step)}, [sentence]))


def found(study):
    made = [(label, step.numbers["total_carbon"]) for label, step in storages(study)]
    if len(made) == 1:
        (label, step) = storages(study)[0]
        area, density = number(step.numbers["total_area_ha"]), number(step.numbers["mean_density"])
        return tr("In {map} the land holds {carbon} t of carbon, {density} t/ha on {area} ha.", map=label, carbon=number(made[0][1]), density=density, area=area)
    if "carbon" not in study.steps:
        told = listed(tr("{carbon} t in {map}", carbon=number(carbon), map=label) for label, carbon in made)
        return tr("Carbon that the land holds: {carbons}.", carbons=told)
    return words.joined(_change(study, made), _worst(made), _of_zones(study), _npv(study))


def _change(study, made):
    """The totals, and the change: of land that one of the maps lacks there is none, and no share of the first total either."""
    (first, before), (last, after) = made[0], made[-1]
    change = study.steps["carbon"].numbers["carbon_change"]
    places = {"first": first, "last": last, "before": number(before), "after": number(after), "change": number(abs(change)), "interval": _interval(study)}
    if math.isclose(after - before, change, abs_tol=SAME_LAND * max(before, after)):
        places["share"] = number(abs(100 * change / before), 3) if before else number(None)
        if change < 0:
            return tr("Carbon fell from {before} t in {first} to {after} t in {last}, by {change} t, {share} % of what was there{interval}.", **places)
        if change > 0:
            return tr("Carbon rose from {before} t in {first} to {after} t in {last}, by {change} t, {share} % of what was there{interval}.", **places)
        return tr("Carbon is {before} t in {first} and in {last}.", **places)
    totals = tr("Carbon is {before} t in {first} and {after} t in {last}, of different land.", **places)
    if change < 0:
        return words.joined(totals, tr("On the land that both maps cover it fell by {change} t{interval}.", **places))
    if change > 0:
        return words.joined(totals, tr("On the land that both maps cover it rose by {change} t{interval}.", **places))
    return words.joined(totals, tr("On the land that both maps cover it is the same."))


def whole(study):
    """The change over all years; None with zones, whose rows are their own."""
    rows = [row for row in words.rows_of(study, "carbon", "changes") if row["zone"] is None]
    return next(iter(words.whole_span(rows)), None)


def _interval(study):
    row = whole(study)
    if row is None or row["ci95_low_t"] is None:
        return ""
    return tr(" (95 % interval of the change {low} to {high} t)", low=number(row["ci95_low_t"]), high=number(row["ci95_high_t"]))


def _worst(made):
    label, carbon = min(made, key=lambda one: one[1])
    if label in (made[0][0], made[-1][0]):
        return ""
    return tr("It was least in {map}, with {carbon} t.", map=label, carbon=number(carbon))


def _of_zones(study):
    rows = words.whole_span(words.of_zones(words.rows_of(study, "carbon", "changes")))
    spread = words.spread(rows, lambda row: row["carbon_t"], lambda carbon: f"{number(carbon)} t")
    return tr("Over the zones the change is {spread}.", spread=spread) if spread else ""


def _npv(study):
    if "value" not in study.steps:
        return ""
    return tr("At the price that was given this is worth {npv} (net present value, in its currency).", npv=number(study.steps["value"].numbers["npv"]))
