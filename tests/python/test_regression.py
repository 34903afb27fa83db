"""pitscape:regression inside QGIS: figures of R and spdep, rasters of any grid, tables and points, classes, aspect, selection, samples, outputs, the report."""

import html
import math
import re
import subprocess

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, table_layer, wkt_layer
from maps import LEFT, TOP, files, read_map, write_map, write_table
from models import chain, from_input, from_step, run_chain
from osgeo import gdal, osr
from runs import Failed, Feedback, context, rows, run, run_unchecked, table, temporary_folders
from statistics_data import FIGURES, LAYERS, by_qgis_process, class_map, lines, points_of, reference_rasters, told, write_float

pytestmark = pytest.mark.usefixtures("project")

NAME = "regression"
RASTER, TABLE = FIGURES / "raster", FIGURES / "regression"
MODEL = (
    "layer year variable coefficient se t p ci95_low ci95_high beta partial_r vif se_hc3 p_hc3 ci95_hc3_low ci95_hc3_high se_block p_block "
    "ci95_block_low ci95_block_high unit"
).split()
STEPS = "layer year step stage action variable f p vif r2 r2_adj rmse in_model".split()
SAMPLES = "row column x y observed predicted residual leverage studentised cooks_distance block fold".split()
SHAPE = 30, 40
DRAW = np.random.default_rng(23)
A, B, NOISE = (DRAW.normal(0, 1, SHAPE) for _ in range(3))
SMOOTH = A.cumsum(0).cumsum(1) / 40


class Made:
    """What a run gave, by names."""

    def __init__(self, results, within, samples):
        self.results = results
        self.model = {row[2]: dict(zip(MODEL, row)) for row in table(results, "MODEL", within, *MODEL)}
        found = table(results, "DIAGNOSTICS", within, "statistic", "value", "p", "meaning")
        self.figures = {name: (value, p) for name, value, p, _meaning in found}
        self.meanings = {name: meaning for name, _value, _p, meaning in found}
        self.steps = [dict(zip(STEPS, row)) for row in table(results, "STEPS", within, *STEPS)]
        self.samples = [dict(zip(SAMPLES, row)) for row in table(results, "SAMPLES", within, *SAMPLES)] if samples else None

    def b(self, name):
        return self.model[name]["coefficient"]

    def left_out(self, stage):
        return [row["variable"] for row in self.steps if row["stage"] == stage and row["action"] == "remove"]


def regressed(feedback=None, samples=False, **parameters):
    within = context()
    wanted = dict.fromkeys(("MODEL", "DIAGNOSTICS", "STEPS", *(["SAMPLES"] if samples else [])), "memory:")
    return Made(run({**wanted, **parameters}, feedback, within, name=NAME), within, samples)


@pytest.fixture(scope="module")
def six(tmp_path_factory):
    """carbon, savi, gndvi, dem, shei, ai."""
    return reference_rasters(tmp_path_factory.mktemp("rasters"))


@pytest.fixture
def three(tmp_path):
    """y = 5 + 2 a - 3 b and noise."""
    y = 5 + 2 * A - 3 * B + 0.5 * NOISE
    return [write_float(tmp_path / f"{name}.tif", values) for name, values in (("y", y), ("a", A), ("b", B))]


# Figures


def same(found, wanted, name):
    """To 1e-9, p to 1e-8; what is below 1e-300 is 0."""
    wanted = None if wanted == "" else float(wanted)
    is_p = name.startswith("p") and name not in ("partial_r", "predicted")
    if is_p and wanted is not None and wanted < 1e-300:
        assert found == 0, name
        return
    assert found == (None if wanted is None else pytest.approx(wanted, rel=1e-8 if is_p else 1e-9)), name


COEFFICIENTS = "coefficient se t p ci95_low ci95_high beta partial_r vif se_hc3 p_hc3".split()


def same_model(made, path):
    wanted = lines(path)
    assert set(made.model) == {row["variable"] for row in wanted}
    for row in wanted:
        for name in COEFFICIENTS:
            same(made.model[row["variable"]][name], row[name], name)


RENAMED = {"rmse": "residual_se"}
PLAIN = "n r2 r2_adj r2_pred rmse f aic aicc bic durbin_watson jarque_bera koenker_bp condition_number".split()


def same_figures(made, path):
    wanted = {row["statistic"]: row["value"] for row in lines(path)}
    for name in PLAIN:
        same(made.figures[name][0], wanted[RENAMED.get(name, name)], name)
    for name in ("f", "jarque_bera", "koenker_bp"):
        same(made.figures[name][1], wanted[f"{name}_p"], "p")
    assert made.results["R2"] == made.figures["r2"][0] and made.results["ROWS"] == made.figures["n"][0]


def same_moran(made, path):
    wanted = {row["statistic"]: row["value"] for row in lines(path)}
    for name, there in (
        ("moran_i", "moran_i"),
        ("moran_expected", "expected_residual"),
        ("moran_variance", "variance_residual"),
        ("moran_z", "z_residual"),
    ):
        same(made.figures[name][0], wanted[there], name)
    same(made.results["MORAN_P"], wanted["p_residual"], "p")


def test_all_cells_are_those_of_r_and_spdep(six):
    """Model, diagnostics, errors by block and cross-validation of blocks of 10 cells, Moran's I, LM tests, predictions."""
    made = regressed(samples=True, Y=six[0], X=six[1:], VIF_LIMIT=0, BLOCK_SIZE=300)
    same_model(made, RASTER / "all_cells_model.csv")
    same_figures(made, RASTER / "all_cells_diagnostics.csv")
    same_moran(made, RASTER / "all_cells_moran.csv")
    assert list(made.model) == ["intercept", *LAYERS[1:]] and {row["layer"] for row in made.model.values()} == {"carbon"}
    for row in lines(RASTER / "all_cells_cluster10.csv"):
        for name in ("se_block", "p_block"):
            same(made.model[row["variable"]][name], row[name], name)
        assert made.figures["blocks"][0] == float(row["blocks"])
    folds = {row["fold"]: row["sse"] for row in lines(RASTER / "all_cells_blockcv10.csv")}
    same(made.results["R2_CV"], folds["r2_cv"], "r2_cv")
    same(made.figures["r2_cv_block"][0], folds["r2_cv"], "r2_cv_block")
    same(made.figures["rmse_cv_block"][0], folds["rmse_cv"], "rmse_cv_block")
    for row in lines(RASTER / "all_cells_lm_tests_spdep.csv"):
        if row["statistic"] in made.figures:
            value, p = made.figures[row["statistic"]]
            assert value == pytest.approx(float(row["value"]), rel=2e-9 if row["statistic"] == "robust_lm_lag" else 1e-9)
            assert p == pytest.approx(float(row["p"]), rel=1e-8, abs=1e-17)  # of which spdep has 17 decimals
    by_place = {(row["row"] - 1, row["column"] - 1): row for row in made.samples}
    assert (
        len(by_place) == 2263
        and len({row["block"] for row in made.samples}) == 35
        and {row["fold"] for row in made.samples} == set(range(1, 11))
    )
    fitted = 0
    for row in lines(RASTER / "all_cells_predicted.csv"):
        here = by_place.get((int(row["row"]), int(row["col"])))
        if here is not None:
            fitted += 1
            same(here["predicted"], row["predicted"], "predicted")
            assert here["residual"] == pytest.approx(float(row["residual"]), abs=1e-9 * abs(here["predicted"]))
    assert fitted > 150
    assert sum(row["leverage"] for row in made.samples) == pytest.approx(6, rel=1e-9)


def test_predictions_stand_in_the_raster(six, tmp_path):
    """In 32 bits."""
    out = {name: str(tmp_path / f"{name}.tif") for name in ("PREDICTED", "RESIDUALS")}
    made = regressed(Y=six[0], X=six[1:], VIF_LIMIT=0, **out)
    predicted, residuals = (read_map(path) for path in out.values())
    dataset = gdal.Open(out["PREDICTED"])  # kept: its band lives no longer
    nodata = np.float32(dataset.GetRasterBand(1).GetNoDataValue())
    wanted = lines(RASTER / "all_cells_predicted.csv")
    for row in wanted:
        place = int(row["row"]), int(row["col"])
        assert predicted[place] == pytest.approx(float(row["predicted"]), rel=1e-6)
        if row["residual"]:
            assert residuals[place] == pytest.approx(float(row["residual"]), abs=1e-4)
    assert (residuals != nodata).sum() == made.results["ROWS"] == 2263
    values = [read_map(path) for path in six]
    there = np.all([cells != np.finfo("float32").min for cells in values[1:]], axis=0)
    assert ((predicted != nodata) == there).all()


