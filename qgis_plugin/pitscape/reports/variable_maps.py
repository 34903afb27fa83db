"""Rasters that are compared, as maps side by side."""

import numpy

from ..layers import styles
from ..translation import tr
from . import maps
from .page import Maps, Panel, Section
from .parts import cancelled, drawn, images_of, thinned
from .rounding import given, number

MOST = 9
SEEN = (2, 98)  # percentiles of the cells, at which colours end


def variable_maps(run, rasters, names):
    """A section with a map of each, so many at most; none of a single raster. A study shows them in a chapter of its own."""
    if len(rasters) < 2 or run.whole is not None:
        return []
    with drawn(run) as failures:
        return [Section(tr("Variables"), [maps_of(run, rasters, names, tr("Maps of the variables"))])]
    return [Section(tr("Variables"), failures)]


def maps_of(run, rasters, names, title, most=MOST, units=(), called=""):
    """Each in colours of its own. `units` are those of the rasters, where they are known."""
    pictures = [maps.Picture(raster, cancelled(run)) for raster in rasters[:most]]
    ends = dict(zip(map(id, pictures), map(_ends, pictures)))
    images = images_of(run, pictures, lambda picture: picture.ramp(*ends[id(picture)], styles.METRIC))
    units = [*units, *[""] * len(pictures)]
    panels = [
        Panel(name, _range(ends[id(picture)], unit), image, picture.aspect, picture.scale())
        for name, unit, picture, image in zip(names, units, pictures, images)
    ]
    legend = [
        (maps.mixed(styles.METRIC, share), text) for share, text in zip((0, 0.5, 1), (tr("low"), tr("middle"), tr("high")))
    ]
    return Maps(title, panels, legend, _caption(rasters, pictures, most), called=called)


def _ends(picture):
    cells = picture.values[picture.valid]
    return tuple(float(end) for end in numpy.percentile(cells, SEEN)) if cells.size else (0.0, 0.0)


def _range(ends, unit):
    text = tr("{low} to {high}", low=number(ends[0]), high=number(ends[1]))
    return f"{text} {unit}" if unit else text


def _caption(rasters, pictures, most):
    told = [
        tr(
            "Each raster on its own grid, with colours of its own, which end where 2 % of its cells are lower or higher: the two figures above a map."
        )
    ]
    if len(rasters) > most:
        told.append(tr("Drawn are the first {count} of {all}.", count=given(most), all=given(len(rasters))))
    if not all(picture.valid.all() for picture in pictures):
        told.append(tr("White is where there is no value."))
    return " ".join(told) + thinned(pictures)
