"""The rows that a model was fitted to, as points, with a column for each variable behind those of the fit."""

from qgis.core import QgsField, QgsFields

from .column_looks import Look
from .samples import free_name
from .source import FIELD_TYPES
from .table_rows import PlacedRows, TableRows

KEYS = ("fid", "geom")  # what a GeoPackage calls its own
SOURCE = "source_fid"  # the feature that a row is of


class FittedRows(TableRows):
    """`told` columns are those of the fit; a variable that has the name of one of them, or of another, gets a name of its own. `names` are
    those of the variables, of which the library has renamed some already; `more` columns, of whole numbers, stand between both."""

    def __init__(self, table, headings, told, names, more=()):
        super().__init__(table, headings)
        self.renamed = {}
        self._told, self._more = told, more
        fields = QgsFields()
        for name, kind in table.columns[:told]:
            fields.append(QgsField(name, FIELD_TYPES[kind]))
        for name in more:
            fields.append(QgsField(name, FIELD_TYPES["integer"]))
        for (name, kind), called in zip(table.columns[told:], names):
            own = free_name(f"{name}_" if name.lower() in KEYS else name, fields)
            if own != called:
                self.renamed[called] = own
            fields.append(QgsField(own, FIELD_TYPES[kind]))
        self.fields = fields

    def looks(self):
        """A variable is called as it is, though a metric or a column elsewhere has its name."""
        looks = super().looks()
        own = [Look("", look.decimals) for look in looks[self._told :]]
        return [*looks[: self._told], *(Look() for _name in self._more), *own]


class FittedCells(FittedRows, PlacedRows):
    """Cells of a raster, each at its centre."""


class FittedFeatures(FittedRows):
    """Features of a table with their ids, and with the geometries that they have where these are `placed`."""

    def __init__(self, table, headings, told, names, run, source, placed):
        super().__init__(table, headings, told, names, (free_name(SOURCE, _fields_of(names)),))
        self._run, self._source, self._placed = run, source, placed

    def __iter__(self):
        row, x, y = (self.fields.lookupField(name) for name in ("row", "x", "y"))
        features, at, source = self._source.features(self._run, geometry=self._placed), 0, None
        for feature in super().__iter__():
            values = feature.attributes()
            # Rows of the fit are features in their order, some left out.
            while at < values[row]:
                at, source = at + 1, next(features)
            values.insert(self._told, source.id())
            if self._placed:
                place = source.geometry()
                feature.setGeometry(place)
                if not place.isNull() and not place.isEmpty():
                    point = next(place.vertices())
                    values[x], values[y] = point.x(), point.y()  # in units of the layer, which may be others than metres
            feature.setAttributes(values)
            yield feature


def _fields_of(names):
    fields = QgsFields()
    for name in names:
        fields.append(QgsField(name))
    return fields
