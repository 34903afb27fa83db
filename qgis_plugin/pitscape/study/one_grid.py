"""Maps on one grid before anything else: that of the first, or its coarser cells. The library brings them there, by its own rules."""

import math
import os

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException

from ..algorithms.lulc_transition import LulcTransition
from ..layers.class_names import opened
from ..refusals import refuse
from ..translation import tr
from .class_map import MadeClasses, write_classes
from .made import MadeRaster
from .progress import Quiet
from .step import NoResult, Step

CLOSE = 1e-6  # of a cell: grids that differ by less are one
OF_CHANGE = {"ALIGNED", "DIFFERENT_LAND", "RATES_UNKNOWN"}  # messages on what became of what, which here is nothing
ALL = 0  # the class of all cells of a raster that is no more than a grid


class Grid:
    """Where cells lie: GDAL's six numbers, and how many there are."""

    def __init__(self, place, columns, rows):
        self.place, self.columns, self.rows = place, columns, rows

    @property
    def sides(self):
        _x, across, across_down, _y, down_across, down = self.place
        return math.hypot(across, down_across), math.hypot(across_down, down)

    def coarser(self, size):
        """Cells of that size from the same corner on, so many that they cover the map."""
        ways = [size / side for side in self.sides]
        x, across, across_down, y, down_across, down = self.place
        place = (x, across * ways[0], across_down * ways[1], y, down_across * ways[0], down * ways[1])
        columns, rows = (math.ceil(count / way - CLOSE) for count, way in zip((self.columns, self.rows), ways))
        return Grid(place, columns, rows)

    def is_like(self, other):
        side = min(self.sides)
        apart = max(abs(one - another) for one, another in zip(self.place, other.place))
        return (self.columns, self.rows) == (other.columns, other.rows) and apart <= CLOSE * side


def onto_one_grid(study):
    """Replace maps that lie on other grids than they are to; what has no grid is left to the library, which tells of it."""
    run, size = study.run, study.run.captured["CELL_SIZE"]
    maps = run.captured["LAYERS"]
    grids = [_grid_of(lulc) for lulc in maps]
    if None in grids:
        return
    wanted = grids[0]
    if size is not None:
        _refuse_size(size, grids[0])
        wanted = wanted.coarser(size)
    there = [grid.is_like(wanted) and lulc.crs == maps[0].crs for grid, lulc in zip(grids, maps)]
    if all(there):
        return
    way = run.captured["RESAMPLE_CLASSES"] if size is None else "mode"
    base = _base(study, wanted)
    run.captured["LAYERS"] = [lulc if on else _brought(study, lulc, year, base, way) for lulc, year, on in zip(maps, run.captured["YEARS"], there)]


def _grid_of(lulc):
    dataset = opened(lulc.path)
    place = dataset and dataset.GetGeoTransform(can_return_null=True)
    return Grid(place, dataset.RasterXSize, dataset.RasterYSize) if place else None


def _refuse_size(size, grid):
    side = max(grid.sides)
    if size < side * (1 - CLOSE):
        refuse("CELL_SIZE", tr("{size:g} is less than the side of a cell of the first map, {side:g}. Maps can be made coarser, and not finer.", size=size, side=side))
    widest = max(side * count for side, count in zip(grid.sides, (grid.columns, grid.rows)))
    if size > widest:
        refuse("CELL_SIZE", tr("{size:g} is more than the first map is wide and high, {widest:g}: it would be one cell.", size=size, widest=widest))


def _base(study, grid):
    """A raster of one class all over a grid."""
    like = study.grid
    path = os.path.join(study.run.folder, "grid.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, grid.columns, grid.rows, 1, gdal.GDT_Byte, ["COMPRESS=DEFLATE", "TILED=YES"])
    dataset.SetGeoTransform(grid.place)
    dataset.SetProjection(like.crs.toWkt())
    dataset.GetRasterBand(1).Fill(ALL)
    dataset = None
    base = MadeRaster(path, 1, like.name, None, like)
    base.sides = grid.sides
    base.crs_override = like.crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
    return base


def _brought(study, lulc, year, base, way):
    """What became of the one class all over is the map, on its grid."""
    run = study.run
    called = 1 + run.captured["LAYERS"].index(lulc) if year is None else year
    asked = {**study.given("IGNORE_CODES", "AREA"), **dict.fromkeys(("POOLS", "GROUPS", "MASK", "ZONES"))}
    captured = {**asked, "LAYERS": [base, lulc], "YEARS": [None, None], "RESAMPLE_CLASSES": way}
    study.feedback.step(lulc)
    step = Step(study, LulcTransition, captured, {"OUTPUT": os.path.join(run.folder, f"pairs_{called}.tif")})
    step.feedback = Quiet(study.feedback)
    try:
        step.compute()
    except NoResult as error:
        raise QgsProcessingException(tr("{map}: {error}", map=lulc.name, error=error)) from error
    # Of land outside of the mask or the zones there is nothing to tell.
    restricted = any(run.captured[name] is not None for name in ("MASK", "ZONES"))
    untold = OF_CHANGE | {"LAND_BEYOND"} if restricted else OF_CHANGE
    for message in step.report["messages"]:
        if message["code"] not in untold:
            say = run.caution if message["level"] == "warning" else run.tell
            say(step.sentences.of(message["text"]))
    made = MadeClasses(study.raster_path(f"land_cover_{called}"), lulc, base)
    write_classes(run, step.path("OUTPUT"), made)
    run.tell(tr("“{map}” is brought onto cells of {width:g} × {height:g} map units.", map=lulc.name, width=base.sides[0], height=base.sides[1]))
    study.keep_map(made, tr("Land cover: {map}", map=lulc.name if year is None else year), year)
    return made
