"""pitscape:kriging inside QGIS: points of any layer and CRS, targets, gaps of rasters, models of tables, cross-validation, the report."""

import csv
from pathlib import Path

import numpy as np
import pytest
from layers import wkt_layer
from maps import LEFT, TOP, files, read_map, write_map, write_table
from models import chain, from_input, from_step, run_chain
from osgeo import gdal
from runs import Failed, Feedback, context, rows, run, run_unchecked, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "kriging"
SAMPLE = Path(__file__).resolve().parents[2] / "qgis_plugin/pitscape/sample"
DRAW = np.random.default_rng(41)
PLACES = DRAW.uniform(0, 400, (60, 2))
VALUES = 10 + np.sin(PLACES[:, 0] / 90) + np.cos(PLACES[:, 1] / 70) + DRAW.normal(0, 0.1, 60)
MODEL = {"MODEL": "spherical", "NUGGET": 0.01, "PSILL": 0.8, "RANGE": 200}
MISSING = np.float32(-3.4028234663852886e38)


def layer_of(results, name, within):
    from qgis.core import QgsProcessingUtils

    return QgsProcessingUtils.mapLayerFromString(results[name], within)


def points(project, places=PLACES, values=VALUES, field="c:double", crs="EPSG:32632", name="points"):
    values = [value if isinstance(value, str) else float(value) for value in values]  # a layer takes none of numpy's
    shapes = [(f"POINT({x} {-y})", value) for (x, y), value in zip(places, values)]
    layer = wkt_layer(project, *shapes, fields=field, kind="Point")
    layer.setName(name)
    if crs != "EPSG:32632":
        moved(project, layer, crs)
    return layer


