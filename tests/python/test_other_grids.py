"""Layers after the first on other grids, inside QGIS: tables, ids and polygons against numpy on the first one's cells."""

import numpy as np
import pytest
from layers import polygon_layer
from maps import LEFT, TOP, read_map, write_map, write_pools
from osgeo import gdal
from qgis.core import QgsProcessingUtils, QgsProject
from runs import Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

ROWS, COLUMNS = 20, 24
BASE = np.random.default_rng(3).integers(0, 4, (ROWS, COLUMNS)).astype("uint8")
# By name: metres east and south of the first map's corner, side of a cell, rows, columns
GRIDS = {
    "coarser, with a row more": (0, 0, 20, 11, 12),
    "finer": (0, 0, 4, 50, 60),
    "larger": (-30, -50, 10, 31, 37),
    "smaller": (20, 30, 10, 15, 15),
    "shifted by parts": (3, -2, 10, ROWS, COLUMNS),
}


def write_other(path, grid):
    """A map of random classes on a grid, and its cells under the centres of the first map's cells."""
    east, south, side, rows, columns = grid
    codes = np.random.default_rng(rows).integers(0, 4, (rows, columns)).astype("uint8")
    write_map(path, codes, cell=(side, side), nodata=0)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.SetGeoTransform((LEFT + east, side, 0, TOP - south, 0, -side))
    dataset = None
    row = np.floor((10 * np.arange(ROWS) + 5 - south) / side).astype(int)
    column = np.floor((10 * np.arange(COLUMNS) + 5 - east) / side).astype(int)
    onto = np.zeros(BASE.shape, "uint8")
    inside = np.ix_((row >= 0) & (row < rows), (column >= 0) & (column < columns))
    onto[inside] = codes[np.ix_(row[(row >= 0) & (row < rows)], column[(column >= 0) & (column < columns)])]
    return str(path), onto


@pytest.mark.parametrize("place", [(), ("MASK",), ("ZONES",), ("MASK", "ZONES")], ids="+".join)
@pytest.mark.parametrize("grid", GRIDS)
def test_landscape_metrics(tmp_path, grid, place):
    base = write_map(tmp_path / "a_2007.tif", BASE, nodata=0)
    other, onto = write_other(tmp_path / "b_2022.tif", GRIDS[grid])
    counts = np.ones(BASE.shape, bool)
    wheres = {"MASK": (2, 1, 20, 17), "ZONES": (5, 0, 24, 15)}
    parameters = {"LAYERS": [base, other], "METRICS": "CA", "CLASS": "TEMPORARY_OUTPUT", "PATCHES": "TEMPORARY_OUTPUT"}
    for name in place:
        left, top, right, bottom = wheres[name]
        parameters[name] = polygon_layer(QgsProject.instance(), [wheres[name]])
        counts &= (np.indices(BASE.shape) >= np.array([top, left])[:, None, None]).all(0)
        counts &= (np.indices(BASE.shape) < np.array([bottom, right])[:, None, None]).all(0)
    within, feedback = context(), Feedback()
    results = run({**parameters, "OUTPUT": str(tmp_path / "ids.tif")}, feedback, within, "landscapemetrics")
    for year, codes in ((2007, BASE), (2022, onto)):
        codes = np.where(counts, codes, 0)
        expected = {int(code): 0.01 * np.sum(codes == code) for code in np.unique(codes[codes > 0])}
        classes = table(results, "CLASS", within, "year", "lucode", "ca")
        assert {code: area for of, code, area in classes if of == year} == pytest.approx(expected, rel=1e-12)
        ids = read_map(tmp_path / "ids.tif", 1 if year == 2007 else 2)
        assert np.array_equal(ids > 0, codes > 0)
        found = {}
        for feature in QgsProcessingUtils.mapLayerFromString(results["PATCHES"], within).getFeatures():
            if feature["year"] == year:
                found[feature["patch"]] = feature
        assert sorted(found) == list(range(1, ids.max() + 1))
        for patch, feature in found.items():
            geometry = feature.geometry()
            assert geometry.area() == pytest.approx(100 * np.sum(ids == patch))
            point = geometry.pointOnSurface().asPoint()
            row, column = int((TOP - point.y()) / 10), int((point.x() - LEFT) / 10)
            assert (ids[row, column], codes[row, column]) == (patch, feature["lucode"])
    assert any("It is read on the grid of" in text for text in feedback.infos)


