"""Random pictures, their bands on the grid of the red one, and indices from their formulas."""

import dataclasses
import os

import numpy as np
from osgeo import gdal

from .grids import project, system
from .maps import TYPES, random_holes, write
from .others import other_grid

# Terms of numerator and denominator, as (factor, band); the band "1" is 1 and "L" the soil factor
NORMALIZED = {"NDVI": "R", "GNDVI": "G"}
NEEDS = {"DVI": "NR", "RVI": "NR", "NDVI": "NR", "SAVI": "NR", "GNDVI": "NG", "EVI": "NRB"}
SENSORS = {
    "sentinel2_l2a": (0.0001, -0.1),
    "sentinel2_l2a_before_2022": (0.0001, 0.0),
    "landsat_c2_l2": (0.0000275, -0.2),
    "reflectance": (1.0, 0.0),
    "byte": (1 / 255, 0.0),
}
PLACES = {"R": "red", "N": "nir", "G": "green", "B": "blue"}
EPSILON = np.finfo(float).eps


@dataclasses.dataclass
class Band:
    values: np.ndarray  # of the cells, on the grid of the red band; NaN where there are none
    off: np.ndarray  # how far off each may be
    own: tuple  # scale and offset that the band tells, each of them None where it does not
    request: dict


def formula(index, soil):
    """Factor, terms of the numerator and of the denominator."""
    if index == "DVI":
        return 1.0, [(1, "N"), (-1, "R")], [(1, "1")]
    if index == "RVI":
        return 1.0, [(1, "N")], [(1, "R")]
    if index in NORMALIZED:
        other = NORMALIZED[index]
        return 1.0, [(1, "N"), (-1, other)], [(1, "N"), (1, other)]
    if index == "SAVI":
        return 1 + soil, [(1, "N"), (-1, "R")], [(1, "N"), (1, "R"), (soil, "1")]
    return 2.5, [(1, "N"), (-1, "R")], [(1, "N"), (6, "R"), (-7.5, "B"), (1, "1")]


def index_of(index, soil, reflectance, off):
    """The index of all cells, NaN where it is none; how far off it may be; where rounding and positions leave open whether it is there."""
    factor, above, below = formula(index, soil)
    shape = reflectance["R"].shape
    reflectance, off = {**reflectance, "1": np.ones(shape)}, {**off, "1": 0.0}

    def total(terms):
        parts = [weight * reflectance[band] for weight, band in terms]
        size = sum(abs(part) for part in parts)
        return sum(parts), size, sum(abs(weight) * off[band] for weight, band in terms) + 8 * EPSILON * size

    (top, _size, top_off), (bottom, size, bottom_off) = total(above), total(below)
    missing = np.logical_or.reduce([np.isnan(reflectance[band]) for band in NEEDS[index]])
    none = missing | (np.abs(bottom) <= 1e-12 * size)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(none, np.nan, factor * top / bottom)
        tolerance = factor * (top_off + np.abs(top / bottom) * bottom_off) / np.maximum(np.abs(bottom) - bottom_off, 1e-300)
        open_ = ~missing & (np.abs(np.abs(bottom) - 1e-12 * size) < bottom_off - 7.9 * EPSILON * size)
        return value, tolerance, open_


# ---- pictures


def random_values(rng, kind, shape):
    """Small numbers, which make denominators of 0, or those of a product; rests of the type's range at times."""
    if kind.startswith("float"):
        return np.round(rng.uniform(-0.2, 1.2, shape), int(rng.choice([1, 6]))).astype(kind).astype(float)
    _type, least, most = TYPES[kind]
    low, high = [(-4, 6), (0, 12), (-1500, 12000), (least, most)][rng.integers(4)]
    return rng.integers(max(low, least), min(high, most), shape, endpoint=True).astype(float)


def zero_denominators(rng, bands, kind, soil, scale, offset):
    """Writes cells whose denominators are 0 into the values of bands, where the type has them."""
    if kind.startswith("float"):
        return
    _type, least, most = TYPES[kind]
    shape, used = bands["R"].shape, lambda: rng.random(bands["R"].shape) < 0.06

    def put(where, name, cells):
        cells = np.broadcast_to(cells, shape)
        good = where & (cells >= least) & (cells <= most)
        bands[name][good] = cells[good]

    twice = round(-2 * offset / scale)
    put(used(), "N", twice - bands["R"])
    put(used(), "G", twice - bands["N"])
    put(used(), "R", round(-offset / scale))
    put(used(), "N", twice - round(soil / scale) - bands["R"])
    if scale == 1 and offset == 0:
        cells = used()  # 2 + 6 x 2 - 7.5 x 2 + 1
        for name in "NRB":
            put(cells, name, 2)


