"""A report as one HTML file that needs nothing else: no network, no other file, no library but what it holds.

    html = page.render(title, sections, methods)

A section is a title and its parts: Note, KeyNumbers, Figure, Maps, Table. All texts are plain text and
shown as they are, whatever a layer or a class is called; figures.py does the same for texts in figures.
Knows no layer and no project, so that it runs on any thread.
"""

import base64
import dataclasses
import datetime
import hashlib
import importlib
import json
import math
import os
import re
from typing import Optional

from ..headings import heading_of

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROWS_SHOWN = 500
TURNED_ROWS, TURNED_COLUMNS = 8, 12  # at most so many rows, more than so many columns
NEEDS = ("jinja2", "plotly")
DASH = "–"
IDENTIFIERS = ("year", "year_from", "year_to", "lucode", "ring", "level")  # numbers that name something: 2007, not 2,007


class PageError(Exception):
    """The page cannot be made; its text is one sentence for the user."""


@dataclasses.dataclass
class Section:
    title: str
    parts: list


@dataclasses.dataclass
class Note:
    """A paragraph; a warning stands out."""

    text: str
    warning: bool = False
    kind = "note"


@dataclasses.dataclass
class KeyNumber:
    label: str
    value: str
    unit: str
    note: str = ""


@dataclasses.dataclass
class KeyNumbers:
    numbers: list
    kind = "numbers"


@dataclasses.dataclass
class Figure:
    """A plotly figure as figures.py makes it, with a caption that can stand under it in a paper."""

    title: str
    plot: dict
    caption: str
    kind = "figure"

    @property
    def json(self):
        return script_json(self.plot)


@dataclasses.dataclass
class Panel:
    """One map of several: `image` is a PNG as bytes, shown `aspect` times as wide as high."""

    title: str
    text: str
    image: bytes
    aspect: float
    scale: Optional[tuple] = None  # (share of the width, text) of the scale bar

    @property
    def uri(self):
        return "data:image/png;base64," + base64.b64encode(self.image).decode("ascii")


@dataclasses.dataclass
class Maps:
    """Maps side by side with one legend of (colour, text)."""

    title: str
    panels: list
    legend: list
    caption: str
    kind = "maps"

    @property
    def columns(self):
        """So many maps in a row of a wide page: four are two by two."""
        return 2 if len(self.panels) == 4 else min(len(self.panels), 3)


class Table:
    """The first rows of a table.

    `source` has `columns` as (name, type), `count`, and its rows by iteration. `headings` replaces what is
    made from a column's name. Cells are rounded for the eye; what is copied and saved has all digits.
    """

    kind = "table"

    def __init__(self, title, source, caption, headings=None, leave_out=()):
        self.title = title
        self.caption = caption
        self.count = source.count
        kept = [at for at, (name, _type) in enumerate(source.columns) if name not in leave_out]
        columns = [source.columns[at] for at in kept]
        values = []
        for row in source:
            if len(values) == ROWS_SHOWN:
                break
            values.append([row[at] for at in kept])
        self.shown = len(values)
        self.columns = []
        for at, (name, kind) in enumerate(columns):
            heading = (headings or {}).get(name) or heading_of(name)
            cells = [row[at] for row in values]
            self.columns.append({"name": name, "heading": heading, "number": kind != "text", "cells": cells})
            self.columns[-1]["texts"] = texts_of(name, kind, cells)

    @property
    def turned(self):
        """Few long rows are shown as columns, which a narrow page and paper have room for."""
        return self.shown <= TURNED_ROWS and len(self.columns) > TURNED_COLUMNS

    @property
    def rows(self):
        return [[(column, column["cells"][at], column["texts"][at]) for column in self.columns] for at in range(self.shown)]


@dataclasses.dataclass
class Methods:
    """How the figures came about: sentences as a paper would say it, (name, value) of the parameters, messages."""

    sentences: list
    parameters: list
    messages: list  # {"level": "info" or "warning", "text": ...} as the library gives them

    @property
    def warnings(self):
        return [message["text"] for message in self.messages if message["level"] == "warning"]

    @property
    def others(self):
        return [message["text"] for message in self.messages if message["level"] != "warning"]


