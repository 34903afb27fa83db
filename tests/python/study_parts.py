"""A part of the sample, small enough to run the whole study on it again and again."""

from conftest import ROOT
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()

SAMPLE = ROOT / "qgis_plugin/pitscape/sample"
YEARS = (2007, 2012, 2017, 2022)
COLUMN, ROW = 560, 300  # of the sample, where all classes lie near each other


def inputs(folder, side=360, points=4):
    """What a study takes: maps cut out, with their names and colours, and points of their own on the last."""
    maps = [cut(folder, f"haerwusu_synthetic_{year}.tif", side) for year in YEARS]
    picture = cut(folder, "haerwusu_synthetic_2022_reflectance.tif", side)
    return {
        "LAYERS": maps,
        "POOLS": str(SAMPLE / "pools_with_errors.csv"),
        "CODES": "3;4;9;10",
        "F_CODES": "7;8",
        "REFERENCE": reference(folder / "reference.gpkg", maps[-1], points),
        "FIELD": "lucode",
        "RED": picture,
        "RED_BAND": 3,
        "NIR": picture,
        "NIR_BAND": 4,
        "GREEN": picture,
        "GREEN_BAND": 2,
        "BLUE": picture,
        "COVARIATES": [str(SAMPLE / f"haerwusu_synthetic_{name}.tif") for name in ("dem", "temperature", "precipitation")],
        "WINDOW_RADIUS": 30,
        "RING_WIDTH": 200,
        "PRICE": 43,
        "DISCOUNT_RATE": 3,
    }


def cut(folder, name, side):
    path = str(folder / name)
    gdal.Translate(path, str(SAMPLE / name), srcWin=[COLUMN, ROW, side, side])
    return path


def reference(path, lulc, points):
    """Some cells of each class, of which every seventh has another class in truth."""
    dataset = gdal.Open(lulc)
    codes = dataset.ReadAsArray()
    left, width, _, top, _, height = dataset.GetGeoTransform()
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = made.CreateLayer("reference", dataset.GetSpatialRef(), ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("lucode", ogr.OFTInteger))
    found = sorted(set(codes.ravel().tolist()) - {0})
    count = 0
    for code in found:
        places = [divmod(at, codes.shape[1]) for at, one in enumerate(codes.ravel().tolist()) if one == code]
        for row, column in places[:: max(1, len(places) // points)][:points]:
            count += 1
            feature = ogr.Feature(layer.GetLayerDefn())
            feature["lucode"] = found[count % len(found)] if count % 7 == 0 else code
            point = ogr.Geometry(ogr.wkbPoint)
            point.AddPoint_2D(left + (column + 0.5) * width, top + (row + 0.5) * height)
            feature.SetGeometry(point)
            layer.CreateFeature(feature)
    made = None
    return str(path)
