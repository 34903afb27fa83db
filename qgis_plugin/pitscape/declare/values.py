"""Plain values an algorithm can declare as inputs: codes, numbers, years, choices, GDAL options."""

import importlib.util
import math
import re

from qgis.core import (
    NULL,
    Qgis,
    QgsProcessingException,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDistance,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProperty,
    QgsUnitTypes,
)

from ..refusals import refuse
from ..translation import tr
from .declaration import Declaration
from .words import WordParameter, parts_of, separated, unknown, word_of


class Typed(Declaration):
    """Several values typed as text, separated by commas, semicolons or spaces; `read` gives them.

    `chooser` is the class behind the button beside the text, `settings` what it is told; the text is the value all the same.
    """

    default = ""
    chooser = None
    settings = {}

    def __init__(self, name, description, needed=False):
        super().__init__(name, description, optional=True)
        self.needed = needed

    def definitions(self):
        text = QgsProcessingParameterString(self.name, self.description, self.default, optional=True)
        needed = self.needed or self.default != ""
        return [chosen_by(text, self.chooser, needed=needed, **self.settings) if self.chooser else text]

    def read(self, run):
        raise NotImplementedError

    def check(self, run):
        self.read(run)

    def capture(self, run):
        return self.read(run)

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Name(Declaration):
    """What something is called, in the user's words."""

    def __init__(self, name, description):
        super().__init__(name, description, optional=True)

    def definitions(self):
        return [QgsProcessingParameterString(self.name, self.description, "", optional=True)]

    def capture(self, run):
        return run.algorithm.parameterAsString(run.parameters, self.name, run.context).strip()

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Codes(Typed):
    """Class codes."""

    kind = "codes"
    chooser = "codes.CodesChooser"

    def read(self, run):
        return whole_numbers(run, self.name, tr("Class codes are whole numbers, as in 0;255."))


class Number(Declaration):
    """A real number; unset where it has no default and none is given."""

    kind = "number"
    type = QgsProcessingParameterNumber.Type.Double

    def __init__(self, name, description, default=None):
        super().__init__(name, description, optional=True)
        self.default = default

    def definitions(self):
        number = QgsProcessingParameterNumber(self.name, self.description, self.type, self.default, optional=True)
        return [number if self.default is None else chosen_by(number, "needed.NeededField")]

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
            refuse(self.name, tr("“{value}” is not a number. Write it with a decimal point, as in 43.5.", value=value))
        if not math.isfinite(number):
            refuse(self.name, tr("{value} is not a number to calculate with. Leave it empty, or give another one.", value=value))
        return number

    def request(self, run):
        return {self.field: run.captured[self.name]}


class Length(Number):
    """A length in the units of the map that the parameter `of` gives: of its reference system, whatever that is.

    `of` may be several, as "SNAP;INPUT": the first that is given has the plane of the run, and the last is the one that QGIS is told of.
    """

    def __init__(self, name, description, default=None, of=None):
        super().__init__(name, description, default)
        self.of = of

    def definitions(self):
        # What QGIS is told is one layer; the field takes the first of those that are chosen.
        first = self.of.split(";")[-1] if self.of else ""
        length = QgsProcessingParameterDistance(self.name, self.description, self.default, first, optional=True)
        if self.of is None:
            length.setDefaultUnit(QgsUnitTypes.DistanceUnit.DistanceMeters)
        return [chosen_by(length, "length_field.LengthField", of=self.of or "", needed=self.default is not None)]


class Metres(Length):
    """A length in metres, whatever the unit of the map."""


class Whole(Number):
    """A whole number; unset where it has no default and none is given."""

    kind = "integer"
    type = QgsProcessingParameterNumber.Type.Integer
    hint = tr("Give one, as in 10.")

    def value(self, run):
        number = super().value(run)
        if number is None:
            return None
        if number != int(number):
            refuse(self.name, tr("{number} is not a whole number.", number=number) + f" {self.hint}")
        if abs(number) > 2**53:
            refuse(self.name, tr("{number:g} is too large.", number=number) + f" {self.hint}")
        return int(number)


class Year(Whole):
    """A year, or none."""

    hint = tr("A year is, as in 2020.")


