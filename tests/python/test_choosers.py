"""What choosers list and how texts come of it, without a window; test_windows_choosers.py has the windows."""

import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from conftest import PREFIX, ROOT
from layers import raster_layer
from maps import write_map, write_pools
from runs import algorithm

from pitscape import metrics, native

CODES = np.array([[1, 1, 2, 2, 1, 3], [1, 2, 2, 3, 1, 3], [3, 3, 2, 1, 1, 1]], "uint8")


@pytest.fixture
def metric_list(qgis):
    from pitscape.choosers import metric_list

    return metric_list


def test_groups_are_those_of_the_library(metric_list):
    """Each has a file in the library's list of metrics."""
    folder = ROOT / "src/kernels/metrics/list"
    order = re.findall(r"^\s+([a-z_]+)::\1,$", (folder / "mod.rs").read_text("utf-8"), re.M)
    groups = metric_list.grouped(metrics.known())
    assert len(groups) == len(order) == 8
    for (title, families), file in zip(groups.items(), order):
        assert title.lower().replace(" ", "_") == file
        text = (folder / f"{file}.rs").read_text("utf-8")
        for family in families:
            assert f'"{family.stem}"' in text, f"{family.stem} is not in {file}"


def test_statistics_stand_below_their_patch_metric(metric_list):
    families = {family.stem: family for one in metric_list.grouped(metrics.known()).values() for family in one}
    assert [metric["abbreviation"] for metric in families["AREA"].statistics] == [f"AREA_{one}" for one in metric_list.STATISTICS]
    assert families["AREA"].metric["name"] == "Patch area"
    assert families["DCORE"].metric is None and families["DCORE"].name == "Disjunct core area"
    assert families["NP"].statistics == []
    listed = sum((family.metric is not None) + len(family.statistics) for family in families.values())
    assert listed == len(metrics.known())


def test_presets_are_metrics(metric_list):
    known = {*metrics.known(), metric_list.ALL}
    assert all(set(words.split()) <= known for words in metric_list.PRESETS.values())
    ten = native.describe()["kernels"]["moving_window"]["fields"]
    ten = next(field["default"] for field in ten if field["name"] == "metrics")
    assert next(iter(metric_list.PRESETS.values())).split() == ten


@pytest.mark.parametrize("kernel", ["moving_window", "sampled_windows", "window_scale", "landscape_metrics"])
@pytest.mark.parametrize("level", ["class", "landscape"])
def test_what_is_offered_is_what_the_library_computes(metric_list, tmp_path, kernel, level):
    """For windows; with whole maps all can be had, and all words may be `all`."""
    made = algorithm(kernel.replace("_", ""))
    declared = next(one for one in made.inputs if one.name == "METRICS")
    if level not in declared.levels:
        assert (kernel, level) == ("window_scale", "class")
        return
    request = {"lulc": {"path": write_map(tmp_path / "map.tif", CODES), "band": 1}, "radii": [10], "edge": "partial"}
    request["max_classes"] = 5
    if level == "class":
        request["classes"] = [1]
    levels = ["patch", level] if kernel == "landscape_metrics" else [level]
    for metric in metrics.known().values():
        offered = metric_list.offered(metric, levels, declared.windows)
        if kernel == "landscape_metrics":
            assert offered == (metric["patch"] or metric[level])
            continue
        try:  # all windows ask for metrics by the same rule
            native.run("moving_window", dict(request, metrics=[metric["abbreviation"]]))
        except native.InvalidRequest:
            assert not offered, metric["abbreviation"]
        else:
            assert offered, metric["abbreviation"]


def test_order_of_what_was_typed_stays(qgis):
    from pitscape.choosers.window import in_order, tokens

    assert tokens(" 9；3,9 12") == ["9", "3", "12"]
    assert in_order(["9", "3", "12"], ["1", "3", "9"]) == "9;3;1"
    assert in_order([], []) == ""


def test_lengths_of_texts(qgis):
    from pitscape.choosers.length_list import number_of, words_of

    assert words_of("50;100 250；1e3") == ["50", "100", "250", "1e3"]
    assert words_of("50,5;60") == ["50,5", "60"]  # what may be a decimal comma separates nothing
    assert [number_of(word) for word in ("50", "1e3", "50,5", "inf", "nan", "")] == [50, 1000, None, None, None, None]


def read_all(layer, band=1):
    from pitscape.layers.class_codes import CodeReader

    reader = CodeReader(layer, band)
    steps = 0
    while not reader.done:
        reader.step()
        steps += 1
    return reader, steps


def test_codes_of_cells(project, tmp_path, monkeypatch):
    """Row by row where a row is all that is read at once; nodata is none of them."""
    from pitscape.layers import class_codes

    monkeypatch.setattr(class_codes, "CELLS", 6)
    codes = np.array([[-5, 0, 7, 7, 7, 7], [70000, 7, 7, 7, 7, 7], [9, 9, 9, 9, 9, 9]], "int32")
    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=2), "bytes")
    assert read_all(layer)[0].codes == {1, 3}
    layer = raster_layer(project, write_map(tmp_path / "other.tif", codes, nodata=9), "whole")
    reader, steps = read_all(layer)
    assert reader.codes == {-5, 0, 7, 70000} and steps == 3 and reader.share == 1 and not reader.others


def test_codes_of_a_band_and_of_a_layers_own_nodata(project, tmp_path):
    from qgis.core import QgsRasterRange

    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, CODES * 10))
    layer.dataProvider().setUserNoDataValue(2, [QgsRasterRange(20, 20)])
    assert read_all(layer, 1)[0].codes == {1, 2, 3} and read_all(layer, 2)[0].codes == {10, 30}


