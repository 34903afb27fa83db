"""What the library says of landscape metrics, in the language of their reader."""

import html

from . import native
from .translation import tr, translated

PLACE = "<!-- metrics -->"  # where a page of help has the list of them
READ = ("name", "unit", "range", "definition", "undefined")  # what people read of a metric


def filled_in(page):
    return page.replace(PLACE, _list()) if PLACE in page else page


def abbreviations():
    return {metric["abbreviation"] for metric in _stated()}


def known():
    """Metrics by abbreviation, in the order of the library's list and the language of their reader."""
    return {
        metric["abbreviation"]: {**metric, **{key: translated(metric[key]) for key in READ if metric[key]}}
        for metric in _stated()
    }


def headings():
    """Abbreviation and unit by column."""
    return {metric["column"]: metric["abbreviation"] + _in_brackets(metric["unit"]) for metric in known().values()}


def labels():
    """“Patch density (PD, number per 100 ha)” by column."""
    return {
        metric["column"]: metric["name"]
        + _in_brackets(", ".join(text for text in (metric["abbreviation"], metric["unit"]) if text))
        for metric in known().values()
    }


def titles():
    """“PD: Patch density (number per 100 ha)” by column."""
    return {
        metric["column"]: f"{metric['abbreviation']}: {metric['name']}{_in_brackets(metric['unit'])}"
        for metric in known().values()
    }


def _in_brackets(text):
    return f" ({text})" if text else ""


def _stated():
    try:
        return native.describe()["metrics"]
    except native.PitscapeError:
        return []  # canExecute tells why


def _list():
    metrics = known()
    spread = {name for name, metric in metrics.items() if metric["patch"]}
    own = (metric for name, metric in metrics.items() if name.rpartition("_")[0] not in spread)
    return f"<ul>{''.join(map(_item, own))}</ul>" if metrics else ""


def _item(metric):
    """One metric; the statistics of a patch metric are told of with it."""
    levels = tr("patch; with _MN, _AM, _MD, _RA, _SD, _CV class and landscape")
    if not metric["patch"]:
        words = {"class": tr("class"), "landscape": tr("landscape")}
        levels = ", ".join(word for level, word in words.items() if metric[level])
    about = ", ".join(text for text in (metric["unit"], metric["range"]) if text)
    parts = [tr("{name} ({about}; {levels}).", name=metric["name"], about=about, levels=levels), metric["definition"]]
    if metric["undefined"]:
        parts.append(tr("NULL {where}.", where=metric["undefined"]))
    parts.append(f"{metric['source']}.")
    return f"<li><b>{metric['abbreviation']}</b>: {html.escape(' '.join(parts), quote=False)}</li>"


def words():
    """Abbreviations and words of the metrics' names, to search for."""
    names = {word for metric in _stated() for word in metric["name"].lower().replace("-", " ").split() if len(word) > 2}
    return sorted(abbreviations() | names)


def texts():
    """What is translated of what the library says of metrics."""
    return [metric[key] for metric in _stated() for key in READ if metric[key]]
