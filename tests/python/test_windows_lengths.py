"""Lengths that are typed in dialogs, up to the request. Needs a display: scripts/test runs this file under Xvfb."""

import os

import pytest
from layers import raster_layer
from maps import write_map
from runs import Asked, run
from test_windows_choosers import CODES, choose_unit, dialog, fields_of  # noqa: F401 (a fixture)

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_lengths.py"),
    pytest.mark.usefixtures("project"),
]

METRES = {32632: 1.0, 2263: 1200 / 3937, 2222: 0.3048}  # of a map unit: metres, US survey feet, feet
TYPED = {"kilometers": 1000.0, "meters": 1.0, "miles": 1609.344}


def asked(window, monkeypatch):
    """What the library would get of what the dialog shows, without outputs."""
    monkeypatch.setattr("runs.RESULTS", ("ta", "np", "shdi", "source_cells", "source_area_ha"))
    requests = Asked(monkeypatch)
    outputs = dict.fromkeys((made.name() for made in window.algorithm().destinationParameterDefinitions()), None)
    run({**window.createProcessingParameters(), **outputs}, name=window.algorithm().name())
    return requests[-1]


@pytest.fixture
def map_of(project, tmp_path):
    return lambda epsg: raster_layer(project, write_map(tmp_path / f"map_{epsg}.tif", CODES, epsg=epsg), f"map {epsg}")


@pytest.mark.parametrize("epsg", METRES)
@pytest.mark.parametrize("typed", TYPED)
def test_lengths_in_map_units(dialog, map_of, monkeypatch, epsg, typed):  # noqa: F811
    window = dialog("landscapemetrics", {"LAYERS": [map_of(epsg).id()], "METRICS": "PROX_MN"})
    field = fields_of(window)["SEARCH_RADIUS"]
    choose_unit(field, typed)
    field.number.setValue(3)
    assert asked(window, monkeypatch)["search_radius"] == pytest.approx(3 * TYPED[typed] / METRES[epsg], rel=1e-12)


def test_feet_of_another_length(dialog, map_of, monkeypatch):  # noqa: F811
    """Two maps whose units QGIS calls feet."""
    window = dialog("landscapemetrics", {"LAYERS": [map_of(2222).id()], "METRICS": "PROX_MN"})
    field = fields_of(window)["SEARCH_RADIUS"]
    choose_unit(field, "kilometers")
    field.number.setValue(3)
    for epsg in (2263, 2222, 32632):
        window.setParameters({"LAYERS": [map_of(epsg).id()]})
        assert asked(window, monkeypatch)["search_radius"] == pytest.approx(3000 / METRES[epsg], rel=1e-12)


@pytest.mark.parametrize("epsg", [*METRES, 4326])
def test_lengths_in_metres(dialog, map_of, monkeypatch, epsg):  # noqa: F811
    """Whatever the map is in."""
    window = dialog("distancezones", {"LULC": map_of(epsg).id(), "CODES": "1", "RING_WIDTH": 250, "RING_LIMITS": "100;304.8", "MAX_DISTANCE": 5280})
    field = fields_of(window)["MAX_DISTANCE"]
    assert (field.units.currentText(), asked(window, monkeypatch)["max_distance"]) == ("meters", 5280)
    choose_unit(field, "feet")
    request = asked(window, monkeypatch)
    assert (request["max_distance"], request["ring_width"], request["ring_limits"]) == (pytest.approx(1609.344, rel=1e-12), 250, [100, 304.8])


def test_lengths_on_a_map_in_degrees_are_degrees(dialog, map_of, monkeypatch):  # noqa: F811
    """Also one that has more decimals than a metre would need; the library says what it thinks of degrees."""
    window = dialog("landscapemetrics", {"LAYERS": [map_of(4326).id()], "METRICS": "PROX_MN", "SEARCH_RADIUS": 0.002777777})
    assert asked(window, monkeypatch)["search_radius"] == 0.002777777
    assert fields_of(window)["SEARCH_RADIUS"].units.count() == 1


@pytest.mark.parametrize("length", [100 / 3, 1 / 3600, 12500 * 1200 / 3937, 1e-12, 0.1, 1234567.125, 1e15])
def test_no_digit_of_a_length_is_lost(dialog, map_of, monkeypatch, length):  # noqa: F811
    """A run from a dialog is the run of a script that gave it the number, as the side of a cell."""
    window = dialog("landscapemetrics", {"LAYERS": [map_of(32632).id()], "METRICS": "TCA", "EDGE_DEPTH": length})
    field = fields_of(window)["EDGE_DEPTH"]
    assert asked(window, monkeypatch)["edge_depth"] == length
    field.number.lineEdit().setText(repr(length) if 1e-4 < length < 1e15 else f"{length:.15f}")  # typed
    field.number.interpretText()
    assert asked(window, monkeypatch)["edge_depth"] == length


@pytest.mark.parametrize("given, shown", [("abc", None), ("", None), ("12.5", 12.5), (None, None), (3, 3.0)])
def test_a_text_that_is_no_number_is_no_length(dialog, map_of, given, shown):  # noqa: F811
    window = dialog("distancezones", {"LULC": map_of(32632).id(), "MAX_DISTANCE": given})
    assert fields_of(window)["MAX_DISTANCE"].parameterValue() == shown
