"""Patches and what can be measured of each, cell by cell.

Land is a dictionary of class codes by (row, column); what is not in it is background. Lengths are in m.
"""

import dataclasses
import math

import numpy as np

SIDES = [(-1, 0), (1, 0), (0, -1), (0, 1)]
CORNERS = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
FRAGSTATS_PI = 3.1415


@dataclasses.dataclass
class Rules:
    """What a run is told besides its maps; lengths in m."""

    width: float
    height: float
    neighbourhood: int = 8
    boundary: float = 0.0  # share of the edge at background that counts
    edge_depth: float = None
    edge_depths: dict = None  # (class, class beyond): depth
    contrast: dict = None  # (class, class): weight
    similarity: dict = None
    search_radius: float = None
    connect_threshold: float = None
    max_classes: int = None

    @property
    def steps(self):
        return SIDES if self.neighbourhood == 4 else SIDES + CORNERS

    @property
    def cell_area(self):
        return self.width * self.height

    def side(self, step):
        """Length of the side that lies between a cell and its neighbour."""
        return self.width if step[0] else self.height

    def distances(self, cells, others):
        """From the centre of each cell to that of each other one."""
        rows = np.subtract.outer([r for r, _c in cells], [r for r, _c in others]) * self.height
        columns = np.subtract.outer([c for _r, c in cells], [c for _r, c in others]) * self.width
        return np.sqrt(rows**2 + columns**2)


def add(cell, step):
    return cell[0] + step[0], cell[1] + step[1]


def groups(cells, steps, alike=lambda one, other: True):
    """Sets of connected cells, in the order of their first cells."""
    found, left = [], set(cells)
    for first in sorted(cells):
        if first not in left:
            continue
        left.remove(first)
        group = [first]
        for cell in group:  # grows while it is walked
            for step in steps:
                near = add(cell, step)
                if near in left and alike(cell, near):
                    left.remove(near)
                    group.append(near)
        found.append(sorted(group))
    return found


def patches(land, rules):
    return groups(land, rules.steps, lambda one, other: land[one] == land[other])


def perimeter(cells, rules):
    inside = set(cells)
    return sum(rules.side(step) for cell in cells for step in SIDES if add(cell, step) not in inside)


def shortest_perimeter(count, width, height):
    """Of all rectangles that hold so many cells."""
    return min(2 * (across * width + math.ceil(count / across) * height) for across in range(1, count + 1))


def gyrate(cells, rules):
    if len(cells) == 1:
        return (rules.width + rules.height) / 4
    row, column = grouped_median([r for r, _c in cells]), grouped_median([c for _r, c in cells])
    away = [math.hypot((r - row) * rules.height, (c - column) * rules.width) for r, c in cells]
    return sum(away) / len(away)


def grouped_median(values):
    """Each value covers half a unit to both sides; half of all values lie below."""
    half = len(values) / 2
    for value in sorted(set(values)):
        below, here = sum(v < value for v in values), values.count(value)
        if below + here >= half:
            return value - 0.5 + (half - below) / here
    raise AssertionError("half of the values lie nowhere")


def circle(cells, rules):
    if len(cells) == 1:
        return 0.0
    corners = sorted({(r + i, c + j) for r, c in cells for i in (0, 1) for j in (0, 1)})
    diameter = rules.distances(corners, corners).max()
    return 1 - len(cells) * rules.cell_area / (FRAGSTATS_PI * (diameter / 2) ** 2)


def contig(cells):
    inside = set(cells)
    total = 0
    for cell in cells:
        total += 1 + sum(2 for step in SIDES if add(cell, step) in inside) + sum(1 for step in CORNERS if add(cell, step) in inside)
    return (total / len(cells) - 1) / 12


