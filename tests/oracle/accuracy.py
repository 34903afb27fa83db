"""Accuracy of a map from its sample, unit by unit, by the formulas of the help."""

import math
import statistics

import numpy as np

Z = statistics.NormalDist().inv_cdf(0.975)  # 1.959964 in the help


class Sample:
    """Units as (stratum, class on the map, class of the reference), and the share of the area of each stratum."""

    def __init__(self, units, weights, of_map):
        self.units, self.weights, self.of_map = units, weights, of_map
        self.sizes = {stratum: sum(1 for unit in units if unit[0] == stratum) for stratum in weights}

    def _of(self, stratum, y):
        return np.array([y(map_class, reference) for own, map_class, reference in self.units if own == stratum], float)

    def mean(self, y):
        return sum(weight * self._of(stratum, y).mean() for stratum, weight in self.weights.items())

    def error(self, y, only=None):
        """None where a stratum that matters has one unit."""
        variance = 0.0
        for stratum, weight in self.weights.items():
            if self.of_map and only is not None and stratum != only:
                continue
            values = self._of(stratum, y)
            if len(values) == 1:
                return None
            variance += weight**2 * values.var(ddof=1) / len(values)
        return math.sqrt(variance)

    def ratio(self, top, bottom, only=None):
        """A ratio of two means with its error; (None, None) where the second is 0."""
        x = self.mean(bottom)
        if x == 0:
            return None, None
        value = self.mean(top) / x
        error = self.error(lambda a, b: top(a, b) - value * bottom(a, b), only)
        return value, None if error is None else error / x

    def users(self, k):
        return self.ratio(lambda a, b: a == b == k, lambda a, b: a == k, k)

    def producers(self, k):
        return self.ratio(lambda a, b: a == b == k, lambda a, b: b == k)

    def matrix(self, classes):
        return np.array([[self.mean(lambda a, b, i=i, j=j: a == i and b == j) for j in classes] for i in classes])

    def kappa(self, classes):
        """With an error by differences: how kappa changes when a share of the matrix does."""
        shares = self.matrix(classes)
        value = kappa_of(shares)
        if value is None:
            return None, None
        step, slopes = 1e-5, {}
        for i, a in enumerate(classes):
            for j, b in enumerate(classes):
                ends = []
                for sign in (1, -1):
                    moved = shares.copy()
                    moved[i, j] += sign * step
                    ends.append(kappa_of(moved))
                slopes[a, b] = (ends[0] - ends[1]) / (2 * step)
        return value, self.error(lambda a, b: slopes[a, b])


def kappa_of(shares):
    expected = float((shares.sum(1) * shares.sum(0)).sum())
    return None if abs(1 - expected) < 1e-12 else (float(np.trace(shares)) - expected) / (1 - expected)


def disagreement(shares):
    quantity = float(np.abs(shares.sum(1) - shares.sum(0)).sum()) / 2
    exchange = sum(2 * min(shares[i, j], shares[j, i]) for i in range(len(shares)) for j in range(i))
    allocation = 1 - float(np.trace(shares)) - quantity
    return {"quantity": quantity, "allocation": allocation, "exchange": float(exchange), "shift": allocation - float(exchange)}


def raw_kappa(counts):
    """Cohen's kappa of the counts, with the error of Fleiss, Cohen and Everitt 1969 (their eq. 13)."""
    n = counts.sum()
    p = counts / n
    rows, columns = p.sum(1), p.sum(0)
    observed, expected = float(np.trace(p)), float((rows * columns).sum())
    if abs(1 - expected) < 1e-12:
        return None, None
    kappa = (observed - expected) / (1 - expected)
    first = sum(p[i, i] * ((1 - expected) - (rows[i] + columns[i]) * (1 - observed)) ** 2 for i in range(len(p)))
    second = (1 - observed) ** 2 * sum(p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(len(p)) for j in range(len(p)) if i != j)
    third = (observed * expected - 2 * expected + observed) ** 2
    return kappa, math.sqrt(max(first + second - third, 0) / (n * (1 - expected) ** 4))
