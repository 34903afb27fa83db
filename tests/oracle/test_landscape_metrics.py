"""Metrics of patches, classes and landscapes; patches by ids, as polygons and by size."""

import numpy as np
import pytest
from osgeo import ogr

from . import landscape, others
from .figures import Figures, needs
from .grids import random_grid, random_size
from .library import METRICS, read, run
from .maps import random_map, random_palette
from .patches import Rules
from .selection import random_selection

def land_of(codes, counted):
    return {(int(r), int(c)): int(codes[r, c]) for r, c in zip(*counted.nonzero())}


def weights(rng, classes):
    """A weight for every two classes, both ways round."""
    table = {}
    for one in classes:
        for other in classes:
            table[one, other] = table[other, one] = float(rng.choice([0, 1, rng.random()]))
    return table


def write_pairs(folder, name, column, pairs):
    path = folder / name
    path.write_text(f"lucode_a,lucode_b,{column}\n" + "".join(f"{a},{b},{value!r}\n" for (a, b), value in pairs.items()))
    return str(path)


def random_rules(rng, folder, grid, classes):
    """Rules of a run, and what its request says of them: lengths in map units."""
    rules = Rules(grid.width, grid.height, neighbourhood=int(rng.choice([8, 4])))
    request = {"neighbourhood": str(rules.neighbourhood)}

    def length(cells):
        return float(rng.choice([grid.width, grid.height])) * cells

    def units(metres):
        return metres / grid.metres

    if rng.random() < 0.3:
        percent = float(rng.choice([50, 100, 12.5]))
        rules.boundary, request["boundary_edge_pct"] = percent / 100, percent
    if rng.random() < 0.5:
        rules.edge_depth = length(float(rng.choice([1, 1.5, 2, 2.3, 3])))
        request["edge_depth"] = units(rules.edge_depth)
    if len(classes) < 10 and rng.random() < 0.3:
        rules.edge_depths = {pair: length(float(rng.choice([0, 1, 1.5, 2.3]))) for pair in weights(rng, classes) if pair[0] != pair[1]}
        request["edge_depths"] = write_pairs(folder, "depths.csv", "depth", {pair: units(depth) for pair, depth in rules.edge_depths.items()})
        if not rules.edge_depths:
            rules.edge_depths = None
            del request["edge_depths"]
    if len(classes) < 10 and len(classes) > 1 and rng.random() < 0.5:
        rules.contrast = weights(rng, classes)
        request["contrast"] = write_pairs(folder, "contrast.csv", "weight", {pair: w for pair, w in rules.contrast.items() if pair[0] < pair[1]})
    if rng.random() < 0.5:
        rules.search_radius = length(float(rng.choice([2, 3, 5.5])))
        request["search_radius"] = units(rules.search_radius)
        if len(classes) < 10 and rng.random() < 0.7:
            rules.similarity = weights(rng, classes)
            request["similarity"] = write_pairs(folder, "similarity.csv", "weight", {pair: w for pair, w in rules.similarity.items() if pair[0] <= pair[1]})
    if rng.random() < 0.5:
        rules.connect_threshold = length(float(rng.choice([2, 3.7, 5])))
        request["connect_threshold"] = units(rules.connect_threshold)
    if rng.random() < 0.5:
        rules.max_classes = request["max_classes"] = 400
    return rules, request


def expected_columns(level, values):
    """Every metric of the level that the help lists, as far as the rules allow it."""
    return {metric["column"]: values[metric["column"]] for metric in METRICS if metric[level] and metric["column"] in values}


@pytest.mark.few(40)
def test_metrics(rng, tmp_path):
    grid = random_grid(rng, *random_size(rng, 22))
    lulc = random_map(rng, tmp_path, "map.tif", grid)
    selection = random_selection(rng, tmp_path, grid, sorted(set(lulc.codes.ravel().tolist())))
    counted = selection.counted(lulc.codes, lulc.valid)
    lands = {zone: land_of(lulc.codes, counted & cells) for zone, cells in selection.zones.items()}
    lands = {zone: land for zone, land in lands.items() if land}
    needs(lands)
    rules, request = random_rules(rng, tmp_path, grid, sorted({code for land in lands.values() for code in land.values()}))
    if not selection.overlap:
        request["output"] = str(tmp_path / "ids.tif")
        request["patches"] = True
    report = run("landscape_metrics", tmp_path, layers=[lulc.request], metrics=["all"], patch=True, **request, **selection.request)
    tables = report["tables"]
    with Figures("landscape_metrics", f"{lulc.about}, {selection.request}, {rules}") as figures:
        landscapes, classes, patches = {}, {}, []
        for zone, land in lands.items():
            whole, by_class, found = landscape.metrics(land, rules)
            landscapes[zone] = expected_columns("landscape", whole)
            classes.update({(zone, code): expected_columns("class", values) for code, values in by_class.items()})
            patches += [{"zone": zone, **patch} for patch in found]
        figures.table("landscape", {row["zone"]: row for row in tables["landscape"]}, landscapes)
        figures.table("class", {(row["zone"], row["lucode"]): row for row in tables["class"]}, classes)
        for name, expected in ("landscape", landscapes), ("class", classes):
            allowed = set(tables[name][0]) - {"zone", "layer", "year", "lucode", "name"}
            figures.same(f"{name}: metrics", sorted(allowed), sorted(next(iter(expected.values()))))
        compare_patches(figures, tables["patch"], patches)
        compare_sizes(figures, tables["sizes"], patches)
        if not selection.overlap:
            compare_places(figures, grid, read(request["output"]), tables["patches"], patches)
        if selection.request.get("zones") is None:
            for name in ("ta", "np", "shdi"):
                figures.same(name, report["results"][name], landscapes[None][name])


