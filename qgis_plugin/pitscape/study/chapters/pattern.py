"""How the land lies in patches."""

from ...algorithms.landscape_metrics import LandscapeMetrics
from ...translation import tr
from ..chapter import Chapter
from ..shown import pattern as shown


class Pattern(Chapter):
    word = "pattern"
    title = tr("Landscape pattern")

    def steps(self, study):
        return {"landscape": 0.3 * len(study.maps)}

    def write(self, study):
        tables = [("LANDSCAPE", "landscape_metrics", tr("Landscape metrics")), ("CLASS", "class_metrics", tr("Class metrics"))]
        study.step("landscape", LandscapeMetrics, tables=tables)

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
