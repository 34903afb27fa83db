"""pitscape:windowscale inside QGIS, beside SHDI and variograms made with numpy, and on a map without pattern."""

import resource

import numpy as np
import pytest
from maps import files, write_map
from models import chain, from_input, from_step, run_chain
from qgis.core import QgsProcessingParameterRasterLayer
from runs import Failed, Feedback, context, run, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

RADII = (10, 15, 20, 30, 40)
RNG = np.random.default_rng(3)
SMOOTH = np.add.outer(np.sin(np.arange(96) / 6), np.cos(np.arange(104) / 8)) + RNG.normal(0, 0.6, (96, 104))
CODES = np.digitize(SMOOTH, (-0.8, 0.1, 1.0)) + 1


@pytest.fixture
def lulc(tmp_path):
    return write_map(tmp_path / "lulc.tif", CODES.astype("uint8"))


def windows(codes, radius):
    """SHDI in circles around all cells of 10 m, NaN where a circle of 40 m is not whole."""
    rows, columns = codes.shape
    found = np.full(codes.shape, np.nan)
    steps = [(r, c) for r in range(-4, 5) for c in range(-4, 5) if 100 * (r * r + c * c) <= radius**2]
    shares = []
    for code in range(1, 5):
        own = (codes == code).astype(float)
        shares.append(sum(own[4 + r : rows - 4 + r, 4 + c : columns - 4 + c] for r, c in steps) / len(steps))
    logs = [np.where(share > 0, share * np.log(np.where(share > 0, share, 1)), 0) for share in shares]
    found[4:-4, 4:-4] = -sum(logs)
    return found


def gamma(values, cutoff):
    """Semivariances of all pairs in right-closed bins of a cell."""
    sums, pairs = np.zeros(cutoff), np.zeros(cutoff, int)
    for r in range(cutoff + 1):
        for c in range(-cutoff if r else 1, cutoff + 1):
            if r * r + c * c > cutoff**2:
                continue
            one = values[: len(values) - r, max(-c, 0) : values.shape[1] - max(c, 0)]
            other = values[r:, max(c, 0) : values.shape[1] - max(-c, 0)]
            squares = (one - other) ** 2
            squares = squares[~np.isnan(squares)]
            bin = int(np.ceil(np.sqrt(r * r + c * c) - 1e-9)) - 1
            sums[bin] += squares.sum()
            pairs[bin] += squares.size
    return pairs, sums / pairs / 2


def test_variograms_choice_and_report(lulc, tmp_path):
    within, feedback = context(), Feedback()
    asked = {name: "TEMPORARY_OUTPUT" for name in ("VARIOGRAMS", "FITS", "CHOICE", "CURVES")}
    report = str(tmp_path / "r.html")
    results = run(
        {"LULC": lulc, "METRICS": "SHDI", "RADII": RADII, "REPORT": report, **asked}, feedback, within=within, name="windowscale"
    )
    rows = table(results, "VARIOGRAMS", within, "metric", "radius", "np", "gamma")
    for radius in RADII:
        pairs, expected = gamma(windows(CODES, radius), 16)
        own = [row for row in rows if row[1] == radius]
        assert [row[2] for row in own] == list(pairs) and {row[0] for row in own} == {"SHDI"}
        assert np.allclose([row[3] for row in own], expected, rtol=1e-5)
    fits = table(results, "FITS", within, "model", "radius", "nugget_sill", "se_nugget_sill", "of_rule")
    assert {fit[0] for fit in fits} == {"spherical", "exponential", "gaussian", "linear"}
    rule = {fit[1]: fit[2:4] for fit in fits if fit[4] == 1}
    choice = table(results, "CHOICE", within, "part", "radius", "nugget_sill", "se_nugget_sill", "verdict")
    assert {row[1]: row[2:4] for row in choice if row[0] == "rule"} == rule
    assert all((se is None) == (q in (0, 1)) for q, se in rule.values()) and any(se is not None for _q, se in rule.values())
    assert len([row for row in choice if row[0] == "sensitivity"]) == 81
    outcomes = [row[1] or row[4] for row in choice if row[0] == "sensitivity"]
    share = max(outcomes.count(outcome) for outcome in outcomes) / 81
    assert results["MODE_SHARE"] == pytest.approx(share)
    radii = [row[1] for row in choice if row[0] == "sensitivity" and row[1] is not None]
    if share < 0.6 and radii:  # of a rule that gives none itself
        assert results["VERDICT"] == "NOT DETERMINED" and (results["RADIUS_LOW"], results["RADIUS_HIGH"]) == (
            min(radii),
            max(radii),
        )
    else:
        assert results["VERDICT"].startswith(choice[0][4])
    assert ("RADIUS_CHOSEN" in results) == results["VERDICT"].startswith("STABLE")
    assert len(table(results, "CURVES", within)) == 5 * 80
    text = (tmp_path / "r.html").read_text("utf-8")
    assert (
        "Scale choice" in text
        and "permuted maps, band" in text
        and "Variograms by metric and radius" in text
        and ">Scratch<" not in text
    )
    assert temporary_folders() == []


