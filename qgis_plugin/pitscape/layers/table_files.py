"""Files of tables: what their formats can hold, whether all of it is there, and what stands beside them."""

import os
import re

from osgeo import gdal

WITHOUT_GEOMETRY = (".csv", ".tsv", ".txt", ".dbf", ".ods", ".xlsx")
WITH_GEOMETRY = (".shp", ".fgb", ".kml", ".kmz", ".gml", ".gpx", ".dxf")  # what has no tables without one
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
SIGNS = ("+", "-")  # as of directions
UNWRITTEN = (".sqlite", ".db")  # QGIS makes a database there, and no layer in it
ROOM = 1 << 20  # bytes of free disk below which a file that fails is one that found no room
SHEET_ROWS = {".xlsx": 1_048_575, ".ods": 1_048_575}  # and the header
SHAPEFILE_INDEXES = (".qix", ".sbn", ".sbx", ".idm", ".ind", ".qpj")  # and what QGIS 2 told of the CRS


def ending(file):
    return os.path.splitext(file)[1].lower() if file else ""


def names_if_whole(path, count):
    """Names of the columns of a file; None where not all rows are in it: CSV says nothing of a full disk."""
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    except RuntimeError:
        dataset = None
    layer = dataset and dataset.GetLayer(0)
    if layer is None or layer.GetFeatureCount() < count:
        return None
    if path.lower().endswith((".csv", ".tsv")):
        with open(path, "rb") as file:
            file.seek(-1, os.SEEK_END)
            if file.read() != b"\n":
                return None
    definition = layer.GetLayerDefn()
    return [definition.GetFieldDefn(column).GetName() for column in range(definition.GetFieldCount())]


def old_indexes(path):
    """What a shapefile of that name had beside it, which would hide features of the new one."""
    stem, ending = os.path.splitext(path)
    files = [stem + other for other in SHAPEFILE_INDEXES] if ending.lower() == ".shp" else []
    return [file for file in files if os.path.exists(file)]


def harmless(value):
    """A value as a spreadsheet may open it in a CSV file: it runs a text that begins like a formula, and is no number. A lone sign is none."""
    if not isinstance(value, str) or not value.startswith(("=", "+", "-", "@", "\t", "\r")) or value in SIGNS or NUMBER.fullmatch(value):
        return value
    return f"'{value}"
