"""What the plugin declares equals what the library describes, and every file is in its place."""

import configparser
import importlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from conftest import PREFIX

from pitscape import native

PLUGIN = pathlib.Path(native.__file__).parent
INFRASTRUCTURE = {"hold", "origins", "tables", "threads", "layer_names", "layer_name", "year", "scratch", "crs", "id_field", "class_names", "class_colors", "coordinates", "scatter", "plots"}  # of the request, no user's parameters
PLUGIN_OUTPUTS = {"REPORT"}  # made by the plugin alone
# Tables whose output has another name: columns of features, what is a parameter too.
RENAMED = {("sampled_windows", "samples"): "OUTPUT", ("kriging", "model"): "PARTS"}
OF_REPORTS = {("regression", "variogram"), ("regression", "curve"), ("regression", "places"), ("regression", "partials")}  # tables that are made for a report alone
TYPED = {"INDICATORS": "INDICATOR_ROWS"}  # tables that a run needs, and where they are typed in place of a layer
OF_LIBRARY = {"COEFFICIENTS"}  # lists that windows leave empty, and the request out
EXTENTS = {"EXTENT"}  # numbers that are drawn on the map
QGIS_TYPES = {
    "raster": "raster",
    "rasters": "multilayer",
    "integers": "string",
    "table": "source",
    "polygons": "source",
    "shapes": "source",
    "points": "source",
    "field": "field",
    "number": "number",
    "integer": "number",
    "codes": "string",
    "choice": "enum",
    "choices": "enum",
    "options": "string",
    "numbers": "string",
    "flag": "boolean",
    "output_raster": "rasterDestination",
    "output_folder": "folderDestination",
    "output_polygons": "sink",
    "output_table": "sink",
    "names": "string",
}
LENGTHS = ("m", "map units")


@pytest.fixture(params=sorted(path.stem for path in (PLUGIN / "algorithms").glob("[a-z]*.py")))
def pair(request, qgis):
    """An algorithm from the registry beside the library's description of its kernel."""
    from runs import algorithm

    return algorithm(request.param.replace("_", "")), native.describe()["kernels"][request.param]


def is_optional(definition):
    from qgis.core import QgsProcessingParameterDefinition

    return bool(definition.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional)


def fields(description):
    return {field["name"]: field for field in description["fields"] if field["name"] not in INFRASTRUCTURE}


def test_every_algorithm_file_is_in_the_provider(qgis):
    from qgis.core import QgsApplication

    from pitscape.algorithms import ALGORITHMS

    files = {path.stem for path in (PLUGIN / "algorithms").glob("[a-z]*.py")}
    assert {made.__module__.rsplit(".", 1)[1] for made in ALGORITHMS} == files
    assert {made.kernel for made in ALGORITHMS} == files == set(native.describe()["kernels"])
    provider = QgsApplication.processingRegistry().providerById("pitscape")
    assert {made.name() for made in provider.algorithms()} == {name.replace("_", "") for name in files} | {"miningassessment"}


def test_a_new_algorithm_is_one_new_file(qgis, tmp_path):
    """Found where QGIS, in a process of its own, loads the plugin again: it forgets only the modules that it saw being imported."""
    shutil.copytree(PLUGIN, tmp_path / "pitscape", ignore=shutil.ignore_patterns("__pycache__", "lib", "sample"))
    program = f"""
import json, pathlib, sys
sys.path[:0] = {sys.path!r}
from qgis.core import QgsApplication
QgsApplication.setPrefixPath({PREFIX!r}, True)
application = QgsApplication([], False)
application.initQgis()
from qgis import utils

folder = pathlib.Path({str(tmp_path)!r})
sys.path.insert(0, str(folder))
utils.plugin_paths = [str(folder)]
utils.updateAvailablePlugins()


def titles():
    provider = QgsApplication.processingRegistry().providerById("pitscape")
    return {{algorithm.name(): algorithm.displayName() for algorithm in provider.algorithms()}}


assert utils.loadPlugin("pitscape") and utils.startPlugin("pitscape")
before = titles()
old = folder / "pitscape/algorithms/pool_template.py"
text = old.read_text(encoding="utf-8")
new = text.replace('"pool_template"', '"land_change"').replace("PoolTemplate", "LandChange")
(folder / "pitscape/algorithms/land_change.py").write_text(new, encoding="utf-8")
old.write_text(text.replace("Carbon pool template", "Another title"), encoding="utf-8")
assert utils.reloadPlugin("pitscape")
print(json.dumps([before, titles()]), flush=True)
"""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert done.stdout, done.stderr
    before, after = json.loads(done.stdout)
    assert set(after) - set(before) == {"landchange"} and set(before) < set(after)
    assert before["pooltemplate"] == "Carbon pool template" and after["pooltemplate"] == "Another title"