def test_too_small_errors_are_told_once_and_the_band_is_of_shares(lulc, tmp_path):
    """One warning for all metrics and radii, at the top of the report and in its list of messages; no error of a nugget of 0; a band within 0 to 1."""
    within, feedback = context(), Feedback()
    report = str(tmp_path / "r.html")
    asked = {"LULC": lulc, "METRICS": "SHDI;ED", "RADII": RADII, "REPORT": report, "CHOICE": "TEMPORARY_OUTPUT"}
    results = run(asked, feedback, within=within, name="windowscale")
    told = [text for text in feedback.warnings if text.startswith("Standard errors of nugget / sill are too small for ")]
    assert len(told) == 1 and "SHDI (" in told[0] and "ED (" in told[0]
    text = (tmp_path / "r.html").read_text("utf-8")
    assert (
        text.count(told[0]) == 2 and text.count('<p class="note warning" role="note"><strong>Warning.</strong> ' + told[0]) == 1
    )
    columns = ("part", "nugget_sill", "se_nugget_sill", "null_low", "null_high")
    rows = [row[1:] for row in table(results, "CHOICE", within, *columns) if row[0] == "rule"]
    assert all((se is None) == (q in (0, 1)) and 0 <= low < high <= 1 for q, se, low, high in rows)
    assert any(q == 0 for q, _se, _low, _high in rows) and any(low == 0 for _q, _se, low, _high in rows)


def test_a_map_without_pattern_warns(tmp_path):
    noise = write_map(tmp_path / "noise.tif", RNG.integers(1, 5, (120, 120), "uint8"))
    feedback = Feedback()
    results = run(
        {"LULC": noise, "METRICS": "SHEI;ED", "RADII": RADII, "REPORT": str(tmp_path / "r.html")}, feedback, name="windowscale"
    )
    assert results["VERDICT"].endswith("WINDOW OVERLAP")
    told = [text for text in feedback.warnings if "reflects the overlap of windows and not the landscape" in text]
    assert len(told) == 1 and told[0] in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"RADII": "10;20;30;40"}, "RADII is 4 radii; allowed: five or more"),
        ({"RADII": "5;10;20;30;40"}, "RADII is 5, a window of which is a single cell; allowed: 10 or more"),
        ({"RADII": ""}, "RADII is up to 250 (25 cells, as none are given), in a map whose short side is 960 map units"),
        ({"KAPPA": 101}, "KAPPA is 101; allowed: more than 0 and up to 100"),
        ({"RADII": "10;20;30;40;200"}, "RADII is up to 200, in a map whose short side is 960 map units"),
        ({"CUTOFF": 100}, "CUTOFF is 100; allowed: 160 (4 times the largest radius) to 480"),
        ({"PERMUTATIONS": 10}, "PERMUTATIONS is 10; allowed: 19 to 999, or 0 for none"),
        ({"METRICS": "PLAND"}, "METRICS: PLAND is no metric of landscapes"),
        ({"MODELS": []}, "MODELS is empty"),
    ],
)
def test_bad_input_is_one_sentence(lulc, tmp_path, change, sentence):
    with pytest.raises(Failed) as error:
        run({"LULC": lulc, "RADII": RADII, "CHOICE": str(tmp_path / "c.csv"), **change}, name="windowscale")
    assert sentence in str(error.value) and "\n" not in str(error.value).strip()
    assert list(files(tmp_path)) == ["lulc.tif"] and temporary_folders() == []


def test_degrees_and_all_nodata(tmp_path):
    degrees = write_map(tmp_path / "d.tif", CODES.astype("uint8"), epsg=4326)
    with pytest.raises(Failed, match="degrees"):
        run({"LULC": degrees}, name="windowscale")
    empty = write_map(tmp_path / "e.tif", np.full((96, 104), 255, "uint8"), nodata=255)
    with pytest.raises(Failed, match="no valid cell"):
        run({"LULC": empty, "RADII": RADII}, name="windowscale")


def test_cancelled_it_leaves_nothing(lulc, tmp_path):
    for percent in (1, 30, 60):
        feedback = Feedback(stop_at=percent)
        run({"LULC": lulc, "RADII": RADII, "CHOICE": str(tmp_path / "c.csv")}, feedback, name="windowscale")
        assert feedback.isCanceled() and list(files(tmp_path)) == ["lulc.tif"] and temporary_folders() == []


