"""Templates of tables by hand, and that landscape metrics take them filled in."""

import csv
import itertools

import numpy as np
import pytest
from osgeo import ogr

from . import landscape
from .figures import Figures, needs
from .grids import random_area, random_grid, random_size
from .library import run
from .maps import random_map, random_palette
from .patches import Rules
from .selection import random_selection
from .test_landscape_metrics import expected_columns, land_of

EMPTY = {"contrast": "weight", "similarity": "weight", "edge_depths": "depth"}
KEYS = ("fid", "ogc_fid", "zone", "layer", "year", "lucode", "patch")


def shared_sides(codes, counted):
    """Sides that cells of two classes share, by the two codes, the smaller one first."""
    sides = {}
    for row, column in np.argwhere(counted):
        for i, j in ((row + 1, column), (row, column + 1)):
            if i < codes.shape[0] and j < codes.shape[1] and counted[i, j] and codes[row, column] != codes[i, j]:
                pair = tuple(sorted((int(codes[row, column]), int(codes[i, j]))))
                sides[pair] = sides.get(pair, 0) + 1
    return sides


def rows_of(kind, codes, counted, name):
    """The rows of a template by hand, in order."""
    sides, found = shared_sides(codes, counted), np.unique(codes[counted]).tolist()
    if kind == "groups":
        return [{"lucode": code, "name": name(code), "cells": int((counted & (codes == code)).sum()), "class_group": None} for code in found]
    if kind == "similarity":
        pairs = list(itertools.combinations(found, 2))
    elif kind == "edge_depths":
        pairs = sorted([*sides, *((b, a) for a, b in sides)])
    else:
        pairs = sorted(sides)
    return [
        {"lucode_a": a, "name_a": name(a), "lucode_b": b, "name_b": name(b), EMPTY[kind]: None, "sides": sides.get((min(a, b), max(a, b)), 0)}
        for a, b in pairs
    ]


@pytest.mark.few(12)
@pytest.mark.parametrize("kind", [*EMPTY, "groups"])
def test_classes(rng, tmp_path, kind):
    grid, _areas, _request = random_area(rng)
    lulc = random_map(rng, tmp_path, "map.tif", grid, random_palette(rng, counts=(1, 2, 3, 5, 9, 40)))
    palette = np.unique(lulc.codes).tolist()
    selection = random_selection(rng, tmp_path, grid, palette, zones=False)
    named = {str(code): f"Möser {code}" for code in palette if rng.random() < 0.3}
    given = {"name": "LULC", "year": 1987} if rng.random() < 0.5 else {}
    lulc.request.update(class_names=named, **given)
    counted = selection.counted(lulc.codes, lulc.valid)
    needs(counted.any())
    report = run("pair_template", tmp_path, kind=kind, lulc=lulc.request, **selection.request)
    of = {"layer": given.get("name", lulc.request["path"]), "year": given.get("year")}
    expected = [{**row, **of} for row in rows_of(kind, lulc.codes, counted, lambda code: named.get(str(code), f"class {code}"))]
    with Figures("pair_template", f"{kind}, {lulc.about}, {selection.request}") as figures:
        figures.table(kind, dict(enumerate(report["tables"]["template"])), dict(enumerate(expected)))
        figures.same("columns", [list(row) for row in report["tables"]["template"]], [list(row) for row in expected])
        figures.same("warned", "NO_PAIRS" in [message["code"] for message in report["messages"]], not expected)


