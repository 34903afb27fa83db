"""Results as they stand in a project: what layers and columns are called, how they are drawn, and that the data stay as they are."""

import tempfile

import numpy as np
import pytest
from conftest import ROOT
from layers import raster_layer, wkt_layer
from maps import LEFT, TOP, write_map, write_pools
from models import chain, destinations, from_input
from osgeo import gdal
from runs import Feedback, algorithm, context, run

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2, 2], [1, 0, 2, 3], [3, 3, 2, 3]], "uint8")


@pytest.fixture
def pools(tmp_path):
    return write_pools(tmp_path / "pools.csv")


def cover(project, tmp_path, name, codes=CODES, file=None):
    """A map in the project under a name."""
    return raster_layer(project, write_map(tmp_path / f"{file or 'cover'}.tif", codes, nodata=0), name)


def loaded(name, parameters):
    """Run as scripts of users do, with the layers that came, by the names of the outputs."""
    import processing
    from qgis.core import QgsProject

    before = set(QgsProject.instance().mapLayers())
    results = processing.runAndLoadResults(f"pitscape:{name}", parameters)
    came = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in before]
    return {key: layer for key, value in results.items() for layer in came if value in (layer.id(), layer.source())}, came


def names(layers):
    return {layer.name() for layer in layers}


# Names of layers


@pytest.mark.parametrize(
    "map_name, wanted",
    [
        ("land cover 2022", "Carbon density 2022"),
        ("霍林河2007年土地利用", "Carbon density 2007"),
        ("1990 and 2020", "Carbon density: 1990 and 2020"),
        ("土地利用", "Carbon density: 土地利用"),
        ("{map} %1", "Carbon density: {map} %1"),
    ],
)
def test_a_layer_is_named_by_year_else_by_map(project, pools, tmp_path, map_name, wanted):
    outputs = {"OUTPUT": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT"}
    _found, came = loaded("carbonstorage", {"LULC": cover(project, tmp_path, map_name), "POOLS": pools, **outputs})
    assert names(came) == {wanted, wanted.replace("density", "by class")}


def test_the_own_time_of_a_layer_goes_before_its_name(project, pools, tmp_path):
    from qgis.core import Qgis, QgsDateTimeRange
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    layer = cover(project, tmp_path, "land cover 2022")
    times = layer.temporalProperties()
    times.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
    times.setFixedTemporalRange(QgsDateTimeRange(*(QDateTime(QDate(year, 7, 1), QTime(0, 0)) for year in (2017, 2018))))
    times.setIsActive(True)
    _found, came = loaded("carbonstorage", {"LULC": layer, "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"})
    assert names(came) == {"Carbon by class 2017"}


def test_several_years(project, pools, tmp_path):
    layers = [cover(project, tmp_path, f"cover {year}", file=str(year)) for year in (2022, 2007, 2012)]
    outputs = {"OUTPUT": str(tmp_path / "change.tif"), "TOTALS": str(tmp_path / "totals.csv"), "STORAGE": "TEMPORARY_OUTPUT"}
    _found, came = loaded("carbonseries", {"LAYERS": layers, "POOLS": pools, **outputs})
    assert names(came) == {f"{what}: 2007 to 2022" for what in ("Map of carbon change", "Carbon by year", "Carbon by year and class")}
    given = {"LULC_BASE": layers[0], "LULC_ALT": layers[1], "YEAR_ALT": 2030, "POOLS": pools, "PAIRS": "TEMPORARY_OUTPUT"}
    assert names(loaded("carbonchange", given)[1]) == {"Carbon change by pairs of classes: 2022 to 2030"}


def test_several_maps_without_years(project, tmp_path):
    layers = [cover(project, tmp_path, name, file=name) for name in ("north", "south", "west")]
    asked = {"METRICS": "NP", "LANDSCAPE": "TEMPORARY_OUTPUT"}
    assert names(loaded("landscapemetrics", {"LAYERS": layers[:2], **asked})[1]) == {"Landscape metrics: north, south"}
    assert names(loaded("landscapemetrics", {"LAYERS": layers, **asked})[1]) == {"Landscape metrics: north and 2 more"}


def test_a_variogram_is_named_by_its_values(project, tmp_path):
    values = np.random.default_rng(1).random((20, 20), "float32")
    asked = {"INPUT": cover(project, tmp_path, "ndvi 2022", values), "CUTOFF": 50, "WIDTH": 10, "MODELS": "spherical"}
    outputs = dict.fromkeys(("MAP", "VARIOGRAM", "ANISOTROPY"), "TEMPORARY_OUTPUT")
    _found, came = loaded("rastervariogram", {**asked, **outputs})
    assert names(came) == {"Variogram map: ndvi 2022", "Variogram: ndvi 2022", "Anisotropy: ndvi 2022"}
    (table,) = project.mapLayersByName("Variogram: ndvi 2022")
    _found, came = loaded("variogramfit", {"INPUT": table, "MODELS": "spherical", "FITS": "TEMPORARY_OUTPUT"})
    assert names(came) == {"Fitted models: Variogram: ndvi 2022"}


def test_labels_of_outputs_stay(project, pools, tmp_path):
    made = algorithm()
    _results, good = made.run({"LULC": cover(project, tmp_path, "cover 2022"), "POOLS": pools}, context(), Feedback())
    assert good
    assert made.parameterDefinition("OUTPUT").description() == made.outputDefinition("OUTPUT").description() == "Carbon density"


@pytest.mark.parametrize("given", ["my carbon", "Carbon by class"])
def test_a_name_of_the_user_stays(project, pools, tmp_path, given):
    """That of the label too: it is the one that was asked for."""
    from qgis.core import QgsProcessingOutputLayerDefinition

    wanted = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)
    wanted.destinationName = given
    _found, came = loaded("carbonstorage", {"LULC": cover(project, tmp_path, "cover 2022"), "POOLS": pools, "SUMMARY": wanted})
    assert names(came) == {given}


