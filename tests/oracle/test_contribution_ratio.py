"""The contribution ratio K by ring, its null curve, and levels where ring means break. What chance makes of these has tests of its own."""

import numpy as np
import pytest
from osgeo import ogr

from . import carbon, chance, distances, others
from .figures import Figures, needs
from .grids import Grid, cell_areas, random_grid, random_size
from .library import read, run
from .maps import random_map, random_palette, write_plain
from .selection import random_selection, write_features

STUDY_LEVELS = (4000.0, 8000.0)


def ratio(mine, around):
    """K of (area, carbon) of mining land and of other land around it."""
    return 100 * (mine[1] / mine[0]) / ((mine[1] + around[1]) / (mine[0] + around[0]))


def totals(cells, areas, density):
    """Area and carbon of the cells."""
    return areas[cells].sum(), (areas * density)[cells].sum()


def ring_rows(mine, other, distance, limits, areas, density):
    """The table of one year by ring."""
    mined, everything = totals(mine, areas, density), totals(other, areas, density)
    mean = everything[1] / everything[0] if everything[0] else None
    rows = {0: {"from_m": 0, "to_m": 0, "ring_area_ha": mined[0], "ring_carbon_t": mined[1], "ring_mean_t_ha": mined[1] / mined[0], "k_pct": 100.0}}
    before, limit = 100.0, 0.0  # of the last ring that has a K
    for ring, (begin, end) in enumerate(zip([0, *limits], limits), 1):
        cells = other & (distance > begin * distances.ROUNDING) & (distance <= end * distances.ROUNDING)
        within = totals(other & (distance <= end * distances.ROUNDING), areas, density)
        own = totals(cells, areas, density)
        k = ratio(mined, within) if cells.any() and mined[1] + within[1] else None
        rows[ring] = {
            "from_m": begin,
            "to_m": end,
            "ring_area_ha": own[0],
            "ring_carbon_t": own[1],
            "ring_mean_t_ha": own[1] / own[0] if cells.any() else None,
            "cumulative_area_ha": mined[0] + within[0],
            "cumulative_carbon_t": mined[1] + within[1],
            "k_pct": k,
            "k_decline_pct_per_km": (before - k) / ((end - limit) / 1000) if k is not None else None,
        }
        if cells.any() and mean is not None and mined[1] + mean * within[0]:
            rows[ring]["k_uniform_pct"] = ratio(mined, (within[0], mean * within[0]))
        if k is not None:
            before, limit = k, end
    return rows


