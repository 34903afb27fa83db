"""What a mask band or an alpha band hides is nodata in every algorithm, and the log says how much that is."""

import pathlib

import numpy as np
import pytest
from layers import raster_layer, wkt_layer
from maps import read_map, write_map, write_pools
from osgeo import gdal
from runs import Asked, Failed, Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

# 120 x 120 cells of 10 m in patches of 4 x 4, the first 30 rows hidden
MASK = np.repeat([0, 255], [30, 90]).astype("uint8")[:, None] * np.ones((1, 120), "uint8")
CODES = np.kron(np.random.default_rng(1).integers(1, 4, (30, 30)), np.ones((4, 4), int)).astype("uint8")
CODES[80:84, 80:84] = 9
HIDDEN = 30 * 120


def add_mask(path, mask):
    """The file's own mask."""
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", None)
    return path


def masked(path, cells, mask, **more):
    return add_mask(write_map(path, cells, **more), mask)


def with_alpha(path, cells, alpha, **more):
    return write_map(path, cells, np.asarray(alpha).astype(np.asarray(cells).dtype), options=["ALPHA=YES"], **more)


@pytest.fixture
def pools(tmp_path):
    rows = [(1, "one", 1, 0, 0, 0), (2, "two", 2, 0, 0, 0), (3, "three", 3, 0, 0, 0), (9, "nine", 4, 0, 0, 0)]
    return write_pools(tmp_path / "pools.csv", rows)


def named(path):
    """A layer as sentences name it."""
    return f"“{pathlib.Path(path).stem}”"


def said(feedback, path):
    return [text for text in feedback.infos if text.startswith(named(path)) and "nodata by its" in text]


def test_by_hand(project, tmp_path):
    """4 x 4 cells of 10 m, the first row hidden: 12 cells of 0.01 ha, six of 10 t/ha and six of 100."""
    codes = np.array([[1, 1, 2, 2]] * 4, "uint8")
    mask = np.array([[0] * 4] + [[255] * 4] * 3, "uint8")
    pools = write_pools(tmp_path / "p.csv")
    for path, name in (
        (with_alpha(tmp_path / "alpha.tif", codes, mask), "alpha"),
        (masked(tmp_path / "mask.tif", codes, mask), "mask"),
    ):
        for layer in (path, raster_layer(project, path, pathlib.Path(path).stem)):
            feedback = Feedback()
            results = run({"LULC": layer, "POOLS": pools}, feedback)
            assert results["TOTAL_AREA_HA"] == pytest.approx(12 * 0.01, rel=1e-12)
            assert results["TOTAL_CARBON"] == pytest.approx((6 * 10 + 6 * 100) * 0.01, rel=1e-12)
            assert said(feedback, path) == [f"{named(path)}: 4 cells with a value are nodata by its {name} band."]


RUNS = {
    "carbonstorage": ({"LULC": "M", "POOLS": "P", "OUTPUT": "T"}, ["SUMMARY"]),
    "carbonchange": ({"LULC_BASE": "M", "LULC_ALT": "O", "POOLS": "P", "OUTPUT": "T"}, ["SUMMARY", "PAIRS"]),
    "carbonseries": ({"LAYERS": ["M"], "POOLS": "P"}, ["STORAGE", "TOTALS"]),
    "correlation": ({"INPUTS": ["M", "D"]}, ["MATRIX"]),
    "landscapemetrics": ({"LAYERS": ["M"], "METRICS": "all", "MAX_CLASSES": 9, "OUTPUT": "T"}, ["LANDSCAPE", "CLASS"]),
    "kriging": ({"RASTER": "M", "MODEL": "exponential", "PSILL": 1, "RANGE": 300, "MAX_NEIGHBOURS": 4, "OUTPUT": "T"}, ["PARTS"]),
    "mapaccuracy": ({"MAP": "M", "REFERENCE_RASTER": "O"}, ["MATRIX", "CLASSES"]),
    "lulctransition": ({"LAYERS": ["M", "O"], "YEARS": "2000;2010", "POOLS": "P", "OUTPUT": "T"}, ["MATRIX", "SUMMARY", "INTENSITY"]),
    "movingwindow": ({"LULC": "M", "METRICS": "SHDI", "RADII": "40", "OUTPUT": "T"}, []),
    "sampledwindows": ({"LULC": "M", "METRICS": "SHDI;ED", "RADII": "100", "FEATURES": "F"}, ["OUTPUT"]),
    "distancezones": (
        {"LULC": "M", "CODES": "2", "RING_WIDTH": 10, "RING_COUNT": 3, "DISTANCE": "T"},
        ["SUMMARY", "COMPOSITION"],
    ),
    "contributionratio": (
        {"LAYERS": ["M"], "POOLS": "P", "CODES": "9", "RING_WIDTH": 100, "RING_COUNT": 6, "REPLICATES": 0},
        ["RATIOS", "LEVELS"],
    ),
    "rastervariogram": ({"INPUT": "M", "CUTOFF": 100, "WIDTH": 10}, ["VARIOGRAM"]),
    "regression": ({"Y": "M", "X": ["D"], "PREDICTED": "T"}, ["MODEL", "DIAGNOSTICS"]),
    "spectralindices": ({"RED": "M", "NIR": "O", "INDICES": "NDVI,RVI", "OUTPUT": "T"}, []),
    "windowscale": ({"LULC": "M", "METRICS": "SHEI", "RADII": "20;30;40;50;60"}, ["VARIOGRAMS", "CHOICE"]),
    "pairtemplate": ({"LULC": "M", "KIND": "similarity"}, ["TEMPLATE"]),
    "pooltemplate": ({"LULC": "M"}, ["TEMPLATE"]),
}