def methods_of(run, report, sentences, grid):
    """The methods of a run: `sentences` between what made it and, of `grid`, (name, value) of the map that gives the grid."""
    algorithm, request = run.algorithm, run.request
    made = f"This report was made on {now()} by Pitscape {report['version']}, algorithm “{algorithm.displayName()}” ({algorithm.name()})."
    parameters = []
    for field, value in request.items():
        if field in ("tables", "threads", "origins", "layer_names", "years", "scratch"):
            continue
        definition = algorithm.parameterDefinition(field.upper())
        label = definition.description() if definition else field.replace("_", " ").capitalize()
        if field == "layers":
            years = request.get("years") or [None] * len(value)
            for layer, year in zip(run.captured["LAYERS"], years):
                text = layer.told + (f", band {layer.band}" if layer.band != 1 else "")
                parameters.append((label if year is None else f"{label}: {year}", text))
        else:
            parameters.append((label, request["origins"].get(field) or _told(value)))
    return Methods([made, *sentences], parameters + grid, report["messages"])


def _told(value):
    """A value of a request in words."""
    if isinstance(value, dict):
        value = value.get("path")
    if value is None or value in ("", []):
        return DASH
    return "; ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def check():
    """Raise PageError where a package is missing: to be called before a run, so that none ends at it."""
    for name in NEEDS:
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise PageError(
                f"The report needs the Python package {name}, which this QGIS does not have ({error}). "
                "Install it into QGIS's Python, or leave the report out."
            ) from error


def render(title, sections, methods):
    """The page as text, to be written as UTF-8 without changing its line ends."""
    check()
    import jinja2
    import markupsafe

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scripts = [_plotly(), _read("script.js")]
    labels = _labels(sections)
    return environment.get_template("template.html.j2").render(
        title=title,
        sections=sections,
        methods=methods,
        label=lambda part: labels[id(part)],
        exact=exact,
        policy=policy(scripts),
        scripts=[markupsafe.Markup(script) for script in scripts],
        style=markupsafe.Markup(_read("style.css")),
    )


def policy(scripts):
    """What the browser lets the page do: run exactly these scripts, show images that it holds, and nothing else."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts]
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{one}'" for one in hashes),
            "style-src 'unsafe-inline'",  # plotly sets styles on its elements
            "img-src data: blob:",  # maps; what plotly makes of a figure that is saved
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def script_json(value):
    """JSON that can stand in a script element whatever its texts are."""
    import markupsafe

    text = json.dumps(value, allow_nan=False, ensure_ascii=True, separators=(",", ":"))
    return markupsafe.Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def texts_of(name, kind, values):
    """The values of a column as they are shown: one number of decimals for all, which follows from the largest."""
    if kind == "text":
        return [DASH if value is None else value for value in values]
    if name in IDENTIFIERS:
        return [DASH if value is None else minus(str(value)) for value in values]
    decimals = 0 if kind == "integer" else decimals_for(values, 4 if name.endswith("_pct") else 5)
    return [DASH if value is None else rounded(value, decimals) for value in values]


def decimals_for(values, digits=5):
    largest = max((abs(value) for value in values if value is not None), default=0)
    if not largest:
        return 0
    return min(max(digits - 1 - math.floor(math.log10(largest)), 0), 12)


def rounded(value, decimals):
    """The value with thousands apart. What is not 0 is not shown as 0."""
    text = f"{value:,.{decimals}f}"
    if value and not re.search("[1-9]", text):
        text = f"{value:.1g}"
    if not value:
        text = text.lstrip("-")
    return minus(text)


def number(value, digits=5):
    """One number in a sentence, to so many digits; whole numbers keep all of theirs."""
    return DASH if value is None else rounded(value, decimals_for([value], digits))


def minus(text):
    return text.replace("-", "−")


def exact(value):
    """A value as it is copied: all its digits, nothing for NULL."""
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def now():
    return datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M (UTC %z)")


def _labels(sections):
    """“Figure 2” or “Table 1” by the id of a part: both are counted through the page."""
    labels, counts = {}, {"Figure": 0, "Table": 0}
    for part in (part for section in sections for part in section.parts):
        if part.kind in ("figure", "maps", "table"):
            word = "Table" if part.kind == "table" else "Figure"
            counts[word] += 1
            labels[id(part)] = f"{word} {counts[word]}"
    return labels


def _plotly():
    from plotly.offline import get_plotlyjs

    # In a script element these would end it; in plotly.js they can only stand in a string.
    script = get_plotlyjs().replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return script.replace("\r\n", "\n").replace("\r", "\n")  # as a browser reads it before it takes the hash


def _read(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()
