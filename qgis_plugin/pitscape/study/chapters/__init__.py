"""The chapters of a study, in their order."""

from .accuracy import Accuracy
from .carbon import Carbon
from .coupling import Coupling
from .drivers import Drivers
from .land import Land
from .pattern import Pattern
from .reach import Reach
from .windows import Windows

CHAPTERS = (Accuracy, Land, Carbon, Pattern, Windows, Drivers, Coupling, Reach)
