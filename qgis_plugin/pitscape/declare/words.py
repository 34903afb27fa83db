"""Words out of a short list, as users, models and scripts give them."""

import difflib
import re

from qgis.core import NULL, QgsProcessingParameterEnum, QgsProperty

from ..translation import tr


def separated(text):
    """Words and codes may be separated by commas, semicolons (also those of Chinese keyboards) or spaces."""
    return [part for part in re.split(r"[,;，；、\s]+", text) if part]


def parts_of(value):
    """The parts of a value as texts: it is a text, a position, or a list of these."""
    if value in (None, NULL):
        return []
    if isinstance(value, (list, tuple)):
        return [part for one in value for part in parts_of(one)]
    if isinstance(value, float) and value.is_integer():  # as expressions of models give positions
        value = int(value)
    return separated(str(value))


def word_of(part, options):
    """The option that a part is, or stands at as a position from 0; a word goes before a position. None where it is neither."""
    if part in options:
        return part
    if re.fullmatch("[0-9]+", part) and int(part) < len(options):
        return options[int(part)]
    return None


def unknown(part, options):
    """What is to be told of a part that is no option."""
    lower = {option.lower(): option for option in options}
    near = difflib.get_close_matches(part.lower(), lower, 1) if re.search(r"[^\W\d]", part) else []  # numbers have no near ones
    allowed = ", ".join(options)
    if near:
        return tr("“{part}” is none of {allowed}. Did you mean {near}?", part=part, allowed=allowed, near=lower[near[0]])
    return tr("“{part}” is none of {allowed}.", part=part, allowed=allowed)


class WordParameter(QgsProcessingParameterEnum):
    """An enum of words. QGIS's own refuses positions, and gives scripts, batch files and models '' for several words."""

    def clone(self):
        return WordParameter(self)

    def checkValueIsAcceptable(self, value, context=None):
        if isinstance(value, QgsProperty) or value in (None, NULL, ""):
            return True
        parts = parts_of(value)
        return (self.allowMultiple() or len(parts) == 1) and all(word_of(part, self.options()) for part in parts)

    def valueAsPythonString(self, value, context):
        words = self._words(value)
        return super().valueAsPythonString(value, context) if words is None else repr(words)

    def valueAsJsonObject(self, value, context):
        """For the history of QGIS 3.24 and newer."""
        words = self._words(value)
        return super().valueAsJsonObject(value, context) if words is None else words

    def _words(self, value):
        """The word, or the list of them, that a value means, because windows take no position back. None where it means none."""
        if isinstance(value, QgsProperty) or value in (None, NULL) or not self.checkValueIsAcceptable(value):
            return None
        words = [word_of(part, self.options()) for part in parts_of(value)]
        return words if self.allowMultiple() else "".join(words)
