"""The one report of a study: what it found at a glance, its chapters, and where the figures and tables of the study are in it."""

from ..reports.page import Chapter, Findings, KeyNumbers, Note, Page, Section, Whereabouts, Works
from ..reports.parameters import methods_of
from ..reports.parts import listed
from ..reports.references import cited
from ..translation import tr
from .shown import glance, words
from .shown.figures import FIGURES


# What follows the chapters, by anchors.
CLOSING = {"methods": tr("Methods and parameters of the whole study"), "whereabouts": tr("Figures and tables of the study"), "references": tr("References")}


def page(study, run, chapters, name, version):
    shown = [(chapter, pages) for chapter in chapters if (pages := chapter.pages(study))]
    made = [Chapter(chapter.title, pages) for chapter, pages in shown]
    found = [(number, chapter.title, chapter.found(study)) for number, (chapter, _pages) in enumerate(shown, 1)]
    _say_once([one for chapter in made for one in chapter.pages])
    report = {"version": version, "messages": _warnings(study, run)}
    run.request["layers"] = _layers(study)  # for names of classes, and the unit of lengths
    title = tr("Mining assessment: {name}", name=name)
    methods = methods_of(run, report, [_study()], run.request["layers"][0])
    whole = Page(title, [Section(tr("At a glance"), _glance(study, found))], methods, tuple(made))
    whole.closing = (
        Section(CLOSING["whereabouts"], [_whereabouts(whole)], "whereabouts"),
        Section(CLOSING["references"], [Works(cited(texts(whole)))], "references"),
    )
    return whole


def _glance(study, found):
    left = [(None, title, tr("Left out: {reason}", reason=reason)) for title, reason in study.left_out]
    return [Note(_maps(study)), KeyNumbers(glance.numbers(study)), *glance.by_zone(study), Findings([*found, *left], list(CLOSING.items()))]


def _maps(study):
    names = listed(words.called(study, at) for at in range(len(study.maps)))
    return tr("Maps of {maps}.", maps=names) if len(study.maps) > 1 else tr("Map of {map}.", map=names)


def _layers(study):
    """The maps, as a step took them."""
    requests = [step.request for step in study.steps.values()]
    several = (request["layers"] for request in requests if request.get("layers"))
    return next(several, [request["lulc"] for request in requests if request.get("lulc")])


def _study():
    return tr("The chapters follow the study of Chang et al. 2024, each by an algorithm of Pitscape that can be run by itself and gives the same figures.")


def _warnings(study, run):
    """Those of the whole run; what is left out stands at a glance."""
    reasons = [reason for _title, reason in study.left_out]
    told = [text for text in run.cautions if not any(reason in text for reason in reasons)]
    return [{"level": "warning", "code": "", "text": text} for text in told]


def _say_once(pages):
    """What several steps had to say of the layers that they share stands where it is said first, and no message that is a note is said again."""
    said = set()
    for page in pages:
        notes = {part.text for section in page.sections for part in section.parts if part.kind == "note"}
        page.methods.messages = [one for one in page.methods.messages if one["level"] == "warning" or one["text"] not in said | notes]
        page.methods.once = True
        said.update(message["text"] for message in page.methods.messages)


def texts(whole):
    """All that is said in a page: sentences of methods, notes, captions, cells of words."""
    for page in whole.pages:
        yield from page.methods.sentences
    for part in whole.parts:
        yield from (getattr(part, name) for name in ("text", "caption") if hasattr(part, name))


def _whereabouts(whole):
    there = {}
    for part in whole.parts:
        there.setdefault(getattr(part, "called", ""), []).append(part)
    rows = []
    for name, shown, called in FIGURES:
        parts = [part for one in called for part in there.get(one, [])]
        rows.append((name, shown, parts or tr("not in this run")))
    caption = tr("What Chang et al. 2024 show, and where it stands here for these maps")
    return Whereabouts(caption, (tr("In the study"), tr("What it shows"), tr("Here")), rows)
