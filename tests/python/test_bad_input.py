"""Bad input ends in one sentence that says what, where, and what to do; nothing is left behind."""

import os
import resource
import subprocess

import numpy as np
import pytest
from layers import polygon_layer
from maps import LEFT, POOLS, TOP, files, write_map, write_pools, write_table
from osgeo import gdal

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 2, 3], [3, 2, 1]], "uint8")
HEADER = ("lucode", "name", "c_above", "c_below", "c_soil", "c_dead")
HA = 10 * 10 / 10000


@pytest.fixture
def stops(tmp_path):
    """Run and return the sentence; the folder must be what it was, with an output of old still in it."""
    from runs import Failed, run, temporary_folders

    def stopped(**parameters):
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / "density.tif").write_bytes(b"as it was")
        (tmp_path / "out" / "carbon.csv").write_bytes(b"as it was")
        if "LULC" not in parameters:
            parameters["LULC"] = write_map(tmp_path / "map.tif", CODES)
        if "POOLS" not in parameters:
            parameters["POOLS"] = write_pools(tmp_path / "pools.csv")
        parameters.setdefault("OUTPUT", str(tmp_path / "out" / "density.tif"))
        parameters.setdefault("SUMMARY", str(tmp_path / "out" / "carbon.csv"))
        before = files(tmp_path)
        with pytest.raises(Failed) as error:
            run(parameters)
        assert files(tmp_path) == before
        assert temporary_folders() == []
        sentence = str(error.value)
        assert "Traceback" not in sentence and "panick" not in sentence
        return sentence

    return stopped


def pools_with(tmp_path, row, header=HEADER):
    return write_pools(tmp_path / "pools.csv", [*POOLS, row], header)


# The pool table


def test_missing_classes_are_all_listed(stops, tmp_path):
    codes = np.array([[1, 7, 7], [12, 7, -4], [12, 1, 1]], "int16")
    sentence = stops(LULC=write_map(tmp_path / "more.tif", codes), POOLS=write_pools(tmp_path / "pools.csv"))
    assert "code -4 (1 cell), code 7 (3 cells), code 12 (2 cells)" in sentence
    assert "nodata" in sentence and "IGNORE_CODES" in sentence and "“more”" in sentence


def test_duplicate_code(stops, tmp_path):
    sentence = stops(POOLS=pools_with(tmp_path, (2, "again", 1, 1, 1, 1)))
    assert "Rows 2 and 4 " in sentence and "lucode 2" in sentence


@pytest.mark.parametrize("code", ["2.5", "x", "", "1e3x"])
def test_code_that_is_not_whole(stops, tmp_path, code):
    sentence = stops(POOLS=pools_with(tmp_path, (code, "odd", 1, 1, 1, 1)))
    assert "Row 4 " in sentence and "lucode" in sentence and "whole number" in sentence
    assert code in sentence


@pytest.mark.parametrize("column", ["c_above", "c_below", "c_soil", "c_dead"])
@pytest.mark.parametrize("value", ["-0.5", "abc", "", "nan", "inf", "36,69"])
def test_density_that_is_none(stops, tmp_path, column, value):
    row = dict(zip(HEADER, (9, "odd", 1, 1, 1, 1)), **{column: value})
    sentence = stops(POOLS=pools_with(tmp_path, [row[name] for name in HEADER]))
    assert "Row 4 " in sentence and "9" in sentence and column in sentence
    assert value.lower() in sentence.lower()


def test_missing_columns(stops, tmp_path):
    rows = [(code, below, dead) for code, _name, _above, below, _soil, dead in POOLS]
    sentence = stops(POOLS=write_table(tmp_path / "pools.csv", ["lucode", "c_below", "c_dead"], rows))
    assert "c_above" in sentence and "c_soil" in sentence and "pool table" in sentence


def test_column_that_is_there_twice(stops, tmp_path):
    header = ("lucode", "LUCODE", "c_above", "c_below", "c_soil", "c_dead")
    assert "lucode" in stops(POOLS=write_pools(tmp_path / "pools.csv", header=header)).lower()


