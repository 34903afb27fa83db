"""The study of a mining area: what it does without, what it refuses, and that it writes all or nothing."""

import pathlib
import re
import shutil

import numpy as np
import pytest
import study_data as data
from layers import raster_layer, table_layer
from maps import files
from osgeo import gdal
from runs import CancelledAt, Failed, Feedback, context, run, run_unchecked, spin, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "miningassessment"


@pytest.fixture(scope="module")
def corner(tmp_path_factory):
    """What a quick study is given; its files stay as they are."""
    return data.quick(tmp_path_factory.mktemp("corner"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return data.given(tmp_path_factory.mktemp("whole"))


def study(given, feedback=None, **more):
    """Run it; what is None is not given."""
    return run({name: value for name, value in {**given, **more}.items() if value is not None}, feedback or Feedback(), name=NAME)


def left_out(feedback):
    """Chapters that are left out, with why."""
    begin = "Left out is “"
    texts = (re.sub(r"“[^”]*” \[([A-Z_]+)\]", r"\1", text) for text in feedback.warnings)
    return dict(text.removeprefix(begin).split("”: ", 1) for text in texts if text.startswith(begin))


def tables_of(given, folder, feedback=None, **more):
    study(given, feedback, OUTPUT=str(folder / "study.gpkg"), **more)
    return set(data.tables(folder / "study.gpkg"))


OF_CHAPTERS = {  # a table of each
    "Land cover and its transitions": "transition_matrix", "Carbon": "carbon_storage", "Landscape pattern": "landscape_metrics",
    "Coupling coordination": "coupling", "Reach of the mine": "contribution_ratios",
}  # fmt: skip


def rows_of(path, name, *columns):
    names, rows, _shapes = data.table(path, name)
    return [tuple(row[names.index(column)] for column in columns) for row in rows]


def test_of_d_that_is_0_is_told_why(corner, tmp_path):
    """And where ends lie beyond all years there is none."""
    shown = []
    for at, ends in enumerate(({}, {"F_MIN": 0, "F_MAX": 400, "CA_MIN": 0, "CA_MAX": 10**6})):
        study(corner, REPORT=str(tmp_path / f"{at}.html"), LEAVE_OUT="windows,drivers,land,reach", **ends)
        shown.append((tmp_path / f"{at}.html").read_text(encoding="utf-8"))
    assert ["D is 0, as one system is at the lower end" in words for words in shown] == [True, False]
    assert all("Coordination D of landscape pattern" in words for words in shown)


def test_of_different_land_there_is_no_share(corner, tmp_path):
    """The first map holds carbon of land that the last one lacks."""
    small = data.corner(tmp_path, "2022", (500, 500, 200, 90))
    given = {"LAYERS": [corner["LAYERS"][0], small], "POOLS": corner["POOLS"], "LEAVE_OUT": "windows,drivers,pattern,land"}
    made = study(given, OUTPUT=str(tmp_path / "study.gpkg"), REPORT=str(tmp_path / "report.html"))
    words = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert made["CARBON_LAST"] - made["CARBON_FIRST"] < 2 * made["CARBON_CHANGE"] < 0
    assert "t in 2022, of different land. On the land that both maps cover it fell by " in words and "of what was there" not in words


# What is left out


@pytest.mark.parametrize(
    "more, lost",
    [
        ({}, {}),
        ({"F_CODES": None}, {"Coupling coordination": "no codes of forest and grassland are given."}),
        ({"F_CODES": "77"}, {"Coupling coordination": "F_CODES is 77; allowed: classes of STORAGE: 3, 4, 5, 6, 7, 8, 9, 10."}),
        ({"CODES": None}, {"Reach of the mine": "no mining land is given (CODES or SOURCES)."}),
        ({"MINING_YEAR": 1999}, {"Reach of the mine": "MINING_YEAR is 1999; allowed: 2007, 2012, 2017, 2022."}),
        ({"RING_WIDTH": -5}, {"Reach of the mine": "RING_WIDTH is -5; allowed: more than 0 (m)."}),
        (
            {"LEAVE_OUT": ["windows", "drivers", "pattern"]},
            {
                "Landscape pattern": "it is not asked for (LEAVE_OUT).",
                "Coupling coordination": "the chapter “Landscape pattern” is left out, of which it needs the results.",
            },
        ),
    ],
)
def test_what_is_not_given_leaves_its_chapter_out(corner, tmp_path, more, lost):
    feedback = Feedback()
    made = tables_of(corner, tmp_path, feedback, **more)
    found = left_out(feedback)
    for always in ("Accuracy of the map", "Pattern in windows", "What goes along with carbon"):
        found.pop(always)
    assert found == lost
    for chapter, table in OF_CHAPTERS.items():
        assert (table in made) == (chapter not in lost), chapter


def test_chapters_beside_carbon_can_be_left_out_and_carbon_not(corner, tmp_path):
    from pitscape.study.chapters import CHAPTERS

    words = [chapter.word for chapter in CHAPTERS if chapter.word]
    assert len(words) == len(CHAPTERS) - 1
    made = tables_of(corner, tmp_path, LEAVE_OUT=words)
    assert made == {*(f"carbon_{year}_by_class" for year in data.YEARS), "carbon_storage", "carbon_totals", "carbon_changes"}
    with pytest.raises(Failed, match="LEAVE_OUT: “carbon” is none of accuracy, land, pattern, windows, drivers, coupling, reach."):
        study(corner, LEAVE_OUT="carbon")


def test_one_year(corner, tmp_path):
    feedback = Feedback()
    made = tables_of(corner, tmp_path, feedback, LAYERS=corner["LAYERS"][-1:], FOLDER=str(tmp_path / "rasters"))
    found = left_out(feedback)
    assert found["Land cover and its transitions"] == "there is one map, and transitions need two."
    assert found["Coupling coordination"] == "it needs maps of two years or more."
    assert {"carbon_2022_by_class", "carbon_storage", "carbon_totals", "landscape_metrics", "contribution_ratios"} <= made
    assert "carbon_changes" not in made
    assert {path.stem for path in (tmp_path / "rasters").glob("*.tif")} == {"carbon_density_2022", "contribution_levels"}


def test_steps_that_take_one_map_have_the_year_that_was_given(corner, tmp_path):
    """And not the one that stands in its name."""
    given = {"LAYERS": corner["LAYERS"][:2], "POOLS": corner["POOLS"], "YEARS": "1999;1988"}
    made = tables_of(given, tmp_path, LEAVE_OUT="windows,drivers,pattern,land")
    assert {"carbon_1988_by_class", "carbon_1999_by_class"} <= made
    assert {row for year in (1988, 1999) for row in rows_of(tmp_path / "study.gpkg", f"carbon_{year}_by_class", "layer", "year")} == {("2012", 1988), ("2007", 1999)}


def test_years_are_any_numbers(corner, tmp_path):
    """0 is a year, which relative ones begin with."""
    given = {"LAYERS": corner["LAYERS"][:2], "POOLS": corner["POOLS"], "YEARS": "0;1", "CELL_SIZE": 20}
    made = study(given, OUTPUT=str(tmp_path / "study.gpkg"), FOLDER=str(tmp_path / "rasters"), LEAVE_OUT="windows,drivers,pattern,land")
    totals = dict(rows_of(tmp_path / "study.gpkg", "carbon_totals", "year", "carbon_t"))
    assert made["CARBON_FIRST"] == pytest.approx(totals[0], rel=1e-12) and made["CARBON_LAST"] == pytest.approx(totals[1], rel=1e-12)
    assert {f"{name}_{year}" for name in ("carbon_density", "land_cover") for year in (0, 1)} <= {path.stem for path in (tmp_path / "rasters").glob("*.tif")}


def test_years_that_names_contradict_are_told(corner, tmp_path):
    """They may have been typed in another order than that of the layers."""
    feedback = Feedback()
    given = {"LAYERS": corner["LAYERS"][:2], "POOLS": corner["POOLS"], "YEARS": "2012;2007", "LEAVE_OUT": "windows,drivers,pattern,land"}
    study(given, feedback, REPORT=str(tmp_path / "report.html"))
    told = "“2007” is of 2007 by its time or its name, and 2012 was given for it."
    assert told in feedback.warnings and told in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_all_maps_have_years_or_none(project, corner):
    layers = [raster_layer(project, path, name) for path, name in zip(corner["LAYERS"], ("mine 2007", "mine", "mine 2017", "mine 2022"))]
    with pytest.raises(Failed, match="^YEARS: the year of “mine” is not known. Give YEARS for all layers"):
        study(corner, LAYERS=layers)


def test_maps_without_years(corner, tmp_path):
    maps = [str(shutil.copy(path, tmp_path / f"{name}.tif")) for path, name in zip(corner["LAYERS"], ("before", "after"))]
    feedback = Feedback()
    made = tables_of(corner, tmp_path, feedback, LAYERS=maps, PRICE=10.0, FOLDER=str(tmp_path / "rasters"))
    found = left_out(feedback)
    assert found["Coupling coordination"] == "years of the maps are not known."
    assert found["Reach of the mine"] == "years of the maps are not known."
    assert {"carbon_1_by_class", "carbon_2_by_class", "transition_matrix", "landscape_metrics"} <= made
    assert {"carbon_density_1", "carbon_density_2", "transitions"} == {path.stem for path in (tmp_path / "rasters").glob("*.tif")}


def test_a_mask_that_cuts_the_mine_off(project, corner, tmp_path):
    mine = np.any([np.isin(data.cells(path)[0][0], (3, 4, 9, 10)) for path in corner["LAYERS"]], axis=0)
    row, column = next((r, c) for r in range(0, 160, 4) for c in range(0, 160, 4) if not mine[r : r + 40, c : c + 40].any())
    feedback = Feedback()
    made = tables_of(corner, tmp_path, feedback, MASK=data.box(project, corner["LAYERS"][0], column, row, column + 40, row + 40))
    assert "so there is nothing to measure distances from" in left_out(feedback)["Reach of the mine"]
    assert {"transition_matrix", "carbon_changes", "landscape_metrics"} <= made and "contribution_ratios" not in made
    assert dict(rows_of(tmp_path / "study.gpkg", "carbon_totals", "year", "cells"))[2022] == 1600
    with pytest.raises(Failed, match="^Carbon: MASK covers the centre of no cell"):
        study(corner, MASK=data.box(project, corner["LAYERS"][0], -90, -90, -50, -50))


def test_twelve_zones_in_one_run(project, corner, tmp_path):
    """Tables have rows for each, and what knows no zones is told; they are those of runs of one zone."""
    names = [f"矿区 {number}" for number in range(1, 13)]
    zones = data.box(project, corner["LAYERS"][0], 0, 40, 192, 90, names)
    feedback = Feedback()
    made = tables_of(corner, tmp_path, feedback, ZONES=zones, ZONE_FIELD="mine")
    assert "ZONES: of the whole map, and not by zone, are: Reach of the mine." in feedback.warnings
    path = tmp_path / "study.gpkg"
    without = {"contribution_ratios", "contribution_levels", "contribution_zones"}
    assert {name for name in made if "zone" not in data.table(path, name)[0]} == without
    for name in made - without:
        assert {zone for (zone,) in rows_of(path, name, "zone")} == set(names), name
    columns = ("zone", "year", "lucode", "area_ha", "carbon_t")
    found = rows_of(path, "carbon_storage", *columns)
    zones.setSubsetString("\"mine\" = '矿区 5'")
    (tmp_path / "one").mkdir()
    tables_of(corner, tmp_path / "one", ZONES=zones, ZONE_FIELD="mine", LEAVE_OUT="land,pattern,windows,drivers,reach")
    assert rows_of(tmp_path / "one/study.gpkg", "carbon_storage", *columns) == [row for row in found if row[0] == "矿区 5"]


def test_a_step_without_a_result_leaves_the_others_of_its_chapter(project, whole, tmp_path):
    """A covariate that lies elsewhere: no correlation, and no model of the environment; that of the pattern is there."""
    far = data.corner(tmp_path, "dem", (0, 0, 20, 20))
    gdal.Translate(str(tmp_path / "far.tif"), far, outputBounds=[0, 0, 100, -100])
    feedback = Feedback()
    given = {**whole, **dict.fromkeys(("RED", "NIR", "GREEN", "BLUE", "REFERENCE"))}
    made = tables_of(given, tmp_path, feedback, COVARIATES=[str(tmp_path / "far.tif")], LEAVE_OUT="reach,coupling,land")
    found = left_out(feedback)
    assert found["What goes along with carbon (in part)"].startswith("Correlations: “far” ")
    assert "Model of the environment: “far” " in found["What goes along with carbon (in part)"]
    assert "regression_with_pattern_model" in made and not made & {"correlations", "regression_environment_model"}


# What ends a run


def test_pools_that_lack_classes_end_the_run_and_tell_the_chapter(corner, tmp_path):
    pools = data.pools_without(tmp_path / "pools.csv", {9})
    before = files(tmp_path)
    with pytest.raises(Failed, match="^Carbon: The pool table has no row for code 9 .* of “2012”.* Add the missing codes to the table"):
        study(corner, POOLS=pools, **data.outputs(tmp_path))
    assert files(tmp_path) == before and not temporary_folders()


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"SOURCES": str(data.SAMPLE / "mining_areas.geojson")}, "CODES: mining land is given twice. Give CODES or SOURCES."),
        ({"RED": str(data.SAMPLE / "haerwusu_synthetic_dem.tif")}, "RED: RED alone makes no spectral index. Give NIR too, or leave RED out."),
        ({"NIR": str(data.SAMPLE / "haerwusu_synthetic_dem.tif")}, "NIR: NIR alone makes no spectral index. Give RED too, or leave NIR out."),
        (
            dict.fromkeys(("RED", "NIR"), str(data.SAMPLE / "haerwusu_synthetic_2022_reflectance.tif")),
            "NIR: it is the band that was given as RED. Choose another one.",
        ),
        ({"WINDOW_RADIUS": 0}, "WINDOW_RADIUS: 0 is no radius. Give more than 0."),
        ({"CELL_SIZE": 5}, "CELL_SIZE: 5 is less than the side of a cell of the first map, 10."),
        ({"CELL_SIZE": 0}, "CELL_SIZE: 0 is less than the side of a cell of the first map, 10."),
        ({"OUTPUT": "/vsimem/study.gpkg"}, "OUTPUT: /vsimem/study.gpkg is no file on a disk."),
        ({"OUTPUT": "/tmp/study.xlsx"}, "OUTPUT: /tmp/study.xlsx does not end in .gpkg."),
        ({"OUTPUT": "/nowhere/study.gpkg"}, "OUTPUT: the folder /nowhere does not exist."),
        ({"FOLDER": "/vsimem/rasters"}, "FOLDER: /vsimem is no folder."),
        ({"CSV_FOLDER": "/vsimem/tables"}, "CSV_FOLDER: /vsimem is no folder."),
        ({"REPORT": "/vsimem/report.html"}, "REPORT: /vsimem/report.html is no file on a disk."),
        ({"PRICE": 10.0, "DISCOUNT_RATE": -200}, "Carbon: DISCOUNT_RATE is -200; allowed: more than -100"),
    ],
)
def test_what_is_wrong_is_told(corner, more, sentence):
    with pytest.raises(Failed) as failed:
        study(corner, **more)
    assert str(failed.value).startswith(sentence)
    assert not temporary_folders()


