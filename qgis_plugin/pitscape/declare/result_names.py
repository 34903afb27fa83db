"""What the results of a run are called, so that those of several runs are told apart: what they are, and of when or of what."""

import re

from ..translation import tr
from .class_polygons import ClassPolygons
from .kriged import KrigedPoints
from .inputs import PointInput, RasterInput, TableInput
from .series import RasterList, Series


class ResultName:
    """The name of a result of a run, and a longer one for where another result has this name too."""

    def __init__(self, run, what):
        what = re.split("[:：]", what)[0].strip()
        names, years = _maps(run)
        told = _listed(names)
        if None in years or not years:
            self.name = self.longer = tr("{what}: {which}", what=what, which=told) if told else what
            return
        first, last = min(years), max(years)
        if first == last:
            self.name = tr("{what} {year}", what=what, year=first)
        else:
            self.name = tr("{what}: {first} to {last}", what=what, first=first, last=last)
        self.longer = tr("{name} ({which})", name=self.name, which=told)


def _maps(run):
    """Names of the layers that the results are of, and the years of those (None where one is not known)."""
    named = {one.name: run.captured.get(one.name) for one in run.algorithm.inputs}
    for one in run.algorithm.inputs:
        if isinstance(one, Series) and named[one.name]:
            return [layer.name for layer in named[one.name]], run.captured["YEARS"]
        if isinstance(one, RasterList) and one.names_results and named[one.name]:
            return [layer.name for layer in named[one.name]], [layer.year for layer in named[one.name]]
    shapes = [named[one.name] for one in run.algorithm.inputs if isinstance(one, (ClassPolygons, KrigedPoints)) and named[one.name]]
    if shapes:  # a raster beside these gives no more than the grid
        return [source.layer_name for source in shapes], [source.year for source in shapes]
    rasters = [one.name for one in run.algorithm.inputs if isinstance(one, RasterInput) and one.names_results and named[one.name]]
    if rasters:
        return [named[name].name for name in rasters], [_year(run, name) for name in rasters]
    sources = [one.name for one in run.algorithm.inputs if isinstance(one, (PointInput, TableInput)) and named[one.name]]
    return [named[name].layer_name for name in sources[:1]], []


def _year(run, name):
    """A year that is given stands for that of the layer. What an INPUT holds may be anything, of which the year says nothing."""
    if name == "INPUT":
        return None
    given = run.captured.get(name.replace("LULC", "YEAR")) if name.startswith("LULC") else None
    return run.captured[name].year if given is None else given


def _listed(names):
    names = list(dict.fromkeys(names))
    if len(names) > 2:
        return tr("{first} and {count} more", first=names[0], count=len(names) - 1)
    return ", ".join(names)