def test_empty_table(stops, tmp_path):
    assert "no row" in stops(POOLS=write_pools(tmp_path / "pools.csv", []))


# The map


def test_all_nodata(stops, tmp_path):
    sentence = stops(LULC=write_map(tmp_path / "empty.tif", np.zeros((3, 5), "uint8"), nodata=0))
    assert "no valid cell" in sentence and "15" in sentence and "“empty”" in sentence


def test_everything_ignored(stops):
    assert "no valid cell" in stops(IGNORE_CODES="1;2;3")


def test_one_cell(tmp_path):
    from runs import run

    output = tmp_path / "density.tif"
    path = write_map(tmp_path / "one.tif", np.array([[2]], "uint8"))
    results = run({"LULC": path, "POOLS": write_pools(tmp_path / "pools.csv"), "OUTPUT": str(output)})
    assert results["TOTAL_CARBON"] == pytest.approx(100 * HA, rel=1e-12)
    assert gdal.Open(str(output)).ReadAsArray().tolist() == [[100]]


def test_nan_is_nodata(tmp_path):
    from runs import run

    codes = np.array([[1, np.nan, 2], [3, np.nan, 2]], "float32")
    path = write_map(tmp_path / "map.tif", codes)
    results = run({"LULC": path, "POOLS": write_pools(tmp_path / "pools.csv")})
    assert results["TOTAL_AREA_HA"] == pytest.approx(4 * HA, rel=1e-12)
    assert results["TOTAL_CARBON"] == pytest.approx((10 + 100 + 1000 + 100) * HA, rel=1e-12)


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_value_that_is_no_code(stops, tmp_path, kind):
    codes = np.array([[1, 2, 3], [1, 2, 2.25]], kind)
    sentence = stops(LULC=write_map(tmp_path / "real.tif", codes))
    assert "2.25" in sentence and "row 1, column 2" in sentence and "“real”" in sentence


