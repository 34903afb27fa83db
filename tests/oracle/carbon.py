"""Carbon by InVEST's model, cell by cell, and its standard errors."""

import math
import statistics

POOLS = ("above", "below", "soil", "dead")
ERRORS_95 = statistics.NormalDist().inv_cdf(0.975)  # 1.96 in the help


def random_pools(rng, palette, errors=True):
    """Densities of each class, its standard errors (None: unknown) and its name, in t/ha."""
    pools = {}
    with_errors, with_names = errors and rng.random() < 0.7, rng.random() < 0.5
    for code in palette:
        known = with_errors and rng.random() < 0.97
        pools[code] = {
            "name": f"Land {code}" if with_names else f"class {code}",
            "named": with_names,
            **{f"c_{pool}": float(rng.choice([0, 12.5, rng.uniform(0, 200)])) for pool in POOLS},
            **({f"se_{pool}": float(rng.choice([0, rng.uniform(0, 20)])) if known else None for pool in POOLS} if with_errors else {}),
        }
    return pools


def write_pools(folder, name, pools):
    columns = [column for column in next(iter(pools.values())) if column not in ("name", "named")]
    named = next(iter(pools.values()))["named"]
    lines = [",".join(["lucode", *(["name"] if named else []), *columns])]
    for code, row in pools.items():
        cells = ["" if row[column] is None else repr(row[column]) for column in columns]
        lines.append(",".join([str(code), *([row["name"]] if named else []), *cells]))
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def density(row):
    return sum(row[f"c_{pool}"] for pool in POOLS)


def class_error(area, row):
    """Of one class; None where one of its errors is unknown."""
    errors = [row.get(f"se_{pool}") for pool in POOLS]
    return None if None in errors else abs(area) * math.sqrt(sum(s**2 for s in errors))


def total_error(areas, pools, correlation):
    """Of a sum over classes with these areas, which may be negative."""
    variance = 0.0
    for pool in POOLS:
        errors = [(area, pools[code].get(f"se_{pool}")) for code, area in areas.items()]
        if any(s is None for _area, s in errors):
            return None
        apart = sum((area * s) ** 2 for area, s in errors)
        together = sum(area * s for area, s in errors) ** 2
        variance += (1 - correlation) * apart + correlation * together
    return math.sqrt(variance)


def interval(carbon, error):
    """Columns of a standard error and its 95 % interval."""
    if error is None:
        return {"se_t": None, "ci95_low_t": None, "ci95_high_t": None}
    return {"se_t": error, "ci95_low_t": carbon - ERRORS_95 * error, "ci95_high_t": carbon + ERRORS_95 * error}


def class_areas(codes, cells, areas):
    """Cells and area of every class among the cells."""
    found = {}
    for row, column in zip(*cells.nonzero()):
        count, area = found.get(int(codes[row, column]), (0, 0.0))
        found[int(codes[row, column])] = count + 1, area + areas[row, column]
    return found


def storage_rows(codes, cells, areas, pools):
    """The table of classes of one zone, by code."""
    found = class_areas(codes, cells, areas)
    all_area = sum(area for _count, area in found.values())
    all_carbon = sum(area * density(pools[code]) for code, (_count, area) in found.items())
    rows = {}
    for code, (count, area) in found.items():
        carbon = area * density(pools[code])
        rows[code] = {
            "name": pools[code]["name"],
            "cells": count,
            "area_ha": area,
            "area_pct": 100 * area / all_area,
            **{f"c_{pool}_t": area * pools[code][f"c_{pool}"] for pool in POOLS},
            "carbon_t": carbon,
            "carbon_pct": 100 * carbon / all_carbon if all_carbon else None,
            **interval(carbon, class_error(area, pools[code])),
        }
    return rows


def change_pairs(before, after, cells, areas):
    """Cells and area of every pair of classes."""
    found = {}
    for row, column in zip(*cells.nonzero()):
        pair = int(before[row, column]), int(after[row, column])
        count, area = found.get(pair, (0, 0.0))
        found[pair] = count + 1, area + areas[row, column]
    return found


def category(change):
    return "unchanged" if abs(change) <= 1e-9 else "gain" if change > 0 else "loss"


def present_value(price, basis, years, discount, change):
    """Of a t of C gained evenly over the years."""
    per_tonne = price * (44 / 12 if basis == "CO2" else 1)
    return per_tonne / years * sum(1 / ((1 + discount / 100) ** t * (1 + change / 100) ** t) for t in range(years))
