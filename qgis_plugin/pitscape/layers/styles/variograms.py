"""Style and place of variogram maps."""

import re

from qgis.core import QgsCoordinateReferenceSystem, QgsUnitTypes

from .colors import METRIC
from .rasters import pseudocolor

UTM = "+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0={north}"


def variogram_map(layer, request, report):
    pseudocolor(layer, 0, report["results"]["map_max"], METRIC, "")
    crs = with_origin(layer.crs(), report["centre"])
    if crs.isValid():
        layer.setCrs(crs)


def with_origin(crs, point):
    """The same system with its origin at a point of it; an invalid one where it has no origin that can be moved.

    The map's coordinates are lags around 0, 0, far from where the raster lies. In this system they stay what they are, and QGIS
    draws the map over the middle of the raster.
    """
    text = crs.toProj()
    zone = re.search(r"\+zone=(\d+)", text)
    if text.startswith("+proj=utm") and zone:
        north = 10000000 if "+south" in text else 0
        plain = UTM.format(meridian=6 * int(zone[1]) - 183, north=north)
        text = text.replace("+proj=utm", plain).replace(zone[0], "").replace("+south", "")
    if crs.isGeographic() or "+x_0=" not in text:
        return QgsCoordinateReferenceSystem()
    metres = QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)
    for axis, place in (("x", point.x()), ("y", point.y())):
        text = re.sub(rf"\+{axis}_0=(\S+)", lambda found: f"+{axis}_0={float(found[1]) - place * metres!r}", text)
    return QgsCoordinateReferenceSystem.fromProj(text)
