"""The report of carbonseries: carbon by year and class, its change by interval, and maps of both."""

from ..headings import of_table
from ..layers import styles
from . import figures, land_cover, maps
from .page import (
    Figure,
    KeyNumber,
    KeyNumbers,
    Maps,
    Note,
    Panel,
    Section,
    Table,
    decimals_for,
    methods_of,
    number,
    render,
    rounded,
)
from .parts import cancelled, drawn, listed, records, thinned

ZONES_SHOWN = 12


def page(run, report, tables):
    """The text of the report."""
    return render(f"{run.algorithm.displayName()} {_span(run)}", sections(run, report, tables), methods(run, report, tables))


def sections(run, report, tables):
    totals = list(records(tables["totals"]))
    changes = list(records(tables["changes"]))
    pictures, failure = land_cover.pictures_of(run)
    names, colors = land_cover.classes_of(run, tables["storage"], pictures)
    zoned = bool(run.request.get("zones"))
    made = [Section("Results", [KeyNumbers(_key_numbers(run, report, totals, changes, zoned)), *_zone_notes(totals, zoned)])]
    if zoned:
        made.append(Section("Carbon by year", _zone_lines(totals)))
    else:
        storage = list(records(tables["storage"]))
        made.append(Section("Carbon by year", _year_figures(totals, storage, names, colors)))
    made.append(Section("Maps", [failure] if failure else [land_cover.maps_of(run, pictures, names, colors)]))
    if changes:
        parts = [] if zoned else [_change_figure(changes)]
        made.append(Section("Change of carbon", parts + [_change_maps(run, report)]))
    made.append(Section("Tables", _tables(tables, zoned)))
    return made


def methods(run, report, tables):
    request = run.request
    years = sorted(request["years"])
    maps_of = f"a land-cover map of {years[0]}" if len(years) == 1 else f"land-cover maps of {listed(years)}"
    sentences = [
        f"Carbon storage was computed from {maps_of} as the sum over classes of A × (c_above + c_below + c_soil + c_dead), "
        "where A is the area of a class (ha) and c are its carbon pools (t of C per ha): the carbon model of InVEST "
        "(Natural Capital Project). Carbon as CO₂ is carbon × 44/12.",
    ]
    if len(years) > 1:
        sentences.append(
            "The change of a cell between two years is the density of its class after minus that before, and gains and "
            "losses are summed over the cells that are valid in both maps. So a change need not be the difference of two "
            "totals. “interval” is two successive years, “whole” the first and the last."
        )
    if any(record["se_t"] is not None for record in records(tables["totals"])):
        sentences.append(
            "The variance of a total is the sum over pools p of (1 − r) Σ (A s)² + r (Σ A s)², summed over classes, where s is "
            "the standard error of the class's mean in pool p and r the correlation of the errors of two classes in one pool, "
            f"here {request.get('class_correlation') or 0:g}. Errors are fully correlated over the cells of a class and "
            "independent between pools. For a change, A is the net change of the class's area, since the same pools stand on "
            "both sides. The 95 % interval is the value ± 1.96 standard errors; errors of the maps are not in it."
        )
    sentences.append(
        {
            "auto": "Areas of cells are those of the plane of the reference system, or of the ellipsoid for maps in degrees.",
            "planar": "Areas of cells are those of the plane of the reference system.",
            "ellipsoidal": "Areas of cells are those of the ellipsoid.",
        }[request.get("area") or "auto"]
    )
    if len(years) > 1:
        picked = {"nearest": "the class at the centre of a cell", "mode": "the class that fills most of a cell"}
        how = picked[request.get("resample_classes") or "nearest"]
        sentences.append(f"The first of the maps gives the grid; a map on another grid is brought onto it by {how}.")
    return methods_of(run, report, sentences, maps.grid(request["layers"][0]))


def _span(run):
    years = sorted(run.request["years"])
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _key_numbers(run, report, totals, changes, zoned):
    numbers = []
    if not zoned:
        for total in totals:
            note = f"{number(total['carbon_t_ha'])} t/ha on {number(total['area_ha'])} ha"
            numbers.append(_key_number(f"Carbon in {total['year']}", total, note))
        if changes:
            whole = changes[-1]
            note = f"{number(whole['co2e_t'])} t as CO₂; {number(whole['carbon_t_a'])} t per year"
            numbers.append(_key_number(f"Change of carbon from {whole['year_from']} to {whole['year_to']}", whole, note))
    elif report["results"]["carbon_change"] is not None:
        error = report["results"]["carbon_change_se"]
        note = "in all zones, each cell once" + ("" if error is None else f"; standard error {number(error)} t")
        value = number(report["results"]["carbon_change"])
        numbers.append(KeyNumber(f"Change of carbon from {_span(run)}", value, "t", note))
    return numbers


def _key_number(label, row, note):
    if row["ci95_low_t"] is not None:
        note = f"95 % interval {number(row['ci95_low_t'])} to {number(row['ci95_high_t'])} t; {note}"
    return KeyNumber(label, number(row["carbon_t"]), "t", note)


