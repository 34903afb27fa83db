"""Print what a sample tells of the map: overall accuracy, quantity, allocation, and carbon with the map's own beside it.

python3 scripts/show_accuracy.py summary.csv carbon.csv
"""
import csv
import sys


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        found = {row["measure"]: row for row in csv.DictReader(file)}
    for measure in ("overall", "quantity", "allocation", "kappa"):
        row = found[measure]
        error = f" ± {float(row['se']):.4f}" if row["se"] else ""
        print(f"{measure:<12} {float(row['value']):.4f}{error}")
    truth, own = (float(found[name]["value"]) for name in ("carbon_mean_t_ha", "carbon_map_mean_t_ha"))
    print(f"mean carbon density {truth:.2f} t/ha by the reference, {own:.2f} on the map")
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    adjusted = sum(float(row["carbon_adjusted_t"] or 0) for row in rows)
    print(f"carbon of all classes {sum(float(row['carbon_t']) for row in rows):,.0f} t on the map, {adjusted:,.0f} t on areas as the sample tells them")
    if not 0.7 < float(found["overall"]["value"]) < 0.95:
        sys.exit("the overall accuracy is not that of the points (0.87 of them agree)")


if __name__ == "__main__":
    main()
