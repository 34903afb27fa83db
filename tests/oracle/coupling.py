"""Coupling and coordination by their formulas in 60 digits: every sum, root and logarithm anew, from values as they stand."""

import decimal
import itertools

MISSING = None
IMBALANCE, COORDINATION = ("extreme", "severe", "moderate", "mild", "near"), ("primary", "intermediate", "good", "excellent")
GRADES = [f"{name} imbalance" for name in IMBALANCE] + ["barely coordinated"] + [f"{name} coordination" for name in COORDINATION]
TEN = [(decimal.Decimal(at) / 10, decimal.Decimal(at + 1) / 10, name) for at, name in enumerate(GRADES)]

NARROW = decimal.Decimal("1e-150")  # ends that are nearer than this are no scale
ALIKE = decimal.Decimal("1e-12")  # systems that differ by less are one as good as the other
ON_END = decimal.Decimal("1e-9")  # and values so near to the end of a grade are on it

decimal.getcontext().prec = 60
decimal.getcontext().Emax, decimal.getcontext().Emin = 10**6, -(10**6)
Exact = decimal.Decimal


class NoFigures(Exception):
    """A group of years without figures; its text is what is wrong."""


def ends_of(name, values, given):
    """The two ends of a scale: those that are given, else the least and the largest that there is."""
    there = [value for value in values if value is not MISSING]
    if not there:
        raise NoFigures(f"{name} has no value")
    low, high = (end(there) if one is None else one for one, end in zip(given, (min, max)))
    if low > high:
        raise NoFigures(f"the scale of {name} would go from")
    return Exact(low), Exact(high)


def flat(ends):
    return ends[1] - ends[0] < NARROW


def system_scale(name, values, given):
    ends = ends_of(name.title(), values, given)
    if flat(ends):
        raise NoFigures(f"give {name.upper()}_MIN and {name.upper()}_MAX")
    return ends


def on_scale(value, ends, scale=(0, 1), more=True):
    """a + (b - a) (x - min) / (max - min), or max - x."""
    low, high = ends
    if value is MISSING or flat(ends):
        return MISSING
    a, b = map(Exact, scale)
    part = (Exact(value) - low if more else high - Exact(value)) / (high - low)
    return a + (b - a) * part


def redundancy(values):
    """1 - e of the shares of values in their sum; 0 ln 0 is 0, and what is 0 altogether tells nothing."""
    total = sum(values)
    if total == 0 or min(values) == max(values):
        return Exact(0)
    shares = [value / total for value in values]
    return 1 + sum(p * p.ln() for p in shares if p > 0) / Exact(len(values)).ln()


def weights_of(how, indicators, rescaled, constant):
    """Weights, and redundancies where they are by entropy. rescaled: by indicator, over the years that have all."""
    free = [at for at, one in enumerate(constant) if not one]
    redundancies = [MISSING] * len(indicators)
    parts = {}
    if how == "entropy":
        if len(rescaled[free[0]]) < 2:
            raise NoFigures("two years")
        for at in free:
            if min(rescaled[at]) < 0:
                raise NoFigures("negative")
            parts[at] = redundancies[at] = redundancy(rescaled[at])
        if not any(parts.values()):
            raise NoFigures("no indicator tells")
    else:
        parts = {at: Exact(indicators[at]["weight"]) if how == "given" else Exact(1) for at in free}
        if not any(parts.values()):
            raise NoFigures("no indicator that varies")
    total = sum(parts.values())
    return [parts.get(at, Exact(0)) / total for at in range(len(indicators))], redundancies


def coupling(systems, formula):
    """C of the three systems; None where it has none."""
    if min(systems) < 0 or max(systems) == 0:
        return MISSING
    product = systems[0] * systems[1] * systems[2]
    if formula == "standard":
        root = (product.ln() / 3).exp() if product else Exact(0)
        return 3 * root / sum(systems)
    if formula == "wang2021":
        apart = [abs(one - other) for one, other in itertools.combinations(systems, 2)]
        near = 1 - sum(apart) / len(apart)
        return (near * (product / max(systems) ** 3).sqrt()).sqrt() if near >= 0 else MISSING
    mean = sum(systems) / 3
    return max(1 - 2 * (sum((one - mean) ** 2 for one in systems) / 3).sqrt(), Exact(0))


def lagging(systems, alike=ALIKE):
    """Names of the smallest, and of those that are as good as it."""
    least = min(systems)
    return ", ".join(name for name, one in zip(("l", "f", "ca"), systems) if one - least <= alike)


def grade_of(value, grades):
    """Its place from 1, and its name: above the first end, up to the second; the lowest of all holds its first end."""
    if value is not MISSING:
        for at, (low, high, name) in enumerate(sorted(grades)):
            above = low + ON_END < value or at == 0 and low - ON_END <= value
            if above and value <= high + ON_END:
                return at + 1, name
    return MISSING, MISSING


