"""The plugin is its Processing provider, and a menu with one entry."""

from qgis.core import QgsApplication

from . import qgis_faults, translation


class PitscapePlugin:
    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.menu = None
        self.translator = translation.install()

    def initProcessing(self):
        """All that qgis_process calls; the desktop gets here through initGui."""
        # Here, because texts are translated when the modules that hold them are imported.
        from .provider import PitscapeProvider

        if self.provider is None:
            self.provider = PitscapeProvider()
            QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        qgis_faults.mend()
        self.initProcessing()
        if self.iface is not None and self.menu is None:
            from .menu import Menu

            self.menu = Menu(self.iface)
            self.menu.add()

    def unload(self):
        if self.menu is not None:
            self.menu.remove()
            self.menu = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        translation.remove(self.translator)
