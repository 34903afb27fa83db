"""Random maps of every kind, written with GDAL."""

import dataclasses
import os

import numpy as np
from osgeo import gdal

from .grids import Grid, system

# What GDAL calls a type, and the whole numbers that it holds exactly.
TYPES = {
    "int8": (gdal.GDT_Byte, -128, 127),
    "uint8": (gdal.GDT_Byte, 0, 255),
    "int16": (gdal.GDT_Int16, -(2**15), 2**15 - 1),
    "uint16": (gdal.GDT_UInt16, 0, 2**16 - 1),
    "int32": (gdal.GDT_Int32, -(2**31), 2**31 - 1),
    "uint32": (gdal.GDT_UInt32, 0, 2**32 - 1),
    "float32": (gdal.GDT_Float32, -(2**24), 2**24),
    "float64": (gdal.GDT_Float64, -(2**53), 2**53),
}
LAYOUTS = [[], ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ["BLOCKYSIZE=1"], ["BLOCKYSIZE=7"]]


@dataclasses.dataclass
class Map:
    grid: Grid
    codes: np.ndarray  # of all cells, also those without data
    valid: np.ndarray  # which cells have data
    request: dict  # how a request names it
    about: str


def random_map(rng, folder, name, grid, palette=None):
    """A map with codes of the palette, or of one of its own."""
    if palette is None:
        kind = str(rng.choice(list(TYPES)))
        palette = random_palette(rng, kind)
    else:
        kind = str(rng.choice([kind for kind, (_type, least, most) in TYPES.items() if least <= palette[0] and palette[-1] <= most]))
    codes = pattern(rng, palette, grid.shape)
    holes, how = random_holes(rng, kind, grid.shape)
    request = write(rng, os.path.join(str(folder), name), grid, codes, kind, holes, how, palette)
    return Map(grid, codes, ~holes, request, f"{kind}, holes by {how}, {len(palette)} classes, {grid}")


def random_palette(rng, kind="int16", counts=(1, 2, 3, 5, 9, 300)):
    """Class codes, as many as the type has room for."""
    _type, least, most = TYPES[kind]
    if rng.random() < 0.7:
        least, most = max(least, -20), min(most, 400)
    count = min(int(rng.choice(counts)), (most - least) // 2)
    codes = set()
    while len(codes) < count:
        codes.add(int(rng.integers(least, most, endpoint=True)))
    return sorted(codes)


def pattern(rng, palette, shape):
    """Noise, or blocks of some cells with or without it."""
    block = int(rng.choice([1, 2, 3, 5]))
    coarse = rng.choice(palette, (shape[0] // block + 1, shape[1] // block + 1))
    codes = np.kron(coarse, np.ones((block, block), dtype=np.int64))[: shape[0], : shape[1]]
    return np.where(rng.random(shape) < rng.choice([0, 0.15]), rng.choice(palette, shape), codes)


def random_holes(rng, kind, shape):
    """Cells without data, never all of them, and how the file says so."""
    ways = ["value", "user", "mask", "alpha", "value and mask"]
    if kind.startswith("float"):
        ways = ["value", "nan", "value and nan", "mask"]
    if kind == "int8":
        ways = ["value", "mask"]
    how = str(rng.choice(["none", *ways]))
    holes = np.zeros(shape, bool)
    if how != "none":
        holes = rng.random(shape) < rng.choice([0.05, 0.2, 0.5])
        if rng.random() < 0.3:
            row, column = rng.integers(0, shape[0]), rng.integers(0, shape[1])
            holes[row : row + shape[0] // 2, column : column + shape[1] // 2] = True
        if holes.all():
            holes[rng.integers(0, shape[0]), rng.integers(0, shape[1])] = False
    return holes, how


def write(rng, path, grid, codes, kind, holes, how, palette):
    """A GeoTIFF of the codes, and how a request names it. Cells that a mask hides hold any code, also one that is no class."""
    gdal_type, _least, most = TYPES[kind]
    cells = codes.astype(float if kind.startswith("float") else np.int64)
    hole, other = unused(rng, kind, palette), np.zeros(grid.shape, bool)
    if " and " in how:
        other = holes & (rng.random(grid.shape) < 0.5)
    by_mask = holes if how in ("mask", "alpha") else other if how == "value and mask" else np.zeros(grid.shape, bool)
    by_nan = holes if how == "nan" else other if how == "value and nan" else np.zeros(grid.shape, bool)
    cells[holes & ~by_mask & ~by_nan] = hole
    if by_nan.any():
        cells[by_nan] = np.nan
    cells[by_mask] = rng.choice([*palette, unused(rng, kind, [*palette, hole])], by_mask.sum())

    options = LAYOUTS[rng.integers(len(LAYOUTS))] + (["ALPHA=YES"] if how == "alpha" else [])
    options = options + (["PIXELTYPE=SIGNEDBYTE"] if kind == "int8" else [])
    bands = 2 if how == "alpha" else 1
    dataset = gdal.GetDriverByName("GTiff").Create(path, grid.columns, grid.rows, bands, gdal_type, options)
    dataset.SetGeoTransform(grid.transform)
    dataset.SetProjection(system(grid.epsg).ExportToWkt())
    band = dataset.GetRasterBand(1)
    if "value" in how:
        band.SetNoDataValue(hole)
    band.WriteArray(cells.astype(kind).view("uint8") if kind == "int8" else cells.astype(kind))
    if how == "alpha":  # partly transparent cells count as whole ones
        seen = np.minimum(rng.integers(1, 255, grid.shape, endpoint=True), most)
        dataset.GetRasterBand(2).WriteArray(np.where(by_mask, 0, seen).astype(kind))
    elif "mask" in how:
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", str(rng.choice(["YES", "NO"])))
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        band.GetMaskBand().WriteArray(np.where(by_mask, 0, rng.choice([1, 127, 255], grid.shape)).astype("uint8"))
    dataset = band = None
    return {"path": path, "nodata": [hole]} if how == "user" else {"path": path}


def write_plain(folder, name, grid, codes):
    """A map without holes, for cases by hand."""
    path = os.path.join(str(folder), name)
    dataset = gdal.GetDriverByName("GTiff").Create(path, grid.columns, grid.rows, 1, gdal.GDT_Int16)
    dataset.SetGeoTransform(grid.transform)
    dataset.SetProjection(system(grid.epsg).ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(codes.astype("int16"))
    dataset = None
    return {"path": path}


def unused(rng, kind, taken):
    """A whole number of the type that is not taken."""
    _type, least, most = TYPES[kind]
    while True:
        value = int(rng.choice([least, most, 0, rng.integers(max(least, -50), min(most, 255), endpoint=True)]))
        if value not in taken:
            return value
