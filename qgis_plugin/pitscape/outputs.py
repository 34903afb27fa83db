"""Outputs an algorithm can declare: rasters, tables, polygons, features with columns, numbers, an HTML report."""

import os
import re
import shutil

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterRasterDestination,
    QgsProperty,
    QgsWkbTypes,
)

from .declaration import Declaration, crs_of, refuse
from .publish import same_file
from .reports import page
from .samples import SampledFeatures
from .source import FIELD_TYPES
from .styles import Styler
from .tables import Table

TEMPORARY = ("TEMPORARY_OUTPUT", "memory:")
WITHOUT_GEOMETRY = (".csv", ".tsv", ".txt", ".dbf", ".ods", ".xlsx")
WITH_GEOMETRY = (".shp", ".fgb", ".kml", ".kmz", ".gml", ".gpx", ".dxf")  # what has no tables without one
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
UNWRITTEN = (".sqlite", ".db")  # QGIS makes a database there, and no layer in it
ROOM = 1 << 20  # bytes of free disk below which a file that fails is one that found no room
SHEET_ROWS = {".xlsx": 1_048_575, ".ods": 1_048_575}  # and the header
SHAPEFILE_INDEXES = (".qix", ".sbn", ".sbx", ".idm", ".ind", ".qpj")  # and what QGIS 2 told of the CRS


