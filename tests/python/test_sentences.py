"""Sentences name parameters by label and name, and layers as the user knows them."""

import os
import shutil

import numpy as np
import pytest
from maps import write_map, write_pools
from runs import algorithm, context

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2], [3, 2, 1]], "uint8")


class Heard:
    """What a script or the log is told, word for word."""

    def __init__(self):
        from qgis.core import QgsProcessingFeedback

        self.feedback = QgsProcessingFeedback(False)

    def run(self, name, parameters):
        from qgis.core import QgsProcessingException

        made, within = algorithm(name), context()
        good, sentence = made.checkParameterValues(parameters, within)
        if not good:
            return sentence
        try:
            made.run(parameters, within, self.feedback, {}, False)
        except QgsProcessingException as error:
            return str(error)
        return self.feedback.textLog()


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def inputs(tmp_path):
    return {"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": write_pools(tmp_path / "pools.csv")}


@pytest.mark.parametrize(
    "name, wrong, sentence",
    [
        ("carbonstorage", {"IGNORE_CODES": "2.5"}, "“Class codes to ignore” (IGNORE_CODES): not a whole number: 2.5. Class codes are"),
        ("carbonstorage", {"CLASS_CORRELATION": 2}, "“Correlation of pool errors” (CLASS_CORRELATION) is 2; allowed:"),
        ("carbonstorage", {"UNIT": "t"}, "“Unit of the density raster” (UNIT): “t” is none of "),
        ("carbonseries", {"YEARS": "2000;2010"}, "“Years of the maps” (YEARS): years given: 2; layers: 1. Years are"),
        ("carbonseries", {"LAYERS_BAND": 0}, "“Land-cover maps: band” (LAYERS_BAND): there is no band 0: bands are counted from 1."),
        ("lulctransition", {}, "“Land-cover maps” (LAYERS) has one map; transitions need two or more."),
        ("landscapemetrics", {"LAYERS_BAND": -1}, "“Land-cover maps: band” (LAYERS_BAND): there is no band -1: bands are counted from 1."),
        ("landscapemetrics", {"MAX_CLASSES": 1e308}, "“Possible classes” (MAX_CLASSES): 1e+308 is too large. Give one, as in 10."),
        ("distancezones", {"CODES": "", "DISTANCE": "TEMPORARY_OUTPUT"}, "There is nothing to measure distances from: give “Class codes that are sources” (CODES) or “Sources” (SOURCES)."),
        ("spectralindices", {"SCALE": 0}, "“Scale of reflectance” (SCALE) is 0; allowed: a number other than 0"),
        ("spectralindices", {"INDICES": "EVI"}, "Bands are missing: “Blue” (BLUE) for EVI. Give them, or leave these indices out."),
        ("spectralindices", {"SOIL_FACTOR": -1}, "“Soil factor L of SAVI” (SOIL_FACTOR) is -1; allowed: 0 or more"),
        ("landscapemetrics", {"METRICS": "CWED"}, "“Metrics” (METRICS): CWED needs “Contrast of classes” (CONTRAST); give it"),
    ],
)
def test_parameters_have_their_labels(heard, inputs, name, wrong, sentence):
    inputs["LAYERS"], inputs["RED"], inputs["NIR"] = [inputs["LULC"]], inputs["LULC"], inputs["LULC"]
    assert heard.run(name, dict(inputs, **wrong)).startswith(sentence)


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("Two of them overlap (OVERLAP).", "Two of them overlap (“Where polygons overlap” [OVERLAP])."),
        ("Two overlap (of 3; OVERLAP first), CELL_SIZE", "Two overlap (of 3; “Where polygons overlap” [OVERLAP] first), “Cell size” (CELL_SIZE)"),
        ("Done (3). OVERLAP", "Done (3). “Where polygons overlap” (OVERLAP)"),
        ("“a (” by OVERLAP", "“a (” by “Where polygons overlap” (OVERLAP)"),
    ],
)
def test_brackets_in_brackets_are_square(qgis, sentence, wanted):
    from pitscape.declare.sentences import Sentences

    assert Sentences(algorithm("rasterizelulc")).of(sentence) == wanted


def test_a_metric_is_no_parameter(heard, inputs):
    """AREA is both."""
    told = heard.run("landscapemetrics", {"LAYERS": [inputs["LULC"]], "METRICS": "AREAL"})
    assert told.startswith("“Metrics” (METRICS): AREAL is no metric. Did you mean AREA? Known are all, or any of ")
    assert " AREA, " in told and "(AREA)" not in told


