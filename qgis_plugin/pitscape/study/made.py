"""What steps make, as layers of the project would be captured: QGIS, which would write statistics beside rasters, knows nothing of it."""

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsWkbTypes

from ..layers.table_rows import TableRows
from ..translation import tr


class MadeTable(TableRows):
    """A table that a step made."""

    note = ""
    year = None
    geometry_type = QgsWkbTypes.GeometryType.NullGeometry

    def __init__(self, table, called):
        super().__init__(table, {})
        self.layer_name = called
        self.told = of_this_run(called)
        self.crs = QgsCoordinateReferenceSystem()

    def features(self, run, geometry=True):
        yield from self


class MadeRaster:
    """A raster of amounts that was made on the grid of `like`."""

    called = crs_override = nodata = provider = file = None
    own_nodata = of_amounts = True
    foreign = of_classes = False
    names_told = ""

    def __init__(self, path, band, name, year, like):
        self.path, self.band, self.name, self.year = path, band, name, year
        self.told = of_this_run(name)
        self.crs, self.centre = like.crs, like.centre
        self.class_names, self.class_colors, self.options = {}, {}, []


def of_this_run(name):
    return tr("{name} (of this run)", name=name)


def band_names(path):
    dataset = gdal.Open(path)
    return [dataset.GetRasterBand(band).GetDescription().strip() for band in range(1, dataset.RasterCount + 1)]
