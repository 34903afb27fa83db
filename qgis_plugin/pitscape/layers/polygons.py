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
    QgsProcessingException,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..refusals import refuse, refuse_missing_crs
from .source import FIELD_TYPES, Source, no_vertex, off_the_globe, text_of

InvalidGeometryCheck = QgsFeatureRequest.InvalidGeometryCheck


def capture(run, name, optional, polygons_alone=True):
    source = Source.capture(run, name, optional)
    if source is None:
        return None
    if not source.crs.isValid():
        refuse_missing_crs(name, source.layer_name, "it cannot be laid over the map")
    if source.geometry_type == QgsWkbTypes.GeometryType.NullGeometry:
        refuse(name, f"the layer “{source.layer_name}” is a table without geometries.")
    if polygons_alone and source.geometry_type not in (QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.UnknownGeometry):
        kind = QgsWkbTypes.geometryDisplayString(source.geometry_type).lower()
        refuse(name, f"the layer “{source.layer_name}” holds {kind} features. Give a layer of polygons.")
    return source


class Label:
    """What names each polygon: a field, as text in which equal values are equal, or without one its position from 1."""

    column = "zone"

    def __init__(self, name, field=None):
        self.name = name
        self.field = field
        self.unnamed = []

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
            refuse(
                self.name,
                f"the layer “{source.layer_name}” has no value in the field “{self.field}” for {len(self.unnamed)} of "
                f"its polygons (feature ids {ids}), so their zone has no name. Fill them in, or leave them out by a "
                "selection.",
            )


def export(run, name, source, crs, path, label=None, polygons_alone=True, seen=None, without="are left out"):
    """Write the shapes in `crs` into a new GeoPackage, with what names each where there is a label.

    `seen` is called with each feature that is written, and may refuse it; `without` says what becomes of those that have
    no geometry.
    """
    transforms = run.context.transformContext()
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = name.lower()
    fields = QgsFields()
    if label:
        fields.append(QgsField(label.column, FIELD_TYPES["text"]))
    kind = QgsWkbTypes.Type.MultiPolygon if polygons_alone else QgsWkbTypes.Type.Unknown
    writer = QgsVectorFileWriter.create(path, fields, kind, crs, transforms, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise QgsProcessingException(f"{name}: the temporary file {path} cannot be written ({writer.errorMessage()}).")
    transform = QgsCoordinateTransform(source.crs, crs, transforms)
    # QGIS takes coordinates as they are where it knows no way, and knows none between two spellings of a local grid.
    if not (transform.isValid() or _one_local_grid(source.crs, crs)):
        refuse(
            name,
            f"the layer “{source.layer_name}” is in {source.crs.userFriendlyIdentifier()}, from which no way leads to the "
            f"map's CRS {crs.userFriendlyIdentifier()}: a local grid is tied to no place on the Earth. Where both lie on one "
            "grid, give both the same CRS: right-click the layer, Layer CRS, Set Layer CRS.",
        )
    count = empty = 0
    for position, feature in enumerate(source.features(run), 1):
        geometry = feature.geometry()
        wrong = no_vertex(geometry)
        if wrong:
            refuse(name, f"feature {feature.id()} of the layer “{source.layer_name}” {wrong}")
        if geometry.isEmpty():
            empty += 1
            continue
        if not _usable(run, name, source, feature, geometry, polygons_alone):
            continue
        if seen:
            seen(feature)
        polygon = QgsFeature(fields)
        polygon.setGeometry(_transformed(name, feature, _plain(geometry), transform))
        if label:
            polygon.setAttributes([label.of(feature, position)])
        if not writer.addFeature(polygon, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(f"{name}: the temporary file {path} cannot be written ({writer.errorMessage()}).")
        count += 1
    del writer  # closes the file
    if label:
        label.check(source)
    if empty:
        run.tell(f"{name}: {empty} features without a geometry {without}.")
    if count == 0:
        what = ("selected " if source.selection is not None else "") + ("polygon" if polygons_alone else "feature")
        end = "no cell would be left" if polygons_alone else "there is nothing to measure"
        refuse(name, f"the layer “{source.layer_name}” has no {what}, so {end}.")


def _one_local_grid(one, other):
    """Whether two systems that are tied to no place on the Earth are the same, as the library has it: by name and unit."""
    return bool(one.description()) and (one.description(), one.mapUnits()) == (other.description(), other.mapUnits())


def _usable(run, name, source, feature, geometry, polygons_alone):
    """What the user's setting for invalid geometries says about this one."""
    if polygons_alone and geometry.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
        refuse(name, f"feature {feature.id()} of the layer “{source.layer_name}” is no polygon. Give polygons alone.")
    if source.geometry_check == InvalidGeometryCheck.GeometryNoCheck or geometry.isGeosValid():
        return True
    if source.geometry_check == InvalidGeometryCheck.GeometrySkipInvalid:
        run.warn(f"{name}: feature {feature.id()} is left out, its geometry is invalid.")
        return False
    refuse(
        name,
        f"feature {feature.id()} of the layer “{source.layer_name}” has an invalid geometry "
        f"({geometry.lastError() or 'for example a border that crosses itself'}). Repair it with “Fix geometries”, "
        "and run again.",
    )


def _transformed(name, feature, geometry, transform):
    crs = transform.destinationCrs().userFriendlyIdentifier()
    reason = off_the_globe(transform.sourceCrs(), geometry.boundingBox())
    if reason:
        refuse(name, f"feature {feature.id()} cannot be brought into the map's CRS {crs}: {reason}.")
    try:
        geometry.transform(transform)
        if geometry.boundingBox().isFinite():
            return geometry
        reason = "some of its points have no place there"
    except QgsCsException as error:
        reason = error
    refuse(name, f"feature {feature.id()} cannot be brought into the map's CRS {crs}: {reason}.")


def _plain(geometry):
    """Two dimensions, straight sides and many parts: what the library's rasterizer reads."""
    plain = geometry.constGet().segmentize()
    plain.dropZValue()
    plain.dropMValue()
    plain = QgsGeometry(plain)
    plain.convertToMultiType()
    return plain
