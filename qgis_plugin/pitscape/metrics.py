"""What the library says of landscape metrics, for help pages and headings."""

import html

from . import native
from .translation import tr, translated

PLACE = "<!-- metrics -->"  # where a page of help has the list of them


def filled_in(page):
    return page.replace(PLACE, _list()) if PLACE in page else page


def abbreviations():
    return {metric["abbreviation"] for metric in _known()}


def headings():
    """Abbreviation and unit by column."""
    return {
        metric["column"]: metric["abbreviation"] + (f" ({metric['unit']})" if metric["unit"] else "")
        for metric in _known()
    }


def labels():
    """Name, abbreviation and unit by column."""
    return {metric["column"]: label_of(metric) for metric in _known()}


def label_of(metric):
    """“Patch density (PD, number per 100 ha)”."""
    told = ", ".join(text for text in (metric["abbreviation"], metric["unit"]) if text)
    return f"{metric['name']} ({told})"


def _known():
    try:
        return native.describe()["metrics"]
    except native.PitscapeError:
        return []  # canExecute tells why


def _list():
    metrics = _known()
    spread = {metric["abbreviation"] for metric in metrics if metric["patch"]}
    own = (metric for metric in metrics if metric["abbreviation"].rpartition("_")[0] not in spread)
    return f"<ul>{''.join(map(_item, own))}</ul>" if metrics else ""


def _item(metric):
    """One metric; the statistics of a patch metric are told of with it."""
    levels = tr("patch; with _MN, _AM, _MD, _RA, _SD, _CV class and landscape")
    if not metric["patch"]:
        words = {"class": tr("class"), "landscape": tr("landscape")}
        levels = ", ".join(word for level, word in words.items() if metric[level])
    about = ", ".join(translated(text) for text in (metric["unit"], metric["range"]) if text)
    parts = [tr("{name} ({about}; {levels}).", name=translated(metric["name"]), about=about, levels=levels)]
    parts.append(translated(metric["definition"]))
    if metric["undefined"]:
        parts.append(tr("NULL {where}.", where=translated(metric["undefined"])))
    parts.append(f"{metric['source']}.")
    return f"<li><b>{metric['abbreviation']}</b>: {html.escape(' '.join(parts), quote=False)}</li>"


def words():
    """Abbreviations and words of the metrics' names, to search for."""
    names = {word for metric in _known() for word in metric["name"].lower().replace("-", " ").split() if len(word) > 2}
    return sorted(abbreviations() | names)


def texts():
    """What is translated of what the library says of metrics."""
    return [metric[key] for metric in _known() for key in ("name", "unit", "range", "definition", "undefined") if metric[key]]
