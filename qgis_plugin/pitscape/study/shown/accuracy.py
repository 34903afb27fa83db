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
    places = {"density": number(abs(bias["value"]), 3), "interval": ""}
    if bias["ci95_low"] is not None:
        ends = {"low": number(bias["ci95_low"], 3), "high": number(bias["ci95_high"], 3)}
        by_chance = tr(", which chance may make") if bias["ci95_low"] <= 0 <= bias["ci95_high"] else ""
        places["interval"] = tr(" (95 % interval of the difference {low} to {high}{by_chance})", by_chance=by_chance, **ends)
    if bias["value"] > 0:
        return words.joined(told, tr("It holds {density} t/ha more carbon than the reference points do{interval}.", **places))
    return words.joined(told, tr("It holds {density} t/ha less carbon than the reference points do{interval}.", **places))


def _interval(row):
    if row["ci95_low"] is None:
        return ""
    return tr(" (95 % interval {low} to {high} %)", low=number(100 * row["ci95_low"], 4), high=number(100 * row["ci95_high"], 4))
