"""The report of correlations: the matrix as a picture, scatters of the pairs, the table, and how it was done."""

from ..headings import of_table
from ..translation import tr
from . import drawings, figures
from .page import Drawing, Figure, KeyNumber, KeyNumbers, Note, Page, Section, Table
from .parameters import methods_of, word
from .parts import Rows, chosen, empty_columns, fewer, listed, of_sample, records, remarks, titled
from .rounding import P_LEVELS, given, number, p_value
from .variable_maps import variable_maps

PANELS = 12  # scatters, those of the largest |r|
POINTS = 6000  # of all scatters together
TOLD = ("SAMPLE", "EFFECTIVE_OF_SAMPLE")


def page(run, report, tables):
    """What the report is made of."""
    return Page(titled(run, _subject(run)), sections(run, report, tables), methods(run, tables, report))


def _subject(run):
    table, names = run.captured["TABLE"], [layer.name for layer in run.captured["INPUTS"]]
    if table is not None:
        return table.layer_name
    return listed(names) if len(names) < 3 else tr("{first} and {count} more", first=names[0], count=len(names) - 1)


def _by_effective(pairs):
    """Whether stars are by p_effective: where any pair has an effective number, one without it has no star."""
    return any(row["n_effective"] is not None for row in pairs)


def sections(run, report, tables):
    pairs = list(records(tables["matrix"]))
    names = list(dict.fromkeys(name for row in pairs for name in (row["var_a"], row["var_b"])))
    return [
        Section(tr("Results"), [KeyNumbers(_key_numbers(report, pairs, names)), *remarks(report, TOLD), *_how_to_read(pairs)]),
        *variable_maps(run, run.request["inputs"], names),
        Section(tr("Correlations"), [_matrix(pairs, names), *_scatters(run, pairs, names, tables["scatter"])]),
        Section(tr("Table"), [*_of_first(run, pairs, names), _table(tables["matrix"], pairs)]),
    ]


def _key_numbers(report, pairs, names):
    results, effective = report["results"], _by_effective(pairs)
    numbers = [
        KeyNumber(tr("Variables"), given(len(names)), "", tr("pairs: {count}", count=given(len(pairs)))),
        KeyNumber(tr("Cells or rows with two values or more"), given(results["rows"]), "", ""),
        KeyNumber(tr("Cells or rows with all values"), given(results["rows_complete"]), "", ""),
    ]
    counted = {name: sum(row[name] is not None and row[name] < P_LEVELS[0] for row in pairs) for name in ("p", "p_effective")}
    if effective:
        note = tr("{count}, if cells were independent", count=counted["p"])
        numbers.append(KeyNumber(tr("Pairs with p_effective below 0.05"), given(counted["p_effective"]), "", note))
    else:
        numbers.append(KeyNumber(tr("Pairs with p below 0.05"), given(counted["p"]), "", tr("if rows are independent")))
    return numbers


def _how_to_read(pairs):
    independent = tr(
        "p takes all cells or rows as independent. Where neighbours are alike, as in nearly all maps, it is far too small."
    )
    if _by_effective(pairs):
        effective = tr(
            "n_effective is how many independent cells have as much to say of a pair as these, by how alike cells are at each distance "
            "(Dutilleul 1993); p_effective is the p of so many, and is the one to report."
        )
        return [Note(f"{independent} {effective} {_of_many()}")]
    return [Note(f"{independent} {tr('There is no effective number here.')} {_of_many()}")]


def _of_many():
    return tr("No p is corrected for the number of pairs, of which one in twenty is below 0.05 by chance alone.")


def stars(p):
    return "" if p is None else "*" * sum(p < level for level in P_LEVELS)


def _matrix(pairs, names):
    column = "p_effective" if _by_effective(pairs) else "p"
    place = {name: at for at, name in enumerate(names)}
    cells = {(place[row["var_a"]], place[row["var_b"]]): (row["r"], stars(row[column])) for row in pairs}
    what = (
        tr("p_effective, the p of the effective number of cells")
        if column == "p_effective"
        else tr("p of independent cells, as there is no effective number")
    )
    caption = tr(
        "r of each pair; columns have the numbers on the diagonal. Stars: * below 0.05, ** below 0.01, *** below 0.001, by {what}.",
        what=what,
    )
    if column == "p_effective" and any(row["r"] is not None and row["p_effective"] is None for row in pairs):
        caption += " " + tr("Pairs without p_effective have no star.")
    if any(row["r"] is None for row in pairs):
        caption += " " + tr("– where there is no r.")
    shown = names[: drawings.VARIABLES]
    return Drawing(
        tr("Matrix of correlations"),
        drawings.correlations(names, cells),
        caption + fewer(shown, names, tr("the first; the table holds all")),
        called="correlations",
    )


def _table(table, pairs):
    parts = [tr("r and its p as if cells were independent (t with n − 2 degrees of freedom).")]
    if _by_effective(pairs):
        parts.append(tr("Effective: the number of independent cells that the pair is worth, and p by it."))
    if any(row["r"] is None for row in pairs):
        parts.append(tr("– where one of the two is constant, or fewer than 3 cells have both."))
    leave_out = ("layer", "year", *empty_columns(table))
    shown = {"p": p_value, "p_effective": p_value, "r": _r, "n_effective": _number_of_cells}
    return Table(tr("All pairs"), table, " ".join(parts), of_table("correlation", "matrix"), leave_out, texts=shown)


