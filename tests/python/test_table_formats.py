"""Tables and features in the formats that people choose: written, or refused before the run."""

import numpy as np
import pytest
from layers import wkt_layer
from maps import files, write_map, write_pools
from osgeo import ogr
from qgis.core import QgsProcessingUtils, QgsProject
from runs import Asked, Failed, Feedback, context, rows, run

pytestmark = pytest.mark.usefixtures("project")

CODES = np.random.default_rng(1).integers(1, 4, (40, 40)).astype("uint8")
POINTS = ["POINT(105 -195)", "POINT(205 -295)", "POINT(305 -195)"]


@pytest.fixture
def storage(tmp_path):
    return {"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": write_pools(tmp_path / "pools.csv")}


def cells_by_code(path):
    dataset = ogr.Open(str(path))
    return {int(row["lucode"]): int(row["cells"]) for row in dataset.GetLayer(0)}


@pytest.mark.parametrize("ending", ["gpkg", "csv", "xlsx", "ods", "dbf", "geojson"])
def test_a_table(storage, tmp_path, ending):
    path = tmp_path / f"table.{ending}"
    path.write_text("what stood there")
    feedback = Feedback()
    results = run({**storage, "SUMMARY": str(path)}, feedback)
    assert cells_by_code(results["SUMMARY"]) == {code: np.sum(CODES == code) for code in (1, 2, 3)}
    renamed = [text for text in feedback.warnings if "other names" in text]
    shorter = "ci95_high_t is ci95_high_, carbon_adjusted_t is carbon_adj, area_adjusted_ha is area_adjus"
    assert renamed == ([f"SUMMARY: columns have other names in the file: {shorter}."] if ending == "dbf" else [])
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("ending", ["shp", "fgb", "kml", "sqlite", "txt"])
def test_a_table_that_cannot_be_is_refused_before_the_run(storage, tmp_path, ending, monkeypatch):
    asked = Asked(monkeypatch)
    path = tmp_path / f"table.{ending}"
    path.write_text("what stood there")
    before = files(tmp_path)
    with pytest.raises(Failed, match=rf"SUMMARY: .*table\.{ending} .* Give it the ending .*\.gpkg"):
        run({**storage, "SUMMARY": str(path)})
    assert asked == [] and files(tmp_path) == before


@pytest.mark.parametrize("ending", ["gpkg", "shp", "fgb", "geojson"])
def test_polygons(tmp_path, ending):
    feedback = Feedback()
    codes = CODES.copy()
    codes[20, 20] = 9
    parameters = {"LULC": write_map(tmp_path / "map.tif", codes), "CODES": "9", "RING_WIDTH": 50, "RING_COUNT": 2}
    results = run({**parameters, "RINGS": str(tmp_path / f"rings.{ending}")}, feedback, name="distancezones")
    dataset = ogr.Open(results["RINGS"])  # held: its layer does not outlive it
    areas = [feature.GetGeometryRef().GetArea() for feature in dataset.GetLayer(0)]
    assert areas[0] == 100 and len(areas) == 3
    assert not [text for text in feedback.warnings if "other names" in text]


def test_more_rows_than_a_spreadsheet_holds(storage, tmp_path, monkeypatch):
    from pitscape.layers import table_files

    monkeypatch.setitem(table_files.SHEET_ROWS, ".xlsx", 2)
    path = tmp_path / "table.xlsx"
    path.write_text("what stood there")
    before = files(tmp_path)
    with pytest.raises(Failed, match=r"table\.xlsx would have 3 rows, and a spreadsheet holds 2\. Give it the ending \.gpkg"):
        run({**storage, "SUMMARY": str(path), "OUTPUT": str(tmp_path / "density.tif")})
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    "field, values, name",
    [
        ("fid:integer", [1, 1, 2], "fid_2"),
        ("fid:string", ["x", "y", "z"], "fid_2"),
        ("fid:double", [1.0, 1.5, 2.0], "fid_2"),
        ("fid:integer", [7, 3, 5], None),
        ("geom:string", ["x", "y", "z"], "geom_2"),
    ],
)
def test_features_whose_columns_a_geopackage_cannot_take(tmp_path, field, values, name):
    layer = wkt_layer(QgsProject.instance(), *zip(POINTS, values), fields=field, kind="Point")
    parameters = {"LULC": write_map(tmp_path / "map.tif", CODES), "FEATURES": layer, "METRICS": "SHDI", "RADII": "50"}
    within, feedback = context(), Feedback()
    results = run({**parameters, "OUTPUT": str(tmp_path / "out.gpkg")}, feedback, within, "sampledwindows")
    made = QgsProcessingUtils.mapLayerFromString(results["OUTPUT"], within)
    own = field.split(":")[0]
    assert sorted(value for value, _shdi in rows(made, name or own, "shdi_50")) == sorted(values)
    told = [text for text in feedback.warnings if "other names" in text]
    assert told == ([f"OUTPUT: columns have other names in the file: {own} is {name}."] if name else [])


def test_a_shapefile_has_ten_letters_and_the_log_says_which(tmp_path):
    layer = wkt_layer(QgsProject.instance(), *((point,) for point in POINTS), kind="Point")
    parameters = {"LULC": write_map(tmp_path / "map.tif", CODES), "FEATURES": layer, "METRICS": "AREA_MN;AREA_CV", "RADII": "50;55", "CLASSES": "1"}
    feedback = Feedback()
    results = run({**parameters, "OUTPUT": str(tmp_path / "out.shp")}, feedback, name="sampledwindows")
    dataset = ogr.Open(results["OUTPUT"])
    definition = dataset.GetLayer(0).GetLayerDefn()
    names = [definition.GetFieldDefn(column).GetName() for column in range(definition.GetFieldCount())]
    assert names[:2] == ["layer", "year"]
    wanted = [f"area_{what}_1_{radius}" for radius in (50, 55) for what in ("mn", "cv")]
    pairs = ", ".join(f"{old} is {new}" for old, new in zip(wanted, names[2:]))
    assert f"OUTPUT: columns have other names in the file: {pairs}." in feedback.warnings
