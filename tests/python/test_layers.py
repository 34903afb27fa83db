"""Any raster layer of a project gives what its plain file gives, whatever provider, path or setting is behind it."""

import os

import numpy as np
import pytest
from layers import raster_layer
from maps import DENSITY, LEFT, TOP, files, read_map, write_map, write_pools
from osgeo import gdal
from runs import Asked, Failed, Feedback, run, run_unchecked, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")
HA = 10 * 10 / 10000


@pytest.fixture
def pools(tmp_path):
    return write_pools(tmp_path / "pools.csv")


def carbon(codes):
    return pytest.approx(sum(DENSITY[code] * HA for code in np.ravel(codes) if code), rel=1e-12)


def total(layer, pools, **more):
    return run(dict(more, LULC=layer, POOLS=pools))["TOTAL_CARBON"]


def virtual_layer(project, path, formula, shape=CODES.shape, extent=None, name="virtual"):
    """A raster calculated on the fly, as "Create on-the-fly raster" of the raster calculator makes it."""
    from qgis.core import QgsRasterLayer

    rows, columns = shape
    extent = extent or f"{LEFT},{TOP - 10 * rows},{LEFT + 10 * columns},{TOP}"
    layer = QgsRasterLayer(
        f"?crs=EPSG:32632&extent={extent}&width={columns}&height={rows}&formula={formula}&map:uri={path}&map:provider=gdal",
        name,
        "virtualraster",
    )
    assert layer.isValid() and layer.providerType() == "virtualraster"
    return project.addMapLayer(layer)


# Providers other than GDAL


def test_virtual_raster(project, pools, tmp_path):
    """Cells without a value come out of the calculator as a number that nobody calls nodata."""
    path = write_map(tmp_path / "map.tif", CODES, nodata=0)
    layer = virtual_layer(project, path, '"map@1" * 1')
    output = str(tmp_path / "density.tif")
    assert total(layer, pools, OUTPUT=output) == carbon(CODES)
    made = gdal.Open(output)
    assert made.GetGeoTransform() == gdal.Open(path).GetGeoTransform()
    assert np.array_equal(made.ReadAsArray() > 0, CODES > 0)
    assert temporary_folders() == []


def test_virtual_raster_of_many_windows(project, pools, tmp_path, monkeypatch):
    from pitscape.layers import raster_export

    monkeypatch.setattr(raster_export, "WINDOW", 256)
    codes = (np.arange(700 * 530) % 3 + 1).astype("uint8").reshape(700, 530)
    path = write_map(tmp_path / "map.tif", codes)
    asked = Asked(monkeypatch, lambda request: read_map(request["lulc"]["path"]))
    run({"LULC": virtual_layer(project, path, '"map@1" * 1', codes.shape), "POOLS": pools})
    assert np.array_equal(asked.seen[0], codes)


def test_user_nodata_and_names_of_a_virtual_raster(project, pools, tmp_path, monkeypatch):
    from qgis.core import QgsPalettedRasterRenderer, QgsRasterRange
    from qgis.PyQt.QtGui import QColor

    layer = virtual_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=0), '"map@1" * 1')
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(3, 3)])
    assert total(layer, pools) == carbon(np.where(CODES == 3, 0, CODES))
    assert layer.dataProvider().userNoDataValues(1) == [QgsRasterRange(3, 3)]  # that of the layer is left alone
    classes = [QgsPalettedRasterRenderer.Class(1, QColor("#00ff00"), "Gras")]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    asked = Asked(monkeypatch)
    run({"LULC": layer, "POOLS": pools})
    assert asked[0]["lulc"]["class_names"] == {"1": "Gras"} and asked[0]["lulc"]["nodata"] == [3]


def test_layers_go_while_their_copy_runs(project, pools, tmp_path):
    from runs import algorithm, context

    layer = virtual_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=0), '"map@1" * 1')
    chosen, within, feedback = algorithm(), context(), Feedback()
    assert chosen.prepare({"LULC": layer, "POOLS": pools}, within, feedback)
    project.clear()
    assert chosen.runPrepared({}, within, feedback)["TOTAL_CARBON"] == carbon(CODES)


def test_copies_in_the_background(project, pools, tmp_path):
    """The provider is cloned on the main thread, read and let go on another one; again and again."""
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask
    from runs import algorithm, context, spin

    layer = virtual_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=0), '"map@1" * 1')
    for _turn in range(20):
        within, feedback, ended = context(), Feedback(), []
        feedback.progressChanged.disconnect()
        task = QgsProcessingAlgRunnerTask(algorithm(), {"LULC": layer, "POOLS": pools}, within, feedback)
        task.executed.connect(lambda good, results: ended.append((good, results)))
        QgsApplication.taskManager().addTask(task)
        spin(lambda: ended)
        assert ended[0][0] and ended[0][1]["TOTAL_CARBON"] == carbon(CODES), feedback.errors


