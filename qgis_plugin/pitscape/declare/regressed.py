"""What a regression takes and makes beside what others do."""

from qgis.core import QgsProcessing, QgsWkbTypes

from .. import native
from ..headings import of_table
from ..layers import table_files
from ..layers.fitted_rows import FittedCells, FittedFeatures
from ..layers.variable_names import names_of
from ..refusals import refuse
from ..tables import Table
from ..translation import tr
from .table_outputs import TableOnDemand
from .variables import VariableRaster


class AspectInput(VariableRaster):
    """The aspect of slopes."""

    names_results = False


class FittedRows(TableOnDemand):
    """The rows of a fit as points: cells of the raster Y, or the features of TABLE; a table where these have no geometry.

    Behind the columns that the library tells of there is one for each variable.
    """

    source_type = QgsProcessing.SourceType.TypeVectorPoint

    def capture(self, run):
        wanted = super().capture(run)
        file, _layer = self.file(run)
        ending = table_files.ending(file)
        if wanted and ending in table_files.WITH_GEOMETRY and self.geometry(run) == QgsWkbTypes.Type.NoGeometry:
            text = tr(
                "{file} cannot be made: {ending} files need geometries, and TABLE holds no points. Give it the ending .gpkg, .csv or .xlsx.",
                file=file,
                ending=ending,
            )
            refuse(self.name, text)
        return wanted

    def geometry(self, run):
        source = run.captured["TABLE"]
        if source is None:
            return QgsWkbTypes.Type.Point
        points = source.geometry_type == QgsWkbTypes.GeometryType.PointGeometry
        return source.wkb_type if points else QgsWkbTypes.Type.NoGeometry

    def crs(self, run):
        raster, source = run.captured["Y"], run.captured["TABLE"]
        if source is None:
            return raster.crs
        return source.crs if self.geometry(run) != QgsWkbTypes.Type.NoGeometry else super().crs(run)

    def rows(self, run, report):
        kernel = run.algorithm.kernel
        told = native.describe()["kernels"][kernel]["tables"][self.table]
        table, headings = Table(report["tables"][self.table]), of_table(kernel, self.table)
        source, names = run.captured["TABLE"], names_of(run.request)[1:]
        if source is None:
            return FittedCells(table, headings, len(told), names)
        placed = self.geometry(run) != QgsWkbTypes.Type.NoGeometry
        return FittedFeatures(table, headings, len(told), names, run, source, placed)
