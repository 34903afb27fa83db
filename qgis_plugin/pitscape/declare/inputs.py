"""Layers an algorithm can declare as inputs: maps, tables, polygons, zones."""

import csv
import os

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterBand,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from ..layers import polygons, raster
from ..layers.csv_tables import TableSource
from ..layers.source import Source, feature_of, no_vertex, text_of
from ..refusals import refuse, refuse_missing_crs
from ..translation import tr
from .declaration import Declaration, crs_of
from .values import chosen_by

SAMPLED = {QgsWkbTypes.GeometryType.PointGeometry: "point", QgsWkbTypes.GeometryType.PolygonGeometry: "polygon"}


class Band(QgsProcessingParameterBand):
    """A band that is the default one where none is given; QGIS 3.22 has a default fill in dialogs alone."""

    def checkValueIsAcceptable(self, value, context=None):
        return value is None or value == NULL or super().checkValueIsAcceptable(value, context)

    def clone(self):
        return Band(self)


class RasterInput(Declaration):
    """A raster X and its band X_BAND."""

    kind = "raster"
    names_results = True  # whether results are of it, and have its name or year

    def __init__(self, name, description, optional=False):
        super().__init__(name, description, optional)
        self.band = f"{name}_BAND"
        self.rare = (self.band,)
        self.tips[self.band] = tr("The band of the raster that is read, counted from 1.")

    def definitions(self):
        return [
            QgsProcessingParameterRasterLayer(self.name, self.description, optional=self.optional),
            Band(self.band, tr("{layer}: band", layer=self.description), 1, self.name),
        ]

    def of_picture(self):
        """Its band is asked for beside it: that of a picture with several is hardly ever the first."""
        self.rare = ()
        return self

    def capture(self, run):
        return raster.capture(run, self.name, self.optional)

    def request(self, run):
        captured = run.captured[self.name]
        if captured is None:
            return {self.field: None}
        tell_year(run, captured.name, captured.year)
        made = raster.request(run, self.name, captured, self.field)
        return {self.field: {**made, "name": captured.name, "year": captured.year}}

    def exports(self, run):
        captured = run.captured[self.name]
        return int(captured is not None and captured.foreign)

    def origins(self, run):
        captured = run.captured[self.name]
        return {self.field: captured.told} if captured else {}


class TableInput(Declaration):
    """A table or any vector layer, handed over as CSV; its columns are the library's to judge."""

    kind = "table"

    def definitions(self):
        types = [QgsProcessing.SourceType.TypeVector]
        return [QgsProcessingParameterFeatureSource(self.name, self.description, types, optional=self.optional)]

    def capture(self, run):
        return TableSource.capture(run, self.name, self.optional)

    def header(self, source):
        return [field.name() for field in source.fields]

    def beside(self, run, source):
        """Names of columns that are no fields, and what gives their cells of a feature with its geometry; none, and None, for most."""
        return (), None

    def request(self, run):
        source = run.captured[self.name]
        if source is None:
            return {self.field: None}
        if source.note:
            run.warn(source.note)
        path = os.path.join(run.folder, f"{self.field}.csv")
        run.sentences.layer(path, source.layer_name)
        names, cells = self.beside(run, source)
        with open(path, "w", encoding="utf-8", newline="") as file:
            # Quoted throughout, because GDAL takes a first line with a bare number for data, not names.
            table = csv.writer(file, quoting=csv.QUOTE_ALL)
            table.writerow([*self.header(source), *names])
            for feature in source.features(run, geometry=cells is not None):
                row = [text_of(value) for value in feature.attributes()]
                table.writerow([*row, *(cells(feature) if cells else ())])
        return {self.field: path}

    def origins(self, run):
        source = run.captured[self.name]
        return {self.field: source.told} if source else {}


class NamedTable(TableInput):
    """A table whose name and year stand in the rows of what is made of it."""

    @property
    def kinds(self):
        return {**super().kinds, "layer_name": "name", "year": "integer"}

    def request(self, run):
        return {**super().request(run), **named(run, run.captured[self.name])}


class PoolsInput(TableInput):
    """A pool table. The tables of InVEST call the name of a class `LULC_Name`."""

    def definitions(self):
        return [chosen_by(definition, "pools.PoolsChooser") for definition in super().definitions()]

    def header(self, source):
        header = super().header(source)
        if "name" not in (name.lower() for name in header):
            return ["name" if name.lower() == "lulc_name" else name for name in header]
        return header


class PoolsWithErrors(PoolsInput):
    """The pool table POOLS of what tells standard errors of carbon."""

    def __init__(self):
        super().__init__("POOLS", tr("Carbon pools"))
        self.tip(
            tr(
                "A table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha); optional name, and standard errors se_above, se_below, se_soil, se_dead (t/ha)."
            )
        )


class AccuracyInput(TableInput):
    """The error matrix of a map, as “Map accuracy” makes it."""

    def __init__(self):
        super().__init__("ACCURACY", tr("Error matrix (from “Map accuracy”)"), optional=True)
        self.tip(
            tr(
                "The table “Error matrix” of “Map accuracy”, of the same map: map_lucode, ref_lucode, points, area_prop, optional stratum and year. "
                "Standard errors and intervals then hold the errors of the map too."
            )
        )