def test_progress_of_a_copy(project, pools, tmp_path, monkeypatch):
    """A part of its own before the library's."""
    from pitscape.layers import raster_export

    monkeypatch.setattr(raster_export, "WINDOW", 256)
    codes = np.ones((1500, 300), "uint8")
    layer = virtual_layer(project, write_map(tmp_path / "map.tif", codes), '"map@1" * 1', codes.shape)
    feedback = Feedback()
    run({"LULC": layer, "POOLS": pools}, feedback)
    assert feedback.texts[0] == "Copying the layer “virtual”"
    assert feedback.fractions == sorted(feedback.fractions) and feedback.fractions[-1] == 100
    assert len([percent for percent in feedback.fractions if percent < 50]) >= 5


def test_cancel_of_a_copy(project, pools, tmp_path, monkeypatch):
    from pitscape.layers import raster_export

    monkeypatch.setattr(raster_export, "WINDOW", 256)
    codes = np.ones((1500, 300), "uint8")
    layer = virtual_layer(project, write_map(tmp_path / "map.tif", codes), '"map@1" * 1', codes.shape)
    asked = Asked(monkeypatch)
    before = files(tmp_path)
    feedback = Feedback(stop_at=20)
    assert run_unchecked({"LULC": layer, "POOLS": pools, "OUTPUT": str(tmp_path / "density.tif")}, feedback) == {}
    assert asked == [] and feedback.errors == [] and 20 <= feedback.fractions[-1] < 50
    assert files(tmp_path) == before and temporary_folders() == []


def test_copy_that_cannot_be_written(project, pools, tmp_path, monkeypatch):
    """The folder of temporary files is full: one sentence, and nothing stays."""
    import resource

    codes = np.ones((1000, 1000), "uint8")
    layer = virtual_layer(project, write_map(tmp_path / "map.tif", codes), '"map@1" * 1', codes.shape)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, hard))
    try:
        with pytest.raises(Failed, match="^LULC: the temporary file .* written"):
            run({"LULC": layer, "POOLS": pools})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert temporary_folders() == []


def test_band_that_a_virtual_raster_has_not(project, pools, tmp_path):
    layer = virtual_layer(project, write_map(tmp_path / "map.tif", CODES), '"map@1" * 1')
    with pytest.raises(Failed, match="“virtual” .* has no band 2; it has 1"):
        run({"LULC": layer, "LULC_BAND": 2, "POOLS": pools})


def test_mask_over_a_virtual_raster(project, pools, tmp_path):
    from layers import polygon_layer

    layer = virtual_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=0), '"map@1" * 1')
    mask = polygon_layer(project, [(0, 0, 2, 3)], "EPSG:4326")
    assert total(layer, pools, MASK=mask) == carbon(CODES[:, :2])


# What GDAL opens in other ways than by the path of a file


def test_open_options(project, pools, tmp_path, monkeypatch):
    """The option chooses the georeference here: without it cells would have another size."""
    path = write_map(tmp_path / "map.tif", CODES, nodata=0)
    (tmp_path / "map.tfw").write_text(f"20\n0\n0\n-20\n{LEFT + 10}\n{TOP - 10}\n")
    plain = raster_layer(project, path)
    layer = raster_layer(project, f"{path}|option:GEOREF_SOURCES=WORLDFILE")
    assert (plain.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelX()) == (10, 20)
    # the world file brings no CRS: Set Layer CRS does, which the request has to carry
    layer.setCrs(plain.crs())
    assert total(layer, pools) == pytest.approx(4 * total(plain, pools), rel=1e-12)
    asked = Asked(monkeypatch, lambda request: open(request["lulc"]["path"]).read())
    run({"LULC": layer, "POOLS": pools})
    assert "GEOREF_SOURCES" in asked.seen[0] and asked[0]["origins"]["lulc"].endswith("GEOREF_SOURCES=WORLDFILE)")


def test_open_options_that_fail_later(project, pools, tmp_path):
    path = write_map(tmp_path / "map.tif", CODES, nodata=0)
    layer = raster_layer(project, f"{path}|option:GEOREF_SOURCES=INTERNAL")
    os.remove(path)
    with pytest.raises(Failed, match="^LULC: the layer “map” cannot be opened with GEOREF_SOURCES=INTERNAL"):
        run({"LULC": layer, "POOLS": pools})


