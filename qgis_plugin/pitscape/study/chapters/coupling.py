"""How pattern, forest and grassland, and carbon develop together."""

from ...algorithms.coupling_coordination import CouplingCoordination
from ...translation import tr
from ..chapter import Chapter
from ..shown import coupling as shown
from .pattern import Pattern


class Coupling(Chapter):
    word = "coupling"
    title = tr("Coupling coordination")
    needs = (Pattern,)

    def lacks(self, study):
        if not study.run.captured["F_CODES"]:
            return tr("no codes of forest and grassland are given.")
        if len(study.maps) < 2:
            return tr("it needs maps of two years or more.")
        return None if study.have_years else tr("years of the maps are not known.")

    def steps(self, study):
        return {"coupling": 0.2}

    def write(self, study):
        landscape = study.steps["landscape"].table("landscape", tr("Landscape metrics"))
        storage = study.steps["carbon"].table("storage", tr("Carbon by year and class"))
        asked = study.given(
            "INDICATORS", "INDICATOR_ROWS", "RESCALE_MIN", "RESCALE_MAX", "WEIGHTS", "F_CODES", "F_MIN", "F_MAX", "CA_MIN", "CA_MAX", "FORMULA"
        )
        tables = [
            ("RESULT", "coupling", tr("Coupling and coordination by year")),
            ("WEIGHTS_TABLE", "coupling_weights", tr("Extremes and weights of indicators")),
            ("OBSTACLES", "coupling_obstacles", tr("Indicators and obstacles by year")),
        ]
        study.step("coupling", CouplingCoordination, {"INPUT": landscape, "STORAGE": storage, **asked}, tables)

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
