"""Print the contribution ratios of the sample by ring and year, beside the null curve, and the levels.

    show_ratios.py <table of ratios> <table of levels>
"""
import csv
import sys


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(ratios, levels):
    rows = rows_of(ratios)
    years = sorted({row["year"] for row in rows})
    print("K of mining land within a distance, %, and K if all other land were alike (uniform)")
    print(f"{'km':>5}" + "".join(f"{year:>10}{'uniform':>10}" for year in years))
    for ring in sorted({int(row["ring"]) for row in rows}):
        found = {row["year"]: row for row in rows if int(row["ring"]) == ring}
        cells = "".join(
            f"{float(found[year][name]):>10.2f}" if found[year][name] else f"{'-':>10}"
            for year in years
            for name in ("k_pct", "k_uniform_pct")
        )
        print(f"{float(found[years[0]]['to_m']) / 1000:>5.1f}{cells}")
    print()
    for row in rows_of(levels):
        if row["method"] == "segmented":
            reach = f"{float(row['from_m']) / 1000:.2f} to {float(row['to_m']) / 1000:.2f} km"
            mean = f"{float(row['mean_t_ha']):.1f} t/ha" if row["mean_t_ha"] else "no cells"
            print(f"{row['year']}  level {row['level']}: {row['name']}, {reach}, {mean}")
    wanted = {(year, ring) for year in years for ring in range(11)}
    if len(years) != 4 or wanted != {(row["year"], int(row["ring"])) for row in rows}:
        sys.exit("The ratios are not those of four years and ten rings.")


if __name__ == "__main__":
    main(*sys.argv[1:])
