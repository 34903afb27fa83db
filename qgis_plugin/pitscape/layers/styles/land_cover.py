"""Styles of land cover, of what became of it, and of what pictures show."""

from osgeo import gdal

from .colors import CARBON, category_color
from .rasters import paletted, pseudocolor

STAYED = "#d5d5d5"  # what is as it was


def transition_codes(layer, request, report):
    """What stayed is grey, what changed has the colour of the class gained; a style by its name for every band."""
    own = {} if request.get("groups") else report["class_colors"]
    dataset = gdal.Open(layer.source())  # kept: its tables live no longer
    styles = layer.styleManager()
    for number in range(dataset.RasterCount, 0, -1):  # the first band last: it is the one that is shown
        band = dataset.GetRasterBand(number)
        items = []
        for code, name, before, after in _rows(band.GetDefaultRAT()):
            items.append((code, STAYED if before == after else own.get(after) or category_color(after), name))
        paletted(layer, items, number)
        if number > 1:
            styles.addStyleFromLayer(band.GetDescription())
        else:
            styles.renameStyle(styles.currentStyle(), band.GetDescription())


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


def _rows(table):
    """Code, name, class before and class after."""
    if table is None:
        return
    places = {table.GetNameOfCol(at): at for at in range(table.GetColumnCount())}
    for row in range(table.GetRowCount()):
        before, after = (int(table.GetValueAsDouble(row, places[name])) for name in ("lucode_from", "lucode_to"))
        yield table.GetValueAsInt(row, places["code"]), table.GetValueAsString(row, places["name"]), before, after
