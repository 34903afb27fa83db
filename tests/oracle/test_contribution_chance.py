"""What of the contribution ratio is said of chance: tests of breaks, correlation length, and both kinds of 95 % intervals."""

import math
import os

import numpy as np
import pytest

from . import carbon, chance
from .figures import Figures, needs
from .grids import Grid, cell_areas, random_grid
from .library import run
from .maps import random_holes, write, write_plain
from .selection import geometry, holds, random_polygon, write_features

SHIFTS = 20000  # more than there are places, so that all are taken and p has nothing of random numbers
STANDARD_ERRORS = 5  # between shares of draws
MIN_BLOCKS, MIN_DEFINED = 10, 0.9


def smooth(rng, shape, reach):
    """Noise that is alike over some cells; 0 for none, and of a map without an edge."""
    noise = rng.normal(size=shape)
    if reach:
        row, column = (np.minimum(np.arange(side), side - np.arange(side)) for side in shape)
        bell = np.exp(-(row[:, None] ** 2 + column**2) / (2 * reach**2))
        noise = np.fft.ifft2(np.fft.fft2(noise) * np.fft.fft2(bell)).real
    return (noise - noise.mean()) / noise.std()


def random_mine(rng, shape, cells, edges=None):
    """Cells beside each other, from a place that is at times near the edge, or at one (1) or two (2) of the edges."""
    mine = np.zeros(shape, bool)
    place = np.array([rng.integers(0, side) if rng.random() < 0.3 else side // 2 + rng.integers(-3, 4) for side in shape])
    for axis in rng.permutation(2)[: edges or 0]:
        place[axis] = rng.choice([0, shape[axis] - 1])
    while mine.sum() < cells:
        mine[tuple(place)] = True
        place = np.clip(place + rng.integers(-1, 2, 2), 0, np.array(shape) - 1)
    return mine


def turns(mine):
    """How many of its turns and mirror images differ, of 8."""
    row, column = mine.nonzero()
    cut = mine[row.min() : row.max() + 1, column.min() : column.max() + 1]
    ways = [way[::down, ::right] for way in (cut, cut.T) for down in (1, -1) for right in (1, -1)]
    return len({(way.shape, way.tobytes()) for way in ways})


class Case:
    """A map of some classes with mining land in it, what a request says of it, and what is expected."""

    def __init__(self, rng, folder, cells=None, turned=8, edges=None, steps=False):
        size = (44, 61) if steps else (24, 41)
        self.grid = grid = random_grid(rng, *rng.integers(*size, 2), kinds=("square", "square", "long", "tilted"))
        holes, how = random_holes(rng, "int16", grid.shape) if rng.random() < 0.5 else (np.zeros(grid.shape, bool), "none")
        valid, self.request = ~holes, {"years": [2000]}
        if rng.random() < 0.25:
            polygon = random_polygon(rng, grid)
            self.request["mask"] = write_features(folder, "mask.gpkg", grid.epsg, [geometry(polygon)])
            valid &= holds(polygon, *grid.centres())
        tries = (random_mine(rng, grid.shape, cells or int(rng.integers(4, 12)), edges) for _ in range(100))
        mine = next((mine for mine in tries if (mine & valid).any() and turns(mine & valid) == turned), None)
        needs(mine is not None)
        self.mined = mine & valid
        field = smooth(rng, grid.shape, float(rng.choice([0, 0.7, 1.5, 3])))
        classes = int(rng.choice([1, 2, 4, 150], p=[0.05, 0.2, 0.5, 0.25]))
        side = max(grid.width, grid.height)
        count = int(rng.choice([16, 17, 18, 20] if steps else [5, 8, 9, 10, 12]))
        self.limits = side * float(1 if steps else rng.choice([1, 1, 2])) * np.arange(1, count + 1)
        if rng.random() < 0.6:
            away = chance.Rings(grid, mine, ~mine, None, None, self.limits).of_cells
            away = np.maximum(0, away - int(rng.integers(3, 7))) if steps else away
            field = field + rng.choice([0.3, 1, 2]) * np.minimum(away, int(rng.integers(2, 6)))
        codes = np.digitize(field, np.quantile(field, np.linspace(0, 1, classes + 1)[1:-1])) + 1
        mining = [int(code) for code in range(-3, 0)][: int(rng.integers(1, 4))]
        codes[mine] = rng.choice(mining, mine.sum())
        palette = sorted({*mining, *range(1, classes + 1)})
        dense = np.sort(rng.uniform(5, 200, classes))
        pools = {
            code: {"name": f"class {code}", "named": False, **dict.fromkeys(("c_below", "c_soil", "c_dead"), 0.0)}
            for code in palette
        }
        for code, row in pools.items():
            row["c_above"] = float(dense[code - 1] if code > 0 else rng.uniform(0, 5))
        self.request["layers"] = [write(rng, os.path.join(str(folder), "map.tif"), grid, codes, "int16", holes, how, palette)]
        self.request.update(
            codes=mining, ring_limits=list(map(float, self.limits)), pools=carbon.write_pools(folder, "pools.csv", pools)
        )
        areas, density = cell_areas(grid, "planar"), np.vectorize(lambda code: carbon.density(pools[code]))(codes).astype(float)
        self.rings = chance.Rings(grid, self.mined, valid & ~self.mined, areas, density, self.limits)
        self.mine = areas[self.mined].sum(), (areas * density)[self.mined].sum()
        self.about = f"{grid}, {classes} classes, {self.request}"


def codes_told(report):
    return {message["code"] for message in report["messages"]}


def told(report, code):
    return next((message["text"] for message in report["messages"] if message["code"] == code), "")


@pytest.mark.few(31)
def test_chance(rng, tmp_path):
    """Against all places elsewhere p is exact; against normal draws it is near that of others."""
    compare(rng, tmp_path, Case(rng, tmp_path))


@pytest.mark.few(8)
def test_two_breaks(rng, tmp_path):
    """From 16 rings on two breaks are tested at once, and the trend has two."""
    compare(rng, tmp_path, Case(rng, tmp_path, steps=True))


@pytest.mark.few(24)
def test_rings_that_are_cut(rng, tmp_path):
    """Mining land at an edge and in a corner of the map: elsewhere its rings are cut as they are there."""
    compare(rng, tmp_path, Case(rng, tmp_path, edges=int(rng.integers(1, 3))))


def compare(rng, folder, case):
    rings = case.rings
    report = run("contribution_ratio", folder, shifts=SHIFTS, **case.request)
    rows = [row for row in report["tables"]["levels"] if row["method"] == "segmented"]
    with Figures("contribution_ratio", case.about) as figures:
        length = rings.covariance.length if rings.covariance else None
        figures.same("correlation_length", report["results"]["correlation_length"], length, relative=1e-7)
        compare_intervals(figures, report, rings.intervals(case.mine))
        compare_told(figures, report, rings)
        compare_tests(figures, rng, report, rows, rings)


def compare_intervals(figures, report, expected):
    for row in report["tables"]["ratios"]:
        mean, k = expected[row["ring"] - 1] if row["ring"] else (None, None)
        for name, ends in (("ring_mean_ci95_{}_t_ha", mean), ("k_ci95_{}_pct", k)):
            for end, value in zip(("low", "high"), ends or (None, None)):
                figures.same(
                    f"ring {row['ring']}: {name.format(end)}", row[name.format(end)], value, relative=1e-6, absolute=1e-5
                )


def compare_told(figures, report, rings):
    """Which of the sentences is said of the land, and what of few rings."""
    covariance, said = rings.covariance, codes_told(report)
    few = covariance is not None and covariance.independent < chance.MIN_INDEPENDENT
    figures.same("chance is unknown", "CHANCE_UNKNOWN" in said, covariance is None)
    figures.same("few patches", "FEW_PATCHES" in said, few)
    figures.same("correlation is told", "CORRELATION" in said, covariance is not None and not few)
    figures.same("fewer than 8 rings", "fewer than 8 rings" in told(report, "LEVELS"), 2 <= rings.known.size < 8)


def null_of(rng, rings):
    """Against what breaks may be tested: places elsewhere count as apart in the order that they are drawn in, which is not known."""
    if rings.covariance is None:
        return {None}
    other = "covariance" if rings.covariance.independent >= chance.MIN_INDEPENDENT else None
    if len(rings.elsewhere[0]) < chance.MIN_PLACES:
        return {other}
    apart = [rings.apart(rng) for _ in range(5)]
    return {"elsewhere" if count >= chance.MIN_APART else other for count in (min(apart) - 2, max(apart) + 2)}


def compare_tests(figures, rng, report, rows, rings):
    first, allowed = rows[0], null_of(rng, rings)
    tested = first["break_tested_by"]
    line = chance.BrokenLine(rings.middles, rings.metric(tested)) if rings.known.size > 1 else None
    most = rings.known.size // 8
    if most == 0 or line.exact(rings.means):
        allowed = {None}
    figures.same("tested by", tested if tested in allowed else f"{tested}, not {allowed}", tested)
    if tested is None:
        figures.same("not tested", [first[name] for name in ("break_p", "break_draws", "break_ci95_low_m")], [None] * 3)
        figures.same("one level", (len(rows), report["results"]["level_count"]), (1, 1.0))
        return
    draws, breaks = first["break_draws"], len(rows) - 1
    figures.same("draws are told", f"{draws:,}" in told(report, "LEVELS"), True)
    if tested == "elsewhere":
        own = rings.elsewhere[0]
        figures.same("draws", draws, len(own))
    else:
        own = rng.multivariate_normal(np.zeros(rings.known.size), rings.of_known, SHIFTS, method="eigh")
        figures.same("draws", draws, SHIFTS)
    found = [row["break_p"] for row in rows]  # of breaks, in order of their places, and of the one that was not taken
    for before in range(min(most, breaks + 1)):
        share = line.as_large(rings.means, own, before, most).mean()
        p = (1 + share * draws) / (1 + draws)
        if before < breaks:
            got = min(found[:breaks], key=lambda of: abs(of - p))
            figures.same(f"break {before + 1} is taken", got <= 0.01, True)
        else:
            got = found[-1]
            figures.same(f"break {before + 1} is not taken", got > 0.01, True)
        bound = 0 if tested == "elsewhere" else STANDARD_ERRORS * np.sqrt(2 * share * (1 - share) / SHIFTS) + 1 / SHIFTS
        figures.same(f"p of break {before + 1}", got, float(p), relative=1e-12, absolute=bound)
    figures.same("no test beyond", found[-1] is None, breaks == most)
    best = line.breaks(rings.means, breaks)
    for number, (row, place) in enumerate(zip(rows, best)):
        figures.same(f"break {number + 1}", row["to_m"], place, relative=1e-6)
        compare_interval(figures, line, rings.means, row, place, [0] if breaks == 1 else [1 - 2 * number], breaks)


def compare_interval(figures, line, means, row, place, other, breaks):
    """That the 95 % interval of a break holds what it may hold and no more; `other` tells where the other one is."""
    left = lambda at: line.left(means, at, *other)  # noqa: E731
    most = line.allowed(left(place), breaks)
    inner = line.x[1:-1]
    places = np.concatenate([np.linspace(*gap, 41) for gap in zip(inner[:-1], inner[1:])])
    squares = np.array([left(at) for at in places])
    places, inside = places[squares < np.inf], squares[squares < np.inf] <= most * chance.ALIKE
    for name, end, at in (("low", row["break_ci95_low_m"], 0), ("high", row["break_ci95_high_m"], -1)):
        figures.same(f"{name} is open", end is None, bool(inside[at] and end is None or place == places[at]))
        if end is not None:
            # Just beyond, more is left, at times far more: on a ring the other break may be one ring nearer
            around = left(end), left(end * (1 - 1e-6 if at == 0 else 1 + 1e-6))
            figures.same(
                f"{name}: enough is left beyond, no more there", around[0] <= most * (1 + 1e-5) < around[1] * (1 + 2e-5), True
            )
            beyond = inside & ((places < end - 1e-6 * end) if at == 0 else (places > end + 1e-6 * end))
            figures.same(f"{name}: none farther", beyond.sum() == 0, True)


@pytest.mark.few(12)
def test_places_count_once(rng, tmp_path):
    """Mining land that looks the same when it is turned or mirrored lies at a place once, not up to eight times."""
    case = Case(rng, tmp_path, cells=1, turned=1)
    rings = case.rings
    report = run("contribution_ratio", tmp_path, shifts=SHIFTS, replicates=0, **case.request)
    first = report["tables"]["levels"][0]
    needs(first["break_tested_by"] == "elsewhere")
    with Figures("contribution_ratio", case.about) as figures:
        figures.same("draws", first["break_draws"], len(rings.elsewhere[0]))


@pytest.mark.few(1)
def test_no_ring_holds_land(rng, tmp_path):
    """Rings narrower than cells have no figures, and this is said."""
    grid = Grid((450000.0, 10.0, 0, 5200000.0, 0, -10.0), 40, 40)
    codes = rng.integers(1, 5, grid.shape)
    codes[20, 20:22] = 0
    pools = {code: {"named": False, "c_above": 30.0 * code, "c_below": 0.0, "c_soil": 0.0, "c_dead": 0.0} for code in range(5)}
    request = {"years": [2000], "codes": [0], "layers": [write_plain(tmp_path, "map.tif", grid, codes)]}
    request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
    report = run("contribution_ratio", tmp_path, ring_width=4.0, ring_count=2, **request)
    with Figures("contribution_ratio", "rings of 4 m on cells of 10 m") as figures:
        figures.same("correlation_length", report["results"]["correlation_length"], None)
        figures.same("no ring holds land", "no ring holds land" in told(report, "CHANCE_UNKNOWN"), True)
        figures.same("means", [row["ring_mean_t_ha"] for row in report["tables"]["ratios"][1:]], [None, None])
        figures.same("tested by", report["tables"]["levels"][0]["break_tested_by"], None)


@pytest.mark.few(2)
def test_few_places(rng, tmp_path):
    """Noise on maps that have room for 98 and for 100 places: with fewer than 99 a break is tested against normal draws."""
    pools = {code: {"named": False, "c_above": 30.0 * code, "c_below": 0.0, "c_soil": 0.0, "c_dead": 0.0} for code in range(5)}
    request = {"years": [2000], "codes": [0], "ring_width": 10.0, "ring_count": 8}
    request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
    with Figures("contribution_ratio", "few places") as figures:
        for rows, columns, places in ((23, 25, 98), (24, 24, 100)):
            grid = Grid((450000.0, 10.0, 0, 5200000.0, 0, -10.0), rows, columns)
            codes = rng.integers(1, 5, grid.shape)
            codes[9:11, 9:11] = 0
            limits = [10.0 * ring for ring in range(1, 9)]
            rings = chance.Rings(grid, codes == 0, codes > 0, cell_areas(grid, "planar"), 30.0 * codes, limits)
            report = run("contribution_ratio", tmp_path, layers=[write_plain(tmp_path, f"{columns}.tif", grid, codes)], **request)
            tested = report["tables"]["levels"][0]["break_tested_by"]
            figures.same("places", len(rings.elsewhere[0]), places)
            figures.same(f"{places} places", tested, "covariance" if places < chance.MIN_PLACES else "elsewhere")


def chance_of(count, maps, level):
    """That so many or more of the maps have a p of a level or less, where it is right (binomial distribution)."""
    return sum(math.comb(maps, hits) * level**hits * (1 - level) ** (maps - hits) for hits in range(count, maps + 1))


@pytest.mark.few(1)
def test_level_where_rings_are_cut(rng, tmp_path):
    """Noise around mining land at an edge and in a corner: few of the maps give a p of 0.01, and of 0.05, or less."""
    grid, maps = Grid((450000.0, 10.0, 0, 5200000.0, 0, -10.0), 60, 60), 100
    pools = {code: {"named": False, "c_above": 30.0 * code, "c_below": 0.0, "c_soil": 0.0, "c_dead": 0.0} for code in range(5)}
    request = {"years": [2000], "codes": [0], "ring_width": 10.0, "ring_count": 10, "replicates": 0}
    request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
    found = {"edge": [], "corner": []}
    for number in range(2 * maps):
        where = ("edge", "corner")[number % 2]
        codes = np.digitize(smooth(rng, grid.shape, 1.5 * (number % 4 // 2)), [-0.7, 0, 0.7]) + 1
        top = 30 if where == "edge" else 0
        codes[[top, top, top + 1], [0, 1, 0]] = 0
        report = run("contribution_ratio", tmp_path, layers=[write_plain(tmp_path, f"{number}.tif", grid, codes)], **request)
        row = report["tables"]["levels"][0]
        if row["break_tested_by"] == "elsewhere":
            found[where].append(row["break_p"])
    with Figures("contribution_ratio", f"{maps} maps of noise each") as figures:
        for where, values in found.items():
            figures.same(f"{where}: most are tested", len(values) > 0.9 * maps, True)
            for level in (0.01, 0.05):
                count = int((np.array(values) <= level).sum())
                figures.same(f"{where}: {count} p of {level} or less", chance_of(count, len(values), level) > 1e-4, True)


@pytest.mark.few(6)
def test_blocks(rng, tmp_path):
    """By blocks: of others' replicates as many lie beyond the ends of an interval as chance allows; none where few blocks hold land."""
    case = Case(rng, tmp_path)
    grid, replicates = case.grid, 3000
    side = max(grid.width, grid.height) * float(rng.choice([2, 3.3, 5, 9]))
    report = run("contribution_ratio", tmp_path, block_size=side, replicates=replicates, shifts=99, **case.request)
    blocks = blocks_of(case.rings, side)
    drawn = bootstrap(rng, blocks, case.mine, replicates)
    bound = STANDARD_ERRORS * np.sqrt(2 * 0.025 * 0.975 / replicates) + 1 / replicates
    all_null = True
    with Figures("contribution_ratio", f"blocks of {side} m, {case.about}") as figures:
        for row in report["tables"]["ratios"]:
            for name, of, holders in zip(
                ("ring_mean_ci95_{}_t_ha", "k_ci95_{}_pct"), drawn, (blocks[0] > 0, np.cumsum(blocks[0] > 0, 1) > 0)
            ):
                ring, ends = row["ring"] - 1, [row[name.format(end)] for end in ("low", "high")]
                values = of[:, ring][~np.isnan(of[:, ring])] if ring >= 0 else of[:0, 0]
                few = ring < 0 or holders[:, ring].sum() < MIN_BLOCKS or values.size < (MIN_DEFINED - bound) * replicates
                many = ring >= 0 and holders[:, ring].sum() >= MIN_BLOCKS and values.size > (MIN_DEFINED + bound) * replicates
                what = f"ring {row['ring']}: {name}"
                figures.same(f"{what} is told", ends[0] is not None, many if few or many else ends[0] is not None)
                all_null &= ends[0] is None or "k_" in name
                for end, share in zip(ends, (0.025, 0.975)):
                    if end is not None:
                        below, up_to = (values < end * (1 - 1e-9)).mean(), (values <= end * (1 + 1e-9)).mean()
                        figures.same(f"{what} {share} of replicates", bool(below - bound <= share <= up_to + bound), True)
        figures.same("few blocks are told", "FEW_BLOCKS" in codes_told(report), all_null)


def blocks_of(rings, side):
    """Area and carbon of every block (those that have any in the rings) and ring."""
    grid, count = rings.grid, len(rings.limits)
    high, wide = (max(1, int(side / length + 0.5)) for length in (grid.height, grid.width))
    row, column = np.indices(grid.shape)
    number = row // high * (grid.columns + 1) + column // wide
    sums = [
        rings.sums(rings.of_cells, *(np.where(number == block, of, 0) for of in (rings.weights, rings.weights * rings.density)))
        for block in np.unique(number)
    ]
    areas, carbons = (np.array([block[part] for block in sums]).reshape(-1, count) for part in range(2))
    return areas[areas.any(1)], carbons[areas.any(1)]


def bootstrap(rng, blocks, mine, replicates):
    """Means of the rings and K up to them, NaN where a ring has no land, mining land as it is."""
    count = len(blocks[0])
    times = rng.multinomial(count, np.full(count, 1 / max(1, count)), replicates) if count else np.zeros((replicates, 0))
    areas, carbons = (times @ of for of in blocks)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(areas > 0, carbons / areas, np.nan)
        around = (mine[1] + carbons.cumsum(1)) / (mine[0] + areas.cumsum(1))
        return means, np.where(areas > 0, 100 * mine[1] / mine[0] / around, np.nan)
