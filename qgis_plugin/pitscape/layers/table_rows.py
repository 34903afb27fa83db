"""The rows of a table of the report as features."""

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY

from .column_looks import looks_of
from .source import FIELD_TYPES


class TableRows:
    """The rows of a table as features, with polygons where it has a column of them."""

    def __init__(self, table, headings, to_fill_in=False):
        self.count = table.count
        self.fields = QgsFields()
        for name, kind in table.columns:
            if kind != "polygons":
                self.fields.append(QgsField(name, FIELD_TYPES[kind]))
        self._table, self._headings, self._to_fill_in = table, headings, to_fill_in

    def looks(self):
        return looks_of(self._table, self._headings, self._to_fill_in)

    def __iter__(self):
        shape = next((place for place, (_name, kind) in enumerate(self._table.columns) if kind == "polygons"), None)
        feature = QgsFeature(self.fields)
        for row in self._table:
            values = list(row)
            if shape is not None:
                feature.setGeometry(_geometry(values.pop(shape)))
            feature.setAttributes(values)
            yield feature


class PlacedRows(TableRows):
    """The rows of a table as points, which stand where its columns x and y say."""

    def __iter__(self):
        x, y = (self.fields.lookupField(name) for name in ("x", "y"))
        for feature in super().__iter__():
            values = feature.attributes()
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(values[x], values[y])))
            yield feature


def _geometry(wkb):
    geometry = QgsGeometry()
    if wkb is not None:
        geometry.fromWkb(wkb)
    return geometry
