"""Reference points: what an interpreter might have found in the field, beside the map of 2022."""

import numpy as np

from .fields import hashed
from .tables import CELL, CLASSES, CODES, NORTH, WEST
from .texts import write_geojson

POINTS_OF_A_CLASS = 40
AGREE = 348  # of 400: the share 0.87
# What a class is taken for where the map is wrong.
CONFUSED = {
    "Transportation": ("Residential", "Unreclaimed dump"),
    "Water": ("Grassland",),
    "Industrial": ("Residential", "Mining"),
    "Mining": ("Unreclaimed dump",),
    "Cropland": ("Grassland",),
    "Residential": ("Industrial", "Cropland"),
    "Grassland": ("Cropland", "Forest", "Reclaimed dump"),
    "Forest": ("Grassland",),
    "Reclaimed dump": ("Grassland", "Unreclaimed dump"),
    "Unreclaimed dump": ("Mining", "Reclaimed dump"),
}


def points(cover):
    """Row, column, class of the map, and class found, of as many cells of each class."""
    found = []
    for code, name, *_ in CLASSES:
        rows, columns = np.nonzero(cover == code)
        drawn = np.argsort(hashed(columns, rows, 7001), kind="stable")[:POINTS_OF_A_CLASS]
        found += [(int(rows[at]), int(columns[at]), name) for at in np.sort(drawn)]
    rows, columns = (np.array([point[place] for point in found]) for place in (0, 1))
    wrong = set(np.argsort(hashed(columns, rows, 7002), kind="stable")[AGREE:].tolist())
    choice = hashed(columns, rows, 7003)
    for at, (row, column, name) in enumerate(found):
        others = CONFUSED[name]
        place = int((choice[at] + 1) / 2 * len(others)) % len(others)
        yield row, column, name, others[place] if at in wrong else name


def write_reference_points(path, cover):
    metres = round(CELL * 1000)
    features = []
    for number, (row, column, _mapped, name) in enumerate(points(cover), 1):
        place = [WEST + metres * column + metres // 2, NORTH - metres * row - metres // 2]
        properties = {"point": number, "lucode": CODES[name], "name": name}
        features.append({"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": place}})
    write_geojson(path, features)
