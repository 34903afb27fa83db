"""A corner of the sample's mining area, small enough to be studied in seconds, and what a study of it is given."""

import csv

import numpy as np
from conftest import ROOT
from osgeo import gdal, ogr, osr

SAMPLE = ROOT / "qgis_plugin/pitscape/sample"
YEARS = (2007, 2012, 2017, 2022)
CORNER = 500, 500, 200, 200  # column, row, columns, rows of the sample's maps
MINING, GREEN = "3;4;9;10", "7;8"  # codes: industrial and mining land, dumps; grassland and forest
BANDS = {"RED": 3, "NIR": 4, "GREEN": 2, "BLUE": 1}


def corner(folder, name, window=CORNER):
    """Of a raster of the sample."""
    path = str(folder / f"{name}.tif")
    gdal.Translate(path, str(SAMPLE / f"haerwusu_synthetic_{name}.tif"), srcWin=window)
    return path


def maps(folder, years=YEARS):
    return [corner(folder, str(year)) for year in years]


def given(folder, years=YEARS):
    """All that the chapters take, of maps in a folder."""
    made = maps(folder, years)
    picture = corner(folder, "2022_reflectance")
    bands = {key: value for band, number in BANDS.items() for key, value in ((band, picture), (f"{band}_BAND", number))}
    return {
        "LAYERS": made,
        "POOLS": str(SAMPLE / "pools_with_errors.csv"),
        "CODES": MINING,
        "F_CODES": GREEN,
        "REFERENCE": points(folder / "points.gpkg", made[-1]),
        "FIELD": "lucode",
        **bands,
        "COVARIATES": [str(SAMPLE / "haerwusu_synthetic_dem.tif")],
        "WINDOW_RADIUS": 50,
        "RING_WIDTH": 200,
        "RING_COUNT": 4,
        "PRICE": 43.0,
        "DISCOUNT_RATE": 3.0,
    }


def quick(folder, years=YEARS):
    """What takes no more than a second or two: no picture, no windows."""
    made = given(folder, years)
    left = {name: made[name] for name in ("LAYERS", "POOLS", "CODES", "F_CODES", "RING_WIDTH", "RING_COUNT")}
    return {**left, "LEAVE_OUT": "windows,drivers"}


def outputs(folder):
    """Where all results go."""
    files = {"OUTPUT": "study.gpkg", "FOLDER": "rasters", "CSV_FOLDER": "csv", "REPORT": "report.html"}
    return {name: str(folder / file) for name, file in files.items()}


def points(path, lulc):
    """Ten reference points in each class of a map, some of another class."""
    dataset = gdal.Open(lulc)
    codes, place = dataset.ReadAsArray(), dataset.GetGeoTransform()
    system = osr.SpatialReference()
    system.ImportFromWkt(dataset.GetProjection())
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = made.CreateLayer("points", system, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("lucode", ogr.OFTInteger))
    draw = np.random.default_rng(7)
    found = [int(code) for code in np.unique(codes)]
    for code in found:
        rows, columns = np.nonzero(codes == code)
        for turn, at in enumerate(draw.choice(len(rows), min(10, len(rows)), replace=False)):
            feature = ogr.Feature(layer.GetLayerDefn())
            x, y = place[0] + (columns[at] + 0.5) * place[1], place[3] + (rows[at] + 0.5) * place[5]
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})"))
            feature["lucode"] = found[(found.index(code) + 1) % len(found)] if turn == 9 else code
            layer.CreateFeature(feature)
    made = None
    return str(path)


def table(path, name):
    """(columns, rows, geometries) of a layer of a GeoPackage, fid aside."""
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName(name) if name else dataset.GetLayer(0)
    columns = [field.GetName() for field in layer.schema]
    rows, shapes = [], []
    for feature in iter(layer.GetNextFeature, None):
        rows.append(tuple(feature[column] for column in columns))
        shape = feature.GetGeometryRef()
        shapes.append(shape and bytes(shape.ExportToWkb()))
    return columns, rows, shapes


def tables(path):
    dataset = ogr.Open(str(path))
    return [dataset.GetLayer(at).GetName() for at in range(dataset.GetLayerCount())]


def cells(path):
    """(bands, nodata, place) of a raster."""
    dataset = gdal.Open(str(path))
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    return [band.ReadAsArray() for band in bands], [band.GetNoDataValue() for band in bands], dataset.GetGeoTransform()


def pools_without(path, codes):
    """The pools of the sample, but for some classes."""
    with open(SAMPLE / "pools_with_errors.csv", encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if int(row[0]) not in codes)])
    return str(path)


def box(project, lulc, left, top, right, bottom, names=("",)):
    """A layer of rectangles of a map, in cells, side by side where there are several."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

    dataset = gdal.Open(lulc)
    x, side, _r, y, _s, _t = dataset.GetGeoTransform()
    layer = QgsVectorLayer("Polygon?field=mine:string", "polygons", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(dataset.GetProjection()))
    width = (right - left) / len(names)
    for at, name in enumerate(names):
        feature = QgsFeature(layer.fields())
        west = x + side * (left + at * width)
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, y - side * bottom, west + side * width, y - side * top)))
        feature.setAttributes([name])
        layer.dataProvider().addFeatures([feature])
    return project.addMapLayer(layer)