def test_parameters_are_the_fields_of_the_kernel(pair):
    algorithm, description = pair
    names = {parameter.name() for parameter in algorithm.parameterDefinitions()}
    bands = {f"{name}{ending}" for name in names for ending in ("_BAND", "_ALL_BANDS")} & names
    kernel = algorithm.kernel
    tables = {
        RENAMED.get((kernel, name), name.upper())
        for name in description["tables"]
        if name not in INFRASTRUCTURE and (kernel, name) not in OF_REPORTS
    }
    typed = {rows for table, rows in TYPED.items() if table in names}
    assert names - bands - tables - typed - PLUGIN_OUTPUTS == {name.upper() for name in fields(description)} - tables
    assert tables <= names


def test_types_and_what_is_required(pair):
    algorithm, description = pair
    for name, field in fields(description).items():
        parameter = algorithm.parameterDefinition(name.upper())
        of_length = field["type"] == "number" and field["unit"] in LENGTHS
        wanted = "distance" if of_length else "extent" if name.upper() in EXTENTS else QGIS_TYPES[field["type"]]
        assert parameter.type() == wanted, name
        has_word = field["type"] == "choice" and (field["required"] or field["default"] is not None)
        required = field["required"] and name.upper() not in TYPED
        assert is_optional(parameter) == (not required and not has_word), name


def test_lengths_are_in_the_units_that_the_library_takes(pair):
    """In those of the layer that comes first, or in metres whatever these are."""
    from qgis.core import QgsUnitTypes

    algorithm, description = pair
    first = next((one.name() for one in algorithm.parameterDefinitions() if one.type() in ("raster", "multilayer", "source")), None)
    for name, field in fields(description).items():
        parameter = algorithm.parameterDefinition(name.upper())
        if parameter.type() == "distance":
            parent = parameter.parentParameterName()
            assert parent == {"m": "", "map units": first}[field["unit"]], name
            assert parent or parameter.defaultUnit() == QgsUnitTypes.DistanceUnit.DistanceMeters, name
        if field["type"] == "numbers":
            metres = parameter.metadata().get("widget_wrapper", {}).get("metres", False)
            assert metres == (field["unit"] == "m"), name


def test_declared_kinds(pair):
    algorithm, description = pair
    declared = {field: kind for one in algorithm.inputs + algorithm.outputs for field, kind in one.kinds.items()}
    assert declared == {field["name"]: field["type"] for field in description["fields"] if field["name"] in declared}
    assert set(fields(description)) <= set(declared)


def test_defaults(pair):
    from qgis.core import NULL

    algorithm, description = pair
    for name, field in fields(description).items():
        found = algorithm.parameterDefinition(name.upper()).defaultValue()
        if field["type"] in ("output_polygons", "output_table", "rasters") or name.upper() in EXTENTS | OF_LIBRARY:
            continue  # a destination, whose default is where it goes, or layers, which are none
        wanted = field["default"]
        if field["type"] in ("codes", "integers", "names", "numbers", "options"):
            wanted = ";".join(f"{one:g}" if isinstance(one, float) else str(one) for one in wanted)  # lists are typed as text
        if field["type"] == "choices":
            wanted = ",".join(wanted)
        assert (None if found == NULL else found) == wanted, name


def test_words_are_results_that_are_no_numbers(pair):
    algorithm, description = pair
    words = {output.name() for output in algorithm.outputDefinitions() if output.type() == "outputString"}
    assert words == ({"VERDICT"} if algorithm.name() == "windowscale" else set())
    assert words <= {result["name"].upper() for result in description["results"]}


def test_choices(pair):
    algorithm, description = pair
    for name, field in fields(description).items():
        if field["type"] in ("choice", "choices"):
            parameter = algorithm.parameterDefinition(name.upper())
            assert parameter.options() == field["choices"] and parameter.usesStaticStrings()
            assert parameter.allowMultiple() == (field["type"] == "choices")


def test_every_raster_has_a_band(pair):
    algorithm, description = pair
    for name, field in fields(description).items():
        if field["type"] == "raster":
            band = algorithm.parameterDefinition(f"{name.upper()}_BAND")
            assert (band.type(), band.defaultValue(), band.parentLayerParameterName()) == ("band", 1, name.upper())


def test_tables_and_polygons_take_their_kinds_of_layer(pair):
    from qgis.core import QgsProcessing

    kind = QgsProcessing.SourceType
    kinds = {"table": kind.TypeVector, "polygons": kind.TypeVectorPolygon, "shapes": kind.TypeVectorAnyGeometry, "points": kind.TypeVectorPoint}
    algorithm, description = pair
    for name, field in fields(description).items():
        if field["type"] in kinds:
            assert algorithm.parameterDefinition(name.upper()).dataTypes() == [kinds[field["type"]]]


