"""Print the scale choice, and check that steps, stable radii and the choice follow from nugget / sill in the table.

    show_scale.py <table of the scale choice>
"""
import collections
import csv
import math
import sys


def number(text):
    return float(text) if text else None


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rule = collections.defaultdict(list)
    for row in rows:
        if row["part"] == "rule":
            rule[row["metric"]].append(row)
    print("Nugget / sill by radius of the windows (m), and that of the map with its cells in random order in brackets")
    chosen = []
    for metric, own in rule.items():
        shares = [f"{number(row['nugget_sill']):.3f} ({number(row['null_nugget_sill']):.3f})" for row in own]
        print(f"  {metric:<6}" + "".join(f"{share:>16}" for share in shares))
        radius = stable_from(own)
        if own[0]["verdict"] == "STABLE":
            chosen.append(radius)
        print(f"  {'':<6}{own[0]['verdict']}" + (f" from {radius:g} m" if own[0]["verdict"] == "STABLE" else ""))
        marked = next((number(row["radius"]) for row in own if row["stable"] == "1"), None)
        if marked != radius:
            print(f"{metric} is stable from {radius}, and not from {marked}", file=sys.stderr)
            return 1
    reached = not any(own[0]["verdict"] == "NOT REACHED" for own in rule.values())
    print(f"  Radius: {max(chosen):g} m" if chosen and reached else "  There is no radius to recommend.")
    outcomes = collections.Counter(row["radius"] or row["verdict"] for row in rows if row["part"] == "sensitivity")
    print("  Other settings: " + ", ".join(f"{outcome} {times}" for outcome, times in outcomes.most_common()))
    return 0


def stable_from(rows):
    """The first radius after which every step per doubling is within its tolerance; two later radii bear witness."""
    changes = []
    for before, row in zip(rows, rows[1:]):
        doublings = math.log2(number(row["radius"]) / number(before["radius"]))
        step = abs(number(row["nugget_sill"]) - number(before["nugget_sill"])) / doublings
        if abs(step - number(row["step"])) > 1e-9:
            raise SystemExit(f"The step of {row['metric']} at {row['radius']} is {row['step']}, and not {step}")
        changes.append(step > number(row["tolerance"]))
    radii = [number(row["radius"]) for row in rows]
    return next((radius for i, radius in enumerate(radii[:-2]) if not any(changes[i:])), None)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
