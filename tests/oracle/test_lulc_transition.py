"""Transitions of land cover over two to four dates, on grids of their own."""

import itertools

import numpy as np
import pytest
from osgeo import gdal

from . import carbon, others, transitions
from .figures import Figures, needs
from .grids import Grid, loose, random_area
from .library import read, run
from .maps import random_map, random_palette, write_plain
from .selection import random_selection

GROUP_NAMES = ["Plants", "Mine", "Acker", "水域"]


def part_of(rng, palette, ignored):
    """Classes come and go: at times a map has some of them alone, of which one counts."""
    if rng.random() < 0.6:
        return palette
    some = {int(code) for code in rng.choice(palette, int(rng.integers(1, 1 + len(palette))), replace=False)}
    return sorted(some | {next(code for code in palette if code not in ignored)})


def random_years(rng, count):
    """Years of maps in any order; at times two of one year, one unknown, or all."""
    years = [int(year) for year in rng.choice(np.arange(1990, 2020), count, replace=False)]
    kind = rng.random()
    if kind < 0.1:
        years[1] = years[0]
    elif kind < 0.2:
        years[int(rng.integers(count))] = None
    elif kind < 0.25:
        years = [None] * count
    return years


def scene(rng, folder):
    """Maps in the order in which they are given: requests, codes and where they count."""
    grid, areas, request = random_area(rng, largest=18)
    kind = str(rng.choice(["int8", "uint8", "int16", "uint16", "int32", "uint32", "float64"]))
    palette = random_palette(rng, kind, counts=(1, 2, 3, 5, 9, 14))
    selection = random_selection(rng, folder, grid, palette)
    parts = [part_of(rng, palette, selection.ignored) for _ in range(int(rng.integers(2, 5)))]
    first = random_map(rng, folder, "first.tif", grid, parts[0])
    given, resample = others.brought(
        rng, folder, grid, palette, selection.ignored, len(parts) - 1, turned=grid.epsg != 4326, palettes=parts[1:]
    )
    maps = [(first.request, first.codes, selection.counted(first.codes, first.valid))]
    maps += [(other.request, codes, valid & selection.within) for codes, valid, other in given]
    if rng.random() < 0.1:
        maps[1] = maps[0]  # nothing changes between the two
    any_zone = np.logical_or.reduce(list(selection.zones.values()))
    maps = [(dict(map_request), codes, counted & any_zone) for map_request, codes, counted in maps]
    about = f"{[first.about, *(other.about for _codes, _valid, other in given)]}, {selection.request}, {request}, {resample}"
    return grid, areas, palette, selection, maps, {**request, **resample, **selection.request}, about


def in_order(maps, years):
    """By year; as they were given where one is unknown, and those of one year."""
    places = list(range(len(maps)))
    return places if None in years else sorted(places, key=lambda place: years[place])


def years_between(one, other):
    return other - one if None not in (one, other) and other > one else None


