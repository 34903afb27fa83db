"""Map accuracy and what carbon storage and series make of its matrix, by one rule for all standard errors.

Nothing here is shared with accuracy.py, which has the formulas of the papers one by one. A figure is a function of the shares of
the pairs of classes within each stratum; its derivatives are taken by complex steps; its variance is that of the linear form in
the units (Stehman 2014).
"""

import csv
import re
import statistics

import numpy as np
import pytest
from osgeo import ogr

from .figures import Figures, needs
from .grids import PLACES, Grid, random_grid, random_size
from .library import native, run
from .maps import random_map, random_palette, unused
from .selection import random_selection, write_features

Z = statistics.NormalDist().inv_cdf(0.975)
POOLS = ("above", "below", "soil", "dead")
STEP = 1e-30  # of complex steps, which lose no digits however small they are


# What the sample tells ----------------------------------------------------------------------------------------------------------


class Told:
    """Figures of a sample with their standard errors.

    Units are (stratum, class of the map, class of the reference); weights are the strata's shares of the area. Where the classes
    of the map are the strata, a unit's stratum is its class of the map.
    """

    def __init__(self, units, weights, by_map, density=None):
        self.units, self.weights, self.by_map = units, weights, by_map
        self.classes = sorted({one for _stratum, *pair in units for one in pair} | (set(weights) if by_map else set()))
        self.strata = list(weights)
        place = {code: i for i, code in enumerate(self.classes)}
        self.index = np.array([(self.strata.index(h), place[i], place[j]) for h, i, j in units])
        self.counts = np.zeros((len(self.strata), len(self.classes), len(self.classes)))
        np.add.at(self.counts, tuple(self.index.T), 1)
        self.n = self.counts.sum((1, 2))
        self.w = np.array([weights[h] for h in self.strata])
        self.density = np.array([density[code] for code in self.classes]) if density else None
        self.within = self.counts / self.n[:, None, None]
        self.shares = np.tensordot(self.w, self.within, 1)
        self.values = self._named(self._figures(self.within.astype(complex)).real)
        self.errors = self._errors()

    def _figures(self, within):
        """Overall, kappa, carbon, then user's, producer's and area of each class; what is no number is NaN."""
        p = np.tensordot(self.w, within, 1)
        agreed, mapped, true = np.diagonal(p), p.sum(1), p.sum(0)
        with np.errstate(invalid="ignore", divide="ignore"):
            by_chance = (mapped * true).sum()
            kappa = (agreed.sum() - by_chance) / (1 - by_chance)
            carbon = np.nan if self.density is None else (true * self.density).sum()
            return np.concatenate([[agreed.sum(), kappa, carbon], agreed / mapped, agreed / true, true])

    def _named(self, figures):
        figures = [None if np.isnan(value) else float(value) for value in figures]
        named = dict(zip(("overall", "kappa", "carbon"), figures))
        for position, what in enumerate(("users", "producers", "area")):
            named.update({(what, code): value for code, value in zip(self.classes, figures[3 + position * len(self.classes) :])})
        if len({code for _stratum, *pair in self.units for code in pair}) == 1:
            named["kappa"] = None
        return named

    def _errors(self):
        """Roots of Σ s² / n, with n - 1, of the units' derivatives by stratum; none where a stratum of one point has a say."""
        slopes = np.zeros((len(self.units), len(self.values)))
        for cell in {tuple(cell) for cell in self.index}:
            moved = self.within.astype(complex)
            moved[cell] += 1j * STEP
            slopes[(self.index == cell).all(1)] = self._figures(moved).imag / STEP
        variance, known = np.zeros(len(self.values)), np.ones(len(self.values), bool)
        for h, n in enumerate(self.n):
            if n > 1:
                variance += slopes[self.index[:, 0] == h].var(0, ddof=1) / n
            else:
                known &= self._apart_from(h)
        errors = self._named(np.where(known, np.sqrt(variance), np.nan))
        return {key: None if self.values[key] is None else error for key, error in errors.items()}

    def _apart_from(self, h):
        """Where a stratum has no say: in user's accuracies of other classes, where classes of the map are the strata."""
        apart = np.zeros(len(self.values), bool)
        apart[3 : 3 + len(self.classes)] = [self.by_map and code != self.strata[h] for code in self.classes]
        return apart

    def covariance(self):
        """Of the shares of classes in the reference, by the help of carbon storage; None where a stratum has one point."""
        if (self.n < 2).any():
            return None
        total = 0
        for w, n, p in zip(self.w, self.n, self.within.sum(1)):
            total = total + w**2 * (np.diag(p) - np.outer(p, p)) / (n - 1)
        return total


