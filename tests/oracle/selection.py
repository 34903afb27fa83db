"""What of a map counts: polygons of a mask, zones, ignored codes."""

import dataclasses
import os

import numpy as np
from osgeo import ogr

from .grids import system


def random_polygon(rng, grid):
    """Rings of a star-shaped polygon somewhere on the grid, at times with a hole; each a list of (x, y)."""
    x, y = grid.centres()
    reach = max(np.ptp(x), np.ptp(y)) * 0.6 + grid.width / grid.metres
    middle = grid.at(rng.uniform(0, grid.rows), rng.uniform(0, grid.columns))
    angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(4, 9))))
    if np.diff([*angles, angles[0] + 2 * np.pi]).max() > np.pi:
        return random_polygon(rng, grid)  # the middle would be outside, and sides could cross
    far = reach * rng.uniform(0.2, 1, angles.size)
    rings = [[(float(middle[0] + r * np.cos(a)), float(middle[1] + r * np.sin(a))) for r, a in zip(far, angles)]]
    if rng.random() < 0.3:
        near = far.min() * rng.uniform(0.1, 0.4)
        rings.append([(float(middle[0] + near * np.cos(a)), float(middle[1] + near * np.sin(a))) for a in angles])
    return rings


def holds(rings, x, y):
    """Whether the polygon holds each place: a ray to the right meets its sides an odd number of times."""
    inside = np.zeros(np.shape(x), bool)
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]]):
            if y1 != y2:
                inside ^= ((y1 > y) != (y2 > y)) & (x < x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return inside


def geometry(rings):
    made = ogr.Geometry(ogr.wkbPolygon)
    for ring in rings:
        line = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in [*ring, ring[0]]:
            line.AddPoint_2D(x, y)
        made.AddGeometry(line)
    return made


def write_features(folder, name, epsg, geometries, fields=()):
    """A GeoPackage of features; fields are (name, OGR type, values)."""
    path = os.path.join(str(folder), name)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("features", system(epsg), ogr.wkbUnknown)
    for field, kind, _values in fields:
        layer.CreateField(ogr.FieldDefn(field, kind))
    for position, shape in enumerate(geometries):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape)
        for field, _kind, values in fields:
            feature[field] = values[position]
        layer.CreateFeature(feature)
    dataset = layer = None
    return path


@dataclasses.dataclass
class Selection:
    within: np.ndarray  # cells of the grid that the mask holds
    zones: dict  # cells by name of the zone; one zone None of all cells where there are none
    ignored: list  # codes
    request: dict

    def counted(self, codes, valid):
        return valid & self.within & ~np.isin(codes, self.ignored)

    @property
    def overlap(self):
        return sum(cells.astype(int) for cells in self.zones.values()).max() > 1


def random_selection(rng, folder, grid, palette, zones=True):
    x, y = grid.centres()
    within, named, ignored, request = np.ones(grid.shape, bool), {None: np.ones(grid.shape, bool)}, [], {}
    if rng.random() < 0.3:
        polygons = [random_polygon(rng, grid) for _ in range(rng.integers(1, 4))]
        request["mask"] = write_features(folder, "mask.gpkg", grid.epsg, map(geometry, polygons))
        within = np.logical_or.reduce([holds(rings, x, y) for rings in polygons])
    if zones and rng.random() < 0.3:
        polygons = [random_polygon(rng, grid) for _ in range(rng.integers(1, 4))]
        names = [str(rng.choice(["north", "pit", "Süd"])) for _ in polygons]
        request["zones"] = write_features(folder, "zones.gpkg", grid.epsg, map(geometry, polygons), [("zone", ogr.OFTString, names)])
        if rng.random() < 0.5:
            request["zone_field"] = "zone"
        else:
            names = [str(position) for position in range(1, len(polygons) + 1)]
        named = {name: np.zeros(grid.shape, bool) for name in names}
        for name, rings in zip(names, polygons):
            named[name] |= holds(rings, x, y)
    if len(palette) > 1 and rng.random() < 0.2:
        ignored = [int(code) for code in rng.choice(palette, int(rng.integers(1, 1 + len(palette) // 2)), replace=False)]
        request["ignore_codes"] = ignored
    return Selection(within, named, ignored, request)
