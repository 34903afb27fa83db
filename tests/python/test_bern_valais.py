"""A real map (CORINE Land Cover 2000 of Bern and Valais) against a count by numpy alone."""

import numpy as np
import pytest
from maps import write_pools
from osgeo import gdal

pytestmark = pytest.mark.usefixtures("project")

RELATIVE = 1e-12  # the contract's tolerance of float sums


def pools_of(code):
    return code * 1.37, code**0.5, 200.0 / code, 0.1 * (code % 7)


def test_every_class_and_every_cell(reference, tmp_path):
    from qgis.core import QgsProcessingUtils
    from runs import context, rows, run

    path = reference / "real" / "bern_valais_g100_clc00.tif"
    dataset = gdal.Open(str(path))
    codes = dataset.ReadAsArray()
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    _x, width, _r1, _y, _r2, height = dataset.GetGeoTransform()
    ha = width * -height / 10000
    counts = {int(code): int(cells) for code, cells in zip(*np.unique(codes, return_counts=True)) if code != nodata}
    assert len(counts) > 25 and counts[7] == 352  # 7: mineral extraction sites

    table = [(code, f"CLC {code}", *pools_of(code)) for code in counts]
    within = context()
    results = run(
        {
            "LULC": str(path),
            "POOLS": write_pools(tmp_path / "pools.csv", table),
            "OUTPUT": str(tmp_path / "density.tif"),
            "SUMMARY": "TEMPORARY_OUTPUT",
        },
        within=within,
    )
    layer = QgsProcessingUtils.mapLayerFromString(results["SUMMARY"], within)
    found = rows(layer, "lucode", "cells", "area_ha", "c_above_t", "c_below_t", "c_soil_t", "c_dead_t", "carbon_t")
    assert [row[:2] for row in found] == sorted(counts.items())
    for code, cells, area_ha, *tonnes in found:
        area = cells * ha
        wanted = [area * pool for pool in pools_of(code)]
        assert area_ha == pytest.approx(area, rel=RELATIVE)
        assert tonnes == pytest.approx([*wanted, sum(wanted)], rel=RELATIVE, abs=0)

    total = sum(cells * ha * sum(pools_of(code)) for code, cells in counts.items())
    assert results["TOTAL_CARBON"] == pytest.approx(total, rel=RELATIVE)
    assert results["TOTAL_AREA_HA"] == pytest.approx(sum(counts.values()) * ha, rel=RELATIVE)
    assert results["MEAN_DENSITY"] == pytest.approx(total / (sum(counts.values()) * ha), rel=RELATIVE)

    densities = np.full(256, np.finfo("float32").min, "float32")
    for code in counts:
        densities[code] = sum(pools_of(code))
    made = gdal.Open(str(tmp_path / "density.tif"))
    assert np.array_equal(made.ReadAsArray(), densities[codes])
    assert made.GetGeoTransform() == dataset.GetGeoTransform()


def test_under_a_mask_in_degrees(project, reference, tmp_path):
    """The map's CRS has no code; the mask gets there all the same. Its eastern half, cut far from cell centres' rows."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeature, QgsGeometry, QgsRasterLayer
    from qgis.core import QgsRectangle, QgsVectorLayer
    from runs import run

    path = reference / "real" / "bern_valais_g100_clc00.tif"
    dataset = gdal.Open(str(path))
    codes = dataset.ReadAsArray()
    left, width, _r1, top, _r2, height = dataset.GetGeoTransform()
    rows, columns = slice(600, 603), slice(500, 504)  # small enough for straight sides to stay straight in degrees
    geometry = QgsGeometry.fromRect(
        QgsRectangle(left + 500 * width, top + 603 * height, left + 504 * width, top + 600 * height)
    )
    degrees = QgsCoordinateReferenceSystem("EPSG:4258")
    geometry.transform(QgsCoordinateTransform(QgsRasterLayer(str(path)).crs(), degrees, project.transformContext()))
    mask = project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:4258", "mask", "memory"))
    feature = QgsFeature()
    feature.setGeometry(geometry)
    mask.dataProvider().addFeatures([feature])
    present = [code for code in np.unique(codes) if code != 255]
    pools = write_pools(tmp_path / "pools.csv", [(code, "", *pools_of(int(code))) for code in present])
    results = run({"LULC": str(path), "POOLS": pools, "MASK": mask})
    inside = codes[rows, columns]
    assert 255 not in inside
    ha = width * -height / 10000
    assert results["TOTAL_AREA_HA"] == pytest.approx(12 * ha, rel=RELATIVE)
    assert results["TOTAL_CARBON"] == pytest.approx(sum(ha * sum(pools_of(int(code))) for code in inside.ravel()), rel=1e-11)


def test_a_study_with_quarries_as_mines(reference, tmp_path):
    """Of one year, on cells of 400 m: what it needs several years for is left out, and its carbon is that of a count."""
    from runs import Feedback, run

    path = reference / "real" / "bern_valais_g100_clc00.tif"
    dataset = gdal.Open(str(path))
    codes = [int(code) for code in np.unique(dataset.ReadAsArray()) if code != dataset.GetRasterBand(1).GetNoDataValue()]
    feedback = Feedback()
    given = {
        "LAYERS": [str(path)],
        "YEARS": "2000",
        "POOLS": write_pools(tmp_path / "pools.csv", [(code, f"CLC {code}", *pools_of(code)) for code in codes]),
        "CODES": "7",
        "F_CODES": "23;24;25;26",
        "RING_WIDTH": 2000,
        "RING_COUNT": 6,
        "CELL_SIZE": 400,
        "LEAVE_OUT": "windows,drivers",
        "FOLDER": str(tmp_path / "rasters"),
    }
    results = run(given, feedback, name="miningassessment")
    left_out = [text for text in feedback.warnings if text.startswith("Left out is “")]
    assert len(left_out) == 5 and not any("Reach of the mine" in text for text in left_out)
    coarse = gdal.Open(str(tmp_path / "rasters/land_cover_2000.tif"))
    found, counts = np.unique(coarse.ReadAsArray(), return_counts=True)
    cells = {int(code): int(count) for code, count in zip(found, counts) if code != coarse.GetRasterBand(1).GetNoDataValue()}
    assert results["CARBON_FIRST"] == pytest.approx(sum(count * 16 * sum(pools_of(code)) for code, count in cells.items()), rel=RELATIVE)