def random_reflectance(rng):
    """What a request says of scale and offset, and the pair for a band that tells its own."""
    request = {}
    sensor = str(rng.choice(["band", "band", *SENSORS]))
    if sensor != "band" or rng.random() < 0.5:
        request["sensor"] = sensor
    if rng.random() < 0.25:
        request["scale"] = float(rng.choice([0.0001, 0.5, 2.0, -1.0, 0.0025]))
    if rng.random() < 0.25:
        request["offset"] = float(rng.choice([-0.1, 0.0, 0.25, -3.0]))

    def of(own):
        scale, offset = SENSORS.get(sensor, own)
        scale, offset = request.get("scale", scale), request.get("offset", offset)
        return 1.0 if scale is None else scale, 0.0 if offset is None else offset

    return request, of


def own_of(rng):
    return [(None, None), (0.0025, None), (0.0001, -0.1), (None, -2.0), (0.5, 0.25)][rng.integers(5)]


def rounding(band, used):
    """Values are scaled as the band says, and back where another scale is given."""
    scale, offset = band.own[0] or 1.0, band.own[1] or 0.0
    if (scale, offset) in ((1.0, 0.0), used):
        return 0.0
    return 8 * EPSILON * (np.abs(band.values) + abs(offset / scale))


def put_own(path, owns):
    dataset = gdal.Open(path, gdal.GA_Update)
    for number, (scale, offset) in enumerate(owns, 1):
        if scale is not None:
            dataset.GetRasterBand(number).SetScale(scale)
        if offset is not None:
            dataset.GetRasterBand(number).SetOffset(offset)
    dataset = None


