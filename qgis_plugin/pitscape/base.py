"""The one way in which an algorithm runs its kernel; a subclass only declares."""

import contextlib
import weakref

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingMultiStepFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QIcon

from . import help_pages, metrics, native
from .declare.outputs import NumberOutput
from .declare.report_output import ReportOutput
from .declare.run import Progress, Run
from .declare.table_outputs import TableOutput
from .layers.loaded import reload_layers
from .layers.publish import scratch_folder
from .told import told, told_error, told_messages
from .translation import tr

ADVANCED = QgsProcessingParameterDefinition.Flag.FlagAdvanced


class KernelAlgorithm(QgsProcessingAlgorithm):
    kernel = ""  # as in the library; the id in QGIS is the same without underscores
    title = ""
    toolbox_group = None
    summary = ""
    keywords = ()
    inputs = ()
    outputs = ()

    def __init__(self):
        super().__init__()
        self._run = None
        self._refused = None
        self._published = []
        self._titles = {}  # of reports, by outputs' names
        self._made_from = None

    def createInstance(self):
        made = type(self)()
        made._made_from = weakref.ref(self)
        return made

    def name(self):
        return self.kernel.replace("_", "")

    def displayName(self):
        return self.title

    def group(self):
        return self.toolbox_group.title

    def groupId(self):
        return self.toolbox_group.id

    def shortDescription(self):
        return self.summary

    def tags(self):
        """What the toolbox finds it by."""
        of_metrics = metrics.words() if any(declaration.name == "METRICS" for declaration in self.inputs) else []
        return [*self.keywords, *self.toolbox_group.words, *of_metrics]

    def icon(self):
        return QIcon(self.toolbox_group.icon)

    def svgIconPath(self):
        return self.toolbox_group.icon

    def helpUrl(self):
        """A page made here, in the reader's language: what is on the web may be of another version."""
        path = help_pages.page_of(self.name(), self.title, QgsProcessingUtils.tempFolder())
        return QUrl.fromLocalFile(path).toString()

    def shortHelpString(self):
        return help_pages.text_of(self.name())

    def canExecute(self):
        try:
            native.version()
        except native.PitscapeError as error:
            return False, told_error(error)
        return True, ""

    def initAlgorithm(self, configuration=None):
        for declaration in self.inputs + self.outputs:
            for definition in declaration.definitions():
                if isinstance(declaration, NumberOutput):
                    self.addOutput(definition)
                    continue
                definition.setHelp(declaration.tips.get(definition.name(), ""))
                if definition.name() in declaration.rare:
                    definition.setFlags(definition.flags() | ADVANCED)
                self.addParameter(definition)
        self._list_reports({output.name: output.title(self) for output in self.outputs if isinstance(output, ReportOutput)})

    def checkParameterValues(self, parameters, context):
        run = Run(self, parameters, context)
        try:
            self._check(run)
        except QgsProcessingException as error:
            return False, run.sentences.of(str(error))
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):
        run = Run(self, parameters, context)
        self._refused = None
        try:
            self._check(run)  # again: models and tasks come here without checkParameterValues
            for declaration in self.inputs + self.outputs:
                run.captured[declaration.name] = declaration.capture(run)
        except QgsProcessingException as error:
            # Raised here, scripts would not hear the sentence, and a task would never end.
            self._refused = run.sentences.of(str(error))
            return True
        self._run = run
        return True

    def processAlgorithm(self, parameters, context, feedback):
        if self._refused is not None:
            raise QgsProcessingException(self._refused)
        run, self._run = self._run, None  # what it holds of the project goes with the run
        run.begin(context, feedback)
        try:
            with scratch_folder(QgsProcessingUtils.tempFolder()) as run.folder, contextlib.closing(run.files):
                return self._process(run)
        except native.PitscapeError as error:
            if feedback.isCanceled():
                run.tell(tr("Cancelled: nothing was written."))
                return {}
            of_files = type(error).__name__ == "Io"  # a class made from what the library says of itself
            raise QgsProcessingException(run.sentences.of(told_error(error), of_files)) from error
        except QgsProcessingException as error:
            raise QgsProcessingException(run.sentences.of(str(error))) from error
        except OSError as error:
            reason = error.strerror or error
            text = tr("A temporary file could not be written or read ({reason}).", reason=reason)
            if error.filename:
                text = tr(
                    "The temporary file {path} could not be written or read ({reason}).", path=error.filename, reason=reason
                )
            raise QgsProcessingException(text) from error

    def postProcessAlgorithm(self, context, feedback):
        """On the main thread, and before results are loaded: layers of the project show the new files."""
        published, self._published = self._published, []
        reload_layers(context.project(), published)
        # A dialog runs a copy of its algorithm, and lists the report under the title that its own has. A batch lists all reports
        # at its end, when that of the last run would stand before each.
        asked = self._made_from and self._made_from()
        if asked is not None and not isinstance(feedback, QgsProcessingMultiStepFeedback):
            asked._list_reports(self._titles)
        return {}

    def _list_reports(self, titles):
        for name, title in titles.items():
            self.outputDefinition(name).setDescription(title)

    def _check(self, run):
        for declaration in self.inputs + self.outputs:
            declaration.check(run)

    def compute(self, run):
        """What the library makes of what was captured: its report, with rasters under temporary names in `run.files`."""
        declarations = self.inputs + self.outputs
        run.progress = Progress(run.feedback, 1 + sum(declaration.exports(run) for declaration in declarations))
        run.request = {"tables": run.folder if self._wants_tables(run) else None, "origins": {}}
        for declaration in declarations:
            run.request.update(declaration.request(run))
            run.request["origins"].update(declaration.origins(run))
        report = native.run(self.kernel, run.request, lambda fraction, text: run.progress(fraction, told(text)))
        report["messages"] = told_messages(report["messages"])
        for message in report["messages"]:
            tell = run.warn if message["level"] == "warning" else run.tell
            tell(message["text"])
        for rename in report.get("held", ()):
            run.files.add(rename["temporary"], rename["path"])
        return report

    def _process(self, run):
        report = self.compute(run)
        for declaration in self.outputs:
            declaration.make(run, report)
        self._publish(run)
        results = {}
        for declaration in self.outputs:
            results.update(declaration.results(run, report))
        self._titles = run.titles
        return results

    def _publish(self, run):
        """Let all files of the run take their names, or none."""
        published = run.files.paths()
        try:
            run.files.publish()
        except OSError as error:
            path = error.filename2 or error.filename
            text = tr("{path} cannot be replaced ({reason}).", path=path, reason=error.strerror)
            raise QgsProcessingException(text) from error
        self._published = published
        for folder in run.files.cleared:
            run.tell(tr("Files of earlier runs that did not end were cleared away in {folder}.", folder=folder))

    def _wants_tables(self, run):
        made_of_tables = (TableOutput, ReportOutput)
        return any(run.captured[output.name] for output in self.outputs if isinstance(output, made_of_tables))
