"""One algorithm as a step of a study: run as it runs by itself, and with no results of its own in the project."""

from qgis.core import QgsProcessingException

from .. import native
from ..declare.outputs import Output
from ..declare.report_output import ReportOutput
from ..declare.run import Run
from ..declare.table_outputs import TableOutput
from ..refusals import Unwritten
from ..tables import Table
from ..told import told_error
from .made import MadeRaster, MadeTable, band_names

# Of the data, as statuses and codes of the library tell it. Of all else, such as a full disk, the whole run ends.
STATUSES = ("InvalidRequest", "InvalidInput")
CODES = ("RASTER_OPEN", "RASTER_READ", "TABLE_OPEN", "POLYGONS_OPEN")


class NoResult(Exception):
    """A step has no result for these data; its text is one sentence, its code what the library calls it, if that told it."""

    def __init__(self, sentence, code=""):
        super().__init__(sentence)
        self.code = code


class Step(Run):
    """The run of an algorithm inside of a study.

    `captured` are what the study was given and what other steps made, by the names of declarations; all else has its default. Of the outputs those
    are made that `wanted` names: a raster at the path that stands there, tables and a report for whoever asks.
    """

    def __init__(self, study, algorithm, captured, wanted):
        made = algorithm().create()
        tables = [output.name for output in made.outputs if isinstance(output, TableOutput)]
        super().__init__(made, {name: "study.gpkg" for name in tables if name in wanted}, study.run.context)
        self.whole = study.run
        self.feedback = study.feedback
        self.folder = study.folder_for(made.kernel)
        self.files = study.run.files
        self.years = study.run.years
        self.captured.update(captured)
        self.report = None
        self.grid = study.grid
        for declaration in made.inputs:
            if declaration.name not in self.captured:
                self.captured[declaration.name] = declaration.capture(self)
        for output in made.outputs:
            if isinstance(output, Output):
                self.captured[output.name] = wanted.get(output.name, False if isinstance(output, TableOutput) else None)

    def compute(self):
        """Let the library do it. Data of which there is no result raise NoResult."""
        try:
            self.report = self.algorithm.compute(self)
        except native.PitscapeError as error:
            if self.feedback.isCanceled() or not _of_data(error):
                raise
            raise NoResult(self.sentences.of(told_error(error)), error.code) from error
        except Unwritten:
            raise
        except QgsProcessingException as error:
            raise NoResult(self.sentences.of(str(error))) from error
        return self

    @property
    def numbers(self):
        return self.report["results"]

    def output(self, name):
        return next(output for output in self.algorithm.outputs if output.name == name)

    def table_rows(self, name):
        """What a table of the algorithm holds, as features."""
        return self.output(name).rows(self, self.report)

    def page(self):
        """The page that the algorithm makes of this, None where it makes none."""
        for output in self.algorithm.outputs:
            if isinstance(output, ReportOutput):
                return output.page_of(self, self.report)
        return None

    def raster(self, name, called, year=None):
        """A raster of this step, as an input of another."""
        return self._made(name, 1, called, year)

    def bands(self, name, year=None):
        """All bands of a raster of this step, each called by its description."""
        names = band_names(self.path(name))
        return [self._made(name, band, called, year) for band, called in enumerate(names, 1)]

    def path(self, name):
        """Where a raster of this step stands now."""
        return self.files.present(self.captured[name])

    def table(self, name, called):
        """A table of this step, as an input of another."""
        return MadeTable(Table(self.report["tables"][name]), called)

    def _made(self, name, band, called, year):
        return MadeRaster(self.path(name), band, called, year, self.grid)


def _of_data(error):
    return type(error).__name__ in STATUSES or error.code in CODES