def test_these_are_all_algorithms_with_a_raster():
    from pitscape import native

    kernels = native.describe()["kernels"]
    with_raster = [
        name.replace("_", "")
        for name, kernel in kernels.items()
        # Of `snap` the grid is taken, and no cell.
        if any(field["type"] in ("raster", "rasters") and field["name"] != "snap" for field in kernel["fields"])
    ]
    assert sorted(with_raster) == sorted(RUNS)


@pytest.mark.parametrize("name", RUNS)
def test_every_algorithm(project, tmp_path, pools, name):
    """A masked map gives what the same map gives with nodata in place of the mask."""
    parameters, tables = RUNS[name]
    other = write_map(tmp_path / "other.tif", np.full(CODES.shape, 2, "uint8"))
    slope = write_map(tmp_path / "slope.tif", np.add.outer(np.arange(CODES.shape[0]), np.arange(CODES.shape[1])).astype("float32"))
    points = wkt_layer(project, ("POINT(605 -605)",), ("POINT(605 -305)",), ("POINT(605 -1105)",), kind="Point")
    found = {}
    for kind, write in (
        ("nodata", lambda path: write_map(path, np.where(MASK == 0, 200, CODES).astype("uint8"), nodata=200)),
        ("mask", lambda path: masked(path, CODES, MASK)),
        ("alpha", lambda path: with_alpha(path, CODES, MASK)),
    ):
        folder = tmp_path / kind
        folder.mkdir()
        path, raster = write(folder / "map_2000.tif"), str(folder / "result.tif")
        known = {"M": path, "O": other, "P": pools, "F": points, "T": raster, "D": slope}
        filled = {
            key: [known[item] for item in value] if isinstance(value, list) else known.get(value, value)
            for key, value in parameters.items()
        }
        filled.update(dict.fromkeys(tables, "memory:"))
        feedback, within = Feedback(), context()
        results = run(filled, feedback, within, name)
        rows = {of: table(results, of, within) for of in tables}
        numbers = {key: value for key, value in results.items() if not isinstance(value, str)}
        cells = read_map(raster).tobytes() if "T" in parameters.values() else None
        found[kind] = numbers, rows, cells
        whole = f"{named(path)}: {HIDDEN:,} cells with a value are nodata by its {kind} band."
        if kind == "nodata":
            assert said(feedback, path) == []
        else:
            assert said(feedback, path) == [whole]
    assert found["mask"] == found["nodata"] and found["alpha"] == found["nodata"]
    if name == "carbonstorage":
        # 10 800 cells of 0.01 ha
        assert found["mask"][0]["TOTAL_AREA_HA"] == pytest.approx(108.0, rel=1e-12)
        carbon = sum(density * 0.01 * np.sum(CODES[30:] == code) for code, density in ((1, 1), (2, 2), (3, 3), (9, 4)))
        assert found["mask"][0]["TOTAL_CARBON"] == pytest.approx(carbon, rel=1e-12) == pytest.approx(215.04)
    if name == "carbonchange":
        assert found["mask"][0]["CARBON_CHANGE"] == pytest.approx(2 * 108.0 - 215.04, rel=1e-9) == pytest.approx(0.96)