def test_predictions_go_beyond_y(three, tmp_path):
    """Where Y has no value there is a prediction and no residual; where a variable has none there is neither."""
    y, a = read_map(three[0]), read_map(three[1])
    nodata = np.finfo("float32").min
    y[:10], a[29] = nodata, nodata
    paths = [write_map(tmp_path / f"{name}_gaps.tif", cells, nodata=float(nodata)) for name, cells in (("y", y), ("a", a))]
    out = {name: str(tmp_path / f"{name}.tif") for name in ("PREDICTED", "RESIDUALS")}
    made = regressed(Y=paths[0], X=[paths[1], three[2]], **out)
    predicted, residuals = (read_map(path) for path in out.values())
    assert made.results["ROWS"] == 19 * 40 and (predicted[:29] != nodata).all() and (predicted[29] == nodata).all()
    assert (residuals[:10] == nodata).all() and (residuals[10:29] != nodata).all() and (residuals[29] == nodata).all()
    b = read_map(three[2])
    wanted = made.b("intercept") + made.b("a_gaps") * a[:29].astype(float) + made.b("b") * b[:29].astype(float)
    assert np.allclose(predicted[:29], wanted, rtol=1e-6, atol=1e-6)


def test_every_third_row_and_column(six):
    made = regressed(Y=six[0], X=six[1:], VIF_LIMIT=0, SAMPLE="regular", SAMPLE_SIZE=320)
    same_model(made, RASTER / "regular3_model.csv")
    same_figures(made, RASTER / "regular3_diagnostics.csv")
    same_moran(made, RASTER / "regular3_moran.csv")


TEN = "savi ndvi gndvi dem mat map shei ai northness eastness".split()


@pytest.mark.parametrize("limit, name", [(0, "table_all"), (10, "table_vif10"), (5, "table_vif5")])
def test_a_table_is_that_of_r(project, limit, name):
    layer = table_layer(project, FIGURES / "table.csv", "plots")
    feedback = Feedback()
    made = regressed(feedback, TABLE=layer, Y_FIELD="carbon", X_FIELDS=";".join(TEN), VIF_LIMIT=limit)
    same_model(made, TABLE / f"{name}_model.csv")
    same_figures(made, TABLE / f"{name}_diagnostics.csv")
    assert made.results["ROWS"] == 154 and {row["layer"] for row in made.model.values()} == {"plots"}
    assert "MORAN_P" not in made.results and "R2_CV" not in made.results and made.figures["moran_i"] == (None, None)
    assert {row["se_block"] for row in made.model.values()} == {None}
    if limit:
        same_rounds(made, TABLE / f"{name}.csv")


def same_rounds(made, path):
    """Each round of the elimination, with the variance inflation of all."""
    wanted = lines(path)
    gone = [row["variable"] for row in wanted if row["what"] == "remove"]
    assert made.left_out("vif") == gone
    last = max(int(row["step"]) for row in wanted)
    found = {(row["step"], row["variable"]): row["vif"] for row in made.steps if row["stage"] == "vif"}
    for row in wanted:
        if row["what"] == "vif" and (int(row["step"]) < last or (last, row["variable"]) in found):
            assert found[int(row["step"]), row["variable"]] == pytest.approx(float(row["vif"]), rel=1e-7), row


@pytest.mark.parametrize("method", ["forward", "backward", "stepwise"])
def test_selections_are_those_of_spss(project, method):
    layer = table_layer(project, FIGURES / "table.csv", "plots")
    made = regressed(TABLE=layer, Y_FIELD="carbon", X_FIELDS=";".join(TEN), SELECTION=method)
    same_path(made, TABLE / f"table_vif10_{method}.csv")
    same_model(made, TABLE / f"table_vif10_{method}_model.csv")
    same_figures(made, TABLE / f"table_vif10_{method}_diagnostics.csv")


@pytest.mark.parametrize("method", ["forward", "backward", "stepwise"])
def test_what_enters_first_may_leave(project, method):
    """a1 = a2 + a3 and noise: stepwise it enters first, and leaves once both are in."""
    layer = table_layer(project, TABLE / "step.csv", "step")
    made = regressed(TABLE=layer, Y_FIELD="y", X_FIELDS="a1;a2;a3;a4;a5", VIF_LIMIT=0, SELECTION=method)
    same_path(made, TABLE / f"step5_{method}.csv")
    same_model(made, TABLE / f"step5_{method}_model.csv")
    same_figures(made, TABLE / f"step5_{method}_diagnostics.csv")
    assert ("a1" in made.model) == (method == "forward")


def same_path(made, path):
    found = [row for row in made.steps if row["stage"] == "selection"]
    wanted = [row for row in lines(path) if row["action"] != "tolerance"]
    assert len(found) == len(wanted)
    for row, right in zip(found, wanted):
        assert row["action"] == right["action"].split()[0] and (row["variable"] or "") == right["variable"], right
        for name, there in (("f", "f"), ("p", "p"), ("r2", "r2"), ("r2_adj", "r2_adj"), ("rmse", "residual_se")):
            same(row[name], right[there], name)
        assert set(re.split(r"[;,\s]+", row["in_model"])) - {""} == set(right["in_model"].split())


def test_constants_and_exact_combinations_are_left_out(project):
    """a8 is constant, a6 = a2 + a3; then a7 = a2 and little noise, and a1, go by variance inflation. Beside a7 alone a2 may not enter."""
    layer = table_layer(project, TABLE / "step.csv", "step")
    eight = ";".join(f"a{at}" for at in range(1, 9))
    made = regressed(TABLE=layer, Y_FIELD="y", X_FIELDS=eight)
    assert made.left_out("constant") == ["a8"] and made.left_out("singular") == ["a6"]
    same_rounds(made, TABLE / "step_vif10.csv")
    assert list(made.model) == ["intercept", "a2", "a3", "a4", "a5"]
    made = regressed(TABLE=layer, Y_FIELD="y", X_FIELDS=eight, VIF_LIMIT=0, SELECTION="backward")
    same_path(made, TABLE / "step8_backward.csv")
    same_model(made, TABLE / "step8_backward_model.csv")


def test_points_are_those_of_spdep(project):
    """Eight nearest neighbours by the places of the points, not by the fields east and north."""
    from qgis.core import QgsProcessingFeatureSourceDefinition

    layer = points_of(project, FIGURES / "table.csv")
    layer.selectByIds([one.id() for one in layer.getFeatures() if all(isinstance(value, float) for value in one.attributes())])
    complete = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    made = regressed(TABLE=complete, Y_FIELD="carbon", X_FIELDS=["savi", "gndvi", "dem", "shei"], VIF_LIMIT=0)
    same_model(made, TABLE / "points_model.csv")
    same_figures(made, TABLE / "points_diagnostics.csv")
    same_moran(made, TABLE / "points_moran_knn8.csv")


def test_four_points_by_hand(project):
    """y = 1, 3, 2, 4 at x = 0, 1, 2, 3: slope 4 / 5, constant 1.3, RSS 1.8, se of the slope √(0.9 / 5)."""
    shapes = [(f"POINT({at} 0)", float(at), y) for at, y in enumerate((1.0, 3.0, 2.0, 4.0))]
    layer = wkt_layer(project, *shapes, fields="x:double y:double", kind="Point")
    made = regressed(TABLE=layer, Y_FIELD="y", X_FIELDS="x")
    assert made.b("x") == pytest.approx(0.8, rel=1e-12) and made.b("intercept") == pytest.approx(1.3, rel=1e-12)
    assert made.model["x"]["se"] == pytest.approx((0.9 / 5) ** 0.5, rel=1e-12) and made.figures["rmse"][0] == pytest.approx(
        0.9**0.5
    )
    assert made.results["R2"] == pytest.approx(1 - 1.8 / 5, rel=1e-12) and made.model["x"]["beta"] == pytest.approx(
        0.8, rel=1e-12
    )


# Classes and aspect


def by_hand(y, *columns):
    """Coefficients of y on a constant and columns."""
    x = np.column_stack([np.ones(np.size(y)), *(np.ravel(one) for one in columns)])
    return np.linalg.lstsq(x, np.ravel(y), rcond=None)[0]


