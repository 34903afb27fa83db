"""What became of the land."""

from ...reports.parts import listed
from ...reports.rounding import number
from ...translation import tr
from . import words

LARGEST = 3


def pages(study):
    return [words.page_of(study, "transitions", tr("Land cover and its transitions"))] if "transitions" in study.steps else []


def found(study):
    if "transitions" not in study.steps:
        return ""
    numbers = study.steps["transitions"].numbers
    places = {"first": words.called(study, 0), "last": words.called(study, -1), "share": number(numbers["changed_pct"], 4), "area": number(numbers["changed_ha"], 5)}
    if study.steps["transitions"].request.get("groups"):
        told = tr("From {first} to {last} {share} % of the land came into another group of classes ({area} ha).", **places)
    else:
        told = tr("From {first} to {last} {share} % of the land came into another class ({area} ha).", **places)
    return words.joined(told, _largest(study), _of_zones(study))


def changed_share(row):
    """Of the land of a zone, by its row of all classes (%)."""
    return 100 * row["gain_ha"] / row["area_before_ha"] if row["area_before_ha"] else None


def of_zones(study):
    rows = words.whole_span(words.of_zones(words.rows_of(study, "transitions", "summary")))
    return [row for row in rows if row["lucode"] is None]


def _of_zones(study):
    spread = words.spread(of_zones(study), changed_share, lambda share: f"{number(share, 4)} %")
    return tr("Over the zones it is {spread}.", spread=spread) if spread else ""


def _largest(study):
    """The largest changes of all the land; zones may overlap."""
    rows = [row for row in words.rows_of(study, "transitions", "matrix") if row["zone"] is None]
    changed = sorted((row for row in words.whole_span(rows) if row["lucode_from"] != row["lucode_to"] and row["area_ha"]), key=lambda row: -row["area_ha"])[:LARGEST]
    if not changed:
        return ""
    texts = [tr("{before} to {after} ({area} ha)", before=row["name_from"], after=row["name_to"], area=number(row["area_ha"], 4)) for row in changed]
    return tr("The largest changes: {changes}.", changes=listed(texts))
