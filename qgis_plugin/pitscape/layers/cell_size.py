"""How large the cells of a map are, and what its units are called."""

from osgeo import osr
from qgis.core import QgsUnitTypes

from ..translation import tr

METRES = QgsUnitTypes.DistanceUnit.DistanceMeters


class CellSize:
    """Sides of a cell in the units of the map; None for metres where these are unknown, as of degrees."""

    def __init__(self, layer):
        units = layer.crs().mapUnits()
        self.width, self.height = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
        self.metres_per_unit = metres_per(layer.crs())
        self.unit = unit_name(units)


def unit_name(units):
    """As QGIS calls it; that of a map without a CRS has no name."""
    unknown = units == QgsUnitTypes.DistanceUnit.DistanceUnknownUnit
    return tr("map units") if unknown else QgsUnitTypes.toString(units)


def metres_per(crs):
    """None where the units have no length. The system itself says how long they are: QGIS takes US survey feet for feet."""
    if QgsUnitTypes.unitType(crs.mapUnits()) != QgsUnitTypes.unitType(METRES):
        return None
    system = osr.SpatialReference()
    system.ImportFromWkt(crs.toWkt())
    return system.GetLinearUnits()
