"""The report of contributionratio: K and the means of the rings by distance, levels, and maps of them."""

from ..headings import of_table
from ..layers import styles
from ..translation import tr
from . import figures, maps
from .page import Figure, KeyNumber, KeyNumbers, Maps, Note, Page, Panel, Section, Table
from .parameters import class_texts, methods_of
from .parts import cancelled, drawn, images_of, listed, records, remarks, span, thinned, titled
from .rounding import given, number

STUDY_KM = (4, 8)


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, span(run.request["years"])), sections(run, report, tables), methods(run, report, tables))


def sections(run, report, tables):
    rings = _by_year(tables["ratios"])
    levels = _by_year(tables["levels"])
    captions = (
        (tr("Contribution ratio by ring"), "ratios", tr("Ring 0 is mining land; cumulative figures reach from it to the outer limit.")),
        (tr("Levels of sensitivity by year"), "levels", tr("Levels of the data (segmented), and the study’s 4 and 8 km beside them.")),
    )
    return [
        Section(tr("Results"), [KeyNumbers(_key_numbers(rings, levels)), *remarks(report, ("CORRELATION", "LEVELS"))]),
        Section(tr("By distance"), [_ratio_figure(run, rings), _mean_figure(run, rings, levels)]),
        Section(tr("Levels of sensitivity"), [_level_maps(run, report, levels)]),
        Section(tr("Tables"), [Table(title, tables[name], text, of_table("contribution_ratio", name), ("layer",)) for title, name, text in captions]),
    ]


def methods(run, report, tables):
    request = run.request
    codes = listed(class_texts(run, sorted(request["codes"]))) if request["codes"] else ""
    fixed = request.get("mining_year")
    if request.get("sources"):
        mining = tr("Mining land is the features of a layer.")
    elif fixed:
        mining = tr("Mining land is the classes {codes} of {year}, in all years.", codes=codes, year=fixed)
    else:
        mining = tr("Mining land is the classes {codes} of each year’s own map.", codes=codes)
    distances = tr(
        "Distances are exact Euclidean distances from the centre of a cell to that of the nearest cell of mining land; a ring holds its outer limit."
    )
    sentences = [
        f"{mining} {distances}",
        tr(
            "The contribution ratio is K_l = (C_mine / S_mine) / ((C_mine + C_l) / S_l) × 100 %, with C the carbon and S the area "
            "of mining land, C_l the carbon of other land up to the distance l, and S_l the valid area up to l, mining land included "
            "(Chang et al. 2024, eq. 12). K falls with l even where the surroundings are uniform, as less and less of S_l is mining "
            "land; the dotted curve shows that: K if all other land were at its mean density."
        ),
        tr(
            "Levels end where the means of the rings break: a segmented regression of ring means on the middle of the rings, by "
            "generalised least squares with the covariance that ring means have by chance, with at most one break for 8 rings (Toms "
            "and Lesperance 2003). A break is taken while one more has p ≤ 0.01: so rarely is the sum of squares reduced as much "
            "around the same mining land at other places of the map (shifted, turned, mirrored; {shifts} places). Where the "
            "map has no room for these, ring means are drawn with the spatial covariance of the density instead; the notes above say which. 95 % "
            "intervals of breaks are profile-likelihood intervals.",
            shifts=given(request["shifts"]),
        ),
    ]
    side = request.get("block_size")
    if request["replicates"] and side is None:
        sentences.append(
            tr(
                "95 % intervals of ring means and of K follow from the spatial covariance of the carbon density (its variogram around the "
                "trend with distance), with mining land as it is: land that is alike over long distances says less. Errors of pools and maps "
                "are not in them."
            )
        )
    elif request["replicates"]:
        sentences.append(
            tr(
                "95 % intervals of K and of ring means are percentiles of {replicates} replicates of a bootstrap that "
                "draws square blocks of {side} m, which keep what neighbouring cells share, with mining land as it is. Errors of pools and maps "
                "are not in them.",
                replicates=given(request["replicates"]),
                side=given(side),
            )
        )
    return methods_of(run, report, sentences, request["layers"][0])


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
        breaks = _breaks_km(levels.get(year, []))
        where = tr("levels break at {breaks} km", breaks=listed(f"{at:.2f}" for at in breaks)) if breaks else tr("no break: one level")
        if first:
            mining = tr("mining land {area} ha at {mean} t/ha", area=number(rows[0]["ring_area_ha"]), mean=number(rows[0]["ring_mean_t_ha"]))
            label = tr("K within {distance} km in {year}", distance=f"{first['to_m'] / 1000:g}", year=year)
            numbers.append(KeyNumber(label, number(first["k_pct"]), "%", f"{mining}; {where}"))
    return numbers