def test_a_name_that_a_script_announced_stays(project, pools, tmp_path):
    from qgis.core import QgsProcessingContext

    within, path = context(), str(tmp_path / "density.tif")
    within.addLayerToLoadOnCompletion(path, QgsProcessingContext.LayerDetails("of a script", project, "OUTPUT"))
    run({"LULC": cover(project, tmp_path, "cover 2022"), "POOLS": pools, "OUTPUT": path}, within=within)
    assert within.layerToLoadOnCompletionDetails(path).name == "of a script"


def test_names_of_files_where_the_user_set_so(project, pools, tmp_path):
    """As QGIS has it from the start. It goes for files of the user's alone, and those in a temporary folder are none."""
    from qgis.core import QgsSettings

    (ROOT / "target").mkdir(exist_ok=True)
    folder = tempfile.TemporaryDirectory(dir=ROOT / "target")

    setting = "Processing/Configuration/PREFER_FILENAME_AS_LAYER_NAME"
    asked = {"LULC": cover(project, tmp_path, "cover 2022"), "POOLS": pools}
    QgsSettings().setValue(setting, True)
    try:
        files = {"OUTPUT": f"{folder.name}/mine_density.tif", "SUMMARY": f"{folder.name}/mine_table.csv"}
        assert names(loaded("carbonstorage", {**asked, **files})[1]) == {"mine_density", "mine_table"}
        other = dict(asked, LULC=cover(project, tmp_path, "south 2022", file="south"))
        came = loaded("carbonstorage", {**other, "OUTPUT": f"{folder.name}/south.tif", "SUMMARY": "TEMPORARY_OUTPUT"})[1]
        assert names(came) == {"south", "Carbon by class 2022"}
    finally:
        QgsSettings().remove(setting)
        folder.cleanup()


