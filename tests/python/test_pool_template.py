"""pitscape:pooltemplate inside QGIS."""

import numpy as np
import pytest
from layers import polygon_layer, raster_layer
from maps import DENSITY, POOLS, files, write_map
from osgeo import gdal
from runs import Failed, context, rows, run, table

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
HA = 10 * 10 / 10000
DENSITIES = ("c_above", "c_below", "c_soil", "c_dead")
ERRORS = ("se_above", "se_below", "se_soil", "se_dead")
COLUMNS = ("lucode", "name", "cells", *DENSITIES, *ERRORS, "layer", "year")


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "map.tif", CODES, nodata=0)


def template(lulc, **more):
    within = context()
    results = run(dict(more, LULC=lulc, TEMPLATE="TEMPORARY_OUTPUT"), within=within, name="pooltemplate")
    return table(results, "TEMPLATE", within, *COLUMNS[:-2])


def empty(*classes):
    return [(*one, *[None] * 8) for one in classes]


def test_classes_and_cells(lulc):
    assert template(lulc) == empty((1, "class 1", 3), (2, "class 2", 4), (3, "class 3", 4))
    assert template(lulc, IGNORE_CODES="2;9") == empty((1, "class 1", 3), (3, "class 3", 4))


def test_mask(project, lulc):
    assert template(lulc, MASK=polygon_layer(project, [(0, 0, 4, 1)])) == empty((1, "class 1", 2), (2, "class 2", 2))


def test_names_of_the_layer(project, lulc):
    from test_carbon_storage import paletted

    layer = raster_layer(project, lulc)
    paletted(layer, {1: ("草地", "#00ff00"), 2: ("Wald & Moor", "#008800"), 7: ("nowhere", "#000000")})
    assert template(layer) == empty((1, "草地", 3), (2, "Wald & Moor", 4), (3, "class 3", 4))


def test_codes_of_32_bits(tmp_path):
    codes = np.array([[-(2**31), 2**31 - 1], [-1, -1]], "int32")
    found = template(write_map(tmp_path / "map.tif", codes))
    assert [row[0] for row in found] == [-(2**31), -1, 2**31 - 1]


def test_nothing_to_list(tmp_path):
    with pytest.raises(Failed, match="no valid cell"):
        template(write_map(tmp_path / "empty.tif", np.zeros((3, 5), "uint8"), nodata=0))


@pytest.mark.parametrize("suffix", ["memory", ".gpkg", ".csv", ".xlsx"])
def test_fill_in_and_use(project, lulc, tmp_path, suffix):
    """Loaded into the project, edited as by hand, and given to the next algorithm."""
    import processing

    target = "TEMPORARY_OUTPUT" if suffix == "memory" else str(tmp_path / f"pools{suffix}")
    processing.runAndLoadResults("pitscape:pooltemplate", {"LULC": lulc, "TEMPLATE": target})
    (layer,) = project.mapLayersByName("Carbon pools to fill in: map")
    assert [field.name() for field in layer.fields() if field.name() != "fid"] == list(COLUMNS)
    assert not layer.isSpatial() and layer.startEditing()
    pools = {str(code): values for code, _name, *values in POOLS}
    for feature in layer.getFeatures():
        for name, value in zip(DENSITIES, pools[str(feature["lucode"])]):
            assert layer.changeAttributeValue(feature.id(), layer.fields().lookupField(name), value)
    assert layer.commitChanges(), layer.commitErrors()
    wanted = sum(DENSITY[code] * HA for code in CODES.ravel() if code)
    done = run({"LULC": lulc, "POOLS": layer})
    assert done["TOTAL_CARBON"] == pytest.approx(wanted, rel=1e-12)
    assert "TOTAL_SE" not in done, "empty standard errors are not known"
    assert len(rows(layer)) == 3


def test_template_as_it_is_stops_the_next_run(project, lulc, tmp_path):
    path = str(tmp_path / "pools.csv")
    run({"LULC": lulc, "TEMPLATE": path}, name="pooltemplate")
    with pytest.raises(Failed, match="c_above"):
        run({"LULC": lulc, "POOLS": path})


def test_an_existing_table_is_replaced_by_a_good_run_alone(lulc, tmp_path):
    (tmp_path / "pools.csv").write_text("as it was")
    before = files(tmp_path)
    with pytest.raises(Failed):
        run({"LULC": lulc, "IGNORE_CODES": "1;2;3", "TEMPLATE": str(tmp_path / "pools.csv")}, name="pooltemplate")
    assert files(tmp_path) == before
    run({"LULC": lulc, "TEMPLATE": str(tmp_path / "pools.csv")}, name="pooltemplate")
    assert gdal.OpenEx(str(tmp_path / "pools.csv")).GetLayer(0).GetFeatureCount() == 3


def test_without_an_output_there_is_nothing_to_do(lulc, tmp_path):
    before = files(tmp_path)
    assert run({"LULC": lulc}, name="pooltemplate") == {}
    assert files(tmp_path) == before


def test_without_a_file_of_its_own_it_is_a_temporary_file(project, lulc):
    """What is filled in by hand is not to be in memory alone, in windows, models or scripts; memory is for who asks for it."""
    import os

    from qgis.core import QgsProcessingUtils
    from runs import Feedback, algorithm

    for name, more in (("pooltemplate", {}), ("pairtemplate", {"KIND": "groups"})):
        made = algorithm(name)  # kept: the definition is its own
        definition = made.parameterDefinition("TEMPLATE")
        assert not definition.supportsNonFileBasedOutput() and definition.defaultFileExtension() == "gpkg"
        feedback, within = Feedback(), context()
        made = run(dict(more, LULC=lulc, TEMPLATE="TEMPORARY_OUTPUT"), feedback, within, name)["TEMPLATE"]
        layer = QgsProcessingUtils.mapLayerFromString(made, within)
        assert layer.providerType() == "ogr" and made.endswith(".gpkg") and os.path.isfile(made)
        assert [told for told in feedback.infos if told.startswith(f"{made} is a temporary file, which goes when QGIS is closed.")]
        feedback, within = Feedback(), context()
        made = run(dict(more, LULC=lulc, TEMPLATE="memory:pools"), feedback, within, name)["TEMPLATE"]
        assert QgsProcessingUtils.mapLayerFromString(made, within).providerType() == "memory"
        assert not [told for told in feedback.infos if "temporary file" in told]


def test_standard_errors_that_are_filled_in_count(project, lulc, tmp_path):
    path = str(tmp_path / "pools.gpkg")
    run({"LULC": lulc, "TEMPLATE": path}, name="pooltemplate")
    from layers import table_layer

    layer = table_layer(project, path)
    assert layer.startEditing()
    for feature in layer.getFeatures():
        for name in (*DENSITIES, *ERRORS):
            assert layer.changeAttributeValue(feature.id(), layer.fields().lookupField(name), 2.0 if name == "se_soil" else 0.0)
    assert layer.commitChanges(), layer.commitErrors()
    cells = [3, 4, 4]
    wanted = sum((2.0 * count * HA) ** 2 for count in cells) ** 0.5
    assert run({"LULC": lulc, "POOLS": layer})["TOTAL_SE"] == pytest.approx(wanted, rel=1e-12)
