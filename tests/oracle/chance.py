"""What ring means are by chance: their covariance, the same mining land elsewhere on the map, and tests of one or two breaks, by brute force."""

import dataclasses
import functools
import math
import statistics

import numpy as np

GONE, TAIL = 0.05, 1.5  # of the sill: no correlation; of the distance at which it is gone: how far it is followed
SHRINK = {"elsewhere": 0.005, "covariance": 0.1, None: 0.1}
OFF_LAND, RING_LAND = 0.05, 0.8
TREND_BREAKS = 2
MIN_PLACES, MIN_APART, MIN_INDEPENDENT = 99, 10, 20
ROUNDING = 1 + 1e-12
ALIKE = 1 + 1e-9  # two figures that are as large as each other but for rounding


@dataclasses.dataclass
class Covariance:
    """C at some distances, linear between them and 0 beyond; correlation length; S / A."""

    distances: np.ndarray
    values: np.ndarray
    length: float
    independent: float

    def at(self, distance):
        return np.interp(distance, self.distances, self.values, right=0.0)


@dataclasses.dataclass
class Rings:
    """Land (no mining land) and its density on a grid, the mining land, and limits of rings in m."""

    grid: object
    mined: np.ndarray
    land: np.ndarray
    areas: np.ndarray
    density: np.ndarray
    limits: list

    @functools.cached_property
    def weights(self):
        """Area of land of every cell: 0 where there is none."""
        return np.where(self.land, self.areas, 0.0)

    @functools.cached_property
    def of_cells(self):
        return self.rings_around(self.mined)

    def rings_around(self, mined):
        """Ring of every cell by the nearest mined cell, 0 for these; one more than there are beyond."""
        rows, columns = np.indices(mined.shape)
        square = np.full(mined.shape, np.inf)
        for row, column in np.argwhere(mined):
            square = np.minimum(square, ((rows - row) * self.grid.height) ** 2 + ((columns - column) * self.grid.width) ** 2)
        limits = np.array([0.0, *self.limits]) ** 2 * ROUNDING
        return np.searchsorted(limits, square)

    def sums(self, rings, weights, carbon):
        """Area and carbon of every ring from 1."""
        count = len(self.limits) + 2
        return tuple(np.bincount(rings.ravel(), of.ravel(), count)[1:-1] for of in (weights, carbon))

    @functools.cached_property
    def own(self):
        return self.sums(self.of_cells, self.weights, self.weights * self.density)

    @functools.cached_property
    def known(self):
        """Numbers of the rings that have land, from 0."""
        return np.flatnonzero(self.own[0] > 0)

    @property
    def means(self):
        return (self.own[1][self.known] / self.own[0][self.known]) if self.known.size else np.zeros(0)

    @functools.cached_property
    def middles(self):
        edges = np.array([0.0, *self.limits])
        return ((edges[1:] + edges[:-1]) / 2)[self.known]

    @functools.cached_property
    def effect(self):
        """What the distance does to the density of a cell by a line through the ring means that breaks once or twice, as against the
        last ring; 0 beyond it."""
        effect = np.zeros(self.mined.shape)
        if self.known.size > 1:
            line = BrokenLine(self.middles, np.diag(1 / self.own[0][self.known]))
            fitted = line.fitted(self.means, line.breaks(self.means, min(TREND_BREAKS, self.known.size // 8)))
            for ring, value in zip(self.known, fitted):
                effect[self.of_cells == ring + 1] = value - fitted[-1]
        return effect

    @functools.cached_property
    def residuals(self):
        """Densities without the effect; NaN where there is little land."""
        enough = self.land & (self.areas >= 0.5 * self.areas[self.land].max(initial=0))
        return np.where(enough, self.density - self.effect, np.nan)

    @functools.cached_property
    def bins(self):
        """Mean distance and semivariance by bins as wide as the longer side of a cell, up to half of the map's shorter side."""
        cells, grid = self.residuals, self.grid
        rows, columns = cells.shape
        side, cutoff = max(grid.width, grid.height), 0.5 * min(columns * grid.width, rows * grid.height)
        if cutoff < side:
            return []
        found = {}
        lags = min(columns - 1, int(cutoff / grid.width) + 1)
        for down in range(min(rows - 1, int(cutoff / grid.height) + 1) + 1):
            for right in range(-lags, lags + 1):
                far = np.hypot(down * grid.height, right * grid.width)
                if (down, right) <= (0, 0) or far > cutoff * ROUNDING:
                    continue
                one, other = (
                    cells[: rows - down, max(0, -right) : columns - max(0, right)],
                    cells[down:, max(0, right) : columns + min(0, right)],
                )
                squares = (one - other)[~np.isnan(one - other)] ** 2
                if squares.size:
                    sums = found.setdefault(max(1, int(np.ceil(far / side / (1 + 1e-10)))), [0, 0.0, 0.0])
                    sums[0] += squares.size
                    sums[1] += squares.size * far
                    sums[2] += squares.sum() / 2
        return [(far / pairs, half / pairs) for _bin, (pairs, far, half) in sorted(found.items())]

    @functools.cached_property
    def covariance(self):
        """None where no ring holds land, values do not vary or the variogram does not come near the sill."""
        values = self.residuals[~np.isnan(self.residuals)]
        if self.known.size == 0 or not self.bins or values.var() <= (1e-10 * values.mean()) ** 2:
            return None
        area = values.size * self.grid.width * self.grid.height
        sill = values.var()
        for _round in range(20):
            function = follow(self.bins, sill)
            if function is None:
                return None
            distances, c = function
            share = min(0.9, integral_area(distances, c / sill) / area)
            settled = abs(values.var() / (1 - share) - sill) <= 1e-9 * sill
            sill = values.var() / (1 - share)
            if settled:
                break
        after = int(np.argmax(c <= GONE * c[0]))
        span, fall = distances[after] - distances[after - 1], c[after - 1] - c[after]
        length = distances[after - 1] + span * (c[after - 1] - GONE * c[0]) / fall
        return Covariance(distances, c, float(length), float(1 / share))

    @functools.cached_property
    def of_means(self):
        """Covariance of the means of rings, over all pairs of cells; 0 for rings without land."""
        count = len(self.limits)
        inside = self.land & (self.of_cells >= 1) & (self.of_cells <= count)
        row, column = inside.nonzero()
        shares = np.zeros((row.size, count))
        shares[np.arange(row.size), self.of_cells[inside] - 1] = self.weights[inside]
        shares /= np.maximum(shares.sum(0), 1e-300)
        sums = np.zeros((count, count))
        for start in range(0, row.size, 512):
            some = slice(start, start + 512)
            far = np.hypot(
                np.subtract.outer(row[some], row) * self.grid.height, np.subtract.outer(column[some], column) * self.grid.width
            )
            sums += shares[some].T @ self.covariance.at(far) @ shares
        return sums

    @property
    def of_known(self):
        """Of the rings that have land, with no eigenvalue below 0."""
        if self.covariance is None:
            return np.eye(self.known.size)
        values, vectors = np.linalg.eigh(self.of_means[np.ix_(self.known, self.known)])
        return vectors @ np.diag(np.maximum(values, 1e-9 * values.max())) @ vectors.T

    def metric(self, tested_by):
        share = SHRINK[tested_by]
        return (1 - share) * self.of_known + share * np.diag(np.diag(self.of_known))

    @property
    def ways(self):
        """Rings of the cells around the rectangle of what is mined, as it lies, mirrored and turned, each that differs once; only cells
        of the mining land and those that have land."""
        own = np.where(self.mined | self.land, self.of_cells, len(self.limits) + 1)
        beside = max(own.shape)
        wide = np.pad(own, beside, constant_values=len(self.limits) + 1)
        (top, bottom), (left, right) = ((at.min(), at.max() + 1 + 2 * beside) for at in self.mined.nonzero())
        wide = wide[top:bottom, left:right]
        ways = [wide[::down, ::right] for down in (1, -1) for right in (1, -1)]
        if abs(self.grid.height / self.grid.width - 1) < 1e-9:
            ways += [way.T for way in ways]
        return beside, list({(way.shape, way.tobytes()): way for way in ways}.values())

    @functools.cached_property
    def elsewhere(self):
        """Of every place that the same mining land may lie at: the means of its rings, and its middle in m."""
        beside, ways = self.ways
        found = [place for way in ways for place in self.places(way, beside)]
        means, middles = ([place[part] for place in found] for part in range(2))
        return np.array(means).reshape(-1, self.known.size), np.array(middles).reshape(-1, 2)

    def places(self, way, beside):
        rows, columns = self.mined.shape
        high, wide = (side - 2 * beside for side in way.shape)
        mine = way[beside : beside + high, beside : beside + wide] == 0
        carbon, least = self.weights * (self.density - self.effect), RING_LAND * self.own[0][self.known] * (2 - ALIKE)
        for row in range(rows - high + 1):
            for column in range(columns - wide + 1):
                if self.land[row : row + high, column : column + wide][mine].sum() < (1 - OFF_LAND) * mine.sum():
                    continue
                rings = way[beside - row : beside - row + rows, beside - column : beside - column + columns]
                areas, carbons = (sums[self.known] for sums in self.sums(rings, self.weights, carbon))
                if (areas >= least).all():
                    yield carbons / areas, ((row + high / 2) * self.grid.height, (column + wide / 2) * self.grid.width)

    def apart(self, rng):
        """How many places are farther than the correlation length from each other, taken in some order."""
        chosen = np.zeros((0, 2))
        for middle in rng.permutation(self.elsewhere[1]):
            if (np.hypot(*(chosen - middle).T) > self.covariance.length).all():
                chosen = np.vstack([chosen, middle])
        return len(chosen)

    def intervals(self, mine):
        """95 % intervals of the mean of every ring and of K up to it; mine is area and carbon of the mining land."""
        if self.covariance is None or self.covariance.independent < MIN_INDEPENDENT:
            return [(None, None)] * len(self.limits)
        area, carbon = self.own
        student = student_975(self.covariance.independent - 1)
        found = []
        for ring in range(len(self.limits)):
            if not area[ring]:
                found.append((None, None))
                continue
            mean, error = carbon[ring] / area[ring], student * np.sqrt(self.of_means[ring, ring])
            within = np.where(np.arange(area.size) <= ring, area, 0.0)
            around, of_all = within.sum(), carbon[: ring + 1].sum()
            spread = student * np.sqrt(within @ self.of_means @ within)
            own = 100 * mine[1] / mine[0]
            k = [own / ((mine[1] + max(0.0, of_all + way * spread)) / (mine[0] + around)) for way in (1, -1)]
            found.append(((max(0.0, mean - error), mean + error), tuple(k)))
        return found


def follow(bins, sill):
    """Distances and C there, from the sill at 0 to 0; None where semivariances do not come near the sill."""
    near = [at for at, gamma in bins if gamma >= (1 - GONE) * sill]
    if not near:
        return None
    distances, c = [0.0], [sill]
    for number, (at, gamma) in enumerate(bins):
        if gamma < sill and (at < near[0] or at <= TAIL * near[0]):
            distances.append(at)
            c.append(sill - gamma)
            continue
        meets = distances[-1] + (at - distances[-1]) * c[-1] / (c[-1] - (sill - gamma)) if gamma >= sill else at
        distances.append(meets)
        c.append(0.0)
        break
    c[-1] = 0.0  # bins that end before the sill end C
    distances, c = np.array(distances), np.array(c)
    return distances, c


def integral_area(distances, share):
    """2 pi times the integral of share h dh, by Simpson's rule, which is exact for squares between the distances."""
    a, b, high, low = distances[:-1], distances[1:], share[:-1], share[1:]
    middle = (a + b) / 2 * (high + low) / 2
    return 2 * np.pi * ((b - a) / 6 * (a * high + 4 * middle + b * low)).sum()


def student_975(degrees):
    """The 97.5 % point of Student's t, sqrt(n) tan a where the integral of cos(a)^(n - 1) is 95 % of that up to a right angle."""
    angle = np.linspace(0, min(math.pi / 2, 12 / math.sqrt(degrees)), 200001)  # farther out nothing is left
    with np.errstate(divide="ignore"):
        height = np.exp((degrees - 1) * np.log(np.maximum(0, np.cos(angle))))
    parts = (height[:-2:2] + 4 * height[1:-1:2] + height[2::2]).cumsum()  # Simpson's rule
    return math.sqrt(degrees) * math.tan(float(np.interp(0.95 * parts[-1], parts, angle[2::2])))


class BrokenLine:
    """Generalised least squares with breaks: everything is multiplied by a root of the inverse of the covariance."""

    def __init__(self, x, covariance):
        self.x = np.asarray(x, float)
        self.root = np.linalg.inv(np.linalg.cholesky(covariance))

    def basis(self, breaks):
        return np.stack([np.ones_like(self.x), self.x, *(np.maximum(0, self.x - at) for at in breaks)], 1)

    def solved(self, y, breaks):
        """Coefficients and the sum of squares."""
        design = self.root @ self.basis(breaks)
        scale = np.linalg.norm(design, axis=0)
        coefficients = np.linalg.lstsq(design / scale, self.root @ y, rcond=None)[0] / scale
        return coefficients, float(((self.root @ y - design @ coefficients) ** 2).sum())

    def fitted(self, y, breaks):
        return self.basis(breaks) @ self.solved(y, breaks)[0]

    def room(self, place, others):
        """Whether a break leaves two points in every piece, those on breaks in both."""
        ends = np.array([-np.inf, *sorted([*others, place]), np.inf])
        return all(((self.x >= begin) & (self.x <= end)).sum() >= 2 for begin, end in zip(ends, ends[1:]))

    def exact(self, y, breaks=()):
        return self.solved(y, breaks)[1] <= 1e-20 * ((self.root @ y) ** 2).sum()

    def breaks(self, y, most):
        """The best places of up to two breaks; fewer where y lies on a line with these."""
        if most == 0 or self.exact(y, []):
            return []
        first = float(self.one_break(y)[1])
        if most == 1 or self.exact(y, [first]):
            return [first]
        return [float(place) for place in self.two_breaks(y)[1]]

    def one_break(self, y, others=(), within=(-np.inf, np.inf)):
        """What the best break beside others takes off the sum of squares, and its place; of every row of y."""
        y = np.asarray(y, float)
        # Off the line: a break at p takes off <u - p v, y>^2 / |u - p v|^2 between two points, and is best there where this does not change
        frame = np.linalg.qr(self.root @ self.basis(others))[0]
        off = lambda values: values - frame @ (frame.T @ values)  # noqa: E731
        z = off(self.root @ y.T)
        best, place = np.full(z.shape[1:], -1.0), np.zeros(z.shape[1:])
        for gap in range(1, self.x.size - 2):
            beyond = np.arange(self.x.size) > gap
            u, v = off(self.root @ np.where(beyond, self.x - self.x[gap], 0.0)), off(self.root @ beyond.astype(float))
            width = self.x[gap + 1] - self.x[gap]
            by_u, by_v = u @ z, v @ z
            with np.errstate(divide="ignore", invalid="ignore"):
                flat = (by_v * (u @ u) - by_u * (u @ v)) / (by_v * (u @ v) - by_u * (v @ v))
            may = [
                within[0] < place < within[1] and self.room(place, others)
                for place in (self.x[gap], self.x[gap] + width / 2, self.x[gap + 1])
            ]
            inside = (flat > 0) & (flat < width)
            ways = [np.where(inside, flat, np.nan)] if may[1] else []
            ways += [np.full_like(flat, at) for at, allowed in ((0, may[0]), (width, may[2])) if allowed]
            for at in ways:
                with np.errstate(divide="ignore", invalid="ignore"):
                    drop = (by_u - at * by_v) ** 2 / (u @ u - 2 * at * (u @ v) + at**2 * (v @ v))
                place, best = np.where(drop > best, self.x[gap] + at, place), np.fmax(drop, best)
        return best, place

    def two_breaks(self, y):
        """What the best two breaks take off the sum of squares, and their places; of every row of y."""
        y = np.asarray(y, float)
        frame = np.linalg.qr(self.root @ self.basis([]))[0]
        z = self.root @ y.T
        z = z - frame @ (frame.T @ z)
        best, places = np.full(z.shape[1:], -1.0), np.zeros((*z.shape[1:], 2))

        def offer(drop, pair):
            nonlocal best, places
            better = drop > best
            best, places = np.where(better, drop, best), np.where(better[..., None], np.stack(pair, -1), places)

        for at in self.x[1:-1]:  # one of them on a point
            hinge = self.root @ np.maximum(0, self.x - at)
            hinge -= frame @ (frame.T @ hinge)
            more, other = self.one_break(y, [at])
            offer((hinge @ z) ** 2 / (hinge @ hinge) + more, np.sort([np.full_like(other, at), other], axis=0))
        one, line = np.ones_like(self.x), self.x
        for first in range(1, self.x.size - 4):  # both between points, where three lines of their own cross
            for second in range(first + 2, self.x.size - 2):
                gaps = self.x[[first, second]], self.x[[first + 1, second + 1]]
                steps = [np.where(line > at, of, 0) for at in gaps[0] for of in (one, line - at)]
                q, r = np.linalg.qr(self.root @ np.stack([one, line, *steps], 1))
                along = q.T @ z
                level, slope = np.linalg.solve(r, along)[[2, 4]], np.linalg.solve(r, along)[[3, 5]]
                with np.errstate(divide="ignore", invalid="ignore"):
                    pair = [at - a / b for at, a, b in zip(gaps[0], level, slope)]
                inside = np.logical_and(*((low < at) & (at < high) for low, at, high in zip(gaps[0], pair, gaps[1])))
                offer(np.where(inside, (along**2).sum(0), -1), pair)
        return best, places

    def drop(self, y, before, after):
        """What the best `after` breaks leave less than the best `before`, of every row of y."""
        low, high = (0.0 if count == 0 else (self.one_break, self.two_breaks)[count - 1](y)[0] for count in (before, after))
        return high - low

    def as_large(self, y, draws, before=0, after=1):
        """Which draws, added to the best fit with `before` breaks, `after` breaks take as much off as off y."""
        added = self.fitted(y, self.breaks(y, before)) if before else 0.0
        return self.drop(draws + added, before, after) >= self.drop(y, before, after) * (2 - ALIKE)

    def left(self, y, place, other=0):
        """The sum of squares with a break at a place and, unless 0, the best other one below (-1) or above (1) it; nothing (infinity)
        where there is no room."""
        least = self.solved(y, [place])[1] if self.room(place, []) else np.inf
        if not other or least == np.inf:
            return least
        drop = float(self.one_break(y, [place], (place, np.inf) if other > 0 else (-np.inf, place))[0])
        return least - drop if drop >= 0 else np.inf

    def allowed(self, least, breaks):
        """Up to what sum of squares a place is in the 95 % interval of a break, where so many leave the least one."""
        degrees = self.x.size - 2 - 2 * breaks
        return least + max(statistics.NormalDist().inv_cdf(0.975) ** 2, least / degrees * student_975(degrees) ** 2)
