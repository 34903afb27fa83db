"""The parameters of a run in words, and the methods that they are part of."""

import re

from .. import metrics
from ..translation import tr
from . import maps
from .page import Methods, now
from .parts import listed
from .rounding import given

# Fields of a request that nobody is to be told of, or that go with others.
SILENT = ("layer_names", "years", "layer_name", "year", "crs", "scratch", "id_field", "coordinates")
# What labels have in brackets behind them that is a unit, and how it is written behind a number.
UNITS = {**{unit: unit for unit in ("m", "ha", "%", "t", "km")}, tr("degrees"): "°", tr("degrees from north"): "°"}


def methods_of(run, report, sentences, grid=None):
    """The methods of a run: `sentences` between what made it and the parameters; `grid` is the raster that gives the grid.

    A step of a study tells what is its own: what was given to all of it stands in the methods of the whole.
    """
    called = {"title": run.algorithm.displayName(), "name": run.algorithm.name()}
    if run.whole is not None:
        return Methods([tr("By the algorithm “{title}” ({name}).", **called), *sentences], parameters(run), report["messages"])
    made = tr("This report was made on {when} by Pitscape {version}, algorithm “{title}” ({name}).", when=now(), version=report["version"], **called)
    return Methods([made, *sentences], parameters(run) + (maps.grid(grid) if grid else []), report["messages"])


def parameters(run):
    """(label, value) of all that was asked; of a step of a study what is set there and not for all of it."""
    told = []
    for declaration in run.algorithm.inputs:
        if _of_whole(run, declaration.name):
            continue
        for field, kind in declaration.kinds.items():
            if field in SILENT or kind == "folder" or run.whole is not None and _unset(run, field):
                continue
            if kind == "rasters":
                told += _layers(run, field) if run.whole is None else []  # what a step is given its methods tell
            else:
                told.append(_told(run, declaration, field, kind))
    if run.whole is not None:
        return told
    wanted = [output.description for output in run.algorithm.outputs if run.captured.get(output.name)]
    return [*told, (tr("Made by the run"), listed(wanted))]


def _of_whole(run, name):
    """Whether the study has the same parameter with the same value, or the map among its own."""
    if run.whole is None:
        return False
    captured, own = run.whole.captured, run.captured[name]
    return name in captured and captured[name] == own or own is not None and own in captured["LAYERS"]


def _unset(run, field):
    return not run.request["origins"].get(field) and run.request.get(field) in (None, "", [])


def class_texts(run, codes):
    """“4 Mining” for each code, where the layers have a name for it."""
    names = {}
    request = run.request
    for layer in request.get("layers") or [request.get("lulc") or request.get("map")]:
        for code, name in ((layer or {}).get("class_names") or {}).items():
            names.setdefault(int(code), name)
    return [f"{code} {names[code]}" if names.get(code) else str(code) for code in codes]


def word(run, field, token):
    """What a dialog calls a choice."""
    for declaration in run.algorithm.inputs:
        if field in declaration.kinds:
            return _word(declaration, token)
    return _plain(token)


def _layers(run, field):
    label = _label(run, field, None)[0]
    layers = run.captured[field.upper()]
    years = (run.request.get("years") if field == "layers" else None) or [None] * len(layers)
    told = []
    for layer, year in zip(layers, years):
        text = layer.told if layer.band == 1 else tr("{layer}, band {band}", layer=layer.told, band=layer.band)
        told.append((label if year is None else f"{label}: {year}", text))
    return told


def _told(run, declaration, field, kind):
    label, unit = _label(run, field, declaration)
    origin, value = run.request["origins"].get(field), run.request.get(field)
    if origin:
        return label, origin
    if value is None or value in ("", []):
        absent = declaration.absent if field == declaration.field else ""
        return label, tr("not set: {otherwise}", otherwise=absent) if absent else tr("not set")
    if kind == "codes":
        return label, listed(class_texts(run, value))
    if kind == "flag":
        return label, tr("yes") if value else tr("no")
    if kind == "choice":
        return label, _word(declaration, value)
    if kind == "choices":
        return label, listed(_word(declaration, one) for one in value)
    if kind == "names" and field == "metrics":
        return label, _metrics(value)
    values = value if isinstance(value, list) else [value]
    numeric = all(isinstance(one, (int, float)) for one in values)
    if numeric:
        values = [str(one) if field == "seed" or "year" in field.split("_") else given(one) for one in values]
    text = listed(values)
    return label, f"{text} {unit}" if unit and numeric else text


def _label(run, field, declaration):
    """The label of a parameter without its unit, and the unit."""
    definition = run.algorithm.parameterDefinition(field.upper())
    label = definition.description() if definition else declaration.description if declaration else field
    found = re.search(r"\s*\(([^()]*)\)$", label)
    unit = found[1] if found else ""
    if definition is not None and definition.type() == "distance" and unit != "m" or unit == tr("map units"):
        unit = unit_of(run)
    elif unit in UNITS:
        unit = UNITS[unit]
    else:
        return label, ""
    return label[: found.start()] if found else label, unit


def unit_of(run):
    """The unit of lengths on the map of a run: m, where it is known."""
    request = run.request
    raster = (request.get("layers") or [request.get("lulc") or request.get("input") or request.get("raster")])[0]
    crs = raster.get("crs") if isinstance(raster, dict) else request.get("crs") or run.plane
    return maps.unit(raster if isinstance(raster, dict) else None, crs) or tr("map units")


def _word(declaration, token):
    return getattr(declaration, "words", {}).get(token) or _plain(token)


def _plain(token):
    return str(token).replace("_", " ")


def _metrics(asked):
    if [one.lower() for one in asked] == ["all"]:
        return tr("all")
    known = metrics.known()
    return listed(f"{one} ({known[one.upper()]['name']})" if one.upper() in known else one for one in asked)
