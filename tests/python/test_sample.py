"""The committed sample is what its generator makes, and it is what its README says."""
import csv
import json
import pathlib
import subprocess
import sys

import numpy as np
import pytest
from osgeo import gdal, ogr

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "qgis_plugin/pitscape/sample"
YEARS = (2007, 2012, 2017, 2022)
STUDY_AREA = 1_040_500
SHDI = (1.0439, 1.2990, 1.2545, 1.2931)  # of the study's areas
# Table 5 of Chang et al. (2024), labels put right: carbon of each year divided by the density of its class, in km2.
STUDY = {
    "Transportation": (0.236803, 1.01476, 0.934211, 1.02387),
    "Water": (0.124097, 0.147570, 0.0924160, 0.103815),
    "Industrial": (1.7686, 2.2188, 2.8190, 1.9236),
    "Mining": (0.0510249, 3.02106, 3.92723, 2.98755),
    "Cropland": (22.0875, 20.4730, 4.66922, 3.42943),
    "Residential": (1.40858, 2.02487, 2.53608, 1.78937),
    "Grassland": (67.9839, 63.4921, 70.4751, 66.7484),
    "Forest": (8.77755, 4.48777, 9.68896, 14.1757),
    "Reclaimed dump": (0.744152, 5.05558, 4.22535, 6.36627),
    "Unreclaimed dump": (0.864452, 2.11776, 4.68481, 5.49939),
}
MINING_LAND = ("Industrial", "Mining", "Reclaimed dump", "Unreclaimed dump")
RASTERS = [*(f"haerwusu_synthetic_{year}" for year in YEARS), "haerwusu_synthetic_2022_reflectance"]
RASTERS += [f"haerwusu_synthetic_{name}" for name in ("dem", "temperature", "precipitation")]
TEXTS = [file.name for file in SAMPLE.iterdir() if file.suffix in (".csv", ".geojson", ".md", ".qml")]


def raster(name, folder=SAMPLE):
    return gdal.Open(str(folder / f"{name}.tif"))


