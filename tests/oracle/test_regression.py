"""Regressions of rasters and tables, with what their residuals say, by definition alone."""

import math
import os

import numpy as np
import pytest
from osgeo import gdal

from . import regression
from .figures import COUNTED, Figures
from .grids import Grid, project, random_grid
from .library import native, read, run
from .others import other_grid
from .regression import Fit, Term
from .selection import geometry, holds, random_polygon, write_features
from .test_correlation import bilinear, quotas, smallest_stride, smooth, write_csv, write_gpkg, write_plain, write_values

SQUARE = Grid((450000.0, 10.0, 0.0, 5200000.0, 0.0, -10.0), 24, 26)
LEVEL = 1e-8  # relative, of p
FEW_BLOCKS = 10


def said(report):
    return {message["code"]: message["text"] for message in report["messages"]}


def sizes(fit):
    """How much rounding of doubles may move coefficients and residuals: shares of what they are made of."""
    x = fit.x / np.sqrt((fit.x**2).sum(0))
    return float(np.linalg.cond(x.astype(float)))


def too_close(report, fit):
    """Whether sums by block cannot tell residuals, which is told."""
    close = fit.rss < 1e-10 * fit.tss or max(fit.inflations()) > 1e8
    return close and "NO_BLOCKS" in said(report)


def diagnosed(report):
    return {row["statistic"]: (row["value"], row["p"]) for row in report["tables"]["diagnostics"]}


def compare_model(figures, report, fit, block=None, loose=1.0):
    """Coefficients, their errors and limits. Rounding grows with variance inflation: that is allowed, no more."""
    got = {row["variable"]: row for row in report["tables"]["model"]}
    figures.same("variables", list(got), fit.names)
    expected = fit.model()
    shaky = {}
    loose += 1e9 * rounding(fit)
    for term, vif in zip(fit.terms, fit.inflations()):
        for name in term.names:
            shaky[name] = 1e-14 * (math.sqrt(vif) if not term.factor else vif)
    for at, name in enumerate(fit.names):
        if name not in got:
            continue
        row, of = got[name], expected[name]
        wide = loose * (1e-10 + 10 * shaky.get(name, 0))
        for column in ("se", "vif"):
            figures.same(f"{name} {column}", row[column], of[column], relative=wide, absolute=0)
        reach = of["se"]
        for column in ("coefficient", "ci95_low", "ci95_high"):
            figures.same(
                f"{name} {column}",
                row[column],
                of[column],
                relative=1e-12 * loose,
                absolute=(wide + 30 * rounding(fit)) * reach + wide * abs(of["coefficient"]),
            )
        figures.same(f"{name} t", row["t"], of["t"], relative=wide, absolute=wide + 30 * rounding(fit))
        figures.same(f"{name} p", row["p"], of["p"], relative=LEVEL + wide * (1 + of["t"] ** 2), absolute=1e-295)
        for column in ("beta", "partial_r"):
            figures.same(f"{name} {column}", row[column], of[column], relative=wide, absolute=wide + 30 * rounding(fit))
    for (se, p), name in zip(fit.hc3(), fit.names):
        if name in got:
            figures.same(f"{name} se_hc3", got[name]["se_hc3"], se, relative=1e-9 * loose, absolute=0)
            if se is None:
                continue
            t2 = (float(expected[name]["coefficient"]) / se) ** 2
            figures.same(f"{name} p_hc3", got[name]["p_hc3"], p, relative=LEVEL + 3e-9 * loose * (1 + t2), absolute=1e-295)
    if block is not None:
        enough = len(set(block)) >= FEW_BLOCKS and not too_close(report, fit)
        found = fit.blocks(block) if enough else [(None, None)] * fit.p
        for (se, p), name in zip(found, fit.names):
            if name in got:
                figures.same(f"{name} se_block", got[name]["se_block"], se, relative=1e-8 * loose, absolute=0)
                if se:
                    t2 = (float(expected[name]["coefficient"]) / se) ** 2
                    figures.same(
                        f"{name} p_block", got[name]["p_block"], p, relative=LEVEL + 3e-8 * loose * (1 + t2), absolute=1e-295
                    )
                else:
                    figures.same(f"{name} p_block", got[name]["p_block"], None)


def compare_diagnostics(figures, report, fit, w=None, fold=None, blocks=None, loose=1.0):
    got = diagnosed(report)
    expected = dict(fit.figures())
    expected["distinct_y"] = min(expected["distinct_y"], 51)
    loose += rounding(fit) * 1e9
    if nearly_constant(fit):
        expected.pop("koenker_bp")  # test_koenker_without_constant
    if abs(fit.e.mean()) > 10 * fit.e.std():
        expected.pop("jarque_bera")  # test_normality_of_residuals_that_have_a_mean
    if w is not None and fit.n > 9:  # of fewer rows all are near all
        expected.update(fit.near(w) or dict.fromkeys(("moran_i", "moran_expected", "moran_variance", "moran_z")))
    if fold is not None:
        enough = blocks >= FEW_BLOCKS and not too_close(report, fit)
        expected.update(fit.validated(fold) if enough else {"r2_cv_block": None, "rmse_cv_block": None})
        expected["blocks"] = blocks
    slack = expected.pop("robust_slack", 1.0)
    if slack > 1e9:
        expected.pop("robust_lm_error")
        expected.pop("robust_lm_lag")
    if expected.get("moran_variance") is not None and expected["moran_variance"] < 1e-9:
        for name in ("moran_variance", "moran_z", "moran_i"):
            expected.pop(name)
    for name, value in expected.items():
        value, p = value if isinstance(value, tuple) else (value, None)
        value = None if value is None else float(value)
        around = loose * 1e-9 + ((2e-9 + 10 * slack * rounding(fit)) if name.startswith("robust") else 0)
        small = {
            "aic": fit.n,
            "aicc": fit.n,
            "bic": fit.n,
            "moran_i": 1,
            "moran_z": 1,
            "moran_expected": 0.1,
            "lm_error": 1,
            "lm_lag": 1,
        }
        figures.same(
            name, got[name][0], value, relative=around, absolute=around * small.get(name, 1e-1 if name.startswith("r") else 1e-3)
        )
        if p is not None:
            figures.same(f"{name} p", got[name][1], p, relative=LEVEL + 10 * around * (1 + (value or 0)), absolute=1e-295)
    return got


def compare_places(figures, report, fit, loose=1.0):
    rows = report["tables"]["samples"]
    figures.same("rows", len(rows), fit.n)
    if len(rows) != fit.n:
        return
    scale = float(np.sqrt(fit.sigma2))
    loose += 1e9 * rounding(fit)
    h, student, cook = (part.astype(float) for part in fit.places())
    of = {"predicted": (fit.y - fit.e).astype(float), "residual": fit.e.astype(float), "observed": fit.y.astype(float)}
    of.update(leverage=h, studentised=student, cooks_distance=cook)
    for name, values in of.items():
        small = {"predicted": scale, "residual": scale, "leverage": 1e-2, "cooks_distance": 1e-4}.get(name, 1)
        square = {"cooks_distance": 2e-9 * loose}.get(name, 0)
        for at, value in enumerate(values):
            if h[at] > 1 - 1e-7 and name in ("studentised", "cooks_distance"):
                continue
            figures.same(
                f"{name} {at}",
                rows[at][name],
                float(value),
                relative=1e-9 * loose,
                absolute=1e-9 * loose * small + square * math.sqrt(abs(value)),
            )


def rounding(fit):
    """What the last digit of Y is of the residuals."""
    of_x = 0
    if fit.intercept and fit.p > 1:
        of_x = (np.abs(fit.x).max(0) / np.sqrt((regression.centred(fit.x) ** 2).mean(0) + (np.ptp(fit.x, axis=0) == 0)))[
            1:
        ].max() / 5
    return float(np.finfo(float).eps * (np.abs(fit.y).max() / np.sqrt(fit.sigma2) + of_x))


def nearly_constant(fit):
    return not fit.intercept and regression.rss_of(np.ones(fit.n), fit.x) < 1e-5 * fit.n


def field_of(rng, shape, layers, reach=None):
    """Y of some of the layers and errors that are more or less alike among neighbours."""
    y = 3.0 + sum(rng.choice([0, 0, 1.0, -2.0]) * layer for layer in layers)
    return y + smooth(rng, shape, rng.choice([0, 1, 2.5]) if reach is None else reach) * rng.choice([0.3, 1, 3])


def some_layers(rng, shape, count):
    layers = []
    for _ in range(count):
        layer = smooth(rng, shape, rng.choice([0, 1, 3]))
        if layers and rng.random() < 0.3:
            layer = layers[-1] + rng.choice([0.05, 0.3, 1]) * layer
        if rng.random() < 0.2:
            layer = np.round(2 * layer)
        layers.append(layer)
    return layers


