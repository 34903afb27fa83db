"""A vector layer or table as it stood when the run was started, readable from the worker thread."""

import math

from qgis.core import (
    NULL,
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProviderRegistry,
    QgsUnitTypes,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, Qt, QTime, QVariant

from .. import native
from ..translation import tr
from .years import year_of

if Qgis.QGIS_VERSION_INT >= 33800:
    FIELD_TYPES = {"integer": QMetaType.Type.LongLong, "real": QMetaType.Type.Double, "text": QMetaType.Type.QString}
else:
    FIELD_TYPES = {"integer": QVariant.Type.LongLong, "real": QVariant.Type.Double, "text": QVariant.Type.String}
SELECTED_AT_ONCE = 1000


# One turn more than a map may be cut at, and the poles.
LONGITUDES, LATITUDES = 540, 90


def off_the_globe(crs, box):
    """A corner of a box of degrees that is no longitude and latitude, as text; None where there is none."""
    if crs.mapUnits() != QgsUnitTypes.DistanceUnit.DistanceDegrees or box.isNull():
        return None
    x = max(box.xMinimum(), box.xMaximum(), key=abs)
    y = max(box.yMinimum(), box.yMaximum(), key=abs)
    if abs(x) <= LONGITUDES and abs(y) <= LATITUDES:
        return None
    return tr(
        "{x}, {y} is no longitude and latitude. These look like projected coordinates under a wrong CRS; "
        "give the layer its own: right-click it, Layer CRS, Set Layer CRS",
        x=f"{x:.12g}",
        y=f"{y:.12g}",
    )


def feature_of(source, feature):
    """What sentences call a feature of a source."""
    return tr("feature {id} of the layer “{layer}”", id=feature.id(), layer=source.layer_name)


def no_vertex(geometry):
    """What is wrong with a vertex that is NaN or infinite, as text; None where there is none."""
    kind = QgsWkbTypes.GeometryType.PointGeometry
    # Lengths of lines and outlines are finite where all vertices are; asking each would take long.
    if geometry.isNull() or (geometry.type() != kind and math.isfinite(geometry.length())):
        return None
    shape = geometry.constGet()
    # QGIS takes a point with one coordinate for one without.
    vertices = [shape] if QgsWkbTypes.flatType(shape.wkbType()) == QgsWkbTypes.Type.Point else geometry.vertices()
    for vertex in vertices:
        x, y = vertex.x(), vertex.y()
        if not (math.isfinite(x) and math.isfinite(y)) and not (math.isnan(x) and math.isnan(y) and geometry.isEmpty()):
            return tr(
                "has a vertex at {x}, {y}, which is no place. Draw it anew, or leave it out by a selection.",
                x=f"{x:.12g}",
                y=f"{y:.12g}",
            )
    return None


class Source:
    """The features that the user chose: selection, filter, limit and unsaved edits included."""

    @classmethod
    def capture(cls, run, name, optional):
        """On the main thread. None where the parameter is left empty."""
        value = run.parameters.get(name)
        definition = value if isinstance(value, QgsProcessingFeatureSourceDefinition) else None
        parameters = {name: definition.source} if definition else run.parameters
        layer = run.algorithm.parameterAsVectorLayer(parameters, name, run.context)
        if layer is None:
            if optional and value in (None, NULL, ""):
                return None
            raise QgsProcessingException(run.algorithm.invalidSourceError(run.parameters, name))
        return cls(run, name, layer, definition)

    def __init__(self, run, name, layer, definition):
        self.layer_name = layer.name()
        self.told = told(layer)
        self.year = year_of(layer)
        self.crs = layer.crs()
        self.off_the_globe = off_the_globe(self.crs, layer.extent()) if self.crs.isGeographic() else None
        self.geometry_type = layer.geometryType()
        self.wkb_type = layer.wkbType()
        self.fields = layer.fields()
        self.renderer = layer.renderer() and layer.renderer().clone()
        self.limit = -1
        self.selection = None
        self.filter = ""
        self.geometry_check = run.context.invalidGeometryCheck()
        # Rendering reads layers off the main thread through this snapshot too.
        self._source = QgsVectorLayerFeatureSource(layer)
        self._expressions = run.context.expressionContext()
        if definition:
            self.limit = definition.featureLimit
            self.filter = getattr(definition, "filterExpression", "")  # QGIS 3.32 and newer
            if definition.selectedFeaturesOnly:
                self.selection = set(layer.selectedFeatureIds())
            if self.selection is not None:
                self.told += tr(", selected features")
            if self.filter:
                self.told += tr(", features with {filter}", filter=self.filter)
            if definition.flags & QgsProcessingFeatureSourceDefinition.Flag.FlagOverrideDefaultGeometryCheck:
                self.geometry_check = definition.geometryCheck
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        if parts.get("path"):
            run.sources.append((name, parts["path"], parts.get("layerName") or None))

    def features(self, run, geometry=True):
        request = QgsFeatureRequest()
        if not geometry:
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
        if self.filter:
            request.setFilterExpression(self.filter)
            request.setExpressionContext(self._expressions)
        count = 0
        for feature in self._given(request):
            if run.feedback.isCanceled():
                raise native.Cancelled(tr("The run was cancelled."))
            if count == self.limit:
                return
            if self.selection is None or feature.id() in self.selection:
                count += 1
                yield feature

    def _given(self, request):
        if self.filter or self.selection is None:
            yield from self._source.getFeatures(request)
            return
        chosen = sorted(self.selection)
        for start in range(0, len(chosen), SELECTED_AT_ONCE):
            request.setFilterFids(chosen[start : start + SELECTED_AT_ONCE])
            # Providers give them in the order of a set, another one in each process.
            yield from sorted(self._source.getFeatures(request), key=QgsFeature.id)


def text_of(value):
    """An attribute as text that reads back as the same value; NULL is empty."""
    if value in (None, NULL):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString(Qt.DateFormat.ISODate)
    return str(value)


def told(layer):
    """A layer in the words of its user: its name and where it comes from, without passwords."""
    if layer.providerType() == "memory":
        return tr("{layer} (memory layer)", layer=layer.name())
    return f"{layer.name()} ({layer.publicSource()})"
