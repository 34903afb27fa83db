"""Print how pattern, forest and grassland, and carbon of the sample develop together, and beside it what the study found in its own landscape.

python3 scripts/show_coupling.py coupling.csv obstacles.csv

The sample is synthetic: it has the study's class areas and no more, so that its patches are not the study's; and the study does not print the extremes
of F and Ca on which D depends. So nothing is asked of D.
"""

import csv
import sys

STUDY = {
    "2007": (0.614, 0.887),
    "2012": (0.519, 0.720),
    "2017": (0.449, 0.849),
    "2022": (0.506, 0.867),
}  # Chang et al. 2024: L, D


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(text):
    return f"{float(text):8.3f}" if text else f"{'-':>8}"


def main():
    result, obstacles = (rows_of(path) for path in sys.argv[1:3])
    print(
        f"year{'L':>8}{'F':>8}{'Ca':>8}{'C':>8}{'T':>8}{'D':>8}  {'grade':<27}{'largest obstacle':<20}the study’s L, D (its own landscape; this one is synthetic)"
    )
    for row in result:
        figures = "".join(told(row[name]) for name in ("l", "f", "ca", "c", "t", "d"))
        of_year = [one for one in obstacles if one["year"] == row["year"] and one["obstacle_pct"]]
        worst = max(of_year, key=lambda one: float(one["obstacle_pct"]), default=None)
        obstacle = f"{worst['column_name']} {float(worst['obstacle_pct']):.1f} %" if worst else "-"
        print(f"{row['year']}{figures}  {row['grade']:<27}{obstacle:<20}{STUDY[row['year']][0]:.3f}, {STUDY[row['year']][1]:.3f}")
    if [row["year"] for row in result] != list(STUDY):
        sys.exit("these are not the sample's four years")
    if any(not 0 < float(row["d"] or 0) <= 1 for row in result):
        sys.exit("between extremes beyond those of the years D lies between 0 and 1")


if __name__ == "__main__":
    main()
