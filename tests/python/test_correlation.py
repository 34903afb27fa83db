"""pitscape:correlation inside QGIS: rasters of any grid, tables and points, effective numbers, samples, the report; maps of classes are warned of."""

import json
import re
import subprocess

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, table_layer, wkt_layer
from maps import LEFT, TOP, files, write_map, write_table
from models import chain, from_input, from_step, run_chain
from osgeo import gdal, osr
from runs import Failed, Feedback, context, rows, run, run_unchecked, table, temporary_folders
from statistics_data import FIGURES, LAYERS, MISSING, by_qgis_process, class_map, lines, points_of, reference_rasters, told, write_float

pytestmark = pytest.mark.usefixtures("project")

NAME = "correlation"
DRAW = np.random.default_rng(17)
X = DRAW.normal(0, 1, (30, 40))
FIRST, SECOND = X.cumsum(0).cumsum(1), (X + DRAW.normal(0, 1, (30, 40))).cumsum(0).cumsum(1)


def correlated(feedback=None, within=None, **parameters):
    """The rows of the matrix as dictionaries, and the results."""
    within = within or context()
    results = run({"MATRIX": "memory:", **parameters}, feedback, within, name=NAME)
    columns = "layer year var_a var_b r n t p n_effective p_effective classes".split()
    return [dict(zip(columns, row)) for row in table(results, "MATRIX", within, *columns)], results


def only(made):
    ((row,), _results) = made
    return row


@pytest.fixture(scope="module")
def six(tmp_path_factory):
    return reference_rasters(tmp_path_factory.mktemp("rasters"))


@pytest.fixture
def two(tmp_path):
    return [write_float(tmp_path / f"{name}.tif", values) for name, values in (("first", FIRST), ("second", SECOND))]


# Figures


def compare(found, path, columns):
    wanted = {(row["var_a"], row["var_b"]): row for row in lines(path)}
    by_names = {(row["var_a"], row["var_b"]): row for row in found}
    by_names.update({(b, a): row for (a, b), row in by_names.items()})
    for pair, row in wanted.items():
        for name in columns:
            value, right = by_names[pair][name], float(row[name])
            if right < 1e-300 and name == "p":
                assert value == 0, (pair, name)
                continue
            assert value == pytest.approx(right, rel=1e-8 if name.startswith("p") else 1e-9), (pair, name)
    return len(wanted)


PLAIN, EFFECTIVE = ("r", "n", "t", "p"), ("n_effective", "p_effective")


@pytest.mark.parametrize("missing", ["pairwise", "listwise"])
@pytest.mark.parametrize("method", ["pearson", "spearman"])
def test_rasters_are_those_of_r_and_spatialpack(six, method, missing):
    """13 classes, as SpatialPack has them, all 15 pairs in the order of the layers."""
    found, results = correlated(INPUTS=six, METHOD=method, MISSING=missing, DISTANCE_CLASSES=13)
    assert compare(found, FIGURES / f"raster_correlation_{method}_{missing}.csv", PLAIN + EFFECTIVE) == 15
    pairs = [(a, b) for at, a in enumerate(LAYERS) for b in LAYERS[at + 1 :]]
    assert [(row["var_a"], row["var_b"]) for row in found] == pairs and {row["layer"] for row in found} == {"carbon"}
    assert results["ROWS_COMPLETE"] == 2263 and results["ROWS"] >= 2383
    if missing == "pairwise":
        found, _results = correlated(INPUTS=six, METHOD=method)
        compare(found, FIGURES / f"raster_correlation_{method}_{missing}_width2cells.csv", (*PLAIN, *EFFECTIVE, "classes"))


def test_every_third_row_and_column(six):
    """16 x 20 cells of 47 x 61: the smallest step that leaves so few."""
    found, _results = correlated(INPUTS=six, MISSING="listwise", SAMPLE="regular", SAMPLE_SIZE=320, DISTANCE_CLASSES=None)
    compare(found, FIGURES / "raster_regular3_correlation_pearson_listwise.csv", PLAIN)


@pytest.mark.parametrize("missing", ["pairwise", "listwise"])
@pytest.mark.parametrize("method", ["pearson", "spearman"])
def test_a_table_is_that_of_r(project, method, missing):
    layer = table_layer(project, FIGURES / "table.csv", "plots")
    fields = "carbon savi ndvi gndvi dem mat map shei ai northness eastness".split()
    feedback = Feedback()
    found, results = correlated(feedback, TABLE=layer, FIELDS=";".join(fields), METHOD=method, MISSING=missing)
    assert compare(found, FIGURES / f"table_{method}_{missing}.csv", PLAIN) == 55
    assert {row["n_effective"] for row in found} == {None} and results["ROWS_COMPLETE"] == 154
    assert {row["layer"] for row in found} == {"plots"}
    assert any("no places" in text for text in feedback.warnings), feedback.warnings


