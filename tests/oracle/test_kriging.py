"""Kriging of points and of gaps of rasters, on grids, for points and polygons, with cross-validation, against its equations."""

import json
import math
import os

import numpy as np
import pytest
from osgeo import gdal, ogr

from . import kriging
from .figures import Figures, needs
from .grids import Grid, project, system
from .kriging import Data, Model, Search, Target, Trend, Unsure
from .library import native, run
from .selection import geometry, holds, random_polygon, write_features

TIES = ("spherical", "exponential", "linear")


def random_model(rng, size, sill):
    """A model that is well posed with its nugget, and how a request says so."""
    name = str(rng.choice(["spherical", "exponential", "gaussian", "matern", "linear", "power", "spherical", "exponential"]))
    nugget = float(sill * rng.choice([0, 0.1, 0.3, 0.6, 1.5]))
    kappa = None
    if name == "matern":
        kappa = float(rng.choice([0.5, 0.8, 1.2, 1.5, 2.5]))
    if name == "power":
        kappa = float(rng.choice([0.5, 1.0, 1.4, 1.8]))
    if name == "gaussian" or (kappa or 0) > 1:
        nugget = nugget or float(0.05 * sill)
    a = float(size * rng.choice([0.15, 0.3, 0.8]) * (0.4 if name in ("matern", "gaussian") else 1))
    psill = float(sill if name not in ("linear", "power") else sill / (size / 2) ** (kappa or 1))
    structures = [(name, psill, a, kappa)]
    request = {"model": name, "nugget": nugget, "psill": psill}
    if name not in ("linear", "power"):
        request["range"] = a
    if kappa is not None:
        request["kappa"] = kappa
    if rng.random() < 0.25:
        name2 = str(rng.choice(["spherical", "exponential", "linear" if name in ("linear", "power") else "spherical"]))
        a2, psill2 = (
            float(size * rng.uniform(0.5, 1.2)),
            float(psill * rng.uniform(0.2, 2) if name2 == "linear" else sill * rng.uniform(0.2, 2)),
        )
        structures.append((name2, psill2, a2, None))
        request.update({"model2": name2, "psill2": psill2})
        if name2 != "linear":
            request["range2"] = a2
    model = Model(nugget, structures)
    if rng.random() < 0.35:
        model.angle, model.ratio = float(rng.choice([0, 30, 45, 90, 117.5, 160])), float(rng.choice([0.25, 0.5, 0.9]))
        request.update(angle=model.angle, ratio=model.ratio)
    if rng.random() < 0.4:
        model.error, request["nugget_is"] = True, "error"
    return model, request


def random_trend(rng, model, layers, mean):
    kind = str(rng.choice(["ordinary", "ordinary", "simple", "universal", "universal"]))
    if model.unbounded and kind == "simple":
        kind = "ordinary"
    if layers:
        kind = "universal"
    if kind == "simple":
        return Trend("simple", mean), {"type": kind, "mean": mean}
    if kind == "ordinary":
        return Trend(), {} if rng.random() < 0.5 else {"type": kind}
    drift = str(rng.choice(["linear", "quadratic"] if not layers else ["none", "linear"]))
    return Trend("universal", 0.0, drift, layers), {"type": kind, "drift": drift}


def random_search(rng, size, count, terms):
    most = int(rng.choice([0, 4, 8, 16, 32]))
    search = Search(max(most, terms + 2) if most else 0)
    if search.most == 32 and rng.random() < 0.5:
        request = {}
    else:
        request = {"max_neighbours": search.most}
    if rng.random() < 0.3:
        search.radius = request["search"] = float(round(size * rng.choice([0.05, 0.15, 0.4])))
        if not search.radius:
            search.radius = None
            del request["search"]
    if rng.random() < 0.2:
        search.least = request["min_neighbours"] = int(rng.integers(2, min(6, search.most or 5) + 1))
    if rng.random() < 0.2:
        search.sector = request["sector_max"] = int(rng.integers(1, 5))
    return search, request


