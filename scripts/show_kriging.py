"""Print how well kriging predicts the soil carbon of the sample without height and with it, and compare what was found with the truth.

python3 scripts/show_kriging.py validation.csv validation_with_height.csv drift.csv model.csv monitored.csv
"""
import csv
import sys

from sample.soil import NUGGET, PSILL, RANGE, SLOPE


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    without, with_height = ({row["measure"]: float(row["value"]) for row in rows(path)} for path in sys.argv[1:3])
    for name, found in (("without height", without), ("with height", with_height)):
        print(f"{name:<15} RMSE {found['rmse']:.2f} t/ha (the mean of the rest {found['rmse_mean']:.2f}), mean squared z {found['msdr']:.2f}")
    slope = rows(sys.argv[3])[1]
    print(f"slope {float(slope['coefficient']):.3f} ± {float(slope['se']):.3f} t/ha for each m (truth {SLOPE})")
    nugget, part = rows(sys.argv[4])
    print(f"nugget {float(nugget['psill']):.0f} (truth {NUGGET:g})")
    print(f"{part['part']}, partial sill {float(part['psill']):.0f} (truth {PSILL:g}), range {float(part['range_a']):.0f} m (truth {RANGE:g})")
    monitored = [[float(row[name]) for name in ("c_soil", "predicted", "variance")] for row in rows(sys.argv[5])]
    held = sum(abs(truth - predicted) < 1.96 * variance**0.5 for truth, predicted, variance in monitored)
    rmse = (sum((truth - predicted) ** 2 for truth, predicted, _ in monitored) / len(monitored)) ** 0.5
    print(f"{len(monitored)} monitoring points: RMSE {rmse:.2f} t/ha, {held} in their 95 % intervals")
    if held < len(monitored) - 4:
        sys.exit("the variances at the monitoring points are too small")
    if not with_height["rmse"] < without["rmse"] < 0.6 * without["rmse_mean"]:
        sys.exit("height does not help, or kriging is hardly better than the mean")
    if abs(float(slope["coefficient"]) - SLOPE) > 3 * float(slope["se"]):
        sys.exit("the slope is not the one that the points were made with")


if __name__ == "__main__":
    main()
