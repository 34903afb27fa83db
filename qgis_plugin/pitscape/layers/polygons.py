"""Layers of polygons, or of any shapes, taken from the project and handed to the library."""

from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..refusals import Unwritten, refuse, refuse_missing_crs
from ..translation import tr
from .source import FIELD_TYPES, Source, feature_of, no_vertex, off_the_globe, text_of

InvalidGeometryCheck = QgsFeatureRequest.InvalidGeometryCheck


def capture(run, name, optional, polygons_alone=True):
    source = Source.capture(run, name, optional)
    if source is None:
        return None
    if not source.crs.isValid():
        refuse_missing_crs(name, source.layer_name, tr("it cannot be laid over the map"))
    if source.geometry_type == QgsWkbTypes.GeometryType.NullGeometry:
        refuse(name, tr("the layer “{layer}” is a table without geometries.", layer=source.layer_name))
    if polygons_alone and source.geometry_type not in (QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.UnknownGeometry):
        kind = QgsWkbTypes.geometryDisplayString(source.geometry_type).lower()
        text = tr("the layer “{layer}” holds {kind} features. Give a layer of polygons.", layer=source.layer_name, kind=kind)
        refuse(name, text)
    return source


class Label:
    """What names each polygon: a field, as text in which equal values are equal, or without one its position from 1."""

    column = "zone"

    def __init__(self, name, field=None):
        self.name = name
        self.field = field
        self.unnamed = []

    def fields(self):
        return [QgsField(self.column, FIELD_TYPES["text"])]

    def values(self, feature, position):
        return [self.of(feature, position)]

    def of(self, feature, position):
        if self.field is None:
            return str(position)
        value = feature[self.field]
        if value in (None, NULL, "") or value != value:
            self.unnamed.append(str(feature.id()))
            return None
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return text_of(value)

    def check(self, source):
        if self.unnamed:
            ids = ", ".join(self.unnamed[:10]) + (" …" if len(self.unnamed) > 10 else "")
            text = tr(
                "the layer “{layer}” has no value in the field “{field}” for {count} of its polygons (feature ids {ids}), "
                "so their zone has no name. Fill them in, or leave them out by a selection.",
                layer=source.layer_name,
                field=self.field,
                count=len(self.unnamed),
                ids=ids,
            )
            refuse(self.name, text)


class Numbered:
    """A field's value of its own type for each shape, and the number of the feature."""

    number = "pitscape_feature"

    def __init__(self, field):
        self.field = field
        # GeoPackages have columns of these names.
        self.column = f"{field.name()}_" if field.name().lower() in ("fid", "geom") else field.name()
        self.type = "text"
        if field.isNumeric():
            self.type = "real" if field.type() == FIELD_TYPES["real"] else "integer"

    def fields(self):
        return [QgsField(self.column, FIELD_TYPES[self.type]), QgsField(self.number, FIELD_TYPES["integer"])]

    def values(self, feature, position):
        return [self.of(feature), feature.id()]

    def of(self, feature):
        value = feature[self.field.name()]
        if value in (None, NULL):
            return None
        return text_of(value).strip() if self.type == "text" else value

    def check(self, source):
        """The library says what is wrong with a value."""


class Values:
    """Attributes that go with each shape, as texts that read back as the same values: `fields` of the source by column, None for none."""

    def __init__(self, fields):
        self.sources = {column: field for column, field in fields.items() if field is not None}

    def fields(self):
        return [QgsField(column, FIELD_TYPES["text"]) for column in self.sources]

    def values(self, feature, position):
        texts = [text_of(feature[field]) for field in self.sources.values()]
        return [None if text in ("", "nan") else text for text in texts]

    def check(self, source):
        """Those that are empty are the library's to tell of."""


