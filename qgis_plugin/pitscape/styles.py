"""Styles of the results, set when QGIS loads them."""

from qgis.core import (
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

CARBON = ("#ffffe5", "#d9f0a3", "#78c679", "#238443", "#004529")  # little to much
CHANGE = ("#8c510a", "#dfc27d", "#f5f5f5", "#80cd7f", "#00682f")  # loss, none (not the white of the canvas), gain
UNITS = {"t_ha": "t/ha", "t_cell": "t/cell"}


class Styler(QgsProcessingLayerPostProcessorInterface):
    """Calls style(layer, request, report) on the main thread once the layer is loaded."""

    # QGIS holds no reference of its own, and the algorithm may be gone before the layer is loaded.
    alive = set()

    def __init__(self, style, request, report):
        super().__init__()
        self.style, self.request, self.report = style, request, report
        self.alive.add(self)

    def postProcessLayer(self, layer, context, feedback):
        try:
            self.style(layer, self.request, self.report)
            layer.triggerRepaint()
        finally:
            self.alive.discard(self)


def carbon_density(layer, request, report):
    results = report["results"]
    pseudocolor(layer, results["output_min"], results["output_max"], CARBON, UNITS[request["unit"]])


def carbon_change(layer, request, report):
    results = report["results"]
    diverging(layer, results["output_min"], results["output_max"], CHANGE, "t/ha")


def net_present_value(layer, request, report):
    results = report["results"]
    diverging(layer, results["output_npv_min"], results["output_npv_max"], CHANGE, "per ha")


def diverging(layer, low, high, colors, unit):
    """A ramp whose middle colour is 0 and whose ends are as far from it on both sides."""
    if low is None:
        return
    limit = max(abs(low), abs(high))
    zero = colors[len(colors) // 2]
    pseudocolor(layer, -limit, limit, colors if limit else (zero, zero), unit)


def pseudocolor(layer, low, high, colors, unit):
    """A continuous ramp from low to high over band 1, with the unit in the legend."""
    if low is None:
        return
    # Cells are Float32, and a legend of 199.679993 for 199.68 helps nobody; beyond its ends the ramp keeps their colours.
    low, high = float(f"{low:.6g}"), float(f"{high:.6g}")
    places = [i / (len(colors) - 1) for i in range(len(colors))]
    stops = [QgsGradientStop(place, QColor(color)) for place, color in zip(places, colors)][1:-1]
    ramp = QgsGradientColorRamp(QColor(colors[0]), QColor(colors[-1]), False, stops)
    if low == high:
        places, colors = [0], colors[-1:]  # one value has no ramp; the darkest colour stands for it
    values = [low + (high - low) * place for place in places]
    items = [
        QgsColorRampShader.ColorRampItem(value, QColor(color), f"{value:g} {unit}") for value, color in zip(values, colors)
    ]
    function = QgsColorRampShader(
        low, high, ramp, QgsColorRampShader.Type.Interpolated, QgsColorRampShader.ClassificationMode.Continuous
    )
    function.setColorRampItemList(items)
    legend = QgsColorRampLegendNodeSettings()
    legend.setSuffix(f" {unit}")
    function.setLegendSettings(legend)
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    layer.setRenderer(renderer)
