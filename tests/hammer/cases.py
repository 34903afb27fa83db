"""One request for each kernel, with every output that it has, and the maps and tables that it reads.

In the requests `IN/`, `OUT/`, `BANDS`, `TABLES` and `SCRATCH` stand for folders that a run is given.
"""

import json

import numpy as np
from maps import LEFT, TOP, write_map, write_pools, write_table

CELL = 10.0
TILED = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE", "ZLEVEL=1"]
CLASSES = range(1, 6)


def make_inputs(folder):
    """Write all that the requests read."""
    draw = np.random.default_rng(19)
    for name, side, patch in (("large", 2200, 5), ("middle", 900, 6), ("patchy", 400, 6), ("small", 260, 4)):
        cover = _cover(draw, side, patch)
        write_map(folder / f"{name}.tif", cover, nodata=0, options=TILED)
        changed = np.where(draw.random(cover.shape) < 0.1, _cover(draw, side, patch), cover)
        write_map(folder / f"{name}_later.tif", changed[3:, 5:], cell=(CELL, 1.01 * CELL), nodata=0, options=TILED)
    waves = np.add.outer(np.sin(np.arange(300) / 17), np.cos(np.arange(300) / 29))
    picture = draw.integers(1, 12000, (4, 1500, 1500)).astype("uint16")
    write_map(folder / "picture.tif", *picture, options=TILED)
    write_map(folder / "picture_20m.tif", picture[3, ::2, ::2], cell=(2 * CELL, 2 * CELL), options=TILED)
    write_map(folder / "values.tif", (waves + draw.normal(0, 0.3, waves.shape)).astype("float32"), options=TILED)

    carbon = [(code, f"class {code}", *(draw.integers(1, 90, 4)), *(draw.integers(1, 5, 4))) for code in CLASSES]
    header = ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]
    write_pools(folder / "pools.csv", carbon, header)
    write_pools(folder / "pools_later.csv", [(code, name, *(2 * c for c in pools)) for code, name, *pools in carbon], header)
    pairs = [(a, b) for a in CLASSES for b in CLASSES if a < b]
    write_table(folder / "depths.csv", ["lucode_a", "lucode_b", "depth"], [(a, b, 10 * (b - a)) for a, b in pairs])
    write_table(folder / "weights.csv", ["lucode_a", "lucode_b", "weight"], [(a, b, (a + b) / 10) for a, b in pairs])
    write_table(folder / "groups.csv", ["lucode", "class_group"], [(code, "odd" if code % 2 else "even") for code in CLASSES])
    points = draw.uniform(0, 5000, (1500, 2))
    values = np.sin(points[:, 0] / 400) + draw.normal(0, 0.2, len(points))
    write_table(folder / "points.csv", ["x", "y", "value"], [(*point, value) for point, value in zip(points, values)])
    bins = [
        (metric, h, a * (1 - np.exp(-h / 300)) + draw.normal(0, 0.02), 1000)
        for metric, a in zip("abcd", (1, 2, 3, 4)) for h in range(50, 1500, 50)
    ]  # fmt: skip
    write_table(folder / "variograms.csv", ["metric", "dist", "gamma", "np"], bins)
    years = [(f"zone {zone}", year, *draw.uniform(0, 100, 5)) for zone in range(300) for year in range(1980, 2024)]
    write_table(folder / "years.csv", ["zone", "year", "np", "pd", "shdi", "forest", "carbon"], years)
    write_table(folder / "indicators.csv", ["column_name", "direction"], [("np", "-"), ("pd", "-"), ("shdi", "+")])

    def rectangle(x, y, width, height):
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        return {"type": "Polygon", "coordinates": [[(LEFT + a, TOP - b) for a, b in corners]]}

    zones = [rectangle(7000 * column, 7000 * row, 6500, 6800) for row in range(3) for column in range(3)]
    _write_features(folder / "zones.geojson", zones)
    _write_features(folder / "mask.geojson", [rectangle(0, 0, 21000, 9500), rectangle(300, 10200, 18000, 11000)])
    _write_features(folder / "mines.geojson", [rectangle(3000, 3000, 900, 700), rectangle(6000, 1200, 300, 2000)])
    places = draw.uniform(500, 8500, (150, 2))
    _write_features(folder / "sites.geojson", [_point(*place) for place in places])
    _write_features(folder / "soil.geojson", [_point(*place) for place in points], values)


