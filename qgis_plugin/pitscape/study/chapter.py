"""A chapter of a study: what it lacks, if anything, and what it runs."""

from qgis.core import QgsProcessingException

from ..translation import tr
from .step import NoResult

# What a chapter is of where zones are given.
ZONES, ALL_ZONES, MAP = "zones", "all_zones", "map"


class Chapter:
    word = ""  # what LEAVE_OUT calls it; nothing where a study without it is none
    title = ""
    needs = ()  # chapters whose results it takes
    of = ZONES

    def lacks(self, study):
        """Why it cannot be written by what the study was given, in a sentence; None where it can."""
        return None

    def missing(self, study):
        """The same, once the chapters before are written."""
        if self.word and self.word in study.run.captured["LEAVE_OUT"]:
            return tr("it is not asked for (LEAVE_OUT).")
        lost = next((chapter for chapter in self.needs if not study.has(chapter)), None)
        if lost is not None:
            return tr("the chapter “{chapter}” is left out, of which it needs the results.", chapter=lost.title)
        return self.lacks(study)

    def steps(self, study):
        """How many seconds its steps take on a map of a million cells, by their names, in their order."""
        raise NotImplementedError

    def write(self, study):
        """Run its steps. What it makes before a step has no result stays."""
        raise NotImplementedError

    def pages(self, study):
        """What the report shows of it: pages of its steps."""
        return []

    def found(self, study):
        """What it found, in a sentence or two for the first page."""
        return ""


def write(chapters, study, feedback, start, end):
    """Write all chapters for which there is what they need, from one share of the run to another; returns those that were written."""
    study.chapters = chapters
    _tell_zones(study)
    written = []
    times = {chapter: chapter.steps(study) for chapter in chapters if chapter.missing(study) is None}
    total, done = sum(sum(steps.values()) for steps in times.values()), 0.0
    for chapter in chapters:
        reason = chapter.missing(study)
        steps = times.get(chapter, {})
        due = done + sum(steps.values())
        if reason is None:
            feedback.chapter(chapter.title, *(start + (end - start) * time / total for time in (done, due)), steps)
            before = len(study.steps)
            try:
                chapter.write(study)
            except NoResult as error:
                if not chapter.word:
                    raise QgsProcessingException(tr("{chapter}: {error}", chapter=chapter.title, error=error)) from error
                reason = str(error)
            if len(study.steps) > before:
                written.append(chapter)
        if reason is not None:
            study.leave_out(chapter, reason, chapter in written)
        done = due
    return written


def _tell_zones(study):
    """Which chapters know no zones."""
    if study.run.captured["ZONES"] is None:
        return
    of = {what: [chapter.title for chapter in study.chapters if chapter.of == what and chapter.missing(study) is None] for what in (ALL_ZONES, MAP)}
    if of[MAP]:
        study.run.caution(tr("ZONES: of the whole map, and not by zone, are: {chapters}.", chapters="; ".join(of[MAP])))
    if of[ALL_ZONES]:
        study.run.caution(tr("ZONES: of all zones together are: {chapters}.", chapters="; ".join(of[ALL_ZONES])))
