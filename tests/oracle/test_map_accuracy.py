"""Map accuracy: random maps with random samples, in each design, by points, by rasters and by counts."""

import math

import numpy as np
import pytest
from osgeo import ogr

from . import accuracy, carbon
from .figures import Figures, needs
from .grids import loose, random_area
from .library import run
from .maps import random_map, random_palette
from .selection import random_selection, write_features


def place(x, y):
    made = ogr.Geometry(ogr.wkbPoint)
    made.AddPoint_2D(float(x), float(y))
    return made


def check(figures, report, sample, classes, mapped, total, design, pools, tolerance):
    """All tables of a report. `mapped` is the share of each class on the map, `total` its area (None: not known)."""
    counts = {}
    for _stratum, own, reference in sample.units:
        counts[own, reference] = counts.get((own, reference), 0) + 1
    expected = {}
    for code in classes:
        share, error = sample.mean(lambda a, b: b == code), sample.error(lambda a, b: b == code)
        (users, users_error), (producers, producers_error) = sample.users(code), sample.producers(code)
        expected[code] = {
            "points_map": sum(n for (own, _b), n in counts.items() if own == code),
            "points_ref": sum(n for (_a, reference), n in counts.items() if reference == code),
            "users": users, "se_users": users_error, "producers": producers, "se_producers": producers_error,
            "area_prop": share, "se_prop": error, "mapped_prop": mapped.get(code, 0.0),
            "mapped_ha": None if total is None else total * mapped.get(code, 0.0),
            "area_ha": None if total is None else total * share,
            "se_ha": None if total is None or error is None else total * error,
            "ci95_low_ha": None if total is None or error is None else total * (share - accuracy.Z * error),
            "ci95_high_ha": None if total is None or error is None else total * (share + accuracy.Z * error),
        }  # fmt: skip
    figures.table("classes", {row["lucode"]: row for row in report["tables"]["classes"]}, expected, **tolerance)

    shares = sample.matrix(classes)
    matrix = {}
    for row in report["tables"]["matrix"]:
        pair = row["map_lucode"], row["ref_lucode"]
        points, share = matrix.get(pair, (0, 0.0))
        matrix[pair] = points + row["points"], share + row["area_prop"]
    for i, own in enumerate(classes):
        for j, reference in enumerate(classes):
            points, share = matrix.get((own, reference), (0, 0.0))
            figures.same(f"points {own} {reference}", points, counts.get((own, reference), 0))
            figures.same(f"share {own} {reference}", share, shares[i, j], **tolerance)

    table = np.array([[counts.get((a, b), 0) for b in classes] for a in classes], float)
    n, right = table.sum(), np.trace(table) / table.sum()
    raw, raw_error = accuracy.raw_kappa(table)
    simple = design != "stratified"
    overall_error = math.sqrt(right * (1 - right) / (n - 1)) if n > 1 and simple else None
    measures = {
        "overall": (float(np.trace(shares)), sample.error(lambda a, b: a == b)),
        "kappa": sample.kappa(classes),
        **{name: (value, None) for name, value in accuracy.disagreement(shares).items()},
        "sample_overall": (right, overall_error),
        "sample_kappa": (raw, raw_error if simple else None),
    }
    if pools:
        mean = sample.mean(lambda a, b: carbon.density(pools[b]))
        error = sample.error(lambda a, b: carbon.density(pools[b]))
        own = sum(share * carbon.density(pools[code]) for code, share in mapped.items())
        measures["carbon_mean_t_ha"] = mean, error
        measures["carbon_total_t"] = (None, None) if total is None else (total * mean, None if error is None else total * error)
        measures["carbon_map_mean_t_ha"] = own, None
        measures["carbon_map_bias_t_ha"] = own - mean, error
    expected = {}
    for name, (value, error) in measures.items():
        known = value is not None and error is not None
        ends = (value - accuracy.Z * error, value + accuracy.Z * error) if known else (None, None)
        expected[name] = {"value": value, "se": error, "ci95_low": ends[0], "ci95_high": ends[1]}
    found = {row["measure"]: row for row in report["tables"]["summary"]}
    # The error of kappa is by differences here
    figures.table("summary", found, expected, relative=max(tolerance["relative"], 1e-6), absolute=1e-7)


