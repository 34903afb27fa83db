"""What goes along with carbon density, and what explains it."""

from ...algorithms.correlation import Correlation
from ...algorithms.regression import Regression
from ...algorithms.spectral_indices import SpectralIndices
from ...translation import tr
from ..chapter import ALL_ZONES, Chapter
from ..shown import drivers as shown
from ..step import NoResult
from .windows import Windows

INDICES = {"DVI": (), "EVI": ("BLUE",), "RVI": (), "SAVI": (), "GNDVI": ("GREEN",), "NDVI": ()}
METRICS = 10  # bands of the windows
# Numbers that lie in memory for the effective numbers, some 36 bytes each; of larger maps these are of every few rows and columns.
MOST_NUMBERS, MOST_CELLS = 36_000_000, 4_000_000


class Drivers(Chapter):
    word = "drivers"
    title = tr("What goes along with carbon")
    of = ALL_ZONES

    def lacks(self, study):
        if self._has_picture(study) or study.run.captured["COVARIATES"] or study.has(Windows):
            return None
        return tr("there are no covariates and no windows.")

    def steps(self, study):
        indices = len(self._wanted(study))
        covariates, windows = indices + len(study.run.captured["COVARIATES"]), METRICS if study.has(Windows) else 0
        models = {"regression_environment": covariates, "regression_with_pattern": covariates + windows if windows else 0}
        times = {"indices": 0.1 * indices, "correlation": 0.15 * (1 + covariates + windows) ** 2}
        return {**times, **{name: 0.4 * count for name, count in models.items()}}

    def write(self, study):
        _lulc, year = study.maps[-1]
        if study.last_carbon.captured["OUTPUT"] is None:
            raise NoResult(tr("there is no raster of carbon density."))
        carbon = study.last_carbon.raster("OUTPUT", tr("carbon density"), year)
        failed = []
        indices = self._tried(failed, tr("Spectral indices"), self._indices, study) or []
        covariates = [*indices, *study.run.captured["COVARIATES"]]
        windows = study.steps["windows"].bands("OUTPUT", year) if "windows" in study.steps else []
        if covariates or windows:
            self._tried(failed, tr("Correlations"), self._correlation, study, [carbon, *covariates, *windows])
        if covariates and not self._model(failed, study, "regression_environment", carbon, covariates):
            covariates = []  # of which there is no model with the pattern either
        if windows:
            self._model(failed, study, "regression_with_pattern", carbon, [*covariates, *windows])
        if failed:
            raise NoResult(" ".join(failed))

    @staticmethod
    def _tried(failed, title, run, *given):
        """What is made; where there is no result, the others may have one."""
        try:
            return run(*given)
        except NoResult as error:
            failed.append(tr("{title}: {error}", title=title, error=error))

    @staticmethod
    def _correlation(study, rasters):
        asked = {"INPUTS": rasters, "FFT_MAX_CELLS": min(MOST_CELLS, MOST_NUMBERS // len(rasters))}
        study.step("correlation", Correlation, asked, [("MATRIX", "correlations", tr("Correlations"))], called={"INPUTS": "COVARIATES"})

    def _model(self, failed, study, key, carbon, explaining):
        return self._tried(failed, shown.MODELS[key], self._regression, study, key, carbon, explaining)

    @staticmethod
    def _regression(study, key, carbon, explaining):
        title = shown.MODELS[key]
        asked = study.given("SELECTION", "VIF_LIMIT")
        tables = [
            ("MODEL", f"{key}_model", title),
            ("DIAGNOSTICS", f"{key}_diagnostics", tr("{model}: diagnostics", model=title)),
            ("STEPS", f"{key}_steps", tr("{model}: steps", model=title)),
        ]
        years = [carbon.year]
        rasters = [
            ("PREDICTED", f"{key}_predicted", tr("{model}: predicted", model=title), years),
            ("RESIDUALS", f"{key}_residuals", tr("{model}: residuals", model=title), years),
        ]
        return study.step(key, Regression, {"Y": carbon, "X": explaining, "FACTORS": [], **asked}, tables, rasters, {"X": "COVARIATES"})

    @staticmethod
    def _has_picture(study):
        return study.run.captured["RED"] is not None and study.run.captured["NIR"] is not None

    def _wanted(self, study):
        """The indices whose bands are given."""
        given = study.run.captured
        return [index for index, needs in INDICES.items() if all(given[band] is not None for band in ("RED", "NIR", *needs))]

    def _indices(self, study):
        if not self._has_picture(study):
            return []
        given = study.given("RED", "NIR", "GREEN", "BLUE", "SENSOR")
        rasters = [("OUTPUT", "spectral_indices", tr("Spectral indices"), [study.maps[-1][1]])]
        step = study.step("indices", SpectralIndices, {**given, "INDICES": self._wanted(study)}, rasters=rasters)
        return step.bands("OUTPUT")

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
