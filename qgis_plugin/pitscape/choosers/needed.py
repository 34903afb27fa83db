"""Fields of what is not marked optional: a run needs it, though it may be left to its default."""

from processing.gui.wrappers import DIALOG_STANDARD, dialogTypes
from qgis.gui import QgsGui

from .chooser import MODELER, modeler_field, unmarked


class NeededField:
    """QGIS's own field, without that mark."""

    def __new__(cls, definition, dialog, row=0, col=0):
        if type(dialog).__name__ == MODELER:
            return modeler_field(definition, dialog)
        copy = unmarked(definition)
        kind = dialogTypes.get(type(dialog).__name__, DIALOG_STANDARD)
        field = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(copy, kind)
        field.setDialog(dialog)
        field.kept = copy  # QGIS holds no reference of its own
        return field
