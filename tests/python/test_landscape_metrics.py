"""pitscape:landscapemetrics inside QGIS, with patches found by numpy cell by cell."""

import numpy as np
import pytest
from conftest import ROOT
from layers import polygon_layer, raster_layer
from maps import files, read_map, write_map
from osgeo import gdal
from qgis.core import NULL
from runs import Failed, Feedback, context, run, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "landscapemetrics"
SAMPLE = ROOT / "qgis_plugin/pitscape/sample"
# Shannon's index of the study's areas by class (Chang et al. 2024, Table 4), which the sample follows
SHDI = {2007: 1.0439, 2012: 1.2990, 2017: 1.2545, 2022: 1.2931}


def cover(seed, rows=23, columns=31):
    return np.random.default_rng(seed).integers(0, 4, (rows, columns)).astype("uint8")


COVERS = {2007: cover(1), 2022: cover(2)}


@pytest.fixture
def layers(tmp_path):
    """Cells of 20 x 10 m; 0 is nodata."""
    return [
        write_map(tmp_path / f"cover_{year}.tif", codes, cell=(20.0, 10.0), nodata=0) for year, codes in COVERS.items()
    ]


def label(codes, corners=True):
    """Ids of patches in the order of their first cells, 0 for nodata."""
    ids = np.zeros(codes.shape, "uint32")
    steps = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r or c) and (corners or not (r and c))]
    for first in np.ndindex(codes.shape):
        if codes[first] and not ids[first]:
            ids[first] = ids.max() + 1
            front = [first]
            while front:
                row, column = front.pop()
                for r, c in ((row + r, column + c) for r, c in steps):
                    inside = 0 <= r < codes.shape[0] and 0 <= c < codes.shape[1]
                    if inside and codes[r, c] == codes[first] and not ids[r, c]:
                        ids[r, c] = ids[first]
                        front.append((r, c))
    return ids


def perimeter(ids, patch):
    inside = np.pad(ids == patch, 1)
    return 10.0 * np.sum(inside[:, 1:] != inside[:, :-1]) + 20.0 * np.sum(inside[1:] != inside[:-1])


def shannon(codes):
    shares = np.unique(codes[codes > 0], return_counts=True)[1] / np.sum(codes > 0)
    return -np.sum(shares * np.log(shares))


@pytest.mark.parametrize("neighbours", ["8", "4"])
def test_every_patch_of_two_years(layers, tmp_path, neighbours):
    within = context()
    wanted = {"PATCH": "TEMPORARY_OUTPUT", "LANDSCAPE": "TEMPORARY_OUTPUT", "OUTPUT": str(tmp_path / "ids.tif")}
    results = run({"LAYERS": layers, "NEIGHBOURHOOD": neighbours, **wanted}, within=within, name=NAME)
    rows = table(results, "PATCH", within, "layer", "year", "lucode", "name", "patch", "area", "perim")
    landscape = table(results, "LANDSCAPE", within, "year", "np", "ta", "shdi")
    for band, (year, codes) in enumerate(COVERS.items(), 1):
        ids = label(codes, neighbours == "8")
        assert np.array_equal(read_map(tmp_path / "ids.tif", band), ids)
        found = [row for row in rows if row[1] == year]
        assert [row[4] for row in found] == list(range(1, ids.max() + 1))
        for layer, _year, code, name, patch, area, length in found:
            assert (layer, name, code) == (f"cover_{year}", f"class {code}", codes[ids == patch][0])
            assert area == pytest.approx(0.02 * np.sum(ids == patch), rel=1e-12)
            assert length == pytest.approx(perimeter(ids, patch), rel=1e-12)
        expected = (year, ids.max(), pytest.approx(0.02 * np.sum(codes > 0)), pytest.approx(shannon(codes), rel=1e-12))
        assert landscape[band - 1] == expected
    assert results["NP"] == landscape[1][1] and results["SHDI"] == pytest.approx(shannon(COVERS[2022]))


def test_long_and_wide_say_the_same(layers):
    within = context()
    asked = {"LAYERS": layers[:1], "METRICS": "NP; ed RPR AREA_AM", "MAX_CLASSES": 5, "CLASS": "TEMPORARY_OUTPUT", "LANDSCAPE": "TEMPORARY_OUTPUT"}
    wide = run(asked, within=within, name=NAME)
    long = run({**asked, "FORM": "long"}, within=within, name=NAME)
    columns = ("np", "ed", "area_am")
    for row in table(wide, "CLASS", within, "lucode", *columns):
        values = [one for one in table(long, "CLASS", within, "lucode", "metric", "value", "unit") if one[0] == row[0]]
        assert [(code, metric, unit) for code, metric, _value, unit in values] == [
            (row[0], "NP", ""), (row[0], "ED", "m/ha"), (row[0], "AREA_AM", "ha"),
        ]  # fmt: skip
        assert [value for _code, _metric, value, _unit in values] == list(row[1:])
    [(relative,)] = table(wide, "LANDSCAPE", within, "rpr")
    assert relative == 60.0
    assert [row[-3] for row in table(long, "LANDSCAPE", within)] == ["NP", "ED", "AREA_AM", "RPR"]


