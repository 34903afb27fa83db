"""How points of a sample look: where map and reference agree, where not, and what was left out."""

from qgis.core import QgsMarkerSymbol

from ...translation import tr
from .features import NO_VALUE, categorized

AGREES, DISAGREES = "#1b9e77", "#d95f02"  # told apart by colour-blind eyes


def sample_points(layer, request, report):
    if layer.fields().lookupField("agrees") < 0:
        return
    items = (
        (1, AGREES, tr("map and reference agree")),
        (0, DISAGREES, tr("map and reference differ")),
        (None, NO_VALUE, tr("left out")),
    )
    categorized(layer, "agrees", items, _dot)


def _dot(color):
    return QgsMarkerSymbol.createSimple({"color": color, "outline_color": "#252525", "outline_width": "0.3", "size": "2.6"})
