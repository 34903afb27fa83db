"""Models of Processing, put together from steps as the modeler does, and run."""

from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
)
from runs import Feedback, context, table

from_input = QgsProcessingModelChildParameterSource.fromModelParameter  # an input of the model
from_step = QgsProcessingModelChildParameterSource.fromChildOutput  # what a step makes: its name, and that of its output


def chain(inputs, steps, outputs, filled=True):
    """A model with `inputs`, definitions of parameters, and of `outputs`, {name: (step, output of the step)}.

    `steps` are {name: (algorithm, {parameter: value})}, where a value may be from_input or from_step. Defaults are filled in, as
    the modeler does when it opens a step, and the model is valid. One that is not `filled` has what is given alone, as a model
    from before a parameter was there.
    """
    model = QgsProcessingModelAlgorithm("model", "tests")
    for definition in inputs:
        model.addModelParameter(definition, QgsProcessingModelParameter(definition.name()))
    for name, (identifier, values) in steps.items():
        step = QgsProcessingModelChildAlgorithm(identifier)
        step.setChildId(name)
        for parameter, value in {**(defaults(step.algorithm()) if filled else {}), **values}.items():
            step.addParameterSources(parameter, sources(value))
        step.setModelOutputs({label: output(label, *made) for label, made in outputs.items() if made[0] == name})
        model.addChildAlgorithm(step)
    model.updateDestinationParameters()
    assert not filled or model.validate() == (True, [])
    return model


def defaults(made):
    named = {one.name(): one.defaultValue() for one in made.parameterDefinitions() if not one.isDestination()}
    return {name: value for name, value in named.items() if value is not None}


def sources(value):
    """Of one value, or of each of several of which some come from inputs and steps."""
    several = isinstance(value, list) and any(isinstance(one, QgsProcessingModelChildParameterSource) for one in value)
    return [source(one) for one in value] if several else [source(value)]


def source(value):
    if isinstance(value, QgsProcessingModelChildParameterSource):
        return value
    return QgsProcessingModelChildParameterSource.fromStaticValue(value)


def output(label, step, name):
    made = QgsProcessingModelOutput(label, label)
    made.setChildId(step)
    made.setChildOutputName(name)
    return made


def destinations(model):
    """By the name of each output, the parameter that says where it goes, which versions of QGIS name differently."""
    return {one.description(): one.name() for one in model.destinationParameterDefinitions()}


def run_chain(model, inputs, within):
    """What a model made, by the names of its outputs."""
    feedback, names = Feedback(), destinations(model)
    wanted = {**inputs, **dict.fromkeys(names.values(), "TEMPORARY_OUTPUT")}
    results, good = model.create().run(wanted, within, feedback, {}, False)
    assert good, feedback.errors
    return {label: results[name] for label, name in names.items()}


def table_of_a_model(name, lulc, columns, **given):
    """Columns of the template of an algorithm, run as the only one of a model whose input is the map."""
    step = (f"pitscape:{name}", {"LULC": from_input("map"), **given})
    model = chain([QgsProcessingParameterRasterLayer("map")], {"template": step}, {"Made": ("template", "TEMPLATE")})
    within = context()
    return table(run_chain(model, {"map": lulc}, within), "Made", within, *columns)