def test_classes_are_dummies_beside_the_largest(project, tmp_path):
    """Class 2 is the largest; 5 and 9 have fewer than 30 cells and are one."""
    codes = np.full(SHAPE, 2)
    codes[:8], codes[20, :20], codes[21, :25] = 1, 5, 9
    y = (10 + 3.0 * (codes == 1) - 4.0 * (codes >= 5) + 2 * A + 0.1 * NOISE).astype("float32")
    cover = raster_layer(project, write_map(tmp_path / "cover.tif", codes.astype("uint8")), "Land cover")
    paths = [write_float(tmp_path / f"{name}.tif", cells) for name, cells in (("y", y), ("a", A))]
    made = regressed(Y=paths[0], X=paths[1:], FACTORS=[cover])
    assert list(made.model) == ["intercept", "a", "Land cover 1", "Land cover other"]
    wanted = by_hand(y.astype(float), A.astype("float32"), codes == 1, codes >= 5)
    assert [row["coefficient"] for row in made.model.values()] == pytest.approx(wanted.tolist(), rel=1e-6)
    assert made.model["Land cover 1"]["vif"] == made.model["Land cover other"]["vif"]


def test_a_factor_that_is_the_table_itself_is_told(project, tmp_path):
    """Carbon made from classes has one value in each: R² is 1, and the run says that the factor determines Y."""
    codes = np.repeat(np.repeat(DRAW.integers(1, 4, (6, 8)), 5, 0), 5, 1)
    y = np.array([0.0, 12.5, 80.0, 130.0])[codes]
    paths = [write_float(tmp_path / f"{name}.tif", cells) for name, cells in (("y", y), ("a", A))]
    cover = class_map(project, tmp_path / "cover.tif", codes=codes)
    feedback = Feedback()
    report = tmp_path / "r.html"
    made = regressed(feedback, Y=paths[0], X=paths[1:], FACTORS=[cover], REPORT=str(report))
    text = report.read_text("utf-8")
    assert "The model gives Y exactly" in text and "Land cover 3: Mine" in text and "differences from its largest class" in text
    assert made.results["R2"] == pytest.approx(1) and made.figures["distinct_y"][0] == 3
    assert [text for text in feedback.warnings if "Land cover" in text] and [
        text for text in feedback.warnings if re.search(r"\b3 (different )?values", text)
    ]


def test_aspect_is_northness_and_eastness(tmp_path):
    """Flat cells are negative, whichever number that is."""
    aspect = DRAW.uniform(0, 360, SHAPE).astype("float32")
    aspect[:3], aspect[3:5] = -1, -9999
    radians = np.radians(aspect.astype(float))
    north, east = np.where(aspect < 0, 0, np.cos(radians)), np.where(aspect < 0, 0, np.sin(radians))
    y = (1 + 4 * north - 2 * east + A + 0.1 * NOISE).astype("float32")
    paths = [write_float(tmp_path / f"{name}.tif", cells) for name, cells in (("y", y), ("a", A), ("aspect", aspect))]
    made = regressed(Y=paths[0], X=paths[1:2], ASPECT=paths[2])
    assert list(made.model) == ["intercept", "a", "northness", "eastness"]
    wanted = by_hand(y.astype(float), A.astype("float32"), north, east)
    assert [row["coefficient"] for row in made.model.values()] == pytest.approx(wanted.tolist(), rel=1e-6)


@pytest.mark.parametrize("algorithm, more", [("native:aspect", {"Z_FACTOR": 1}), ("gdal:aspect", {"BAND": 1})])
def test_flat_cells_of_the_toolbox_are_nodata_until_it_is_unticked(project, tmp_path, algorithm, more):
    """As the help says."""
    import processing

    height = np.full(SHAPE, 500.0)
    height[:, 20:] += 5 * np.arange(20)  # rises to the east, so that it faces west
    height[20:, :20] += 3 * np.arange(10)[:, None] + np.arange(20)  # and to the south-east
    dem = write_float(tmp_path / "dem.tif", height)
    path = processing.run(algorithm, {"INPUT": dem, **more, "OUTPUT": str(tmp_path / "aspect.tif")})["OUTPUT"]
    cells = read_map(path)
    dataset = gdal.Open(path)  # kept: its band lives no longer
    assert cells[15, 5] == -9999 == dataset.GetRasterBand(1).GetNoDataValue() and cells[15, 30] == pytest.approx(270)
    y = write_float(tmp_path / "y.tif", np.where(height > 500, 7.0, 2.0) + NOISE)
    layer = raster_layer(project, path, "aspect")
    hidden = regressed(Y=y, X=[dem], ASPECT=layer)
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    shown = regressed(Y=y, X=[dem], ASPECT=layer)
    assert hidden.results["ROWS"] == (cells != -9999).sum() and shown.results["ROWS"] == 1200
    assert {"northness", "eastness"} < set(hidden.model) and {"northness", "eastness"} < set(shown.model)


def test_what_rounding_leaves_of_a_cosine_is_no_variable(tmp_path):
    """Slopes to the west, whose cosine is −1.8e-16 by computers, beside flat cells."""
    aspect = np.full(SHAPE, -1.0)
    aspect[:, 20:] = 270
    paths = [
        write_float(tmp_path / f"{name}.tif", cells)
        for name, cells in (("y", 5 - 2.0 * (aspect > 0) + NOISE), ("aspect", aspect))
    ]
    made = regressed(Y=paths[0], ASPECT=paths[1])
    assert made.left_out("constant") == ["northness"] and list(made.model) == ["intercept", "eastness"]
    assert made.b("eastness") == pytest.approx(2, abs=0.2)


def test_fields_of_classes_and_of_aspect(project, tmp_path):
    draw = np.random.default_rng(5)
    kind, aspect, x = draw.integers(1, 4, 200), draw.uniform(0, 360, 200), draw.normal(0, 1, 200)
    y = 2 + x + 3 * (kind == 2) + np.cos(np.radians(aspect)) + draw.normal(0, 0.1, 200)
    path = write_table(
        tmp_path / "plots.csv", ["y", "x", "kind", "aspect"], zip(y.tolist(), x.tolist(), kind.tolist(), aspect.tolist())
    )
    layer = table_layer(project, path, "plots")
    made = regressed(TABLE=layer, Y_FIELD="y", X_FIELDS="x", FACTOR_FIELDS="kind", ASPECT_FIELD="aspect")
    assert {"northness", "eastness", "x"} < set(made.model) and len(
        [name for name in made.model if name.startswith("kind ")]
    ) == 2
    assert made.b("x") == pytest.approx(1, abs=0.05) and made.b("northness") == pytest.approx(1, abs=0.05)


# Rasters


def test_layers_of_other_grids_and_reference_systems(project, tmp_path, three):
    """The log says what was brought onto the grid of Y; where cells are only shifted by whole ones the figures are the same."""
    wanted = regressed(Y=three[0], X=three[1:])
    wide = np.full((40, 50), np.nan)
    wide[5:35, 6:46] = B
    shifted = write_float(tmp_path / "b_shifted.tif", wide)
    gdal.Open(shifted, gdal.GA_Update).SetGeoTransform((LEFT - 60, 10.0, 0.0, TOP + 50, 0.0, -10.0))
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=[three[1], shifted])
    assert made.b("b_shifted") == pytest.approx(wanted.b("b"), rel=1e-12) and told(feedback, "b_shifted")
    other = str(tmp_path / "degrees.tif")
    gdal.Warp(other, three[2], dstSRS="EPSG:4326", resampleAlg="near")
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=[three[1], other], RESAMPLE_VALUES="nearest")
    assert made.b("degrees") == pytest.approx(wanted.b("b"), abs=0.7) and told(feedback, "degrees")


def test_layers_of_degrees_have_a_model_without_places(tmp_path, three):
    """No length, so no blocks; what a user may do is said."""
    for path in three:
        dataset = gdal.Open(path, gdal.GA_Update)
        system = osr.SpatialReference()
        system.ImportFromEPSG(4326)
        dataset.SetProjection(system.ExportToWkt())
        dataset.SetGeoTransform((8.0, 0.001, 0.0, 46.0, 0.0, -0.001))
        dataset = None
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=three[1:])
    assert made.b("a") == pytest.approx(2, abs=0.1)
    assert {row["se_block"] for row in made.model.values()} == {None} and made.figures["effective_range"][0] is None
    assert "R2_CV" not in made.results and [text for text in feedback.warnings if "degrees" in text]


def test_a_mask_and_gaps(project, tmp_path, three):
    values = read_map(three[1])
    values[7, 7] = np.finfo("float32").min
    gap = write_map(tmp_path / "gap.tif", values, nodata=float(np.finfo("float32").min))
    made = regressed(Y=three[0], X=[gap, three[2]], MASK=polygon_layer(project, [(5, 5, 15, 20)]))
    kept = np.zeros(SHAPE, bool)
    kept[5:20, 5:15] = True
    kept[7, 7] = False
    wanted = by_hand(*(read_map(path)[kept].astype(float) for path in three))
    assert made.results["ROWS"] == 149 and [row["coefficient"] for row in made.model.values()] == pytest.approx(
        wanted.tolist(), rel=1e-6
    )


