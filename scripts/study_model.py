"""The model of the study that comes with the plugin: `study_chain.py` as QGIS saves models.

QT_QPA_PLATFORM=offscreen QT_HASH_SEED=0 /usr/bin/python3 scripts/study_model.py [file]
"""

import os
import pathlib
import sys
import uuid

PLUGINS = pathlib.Path(__file__).resolve().parents[1] / "qgis_plugin"
FILE = PLUGINS / "pitscape" / "models" / "pitscape_study.model3"

if __name__ == "__main__":
    prefix = os.environ.get("QGIS_PREFIX_PATH", "/usr")
    sys.path[:0] = [str(PLUGINS), f"{prefix}/share/qgis/python", f"{prefix}/share/qgis/python/plugins"]

from pitscape.study.study import COMMON  # what each step takes, without a word
from qgis.core import (
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelComment,
    QgsProcessingModelGroupBox,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtCore import QPointF, QSizeF
from qgis.PyQt.QtGui import QColor
from study_chain import ALWAYS, CHAPTERS, Source, given

OPTIONAL = QgsProcessingParameterDefinition.Flag.FlagOptional
NAME, GROUP = "Pitscape study", "Pitscape"
WIDE, HIGH, ROW, COLUMN = 230, 34, 60, 280  # of boxes, and how far apart they are
ACROSS = 3  # outputs beside each other
HELP = (
    "The chain of “Mining assessment” as steps that can be changed. A chapter is left out where what it needs is not given. "
    "Settings of methods are in the steps: open a step to change them."
)


def study():
    """The algorithm that has the inputs, with their labels and choosers."""
    return QgsApplication.processingRegistry().createAlgorithmById("pitscape:miningassessment")


def build():
    model = QgsProcessingModelAlgorithm(NAME, GROUP)
    algorithm = study()
    names = [name for chapter in (ALWAYS, *CHAPTERS) for name in chapter.inputs]
    top, left = 0, 0
    for chapter in (ALWAYS, *CHAPTERS):
        top += _write(model, algorithm, chapter, names, QPointF(left, top)) + ROW
    order = [one.name() for one in algorithm.parameterDefinitions() if one.name() in names]
    model.setParameterOrder(order)
    model.updateDestinationParameters()
    tips = {name: algorithm.parameterDefinition(name).help() for name in names}
    model.setHelpContent({"ALG_DESC": HELP, "SHORT_DESCRIPTION": HELP, **{name: tip for name, tip in tips.items() if tip}})
    return model


def _write(model, algorithm, chapter, names, corner):
    """The boxes of a chapter: inputs at the left, steps beside them, outputs and notes at the right; returns its height."""
    for row, name in enumerate(chapter.inputs):
        box = QgsProcessingModelParameter(name)
        _place(box, corner, 0, row)
        definition = algorithm.parameterDefinition(name).clone()
        if definition.type() == "band":
            # Ours is, by a class of its own, which files of models do not keep.
            definition.setFlags(definition.flags() | OPTIONAL)
        model.addModelParameter(definition, box)
    row = 0
    for step in chapter.steps:
        child = _child(step, {*chapter.inputs, *(name for name in COMMON if name in names)})
        _place(child, corner, 1, row)
        outputs = {}
        for at, (output, title) in enumerate(step.gives.items()):
            box = QgsProcessingModelOutput(title, title)
            box.setChildId(step.name)
            box.setChildOutputName(output)
            box.setMandatory(output in step.needed)
            _place(box, corner, 2 + at % ACROSS, row + at // ACROSS)
            outputs[title] = box
        child.setModelOutputs(outputs)
        rows = -(-len(outputs) // ACROSS)
        if step.comment:
            note = QgsProcessingModelComment(step.comment)
            _place(note, corner, 2, row + rows, ACROSS)
            child.setComment(note)
            rows += 1
        model.addChildAlgorithm(child)
        row += max(rows, 2)  # a step has labels above and below it
    rows = max(row, len(chapter.inputs))
    box = QgsProcessingModelGroupBox(chapter.title)
    width, height = (2 + ACROSS) * COLUMN + 40, rows * ROW + 60
    box.setPosition(QPointF(corner.x() + width / 2, corner.y() + height / 2))
    box.setSize(QSizeF(width, height))
    box.setColor(QColor(chapter.color))
    box.loadVariant({**box.toVariant(), "uuid": f"{{{uuid.uuid5(uuid.NAMESPACE_URL, chapter.title)}}}"})  # the same each time
    model.addGroupBox(box)
    return height


def _place(box, corner, column, row, across=1):
    """QGIS places boxes by their centres."""
    box.setSize(QSizeF(WIDE + (across - 1) * COLUMN, HIGH))
    box.setPosition(QPointF(corner.x() + 20 + (column + across / 2) * COLUMN, corner.y() + 60 + row * ROW + HIGH / 2))


def _child(step, inputs):
    child = QgsProcessingModelChildAlgorithm(step.algorithm)
    child.setChildId(step.name)
    child.setDescription(step.title)
    child.setConfiguration(step.configuration)
    if child.algorithm().parameterDefinition("ZONES"):
        inputs = inputs | {"ZONE_FIELD"}  # that of a table is another
    for definition in child.algorithm().parameterDefinitions():
        name = definition.name()
        if name in step.takes:
            value = step.takes[name]
            sources = value if isinstance(value, list) else [value]
            child.addParameterSources(name, [one if isinstance(one, Source) else Source.fromStaticValue(one) for one in sources])
        elif name in inputs and not definition.isDestination():
            child.addParameterSources(name, [given(name)])
        elif not definition.isDestination() and definition.defaultValue() is not None:
            child.addParameterSources(name, [Source.fromStaticValue(definition.defaultValue())])
    child.setDependencies([QgsProcessingModelChildDependency(*one) for one in step.after])
    return child


def main(path=FILE):
    application = QgsApplication([], False)
    application.initQgis()
    import pitscape
    from processing.core.Processing import Processing

    Processing.initialize()
    plugin = pitscape.classFactory(None)
    plugin.initProcessing()
    made = build()
    good, problems = made.validate()
    if not good:
        raise SystemExit("\n".join(problems))
    pathlib.Path(path).parent.mkdir(exist_ok=True)
    if not made.toFile(str(path)):
        raise SystemExit(f"{path} could not be written.")
    print(path)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