class Output(Declaration):
    """A destination that is checked before the run: a long computation is not to end at a missing folder.

    `style` is called with the loaded layer, the request and the report.
    """

    def __init__(self, name, description, style=None):
        super().__init__(name, description, optional=True)
        self.style = style

    def destination(self, run):
        """The destination as given; empty where the output is not wanted."""
        value = run.parameters.get(self.name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink
        if isinstance(value, QgsProperty):
            value = value.valueAsString(run.context.expressionContext(), "")[0]
        return str(value) if value else ""

    def file(self, run):
        """The file to be written and the layer inside it (None: the whole file); (None, None) where it is none."""
        text = self.destination(run)
        if not text or text in TEMPORARY or text.startswith("/vsi"):
            return None, None
        if text.startswith("ogr:"):
            file = re.search(r"dbname='([^']*)'", text)
            layer = re.search(r'table="([^"]*)"', text)
            return (file[1] if file else None), (layer[1] if layer else None)
        if re.match(r"[A-Za-z][A-Za-z0-9]+:", text):  # a database; one letter would be a drive
            return None, None
        return text, None

    def check(self, run):
        file, _layer = self.file(run)
        if file is None:
            return
        folder = os.path.dirname(os.path.abspath(file))
        if os.path.isdir(file):
            refuse(self.name, f"{file} is a folder. Give the name of a file in it.")
        if not os.path.isdir(folder):
            refuse(self.name, f"the folder {folder} does not exist. Create it, or choose another one.")
        if not os.access(folder, os.W_OK) or (os.path.exists(file) and not os.access(file, os.W_OK)):
            refuse(self.name, f"{file} cannot be written (read-only, or not permitted). Choose another folder.")

    def refuse_other_files_of_the_run(self, run):
        file, layer = self.file(run)
        for name, source, source_layer in run.sources:
            if file and same_file(file, source) and (layer is None or source_layer in (None, layer)):
                refuse(self.name, f"{file} is the file of the input {name}, which would be lost. Choose another file.")
        for name, target, target_layer in run.targets:
            if file and same_file(file, target) and (layer is None or target_layer in (None, layer)):
                refuse(self.name, f"{file} is the file of {name} too. Choose another file.")
        if file:
            run.targets.append((self.name, file, layer))

    def style_when_loaded(self, run, report, layer):
        if self.style and run.context.willLoadLayerOnCompletion(layer):
            details = run.context.layerToLoadOnCompletionDetails(layer)
            details.setPostProcessor(Styler(self.style, run.request, report))


class RasterOutput(Output):
    """A GeoTIFF that the library writes."""

    kind = "output_raster"

    def __init__(self, name, description, style=None, by_default=True):
        super().__init__(name, description, style)
        self.by_default = by_default

    def definitions(self):
        return [
            QgsProcessingParameterRasterDestination(
                self.name, self.description, optional=True, createByDefault=self.by_default
            )
        ]

    def check(self, run):
        file = self.destination(run)
        if file and file not in TEMPORARY and not file.lower().endswith((".tif", ".tiff")):
            refuse(self.name, f"{file} does not end in .tif. Pitscape writes GeoTIFF: give it that ending.")
        super().check(run)

    def capture(self, run):
        self.refuse_other_files_of_the_run(run)
        path = self.destination(run)
        if path in TEMPORARY:
            path = run.algorithm.parameterDefinition(self.name).generateTemporaryDestination()
        return path or None

    @property
    def kinds(self):
        return {self.field: self.kind, "hold": "flag"}

    def request(self, run):
        return {self.field: run.captured[self.name], "hold": True}

    def results(self, run, report):
        path = run.captured[self.name]
        if path is None:
            return {}
        # Only now is the layer announced to QGIS, which would load an older file after a failed run.
        value = redirected(run.parameters[self.name], path)
        run.algorithm.parameterAsOutputLayer({self.name: value}, self.name, run.context)
        self.style_when_loaded(run, report, path)
        return {self.name: path}


class FolderOutput(Output):
    """A folder for a raster of each band, named after the raster input `layer`."""

    kind = "output_folder"

    def __init__(self, name, description, layer):
        super().__init__(name, description)
        self.layer = layer

    def definitions(self):
        return [QgsProcessingParameterFolderDestination(self.name, self.description, optional=True, createByDefault=False)]

    def check(self, run):
        folder = self.destination(run)
        if not folder or folder in TEMPORARY:
            return
        existing = folder if os.path.exists(folder) else os.path.dirname(os.path.abspath(folder))
        if not os.path.isdir(existing):
            refuse(self.name, f"{existing} is no folder. Give one, or the name of a new one in it.")
        if not os.access(existing, os.W_OK):
            refuse(self.name, f"{existing} cannot be written to (read-only, or not permitted). Choose another folder.")

    def capture(self, run):
        folder = self.destination(run)
        if folder in TEMPORARY:
            folder = run.algorithm.parameterDefinition(self.name).generateTemporaryDestination()
        return folder or None

    def request(self, run):
        folder = run.captured[self.name]
        if folder:
            run.files.make_folder(folder)
        return {self.field: folder, "layer_name": run.captured[self.layer].name}

    def results(self, run, report):
        return {self.name: run.captured[self.name]} if run.captured[self.name] else {}


class TableOutput(Output):
    """A table of the report (its name in lower case), opened after the computation succeeded."""

    source_type = QgsProcessing.SourceType.TypeVector
    geometry_type = QgsWkbTypes.Type.NoGeometry

    def __init__(self, name, description, style=None, by_default=True):
        super().__init__(name, description, style)
        self.by_default = by_default

    def definitions(self):
        return [
            QgsProcessingParameterFeatureSink(
                self.name, self.description, self.source_type, optional=True, createByDefault=self.by_default
            )
        ]

    def check(self, run):
        file, _layer = self.file(run)
        ending = _ending(file)
        if ending in UNWRITTEN:
            refuse(self.name, f"{file} would be an SQLite database, which QGIS cannot fill here. Give it the ending .gpkg.")
        if ending == ".txt":
            refuse(self.name, f"{file} names no format that QGIS writes. Give it the ending .csv, .xlsx or .gpkg.")
        if ending in WITH_GEOMETRY and self.source_type == QgsProcessing.SourceType.TypeVector:
            refuse(self.name, f"{file} cannot be a table: {ending} files need geometries. Give it the ending .gpkg, .csv or .xlsx.")
        super().check(run)

    def capture(self, run):
        self.refuse_other_files_of_the_run(run)
        return bool(self.destination(run))

    def crs(self, run):
        return QgsCoordinateReferenceSystem()

    def geometry(self, run):
        return self.geometry_type

    def rows(self, run, report):
        """What is written: features with the same `fields`, and their `count` once all have come."""
        return TableRows(Table(report["tables"][self.field]))

    def make(self, run, report):
        if not run.captured[self.name]:
            return
        value, rows = run.parameters[self.name], self.rows(run, report)
        file, layer = self.file(run)
        if file is None or layer is not None:  # in memory, in a database, or one layer of a file that has others
            run.made[self.name] = self._write(run, rows, value)
            return
        most = SHEET_ROWS.get(_ending(file))
        if most and rows.count > most:
            refuse(self.name, f"{file} would have {rows.count:,} rows, and a spreadsheet holds {most:,}. Give it the ending .gpkg or .csv.")
        beside = run.files.beside(file)
        name = os.path.basename(file)
        if _ending(file) == ".dbf":
            name = name[:-4] + ".shp"  # of which, without geometries, the DBF alone is written
        change = harmless if _ending(file) == ".csv" else None
        try:
            made = self._write(run, rows, redirected(value, os.path.join(beside, name), load=False), change)
        except QgsProcessingException:
            if shutil.disk_usage(beside).free < ROOM:
                self._refuse_full(file)
            raise
        if _ending(file) == ".dbf":
            made = made[:-4] + ".dbf"
        written = _names_if_whole(made, rows.count)
        if written is None:
            self._refuse_full(file)
        self._tell_renamed(run, rows, written)
        folder = os.path.dirname(os.path.abspath(file))
        for name in sorted(os.listdir(beside)):
            run.files.add(os.path.join(beside, name), os.path.join(folder, name))
        made = os.path.join(os.path.dirname(file), os.path.basename(made))
        for old in _old_indexes(made):
            run.files.add(None, old)
        run.made[self.name] = made

    def _refuse_full(self, file):
        refuse(self.name, f"{file} could not be written in full. Is the disk full?")

    def _tell_renamed(self, run, rows, written):
        """Formats have rules of their own for the names of columns: a shapefile has ten letters."""
        renamed = dict(getattr(rows, "renamed", {}))
        fields = [field.name() for field in rows.fields]
        unknown = [name for name in written if name not in fields]
        renamed.update(zip((name for name in fields if name not in written and name.lower() != "fid"), unknown))
        if renamed:
            pairs = ", ".join(f"{old} is {new}" for old, new in renamed.items())
            run.warn(f"{self.name}: columns have other names in the file: {pairs}.")

    def results(self, run, report):
        if not run.captured[self.name]:
            return {}
        destination = run.made[self.name]
        file, layer = self.file(run)
        if file is not None and layer is None:
            value = redirected(run.parameters[self.name], destination)
            destination = run.algorithm.parameterAsOutputLayer({self.name: value}, self.name, run.context)
        self.style_when_loaded(run, report, destination)
        return {self.name: destination}

    def _write(self, run, rows, value, change=None):
        parameters = {self.name: value}
        try:
            sink, destination = run.algorithm.parameterAsSink(
                parameters, self.name, run.context, rows.fields, self.geometry(run), self.crs(run)
            )
        except QgsProcessingException as error:
            text = str(error)  # may hold the whole SQL of a new GeoPackage
            refuse(self.name, text if len(text) < 400 else f"{text[:150]} … {text[-150:]}")
        if sink is None:
            raise QgsProcessingException(run.algorithm.invalidSinkError(parameters, self.name))
        try:
            for feature in rows:
                if change:
                    feature.setAttributes([change(value) for value in feature.attributes()])
                if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                    raise QgsProcessingException(run.algorithm.writeFeatureError(sink, parameters, self.name))
        finally:
            del sink  # closes the file
        return destination


class TableRows:
    """The rows of a table as features, with polygons where it has a column of them."""

    def __init__(self, table):
        self.count = table.count
        self.fields = QgsFields()
        for name, kind in table.columns:
            if kind != "polygons":
                self.fields.append(QgsField(name, FIELD_TYPES[kind]))
        self._table = table

    def __iter__(self):
        shape = next((place for place, (_name, kind) in enumerate(self._table.columns) if kind == "polygons"), None)
        feature = QgsFeature(self.fields)
        for row in self._table:
            values = list(row)
            if shape is not None:
                feature.setGeometry(_geometry(values.pop(shape)))
            feature.setAttributes(values)
            yield feature


class TableOnDemand(TableOutput):
    """A table that the library makes only where it is asked for, because it may be large."""

    kind = "output_table"

    def request(self, run):
        return {self.field: run.captured[self.name]}


class PolygonOutput(TableOutput):
    """A table of the report with a column of polygons, in the CRS of the raster input `grid`."""

    kind = "output_polygons"
    source_type = QgsProcessing.SourceType.TypeVectorPolygon
    geometry_type = QgsWkbTypes.Type.MultiPolygon

    def __init__(self, name, description, grid, style=None, by_default=True):
        super().__init__(name, description, style, by_default)
        self.grid = grid

    def check(self, run):
        file, _layer = self.file(run)
        if _ending(file) in WITHOUT_GEOMETRY:
            refuse(self.name, f"{file} would be a table without its polygons. Give it the ending .gpkg.")
        super().check(run)

    def request(self, run):
        return {self.field: run.captured[self.name]}

    def crs(self, run):
        return crs_of(run, self.grid)


class FeatureOutput(TableOutput):
    """The features of the input `source` in their own CRS, with the values of a long `table` of the report as columns."""

    source_type = QgsProcessing.SourceType.TypeVectorAnyGeometry

    def __init__(self, name, description, source, table, style=None, by_default=True):
        super().__init__(name, description, style, by_default)
        self.source = source
        self.table = table

    def geometry(self, run):
        return run.captured[self.source].wkb_type

    def crs(self, run):
        return run.captured[self.source].crs

    def rows(self, run, report):
        in_geopackage = _ending(self.file(run)[0]) == ".gpkg"
        return SampledFeatures(run, run.captured[self.source], Table(report["tables"][self.table]), in_geopackage)


class NumberOutput(Declaration):
    """A number of the report's results (its name in lower case); left out where it is undefined."""

    def definitions(self):
        return [QgsProcessingOutputNumber(self.name, self.description)]

    def results(self, run, report):
        value = report["results"][self.field]
        return {} if value is None else {self.name: value}


class WordOutput(NumberOutput):
    """A word of the report's results."""

    def definitions(self):
        return [QgsProcessingOutputString(self.name, self.description)]


class ReportOutput(Output):
    """An HTML file that `page(run, report, tables)` gives the text of, in one piece or not at all.

    `report` is the library's, and `tables` are all of its tables by name.
    """

    def __init__(self, name, description, page):
        super().__init__(name, description)
        self.page = page

    def definitions(self):
        return [
            QgsProcessingParameterFileDestination(
                self.name, self.description, "HTML files (*.html)", None, optional=True, createByDefault=True
            )
        ]

    def check(self, run):
        file = self.destination(run)
        if file and file not in TEMPORARY and not file.lower().endswith((".html", ".htm")):
            refuse(self.name, f"{file} does not end in .html. The report is a web page: give it that ending.")
        if file:
            try:
                page.check()
            except page.PageError as error:
                refuse(self.name, str(error))
        super().check(run)

    def capture(self, run):
        self.refuse_other_files_of_the_run(run)
        path = self.destination(run)
        if path in TEMPORARY:
            path = run.algorithm.parameterDefinition(self.name).generateTemporaryDestination()
        return path or None

    def make(self, run, report):
        path = run.captured[self.name]
        if path is None:
            return
        tables = {name: Table(description) for name, description in report["tables"].items()}
        try:
            text = self.page(run, report, tables)
        except page.PageError as error:
            refuse(self.name, str(error))
        try:
            made = os.path.join(run.files.beside(path), os.path.basename(path))
            with open(made, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            refuse(self.name, f"{path} could not be written ({error.strerror}).")
        run.files.add(made, path)

    def results(self, run, report):
        path = run.captured[self.name]
        return {} if path is None else {self.name: path}


def redirected(value, path, load=True):
    """A destination like the given one, at another path."""
    if not isinstance(value, QgsProcessingOutputLayerDefinition):
        return path
    value = QgsProcessingOutputLayerDefinition(value)
    value.sink = QgsProperty.fromValue(path)
    if not load:
        value.destinationProject = None
    return value


def _geometry(wkb):
    geometry = QgsGeometry()
    if wkb is not None:
        geometry.fromWkb(wkb)
    return geometry


def _old_indexes(path):
    """What a shapefile of that name had beside it, which would hide features of the new one."""
    stem, ending = os.path.splitext(path)
    files = [stem + other for other in SHAPEFILE_INDEXES] if ending.lower() == ".shp" else []
    return [file for file in files if os.path.exists(file)]


def _names_if_whole(path, count):
    """Names of the columns of a file; None where not all rows are in it: CSV says nothing of a full disk."""
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    except RuntimeError:
        dataset = None
    layer = dataset and dataset.GetLayer(0)
    if layer is None or layer.GetFeatureCount() < count:
        return None
    if path.lower().endswith((".csv", ".tsv")):
        with open(path, "rb") as file:
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":
                return None
    definition = layer.GetLayerDefn()
    return [definition.GetFieldDefn(column).GetName() for column in range(definition.GetFieldCount())]


def _ending(file):
    return os.path.splitext(file)[1].lower() if file else ""


def harmless(value):
    """A value as a spreadsheet may open it in a CSV file: it runs a text that begins like a formula, and is no number."""
    if not isinstance(value, str) or not value.startswith(("=", "+", "-", "@", "\t", "\r")) or NUMBER.fullmatch(value):
        return value
    return f"'{value}"
