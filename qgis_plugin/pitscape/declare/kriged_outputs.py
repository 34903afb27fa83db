"""What kriging makes, each where the run has what it is made of."""

from qgis.core import QgsProcessing, QgsWkbTypes

from ..headings import of_table
from ..layers.table_rows import PlacedRows
from ..refusals import refuse
from ..tables import Table
from ..translation import tr
from .kriged import plane_of
from .outputs import RasterOutput
from .table_outputs import PointOutput, TableOnDemand, TableOutput


class WhereMade:
    """An output that some runs cannot make: it is left out, and the log says why; a file that it is to be is refused, because an old
    one would be taken for one of this run."""

    def lacks(self, run):
        """What the run lacks, as a sentence; nothing where it makes the output."""
        raise NotImplementedError

    def capture(self, run):
        wanted = super().capture(run)
        lacking = self.lacks(run)
        if not wanted or not lacking:
            return wanted
        file, _layer = self.file(run)
        if file is not None:
            refuse(self.name, tr("{file} cannot be made: {lacking}", file=file, lacking=lacking))
        return None

    def request(self, run):
        if not run.captured[self.name] and self.destination(run):
            run.tell(tr("{output} is not made: {lacking}", output=self.name, lacking=self.lacks(run)))
        return super().request(run)


class KrigedRaster(WhereMade, RasterOutput):
    """A raster on the grid of the run, or of the raster whose gaps are filled."""

    def lacks(self, run):
        if any(run.captured[name] is not None for name in ("SNAP", "CELL_SIZE", "RASTER")):
            return ""
        return tr("neither CELL_SIZE nor SNAP is given.")


class CrossValidated(WhereMade, TableOutput):
    """A table of the cross-validation."""

    def lacks(self, run):
        return tr("CV is none.") if run.captured["CV"] == "none" else ""


class CrossValidatedPoints(CrossValidated):
    """The rows of a cross-validation as points, by their columns x and y."""

    source_type = QgsProcessing.SourceType.TypeVectorPoint
    geometry_type = QgsWkbTypes.Type.Point

    def crs(self, run):
        return plane_of(run)

    def rows(self, run, report):
        return PlacedRows(Table(report["tables"][self.table]), of_table(run.algorithm.kernel, self.table))


class PredictedFeatures(PointOutput):
    """The features of the input `source`, points or polygons, with what was predicted for each; none where none are given."""

    kind = None  # a table that the library makes of all targets
    source_type = QgsProcessing.SourceType.TypeVectorAnyGeometry

    def request(self, run):
        super().request(run)  # tells where it is not made
        return {}


class SharedTable(TableOnDemand):
    """A table that the library makes only where it is asked for, and that other outputs need too."""

    def __init__(self, name, description, needed_by):
        super().__init__(name, description, by_default=False)
        self.needed_by = needed_by

    def request(self, run):
        return {self.field: any(bool(run.captured[name]) for name in (self.name, *self.needed_by))}
