"""pitscape:variogramfit finds the parameters that variograms were made with, wherever they lie."""

import numpy as np
import pytest
from maps import write_table
from runs import context, run, table

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
