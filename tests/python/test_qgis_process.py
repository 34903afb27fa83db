"""The plugin by qgis_process, in an empty profile: as on a server, without a window."""

import collections
import csv
import json
import os
import shutil
import subprocess

import numpy as np
import pytest
from conftest import ROOT
from maps import files, read_map, write_map, write_pools, write_table
from osgeo import gdal
from runs import PATIENCE

# Debian's wrapper qgis_process of QGIS 3.22 passes an option that the program does not know.
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
SAMPLE = ROOT / "qgis_plugin/pitscape/sample"

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="qgis_process is not installed")


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile")
    settings = profile / "profiles" / "default" / "QGIS"
    settings.mkdir(parents=True)
    (settings / "QGIS3.ini").write_text("[PythonPlugins]\npitscape=true\n")
    environment = dict(
        os.environ,
        QT_QPA_PLATFORM="offscreen",
        XDG_RUNTIME_DIR=str(tmp_path_factory.mktemp("runtime")),
        QGIS_CUSTOM_CONFIG_PATH=str(profile),
        QGIS_PLUGINPATH=str(ROOT / "qgis_plugin"),
    )

    def call(*arguments, **changes):
        return subprocess.run(
            [PROGRAM, *arguments], capture_output=True, text=True, env=dict(environment, **changes), timeout=PATIENCE
        )

    return call


@pytest.fixture
def inputs(tmp_path):
    path = write_map(tmp_path / "map.tif", np.array([[1, 2, 2], [3, 0, 1]], "uint8"), nodata=0)
    return [f"--LULC={path}", f"--POOLS={write_pools(tmp_path / 'pools.csv')}"]


def test_list_and_help(qgis_process):
    listed = json.loads(qgis_process("--json", "list").stdout)
    provider = listed["providers"]["pitscape"]
    assert provider["name"] == "Pitscape"
    assert provider["algorithms"]["pitscape:carbonstorage"]["name"] == "Carbon storage"
    told = qgis_process("help", "pitscape:carbonstorage")
    assert told.returncode == 0
    for name in ("LULC_BAND", "IGNORE_CODES", "TOTAL_AREA_HA", "Chang et al. (2024, doi"):
        assert name in told.stdout


def test_run_with_all_outputs(qgis_process, inputs, tmp_path):
    done = qgis_process(
        "--json", "run", "pitscape:carbonstorage", *inputs, "--IGNORE_CODES=3", "--UNIT=t_cell",
        f"--OUTPUT={tmp_path}/density.tif", f"--SUMMARY={tmp_path}/carbon.gpkg",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    ha = 10 * 10 / 10000
    assert results["TOTAL_CARBON"] == pytest.approx((2 * 10 + 2 * 100) * ha, rel=1e-12)
    assert results["TOTAL_AREA_HA"] == pytest.approx(4 * ha, rel=1e-12)
    assert results["MEAN_DENSITY"] == pytest.approx((2 * 10 + 2 * 100) / 4, rel=1e-12)
    assert (results["OUTPUT"], results["SUMMARY"]) == (f"{tmp_path}/density.tif", f"{tmp_path}/carbon.gpkg")
    made = gdal.Open(results["OUTPUT"])
    band = made.GetRasterBand(1)
    empty = band.GetNoDataValue()
    assert band.ReadAsArray().ravel().tolist() == pytest.approx([0.1, 1, 1, empty, empty, 0.1], rel=1e-7)
    table = gdal.OpenEx(results["SUMMARY"])
    assert [(row["lucode"], row["cells"]) for row in table.GetLayer(0)] == [(1, 2), (2, 2)]


def test_numbers_alone_write_nothing(qgis_process, inputs, tmp_path):
    before = files(tmp_path)
    done = qgis_process("--json", "run", "pitscape:carbonstorage", *inputs)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["results"]) == {"TOTAL_CARBON", "TOTAL_AREA_HA", "MEAN_DENSITY"}
    assert files(tmp_path) == before


def test_the_sample(qgis_process):
    lulc = SAMPLE / "haerwusu_synthetic_2022.tif"
    done = qgis_process("--json", "run", "pitscape:carbonstorage", f"--LULC={lulc}", f"--POOLS={SAMPLE / 'pools.csv'}")
    assert done.returncode == 0, done.stderr
    # the study's 104 km2; its total of 2022 is 151.91e4 t, and a synthetic map comes near it
    results = json.loads(done.stdout)["results"]
    assert results["TOTAL_AREA_HA"] == pytest.approx(10405, rel=0.01)
    assert results["TOTAL_CARBON"] == pytest.approx(151.91e4, rel=0.02)


