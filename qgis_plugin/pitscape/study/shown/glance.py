"""The main numbers of a study, and those of its zones."""

from ...reports.page import KeyNumber, Table
from ...reports.parameters import unit_of
from ...reports.parts import Rows, listed
from ...reports.rounding import given, number, p_value, rounded
from ...translation import tr
from . import carbon, coupling, drivers, land, reach, windows, words


def numbers(study):
    return [one for make in (_carbon, _value, _changed, _accuracy, _pattern, _radius, _best, _models, _coupling, _reach) for one in make(study)]


def _carbon(study):
    made = carbon.storages(study)
    for label, step in made if len(made) == 1 else (made[0], made[-1]):
        note = tr("{density} t/ha on {area} ha", density=number(step.numbers["mean_density"]), area=number(step.numbers["total_area_ha"]))
        yield KeyNumber(tr("Carbon in {map}", map=label), number(step.numbers["total_carbon"]), "t", note)
    if "carbon" in study.steps and study.steps["carbon"].numbers["carbon_change"] is not None:
        row = carbon.whole(study)
        known = row is not None and row["ci95_low_t"] is not None
        note = tr("95 % interval {low} to {high} t", low=number(row["ci95_low_t"]), high=number(row["ci95_high_t"])) if known else ""
        yield KeyNumber(tr("Change of carbon, {first} to {last}", first=made[0][0], last=made[-1][0]), number(study.steps["carbon"].numbers["carbon_change"]), "t", note)


def _value(study):
    if "value" in study.steps:
        yield KeyNumber(tr("Net present value"), number(study.steps["value"].numbers["npv"]), "", tr("of the change of carbon, in the currency of the price"))


def _changed(study):
    if "transitions" in study.steps:
        results = study.steps["transitions"].numbers
        grouped = study.steps["transitions"].request.get("groups")
        yield KeyNumber(tr("Land that changed group") if grouped else tr("Land that changed class"), number(results["changed_pct"], 4), "%", tr("{area} ha", area=number(results["changed_ha"])))


def _accuracy(study):
    if "accuracy" in study.steps:
        results = study.steps["accuracy"].numbers
        se = results["overall_se"]
        note = "" if se is None else tr("standard error {error} %", error=number(100 * se, 3))
        yield KeyNumber(tr("Overall accuracy of {map}", map=words.called(study, -1)), number(100 * results["overall"], 4), "%", note)


def _pattern(study):
    results = study.steps["landscape"].numbers if "landscape" in study.steps else {}
    if results.get("np") is not None:
        note = "" if results["shdi"] is None else tr("Shannon’s diversity index {shdi}", shdi=number(results["shdi"], 4))
        yield KeyNumber(tr("Patches in {map}", map=words.called(study, -1)), given(results["np"]), "", note)


def _radius(study):
    if study.radius is not None and "windows" in study.steps:
        yield KeyNumber(tr("Radius of the windows"), given(study.radius), unit_of(study.steps["windows"]), windows.where_from(study))


def _best(study):
    row = drivers.best(study)
    if row is not None:
        p = tr("p_effective {p}", p=p_value(row["p_effective"])) if row["p_effective"] is not None else tr("p {p}", p=p_value(row["p"]))
        yield KeyNumber(tr("Goes along with carbon most surely"), row["var_b"], "", f"r = {number(row['r'], 3)}; {p}")


def _models(study):
    for step, title in drivers.models(study):
        results = study.steps[step].numbers
        unseen = tr("of blocks not seen {r2}", r2=number(results["r2_cv"], 3)) if results["r2_cv"] is not None else tr("too few blocks to cross-validate")
        note = tr("{cells} cells; {unseen}", cells=given(results["rows"]), unseen=unseen)
        yield KeyNumber(tr("R²: {model}", model=title), number(results["r2"], 3), "", note)


def _coupling(study):
    rows = [row for row in words.rows_of(study, "coupling", "result") if row["zone"] is None]
    for row in rows[-1:]:
        first = tr("first: {graded}", graded=coupling.graded(study, rows[0])) if len(rows) > 1 else ""
        grade = coupling.grade_of(study, row)
        note = "; ".join(filter(None, (grade, first)))
        yield KeyNumber(tr("Coordination D in {year}", year=row["year"]), rounded(row["d"], 3) if row["d"] is not None else number(None), "", note)


def _reach(study):
    rings = reach.of_last_year(study)
    first = next((row for row in rings[1:] if row["k_pct"] is not None), None)
    if first is not None:
        ends = reach.breaks(study)
        told = tr("rings break at {breaks} km", breaks=listed(f"{end / 1000:.2f}" for end in ends)) if ends else ""
        told = told or (tr("not tested whether rings break") if reach.untested(study) else tr("rings have no break"))
        label = tr("K within {distance} km of the mine in {year}", distance=reach.km(first["to_m"]), year=first["year"])
        yield KeyNumber(label, number(first["k_pct"], 4), "%", told)


def by_zone(study):
    """A table with a row for each zone; none without zones."""
    totals = [row for row in words.rows_of(study, "carbon", "totals") if row["zone"] is not None]
    zones = list(dict.fromkeys(row["zone"] for row in totals))
    if not zones:
        return []
    columns = {"zone": (tr("Zone"), dict(zip(zones, zones)))}
    years = sorted({row["year"] for row in totals})
    for at, year in enumerate(dict.fromkeys((years[0], years[-1]))):
        columns[f"carbon {at}"] = tr("Carbon in {year} (t)", year=year), {row["zone"]: row["carbon_t"] for row in totals if row["year"] == year}
    changes = words.rows_of(study, "carbon", "changes")
    if changes:
        columns["change"] = tr("Change of carbon (t)"), {row["zone"]: row["carbon_t"] for row in words.whole_span(changes)}
    columns |= _of_land(study) | _of_pattern(study) | _of_coupling(study)
    lines = [[values.get(zone) for _heading, values in columns.values()] for zone in zones]
    kinds = [(name, "text" if name == "zone" else "real") for name in columns]
    headings = {name: heading for name, (heading, _values) in columns.items()}
    caption = tr("The main numbers of each zone; the chapters and the GeoPackage have the others.")
    if "d" in columns:
        caption += " " + tr("D is 0 where one of its systems is at the lower end of its scale.")
    return [Table(tr("The zones"), Rows(kinds, lines), caption, headings, upright=True, called="zones")]


def _of_land(study):
    share = {row["zone"]: land.changed_share(row) for row in land.of_zones(study)}
    return {"changed_pct": (tr("Land that changed class (%)"), share)} if share else {}


def _of_pattern(study):
    rows = _of_last(study, "landscape", "landscape")
    wanted = (("np", tr("Patches, last map")), ("shdi", tr("Shannon’s diversity index, last map")))
    return {name: (heading, {row["zone"]: row[name] for row in rows}) for name, heading in wanted if rows and name in rows[0]}


def _of_coupling(study):
    rows = _of_last(study, "coupling", "result")
    return {"d": (tr("Coordination D, last year"), {row["zone"]: row["d"] for row in rows})} if rows else {}


def _of_last(study, step, table):
    """Rows of zones in the last map, in which a zone may have no land."""
    lulc, year = study.maps[-1]
    column, last = ("layer", lulc.name) if year is None else ("year", year)
    return [row for row in words.of_zones(words.rows_of(study, step, table)) if row[column] == last]
