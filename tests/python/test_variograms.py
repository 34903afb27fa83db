"""pitscape:rastervariogram and pitscape:variogramfit inside QGIS, beside all pairs of cells one by one."""

import numpy as np
import pytest
from layers import table_layer
from maps import files, write_map, write_table
from osgeo import gdal
from runs import Failed, Feedback, context, run, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

VALUES = np.round(np.add.outer(np.sin(np.arange(12) / 2), np.cos(np.arange(15) / 3)) + np.random.default_rng(5).random((12, 15)), 3)
VALUES[2, 3] = VALUES[7, 9] = -9999.0


@pytest.fixture
def raster(tmp_path):
    return write_map(tmp_path / "values.tif", VALUES, nodata=-9999.0)


def by_pairs(cutoff, width, direction=None, tolerance=None):
    """Bins (np, dist, gamma) of all pairs, right-closed."""
    rows, columns = np.nonzero(VALUES != -9999.0)
    z = VALUES[rows, columns]
    one, other = np.triu_indices(len(z), 1)
    east, north = 10.0 * (columns[other] - columns[one]), -10.0 * (rows[other] - rows[one])
    distance = np.hypot(east, north)
    near = distance <= cutoff
    if direction is not None:
        off = np.mod(np.degrees(np.arctan2(east, north)) - direction, 180)
        near &= np.minimum(off, 180 - off) <= tolerance + 1e-9
    place = np.ceil(np.round(distance / width, 9)).astype(int)
    found = []
    for bin in range(1, place[near].max() + 1):
        own = near & (place == bin)
        if own.any():
            found.append((bin, own.sum(), distance[own].mean(), np.mean((z[one] - z[other])[own] ** 2) / 2))
    return found


def test_all_pairs_in_all_directions_and_in_two(raster, tmp_path):
    within = context()
    asked = {"INPUT": raster, "CUTOFF": 60, "WIDTH": 15, "VARIOGRAM": "TEMPORARY_OUTPUT"}
    results = run(asked, within=within, name="rastervariogram")
    assert results["CELLS"] == 12 * 15 - 2
    rows = table(results, "VARIOGRAM", within, "bin", "np", "dist", "gamma")
    expected = by_pairs(60, 15)
    assert [row[:2] for row in rows] == [row[:2] for row in expected]
    assert np.allclose([row[2:] for row in rows], [row[2:] for row in expected], rtol=1e-12)
    results = run({**asked, "DIRECTIONS": "0;90", "TOLERANCE": 30}, within=within, name="rastervariogram")
    rows = table(results, "VARIOGRAM", within, "direction", "bin", "np", "gamma")
    for direction in (0, 90):
        expected = by_pairs(60, 15, direction, 30)
        own = [row[1:] for row in rows if row[0] == direction]
        assert [row[:2] for row in own] == [row[:2] for row in expected]
        assert np.allclose([row[2] for row in own], [row[3] for row in expected], rtol=1e-12)


def test_map_report_and_fits(raster, tmp_path):
    within, feedback = context(), Feedback()
    out = {"MAP": str(tmp_path / "m.tif"), "REPORT": str(tmp_path / "r.html")}
    asked = {"INPUT": raster, "CUTOFF": 50, "WIDTH": 10, "MODELS": "spherical,linear", "FITS": "TEMPORARY_OUTPUT", "CURVES": "TEMPORARY_OUTPUT"}
    results = run({**asked, **out}, feedback, within=within, name="rastervariogram")
    fits = table(results, "FITS", within, "model", "structures", "nugget", "sill", "aic")
    assert [fit[:2] for fit in fits] == [("spherical", 1), ("linear", 1)] and fits[1][3] is None
    assert any(text.startswith("Best model: ") for text in feedback.infos)
    assert len(table(results, "CURVES", within)) == 240
    gamma = gdal.Open(out["MAP"])
    assert (gamma.RasterXSize, gamma.RasterYSize) == (11, 11) and gamma.GetGeoTransform() == (-55.0, 10.0, 0.0, 55.0, 0.0, -10.0)
    values = gamma.GetRasterBand(1).ReadAsArray()
    known = VALUES != -9999.0
    both = known[:, 1:] & known[:, :-1]
    beside = np.mean((VALUES[:, 1:] - VALUES[:, :-1])[both] ** 2) / 2
    assert values[5, 6] == values[5, 4] == pytest.approx(beside, rel=1e-6) and values[5, 5] < -1e38
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "by lag: no lag in the middle" in text and text.count('class="panel"') == 1
    assert "Nugget / sill" in text and "spherical" in text and "all pairs of cells with a value" in text