def test_landscape_metrics_of_four_years(qgis_process, tmp_path):
    layers = [f"--LAYERS={SAMPLE / f'haerwusu_synthetic_{year}.tif'}" for year in (2007, 2012, 2017, 2022)]
    outputs = [f"--{name}={tmp_path / file}" for name, file in (("LANDSCAPE", "l.csv"), ("PATCH", "p.gpkg"), ("OUTPUT", "ids.tif"))]
    done = qgis_process("--json", "run", "pitscape:landscapemetrics", *layers, "--METRICS=NP;SHDI;AREA", *outputs)
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "l.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [f"{float(row['shdi']):.4f}" for row in rows] == ["1.0439", "1.2990", "1.2545", "1.2931"]
    ids = gdal.Open(str(tmp_path / "ids.tif"))
    assert [str(ids.GetRasterBand(band).ReadAsArray().max()) for band in range(1, 5)] == [row["np"] for row in rows]
    patches = gdal.OpenEx(str(tmp_path / "p.gpkg"))
    assert patches.GetLayer(0).GetFeatureCount() == sum(int(row["np"]) for row in rows)


def test_moving_windows_of_the_sample(qgis_process, tmp_path):
    lulc, out = SAMPLE / "haerwusu_synthetic_2022.tif", tmp_path / "w.tif"
    asked = ("--METRICS=SHDI;NP", "--RADII=50", "--STRIDE=3", f"--OUTPUT={out}")
    done = qgis_process("--json", "run", "pitscape:movingwindow", f"--LULC={lulc}", *asked)
    assert done.returncode == 0, done.stderr
    bands = gdal.Open(str(out))
    assert [bands.GetRasterBand(band).GetDescription() for band in (1, 2)] == ["SHDI 50", "NP 50"]
    shdi = bands.GetRasterBand(1).ReadAsArray()
    assert (bands.RasterXSize, bands.RasterYSize) == (460, 420)
    assert json.loads(done.stdout)["results"]["WINDOWS"] == (shdi >= 0).sum() > 100_000


def test_sampled_windows_of_the_mining_areas(qgis_process, tmp_path):
    """The areas of the sample were drawn around the cells of their class: inside them is no other."""
    lulc, areas, out = (f"{SAMPLE}/haerwusu_synthetic_2022.tif", f"{SAMPLE}/mining_areas.geojson", tmp_path / "areas.gpkg")
    asked = (f"--LULC={lulc}", f"--FEATURES={areas}", "--METRICS=TA;SHDI;NP", f"--OUTPUT={out}")
    done = qgis_process("--json", "run", "pitscape:sampledwindows", *asked)
    assert done.returncode == 0, done.stderr
    dataset = gdal.OpenEx(str(out))
    found = [feature.items() for feature in dataset.GetLayer(0)]
    assert len(found) == json.loads(done.stdout)["results"]["WINDOWS"] > 10
    for area in found:
        assert area["ta"] == pytest.approx(area["area_ha"], abs=0.01)
        assert area["np"] >= 1 and (area["year"] != 2022 or area["shdi"] == 0)
    assert any(area["shdi"] > 0 for area in found)


def test_bad_input_is_a_sentence_and_exit_code_1(qgis_process, inputs, tmp_path):
    (tmp_path / "density.tif").write_bytes(b"as it was")
    before = files(tmp_path)
    few = write_pools(tmp_path.parent / f"{tmp_path.name}_few.csv", [(1, "", 1, 1, 1, 1)])
    done = qgis_process("run", "pitscape:carbonstorage", inputs[0], f"--POOLS={few}", f"--OUTPUT={tmp_path}/density.tif")
    assert done.returncode == 1
    assert "The pool table has no row for code 2 (2 cells), code 3 (1 cell)" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert files(tmp_path) == before


def test_wrong_parameter_is_a_sentence_and_exit_code_1(qgis_process, inputs):
    done = qgis_process("run", "pitscape:carbonstorage", *inputs, "--IGNORE_CODES=0,2.5")
    assert done.returncode == 1
    assert "“Class codes to ignore” (IGNORE_CODES): not a whole number: 2.5." in done.stderr


def test_no_library_is_a_sentence_and_exit_code_1(qgis_process, inputs, tmp_path):
    done = qgis_process("run", "pitscape:carbonstorage", *inputs, PITSCAPE_LIBRARY=f"{tmp_path}/libpitscape.so")
    assert done.returncode == 1
    assert f"The Pitscape library is missing at {tmp_path}/libpitscape.so: run scripts/build" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.fixture
def pair(tmp_path):
    """Two maps of which the second is shifted by a cell, and zones over them."""
    from maps import LEFT, TOP

    zones = tmp_path / "zones.geojson"
    x, y = LEFT, TOP
    ring = [[x, y], [x + 20, y], [x + 20, y - 20], [x, y - 20], [x, y]]
    shape = {"type": "Feature", "properties": {"side": "west"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}
    zones.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [shape]}))
    after = write_map(tmp_path / "after.tif", np.array([[2, 2, 1], [3, 1, 1]], "uint8"), nodata=0)
    return [f"--LULC_ALT={after}", f"--ZONES={zones}", "--ZONE_FIELD=side"]


