"""Rasters as pictures for reports: at most a thousand cells wide or high, as PNG, with a scale bar.

Cells are picked and never averaged, and never taken from overviews, which may hold codes that no cell has.
"""

import colorsys
import copy
import itertools
import math
import struct
import zlib

import numpy
from osgeo import gdal, osr

from ..translation import tr
from .page import PageError

LONGEST = 1000
MOST_BYTES, MOST_OF_STUDY = 250_000, 200_000  # of the pictures of one figure, and of one among those of a study
# For classes that have no colour: told apart from one another and from white.
PALETTE = (
    "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#9c755f", "#ff9da7", "#637939",
    "#17becf", "#7b4173", "#bcbd22", "#843c39", "#3182bd", "#8c6d31", "#98df8a", "#c5b0d5", "#fdae6b", "#bab0ac",
)  # fmt: skip


class Cells:
    """Cells as a picture: `values`, and which of them are `valid`; each stands for `every` × `every`."""

    def __init__(self, values, valid, every=1):
        self.values, self.valid, self.every = values, valid, every
        self._picked = values, valid, every

    def thin(self, step):
        """One of so many of the picked cells is left, in both directions."""
        values, valid, every = self._picked
        self.values, self.valid, self.every = values[::step, ::step], valid[::step, ::step], every * step

    def ramp(self, low, high, colors, nothing=None):
        """PNG in colours that go evenly from low to high; `nothing` is that of cells without a value."""
        share = numpy.zeros(self.values.shape)
        share[self.valid] = (self.values[self.valid] - low) / (high - low) if high > low else 1.0
        steps = 254
        index = 1 + numpy.rint(numpy.clip(share, 0, 1) * steps).astype(numpy.int64)
        index[~self.valid] = 0
        return png(index, [_rgba(nothing)] + [_rgba(mixed(colors, step / steps)) for step in range(steps + 1)])


