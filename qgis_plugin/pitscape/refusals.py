"""What is wrong with a parameter: its name and a sentence, before which sentences.py puts the label."""

from qgis.core import QgsProcessingException

from .translation import tr


class Unwritten(QgsProcessingException):
    """A file of the run could not be written, which says nothing of the data."""


def refuse(name, sentence, raised=QgsProcessingException):
    """The sentence is in the language of its reader already."""
    raise raised(f"{name}: {sentence}")


def refuse_missing_crs(name, layer_name, consequence):
    """What follows from it is in the language of its reader already."""
    refuse(
        name,
        tr(
            "the layer “{layer}” has no coordinate reference system, so {consequence}. "
            "Set it by a right click on the layer > Layer CRS > Set Layer CRS, and run again.",
            layer=layer_name,
            consequence=consequence,
        ),
    )