# Once named, they are public; those of an algorithm that is not here yet may still change.
NUMBERS = {
    "carbonstorage": {"TOTAL_CARBON", "TOTAL_AREA_HA", "MEAN_DENSITY", "TOTAL_SE", "TOTAL_ADJUSTED", "TOTAL_SE_POOL", "TOTAL_SE_MAP"},
    "carbonchange": {"CARBON_CHANGE", "NPV"},
    "carbonseries": {"CARBON_CHANGE", "CARBON_CHANGE_SE", "CARBON_CHANGE_ADJUSTED"},
    "correlation": {"ROWS", "ROWS_COMPLETE"},
    "couplingcoordination": {"D_FIRST", "D_LAST", "YEARS"},
    "contributionratio": {"LEVEL_COUNT", "FIRST_BREAK", "MINING_AREA_HA", "CORRELATION_LENGTH"},
    "distancezones": {"SOURCE_CELLS", "SOURCE_AREA_HA"},
    "landscapemetrics": {"TA", "NP", "SHDI"},
    "mapaccuracy": {
        "OVERALL", "OVERALL_SE", "KAPPA", "POINTS_USED", "POINTS_LEFT_OUT", "CARBON_MEAN", "CARBON_TOTAL", "CARBON_TOTAL_SE", "MAP_CARBON_MEAN",
    },
    "lulctransition": {"CHANGED_HA", "CHANGED_PCT", "CARBON_CHANGE"},
    "movingwindow": {"WINDOWS"},
    "rastervariogram": {"CELLS"},
    "kriging": {"CELLS_MISSING", "POINTS", "RMSE", "MSDR"},
    "pointvariogram": {"POINTS"},
    "variogramfit": set(),
    "pairtemplate": set(),
    "pooltemplate": set(),
    "rasterizelulc": {"CELLS_OVERLAPPED"},
    "regression": {"R2", "R2_CV", "MORAN_P", "ROWS"},
    "sampledwindows": {"WINDOWS"},
    "spectralindices": {"CELLS"},
    "windowscale": {"RADIUS_CHOSEN", "RADIUS_LOW", "RADIUS_HIGH", "RADIUS_MEDIAN", "MODE_SHARE", "NULL_P"},
}


def test_numbers_are_the_results_that_the_contract_names(pair):
    algorithm, description = pair
    numbers = {output.name() for output in algorithm.outputDefinitions() if output.type() == "outputNumber"}
    assert numbers <= {result["name"].upper() for result in description["results"]}
    assert numbers == NUMBERS.get(algorithm.name(), numbers)


