"""Spectral indices of random pictures, cell by cell."""

import numpy as np
import pytest
from osgeo import gdal

from . import spectral
from .figures import Figures, needs
from .grids import Grid, random_grid, random_size
from .library import read, run
from .maps import write_plain
from .selection import random_selection


def drawn(rng, few):
    """Indices in any order, one at least, and the bands that they need besides red and near infrared."""
    indices = [str(index) for index in rng.permutation(list(spectral.NEEDS))[: int(rng.integers(few, 7))]]
    names = "RN" + "".join(name for name in "GB" if any(name in spectral.NEEDS[index] for index in indices) or rng.random() < 0.2)
    return indices, names


def compare(rng, folder, grid, bands, about, indices, soil, given, of):
    selection = random_selection(rng, folder, grid, [0], zones=False)
    used = {name: of(band.own) for name, band in bands.items()}
    reflectance = {name: band.values * used[name][0] + used[name][1] for name, band in bands.items()}
    off = {name: abs(used[name][0]) * (band.off + spectral.rounding(band, used[name])) for name, band in bands.items()}
    for values in reflectance.values():
        values[~selection.within] = np.nan
    # 3 x 0.1 - 0.3 is 0 but for rounding; see test_a_reflectance_of_zero_but_for_rounding
    needs(all(not ((np.abs(values) <= 1e-12) & (values != 0)).any() for values in reflectance.values()))
    expected = {index: spectral.index_of(index, soil, reflectance, off) for index in indices}
    out, files = str(folder / "indices.tif"), folder / "bands"
    files.mkdir()
    request = {
        "indices": indices,
        "soil_factor": soil,
        "output": out,
        "folder": str(files),
        "layer_name": "pic",
        **given,
        **selection.request,
    }
    request.update({spectral.PLACES[name]: band.request for name, band in bands.items()})
    report = run("spectral_indices", folder, **request)
    made = read(out)
    with Figures("spectral_indices", f"{about}, {grid}, {request}") as figures:
        figures.same("bands", list(made), indices)
        figures.same("files", sorted(path.name for path in files.iterdir()), sorted(f"pic_{index}.tif" for index in indices))
        for index, (value, tolerance, open_) in expected.items():
            if index != "RVI":  # whose denominator of 0 is open where values are scaled back and forth
                figures.same(f"{index}: few cells left open", bool(open_.sum() <= 0.05 * open_.size + 1), True)
            got = made[index]
            figures.same(f"{index}: type", gdal.Open(out).GetRasterBand(indices.index(index) + 1).DataType, gdal.GDT_Float32)
            compare_cells(figures, index, got, value, tolerance, open_)
            (alone,) = read(files / f"pic_{index}.tif").values()
            figures.cells(f"{index}: file of its own", alone, got, relative=0, absolute=0)
        first = made[indices[0]]
        results = report["results"]
        known = first[~np.isnan(first)]
        figures.same("cells", results["cells"], known.size)
        figures.same("output_min", results["output_min"], known.min() if known.size else None, relative=1e-6)
        figures.same("output_max", results["output_max"], known.max() if known.size else None, relative=1e-6)


def compare_cells(figures, index, got, value, tolerance, open_):
    """NULL where it is NULL, and Float32's nearest number elsewhere, or its neighbour where rounding may tell."""
    nearest = value.astype("float32").astype(float)
    spare = np.where(np.isnan(value), 0, tolerance + 1.001 * np.spacing(np.abs(nearest).astype("float32")))
    exact = np.where(open_ | (np.abs(got - nearest) <= spare), got, nearest)
    figures.cells(index, got, exact, relative=0, absolute=0)


@pytest.mark.few(40)
def test_one_picture(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 22))
    indices, names = drawn(rng, 2)
    soil = float(rng.choice([0.5, 0, 0.25, 1]))
    given, of = spectral.random_reflectance(rng)
    bands, about = spectral.one_picture(rng, tmp_path, grid, names, soil, of)
    compare(rng, tmp_path, grid, bands, about, indices, soil, given, of)


@pytest.mark.few(60)
def test_bands_on_other_grids(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 18), kinds=("square", "long", "tilted"))
    how = str(rng.choice(list(spectral.BROUGHT)))
    indices, names = drawn(rng, 2)
    soil = float(rng.choice([0.5, 0, 1]))
    given, of = spectral.random_reflectance(rng)
    bands, about = spectral.many_pictures(rng, tmp_path, grid, names, how)
    needs(all((~np.isnan(band.values)).any() for band in bands.values()))
    if how != "bilinear" or rng.random() < 0.5:
        given["resample_values"] = how
    compare(rng, tmp_path, grid, bands, about, indices, soil, given, of)


@pytest.mark.few(20)
def test_bilinear_is_gdalwarps_inside(rng, tmp_path):
    """Where all cells around have a value and the band's are as large or larger, both are between four centres."""
    grid = random_grid(rng, 14, 15, kinds=("square", "long", "tilted"))
    side = float(rng.uniform(1, 3))
    at = grid.at(*rng.uniform(-4, 2, 2))
    left, right, down_x, top, right_y, down = grid.transform
    there = Grid((float(at[0]), side * right, side * down_x, float(at[1]), side * right_y, side * down), 12, 13, grid.epsg)
    values = rng.integers(0, 9000, there.shape)
    band = write_plain(tmp_path, "nir.tif", there, values)
    red = write_plain(tmp_path, "red.tif", grid, np.zeros(grid.shape))
    target = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, gdal.GDT_Float64)
    target.SetGeoTransform(grid.transform)
    target.SetProjection(gdal.Open(red["path"]).GetProjection())
    target.GetRasterBand(1).Fill(-1)
    gdal.Warp(
        target,
        gdal.Open(band["path"]),
        resampleAlg="bilinear",
        errorThreshold=0,
        warpOptions=["XSCALE=1", "YSCALE=1"],
        workingType=gdal.GDT_Float64,
    )
    warped = target.ReadAsArray()
    row, column = spectral.places(grid, there)
    inside = (row > 0.5) & (column > 0.5) & (row < there.rows - 0.5) & (column < there.columns - 0.5)
    needs(inside.any())
    out = str(tmp_path / "dvi.tif")
    run("spectral_indices", tmp_path, red=red, nir=band, indices=["DVI"], output=out)
    with Figures("spectral_indices", f"{grid} {there}") as figures:
        figures.cells("DVI", read(out)["DVI"][inside], warped[inside], relative=1e-6, absolute=1e-9)


def test_a_reflectance_of_zero_but_for_rounding(tmp_path):
    """3 x 0.1 - 0.3 is 5.6e-17 in 64 bits."""
    grid = Grid((450000.0, 10.0, 0.0, 5200000.0, 0.0, -10.0), 1, 3)
    red, nir = (
        write_plain(tmp_path, f"{name}.tif", grid, np.array([cells])) for name, cells in (("red", [3, 3, 1]), ("nir", [4, 3, 5]))
    )
    out = str(tmp_path / "out.tif")
    run("spectral_indices", tmp_path, red=red, nir=nir, indices=["RVI", "NDVI"], scale=0.1, offset=-0.3, output=out)
    made = read(out)
    with Figures("spectral_indices", "3 x 0.1 - 0.3") as figures:
        figures.cells("RVI", made["RVI"], np.array([[np.nan, np.nan, -1.0]]))
        figures.cells("NDVI", made["NDVI"], np.array([[1.0, np.nan, np.nan]]))