def test_points_are_those_of_spatialpack(project):
    """Places are the points, not the fields east and north beside them; with 13 classes and with the root of the box over the points."""
    layer = points_of(project, FIGURES / "table.csv")
    fields = ["carbon", "savi", "dem", "mat", "shei"]
    found, _results = correlated(TABLE=layer, FIELDS=fields, DISTANCE_CLASSES=13)
    assert compare(found, FIGURES / "table_dutilleul_pairwise.csv", PLAIN + EFFECTIVE) == 10
    found, _results = correlated(TABLE=layer, FIELDS=fields)
    assert compare(found, FIGURES / "table_dutilleul_pairwise_spacing.csv", PLAIN + EFFECTIVE) == 10


def test_three_points_by_hand(project):
    """(1, 2, 4) and (1, 3, 3): r = (24 / 9) / √(42 / 9 × 24 / 9) = 2 / √7, t = r √(1 / (1 − r²)) = 2 / √3, p of one degree of freedom."""
    layer = wkt_layer(
        project,
        ("POINT(0 0)", 1.0, 1.0),
        ("POINT(1 0)", 2.0, 3.0),
        ("POINT(5 5)", 4.0, 3.0),
        fields="a:double b:double",
        kind="Point",
    )
    row = only(correlated(TABLE=layer, FIELDS="a b", EFFECTIVE=False))
    assert row["r"] == pytest.approx(2 / 7**0.5, rel=1e-12) and row["t"] == pytest.approx(2 / 3**0.5, rel=1e-12) and row["n"] == 3
    assert row["p"] == pytest.approx(1 - 2 / np.pi * np.arctan(2 / 3**0.5), rel=1e-9)
    assert (row["n_effective"], row["p_effective"], row["classes"]) == (None, None, None)


# Rasters


def test_layers_of_other_grids_and_reference_systems(project, tmp_path, two):
    """The log says what was brought onto the grid of the first; where cells are only shifted by whole ones the figures are the same."""
    wanted = only(correlated(INPUTS=two))
    wide = np.full((40, 50), np.nan)
    wide[5:35, 6:46] = SECOND
    shifted = write_float(tmp_path / "shifted.tif", wide)
    gdal.Open(shifted, gdal.GA_Update).SetGeoTransform((LEFT - 60, 10.0, 0.0, TOP + 50, 0.0, -10.0))
    feedback = Feedback()
    row = only(correlated(feedback, INPUTS=[two[0], shifted]))
    assert (row["r"], row["n"], row["n_effective"]) == (wanted["r"], wanted["n"], wanted["n_effective"]) and told(
        feedback, "shifted"
    )
    other = str(tmp_path / "degrees.tif")
    gdal.Warp(other, two[1], dstSRS="EPSG:4326", resampleAlg="bilinear")
    feedback = Feedback()
    row = only(correlated(feedback, INPUTS=[two[0], other]))
    assert row["r"] == pytest.approx(wanted["r"], abs=0.02) and row["n_effective"] and told(feedback, "degrees")
    nearest = only(correlated(INPUTS=[two[0], other], RESAMPLE_VALUES="nearest"))
    assert nearest["r"] != row["r"]


def test_a_layer_of_degrees_has_r_alone(project, tmp_path):
    paths = [write_float(tmp_path / f"{name}.tif", values, epsg=4326) for name, values in (("a", FIRST), ("b", SECOND))]
    for path in paths:
        gdal.Open(path, gdal.GA_Update).SetGeoTransform((8.0, 0.001, 0.0, 46.0, 0.0, -0.001))
    feedback = Feedback()
    row = only(correlated(feedback, INPUTS=paths))
    assert row["r"] == pytest.approx(np.corrcoef(FIRST.ravel(), SECOND.ravel())[0, 1], rel=1e-6)
    assert (row["n_effective"], row["p_effective"]) == (None, None) and row["p"] is not None
    (warning,) = [text for text in feedback.warnings if "degrees" in text]
    assert "“a”" in warning and "n_effective" in warning
    feedback = Feedback()
    only(correlated(feedback, INPUTS=paths, EFFECTIVE=False))
    assert feedback.warnings == []


def test_a_mask(project, two):
    mask = polygon_layer(project, [(5, 5, 15, 20)])
    row = only(correlated(INPUTS=two, MASK=mask))
    a, b = (values.astype("float32")[5:20, 5:15].ravel() for values in (FIRST, SECOND))
    assert row["n"] == 150 and row["r"] == pytest.approx(np.corrcoef(a, b)[0, 1], rel=1e-6)


