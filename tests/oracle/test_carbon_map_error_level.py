"""Intervals of carbon that hold the errors of the map, by simulation: 95 of 100 hold the true carbon.

The truth is a random field cut into four classes. A map is made of it by a confusion with known probabilities, cell by cell or in
patches. Points are drawn at random in each class of the map, their classes looked up in the truth; map accuracy makes a matrix of
them, and carbon storage and series intervals. All that is random comes from fixed seeds, so that a run is the same each time.
"""

import csv
import json
import math
from fractions import Fraction

import numpy as np
import pytest

from .grids import Grid
from .library import run
from .maps import write_plain

CLASSES = np.array([1, 2, 3, 4])
SHARES = [0.4, 0.3, 0.18, 0.12]
CONFUSION = np.array([[0.78, 0.12, 0.07, 0.03], [0.02, 0.84, 0.04, 0.10], [0.05, 0.07, 0.84, 0.04], [0.01, 0.08, 0.09, 0.82]])
# t/ha above, below, in soil, dead; and their standard errors
POOLS = np.array([[90.0, 25.0, 80.0, 9.0], [4.0, 6.0, 70.0, 1.0], [1.0, 2.0, 55.0, 1.5], [0.5, 0.5, 18.0, 0.3]])
ERRORS = np.array([[4.0, 2.0, 5.0, 1.0], [0.5, 0.8, 4.0, 0.1], [0.1, 0.2, 3.0, 0.1], [0.05, 0.05, 2.0, 0.03]])
CORRELATION = 0.4
GRID = Grid((450000.0, 30.0, 0, 5200000.0, 0, -20.0), 100, 120)
CELL = 0.06  # ha
REPEATS = 300


def band(repeats, level="0.95", beyond=0.0005):
    """Least and most of so many intervals that hold the truth, but for a chance of 1 in 2000 on each side."""
    below = np.cumsum(
        [float(math.comb(repeats, k) * Fraction(level) ** k * (1 - Fraction(level)) ** (repeats - k)) for k in range(repeats + 1)]
    )
    return int(np.searchsorted(below, beyond)), int(np.searchsorted(below, 1 - beyond))


def ranks(rng, reach):
    """A smooth random field on the grid, each value replaced by its rank from 0 to 1."""
    noise = np.fft.rfft2(rng.standard_normal(GRID.shape))
    down, along = np.fft.fftfreq(GRID.rows)[:, None], np.fft.rfftfreq(GRID.columns)[None]
    field = np.fft.irfft2(noise * np.exp(-2 * (np.pi * reach) ** 2 * (down**2 + along**2)), GRID.shape)
    order = np.empty(field.size)
    order[np.argsort(field, axis=None)] = (np.arange(field.size) + 0.5) / field.size
    return order.reshape(GRID.shape)


def landscape(rng):
    return CLASSES[np.searchsorted(np.cumsum(SHARES)[:-1], ranks(rng, 4.0))]


def mapped(rng, truth, patches):
    """A map with errors: each cell's number falls into the part of a class, and numbers near by are alike in patches."""
    numbers = ranks(rng, 5.0) if patches else rng.random(GRID.shape)
    ends = np.cumsum(CONFUSION, axis=1)[truth - 1, :3]
    return CLASSES[(numbers[..., None] > ends).sum(-1)]


def matrix_of(rng, folder, name, lulc, truth, year):
    """The error matrix of a sample of 30 to 50 points in each class of the map."""
    cells = [cell for code in CLASSES for cell in rng.permutation(np.argwhere(lulc == code))[: int(rng.integers(30, 51))]]
    shapes = [{"type": "Point", "coordinates": GRID.at(float(row) + 0.5, float(column) + 0.5)} for row, column in cells]
    features = [
        {"type": "Feature", "properties": {"seen": int(truth[tuple(cell)])}, "geometry": shape}
        for cell, shape in zip(cells, shapes)
    ]
    system = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{GRID.epsg}"}}
    points = folder / f"{name}.geojson"
    points.write_text(json.dumps({"type": "FeatureCollection", "crs": system, "features": features}))
    request = {**write_plain(folder, f"{name}.tif", GRID, lulc), "year": year}
    report = run("map_accuracy", folder, map=request, reference=str(points), field="seen", threads=1)
    return request, report["tables"]["matrix"]


def write_matrices(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return str(path)


def known_pools(rng, path):
    """The pools as a study finds them, off the true ones by their standard errors; these hang together from class to class."""
    shared, own = rng.standard_normal((1, 4)), rng.standard_normal((4, 4))
    found = POOLS + ERRORS * (math.sqrt(CORRELATION) * shared + math.sqrt(1 - CORRELATION) * own)
    found = np.maximum(found, 0.0)
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["lucode", *(f"{kind}_{pool}" for kind in ("c", "se") for pool in ("above", "below", "soil", "dead"))])
        table.writerows(
            [code, *map(repr, densities.tolist()), *errors.tolist()] for code, densities, errors in zip(CLASSES, found, ERRORS)
        )
    return str(path), found.sum(1)


