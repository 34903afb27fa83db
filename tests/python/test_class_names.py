"""Names of classes, from wherever a layer has them, and what the log says of them."""

import numpy as np
import pytest
from layers import raster_layer
from maps import write_map, write_pools
from models import table_of_a_model
from osgeo import gdal, ogr
from runs import Asked, Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
NAMELESS = {1: "class 1", 2: "class 2", 3: "class 3"}
USAGES = {"": gdal.GFU_Generic, "name": gdal.GFU_Name, "code": gdal.GFU_MinMax, "min": gdal.GFU_Min, "max": gdal.GFU_Max}


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "map.tif", CODES, nodata=0)


def unstyled(path):
    """A layer without names in its style: newer QGIS makes such a style of a file's attribute table."""
    from qgis.core import QgsRasterLayer, QgsSingleBandGrayRenderer

    layer = QgsRasterLayer(path, "map")
    layer.setRenderer(QgsSingleBandGrayRenderer(layer.dataProvider(), 1))
    return layer


def names_of(layer):
    """Names in the pool template, and what the log says of them; those of a file are its own."""
    within, feedback = context(), Feedback()
    if isinstance(layer, str):
        layer = unstyled(layer)
    results = run({"LULC": layer, "TEMPLATE": "TEMPORARY_OUTPUT"}, feedback, within, "pooltemplate")
    return dict(table(results, "TEMPLATE", within, "lucode", "name")), [text for text in feedback.infos if "names" in text]


def with_table(path, columns, rows):
    """Give a file an attribute table; `columns` are (name, type, usage)."""
    made = gdal.RasterAttributeTable()
    for name, kind, usage in columns:
        made.CreateColumn(name, {"text": gdal.GFT_String, "whole": gdal.GFT_Integer, "real": gdal.GFT_Real}[kind], USAGES[usage])
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            made.SetValueAsString(at, column, str(cell))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetDefaultRAT(made)
    dataset = None


def write_dbf(path, columns, rows):
    folder = path.parent / "dbf"
    dataset = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(folder))
    layer = dataset.CreateLayer("made", None, ogr.wkbNone, ["ENCODING=UTF-8"])
    for name, kind in columns:
        layer.CreateField(ogr.FieldDefn(name, {"text": ogr.OFTString, "whole": ogr.OFTInteger, "real": ogr.OFTReal}[kind]))
    for row in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for at, cell in enumerate(row):
            feature.SetField(at, cell)
        layer.CreateFeature(feature)
    feature = layer = dataset = None
    (folder / "made.dbf").rename(path)
    (folder / "made.cpg").rename(path.with_suffix(".cpg"))


CLASSES = [(1, "Gras"), (2, "Wald"), (3, "Grube")]
NAMED = dict(CLASSES)


@pytest.mark.parametrize(
    ("code", "name"),
    [("VALUE", "Class_Name"), ("Value", "LULC_Name"), ("gridcode", "LABEL"), ("code", "class"), ("class", "Name"), ("值", "类型"), ("Value", "地类名称"), ("VALUE", "NLCD_Land_Cover_Class")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["whole", "real"])
def test_columns_of_any_usage(lulc, code, name, kind):
    with_table(lulc, [("Count", "real", ""), (code, kind, ""), (name, "text", ""), ("Hex", "text", "")], [(4, *row, "#00ff00") for row in CLASSES])
    names, told = names_of(lulc)
    assert names == NAMED
    assert told == [f"Class names of “map” come from the columns {code} and {name} of the file's attribute table."]


def test_columns_whose_usage_says_what_they_hold(lulc):
    columns = [("A", "text", "name"), ("B", "whole", "code"), ("name", "text", ""), ("value", "whole", "")]
    with_table(lulc, columns, [(name, code, "wrong", code + 1) for code, name in CLASSES])
    assert names_of(lulc) == (NAMED, [])


def test_rows_of_several_codes_name_none(lulc):
    columns = [("Low", "whole", "min"), ("High", "whole", "max"), ("Name", "text", "name")]
    with_table(lulc, columns, [(1, 1, "Gras"), (2, 3, "both")])
    assert names_of(lulc)[0] == {1: "Gras", 2: "class 2", 3: "class 3"}


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        # Neither says which it is
        ([("Name", "text", ""), ("Number", "whole", "")], [("Gras", 1), ("Wald", 2)]),
        ([("Value", "whole", ""), ("Remark", "text", "")], [(1, "by hand"), (2, "by machine")]),
        ([("Value", "whole", ""), ("Name", "text", ""), ("name_", "text", "")], [(1, "Gras", "grass")]),
        # Codes or names that are none
        ([("Value", "text", ""), ("Name", "text", "")], [("one", "Gras")]),
        ([("Value", "real", ""), ("Name", "text", "")], [(1.5, "Gras"), (2.5, "Wald")]),
        ([("Value", "whole", ""), ("Class", "text", "")], [(1, "1"), (2, "2")]),
        ([("Value", "whole", ""), ("Class", "text", "")], [(1, "#00ff00"), (2, "0.5")]),
        # Codes that are there twice
        ([("Value", "whole", ""), ("Name", "text", "")], [(1, "Gras"), (1, "Wald")]),
    ],
)
def test_no_name_rather_than_a_wrong_one(lulc, columns, rows):
    with_table(lulc, columns, rows)
    assert names_of(lulc) == (NAMELESS, [])