def test_codes_of_real_numbers_and_of_too_many(project, tmp_path):
    values = np.array([[1.0, 2.5, np.nan], [3.0, 1.0, 1.0]], "float32")
    reader, _steps = read_all(raster_layer(project, write_map(tmp_path / "real.tif", values), "real"))
    assert reader.codes == {1, 3} and reader.others
    heights = np.arange(2500, dtype="int32").reshape(50, 50)
    reader, _steps = read_all(raster_layer(project, write_map(tmp_path / "many.tif", heights), "many"))
    assert reader.too_many and reader.done


@pytest.mark.parametrize(
    "epsg, unit, metres", [(32632, "meters", 1), (2263, "feet", pytest.approx(1200 / 3937, rel=1e-12)), (4326, "degrees", None)]
)
def test_cell_size(project, tmp_path, epsg, unit, metres):
    from pitscape.layers.cell_size import CellSize

    size = CellSize(raster_layer(project, write_map(tmp_path / "map.tif", CODES, cell=(10, 5), epsg=epsg)))
    assert (size.width, size.height) == (10, 5) and unit in size.unit and size.metres_per_unit == metres


CHOOSERS = {  # by the type of the field
    "codes": "codes.CodesChooser",
    "integers": "years.YearsChooser",
    "choice": "words.WordField",
    "choices": "words.WordField",
    "flag": "needed.NeededField",
}


def wanted_chooser(field):
    """What a parameter has by what the library says of its field, so that a new algorithm is found without one."""
    if field["type"] == "number" and field["unit"] in ("m", "map units"):
        return "length_field.LengthField"
    if field["type"] == "numbers" and ("radii" in field["name"] or field["unit"] == "m"):
        return "length_list.LengthsChooser"
    if field["type"] == "names":
        return "metrics.MetricsChooser" if field["name"] == "metrics" else {"fields": "fields.FieldsChooser"}[field["name"].rpartition("_")[2]]
    if field["name"] == "f_codes":  # of a table
        return "table_codes.TableCodesChooser"
    if field["type"] == "table" and field["name"].startswith("pools"):
        return "pools.PoolsChooser"
    if field["type"] in ("number", "integer") and field["default"] is not None:
        return "needed.NeededField"
    return CHOOSERS.get(field["type"], "")


@pytest.mark.parametrize("kernel", sorted(native.describe()["kernels"]))
def test_every_field_has_its_chooser_and_so_have_copies_of_its_parameter(qgis, kernel):
    """By the path of a class that there is; it is kept where models and windows copy the parameter."""
    import importlib

    made = algorithm(kernel.replace("_", ""))
    for field in native.describe()["kernels"][kernel]["fields"]:
        definition = made.parameterDefinition(field["name"].upper())
        if definition is None or definition.isDestination():
            continue
        path = definition.metadata().get("widget_wrapper", {}).get("class", "")
        path = path if ".choosers." in path else ""
        assert path.rpartition("choosers.")[2] == wanted_chooser(field), field["name"]
        assert definition.clone().metadata() == definition.metadata()
        if path:
            module, _dot, name = path.rpartition(".")
            assert isinstance(getattr(importlib.import_module(module), name), type)


def test_a_run_loads_no_choosers(qgis, tmp_path):
    """In a process of its own, as qgis_process has. (QGIS may load its widgets by itself; the plugin asks for them there alone.)"""
    parameters = {"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": write_pools(tmp_path / "pools.csv")}
    program = f"""
import json, sys
sys.path[:0] = {[str(ROOT / "qgis_plugin")]!r}
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
QgsApplication.setPrefixPath({PREFIX!r}, True)
application = QgsApplication([], False)
application.initQgis()
from pitscape.provider import PitscapeProvider
provider = PitscapeProvider()
QgsApplication.processingRegistry().addProvider(provider)
within = QgsProcessingContext()
within.setProject(QgsProject.instance())
made = QgsApplication.processingRegistry().createAlgorithmById("pitscape:carbonstorage")
results, good = made.run({parameters!r}, within, QgsProcessingFeedback(), {{}}, False)
print(json.dumps([results["TOTAL_CARBON"], [name for name in sys.modules if name.startswith("pitscape.choosers")]]), flush=True)
import os
os._exit(0)
"""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", QT_QPA_PLATFORM="offscreen")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert done.stdout, done.stderr
    carbon, loaded = json.loads(done.stdout.splitlines()[-1])
    assert carbon > 0 and loaded == []
    plugin = ROOT / "qgis_plugin/pitscape"
    with_widgets = [path for path in plugin.rglob("*.py") if re.search(r"qgis\.gui|import utils|QtWidgets", path.read_text("utf-8"))]
    assert {path.parent.name for path in with_widgets if path != plugin / "menu.py"} == {"choosers"}  # the desktop alone has a menu


@pytest.mark.parametrize("given, sent", [(30, 30.0), ("30.5", 30.5), (None, None), ("", None)])
def test_lengths_take_what_numbers_took(project, tmp_path, monkeypatch, given, sent):
    from qgis.core import QgsProperty
    from runs import Failed, run

    asked = []

    def answer(kernel, request, progress):
        asked.append(request["edge_depth"])
        raise native.PitscapeError("enough")

    monkeypatch.setattr(native, "run", answer)
    maps = [write_map(tmp_path / "map_2000.tif", CODES)]
    for value in (given, QgsProperty.fromExpression("15 * 2")):
        with pytest.raises(Failed, match="enough"):
            run({"LAYERS": maps, "EDGE_DEPTH": value}, name="landscapemetrics")
    assert asked == [sent, 30.0]
