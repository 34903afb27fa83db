"""Several maps and their years, declared by an algorithm that has no kernel."""

import numpy as np
import pytest
from layers import raster_layer
from maps import write_map
from runs import Asked, Failed, Feedback, run

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 2], [3, 1]], "uint8")


@pytest.fixture
def ask(qgis, monkeypatch):
    """ask(parameters) runs the algorithm and returns what the library would get, and what the log says."""
    from pitscape.base import KernelAlgorithm
    from pitscape.declare.inputs import PolygonInput
    from pitscape.declare.series import Series
    from pitscape.groups import CARBON

    class Years(KernelAlgorithm):
        kernel = "years"
        title = "Years"
        toolbox_group = CARBON
        inputs = (Series(), PolygonInput("MASK", "Mask", grid="LAYERS"))

    class NeedsYears(Years):
        inputs = (Series(needs_years=True),)

    asked = Asked(monkeypatch)

    def call(parameters, needs_years=False):
        feedback = Feedback()
        run(parameters, feedback, name=NeedsYears if needs_years else Years)
        return asked[-1], feedback.infos

    call.algorithm = Years
    return call


@pytest.fixture
def maps(tmp_path):
    """Files of these names."""
    return lambda *names: [write_map(tmp_path / f"{name}.tif", CODES, CODES * 2) for name in names]


def test_parameters(ask, qgis):
    from pitscape.declare.series import Series

    definitions = {definition.name(): definition for definition in Series().definitions()}
    assert list(definitions) == ["LAYERS", "LAYERS_BAND", "YEARS"]
    assert [definition.type() for definition in definitions.values()] == ["multilayer", "number", "string"]
    assert definitions["LAYERS_BAND"].defaultValue() == 1


@pytest.mark.parametrize("typed", ["2000;2010", "2000 2010", " 2000 ; 2010 ", [2000, 2010], ["2000", "2010"]])
def test_typed_years(ask, maps, typed):
    request, told = ask({"LAYERS": maps("a", "b_1990"), "YEARS": typed})
    assert request["years"] == [2000, 2010] and request["layer_names"] == ["a", "b_1990"]
    assert told == ["a = 2000", "b_1990 = 2010"]


def test_layers_are_rasters_in_their_order(ask, maps, project):
    paths = maps("b_2010", "a_2000")
    layer = raster_layer(project, paths[1], "A, 2000")
    request, told = ask({"LAYERS": [paths[0], layer], "LAYERS_BAND": 2})
    assert [(one["path"], one["band"]) for one in request["layers"]] == [(paths[0], 2), (paths[1], 2)]
    assert request["origins"]["layers"] == f"b_2010 ({paths[0]}); A, 2000 ({paths[1]})"
    assert request["years"] == [2010, 2000] and told == ["b_2010 = 2010", "A, 2000 = 2000"]


@pytest.mark.parametrize(
    "name, year",
    [
        ("lulc_2010", 2010),
        ("2010", 2010),
        ("LULC 1990 v2", 1990),
        ("y2000map", 2000),
        ("tile_2500_2010", 2010),
        ("2010_lulc_2010", 2010),
        ("lulc_1899", None),
        ("20100101", None),
        ("lulc12010", None),
        ("lulc_v2", None),
        ("1900", 1900),
        ("2100", 2100),
        ("2101", None),
    ],
)
def test_years_in_names(ask, maps, name, year):
    request, told = ask({"LAYERS": maps(name)})
    assert request["years"] == (None if year is None else [year])
    assert told == [f"{name} = {'no year' if year is None else year}"]


def test_years_of_temporal_properties(ask, maps, project):
    """They go before the name, when they are in use."""
    from qgis.core import QgsDateTimeRange
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    layers = [raster_layer(project, path, f"lulc_{year}") for path, year in zip(maps("a", "b"), (1990, 1991))]
    temporal = layers[0].temporalProperties()
    begin, end = (QDateTime(QDate(year, 6, 1), QTime(0, 0)) for year in (2015, 2018))
    temporal.setFixedTemporalRange(QgsDateTimeRange(begin, end))
    assert ask({"LAYERS": layers})[0]["years"] == [1990, 1991]
    temporal.setIsActive(True)
    assert ask({"LAYERS": layers})[0]["years"] == [2015, 1991]
    temporal.setFixedTemporalRange(QgsDateTimeRange(QDateTime(), QDateTime()))
    assert ask({"LAYERS": layers})[0]["years"] == [1990, 1991]


def test_a_layer_without_a_year(ask, maps):
    request, told = ask({"LAYERS": maps("lulc_2000", "reference")})
    assert request["years"] == [2000, None] and told == ["lulc_2000 = 2000", "reference = no year"]


def test_ambiguous_names(ask, maps):
    layers = maps("change_2000_2010", "lulc_2020", "1990to1995")
    with pytest.raises(Failed) as error:
        ask({"LAYERS": layers})
    assert str(error.value) == (
        "YEARS: the year is ambiguous in the name of “change_2000_2010” (2000 or 2010), “1990to1995” (1990 or 1995). "
        "Give YEARS for all layers."
    )
    assert ask({"LAYERS": layers, "YEARS": "2010;2020;1995"})[0]["years"] == [2010, 2020, 1995]


def test_years_that_are_there_twice(ask, maps):
    with pytest.raises(Failed, match="YEARS: “a_2000” and “b_2000” are both of 2000."):
        ask({"LAYERS": maps("a_2000", "b_2000", "c_2001")})
    with pytest.raises(Failed, match="YEARS: “a” and “b” are both of 1990."):
        ask({"LAYERS": maps("a", "b"), "YEARS": "1990 1990"})


def test_years_that_are_needed(ask, maps):
    with pytest.raises(Failed, match="YEARS: the year of “reference” is not known. Give YEARS for all layers"):
        ask({"LAYERS": maps("lulc_2000", "reference")}, needs_years=True)
    assert ask({"LAYERS": maps("lulc_2000", "lulc_2001")}, needs_years=True)[0]["years"] == [2000, 2001]


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("2000", "YEARS: years given: 1; layers: 2"),
        ("2000;2010;2020", "YEARS: years given: 3; layers: 2"),
        ("2000,2010,2020", "YEARS: years given: 3; layers: 2"),
        ("2000;20x0", "YEARS: not a whole number: 20x0"),
        ("2000.5;2010", "YEARS: not a whole number: 2000.5"),
    ],
)
def test_wrong_years(ask, maps, typed, sentence):
    with pytest.raises(Failed, match=sentence):
        ask({"LAYERS": maps("a", "b"), "YEARS": typed})


def test_wrong_layers(ask, maps):
    """QGIS itself would leave out what it cannot open."""
    from runs import run_unchecked

    for checked in (run, run_unchecked):
        with pytest.raises(Failed, match="LAYERS"):
            checked({"LAYERS": [*maps("a_2000"), "/nowhere/b.tif"]}, name=ask.algorithm)
        with pytest.raises(Failed, match="LAYERS"):
            checked({"LAYERS": []}, name=ask.algorithm)


def test_layers_of_another_provider_and_polygons_over_the_first(ask, maps, project):
    from layers import polygon_layer
    from test_layers import virtual_layer

    (path,) = maps("a_2000")
    layer = virtual_layer(project, path, '"map@1" * 1', CODES.shape, name="v_2010")
    request, told = ask({"LAYERS": [path, layer], "MASK": polygon_layer(project, [(0, 0, 1, 1)])})
    assert request["layers"][0]["path"] == path and request["layers"][1]["path"].endswith("layers_2.tif")
    assert told[1] == "v_2010 = 2010" and request["mask"].endswith("mask.gpkg")