class PolygonInput(Declaration):
    """Polygons, handed over as a GeoPackage in the CRS of the raster input `grid`."""

    kind = "polygons"
    polygons_alone = True
    repaired = False  # whether the library repairs invalid geometries
    without = None  # tells of so many features without a geometry, where they are not just left out
    types = (QgsProcessing.SourceType.TypeVectorPolygon,)

    def __init__(self, name, description, grid, optional=True):
        super().__init__(name, description, optional)
        self.grid = grid

    def definitions(self):
        types = list(self.types)
        return [QgsProcessingParameterFeatureSource(self.name, self.description, types, optional=self.optional)]

    def capture(self, run):
        return polygons.capture(run, self.name, self.optional, self.polygons_alone)

    def request(self, run):
        source = run.captured[self.name]
        return {self.field: source and self.export(run, source)}

    def export(self, run, source, label=None):
        path = os.path.join(run.folder, f"{self.field}.gpkg")
        run.sentences.layer(path, source.layer_name)
        polygons.export(
            run, self.name, source, self.crs(run, source), path, label, self.polygons_alone, self.watch(source), self.without,
            self.repaired,
        )  # fmt: skip
        return path

    def crs(self, run, source):
        """The CRS in which they are handed over."""
        return crs_of(run, self.grid, self.name)

    def watch(self, source):
        """What is to be called with each feature that is handed over, if anything."""
        return None

    def origins(self, run):
        source = run.captured[self.name]
        return {self.field: source.told} if source else {}


class ShapeInput(PolygonInput):
    """Polygons, lines or points, handed over as a GeoPackage in the CRS of the raster input `grid`."""

    kind = "shapes"
    polygons_alone = False
    types = (QgsProcessing.SourceType.TypeVectorAnyGeometry,)


class SourceInput(ShapeInput):
    """Shapes in place of the class codes of the parameter `codes`: a run needs either."""

    def __init__(self, name, description, grid, codes="CODES"):
        super().__init__(name, description, grid)
        self.codes = codes

    def check(self, run):
        if all(run.parameters.get(name) in (None, NULL, "", []) for name in (self.codes, self.name)):
            sentence = tr(
                "There is nothing to measure distances from: give {codes} or {layer}.", codes=self.codes, layer=self.name
            )
            raise QgsProcessingException(sentence)


class PointInput(Declaration):
    """Points and FIELD, their values, handed over as CSV in the layer's own CRS, which is told; points without a value are left out."""

    kind = "points"
    by = "FIELD"

    def __init__(self, name, description):
        super().__init__(name, description)
        self.tips[self.by] = tr("The field with the number of each point. Points without one are left out.")

    @property
    def kinds(self):
        return {self.field: "points", self.by.lower(): "field", "crs": "name", "layer_name": "name", "year": "integer"}

    def definitions(self):
        types = [QgsProcessing.SourceType.TypeVectorPoint]
        numeric = QgsProcessingParameterField.DataType.Numeric
        return [
            QgsProcessingParameterFeatureSource(self.name, self.description, types),
            QgsProcessingParameterField(self.by, tr("Field of the values"), None, self.name, numeric),
        ]

    def capture(self, run):
        source = Source.capture(run, self.name, False)
        layer = source.layer_name
        if not source.crs.isValid():
            refuse_missing_crs(self.name, layer, tr("distances are unknown"))
        if source.off_the_globe:
            crs, reason = source.crs.authid(), source.off_the_globe
            text = tr("the layer “{layer}” is said to be in {crs}, but {reason}.", layer=layer, crs=crs, reason=reason)
            refuse(self.name, text)
        if source.crs.isGeographic():
            refuse(
                self.name,
                tr(
                    "the layer “{layer}” is in degrees, which have no length. Reproject it, for instance to a UTM system.",
                    layer=layer,
                ),
            )
        if source.geometry_type != QgsWkbTypes.GeometryType.PointGeometry:
            refuse(self.name, tr("the layer “{layer}” holds no points. Give a layer of points.", layer=layer))
        source.value_field = field_of(run, self.by, source)
        return source

    def request(self, run):
        source = run.captured[self.name]
        path = os.path.join(run.folder, f"{self.field}.csv")
        run.sentences.layer(path, source.layer_name)
        empty = 0
        with open(path, "w", encoding="utf-8", newline="") as file:
            # Quoted throughout, because GDAL takes a first line with a bare number for data, not names.
            table = csv.writer(file, quoting=csv.QUOTE_ALL)
            table.writerow(["x", "y", "value"])
            for feature in source.features(run):
                geometry, value = feature.geometry(), text_of(feature[source.value_field])
                wrong = no_vertex(geometry)
                if wrong:
                    refuse(self.name, tr("{feature} {wrong}", feature=feature_of(source, feature), wrong=wrong))
                if geometry.isEmpty() or not value or value == "nan":
                    empty += 1
                    continue
                if geometry.isMultipart() and geometry.constGet().numGeometries() > 1:
                    refuse_several_points(self.name, feature_of(source, feature))
                point = next(geometry.vertices())
                table.writerow([repr(point.x()), repr(point.y()), value])
        if empty:
            run.tell(
                tr("{parameter}: features without a point or a value are left out: {count}.", parameter=self.name, count=empty)
            )
        crs = source.crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
        return {self.field: path, self.by.lower(): "value", "crs": crs, **named(run, source)}

    def origins(self, run):
        source = run.captured[self.name]
        return {self.field: source.told, self.by.lower(): source.value_field}