def test_a_layer_twice_and_y_among_x(project, three):
    """One of two that are alike goes; Y explains itself, which is refused or told."""
    layer = raster_layer(project, three[1], "a")
    made = regressed(Y=three[0], X=[layer, layer, three[2]])
    assert list(made.model) == ["intercept", "a", "b"] and made.left_out("singular") == ["a 2"]
    feedback = Feedback()
    try:
        made = regressed(feedback, Y=three[0], X=[three[0], three[1]])
    except Failed as failed:
        assert re.search(r"\by\b", str(failed))
    else:
        assert made.results["R2"] == pytest.approx(1) and feedback.warnings


def test_a_constant_among_x(tmp_path, three):
    flat = write_float(tmp_path / "flat.tif", np.full(SHAPE, 3.0))
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=[*three[1:], flat])
    assert list(made.model) == ["intercept", "a", "b"] and made.left_out("constant") == ["flat"]


def test_without_a_constant(three):
    made = regressed(Y=three[0], X=three[1:], INTERCEPT=False)
    y, a, b = (read_map(path).ravel().astype(float) for path in three)
    wanted = np.linalg.lstsq(np.column_stack([a, b]), y, rcond=None)[0]
    assert [row["coefficient"] for row in made.model.values()] == pytest.approx(wanted.tolist(), rel=1e-6)


def test_residuals_that_are_alike_are_warned_of(tmp_path, three):
    """Of independent noise p of Moran's I is large and nothing is said; of a smooth one p by blocks is to be read."""
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=three[1:], BLOCK_SIZE=60)
    assert made.results["MORAN_P"] > 0.05 and not [text for text in feedback.warnings if "p_block" in text]
    smooth = write_float(tmp_path / "smooth.tif", SMOOTH)
    feedback = Feedback()
    made = regressed(feedback, Y=smooth, X=three[2:], BLOCK_SIZE=60)
    assert made.results["MORAN_P"] < 1e-10 and [text for text in feedback.warnings if "p_block" in text]
    assert made.model["b"]["p_block"] is not None and made.figures["blocks"][0] == 35


def test_the_log_tells_how_many_cells_count(tmp_path, three):
    values = read_map(three[1])
    values[:3] = np.finfo("float32").min
    gaps = write_map(tmp_path / "gaps.tif", values, nodata=float(np.finfo("float32").min))
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=[gaps, three[2]])
    assert made.results["ROWS"] == 1080 and [text for text in feedback.infos if "1,080" in text]


# Samples


def test_samples_are_points_of_the_map(project, three, tmp_path):
    """At the centres of their cells, in the CRS of Y, with a column for each variable, named as it is."""
    from qgis.core import QgsProcessingUtils, QgsVectorLayer

    layers = [raster_layer(project, path, name) for path, name in zip(three, ("碳", "residual", "FID"))]
    within = context()
    results = run({"Y": layers[0], "X": layers[1:], "SAMPLES": "memory:"}, None, within, NAME)
    layer = QgsProcessingUtils.mapLayerFromString(results["SAMPLES"], within)
    names = [field.name() for field in layer.fields()]
    assert names[2 : 2 + len(SAMPLES)] == SAMPLES and names[2 + len(SAMPLES) :] == ["residual_2", "FID_"]
    assert layer.crs().authid() == "EPSG:32632" and layer.featureCount() == 1200
    feature = next(one for one in layer.getFeatures() if (one["row"], one["column"]) == (3, 5))
    point = feature.geometry().asPoint()
    assert (point.x(), point.y()) == (feature["x"], feature["y"]) == (LEFT + 45, TOP - 25)
    y, a, b = (float(read_map(path)[2, 4]) for path in three)
    assert (feature["observed"], feature["residual_2"], feature["FID_"]) == pytest.approx((y, a, b), rel=1e-12)
    assert feature["predicted"] + feature["residual"] == pytest.approx(y, rel=1e-9)
    feedback = Feedback()
    for ending in ("gpkg", "shp", "csv"):
        path = str(tmp_path / f"samples.{ending}")
        run({"Y": layers[0], "X": layers[1:], "SAMPLES": path}, feedback, name=NAME)
        assert QgsVectorLayer(path, "s", "ogr").featureCount() == 1200
    assert [text for text in feedback.warnings if "columns have other names" in text and "studentis" in text]


def test_samples_of_a_table_are_its_features(project):
    """Points where they were, in the layer's own CRS and units, those that are left out not among them; a table without a geometry has none."""
    from qgis.core import QgsProcessingUtils, QgsWkbTypes

    for crs in ("EPSG:32650", "EPSG:2225", "EPSG:4326"):
        layer = points_of(project, FIGURES / "table.csv", crs="EPSG:32650")
        from qgis.core import QgsCoordinateReferenceSystem

        layer.setCrs(QgsCoordinateReferenceSystem(crs))
        within = context()
        results = run({"TABLE": layer, "Y_FIELD": "carbon", "X_FIELDS": "savi;gndvi", "SAMPLES": "memory:"}, None, within, NAME)
        made = QgsProcessingUtils.mapLayerFromString(results["SAMPLES"], within)
        assert made.crs().authid() == crs and made.featureCount() == 156
        features = list(layer.getFeatures())
        for one in made.getFeatures():
            feature = features[one["row"] - 1]
            place, wanted = one.geometry().asPoint(), feature.geometry().asPoint()
            assert place == wanted and one["observed"] == feature["carbon"] and one["savi"] == feature["savi"]
            assert (one["x"], one["y"]) == pytest.approx((wanted.x(), wanted.y()), rel=1e-12)
    within = context()
    layer = table_layer(project, FIGURES / "table.csv", "plots")
    results = run({"TABLE": layer, "Y_FIELD": "carbon", "X_FIELDS": "savi", "SAMPLES": "memory:"}, None, within, NAME)
    made = QgsProcessingUtils.mapLayerFromString(results["SAMPLES"], within)
    assert made.wkbType() == QgsWkbTypes.Type.NoGeometry and made.featureCount() == 159
    with pytest.raises(Failed, match="SAMPLES: .*TABLE holds no points"):
        run({"TABLE": layer, "Y_FIELD": "carbon", "X_FIELDS": "savi", "SAMPLES": "/tmp/samples.shp"}, name=NAME)


def test_random_samples(three):
    asked = {"Y": three[0], "X": three[1:], "SAMPLE": "random", "SAMPLE_SIZE": 100}
    first, again, other = (regressed(samples=True, **asked, SEED=seed) for seed in (5, 5, 6))
    assert first.model == again.model and first.samples == again.samples and first.b("a") != other.b("a")
    assert first.results["ROWS"] == len(first.samples) == 100
    apart = regressed(samples=True, **asked, MIN_DISTANCE=60)
    places = np.array([(row["x"], row["y"]) for row in apart.samples])
    distances = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    assert distances[~np.eye(len(places), dtype=bool)].min() >= 60


def test_stratified_samples(tmp_path, three):
    """In proportion, two at least: 3 cells of 1,200 get 2 of 40."""
    classes = np.ones(SHAPE, "uint8")
    classes[15:] = 2
    classes[0, :3] = 9
    strata = write_map(tmp_path / "classes.tif", classes)
    made = regressed(samples=True, Y=three[0], X=three[1:], SAMPLE="stratified", SAMPLE_SIZE=40, STRATA=strata)
    drawn = [classes[row["row"] - 1, row["column"] - 1] for row in made.samples]
    assert drawn.count(9) == 2 and 40 <= len(drawn) <= 42 and abs(drawn.count(1) - drawn.count(2)) <= 2


RENAMED_FIELDS = {"x": "x_2", "residual": "residual_2", "row": "row_2", "block": "block_2", "geom": "geom_"}


@pytest.mark.parametrize("target", ["memory:", "samples.gpkg", "samples.csv"])
def test_columns_of_other_names_are_told(project, tmp_path, target):
    fields = " ".join(f"{name}:double" for name in ("y", *RENAMED_FIELDS))
    draw = np.random.default_rng(2).normal(size=(30, 1 + len(RENAMED_FIELDS))).tolist()
    layer = wkt_layer(
        project, *((f"POINT({7 * at} {at * at % 11})", *row) for at, row in enumerate(draw)), fields=fields, kind="Point"
    )
    feedback = Feedback()
    where = target if target == "memory:" else str(tmp_path / target)
    run({"TABLE": layer, "Y_FIELD": "y", "X_FIELDS": list(RENAMED_FIELDS), "SAMPLES": where}, feedback, name=NAME)
    (text,) = told(feedback, "columns have other names")
    for old, new in RENAMED_FIELDS.items():
        assert re.search(rf"[ :]{old} is {new}[,.]", text), text