def shares_of(codes, counted, areas):
    total = float(areas[counted].sum())
    return {int(code): float(areas[counted & (codes == code)].sum()) / total for code in np.unique(codes[counted])}, total


def random_reference(rng, classes):
    """Mostly the class of the map, at times another, also one that the map does not have."""
    others = [*classes, max(classes) + 3]
    good = rng.uniform(0.4, 1)
    return lambda own: int(own if rng.random() < good else rng.choice(others))


@pytest.mark.few(30)
def test_points(rng, tmp_path):
    grid, areas, area_request = random_area(rng)
    lulc = random_map(rng, tmp_path, "map.tif", grid, random_palette(rng, "int16", (1, 2, 3, 5)))
    selection = random_selection(rng, tmp_path, grid, sorted(set(lulc.codes.ravel().tolist())), zones=False)
    counted = selection.counted(lulc.codes, lulc.valid)
    needs(counted.any())
    mapped, total = shares_of(lulc.codes, counted, areas)
    reference = random_reference(rng, list(mapped))
    design = str(rng.choice(["stratified", "stratified", "simple", "systematic"]))
    with_strata = design == "stratified" and rng.random() < 0.4
    names = ["east", "west", "7"][: int(rng.integers(1, 4))]
    halves = rng.integers(0, len(names), grid.shape)

    cells = [tuple(cell) for code in mapped for cell in rng.permutation(np.argwhere(counted & (lulc.codes == code)))[: int(rng.integers(1, 7))]]
    if with_strata:  # each stratum needs a unit
        for stratum in range(len(names)):
            inside = np.argwhere(counted & (halves == stratum))
            needs(len(inside) > 0)
            cells.append(tuple(inside[0]))
    units, geometries, classes, strata = [], [], [], []
    for row, column in cells:
        own = int(lulc.codes[row, column])
        units.append((names[halves[row, column]] if with_strata else own, own, reference(own)))
        geometries.append(place(*grid.at(row + rng.uniform(0.01, 0.99), column + rng.uniform(0.01, 0.99))))
        classes.append(str(units[-1][2]))
        strata.append(names[halves[row, column]])
    left_out = 0
    for row, column in np.argwhere(~counted)[:3]:
        geometries.append(place(*grid.at(row + 0.5, column + 0.5)))
        left_out += 1
    for x, y in (grid.at(-0.5, 0.5), grid.at(0.5, grid.columns + 0.2)):
        geometries.append(place(x, y))
        left_out += 1
    classes += ["1"] * left_out
    strata += [names[0]] * left_out
    for missing in ("", None):
        geometries.append(place(*grid.at(cells[0][0] + 0.5, cells[0][1] + 0.5)))
        classes.append(missing)
        strata.append(names[0])
        left_out += 1
    order = rng.permutation(len(geometries))
    fields = [(name, ogr.OFTString, [values[i] for i in order]) for name, values in (("kind", classes), ("part", strata))]
    request = {"reference": write_features(tmp_path, "points.gpkg", grid.epsg, [geometries[i] for i in order], fields), "field": "kind"}

    weights = mapped
    if with_strata:
        sizes = {name: float(rng.integers(1, 1000)) for name in names}
        path = tmp_path / "strata.csv"
        path.write_text("stratum,cells\n" + "".join(f"{name},{size:.0f}\n" for name, size in sizes.items()))
        request.update(strata=str(path), strata_field="part")
        weights = {name: size / sum(sizes.values()) for name, size in sizes.items()}
    every = sorted({*mapped, *(unit[2] for unit in units)})
    pools = carbon.random_pools(rng, every) if rng.random() < 0.6 else None
    if pools:
        request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
    report = run("map_accuracy", tmp_path, map=lulc.request, design=design, points=True, **request, **selection.request, **area_request)
    sample = accuracy.Sample(units, weights, not with_strata)
    with Figures("map_accuracy", f"{lulc.about}, {design}, {area_request}, {selection.request}") as figures:
        check(figures, report, sample, every, mapped, total, design, pools, loose(grid, area_request))
        figures.same("used", report["results"]["points_used"], len(units))
        figures.same("left out", report["results"]["points_left_out"], left_out)
        rows = {row["feature"]: row for row in report["tables"]["points"]}
        for position, i in enumerate(order, 1):
            used = i < len(units)
            figures.same(f"point {position}", rows[position]["fate"] == "used", used)
            if used:
                figures.same(f"map at {position}", rows[position]["map_lucode"], units[i][1])
                figures.same(f"agrees at {position}", rows[position]["agrees"], int(units[i][1] == units[i][2]))