def test_names_of_variables(project, tmp_path, two):
    """Those of the layers; two of one name, or one layer twice, are told apart by a number."""
    layers = [
        raster_layer(project, two[0], "碳密度"),
        raster_layer(project, two[1], "碳密度"),
        raster_layer(project, two[1], "second_2022"),
    ]
    found, _results = correlated(INPUTS=layers)
    assert [(row["var_a"], row["var_b"]) for row in found] == [
        ("碳密度", "碳密度 2"),
        ("碳密度", "second_2022"),
        ("碳密度 2", "second_2022"),
    ]
    assert found[0]["r"] == found[1]["r"]
    same, _results = correlated(INPUTS=[layers[0], layers[0]])
    assert (same[0]["var_b"], same[0]["r"], same[0]["p"], same[0]["t"]) == ("碳密度 2", 1.0, 0.0, None)
    years, _results = correlated(INPUTS=[layers[2], layers[0]])
    assert (years[0]["layer"], years[0]["year"]) == ("second_2022", 2022)


def test_a_band_for_all(tmp_path):
    paths = []
    for name, values in (("a", FIRST), ("b", SECOND)):
        paths.append(write_map(tmp_path / f"{name}.tif", np.zeros((30, 40), "float32"), values.astype("float32")))
    row = only(correlated(INPUTS=paths, INPUTS_BAND=2))
    assert row["r"] == pytest.approx(np.corrcoef(FIRST.ravel(), SECOND.ravel())[0, 1], rel=1e-6)
    with pytest.raises(Failed, match="band 3"):
        correlated(INPUTS=paths, INPUTS_BAND=3)


def test_constant_and_empty_layers(tmp_path, two):
    constant = write_float(tmp_path / "constant.tif", np.full((30, 40), 7.0))
    empty = np.full((30, 40), np.nan)
    empty[0, :2] = 1.0, 2.0
    few = write_float(tmp_path / "few.tif", empty)
    feedback = Feedback()
    found, _results = correlated(feedback, INPUTS=[two[0], constant, few])
    assert [(row["r"], row["p"], row["n_effective"]) for row in found] == [(None, None, None)] * 3
    assert [row["n"] for row in found] == [1200, 2, 2]
    assert told(feedback, "same value") and told(feedback, "Fewer than 3")


def test_what_cannot_be_correlated(project, tmp_path, two):
    points = points_of(project, FIGURES / "table.csv")
    texts = table_layer(
        project, write_table(tmp_path / "texts.csv", ["a", "b"], [(1, "much"), (2, "little"), (3, "none")]), "texts"
    )
    far = write_float(tmp_path / "far.tif", FIRST)
    gdal.Open(far, gdal.GA_Update).SetGeoTransform((LEFT + 9000, 10.0, 0.0, TOP, 0.0, -10.0))
    holes = [write_float(tmp_path / f"hole{at}.tif", np.full((30, 40), np.nan)) for at in (1, 2)]
    for asked, sentence in (
        ({}, "INPUTS.*TABLE"),
        ({"INPUTS": two[:1]}, "INPUTS names 1; 2 or more"),
        ({"INPUTS": two, "TABLE": points, "FIELDS": "savi;dem"}, "INPUTS.*TABLE"),
        ({"INPUTS": two, "FIELDS": "savi;dem"}, "FIELDS.*TABLE"),
        ({"TABLE": points}, "FIELDS names 0"),
        ({"TABLE": points, "FIELDS": "savi"}, "FIELDS names 1"),
        (
            {"TABLE": points, "FIELDS": "savi;nothing"},
            "^FIELDS: the layer “table” has no field “nothing”; it has east, .*, eastness.$",
        ),
        ({"TABLE": points, "FIELDS": "savi;SAVI"}, "named twice"),
        ({"TABLE": texts, "FIELDS": "a;b"}, "much"),
        ({"TABLE": points, "FIELDS": "savi;dem", "SAMPLE": "random", "SAMPLE_SIZE": 10}, "SAMPLE.*TABLE"),
        ({"TABLE": points, "FIELDS": "savi;dem", "MASK": polygon_layer(project, [(0, 0, 1, 1)])}, "MASK"),
        ({"INPUTS": [two[0], far]}, "far"),
        ({"INPUTS": holes}, "hole1.*no cell has a value in 2 or more"),
        ({"INPUTS": two, "SAMPLE": "random"}, "SAMPLE_SIZE"),
        ({"INPUTS": two, "SAMPLE_SIZE": 10}, "SAMPLE_SIZE"),
        ({"INPUTS": two, "SAMPLE": "stratified", "SAMPLE_SIZE": 10}, "STRATA"),
        ({"INPUTS": two, "MIN_DISTANCE": 10}, "MIN_DISTANCE"),
        ({"INPUTS": two, "DISTANCE_CLASSES": 0}, "DISTANCE_CLASSES"),
        ({"INPUTS": two, "DISTANCE_CLASSES": 13, "EFFECTIVE": False}, "DISTANCE_CLASSES.*EFFECTIVE"),
        ({"INPUTS": two, "FFT_MAX_CELLS": 0}, "FFT_MAX_CELLS"),
        ({"INPUTS": two, "METHOD": "kendall"}, "METHOD.*pearson"),
    ):
        out = {"MATRIX": str(tmp_path / "m.csv")}
        for check in (run, run_unchecked):
            with pytest.raises(Failed, match=sentence) as failed:
                check({**asked, **out}, name=NAME)
            text = str(failed.value)
            assert "\n" not in text and "Traceback" not in text and "pitscape_" not in text, text
    assert not (tmp_path / "m.csv").exists() and temporary_folders() == []


