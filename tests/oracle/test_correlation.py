"""Correlations of rasters and tables with their p and effective numbers, and the samples that are drawn, by definition alone."""

import collections
import fractions
import math
import os

import numpy as np
import pytest
from osgeo import gdal, ogr

from . import correlation
from .figures import COUNTED, Figures
from .grids import PLACES, Grid, project, random_grid, system
from .library import native, run
from .others import other_grid
from .selection import geometry, holds, random_polygon, write_features

TYPES = {
    "uint8": (gdal.GDT_Byte, 0, 255),
    "int16": (gdal.GDT_Int16, -3000, 3000),
    "uint16": (gdal.GDT_UInt16, 0, 60000),
    "int32": (gdal.GDT_Int32, -(10**9), 10**9),
    "float32": (gdal.GDT_Float32, None, None),
    "float64": (gdal.GDT_Float64, None, None),
}
LEAST_FLOAT = -3.4028234663852886e38
LAYOUTS = [[], ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ["BLOCKYSIZE=1"], ["BLOCKYSIZE=5", "COMPRESS=DEFLATE"]]


def smooth(rng, shape, reach):
    """Noise, smoothed by a Gaussian whose standard deviation is reach cells; variance about 1."""
    room = int(4 * reach) + 1
    field = rng.normal(size=(shape[0] + 2 * room, shape[1] + 2 * room))
    if reach:
        weights = np.exp(-0.5 * (np.arange(-room, room + 1) / reach) ** 2)
        weights /= np.sqrt((weights**2).sum())
        for axis in (0, 1):
            field = np.apply_along_axis(np.convolve, axis, field, weights, "same")
    return field[room : room + shape[0], room : room + shape[1]]


def related(rng, shape, count):
    """Layers that share more or less of one field, of some autocorrelation, at times with ties or constant."""
    common = smooth(rng, shape, rng.choice([0, 1, 2.5]))
    layers = []
    for _ in range(count):
        layer = rng.choice([-1.0, 0.0, 0.5, 2.0]) * common + smooth(rng, shape, rng.choice([0, 1, 3]))
        kind = rng.random()
        if kind < 0.2:
            layer = np.round(2 * layer)
        elif kind < 0.3:
            layer = layer + 0.1 * np.indices(shape)[0]
        elif kind < 0.35:
            layer = np.full(shape, 2.5)
        layers.append(layer)
    return layers


