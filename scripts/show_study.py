"""Print the tables of “Mining assessment” on the sample beside those of the study that it is modelled on, and check what can be asked of them.

    show_study.py <folder of the tables> <coupling of the study's own table>

The sample is synthetic. It has the study's area of every class, so that carbon, SHDI and SHEI follow; where the classes lie is invented, so that
other metrics, correlations, models, and how far the mine reaches are its own, and nothing is asked of them but that they hold together.
"""

import collections
import csv
import itertools
import math
import pathlib
import sys

STUDY = pathlib.Path(__file__).resolve().parent.parent / "tests/golden/chang2024"
YEARS = ("2007", "2012", "2017", "2022")
SHDI = ("1.0439", "1.2990", "1.2545", "1.2931")  # of the areas of the classes
INDEX = (0.615, 0.519, 0.448, 0.507)  # of the study's own Table 6, with its weights
L_AND_D = {"2007": (0.614, 0.887), "2012": (0.519, 0.720), "2017": (0.449, 0.849), "2022": (0.506, 0.867)}
# Coefficients of the study's Model 1 (environment) and Model 2 (with pattern).
MODELS = {
    "intercept": (396.351, -418.105), "SAVI": (213.311, 213.824), "GNDVI": (-25.573, -24.74), "haerwusu_synthetic_dem": (0.03, 0.061),
    "haerwusu_synthetic_temperature": (-43.701, -37.572), "AI": (None, 7.217), "SHEI": (None, 34.734),
}  # fmt: skip
wrong = []


def check(good, what):
    if not good:
        wrong.append(what)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def short(name):
    """A variable as the study calls it: without the name of the sample, or the radius of the windows."""
    return name.replace("haerwusu_synthetic_", "").split(" ")[0]


def told(text, form, nothing="-"):
    return format(float(text), form) if text not in ("", None) else nothing


def areas(tables):
    storage = rows_of(tables / "carbon_storage.csv")
    density = {row["lucode"]: float(row["carbon_t"]) / float(row["area_ha"]) for row in storage if float(row["area_ha"])}
    density["3"] = 28.97  # which the study's carbon of industrial land fits
    study = {
        (row["year"], row["lucode"]): float(row["carbon_t"]) / density[row["lucode"]] / 100
        for row in rows_of(STUDY / "table5.csv")
    }
    found = {(row["year"], row["lucode"]): float(row["area_ha"]) / 100 for row in storage}
    print("Area of the classes, km² (the study’s, by its Table 5, in brackets)")
    for code, name in {row["lucode"]: row["name"] for row in storage}.items():
        print(f"  {name:<18}" + "".join(f"{found[year, code]:>11.4f} ({study[year, code]:8.4f})" for year in YEARS))
    check(all(abs(found[key] - study[key]) <= 0.0036 for key in found), "the area of a class")
    totals = {row["year"]: float(row["carbon_t"]) for row in rows_of(tables / "carbon_totals.csv")}
    for year in YEARS:
        known = sum(float(row["carbon_t"]) for row in rows_of(STUDY / "table5.csv") if row["year"] == year)
        check(abs(totals[year] / known - 1) <= 0.00035, f"the carbon of {year}")


def transitions(tables):
    columns = ("area_before_ha", "area_after_ha", "gain_ha", "loss_ha", "net_ha", "swap_ha")
    rows = rows_of(tables / "transition_summary.csv")
    whole = [row for row in rows if row["span"] == "whole"]
    print(f"\nLand cover in groups, {YEARS[0]} to {YEARS[-1]} (ha)")
    print(f"{'':<20}" + "".join(f"{name:>11}" for name in (YEARS[0], YEARS[-1], "gain", "loss", "net", "swap")))
    for row in whole:
        print(f"{row['name'] or 'all':<20}" + "".join(f"{float(row[name]):>11,.1f}" for name in columns))
    intervals = [row for row in rows if row["span"] == "interval" and row["lucode"]]
    after = {(row["year_to"], row["lucode"]): float(row["area_after_ha"]) for row in intervals}
    for row in intervals:
        before = float(row["area_before_ha"])
        known = after.get((row["year_from"], row["lucode"]), before)
        check(abs(before - known) < 1e-6, f"the area of {row['name']} in {row['year_from']}")
    check(abs(sum(float(row["net_ha"]) for row in whole if row["lucode"])) < 1e-6, "what groups gained is what others lost")


