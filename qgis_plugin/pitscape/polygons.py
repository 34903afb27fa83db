"""Polygon layers, taken from the project and handed to the library."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from .declaration import refuse, refuse_missing_crs
from .source import Source

InvalidGeometryCheck = QgsFeatureRequest.InvalidGeometryCheck


def capture(run, name, optional):
    source = Source.capture(run, name, optional)
    if source is None:
        return None
    if not source.crs.isValid():
        refuse_missing_crs(name, source.layer_name, "it cannot be laid over the map")
    return source


def export(run, name, source, crs, path):
    """Write the polygons in `crs` into a new GeoPackage."""
    transforms = run.context.transformContext()
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = name.lower()
    writer = QgsVectorFileWriter.create(
        path, QgsFields(), QgsWkbTypes.Type.MultiPolygon, crs, transforms, options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise QgsProcessingException(f"{name}: the temporary file {path} cannot be written ({writer.errorMessage()}).")
    transform = QgsCoordinateTransform(source.crs, crs, transforms)
    count = 0
    for feature in source.features(run):
        geometry = feature.geometry()
        if geometry.isEmpty() or not _usable(run, name, source, feature, geometry):
            continue
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            refuse(name, f"feature {feature.id()} cannot be brought into the map's CRS {crs.authid()} ({error}).")
        polygon = QgsFeature()
        polygon.setGeometry(_plain(geometry))
        if not writer.addFeature(polygon, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(f"{name}: the temporary file {path} cannot be written ({writer.errorMessage()}).")
        count += 1
    del writer  # closes the file
    if count == 0:
        what = "selected polygon" if source.selection is not None else "polygon"
        refuse(name, f"the layer “{source.layer_name}” has no {what}, so no cell would be left.")


def _usable(run, name, source, feature, geometry):
    """What the user's setting for invalid geometries says about this one."""
    if source.geometry_check == InvalidGeometryCheck.GeometryNoCheck or geometry.isGeosValid():
        return True
    if source.geometry_check == InvalidGeometryCheck.GeometrySkipInvalid:
        run.feedback.pushWarning(f"{name}: feature {feature.id()} is left out, its geometry is invalid.")
        return False
    refuse(
        name,
        f"feature {feature.id()} of the layer “{source.layer_name}” has an invalid geometry "
        f"({geometry.lastError() or 'for example a border that crosses itself'}). Repair it with “Fix geometries”, "
        "and run again.",
    )


def _plain(geometry):
    """Two dimensions, straight sides and many parts: what the library's rasterizer reads."""
    plain = geometry.constGet().segmentize()
    plain.dropZValue()
    plain.dropMValue()
    plain = QgsGeometry(plain)
    plain.convertToMultiType()
    return plain
