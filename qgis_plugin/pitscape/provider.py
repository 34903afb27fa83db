"""The Processing provider: Pitscape's algorithms under one name in the toolbox."""

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms import ALGORITHMS
from .groups import PLUGIN_ICON
from .study.mining_assessment import MiningAssessment


class PitscapeProvider(QgsProcessingProvider):
    def id(self):
        return "pitscape"

    def name(self):
        return "Pitscape"

    def icon(self):
        return QIcon(PLUGIN_ICON)

    def svgIconPath(self):
        return PLUGIN_ICON

    def supportedOutputRasterLayerExtensions(self):
        # The library writes GeoTIFF alone; QGIS takes the first as the default.
        return ["tif", "tiff"]

    def loadAlgorithms(self):
        for algorithm in (*ALGORITHMS, MiningAssessment):
            self.addAlgorithm(algorithm())
