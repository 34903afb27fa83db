"""Renderers of rasters, from values and colours."""

import math

from osgeo import gdal
from qgis.core import (
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsPalettedRasterRenderer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from .colors import ramp


def paletted(layer, items, band=1):
    """A colour for each value of a band: (value, colour, text)."""
    classes = [QgsPalettedRasterRenderer.Class(value, QColor(color), text) for value, color, text in items]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), band, classes))


def attribute_table(layer):
    """Names by value of the raster's attribute table."""
    dataset = gdal.Open(layer.source())  # kept: its table lives no longer
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    if table is None:
        return {}
    return {table.GetValueAsInt(row, 0): table.GetValueAsString(row, 1) for row in range(table.GetRowCount())}


def class_table(layer):
    """Names and colours by code of the raster's attribute table."""
    dataset = gdal.Open(layer.source())  # kept: its table lives no longer
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    if table is None:
        return []
    color = "#{:02x}{:02x}{:02x}"
    return [
        (
            table.GetValueAsInt(row, 0),
            color.format(*(table.GetValueAsInt(row, at) for at in (2, 3, 4))),
            table.GetValueAsString(row, 1),
        )
        for row in range(table.GetRowCount())
    ]


def diverging(layer, low, high, colors, unit):
    """A ramp whose middle colour is 0 and whose ends are as far from it on both sides."""
    if low is None or high is None:
        return
    limit = max(abs(low), abs(high))
    zero = colors[len(colors) // 2]
    pseudocolor(layer, -limit, limit, colors if limit else (zero, zero), unit)


def pseudocolor(layer, low, high, colors, unit, band=1):
    """A continuous ramp from low to high over a band, with the unit in the legend."""
    if low is None:
        return
    # Cells are Float32, and a legend of 199.679993 for 199.68 helps nobody; beyond its ends the ramp keeps their colours.
    low, high = float(f"{low:.6g}"), float(f"{high:.6g}")
    places = [i / (len(colors) - 1) for i in range(len(colors))]
    source = ramp(colors)
    if low == high:
        places, colors = [0], colors[-1:]  # one value has no ramp; the darkest colour stands for it
    values = [low + (high - low) * place for place in places]
    items = [
        QgsColorRampShader.ColorRampItem(value, QColor(color), f"{value:g} {unit}") for value, color in zip(values, colors)
    ]
    function = QgsColorRampShader(
        low, high, source, QgsColorRampShader.Type.Interpolated, QgsColorRampShader.ClassificationMode.Continuous
    )
    function.setColorRampItemList(items)
    legend = QgsColorRampLegendNodeSettings()
    legend.setSuffix(f" {unit}")
    function.setLegendSettings(legend)
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), band, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    layer.setRenderer(renderer)


def seen_ends(band):
    """The least and the largest value, by a look at some of the cells; None where none has a value."""
    try:
        ends = band.ComputeRasterMinMax(True)
    except RuntimeError:
        ends = None
    return ends if ends and all(map(math.isfinite, ends)) else (None, None)
