"""The land cover of each year: each class in turn takes the cells that suit it best until its area is reached."""
import numpy as np

from .fields import blob, blobs, blocks, hashed, noise, parcels, share, steepness, take, to_lines
from .tables import (
    AREAS, BARE, CELL, CODES, COLUMNS, GREEN, GULLIES, ORIGIN, PIT, PLANT, POND, ROADS, ROWS, STREAM, STUDY_AREA,
    VILLAGES, YEARS,
)  # fmt: skip

PARCEL = 0.11  # km
SCATTER = {2007: 0.2, 2012: 0.7, 2017: 1.3, 2022: 0.6}  # how much luck decides which parcel is a field
WOODS = {2007: 0.15, 2012: 0.5, 2017: 0.3, 2022: 0.2}  # and where woods stand
# How much better a cell suits the class that it had, in the units of that class's score.
STAYS = {"Reclaimed dump": 0.3, "Industrial": 0.4, "Residential": 0.3, "Cropland": 0.6, "Forest": 0.3}


class Land:
    """What does not change from year to year: coordinates in km, the hills, the study area, the parcels."""

    def __init__(self):
        self.east = (np.arange(COLUMNS) + 0.5)[None, :] * CELL - ORIGIN[0] + np.zeros((ROWS, 1))
        self.south = (np.arange(ROWS) + 0.5)[:, None] * CELL - ORIGIN[1] + np.zeros((1, COLUMNS))
        # bent coordinates give every line and rim its natural wander
        self.x = self.east + 0.25 * noise(self.east, self.south, 1, 1.7, 3)
        self.y = self.south + 0.25 * noise(self.east, self.south, 2, 1.7, 3)
        self.rough, self.fine = noise(self.x, self.y, 3, 0.5, 4), noise(self.x, self.y, 4, 0.16, 2)
        self.line_x = self.x + 0.16 * noise(self.x, self.y, 10, 0.7, 2)
        self.line_y = self.y + 0.16 * noise(self.x, self.y, 11, 0.7, 2)
        self.stream = to_lines(self.line_x, self.line_y, [STREAM])
        self.gully = np.minimum(to_lines(self.line_x, self.line_y, GULLIES), self.stream)
        self.village = blobs(self.x, self.y, VILLAGES)
        self.hamlet = self.hamlets()
        off_gully = np.minimum(self.gully / 0.8, 1)
        self.off_gully = off_gully * off_gully * (3 - 2 * off_gully)
        far = np.sqrt(self.stream * self.stream + 0.09) - 0.3
        self.plateau = 1008 - 2 * (self.east - 9) + 190 * far / (far + 4) + 54 * self.off_gully
        self.height = self.hills()
        _, _, self.slope = steepness(self.height, 1000 * CELL, 8)  # of hills, not of hummocks
        self.inside = self.study_area()
        # and bent more finely they fray the rims of woods and fields
        fray_x, fray_y = (0.04 * noise(self.x, self.y, seed, 0.052, 1) for seed in (13, 14))
        self.frayed_x, self.frayed_y = self.x + fray_x, self.y + fray_y
        self.parcel = parcels(self.east + fray_x, self.south + fray_y, 8, PARCEL)[:2].astype(np.int64)

    def hills(self):
        """m above the sea before there was a mine: loess ridges that fall to the stream and its gullies."""
        ridge = np.abs(noise(self.x, self.y, 9, 1.6, 2)) + 0.35 * np.abs(noise(self.x, self.y, 12, 0.6, 2))
        return self.plateau + self.off_gully * 105 * (ridge + 0.1 * np.abs(self.fine) - 0.4) + 6 * self.rough

    def study_area(self):
        """A rim that depends on the direction alone, so that the area is in one piece and has no holes."""
        dx, dy = (self.east - 6.4) / 1.08, self.south - 5.6
        distance = np.sqrt(dx * dx + dy * dy)
        rim = 5.5 + 2.2 * noise(3 + dx / distance, 3 + dy / distance, 5, 0.8, 5)
        everywhere = np.ones((ROWS, COLUMNS), bool)
        take(everywhere, rim / distance, STUDY_AREA)
        return ~everywhere

    def hamlets(self):
        """Where farmsteads are: none or one to a square of some 0.5 km."""
        across, down, distance = parcels(self.east, self.south, 20, 0.5)
        luck = hashed(across, down, 22)
        return np.where(luck > 0.6, 0.04 * luck, 0) > distance

    def by_parcel(self, field):
        """A field made the same within each parcel: its value at the parcel's middle."""
        across, down = self.parcel
        column = np.clip((((across + 0.5 - 8) * PARCEL + ORIGIN[0]) / CELL).astype(np.int64), 0, COLUMNS - 1)
        row = np.clip((((down + 0.5 - 8) * PARCEL + ORIGIN[1]) / CELL).astype(np.int64), 0, ROWS - 1)
        return field[row, column]

    def luck(self, seed):
        """One random value for each parcel."""
        return hashed(*self.parcel, seed)