@pytest.mark.few(30)
def test_ratios(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 24))
    palette = random_palette(rng, counts=(2, 3, 5, 9))
    first = random_map(rng, tmp_path, "first.tif", grid, palette)
    selection = random_selection(rng, tmp_path, grid, palette, zones=False)
    maps, request = others.brought(rng, tmp_path, grid, palette, selection.ignored, int(rng.integers(0, 3)), turned=True)
    seen = [(first.codes, selection.counted(first.codes, first.valid)), *((codes, valid & selection.within) for codes, valid, _other in maps)]
    years = [int(year) for year in rng.choice(np.arange(1990, 2020), len(seen), replace=False)]
    by_year = dict(zip(years, seen))
    if rng.random() < 0.7:
        codes = sorted({int(code) for code in rng.choice(palette, int(rng.integers(1, 3)))})
        request["codes"] = codes
        mining = {year: valid & np.isin(land, codes) for year, (land, valid) in by_year.items()}
        if rng.random() < 0.4:
            request["mining_year"] = int(rng.choice(years))
            mining = dict.fromkeys(years, mining[request["mining_year"]])
    else:
        shapes, claims = distances.random_features(rng, grid)
        request["sources"] = write_features(tmp_path, "sources.gpkg", grid.epsg, shapes)
        mining = dict.fromkeys(years, np.logical_or.reduce(list(claims)) & selection.within)
    needs(all((mining[year] & valid).any() for year, (_land, valid) in by_year.items()))
    limits, ring_request = distances.random_limits(rng, grid)
    area = str(rng.choice(["auto", "planar", "ellipsoidal"]))
    areas = cell_areas(grid, "ellipsoidal" if area == "ellipsoidal" else "planar")
    pools = carbon.random_pools(rng, palette, errors=False)
    needs(all(sum(carbon.density(pools[int(code)]) for code in land[mining[year] & valid]) for year, (land, valid) in by_year.items()))
    request.update(ring_request, layers=[first.request, *(other.request for _codes, _valid, other in maps)], years=years, area=area)
    request.update(selection.request, layer_names=[f"map {year}" for year in years], output=str(tmp_path / "levels.tif"), level_zones=True)
    request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
    report = run("contribution_ratio", tmp_path, replicates=0, **request)
    tables, bands = report["tables"], read(request["output"])
    close = {"relative": 1e-6 if area == "ellipsoidal" else 1e-9}
    with Figures("contribution_ratio", f"{first.about}, {request}") as figures:
        expected = {}
        for year, (land, valid) in by_year.items():
            density = np.zeros(grid.shape)
            for code in palette:
                density[land == code] = carbon.density(pools[code])
            mine, other = mining[year] & valid, valid & ~mining[year]
            distance, _near = distances.to_nearest(grid, mining[year])
            rows = ring_rows(mine, other, distance, limits, areas, density)
            expected.update({(year, ring): {"layer": f"map {year}", **row} for ring, row in rows.items()})
            levels = [row for row in tables["levels"] if row["year"] == year]
            compare_slopes(figures, [row for row in levels if row["method"] == "segmented"], chance.Rings(grid, mining[year], other, areas, density, limits))
            compare_levels(figures, levels, limits, mine, other, distance, areas, density, close)
            segmented = sorted((row for row in levels if row["method"] == "segmented"), key=lambda row: row["level"])
            raster = np.full(grid.shape, np.nan)
            for row in segmented:
                raster[other & (distance > row["from_m"] * distances.ROUNDING) & (distance <= row["to_m"] * distances.ROUNDING)] = row["level"]
            band = next(values for name, values in bands.items() if str(year) in name)
            figures.cells(f"levels {year}", band, raster)
            compare_zones(figures, grid, [row for row in tables["level_zones"] if row["year"] == year], raster, mine, areas, density, close)
            last = max(by_year)
            if year == last:
                figures.same("level_count", report["results"]["level_count"], len(segmented))
                figures.same("first_break", report["results"]["first_break"], segmented[0]["to_m"] if len(segmented) > 1 else None)
                figures.same("mining_area_ha", report["results"]["mining_area_ha"], areas[mine].sum(), **close)
        figures.table("ratios", {(row["year"], row["ring"]): row for row in tables["ratios"]}, expected, **close)


def compare_levels(figures, rows, limits, mine, other, distance, areas, density, close):
    """Levels follow on one another from 0 to the last limit, and have what lies between their ends."""
    for method in ("segmented", "study"):
        own = sorted((row for row in rows if row["method"] == method), key=lambda row: row["level"])
        ends = [row["to_m"] for row in own]
        figures.same(f"{method}: begins", [row["from_m"] for row in own], [0.0, *ends[:-1]])
        figures.same(f"{method}: end", ends[-1], limits[-1])
        if method == "study":
            figures.same("study: ends", ends, [*(end for end in STUDY_LEVELS if end < limits[-1]), limits[-1]])
        for row in own:
            cells = other & (distance > row["from_m"] * distances.ROUNDING) & (distance <= row["to_m"] * distances.ROUNDING)
            part = totals(cells, areas, density)
            what = f"{method} level {row['level']}"
            figures.same(f"{what}: area", row["area_ha"], part[0], **close)
            figures.same(f"{what}: carbon", row["carbon_t"], part[1], **close)
            figures.same(f"{what}: mean", row["mean_t_ha"], part[1] / part[0] if cells.any() else None, **close)
            within = totals(other & (distance <= row["to_m"] * distances.ROUNDING), areas, density)
            k = ratio(totals(mine, areas, density), within) if cells.any() else None
            figures.same(f"{what}: K", row["k_pct"], k, **close)


def compare_slopes(figures, levels, rings):
    """Slopes are those of generalised least squares; with few rings no row tells beside which draws these would be weighed."""
    levels = sorted(levels, key=lambda row: row["level"])
    slopes = [row["slope_t_ha_per_km"] for row in levels]
    if rings.known.size < 2:
        figures.same("slopes", slopes, [None])
        return
    tested = levels[0]["break_tested_by"]
    breaks, fits = [row["to_m"] for row in levels[:-1]], []
    for beside in [tested] if tested else ["elsewhere", "covariance"]:
        line = chance.BrokenLine(rings.middles, rings.metric(beside))
        fits.append(1000 * np.cumsum(line.solved(rings.means, breaks)[0][1:]))
    nearest = min(fits, key=lambda fit: np.abs(fit - slopes).max())
    for level, (slope, expected) in enumerate(zip(slopes, nearest), 1):
        figures.same(f"slope of level {level}", slope, float(expected), relative=1e-6, absolute=1e-5)