ORDER = {
    "carbonstorage": "LULC LULC_BAND POOLS UNIT CLASS_CORRELATION ACCURACY AREA IGNORE_CODES MASK ZONES ZONE_FIELD CREATE_OPTIONS OUTPUT "
    "SUMMARY",
    "carbonchange": "LULC_BASE LULC_BASE_BAND LULC_ALT LULC_ALT_BAND POOLS POOLS_ALT YEAR_BASE YEAR_ALT PRICE PRICE_BASIS "
    "DISCOUNT_RATE RATE_CHANGE AREA RESAMPLE_CLASSES IGNORE_CODES MASK ZONES ZONE_FIELD CREATE_OPTIONS OUTPUT OUTPUT_NPV "
    "SUMMARY PAIRS",
    "carbonseries": "LAYERS LAYERS_BAND YEARS POOLS CLASS_CORRELATION ACCURACY AREA RESAMPLE_CLASSES IGNORE_CODES MASK ZONES ZONE_FIELD "
    "CREATE_OPTIONS OUTPUT STORAGE TOTALS CHANGES REPORT",
    "contributionratio": "LAYERS LAYERS_BAND YEARS POOLS CODES SOURCES MINING_YEAR RING_WIDTH RING_COUNT RING_LIMITS SHIFTS "
    "BLOCK_SIZE REPLICATES SEED AREA RESAMPLE_CLASSES IGNORE_CODES MASK CREATE_OPTIONS OUTPUT LEVEL_ZONES RATIOS LEVELS REPORT",
    "correlation": "INPUTS INPUTS_BAND INPUTS_ALL_BANDS TABLE FIELDS METHOD MISSING EFFECTIVE MASK SAMPLE SAMPLE_SIZE STRATA STRATA_BAND MIN_DISTANCE SEED DISTANCE_CLASSES "
    "FFT_MAX_CELLS RESAMPLE_VALUES MATRIX REPORT",
    "couplingcoordination": "INPUT YEAR_FIELD ZONE_FIELD INDICATORS INDICATOR_ROWS RESCALE_MIN RESCALE_MAX WEIGHTS ZONES_TOGETHER STORAGE F_CODES "
    "F_FIELD F_MIN F_MAX CA_FIELD CA_MIN CA_MAX COEFFICIENTS FORMULA GRADES RESULT WEIGHTS_TABLE OBSTACLES REPORT",
    "distancezones": "LULC LULC_BAND CODES SOURCES RING_WIDTH RING_COUNT RING_LIMITS MAX_DISTANCE SIGNED AREA IGNORE_CODES MASK "
    "CREATE_OPTIONS DISTANCE ALLOCATION RING_RASTER RINGS SUMMARY COMPOSITION",
    "kriging": "INPUT FIELD RASTER RASTER_BAND SNAP SNAP_BAND CELL_SIZE EXTENT TARGETS FITS TYPE MEAN DRIFT DRIFT_LAYERS DRIFT_LAYERS_BAND "
    "MAX_NEIGHBOURS CV MASK MODEL NUGGET PSILL RANGE KAPPA MODEL2 PSILL2 RANGE2 ANGLE RATIO NUGGET_IS MIN_NEIGHBOURS SEARCH SECTOR_MAX BLOCK "
    "BLOCK_NODES DUPLICATES FOLDS SEED CREATE_OPTIONS OUTPUT VARIANCE NEIGHBOURS PREDICTED CROSSVALIDATION CV_SUMMARY DRIFT_TERMS PARTS "
    "VARIOGRAM CURVES REPORT",
    "landscapemetrics": "LAYERS LAYERS_BAND YEARS NEIGHBOURHOOD METRICS BOUNDARY_EDGE_PCT EDGE_DEPTH EDGE_DEPTHS CONTRAST SIMILARITY SEARCH_RADIUS "
    "CONNECT_THRESHOLD MAX_CLASSES FORM AREA "
    "RESAMPLE_CLASSES IGNORE_CODES MASK ZONES ZONE_FIELD CREATE_OPTIONS OUTPUT PATCHES LANDSCAPE CLASS PATCH SIZES REPORT",
    "mapaccuracy": "MAP MAP_BAND REFERENCE FIELD STRATA_FIELD REFERENCE_RASTER REFERENCE_RASTER_BAND COUNTS CELL_AREA_HA DESIGN STRATA POOLS "
    "AREA RESAMPLE_CLASSES IGNORE_CODES MASK MATRIX CLASSES SUMMARY POINTS REPORT",
    "lulctransition": "LAYERS LAYERS_BAND YEARS GROUPS POOLS COMMON_CELLS UNCHANGED AREA RESAMPLE_CLASSES IGNORE_CODES MASK ZONES ZONE_FIELD "
    "CREATE_OPTIONS OUTPUT MATRIX SUMMARY INTENSITY REPORT",
    "movingwindow": "LULC LULC_BAND METRICS CLASSES RADII SHAPE NEIGHBOURHOOD EDGE MIN_VALID CENTRE_CODES FILL_NODATA STRIDE "
    "MAX_CLASSES AREA IGNORE_CODES MASK CREATE_OPTIONS OUTPUT FOLDER",
    "pairtemplate": "LULC LULC_BAND TABLE KIND IGNORE_CODES MASK TEMPLATE",
    "pooltemplate": "LULC LULC_BAND IGNORE_CODES MASK TEMPLATE",
    "pointvariogram": "INPUT FIELD CUTOFF WIDTH DIRECTIONS TOLERANCE ESTIMATOR MODELS STRUCTURES WEIGHTS KAPPA SAMPLE_SIZE SEED "
    "VARIOGRAM FITS CURVES REPORT",
    "rasterizelulc": "INPUT FIELD CODES CELL_SIZE SNAP SNAP_BAND RULE OVERLAP AREA CREATE_OPTIONS OUTPUT CLASSES",
    "regression": "Y Y_BAND X X_BAND X_ALL_BANDS FACTORS FACTORS_BAND ASPECT ASPECT_BAND TABLE Y_FIELD X_FIELDS FACTOR_FIELDS ASPECT_FIELD VIF_LIMIT SELECTION "
    "MASK P_ENTER P_REMOVE INTERCEPT SAMPLE SAMPLE_SIZE STRATA STRATA_BAND MIN_DISTANCE SEED BLOCK_SIZE FOLDS RESAMPLE_VALUES CREATE_OPTIONS "
    "PREDICTED RESIDUALS SAMPLES MODEL DIAGNOSTICS STEPS REPORT",
    "rastervariogram": "INPUT INPUT_BAND CUTOFF WIDTH DIRECTIONS TOLERANCE ESTIMATOR MODELS STRUCTURES WEIGHTS KAPPA SAMPLE_SIZE SEED MASK "
    "CREATE_OPTIONS MAP VARIOGRAM FITS CURVES COVARIOGRAM ANISOTROPY REPORT",
    "variogramfit": "INPUT GROUP_FIELDS MODELS STRUCTURES WEIGHTS KAPPA VARIOGRAM FITS CURVES REPORT",
    "sampledwindows": "LULC LULC_BAND FEATURES METRICS CLASSES RADII SHAPE NEIGHBOURHOOD EDGE MIN_VALID MAX_CLASSES AREA IGNORE_CODES "
    "MASK OUTPUT",
    "spectralindices": "RED RED_BAND NIR NIR_BAND GREEN GREEN_BAND BLUE BLUE_BAND INDICES SENSOR SOIL_FACTOR SCALE OFFSET RESAMPLE_VALUES MASK "
    "CREATE_OPTIONS OUTPUT FOLDER",
    "windowscale": "LULC LULC_BAND METRICS RADII SHAPE NEIGHBOURHOOD EDGE MIN_VALID CUTOFF WIDTH MODELS WEIGHTS KAPPA PERMUTATIONS SEED MAX_CLASSES "
    "AREA IGNORE_CODES MASK VARIOGRAMS FITS CHOICE CURVES REPORT",
}


