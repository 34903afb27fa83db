"""Maps of another grid, and which class they have in the cells of the first."""

import numpy as np

from .grids import Grid, project
from .maps import random_map

KINDS = ("same", "whole cells", "part of a cell", "coarser", "finer", "turned", "other system")
SYSTEMS = {32632: (32633, 3035), 2263: (32618,), 4326: (4258,)}


def other_grid(rng, grid, kind):
    """A grid of the kind over about the same land; no centre of the first one's cells lies on the edge of two of its cells."""
    while True:
        made = any_grid(rng, grid, kind)
        row, column = made.cell_of(*project(*grid.centres(), grid.epsg, made.epsg))
        if kind in ("same", "whole cells") or min(np.abs(row - row.round()).min(), np.abs(column - column.round()).min()) > 1e-5:
            return made


def any_grid(rng, grid, kind):
    if kind == "same":
        return grid
    factor = {"coarser": rng.uniform(1.3, 4), "finer": rng.uniform(0.25, 0.8)}.get(kind, 1.0)
    rows, columns = (max(1, int(rng.uniform(0.7, 1.4) * count / factor)) for count in grid.shape)
    row, column = (rng.uniform(-0.4, 0.4) * count for count in grid.shape)
    if kind == "whole cells":
        row, column = round(row), round(column)
    left, right, down_x, top, right_y, down = grid.transform
    x, y = grid.at(row, column)
    if kind == "other system":
        return in_other_system(rng, grid, rows, columns)
    if kind == "turned":
        angle = rng.uniform(0, 2 * np.pi)
        cos, sin = float(np.cos(angle)), float(np.sin(angle))
        width, height = grid.width / grid.metres, grid.height / grid.metres
        turned = Grid((0, width * cos, height * sin, 0, width * sin, -height * cos), rows, columns, grid.epsg)
        return over(turned, *grid.at(grid.rows / 2, grid.columns / 2), rng)
    return Grid((x, right * factor, down_x * factor, y, right_y * factor, down * factor), rows, columns, grid.epsg)


def in_other_system(rng, grid, rows, columns):
    epsg = int(rng.choice(SYSTEMS[grid.epsg]))
    x, y = project(*(np.array([place]) for place in grid.at(grid.rows / 2, grid.columns / 2)), grid.epsg, epsg)
    unit = 1.0 if grid.epsg == 4326 else grid.metres
    width, height = grid.width / grid.metres * unit, grid.height / grid.metres * unit
    return over(Grid((0, width, 0, 0, 0, -height), rows, columns, epsg), float(x[0]), float(y[0]), rng)


def over(grid, x, y, rng):
    """The grid moved so that its middle lies near a place."""
    at = grid.at(grid.rows / 2 + rng.uniform(-0.3, 0.3) * grid.rows, grid.columns / 2 + rng.uniform(-0.3, 0.3) * grid.columns)
    _left, right, down_x, _top, right_y, down = grid.transform
    return grid._replace(transform=(x - at[0], right, down_x, y - at[1], right_y, down))


def nearest(grid, other, valid):
    """Codes of the other map at the centres of the grid's cells, and where it has one."""
    row, column = other.grid.cell_of(*project(*grid.centres(), grid.epsg, other.grid.epsg))
    if other.grid.epsg == grid.epsg:  # whole cells: centres lie on centres but for rounding
        row, column = row.round(7), column.round(7)
    row, column = np.floor(row).astype(int), np.floor(column).astype(int)
    inside = (row >= 0) & (column >= 0) & (row < other.grid.rows) & (column < other.grid.columns)
    row, column = np.clip(row, 0, other.grid.rows - 1), np.clip(column, 0, other.grid.columns - 1)
    return other.codes[row, column], inside & valid[row, column]


def mode(grid, other, valid):
    """The class that fills most of each cell, of grids whose rows and columns are parallel; None where two fill it alike."""
    codes, found = np.zeros(grid.shape, np.int64), np.zeros(grid.shape, bool)
    for row in range(grid.rows):
        for column in range(grid.columns):
            filled = shares(grid, other, valid, row, column)
            if filled:
                best = sorted(filled.values())
                if len(best) > 1 and best[-1] - best[-2] < 1e-6:
                    return None
                codes[row, column], found[row, column] = max(filled, key=filled.get), True
    return codes, found


def shares(grid, other, valid, row, column):
    """How much each class of the other map fills of a cell, in its own cells."""
    corners = [other.grid.cell_of(*grid.at(row + i, column + j)) for i, j in ((0, 0), (1, 1))]
    (top, bottom), (left, right) = (sorted(side) for side in zip(*corners))
    filled = {}
    for i in range(max(0, int(np.floor(top))), min(other.grid.rows, int(np.ceil(bottom)))):
        for j in range(max(0, int(np.floor(left))), min(other.grid.columns, int(np.ceil(right)))):
            area = (min(bottom, i + 1) - max(top, i)) * (min(right, j + 1) - max(left, j))
            if valid[i, j] and area > 1e-9:
                code = int(other.codes[i, j])
                filled[code] = filled.get(code, 0.0) + area
    return filled


def brought(rng, folder, grid, palette, ignored, count, turned, palettes=()):
    """More maps as the first grid has them: codes and where they are valid, with requests; how they are brought, at the end.

    Each has codes of the palette, or of its own of the palettes."""
    how = str(rng.choice(["nearest", "nearest", "mode"]))
    maps = []
    while len(maps) < count:
        kinds = [
            kind
            for kind in KINDS
            if (how == "nearest" or kind not in ("turned", "other system")) and (kind != "turned" or turned)
        ]
        name = f"other{len(maps)}_{rng.integers(1 << 30)}.tif"  # one that is not taken leaves its file
        other = random_map(
            rng, folder, name, other_grid(rng, grid, str(rng.choice(kinds))), palettes[len(maps)] if palettes else palette
        )
        valid = other.valid & ~np.isin(other.codes, ignored)
        alike = other.grid == grid
        seen = nearest(grid, other, valid) if how == "nearest" or alike else mode(grid, other, valid)
        if seen is not None and seen[1].any():
            maps.append((*seen, other))
    return maps, {"resample_classes": how}
