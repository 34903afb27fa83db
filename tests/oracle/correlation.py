"""Correlations, their p and their effective numbers by definition: every pair of places, whole matrices, ranks by counting."""

import math

import numpy as np

LARGEST = 600  # places of which whole matrices are made


def beta_tail(x, rest, a, b):
    """Regularised incomplete beta I_x(a, b) by its continued fraction (Lentz); rest is 1 - x, told apart as it may be tiny."""
    if x <= 0 or rest <= 0:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_tail(rest, x, b, a)
    front = a * logarithm(x, rest) + b * logarithm(rest, x) + log_gamma_ratio(*sorted((a, b), reverse=True))
    front -= math.lgamma(min(a, b)) + math.log(a)
    return math.exp(front) * fraction(x, a, b) if front > -745 else 0.0


def logarithm(x, rest):
    return math.log(x) if x < 0.5 else math.log1p(-rest)


def log_gamma_ratio(a, b):
    """ln gamma(a + b) - ln gamma(a): by Stirling's series where a is large, in which the difference of two large numbers is taken out."""
    if a < 50:
        return math.lgamma(a + b) - math.lgamma(a)
    series = lambda z: 1 / (12 * z) - 1 / (360 * z**3) + 1 / (1260 * z**5)  # noqa: E731
    c = a + b
    return b * math.log(a) + (c - 0.5) * math.log1p(b / a) - b + series(c) - series(a)


def fraction(x, a, b):
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    h = d
    for m in range(1, 5000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + term * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + term / c
            c = c if abs(c) > tiny else tiny
            h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return h


def two_sided(r, df):
    """p of r as t with df degrees of freedom, also where df is no whole number."""
    return beta_tail((1 - r) * (1 + r), r * r, df / 2, 0.5)


def ranks(values):
    """Average ranks by counting who is smaller and who is equal."""
    if len(values) <= 2000:
        return (values[:, None] > values).sum(1) + ((values[:, None] == values).sum(1) + 1) / 2
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[where]


def pearson(a, b):
    """r by two passes in extended precision; None where one is constant or there are fewer than 3."""
    if len(a) < 3 or (a == a[0]).all() or (b == b[0]).all():
        return None
    a, b = a.astype(np.longdouble), b.astype(np.longdouble)
    a, b = a - a.mean(), b - b.mean()
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))


def classes_of(distance, width):
    """Which class ((k - 1) w, k w] each distance is in, from 1; a bound belongs to the class below it, within 1e-9."""
    whole = np.round(distance / width)
    on = np.abs(distance / width - whole) <= 1e-9 * np.maximum(whole, 1)
    return np.maximum(np.where(on, whole, np.ceil(distance / width)), 1).astype(int)


def effective(a, b, x, y, width, count=None):
    """The number of Dutilleul (1993) and how many classes have pairs: R whole, B R by its definition."""
    n = len(a)
    distance = np.hypot(x[:, None] - x, y[:, None] - y)
    if count is not None:
        width = distance.max() / count
    if not width > 0:
        return None, None
    off = ~np.eye(n, dtype=bool)
    kind = np.where(off, np.minimum(classes_of(distance, width), count or 10**9), 0)
    used = np.unique(kind[off])
    number = np.searchsorted(used, kind[off])
    pairs = np.bincount(number)
    centred = []
    for values in (a, b):
        z = values - values.mean()
        z = z - z.mean()
        if not (z * z).any():
            return None, None
        moran = np.bincount(number, np.outer(z, z)[off]) / pairs / ((z * z).sum() / n)
        r = np.eye(n)
        r[off] = moran[number]
        centred.append(r - r.mean(0))
    bottom = (centred[0] * centred[1].T).sum()
    return 1 + np.trace(centred[0]) * np.trace(centred[1]) / bottom, len(used)


def row(values, pair, x=None, y=None, method="pearson", missing="pairwise", width=None, count=None):
    """The figures of one pair: values is a list of arrays with NaN; width is a number or a function of the places used."""
    a, b = (values[at] for at in pair)
    kept = ~np.isnan(a) & ~np.isnan(b)
    if missing == "listwise":
        kept = ~np.any(np.isnan(values), axis=0)
    if x is not None:
        kept_places = kept & ~np.isnan(x) & ~np.isnan(y)
    made = {"n": int(kept.sum()), "r": None, "t": None, "p": None, "n_effective": None, "p_effective": None, "classes": None}
    a, b = a[kept], b[kept]
    if method == "spearman" and len(a):
        a, b = ranks(a), ranks(b)
    r = made["r"] = pearson(a, b)
    if r is None:
        return made
    if abs(r) < 1:
        made["t"] = r * math.sqrt((made["n"] - 2) / ((1 - r) * (1 + r)))
    made["p"] = two_sided(r, made["n"] - 2)
    if x is not None and (kept_places == kept).all() and len(a) <= LARGEST:
        x, y = x[kept], y[kept]
        made["n_effective"], made["classes"] = effective(a, b, x, y, width(x, y) if callable(width) else width, count)
        if made["n_effective"] is not None and made["n_effective"] > 2:
            made["p_effective"] = two_sided(r, made["n_effective"] - 2)
    return made


def spacing(x, y):
    """Width of classes of scattered places."""
    return math.sqrt(np.ptp(x) * np.ptp(y) / len(x))
