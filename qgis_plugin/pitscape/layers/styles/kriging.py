"""Styles of predictions, of their variance, and of points that were predicted from others."""

from osgeo import gdal

from ...translation import tr
from .colors import METRIC, RESIDUAL, VARIANCE
from .features import diverging_points, graduated
from .rasters import pseudocolor, seen_ends


def kriged(layer, request, report):
    pseudocolor(layer, *_ends(report, "output"), METRIC, "")


def kriging_variance(layer, request, report):
    pseudocolor(layer, *_ends(report, "variance"), VARIANCE, "")


def kriging_neighbours(layer, request, report):
    dataset = gdal.Open(layer.source())  # kept: its band lives no longer
    pseudocolor(layer, *seen_ends(dataset.GetRasterBand(1)), METRIC, tr("points"))


def _ends(report, output):
    return (report["results"][f"{output}_{end}"] for end in ("min", "max"))


def predicted_features(layer, request, report):
    graduated(layer, "predicted", "")


def cross_validated(layer, request, report):
    diverging_points(layer, "residual", RESIDUAL)
