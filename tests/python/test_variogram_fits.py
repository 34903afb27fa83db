"""pitscape:variogramfit finds the parameters that variograms were made with, wherever they lie."""

import pathlib

import numpy as np
import pytest
from layers import raster_layer
from maps import write_map, write_table
from models import chain, from_input, from_step, run_chain
from qgis.core import QgsProcessingParameterRasterLayer
from runs import Failed, Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

SHAPES = {
    "spherical": lambda h, a: np.where(h < a, 1.5 * h / a - 0.5 * (h / a) ** 3, 1.0),
    "exponential": lambda h, a: 1 - np.exp(-h / a),
    "gaussian": lambda h, a: 1 - np.exp(-((h / a) ** 2)),
    "linear_sill": lambda h, a: np.minimum(h / a, 1.0),
}
EFFECTIVE = {"spherical": 1.0, "exponential": 3.0, "gaussian": np.sqrt(3), "linear_sill": 1.0}


@pytest.mark.parametrize("weights", ["n", "n_gamma2", "ols", "n_h2"])
@pytest.mark.parametrize("model", SHAPES)
def test_random_parameters_are_recovered(tmp_path, model, weights):
    random = np.random.default_rng(sum(map(ord, model + weights)))
    within, rows, made = context(), [], []
    # Variograms as directions of one table: each is fitted by itself.
    for direction in range(12):
        farthest = 10 ** random.uniform(0, 5)
        h = farthest * (np.arange(20) + 0.5 + 0.2 * random.random(20)) / 20
        sill = 10 ** random.uniform(-6, 6)
        share, a = random.choice([0.0, random.uniform(0.02, 0.9)]), farthest * random.uniform(0.2, 0.8) / EFFECTIVE[model]
        curve = sill * (share + (1 - share) * SHAPES[model](h, a))
        pairs = random.integers(30, 5000, 20)
        rows += [(direction, *(repr(float(v)) for v in (x, y)), int(n)) for x, y, n in zip(h, curve, pairs)]
        made.append((share * sill, sill, a))
    path = write_table(tmp_path / "v.csv", ("direction", "dist", "gamma", "np"), rows)
    asked = {"INPUT": path, "MODELS": model, "WEIGHTS": weights, "FITS": "TEMPORARY_OUTPUT"}
    fits = table(run(asked, within=within, name="variogramfit"), "FITS", within, "nugget", "sill", "range_a")
    assert len(fits) == len(made)
    for (nugget, sill, a), found in zip(made, fits):
        assert found[0] == pytest.approx(nugget, abs=1e-5 * sill) and found[1:] == pytest.approx((sill, a), rel=1e-4)


def wave(rows=60, columns=64):
    """Patches and noise."""
    random = np.random.default_rng(5)
    smooth = np.add.outer(np.sin(np.arange(rows) / 6), np.cos(np.arange(columns) / 9))
    return smooth + random.normal(0, 0.5, (rows, columns))


def test_variograms_of_the_window_scale(tmp_path):
    """Its table has one of each metric and radius; each is fitted as Window scale fitted it."""
    within, feedback = context(), Feedback()
    lulc = write_map(tmp_path / "lulc.tif", (np.digitize(wave(88, 90), (-0.8, 0.1, 1.0)) + 1).astype("uint8"))
    outputs = {"VARIOGRAMS": str(tmp_path / "v.gpkg"), "FITS": "TEMPORARY_OUTPUT"}
    radii = (10, 15, 20, 30, 40)
    asked = {"LULC": lulc, "METRICS": "SHEI;ED", "RADII": radii, "MODELS": "spherical,exponential"}
    made = run({**asked, **outputs}, within=within, name="windowscale")
    report = str(tmp_path / "r.html")
    outputs = {"VARIOGRAM": "TEMPORARY_OUTPUT", "FITS": "TEMPORARY_OUTPUT", "REPORT": report}
    found = run({"INPUT": made["VARIOGRAMS"], "MODELS": "spherical,exponential", **outputs}, feedback, within, "variogramfit")
    assert "The table holds 10 variograms, told apart by metric, radius." in feedback.infos
    columns = ("model", "nugget", "psill", "range_a", "rss", "aic")
    own = table(made, "FITS", within, "metric", "radius", *columns)
    own = {(f"metric {row[0]}, radius {row[1]:g}", *row[2:]) for row in own if row[2] in ("spherical", "exponential")}
    names = {row[0] for row in own}
    assert len(own) == 20 and len(names) == 10
    assert set(table(found, "FITS", within, "variogram", *columns)) == own
    bins = table(found, "VARIOGRAM", within, "variogram", "bin", "np")
    assert {row[0] for row in bins} == names and len(set(bins)) == len(bins)
    text = pathlib.Path(report).read_text(encoding="utf-8")
    assert all(f'"{name}"' in text for name in names)  # panels of the figure

    # By names
    found = run({"INPUT": made["VARIOGRAMS"], "GROUP_FIELDS": "Radius;metric", "MODELS": "spherical", "FITS": "memory:"}, within=within, name="variogramfit")
    assert {row[0] for row in table(found, "FITS", within, "variogram")} == {f"radius {r}, metric {m}" for r in radii for m in ("SHEI", "ED")}
    with pytest.raises(Failed, match="GROUP_FIELDS is size; allowed: columns of INPUT: "):
        run({"INPUT": made["VARIOGRAMS"], "GROUP_FIELDS": "size", "FITS": "memory:"}, name="variogramfit")