def disagreement(p):
    """Quantity, allocation, exchange and shift of a matrix of shares (Pontius and Millones 2011; Pontius and Santacruz 2014)."""
    quantity = np.abs(p.sum(1) - p.sum(0)).sum() / 2
    exchange = sum(2 * min(p[i, j], p[j, i]) for i in range(len(p)) for j in range(i))
    allocation = p.sum() - np.trace(p) - quantity
    return {"quantity": quantity, "allocation": allocation, "exchange": exchange, "shift": allocation - exchange}


def kappa_of_a_sample(counts):
    """Kappa and its standard error by the delta method for a multinomial sample, as Fleiss, Cohen and Everitt (1969)."""
    n = counts.sum()
    q = counts / n

    def kappa(q):
        agreed, by_chance = np.trace(q), (q.sum(0) * q.sum(1)).sum()
        return (agreed - by_chance) / (1 - by_chance)

    slopes = np.zeros(q.shape)
    for cell in np.ndindex(*q.shape):
        moved = q.astype(complex)
        moved[cell] += 1j * STEP
        slopes[cell] = kappa(moved).imag / STEP
    mean = (q * slopes).sum()
    return float(kappa(q)), float(np.sqrt(max((q * (slopes - mean) ** 2).sum(), 0) / n))


def ends(value, error):
    return (None, None) if value is None or error is None else (value - Z * error, value + Z * error)


# What the tables must be --------------------------------------------------------------------------------------------------------


def expected_classes(told, mapped, total, names):
    rows = {}
    for code in sorted({*told.classes, *mapped}):
        area, se = (
            told.values.get(("area", code), 0.0),
            told.errors.get(("area", code), 0.0 if told.errors["overall"] is not None else None),
        )
        scale = np.nan if total is None else total
        low, high = ends(area, se)
        rows[code] = {
            "name": names(code),
            "points_map": sum(unit[1] == code for unit in told.units),
            "points_ref": sum(unit[2] == code for unit in told.units),
            "mapped_prop": mapped.get(code, 0.0),
            "area_prop": area,
            "se_prop": se,
            "users": told.values.get(("users", code)),
            "se_users": told.errors.get(("users", code)),
            "producers": told.values.get(("producers", code)),
            "se_producers": told.errors.get(("producers", code)),
        }
        for column, value in zip(
            ("mapped_ha", "area_ha", "se_ha", "ci95_low_ha", "ci95_high_ha"), (mapped.get(code, 0.0), area, se, low, high)
        ):
            rows[code][column] = None if total is None or value is None else value * scale
    return rows


def expected_summary(told, mapped, total, design, density):
    counts = told.counts.sum(0)
    n = counts.sum()
    simple = design != "stratified"
    p = np.trace(counts) / n
    measures = {
        "overall": (told.values["overall"], told.errors["overall"]),
        "kappa": (told.values["kappa"], told.errors["kappa"]),
    }
    measures.update({name: (value, None) for name, value in disagreement(told.shares).items()})
    measures["sample_overall"] = p, np.sqrt(p * (1 - p) / (n - 1)) if simple and n > 1 else None
    kappa, error = kappa_of_a_sample(counts) if told.values["kappa"] is not None else (None, None)
    measures["sample_kappa"] = kappa, error if simple else None
    if density:
        mean, error = told.values["carbon"], told.errors["carbon"]
        own = sum(share * density[code] for code, share in mapped.items())
        measures["carbon_mean_t_ha"] = mean, error
        measures["carbon_total_t"] = (None, None) if total is None else (mean * total, None if error is None else error * total)
        measures["carbon_map_mean_t_ha"] = own, None
        measures["carbon_map_bias_t_ha"] = own - mean, error
    rows = {}
    for name, (value, error) in measures.items():
        low, high = ends(value, error)
        rows[name] = {"value": value, "se": error, "ci95_low": low, "ci95_high": high}
    return rows


def expected_matrix(told, names):
    rows = {}
    seen = sorted({unit[2] for unit in told.units})
    for h, stratum in enumerate(told.strata):
        pairs = (
            [(stratum, code) for code in seen] if told.by_map else sorted({unit[1:] for unit in told.units if unit[0] == stratum})
        )
        for i, j in pairs:
            at = told.classes.index(i), told.classes.index(j)
            share = told.w[h] * told.within[(h, *at)]
            row = {"map_name": names(i), "ref_name": names(j), "points": int(told.counts[(h, *at)]), "area_prop": share}
            rows[None if told.by_map else str(stratum), i, j] = row
    return rows


