"""Kriging from its equations: one augmented system for each target, neighbours found by looking at all points.

Covariances are made and residuals refined in extended precision, so that what is compared is the library's rounding alone.
"""

import dataclasses
import math

import numpy as np

from . import variograms

REAL = np.longdouble
TIED = 1e-9  # of squared distances
UNSURE = 10  # times nearer to a limit than this, in either direction, no test should tell what is in


@dataclasses.dataclass
class Model:
    """Structures are (model, psill, range, kappa); the nugget is of the points, or the error of their values."""

    nugget: float
    structures: list
    error: bool = False
    angle: float = 0.0
    ratio: float = 1.0

    @property
    def unbounded(self):
        return any(name in ("linear", "power") for name, *_rest in self.structures)

    @property
    def sill(self):
        return sum(psill for _name, psill, _range, _kappa in self.structures)

    @property
    def microscale(self):
        return 0.0 if self.error else self.nugget

    def structured(self, dx, dy):
        """Covariance without the nugget; less the semivariance where there is no sill."""
        along = np.deg2rad(REAL(self.angle))
        far = dx * np.sin(along) + dy * np.cos(along)
        near = (dx * np.cos(along) - dy * np.sin(along)) / REAL(self.ratio)
        h = np.sqrt(far * far + near * near) if self.ratio != 1 else np.sqrt(dx * dx + dy * dy)
        total = np.zeros(h.shape, REAL)
        for name, psill, a, kappa in self.structures:
            gamma = REAL(psill) * shape(name, h, a, kappa)
            total = total - gamma if self.unbounded else total + (REAL(psill) - gamma)
        return total


def shape(name, h, a, kappa):
    if name not in ("linear", "power") and a == 0:
        return (h > 0).astype(REAL)
    if name == "matern" and kappa in (0.5, 1.5, 2.5):
        x = h / REAL(a)
        return 1 - np.exp(-x) * {0.5: 1, 1.5: 1 + x, 2.5: 1 + x + x * x / 3}[kappa]
    if name == "matern":
        places, back = np.unique(np.asarray(h, float).ravel() / a, return_inverse=True)
        return np.array([variograms.matern(value, kappa) for value in places])[back].reshape(h.shape).astype(REAL)
    if name == "spherical":
        x = np.minimum(h / REAL(a), 1)
        return (3 * x - x**3) / 2
    if name == "exponential":
        return 1 - np.exp(-h / REAL(a))
    if name == "gaussian":
        return 1 - np.exp(-((h / REAL(a)) ** 2))
    return h if name == "linear" else h ** REAL(kappa)


@dataclasses.dataclass
class Data:
    """Points, those in one place as one; `external` has a column for each layer."""

    fid: np.ndarray
    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    times: np.ndarray
    external: np.ndarray

    def only(self, chosen):
        return Data(*(getattr(self, field.name)[chosen] for field in dataclasses.fields(self)))


def merged(fid, x, y, z, external):
    """Means of the values of points that are in one place."""
    reach = 1e-9 * math.hypot(np.ptp(x), np.ptp(y)) if len(x) else 0
    groups = []
    for i in range(len(x)):
        for group in groups:
            if math.hypot(x[i] - x[group[0]], y[i] - y[group[0]]) <= reach:
                group.append(i)
                break
        else:
            groups.append([i])
    first = np.array([group[0] for group in groups], int)
    mean = np.array([math.fsum(z[i] for i in group) / len(group) for group in groups])
    return Data(fid[first], x[first], y[first], mean, np.array([len(group) for group in groups]), external[first])


@dataclasses.dataclass
class Search:
    most: int = 32
    least: int = 1
    radius: float | None = None
    sector: int = 0


class Unsure(Exception):
    """Rounding alone would tell who is a neighbour."""


def near(squared, limit, tied):
    """Which squared distances are within a limit, those that equal it but for rounding too."""
    inside = squared <= limit * (1 + tied)
    if (inside != (squared <= limit * (1 + tied * UNSURE))).any() or (inside != (squared <= limit * (1 + tied / UNSURE))).any():
        raise Unsure
    return inside


def neighbours(data, x, y, search):
    """Positions of the points that a target at x, y is predicted from."""
    dx, dy = data.x - x, data.y - y
    squared = dx * dx + dy * dy
    chosen = np.arange(len(squared))
    if search.radius:
        chosen = chosen[near(squared, search.radius**2, TIED)]
    chosen = nearest(chosen, squared, search.most)
    if search.sector:
        size = np.sqrt(squared)
        if any(
            (np.abs(part) < 1e-7 * size)[chosen].any() and part[chosen][np.abs(part[chosen]) < 1e-7 * size[chosen]].any()
            for part in (dx, dy)
        ):
            raise Unsure
        quadrants = [(dx >= 0) & (dy > 0), (dx > 0) & (dy <= 0), (dx <= 0) & (dy < 0), (dx < 0) & (dy >= 0)]
        quadrants[1] |= squared == 0  # a point at the target
        chosen = np.concatenate([nearest(chosen[quadrant[chosen]], squared, search.sector) for quadrant in quadrants])
    return chosen