def columns_at(held, keep):
    return [Term(name, [name], values[keep][:, None]) for name, values in held]


@pytest.mark.few(30)
def test_rasters(rng, tmp_path):
    """Grids of any shape, holes, any type of cell, masks, regular samples, with and without constant, sides of blocks."""
    grid = random_grid(rng, rng.integers(4, 22), rng.integers(4, 22))
    count = int(rng.integers(1, 5))
    layers = some_layers(rng, grid.shape, count)
    written = [write_values(rng, tmp_path, f"x{at}.tif", grid, layer) for at, layer in enumerate(layers)]
    y_raster, y = write_values(rng, tmp_path, "y.tif", grid, field_of(rng, grid.shape, layers))
    held = [(f"x{at}", values) for at, (_raster, values) in enumerate(written)]
    request = {"y": y_raster, "x": [dict(raster, name=f"x{at}") for at, (raster, _values) in enumerate(written)]}
    complete = ~np.isnan(y) & ~np.isnan([values for _raster, values in written]).any(0)
    if rng.random() < 0.3:
        rings = [random_polygon(rng, grid) for _ in range(2)]
        request["mask"] = write_features(tmp_path, "mask.gpkg", grid.epsg, map(geometry, rings))
        complete &= np.logical_or.reduce([holds(ring, *grid.centres()) for ring in rings])
    stride = 1
    if rng.random() < 0.3:
        request["sample"], request["sample_size"] = "regular", int(rng.integers(20, 300))
        stride, keep = smallest_stride(grid, request["sample_size"])
        on = np.zeros(grid.shape, bool)
        on[keep] = True
        complete &= on
    cells = np.argwhere(complete)
    if len(cells) < 3 * count + 6:
        return
    intercept = request["intercept"] = bool(rng.random() < 0.8)
    side = request["block_size"] = float(rng.choice([2.0, 3.0, 5.3])) * max(grid.width, grid.height) * stride
    request["folds"] = int(rng.integers(2, 12))
    request.update(predicted=str(tmp_path / "p.tif"), residuals=str(tmp_path / "r.tif"))
    side = request["block_size"] = min(side, 0.999 * max(grid.rows * grid.height, grid.columns * grid.width))
    terms, _steps = regression.screened(columns_at(held, complete), len(cells), intercept, 10)
    if not terms or np.ptp(y[complete]) == 0:
        return
    report = run("regression", tmp_path, samples=True, threads=int(rng.integers(1, 3)), **request)
    fit = Fit(y[complete], terms, intercept)
    block = np.floor((cells + 0.5) * [grid.height, grid.width] / side).astype(int)
    across = math.ceil(grid.columns * grid.width / side) + 1
    number = block[:, 0] * across + block[:, 1]
    _kinds, rank = np.unique(number, return_inverse=True)
    w = regression.queen(cells, stride)
    loose = 1 + sizes(fit) * 1e-2
    with Figures("regression", f"{grid} {request}") as figures:
        compare_model(figures, report, fit, rank, loose)
        compare_diagnostics(figures, report, fit, w, rank % request["folds"], rank.max() + 1, loose)
        compare_places(figures, report, fit, loose)
        for at, row in enumerate(report["tables"]["samples"]):
            figures.same("row, column", (row["row"] - 1, row["column"] - 1), tuple(cells[at]))
            figures.same("block", row["block"], int(rank[at]) + 1)
            figures.same("fold", row["fold"], int(rank[at] % request["folds"]) + 1)
            for name, values in [*held, ("observed", y)]:
                figures.same(name, row[name], float(values[tuple(cells[at])]), relative=1e-12, absolute=1e-300)
        compare_rasters(figures, (request, report), fit, dict(held), y, grid)


def compare_rasters(figures, run_, fit, held, y, grid):
    """Predicted wherever the variables have values, residuals where Y is too; both within the mask."""
    request, report = run_
    request, report = run_
    predicted = np.full(grid.shape, float(fit.b[0]) if fit.intercept else 0.0)
    for name, b in zip(fit.names, fit.b):
        if name != "intercept":
            predicted = predicted + float(b) * held[name]
    got = {name: list(read(request[name]).values())[0] for name in ("predicted", "residuals")}
    for name, band in got.items():
        for which, of in (("min", np.nanmin), ("max", np.nanmax)):
            figures.same(f"{name}_{which}", report["results"][f"{name}_{which}"], float(of(band)), relative=1e-6, absolute=1e-300)
        dataset = gdal.Open(request[name])
        figures.same("grid", dataset.GetGeoTransform(), grid.transform)
    for name, band in got.items():
        for which, of in (("min", np.nanmin), ("max", np.nanmax)):
            figures.same(f"{name}_{which}", report["results"][f"{name}_{which}"], float(of(band)), relative=1e-6, absolute=1e-300)
        figures.same("grid", gdal.Open(request[name]).GetGeoTransform(), grid.transform)
    if "mask" in request:
        return
    size = float(np.nanmax(np.abs(predicted)))
    figures.cells("predicted", got["predicted"], predicted, absolute=1e-6 * size)
    figures.cells("residuals", got["residuals"], y - predicted, absolute=1e-6 * size)


def random_codes(rng, shape, classes):
    """Patches of classes, of which some are rare."""
    field = smooth(rng, shape, rng.choice([0, 1, 2]))
    bounds = np.quantile(field, np.sort(rng.random(classes - 1))) if classes > 1 else []
    return rng.choice([3, 7, 11, 12, 40, 90, 0], classes, replace=False)[np.digitize(field, bounds)]


@pytest.mark.few(18)
def test_factors_and_aspect(rng, tmp_path):
    grid = random_grid(rng, rng.integers(10, 24), rng.integers(10, 24))
    n = grid.shape
    x = some_layers(rng, n, int(rng.integers(0, 3)))
    codes = [random_codes(rng, n, int(rng.integers(1, 6))) for _ in range(int(rng.integers(1, 3)))]
    degrees = (
        np.where(rng.random(n) < 0.1, rng.choice([-1.0, -9999.0, -0.5]), rng.uniform(0, 360, n)) if rng.random() < 0.7 else None
    )
    y = field_of(rng, n, [*x, *(0.5 * (code % 5) for code in codes)])
    layers = {"y": y, **{f"x{at}": layer for at, layer in enumerate(x)}}
    for name, layer in layers.items():
        layer[rng.random(n) < rng.choice([0, 0.03])] = np.nan
    gone = [rng.random(n) < rng.choice([0, 0.05]) for _ in codes]
    written = {name: dict(write_plain(tmp_path, f"{name}.tif", grid, layer), name=name) for name, layer in layers.items()}
    request = {"y": written["y"], "x": [written[name] for name in layers if name != "y"]}
    request["factors"] = []
    complete = ~np.isnan(list(layers.values())).any(0)
    for at, (code, holes) in enumerate(zip(codes, gone)):
        raster = write_plain(tmp_path, f"f{at}.tif", grid, np.where(holes, 255, code), kind=gdal.GDT_Byte, nodata=255)
        request["factors"].append(dict(raster, name=f"f{at}"))
        complete &= ~holes
    terms = [Term(name, [name], layers[name][complete][:, None]) for name in layers if name != "y"]
    if degrees is not None:
        request["aspect"] = dict(write_plain(tmp_path, "aspect.tif", grid, degrees), name="aspect")
        terms += regression.aspect_terms(degrees[complete])
    terms += [regression.factor_term(f"f{at}", code[complete]) for at, code in enumerate(codes)]
    cells = np.argwhere(complete)
    intercept = request["intercept"] = bool(rng.random() < 0.85)
    side = request["block_size"] = 3.0 * max(grid.width, grid.height)
    request.update(predicted=str(tmp_path / "p.tif"), residuals=str(tmp_path / "r.tif"))
    terms, steps = regression.screened(terms, len(cells), intercept, 10)
    if not terms:
        return
    report = run("regression", tmp_path, samples=True, threads=int(rng.integers(1, 3)), **request)
    fit = Fit(y[complete], terms, intercept)
    block = np.floor((cells + 0.5) * [grid.height, grid.width] / side).astype(int)
    _kinds, rank = np.unique(block[:, 0] * 1000 + block[:, 1], return_inverse=True)
    loose = 1 + sizes(fit) * 1e-2
    with Figures("regression", f"{grid} {request}") as figures:
        compare_model(figures, report, fit, rank, loose)
        compare_diagnostics(figures, report, fit, regression.queen(cells), rank % 10, rank.max() + 1, loose)
        compare_places(figures, report, fit, loose)
        removed = [(row["stage"], row["variable"]) for row in report["tables"]["steps"] if row["action"] == "remove"]
        figures.same("removed", removed, [step[:2] for step in steps])
        held = {name: layers[name] for name in layers if name != "y"}
        if degrees is not None:
            held.update({term.name: term.columns.reshape(n) for term in regression.aspect_terms(degrees.ravel())})
        for at, (code, holes) in enumerate(zip(codes, gone)):
            groups = regression.groups_of(code[complete])
            for group in groups:
                known = np.unique(code[complete])
                inside = (
                    code == int(group)
                    if group != "other"
                    else ~np.isin(code, [int(other) for other in groups if other != "other"])
                )
                value = inside.astype(float)
                value[holes | ~np.isin(code, known)] = np.nan
                held[f"f{at} {group}"] = value
        compare_rasters(figures, (request, report), fit, held, y, grid)


