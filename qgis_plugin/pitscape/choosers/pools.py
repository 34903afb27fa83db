"""The table of the project that looks like a pool table comes first, where QGIS would take whichever table is the first."""

from qgis import utils
from qgis.core import QgsProcessingParameterDefinition, QgsProject, QgsVectorLayer

from .chooser import in_modeler, own_field

COLUMNS = {"lucode", "c_above", "c_below", "c_soil", "c_dead"}


class PoolsChooser:
    """QGIS's own field, which starts with such a table. What is chosen, or set, comes after that, and stays."""

    def __new__(cls, definition, dialog, row=0, col=0):
        if not in_modeler(dialog) and not definition.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional:
            table = pool_table()
            definition.setGuiDefaultValueOverride(None if table is None else table.id())
        return own_field(definition, dialog)


def pool_table():
    """The active one, else the first by name, of those that have the columns of a pool table in whatever case."""
    active = utils.iface.activeLayer() if utils.iface is not None else None
    layers = [
        layer for layer in QgsProject.instance().mapLayers().values() if isinstance(layer, QgsVectorLayer) and layer.isValid()
    ]
    fitting = [layer for layer in layers if COLUMNS <= {field.name().lower() for field in layer.fields()}]
    fitting.sort(key=lambda layer: (layer is not active, layer.name().casefold()))
    return fitting[0] if fitting else None