# Tables and points


def test_selected_filtered_and_missing(project):
    from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition

    layer = points_of(project, FIGURES / "table.csv")
    whole = only(correlated(TABLE=layer, FIELDS="gndvi;ai"))
    assert whole["n"] == 155  # 3 and 2 are NULL
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][:40])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    some = only(correlated(TABLE=chosen, FIELDS="carbon;dem"))
    values = np.array(
        [(feature["carbon"], feature["dem"]) for feature in layer.selectedFeatures() if isinstance(feature["carbon"], float)]
    )
    assert some["n"] == len(values) and some["r"] == pytest.approx(np.corrcoef(values.T)[0, 1], rel=1e-9)
    if Qgis.QGIS_VERSION_INT >= 33200:
        filtered = QgsProcessingFeatureSourceDefinition(layer.id(), filterExpression='"dem" > 1100')
        assert only(correlated(TABLE=filtered, FIELDS="savi;dem"))["n"] == sum(
            feature["dem"] > 1100 for feature in layer.getFeatures()
        )


def test_points_without_a_place_have_values_all_the_same(project):
    shapes = [(f"POINT({7 * at} {at * at % 11})", float(at), float(at * at % 7)) for at in range(20)]
    layer = wkt_layer(project, *shapes, ("", 3.0, 9.0), fields="a:double b:double", kind="Point")
    feedback = Feedback()
    row = only(correlated(feedback, TABLE=layer, FIELDS="a;b"))
    assert row["n"] == 21 and row["n_effective"]
    assert "TABLE: features without a point: 1. They have values and no place." in feedback.infos
    several = wkt_layer(project, ("MULTIPOINT((1 1), (2 2))", 1.0, 2.0), fields="a:double b:double", kind="MultiPoint")
    with pytest.raises(Failed, match="has several points"):
        correlated(TABLE=several, FIELDS="a;b")
    assert only(correlated(TABLE=several, FIELDS="a;b", EFFECTIVE=False))["n"] == 1  # whose places nobody asks for


def test_lengths_of_points_are_metres(project):
    """Of a layer in feet the same figures as of one in metres: classes are as wide as the points are apart, whatever the unit."""
    here, feet = (points_of(project, FIGURES / "table.csv", crs) for crs in ("EPSG:32650", "EPSG:2225"))
    one, other = (only(correlated(TABLE=layer, FIELDS="savi;dem")) for layer in (here, feet))
    assert one["n_effective"] == pytest.approx(other["n_effective"], rel=1e-9)


def test_the_request_has_places_in_metres(project, monkeypatch):
    """East and north under names that no field has, in metres of a plane in feet."""
    from runs import Asked

    monkeypatch.setattr("runs.RESULTS", ("rows", "rows_complete"))
    layer = wkt_layer(
        project,
        ("POINT(0 0)", 1.0, 2.0),
        ("POINT(100 0)", 3.0, 4.0),
        fields="East:double north:double",
        kind="Point",
        crs="EPSG:2225",
    )
    asked = Asked(monkeypatch, lambda request: lines(request["table"]))
    run({"TABLE": layer, "FIELDS": "east;NORTH"}, name=NAME)
    (request,) = asked
    assert request["coordinates"] == ["east_", "north_"] and request["fields"] == ["East", "north"]
    seen = [[float(row[name]) for name in ("East", "north", "east_", "north_")] for row in asked.seen[0]]
    foot = 1200 / 3937  # which older versions of QGIS take for 0.3048, two millionths less
    assert np.allclose(seen, [[1, 2, LEFT * foot, TOP * foot], [3, 4, (LEFT + 100) * foot, TOP * foot]], rtol=3e-6)


