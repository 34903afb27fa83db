"""Polygons along the sides of cells, valid as GIS understands it."""
import numpy as np

RIGHT_TURN = {(1, 0): (0, 1), (0, 1): (-1, 0), (-1, 0): (0, -1), (0, -1): (1, 0)}  # rows count downwards


def polygons(mask):
    """The cells of `mask` as polygons: lists of closed rings of (column, row), the outer ring first, then its holes.

    Cells that meet only at a corner belong to different polygons, and no ring meets a point twice.
    """
    rings = sorted(simple for ring in traced(sides(mask)) for simple in split(ring))
    outer = sorted((ring for ring in rings if doubled_area(ring) > 0), key=doubled_area)
    parts = [[ring] for ring in outer]
    for hole in (ring for ring in rings if doubled_area(ring) < 0):
        next(part for part in parts if surrounds(part[0], hole)).append(hole)  # the smallest that does
    return sorted([corners(ring) for ring in part] for part in parts)


def sides(mask):
    """For each corner of cells, the steps from it along the rim of `mask` with the inner cell on the right hand."""
    cells = np.pad(mask, 1)
    steps = {}
    for step, neighbour, corner in (
        ((1, 0), (-1, 0), (0, 0)),
        ((0, 1), (0, 1), (1, 0)),
        ((-1, 0), (1, 0), (1, 1)),
        ((0, -1), (0, -1), (0, 1)),
    ):
        rows, columns = np.nonzero(cells & ~np.roll(cells, (-neighbour[0], -neighbour[1]), (0, 1)))
        columns, rows = columns - 1 + corner[0], rows - 1 + corner[1]
        for column, row in zip(columns.tolist(), rows.tolist()):
            steps.setdefault((column, row), []).append(step)
    return steps


def traced(steps):
    """Each walk along the rim back to its first corner; where two ways lead on, it keeps to its cell."""
    for start in sorted(steps):
        while steps[start]:
            here, step, ring = start, steps[start].pop(), [start]
            while True:
                here = (here[0] + step[0], here[1] + step[1])
                ring.append(here)
                if here == start and RIGHT_TURN[step] not in steps[here]:
                    break
                right = RIGHT_TURN[step]
                step = right if right in steps[here] else steps[here][0]
                steps[here].remove(step)
            yield ring


def split(ring):
    """A walk that meets corners twice, cut there into rings that do not."""
    path, place = [], {}
    for point in ring:
        if point in place:
            begin = place[point]
            yield [*path[begin:], point]
            for left in path[begin + 1 :]:
                del place[left]
            del path[begin + 1 :]
        else:
            place[point] = len(path)
            path.append(point)


def doubled_area(ring):
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:]))


def surrounds(ring, hole):
    """Whether the cell inside of a hole's first side, which belongs to the polygon around it, lies within the ring."""
    (ax, ay), (bx, by) = hole[:2]
    right = RIGHT_TURN[bx - ax, by - ay]
    x, y = (ax + bx + right[0]) / 2, (ay + by + right[1]) / 2
    return sum(px > x and min(py, qy) < y < max(py, qy) for (px, py), (_, qy) in zip(ring, ring[1:])) % 2 == 1


def corners(ring):
    """The ring without the points in the midst of straight lines, from its first corner and back to it."""
    around = zip([ring[-2], *ring], ring, ring[1:])
    kept = [b for a, b, c in around if (a[0] != b[0]) != (b[0] != c[0])]
    return [*kept, kept[0]]