@pytest.mark.parametrize("name", ORDER)
def test_order_of_the_parameters(qgis, name):
    """Inputs, then years and prices, then how, then what is advanced, then outputs."""
    from runs import algorithm

    made = algorithm(name)  # kept: the definitions are its own
    assert [parameter.name() for parameter in made.parameterDefinitions()] == ORDER[name].split()


COLUMNS = {
    ("carbon_storage", "summary"): "zone layer year lucode name cells area_ha area_pct c_above_t c_below_t c_soil_t "
    "c_dead_t carbon_t carbon_pct se_t ci95_low_t ci95_high_t carbon_adjusted_t se_pool_t se_map_t area_adjusted_ha",
    ("carbon_change", "summary"): "zone layer_base year_base layer_alt year_alt category cells area_ha area_pct carbon_t",
    ("carbon_change", "pairs"): "zone layer_base year_base layer_alt year_alt lucode_base name_base lucode_alt name_alt "
    "cells area_ha carbon_t",
    ("carbon_series", "storage"): "zone layer year lucode name cells area_ha area_pct carbon_t carbon_pct se_t ci95_low_t "
    "ci95_high_t carbon_adjusted_t se_pool_t se_map_t area_adjusted_ha",
    ("carbon_series", "totals"): "zone layer year cells area_ha area_km2 carbon_t co2e_t carbon_t_ha se_t ci95_low_t "
    "ci95_high_t carbon_adjusted_t se_pool_t se_map_t",
    ("carbon_series", "changes"): "zone layer_from year_from layer_to year_to span cells area_ha gain_ha loss_ha unchanged_ha "
    "gain_pct loss_pct unchanged_pct gain_t loss_t carbon_t co2e_t carbon_t_a se_t ci95_low_t ci95_high_t "
    "carbon_adjusted_t se_pool_t se_map_t",
    ("contribution_ratio", "ratios"): "layer year ring from_m to_m ring_area_ha ring_carbon_t ring_mean_t_ha "
    "ring_mean_ci95_low_t_ha ring_mean_ci95_high_t_ha cumulative_area_ha cumulative_carbon_t k_pct k_ci95_low_pct "
    "k_ci95_high_pct k_decline_pct_per_km k_uniform_pct",
    ("contribution_ratio", "levels"): "layer year method level name from_m to_m break_ci95_low_m break_ci95_high_m break_p "
    "break_tested_by break_draws slope_t_ha_per_km area_ha carbon_t mean_t_ha k_pct",
    ("contribution_ratio", "level_zones"): "geometry layer year level name from_m to_m area_ha carbon_t mean_t_ha",
    ("correlation", "matrix"): "layer year var_a var_b r n t p n_effective p_effective classes",
    ("correlation", "scatter"): "layer year point variable value",
    ("coupling_coordination", "weights_table"): "zone layer year column_name direction min max entropy redundancy weight",
    ("coupling_coordination", "result"): "zone layer year l f ca c t d grade grade_number lagging f_value f_min f_max ca_value ca_min ca_max",
    ("coupling_coordination", "obstacles"): "zone layer year column_name value rescaled obstacle_pct",
    ("distance_zones", "rings"): "geometry layer year ring from_m to_m cells area_ha",
    ("distance_zones", "summary"): "layer year ring from_m to_m cells area_ha",
    ("distance_zones", "composition"): "layer year ring lucode name cells area_ha area_pct",
    ("kriging", "predicted"): "layer year feature predicted variance neighbours",
    ("kriging", "crossvalidation"): "layer year fid x y fold observed predicted variance residual z_score neighbours",
    ("kriging", "cv_summary"): "layer year measure value",
    ("kriging", "drift_terms"): "layer year term coefficient se",
    ("kriging", "model"): "layer year part psill range_a range_effective kappa angle ratio",
    ("kriging", "variogram"): "layer year direction bin dist gamma np",
    ("kriging", "curves"): "layer year axis dist gamma",
    ("landscape_metrics", "patch"): "zone layer year lucode name patch area perim gyrate para shape frac "
    "circle contig ncore core cai econ enn prox simi",
    ("landscape_metrics", "patches"): "geometry zone layer year lucode name patch area perim gyrate para shape frac "
    "circle contig ncore core cai econ enn prox simi",
    ("landscape_metrics", "sizes"): "zone layer year lucode name from_ha to_ha patches area_ha",
    ("map_accuracy", "matrix"): "layer year stratum map_lucode map_name ref_lucode ref_name points area_prop",
    ("map_accuracy", "classes"): "layer year lucode name points_map points_ref mapped_ha area_ha se_ha ci95_low_ha ci95_high_ha users se_users "
    "producers se_producers mapped_prop area_prop se_prop",
    ("map_accuracy", "summary"): "layer year measure value se ci95_low ci95_high",
    ("map_accuracy", "points"): "layer year feature map_lucode map_name ref_lucode ref_name agrees fate",
    ("lulc_transition", "matrix"): "zone layer_from year_from layer_to year_to span lucode_from name_from lucode_to name_to "
    "cells area_ha area_pct carbon_t",
    ("lulc_transition", "summary"): "zone layer_from year_from layer_to year_to span lucode name area_before_ha area_after_ha "
    "gain_ha loss_ha net_ha swap_ha exchange_ha shift_ha persistence_ha dynamic_degree_pct two_way_degree_pct compound_rate_pct",
    ("lulc_transition", "intensity"): "zone layer_from year_from layer_to year_to span level lucode name lucode_other name_other "
    "area_ha_per_year intensity_pct uniform_pct behaviour",
    ("pair_template", "template"): "lucode_a name_a lucode_b name_b weight depth sides lucode name cells class_group column_name direction "
    "min max layer year",
    ("pool_template", "template"): "lucode name cells c_above c_below c_soil c_dead se_above se_below se_soil se_dead layer "
    "year",
    ("point_variogram", "variogram"): "layer year direction bin dist gamma np",
    ("point_variogram", "fits"): "layer year direction model structures kappa nugget psill sill range_a range_effective "
    "psill2 range_a2 nugget_sill se_nugget_sill rss r2 aic at_bound",
    ("point_variogram", "curves"): "layer year direction model dist gamma",
    ("rasterize_lulc", "classes"): "layer year lucode name cells area_ha polygon_area_ha",
    ("raster_variogram", "variogram"): "layer year direction bin dist gamma np",
    ("raster_variogram", "fits"): "layer year direction model structures kappa nugget psill sill range_a range_effective "
    "psill2 range_a2 nugget_sill se_nugget_sill rss r2 aic at_bound",
    ("raster_variogram", "curves"): "layer year direction model dist gamma",
    ("raster_variogram", "covariogram"): "layer year direction bin dist covariance np",
    ("raster_variogram", "anisotropy"): "layer year model kappa direction ratio nugget psill sill range_a range_a_minor "
    "range_effective nugget_sill rss r2 aic aic_isotropic p_isotropic se_direction se_ratio verdict",
    ("regression", "model"): "layer year variable coefficient se t p ci95_low ci95_high beta partial_r vif se_hc3 p_hc3 ci95_hc3_low "
    "ci95_hc3_high se_block p_block ci95_block_low ci95_block_high unit",
    ("regression", "diagnostics"): "layer year statistic value p unit meaning",
    ("regression", "steps"): "layer year step stage action variable f p vif r2 r2_adj rmse in_model",
    ("regression", "samples"): "layer year row column x y observed predicted residual leverage studentised cooks_distance block fold",
    ("variogram_fit", "variogram"): "layer year direction bin dist gamma np variogram",
    ("variogram_fit", "fits"): "layer year direction model structures kappa nugget psill sill range_a range_effective "
    "psill2 range_a2 nugget_sill se_nugget_sill rss r2 aic at_bound variogram",
    ("variogram_fit", "curves"): "layer year direction model dist gamma variogram",
    ("window_scale", "variograms"): "layer year metric radius direction bin dist gamma np",
    ("window_scale", "fits"): "layer year metric radius direction model structures kappa nugget psill sill range_a "
    "range_effective psill2 range_a2 nugget_sill se_nugget_sill rss r2 aic at_bound range_widths gamma1_variance of_rule",
    ("window_scale", "choice"): "layer year part metric radius nugget_sill se_nugget_sill step tolerance stable "
    "null_nugget_sill se_null_nugget_sill null_low null_high null_p verdict tau eps model cutoff",
    ("window_scale", "curves"): "layer year metric radius model dist gamma",
    ("sampled_windows", "samples"): "layer year feature metric lucode radius value",
}


