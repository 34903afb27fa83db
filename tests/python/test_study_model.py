"""The model of the study: what the script makes of it, what it runs, and that its figures are those of “Mining assessment”."""

import importlib
import json
import pathlib
import sys

import numpy as np
import pytest
import study_data as data
from conftest import ROOT
from models import destinations
from osgeo import gdal
from runs import Failed, Feedback, context, rows, temporary_folders
from study_parts import YEARS
from study_parts import inputs as part
from test_qgis_process import PROGRAM, qgis_process  # noqa: F401

FILE = ROOT / "qgis_plugin/pitscape/models/pitscape_study.model3"
LAST = {
    "Carbon density: 2022": "Carbon density of the last map",
    "Carbon by class: 2022": "Carbon by class of the last map",
    "Window metrics: 2022": "Window metrics of the last map",
}
OF_EARLIER_MAPS = {f"Carbon {what}: {year}" for what in ("density", "by class") for year in YEARS[:-1]}

pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture(scope="module")
def script(qgis):
    sys.path.insert(0, str(ROOT / "scripts"))
    yield importlib.import_module("study_model")
    sys.path.remove(str(ROOT / "scripts"))


def opened(path=FILE):
    from qgis.core import QgsProcessingModelAlgorithm

    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(path))
    return model


def run(parameters, but=()):
    """What the model makes, by the titles of its outputs, and where its layers live; of those that do not begin with what `but` says."""
    model, within, feedback = opened(), context(), Feedback()
    names = {title: name for title, name in destinations(model).items() if not title.startswith(tuple(but))}
    wanted = {**parameters, **dict.fromkeys(names.values(), "TEMPORARY_OUTPUT")}
    results, good = model.create().run(wanted, within, feedback, {}, False)
    if not good:
        raise Failed(feedback.errors[-1])
    return {title: results[name] for title, name in names.items() if results.get(name) is not None}, within


def layer(source, within):
    from qgis.core import QgsProcessingUtils

    found = QgsProcessingUtils.mapLayerFromString(source, within)
    assert found is not None, source
    return found


def cells(path):
    dataset = gdal.Open(path)
    bands = [dataset.GetRasterBand(band) for band in range(1, dataset.RasterCount + 1)]
    return [band.GetDescription() for band in bands], [band.ReadAsArray() for band in bands]


@pytest.fixture(scope="module")
def given(qgis, tmp_path_factory):
    return part(tmp_path_factory.mktemp("study"))


def test_the_file_is_what_the_script_makes(script, tmp_path):
    made = script.build()
    assert made.validate() == (True, [])
    assert made.toFile(str(tmp_path / "made.model3"))
    fresh, file = opened(tmp_path / "made.model3").toVariant(), opened().toVariant()
    # Each QGIS has more of its own.
    for name in ("children", "groupBoxes", "help", "model_group", "model_name", "parameterOrder", "parameters"):
        assert fresh[name] == file[name], "run scripts/make_study_model"
    assert opened().validate() == (True, [])


def test_inputs_are_those_of_the_algorithm(script):
    """With their labels, tips, choosers and defaults, so that one set of values runs either."""
    study = script.study()
    theirs = {one.name(): one for one in study.parameterDefinitions()}
    model = opened()
    inputs = [one for one in model.parameterDefinitions() if not one.isDestination()]
    for one in inputs:
        same = theirs[one.name()]
        assert (one.type(), one.description()) == (same.type(), same.description())
        assert filled([one.defaultValue(), one.metadata()]) == filled([same.defaultValue(), same.metadata()])
        assert model.helpContent().get(one.name(), "") == same.help()
        assert one.flags() == same.flags() or one.type() == "band"
    names = [one.name() for one in inputs]
    assert names == [name for name in theirs if name in names]


def filled(value):
    """Newer QGIS reads an empty text of a file as nothing."""
    if isinstance(value, dict):
        return {name: filled(one) for name, one in value.items()}
    return [filled(one) for one in value] if isinstance(value, list) else value or None


def test_steps_follow_the_chapters(script):
    from pitscape.study.chapters import CHAPTERS

    assert [chapter.title for chapter in script.CHAPTERS] == [chapter.title for chapter in CHAPTERS]
    assert {box.description() for box in opened().groupBoxes()} == {script.ALWAYS.title, *(chapter.title for chapter in CHAPTERS)}


def test_boxes_do_not_overlap(script):
    from qgis.PyQt.QtCore import QRectF

    def area(box):
        size = box.size()
        return QRectF(box.position().x() - size.width() / 2, box.position().y() - size.height() / 2, size.width(), size.height())

    model = opened()
    children = list(model.childAlgorithms().values())
    boxes = [
        *model.parameterComponents().values(),
        *children,
        *(box for child in children for box in child.modelOutputs().values()),
    ]
    boxes += [child.comment() for child in children if child.comment().description()]
    areas = [area(box) for box in boxes]
    groups = [area(box) for box in model.groupBoxes()]
    assert not [one for at, one in enumerate(areas) if any(one.intersects(other) for other in areas[:at])]
    assert all(sum(group.contains(one) for group in groups) == 1 for one in areas)