@pytest.mark.parametrize("crs, why", [("EPSG:4326", "degrees"), ("", "no coordinate reference system")])
def test_points_without_a_plane_are_a_table_with_a_reason(project, tmp_path, crs, why):
    layer = points_of(project, FIGURES / "table.csv")
    wanted = only(correlated(TABLE=layer, FIELDS="savi;dem"))
    from qgis.core import QgsCoordinateReferenceSystem

    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    feedback, report = Feedback(), tmp_path / "r.html"
    row = only(correlated(feedback, TABLE=layer, FIELDS="savi;dem", REPORT=str(report)))
    assert row["r"] == wanted["r"] and wanted["n_effective"] and row["n_effective"] is None
    (warning,) = [text for text in feedback.warnings if why in text]
    assert "TABLE" in warning and why in report.read_text("utf-8")
    feedback = Feedback()
    only(correlated(feedback, TABLE=layer, FIELDS="savi;dem", EFFECTIVE=False))
    assert feedback.warnings == []


# Samples


def test_random_samples(two):
    asked = {"INPUTS": two, "SAMPLE": "random", "SAMPLE_SIZE": 100}
    first, again, other = (only(correlated(**asked, SEED=seed)) for seed in (5, 5, 6))
    assert first == again and first["r"] != other["r"] and first["n"] == other["n"] == 100
    feedback = Feedback()
    apart = only(correlated(feedback, **asked, MIN_DISTANCE=60))
    assert 10 < apart["n"] < 60 and told(feedback, "MIN_DISTANCE leaves room")


def test_regular_samples(two):
    row = only(correlated(INPUTS=two, SAMPLE="regular", SAMPLE_SIZE=300))
    a, b = (values.astype("float32")[1::2, 1::2].ravel() for values in (FIRST, SECOND))
    assert row["n"] == 300 and row["r"] == pytest.approx(np.corrcoef(a, b)[0, 1], rel=1e-6)


def test_stratified_samples(tmp_path, two):
    """In proportion, two at least: 3 cells of 1,200 get 2 of 40."""
    classes = np.ones((30, 40), "uint8")
    classes[15:] = 2
    classes[0, :3] = 9
    strata = write_map(tmp_path / "classes.tif", classes)
    feedback = Feedback()
    asked = {"INPUTS": two, "SAMPLE": "stratified", "SAMPLE_SIZE": 40, "STRATA": strata}
    row, again = (only(correlated(feedback, **asked)) for _ in range(2))
    assert row == again and 40 <= row["n"] <= 42


def test_larger_rasters_than_transforms_take(two):
    feedback = Feedback()
    row = only(correlated(feedback, INPUTS=two, FFT_MAX_CELLS=400))
    whole = only(correlated(INPUTS=two))
    assert row["r"] == whole["r"] and row["n_effective"] != whole["n_effective"] and told(feedback, "FFT_MAX_CELLS")


# Maps of classes


CODES = "“Land cover” is a map of classes. Its codes are names and no amounts"


def test_a_map_of_classes_is_warned_of(project, tmp_path, two):
    cover = class_map(project, tmp_path / "cover.tif")
    feedback, report = Feedback(), tmp_path / "r.html"
    only(correlated(feedback, INPUTS=[two[0], cover], REPORT=str(report)))
    (warning,) = [text for text in feedback.warnings if CODES in text]
    assert warning.startswith("INPUTS: ") and report.read_text("utf-8").count("is a map of classes") == 2
    feedback = Feedback()
    only(correlated(feedback, INPUTS=two, SAMPLE="stratified", SAMPLE_SIZE=50, STRATA=cover))
    assert not told(feedback, "map of classes")  # where classes belong


def test_a_paletted_style_with_names_makes_classes_and_steps_of_values_do_not(project, tmp_path, two):
    from qgis.core import QgsColorRampShader, QgsPalettedRasterRenderer, QgsRasterShader, QgsSingleBandPseudoColorRenderer
    from qgis.PyQt.QtGui import QColor

    layer = raster_layer(project, two[1], "Land cover")
    classes = [QgsPalettedRasterRenderer.Class(value, QColor("red"), text) for value, text in ((1, "Grass"), (2, "Mine"))]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    feedback = Feedback()
    only(correlated(feedback, INPUTS=[two[0], layer]))
    assert told(feedback, CODES)
    for kind, warned in (
        (QgsColorRampShader.Type.Discrete, False),
        (QgsColorRampShader.Type.Interpolated, False),
        (QgsColorRampShader.Type.Exact, True),
    ):
        ramp = QgsColorRampShader(0, 100, None, kind)
        ramp.setColorRampItemList(
            [QgsColorRampShader.ColorRampItem(value, QColor("red"), text) for value, text in ((0, "low"), (100, "high"))]
        )
        shader = QgsRasterShader()
        shader.setRasterShaderFunction(ramp)
        layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader))
        feedback = Feedback()
        only(correlated(feedback, INPUTS=[two[0], layer]))
        assert bool(told(feedback, CODES)) == warned, kind