def _interval_words(run):
    if not run.request["replicates"]:
        return tr("There are no intervals, because no replicates were asked for.")
    if run.request.get("block_size") is None:
        return tr("Vertical bars are 95 % intervals by the spatial covariance of the density.")
    return tr("Vertical bars are 95 % intervals of the bootstrap (replicates: {replicates}).", replicates=given(run.request["replicates"]))


def _counted(rings):
    return tr("Years: {years}; rings: {rings}.", years=len(rings), rings=max((len(rows) - 1 for rows in rings.values()), default=0))


def _left_out(rows):
    """What a caption says of values that are not known."""
    return " " + tr("Values that are not defined are left out: {count}.", count=rows) if rows else ""


def _ratio_figure(run, rings):
    series, unknown = [], 0
    for at, (year, rows) in enumerate(rings.items()):
        known = [row for row in rows if row["k_pct"] is not None]
        unknown += len(rows) - len(known)
        x = [row["to_m"] / 1000 for row in known]
        ends = {"low": [row["k_ci95_low_pct"] for row in known], "high": [row["k_ci95_high_pct"] for row in known]}
        series.append({"name": str(year), "x": x, "y": [row["k_pct"] for row in known], **ends, "color": at})
        uniform = [row["k_uniform_pct"] for row in known]
        name = tr("{year}, uniform surroundings", year=year)
        series.append({"name": name, "x": x, "y": uniform, "color": at, "dash": "dot"})
    plot = figures.curves(series, tr("Distance from mining land (km)"), tr("K (%)"))
    caption = tr("Contribution ratio K (%) of mining land within a distance (km), all years; dotted, the ratio if all other land were alike.")
    words = f"{caption} {_counted(rings)} {_interval_words(run)}{_left_out(unknown)}"
    return Figure(tr("Contribution ratio by distance"), plot, words, called="ratio")


def _mean_figure(run, rings, levels):
    series, unknown = [], 0
    marks = [{"x": km, "text": tr("study, {distance} km", distance=km), "color": None, "dash": dash} for km, dash in zip(STUDY_KM, ("dash", "dot"))]
    for at, (year, rows) in enumerate(rings.items()):
        known = [row for row in rows[1:] if row["ring_mean_t_ha"] is not None]
        unknown += len(rows) - 1 - len(known)
        keys = {"y": "ring_mean_t_ha", "low": "ring_mean_ci95_low_t_ha", "high": "ring_mean_ci95_high_t_ha"}
        x = [(row["from_m"] + row["to_m"]) / 2000 for row in known]
        series.append({"name": str(year), "x": x, "color": at, **{key: [row[name] for row in known] for key, name in keys.items()}})
        for km in _breaks_km(levels.get(year, [])):
            marks.append({"x": km, "text": tr("break {year}, {distance} km", year=year, distance=f"{km:.2f}"), "color": at})
    reach = max((row["to_m"] / 1000 for rows in rings.values() for row in rows), default=0)
    marks = [mark for mark in marks if mark["x"] <= reach]
    plot = figures.curves(series, tr("Distance from mining land (km)"), tr("Mean carbon density (t/ha)"), marks)
    caption = tr(
        "Mean carbon density (t/ha) of each ring, at its middle, all years. Vertical lines: where the means break, and the study’s 4 and 8 km where rings reach them."
    )
    return Figure(tr("Mean density of the rings"), plot, f"{caption} {_counted(rings)} {_interval_words(run)}{_left_out(unknown)}", called="ring_means")


def _level_maps(run, report, levels):
    path = report["outputs"].get("output")
    if path is None:
        return Note(tr("There are no maps of levels: the raster “Levels of sensitivity” was not asked for."))
    with drawn(run) as failures:
        panels, legend = [], {}
        pictures = [maps.Picture({"path": run.files.present(path), "band": band}, cancelled(run)) for band in range(1, len(levels) + 1)]
        colors = []
        for rows in levels.values():
            names = {row["level"]: row["name"] for row in _segmented(rows)}
            colors.append({level: styles.level_color(level, len(names)) for level in names})
            legend.update({(colors[-1][level], names[level]): None for level in names})
        images = images_of(run, pictures, lambda picture: picture.classes(colors[pictures.index(picture)]))
        for (year, rows), picture, image in zip(levels.items(), pictures, images):
            text = "; ".join(
                tr("{level}: {first} to {last} km", level=row["name"], first=f"{row['from_m'] / 1000:.2f}", last=f"{row['to_m'] / 1000:.2f}")
                for row in _segmented(rows)
            )
            panels.append(Panel(str(year), text, image, picture.aspect, picture.scale()))
        caption = tr("Levels of sensitivity of the valid cells in the rings. White is mining land, land beyond the last ring, and no data.")
        return Maps(tr("Levels of sensitivity"), panels, list(legend), caption + thinned(pictures))
    return failures[0]