def _of_first(run, pairs, names):
    """A study asks what goes along with its first variable."""
    if run.whole is None or not pairs:
        return []
    effective = _by_effective(pairs)
    rows = surest(pairs, names[0])
    columns = [("variable", "text"), ("r", "real"), ("n", "integer"), ("p", "real"), ("n_effective", "real"), ("p_effective", "real")]
    columns = [(name, kind) for name, kind in columns if effective or not name.endswith("effective")]
    lines = [[row["var_b" if name == "variable" else name] for name, _kind in columns] for row in rows]
    shown = {"p": p_value, "p_effective": p_value, "r": _r, "n_effective": _number_of_cells}
    caption = tr("r of {name} with each variable, the surest first.", name=names[0])
    title = tr("What goes along with {name}", name=names[0])
    return [Table(title, Rows(columns, lines), caption, of_table("correlation", "matrix"), texts=shown, upright=True, called="with_first")]


def surest(pairs, name):
    """The pairs of a variable that comes first in them, by p of the effective number, or of cells where no pair has one; of a p of 0 by r."""
    column = "p_effective" if _by_effective(pairs) else "p"
    return sorted((row for row in pairs if row["var_a"] == name), key=lambda row: (row[column] is None, row[column] or 0.0, -abs(row["r"] or 0.0)))


def _r(value):
    """Three digits, as papers have them; 1.000 is told of a perfect correlation alone."""
    if value is None or abs(value) in (0, 1) or 0.0005 <= abs(value) < 0.9995:
        return drawings.short_r(value, 3)
    return drawings.short_r(value, 6)


def _number_of_cells(value):
    return number(value, 3 if value is not None and abs(value) < 100 else 4)


def _scatters(run, pairs, names, scatter):
    values = {}
    for row in records(scatter):
        values.setdefault(row["variable"], {})[row["point"]] = row["value"]
    known = [row for row in pairs if row["r"] is not None and (run.whole is None or row["var_a"] == names[0])]
    shown = chosen(range(len(known)), PANELS, lambda at: abs(known[at]["r"]))
    if not shown:
        return []
    most = POINTS // len(shown)
    plots, drawn = [], 0
    for at in shown:
        a, b, r = (known[at][name] for name in ("var_a", "var_b", "r"))
        both = [(x, values[b][point]) for point, x in values[a].items() if x is not None and values[b][point] is not None]
        both = both[:: -(-len(both) // most)] if len(both) > most else both
        drawn = max(drawn, len(both))
        titles = (a, b) if len(shown) == 1 else ("", "")
        plot = figures.scatter([x for x, _y in both], [y for _x, y in both], *titles)
        plots.append((tr("{b} by {a}: r = {r}", a=a, b=b, r=drawings.short_r(r)), plot))
    plot = plots[0][1] if len(plots) == 1 else figures.panels(plots, columns=3, alike=False)
    caption = [
        tr(
            "Values of the pairs: look whether they follow a line, a curve, or a few cells far from the rest. Drawn are {count} cells or rows at most; r is of all.",
            count=given(drawn),
        )
    ]
    if len(plots) > 1:
        caption.append(tr("The first of a title goes up, the second across."))
    told = fewer(shown, known, tr("those of the largest |r|"))
    return [Figure(tr("Scatters of the pairs"), plot, " ".join(caption) + told)]


def methods(run, tables, report):
    request = run.request
    rasters = [layer["name"] for layer in request["inputs"]]
    sentences = [_of_r(request, rasters), _of_missing(request), *([of_sample(run, report)] if rasters else [])]
    sentences.append(
        tr("p is two-sided, of t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom, as if cells or rows were independent.")
    )
    if _by_effective(records(tables["matrix"])):
        sentences.append(_of_effective(request, rasters))
    if len(rasters) > 1:
        how = word(run, "resample_values", request["resample_values"])
        sentences.append(
            tr("Rasters on another grid than that of {first} were brought onto it ({how}).", first=rasters[0], how=how)
        )
    return methods_of(run, report, sentences, request["inputs"][0] if rasters else None)


def _of_r(request, rasters):
    names = listed(rasters or request["fields"])
    if request["method"] == "spearman":
        return tr(
            "Spearman’s r, Pearson’s r of the ranks (equal values have the mean of their ranks), was computed for all pairs of {names}.",
            names=names,
        )
    return tr("Pearson’s r was computed for all pairs of {names}.", names=names)


def _of_missing(request):
    if request["missing"] == "listwise":
        return tr("Only cells or rows in which all variables have a value count (listwise).")
    return tr("Each pair has all cells or rows in which both have a value (pairwise, as SPSS).")


def _of_effective(request, rasters):
    if request["distance_classes"]:
        classes = tr("{count} equal classes of distance up to the largest", count=given(request["distance_classes"]))
    elif rasters and request["sample"] in ("all", "regular"):
        classes = tr("classes of distance two cells wide")
    else:
        classes = tr("classes of distance as wide as the root of the points’ bounding box over their number")
    return tr(
        "The effective number is that of Dutilleul (1993), as in modified.ttest of the R package SpatialPack: 1 + tr(B Rx) tr(B Ry) / tr(B Rx B Ry), where Rx and Ry "
        "hold Moran’s I of the two variables in {classes}, with 1 on the diagonal, and B centres; p_effective is of F = (n_effective − 2) r² / (1 − r²) with 1 and "
        "n_effective − 2 degrees of freedom.",
        classes=classes,
    )
