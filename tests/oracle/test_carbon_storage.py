"""Carbon storage, and the template of its pool table."""

import numpy as np
import pytest

from . import carbon
from .figures import Figures, needs
from .grids import Grid, cell_areas, loose, random_area, random_grid, random_size
from .library import read, run
from .maps import random_map, write_plain
from .selection import random_selection


@pytest.mark.few(40)
def test_storage(rng, tmp_path):
    grid, areas, area_request = random_area(rng)
    lulc = random_map(rng, tmp_path, "map.tif", grid)
    palette = sorted(set(lulc.codes.ravel().tolist()))
    selection = random_selection(rng, tmp_path, grid, palette)
    counted = selection.counted(lulc.codes, lulc.valid)
    any_zone = counted & np.logical_or.reduce(list(selection.zones.values()))
    needs(any_zone.any())
    pools = carbon.random_pools(rng, [*palette, palette[-1] + 1])
    correlation = float(rng.choice([0, 1, rng.random()]))
    request = {"lulc": lulc.request, "pools": carbon.write_pools(tmp_path, "pools.csv", pools), "class_correlation": correlation}
    unit = str(rng.choice(["t_ha", "t_cell"]))
    if not selection.overlap:
        request.update(output=str(tmp_path / "density.tif"), unit=unit)
    report = run("carbon_storage", tmp_path, **request, **area_request, **selection.request)
    with Figures("carbon_storage", f"{lulc.about}, {selection.request}, {area_request}") as figures:
        expected = {}
        for zone, cells in selection.zones.items():
            rows = carbon.storage_rows(lulc.codes, counted & cells, areas, pools)
            expected.update({(zone, code): row for code, row in rows.items()})
        rows = {(row["zone"], row["lucode"]): row for row in report["tables"]["summary"]}
        figures.table("summary", rows, expected, **loose(grid, area_request))
        found = carbon.class_areas(lulc.codes, any_zone, areas)
        total = sum(area * carbon.density(pools[code]) for code, (_count, area) in found.items())
        results = {
            "total_carbon": total,
            "total_area_ha": areas[any_zone].sum(),
            "mean_density": total / areas[any_zone].sum(),
            "total_se": carbon.total_error({code: area for code, (_count, area) in found.items()}, pools, correlation),
        }
        if "output" in request:
            density = np.full(grid.shape, np.nan)
            for code in found:
                density[any_zone & (lulc.codes == code)] = carbon.density(pools[code])
            if unit == "t_cell":
                density *= areas
            (band,) = read(request["output"]).values()
            figures.cells("density", band, density, relative=2e-6)
            if unit == "t_ha" or loose(grid, area_request)["relative"] == 1e-9:
                results.update(output_min=np.nanmin(density), output_max=np.nanmax(density))
        for name, value in results.items():
            figures.same(name, report["results"][name], value, relative=2e-6 if name.startswith("output") else loose(grid, area_request)["relative"])


def test_range_of_carbon_by_cell_on_the_ellipsoid(tmp_path):
    grid = Grid((450000.0, 100, 0, 5200000.0, 0, -100), 4, 10)
    lulc = write_plain(tmp_path, "map.tif", grid, np.ones(grid.shape, int))
    pools = {1: {"name": "class 1", "named": False, "c_above": 100.0, "c_below": 0.0, "c_soil": 0.0, "c_dead": 0.0}}
    request = {"lulc": lulc, "pools": carbon.write_pools(tmp_path, "pools.csv", pools), "unit": "t_cell", "area": "ellipsoidal"}
    report = run("carbon_storage", tmp_path, output=str(tmp_path / "density.tif"), **request)
    areas = cell_areas(grid, "ellipsoidal")
    with Figures("carbon_storage", "one class") as figures:
        figures.same("output_min", report["results"]["output_min"], 100 * areas.min(), relative=2e-6)
        figures.same("output_max", report["results"]["output_max"], 100 * areas.max(), relative=2e-6)


@pytest.mark.few(15)
def test_template(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 22))
    lulc = random_map(rng, tmp_path, "map.tif", grid)
    selection = random_selection(rng, tmp_path, grid, sorted(set(lulc.codes.ravel().tolist())), zones=False)
    counted = selection.counted(lulc.codes, lulc.valid)
    needs(counted.any())
    report = run("pool_template", tmp_path, lulc=lulc.request, **selection.request)
    with Figures("pool_template", lulc.about) as figures:
        found = carbon.class_areas(lulc.codes, counted, cell_areas(grid, "planar"))
        empty = dict.fromkeys(f"c_{pool}" for pool in carbon.POOLS)
        expected = {code: {"name": f"class {code}", "cells": cells, **empty} for code, (cells, _area) in found.items()}
        figures.table("template", {row["lucode"]: row for row in report["tables"]["template"]}, expected)