@pytest.mark.parametrize("way", ["nearest", "mode"])
def test_a_masked_map_on_another_grid(tmp_path, pools, way):
    """8 x 8 cells of class 1, and of class 2 with the upper half hidden: 32 cells of 0.01 ha from 1 to 2 t/ha."""
    base = write_map(tmp_path / "base.tif", np.ones((8, 8), "uint8"))
    half = np.repeat([0, 255], 4).astype("uint8")[:, None] * np.ones((1, 8), "uint8")
    finer = np.kron(half, np.ones((2, 2), "uint8"))
    for path in (
        with_alpha(tmp_path / "same.tif", np.full((8, 8), 2, "uint8"), half),
        with_alpha(tmp_path / "finer.tif", np.full((16, 16), 2, "uint8"), finer, cell=(5, 5)),
        masked(tmp_path / "masked.tif", np.full((16, 16), 2, "uint8"), finer, cell=(5, 5)),
    ):
        feedback = Feedback()
        parameters = {"LULC_BASE": base, "LULC_ALT": path, "POOLS": pools, "RESAMPLE_CLASSES": way}
        assert run(parameters, feedback, name="carbonchange")["CARBON_CHANGE"] == pytest.approx(32 * 0.01, rel=1e-12)
        assert len(said(feedback, path)) == 1


def test_settings_of_the_layer_leave_the_mask_alone(project, tmp_path, pools):
    from qgis.core import QgsRasterRange

    codes = np.array([[0, 1, 2, 3], [0, 1, 2, 3]], "uint8")
    mask = np.array([[0] * 4, [255] * 4], "uint8")
    layer = raster_layer(project, masked(tmp_path / "map.tif", codes, mask, nodata=0))
    provider = layer.dataProvider()

    def total():
        return run({"LULC": layer, "POOLS": pools})["TOTAL_CARBON"]

    assert total() == pytest.approx((1 + 2 + 3) * 0.01)
    provider.setUserNoDataValue(1, [QgsRasterRange(2, 2)])
    assert total() == pytest.approx((1 + 3) * 0.01)
    provider.setUseSourceNoDataValue(1, False)
    with pytest.raises(Failed, match=r"code 0 \(1 cell"):
        total()
    provider.setUserNoDataValue(1, [QgsRasterRange(0, 1)])
    assert total() == pytest.approx((2 + 3) * 0.01)


def test_a_layer_with_open_options(project, tmp_path, pools):
    """It is read through a virtual raster, which hands the mask on."""
    codes, mask = np.array([[1, 2]], "uint8"), np.array([[0, 255]], "uint8")
    for path in (masked(tmp_path / "mask.tif", codes, mask), with_alpha(tmp_path / "alpha.tif", codes, mask)):
        layer = raster_layer(project, path + "|option:NUM_THREADS=2")
        assert run({"LULC": layer, "POOLS": pools})["TOTAL_CARBON"] == pytest.approx(2 * 0.01)


@pytest.mark.parametrize("kind, nodata", [("float32", -3.402823e38), ("float32", -3.4e38), ("float64", -3.402823e38)])
def test_nodata_that_was_rounded(project, tmp_path, kind, nodata):
    """20 x 20 cells, of which the 20 of the first row hold the least Float32."""
    from qgis.core import QgsRasterRange

    values = np.arange(400.0).reshape(20, 20)
    values[0] = np.finfo("float32").min
    path = write_map(tmp_path / "values.tif", values.astype(kind), nodata=nodata)
    parameters = {"CUTOFF": 30, "WIDTH": 10, "VARIOGRAM": "memory:"}
    layer = raster_layer(project, path)
    assert run(dict(parameters, INPUT=path), name="rastervariogram")["CELLS"] == 380
    # Beside a value of the user's the file's own is the same as before
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(399, 399)])
    assert run(dict(parameters, INPUT=layer), name="rastervariogram")["CELLS"] == 379


