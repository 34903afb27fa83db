"""Styles of distances, rings and levels. What lies below rings and levels is seen through them."""

from qgis.core import QgsPalettedRasterRenderer

from ...translation import tr
from .colors import NEAR, RINGS, category_color, level_color, ring_color
from .features import categorized, of_last_year, outlined
from .rasters import attribute_table, paletted, pseudocolor

OPACITY = 0.6


def distance(layer, request, report):
    results = report["results"]
    pseudocolor(layer, results["distance_min"], results["distance_max"], NEAR, "m")


def allocation(layer, request, report):
    """Colours by number; names are those of the raster's attribute table."""
    provider = layer.dataProvider()
    found = {int(item.value) for item in QgsPalettedRasterRenderer.classDataFromRaster(provider, 1)}
    names = attribute_table(layer)
    items = [(value, category_color(value), names.get(value, tr("feature {number}", number=value))) for value in sorted(found)]
    paletted(layer, items)
    layer.setOpacity(OPACITY)


def ring_raster(layer, request, report):
    names = attribute_table(layer)
    paletted(layer, [(ring, ring_color(ring, len(names) - 1), name) for ring, name in names.items()])
    layer.setOpacity(OPACITY)


def ring_polygons(layer, request, report):
    rings = sorted((feature["ring"], feature["from_m"], feature["to_m"]) for feature in layer.getFeatures())
    names = [tr("{start} to {end} m", start=f"{start:g}", end=f"{end:g}") if ring else tr("sources") for ring, start, end in rings]
    items = [(row[0], ring_color(row[0], len(rings) - 1, RINGS), name) for row, name in zip(rings, names)]
    categorized(layer, "ring", items, outlined)


def level_raster(layer, request, report):
    names = attribute_table(layer)
    paletted(layer, [(level, level_color(level, len(names)), name) for level, name in names.items()])
    layer.setOpacity(OPACITY)


def level_polygons(layer, request, report):
    of_last_year(layer)
    found = sorted((feature["level"], feature["name"]) for feature in layer.getFeatures())
    items = [(level, level_color(level, len(found) - 1), name) for level, name in found]
    categorized(layer, "level", items, outlined)
