"""Plain values an algorithm can declare as inputs: codes, numbers, years, choices, GDAL options."""

import importlib.util
import math
import re

from qgis.core import (
    NULL,
    Qgis,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProperty,
)

from ..refusals import refuse
from ..translation import tr
from .declaration import Declaration
from .words import WordParameter, parts_of, separated, unknown, word_of


class Typed(Declaration):
    """Several values typed as text, separated by commas, semicolons or spaces; `read` gives them."""

    default = ""

    def __init__(self, name, description):
        super().__init__(name, description, optional=True)

    def definitions(self):
        return [QgsProcessingParameterString(self.name, self.description, self.default, optional=True)]

    def read(self, run):
        raise NotImplementedError

    def check(self, run):
        self.read(run)

    def capture(self, run):
        return self.read(run)

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Codes(Typed):
    """Class codes."""

    kind = "codes"

    def read(self, run):
        return whole_numbers(run, self.name, "Class codes are whole numbers, as in 0;255.")


class Number(Declaration):
    """A real number; unset where it has no default and none is given."""

    kind = "number"
    type = QgsProcessingParameterNumber.Type.Double

    def __init__(self, name, description, default=None):
        super().__init__(name, description, optional=True)
        self.default = default

    def definitions(self):
        return [QgsProcessingParameterNumber(self.name, self.description, self.type, self.default, optional=True)]

    def check(self, run):
        self.value(run)

    def capture(self, run):
        return self.value(run)

    def value(self, run):
        """Read here, because QGIS makes 0 of a text that is no number where the parameter is optional."""
        value = given(run, self.name)
        if value in (None, NULL, ""):
            return self.default
        try:
            number = float(value)
        except (TypeError, ValueError):
            refuse(self.name, f"“{value}” is not a number. Write it with a decimal point, as in 43.5.")
        if not math.isfinite(number):
            refuse(self.name, f"{value} is not a number to calculate with. Leave it empty, or give another one.")
        return number

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Whole(Number):
    """A whole number; unset where it has no default and none is given."""

    kind = "integer"
    type = QgsProcessingParameterNumber.Type.Integer
    hint = "Give one, as in 10."

    def value(self, run):
        number = super().value(run)
        if number is None:
            return None
        if number != int(number):
            refuse(self.name, f"{number} is not a whole number. {self.hint}")
        if abs(number) > 2**53:
            refuse(self.name, f"{number:g} is too large. {self.hint}")
        return int(number)


class Year(Whole):
    """A year, or none."""

    hint = "A year is, as in 2020."


class Numbers(Typed):
    """Real numbers, or those that stand for none given."""

    kind = "numbers"

    def __init__(self, name, description, default=""):
        super().__init__(name, description)
        self.default = default

    def read(self, run):
        hint = "Numbers have a decimal point, as in 250;500;1000.5."
        text = typed(run, self.name)
        if "," in text:
            refuse(self.name, f"“{text}” has a comma, which may be a decimal comma. Separate numbers by ; or a space. {hint}")
        words = separated(text) or separated(self.default)
        try:
            numbers = [float(word) for word in words]
        except ValueError:
            numbers = [math.nan]
        if not all(map(math.isfinite, numbers)):
            refuse(self.name, f"“{' '.join(words)}” are not all numbers. {hint}")
        return numbers


class Words(Typed):
    """Words, or those that stand for none given."""

    kind = "names"

    def __init__(self, name, description, default):
        super().__init__(name, description)
        self.default = default

    def read(self, run):
        return separated(typed(run, self.name)) or separated(self.default)


