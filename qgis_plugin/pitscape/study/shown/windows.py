"""What the pattern is like around each cell."""

from osgeo import gdal

from ... import metrics
from ...reports.page import Page, Section
from ...reports.parameters import methods_of, unit_of, word
from ...reports.parts import drawn, listed
from ...reports.rounding import given
from ...reports.variable_maps import maps_of
from ...translation import tr
from . import words

MOST = 12  # maps


def pages(study):
    made = [words.page_of(study, "scale", tr("Radius of the windows"))] if "scale" in study.steps else []
    return [*made, _metrics(study)] if "windows" in study.steps else made


def _metrics(study):
    step = study.steps["windows"]
    with drawn(study.run) as failures:
        parts = [_maps(study, step)]
    request = step.request
    sentences = [
        tr(
            "{metrics} were measured in windows ({shape}) of radius {radius} {unit} around each cell of the map of {map}, as FRAGSTATS 4.2 defines them (McGarigal, Cushman and Ene 2012); "
            "what of a window lies outside of the map, or is nodata, does not count.",
            metrics=listed(request["metrics"]), shape=word(step, "shape", request["shape"]), radius=given(study.radius), unit=unit_of(step), map=words.called(study, -1),
        )
    ]  # fmt: skip
    sections = [Section(tr("Metrics around each cell"), failures or parts)]
    return Page(tr("Metrics in windows"), sections, methods_of(step, {"messages": words.messages_of(step)}, sentences))


def _maps(study, step):
    path = study.run.files.present(step.captured["OUTPUT"])
    dataset = gdal.Open(path)  # kept: its bands live no longer
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    names, units = [_title(band.GetDescription()) for band in bands], [band.GetUnitType() for band in bands]
    rasters = [{"path": path, "band": number} for number in range(1, len(bands) + 1)]
    title = tr("Landscape metrics in windows of radius {radius} {unit}, {map}", radius=given(study.radius), unit=unit_of(step), map=words.called(study, -1))
    return maps_of(step, rasters, names, title, MOST, units, called="window_maps")


def _title(description):
    """“PD: Patch density” of the band “PD 50”."""
    known = metrics.known().get(description.split()[0]) if description else None
    return f"{known['abbreviation']}: {known['name']}" if known else description


def where_from(study):
    """The radius, in a few words."""
    if "scale" not in study.steps:
        return tr("as it was given")
    if study.steps["scale"].numbers["radius_chosen"] is None:
        return tr("the median of the metrics’ radii, as no scale was found")
    return tr("the scale from which on nugget / sill of their metrics stays")


def found(study):
    if study.radius is None or "windows" not in study.steps:
        return ""
    places = {"radius": given(study.radius), "unit": unit_of(study.steps["windows"]), "map": words.called(study, -1)}
    return tr("The pattern around each cell of {map} is that of windows of radius {radius} {unit}, {origin}.", origin=where_from(study), **places)
