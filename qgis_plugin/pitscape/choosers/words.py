"""A word out of a short list, shown as its reader knows it: the value is the word that scripts and models know."""

from processing.gui.wrappers import DIALOG_BATCH
from qgis.core import NULL
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from ..declare.words import parts_of, word_of
from .chooser import Field, in_modeler, kind_of, own_field
from .needed import NeededField

COLUMNS, LONG = 3, 20  # of boxes beside each other; words of so many letters stand one below the other, as the panel would scroll sideways


class WordField:
    """What QGIS makes of a parameter's metadata; in the modeler its own field, with its choice of sources.

    Several words have boxes to tick; a cell of a batch has no room for them.
    """

    def __new__(cls, definition, dialog, row=0, col=0, words=None, nothing=""):
        if in_modeler(dialog):
            return own_field(definition, dialog)
        if not definition.allowMultiple():
            return _OneWord(definition, dialog, row, col, words=words, nothing=nothing)
        if kind_of(dialog) == DIALOG_BATCH:
            return NeededField(definition, dialog, row, col)
        return _SeveralWords(definition, dialog, row, col, needed=True, words=words)


class _Words(Field):
    def chosen(self, value):
        """The words that a value means."""
        if value in (None, NULL):
            value = self.kept.defaultValue()
        words = [word_of(part, self.kept.options()) for part in parts_of(value)]
        return [word for word in words if word is not None]


class _OneWord(_Words):
    def createWidget(self, words, nothing):
        self.box = QComboBox()
        if nothing:
            self.box.addItem(nothing, None)
        for word in self.kept.options():
            self.box.addItem(words[word], word)
        self.box.currentIndexChanged.connect(self._changed)
        return self.box

    def value(self):
        return self.box.currentData()

    def setWidgetValue(self, value, context):
        words = self.chosen(value)
        if words:
            self.box.setCurrentIndex(self.box.findData(words[0]))
        elif self.box.itemData(0) is None:
            self.box.setCurrentIndex(0)


class _SeveralWords(_Words):
    def createWidget(self, words):
        field = QWidget()
        grid = QGridLayout(field)
        grid.setContentsMargins(0, 0, 0, 0)
        self.boxes = {}
        columns = 1 if max(map(len, words.values())) >= LONG else COLUMNS
        for at, word in enumerate(self.kept.options()):
            box = self.boxes[word] = QCheckBox(words[word])
            box.toggled.connect(self._changed)
            grid.addWidget(box, at // columns, at % columns)
        return field

    def value(self):
        return [word for word, box in self.boxes.items() if box.isChecked()]

    def setWidgetValue(self, value, context):
        chosen = self.chosen(value)
        for word, box in self.boxes.items():
            box.setChecked(word in chosen)
