"""The land-cover maps of a run that has several: pictures of them, and names and colours of their classes."""

from ..translation import tr
from . import maps
from .page import Maps, Panel, Section
from .parts import cancelled, drawn, images_of, records, thinned

SHARED = "land cover"


def labels_of(run):
    """What each layer is called: its year, else its name."""
    names = run.request["layer_names"]
    years = run.request.get("years") or [None] * len(names)
    return [name if year is None else str(year) for name, year in zip(names, years)]


def pictures_of(run):
    """A picture of each map in order of the years, or a note that says why there are none. Steps of a study read them once."""
    shared = {} if run.whole is None else run.whole.shared
    if SHARED not in shared:
        shared[SHARED] = _read(run)
    return shared[SHARED]


def _read(run):
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
    nameless = {code: f"class {code}" for code in codes}  # as the library writes it
    names = {
        code: tr("class {code}", code=code) if names.get(code, nameless[code]) == nameless[code] else f"{code} {names[code]}" for code in codes
    }
    return names, maps.colors_of(codes, *sources)


def section_of(run, pictures, failure, names, colors):
    """A section with the maps; none in a study that has shown them."""
    if run.whole is not None and run.whole.shared.setdefault("land_cover", run) is not run:
        return []
    return [Section(tr("Maps"), [failure] if failure else [maps_of(run, pictures, names, colors)])]


def maps_of(run, pictures, names, colors):
    labels, layer_names = labels_of(run), run.request["layer_names"]
    images = images_of(run, [picture for _at, picture in pictures], lambda picture: picture.classes(colors))
    panels = [
        Panel(labels[at], layer_names[at], image, picture.aspect, picture.scale()) for (at, picture), image in zip(pictures, images)
    ]
    legend = [(colors[code], names[code]) for code in sorted(names)]
    caption = tr("Land cover of each map, as the layers were given. White is where a map has no data.")
    if run.request.get("mask"):
        caption += " " + tr("Cells outside the mask are drawn and do not count.")
    if run.request.get("zones"):
        caption += " " + tr("Cells outside the zones are drawn and do not count.")
    return Maps(tr("Land cover"), panels, legend, caption + thinned(picture for _at, picture in pictures), called="land_cover")


def in_bars():
    """What a caption says of the texts in bars of classes."""
    return tr("In the bars stand the codes of the classes, with their names where there is room.")


def regridding(run):
    """What methods say of several maps: how they come onto one grid."""
    if len(run.request["layers"]) < 2:
        return []
    if (run.request.get("resample_classes") or "nearest") == "nearest":
        return [tr("The first of the maps gives the grid; a map on another grid is brought onto it by the class at the centre of a cell.")]
    return [tr("The first of the maps gives the grid; a map on another grid is brought onto it by the class that fills most of a cell.")]
