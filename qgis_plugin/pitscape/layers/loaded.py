"""What becomes of results once QGIS has loaded them, and of layers whose files a run replaced."""

import contextlib
import os
import weakref

from qgis.PyQt.QtCore import QCoreApplication, QThread
from qgis.core import QgsProcessingLayerPostProcessorInterface, QgsProviderRegistry, QgsRasterLayer

from . import column_looks
from .publish import same_file

NAME, LONGER = "pitscape/name", "pitscape/longer_name"  # custom properties of layers that have their names from the plugin


class Styler(QgsProcessingLayerPostProcessorInterface):
    """On the main thread, once the layer is loaded: it is told apart from others, its columns are shown by their `looks`, and
    style(layer, request, report) is called where there is one."""

    # QGIS holds no reference of its own, and the algorithm may be gone before the layer is loaded.
    alive = set()

    def __init__(self, named, looks, style, request, report):
        super().__init__()
        self.named, self.looks, self.style, self.request, self.report = named, looks, style, request, report
        self.alive.add(self)

    def go_with(self, context):
        """Once the context of the run is gone, since nobody may load the layer: scripts do not."""
        # Within a model that runs in the background this context goes before its results are loaded.
        if QThread.currentThread() == QCoreApplication.instance().thread():
            this = weakref.ref(self)  # once loaded, nothing else is to hold it
            context.temporaryLayerStore().destroyed.connect(lambda: Styler.alive.discard(this()))

    def postProcessLayer(self, layer, context, feedback):
        try:
            tell_apart(layer, self.named, context.project())
            column_looks.show(layer, self.looks)
            if self.style:
                self.style(layer, self.request, self.report)
            layer.triggerRepaint()
        finally:
            self.alive.discard(self)


def tell_apart(layer, named, project):
    """Results of the same year that are of different layers get their longer names; names that a user gave stay."""
    if layer.name() != named.name:
        return
    layer.setCustomProperty(NAME, named.name)
    layer.setCustomProperty(LONGER, named.longer)
    others = [one for one in (project.mapLayers().values() if project else ()) if one.customProperty(NAME) == named.name]
    if any(one.customProperty(LONGER) != named.longer for one in others):
        for one in [layer, *others]:
            if one.name() == named.name:
                one.setName(one.customProperty(LONGER))


def reload_layers(project, paths):
    """Let the layers of a project that show files which were replaced read these anew; they keep the old cells otherwise.

    GDAL writes what it has found of the old cells, and the old names of classes, beside the new file when a layer lets go of the old one: so what
    stood there is put back, and read once more.
    """
    if project is None or not paths:
        return
    beside = {f"{path}.aux.xml": _content(f"{path}.aux.xml") for path in paths}
    for _turn in range(2):
        for layer in project.mapLayers().values():
            file = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
            if file and any(same_file(file, path) for path in paths):
                layer.reload()
                if isinstance(layer, QgsRasterLayer):
                    layer.setExtent(layer.dataProvider().extent())
                layer.triggerRepaint()
        if not _put_back(beside):
            break


def _content(path):
    """None where there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _put_back(files):
    """Whether any was another one by now."""
    changed = {path: content for path, content in files.items() if _content(path) != content}
    for path, content in changed.items():
        with contextlib.suppress(OSError):
            if content is None:
                os.remove(path)
            else:
                with open(path, "wb") as file:
                    file.write(content)
    return bool(changed)