def nearest(chosen, squared, count):
    if not count or len(chosen) <= count:
        return chosen
    return chosen[near(squared[chosen], np.sort(squared[chosen])[count - 1], TIED)]


@dataclasses.dataclass
class Trend:
    """Terms: none (simple kriging, with its mean), the constant, powers of the coordinates, layers."""

    type: str = "ordinary"
    mean: float = 0.0
    drift: str = "none"
    layers: int = 0

    @property
    def powers(self):
        if self.type == "simple":
            return []
        return {
            "none": [(0, 0)],
            "linear": [(0, 0), (1, 0), (0, 1)],
            "quadratic": [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)],
        }[self.drift]

    @property
    def terms(self):
        return len(self.powers) + self.layers

    @property
    def names(self):
        return [
            {(0, 0): "mean", (1, 0): "x", (0, 1): "y", (2, 0): "x2", (1, 1): "xy", (0, 2): "y2"}[power] for power in self.powers
        ]

    def at(self, x, y, external):
        """A row for each place."""
        columns = [x**i * y**j for i, j in self.powers]
        return np.stack([*columns, *np.asarray(external, REAL).T], -1) if self.terms else np.zeros((len(x), 0), REAL)


@dataclasses.dataclass
class Target:
    """A point, or the mean over nodes with weights around it."""

    x: float
    y: float
    external: np.ndarray
    nodes: tuple | None = None  # x, y, weights


def block(x, y, external, width, height, count):
    at, weight = np.polynomial.legendre.leggauss(count)
    east, north = np.meshgrid(x + at * width / 2, y + at * height / 2)
    return Target(x, y, external, (east.ravel(), north.ravel(), np.outer(weight, weight).ravel() / 4))


def solve(matrix, right):
    scale = 1 / np.sqrt(np.maximum(np.abs(matrix).max(1), REAL(1e-300)))
    matrix, right = matrix * scale[:, None] * scale, right * scale[:, None]
    rough = np.asarray(matrix, float)
    found = np.linalg.solve(rough, np.asarray(right, float)).astype(REAL)
    for _step in range(4):
        found = found + np.linalg.solve(rough, np.asarray(right - matrix @ found, float))
    return found * scale[:, None]


MISSING = (np.nan, np.nan)


def predict(data, model, trend, target, search):
    """Prediction, variance and number of neighbours; NaN where there is no prediction."""
    chosen = neighbours(data, target.x, target.y, search)
    least = max(search.least, trend.terms + 1 if trend.type == "universal" else 1)
    if len(chosen) < least:
        return (*MISSING, len(chosen))
    return (*system(data.only(chosen), model, trend, target), len(chosen))


def system(data, model, trend, target):
    n, p = len(data.x), trend.terms
    x, y = (np.asarray(place, REAL) - REAL(middle) for place, middle in ((data.x, target.x), (data.y, target.y)))
    dx, dy = x[:, None] - x, y[:, None] - y
    matrix = np.zeros((n + p, n + p), REAL)
    matrix[:n, :n] = model.structured(dx, dy)
    matrix[np.arange(n), np.arange(n)] += REAL(model.nugget) / (data.times if model.error else 1)
    far = np.abs(np.concatenate([x, y])).max() or REAL(1)
    if target.nodes is None:
        nodes, weights = (np.zeros(1, REAL), np.zeros(1, REAL)), np.ones(1, REAL)
    else:
        east, north, weights = target.nodes
        nodes = np.asarray(east, REAL) - REAL(target.x), np.asarray(north, REAL) - REAL(target.y)
        far = max(far, np.abs(np.concatenate(nodes)).max())
    weights = np.asarray(weights, REAL)
    right = model.structured(x[:, None] - nodes[0], y[:, None] - nodes[1]) @ weights
    own = weights @ model.structured(nodes[0][:, None] - nodes[0], nodes[1][:, None] - nodes[1]) @ weights
    if target.nodes is None:
        right = right + model.microscale * ((x == 0) & (y == 0))
        own = own + model.microscale
    if p:
        middle = data.external.mean(0) if data.external.size else 0
        spread = np.maximum(np.abs(data.external - middle).max(0), 1e-300) if data.external.size else 1
        drift = trend.at(x / far, y / far, (data.external - middle) / spread)
        if singular(drift):
            return MISSING
        matrix[:n, n:], matrix[n:, :n] = drift, drift.T
        there = trend.at(nodes[0] / far, nodes[1] / far, np.repeat([(target.external - middle) / spread], len(weights), 0))
        right = np.concatenate([right, weights @ there])
    found = solve(matrix, right[:, None])[:, 0]
    base = 0 if p else REAL(trend.mean)
    shift = REAL(data.z.mean()) if p else base
    value = shift + found[:n] @ (np.asarray(data.z, REAL) - shift)
    variance = own - found @ right
    return float(value), float(max(variance, REAL(0)) if variance > -1e-9 * max(float(np.abs(matrix).max()), 1e-300) else np.nan)


