"""What is chosen for the other parameters of the same window, or of the same row of a batch."""

import weakref

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)

MAPS = ("raster", "multilayer")


class Map:
    """A band of a layer that a parameter was given."""

    def __init__(self, layer, band):
        self.layer = layer
        self.band = band


class Siblings:
    """The wrappers of a window; nothing of them is kept alive, because Python may clear circles in another thread."""

    def __init__(self, wrappers=()):
        self._wrappers = [weakref.ref(wrapper) for wrapper in wrappers]
        self._context = None  # it owns layers that were opened by their paths

    def wrapper(self, name):
        for wrapper in self._alive():
            if wrapper.parameterDefinition().name() == name:
                return wrapper
        return None

    def value(self, name):
        wrapper = self.wrapper(name)
        return None if wrapper is None else wrapper.parameterValue()

    def label(self, name):
        wrapper = self.wrapper(name)
        return name if wrapper is None else wrapper.parameterDefinition().description()

    def names(self):
        return {wrapper.parameterDefinition().name() for wrapper in self._alive()}

    def map_parameters(self):
        """The first parameter that takes maps, and those of the same word, as LULC_BASE and LULC_ALT."""
        definitions = [wrapper.parameterDefinition() for wrapper in self._alive()]
        names = [definition.name() for definition in definitions if definition.type() in MAPS]
        return [name for name in names if name.partition("_")[0] == names[0].partition("_")[0]]

    def maps(self):
        """The maps that are chosen, with their bands."""
        found = []
        for name in self.map_parameters():
            band = self.value(f"{name}_BAND")
            band = band if isinstance(band, int) and band > 0 else 1
            found += [Map(layer, band) for layer in self.layers(name) if isinstance(layer, QgsRasterLayer)]
        return found

    def table(self, name):
        return next((layer for layer in self.layers(name) if isinstance(layer, QgsVectorLayer)), None)

    def layers(self, name):
        """The layers that a parameter was given, as a run would find them; those that cannot be opened are left out."""
        value = self.value(name)
        found = [self._layer(one) for one in (value if isinstance(value, (list, tuple)) else [value])]
        return [layer for layer in found if layer is not None and layer.isValid()]

    def _layer(self, value):
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source
        if isinstance(value, QgsProperty):
            value = value.value(self._within().expressionContext())[0]
        if isinstance(value, QgsMapLayer):
            return value
        return QgsProcessingUtils.mapLayerFromString(value, self._within()) if isinstance(value, str) and value else None

    def _within(self):
        if self._context is None:
            self._context = QgsProcessingContext()
            self._context.setProject(QgsProject.instance())
        return self._context

    def _alive(self):
        return [wrapper for wrapper in (reference() for reference in self._wrappers) if wrapper is not None]
