"""How pattern, forest and grassland, and carbon develop together."""

from ...reports.coupling_words import Grades, lagging
from ...reports.parts import listed
from ...reports.rounding import rounded
from ...translation import tr
from . import words

WORDS = {"l": tr("the landscape pattern (L)"), "f": tr("forest and grassland (F)"), "ca": tr("carbon (Ca)")}


def pages(study):
    if "coupling" not in study.steps:
        return []
    made = words.page_of(study, "coupling", tr("Coupling coordination"))
    if not (study.run.captured["INDICATORS"] or study.run.captured["INDICATOR_ROWS"]):
        made.methods.sentences.append(
            tr("Directions of the indicators are not those of Chang et al. 2024, who take all six as better where there is more: here more patches, denser ones and longer edges are worse.")
        )
    return [made]


def found(study):
    rows = [row for row in words.rows_of(study, "coupling", "result") if row["zone"] is None]
    if not rows:
        return _of_zones(study)
    first, last = rows[0], rows[-1]
    told = tr("Coordination D of landscape pattern, forest and grassland, and carbon: {first}; {last}.", first=graded(study, first), last=graded(study, last))
    told = words.joined(told, _of_ends(rows))
    behind = last["lagging"] and [WORDS.get(one.strip(), one) for one in last["lagging"].replace(";", ",").split(",")]
    if not behind or last["d"] is None:
        return told
    if len(behind) == 1:
        return words.joined(told, tr("In {year} {system} lags behind.", year=last["year"], system=behind[0]))
    return words.joined(told, tr("In {year} {systems} lag behind.", year=last["year"], systems=lagging(last["lagging"])))


def _of_ends(rows):
    """D of 0 is no measure of the land."""
    years = [row["year"] for row in rows if row["d"] == 0]
    if not years:
        return ""
    return tr("In {years} D is 0, as one system is at the lower end of its scale there; ends beyond all years give others.", years=listed(years))


def _of_zones(study):
    rows = words.of_zones(words.rows_of(study, "coupling", "result"))
    year = max((row["year"] for row in rows), default=None)
    spread = words.spread([row for row in rows if row["year"] == year], lambda row: row["d"], lambda d: rounded(d, 3))
    if not spread:
        return ""
    return tr("Coordination D of landscape pattern, forest and grassland, and carbon in {year}: {spread} over the zones.", year=year, spread=spread)


def graded(study, row):
    """“0.810 in 2007 (good coordination)”."""
    if row["d"] is None:
        return tr("not defined in {year}", year=row["year"])
    places = {"d": rounded(row["d"], 3), "year": row["year"]}
    grade = grade_of(study, row)
    return tr("{d} in {year} ({grade})", grade=grade, **places) if grade else tr("{d} in {year}", **places)


def grade_of(study, row):
    return Grades(study.steps["coupling"].request.get("grades")).name(row["grade_number"]) if row["grade_number"] else ""
