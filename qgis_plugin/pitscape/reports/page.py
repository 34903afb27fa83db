"""A report as one HTML file that needs nothing else: no network, no other file, no library but what it holds.

    html = page.Page(title, sections, methods).text()

A section is a title and its parts: Note, KeyNumbers, Figure, Maps, Table. All texts are plain text and
shown as they are, whatever a layer or a class is called; figures.py does the same for texts in figures.
A page may have chapters, each of pages with methods of their own; figures and tables are counted through.
Of QGIS it takes the translation of texts alone, so that it runs on any thread.
"""

import base64
import dataclasses
import datetime
import hashlib
import importlib
import json
import os
from typing import Optional

from ..headings import heading_of
from ..translation import tr
from .rounding import texts_of, written

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROWS_SHOWN, CELLS_SHOWN = 500, 5000  # of a table, whichever is fewer
ROWS_KEPT = 10  # a page that would be too large shows fewer rows, but so many
WARNINGS_ALIKE = 2  # of which each stands at the top of the page
LARGEST, LARGEST_STUDY = 2_000_000, 5_000_000  # bytes of a page, and of one with chapters
TURNED_ROWS, TURNED_COLUMNS = 8, 12  # at most so many rows, more than so many columns
WIDE_COLUMNS = 30  # a table of more is turned whatever its rows
SHORT, SHORT_TURNED = 16, 40  # lines
MANY_MAPS = 9
NEEDS = ("jinja2",)
BUNDLE = "plotly/plotly-basic.min.js"
# Columns that say what a row is of: they begin every part of a table that is wider than its page.
KEYS = (
    "zone", "layer", "layer_from", "layer_to", "year", "year_from", "year_to", "span", "lucode", "name", "metric", "variogram", "radius",
    "variable", "column_name", "direction", "bin", "ring", "method", "level", "model", "cutoff", "var_a", "var_b",
    "measure", "statistic", "stage", "step", "action",
)  # fmt: skip


class PageError(Exception):
    """The page cannot be made; its text is one sentence for the user."""


@dataclasses.dataclass
class Section:
    title: str
    parts: list
    anchor: str = ""  # where links to it go


@dataclasses.dataclass
class Note:
    """A paragraph; a warning stands out."""

    text: str
    warning: bool = False
    kind = "note"


@dataclasses.dataclass
class Equation:
    """A line to be printed as it is, with what its parts are."""

    text: str
    caption: str
    kind = "equation"


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
    called: str = ""  # by which others find it
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
    called: str = ""
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
    called: str = ""
    kind = "maps"

    @property
    def columns(self):
        """So many maps in a row of a wide page: four are two by two, many are small."""
        if len(self.panels) > MANY_MAPS:
            return 4
        return 2 if len(self.panels) == 4 else min(len(self.panels), 3)


class Table:
    """The first rows of a table.

    `source` has `columns` as (name, type), `count`, and its rows by iteration. `headings` replaces what is
    made from a column's name. Cells are rounded for the eye, a column alike; those of columns that `alike` names are rounded alike too, and
    with `by_row` those of a row are. What is copied and saved has all digits. An `upright` table is never turned. `tint`, called with the name of the column and the cells of
    the row by name, gives the colour behind a cell, or None. `texts` has, by the name of a column, what makes the text of a cell of it.
    """

    kind = "table"

    def __init__(self, title, source, caption, headings=None, leave_out=(), tint=None, alike=(), by_row=False, texts=(), upright=False, called=""):
        self.title = title
        self.called = called
        self.of = getattr(source, "name", "")  # the table of the run, where it is one
        self.upright = upright
        self.tint = tint
        self.texts = dict(texts)
        self.rounding = alike, by_row
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
            self.columns.append({"name": name, "kind": kind, "heading": heading, "number": kind != "text", "cells": cells})
        self.round()

    def round(self, headlines=()):
        """The texts of the cells, of which none has fewer digits than a headline that says the same."""
        columns = [(column["name"], column["kind"], column["cells"]) for column in self.columns]
        for column, texts in zip(self.columns, texts_of(columns, *self.rounding, headlines)):
            text_of = self.texts.get(column["name"])
            column["texts"] = [text_of(cell) for cell in column["cells"]] if text_of else texts

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
        return not self.upright and (columns > WIDE_COLUMNS or (self.shown <= TURNED_ROWS and columns > TURNED_COLUMNS))

    @property
    def short(self):
        """Whether it is not to be cut where a page of paper ends."""
        return len(self.columns) <= SHORT_TURNED if self.turned else self.shown <= SHORT

    @property
    def keys(self):
        """How many columns, from the first on, say what a row is of."""
        return next((at for at, column in enumerate(self.columns) if column["name"] not in KEYS), len(self.columns))

    @property
    def breaks(self):
        """The rows where another map or zone begins."""
        groups = [column["cells"] for column in self.columns[: self.keys] if column["name"] not in ("lucode", "name", "model", "bin", "ring", "column_name", "measure", "statistic", "stage", "step", "action")]
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
    messages: list  # {"level": "info" or "warning", "text": ..., "template": ...} as the library gives them
    once: bool = False  # warnings that all stand at the top are not told again

    @property
    def first_warnings(self):
        """For the top of the page: of many that say the same of one thing after the other the first, and how many more there are."""
        alike = {}
        for message in self.messages:
            if message["level"] == "warning":
                alike.setdefault(message.get("template") or message["text"], []).append(message["text"])
        return [text for texts in alike.values() for text in _first(texts)]

    @property
    def warnings(self):
        told = [message["text"] for message in self.messages if message["level"] == "warning"]
        return [] if self.once and told == self.first_warnings else told

    @property
    def others(self):
        return [message["text"] for message in self.messages if message["level"] != "warning"]


