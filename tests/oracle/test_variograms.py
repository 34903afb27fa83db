"""Variograms of rasters and points, their models, maps, covariances and anisotropy."""

import os

import numpy as np
import pytest

from . import variograms
from .figures import Figures, needs
from .fits import compare_fits
from .grids import Grid, random_grid, random_size
from .library import read, run
from .maps import random_holes, write, write_plain
from .selection import random_selection

MODELS = ["spherical", "exponential", "gaussian", "linear", "linear_sill", "matern", "power"]
NOT_SETTLED = 5e-3  # the help promises no least sum of squares of ellipses; along valleys of ranges and ratios a search may stop
LEAST_PAIRS = {"genton": 2}  # of a bin that has a semivariance


def random_field(rng, shape):
    """Values: noise, a trend with noise, outliers, few different ones, or a large offset."""
    noise = rng.normal(size=shape)
    row, column = np.indices(shape)
    return [
        noise,
        0.3 * row - 0.2 * column + 0.2 * noise,
        rng.standard_cauchy(shape),
        rng.integers(1, 4, shape).astype(float),
        1e6 + np.cumsum(noise, 0),
    ][rng.integers(5)]


def settings(rng, side, extent):
    """Settings of a variogram that raster and points share, lengths in map units: as the test sees them, and as the request."""
    cutoff = width = None
    request = {"estimator": str(rng.choice(["matheron", "matheron", "cressie", "dowd", "genton"]))}
    if rng.random() < 0.8:
        cutoff = request["cutoff"] = float(side * rng.choice([2.5, 3, 4, 5.3]))
        if rng.random() < 0.8:
            width = request["width"] = float(side * rng.choice([0.7, 1, 1.5]))
    cutoff = cutoff or extent / 3
    width = width or cutoff / 15
    directions, tolerance = [None], None
    if rng.random() < 0.4:
        directions = request["directions"] = [[0.0, 45.0, 90.0, 135.0], [30.0], [0.0, 90.0]][rng.integers(3)]
        tolerance = 90 / len(directions)
        if rng.random() < 0.5:
            tolerance = request["tolerance"] = float(rng.choice([10.3, 22.5, 31.0]))
    models = request["models"] = sorted(str(model) for model in rng.choice(MODELS, 2, replace=False))
    structures, kappa = 1, None
    if rng.random() < 0.2:
        structures, request["structures"] = 2, "2"
    if rng.random() < 0.3:
        kappa = request["kappa"] = float(rng.choice([0.5, 1.5]))
    weights = request["weights"] = str(rng.choice(["n", "n_gamma2", "ols", "n_h2"]))
    return (cutoff, width, directions, tolerance), (weights, kappa, structures, models), request


def compare_variogram(figures, report, pairs, bins_of, estimator, fit, either_sign):
    cutoff, width, directions, tolerance = bins_of
    weights, kappa, structures, _models = fit
    tables, expected = report["tables"], {}
    size = float(np.abs(pairs.difference).max()) ** 2
    for direction in directions:
        for number, inside in pairs.bins(cutoff, width, direction, tolerance, least=LEAST_PAIRS.get(estimator, 1)).items():
            expected[direction, number] = {
                "dist": float(pairs.distance[inside].mean()),
                "gamma": pairs.semivariance(inside, estimator, either_sign),
                "np": inside.size,
            }
    got = {(row["direction"], row["bin"]): row for row in tables["variogram"] if row["np"]}
    figures.table("variogram", got, expected, relative=1e-8, absolute=1e-9 * size)
    for direction in directions:
        bins = [row for row in tables["variogram"] if row["direction"] == direction and row["np"]]
        compare_fits(figures, [row for row in tables["fits"] if row["direction"] == direction], bins, weights, kappa, structures, report["messages"])
    compare_curves(figures, tables)


def compare_curves(figures, tables):
    for fit in tables["fits"]:
        curve = [row for row in tables["curves"] if (row["direction"], row["model"]) == (fit["direction"], fit["model"])]
        for row in curve[1::17]:
            expected = variograms.fitted_gamma(fit, np.array([row["dist"]]))[0]
            figures.same(f"curve of {fit['model']} at {row['dist']}", row["gamma"], float(expected), relative=1e-6, absolute=1e-6 * abs(expected) + 1e-9)