@pytest.mark.parametrize("kernel, table", COLUMNS)
def test_columns_of_the_tables(kernel, table):
    columns = [column["name"] for column in native.describe()["kernels"][kernel]["tables"][table]]
    assert columns == COLUMNS[kernel, table].split()


RARE = "_BANDS?$|^(CREATE_OPTIONS|AREA|RESAMPLE_.*|SEED|SAMPLE_SIZE|REPLICATES|PERMUTATIONS|SHIFTS|BLOCK_SIZE|KAPPA|STRIDE|UNCHANGED|CELL_AREA_HA|STRATA|STRATA_FIELD|SCALE|OFFSET)$"
LIMITS = "^(RING_LIMITS|MAX_CLASSES|MIN_VALID)$"
KRIGED = "^(MODEL2?|NUGGET|NUGGET_IS|PSILL2?|RANGE2?|ANGLE|RATIO|MIN_NEIGHBOURS|SEARCH|SECTOR_MAX|BLOCK|BLOCK_NODES|DUPLICATES|FOLDS)$"
CORRELATED = "^(SAMPLE|MIN_DISTANCE|DISTANCE_CLASSES|FFT_MAX_CELLS)$"
REGRESSED = "^(P_ENTER|P_REMOVE|INTERCEPT)$"
COUPLED = "^(ZONES_TOGETHER|COEFFICIENTS|GRADES)$"
PAIR_TABLES = "^(EDGE_DEPTHS|CONTRAST|SIMILARITY)$"


