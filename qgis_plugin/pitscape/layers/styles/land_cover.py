"""Styles of land cover, of what became of it, and of what pictures show."""

from osgeo import gdal

from .colors import CARBON, category_color
from .rasters import class_table, paletted, pseudocolor

STAYED = "#d5d5d5"  # what is as it was


def land_cover(layer, request, report):
    """As the raster's attribute table has the classes."""
    items = class_table(layer)
    if items:
        paletted(layer, items)


def transition_codes(layer, request, report):
    """What stayed is grey, what changed has the colour of the class gained; a style by its name for every band.

    The last band's is shown: it is of the whole span, as the layer's name says, or of the one interval.
    """
    own, first = report["class_colors"], report.get("first_codes")
    dataset = gdal.Open(layer.source())  # kept: its tables live no longer
    styles = layer.styleManager()
    for number in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(number)
        items = []
        for code, name, before, after, gained in transition_rows(band.GetDefaultRAT()):
            # A group has the colour of its first class.
            color = own.get(first.get(gained) if first else after) or category_color(after)
            items.append((code, STAYED if before == after else color, name))
        paletted(layer, items, number)
        name = band.GetDescription()
        if name in styles.styles():  # two maps of one year: the whole span is called as an interval
            name += f" ({number})"
        if number < dataset.RasterCount:
            styles.addStyleFromLayer(name)
        else:
            styles.renameStyle(styles.currentStyle(), name)


def index_bands(layer, request, report):
    """A style by its name for every index, the first band's last: it is the one that is shown."""
    dataset = gdal.Open(layer.source())  # kept: its bands live no longer, and QGIS ends where one is asked then
    provider, styles = layer.dataProvider(), layer.styleManager()
    for number in range(provider.bandCount(), 0, -1):
        name = dataset.GetRasterBand(number).GetDescription()
        # Ratios of little light are large: the ends are those of nearly all cells.
        low, high = provider.cumulativeCut(number, 0.02, 0.98)
        if low <= high:
            pseudocolor(layer, low, high, CARBON, "", number)
        if number > 1:
            styles.addStyleFromLayer(name)
        else:
            styles.renameStyle(styles.currentStyle(), name)


def transition_rows(table):
    """Code, name, class before, class after and its name."""
    if table is None:
        return
    places = {table.GetNameOfCol(at): at for at in range(table.GetColumnCount())}
    for row in range(table.GetRowCount()):
        before, after = (int(table.GetValueAsDouble(row, places[name])) for name in ("lucode_from", "lucode_to"))
        name, gained = (table.GetValueAsString(row, places[column]) for column in ("name", "name_to"))
        yield table.GetValueAsInt(row, places["code"]), name, before, after, gained
