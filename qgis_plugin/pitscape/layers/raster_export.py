"""Raster layers that the library cannot open by their path alone: other providers than GDAL, and open options."""

import contextlib
import os

import numpy
from osgeo import gdal
from qgis.core import Qgis, QgsProcessingException, QgsRasterBlockFeedback, QgsRectangle
from qgis.PyQt.QtCore import Qt

from .. import native
from ..refusals import Unwritten, refuse
from ..translation import tr

WINDOW = 1024  # cells, whole tiles of the copy
TILE = 256
# What QGIS writes where a calculated raster has no value, without saying that it is nodata.
NO_VALUE = float(numpy.finfo("float32").min)
TYPES = {
    Qgis.DataType.Byte: ("u1", gdal.GDT_Byte),
    Qgis.DataType.UInt16: ("u2", gdal.GDT_UInt16),
    Qgis.DataType.Int16: ("i2", gdal.GDT_Int16),
    Qgis.DataType.UInt32: ("u4", gdal.GDT_UInt32),
    Qgis.DataType.Int32: ("i4", gdal.GDT_Int32),
    Qgis.DataType.Float32: ("f4", gdal.GDT_Float32),
    Qgis.DataType.Float64: ("f8", gdal.GDT_Float64),
}
REAL = (Qgis.DataType.Float32, Qgis.DataType.Float64)


def check(name, layer, band):
    """On the main thread: refuse what has no cells to copy."""
    provider = layer.dataProvider()
    who = tr("the layer “{layer}” (provider {provider})", layer=layer.name(), provider=layer.providerType())
    if not 1 <= band <= provider.bandCount():
        refuse(name, tr("{layer} has no band {band}; it has {count}.", layer=who, band=band, count=provider.bandCount()))
    if provider.dataType(band) not in TYPES or provider.xSize() < 1 or provider.ySize() < 1:
        text = tr(
            "{layer} is a picture, with colours instead of values or without cells of its own. Use the layer that the "
            "picture was made from.",
            layer=who,
        )
        refuse(name, text)


def export(run, name, captured, path):
    """Copy the band into a GeoTIFF. Returns its path, and whether its own nodata counts."""
    provider, band = captured.provider, captured.band
    provider.setUserNoDataValue(band, [])  # the request states it, so the cells are copied as they are
    stated = provider.sourceHasNoDataValue(band)
    own = provider.sourceNoDataValue(band) if stated else NO_VALUE if provider.dataType(band) in REAL else None
    copy = _Copy(name, path, captured, own)
    try:
        with _heard(run.feedback) as heard:
            for top in range(0, copy.rows, WINDOW):
                for left in range(0, copy.columns, WINDOW):
                    done = (top + left / copy.columns * WINDOW) / copy.rows
                    if not run.progress(min(done, 1), tr("Copying the layer “{layer}”", layer=captured.name)):
                        raise native.Cancelled(tr("The run was cancelled."))
                    copy.window(left, top, heard)
    finally:
        copy.close()
    copy.check()
    run.progress.done += 1
    return path, captured.own_nodata or not stated


def reopened(name, captured, path):
    """A virtual raster that opens the file with the options of the layer."""
    made = None
    options = ", ".join(captured.options)
    with _gdal_errors(name, tr("the layer “{layer}” cannot be opened with {options}", layer=captured.name, options=options)):
        dataset = gdal.OpenEx(captured.path, gdal.OF_RASTER, open_options=captured.options)
        if dataset is not None:
            made = gdal.GetDriverByName("VRT").CreateCopy(path, dataset)
        if made is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
    return path


class _Copy:
    """A GeoTIFF of one band, filled from a provider window by window."""

    def __init__(self, name, path, captured, own):
        self.name, self.path, self.layer_name = name, path, captured.name
        self.provider, self.band, self.own = captured.provider, captured.band, own
        self.columns, self.rows = self.provider.xSize(), self.provider.ySize()
        self.extent = self.provider.extent()
        self.width, self.height = self.extent.width() / self.columns, self.extent.height() / self.rows
        self.kind, self.type = TYPES[self._block(0, 0, 1, 1, None).dataType()]  # a provider may say otherwise beforehand
        options = ["TILED=YES", f"BLOCKXSIZE={TILE}", f"BLOCKYSIZE={TILE}", "BIGTIFF=IF_SAFER"]
        with self._writing():
            self.dataset = gdal.GetDriverByName("GTiff").Create(path, self.columns, self.rows, 1, self.type, options)
            if self.dataset is None:
                raise RuntimeError(gdal.GetLastErrorMsg())
            self.dataset.SetGeoTransform((self.extent.xMinimum(), self.width, 0, self.extent.yMaximum(), 0, -self.height))
            self.dataset.SetProjection(captured.crs.toWkt())
            if own is not None:
                self.dataset.GetRasterBand(1).SetNoDataValue(own)

    def window(self, left, top, heard):
        columns, rows = min(WINDOW, self.columns - left), min(WINDOW, self.rows - top)
        block = self._block(left, top, columns, rows, heard)
        if heard.isCanceled():
            return  # the block may have been given up in its middle
        if not block.isValid() or block.isEmpty():
            text = tr("the layer “{layer}” cannot be read at row {row}, column {column}.", layer=self.layer_name, row=top, column=left)
            refuse(self.name, text)
        cells = numpy.frombuffer(bytes(block.data()), TYPES[block.dataType()][0]).reshape(rows, columns)
        if self.own is not None and not block.hasNoDataValue() and block.hasNoData():  # marked beside the values
            missing = [block.isNoData(row, column) for row in range(rows) for column in range(columns)]
            cells = numpy.where(numpy.reshape(missing, cells.shape), self.own, cells)
        with self._writing():
            data = numpy.ascontiguousarray(cells, self.kind).tobytes()
            if self.dataset.WriteRaster(left, top, columns, rows, data, buf_type=self.type, band_list=[1]):
                raise RuntimeError(gdal.GetLastErrorMsg())

    def close(self):
        dataset, self.dataset = self.dataset, None
        with self._writing():
            dataset.FlushCache()

    def check(self):
        """GDAL may meet a full disk only when it closes the file, and then tells nobody."""
        if os.path.getsize(self.path) < self.columns * self.rows * numpy.dtype(self.kind).itemsize:
            refuse(self.name, tr("the temporary file {path} could not be written in full. Is the disk full?", path=self.path), Unwritten)

    def _block(self, left, top, columns, rows, heard):
        west, north = self.extent.xMinimum() + left * self.width, self.extent.yMaximum() - top * self.height
        area = QgsRectangle(west, north - rows * self.height, west + columns * self.width, north)
        return self.provider.block(self.band, area, columns, rows, heard)

    def _writing(self):
        return _gdal_errors(self.name, tr("the temporary file {path} cannot be written", path=self.path), Unwritten)


@contextlib.contextmanager
def _gdal_errors(name, what, raised=QgsProcessingException):
    """GDAL raises only where somebody called gdal.UseExceptions()."""
    try:
        yield
    except RuntimeError as error:
        raise raised(f"{name}: {what} ({error}).") from error


@contextlib.contextmanager
def _heard(feedback):
    """The user's cancel for a provider that is waiting, say for a server."""
    heard = QgsRasterBlockFeedback()
    # Direct: this thread has no event loop that would deliver it.
    feedback.canceled.connect(heard.cancel, Qt.ConnectionType.DirectConnection)
    try:
        yield heard
    finally:
        feedback.canceled.disconnect(heard.cancel)
