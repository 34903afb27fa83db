"""At which scale the pattern shows, and what it is like around each cell."""

from ...algorithms.moving_window import MovingWindow
from ...algorithms.window_scale import WindowScale
from ...translation import tr
from ..chapter import Chapter, MAP
from ..shown import windows as shown
from ..step import NoResult


class Windows(Chapter):
    word = "windows"
    title = tr("Pattern in windows")
    of = MAP

    def steps(self, study):
        given = study.run.captured["WINDOW_RADIUS"]
        return {**({"scale": 60} if given is None else {}), "windows": 2}

    def write(self, study):
        lulc, year = study.maps[-1]
        given = study.run.captured["WINDOW_RADIUS"]
        radius = self._chosen(study, lulc) if given is None else given
        title = tr("Window metrics: {map}", map=lulc.name if year is None else year)
        captured = {"LULC": lulc, "RADII": [radius]}
        called = {"RADII": "WINDOW_RADIUS"}
        study.step("windows", MovingWindow, captured, rasters=[("OUTPUT", "windows", title, [year])], called=called)
        study.radius = radius

    @staticmethod
    def _chosen(study, lulc):
        tables = [
            ("CHOICE", "scale_choice", tr("Scale choice and its sensitivity")),
            ("FITS", "scale_fits", tr("Fitted models")),
            ("VARIOGRAMS", "scale_variograms", tr("Variograms")),
        ]
        step = study.step("scale", WindowScale, {"LULC": lulc, "RADII": study.run.captured["RADII"]}, tables)
        chosen, median = (step.numbers[name] for name in ("radius_chosen", "radius_median"))
        if chosen is None and median is None:
            raise NoResult(tr("no radius of the windows was found. Give {radius}.", radius="WINDOW_RADIUS"))
        if chosen is None:
            study.run.caution(
                tr(
                    "The scale of the windows is not determined. They have the median of the metrics’ radii, {median:g} map units; {radius} gives another.",
                    median=median,
                    radius="WINDOW_RADIUS",
                )
            )
        return median if chosen is None else chosen

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
