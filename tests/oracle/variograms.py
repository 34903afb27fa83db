"""Empirical variograms over all pairs, and models on them, from their formulas."""

import math

import numpy as np

ROUNDING = 1 + 1e-10
SILL_MODELS = ("spherical", "exponential", "gaussian", "linear_sill", "matern")


class Pairs:
    """All pairs of places with values, each once."""

    def __init__(self, x, y, values):
        self.values = np.asarray(values, float)
        one, other = np.triu_indices(len(values), 1)
        self.one, self.other = one, other
        self.dx, self.dy = x[other] - x[one], y[other] - y[one]
        self.difference = self.values[other] - self.values[one]
        self.distance = np.hypot(self.dx, self.dy)
        self.azimuth = np.degrees(np.arctan2(self.dx, self.dy)) % 180  # clockwise from north; either end may be first

    def off(self, direction):
        """Degrees that each pair is off a direction."""
        off = np.abs(self.azimuth - direction) % 180
        return np.minimum(off, 180 - off)

    def bins(self, cutoff, width, direction=None, tolerance=None, least=1):
        """Pairs of each bin that has so many, by its number from 1; a bin and the cutoff hold their upper end."""
        chosen = self.distance <= cutoff * ROUNDING
        if direction is not None:
            chosen &= self.off(direction) <= tolerance + 1e-9
        number = np.maximum(1, np.ceil(self.distance / width / ROUNDING)).astype(int)
        found = {int(bin_): np.flatnonzero(chosen & (number == bin_)) for bin_ in np.unique(number[chosen])}
        return {bin_: inside for bin_, inside in found.items() if inside.size >= least}

    def semivariance(self, pairs, estimator, either_sign):
        return ESTIMATORS[estimator](np.concatenate([self.difference[pairs], -self.difference[pairs]]) if either_sign else self.difference[pairs])

    def covariance(self, pairs):
        off_mean = self.values - self.values.mean()
        return float((off_mean[self.one[pairs]] * off_mean[self.other[pairs]]).mean())


def matheron(differences):
    return float((differences**2).mean() / 2)


def cressie(differences):
    return float(np.sqrt(np.abs(differences)).mean() ** 4 / (0.457 + 0.494 / differences.size) / 2)


def dowd(differences):
    return float(2.198 * np.median(np.abs(differences)) ** 2 / 2)


def genton(differences):
    """By Qn of Rousseeuw and Croux: of all distances between differences the k-th, k being h over 2, h half of them and one."""
    half = differences.size // 2 + 1
    between = np.abs(np.subtract.outer(differences, differences))[np.triu_indices(differences.size, 1)]
    return float((2.2191 * np.sort(between)[half * (half - 1) // 2 - 1]) ** 2 / 2)


ESTIMATORS = {"matheron": matheron, "cressie": cressie, "dowd": dowd, "genton": genton}


def shape(model, h, a, kappa):
    """The part of the sill that is reached at h; the slope's factor of models without a sill."""
    h = np.asarray(h, float)
    if model == "spherical":
        return np.where(h < a, 1.5 * h / a - 0.5 * (h / a) ** 3, 1.0)
    if model == "exponential":
        return 1 - np.exp(-h / a)
    if model == "gaussian":
        return 1 - np.exp(-((h / a) ** 2))
    if model == "linear_sill":
        return np.minimum(h / a, 1.0)
    if model == "linear":
        return h
    if model == "power":
        return h**kappa
    return np.array([matern(value / a, kappa) for value in np.ravel(h)]).reshape(h.shape)


def matern(x, kappa):
    """1 - 2^(1 - k) / G(k) x^k K_k(x), the Bessel function by its integral over exp(-x cosh t) cosh(kt)."""
    if x < 1e-12:
        return 0.0
    t = np.linspace(0, math.acosh(1 + 800 / x), 20001)
    bend = np.exp(-x * np.cosh(t) + kappa * t + kappa * math.log(x) - math.lgamma(kappa) + (1 - kappa) * math.log(2)) * (1 + np.exp(-2 * kappa * t)) / 2
    return float(1 - (bend.sum() - (bend[0] + bend[-1]) / 2) * (t[1] - t[0]))


def effective_range(model, a, kappa):
    if model == "matern":
        low, high = 0.0, a * (20 + 20 * math.sqrt(kappa))
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if matern(middle / a, kappa) < 0.95 else (low, middle)
        return high
    return {"spherical": a, "linear_sill": a, "exponential": 3 * a, "gaussian": math.sqrt(3) * a}.get(model)


def weights_of(kind, dist, pairs, fitted):
    return {"n": pairs, "ols": np.ones_like(dist), "n_h2": pairs / dist**2, "n_gamma2": pairs / fitted**2}[kind]


def least_squares(columns, gamma, weights):
    """The least weighted sum of squares with coefficients of 0 or more: every choice of those above 0 is tried."""
    root, best = np.sqrt(weights), float((weights * gamma**2).sum())
    for choice in range(1, 1 << len(columns)):
        chosen = [column for position, column in enumerate(columns) if choice >> position & 1]
        basis = np.stack(chosen, 1) * root[:, None]
        found = np.linalg.lstsq(basis, gamma * root, rcond=None)[0]
        if (found >= 0).all():
            best = min(best, float(((basis @ found - gamma * root) ** 2).sum()))
    return best


def fitted_gamma(row, h):
    """Semivariances of a row of the table of fits."""
    gamma = np.full(np.shape(h), row["nugget"], float)
    for psill, a in ((row["psill"], row["range_a"]), (row["psill2"], row["range_a2"])):
        if psill:  # without a sill there is no range
            gamma = gamma + psill * shape(row["model"], h, a, row["kappa"])
    return gamma


def parameters(row, kappa_given):
    """How many were searched or solved for."""
    count = 2 if row["model"] in ("linear", "power") else 3
    if row["model"] in ("matern", "power") and not kappa_given:
        count += 1
    return count + (2 if row["structures"] == 2 else 0)
