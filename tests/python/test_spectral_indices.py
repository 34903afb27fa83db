"""pitscape:spectralindices inside QGIS: the sample's picture against numpy, and by hand."""

import html
import re
import subprocess

import numpy as np
import pytest
from conftest import ROOT
from layers import polygon_layer, raster_layer
from maps import files, write_map
from osgeo import gdal
from runs import Failed, Feedback, context, run, run_unchecked, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "spectralindices"
SAMPLE = ROOT / "qgis_plugin/pitscape/sample/haerwusu_synthetic_2022_reflectance.tif"
NODATA = np.finfo("float32").min
ALL = ["DVI", "EVI", "RVI", "SAVI", "GNDVI", "NDVI"]
PLACES = {"BLUE": 1, "GREEN": 2, "RED": 3, "NIR": 4}
# Counts of the bands; the first cell has exact zeros: 2 + 6 x 2 - 7.5 x 2 + 1
CELLS = {
    "BLUE": np.array([[2, 3, 40], [0, 9, 10]], "int16"),
    "GREEN": np.array([[5, -8, 60], [0, 9, 70]], "int16"),
    "RED": np.array([[2, -8, 10], [0, -9, 100]], "int16"),
    "NIR": np.array([[2, 8, 3], [0, 7, 40]], "int16"),
}


def of_file(path, **more):
    """All bands of one file, which have the order of the sample's."""
    bands = {f"{name}_BAND": number for name, number in PLACES.items()}
    return {**dict.fromkeys(PLACES, path), **bands, **more}


@pytest.fixture
def inputs(tmp_path):
    return of_file(write_map(tmp_path / "pic.tif", *(CELLS[name] for name in PLACES), nodata=-9))