def test_virtual_file_of_gdal(project, pools, tmp_path):
    path = write_map(tmp_path / "map.tif", CODES, nodata=0)
    gdal.Translate(str(tmp_path / "map.vrt"), path, format="VRT")
    assert total(str(tmp_path / "map.vrt"), pools) == carbon(CODES)
    assert total(raster_layer(project, tmp_path / "map.vrt"), pools) == carbon(CODES)


def test_virtual_file_without_its_source(project, pools, tmp_path):
    path = write_map(tmp_path / "map.tif", CODES, nodata=0)
    gdal.Translate(str(tmp_path / "map.vrt"), path, format="VRT")
    layer = raster_layer(project, tmp_path / "map.vrt")
    os.remove(path)
    with pytest.raises(Failed, match="map"):
        total(layer, pools)


def test_file_in_a_zip(project, pools, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "maps.zip", "w") as archive:
        archive.write(write_map(tmp_path / "map.tif", CODES, nodata=0), "folder/map.tif")
    assert total(raster_layer(project, f"/vsizip/{tmp_path}/maps.zip/folder/map.tif"), pools) == carbon(CODES)


def test_file_in_memory(project, pools, tmp_path):
    gdal.Translate("/vsimem/pitscape.tif", write_map(tmp_path / "map.tif", CODES, nodata=0))
    try:
        assert total(raster_layer(project, "/vsimem/pitscape.tif"), pools) == carbon(CODES)
    finally:
        gdal.Unlink("/vsimem/pitscape.tif")


def test_raster_in_a_geopackage(project, pools, tmp_path):
    """One of two rasters in a file."""
    for name, codes in (("before", CODES), ("after", np.flip(CODES) * 0 + 1)):
        path = write_map(tmp_path / f"{name}.tif", codes, nodata=0)
        options = [f"RASTER_TABLE={name}", "TILE_FORMAT=TIFF", "APPEND_SUBDATASET=YES"]
        bounds = {"format": "GPKG", "creationOptions": options, "outputType": gdal.GDT_Int16}
        assert gdal.Translate(str(tmp_path / "maps.gpkg"), path, **bounds) is not None
    layer = raster_layer(project, f"GPKG:{tmp_path}/maps.gpkg:before")
    assert total(layer, pools) == carbon(CODES)
    with pytest.raises(Failed, match="OUTPUT: .*(the input LULC|does not end in .tif)"):
        run({"LULC": layer, "POOLS": pools, "OUTPUT": f"{tmp_path}/maps.gpkg"})


def test_crs_of_the_layer_wins(project, pools, tmp_path):
    """Set Layer CRS on a file that has another one."""
    from qgis.core import QgsCoordinateReferenceSystem

    layer = raster_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=0, epsg=32633))
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    output = str(tmp_path / "density.tif")
    assert total(layer, pools, OUTPUT=output) == carbon(CODES)
    assert QgsCoordinateReferenceSystem.fromWkt(gdal.Open(output).GetProjection()).authid() == "EPSG:32632"


# Where the inputs came from


def test_sources_are_what_the_user_sees(project, pools, tmp_path, monkeypatch):
    from layers import polygon_layer, table_layer
    from qgis.core import QgsProcessingFeatureSourceDefinition

    path = write_map(tmp_path / "map.tif", CODES, nodata=0)
    mask = polygon_layer(project, [(0, 0, 4, 3)])
    mask.selectAll()
    asked = Asked(monkeypatch)
    inputs = {
        "LULC": raster_layer(project, path, "Bodenbedeckung"),
        "POOLS": table_layer(project, pools, "my pools"),
        "MASK": QgsProcessingFeatureSourceDefinition(mask.id(), True),
        "ZONES": mask,
        "ZONE_FIELD": "kind",
    }
    run(inputs)
    assert asked[0]["origins"] == {
        "lulc": f"Bodenbedeckung ({path})",
        "pools": f"my pools ({pools})",
        "mask": "polygons (memory layer), selected features",
        "zones": "polygons (memory layer)",
        "zone_field": "kind",
    }


def test_sources_are_in_the_raster(project, pools, tmp_path):
    layer = virtual_layer(project, write_map(tmp_path / "map.tif", CODES, nodata=0), '"map@1" * 1', name="on the fly")
    run({"LULC": layer, "POOLS": pools, "OUTPUT": str(tmp_path / "density.tif")})
    told = gdal.Open(str(tmp_path / "density.tif")).GetMetadataItem("PITSCAPE_SOURCES")
    assert "on the fly" in told and "map.tif" in told and "pools.csv" in told
