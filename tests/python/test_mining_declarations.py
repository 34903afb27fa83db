"""What the study declares is what its steps take, with the same defaults, words and choosers; names are public once they are here."""

import pytest
from runs import algorithm

pytestmark = pytest.mark.usefixtures("qgis")

ORDER = (
    "NAME LAYERS LAYERS_BAND YEARS POOLS CODES SOURCES F_CODES REFERENCE FIELD STRATA_FIELD RED RED_BAND NIR NIR_BAND GREEN GREEN_BAND "
    "BLUE BLUE_BAND SENSOR COVARIATES COVARIATES_BAND COVARIATES_ALL_BANDS GROUPS WINDOW_RADIUS RADII RING_WIDTH RING_COUNT RING_LIMITS "
    "MINING_YEAR PRICE PRICE_BASIS DISCOUNT_RATE RATE_CHANGE SELECTION VIF_LIMIT INDICATORS INDICATOR_ROWS WEIGHTS RESCALE_MIN RESCALE_MAX "
    "F_MIN F_MAX CA_MIN CA_MAX FORMULA CLASS_CORRELATION NEIGHBOURHOOD CELL_SIZE AREA RESAMPLE_CLASSES RESAMPLE_VALUES IGNORE_CODES LEAVE_OUT "
    "MASK ZONES ZONE_FIELD CREATE_OPTIONS OUTPUT FOLDER CSV_FOLDER REPORT"
)
NUMBERS = {
    "CARBON_FIRST", "CARBON_LAST", "CARBON_CHANGE", "NPV", "CHANGED_PCT", "OVERALL", "RADIUS", "D_FIRST", "D_LAST", "FIRST_BREAK",
}  # fmt: skip
STEPS = (
    "mapaccuracy", "lulctransition", "carbonstorage", "carbonseries", "carbonchange", "landscapemetrics", "windowscale", "movingwindow",
    "spectralindices", "correlation", "regression", "couplingcoordination", "contributionratio",
)  # fmt: skip
# The study has ways of its own: those of Chang et al.
OWN_DEFAULTS = {("SELECTION", "regression"): "stepwise", ("VIF_LIMIT", "regression"): 10.0, ("RESCALE_MIN", "couplingcoordination"): 0.1}
# Of that name they are something else, or of the study's choice: areas of the plane, and rasters that no step asks for.
OTHERS = {("WEIGHTS", "windowscale"), ("AREA", None), ("OUTPUT", None), ("FOLDER", None), ("REPORT", None), ("RED", None), ("NIR", None)}


def shared():
    """(parameter of the study, the same of a step) wherever a step has one of that name."""
    made = algorithm("miningassessment")
    for step in STEPS:
        other = algorithm(step)
        for definition in made.parameterDefinitions():
            same = other.parameterDefinition(definition.name())
            if same is not None and not {(definition.name(), step), (definition.name(), None)} & OTHERS:
                yield step, definition.clone(), same.clone()


def test_order_of_the_parameters():
    made = algorithm("miningassessment")
    assert [definition.name() for definition in made.parameterDefinitions()] == ORDER.split()


def test_numbers_are_those_that_the_contract_names():
    made = algorithm("miningassessment")
    outputs = {output.name(): output.type() for output in made.outputDefinitions()}
    assert {name for name, kind in outputs.items() if kind == "outputNumber"} == NUMBERS
    assert set(outputs) - NUMBERS == {"OUTPUT", "FOLDER", "CSV_FOLDER", "REPORT"}


def test_what_steps_take_has_their_types_and_defaults():
    found = list(shared())
    assert len(found) > 60
    for step, mine, other in found:
        name = mine.name()
        assert mine.type() == other.type(), (step, name)
        wanted = OWN_DEFAULTS.get((name, step), other.defaultValue())
        assert mine.defaultValue() == wanted, (step, name)
        if mine.type() == "enum":
            assert mine.options() == other.options() and mine.allowMultiple() == other.allowMultiple(), (step, name)


def test_what_steps_take_has_their_choosers():
    for step, mine, other in shared():
        if (mine.name(), step) == ("F_CODES", "couplingcoordination"):  # there of a table, here of maps
            continue
        if mine.name() == "VIF_LIMIT":  # which is there unset
            continue
        assert mine.metadata().get("widget_wrapper", {}).get("class") == other.metadata().get("widget_wrapper", {}).get("class"), (step, mine.name())


def test_copies_keep_the_choosers():
    made = algorithm("miningassessment")  # which owns its definitions
    for definition in made.parameterDefinitions():
        assert definition.clone().metadata() == definition.metadata()


def test_chapters_that_can_be_left_out():
    from pitscape.study.chapters import CHAPTERS

    made = algorithm("miningassessment")
    definition = made.parameterDefinition("LEAVE_OUT")
    assert definition.options() == ["accuracy", "land", "pattern", "windows", "drivers", "coupling", "reach"]
    assert [chapter.word for chapter in CHAPTERS if chapter.word] == definition.options()
    assert definition.allowMultiple() and definition.defaultValue() == ""


def test_every_chapter_tells_how_long_its_steps_take(tmp_path, monkeypatch):
    """All steps that it runs are among them, so that progress knows each."""
    import study_data as data
    from pitscape.study.progress import Part
    from runs import run

    known, met = [], []
    chapter, step = Part.chapter, Part.step
    monkeypatch.setattr(Part, "chapter", lambda self, title, start, end, steps: known.extend(steps) or chapter(self, title, start, end, steps))
    monkeypatch.setattr(Part, "step", lambda self, name: met.append(name) or step(self, name))
    run({**data.given(tmp_path), "OUTPUT": str(tmp_path / "study.gpkg"), "REFERENCE": None}, name="miningassessment")
    assert len(met) > 10 and set(met) <= set(known)
