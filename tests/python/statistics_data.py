"""What tests of statistics share: the project's own figures, as rasters, tables and points, and a map of classes."""

import csv
import json
import os
import subprocess

import numpy as np
import pytest
from conftest import ROOT
from layers import raster_layer
from maps import GOLDEN, write_map
from osgeo import gdal

FIGURES = GOLDEN / "statistics"
MISSING = float(np.finfo("float32").min)
LAYERS = ("carbon", "savi", "gndvi", "dem", "shei", "ai")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def told(feedback, text):
    return [one for one in (*feedback.infos, *feedback.warnings) if text in one]


def write_float(path, values, nodata=MISSING, **more):
    return write_map(path, np.where(np.isnan(values), nodata, values).astype("float32"), nodata=nodata, **more)


def reference_rasters(folder):
    """Paths of the six rasters, in the order of LAYERS."""
    grids = {name: np.full((47, 61), np.nan) for name in LAYERS}
    for row in lines(FIGURES / "raster.csv"):
        for name in LAYERS:
            if row[name]:
                grids[name][int(row["row"]), int(row["column"])] = np.float32(row[name])
    return [write_float(folder / f"{name}.tif", grids[name], cell=(30.0, 30.0), epsg=32650) for name in LAYERS]


def points_of(project, path, crs="EPSG:32650"):
    """Points with the fields of a table; what is empty there is NULL."""
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    table = lines(path)
    names = [name for name in table[0] if name != "id"]
    layer = QgsVectorLayer(f"Point?crs={crs}" + "".join(f"&field={name}:double" for name in names), path.stem, "memory")
    made = []
    for row in table:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float(row["east"]), float(row["north"]))))
        feature.setAttributes([float(row[name]) if row[name] else None for name in names])
        made.append(feature)
    assert layer.dataProvider().addFeatures(made)[0]
    return project.addMapLayer(layer)


def class_map(project, path, name="Land cover", codes=None):
    """A raster whose attribute table names its classes 1, 2 and 3."""
    codes = np.random.default_rng(3).integers(1, 4, (30, 40)) if codes is None else codes
    write_map(path, codes.astype("uint8"))
    names = gdal.RasterAttributeTable()
    names.CreateColumn("Value", gdal.GFT_Integer, gdal.GFU_MinMax)
    names.CreateColumn("Class", gdal.GFT_String, gdal.GFU_Name)
    for at, text in enumerate(("Grass", "Forest", "Mine")):
        names.SetValueAsInt(at, 0, at + 1)
        names.SetValueAsString(at, 1, text)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetDefaultRAT(names)
    dataset = None
    return raster_layer(project, path, name)


def by_qgis_process(tmp_path, name, *arguments):
    """The results of an algorithm that qgis_process runs, in an empty profile."""
    from test_qgis_process import PROGRAM

    if PROGRAM is None:
        pytest.skip("qgis_process is not installed")
    settings = tmp_path / "profile/profiles/default/QGIS"
    settings.mkdir(parents=True)
    (settings / "QGIS3.ini").write_text("[PythonPlugins]\npitscape=true\n")
    (tmp_path / "runtime").mkdir(mode=0o700)
    environment = dict(
        os.environ, QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=str(tmp_path / "runtime"), QGIS_CUSTOM_CONFIG_PATH=str(tmp_path / "profile"),
        QGIS_PLUGINPATH=str(ROOT / "qgis_plugin"),
    )  # fmt: skip
    asked = [PROGRAM, "--json", "run", f"pitscape:{name}", *arguments]
    done = subprocess.run(asked, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]
