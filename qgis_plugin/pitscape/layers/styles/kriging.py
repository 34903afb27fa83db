"""Styles of predictions, of their variance, and of points that were predicted from others."""

from osgeo import gdal
from qgis.core import NULL, QgsGraduatedSymbolRenderer, QgsMarkerSymbol, QgsRendererRange
from qgis.PyQt.QtGui import QColor

from ...translation import tr
from .colors import METRIC, RESIDUAL, VARIANCE, ramp
from .features import CLASSES, graduated
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
    """By the residual, in classes as far above 0 as below."""
    at = layer.fields().lookupField("residual")
    ends = [end for end in (layer.minimumValue(at), layer.maximumValue(at)) if end not in (None, NULL)] if at >= 0 else []
    limit = max(map(abs, ends), default=0)
    if not limit:
        return
    limits = [limit * (2 * place / CLASSES - 1) for place in range(CLASSES + 1)]
    colors = [ramp(RESIDUAL).color(place / (CLASSES - 1)) for place in range(CLASSES)]
    ranges = [
        QgsRendererRange(low, high, _dot(color), tr("{start} to {end}", start=f"{low:.4g}", end=f"{high:.4g}"))
        for low, high, color in zip(limits, limits[1:], colors)
    ]
    renderer = QgsGraduatedSymbolRenderer("residual", ranges)
    renderer.setSourceColorRamp(ramp(RESIDUAL))
    layer.setRenderer(renderer)


def _dot(color):
    return QgsMarkerSymbol.createSimple(
        {"color": QColor(color).name(), "outline_color": "#252525", "outline_width": "0.3", "size": "2.6"}
    )
