"""Inputs an algorithm can declare: maps, tables, polygons, codes, choices, GDAL options."""

import csv
import importlib.util
import os
import re

from qgis.core import (
    NULL,
    Qgis,
    QgsProcessing,
    QgsProcessingParameterBand,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from . import polygons, raster
from .declaration import Declaration, advanced, refuse
from .source import Source, text_of


class Band(QgsProcessingParameterBand):
    """A band that is the default one where none is given; QGIS 3.22 has a default fill in dialogs alone."""

    def checkValueIsAcceptable(self, value, context=None):
        return value is None or value == NULL or super().checkValueIsAcceptable(value, context)

    def clone(self):
        return Band(self)


class RasterInput(Declaration):
    """A raster X and its band X_BAND."""

    kind = "raster"

    def definitions(self):
        return [
            QgsProcessingParameterRasterLayer(self.name, self.description, optional=self.optional),
            Band(f"{self.name}_BAND", f"{self.description}: band", 1, self.name),
        ]

    def capture(self, run):
        return raster.capture(run, self.name, self.optional)

    def request(self, run):
        return {self.field: raster.request(run.captured[self.name])}


class TableInput(Declaration):
    """A table or any vector layer, handed over as CSV; its columns are the library's to judge."""

    kind = "table"

    def definitions(self):
        types = [QgsProcessing.SourceType.TypeVector]
        return [QgsProcessingParameterFeatureSource(self.name, self.description, types, optional=self.optional)]

    def capture(self, run):
        return Source.capture(run, self.name, self.optional)

    def request(self, run):
        source = run.captured[self.name]
        if source is None:
            return {self.field: None}
        path = os.path.join(run.folder, f"{self.field}.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            # Quoted throughout, because GDAL takes a first line with a bare number for data, not names.
            table = csv.writer(file, quoting=csv.QUOTE_ALL)
            table.writerow([field.name() for field in source.fields])
            for feature in source.features(run, geometry=False):
                table.writerow([text_of(value) for value in feature.attributes()])
        return {self.field: path}


class PolygonInput(Declaration):
    """Polygons, handed over as a GeoPackage in the CRS of the raster input `grid`."""

    kind = "polygons"

    def __init__(self, name, description, grid, optional=True):
        super().__init__(name, description, optional)
        self.grid = grid

    def definitions(self):
        types = [QgsProcessing.SourceType.TypeVectorPolygon]
        return [QgsProcessingParameterFeatureSource(self.name, self.description, types, optional=self.optional)]

    def capture(self, run):
        return polygons.capture(run, self.name, self.optional)

    def request(self, run):
        source = run.captured[self.name]
        if source is None:
            return {self.field: None}
        path = os.path.join(run.folder, f"{self.field}.gpkg")
        polygons.export(run, self.name, source, run.captured[self.grid].crs, path)
        return {self.field: path}


class Codes(Declaration):
    """Class codes typed as text."""

    kind = "codes"

    def __init__(self, name, description):
        super().__init__(name, description, optional=True)

    def definitions(self):
        return [QgsProcessingParameterString(self.name, self.description, "", optional=True)]

    def check(self, run):
        self._codes(run)

    def capture(self, run):
        return self._codes(run)

    def request(self, run):
        return {self.field: run.captured[self.name]}

    def _codes(self, run):
        value = run.parameters.get(self.name)
        if isinstance(value, (list, tuple)):  # from Python; parameterAsString would make it nothing at all
            text = ";".join(str(code) for code in value)
        else:
            text = run.algorithm.parameterAsString(run.parameters, self.name, run.context)
        if "," in text:
            refuse(
                self.name,
                f"“{text}” has a comma, which may be a decimal comma. Separate codes by ; or a space, as in 0;255.",
            )
        words = text.replace(";", " ").split()
        wrong = [word for word in words if not re.fullmatch(r"[+-]?[0-9]+", word)]
        if wrong:
            refuse(self.name, f"not a whole number: {', '.join(wrong)}. Class codes are whole numbers, as in 0;255.")
        return [int(word) for word in words]


class Choice(Declaration):
    """One of a few words."""

    kind = "choice"

    def __init__(self, name, description, options, default):
        super().__init__(name, description, optional=True)
        self.options = options
        self.default = default

    def definitions(self):
        return [
            QgsProcessingParameterEnum(
                self.name, self.description, list(self.options), False, self.default, usesStaticStrings=True
            )
        ]

    def capture(self, run):
        return run.algorithm.parameterAsEnumString(run.parameters, self.name, run.context) or self.default

    def request(self, run):
        return {self.field: run.captured[self.name]}


class CreateOptions(Declaration):
    """GDAL creation options of the raster outputs."""

    kind = "options"

    def __init__(self, name="CREATE_OPTIONS", description="Additional creation options of the raster"):
        super().__init__(name, description, optional=True)

    def definitions(self):
        options = advanced(QgsProcessingParameterString(self.name, self.description, "", optional=True))
        widget = _options_widget()
        if widget:
            options.setMetadata({"widget_wrapper": widget})
        return [options]

    def capture(self, run):
        text = run.algorithm.parameterAsString(run.parameters, self.name, run.context)
        return [option.strip() for option in text.split("|") if option.strip()]

    def request(self, run):
        return {self.field: run.captured[self.name]}


def _options_widget():
    """The widget that QGIS gives to creation options: its own from 3.44 on, the GDAL provider's before."""
    if Qgis.QGIS_VERSION_INT >= 34400:
        return {"widget_type": "rasteroptions"}
    module = "processing.algs.gdal.ui.RasterOptionsWidget"
    try:
        found = importlib.util.find_spec(module)
    except ImportError:
        found = None
    return {"class": f"{module}.RasterOptionsWidgetWrapper"} if found else None