def test_what_few_need_is_advanced(pair):
    from qgis.core import QgsProcessingParameterDefinition

    algorithm, _description = pair
    advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    found = {one.name() for one in algorithm.parameterDefinitions() if one.flags() & advanced}
    names = {one.name() for one in algorithm.parameterDefinitions() if not one.isDestination()}
    rare = {name for name in names if re.search(f"{RARE}|{LIMITS}|{PAIR_TABLES}|{KRIGED}|{CORRELATED}|{REGRESSED}|{COUPLED}", name)}
    if algorithm.name() == "spectralindices":  # which takes its bands from one picture
        rare -= {name for name in names if name.endswith("_BAND")}
    assert found == rare


def test_fields_are_of_the_polygons_before_them(pair):
    algorithm, description = pair
    names = [parameter.name() for parameter in algorithm.parameterDefinitions()]
    for name, field in fields(description).items():
        if field["type"] == "field":
            before = names[: names.index(name.upper())]
            layers = [one for one in before if algorithm.parameterDefinition(one).type() == "source"]
            of = "INPUT" if "of INPUT" in field["text"] else layers[-1]
            assert algorithm.parameterDefinition(name.upper()).parentLayerParameterName() == of


def test_years_are_whole_and_numbers_are_not(pair):
    from qgis.core import QgsProcessingParameterNumber

    kinds = {"integer": QgsProcessingParameterNumber.Type.Integer, "number": QgsProcessingParameterNumber.Type.Double}
    algorithm, description = pair
    for name, field in fields(description).items():
        if field["type"] in kinds:
            assert algorithm.parameterDefinition(name.upper()).dataType() == kinds[field["type"]]


# The map of values is an error without a price; the others are for those who ask.
NOT_BY_DEFAULT = {"OUTPUT_NPV", "ALLOCATION", "RING_RASTER", ("landscapemetrics", "OUTPUT"), "PATCH", "PATCHES", "SIZES", "FOLDER", "MAP", "CURVES", "COVARIOGRAM", "ANISOTROPY", ("variogramfit", "VARIOGRAM"), ("kriging", "VARIOGRAM"), "NEIGHBOURS", "DRIFT_TERMS", "PARTS"} | {
    ("regression", name) for name in ("PREDICTED", "RESIDUALS", "SAMPLES")
}


def test_outputs_are_optional_and_created_by_default(pair):
    algorithm, _description = pair
    for parameter in algorithm.destinationParameterDefinitions():
        names = {parameter.name(), (algorithm.name(), parameter.name())}
        assert is_optional(parameter) and parameter.createByDefault() == (not names & NOT_BY_DEFAULT)


def test_every_parameter_has_a_tooltip_of_its_own(pair):
    """In the words of the dialog: what the library says of its fields is for those who program."""
    algorithm, description = pair
    library = {field["text"] for field in description["fields"]}
    for parameter in algorithm.parameterDefinitions():
        text = parameter.help()
        assert text.endswith(".") and text not in library, parameter.name()
        assert not re.search("where absent|where empty|UInt|Float32", text), parameter.name()


def test_help_page(pair):
    algorithm, description = pair
    text = algorithm.shortHelpString()
    metrics = {metric["column"]: metric["abbreviation"] for metric in native.describe()["metrics"]}
    assert "\n" not in text and text.count("<h3>") == text.count("</h3>") > 2
    for table in description["tables"].values():
        for column in table:
            if column["unit"]:
                part = re.sub("^c_(below|soil|dead)_t$", "c_above_t", column["name"])
                if column["name"] in metrics:
                    part = re.sub("_(MN|AM|MD|RA|SD|CV)$", "", metrics[column["name"]])
                assert part in text, f"the help does not say what {part} is"