class Flag(Declaration):
    """Yes or no."""

    kind = "flag"

    def __init__(self, name, description, default=False):
        super().__init__(name, description, optional=True)
        self.default = default

    def definitions(self):
        return [QgsProcessingParameterBoolean(self.name, self.description, self.default, optional=True)]

    def capture(self, run):
        if run.parameters.get(self.name) in (None, NULL, ""):
            return self.default
        return run.algorithm.parameterAsBool(run.parameters, self.name, run.context)

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Choice(Declaration):
    """One of a few words, `words`: what requests, scripts and models call each, and what its reader does."""

    kind = "choice"

    def __init__(self, name, description, words, default):
        super().__init__(name, description, optional=True)
        self.words = words
        self.options = list(words)
        self.default = default

    def definitions(self):
        return [WordParameter(self.name, self.description, self.options, False, self.default, usesStaticStrings=True)]

    def check(self, run):
        self.read(run)

    def capture(self, run):
        return self.read(run)

    def read(self, run):
        """Read here, because QGIS takes what it does not know for nothing, and models do not ask whether it knows."""
        value = given(run, self.name)
        if value in (None, NULL, ""):
            return self.default
        words = self.chosen(value)
        if len(words) != 1:
            refuse(self.name, f"one word is needed, and {len(words)} are given. Choose one of {', '.join(self.options)}.")
        return words[0]

    def chosen(self, value):
        words = []
        for part in parts_of(value):
            word = word_of(part, self.options)
            if word is None:
                refuse(self.name, unknown(part, self.options))
            words.append(word)
        return words

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Choices(Choice):
    """Some of a few words; an empty list or text is none of them."""

    kind = "choices"

    def definitions(self):
        return [WordParameter(self.name, self.description, self.options, True, self.default, optional=True, usesStaticStrings=True)]

    def read(self, run):
        value = given(run, self.name)
        return self.chosen(self.default if value in (None, NULL) else value)


class Scratch(Declaration):
    """Where the library puts files that it needs while it runs: the folder of the run."""

    kind = "folder"

    def request(self, run):
        return {self.field: run.folder}


class CreateOptions(Declaration):
    """GDAL creation options of the raster outputs."""

    kind = "options"

    def __init__(self):
        super().__init__("CREATE_OPTIONS", tr("Creation options of the raster"), optional=True)
        self.advanced().tip(tr("Options of GDAL’s GeoTIFF driver, as in COMPRESS=LZW|BIGTIFF=YES. They go before Pitscape’s own."))

    def definitions(self):
        options = QgsProcessingParameterString(self.name, self.description, "", optional=True)
        widget = _options_widget()
        if widget:
            options.setMetadata({"widget_wrapper": widget})
        return [options]

    def capture(self, run):
        text = run.algorithm.parameterAsString(run.parameters, self.name, run.context)
        return [option.strip() for option in text.split("|") if option.strip()]

    def request(self, run):
        return {self.field: run.captured[self.name]}


def _options_widget():
    """The widget that QGIS gives to creation options: its own from 3.44 on, the GDAL provider's before."""
    if Qgis.QGIS_VERSION_INT >= 34400:
        return {"widget_type": "rasteroptions"}
    module = "processing.algs.gdal.ui.RasterOptionsWidget"
    try:
        found = importlib.util.find_spec(module)
    except ImportError:
        found = None
    return {"class": f"{module}.RasterOptionsWidgetWrapper"} if found else None


def given(run, name):
    """The value of a parameter, worked out where it is an expression."""
    value = run.parameters.get(name)
    if isinstance(value, QgsProperty):
        value, _good = value.value(run.context.expressionContext())
    return value


def whole_numbers(run, name, hint):
    """The whole numbers of a text parameter."""
    words = separated(typed(run, name))
    wrong = [word for word in words if not re.fullmatch(r"[+-]?[0-9]+", word)]
    if wrong:
        refuse(name, f"not a whole number: {', '.join(wrong)}. {hint}")
    return [int(word) for word in words]


def typed(run, name):
    """The text of a parameter; a list from Python, of which parameterAsString would make nothing at all, separated by ;."""
    value = run.parameters.get(name)
    if isinstance(value, (list, tuple)):
        return ";".join(str(one) for one in value)
    return run.algorithm.parameterAsString(run.parameters, name, run.context)