@pytest.mark.parametrize("ending", [".vat.dbf", ".VAT.DBF", ".Vat.dbf"])
def test_the_table_that_arcgis_writes_beside_a_raster(tmp_path, lulc, ending):
    beside = tmp_path / f"map.tif{ending}"
    write_dbf(beside, [("VALUE", "whole"), ("COUNT", "real"), ("Class_Name", "text")], [(1, 3.0, "草地"), (2, 4.0, "Wald"), (3, 4.0, "")])
    names, told = names_of(lulc)
    assert names == {1: "草地", 2: "Wald", 3: "class 3"}
    # Newer GDAL hands it on as the file's own table.
    assert len(told) == 1 and "the columns VALUE and Class_Name of" in told[0]


def test_a_table_beside_a_raster_that_cannot_be_read(tmp_path, lulc):
    (tmp_path / "map.tif.vat.dbf").write_bytes(b"no table")
    assert names_of(lulc) == (NAMELESS, [])


def ramp(layer, items, kind="Exact"):
    from qgis.core import QgsColorRampShader, QgsRasterShader, QgsSingleBandPseudoColorRenderer
    from qgis.PyQt.QtGui import QColor

    function = QgsColorRampShader()
    function.setColorRampType(getattr(QgsColorRampShader.Type, kind))
    item = QgsColorRampShader.ColorRampItem
    function.setColorRampItemList([item(value, QColor("#336699"), label) for value, label in items])
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(function)
    layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader))
    return layer


@pytest.mark.parametrize("kind", ["Exact", "Discrete", "Interpolated"])
def test_labels_of_a_colour_ramp(project, lulc, kind):
    layer = ramp(raster_layer(project, lulc), [(1, "Gras"), (2, " 2 Wald "), (3, "Grube")], kind)
    names, told = names_of(layer)
    assert names == {1: "Gras", 2: "2 Wald", 3: "Grube"}
    assert told == ["Class names of “map” come from the labels of the layer's colour ramp."]


@pytest.mark.parametrize(
    "items",
    [
        [(1, "1"), (2, "2"), (3, "3")],
        [(1, "1.0"), (2, "2,0"), (3, "<= 3")],
        [(1, "1 m"), (2, "2 m"), (3, "3 m")],
        [(1, "1 - 2 t/ha"), (2, "2 - 3 t/ha"), (3, "> 3 t/ha")],
        [(0.5, "low"), (2, "middle"), (3.5, "high")],
        [(1, "Gras"), (2, ""), (3, "3")],
        [(1, "Gras")],
    ],
)
def test_a_ramp_of_numbers_names_nothing(project, lulc, items):
    for kind in ("Exact", "Discrete", "Interpolated"):
        assert names_of(ramp(raster_layer(project, lulc), items, kind)) == (NAMELESS, [])


def test_the_renderer_goes_before_the_file(project, lulc):
    from test_carbon_storage import paletted

    with_table(lulc, [("Value", "whole", ""), ("Name", "text", "")], CLASSES)
    layer = raster_layer(project, lulc)
    paletted(layer, {1: ("grass", "#00ff00")})
    assert names_of(layer) == ({1: "grass", 2: "class 2", 3: "class 3"}, [])


def test_pools_go_before_the_layer_and_the_log_says_where_they_differ(lulc, tmp_path):
    """As in a batch: each row is a run of its own, and says it anew."""
    with_table(lulc, [("Value", "whole", ""), ("Name", "text", "")], CLASSES)
    pools = write_pools(tmp_path / "pools.csv", [(1, "gras ", 1, 2, 3, 4), (2, "Grube", 1, 2, 3, 4), (3, "", 1, 2, 3, 4)])
    for _row in range(2):
        within, feedback = context(), Feedback()
        results = run({"LULC": lulc, "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}, feedback, within)
        assert table(results, "SUMMARY", within, "lucode", "name") == [(1, "gras"), (2, "Grube"), (3, "Grube")]
        text = 'Code 2 has several names: "Grube" (“Carbon pools” [POOLS]), "Wald" (“Land cover” [LULC]).'
        assert feedback.warnings == [f"{text} It counts as one class: check that all mean the same. Tables have that of the pool table."]
        assert 'Codes 2, 3 share the name "Grube" (“Land cover” [LULC]); each is a class of its own.' in feedback.infos


def test_years_whose_legends_contradict_one_another(project, tmp_path):
    from test_carbon_storage import paletted

    layers = []
    for name, labels in (("m_2007", ("Forest", "Mine")), ("m_2022", ("Mine", "Forest"))):
        layer = raster_layer(project, write_map(tmp_path / f"{name}.tif", CODES, nodata=0), name)
        paletted(layer, {code: (label, "#00ff00") for code, label in enumerate(labels, 1)})
        layers.append(layer)
    feedback = Feedback()
    run({"LAYERS": layers, "METRICS": "CA", "CLASS": "TEMPORARY_OUTPUT"}, feedback, name="landscapemetrics")
    check = "It counts as one class: check that all mean the same."
    assert feedback.warnings == [
        f'Code 1 has several names: "Forest" (m_2007), "Mine" (m_2022). {check}',
        f'Code 2 has several names: "Mine" (m_2007), "Forest" (m_2022). {check}',
    ]


def test_names_travel_through_a_model(lulc):
    """A map that comes as a path has the names that its file brings."""
    with_table(lulc, [("Value", "whole", ""), ("Name", "text", "")], CLASSES)
    assert dict(table_of_a_model("pooltemplate", lulc, ["lucode", "name"])) == NAMED


def test_names_reach_the_request(project, lulc, tmp_path, monkeypatch):
    asked = Asked(monkeypatch)
    layer = ramp(raster_layer(project, lulc), [(1, "Gras"), (2, "Wald"), (3, "Grube")])
    run({"LULC": layer, "POOLS": write_pools(tmp_path / "pools.csv")})
    assert asked[0]["lulc"]["class_names"] == {"1": "Gras", "2": "Wald", "3": "Grube"}
