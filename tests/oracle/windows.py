"""Windows: the cells of each, and the metrics of the land in it."""

import numpy as np

from . import landscape
from .patches import Rules

ZERO_WITHOUT_THE_CLASS = ("ca", "pland", "np", "pd", "lpi", "te", "ed", "tca", "cpland", "ndca", "dcad")


def offsets(grid, radius, shape):
    """Rows and columns from the middle cell; the radius in map units."""
    reach = radius * grid.metres * (1 + 1e-12)
    rows, columns = int(reach / grid.height) + 1, int(reach / grid.width) + 1
    found = []
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            dy, dx = abs(row) * grid.height, abs(column) * grid.width
            if (np.hypot(dx, dy) if shape == "circle" else max(dx, dy)) <= reach:
                found.append((row, column))
    return found


def whole_enough(inside, cells, edge, min_valid):
    """Whether a window with so many cells, of which some have a class, has values."""
    return inside == cells if edge == "full" else inside > 0 and inside >= min_valid * cells - 1e-9


def values(land, classes, rules: Rules):
    """Metrics by (column, class), the class None for the landscape; None where undefined."""
    whole, by_class, _found = landscape.metrics(land, rules)
    if not classes:
        return {(name, None): value for name, value in whole.items()}
    found = {}
    for code in classes:
        for name, value in by_class.get(code, dict.fromkeys(ZERO_WITHOUT_THE_CLASS, 0)).items():
            found[name, code] = value
    return found
