"""Layers of the project that show a file show the new one once a run has replaced it."""

import numpy as np
import pytest
from layers import raster_layer, table_layer
from maps import LEFT, TOP, write_map, write_pools
from runs import Failed, rows, run

CODES = np.array([[1, 1, 2], [3, 2, 1]], "uint8")
DEARER = [(1, "a", 7, 0, 0, 0), (2, "b", 70, 0, 0, 0), (3, "c", 700, 0, 0, 0)]


def cell(layer, row, column):
    from qgis.core import QgsPointXY

    value, good = layer.dataProvider().sample(QgsPointXY(LEFT + 10 * column + 5, TOP - 10 * row - 5), 1)
    return value if good else None


@pytest.fixture
def shown(project, tmp_path):
    """A run whose results are open in the project, twice, and have been looked at."""
    file, summary = str(tmp_path / "density.tif"), str(tmp_path / "carbon.gpkg")
    inputs = {"LULC": write_map(tmp_path / "map.tif", CODES), "OUTPUT": file, "SUMMARY": summary}
    run(dict(inputs, POOLS=write_pools(tmp_path / "pools.csv")))
    layers = [raster_layer(project, file, "first"), raster_layer(project, file, "second")]
    assert [cell(layer, 1, 0) for layer in layers] == [1000, 1000]
    table = table_layer(project, summary, "carbon")
    assert [row[0] for row in rows(table, "carbon_t")] == pytest.approx([3 * 10 * 0.01, 2 * 100 * 0.01, 1000 * 0.01])
    return inputs, layers, table


def test_open_layers_are_read_anew(shown, tmp_path):
    inputs, layers, table = shown
    run(dict(inputs, POOLS=write_pools(tmp_path / "dearer.csv", DEARER)))
    assert [cell(layer, 1, 0) for layer in layers] == [700, 700]
    assert [row[0] for row in rows(table, "carbon_t")] == pytest.approx([3 * 7 * 0.01, 2 * 70 * 0.01, 700 * 0.01])


def test_a_map_of_another_extent(shown, tmp_path):
    inputs, layers, _table = shown
    wider = write_map(tmp_path / "wider.tif", np.array([[1, 1, 2, 2, 3], [3, 2, 1, 1, 1], [1, 1, 1, 1, 3]], "uint8"))
    run(dict(inputs, LULC=wider, POOLS=write_pools(tmp_path / "dearer.csv", DEARER)))
    for layer in layers:
        assert (layer.width(), layer.height()) == (5, 3)
        assert layer.extent().width() == 50 and layer.extent().height() == 30
        assert cell(layer, 2, 4) == 700


def test_a_failed_run_leaves_layers_as_they_are(shown, tmp_path):
    inputs, layers, _table = shown
    with pytest.raises(Failed):
        run(dict(inputs, POOLS=write_pools(tmp_path / "few.csv", DEARER[:1])))
    assert [cell(layer, 1, 0) for layer in layers] == [1000, 1000]
