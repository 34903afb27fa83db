"""Moving windows, and windows around points and inside polygons."""

import numpy as np
import pytest
from osgeo import ogr

from . import windows
from .figures import Figures, needs
from .grids import random_grid, random_size
from .library import METRICS as ALL_METRICS
from .library import read, run
from .maps import random_map
from .patches import Rules
from .selection import geometry, holds, random_polygon, random_selection, write_features

OF_WHOLE_MAPS = ("CWED", "TECI", "ECON", "PROX", "SIMI", "CONNECT")
AROUND = 60  # rows and columns about a map in which polygons end
METRICS = {m["abbreviation"]: m for m in ALL_METRICS if m["abbreviation"].split("_")[0] not in OF_WHOLE_MAPS}


class Scene:
    """A map, its cells with a class, the metrics that are asked for, and the request."""

    def __init__(self, rng, folder, largest):
        self.grid = random_grid(rng, *random_size(rng, largest))
        self.lulc = random_map(rng, folder, "map.tif", self.grid)
        palette = sorted(set(self.lulc.codes.ravel().tolist()))
        selection = random_selection(rng, folder, self.grid, palette, zones=False)
        self.counted = selection.counted(self.lulc.codes, self.lulc.valid)
        self.classes = sorted({int(code) for code in rng.choice([*palette, 12345], 2)}) if rng.random() < 0.3 else []
        level = "class" if self.classes else "landscape"
        allowed = [name for name, metric in METRICS.items() if metric[level] and (name != "RPR" or not self.classes)]
        plain = [name for name in allowed if not METRICS[name]["geometry"]]
        names = allowed if rng.random() < 0.3 else plain
        self.names = [str(name) for name in rng.choice(names, min(6, len(names)), replace=False)]
        neighbourhood = int(rng.choice([8, 4]))
        self.rules = Rules(self.grid.width, self.grid.height, neighbourhood, max_classes=400)
        self.shape, self.edge = str(rng.choice(["circle", "square"])), str(rng.choice(["full", "partial", "partial"]))
        self.min_valid = float(rng.choice([0, 0.25, 0.5, 1]))
        self.request = {
            "lulc": self.lulc.request,
            "metrics": self.names,
            "classes": self.classes,
            "shape": self.shape,
            "neighbourhood": str(neighbourhood),
            "edge": self.edge,
            "min_valid": self.min_valid,
            "max_classes": 400,
            **selection.request,
        }

    def radii(self, rng):
        side = max(self.grid.width, self.grid.height) / self.grid.metres
        return sorted({float(side * factor) for factor in rng.choice([1, 1.5, 2, 2.6], int(rng.integers(1, 3)))})

    def window(self, cells, all_cells):
        """Values of the land in these cells of the map, or nothing where the window is not whole enough."""
        inside = [(row, column) for row, column in cells if self.counted[row, column]]
        if not windows.whole_enough(len(inside), all_cells, self.edge, self.min_valid):
            return {}
        land = {cell: int(self.lulc.codes[cell]) for cell in inside}
        return windows.values(land, self.classes, self.rules)

    def around(self, row, column, offsets):
        cells = [(row + i, column + j) for i, j in offsets]
        return self.window([cell for cell in cells if 0 <= cell[0] < self.grid.rows and 0 <= cell[1] < self.grid.columns], len(offsets))

    def wanted(self):
        """(abbreviation, column, class) of all that is asked for."""
        return [(name, METRICS[name]["column"], code) for name in self.names for code in (self.classes or [None])]


