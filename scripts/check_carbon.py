"""Print a table of carbonstorage, and compare it and its raster with a count of its own.

    check_carbon.py <land cover> <pool table> <density raster> <summary table> <total>
"""
import csv
import math
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
POOLS = ("c_above", "c_below", "c_soil", "c_dead")


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def same(found, expected):
    return math.isclose(found, expected, rel_tol=1e-12)


def main(map_path, pools_path, density_path, summary_path, total):
    dataset = gdal.Open(map_path)
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    _, width, _, _, _, height = dataset.GetGeoTransform()
    cell_ha = abs(width * height) / 10_000
    codes, counts = np.unique(dataset.ReadAsArray(), return_counts=True)
    cells = {int(code): int(count) for code, count in zip(codes, counts) if code != nodata}
    density = {int(row["lucode"]): sum(float(row[pool]) for pool in POOLS) for row in rows_of(pools_path)}

    summary = rows_of(summary_path)
    print(f"{'class':<18}{'area':>12}{'':>9}{'density':>10}{'carbon':>15}")
    print(f"{'':<18}{'ha':>12}{'%':>9}{'t/ha':>10}{'t of C':>15}")
    for row in summary:
        area, carbon = float(row["area_ha"]), float(row["carbon_t"])
        print(f"{row['name']:<18}{area:>12,.2f}{float(row['area_pct']):>9.2f}{carbon / area:>10.2f}{carbon:>15,.1f}")
    area = math.fsum(float(row["area_ha"]) for row in summary)
    carbon = math.fsum(float(row["carbon_t"]) for row in summary)
    print(f"{'total':<18}{area:>12,.2f}{100:>9.2f}{carbon / area:>10.2f}{carbon:>15,.1f}")

    wrong = []
    if {int(row["lucode"]): int(row["cells"]) for row in summary} != cells:
        wrong.append("the cells of the classes")
    for row in summary:
        expected = cells.get(int(row["lucode"]), 0) * cell_ha * density[int(row["lucode"])]
        if not same(float(row["carbon_t"]), expected):
            wrong.append(f"the carbon of {row['name']}: {row['carbon_t']} t, not {expected} t")
    if not same(float(total), carbon):
        wrong.append(f"the total: {total} t, not {carbon} t")
    raster = gdal.Open(density_path).ReadAsArray()
    expected = np.full(raster.shape, -3.4028234663852886e38, np.float32)
    land_cover = dataset.ReadAsArray()
    for code in cells:
        expected[land_cover == code] = density[code]
    if not np.array_equal(raster, expected):
        wrong.append(f"{np.count_nonzero(raster != expected)} cells of the density raster")
    if wrong:
        sys.exit("An independent count differs in " + "; ".join(wrong) + ".")
    print("\nAn independent count of the cells gives the same table and the same raster.")


if __name__ == "__main__":
    main(*sys.argv[1:])