def land_covers(land):
    """The class codes of each year, 0 outside the study area."""
    soil = np.maximum(1.2 * land.village, -0.6 * land.stream) - 5 * land.slope
    soil = land.by_parcel(soil + 0.6 * noise(land.x, land.y, 6, 1.0, 3))
    along, across = 0.8 * land.frayed_x - 0.6 * land.frayed_y, 0.6 * land.frayed_x + 0.8 * land.frayed_y
    wood = 0.6 * noise(land.x, land.y, 7, 1.1, 2) + noise(0.42 * along, 2.5 * across, 15, 0.25, 2) + 2.5 * land.slope
    covers, before = {}, np.zeros((ROWS, COLUMNS), np.uint8)
    for year in YEARS:
        before = covers[year] = land_cover(land, year, before, soil, wood)
    return covers


def cells_of(name, year):
    """The cells of a class, its area to one cell. Rounded down in 2012, which leaves the diversity of that year the study's."""
    cells = AREAS[name][YEARS.index(year)] / (CELL * CELL)
    return int(cells + 1e-6) if year == 2012 else round(cells)


def land_cover(land, year, before, soil, wood):
    x, y, rough = land.x, land.y, land.rough
    mine_x, mine_y = land.east + 0.05 * rough, land.south + 0.05 * land.fine
    planted = np.where(before == CODES["Cropland"], land.by_parcel(wood) + 0.2 * land.luck(40) + 0.2, wood)
    free = land.inside.copy()
    cover = np.zeros((ROWS, COLUMNS), np.uint8)

    def settle(name, score):
        score = score + STAYS.get(name, 0) * (before == CODES[name])
        cover.ravel()[take(free, score, cells_of(name, year))] = CODES[name]

    # who chooses first stands first
    settle("Transportation", -to_lines(land.line_x, land.line_y, ROADS[year]))
    settle("Water", -np.minimum(land.stream, np.maximum(0, -blob(x, y, POND[:2], POND[2]))))
    settle("Mining", blocks(mine_x, mine_y, PIT[year]) + 0.04 * rough)
    settle("Unreclaimed dump", blocks(mine_x, mine_y, BARE[year]) + 0.08 * rough)
    settle("Reclaimed dump", blocks(mine_x, mine_y, GREEN[year]) + 0.12 * rough)
    settle("Industrial", blocks(mine_x, mine_y, PLANT) + 0.1 * rough)
    settle("Residential", np.where(land.hamlet, 1, land.village + 0.2 * rough + 0.12 * land.fine))
    # Grass grows along all that was built, and in the gullies: so it hangs together across the whole area.
    verge = (share(cover > 0, 3) > 0) | (land.gully < 0.03)
    settle("Cropland", soil + SCATTER[year] * land.luck(year) - 9 * verge)
    chance = WOODS[year] * noise(land.frayed_x, land.frayed_y, year, 0.2, 2)
    settle("Forest", np.maximum(wood, planted) + chance - 9 * verge)
    cover[free] = CODES["Grassland"]
    return cover