def test_sentences_have_the_labels_of_the_study_once(corner):
    """Those of steps pass through the study's hands."""

    class Raw(Feedback):
        def pushWarning(self, text):
            self.warnings.append(text)

    feedback = Raw()
    study(corner, feedback, F_CODES="77", CODES=None)
    told = " ".join(feedback.warnings)
    assert "no mining land is given (“Class codes that are mining land” [CODES] or “Mining land” [SOURCES])." in told
    assert "“Coupling coordination”: “Class codes of forest and grassland” (F_CODES) is 77;" in told


@pytest.mark.parametrize("status, ends", [("InvalidInput", False), ("InvalidRequest", False), ("Io", True), ("OutOfMemory", True), ("Internal", True)])
def test_errors_of_data_leave_a_chapter_out_and_all_else_ends_the_run(corner, tmp_path, monkeypatch, status, ends):
    from pitscape import native

    assert {status["name"] for status in native.describe()["statuses"]} == {
        "OK", "CANCELLED", "INVALID_REQUEST", "INVALID_INPUT", "IO", "OUT_OF_MEMORY", "INTERNAL",
    }  # fmt: skip
    within = native.run

    def failing(kernel, *given):
        if kernel == "landscape_metrics":
            raise getattr(native, status)("It went wrong.", "OUTPUT_WRITE" if status == "Io" else "SOMETHING")
        return within(kernel, *given)

    monkeypatch.setattr(native, "run", failing)
    feedback = Feedback()
    if ends:
        with pytest.raises(Failed, match="^It went wrong.$"):
            study(corner, feedback, **data.outputs(tmp_path))
        assert not list(tmp_path.iterdir())
    else:
        study(corner, feedback)
        assert left_out(feedback)["Landscape pattern"] == "It went wrong."


