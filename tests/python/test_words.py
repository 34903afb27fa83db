"""Words of a short list, codes, years and numbers in all the ways in which they are written, in windows, models and scripts."""

import numpy as np
import pytest
from maps import write_map
from runs import Failed, algorithm, context, run_unchecked
from runs import run as run_checked
from test_round_trips import KERNELS, asked, given, model_of, run, wanted  # noqa: F401 (fixtures)

pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def request_of(given, asked):  # noqa: F811
    """The request of an algorithm with everything given, but for `more`; as a model runs it, which checks nothing."""

    def ask(name, **more):
        made = algorithm(name)
        parameters = dict(given(made), **more)
        good, sentence = made.checkParameterValues(parameters, context())
        assert good, sentence
        model = model_of(made, parameters)
        run(model.create(), wanted(model, parameters))
        return asked[-1][1]

    return ask


@pytest.mark.parametrize(
    "typed",
    ["matern,power", "matern;power", "matern，power", "matern； power", "matern power", " matern , power;", ["matern", "power"]]
    + ["5,6", "5；6", "5 power", [5, 6], ["5", "6"], [5.0, 6.0], ["matern", 6], ["matern,power"]],
)
def test_several_words_or_positions(request_of, typed):
    assert request_of("variogramfit", MODELS=typed)["models"] == ["matern", "power"]


@pytest.mark.parametrize(
    "typed, models",
    [(5, ["matern"]), ("5", ["matern"]), ("matern", ["matern"]), ("", []), ([], []), (None, ["spherical", "exponential", "gaussian"])],
)
def test_one_model_none_or_the_default(request_of, typed, models):
    assert request_of("variogramfit", MODELS=typed)["models"] == models


@pytest.mark.parametrize("typed, word", [(1, "4"), ("1", "4"), (1.0, "4"), (4, "4"), ("4", "4"), (" 4", "4"), (0, "8"), (8, "8"), ("", "8"), (None, "8")])
def test_one_word_or_position(request_of, typed, word):
    """Neighbours are 8 or 4, in this order."""
    assert request_of("landscapemetrics", NEIGHBOURHOOD=typed)["neighbourhood"] == word


@pytest.mark.parametrize("typed", ["1", "2", 1, 2])
def test_a_word_goes_before_a_position(request_of, typed):
    """Structures are 1 or 2, in this order: 1 is the word, not the position of 2."""
    assert request_of("variogramfit", STRUCTURES=typed)["structures"] == str(typed)


@pytest.mark.parametrize("name", sorted(kernel.replace("_", "") for kernel in KERNELS))
def test_words_of_every_algorithm(request_of, name):
    """Positions give the words at them, or the word that the number is."""
    made = algorithm(name)  # kept: the definitions are its own
    for definition in made.parameterDefinitions():
        if definition.type() != "enum":
            continue
        for position, word in enumerate(definition.options()):
            expected = str(position) if str(position) in definition.options() else word
            found = request_of(name, **{definition.name(): position})[definition.name().lower()]
            assert found == ([expected] if definition.allowMultiple() else expected)


@pytest.mark.parametrize("name", sorted(kernel.replace("_", "") for kernel in KERNELS))
def test_unknown_words_of_every_algorithm(given, asked, name):  # noqa: F811
    """Refused with the words that are allowed, in windows and models too."""
    made = algorithm(name)
    parameters = given(made)
    for definition in made.parameterDefinitions():
        if definition.type() != "enum":
            continue
        for typed in ("nosuch", len(definition.options()) + 90, "-1", True):
            sentence = f"{definition.name()}: “{typed}” is none of {', '.join(definition.options())}."
            wrong = dict(parameters, **{definition.name(): typed})
            for ask in (run_checked, run_unchecked):
                with pytest.raises(Failed) as error:
                    ask(wrong, name=name)
                # Some words are like one that is allowed, as “True” is like “centre”
                assert str(error.value).split(" Did you mean")[0] == sentence
            assert not definition.checkValueIsAcceptable(typed)
    assert asked == []


@pytest.mark.parametrize("typed, near", [("Spherical", "spherical"), ("matérn", "matern"), ("linear-sill", "linear_sill"), ("gausian", "gaussian")])
def test_the_nearest_word(given, typed, near):  # noqa: F811
    with pytest.raises(Failed) as error:
        run_unchecked(dict(given(algorithm("variogramfit")), MODELS=typed), name="variogramfit")
    words = "spherical, exponential, gaussian, linear, linear_sill, matern, power"
    assert str(error.value) == f"MODELS: “{typed}” is none of {words}. Did you mean {near}?"


def test_two_words_for_one(given):  # noqa: F811
    with pytest.raises(Failed) as error:
        run_unchecked(dict(given(algorithm("variogramfit")), WEIGHTS="n;ols"), name="variogramfit")
    assert str(error.value) == "WEIGHTS: one word is needed, and 2 are given. Choose one of n, n_gamma2, ols, n_h2."


@pytest.mark.parametrize("separator", [",", ";", "，", "；", "、", " ", ", ", "；\n"])
def test_separators_of_codes_years_and_metrics(request_of, separator):
    asked = request_of(
        "landscapemetrics",
        IGNORE_CODES=separator.join(("1", "-3", "255")), YEARS=separator.join(("2001", "2002")), METRICS=separator.join(("NP", "ED")),
    )  # fmt: skip
    assert (asked["ignore_codes"], asked["years"], asked["metrics"]) == ([1, -3, 255], [2001, 2002], ["NP", "ED"])


@pytest.mark.parametrize("typed", ["10;20.5", "10；20.5", "10，20.5", "10 20.5", [10, 20.5]])
def test_separators_of_numbers(request_of, typed):
    assert request_of("distancezones", RING_LIMITS=typed)["ring_limits"] == [10.0, 20.5]


def test_four_neighbours_chosen_by_position_in_a_model(tmp_path):
    """Cells that touch at corners alone are five patches, and one with eight neighbours."""
    lulc = write_map(tmp_path / "map_2007.tif", np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]], "uint8"), nodata=0)
    asked = {"LAYERS": [lulc], "METRICS": "NP", "LANDSCAPE": "TEMPORARY_OUTPUT"}
    assert run_unchecked({**asked, "NEIGHBOURHOOD": 1}, name="landscapemetrics")["NP"] == 5
    assert run_unchecked(asked, name="landscapemetrics")["NP"] == 1


def test_an_expression_of_a_model(given, asked):  # noqa: F811
    """It may give a position, as a real number, or a word."""
    from qgis.core import QgsProcessingModelChildParameterSource

    made = algorithm("variogramfit")
    parameters = given(made)
    for expression, word in (("1.0 * 2", "ols"), ("'n_' || 'gamma2'", "n_gamma2")):
        model = model_of(made, parameters)
        child = model.childAlgorithm("child")
        child.addParameterSources("WEIGHTS", [QgsProcessingModelChildParameterSource.fromExpression(expression)])
        model.setChildAlgorithm(child)
        run(model.create(), wanted(model, parameters))
        assert asked[-1][1]["weights"] == word


@pytest.mark.parametrize("name, typed, words", [("WEIGHTS", 2, "ols"), ("WEIGHTS", "ols", "ols"), ("MODELS", "5;power", ["matern", "power"])])
def test_histories_keep_words(name, typed, words):
    """Windows that are opened from the history take no position."""
    made = algorithm("variogramfit")
    definition = made.parameterDefinition(name)
    assert definition.valueAsJsonObject(typed, context()) == words
    assert definition.valueAsPythonString(typed, context()) == repr(words)