def test_samples_of_a_table_lead_back_to_its_features(project):
    """With a selection, rows and ids of features are not the same; a table without places has them too."""
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProcessingUtils

    for layer in (points_of(project, FIGURES / "table.csv"), table_layer(project, FIGURES / "table.csv", "plots")):
        layer.selectByIds([feature.id() for feature in layer.getFeatures()][20:80])
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
        within = context()
        results = run({"TABLE": chosen, "Y_FIELD": "carbon", "X_FIELDS": "savi", "SAMPLES": "memory:"}, None, within, NAME)
        made = QgsProcessingUtils.mapLayerFromString(results["SAMPLES"], within)
        assert 50 < made.featureCount() <= 60
        for one in made.getFeatures():
            source = layer.getFeature(one["source_fid"])
            assert float(source["carbon"]) == one["observed"] and float(source["savi"]) == one["savi"]


# What cannot be


def test_what_cannot_be_regressed(project, tmp_path, three):
    points = points_of(project, FIGURES / "table.csv")
    texts = table_layer(
        project, write_table(tmp_path / "texts.csv", ["a", "b"], [(1, "much"), (2, "little"), (3, "none")]), "texts"
    )
    far = write_float(tmp_path / "far.tif", A)
    gdal.Open(far, gdal.GA_Update).SetGeoTransform((LEFT + 9000, 10.0, 0.0, TOP, 0.0, -10.0))
    flat = write_float(tmp_path / "flat.tif", np.full(SHAPE, 3.0))
    few = np.full(SHAPE, np.nan)
    few[0, :2] = 1.0, 2.0
    holes = write_float(tmp_path / "few.tif", few)
    both = {"Y": three[0], "X": three[1:]}
    for asked, sentence in (
        ({}, "Y.*TABLE"),
        ({"Y": three[0]}, "X"),
        ({"X": three[1:]}, "Y"),
        ({**both, "TABLE": points, "Y_FIELD": "carbon", "X_FIELDS": "savi"}, "TABLE"),
        ({**both, "Y_FIELD": "carbon"}, "Y_FIELD.*TABLE|TABLE.*Y_FIELD"),
        ({"TABLE": points, "X_FIELDS": "savi"}, "Y_FIELD"),
        ({"TABLE": points, "Y_FIELD": "carbon"}, "X_FIELDS"),
        (
            {"TABLE": points, "Y_FIELD": "carbon", "X_FIELDS": "savi;nothing"},
            "^X_FIELDS: the layer “table” has no field “nothing”; it has east, .*, eastness.$",
        ),
        ({"TABLE": points, "Y_FIELD": "nothing", "X_FIELDS": "savi"}, "^Y_FIELD: the layer “table” has no field “nothing”"),
        ({"TABLE": texts, "Y_FIELD": "a", "X_FIELDS": "b"}, "much"),
        ({"TABLE": points, "Y_FIELD": "carbon", "X_FIELDS": "savi", "SAMPLE": "random", "SAMPLE_SIZE": 10}, "SAMPLE"),
        ({"TABLE": points, "Y_FIELD": "carbon", "X_FIELDS": "savi", "MASK": polygon_layer(project, [(0, 0, 1, 1)])}, "MASK"),
        ({"Y": three[0], "X": [far]}, "far"),
        ({"Y": flat, "X": three[1:]}, "flat"),
        ({"Y": three[0], "X": [holes]}, "2 |rows|cells"),
        ({**both, "SAMPLE": "random"}, "SAMPLE_SIZE"),
        ({**both, "SAMPLE": "stratified", "SAMPLE_SIZE": 10}, "STRATA"),
        ({**both, "P_ENTER": 0.2, "P_REMOVE": 0.1, "SELECTION": "stepwise"}, "P_ENTER"),
        ({**both, "P_ENTER": 2, "SELECTION": "forward"}, "P_ENTER"),
        ({**both, "VIF_LIMIT": -1}, "VIF_LIMIT"),
        ({**both, "BLOCK_SIZE": 0}, "BLOCK_SIZE"),
        ({**both, "FOLDS": 1}, "FOLDS"),
        ({**both, "SELECTION": "best"}, "SELECTION.*stepwise"),
    ):
        out = {"MODEL": str(tmp_path / "m.csv")}
        for check in (run, run_unchecked):
            with pytest.raises(Failed, match=sentence) as failed:
                check({**asked, **out}, name=NAME)
                pytest.fail(f"{sentence} was not said")
            text = str(failed.value)
            assert "\n" not in text and "Traceback" not in text and "pitscape_" not in text, text
    assert not (tmp_path / "m.csv").exists() and temporary_folders() == []


def test_maps_of_classes_are_warned_of_and_of_amounts_among_factors(project, tmp_path, three):
    from qgis.core import QgsColorRampShader, QgsRasterShader, QgsSingleBandPseudoColorRenderer
    from qgis.PyQt.QtGui import QColor

    cover = class_map(project, tmp_path / "cover.tif")
    feedback = Feedback()
    regressed(feedback, Y=three[0], X=[three[1], cover])
    assert told(feedback, "X: “Land cover” is a map of classes")
    feedback = Feedback()
    regressed(feedback, Y=cover, X=three[1:])
    assert told(feedback, "Y: “Land cover” is a map of classes")
    feedback = Feedback()
    regressed(feedback, Y=three[0], X=three[1:], FACTORS=[cover])
    assert not told(feedback, "map of classes") and not told(feedback, "as amounts are")
    tens = raster_layer(project, write_map(tmp_path / "tens.tif", np.digitize(A, (-1, 0, 1)).astype("uint8")), "tens")
    ramp = QgsColorRampShader(0, 3, None, QgsColorRampShader.Type.Interpolated)
    ramp.setColorRampItemList([QgsColorRampShader.ColorRampItem(value, QColor("red"), str(value)) for value in (0, 3)])
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(ramp)
    tens.setRenderer(QgsSingleBandPseudoColorRenderer(tens.dataProvider(), 1, shader))
    feedback = Feedback()
    regressed(feedback, Y=three[0], X=three[2:], FACTORS=[tens])
    assert told(feedback, "FACTORS: “tens” is drawn in colours that run into one another")


def test_selected_filtered_and_missing(project):
    from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition

    layer = points_of(project, FIGURES / "table.csv")
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][:40])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    made = regressed(TABLE=chosen, Y_FIELD="carbon", X_FIELDS="dem")
    known = [feature for feature in layer.selectedFeatures() if isinstance(feature["carbon"], float)]
    wanted = by_hand([feature["carbon"] for feature in known], [feature["dem"] for feature in known])
    assert made.results["ROWS"] == len(known) and made.b("dem") == pytest.approx(wanted[1], rel=1e-9)
    if Qgis.QGIS_VERSION_INT >= 33200:
        filtered = QgsProcessingFeatureSourceDefinition(layer.id(), filterExpression='"dem" > 1100')
        made = regressed(TABLE=filtered, Y_FIELD="carbon", X_FIELDS="dem")
        assert made.results["ROWS"] == sum(
            feature["dem"] > 1100 and isinstance(feature["carbon"], float) for feature in layer.getFeatures()
        )


def test_points_without_a_place_have_values_all_the_same(project):
    shapes = [(f"POINT({7 * at} {at * at % 11})", float(at), float(at * at % 7)) for at in range(20)]
    layer = wkt_layer(project, *shapes[:10], ("", 3.0, 9.0), *shapes[10:], fields="a:double b:double", kind="Point")
    feedback = Feedback()
    made = regressed(feedback, samples=True, TABLE=layer, Y_FIELD="a", X_FIELDS="b")
    assert made.results["ROWS"] == 21 == len(made.samples) and told(feedback, "features without a point: 1")
    assert [row["row"] for row in made.samples if row["x"] is None] == [11]


def saved(model, path):
    """A model as it is read from its file."""
    from qgis.core import QgsProcessingModelAlgorithm

    assert model.toFile(str(path))
    made = QgsProcessingModelAlgorithm()
    assert made.fromFile(str(path)) and made.validate() == (True, [])
    return made


