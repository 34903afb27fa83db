"""Tables, polygons and features with columns that an algorithm can declare as outputs."""

import os
import shutil

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ..headings import of_table
from ..layers import table_files
from ..layers.samples import JoinedFeatures, SampledFeatures
from ..layers.table_rows import TableRows
from ..refusals import refuse
from ..tables import Table
from ..translation import tr
from .declaration import crs_of
from .outputs import TEMPORARY, Output, redirected


class TableOutput(Output):
    """A table of the report (its name in lower case, or `table`), opened after the computation succeeded."""

    to_fill_in = False
    source_type = QgsProcessing.SourceType.TypeVector
    geometry_type = QgsWkbTypes.Type.NoGeometry

    def __init__(self, name, description, style=None, by_default=True, table=None):
        super().__init__(name, description, style)
        self.by_default = by_default
        self.table = table or self.field  # of the report

    def definitions(self):
        return [
            QgsProcessingParameterFeatureSink(
                self.name, self.description, self.source_type, optional=True, createByDefault=self.by_default
            )
        ]

    def check(self, run):
        file, _layer = self.file(run)
        ending = table_files.ending(file)
        if ending in table_files.UNWRITTEN:
            refuse(
                self.name,
                tr("{file} would be an SQLite database, which QGIS cannot fill here. Give it the ending .gpkg.", file=file),
            )
        if ending == ".txt":
            refuse(self.name, tr("{file} names no format that QGIS writes. Give it the ending .csv, .xlsx or .gpkg.", file=file))
        if ending in table_files.WITH_GEOMETRY and self.source_type == QgsProcessing.SourceType.TypeVector:
            text = tr(
                "{file} cannot be a table: {ending} files need geometries. Give it the ending .gpkg, .csv or .xlsx.",
                file=file,
                ending=ending,
            )
            refuse(self.name, text)
        super().check(run)

    def capture(self, run):
        self.refuse_other_files_of_the_run(run)
        return bool(self.destination(run))

    def crs(self, run):
        return QgsCoordinateReferenceSystem()

    def geometry(self, run):
        return self.geometry_type

    def rows(self, run, report):
        """What is written: features with the same `fields`, the `looks` of these, and their `count` once all have come."""
        headings = of_table(run.algorithm.kernel, self.table)
        return TableRows(Table(report["tables"][self.table]), headings, self.to_fill_in)

    def make(self, run, report):
        if not run.captured[self.name]:
            return
        value = run.parameters[self.name]
        rows = run.rows[self.name] = self.rows(run, report)
        file, layer = self.file(run)
        if file is None or layer is not None:  # in memory, in a database, or one layer of a file that has others
            run.made[self.name] = self._write(run, rows, value)
            renamed = getattr(rows, "renamed", {})
            if renamed:
                run.warn(tr("{output}: columns have other names: {pairs}.", output=self.name, pairs=_pairs(renamed)))
            return
        most = table_files.SHEET_ROWS.get(table_files.ending(file))
        if most and rows.count > most:
            text = tr(
                "{file} would have {rows} rows, and a spreadsheet holds {most}. Give it the ending .gpkg or .csv.",
                file=file, rows=f"{rows.count:,}", most=f"{most:,}",
            )  # fmt: skip
            refuse(self.name, text)
        beside = run.files.beside(file)
        name = os.path.basename(file)
        if table_files.ending(file) == ".dbf":
            name = name[:-4] + ".shp"  # of which, without geometries, the DBF alone is written
        change = table_files.harmless if table_files.ending(file) == ".csv" else None
        try:
            made = self._write(run, rows, redirected(value, os.path.join(beside, name), load=False), change)
        except QgsProcessingException:
            if shutil.disk_usage(beside).free < table_files.ROOM:
                self._refuse_full(file)
            raise
        if table_files.ending(file) == ".dbf":
            made = made[:-4] + ".dbf"
        written = table_files.names_if_whole(made, rows.count)
        if written is None:
            self._refuse_full(file)
        self._tell_renamed(run, rows, written)
        folder = os.path.dirname(os.path.abspath(file))
        for name in sorted(os.listdir(beside)):
            run.files.add(os.path.join(beside, name), os.path.join(folder, name))
        made = os.path.join(os.path.dirname(file), os.path.basename(made))
        for old in table_files.old_indexes(made):
            run.files.add(None, old)
        run.made[self.name] = made

    def _refuse_full(self, file):
        refuse(self.name, tr("{file} could not be written in full. Is the disk full?", file=file))

    def _tell_renamed(self, run, rows, written):
        """Formats have rules of their own for the names of columns: a shapefile has ten letters."""
        renamed = dict(getattr(rows, "renamed", {}))
        fields = [field.name() for field in rows.fields]
        unknown = [name for name in written if name not in fields]
        renamed.update(zip((name for name in fields if name not in written and name.lower() != "fid"), unknown))
        if renamed:
            run.warn(tr("{output}: columns have other names in the file: {pairs}.", output=self.name, pairs=_pairs(renamed)))

    def results(self, run, report):
        if not run.captured[self.name]:
            return {}
        destination = run.made[self.name]
        file, layer = self.file(run)
        if file is not None and layer is None:
            value = redirected(run.parameters[self.name], destination)
            destination = run.algorithm.parameterAsOutputLayer({self.name: value}, self.name, run.context)
        self.when_loaded(run, report, destination, run.rows[self.name])
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


