"""Carbon change between two maps, and over a series of them, on grids of their own."""

import numpy as np
import pytest

from . import carbon, others
from .figures import Figures, needs
from .grids import loose, random_area
from .library import read, run
from .maps import random_map, random_palette
from .selection import random_selection


def scene(rng, folder, count):
    """A first map with its selection, and others on its grid."""
    grid, areas, area_request = random_area(rng, largest=18)
    palette = random_palette(rng)
    first = random_map(rng, folder, "first.tif", grid, palette)
    selection = random_selection(rng, folder, grid, palette)
    maps, resample = others.brought(rng, folder, grid, palette, selection.ignored, count, turned=grid.epsg != 4326)
    counted = selection.counted(first.codes, first.valid)
    any_zone = np.logical_or.reduce(list(selection.zones.values()))
    seen = [(first.codes, counted), *((codes, valid & selection.within) for codes, valid, _other in maps)]
    requests = [first.request, *(other.request for _codes, _valid, other in maps)]
    about = f"{[first.about, *(other.about for _codes, _valid, other in maps)]}, {selection.request}, {area_request}, {resample}"
    return grid, areas, palette, selection, any_zone, seen, requests, {**area_request, **resample, **selection.request}, about


@pytest.mark.few(40)
def test_change(rng, tmp_path):
    grid, areas, palette, selection, any_zone, seen, maps, request, about = scene(rng, tmp_path, 1)
    (before, valid_before), (after, valid_after) = seen
    both = valid_before & valid_after & any_zone
    needs(both.any())
    pools = carbon.random_pools(rng, palette, errors=False)
    pools_after = carbon.random_pools(rng, palette, errors=False) if rng.random() < 0.3 else pools
    request.update(lulc_base=maps[0], lulc_alt=maps[1], pools=carbon.write_pools(tmp_path, "pools.csv", pools))
    if pools_after is not pools:
        request["pools_alt"] = carbon.write_pools(tmp_path, "pools_alt.csv", pools_after)
    worth = None
    if rng.random() < 0.5:
        years, price = int(rng.integers(1, 20)), float(rng.uniform(1, 100))
        basis, discount, change = str(rng.choice(["C", "CO2"])), float(rng.choice([0, 7, -1.5])), float(rng.choice([0, 2, -2]))
        worth = carbon.present_value(price, basis, years, discount, change)
        request.update(year_base=2001, year_alt=2001 + years, price=price, price_basis=basis, discount_rate=discount, rate_change=change)
    if not selection.overlap:
        request["output"] = str(tmp_path / "change.tif")
        if worth is not None:
            request["output_npv"] = str(tmp_path / "npv.tif")
    report = run("carbon_change", tmp_path, **request)
    close = loose(grid, request)
    with Figures("carbon_change", about) as figures:
        expected_pairs, expected = {}, {}
        for zone, cells in selection.zones.items():
            found = carbon.change_pairs(before, after, both & cells, areas)
            total = sum(area for _count, area in found.values())
            if not found:
                continue
            by_category = {name: [0, 0.0, 0.0] for name in ("gain", "loss", "unchanged")}
            for (one, other), (count, area) in found.items():
                change = carbon.density(pools_after[other]) - carbon.density(pools[one])
                expected_pairs[zone, one, other] = {
                    "name_base": pools[one]["name"],
                    "name_alt": pools_after[other]["name"],
                    "cells": count,
                    "area_ha": area,
                    "carbon_t": area * change,
                }
                for position, value in enumerate((count, area, area * change)):
                    by_category[carbon.category(change)][position] += value
            for name, (count, area, gained) in by_category.items():
                expected[zone, name] = {"cells": count, "area_ha": area, "area_pct": 100 * area / total, "carbon_t": gained}
        pairs = {(row["zone"], row["lucode_base"], row["lucode_alt"]): row for row in report["tables"]["pairs"]}
        summary = {(row["zone"], row["category"]): row for row in report["tables"]["summary"]}
        figures.table("pairs", pairs, expected_pairs, **close)
        figures.table("summary", summary, expected, **close)

        change = np.full(grid.shape, np.nan)
        for cell in zip(*both.nonzero()):
            change[cell] = carbon.density(pools_after[int(after[cell])]) - carbon.density(pools[int(before[cell])])
        total, scale = np.nansum(change * areas), np.nansum(np.abs(change) * areas)
        results = report["results"]
        figures.same("carbon_change", results["carbon_change"], total, relative=0, absolute=close["relative"] * scale + 1e-12)
        value = None if worth is None else total * worth
        figures.same("npv", results["npv"], value, relative=0, absolute=close["relative"] * scale * (worth or 0) + 1e-9)
        if "output" in request:
            (band,) = read(request["output"]).values()
            figures.cells("change", band, change, absolute=1e-4)
            figures.same("output_min", results["output_min"], np.nanmin(change), absolute=1e-9)
            figures.same("output_max", results["output_max"], np.nanmax(change), absolute=1e-9)
        if "output_npv" in request:
            (band,) = read(request["output_npv"]).values()
            figures.cells("npv", band, change * worth, absolute=1e-2)
            figures.same("output_npv_min", results["output_npv_min"], np.nanmin(change * worth), absolute=1e-7)
            figures.same("output_npv_max", results["output_npv_max"], np.nanmax(change * worth), absolute=1e-7)


