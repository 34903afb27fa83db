"""What the library says of spectral indices, in the language of their reader."""

import html

from . import native
from .translation import tr, translated

PLACE = "<!-- indices -->"  # where a page of help has the list of them


def filled_in(page):
    return page.replace(PLACE, _list()) if PLACE in page else page


def _stated():
    try:
        return native.describe()["indices"]
    except native.PitscapeError:
        return []  # canExecute tells why


def _list():
    return f"<ul>{''.join(map(_item, _stated()))}</ul>" if _stated() else ""


def _item(row):
    formula = row["formula"].replace(" - ", " − ")
    text = tr("{name} = {formula} ({source})", name=translated(row["name"]), formula=formula, source=row["source"])
    return f"<li><b>{row['index']}</b>: {html.escape(text, quote=False)}</li>"


def texts():
    """What is translated of what the library says of indices."""
    return [row["name"] for row in _stated()]


def formulas():
    """Index, formula and source of each, for methods."""
    return [{"index": row["index"], "formula": row["formula"].replace(" - ", " − "), "source": row["source"]} for row in _stated()]
