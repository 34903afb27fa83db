"""Planes that are out of true, local grids, and coordinates that are no places, as users of QGIS meet them."""

import math

import numpy as np
import pytest
from maps import write_map, write_pools
from osgeo import gdal
from runs import Failed, Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

SINUSOIDAL = "+proj=sinu +lon_0=0 +R=6371007.181 +units=m +type=crs"
ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=m +type=crs"
LOCAL = 'LOCAL_CS["Mine grid",UNIT["metre",1]]'
SIDE = 60
# Three classes in squares of four cells, and one of a fourth
CODES = np.kron(np.fromfunction(lambda r, c: 1 + (7 * r + 4 * c + r // 4) % 3, (15, 15)), np.ones((4, 4))).astype("uint8")
CODES[28:32, 28:32] = 9
# The corner of the map, in the plane, and the side of a cell: the study mine in the first two
PLACES = {SINUSOIDAL: (9_519_000, 4_414_500, 463.3127165), ALBERS: (529_900, 4_283_700, 30), LOCAL: (10_000, 20_000, 30)}
RADII = {"windowscale": (1, 1.5, 2, 2.5, 3)}
OF_LENGTHS = ["distancezones", "contributionratio", "landscapemetrics", "movingwindow", "sampledwindows", "windowscale"]
OF_AREAS = ["carbonstorage", "carbonchange", "carbonseries", "lulctransition"]


def crs_of(text):
    from qgis.core import QgsCoordinateReferenceSystem

    if text.startswith("+"):
        return QgsCoordinateReferenceSystem.fromProj(text)
    return QgsCoordinateReferenceSystem(text) if text.startswith("EPSG") else QgsCoordinateReferenceSystem.fromWkt(text)


def write(path, text, place):
    """The map with its corner at (left, top) and cells so wide."""
    left, top, cell = place
    write_map(path, CODES, epsg=None)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.SetGeoTransform((left, cell, 0, top, 0, -cell))
    dataset.SetProjection(crs_of(text).toWkt())
    dataset = None
    return str(path)


def layer(project, text, *shapes, kind="Polygon", fields="v:double"):
    """Geometries with the attribute v = 0, 1, ..."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    made = QgsVectorLayer(f"{kind}?field={fields}", "shapes", "memory")
    made.setCrs(crs_of(text))
    features = []
    for number, shape in enumerate(shapes):
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape) if isinstance(shape, str) else shape)
        feature.setAttributes([float(number)])
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return project.addMapLayer(made)


def points(project, text, place):
    left, top, cell = place
    shapes = [f"Point ({left + cell * c} {top - cell * r})" for r in range(0, 25, 5) for c in range(0, 25, 5)]
    return layer(project, text, *shapes, kind="Point")


@pytest.fixture
def asked(project, tmp_path):
    """The parameters of an algorithm over the map in a plane."""
    pools = write_pools(tmp_path / "pools.csv", [(code, f"class {code}", code, 0, 0, 0) for code in (1, 2, 3, 9)])

    def of(name, text, place=None):
        left, top, cell = place or PLACES[text]
        raster = write(tmp_path / "map_2000.tif", text, (left, top, cell))
        middle = layer(project, text, f"Point ({left + 30.5 * cell} {top - 30.5 * cell})", kind="Point")
        lulc = {"LULC": raster}
        windows = {**lulc, "METRICS": "SHDI", "RADII": f"{2 * cell}"}
        return {
            "carbonstorage": {**lulc, "POOLS": pools},
            "carbonchange": {"LULC_BASE": raster, "LULC_ALT": raster, "POOLS": pools},
            "carbonseries": {"LAYERS": [raster], "POOLS": pools},
            "lulctransition": {"LAYERS": [raster, raster], "YEARS": "2000;2010"},
            "pooltemplate": lulc,
            "distancezones": {**lulc, "CODES": "9", "RING_WIDTH": 300, "RING_COUNT": 3},
            "contributionratio": {
                "LAYERS": [raster], "POOLS": pools, "CODES": "9", "RING_WIDTH": 300, "RING_COUNT": 9, "REPLICATES": 0
            },
            "landscapemetrics": {"LAYERS": [raster], "METRICS": "TA;TE"},
            "movingwindow": {**windows, "OUTPUT": str(tmp_path / "windows.tif")},
            "sampledwindows": {**windows, "FEATURES": middle},
            "windowscale": {
                **lulc, "METRICS": "SHEI", "RADII": ";".join(str(cells * cell) for cells in RADII["windowscale"]),
                "MODELS": "spherical",
            },
            "spectralindices": {"RED": raster, "NIR": raster},
            "rastervariogram": {"INPUT": raster, "CUTOFF": 5 * cell, "WIDTH": cell, "MODELS": "spherical"},
            "pointvariogram": {
                "INPUT": points(project, text, (left, top, cell)), "FIELD": "v", "CUTOFF": 30 * cell, "WIDTH": 5 * cell
            },
        }[name]

    return of


def told(feedback):
    return [text for text in feedback.warnings if text.startswith("Lengths are those on the plane of")]


@pytest.mark.parametrize("name", OF_LENGTHS)
def test_lengths_far_out_of_true(asked, name):
    """x = R λ cos φ, y = R φ is a shear by t = λ sin φ = 1.24, which makes lengths (√(t² + 4) ± t) / 2 of true ones."""
    request = asked(name, SINUSOIDAL)
    with pytest.raises(Failed, match=r"Lengths on the plane of .* differ from true lengths by -44\.\d\d % to \+[78]\d\.\d\d %.*"
                       "set AREA to planar"):
        run(request, name=name)
    feedback = Feedback()
    run({**request, "AREA": "planar"}, feedback, name=name)
    assert len(told(feedback)) == 1


@pytest.mark.parametrize("name", OF_AREAS)
def test_areas_of_an_equal_area_plane_are_true(asked, name):
    feedback = Feedback()
    run(asked(name, SINUSOIDAL), feedback, name=name)
    assert not told(feedback)


@pytest.mark.parametrize("name", ["rastervariogram", "pointvariogram"])
def test_variograms_warn_and_run(asked, name):
    feedback = Feedback()
    run(asked(name, SINUSOIDAL), feedback, name=name)
    assert len(told(feedback)) == 1 and " by -44." in told(feedback)[0]
    feedback = Feedback()
    run(asked(name, "EPSG:32649", (525_000, 4_395_000, 30)), feedback, name=name)
    assert not told(feedback)


@pytest.mark.parametrize("name", OF_LENGTHS)
def test_albers_and_utm_at_the_mine_go_through(asked, name):
    """Albers: h = cos φ / √(C - 2 n sin φ) = 1.017 along meridians, 1 / h along parallels; UTM within 0.04 %."""
    feedback = Feedback()
    run(asked(name, ALBERS), feedback, name=name)
    assert len(told(feedback)) == 1 and " by -1.7" in told(feedback)[0] and " to +1.7" in told(feedback)[0]
    feedback = Feedback()
    run(asked(name, "EPSG:32649", (525_000, 4_395_000, 30)), feedback, name=name)
    assert not told(feedback)


@pytest.mark.parametrize("name", OF_LENGTHS + OF_AREAS)
def test_local_grids_with_areas_of_the_plane(asked, name):
    request = asked(name, LOCAL)
    with pytest.raises(Failed, match="Mine grid, a local grid that is tied to no place on the Earth.*Set AREA to planar"):
        run(request, name=name)
    feedback = Feedback()
    run({**request, "AREA": "planar"}, feedback, name=name)
    assert any(text.startswith("Mine grid is a local grid") for text in feedback.infos)


@pytest.mark.parametrize("name", ["rastervariogram", "pointvariogram", "pooltemplate", "spectralindices"])
def test_local_grids_where_no_area_counts(asked, name):
    run(asked(name, LOCAL), name=name)


def test_numbers_of_a_local_grid_in_feet(asked, tmp_path):
    foot = 1200 / 3937
    feet = f'LOCAL_CS["Mine grid",UNIT["US survey foot",{foot!r}]]'
    results = run({**asked("carbonstorage", feet, (0, 0, 100)), "AREA": "planar"})
    assert results["TOTAL_AREA_HA"] == pytest.approx((SIDE * 100 * foot) ** 2 / 1e4, rel=1e-12)
    request = {**asked("distancezones", feet, (0, 0, 100)), "AREA": "planar", "DISTANCE": str(tmp_path / "d.tif")}
    run(request, name="distancezones")
    distances = gdal.Open(request["DISTANCE"]).ReadAsArray()
    assert distances[28, 36] == pytest.approx(5 * 100 * foot, rel=1e-6)


def test_polygons_over_a_local_grid(project, asked):
    request = {**asked("carbonstorage", LOCAL), "AREA": "planar"}
    square = "Polygon ((10000 20000, 10300 20000, 10300 19700, 10000 19700, 10000 20000))"
    assert run({**request, "MASK": layer(project, LOCAL, square)})["TOTAL_AREA_HA"] == pytest.approx(300 * 300 / 1e4)
    # QGIS itself would take these coordinates as they are
    for other in ("EPSG:32649", 'LOCAL_CS["Works",UNIT["metre",1]]', 'LOCAL_CS["Mine grid",UNIT["foot",0.3048]]'):
        with pytest.raises(Failed, match="MASK: the layer “shapes” is in .*no way leads to the map's CRS.*Set Layer CRS"):
            run({**request, "MASK": layer(project, other, square)})


def test_rings_of_a_local_grid_are_polygons_on_it(asked):
    from qgis.core import QgsProcessingUtils

    within = context()
    request = {**asked("distancezones", LOCAL), "AREA": "planar", "RINGS": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT"}
    results = run(request, within=within, name="distancezones")
    rings = QgsProcessingUtils.mapLayerFromString(results["RINGS"], within)
    assert rings.crs().description() == "Mine grid"
    source = next(rings.getFeatures())
    assert source.geometry().area() == pytest.approx(16 * 30 * 30)
    assert table(results, "SUMMARY", within, "ring", "area_ha")[0] == (0, pytest.approx(16 * 30 * 30 / 1e4))


@pytest.mark.parametrize("name", OF_LENGTHS[:4] + OF_AREAS + ["windowscale", "rastervariogram", "pooltemplate"])
def test_projected_coordinates_under_degrees(asked, name):
    with pytest.raises(Failed, match="500000, 4400000 is no longitude and latitude.*Set Layer CRS"):
        run(asked(name, "EPSG:4326", (500_000, 4_400_000, 30)), name=name)


def test_points_and_polygons_under_degrees_that_are_none(project, asked):
    wrong = points(project, "EPSG:4326", (500_000, 4_400_000, 30))
    with pytest.raises(Failed, match="INPUT: .*EPSG:4326, but 500600, 4400000 is no longitude and latitude.*Set Layer CRS"):
        run({"INPUT": wrong, "FIELD": "v"}, name="pointvariogram")
    square = "Polygon ((500000 4400000, 500300 4400000, 500300 4399700, 500000 4400000))"
    for place in (("EPSG:32649", (500_000, 4_400_000, 30)), ("EPSG:4326", (111, 39, 0.001))):
        with pytest.raises(Failed, match="MASK: feature 1 cannot be .*: 500300, 4400000 is no longitude and latitude"):
            run({**asked("carbonstorage", *place), "MASK": layer(project, "EPSG:4326", square)})


@pytest.mark.parametrize("place", [(0, 90, 3), (-180, 90, 3), (179, 10, 0.1), (-181, 10, 0.1), (0, 91.5, 3.05)])
def test_maps_all_round_and_across_180_degrees(asked, place):
    area = run(asked("carbonstorage", "EPSG:4326", place))["TOTAL_AREA_HA"]
    left, top, cell = place
    # Between two parallels of a sphere of the same area, which the ellipsoid follows to 1 %
    sines = [math.sin(math.radians(max(-90, min(90, top - cell * rows)))) for rows in (0, SIDE)]
    assert area == pytest.approx(6_371_007**2 * math.radians(SIDE * cell) * (sines[0] - sines[1]) / 1e4, rel=1e-2)


def bad(kind, x, y):
    from qgis.core import QgsGeometry, QgsPoint, QgsPointXY

    if kind == "Point":
        return QgsGeometry(QgsPoint(x, y))
    corners = [QgsPointXY(500_000, 4_395_000), QgsPointXY(x, y), QgsPointXY(500_300, 4_394_700), QgsPointXY(500_000, 4_395_000)]
    return QgsGeometry.fromPolygonXY([corners]) if kind == "Polygon" else QgsGeometry.fromPolylineXY(corners)


@pytest.mark.parametrize("check", ["default", "GeometryNoCheck", "GeometrySkipInvalid"])
@pytest.mark.parametrize(
    "name, field, kind, x, y",
    [
        ("carbonstorage", "MASK", "Polygon", 500_300, math.nan),
        ("carbonstorage", "ZONES", "Polygon", math.inf, 4_395_000),
        ("landscapemetrics", "ZONES", "Polygon", 500_300, math.nan),
        ("rastervariogram", "MASK", "Polygon", 500_300, math.nan),
        ("distancezones", "SOURCES", "Polygon", 500_300, math.nan),
        ("distancezones", "SOURCES", "LineString", -math.inf, 4_395_000),
        ("contributionratio", "SOURCES", "Point", 500_300, math.inf),
        ("sampledwindows", "FEATURES", "Polygon", 500_300, math.nan),
        ("sampledwindows", "FEATURES", "Point", 500_300, math.nan),
        ("sampledwindows", "FEATURES", "Point", 500_300, math.inf),
        ("pointvariogram", "INPUT", "Point", math.inf, 4_395_000),
    ],
)
def test_vertices_that_are_no_places(project, asked, name, field, kind, x, y, check):
    from qgis.core import QgsFeatureRequest, QgsProcessingFeatureSourceDefinition

    request = asked(name, "EPSG:32649", (500_000, 4_395_000, 30))
    good = {"Point": "Point (500015 4394985)", "LineString": "LineString (500015 4394985, 500045 4394985)"}.get(
        kind, "Polygon ((500000 4395000, 500300 4395000, 500300 4394700, 500000 4395000))"
    )
    given = layer(project, "EPSG:32649", good, bad(kind, x, y), kind=kind)
    if check != "default":
        definition = QgsProcessingFeatureSourceDefinition
        given = definition(
            given.id(), False, -1, definition.Flag.FlagOverrideDefaultGeometryCheck,
            getattr(QgsFeatureRequest.InvalidGeometryCheck, check),
        )
    if field == "SOURCES":
        request["CODES"] = ""
    with pytest.raises(Failed, match=f"{field}: feature 2 of the layer “shapes” has a vertex at {x}, {y}, which is no place"):
        run({**request, field: given}, name=name)
