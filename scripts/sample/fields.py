"""Fields of numbers from which the sample is made, the same on any machine.

Random values are hashed integers, and floats meet only + - * / and square roots, which IEEE 754 rounds alike
everywhere.
"""
import functools

import numpy as np

STRIP = 20  # rows


def in_strips(field):
    """Some rows at a time, so that what lies between stays in the processor's cache; the values are the same."""

    @functools.wraps(field)
    def whole(x, y, *options):
        strips = [slice(row, row + STRIP) for row in range(0, len(x), STRIP)]
        return np.concatenate([field(x[strip], y[strip], *options) for strip in strips], axis=-2)

    return whole


def hashed(x, y, seed):
    """A value between -1 and 1 for each lattice point (the SplitMix64 finaliser; unsigned integers wrap)."""
    h = (x.astype(np.uint64) << np.uint64(32)) + (y.astype(np.uint64) << np.uint64(12)) + np.uint64(seed)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        h = (h ^ (h >> np.uint64(shift))) * np.uint64(factor)
    return (h >> np.uint64(11)).astype(float) / 2**52 - 1


@in_strips
def noise(x, y, seed, size, octaves):
    """Smooth values between -1 and 1 with features of `size` km; each octave is half as large and as strong."""
    total = np.zeros(x.shape)
    for octave in range(octaves):
        x, y = 0.8 * x - 0.6 * y + 5, 0.6 * x + 0.8 * y + 5  # turned and moved, or the lattices would show
        column, row = x * 2**octave / size, y * 2**octave / size
        i, j = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
        u, v = column - i, row - j
        u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
        west, north = i.min(), j.min()
        across, down = np.meshgrid(np.arange(west, i.max() + 2), np.arange(north, j.max() + 2))
        lattice = hashed(across, down, seed * 100 + octave).ravel()
        width = across.shape[1]
        at = (j - north) * width + (i - west)
        top = lattice[at] * (1 - u) + lattice[at + 1] * u
        bottom = lattice[at + width] * (1 - u) + lattice[at + width + 1] * u
        total += (top * (1 - v) + bottom * v) / 2**octave
    return total / (2 - 0.5 ** (octaves - 1))


@in_strips
def blob(x, y, centre, radius, stretch=1):
    """km inside the rim of an ellipse (negative outside) of the given radius, `stretch` times as wide as high."""
    dx, dy = (x - centre[0]) / stretch, y - centre[1]
    return radius - np.sqrt(dx * dx + dy * dy)


def blobs(x, y, rows):
    """km inside the nearest of several rims; each row is x, y, radius and perhaps stretch."""
    return np.maximum.reduce([blob(x, y, row[:2], *row[2:]) for row in rows])


@in_strips
def block(x, y, middle, half_width, half_height):
    """km inside the rim of a rectangle with round corners (negative outside), turned by 16 degrees."""
    dx, dy = x - middle[0], y - middle[1]
    corner = 0.5 * min(half_width, half_height)
    u = np.abs(0.96 * dx - 0.28 * dy) - half_width + corner
    v = np.abs(0.28 * dx + 0.96 * dy) - half_height + corner
    out_u, out_v = np.maximum(u, 0), np.maximum(v, 0)
    return corner - np.minimum(np.maximum(u, v), 0) - np.sqrt(out_u * out_u + out_v * out_v)


def blocks(x, y, rows):
    """km inside the nearest of several rectangles; each row is x, y, half width and half height."""
    return np.maximum.reduce([block(x, y, row[:2], *row[2:]) for row in rows])


@in_strips
def to_line(x, y, points):
    """km to the nearest point of a line."""
    nearest = np.full(x.shape, np.inf)
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        dx, dy = bx - ax, by - ay
        along = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
        ex, ey = x - ax - along * dx, y - ay - along * dy
        nearest = np.minimum(nearest, ex * ex + ey * ey)
    return np.sqrt(nearest)


def to_lines(x, y, lines):
    return np.minimum.reduce([to_line(x, y, line) for line in lines])


@in_strips
def parcels(x, y, seed, size):
    """Column and row of the parcel of each cell, and km to its middle: strewn points, one to `size` x `size` km."""
    column, row = x / size + 8, y / size + 8  # no number is negative
    i, j = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
    west, north = i.min() - 1, j.min() - 1
    across, down = np.meshgrid(np.arange(west, i.max() + 2), np.arange(north, j.max() + 2))
    point_x = across + 0.5 + 0.4 * hashed(across, down, seed)
    point_y = down + 0.5 + 0.4 * hashed(across, down, seed + 1)
    best, best_i, best_j = np.full(x.shape, np.inf), i, j
    for near_j in (j - 1, j, j + 1):
        for near_i in (i - 1, i, i + 1):
            dx, dy = point_x[near_j - north, near_i - west] - column, point_y[near_j - north, near_i - west] - row
            distance = dx * dx + dy * dy
            closer = distance < best
            best = np.where(closer, distance, best)
            best_i, best_j = np.where(closer, near_i, best_i), np.where(closer, near_j, best_j)
    return np.stack([best_i, best_j, size * np.sqrt(best)])


def steepness(height, cell, reach=1):
    """Rise over run to the east, to the south and downhill, over `reach` cells each way; height and cell in m."""
    padded, run = np.pad(height, reach, mode="edge"), 2 * reach * cell
    east = (padded[reach:-reach, 2 * reach :] - padded[reach:-reach, : -2 * reach]) / run
    south = (padded[2 * reach :, reach:-reach] - padded[: -2 * reach, reach:-reach]) / run
    return east, south, np.sqrt(east * east + south * south)


def share(mask, reach):
    """The share of `mask` in the square of `reach` cells around each cell."""
    side = 2 * reach + 1
    sums = np.pad(mask.astype(np.int64), reach + 1).cumsum(0).cumsum(1)[:-1, :-1]
    inside = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return inside[: mask.shape[0], : mask.shape[1]] / side**2


def take(free, score, cells):
    """The `cells` free cells of the highest score, the first of equals, taken out of `free`."""
    candidates = np.flatnonzero(free)
    scores = score.ravel()[candidates]
    last = np.partition(scores, len(scores) - cells)[len(scores) - cells]
    above, equal = candidates[scores > last], candidates[scores == last]
    best = np.concatenate([above, equal[: cells - len(above)]])
    free.ravel()[best] = False
    return best
