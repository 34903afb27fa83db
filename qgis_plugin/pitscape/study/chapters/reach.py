"""How far from mining land the damage reaches."""

from ...algorithms.contribution_ratio import ContributionRatio
from ...translation import tr
from ..chapter import Chapter, MAP
from ..shown import reach as shown


class Reach(Chapter):
    word = "reach"
    title = tr("Reach of the mine")
    of = MAP

    def lacks(self, study):
        if not study.run.captured["CODES"] and study.run.captured["SOURCES"] is None:
            return tr("no mining land is given (CODES or SOURCES).")
        return None if study.have_years else tr("years of the maps are not known.")

    def steps(self, study):
        return {"reach": 6 * len(study.maps)}

    def write(self, study):
        asked = study.given("CODES", "SOURCES", "MINING_YEAR", "RING_WIDTH", "RING_COUNT", "RING_LIMITS")
        tables = [
            ("RATIOS", "contribution_ratios", tr("Contribution ratio by ring")),
            ("LEVELS", "contribution_levels", tr("Levels of sensitivity by year")),
            ("LEVEL_ZONES", "contribution_zones", tr("Level zones"), study.years),
        ]
        study.step("reach", ContributionRatio, asked, tables, [("OUTPUT", "contribution_levels", tr("Levels of sensitivity"), study.years)])

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
