"""A small mining area for the tests: maps of three years, pools, reference points, covariates, a picture."""

import numpy as np
from layers import raster_layer
from maps import write_map, write_table

SIZE = 80
YEARS = (2004, 2012, 2020)
HEADER = ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]
POOLS = {1: (1, 0, 20, 0), 2: (30, 8, 90, 3), 3: (40, 15, 130, 4), 4: (2, 9, 110, 0)}
CODES, F_CODES = "1", "3;4"


def maps():
    """Grassland, forest and cropland in stripes and spots, and a mine that grows from the middle."""
    random = np.random.default_rng(7)
    rows, columns = np.indices((SIZE, SIZE))
    land = 2 + ((np.sin(rows / 9) + np.cos(columns / 7) + 0.4 * random.normal(size=(SIZE, SIZE))) > 0.2)
    land = np.where(random.random((SIZE, SIZE)) < 0.15, 4, land)
    made = {}
    for at, year in enumerate(YEARS):
        mine = np.hypot(rows - SIZE / 2, columns - SIZE / 2) < 6 + 4 * at
        land = np.where((land == 2) & (random.random((SIZE, SIZE)) < 0.1 * at), 4, land)
        made[year] = np.where(mine, 1, land).astype("uint8")
        made[year][:3] = 0
    return made


def inputs(folder, project, names, called="map"):
    """Layers of the project with classes of these names, and the parameters of a whole study."""
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    layers, cells = [], maps()
    for year, codes in cells.items():
        layer = raster_layer(project, write_map(folder / f"{called}_{year}.tif", codes, nodata=0), f"{called} {year}")
        classes = [QgsPalettedRasterRenderer.Class(code, QColor.fromHsv(70 * code, 150, 230), name) for code, name in names.items()]
        layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
        layers.append(layer)
    last = cells[YEARS[-1]].astype(float)
    random = np.random.default_rng(8)
    noise = random.normal(size=(3, SIZE, SIZE))
    height = np.add.outer(np.arange(SIZE), np.arange(SIZE)) + 3 * noise[0]
    bands = (0.1 + 0.01 * noise[1], 0.2 + 0.1 * last + 0.02 * noise[2])
    height = write_map(folder / "height.tif", height.astype("float32"))
    picture = write_map(folder / "picture.tif", *(band.astype("float32") for band in bands))
    places = random.integers(3, SIZE, (160, 2))
    rows = [(450005.0 + 10 * column, 5199995.0 - 10 * row, last[row, column] if at % 6 else 2) for at, (row, column) in enumerate(places)]
    return {
        "LAYERS": layers,
        "POOLS": write_table(folder / "pools.csv", HEADER, [(code, names[code], *pools, 0.5, 0.2, 3, 0.1) for code, pools in POOLS.items()]),
        "CODES": CODES,
        "F_CODES": F_CODES,
        "REFERENCE": _points(project, rows),
        "FIELD": "lucode",
        "RED": picture, "RED_BAND": 1, "NIR": picture, "NIR_BAND": 2,
        "COVARIATES": [raster_layer(project, height, "height & slope <m>")],
        "WINDOW_RADIUS": 30,
        "RING_WIDTH": 50,
        "RING_COUNT": 6,
        "PRICE": 43.0,
    }  # fmt: skip


def _points(project, rows):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("Point?crs=EPSG:32632&field=lucode:integer", "reference", "memory")
    for x, y, code in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({x} {y})"))
        feature.setAttributes([int(code)])
        layer.dataProvider().addFeatures([feature])
    return project.addMapLayer(layer)
