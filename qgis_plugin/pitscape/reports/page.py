"""A report as one HTML file that needs nothing else: no network, no other file, no library but what it holds.

    html = page.render(title, sections, methods)

A section is a title and its parts: Note, KeyNumbers, Figure, Maps, Table. All texts are plain text and
shown as they are, whatever a layer or a class is called; figures.py does the same for texts in figures.
Of QGIS it takes the translation of texts alone, so that it runs on any thread.
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
from ..translation import tr

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROWS_SHOWN, CELLS_SHOWN = 500, 5000  # of a table, whichever is fewer
ROWS_KEPT = 10  # a page that would be too large shows fewer rows, but so many
LARGEST = 2_000_000  # bytes of a page
TURNED_ROWS, TURNED_COLUMNS = 8, 12  # at most so many rows, more than so many columns
WIDE_COLUMNS = 30  # a table of more is turned whatever its rows
NEEDS = ("jinja2",)
BUNDLE = "plotly/plotly-basic.min.js"
DASH = "–"
# Columns that say what a row is of: they begin every part of a table that is wider than its page.
KEYS = (
    "zone", "layer", "layer_from", "layer_to", "year", "year_from", "year_to", "span", "lucode", "name", "metric", "variogram", "radius",
    "direction", "bin", "ring", "method", "level", "model", "cutoff",
)  # fmt: skip
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
        return script_json(_drawn(self.plot))


@dataclasses.dataclass
class Drawing:
    """An SVG of drawings.py, as wide as the page at most."""

    title: str
    svg: str
    caption: str
    kind = "drawing"


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
    made from a column's name. Cells are rounded for the eye; what is copied and saved has all digits. `tint`, called with the name of
    the column and the cells of the row by name, gives the colour behind a cell, or None.
    """

    kind = "table"

    def __init__(self, title, source, caption, headings=None, leave_out=(), tint=None):
        self.title = title
        self.tint = tint
        self.caption = caption
        self.count = source.count
        kept = [at for at, (name, _type) in enumerate(source.columns) if name not in leave_out]
        columns = [source.columns[at] for at in kept]
        most = max(min(ROWS_SHOWN, CELLS_SHOWN // max(len(columns), 1)), ROWS_KEPT)
        values = []
        for row in source:
            if len(values) == most:
                break
            values.append([row[at] for at in kept])
        self.shown = len(values)
        self.columns = []
        for at, (name, kind) in enumerate(columns):
            heading = (headings or {}).get(name) or heading_of(name)
            cells = [row[at] for row in values]
            self.columns.append({"name": name, "heading": heading, "number": kind != "text", "cells": cells})
            self.columns[-1]["texts"] = texts_of(name, kind, cells)

    def shorten(self):
        """Half of the rows. False where there are few enough."""
        if self.shown <= ROWS_KEPT:
            return False
        self.shown = max(self.shown // 2, ROWS_KEPT)
        for column in self.columns:
            column["cells"], column["texts"] = column["cells"][: self.shown], column["texts"][: self.shown]
        return True

    @property
    def turned(self):
        """Long rows are shown as columns where they are few or very long, which a narrow page and paper have room for."""
        columns = len(self.columns)
        return columns > WIDE_COLUMNS or (self.shown <= TURNED_ROWS and columns > TURNED_COLUMNS)

    @property
    def keys(self):
        """How many columns, from the first on, say what a row is of."""
        return next((at for at, column in enumerate(self.columns) if column["name"] not in KEYS), len(self.columns))

    @property
    def breaks(self):
        """The rows where another map or zone begins."""
        groups = [column["cells"] for column in self.columns[: self.keys] if column["name"] not in ("lucode", "name", "model", "bin", "ring")]
        heads = list(zip(*groups))
        return [at for at in range(1, len(heads)) if heads[at] != heads[at - 1]]

    @property
    def rows(self):
        return [[(column, column["cells"][at], column["texts"][at]) for column in self.columns] for at in range(self.shown)]

    def behind(self, column, row):
        """The colour behind a cell of a row."""
        return self.tint and self.tint(column["name"], {one["name"]: value for one, value, _text in row})


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


def check():
    """Raise PageError where a package is missing: to be called before a run, so that none ends at it."""
    for name in NEEDS:
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise PageError(
                tr(
                    "The report needs the Python package {name}, which this QGIS does not have ({error}). "
                    "Install it into QGIS's Python, or leave the report out.",
                    name=name,
                    error=error,
                )
            ) from error


def render(title, sections, methods):
    """The page as text, to be written as UTF-8 without changing its line ends."""
    check()
    tables = [part for section in sections for part in section.parts if part.kind == "table"]
    while True:
        text = _page(title, sections, methods)
        too_large = len(text.encode("utf-8")) > LARGEST
        if not too_large or not any([table.shorten() for table in tables]):
            return text


def _page(title, sections, methods):
    import jinja2
    import markupsafe

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scripts = [_bundle(), _read("script.js")]
    labels = _labels(sections)
    return environment.get_template("template.html.j2").render(
        title=title,
        sections=sections,
        methods=methods,
        tr=tr,
        texts=script_json(_texts()),
        label=lambda part: labels[id(part)],
        exact=exact,
        policy=policy(scripts),
        scripts=[markupsafe.Markup(script) for script in scripts],
        style=markupsafe.Markup(_read("style.css")),
    )


def _texts():
    """What the script of the page says; it fills in the places."""
    return {
        "saved": tr("Saved as {name}."),
        "copied": tr("Rows copied: {count}."),
        "no_copy": tr("The browser does not let the page copy. Save as CSV."),
        "no_figure": tr("The figure could not be saved: {error}"),
        "no_maps": tr("The maps could not be saved as PNG. Save them as SVG."),
        "part": tr("Part {part} of {parts}."),
    }


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


def _drawn(value):
    """A figure with so many digits as can be seen in it, or read where the mouse is; tables have all of them."""
    if isinstance(value, float):
        return float(f"{value:.8g}")
    if isinstance(value, dict):
        return {key: _drawn(one) for key, one in value.items()}
    return [_drawn(one) for one in value] if isinstance(value, (list, tuple)) else value


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
    whole = all(value is None or float(value).is_integer() for value in values)
    decimals = 0 if whole else decimals_for(values, 4 if name.endswith("_pct") else 5)
    if name == "p_isotropic":
        decimals = min(decimals, 4)  # next to nothing is 3e-13
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


def given(value):
    """A number that somebody gave or that counts something, as it is: 150, not 150.00."""
    return DASH if value is None else minus(f"{value:,.12g}")


def minus(text):
    return text.replace("-", "−")


def exact(value):
    """A value as it is copied: all its digits, nothing for NULL."""
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def now():
    return datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M (UTC %z)")


def _labels(sections):
    """“Figure 2” or “Table 1” by the id of a part: both are counted through the page."""
    labels, figures, tables = {}, 0, 0
    for part in (part for section in sections for part in section.parts):
        if part.kind in ("figure", "maps", "drawing"):
            figures += 1
            labels[id(part)] = tr("Figure {number}", number=figures)
        elif part.kind == "table":
            tables += 1
            labels[id(part)] = tr("Table {number}", number=tables)
    return labels


def _bundle():
    """plotly.js. In a script element these would end it; in the bundle they can only stand in a string."""
    return _read(BUNDLE).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _read(name):
    """A file beside this one, with line ends as a browser reads them before it takes the hash of a script."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()
