"""Polygons with a field of classes, and what their style says of these."""

from qgis.core import NULL, QgsProcessingParameterField

from ..layers import polygons
from ..layers.class_styles import ClassStyles
from ..refusals import refuse
from ..translation import tr
from .declaration import crs_of
from .inputs import PolygonInput, field_of, named
from .values import Length

BY = "FIELD"


class ClassPolygons(PolygonInput):
    """Polygons and FIELD, the class of each, handed over as a GeoPackage: in the CRS of the raster `grid` where that is given, else in their own."""

    repaired = True

    def __init__(self, name, description, grid):
        super().__init__(name, description, grid, optional=False)
        self.tips[BY] = tr(
            "A field of whole numbers has the codes. Of a field of text each value is a class; spaces around it do not count."
        )

    @property
    def kinds(self):
        texts = {"class_names": "texts", "class_colors": "texts"}
        return {self.field: "polygons", "field": "field", "id_field": "field", **texts, "layer_name": "name", "year": "integer"}

    def definitions(self):
        return [*super().definitions(), QgsProcessingParameterField(BY, tr("Field of the classes"), None, self.name)]

    def capture(self, run):
        source = super().capture(run)
        name = field_of(run, BY, source)
        if name is None:
            refuse(BY, tr("none is given. Choose the field that has the class of each polygon."))
        source.classed = polygons.Numbered(source.fields[source.fields.lookupField(name)])
        source.styles = ClassStyles(source.renderer, name)
        return source

    def request(self, run):
        source = run.captured[self.name]
        path = self.export(run, source, source.classed)
        return {
            self.field: path,
            "field": source.classed.column,
            "id_field": source.classed.number,
            "class_names": source.styles.names(),
            "class_colors": source.styles.colors(),
            **named(run, source),
        }

    def crs(self, run, source):
        return source.crs if run.captured[self.grid] is None else crs_of(run, self.grid, self.name)

    def watch(self, source):
        return lambda feature: source.styles.see(feature, source.classed.of(feature))

    def origins(self, run):
        return {**super().origins(run), "field": run.captured[self.name].classed.field.name()}


class CellSize(Length):
    """The side of a cell, which another raster may give in its place."""

    def __init__(self, name, description, of, instead):
        super().__init__(name, description, of=of)
        self.instead = instead

    def check(self, run):
        size, raster = self.value(run), run.parameters.get(self.instead) not in (None, NULL, "")
        if size is None and not raster:
            refuse(
                self.name,
                tr("there is no grid. Give a cell size, or a raster whose grid is taken ({raster}).", raster=self.instead),
            )
        if size is not None and size <= 0:
            refuse(self.name, tr("{size} is no side of a cell. Give more than 0.", size=f"{size:g}"))