@pytest.mark.few(40)
def test_tables(rng, tmp_path):
    """Rows with gaps, factors and aspect; places at random, some of them missing; CSV and GeoPackage."""
    rows = int(rng.choice([12, 30, 80, 200]))
    count = int(rng.integers(1, 5))
    common = rng.normal(size=rows)
    columns = {}
    for at in range(count):
        values = rng.choice([0, 0.5, 2]) * common + rng.normal(size=rows)
        values = (values + rng.choice([0, 0, 1e3, 1e6])) * rng.choice([1, 1, 1e-6, 1e8])
        values[rng.random(rows) < rng.choice([0, 0, 0.05])] = np.nan
        columns[f"v{at}"] = values
    y = rng.normal(size=rows) * rng.choice([1, 1e-5, 1e7]) + rng.choice([0, 1e3])
    weight = rng.choice([0, 1, 3])
    for values in columns.values():
        z = np.nan_to_num(values - np.nanmean(values)) / np.nanstd(values)
        y = y + weight * rng.normal() * z * np.nanstd(y)
    codes = rng.choice(["bare", "wood", "grass", "Süd, 2"], rows, p=[0.5, 0.3, 0.15, 0.05]) if rng.random() < 0.4 else None
    degrees = rng.uniform(-30, 360, rows) if rng.random() < 0.4 else None
    east, north = rng.uniform(0, 1000, rows) + 4e5, rng.uniform(0, rng.choice([300, 3000]), rows) + 5e6
    y[rng.random(rows) < 0.03] = np.nan
    table = {"y": y, **columns, "east": east, "north": north}
    if degrees is not None:
        table["aspect"] = degrees
    complete = ~np.isnan([y, *columns.values()]).any(0)
    path = write_table(rng, tmp_path, table, codes)
    request = {"table": path, "y_field": "y", "x_fields": list(columns), "intercept": bool(rng.random() < 0.85)}
    terms = [Term(name, [name], values[complete][:, None]) for name, values in columns.items()]
    if degrees is not None:
        request["aspect_field"] = "aspect"
        terms += regression.aspect_terms(degrees[complete])
    if codes is not None:
        request["factor_fields"] = ["class"]
        terms.append(regression.factor_term("class", codes[complete], few=0))
    terms, _steps = regression.screened(terms, complete.sum(), request["intercept"], 10)
    if complete.sum() < 4 + sum(len(term.names) for term in terms) or not terms:
        return
    fit = Fit(y[complete], terms, request["intercept"])
    w = rank = None
    if rng.random() < 0.7:
        request["coordinates"] = ["east", "north"]
        side = request["block_size"] = float(rng.choice([90, 150, 400]))
        e, n = east[complete], north[complete]
        w = regression.nearest(e, n)
        down, right = np.floor((north.max() - n) / side), np.floor((e - east.min()) / side)
        _kinds, rank = np.unique(down * 10000 + right, return_inverse=True)
    report = run("regression", tmp_path, samples=True, threads=int(rng.integers(1, 3)), **request)
    loose = 1 + sizes(fit) * 1e-2
    with Figures("regression", f"{rows} rows {request}") as figures:
        compare_model(figures, report, fit, rank, loose)
        folds = {} if rank is None else {"fold": rank % 10, "blocks": rank.max() + 1}
        got = compare_diagnostics(figures, report, fit, w, loose=loose, **folds)
        compare_places(figures, report, fit, loose)
        for at, row in zip(np.flatnonzero(complete), report["tables"]["samples"]):
            figures.same("row", row["row"], int(at) + 1)
        if rank is None:
            for name in (
                "moran_i",
                "moran_expected",
                "lm_error",
                "lm_lag",
                "robust_lm_error",
                "blocks",
                "effective_range",
                "r2_cv_block",
            ):
                figures.same(name, got[name][0], None)
        else:
            figures.same("blocks of rows", [row["block"] for row in report["tables"]["samples"]], [int(at) + 1 for at in rank])


def write_table(rng, folder, columns, codes=None):
    if codes is None:
        return (write_csv if rng.random() < 0.5 else write_gpkg)(folder, columns)
    path = os.path.join(str(folder), "table.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join([*columns, "class"]) + "\n")
        for values, code in zip(zip(*(column.tolist() for column in columns.values())), codes):
            file.write(",".join("" if math.isnan(value) else repr(value) for value in values) + f',"{code}"\n')
    return path


@pytest.mark.few(40)
def test_selection(rng, tmp_path):
    """Each step of forward, backward and stepwise, by refits."""
    rows = int(rng.choice([20, 60, 150]))
    count = int(rng.integers(2, 8))
    common = rng.normal(size=(rows, 3))
    columns = {}
    for at in range(count):
        columns[f"v{at}"] = common @ rng.choice([0, 0.5, 1, -1], 3) + rng.choice([0.1, 0.5, 1]) * rng.normal(size=rows)
        if at > 2 and rng.random() < 0.2:
            columns[f"v{at}"] = columns["v0"] + columns["v1"] + rng.choice([0.003, 0.1]) * rng.normal(size=rows)
    y = common @ rng.normal(size=3) * rng.choice([0, 0.3, 1]) + rng.normal(size=rows)
    y = y + rng.choice([0, 0.4]) * columns["v0"]
    codes = rng.choice(["bare", "wood", "grass"], rows, p=[0.5, 0.3, 0.2]) if rng.random() < 0.3 and rows > 100 else None
    path = write_table(rng, tmp_path, {"y": y, **columns}, codes)
    how = str(rng.choice(["forward", "backward", "stepwise"]))
    enter, remove = ((0.05, 0.1), (0.2, 0.3), (0.01, 0.02))[rng.integers(3)]
    request = {
        "table": path,
        "y_field": "y",
        "x_fields": list(columns),
        "selection": how,
        "vif_limit": float(rng.choice([0, 10])),
    }
    request.update(p_enter=enter, p_remove=remove, intercept=bool(rng.random() < 0.9))
    terms = [Term(name, [name], values[:, None]) for name, values in columns.items()]
    if codes is not None:
        request["factor_fields"] = ["class"]
        terms.append(regression.factor_term("class", codes, few=0))
    terms, removed = regression.screened(terms, rows, request["intercept"], request["vif_limit"])
    inside, path = regression.select(y, terms, request["intercept"], how, enter, remove)
    if not inside and not request["intercept"]:
        with pytest.raises(native.PitscapeError, match="No variable is left"):
            run("regression", tmp_path, **request)
        return
    report = run("regression", tmp_path, **request)
    got = [row for row in report["tables"]["steps"] if row["stage"] == "selection" and row["variable"]]
    with Figures("regression", f"{rows} rows {request}") as figures:
        figures.same("path", [(row["action"], row["variable"]) for row in got], [step[:2] for step in path])
        for row, step in zip(got, path):
            figures.same("f", row["f"], step[2], relative=1e-8, absolute=1e-9)
            figures.same("p", row["p"], step[3], relative=1e-7, absolute=1e-290)
        screened = [
            (row["stage"], row["variable"])
            for row in report["tables"]["steps"]
            if row["stage"] == "vif" and row["action"] == "remove"
        ]
        figures.same("screened", screened, [step[:2] for step in removed])
        if inside:
            fit = Fit(y, [term for term in terms if any(term is other for other in inside)], request["intercept"])
            compare_model(figures, report, fit, None, 1 + sizes(fit) * 1e-2)
            compare_diagnostics(figures, report, fit, loose=1 + sizes(fit) * 1e-2)
            if got:
                last = fit.figures()
                for name in ("r2", "r2_adj", "rmse"):
                    figures.same(f"last {name}", got[-1][name], float(last[name]), relative=1e-10, absolute=1e-12)
                figures.same("in_model", sorted(got[-1]["in_model"].split("; ")), sorted(term.name for term in inside))


def test_koenker_without_constant(tmp_path):
    """The constant that the test adds is all but a combination of 50 +- 0.001: what it lacks is rounding, and nothing is told."""
    rng = np.random.default_rng(3)
    x = np.column_stack([rng.normal(size=80), 50 + 0.001 * rng.normal(size=80)])
    y = x @ [1, 0.1] + rng.normal(size=80) * (1 + x[:, 0] ** 2)
    path = write_csv(tmp_path, {"y": y, "a": x[:, 0], "b": x[:, 1]})
    report = run("regression", tmp_path, table=path, y_field="y", x_fields=["a", "b"], intercept=False)
    assert diagnosed(report)["koenker_bp"] == (None, None)


def test_normality_of_residuals_that_have_a_mean(tmp_path):
    """Without a constant they may lie so far from 0 that powers about it do not tell moments about their mean."""
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=40), 1000 + 1e-5 * rng.normal(size=40) ** 3
    x -= x.mean()
    report = run(
        "regression", tmp_path, table=write_csv(tmp_path, {"y": y, "x": x}), y_field="y", x_fields=["x"], intercept=False
    )
    assert diagnosed(report)["jarque_bera"] == (None, None)