def test_files_that_cannot_be_read_are_of_the_data(whole, tmp_path):
    """Of a covariate, whose header is whole."""
    broken = tmp_path / "dem.tif"
    data.corner(tmp_path, "dem", (150, 150, 120, 120))
    with open(broken, "r+b") as file:
        file.truncate(broken.stat().st_size // 2)
    feedback = Feedback()
    given = {**whole, **dict.fromkeys(("RED", "NIR", "GREEN", "BLUE", "REFERENCE"))}
    study(given, feedback, COVARIATES=[str(broken)], LEAVE_OUT="reach,coupling,land,windows,pattern")
    assert "could not be read" in left_out(feedback)["What goes along with carbon"]


# One grid


def test_cells_are_coarsened_by_the_most_frequent_class(corner, tmp_path):
    study(corner, CELL_SIZE=40, **data.outputs(tmp_path), IGNORE_CODES="5", LEAVE_OUT="windows,drivers,reach,coupling")
    (found,), (nodata,), place = data.cells(tmp_path / "rasters/land_cover_2012.tif")
    (fine,), (missing,), before = data.cells(corner["LAYERS"][1])
    assert place == (before[0], 40, 0, before[3], 0, -40) and found.shape == (50, 50)
    blocks = fine.reshape(50, 4, 50, 4).swapaxes(1, 2).reshape(50, 50, 16)
    for block, code in zip(blocks.reshape(-1, 16), found.ravel()):
        codes, counts = np.unique(block[(block != missing) & (block != 5)], return_counts=True)
        assert code in (codes[counts == counts.max()] if len(codes) else [nodata])
    totals = dict(rows_of(tmp_path / "study.gpkg", "carbon_totals", "year", "area_ha"))
    assert totals[2012] == pytest.approx(0.16 * (found != nodata).sum(), rel=1e-12)
    # Alone, on the coarser maps, with the names that these have by themselves
    results = run({"LULC": str(tmp_path / "rasters/land_cover_2012.tif"), "POOLS": corner["POOLS"], "SUMMARY": str(tmp_path / "alone.gpkg")})
    columns = ("lucode", "name", "cells", "carbon_t")
    assert rows_of(tmp_path / "alone.gpkg", None, *columns) == rows_of(tmp_path / "study.gpkg", "carbon_2012_by_class", *columns)
    assert results["TOTAL_CARBON"] == pytest.approx(dict(rows_of(tmp_path / "study.gpkg", "carbon_totals", "year", "carbon_t"))[2012], rel=1e-12)


def test_a_size_that_is_no_multiple_of_cells(corner, tmp_path):
    study(corner, CELL_SIZE=33, FOLDER=str(tmp_path / "rasters"), LEAVE_OUT="windows,drivers,reach,coupling,land")
    (found,), _nodata, place = data.cells(tmp_path / "rasters/land_cover_2007.tif")
    assert found.shape == (61, 61) and place[1::4] == (33, -33)


@pytest.mark.parametrize("size, cells", [(45, 45), (110, 19)])
def test_coarser_cells_cover_the_map(corner, tmp_path, size, cells):
    """No land is cut away at the far sides."""
    study(corner, CELL_SIZE=size, FOLDER=str(tmp_path / "rasters"), LEAVE_OUT="windows,drivers,reach,coupling,land")
    (found,), nodata, _place = data.cells(tmp_path / "rasters/land_cover_2007.tif")
    assert found.shape == (cells, cells) and nodata not in found


def test_cells_larger_than_the_map_are_refused(corner):
    with pytest.raises(Failed, match="^CELL_SIZE: 2001 is more than the first map is wide and high, 2000: it would be one cell.$"):
        study(corner, CELL_SIZE=2001)


def test_land_beyond_the_first_map_is_told(corner, tmp_path):
    small = data.corner(tmp_path, "2007", (500, 500, 200, 100))
    feedback = Feedback()
    given = {"LAYERS": [small, corner["LAYERS"][1]], "POOLS": corner["POOLS"], "LEAVE_OUT": "windows,drivers,pattern,land"}
    study(given, feedback, REPORT=str(tmp_path / "report.html"))
    sentence = "200 ha (50.00 %) of the valid cells of 2012 lie outside the raster of 2007, on whose grid it is read, and are not counted."
    assert sentence in feedback.warnings
    assert sentence in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_zones_that_overlap_have_tables_and_no_rasters(project, corner, tmp_path):
    zones, other = (data.box(project, corner["LAYERS"][0], left, 0, left + 120, 200, (name,)) for left, name in ((0, "west"), (80, "east")))
    zones.dataProvider().addFeatures(list(other.getFeatures()))
    feedback = Feedback()
    made = tables_of(corner, tmp_path, feedback, ZONES=zones, ZONE_FIELD="mine", FOLDER=str(tmp_path / "rasters"))
    assert {"transition_summary", "carbon_storage", "landscape_metrics", "coupling"} <= made
    lost = left_out(feedback)
    assert "Carbon density: 2022" in lost and "Map of carbon change" in lost and "Carbon" not in lost
    assert [path.stem for path in (tmp_path / "rasters").glob("carbon*.tif")] == []
    cells = rows_of(tmp_path / "study.gpkg", "carbon_totals", "zone", "year", "cells")
    assert [count for zone, year, count in cells if year == 2007] == [120 * 200, 120 * 200]


def test_cells_of_that_size_stay_as_they_are(corner, tmp_path):
    study(corner, CELL_SIZE=10, FOLDER=str(tmp_path / "rasters"), LEAVE_OUT="windows,drivers,reach,coupling,land")
    assert not list((tmp_path / "rasters").glob("land_cover*"))


def test_codes_of_any_kind_are_coarsened(tmp_path):
    from maps import write_map, write_pools

    codes = np.array([[-5, -5, 70000, 70000], [-5, 1, 70000, 1], [3_000_000_000, 1, 9, 9], [3_000_000_000] * 2 + [9, 9]], "float64")
    lulc = write_map(tmp_path / "map_2020.tif", codes, nodata=9)
    pools = write_pools(tmp_path / "pools.csv", [(code, f"c{code}", 1, 1, 1, 1) for code in (-5, 1, 70000, 3_000_000_000)])
    given = {"LAYERS": [lulc], "POOLS": pools, "CELL_SIZE": 20, "LEAVE_OUT": "windows,drivers,pattern,reach,land"}
    study(given, OUTPUT=str(tmp_path / "study.gpkg"))
    assert rows_of(tmp_path / "study.gpkg", "carbon_storage", "lucode", "cells") == [(-5, 1), (70000, 1), (3_000_000_000, 1)]


def test_the_layers_own_nodata_and_names_survive(project, corner, tmp_path):
    from qgis.core import QgsRasterRange

    layer = raster_layer(project, corner["LAYERS"][-1], "mine 2022")
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(7, 7)])
    made = tables_of(corner, tmp_path, LAYERS=[layer], CELL_SIZE=20, LEAVE_OUT="windows,drivers,pattern,reach")
    assert "carbon_2022_by_class" in made
    found = dict(rows_of(tmp_path / "study.gpkg", "carbon_storage", "lucode", "name"))
    assert 7 not in found and found[8] == "Forest"


