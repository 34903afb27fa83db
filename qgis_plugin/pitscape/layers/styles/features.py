"""Renderers of polygons and points, from values and colours."""

from qgis.core import (
    NULL,
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from ...translation import tr
from .colors import METRIC, ramp

CLASSES = 5
TINT = 64  # of 255: colour enough to tell areas, and the map below is seen
NO_VALUE = "#bdbdbd"


def categorized(layer, field, items, symbol):
    """A symbol for each value of a field: (value, colour, text)."""
    categories = [QgsRendererCategory(value, symbol(color), text) for value, color, text in items]
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, categories))


def filled(color):
    return _fill(color, "#252525", 0.1)


def outlined(color):
    """An outline of the colour, and a tint of it inside."""
    inside = QColor(color)
    inside.setAlpha(TINT)
    return _fill(inside, color, 0.5)


def _fill(inside, outline, width):
    inside = QColor(inside)
    inside = f"{inside.red()},{inside.green()},{inside.blue()},{inside.alpha()}"
    return QgsFillSymbol.createSimple(
        {"color": inside, "outline_color": outline, "outline_width": str(width), "joinstyle": "round"}
    )


def of_last_year(layer):
    """Shows the features of the last year alone, where they are of several: they lie over one another."""
    years = {feature["year"] for feature in layer.getFeatures() if feature["year"] != NULL}
    if len(years) > 1:
        layer.setSubsetString(f'"year" = {max(years)}')


def graduated(layer, field, told):
    """Points or polygons by a field of numbers in classes as wide as one another; those without a number are seen too."""
    at = layer.fields().lookupField(field)
    low, high = layer.minimumValue(at), layer.maximumValue(at)
    if low in (None, NULL):
        return
    count = CLASSES if low < high else 1
    limits = [low + (high - low) * at / count for at in range(count)] + [high]
    colors = [ramp(METRIC).color(at / (count - 1)) for at in range(count)] if count > 1 else [QColor(METRIC[-1])]
    ranges = [
        QgsRendererRange(start, end, _symbol(layer, color.name()), _limits(start, end, told))
        for start, end, color in zip(limits, limits[1:], colors)
    ]
    renderer = QgsGraduatedSymbolRenderer(field, ranges)
    renderer.setSourceColorRamp(ramp(METRIC))
    without = (
        QgsFeatureRequest().setFilterExpression(f'"{field}" IS NULL').setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(1)
    )
    if any(layer.getFeatures(without)):
        renderer = QgsRuleBasedRenderer.convertFromRenderer(renderer)
        nothing = QgsRuleBasedRenderer.Rule(_symbol(layer, NO_VALUE), label=tr("no value"), elseRule=True)
        renderer.rootRule().appendChild(nothing)
    layer.setRenderer(renderer)


def diverging_points(layer, field, colors):
    """Points by a field of numbers in classes as far above 0 as below."""
    at = layer.fields().lookupField(field)
    ends = [end for end in (layer.minimumValue(at), layer.maximumValue(at)) if end not in (None, NULL)] if at >= 0 else []
    limit = max(map(abs, ends), default=0)
    if not limit:
        return
    limits = [limit * (2 * place / CLASSES - 1) for place in range(CLASSES + 1)]
    of_classes = [ramp(colors).color(place / (CLASSES - 1)) for place in range(CLASSES)]
    ranges = [
        QgsRendererRange(low, high, _dot(color), tr("{start} to {end}", start=f"{low:.4g}", end=f"{high:.4g}"))
        for low, high, color in zip(limits, limits[1:], of_classes)
    ]
    renderer = QgsGraduatedSymbolRenderer(field, ranges)
    renderer.setSourceColorRamp(ramp(colors))
    layer.setRenderer(renderer)


def _dot(color):
    return QgsMarkerSymbol.createSimple(
        {"color": QColor(color).name(), "outline_color": "#252525", "outline_width": "0.3", "size": "2.6"}
    )


def _limits(start, end, told):
    if start == end:
        return tr("{value} {what}", value=f"{start:.4g}", what=told)
    return tr("{start} to {end} {what}", start=f"{start:.4g}", end=f"{end:.4g}", what=told)


def _symbol(layer, color):
    if layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
        return _fill(color, "#252525", 0.3)
    return QgsMarkerSymbol.createSimple({"color": color, "outline_color": "#252525", "outline_width": "0.3", "size": "3.2"})
