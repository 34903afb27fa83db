"""Where land changed, and what it became, as a map."""

from osgeo import gdal

from ..layers.styles import STAYED
from ..layers.styles.land_cover import transition_rows
from ..translation import tr
from . import maps
from .page import Maps, Panel, Section
from .parts import cancelled, drawn, images_of, thinned


def section(run, report, spans, looks):
    """The last of the bands of the run, one for each of `spans`; `looks` are names and colours of classes. Without a raster there is none."""
    path = report["outputs"].get("output")
    if path is None:
        return []
    with drawn(run) as failures:
        return [Section(tr("Where land changed"), [_map(run, run.files.present(path), spans, looks)])]
    return [Section(tr("Where land changed"), failures)]


def _map(run, path, spans, looks):
    names, colors = looks
    picture = maps.Picture({"path": path, "band": len(spans)}, cancelled(run))
    dataset = gdal.Open(path)  # kept: its table lives no longer
    became = {}
    for code, _name, before, after, _gained in transition_rows(dataset.GetRasterBand(len(spans)).GetDefaultRAT()):
        became[code] = None if before == after else after
    (image,) = images_of(run, [picture], lambda one: one.classes({code: STAYED if to is None else colors[to] for code, to in became.items()}))
    there = sorted({to for to in became.values() if to is not None})
    legend = [(STAYED, tr("as it was")), *((colors[code], names[code]) for code in there)]
    caption = tr("Where land changed from {span}: the colour is that of the class that it became.", span=spans[-1])
    if not picture.valid.all():
        caption += " " + tr("White is where a map has no data.")
    panel = Panel(str(spans[-1]), "", image, picture.aspect, picture.scale())
    return Maps(tr("Change of land cover"), [panel], legend, caption + thinned([picture]), called="change_map")
