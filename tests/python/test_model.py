"""A saved model that chains both carbon algorithms with QGIS's own, in QGIS; test_qgis_process.py runs it there."""

import pathlib

import numpy as np
import pytest
from layers import polygon_layer
from maps import DENSITY, files, read_map, write_map, write_pools
from runs import Failed, Feedback, context, rows, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

MODEL = pathlib.Path(__file__).parent / "data" / "restored_mine.model3"
CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
HA = 10 * 10 / 10000


@pytest.fixture
def model(project):
    from qgis.core import QgsProcessingModelAlgorithm

    made = QgsProcessingModelAlgorithm()
    assert made.fromFile(str(MODEL))
    assert made.validate() == (True, [])
    return made


def run(model, parameters, feedback=None):
    """What the model gives, by the ends of the names of its outputs, which differ among versions of QGIS."""
    made, feedback, within = model.create(), feedback or Feedback(), context()
    wanted = dict(parameters)
    for destination in made.destinationParameterDefinitions():
        wanted.setdefault(destination.name(), "TEMPORARY_OUTPUT")
    assert len(wanted) == len(parameters) + 3
    results, good = made.run(wanted, within, feedback, {}, False)
    if not good:
        raise Failed(feedback.errors[-1])
    found = {}
    for name, value in results.items():
        for what in ("Carbon after", "Change map", "Gains by pair"):
            if name.replace("_", " ").lower().endswith(what.lower()):
                layer = within.getMapLayer(value)
                found[what] = rows(layer) if layer and what != "Change map" else value
    return found, results


@pytest.fixture
def inputs(tmp_path):
    return {"lulc": write_map(tmp_path / "map.tif", CODES, nodata=0), "pools": write_pools(tmp_path / "pools.csv"), "price": 43}


def test_model(model, inputs):
    """Class 3 becomes 2 and loses 900 t/ha; no pair gains."""
    found, results = run(model, inputs)
    assert [(row[0], *row[3:6]) for row in found["Carbon after"]] == [(None, 1, "Wiese", 3), (None, 2, "Wald", 8)]
    assert found["Gains by pair"] == []
    values = read_map(found["Change map"])
    assert (values[CODES == 3] == DENSITY[2] - DENSITY[3]).all() and (values[(CODES == 1) | (CODES == 2)] == 0).all()
    assert temporary_folders() == []


def test_model_with_zones_and_layers(model, inputs, project, tmp_path):
    from test_layers import virtual_layer

    zones = polygon_layer(project, [(0, 0, 2, 3), (2, 0, 4, 3)], "EPSG:4326")
    lulc = virtual_layer(project, inputs["lulc"], '"map@1" * 1')
    dearer = write_pools(tmp_path / "dearer.csv", [(1, "a", 1, 0, 0, 0), (2, "b", 5, 0, 0, 0), (3, "c", 2, 0, 0, 0)])
    found, _results = run(model, dict(inputs, lulc=lulc, zones=zones, pools=dearer))
    gains = [(row[-12], row[-7], row[-5], row[-3], row[-1]) for row in found["Gains by pair"]]
    assert sorted(gains) == [("1", 3, 2, 2, pytest.approx(2 * 3 * HA)), ("2", 3, 2, 2, pytest.approx(2 * 3 * HA))]


def test_model_that_fails_says_why(model, inputs, tmp_path):
    from qgis.core import QgsProcessingException

    before = files(tmp_path)
    few = write_pools(tmp_path.parent / f"{tmp_path.name}_few.csv", [(1, "", 1, 1, 1, 1)])
    feedback = Feedback()
    with pytest.raises((Failed, QgsProcessingException)) as error:
        run(model, dict(inputs, pools=few), feedback)
    told = " ".join([*feedback.errors, str(error.value)])
    assert "no row for code 2" in told and "Traceback" not in told
    assert files(tmp_path) == before and temporary_folders() == []