def _cover(draw, side, patch):
    """Patches of the classes with single cells of others and of nodata strewn in."""
    blocks = draw.integers(1, len(CLASSES) + 1, (side // patch + 1, side // patch + 1))
    cover = np.kron(blocks, np.ones((patch, patch), int))[:side, :side]
    return np.where(draw.random(cover.shape) < 0.03, draw.integers(0, len(CLASSES) + 1, cover.shape), cover).astype("uint8")


def _point(x, y):
    return {"type": "Point", "coordinates": (LEFT + x, TOP - y)}


def _write_features(path, geometries, values=()):
    """With values where there are some."""
    features = [
        {"type": "Feature", "properties": {"name": f"{number}"}, "geometry": geometry}
        for number, geometry in enumerate(geometries, 1)
    ]
    for feature, value in zip(features, values):
        feature["properties"]["value"] = float(value)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))


def _raster(name):
    return {"path": f"IN/{name}.tif"}


SERIES = {
    "layers": [_raster("large"), _raster("large_later")], "layer_names": ["early", "late"], "years": [2000, 2010],
    "pools": "IN/pools.csv",
}  # fmt: skip
WITH_ZONES = {"zones": "IN/zones.geojson", "zone_field": "name", "mask": "IN/mask.geojson"}
RINGS = {"ring_width": 300, "ring_count": 6}

