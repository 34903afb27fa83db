"""The chain of the study, for QGIS's modeler: the chapters of “Mining assessment” as steps that users can change.

Inputs are those of the algorithm, by the same names. QGIS skips a step whose branch of a condition is not true, and all steps that take what it makes;
what may be missing is taken by an expression in its place, and the step waits for the other one by a dependency.
"""

from qgis.core import QgsProcessingModelChildParameterSource

Source = QgsProcessingModelChildParameterSource
given = Source.fromModelParameter
made = Source.fromChildOutput
worked_out = Source.fromExpression
NOTHING = worked_out("''")  # where QGIS takes no empty text


# Of a map its name has the year, where years are not given. Where names have none, the order of the maps is that of time.
MAPS = "parameter('LAYERS')"
YEARS = (
    "if(trim(coalesce(parameter('YEARS'), '')) <> '', "
    "string_to_array(regexp_replace(trim(parameter('YEARS')), '[,;\\\\s]+', ';'), ';'), "
    f"array_foreach({MAPS}, regexp_substr(coalesce(layer_property(@element, 'name'), file_name(@element)), "
    "'(?<!\\\\d)((?:19|20)\\\\d\\\\d|2100)(?!\\\\d)')))"
)


def map_of(year, place):
    return f"if(coalesce({year}({YEARS}), '') = '', {place}({MAPS}), array_get({MAPS}, array_find({YEARS}, {year}({YEARS}))))"


def has_text(name):
    return f"trim(coalesce(@{name}, '')) <> ''"


# Conditions know inputs as variables alone, which lists of layers are not.
COVARIATES = "if(coalesce(try(array_length(parameter('COVARIATES')), 1), 0) > 0, 'given', '')"
PICTURE = "@RED IS NOT NULL AND @NIR IS NOT NULL"
BRANCHES = {
    "reference points": "@REFERENCE IS NOT NULL",
    "price": "@PRICE IS NOT NULL",
    "no radius": "@WINDOW_RADIUS IS NULL",
    "picture": PICTURE,
    "environment": f"({PICTURE}) OR @Covariates_CONCATENATION = 'given'",
    "forest and grassland": has_text("F_CODES"),
    "mining land": f"{has_text('CODES')} OR @SOURCES IS NOT NULL",
}
RADIUS = "coalesce(@WINDOW_RADIUS, @Scale_of_the_windows_RADIUS_CHOSEN, @Scale_of_the_windows_RADIUS_MEDIAN)"
INDICES = (
    "array_to_string(array_filter(array('DVI', if(parameter('BLUE') IS NULL, '', 'EVI'), 'RVI', 'SAVI', "
    "if(parameter('GREEN') IS NULL, '', 'GNDVI'), 'NDVI'), @element <> ''))"
)


def raster_of(step):
    """A raster of a step that may not have run, by the title of the step: its path, or the layer where this QGIS knows no property of that."""
    variable = f"@{step.replace(' ', '_')}_OUTPUT"
    return worked_out(f"coalesce(layer_property({variable}, 'source'), {variable})")


class Step:
    """An algorithm of the chain. `takes` are its parameters that are not called as inputs of the model are; `gives` its outputs, each with a title."""

    def __init__(self, name, algorithm, title, takes=None, gives=None, after=(), comment="", configuration=None, needed=()):
        self.name, self.algorithm, self.title = name, algorithm, title
        self.takes, self.gives, self.after = takes or {}, gives or {}, after
        self.comment, self.configuration, self.needed = comment, configuration or {}, needed


class Chapter:
    """A group box: inputs of its own, and steps."""

    def __init__(self, title, color, inputs, steps):
        self.title, self.color, self.inputs, self.steps = title, color, inputs, steps


def ours(name, title, **more):
    """A step that is one of the plugin's algorithms; its name begins with its place, as outputs are listed by the names of their steps."""
    return Step(name, f"pitscape:{name.split('_', 1)[1].replace('_', '')}", title, **more)


def branch(name):
    return ("given", name)