def test_the_study_in_the_sample(tmp_path):
    within = context()
    layers = [str(SAMPLE / f"haerwusu_synthetic_{year}.tif") for year in reversed(SHDI)]
    feedback = Feedback()
    asked = {"LAYERS": layers, "LANDSCAPE": "TEMPORARY_OUTPUT", "CLASS": str(tmp_path / "class.csv")}
    results = run(asked, feedback, within, NAME)
    rows = table(results, "LANDSCAPE", within, "year", "shdi", "ta")
    assert [(year, round(value, 4), round(area, 6)) for year, value, area in rows] == [(y, s, 10405) for y, s in SHDI.items()]
    assert "Left out, as it needs MAX_CLASSES: RPR." in feedback.infos
    assert (tmp_path / "class.csv").read_text(encoding="utf-8").count("\n") == 41


def test_zones_and_mask(layers, project, tmp_path):
    """Zones in cells of 10 m: the left 10 and the next 10 columns of the map, whose cells are 20 m wide."""
    zones = polygon_layer(project, [(0, 0, 20, 23), (20, 0, 40, 23)], names=["b", "a"])
    within = context()
    asked = {"LAYERS": layers[:1], "ZONES": zones, "ZONE_FIELD": "kind", "PATCH": "TEMPORARY_OUTPUT", "CLASS": "TEMPORARY_OUTPUT"}
    results = run({**asked, "OUTPUT": str(tmp_path / "ids.tif")}, within=within, name=NAME)
    codes = COVERS[2007]
    parts = {"b": codes[:, :10], "a": codes[:, 10:20]}
    rows = table(results, "PATCH", within, "zone", "lucode", "area", "patch")
    for zone, part in parts.items():
        ids = label(part)
        found = sorted((code, area) for name, code, area, _patch in rows if name == zone)
        expected = sorted((int(part[ids == i][0]), 0.02 * np.sum(ids == i)) for i in range(1, ids.max() + 1))
        assert [code for code, _area in found] == [code for code, _area in expected]
        assert [area for _code, area in found] == pytest.approx([area for _code, area in expected])
    assert "NP" not in results and read_map(tmp_path / "ids.tif")[:, 20:].max() == 0
    assert sorted(row[3] for row in rows) == list(range(1, len(rows) + 1))
    mask = polygon_layer(project, [(0, 0, 20, 23)])
    masked = run({"LAYERS": layers[:1], "MASK": mask}, within=within, name=NAME)
    assert masked["NP"] == label(parts["b"]).max()
    overlap = polygon_layer(project, [(0, 0, 20, 23), (10, 0, 40, 23)])
    with pytest.raises(Failed, match="Zones overlap"):
        run({**asked, "ZONES": overlap, "ZONE_FIELD": "", "OUTPUT": str(tmp_path / "o.tif")}, name=NAME)


@pytest.mark.parametrize("neighbours", ["8", "4"])
def test_polygons_are_the_patches(layers, project, tmp_path, neighbours):
    from qgis.core import QgsProcessingContext, QgsProcessingUtils

    within = context()
    path = str(tmp_path / "patches.gpkg")
    within.addLayerToLoadOnCompletion(path, QgsProcessingContext.LayerDetails("patches", project, "PATCHES"))
    asked = {"PATCHES": path, "PATCH": "TEMPORARY_OUTPUT", "NEIGHBOURHOOD": neighbours}
    results = run({"LAYERS": layers, **asked}, within=within, name=NAME)
    polygons = QgsProcessingUtils.mapLayerFromString(results["PATCHES"], within)
    assert polygons.crs().authid() == "EPSG:32632"
    columns = [field.name() for field in polygons.fields()][1:]  # a GeoPackage has an id of its own before them
    rows = table(results, "PATCH", within, *columns)
    assert [tuple(None if value == NULL else value for value in feature.attributes()[1:]) for feature in polygons.getFeatures()] == rows
    whole = {}
    for feature in polygons.getFeatures():
        shape = feature.geometry()
        assert shape.isGeosValid(), feature["patch"]
        assert shape.area() / 10000 == pytest.approx(feature["area"], rel=1e-12)
        assert shape.length() == pytest.approx(feature["perim"], rel=1e-12)
        parts = len(shape.asMultiPolygon())
        assert parts == 1 or neighbours == "8"  # those that touch at corners alone
        whole[feature["year"]] = whole.get(feature["year"], 0) + shape.area()
    assert whole == {year: pytest.approx(200.0 * np.sum(codes > 0)) for year, codes in COVERS.items()}
    within.layerToLoadOnCompletionDetails(path).postProcessor().postProcessLayer(polygons, within, None)
    assert [one.label() for one in polygons.renderer().categories()] == ["class 1", "class 2", "class 3"]
    assert {feature["year"] for feature in polygons.getFeatures()} == {2022}