@pytest.mark.few(10)
@pytest.mark.parametrize("kind", EMPTY)
def test_filled_in(rng, tmp_path, kind):
    """With a number in each row, landscape metrics take the whole table as it is; nodata and border have what is given for all."""
    grid = random_grid(rng, *random_size(rng, 14))
    lulc = random_map(rng, tmp_path, "map.tif", grid, random_palette(rng, counts=(2, 3, 5)))
    selection = random_selection(rng, tmp_path, grid, np.unique(lulc.codes).tolist(), zones=False)
    counted = selection.counted(lulc.codes, lulc.valid)
    needs(len(np.unique(lulc.codes[counted])) > 1)
    rows = run("pair_template", tmp_path, kind=kind, lulc=lulc.request, **selection.request)["tables"]["template"]
    needs(rows)
    side, filled = max(grid.width, grid.height), {}
    rules = Rules(grid.width, grid.height, neighbourhood=8)
    for row in rows:
        value = float(rng.choice([0, 1, 1.5, 2.3]) * side) if kind == "edge_depths" else float(rng.choice([0, 1, rng.random()]))
        row[EMPTY[kind]] = value / grid.metres if kind == "edge_depths" else value
        pair = (row["lucode_a"], row["lucode_b"])
        filled[pair] = value
        if kind != "edge_depths":
            filled[pair[::-1]] = value
    request = {kind: str(tmp_path / "filled.csv")}
    with open(request[kind], "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    if kind == "similarity":
        rules.similarity = {**filled, **{(code, code): 1.0 for code in np.unique(lulc.codes[counted]).tolist()}}
        rules.search_radius = 3 * side
        request["search_radius"] = rules.search_radius / grid.metres
    else:
        setattr(rules, kind, filled)
    if kind == "edge_depths":
        rules.edge_depth = side
        request["edge_depth"] = side / grid.metres
    report = run("landscape_metrics", tmp_path, layers=[lulc.request], metrics=["all"], **request, **selection.request)
    whole, by_class, _patches = landscape.metrics(land_of(lulc.codes, counted), rules)
    with Figures("pair_template", f"{kind} {filled}, {lulc.about}, {selection.request}") as figures:
        expected = {code: expected_columns("class", values) for code, values in by_class.items()}
        figures.table("class", {row["lucode"]: row for row in report["tables"]["class"]}, expected)
        figures.table("landscape", dict(enumerate(report["tables"]["landscape"])), {0: expected_columns("landscape", whole)})


@pytest.mark.few(15)
def test_indicators(rng, tmp_path):
    """Columns with numbers and with nothing else but NULL; those that tell rows apart are none."""
    path = str(tmp_path / "years.gpkg")
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("years", None, ogr.wkbNone, ["FID=key"])
    kinds = {"integer": ogr.OFTInteger, "long": ogr.OFTInteger64, "real": ogr.OFTReal, "text": ogr.OFTString, "date": ogr.OFTDate}
    names = ["shdi", "Größe", "面积", "no 1", *KEYS, "Year", "LUCODE", "years", "layer_2", "null", "note", "day"]
    columns = {}
    for name in map(str, rng.permutation(names)):
        if name.lower() in map(str.lower, columns):
            continue
        columns[name] = {"note": "text", "day": "date"}.get(name, str(rng.choice(["integer", "long", "real"])))
        layer.CreateField(ogr.FieldDefn(name, kinds[columns[name]]))
    expected, cells = [], {}
    count = int(rng.integers(1, 6))
    for name, kind in columns.items():
        values = [float(value) if kind == "real" else int(value) for value in rng.normal(0, 10.0 ** rng.integers(-3, 7), count)]
        values = {"text": ["wet", "2 ha"], "date": ["2007/01/01"]}.get(kind, values)
        cells[name] = [None if name == "null" or rng.random() < 0.3 else values[row % len(values)] for row in range(count)]
        numbers = [value for value in cells[name] if value is not None]
        if kind not in ("text", "date") and numbers and name.lower() not in KEYS:
            expected.append({"column_name": name, "direction": None, "min": min(numbers), "max": max(numbers), "layer": "Jahre", "year": None})
    for row in range(count):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name in columns:
            if cells[name][row] is not None:
                feature[name] = cells[name][row]
        layer.CreateFeature(feature)
    dataset = layer = None
    needs(expected)
    report = run("pair_template", tmp_path, kind="indicators", table=path, layer_name="Jahre")
    with Figures("pair_template", f"indicators, {columns}") as figures:
        figures.table("indicators", dict(enumerate(report["tables"]["template"])), dict(enumerate(expected)))
