"""The report of carbonseries: carbon by year and class, its change by interval, and maps of both."""

from ..headings import of_table
from ..layers import styles
from ..translation import tr
from . import carbon_tables, figures, land_cover, maps
from .page import Figure, KeyNumber, KeyNumbers, Maps, Note, Page, Panel, Section, Table
from .parameters import methods_of
from .parts import cancelled, chosen, drawn, empty_columns, fewer, images_of, listed, records, span, thinned, titled
from .rounding import decimals_for, number, rounded

ZONES_SHOWN = 9
CO2_PER_C = 44 / 12
# Columns of runs with an error matrix
ADJUSTED = {"carbon_adjusted_t", "se_pool_t", "se_map_t", "area_adjusted_ha"}


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, span(run.request["years"])), sections(run, report, tables), methods(run, report, tables))


def sections(run, report, tables):
    totals = _adjusted(records(tables["totals"]))
    changes = _adjusted(records(tables["changes"]))
    storage = _adjusted(records(tables["storage"]))
    pictures, failure = land_cover.pictures_of(run)
    names, colors = land_cover.classes_of(run, tables["storage"], pictures)
    zoned = bool(run.request.get("zones"))
    results = [KeyNumbers(_key_numbers(run, report, totals, changes, zoned)), *_zone_notes(totals, zoned), *_map_error_notes(totals)]
    by_year = _zone_figures(totals, storage, names, colors) if zoned else _year_figures(run, totals, storage, names, colors)
    made = [
        Section(tr("Results"), results),
        Section(tr("Carbon by year"), by_year),
        *land_cover.section_of(run, pictures, failure, names, colors),
    ]
    if changes:
        figure = _zone_changes(changes) if zoned else _change_figure(changes)
        made.append(Section(tr("Change of carbon"), [figure, _change_maps(run, report, [] if zoned else changes)]))
    by_year, *others = _tables(tables, zoned)
    made.append(Section(tr("Tables"), [by_year, *_side_by_side(totals, storage, zoned), *others]))
    return made


def _adjusted(rows):
    """Carbon on the areas that the sample of an error matrix tells, where there is one: its intervals lie around that."""
    return [row if row["carbon_adjusted_t"] is None else {**row, **_with_carbon(row, row["carbon_adjusted_t"])} for row in rows]


def _with_carbon(row, carbon):
    """What of a row follows from its carbon."""
    made = {"carbon_t": carbon}
    if "co2e_t" in row:
        made["co2e_t"] = carbon * CO2_PER_C
    if "carbon_t_ha" in row:
        made["carbon_t_ha"] = carbon / row["area_ha"]
    if "carbon_t_a" in row:
        made["carbon_t_a"] = carbon / (row["year_to"] - row["year_from"])
    return made


def _map_error_notes(totals):
    known = [row for row in totals if row["carbon_adjusted_t"] is not None]
    if not known:
        return []
    years = listed(row["year"] for row in known)
    text = tr("Carbon of {years} is on error-adjusted areas, and the intervals hold the errors of the pools and of the map:", years=years)
    apart = [
        tr("{year}: standard error {pool} t by the pools, {map} t by the map", year=row["year"], pool=number(row["se_pool_t"]), map=number(row["se_map_t"]))
        for row in known
    ]
    return [Note(f"{text} {'; '.join(apart)}.")]


