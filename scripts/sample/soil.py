"""Soil carbon at points in 2022, with a truth that is stated: a drift on height, and a residual with a spherical variogram."""

import numpy as np

from .fields import hashed
from .tables import CELL, CODES, NORTH, WEST
from .terrain import averaged, height
from .texts import write_geojson

POINTS = 300
MONITORED = 20  # more of them, that are predicted
UNTOUCHED = ("Cropland", "Grassland", "Forest")  # soil that nobody dug up or heaped
MEAN, AT, SLOPE = 140.0, 1150.0, 0.3  # t/ha at a height in m, and t/ha for each m above it
NUGGET, PSILL, RANGE = 20.0, 100.0, 1500.0  # (t/ha)², m
SEED = 7101
DEM_CELLS = 3  # cells of the land cover along a side of one of the DEM


def dem(land, cover):
    """Heights as the DEM has them: means of its cells, to 0.1 m."""
    return np.floor(averaged(height(land, cover), DEM_CELLS) * 10 + 0.5) / 10


def places(cover):
    """Rows and columns of the cells in whose middle the points lie, in the order of the map; then those of the points to predict."""
    rows, columns = np.nonzero(np.isin(cover, [CODES[name] for name in UNTOUCHED]))
    order = np.argsort(hashed(columns, rows, SEED), kind="stable")
    drawn = np.append(np.sort(order[:POINTS]), np.sort(order[POINTS : POINTS + MONITORED]))
    return rows[drawn], columns[drawn]


def residuals(east, north):
    """Values of one draw from a field with a spherical variogram and a nugget: a triangular root of the covariances times numbers that
    are all but normal (sums of twelve even ones)."""
    distance = np.sqrt((east[:, None] - east) ** 2 + (north[:, None] - north) ** 2) / RANGE
    covariance = np.where(distance < 1, PSILL * (1 - 1.5 * distance + 0.5 * distance * distance * distance), 0.0)
    covariance += NUGGET * np.eye(len(east))
    number = np.arange(len(east))
    normal = np.zeros(len(east))
    for draw in range(12):
        normal += 0.5 * hashed(number, np.full(len(east), draw), SEED + 1)
    found = np.zeros(len(east))
    for at in range(len(east)):  # column by column, so that the order of the sums is ours
        column = covariance[:, at] / np.sqrt(covariance[at, at])
        column[:at] = 0
        found += column * normal[at]
        covariance -= column[:, None] * column
    return found


def write_soil_points(path, monitored, land, cover):
    """The points, and those where soil is looked at again: of the same draw, so that predictions can be compared with what is there."""
    metres = round(CELL * 1000)
    rows, columns = places(cover)
    east, north = WEST + metres * columns + metres // 2, NORTH - metres * rows - metres // 2
    heights = dem(land, cover)[rows // DEM_CELLS, columns // DEM_CELLS]
    carbon = MEAN + SLOPE * (heights - AT) + residuals(east.astype(float), north.astype(float))
    features = [
        {
            "type": "Feature",
            "properties": {"point": number, "c_soil": float(np.floor(value * 100 + 0.5) / 100)},
            "geometry": {"type": "Point", "coordinates": [int(x), int(y)]},
        }
        for number, (x, y, value) in enumerate(zip(east, north, carbon), 1)
    ]
    write_geojson(path, features[:POINTS])
    write_geojson(monitored, features[POINTS:])
