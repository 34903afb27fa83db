"""Style of rasters of classes."""

from .rasters import class_table, paletted


def land_cover(layer, request, report):
    """As the raster's attribute table has the classes."""
    items = class_table(layer)
    if items:
        paletted(layer, items)
