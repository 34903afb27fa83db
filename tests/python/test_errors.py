"""What is wrong before the computation is told as it is told in windows: to scripts, tasks, and models."""

import numpy as np
import pytest
from maps import write_map, write_pools
from runs import Feedback, context, plain

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2], [3, 2, 1]], "uint8")


@pytest.fixture
def inputs(tmp_path):
    return {"LULC": write_map(tmp_path / "bare.tif", CODES, epsg=None), "POOLS": write_pools(tmp_path / "pools.csv")}


SENTENCE = "LULC: the layer “bare” has no coordinate reference system"


def test_a_script_hears_the_sentence(inputs):
    import processing
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as error:
        processing.run("pitscape:carbonstorage", inputs)
    assert plain(str(error.value)).startswith(SENTENCE)


@pytest.mark.parametrize("wrong", [{}, {"UNIT": "t"}, {"IGNORE_CODES": "x"}, {"OUTPUT": "/nowhere/at/all.tif"}])
def test_a_task_ends(inputs, wrong):
    """The manager tells its end even where the inputs are wrong from the start."""
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask
    from runs import algorithm, spin

    made, within, feedback = algorithm(), context(), Feedback()
    task = QgsProcessingAlgRunnerTask(made, dict(inputs, **wrong), within, feedback)
    ended = []
    task.executed.connect(lambda good, results: ended.append(good))
    QgsApplication.taskManager().addTask(task)
    spin(lambda: ended)
    assert ended == [False]
    assert any("Traceback" not in text and (SENTENCE in text or next(iter(wrong), "LULC") in text) for text in feedback.errors)


def test_the_next_run_of_the_same_algorithm_is_free_of_it(inputs, tmp_path):
    from qgis.core import QgsProcessingException
    from runs import algorithm

    made, within = algorithm(), context()
    with pytest.raises(QgsProcessingException, match="no coordinate reference system"):
        made.prepare(inputs, within, Feedback())
        made.runPrepared(inputs, within, Feedback())
    good = dict(inputs, LULC=write_map(tmp_path / "map.tif", CODES))
    assert made.create().run(good, within, Feedback())[1]