@pytest.mark.few(8)
def test_breaks(rng, tmp_path):
    """Land whose carbon changes with distance as straight pieces do: no other places of the breaks have a lesser sum of squares."""
    cell, rings = 10.0, int(rng.integers(16, 31))
    grid = Grid((450000.0, cell, 0, 5200000.0, 0, -cell), int(rng.integers(36, 49)), int(rng.integers(36, 49)))
    row, column = np.indices(grid.shape)
    mined = (np.abs(row - rng.integers(8, 28)) <= rng.integers(0, 2)) & (np.abs(column - rng.integers(8, 28)) <= rng.integers(0, 3))
    limits = [cell * ring for ring in range(1, rings + 1)]
    land = chance.Rings(grid, mined, ~mined, cell_areas(grid, "planar"), None, limits)
    near, far = int(rings * rng.uniform(0.2, 0.45)), int(rings * rng.uniform(0.55, 0.8))
    away = land.of_cells
    mean = 60 + 4 * np.minimum(away, near) + rng.uniform(-3, 3) * np.clip(away - near, 0, far - near) + rng.uniform(-3, 3) * np.maximum(0, away - far)
    codes = np.where(mined, 0, np.clip(10 * (mean + rng.normal(0, 4, grid.shape)), 1, 32000).astype(int))
    pools = {int(code): {"name": f"class {code}", "named": False, **dict.fromkeys(("c_below", "c_soil", "c_dead"), 0.0), "c_above": code / 10} for code in np.unique(codes)}
    request = {"pools": carbon.write_pools(tmp_path, "pools.csv", pools), "layers": [write_plain(tmp_path, "map.tif", grid, codes)]}
    report = run("contribution_ratio", tmp_path, years=[2000], codes=[0], ring_width=cell, ring_count=rings, replicates=0, **request)
    levels = sorted((row for row in report["tables"]["levels"] if row["method"] == "segmented"), key=lambda row: row["level"])
    breaks = [row["to_m"] for row in levels[:-1]]
    needs(breaks)  # residuals may be alike too far, so that chance is not known
    land.density = codes / 10
    with Figures("contribution_ratio", f"{grid}, bends at {near} and {far} cells, levels {levels}") as figures:
        compare_slopes(figures, levels, land)
        line = chance.BrokenLine(land.middles, land.metric(levels[0]["break_tested_by"]))
        least = line.solved(land.means, breaks)[1]
        for position in range(len(breaks)):
            for place in np.arange(cell / 4, limits[-1], cell / 4):
                moved = sorted([*breaks[:position], place, *breaks[position + 1 :]])
                edges = np.array([-np.inf, *moved, np.inf])
                room = all(((line.x >= begin) & (line.x <= end)).sum() >= 2 for begin, end in zip(edges, edges[1:]))
                squares = line.solved(land.means, moved)[1] if room else np.inf
                figures.same(f"no break at {place} in place of {breaks[position]}", bool(squares < least * (1 - 1e-6)), False)


def compare_zones(figures, grid, rows, raster, mine, areas, density, close):
    x, y = grid.centres()
    for row in rows:
        cells = mine if row["level"] == 0 else raster == row["level"]
        part = totals(cells, areas, density)
        what = f"zone of level {row['level']}"
        figures.same(f"{what}: area", row["area_ha"], part[0], **close)
        figures.same(f"{what}: carbon", row["carbon_t"], part[1], **close)
        figures.same(f"{what}: mean", row["mean_t_ha"], part[1] / part[0] if cells.any() else None, **close)
        if cells.any():
            shape = ogr.CreateGeometryFromWkb(row["geometry"])
            centre = shape.Centroid()
            figures.same(f"{what}: outline", shape.GetArea() * grid.metres**2, cells.sum() * grid.width * grid.height, relative=1e-6)
            figures.same(f"{what}: x", centre.GetX(), x[cells].mean(), relative=1e-10)
            figures.same(f"{what}: y", centre.GetY(), y[cells].mean(), relative=1e-10)
        else:
            figures.same(f"{what}: outline", row["geometry"], None)