def singular(drift):
    sizes = np.linalg.svd(np.asarray(drift / np.maximum(np.abs(drift).max(0), REAL(1e-300)), float), compute_uv=False)
    if len(drift) < drift.shape[1] or sizes[-1] < 1e-13 * sizes[0]:
        return True
    if sizes[-1] < 1e-5 * sizes[0]:
        raise Unsure
    return False


def drift_terms(data, model, trend):
    """Coefficients on the coordinates of the map, and their standard errors, by generalised least squares."""
    n, p = len(data.x), trend.terms
    x, y = np.asarray(data.x, REAL), np.asarray(data.y, REAL)
    c = model.structured(x[:, None] - x, y[:, None] - y)
    c[np.arange(n), np.arange(n)] += REAL(model.nugget) / (data.times if model.error else 1)
    if model.unbounded:
        c = c + REAL(10 * np.abs(c).max() or 1)  # any number: only differences count
    middle = REAL(x.mean()), REAL(y.mean())
    far = max(np.ptp(data.x), np.ptp(data.y)) or 1
    drift = trend.at((x - middle[0]) / far, (y - middle[1]) / far, data.external)
    if singular(drift):
        return None
    inverse = solve(c, np.concatenate([drift, np.asarray(data.z, REAL)[:, None]], 1))
    normal = drift.T @ inverse[:, :p]
    covariance = solve(normal, np.eye(p, dtype=REAL))
    beta = covariance @ (drift.T @ inverse[:, p])
    back = np.eye(p, dtype=REAL)  # from the centred and scaled coordinates to those of the map
    powers = trend.powers
    for column, (i, j) in enumerate(powers):
        back[column, column] = 0
        for a in range(i + 1):
            for b in range(j + 1):
                factor = (
                    math.comb(i, a) * math.comb(j, b) * (-middle[0]) ** (i - a) * (-middle[1]) ** (j - b) / REAL(far) ** (i + j)
                )
                back[powers.index((a, b)), column] += factor
    return back @ beta, np.sqrt(np.diag(back @ covariance @ back.T))


def cross_validation(data, model, trend, search, folds):
    """Prediction, variance, residual, z and neighbours of each point from those of other folds."""
    rows = []
    for i, fold in enumerate(folds):
        rest = data.only(np.flatnonzero(folds != fold))
        target = Target(data.x[i], data.y[i], data.external[i])
        value, variance, count = predict(rest, model, trend, target, search)
        residual = data.z[i] - value
        error = model.nugget / data.times[i] if model.error else 0
        spread = variance + error
        rows.append((value, variance, residual, residual / math.sqrt(spread) if spread > 0 else np.nan, count))
    return np.array(rows)


def summary(data, folds, rows):
    """Measures by name, over the points that have a prediction."""
    value, _variance, residual, z, _count = rows.T
    seen = ~np.isnan(value)
    rest = np.array([data.z[folds != fold].mean() if (folds != fold).any() else np.nan for fold in folds])
    residual, z, value, observed = residual[seen], z[seen & ~np.isnan(z)], value[seen], data.z[seen]
    r = np.nan
    if len(value) > 1 and np.ptp(value) > 0 and np.ptp(observed) > 0:
        r = np.corrcoef(value, observed)[0, 1]
    mean = lambda values: float(np.mean(values)) if len(values) else np.nan
    return {
        "n": int(seen.sum()),
        "n_missing": int((~seen).sum()),
        "me": mean(residual),
        "mae": mean(np.abs(residual)),
        "rmse": math.sqrt(mean(residual**2)),
        "rmse_mean": math.sqrt(mean((observed - rest[seen]) ** 2)),
        "mean_z": mean(z),
        "msdr": mean(z**2),
        "r": float(r),
        "coverage95": mean(np.abs(z) <= 1.959963984540054),
    }