class Numbers(Typed):
    """Real numbers, or those that stand for none given."""

    kind = "numbers"

    def __init__(self, name, description, default="", needed=False):
        super().__init__(name, description, needed)
        self.default = default

    def read(self, run):
        hint = tr("Numbers have a decimal point, as in 250;500;1000.5.")
        text = typed(run, self.name)
        if "," in text:
            comma = tr("“{text}” has a comma, which may be a decimal comma. Separate numbers by ; or a space.", text=text)
            refuse(self.name, f"{comma} {hint}")
        words = separated(text) or separated(self.default)
        try:
            numbers = [float(word) for word in words]
        except ValueError:
            numbers = [math.nan]
        if not all(map(math.isfinite, numbers)):
            refuse(self.name, tr("“{words}” are not all numbers.", words=" ".join(words)) + f" {hint}")
        return numbers


class Radii(Numbers):
    """Lengths in the units of the map, the first that the algorithm takes."""

    chooser = "length_list.LengthsChooser"

    def check(self, run):
        if not self.read(run) and self.needed:
            text = tr("{name} is empty; allowed: one radius or more (map units), as in 50;100.", name=self.name)
            raise QgsProcessingException(text)


class Limits(Numbers):
    """Lengths in metres, whatever the unit of the map."""

    chooser = "length_list.LengthsChooser"
    settings = {"metres": True}


class Words(Typed):
    """Words, or those that stand for none given."""

    kind = "names"

    def __init__(self, name, description, default):
        super().__init__(name, description)
        self.default = default

    def read(self, run):
        return separated(typed(run, self.name)) or separated(self.default)


class Metrics(Words):
    """Landscape metrics at these levels."""

    chooser = "metrics.MetricsChooser"
    levels = ("patch", "class", "landscape")
    windows = False

    @property
    def settings(self):
        return {"levels": list(self.levels), "windows": self.windows}


class WindowMetrics(Metrics):
    """Landscape metrics in windows: of the landscape; of classes where the parameter `by` names some."""

    windows = True

    def __init__(self, name, description, default, by=None):
        super().__init__(name, description, default)
        self.by = by
        self.levels = ("class", "landscape") if by else ("landscape",)

    @property
    def settings(self):
        return {**super().settings, "by": self.by or ""}


class FieldNames(Words):
    """Names of fields of the table that the parameter `of` gives."""

    chooser = "fields.FieldsChooser"

    def __init__(self, name, description, default, of):
        super().__init__(name, description, default)
        self.settings = {"of": of}


class Flag(Declaration):
    """Yes or no."""

    kind = "flag"

    def __init__(self, name, description, default=False):
        super().__init__(name, description, optional=True)
        self.default = default

    def definitions(self):
        flag = QgsProcessingParameterBoolean(self.name, self.description, self.default, optional=True)
        return [chosen_by(flag, "needed.NeededField")]

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
        word = WordParameter(self.name, self.description, self.options, False, self.default, usesStaticStrings=True)
        return [chosen_by(word, "words.WordField", words=self.words)]

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
            options = ", ".join(self.options)
            one = tr("one word is needed, and {count} are given. Choose one of {options}.", count=len(words), options=options)
            refuse(self.name, one)
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


class ChoiceOrNone(Choice):
    """One of a few words, or none, which windows call `nothing`."""

    def __init__(self, name, description, words, nothing):
        super().__init__(name, description, words, None)
        self.nothing = nothing

    def definitions(self):
        word = WordParameter(self.name, self.description, self.options, False, None, optional=True, usesStaticStrings=True)
        return [chosen_by(word, "words.WordField", words=self.words, nothing=self.nothing)]


class Choices(Choice):
    """Some of a few words; an empty list or text is none of them."""

    kind = "choices"

    def definitions(self):
        words = WordParameter(
            self.name, self.description, self.options, True, self.default, optional=True, usesStaticStrings=True
        )
        return [chosen_by(words, "words.WordField", words=self.words)]

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
        self.advanced().tip(
            tr("Options of GDAL’s GeoTIFF driver, as in COMPRESS=LZW|BIGTIFF=YES. They go before Pitscape’s own.")
        )

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


def chosen_by(definition, chooser, **settings):
    """The parameter with what stands beside or in place of its field in windows: a class of the room of choosers.

    It is named and not imported, so that only windows load it.
    """
    package = __package__.rpartition(".")[0]
    definition.setMetadata({"widget_wrapper": {"class": f"{package}.choosers.{chooser}", **settings}})
    return definition


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
        refuse(name, tr("not a whole number: {words}.", words=", ".join(wrong)) + f" {hint}")
    return [int(word) for word in words]


def typed(run, name):
    """The text of a parameter; a list from Python, of which parameterAsString would make nothing at all, separated by ;."""
    value = run.parameters.get(name)
    if isinstance(value, (list, tuple)):
        return ";".join(str(one) for one in value)
    return run.algorithm.parameterAsString(run.parameters, name, run.context)
