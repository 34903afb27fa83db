"""What variables are called: rasters as their layers are, or as their bands are where a layer has no name that says anything."""

import itertools
import os

from qgis.core import Qgis, QgsProcessingUtils

from ..translation import tr
from .class_names import opened


def name_temporary(run, captured):
    """What another algorithm made in passing is called OUTPUT, as its file is: its band tells more, where it has a name."""
    if captured.file and captured.name == os.path.splitext(os.path.basename(captured.file))[0] and _is_temporary(run, captured.file):
        captured.name = description_of(captured) or captured.name


def name_by_band(captured):
    """One of several bands of a layer that all are variables."""
    captured.called = captured.name
    captured.name = description_of(captured) or tr("{layer} band {band}", layer=captured.name, band=captured.band)


def names_of(request):
    """Y and all that may explain it, in the order of the library, each called as it does: of equal names all after the first have numbers."""
    if request["y"] is None:
        aspect = [request["aspect_field"]] if request["aspect_field"] else []
        return [request["y_field"], *request["x_fields"], *aspect, *request["factor_fields"]]
    aspect = [request["aspect"]] if request["aspect"] else []
    names = []
    for raster in (request["y"], *request["x"], *aspect, *request["factors"]):
        name = raster["name"]
        numbered = (f"{name} {number}" for number in itertools.count(2))
        names.append(next(one for one in itertools.chain([name], numbered) if one not in names))
    return names


def description_of(captured):
    """Of its band; nothing where there is none."""
    dataset = opened(captured.path) if captured.path else None
    if dataset is None or captured.band > dataset.RasterCount:
        return ""
    return dataset.GetRasterBand(captured.band).GetDescription().strip()


def _is_temporary(run, file):
    folders = [QgsProcessingUtils.tempFolder()]
    if Qgis.QGIS_VERSION_INT >= 33200:  # where a run may have a folder of its own
        folders.append(QgsProcessingUtils.tempFolder(run.context))
    return any(_whole(file).startswith(_whole(folder) + os.sep) for folder in folders)


def _whole(path):
    return os.path.normcase(os.path.realpath(path))
