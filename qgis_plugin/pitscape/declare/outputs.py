"""Outputs an algorithm can declare: what all destinations share, rasters, folders, numbers and words."""

import os
import re

from qgis.core import (
    QgsProcessingOutputLayerDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterRasterDestination,
    QgsProperty,
)

from ..layers.class_groups import first_codes
from ..layers.publish import same_file
from ..layers.loaded import Styler
from ..refusals import refuse
from ..translation import tr
from .declaration import Declaration
from .inputs import RasterInput
from .result_names import ResultName
from .series import Series

TEMPORARY = ("TEMPORARY_OUTPUT", "memory:")


class Output(Declaration):
    """A destination that is checked before the run: a long computation is not to end at a missing folder.

    `style` is called with the loaded layer, the request and the report.
    """

    def __init__(self, name, description, style=None):
        super().__init__(name, description, optional=True)
        self.style = style

    def destination(self, run):
        """The destination as given; empty where the output is not wanted."""
        value = run.parameters.get(self.name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink
        if isinstance(value, QgsProperty):
            value = value.valueAsString(run.context.expressionContext(), "")[0]
        return str(value) if value else ""

    def file(self, run):
        """The file to be written and the layer inside it (None: the whole file); (None, None) where it is none."""
        text = self.destination(run)
        if not text or text in TEMPORARY or text.startswith("/vsi"):
            return None, None
        if text.startswith("ogr:"):
            file = re.search(r"dbname='([^']*)'", text)
            layer = re.search(r'table="([^"]*)"', text)
            return (file[1] if file else None), (layer[1] if layer else None)
        if re.match(r"[A-Za-z][A-Za-z0-9]+:", text):  # a database; one letter would be a drive
            return None, None
        return text, None

    def check(self, run):
        file, _layer = self.file(run)
        if file is None:
            return
        folder = os.path.dirname(os.path.abspath(file))
        if os.path.isdir(file):
            refuse(self.name, tr("{file} is a folder. Give the name of a file in it.", file=file))
        if not os.path.isdir(folder):
            refuse(self.name, tr("the folder {folder} does not exist. Create it, or choose another one.", folder=folder))
        if not os.access(folder, os.W_OK) or (os.path.exists(file) and not os.access(file, os.W_OK)):
            refuse(self.name, tr("{file} cannot be written (read-only, or not permitted). Choose another folder.", file=file))

    def path(self, run):
        """The destination as a path, that of a temporary one made up; None where the output is not wanted."""
        path = self.destination(run)
        if path in TEMPORARY:
            path = run.algorithm.parameterDefinition(self.name).generateTemporaryDestination()
        return path or None

    def capture(self, run):
        self.refuse_other_files_of_the_run(run)
        return self.path(run)

    def refuse_other_files_of_the_run(self, run):
        file, layer = self.file(run)
        for name, source, source_layer in run.sources:
            if file and same_file(file, source) and (layer is None or source_layer in (None, layer)):
                refuse(
                    self.name,
                    tr("{file} is the file of the input {name}, which would be lost. Choose another file.", file=file, name=name),
                )
        for name, target, target_layer in run.targets:
            if file and same_file(file, target) and (layer is None or target_layer in (None, layer)):
                refuse(self.name, tr("{file} is the file of {name} too. Choose another file.", file=file, name=name))
        if file:
            run.targets.append((self.name, file, layer))

    def when_loaded(self, run, report, layer, rows=None):
        """Let QGIS load the layer under a name that tells it apart, unless the user gave one, and with the looks of what its rows
        have as columns."""
        if not run.context.willLoadLayerOnCompletion(layer):
            return
        named = ResultName(run, self.description)
        details = run.context.layerToLoadOnCompletionDetails(layer)
        given = getattr(run.parameters[self.name], "destinationName", "")
        if not given and details.name == run.algorithm.parameterDefinition(self.name).description():
            details.name = named.name
        details.setPostProcessor(
            Styler(named, rows.looks() if rows else (), self.style, run.request, {**report, **self.beside(run)})
        )

    def beside(self, run):
        """What a style is told beside the library's report: of the maps, the first going before others."""
        maps = [run.captured[one.name] for one in run.algorithm.inputs if isinstance(one, (RasterInput, Series))]
        rasters = [one for captured in maps if captured for one in (captured if isinstance(captured, list) else [captured])]
        told = {"class_names": {}, "class_colors": {}, "centre": rasters[0].centre if rasters else None}
        for one in reversed(rasters):
            told["class_names"].update(one.class_names)
            told["class_colors"].update(one.class_colors)
        groups = run.request.get("groups")  # a file that may be gone when layers are loaded
        told["first_codes"] = first_codes(groups) if groups else {}
        return told


class RasterOutput(Output):
    """A GeoTIFF that the library writes."""

    kind = "output_raster"

    def __init__(self, name, description, style=None, by_default=True):
        super().__init__(name, description, style)
        self.by_default = by_default

    def definitions(self):
        return [
            QgsProcessingParameterRasterDestination(self.name, self.description, optional=True, createByDefault=self.by_default)
        ]

    def check(self, run):
        file = self.destination(run)
        if file and file not in TEMPORARY and not file.lower().endswith((".tif", ".tiff")):
            refuse(self.name, tr("{file} does not end in .tif. Pitscape writes GeoTIFF: give it that ending.", file=file))
        super().check(run)

    @property
    def kinds(self):
        return {self.field: self.kind, "hold": "flag"}

    def request(self, run):
        return {self.field: run.captured[self.name], "hold": True}

    def results(self, run, report):
        path = run.captured[self.name]
        if path is None:
            return {}
        # Only now is the layer announced to QGIS, which would load an older file after a failed run.
        value = redirected(run.parameters[self.name], path)
        run.algorithm.parameterAsOutputLayer({self.name: value}, self.name, run.context)
        self.when_loaded(run, report, path)
        return {self.name: path}


class FolderOutput(Output):
    """A folder for a raster of each band, named after the raster input `layer`."""

    kind = "output_folder"

    def __init__(self, name, description, layer, by_default=False):
        super().__init__(name, description)
        self.layer = layer
        self.by_default = by_default

    def definitions(self):
        return [
            QgsProcessingParameterFolderDestination(self.name, self.description, optional=True, createByDefault=self.by_default)
        ]

    def check(self, run):
        folder = self.destination(run)
        if not folder or folder in TEMPORARY:
            return
        existing = folder if os.path.exists(folder) else os.path.dirname(os.path.abspath(folder))
        if not os.path.isdir(existing):
            refuse(self.name, tr("{file} is no folder. Give one, or the name of a new one in it.", file=existing))
        if not os.access(existing, os.W_OK):
            refuse(
                self.name,
                tr("{folder} cannot be written to (read-only, or not permitted). Choose another folder.", folder=existing),
            )

    def capture(self, run):
        return self.path(run)

    def request(self, run):
        folder = run.captured[self.name]
        if folder:
            run.files.make_folder(folder)
        return {self.field: folder, "layer_name": run.captured[self.layer].name}

    def results(self, run, report):
        return {self.name: run.captured[self.name]} if run.captured[self.name] else {}


class NumberOutput(Declaration):
    """A number of the report's results (its name in lower case); left out where it is undefined."""

    def definitions(self):
        return [QgsProcessingOutputNumber(self.name, self.description)]

    def results(self, run, report):
        value = report["results"][self.field]
        return {} if value is None else {self.name: value}


class WordOutput(NumberOutput):
    """A word of the report's results."""

    def definitions(self):
        return [QgsProcessingOutputString(self.name, self.description)]


def redirected(value, path, load=True):
    """A destination like the given one, at another path."""
    if not isinstance(value, QgsProcessingOutputLayerDefinition):
        return path
    value = QgsProcessingOutputLayerDefinition(value)
    value.sink = QgsProperty.fromValue(path)
    if not load:
        value.destinationProject = None
    return value
