"""What the library says of landscape metrics, for help pages and headings."""

import html

from . import native

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
    levels = "patch; with _MN, _AM, _MD, _RA, _SD, _CV class and landscape"
    if not metric["patch"]:
        levels = ", ".join(level for level in ("class", "landscape") if metric[level])
    about = ", ".join(text for text in (metric["unit"], metric["range"]) if text)
    undefined = f" NULL {metric['undefined']}." if metric["undefined"] else ""
    text = f"{metric['name']} ({about}; {levels}). {metric['definition']}{undefined} {metric['source']}."
    return f"<li><b>{metric['abbreviation']}</b>: {html.escape(text, quote=False)}</li>"
