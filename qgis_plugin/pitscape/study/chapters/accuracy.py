"""How right a map is, by reference points."""

from ...algorithms.map_accuracy import MapAccuracy
from ...translation import tr
from ..chapter import Chapter, MAP
from ..shown import accuracy as shown


class Accuracy(Chapter):
    word = "accuracy"
    title = tr("Accuracy of the map")
    of = MAP

    def lacks(self, study):
        return None if study.run.captured["REFERENCE"] else tr("no reference points are given.")

    def steps(self, study):
        return {"accuracy": 0.3}

    def write(self, study):
        judged, _year = study.judged
        tables = [
            ("MATRIX", "accuracy_matrix", tr("Error matrix")),
            ("CLASSES", "accuracy_classes", tr("Accuracy and area by class")),
            ("SUMMARY", "accuracy_summary", tr("Accuracy of the map")),
            ("POINTS", "accuracy_points", tr("Points with both classes")),
        ]
        study.step("accuracy", MapAccuracy, {"MAP": judged, **study.given("REFERENCE")}, tables)

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