def one_picture(rng, folder, grid, names, soil, of):
    """All bands in one file, in any order: one nodata value, one mask or alpha band."""
    kind, owns = (
        str(rng.choice(["uint8", "int16", "uint16", "int32", "float32", "float64"])),
        {name: own_of(rng) for name in names},
    )
    if rng.random() < 0.7:
        owns = dict.fromkeys(names, owns["R"])
    values = {name: random_values(rng, kind, grid.shape) for name in names}
    values = {name: values.get(name, np.zeros(grid.shape)) for name in PLACES}
    zero_denominators(rng, values, kind, soil, *of(owns["R"]))
    how = str(rng.choice(["none", "value", "value", "mask", "alpha"] + (["nan"] if kind.startswith("float") else [])))
    hole = {"uint8": 255, "uint16": 0}.get(kind, -9)
    order = list(rng.permutation(list(names)))
    options = [["INTERLEAVE=PIXEL"], ["INTERLEAVE=BAND"], ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"]][rng.integers(3)]
    path = os.path.join(str(folder), f"picture{rng.integers(1 << 30)}.tif")
    options = [*options, "PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]  # GDAL calls the fourth band of bytes an alpha band else
    dataset = gdal.GetDriverByName("GTiff").Create(
        path, grid.columns, grid.rows, len(order) + (how == "alpha"), TYPES[kind][0], options
    )
    dataset.SetGeoTransform(grid.transform)
    dataset.SetProjection(system(grid.epsg).ExportToWkt())
    hidden = rng.random(grid.shape) < 0.15
    bands = {}
    for number, name in enumerate(order, 1):
        cells, known = values[name], values[name].copy()
        if how in ("value", "nan"):
            lost = rng.random(grid.shape) < 0.1
            cells = np.where(lost, hole if how == "value" else np.nan, cells)
            known[lost | (cells == hole if how == "value" else lost)] = np.nan
            if how == "value":
                dataset.GetRasterBand(number).SetNoDataValue(hole)
        elif how != "none":
            known[hidden] = np.nan
        dataset.GetRasterBand(number).WriteArray(cells.astype(kind))
        bands[name] = Band(known, np.zeros(grid.shape), owns[name], {"path": path, "band": number})
    if how == "alpha":
        dataset.GetRasterBand(len(order) + 1).SetColorInterpretation(gdal.GCI_AlphaBand)
        dataset.GetRasterBand(len(order) + 1).WriteArray(np.where(hidden, 0, min(255, TYPES[kind][2])).astype(kind))
    elif how == "mask":
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        dataset.GetRasterBand(1).GetMaskBand().WriteArray(np.where(hidden, 0, 255).astype("uint8"))
    dataset = None
    put_own(path, [owns[name] for name in order])
    return bands, f"{kind}, holes by {how}"


def many_pictures(rng, folder, grid, names, how):
    """A file for each band, with type, nodata, mask, scale and grid of its own."""
    bands, about = {}, []
    for name in names:
        kinds = ["same", "same", "whole cells", "part of a cell", "coarser", "finer"]
        if how == "bilinear":
            kinds += ["turned", "other system"]
        elif how == "nearest":
            kinds += ["turned"]
        place = "same" if name == "R" else str(rng.choice(kinds))
        there = other_grid(rng, grid, place)
        if place in ("turned", "other system"):  # coarser in all directions, so that bilinear takes four cells
            left, right, down_x, top, right_y, down = there.transform
            wider = 1.6 * max(grid.width / grid.height, grid.height / grid.width)
            there = there._replace(transform=(left, wider * right, wider * down_x, top, wider * right_y, wider * down))
        kind = str(rng.choice(["uint8", "int16", "uint16", "float32", "float64"]))
        values, (holes, by) = random_values(rng, kind, there.shape), random_holes(rng, kind, there.shape)
        path = os.path.join(str(folder), f"{name}{rng.integers(1 << 30)}.tif")
        request = write(rng, path, there, values, kind, holes, by, np.unique(values).tolist())
        own = own_of(rng)
        put_own(path, [own])
        if "nodata" in request:  # as QGIS has it: of what it shows
            request["nodata"] = [value * (own[0] or 1) + (own[1] or 0) for value in request["nodata"]]
        known = np.where(holes, np.nan, values)
        off = 0.0
        if there != grid:
            known = BROUGHT[how](grid, there, known)
            off = (1e-5 if place == "other system" else 1e-10) * (np.ptp(values) + 1e-3) if how != "nearest" else 0.0
        bands[name] = Band(known, np.full(grid.shape, off), own, request)
        about.append(f"{name} {kind} {place}, holes by {by}")
    return bands, "; ".join(about)


# ---- bands on other grids


def places(grid, there):
    return there.cell_of(*project(*grid.centres(), grid.epsg, there.epsg))


def nearest(grid, there, values):
    row, column = (np.floor(place.round(7)).astype(int) for place in places(grid, there))
    inside = (row >= 0) & (column >= 0) & (row < there.rows) & (column < there.columns)
    return np.where(inside, values[row.clip(0, there.rows - 1), column.clip(0, there.columns - 1)], np.nan)


def bilinear(grid, there, values):
    """Between the centres of cells, of those that have a value; where cells of the grid are larger, over their width. None where the cell at the centre has none."""
    rows, columns = places(grid, there)
    known, under = ~np.isnan(values), nearest(grid, there, values)
    reach = [max(1.0, ratio) if ratio > 1 / 0.95 else 1.0 for ratio in (grid.height / there.height, grid.width / there.width)]
    if there.epsg != grid.epsg:
        reach = [1.0, 1.0]
    found = np.full(grid.shape, np.nan)
    for cell in zip(*np.nonzero(~np.isnan(under))):
        near = [
            np.clip(1 - np.abs(np.arange(count) + 0.5 - place) / wide, 0, None)
            for count, place, wide in zip(there.shape, (rows[cell], columns[cell]), reach)
        ]
        weights = np.outer(*near) * known
        found[cell] = (weights[known] * values[known]).sum() / weights.sum()
    return found


def average(grid, there, values):
    """By the area of each cell that has a value, of grids whose rows and columns are parallel."""
    found, known = np.full(grid.shape, np.nan), ~np.isnan(values)
    for row, column in np.ndindex(grid.shape):
        corners = [there.cell_of(*grid.at(row + i, column + j)) for i, j in ((0, 0), (1, 1))]
        inside = []
        for count, ends in zip(there.shape, zip(*corners)):
            low, high = sorted(ends)
            inside.append(np.clip(np.minimum(high, np.arange(count) + 1) - np.maximum(low, np.arange(count)), 0, None))
        weights = np.where(np.outer(*inside) > 1e-9, np.outer(*inside), 0) * known
        if weights.sum() > 0:
            found[row, column] = (weights[known] * values[known]).sum() / weights.sum()
    return found


BROUGHT = {"nearest": nearest, "bilinear": bilinear, "average": average}
