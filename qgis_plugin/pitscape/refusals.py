"""What is wrong with a parameter: its name and a sentence, before which sentences.py puts the label."""

from qgis.core import QgsProcessingException


def refuse(name, sentence):
    raise QgsProcessingException(f"{name}: {sentence}")


def refuse_missing_crs(name, layer_name, consequence):
    refuse(
        name,
        f"the layer “{layer_name}” has no coordinate reference system, so {consequence}. "
        "Set it by a right click on the layer > Layer CRS > Set Layer CRS, and run again.",
    )
