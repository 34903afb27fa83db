"""pitscape:pairtemplate inside QGIS."""

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, table_layer
from maps import write_map, write_table
from models import table_of_a_model
from runs import Failed, Feedback, context, rows, run, table

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
PAIRS = ("lucode_a", "name_a", "lucode_b", "name_b")


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "mine_2007.tif", CODES, nodata=0)


def template(kind, *columns, feedback=None, **more):
    within = context()
    results = run(dict(more, KIND=kind, TEMPLATE="TEMPORARY_OUTPUT"), feedback, within, "pairtemplate")
    return table(results, "TEMPLATE", within, *columns)


def test_contrast_has_the_pairs_that_touch(project, lulc):
    found = template("contrast", *PAIRS, "weight", "sides", "layer", "year", LULC=lulc)
    # 1 meets 2 in the first row and 3 in the last, 2 meets 3 beside it in two rows and on the other side in one
    assert found == [
        (1, "class 1", 2, "class 2", None, 1, "mine_2007", 2007),
        (1, "class 1", 3, "class 3", None, 1, "mine_2007", 2007),
        (2, "class 2", 3, "class 3", None, 4, "mine_2007", 2007),
    ]
    mask = polygon_layer(project, [(0, 0, 4, 1)])
    assert [row[:4:2] for row in template("contrast", *PAIRS, LULC=lulc, MASK=mask)] == [(1, 2)]
    assert [row[:4:2] for row in template("contrast", *PAIRS, LULC=lulc, IGNORE_CODES="2")] == [(1, 3)]


def test_other_kinds(tmp_path):
    path = write_map(tmp_path / "line.tif", np.array([[1, 2, 3]], "uint8"))
    found = template("similarity", "lucode_a", "lucode_b", "weight", "sides", "year", LULC=path)
    assert found == [(1, 2, None, 1, None), (1, 3, None, 0, None), (2, 3, None, 1, None)]
    depths = template("edge_depths", "lucode_a", "lucode_b", "depth", "sides", LULC=path)
    assert depths == [(1, 2, None, 1), (2, 1, None, 1), (2, 3, None, 1), (3, 2, None, 1)]
    groups = template("groups", "lucode", "name", "cells", "class_group", LULC=path)
    assert groups == [(code, f"class {code}", 1, None) for code in (1, 2, 3)]


def test_indicators_of_a_table(project, tmp_path):
    path = write_table(tmp_path / "years.csv", ["year", "shdi", "note", "np"], [(2007, 1.5, "a", 12), (2012, 1.25, "b", "")])
    columns = ("column_name", "direction", "min", "max", "layer", "year")
    found = template("indicators", *columns, TABLE=table_layer(project, path, "metrics of the mine"))
    assert found == [
        ("shdi", None, 1.25, 1.5, "metrics of the mine", None),
        ("np", None, 12, 12, "metrics of the mine", None),
    ]


def test_landscape_metrics_give_such_a_table(project, lulc, tmp_path):
    made = run({"LAYERS": [lulc], "METRICS": "SHDI;NP", "LANDSCAPE": str(tmp_path / "l.gpkg")}, name="landscapemetrics")
    found = template("indicators", "column_name", "min", TABLE=made["LANDSCAPE"])
    assert found == [("np", 4), ("shdi", pytest.approx(sum(-n / 11 * np.log(n / 11) for n in (3, 4, 4)), rel=1e-12))]


@pytest.mark.parametrize("kind", ["contrast", "similarity", "edge_depths", "groups"])
def test_what_a_kind_needs_is_said_before_the_run(tmp_path, kind):
    path = write_table(tmp_path / "years.csv", ["year", "shdi"], [(2007, 1.5)])
    with pytest.raises(Failed, match=f"KIND: {kind} needs LULC. Give it, or choose another one."):
        template(kind, TABLE=path)


def test_indicators_need_a_table(lulc):
    with pytest.raises(Failed, match="KIND: indicators needs TABLE. Give it, or choose another one."):
        template("indicators", LULC=lulc)
    with pytest.raises(Failed, match="KIND: none is given. Choose one of contrast, similarity, edge_depths, groups, indicators."):
        template(None, LULC=lulc)
    with pytest.raises(Failed, match="“contrasts” is none of contrast, .* Did you mean contrast?"):
        template("contrasts", LULC=lulc)


def test_what_is_not_used_is_told(project, lulc, tmp_path):
    feedback = Feedback()
    path = write_table(tmp_path / "years.csv", ["year", "shdi"], [(2007, 1.5)])
    template("indicators", "column_name", feedback=feedback, TABLE=table_layer(project, path), LULC=lulc)
    assert "A template of indicators does not use LULC." in feedback.infos


@pytest.mark.parametrize(
    "kind, column, parameter, more",
    [
        ("contrast", "weight", "CONTRAST", {"METRICS": "CWED;ECON_MN"}),
        ("similarity", "weight", "SIMILARITY", {"METRICS": "SIMI_MN", "SEARCH_RADIUS": 100}),
        ("edge_depths", "depth", "EDGE_DEPTHS", {"METRICS": "TCA"}),
    ],
)
@pytest.mark.parametrize("target", ["TEMPORARY_OUTPUT", "pairs.csv", "pairs.gpkg", "pairs.xlsx"])
def test_filled_in_by_hand_and_used(project, lulc, tmp_path, kind, column, parameter, more, target):
    """Loaded into the project, edited as by hand, and given to the metrics that need it; not before it is filled in."""
    import processing

    target = target if target == "TEMPORARY_OUTPUT" else str(tmp_path / target)
    processing.runAndLoadResults("pitscape:pairtemplate", {"LULC": lulc, "KIND": kind, "TEMPLATE": target})
    (layer,) = [one for one in project.mapLayers().values() if one.name().startswith("Table to fill in")]
    metrics = {"LAYERS": [lulc], "LANDSCAPE": "TEMPORARY_OUTPUT", parameter: layer, **more}
    place = layer.fields().lookupField(column)
    features = sorted(layer.getFeatures(), key=lambda feature: feature.id())
    assert layer.startEditing()
    for number, feature in enumerate(features[1:]):
        assert layer.changeAttributeValue(feature.id(), place, 0.0 if number == 0 else 0.5)
    assert layer.commitChanges(), layer.commitErrors()
    with pytest.raises(Failed, match=f"{parameter}: the {column} of the classes 1 and 2 is empty; fill in a number"):
        run(metrics, name="landscapemetrics")
    assert layer.startEditing() and layer.changeAttributeValue(features[0].id(), place, 1.0)
    assert layer.commitChanges(), layer.commitErrors()
    within = context()
    landscape = run(metrics, within=within, name="landscapemetrics")["LANDSCAPE"]
    assert rows(within.getMapLayer(landscape))


def test_layers_of_the_project_with_names(project, lulc):
    from test_carbon_storage import paletted

    layer = raster_layer(project, lulc, "Mine, 2007 or 2012")
    paletted(layer, {1: ("草地", "#00ff00"), 2: ("Wald & Moor", "#008800"), 7: ("nowhere", "#000000")})
    found = template("contrast", *PAIRS, "layer", "year", LULC=layer)
    assert found[0] == (1, "草地", 2, "Wald & Moor", "Mine, 2007 or 2012", None)


def test_in_a_model(lulc):
    found = table_of_a_model("pairtemplate", lulc, ["lucode_a", "lucode_b", "sides"], KIND="contrast")
    assert found == [(1, 2, 1), (1, 3, 1), (2, 3, 4)]
