"""Polygons of classes on a grid, cell by cell: centres by a ray, shares by GEOS."""

import math

import numpy as np
import pytest
from osgeo import gdal, ogr

from .figures import Figures, needs
from .grids import Grid, cell_areas, random_grid, random_size, system
from .library import run
from .selection import geometry, holds, random_polygon, write_features

NAMES = ["Wald", "pit", " pit", "Süd", "Acker 10", "Acker 2 "]


def random_layer(rng, folder, grid):
    """Rings and keys of the classes of some features, and what a request says of them."""
    shapes = [random_polygon(rng, grid) for _ in range(rng.integers(1, 8))]
    if rng.random() < 0.4:
        values = [str(rng.choice(NAMES)) for _ in shapes]
        keys = [value.strip() for value in values]
        fields = [("class", ogr.OFTString, values)]
        codes = {key: place for place, key in enumerate(sorted(set(keys)), 1)}
    else:
        palette = [[0, 1, 2, 255], [-3, 0, 40000], [0, 7, 70000], [1, 300, 65535]][rng.integers(4)]
        keys = values = [int(rng.choice(palette)) for _ in shapes]
        fields = [("class", ogr.OFTReal if rng.random() < 0.3 else ogr.OFTInteger64, values)]
        codes = {key: key for key in keys}
    path = write_features(folder, "classes.gpkg", grid.epsg, map(geometry, shapes), fields)
    return (
        shapes,
        [codes[key] for key in keys],
        {code: str(key) if codes[key] != key else f"class {key}" for key, code in codes.items()},
        path,
    )


def own_grid(shapes, epsg, side):
    """The extent of all, outward to multiples of the side."""
    x, y = np.array([point for rings in shapes for ring in rings for point in ring]).T
    left, right = math.floor(x.min() / side), math.ceil(x.max() / side)
    lower, upper = math.floor(y.min() / side), math.ceil(y.max() / side)
    return Grid((left * side, side, 0.0, upper * side, 0.0, -side), upper - lower, right - left, epsg)


def shares(grid, shapes, row, column):
    """Of one cell: what is seen of each of the shapes, the last on top, what each covers, and what all cover together."""
    corners = [tuple(map(float, grid.at(row + i, column + j))) for i, j in ((0, 0), (0, 1), (1, 1), (1, 0))]
    cell = geometry([corners])
    left, whole = cell, cell.GetArea()
    seen, drawn = [0.0] * len(shapes), [0.0] * len(shapes)
    for at in range(len(shapes) - 1, -1, -1):
        drawn[at] = cell.Intersection(shapes[at]).GetArea() / whole
        before = left.GetArea()
        left = left.Difference(shapes[at])
        seen[at] = (before - left.GetArea()) / whole
    return seen, drawn, left.GetArea() / whole


def smallest_type(codes):
    for kind, low, high in ((gdal.GDT_Byte, 0, 255), (gdal.GDT_Int16, -(2**15), 2**15 - 1), (gdal.GDT_UInt16, 0, 2**16 - 1)):
        if low <= min(codes) and max(codes) <= high and len(set(codes)) < high - low + 1:
            return kind
    return gdal.GDT_Int32


@pytest.mark.few(40)
def test_rasterize(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 14))
    shapes, codes, names, path = random_layer(rng, tmp_path, grid)
    rule, overlap = str(rng.choice(["centre", "largest"])), str(rng.choice(["last", "first"]))
    area = str(rng.choice(["auto", "planar", "ellipsoidal"]))
    request = {
        "input": path,
        "field": "class",
        "rule": rule,
        "overlap": overlap,
        "area": area,
        "output": str(tmp_path / "out.tif"),
    }
    if rng.random() < 0.5:
        snap = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "snap.tif"), grid.columns, grid.rows)
        snap.SetGeoTransform(grid.transform)
        snap.SetSpatialRef(system(grid.epsg))
        snap = None
        request["snap"] = {"path": str(tmp_path / "snap.tif")}
    else:
        side = float(rng.choice([10.0, 12.5, 33.3])) * max(grid.width, grid.height) / grid.metres / 15
        grid = own_grid(shapes, grid.epsg, side)
        request["cell_size"] = side
    order = list(range(len(shapes)))[:: 1 if overlap == "last" else -1]  # from the bottom to the top
    made = [geometry(shapes[at]) for at in order]
    held = [holds(shapes[at], *grid.centres()) for at in order]
    areas = cell_areas(grid, "ellipsoidal" if area == "ellipsoidal" else "planar")
    expected, polygons = np.full(grid.shape, np.nan), dict.fromkeys(names, 0.0)
    overlapped, unsure = 0, np.zeros(grid.shape, bool)
    for row in range(grid.rows):
        for column in range(grid.columns):
            seen, drawn, uncovered = shares(grid, made, row, column)
            for at, share in zip(order, drawn):
                polygons[codes[at]] += share * areas[row, column]
            if rule == "centre":
                on = [at for at, cells in zip(order, held) if cells[row, column]]
                overlapped += len(on) > 1
                if on:
                    expected[row, column] = codes[on[-1]]
                continue
            overlapped += sum(drawn) - (1 - uncovered) > 1e-8
            of_class = {code: sum(share for at, share in zip(order, seen) if codes[at] == code) for code in names}
            best = max(of_class, key=of_class.get)
            others = [share for code, share in of_class.items() if code != best]
            rivals = [uncovered, *others] if of_class[best] > uncovered else [uncovered]
            unsure[row, column] = any(abs(of_class[best] - share) < 1e-7 for share in rivals)
            if of_class[best] > uncovered:
                expected[row, column] = best
    needs(not np.isnan(expected).all() and not unsure.any())
    report = run("rasterize_lulc", tmp_path, **request)
    dataset = gdal.Open(request["output"])
    band = dataset.GetRasterBand(1)
    close = {"relative": 1e-6 if area == "ellipsoidal" else 1e-9}
    with Figures("rasterize_lulc", f"{request}") as figures:
        figures.same("type", band.DataType, smallest_type(codes))
        figures.same("nodata is no code", band.GetNoDataValue() in names, False)
        for at, (got, wanted) in enumerate(zip(dataset.GetGeoTransform(), grid.transform)):
            figures.same(f"geotransform {at}", got, wanted, relative=1e-12)
        cells = band.ReadAsArray().astype(float)
        cells[cells == band.GetNoDataValue()] = np.nan
        figures.cells("cells", cells, expected, relative=0, absolute=0)
        classes = {
            code: {
                "name": name, "cells": int((expected == code).sum()), "area_ha": areas[expected == code].sum(),
                "polygon_area_ha": polygons[code],
            }
            for code, name in names.items()
        }  # fmt: skip
        figures.table("classes", {row["lucode"]: row for row in report["tables"]["classes"]}, classes, **close)
        figures.same("cells_overlapped", report["results"]["cells_overlapped"], overlapped)
