"""Print the smallest, mean and largest value of every band of moving windows, and check SHDI beside a count of some windows.

    show_windows.py <bands of metrics at 50 m> <land-cover map>
"""
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
RADIUS, CELL = 50, 10


def main(path, lulc):
    dataset = gdal.Open(path)
    print("Windows of 50 m (81 cells); each is a landscape of its own")
    print(f"  {'':<14}{'smallest':>12}{'mean':>12}{'largest':>12}{'windows':>12}")
    bands = {}
    for number in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(number)
        values = band.ReadAsArray()
        known = values[values != band.GetNoDataValue()].astype(float)
        bands[band.GetDescription()] = values
        print(f"  {band.GetDescription():<14}{known.min():>12.4f}{known.mean():>12.4f}{known.max():>12.4f}{len(known):>12}")
    source = gdal.Open(lulc)
    return check(bands["SHDI 50"], source.ReadAsArray(), source.GetRasterBand(1).GetNoDataValue())


def check(found, codes, nodata):
    """SHDI around every 97th cell, counted window by window."""
    reach = RADIUS // CELL
    rows, columns = np.indices((2 * reach + 1, 2 * reach + 1)) - reach
    circle = np.hypot(rows, columns) * CELL <= RADIUS
    compared = 0
    for place in range(0, codes.size, 97):
        row, column = divmod(place, codes.shape[1])
        inside = reach <= row < codes.shape[0] - reach and reach <= column < codes.shape[1] - reach
        window = codes[row - reach : row + reach + 1, column - reach : column + reach + 1][circle] if inside else np.array([nodata])
        if (window == nodata).any():
            continue
        p = np.unique(window, return_counts=True)[1] / circle.sum()
        if abs(found[row, column] - (0.0 - np.sum(p * np.log(p)))) > 1e-6:
            print(f"SHDI of the window around row {row}, column {column} is {found[row, column]}", file=sys.stderr)
            return 1
        compared += 1
    print(f"  SHDI of {compared} windows is that of a count of their cells.")
    return 0 if compared else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