@pytest.mark.few(25)
def test_moving(rng, tmp_path):
    scene = Scene(rng, tmp_path, 12)
    needs(scene.counted.any())
    grid, radii = scene.grid, scene.radii(rng)
    stride, fill = int(rng.choice([stride for stride in (1, 1, 2, 3, 4) if (stride + 1) // 2 <= min(grid.shape)])), bool(rng.random() < 0.5)
    centres = [int(code) for code in rng.choice(scene.lulc.codes[scene.counted], 1)] if rng.random() < 0.2 else []
    output = str(tmp_path / "windows.tif")
    run("moving_window", tmp_path, radii=radii, stride=stride, fill_nodata=fill, centre_codes=centres, output=output, **scene.request)
    bands = read(output)
    with Figures("moving_window", f"{scene.lulc.about}, {scene.request}, {radii}, stride {stride}, fill {fill}, {centres}") as figures:
        middle = (stride - 1) // 2
        size = tuple(len(range(middle, count, stride)) for count in grid.shape)
        expected = {}
        for radius in radii:
            offsets = windows.offsets(grid, radius, scene.shape)
            for name, _column, code in scene.wanted():
                expected[name, code, radius] = np.full(size, np.nan)
            for i in range(size[0]):
                for j in range(size[1]):
                    row, column = i * stride + middle, j * stride + middle
                    known = scene.counted[row, column]
                    if not (known or fill) or centres and not (known and scene.lulc.codes[row, column] in centres):
                        continue
                    found = scene.around(row, column, offsets)
                    for name, metric, code in scene.wanted():
                        value = found.get((metric, code))
                        if value is not None:
                            expected[name, code, radius][i, j] = value
        figures.same("bands", len(bands), len(expected))
        for name, code, radius in expected:
            what = " ".join([name, *([str(code)] if code is not None else []), f"{radius:.10g}"])
            band = next((values for title, values in bands.items() if same_title(title, name, code, radius)), None)
            figures.same(f"band {what}", band is not None, True)
            if band is not None:
                figures.cells(what, band, expected[name, code, radius], relative=2e-6, absolute=1e-5 if METRICS[name]["unit"] == "%" else 1e-6)


def same_title(title, name, code, radius):
    words = title.split()
    return words[0] == name and (code is None) == (len(words) == 2) and (code is None or words[1] == str(code)) and abs(float(words[-1]) / radius - 1) < 1e-4


@pytest.mark.few(25)
def test_sampled_points(rng, tmp_path):
    scene = Scene(rng, tmp_path, 20)
    needs(scene.counted.any())
    grid, radii = scene.grid, scene.radii(rng)
    places = [(rng.uniform(-0.1, 1.1) * grid.rows, rng.uniform(-0.1, 1.1) * grid.columns) for _ in range(rng.integers(1, 12))]
    points = [ogr.CreateGeometryFromWkt("POINT ({!r} {!r})".format(*map(float, grid.at(*place)))) for place in places]
    features = write_features(tmp_path, "points.gpkg", grid.epsg, points)
    report = run("sampled_windows", tmp_path, features=features, radii=radii, **scene.request)
    expected = {}
    for number, (row, column) in enumerate(places, 1):
        on_map = 0 <= row < grid.rows and 0 <= column < grid.columns
        for radius in radii:
            found = scene.around(int(row), int(column), windows.offsets(grid, radius, scene.shape)) if on_map else {}
            for name, metric, code in scene.wanted():
                expected[number, name, code, radius] = {"value": found.get((metric, code))}
    compare_samples(scene, report, expected, f"{radii}")


@pytest.mark.few(25)
def test_sampled_polygons(rng, tmp_path):
    scene = Scene(rng, tmp_path, 16)
    needs(scene.counted.any())
    grid = scene.grid
    polygons = [random_polygon(rng, grid) for _ in range(rng.integers(1, 5))]
    features = write_features(tmp_path, "polygons.gpkg", grid.epsg, map(geometry, polygons))
    report = run("sampled_windows", tmp_path, features=features, **scene.request)
    row, column = np.indices((grid.rows + 2 * AROUND, grid.columns + 2 * AROUND)) - AROUND
    wide = grid.at(row + 0.5, column + 0.5)  # what of a window lies beyond the map has no class
    expected = {}
    for number, rings in enumerate(polygons, 1):
        inside = holds(rings, *grid.centres())
        beyond = holds(rings, *wide)
        assert not any(side.any() for side in (beyond[0], beyond[-1], beyond[:, 0], beyond[:, -1]))
        cells = [(int(r), int(c)) for r, c in zip(*inside.nonzero())]
        found = scene.window(cells, int(beyond.sum())) if cells else {}
        for name, metric, code in scene.wanted():
            expected[number, name, code, None] = {"value": found.get((metric, code))}
    compare_samples(scene, report, expected, "polygons")


def compare_samples(scene, report, expected, about):
    rows = {(row["feature"], row["metric"], row["lucode"], row["radius"]): row for row in report["tables"]["samples"]}
    with Figures("sampled_windows", f"{scene.lulc.about}, {scene.request}, {about}") as figures:
        figures.table("samples", rows, expected)
