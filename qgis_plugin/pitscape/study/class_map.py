"""A map of classes that a run made out of one that it was given, with its names and colours."""

import os

import numpy
from osgeo import gdal

from ..layers.styles import category_color
from ..refusals import Unwritten
from ..translation import tr
from .made import MadeRaster

TYPES = ((gdal.GDT_Byte, "u1"), (gdal.GDT_Int16, "i2"), (gdal.GDT_UInt16, "u2"), (gdal.GDT_Int32, "i4"), (gdal.GDT_Float64, "f8"))
OPTIONS = ["COMPRESS=DEFLATE", "TILED=YES", "BIGTIFF=IF_SAFER"]
ROWS = 256  # that are held at once


class MadeClasses(MadeRaster):
    of_amounts, of_classes = False, True

    def __init__(self, path, source, like):
        super().__init__(path, 1, source.name, source.year, like)
        self.target = path  # what it is called once the run is over
        self.told = tr("{map}, brought onto another grid", map=source.told)
        self.crs_override = like.crs_override
        self.class_names, self.class_colors = source.class_names, source.class_colors


def write_classes(run, pairs, made):
    """The map, from a raster of transitions whose table tells the class that each code ends in; under a temporary name until then."""
    source = gdal.Open(pairs)
    classes = _classes(source.GetRasterBand(1).GetDefaultRAT())
    kind, dtype, nodata = _type_for(set(classes.values()))
    table = numpy.full(max(classes, default=0) + 1, nodata, dtype)
    for code, value in classes.items():
        table[code] = value
    folder = run.files.beside(made.target)
    file = made.path = os.path.join(folder, os.path.basename(made.target))
    dataset = band = None
    gdal.ErrorReset()
    try:
        dataset = gdal.GetDriverByName("GTiff").Create(file, source.RasterXSize, source.RasterYSize, 1, kind, OPTIONS)
        dataset.SetGeoTransform(source.GetGeoTransform())
        dataset.SetProjection(source.GetProjection())
        band = dataset.GetRasterBand(1)
        band.SetNoDataValue(nodata)
        band.SetDefaultRAT(_attributes(sorted(classes.values()), made))
        for top in range(0, source.RasterYSize, ROWS):
            rows = min(ROWS, source.RasterYSize - top)
            codes = source.GetRasterBand(1).ReadAsArray(0, top, source.RasterXSize, rows)
            if band.WriteArray(table[codes], 0, top):
                raise RuntimeError(gdal.GetLastErrorMsg())
        dataset.FlushCache()
    except (RuntimeError, AttributeError) as error:
        raise Unwritten(tr("{file} could not be written ({reason}).", file=made.target, reason=error)) from error
    finally:
        dataset = band = None  # closes the file, where a full disk may be met at last
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise Unwritten(tr("{file} could not be written ({reason}).", file=made.target, reason=gdal.GetLastErrorMsg()))
    for name in sorted(os.listdir(folder)):
        run.files.add(os.path.join(folder, name), os.path.join(os.path.dirname(made.target), name))


def _classes(table):
    places = {table.GetNameOfCol(at): at for at in range(table.GetColumnCount())}
    rows = range(table.GetRowCount())
    return {int(table.GetValueAsDouble(row, places["code"])): int(table.GetValueAsDouble(row, places["lucode_to"])) for row in rows}


def _type_for(codes):
    """The least type that holds the codes and a number beside them that is none, which stands for nodata."""
    for kind, dtype in TYPES[:-1]:
        ends = numpy.iinfo(dtype)
        if ends.min <= min(codes) and max(codes) <= ends.max:
            free = next((value for value in range(ends.max, ends.min - 1, -1) if value not in codes), None)
            if free is not None:
                return kind, dtype, free
    return *TYPES[-1], min(codes) - 1.0


def _attributes(codes, made):
    table = gdal.RasterAttributeTable()
    whole = gdal.GFT_Integer if all(abs(code) < 2**31 for code in codes) else gdal.GFT_Real  # integers of these tables have 32 bits
    columns = (("value", whole, gdal.GFU_MinMax), ("name", gdal.GFT_String, gdal.GFU_Name))
    parts = zip(("red", "green", "blue"), (gdal.GFU_Red, gdal.GFU_Green, gdal.GFU_Blue))
    for name, kind, usage in (*columns, *((name, gdal.GFT_Integer, usage) for name, usage in parts)):
        table.CreateColumn(name, kind, usage)
    table.SetRowCount(len(codes))
    for row, code in enumerate(codes):
        color = made.class_colors.get(code) or category_color(code)
        table.SetValueAsDouble(row, 0, code)
        table.SetValueAsString(row, 1, made.class_names.get(code, str(code)))
        for at in range(3):
            table.SetValueAsInt(row, 2 + at, int(color[1 + 2 * at : 3 + 2 * at], 16))
    return table