class Picture(Cells):
    """The picked cells of one band: `values`, which of them are `valid`, and how large they are.

    `raster` is one of a request: {"path", "band", "nodata", "own_nodata", "crs"}. `cancelled` is asked while cells are read.
    """

    def __init__(self, raster, cancelled=lambda: False):
        path = raster["path"]
        dataset = _opened(path)
        number = raster.get("band") or 1
        band = dataset.GetRasterBand(number)
        columns, rows = dataset.RasterXSize, dataset.RasterYSize
        every = max(1, math.ceil(max(columns, rows) / LONGEST))  # so many cells are one of the picture
        width, height = max(1, columns // every), max(1, rows // every)

        def picked(of):
            cells = of.ReadAsArray(
                0,
                0,
                width * every,
                height * every,
                buf_xsize=width,
                buf_ysize=height,
                resample_alg=gdal.GRIORA_NearestNeighbour,
                callback=lambda *_: not cancelled(),
            ) if max(columns, rows) > LONGEST else of.ReadAsArray()
            if cells is None:
                raise _failed(path, gdal.GetLastErrorMsg())
            return cells

        own = raster.get("nodata") is None or bool(raster.get("own_nodata"))
        values, valid = _decoded(picked(band), band, own, raster.get("nodata") or [])
        for mask in _masks(dataset, number, own):
            valid &= picked(mask) > 0
        super().__init__(values, valid, every)
        self.file_colors = _color_table(band)
        self._columns = columns
        self._cell = _cell_size(dataset, raster.get("crs"))
        self.aspect = columns * self._cell[0] / (rows * self._cell[1])

    def codes(self):
        """The class codes of the picture, ascending."""
        return [int(code) for code in numpy.unique(self.values[self.valid])]

    def scale(self):
        """(share of the width, length in words) of a scale bar; None where metres are not known."""
        return scale_bar(self._columns * self._cell[0]) if self._cell[2] else None

    def classes(self, colors):
        """PNG in the colours of {code: "#rrggbb"}; classes without one are transparent, like nodata."""
        codes, index = numpy.unique(numpy.where(self.valid, self.values, 0), return_inverse=True)
        index = index.reshape(self.values.shape) + 1
        index[~self.valid] = 0
        return png(index, [(0, 0, 0, 0)] + [_rgba(colors.get(int(code))) for code in codes])


def summed(pictures):
    """What all of some pictures of one grid come to, where each has a value."""
    made = copy.copy(pictures[0])
    valid = numpy.logical_and.reduce([picture.valid for picture in pictures])
    values = sum(numpy.where(valid, picture.values, 0) for picture in pictures)
    Cells.__init__(made, values, valid, pictures[0].every)
    return made


def scale_bar(width):
    """(share of the width, length in words) of a scale bar for a picture that is so many metres wide; None where that is no length."""
    if not math.isfinite(width) or width <= 0:
        return None
    power = 10.0 ** math.floor(math.log10(width / 3))
    length = max(step * power for step in (1, 2, 5) if step * power <= width / 3)
    return length / width, f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"


def cell_of(raster):
    """Width and height of a cell on the plane, the same on the ground, and whether those are metres."""
    dataset = _opened(raster["path"])
    place = dataset.GetGeoTransform()
    *ground, metres = _cell_size(dataset, raster.get("crs"))
    return (math.hypot(place[1], place[4]), math.hypot(place[2], place[5])), ground, metres


def images(pictures, draw, of_study=False):
    """The images that `draw` makes of the pictures, with fewer cells until they are small enough for a page together."""
    most = MOST_OF_STUDY if of_study else MOST_BYTES
    for step in itertools.count(1):
        for picture in pictures:
            picture.thin(step)
        made = [draw(picture) for picture in pictures]
        if sum(map(len, made)) <= most or max(max(picture.values.shape) for picture in pictures) < 100:
            return made


def unit(raster, crs=None):
    """The unit of lengths in a raster's reference system, m for metres; None where it is not known."""
    system = osr.SpatialReference()
    try:
        if system.ImportFromWkt(crs or _opened(raster["path"]).GetProjection()) != 0:
            return None
        if system.IsGeographic():
            return "°"
        return "m" if system.GetLinearUnits() == 1 else system.GetLinearUnitsName()
    except (RuntimeError, AttributeError, TypeError, PageError):
        return None


def grid(raster):
    """(name, value) of a raster's reference system and cells, for the methods of a report."""
    dataset = _opened(raster["path"])
    place = dataset.GetGeoTransform()
    size = " × ".join(f"{side:.8g}" for side in (math.hypot(place[1], place[4]), math.hypot(place[2], place[5])))
    words = [(tr("Cells of the grid"), f"{dataset.RasterXSize:,} × {dataset.RasterYSize:,}")]
    system = osr.SpatialReference()
    try:
        if system.ImportFromWkt(raster.get("crs") or dataset.GetProjection()) == 0:
            unit = system.GetAngularUnitsName() if system.IsGeographic() else system.GetLinearUnitsName()
            unit = "m" if unit in ("metre", "meter") else unit
            code = f" ({system.GetAuthorityName(None)}:{system.GetAuthorityCode(None)})" if system.GetAuthorityCode(None) else ""
            return [(tr("Reference system of the grid"), f"{system.GetName()}{code}"), *words, (tr("Cell size"), f"{size} {unit}")]
    except (RuntimeError, AttributeError, TypeError):
        pass
    return [*words, (tr("Cell size"), size)]


def colors_of(codes, *sources):
    """{code: "#rrggbb"} for all codes: from the first source that has one, else of the palette, the same every time."""
    colors = {}
    for source in sources:
        for code in codes:
            if code in source:
                colors.setdefault(code, source[code])
    taken = set(colors.values())
    free = (color for color in _endless_palette() if color not in taken)
    for code in sorted(codes):
        if code not in colors:
            colors[code] = next(free)
    return colors


def mixed(colors, share):
    """The colour at 0 to 1 of a ramp of evenly spaced ones."""
    place = share * (len(colors) - 1)
    at = min(int(place), len(colors) - 2)
    two = zip(_rgba(colors[at])[:3], _rgba(colors[at + 1])[:3])
    return "#" + "".join(f"{round(one + (other - one) * (place - at)):02x}" for one, other in two)


def png(index, palette):
    """PNG of an array of positions in a palette of (red, green, blue, alpha)."""
    table = numpy.array(palette, "u1")
    if len(palette) <= 256:
        cells, kind = index.astype("u1"), 3
        chunks = [(b"PLTE", table[:, :3].tobytes()), (b"tRNS", table[:, 3].tobytes())]
    else:
        cells, kind, chunks = table[index].reshape(index.shape[0], -1), 6, []
    rows = numpy.zeros((cells.shape[0], cells.shape[1] + 1), "u1")  # each row begins with its filter, none
    rows[:, 1:] = cells
    header = struct.pack(">IIBBBBB", index.shape[1], index.shape[0], 8, kind, 0, 0, 0)
    chunks = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _opened(path):
    try:
        dataset = gdal.OpenEx(path, gdal.OF_RASTER, open_options=["OVERVIEW_LEVEL=NONE"])
    except RuntimeError as error:  # where somebody called gdal.UseExceptions()
        raise _failed(path, error) from error
    if dataset is None:
        raise _failed(path, gdal.GetLastErrorMsg())
    return dataset


def _failed(path, why):
    return PageError(tr("The map of {path} could not be drawn: {why}.", path=path, why=why))


def _masks(dataset, number, own):
    """Bands that are 0 where a band has no data: GDAL's mask of it, which may stand for its own nodata, and an alpha band."""
    band, last = dataset.GetRasterBand(number), dataset.GetRasterBand(dataset.RasterCount)
    masks = []
    if number != dataset.RasterCount and last.GetColorInterpretation() == gdal.GCI_AlphaBand:
        masks.append(last)
    flags = band.GetMaskFlags()
    of_nodata = flags & gdal.GMF_NODATA and not flags & gdal.GMF_PER_DATASET
    if not flags & (gdal.GMF_ALL_VALID | gdal.GMF_ALPHA) and (own or not of_nodata):
        masks.append(band.GetMaskBand())
    return masks


def _decoded(values, band, own, nodata):
    """Values with scale and offset, and which are data: beside the band's own nodata there are values and ranges of it."""
    valid = numpy.ones(values.shape, bool)
    if own and band.GetNoDataValue() is not None:
        valid &= values != band.GetNoDataValue()
    scale, offset = band.GetScale(), band.GetOffset()
    if scale not in (None, 1.0) or offset not in (None, 0.0):
        values = values * (1.0 if scale is None else scale) + (offset or 0.0)
    for item in nodata:
        low, high = item if isinstance(item, (list, tuple)) else (item, item)
        valid &= ~((values >= low) & (values <= high))
    if values.dtype.kind == "f":
        valid &= numpy.isfinite(values)
    return values, valid


def _color_table(band):
    table = band.GetColorTable()
    if table is None:
        return {}
    return {code: "#{:02x}{:02x}{:02x}".format(*table.GetColorEntry(code)[:3]) for code in range(table.GetCount())}


def _cell_size(dataset, crs):
    """Width and height of the cell in the middle, and whether they are metres on the ground."""
    place = dataset.GetGeoTransform()
    plane = math.hypot(place[1], place[4]), math.hypot(place[2], place[5])
    system = osr.SpatialReference()
    try:
        if system.ImportFromWkt(crs or dataset.GetProjection()) != 0:
            return *plane, False
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        column, row = dataset.RasterXSize / 2, dataset.RasterYSize / 2
        steps = [(column - 0.5, row), (column + 0.5, row), (column, row - 0.5), (column, row + 0.5)]
        points = [(place[0] + x * place[1] + y * place[2], place[3] + x * place[4] + y * place[5]) for x, y in steps]
        if not system.IsGeographic():
            degrees = system.CloneGeogCS()
            degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            points = osr.CoordinateTransformation(system, degrees).TransformPoints(points)
            system = degrees
        unit = system.GetAngularUnits()
        left, right, top, bottom = [(point[0] * unit, point[1] * unit) for point in points]
        size = _ground(system, left, right), _ground(system, top, bottom)
    except (RuntimeError, AttributeError, TypeError):
        return *plane, False
    if not all(math.isfinite(side) and side > 0 for side in size):
        return *plane, False
    return *size, True


def _ground(system, one, other):
    """Metres between two close points (longitude and latitude in radians) on the ellipsoid."""
    axis, flattening = system.GetSemiMajor(), system.GetInvFlattening()
    eccentricity = (2 - 1 / flattening) / flattening if flattening else 0.0
    latitude = (one[1] + other[1]) / 2
    normal = 1 - eccentricity * math.sin(latitude) ** 2
    east = (other[0] - one[0]) * axis / math.sqrt(normal) * math.cos(latitude)
    north = (other[1] - one[1]) * axis * (1 - eccentricity) / normal**1.5
    return math.hypot(east, north)


def _rgba(color):
    if color is None:
        return 0, 0, 0, 0
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16), 255


def _endless_palette():
    yield from PALETTE
    at = 0
    while True:  # hues by the golden angle never come back
        at += 1
        red, green, blue = colorsys.hls_to_rgb(at * 0.618034 % 1, 0.35 + 0.1 * (at % 4), 0.5)
        yield f"#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}"