def test_polygons_of_zones(layers, project):
    from qgis.core import QgsProcessingUtils

    zones = polygon_layer(project, [(0, 0, 20, 23), (20, 0, 40, 23)], names=["b", "a"])
    within = context()
    asked = {"LAYERS": layers[:1], "ZONES": zones, "ZONE_FIELD": "kind", "PATCHES": "TEMPORARY_OUTPUT"}
    polygons = QgsProcessingUtils.mapLayerFromString(run(asked, within=within, name=NAME)["PATCHES"], within)
    by_zone = {feature["kind"]: feature.geometry() for feature in zones.getFeatures()}
    assert polygons.featureCount() > 50
    for feature in polygons.getFeatures():
        assert feature.geometry().area() / 10000 == pytest.approx(feature["area"], rel=1e-12)
        assert by_zone[feature["zone"]].contains(feature.geometry().pointOnSurface())
    overlap = polygon_layer(project, [(0, 0, 20, 23), (10, 0, 40, 23)])
    with pytest.raises(Failed, match="Zones overlap"):
        run({**asked, "ZONES": overlap, "ZONE_FIELD": ""}, name=NAME)


def test_styles(layers, project, tmp_path):
    from qgis.core import QgsProcessingContext, QgsRasterLayer

    within = context()
    few, many = str(tmp_path / "few.tif"), str(tmp_path / "many.tif")
    noise = write_map(tmp_path / "noise.tif", cover(3, 90, 90), nodata=0)
    for path, layer, kind in ((few, layers[0], "paletted"), (many, noise, "singlebandpseudocolor")):
        within.addLayerToLoadOnCompletion(path, QgsProcessingContext.LayerDetails(path, project, path))
        run({"LAYERS": [layer], "OUTPUT": path}, within=within, name=NAME)
        raster = QgsRasterLayer(path)
        within.layerToLoadOnCompletionDetails(path).postProcessor().postProcessLayer(raster, within, None)
        assert raster.renderer().type() == kind


@pytest.mark.parametrize("form", ["wide", "long"])
def test_report(layers, project, tmp_path, form):
    layers = [raster_layer(project, path, f"<b>{year}") for year, path in zip(COVERS, layers)]
    run({"LAYERS": layers, "REPORT": str(tmp_path / "r.html"), "FORM": form}, name=NAME)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    for words in ("Patches in 2022", "Composition", "Patch sizes", "NP: Number of patches", "FRAGSTATS 4.2", "PD (number per 100 ha)"):
        assert words in page, words
    assert "<b>2007" not in page
    zones = polygon_layer(project, [(0, 0, 20, 23), (20, 0, 40, 23)])
    run({"LAYERS": layers, "REPORT": str(tmp_path / "z.html"), "ZONES": zones, "METRICS": "SHDI", "FORM": form}, name=NAME)
    assert "Figures and tables are by zone (zones: 2)" in (tmp_path / "z.html").read_text(encoding="utf-8")