@pytest.mark.few(8)
def test_years(rng, tmp_path):
    """Maps of several years and grids: each as the first grid has it."""
    grid = random_grid(rng, *random_size(rng, 16))
    palette = random_palette(rng)
    first = random_map(rng, tmp_path, "first.tif", grid, palette)
    selection = random_selection(rng, tmp_path, grid, palette)
    maps, request = others.brought(rng, tmp_path, grid, palette, selection.ignored, int(rng.integers(1, 3)), turned=True)
    seen = [(first.codes, selection.counted(first.codes, first.valid)), *((codes, valid & selection.within) for codes, valid, _other in maps)]
    needs(all((valid & cells).any() for _codes, valid in seen for cells in selection.zones.values()))
    years = [2000 + year for year in range(len(seen))]
    request.update(layers=[first.request, *(other.request for _codes, _valid, other in maps)], years=years, output=str(tmp_path / "ids.tif"))
    if selection.overlap:
        del request["output"]
    report = run("landscape_metrics", tmp_path, metrics=["all"], form="long", **request, **selection.request)
    units = {metric["abbreviation"]: metric["unit"] for metric in METRICS}
    names = {metric["column"]: metric["abbreviation"] for metric in METRICS}
    rules = Rules(grid.width, grid.height)
    with Figures("landscape_metrics", f"{first.about}, {request}, {selection.request}") as figures:
        landscapes, classes, ids = {}, {}, {}
        for year, (codes, valid) in zip(years, seen):
            patches = []
            for zone, cells in selection.zones.items():
                whole, by_class, found = landscape.metrics(land_of(codes, valid & cells), rules)
                for column, value in expected_columns("landscape", whole).items():
                    landscapes[zone, year, names[column]] = {"value": value, "unit": units[names[column]]}
                for code, values in by_class.items():
                    for column, value in expected_columns("class", values).items():
                        classes[zone, year, code, names[column]] = {"value": value, "unit": units[names[column]]}
                patches += found
            ids[year] = ids_of(grid, patches)
        tables = report["tables"]
        figures.table("landscape", {(row["zone"], row["year"], row["metric"]): row for row in tables["landscape"]}, landscapes)
        figures.table("class", {(row["zone"], row["year"], row["lucode"], row["metric"]): row for row in tables["class"]}, classes)
        if "output" in request:
            for year, band in zip(years, read(request["output"]).values()):
                figures.cells(f"ids {year}", band, ids[year])


def ids_of(grid, patches):
    """Ids of patches on the grid, which follow their first cells."""
    ids = np.full(grid.shape, np.nan)
    for number, patch in enumerate(sorted(patches, key=lambda patch: patch["cells"][0]), 1):
        patch["id"] = number
        for cell in patch["cells"]:
            ids[cell] = number
    return ids


def compare_patches(figures, rows, patches):
    """Within a zone patches are numbered in the order of their first cells."""
    for zone in {patch["zone"] for patch in patches}:
        got = sorted((row for row in rows if row["zone"] == zone), key=lambda row: row["patch"])
        expected = sorted((patch for patch in patches if patch["zone"] == zone), key=lambda patch: patch["cells"][0])
        figures.same(f"patches of {zone}", len(got), len(expected))
        for row, patch in zip(got, expected):
            values = {"lucode": patch["code"], **expected_columns("patch", patch["values"])}
            figures.table(f"patches of {zone}", {row["patch"]: row}, {row["patch"]: values})


def compare_sizes(figures, rows, patches):
    """Every patch is of one size, and every size has its patches."""
    seen = 0
    for row in rows:
        alike = [patch["values"]["area"] for patch in patches if (patch["zone"], patch["code"]) == (row["zone"], row["lucode"])]
        areas = [area for area in alike if row["from_ha"] * (1 + 1e-12) < area <= row["to_ha"] * (1 + 1e-12)]
        figures.same(f"sizes {row}: patches", row["patches"], len(areas))
        figures.same(f"sizes {row}: area", row["area_ha"], sum(areas))
        seen += len(areas)
    figures.same("sizes: all patches", seen, len(patches))


def compare_places(figures, grid, bands, polygons, patches):
    """Ids of all zones together follow the first cells; polygons lie where the cells of the ids do."""
    ids = ids_of(grid, patches)
    (band,) = bands.values()
    figures.cells("ids", band, ids)
    figures.same("polygons", sorted(row["patch"] for row in polygons), sorted(patch["id"] for patch in patches))
    x, y = grid.centres()
    for row in polygons:
        shape = ogr.CreateGeometryFromWkb(row["geometry"])
        inside = ids == row["patch"]
        figures.same(f"polygon {row['patch']}: area", shape.GetArea() * grid.metres**2 / 1e4, row["area"], relative=1e-6)
        figures.same(f"polygon {row['patch']}: perimeter", shape.Boundary().Length() * grid.metres, row["perim"], relative=1e-6)
        figures.same(f"polygon {row['patch']}: valid", shape.IsValid(), True)
        centre = shape.Centroid()
        figures.same(f"polygon {row['patch']}: x", centre.GetX(), x[inside].mean(), relative=1e-10)
        figures.same(f"polygon {row['patch']}: y", centre.GetY(), y[inside].mean(), relative=1e-10)
