"""The scale of windows: variograms of metrics in windows, fits, and the rule. Permuted maps are drawn at random: of them only how p and
band go together."""

import math

import numpy as np
import pytest

from . import variograms, windows
from .figures import Figures
from .fits import compare_fits
from .grids import random_grid
from .landscape import diversity
from .library import run
from .maps import pattern, write_plain

METRICS = ["SHEI", "SHDI", "SIDI", "MSIDI", "SIEI", "MSIEI"]
TAU, EPS = 0.10, 0.02


def in_windows(grid, codes, radius, shape, edge, min_valid, metrics):
    """Diversity in the window around each cell; NaN where it has no value."""
    offsets = windows.offsets(grid, radius, shape)
    found = {metric: np.full(grid.shape, np.nan) for metric in metrics}
    for row in range(grid.rows):
        for column in range(grid.columns):
            inside = [(row + i, column + j) for i, j in offsets if 0 <= row + i < grid.rows and 0 <= column + j < grid.columns]
            if windows.whole_enough(len(inside), len(offsets), edge, min_valid):
                land = [codes[cell] for cell in inside]
                values = diversity([land.count(code) / len(land) for code in set(land)])
                for metric in metrics:
                    found[metric][row, column] = values[metric.lower()]
    return found


@pytest.mark.few(2)
def test_scale(rng, tmp_path):
    grid = random_grid(rng, int(rng.integers(30, 34)), int(rng.integers(30, 34)), kinds=("square",))
    side = grid.width
    radii = [side * factor for factor in (1, 1.5, 2, 2.3, 2.9)]
    codes = pattern(rng, list(range(1, int(rng.integers(3, 7)))), grid.shape)
    metrics = [str(metric) for metric in rng.choice(METRICS, 2, replace=False)]
    shape, edge = str(rng.choice(["circle", "square"])), str(rng.choice(["full", "partial"]))
    request = {
        "lulc": write_plain(tmp_path, "map.tif", grid, codes),
        "metrics": metrics,
        "radii": radii,
        "shape": shape,
        "edge": edge,
    }
    weights = str(rng.choice(["n", "n_h2", "ols"]))
    models = ["spherical", "exponential", "gaussian"]
    report = run("window_scale", tmp_path, weights=weights, models=models, **request)
    tables, cutoff = report["tables"], 4 * radii[-1]
    with Figures("window_scale", f"{grid}, {request}, {weights}") as figures:
        by_radius = {radius: in_windows(grid, codes, radius, shape, edge, 0.5, metrics) for radius in radii}
        x, y = grid.centres()
        first, verdicts = {}, {}
        for metric in metrics:
            fields = [by_radius[radius][metric] for radius in radii]
            seen = ~np.isnan(sum(fields))
            for radius, field in zip(radii, fields):
                pairs = variograms.Pairs(x[seen], y[seen], field[seen])
                expected = {
                    number: {
                        "dist": float(pairs.distance[inside].mean()),
                        "gamma": variograms.matheron(pairs.difference[inside]),
                        "np": inside.size,
                    }
                    for number, inside in pairs.bins(cutoff, side).items()
                }
                bins = [row for row in tables["variograms"] if row["metric"] == metric and same(row["radius"], radius)]
                figures.table(
                    f"{metric} at {radius}", {row["bin"]: row for row in bins}, expected, relative=1e-6
                )  # windows are Float32
                fits = [row for row in tables["fits"] if row["metric"] == metric and same(row["radius"], radius)]
                compare_fits(figures, fits, bins, weights, None, 1, report["messages"])
                for row in fits:
                    figures.same(
                        "gamma1_variance", row["gamma1_variance"], bins[0]["gamma"] / float(field[seen].var()), relative=1e-3
                    )
                    if row["range_effective"] is not None:
                        figures.same("range_widths", row["range_widths"], row["range_effective"] / (2 * radius))
            first[metric], verdicts[metric] = compare_rule(figures, metric, tables, radii, cutoff, models)
        reached = [radius for radius in first.values() if radius is not None]
        chosen = max(reached) if reached and "NOT REACHED" not in verdicts.values() else None
        figures.same("radius_chosen", report["results"]["radius_chosen"], chosen)
        figures.same("radius_median", report["results"]["radius_median"], float(np.median(reached)) if reached else None)


