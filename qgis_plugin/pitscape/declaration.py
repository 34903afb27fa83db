"""What an algorithm is made of.

An algorithm declares its inputs and outputs; each declaration knows its QGIS parameters, what to take
from the project on the main thread, and its field in the kernel's request. base.py walks through them.
"""

from qgis.core import QgsProcessingException, QgsProcessingParameterDefinition


class Run:
    """One run of an algorithm: what its declarations are told and what they leave for one another."""

    def __init__(self, algorithm, parameters, context):
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.captured = {}
        self.sources = []  # (parameter, file, layer inside it or None) of every input that is a file
        self.feedback = None
        self.request = None
        self.folder = None  # temporary; removed after the run whatever happens


class Declaration:
    kind = None  # the type that the library gives the field

    def __init__(self, name, description, optional=False):
        self.name = name
        self.description = description
        self.optional = optional

    @property
    def field(self):
        return self.name.lower()

    def definitions(self):
        """The QGIS parameters."""
        return []

    def check(self, run):
        """Raise on what is wrong by the parameter values alone, without opening a layer."""

    def capture(self, run):
        """On the main thread: return all that the run needs of the project."""

    def request(self, run):
        """On the worker thread, from what was captured: the fields of the request."""
        return {}

    def results(self, run, report):
        """After success: what the algorithm returns."""
        return {}


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
