"""A word out of a short list, shown as its reader knows it: the value is the word that scripts and models know."""

from qgis.core import NULL
from qgis.gui import QgsAbstractProcessingParameterWidgetWrapper, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QWidget

from ..declare.words import parts_of, word_of
from .chooser import MODELER, held, kind_of, modeler_field, unmarked

COLUMNS = 3


class WordField:
    """What QGIS makes of a parameter's metadata; in the modeler its own field, with its choice of sources.

    Several words have boxes to tick; a cell of a batch has no room for them.
    """

    def __new__(cls, definition, dialog, row=0, col=0, words=None):
        if type(dialog).__name__ == MODELER:
            return modeler_field(definition, dialog)
        kind = kind_of(dialog)
        if not definition.allowMultiple():
            return _OneWord(definition, dialog, kind, words)
        if kind == QgsProcessingGui.WidgetType.Standard:
            return _SeveralWords(definition, dialog, kind, words)
        field = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(definition, kind)
        field.setDialog(dialog)
        return field


class _Words(QgsAbstractProcessingParameterWidgetWrapper):
    def __init__(self, definition, dialog, kind, words):
        self.kept = unmarked(definition)  # QGIS holds no reference of its own
        super().__init__(self.kept, kind)
        self.setDialog(dialog)
        self.words = {word: words[word] for word in definition.options()}  # metadata have an order of their own

    def chosen(self, value):
        """The words that a value means."""
        if value in (None, NULL):
            value = self.kept.defaultValue()
        words = [word_of(part, list(self.words)) for part in parts_of(value)]
        return [word for word in words if word is not None]

    def _changed(self, _value=None):
        self.widgetValueHasChanged.emit(self)


class _OneWord(_Words):
    def createWidget(self):
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        self.box = QComboBox()
        row.addWidget(self.box)
        field.setFocusProxy(self.box)
        for word, text in self.words.items():
            self.box.addItem(text, word)
        self.box.setToolTip(self.kept.toolTip())
        self.setWidgetValue(self.kept.defaultValue(), None)
        self.box.currentIndexChanged.connect(self._changed)
        return held(self, field)

    def widgetValue(self):
        return self.box.currentData()

    def setWidgetValue(self, value, context):
        for word in self.chosen(value)[:1]:
            self.box.setCurrentIndex(self.box.findData(word))


class _SeveralWords(_Words):
    def createWidget(self):
        field = QWidget()
        grid = QGridLayout(field)
        grid.setContentsMargins(0, 0, 0, 0)
        self.boxes = {}
        for at, (word, text) in enumerate(self.words.items()):
            box = self.boxes[word] = QCheckBox(text)
            box.toggled.connect(self._changed)
            grid.addWidget(box, at // COLUMNS, at % COLUMNS)
        field.setToolTip(self.kept.toolTip())
        self.setWidgetValue(self.kept.defaultValue(), None)
        return held(self, field)

    def widgetValue(self):
        return [word for word, box in self.boxes.items() if box.isChecked()]

    def setWidgetValue(self, value, context):
        chosen = self.chosen(value)
        for word, box in self.boxes.items():
            box.setChecked(word in chosen)