def indices_of(blue, green, red, nir, soil=0.5):
    """Indices in 64 bits, NaN where they are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            "DVI": nir - red,
            "EVI": 2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1),
            "RVI": nir / red,
            "SAVI": (1 + soil) * (nir - red) / (nir + red + soil),
            "GNDVI": (nir - green) / (nir + green),
            "NDVI": (nir - red) / (nir + red),
        }
    return {name: np.where(np.isfinite(values), values, np.nan) for name, values in found.items()}


def reflectance(scale=1.0, offset=0.0):
    return [np.where(cells == -9, np.nan, cells * scale + offset) for cells in CELLS.values()]


def bands_of(path):
    """By description, NaN for nodata."""
    dataset = gdal.Open(str(path))
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    assert {(band.DataType, band.GetNoDataValue()) for band in bands} == {(gdal.GDT_Float32, NODATA)}
    return {band.GetDescription(): np.where(band.ReadAsArray() == NODATA, np.nan, band.ReadAsArray()) for band in bands}


def made(inputs, tmp_path, feedback=None, **more):
    out = tmp_path / "made.tif"
    results = run({**inputs, "OUTPUT": str(out), **more}, feedback, name=NAME)
    assert results["OUTPUT"] == str(out)
    return bands_of(out)


def alike(found, wanted):
    assert list(found) == list(wanted)
    for name, values in wanted.items():
        np.testing.assert_allclose(found[name], values.astype("float32"), rtol=2e-7, atol=0, err_msg=name)


# Figures


def test_the_sample(tmp_path):
    """Its bands have the scale 0.0025 and nodata 0."""
    cells = [band.astype(float) for band in gdal.Open(str(SAMPLE)).ReadAsArray()]
    wanted = indices_of(*(np.where(band == 0, np.nan, band * 0.0025) for band in cells))
    feedback = Feedback()
    alike(made(of_file(str(SAMPLE), INDICES=ALL), tmp_path, feedback), wanted)
    assert 0.1 < np.nanmean(wanted["NDVI"]) < 0.9
    assert sum(text.endswith("reflectance = 2022") for text in feedback.infos) == 1
    told = [text for text in feedback.infos if "reflectance is value" in text]
    assert sorted(text[: text.index(":")] for text in told) == ["BLUE", "GREEN", "NIR", "RED"]
    assert all("value x 0.0025, as the band says." in text for text in told) and feedback.warnings == []


def test_zero_denominators_and_nodata(inputs, tmp_path):
    """Only where an index has no denominator, or lacks a band of its own."""
    found = made({**inputs, "INDICES": ALL}, tmp_path)
    alike(found, indices_of(*reflectance()))
    assert np.argwhere(np.isnan(found["EVI"])).tolist() == [[0, 0], [1, 1]]
    assert np.argwhere(np.isnan(found["NDVI"])).tolist() == [[0, 1], [1, 0], [1, 1]]
    assert np.argwhere(np.isnan(found["GNDVI"])).tolist() == [[0, 1], [1, 0]]  # -9 of RED is none of its bands
    assert np.argwhere(np.isnan(found["RVI"])).tolist() == [[1, 0], [1, 1]]


def test_16_bit_counts_do_not_wrap(tmp_path):
    """3 - 10 is -7, not 65529."""
    bands = [np.array([[cell]], "uint16") for cell in (1, 10, 10, 3)]
    found = made(of_file(write_map(tmp_path / "pic.tif", *bands), INDICES="DVI,GNDVI"), tmp_path)
    assert found["DVI"] == -7 and found["GNDVI"] == np.float32(-7 / 13)


def test_numbers_and_ranges(inputs, tmp_path):
    feedback = Feedback()
    results = run({**inputs, "OUTPUT": str(tmp_path / "o.tif"), "INDICES": ["NDVI", "DVI"]}, feedback, name=NAME)
    assert results["CELLS"] == 3
    assert any(text.startswith("NDVI: -0.538462 to 0, 3 cells") for text in feedback.infos)
    assert any(text.startswith("DVI: -60 to 16, 5 cells") for text in feedback.infos)


def test_what_lies_outside_is_kept_and_counted(tmp_path):
    """A negative red of -0.2 beside 0.3: 0.5 / 0.1."""
    path = write_map(tmp_path / "pic.tif", np.float32([[-0.2, -0.2, 0.1]]), np.float32([[0.3, 0.3, 0.3]]))
    feedback = Feedback()
    found = made({"RED": path, "NIR": path, "NIR_BAND": 2}, tmp_path, feedback)
    assert found["NDVI"][0] == pytest.approx([5, 5, 0.5], rel=1e-6)
    assert any(text.startswith("NDVI lies outside of -1 to 1 in 2 cells") for text in feedback.infos)


@pytest.mark.parametrize(
    "given, scale, offset",
    [
        ({}, 1, 0),
        ({"SENSOR": "sentinel2_l2a"}, 0.0001, -0.1),
        ({"SENSOR": "sentinel2_l2a_before_2022"}, 0.0001, 0),
        ({"SENSOR": "landsat_c2_l2"}, 0.0000275, -0.2),
        ({"SENSOR": "byte"}, 1 / 255, 0),
        ({"SENSOR": "reflectance"}, 1, 0),
        ({"SENSOR": 1}, 0.0001, -0.1),
        ({"SCALE": 0.01, "OFFSET": 0.5}, 0.01, 0.5),
        ({"SENSOR": "landsat_c2_l2", "SCALE": 0.5}, 0.5, -0.2),
        ({"SENSOR": "landsat_c2_l2", "OFFSET": 0}, 0.0000275, 0),
    ],
)
def test_reflectance(inputs, tmp_path, given, scale, offset):
    alike(made({**inputs, "INDICES": ["SAVI", "DVI", "EVI"], **given}, tmp_path), {
        name: indices_of(*reflectance(scale, offset))[name] for name in ("SAVI", "DVI", "EVI")
    })  # fmt: skip


def test_products_have_the_scales_of_their_words():
    """What the choice says of a product is what the library takes."""
    from pitscape.algorithms.spectral_indices import SENSORS

    page = (ROOT / "qgis_plugin/pitscape/help/spectralindices.html").read_text(encoding="utf-8")
    for word, numbers in (
        ("sentinel2_l2a", "0.0001, −0.1"),
        ("sentinel2_l2a_before_2022", "0.0001, 0"),
        ("landsat_c2_l2", "0.0000275, −0.2"),
    ):
        scale, offset = numbers.split(", ")
        assert f"({numbers})" in page and scale in SENSORS[word] and (offset == "0" or offset.strip("−") in SENSORS[word])


def test_a_scale_that_is_given_goes_before_the_bands_own(tmp_path):
    path = write_map(tmp_path / "pic.tif", np.int16([[1000, 3000]]), np.int16([[5000, 4000]]))
    dataset = gdal.Open(path, gdal.GA_Update)
    for number in (1, 2):
        dataset.GetRasterBand(number).SetScale(0.5)
        dataset.GetRasterBand(number).SetOffset(1)
    dataset = None
    inputs = {"RED": path, "NIR": path, "NIR_BAND": 2, "INDICES": "DVI"}
    assert made(inputs, tmp_path)["DVI"].tolist() == [[2000, 500]]
    assert made({**inputs, "SENSOR": "reflectance"}, tmp_path)["DVI"].tolist() == [[4000, 1000]]
    assert made({**inputs, "SCALE": 0.25}, tmp_path)["DVI"].tolist() == [[1000, 250]]


def test_soil_factor(inputs, tmp_path):
    for soil in (0, 0.25, 1):
        found = made({**inputs, "INDICES": "SAVI", "SOIL_FACTOR": soil}, tmp_path)
        alike(found, {"SAVI": indices_of(*reflectance(), soil)["SAVI"]})


def test_counts_as_reflectance_are_warned_of(inputs, tmp_path):
    feedback = Feedback()
    run({**inputs, "INDICES": "EVI"}, feedback, name=NAME)
    (told,) = feedback.warnings
    assert told.startswith(
        "Reflectance is 100 in RED (row 1, column 2), and at most about 1 in truth, so that EVI cannot be right. Give SCALE"
    )
    for quiet in ({"INDICES": "NDVI,RVI,DVI,GNDVI"}, {"INDICES": "EVI", "SCALE": 0.01}):
        feedback = Feedback()
        run({**inputs, **quiet}, feedback, name=NAME)
        assert feedback.warnings == []


def test_a_mask(inputs, project, tmp_path):
    mask = polygon_layer(project, [(0, 0, 3, 1)])
    found = made({**inputs, "INDICES": "DVI", "MASK": mask}, tmp_path)["DVI"]
    assert found.tolist()[0] == [0, 16, -7] and np.isnan(found[1]).all()


# How indices are named


@pytest.mark.parametrize("given", [["NDVI", "EVI"], "NDVI,EVI", [5, 1], "5,1", ["NDVI", "EVI", "NDVI"]])
def test_indices_as_lists_texts_and_positions(inputs, tmp_path, given):
    assert list(made({**inputs, "INDICES": given}, tmp_path)) == ["NDVI", "EVI"]


def test_ndvi_by_default(inputs, tmp_path):
    assert list(made(inputs, tmp_path)) == ["NDVI"]


def test_bands_come_in_the_order_that_was_given(inputs, tmp_path):
    assert list(made({**inputs, "INDICES": list(reversed(ALL))}, tmp_path)) == list(reversed(ALL))


# Bad input


def other(tmp_path, name, cells=CELLS["NIR"], **more):
    return write_map(tmp_path / f"{name}.tif", cells, **more)


WRONG = {
    "no blue band": (
        lambda f: {"INDICES": "EVI", "BLUE": None},
        "Bands are missing: BLUE for EVI. Give them, or leave these indices out.",
    ),
    "no green band": (
        lambda f: {"INDICES": ALL, "GREEN": None},
        "Bands are missing: GREEN for GNDVI. Give them, or leave these indices out.",
    ),
    "no such band": (lambda f: {"NIR_BAND": 5}, "The raster “pic” has no band 5"),
    "band 0": (lambda f: {"RED_BAND": 0}, "RED: band 0 of the layer “pic” is none: bands are counted from 1."),
    "an unknown index": (
        lambda f: {"INDICES": "NDVY"},
        "INDICES: “NDVY” is none of DVI, EVI, RVI, SAVI, GNDVI, NDVI. Did you mean NDVI?",
    ),
    "no index": (lambda f: {"INDICES": []}, "INDICES"),
    "no CRS": (
        lambda f: {"RED": other(f, "bare", epsg=None), "RED_BAND": 1},
        "RED: the layer “bare” has no coordinate reference system",
    ),
    "no CRS of another": (
        lambda f: {"NIR": other(f, "bare", epsg=None), "NIR_BAND": 1},
        "NIR: the layer “bare” has no coordinate reference system",
    ),
    "no overlap": (lambda f: {"NIR": moved_away(f), "NIR_BAND": 1}, "“far” and “pic” do not overlap"),
    "scale of 0": (lambda f: {"SCALE": 0}, "SCALE is 0; allowed: a number other than 0"),
    "negative soil factor": (lambda f: {"SOIL_FACTOR": -1}, "SOIL_FACTOR is -1; allowed: 0 or more"),
    "an unknown product": (lambda f: {"SENSOR": "sentinel2"}, "SENSOR: “sentinel2” is none of "),
    "no such folder": (lambda f: {"OUTPUT": "/nowhere/at/all.tif"}, "OUTPUT: the folder /nowhere/at does not exist."),
    "an input as output": (lambda f: {"OUTPUT": str(f / "pic.tif")}, "OUTPUT"),
}


def moved_away(folder):
    path = other(folder, "far")
    dataset = gdal.Open(path, gdal.GA_Update)
    left, *rest = dataset.GetGeoTransform()
    dataset.SetGeoTransform((left + 1e5, *rest))
    dataset = None
    return path


@pytest.mark.parametrize("case", WRONG)
def test_wrong_inputs(inputs, tmp_path, case):
    """One sentence, the same with and without the check beforehand; what stood there is there, and nothing else."""
    change, sentence = WRONG[case]
    bands = tmp_path / "bands"
    bands.mkdir()
    (tmp_path / "o.tif").write_text("old")
    wrong = {**inputs, "OUTPUT": str(tmp_path / "o.tif"), "FOLDER": str(bands), **change(tmp_path)}
    before = files(tmp_path)
    for check in (run, run_unchecked):
        with pytest.raises(Failed) as error:
            check(wrong, name=NAME)
        told = str(error.value)
        assert told.startswith(sentence) and "\n" not in told and "Traceback" not in told, told
    assert files(tmp_path) == before and temporary_folders() == []


def test_a_read_only_folder(inputs, disk):
    folder = disk("read_only", "size=1m")
    (folder / "bands").mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(Failed, match=f"^OUTPUT: {folder}/o.tif cannot be written .read-only"):
        run({**inputs, "OUTPUT": f"{folder}/o.tif"}, name=NAME)
    with pytest.raises(Failed, match="FOLDER.*read-only|read-only"):
        run({**inputs, "FOLDER": f"{folder}/bands"}, name=NAME)
    assert files(folder) == {}


@pytest.mark.parametrize("percent", [5, 60])
def test_cancel_keeps_what_stood_there(tmp_path, percent):
    bands = [np.tile(cells, (700, 500)) for cells in CELLS.values()]
    big = of_file(write_map(tmp_path / "big.tif", *bands, nodata=-9, options=["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1"]))
    (tmp_path / "o.tif").write_text("old")
    (tmp_path / "bands").mkdir()
    before = files(tmp_path)
    feedback = Feedback(stop_at=percent)
    assert (
        run({**big, "INDICES": ALL, "OUTPUT": str(tmp_path / "o.tif"), "FOLDER": str(tmp_path / "bands")}, feedback, name=NAME)
        == {}
    )
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_nothing_but_nodata(tmp_path):
    path = write_map(tmp_path / "void.tif", np.full((2, 3), -9, "int16"), nodata=-9)
    feedback = Feedback()
    found = made({"RED": path, "NIR": path, "INDICES": "NDVI"}, tmp_path, feedback)
    assert np.isnan(found["NDVI"]).all() and any(text.startswith("NDVI: no cell has it") for text in feedback.warnings)


def test_one_cell_and_degrees(tmp_path):
    """Indices have no lengths: any plane does, and degrees."""
    path = write_map(tmp_path / "one.tif", np.float32([[0.1]]), np.float32([[0.4]]), epsg=4326, cell=(1e-3, 2e-3))
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetGeoTransform((9, 1e-3, 0, 47, 0, -2e-3))
    dataset = None
    assert made({"RED": path, "NIR": path, "NIR_BAND": 2}, tmp_path)["NDVI"] == pytest.approx(0.6, rel=1e-6)


# Layers of every kind


def test_layers_of_another_provider(inputs, project, tmp_path):
    """A raster that is calculated on the fly is copied for the run."""
    from test_layers import virtual_layer

    wanted = made({**inputs, "INDICES": ["DVI"]}, tmp_path)["DVI"]
    bands = {
        name: virtual_layer(
            project, write_map(tmp_path / f"{name}.tif", CELLS[name], nodata=-9), '"map@1" * 1', (2, 3), name=name
        )
        for name in ("RED", "NIR")
    }
    found = made({**bands, "INDICES": ["DVI"]}, tmp_path)["DVI"]
    np.testing.assert_array_equal(found, wanted)


def test_user_nodata_of_a_layer_is_that_of_what_it_shows(project, tmp_path):
    """QGIS shows scaled values: 3 at a scale of 0.5 is 1.5."""
    from qgis.core import QgsRasterRange

    path = write_map(tmp_path / "pic.tif", np.int16([[3, 4]]), np.int16([[6, 8]]))
    dataset = gdal.Open(path, gdal.GA_Update)
    for number in (1, 2):
        dataset.GetRasterBand(number).SetScale(0.5)
    dataset = None
    layer = raster_layer(project, path)
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(1.5, 1.5)])
    found = made({"RED": layer, "NIR": layer, "NIR_BAND": 2, "INDICES": "DVI"}, tmp_path)["DVI"]
    assert np.isnan(found[0, 0]) and found[0, 1] == 2


def test_bands_of_other_sides(inputs, tmp_path):
    """A near infrared band of 20 m beside a red one of 10 m, as Sentinel-2 has it; the log says so."""
    coarse = write_map(tmp_path / "coarse.tif", np.full((2, 2), 7, "int16"), cell=(20.0, 20.0))
    feedback = Feedback()
    found = made({**inputs, "NIR": coarse, "NIR_BAND": 1, "INDICES": "DVI"}, tmp_path, feedback)["DVI"]
    np.testing.assert_array_equal(found, np.where(CELLS["RED"] == -9, np.nan, 7.0 - CELLS["RED"]))
    assert any("It is read on the grid of “pic” (bilinear)." in text for text in feedback.infos)


# Outputs


def test_a_file_of_each_index(inputs, tmp_path):
    folder = tmp_path / "bands"
    folder.mkdir()
    whole = made({**inputs, "INDICES": ["NDVI", "RVI"], "FOLDER": str(folder)}, tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["pic_NDVI.tif", "pic_RVI.tif"]
    for name, values in whole.items():
        np.testing.assert_array_equal(bands_of(folder / f"pic_{name}.tif")[name], values)


def test_styles_of_the_bands(inputs, tmp_path):
    """One for each index, by its name, from low to high; the first index is shown."""
    from test_results import loaded

    _found, came = loaded(NAME, {**inputs, "INDICES": ["NDVI", "RVI", "EVI"], "OUTPUT": str(tmp_path / "o.tif")})
    (layer,) = came
    assert "Indices" in layer.name()
    styles = layer.styleManager()
    first = styles.currentStyle()
    assert sorted(styles.styles()) == ["EVI", "NDVI", "RVI"] and first == "NDVI"
    for number, name in enumerate(["NDVI", "RVI", "EVI"], 1):
        assert styles.setCurrentStyle(name)
        renderer = layer.renderer()
        assert renderer.type() == "singlebandpseudocolor" and renderer.band() == number and layer.bandName(number).endswith(name)
        values = bands_of(tmp_path / "o.tif")[name]
        low, high = renderer.classificationMin(), renderer.classificationMax()  # of nearly all cells
        assert np.nanmin(values) - 1e-5 <= low < high <= np.nanmax(values) + 1e-5


def test_a_style_where_there_is_no_cell(tmp_path):
    from test_results import loaded

    path = write_map(tmp_path / "void.tif", np.full((2, 3), -9, "int16"), nodata=-9)
    _found, came = loaded(NAME, {"RED": path, "NIR": path, "INDICES": ["NDVI", "RVI"], "OUTPUT": str(tmp_path / "o.tif")})
    assert sorted(came[0].styleManager().styles()) == ["NDVI", "RVI"] and came[0].isValid()


def test_a_mask_of_a_picture_is_told_of_once(tmp_path):
    """Its bands share it."""
    from test_masks import masked, said

    path = masked(tmp_path / "pic.tif", np.int16([[1, 2, 3]]), np.uint8([[0, 255, 255]]))
    feedback = Feedback()
    run({"RED": path, "NIR": path}, feedback, name=NAME)
    assert len(said(feedback, path)) == 1


def test_in_a_model(inputs, tmp_path):
    """The variogram of NDVI, from a picture."""
    from models import chain, from_input, from_step, run_chain
    from qgis.core import QgsProcessingParameterRasterLayer
    from runs import table

    bands = {name: from_input("picture") for name in ("RED", "NIR")}
    steps = {
        "indices": ("pitscape:spectralindices", {**bands, "RED_BAND": 3, "NIR_BAND": 4, "INDICES": "NDVI,DVI"}),
        "variogram": (
            "pitscape:rastervariogram",
            {"INPUT": from_step("indices", "OUTPUT"), "INPUT_BAND": 2, "CUTOFF": 200, "WIDTH": 50},
        ),
    }
    model = chain(
        [QgsProcessingParameterRasterLayer("picture")], steps, {"Bins": ("variogram", "VARIOGRAM"), "Map": ("indices", "OUTPUT")}
    )
    cells = np.random.default_rng(1).integers(1, 9000, (4, 30, 30)).astype("uint16")
    path = write_map(tmp_path / "big.tif", *cells)
    within = context()
    done = run_chain(model, {"picture": path}, within)
    assert list(bands_of(done["Map"])) == ["NDVI", "DVI"]
    alone = run(
        {"INPUT": done["Map"], "INPUT_BAND": 2, "CUTOFF": 200, "WIDTH": 50, "VARIOGRAM": "memory:"},
        within=within,
        name="rastervariogram",
    )
    assert table(done, "Bins", within, "bin", "np") == table(alone, "VARIOGRAM", within, "bin", "np") != []


def test_a_batch(tmp_path):
    """Two pictures one after the other: nothing of one is left in the next."""
    for number in (1, 2):
        cells = {name: values * number for name, values in CELLS.items()}
        path = write_map(tmp_path / f"pic{number}.tif", *cells.values())
        found = made(of_file(path, INDICES=["DVI", "NDVI"][:number]), tmp_path)
        assert list(found) == ["DVI", "NDVI"][:number]
        np.testing.assert_array_equal(found["DVI"], (cells["NIR"] - cells["RED"]).astype(float))


def test_the_help_lists_what_the_library_knows(qgis):
    """Every index with its name, formula and source; what the page says of the rules, in numbers."""
    from runs import algorithm

    from pitscape import indices, native

    page = html.unescape(algorithm(NAME).shortHelpString())
    rows = native.describe()["indices"]
    items = re.findall("<li>(.*?)</li>", page)
    assert len(items) == len(rows) == 6 and indices.PLACE not in page
    for item, row in zip(items, rows):
        assert item.startswith(f"<b>{row['index']}</b>: ")
        for part in (row["name"], row["formula"].replace(" - ", " − "), row["source"]):
            assert part in item
    assert {row["index"] for row in rows} == set(ALL)
    assert {band for row in rows for band in row["bands"]} == {"red", "nir", "green", "blue"}


# A real map as numbers


def bilinear(grid, x, y, crs):
    """Between the four centres round a point, by weight of those that have a value; none where the cell of the point has none."""
    from real_map import beneath, position

    row, column = (along - 0.5 for along in position(grid, x, y, crs))
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    padded = np.pad(grid.cells.astype(float), 2)  # 0 is nodata
    total, weights = np.zeros(x.shape), np.zeros(x.shape)
    for down in (0, 1):
        for right in (0, 1):
            # Far away there is but the edge, which has no value
            at_row, at_column = ((at + 2).clip(0, size - 1) for at, size in zip((top + down, left + right), padded.shape))
            value = padded[at_row, at_column]
            weight = (1 - abs(row - top - down)) * (1 - abs(column - left - right)) * (value > 0)
            total, weights = total + weight * value, weights + weight
    has = beneath(grid, x, y, crs, nodata=0) > 0
    return np.where(has, total / np.where(has, weights, 1), np.nan)


@pytest.mark.parametrize("how", ["nearest", "bilinear"])
@pytest.mark.parametrize("where", ["shifted", "another CRS"])
def test_on_a_real_map_as_numbers(reference, tmp_path, where, how):
    """Red of Bern and Valais, near infrared of other numbers moved by parts of a cell, and in UTM with cells of 130 m."""
    import real_map

    grid = real_map.part(reference, slice(200, 500), slice(60, 360))
    codes = grid.cells.astype("uint16")
    red, nir = (
        grid._replace(cells=np.where(codes == 255, 0, numbers).astype("uint16"))
        for numbers in (200 + 137 * codes, 113 + 311 * codes)
    )
    nir = nir.shifted() if where == "shifted" else nir.onto(32632, 130)
    nir = nir._replace(cells=np.where(nir.cells == 255, 0, nir.cells))  # beyond the map
    inputs = {"RED": red.write(tmp_path / "red.tif", nodata=0), "NIR": nir.write(tmp_path / "nir.tif", nodata=0)}
    found = made({**inputs, "INDICES": ["NDVI", "RVI"], "RESAMPLE_VALUES": how}, tmp_path)
    x, y = grid.centres()
    seen = bilinear(nir, x, y, grid.crs) if how == "bilinear" else real_map.beneath(nir, x, y, grid.crs, nodata=0).astype(float)
    red, seen = (np.where(cells == 0, np.nan, cells) for cells in (red.cells.astype(float), seen))
    wanted = indices_of(red, red, red, seen)
    alike(found, {name: wanted[name] for name in ("NDVI", "RVI")})
    assert 20000 < np.isfinite(wanted["RVI"]).sum() < 30000 and len(np.unique(wanted["RVI"])) > 60
