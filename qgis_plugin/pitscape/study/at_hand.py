"""Rasters that only QGIS can read, copied once: every step would copy them again."""

import copy

from ..declare.run import Progress
from ..layers import raster
from ..layers.raster import Captured


def bring(run, feedback):
    """Replace what was captured of such rasters by their copies."""
    foreign = [one for value in run.captured.values() for one in _rasters(value) if _is_far(one)]
    run.progress = Progress(feedback, max(1, len(foreign)))
    for name, value in list(run.captured.items()):
        rasters = _rasters(value)
        if any(map(_is_far, rasters)):
            copies = [_copied(run, name, one, f"{name.lower()}_{at}") if _is_far(one) else one for at, one in enumerate(rasters, 1)]
            run.captured[name] = copies if isinstance(value, list) else copies[0]


def _rasters(value):
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Captured)]


def _is_far(captured):
    return captured.foreign or bool(captured.options)


def _copied(run, name, captured, stem):
    made = raster.request(run, name, captured, stem)
    near = copy.copy(captured)
    near.path, near.band, near.own_nodata = made["path"], made["band"], made["own_nodata"]
    near.foreign, near.options, near.provider = False, [], None
    return near