@pytest.mark.few(15)
def test_draws(rng, tmp_path):
    """Cells of draws: the right ones, their number and distance, and all figures of these cells by their 8 nearest."""
    grid = random_grid(rng, rng.integers(12, 30), rng.integers(12, 30))
    layers = some_layers(rng, grid.shape, int(rng.integers(1, 4)))
    y = field_of(rng, grid.shape, layers)
    for layer in (y, *layers):
        layer[rng.random(grid.shape) < rng.choice([0, 0.1])] = np.nan
    complete = ~np.isnan([y, *layers]).any(0)
    request = {"y": write_plain(tmp_path, "y.tif", grid, y), "x": []}
    request["x"] = [dict(write_plain(tmp_path, f"x{at}.tif", grid, layer), name=f"x{at}") for at, layer in enumerate(layers)]
    how = request["sample"] = str(rng.choice(["random", "stratified"]))
    strata = np.zeros(grid.shape, int)
    if how == "stratified":
        strata = random_codes(rng, grid.shape, 3)
        request["strata"] = write_plain(tmp_path, "s.tif", grid, strata, kind=gdal.GDT_Byte)
    size = request["sample_size"] = int(rng.integers(25, 150))
    least = request["min_distance"] = float(rng.choice([0, 0, 1.5])) * max(grid.width, grid.height)
    request["seed"] = int(rng.integers(1000))
    side = request["block_size"] = 2.6 * max(grid.width, grid.height)
    request.update(predicted=str(tmp_path / "p.tif"), residuals=str(tmp_path / "r.tif"))
    report = run("regression", tmp_path, samples=True, **request)
    cells = np.array([(row["row"] - 1, row["column"] - 1) for row in report["tables"]["samples"]])
    at = tuple(cells.T)
    assert len({tuple(cell) for cell in cells}) == len(cells) and complete[at].all()
    x_at, y_at = (place[at] for place in grid.centres())
    apart = np.hypot(x_at[:, None] - x_at, y_at[:, None] - y_at) * grid.metres
    np.fill_diagonal(apart, np.inf)
    assert apart.min() >= least * (1 - 1e-9)
    if not least:
        assert len(cells) == min(size, complete.sum())
    if how == "stratified" and not least:
        kinds, counts = np.unique(strata[complete], return_counts=True)
        expected = quotas(dict(zip(kinds.tolist(), counts.tolist())), min(size, int(complete.sum())))
        assert {kind: int((strata[at] == kind).sum()) for kind in expected} == expected
    held = [(f"x{n}", layer) for n, layer in enumerate(layers)]
    terms, _steps = regression.screened([Term(n, [n], v[at][:, None]) for n, v in held], len(cells), True, 10)
    fit = Fit(y[at], terms)
    block = np.floor((cells + 0.5) * [grid.height, grid.width] / side).astype(int)
    _kinds, rank = np.unique(block[:, 0] * 1000 + block[:, 1], return_inverse=True)
    w = regression.nearest(*(cells[:, ::-1] * [grid.width, grid.height]).T)
    if any(not np.array_equal(w, regression.nearest(x_at * unit, y_at * unit)) for unit in {1.0, grid.metres}):
        w = None  # rounding of coordinates tells who is near: test_draws_of_a_map_that_is_moved
    with Figures("regression", f"{grid} {request}") as figures:
        compare_model(figures, report, fit, rank)
        compare_diagnostics(figures, report, fit, w, rank % 10, rank.max() + 1)
        compare_places(figures, report, fit)
        compare_rasters(figures, (request, report), fit, dict(held), y, grid)
        for cell, east, north, row in zip(cells, x_at, y_at, report["tables"]["samples"]):
            figures.same("x", row["x"], float(east), relative=1e-12)
            figures.same("y", row["y"], float(north), relative=1e-12)
            for name, values in held:
                figures.same(name, row[name], float(values[tuple(cell)]), relative=1e-12)
    assert run("regression", tmp_path, samples=True, threads=1, **request)["tables"]["samples"] == report["tables"]["samples"]


LAYOUTS = [
    [],
    ["BLOCKYSIZE=1"],
    ["BLOCKYSIZE=3"],
    ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
    ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=16"],
]


@pytest.mark.few(2)
def test_files_laid_out_otherwise(rng, tmp_path):
    """Figures are the same however the cells lie in files, to 1e-12, and to the bit on 1 and 2 threads."""
    shape = [(300, 200), (211, 337), (500, 150)][rng.integers(3)]
    grid = Grid((450000.0, 10.0, 0.0, 5200000.0, 0.0, -10.0), *shape)
    layers = [smooth(rng, shape, 2) + rng.choice([0, 100, 1e5]) for _ in range(3)]
    y = layers[0] - layers[1] + smooth(rng, shape, rng.choice([0, 2]))
    for layer in (y, *layers):
        layer[rng.random(shape) < 0.1] = np.nan
    y[100:140, 20:90] = np.nan
    codes = random_codes(rng, shape, 4)
    request = {"folds": 7}
    if rng.random() < 0.5:
        request["block_size"] = float(rng.choice([130.0, 205.0]))
    if rng.random() < 0.4:
        request.update(sample="regular", sample_size=4000, samples=True)
    found = []
    for at, options in enumerate(LAYOUTS):
        made = dict(request, y=write_plain(tmp_path, f"{at}y.tif", grid, y, options))
        made["x"] = [
            dict(write_plain(tmp_path, f"{at}x{n}.tif", grid, layer, options), name=f"x{n}") for n, layer in enumerate(layers)
        ]
        made["factors"] = [dict(write_plain(tmp_path, f"{at}f.tif", grid, codes, LAYOUTS[at - 1], gdal.GDT_Byte), name="f")]
        tables = []
        for threads in (1, 2) if at < 2 else (2,):
            out = {name: str(tmp_path / f"{at}{name}{threads}.tif") for name in ("predicted", "residuals")}
            report = run("regression", tmp_path, threads=threads, **made, **out)
            bands = {name: list(read(path).values())[0] for name, path in out.items()}
            tables.append(({name: [{**row, "layer": ""} for row in rows] for name, rows in report["tables"].items()}, bands))
        assert tables[0][0] == tables[-1][0]
        for name in ("predicted", "residuals"):
            assert np.array_equal(tables[0][1][name], tables[-1][1][name], equal_nan=True)
        found.append(tables[0])
    with Figures("regression", f"{shape} {request}") as figures:
        first, bands = found[0]
        for at, (tables, others) in enumerate(found[1:], 1):
            for name in bands:
                figures.cells(f"{name} {LAYOUTS[at]}", others[name], bands[name], relative=1e-6, absolute=1e-6)
            for kind, key in (("diagnostics", "statistic"), ("model", "variable"), ("samples", "row")):
                if kind not in first:
                    continue
                figures.same(kind, len(tables[kind]), len(first[kind]))
                for got, expected in zip(tables[kind], first[kind]):
                    for column, value in expected.items():
                        if isinstance(value, float):
                            close = {"relative": 1e-12, "absolute": 1e-12}
                            if column in ("p", "p_hc3", "p_block"):
                                close = {"relative": 1e-9, "absolute": 1e-300}
                            figures.same(f"{LAYOUTS[at]} {expected[key]} {column}", got[column], value, **close)
                        else:
                            figures.same(f"{LAYOUTS[at]} {expected[key]} {column}", got[column], value)


