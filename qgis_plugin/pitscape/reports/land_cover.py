"""The land-cover maps of a run that has several: pictures of them, and names and colours of their classes."""

from . import maps
from .page import Maps, Panel
from .parts import cancelled, drawn, records, thinned


def labels_of(run):
    """What each layer is called: its year, else its name."""
    names = run.request["layer_names"]
    years = run.request.get("years") or [None] * len(names)
    return [name if year is None else str(year) for name, year in zip(names, years)]


def pictures_of(run):
    """A picture of each map in order of the years, or a note that says why there are none."""
    layers, years = run.request["layers"], run.request.get("years") or [None]
    order = range(len(layers)) if None in years else sorted(range(len(layers)), key=lambda at: years[at])
    with drawn(run) as failures:
        return [(at, maps.Picture(layers[at], cancelled(run))) for at in order], None
    return [], failures[0]


def classes_of(run, table, pictures):
    """Names and colours of all codes that a table has or a picture shows."""
    names, sources = {}, []
    for row in records(table):
        names.setdefault(row["lucode"], row["name"])
    codes = set(names)
    for at, picture in pictures:
        codes.update(picture.codes())
        sources += [run.captured["LAYERS"][at].class_colors, picture.file_colors]
        for code, name in run.request["layers"][at]["class_names"].items():
            names.setdefault(int(code), name)
    codes -= set(run.request.get("ignore_codes") or [])
    # The library calls a class without a name “class 4”; the code stands before all others.
    nameless = {code: f"class {code}" for code in codes}
    names = {code: nameless[code] if names.get(code, nameless[code]) == nameless[code] else f"{code} {names[code]}" for code in codes}
    return names, maps.colors_of(codes, *sources)


def maps_of(run, pictures, names, colors):
    labels, layer_names = labels_of(run), run.request["layer_names"]
    panels = [
        Panel(labels[at], layer_names[at], picture.classes(colors), picture.aspect, picture.scale()) for at, picture in pictures
    ]
    legend = [(colors[code], names[code]) for code in sorted(names)]
    caption = "Land cover of each map, as the layers were given."
    for field, what in (("mask", "the mask"), ("zones", "the zones")):
        if run.request.get(field):
            caption += f" Cells outside {what} are drawn and do not count."
    return Maps("Land cover", panels, legend, caption + thinned(picture for _at, picture in pictures))