class SampleInput(ShapeInput):
    """Points or polygons, each a window; `positions` of the captured source tells where each was handed over, by feature id."""

    @staticmethod
    def without(count):
        return tr("features without a geometry have no values: {count}.", count=count)

    def capture(self, run):
        source = super().capture(run)
        if source.geometry_type == QgsWkbTypes.GeometryType.LineGeometry:
            text = tr("the layer “{layer}” holds lines. Give a layer of points or of polygons.", layer=source.layer_name)
            refuse(self.name, text)
        return source

    def watch(self, source):
        source.positions = {}
        kinds = {}

        def seen(feature):
            geometry = feature.geometry()
            kind = SAMPLED.get(geometry.type())
            it = feature_of(source, feature)
            if kind is None:
                refuse(self.name, tr("{feature} is neither a point nor a polygon. Give points or polygons alone.", feature=it))
            kinds.setdefault(kind, it)
            if len(kinds) > 1:
                refuse(self.name, tr("{point} is a point and {polygon} a polygon. Give one kind alone.", **kinds))
            if kind == "point" and geometry.isMultipart() and geometry.constGet().numGeometries() > 1:
                refuse_several_points(self.name, it)
            source.positions[feature.id()] = len(source.positions) + 1

        return seen


class Mask(PolygonInput):
    """Polygons outside of which cells count as nodata."""

    def __init__(self, grid):
        super().__init__("MASK", tr("Only inside these polygons (mask)"), grid)
        self.tip(tr("A cell counts where a polygon holds its centre; all others are nodata."))


class Zones(PolygonInput):
    """Polygons ZONES whose field ZONE_FIELD names zones; without the field each is named by its position, from 1."""

    def __init__(self, grid):
        super().__init__("ZONES", tr("Zones (results for each polygon)"), grid)
        self.by = "ZONE_FIELD"
        self.tip(tr("Polygons: tables have rows for each zone, and only cells in a zone count."))
        self.tips[self.by] = tr("Equal values are one zone. Without a field zones are numbered from 1 in the order of the layer.")

    @property
    def kinds(self):
        return {self.field: "polygons", self.by.lower(): "field"}

    def definitions(self):
        field = QgsProcessingParameterField(self.by, tr("Field that names the zones"), None, self.name, optional=True)
        return [*super().definitions(), field]

    def capture(self, run):
        source = super().capture(run)
        if source is not None:
            source.zone_field = field_of(run, self.by, source)
        return source

    def request(self, run):
        source = run.captured[self.name]
        if source is None:
            return {self.field: None, self.by.lower(): None}
        # The label is written even for positions, because features without a geometry count in them and are not exported.
        label = polygons.Label(self.by, source.zone_field)
        return {self.field: self.export(run, source, label), self.by.lower(): label.column}

    def origins(self, run):
        source = run.captured[self.name]
        return {**super().origins(run), **({self.by.lower(): source.zone_field} if source and source.zone_field else {})}


def named(run, source):
    """What a request says of a source beside its path; nothing where there is none."""
    if source is None:
        return {}
    tell_year(run, source.layer_name, source.year)
    return {"layer_name": source.layer_name, "year": source.year}


def tell_year(run, name, year):
    """As of the maps of a series, but of what has no year there is nothing to say; once, though several parameters are one layer."""
    if year is not None and (name, year) not in run.years:
        run.years.add((name, year))
        run.tell(tr("{layer} = {year}", layer=name, year=year))


def field_of(run, name, source):
    """The field of a source that a parameter names, as the source writes it; None where it names none."""
    # parameterAsFields has another name since QGIS 3.34.
    read = getattr(run.algorithm, "parameterAsStrings", None) or run.algorithm.parameterAsFields
    names = read(run.parameters, name, run.context)
    if not names:
        return None
    return spelled(name, source, names[0])


def spelled(name, source, field):
    """A field as the source writes it; `name` is the parameter that names it."""
    index = source.fields.lookupField(field)
    if index < 0:
        known = ", ".join(field.name() for field in source.fields) or tr("no fields")
        text = tr("the layer “{layer}” has no field “{field}”; it has {known}.", layer=source.layer_name, field=field, known=known)
        refuse(name, text)
    return source.fields[index].name()


def refuse_several_points(name, feature):
    refuse(name, tr("{feature} has several points. Split it with “Multipart to singleparts”, and run again.", feature=feature))