def test_the_name_of_a_models_output_wins(project, pools, tmp_path):
    import processing
    from qgis.core import QgsProcessingParameterRasterLayer

    steps = {"carbon": ("pitscape:carbonstorage", {"LULC": from_input("cover"), "POOLS": pools})}
    model = chain([QgsProcessingParameterRasterLayer("cover")], steps, {"stock": ("carbon", "SUMMARY")}, filled=False)
    before = set(project.mapLayers())
    layer = cover(project, tmp_path, "cover 2022")
    processing.runAndLoadResults(model, {"cover": layer, destinations(model)["stock"]: "TEMPORARY_OUTPUT"})
    came = [one for key, one in project.mapLayers().items() if key not in before | {layer.id()}]
    assert names(came) == {"stock"}
    assert came[0].fields().field("carbon_t").alias() == "Carbon (t)"


def test_results_of_one_year_are_told_apart_by_their_maps(project, pools, tmp_path):
    asked = {"POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}
    areas = [cover(project, tmp_path, f"{area} 2022", file=area) for area in ("north", "south", "west")]

    def carbon(layer):
        return loaded("carbonstorage", {"LULC": layer, **asked})[1][0]

    one = carbon(areas[0])
    assert one.name() == carbon(areas[0]).name() == "Carbon by class 2022"  # of the same map: nothing to add
    renamed = carbon(areas[0])
    renamed.setName("mine")
    two = carbon(areas[1])
    assert (one.name(), two.name()) == ("Carbon by class 2022 (north 2022)", "Carbon by class 2022 (south 2022)")
    assert carbon(areas[2]).name() == "Carbon by class 2022 (west 2022)"
    assert renamed.name() == "mine" and {area.name() for area in areas} == {"north 2022", "south 2022", "west 2022"}
    foreign = wkt_layer(project, ("POLYGON((0 0,9 0,9 -9,0 0))",))
    foreign.setName("Carbon by class 2007")
    assert carbon(cover(project, tmp_path, "east 2007", file="east")).name() == foreign.name()


def test_nothing_is_loaded_where_nobody_asks(project, pools, tmp_path):
    from pitscape.layers.loaded import Styler

    within, before, alive = context(), set(project.mapLayers()), set(Styler.alive)
    results = run({"LULC": write_map(tmp_path / "map.tif", CODES, nodata=0), "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}, within=within)
    assert results["SUMMARY"] and not within.layersToLoadOnCompletion()
    assert set(project.mapLayers()) == before and Styler.alive == alive


# Titles of reports


def reported(project, pools, tmp_path, years, feedback):
    made = algorithm("carbonseries")
    before = made.outputDefinition("REPORT").description()
    layers = [cover(project, tmp_path, f"cover {year}", file=str(year)) for year in years]
    _results, good = made.run({"LAYERS": layers, "POOLS": pools, "REPORT": str(tmp_path / "r.html")}, context(), feedback)
    assert good and made.parameterDefinition("REPORT").description() == "Report"
    return before, made.outputDefinition("REPORT").description()


def test_a_report_is_listed_by_algorithm_and_years(project, pools, tmp_path):
    found = reported(project, pools, tmp_path, (2007, 2022), Feedback())
    assert found == ("Carbon series report", "Carbon series report: 2007 to 2022")
    assert algorithm("carbonseries").outputDefinition("REPORT").description() == "Carbon series report"


def test_reports_of_a_batch_do_not_share_the_years_of_the_last(project, pools, tmp_path):
    """A batch asks for the title once, at its end."""
    from qgis.core import QgsProcessingMultiStepFeedback
    outer = Feedback()
    found = reported(project, pools, tmp_path, (2007, 2022), QgsProcessingMultiStepFeedback(2, outer))
    assert found == ("Carbon series report", "Carbon series report")


# Columns


def shown(layer, row=0):
    """What the attribute table shows of a row: by heading, the text."""
    from qgis.core import QgsApplication

    fields, feature = layer.fields(), list(layer.getFeatures())[row]
    texts = {}
    for column in layer.attributeTableConfig().columns():
        at = fields.lookupField(column.name)
        if column.hidden or at < 0:
            continue
        setup = fields.at(at).editorWidgetSetup() if fields.at(at).editorWidgetSetup().type() else layer.editorWidgetSetup(at)
        formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
        texts[layer.attributeDisplayName(at)] = formatter.representValue(layer, at, setup.config(), None, feature.attribute(at))
    return texts


CARBON_SHOWN = {
    "Map": "cover 2022", "Year": "2,022", "Code": "1", "Class": "Wiese", "Cells": "3", "Area (ha)": "0.03", "Share of area (%)": "27.273", "Above ground (t)": "0.03",
    "Below ground (t)": "0.06", "In the soil (t)": "0.09", "In dead matter (t)": "0.12", "Carbon (t)": "0.3", "Share of carbon (%)": "0.6729",
}  # fmt: skip


@pytest.mark.parametrize("target", ["TEMPORARY_OUTPUT", "table.gpkg", "table.csv", "表 1.gpkg"])
def test_a_table_has_headings_and_rounded_numbers_and_hides_what_is_empty(project, pools, tmp_path, target):
    path = target if target == "TEMPORARY_OUTPUT" else str(tmp_path / target)
    _found, (layer,) = loaded("carbonstorage", {"LULC": cover(project, tmp_path, "cover 2022"), "POOLS": pools, "SUMMARY": path})
    texts = shown(layer)
    texts.pop("fid", None)
    assert list(texts) == list(CARBON_SHOWN)
    hidden = {column.name for column in layer.attributeTableConfig().columns() if column.hidden and column.name}
    without_errors = {"se_t", "ci95_low_t", "ci95_high_t", "carbon_adjusted_t", "se_pool_t", "se_map_t", "area_adjusted_ha"}
    assert hidden == {"zone", *without_errors}
    values = [feature["area_pct"] for feature in layer.getFeatures()]
    assert [float(value) for value in values] == pytest.approx([3 / 11 * 100, 4 / 11 * 100, 4 / 11 * 100], rel=1e-14)
    if target.endswith(".csv"):
        return  # its numbers may be text
    assert texts["Share of area (%)"] == "27.273" and texts["Cells"] == "3"
    columns = {column.name: column.width for column in layer.attributeTableConfig().columns()}
    assert columns["carbon_pct"] > columns["cells"] >= 90 and columns["name"] >= 140  # for headings and for values


def test_what_is_to_be_filled_in_is_shown_whole(project, tmp_path):
    _found, (layer,) = loaded("pooltemplate", {"LULC": cover(project, tmp_path, "cover"), "TEMPLATE": "TEMPORARY_OUTPUT"})
    texts = shown(layer)
    pools = ["Above ground", "Below ground", "In the soil", "In dead matter"]
    assert list(texts)[-10:-2] == [f"{pool} (t/ha)" for pool in pools] + [f"{pool}, standard error (t/ha)" for pool in pools]
    at = layer.fields().lookupField("c_above")
    assert layer.editorWidgetSetup(at).type() in ("", "TextEdit") and not layer.editFormConfig().readOnly(at)


def test_a_rounded_cell_is_not_edited(project, pools, tmp_path):
    """The editor of a rounded number would round the number."""
    _found, (layer,) = loaded("carbonstorage", {"LULC": cover(project, tmp_path, "cover"), "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"})
    read_only = [field.name() for at, field in enumerate(layer.fields()) if layer.editFormConfig().readOnly(at)]
    assert "carbon_t" in read_only and "lucode" not in read_only and "name" not in read_only


@pytest.mark.parametrize(
    "values, decimals",
    [
        ([], 0), ([np.nan], 0), ([0.0, 0.0], 0), ([3.0, 12000.0, np.nan], 0), ([12345.678, 1.5], 0), ([1234.5], 1), ([99.95, -0.5], 3),
        ([12345.678, 0.25], 1), ([0.5, 1e-7], 7), ([0.5, 1e-30], 5), ([1e-30], 0), ([-1234567.8], 0), ([0.012345], 6),
    ],
)  # fmt: skip
def test_decimals(values, decimals):
    from pitscape.layers.column_looks import decimals_of

    assert decimals_of(np.array(values)) == decimals


def test_metrics_have_their_names(project, tmp_path):
    outputs = {"CLASS": str(tmp_path / "metrics.gpkg"), "LANDSCAPE": "TEMPORARY_OUTPUT", "PATCHES": "TEMPORARY_OUTPUT"}
    layer = cover(project, tmp_path, "cover 2022")
    asked = {"LAYERS": [layer], "METRICS": "NP;PD;AREA;IJI"}
    _found, came = loaded("landscapemetrics", {**asked, **outputs})
    by_name = {layer.name(): layer for layer in came}
    texts = shown(by_name["Class metrics 2022"])
    texts.pop("fid")
    assert list(texts) == [
        "Map", "Year", "Code", "Class", "Number of patches (NP)", "Patch density (PD, number per 100 ha)",
        "Interspersion and juxtaposition index (IJI, %)",
    ]  # fmt: skip
    assert (texts["Map"], texts["Year"].replace(",", ""), texts["Class"]) == ("cover 2022", "2022", "class 1")
    assert "Patch area (AREA, ha)" in shown(by_name["Patches 2022"]) and "zone" not in shown(by_name["Patches 2022"])
    long = loaded("landscapemetrics", {**asked, "FORM": "long", "LANDSCAPE": "TEMPORARY_OUTPUT"})[1][0]
    assert list(shown(long)) == ["Map", "Year", "Metric", "Value", "Unit"]


def sites(project, *places, kind="Point"):
    """Places, in metres east and south of the map's corner, with an alias of the user's."""
    layer = wkt_layer(project, *((place, f"site {at}") for at, place in enumerate(places)), fields="place:string", kind=kind)
    layer.setFieldAlias(0, "地点")
    return layer


def striped(project, tmp_path, name="cover 2022"):
    codes = np.where(np.arange(30) % 7 < 3, 1, 2).astype("uint8")
    codes = np.tile(codes, (30, 1))
    codes[:, 20:] = 2
    return cover(project, tmp_path, name, codes)


@pytest.mark.parametrize("target", ["TEMPORARY_OUTPUT", "sampled.gpkg", "sampled.shp"])
def test_sampled_features_have_their_columns_told(project, tmp_path, target):
    path = target if target == "TEMPORARY_OUTPUT" else str(tmp_path / target)
    points = sites(project, "POINT(100 -150)", "POINT(150 -150)", "POINT(250 -150)", "POINT(900 900)")
    asked = {"LULC": striped(project, tmp_path), "FEATURES": points, "METRICS": "AREA_MN;PD", "CLASSES": "1", "RADII": "45;60", "OUTPUT": path}
    _found, (layer,) = loaded("sampledwindows", asked)
    texts = shown(layer)
    texts.pop("fid", None)
    assert list(texts)[0] == "地点" and texts["地点"] == "site 0"
    assert set(list(texts)[1:]) == {"Map", "Year"} | {
        f"{metric}, class 1, radius {radius}" for metric in ("Patch area, mean (AREA_MN, ha)", "Patch density (PD, number per 100 ha)") for radius in (45, 60)
    }  # fmt: skip
    assert layer.renderer().type() == "RuleRenderer"  # of a name that a shapefile cuts too


def test_all_of_it_is_kept_in_a_project(project, pools, tmp_path):
    """Written, read again without the plugin's doing: names, headings, hidden columns, rounding, styles."""
    layers = [striped(project, tmp_path), sites(project, "POINT(100 -150)")]
    loaded("carbonstorage", {"LULC": layers[0], "POOLS": pools, "SUMMARY": str(tmp_path / "carbon.gpkg"), "OUTPUT": str(tmp_path / "d.tif")})
    loaded("distancezones", {"LULC": layers[0], "CODES": "1", "RING_LIMITS": "20;60", "RINGS": str(tmp_path / "rings.gpkg")})
    before = {layer.name(): layer for layer in project.mapLayers().values()}
    wanted = shown(before["Carbon by class 2022"])
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    after = {layer.name(): layer for layer in project.mapLayers().values()}
    assert shown(after["Carbon by class 2022"]) == wanted and "Share of area (%)" in wanted
    assert after["Carbon density 2022"].renderer().type() == "singlebandpseudocolor"
    categories = after["Rings 2022"].renderer().categories()
    assert [one.label() for one in categories] == ["sources", "0 to 20 m", "20 to 60 m"]
    assert all(one.symbol().symbolLayer(0).fillColor().alpha() == 64 for one in categories)


# How maps are drawn


def test_rings_and_levels_let_the_map_be_seen(project, pools, tmp_path):
    layer = striped(project, tmp_path)
    outputs = dict.fromkeys(("RINGS", "RING_RASTER", "ALLOCATION", "DISTANCE"), "TEMPORARY_OUTPUT")
    _found, came = loaded("distancezones", {"LULC": layer, "CODES": "1", "RING_LIMITS": "20;60", **outputs})
    by_name = {one.name(): one for one in came}
    categories = by_name["Rings 2022"].renderer().categories()  # kept: their symbols live no longer
    symbols = [one.symbol().symbolLayer(0) for one in categories]
    assert {one.fillColor().alpha() for one in symbols} == {64} and len({one.strokeColor().name() for one in symbols}) == 3
    assert all(one.strokeColor().alpha() == 255 and one.strokeColor().lightness() < 200 for one in symbols)
    assert [by_name[f"{name} 2022"].opacity() for name in ("Ring raster", "Nearest source", "Distance")] == [0.6, 0.6, 1]


def test_patches_have_the_colours_and_names_of_the_map(project, tmp_path):
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    layer = cover(project, tmp_path, "cover 2022")
    classes = [QgsPalettedRasterRenderer.Class(1, QColor("#12ab34"), "草地"), QgsPalettedRasterRenderer.Class(2, QColor("#0000ff"), "Water")]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    _found, (polygons,) = loaded("landscapemetrics", {"LAYERS": [layer], "METRICS": "AREA", "PATCHES": "TEMPORARY_OUTPUT"})
    found = {one.value(): (one.label(), one.symbol().color().name()) for one in polygons.renderer().categories()}
    assert found[1] == ("草地", "#12ab34") and found[2] == ("Water", "#0000ff")
    assert found[3][0] == "class 3" and found[3][1] not in ("#12ab34", "#0000ff")


def test_sampled_points_by_their_first_metric(project, tmp_path):
    """Those without a value are seen too, in a colour of their own."""
    layer = striped(project, tmp_path)
    inside = ("POINT(100 -150)", "POINT(150 -150)", "POINT(195 -150)", "POINT(250 -150)")
    asked = {"LULC": layer, "METRICS": "SHDI;PD", "RADII": "45", "OUTPUT": "TEMPORARY_OUTPUT"}
    _found, (points,) = loaded("sampledwindows", {**asked, "FEATURES": sites(project, *inside)})
    renderer = points.renderer()
    assert renderer.type() == "graduatedSymbol" and renderer.classAttribute() == "shdi_45"
    values = [feature["shdi_45"] for feature in points.getFeatures()]
    assert renderer.ranges()[0].lowerValue() == min(values) == 0 and renderer.ranges()[-1].upperValue() == max(values) > 0
    assert renderer.ranges()[0].label().startswith("0 to ") and renderer.ranges()[0].label().endswith(" SHDI, radius 45")
    _found, (points,) = loaded("sampledwindows", {**asked, "FEATURES": sites(project, *inside, "POINT(5 -5)")})
    rules = points.renderer().rootRule().children()
    assert [rule.label() for rule in rules][-1] == "no value" and rules[-1].isElse() and len(rules) == 6
    assert drawn(points, 5, -5) == "#bdbdbd"


def test_sampled_polygons_by_one_value(project, tmp_path):
    areas = sites(project, "POLYGON((210 -10,290 -10,290 -100,210 -10))", kind="Polygon")
    asked = {"LULC": striped(project, tmp_path), "METRICS": "PR", "OUTPUT": "TEMPORARY_OUTPUT", "FEATURES": areas}
    _found, (polygons,) = loaded("sampledwindows", asked)
    assert [one.label() for one in polygons.renderer().ranges()] == ["1 PR"]
    assert drawn(polygons, 270, -30) == "#fde725"


def drawn(layer, east, south):
    """The colour at a place in metres east and south of the map's corner."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsMapRendererSequentialJob, QgsMapSettings, QgsRectangle
    from qgis.PyQt.QtCore import QSize

    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    settings.setExtent(QgsRectangle(LEFT + east - 15, TOP + south - 15, LEFT + east + 15, TOP + south + 15))
    settings.setOutputSize(QSize(31, 31))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage().pixelColor(15, 15).name()


def test_a_variogram_map_lies_over_its_raster(project, tmp_path):
    """Drawn over the middle of the raster; the file has its lags around 0, 0 as before."""
    values = np.random.default_rng(1).random((20, 20), "float32")
    path = str(tmp_path / "variogram.tif")
    raster = cover(project, tmp_path, "ndvi", values)
    _found, (layer,) = loaded("rastervariogram", {"INPUT": raster, "CUTOFF": 50, "WIDTH": 10, "MODELS": "spherical", "MAP": path})
    made = gdal.Open(path)
    assert made.GetGeoTransform() == (-55.0, 10.0, 0.0, 55.0, 0.0, -10.0) and 'ID["EPSG",32632]' in made.GetSpatialRef().ExportToWkt(["FORMAT=WKT2"])
    assert layer.extent().center().x() == layer.extent().center().y() == 0
    east = layer.renderer().shader().shade(made.ReadAsArray()[0][5, 6])
    assert drawn(layer, 100 + 10, -100) == "#%02x%02x%02x" % east[1:4]
    assert drawn(layer, 100, -100) == "#ffffff"  # no lag


@pytest.mark.parametrize("crs", ["EPSG:32632", "EPSG:32732", "EPSG:2263", "EPSG:3035", "EPSG:27700", "EPSG:4547", "EPSG:3857"])
def test_a_system_with_its_origin_elsewhere(crs):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

    from pitscape.layers.styles.variograms import with_origin

    system = QgsCoordinateReferenceSystem(crs)
    centre = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), system, QgsProject.instance()).transform(
        system.bounds().center()
    )
    moved = with_origin(system, centre)
    assert moved.isValid() and moved.mapUnits() == system.mapUnits()
    back = QgsCoordinateTransform(moved, system, QgsProject.instance())
    for lag in (QgsPointXY(0, 0), QgsPointXY(1200, -300)):
        found = back.transform(lag)
        assert abs(found.x() - centre.x() - lag.x()) < 5 and abs(found.y() - centre.y() - lag.y()) < 5  # its datum is not all told


@pytest.mark.parametrize("crs", ["EPSG:4326", ""])
def test_a_system_that_has_no_origin_to_move(crs):
    from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY

    from pitscape.layers.styles.variograms import with_origin

    assert not with_origin(QgsCoordinateReferenceSystem(crs), QgsPointXY(5, 5)).isValid()


def test_results_of_an_algorithm_have_names_of_their_own():
    from qgis.core import QgsApplication

    for one in QgsApplication.processingRegistry().providerById("pitscape").algorithms():
        names = [definition.description() for definition in one.destinationParameterDefinitions()]
        assert len(names) == len(set(names)), one.id()
