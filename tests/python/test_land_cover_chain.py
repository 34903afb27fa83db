"""From polygons of two dates to what became of them, in one model: rasterizelulc, lulctransition, carbonchange."""

import pytest
from layers import wkt_layer
from maps import write_table
from models import chain, from_input, from_step, run_chain
from qgis.core import QgsProcessingParameterFeatureSource
from runs import context, table

pytestmark = pytest.mark.usefixtures("project")

HA = 10 * 10 / 10000
DENSITY = {1: 100.0, 2: 40.0, 7: 10.0}
# Forest, grassland and mine: the mine takes 20 m of forest, and grassland comes on what was mine.
BEFORE = {"Forest": "POLYGON((0 0, 60 0, 60 -40, 0 -40, 0 0))", "Mine": "POLYGON((60 0, 100 0, 100 -40, 60 -40, 60 0))"}
AFTER = {
    "Forest": "POLYGON((0 0, 40 0, 40 -40, 0 -40, 0 0))",
    "Mine": "POLYGON((40 0, 80 0, 80 -40, 40 -40, 40 0))",
    "Grassland": "POLYGON((80 0, 100 0, 100 -40, 80 -40, 80 0))",
}
CODES = [("Forest", 1), ("Grassland", 2), ("Mine", 7)]
CHANGED = {(1, 1): 16, (1, 7): 8, (7, 7): 8, (7, 2): 8}  # cells of 10 m


@pytest.fixture
def made(project, tmp_path):
    """The matrix and the pairs of carbon change, and what they were run in."""
    codes = write_table(tmp_path / "codes.csv", ["name", "lucode"], CODES)
    header = ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead"]
    pools = write_table(tmp_path / "pools.csv", header, [(code, "", density, 0, 0, 0) for code, density in DENSITY.items()])
    polygons = {
        name: wkt_layer(project, *((shape, label) for label, shape in shapes.items()), fields="landuse:string")
        for name, shapes in (("before", BEFORE), ("after", AFTER))
    }
    raster = {"FIELD": "landuse", "CODES": codes}
    first, second = from_step("first", "OUTPUT"), from_step("second", "OUTPUT")
    steps = {
        "first": ("pitscape:rasterizelulc", {"INPUT": from_input("before"), "CELL_SIZE": 10, **raster}),
        "second": ("pitscape:rasterizelulc", {"INPUT": from_input("after"), "SNAP": first, **raster}),
        "transition": ("pitscape:lulctransition", {"LAYERS": [first, second], "YEARS": "2010;2020", "POOLS": pools}),
        "change": ("pitscape:carbonchange", {"LULC_BASE": first, "LULC_ALT": second, "POOLS": pools}),
    }
    inputs = [QgsProcessingParameterFeatureSource(name) for name in polygons]
    model = chain(inputs, steps, {"Matrix": ("transition", "MATRIX"), "Pairs": ("change", "PAIRS")})
    within = context()
    return run_chain(model, polygons, within), within


def test_polygons_become_transitions_and_carbon(made):
    results, within = made
    columns = ("lucode_from", "name_from", "lucode_to", "name_to", "cells", "area_ha", "carbon_t")
    names = {code: name for name, code in CODES}
    found = {(row[0], row[2]): row for row in table(results, "Matrix", within, *columns)}
    assert set(found) == set(CHANGED)
    for (before, after), cells in CHANGED.items():
        carbon = cells * HA * (DENSITY[after] - DENSITY[before])
        expected = (before, names[before], after, names[after], cells, pytest.approx(cells * HA), pytest.approx(carbon))
        assert found[before, after] == expected
    pairs = table(results, "Pairs", within, "lucode_base", "lucode_alt", "cells", "carbon_t")
    assert {row[:2]: row[2:] for row in pairs} == {key: (row[4], pytest.approx(row[6])) for key, row in found.items()}
