"""Runs a kernel of the library and reads the tables and rasters that it writes."""

import pathlib
import sys
import tempfile

import numpy as np
from osgeo import gdal, ogr, osr

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "qgis_plugin"))
from pitscape import native, tables  # noqa: E402  (GDAL is loaded first, so that the library shares it)

for module in (gdal, ogr, osr):
    module.UseExceptions()

FIELDS = {kernel: {field["name"] for field in described["fields"]} for kernel, described in native.describe()["kernels"].items()}
METRICS = native.describe()["metrics"]


def run(kernel, folder, /, **request):
    """The report of a run, whose tables are lists of rows by column; NULL is None."""
    if "tables" in FIELDS[kernel]:
        request["tables"] = tempfile.mkdtemp(prefix="tables_", dir=folder)
    report = native.run(kernel, request)
    report["tables"] = {name: rows(tables.Table(described)) for name, described in report["tables"].items()}
    return report


def rows(table):
    names = [name for name, _kind in table.columns]
    return [dict(zip(names, row)) for row in table]


def read(path):
    """The bands of a raster by their descriptions, as real numbers, NaN where they are nodata."""
    dataset = gdal.Open(str(path))
    bands = {}
    for number in range(1, dataset.RasterCount + 1):
        band = dataset.GetRasterBand(number)
        values = band.ReadAsArray().astype(float)
        values[values == band.GetNoDataValue()] = np.nan
        bands[band.GetDescription()] = values
    return bands