def methods(run, report, tables):
    request = run.request
    years = sorted(request["years"])
    sentences = [
        tr(
            "Carbon storage was computed from land-cover maps ({years}) as the sum over classes of A × (c_above + c_below + c_soil + c_dead), "
            "where A is the area of a class (ha) and c are its carbon pools (t of C per ha): the carbon model of InVEST "
            "(Natural Capital Project). Carbon as CO₂ is carbon × 44/12.",
            years=listed(years),
        ),
    ]
    if len(years) > 1:
        sentences.append(
            tr(
                "The change of a cell between two years is the density of its class after minus that before, and gains and "
                "losses are summed over the cells that are valid in both maps. So a change need not be the difference of two "
                "totals. “interval” is two successive years, “whole” the first and the last."
            )
        )
    if any(record["se_t"] is not None for record in records(tables["totals"])):
        sentences.append(
            tr(
                "The variance of a total is the sum over pools p of (1 − r) Σ (A s)² + r (Σ A s)², summed over classes, where s is "
                "the standard error of the class's mean in pool p and r the correlation of the errors of two classes in one pool, "
                "here {correlation}. Errors are fully correlated over the cells of a class and "
                "independent between pools. For a change, A is the net change of the class's area, since the same pools stand on "
                "both sides. The 95 % interval is the value ± 1.96 standard errors.",
                correlation=f"{request.get('class_correlation') or 0:g}",
            )
        )
    if request.get("accuracy"):
        sentences.append(
            tr(
                "For years with an error matrix, areas of classes are those that the sample finds (Olofsson et al. 2014), and the variance of the mean density over the "
                "sample, in which areas of classes hang together, is added to that of the pools. Changes between two such years are those of the adjusted carbon, with the two samples taken as drawn apart."
            )
        )
    else:
        sentences.append(tr("Errors of the maps are not in the intervals."))
    sentences.append(
        {
            "auto": tr("Areas of cells are those of the plane of the reference system, or of the ellipsoid for maps in degrees."),
            "planar": tr("Areas of cells are those of the plane of the reference system."),
            "ellipsoidal": tr("Areas of cells are those of the ellipsoid."),
        }[request.get("area") or "auto"]
    )
    sentences += land_cover.regridding(run)
    return methods_of(run, report, sentences, request["layers"][0])


def _key_numbers(run, report, totals, changes, zoned):
    numbers = []
    if not zoned:
        for total in totals:
            note = tr("{density} t/ha on {area} ha", density=number(total["carbon_t_ha"]), area=number(total["area_ha"]))
            numbers.append(_key_number(tr("Carbon in {year}", year=total["year"]), total, note))
        if changes:
            whole = changes[-1]
            note = tr("{co2} t as CO₂; {rate} t per year", co2=number(whole["co2e_t"]), rate=number(whole["carbon_t_a"]))
            label = tr("Change of carbon from {first} to {last}", first=whole["year_from"], last=whole["year_to"])
            numbers.append(_key_number(label, whole, note))
    elif report["results"]["carbon_change"] is not None:
        error = report["results"]["carbon_change_se"]
        note = tr("in all zones, each cell once")
        if error is not None:
            note += "; " + tr("standard error {error} t", error=number(error))
        value = number(report["results"]["carbon_change"])
        years = run.request["years"]
        numbers.append(KeyNumber(tr("Change of carbon from {first} to {last}", first=min(years), last=max(years)), value, "t", note))
    return numbers


def _key_number(label, row, note):
    if row["ci95_low_t"] is not None:
        ends = tr("95 % interval {low} to {high} t", low=number(row["ci95_low_t"]), high=number(row["ci95_high_t"]))
        note = f"{ends}; {note}"
    return KeyNumber(label, number(row["carbon_t"]), "t", note)


def _zone_notes(totals, zoned):
    if not zoned:
        return []
    zones = len({total["zone"] for total in totals})
    text = tr(
        "Figures and tables are by zone (zones: {zones}). A cell in two zones counts in each, so zones that overlap do not add up.",
        zones=zones,
    )
    return [Note(text)]


def _interval_words(rows):
    known = [row["ci95_low_t"] is not None for row in rows]
    if all(known):
        return tr("Vertical bars are 95 % intervals: the value ± 1.96 standard errors.")
    if any(known):
        return tr("Vertical bars are 95 % intervals (± 1.96 standard errors); where there is none, a class lacks a standard error in the pool table.")
    return tr("There are no intervals, because the pool table lacks standard errors.")


def _line(name, rows, at=0):
    keys = {"x": "year", "y": "carbon_t", "low": "ci95_low_t", "high": "ci95_high_t"}
    return {"name": name, "at": at, **{key: [row[column] for row in rows] for key, column in keys.items()}}