def test_maps_on_other_grids_are_brought_onto_the_first(corner, tmp_path):
    first, second, third = corner["LAYERS"][:3]
    gdal.Warp(str(tmp_path / "m2012.tif"), second, dstSRS="EPSG:4326", resampleAlg="near")
    gdal.Translate(str(tmp_path / "m2017.tif"), third, srcWin=[20, 10, 150, 170], noData=0)
    maps = [first, str(tmp_path / "m2012.tif"), str(tmp_path / "m2017.tif")]
    feedback = Feedback()
    study(corner, feedback, LAYERS=maps, YEARS="2007;2012;2017", OUTPUT=str(tmp_path / "study.gpkg"), FOLDER=str(tmp_path / "rasters"))
    assert "“m2012” is brought onto cells of 10 × 10 map units." in feedback.infos
    wanted = data.cells(first)[2]
    for path in (tmp_path / "rasters").glob("*.tif"):
        assert data.cells(path)[2] == wanted, path
    assert sorted(path.stem for path in (tmp_path / "rasters").glob("land*.tif")) == ["land_cover_2012", "land_cover_2017"]
    (found,), (nodata,), _place = data.cells(tmp_path / "rasters/land_cover_2017.tif")
    wanted = data.cells(third)[0][0]
    assert np.array_equal(found[10:180, 20:170], wanted[10:180, 20:170]) and (found[:10] == nodata).all()
    cells = dict(rows_of(tmp_path / "study.gpkg", "carbon_totals", "year", "cells"))
    assert cells[2017] == 150 * 170