@pytest.mark.few(2)
def test_large(rng, tmp_path):
    """300 x 200 cells against sums over neighbours that are shifted: Moran's I, Durbin-Watson, blocks."""
    shape = (300, 200)
    grid = Grid((450000.0, 10.0, 0.0, 5200000.0, 0.0, -10.0), *shape)
    layers = [smooth(rng, shape, 1) for _ in range(2)]
    y = layers[0] + smooth(rng, shape, 1)
    for layer in (y, *layers):
        layer[rng.random(shape) < 0.3] = np.nan
    complete = ~np.isnan([y, *layers]).any(0)
    options = LAYOUTS[rng.integers(len(LAYOUTS))]
    request = {"y": write_plain(tmp_path, "y.tif", grid, y, options)}
    request["x"] = [dict(write_plain(tmp_path, f"{n}.tif", grid, layer, options), name=f"x{n}") for n, layer in enumerate(layers)]
    report = run("regression", tmp_path, block_size=170, **request)
    fit = Fit(y[complete], [Term(f"x{n}", [f"x{n}"], layer[complete][:, None]) for n, layer in enumerate(layers)])
    cells = np.argwhere(complete)
    block = np.floor((cells + 0.5) * 10 / 170).astype(int)
    _kinds, rank = np.unique(block[:, 0] * 1000 + block[:, 1], return_inverse=True)
    e = np.zeros((302, 202))
    e[1:-1, 1:-1][complete] = fit.e.astype(float)
    inside = np.zeros((302, 202))
    inside[1:-1, 1:-1] = complete
    parts = [(i, j) for i in (0, 1, 2) for j in (0, 1, 2) if (i, j) != (1, 1)]
    near, around = (sum(values[i : i + 300, j : j + 200] for i, j in parts) for values in (e, inside))
    lag = np.divide(near, around, out=np.zeros(shape), where=around > 0)[complete]
    with Figures("regression", "300 x 200") as figures:
        compare_model(figures, report, fit, rank)
        got = compare_diagnostics(figures, report, fit, None, rank % 10, rank.max() + 1)
        expected = fit.n / (around[complete] > 0).sum() * float(lag @ fit.e) / float(fit.rss)
        figures.same("moran_i", got["moran_i"][0], expected, relative=1e-10, absolute=1e-13)


@pytest.mark.few(15)
def test_other_grids(rng, tmp_path):
    """Layers of another grid or reference system as the grid of Y has them: factors and aspect by the cell at each centre."""
    grid = random_grid(rng, rng.integers(10, 22), rng.integers(10, 22), ("square", "long"))
    seen = {}
    how = str(rng.choice(["nearest", "bilinear"]))
    request = {"x": [], "resample_values": how}
    for name in ("x0", "aspect", "f"):
        kind = str(rng.choice(["whole cells", "part of a cell", "coarser", "finer", "other system"]))
        other = other_grid(rng, grid, kind)
        values = smooth(rng, other.shape, 1)
        if name == "f":
            values = np.digitize(values, [-0.3, 0.5]) + 3.0
        elif name == "aspect":
            values = (values * 90) % 360 - 10
        values[rng.random(other.shape) < 0.05] = np.nan
        row, column = other.cell_of(*project(*grid.centres(), grid.epsg, other.epsg))
        if kind == "whole cells":
            row, column = row.round(7), column.round(7)
        inside = (row >= 0) & (column >= 0) & (row < other.rows) & (column < other.columns)
        seen[name] = np.full(grid.shape, np.nan)
        seen[name][inside] = values[np.floor(row[inside]).astype(int), np.floor(column[inside]).astype(int)]
        if name == "x0" and how == "bilinear" and kind != "other system":
            seen[name] = bilinear(values, row, column, (grid.height / other.height, grid.width / other.width))
        elif name == "x0":
            request["resample_values"] = "nearest"
        raster = dict(
            write_plain(tmp_path, f"{name}.tif", other, np.where(np.isnan(values), -99999, values), nodata=-99999), name=name
        )
        if name == "aspect":
            request[name] = raster
        else:
            request["factors" if name == "f" else "x"] = [raster]
    y = np.nan_to_num(seen["x0"]) + np.nan_to_num(seen["f"]) + rng.normal(size=grid.shape)
    request["y"] = write_plain(tmp_path, "y.tif", grid, y)
    complete = ~np.isnan(list(seen.values())).any(0)
    if complete.sum() < 40 or len(np.unique(seen["f"][complete])) < 2:
        return
    terms = [Term("x0", ["x0"], seen["x0"][complete][:, None]), *regression.aspect_terms(seen["aspect"][complete])]
    terms.append(regression.factor_term("f", seen["f"][complete].astype(int)))
    terms, _steps = regression.screened(terms, complete.sum(), True, 10)
    side = 3.1 * max(grid.width, grid.height)
    report = run("regression", tmp_path, samples=True, block_size=side, **request)
    fit = Fit(y[complete], terms)
    cells = np.argwhere(complete)
    block = np.floor((cells + 0.5) * [grid.height, grid.width] / side).astype(int)
    _kinds, rank = np.unique(block[:, 0] * 1000 + block[:, 1], return_inverse=True)
    loose = 30 if request["resample_values"] == "bilinear" else 1  # coordinates of millions of metres are rounded
    with Figures("regression", f"{grid} {request}") as figures:
        compare_model(figures, report, fit, rank, loose)
        compare_diagnostics(figures, report, fit, regression.queen(cells), rank % 10, rank.max() + 1, loose)
        compare_places(figures, report, fit, loose)


@pytest.mark.few(10)
def test_blocks_that_are_chosen(rng, tmp_path):
    """Without BLOCK_SIZE the message and block_size say what it is, a whole number of small squares, and figures follow from it."""
    grid = random_grid(rng, rng.integers(30, 50), rng.integers(30, 50))
    layers = [smooth(rng, grid.shape, 1) for _ in range(2)]
    y = layers[0] + smooth(rng, grid.shape, rng.choice([0.6, 1.2]))
    y[rng.random(grid.shape) < 0.5] = np.nan
    complete = ~np.isnan(y)
    request = {"y": write_plain(tmp_path, "y.tif", grid, y)}
    request["x"] = [dict(write_plain(tmp_path, f"{n}.tif", grid, layer), name=f"x{n}") for n, layer in enumerate(layers)]
    report = run("regression", tmp_path, samples=True, **request)
    got = diagnosed(report)
    if got["block_size"][0] is None:
        assert "NO_BLOCKS" in said(report)
        return
    small = max(4 * max(grid.width, grid.height), max(grid.rows * grid.height, grid.columns * grid.width) / 256)
    side, wide = got["block_size"][0], 1.5 * got["effective_range"][0]
    cells = np.argwhere(complete)
    block = np.floor((cells + 0.5) * [grid.height, grid.width] / side * (1 + 1e-12)).astype(int)
    _kinds, rank = np.unique(block[:, 0] * 1000 + block[:, 1], return_inverse=True)
    fit = Fit(y[complete], [Term(f"x{n}", [f"x{n}"], layer[complete][:, None]) for n, layer in enumerate(layers)])
    with Figures("regression", f"{grid}") as figures:
        figures.same("whole squares", side / small, float(round(side / small)))
        figures.same("side", side, max(1, math.ceil(wide / small - 1e-9)) * small)
        figures.same("told", f"{side:.6g}" in said(report)["BLOCK_SIZE"].replace(",", ""), True)
        figures.same("blocks", [row["block"] for row in report["tables"]["samples"]], [int(at) + 1 for at in rank])
        compare_model(figures, report, fit, rank)
        compare_diagnostics(figures, report, fit, None, rank % 10, rank.max() + 1)


@pytest.mark.parametrize("of", ["x", "y"])
@pytest.mark.parametrize("scale, offset", [(1, 1e6), (1, 1e7), (1e-3, 1e3), (1e-100, 0), (1e100, 0)])
def test_offsets_and_sizes(tmp_path, of, scale, offset):
    rng = np.random.default_rng(5)
    a, b, c = (smooth(rng, SQUARE.shape, reach) for reach in (1.5, 1.5, 1))
    y = a - b + c
    layers = {"y": y, "a": a, "b": b}
    layers["y" if of == "y" else "a"] = layers["y" if of == "y" else "a"] * scale + offset
    compare_all(tmp_path, f"{of} {scale} {offset}", **layers)


@pytest.mark.parametrize("apart", [0.1, 1e-3])
@pytest.mark.parametrize("intercept", [True, False])
def test_nearly_combinations(tmp_path, apart, intercept):
    """VIF up to 1e6, nothing selected."""
    rng = np.random.default_rng(5)
    a, b, c, d = (smooth(rng, SQUARE.shape, reach) for reach in (1.5, 1.5, 1, 1))
    compare_all(tmp_path, f"{apart}", y=a - b + c, a=a, b=b, c=a + b + apart * d, intercept=intercept)


