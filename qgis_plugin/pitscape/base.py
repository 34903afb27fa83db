"""The one way in which an algorithm runs its kernel; a subclass only declares."""

import contextlib
import os

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingUtils
from qgis.PyQt.QtGui import QIcon

from . import metrics, native
from .declare.outputs import NumberOutput
from .declare.report_output import ReportOutput
from .declare.run import Progress, Run
from .declare.table_outputs import TableOutput
from .layers.publish import scratch_folder
from .layers.styles import reload_layers
from .told import told, told_error, told_messages
from .translation import tr

FOLDER = os.path.dirname(os.path.abspath(__file__))
ICON = os.path.join(FOLDER, "icon.svg")
HELP_URL = "https://github.com/pitscape/pitscape/blob/main/qgis_plugin/pitscape/help/{}.html"



class KernelAlgorithm(QgsProcessingAlgorithm):
    kernel = ""  # as in the library; the id in QGIS is the same without underscores
    title = ""
    group_title = ""
    summary = ""
    keywords = ()
    inputs = ()
    outputs = ()

    def __init__(self):
        super().__init__()
        self._run = None
        self._refused = None
        self._published = []

    def createInstance(self):
        return type(self)()

    def name(self):
        return self.kernel.replace("_", "")

    def displayName(self):
        return self.title

    def group(self):
        return self.group_title

    def groupId(self):
        return self.group_title.lower().replace(" ", "")

    def shortDescription(self):
        return self.summary

    def tags(self):
        return list(self.keywords)

    def icon(self):
        return QIcon(ICON)

    def svgIconPath(self):
        return ICON

    def helpUrl(self):
        return HELP_URL.format(self.name())

    def shortHelpString(self):
        with open(os.path.join(FOLDER, "help", f"{self.name()}.html"), encoding="utf-8") as page:
            # QGIS makes a paragraph of every line.
            return " ".join(metrics.filled_in(page.read()).split())

    def canExecute(self):
        try:
            native.version()
        except native.PitscapeError as error:
            return False, told_error(error)
        return True, ""

    def initAlgorithm(self, configuration=None):
        texts = self._field_texts()
        for declaration in self.inputs + self.outputs:
            for definition in declaration.definitions():
                if isinstance(declaration, NumberOutput):
                    self.addOutput(definition)
                else:
                    definition.setHelp(texts.get(definition.name(), ""))
                    self.addParameter(definition)

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
        run.context = context
        run.feedback = feedback
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
            if error.filename:
                sentence = tr("The temporary file {file} could not be written or read ({reason}).", file=error.filename, reason=reason)
            else:
                sentence = tr("A temporary file could not be written or read ({reason}).", reason=reason)
            raise QgsProcessingException(sentence) from error

    def postProcessAlgorithm(self, context, feedback):
        """On the main thread, and before results are loaded: layers of the project show the new files."""
        published, self._published = self._published, []
        reload_layers(context.project(), published)
        return {}

    def _check(self, run):
        for declaration in self.inputs + self.outputs:
            declaration.check(run)

    def _process(self, run):
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
        for declaration in self.outputs:
            declaration.make(run, report)
        published = run.files.paths()
        try:
            run.files.publish()
        except OSError as error:
            file = error.filename2 or error.filename
            raise QgsProcessingException(tr("{file} cannot be replaced ({reason}).", file=file, reason=error.strerror)) from error
        self._published = published
        for folder in run.files.cleared:
            run.tell(tr("Files of earlier runs that did not end were cleared away in {folder}.", folder=folder))
        results = {}
        for declaration in self.outputs:
            results.update(declaration.results(run, report))
        return results

    def _wants_tables(self, run):
        made_of_tables = (TableOutput, ReportOutput)
        return any(run.captured[output.name] for output in self.outputs if isinstance(output, made_of_tables))

    def _field_texts(self):
        """What the library says of each field, for the parameters' tooltips."""
        try:
            fields = native.describe()["kernels"][self.kernel]["fields"]
        except (native.PitscapeError, KeyError):
            return {}  # canExecute tells why
        texts = {field["name"].upper(): field["text"] for field in fields}
        for declaration in self.inputs:
            texts.update(declaration.tooltips)
        return texts