@pytest.mark.parametrize("value", [1e200, -1e308, np.inf])
def test_values_too_large_for_a_variogram(tmp_path, value):
    values = np.random.default_rng(1).random((30, 30))
    values[3, 4] = value
    path = write_map(tmp_path / "values.tif", values)
    with pytest.raises(Failed, match="“values” holds .* at row 3, column 4 .* a variogram takes numbers between"):
        run({"INPUT": path, "CUTOFF": 50, "WIDTH": 10, "VARIOGRAM": "memory:"}, name="rastervariogram")


def test_a_picture_is_no_map(tmp_path):
    """Its colours are taken as classes, with a warning; a map of one band has none."""
    bands = [np.full((4, 4), color, "uint8") for color in (38, 115, 0)]
    picture = write_map(tmp_path / "picture.tif", *bands, options=["PHOTOMETRIC=RGB"])
    for band, color in enumerate(("red", "green", "blue"), 1):
        feedback = Feedback()
        run({"LULC": picture, "LULC_BAND": band, "TEMPLATE": "memory:"}, feedback, name="pooltemplate")
        assert [text[:len(f"Band {band} of “picture” is marked as the {color} band")] for text in feedback.warnings] == [
            f"Band {band} of “picture” is marked as the {color} band"
        ]
    feedback = Feedback()
    run({"LULC": write_map(tmp_path / "map.tif", bands[0]), "TEMPLATE": "memory:"}, feedback, name="pooltemplate")
    assert feedback.warnings == []


@pytest.mark.parametrize("system", ["EPSG:32632", ""])
def test_control_points(project, tmp_path, pools, system):
    """QGIS shows such a raster warped; the library reads the file."""
    from osgeo import osr

    path = str(tmp_path / "points.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 20, 20, 1, gdal.GDT_Byte)
    crs = osr.SpatialReference()
    if system:
        crs.SetFromUserInput(system)
    corners = [(0, 0), (20, 0), (0, 20), (20, 20)]
    points = [gdal.GCP(450000 + 10 * column, 5200000 - 10 * row, 0, column, row) for column, row in corners]
    dataset.SetGCPs(points, crs.ExportToWkt() if system else "")
    dataset.GetRasterBand(1).Fill(1)
    dataset = None
    for layer in (path, raster_layer(project, path)):
        with pytest.raises(Failed, match="has 4 control points and no cell size.*Warp it first"):
            run({"LULC": layer, "POOLS": pools})


def test_pictures_of_reports_leave_out_what_is_hidden(tmp_path):
    from pitscape.reports.maps import Picture

    codes, mask = np.array([[1, 2, 3, 4]], "uint8"), np.array([[255, 0, 9, 255]], "uint8")
    beside_two = write_map(tmp_path / "two.tif", codes, codes, mask, options=["PHOTOMETRIC=MINISBLACK"], nodata=4)
    dataset = gdal.Open(beside_two, gdal.GA_Update)
    dataset.GetRasterBand(3).SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset = None
    for path in (
        beside_two,
        masked(tmp_path / "mask.tif", codes, mask, nodata=4),
        with_alpha(tmp_path / "alpha.tif", codes, mask, nodata=4),
    ):
        assert Picture({"path": path, "band": 1}).codes() == [1, 3]
        assert Picture({"path": path, "band": 1, "nodata": [3]}).codes() == [1, 4]
        assert Picture({"path": path, "band": 1, "nodata": [3], "own_nodata": True}).codes() == [1]
    values = np.array([[np.finfo("float32").min, 5]], "float32")
    path = write_map(tmp_path / "rounded.tif", values, nodata=-3.4e38)
    assert Picture({"path": path}).valid.tolist() == [[False, True]]


def test_the_request_of_a_copied_layer(project, tmp_path, pools, monkeypatch):
    """A layer of another provider is copied with its nodata, which counts beside the user's."""
    from qgis.core import QgsRasterRange
    from test_layers import virtual_layer

    codes = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
    layer = virtual_layer(project, write_map(tmp_path / "map.tif", codes, nodata=0), '"map@1" * 1')
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(3, 3)])
    asked = Asked(monkeypatch)
    run({"LULC": layer, "POOLS": pools})
    assert (asked[0]["lulc"]["nodata"], asked[0]["lulc"]["own_nodata"]) == ([3], True)
