"""Variables that are compared: rasters, or fields of a table whose rows may be points."""

from qgis.core import QgsUnitTypes, QgsWkbTypes

from ..layers.source import feature_of, no_vertex
from ..refusals import refuse
from ..translation import tr
from .inputs import NamedTable, refuse_several_points, spelled, tell_year
from .series import RasterList
from .values import FieldNames


class VariableRasters(RasterList):
    """Rasters, each a variable of the name of its layer; the first gives the grid."""

    names_results = True

    def request(self, run):
        layers, made = run.captured[self.name], super().request(run)
        for layer, raster in zip(layers, made[self.field]):
            tell_year(run, layer.name, layer.year)
            raster["year"] = layer.year
        return made


class VariableTable(NamedTable):
    """A table or a layer whose fields are variables. Of points on a plane the request gets `coordinates`: the columns with east and north
    in metres. `wanted` is the flag without which nobody needs these; without one they are always told."""

    def __init__(self, name, description, wanted=None):
        super().__init__(name, description, optional=True)
        self.wanted = wanted

    @property
    def kinds(self):
        return {**super().kinds, "coordinates": "names"}

    def request(self, run):
        source = run.captured[self.name]
        if source is None:
            return {**super().request(run), "coordinates": []}
        source.placeless = 0
        made = {**super().request(run), "coordinates": list(self._names(run, source))}
        if source.placeless:
            told = tr(
                "{parameter}: features without a point: {count}. They have values and no place.",
                parameter=self.name,
                count=source.placeless,
            )
            run.tell(told)
        return made

    def beside(self, run, source):
        names = self._names(run, source)
        if not names:
            self._tell_why(run, source)
            return (), None
        metres = QgsUnitTypes.fromUnitToUnitFactor(source.crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)
        return names, lambda feature: self._place(source, feature, metres)

    def _names(self, run, source):
        """What the columns of places are called, none of which a field is; nothing where there are no places on a plane."""
        points = source.geometry_type == QgsWkbTypes.GeometryType.PointGeometry
        if not self._are_wanted(run) or not points or not source.crs.isValid() or source.crs.isGeographic():
            return ()
        taken = {field.name().lower() for field in source.fields}
        return tuple(_free(name, taken) for name in ("east", "north"))

    def _are_wanted(self, run):
        return self.wanted is None or run.captured[self.wanted]

    def _tell_why(self, run, source):
        """Why points have no places on a plane. Of what holds no points the library tells."""
        if not self._are_wanted(run) or source.geometry_type != QgsWkbTypes.GeometryType.PointGeometry:
            return
        if source.crs.isValid():
            why = tr(
                "{parameter}: the layer “{layer}” is in degrees, in which points have no distance. Reproject it, for instance to a UTM system.",
                parameter=self.name,
                layer=source.layer_name,
            )
        else:
            why = tr(
                "{parameter}: the layer “{layer}” has no coordinate reference system, so that distances are unknown. Give it one: right-click it, Layer CRS, Set Layer CRS.",
                parameter=self.name,
                layer=source.layer_name,
            )
        run.caution(why)

    def _place(self, source, feature, metres):
        geometry = feature.geometry()
        wrong = no_vertex(geometry)
        if wrong:
            refuse(self.name, tr("{feature} {wrong}", feature=feature_of(source, feature), wrong=wrong))
        if geometry.isNull() or geometry.isEmpty():
            source.placeless += 1
            return "", ""
        if geometry.isMultipart() and geometry.constGet().numGeometries() > 1:
            refuse_several_points(self.name, feature_of(source, feature))
        point = next(geometry.vertices())
        return repr(point.x() * metres), repr(point.y() * metres)


class VariableFields(FieldNames):
    """Fields of the table `of` that are variables, called as the table calls them however they were typed."""

    def __init__(self, name, description, of):
        super().__init__(name, description, "", of)

    def capture(self, run):
        source, names = run.captured[self.settings["of"]], super().capture(run)
        return names if source is None else [spelled(self.name, source, name) for name in names]


def _free(name, taken):
    while name in taken:
        name += "_"
    return name
