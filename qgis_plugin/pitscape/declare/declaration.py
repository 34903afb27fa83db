"""What an algorithm is made of.

An algorithm declares its inputs and outputs; each declaration knows its QGIS parameters, what to take
from the project on the main thread, and its field in the kernel's request. base.py walks through them.
"""

from ..refusals import refuse
from ..translation import tr


class Declaration:
    kind = None  # the type that the library gives the field
    rare = ()  # parameters that stand under "Advanced parameters"

    def __init__(self, name, description, optional=False):
        self.name = name
        self.description = description
        self.optional = optional
        self.tips = {}
        self.absent = ""  # what goes where it is left empty

    def tip(self, text):
        """Say more of the parameter than its label does, where the mouse rests on it."""
        self.tips[self.name] = text
        return self

    def otherwise(self, text):
        """Say what goes where it is left empty."""
        self.absent = text
        without = tr("Without it: {otherwise}.", otherwise=text)
        self.tips[self.name] = f"{self.tips.get(self.name, '')} {without}".strip()
        return self

    def advanced(self):
        """Its parameter is for those who look for it."""
        self.rare = (self.name,)
        return self

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


def crs_of(run, name, other):
    """The CRS of a raster input, into which `other` is brought; of several layers the first is the grid."""
    captured = run.captured[name]
    if not captured:
        refuse(name, tr("none is given, and {other} is brought into its CRS. Give it, or leave {other} out.", other=other))
    return (captured[0] if isinstance(captured, list) else captured).crs