@pytest.mark.few(30)
def test_raster(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 14))
    field = random_field(rng, grid.shape)
    kind = str(rng.choice(["float64", "float32", "int16"]))
    if kind == "int16":
        field = np.clip(field, -300, 300).round()
    field = field.astype(kind).astype(float)
    holes, how = random_holes(rng, kind, grid.shape)
    palette = sorted({int(value) for value in field.ravel() if value == int(value)}) or [1]
    request = {"input": write(rng, os.path.join(tmp_path, "values.tif"), grid, field, kind, holes, how, palette)}
    selection = random_selection(rng, tmp_path, grid, [0], zones=False)
    seen = ~holes & selection.within
    x, y = grid.centres()
    needs(seen.sum() >= 4 and np.ptp(field[seen]) > 0)
    pairs = variograms.Pairs(x[seen], y[seen], field[seen])
    side = max(grid.width, grid.height) / grid.metres
    extent = np.hypot((grid.columns - 1) * grid.width, (grid.rows - 1) * grid.height) / grid.metres  # from centre to centre
    bins_of, fit, shared = settings(rng, side, extent)
    cutoff, width, directions, tolerance = bins_of
    needs(any(pairs.bins(cutoff, width, direction, tolerance, LEAST_PAIRS.get(shared["estimator"], 1)) for direction in directions))
    request.update(shared, **selection.request)
    plain = shared["estimator"] == "matheron"
    if plain:
        request.update(covariogram=True, anisotropy=bool(rng.random() < 0.3) and not set(fit[-1]) <= {"linear", "power"}, map=str(tmp_path / "map.tif"))
    report = run("raster_variogram", tmp_path, **request)
    with Figures("raster_variogram", f"{kind}, holes by {how}, {grid}, {request}") as figures:
        figures.same("cells", report["results"]["cells"], int(seen.sum()))
        compare_variogram(figures, report, pairs, bins_of, shared["estimator"], fit, either_sign=shared["estimator"] == "genton")
        if plain:
            compare_covariances(figures, report["tables"]["covariogram"], pairs, bins_of)
            compare_map(figures, request["map"], grid, field, seen, cutoff)
            compare_anisotropy(figures, report, pairs, cutoff, fit[0])


def compare_covariances(figures, rows, pairs, bins_of):
    cutoff, width, directions, tolerance = bins_of
    expected = {}
    for direction in directions:
        for number, inside in pairs.bins(cutoff, width, direction, tolerance).items():
            expected[direction, number] = {"covariance": pairs.covariance(inside), "np": inside.size}
    size = float(np.ptp(pairs.values)) ** 2
    got = {(row["direction"], row["bin"]): row for row in rows if row["np"]}
    figures.table("covariogram", got, expected, relative=1e-8, absolute=1e-9 * size)


