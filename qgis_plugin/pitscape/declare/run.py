"""One run of an algorithm, and how far it is."""

from ..layers.publish import OutputSet
from .sentences import Sentences


class Run:
    """One run of an algorithm: what its declarations are told and what they leave for one another."""

    def __init__(self, algorithm, parameters, context):
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.captured = {}
        self.whole = None  # the run of a study that this is a step of
        self.shared = {}  # what reports of a study's steps have in common
        self.sources = []  # (parameter, file, layer inside it or None) of every input that is a file
        self.targets = []  # the same of every output
        self.sentences = Sentences(algorithm)
        self.feedback = None
        self.progress = None
        self.request = None
        self.folder = None  # temporary; removed after the run whatever happens
        self.files = OutputSet()
        self.made = {}  # what an output made, by its name
        self.rows = {}  # what tables of outputs hold, by their names
        self.plane = None  # WKT of the reference system that lengths are in, where no raster of the request has it
        self.years = set()  # that were said, each with its layer
        self.titles = {}  # of reports, by outputs' names
        self.cautions = []  # warnings that are for reports too

    def tell(self, sentence):
        self.feedback.pushInfo(self.sentences.of(sentence))

    def warn(self, sentence):
        self.feedback.pushWarning(self.sentences.of(sentence))

    def caution(self, sentence):
        """A warning that the figures are to be read by."""
        self.cautions.append(sentence)
        if self.feedback is not None:
            self.warn(sentence)

    def begin(self, context, feedback):
        """What was captured is computed from now on, and what was found meanwhile is said."""
        self.context, self.feedback = context, feedback
        for sentence in self.cautions:
            self.warn(sentence)


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
