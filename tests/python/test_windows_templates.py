"""Tables to fill in, in windows. Needs a display: scripts/test runs this file under Xvfb, in a process of its own."""

import os

import numpy as np
import pytest
from maps import write_map, write_table
from runs import algorithm, context, rows, spin
from test_windows import batch_of, log_of, run_batch, settle

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_templates.py"),
    pytest.mark.usefixtures("project"),
]

CODES = np.array([[1, 1, 2], [3, 2, 0]], "uint8")


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "lulc_2007.tif", CODES, nodata=0)


def dialog_of(name, parameters):
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    made = AlgorithmDialog(algorithm(name), False, None)
    made.show()
    made.setParameters(parameters)
    settle()
    return made


@pytest.mark.parametrize("name, more", [("pooltemplate", {}), ("pairtemplate", {"KIND": "groups"})])
def test_by_default_a_dialog_makes_a_file(project, lulc, name, more):
    dialog = dialog_of(name, {"LULC": lulc, **more})
    dialog.runButton().click()
    spin(lambda: "Results:" in log_of(dialog) and project.mapLayers())
    settle()
    (layer,) = [layer for layer in project.mapLayers().values() if layer.name().endswith("to fill in 2007")]
    assert layer.providerType() == "ogr" and layer.source().split("|")[0].endswith(".gpkg")
    assert layer.startEditing() and layer.rollBack()
    assert [row[0] for row in rows(layer, "lucode")] == [1, 2, 3] and set(rows(layer, "layer", "year")) == {("lulc_2007", 2007)}
    dialog.close()


def test_a_dialog_says_what_a_kind_needs(lulc):
    dialog = dialog_of("pairtemplate", {"LULC": lulc, "KIND": "indicators"})
    asked = algorithm("pairtemplate")
    good, sentence = asked.checkParameterValues(dialog.createProcessingParameters(), context())
    assert not good and "indicators needs “Table of years by indices” (TABLE)" in sentence
    dialog.close()


def test_indicators_need_no_map(project, tmp_path):
    path = write_table(tmp_path / "years.csv", ["year", "shdi", "np"], [(2007, 1.5, 3), (2012, 1.25, 4)])
    target = str(tmp_path / "indicators.csv")
    dialog = dialog_of("pairtemplate", {"TABLE": path, "KIND": "indicators", "TEMPLATE": target})
    dialog.runButton().click()
    spin(lambda: "Results:" in log_of(dialog))
    with open(target, encoding="utf-8") as file:
        assert file.read().splitlines()[1:] == ["shdi,,1.25,1.5,years,", "np,,3,4,years,"]
    dialog.close()


def test_a_batch(project, lulc, tmp_path):
    kinds = ("contrast", "similarity", "groups")
    outputs = {kind: str(tmp_path / f"{kind}.csv") for kind in kinds}
    log = run_batch(batch_of("pairtemplate", [{"LULC": lulc, "KIND": kind, "TEMPLATE": outputs[kind]} for kind in kinds]))
    assert "Traceback" not in log and "executions failed" not in log
    lines = {kind: open(path, encoding="utf-8").read().splitlines() for kind, path in outputs.items()}
    assert {kind: len(found) - 1 for kind, found in lines.items()} == {"contrast": 3, "similarity": 3, "groups": 3}
    assert lines["contrast"][0] == "lucode_a,name_a,lucode_b,name_b,weight,sides,layer,year"
