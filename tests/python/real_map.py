"""Parts of the real map of Bern and Valais, copies of them on other grids, and what lies beneath a point: by numpy and PROJ alone."""

from typing import NamedTuple

import numpy as np
from osgeo import gdal, osr

NODATA = 255  # of the map
SHIFT = 0.3, 0.7  # cells to the east and to the south: beneath the centre of a cell lies its neighbour in the north


class Grid(NamedTuple):
    """Cells, the geotransform of their corner and sides (not turned), and the CRS as WKT."""

    cells: np.ndarray
    place: tuple
    crs: str

    def centres(self):
        left, width, _, top, _, height = self.place
        rows, columns = np.indices(self.cells.shape)
        return left + (columns + 0.5) * width, top + (rows + 0.5) * height

    def ha(self):
        return self.place[1] * -self.place[5] / 10000

    def shifted(self, east=SHIFT[0], south=SHIFT[1]):
        """The same cells, moved by parts of a cell."""
        left, width, _, top, _, height = self.place
        return self._replace(place=(left + east * width, width, 0, top + south * height, 0, height))

    def onto(self, epsg, side):
        """A copy in another CRS: each of its square cells has the class beneath its centre; nodata all round."""
        crs = wkt(epsg)
        x, y = moved(*self.centres(), self.crs, crs)
        left, top = x.min() - 3 * side, y.max() + 3 * side
        rows, columns = (int(length / side) + 3 for length in (top - y.min(), x.max() - left))
        empty = Grid(np.zeros((rows, columns), self.cells.dtype), (left, side, 0, top, 0, -side), crs)
        return empty._replace(cells=beneath(self, *empty.centres(), crs))

    def write(self, path, nodata=NODATA):
        kind = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16}[self.cells.dtype.name]
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), *reversed(self.cells.shape), 1, kind)
        dataset.SetGeoTransform(self.place)
        dataset.SetProjection(self.crs)
        dataset.GetRasterBand(1).SetNoDataValue(nodata)
        dataset.GetRasterBand(1).WriteArray(self.cells)
        dataset = None
        return str(path)


def part(reference, rows, columns):
    """A window of the map, by slices of its rows and columns."""
    dataset = gdal.Open(str(reference / "real" / "bern_valais_g100_clc00.tif"))
    left, width, _, top, _, height = dataset.GetGeoTransform()
    place = (left + columns.start * width, width, 0, top + rows.start * height, 0, height)
    return Grid(dataset.ReadAsArray()[rows, columns], place, dataset.GetProjection())


def system(crs):
    made = osr.SpatialReference()
    made.ImportFromWkt(crs)
    made.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return made


def wkt(epsg):
    made = osr.SpatialReference()
    made.ImportFromEPSG(epsg)
    return made.ExportToWkt()


def moved(x, y, here, there):
    """Points in another CRS."""
    points = osr.CoordinateTransformation(system(here), system(there)).TransformPoints(np.c_[np.ravel(x), np.ravel(y)])
    points = np.array(points)
    return points[:, 0].reshape(np.shape(x)), points[:, 1].reshape(np.shape(y))


def position(grid, x, y, crs):
    """(row, column) of points in cells from the corner of a grid, with parts of cells."""
    if crs != grid.crs:
        x, y = moved(x, y, crs, grid.crs)
    return (y - grid.place[3]) / grid.place[5], (x - grid.place[0]) / grid.place[1]


def beneath(grid, x, y, crs, nodata=NODATA):
    """The cells of a grid in which points lie."""
    row, column = (np.floor(along).astype(int) for along in position(grid, x, y, crs))
    rows, columns = grid.cells.shape
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    found = np.full(np.shape(x), nodata, grid.cells.dtype)
    found[inside] = grid.cells[row[inside], column[inside]]
    return found