def _pairs(renamed):
    return ", ".join(tr("{old} is {new}", old=old, new=new) for old, new in renamed.items())


class TableOnDemand(TableOutput):
    """A table that the library makes only where it is asked for, because it may be large."""

    kind = "output_table"

    def request(self, run):
        return {self.field: run.captured[self.name]}


class FileSink(QgsProcessingParameterFeatureSink):
    """A sink whose table is in a file also where none is named: what is filled in by hand is not to be in memory alone."""

    def clone(self):
        return FileSink(self)

    def defaultFileExtension(self):
        return "gpkg"  # that of a table would be DBF, whose names of columns have ten letters


class TemplateOutput(TableOutput):
    """A table that is to be filled in by hand: it is a file, shows all of its columns, and takes what is typed as it is."""

    to_fill_in = True

    def definitions(self):
        sink = FileSink(self.name, self.description, self.source_type, optional=True, createByDefault=self.by_default)
        sink.setSupportsNonFileBasedOutput(False)
        return [sink]

    def results(self, run, report):
        made = super().results(run, report)
        if made and self.destination(run) == TEMPORARY[0]:
            run.tell(
                tr(
                    "{file} is a temporary file, which goes when QGIS is closed. Export the table to keep what you fill in.",
                    file=made[self.name],
                )
            )
        return made


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
        if table_files.ending(file) in table_files.WITHOUT_GEOMETRY:
            refuse(self.name, tr("{file} would be a table without its polygons. Give it the ending .gpkg.", file=file))
        super().check(run)

    def request(self, run):
        return {self.field: run.captured[self.name]}

    def crs(self, run):
        return crs_of(run, self.grid, self.name)


class FeatureOutput(TableOutput):
    """The features of the input `source` in their own CRS, with the values of a long `table` of the report as columns."""

    source_type = QgsProcessing.SourceType.TypeVectorAnyGeometry

    def __init__(self, name, description, source, table, style=None, by_default=True):
        super().__init__(name, description, style, by_default, table)
        self.source = source

    def geometry(self, run):
        return run.captured[self.source].wkb_type

    def crs(self, run):
        return run.captured[self.source].crs

    def rows(self, run, report):
        in_geopackage = table_files.ending(self.file(run)[0]) == ".gpkg"
        names = super().beside(run)["class_names"]
        return SampledFeatures(run, run.captured[self.source], Table(report["tables"][self.table]), in_geopackage, names)

    def beside(self, run):
        return {**super().beside(run), "metrics": run.rows[self.name].metrics}


class PointOutput(TableOutput):
    """The points of the input `source` in their own CRS, with the columns of the table of this name; none where it has no points."""

    kind = "output_table"
    source_type = QgsProcessing.SourceType.TypeVectorPoint

    def __init__(self, name, description, source, style=None, by_default=True):
        super().__init__(name, description, style, by_default)
        self.source = source

    def request(self, run):
        made = run.captured[self.name]
        if not made and self.destination(run):
            run.tell(tr("{output} is not made: {source} is not given.", output=self.name, source=self.source))
        return {self.field: made}

    def capture(self, run):
        wanted = super().capture(run)
        if not wanted or run.captured[self.source] is not None:
            return wanted
        file, _layer = self.file(run)
        if file is not None:  # an old file would be taken for one of this run
            refuse(
                self.name, tr("{source} is not given, so there are no points to write to {file}.", source=self.source, file=file)
            )
        return False

    def geometry(self, run):
        return run.captured[self.source].wkb_type

    def crs(self, run):
        return run.captured[self.source].crs

    def rows(self, run, report):
        in_geopackage = table_files.ending(self.file(run)[0]) == ".gpkg"
        headings = of_table(run.algorithm.kernel, self.field)
        return JoinedFeatures(run, run.captured[self.source], Table(report["tables"][self.field]), in_geopackage, headings)