def test_page_in_a_browser(tmp_path):
    import browser

    if not browser.works():
        pytest.skip("no Chromium that starts: the page is not looked at in a browser")
    layers = [str(SAMPLE / f"haerwusu_synthetic_{year}.tif") for year in SHDI]
    run({"LAYERS": layers, "REPORT": str(tmp_path / "r.html")}, name=NAME)
    with browser.Browser() as window:
        window.open(str(tmp_path / "r.html"))
        assert window.errors == []
        asked = {address for address in window.requests if not address.startswith(("data:", "blob:"))}
        assert asked == {f"file://{tmp_path}/r.html"}
        assert window.run("document.querySelectorAll('.canvas').length") == 2 + 1 + 1 + 1
        assert window.run("Array.from(document.querySelectorAll('.canvas')).every(c => c.querySelector('svg.main-svg'))")
        cells = window.run("Array.from(document.querySelectorAll('td, th')).map(c => c.textContent.trim())")
        assert "SHDI" in cells and "1.2931" in cells


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"METRICS": "NP,SHANNON"}, "METRICS: SHANNON is no metric. Known are all, or any of CA, PLAND, TA"),
        ({"METRICS": "RPR"}, "METRICS: RPR needs MAX_CLASSES"),
        ({"MAX_CLASSES": 2}, "MAX_CLASSES is 2, but"),
        ({"MAX_CLASSES": 0}, "MAX_CLASSES is 0; allowed: 1 or more."),
        ({"BOUNDARY_EDGE_PCT": 101}, "BOUNDARY_EDGE_PCT is 101; allowed: 0 to 100 (%)."),
        ({"YEARS": "2007;2007"}, "are both of 2007"),
        ({"IGNORE_CODES": "1;2;3"}, "has no valid cell"),
        ({"LANDSCAPE": "/nowhere/l.csv"}, "does not exist"),
        ({"OUTPUT": "ids.png"}, "does not end in .tif"),
    ],
)
def test_wrong_parameters(layers, tmp_path, more, sentence):
    before = files(tmp_path)
    asked = {"LAYERS": layers, "OUTPUT": str(tmp_path / "ids.tif"), "PATCH": str(tmp_path / "p.gpkg"), "REPORT": str(tmp_path / "r.html")}
    with pytest.raises(Failed) as error:
        run({**asked, **more}, name=NAME)
    assert sentence in str(error.value)
    assert files(tmp_path) == before and temporary_folders() == []


def test_maps_without_lengths(tmp_path):
    degrees = write_map(tmp_path / "degrees.tif", COVERS[2007], epsg=4326)
    dataset = gdal.Open(degrees, gdal.GA_Update)
    dataset.SetGeoTransform((111.2, 1e-4, 0, 39.7, 0, -1e-4))
    dataset = None
    with pytest.raises(Failed, match="whose units are degrees, so lengths on it are not in m"):
        run({"LAYERS": [degrees]}, name=NAME)
    without = write_map(tmp_path / "without.tif", COVERS[2007], epsg=None)
    with pytest.raises(Failed, match="has no coordinate reference system"):
        run({"LAYERS": [without]}, name=NAME)


def test_cancel_leaves_nothing(tmp_path):
    path = write_map(tmp_path / "noise.tif", cover(3, 900, 900), nodata=0)
    before = files(tmp_path)
    for stop in (0, 50):
        feedback = Feedback(stop_at=stop)
        asked = {"OUTPUT": str(tmp_path / "ids.tif"), "REPORT": str(tmp_path / "r.html"), "PATCH": str(tmp_path / "p.gpkg")}
        run({"LAYERS": [path], **asked}, feedback, name=NAME)
        assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


def test_help_tells_of_every_metric(qgis):
    from pitscape import native
    from runs import algorithm

    text = algorithm(NAME).shortHelpString()
    metrics = native.describe()["metrics"]
    spread = {metric["abbreviation"] for metric in metrics if metric["patch"]}
    for metric in metrics:
        told = f"<b>{metric['abbreviation']}</b>: {metric['name']} (" in text
        assert told == (metric["abbreviation"].rpartition("_")[0] not in spread), metric["abbreviation"]


def test_real_map(reference, tmp_path):
    """CORINE Land Cover of Bern and Valais, whose cells are 100.005 x 100.029 m; 7 are quarries."""
    within = context()
    path = str(reference / "real" / "bern_valais_g100_clc00.tif")
    asked = {"OUTPUT": str(tmp_path / "ids.tif"), "PATCH": "TEMPORARY_OUTPUT", "CLASS": "TEMPORARY_OUTPUT"}
    results = run({"LAYERS": [path], **asked}, within=within, name=NAME)
    codes, ids = read_map(path), read_map(tmp_path / "ids.tif")
    quarries = np.where(codes == 7, codes, 0)
    own = label(quarries)
    numbers = np.unique(ids[codes == 7])
    assert len(numbers) == own.max() and all(len(np.unique(ids[own == i])) == 1 for i in range(1, own.max() + 1))
    areas = {patch: area for patch, area in table(results, "PATCH", within, "patch", "area")}
    cells = dict(zip(*np.unique(ids[ids > 0], return_counts=True)))
    assert len(areas) == len(cells) == results["NP"] == ids.max()
    assert [areas[patch] for patch in cells] == pytest.approx([n * 100.005 * 100.029 / 1e4 for n in cells.values()], rel=1e-5)
    [(patches, area)] = [row[1:] for row in table(results, "CLASS", within, "lucode", "np", "ca") if row[0] == 7]
    assert patches == own.max() and area == pytest.approx(352 * 100.005 * 100.029 / 1e4, rel=1e-5)