ALWAYS = Chapter(
    "What all chapters take",
    "#f2f2f2",
    ("LAYERS", "YEARS", "POOLS", "GROUPS", "IGNORE_CODES", "MASK", "ZONES", "ZONE_FIELD"),
    (
        Step(
            "first_map",
            "native:stringconcatenation",
            "First map",
            {"INPUT_1": worked_out(map_of("array_min", "array_first")), "INPUT_2": NOTHING},
        ),
        Step(
            "last_map",
            "native:stringconcatenation",
            "Last map",
            {"INPUT_1": worked_out(map_of("array_max", "array_last")), "INPUT_2": NOTHING},
            comment="The maps of the first and of the last year, whatever the order in which they are given.",
        ),
        Step("covariates", "native:stringconcatenation", "Covariates", {"INPUT_1": worked_out(COVARIATES), "INPUT_2": NOTHING}),
        Step(
            "given",
            "native:condition",
            "What is given",
            configuration={"conditions": [{"name": name, "expression": text} for name, text in BRANCHES.items()]},
            after=[("covariates", "")],
            comment="A chapter is left out where what it needs is not given: its steps wait for a branch of this one.",
        ),
    ),
)
CHAPTERS = (
    Chapter(
        "Accuracy of the map",
        "#e8e3f3",
        ("REFERENCE", "FIELD"),
        (
            ours(
                "1_map_accuracy",
                "Accuracy",
                takes={"MAP": made("last_map", "CONCATENATION")},
                gives={
                    "MATRIX": "Error matrix",
                    "CLASSES": "Accuracy and area by class",
                    "SUMMARY": "Accuracy of the map",
                    "POINTS": "Points with both classes",
                    "REPORT": "Report on the accuracy",
                },
                after=[branch("reference points")],
            ),
        ),
    ),
    Chapter(
        "Land cover and its transitions",
        "#e3eef3",
        (),
        (
            ours(
                "2_lulc_transition",
                "Transitions",
                gives={
                    "MATRIX": "Transition matrix",
                    "SUMMARY": "Change by class",
                    "INTENSITY": "Intensity of change",
                    "OUTPUT": "Map of transitions",
                    "REPORT": "Report on the transitions",
                },
            ),
        ),
    ),
    Chapter(
        "Carbon",
        "#e3f3e5",
        ("PRICE", "PRICE_BASIS", "DISCOUNT_RATE"),
        (
            ours(
                "3_carbon_storage",
                "Carbon density",
                takes={"LULC": made("last_map", "CONCATENATION")},
                gives={"OUTPUT": "Carbon density of the last map", "SUMMARY": "Carbon by class of the last map"},
                needed=("OUTPUT",),
            ),
            ours(
                "3_carbon_series",
                "Carbon series",
                gives={
                    "STORAGE": "Carbon by year and class",
                    "TOTALS": "Carbon by year",
                    "CHANGES": "Carbon change by interval",
                    "OUTPUT": "Map of carbon change",
                    "REPORT": "Report on the carbon",
                },
                needed=("STORAGE",),
            ),
            ours(
                "3_carbon_change",
                "Value of the change",
                takes={
                    "LULC_BASE": made("first_map", "CONCATENATION"),
                    "LULC_ALT": made("last_map", "CONCATENATION"),
                    "YEAR_BASE": worked_out(f"to_int(array_min({YEARS}))"),
                    "YEAR_ALT": worked_out(f"to_int(array_max({YEARS}))"),
                },
                gives={
                    "SUMMARY": "Carbon gained and lost, with its value",
                    "PAIRS": "Carbon change by pairs of classes",
                    "OUTPUT_NPV": "Net present value",
                },
                after=[branch("price")],
            ),
        ),
    ),
    Chapter(
        "Landscape pattern",
        "#f3efe3",
        (),
        (
            ours(
                "4_landscape_metrics",
                "Landscape metrics",
                gives={"LANDSCAPE": "Landscape metrics", "CLASS": "Class metrics", "REPORT": "Report on the pattern"},
                needed=("LANDSCAPE",),
            ),
        ),
    ),
    Chapter(
        "Pattern in windows",
        "#f3e9e3",
        ("WINDOW_RADIUS", "RADII"),
        (
            ours(
                "5_window_scale",
                "Scale of the windows",
                takes={"LULC": made("last_map", "CONCATENATION")},
                gives={
                    "CHOICE": "Scale choice and its sensitivity",
                    "FITS": "Fitted models",
                    "VARIOGRAMS": "Variograms",
                    "REPORT": "Report on the scale of the windows",
                },
                after=[branch("no radius")],
                comment="Takes a minute or two. It is left out where a radius is given.",
            ),
            Step(
                "radius",
                "native:condition",
                "Is there a radius",
                configuration={"conditions": [{"name": "radius", "expression": f"{RADIUS} IS NOT NULL"}]},
                after=[("5_window_scale", "")],
                comment="That which is given, else that of the scale, or else the median of its metrics.",
            ),
            ours(
                "5_moving_window",
                "Metrics in windows",
                takes={"LULC": made("last_map", "CONCATENATION"), "RADII": worked_out(RADIUS)},
                gives={"OUTPUT": "Window metrics of the last map"},
                after=[("radius", "radius")],
                needed=("OUTPUT",),
            ),
        ),
    ),
    Chapter(
        "What goes along with carbon",
        "#e3f3f0",
        ("RED", "RED_BAND", "NIR", "NIR_BAND", "GREEN", "GREEN_BAND", "BLUE", "BLUE_BAND", "SENSOR", "COVARIATES"),
        (
            ours(
                "6_spectral_indices",
                "Spectral indices",
                takes={"INDICES": worked_out(INDICES)},
                gives={"OUTPUT": "Spectral indices"},
                after=[branch("picture")],
                needed=("OUTPUT",),
            ),
            ours(
                "6_correlation",
                "Correlations",
                takes={
                    "INPUTS": [
                        made("3_carbon_storage", "OUTPUT"),
                        raster_of("Spectral indices"),
                        given("COVARIATES"),
                        raster_of("Metrics in windows"),
                    ],
                    "INPUTS_ALL_BANDS": True,
                    "FFT_MAX_CELLS": 1_800_000,  # of some twenty layers, in 1.5 GB
                },
                gives={"MATRIX": "Correlations", "REPORT": "Report on the correlations"},
                after=[("6_spectral_indices", ""), ("5_moving_window", "")],
                comment="Each band is a variable: of the indices, the covariates and the windows, as far as they are there.",
            ),
            ours(
                "6_regression",
                "Model of the environment",
                takes={
                    "Y": made("3_carbon_storage", "OUTPUT"),
                    "X": [raster_of("Spectral indices"), given("COVARIATES")],
                    "X_ALL_BANDS": True,
                    "SELECTION": "stepwise",
                },
                gives={
                    "MODEL": "Model of the environment",
                    "DIAGNOSTICS": "Model of the environment: diagnostics",
                    "STEPS": "Model of the environment: steps",
                    "PREDICTED": "Model of the environment: predicted",
                    "RESIDUALS": "Model of the environment: residuals",
                    "REPORT": "Report on the model of the environment",
                },
                after=[branch("environment"), ("6_spectral_indices", "")],
            ),
            Step(
                "6_regression_with_pattern",
                "pitscape:regression",
                "Model with the pattern",
                takes={
                    "Y": made("3_carbon_storage", "OUTPUT"),
                    "X": [raster_of("Spectral indices"), given("COVARIATES"), made("5_moving_window", "OUTPUT")],
                    "X_ALL_BANDS": True,
                    "SELECTION": "stepwise",
                },
                gives={
                    "MODEL": "Model with the pattern",
                    "DIAGNOSTICS": "Model with the pattern: diagnostics",
                    "STEPS": "Model with the pattern: steps",
                    "PREDICTED": "Model with the pattern: predicted",
                    "RESIDUALS": "Model with the pattern: residuals",
                    "REPORT": "Report on the model with the pattern",
                },
                after=[("6_spectral_indices", "")],
            ),
        ),
    ),
    Chapter(
        "Coupling coordination",
        "#f3e3ec",
        ("F_CODES", "INDICATORS", "WEIGHTS", "F_MIN", "F_MAX", "CA_MIN", "CA_MAX"),
        (
            ours(
                "7_coupling_coordination",
                "Coupling coordination",
                takes={
                    "INPUT": made("4_landscape_metrics", "LANDSCAPE"),
                    "STORAGE": made("3_carbon_series", "STORAGE"),
                    "RESCALE_MIN": 0.1,
                },
                gives={
                    "RESULT": "Coupling and coordination by year",
                    "WEIGHTS_TABLE": "Extremes and weights of indicators",
                    "OBSTACLES": "Indicators and obstacles by year",
                    "REPORT": "Report on the coupling",
                },
                after=[branch("forest and grassland")],
            ),
        ),
    ),
    Chapter(
        "Reach of the mine",
        "#f3e3e3",
        ("CODES", "SOURCES", "RING_WIDTH", "RING_COUNT"),
        (
            ours(
                "8_contribution_ratio",
                "Reach of the mine",
                gives={
                    "RATIOS": "Contribution ratio by ring",
                    "LEVELS": "Levels of sensitivity by year",
                    "LEVEL_ZONES": "Level zones",
                    "OUTPUT": "Levels of sensitivity",
                    "REPORT": "Report on the reach of the mine",
                },
                after=[branch("mining land")],
            ),
        ),
    ),
)