def hectares(truth):
    return np.array([(truth == code).sum() for code in CLASSES]) * CELL


class Trials:
    """Estimates with their standard errors beside the truth."""

    def __init__(self):
        self.off, self.errors = [], []

    def add(self, estimate, error, truth):
        self.off.append(estimate - truth)
        self.errors.append(error)

    @property
    def held(self):
        return int((np.abs(self.off) <= 1.959964 * np.array(self.errors)).sum())

    def check(self, what):
        """Intervals hold the truth as often as they say; estimates are off by as much as they say, and by nothing on average.

        The latter two to 4 standard errors of what so many repeats tell.
        """
        off, n = np.array(self.off), len(self.off)
        least, most = band(n)
        assert least <= self.held <= most, f"{what}: {self.held} of {n} intervals hold the truth, allowed: {least} to {most}"
        ratio = np.mean(np.square(self.errors)) / off.var(ddof=1)
        assert abs(math.log(ratio)) < 4 * math.sqrt(2 / n), f"{what}: variances as told are {ratio:.2f} of what they are"
        assert abs(off.mean()) < 4 * off.std() / math.sqrt(n), f"{what}: off by {off.mean():.4g} on average"


def test_the_band():
    assert band(300) == (271, 296)  # of 285 that are expected


@pytest.mark.parametrize("patches", [False, True], ids=["cell by cell", "in patches"])
def test_storage(patches, tmp_path):
    whole, by_map, counted, classes = Trials(), Trials(), Trials(), [Trials() for _code in CLASSES]
    true_density = POOLS.sum(1)
    for repeat in range(REPEATS):
        rng = np.random.default_rng([patches, repeat])
        truth = landscape(rng)
        lulc, matrix = matrix_of(rng, tmp_path, "map", mapped(rng, truth, patches), truth, 2020)
        pools, density = known_pools(rng, tmp_path / "pools.csv")
        accuracy = write_matrices(tmp_path / "matrix.csv", matrix)
        report = run(
            "carbon_storage", tmp_path, lulc=lulc, pools=pools, accuracy=accuracy, class_correlation=CORRELATION, threads=1
        )
        results, areas = report["results"], hectares(truth)
        whole.add(results["total_adjusted"], results["total_se"], areas @ true_density)
        by_map.add(results["total_adjusted"], results["total_se_map"], areas @ density)  # as if pools were known exactly
        counted.add(results["total_carbon"], results["total_se_pool"], areas @ true_density)
        for trials, row, area, one in zip(classes, report["tables"]["summary"], areas, true_density):
            trials.add(row["carbon_adjusted_t"], row["se_t"], area * one)
    whole.check("storage")
    by_map.check("storage, by the map alone")
    for code, trials in zip(CLASSES, classes):
        trials.check(f"storage of class {code}")
    assert counted.held < band(REPEATS)[0], "areas as counted would do as well: the simulation has no say"


@pytest.mark.parametrize("patches", [False, True], ids=["cell by cell", "in patches"])
def test_series(patches, tmp_path):
    """Each of two years, and what came between them by two samples drawn apart: what errors of two maps share does not matter."""
    years, change = [Trials(), Trials()], Trials()
    true_density = POOLS.sum(1)
    for repeat in range(REPEATS // 2):
        rng = np.random.default_rng([2 + patches, repeat])
        before = landscape(rng)
        after = np.where(ranks(rng, 6.0) < 0.15, 4, before)
        layers, matrices = [], []
        errors = rng.integers(2**31)  # the same errors in both maps, where the land is the same
        for year, truth in ((2010, before), (2020, after)):
            lulc, matrix = matrix_of(
                rng, tmp_path, f"map_{year}", mapped(np.random.default_rng(errors), truth, patches), truth, year
            )
            layers.append(lulc)
            matrices += matrix
        pools, density = known_pools(rng, tmp_path / "pools.csv")
        accuracy = write_matrices(tmp_path / "matrices.csv", matrices)
        report = run(
            "carbon_series",
            tmp_path,
            layers=layers,
            years=[2010, 2020],
            pools=pools,
            accuracy=accuracy,
            class_correlation=CORRELATION,
            threads=1,
        )
        totals = report["tables"]["totals"]
        for trials, row, truth in zip(years, totals, (before, after)):
            trials.add(row["carbon_adjusted_t"], row["se_t"], hectares(truth) @ true_density)
        between = report["tables"]["changes"][0]
        grown = (hectares(after) - hectares(before)) @ density
        change.add(between["carbon_adjusted_t"], between["se_map_t"], grown)
    for trials, year in zip(years, (2010, 2020)):
        trials.check(f"carbon of {year}")
    change.check("change between two samples")