def test_depths_of_edges_from_a_table(layers, tmp_path):
    from maps import write_table

    codes = COVERS[2007]
    ids = label(codes)
    depths = {(1, 2): 0.0, (2, 1): 25.0, (1, 3): 45.0, (2, 3): 10.0}
    way = write_table(tmp_path / "depths.csv", ("lucode_a", "LUCODE_B", "depth"), [(*pair, d) for pair, d in depths.items()])
    within = context()
    asked = {"LAYERS": layers[:1], "EDGE_DEPTHS": way, "EDGE_DEPTH": 20.0, "PATCH": "TEMPORARY_OUTPUT"}
    results = run(asked, within=within, name=NAME)
    padded, codes_padded = np.pad(ids, 1), np.pad(codes, 1)
    rows, columns = np.indices(padded.shape)
    for patch, core in table(results, "PATCH", within, "patch", "core"):
        inside = padded == patch
        near = np.zeros_like(inside)
        near[1:] |= inside[:-1]
        near[:-1] |= inside[1:]
        near[:, 1:] |= inside[:, :-1]
        near[:, :-1] |= inside[:, 1:]
        code = codes_padded[inside][0]
        left = inside.copy()
        for i, j in np.argwhere(near & ~inside):
            pair = (code, codes_padded[i, j])
            depth = depths.get(pair, depths.get(pair[::-1], 20.0))
            left &= np.hypot((rows - i) * 20.0, (columns - j) * 10.0) > depth * (1 + 1e-9)
        assert core == pytest.approx(0.02 * left.sum()), patch
    short = write_table(tmp_path / "short.csv", ("lucode_a", "lucode_b", "depth"), [(1, 2, 3.0)])
    with pytest.raises(Failed, match="EDGE_DEPTHS has no depth for the classes 1 and 3, 2 and 3; add a row for each pair, or give EDGE_DEPTH"):
        run({**asked, "EDGE_DEPTHS": short, "EDGE_DEPTH": None}, name=NAME)


def test_contrast_from_a_table(layers, tmp_path):
    from maps import write_table

    pairs = [(1, 2, 0.25), (1, 3, 0.5), (3, 2, 1.0)]
    weights = write_table(tmp_path / "contrast.csv", ("LUCODE_A", "lucode_b", "weight"), pairs)
    within = context()
    asked = {"LAYERS": layers[:1], "CONTRAST": weights, "PATCH": "TEMPORARY_OUTPUT", "CLASS": "TEMPORARY_OUTPUT"}
    results = run(asked, within=within, name=NAME)
    codes = COVERS[2007]
    weight = {frozenset((a, b)): w for a, b, w in pairs}
    ids = label(codes)

    def between(one, other, length):
        """Weighted lengths of the sides between two arrays of cells side by side, with the patches on both sides."""
        for a, b, i, j in zip(one.ravel(), other.ravel(), *(part.ravel() for part in length[1:])):
            if a and b and a != b:
                yield i, j, length[0] * weight[frozenset((int(a), int(b)))]

    sums = {}
    sides = [*between(codes[:, 1:], codes[:, :-1], (10.0, ids[:, 1:], ids[:, :-1]))]
    sides += between(codes[1:], codes[:-1], (20.0, ids[1:], ids[:-1]))
    for i, j, length in sides:
        sums[i] = sums.get(i, 0) + length
        sums[j] = sums.get(j, 0) + length
    rows = table(results, "PATCH", within, "patch", "econ", "perim")
    assert [econ for _patch, econ, _perim in rows] == pytest.approx([100 * sums.get(i, 0) / perim for i, _econ, perim in rows])
    hectares = 0.02 * np.sum(codes > 0)
    for code, cwed in table(results, "CLASS", within, "lucode", "cwed"):
        total = sum(sums.get(i, 0) for i in np.unique(ids[codes == code]))
        assert cwed == pytest.approx(total / hectares)
    short = write_table(tmp_path / "short.csv", ("lucode_a", "lucode_b", "weight"), pairs[:2])
    with pytest.raises(Failed, match="CONTRAST has no weight for the classes 2 and 3; add a row"):
        run({**asked, "CONTRAST": short}, name=NAME)
    wrong = write_table(tmp_path / "wrong.csv", ("a", "b", "weight"), pairs)
    with pytest.raises(Failed, match="CONTRAST: the table lacks lucode_a, lucode_b; it has a, b, weight"):
        run({**asked, "CONTRAST": wrong}, name=NAME)