def test_kriging_warns_of_a_map_of_classes_too(project, tmp_path):
    """As a drift, and as a raster with gaps."""
    cover = class_map(project, tmp_path / "cover.tif")
    places = DRAW.uniform(10, 290, (40, 2))
    shapes = [(f"POINT({x} {-y})", float(x / 50 + np.sin(y))) for x, y in places]
    layer = wkt_layer(project, *shapes, fields="c:double", kind="Point")
    model = {"MODEL": "spherical", "NUGGET": 0.01, "PSILL": 0.8, "RANGE": 200, "OUTPUT": str(tmp_path / "o.tif")}
    for asked in (
        {"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "TYPE": "universal", "DRIFT_LAYERS": [cover]},
        {"RASTER": gaps_in(project, cover)},
    ):
        feedback = Feedback()
        run({**model, **asked}, feedback, name="kriging")
        (warning,) = [text for text in feedback.warnings if CODES in text]
        assert warning.split(":")[0] in asked
    feedback = Feedback()
    run({**model, "INPUT": layer, "FIELD": "c", "SNAP": cover}, feedback, name="kriging")
    assert not told(feedback, "map of classes")  # whose grid alone is taken


def gaps_in(project, layer):
    path = layer.source()
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).WriteArray(np.zeros((2, 2), "uint8"), 5, 5)
    dataset.GetRasterBand(1).SetNoDataValue(0)
    dataset = None
    return raster_layer(project, path, layer.name())


# The report


def test_the_report(project, tmp_path, two):
    from pitscape.reports.rounding import p_value

    layers = [raster_layer(project, two[0], "<b>carbon</b> & co"), raster_layer(project, two[1], "savi")]
    report = tmp_path / "r.html"
    row = only(correlated(INPUTS=layers, REPORT=str(report)))
    text = report.read_text("utf-8")
    assert "<b>carbon</b>" not in text and "&lt;b&gt;carbon&lt;/b&gt; &amp; co" in text
    assert text.count('<figure class="drawing">') == 1 and text.count('<figure class="plot">') == 1
    for part in (
        "Dutilleul (1993)", "SpatialPack", "as if cells or rows were independent", "classes of distance two cells wide", "pairwise, as SPSS", "All cells count",
        "takes all cells or rows as independent", "p_effective is the p of so many", "Pearson’s r was computed", "(bilinear)", "No p is corrected",
        "Cells for the effective number", two[0],
    ):  # fmt: skip
        assert part in text, part
    assert all(f">{p_value(row[name])}</td>" in text for name in ("p", "p_effective")) and f">{row['r']:.3f}</td>" in text
    assert f'data-exact="{row["p_effective"]!r}"' in text and f'data-exact="{row["n_effective"]!r}"' in text
    assert "coordinates" not in text.partition("<body>")[2].partition("<script")[0]


def test_the_report_of_a_table(project, tmp_path):
    layer = table_layer(project, FIGURES / "table.csv", "plots")
    report = tmp_path / "r.html"
    correlated(TABLE=layer, FIELDS="carbon;savi;dem;map", METHOD="spearman", MISSING="listwise", REPORT=str(report))
    text = report.read_text("utf-8")
    for part in (
        "There is no effective number here",
        "as there is no effective number",
        "Spearman’s r, Pearson’s r of the ranks",
        "(listwise)",
        "savi by carbon: r = 0.8",
    ):
        assert part in text, part
    assert "Dutilleul" not in text.partition("<h2>Methods")[2] and "brought onto" not in text and "All cells count" not in text


@pytest.mark.parametrize(
    "sample, told",
    [
        (
            {"SAMPLE": "random", "SAMPLE_SIZE": 200, "MIN_DISTANCE": 15},
            "A random sample of 200 cells was drawn without replacement (seed 1). No two drawn cells are nearer to each other than 15 m.",
        ),
        ({"SAMPLE": "regular", "SAMPLE_SIZE": 300}, "every few rows and columns, as many as leave 300 cells at most"),
        (
            {"SAMPLE": "stratified", "SAMPLE_SIZE": 90, "SEED": 7},
            "in each class of Land cover in proportion to its cells, two at least (seed 7)",
        ),
    ],
)
def test_the_report_tells_of_the_sample(project, tmp_path, two, sample, told):
    report = tmp_path / "r.html"
    strata = {"STRATA": class_map(project, tmp_path / "cover.tif")} if sample["SAMPLE"] == "stratified" else {}
    correlated(INPUTS=two, DISTANCE_CLASSES=20, REPORT=str(report), **sample, **strata)
    text = report.read_text("utf-8")
    assert told in text and "20 equal classes of distance up to the largest" in text and "All cells count" not in text