# What it is given


def test_rasters_that_only_qgis_reads_are_copied_once(project, corner, tmp_path):
    from qgis.core import QgsRasterDataProvider, QgsRasterLayer

    plain = {name: value for name, value in corner.items() if name != "LAYERS"}
    layers = []
    for path, year in zip(corner["LAYERS"][:2], data.YEARS):
        source = raster_layer(project, path, f"m{year}")
        virtual = QgsRasterDataProvider.VirtualRasterParameters()
        virtual.crs, virtual.extent, virtual.width, virtual.height = source.crs(), source.extent(), source.width(), source.height()
        virtual.formula = f'"m{year}@1"'
        one = QgsRasterDataProvider.VirtualRasterInputLayers()
        one.name, one.uri, one.provider = f"m{year}", path, "gdal"
        virtual.rInputLayers = [one]
        uri = QgsRasterDataProvider.encodeVirtualRasterProviderUri(virtual)
        layers.append(project.addMapLayer(QgsRasterLayer(uri, f"virtual {year}", "virtualraster")))
        assert layers[-1].isValid()
    feedback = Feedback()
    results = study(plain, feedback, LAYERS=layers)
    assert [text for text in feedback.texts if "Copying" in text] == [f"Maps: Copying the layer “virtual {year}”" for year in data.YEARS[:2]]
    assert results == study(plain, LAYERS=corner["LAYERS"][:2], YEARS="2007;2012")