def accuracy(tables, with_errors):
    found = {row["measure"]: row for row in rows_of(tables / "accuracy_summary.csv")}
    print("\nAccuracy of the map of 2022")
    for measure in ("overall", "quantity", "allocation", "kappa"):
        error = f" ± {float(found[measure]['se']):.4f}" if found[measure]["se"] else ""
        print(f"  {measure:<12} {float(found[measure]['value']):.4f}{error}")
    rows = rows_of(with_errors)
    carbon, adjusted = (sum(float(row[name] or 0) for row in rows) for name in ("carbon_t", "carbon_adjusted_t"))
    print(f"  carbon {carbon:,.0f} t on the map, {adjusted:,.0f} t on areas as the points tell them")
    check(0.7 < float(found["overall"]["value"]) < 0.95, "the overall accuracy (0.87 of the points agree)")


def metrics(tables):
    found = {row["year"]: row for row in rows_of(tables / "landscape_metrics.csv")}
    study = {row["year"]: row for row in rows_of(STUDY / "table6.csv")}
    print("\nLandscape metrics (the study’s Table 6 in brackets)")
    for name in list(study[YEARS[0]])[1:]:
        decimals = 0 if name == "np" else 4
        print(
            f"  {name.upper():<10}"
            + "".join(f"{float(found[year][name]):>11.{decimals}f} ({float(study[year][name]):9.{decimals}f})" for year in YEARS)
        )
    print("  SHDI and SHEI of 2022 are those of the study’s ten classes; its Table 6 prints 1.1915 and 0.5409, which need nine.")
    check(tuple(f"{float(found[year]['shdi']):.4f}" for year in YEARS) == SHDI, "SHDI, which the areas of the classes make")


def scale(tables):
    rule = collections.defaultdict(list)
    for row in rows_of(tables / "scale_choice.csv"):
        if row["part"] == "rule":
            rule[row["metric"]].append(row)
    print(
        "\nNugget / sill by radius of the windows, and in brackets that of maps in random order; the study reads 50 m off its own"
    )
    print(f"  {'':<6}" + "".join(f"{float(row['radius']):>14g} m" for row in next(iter(rule.values()))))
    for metric, rows in rule.items():
        shares = [f"{told(row['nugget_sill'], '.3f')} ({told(row['null_nugget_sill'], '.3f')})" for row in rows]
        print(f"  {metric:<6}" + "".join(f"{share:>16}" for share in shares) + f"  {rows[0]['verdict']}")
        marked = next((float(row["radius"]) for row in rows if row["stable"] == "1"), None)
        check(marked == stable_from(rows), f"from where on {metric} is stable")


def stable_from(rows):
    """The first radius after which every step per doubling is within its tolerance; two later radii bear witness."""
    changes = []
    for before, row in itertools.pairwise(rows):
        doublings = math.log2(float(row["radius"]) / float(before["radius"]))
        step = abs(float(row["nugget_sill"]) - float(before["nugget_sill"])) / doublings
        check(abs(step - float(row["step"])) < 1e-9, f"the step of {row['metric']} at {row['radius']}")
        changes.append(step > float(row["tolerance"]))
    radii = [float(row["radius"]) for row in rows]
    return next((radius for at, radius in enumerate(radii[:-2]) if not any(changes[at:])), None)


def correlations(tables):
    rows = [row for row in rows_of(tables / "correlations.csv") if row["var_a"] == "carbon density"]
    study = {row["variable"]: float(row["r"]) for row in rows_of(STUDY / "table7.csv")}
    print("\nr with carbon density, and p by the effective number of cells (the study’s Table 7 beside it)")
    for row in rows:
        name, r = short(row["var_b"]), float(row["r"])
        known = f"{study[name]:+.3f}  {'same sign' if r * study[name] > 0 else 'other sign'}" if name in study else ""
        print(f"  {name:<14}{r:+.3f}{told(row['n_effective'], '14,.0f')} cells   p {told(row['p_effective'], '8.2g')}   {known}")
        check(float(row["n_effective"]) < int(row["n"]), f"the effective number of cells of {name}")


