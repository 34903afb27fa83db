"""Print what each group of land cover of the sample gained and lost, and check that the areas of its years fit together.

    show_transitions.py <table of changes by class>
"""
import csv
import sys

COLUMNS = ("area_before_ha", "area_after_ha", "gain_ha", "loss_ha", "net_ha", "swap_ha")


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    whole = [row for row in rows if row["span"] == "whole"]
    years = whole[0]["year_from"], whole[0]["year_to"]
    print(f"Land cover from {years[0]} to {years[1]} (ha)")
    print(f"{'':<20}" + "".join(f"{name:>11}" for name in (*years, "gain", "loss", "net", "swap")))
    for row in whole:
        print(f"{row['name'] or 'all':<20}" + "".join(f"{float(row[name]):>11,.1f}" for name in COLUMNS))
    intervals = [row for row in rows if row["span"] == "interval" and row["lucode"]]
    after = {(row["year_to"], row["lucode"]): float(row["area_after_ha"]) for row in intervals}
    for row in intervals:
        # The maps cover the same land.
        before = after.get((row["year_from"], row["lucode"]), float(row["area_before_ha"]))
        if abs(float(row["area_before_ha"]) - before) > 1e-6:
            sys.exit(f"{row['name']} has {row['area_before_ha']} ha in {row['year_from']}, and {before} ha as the interval before says.")
    if abs(sum(float(row["net_ha"]) for row in whole if row["lucode"])) > 1e-6:
        sys.exit("What groups gained is not what others lost.")


if __name__ == "__main__":
    main(*sys.argv[1:])
