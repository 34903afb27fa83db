"""What land there was, and what became of it."""

from ...algorithms.lulc_transition import LulcTransition
from ...translation import tr
from ..chapter import Chapter
from ..shown import land as shown


class Land(Chapter):
    word = "land"
    title = tr("Land cover and its transitions")

    def lacks(self, study):
        return None if len(study.maps) > 1 else tr("there is one map, and transitions need two.")

    def steps(self, study):
        return {"transitions": 0.1 * len(study.maps)}

    def write(self, study):
        tables = [
            ("MATRIX", "transition_matrix", tr("Transition matrix")),
            ("SUMMARY", "transition_summary", tr("Change by class")),
            ("INTENSITY", "transition_intensity", tr("Intensity of change")),
        ]
        study.step("transitions", LulcTransition, tables=tables, rasters=[("OUTPUT", "transitions", tr("Map of transitions"), study.years)])

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
