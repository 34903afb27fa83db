"""pitscape:movingwindow inside QGIS, beside windows that numpy cuts out and counts."""

import numpy as np
import pytest
from layers import polygon_layer, raster_layer
from maps import files, read_map, write_map
from osgeo import gdal
from runs import CancelledAt, Failed, Feedback, algorithm, context, plain, run, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "movingwindow"
NODATA = np.finfo("float32").min
CODES = np.kron(np.random.default_rng(8).integers(0, 4, (7, 9)), np.ones((4, 3), int)).astype("uint8")
CELL = (10.0, 20.0)


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "cover.tif", CODES, cell=CELL, nodata=0)


def windows(feedback=None, **parameters):
    return run(parameters, feedback, name=NAME)


def described(path, what=gdal.Band.GetDescription):
    dataset = gdal.Open(path)
    return [what(dataset.GetRasterBand(band)) for band in range(1, dataset.RasterCount + 1)]


def by_cutting(codes, within, metric, least):
    """A number of each window: `within` tells the cells, by rows and columns from the centre."""
    found = np.full(codes.shape, np.nan)
    rows, columns = np.indices(codes.shape)
    everywhere = np.indices((201, 201)) - 100
    cells = np.count_nonzero(within(*everywhere))
    for row, column in np.argwhere(codes != 0):
        inside = within(rows - row, columns - column)
        window = np.where(inside, codes, 0)
        if np.count_nonzero(window) >= max(1, np.ceil(least * cells - 1e-9)):
            found[row, column] = metric(window)
    return found


def circle(radius):
    return lambda rows, columns: np.hypot(rows * CELL[1], columns * CELL[0]) <= radius * (1 + 1e-9)


def shdi(window):
    _codes, counts = np.unique(window[window != 0], return_counts=True)
    p = counts / counts.sum()
    return 0.0 - np.sum(p * np.log(p))


def total_edge(window):
    beside = (window[:, 1:] != window[:, :-1]) & (window[:, 1:] != 0) & (window[:, :-1] != 0)
    below = (window[1:] != window[:-1]) & (window[1:] != 0) & (window[:-1] != 0)
    return beside.sum() * CELL[1] + below.sum() * CELL[0]


def patches(window):
    """The number of patches, by the rule of 8 neighbours: labels spread until none changes."""
    padded = np.pad(window, 1)
    labels = np.where(padded != 0, np.arange(padded.size).reshape(padded.shape) + 1, 0)
    while True:
        before = labels.copy()
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                near = np.roll(labels, (down, right), (0, 1))
                same = (np.roll(padded, (down, right), (0, 1)) == padded) & (padded != 0)
                labels = np.where(same, np.maximum(labels, near), labels)
        if (labels == before).all():
            return len(np.unique(labels[labels > 0]))


def test_bands_are_those_of_windows_cut_out(lulc, tmp_path):
    out = str(tmp_path / "w.tif")
    asked = {"LULC": lulc, "METRICS": "SHDI;TE NP", "RADII": "25;60", "EDGE": "partial", "MIN_VALID": 0.4, "OUTPUT": out}
    feedback = Feedback()
    results = windows(feedback, **asked)
    assert described(out) == ["SHDI 25", "TE 25", "NP 25", "SHDI 60", "TE 60", "NP 60"]
    assert described(out, gdal.Band.GetUnitType)[:3] == ["", "m", ""]
    for band, (radius, metric) in enumerate(((r, m) for r in (25, 60) for m in (shdi, total_edge, patches)), 1):
        expected = by_cutting(CODES, circle(radius), metric, 0.4)
        found = read_map(out, band).astype(float)
        found[found == NODATA] = np.nan
        assert np.allclose(found, expected, rtol=1e-6, atol=1e-7, equal_nan=True), band
        if band == 1:
            assert results["WINDOWS"] == np.count_nonzero(~np.isnan(expected)) > 50
    assert any("25: 11 cells, 60: 55 cells" in text for text in feedback.infos), feedback.infos
    assert any(text.startswith("TE 60: ") and text.endswith("windows.") for text in feedback.infos)


def test_full_windows_squares_and_classes(lulc, tmp_path):
    out = str(tmp_path / "w.tif")
    asked = {"LULC": lulc, "METRICS": "PLAND;NP", "CLASSES": "2;3", "RADII": "20", "SHAPE": "square", "OUTPUT": out}
    windows(**asked)
    square = lambda rows, columns: (abs(rows) <= 1) & (abs(columns) <= 2)  # noqa: E731
    for band, code in ((1, 2), (2, 3)):
        expected = by_cutting(CODES, square, lambda window: 100 * (window == code).sum() / 15, 1.0)
        found = read_map(out, band).astype(float)
        found[found == NODATA] = np.nan
        assert np.count_nonzero(~np.isnan(expected)) > 20
        assert np.allclose(found, expected, rtol=1e-6, equal_nan=True)
    assert described(out) == ["PLAND 2 20", "PLAND 3 20", "NP 2 20", "NP 3 20"]


