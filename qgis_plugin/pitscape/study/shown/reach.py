"""How far from mining land the damage reaches."""

from ...reports.parts import listed
from ...reports.rounding import number
from ...translation import tr
from . import words


def pages(study):
    return [words.page_of(study, "reach", tr("Reach of the mine"))] if "reach" in study.steps else []


def found(study):
    rings = of_last_year(study)
    if not rings:
        return ""
    mine, first = rings[0], next((row for row in rings[1:] if row["k_pct"] is not None), None)
    year = mine["year"]
    if not mine["ring_area_ha"]:
        return tr("In {year} there is no mining land.", year=year)
    told = tr("In {year} mining land holds {mean} t/ha on {area} ha.", year=year, mean=number(mine["ring_mean_t_ha"], 4), area=number(mine["ring_area_ha"], 4))
    ratio = ""
    if first is not None:
        ratio = tr("Its density is {k} % of that of all land within {distance} km, itself included (contribution ratio K).", k=number(first["k_pct"], 4), distance=km(first["to_m"]))
    return words.joined(told, ratio, _breaks(study, rings))


def of_last_year(study):
    rings = words.rows_of(study, "reach", "ratios")
    last = max((row["year"] for row in rings), default=None)
    return [row for row in rings if row["year"] == last]


def _levels(study):
    """Those that breaks make, of the last year."""
    _lulc, year = study.maps[-1]
    return [row for row in words.rows_of(study, "reach", "levels") if row["method"] == "segmented" and row["year"] == year]


def breaks(study):
    """Where levels of the last year end (m)."""
    return [row["to_m"] for row in _levels(study)][:-1]


def untested(study):
    """Whether no breaks were looked for in the last year: no more than one level, with no fit behind it."""
    return all(row["break_p"] is None for row in _levels(study))


def _breaks(study, rings):
    ends = breaks(study)
    if ends:
        return tr("The means of the rings break at {breaks} km: so far the land around is another than beyond.", breaks=listed(f"{end / 1000:.2f}" for end in ends))
    if untested(study):
        return tr("Whether the means of the rings break was not tested, as too few rings hold land, or chance is not known: how far the damage reaches is not told by them.")
    return tr("The means of the rings have no break within {distance} km that chance would not make: how far the damage reaches is not told by them.", distance=km(rings[-1]["to_m"]))


def km(metres):
    return f"{metres / 1000:g}"