def test_what_a_model_made_is_called_as_its_band_is(tmp_path, three):
    """Its files are all called OUTPUT; two of one band are numbered, and what has no name of its own keeps that of its file."""
    from qgis.core import QgsProcessingParameterRasterLayer

    cover = write_map(tmp_path / "cover.tif", DRAW.integers(1, 4, SHAPE).astype("uint8"))
    steps = {
        name: ("pitscape:movingwindow", {"LULC": from_input("map"), "METRICS": metric, "RADII": radius})
        for name, metric, radius in (("y", "ED", "30"), ("one", "SHDI", "30"), ("two", "SHDI", "50"), ("again", "SHDI", "30"))
    }
    steps["slope"] = ("native:slope", {"INPUT": from_input("first"), "Z_FACTOR": 1})
    steps["regression"] = (
        "pitscape:regression",
        {"Y": from_step("y", "OUTPUT"), "X": [from_step(name, "OUTPUT") for name in ("one", "two", "slope")]},
    )
    steps["correlation"] = ("pitscape:correlation", {"INPUTS": [from_step(name, "OUTPUT") for name in ("y", "one", "again")]})
    inputs = [QgsProcessingParameterRasterLayer(name) for name in ("map", "first")]
    outputs = {"Model": ("regression", "MODEL"), "Report": ("regression", "REPORT"), "Matrix": ("correlation", "MATRIX")}
    made = saved(chain(inputs, steps, outputs), tmp_path / "windows.model3")
    within = context()
    done = run_chain(made, {"map": cover, "first": three[1]}, within)
    found = table(done, "Model", within, "layer", "variable")
    assert found == [("ED 30", name) for name in ("intercept", "SHDI 30", "SHDI 50", "OUTPUT")]
    pairs = table(done, "Matrix", within, "var_a", "var_b")
    assert pairs == [("ED 30", "SHDI 30"), ("ED 30", "SHDI 30 2"), ("SHDI 30", "SHDI 30 2")]
    with open(done["Report"], encoding="utf-8") as page:
        assert "Regression report: ED 30" in page.read()


def test_a_layer_that_a_user_called_something_keeps_its_name(project, tmp_path, three):
    """Also where its band has a name, and where its file is a temporary one."""
    from qgis.core import QgsProcessingUtils

    dataset = gdal.Open(three[1], gdal.GA_Update)
    dataset.GetRasterBand(1).SetDescription("SHDI 50")
    dataset = None
    made = regressed(Y=three[0], X=[three[1]])
    assert list(made.model) == ["intercept", "a"]
    file = QgsProcessingUtils.generateTempFilename("OUTPUT.tif")
    gdal.Translate(file, three[1])
    assert list(regressed(Y=three[0], X=[file]).model) == ["intercept", "SHDI 50"]
    assert list(regressed(Y=three[0], X=[raster_layer(project, file, "evenness")]).model) == ["intercept", "evenness"]


# Several bands


def bands_of(path, *named):
    """A raster of bands, (name, values)."""
    made = write_map(path, *(values.astype("float32") for _name, values in named))
    dataset = gdal.Open(made, gdal.GA_Update)
    for at, (name, _values) in enumerate(named, 1):
        dataset.GetRasterBand(at).SetDescription(name)
    dataset = None
    return made


def test_every_band_is_a_variable(project, tmp_path, three):
    """Called as the band is, else by layer and number; a raster of one band as ever. The band of all is not looked at, which is told."""
    both = raster_layer(project, bands_of(tmp_path / "both.tif", ("SHDI 50", A), ("", B)), "windows")
    feedback = Feedback()
    made = regressed(feedback, Y=three[0], X=[both], X_ALL_BANDS=True)
    wanted = regressed(Y=three[0], X=three[1:])
    assert list(made.model) == ["intercept", "SHDI 50", "windows band 2"] and not told(feedback, "X_BAND")
    assert (made.b("SHDI 50"), made.b("windows band 2")) == pytest.approx((wanted.b("a"), wanted.b("b")), rel=1e-12)
    made = regressed(feedback, Y=three[0], X=[three[1], both], X_ALL_BANDS=True, X_BAND=2, VIF_LIMIT=0)
    assert made.left_out("singular") == ["SHDI 50"] and list(made.model) == ["intercept", "a", "windows band 2"]
    assert told(feedback, "X_BAND")
    assert list(regressed(Y=three[0], X=[both], X_BAND=2).model) == ["intercept", "windows"]
    within = context()
    matrix = run({"INPUTS": [both], "INPUTS_ALL_BANDS": True, "MATRIX": "memory:"}, None, within, "correlation")
    assert table(matrix, "MATRIX", within, "var_a", "var_b") == [("SHDI 50", "windows band 2")]


# The report


def test_the_report(project, tmp_path, six):
    from pitscape.reports.rounding import p_value

    layers = [raster_layer(project, path, f"<b>{name}</b> & co" if name == "carbon" else name) for path, name in zip(six, LAYERS)]
    report = tmp_path / "r.html"
    made = regressed(Y=layers[0], X=layers[1:], SELECTION="stepwise", BLOCK_SIZE=300, REPORT=str(report))
    text = report.read_text("utf-8")
    assert "<b>carbon</b>" not in text and "[&lt;b&gt;carbon&lt;/b&gt;\u00a0&amp;\u00a0co] = " in text
    text = text.replace("\u00a0", " ")
    assert (
        text.count('<figure class="drawing">') == 1
        and text.count('<figure class="maps">') == 2  # variables, residuals
        and text.count('<figure class="plot">') == 4
    )
    for part in (
        "R² of blocks not seen", "p_block", "MacKinnon and White 1985", "squares of 300 m", "Cliff and Ord", "as SPSS does", "All cells count.", "variance inflation",
        "Standardised coefficient (beta)", "Partial residuals", "Q-Q plot", "Variogram of the residuals", "Durbin-Watson", six[0],
    ):  # fmt: skip
        assert part in text, part
    savi = made.model["savi"]
    for name in ("p", "p_hc3", "p_block"):
        assert f">{html.escape(p_value(savi[name]))}</td>" in text, name
    assert f'data-exact="{savi["coefficient"]!r}"' in text and f'data-exact="{savi["se_block"]!r}"' in text
    for unwanted in ("coordinates", "not set: </td>"):
        assert unwanted not in text.partition("<body>")[2].partition("<script")[0]


def test_the_equation_predicts_what_the_model_does(project, tmp_path, six):
    """What is printed, calculated by hand, is off by less than 1 % of the RMSE everywhere."""
    report = tmp_path / "r.html"
    made = regressed(samples=True, Y=six[0], X=six[1:], REPORT=str(report), SAMPLES="memory:")
    (printed,) = re.findall(r'<p class="equation">carbon = (.*?)</p>', report.read_text("utf-8"))
    values = {name: read_map(path).astype(float) for name, path in zip(LAYERS, six)}
    found = 0.0
    for sign, number, name in re.findall(r"([+−]?)\s*([\d.]+)(?:\s×\s(\w+))?", printed):
        found = found + (-1 if sign == "−" else 1) * float(number) * (values[name] if name else 1)
    off = [found[row["row"] - 1, row["column"] - 1] - row["predicted"] for row in made.samples]
    assert np.abs(off).max() < 0.01 * made.figures["rmse"][0]


@pytest.mark.parametrize(
    "value, se, largest, rmse, text",
    [
        (200.59232744333283, 4.56, None, None, "200.6"), (8.214489640658185, 14.97, 1.0, 10.0, "8.21"), (0.0123456, 0.00067, 1200.0, 10.0, "0.01235"),
        (0.0, 1.0, 1.0, 1.0, "0"), (3.4567e-7, 1e-8, None, None, "3.46\u00a0×\u00a010⁻⁷"), (123456789.0, 5e6, None, None, "1.235\u00a0×\u00a010⁸"), (2.0, None, None, None, "2.00"),
        (1234.5678, 1e-9, None, None, "1234.5678"),
    ],
)  # fmt: skip
def test_digits_of_coefficients(value, se, largest, rmse, text):
    from pitscape.reports.equation import rounded

    assert rounded(value, se, largest, rmse) == text


def test_signs_and_names_of_an_equation():
    from pitscape.reports.equation import equation

    terms = [(None, -8.2145, 14.97, 1.0), ("savi", 200.592, 4.56, None), ("mean temp", -4.2, 0.1, None), ("碳", -0.5, 0.01, None)]
    assert equation("carbon", terms).replace("\u00a0", " ") == "carbon = −8.21 + 200.6 × savi − 4.20 × [mean temp] − 0.500 × 碳"
    assert equation("y", [("x", -1.5, 0.1, None)]).replace("\u00a0", " ") == "y = −1.50 × x"