def test_a_layer_with_its_mask_and_stride(lulc, project, tmp_path):
    layer = raster_layer(project, lulc)
    left, top = 450000.0, 5200000.0
    mask = polygon_layer(project, [(3, 0, 20, 40)])
    out = str(tmp_path / "w.tif")
    windows(LULC=layer, METRICS="PR", RADII="10", MASK=mask, STRIDE=2, OUTPUT=out)
    inside = np.where((np.arange(27) >= 3) & (np.arange(27) < 20), CODES, 0)[:28]
    inside[20:] = 0
    # Cells are 10 m wide and 20 m high: a window is a cell and those beside it.
    across = np.pad(inside, ((0, 0), (1, 1)))
    three = np.sort(np.stack([across[:, :-2], inside, across[:, 2:]]), axis=0)
    classes = 1 + (np.diff(three, axis=0) != 0).sum(axis=0)
    expected = np.where((three != 0).all(axis=0), classes, NODATA)[::2, ::2]
    assert np.array_equal(read_map(out), expected.astype("float32"))
    assert gdal.Open(out).GetGeoTransform() == (left, 20.0, 0.0, top, 0.0, -40.0)
    feedback = Feedback()
    windows(feedback, LULC=layer, METRICS="PR", RADII="10", STRIDE=4, OUTPUT=out)
    assert [text for text in feedback.infos if "STRIDE" in text] == [
        "An even STRIDE has no cell in the middle: of every 4 x 4 cells the window lies around that in row and column 2, half a cell up and left of the middle."
    ]


def test_a_folder_gets_a_file_of_each_band(lulc, tmp_path):
    out, folder = str(tmp_path / "w.tif"), tmp_path / "bands"
    results = windows(LULC=lulc, METRICS="PR;NP", RADII="25", EDGE="partial", OUTPUT=out, FOLDER=str(folder))
    assert results["FOLDER"] == str(folder) and sorted(files(folder)) == ["cover_NP_25.tif", "cover_PR_25.tif"]
    assert np.array_equal(read_map(folder / "cover_NP_25.tif"), read_map(out, 2))
    with pytest.raises(Failed, match="is no folder"):
        windows(LULC=lulc, METRICS="PR", RADII="25", FOLDER=out)


def test_every_band_has_a_style(lulc, project, tmp_path):
    from pitscape.layers.styles import window_bands
    from qgis.core import QgsRasterLayer, QgsSingleBandPseudoColorRenderer

    out = str(tmp_path / "w.tif")
    results = windows(LULC=lulc, METRICS="SHDI;TE;IJI", RADII="25", EDGE="partial", OUTPUT=out)
    assert results["OUTPUT"] == out
    layer = QgsRasterLayer(out, "w")
    project.addMapLayer(layer)
    first = read_map(out)
    ends = {"output_min": float(first[first != NODATA].min()), "output_max": float(first.max())}
    window_bands(layer, {}, {"results": ends})
    assert set(layer.styleManager().styles()) == {"SHDI 25", "TE 25", "IJI 25"}
    assert layer.styleManager().currentStyle() == "SHDI 25"
    for band, name in enumerate(("SHDI 25", "TE 25", "IJI 25"), 1):
        assert layer.styleManager().setCurrentStyle(name)
        renderer = layer.renderer()
        assert isinstance(renderer, QgsSingleBandPseudoColorRenderer) and renderer.band() == band
        values = read_map(out, band)
        assert renderer.classificationMax() == pytest.approx(float(values.max()), rel=1e-4)


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"RADII": ""}, "RADII is empty; allowed: one radius or more"),
        ({"RADII": "50,5"}, "RADII: “50,5” has a comma"),
        ({"RADII": "-3"}, "RADII is -3; allowed: more than 0"),
        ({"RADII": "30;9"}, "RADII is 9, a window of which is a single cell; allowed: 10 or more (map units), the side of a cell"),
        ({"METRICS": "SHANNON"}, "SHANNON"),
        ({"METRICS": "SHDI", "CLASSES": "2"}, "SHDI is no metric of classes; leave CLASSES empty"),
        ({"MIN_VALID": 2}, "MIN_VALID is 2; allowed: 0 to 1"),
        ({"STRIDE": 0}, "STRIDE is 0; allowed: 1 or more"),
        ({"STRIDE": 1.5}, "STRIDE: 1.5 is not a whole number"),
        ({"OUTPUT": "/nowhere/w.tif"}, "/nowhere"),
    ],
)
def test_bad_input_is_one_sentence(lulc, tmp_path, change, sentence):
    asked = {"LULC": lulc, "METRICS": "PR", "RADII": "30", "OUTPUT": str(tmp_path / "w.tif"), **change}
    with pytest.raises(Failed) as error:
        windows(**asked)
    assert sentence in str(error.value) and "\n" not in str(error.value).strip()
    assert list(files(tmp_path)) == ["cover.tif"] and temporary_folders() == []


