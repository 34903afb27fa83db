"""The committed sample is what its generator makes, and it is what its README says."""
import csv
import pathlib
import subprocess
import sys

import numpy as np
import pytest
from osgeo import gdal

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "qgis_plugin/pitscape/sample"
NAME = "haerwusu_synthetic_2022"
# Table 5 of Chang et al. (2024), labels put right: carbon of 2022 divided by the density of its class, in km2.
STUDY = {
    "Transportation": 1.02387, "Water": 0.103815, "Industrial": 1.9236, "Mining": 2.98755, "Cropland": 3.42943,
    "Residential": 1.78937, "Grassland": 66.7484, "Forest": 14.1757, "Reclaimed dump": 6.36627, "Unreclaimed dump": 5.49939,
}


def opened(folder):
    return gdal.Open(str(folder / f"{NAME}.tif"))


@pytest.fixture(scope="module")
def sample():
    return opened(SAMPLE)


@pytest.fixture(scope="module")
def pools():
    with (SAMPLE / "pools.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([sys.executable, str(ROOT / "scripts/make_sample"), str(folder)], check=True)
    return folder


def test_generator_makes_the_committed_cells(sample, regenerated):
    again = opened(regenerated)
    assert np.array_equal(again.ReadAsArray(), sample.ReadAsArray())
    assert again.GetGeoTransform() == sample.GetGeoTransform()
    assert again.GetSpatialRef().IsSame(sample.GetSpatialRef())


@pytest.mark.parametrize("file", ["pools.csv", "README.md", f"{NAME}.qml"])
def test_generator_makes_the_committed_texts(regenerated, file):
    assert (regenerated / file).read_text(encoding="utf-8") == (SAMPLE / file).read_text(encoding="utf-8")


def test_areas_are_the_studys_to_half_a_cell(sample, pools):
    cells = np.bincount(sample.ReadAsArray().ravel(), minlength=11)
    km2 = {row["name"]: cells[int(row["lucode"])] * 0.0001 for row in pools}
    assert km2 == pytest.approx(STUDY, abs=0.5 * 0.0001 + 1e-9)
    assert cells[1:].sum() * 0.0001 == pytest.approx(104.05, abs=0.01)
    assert cells[0] > 0, "no nodata around the study area"


def test_grid(sample):
    west, width, _, north, _, height = sample.GetGeoTransform()
    assert (width, height) == (10, -10)
    assert sample.GetSpatialRef().GetAuthorityCode(None) == "32649"
    band = sample.GetRasterBand(1)
    assert (band.DataType, band.GetNoDataValue()) == (gdal.GDT_Byte, 0)


def test_names_are_those_of_the_pool_table(sample, pools):
    names = {int(row["lucode"]): row["name"] for row in pools}
    band = sample.GetRasterBand(1)
    table = band.GetDefaultRAT()
    assert {table.GetValueAsInt(i, 0): table.GetValueAsString(i, 1) for i in range(table.GetRowCount())} == names
    assert dict(enumerate(band.GetCategoryNames())) == {0: "", **names}
    colours = {band.GetColorTable().GetColorEntry(code) for code in names}
    assert len(colours) == 10, "two classes share a colour"


def test_densities_are_those_of_table_3(pools):
    total = {row["name"]: sum(float(row[c]) for c in ("c_above", "c_below", "c_soil", "c_dead")) for row in pools}
    assert total["Forest"] == pytest.approx(36.69 + 14.68 + 144.64 + 3.67)
    assert total["Mining"] == 24.13
    assert total["Reclaimed dump"] == pytest.approx(8.94 + 21.9 + 135.96)
    assert all(row["reference"] for row in pools)


def test_every_text_says_that_it_is_synthetic(sample):
    assert "**This map is synthetic.**" in (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert "Synthetic" in sample.GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION")


def test_it_stays_small():
    assert sum(file.stat().st_size for file in SAMPLE.iterdir()) < 300_000
