"""Carbon by class, or by zone, with years or maps side by side."""

from ..headings import of_table
from ..translation import tr
from .page import Table
from .parts import Rows


def by_class(columns):
    """`columns` as (year or map, rows of its classes with lucode, name, carbon_t)."""
    names = {row["lucode"]: row["name"] for _label, rows in columns for row in rows}
    carbon = {(label, row["lucode"]): row["carbon_t"] for label, rows in columns for row in rows}
    lines = [[code, names[code], *(carbon.get((label, code), 0.0) for label, _rows in columns)] for code in sorted(names)]
    lines.append([None, tr("All"), *(sum(row["carbon_t"] for row in rows) for _label, rows in columns)])
    return _wide(tr("Carbon by class, side by side (t)"), [label for label, _rows in columns], lines, tr("Carbon (t of C) of each class, and of all."))


def by_zone(columns):
    """`columns` as (year, {zone: carbon})."""
    zones = list(dict.fromkeys(zone for _label, carbon in columns for zone in carbon))
    lines = [[None, zone, *(carbon.get(zone) for _label, carbon in columns)] for zone in zones]
    return _wide(tr("Carbon by zone, side by side (t)"), [label for label, _carbon in columns], lines, tr("Carbon (t of C) of all classes in each zone."))


def _wide(title, labels, lines, caption):
    heads = [("lucode", "integer"), ("name", "text"), *((f"carbon {at}", "real") for at in range(len(labels)))]
    alike = {f"carbon {at}": label for at, label in enumerate(labels)}
    headings = {**of_table("carbon_series", "storage"), **alike}
    if all(line[0] is None for line in lines):
        headings["name"] = headings["zone"]
        heads, lines = heads[1:], [line[1:] for line in lines]
    return Table(title, Rows(heads, lines), caption, headings, alike=list(alike), upright=True, called="carbon_by_class")