def _by_class(storage, years, codes, column, names, colors):
    """Bars of the years, with a part for each class; a class that a map lacks has none."""
    values = {(row["lucode"], row["year"]): row[column] for row in storage}
    series = [
        {"name": names[code], "tag": str(code), "color": colors[code], "y": [values.get((code, year)) for year in years]}
        for code in codes
    ]
    return figures.stacked([str(year) for year in years], series, tr("Carbon (t)") if column == "carbon_t" else tr("Area (ha)"))


def _year_figures(run, totals, storage, names, colors):
    years = [total["year"] for total in totals]
    parts = []
    codes = _codes(storage)
    counted = tr("Years: {years}; classes: {classes}.", years=len(years), classes=len(codes))
    if len(years) > 1:
        plot = figures.lines([_line(tr("Carbon"), totals)], tr("Carbon (t)"))
        caption = tr("Carbon (t of C) stored in all classes, by year.")
        parts.append(Figure(tr("Carbon by year"), plot, f"{caption} {counted} {_interval_words(totals)}"))
    wanted = (
        ("carbon_t", tr("Carbon by class and year"), tr("Carbon (t of C) stored by each class.")),
        ("area_ha", tr("Area by class and year"), tr("Area (ha) of each class.")),
    )
    # A study tells of areas in a chapter of their own.
    for column, title, caption in wanted if run.whole is None else wanted[:1]:
        plot = _by_class(storage, years, codes, column, names, colors)
        parts.append(Figure(title, plot, f"{caption} {counted} {land_cover.in_bars()}"))
    return parts


def _codes(storage):
    return sorted({row["lucode"] for row in storage})


def _of_zone(rows, zone):
    return [row for row in rows if row["zone"] == zone]


def _zones_shown(totals):
    """The zones that figures show, and what captions say of the others."""
    last = max(total["year"] for total in totals)
    carbon = {total["zone"]: total["carbon_t"] for total in totals if total["year"] == last}
    zones = list(dict.fromkeys(total["zone"] for total in totals))
    shown = chosen(zones, ZONES_SHOWN, carbon.get)
    return shown, fewer(shown, zones, tr("those with the most carbon in {year}; the tables hold all", year=last))


def _zone_figures(totals, storage, names, colors):
    zones, told = _zones_shown(totals)
    years = sorted({total["year"] for total in totals})
    counted = tr("Zones: {zones}; years: {years}.", zones=len({total["zone"] for total in totals}), years=len(years))
    made = []
    if len(years) > 1:
        plot = figures.lines([_line(zone, _of_zone(totals, zone), at) for at, zone in enumerate(zones)], tr("Carbon (t)"))
        caption = tr("Carbon (t of C) stored in each zone.")
        made.append(Figure(tr("Carbon by zone and year"), plot, f"{caption} {counted} {_interval_words(totals)}{told}"))
    codes = _codes(storage)
    plots = [(zone, _by_class(_of_zone(storage, zone), years, codes, "carbon_t", names, colors)) for zone in zones]
    caption = tr("Carbon (t of C) stored by each class in each zone, on one scale.")
    made.append(Figure(tr("Carbon by zone, class and year"), figures.panels(plots), f"{caption} {counted} {land_cover.in_bars()}{told}"))
    return made


def _signed(changes):
    # Two maps have no other whole than their one interval.
    rows = [row for row in changes if row["span"] == "interval"]
    columns = ("gain_t", "loss_t", "carbon_t", "ci95_low_t", "ci95_high_t")
    return figures.signed(
        [tr("{first} to {last}", first=row["year_from"], last=row["year_to"]) for row in rows],
        *([row[column] for row in rows] for column in columns),
        tr("Change of carbon (t)"),
        (styles.CHANGE[-2], styles.CHANGE[1], styles.CHANGE[0]),
    )


def _change_figure(changes):
    caption = tr("Carbon (t of C) gained and lost by the cells valid in both years, and their sum.")
    counted = tr("Intervals: {intervals}.", intervals=len([row for row in changes if row["span"] == "interval"]))
    return Figure(tr("Change of carbon by interval"), _signed(changes), f"{caption} {counted} {_interval_words(changes)}")


