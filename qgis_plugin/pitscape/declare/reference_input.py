"""Reference classes, which a map is compared with: points, or a raster."""

from qgis.core import QgsProcessing, QgsProcessingParameterField, QgsWkbTypes

from ..layers import polygons
from ..layers.source import feature_of
from ..refusals import refuse
from ..translation import tr
from .inputs import PolygonInput, RasterInput, field_of, refuse_several_points


class ReferenceInput(PolygonInput):
    """Points, FIELD with the class of each and STRATA_FIELD with its stratum, handed over in the CRS of the raster input `grid`.

    `positions` of the captured source tells where each was handed over, by feature id.
    """

    kind = "points"
    polygons_alone = False
    types = (QgsProcessing.SourceType.TypeVectorPoint,)
    by, strata = "FIELD", "STRATA_FIELD"

    def __init__(self, name, description, grid):
        super().__init__(name, description, grid)
        self.rare = (self.strata,)
        self.tips[self.by] = tr(
            "The field with the class of each point: its code, or its name in the carbon pools or in the layer’s legend."
        )
        self.tips[self.strata] = tr(
            "The field with the stratum of each point, where the sample was drawn in other strata than the classes of the map."
        )

    @staticmethod
    def without(count):
        return tr("features without a point are left out: {count}.", count=count)

    @property
    def kinds(self):
        return {self.field: "points", self.by.lower(): "field", self.strata.lower(): "field"}

    def definitions(self):
        return [
            *super().definitions(),
            QgsProcessingParameterField(self.by, tr("Field of the reference classes"), None, self.name, optional=True),
            QgsProcessingParameterField(self.strata, tr("Field of the strata"), None, self.name, optional=True),
        ]

    def capture(self, run):
        source = super().capture(run)
        if source is None:
            return None
        if source.geometry_type != QgsWkbTypes.GeometryType.PointGeometry:
            refuse(self.name, tr("the layer “{layer}” holds no points. Give a layer of points.", layer=source.layer_name))
        source.value_field = field_of(run, self.by, source)
        source.strata_field = field_of(run, self.strata, source)
        if source.value_field is None:
            refuse(self.by, tr("none is given. Choose the field with the classes of the points."))
        return source

    def request(self, run):
        source = run.captured[self.name]
        if source is None:
            # Fields of no layer are handed over, to be refused rather than dropped.
            return {self.field: None, **{name.lower(): run.parameters.get(name) or None for name in (self.by, self.strata)}}
        warn_of_years(run, self.grid, source.layer_name, source.year)
        values = polygons.Values({"reference": source.value_field, "stratum": source.strata_field})
        path = self.export(run, source, values)
        return {self.field: path, self.by.lower(): "reference", self.strata.lower(): "stratum" if source.strata_field else None}

    def watch(self, source):
        source.positions = {}

        def seen(feature):
            geometry = feature.geometry()
            if geometry.isMultipart() and geometry.constGet().numGeometries() > 1:
                refuse_several_points(self.name, feature_of(source, feature))
            source.positions[feature.id()] = len(source.positions) + 1

        return seen

    def origins(self, run):
        source = run.captured[self.name]
        if source is None:
            return {}
        told = {self.by.lower(): source.value_field, self.strata.lower(): source.strata_field}
        return {self.field: source.told, **{name: field for name, field in told.items() if field}}


class ReferenceRaster(RasterInput):
    """A raster of reference classes. Results are of the map `grid` that it judges, and have its year."""

    names_results = False

    def __init__(self, name, description, grid):
        super().__init__(name, description, optional=True)
        self.grid = grid

    def request(self, run):
        made = super().request(run)
        if run.captured[self.name] is not None:
            warn_of_years(run, self.grid, run.captured[self.name].name, run.captured[self.name].year)
        return made


def warn_of_years(run, grid, name, year):
    """Where the reference says that it is of another year than the map."""
    judged = run.captured[grid]
    if judged is not None and None not in (judged.year, year) and judged.year != year:
        run.caution(
            tr(
                "The reference “{reference}” is of {year} and the map “{map}” of {map_year}: what changed in between counts as an error of the map.",
                reference=name,
                year=year,
                map=judged.name,
                map_year=judged.year,
            )
        )
