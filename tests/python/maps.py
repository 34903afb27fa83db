"""Small maps and pool tables, written with GDAL, for the tests."""

import csv
import pathlib

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()

TYPES = {
    "uint8": gdal.GDT_Byte,
    "int16": gdal.GDT_Int16,
    "uint16": gdal.GDT_UInt16,
    "int32": gdal.GDT_Int32,
    "uint32": gdal.GDT_UInt32,
    "float32": gdal.GDT_Float32,
    "float64": gdal.GDT_Float64,
}
GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"  # the project's own reference figures
LEFT, TOP = 450000.0, 5200000.0  # near the central meridian of UTM 32 N

# lucode, name, then t/ha above, below, in soil, dead: 10, 100 and 1000 in all
POOLS = [
    (1, "Wiese", 1, 2, 3, 4),
    (2, "Wald", 10, 20, 30, 40),
    (3, "Möser & Röhricht", 100, 200, 300, 400),
]
DENSITY = {1: 10.0, 2: 100.0, 3: 1000.0}


def write_map(path, *bands, cell=(10.0, 10.0), epsg=32632, nodata=None, rotation=0.0, options=()):
    """Write arrays as the bands of a GeoTIFF; signed bytes as this GDAL has them."""
    bands = [np.asarray(band) for band in bands]
    rows, columns = bands[0].shape
    options = list(options)
    kind = bands[0].dtype.name
    if kind == "int8" and hasattr(gdal, "GDT_Int8"):  # GDAL 3.7 and newer; marked bytes before
        TYPES["int8"] = gdal.GDT_Int8
    elif kind == "int8":
        options.append("PIXELTYPE=SIGNEDBYTE")
        bands = [band.view("uint8") for band in bands]
        kind = "uint8"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, len(bands), TYPES[kind], options)
    dataset.SetGeoTransform((LEFT, cell[0], rotation, TOP, rotation, -cell[1]))
    if epsg is not None:
        system = osr.SpatialReference()
        system.ImportFromEPSG(epsg)
        dataset.SetProjection(system.ExportToWkt())
    for number, band in enumerate(bands, 1):
        if nodata is not None:
            dataset.GetRasterBand(number).SetNoDataValue(nodata)
        dataset.GetRasterBand(number).WriteArray(band)
    dataset = None
    return str(path)


def write_table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows(rows)
    return str(path)


def write_pools(path, rows=POOLS, header=("lucode", "name", "c_above", "c_below", "c_soil", "c_dead")):
    return write_table(path, header, rows)


def read_map(path, band=1):
    dataset = gdal.Open(str(path))
    return dataset.GetRasterBand(band).ReadAsArray()


def files(folder):
    """Every file below a folder with its bytes, to see that nothing came, went or changed.

    QGIS itself puts statistics beside the maps that it opens; those do not count.
    """
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: data for name, data in found.items() if not (name.endswith(".aux.xml") and "density" not in name)}
