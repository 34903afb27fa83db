"""Texts of the plugin that a user reads, and the translation files (.ts, as Qt Linguist opens them) that hold them.

    QT_QPA_PLATFORM=offscreen python3 scripts/translations.py [--check]

Without --check the files are written anew; with it they are compared, and those that are not fresh are named.
"""

import ast
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

PLUGIN = pathlib.Path(__file__).resolve().parents[1] / "qgis_plugin" / "pitscape"
FOLDER = PLUGIN / "i18n"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
IN_TEMPLATES = re.compile(r"""\btr\(\s*("(?:[^"\\]|\\.)*")""")

sys.path.insert(0, str(PLUGIN.parent))


def literals(path):
    """What `tr` is called with in a module. Anything but one literal is a mistake."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), path.name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            text = node.args[0]
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                raise SystemExit(f"{path}, line {node.lineno}: tr takes one literal text.")
            yield text.value


def sources():
    """Every text, and where it stands."""
    for path in sorted(PLUGIN.rglob("*.py")):
        if path != PLUGIN / "translation.py":
            yield from ((text, path.relative_to(PLUGIN).as_posix()) for text in literals(path))
    for path in sorted(PLUGIN.rglob("*.j2")):
        for found in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            yield ast.literal_eval(found), path.relative_to(PLUGIN).as_posix()
    from pitscape import help_pages, indices, metrics, native

    for path in sorted((PLUGIN / "help").glob("*.html")):
        yield from ((text, f"help/{path.name}") for text in help_pages.pieces(help_pages.read(path.stem)))
    yield from ((text, "library: metrics") for text in metrics.texts())
    yield from ((text, "library: indices") for text in indices.texts())
    yield from ((text, "library: sentences") for text in native.describe()["sentences"])


def catalogue():
    """The texts in order, each with all places where it stands."""
    places = {}
    for text, place in sources():
        places.setdefault(text, set()).add(place)
    return {text: sorted(places[text]) for text in sorted(places)}


def translations(path):
    """What a file has translated, by text."""
    found = {}
    for message in tree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation.text:
            found[message.findtext("source")] = (translation.text, translation.get("type"))
    return found


def fresh(path):
    """What a file should hold: all texts, with the translations that it has of them."""
    known = translations(path)
    root = tree.Element("TS", version="2.1", language=path.stem.partition("_")[2], sourcelanguage="en")
    context = tree.SubElement(root, "context")
    tree.SubElement(context, "name").text = "Pitscape"
    for text, places in catalogue().items():
        message = tree.SubElement(context, "message")
        for place in places:
            tree.SubElement(message, "location", filename=place)
        tree.SubElement(message, "source").text = text
        translated, kind = known.get(text, ("", "unfinished"))
        translation = tree.SubElement(message, "translation", **({"type": kind} if kind else {}))
        translation.text = translated
    tree.indent(root, " ")
    return HEAD + tree.tostring(root, encoding="unicode") + "\n"


def main(check):
    stale = []
    for path in sorted(FOLDER.glob("*.ts")):
        made = fresh(path)
        if made != path.read_text(encoding="utf-8"):
            stale.append(path.name)
            if not check:
                path.write_text(made, encoding="utf-8")
    if check and stale:
        raise SystemExit(f"Not fresh: {', '.join(stale)}. Run scripts/translations.")
    print(f"{len(catalogue())} texts; {'not fresh' if check else 'written'}: {', '.join(stale) or 'none'}")


if __name__ == "__main__":
    main("--check" in sys.argv[1:])