REQUESTS = {
    "carbon_storage": {"lulc": _raster("large"), "pools": "IN/pools.csv", "output": "OUT/density.tif", **WITH_ZONES},
    "carbon_change": {
        "lulc_base": _raster("large"), "lulc_alt": _raster("large_later"), "pools": "IN/pools.csv",
        "pools_alt": "IN/pools_later.csv", "year_base": 2000, "year_alt": 2010, "price": 50, "discount_rate": 3,
        "output": "OUT/change.tif", "output_npv": "OUT/npv.tif", **WITH_ZONES,
    },
    "carbon_series": {**SERIES, "output": "OUT/change.tif", **WITH_ZONES},
    "contribution_ratio": {
        **SERIES, "layers": [_raster("middle"), _raster("middle_later")], "sources": "IN/mines.geojson", **RINGS,
        "replicates": 300, "create_options": ["COMPRESS=NONE"], "output": "OUT/levels.tif", "level_zones": True,
    },
    "correlation": {
        "inputs": [{**_raster(name), "name": name} for name in ("small", "small_later", "values")], "method": "spearman", "mask": "IN/mask.geojson", "scatter": True,
    },
    "coupling_coordination": {
        "input": "IN/years.csv", "indicators": "IN/indicators.csv", "f_field": "forest", "ca_field": "carbon",
    },
    "distance_zones": {
        "lulc": _raster("large"), "sources": "IN/mines.geojson", "distance": "OUT/distance.tif",
        "allocation": "OUT/allocation.tif", "ring_raster": "OUT/rings.tif", "rings": True, **RINGS,
    },
    "kriging": {
        "input": "IN/soil.geojson", "field": "value", "cell_size": 10, "type": "universal", "drift": "linear", "cv": "leave_one_out",
        "targets": "IN/zones.geojson", "output": "OUT/prediction.tif", "variance": "OUT/variance.tif", "neighbours": "OUT/neighbours.tif",
        "variogram": True, "drift_terms": True,
    },
    "landscape_metrics": {
        "layers": [_raster("patchy"), _raster("patchy_later")], "layer_names": ["early", "late"], "edge_depths": "IN/depths.csv", "contrast": "IN/weights.csv",
        "similarity": "IN/weights.csv", "search_radius": 60, "connect_threshold": 50, "max_classes": 9, "form": "long",
        "output": "OUT/patches.tif", "patch": True, "patches": True,
    },
    "map_accuracy": {"map": _raster("large"), "reference_raster": _raster("large_later"), "pools": "IN/pools.csv", "points": True},
    "lulc_transition": {**SERIES, "groups": "IN/groups.csv", "output": "OUT/transitions.tif", **WITH_ZONES},
    "moving_window": {
        "lulc": _raster("small"), "metrics": ["NP", "SHDI", "ED"], "radii": [100, 150], "edge": "partial",
        "output": "OUT/windows.tif", "folder": "BANDS", "layer_name": "small", "create_options": ["COMPRESS=NONE"],
    },
    "point_variogram": {"input": "IN/points.csv", "field": "value", "estimator": "genton", "directions": [0, 45, 90, 135]},
    "pair_template": {"lulc": _raster("patchy"), "kind": "similarity"},
    "pool_template": {"lulc": _raster("large")},
    "rasterize_lulc": {
        "input": "IN/zones.geojson", "field": "name", "cell_size": 4, "rule": "largest", "output": "OUT/cover.tif",
    },
    "raster_variogram": {
        "input": _raster("values"), "map": "OUT/lags.tif", "covariogram": True, "anisotropy": True, "cutoff": 500,
        "models": ["spherical", "matern"],
    },
    "regression": {
        "y": {**_raster("values"), "name": "values"}, "x": [{**_raster(name), "name": name} for name in ("small", "small_later")],
        "factors": [{**_raster("patchy"), "name": "patchy"}], "selection": "stepwise", "mask": "IN/mask.geojson", "block_size": 300,
        "predicted": "OUT/predicted.tif", "residuals": "OUT/residuals.tif", "samples": True, "plots": True,
    },
    "sampled_windows": {
        "lulc": _raster("middle"), "features": "IN/sites.geojson", "metrics": ["NP", "SHDI", "ENN_MN"], "radii": [200, 400],
        "edge": "partial",
    },
    "spectral_indices": {
        "red": {**_raster("picture"), "band": 3}, "nir": _raster("picture_20m"), "green": {**_raster("picture"), "band": 2},
        "blue": _raster("picture"), "indices": ["DVI", "EVI", "RVI", "SAVI", "GNDVI", "NDVI"], "sensor": "sentinel2_l2a",
        "mask": "IN/mask.geojson", "output": "OUT/indices.tif", "folder": "BANDS", "layer_name": "picture",
        "create_options": ["COMPRESS=NONE"],
    },
    "variogram_fit": {"input": "IN/variograms.csv", "models": ["spherical", "exponential"], "structures": "2"},
    "window_scale": {"lulc": _raster("small"), "metrics": ["SHEI", "PD"], "radii": [20, 30, 40, 50, 60], "scratch": "SCRATCH"},
}  # fmt: skip

for _kernel, _request in REQUESTS.items():
    if _kernel != "moving_window":  # which makes no table
        _request["tables"] = "TABLES"


def check_complete(kernels):
    """Every output that a kernel knows is asked for; kernels without a request are told."""
    missing = []
    for name in sorted(set(kernels) - set(REQUESTS)):
        print(f"{name} is left in peace: tests/hammer/cases.py has no request for it.")
    for kernel in set(REQUESTS) & set(kernels):
        request = REQUESTS[kernel]
        for field in kernels[kernel]["fields"]:
            made = field["type"].startswith("output_") or field["name"] in ("scratch", "tables")
            if made and not request.get(field["name"]):
                missing.append(f"{kernel}.{field['name']}")
    if missing:
        raise SystemExit(f"tests/hammer/cases.py has no request for {', '.join(missing)}.")
