"""A field of text with a button that opens a window to choose in; the value is the text, as everywhere else."""

from processing.gui.wrappers import DIALOG_STANDARD, WidgetWrapper, dialogTypes
from qgis.core import (
    NULL,
    QgsProcessingContext,
    QgsProcessingModelChildParameterSource,
    QgsProcessingParameterDefinition,
    QgsProcessingParameters,
)
from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ..translation import tr
from .siblings import Siblings


class Chooser:
    """What QGIS makes of a parameter's metadata, with the window's name: in the modeler its own field, with its choice of sources."""

    window = None  # made of siblings, the parameter, the text and the settings
    without_layers = True  # whether there is something to choose where no layer is known, as in the modeler

    def __new__(cls, definition, dialog, row=0, col=0, needed=False, **settings):
        if in_modeler(dialog):
            field = own_field(definition, dialog)
            if cls.without_layers:
                field.layout().addWidget(_ModelerButton(field, cls.window, settings))
            return field
        return TextField(definition, dialog, row, col, needed, window=cls.window, settings=settings)


def unmarked(definition):
    """A copy that windows do not call optional: a run needs it, or a default of it. Models saved without it need the mark."""
    copy = definition.clone()
    copy.setFlags(copy.flags() & ~QgsProcessingParameterDefinition.Flag.FlagOptional)
    return copy


def in_modeler(dialog):
    return type(dialog).__name__ == "ModelerParametersDialog"


def kind_of(dialog):
    return dialogTypes.get(type(dialog).__name__, DIALOG_STANDARD)


def own_field(definition, dialog):
    """QGIS's own, in the modeler with its choice of sources."""
    registry = QgsGui.processingGuiRegistry()
    if in_modeler(dialog):
        field = registry.createModelerParameterWidget(dialog.model, dialog.childId, definition, dialog.context)
    else:
        field = registry.createParameterWidgetWrapper(definition, kind_of(dialog))
    field.setDialog(dialog)
    return field


class Field(WidgetWrapper):
    """In dialogs and in rows of a batch.

    A wrapper of Processing's Python class, because a widget that Python makes for one of C++ is lost on its way: it crashes QGIS 3.22.
    """

    def __init__(self, definition, dialog, row=0, col=0, needed=False, **settings):
        self.kept = unmarked(definition) if needed else definition  # QGIS holds no reference of its own
        super().__init__(self.kept, dialog, row, col, **settings)

    def createLabel(self):
        label = super().createLabel()
        if label is not None:
            label.setToolTip(self.kept.toolTip())
        return label

    def setValue(self, value):
        self.setWidgetValue(value, QgsProcessingContext())

    def _changed(self, _what=None):
        self.widgetValueHasChanged.emit(self)


class TextField(Field):
    def createWidget(self, window, settings):
        self._window, self._settings = window, settings
        self._siblings = Siblings()
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.text = QLineEdit()
        self.text.textChanged.connect(self._changed)
        self.button = QToolButton()
        _dress(self.button)
        self.button.clicked.connect(self.choose)
        row.addWidget(self.text)
        row.addWidget(self.button)
        field.setFocusProxy(self.text)
        return field

    def postInitialize(self, wrappers):
        super().postInitialize(wrappers)
        self._siblings = Siblings(wrappers)

    def value(self):
        return self.text.text()

    def setWidgetValue(self, value, context):
        self._show(text_of(self.parameterDefinition(), value, context))

    def choose(self, _checked=False):
        window = self.window()
        if window.exec():
            self._show(window.text())
        window.deleteLater()

    def window(self):
        return self._window(self._siblings, self.parameterDefinition(), self.value(), self.widget, **self._settings)

    def _show(self, text):
        """From its beginning, as narrow cells of a batch need it."""
        self.text.setText(text)
        self.text.setCursorPosition(0)


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
    if value in (None, NULL):  # of which it would make a 0
        return ""
    return QgsProcessingParameters.parameterAsString(definition, value, context)


def _dress(button):
    button.setText("…")
    button.setToolTip(tr("Choose from a list"))
    button.setAccessibleName(tr("Choose from a list"))
