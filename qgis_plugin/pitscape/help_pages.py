"""Pages of help: `help/<id>.html`, piece by piece in the reader's language, with the metrics and indices that the library knows."""

import os
import re

from . import indices, metrics
from .translation import translated

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "help")
PIECE = re.compile(r"(<(?:h3|p|li)>)(.*?)(</(?:h3|p|li)>)", re.S)  # what is translated in one
PAGE = """<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>{title}</title>
<style>body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }}</style></head>
<body><h1>{title}</h1>
{text}
</body>
</html>
"""


def pieces(page):
    """The texts of a page that are translated, each in one line."""
    return [" ".join(text.split()) for _open, text, _close in PIECE.findall(page)]


def read(name):
    with open(os.path.join(FOLDER, f"{name}.html"), encoding="utf-8") as page:
        return page.read()


def text_of(name):
    """A page in one line: QGIS makes a paragraph of every line."""
    page = PIECE.sub(lambda found: found[1] + translated(" ".join(found[2].split())) + found[3], read(name))
    return " ".join(indices.filled_in(metrics.filled_in(page)).split())


def page_of(name, title, folder):
    """The path of a page by itself, made in a folder: a browser shows it."""
    path = os.path.join(folder, f"{name}.html")
    with open(path, "w", encoding="utf-8") as page:
        page.write(PAGE.format(title=title, text=text_of(name)))
    return path