def random_groups(rng, folder, palette):
    """The group of each class, and its number, from 1 in the order of the smallest code of each."""
    named = {code: str(rng.choice(GROUP_NAMES)) for code in palette}
    numbers = {name: number for number, name in enumerate(dict.fromkeys(named[code] for code in sorted(palette)), 1)}
    path = folder / "groups.csv"
    rows = [f"{code},{named[code]}" for code in map(int, rng.permutation(palette))]
    path.write_text("lucode,class_group\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path), {code: numbers[name] for code, name in named.items()}, {number: name for name, number in numbers.items()}


def grouped(codes, groups):
    return np.vectorize(lambda code: groups.get(int(code), 0), otypes=[np.int64])(codes) if groups else codes


def pairs_of(before, after, cells, areas, value):
    """Cells, area and value of every pair."""
    found = {}
    for cell in zip(*cells.nonzero()):
        pair = int(before[cell]), int(after[cell])
        count, area, sum_of = found.get(pair, (0, 0.0, 0.0))
        found[pair] = count + 1, area + areas[cell], sum_of + value[cell] * areas[cell]
    return found


def densities(codes, pools):
    known = {code: carbon.density(row) for code, row in pools.items()}
    return np.vectorize(lambda code: known.get(int(code), 0.0), otypes=[float])(codes)


@pytest.mark.few(60)
def test_transitions(rng, tmp_path):
    grid, areas, palette, selection, maps, request, about = scene(rng, tmp_path)
    years = random_years(rng, len(maps))
    order = in_order(maps, years)
    common = bool(rng.random() < 0.3)
    everywhere = np.logical_and.reduce([counted for _request, _codes, counted in maps])
    spans = [("interval", one, other) for one, other in itertools.pairwise(order)]
    spans += [("whole", order[0], order[-1])] if len(maps) > 2 else []
    cells = {(one, other): everywhere if common else maps[one][2] & maps[other][2] for _span, one, other in spans}
    needs(all(both.any() for both in cells.values()))

    names = {code: f"class {code}" for code in palette}
    request.update(layers=[map_request for map_request, _codes, _counted in maps], years=years, common_cells=common)
    request["layer_names"] = [f"map {place}" for place in range(len(maps))]
    if rng.random() < 0.3:
        named = {str(code): f"Möser {code}" for code in palette if rng.random() < 0.5}
        request["layers"][0]["class_names"] = named
        names.update({int(code): name for code, name in named.items()})
    pools = carbon.random_pools(rng, palette, errors=False) if rng.random() < 0.6 else None
    if pools:
        request["pools"] = carbon.write_pools(tmp_path, "pools.csv", pools)
        names.update({code: row["name"] for code, row in pools.items() if row["named"]})
    groups = None
    if rng.random() < 0.4:
        request["groups"], groups, names = random_groups(rng, tmp_path, palette)
    seen = [grouped(codes, groups) for _request, codes, _counted in maps]
    unchanged = bool(rng.random() < 0.7)
    if not selection.overlap:
        request.update(output=str(tmp_path / "changes.tif"), unchanged=unchanged)
    report = run("lulc_transition", tmp_path, **request)

    relative = loose(grid, request)["relative"]
    with Figures("lulc_transition", f"{about}, {years}, common {common}, groups {groups}") as figures:
        expected = {"matrix": {}, "summary": {}, "intensity": {}}
        for zone, in_zone in selection.zones.items():
            found = {}
            for span, one, other in spans:
                after, before = (densities(maps[place][1], pools) if pools else np.zeros(grid.shape) for place in (other, one))
                found[span, one, other] = pairs_of(seen[one], seen[other], cells[one, other] & in_zone, areas, after - before)
            by_interval = []
            for (span, one, other), pairs in found.items():
                if span == "interval" and pairs:
                    by_interval.append(
                        ({pair: area for pair, (_count, area, _carbon) in pairs.items()}, years_between(years[one], years[other]))
                    )
            of_all = transitions.uniform_of_all(by_interval)
            for (span, one, other), pairs in found.items():
                if pairs:
                    key = zone, f"map {one}", f"map {other}", span
                    by_zone(expected, key, pairs, years_between(years[one], years[other]), of_all, names, pools is not None)
        tables = {name: {key_of(name, row): row for row in rows} for name, rows in report["tables"].items()}
        for name, rows in tables.items():
            figures.same(f"{name}: every row once", len(rows), len(report["tables"][name]))
            compare(figures, name, rows, expected[name], relative)
            for key, row in rows.items():
                place = {f"map {at}": year for at, year in enumerate(years)}
                figures.same(
                    f"{name} {key} years", (row["year_from"], row["year_to"]), (place[row["layer_from"]], place[row["layer_to"]])
                )
        whole = pairs_of(seen[order[0]], seen[order[-1]], cells[order[0], order[-1]], areas, np.zeros(grid.shape))
        results(figures, report, whole, maps, pools, areas, order, cells[order[0], order[-1]], relative)
        numbers = numbered(seen, spans, cells)
        figures.same("transitions", report["results"]["transitions"], len(numbers))
        warned_of_areas(figures, report, [areas[both].sum() for pair, both in cells.items() if ("interval", *pair) in spans])
        if "output" in request:
            raster(figures, request["output"], seen, spans, cells, numbers, names, unchanged)


def key_of(name, row):
    key = row["zone"], row["layer_from"], row["layer_to"], row["span"]
    return (
        *key,
        *(
            row[column]
            for column in {"matrix": ("lucode_from", "lucode_to"), "summary": ("lucode",)}.get(
                name, ("level", "lucode", "lucode_other")
            )
        ),
    )


def by_zone(expected, key, pairs, years, of_all, names, with_carbon):
    areas = {pair: area for pair, (_count, area, _carbon) in pairs.items()}
    whole = sum(areas.values())
    for (one, other), (count, area, gained) in pairs.items():
        expected["matrix"][(*key, one, other)] = {
            "name_from": names[one],
            "name_to": names[other],
            "cells": count,
            "area_ha": area,
            "area_pct": 100 * area / whole,
            "carbon_t": gained if with_carbon else None,
        }
    for code, row in transitions.summary(areas, years).items():
        expected["summary"][(*key, code)] = {"name": names.get(code), **row}
    for (level, code, other), (area, found, uniform) in transitions.intensity(
        areas, years, of_all, key[-1] == "interval"
    ).items():
        expected["intensity"][(*key, level, code, other)] = {
            "name": names.get(code),
            "name_other": names.get(other),
            "area_ha_per_year": area,
            "intensity_pct": found,
            "uniform_pct": uniform,
            "behaviour": transitions.behaviour(level, found, uniform),
        }


def compare(figures, name, got, expected, relative):
    """What is a difference is compared by the size of what it is the difference of."""
    figures.same(f"{name}: rows", sorted(got, key=str), sorted(expected, key=str))
    for key in set(got) & set(expected):
        for column, value in expected[key].items():
            row, room = expected[key], 1e-9
            if column in ("net_ha", "shift_ha", "carbon_t") and relative > 1e-9:
                room += relative * (abs(row.get("gain_ha", 0)) + abs(row.get("loss_ha", 0)))
            if column in ("dynamic_degree_pct", "compound_rate_pct") and relative > 1e-9 and value is not None:
                room += 2 * relative * 100 * (1 + row["area_after_ha"] / row["area_before_ha"])
            near = column == "behaviour" and relative > 1e-9 and None not in (row["intensity_pct"], row["uniform_pct"])
            if near and 1e-12 * row["uniform_pct"] < abs(row["intensity_pct"] - row["uniform_pct"]) < 1e-5 * row["uniform_pct"]:
                continue  # such areas do not tell which it is
            figures.same(f"{name} {key} {column}", got[key][column], value, relative=relative, absolute=room)


def results(figures, report, whole, maps, pools, areas, order, both, relative):
    changed = sum(area for (one, other), (_count, area, _carbon) in whole.items() if one != other)
    figures.same("changed_ha", report["results"]["changed_ha"], changed, relative=relative)
    figures.same("changed_pct", report["results"]["changed_pct"], 100 * changed / areas[both].sum(), relative=relative)
    gained = None
    if pools:
        change = (densities(maps[order[-1]][1], pools) - densities(maps[order[0]][1], pools)) * areas
        gained = change[both].sum()
        figures.same(
            "carbon_change",
            report["results"]["carbon_change"],
            gained,
            relative=0,
            absolute=1e-9 + relative * np.abs(change[both]).sum(),
        )
    else:
        figures.same("carbon_change", report["results"]["carbon_change"], gained)


def warned_of_areas(figures, report, found):
    apart = max(found) / min(found) - 1
    if not 1e-12 < apart < 1e-5:  # as many cells, of other rows
        figures.same("warned of areas", any(message["code"] == "AREAS_DIFFER" for message in report["messages"]), apart > 1e-6)


def numbered(seen, spans, cells):
    """Codes of pairs over all bands, from 1."""
    pairs = {
        (int(seen[one][cell]), int(seen[other][cell]))
        for _span, one, other in spans
        for cell in zip(*cells[one, other].nonzero())
    }
    return {pair: number for number, pair in enumerate(sorted(pairs), 1)}


def raster(figures, path, seen, spans, cells, numbers, names, unchanged):
    dataset = gdal.Open(path)
    figures.same("bands", dataset.RasterCount, len(spans))
    figures.same("type", dataset.GetRasterBand(1).DataType, gdal.GDT_UInt16 if len(numbers) <= 65535 else gdal.GDT_UInt32)
    for position, (span, one, other) in enumerate(spans, 1):
        figures.same("nodata", dataset.GetRasterBand(position).GetNoDataValue(), 0)
        band = dataset.GetRasterBand(position).ReadAsArray().astype(float)
        band[band == 0] = np.nan
        expected, counts = np.full(band.shape, np.nan), {}
        for cell in zip(*cells[one, other].nonzero()):
            pair = int(seen[one][cell]), int(seen[other][cell])
            if unchanged or pair[0] != pair[1]:
                expected[cell] = numbers[pair]
                counts[pair] = counts.get(pair, 0) + 1
        figures.cells(f"{span} {one} to {other}", band, expected)
        table = attributes(dataset.GetRasterBand(position).GetDefaultRAT())
        rows = {(row["lucode_from"], row["lucode_to"]): row for row in table}
        rows = {pair: row for pair, row in rows.items() if row["cells"]}
        wanted = {
            pair: {"code": numbers[pair], "name_from": names[pair[0]], "name_to": names[pair[1]], "cells": count}
            for pair, count in counts.items()
        }
        figures.table(f"attributes of band {position}", rows, wanted)


def attributes(table):
    """Rows of a raster attribute table by the names of its columns; whole numbers may stand as real ones."""
    names = [table.GetNameOfCol(column).lower() for column in range(table.GetColumnCount())]
    rows = []
    for row in range(table.GetRowCount()):
        read_as = {
            gdal.GFT_Integer: table.GetValueAsInt,
            gdal.GFT_Real: table.GetValueAsDouble,
            gdal.GFT_String: table.GetValueAsString,
        }
        rows.append({name: read_as[table.GetTypeOfCol(column)](row, column) for column, name in enumerate(names)})
    return rows


def test_more_pairs_than_sixteen_bits_hold(tmp_path):
    """257 classes became 256: each pair is one cell, and the codes are those of cells row by row."""
    grid = Grid((450000.0, 10.0, 0.0, 5200000.0, 0.0, -10.0), 257, 256)
    before, after = np.indices(grid.shape)
    maps = [write_plain(tmp_path, "before.tif", grid, before - 5), write_plain(tmp_path, "after.tif", grid, after)]
    output = str(tmp_path / "changes.tif")
    report = run("lulc_transition", tmp_path, layers=maps, years=[2000, 2010], output=output)
    with Figures("lulc_transition", "257 classes") as figures:
        (band,) = read(output).values()
        figures.same("type", gdal.Open(output).GetRasterBand(1).DataType, gdal.GDT_UInt32)
        figures.same("transitions", report["results"]["transitions"], 257 * 256)
        figures.same("codes", bool((band == np.arange(1, 257 * 256 + 1).reshape(grid.shape)).all()), True)
        cells = [row["cells"] for row in report["tables"]["matrix"]]
        figures.same("cells", (len(cells), set(cells)), (257 * 256, {1}))
