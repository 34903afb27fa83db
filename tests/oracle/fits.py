"""Fitted models against the bins that they were fitted to."""

import numpy as np

from . import variograms

NEVER_BETTER = 1e-4  # share of the sum of squares that a search of ranges may leave


def compare_fits(figures, rows, bins, weights, kappa, structures, messages):
    """Rows of one variogram; `bins` are its rows of the table of variograms."""
    # Of weights that go to and fro no fit is the least.
    unsettled = [message["text"] for message in messages if message["code"] == "NOT_SETTLED"]
    used = [row for row in bins if row["dist"] > 0]
    dist, gamma, pairs = (np.array([row[name] for row in used], float) for name in ("dist", "gamma", "np"))
    for row in rows:
        what = f"{row['model']} of {row['direction']}"
        fitted = variograms.fitted_gamma(row, dist)
        w = variograms.weights_of(weights, dist, pairs, fitted)
        rss, scale = float((w * (gamma - fitted) ** 2).sum()), float((w * gamma**2).sum())
        loose = 1e-6 if row["model"] == "matern" else 1e-9
        figures.same(f"{what}: rss", row["rss"], rss, relative=1e-6, absolute=loose * scale)
        mean = float((w * gamma).sum() / w.sum())
        spread = float((w * (gamma - mean) ** 2).sum())
        if spread > 1e-9 * scale:
            figures.same(f"{what}: r2", row["r2"], 1 - rss / spread, relative=1e-6, absolute=1e-6 * scale / spread)
        if row["rss"] > 1e-9 * scale:
            aic = dist.size * np.log(row["rss"] / dist.size) + 2 * variograms.parameters(row, kappa is not None)
            figures.same(f"{what}: aic", row["aic"], float(aic), absolute=1e-6)
        compare_sill(figures, what, row)
        figures.same(f"{what}: nugget at its bound", "nugget" in (row["at_bound"] or "").split(), row["nugget"] == 0)
        if not any(text.startswith(f"Weights of {row['model']} ") for text in unsettled):
            compare_least(figures, what, row, (dist, gamma, w), kappa, scale)
        figures.same(f"{what}: structures", row["structures"], structures if row["model"] in variograms.SILL_MODELS else 1)


def compare_sill(figures, what, row):
    if row["model"] not in variograms.SILL_MODELS:
        for name in ("sill", "range_effective", "nugget_sill", "psill2"):
            figures.same(f"{what}: {name}", row[name], None)
        return
    sill = row["nugget"] + row["psill"] + (row["psill2"] or 0)
    figures.same(f"{what}: sill", row["sill"], sill, relative=1e-9)
    figures.same(f"{what}: nugget_sill", row["nugget_sill"], row["nugget"] / sill if sill else None)
    if row["range_a"] is not None and row["range_a2"] is None:
        effective = variograms.effective_range(row["model"], row["range_a"], row["kappa"])
        figures.same(f"{what}: range_effective", row["range_effective"], effective, relative=1e-5 if row["model"] == "matern" else 1e-9)


def compare_least(figures, what, row, bins, kappa, scale):
    """No range (and kappa) from a grid has a lesser sum of squares. A range at its bound is compared with those within it."""
    dist, gamma, w = bins
    model = row["model"]
    bound = max(row["range_a"] or 0, row["range_a2"] or 0) if "range" in (row["at_bound"] or "") else np.inf
    factor = variograms.effective_range(model, 1.0, row["kappa"] or 0.5) if model in variograms.SILL_MODELS else 1.0
    least = dist.min() / factor  # an effective range below the first bin cannot be seen, and is not searched
    ranges = [a for a in np.geomspace(least, dist.max() * 5, 60) if a <= max(bound, least * 1.001)]
    kappas = [row["kappa"]] if kappa is not None or model != "power" else np.linspace(0.05, 2, 40)
    if model == "linear":
        tried = [[dist]]
    elif model == "power":
        tried = [[dist**k] for k in kappas]
    else:
        smooth = row["kappa"] or 0.5  # a fit without a sill has none
        some = [(a, variograms.shape(model, dist, a, smooth)) for a in ranges[:: 6 if model == "matern" else 4 if row["structures"] == 2 else 1]]
        tried = [[one, other] for a, one in some for b, other in some if a < b] if row["structures"] == 2 else [[one] for _a, one in some]
    for columns in tried:
        squares = variograms.least_squares([np.ones_like(dist), *columns], gamma, w)
        figures.same(f"{what}: a lesser sum of squares than {row['rss']} ({row['at_bound']}), {squares}", squares < row["rss"] * (1 - NEVER_BETTER) - 1e-9 * scale, False)
