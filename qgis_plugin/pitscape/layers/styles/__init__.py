"""Styles of the results, set when QGIS loads them."""

import math

from osgeo import gdal
from qgis.core import (
    NULL,
    QgsCategorizedSymbolRenderer,
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsFillSymbol,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsPalettedRasterRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRendererCategory,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from .publish import same_file

CARBON = ("#ffffe5", "#d9f0a3", "#78c679", "#238443", "#004529")  # little to much
CHANGE = ("#8c510a", "#dfc27d", "#f5f5f5", "#80cd7f", "#00682f")  # loss, none (not the white of the canvas), gain
NEAR = ("#7f0000", "#d7301f", "#fc8d59", "#fdcc8a", "#ffffe5")  # at the source to far away
METRIC = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")  # low to high
LEVELS = ("#b10026", "#fd8d3c", "#ffeda0")  # the nearest level to the farthest
SOURCE = "#252525"
PATCHES_NAMED = 500  # a legend of more is no legend
PATCH_COLORS = 400
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


def reload_layers(project, paths):
    """Let the layers of a project that show files which were replaced read these anew; they keep the old cells otherwise."""
    if project is None or not paths:
        return
    for layer in project.mapLayers().values():
        file = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
        if file and any(same_file(file, path) for path in paths):
            layer.reload()
            if isinstance(layer, QgsRasterLayer):
                layer.setExtent(layer.dataProvider().extent())
            layer.triggerRepaint()


def carbon_density(layer, request, report):
    results = report["results"]
    pseudocolor(layer, results["output_min"], results["output_max"], CARBON, UNITS[request["unit"]])


def carbon_change(layer, request, report):
    results = report["results"]
    diverging(layer, results["output_min"], results["output_max"], CHANGE, "t/ha")


def net_present_value(layer, request, report):
    results = report["results"]
    diverging(layer, results["output_npv_min"], results["output_npv_max"], CHANGE, "per ha")


def distance(layer, request, report):
    results = report["results"]
    pseudocolor(layer, results["distance_min"], results["distance_max"], NEAR, "m")


def allocation(layer, request, report):
    """Colours by number; names are those of the raster's attribute table."""
    provider = layer.dataProvider()
    found = {int(item.value) for item in QgsPalettedRasterRenderer.classDataFromRaster(provider, 1)}
    names = _attribute_table(layer)
    items = [(value, category_color(value), names.get(value, f"feature {value}")) for value in sorted(found)]
    paletted(layer, items)


def patch_ids(layer, request, report):
    """Colours of patches side by side differ; thousands of them share a few hundred."""
    count = int(report["results"]["output_max"] or 0)
    if count <= PATCHES_NAMED:
        paletted(layer, [(patch, category_color(patch), f"patch {patch}") for patch in range(1, count + 1)])
    else:
        pseudocolor(layer, 1, count, [category_color(at) for at in range(PATCH_COLORS)], "")


def patch_polygons(layer, request, report):
    """By class, of the last year: years lie over one another."""
    of_last_year(layer)
    found = sorted({(feature["lucode"], feature["name"]) for feature in layer.getFeatures()})
    categorized(layer, "lucode", [(code, category_color(code), name) for code, name in found], "#252525", 0.1)


def ring_raster(layer, request, report):
    names = _attribute_table(layer)
    paletted(layer, [(ring, _ring_color(ring, len(names) - 1), name) for ring, name in names.items()])


def ring_polygons(layer, request, report):
    rings = sorted((feature["ring"], feature["from_m"], feature["to_m"]) for feature in layer.getFeatures())
    names = [f"{start:g} to {end:g} m" if ring else "sources" for ring, start, end in rings]
    categorized(layer, "ring", [(row[0], _ring_color(row[0], len(rings) - 1), name) for row, name in zip(rings, names)])


def level_raster(layer, request, report):
    names = _attribute_table(layer)
    paletted(layer, [(level, level_color(level, len(names)), name) for level, name in names.items()])


def level_polygons(layer, request, report):
    """Those of the last year: years lie over one another."""
    of_last_year(layer)
    found = sorted((feature["level"], feature["name"]) for feature in layer.getFeatures())
    categorized(layer, "level", [(level, level_color(level, len(found) - 1), name) for level, name in found])


def level_color(level, count):
    """Mining land is 0; a level that is the only one is neither near nor far."""
    if level == 0:
        return SOURCE
    if count <= 1:
        return LEVELS[1]
    ramp = QgsGradientColorRamp(QColor(LEVELS[0]), QColor(LEVELS[-1]), False, _stops(LEVELS))
    return ramp.color((level - 1) / max(1, count - 1)).name()


def _ring_color(ring, count):
    if ring == 0:
        return SOURCE
    ramp = QgsGradientColorRamp(QColor(NEAR[0]), QColor(NEAR[-1]), False, _stops(NEAR))
    return ramp.color((ring - 1) / max(1, count - 1)).name()


def of_last_year(layer):
    """Shows the features of the last year alone, where they are of several."""
    years = {feature["year"] for feature in layer.getFeatures() if feature["year"] != NULL}
    if len(years) > 1:
        layer.setSubsetString(f'"year" = {max(years)}')


def categorized(layer, field, items, outline="#ffffff", width=0.2):
    """A colour for each value of a field of polygons: (value, colour, text)."""
    categories = []
    for value, color, text in items:
        symbol = QgsFillSymbol.createSimple({"color": color, "outline_color": outline, "outline_width": str(width)})
        categories.append(QgsRendererCategory(value, symbol, text))
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, categories))


