"""How the land lies in patches."""

from ... import metrics
from ...declare.shared import STUDY_METRICS
from ...reports.page import Section, Table
from ...reports.parts import Rows
from ...reports.rounding import given, number
from ...translation import tr
from . import words

TEN = [name.lower() for name in STUDY_METRICS.split(";")]


def pages(study):
    if "landscape" not in study.steps:
        return []
    made = words.page_of(study, "landscape", tr("Landscape pattern"))
    rows = _rows(study)
    if rows:
        made.sections.insert(len(made.sections) - 1, Section(tr("The study’s metrics"), [_side_by_side(study, rows)]))
    return [made]


def _rows(study):
    """Those of whole maps: zones have rows of their own."""
    return [row for row in words.rows_of(study, "landscape", "landscape") if row["zone"] is None]


def label_of(row):
    return row["layer"] if row["year"] is None else str(row["year"])


def _side_by_side(study, rows):
    """Metrics in rows, maps side by side, and under them the index that the coupling makes of some."""
    labels, titles = [label_of(row) for row in rows], metrics.titles()
    lines = [[titles.get(name, name.upper()), *(row.get(name) for row in rows)] for name in TEN if name in rows[0]]
    integrated = {label_of(row): row["l"] for row in words.rows_of(study, "coupling", "result") if row["zone"] is None}
    if integrated:
        lines.append([tr("L: Integrated index"), *(integrated.get(label) for label in labels)])
    columns = [("metric", "text"), *((f"map {at}", "real") for at in range(len(labels)))]
    headings = {"metric": tr("Metric"), **{f"map {at}": label for at, label in enumerate(labels)}}
    caption = tr("The ten metrics of Chang et al. 2024 for each map.")
    if integrated:
        caption += " " + tr("The chapter on coupling tells of which L is made, and how.")
    return Table(tr("Landscape metrics by map"), Rows(columns, lines), caption, headings, by_row=True, upright=True, called="ten_metrics")


def found(study):
    rows = _rows(study)
    if not rows:
        return _of_zones(study)
    first, last = rows[0], rows[-1]
    if first is last:
        told = tr("{patches} patches in {map}", patches=given(first["np"]), map=label_of(first)) if first.get("np") is not None else ""
        shdi = tr("Shannon’s diversity index {shdi}", shdi=number(first["shdi"])) if first.get("shdi") is not None else ""
        return f"{'; '.join(filter(None, (told, shdi)))}." if told or shdi else ""
    names = (
        ("np", tr("the number of patches"), given),
        ("lpi", tr("the largest patch, in % of the land,"), number),
        ("shdi", tr("Shannon’s diversity index"), number),
    )
    known = [one for one in names if None not in (first.get(one[0]), last.get(one[0]))]
    parts = [tr("{what} from {before} to {after}", what=what, before=told(first[name]), after=told(last[name])) for name, what, told in known]
    return tr("From {first} to {last} these went: {what}.", first=label_of(first), last=label_of(last), what="; ".join(parts)) if parts else ""


def _of_zones(study):
    rows = words.of_zones(words.rows_of(study, "landscape", "landscape"))
    if not rows or "np" not in rows[0]:
        return ""
    label = label_of(rows[-1])
    spread = words.spread([row for row in rows if label_of(row) == label], lambda row: row["np"], given)
    return tr("In {map} the zones have {spread} patches.", map=label, spread=spread) if spread else ""