def test_figures_are_those_of_the_algorithm(given, tmp_path):
    from qgis.core import QgsApplication

    made, within = run(given)
    study = QgsApplication.processingRegistry().createAlgorithmById("pitscape:miningassessment")
    beside = context()
    files = {"OUTPUT": str(tmp_path / "study.gpkg"), "FOLDER": str(tmp_path / "rasters"), "REPORT": str(tmp_path / "study.html")}
    _results, good = study.run({**given, **files}, beside, Feedback(), {}, False)
    assert good
    loaded = beside.layersToLoadOnCompletion()
    theirs = {
        LAST.get(details.name, details.name): source for source, details in loaded.items() if details.name not in OF_EARLIER_MAPS
    }
    assert set(theirs) == {title for title in made if not title.startswith("Report")}
    for title, source in theirs.items():
        if source.endswith(".tif"):
            (names, bands), (own_names, own) = cells(source), cells(made[title])
            assert names == own_names, title
            assert all(np.array_equal(one, other, equal_nan=True) for one, other in zip(bands, own)), title
            continue
        table, own = layer(source, beside), layer(made[title], within)
        names = [field.name() for field in table.fields() if field.name() != "fid"]
        assert names == [field.name() for field in own.fields() if field.name() != "fid"], title
        if title.startswith(("Correlations", "Model ")):
            names.remove("year")  # what a step makes in passing has none
        assert rows(table, *names) == rows(own, *names), title
        shapes = [[one.geometry().asWkt() for one in of.getFeatures()] for of in (table, own)]
        assert shapes[0] == shapes[1], title
    assert temporary_folders() == []


def test_reports(given):
    made, _within = run({**given, "LAYERS": given["LAYERS"][2:]})
    reports = [path for title, path in made.items() if title.startswith("Report")]
    assert len(reports) == 9  # all but that of the scale, as the radius is given
    assert all(path.endswith(".html") and "<html" in pathlib.Path(path).read_text(encoding="utf-8") for path in reports)


WITHOUT = {
    "REFERENCE": {"Error matrix", "Accuracy and area by class", "Accuracy of the map", "Points with both classes"},
    "PRICE": {"Carbon gained and lost, with its value", "Carbon change by pairs of classes", "Net present value"},
    "F_CODES": {"Coupling and coordination by year", "Extremes and weights of indicators", "Indicators and obstacles by year"},
    "CODES": {"Contribution ratio by ring", "Levels of sensitivity by year", "Level zones", "Levels of sensitivity"},
    "RED": {"Spectral indices"},
}


@pytest.mark.parametrize("nothing", [None, ""])
def test_chapters_are_left_out(given, nothing):
    """As a script leaves inputs out, and as an empty field of a window does."""
    empty = {name: nothing for name in (*WITHOUT, "FIELD")} if nothing is not None else {}
    for name in ("REFERENCE", "RED", "PRICE"):  # windows have no empty text for these
        empty.pop(name, None)
    few = {**given, "LAYERS": given["LAYERS"][2:]}
    kept = {name: value for name, value in few.items() if name not in (*WITHOUT, "FIELD")}
    made, within = run({**kept, **empty})
    gone = {title for titles in WITHOUT.values() for title in titles}
    reports = {
        "Report on the accuracy",
        "Report on the coupling",
        "Report on the reach of the mine",
        "Report on the scale of the windows",
    }
    scale = {"Scale choice and its sensitivity", "Fitted models", "Variograms"}
    model = opened()
    assert set(made) == set(destinations(model)) - gone - reports - scale
    variables = {name for row in rows(layer(made["Correlations"], within), "var_a", "var_b") for name in row}
    assert {"haerwusu_synthetic_dem", "SHDI 30"} <= variables and "NDVI" not in variables


def test_without_environment_there_is_no_model_of_it(given):
    few = {name: given[name] for name in ("LAYERS", "POOLS", "WINDOW_RADIUS")}
    made, within = run({**few, "LAYERS": given["LAYERS"][2:], "COVARIATES": []})
    assert "Model with the pattern" in made and "Model of the environment" not in made
    assert "carbon density" in {name for row in rows(layer(made["Correlations"], within), "var_a", "var_b") for name in row}