@pytest.mark.parametrize(
    "kind, codes",
    [
        ("int8", (-128, -1, 127)),
        ("int16", (-32768, -1, 32767)),
        ("uint16", (0, 256, 65535)),
        ("int32", (-(2**31), -70000, 2**31 - 1)),
        ("uint32", (0, 65536, 2**32 - 1)),
        ("float64", (-(2**40), 0, 2**40)),
    ],
)
def test_codes_of_every_type(tmp_path, kind, codes):
    from qgis.core import QgsProcessingUtils
    from runs import context, rows, run

    low, middle, high = codes
    path = write_map(tmp_path / "map.tif", np.array([[low, middle], [high, high]]).astype(kind))
    pools = write_pools(tmp_path / "pools.csv", [(code, f"c{code}", n, 0, 0, 0) for n, code in enumerate(codes, 1)])
    within = context()
    results = run({"LULC": path, "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}, within=within)
    assert rows(QgsProcessingUtils.mapLayerFromString(results["SUMMARY"], within), "lucode", "name", "cells") == [
        (low, f"c{low}", 1), (middle, f"c{middle}", 1), (high, f"c{high}", 2),
    ]  # fmt: skip
    assert results["TOTAL_CARBON"] == pytest.approx((1 + 2 + 2 * 3) * HA, rel=1e-12)


def test_complex_numbers(stops, tmp_path):
    gdal.Translate(str(tmp_path / "complex.tif"), write_map(tmp_path / "map.tif", CODES), outputType=gdal.GDT_CFloat32)
    assert "complex" in stops(LULC=str(tmp_path / "complex.tif"))


def test_missing_crs(stops, tmp_path):
    sentence = stops(LULC=write_map(tmp_path / "bare.tif", CODES, epsg=None))
    assert "“bare”" in sentence and "Set Layer CRS" in sentence and sentence.startswith("LULC: ")


def test_web_mercator(stops, tmp_path):
    gdal.Translate(
        str(tmp_path / "web.tif"), write_map(tmp_path / "map.tif", CODES), outputSRS="EPSG:3857",
        outputBounds=(1e6, 6e6, 1e6 + 300, 6e6 - 200),
    )  # fmt: skip
    for area in ("auto", None):
        sentence = stops(LULC=str(tmp_path / "web.tif"), AREA=area)
        assert "eproject" in sentence and "%" in sentence and "AREA" in sentence


def test_rotated_grid(tmp_path):
    """The area of a cell is the determinant of the grid's two axes."""
    from runs import run

    path = write_map(tmp_path / "rotated.tif", CODES, cell=(8.0, 6.0), rotation=3.0)
    results = run({"LULC": path, "POOLS": write_pools(tmp_path / "pools.csv"), "OUTPUT": str(tmp_path / "density.tif")})
    ha = (8 * 6 + 3 * 3) / 10000
    assert results["TOTAL_AREA_HA"] == pytest.approx(6 * ha, rel=1e-12)
    assert gdal.Open(str(tmp_path / "density.tif")).GetGeoTransform() == (LEFT, 8.0, 3.0, TOP, 3.0, -6.0)


def test_layer_of_pictures(stops, project):
    from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

    tiles = "type=xyz&url=file:///nowhere/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=1&zmin=0"
    layer = QgsRasterLayer(tiles, "tiles", "wms")
    assert layer.isValid() and layer.providerType() == "wms"
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    project.addMapLayer(layer)
    sentence = stops(LULC=layer)
    assert sentence.startswith("LULC: the layer “tiles” (provider wms) is a picture")


# Polygons


def test_mask_without_crs(stops, project):
    sentence = stops(MASK=polygon_layer(project, [(0, 0, 1, 1)], ""))
    assert sentence.startswith("MASK: ") and "“polygons”" in sentence and "Set Layer CRS" in sentence


def test_mask_beside_the_map(stops, project):
    sentence = stops(MASK=polygon_layer(project, [(100, 100, 101, 101)]))
    assert "MASK" in sentence and "no cell" in sentence


def test_mask_without_polygons(stops, project):
    assert "MASK: the layer “polygons” has no polygon" in stops(MASK=polygon_layer(project, []))


# Parameters and destinations


@pytest.mark.parametrize("typed", ["1; x 2.5;-3", "1,x，2.5；-3"])
def test_ignore_codes_that_are_not_whole(stops, typed):
    sentence = stops(IGNORE_CODES=typed)
    assert sentence.startswith("IGNORE_CODES: ") and "x, 2.5" in sentence


@pytest.mark.parametrize("name, file", [("OUTPUT", "density.tif"), ("SUMMARY", "carbon.csv")])
def test_missing_output_folder(stops, tmp_path, name, file):
    sentence = stops(**{name: str(tmp_path / "nowhere" / file)})
    assert sentence == f"{name}: the folder {tmp_path}/nowhere does not exist. Create it, or choose another one."


def test_missing_folder_of_a_layer_in_a_geopackage(stops, tmp_path):
    sentence = stops(SUMMARY=f"ogr:dbname='{tmp_path}/nowhere/a.gpkg' table=\"carbon\" (geom)")
    assert f"SUMMARY: the folder {tmp_path}/nowhere does not exist" in sentence


def test_output_that_is_a_folder(stops, tmp_path):
    (tmp_path / "folder.tif").mkdir()
    assert f"{tmp_path}/folder.tif is a folder" in stops(OUTPUT=str(tmp_path / "folder.tif"))


def test_output_that_is_no_tiff(stops, tmp_path):
    sentence = stops(OUTPUT=str(tmp_path / "density.png"))
    assert sentence.startswith("OUTPUT: ") and "density.png does not end in .tif" in sentence


def test_missing_folder_in_a_model_or_task(tmp_path):
    """These do not check the parameters first; the sentence comes before the computation all the same."""
    from runs import Failed, Feedback, run_unchecked

    feedback = Feedback()
    parameters = {
        "LULC": write_map(tmp_path / "map.tif", CODES),
        "POOLS": write_pools(tmp_path / "pools.csv"),
        "SUMMARY": str(tmp_path / "nowhere" / "carbon.csv"),
    }
    with pytest.raises(Failed, match="SUMMARY: the folder .*nowhere does not exist"):
        run_unchecked(parameters, feedback)
    assert feedback.fractions == []


@pytest.mark.parametrize("how", ["as it is", "by a link", "by another way"])
def test_output_that_is_the_map(stops, tmp_path, how):
    path = write_map(tmp_path / "map.tif", CODES)
    output = path
    if how == "by a link":
        os.symlink(path, tmp_path / "link.tif")
        output = str(tmp_path / "link.tif")
    elif how == "by another way":
        output = str(tmp_path / "out" / ".." / "map.tif")
        (tmp_path / "out").mkdir()
    sentence = stops(LULC=path, OUTPUT=output)
    assert sentence.startswith("OUTPUT: ") and "the input LULC" in sentence


def test_table_that_is_the_pool_table(stops, tmp_path):
    path = write_pools(tmp_path / "pools.csv")
    sentence = stops(POOLS=path, SUMMARY=path)
    assert sentence.startswith("SUMMARY: ") and "the input POOLS" in sentence


def test_summary_beside_the_pools_in_one_geopackage(stops, tmp_path):
    """Another layer of that file is no harm; the same one is."""
    from runs import run

    file = tmp_path / "all.gpkg"
    gdal.VectorTranslate(str(file), write_pools(tmp_path / "pools.csv"), format="GPKG", layerName="pools")
    inputs = {"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": f"{file}|layername=pools"}
    assert "the input POOLS" in stops(**inputs, SUMMARY=f"ogr:dbname='{file}' table=\"pools\"")
    run(dict(inputs, SUMMARY=f"ogr:dbname='{file}' table=\"carbon\""))
    layers = gdal.OpenEx(str(file))
    assert [layers.GetLayerByName(name).GetFeatureCount() for name in ("pools", "carbon")] == [len(POOLS), 3]


@pytest.mark.parametrize("name, file", [("OUTPUT", "density.tif"), ("SUMMARY", "carbon.csv")])
def test_read_only_output(stops, disk, name, file):
    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    sentence = stops(**{name: str(folder / file)})
    assert sentence == f"{name}: {folder}/{file} cannot be written (read-only, or not permitted). Choose another folder."


def test_full_disk(stops, disk, tmp_path):
    """4 MB of cells onto a disk of 1 MB."""
    folder = disk("small", "size=1m")
    (folder / "density.tif").write_bytes(b"as it was")
    lulc = write_map(tmp_path / "large.tif", np.resize(CODES, (1000, 1000)))
    sentence = stops(LULC=lulc, OUTPUT=str(folder / "density.tif"), CREATE_OPTIONS="COMPRESS=NONE")
    assert "could not be written" in sentence and f"{folder}/density.tif" in sentence


@pytest.mark.parametrize("file", ["carbon.csv", "carbon.gpkg", "carbon.xlsx"])
def test_full_disk_for_the_table(stops, disk, file):
    """GDAL's CSV driver says nothing when nothing more can be written."""
    folder = disk("small", "size=256k")
    (folder / file).write_bytes(b"as it was")
    with open(folder / "others", "wb", buffering=0) as others:
        with pytest.raises(OSError):
            while True:
                others.write(bytes(4096))
    sentence = stops(SUMMARY=str(folder / file), OUTPUT=None)
    assert sentence.startswith("SUMMARY: ") and "full" in sentence.lower() and len(sentence) < 500


def test_output_larger_than_files_may_be(stops, tmp_path):
    """As a full disk, where nobody may mount one."""
    lulc = write_map(tmp_path / "large.tif", np.resize(CODES, (1000, 1000)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, hard))
    try:
        sentence = stops(LULC=lulc, POOLS=write_pools(tmp_path / "pools.csv"), CREATE_OPTIONS="COMPRESS=NONE")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "could not be written" in sentence
