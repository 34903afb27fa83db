"""Algorithms inside QGIS, each in a process of its own that is started for it: jobs come by standard input."""

import os
import pickle
import sys

from hammer.cases import REQUESTS
from hammer.child import OF_QGIS, do

SERIES = {"LAYERS": ["IN/middle.tif", "IN/middle_later.tif"], "YEARS": "2000,2010", "POOLS": "IN/pools.csv"}
REQUESTS.update(
    {
        f"{OF_QGIS}carbonseries": {
            **SERIES, "OUTPUT": "OUT/change.tif", "STORAGE": "OUT/storage.csv", "TOTALS": "OUT/totals.gpkg",
            "REPORT": "OUT/report.html",
        },
        f"{OF_QGIS}correlation": {
            "INPUTS": ["IN/patchy.tif", "IN/patchy_later.tif"], "MASK": "IN/mask.geojson", "MATRIX": "OUT/matrix.csv", "REPORT": "OUT/report.html",
        },
        f"{OF_QGIS}couplingcoordination": {
            "INPUT": "IN/years.csv", "INDICATORS": "IN/indicators.csv", "F_FIELD": "forest", "CA_FIELD": "carbon", "RESULT": "OUT/result.csv",
            "WEIGHTS_TABLE": "OUT/weights.gpkg", "OBSTACLES": "OUT/obstacles.xlsx", "REPORT": "OUT/report.html",
        },
        f"{OF_QGIS}distancezones": {
            "LULC": "IN/middle.tif", "SOURCES": "IN/mines.geojson", "RING_WIDTH": 300, "RING_COUNT": 6,
            "DISTANCE": "OUT/distance.tif", "RING_RASTER": "OUT/ring_raster.tif", "RINGS": "OUT/rings.gpkg",
            "SUMMARY": "OUT/summary.csv", "COMPOSITION": "OUT/composition.csv",
        },
        f"{OF_QGIS}kriging": {
            "INPUT": "IN/soil.geojson", "FIELD": "value", "CELL_SIZE": 20, "TARGETS": "IN/zones.geojson", "CV": "k_fold", "OUTPUT": "OUT/prediction.tif",
            "VARIANCE": "OUT/variance.tif", "PREDICTED": "OUT/predicted.gpkg", "CROSSVALIDATION": "OUT/validated.gpkg", "CV_SUMMARY": "OUT/figures.csv",
            "REPORT": "OUT/report.html",
        },
        f"{OF_QGIS}lulctransition": {
            **SERIES, "GROUPS": "IN/groups.csv", "OUTPUT": "OUT/transitions.tif", "MATRIX": "OUT/matrix.csv", "SUMMARY": "OUT/summary.gpkg",
            "INTENSITY": "OUT/intensity.csv", "REPORT": "OUT/report.html",
        },
        f"{OF_QGIS}spectralindices": {
            "RED": "IN/picture.tif", "RED_BAND": 3, "NIR": "IN/picture.tif", "NIR_BAND": 4, "INDICES": "NDVI,SAVI", "SCALE": 0.0001,
            "OUTPUT": "OUT/indices.tif", "FOLDER": "BANDS",
        },
        f"{OF_QGIS}variogramfit": {
            "INPUT": "IN/variograms.csv", "VARIOGRAM": "OUT/bins.csv", "FITS": "OUT/fits.gpkg", "REPORT": "OUT/report.html",
        },
        f"{OF_QGIS}movingwindow": {
            "LULC": "IN/small.tif", "METRICS": "NP;SHDI", "RADII": "50", "EDGE": "partial", "OUTPUT": "OUT/windows.tif",
            "FOLDER": "BANDS",
        },
    }
)  # fmt: skip


class Plugin:
    """Runs algorithms as `native.run` does kernels."""

    class PitscapeError(Exception):
        pass

    def __init__(self):
        from conftest import start_qgis

        start_qgis()

    def run(self, algorithm, request, progress):
        import runs

        class Feedback(runs.Feedback):
            def moved(self, percent):
                if not self.isCanceled() and not progress(percent / 100, ""):
                    self.cancel()

        feedback = Feedback()
        try:
            results = runs.run(request, feedback, name=algorithm.removeprefix(OF_QGIS))
        except runs.Failed as failed:
            raise self.PitscapeError(str(failed)) from None
        if feedback.isCanceled() and not results:
            raise Cancelled("The run was cancelled.")
        said = [{"code": "LEFTOVERS" if "cleared away" in text else "", "text": text} for text in feedback.infos + feedback.warnings]
        return {"results": results, "messages": said}


class Cancelled(Plugin.PitscapeError):
    pass


def main():
    writing, file_limit, jobs = pickle.load(sys.stdin.buffer)
    do(Plugin(), jobs, writing, file_limit)
    sys.stdout.flush()
    os._exit(0)  # QGIS crashes at times while Python tears it down, which says nothing of the run


if __name__ == "__main__":
    main()
