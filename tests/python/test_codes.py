"""What the log says of codes, zones and masks that are not what one might think."""

import numpy as np
import pytest
from layers import polygon_layer, wkt_layer
from maps import write_map, write_pools
from runs import Feedback, context, run

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "map.tif", CODES, nodata=0)


def heard(name, **parameters):
    feedback = Feedback()
    run(parameters, feedback, context(), name)
    return feedback


@pytest.mark.parametrize("kind", ["uint8", "int16", "float32"])
def test_ignored_codes(tmp_path, kind):
    lulc = write_map(tmp_path / "map.tif", CODES.astype(kind), nodata=0)
    feedback = heard("pooltemplate", LULC=lulc, IGNORE_CODES="3;7;3", TEMPLATE="TEMPORARY_OUTPUT")
    assert feedback.warnings == ["IGNORE_CODES: no cell of “map” has code 7."]
    assert "IGNORE_CODES: given more than once, and taken once: 3." in feedback.infos


def test_sources_by_code(lulc):
    feedback = heard("distancezones", LULC=lulc, CODES="3;8;3", RING_LIMITS="10", SUMMARY="TEMPORARY_OUTPUT")
    rest = "(outside nodata and “Class codes to ignore” [IGNORE_CODES], and within “Only inside these polygons” [MASK])"
    assert feedback.warnings == [f"CODES: no cell of “map” has code 8 {rest}."]
    assert "CODES: given more than once, and taken once: 3." in feedback.infos


def test_classes_of_windows(lulc, tmp_path):
    from osgeo import gdal

    output = str(tmp_path / "windows.tif")
    feedback = heard(
        "movingwindow", LULC=lulc, METRICS="CA", CLASSES="2;9;2", CENTRE_CODES="1;5", RADII="10", EDGE="partial", OUTPUT=output
    )
    assert gdal.Open(output).RasterCount == 2  # of 2 and of 9
    rest = "(outside nodata and “Class codes to ignore” [IGNORE_CODES], and within “Only inside these polygons” [MASK])"
    assert feedback.warnings == [
        f"CLASSES: no cell of the windows on “map” has code 9 {rest}.",
        f"CENTRE_CODES: no cell of the windows on “map” has code 5 {rest}.",
    ]


def test_a_border_of_fragstats(tmp_path):
    border = [[-1, -1, -1, -1, -1, -1], [-1, 1, 1, 2, 2, -2], [-1, 1, 1, 2, 2, -2], [-1, 1, 3, 3, 2, -2], [-2, -2, -2, -2, -2, -2]]
    lulc = write_map(tmp_path / "border.tif", np.array(border, "int16"))
    feedback = heard("landscapemetrics", LAYERS=[lulc], METRICS="TA", LANDSCAPE="TEMPORARY_OUTPUT")
    assert len(feedback.warnings) == 1
    assert feedback.warnings[0].startswith("Negative codes are on the map: -2, -1. FRAGSTATS reads them as border")
    assert "IGNORE_CODES" in feedback.warnings[0]
    ignored = heard("landscapemetrics", LAYERS=[lulc], METRICS="TA", LANDSCAPE="TEMPORARY_OUTPUT", IGNORE_CODES="-1;-2")
    assert ignored.warnings == []


def test_zones_without_a_cell(project, lulc, tmp_path):
    pools = write_pools(tmp_path / "pools.csv")
    # In cells; the map has four columns and three rows
    boxes = [(0, 0, 2, 3), (2.1, 0.1, 2.3, 0.3), (3, 0, 5, 3), (9, 0, 10, 1), (1, 1, 2, 2)]
    zones = polygon_layer(project, boxes, names=["west", "tiny", "east", "far", "hole"])
    feedback = heard("carbonstorage", LULC=lulc, POOLS=pools, ZONES=zones, ZONE_FIELD="kind", SUMMARY="TEMPORARY_OUTPUT")
    assert feedback.warnings == [
        "1 of 5 zones without a cell centre (in no table): tiny (0.0004 ha).",
        "1 of 5 zones off “map” (in no table): far.",
        "1 of 5 zones partly off “map”; what lies there (in % of their area) does not count: east (50.0 %).",
        "1 of 5 zones without a valid cell (in no table): hole.",
    ]


def test_parts_of_a_mask_without_a_cell(project, lulc, tmp_path):
    parts = ", ".join(f"(({x} -1, {x + 2} -1, {x + 2} -3, {x} -3, {x} -1))" for x in (1, 11, 21))
    mask = wkt_layer(project, (f"MultiPolygon({parts}, ((0 -10, 40 -10, 40 -30, 0 -30, 0 -10)))",), ("",), kind="MultiPolygon")
    feedback = heard("carbonstorage", LULC=lulc, POOLS=write_pools(tmp_path / "p.csv"), MASK=mask, SUMMARY="TEMPORARY_OUTPUT")
    # 3 of 2 m x 2 m
    assert feedback.warnings == ["3 of 4 parts of MASK without a cell centre (0.0012 ha in all)."]
    assert "MASK: features without a geometry are left out: 1." in feedback.infos