def test_icon_group_and_texts(pair):
    algorithm, _description = pair
    groups = dict.fromkeys(("distancezones", "contributionratio"), "Buffers")
    groups.update(dict.fromkeys(("landscapemetrics", "movingwindow", "pairtemplate", "sampledwindows", "windowscale"), "Landscape pattern"))
    groups.update(dict.fromkeys(("lulctransition", "mapaccuracy", "rasterizelulc", "spectralindices"), "Land cover"))
    groups.update(dict.fromkeys(("kriging", "rastervariogram", "pointvariogram", "variogramfit"), "Geostatistics"))
    groups.update(dict.fromkeys(("rasterizelulc",), "Land cover"))
    groups.update(dict.fromkeys(("correlation", "regression"), "Statistics"))
    groups.update(dict.fromkeys(("carbonstorage", "carbonchange", "carbonseries", "pooltemplate"), "Carbon"))
    group = algorithm.group()
    assert group == groups.get(algorithm.name(), group) and group in groups.values()
    assert algorithm.groupId() == group.lower().replace(" ", "")
    assert algorithm.svgIconPath() == str(PLUGIN / "icons" / f"{algorithm.groupId()}.svg") and not algorithm.icon().isNull()
    assert algorithm.shortDescription().endswith(".")


def test_icons_are_pictures(qgis):
    """One for each group, all different, drawn by Qt."""
    from qgis.PyQt.QtGui import QIcon

    pictures = set()
    for path in (PLUGIN / "icons").glob("*.svg"):
        image = QIcon(str(path)).pixmap(24, 24).toImage()
        pixels = tuple(image.pixel(x, y) for x in range(24) for y in range(24))
        assert len(set(pixels)) > 10, path
        pictures.add(pixels)
    assert len(pictures) == len(list((PLUGIN / "icons").glob("*.svg"))) >= 4


def test_the_help_button_opens_a_page_here(pair):
    from qgis.PyQt.QtCore import QUrl

    algorithm, _description = pair
    url = QUrl(algorithm.helpUrl())
    assert url.isLocalFile()
    page = pathlib.Path(url.toLocalFile()).read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and algorithm.shortHelpString() in page and f"<h1>{algorithm.displayName()}</h1>" in page


@pytest.mark.parametrize(
    "text, found",
    [
        ("碳", "carbonchange carbonseries carbonstorage contributionratio pooltemplate"),
        ("转移矩阵", "lulctransition"),
        ("土地利用", "lulctransition"),
        ("sankey", "lulctransition"),
        ("crosstab", "lulctransition"),
        ("景观", "landscapemetrics movingwindow sampledwindows windowscale"),
        ("shannon", "landscapemetrics movingwindow sampledwindows windowscale"),
        ("SHDI", "landscapemetrics movingwindow sampledwindows windowscale"),
        ("nugget", "pointvariogram rastervariogram variogramfit windowscale"),
        ("变异函数", "pointvariogram rastervariogram variogramfit"),
        ("相关", "correlation"),
        ("Dutilleul", "correlation"),
        ("回归", "regression"),
        ("stepwise", "regression"),
        ("VIF", "regression"),
        ("缓冲", "contributionratio distancezones"),
        ("植被指数", "spectralindices"),
        ("reflectance", "spectralindices"),
        ("SAVI", "spectralindices"),
        ("土地覆盖", "spectralindices"),
    ],
)
def test_the_toolbox_finds(qgis, text, found):
    from qgis.core import QgsApplication
    from qgis.gui import QgsProcessingToolboxProxyModel
    from qgis.PyQt.QtCore import QModelIndex

    model = QgsProcessingToolboxProxyModel()
    model.setFilterString(text)
    shown = set()

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            shown.add(model.data(index))
            walk(index)

    walk(QModelIndex())
    titles = {made.displayName(): made.name() for made in QgsApplication.processingRegistry().providerById("pitscape").algorithms()}
    assert {name for title, name in titles.items() if title in shown} >= set(found.split())


def test_every_algorithm_can_be_created_again(pair):
    algorithm, _description = pair
    assert type(algorithm.create()) is type(algorithm)


def test_metadata_is_complete():
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(PLUGIN / "metadata.txt", encoding="utf-8")
    general = metadata["general"]
    for key in ("name", "description", "about", "author", "email", "homepage", "tracker", "repository", "tags", "category"):
        assert general[key].strip(), key
    assert general["qgisMinimumVersion"] == "3.22" and general["qgisMaximumVersion"] == "4.99"
    assert general["hasProcessingProvider"] == "yes"
    assert (PLUGIN / general["icon"]).is_file()
    cargo = (PLUGIN.parents[1] / "Cargo.toml").read_text(encoding="utf-8")
    assert re.search('^version = "(.*)"$', cargo, re.M)[1] == general["version"]


def test_enums_are_scoped():
    """QGIS 4 has no QgsProcessing.TypeVector, only QgsProcessing.SourceType.TypeVector; and PyQt comes through qgis."""
    for path in PLUGIN.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"^\s*(import|from) PyQt", text, re.M), path.name
        for owner, member in re.findall(r"\b(Qgs\w+|Qt|Qgis)\.([A-Z]\w+)\b(?![.(\w])", text):
            value = getattr(importlib.import_module("qgis.core"), owner, None)
            assert isinstance(getattr(value, member, None), type) or member.isupper(), f"{path.name}: {owner}.{member}"