@pytest.mark.parametrize("offset", (0.0, 1e6))
def test_covariances_beside_numpy(tmp_path, offset):
    known = VALUES != -9999.0
    moved = write_map(tmp_path / "moved.tif", np.where(known, VALUES + offset, -9999.0), nodata=-9999.0)
    within = context()
    asked = {"INPUT": moved, "CUTOFF": 60, "WIDTH": 15, "COVARIOGRAM": "TEMPORARY_OUTPUT"}
    rows = table(run(asked, within=within, name="rastervariogram"), "COVARIOGRAM", within, "direction", "bin", "np", "dist", "covariance")
    places = np.argwhere(known)
    z = (VALUES[known] + offset) - np.mean(VALUES[known] + offset)
    one, other = np.triu_indices(len(z), 1)
    distance = 10.0 * np.hypot(*(places[one] - places[other]).T)
    bins = np.ceil(np.round(distance / 15, 9)).astype(int)
    expected = [(bins == k, k) for k in range(1, 5)]
    assert [row[:3] for row in rows] == [(None, k, own.sum()) for own, k in expected]
    assert np.allclose([row[3] for row in rows], [distance[own].mean() for own, _k in expected], rtol=1e-12)
    assert np.allclose([row[4] for row in rows], [np.mean((z[one] * z[other])[own]) for own, _k in expected], rtol=0, atol=1e-9)


def smeared(length, width, degrees, side=400):
    """Noise smeared along a direction, clockwise from north."""
    east, north = np.meshgrid(np.fft.fftfreq(side, 1 / side), -np.fft.fftfreq(side, 1 / side))
    sin, cos = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    along, across = east * sin + north * cos, east * cos - north * sin
    kernel = np.exp(-((along / length) ** 2) - (across / width) ** 2)
    noise = np.random.default_rng(11).normal(size=(side, side))
    return np.fft.ifft2(np.fft.fft2(noise) * np.fft.fft2(kernel)).real


@pytest.mark.parametrize("cutoff", (200, 450))  # lags one by one, and their classes
def test_the_ellipse_of_a_smeared_raster(tmp_path, cutoff):
    raster = write_map(tmp_path / "smeared.tif", smeared(9, 4.5, 30))
    within, feedback = context(), Feedback()
    asked = {"INPUT": raster, "CUTOFF": cutoff, "WIDTH": 10, "MODELS": "gaussian,power", "WEIGHTS": "n"}
    out = {"ANISOTROPY": "TEMPORARY_OUTPUT", "COVARIOGRAM": "TEMPORARY_OUTPUT", "REPORT": str(tmp_path / "r.html")}
    results = run({**asked, **out}, feedback, within=within, name="rastervariogram")
    ((model, direction, ratio, longest, shortest, effective),) = table(
        results, "ANISOTROPY", within, "model", "direction", "ratio", "range_a", "range_a_minor", "range_effective"
    )
    # A Gaussian kernel of length s makes a Gaussian variogram of range √2 s
    assert model == "gaussian" and abs(direction - 30) < 5 and abs(ratio - 0.5) < 0.08
    assert abs(longest / (90 * 2**0.5) - 1) < 0.15
    assert np.isclose(shortest, longest * ratio) and np.isclose(effective, longest * 3**0.5)
    sentence = f"The longest range is in direction {direction:.1f}° (clockwise from north), the shortest, across it, is {ratio:.3f} times as long"
    assert any(text.startswith(sentence) for text in feedback.infos)
    text = (tmp_path / "r.html").read_text("utf-8")
    for part in (sentence, "Ellipses of ranges", "Covariances about the mean", "Geometric anisotropy was fitted", "The covariance of a bin is"):
        assert part in text, part