def _zone_notes(totals, zoned):
    if not zoned:
        return []
    zones = len({total["zone"] for total in totals})
    return [Note(f"Figures and tables are by zone ({zones}). A cell in two zones counts in each, so zones that overlap do not add up.")]


def _interval_words(rows):
    known = [row["ci95_low_t"] is not None for row in rows]
    if all(known):
        return "Bars show 95 % intervals."
    if any(known):
        return "Bars show 95 % intervals; where there is none, a class lacks a standard error in the pool table."
    return "There are no intervals, because the pool table lacks standard errors."


def _line(name, rows):
    keys = {"x": "year", "y": "carbon_t", "low": "ci95_low_t", "high": "ci95_high_t"}
    return {"name": name, **{key: [row[column] for row in rows] for key, column in keys.items()}}


def _year_figures(totals, storage, names, colors):
    years = [total["year"] for total in totals]
    parts = []
    if len(years) > 1:
        plot = figures.lines([_line("Carbon", totals)], "Carbon (t)")
        parts.append(Figure("Carbon by year", plot, f"Carbon stored in all classes. {_interval_words(totals)}"))
    for column, title, y_title, caption in (
        ("carbon_t", "Carbon by class and year", "Carbon (t)", "Carbon stored by each class."),
        ("area_ha", "Area by class and year", "Area (ha)", "Area of each class."),
    ):
        values = {(row["lucode"], row["year"]): row[column] for row in storage}
        series = [
            {
                "name": names[code],
                "tag": str(code),
                "color": colors[code],
                "y": [values.get((code, year)) for year in years],
            }
            for code in sorted({row["lucode"] for row in storage})
        ]
        plot = figures.stacked([str(year) for year in years], series, y_title)
        parts.append(Figure(title, plot, f"{caption} Numbers in the bars are class codes."))
    return parts


def _zone_lines(totals):
    zones = {}
    for total in totals:
        zones.setdefault(total["zone"], []).append(total)
    if len(zones) > ZONES_SHOWN:
        return [Note(f"A figure shows up to {ZONES_SHOWN} zones, and there are {len(zones)}: the tables hold them.")]
    plot = figures.lines([_line(zone, rows) for zone, rows in zones.items()], "Carbon (t)")
    return [Figure("Carbon by zone and year", plot, f"Carbon stored in each zone. {_interval_words(totals)}")]


def _change_figure(changes):
    # Two maps have no other whole than their one interval.
    rows = [row for row in changes if row["span"] == "interval"]
    columns = ("gain_t", "loss_t", "carbon_t", "ci95_low_t", "ci95_high_t")
    plot = figures.signed(
        [f"{row['year_from']} to {row['year_to']}" for row in rows],
        *([row[column] for row in rows] for column in columns),
        "Change of carbon (t)",
        (styles.CHANGE[-2], styles.CHANGE[1], styles.CHANGE[0]),
    )
    words = _interval_words(rows).replace("Bars show", "Lines through the net change show")
    caption = f"Carbon gained and lost by the cells valid in both years, and their sum. {words}"
    return Figure("Change of carbon by interval", plot, caption)


def _change_maps(run, report):
    path = report["outputs"].get("output")
    if path is None:
        return Note("There are no maps of change: the raster “Carbon change by interval” was not asked for.")
    results, years = report["results"], sorted(run.request["years"])
    limit = max(abs(results["output_min"]), abs(results["output_max"]))
    zero = styles.CHANGE[len(styles.CHANGE) // 2]
    colors = styles.CHANGE if limit else (zero, zero)
    with drawn(run) as failures:
        panels, pictures = [], []
        for band, (before, after) in enumerate(zip(years, years[1:]), 1):
            picture = maps.Picture({"path": run.files.present(path), "band": band}, cancelled(run))
            image = picture.ramp(-limit, limit, colors)
            panels.append(Panel(f"{before} to {after}", "", image, picture.aspect, picture.scale()))
            pictures.append(picture)
        shares = [0, 0.25, 0.5, 0.75, 1] if limit else [0.5]
        values = [limit * (2 * share - 1) for share in shares]
        texts = [rounded(value, decimals_for([limit]) if value else 0) for value in values]
        legend = [(maps.mixed(colors, share), f"{text} t/ha") for share, text in zip(shares, texts)]
        caption = "Change of carbon density in each interval. White is where a map has no data."
        return Maps("Change of carbon density", panels, legend, caption + thinned(pictures))
    return failures[0]


def _tables(tables, zoned):
    without = () if zoned else ("zone",)
    layers = (*without, "layer", "layer_from", "layer_to")  # each year has one
    made = [
        Table("Carbon by year", tables["totals"], "Carbon of all classes.", of_table("carbon_series", "totals"), without),
        Table("Carbon by year and class", tables["storage"], "Area and carbon of each class.", of_table("carbon_series", "storage"), layers),
    ]
    if tables["changes"].count:
        caption = "Cells valid in both maps; losses are negative."
        made.append(Table("Carbon change by interval", tables["changes"], caption, of_table("carbon_series", "changes"), layers))
    return made