def _first(texts):
    if len(texts) <= WARNINGS_ALIKE:
        return texts
    more = tr("Warnings like this one: {count} more, under “Messages of the run” at the end of the page.", count=len(texts) - 1)
    return [f"{texts[0]} {more}"]


@dataclasses.dataclass
class Findings:
    """What a page of chapters begins with: (number, title, what it found) of each; without a number it is left out. `links` lead to the rest."""

    chapters: list
    links: list  # (anchor, title)
    kind = "findings"


@dataclasses.dataclass
class Whereabouts:
    """Where things are in the page: (what it is called elsewhere, what it shows, its parts here); the last are words where there is none."""

    title: str
    headings: tuple
    rows: list
    kind = "whereabouts"


@dataclasses.dataclass
class Works:
    """Works that are cited, one after the other."""

    texts: list
    kind = "works"


@dataclasses.dataclass
class Chapter:
    title: str
    pages: list


@dataclasses.dataclass
class Page:
    title: str
    sections: list
    methods: Methods
    chapters: tuple = ()
    closing: tuple = ()  # sections after the methods

    def text(self):
        """The page as text, to be written as UTF-8 without changing its line ends."""
        return _rendered(self)

    @property
    def pages(self):
        """Itself and those of its chapters."""
        return [self, *(page for chapter in self.chapters for page in chapter.pages)]

    @property
    def parts(self):
        """In the order in which they stand there."""
        own = [section for page in self.pages for section in page.sections]
        return [part for section in (*own, *self.closing) for part in section.parts]


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
    return Page(title, sections, methods).text()


def _rendered(page):
    check()
    for one in page.pages:
        _round(one)
    tables = [part for part in page.parts if part.kind == "table"]
    while True:
        text = _text(page)
        too_large = len(text.encode("utf-8")) > (LARGEST_STUDY if page.chapters else LARGEST)
        if not too_large or not any([table.shorten() for table in tables]):
            return text


def _round(page):
    """Tables have no fewer digits than the headlines of their page."""
    parts = [part for section in page.sections for part in section.parts]
    headlines = written(text for part in parts if part.kind == "numbers" for one in part.numbers for text in (one.value, one.note))
    for part in parts:
        if part.kind == "table":
            part.round(headlines)


def _text(page):
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
    labels, anchors = _labels(page)
    return environment.get_template("template.html.j2").render(
        page=page,
        tr=tr,
        texts=script_json(_texts()),
        label=lambda part: labels[id(part)],
        anchor=lambda part: anchors[id(part)],
        id_of=lambda part: markupsafe.Markup(f' id="{anchors[id(part)]}"') if page.chapters else "",
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
        "no_drawing": tr("The drawing could not be saved as PNG. Save it as SVG."),
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


def exact(value):
    """A value as it is copied: all its digits, nothing for NULL."""
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def now():
    return datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M (UTC %z)")


def _labels(page):
    """“Figure 2” or “Table 1” by the id of a part, and where links to it go: both are counted through the page."""
    labels, anchors, counts = {}, {}, {"figure": 0, "table": 0}
    for part in page.parts:
        if part.kind in ("figure", "maps", "drawing", "table"):
            kind = "table" if part.kind == "table" else "figure"
            counts[kind] += 1
            number = counts[kind]
            labels[id(part)] = tr("Table {number}", number=number) if kind == "table" else tr("Figure {number}", number=number)
            anchors[id(part)] = f"{kind}-{number}"
    return labels, anchors


def _bundle():
    """plotly.js. In a script element these would end it; in the bundle they can only stand in a string."""
    return _read(BUNDLE).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _read(name):
    """A file beside this one, with line ends as a browser reads them before it takes the hash of a script."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()
