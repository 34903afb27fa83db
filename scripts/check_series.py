"""Print the carbon series of the sample beside the study it is modelled on, and compare it with a count of its own.

    check_series.py <folder of the sample> <pool table> <folder of the tables> <raster of the change>
"""
import csv
import math
import pathlib
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
POOLS = ("c_above", "c_below", "c_soil", "c_dead")
TABLE5 = pathlib.Path(__file__).resolve().parent.parent / "tests/golden/chang2024/table5.csv"
YEARS = (2007, 2012, 2017, 2022)
INDUSTRIAL, GRASSLAND = "Industrial", "Grassland"
GREEN = ("Forest", GRASSLAND)
CELL_HA = 0.01
SHDI = (1.0439, 1.2990, 1.2545, 1.2931)  # from the areas of the study; its Table 6 prints one of 1.1915 for 2022


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Check:
    def __init__(self):
        self.wrong = []

    def __call__(self, good, what):
        if not good:
            self.wrong.append(what)
        return "" if good else "  <- WRONG"


def counted(sample, density):
    """Cells by year and class, and the density of every cell, without Pitscape."""
    cells, maps = {}, {}
    for year in YEARS:
        dataset = gdal.Open(str(sample / f"haerwusu_synthetic_{year}.tif"))  # kept: its band lives no longer
        band = dataset.GetRasterBand(1)
        codes = band.ReadAsArray()
        for code, n in zip(*np.unique(codes[codes != band.GetNoDataValue()], return_counts=True)):
            cells[year, int(code)] = int(n)
        table = np.full(256, np.nan)
        for code, value in density.items():
            table[code] = value
        maps[year] = table[codes]
    return cells, maps


def by_class(check, storage, density, cells):
    study = {(int(row["year"]), int(row["lucode"])): float(row["carbon_t"]) for row in rows_of(TABLE5)}
    check({(int(r["year"]), int(r["lucode"])): int(r["cells"]) for r in storage} == cells, "the cells of the classes")
    print(f"{'':<18}" + "".join(f"{year:>26}" for year in YEARS))
    print(f"{'t of C':<18}" + f"{'sample':>14}{'- study':>12}" * len(YEARS))
    found = {(int(row["year"]), int(row["lucode"])): float(row["carbon_t"]) for row in storage}
    names = {int(row["lucode"]): row["name"] for row in storage}
    for code, name in names.items():
        line = f"{name:<18}"
        for year in YEARS:
            carbon = found[year, code]
            off = carbon - study[year, code]
            check(math.isclose(carbon, cells[year, code] * CELL_HA * density[code], rel_tol=1e-12), f"{name} in {year}")
            limit = {GRASSLAND: 35, INDUSTRIAL: math.inf}.get(name, 1) * CELL_HA * density[code]
            check(abs(off) <= limit, f"{name} in {year} beside Table 5 of the study")
            line += f"{carbon:>14,.1f}{off:>12,.2f}"
        print(line)


def by_year(check, totals, storage, density):
    study = {year: 0.0 for year in YEARS}
    green = {year: 0.0 for year in YEARS}  # km2 of forest and grassland
    for row in rows_of(TABLE5):
        carbon, year = float(row["carbon_t"]), int(row["year"])
        study[year] += carbon
        if row["name"] in GREEN:
            green[year] += carbon / density[int(row["lucode"])] / 100
    print(f"\n{'':<6}{'carbon, t of C':>42}{'':>29}{'forest + grassland, km2':>27}{'SHDI':>17}")
    print(f"{'':<6}{'sample':>13}{'95 % interval*':>27}{'study':>15}{'off %':>8}{'sample':>14}{'study':>9}{'cells':>7}{'sample':>11}{'study':>8}")
    for row, shdi in zip(totals, SHDI):
        year, total = int(row["year"]), float(row["carbon_t"])
        off = 100 * (total / study[year] - 1)
        classes = [r for r in storage if int(r["year"]) == year]
        found = sum(float(r["area_ha"]) for r in classes if r["name"] in GREEN) / 100
        shares = [float(r["area_ha"]) / float(row["area_ha"]) for r in classes]
        found_shdi = -sum(share * math.log(share) for share in shares)
        cells = round((found - green[year]) * 100 / CELL_HA)
        mark = check(abs(off) <= 0.035, f"the total of {year}")
        mark += check(abs(cells) <= 35, f"forest and grassland of {year}")
        mark += check(round(found_shdi, 4) == shdi, f"the SHDI of {year}")
        interval = f"{float(row['ci95_low_t']):,.0f} to {float(row['ci95_high_t']):,.0f}"
        print(
            f"{year:<6}{total:>13,.1f}{interval:>27}{study[year]:>15,.1f}{off:>8.3f}{found:>14.4f}{green[year]:>9.2f}{cells:>+7d}"
            f"{found_shdi:>11.4f}{shdi:>8.4f}{mark}"
        )


def by_interval(check, changes, storage, output, maps):
    print(f"\n{'change':<12}{'t of C':>13}{'95 % interval*':>27}{'gain t':>13}{'loss t':>13}{'gain %':>9}{'loss %':>9}{'same %':>9}")
    bands = gdal.Open(str(output))
    check(bands.RasterCount == len(YEARS) - 1, "the number of bands of change")
    for row in changes:
        before, after = int(row["year_from"]), int(row["year_to"])
        carbon = float(row["carbon_t"])
        difference = maps[after] - maps[before]
        mark = check(math.isclose(carbon, CELL_HA * np.nansum(difference), rel_tol=1e-9), f"the change {before} to {after}")
        interval = f"{float(row['ci95_low_t']):,.0f} to {float(row['ci95_high_t']):,.0f}"
        shares = "".join(f"{float(row[name]):>9.2f}" for name in ("gain_pct", "loss_pct", "unchanged_pct"))
        gains = "".join(f"{float(row[name]):>13,.1f}" for name in ("gain_t", "loss_t"))
        print(f"{before}-{after:<7}{carbon:>13,.1f}{interval:>27}{gains}{shares}{mark}")
        if row["span"] == "interval":
            band = bands.GetRasterBand(YEARS.index(before) + 1)
            expected = np.where(np.isnan(difference), band.GetNoDataValue(), difference).astype(np.float32)
            check(np.array_equal(band.ReadAsArray(), expected), f"the raster of change {before} to {after}")


def main(sample, pools, tables, change):
    sample, tables = pathlib.Path(sample), pathlib.Path(tables)
    density = {int(row["lucode"]): sum(float(row[pool]) for pool in POOLS) for row in rows_of(pools)}
    storage, totals, changes = (rows_of(tables / f"carbon_{name}.csv") for name in ("storage", "totals", "changes"))
    check = Check()
    cells, maps = counted(sample, density)
    by_class(check, storage, density, cells)
    by_year(check, totals, storage, density)
    by_interval(check, changes, storage, change, maps)
    print("* with invented standard errors of 10 % of each pool; the study gives none")
    print("Industrial: the study's carbon fits 28.97 t/ha, its pools add up to 27.30, by which the sample's is lower.")
    if check.wrong:
        sys.exit("Not as it should be: " + "; ".join(check.wrong) + ".")
    print("\nAn independent count of the cells gives the same tables and the same raster.")


if __name__ == "__main__":
    main(*sys.argv[1:])
