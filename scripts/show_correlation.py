"""Print the correlations of the sample's layers, and beside those of carbon what the study found in its own landscape.

python3 scripts/show_correlation.py correlations.csv

The sample is synthetic: it has the study's class areas and no more, so that its r are not the study's, and nothing is asked of them.
"""
import csv
import sys

SHORT = {"carbon": "carbon", "SAVI": "SAVI", "GNDVI": "GNDVI", "dem": "DEM", "temperature": "MAT", "SHEI": "SHEI", "AI": "AI"}
STUDY = {"DEM": 0.258, "MAT": -0.217, "SAVI": 0.585, "GNDVI": 0.402, "SHEI": 0.149, "AI": -0.111}  # Chang et al. 2024, Table 7: r with carbon density


def short(name):
    words = name.replace("_", " ").split()
    return next((SHORT[word] for word in words if word in SHORT), name)


def p(text):
    """What is below 1e-300 is told as 0."""
    return f"{float(text):.1e}" if float(text) else "< 1e-300"


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        sys.exit("there is no pair")
    for row in rows:
        row["pair"] = short(row["var_a"]), short(row["var_b"])
    names = list(dict.fromkeys(name for row in rows for name in row["pair"]))
    r = {row["pair"]: float(row["r"]) for row in rows}
    print(" " * 7 + "".join(f"{name:>8}" for name in names[:-1]))
    for at, name in enumerate(names[1:], 1):
        print(f"{name:<7}" + "".join(f"{r[other, name]:8.3f}" for other in names[:at]))
    print("\nwith carbon      r   p if cells were independent   effective cells   p by these   the study's r (its own landscape; this one is synthetic)")
    for row in rows:
        one, other = row["pair"]
        if one == "carbon":
            known = f"{STUDY[other]:+.3f}" if other in STUDY else ""
            print(f"{other:<11}{float(row['r']):+.3f}{p(row['p']):>30}{float(row['n_effective']):18,.0f}{p(row['p_effective']):>13}   {known}")
    if any(not float(row["n_effective"]) < int(row["n"]) for row in rows):
        sys.exit("cells of maps as smooth as these cannot be worth more than they are")


if __name__ == "__main__":
    main()
