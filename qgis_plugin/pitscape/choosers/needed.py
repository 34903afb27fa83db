"""Fields of what is not marked optional: a run needs it, though it may be left to its default."""

from .chooser import in_modeler, own_field, unmarked


class NeededField:
    """QGIS's own field, without that mark."""

    def __new__(cls, definition, dialog, row=0, col=0):
        if in_modeler(dialog):
            return own_field(definition, dialog)
        copy = unmarked(definition)
        field = own_field(copy, dialog)
        field.kept = copy  # QGIS holds no reference of its own
        return field