def group(years, indicators, how, scale, ends, coefficients, formula, grades=TEN):
    """Rows of the three tables, by name, of years that share extremes and weights; NoFigures where they have none.

    A year has its `values`, `f` and `ca`. ends: those of F and Ca that are given, by name. What is not there is None.
    """
    columns = list(zip(*(year["values"] for year in years)))
    found = [ends_of(one["name"], column, [one["min"], one["max"]]) for column, one in zip(columns, indicators)]
    constant = [flat(of) for of in found]
    if all(constant):
        raise NoFigures("no indicator has a scale")
    rescaled = [
        [on_scale(value, of, scale, one["direction"] == "+") for value in column]
        for column, of, one in zip(columns, found, indicators)
    ]
    system_ends = {name: system_scale(name, [year[name] for year in years], ends[name]) for name in ("f", "ca")}
    complete = [MISSING not in year["values"] for year in years]
    if not any(complete):
        raise NoFigures("no year has all")
    of_complete = [list(itertools.compress(column, complete)) for column in rescaled]
    weights, redundancies = weights_of(how, indicators, of_complete, constant)
    made = {"weights_table": [], "result": [], "obstacles": []}
    for one, (low, high), weight, redundant in zip(indicators, found, weights, redundancies):
        entropy = MISSING if redundant is MISSING else 1 - redundant
        row = {"column_name": one["name"], "direction": one["direction"], "min": low, "max": high}
        made["weights_table"].append({**row, "entropy": entropy, "redundancy": redundant, "weight": weight})
    for year, *own in zip(years, *rescaled):
        index, obstacles = shortfalls(year, indicators, own, weights)
        made["obstacles"] += obstacles
        made["result"].append(result(year, index, system_ends, coefficients, formula, grades))
    if all(row["l"] is MISSING for row in made["result"]):
        raise NoFigures("no year has all")
    return made


def shortfalls(year, indicators, rescaled, weights):
    """L, and rows of obstacles: w (1 - x') in the sum of these, which each row has as `short`."""
    index, total = MISSING, MISSING
    if MISSING not in year["values"]:
        varying = [(weight, one) for weight, one in zip(weights, rescaled) if one is not MISSING]
        index = sum(weight * one for weight, one in varying)
        total = sum(weight * (1 - one) for weight, one in varying)
    rows = []
    for one, value, scaled, weight in zip(indicators, year["values"], rescaled, weights):
        share = MISSING
        if total is not MISSING and total > 0:
            share = Exact(0) if scaled is MISSING else 100 * weight * (1 - scaled) / total
        rows.append({"column_name": one["name"], "value": value, "rescaled": scaled, "obstacle_pct": share, "short": total})
    return index, rows


def result(year, index, ends, coefficients, formula, grades):
    row = dict.fromkeys(("l", "f", "ca", "c", "t", "d", "lagging"))
    systems = [index, *(on_scale(year[name], of) for name, of in ends.items())]
    if MISSING not in systems:
        row.update(zip(("l", "f", "ca"), systems))
        row["c"] = coupling(systems, formula)
        row["t"] = sum(Exact(one) * system for one, system in zip(coefficients, systems)) / sum(map(Exact, coefficients))
        row["d"] = MISSING if row["c"] is MISSING else (row["c"] * row["t"]).sqrt()
        row["lagging"] = lagging(systems)
    row["grade_number"], row["grade"] = grade_of(row["d"], grades)
    for name, (low, high) in ends.items():
        row.update({f"{name}_value": year[name], f"{name}_min": low, f"{name}_max": high})
    return row


def groups(years, together):
    """Years by zone, in the order in which zones come, then by year; all of them one group where zones share their scales."""
    order = list(dict.fromkeys(year["zone"] for year in years))
    years = sorted(years, key=lambda year: (order.index(year["zone"]), year["year"]))
    if together:
        return [(MISSING, years)]
    return [(zone, [year for year in years if year["zone"] == zone]) for zone in order]


def without_figures(years, indicators):
    """Rows of a group that has no figures: what is given is there all the same."""
    ends = ("min", "max", "entropy", "redundancy", "weight")
    columns = ("l", "f", "ca", "c", "t", "d", "grade", "grade_number", "lagging", "f_min", "f_max", "ca_min", "ca_max")
    made = {"weights_table": [], "result": [], "obstacles": []}
    for one in indicators:
        named = {"column_name": one["name"], "direction": one["direction"]}
        made["weights_table"].append({**named, **dict.fromkeys(ends)})
    for year in years:
        made["result"].append({**dict.fromkeys(columns), "f_value": year["f"], "ca_value": year["ca"]})
        for one, value in zip(indicators, year["values"]):
            named = {"column_name": one["name"], "value": value}
            made["obstacles"].append({**named, **dict.fromkeys(("rescaled", "obstacle_pct", "short"))})
    return made