def write_values(rng, folder, name, grid, values, kind=None):
    """A raster of about these values in some type of cell, with holes told in some way: its request, and what it holds (NaN: none)."""
    kind = kind or str(rng.choice(list(TYPES)))
    gdal_type, least, most = TYPES[kind]
    scale, offset = 1.0, 0.0
    if least is not None:
        span = max(np.ptp(values), 1e-9)
        cells = np.round((values - values.min()) / span * (min(most - least, 5000)) + least)
        if rng.random() < 0.4:
            scale, offset = float(rng.choice([0.1, 0.0001, 2.0])), float(rng.choice([0, -3.5, 1000.0]))
    else:
        cells = values * rng.choice([1, 1e-3, 1e4]) + rng.choice([0, 0, 50, -3])
    cells = cells.astype(kind)
    holes = rng.random(grid.shape) < rng.choice([0, 0.05, 0.3])
    if rng.random() < 0.3:
        row, column = rng.integers(0, grid.rows), rng.integers(0, grid.columns)
        holes[row : row + grid.rows // 2, column : column + grid.columns // 2] = True
    ways = ["value", "user", "mask", "alpha"] if least is not None else ["value", "nan", "infinite", "mask"]
    how = str(rng.choice(ways))
    nodata = (
        LEAST_FLOAT if kind == "float32" else -9999.0 if least is None else 0 if least == 0 else -3000 if kind == "int16" else -1
    )
    stored = cells.copy()
    if how in ("value", "user"):
        stored[holes] = nodata
    elif how == "nan":
        stored[holes] = np.nan
    elif how == "infinite":
        stored[holes] = rng.choice([np.inf, -np.inf, np.nan], holes.sum())
    elif least is None:
        stored[holes] = 1e6
    else:
        stored[holes] = min(200, most)
    path = os.path.join(str(folder), name)
    bands = 2 if how == "alpha" else 1
    options = LAYOUTS[rng.integers(len(LAYOUTS))] + (["ALPHA=YES"] if how == "alpha" else [])
    dataset = gdal.GetDriverByName("GTiff").Create(path, grid.columns, grid.rows, bands, gdal_type, options)
    dataset.SetGeoTransform(grid.transform)
    dataset.SetProjection(system(grid.epsg).ExportToWkt())
    band = dataset.GetRasterBand(1)
    if how == "value":
        band.SetNoDataValue(nodata)
    if (scale, offset) != (1.0, 0.0):
        band.SetScale(scale)
        band.SetOffset(offset)
    band.WriteArray(stored)
    if how == "alpha":
        dataset.GetRasterBand(2).WriteArray(np.where(holes, 0, 255).astype(kind))
    elif how == "mask":
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", str(rng.choice(["YES", "NO"])))
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        band.GetMaskBand().WriteArray(np.where(holes, 0, 255).astype("uint8"))
    dataset = band = None
    held = stored.astype(float)
    hidden = holes.copy()
    if how in ("value", "user"):
        hidden |= stored == nodata
    held = held * scale + offset
    held[hidden] = np.nan
    return ({"path": path, "nodata": [nodata * scale + offset]} if how == "user" else {"path": path}), held


def write_plain(folder, name, grid, values, options=(), kind=gdal.GDT_Float64, nodata=None):
    path = os.path.join(str(folder), name)
    dataset = gdal.GetDriverByName("GTiff").Create(path, grid.columns, grid.rows, 1, kind, list(options))
    dataset.SetGeoTransform(grid.transform)
    dataset.SetProjection(system(grid.epsg).ExportToWkt())
    if nodata is not None:
        dataset.GetRasterBand(1).SetNoDataValue(nodata)
    dataset.GetRasterBand(1).WriteArray(values)
    dataset = None
    return {"path": path}


def pairs_of(count):
    return [(a, b) for a in range(count) for b in range(a + 1, count)]


def compare(figures, what, got, expected, moved=0.0):
    """A row. p leans on the digits of 1 - r^2: what rounding of r does to it is allowed, no more.

    moved: how much values may be off, in shares of their spread, where coordinates of a few million metres are rounded."""
    for column in ("n", "classes"):
        figures.same(f"{what} {column}", got[column], expected[column])
    figures.same(f"{what} r", got["r"], expected["r"], relative=1e-11 + moved, absolute=1e-13 + moved)
    r = expected["r"]
    if r is None or 1 - abs(r) < 1e-12:
        if r is not None:
            figures.same(f"{what} p", got["p"], 0.0, absolute=1e-9)
        return
    shaky = (1e-14 + moved) * abs(r) / (1 - r * r) + moved
    figures.same(f"{what} t", got["t"], expected["t"], relative=1e-10 + shaky, absolute=1e-11 + moved * math.sqrt(expected["n"]))
    figures.same(f"{what} p", got["p"], expected["p"], relative=1e-8 + expected["n"] * shaky, absolute=1e-290)
    figures.same(f"{what} n_effective", got["n_effective"], expected["n_effective"])
    if expected["n_effective"] is not None and abs(expected["n_effective"] - 2) < 1e-6:
        return
    loose = 1e-8 + (expected["n_effective"] or 0) * (shaky + 1e-9 * abs(math.log(max(1 - r * r, 1e-300))))
    figures.same(f"{what} p_effective", got["p_effective"], expected["p_effective"], relative=loose, absolute=1e-290)


def smallest_stride(grid, most):
    """The smallest stride that leaves no more cells than most, and the grid's cells that it keeps."""
    stride = 1
    while True:
        rows, columns = (np.arange(stride // 2, count, stride) for count in grid.shape)
        if len(rows) * len(columns) <= most:
            return stride, np.ix_(rows, columns)
        stride += 1


@pytest.mark.few(60)
def test_rasters(rng, tmp_path):
    """Cells of any shape, layers with holes of their own, masks, regular samples, subgrids, any type of cell."""
    grid = random_grid(rng, rng.integers(2, 25), rng.integers(2, 25))
    count = int(rng.integers(2, 5))
    written = [write_values(rng, tmp_path, f"v{at}.tif", grid, layer) for at, layer in enumerate(related(rng, grid.shape, count))]
    request = {"inputs": [raster for raster, _held in written]}
    values = [held for _raster, held in written]
    x, y = grid.centres()
    if rng.random() < 0.3:
        rings = [random_polygon(rng, grid) for _ in range(2)]
        within = np.logical_or.reduce([holds(ring, x, y) for ring in rings])
        request["mask"] = write_features(tmp_path, "mask.gpkg", grid.epsg, map(geometry, rings))
        values = [np.where(within, held, np.nan) for held in values]
    width = 2 * max(grid.width, grid.height) / grid.metres
    keep, of_effective = np.ix_(range(grid.rows), range(grid.columns)), None
    if rng.random() < 0.25:
        size = request["sample_size"] = int(rng.integers(3, 200))
        request["sample"] = "regular"
        stride, keep = smallest_stride(grid, size)
        width *= stride
    elif rng.random() < 0.3:
        most = request["fft_max_cells"] = int(rng.integers(1, grid.rows * grid.columns + 5))
        stride, of_effective = smallest_stride(grid, most)
        width *= stride
    method = request["method"] = str(rng.choice(["pearson", "spearman"]))
    missing = request["missing"] = str(rng.choice(["pairwise", "listwise"]))
    classes = None
    if rng.random() < 0.5:
        classes = request["distance_classes"] = int(rng.choice([1, 2, 5, 13, 40]))
    report = run("correlation", tmp_path, threads=int(rng.integers(1, 3)), **request)
    kept = [held[keep].ravel() for held in values]
    with Figures("correlation", str(request)) as figures:
        for (a, b), got in zip(pairs_of(count), report["tables"]["matrix"], strict=True):
            where = {} if of_effective else {"x": x[keep].ravel(), "y": y[keep].ravel(), "width": width, "count": classes}
            expected = correlation.row(kept, (a, b), method=method, missing=missing, **where)
            if of_effective and expected["r"] is not None:
                add_effective(expected, values, (a, b), of_effective, (x, y, width, classes), method, missing)
            compare(figures, f"{a} {b}", got, expected)
        filled = (~np.isnan(kept)).sum(0)
        figures.same("rows", report["results"]["rows"], int((filled >= 2).sum()))
        figures.same("rows_complete", report["results"]["rows_complete"], int((filled == count).sum()))


def add_effective(expected, values, pair, cells, classes, method, missing):
    """The effective number of the cells of a subgrid, with r of all."""
    x, y, width, count = classes
    sub = [held[cells].ravel() for held in values]
    of_sub = correlation.row(sub, pair, x[cells].ravel(), y[cells].ravel(), method, missing, width, count)
    expected.update(n_effective=of_sub["n_effective"], classes=of_sub["classes"])
    if (expected["n_effective"] or 0) > 2:
        expected["p_effective"] = correlation.two_sided(expected["r"], expected["n_effective"] - 2)
    return expected


@pytest.mark.few(40)
def test_tables(rng, tmp_path):
    """Rows with gaps, ties and places, of which some are at the same place or on a grid; CSV and GeoPackage."""
    rows = int(rng.choice([1, 2, 3, 4, 8, 30, 80, 150]))
    count = int(rng.integers(2, 5))
    common = rng.normal(size=rows)
    values = []
    for _ in range(count):
        column = rng.choice([-3.0, 0.0, 0.4, 1, 30]) * common + rng.normal(size=rows)
        if rng.random() < 0.3:
            column = np.round(column)
        column = (column + rng.choice([0, 0, 1e3])) * rng.choice([1, 1e-6, 1e8])
        column[rng.random(rows) < rng.choice([0, 0, 0.1, 0.6])] = np.nan
        values.append(column)
    x, y = rng.uniform(0, 1000, rows) + 4e5, rng.uniform(0, rng.choice([100, 3000]), rows) + 5e6
    kind = rng.random()
    if kind < 0.2:
        x, y = x.round(-2), y.round(-2)
    elif kind < 0.3:
        x[: rows // 2], y[: rows // 2] = x[0], y[0]
    names = [f"v{at}" for at in range(count)]
    columns = dict(zip([*names, "east", "north"], [*values, x, y]))
    path = (write_csv if rng.random() < 0.5 else write_gpkg)(tmp_path, columns)
    request = {"table": path, "fields": names}
    method = request["method"] = str(rng.choice(["pearson", "spearman"]))
    missing = request["missing"] = str(rng.choice(["pairwise", "listwise"]))
    where = {}
    if rng.random() < 0.8:
        request["coordinates"] = ["east", "north"]
        where = {"x": x, "y": y, "width": correlation.spacing}
        if rng.random() < 0.5:
            where["count"] = request["distance_classes"] = int(rng.choice([1, 3, 13]))
    report = run("correlation", tmp_path, threads=int(rng.integers(1, 3)), **request)
    with Figures("correlation", str(request)) as figures:
        for pair, got in zip(pairs_of(count), report["tables"]["matrix"], strict=True):
            expected = correlation.row(values, pair, method=method, missing=missing, **where)
            both = ~np.isnan(values[pair[0]]) & ~np.isnan(values[pair[1]])
            if missing == "listwise":
                both = ~np.isnan(values).any(0)
            if where and "count" not in where and narrow(x[both], y[both]):
                got = {**got, **{key: expected[key] for key in ("n_effective", "p_effective", "classes")}}
            figures.same("names", (got["var_a"], got["var_b"]), tuple(names[at] for at in pair))
            compare(figures, str(pair), got, expected)


def narrow(x, y):
    """Whether places lie so much on a line that the spacing says little; that is test_long_and_narrow."""
    return not len(x) or correlation.spacing(x, y) <= max(np.ptp(x), np.ptp(y)) / len(x)


def write_csv(folder, columns):
    path = os.path.join(str(folder), "table.csv")
    with open(path, "w") as file:
        file.write(",".join(columns) + "\n")
        for row in zip(*(column.tolist() for column in columns.values())):
            file.write(",".join("" if math.isnan(value) else repr(value) for value in row) + "\n")
    return path


def write_gpkg(folder, columns):
    path = os.path.join(str(folder), "table.gpkg")
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("rows", None, ogr.wkbNone)
    for name in columns:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTReal))
    for row in zip(*(column.tolist() for column in columns.values())):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in zip(columns, row):
            if not math.isnan(value):
                feature[name] = value
        layer.CreateFeature(feature)
    dataset = layer = None
    return path


@pytest.mark.few(30)
def test_p_of_many_rows(rng, tmp_path):
    """p from 1 down to 1e-290, of up to some thousand rows."""
    rows = int(rng.choice([3, 4, 5, 12, 100, 1000, 4000]))
    common = rng.normal(size=rows)
    values = [common] + [common * weight + rng.normal(size=rows) for weight in (0, 0.02, 0.3, -1, 5, 40)]
    names = [f"v{at}" for at in range(len(values))]
    path = write_csv(tmp_path, dict(zip(names, values)))
    for method in ("pearson", "spearman"):
        report = run("correlation", tmp_path, table=path, fields=names, method=method)
        with Figures("correlation", f"{rows} rows, {method}") as figures:
            for pair, got in zip(pairs_of(len(values)), report["tables"]["matrix"], strict=True):
                compare(figures, str(pair), got, correlation.row(values, pair, method=method))


def exact_tail(r, df):
    """The same p by a sum of 40 digits."""
    mpmath = pytest.importorskip("mpmath")
    with mpmath.workdps(40):
        a, x = mpmath.mpf(df) / 2, (1 - mpmath.mpf(r)) * (1 + mpmath.mpf(r))
        term, total, k = mpmath.mpf(1), mpmath.mpf(0), 0
        while term > mpmath.mpf(10) ** -38:
            total += term / (a + k)
            term *= (k + mpmath.mpf(1) / 2) * x / (k + 1)
            k += 1
        return float(total * x**a * mpmath.gamma(a + 0.5) / mpmath.gamma(a) / mpmath.sqrt(mpmath.pi))


@pytest.mark.parametrize("df", [1, 2, 2.5, 10, 97.3, 1000, 20000])
def test_own_p_is_exact(df):
    for r in (0.2, 0.5, 0.9, 0.99, 0.999999):
        exact = exact_tail(r, df)
        assert correlation.two_sided(r, df) == pytest.approx(exact, rel=1e-11, abs=1e-300)


# Samples: layers whose values tell the cell.


def codes_of(grid):
    row, column = np.indices(grid.shape)
    return row * 1000.0 + column


def drawn(report, name):
    """Cells (row, column) of a scatter whose variable tells them, in its order."""
    found = [row["value"] for row in report["tables"]["scatter"] if row["variable"] == name]
    return [divmod(int(value), 1000) for value in found if value is not None]


def telling(rng, folder, grid, share=0.2):
    """Three layers: one that tells all cells, two with holes; and the holes of these."""
    holes = [rng.random(grid.shape) < share for _ in range(2)]
    layers = [
        codes_of(grid),
        np.where(holes[0], np.nan, smooth(rng, grid.shape, 1)),
        np.where(holes[1], np.nan, smooth(rng, grid.shape, 2)),
    ]
    inputs = [
        dict(write_plain(folder, f"{name}.tif", grid, layer), name=name) for name, layer in zip(("code", "one", "two"), layers)
    ]
    return inputs, layers, holes


def places_in_metres(grid, cells):
    rows, columns = np.array(cells).T
    x, y = grid.at(rows + 0.5, columns + 0.5)
    return x * grid.metres, y * grid.metres


@pytest.mark.few(15)
def test_random_samples(rng, tmp_path):
    """No cell twice, only cells that count, least distances in metres, the figures of the cells drawn."""
    grid = random_grid(rng, rng.integers(8, 30), rng.integers(8, 30))
    inputs, layers, holes = telling(rng, tmp_path, grid)
    missing = str(rng.choice(["pairwise", "listwise"]))
    counts = ~(holes[0] & holes[1]) if missing == "pairwise" else ~(holes[0] | holes[1])
    size = int(rng.integers(3, counts.sum() + 20))
    least = float(rng.choice([0, 0, 1.5, 2.7])) * max(grid.width, grid.height)
    request = {"inputs": inputs, "missing": missing, "sample": "random", "sample_size": size, "min_distance": least}
    request.update(scatter=True, seed=int(rng.integers(1000)), method=str(rng.choice(["pearson", "spearman"])))
    report = run("correlation", tmp_path, **request)
    cells = drawn(report, "code")
    assert len(cells) == len(set(cells)) and cells == sorted(cells)
    assert all(counts[cell] for cell in cells)
    x, y = places_in_metres(grid, cells)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)[~np.eye(len(cells), dtype=bool)]
    assert not apart.size or apart.min() >= least * (1 - 1e-9)
    if least == 0:
        assert len(cells) == min(size, counts.sum())
    elif len(cells) < size:  # there is room for no other cell
        others = [tuple(cell) for cell in np.argwhere(counts) if tuple(cell) not in set(cells)]
        ox, oy = places_in_metres(grid, others)
        assert (np.hypot(ox[:, None] - x, oy[:, None] - y).min(1) < least * (1 + 1e-9)).all()
    at = tuple(np.array(cells).T)
    east, north = (place[at] for place in grid.centres())
    kept = [layer[at] for layer in layers]
    with Figures("correlation", str(request)) as figures:
        for pair, got in zip(pairs_of(3), report["tables"]["matrix"], strict=True):
            expected = correlation.row(kept, pair, east, north, request["method"], missing, correlation.spacing)
            both = ~np.isnan(kept[pair[0]]) & ~np.isnan(kept[pair[1]])
            if not narrow(east[both], north[both]):
                compare(figures, str(pair), got, expected)
    assert drawn(run("correlation", tmp_path, **request, threads=1), "code") == cells
    other = drawn(run("correlation", tmp_path, **{**request, "seed": request["seed"] + 1}), "code")
    assert other != cells or len(cells) in (counts.sum(), 0)


def quotas(cells_of, size):
    """Cells by class by largest remainders; classes that would get less than 2 (or than all) get these, and the others share the rest."""
    taken = {}
    while True:
        free = {code: cells for code, cells in cells_of.items() if code not in taken}
        left, whole = size - sum(taken.values()), sum(free.values())
        share = {code: fractions.Fraction(left * cells, whole) for code, cells in free.items()}
        got = {code: math.floor(value) for code, value in share.items()}
        for code in sorted(share, key=lambda code: (got[code] - share[code], code))[: left - sum(got.values())]:
            got[code] += 1
        short = [code for code in got if got[code] < min(2, cells_of[code])]
        if not short:
            return {**taken, **got}
        taken.update({code: min(2, cells_of[code]) for code in short})


def test_proportions_by_hand():
    assert quotas({1: 500, 2: 300, 3: 200}, 10) == {1: 5, 2: 3, 3: 2}
    assert quotas({1: 900, 2: 95, 3: 5}, 20) == {1: 16, 2: 2, 3: 2}
    assert quotas({1: 50, 2: 1}, 10) == {1: 9, 2: 1}


@pytest.mark.few(15)
def test_stratified_samples(rng, tmp_path):
    grid = random_grid(rng, rng.integers(12, 30), rng.integers(12, 30), ("square", "long", "feet"))
    inputs, _layers, holes = telling(rng, tmp_path, grid)
    strata = np.digitize(smooth(rng, grid.shape, 3), sorted(rng.normal(size=int(rng.integers(1, 6))))) * 7 - 5
    strata[rng.random(grid.shape) < 0.1] = -32768
    for rare in range(int(rng.integers(3))):
        strata.ravel()[rng.integers(strata.size, size=int(rng.integers(1, 6)))] = 100 + rare
    raster = write_plain(tmp_path, "strata.tif", grid, strata, kind=gdal.GDT_Int16, nodata=-32768)
    counts = ~(holes[0] & holes[1]) & (strata != -32768)
    there = collections.Counter(strata[counts].tolist())
    size = int(rng.integers(2 * len(there) + 3, rng.choice([60, counts.sum()])))
    request = {
        "inputs": inputs,
        "sample": "stratified",
        "strata": raster,
        "sample_size": size,
        "scatter": True,
        "effective": False,
    }
    cells = drawn(run("correlation", tmp_path, **request, seed=int(rng.integers(100))), "code")
    assert len(cells) == len(set(cells)) and all(counts[cell] for cell in cells)
    got = collections.Counter(int(strata[cell]) for cell in cells)
    expected = quotas(there, size)
    share = sorted((sum(there.values()), value) for value in there.values())
    with Figures("correlation", f"{size} of {dict(there)}") as figures:
        figures.same("cells drawn", sum(got.values()), size)
        for code in there:
            figures.same(f"cells of class {code} {share}", got[code], expected[code])


def test_every_cell_is_drawn_as_often(tmp_path):
    """Chi squared of how often each of 320 cells is drawn by 200 seeds, and of how often two neighbours come together."""
    rng = np.random.default_rng(5)
    grid = Grid((*PLACES[32632][:1], 10.0, 0.0, PLACES[32632][1], 0.0, -10.0), 16, 25)
    inputs, _layers, holes = telling(rng, tmp_path, grid, 0.45)
    counts = ~(holes[0] & holes[1])
    often, together, seeds, size = np.zeros(grid.shape), 0, 200, 40
    for seed in range(seeds):
        report = run(
            "correlation", tmp_path, inputs=inputs, sample="random", sample_size=size, seed=seed, scatter=True, effective=False
        )
        cells = drawn(report, "code")
        seen = np.zeros(grid.shape, bool)
        seen[tuple(np.array(cells).T)] = True
        often += seen
        together += (seen[:, 1:] & seen[:, :-1]).sum()
    assert not often[~counts].any()
    cells = counts.sum()
    expected = seeds * size / cells
    chi = ((often[counts] - expected) ** 2 / expected).sum() / (1 - size / cells)
    assert abs(chi - (cells - 1)) < 4 * math.sqrt(2 * (cells - 1))
    neighbours = (counts[:, 1:] & counts[:, :-1]).sum() * seeds * size * (size - 1) / cells / (cells - 1)
    assert abs(together - neighbours) < 5 * math.sqrt(neighbours)


# What must not matter.


@pytest.mark.few(6)
def test_files_and_threads_do_not_matter(rng, tmp_path):
    """Strips and tiles of any size, one or two threads: the same to 1e-12, and threads to the bit."""
    grid = Grid((*PLACES[32632][:1], 10.0, 0.0, PLACES[32632][1], 0.0, -7.0), 60, 70)
    layers = [smooth(rng, grid.shape, 2) + 100 for _ in range(3)]
    for layer in layers:
        layer[rng.random(grid.shape) < 0.1] = np.nan
    sample = [{}, {"sample": "random", "sample_size": 500}, {"sample": "regular", "sample_size": 3000}][rng.integers(3)]
    method = str(rng.choice(["pearson", "spearman"]))
    found = []
    for at, options in enumerate([*LAYOUTS, ["BLOCKYSIZE=60"], ["TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=48"]]):
        inputs = [
            dict(write_plain(tmp_path, f"{at}{n}.tif", grid, layer, options), name=str(n)) for n, layer in enumerate(layers)
        ]
        rows = [
            [
                {**row, "layer": ""}
                for row in run("correlation", tmp_path, inputs=inputs, method=method, threads=threads, **sample)["tables"][
                    "matrix"
                ]
            ]
            for threads in (1, 2)
        ]
        assert rows[0] == rows[1]
        found.append(rows[0])
    with Figures("correlation", f"{sample} {method}") as figures:
        for other in found[1:]:
            for got, expected in zip(other, found[0]):
                for column in ("r", "n", "t", "n_effective", "classes"):
                    figures.same(column, got[column], expected[column], relative=1e-11, absolute=1e-12)


@pytest.mark.few(25)
def test_other_grids(rng, tmp_path):
    """A raster of another grid or reference system, by the cell at each centre or between four centres."""
    grid = random_grid(rng, rng.integers(5, 22), rng.integers(5, 22), ("square", "long"))
    kind = str(rng.choice(["whole cells", "part of a cell", "coarser", "finer", "other system"]))
    other = other_grid(rng, grid, kind)
    first, second = smooth(rng, grid.shape, 1), smooth(rng, other.shape, 1)
    second[rng.random(other.shape) < 0.1] = np.nan
    row, column = other.cell_of(*project(*grid.centres(), grid.epsg, other.epsg))
    if kind == "whole cells":
        row, column = row.round(7), column.round(7)
    how = "nearest" if kind == "other system" or rng.random() < 0.5 else "bilinear"
    if how == "nearest":
        inside = (row >= 0) & (column >= 0) & (row < other.rows) & (column < other.columns)
        seen = np.full(grid.shape, np.nan)
        seen[inside] = second[np.floor(row[inside]).astype(int), np.floor(column[inside]).astype(int)]
    else:
        seen = bilinear(second, row, column, (grid.height / other.height, grid.width / other.width))
    inputs = [write_plain(tmp_path, "first.tif", grid, first), write_plain(tmp_path, "second.tif", other, second)]
    if np.isnan(seen).all():
        return
    report = run("correlation", tmp_path, inputs=inputs, resample_values=how)
    x, y = grid.centres()
    expected = correlation.row(
        [first.ravel(), seen.ravel()], (0, 1), x.ravel(), y.ravel(), width=2 * max(grid.width, grid.height)
    )
    with Figures("correlation", f"{kind} {how} {grid} {other}") as figures:
        compare(figures, "pair", report["tables"]["matrix"][0], expected, moved=0 if how == "nearest" else 1e-9)


def bilinear(values, row, column, wide):
    """By weights that fall from a place to 0 one cell away, or, of a raster that is finer, one cell of the first; holes do not count.

    There is no value where the place lies in a hole or outside. `wide` are cells of the first along columns and rows, in cells of
    the other; what is less than 5 % wider counts as alike.
    """
    tall, broad = (side if side > 1.05 else 1.0 for side in wide)
    seen = np.full(row.shape, np.nan)
    at_row, at_column = np.indices(values.shape) + 0.5
    for at in np.ndindex(row.shape):
        r, c = row[at], column[at]
        if not (0 <= r < values.shape[0] and 0 <= c < values.shape[1]) or np.isnan(values[math.floor(r), math.floor(c)]):
            continue
        weights = np.clip(1 - np.abs(at_row - r) / tall, 0, None) * np.clip(1 - np.abs(at_column - c) / broad, 0, None)
        weights[np.isnan(values)] = 0
        seen[at] = (weights * np.nan_to_num(values)).sum() / weights.sum()
    return seen


# Values that are hard, and requests that are bad.

SQUARE = Grid((*PLACES[32632][:1], 10.0, 0.0, PLACES[32632][1], 0.0, -10.0), 20, 22)


def two(folder, a, b, **request):
    inputs = [write_plain(folder, "a.tif", SQUARE, a), write_plain(folder, "b.tif", SQUARE, b)]
    return run("correlation", folder, inputs=inputs, **request)["tables"]["matrix"][0]


def expected_of(a, b, **how):
    x, y = SQUARE.centres()
    return correlation.row([a.ravel(), b.ravel()], (0, 1), x.ravel(), y.ravel(), width=20.0, **how)


@pytest.mark.parametrize("method", ["pearson", "spearman"])
@pytest.mark.parametrize("scale, offset", [(1, 1e6), (1, 1e9), (1e-3, 1e6), (1e-100, 0), (1e100, 0), (1e-130, 0), (1e130, 0)])
def test_offsets_and_sizes(tmp_path, method, scale, offset):
    rng = np.random.default_rng(1)
    a = smooth(rng, SQUARE.shape, 1.5)
    b = a + smooth(rng, SQUARE.shape, 1.5)
    a = a * scale + offset
    with Figures("correlation", f"{method} {scale} {offset}") as figures:
        expected = expected_of(a, b, method=method)
        figures.same("some r", expected["r"] is not None, True)
        compare(figures, "pair", two(tmp_path, a, b, method=method), expected)


@pytest.mark.parametrize("offset", [1e9, 1e12])
def test_offsets_of_trillions_of_spreads(tmp_path, offset):
    rng = np.random.default_rng(1)
    a = smooth(rng, SQUARE.shape, 1.5)
    b = a + smooth(rng, SQUARE.shape, 1.5)
    a = a * 1e-3 + offset
    with Figures("correlation", f"{offset}") as figures:
        compare(figures, "pair", two(tmp_path, a, b), expected_of(a, b))


@pytest.mark.parametrize("scale, other", [(1e160, 1.0), (1e160, 1e160), (1e300, 1.0), (1e-160, 1e-160), (1e-300, 1.0)])
def test_largest_and_smallest_values(tmp_path, scale, other):
    rng = np.random.default_rng(1)
    a = smooth(rng, SQUARE.shape, 1.5)
    b = a + smooth(rng, SQUARE.shape, 1.5)
    try:
        got = two(tmp_path, a * scale, b * other)
    except native.PitscapeError as error:  # a sentence is as good
        assert "SAME" not in str(error)
        return
    with Figures("correlation", f"{scale} {other}") as figures:
        compare(figures, "pair", got, expected_of(a, b))


@pytest.mark.parametrize("value", [0.1, 1e9 + 0.1, 0.0, -7.3e130])
def test_constants(tmp_path, value):
    rng = np.random.default_rng(2)
    a, b = np.full(SQUARE.shape, value), smooth(rng, SQUARE.shape, 1)
    for method in ("pearson", "spearman"):
        row = two(tmp_path, a, b, method=method)
        assert [row[key] for key in ("r", "t", "p", "n_effective", "p_effective", "classes", "n")] == [None] * 6 + [440]


@pytest.mark.parametrize("value, other", [(0.0, 5.0), (7.0, 7.5), (1e6, 1e6 + 1)])
def test_nearly_constant(tmp_path, value, other):
    nearly_constant(tmp_path, value, other)


@pytest.mark.parametrize("value, other", [(0.1, np.nextafter(0.1, 1)), (1e9, np.nextafter(1e9, 2e9)), (1e9, 1e9 + 0.5)])
def test_constant_but_for_the_last_digit(tmp_path, value, other):
    nearly_constant(tmp_path, value, other)


def nearly_constant(tmp_path, value, other):
    rng = np.random.default_rng(3)
    a, b = np.full(SQUARE.shape, value), smooth(rng, SQUARE.shape, 1)
    a[3, 4] = a[9, 9] = other
    with Figures("correlation", f"{value} {other}") as figures:
        compare(figures, "pair", two(tmp_path, a, b), expected_of(a, b))


def test_the_same_layer_twice_and_its_opposite(tmp_path):
    a = smooth(np.random.default_rng(4), SQUARE.shape, 1)
    for b, r in ((a, 1.0), (-a, -1.0), (3 * a + 7, 1.0)):
        row = two(tmp_path, a, b)
        assert (
            row["r"] == pytest.approx(r, abs=1e-14) and row["p"] == pytest.approx(0, abs=1e-300) and row["p_effective"] < 1e-100
        )


def test_layers_without_values(tmp_path):
    """A pair without a common cell is refused; beside other pairs it is a row without figures."""
    empty, b = np.full(SQUARE.shape, np.nan), smooth(np.random.default_rng(4), SQUARE.shape, 1)
    with pytest.raises(native.PitscapeError, match="no cell has a value in 2 or more"):
        two(tmp_path, empty, b)
    inputs = [write_plain(tmp_path, f"{at}.tif", SQUARE, layer) for at, layer in enumerate((empty, b, b + 1))]
    first, second, third = run("correlation", tmp_path, inputs=inputs)["tables"]["matrix"]
    for row in (first, second):
        assert row["n"] == 0 and row["r"] is None and row["p"] is None and row["n_effective"] is None
    assert third["n"] == 440


def test_long_and_narrow(tmp_path):
    """Places along a road: classes are as wide as the spacing, as everywhere."""
    rng = np.random.default_rng(6)
    x, y = rng.uniform(0, 1000, 40), rng.uniform(0, 8, 40)
    a = rng.normal(size=40)
    b = a + rng.normal(size=40)
    path = write_csv(tmp_path, {"a": a, "b": b, "east": x, "north": y})
    report = run("correlation", tmp_path, table=path, fields=["a", "b"], coordinates=["east", "north"])
    with Figures("correlation", "a road") as figures:
        compare(figures, "pair", report["tables"]["matrix"][0], correlation.row([a, b], (0, 1), x, y, width=correlation.spacing))


def messages(report):
    return [message["text"] for message in report["messages"]]


def test_points_of_fields_that_have_nothing_to_do_with_each_other(tmp_path):
    """How often p is at most 0.05: by rows as they are nearly half of the time, by the effective number as it says, of values and of ranks."""
    rng = np.random.default_rng(9)
    small, runs = collections.Counter(), 100
    for _ in range(runs):
        at = rng.choice(10_000, 150, replace=False)
        x, y = 10 * (at % 100) + rng.uniform(0, 10, 150), 10 * (at // 100) + rng.uniform(0, 10, 150)
        a, b = (smooth(rng, (100, 100), 10).ravel()[at] for _ in range(2))
        path = write_csv(tmp_path, {"a": a, "b": b, "east": x, "north": y})
        for method in ("pearson", "spearman"):
            report = run("correlation", tmp_path, table=path, fields=["a", "b"], coordinates=["east", "north"], method=method)
            row = report["tables"]["matrix"][0]
            small[method] += row["p_effective"] is not None and row["p_effective"] <= 0.05
            small["p"] += row["p"] <= 0.05
    assert small["p"] > 0.6 * runs  # of both methods
    assert small["pearson"] <= 0.12 * runs and small["spearman"] <= 0.12 * runs, small


def test_rows_without_a_place_are_told(tmp_path):
    rng = np.random.default_rng(7)
    x, y, a, b = rng.normal(size=(4, 40)) * 100
    x[:20] = np.nan
    path = write_csv(tmp_path, {"a": a, "b": b, "east": x, "north": y})
    report = run("correlation", tmp_path, table=path, fields=["a", "b"], coordinates=["east", "north"])
    assert any("20" in text for text in messages(report))


def test_metres_in_degrees(tmp_path):
    """The cells drawn are 300 m apart or the run is refused."""
    grid = Grid((PLACES[4326][0], 0.001, 0.0, PLACES[4326][1], 0.0, -0.001), 20, 22, 4326)
    inputs = [write_plain(tmp_path, f"{n}.tif", grid, codes_of(grid) * (1, -1)[n]) for n in range(2)]
    try:
        report = run("correlation", tmp_path, inputs=inputs, sample="random", sample_size=20, min_distance=150)
    except native.PitscapeError as error:
        assert "degrees" in str(error)
        return
    assert report["results"]["rows"] == 20


def test_strata_that_are_no_classes(tmp_path):
    rng = np.random.default_rng(8)
    a = write_plain(tmp_path, "a.tif", SQUARE, codes_of(SQUARE))
    strata = write_plain(tmp_path, "strata.tif", SQUARE, 5 * rng.normal(size=SQUARE.shape))
    with pytest.raises(native.PitscapeError):
        run("correlation", tmp_path, inputs=[a, a], sample="stratified", strata=strata, sample_size=50)


def test_a_seed_is_told_as_it_was_given(tmp_path):
    a = write_plain(tmp_path, "a.tif", SQUARE, codes_of(SQUARE))
    report = run("correlation", tmp_path, inputs=[a, a], sample="random", sample_size=50, seed=-7)
    assert any("seed -7" in text for text in messages(report))


BAD = [
    ({}, "INPUTS"),
    ({"inputs": []}, "INPUTS"),
    ({"inputs": "one"}, "2 or more"),
    ({"inputs": "two", "method": "kendall"}, "METHOD"),
    ({"inputs": "two", "missing": "all"}, "MISSING"),
    ({"inputs": "two", "sampel": 1}, "sampel"),
    ({"inputs": "two", "table": "t.csv"}, "TABLE"),
    ({"inputs": "two", "sample": "random"}, "SAMPLE_SIZE"),
    ({"inputs": "two", "sample": "random", "sample_size": 2}, "SAMPLE_SIZE"),
    ({"inputs": "two", "sample": "random", "sample_size": 2**62}, "SAMPLE_SIZE"),
    ({"inputs": "two", "sample_size": 20}, "SAMPLE_SIZE"),
    ({"inputs": "two", "min_distance": 20}, "MIN_DISTANCE"),
    ({"inputs": "two", "sample": "random", "sample_size": 20, "min_distance": -1}, "MIN_DISTANCE"),
    ({"inputs": "two", "sample": "stratified", "sample_size": 20}, "STRATA"),
    ({"inputs": "two", "distance_classes": 0}, "DISTANCE_CLASSES"),
    ({"inputs": "two", "distance_classes": 2**60}, "DISTANCE_CLASSES"),
    ({"inputs": "two", "fft_max_cells": 0}, "FFT_MAX_CELLS"),
    ({"inputs": "two", "threads": 0}, "threads"),
    ({"inputs": "two", "mask": "/nowhere/mask.gpkg"}, "mask.gpkg"),
    ({"inputs": "two", "fields": ["a"]}, "FIELDS"),
    ({"inputs": "far"}, "overlap"),
    ({"inputs": "gone"}, "gone.tif"),
    ({"inputs": "band"}, "band"),
    ({"table": "/nowhere/t.csv", "fields": ["a", "b"]}, "t.csv"),
    ({"table": "a,b\n1,2\n", "fields": ["a"]}, "FIELDS"),
    ({"table": "a,b\n1,2\n", "fields": ["a", "a"]}, "twice"),
    ({"table": "a,b\n1,2\n", "fields": ["a", "c"]}, "lacks c"),
    ({"table": "a,b\n1,x\n", "fields": ["a", "b"]}, '"x"'),
    ({"table": "a,b\n1,1e999\n", "fields": ["a", "b"]}, '"1e999"'),
    ({"table": "a,b\n1,2\n", "fields": ["a", "b"], "coordinates": ["a"]}, "COORDINATES"),
    ({"table": "a,b\n1,2\n", "fields": ["a", "b"], "coordinates": ["a", "q"]}, "lacks q"),
    ({"table": "a,b\n1,2\n", "fields": ["a", "b"], "sample": "random", "sample_size": 5}, "SAMPLE"),
    ({"table": "a,b\n1,2\n", "fields": ["a", "b"], "mask": "m.gpkg"}, "MASK"),
]


@pytest.mark.parametrize("request_, told", BAD)
def test_bad_requests_are_told_in_a_sentence(tmp_path, request_, told):
    grid = SQUARE
    a = write_plain(tmp_path, "a.tif", grid, codes_of(grid))
    away = grid._replace(transform=(9e5, *grid.transform[1:]))
    kinds = {
        "one": [a],
        "two": [a, a],
        "far": [a, write_plain(tmp_path, "far.tif", away, codes_of(grid))],
        "gone": [a, {"path": "/nowhere/gone.tif"}],
        "band": [a, {**a, "band": 2}],
    }
    made = dict(request_)
    if isinstance(made.get("inputs"), str):
        made["inputs"] = kinds[made["inputs"]]
    if "\n" in made.get("table", ""):
        (tmp_path / "t.csv").write_text(made["table"])
        made["table"] = str(tmp_path / "t.csv")
    with pytest.raises(native.PitscapeError) as raised:
        run("correlation", tmp_path, **made)
    text = str(raised.value)
    assert told in text and text.endswith(".") and "panic" not in text and type(raised.value).__name__ != "Internal"
    COUNTED["correlation"] += 1
