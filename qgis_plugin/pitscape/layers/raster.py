"""Raster layers, taken from the project and handed to the library."""

import math
import os
import re
import sys

import numpy
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProviderRegistry,
    QgsRasterRange,
)

from ..refusals import refuse, refuse_missing_crs
from ..translation import tr
from . import class_names, raster_export
from .source import told
from .years import year_of


class Captured:
    """A raster as it stood in the project when the run was started."""

    def __init__(self, layer, band):
        provider = layer.dataProvider()
        parts = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
        self.name = layer.name()
        self.called = None  # what sentences call its file, where that is not its name
        self.told = told(layer)
        self.year = year_of(layer)
        self.foreign = layer.providerType() != "gdal"
        self.path = None if self.foreign else re.split(r"\|(?:option|credential):", provider.dataSourceUri())[0]
        self.file = None if self.foreign or parts.get("vsiPrefix") else parts.get("path")
        self.options = [] if self.foreign else parts.get("openOptions") or []
        self.band = band
        self.centre = layer.extent().center()
        self.crs = layer.crs()
        # Set Layer CRS changes the layer and not the file, which may have another CRS or none.
        same = provider.crs() == layer.crs()
        self.crs_override = None if same else layer.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
        self.nodata, self.own_nodata = _nodata(provider, band)
        classes = class_names.of_layer(layer, self.path, band)
        self.class_names, self.class_colors, self.names_told = classes.names, classes.colors, classes.told
        self.of_classes = bool(classes.names) and not classes.steps
        self.of_amounts = not self.of_classes and class_names.runs_through(layer.renderer(), band)
        # The provider itself belongs to the layer, which lives on the main thread.
        self.provider = provider.clone() if self.foreign else None


def capture(run, name, optional):
    """On the main thread. None where the parameter is left empty."""
    layer = run.algorithm.parameterAsRasterLayer(run.parameters, name, run.context)
    if layer is None or not layer.isValid():
        if optional and run.parameters.get(name) in (None, NULL, ""):
            return None
        raise QgsProcessingException(run.algorithm.invalidRasterError(run.parameters, name))
    return capture_layer(run, name, layer, run.algorithm.parameterAsInt(run.parameters, f"{name}_BAND", run.context))


def capture_layer(run, name, layer, band):
    if band < 1:
        text = tr("band {band} of the layer “{layer}” is none: bands are counted from 1.", band=band, layer=layer.name())
        refuse(name, text)
    if layer.providerType() != "gdal":
        raster_export.check(name, layer, band)
    captured = Captured(layer, band)
    # What lacks more than a reference system is told by the library.
    if not layer.crs().isValid() and not _has_control_points(captured.path):
        refuse_missing_crs(name, layer.name(), tr("its areas are unknown"))
    if captured.file:
        run.sources.append((name, captured.file, None))
    return captured


def request(run, name, captured, stem):
    """On the worker thread: the raster as a field of the request; `stem` names its copy where it needs one."""
    if captured.names_told:
        run.tell(tr("Class names of “{layer}” come from {source}.", layer=captured.name, source=captured.names_told))
    path, own_nodata = captured.path, captured.own_nodata
    band = captured.band
    if captured.foreign:
        path, own_nodata = raster_export.export(run, name, captured, os.path.join(run.folder, f"{stem}.tif"))
        band = 1
    elif captured.options:
        path = raster_export.reopened(name, captured, os.path.join(run.folder, f"{stem}.vrt"))
    run.sentences.layer(path, captured.called or captured.name)
    return {
        "path": path,
        "band": band,
        "nodata": captured.nodata,
        "own_nodata": own_nodata,
        "class_names": {str(code): text for code, text in captured.class_names.items()},
        "crs": captured.crs_override,
    }


def _nodata(provider, band):
    """All that is nodata beside the band's own value, None where nothing is; and whether that counts. Masks do in any case."""
    if band > provider.bandCount():
        return None, True  # the library says which bands there are
    ranges = [_bounds(item) for item in provider.userNoDataValues(band)]
    has_own = provider.sourceHasNoDataValue(band)
    uses_own = has_own and provider.useSourceNoDataValue(band)
    if not ranges and uses_own == has_own:
        return None, True
    return ranges, uses_own


def _bounds(item):
    """A user nodata range as the library takes it: a value, or both ends included."""
    low, high, bounds = item.min(), item.max(), item.bounds()
    kinds = QgsRasterRange.BoundsType
    # An open end is NaN in QGIS; JSON has neither that nor infinity.
    low = low if math.isfinite(low) else -sys.float_info.max
    high = high if math.isfinite(high) else sys.float_info.max
    if bounds in (kinds.IncludeMax, kinds.Exclusive):
        low = float(numpy.nextafter(low, math.inf))
    if bounds in (kinds.IncludeMin, kinds.Exclusive):
        high = float(numpy.nextafter(high, -math.inf))
    return low if low == high else [low, high]


def _has_control_points(path):
    dataset = None if path is None else class_names.opened(path)
    return dataset is not None and dataset.GetGCPCount() > 0