def test_warnings_stand_once_in_a_report(raster, tmp_path):
    """At its top, and in the list of what the run told; not beside the results again."""
    feedback, report = Feedback(), tmp_path / "r.html"
    asked = {"INPUT": raster, "CUTOFF": 60, "WIDTH": 20, "STRUCTURES": "2", "MODELS": "spherical", "ANISOTROPY": "TEMPORARY_OUTPUT"}
    run({**asked, "REPORT": str(report)}, feedback, name="rastervariogram")
    text = report.read_text("utf-8")
    starts = ("spherical was not fitted: too few bins.", "Whether ranges differ by more than chance was not tested")
    for start in starts:
        (told,) = (warning for warning in feedback.warnings if warning.startswith(start))
        assert text.count('<p class="note warning" role="note"><strong>Warning.</strong> ' + told) == 1 and text.count(told) == 2


def test_a_report_has_only_what_was_asked_for(raster, tmp_path):
    run({"INPUT": raster, "CUTOFF": 60, "REPORT": str(tmp_path / "r.html")}, name="rastervariogram")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "Covariances" not in text and "Ellipses" not in text and "anisotropy was fitted" not in text


def test_a_table_of_its_own_fits_the_same(raster, project, tmp_path):
    within = context()
    path = str(tmp_path / "v.csv")
    asked = {"INPUT": raster, "CUTOFF": 80, "WIDTH": 10, "MODELS": "exponential,gaussian", "FITS": "TEMPORARY_OUTPUT", "VARIOGRAM": path}
    first = table(run(asked, within=within, name="rastervariogram"), "FITS", within, "model", "nugget", "psill", "range_a", "rss")
    layer = table_layer(project, path)
    again = {"INPUT": layer, "MODELS": "exponential,gaussian", "FITS": "TEMPORARY_OUTPUT", "REPORT": str(tmp_path / "f.html")}
    second = table(run(again, within=within, name="variogramfit"), "FITS", within, "model", "nugget", "psill", "range_a", "rss")
    assert [row[0] for row in first] == [row[0] for row in second] == ["exponential", "gaussian"]
    assert np.allclose([row[1:] for row in first], [row[1:] for row in second], rtol=1e-6, atol=1e-9)
    assert "Variogram fit" in (tmp_path / "f.html").read_text("utf-8")


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"CUTOFF": -5}, "CUTOFF is -5; allowed: more than 0"),
        ({"DIRECTIONS": "0,90"}, "DIRECTIONS: “0,90” has a comma"),
        ({"TOLERANCE": 100}, "TOLERANCE is 100; allowed: 0 to 90"),
        ({"SAMPLE_SIZE": 1}, "SAMPLE_SIZE is 1; allowed: 2 or more"),
        ({"ESTIMATOR": "dowd", "MAP": "m.tif"}, "MAP is asked for"),
        ({"ESTIMATOR": "genton", "COVARIOGRAM": "c.csv"}, "COVARIOGRAM is asked for; allowed: with the estimator matheron"),
        ({"SAMPLE_SIZE": 50, "ANISOTROPY": "c.csv"}, "ANISOTROPY is asked for; allowed: with the estimator matheron and without SAMPLE_SIZE"),
        ({"MODELS": "linear,power", "ANISOTROPY": "c.csv"}, "MODELS is linear, power; allowed: one with a sill at least"),
        ({"MODELS": "power", "KAPPA": 3}, "KAPPA is 3; allowed: up to 2"),
    ],
)
def test_bad_input_is_one_sentence(raster, tmp_path, change, sentence):
    change = {name: str(tmp_path / value) if value in ("m.tif", "c.csv") else value for name, value in change.items()}
    with pytest.raises(Failed) as error:
        run({"INPUT": raster, "VARIOGRAM": str(tmp_path / "v.csv"), **change}, name="rastervariogram")
    assert sentence in str(error.value) and "\n" not in str(error.value).strip()
    assert list(files(tmp_path)) == ["values.tif"] and temporary_folders() == []


def test_what_a_table_lacks(tmp_path):
    wrong = write_table(tmp_path / "w.csv", ("dist", "semivariance"), [(1, 2)])
    with pytest.raises(Failed, match="INPUT: the table lacks gamma, np; it has dist, semivariance"):
        run({"INPUT": wrong, "FITS": "TEMPORARY_OUTPUT"}, name="variogramfit")


