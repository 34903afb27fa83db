"""Rasters that are compared, as maps side by side."""

import numpy

from ..layers import styles
from ..translation import tr
from . import maps
from .page import Maps, Panel, Section
from .parts import cancelled, drawn, thinned
from .rounding import given, number

MOST = 9
SEEN = (2, 98)  # percentiles of the cells, at which colours end


def variable_maps(run, rasters, names):
    """A section with a map of each, so many at most; none of a single raster."""
    if len(rasters) < 2:
        return []
    with drawn(run) as failures:
        pictures = [maps.Picture(raster, cancelled(run)) for raster in rasters[:MOST]]
        ends = dict(zip(map(id, pictures), map(_ends, pictures)))
        images = maps.images(pictures, lambda picture: picture.ramp(*ends[id(picture)], styles.METRIC))
        panels = [
            Panel(name, _range(ends[id(picture)]), image, picture.aspect, picture.scale())
            for name, picture, image in zip(names, pictures, images)
        ]
        legend = [
            (maps.mixed(styles.METRIC, share), text) for share, text in zip((0, 0.5, 1), (tr("low"), tr("middle"), tr("high")))
        ]
        return [Section(tr("Variables"), [Maps(tr("Maps of the variables"), panels, legend, _caption(rasters, pictures))])]
    return [Section(tr("Variables"), failures)]


def _ends(picture):
    cells = picture.values[picture.valid]
    return tuple(float(end) for end in numpy.percentile(cells, SEEN)) if cells.size else (0.0, 0.0)


def _range(ends):
    return tr("{low} to {high}", low=number(ends[0]), high=number(ends[1]))


def _caption(rasters, pictures):
    told = [
        tr(
            "Each raster on its own grid, with colours of its own, which end where 2 % of its cells are lower or higher: the two figures above a map."
        )
    ]
    if len(rasters) > MOST:
        told.append(tr("Drawn are the first {count} of {all}.", count=given(MOST), all=given(len(rasters))))
    if not all(picture.valid.all() for picture in pictures):
        told.append(tr("White is where there is no value."))
    return " ".join(told) + thinned(pictures)