def test_many_pairs_have_the_scatters_of_the_largest(project, tmp_path):
    layer = table_layer(project, FIGURES / "table.csv", "plots")
    fields = "carbon savi ndvi gndvi dem mat map shei ai northness eastness".split()
    report = tmp_path / "r.html"
    found, _results = correlated(TABLE=layer, FIELDS=fields, REPORT=str(report))
    text = report.read_text("utf-8")
    (panels,) = re.findall(r'"panels":(\[.*?\])', text)
    largest = sorted(found, key=lambda row: -abs(row["r"]))[:12]
    assert {title.partition(":")[0] for title in json.loads(panels)} == {f"{row['var_b']} by {row['var_a']}" for row in largest}
    assert "Shown: 12 of 55, those of the largest |r|." in text


@pytest.mark.parametrize(
    "p, text",
    [
        (None, "–"), (0.0, "< 1e−300"), (1.0, "1.000"), (0.3732, "0.373"), (0.0123, "0.012"), (0.0496, "0.0496"), (0.04999, "0.04999"), (0.05, "0.050"),
        (0.00996, "0.00996"), (0.0012, "0.0012"), (0.00100001, "0.0010"), (0.0009996, "9.996e−4"), (3.44e-8, "3.4e−8"), (1.2e-120, "1.2e−120"), (0.0095, "0.0095"),
    ],
)  # fmt: skip
def test_p_is_printed_as_papers_do(p, text):
    from pitscape.reports.rounding import p_value

    assert p_value(p) == text


def test_stars():
    from pitscape.reports.correlation import stars

    assert [stars(p) for p in (None, 0.05, 0.0499, 0.01, 0.0099, 0.001, 0.00099, 0.0)] == [
        "",
        "",
        "*",
        "*",
        "**",
        "**",
        "***",
        "***",
    ]


def test_a_pair_without_an_effective_number_has_no_star_beside_others(project, tmp_path, monkeypatch):
    """Its p of independent cells would make it look the surest of all."""
    from pitscape.reports import correlation, drawings

    seen = []
    monkeypatch.setattr(drawings, "correlations", lambda names, cells: seen.append(cells) or drawings.Canvas(10, 10).svg())
    pair = {"var_a": "a", "r": 0.9, "n": 100, "p": 1e-30}
    pairs = [
        {**pair, "var_b": "b", "n_effective": 1.5, "p_effective": None},
        {**pair, "var_b": "c", "n_effective": 20.0, "p_effective": 0.02},
    ]
    made = correlation._matrix(pairs, ["a", "b", "c"])
    assert {key: value[1] for key, value in seen[0].items()} == {
        (0, 1): "",
        (0, 2): "*",
    } and "Pairs without p_effective have no star" in made.caption
    for row in pairs:
        row.update(n_effective=None, p_effective=None)
    made = correlation._matrix(pairs, ["a", "b", "c"])
    assert {value[1] for value in seen[1].values()} == {
        "***"
    } and "p of independent cells, as there is no effective number" in made.caption


# With others


def test_windows_and_what_goes_with_them_in_a_model(tmp_path, two):
    from qgis.core import QgsProcessingParameterRasterLayer

    cover = write_map(tmp_path / "cover.tif", DRAW.integers(1, 4, (30, 40)).astype("uint8"))
    steps = {
        "windows": ("pitscape:movingwindow", {"LULC": from_input("map"), "METRICS": "SHDI", "RADII": "30"}),
        "correlation": ("pitscape:correlation", {"INPUTS": [from_input("first"), from_step("windows", "OUTPUT")]}),
    }
    inputs = [QgsProcessingParameterRasterLayer(name) for name in ("map", "first")]
    made = chain(inputs, steps, {"Matrix": ("correlation", "MATRIX"), "Report": ("correlation", "REPORT")})
    within = context()
    done = run_chain(made, {"map": cover, "first": two[0]}, within)
    ((r, n, effective),) = table(done, "Matrix", within, "r", "n", "n_effective")
    assert -1 < r < 1 and n == 24 * 34 and effective > 2
    with open(done["Report"], encoding="utf-8") as page:
        assert "Matrix of correlations" in page.read()


def test_a_batch_with_a_report_each(project, tmp_path, two):
    within = context()
    for name, at in (("north", 0), ("south", 1)):
        layers = [raster_layer(project, two[at], name), raster_layer(project, two[1 - at], "other")]
        correlated(within=within, INPUTS=layers, REPORT=str(tmp_path / f"{name}.html"))
    texts = {name: (tmp_path / f"{name}.html").read_text("utf-8") for name in ("north", "south")}
    assert all(f"Correlation report: {name} and other" in text for name, text in texts.items()) and ">north" not in texts["south"]


@pytest.mark.parametrize(
    "names, named", [(("savi_2022", "dem_2022"), "Correlations 2022"), (("savi", "dem_2022"), "Correlations: savi, dem_2022")]
)
def test_results_have_the_names_of_the_layers(project, two, names, named):
    import processing

    layers = [raster_layer(project, path, name) for path, name in zip(two, names)]
    processing.runAndLoadResults("pitscape:correlation", {"INPUTS": layers, "MATRIX": "TEMPORARY_OUTPUT"})
    (made,) = [one for one in project.mapLayers().values() if one not in layers]
    assert made.name() == named and made.attributeAlias(made.fields().lookupField("p_effective")) == "p of the effective number"


