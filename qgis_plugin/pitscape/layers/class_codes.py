"""Which codes a map holds, read bit by bit, so that whoever waits can look on and stop."""

import numpy
from qgis.core import QgsRectangle

from .raster_export import TYPES

CELLS = 1 << 20  # at once
MOST = 1000  # codes; what has more is no map of classes


class CodeReader:
    """The codes of a band so far. A mask is not asked: a code may be listed that lies wholly under it."""

    def __init__(self, layer, band):
        self._provider = layer.dataProvider().clone()
        self._band = band
        self._nodata = layer.dataProvider().userNoDataValues(band)
        self._extent = self._provider.extent()
        self.columns, self.rows = self._provider.xSize(), self._provider.ySize()
        self._height = max(1, CELLS // max(1, self.columns))
        self._top = 0
        self.codes = set()
        self.others = False  # whether there are values that are no codes
        self.readable = self.columns > 0 and self.rows > 0 and self._provider.dataType(band) in TYPES

    @property
    def share(self):
        return self._top / self.rows if self.rows else 1.0

    @property
    def done(self):
        return not self.readable or self._top >= self.rows or self.too_many

    @property
    def too_many(self):
        return len(self.codes) > MOST

    def step(self):
        """Read the next rows."""
        rows = min(self._height, self.rows - self._top)
        height = self._extent.height() / self.rows
        north = self._extent.yMaximum() - self._top * height
        area = QgsRectangle(self._extent.xMinimum(), north - rows * height, self._extent.xMaximum(), north)
        block = self._provider.block(self._band, area, self.columns, rows)
        if not block.isValid() or block.dataType() not in TYPES:
            self.readable = False
            return
        values = numpy.unique(numpy.frombuffer(bytes(block.data()), TYPES[block.dataType()][0]))
        if block.hasNoDataValue():
            values = values[values != block.noDataValue()]
        values = values[~numpy.isnan(values)]
        whole = values == numpy.floor(values)
        self.others = self.others or not whole.all()
        # What the layer calls nodata is marked beside the values.
        codes = [value for value in values[whole][: MOST + 1].tolist() if not any(one.contains(value) for one in self._nodata)]
        self.codes.update(map(int, codes))
        self._top += rows