def test_pools_as_spreadsheets_save_them(project, corner, tmp_path):
    text = (data.SAMPLE / "pools_with_errors.csv").read_text("utf-8-sig").replace("Grassland", "草地")
    (tmp_path / "bom.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "池.csv").write_bytes(text.encode("gb18030"))
    layer = table_layer(project, data.SAMPLE / "pools_with_errors.csv")
    from qgis.core import QgsFeatureRequest

    memory = project.addMapLayer(layer.materialize(QgsFeatureRequest()))
    (tmp_path / "矿区").mkdir()
    found = []
    for pools in (str(tmp_path / "bom.csv"), str(tmp_path / "池.csv"), layer, memory):
        feedback = Feedback()
        study(corner, feedback, POOLS=pools, OUTPUT=str(tmp_path / "矿区/研究.gpkg"), LEAVE_OUT="land,pattern,windows,drivers,reach", NAME="矿区 <b>")
        found.append(rows_of(tmp_path / "矿区/研究.gpkg", "carbon_storage", "lucode", "name", "carbon_t"))
        assert sum("GB18030" in text for text in feedback.warnings) == (pools == str(tmp_path / "池.csv"))
    assert found[0] == found[1] and found[2] == found[3]
    assert [name for code, name, _carbon in found[0] if code == 7] == ["草地"] * 4
    assert [(code, carbon) for code, _name, carbon in found[0]] == [(code, carbon) for code, _name, carbon in found[3]]


def test_inputs_are_no_outputs(corner, tmp_path):
    shutil.copy(corner["LAYERS"][0], tmp_path / "transitions.tif")
    shutil.copy(corner["POOLS"], tmp_path / "carbon_totals.csv")
    before = files(tmp_path)
    maps = [str(tmp_path / "transitions.tif"), corner["LAYERS"][1]]
    with pytest.raises(Failed, match="^FOLDER: .*transitions.tif is the file of the input LAYERS, which would be lost. Choose another folder.$"):
        study(corner, LAYERS=maps, YEARS="2007;2012", FOLDER=str(tmp_path))
    with pytest.raises(Failed, match="^CSV_FOLDER: .*carbon_totals.csv is the file of the input POOLS"):
        study(corner, POOLS=str(tmp_path / "carbon_totals.csv"), CSV_FOLDER=str(tmp_path), LEAVE_OUT="land,pattern,windows,drivers,reach")
    assert files(tmp_path) == before


# All or nothing


MOMENTS = (0.01, 1.5, 2.5, 5, 15, 40, 70, 88, 93, 94)


@pytest.fixture(scope="module")
def before(corner, tmp_path_factory):
    """Results of an earlier run, and their bytes."""
    folder = tmp_path_factory.mktemp("before")
    study(corner, CELL_SIZE=20, **data.outputs(folder))
    return folder, files(folder)


@pytest.mark.parametrize("percent", MOMENTS)
def test_a_cancel_leaves_nothing(corner, before, tmp_path, percent):
    folder, found = before
    for place in (folder, tmp_path):
        feedback = CancelledAt(percent)
        assert study(corner, feedback, CELL_SIZE=20, **data.outputs(place)) == {}
        assert feedback.infos[-1] == "Cancelled: nothing was written." and feedback.cancelled is not None
        assert feedback.done_after() < 0.5
    assert files(folder) == found
    assert not list(tmp_path.iterdir()) and not temporary_folders()


@pytest.mark.parametrize("kilobytes", [40, 150, 300, 450, 900])
def test_a_full_disk_leaves_nothing(corner, disk, kilobytes):
    folder = disk("full", f"size={kilobytes}k")
    with pytest.raises(Failed, match="could not be written|no space left|Is the disk full"):
        study(corner, **data.outputs(folder))
    assert not list(folder.iterdir()) and not temporary_folders()


def test_a_read_only_folder_is_told_before_the_run(corner, disk):
    folder = disk("read_only", "size=1m,ro")
    for name, path in data.outputs(folder).items():
        feedback = Feedback()
        with pytest.raises(Failed, match=f"^{name}: .*read-only"):
            study(corner, feedback, **{name: path})
        assert not feedback.texts


def test_a_second_run_is_the_same_but_for_times(corner, tmp_path):
    study(corner, **data.outputs(tmp_path))
    first = files(tmp_path)
    contents = {name: data.table(tmp_path / "study.gpkg", name) for name in data.tables(tmp_path / "study.gpkg")}
    study(corner, **data.outputs(tmp_path))
    second = files(tmp_path)
    assert set(first) == set(second)
    assert {name for name in first if first[name] != second[name]} <= {"study.gpkg"}  # which tells when its tables were made
    assert {name: data.table(tmp_path / "study.gpkg", name) for name in contents} == contents


def test_what_is_not_asked_for_is_not_kept(corner, tmp_path):
    results = study(corner)
    assert {name for name, value in results.items() if isinstance(value, str)} == set()
    results = study(corner, OUTPUT="TEMPORARY_OUTPUT", FOLDER="TEMPORARY_OUTPUT", LEAVE_OUT="land,pattern,windows,drivers,reach")
    assert data.tables(results["OUTPUT"]) and list(pathlib.Path(results["FOLDER"]).glob("*.tif"))
    assert not temporary_folders()


# In the project


def loaded(within, parameters):
    """As windows load results."""
    import inspect

    from processing.gui.Postprocessing import handleAlgorithmResults
    from qgis.core import QgsProcessingFeedback
    from runs import algorithm, settle

    older = "showResults" in inspect.signature(handleAlgorithmResults).parameters
    more = {"parameters": parameters} if older else {"parameters": parameters}
    assert handleAlgorithmResults(algorithm(NAME), within, QgsProcessingFeedback(), **more)
    settle()


def tree(group):
    """Names, with groups as (name, what is in it)."""
    from qgis.core import QgsLayerTreeGroup

    return [(node.name(), tree(node)) if isinstance(node, QgsLayerTreeGroup) else node.name() for node in group.children()]


def asked(corner, folder, **more):
    return {**corner, **data.outputs(folder), "LEAVE_OUT": "windows,drivers,coupling", "LAYERS": corner["LAYERS"][:2], **more}


RASTERS = ["Map of transitions", "Carbon density: 2007", "Carbon density: 2012", "Map of carbon change", "Levels of sensitivity", "Level zones"]


def test_results_are_one_group_in_the_order_of_the_chapters(project, corner, tmp_path):
    given, within = asked(corner, tmp_path, NAME="North"), context()
    run(given, within=within, name=NAME)
    assert project.mapLayers() == {}
    loaded(within, given)
    ((name, children),) = tree(project.layerTreeRoot())
    assert name == "Pitscape: North" and children[:-1] == RASTERS
    tables, listed = children[-1]
    assert tables == "Tables" and listed[:3] == ["Transition matrix", "Change by class", "Intensity of change"] and listed[-1] == "Levels of sensitivity by year"
    root = project.layerTreeRoot()
    assert [node.name() for node in root.findLayers() if node.itemVisibilityChecked() and node.layer().isSpatial()] == ["Carbon density: 2012"]
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    times = layers["Carbon density: 2012"].temporalProperties()
    assert times.isActive() and [times.fixedTemporalRange().begin().date().year(), times.fixedTemporalRange().end().date().year()] == [2012, 2012]
    times = layers["Map of carbon change"].temporalProperties()
    assert [times.fixedTemporalRange().begin().date().year(), times.fixedTemporalRange().end().date().year()] == [2007, 2012]
    assert layers["Level zones"].temporalProperties().isActive()
    assert layers["Carbon density: 2012"].renderer().type() == "singlebandpseudocolor" and layers["Level zones"].renderer().type() == "categorizedSymbol"
    table = layers["Carbon by year"]
    assert table.attributeAlias(table.fields().lookupField("area_ha")) == "Area (ha)"


def test_what_nobody_loads_goes_with_its_run(project, corner, tmp_path):
    import gc

    from pitscape.layers.loaded import Styler
    from pitscape.study.shelf import Shelved

    def waiting():
        gc.collect()
        return sum(isinstance(one, Shelved) for one in gc.get_objects())

    within, before = context(), waiting()
    alive = set(Styler.alive)
    run(asked(corner, tmp_path), within=within, name=NAME)
    assert waiting() - before == len(within.layersToLoadOnCompletion()) > 0
    del within
    assert waiting() == before and Styler.alive == alive


def test_a_second_run_onto_the_same_files_shows_them_once(project, corner, tmp_path):
    given = asked(corner, tmp_path)
    for more in ({}, {"POOLS": str(data.SAMPLE / "pools.csv")}):
        within = context()
        run({**given, **more}, within=within, name=NAME)
        loaded(within, {**given, **more})
    ((name, children),) = tree(project.layerTreeRoot())
    assert name == "Pitscape: 2007" and children[:-1] == RASTERS
    assert len(children[-1][1]) == len(set(children[-1][1]))
    assert len(project.mapLayers()) == len(RASTERS) + len(children[-1][1])


def test_a_geopackage_that_is_open_is_replaced_whole(project, corner, tmp_path):
    """What SQLite keeps beside it of the old one does not get into the new one."""
    import sqlite3

    given, within = asked(corner, tmp_path), context()
    run(given, within=within, name=NAME)
    loaded(within, given)
    (layer,) = project.mapLayersByName("Carbon by year")
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("layer"), "edited")
    assert layer.commitChanges()
    (tmp_path / "study.gpkg-wal").exists()
    more = {"LAYERS": corner["LAYERS"][:3], "LEAVE_OUT": "windows,drivers,coupling,land"}
    run({**given, **more}, name=NAME)
    assert [row[0] for row in rows_of(tmp_path / "study.gpkg", "carbon_totals", "layer")] == ["2007", "2012", "2017"]
    assert "transition_matrix" not in data.tables(tmp_path / "study.gpkg")
    assert [feature["layer"] for feature in layer.getFeatures()] == ["2007", "2012", "2017"]
    connection = sqlite3.connect(str(tmp_path / "study.gpkg"))
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_in_the_background(project, corner, tmp_path):
    """No layer of the project is touched there."""
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask
    from runs import algorithm

    layers = [raster_layer(project, path, f"mine {year}") for path, year in zip(corner["LAYERS"], data.YEARS)]
    pools = table_layer(project, corner["POOLS"])
    given = {**corner, "LAYERS": layers, "POOLS": pools, **data.outputs(tmp_path)}
    made, within, feedback, done = algorithm(NAME), context(), Feedback(), []
    task = QgsProcessingAlgRunnerTask(made, given, within, feedback)
    task.executed.connect(lambda good, results: done.append((good, results)))
    QgsApplication.taskManager().addTask(task)
    spin(lambda: done)
    assert done[0][0], feedback.errors
    loaded(within, given)
    assert [name for name, *_more in tree(project.layerTreeRoot()) if name.startswith("Pitscape: ")] == ["Pitscape: mine"]
    assert done[0][1]["CARBON_LAST"] == study(corner, YEARS="2007;2012;2017;2022", LEAVE_OUT="land,pattern,windows,drivers,reach")["CARBON_LAST"]


