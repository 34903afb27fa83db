"""Sources, distances to the nearest of them, and rings, cell by cell."""

import numpy as np
from osgeo import ogr

from .selection import geometry, holds, random_polygon

ROUNDING = 1 + 1e-12  # a cell at 0.3 m from cells of 0.1 m is in the ring that ends there


def random_features(rng, grid):
    """Points, lines and polygons: their geometries, and the cells that each claims."""
    kind = str(rng.choice(["points", "lines", "polygons"]))
    made = []
    for _ in range(rng.integers(1, 6)):
        if kind == "points":
            made.append(point(rng, grid))
        elif kind == "lines":
            made.append(line(rng, grid))
        else:
            made.append(speck(rng, grid) if rng.random() < 0.3 else polygon(rng, grid))
    return zip(*made)


def point(rng, grid):
    row, column = rng.uniform(-0.1, 1.1) * grid.rows, rng.uniform(-0.1, 1.1) * grid.columns
    claimed = np.zeros(grid.shape, bool)
    if 0 <= row < grid.rows and 0 <= column < grid.columns:
        claimed[int(row), int(column)] = True
    return ogr.CreateGeometryFromWkt("POINT ({!r} {!r})".format(*map(float, grid.at(row, column)))), claimed


def line(rng, grid):
    """Claims every cell that it touches."""
    made, claimed = ogr.Geometry(ogr.wkbLineString), np.zeros(grid.shape, bool)
    for _ in range(rng.integers(2, 5)):
        made.AddPoint_2D(*map(float, grid.at(rng.uniform(-0.2, 1.2) * grid.rows, rng.uniform(-0.2, 1.2) * grid.columns)))
    for row in range(grid.rows):
        for column in range(grid.columns):
            corners = [grid.at(row + i, column + j) for i, j in ((0, 0), (0, 1), (1, 1), (1, 0))]
            claimed[row, column] = geometry([corners]).Intersects(made)
    return made, claimed


def polygon(rng, grid):
    """Claims the cells whose centres it holds, of which it has some."""
    while True:
        rings = random_polygon(rng, grid)
        claimed = holds(rings, *grid.centres())
        if claimed.any():
            return geometry(rings), claimed


def speck(rng, grid):
    """A polygon inside one cell that holds no centre: it claims that cell."""
    row, column = int(rng.integers(grid.rows)), int(rng.integers(grid.columns))
    corners = [grid.at(row + i, column + j) for i, j in ((0.1, 0.1), (0.1, 0.4), (0.3, 0.2))]
    claimed = np.zeros(grid.shape, bool)
    claimed[row, column] = True
    return geometry([[tuple(map(float, corner)) for corner in corners]]), claimed


def to_nearest(grid, sources):
    """Distance of every cell's centre to that of the nearest source, in m, and all of the nearest: (row, column) by cell."""
    places = list(zip(*sources.nonzero()))
    distance, near = np.full(grid.shape, np.nan), {}
    rows, columns = np.array([r for r, _c in places]), np.array([c for _r, c in places])
    for row in range(grid.rows):
        for column in range(grid.columns):
            away = np.hypot((rows - row) * grid.height, (columns - column) * grid.width)
            distance[row, column] = away.min()
            near[row, column] = [place for place, far in zip(places, away) if far <= away.min() * ROUNDING]
    return distance, near


def rings_of(distance, limits):
    """Ring of every cell: 0 for sources, -1 beyond the last."""
    rings = np.full(distance.shape, -1)
    rings[distance == 0] = 0
    for ring, (begin, end) in enumerate(zip([0, *limits], limits), 1):
        rings[(distance > begin * ROUNDING) & (distance <= end * ROUNDING)] = ring
    return rings


def random_limits(rng, grid):
    """Outer limits of rings, and what a request says of them."""
    side = max(grid.width, grid.height)
    if rng.random() < 0.5:
        width, count = float(rng.choice([side, 1.5 * side, 3 * side, grid.width])), int(rng.integers(1, 8))
        return [width * ring for ring in range(1, count + 1)], {"ring_width": width, "ring_count": count}
    limits = sorted({float(side * rng.choice([0.5, 1, 2, 2.5, 5, 7])) for _ in range(rng.integers(1, 5))})
    return limits, {"ring_limits": limits}