def compare_all(folder, about, y, **layers):
    """All figures of layers on the square grid, none screened."""
    intercept = layers.pop("intercept", True)
    request = {"y": write_plain(folder, "y.tif", SQUARE, y), "vif_limit": 0, "block_size": 33, "intercept": intercept}
    request["x"] = [dict(write_plain(folder, f"{name}.tif", SQUARE, layer), name=name) for name, layer in layers.items()]
    report = run("regression", folder, samples=True, **request)
    fit = Fit(y.ravel(), [Term(name, [name], layer.reshape(-1, 1)) for name, layer in layers.items()], intercept)
    cells = np.argwhere(np.ones(y.shape, bool))
    block = np.floor((cells + 0.5) * 10 / 33).astype(int)
    _kinds, rank = np.unique(block[:, 0] * 1000 + block[:, 1], return_inverse=True)
    with Figures("regression", about) as figures:
        compare_model(figures, report, fit, rank)
        compare_diagnostics(figures, report, fit, regression.queen(cells), rank % 10, rank.max() + 1)
        compare_places(figures, report, fit)
    return report


def layers_of(folder, **layers):
    return {name: dict(write_plain(folder, f"{name}.tif", SQUARE, layer), name=name) for name, layer in layers.items()}


def test_constants_and_combinations_are_left_out(tmp_path):
    rng = np.random.default_rng(6)
    a, b, c = (smooth(rng, SQUARE.shape, 1) for _ in range(3))
    layers = layers_of(tmp_path, y=a + c, k=np.full(SQUARE.shape, 0.1), a=a, b=b, ab=2 * a - 3 * b + 7, again=a)
    report = run("regression", tmp_path, y=layers["y"], x=[layers[name] for name in ("k", "a", "b", "ab", "again")])
    steps = [(row["stage"], row["action"], row["variable"]) for row in report["tables"]["steps"] if row["action"] == "remove"]
    assert steps == [("constant", "remove", "k"), ("singular", "remove", "ab"), ("singular", "remove", "again")]
    assert "k" in said(report)["CONSTANT"] and "ab, again" in said(report)["COMBINATION"]
    with Figures("regression", "left out") as figures:
        fit = Fit((a + c).ravel(), [Term("a", ["a"], a.reshape(-1, 1)), Term("b", ["b"], b.reshape(-1, 1))])
        compare_model(figures, report, fit)


def test_ties_of_inflation_go_to_the_later(tmp_path):
    rng = np.random.default_rng(6)
    a, b, c, d = (rng.normal(size=SQUARE.shape) for _ in range(4))
    layers = layers_of(tmp_path, y=a + c, a=a, a2=a + 0.1 * b, c=c, c2=c + 0.2 * d)
    report = run("regression", tmp_path, y=layers["y"], x=[layers[name] for name in ("a", "a2", "c", "c2")])
    gone = [row["variable"] for row in report["tables"]["steps"] if row["action"] == "remove"]
    assert gone == ["a2", "c2"]


def test_a_factor_of_one_class_counts_and_is_told(tmp_path):
    """Its holes are holes, and it is a constant."""
    rng = np.random.default_rng(6)
    a = rng.normal(size=SQUARE.shape)
    codes = np.full(SQUARE.shape, 7)
    codes[3:5] = 255
    layers = layers_of(tmp_path, y=a + rng.normal(size=SQUARE.shape), a=a)
    factor = dict(write_plain(tmp_path, "f.tif", SQUARE, codes, kind=gdal.GDT_Byte, nodata=255), name="f")
    report = run("regression", tmp_path, y=layers["y"], x=[layers["a"]], factors=[factor])
    assert report["results"]["rows"] == (codes != 255).sum()
    assert [row["variable"] for row in report["tables"]["steps"] if row["stage"] == "constant"] == ["f"]
    assert "f" in said(report)["CONSTANT"]


# Warnings: each where it should be, and not otherwise.


def warned(folder, y, factors=(), x=(), shape=SQUARE, **request):
    names = [dict(write_plain(folder, f"x{n}.tif", shape, layer), name=f"x{n}") for n, layer in enumerate(x)]
    codes = [
        dict(write_plain(folder, f"f{n}.tif", shape, code, kind=gdal.GDT_Byte), name=f"f{n}") for n, code in enumerate(factors)
    ]
    report = run("regression", folder, y=write_plain(folder, "y.tif", shape, y), x=names, factors=codes, **request)
    return said(report), report


PLAIN = {"BLOCK_SIZE", "ROWS"}


def quiet(seed=8):
    rng = np.random.default_rng(seed)
    a = smooth(rng, SQUARE.shape, 1)
    return rng, a, a + rng.normal(size=SQUARE.shape)


def test_nothing_to_warn_of(tmp_path):
    _rng, a, y = quiet()
    told, report = warned(tmp_path, y, x=[a], predicted=str(tmp_path / "p.tif"))
    assert report["results"]["moran_p"] > 0.05 and set(told) <= PLAIN | {"FEW_BLOCKS"}, told


def test_residuals_alike_are_told(tmp_path):
    rng, a, _y = quiet()
    told, report = warned(tmp_path, a + smooth(rng, SQUARE.shape, 2), x=[a])
    assert report["results"]["moran_p"] < 0.05 and "p_block" in told["NEIGHBOURS_ALIKE"]


@pytest.mark.parametrize("side, narrow", [(15.0, True), (39.0, False)])
def test_narrow_blocks_are_told(tmp_path, side, narrow):
    rng, a, _y = quiet()
    told, report = warned(tmp_path, a + smooth(rng, SQUARE.shape, 0.7), x=[a], block_size=side)
    far = diagnosed(report)["effective_range"][0]
    assert (side < far) == narrow and ("NARROW_BLOCKS" in told) == narrow


@pytest.mark.parametrize("values, few", [(50, True), (51, False)])
def test_few_values_of_y_are_told(tmp_path, values, few):
    rng, a, _y = quiet()
    y = rng.permutation(np.arange(a.size) % values).reshape(a.shape).astype(float)
    told, report = warned(tmp_path, y, x=[a])
    assert ("FEW_VALUES" in told) == few and diagnosed(report)["distinct_y"][0] == values


def test_few_rows_have_no_few_values(tmp_path):
    """40 rows of 40 values are measurements, not classes."""
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 40))
    told = said(run("regression", tmp_path, table=write_csv(tmp_path, {"x": x, "y": y}), y_field="y", x_fields=["x"]))
    assert "FEW_VALUES" not in told


@pytest.mark.parametrize("other", [0.0, 1e-3])
def test_a_factor_that_determines_y_is_told(tmp_path, other):
    rng, a, _y = quiet()
    codes = np.digitize(a, [-0.5, 0.5])
    y = codes * 3.0 + 1
    y[4, 5] += other
    told, _report = warned(tmp_path, y, factors=[codes, np.digitize(rng.normal(size=a.shape), [0])])
    assert ("DETERMINED" in told) == (not other)
    assert other or "f0" in told["DETERMINED"] and "f1" not in told["DETERMINED"]


@pytest.mark.parametrize("apart, inflated", [(0.45, True), (0.6, False)])
def test_variance_inflation_is_told(tmp_path, apart, inflated):
    rng, a, y = quiet()
    told, report = warned(tmp_path, y, x=[a, a + apart * rng.normal(size=a.shape) * a.std()])
    assert (report["tables"]["model"][1]["vif"] > 5) == inflated and ("VIF" in told) == inflated


@pytest.mark.parametrize("side", [1, 6])
def test_a_class_in_one_block(tmp_path, side):
    """Blocks tell nothing of its error: all of it lies within one."""
    rng, a, y = quiet()
    codes = np.ones(a.shape)
    codes[1 : 1 + side, 1 : 1 + side] = 2
    _told, report = warned(tmp_path, y, factors=[codes], x=[a], block_size=70)
    assert report["tables"]["model"][1]["p_block"] is not None and report["tables"]["model"][2]["p_block"] is None


@pytest.mark.parametrize("rows, few", [(19, True), (20, False)])
def test_few_rows_for_each_coefficient_are_told(tmp_path, rows, few):
    rng = np.random.default_rng(3)
    path = write_csv(tmp_path, dict(zip(("x", "y"), rng.normal(size=(2, rows)))))
    assert ("FEW_ROWS" in said(run("regression", tmp_path, table=path, y_field="y", x_fields=["x"]))) == few


@pytest.mark.parametrize("out", [True, False])
def test_extrapolated_cells_are_counted(tmp_path, out):
    _rng, a, y = quiet()
    hidden = a > 0.8 if out else (a > 0.8) & (a < a.max())
    y[hidden] = np.nan
    share = (a > a[~hidden].max()).sum()
    assert bool(share) == out
    told, _report = warned(tmp_path, y, x=[a], predicted=str(tmp_path / "p.tif"))
    assert ("EXTRAPOLATED" in told) == out and (not out or told["EXTRAPOLATED"].startswith(f"{share} of {a.size} cells"))


