"""Styles of what a regression predicts, and of what it leaves over."""

from osgeo import gdal

from .colors import METRIC, RESIDUAL
from .features import diverging_points
from .rasters import diverging, pseudocolor


def predicted_values(layer, request, report):
    pseudocolor(layer, *_ends(report, "predicted"), METRIC, _unit(layer))


def residual_values(layer, request, report):
    diverging(layer, *_ends(report, "residuals"), RESIDUAL, _unit(layer))


def _ends(report, output):
    return (report["results"][f"{output}_{end}"] for end in ("min", "max"))


def _unit(layer):
    dataset = gdal.Open(layer.source())  # kept: its band lives no longer
    return dataset.GetRasterBand(1).GetUnitType()


def fitted_rows(layer, request, report):
    if layer.isSpatial():
        diverging_points(layer, "residual", RESIDUAL)