def test_years_without_a_price(heard, inputs):
    maps = {"LULC_BASE": inputs["LULC"], "LULC_ALT": inputs["LULC"], "POOLS": inputs["POOLS"]}
    assert heard.run("carbonchange", dict(maps, PRICE=100)) == (
        "“Price per tonne” (PRICE) needs “Year before” (YEAR_BASE) and “Year after” (YEAR_ALT); give both years, or no price."
    )
    assert heard.run("carbonchange", dict(maps, PRICE=100, YEAR_BASE=2020, YEAR_ALT=2010)) == (
        "“Year after” (YEAR_ALT) is 2010, which is not later than “Year before” (YEAR_BASE), 2020."
    )


def test_layers_have_their_names(heard, inputs, tmp_path):
    from qgis.core import QgsProject, QgsRasterLayer

    layer = QgsRasterLayer(write_map(tmp_path / "m.tif", np.array([[1, 9], [9, 2]], "uint8")), "Mine YEARS 2020")
    QgsProject.instance().addMapLayer(layer)
    parameters = {"LULC": layer, "IGNORE_CODES": "44;9"}
    told = heard.run("pooltemplate", dict(parameters, TEMPLATE=str(tmp_path / "template.csv")))
    assert "“Class codes to ignore” (IGNORE_CODES): no cell of “Mine YEARS 2020” has code 44.\n" in told
    assert str(tmp_path / "m.tif") not in told
    parameters["IGNORE_CODES"] = "1;2;9"
    assert heard.run("pooltemplate", parameters).startswith("“Mine YEARS 2020” has no valid cell: all 4 are nodata, in “Class codes to ignore” (IGNORE_CODES)")


def test_two_layers_of_one_name_are_told_apart(heard, inputs, tmp_path):
    for year in ("2000", "2010"):
        os.mkdir(tmp_path / year)
    one, other = str(tmp_path / "2000" / "map.tif"), str(tmp_path / "2010" / "map.tif")
    shutil.copy(inputs["LULC"], one)
    write_map(other, np.array([[1.5, 1], [1, 1]], "float32"))
    told = heard.run("carbonchange", {"LULC_BASE": one, "LULC_ALT": other, "POOLS": inputs["POOLS"]})
    assert told.startswith(f"“map” ({other}) holds 1.5 at row 0, column 0")


def test_files_keep_their_paths_where_they_are_the_matter(heard, inputs, tmp_path):
    """A folder whose name is that of a parameter, and a file that cannot be read."""
    folder = tmp_path / "YEARS"
    assert str(folder) in heard.run("carbonstorage", dict(inputs, OUTPUT=str(folder / "carbon.tif")))
    broken = bytearray((tmp_path / "map.tif").read_bytes())
    with open(tmp_path / "map.tif", "wb") as file:
        file.write(broken[:-4])
    told = heard.run("carbonstorage", inputs)
    assert told.startswith(f"The cells of {inputs['LULC']} could not be read at row ")


def test_labels_in_sentences_are_short():
    from pitscape.declare.sentences import short

    assert short("Depth of edges (map units)") == "Depth of edges"
    assert short("Sources (a layer)") == "Sources"
    assert short("Land cover (LULC): band") == "Land cover (LULC): band"
    assert short("Class codes to ignore (as nodata)") == "Class codes to ignore"
    assert short("边缘深度（地图单位）") == "边缘深度"



def test_names_between_chinese_words_have_their_labels():
    from pitscape.declare.sentences import Sentences

    sentences = Sentences(algorithm("carbonseries"))
    sentences.layer("/data/map.tif", "矿区")
    assert sentences.of("地图/data/map.tif没有年份：请填YEARS或改名。") == "地图“矿区”没有年份：请填“Years of the maps” (YEARS)或改名。"
    assert sentences.of("/data/map.tif2 MYYEARS YEARS_2 ÄYEARS /YEARS") == "/data/map.tif2 MYYEARS YEARS_2 ÄYEARS /YEARS"


def test_a_parameter_of_one_letter_is_labelled_where_a_sentence_begins_with_it():
    """Elsewhere Y is the variable, as in “whether Y or errors go together”."""
    from pitscape.declare.sentences import Sentences

    sentences = Sentences(algorithm("regression"))
    assert sentences.of("Residuals say whether Y or errors go together, and MASK is given.").startswith("Residuals say whether Y or errors")
    assert sentences.of("X: “Land cover” is a map of classes, and not Y.") == "“What may explain it” (X): “Land cover” is a map of classes, and not Y."