@pytest.mark.parametrize("cells, runs", [(6, True), (1, False)])
def test_coarse_layers_cut_small_are_told(tmp_path, cells, runs):
    rng = np.random.default_rng(4)
    coarse = np.kron(rng.normal(size=(24, 26)), np.ones((cells, cells)))[:24, :26]
    _rng, _a, y = quiet()
    assert ("IN_RUNS" in warned(tmp_path, y, x=[coarse])[0]) == runs


def test_y_that_is_a_combination_is_told(tmp_path):
    """No test of what rounding left."""
    rng, a, _y = quiet()
    b = smooth(rng, a.shape, 1)
    told, report = warned(tmp_path, 2 * a + 3 * b + 1, x=[a, b])
    got = diagnosed(report)
    assert abs(got["r2"][0] - 1) < 1e-12 and got["rmse"][0] < 1e-12
    assert "NEIGHBOURS_ALIKE" not in told and set(told) - PLAIN


@pytest.mark.parametrize("value", [0.1, 0.0, 1e9])
def test_y_constant(tmp_path, value):
    _rng, a, _y = quiet()
    with pytest.raises(native.PitscapeError, match="nothing to explain"):
        warned(tmp_path, np.full(a.shape, value), x=[a])


def test_draws_of_cells_of_other_sides(tmp_path):
    """The same cells are near, whatever their side is."""
    rng = np.random.default_rng(2)
    a = smooth(rng, SQUARE.shape, 1)
    y = a + smooth(rng, SQUARE.shape, 1)
    found = []
    for side in (10.0, 31.7, 7.3):
        grid = Grid((450000.0, side, 0.0, 5200000.0, 0.0, -side), *SQUARE.shape)
        request = {"y": write_plain(tmp_path, "y.tif", grid, y), "x": [write_plain(tmp_path, "a.tif", grid, a)]}
        report = run("regression", tmp_path, samples=True, sample="random", sample_size=120, block_size=100, **request)
        found.append((report, diagnosed(report)["moran_i"][0]))
    cells = np.array([(row["row"], row["column"]) for row in found[0][0]["tables"]["samples"]])
    fit = Fit(y[tuple(cells.T - 1)], [Term("a", ["a"], a[tuple(cells.T - 1)][:, None])])
    expected = fit.near(regression.nearest(*(cells * 1.0).T[::-1]))["moran_i"][0]
    assert [value for _report, value in found] == pytest.approx([float(expected)] * 3, rel=1e-9)


def test_inflation_of_a_factor(tmp_path):
    """GVIF^(1 / (2 df)), of one dummy as of two."""
    rng = np.random.default_rng(4)
    a = rng.normal(size=SQUARE.shape)
    for bounds in ([0.0], [-0.4, 0.4]):
        codes = np.digitize(a + 0.5 * rng.normal(size=a.shape), bounds)
        _told, report = warned(tmp_path, a + rng.normal(size=a.shape), factors=[codes], x=[a])
        r = np.corrcoef(np.column_stack([codes.ravel() == code for code in range(len(bounds))] + [a.ravel()]).astype(float).T)
        df = len(bounds)
        inflation = np.linalg.det(r[:df, :df]) * 1 / np.linalg.det(r)
        assert report["tables"]["model"][2]["vif"] == pytest.approx(inflation ** (1 / (2 * df)), rel=1e-9)


def test_what_plots_show(tmp_path):
    """Residuals by rows, standardised, and with each variable's part."""
    rng, a, y = quiet()
    b = smooth(rng, a.shape, 1)
    _told, report = warned(tmp_path, y, x=[a, b], plots=True)
    fit = Fit(y.ravel(), [Term("x0", ["x0"], a.reshape(-1, 1)), Term("x1", ["x1"], b.reshape(-1, 1))])
    e = fit.e.astype(float)
    standard = (fit.e / np.sqrt(fit.sigma2 * (1 - fit.leverage))).astype(float)
    at = {float(value): number for number, value in enumerate(y.ravel())}
    points = {row["point"]: at[row["observed"]] for row in report["tables"]["scatter"]}
    with Figures("regression", "plots") as figures:
        for row in report["tables"]["scatter"]:
            number = at[row["observed"]]
            for name, value in (("residual", e), ("predicted", y.ravel() - e), ("standardised", standard)):
                figures.same(name, row[name], float(value[number]))
        for row in report["tables"]["partials"]:
            number, layer, b_at = points[row["point"]], (a, b)[int(row["variable"][1])], fit.b[1 + int(row["variable"][1])]
            figures.same("value", row["value"], float(layer.ravel()[number]))
            figures.same("partial", row["partial"], float(e[number] + b_at * layer.ravel()[number]))
        for row in report["tables"]["places"]:
            figures.same("place", row["residual"], float(e.reshape(a.shape)[row["row"] - 1, row["column"] - 1]))


# Tables that are hard, and requests that are bad.


def rows_of(folder, count=80, **columns):
    rng = np.random.default_rng(5)
    x, noise = rng.normal(size=(2, count))
    east, north = rng.uniform(0, 1000, (2, count))
    return {
        "table": write_csv(folder, {"y": x + noise, "x": x, "e": east, "n": north, **columns}),
        "y_field": "y",
        "x_fields": ["x"],
    }


PLACED = {"coordinates": ["e", "n"]}


@pytest.mark.parametrize("side", [None, 150])
@pytest.mark.parametrize("lost", [1, 20, 80])
def test_rows_without_a_place(tmp_path, lost, side):
    """They stay in the fit; neighbours are unknown, which is told."""
    east = np.random.default_rng(1).uniform(0, 1000, 80)
    east[:lost] = np.nan
    report = run("regression", tmp_path, **rows_of(tmp_path, e=east), **PLACED, **({"block_size": side} if side else {}))
    told = said(report)["NO_PLACES"]
    assert str(lost) in told and report["results"]["rows"] == 80 and report["results"]["moran_p"] is None


@pytest.mark.parametrize("side", [None, 150])
def test_all_rows_in_one_place(tmp_path, side):
    request = rows_of(tmp_path, e=np.full(80, 5.0), n=np.full(80, 7.0))
    report = run("regression", tmp_path, **request, **PLACED, **({"block_size": side} if side else {}))
    assert "one place" in said(report)["NO_PLACES"] and report["results"]["moran_p"] is None


def test_places_that_are_the_same_for_some_rows(tmp_path):
    rng = np.random.default_rng(1)
    e, n = np.repeat(rng.uniform(0, 1000, (2, 40)), 2, axis=1)
    request = rows_of(tmp_path, e=e, n=n)
    report = run("regression", tmp_path, samples=True, block_size=150, **request, **PLACED)
    rows = report["tables"]["samples"]
    fit = Fit([row["observed"] for row in rows], [Term("x", ["x"], np.array([[row["x_2"]] for row in rows]))])
    down, right = np.floor((n.max() - n) / 150), np.floor((e - e.min()) / 150)
    _kinds, rank = np.unique(down * 10000 + right, return_inverse=True)
    with Figures("regression", "places twice") as figures:
        compare_model(figures, report, fit, rank)
        compare_diagnostics(
            figures, report, fit, None if regression.ties(e, n) else regression.nearest(e, n), rank % 10, rank.max() + 1
        )


@pytest.mark.parametrize("name", ["intercept", "row", "observed", "layer", "leverage", "year"])
def test_names_that_tables_have(tmp_path, name):
    """A variable may be called as a column or a row of a table: each name comes once."""
    z = np.random.default_rng(2).normal(size=80)
    request = rows_of(tmp_path, **{name: z})
    report = run("regression", tmp_path, samples=True, **{**request, "x_fields": ["x", name]})
    names = [row["variable"] for row in report["tables"]["model"]]
    assert len(set(names)) == 3
    columns = [column for column, value in report["tables"]["samples"][3].items() if value == pytest.approx(z[3])]
    assert len(columns) == 1


@pytest.mark.parametrize("text", ["a", "inf", "-inf", "1e999", "0x10", "1,5"])
def test_cells_that_are_no_numbers(tmp_path, text):
    (tmp_path / "t.csv").write_text(f'y,x\n1,2\n2,"{text}"\n3,3.5\n4,2\n')
    with pytest.raises(native.PitscapeError, match="row 2"):
        run("regression", tmp_path, table=str(tmp_path / "t.csv"), y_field="y", x_fields=["x"])


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_too_few_rows(tmp_path, rows):
    (tmp_path / "t.csv").write_text("y,x\n" + "1,2\n2,3\n"[: 4 * rows])
    with pytest.raises(native.PitscapeError):
        run("regression", tmp_path, table=str(tmp_path / "t.csv"), y_field="y", x_fields=["x"])


