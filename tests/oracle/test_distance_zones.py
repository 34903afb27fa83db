"""Distances, allocations and rings."""

import numpy as np
import pytest
from osgeo import ogr

from . import distances
from .carbon import class_areas
from .figures import Figures, needs
from .grids import cell_areas, random_grid, random_size
from .library import read, run
from .maps import random_map
from .selection import random_selection, write_features


def random_sources(rng, folder, grid, lulc, counted, within):
    """Cells that are sources, the number of the source that claims each, and what a request says of them."""
    if rng.random() < 0.5:
        codes = sorted({int(code) for code in rng.choice(lulc.codes[counted], int(rng.integers(1, 4)))})
        sources = counted & np.isin(lulc.codes, codes)
        return sources, np.where(sources, np.searchsorted(codes, lulc.codes) + 1, 0), {"codes": codes}
    shapes, claims = distances.random_features(rng, grid)
    numbers = np.zeros(grid.shape, int)
    for number, claimed in enumerate(claims, 1):
        numbers[claimed & (numbers == 0)] = number
    numbers[~within] = 0
    return numbers > 0, numbers, {"sources": write_features(folder, "sources.gpkg", grid.epsg, shapes)}


@pytest.mark.few(40)
def test_distances(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 22))
    lulc = random_map(rng, tmp_path, "map.tif", grid)
    selection = random_selection(rng, tmp_path, grid, sorted(set(lulc.codes.ravel().tolist())), zones=False)
    counted, within = selection.counted(lulc.codes, lulc.valid), selection.within
    needs(counted.any())
    sources, numbers, request = random_sources(rng, tmp_path, grid, lulc, counted, within)
    needs(sources.any())
    limits, ring_request = distances.random_limits(rng, grid)
    request.update(ring_request)
    area = str(rng.choice(["auto", "planar", "ellipsoidal"]))
    areas = cell_areas(grid, "ellipsoidal" if area == "ellipsoidal" else "planar")
    signed = bool(rng.random() < 0.3)
    if rng.random() < 0.3:
        request["max_distance"] = float(max(grid.width, grid.height) * rng.choice([1, 2, 4.5]))
        limits = [limit for limit in limits if limit <= request["max_distance"] * distances.ROUNDING]
    outputs = {name: str(tmp_path / f"{name}.tif") for name in ("distance", "allocation", "ring_raster")}
    request.update(outputs, lulc=lulc.request, area=area, signed=signed, rings=True, **selection.request)
    report = run("distance_zones", tmp_path, **request)
    distance, near = distances.to_nearest(grid, sources)
    distance[~within] = np.nan
    beyond = distance > request.get("max_distance", np.inf) * distances.ROUNDING
    rings = distances.rings_of(distance, limits)
    close = {"relative": 1e-6 if area == "ellipsoidal" else 1e-9}
    with Figures("distance_zones", f"{lulc.about}, {request}") as figures:
        summary, composition = {}, {}
        for ring, (begin, end) in enumerate(zip([0, 0, *limits], [0, *limits])):
            cells = counted & (rings == ring)
            summary[ring] = {"from_m": begin, "to_m": end, "cells": int(cells.sum()), "area_ha": areas[cells].sum()}
            for code, (count, part) in class_areas(lulc.codes, cells, areas).items():
                share = 100 * part / areas[cells].sum()
                composition[ring, code] = {"name": f"class {code}", "cells": count, "area_ha": part, "area_pct": share}
        tables = report["tables"]
        figures.table("summary", {row["ring"]: row for row in tables["summary"]}, summary, **close)
        figures.table("composition", {(row["ring"], row["lucode"]): row for row in tables["composition"]}, composition, **close)
        figures.table("rings", {row["ring"]: row for row in tables["rings"]}, summary, **close)
        compare_outlines(figures, grid, tables["rings"], rings)

        told = distance
        if signed:  # a cell outside the mask is no source; where all cells are, there is no distance
            inside = distances.to_nearest(grid, ~sources)[0] if not sources.all() else np.full(grid.shape, np.nan)
            told = np.where(sources, -inside, told)
        told = np.where(np.abs(told) > request.get("max_distance", np.inf) * distances.ROUNDING, np.nan, told)
        (band,) = read(outputs["distance"]).values()
        figures.cells("distance", band, told)
        (band,) = read(outputs["ring_raster"]).values()
        figures.cells("ring raster", band, np.where(rings < 0, np.nan, rings))
        compare_allocation(figures, grid, outputs["allocation"], within & ~beyond, numbers, near)
        results = report["results"]
        figures.same("source_cells", results["source_cells"], int((counted & sources).sum()))
        figures.same("source_area_ha", results["source_area_ha"], areas[counted & sources].sum(), **close)
        known = told[~np.isnan(told)]
        figures.same("distance_min", results["distance_min"], known.min() if known.size else None, relative=1e-6)
        figures.same("distance_max", results["distance_max"], known.max() if known.size else None, relative=1e-6)


def compare_outlines(figures, grid, rows, rings):
    """Polygons of rings hold their cells, valid or not."""
    x, y = grid.centres()
    for row in rows:
        cells = rings == row["ring"]
        if not cells.any():
            figures.same(f"outline of ring {row['ring']}", row["geometry"], None)
            continue
        shape = ogr.CreateGeometryFromWkb(row["geometry"])
        centre = shape.Centroid()
        area = cells.sum() * grid.width * grid.height / grid.metres**2
        figures.same(f"outline of ring {row['ring']}: area", shape.GetArea(), area, relative=1e-6)
        figures.same(f"outline of ring {row['ring']}: x", centre.GetX(), x[cells].mean(), relative=1e-10)
        figures.same(f"outline of ring {row['ring']}: y", centre.GetY(), y[cells].mean(), relative=1e-10)


def compare_allocation(figures, grid, path, cells, numbers, near):
    """Of sources as near as one another the one further left, then the upper; on cells that are not square rounding may tell."""
    (band,) = read(path).values()
    expected = np.full(grid.shape, np.nan)
    for cell in zip(*cells.nonzero()):
        places = sorted(near[cell], key=lambda place: (place[1], place[0]))
        alike = {int(numbers[place]) for place in places}
        square = abs(grid.width - grid.height) < 1e-9
        expected[cell] = band[cell] if not square and band[cell] in alike else numbers[places[0]]
    figures.cells("allocation", band, expected)
