"""A run that is repeated from the history, a batch file, a model or a script asks the library for the same.

Every algorithm is given a value for every parameter, none of them its default.
"""

import json
import pathlib
import shlex

import numpy as np
import pytest
from maps import LEFT, TOP, write_map, write_pools
from models import chain, destinations
from osgeo import ogr, osr
from runs import Feedback, algorithm, context

from pitscape import native

KERNELS = sorted(path.stem for path in (pathlib.Path(native.__file__).parent / "algorithms").glob("[a-z]*.py"))
CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
TYPED = {
    "COEFFICIENTS": "1;2.5;3",
    "METRICS": "NP;ED",
    "YEARS": "2007;2022",
    "GROUP_FIELDS": "lucode;name",
    "FIELDS": "lucode;c_above",
    "X_FIELDS": "c_above;c_below",
    "FACTOR_FIELDS": "lucode",
    "CREATE_OPTIONS": "COMPRESS=LZW|TILED=NO",
    "DIRECTIONS": "0;22.5",
    "RADII": "30;60.5",
    "RING_LIMITS": "10;20.5",
}  # all others are class codes
NUMBERS = (7, 0.25)  # a whole and a real one
FILES = {"OUTPUT": "o.tif", "MAP": "o.tif", "DISTANCE": "o.tif", "OUTPUT_NPV": "npv.tif", "RESIDUALS": "r.tif", "REPORT": "report.html"}

pytestmark = pytest.mark.usefixtures("project")


def write_shapes(path, kind, wkt):
    system = osr.SpatialReference()
    system.ImportFromEPSG(32632)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer(path.stem, system, kind)
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTReal))
    for number, text in enumerate(wkt, 1):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
        feature.SetField("value", number)
        layer.CreateFeature(feature)
    feature = layer = dataset = None
    return str(path)


@pytest.fixture
def given(tmp_path):
    """A value for a parameter, by its type."""
    from qgis.core import QgsProcessing, QgsProcessingParameterNumber

    box = f"POLYGON(({LEFT} {TOP}, {LEFT + 40} {TOP}, {LEFT + 40} {TOP - 20}, {LEFT} {TOP - 20}, {LEFT} {TOP}))"
    points = [f"POINT({LEFT + 10 * x} {TOP - 5 * x})" for x in (1, 2, 3)]
    kind = QgsProcessing.SourceType
    maps = [write_map(tmp_path / f"map_{year}.tif", CODES, np.flip(CODES), nodata=0) for year in (2007, 2022)]
    shapes = write_shapes(tmp_path / "zones.gpkg", ogr.wkbPolygon, [box])
    layers = {
        kind.TypeVector: write_pools(tmp_path / "pools.csv"),
        kind.TypeVectorPolygon: shapes,
        kind.TypeVectorAnyGeometry: shapes,
        kind.TypeVectorPoint: write_shapes(tmp_path / "points.gpkg", ogr.wkbPoint, points),
    }

    def value(definition, tables):
        name = definition.name()
        if definition.isDestination():
            return str(tmp_path / FILES[name]) if name in FILES else "TEMPORARY_OUTPUT" if definition.type() == "sink" else None
        if name == "INDICATORS":  # beside which typed ones do not count
            return None
        if definition.type() == "enum":
            words = [word for word in definition.options() if word not in str(definition.defaultValue()).split(",")]
            return words[-2:] if definition.allowMultiple() else words[-1]
        return {
            "raster": lambda: maps[0],
            "multilayer": lambda: maps,
            "band": lambda: 2,
            "source": lambda: layers[definition.dataTypes()[0]],
            "field": lambda: "c_soil" if definition.parentLayerParameterName() in tables else "value",
            "distance": lambda: NUMBERS[1],
            "number": lambda: 2 if name.endswith("LAYERS_BAND") else NUMBERS[definition.dataType() == QgsProcessingParameterNumber.Type.Double],
            "boolean": lambda: True,
            "extent": lambda: f"{LEFT},{LEFT + 40},{TOP - 20},{TOP} [EPSG:32632]",
            "matrix": lambda: ["value", "+", "", "", "2", "other", "-", "0.5", "1", ""],
            "string": lambda: TYPED.get(name, "1;3"),
        }[definition.type()]()

    def values(made):
        definitions = made.parameterDefinitions()
        tables = {one.name() for one in definitions if one.type() == "source" and one.dataTypes() == [kind.TypeVector]}
        found = {definition.name(): value(definition, tables) for definition in definitions}
        return {name: value for name, value in found.items() if value is not None}

    return values


