"""A field of text with a button that opens a window to choose in; the value is the text, as everywhere else."""

from qgis.core import QgsProcessingModelChildParameterSource, QgsProcessingParameters
from qgis.gui import QgsAbstractProcessingParameterWidgetWrapper, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ..translation import tr
from .siblings import Siblings

MODELER = "ModelerParametersDialog"


class Chooser:
    """What QGIS makes of a parameter's metadata, with the window's name: in the modeler its own field, with its choice of sources."""

    window = None  # made of siblings, the parameter, the text and the settings
    without_layers = True  # whether there is something to choose where no layer is known, as in the modeler

    def __new__(cls, definition, dialog, row=0, col=0, **settings):
        if type(dialog).__name__ == MODELER:
            field = modeler_field(definition, dialog)
            if cls.without_layers:
                field.layout().addWidget(_ModelerButton(field, cls.window, settings))
            return field
        return TextField(definition, dialog, cls.window, settings)


def modeler_field(definition, dialog):
    """QGIS's own, with its choice of sources."""
    field = QgsGui.processingGuiRegistry().createModelerParameterWidget(dialog.model, dialog.childId, definition, dialog.context)
    field.setDialog(dialog)
    return field


def kind_of(dialog):
    """Of a field, other than in the modeler."""
    batch = type(dialog).__name__ == "BatchAlgorithmDialog"
    return QgsProcessingGui.WidgetType.Batch if batch else QgsProcessingGui.WidgetType.Standard


class TextField(QgsAbstractProcessingParameterWidgetWrapper):
    """In dialogs and in rows of a batch."""

    def __init__(self, definition, dialog, window, settings):
        super().__init__(definition, kind_of(dialog))
        self.setDialog(dialog)
        self._window, self._settings = window, settings
        self._siblings = Siblings()
        self._text = None

    def createWidget(self):
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._text = QLineEdit()
        self._text.textChanged.connect(self._changed)
        button = _button(field)
        button.clicked.connect(self.choose)
        row.addWidget(self._text)
        row.addWidget(button)
        field.setFocusProxy(self._text)
        field.setToolTip(self.parameterDefinition().toolTip())
        return field

    def postInitialize(self, wrappers):
        super().postInitialize(wrappers)
        self._siblings = Siblings(wrappers)

    def widgetValue(self):
        return self._text.text()

    def setWidgetValue(self, value, context):
        self._show(text_of(self.parameterDefinition(), value, context))

    def choose(self, _checked=False):
        window = self.window()
        if window.exec():
            self._show(window.text())
        window.deleteLater()

    def window(self):
        return self._window(self._siblings, self.parameterDefinition(), self._text.text(), self._text, **self._settings)

    def _show(self, text):
        """From its beginning, as narrow cells of a batch need it."""
        self._text.setText(text)
        self._text.setCursorPosition(0)

    def _changed(self, _text):
        self.widgetValueHasChanged.emit(self)


class _ModelerButton(QToolButton):
    """Beside QGIS's field in the modeler: what is chosen becomes a value there."""

    def __init__(self, field, window, settings):
        super().__init__(field)
        _dress(self)
        self._field, self._window, self._settings = field, window, settings
        self.clicked.connect(self.choose)

    def choose(self, _checked=False):
        window = self.window()
        if window.exec():
            self._field.setWidgetValue(QgsProcessingModelChildParameterSource.fromStaticValue(window.text()))
        window.deleteLater()

    def window(self):
        return self._window(Siblings(), self._field.parameterDefinition(), self._shown(), self, **self._settings)

    def _shown(self):
        """The text, where the field has one and no other source."""
        source = self._field.value()
        static = QgsProcessingModelChildParameterSource.fromStaticValue("").source()
        if isinstance(source, QgsProcessingModelChildParameterSource) and source.source() == static:
            value = source.staticValue()
            return value if isinstance(value, str) else ""
        return ""


def text_of(definition, value, context):
    """A value as text; a list from Python, of which QGIS would make nothing, separated by ;."""
    if isinstance(value, (list, tuple)):
        return ";".join(str(one) for one in value)
    return QgsProcessingParameters.parameterAsString(definition, value, context)


def _button(parent):
    button = QToolButton(parent)
    _dress(button)
    return button


def _dress(button):
    button.setText("…")
    button.setToolTip(tr("Choose from a list"))
    button.setAccessibleName(tr("Choose from a list"))