def _zone_changes(changes):
    whole = {row["zone"]: abs(row["carbon_t"]) for row in changes}  # the last row of a zone is of the whole span
    zones = chosen(whole, ZONES_SHOWN, whole.get)
    told = fewer(zones, whole, tr("those where carbon changed most; the tables hold all"))
    plots = [(zone, _signed(_of_zone(changes, zone))) for zone in zones if _of_zone(changes, zone)]
    caption = tr("Carbon (t of C) gained and lost by the cells of each zone that are valid in both years, and their sum, on one scale.")
    counted = tr("Zones: {zones}.", zones=len({row["zone"] for row in changes}))
    title = tr("Change of carbon by zone and interval")
    return Figure(title, figures.panels(plots), f"{caption} {counted} {_interval_words(changes)}{told}")


def _change_maps(run, report, changes):
    """A map of each interval and, of several, one of the whole span; `changes` tell how much land is of gain and loss."""
    path = report["outputs"].get("output")
    if path is None:
        return Note(tr("There are no maps of change: the raster “Map of carbon change” was not asked for."))
    results, years = report["results"], sorted(run.request["years"])
    limit = max(abs(results["output_min"]), abs(results["output_max"]))
    zero = styles.CHANGE[len(styles.CHANGE) // 2]
    colors = styles.CHANGE if limit else (zero, zero)
    with drawn(run) as failures:
        spans = list(zip(years, years[1:]))
        pictures = [maps.Picture({"path": run.files.present(path), "band": band}, cancelled(run)) for band in range(1, len(years))]
        if len(spans) > 1:
            spans.append((years[0], years[-1]))
            pictures.append(maps.summed(pictures))
        images = images_of(run, pictures, lambda picture: picture.ramp(-limit, limit, colors))
        shares = {(row["year_from"], row["year_to"]): row for row in changes}
        panels = [
            Panel(tr("{first} to {last}", first=ends[0], last=ends[1]), _shares(shares.get(ends)), image, picture.aspect, picture.scale())
            for ends, picture, image in zip(spans, pictures, images)
        ]
        places = [0, 0.25, 0.5, 0.75, 1] if limit else [0.5]
        values = [limit * (2 * place - 1) for place in places]
        texts = [rounded(value, decimals_for([limit]) if value else 0) for value in values]
        legend = [(maps.mixed(colors, place), f"{text} t/ha") for place, text in zip(places, texts)]
        if len(spans) > 1:
            caption = tr("Change of carbon density (t/ha) in each interval, and over the whole span. White is where a map has no data.")
        else:
            caption = tr("Change of carbon density (t/ha). White is where a map has no data.")
        return Maps(tr("Change of carbon density"), panels, legend, caption + thinned(pictures), called="carbon_change_maps")
    return failures[0]


def _shares(row):
    if row is None:
        return ""
    places = {name: number(row[f"{name}_pct"], 4) for name in ("gain", "loss", "unchanged")}
    return tr("gain on {gain} % of the land, loss on {loss} %, unchanged {unchanged} %", **places)


def _side_by_side(totals, storage, zoned):
    years = list(dict.fromkeys(total["year"] for total in totals))
    if zoned:
        carbon = [(str(year), {row["zone"]: row["carbon_t"] for row in totals if row["year"] == year}) for year in years]
        return [carbon_tables.by_zone(carbon)]
    return [carbon_tables.by_class([(str(year), [row for row in storage if row["year"] == year]) for year in years])]


def _tables(tables, zoned):
    without = () if zoned else ("zone",)
    layers = (*without, "layer", "layer_from", "layer_to")  # each year has one, told once

    def table(title, name, caption, leave_out):
        leave_out = (*leave_out, *(empty_columns(tables[name]) & ADJUSTED))
        return Table(title, tables[name], caption, of_table("carbon_series", name), leave_out)

    made = [
        table(tr("Carbon by year"), "totals", tr("Carbon of all classes."), layers if zoned else without),
        table(tr("Carbon by year and class"), "storage", tr("Area and carbon of each class."), layers),
    ]
    if tables["changes"].count:
        made.append(table(tr("Carbon change by interval"), "changes", tr("Cells valid in both maps; losses are negative."), layers))
    return made