def compare(figures, report, told, mapped, total, design, names, density):
    """All figures of the tables of map accuracy, and those of its results."""
    tables, largest = report["tables"], max(density.values()) if density else 0.0
    area = total or 0.0
    by_class = {row["lucode"]: row for row in tables["classes"]}
    figures.table("classes", by_class, expected_classes(told, mapped, total, names), absolute=1e-13 * max(1, area))
    matrix = {(row["stratum"], row["map_lucode"], row["ref_lucode"]): row for row in tables["matrix"]}
    figures.table("matrix", matrix, expected_matrix(told, names), absolute=1e-14)
    summary = expected_summary(told, mapped, total, design, density)
    measures = {row["measure"]: row for row in tables["summary"]}
    figures.same("measures", list(measures), list(summary))
    for name in set(measures) & set(summary):
        scale = largest * (area if name == "carbon_total_t" else 1) if name.startswith("carbon") else 1.0
        for column, value in summary[name].items():
            # What is 0 may be the root of a rounding error
            rounding = (
                2e-7
                if "kappa" in name and column != "value" and summary[name]["se"] is not None and summary[name]["se"] < 1e-9
                else 0.0
            )
            figures.same(f"{name} {column}", measures[name][column], value, absolute=1e-13 * scale + 1e-14 + rounding)
    results, nothing = report["results"], {"value": None, "se": None}
    carbon = {name: summary.get(f"carbon_{name}", nothing) for name in ("mean_t_ha", "total_t", "map_mean_t_ha")}
    for name, value in (
        ("overall", summary["overall"]["value"]),
        ("overall_se", summary["overall"]["se"]),
        ("kappa", summary["kappa"]["value"]),
        ("points_used", len(told.units)),
        ("carbon_mean", carbon["mean_t_ha"]["value"]),
        ("carbon_total", carbon["total_t"]["value"]),
        ("carbon_total_se", carbon["total_t"]["se"]),
        ("map_carbon_mean", carbon["map_mean_t_ha"]["value"]),
    ):
        figures.same(name, results[name], value, absolute=1e-13 * (1 + largest * (1 + area)))


# What carbon storage and series must make of a matrix ---------------------------------------------------------------------------


def pool_error(areas, pools, correlation):
    """Of the carbon of classes with these areas: the sum of all entries of a covariance matrix.

    None where a standard error is unknown, but of a class that has no area.
    """
    areas = {code: area for code, area in areas.items() if area}
    variance, x = 0.0, np.array(list(areas.values()))
    for pool in POOLS:
        s = [pools[code].get(f"se_{pool}") for code in areas]
        if None in s:
            return None
        together = np.full((len(s), len(s)), correlation)
        np.fill_diagonal(together, 1)
        variance += (x * s) @ together @ (x * s)
    return float(np.sqrt(variance))


def both(pool, by_map):
    return None if pool is None or by_map is None else float(np.hypot(pool, by_map))


def with_interval(value, error):
    low, high = ends(value, error)
    return {"se_t": error, "ci95_low_t": low, "ci95_high_t": high}


def expected_carbon(told, areas, pools, density, correlation, names, cells):
    """Rows by class, and the total as a row, of a map with its matrix."""
    total, covariance = sum(areas.values()), told.covariance()
    shares = dict(zip(told.classes, told.shares.sum(0)))
    rows = {}
    for code in sorted({*told.classes, *areas}):
        area, own = shares.get(code, 0.0) * total, areas.get(code, 0.0)
        by_map = None if covariance is None else 0.0
        if by_map is not None and code in shares:
            position = told.classes.index(code)
            by_map = density[code] * total * float(np.sqrt(max(covariance[position, position], 0)))
        pool = pool_error({code: area}, pools, correlation)
        rows[code] = {
            "name": names(code), "cells": cells.get(code, 0), "area_ha": own, "area_pct": 100 * own / total,
            "carbon_t": own * density[code],
            "carbon_adjusted_t": area * density[code], "area_adjusted_ha": area, "se_pool_t": pool, "se_map_t": by_map,
            **with_interval(area * density[code], both(pool, by_map)),
        }  # fmt: skip
    every = sum(row["carbon_t"] for row in rows.values())
    for row in rows.values():
        row["carbon_pct"] = 100 * row["carbon_t"] / every if every else None
    pool = pool_error({code: row["area_adjusted_ha"] for code, row in rows.items()}, pools, correlation)
    by_map = None
    if covariance is not None:
        d = np.array([density[code] for code in told.classes])
        by_map = total * float(np.sqrt(max(d @ covariance @ d, 0)))
    adjusted = sum(row["carbon_adjusted_t"] for row in rows.values())
    return rows, {
        "carbon_t": every, "carbon_adjusted_t": adjusted, "se_pool_t": pool, "se_map_t": by_map,
        **with_interval(adjusted, both(pool, by_map)),
    }  # fmt: skip


def write_matrix(path, tables):
    rows = [row for table in tables for row in table]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
    return str(path)