def test_directions_of_a_raster(project, tmp_path):
    within = context()
    raster = write_map(tmp_path / "r.tif", wave())
    outputs = {"VARIOGRAM": "TEMPORARY_OUTPUT", "FITS": "TEMPORARY_OUTPUT"}
    for directions in ("", "0;90"):
        asked = {"INPUT": raster_layer(project, raster), "CUTOFF": 200, "DIRECTIONS": directions, "MODELS": "exponential"}
        made = run({**asked, **outputs}, within=within, name="rastervariogram")
        found = run({"INPUT": made["VARIOGRAM"], "MODELS": "exponential", "FITS": "memory:"}, within=within, name="variogramfit")
        columns = ("direction", "nugget", "psill", "range_a", "rss")
        fits = table(found, "FITS", within, *columns)
        assert [row[0] for row in fits] == ([0.0, 90.0] if directions else [None])
        assert fits == [pytest.approx(row) if row[0] is not None else row for row in table(made, "FITS", within, *columns)]
        assert {row[0] for row in table(found, "FITS", within, "variogram")} == {None}


def test_gstat_and_other_columns(tmp_path):
    """Row names, directions and variables as R writes them; years as numbers; text in another encoding of the same bins."""
    curve = SHAPES["spherical"]
    h = np.arange(1, 16) * 10.0
    within, rows = context(), []
    for group, (variable, direction, year) in enumerate((v, d, y) for v in ("zinc", "lead") for d in (0, 90) for y in (2010, 2020)):
        for i, dist in enumerate(h + 0.3 * group):
            gamma = float((group + 1) * curve(dist, 80.0))
            rows.append((i + 1, 100 + i, float(dist), gamma, direction, 0, variable, year))
    header = ("", "np", "dist", "gamma", "dir.hor", "dir.ver", "id", "year")
    path = write_table(tmp_path / "v.csv", header, rows)
    feedback = Feedback()
    found = run({"INPUT": path, "MODELS": "spherical", "FITS": "memory:"}, feedback, within, "variogramfit")
    fits = table(found, "FITS", within, "direction", "variogram", "sill", "range_a")
    assert [row[:2] for row in fits] == [
        (d, f"id {v}, year {y}") for v in ("zinc", "lead") for d in (0.0, 90.0) for y in (2010, 2020)
    ]
    assert [row[2] for row in fits] == [pytest.approx(group + 1, rel=1e-6) for group in range(8)]
    assert all(row[3] == pytest.approx(80, rel=1e-6) for row in fits)
    assert "The table holds 8 variograms, told apart by dir.hor, id, year." in feedback.infos


def test_what_is_refused_and_what_is_level(tmp_path):
    within = context()
    level = write_table(tmp_path / "level.csv", ("dist", "gamma", "np"), [(10 * i, 1.5, 9) for i in range(1, 12)])
    models = "spherical,exponential,gaussian,linear_sill,matern"
    found = run({"INPUT": level, "MODELS": models, "FITS": "memory:"}, within=within, name="variogramfit")
    assert table(found, "FITS", within, "nugget", "psill", "range_a", "nugget_sill") == [(1.5, 0.0, None, 1.0)] * 5
    below = write_table(tmp_path / "below.csv", ("dist", "gamma", "np"), [(10, 1, 9), (20, -0.1, 9), (30, 1, 9)])
    with pytest.raises(Failed, match='row 2 .*: gamma is "-0.1"; it must be a number, 0 or more'):
        run({"INPUT": below, "FITS": "memory:"}, name="variogramfit")
    for kappa in (0, -1, 100.1, 1e308):
        with pytest.raises(Failed, match="KAPPA is .*; allowed: more than 0 and up to 100"):
            run({"INPUT": level, "MODELS": "matern", "KAPPA": kappa, "FITS": "memory:"}, name="variogramfit")


def test_a_model_of_variogram_and_fit(project, tmp_path):
    """The table of directions goes from one algorithm to the other."""
    steps = {
        "variogram": ("pitscape:rastervariogram", {"INPUT": from_input("raster"), "DIRECTIONS": "0;45;90", "CUTOFF": 200}),
        "fit": ("pitscape:variogramfit", {"INPUT": from_step("variogram", "VARIOGRAM"), "MODELS": "exponential"}),
    }
    model = chain([QgsProcessingParameterRasterLayer("raster", "Raster")], steps, {"Fits": ("fit", "FITS")})
    within = context()
    made = run_chain(model, {"raster": write_map(tmp_path / "r.tif", wave())}, within)
    assert [row[0] for row in table(made, "Fits", within, "direction")] == [0.0, 45.0, 90.0]