def export(run, name, source, crs, path, label=None, polygons_alone=True, seen=None, without=None, repaired=False):
    """Write the shapes in `crs` into a new GeoPackage, with the columns of `label` (a Label, Numbered or Values) where there is one.

    `seen` is called with each feature that is written, and may refuse it; `without` tells of so many that have no
    geometry, which are left out. What is `repaired` later on may be invalid, unless the user's setting leaves such features out.
    """
    transforms = run.context.transformContext()
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = name.lower()
    fields = QgsFields()
    for field in label.fields() if label else ():
        fields.append(field)
    kind = QgsWkbTypes.Type.MultiPolygon if polygons_alone else QgsWkbTypes.Type.Unknown
    writer = QgsVectorFileWriter.create(path, fields, kind, crs, transforms, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        _refuse_unwritten(name, path, writer)
    transform = QgsCoordinateTransform(source.crs, crs, transforms)
    # QGIS takes coordinates as they are where it knows no way, and knows none between two spellings of a local grid.
    if not (transform.isValid() or _one_local_grid(source.crs, crs)):
        text = tr(
            "the layer “{layer}” is in {crs}, from which no way leads to the map's CRS {onto}: a local grid is tied to no "
            "place on the Earth. Where both lie on one grid, give both the same CRS: right-click the layer, Layer CRS, Set "
            "Layer CRS.",
            layer=source.layer_name,
            crs=source.crs.userFriendlyIdentifier(),
            onto=crs.userFriendlyIdentifier(),
        )
        refuse(name, text)
    count = empty = 0
    for position, feature in enumerate(source.features(run), 1):
        geometry = feature.geometry()
        wrong = no_vertex(geometry)
        if wrong:
            refuse(name, tr("{feature} {wrong}", feature=feature_of(source, feature), wrong=wrong))
        if geometry.isEmpty():
            empty += 1
            continue
        if not _usable(run, name, source, feature, geometry, polygons_alone, repaired):
            continue
        if seen:
            seen(feature)
        polygon = QgsFeature(fields)
        polygon.setGeometry(_transformed(name, feature, _plain(geometry), transform))
        if label:
            polygon.setAttributes(label.values(feature, position))
        if not writer.addFeature(polygon, QgsFeatureSink.Flag.FastInsert):
            _refuse_unwritten(name, path, writer)
        count += 1
    del writer  # closes the file
    if label:
        label.check(source)
    if empty:
        text = tr("features without a geometry are left out: {count}.", count=empty) if without is None else without(empty)
        run.tell(tr("{parameter}: {sentence}", parameter=name, sentence=text))
    if count == 0:
        refuse(name, _nothing(source, polygons_alone).format(layer=source.layer_name))


def _refuse_unwritten(name, path, writer):
    refuse(name, tr("the temporary file {path} cannot be written ({reason}).", path=path, reason=writer.errorMessage()), Unwritten)


def _nothing(source, polygons_alone):
    if polygons_alone and source.selection is None:
        return tr("the layer “{layer}” has no polygon, so no cell would be left.")
    if polygons_alone:
        return tr("the layer “{layer}” has no selected polygon, so no cell would be left.")
    if source.selection is None:
        return tr("the layer “{layer}” has no feature, so there is nothing to measure.")
    return tr("the layer “{layer}” has no selected feature, so there is nothing to measure.")


def _one_local_grid(one, other):
    """Whether two systems that are tied to no place on the Earth are the same, as the library has it: by name and unit."""
    return bool(one.description()) and (one.description(), one.mapUnits()) == (other.description(), other.mapUnits())


def _usable(run, name, source, feature, geometry, polygons_alone, repaired):
    """What the user's setting for invalid geometries says about this one."""
    if polygons_alone and geometry.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
        refuse(name, tr("{feature} is no polygon. Give polygons alone.", feature=feature_of(source, feature)))
    skips = source.geometry_check == InvalidGeometryCheck.GeometrySkipInvalid
    if source.geometry_check == InvalidGeometryCheck.GeometryNoCheck or (repaired and not skips) or geometry.isGeosValid():
        return True
    if skips:
        run.warn(tr("{parameter}: feature {id} is left out, its geometry is invalid.", parameter=name, id=feature.id()))
        return False
    text = tr(
        "{feature} has an invalid geometry ({reason}). Repair it with “Fix geometries”, and run again.",
        feature=feature_of(source, feature),
        reason=geometry.lastError() or tr("for example a border that crosses itself"),
    )
    refuse(name, text)


def _transformed(name, feature, geometry, transform):
    reason = off_the_globe(transform.sourceCrs(), geometry.boundingBox())
    if reason is None:
        try:
            geometry.transform(transform)
            if geometry.boundingBox().isFinite():
                return geometry
            reason = tr("some of its points have no place there")
        except QgsCsException as error:
            reason = error
    crs = transform.destinationCrs().userFriendlyIdentifier()
    refuse(name, tr("feature {id} cannot be brought into the map's CRS {crs}: {reason}.", id=feature.id(), crs=crs, reason=reason))


def _plain(geometry):
    """Two dimensions, straight sides and many parts: what the library's rasterizer reads."""
    plain = geometry.constGet().segmentize()
    plain.dropZValue()
    plain.dropMValue()
    plain = QgsGeometry(plain)
    plain.convertToMultiType()
    return plain