def check_carbon(figures, folder, rng, parts, pools, density, names):
    """Carbon storage of the first map, and the series of all; parts are by year: told, areas, cells, map, what counts, matrix."""
    correlation = float(rng.choice([0, 1, rng.random()]))
    shared = {"pools": str(folder / "pools.csv"), "class_correlation": correlation}
    told, areas, cells, request, selection, matrix = parts[0]
    accuracy = write_matrix(folder / "matrix.csv", [matrix])
    report = run("carbon_storage", folder, lulc=request, accuracy=accuracy, **shared, **selection)
    rows, total = expected_carbon(told, areas, pools, density, correlation, names, cells)
    for code, row in rows.items():
        row.update({f"c_{pool}_t": row["area_ha"] * pools[code][f"c_{pool}"] for pool in POOLS})
    small = {"absolute": 1e-13 * (1 + max(density.values())) * sum(areas.values()) + 1e-14}
    figures.table("storage", {row["lucode"]: row for row in report["tables"]["summary"]}, rows, **small)
    wanted = {
        "total_adjusted": "carbon_adjusted_t",
        "total_se": "se_t",
        "total_se_pool": "se_pool_t",
        "total_se_map": "se_map_t",
        "total_carbon": "carbon_t",
    }
    for name, column in wanted.items():
        figures.same(name, report["results"][name], total[column], **small)

    years = [part[3]["year"] for part in parts]
    with_matrix = [part for part in parts if part is parts[-1] or rng.random() < 0.7]
    accuracy = write_matrix(folder / "matrices.csv", [part[5] for part in with_matrix])
    series = {"layers": [part[3] for part in parts], "years": years}
    report = run("carbon_series", folder, accuracy=accuracy, **series, **shared, **selection)
    without = run("carbon_series", folder, **series, **shared, **selection)
    plain = {row["year"]: row for row in without["tables"]["totals"]}
    found = {(row["year"], row["lucode"]): row for row in report["tables"]["storage"]}
    totals = {row["year"]: row for row in report["tables"]["totals"]}
    every = {}
    for part in parts:
        year = part[3]["year"]
        if any(part is one for one in with_matrix):
            rows, total = expected_carbon(*part[:2], pools, density, correlation, names, part[2])
            every.update({(year, code): row for code, row in rows.items()})
            total.update(area_ha=sum(part[1].values()), cells=sum(part[2].values()), co2e_t=total["carbon_t"] * 44 / 12)
            for column, value in total.items():
                figures.same(f"total of {year} {column}", totals[year][column], value, **small)
        else:
            every.update({(year, row["lucode"]): row for row in without["tables"]["storage"] if row["year"] == year})
            for column, value in plain[year].items():
                figures.same(f"total of {year} without a matrix {column}", totals[year][column], value)
    figures.table("series", found, every, **small)
    for row, plain_row in zip(report["tables"]["changes"], without["tables"]["changes"]):
        alike = all(abs(sum(part[1].values()) / row["area_ha"] - 1) < 1e-9 for part in parts)
        wanted = dict(plain_row)
        if len(with_matrix) == 2 and alike:  # on one land, two samples drawn apart
            before, after = [totals[year] for year in years]
            adjusted = after["carbon_adjusted_t"] - before["carbon_adjusted_t"]
            net = {code: 0.0 for _year, code in every}
            for (year, code), storage in every.items():
                net[code] += (1 if year == years[1] else -1) * storage["area_adjusted_ha"]
            pool, by_map = pool_error(net, pools, correlation), both(before["se_map_t"], after["se_map_t"])
            wanted.update(
                carbon_adjusted_t=adjusted, se_pool_t=pool, se_map_t=by_map, **with_interval(adjusted, both(pool, by_map))
            )
        for column, value in wanted.items():
            figures.same(f"change {column}", row[column], value, **small)


# Random maps and samples --------------------------------------------------------------------------------------------------------


def lands(rng, largest=18):
    """A grid and the areas of its cells in ha: a plane by its determinant, rows in degrees by the authalic latitude."""
    rows, columns = random_size(rng, largest)
    if rng.random() < 0.2:
        left, top = PLACES[4326]
        step = float(rng.uniform(0.01, 0.2))
        grid = Grid((left, step, 0, top, 0, -step * float(rng.choice([1, 0.6]))), rows, columns, 4326)
        semi_major, e2 = 6378137.0, (2 - 1 / 298.257223563) / 298.257223563
        e = np.sqrt(e2)
        sine = np.sin(np.radians(top + grid.transform[5] * np.arange(rows + 1)))
        q = (1 - e2) * (sine / (1 - e2 * sine**2) + np.arctanh(e * sine) / e)
        strips = semi_major**2 * np.radians(step) * np.abs(np.diff(q)) / 2 / 1e4
        return grid, np.repeat(strips[:, None], columns, 1)
    grid = random_grid(rng, rows, columns)
    _left, a, b, _top, c, d = grid.transform
    return grid, np.full(grid.shape, abs(a * d - b * c) * grid.metres**2 / 1e4)