BAD = [
    ({}, "Y"),
    ({"y": "a"}, "X"),
    ({"x": "b"}, "Y"),
    ({"y": "a", "x": "b", "table": "t.csv"}, "TABLE"),
    ({"y": "a", "x": "b", "y_field": "y"}, "Y_FIELD"),
    ({"y": "a", "x": "b", "x_fields": ["y"]}, "X_FIELDS"),
    ({"y": "a", "x": "b", "factor_fields": ["y"]}, "FACTOR_FIELDS"),
    ({"y": "a", "x": "b", "aspect_field": "y"}, "ASPECT_FIELD"),
    ({"y": "a", "x": "b", "coordinates": ["e", "n"]}, "COORDINATES"),
    ({"y": "a", "x": "b", "sample": "random"}, "SAMPLE_SIZE"),
    ({"y": "a", "x": "b", "sample": "random", "sample_size": 2}, "SAMPLE_SIZE"),
    ({"y": "a", "x": "b", "sample": "random", "sample_size": 2**62}, "SAMPLE_SIZE"),
    ({"y": "a", "x": "b", "sample_size": 50}, "SAMPLE_SIZE"),
    ({"y": "a", "x": "b", "min_distance": 5}, "MIN_DISTANCE"),
    ({"y": "a", "x": "b", "sample": "random", "sample_size": 50, "min_distance": -1}, "MIN_DISTANCE"),
    ({"y": "a", "x": "b", "sample": "stratified", "sample_size": 50}, "STRATA"),
    ({"y": "a", "x": "b", "sample": "stratified", "sample_size": 50, "strata": "b"}, "STRATA"),
    ({"y": "a", "x": "b", "strata": "b"}, "STRATA"),
    ({"y": "a", "x": "b", "vif_limit": -1}, "VIF_LIMIT"),
    ({"y": "a", "x": "b", "vif_limit": 0.5}, "VIF_LIMIT"),
    ({"y": "a", "x": "b", "selection": "best"}, "SELECTION"),
    ({"y": "a", "x": "b", "selection": "stepwise", "p_enter": 0.1, "p_remove": 0.1}, "P_ENTER"),
    ({"y": "a", "x": "b", "selection": "forward", "p_enter": 0}, "P_ENTER"),
    ({"y": "a", "x": "b", "selection": "backward", "p_remove": 1.5}, "P_REMOVE"),
    ({"y": "a", "x": "b", "block_size": 0}, "BLOCK_SIZE"),
    ({"y": "a", "x": "b", "block_size": -5}, "BLOCK_SIZE"),
    ({"y": "a", "x": "b", "block_size": 1e-300}, "BLOCK_SIZE"),
    ({"y": "a", "x": "b", "folds": 1}, "FOLDS"),
    ({"y": "a", "x": "b", "folds": 2**62}, "FOLDS"),
    ({"y": "a", "x": "b", "threads": 0}, "threads"),
    ({"y": "a", "x": "a"}, "explained"),
    ({"y": "a", "x": "b", "factors": "b"}, "whole codes"),
    ({"y": "a", "x": "b", "mask": "/nowhere.gpkg"}, "nowhere.gpkg"),
    ({"y": "a", "x": "gone"}, "gone.tif"),
    ({"y": "a", "x": "band"}, "band"),
    ({"y": "a", "x": "far"}, "overlap"),
    ({"y": "empty", "x": "b"}, "value"),
    ({"y": "a", "x": "b", "predicted": "/nowhere/p.tif"}, "nowhere"),
    ({"y": "a", "x": "b", "predicted": "same", "residuals": "same"}, "two outputs"),
    ({"y": "a", "x": "b", "predicted": "input"}, "input"),
    ({"y": "a", "x": "b", "predicted": "p.xyz"}, ".tif"),
    ({"y": "a", "x": "b", "predicted": "same", "create_options": ["NOPE"]}, "CREATE_OPTIONS"),
    ({"y": "a", "x": "b", "regresion": 1}, "regresion"),
    ({"table": "t.csv"}, "Y_FIELD"),
    ({"table": "t.csv", "y_field": "y"}, "X_FIELDS"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["y"]}, "explained"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x", "x"]}, "twice"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["q"]}, "lacks q"),
    ({"table": "t.csv", "y_field": "q", "x_fields": ["x"]}, "lacks q"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x"], "coordinates": ["x"]}, "COORDINATES"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x"], "coordinates": ["q", "x"]}, "lacks q"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x"], "block_size": 10}, "BLOCK_SIZE"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x"], "predicted": "same"}, "PREDICTED"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x"], "mask": "m.gpkg"}, "MASK"),
    ({"table": "t.csv", "y_field": "y", "x_fields": ["x"], "sample": "random", "sample_size": 5}, "SAMPLE"),
    ({"table": "/nowhere/t.csv", "y_field": "y", "x_fields": ["x"]}, "nowhere"),
]


@pytest.mark.parametrize("request_, told", BAD)
def test_bad_requests_are_told_in_a_sentence(tmp_path, request_, told):
    """One clear sentence each; outputs that were there stay as they were."""
    rng = np.random.default_rng(1)
    layers = layers_of(
        tmp_path, a=rng.normal(size=SQUARE.shape), b=rng.normal(size=SQUARE.shape), empty=np.full(SQUARE.shape, np.nan)
    )
    away = SQUARE._replace(transform=(9e5, *SQUARE.transform[1:]))
    layers.update(far=write_plain(tmp_path, "far.tif", away, rng.normal(size=SQUARE.shape)))
    layers.update(gone={"path": "/nowhere/gone.tif"}, band={**layers["b"], "band": 2})
    (tmp_path / "t.csv").write_text("y,x\n1,2\n2,1\n3,3.5\n4,2\n")
    there = tmp_path / "there.tif"
    there.write_text("old")
    paths = {"same": str(there), "input": layers["a"]["path"], "p.xyz": str(tmp_path / "p.xyz")}
    made = dict(request_)
    for key in ("y", "strata"):
        if key in made:
            made[key] = layers[made[key]]
    for key in ("x", "factors"):
        if key in made:
            made[key] = [layers[made[key]]]
    for key in ("predicted", "residuals"):
        if key in made:
            made[key] = paths.get(made[key], made[key])
    if made.get("table") == "t.csv" and "y" not in made:
        made["table"] = str(tmp_path / "t.csv")
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(native.PitscapeError) as raised:
        run("regression", tmp_path, **made)
    text = str(raised.value)
    assert told in text and text.endswith(".") and "panic" not in text and type(raised.value).__name__ != "Internal"
    assert there.read_text() == "old"
    assert [name for name in sorted(os.listdir(tmp_path)) if not name.startswith("tables_")] == before
    COUNTED["regression"] += 1


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.9])
def test_cancelled_runs_leave_files_as_they_were(tmp_path, share):
    rng = np.random.default_rng(1)
    grid = Grid((450000.0, 10.0, 0.0, 5200000.0, 0.0, -10.0), 300, 200)
    a, y = rng.normal(size=(2, *grid.shape))
    request = {"y": write_plain(tmp_path, "y.tif", grid, y), "x": [write_plain(tmp_path, "a.tif", grid, a)]}
    out = {name: tmp_path / f"{name}.tif" for name in ("predicted", "residuals")}
    for path in out.values():
        path.write_text("old")
    before = sorted(os.listdir(tmp_path))
    request.update({name: str(path) for name, path in out.items()})
    with pytest.raises(native.Cancelled):
        native.run("regression", request, lambda done, _message: done < share)
    assert all(path.read_text() == "old" for path in out.values()) and sorted(os.listdir(tmp_path)) == before


def test_level_of_blocks(tmp_path):
    """Maps that have nothing to do with each other: of 30 runs p is mostly small, p_block seldom (2 in 30 are expected)."""
    rng = np.random.default_rng(12)
    small = {"p": 0, "p_block": 0}
    for _run in range(30):
        maps = [smooth(rng, (90, 90), 3) for _map in range(2)]
        _told, report = warned(tmp_path, maps[0], x=maps[1:], shape=SQUARE._replace(rows=90, columns=90))
        slope = report["tables"]["model"][1]
        for name in small:
            small[name] += slope[name] is not None and slope[name] <= 0.05
    assert small["p"] >= 18 and small["p_block"] <= 6, small


def test_level_of_neighbours(tmp_path):
    """Independent errors beside a map that is alike over distance: of 80 runs moran_p is small by chance alone (4 are expected)."""
    rng, small = np.random.default_rng(5), 0
    for _run in range(80):
        x = smooth(rng, (26, 24), 3)
        _told, report = warned(tmp_path, x + rng.normal(size=x.shape), x=[x], shape=SQUARE._replace(rows=26, columns=24))
        small += report["results"]["moran_p"] <= 0.05
    assert small <= 9, small
