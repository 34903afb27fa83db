"""Print the stepwise model of the sample's carbon density, and beside it the two models that the study printed of its own landscape.

python3 scripts/show_regression.py model.csv diagnostics.csv steps.csv

The sample is synthetic: it has the study's class areas and no more, so that its coefficients are not the study's, and nothing is asked of them.
"""

import csv
import sys

SHORT = {
    "SAVI": "SAVI",
    "GNDVI": "GNDVI",
    "dem": "DEM",
    "temperature": "MAT",
    "SHEI": "SHEI",
    "AI": "AI",
    "intercept": "constant",
}
# Chang et al. 2024: equations of Model 1 and Model 2, and standard error and t as Tables 8 and 9 have them.
MODELS = {
    "Model 1": {"constant": (396.351, 165.169, 2.4), "SAVI": (213.311, 16.318, 13.072), "GNDVI": (-25.573, 5.922, -4.318), "DEM": (0.03, 0.055, 0.546),
                "MAT": (-43.701, 15.291, -2.858)},
    "Model 2": {"constant": (-418.105, 292.837, -1.428), "SAVI": (213.824, 16.458, 12.992), "GNDVI": (-24.74, 5.871, -4.214), "DEM": (0.061, 0.055, 1.103),
                "AI": (7.217, 2.27, 3.18), "SHEI": (34.734, 9.701, 3.581), "MAT": (-37.572, 15.228, -2.467)},
}  # fmt: skip
FIT = {"r2": (0.375, 0.389), "r2_adj": (0.371, 0.383), "durbin_watson": (1.572, 1.596)}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def short(name):
    return next((SHORT[word] for word in name.replace("_", " ").split() if word in SHORT), name)


def told(text, form, nothing="-"):
    return format(float(text), form) if text else nothing


def p(text):
    """What is below 1e-300 is told as 0."""
    return "-" if not text else f"{float(text):.1e}" if float(text) else "< 1e-300"


def of_study(name):
    return "".join(
        f"   {model[name][0]:>9g} ± {model[name][1]:<8g}" if name in model else " " * 23 for model in MODELS.values()
    ).rstrip()


def main():
    model, figures, steps = (rows_of(path) for path in sys.argv[1:4])
    if not model:
        sys.exit("there is no model")
    found = {row["statistic"]: row["value"] for row in figures}
    print(
        "Steps: "
        + ", ".join(f"{row['action']} {short(row['variable'])}" for row in steps if row["variable"] and row["action"] != "keep")
    )
    print(
        "\ncoefficient      value   se if independent    p if independent   p by block   the study's Model 1     Model 2 (its own landscape; this one is synthetic)"
    )
    for row in model:
        name = short(row["variable"])
        own = f"{told(row['coefficient'], '12.5g')}{told(row['se'], '20.3g')}{p(row['p']):>20}{p(row['p_block']):>13}"
        print(f"{name:<10}{own}{of_study(name)}")
    print()
    for name, studied in FIT.items():
        print(f"{name:<14}{told(found[name], '8.3f')}   the study’s {studied[0]}, {studied[1]}")
    for name in ("r2_cv_block", "rmse", "moran_i", "distinct_y"):
        print(f"{name:<14}{told(found[name], '8.4g')}")
    print(
        "\nDEM in the study’s Model 1 has t 0.546, which is a p of 0.59 and not of 0.000 as its Table 8 has it: figures of these tables do not all go together."
    )
    if not 0 <= float(found["r2"]) <= 1:
        sys.exit("R² of a model with a constant lies between 0 and 1")


if __name__ == "__main__":
    main()
