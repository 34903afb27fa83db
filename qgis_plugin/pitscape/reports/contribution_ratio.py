"""The report of contributionratio: K and the means of the rings by distance, levels, and maps of them."""

from ..headings import of_table
from ..layers import styles
from . import figures, maps
from .page import Figure, KeyNumber, KeyNumbers, Maps, Note, Panel, Section, Table, methods_of, number, render
from .parts import cancelled, drawn, listed, records, thinned

STUDY_KM = (4, 8)


def page(run, report, tables):
    """The text of the report."""
    return render(f"{run.algorithm.displayName()} {_span(run)}", sections(run, report, tables), methods(run, report, tables))


def sections(run, report, tables):
    rings = _by_year(tables["ratios"])
    levels = _by_year(tables["levels"])
    made = [
        Section("Results", [KeyNumbers(_key_numbers(rings, levels)), *_notes(report)]),
        Section("By distance", [_ratio_figure(rings), _mean_figure(rings, levels)]),
        Section("Levels of sensitivity", [_level_maps(run, report, levels)]),
    ]
    captions = (
        ("Contribution ratio by ring", "ratios", "Ring 0 is mining land; cumulative figures reach from it to the outer limit."),
        ("Levels of sensitivity by year", "levels", "Levels of the data (segmented), and the study’s 4 and 8 km beside them."),
    )
    made.append(Section("Tables", [Table(title, tables[name], text, of_table("contribution_ratio", name), ("layer",)) for title, name, text in captions]))
    return made


def methods(run, report, tables):
    request = run.request
    mining = "the features of a layer" if request.get("sources") else f"the classes {listed(sorted(request['codes']))}"
    fixed = request.get("mining_year")
    when = "" if request.get("sources") else f" of {fixed}, in all years" if fixed else " of each year’s own map"
    sentences = [
        f"Mining land is {mining}{when}. Distances are exact Euclidean distances from the centre of a cell to that of the "
        "nearest cell of mining land; a ring holds its outer limit.",
        "The contribution ratio is K_l = (C_mine / S_mine) / ((C_mine + C_l) / S_l) × 100 %, with C the carbon and S the area "
        "of mining land, C_l the carbon of other land up to the distance l, and S_l the valid area up to l, mining land included "
        "(Chang et al. 2024, eq. 12). K falls with l even where the surroundings are uniform, as less and less of S_l is mining "
        "land; the dotted curve shows that: K if all other land were at its mean density.",
        "Levels end where the means of the rings break: a segmented regression of ring means on the middle of the rings, weighted by "
        "their areas, with at most one break for 8 rings (Toms and Lesperance 2003). A break is taken while the F test of "
        "one more, whose null distribution is drawn from the fit without it (999 times), has p < 0.01; 95 % intervals of "
        "breaks are profile-likelihood intervals.",
    ]
    if request["replicates"]:
        side = request.get("block_size") or (request["ring_limits"] or [request["ring_width"]])[0]
        sentences.append(
            f"95 % intervals of K and of ring means are percentiles of {request['replicates']} replicates of a bootstrap that "
            f"draws square blocks of {side:g} m, which keep what neighbouring cells share. Errors of pools and maps are not in them."
        )
    return methods_of(run, report, sentences, maps.grid(request["layers"][0]))


def _span(run):
    years = sorted(run.request["years"])
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _by_year(table):
    rows = {}
    for row in records(table):
        rows.setdefault(row["year"], []).append(row)
    return rows


def _segmented(rows):
    return [row for row in rows if row["method"] == "segmented"]


def _breaks_km(rows):
    return [row["to_m"] / 1000 for row in _segmented(rows)[:-1]]


def _key_numbers(rings, levels):
    numbers = []
    for year, rows in rings.items():
        first = next((row for row in rows[1:] if row["k_pct"] is not None), None)
        breaks = _breaks_km(levels[year])
        where = f"levels break at {listed(f'{at:.2f}' for at in breaks)} km" if breaks else "no break: one level"
        if first:
            note = f"mining land {number(rows[0]['ring_area_ha'])} ha at {number(rows[0]['ring_mean_t_ha'])} t/ha; {where}"
            numbers.append(KeyNumber(f"K within {first['to_m'] / 1000:g} km in {year}", number(first["k_pct"]), "%", note))
    return numbers


def _notes(report):
    return [Note(message["text"], message["level"] == "warning") for message in report["messages"] if message["code"] in ("LEVELS", "FEW_BLOCKS")]


def _ratio_figure(rings):
    series = []
    for at, (year, rows) in enumerate(rings.items()):
        known = [row for row in rows if row["k_pct"] is not None]
        x = [row["to_m"] / 1000 for row in known]
        ends = {"low": [row["k_ci95_low_pct"] for row in known], "high": [row["k_ci95_high_pct"] for row in known]}
        series.append({"name": str(year), "x": x, "y": [row["k_pct"] for row in known], **ends, "color": at})
        uniform = [row["k_uniform_pct"] for row in known]
        series.append({"name": f"{year}, uniform surroundings", "x": x, "y": uniform, "color": at, "dash": "dot"})
    plot = figures.curves(series, "Distance from mining land (km)", "K (%)")
    caption = "Contribution ratio of mining land within a distance. Bars show 95 % intervals; dotted, the ratio if all other land were alike."
    return Figure("Contribution ratio by distance", plot, caption)


def _mean_figure(rings, levels):
    series, marks = [], [{"x": km, "text": f"study {km} km", "color": None} for km in STUDY_KM]
    for at, (year, rows) in enumerate(rings.items()):
        known = [row for row in rows[1:] if row["ring_mean_t_ha"] is not None]
        keys = {"y": "ring_mean_t_ha", "low": "ring_mean_ci95_low_t_ha", "high": "ring_mean_ci95_high_t_ha"}
        x = [(row["from_m"] + row["to_m"]) / 2000 for row in known]
        series.append({"name": str(year), "x": x, "color": at, **{key: [row[name] for row in known] for key, name in keys.items()}})
        marks += [{"x": km, "text": f"break {year}", "color": at} for km in _breaks_km(levels[year])]
    reach = max((row["to_m"] / 1000 for rows in rings.values() for row in rows), default=0)
    plot = figures.curves(series, "Distance from mining land (km)", "Mean carbon density (t/ha)", [m for m in marks if m["x"] <= reach])
    caption = "Mean carbon density of each ring, at its middle, with 95 % intervals. Dashed: where the means break, and the study’s 4 and 8 km."
    return Figure("Mean density of the rings", plot, caption)


def _level_maps(run, report, levels):
    path = report["outputs"].get("output")
    if path is None:
        return Note("There are no maps of levels: the raster “Levels of sensitivity” was not asked for.")
    with drawn(run) as failures:
        panels, pictures, legend = [], [], {}
        for band, (year, rows) in enumerate(levels.items(), 1):
            names = {row["level"]: row["name"] for row in _segmented(rows)}
            colors = {level: styles.level_color(level, len(names)) for level in names}
            picture = maps.Picture({"path": run.files.present(path), "band": band}, cancelled(run))
            text = "; ".join(f"{row['name']}: {row['from_m'] / 1000:.2f} to {row['to_m'] / 1000:.2f} km" for row in _segmented(rows))
            panels.append(Panel(str(year), text, picture.classes(colors), picture.aspect, picture.scale()))
            pictures.append(picture)
            legend.update({(colors[level], names[level]): None for level in names})
        caption = "Levels of sensitivity of the valid cells in the rings. White is mining land, land beyond the last ring, and no data."
        return Maps("Levels of sensitivity", panels, list(legend), caption + thinned(pictures))
    return failures[0]