def paletted(layer, items):
    """A colour for each value of band 1: (value, colour, text)."""
    classes = [QgsPalettedRasterRenderer.Class(value, QColor(color), text) for value, color, text in items]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))


def category_color(number):
    """Colours that differ for numbers that follow one another."""
    return QColor.fromHsvF(number * 0.618034 % 1, 0.55, 0.85).name()


def _attribute_table(layer):
    """Names by value of the raster's attribute table."""
    dataset = gdal.Open(layer.source())  # kept: its table lives no longer
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    if table is None:
        return {}
    return {table.GetValueAsInt(row, 0): table.GetValueAsString(row, 1) for row in range(table.GetRowCount())}


def _stops(colors):
    places = [i / (len(colors) - 1) for i in range(len(colors))]
    return [QgsGradientStop(place, QColor(color)) for place, color in zip(places, colors)][1:-1]


def diverging(layer, low, high, colors, unit):
    """A ramp whose middle colour is 0 and whose ends are as far from it on both sides."""
    if low is None or high is None:
        return
    limit = max(abs(low), abs(high))
    zero = colors[len(colors) // 2]
    pseudocolor(layer, -limit, limit, colors if limit else (zero, zero), unit)


def window_bands(layer, request, report):
    """The first band, and a style by its name for every band."""
    dataset = gdal.Open(layer.source())
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    styles = layer.styleManager()
    for number, band in enumerate(bands[1:], start=2):
        low, high = _ends(band)
        pseudocolor(layer, low, high, METRIC, band.GetUnitType(), number)
        styles.addStyleFromLayer(band.GetDescription())
    results = report["results"]
    pseudocolor(layer, results["output_min"], results["output_max"], METRIC, bands[0].GetUnitType())
    styles.renameStyle(styles.currentStyle(), bands[0].GetDescription())


def variogram_map(layer, request, report):
    pseudocolor(layer, 0, report["results"]["map_max"], METRIC, "")


def _ends(band):
    """The least and the largest value, by a look at some of the cells; None where none has a value."""
    try:
        ends = band.ComputeRasterMinMax(True)
    except RuntimeError:
        ends = None
    return ends if ends and all(map(math.isfinite, ends)) else (None, None)


def pseudocolor(layer, low, high, colors, unit, band=1):
    """A continuous ramp from low to high over a band, with the unit in the legend."""
    if low is None:
        return
    # Cells are Float32, and a legend of 199.679993 for 199.68 helps nobody; beyond its ends the ramp keeps their colours.
    low, high = float(f"{low:.6g}"), float(f"{high:.6g}")
    places = [i / (len(colors) - 1) for i in range(len(colors))]
    ramp = QgsGradientColorRamp(QColor(colors[0]), QColor(colors[-1]), False, _stops(colors))
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
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), band, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    layer.setRenderer(renderer)