@pytest.mark.few(15)
def test_a_reference_raster(rng, tmp_path):
    grid, areas, area_request = random_area(rng, 12)
    palette = random_palette(rng, "int16", (1, 2, 3, 5))
    lulc = random_map(rng, tmp_path, "map.tif", grid, palette)
    truth = random_map(rng, tmp_path, "truth.tif", grid, palette)
    selection = random_selection(rng, tmp_path, grid, palette, zones=False)
    counted = selection.counted(lulc.codes, lulc.valid)
    looked = counted & selection.counted(truth.codes, truth.valid)
    needs(looked.any())
    mapped, total = shares_of(lulc.codes, counted, areas)
    needs(set(np.unique(lulc.codes[looked])) == set(mapped))
    units = [(int(a), int(a), int(b)) for a, b in zip(lulc.codes[looked], truth.codes[looked])]
    design = str(rng.choice(["stratified", "simple"]))
    report = run("map_accuracy", tmp_path, map=lulc.request, reference_raster=truth.request, design=design, **selection.request, **area_request)
    with Figures("map_accuracy", f"{lulc.about}, {truth.about}") as figures:
        every = sorted({*mapped, *(unit[2] for unit in units)})
        check(figures, report, accuracy.Sample(units, mapped, True), every, mapped, total, design, None, loose(grid, area_request))


@pytest.mark.few(20)
def test_counts(rng, tmp_path):
    codes = random_palette(rng, "int16", (1, 2, 3, 5))
    every = sorted({*codes, max(codes) + 1}) if rng.random() < 0.5 else codes
    sizes = {code: float(rng.choice([rng.integers(1, 10**6), rng.random()])) for code in codes}
    table = {code: rng.integers(0, 9, len(every)) for code in codes}
    for counts in table.values():
        counts[0] += counts.sum() == 0
    head = rng.choice(["ref_{}", "{}"])
    lines = ["map_class,cells," + ",".join(head.format(code) for code in every)]
    lines += [f"{code},{sizes[code]!r}," + ",".join(str(n) if n else "" for n in counts) for code, counts in table.items()]
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines) + "\n")
    request, total = {}, None
    if rng.random() < 0.6:
        request["cell_area_ha"] = float(rng.uniform(0.01, 1))
        total = request["cell_area_ha"] * sum(sizes.values())
    design = str(rng.choice(["stratified", "simple"]))
    report = run("map_accuracy", tmp_path, counts=str(path), design=design, **request)
    units = [(own, own, reference) for own, counts in table.items() for reference, n in zip(every, counts) for _ in range(n)]
    mapped = {code: size / sum(sizes.values()) for code, size in sizes.items()}
    met = sorted({*codes, *(unit[2] for unit in units)})
    with Figures("map_accuracy", "\n".join(lines)) as figures:
        check(figures, report, accuracy.Sample(units, mapped, True), met, mapped, total, design, None, {"relative": 1e-9})
