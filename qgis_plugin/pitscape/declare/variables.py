"""Variables that are compared: rasters, or fields of a table whose rows may be points."""

from qgis.core import NULL, QgsProcessingParameterBoolean, QgsProcessingParameterField, QgsUnitTypes, QgsWkbTypes

from ..layers.source import feature_of, no_vertex
from ..layers.variable_names import name_by_band, name_temporary
from ..refusals import refuse
from ..translation import tr
from .amounts import AmountsInput, caution_of_amounts
from .declaration import Declaration
from .inputs import NamedTable, field_of, refuse_several_points, spelled, tell_year
from .series import RasterList, layers_of
from .values import FieldNames, chosen_by


class VariableRaster(AmountsInput):
    """A raster X of amounts that is a variable, and its band X_BAND."""

    def capture(self, run):
        captured = super().capture(run)
        if captured is not None:
            name_temporary(run, captured)
        return captured


class VariableRasters(RasterList):
    """Rasters X of amounts, each a variable of the name of its layer, and one band of all, X_BAND; or all bands, X_ALL_BANDS, each a
    variable of its own."""

    def __init__(self, name, description):
        super().__init__(name, description)
        self.all_bands = f"{name}_ALL_BANDS"
        self.rare = (self.band, self.all_bands)
        self.tips[self.all_bands] = tr(
            "Of rasters with several bands, as “Moving window” and “Spectral indices” make them: each band is a variable of the name of the band. The field of the one band then does not count."
        )

    def definitions(self):
        label = tr("{layer}: all bands", layer=self.description)
        flag = QgsProcessingParameterBoolean(self.all_bands, label, False, optional=True)
        return [*super().definitions(), chosen_by(flag, "needed.NeededField")]

    def capture(self, run):
        given = run.parameters.get(self.all_bands) not in (None, NULL, "")
        if not given or not run.algorithm.parameterAsBool(run.parameters, self.all_bands, run.context):
            return super().capture(run)
        several = [self._bands(run, layer) for layer in layers_of(run, self.name)]
        return [captured for bands in several for captured in bands]

    def _bands(self, run, layer):
        count = layer.bandCount()
        if count < 2:
            return [self.capture_band(run, layer, 1)]
        bands = [super(VariableRasters, self).capture_band(run, layer, band) for band in range(1, count + 1)]
        for captured in bands:
            name_by_band(captured)
        return bands

    def capture_band(self, run, layer, band):
        captured = super().capture_band(run, layer, band)
        name_temporary(run, captured)
        return captured

    def request(self, run):
        band = run.algorithm.parameterAsInt(run.parameters, self.band, run.context)
        if band != 1 and any(layer.called for layer in run.captured[self.name]):
            run.tell(tr("{band} is not looked at: {all} is ticked.", band=self.band, all=self.all_bands))
        return super().request(run)


class FactorRasters(RasterList):
    """Rasters X of class codes, each a variable of the name of its layer, and one band of all, X_BAND."""

    def capture_band(self, run, layer, band):
        captured = super().capture_band(run, layer, band)
        name_temporary(run, captured)
        return captured

    def caution(self, run, layer):
        caution_of_amounts(run, self.name, layer)


class ComparedRasters(VariableRasters):
    """Variables of which the first gives the grid, and results are."""

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
        metres = metres_of(source.crs)
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


class VariableField(Declaration):
    """A field of numbers of the table `of` that is a variable. A field of no table is handed over, to be refused rather than dropped."""

    kind = "field"

    def __init__(self, name, description, of):
        super().__init__(name, description, optional=True)
        self.of = of

    def definitions(self):
        numeric = QgsProcessingParameterField.DataType.Numeric
        return [QgsProcessingParameterField(self.name, self.description, None, self.of, numeric, optional=True)]

    def capture(self, run):
        source = run.captured[self.of]
        return run.parameters.get(self.name) or None if source is None else field_of(run, self.name, source)

    def request(self, run):
        return {self.field: run.captured[self.name]}


class VariableFields(FieldNames):
    """Fields of the table `of` that are variables, called as the table calls them however they were typed."""

    def __init__(self, name, description, of):
        super().__init__(name, description, "", of)

    def capture(self, run):
        source, names = run.captured[self.settings["of"]], super().capture(run)
        return names if source is None else [spelled(self.name, source, name) for name in names]


def metres_of(crs):
    """How many metres a unit of the plane is."""
    return QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)


def _free(name, taken):
    while name in taken:
        name += "_"
    return name
