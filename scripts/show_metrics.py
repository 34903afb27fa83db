"""Print the landscape metrics of the sample by year beside those of the study, and check what the sample shares with it.

    show_metrics.py <table of landscapes>

The sample has the study's area of every class, so SHDI must be that of these areas; its patches are its own.
"""
import csv
import sys

# Chang et al. 2024, Table 6, but for SHDI and SHEI of 2022.
STUDY = {
    "np": (1201, 914, 799, 973),
    "pd": (11.5427, 8.7838, 7.6787, 9.3513),
    "lpi": (61.5239, 58.4038, 67.547, 63.566),
    "ed": (110.3715, 89.4442, 68.3803, 69.0999),
    "lsi": (29.4067, 24.0708, 18.7016, 18.8844),
    "contag": (71.8, 67.11, 69.1255, 68.2566),
    "cohesion": (99.815, 99.8181, 99.8482, 99.827),
    "shdi": (1.0438, 1.2991, 1.2545, 1.2931),
    "shei": (0.4533, 0.5642, 0.5448, 0.5616),
    "ai": (94.5461, 95.6247, 96.6805, 96.6447),
}
SHDI = ("1.0439", "1.2990", "1.2545", "1.2931")
YEARS = ("2007", "2012", "2017", "2022")


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = {row["year"]: row for row in csv.DictReader(file)}
    print("Landscape metrics of the sample, and of the study (Table 6)")
    print(f"{'':<9}" + "".join(f"{year:>11}{'study':>11}" for year in YEARS))
    for name, study in STUDY.items():
        decimals = 0 if name == "np" else 4
        cells = (f"{float(rows[year][name]):>11.{decimals}f}{known:>11.{decimals}f}" for year, known in zip(YEARS, study))
        print(f"{name.upper():<9}" + "".join(cells))
    print("SHDI and SHEI of 2022 are those of the study's ten classes; its Table 6 prints 1.1915 and 0.5409, which need nine.")
    found = tuple(f"{float(rows[year]['shdi']):.4f}" for year in YEARS)
    if found != SHDI:
        sys.exit(f"SHDI is {', '.join(found)} where the areas of the classes make it {', '.join(SHDI)}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