def moved(project, layer, crs):
    """Into another reference system."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    there = QgsCoordinateReferenceSystem(crs)
    transform = QgsCoordinateTransform(layer.crs(), there, project.transformContext())
    shapes = {}
    for feature in layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(transform)
        shapes[feature.id()] = geometry
    layer.dataProvider().changeGeometryValues(shapes)
    layer.setCrs(there)
    return layer


def of_csv(project, path, fields, crs="EPSG:28992"):
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    layer = QgsVectorLayer(f"Point?crs={crs}" + "".join(f"&field={field}:double" for field in fields), path.stem, "memory")
    made = []
    for row in lines(path):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float(row["x"]), float(row["y"]))))
        feature.setAttributes([float(row[field]) for field in fields])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return project.addMapLayer(layer)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def kriged(feedback=None, within=None, **parameters):
    return run({**MODEL, **parameters}, feedback, within, name=NAME)


@pytest.fixture
def grid(tmp_path):
    return write_map(tmp_path / "grid.tif", np.zeros((20, 20), "uint8"), cell=(20.0, 20.0))


# Figures


@pytest.mark.parametrize("case", ["meuse_ok", "meuse_aniso", "meuse_block40"])
def test_meuse_is_that_of_gstat(project, reference, tmp_path, case):
    """Every cell whose centre is a target of the reference."""
    folder = reference / "kriging"
    layer = of_csv(project, folder / "meuse_pts.csv", ["ln_zinc"])
    asked = {"MODEL": "spherical", "NUGGET": 0.05, "PSILL": 0.59, "RANGE": 900, "MAX_NEIGHBOURS": 0}
    if case == "meuse_aniso":
        import json

        (one,) = [one for one in json.loads((folder / "cases.json").read_text()) if one["id"] == case]
        nugget, part = one["structs"]
        asked |= {"NUGGET": nugget["psill"], "PSILL": part["psill"], "RANGE": part["range"], "ANGLE": part["anis"][0], "RATIO": part["anis"][1]}
    if case == "meuse_block40":
        asked["BLOCK"] = "40"
    out = {name: str(tmp_path / f"{name}.tif") for name in ("OUTPUT", "VARIANCE", "NEIGHBOURS")}
    results = run({"INPUT": layer, "FIELD": "ln_zinc", "CELL_SIZE": 40, **asked, **out}, name=NAME)
    assert (results["POINTS"], results["CELLS_MISSING"]) == (155, 0) and "RMSE" not in results
    found = {name: read_map(path) for name, path in out.items()}
    left, cell, _turn, top, _row, _down = gdal.Open(out["OUTPUT"]).GetGeoTransform()
    assert left % 40 == 0 and top % 40 == 0 and cell == 40
    compared = 0
    for row in lines(folder / "cases" / f"{case}.csv"):
        x, y = (float(row["x"]) - left) / 40, (top - float(row["y"])) / 40
        if x % 1 != 0.5 or not (0 <= y < found["OUTPUT"].shape[0] and 0 <= x < found["OUTPUT"].shape[1]):
            continue
        at = int(y), int(x)
        assert found["OUTPUT"][at] == pytest.approx(float(row["gstat_pred"]), rel=1e-6)
        assert found["VARIANCE"][at] == pytest.approx(float(row["gstat_var"]), rel=1e-6)
        assert found["NEIGHBOURS"][at] == 155
        compared += 1
    assert compared > 200


def test_monitoring_points_of_the_sample(project):
    """Points that took no part: nearly all lie in their 95 % intervals, and far closer than the mean of the others."""
    from qgis.core import QgsVectorLayer

    layers = {name: QgsVectorLayer(str(SAMPLE / f"{name}_points_2022.geojson"), name, "ogr") for name in ("soil_carbon", "monitoring")}
    dem, within = str(SAMPLE / "haerwusu_synthetic_dem.tif"), context()
    asked = {"INPUT": project.addMapLayer(layers["soil_carbon"]), "FIELD": "c_soil", "TARGETS": project.addMapLayer(layers["monitoring"])}
    results = run({**asked, "TYPE": "universal", "DRIFT_LAYERS": [dem], "PREDICTED": "memory:"}, within=within, name=NAME)
    truth, predicted, variance = np.array(table(results, "PREDICTED", within, "c_soil", "predicted", "variance"), float).T
    assert len(truth) == 20 and (np.abs(truth - predicted) < 1.96 * np.sqrt(variance)).sum() >= 17
    assert ((truth - predicted) ** 2).mean() < 0.4 * truth.var()


def test_targets_of_hand(project):
    """Three points and a linear model, worked out in fractions: at (3, 0) and for the third point left out."""
    within = context()
    layer = points(project, [(0, 0), (6, 0), (3, -4)], [1, 3, 8])
    target = wkt_layer(project, ("POINT(3 0)", "here"), fields="what:string", kind="Point")
    asked = {"INPUT": layer, "FIELD": "c", "TARGETS": target, "MODEL": "linear", "PSILL": 1, "PREDICTED": "memory:"}
    validated = {"CV": "leave_one_out", "CROSSVALIDATION": "memory:", "CV_SUMMARY": "memory:"}
    results = run({**asked, **validated}, within=within, name=NAME)
    predicted = layer_of(results, "PREDICTED", within)
    assert [field.name() for field in predicted.fields()] == ["what", "layer", "year", "predicted", "variance", "neighbours"]
    ((what, of, value, variance, neighbours),) = rows(predicted, "what", "layer", "predicted", "variance", "neighbours")
    assert (what, of, neighbours) == ("here", "points", 3) and (value, variance) == (pytest.approx(20 / 7), pytest.approx(20 / 7))
    third = table(results, "CROSSVALIDATION", within, "fid", "observed", "predicted", "variance", "residual", "neighbours")[2]
    assert third == (3, 8, pytest.approx(2), pytest.approx(7), pytest.approx(6), 2)
    figures = dict(table(results, "CV_SUMMARY", within, "measure", "value"))
    assert figures["n"] == 3 and results["RMSE"] == figures["rmse"] and results["MSDR"] == figures["msdr"]


def test_cross_validation_of_meuse(project, reference):
    within = context()
    layer = of_csv(project, reference / "kriging/meuse_pts.csv", ["ln_zinc"])
    asked = {"INPUT": layer, "FIELD": "ln_zinc", "MODEL": "spherical", "NUGGET": 0.05, "PSILL": 0.59, "RANGE": 900, "MAX_NEIGHBOURS": 0}
    results = run({**asked, "CV": "leave_one_out", "CROSSVALIDATION": "memory:"}, within=within, name=NAME)
    made = layer_of(results, "CROSSVALIDATION", within)
    assert made.crs().authid() == "EPSG:28992"
    found = rows(made, "x", "y", "observed", "predicted", "variance", "z_score")
    wanted = [tuple(float(row[name]) for name in ("x", "y", "observed", "pred", "var", "zscore")) for row in lines(reference / "kriging/cv/cv_loo_meuse.csv")]
    assert np.allclose(found, wanted, rtol=1e-9, atol=1e-9)
    at = [feature.geometry().asPoint() for feature in made.getFeatures()]
    assert [(point.x(), point.y()) for point in at] == [row[:2] for row in found]


@pytest.mark.parametrize("nmax, case", [("16", "gaps_own_nmax16"), ("0", "gaps_gstat_global")])
def test_gaps_of_the_reference(reference, tmp_path, nmax, case):
    folder = reference / "kriging/special"
    out = {name: str(tmp_path / f"{name}.tif") for name in ("OUTPUT", "VARIANCE", "NEIGHBOURS")}
    model = {"MODEL": "exponential", "NUGGET": 0.05, "PSILL": 0.8, "RANGE": 60, "MAX_NEIGHBOURS": nmax}
    results = run({"RASTER": str(folder / "gaps.tif"), **model, **out}, name=NAME)
    assert results["CELLS_MISSING"] == 0
    source = gdal.Open(str(folder / "gaps.tif"))
    left, cell, _turn, top, _row, _down = source.GetGeoTransform()
    before = source.ReadAsArray()
    known = before != source.GetRasterBand(1).GetNoDataValue()
    value, variance, count = (read_map(path) for path in out.values())
    assert np.array_equal(value[known], before[known]) and (variance[known] == 0).all() and (count[known] == 0).all()
    compared = 0
    for row in lines(folder / f"{case}.csv"):
        at = int((top - float(row["y"])) / cell), int((float(row["x"]) - left) / cell)
        assert value[at] == pytest.approx(float(row["pred"]), rel=1e-6) and variance[at] == pytest.approx(float(row["var"]), rel=1e-6)
        assert count[at] == int(row.get("n") or known.sum())
        compared += 1
    assert compared == (~known).sum() == 203


# Layers


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:25833"])
def test_points_targets_mask_and_extent_in_another_crs(project, grid, tmp_path, crs):
    """All are brought into that of the grid, or of the points."""
    square = "POLYGON((40 -40, 240 -40, 240 -240, 40 -240, 40 -40))"
    within, maps, tables = context(), [], []
    for system in ("EPSG:32632", crs):
        layer = points(project, crs=system)
        shapes = [wkt_layer(project, ("POINT(100 -100)",), ("POINT(333 -50)",), kind="Point"), wkt_layer(project, (square,))]
        target, mask = (moved(project, shape, system) for shape in shapes)
        out = str(tmp_path / f"{system[5:]}.tif")
        asked = {"INPUT": layer, "FIELD": "c", "SNAP": grid, "TARGETS": target, "MASK": mask, "OUTPUT": out, "PREDICTED": "memory:"}
        results = kriged(within=within, **asked)
        maps.append(read_map(out))
        tables.append(table(results, "PREDICTED", within, "predicted", "variance"))
        assert layer_of(results, "PREDICTED", within).crs().authid() == system
        assert gdal.Open(out).GetGeoTransform() == gdal.Open(grid).GetGeoTransform()
    inside = np.zeros((20, 20), bool)
    inside[2:12, 2:12] = True
    assert ((maps[0] != MISSING) == inside).all()
    assert np.allclose(*maps, rtol=1e-6) and np.allclose(*tables, rtol=1e-7)


def test_an_extent_in_another_crs(project, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsRectangle, QgsReferencedRectangle

    here = QgsCoordinateReferenceSystem("EPSG:32632")
    box = QgsRectangle(LEFT + 101, TOP - 299, LEFT + 199, TOP - 201)
    out = str(tmp_path / "o.tif")
    layer = points(project)
    kriged(INPUT=layer, FIELD="c", CELL_SIZE=20, EXTENT=QgsReferencedRectangle(box, here), OUTPUT=out)
    place = gdal.Open(out).GetGeoTransform()
    plain = read_map(out)
    assert place == (LEFT + 100, 20, 0, TOP - 200, 0, -20) and plain.shape == (5, 5)
    there = QgsCoordinateReferenceSystem("EPSG:4326")
    degrees = QgsCoordinateTransform(here, there, project.transformContext()).transformBoundingBox(box)
    text = f"{degrees.xMinimum()!r},{degrees.xMaximum()!r},{degrees.yMinimum()!r},{degrees.yMaximum()!r} [EPSG:4326]"
    kriged(INPUT=layer, FIELD="c", CELL_SIZE=20, EXTENT=text, OUTPUT=out)
    # The box around a box that was turned a little: at most a row and a column more.
    left, cell, _turn, top, _row, _down = gdal.Open(out).GetGeoTransform()
    at = round((top - place[3]) / cell), round((place[0] - left) / cell)
    assert cell == 20 and set(at) <= {0, 1}
    found = read_map(out)
    assert max(found.shape) <= 7 and np.array_equal(found[at[0] : at[0] + 5, at[1] : at[1] + 5], plain)
    with pytest.raises(Failed, match="“Cell size” .CELL_SIZE.|CELL_SIZE"):
        kriged(INPUT=layer, FIELD="c", EXTENT=text, CV="leave_one_out")


def test_cross_validated_points_have_the_ids_of_their_features(project):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    layer, within = points(project), context()
    chosen = [feature.id() for feature in layer.getFeatures()][40:]
    layer.selectByIds(chosen)
    results = kriged(within=within, INPUT=QgsProcessingFeatureSourceDefinition(layer.id(), True), FIELD="c", CV="leave_one_out", CROSSVALIDATION="memory:")
    found = table(results, "CROSSVALIDATION", within, "fid", "observed")
    assert found == [(feature.id(), feature["c"]) for feature in layer.getFeatures() if feature.id() in chosen] and len(found) == 20


def test_selected_and_filtered_points(project, tmp_path):
    from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition

    out = str(tmp_path / "o.tif")
    few = points(project, PLACES[:30], VALUES[:30])
    asked = {"FIELD": "c", "CELL_SIZE": 50, "OUTPUT": out, "EXTENT": f"{LEFT},{LEFT + 400},{TOP - 400},{TOP} [EPSG:32632]"}
    assert kriged(INPUT=few, **asked)["POINTS"] == 30
    wanted = read_map(out)
    layer = points(project)
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][:30])
    assert kriged(INPUT=QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True), **asked)["POINTS"] == 30
    assert np.array_equal(read_map(out), wanted)
    if Qgis.QGIS_VERSION_INT >= 33200:
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), filterExpression=f'"c" < {float(np.median(VALUES))!r}')
        assert kriged(INPUT=chosen, **asked)["POINTS"] == 30
        assert not np.array_equal(read_map(out), wanted)


def test_points_without_a_value_or_a_place(project, tmp_path):
    shapes = [(f"POINT({x} {-y})", value) for (x, y), value in zip(PLACES, VALUES.tolist())]
    layer = wkt_layer(project, *shapes, ("POINT(5 -5)", None), ("POINT(9 -9)", float("nan")), ("", 4.0), fields="c:double", kind="Point")
    feedback = Feedback()
    assert kriged(feedback, INPUT=layer, FIELD="c", CELL_SIZE=50, OUTPUT=str(tmp_path / "o.tif"))["POINTS"] == 60
    told = "60 of 62 points count. Left out: 2 without a value"
    assert any(told in text for text in feedback.warnings), feedback.warnings
    assert "INPUT: features without a point are left out: 1." in feedback.infos


def test_what_cannot_be_kriged(project, grid, tmp_path):
    out = {"OUTPUT": str(tmp_path / "o.tif")}
    layer = points(project)
    texts = points(project, PLACES[:3], ["1.5", "2.5", "much"], "c:string")
    degrees = points(project, crs="EPSG:4326")
    several = wkt_layer(project, ("MULTIPOINT((1 -1), (2 -2))", 1.0), fields="c:double", kind="MultiPoint")
    lines_ = wkt_layer(project, ("LINESTRING(1 -1, 2 -2)",), kind="LineString")
    for asked, sentence in (
        ({"INPUT": texts, "FIELD": "c", "CELL_SIZE": 50}, "much"),
        ({"INPUT": degrees, "FIELD": "c", "CELL_SIZE": 0.001}, "degrees"),
        ({"INPUT": several, "FIELD": "c", "CELL_SIZE": 50}, "has several points"),
        ({"INPUT": lines_, "FIELD": "c", "CELL_SIZE": 50}, "holds no points"),
        ({"INPUT": layer, "CELL_SIZE": 50}, "^FIELD: none is given"),
        ({"INPUT": layer, "FIELD": "d", "CELL_SIZE": 50}, "no field “d”"),
        ({"INPUT": layer, "FIELD": "c"}, "OUTPUT: .*o.tif cannot be made: neither CELL_SIZE nor SNAP is given"),
        ({"INPUT": layer, "FIELD": "c", "TARGETS": lines_, "CELL_SIZE": 50}, "lines"),
        ({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "SNAP": grid}, "SNAP"),
        ({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "RASTER": grid}, "RASTER"),
        ({"CELL_SIZE": 50}, "INPUT"),
        ({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "TYPE": "simple"}, "MEAN"),
        ({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "TYPE": "universal"}, "DRIFT"),
        ({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "MODEL": "linear_sill"}, "spherical"),
        ({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 50, "SEARCH": 1e-3}, "SEARCH"),
    ):
        for check in (run, run_unchecked):
            with pytest.raises(Failed, match=sentence) as failed:
                check({**MODEL, **asked, **out}, name=NAME)
            told = str(failed.value)
            assert "\n" not in told and "Traceback" not in told and "pitscape_" not in told and ".gpkg" not in told, told
    assert not (tmp_path / "o.tif").exists() and temporary_folders() == []


def test_what_a_run_cannot_make_is_left_out(project, grid, tmp_path):
    """By default outputs go to temporary layers; a file that is named is refused."""
    layer, feedback, within = points(project), Feedback(), context()
    target = wkt_layer(project, ("POLYGON((40 -40, 240 -40, 240 -240, 40 -240, 40 -40))",))
    asked = {"INPUT": layer, "FIELD": "c", "TARGETS": target, "PREDICTED": "TEMPORARY_OUTPUT"}
    others = {name: "TEMPORARY_OUTPUT" for name in ("OUTPUT", "VARIANCE", "CROSSVALIDATION", "CV_SUMMARY")}
    results = kriged(feedback, within, **asked, **others)
    assert not set(others) & set(results)
    ((value, variance),) = table(results, "PREDICTED", within, "predicted", "variance")
    assert 8 < value < 12 and 0 < variance < 0.1
    assert "OUTPUT is not made: neither CELL_SIZE nor SNAP is given." in feedback.infos
    assert "CV_SUMMARY is not made: CV is none." in feedback.infos
    gaps = write_map(tmp_path / "gaps.tif", np.where(np.eye(9, dtype=bool), -1, np.add.outer(np.arange(9.0), np.arange(9.0))), nodata=-1)
    feedback = Feedback()
    results = kriged(feedback, within, RASTER=gaps, OUTPUT=str(tmp_path / "o.tif"), REPORT=str(tmp_path / "r.html"), PREDICTED="memory:", CV_SUMMARY="memory:")
    assert {"OUTPUT", "REPORT"} <= set(results) and not {"PREDICTED", "CV_SUMMARY"} & set(results)
    assert "PREDICTED is not made: TARGETS is not given." in feedback.infos
    for name, file in (("PREDICTED", "p.gpkg"), ("CROSSVALIDATION", "c.gpkg"), ("CV_SUMMARY", "c.csv")):
        with pytest.raises(Failed, match=f"^{name}: "):
            kriged(INPUT=layer, FIELD="c", SNAP=grid, **{name: str(tmp_path / file)})


def test_tables_as_files(project, tmp_path):
    from qgis.core import QgsVectorLayer

    out = {"CROSSVALIDATION": "c.gpkg", "CV_SUMMARY": "s.csv", "DRIFT_TERMS": "d.csv", "PARTS": "p.csv", "VARIOGRAM": "v.csv", "CURVES": "k.csv"}
    out = {name: str(tmp_path / file) for name, file in out.items()}
    kriged(INPUT=points(project), FIELD="c", CV="k_fold", FOLDS=5, **out)
    made = QgsVectorLayer(out["CROSSVALIDATION"], "c", "ogr")
    assert made.featureCount() == 60 and sorted({row[0] for row in rows(made, "fold")}) == [1, 2, 3, 4, 5]
    assert [row["part"] for row in lines(out["PARTS"])] == ["nugget", "spherical"]
    assert [row["term"] for row in lines(out["DRIFT_TERMS"])] == ["mean"]
    assert len(lines(out["CURVES"])) == 120 and len(lines(out["VARIOGRAM"])) > 8
    kriged(INPUT=points(project), FIELD="c", CV="leave_one_out", CROSSVALIDATION=str(tmp_path / "c.csv"))
    assert {"x", "y", "residual"} <= set(lines(tmp_path / "c.csv")[0])


def test_drift_from_a_raster(project, grid, tmp_path):
    """Values that are twice a raster and little else: the coefficient is told, and predictions follow it."""
    height = np.add.outer(np.arange(20.0) ** 2, 3 * np.arange(20.0)).astype("float32")
    layer_path = write_map(tmp_path / "height.tif", np.zeros((20, 20), "float32"), height, cell=(20.0, 20.0))
    at = (PLACES // 20).astype(int)
    values = 5 + 2 * height[at[:, 1], at[:, 0]] + DRAW.normal(0, 0.1, 60)
    within, out = context(), str(tmp_path / "o.tif")
    results = kriged(
        within=within, INPUT=points(project, values=values), FIELD="c", SNAP=grid, OUTPUT=out, TYPE="universal", DRIFT_LAYERS=[layer_path], DRIFT_LAYERS_BAND=2,
        DRIFT_TERMS="memory:", REPORT=str(tmp_path / "r.html"),
    )  # fmt: skip
    terms = {row[0]: row[1] for row in table(results, "DRIFT_TERMS", within, "term", "coefficient")}
    assert set(terms) == {"mean", "height"} and terms["height"] == pytest.approx(2, abs=0.01)
    assert np.abs(read_map(out) - (5 + 2 * height)).max() < 3
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "linear function of height" in text and "Terms of the drift" in text


# With others


def test_a_fitted_model_and_kriging_in_a_model(project):
    """The table of “Point variogram” is what kriging takes; the same model typed gives the same."""
    from qgis.core import QgsProcessing, QgsProcessingParameterFeatureSource

    inputs = [QgsProcessingParameterFeatureSource("points", "points", [QgsProcessing.SourceType.TypeVectorPoint])]
    steps = {
        "variogram": ("pitscape:pointvariogram", {"INPUT": from_input("points"), "FIELD": "c", "MODELS": ["exponential"]}),
        "kriging": (
            "pitscape:kriging",
            {"INPUT": from_input("points"), "FIELD": "c", "FITS": from_step("variogram", "FITS"), "CELL_SIZE": 40},
        ),
    }
    outputs = {"Fits": ("variogram", "FITS"), "Parts": ("kriging", "PARTS"), "Map": ("kriging", "OUTPUT")}
    layer, within = points(project), context()
    made = run_chain(chain(inputs, steps, outputs), {"points": layer.id()}, within)
    ((model, nugget, psill, a),) = table(made, "Fits", within, "model", "nugget", "psill", "range_a")
    parts = table(made, "Parts", within, "part", "psill", "range_a")
    assert parts == [("nugget", nugget, None), (model, psill, a)] and model == "exponential"
    from_steps = read_map(made["Map"])
    asked = {"INPUT": layer, "FIELD": "c", "CELL_SIZE": 40, "MODEL": model, "NUGGET": nugget, "PSILL": psill, "RANGE": a}
    again = run({**asked, "OUTPUT": "TEMPORARY_OUTPUT"}, name=NAME)
    assert np.array_equal(read_map(again["OUTPUT"]), from_steps)


def test_gaps_of_a_moving_window_in_a_model(tmp_path):
    from qgis.core import QgsProcessingParameterRasterLayer

    cover = write_map(tmp_path / "cover.tif", DRAW.integers(1, 4, (30, 30)).astype("uint8"))
    steps = {
        "windows": ("pitscape:movingwindow", {"LULC": from_input("map"), "METRICS": "SHDI", "RADII": "30"}),
        "kriging": ("pitscape:kriging", {"RASTER": from_step("windows", "OUTPUT"), **MODEL, "PSILL": 0.05, "NUGGET": 0.001}),
    }
    model = chain([QgsProcessingParameterRasterLayer("map")], steps, {"Windows": ("windows", "OUTPUT"), "Map": ("kriging", "OUTPUT")})
    made = run_chain(model, {"map": cover}, context())
    before, after = read_map(made["Windows"]), read_map(made["Map"])
    known = before != MISSING
    assert (~known).sum() == 30 * 30 - 24 * 24 and (after != MISSING).all() and np.array_equal(after[known], before[known])


def test_a_batch_of_two_layers_with_a_report_each(project, tmp_path):
    within = context()
    for name, values in (("north", VALUES), ("south", VALUES[::-1])):
        out = {"OUTPUT": str(tmp_path / f"{name}.tif"), "REPORT": str(tmp_path / f"{name}.html")}
        kriged(within=within, INPUT=points(project, values=values, name=name), FIELD="c", CELL_SIZE=50, CV="leave_one_out", **out)
    texts = {name: (tmp_path / f"{name}.html").read_text("utf-8") for name in ("north", "south")}
    assert all(f"Kriging report: {name}" in text for name, text in texts.items()) and ">north" not in texts["south"]
    assert not np.array_equal(read_map(tmp_path / "north.tif"), read_map(tmp_path / "south.tif"))


@pytest.mark.parametrize("name, told", [("carbon_2022", " 2022"), ("carbon", ": carbon")])
def test_results_have_the_name_of_the_points_and_a_style(project, grid, name, told):
    import processing

    layer = points(project, name=name)
    wanted = {"OUTPUT": "Prediction", "VARIANCE": "Kriging variance", "NEIGHBOURS": "Points of each prediction", "CROSSVALIDATION": "Cross-validated points"}
    asked = {**MODEL, "INPUT": layer, "FIELD": "c", "SNAP": grid, "CV": "leave_one_out", **dict.fromkeys(wanted, "TEMPORARY_OUTPUT")}
    processing.runAndLoadResults("pitscape:kriging", asked)
    came = {one.name(): one for one in project.mapLayers().values() if one is not layer}
    assert set(came) == {f"{what}{told}" for what in wanted.values()}
    for what in ("Prediction", "Kriging variance"):
        assert came[f"{what}{told}"].renderer().type() == "singlebandpseudocolor"
    renderer = came[f"Cross-validated points{told}"].renderer()
    ends = [(one.lowerValue(), one.upperValue()) for one in renderer.ranges()]
    assert renderer.classAttribute() == "residual" and ends[0][0] == -ends[-1][1] and len(ends) == 5


def test_the_report(project, tmp_path):
    layer = points(project, name="<b>carbon</b> & co")
    report = tmp_path / "r.html"
    out = {"OUTPUT": str(tmp_path / "o.tif"), "VARIANCE": str(tmp_path / "v.tif"), "REPORT": str(report)}
    run({"INPUT": layer, "FIELD": "c", "CELL_SIZE": 20, "CV": "leave_one_out", "NUGGET_IS": "error", "MAX_NEIGHBOURS": 0, **out}, name=NAME)
    text = report.read_text("utf-8")
    assert "<b>carbon</b>" not in text and "&lt;b&gt;carbon&lt;/b&gt; &amp; co" in text
    assert text.count('class="panel"') == 2 and text.count('<figure class="drawing">') == 1
    for part in (
        "The model on its variogram", "Prediction and its variance", "Observed and predicted", "Residuals of the cross-validation", "Mean squared z (MSDR)",
        "Pebesma 2004", "Dubrule 1983", "gstat’s Err", "The model was fitted to the variogram of the points", "Where 95 %".lower(),
    ):  # fmt: skip
        assert part in text, part
    assert "pitscape_feature" not in text


def test_a_warning_stands_once_at_the_top(project, tmp_path):
    """A Gaussian model without a nugget: said at the top, and in the list of what the run told."""
    feedback, report = Feedback(), tmp_path / "r.html"
    asked = {"INPUT": points(project), "FIELD": "c", "CELL_SIZE": 40, "MODEL": "gaussian", "PSILL": 0.8, "RANGE": 20}
    run({**asked, "REPORT": str(report), "OUTPUT": "TEMPORARY_OUTPUT"}, feedback, name=NAME)
    (told,) = [text for text in feedback.warnings if "without a nugget" in text]
    text = report.read_text("utf-8")
    assert text.count("A model as smooth as this without a nugget") == 2 and text.count('class="note warning" role="note"><strong>Warning.</strong> A model') == 1


# Files


def test_a_read_only_folder(project, disk):
    import subprocess

    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    asked = {**MODEL, "INPUT": points(project), "FIELD": "c", "CELL_SIZE": 50, "CV": "leave_one_out"}
    for name, file in (("OUTPUT", "o.tif"), ("VARIANCE", "v.tif"), ("CROSSVALIDATION", "c.gpkg"), ("REPORT", "r.html")):
        with pytest.raises(Failed, match=f"^{name}: {folder}/{file} cannot be written .read-only"):
            run({**asked, name: f"{folder}/{file}"}, name=NAME)
    assert files(folder) == {}


@pytest.mark.parametrize("percent", [1, 40, 70])
def test_cancel_keeps_what_stood_there(project, tmp_path, percent):
    out = {"OUTPUT": tmp_path / "o.tif", "VARIANCE": tmp_path / "v.tif", "CV_SUMMARY": tmp_path / "s.csv", "REPORT": tmp_path / "r.html"}
    for path in out.values():
        path.write_text("old")
    before = files(tmp_path)
    feedback = Feedback(stop_at=percent)
    asked = {"INPUT": points(project), "FIELD": "c", "CELL_SIZE": 0.5, "CV": "leave_one_out"}
    assert kriged(feedback, **asked, **{name: str(path) for name, path in out.items()}) == {}
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_the_file_of_an_input_is_not_written_over(project, grid):
    with pytest.raises(Failed, match="OUTPUT: .* is the file of the input SNAP"):
        kriged(INPUT=points(project), FIELD="c", SNAP=grid, OUTPUT=grid)


def test_a_table_of_fits(project, tmp_path):
    """The lowest AIC of those that are at no bound; of several variograms none is taken."""
    header = ["model", "nugget", "psill", "range_a", "aic", "at_bound"]
    fits = write_table(tmp_path / "fits.csv", header, [("gaussian", 0, 1, 90, -50, "nugget"), ("spherical", 0.01, 0.8, 200, -40, ""), ("exponential", 0.1, 1, 50, -30, "")])
    asked = {"INPUT": points(project), "FIELD": "c", "CELL_SIZE": 50}
    out = [str(tmp_path / f"{name}.tif") for name in "ab"]
    feedback = Feedback()
    run({**asked, "FITS": fits, "OUTPUT": out[0]}, feedback, name=NAME)
    kriged(**asked, OUTPUT=out[1])
    assert np.array_equal(*map(read_map, out))
    assert any(text.startswith("Kriging takes row 2 of FITS") for text in feedback.infos), feedback.infos
    with pytest.raises(Failed, match="FITS.*MODEL|MODEL.*FITS"):
        kriged(**asked, FITS=fits, OUTPUT=out[0])


def test_a_table_of_fits_is_of_the_unit_of_the_points(project, tmp_path):
    """Its ranges do not say in what they are: on a grid in feet those of points in metres would be far too short."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY

    fits = write_table(tmp_path / "fits.csv", ["model", "nugget", "psill", "range_a"], [("spherical", 0.01, 0.8, 200)])
    layer = points(project, crs="EPSG:26910")
    feet = QgsCoordinateReferenceSystem("EPSG:2225")
    corner = QgsCoordinateTransform(layer.crs(), feet, project.transformContext()).transform(QgsPointXY(layer.extent().xMinimum(), layer.extent().yMaximum()))
    grid = write_map(tmp_path / "feet.tif", np.zeros((5, 5), "uint8"), epsg=2225)
    gdal.Open(grid, gdal.GA_Update).SetGeoTransform((corner.x(), 100.0, 0.0, corner.y(), 0.0, -100.0))
    asked = {"INPUT": layer, "FIELD": "c", "SNAP": grid, "OUTPUT": str(tmp_path / "o.tif")}
    with pytest.raises(Failed, match="FITS: the points are in meters, the grid of SNAP is in .*feet.*Reproject the points"):
        run({**asked, "FITS": fits}, name=NAME)
    assert not (tmp_path / "o.tif").exists()
    # Lengths that are typed are those of the grid, as the dialog says.
    kriged(**asked)