def test_shares_of_a_landscape_without_structure(tmp_path):
    """Known from 600 x 600 cells of SHEI: shares fall with the radius though there is no structure at all, and ranges follow the window."""
    classes = np.random.default_rng(3).integers(1, 4, (600, 600), "uint8")
    within = context()
    asked = {"LULC": write_map(tmp_path / "iid.tif", classes), "METRICS": "SHEI", "MODELS": "spherical"}
    results = run({**asked, "FITS": "TEMPORARY_OUTPUT"}, within=within, name="windowscale")
    fits = [row[1:] for row in table(results, "FITS", within, "model", "nugget_sill", "range_widths") if row[0] == "spherical"]
    assert [share for share, _range in fits] == pytest.approx([0.199, 0.088, 0.045, 0.035, 0.025, 0.026], abs=0.012)
    assert all(0.63 <= widths <= 0.82 for _share, widths in fits)
    assert results["VERDICT"].endswith("WINDOW OVERLAP")


@pytest.mark.parametrize(
    "name, output, told",
    [("windowscale", {"CHOICE": "c.csv"}, "working files"), ("movingwindow", {"OUTPUT": "w.tif"}, "w.tif could not be written")],
)
def test_files_larger_than_they_may_be(lulc, tmp_path, name, output, told):
    """As a full disk, where nobody may mount one."""
    asked = {"LULC": lulc, "RADII": RADII, **{key: str(tmp_path / value) for key, value in output.items()}}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**15, hard))
    try:
        with pytest.raises(Failed, match=told) as error:
            run(asked, name=name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "cancelled" not in str(error.value) and list(files(tmp_path)) == ["lulc.tif"] and temporary_folders() == []


def test_as_many_codes_as_cells(tmp_path):
    """Every window of a radius is like any other, on the map and on the permuted one."""
    lulc = write_map(tmp_path / "dem.tif", np.arange(6400, dtype="int32").reshape(80, 80))
    within = context()
    results = run(
        {"LULC": lulc, "METRICS": "SHDI", "RADII": "10;20;30;40;50", "VARIOGRAMS": "TEMPORARY_OUTPUT"},
        within=within,
        name="windowscale",
    )
    assert all(gamma == pytest.approx(0, abs=1e-12) for (gamma,) in table(results, "VARIOGRAMS", within, "gamma"))


def test_a_model_fits_the_variograms_again(lulc, project):
    """The table of variograms goes from one algorithm to the other in a model, whose fits are those of the first."""
    asked = {"LULC": from_input("map"), "METRICS": "SHDI;ED", "RADII": "10;15;20;30;40", "PERMUTATIONS": 0}
    steps = {
        "scale": ("pitscape:windowscale", asked),
        "fit": ("pitscape:variogramfit", {"INPUT": from_step("scale", "VARIOGRAMS")}),
    }
    outputs = {"Fits of the scale": ("scale", "FITS"), "Fits again": ("fit", "FITS")}
    model = chain([QgsProcessingParameterRasterLayer("map", "Map")], steps, outputs)
    within = context()
    made = run_chain(model, {"map": lulc}, within)
    columns = ("model", "nugget", "sill", "range_a", "rss")
    known = [row for row in table(made, "Fits of the scale", within, *columns) if row[0] != "linear"]
    found = table(made, "Fits again", within, *columns)
    assert len(found) == len(known) == 2 * len(RADII) * 3
    by_figures = sorted(found, key=lambda row: (row[0], row[4])), sorted(known, key=lambda row: (row[0], row[4]))
    for one, other in zip(*by_figures):
        assert one[0] == other[0] and one[1:] == pytest.approx(other[1:], rel=1e-6, abs=1e-9)


def test_variograms_are_fitted_again_the_same(lulc, tmp_path):
    """VARIOGRAMS go into variogramfit as they are: groups by metric and radius, and the fits of the run."""
    within = context()
    variograms, fits = str(tmp_path / "v.gpkg"), str(tmp_path / "f.gpkg")
    asked = {"LULC": lulc, "METRICS": "SHDI;ED", "RADII": RADII, "PERMUTATIONS": 0, "VARIOGRAMS": variograms, "FITS": fits}
    run(asked, within=within, name="windowscale")
    again = run({"INPUT": variograms, "FITS": "TEMPORARY_OUTPUT"}, within=within, name="variogramfit")
    columns = ("model", "nugget", "psill", "sill", "range_a", "range_effective", "nugget_sill", "rss", "aic", "at_bound")
    known = {(row[0], row[1], row[2]): row[3:] for row in table({"FITS": fits}, "FITS", within, "metric", "radius", *columns)}
    found = table(again, "FITS", within, "variogram", *columns)
    assert len(found) == 2 * len(RADII) * 3
    for variogram, model, *figures in found:
        (metric, radius) = next(key[:2] for key in known if key[0] in variogram and f"radius {key[1]:g}" in variogram)
        same = known[metric, radius, model]
        assert figures[-1] == same[-1]
        for one, other in zip(figures[:-1], same[:-1]):
            assert (one is None) == (other is None) and (one is None or one == pytest.approx(other, rel=1e-6, abs=1e-9))
    with pytest.raises(Failed) as error:
        run({"INPUT": fits}, name="variogramfit")
    print(error.value)
    assert "\n" not in str(error.value).strip() and "dist" in str(error.value)
