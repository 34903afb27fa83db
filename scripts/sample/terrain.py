"""What was measured in 2022: height, reflectance, temperature and precipitation, made to suit the land cover."""
import numpy as np

from .fields import hashed, noise, share, steepness
from .tables import BARE_GROUND, CELL, CODES, DN, REFLECTANCE

BENCH = 12  # m
MINED = [  # class, change of height well inside, the least and the most of it in m, cells from the rim to well inside
    ("Mining", -100, -100, 0, 28),
    ("Unreclaimed dump", 38, 0, 60, 12),
    ("Reclaimed dump", 38, 0, 60, 14),
]


def height(land, cover):
    """m above the sea: the hills, with the pit sunk in benches and the dumps raised, their tops levelled."""
    metres = land.height.copy()
    for name, change, lowest, highest, reach in MINED:
        here = cover == CODES[name]
        inward = np.clip(2.2 * share(here, reach) - 1.1, 0, 1)  # 0 on a straight rim, 1 well inside
        step = BENCH / abs(change)
        benches = np.minimum(np.floor(inward / step + 0.5) * step, 1)
        levelled = (land.plateau - land.height) * inward + change * (0.3 * inward + 0.7 * benches)
        metres += np.where(here, np.clip(levelled, lowest, highest), 0)
    return metres


def averaged(field, cells):
    """Means of squares of `cells` x `cells`; the last ones are of what there is."""
    rows, columns = field.shape
    padded = np.pad(field, ((0, -rows % cells), (0, -columns % cells)), mode="edge")
    total = np.zeros((padded.shape[0] // cells, padded.shape[1] // cells))
    for i in range(cells):  # one cell of each square at a time: the order of the sum is ours
        for j in range(cells):
            total += padded[i::cells, j::cells]
    return total / cells**2


def reflectances(land, cover, metres):
    """Blue, green, red and near infrared as 8-bit steps, 0 outside the study area."""
    x, y = land.x, land.y
    moist = np.clip(0.5 - 0.5 * (land.slope - 0.09) / 0.09, 0, 1) * 0.4 + 0.6 / (1 + land.gully)
    vigour = 0.5 + 0.3 * noise(x, y, 30, 0.8, 4) + 0.25 * (moist - 0.5) + 0.15 * land.luck(31) + 0.1 * land.fine
    vigour = np.clip(vigour, 0, 1)
    slope_east, slope_south, _ = steepness(metres, 1000 * CELL)
    light = 1 + np.clip(slope_east + slope_south, -0.25, 0.25)  # the sun stands in the north-west, as on a shaded map
    across, down = np.meshgrid(np.arange(cover.shape[1]), np.arange(cover.shape[0]))
    light = light * (1 + 0.03 * hashed(across, down, 32)) * (1 + 0.1 * noise(x, y, 33, 0.15, 2))
    bands = np.zeros((4, *cover.shape))
    for name, (blue, green, red, low, high) in REFLECTANCE.items():
        here = cover == CODES[name]
        index = low + (high - low) * vigour[here]
        visible = red * (1.15 - 0.3 * vigour[here]) if name not in BARE_GROUND else red
        bands[:, here] = np.stack([
            blue * light[here], green * light[here], visible * light[here],
            visible * light[here] * (1 + index) / (1 - index),
        ])  # fmt: skip
    steps = np.clip(np.floor(bands / DN + 0.5), 1, 255).astype(np.uint8)
    return np.where(cover > 0, steps, 0).astype(np.uint8)


def temperature(land, metres):
    """Mean of the year in degrees C for squares of 1 km: 6.5 degrees less for each km upwards, cooler in the north."""
    east, south, up = (averaged(field, round(1 / CELL)) for field in (land.east, land.south, metres))
    return 7.9 - 0.0065 * (up - 1000) + 0.02 * (south - 6) + 0.1 * noise(east, south, 34, 4, 2)


def precipitation(land, metres):
    """Sum of the year in mm for squares of 1 km: more in the south-east and on the heights."""
    east, south, up = (averaged(field, round(1 / CELL)) for field in (land.east, land.south, metres))
    return 399 + 0.9 * (east - 6.4) + 0.9 * (south - 5.6) + 0.05 * (up - 1110) + 2 * noise(east, south, 35, 5, 2)