def test_degrees_and_no_crs(tmp_path):
    for epsg, sentence in ((4326, "degrees"), (None, "Set Layer CRS")):
        path = write_map(tmp_path / f"m{epsg}.tif", CODES, epsg=epsg, nodata=0)
        with pytest.raises(Failed, match=sentence):
            windows(LULC=path, METRICS="PR", RADII="30")


def test_codes_of_any_type(tmp_path):
    """Signed, 16-bit and float codes are classes like others."""
    out = str(tmp_path / "w.tif")
    asked = {"METRICS": "SHDI;NP", "RADII": "30", "EDGE": "partial", "OUTPUT": out}
    bands = []
    for kind, change in (("uint8", lambda c: c), ("int16", lambda c: c.astype("int16") - 2), ("float32", lambda c: c * 1000.0)):
        codes = change(CODES)
        windows(LULC=write_map(tmp_path / f"{kind}.tif", codes.astype(kind), nodata=float(change(np.uint8([0]))[0])), **asked)
        bands.append(read_map(out, 2))
    assert np.array_equal(bands[0], bands[1]) and np.array_equal(bands[0], bands[2])


def test_cancel_is_heard_within_a_tile(tmp_path):
    """Each of two threads would do a 36th of the map more."""
    codes = np.random.default_rng(3).integers(1, 9, (1500, 1500)).astype("uint8")
    lulc = write_map(tmp_path / "m.tif", codes)
    feedback = CancelledAt(5)
    windows(feedback, LULC=lulc, METRICS="NP;COHESION", RADII="250", OUTPUT=str(tmp_path / "w.tif"))
    assert feedback.isCanceled() and 5 <= feedback.fractions[-1] < 50
    assert feedback.done_after() < 0.01
    assert list(files(tmp_path)) == ["m.tif"] and temporary_folders() == []


def test_bern_valais(reference, tmp_path):
    """A real map: quarries' share and number of patches around each quarry."""
    path = str(reference / "real" / "bern_valais_g100_clc00.tif")
    out = str(tmp_path / "w.tif")
    feedback = Feedback()
    asked = {"METRICS": "PLAND;NP", "CLASSES": "7", "CENTRE_CODES": "7", "RADII": "500", "EDGE": "partial", "OUTPUT": out}
    windows(feedback, LULC=path, **asked)
    dataset = gdal.Open(path)
    codes = dataset.ReadAsArray()
    share, number = read_map(out, 1), read_map(out, 2)
    assert np.array_equal(share != NODATA, codes == 7) and (number[codes == 7] >= 1).all()
    cell = (100.005, 100.029)
    rows, columns = np.indices(codes.shape)
    for row, column in np.argwhere(codes == 7)[::40]:
        near = np.hypot((rows - row) * cell[1], (columns - column) * cell[0]) <= 500
        valid = near & (codes != 255)
        assert share[row, column] == pytest.approx(100 * (valid & (codes == 7)).sum() / valid.sum(), rel=1e-6)


def test_as_many_codes_as_cells(tmp_path):
    """A continuous map given as land cover: 62,500 codes cost memory by the cell and not by the pair."""
    codes = np.arange(62500, dtype="int32").reshape(250, 250)
    lulc, output = write_map(tmp_path / "dem.tif", codes), str(tmp_path / "w.tif")
    for shape, cells, edges in (("square", 49, 84), ("circle", 29, 44)):
        windows(LULC=lulc, METRICS="NP;SHDI;ED;IJI", RADII="30", SHAPE=shape, OUTPUT=output)
        expected = (cells, np.log(cells), edges * 10 / (cells * 0.01), 100 * np.log(edges) / np.log(cells * (cells - 1) / 2))
        for band, value in enumerate(expected, 1):
            found = read_map(output, band)
            assert np.allclose(found[3:-3, 3:-3], value, rtol=1e-6), (shape, band)
            assert np.count_nonzero(found != NODATA) == 244 * 244


def test_what_a_run_needs_is_asked_for_before_it(project, lulc):
    needed = {"movingwindow": ({"LULC": lulc, "RADII": " "}, "RADII is empty; allowed: one radius or more (map units), as in 50;100.")}
    needed["landscapemetrics"] = ({"LAYERS": []}, "LAYERS: no layer is given. Choose one or more raster layers.")
    for name, (parameters, sentence) in needed.items():
        good, told = algorithm(name).checkParameterValues(parameters, context())
        assert not good and plain(told) == sentence
