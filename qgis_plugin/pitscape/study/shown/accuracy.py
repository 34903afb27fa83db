"""How right the map is."""

from ...reports.rounding import number
from ...translation import tr
from . import words


def pages(study):
    return [words.page_of(study, "accuracy", tr("Accuracy of the map"))] if "accuracy" in study.steps else []


def found(study):
    measures = {row["measure"]: row for row in words.rows_of(study, "accuracy", "summary")}
    if "overall" not in measures:
        return ""
    overall, at = measures["overall"], len(study.maps) - 1
    told = tr("The map of {map} is right on {share} % of its area{interval}.", map=words.called(study, at), share=number(100 * overall["value"], 4), interval=_interval(overall))
    bias = measures.get("carbon_map_bias_t_ha")
    if bias is None or not bias["value"]:
        return told
    density = number(abs(bias["value"]), 3)
    if bias["value"] > 0:
        return words.joined(told, tr("It holds {density} t/ha more carbon than the reference points do.", density=density))
    return words.joined(told, tr("It holds {density} t/ha less carbon than the reference points do.", density=density))


def _interval(row):
    if row["ci95_low"] is None:
        return ""
    return tr(" (95 % interval {low} to {high} %)", low=number(100 * row["ci95_low"], 4), high=number(100 * row["ci95_high"], 4))