@pytest.mark.parametrize("chosen, median", [(40.0, 30.0), (None, 40.0), (None, None)])
def test_windows_have_the_radius_that_the_scale_gives(given, monkeypatch, chosen, median):
    """Or the median of its metrics; where there is none, what needs windows is left out."""
    from pitscape import native

    asked, really = [], native.run

    def answer(kernel, request, progress):
        if kernel != "window_scale":
            return really(kernel, request, progress)
        asked.append(request)
        told = dict.fromkeys(("radius_chosen", "radius_median", "mode_share", "radius_low", "radius_high", "null_p", "verdict"))
        return {"messages": [], "results": {**told, "radius_chosen": chosen, "radius_median": median}, "tables": {}}

    monkeypatch.setattr(native, "run", answer)
    few = {name: given[name] for name in ("POOLS", "COVARIATES")}
    made, within = run(
        {**few, "LAYERS": given["LAYERS"][2:], "RADII": "20;30;40;50;60"}, but=("Scale choice", "Fitted", "Variograms", "Report")
    )
    assert [request["radii"] for request in asked] == [[20, 30, 40, 50, 60]]
    variables = {name for row in rows(layer(made["Correlations"], within), "var_a", "var_b") for name in row}
    assert ("Model with the pattern" in made) == ("SHDI 40" in variables) == (median is not None)


def test_order_of_the_maps_does_not_matter(given, tmp_path):
    """What is of the last map is of the latest year; years are those that are given, or those in names."""
    few = {name: given[name] for name in ("POOLS", "WINDOW_RADIUS")}
    maps = [given["LAYERS"][at] for at in (3, 0)]
    first, _ = run({**few, "LAYERS": maps})
    second, _ = run({**few, "LAYERS": maps[::-1]})
    swapped, _ = run({**few, "LAYERS": maps, "YEARS": "2001, 2010"})
    density = "Carbon density of the last map"
    assert np.array_equal(cells(first[density])[1], cells(second[density])[1])
    assert not np.array_equal(cells(first[density])[1], cells(swapped[density])[1])


def test_zones_of_any_field(given, project):
    few = {name: given[name] for name in ("POOLS", "WINDOW_RADIUS", "F_CODES")}
    zones = data.box(project, given["LAYERS"][0], 0, 0, 90, 40, ("north", "south"))
    made, within = run({**few, "LAYERS": given["LAYERS"][2:], "ZONES": zones, "ZONE_FIELD": "mine"})
    for title in ("Carbon by year", "Landscape metrics", "Coupling and coordination by year"):
        assert {zone for (zone,) in rows(layer(made[title], within), "zone")} == {"north", "south"}, title


def test_maps_that_are_dated_by_their_layers_alone(given, project, tmp_path):
    """Their names say nothing: they are in the order of time."""
    from qgis.core import Qgis, QgsDateTimeRange, QgsRasterLayer
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    layers = []
    for name, path, year in zip("ab", given["LAYERS"][2:], (2017, 2022)):
        one = project.addMapLayer(QgsRasterLayer(path, name))
        times = one.temporalProperties()
        times.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
        times.setFixedTemporalRange(
            QgsDateTimeRange(QDateTime(QDate(year, 1, 1), QTime(0, 0)), QDateTime(QDate(year, 12, 31), QTime(0, 0)))
        )
        times.setIsActive(True)
        layers.append(one.id())
    few = {name: given[name] for name in ("POOLS", "WINDOW_RADIUS")}
    density = "Carbon density of the last map"
    dated, _ = run({**few, "LAYERS": layers})
    named, _ = run({**few, "LAYERS": given["LAYERS"][2:]})
    assert np.array_equal(cells(dated[density])[1], cells(named[density])[1])


@pytest.mark.skipif(PROGRAM is None, reason="qgis_process is not installed")
def test_by_qgis_process(qgis_process, given, tmp_path):  # noqa: F811
    """Outputs that other steps take have to be named; those that are not are not made."""
    few = {name: given[name] for name in ("POOLS", "F_CODES", "WINDOW_RADIUS")}
    model = opened()
    needed = [one.name() for one in model.destinationParameterDefinitions() if not one.flags() & one.Flag.FlagOptional]
    wanted = {**few, **dict.fromkeys(needed, "TEMPORARY_OUTPUT")}
    names = destinations(model)
    wanted[names["Correlations"]] = str(tmp_path / "correlations.csv")
    wanted[names["Coupling and coordination by year"]] = str(tmp_path / "coupling.csv")
    arguments = [f"--LAYERS={path}" for path in given["LAYERS"][2:]] + [f"--{name}={value}" for name, value in wanted.items()]
    done = qgis_process("--json", "run", str(FILE), *arguments)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"][names["Correlations"]] == str(tmp_path / "correlations.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["correlations.csv", "coupling.csv"]
    assert "PD 30" in (tmp_path / "correlations.csv").read_text()
    assert len((tmp_path / "coupling.csv").read_text().splitlines()) == 3