@pytest.fixture
def asked(monkeypatch):
    """The requests, with the files that are made for them in place of their names; the library then stops."""
    requests = []

    def plain(value):
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        if isinstance(value, str) and "/pitscape_" in value:
            path = pathlib.Path(value)
            return path.read_text("utf-8") if path.suffix == ".csv" else path.suffix
        return value

    def stop(kernel, request, progress):
        requests.append((kernel, plain(request)))
        raise native.PitscapeError("that is all")

    monkeypatch.setattr(native, "run", stop)
    return requests


def run(made, parameters):
    """Run without the check, as models and tasks do; it ends at the request."""
    from qgis.core import QgsProcessingException

    feedback = Feedback()
    try:
        _results, good = made.run(parameters, context(), feedback, {}, False)
        told = feedback.errors
    except QgsProcessingException as error:
        good, told = False, [*feedback.errors, str(error)]
    assert not good and "that is all" in " ".join(told)


def by_history(made, parameters, tmp_path):
    """The command that “Copy as Python command” gives, and that the history keeps."""
    text = made.asPythonCommand(parameters, context())
    found = {}

    class Processing:
        run = staticmethod(lambda name, values: found.update(name=name, values=values))

    exec(text, {"processing": Processing, "QgsProcessing": None})
    assert found["name"] == made.id()
    run(made.create(), found["values"])


def by_map(made, parameters, tmp_path):
    """What newer versions keep in the history and copy as JSON."""
    if not hasattr(made, "asMap"):
        pytest.skip("QGIS 3.24 and newer")
    run(made.create(), json.loads(json.dumps(made.asMap(parameters, context())))["inputs"])


def by_command_line(made, parameters, tmp_path):
    if not hasattr(made, "asQgisProcessCommand"):
        pytest.skip("QGIS 3.24 and newer")
    text, good = made.asQgisProcessCommand(parameters, context())
    assert good
    values = {}
    for word in shlex.split(text):
        name, _equals, value = word.partition("=")
        if name.startswith("--") and name[2:].isupper():
            values.setdefault(name[2:], []).append(value)
    run(made.create(), {name: one[0] if len(one) == 1 else one for name, one in values.items()})


def by_batch_file(made, parameters, tmp_path):
    """As the batch panel saves and loads."""
    saved = {}
    for definition in made.parameterDefinitions():
        if not definition.isDestination() and definition.name() in parameters:
            value = parameters[definition.name()]
            assert definition.checkValueIsAcceptable(value, context()), definition.name()
            saved[definition.name()] = definition.valueAsPythonString(value, context())
    loaded = {name: eval(value) for name, value in json.loads(json.dumps(saved)).items()}
    run(made.create(), {**{name: value for name, value in parameters.items() if name not in saved}, **loaded})


def model_of(made, parameters):
    definitions = made.parameterDefinitions()
    values = {one.name(): parameters[one.name()] for one in definitions if not one.isDestination() and one.name() in parameters}
    outputs = {one.name(): ("child", one.name()) for one in definitions if one.isDestination() and one.name() in parameters}
    return chain([], {"child": (made.id(), values)}, outputs)


def wanted(model, parameters):
    return {name: parameters[label] for label, name in destinations(model).items()}


def by_model_file(made, parameters, tmp_path):
    from qgis.core import QgsProcessingModelAlgorithm

    assert model_of(made, parameters).toFile(str(tmp_path / "m.model3"))
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(tmp_path / "m.model3"))
    assert model.validate() == (True, [])
    run(model.create(), wanted(model, parameters))


def by_exported_script(made, parameters, tmp_path):
    """“Export as Python script” of the modeler."""
    from qgis.core import QgsProcessing, QgsProcessingAlgorithm

    model = model_of(made, parameters)
    lines = model.asPythonCode(QgsProcessing.PythonOutputType.PythonQgsProcessingAlgorithmSubclass, 4)
    names = {}
    exec("\n".join(lines), names)
    (script,) = (
        one for one in names.values() if isinstance(one, type) and issubclass(one, QgsProcessingAlgorithm) and one is not QgsProcessingAlgorithm
    )
    made = script()
    made.initAlgorithm()
    run(made, wanted(made, parameters))


WAYS = (by_history, by_map, by_command_line, by_batch_file, by_model_file, by_exported_script)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("way", WAYS)
def test_the_same_request(given, asked, tmp_path, kernel, way):
    made = algorithm(kernel.replace("_", ""))
    parameters = given(made)
    run(made.create(), parameters)
    way(made, parameters, tmp_path)
    first, again = asked
    assert again == first