def test_the_report_of_a_table_and_of_points(project, tmp_path):
    report = tmp_path / "r.html"
    regressed(
        TABLE=table_layer(project, FIGURES / "table.csv", "plots"), Y_FIELD="carbon", X_FIELDS="savi;dem", REPORT=str(report)
    )
    text = report.read_text("utf-8")
    assert "Regression report: plots, carbon" in text and "carbon = " in text and "Where the rows lie is not known" in text
    assert "Map of the residuals" not in text and "Variogram of the residuals" not in text and "All cells count" not in text
    regressed(TABLE=points_of(project, FIGURES / "table.csv"), Y_FIELD="carbon", X_FIELDS="savi;dem", REPORT=str(report))
    text = report.read_text("utf-8")
    assert text.count('<figure class="drawing">') == 2 and "<title>residual" in text and "the eight nearest rows" in text


def test_a_batch_with_a_report_each(project, tmp_path, three):
    for name, at in (("north", 0), ("south", 1)):
        layer = raster_layer(project, three[at], name)
        regressed(Y=layer, X=[three[2]], REPORT=str(tmp_path / f"{name}.html"))
    texts = {name: (tmp_path / f"{name}.html").read_text("utf-8") for name in ("north", "south")}
    assert all(f"Regression report: {name}" in text for name, text in texts.items()) and ">north" not in texts["south"]


def body(report):
    """What a report says, figures among it."""
    return html.unescape(report.read_text("utf-8").partition("<body>")[2])


def equation_of(report):
    (printed,) = re.findall(r'<p class="equation">(.*?)</p>', report.read_text("utf-8"))
    return html.unescape(printed)


def with_unit(path, unit):
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetUnitType(unit)
    dataset = None
    return path


def test_classes_and_their_base_have_names_in_the_report(project, tmp_path):
    """Beside the equation, in the table, and in the figure of coefficients; the log keeps codes."""
    codes = np.random.default_rng(8).choice([1, 2, 2, 3], SHAPE)
    y = (10 + 3.0 * (codes == 1) - 4.0 * (codes == 3) + A + 0.1 * NOISE).astype("float32")
    paths = [write_float(tmp_path / f"{name}.tif", cells) for name, cells in (("y", y), ("a", A))]
    report = tmp_path / "r.html"
    made = regressed(
        Y=paths[0], X=paths[1:], FACTORS=[class_map(project, tmp_path / "cover.tif", codes=codes)], REPORT=str(report)
    )
    assert "Land cover 3" in made.model
    whole = body(report)
    assert "largest class, 2 (Forest)" in whole and whole.count("Compared with the base: Land cover: 2 (Forest).") >= 3
    assert ">Land cover 3 (Mine)</td>" in whole and ">Land cover 1 (Grass)</text>" in whole
    assert "[Land\u00a0cover\u00a03]" in equation_of(report)


def test_lines_break_in_long_names_of_an_equation_alone():
    from pitscape.reports.equation import named

    assert (
        named("mean temp 2022") == "[mean\u00a0temp\u00a02022]" and named("very " * 10 + "long") == "[" + "very " * 10 + "long]"
    )


def test_units_of_y_stand_at_every_axis(tmp_path, three):
    from pitscape.reports.regression_found import squared, unit_of_y

    report = tmp_path / "r.html"
    regressed(Y=with_unit(three[0], "t/ha"), X=three[1:], REPORT=str(report))
    whole = body(report).replace(r"\u00b2", "²")  # as figures have it
    for title in ("Semivariance ((t/ha)²)", "Predicted (t/ha)", "Observed (t/ha)"):
        assert title in whole, title
    assert (squared("m"), squared("t/ha")) == ("m²", "(t/ha)²")
    # Without a constant no row has it but that of the RMSE.
    regressed(Y=three[0], X=three[1:], INTERCEPT=False, REPORT=str(report))
    assert "Predicted (t/ha)" in body(report) and "y is in t/ha." in body(report)
    assert unit_of_y({"rmse": {"unit": "t/ha"}}, []) == "t/ha" and unit_of_y({"rmse": {}}, []) == ""


def test_the_equation_of_an_exact_model(project, tmp_path):
    """Six digits, what rounding leaves is 0, and nothing of intervals that there are not."""
    codes = np.repeat(np.repeat(DRAW.integers(1, 4, (6, 8)), 5, 0), 5, 1)
    y = np.array([0.0, 155.1372, 33.5931, 24.1347])[codes]
    paths = [write_float(tmp_path / f"{name}.tif", cells) for name, cells in (("y", y), ("dem", 1000 + 100 * A))]
    report = tmp_path / "r.html"
    made = regressed(
        Y=paths[0], X=paths[1:], FACTORS=[class_map(project, tmp_path / "cover.tif", codes=codes)], REPORT=str(report)
    )
    assert made.figures["rmse"][0] == 0
    printed = equation_of(report).replace("\u00a0", " ")
    assert re.search(r"[+−] 0 × dem", printed) and "10⁻" not in printed, printed
    found = {
        name: float(number) * (-1 if sign == "−" else 1)
        for sign, number, name in re.findall(r"([+−]?) ?([\d.]+) × \[Land cover (\d)\]", printed)
    }
    base = float(re.search(r"y = ([\d.]+)", printed)[1])
    for code, wanted in zip("123", (155.1372, 33.5931, 24.1347)):
        assert base + found.get(code, 0) == pytest.approx(wanted, abs=2e-3), printed
    whole = body(report)
    for unwanted in ("(OLS)</text>", "(HC3)</text>", "95 % intervals", "Coefficients have the digits"):
        assert unwanted not in whole, unwanted
    assert "There are no intervals." in whole


def test_a_range_beyond_the_variogram_is_no_finding(tmp_path, three):
    """Of a slope that no variable tells residuals are alike over all of the map; of noise over smooth hills up to a distance."""
    report = tmp_path / "r.html"
    rows, columns = np.indices(SHAPE)
    made = regressed(Y=write_float(tmp_path / "slope.tif", rows + 0.5 * columns + 0.1 * NOISE), X=three[2:], REPORT=str(report))
    whole = body(report)
    assert (
        made.figures["effective_range"][0] > 0 and "Effective range (m), at least" in whole and "effective range, " not in whole
    )
    assert "m or more." in whole and "1.5 times the effective range" not in whole and "blocks may be too narrow" in whole
    hills = sum(np.roll(np.roll(NOISE, i, 0), j, 1) for i in range(-2, 3) for j in range(-2, 3))
    made = regressed(Y=write_float(tmp_path / "hills.tif", hills), X=three[2:], REPORT=str(report))
    whole = body(report)
    assert "effective range, " in whole and "(m), at least" not in whole and "m or more." not in whole
    assert re.search(
        r"1.5 times the effective range of the variogram of the residuals \([\d.]+ m\), in whole small squares of [\d.]+ m\.",
        whole,
    )


def test_digits_of_the_legend_of_points(project, tmp_path):
    """Three of the largest."""
    report = tmp_path / "r.html"
    regressed(TABLE=points_of(project, FIGURES / "table.csv"), Y_FIELD="carbon", X_FIELDS="savi;dem", REPORT=str(report))
    ends = re.findall(r">([−\d.,]+) to ([−\d.,]+)</text>", report.read_text("utf-8"))
    assert len(ends) == 5 and {len(re.sub(r"\D", "", ends[0][0]))} == {3}, ends
    assert len({text.partition(".")[2] and len(text.partition(".")[2]) for pair in ends for text in pair}) == 1, ends


def test_a_report_without_a_constant_says_what_r2_is_about(tmp_path, three):
    report = tmp_path / "r.html"
    regressed(Y=three[0], X=three[1:], INTERCEPT=False, BLOCK_SIZE=60, REPORT=str(report))
    whole = body(report)
    assert "<dt>R² (about 0)</dt>" in whole and "<dt>R² of blocks not seen (about 0)</dt>" in whole
    assert "All R² are about 0" in whole and ">Adjusted R² (about 0)</td>" in whole
    regressed(Y=three[0], X=three[1:], BLOCK_SIZE=60, REPORT=str(report))
    assert "about 0" not in body(report)


def test_layers_of_one_name_are_told_apart_in_the_report(project, tmp_path, three):
    layers = [raster_layer(project, path, "v") for path in three]
    report = tmp_path / "r.html"
    made = regressed(Y=layers[0], X=layers[1:], REPORT=str(report))
    assert list(made.model) == ["intercept", "v 2", "v 3"]
    whole = body(report)
    results = whole.partition("<h2>Coefficients")[0]
    assert re.search(rf"v 2 is .*{re.escape(three[1])}.*v 3 is .*{re.escape(three[2])}", results)
    assert "v was regressed on v 2 and v 3 by" in whole


