"""What an algorithm is made of.

An algorithm declares its inputs and outputs; each declaration knows its QGIS parameters, what to take
from the project on the main thread, and its field in the kernel's request. base.py walks through them.
"""

from qgis.core import QgsProcessingException, QgsProcessingParameterDefinition

from .publish import OutputSet
from .sentences import Sentences


class Run:
    """One run of an algorithm: what its declarations are told and what they leave for one another."""

    def __init__(self, algorithm, parameters, context):
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.captured = {}
        self.sources = []  # (parameter, file, layer inside it or None) of every input that is a file
        self.targets = []  # the same of every output
        self.sentences = Sentences(algorithm)
        self.feedback = None
        self.progress = None
        self.request = None
        self.folder = None  # temporary; removed after the run whatever happens
        self.files = OutputSet()
        self.made = {}  # what an output made, by its name

    def tell(self, sentence):
        self.feedback.pushInfo(self.sentences.of(sentence))

    def warn(self, sentence):
        self.feedback.pushWarning(self.sentences.of(sentence))


class Progress:
    """The progress of a run in equal parts: one for each layer to export, and one for the library."""

    def __init__(self, feedback, parts):
        self.feedback = feedback
        self.parts = parts
        self.done = 0
        self._text = ""

    def __call__(self, fraction, text):
        """Show how far the present part is. False once the user has cancelled."""
        self.feedback.setProgress(100 * (self.done + fraction) / self.parts)
        if text != self._text:
            self._text = text
            self.feedback.setProgressText(text)
        return not self.feedback.isCanceled()


class Declaration:
    kind = None  # the type that the library gives the field
    tooltips = {}  # by parameter, where the user gives something else than what the library gets

    def __init__(self, name, description, optional=False):
        self.name = name
        self.description = description
        self.optional = optional

    @property
    def field(self):
        return self.name.lower()

    @property
    def kinds(self):
        """The fields of the request that this declares, and their types."""
        return {self.field: self.kind} if self.kind else {}

    def definitions(self):
        """The QGIS parameters."""
        return []

    def check(self, run):
        """Raise on what is wrong by the parameter values alone, without opening a layer."""

    def capture(self, run):
        """On the main thread: return all that the run needs of the project."""

    def exports(self, run):
        """How many layers `request` copies cell by cell, which takes its time."""
        return 0

    def request(self, run):
        """On the worker thread, from what was captured: the fields of the request."""
        return {}

    def origins(self, run):
        """What the user gave, by field, in words: files of the request may be temporary ones."""
        return {}

    def make(self, run, report):
        """After the computation: make files of it under temporary names, in `run.files`."""

    def results(self, run, report):
        """After success, when all files have their names: what the algorithm returns."""
        return {}


def crs_of(run, name):
    """The CRS of a raster input; of several layers the first is the grid."""
    captured = run.captured[name]
    return (captured[0] if isinstance(captured, list) else captured).crs


def advanced(definition):
    definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return definition


def refuse(name, sentence):
    raise QgsProcessingException(f"{name}: {sentence}")


def refuse_missing_crs(name, layer_name, consequence):
    refuse(
        name,
        f"the layer “{layer_name}” has no coordinate reference system, so {consequence}. "
        "Set it by a right click on the layer > Layer CRS > Set Layer CRS, and run again.",
    )