def test_land_of_one_map_alone_is_a_warning_in_the_log(tmp_path):
    """16 ha, and their left half: in every algorithm with several maps."""
    whole = write_map(tmp_path / "whole_2000.tif", np.ones((40, 40), "uint8"))
    left = write_map(tmp_path / "left_2010.tif", np.ones((40, 20), "uint8"))
    pools = write_pools(tmp_path / "pools.csv")
    ratios = {"CODES": "1", "RING_WIDTH": 50, "RING_COUNT": 4, "REPLICATES": 0}
    runs = {
        "landscapemetrics": {"METRICS": "TA"},
        "carbonseries": {"POOLS": pools},
        "lulctransition": {},
        "contributionratio": {"POOLS": pools, **ratios},
    }

    def told(name, first, second, parameters):
        feedback = Feedback()
        if name == "carbonchange":
            run({"LULC_BASE": first, "LULC_ALT": second, "POOLS": pools}, feedback, name=name)
        else:
            run({"LAYERS": [first, second], **parameters}, feedback, name=name)
        return " ".join(feedback.warnings)

    for name, parameters in {**runs, "carbonchange": {}}.items():
        assert "cover different land: 8 ha (50.00 %) of" in told(name, whole, left, parameters), name
        beyond = told(name, left, whole, parameters)
        assert beyond.startswith("8 ha (50.00 %) of the valid cells of") and "outside the raster" in beyond, name


def write_values(path, cells, side, east=0, south=0):
    write_map(path, cells, cell=(side, side))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.SetGeoTransform((LEFT + east, side, 0, TOP - south, 0, -side))
    dataset = None
    return str(path)


@pytest.mark.parametrize("how", ["bilinear", "nearest", "average"])
def test_spectral_indices(tmp_path, how):
    """Near infrared of 20 m beside red of 10 m, both of the corner: by hand in one direction, then the other."""
    draw = np.random.default_rng(5)
    red, nir = draw.integers(1, 99, (ROWS, COLUMNS)), draw.integers(1, 99, (ROWS // 2, COLUMNS // 2))
    files = write_values(tmp_path / "red.tif", red.astype("int16"), 10), write_values(tmp_path / "nir.tif", nir.astype("int16"), 20)
    out = tmp_path / "dvi.tif"
    parameters = {"INDICES": "DVI", "RESAMPLE_VALUES": how}
    run({"RED": files[0], "NIR": files[1], "OUTPUT": str(out), **parameters}, name="spectralindices")
    onto = np.kron(nir, np.ones((2, 2)))
    if how == "bilinear":  # centres lie at a quarter of the way; beyond the last centre there is but the last cell
        for axis in (0, 1):
            cells = nir.astype(float) if axis == 0 else onto
            padded = np.pad(cells, [(1, 1) if axis == of else (0, 0) for of in (0, 1)], mode="edge")
            before, after = np.delete(padded, (-2, -1), axis), np.delete(padded, (0, 1), axis)
            onto = np.stack([0.75 * cells + 0.25 * before, 0.75 * cells + 0.25 * after], axis + 1)
            onto = onto.reshape(2 * cells.shape[0], -1) if axis == 0 else onto.reshape(cells.shape[0], -1)
    assert np.array_equal(read_map(out), (onto - red).astype("float32"))
    run({"RED": files[1], "NIR": files[0], "OUTPUT": str(out), **parameters}, name="spectralindices")
    if how == "average":
        mean = red.reshape(ROWS // 2, 2, COLUMNS // 2, 2).mean((1, 3))
        assert np.array_equal(read_map(out), (mean - nir).astype("float32"))