def same(one, other):
    return abs(one - other) <= 1e-9 * other


def deviation(row):
    """Of permuted maps, 0.01 at least."""
    return max(row["se_null_nugget_sill"], 0.01)


def compare_rule(figures, metric, tables, radii, cutoff, models):
    """The first stable radius of a metric, and its verdict."""
    fits = {
        (row["model"], radii.index(next(r for r in radii if same(row["radius"], r)))): row
        for row in tables["fits"]
        if row["metric"] == metric
    }
    count = range(len(radii))
    model = min(models, key=lambda name: sum(fits[name, j]["rss"] for j in count))
    rule = [fits[model, j] for j in count]
    figures.same(f"{metric}: model of the rule", sorted({row["model"] for row in fits.values() if row["of_rule"]}), [model])
    q = [row["nugget_sill"] for row in rule]
    steps = [None] + [abs(q[j] - q[j - 1]) / math.log2(radii[j] / radii[j - 1]) for j in count if j]
    tolerance = max(TAU * (max(q) - min(q)), EPS)
    stable = [all(step <= tolerance for step in steps[j + 1 :]) for j in count[:-2]]
    radius = next((radii[j] for j in count[:-2] if stable[j]), None)
    beyond = [row["range_effective"] > cutoff or fits["linear", j]["aic"] < row["aic"] for j, row in enumerate(rule)]
    bare = [row["nugget"] == 0 or row["nugget_sill"] < 0.01 for row in rule]
    if max(q) - min(q) < EPS:
        verdict = "FLAT"
    elif 2 * sum(bare) >= len(radii):
        verdict = "DEGENERATE"
    elif 2 * sum(beyond) >= len(radii):
        verdict = "UNBOUNDED"
    else:
        verdict = "STABLE" if radius is not None else "NOT REACHED"
    told = sorted(
        (row for row in tables["choice"] if row["part"] == "rule" and row["metric"] == metric), key=lambda row: row["radius"]
    )
    with_errors = any(row["se_nugget_sill"] is not None for row in told)  # steps are then judged by these too
    known = [row["null_p"] for row in told if row["null_p"] is not None]
    if verdict == "STABLE" and not (known and min(known) <= 0.05 + 1e-9):
        verdict = "WINDOW OVERLAP" if known else "NOT DETERMINED"
    elif verdict == "STABLE" and not with_errors:
        verdict = "NOT DETERMINED"
    # So many deviations to each side, cut where no share can be: as many as the end has that is cut least
    widths = [
        abs(row[end] - row["null_nugget_sill"]) / deviation(row)
        for row in told
        for end in ("null_low", "null_high")
        if row[end] is not None
    ]
    factor = max(widths, default=None)
    for j, row in enumerate(told):
        if row["null_p"] is not None:  # outside of the band is p of 0.05 or less
            outside = row["nugget_sill"] < row["null_low"] or row["nugget_sill"] > row["null_high"]
            figures.same(f"{metric} at {radii[j]}: outside of the band", outside, row["null_p"] <= 0.05 + 1e-9)
            low, high = (row["null_nugget_sill"] + sign * factor * deviation(row) for sign in (-1, 1))
            figures.same(f"{metric} at {radii[j]}: low end of the band", row["null_low"], max(low, 0), absolute=1e-9)
            figures.same(f"{metric} at {radii[j]}: high end of the band", row["null_high"], min(high, 1), absolute=1e-9)
        figures.same(f"{metric} at {radii[j]}: nugget_sill", row["nugget_sill"], q[j])
        figures.same(f"{metric} at {radii[j]}: step", row["step"], steps[j])
        if not with_errors:
            figures.same(f"{metric} at {radii[j]}: tolerance", row["tolerance"], tolerance if j else None)
            figures.same(f"{metric} at {radii[j]}: stable", row["stable"], int(stable[j]) if j < len(radii) - 2 else None)
            figures.same(f"{metric} at {radii[j]}: verdict", row["verdict"], verdict)
    return (radius if verdict == "STABLE" else None), verdict