def models(tables):
    for at, (name, title) in enumerate((("environment", "Model of the environment"), ("with_pattern", "Model with the pattern"))):
        path = tables / f"regression_{name}_model.csv"
        if not path.exists():
            continue
        figures = {row["statistic"]: row["value"] for row in rows_of(tables / f"regression_{name}_diagnostics.csv")}
        fit = f"R² {float(figures['r2']):.3f}, of blocks not seen {told(figures['r2_cv_block'], '.3f')}"
        print(f"\n{title}: {fit} (the study’s Model {at + 1} beside it: R² {(0.375, 0.389)[at]})")
        for row in rows_of(path):
            known = MODELS.get(row["variable"], MODELS.get(short(row["variable"]), (None, None)))[at]
            beside = "" if known is None else f"{known:>14g}"
            value = f"{float(row['coefficient']):>13.5g} ± {told(row['se_block'], '.2g'):<9}"
            print(f"  {short(row['variable']):<14}{value} p by block {told(row['p_block'], '8.2g')}{beside}")
        check(0 <= float(figures["r2"]) <= 1, f"R² of {name}")


def coupling(tables, own):
    obstacles = rows_of(tables / "coupling_obstacles.csv")
    print(
        f"\n{'':<6}"
        + "".join(f"{name:>8}" for name in ("L", "F", "Ca", "C", "T", "D"))
        + "  largest obstacle    the study’s L, D"
    )
    rows = rows_of(tables / "coupling.csv")
    for row in rows:
        of_year = [one for one in obstacles if one["year"] == row["year"] and one["obstacle_pct"]]
        worst = max(of_year, key=lambda one: float(one["obstacle_pct"]), default={"column_name": "-"})["column_name"]
        figures = "".join(f"{told(row[name], '.3f'):>8}" for name in ("l", "f", "ca", "c", "t", "d"))
        print(f"{row['year']:<6}{figures}  {worst:<20}{L_AND_D[row['year']][0]:.3f}, {L_AND_D[row['year']][1]:.3f}")
    check([row["year"] for row in rows] == list(YEARS), "the years of the coupling")
    check(all(0 < float(row["d"] or 0) <= 1 for row in rows), "D between extremes beyond those of the years")
    found = [float(row["l"]) for row in rows_of(own)]
    print("L of the study’s own Table 6 with its weights: " + ", ".join(f"{value:.3f}" for value in found))
    check([round(value, 3) for value in found] == list(INDEX), "L of the study’s own table")


def reach(tables):
    rows = rows_of(tables / "contribution_ratios.csv")
    found = {(row["year"], int(row["ring"])): row for row in rows}
    print("\nK of mining land within a distance, %, and K if all other land were alike")
    print(f"{'km':>5}" + "".join(f"{year:>10}{'uniform':>10}" for year in YEARS))
    for ring in range(11):
        of_ring = [found[year, ring] for year in YEARS]
        figures = "".join(f"{told(row['k_pct'], '.2f'):>10}{told(row['k_uniform_pct'], '.2f'):>10}" for row in of_ring)
        print(f"{float(of_ring[0]['to_m']) / 1000:>5.1f}{figures}")
    for row in rows_of(tables / "contribution_levels.csv"):
        if row["method"] == "segmented":
            limits = f"{float(row['from_m']) / 1000:.2f} to {float(row['to_m']) / 1000:.2f} km"
            print(f"  {row['year']}  level {row['level']}: {row['name']}, {limits}, {told(row['mean_t_ha'], '.1f', 'no')} t/ha")
    print("  The study has 0 to 4 km extremely sensitive, 4 to 8 km sensitive, and insensitive beyond.")
    check(len(rows) == 44, "the ratios of four years and ten rings")


def main(folder, own):
    tables = pathlib.Path(folder)
    areas(tables)
    transitions(tables)
    accuracy(tables, tables / "carbon_with_errors.csv")
    metrics(tables)
    scale(tables)
    correlations(tables)
    models(tables)
    coupling(tables, own)
    reach(tables)
    if wrong:
        sys.exit("Not as it should be: " + "; ".join(wrong) + ".")
    print("\nAll that the sample shares with the study is as it should be.")


if __name__ == "__main__":
    main(*sys.argv[1:])