@pytest.mark.few(30)
def test_series(rng, tmp_path):
    grid, areas, palette, selection, any_zone, seen, maps, request, about = scene(rng, tmp_path, int(rng.integers(0, 4)))
    needs(all((valid & any_zone).any() for _codes, valid in seen))
    needs(all((one[1] & other[1] & any_zone).any() for one in seen for other in seen))
    years = [int(year) for year in rng.choice(np.arange(1990, 2020), len(seen), replace=False)]
    pools, correlation = carbon.random_pools(rng, palette), float(rng.choice([0, 1, rng.random()]))
    request.update(layers=maps, years=years, layer_names=[f"map {year}" for year in years], class_correlation=correlation)
    request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
    if len(seen) > 1 and not selection.overlap:
        request["output"] = str(tmp_path / "changes.tif")
    report = run("carbon_series", tmp_path, **request)
    close = loose(grid, request)
    ordered = sorted(zip(years, seen))
    spans = [("interval", one, other) for one, other in zip(ordered, ordered[1:])]
    spans += [("whole", ordered[0], ordered[-1])] if len(seen) > 1 else []
    with Figures("carbon_series", about) as figures:
        storage, totals, changes = {}, {}, {}
        for zone, cells in selection.zones.items():
            for year, (codes, valid) in ordered:
                rows = carbon.storage_rows(codes, valid & cells, areas, pools)
                for code, row in rows.items():
                    storage[zone, year, code] = {"layer": f"map {year}", **{name: value for name, value in row.items() if not name.startswith("c_")}}
                if rows:
                    totals[zone, year] = total_row(rows, pools, correlation)
            for span, (year, (before, valid_before)), (later, (after, valid_after)) in spans:
                found = carbon.change_pairs(before, after, valid_before & valid_after & cells, areas)
                if found:
                    changes[zone, year, later, span] = change_row(found, later - year, pools, correlation)
        tables = report["tables"]
        figures.table("storage", {(row["zone"], row["year"], row["lucode"]): row for row in tables["storage"]}, storage, **close)
        figures.table("totals", {(row["zone"], row["year"]): row for row in tables["totals"]}, totals, **close)
        by_span = {(row["zone"], row["year_from"], row["year_to"], row["span"]): row for row in tables["changes"]}
        figures.table("changes", by_span, changes, relative=close["relative"], absolute=1e-7)
        if "output" in request:
            bands = list(read(request["output"]).values())
            intervals = [span for span in spans if span[0] == "interval"]
            figures.same("bands", len(bands), len(intervals))
            for band, (_span, (year, (before, one)), (later, (after, other))) in zip(bands, intervals):
                change = np.full(grid.shape, np.nan)
                for cell in zip(*(one & other & any_zone).nonzero()):
                    change[cell] = carbon.density(pools[int(after[cell])]) - carbon.density(pools[int(before[cell])])
                figures.cells(f"change {year} to {later}", band, change, absolute=1e-4)


def total_row(rows, pools, correlation):
    area, total = (sum(row[column] for row in rows.values()) for column in ("area_ha", "carbon_t"))
    error = carbon.total_error({code: row["area_ha"] for code, row in rows.items()}, pools, correlation)
    return {
        "cells": sum(row["cells"] for row in rows.values()),
        "area_ha": area,
        "area_km2": area / 100,
        "carbon_t": total,
        "co2e_t": total * 44 / 12,
        "carbon_t_ha": total / area,
        **carbon.interval(total, error),
    }


def change_row(found, years, pools, correlation):
    area = sum(area for _count, area in found.values())
    gained = {name: [0.0, 0.0] for name in ("gain", "loss", "unchanged")}
    grown = {}
    for (one, other), (_count, part) in found.items():
        change = carbon.density(pools[other]) - carbon.density(pools[one])
        gained[carbon.category(change)][0] += part
        gained[carbon.category(change)][1] += part * change
        grown[other] = grown.get(other, 0.0) + part
        grown[one] = grown.get(one, 0.0) - part
    # A class as large as it was adds nothing to the error, known or not.
    grown = {code: part for code, part in grown.items() if abs(part) > 1e-12 * area}
    total = gained["gain"][1] + gained["loss"][1] + gained["unchanged"][1]
    return {
        "cells": sum(count for count, _area in found.values()),
        "area_ha": area,
        **{f"{name}_ha": part for name, (part, _carbon) in gained.items()},
        **{f"{name}_pct": 100 * part / area for name, (part, _carbon) in gained.items()},
        "gain_t": gained["gain"][1],
        "loss_t": gained["loss"][1],
        "carbon_t": total,
        "co2e_t": total * 44 / 12,
        "carbon_t_a": total / years,
        **carbon.interval(total, carbon.total_error(grown, pools, correlation)),
    }