def random_places(rng, count, left, bottom, width, height):
    """Points anywhere, in clusters, on a grid (whose distances tie), or on a line of few; and what they are."""
    kind = str(rng.choice(["random", "random", "clusters", "grid", "decimals"]))
    if kind == "clusters":
        middles = rng.uniform(0, 1, (4, 2))
        places = np.clip(middles[rng.integers(4, size=count)] + rng.normal(0, 0.04, (count, 2)), 0, 1)
    elif kind == "grid":
        side = max(2, math.ceil(math.sqrt(count * 1.4)))
        cells = rng.permutation(side * side)[:count]
        places = np.stack([cells % side, cells // side], 1) / side
        step = max(1.0, round(width / side))
        return left + (cells % side) * step, bottom + (cells // side) * step, kind
    else:
        places = rng.uniform(0, 1, (count, 2))
    x, y = left + places[:, 0] * width, bottom + places[:, 1] * height
    if kind == "decimals":
        x, y = np.round(x, 1), np.round(y, 1)
    return x, y, kind


def write_fits(rng, folder, model):
    """A table of fits with the model in one of its rows: others have a lower AIC and ended at a bound, or a higher one."""
    name, psill, a, kappa = model.structures[0]
    psill2, a2 = (model.structures[1][1], model.structures[1][2]) if len(model.structures) > 1 else (None, None)
    unbounded = name in ("linear", "power")
    ours = [name, 2 if psill2 else 1, kappa, model.nugget, psill, None if unbounded else a, psill2, a2, -20.0, None]
    bound = ["gaussian", 1, None, 0.5 * psill, psill, model.sill, None, None, -40.0, "range_a"]
    worse = ["spherical", 1, None, 0.0, 2 * psill, 3 * model.sill, None, None, float(rng.choice([-19.5, 3.0])), None]
    rows = [[ours, bound, worse][i] for i in rng.permutation(3)]
    path = os.path.join(str(folder), "fits.csv")
    with open(path, "w") as file:
        file.write("direction,model,structures,kappa,nugget,psill,range_a,psill2,range_a2,aic,at_bound\n")
        file.writelines("," + ",".join("" if value is None else str(value) for value in row) + "\n" for row in rows)
    return path


def write_points(rng, folder, name, x, y, values, epsg=32632):
    """GeoJSON (with NULL where a value is NaN), or a GeoPackage."""
    path = os.path.join(str(folder), name)
    if rng.random() < 0.5:
        features = [
            {
                "type": "Feature",
                "properties": {"z": None if math.isnan(v) else v},
                "geometry": {"type": "Point", "coordinates": [a, b]},
            }
            for a, b, v in zip(x.tolist(), y.tolist(), values.tolist())
        ]
        crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
        with open(path + ".geojson", "w") as file:
            json.dump({"type": "FeatureCollection", "crs": crs, "features": features}, file)
        return path + ".geojson"
    shapes = []
    for a, b in zip(x.tolist(), y.tolist()):
        shape = ogr.Geometry(ogr.wkbPoint)
        shape.AddPoint_2D(a, b)
        shapes.append(shape)
    return write_features(
        folder, name + ".gpkg", epsg, shapes, [("z", ogr.OFTReal, [None if math.isnan(v) else v for v in values.tolist()])]
    )


def write_values(path, grid, values, kind=gdal.GDT_Float64, nodata=-9999.0):
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), grid.columns, grid.rows, 1, kind)
    dataset.SetGeoTransform(grid.transform)
    dataset.SetProjection(system(grid.epsg).ExportToWkt())
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(nodata)
    band.WriteArray(np.where(np.isnan(values), nodata, values))
    dataset = band = None
    return {"path": str(path)}


def read_values(path):
    dataset = gdal.Open(str(path))
    band = dataset.GetRasterBand(1)
    values = band.ReadAsArray().astype(float)
    if band.GetNoDataValue() is not None:
        values[values == band.GetNoDataValue()] = np.nan
    return values, dataset.GetGeoTransform()


class Layer:
    """A raster of a drift: on a grid of its own, and at times in another reference system."""

    def __init__(self, rng, folder, name, x, y, holes):
        self.epsg = int(rng.choice([32632, 32632, 32633, 3035]))
        east, north = project(np.array(x, float), np.array(y, float), 32632, self.epsg)
        width, height = max(np.ptp(east), 10.0), max(np.ptp(north), 10.0)
        columns, rows = int(rng.integers(20, 45)), int(rng.integers(20, 45))
        w, h = width * 1.3 / columns, height * 1.3 / rows
        turned = rng.uniform(0, 0.3) if rng.random() < 0.3 else 0.0
        middle = (east.min() + east.max()) / 2, (north.min() + north.max()) / 2
        cos, sin = math.cos(turned), math.sin(turned)
        corner = middle[0] - columns / 2 * w * cos - rows / 2 * h * sin, middle[1] - columns / 2 * w * sin + rows / 2 * h * cos
        self.grid = Grid((corner[0], w * cos, h * sin, corner[1], w * sin, -h * cos), rows, columns, self.epsg)
        row, column = np.indices(self.grid.shape)
        self.values = np.sin(row / 6) * 2 + np.cos(column / 5) + rng.normal(0, 0.5, self.grid.shape) + 7
        if holes:
            self.values[rng.random(self.grid.shape) < 0.05] = np.nan
        self.request = write_values(os.path.join(str(folder), name), self.grid, self.values)

    def at(self, x, y):
        """Values of the cells that hold places; NaN off the raster, too near an edge to tell: no place for a test."""
        east, north = project(np.asarray(x, float), np.asarray(y, float), 32632, self.epsg)
        row, column = self.grid.cell_of(east, north)
        if (
            np.abs(
                np.concatenate([np.ravel(row), np.ravel(column)]) - np.round(np.concatenate([np.ravel(row), np.ravel(column)]))
            )
            < 1e-6
        ).any():
            raise Unsure
        row, column = np.floor(row).astype(int), np.floor(column).astype(int)
        inside = (row >= 0) & (row < self.grid.rows) & (column >= 0) & (column < self.grid.columns)
        found = np.full(np.shape(x), np.nan)
        found[inside] = self.values[row[inside], column[inside]]
        return found


def external(layers, x, y):
    return np.stack([layer.at(x, y) for layer in layers], 1) if layers else np.zeros((len(x), 0))


def random_output_grid(rng, x, y):
    """A grid about the points: square, long or turned cells."""
    kind = str(rng.choice(["square", "long", "turned"]))
    rows, columns = int(rng.integers(3, 10)), int(rng.integers(3, 10))
    w, h = max(np.ptp(x), 1.0) * 1.1 / columns, max(np.ptp(y), 1.0) * 1.1 / rows
    if kind == "square":
        w = h = max(w, h)
    w, h = float(np.ceil(w)), float(np.ceil(h))
    angle = rng.uniform(0, 2 * np.pi) if kind == "turned" else 0.0
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    middle = float(np.floor((x.min() + x.max()) / 2)), float(np.floor((y.min() + y.max()) / 2))
    left, top = middle[0] - columns / 2 * w * cos - rows / 2 * h * sin, middle[1] - columns / 2 * w * sin + rows / 2 * h * cos
    return Grid((left, w * cos, h * sin, top, w * sin, -h * cos), rows, columns)


class Case:
    """What is compared of one run."""

    def __init__(self, figures, data, model, trend, search, layers, scale):
        self.figures, self.data, self.model, self.trend, self.search, self.layers, self.scale = (
            figures,
            data,
            model,
            trend,
            search,
            layers,
            scale,
        )
        self.most = max(1.0, float(kriging.REAL(model.sill + model.nugget)))

    def expected(self, target):
        """None where rounding alone tells."""
        if np.isnan(target.external).any():
            return (np.nan, np.nan, None)
        try:
            return kriging.predict(self.data, self.model, self.trend, target, self.search)
        except Unsure:
            return None

    def grid(self, report, request, grid, sizes=None, nodes=4, only=None, known=None):
        x, y = grid.centres()
        try:
            outside = external(self.layers, x.ravel(), y.ravel()).reshape(*grid.shape, -1)
        except Unsure:
            needs(False)
        expected = np.full((3, *grid.shape), np.nan)
        unsure = np.zeros(grid.shape, bool)
        for at in np.ndindex(grid.shape):
            if known is not None and not np.isnan(known[at]):
                expected[:, at[0], at[1]] = known[at], 0, np.nan
            elif only is None or only[at]:
                place = x[at], y[at], outside[at]
                found = self.expected(kriging.block(*place, *sizes, nodes) if sizes else Target(*place))
                unsure[at] = found is None
                expected[:, at[0], at[1]] = found or np.nan
        asked = np.ones(grid.shape, bool) if only is None else only | ~np.isnan(known)
        least = int((np.isnan(expected[0]) & asked & ~unsure).sum())
        self.figures.same("cells missing", least <= report["results"]["cells_missing"] <= least + unsure.sum(), True)
        for what, wanted, tiny in zip(
            ("output", "variance", "neighbours"), expected, (1e-7 * self.scale, self.tiny_variance(), 0)
        ):
            if what in request:
                got, transform = read_values(request[what])
                self.figures.same("grid", bool(np.allclose(transform, grid.transform, rtol=0, atol=1e-6)), True)
                if what == "neighbours":  # what it has where there is no prediction is its own
                    got = np.where(np.isnan(expected[0]) | np.isnan(wanted), np.nan, got)
                    wanted = np.where(np.isnan(expected[0]), np.nan, wanted)
                if got.shape == wanted.shape:
                    got = np.where(unsure, wanted, got)
                self.figures.cells(what, got, wanted, relative=1e-6, absolute=tiny)

    def nothing(self, targets):
        """The run ended since there is no prediction for any of them."""
        for target in targets:
            found = self.expected(target)
            self.figures.same(
                f"prediction at {target.x}, {target.y}, where the run found none at all",
                found is None or math.isnan(found[0]),
                True,
            )

    def tiny_variance(self, share=1e-7):
        sill = self.model.sill + self.model.nugget
        if self.model.unbounded:
            sill = self.model.nugget + float(
                -self.model.structured(*(np.array([np.ptp(v)], kriging.REAL) for v in (self.data.x, self.data.y)))[0]
            )
        return share * sill

    def targets(self, report, targets, what):
        rows = report["tables"]["predicted"]
        self.figures.same(f"{what}: rows", [row["feature"] for row in rows], list(range(1, len(targets) + 1)))
        for row, target in zip(rows, targets):
            found = self.expected(target)
            if found is None:
                continue
            self.row(f"{what} {row['feature']}", row, dict(zip(("predicted", "variance", "neighbours"), found)))

    def row(self, what, got, expected):
        tolerances = {"variance": self.tiny_variance(1e-9), "neighbours": 0}
        for name, value in expected.items():
            if value is None:
                continue
            wanted = None if isinstance(value, float) and math.isnan(value) else float(value)
            self.figures.same(
                f"{what}: {name}", got[name], wanted, relative=1e-9, absolute=tolerances.get(name, 1e-9 * self.scale)
            )

    def validation(self, report, request):
        rows, data = report["tables"]["crossvalidation"], self.data
        self.figures.same("validated", [row["fid"] for row in rows], data.fid.tolist())
        if len(rows) != len(data.x):
            return
        folds = np.array([row["fold"] for row in rows])
        sizes = np.unique(folds, return_counts=True)[1]
        self.figures.same("folds differ in size by", int(np.ptp(sizes)) <= 1, True)
        wanted = len(data.x) if request["cv"] == "leave_one_out" else min(request.get("folds", 10), len(data.x))
        self.figures.same("folds", len(sizes), wanted)
        try:
            expected = kriging.cross_validation(data, self.model, self.trend, self.search, folds)
        except Unsure:
            return
        for row, i, found in zip(rows, range(len(data.x)), expected):
            wanted = dict(zip(("predicted", "variance", "residual", "z_score", "neighbours"), map(float, found)))
            self.row(f"left out {row['fid']}", row, {"x": data.x[i], "y": data.y[i], "observed": data.z[i]})
            if wanted["variance"] + (self.model.nugget if self.model.error else 0) < 1e-6 * self.most:
                del wanted["z_score"]
            self.row(f"left out {row['fid']}", row, wanted)
        measures = {row["measure"]: row["value"] for row in report["tables"]["cv_summary"]}
        told = kriging.summary(data, folds, expected)
        self.figures.same("measures", sorted(measures), sorted(told))
        for name, value in told.items():
            self.figures.same(
                f"measure {name}",
                measures.get(name),
                None if math.isnan(value) else value,
                relative=1e-8,
                absolute=1e-9 * max(1, self.scale),
            )

    def model_of(self, report):
        rows = report["tables"]["model"]
        part = "error" if self.model.error and self.model.nugget else "nugget"
        self.figures.same("parts", [row["part"] for row in rows], [part, *(structure[0] for structure in self.model.structures)])
        for row, (name, psill, a, kappa) in zip(rows[1:], self.model.structures):
            self.figures.same("psill", row["psill"], psill)
            self.figures.same("range_a", row["range_a"], None if name in ("linear", "power") else a)
            self.figures.same("kappa", row["kappa"], kappa)

    def drift(self, report):
        if self.trend.type == "simple":
            self.figures.same("drift of a known mean", report["tables"].get("drift_terms", []), [])
            return
        try:
            found = kriging.drift_terms(self.data, self.model, self.trend)
        except Unsure:
            return
        if found is None:
            return
        rows = report["tables"]["drift_terms"]
        names = self.trend.names
        self.figures.same("terms", [row["term"] for row in rows][: len(names)], names)
        self.figures.same("number of terms", len(rows), self.trend.terms)
        for i, (row, coefficient, se) in enumerate(zip(rows, *found)):
            # Far from 0, 0 the mean is a small difference of large numbers: what counts is how far it is off by its standard error.
            self.figures.same(
                f"{row['term']}: coefficient", row["coefficient"], float(coefficient), relative=1e-8, absolute=1e-7 * float(se)
            )
            if i == 0 and self.model.unbounded:  # which has no variance: it depends on what is added to all covariances
                self.figures.same("mean: se", row["se"], None)
            else:
                self.figures.same(f"{row['term']}: se", row["se"], float(se), relative=1e-6)


def grid_targets(grid, layers, sizes, nodes, only=None):
    x, y = (part.ravel() for part in grid.centres())
    try:
        outside = external(layers, x, y)
    except Unsure:
        needs(False)
    places = [place for place, asked in zip(zip(x, y, outside), np.ones(len(x)) if only is None else only.ravel()) if asked]
    return [kriging.block(*place, *sizes, nodes) if sizes else Target(*place) for place in places]


def run_or_none(folder, request):
    try:
        return run("kriging", folder, **request)
    except native.InvalidInput as error:
        if "No prediction could be made" in str(error):
            return None
        needs("at one distance" not in str(error))  # more than four times as many as are asked for
        raise


def values_at(rng, x, y, size):
    """A wave, a slope and noise, large or small, far from 0 or not."""
    scale, level = float(rng.choice([1, 1, 1e-3, 1e4])), float(rng.choice([0, 10, 1000]))
    wave = np.sin((x - x.min()) / size * 5) + np.cos((y - y.min()) / size * 4) + (x - x.min()) / size
    return scale * (level + wave + rng.normal(0, 0.3, len(x))), scale


def random_points(rng, folder, few=False):
    left, bottom = [(450000.0, 5200000.0), (450000.25, 5200000.75), (5450000.0, 15200000.0), (0.0, 0.0)][
        rng.choice(4, p=[0.55, 0.2, 0.15, 0.1])
    ]
    width, height = float(rng.choice([100, 1000])), float(rng.choice([100, 800]))
    count = int(rng.integers(1, 8) if few else rng.integers(20, 90))
    x, y, kind = random_places(rng, count, left, bottom, width, height)
    size = math.hypot(width, height) / 2
    z, scale = values_at(rng, x, y, size)
    if rng.random() < 0.25 and count > 8:  # some in one place
        for _again in range(3):
            one, other = rng.choice(count, 2, replace=False)
            x[other], y[other] = x[one], y[one]
        kind += ", some in one place"
    shown = z.copy()
    if rng.random() < 0.25 and count > 8:
        shown[rng.random(count) < 0.1] = np.nan
    path = write_points(rng, folder, "points", x, y, shown)
    return x, y, shown, size, scale, path, kind, left < 1e6 and left > 0


def seen_data(x, y, z, layers, error):
    """Of several values in one place each has its own error; without errors they are one."""
    outside = external(layers, x, y)
    seen = ~np.isnan(z) & ~np.isnan(outside).any(1)
    fid = np.arange(1, len(x) + 1)
    if error:  # a nugget above 0
        return Data(fid[seen], x[seen], y[seen], z[seen], np.ones(seen.sum(), int), outside[seen])
    return kriging.merged(fid[seen], x[seen], y[seen], z[seen], outside[seen])


@pytest.mark.few(40)
def test_points_to_grids(rng, tmp_path):
    x, y, z, size, scale, path, kind, near = random_points(rng, tmp_path)
    grid = random_output_grid(rng, x, y)
    layers = []
    if near and rng.random() < 0.35:
        about = [
            np.concatenate([x, grid.centres()[i].ravel()]) if i == 0 else np.concatenate([y, grid.centres()[i].ravel()])
            for i in range(2)
        ]
        layers = [Layer(rng, tmp_path, f"layer{i}.tif", *about, holes=rng.random() < 0.5) for i in range(rng.integers(1, 3))]
    model, request = random_model(rng, size, scale**2)
    try:
        data = seen_data(x, y, z, layers, model.error and model.nugget > 0)
    except Unsure:
        needs(False)
    trend, more = random_trend(rng, model, len(layers), scale * float(rng.choice([0, 2.5])))
    search, looked = random_search(rng, size, len(data.x), trend.terms)
    request.update(more, **looked, input=path, field="z", threads=int(rng.choice([1, 2])), drift_terms=True)
    if layers:
        request["drift_layers"] = [layer.request for layer in layers]
    sizes, nodes = None, 4
    if rng.random() < 0.3:
        sizes = float(rng.choice([0.2, 1.0])) * size / 5, float(rng.choice([0.2, 1.0])) * size / 5
        request["block"] = list(sizes) if rng.random() < 0.7 else [sizes[0]]
        sizes = sizes if len(request["block"]) == 2 else (sizes[0], sizes[0])
        if rng.random() < 0.5:
            nodes = request["block_nodes"] = int(rng.choice([1, 2, 3, 6]))
    turned = grid.transform[2] != 0
    if turned or rng.random() < 0.5:
        request["snap"] = write_values(tmp_path / "snap.tif", grid, np.zeros(grid.shape))
    else:
        side = max(grid.transform[1], -grid.transform[5])
        left, top = math.floor(x.min() / side) * side, math.ceil(y.max() / side) * side
        grid = Grid((left, side, 0.0, top, 0.0, -side), int(rng.integers(2, 8)), int(rng.integers(2, 8)))
        request["cell_size"], request["extent"] = side, [left, top - grid.rows * side, left + grid.columns * side, top]
    for what in ("output", "variance", "neighbours"):
        if what == "output" or rng.random() < 0.8:
            request[what] = str(tmp_path / f"{what}.tif")
    if rng.random() < 0.5:
        request["cv"] = str(rng.choice(["leave_one_out", "k_fold"]))
        if request["cv"] == "k_fold":
            request["folds"], request["seed"] = int(rng.integers(2, 11)), int(rng.integers(1, 100))
    report = run_or_none(tmp_path, request)
    with Figures("kriging", f"{kind}, {len(data.x)} points, {grid}, {request}") as figures:
        case = Case(figures, data, model, trend, search, layers, scale)
        if report is None:
            case.nothing(grid_targets(grid, layers, sizes, nodes))
            return
        figures.same("points", report["results"]["points"], len(data.x))
        case.grid(report, request, grid, sizes, nodes)
        case.drift(report)
        if "cv" in request:
            case.validation(report, request)


@pytest.mark.few(25)
def test_points_to_targets(rng, tmp_path):
    x, y, z, size, scale, path, kind, near = random_points(rng, tmp_path, few=rng.random() < 0.2)
    polygons = rng.random() < 0.4
    layers = (
        [
            Layer(
                rng,
                tmp_path,
                "layer.tif",
                [x.min() - size / 3, x.max() + size / 3],
                [y.min() - size / 3, y.max() + size / 3],
                False,
            )
        ]
        if near and len(x) > 8 and rng.random() < 0.25
        else []
    )
    model, request = random_model(rng, size, scale**2)
    try:
        data = seen_data(x, y, z, layers, model.error and model.nugget > 0)
    except Unsure:
        needs(False)
    trend, more = random_trend(rng, model, len(layers), scale * 1.5)
    search, looked = random_search(rng, size, len(data.x), trend.terms)
    request.update(more, **looked, input=path, field="z", threads=int(rng.choice([1, 2])), drift_terms=True)
    if layers:
        request["drift_layers"] = [layer.request for layer in layers]
    if (len(model.structures) == 1 or model.structures[0][0] == model.structures[1][0] != "linear") and rng.random() < 0.5:
        for name in ("model", "nugget", "psill", "range", "kappa", "model2", "psill2", "range2"):
            request.pop(name, None)
        request["fits"] = write_fits(rng, tmp_path, model)
    count = 30
    tx, ty = (
        rng.uniform(x.min() - size / 9, x.max() + size / 9, count),
        rng.uniform(y.min() - size / 9, y.max() + size / 9, count),
    )
    if polygons:
        grid = Grid((x.min(), max(np.ptp(x), 5) / 6, 0.0, y.max(), 0.0, -max(np.ptp(y), 5) / 6), 6, 6)
        rings = [random_polygon(rng, grid) for _ in range(8)]
        request["targets"] = write_features(tmp_path, "targets.gpkg", 32632, [geometry(one) for one in rings])
        try:
            targets = [polygon_target(one, layers) for one in rings]
        except Unsure:
            needs(False)
        needs(all(targets))
    else:
        at_points = rng.integers(len(data.x), size=6)
        tx[:6], ty[:6] = data.x[at_points], data.y[at_points]
        request["targets"] = write_points(rng, tmp_path, "targets", tx, ty, np.zeros(count))
        try:
            outside = external(layers, tx, ty)
        except Unsure:
            needs(False)
        targets = [Target(*place) for place in zip(tx, ty, outside)]
    if rng.random() < 0.6:
        request["cv"] = str(rng.choice(["leave_one_out", "k_fold"]))
        if request["cv"] == "k_fold":
            request["folds"], request["seed"] = int(rng.integers(2, 11)), int(rng.integers(1, 100))
    needs(
        len(data.x)
        > max(
            trend.terms + 1 if trend.type == "universal" else 0, request.get("folds", 10) if request.get("cv") == "k_fold" else 0
        )
    )
    report = run_or_none(tmp_path, request)
    with Figures("kriging", f"{kind}, {len(data.x)} points, {request}") as figures:
        case = Case(figures, data, model, trend, search, layers, scale)
        if "fits" in request and report:
            case.model_of(report)
        if report is None:
            case.nothing(targets)
            return
        case.targets(report, targets, "polygon" if polygons else "target")
        case.drift(report)
        if "cv" in request:
            case.validation(report, request)


def polygon_target(rings, layers=()):
    """Centres of a 10 x 10 grid over the polygon that lie in it; layers are averaged over those that have a value."""
    outer = np.array(rings[0])
    (left, bottom), (right, top) = outer.min(0), outer.max(0)
    at = (np.arange(10) + 0.5) / 10
    x, y = (part.ravel() for part in np.meshgrid(left + at * (right - left), bottom + at * (top - bottom)))
    inside, off = holds(rings, x, y), 1e-6 * (right - left)
    if any((holds(rings, x + east, y + north) != inside).any() for east, north in ((off, 0), (-off, 0), (0, off), (0, -off))):
        raise Unsure  # a centre on a side of the polygon
    if not inside.any():
        return None
    x, y = x[inside], y[inside]
    values = external(layers, x, y)
    drift = np.array([column[~np.isnan(column)].mean() if (~np.isnan(column)).any() else np.nan for column in values.T])
    return Target(x.mean(), y.mean(), drift, (x, y, np.full(len(x), 1 / len(x))))


@pytest.mark.few(25)
def test_gaps_of_rasters(rng, tmp_path):
    kind = str(rng.choice(["square", "long", "turned"]))
    width, height = (10.0, 10.0) if kind == "square" else rng.choice([5.0, 7.5, 10.0, 20.0], 2)
    angle = rng.uniform(0, 2 * np.pi) if kind == "turned" else 0.0
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    grid = Grid(
        (450000.0, width * cos, height * sin, 5200000.0, width * sin, -height * cos),
        int(rng.integers(4, 14)),
        int(rng.integers(4, 14)),
    )
    x, y = grid.centres()
    size = math.hypot(np.ptp(x), np.ptp(y)) / 2
    values, scale = values_at(rng, x.ravel(), y.ravel(), size)
    values = values.reshape(grid.shape)
    holes = rng.random(grid.shape) < rng.choice([0.05, 0.2, 0.5])
    if rng.random() < 0.5:
        row, column = rng.integers(0, grid.rows), rng.integers(0, grid.columns)
        holes[row : row + 4, column : column + 4] = True
    needs(holes.any() and (~holes).sum() > 8)
    double = rng.random() < 0.5
    if not double:
        values = values.astype("float32").astype(float)
    known = np.where(holes, np.nan, values)
    request = {"raster": write_values(tmp_path / "values.tif", grid, known, gdal.GDT_Float64 if double else gdal.GDT_Float32)}
    layers = [Layer(rng, tmp_path, "layer.tif", x.ravel(), y.ravel(), rng.random() < 0.5)] if rng.random() < 0.3 else []
    try:
        outside = external(layers, x.ravel(), y.ravel()).reshape(*grid.shape, -1)
    except Unsure:
        needs(False)
    seen = ~holes & ~np.isnan(outside).any(2)
    data = Data(
        np.arange(grid.rows * grid.columns).reshape(grid.shape)[seen] + 1,
        x[seen],
        y[seen],
        values[seen],
        np.ones(seen.sum(), int),
        outside[seen],
    )
    model, more = random_model(rng, size, scale**2)
    request.update(more)
    trend, more = random_trend(rng, model, len(layers), scale * 1.5)
    request.update(more)
    search, more = random_search(rng, size, len(data.x), trend.terms)
    request.update(more, threads=int(rng.choice([1, 2])), drift_terms=True)
    if layers:
        request["drift_layers"] = [layer.request for layer in layers]
    only = None
    if rng.random() < 0.3:
        rings = random_polygon(rng, grid)
        request["mask"] = write_features(tmp_path, "mask.gpkg", 32632, [geometry(rings)])
        only = holds(rings, x, y)
        needs((only & holes).any())
    for what in ("output", "variance", "neighbours"):
        request[what] = str(tmp_path / f"{what}.tif")
    report = run_or_none(tmp_path, request)
    with Figures("kriging", f"{kind}, {grid}, {request}") as figures:
        case = Case(figures, data, model, trend, search, layers, scale)
        if report is None:
            case.nothing(grid_targets(grid, layers, None, 4, holes if only is None else holes & only))
            return
        figures.same("points", report["results"]["points"], len(data.x))
        case.grid(report, request, grid, only=only, known=known)
        case.drift(report)


# By hand, and what must not matter -----------------------------------------------------------------------------------------------


def points_at(folder, name, rows):
    """GeoJSON of x, y and value."""
    rows = np.array(rows, float).reshape(-1, 3)
    return write_points(np.random.default_rng(0), folder, name, *rows.T)  # seed 0: always the same format


def predicted(report):
    rows = report["tables"]["predicted"]
    return np.array(
        [[np.nan if row[name] is None else row[name] for name in ("predicted", "variance", "neighbours")] for row in rows]
    )


def test_by_hand(tmp_path):
    """Three points, semivariance h: weights 3/7, 3/7, 1/7 at (3, 0); left out, (3, 4) is the mean of the others; mean by least squares 26/7."""
    points = points_at(tmp_path, "points", [(0, 0, 1), (6, 0, 3), (3, 4, 8)])
    targets = points_at(tmp_path, "targets", [(3, 0, 0)])
    model = {"model": "linear", "psill": 1, "nugget": 0}
    report = run("kriging", tmp_path, input=points, field="z", targets=targets, cv="leave_one_out", drift_terms=True, **model)
    with Figures("kriging", "three points") as figures:
        figures.same("prediction", predicted(report)[0, 0], 20 / 7)
        figures.same("variance", predicted(report)[0, 1], 20 / 7)
        figures.same("left out", report["tables"]["crossvalidation"][2]["predicted"], 2.0)
        figures.same("its variance", report["tables"]["crossvalidation"][2]["variance"], 7.0)
        figures.same("mean", report["tables"]["drift_terms"][0]["coefficient"], 26 / 7)


def test_one_neighbour(tmp_path):
    """Ordinary: its value, with twice what is left of the sill; simple: part of the way from the mean."""
    points, targets = points_at(tmp_path, "points", [(0, 0, 5)]), points_at(tmp_path, "targets", [(10, 0, 0)])
    model = {"model": "exponential", "psill": 2, "range": 20, "nugget": 0.5}
    c = 2 * math.exp(-0.5)
    with Figures("kriging", "one point") as figures:
        found = predicted(run("kriging", tmp_path, input=points, field="z", targets=targets, **model))[0]
        figures.same("ordinary", found[0], 5.0)
        figures.same("ordinary: variance", found[1], 2 * (2.5 - c))
        for most in (0, 32):
            found = predicted(
                run(
                    "kriging",
                    tmp_path,
                    input=points,
                    field="z",
                    targets=targets,
                    type="simple",
                    mean=1.0,
                    max_neighbours=most,
                    **model,
                )
            )[0]
            figures.same("simple", found[0], 1 + c / 2.5 * 4)
            figures.same("simple: variance", found[1], 2.5 - c * c / 2.5)


@pytest.mark.few(4)
def test_constant_values(rng, tmp_path):
    """Of a constant field any drift makes the constant; a known mean draws towards itself by what the weights lack of 1."""
    x, y, _kind = random_places(rng, 40, 450000.0, 5200000.0, 100.0, 100.0)
    points = points_at(tmp_path, "points", np.c_[x, y, np.full(40, 3.0)])
    targets = rng.uniform(0, 100, (20, 2)) + [450000.0, 5200000.0]
    path = points_at(tmp_path, "targets", np.c_[targets, np.zeros(20)])
    data = kriging.merged(np.arange(40), x, y, np.full(40, 3.0), np.zeros((40, 0)))
    model, request = random_model(rng, 70.0, 1.0)
    kinds = [(Trend(), {}), (Trend("universal", 0.0, "quadratic"), {"type": "universal", "drift": "quadratic"})]
    if not model.unbounded:
        kinds.append((Trend("simple", 1.0), {"type": "simple", "mean": 1.0}))
    with Figures("kriging", str(request)) as figures:
        for trend, asked in kinds:
            for most in (0, 12):
                report = run("kriging", tmp_path, input=points, field="z", targets=path, max_neighbours=most, **asked, **request)
                case = Case(figures, data, model, trend, Search(most), [], 1.0)
                if not model.error:
                    case.targets(report, [Target(*place, np.zeros(0)) for place in targets], f"{asked} {most}")
                elif trend.type != "simple":
                    figures.cells("constant", predicted(report)[:, 0], np.full(20, 3.0), relative=1e-9, absolute=1e-9)


@pytest.mark.few(4)
def test_what_does_not_matter(rng, tmp_path):
    """The order of points, 5,000 km, a quarter turn, the scale of values, threads."""
    x, y, _kind = random_places(rng, 60, 450000.0, 5200000.0, 200.0, 160.0)
    x, y = np.round(x * 8) / 8, np.round(y * 8) / 8  # so that shifts are exact
    z = np.sin(x / 30) + rng.normal(0, 0.3, 60)
    tx, ty = 450000 + np.round(rng.uniform(0, 200, 25)), 5200000 + np.round(rng.uniform(0, 160, 25))
    angle = float(rng.choice([0.0, 30.0, 120.0]))
    base = {
        "model": "spherical",
        "nugget": 0.2,
        "psill": 1.0,
        "range": 80.0,
        "ratio": 0.5,
        "max_neighbours": int(rng.choice([0, 9, 16])),
    }
    drift = str(rng.choice(["none", "linear", "quadratic"]))
    if drift != "none":
        base.update(type="universal", drift=drift)
    if rng.random() < 0.5:
        base["nugget_is"] = "error"

    def found(name, x, y, z, tx, ty, **more):
        points, targets = (
            points_at(tmp_path, f"p_{name}", np.c_[x, y, z]),
            points_at(tmp_path, f"t_{name}", np.c_[tx, ty, tx * 0]),
        )
        return predicted(run("kriging", tmp_path, input=points, field="z", targets=targets, **{**base, "angle": angle, **more}))

    plain, order = found("plain", x, y, z, tx, ty, threads=1), rng.permutation(60)
    with Figures("kriging", f"{base}") as figures:
        for what, got, factors in (
            ("shuffled", found("shuffled", x[order], y[order], z[order], tx, ty), (1, 1, 1)),
            ("5,000 km", found("far", x + 5e6, y + 5e6, z, tx + 5e6, ty + 5e6), (1, 1, 1)),
            ("turned", found("turned", y, -x, z, ty, -tx, angle=angle + 90), (1, 1, 1)),
            ("values in thousandths", found("scaled", x, y, z * 1000, tx, ty, nugget=2e5, psill=1e6), (1e-3, 1e-6, 1)),
        ):
            figures.cells(what, got * factors, plain, relative=1e-9, absolute=1e-9)
        figures.same("bits on two threads", found("plain", x, y, z, tx, ty, threads=2).tobytes() == plain.tobytes(), True)


@pytest.mark.few(6)
def test_gaps_in_a_mask_are_those_without_it(rng, tmp_path):
    """What else is asked for does not matter: each gap has all its neighbours."""
    width, height = [(10.0, 10.0), (5.0, 10.0), (20.0, 5.0)][rng.integers(3)]
    grid = Grid((450000.0, width, 0.0, 5200000.0, 0.0, -height), int(rng.integers(12, 40)), int(rng.integers(12, 40)))
    x, y = grid.centres()
    values = np.where(rng.random(grid.shape) < rng.choice([0.3, 0.6]), np.nan, rng.normal(size=grid.shape))
    middle = grid.at(rng.uniform(0, grid.rows), rng.uniform(0, grid.columns))
    rings = [[(float(middle[0] + 40 * np.cos(a)), float(middle[1] + 40 * np.sin(a))) for a in np.linspace(0, 5.5, 7)]]
    only = holds(rings, x, y) & np.isnan(values)
    needs(only.any())
    request = {
        "raster": write_values(tmp_path / "values.tif", grid, values),
        "model": "exponential",
        "nugget": 0.2,
        "psill": 1.0,
        "range": 40.0,
    }
    request["max_neighbours"] = int(rng.choice([8, 24]))
    made = {}
    for name, more in (("all", {}), ("some", {"mask": write_features(tmp_path, "mask.gpkg", 32632, [geometry(rings)])})):
        paths = {what: str(tmp_path / f"{name}_{what}.tif") for what in ("output", "variance", "neighbours")}
        run("kriging", tmp_path, **request, **more, **paths)
        made[name] = {what: read_values(path)[0] for what, path in paths.items()}
    with Figures("kriging", f"{grid}, {request}") as figures:
        for what in made["all"]:
            figures.cells(what, made["some"][what][only], made["all"][what][only])


@pytest.mark.few(3)
def test_model_that_is_fitted(rng, tmp_path):
    """The one that point_variogram has as its best; beside a drift that of the residuals, twice."""
    x, y = 450000 + rng.uniform(0, 1000, 80), 5200000 + rng.uniform(0, 800, 80)
    truth = Model(0.3, [("spherical", 1.0, 300.0, None)])
    covariance = np.asarray(truth.structured(x[:, None] - x, y[:, None] - y), float) + 0.3 * np.eye(80)
    z = np.linalg.cholesky(covariance) @ rng.normal(size=80) + 0.004 * (x - 450000)
    points = points_at(tmp_path, "points", np.c_[x, y, z])

    def best(values):
        path = tmp_path / "values.csv"
        path.write_text("x,y,z\n" + "".join(f"{a!r},{b!r},{c!r}\n" for a, b, c in zip(x.tolist(), y.tolist(), values.tolist())))
        report = run("point_variogram", tmp_path, input=str(path), field="z", crs="EPSG:32632")
        fits = [fit for fit in report["tables"]["fits"] if not fit["at_bound"]] or report["tables"]["fits"]
        fit = min(fits, key=lambda fit: fit["aic"])
        needs(fit["psill"])
        return Model(fit["nugget"], [(fit["model"], fit["psill"], fit["range_a"], fit["kappa"])])

    trend = Trend("universal", 0.0, "linear")
    drift = np.c_[np.ones(80), x - 450000, y - 5200000]
    residuals = z - drift @ np.linalg.lstsq(drift, z, rcond=None)[0]
    data = Data(np.arange(80), x - 450000, y - 5200000, z, np.ones(80), np.zeros((80, 0)))
    coefficients, _se = kriging.drift_terms(data, best(residuals), trend)
    again = best(z - drift @ np.asarray(coefficients, float))
    with Figures("kriging", "a model that is fitted") as figures:
        for asked, model in (({}, best(z)), ({"type": "universal", "drift": "linear"}, again)):
            rows = run("kriging", tmp_path, input=points, field="z", cell_size=200, **asked)["tables"]["model"]
            (name, psill, a, kappa) = model.structures[0]
            figures.same("model", rows[1]["part"], name)
            figures.same("nugget", rows[0]["psill"], model.nugget, relative=1e-6)
            figures.same("psill", rows[1]["psill"], psill, relative=1e-6)
            figures.same("range", rows[1]["range_a"], a, relative=1e-6)
            figures.same("kappa", rows[1]["kappa"], kappa, relative=1e-6)


# What is refused -----------------------------------------------------------------------------------------------------------------


SPHERICAL = {"model": "spherical", "nugget": 0.1, "psill": 1.0, "range": 60.0}


@pytest.fixture
def forty(tmp_path):
    rng = np.random.default_rng(2)
    rows = np.c_[450000 + rng.uniform(0, 100, 40), 5200000 + rng.uniform(0, 100, 40), 5 + rng.normal(size=40)]
    return rows, points_at(tmp_path, "forty", rows)


REFUSED = {
    "range below 0": {"range": -1},
    "no range": {"range": None},
    "ratio over 1": {"ratio": 2.0, "angle": 30.0},
    "ratio of 0": {"ratio": 0.0, "angle": 30.0},
    "linear with a sill": {"model": "linear_sill"},
    "linear with a sill, second": {"model2": "linear_sill", "psill2": 1.0, "range2": 9.0},
    "nugget below 0": {"nugget": -0.1},
    "psill below 0": {"psill": -1.0},
    "nothing but 0": {"psill": 0.0, "nugget": 0.0},
    "matern without kappa": {"model": "matern"},
    "power over 2": {"model": "power", "kappa": 2.5, "range": None},
    "simple without a mean": {"type": "simple"},
    "simple without a sill": {"type": "simple", "mean": 1.0, "model": "linear", "range": None},
    "universal without a drift": {"type": "universal"},
    "folds": {"cv": "k_fold", "folds": 41},
    "search": {"search": 1.0, "extent": [0, 0, 100, 100]},
    "neighbours that there are not": {"min_neighbours": 41, "max_neighbours": 0},
    "a field that there is not": {"field": "w"},
    "a folder that there is not": {"output": "/nowhere/at/all.tif"},
    "an output for a table": {"output": "/tmp"},
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_refused(what, forty, tmp_path):
    """By one sentence, and nothing is left behind."""
    request = {
        "input": forty[1],
        "field": "z",
        "cell_size": 20.0,
        "output": str(tmp_path / "out.tif"),
        "variance": str(tmp_path / "var.tif"),
        **SPHERICAL,
    }
    request = {name: value for name, value in {**request, **REFUSED[what]}.items() if value is not None}
    with pytest.raises(native.PitscapeError) as told:
        run("kriging", tmp_path, **request)
    assert str(told.value).endswith((".", "!")) and "panic" not in str(told.value)
    assert not [path for path in os.listdir(tmp_path) if path.startswith(("out", "var"))]


def test_layers_that_are_refused(forty, tmp_path):
    rows, _path = forty
    cases = {
        "constant, and no model": points_at(tmp_path, "constant", np.c_[rows[:, :2], np.full(40, 3.0)]),
        "two points, and no model": points_at(tmp_path, "two", rows[:2]),
        "no value": points_at(tmp_path, "none", np.c_[rows[:, :2], np.full(40, np.nan)]),
    }
    (tmp_path / "empty.gpkg").touch()
    cases["nothing in the file"] = str(tmp_path / "empty.gpkg")
    cases["degrees"] = write_points(
        np.random.default_rng(0), tmp_path, "degrees", 9 + rows[:, 0] * 1e-7, 47 + rows[:, 1] * 1e-8, rows[:, 2], 4326
    )
    for what, path in cases.items():
        with pytest.raises(native.PitscapeError) as told:
            run("kriging", tmp_path, input=path, field="z", cell_size=20.0, output=str(tmp_path / "out.tif"))
        assert str(told.value).endswith("."), what
        assert not (tmp_path / "out.tif").exists(), what


def test_values_that_the_raster_cannot_hold(forty, tmp_path):
    """Float32 ends at 3.4e38: no cell is infinite."""
    points = points_at(tmp_path, "large", forty[0] * [1, 1, 1e39])
    output = str(tmp_path / "out.tif")
    try:
        run("kriging", tmp_path, input=points, field="z", cell_size=20.0, output=output, **SPHERICAL)
    except native.PitscapeError as told:
        assert str(told).endswith(".") and not os.path.exists(output)
    else:
        assert not np.isinf(read_values(output)[0]).any()


def test_too_many_at_one_distance(tmp_path):
    """100 points on a circle, of which 8 are asked for, end the run by a sentence; of 25 all 100 enter."""
    angles = np.arange(100) / 100 * 2 * np.pi
    points = points_at(tmp_path, "circle", np.c_[50 + 10 * np.cos(angles), 50 + 10 * np.sin(angles), np.arange(100)])
    targets = points_at(tmp_path, "middle", [(50, 50, 0)])
    request = {"input": points, "field": "z", "targets": targets, **SPHERICAL}
    with pytest.raises(native.InvalidInput):
        run("kriging", tmp_path, max_neighbours=8, **request)
    assert predicted(run("kriging", tmp_path, max_neighbours=25, **request))[0, 2] == 100


def test_cancelled_while_all_points_are_solved_for(tmp_path):
    """Nothing is written, and of the progress hardly more comes."""
    rng = np.random.default_rng(1)
    points = points_at(tmp_path, "many", np.c_[rng.uniform(0, 9000, (3000, 2)), rng.normal(size=3000)])
    output, calls = str(tmp_path / "out.tif"), []

    def progress(fraction, message):
        calls.append(message)
        return "Solving" not in message

    with pytest.raises(native.Cancelled):
        native.run(
            "kriging",
            {"input": points, "field": "z", "cell_size": 100.0, "max_neighbours": 0, "output": output, **SPHERICAL},
            progress,
        )
    assert not os.path.exists(output) and len([call for call in calls if "Solving" in call]) < 3


# What is true of many fields -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["microscale", "error"])
def test_variances_of_simulated_fields(kind, tmp_path):
    """Mean squared z of held-out points and of block means is 1, within four standard errors of fields that count as one each."""
    rng = np.random.default_rng(11)
    model = Model(0.3, [("exponential", 1.0, 20.0, None)], error=kind == "error")
    x, y, (bx, by) = rng.uniform(0, 100, 90), rng.uniform(0, 100, 90), rng.uniform(10, 90, (2, 12))
    east, north = (part.ravel() for part in np.meshgrid(np.arange(-7, 8, 2.0), np.arange(-7, 8, 2.0)))
    px, py = np.concatenate([x, (bx[:, None] + east).ravel()]), np.concatenate([y, (by[:, None] + north).ravel()])
    covariance = np.asarray(model.structured(px[:, None] - px, py[:, None] - py), float)
    root = np.linalg.cholesky(covariance + 1e-10 * np.eye(len(px)))
    held, blocks = points_at(tmp_path, "held", np.c_[x[50:], y[50:], y[50:]]), points_at(tmp_path, "blocks", np.c_[bx, by, by])
    request = {"field": "z", "model": "exponential", "nugget": 0.3, "psill": 1.0, "range": 20.0, "nugget_is": kind}
    squares, inside = {"points": [], "blocks": []}, []
    for _field in range(40):
        field = root @ rng.normal(size=len(px))
        values = field[:90] + rng.normal(size=90) * math.sqrt(0.3)
        points = points_at(tmp_path, "points", np.c_[x[:50], y[:50], values[:50]])
        for what, targets, true, more in (
            ("points", held, field[50:90] if model.error else values[50:], {}),
            ("blocks", blocks, field[90:].reshape(12, -1).mean(1), {"block": [16.0]}),
        ):
            found = predicted(run("kriging", tmp_path, input=points, targets=targets, **request, **more))
            z = (true - found[:, 0]) / np.sqrt(found[:, 1])
            squares[what].append((z**2).mean())
            inside += (np.abs(z) <= 1.96).tolist() if what == "points" else []
    for what, means in squares.items():
        assert abs(np.mean(means) - 1) < 4 * np.std(means) / math.sqrt(len(means)), what
    assert 0.93 < np.mean(inside) < 0.97
