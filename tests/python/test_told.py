"""Sentences of the library and of native.py in another language: a pseudo translation puts brackets around each template."""

import re

import numpy as np
import pytest
from maps import write_map, write_pools
from runs import Failed, Feedback, run

from pitscape import native

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2], [3, 2, 1]], "uint8")


@pytest.fixture
def inputs(tmp_path):
    return {"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": write_pools(tmp_path / "pools.csv")}


@pytest.fixture
def brackets(project):
    """QGIS in a language whose every text is the English one in brackets."""
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    class Brackets(QTranslator):
        def isEmpty(self):
            return False

        def translate(self, context, text, disambiguation=None, n=-1):
            return f"⟦{text}⟧" if context == "Pitscape" else ""

    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def without(told):
    return re.sub("[⟦⟧]", "", told)


def said(name, parameters):
    feedback = Feedback()
    run(parameters, feedback, name=name)
    return feedback


def test_an_error_of_the_library(inputs, brackets):
    parameters = dict(inputs, UNIT=0, CLASS_CORRELATION=2)
    with pytest.raises(Failed) as refused:
        run(parameters)
    assert str(refused.value) == "⟦CLASS_CORRELATION is 2; allowed: ⟦0 to 1⟧.⟧"


def test_an_error_with_lists_of_parts(inputs, tmp_path, brackets):
    inputs["LULC"] = write_map(tmp_path / "other.tif", np.array([[1, 8, 8], [9, 2, 1]], "uint8"))
    with pytest.raises(Failed) as refused:
        run(inputs)
    told = str(refused.value)
    codes = "⟦code 8 (⟦2 cells⟧)⟧⟦, ⟧⟦code 9 (⟦1 cell⟧)⟧"
    assert told.startswith(f"⟦⟦The pool table⟧ has no row for ⟦{codes} of “other”⟧. Add the missing codes to the table")


def test_messages_and_what_a_run_does(inputs, brackets):
    feedback = said("carbonstorage", dict(inputs, IGNORE_CODES="44;45"))
    assert "⟦IGNORE_CODES: no cell of “map” has ⟦codes 44⟦, ⟧45⟧.⟧" in feedback.warnings
    totals = [info for info in feedback.infos if info.startswith("⟦⟦Carbon in all⟧: ")]
    assert len(totals) == 1 and totals[0].endswith(" km2).⟧")
    assert {"⟦Counting classes⟧", "⟦Closing⟧"} <= set(feedback.texts)


def test_english_where_there_is_no_translation(inputs):
    feedback = said("carbonstorage", dict(inputs, IGNORE_CODES="44;45"))
    assert "IGNORE_CODES: no cell of “map” has codes 44, 45." in feedback.warnings
    assert "Counting classes" in feedback.texts
    told = feedback.infos + feedback.warnings + feedback.texts
    assert told and not [text for text in told if without(text) != text]


def test_texts_of_a_report_are_those_of_its_templates(inputs, tmp_path):
    from pitscape.told import told, told_messages

    with pytest.raises(native.InvalidInput) as refused:
        native.run("carbon_storage", {"lulc": {"path": inputs["LULC"]}, "pools": inputs["POOLS"], "ignore_codes": [1, 2, 3]})
    error = refused.value
    assert error.code == "NO_VALID_CELLS" and error.arguments == {"path": inputs["LULC"], "cells": "6"}
    assert told(error.template, error.arguments) == str(error)
    report = native.run("carbon_storage", {"lulc": {"path": inputs["LULC"]}, "pools": inputs["POOLS"], "ignore_codes": [7, 8]})
    assert len(report["messages"]) > 1 and told_messages(report["messages"]) == report["messages"]


def test_a_library_that_is_not_there(brackets, monkeypatch, tmp_path):
    from runs import algorithm

    monkeypatch.setenv("PITSCAPE_LIBRARY", str(tmp_path / "{gone}.so"))
    good, sentence = algorithm().canExecute()
    assert not good
    assert sentence == f"⟦The Pitscape library is missing at {tmp_path}/{{gone}}.so: run scripts/build in the Pitscape sources.⟧"


def test_every_template_of_a_report_is_in_the_catalogue(inputs):
    """Those that the library lists, with the parts of sentences."""
    listed = set(native.describe()["sentences"])
    report = native.run("carbon_storage", {"lulc": {"path": inputs["LULC"]}, "pools": inputs["POOLS"], "ignore_codes": [7, 8]})

    def templates(value):
        if isinstance(value, dict) and "items" in value:
            return {value["between"]}.union(*map(templates, value["items"]))
        if isinstance(value, dict):
            return {value["template"]}.union(*map(templates, value["arguments"].values()))
        return set()

    found = set().union(*map(templates, report["messages"]))
    assert {"IGNORE_CODES: no cell of {of} has {codes}.", "codes {codes}", ", ", "Carbon in all"} <= found <= listed


def test_a_translation_may_turn_places_round():
    from pitscape.told import told

    assert told("{a} of {b}, {unknown}", {"a": "{b}", "b": "x"}) == "{b} of x, {unknown}"


def test_a_place_may_have_any_name():
    from pitscape.translation import tr

    assert tr("{text} in {template}", text="a", template="b") == str(native.tr("{text} in {template}", text="a", template="b")) == "a in b"