def test_by_qgis_process(two, tmp_path):
    out = [f"--MATRIX={tmp_path}/m.csv", f"--REPORT={tmp_path}/r.html"]
    results = by_qgis_process(tmp_path, NAME, f"--INPUTS={two[0]}", f"--INPUTS={two[1]}", "--METHOD=spearman", *out)
    assert results["ROWS"] == 1200
    (row,) = lines(tmp_path / "m.csv")
    assert (
        float(row["r"]) == pytest.approx(only(correlated(INPUTS=two, METHOD="spearman"))["r"], rel=1e-12)
        and (tmp_path / "r.html").exists()
    )


# Files


def test_tables_as_files(two, tmp_path):
    from qgis.core import QgsVectorLayer

    for ending in ("gpkg", "csv", "xlsx"):
        path = str(tmp_path / f"m.{ending}")
        run({"INPUTS": two, "MATRIX": path}, name=NAME)
        ((r, n),) = rows(QgsVectorLayer(path, "m", "ogr"), "r", "n")
        assert float(r) == pytest.approx(only(correlated(INPUTS=two))["r"], rel=1e-12) and int(n) == 1200


def test_a_read_only_folder(two, disk):
    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    for name, file in (("MATRIX", "m.csv"), ("REPORT", "r.html")):
        with pytest.raises(Failed, match=f"^{name}: {folder}/{file} cannot be written .read-only"):
            run({"INPUTS": two, name: f"{folder}/{file}"}, name=NAME)
    assert files(folder) == {}


@pytest.mark.parametrize("percent", [1, 40, 75])
def test_cancel_keeps_what_stood_there(tmp_path, percent):
    paths = [write_float(tmp_path / f"{name}.tif", DRAW.normal(0, 1, (500, 600))) for name in "abc"]
    out = {"MATRIX": tmp_path / "m.csv", "REPORT": tmp_path / "r.html"}
    for path in out.values():
        path.write_text("old")
    before = files(tmp_path)
    feedback = Feedback(stop_at=percent)
    asked = {"INPUTS": paths, "METHOD": "spearman", **{name: str(path) for name, path in out.items()}}
    assert run(asked, feedback, name=NAME) == {}
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_the_file_of_an_input_is_not_written_over(project, tmp_path):
    path = str(tmp_path / "table.csv")
    write_table(path, ["a", "b"], [(1, 2), (2, 3), (4, 1)])
    with pytest.raises(Failed, match="MATRIX: .* is the file of the input TABLE"):
        run({"TABLE": table_layer(project, path), "FIELDS": "a;b", "MATRIX": path}, name=NAME)


def test_a_layer_without_a_reference_system_is_refused(tmp_path, two):
    plain = write_float(tmp_path / "plain.tif", FIRST, epsg=None)
    with pytest.raises(Failed, match="Set Layer CRS"):
        correlated(INPUTS=[two[0], plain])
    assert osr.SpatialReference(gdal.Open(two[0]).GetProjection()).IsProjected()


def test_maps_of_the_variables(project, tmp_path):
    """A map of each raster with the ends of its colours; none of a table, and of very many the first nine."""
    layers = reference_rasters(tmp_path)
    report = tmp_path / "maps.html"
    correlated(INPUTS=layers, REPORT=str(report), EFFECTIVE=False)
    text = report.read_text("utf-8")
    maps = re.findall(r'<div class="panel" data-aspect="([0-9.]+)">\s*<h3>(\w+)</h3>\s*<p class="aside">([^<]+)</p>', text)
    assert [name for _aspect, name, _ends in maps] == list(LAYERS) and float(maps[0][0]) == pytest.approx(61 / 47)
    dem = gdal.Open(layers[LAYERS.index("dem")]).ReadAsArray()
    low, high = np.percentile(dem[dem != MISSING], (2, 98))
    told_low, told_high = (float(end.replace(",", "")) for end in maps[LAYERS.index("dem")][2].split(" to "))
    assert (told_low, told_high) == (pytest.approx(low, rel=1e-4), pytest.approx(high, rel=1e-4))
    correlated(INPUTS=layers * 2, REPORT=str(report), EFFECTIVE=False)
    text = report.read_text("utf-8")
    assert text.count('<div class="panel"') == 9 and "Drawn are the first 9 of 12." in text
    correlated(TABLE=points_of(project, FIGURES / "table.csv"), FIELDS="carbon;savi", REPORT=str(report))
    assert "Maps of the variables" not in report.read_text("utf-8")
