"""Styles of patches, windows and sampled features."""

from osgeo import gdal

from ...translation import tr
from .colors import METRIC, category_color
from .features import categorized, filled, graduated, of_last_year
from .rasters import paletted, pseudocolor, seen_ends

PATCHES_NAMED = 500  # a legend of more is no legend
PATCH_COLORS = 400


def patch_ids(layer, request, report):
    """Colours of patches side by side differ; thousands of them share a few hundred."""
    count = int(report["results"]["output_max"] or 0)
    if count <= PATCHES_NAMED:
        items = [(patch, category_color(patch), tr("patch {number}", number=patch)) for patch in range(1, count + 1)]
        paletted(layer, items)
    else:
        pseudocolor(layer, 1, count, [category_color(at) for at in range(PATCH_COLORS)], "")


def patch_polygons(layer, request, report):
    """By class, in the colours of the map where it has some."""
    of_last_year(layer)
    own = report["class_colors"]
    found = sorted({(feature["lucode"], feature["name"]) for feature in layer.getFeatures()})
    items = [(code, own.get(code) or category_color(code), name) for code, name in found]
    categorized(layer, "lucode", items, filled)


def window_bands(layer, request, report):
    """The first band, and a style by its name for every band."""
    dataset = gdal.Open(layer.source())
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    styles = layer.styleManager()
    for number, band in enumerate(bands[1:], start=2):
        low, high = seen_ends(band)
        pseudocolor(layer, low, high, METRIC, band.GetUnitType(), number)
        styles.addStyleFromLayer(band.GetDescription())
    results = report["results"]
    pseudocolor(layer, results["output_min"], results["output_max"], METRIC, bands[0].GetUnitType())
    styles.renameStyle(styles.currentStyle(), bands[0].GetDescription())


def sampled_features(layer, request, report):
    """By the first metric; the columns of metrics are the last, whatever the format calls them."""
    told = report["metrics"]
    graduated(layer, layer.fields().at(layer.fields().count() - len(told)).name(), told[0])