def test_why_neighbours_were_not_compared(project, tmp_path, three):
    report = tmp_path / "r.html"
    asked = {"Y": three[0], "X": three[1:2], "REPORT": str(report)}
    regressed(**asked, SAMPLE="random", SAMPLE_SIZE=5)
    few = body(report)
    assert (
        "fewer than 10 rows" in few
        and "(fewer than 10 rows)." in few
        and "is not known" not in few
        and "are not known" not in few
    )
    lone = np.full(SHAPE, np.nan)
    lone[::3, ::3] = A[::3, ::3]
    regressed(**{**asked, "Y": write_float(tmp_path / "lone.tif", lone + B)})
    alone = body(report)
    assert "no cell has a neighbour" in alone and "are not known" not in alone
    shapes = [(f"POINT({7 * at} {at * at % 11})", float(at), float(at * at % 7)) for at in range(20)]
    layer = wkt_layer(project, *shapes, ("", 3.0, 9.0), fields="a:double b:double", kind="Point")
    regressed(TABLE=layer, Y_FIELD="a", X_FIELDS="b", REPORT=str(report))
    some = body(report)
    assert "some rows have no place" in some and "Where the rows lie is not known" not in some


def test_a_regular_sample_is_told_in_the_methods():
    """With what the log says of its rows and columns."""
    from types import SimpleNamespace

    from pitscape.reports.parts import of_sample

    run = SimpleNamespace(
        request={"sample_size": 300, "seed": 1, "sample": "regular", "min_distance": None}, captured={"STRATA": None}
    )
    said = {"messages": [{"code": "SAMPLE", "level": "info", "text": "Every 8th row and column: 1,818 cells."}]}
    assert of_sample(run, said).endswith("as many as leave 300 cells at most. Every 8th row and column: 1,818 cells.")
    run.request["sample"] = "all"
    assert of_sample(run, said) == "All cells count."


def test_neighbours_of_a_regular_sample(tmp_path, three):
    report = tmp_path / "r.html"
    regressed(Y=three[0], X=three[1:], SAMPLE="regular", SAMPLE_SIZE=320, REPORT=str(report))
    whole = body(report)
    assert "in the rows and columns of the sample, as far apart as these are" in whole
    assert "as many as leave 320 cells at most. The sample is every 2 rows and columns: 15 x 20 cells." in whole


def test_what_the_library_says_of_the_model_stands_under_the_figures():
    from pitscape.reports.regression import TOLD

    assert TOLD == ("ROWS", "SAMPLE", "BLOCK_SIZE", "BASE", "NAMES")


# With others


def test_results_have_the_names_of_y(project, three):
    import processing

    layers = [raster_layer(project, path, name) for path, name in zip(three, ("carbon_2022", "a_2007", "ai"))]
    wanted = dict.fromkeys(("PREDICTED", "RESIDUALS", "SAMPLES", "MODEL", "DIAGNOSTICS", "STEPS"), "TEMPORARY_OUTPUT")
    processing.runAndLoadResults("pitscape:regression", {"Y": layers[0], "X": layers[1:], **wanted})
    made = {one.name(): one for one in project.mapLayers().values() if one not in layers}
    assert set(made) == {
        f"{what} 2022" for what in ("Predicted", "Residuals", "Cells or rows of the model", "Model", "Diagnostics", "Steps")
    }
    shader = made["Residuals 2022"].renderer().shader().rasterShaderFunction()
    assert shader.minimumValue() == -shader.maximumValue() < 0
    assert (
        made["Predicted 2022"].renderer().type() == "singlebandpseudocolor"
        and made["Cells or rows of the model 2022"].renderer().type() == "graduatedSymbol"
    )
    samples, model = made["Cells or rows of the model 2022"], made["Model 2022"]
    assert samples.attributeAlias(samples.fields().lookupField("cooks_distance")) == "Cook’s distance"
    assert (
        samples.attributeAlias(samples.fields().lookupField("ai")) == ""
        and model.attributeAlias(model.fields().lookupField("p_block")) == "p, blocks"
    )


def test_windows_and_what_goes_with_them_in_a_model(tmp_path, three):
    from qgis.core import QgsProcessingParameterRasterLayer

    cover = write_map(tmp_path / "cover.tif", DRAW.integers(1, 4, SHAPE).astype("uint8"))
    steps = {
        "windows": ("pitscape:movingwindow", {"LULC": from_input("map"), "METRICS": "SHEI", "RADII": "30"}),
        "regression": ("pitscape:regression", {"Y": from_input("first"), "X": [from_step("windows", "OUTPUT")]}),
    }
    inputs = [QgsProcessingParameterRasterLayer(name) for name in ("map", "first")]
    made = chain(inputs, steps, {"Model": ("regression", "MODEL"), "Report": ("regression", "REPORT")})
    within = context()
    done = run_chain(made, {"map": cover, "first": three[0]}, within)
    (_constant, (_name, coefficient, n)) = [(*row, 0) for row in table(done, "Model", within, "variable", "coefficient")]
    assert math.isfinite(coefficient)
    with open(done["Report"], encoding="utf-8") as page:
        assert "Coefficients and their intervals" in page.read()


def test_by_qgis_process(three, tmp_path):
    out = [f"--MODEL={tmp_path}/m.csv", f"--REPORT={tmp_path}/r.html", f"--PREDICTED={tmp_path}/p.tif"]
    asked = [f"--Y={three[0]}", f"--X={three[1]}", f"--X={three[2]}", "--SELECTION=forward"]
    results = by_qgis_process(tmp_path, NAME, *asked, *out)
    assert results["ROWS"] == 1200 and 0.9 < results["R2"] < 1
    found = {row["variable"]: float(row["coefficient"]) for row in lines(tmp_path / "m.csv")}
    wanted = regressed(Y=three[0], X=three[1:], SELECTION="forward")
    assert found == pytest.approx({name: row["coefficient"] for name, row in wanted.model.items()}, rel=1e-12)
    assert (tmp_path / "r.html").exists() and (tmp_path / "p.tif").exists()


# Files


def test_tables_as_files(three, tmp_path):
    from qgis.core import QgsVectorLayer

    wanted = regressed(Y=three[0], X=three[1:])
    for ending in ("gpkg", "csv", "xlsx"):
        path = str(tmp_path / f"m.{ending}")
        run({"Y": three[0], "X": three[1:], "MODEL": path}, name=NAME)
        found = {name: float(value) for name, value in rows(QgsVectorLayer(path, "m", "ogr"), "variable", "coefficient")}
        assert found == pytest.approx({name: row["coefficient"] for name, row in wanted.model.items()}, rel=1e-12)


def test_a_read_only_folder(three, disk):
    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    for name, file in (("MODEL", "m.csv"), ("REPORT", "r.html"), ("PREDICTED", "p.tif"), ("SAMPLES", "s.gpkg")):
        with pytest.raises(Failed, match=f"^{name}: {folder}/{file} cannot be written .read-only"):
            run({"Y": three[0], "X": three[1:], name: f"{folder}/{file}"}, name=NAME)
    assert files(folder) == {}


@pytest.mark.parametrize("percent", [1, 40, 75])
def test_cancel_keeps_what_stood_there(tmp_path, percent):
    paths = [write_float(tmp_path / f"{name}.tif", DRAW.normal(0, 1, (500, 600))) for name in "abc"]
    out = {"MODEL": "m.csv", "REPORT": "r.html", "PREDICTED": "p.tif", "SAMPLES": "s.gpkg"}
    out = {name: tmp_path / file for name, file in out.items()}
    for path in out.values():
        path.write_text("old")
    before = files(tmp_path)
    feedback = Feedback(stop_at=percent)
    asked = {"Y": paths[0], "X": paths[1:], "SELECTION": "stepwise", **{name: str(path) for name, path in out.items()}}
    assert run(asked, feedback, name=NAME) == {}
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_the_file_of_an_input_is_not_written_over(project, three):
    for name in ("PREDICTED", "RESIDUALS"):
        with pytest.raises(Failed, match=f"{name}: .* is the file of the input X"):
            run({"Y": three[0], "X": three[1:], name: three[1]}, name=NAME)


def test_a_layer_without_a_reference_system_is_refused(tmp_path, three):
    plain = write_float(tmp_path / "plain.tif", A, epsg=None)
    with pytest.raises(Failed, match="Set Layer CRS"):
        regressed(Y=three[0], X=[plain])
