"""What kriging takes: points with values, the plane in which they lie, the grid and the features that are predicted for."""

import math

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingParameterExtent,
    QgsProcessingParameterField,
    QgsUnitTypes,
    QgsWkbTypes,
)

from ..layers import polygons
from ..layers.source import feature_of
from ..refusals import refuse
from ..translation import tr
from .declaration import Declaration
from .inputs import Mask, PolygonInput, SampleInput, field_of, named, refuse_several_points
from .values import Length

PLANES = "SNAP;RASTER;INPUT"  # whose reference system a run has, the first that is given


def plane_of(run):
    """The reference system of a run, into which all that it takes is brought."""
    given = (run.captured.get(name) for name in PLANES.split(";"))
    return next((one.crs for one in given if one is not None), QgsCoordinateReferenceSystem())


def refuse_other_units(own, plane):
    """Ranges of a table say not in what: they are those of the points they were found from."""
    units = own.mapUnits(), plane.mapUnits()
    degrees = QgsUnitTypes.DistanceUnit.DistanceDegrees
    if own.isValid() and degrees not in units and units[0] != units[1]:
        names = [QgsUnitTypes.toString(unit) for unit in units]
        refuse(
            "FITS",
            tr(
                "the points are in {own}, the grid of SNAP is in {plane}, and ranges of the table do not say in which of these they are. Reproject the points to the CRS of SNAP, and make the table from them.",
                own=names[0],
                plane=names[1],
            ),
        )


class KrigedPoints(PolygonInput):
    """Points and FIELD with their values, handed over in the plane of the run with the number of each feature."""

    kind = "points"
    polygons_alone = False
    types = (QgsProcessing.SourceType.TypeVectorPoint,)
    by = "FIELD"

    def __init__(self, name, description):
        super().__init__(name, description, None)
        self.tips[self.by] = tr("The field with the value of each point. Points without one are left out.")

    @staticmethod
    def without(count):
        return tr("features without a point are left out: {count}.", count=count)

    @property
    def kinds(self):
        return {self.field: "points", self.by.lower(): "field", "id_field": "field", "layer_name": "name", "year": "integer"}

    def definitions(self):
        numeric = QgsProcessingParameterField.DataType.Numeric
        field = QgsProcessingParameterField(self.by, tr("Field of the values"), None, self.name, numeric, optional=True)
        return [*super().definitions(), field]

    def capture(self, run):
        source = super().capture(run)
        if source is None:
            return None
        if source.geometry_type != QgsWkbTypes.GeometryType.PointGeometry:
            refuse(self.name, tr("the layer “{layer}” holds no points. Give a layer of points.", layer=source.layer_name))
        name = field_of(run, self.by, source)
        if name is None:
            refuse(self.by, tr("none is given. Choose the field with the values of the points."))
        source.numbered = polygons.Numbered(source.fields[source.fields.lookupField(name)])
        return source

    def request(self, run):
        source = run.captured[self.name]
        if source is not None and run.captured.get("FITS"):
            refuse_other_units(source.crs, plane_of(run))
        run.plane = plane_of(run).toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
        if source is None:
            # A field of no layer is handed over, to be refused rather than dropped.
            return {self.field: None, self.by.lower(): run.parameters.get(self.by) or None}
        path = self.export(run, source, source.numbered)
        numbers = {self.by.lower(): source.numbered.column, "id_field": source.numbered.number}
        return {self.field: path, **numbers, **named(run, source)}

    def crs(self, run, source):
        return plane_of(run)

    def watch(self, source):
        def seen(feature):
            geometry = feature.geometry()
            if geometry.isMultipart() and geometry.constGet().numGeometries() > 1:
                refuse_several_points(self.name, feature_of(source, feature))

        return seen

    def origins(self, run):
        source = run.captured[self.name]
        return {**super().origins(run), **({self.by.lower(): source.numbered.field.name()} if source else {})}


class PlaneMask(Mask):
    """Polygons outside of which nothing is predicted."""

    def __init__(self):
        super().__init__(None)
        self.tip(
            tr(
                "Predictions are made where a polygon holds the centre of a cell; of a raster with gaps only these gaps are filled."
            )
        )

    def crs(self, run, source):
        return plane_of(run)


class Targets(SampleInput):
    """Points or polygons that are predicted for; `positions` of the captured source tells where each was handed over, by feature id."""

    def __init__(self, name, description):
        super().__init__(name, description, None)

    @staticmethod
    def without(count):
        return tr("features without a geometry have no prediction: {count}.", count=count)

    def capture(self, run):
        return super().capture(run) if run.parameters.get(self.name) not in (None, NULL, "") else None

    def crs(self, run, source):
        return plane_of(run)


class PlaneLength(Length):
    """A length on the plane of the run."""

    def __init__(self, name, description):
        super().__init__(name, description, of=PLANES)


class Extent(Declaration):
    """West, south, east and north end on the plane of the run, of an extent in any reference system."""

    kind = "numbers"

    def __init__(self, name, description):
        super().__init__(name, description, optional=True)

    def definitions(self):
        return [QgsProcessingParameterExtent(self.name, self.description, None, optional=True)]

    def capture(self, run):
        if run.parameters.get(self.name) in (None, NULL, ""):
            return []
        extent = run.algorithm.parameterAsExtent(run.parameters, self.name, run.context, plane_of(run))
        ends = [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]
        if extent.isNull() or not all(map(math.isfinite, ends)):
            refuse(self.name, tr("it is no extent that has a place in the reference system of the points. Draw it anew."))
        return ends

    def request(self, run):
        return {self.field: run.captured[self.name]}