def random_pools(rng, folder, classes):
    """Pools of classes, their densities, and how classes are called."""
    named, errors = rng.random() < 0.5, rng.random() < 0.8
    columns = [*(f"c_{pool}" for pool in POOLS), *(f"se_{pool}" for pool in POOLS if errors)]
    pools = {code: {column: float(rng.choice([0, rng.uniform(0, 90)])) for column in columns} for code in classes}
    if errors and rng.random() < 0.15:
        pools[int(rng.choice(classes))]["se_soil"] = None
    for row in pools.values():
        row["c_soil"] += 1.0  # so that no density is 0
    with open(folder / "pools.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["lucode", *(["name"] if named else []), *columns])
        for code, row in pools.items():
            writer.writerow(
                [
                    code,
                    *([f"Cover {code}"] if named else []),
                    *("" if row[column] is None else repr(row[column]) for column in columns),
                ]
            )
    density = {code: sum(row[f"c_{pool}"] for pool in POOLS) for code, row in pools.items()}
    return pools, density, named, lambda code: f"Cover {code}" if named else f"class {code}"


def areas_of(codes, counted, areas):
    found = {int(code): counted & (codes == code) for code in np.unique(codes[counted])}
    return {code: float(areas[cells].sum()) for code, cells in found.items()}, {
        code: int(cells.sum()) for code, cells in found.items()
    }


def at(grid, row, column, rng):
    place = ogr.Geometry(ogr.wkbPoint)
    place.AddPoint_2D(*(float(part) for part in grid.at(row + rng.uniform(0.02, 0.98), column + rng.uniform(0.02, 0.98))))
    return place


def drawn(rng, strata, counted, design):
    """Cells of a sample: some of each stratum, or of the whole at random."""
    if design == "stratified":
        chosen = []
        for stratum in np.unique(strata[counted]):
            inside = np.argwhere(counted & (strata == stratum))
            chosen += [
                tuple(cell) for cell in rng.choice(inside, int(rng.choice([1, 2, 3, 7, 15], p=[0.06, 0.2, 0.24, 0.3, 0.2])))
            ]
        return chosen
    inside = np.argwhere(counted)
    if design == "systematic":
        step = int(rng.integers(1, 4))
        return [tuple(cell) for cell in inside if cell[0] % step == 0 and cell[1] % step == 0]
    return [tuple(cell) for cell in rng.choice(inside, int(rng.integers(3, 60)))]


def truth_maker(rng, classes, spare):
    """The class of the reference where the map has one: mostly its own."""
    good = float(rng.choice([rng.uniform(0.3, 1), 1], p=[0.9, 0.1]))
    others = [*classes, *spare]
    return lambda own: int(own if rng.random() < good else rng.choice(others))


def refused_without_points(figures, folder, request, classes, shares, seen):
    """A class of the map that no point is on stops the run, with its share of the area; returns whether that was so here."""
    missing = [code for code in classes if code not in seen]
    if not missing:
        return False
    with pytest.raises(native.InvalidInput) as stopped:
        run("map_accuracy", folder, **request)
    lost = sum(shares[code] for code in missing)
    if seen:  # one sentence for a sample without any point says it otherwise
        told = re.search(r"so ([0-9.e-]+) % of the area would be lost", str(stopped.value))
        figures.same("share that would be lost", told and float(told[1]), 100 * lost, relative=0.01)
        for code in missing[:5]:
            figures.same(f"{code} is named", f"{code} (" in str(stopped.value), True)
    return True


@pytest.mark.few(70)
def test_points(rng, tmp_path):
    grid, areas = lands(rng)
    kind = str(rng.choice(["uint8", "int16", "uint16"]))
    lulc = random_map(rng, tmp_path, "map.tif", grid, random_palette(rng, kind, (1, 2, 3, 4, 6)))
    palette = sorted(set(lulc.codes.ravel().tolist()))
    selection = random_selection(rng, tmp_path, grid, palette, zones=False)
    counted = selection.counted(lulc.codes, lulc.valid)
    needs(counted.any())
    in_ha, cells = areas_of(lulc.codes, counted, areas)
    total = sum(in_ha.values())
    mapped = {code: area / total for code, area in in_ha.items()}
    spare = [code for code in (palette[-1] + 1, palette[-1] + 5) if code not in selection.ignored][: int(rng.integers(0, 3))]
    pools, density, named, names = random_pools(rng, tmp_path, [*palette, *spare])
    design = str(rng.choice(["stratified", "stratified", "simple", "systematic"]))
    given = design == "stratified" and rng.random() < 0.4
    strata, weights = lulc.codes, mapped
    if given:
        labels = np.array(["hills", "5", "Süd", "valley"])[: int(rng.integers(1, 5))]
        strata = labels[rng.integers(0, labels.size, grid.shape)]
        sizes = {
            str(label): float(rng.choice([(counted & (strata == label)).sum(), rng.integers(1, 900)]))
            for label in np.unique(strata[counted])
        }
        weights = {label: size / sum(sizes.values()) for label, size in sizes.items()}
        with open(tmp_path / "strata.csv", "w", encoding="utf-8") as file:
            file.write("stratum,cells\n" + "".join(f"{label},{size!r}\n" for label, size in sizes.items()))

    truth = truth_maker(rng, list(mapped), spare)
    points, fates = [], []  # (place, reference, stratum), what becomes of it
    for row, column in drawn(rng, strata, counted, design):
        own = int(lulc.codes[row, column])
        points.append((at(grid, row, column, rng), truth(own), str(strata[row, column])))
        fates.append((str(strata[row, column]) if given else own, own, points[-1][1]))
    units = list(fates)
    some, label = next(iter(mapped)), str(strata[tuple(np.argwhere(counted)[0])])
    for row, column in rng.permutation(np.argwhere(~counted))[:3]:
        points.append((at(grid, row, column, rng), some, label))
        fates.append("nodata")
    for row, column in ((-1, 0), (0, grid.columns), (grid.rows, 0), (0, -1)):
        points.append((at(grid, row, column, rng), some, label))
        fates.append("off_map")
    row, column = np.argwhere(counted)[-1]
    for reference, stratum, fate in [(None, label, "no_class"), *((code, label, "ignored") for code in selection.ignored)]:
        points.append((at(grid, row, column, rng), reference, stratum))
        fates.append(fate)
    if given:
        points.append((at(grid, row, column, rng), some, None))
        fates.append("no_stratum")
    order = rng.permutation(len(points))
    by_name = named and not selection.ignored and rng.random() < 0.6
    kind, word = (ogr.OFTString, lambda code: f" {names(code).upper()} ") if by_name else (ogr.OFTInteger, int)
    fields = [
        ("seen", kind, [None if points[i][1] is None else word(points[i][1]) for i in order]),
        ("part", ogr.OFTString, [points[i][2] for i in order]),
    ]
    request = {
        "map": {**lulc.request, "year": 2001, "name": "first"}, "design": design, "points": True, "field": "seen",
        "reference": write_features(tmp_path, "points.gpkg", grid.epsg, [points[i][0] for i in order], fields),
        **selection.request,
    }  # fmt: skip
    with_pools = by_name or rng.random() < 0.7
    if with_pools:
        request["pools"] = str(tmp_path / "pools.csv")
    if given:
        request.update(strata=str(tmp_path / "strata.csv"), strata_field="part")
    with Figures("map_accuracy", f"{lulc.about}, {design}, {request}") as figures:
        if not given and refused_without_points(figures, tmp_path, request, list(mapped), mapped, {unit[1] for unit in units}):
            return
        report = run("map_accuracy", tmp_path, **request)
        told = Told(units, weights, not given, density)
        called = names if with_pools else lambda code: f"class {code}"
        compare(figures, report, told, mapped, total, design, called, density if with_pools else None)
        figures.same("left out", report["results"]["points_left_out"], len(points) - len(units))
        rows = {row["feature"]: row for row in report["tables"]["points"]}
        figures.same("points", sorted(rows), list(range(1, len(points) + 1)))
        for position, i in enumerate(order, 1):
            row = rows[position]
            if isinstance(fates[i], str):
                figures.same(f"point {position}", (row["fate"], row["agrees"]), (fates[i], None))
            else:
                _stratum, own, seen = fates[i]
                got = tuple(row[name] for name in ("fate", "map_lucode", "ref_lucode", "map_name", "ref_name", "agrees"))
                figures.same(f"point {position}", got, ("used", own, seen, called(own), called(seen), int(own == seen)))

        if set(mapped) - {unit[1] for unit in units}:
            return  # strata of one's own may leave a class without a point, of which carbon storage knows nothing
        parts = [(told, in_ha, cells, request["map"], selection.request, report["tables"]["matrix"])]
        if not given:  # a second year with a sample of its own, on the same grid
            later = random_map(rng, tmp_path, "later.tif", grid, palette)
            counted = selection.counted(later.codes, later.valid)
            if counted.any() and (counted & selection.counted(lulc.codes, lulc.valid)).any():
                parts.append(second_year(rng, tmp_path, grid, areas, later, counted, density, selection.request))
        check_carbon(figures, tmp_path, rng, parts, pools, density, names)


def second_year(rng, folder, grid, areas, lulc, counted, density, selection):
    in_ha, cells = areas_of(lulc.codes, counted, areas)
    truth = truth_maker(rng, list(density), [])
    units = [
        (int(lulc.codes[cell]),) * 2 + (truth(int(lulc.codes[cell])),) for cell in drawn(rng, lulc.codes, counted, "stratified")
    ]
    told = Told(units, {code: area / sum(in_ha.values()) for code, area in in_ha.items()}, True, density)
    matrix = [
        {
            "layer": "second",
            "year": 2011,
            "stratum": stratum,
            "map_lucode": i,
            "map_name": "",
            "ref_lucode": j,
            "ref_name": "",
            **row,
        }
        for (stratum, i, j), row in expected_matrix(told, str).items()
    ]
    return told, in_ha, cells, {**lulc.request, "year": 2011, "name": "second"}, selection, matrix


@pytest.mark.few(30)
def test_a_raster_of_the_reference(rng, tmp_path):
    """On the map's grid, or on one of its own, of which the cell at the centre of a map's cell tells."""
    grid, areas = lands(rng, 14)
    palette = random_palette(rng, "uint8", (1, 2, 3, 5))
    lulc = random_map(rng, tmp_path, "map.tif", grid, palette)
    selection = random_selection(rng, tmp_path, grid, palette, zones=False)
    counted = selection.counted(lulc.codes, lulc.valid)
    own = grid
    if rng.random() < 0.5 and grid.epsg != 4326:
        angle = float(rng.uniform(0, 0.3)) if grid.transform[2] else 0.0
        side = float(rng.uniform(4.3, 17.9))
        cos, sin = side * float(np.cos(angle)), side * float(np.sin(angle))
        x, y = grid.centres()
        columns, rows = (int(np.ptp(part) * 1.5 / side) + 3 for part in (x, y))
        own = Grid((x.min() - 1.3 * side, cos, sin, y.max() + 2.1 * side, sin, -cos), rows, columns, grid.epsg)
    spare = [unused(rng, "uint8", palette)] if rng.random() < 0.3 else []
    truth = random_map(rng, tmp_path, "truth.tif", own, sorted([*palette, *spare]))
    row, column = (
        (np.floor(part).astype(int) for part in own.cell_of(*grid.centres())) if own is not grid else np.indices(grid.shape)
    )
    inside = (row >= 0) & (row < own.rows) & (column >= 0) & (column < own.columns)
    row, column = np.where(inside, row, 0), np.where(inside, column, 0)
    seen = truth.codes[row, column]
    looked = counted & inside & truth.valid[row, column] & ~np.isin(seen, selection.ignored)
    needs(looked.any())
    in_ha, cells = areas_of(lulc.codes, counted, areas)
    total = sum(in_ha.values())
    mapped = {code: area / total for code, area in in_ha.items()}
    units = [(int(i), int(i), int(j)) for i, j in zip(lulc.codes[looked], seen[looked])]
    classes = sorted({*mapped, *(unit[2] for unit in units)})
    pools, density, _named, names = random_pools(rng, tmp_path, classes)
    design = str(rng.choice(["stratified", "simple", "systematic"]))
    request = {
        "map": {**lulc.request, "year": 2001, "name": "first"}, "reference_raster": truth.request, "design": design,
        "pools": str(tmp_path / "pools.csv"), **selection.request,
    }  # fmt: skip
    with Figures("map_accuracy", f"{lulc.about}, {truth.about}, {request}") as figures:
        if refused_without_points(figures, tmp_path, request, list(mapped), mapped, {unit[1] for unit in units}):
            return
        report = run("map_accuracy", tmp_path, **request)
        told = Told(units, mapped, True, density)
        compare(figures, report, told, mapped, total, design, names, density)
        parts = [(told, in_ha, cells, request["map"], selection.request, report["tables"]["matrix"])]
        check_carbon(figures, tmp_path, rng, parts, pools, density, names)


@pytest.mark.few(40)
def test_counts_in_a_table(rng, tmp_path):
    classes = random_palette(rng, "int16", (1, 2, 3, 5, 9))
    spare = [classes[-1] + 3] if rng.random() < 0.5 else []
    size = rng.choice([lambda: float(rng.integers(1, 10**7)), rng.random])
    sizes = {code: size() for code in classes}
    matrix = {
        code: {other: int(rng.integers(0, 9)) * int(rng.random() < 0.6 or other == code) for other in [*classes, *spare]}
        for code in classes
    }
    for code in classes:
        matrix[code][code] += rng.random() < 0.9
    pools, density, named, names = random_pools(rng, tmp_path, [*classes, *spare])
    head = (
        (lambda code: names(code))
        if named and rng.random() < 0.5
        else lambda code: str(rng.choice(["ref_{}", "{}"])).format(code)
    )
    with open(tmp_path / "counts.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["map_class", "cells", *(head(code) for code in [*classes, *spare])])
        writer.writerows([code, repr(sizes[code]), *matrix[code].values()] for code in classes)
    units = [(i, i, j) for i, row in matrix.items() for j, n in row.items() for _unit in range(n)]
    needs({unit[1] for unit in units} == set(classes))
    design = str(rng.choice(["stratified", "simple", "systematic"]))
    request = {"counts": str(tmp_path / "counts.csv"), "design": design, "pools": str(tmp_path / "pools.csv")}
    mapped, total = {code: size / sum(sizes.values()) for code, size in sizes.items()}, None
    if rng.random() < 0.6:
        request["cell_area_ha"] = float(rng.uniform(0.001, 2))
        total = request["cell_area_ha"] * sum(sizes.values())
    with Figures("map_accuracy", f"{matrix}, {sizes}, {request}") as figures:
        report = run("map_accuracy", tmp_path, **request)
        compare(figures, report, Told(units, mapped, True, density), mapped, total, design, names, density)


@pytest.mark.few(15)
def test_zones_leave_the_matrix_aside(rng, tmp_path):
    """The sample tells of the whole map: tables by zone are what they are without a matrix."""
    grid, areas = lands(rng)
    lulc = random_map(rng, tmp_path, "map.tif", grid, random_palette(rng, "uint8", (1, 2, 3)))
    for attempt in range(20):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        selection = random_selection(rng, folder, grid, sorted(set(lulc.codes.ravel().tolist())))
        if "zones" in selection.request:
            break
    counted = selection.counted(lulc.codes, lulc.valid)
    needs("zones" in selection.request and (counted & np.logical_or.reduce(list(selection.zones.values()))).any())
    in_ha, _cells = areas_of(lulc.codes, counted, areas)
    random_pools(rng, tmp_path, sorted(set(lulc.codes.ravel().tolist())))
    units = [(code, code, code) for code in in_ha for _unit in range(3)]
    told = Told(units, {code: area / sum(in_ha.values()) for code, area in in_ha.items()}, True)
    matrix = [
        {"year": 2001, "map_lucode": i, "ref_lucode": j, **row} for (_stratum, i, j), row in expected_matrix(told, str).items()
    ]
    shared = {"pools": str(tmp_path / "pools.csv"), **selection.request}
    accuracy = {"accuracy": write_matrix(tmp_path / "matrix.csv", [matrix])}
    layer = {**lulc.request, "year": 2001}
    with Figures("map_accuracy", f"{lulc.about}, {selection.request}") as figures:
        for kernel, request in (("carbon_storage", {"lulc": layer}), ("carbon_series", {"layers": [layer], "years": [2001]})):
            without, given = (run(kernel, tmp_path, **request, **shared, **more) for more in ({}, accuracy))
            for name, rows in without["tables"].items():
                figures.same(f"{kernel} {name}", len(given["tables"][name]), len(rows))
                for got, row in zip(given["tables"][name], rows):
                    for column, value in row.items():
                        figures.same(f"{kernel} {name} {column}", got[column], value)
                    for column in ("carbon_adjusted_t", "se_map_t"):
                        figures.same(f"{kernel} {name} {column}", got.get(column), None)


def test_the_example_that_all_know():
    """Table 8 of Olofsson et al. (2014): areas as printed there, and Eqs 5 to 7 and 10 beside this file's rule."""
    counts = np.array([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]])
    pixels = np.array([200000, 150000, 3200000, 6450000])
    units = [(i, i, j) for (i, j), n in np.ndenumerate(counts) for _unit in range(n)]
    told = Told(units, dict(enumerate(pixels / pixels.sum())), True)
    hectares = pixels.sum() * 0.09
    assert [round(told.values["area", k] * hectares) for k in range(4)] == [21158, 11686, 285770, 581386]
    n, w = counts.sum(1), pixels / pixels.sum()
    users = np.diag(counts) / n
    true = (w[:, None] * counts / n[:, None]).sum(0)
    producers = w * users / true
    within = counts / n[:, None]
    binomial = within * (1 - within) / (n - 1)[:, None]
    for k in range(4):
        others = np.arange(4) != k
        of_producers = (
            w[k] ** 2 * (1 - producers[k]) ** 2 * binomial[k, k]
            + producers[k] ** 2 * (w[others] ** 2 * binomial[others, k]).sum()
        )
        assert told.errors["users", k] == pytest.approx(np.sqrt(binomial[k, k]), rel=1e-12)
        assert told.errors["producers", k] == pytest.approx(np.sqrt(of_producers) / true[k], rel=1e-12)
        assert told.errors["area", k] == pytest.approx(np.sqrt((w**2 * binomial[:, k]).sum()), rel=1e-12)
    assert told.errors["overall"] == pytest.approx(np.sqrt((w**2 * np.diag(binomial)).sum()), rel=1e-12)