def compare_map(figures, path, grid, field, seen, cutoff):
    """Semivariance and pairs at each lag of rows and columns; lags without a pair have no value."""
    gamma, pairs = read(path).values()
    rows, columns = (size // 2 for size in gamma.shape)
    expected, counts = np.full(gamma.shape, np.nan), np.full(gamma.shape, np.nan)
    for i in range(-rows, rows + 1):
        for j in range(-columns, columns + 1):
            if (i, j) == (0, 0) or abs(i) >= grid.rows or abs(j) >= grid.columns:
                continue
            if np.hypot(i * grid.height, j * grid.width) / grid.metres > cutoff * variograms.ROUNDING:
                continue
            one = (slice(max(0, -i), grid.rows - max(0, i)), slice(max(0, -j), grid.columns - max(0, j)))
            other = (slice(max(0, i), grid.rows - max(0, -i)), slice(max(0, j), grid.columns - max(0, -j)))
            both = seen[one] & seen[other]
            counts[rows + i, columns + j] = both.sum()
            if both.any():
                expected[rows + i, columns + j] = variograms.matheron((field[one] - field[other])[both])
    figures.cells("map of semivariances", gamma, expected, absolute=1e-6 * np.nanmax(expected))
    figures.cells("map of pairs", pairs, counts)


def compare_anisotropy(figures, report, pairs, cutoff, weights):
    """Against all lags within the cutoff: the sum of squares, and none lesser for ellipses and ranges nearby."""
    rows = report["tables"].get("anisotropy", [])
    # Of weights that go to and fro no fit is the least.
    unsettled = [message["text"] for message in report["messages"] if message["code"] == "NOT_SETTLED"]
    lags = {}
    for position in np.flatnonzero(pairs.distance <= cutoff * variograms.ROUNDING):
        dx, dy = pairs.dx[position], pairs.dy[position]
        if (round(dy, 6), round(dx, 6)) < (0, 0):
            dx, dy = -dx, -dy
        lags.setdefault((round(dx, 5), round(dy, 5)), []).append(position)
    x, y = (np.array(part) for part in zip(*lags))
    gamma = np.array([variograms.matheron(pairs.difference[inside]) for inside in lags.values()])
    counts = np.array([len(inside) for inside in lags.values()], float)
    dist = np.hypot(x, y)

    def shaped(row, direction, ratio, a):
        along = np.radians(direction or 0.0)
        far, near = x * np.sin(along) + y * np.cos(along), x * np.cos(along) - y * np.sin(along)
        return variograms.shape(row["model"], np.hypot(far, near / ratio), a, row["kappa"])

    for row in rows:
        if row["ratio"] is None or row["verdict"] == "isotropic":  # of which no direction is told
            continue
        what = f"anisotropy of {row['model']}"
        fitted = row["nugget"] + row["psill"] * shaped(row, row["direction"], row["ratio"], row["range_a"])
        w = variograms.weights_of(weights, dist, counts, fitted)
        scale = float((w * gamma**2).sum())
        figures.same(f"{what}: rss", row["rss"], float((w * (fitted - gamma) ** 2).sum()), relative=1e-6, absolute=1e-7 * scale)
        figures.same(f"{what}: minor", row["range_a_minor"], row["range_a"] * row["ratio"])
        figures.same(f"{what}: sill", row["sill"], row["nugget"] + row["psill"])
        figures.same(f"{what}: nugget_sill", row["nugget_sill"], row["nugget"] / row["sill"])
        mean = float((w * gamma).sum() / w.sum())
        spread = float((w * (gamma - mean) ** 2).sum())
        figures.same(f"{what}: r2", row["r2"], 1 - row["rss"] / spread, absolute=1e-6)
        if row["rss"] > 1e-9 * scale:
            figures.same(f"{what}: aic", row["aic"], float(dist.size * np.log(row["rss"] / dist.size) + 10), absolute=1e-6)
        effective = variograms.effective_range(row["model"], row["range_a"], row["kappa"])
        figures.same(f"{what}: range_effective", row["range_effective"], effective, relative=1e-5 if row["model"] == "matern" else 1e-9)
        if row["model"] == "matern" or row["direction"] is None or f"Weights of the ellipse of {row['model']} did not settle." in unsettled:
            continue
        for turn in (-5, -1, 0, 1, 5):
            for longer in (0.95, 1, 1.0 / 0.95):
                for rounder in (0.95, 1, 1.0 / 0.95):
                    ratio = min(1.0, max(0.05, row["ratio"] * rounder))
                    if longer > 1 or ratio * row["range_a"] * longer > row["range_a_minor"] * 1.0001:
                        continue  # ranges have an upper bound that the help does not name
                    if variograms.effective_range(row["model"], ratio * row["range_a"] * longer, None) < dist.min():
                        continue  # nor do they go below the shortest lag
                    part = shaped(row, row["direction"] + turn, ratio, row["range_a"] * longer)
                    least = variograms.least_squares([np.ones_like(dist), part], gamma, w)
                    figures.same(f"{what}: a lesser sum of squares, {least} than {row['rss']}", least < row["rss"] * (1 - NOT_SETTLED) - 1e-9 * scale, False)


def test_anisotropy_whose_weights_do_not_settle(tmp_path):
    """The sum of squares is that of the weights which the fitted model itself gives; the log says that they did not settle."""
    grid = Grid((450000.0, 10, 0, 5200000.0, 0, -10), 5, 4)
    values = np.array([[2, 2, 0, 2], [1, 1, 1, 0], [2, 0, 0, 1], [1, 1, 0, 0], [0, 0, 0, 2]])
    request = {"input": write_plain(tmp_path, "values.tif", grid, values), "cutoff": 35.0, "width": 10.0, "weights": "n_gamma2"}
    report = run("raster_variogram", tmp_path, models=["linear_sill"], anisotropy=True, **request)
    x, y = grid.centres()
    pairs = variograms.Pairs(x.ravel(), y.ravel(), values.ravel())
    with Figures("raster_variogram", "20 cells") as figures:
        compare_anisotropy(figures, report, pairs, 35.0, "n_gamma2")


@pytest.mark.few(20)
def test_points(rng, tmp_path):
    count = int(rng.integers(4, 80))
    x, y = 450000 + rng.uniform(0, 300, count), 5200000 + rng.uniform(0, 200, count)
    values = random_field(rng, (1, count))[0]
    missing = rng.random(count) < rng.choice([0, 0.1])
    needs((~missing).sum() >= 4 and np.ptp(values[~missing]) > 0)
    path = tmp_path / "points.csv"
    cells = ["" if gone else repr(float(value)) for value, gone in zip(values, missing)]
    path.write_text("x,y,value\n" + "".join(f"{a!r},{b!r},{cell}\n" for a, b, cell in zip(x.tolist(), y.tolist(), cells)))
    seen = ~missing
    pairs = variograms.Pairs(x[seen], y[seen], values[seen])
    bins_of, fit, request = settings(rng, 25.0, np.hypot(np.ptp(x[seen]), np.ptp(y[seen])))
    cutoff, width, directions, tolerance = bins_of
    needs(any(pairs.bins(cutoff, width, direction, tolerance, LEAST_PAIRS.get(request["estimator"], 1)) for direction in directions))
    report = run("point_variogram", tmp_path, input=str(path), field="value", crs="EPSG:32632", **request)
    with Figures("point_variogram", f"{count} points, {request}") as figures:
        figures.same("points", report["results"]["points"], int(seen.sum()))
        compare_variogram(figures, report, pairs, bins_of, request["estimator"], fit, either_sign=request["estimator"] == "genton")


@pytest.mark.few(20)
def test_fits(rng, tmp_path):
    """Bins of a table: of one variogram, or of several in any order."""
    weights, kappa = str(rng.choice(["n", "n_gamma2", "ols", "n_h2"])), float(rng.choice([0.5, 1.5])) if rng.random() < 0.3 else None
    structures, models = int(rng.choice([1, 1, 2])), sorted(str(model) for model in rng.choice(MODELS, 2, replace=False))
    names = ["a", "b", "c"][: rng.integers(1, 4)]
    bins = {name: random_bins(rng) for name in names}
    several = len(names) > 1
    lines = [f"{name},{dist!r},{gamma!r},{pairs}" for name, rows in bins.items() for dist, gamma, pairs in rows]
    path = tmp_path / "bins.csv"
    path.write_text("metric,dist,gamma,np\n" + "\n".join(rng.permutation(lines).tolist()) + "\n")
    request = {"models": models, "weights": weights, "structures": str(structures), **({"kappa": kappa} if kappa else {})}
    report = run("variogram_fit", tmp_path, input=str(path), **request)
    with Figures("variogram_fit", f"{bins}, {request}") as figures:
        for name, rows in bins.items():
            known = f"metric {name}" if several else None
            read_bins = [row for row in report["tables"]["variogram"] if row["variogram"] == known]
            expected = {row[0]: dict(zip(("dist", "gamma", "np"), row)) for row in sorted(rows)}
            figures.table(f"bins of {name}", {row["dist"]: row for row in read_bins}, expected)
            fits = [row for row in report["tables"]["fits"] if row["variogram"] == known]
            compare_fits(figures, fits, list(expected.values()), weights, kappa, structures, report["messages"])


def random_bins(rng):
    """Bins about a model with a nugget."""
    count = int(rng.integers(6, 16))
    dist = np.sort(rng.uniform(5, 300, count))
    model = str(rng.choice(variograms.SILL_MODELS[:4]))
    gamma = rng.choice([0, rng.uniform(0, 2)]) + rng.uniform(0.5, 3) * variograms.shape(model, dist, rng.uniform(30, 200), None)
    gamma = np.abs(gamma + rng.normal(0, rng.choice([0.01, 0.1, 0.4]), count))
    return [(float(d), float(g), int(pairs)) for d, g, pairs in zip(dist, gamma, rng.integers(30, 500, count))]