def test_carbon_change(qgis_process, inputs, pair, tmp_path):
    base = inputs[0].replace("--LULC=", "--LULC_BASE=")
    done = qgis_process(
        "--json", "run", "pitscape:carbonchange", base, inputs[1], *pair, "--YEAR_BASE=2000", "--YEAR_ALT=2010",
        "--PRICE=43", "--DISCOUNT_RATE=7", "--RATE_CHANGE=2", "--AREA=planar",
        f"--OUTPUT={tmp_path}/change.tif", f"--OUTPUT_NPV={tmp_path}/npv.tif", f"--PAIRS={tmp_path}/pairs.csv",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    wanted = 90 * 0.01  # 1 -> 2 in the first cell; 2, 3 and nodata stay in the west
    assert results["CARBON_CHANGE"] == pytest.approx(wanted, rel=1e-12)
    assert results["NPV"] == pytest.approx(wanted * 29.933484457435775, rel=1e-12)
    lines = (tmp_path / "pairs.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].lstrip("\ufeff").split(",")[0] == "zone" and len(lines) == 4 and all("west" in line for line in lines[1:])


def test_batch(qgis_process, inputs, tmp_path):
    """Several maps, one command each, as shell scripts and batch files do; the template feeds no run."""
    totals = []
    for turn in range(2):
        lulc = write_map(tmp_path / f"map_{2000 + turn}.tif", np.full((2, 3), turn + 1, "uint8"))
        done = qgis_process(
            "--json", "run", "pitscape:carbonstorage", f"--LULC={lulc}", inputs[1],
            f"--OUTPUT={tmp_path}/density_{turn}.tif", f"--SUMMARY={tmp_path}/carbon_{turn}.csv",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        totals.append(json.loads(done.stdout)["results"]["TOTAL_CARBON"])
    assert totals == pytest.approx([6 * 10 * 0.01, 6 * 100 * 0.01])
    assert len({"density_0.tif", "density_1.tif", "carbon_0.csv", "carbon_1.csv"} & set(files(tmp_path))) == 4


def test_model_by_its_file(qgis_process, inputs, tmp_path):
    model = ROOT / "tests/python/data/restored_mine.model3"
    lulc, pools = (text.split("=")[1] for text in inputs)
    done = qgis_process(
        "--json", "run", str(model), f"--lulc={lulc}", f"--pools={pools}", "--price=43",
        f"--storage:Carbon after={tmp_path}/after.csv", f"--gains:Gains by pair={tmp_path}/gains.csv",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "after.csv").read_text().splitlines()) == 3  # class 3 has become 2


def test_series_of_repeated_layers(qgis_process, inputs, tmp_path):
    lulc, pools = (text.split("=")[1] for text in inputs)
    done = qgis_process(
        "--json", "run", "pitscape:carbonseries", f"--LAYERS={lulc}", f"--LAYERS={lulc}", "--YEARS=2010;2000",
        f"--POOLS={pools}", f"--OUTPUT={tmp_path}/change.tif", f"--CHANGES={tmp_path}/changes.csv",
        f"--REPORT={tmp_path}/report.html",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["CARBON_CHANGE"] == 0
    header, *rows = (tmp_path / "changes.csv").read_text().splitlines()
    assert header.startswith("zone,layer_from,year_from") and [row.split(",")[5] for row in rows] == ["interval", "whole"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_transitions_with_groups(qgis_process, inputs, tmp_path):
    lulc, pools = (text.split("=")[1] for text in inputs)
    later = write_map(tmp_path / "later.tif", np.array([[2, 2, 1], [3, 1, 1]], "uint8"), nodata=0)
    groups = write_table(tmp_path / "groups.csv", ["lucode", "class_group"], [(1, "low"), (2, "high"), (3, "low")])
    done = qgis_process(
        "--json", "run", "pitscape:lulctransition", f"--LAYERS={lulc}", f"--LAYERS={later}", "--YEARS=2000;2010", f"--POOLS={pools}",
        f"--GROUPS={groups}", "--UNCHANGED=false", f"--OUTPUT={tmp_path}/o.tif", f"--MATRIX={tmp_path}/matrix.csv", f"--REPORT={tmp_path}/r.html",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "matrix.csv", encoding="utf-8-sig") as file:
        found = {(row["name_from"], row["name_to"]): int(row["cells"]) for row in csv.DictReader(file)}
    before, after = read_map(lulc), read_map(later)
    both = before > 0
    named = {1: "low", 2: "high", 3: "low"}
    wanted = collections.Counter((named[one], named[other]) for one, other in zip(before[both].tolist(), after[both].tolist()))
    assert found == wanted
    assert json.loads(done.stdout)["results"]["CHANGED_HA"] == pytest.approx(0.01 * sum(n for (a, b), n in wanted.items() if a != b))
    assert (read_map(tmp_path / "o.tif") > 0).sum() == sum(n for (a, b), n in wanted.items() if a != b)
    assert (tmp_path / "r.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_every_algorithm_is_listed(qgis_process):
    done = qgis_process("--json", "list")
    provider = json.loads(done.stdout)["providers"]["pitscape"]
    files = (ROOT / "qgis_plugin/pitscape/algorithms").glob("[a-z]*.py")
    of_files = {f"pitscape:{file.stem.replace('_', '')}" for file in files}
    assert set(provider["algorithms"]) == of_files | {"pitscape:miningassessment"}


def test_a_template(qgis_process, inputs, tmp_path):
    path = tmp_path / "pairs.csv"
    done = qgis_process("--json", "run", "pitscape:pairtemplate", inputs[0], "--KIND=contrast", f"--TEMPLATE={path}")
    assert done.returncode == 0, done.stderr
    with open(path, encoding="utf-8") as file:
        found = [(row["lucode_a"], row["lucode_b"], row["weight"], row["sides"]) for row in csv.DictReader(file)]
    assert found == [("1", "2", "", "2"), ("1", "3", "", "1")]
    done = qgis_process("--json", "run", "pitscape:pairtemplate", "--KIND=contrast", f"--TEMPLATE={path}")
    assert done.returncode != 0 and "contrast needs" in done.stderr + done.stdout
    done = qgis_process("--json", "run", "pitscape:pairtemplate", f"--TABLE={SAMPLE / 'pools.csv'}", "--KIND=indicators", f"--TEMPLATE={path}")
    assert done.returncode == 0, done.stderr
    with open(path, encoding="utf-8") as file:
        assert [row["column_name"] for row in csv.DictReader(file)] == ["c_above", "c_below", "c_soil", "c_dead"]
    done = qgis_process("--json", "run", "pitscape:pairtemplate", inputs[0], "--KIND=groups", "--TEMPLATE=TEMPORARY_OUTPUT")
    assert done.returncode == 0 and json.loads(done.stdout)["results"]["TEMPLATE"].endswith(".gpkg"), done.stderr


def test_spectral_indices(qgis_process, tmp_path):
    """Several words with a comma between, and bands of one picture."""
    picture = SAMPLE / "haerwusu_synthetic_2022_reflectance.tif"
    bands = [f"--{name}={picture}" for name in ("RED", "NIR", "BLUE")] + ["--RED_BAND=3", "--NIR_BAND=4"]
    done = qgis_process("--json", "run", "pitscape:spectralindices", *bands, "--INDICES=EVI,NDVI", f"--OUTPUT={tmp_path}/indices.tif")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["CELLS"] == 1_040_500
    made = gdal.Open(f"{tmp_path}/indices.tif")
    assert [made.GetRasterBand(band).GetDescription() for band in (1, 2)] == ["EVI", "NDVI"]
    assert files(tmp_path).keys() == {"indices.tif"}
    lacking = qgis_process("run", "pitscape:spectralindices", *bands[:2], "--INDICES=EVI", f"--OUTPUT={tmp_path}/no.tif")
    assert lacking.returncode != 0 and "Bands are missing: “Blue” (BLUE) for EVI" in lacking.stderr + lacking.stdout
    assert not (tmp_path / "no.tif").exists()


def test_a_whole_study(qgis_process, tmp_path):
    """With repeated options for lists, and what is wrong told by the label of its parameter."""
    import study_data as data

    given = data.quick(tmp_path)
    lists = {"LAYERS": given.pop("LAYERS")[:2], "LEAVE_OUT": given.pop("LEAVE_OUT").split(",")}
    options = [f"--{name}={one}" for name, several in lists.items() for one in several] + [f"--{name}={value}" for name, value in given.items()]
    wanted = [f"--{name}={path}" for name, path in data.outputs(tmp_path).items()]
    done = qgis_process("run", "pitscape:miningassessment", *options, *wanted)
    assert done.returncode == 0, done.stderr
    assert "CARBON_LAST:" in done.stdout and (tmp_path / "report.html").is_file()
    assert {"transition_matrix", "carbon_changes", "landscape_metrics", "contribution_ratios"} <= set(data.tables(tmp_path / "study.gpkg"))
    failed = qgis_process("run", "pitscape:miningassessment", *options, "--CELL_SIZE=1")
    assert failed.returncode == 1
    assert "“Size of cells to coarsen to” (CELL_SIZE): 1 is less than the side of a cell of the first map, 10." in failed.stdout + failed.stderr