def test_degrees_and_all_nodata(tmp_path):
    degrees = write_map(tmp_path / "d.tif", VALUES, epsg=4326)
    with pytest.raises(Failed, match="degrees"):
        run({"INPUT": degrees}, name="rastervariogram")
    empty = write_map(tmp_path / "e.tif", np.full((3, 4), np.nan))
    with pytest.raises(Failed, match="no valid cell"):
        run({"INPUT": empty}, name="rastervariogram")


def point_layer(project, points, crs="EPSG:32632"):
    """A memory layer of (east, north, value)."""
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    layer = QgsVectorLayer(f"Point?crs={crs}&field=zinc:double", "points", "memory")
    made = []
    for east, north, value in points:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(east, north)))
        feature.setAttributes([value])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return project.addMapLayer(layer)


def test_points_give_what_the_cells_at_them_do(raster, project, tmp_path):
    rows, columns = np.nonzero(VALUES != -9999.0)
    points = [(450005.0 + 10 * c, 5199995.0 - 10 * r, float(VALUES[r, c])) for r, c in zip(rows, columns)]
    layer = point_layer(project, [*points, (450000.0, 5200000.0, None)])
    within, feedback = context(), Feedback()
    asked = {"CUTOFF": 60, "WIDTH": 15, "DIRECTIONS": "30;120", "VARIOGRAM": "TEMPORARY_OUTPUT"}
    results = run({"INPUT": layer, "FIELD": "zinc", **asked, "REPORT": str(tmp_path / "r.html")}, feedback, within=within, name="pointvariogram")
    assert results["POINTS"] == len(points)
    assert any("features without a point or a value are left out: 1" in text for text in feedback.infos)
    columns = ("direction", "bin", "dist", "gamma", "np")
    found = table(results, "VARIOGRAM", within, *columns)
    expected = table(run({"INPUT": raster, **asked}, within=within, name="rastervariogram"), "VARIOGRAM", within, *columns)
    assert [(row[0], row[1], row[4]) for row in found] == [(row[0], row[1], row[4]) for row in expected]
    assert np.allclose([row[2:4] for row in found], [row[2:4] for row in expected], rtol=1e-12)
    assert "all pairs of points with a value" in (tmp_path / "r.html").read_text("utf-8")
    layer.selectByIds([1, 2, 3])
    from qgis.core import QgsProcessingFeatureSourceDefinition

    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    assert run({"INPUT": chosen, "FIELD": "zinc", "CUTOFF": 99}, name="pointvariogram")["POINTS"] == 3


def test_points_that_will_not_do(project, tmp_path):
    degrees = point_layer(project, [(7.0, 46.0, 1.0), (7.1, 46.0, 2.0)], "EPSG:4326")
    with pytest.raises(Failed, match="is in degrees, which have no length"):
        run({"INPUT": degrees, "FIELD": "zinc"}, name="pointvariogram")
    one = point_layer(project, [(450000.0, 5200000.0, 1.0)])
    with pytest.raises(Failed, match="there are 1 points with a value"):
        run({"INPUT": one, "FIELD": "zinc"}, name="pointvariogram")
    with pytest.raises(Failed, match="has no field “lead”; it has zinc"):
        run({"INPUT": one, "FIELD": "lead"}, name="pointvariogram")


@pytest.mark.parametrize("estimator", ["matheron", "cressie", "dowd", "genton"])
def test_turned_and_mirrored_rasters(estimator, tmp_path):
    """Also of a drift, whose differences to one side have one sign."""
    within = context()
    drift = np.add.outer(np.zeros(20), 0.5 * np.arange(20)) + np.random.default_rng(1).normal(0, 0.3, (20, 20))

    def gammas(values):
        path = write_map(tmp_path / "v.tif", np.ascontiguousarray(values))
        asked = {"INPUT": path, "CUTOFF": 100, "WIDTH": 20, "ESTIMATOR": estimator, "MODELS": [], "VARIOGRAM": "memory:"}
        return [row[0] for row in table(run(asked, within=within, name="rastervariogram"), "VARIOGRAM", within, "gamma")]

    expected = pytest.approx(gammas(drift), rel=1e-9)
    for other in (drift.T, drift[::-1], drift[:, ::-1], np.rot90(drift), drift[::-1, ::-1], -drift):
        assert gammas(other) == expected
