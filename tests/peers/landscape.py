"""Metrics of PyLandStats beside ours on a generated map: equal where definitions agree, and by how much the others differ.

    python3 -m venv peers && peers/bin/pip install pylandstats
    scripts/build
    python3 tests/peers/landscape.py ours map.tif ours.json        (the Python of QGIS)
    peers/bin/python tests/peers/landscape.py compare map.tif ours.json

Ends with 1 where one of what should be equal (to 1e-9 of it) is not.
"""

import json
import pathlib
import sys
import time

# Ours by the name there.
SPREAD = {"area": "area", "perimeter": "perim", "perimeter_area_ratio": "para", "shape_index": "shape", "fractal_dimension": "frac"}
STATISTICS = ("mn", "am", "md", "ra", "sd", "cv")
PLAIN = {
    "total_area": {"class": "ca", "landscape": "ta"},
    "proportion_of_landscape": {"class": "pland"},
    "number_of_patches": "np",
    "patch_density": "pd",
    "largest_patch_index": "lpi",
    "total_edge": "te",
    "edge_density": "ed",
    "landscape_shape_index": "lsi",
    "effective_mesh_size": "mesh",
    "interspersion_juxtaposition_index": "iji",
    "contagion": {"landscape": "contag"},
    "shannon_diversity_index": {"landscape": "shdi"},
    "entropy": {"landscape": "ent"},
    "joint_entropy": {"landscape": "joinent"},
    "conditional_entropy": {"landscape": "condent"},
    "mutual_information": {"landscape": "mutinf"},
    "relative_mutual_information": {"landscape": "relmutinf"},
}
# Defined otherwise there: see the help of landscapemetrics.
OTHERWISE = {
    "class": set(),
    "landscape": {"contagion", "shannon_diversity_index"},
}


def ours(path, target):
    import numpy as np
    from osgeo import gdal, osr

    root = pathlib.Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(root / "qgis_plugin"), str(root / "tests/python")]
    from pitscape import native
    from pitscape.tables import Table

    row, column = np.indices((700, 900))
    random = np.random.default_rng(6)
    wave = np.sin(row / 37) + np.cos(column / 51) + np.sin((row + 2 * column) / 23) + random.normal(0, 0.35, row.shape)
    codes = (1 + np.digitize(wave, [-1.2, -0.3, 0.4, 1.3])).astype("uint8")
    dataset = gdal.GetDriverByName("GTiff").Create(path, codes.shape[1], codes.shape[0], 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((500000, 10, 0, 4400000, 0, -10))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32649)
    dataset.SetProjection(system.ExportToWkt())
    dataset.GetRasterBand(1).SetNoDataValue(0)
    dataset.GetRasterBand(1).WriteArray(codes)
    dataset = None
    folder = pathlib.Path(target).with_suffix("")
    folder.mkdir(exist_ok=True)
    started = time.process_time()
    report = native.run("landscape_metrics", {"layers": [{"path": path}], "tables": str(folder), "threads": 1})
    found = {"seconds": time.process_time() - started}
    for name in ("landscape", "class"):
        table = Table(report["tables"][name])
        names = [column for column, _kind in table.columns]
        found[name] = [dict(zip(names, row)) for row in table]
    pathlib.Path(target).write_text(json.dumps(found))


def compare(path, target):
    import pylandstats as pls

    found = json.loads(pathlib.Path(target).read_text())
    names = {f"{there}_{end}": f"{here}_{end}" for there, here in SPREAD.items() for end in STATISTICS}
    started = time.process_time()
    landscape = pls.Landscape(path)
    wrong = 0
    for level, most in (("landscape", pls.Landscape.LANDSCAPE_METRICS), ("class", pls.Landscape.CLASS_METRICS)):
        by_level = {there: here if isinstance(here, str) else here.get(level) for there, here in PLAIN.items()}
        known = {there: here for there, here in {**names, **by_level}.items() if here and there in most}
        make = getattr(landscape, f"compute_{level}_metrics_df")
        table = make(metrics=list(known))
        for row in found[level]:
            theirs = table.loc[row["lucode"]] if level == "class" else table.iloc[0]
            for there, here in known.items():
                a, b = row[here], float(theirs[there])
                off = abs(a - b) / max(abs(b), 1e-300)
                if there in OTHERWISE[level]:
                    print(f"{level} {here}: {a:.6g} here, {b:.6g} there, defined otherwise")
                elif not off <= 1e-9:
                    wrong += 1
                    print(f"{level} {row.get('lucode', '')} {here}: {a!r} here, {b!r} there")
        print(f"{level}: {len(known)} metrics of {len(found[level])} rows compared")
    print(f"{found['seconds']:.2f} CPU s here, {time.process_time() - started:.2f} there")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    {"ours": ours, "compare": compare}[sys.argv[1]](*sys.argv[2:])
