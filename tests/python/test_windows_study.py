"""The study from a dialog and from a batch: its group in the project, and its report among the results. Needs a display."""

import os

import pytest
import study_data as data
from test_windows_results import listed, run_in_batch, run_in_dialog  # noqa: F401 (a fixture)

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: xvfb-run -a pytest tests/python/test_windows_study.py"),
    pytest.mark.usefixtures("project"),
]

LEFT_OUT = ["accuracy", "land", "windows", "drivers", "coupling", "reach"]


def groups(project):
    return {group.name(): len(group.findLayers()) for group in project.layerTreeRoot().findGroups()}


def test_a_dialog_gives_one_group(project, tmp_path, listed):  # noqa: F811
    given = {**data.quick(tmp_path), "LEAVE_OUT": LEFT_OUT, "NAME": "North"}
    dialog = run_in_dialog("miningassessment", given)
    assert listed() == ["Mining assessment: North"]
    found = groups(project)
    assert set(found) == {"Pitscape: North"} and found["Pitscape: North"] == len(project.mapLayers()) > 10
    dialog.close()


def test_rows_of_a_batch_give_a_group_each(project, tmp_path):
    given = {**data.quick(tmp_path), "LEAVE_OUT": LEFT_OUT}
    wanted = dict.fromkeys(("OUTPUT", "FOLDER", "REPORT"), "TEMPORARY_OUTPUT")
    rows = [{**given, **wanted, "NAME": name} for name in ("North", "South")]
    run_in_batch("miningassessment", rows)
    found = groups(project)
    assert set(found) == {"Pitscape: North", "Pitscape: South"}
    assert len(set(found.values())) == 1 and sum(found.values()) == len(project.mapLayers())