def test_in_a_model(corner, tmp_path):
    from models import chain, destinations, from_input, from_step
    from qgis.core import QgsProcessing, QgsProcessingParameterMultipleLayers

    inputs = [QgsProcessingParameterMultipleLayers("maps", "maps", QgsProcessing.SourceType.TypeRaster)]
    values = {**corner, "LAYERS": from_input("maps")}
    joined = {"INPUT_1": from_step("study", "CARBON_LAST"), "INPUT_2": " t"}
    model = chain(inputs, {"study": (f"pitscape:{NAME}", values), "told": ("native:stringconcatenation", joined)}, {"Tables": ("study", "OUTPUT")})
    names, feedback = destinations(model), Feedback()
    results, good = model.create().run({"maps": corner["LAYERS"], names["Tables"]: str(tmp_path / "t.gpkg")}, context(), feedback, {}, False)
    assert good, feedback.errors
    totals = dict(rows_of(tmp_path / "t.gpkg", "carbon_totals", "year", "carbon_t"))
    told = results["CHILD_RESULTS"]["told"]["CONCATENATION"]
    assert float(told.removesuffix(" t")) == pytest.approx(totals[2022], rel=1e-12)


def test_without_a_check_of_the_parameters(corner):
    """As models run it."""
    with pytest.raises(Failed, match="mining land is given twice"):
        run_unchecked({**corner, "SOURCES": str(data.SAMPLE / "mining_areas.geojson")}, name=NAME)
