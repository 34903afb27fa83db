"""Tables in CSV files as spreadsheets save them, which GDAL reads as UTF-8 with a header in the first line."""

import csv
import io
import os
import re
import uuid
import weakref

from osgeo import gdal
from qgis.core import QgsProviderRegistry, QgsVectorLayer, QgsVectorLayerFeatureSource

from ..refusals import refuse
from ..translation import tr
from .source import Source

SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)


class TableSource(Source):
    """A table, and `note`, what is to be told of its file; a CSV file that GDAL would misread is read from a copy in memory."""

    def __init__(self, run, name, layer, definition):
        super().__init__(run, name, layer, definition)
        self.note = ""
        path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path")
        if layer.storageType() != "CSV" or not path or not os.path.isfile(path):
            return
        with open(path, "rb") as file:
            text, encoding = decoded(file.read())
        # Newer GDAL takes the line for what it is.
        line = SEPARATOR_LINE.match(text) if layer.fields()[0].name().lower().startswith("sep=") else None
        if encoding is None and line is None:
            return
        if layer.isModified():
            text = tr(
                "the layer “{layer}” has unsaved edits, and its file is no plain CSV in UTF-8. Save it as a GeoPackage.",
                layer=self.layer_name,
            )
            refuse(name, text)
        if encoding:
            self.note = tr(
                "{parameter}: {path} is not in UTF-8, and is read as {encoding}. Save it in UTF-8 if names are wrong.",
                parameter=name,
                path=path,
                encoding=encoding,
            )
        if line:
            text = _with_commas(text[line.end() :], line[1])
            if self.selection is not None:
                self.selection = {number - 1 for number in self.selection}  # the header was a row
        copy = _copy(self, text, path)
        copy.setSubsetString(layer.subsetString())
        self.fields = copy.fields()
        self._source = QgsVectorLayerFeatureSource(copy)


def decoded(data):
    """A text, and its encoding where that is not UTF-8."""
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = None
    if text is None or _has_accents(text):
        return data.decode("cp1252", "replace"), "Windows-1252"
    return text, "GB18030"


def _has_accents(text):
    """Whether what was read as Chinese is rather Latin: an accented letter and the one behind it make a Chinese character too.

    Then most of these stand in the middle of words.
    """
    runs = len(re.findall(r"[^\x00-\x7f]+", text))
    inside = len(re.findall(r"(?:(?<=[A-Za-z])[^\x00-\x7f]+|[^\x00-\x7f]+(?=[a-z]))", text))
    return 2 * inside > runs


def _with_commas(text, separator):
    made = io.StringIO(newline="")
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return made.getvalue()


def _copy(owner, text, path):
    """A layer of a CSV file in memory, which goes with its owner."""
    file = f"/vsimem/pitscape_{uuid.uuid4().hex}/{os.path.basename(path)}"
    gdal.FileFromMemBuffer(file, text.encode("utf-8"))
    weakref.finalize(owner, gdal.Unlink, file)
    return QgsVectorLayer(file, os.path.basename(path), "ogr")