def core(cells, land, rules):
    """The cells of a patch that are no edge."""
    inside = set(cells)
    if rules.edge_depths is not None:
        return core_by_class(cells, land, rules)
    if rules.edge_depth is None:
        return [cell for cell in cells if all(add(cell, step) in inside for step in SIDES)]
    rows, columns = int(rules.edge_depth / rules.height) + 1, int(rules.edge_depth / rules.width) + 1
    near = [
        (i, j)
        for i in range(-rows, rows + 1)
        for j in range(-columns, columns + 1)
        if math.hypot(i * rules.height, j * rules.width) <= rules.edge_depth * (1 + 1e-12)
    ]
    return [cell for cell in cells if all(add(cell, step) in inside for step in near)]


def core_by_class(cells, land, rules):
    """Edges are as deep as the class beyond a side asks; at background as all others."""
    inside = set(cells)
    beyond = sorted({add(cell, step) for cell in cells for step in SIDES} - inside)
    edge = set()
    for outside in beyond:
        depth = rules.edge_depths.get((land[cells[0]], land.get(outside)), rules.edge_depth)
        for cell in cells:
            if depth is None:
                if add_distance(cell, outside) == 1:
                    edge.add(cell)
            elif math.hypot((cell[0] - outside[0]) * rules.height, (cell[1] - outside[1]) * rules.width) <= depth * (1 + 1e-12):
                edge.add(cell)
    return [cell for cell in cells if cell not in edge]


def add_distance(one, other):
    """Steps over sides from the one to the other."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def contrast_edge(cells, land, rules):
    """Length of a patch's perimeter, each side times the weight of what is beyond."""
    inside, total = set(cells), 0.0
    for cell in cells:
        for step in SIDES:
            near = add(cell, step)
            if near not in inside:
                total += rules.side(step) * (rules.boundary if near not in land else rules.contrast.get((land[cell], land[near]), 0.0))
    return total


def measure(land, rules):
    """All patches of the land with all their metrics, areas in ha."""
    found = []
    for cells in patches(land, rules):
        area, around = len(cells) * rules.cell_area, perimeter(cells, rules)
        inner = core(cells, land, rules)
        values = {
            "area": area / 1e4,
            "perim": around,
            "para": around / (area / 1e4),
            "gyrate": gyrate(cells, rules),
            "shape": around / shortest_perimeter(len(cells), rules.width, rules.height),
            "frac": fractal(area, around),
            "circle": circle(cells, rules),
            "contig": contig(cells),
            "core": len(inner) * rules.cell_area / 1e4,
            "cai": 100 * len(inner) / len(cells),
        }
        cores = groups(inner, rules.steps)
        values["ncore"] = len(cores)
        if rules.contrast is not None:
            values["econ"] = 100 * contrast_edge(cells, land, rules) / around
        found.append({"code": land[cells[0]], "cells": cells, "cores": cores, "values": values})
    measure_neighbours(found, rules)
    return found


def fractal(area, around):
    if area == 1:
        return 1.0 if around == 4 else None
    return 2 * math.log(around / 4) / math.log(area)


def measure_neighbours(found, rules):
    """ENN, PROX and SIMI of all patches, and the distances between them."""
    apart = [[rules.distances(one["cells"], other["cells"]).min() if one is not other else None for other in found] for one in found]
    for one, distances in zip(found, apart):
        one["apart"] = distances
        others = [(other, distance) for other, distance in zip(found, distances) if distance is not None]
        same = [(other, distance) for other, distance in others if other["code"] == one["code"]]
        one["values"]["enn"] = min((distance for _other, distance in same), default=None)
        if rules.search_radius is None:
            continue
        within = rules.search_radius * (1 + 1e-12)
        one["values"]["prox"] = sum(
            len(other["cells"]) * rules.cell_area / distance**2 for other, distance in same if distance <= within
        )
        if rules.similarity is not None:
            one["values"]["simi"] = sum(
                rules.similarity.get((one["code"], other["code"]), 1.0 if one["code"] == other["code"] else 0.0)
                * len(other["cells"]) * rules.cell_area / distance**2
                for other, distance in others
                if distance <= within
            )