def rows(name):
    with (SAMPLE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def covers():
    return {year: raster(f"haerwusu_synthetic_{year}").ReadAsArray() for year in YEARS}


@pytest.fixture(scope="module")
def pools():
    return rows("pools.csv")


@pytest.fixture(scope="module")
def codes(pools):
    return {row["name"]: int(row["lucode"]) for row in pools}


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([sys.executable, str(ROOT / "scripts/make_sample"), str(folder)], check=True)
    return folder


def test_generator_makes_the_committed_files(regenerated):
    names = {file.name for file in regenerated.iterdir()}
    committed = {file.name for file in SAMPLE.iterdir()}
    assert names <= committed
    assert all(name.endswith(".aux.xml") for name in committed - names), "QGIS leaves statistics here, and nothing else"
    assert {name for name in names if name.endswith(".tif")} == {f"{name}.tif" for name in RASTERS}


@pytest.mark.parametrize("name", RASTERS)
def test_generator_makes_the_committed_cells(regenerated, name):
    committed, again = raster(name), raster(name, regenerated)
    assert np.array_equal(again.ReadAsArray(), committed.ReadAsArray())
    assert again.GetGeoTransform() == committed.GetGeoTransform()
    assert again.GetSpatialRef().IsSame(committed.GetSpatialRef())


@pytest.mark.parametrize("file", TEXTS)
def test_generator_makes_the_committed_texts(regenerated, file):
    assert (regenerated / file).read_text(encoding="utf-8") == (SAMPLE / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("year", YEARS)
def test_areas_are_the_studys(covers, codes, year):
    cells = np.bincount(covers[year].ravel(), minlength=11)
    assert cells[1:].sum() == STUDY_AREA
    for name, km2 in STUDY.items():
        off = cells[codes[name]] - km2[YEARS.index(year)] / 0.0001
        assert abs(off) <= (35 if name == "Grassland" else 1), name
    shares = cells[1:] / STUDY_AREA
    assert round(-(shares * np.log(shares)).sum(), 4) == SHDI[YEARS.index(year)]


def test_study_area_is_the_same_in_all_years(covers):
    inside = covers[2007] > 0
    assert all(np.array_equal(cover > 0, inside) for cover in covers.values())
    assert not (inside[0].any() or inside[-1].any() or inside[:, 0].any() or inside[:, -1].any())


def patches(cover):
    """Cells of each patch of 8 neighbours."""
    memory = gdal.GetDriverByName("MEM").Create("", cover.shape[1], cover.shape[0], 1, gdal.GDT_Byte)
    band = memory.GetRasterBand(1)
    band.WriteArray(cover)
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("patches")
    gdal.Polygonize(band, band, layer, -1, ["8CONNECTED=8"])
    return [feature.GetGeometryRef().Area() for feature in layer]


def like_adjacencies(cover):
    """PLADJ of FRAGSTATS in percent: the share of like cells among the four neighbours of every cell."""
    like = 0
    for a, b in ((cover[1:], cover[:-1]), (cover[:, 1:], cover[:, :-1])):
        like += 2 * ((a == b) & (a > 0)).sum()
    return 100 * like / (4 * (cover > 0).sum())


def test_patches_and_adjacencies_are_counted_right():
    cover = np.array([[1, 2, 0], [2, 1, 1], [2, 2, 1]], np.uint8)
    assert sorted(patches(cover)) == [1 + 2 + 1, 1 + 1 + 2]  # each class hangs together across its corners
    # like sides: 2 in the second row and column each, counted from both of their cells; 8 cells have 4 sides each
    assert like_adjacencies(cover) == pytest.approx(100 * 2 * (2 + 2) / (8 * 4))


@pytest.mark.parametrize("year", YEARS)
def test_patches_are_compact(covers, year):
    sizes = patches(covers[year])
    assert sum(sizes) == STUDY_AREA
    assert 800 <= len(sizes) <= 1200
    assert 0.58 <= max(sizes) / STUDY_AREA <= 0.68
    assert 94 <= like_adjacencies(covers[year]) <= 96


def test_most_cells_keep_their_class(covers):
    inside = covers[2007] > 0
    for before, after in zip(YEARS, YEARS[1:]):
        assert 0.55 <= (covers[before] == covers[after])[inside].mean() <= 0.9
    assert (covers[2007] == covers[2022])[inside].mean() >= 0.5


def kept(covers, code, before, after):
    """The share of a class's cells of one year that are its own in the next."""
    return (covers[after] == code)[covers[before] == code].mean()


def test_a_class_that_grows_keeps_most_of_its_cells(covers, codes):
    moves = {"Mining", "Unreclaimed dump"}  # the pit advances and the bare dump follows it
    checked = 0
    for name in STUDY.keys() - moves:
        for i in range(3):
            if STUDY[name][i + 1] > STUDY[name][i]:
                checked += 1
                assert kept(covers, codes[name], *YEARS[i : i + 2]) > 0.6, (name, YEARS[i])
    assert checked == 13


def test_villages_and_stream_keep_their_place(covers, codes):
    for name in ("Residential", "Water"):
        for i in range(3):
            fewer = min(1, STUDY[name][i + 1] / STUDY[name][i])
            assert kept(covers, codes[name], *YEARS[i : i + 2]) > 0.9 * fewer, (name, YEARS[i])


def test_the_pit_advances_west_and_leaves_dumps_that_are_reclaimed(covers, codes):
    pits = [np.nonzero(covers[year] == codes["Mining"])[1].mean() for year in YEARS]
    assert pits == sorted(pits, reverse=True) and pits[0] - pits[-1] > 200
    rows_of_pit, columns_of_pit = np.nonzero(covers[2022] == codes["Mining"])
    inside = np.argwhere(covers[2022] > 0).mean(axis=0)
    assert rows_of_pit.max() < inside[0] and columns_of_pit.max() < inside[1], "the pit is not in the north-west"
    was_pit = (covers[2017] == codes["Mining"]) & (covers[2022] != codes["Mining"])
    assert (covers[2022][was_pit] == codes["Unreclaimed dump"]).mean() > 0.8
    was_bare = covers[2007] == codes["Unreclaimed dump"]
    assert (covers[2022][was_bare] == codes["Reclaimed dump"]).mean() > 0.4


def test_cropland_gives_way_to_forest_and_grassland(covers, codes):
    left = (covers[2012] == codes["Cropland"]) & (covers[2017] != codes["Cropland"])
    now = np.bincount(covers[2017][left], minlength=11) / left.sum()
    assert now[codes["Forest"]] + now[codes["Grassland"]] > 0.9
    assert now[codes["Forest"]] > 0.15


@pytest.mark.parametrize("year", YEARS)
def test_land_cover_has_names_and_colours(pools, year):
    sample = raster(f"haerwusu_synthetic_{year}")
    west, width, _, north, _, height = sample.GetGeoTransform()
    assert (width, height) == (10, -10)
    assert sample.GetSpatialRef().GetAuthorityCode(None) == "32649"
    names = {int(row["lucode"]): row["name"] for row in pools}
    band = sample.GetRasterBand(1)
    assert (band.DataType, band.GetNoDataValue()) == (gdal.GDT_Byte, 0)
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


def test_errors_are_a_tenth_of_each_pool(pools):
    for with_errors, plain in zip(rows("pools_with_errors.csv"), pools):
        assert {key: with_errors[key] for key in plain} == plain
        for pool in ("above", "below", "soil", "dead"):
            assert float(with_errors[f"se_{pool}"]) == pytest.approx(0.1 * float(plain[f"c_{pool}"]))
    readme = " ".join((SAMPLE / "README.md").read_text(encoding="utf-8").split())
    assert "The errors are an invented illustration" in readme


def test_each_class_has_a_group(codes):
    groups = {row["name"]: row["class_group"] for row in rows("class_groups.csv")}
    assert {row["name"]: int(row["lucode"]) for row in rows("class_groups.csv")} == codes
    assert {name for name, group in groups.items() if group == "Mining land"} == set(MINING_LAND)
    assert len(set(groups.values())) == 5


def test_indicators_of_the_study():
    indicators = rows("indicators.csv")
    assert [row["column_name"] for row in indicators] == "np pd lsi cohesion shdi shei".split()
    assert {row["direction"] for row in indicators} == {"+"} and sum(float(row["weight"]) for row in indicators) == pytest.approx(1, abs=1e-12)


def test_reference_points(covers):
    points = json.loads((SAMPLE / "reference_points_2022.geojson").read_text(encoding="utf-8"))["features"]
    west, width, _, north, _, height = raster("haerwusu_synthetic_2022").GetGeoTransform()
    mapped, found = [], []
    for point in points:
        x, y = point["geometry"]["coordinates"]
        column, row = (x - west) / width, (y - north) / height
        assert column % 1 == row % 1 == 0.5, "a point lies at the centre of its cell"
        mapped.append(int(covers[2022][int(row), int(column)]))
        found.append(point["properties"]["lucode"])
    assert np.bincount(mapped).tolist() == [0] + 10 * [40]
    assert np.mean(np.equal(mapped, found)) == 0.87
    readme = " ".join((SAMPLE / "README.md").read_text(encoding="utf-8").split())
    assert "348 of the 400 (0.87) agree" in readme


def test_soil_carbon_points(covers):
    """They lie where soil is as it was, and what made them can be found again: a line over height, and what is left beside it."""
    points = json.loads((SAMPLE / "soil_carbon_points_2022.geojson").read_text(encoding="utf-8"))["features"]
    east, north = np.array([point["geometry"]["coordinates"] for point in points], float).T
    carbon = np.array([point["properties"]["c_soil"] for point in points])
    west, _, _, top, _, _ = raster("haerwusu_synthetic_2022").GetGeoTransform()
    found = covers[2022][((top - north) // 10).astype(int), ((east - west) // 10).astype(int)]
    assert len(points) == len(set(zip(east, north))) == 300 and set(found.tolist()) == {5, 7, 8}
    assert (east % 10 == 5).all() and (north % 10 == 5).all(), "a point lies at the centre of its cell"
    monitored = json.loads((SAMPLE / "monitoring_points_2022.geojson").read_text(encoding="utf-8"))["features"]
    places = {tuple(point["geometry"]["coordinates"]) for point in monitored}
    assert len(places) == 20 and not places & set(zip(east, north))
    height = raster("haerwusu_synthetic_dem").ReadAsArray()[((top - north) // 30).astype(int), ((east - west) // 30).astype(int)]
    slope, _ = np.polyfit(height, carbon, 1)
    left = carbon - (140 + 0.3 * (height - 1150))
    assert abs(slope - 0.3) < 0.05 and abs(left.mean()) < 6 and 70 < left.var() < 170
    one, other = np.triu_indices(300, 1)
    distance = np.hypot(east[one] - east[other], north[one] - north[other])
    gamma = [np.mean((left[one] - left[other])[near] ** 2) / 2 for near in (distance < 300, (distance > 1500) & (distance < 2500))]
    assert 20 < gamma[0] < 70 and 80 < gamma[1] < 160
    readme = " ".join((SAMPLE / "README.md").read_text(encoding="utf-8").split())
    assert "140 + 0.3 (height - 1150 m)" in readme and "nugget 20 and a spherical structure of partial sill 100 (t/ha)^2 and range 1500 m" in readme


def features(name):
    """Fields and geometry of each feature, after what every layer must be."""
    source = ogr.Open(str(SAMPLE / name))
    layer = source.GetLayer()
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "32649"
    found = [(feature.items(), feature.GetGeometryRef().Clone()) for feature in layer]
    assert all(geometry.IsValid() for _, geometry in found)
    assert all(value == int(value) for value in numbers(json.loads((SAMPLE / name).read_text(encoding="utf-8"))))
    return found


def numbers(collection):
    for feature in collection["features"]:
        for part in feature["geometry"]["coordinates"]:
            for ring in part:
                for point in ring:
                    yield from point


def burnt(geometry):
    """The cells of the land cover whose centres lie in the geometry."""
    like = raster("haerwusu_synthetic_2022")
    memory = gdal.GetDriverByName("MEM").Create("", like.RasterXSize, like.RasterYSize, 1, gdal.GDT_Byte)
    memory.SetGeoTransform(like.GetGeoTransform())
    memory.SetProjection(like.GetProjection())
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("burnt", like.GetSpatialRef())
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(geometry)
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(memory, [1], layer, burn_values=[1])
    return memory.ReadAsArray() > 0


def test_mining_polygons_are_the_cells_of_mining_land(covers, codes):
    found = features("mining_areas.geojson")
    assert [(fields["year"], fields["name"]) for fields, _ in found] == [(y, n) for y in YEARS for n in MINING_LAND]
    for fields, geometry in found:
        cells = covers[fields["year"]] == codes[fields["name"]]
        assert fields["lucode"] == codes[fields["name"]]
        assert fields["area_ha"] == pytest.approx(cells.sum() * 0.01)
        assert geometry.Area() == cells.sum() * 100
        assert np.array_equal(burnt(geometry), cells)


def test_study_area_polygon_holds_the_cells(covers):
    ((fields, geometry),) = features("study_area.geojson")
    assert fields["name"] == "Synthetic study area"
    assert geometry.Area() == STUDY_AREA * 100
    assert np.array_equal(burnt(geometry), covers[2022] > 0)


def test_ndvi_suits_the_land_cover(covers, codes):
    bands = raster("haerwusu_synthetic_2022_reflectance")
    assert [bands.GetRasterBand(i).GetDescription() for i in (1, 2, 3, 4)] == ["blue", "green", "red", "nir"]
    for i in (1, 2, 3, 4):
        band = bands.GetRasterBand(i)
        assert (band.DataType, band.GetNoDataValue()) == (gdal.GDT_Byte, 0)
        assert (band.GetScale(), band.GetOffset()) == (0.0025, 0)
        assert band.GetColorInterpretation() != gdal.GCI_AlphaBand
    cells = bands.ReadAsArray()
    assert np.array_equal((cells > 0).all(axis=0), covers[2022] > 0) and cells.max() < 255
    red, nir = cells[2].astype(float), cells[3].astype(float)
    expected = {
        "Forest": (0.65, 0.8), "Cropland": (0.5, 0.65), "Reclaimed dump": (0.4, 0.55), "Grassland": (0.3, 0.45),
        "Residential": (0.1, 0.2), "Transportation": (0.1, 0.2), "Industrial": (0.05, 0.15),
        "Unreclaimed dump": (0.08, 0.15), "Mining": (0.02, 0.08), "Water": (-0.4, -0.1),
    }  # fmt: skip
    for name, (low, high) in expected.items():
        here = covers[2022] == codes[name]
        found = (nir[here] - red[here]) / (nir[here] + red[here])
        assert ((found > low - 0.03) & (found < high + 0.03)).mean() > 0.99, name
        assert found.std() > 0.005, name


def blocks_of(field, cells):
    """Means of squares of cells, as far as they are whole."""
    high, wide = (length // cells for length in field.shape)
    return field[: high * cells, : wide * cells].reshape(high, cells, wide, cells).mean(axis=(1, 3))


def test_heights_suit_the_land_cover(covers, codes):
    dem = raster("haerwusu_synthetic_dem")
    assert dem.GetGeoTransform()[1::4] == (30, -30) and dem.GetRasterBand(1).GetUnitType() == "m"
    metres = dem.ReadAsArray()
    assert np.allclose(metres * 10, np.round(metres * 10), atol=0.01)
    whole = {name: blocks_of(covers[2022] == code, 3) == 1 for name, code in codes.items()}
    hills = metres[whole["Grassland"]]
    assert 995 < hills.min() < 1010 and 1200 < hills.max() < 1255
    assert metres[blocks_of(covers[2022] == codes["Water"], 3) > 0].mean() < np.percentile(hills, 3), "no valley"
    near = {name: metres[around(whole[name]) & whole["Grassland"]].mean() for name in MINING_LAND}
    assert -100 < metres[whole["Mining"]].mean() - near["Mining"] < -50
    for dump in ("Reclaimed dump", "Unreclaimed dump"):
        assert 30 < metres[whole[dump]].mean() - near[dump] < 60, dump


def around(here):
    """The cells of 30 m at most 150 m from those of `here`."""
    padded = np.pad(here, 5)
    high, wide = here.shape
    return np.logical_or.reduce([padded[i : i + high, j : j + wide] for i in range(11) for j in range(11)])


def test_climate_follows_height():
    metres = blocks_of(raster("haerwusu_synthetic_dem").ReadAsArray(), 100 // 3)
    temperature, precipitation = (raster(f"haerwusu_synthetic_{name}") for name in ("temperature", "precipitation"))
    for layer, unit in ((temperature, "deg C"), (precipitation, "mm")):
        assert layer.GetGeoTransform()[1::4] == (1000, -1000)
        assert (layer.RasterXSize, layer.RasterYSize) == (14, 13), "it does not cover the study area"
        assert layer.GetRasterBand(1).GetUnitType() == unit
    degrees, mm = temperature.ReadAsArray(), precipitation.ReadAsArray()
    assert 5.3 <= degrees.min() and degrees.max() <= 8.2
    high, wide = (min(a, b) for a, b in zip(metres.shape, degrees.shape))
    assert np.corrcoef(metres[:high, :wide].ravel(), degrees[:high, :wide].ravel())[0, 1] < -0.6
    assert abs(mm.mean() - 399) < 5 and np.ptp(mm) < 40
    assert mm[7:, 7:].mean() > mm[:6, :7].mean(), "not more in the south-east"


def test_every_text_says_that_it_is_synthetic():
    assert "**This mine is synthetic.**" in (SAMPLE / "README.md").read_text(encoding="utf-8")
    for name in RASTERS:
        assert raster(name).GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION").startswith("Synthetic "), name


def test_it_stays_small():
    assert sum(file.stat().st_size for file in SAMPLE.iterdir()) < 8_000_000
