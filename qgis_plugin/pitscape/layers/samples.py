"""The features of a layer with the map and the values of a long table as columns beside their own attributes."""

import itertools

from qgis.core import NULL, QgsFeature, QgsField, QgsFields

from .. import metrics
from ..headings import COLUMNS
from ..translation import tr
from .column_looks import Look, decimals_of, looks_of
from .source import FIELD_TYPES


class FeatureColumns:
    """Features of a source whose `positions` tell which of a table each is, with columns of their own and of the table.

    Those without a geometry have no values; others that the library did not get are left out. `count` tells how many
    have come so far. What a GeoPackage cannot take as the name of a column gets another, told in `renamed`.
    """

    def __init__(self, run, source, in_geopackage):
        self.count = 0
        self.renamed = {}
        self._run = run
        self._source = source
        self.fields = QgsFields(source.fields) if in_geopackage else _bare(source.fields)
        for place, field in enumerate(source.fields if in_geopackage else ()):
            if field.name().lower() == "geom" or (field.name().lower() == "fid" and not self._is_key(field)):
                self.renamed[field.name()] = free_name(field.name(), self.fields)
                self.fields.rename(place, self.renamed[field.name()])
        self._looks = [Look(field.alias()) for field in source.fields]

    def _add(self, name, kind, look):
        self.fields.append(QgsField(free_name(name, self.fields), FIELD_TYPES[kind]))
        self._looks.append(look)

    def looks(self):
        return self._looks

    def _is_key(self, field):
        """Whether the values can tell features apart, as those of the column fid of a GeoPackage do."""
        values = [feature[field.name()] for feature in self._source.features(self._run, geometry=False)]
        known = [value for value in values if value not in (None, NULL)]
        return all(isinstance(value, int) for value in known) and len(set(known)) == len(known)

    def _of(self, position):
        """What the table has of the feature at a position; None where it has no such feature."""
        raise NotImplementedError

    def _nothing(self):
        """What features without a geometry have."""
        raise NotImplementedError

    def __iter__(self):
        nothing = self._nothing()
        for feature in self._source.features(self._run):
            values = self._of(self._source.positions.get(feature.id()))
            if values is None and not feature.geometry().isEmpty():
                continue
            made = QgsFeature(self.fields)
            made.setGeometry(feature.geometry())
            made.setAttributes(feature.attributes() + (nothing if values is None else values))
            self.count += 1
            yield made


class JoinedFeatures(FeatureColumns):
    """Features with the columns of a table that has a row for each: `feature` is their position, which is left out."""

    def __init__(self, run, source, table, in_geopackage, headings):
        super().__init__(run, source, in_geopackage)
        self._kept = [at for at, (name, _kind) in enumerate(table.columns) if name != "feature"]
        place = next(at for at, (name, _kind) in enumerate(table.columns) if name == "feature")
        self._rows = {row[place]: row for row in table}
        looks = looks_of(table, headings)
        for at in self._kept:
            self._add(*table.columns[at], looks[at])

    def _of(self, position):
        row = self._rows.get(position)
        return row and [row[at] for at in self._kept]

    def _nothing(self):
        return [None] * len(self._kept)


class SampledFeatures(FeatureColumns):
    """Features with the values of a long table as columns. `metrics` are these, in short words."""

    def __init__(self, run, source, table, in_geopackage, class_names):
        super().__init__(run, source, in_geopackage)
        features = table.numbers("feature")
        columns = int((features == features[0]).sum())
        self._values = table.numbers("value").reshape(-1, columns)
        self._rows = {position: row for row, position in enumerate(features[::columns].tolist())}
        self.metrics = []
        labels, headings = metrics.labels(), metrics.headings()
        names = [name for name, _kind in table.columns]
        rows = [dict(zip(names, row)) for row in itertools.islice(table, columns)]
        self._map = [rows[0]["layer"], rows[0]["year"]]  # the same in all of them
        for column, kind in (("layer", "text"), ("year", "integer")):
            self._add(column, kind, Look(COLUMNS[column]))
        for at, row in enumerate(rows):
            self._add(_name(row), "real", Look(_told(labels, row, class_names), decimals_of(self._values[:, at])))
            self.metrics.append(_told(headings, row, class_names))

    def _nothing(self):
        return self._map + [None] * self._values.shape[1]

    def _of(self, position):
        row = self._rows.get(position)
        return None if row is None else self._map + [None if v != v else v for v in self._values[row].tolist()]


def _bare(fields):
    """Without aliases and comments, which only a GeoPackage keeps; QGIS warns of each that others lose. The looks have the aliases."""
    bare = QgsFields()
    for field in fields:
        made = QgsField(field)
        made.setAlias("")
        made.setComment("")
        bare.append(made)
    return bare


def _name(row):
    """As in area_mn_12_50: metric, class and radius, as far as there are any."""
    parts = [row["metric"].lower()]
    if row["lucode"] is not None:
        parts.append(str(row["lucode"]))
    if row["radius"] is not None:
        parts.append(repr(row["radius"]).removesuffix(".0"))
    return "_".join(parts)


def _told(headings, row, class_names):
    """As in “Patch area, mean (AREA_MN, ha), Forest, radius 50”."""
    parts = [headings.get(row["metric"].lower(), row["metric"])]
    if row["lucode"] is not None:
        parts.append(class_names.get(row["lucode"]) or tr("class {code}", code=row["lucode"]))
    if row["radius"] is not None:
        parts.append(tr("radius {radius}", radius=f"{row['radius']:g}"))
    return ", ".join(parts)


def free_name(name, fields):
    """A name that no field has, in upper or lower case: databases tell none of these apart."""
    taken = {field.name().lower() for field in fields}
    numbered = (f"{name}_{number}" for number in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in taken)
