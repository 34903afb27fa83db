"""Grids of random maps: where cells lie, how large they are, and one grid seen from another."""

import typing

import numpy as np
from osgeo import osr

METRES = {2263: 1200 / 3937}  # of a map unit; 1 elsewhere
PLACES = {32632: (450000.0, 5200000.0), 2263: (980000.0, 200000.0), 4326: (9.0, 47.0)}  # where areas are true to 0.1 %


class Grid(typing.NamedTuple):
    transform: tuple
    rows: int
    columns: int
    epsg: int = 32632

    @property
    def metres(self):
        return METRES.get(self.epsg, 1.0)

    @property
    def width(self):
        """Side of a cell along a row, in m."""
        return float(np.hypot(self.transform[1], self.transform[4])) * self.metres

    @property
    def height(self):
        return float(np.hypot(self.transform[2], self.transform[5])) * self.metres

    @property
    def shape(self):
        return self.rows, self.columns

    def at(self, row, column):
        """Place of a row and column, which may be fractions: 0, 0 is the outer corner."""
        left, right, down_x, top, right_y, down = self.transform
        return left + column * right + row * down_x, top + column * right_y + row * down

    def centres(self):
        row, column = np.indices(self.shape) + 0.5
        return self.at(row, column)

    def cell_of(self, x, y):
        """Row and column as fractions: the whole parts are the cell's."""
        left, right, down_x, top, right_y, down = self.transform
        determinant = right * down - down_x * right_y
        dx, dy = x - left, y - top
        return (right * dy - right_y * dx) / determinant, (down * dx - down_x * dy) / determinant


def system(epsg):
    made = osr.SpatialReference()
    made.ImportFromEPSG(epsg)
    made.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return made


def project(x, y, source, target):
    """Arrays of coordinates of one reference system in another."""
    if source == target:
        return x, y
    there = osr.CoordinateTransformation(system(source), system(target))
    points = np.array(there.TransformPoints(np.c_[np.ravel(x), np.ravel(y)]))
    return points[:, 0].reshape(np.shape(x)), points[:, 1].reshape(np.shape(y))


def random_grid(rng, rows, columns, kinds=("square", "square", "long", "tilted", "feet")):
    """Square cells of 10, cells that are not square, cells turned by any angle, and a map in feet."""
    kind = rng.choice(kinds)
    epsg = 2263 if kind == "feet" else 32632
    left, top = PLACES[epsg]
    left, top = left + rng.uniform(0, 100), top + rng.uniform(0, 100)
    width, height = (10.0, 10.0) if kind == "square" else rng.choice([5.0, 7.5, 10.0, 20.0, 31.7], 2)
    angle = rng.uniform(0, 2 * np.pi) if kind == "tilted" else 0.0
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return Grid((left, width * cos, height * sin, top, width * sin, -height * cos), int(rows), int(columns), epsg)


def random_size(rng, largest):
    """Mostly a few rows and columns, at times one."""
    return tuple(1 if rng.random() < 0.06 else int(rng.integers(2, largest + 1)) for _ in range(2))


def cell_areas(grid, how):
    """Areas of all cells in ha: of the plane, or on the ellipsoid."""
    if how == "planar":
        return np.full(grid.shape, grid.width * grid.height / 1e4)
    row, column = np.indices(grid.shape)
    along = np.linspace(0, 1, 9)[:-1]
    outline = [(0 * along, along), (along, 0 * along + 1), (0 * along + 1, 1 - along), (1 - along, 0 * along)]
    rows, columns = (np.concatenate(part)[:, None, None] for part in zip(*outline))
    x, y = equal_area(*grid.at(row + rows, column + columns), grid.epsg)
    return np.abs((x * np.roll(y, -1, 0) - np.roll(x, -1, 0) * y).sum(0)) / 2 / 1e4


def equal_area(x, y, epsg):
    """Places on the cylinder on which areas are those of the ellipsoid; metres, about the middle of all."""
    plane = system(epsg)
    degrees = plane.CloneGeogCS()
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    points = np.c_[np.ravel(x), np.ravel(y)]
    if not plane.IsGeographic():
        points = np.array(osr.CoordinateTransformation(plane, degrees).TransformPoints(points))
    longitude, sine = np.radians(points[:, 0]), np.sin(np.radians(points[:, 1]))
    flattening = 1 / plane.GetInvFlattening()
    squared = flattening * (2 - flattening)
    e = np.sqrt(squared)
    a = plane.GetSemiMajor()
    height = a * (1 - squared) / 2 * (sine / (1 - squared * sine**2) + np.arctanh(e * sine) / e)
    return tuple((value - value.mean()).reshape(np.shape(x)) for value in (a * longitude, height))


def random_area(rng, largest=22):
    """A grid in metres, feet or degrees, its areas, and what a request says of them."""
    rows, columns = random_size(rng, largest)
    if rng.random() < 0.15:
        left, top = PLACES[4326]
        step = float(rng.uniform(1e-4, 0.2))
        grid = Grid((left, step, 0, top, 0, -step * float(rng.choice([1, 0.6]))), rows, columns, 4326)
        return grid, cell_areas(grid, "ellipsoidal"), {}
    grid = random_grid(rng, rows, columns)
    how = str(rng.choice(["auto", "planar", "ellipsoidal"]))
    return grid, cell_areas(grid, "ellipsoidal" if how == "ellipsoidal" else "planar"), {"area": how}


def loose(grid, request):
    """Areas on the ellipsoid are interpolated; those here follow cells' sides by eight pieces."""
    return {"relative": 1e-6 if grid.epsg == 4326 or request.get("area") == "ellipsoidal" else 1e-9}
