"""What reports share: rows by name, pictures that may fail, words."""

import contextlib

from .. import native
from ..translation import tr
from . import maps
from .page import Note, PageError
from .rounding import given


def records(table):
    names = [name for name, _type in table.columns]
    return (dict(zip(names, row)) for row in table)


class Rows:
    """A table that a report makes: `columns` as (name, type)."""

    def __init__(self, columns, rows):
        self.columns = columns
        self.count = len(rows)
        self._rows = rows

    def __iter__(self):
        return iter(self._rows)


def empty_columns(table):
    """Columns without a value, as those of carbon without pools and rates without years."""
    empty = {name for name, _type in table.columns}
    for row in records(table):
        empty -= {name for name in empty if row[name] is not None}
    return empty


@contextlib.contextmanager
def drawn(run):
    """A picture that fails leaves a note in the page, which is worth having without it; cancel ends the run."""
    failures = []
    try:
        yield failures
    except PageError as error:
        if cancelled(run)():
            raise native.Cancelled(tr("The run was cancelled.")) from error
        failures.append(Note(str(error), warning=True))


def cancelled(run):
    return run.feedback.isCanceled


def images_of(run, pictures, draw):
    """The images that `draw` makes; smaller ones in a study, which has more figures."""
    return maps.images(pictures, draw, run.whole is not None)


def thinned(pictures):
    every = max(picture.every for picture in pictures)
    return " " + tr("One cell of every {every} × {every} is drawn.", every=every) if every > 1 else ""


def remarks(report, codes):
    """What a run had to say by these codes, in their order. Warnings stand at the top of every page, and are not said again."""
    told = [message for code in codes for message in report["messages"] if message["code"] == code]
    return [Note(message["text"]) for message in told if message["level"] != "warning"]


def listed(items):
    *first, last = map(str, items)
    return tr("{first} and {last}", first=", ".join(first), last=last) if first else last


def titled(run, subject):
    """The title of a report: the algorithm, and what it was run on."""
    return tr("{algorithm} report: {subject}", algorithm=run.algorithm.displayName(), subject=subject)


def span(years):
    """“2007 to 2022”, or the one year."""
    first, last = min(years), max(years)
    return str(first) if first == last else tr("{first} to {last}", first=first, last=last)


def chosen(values, most, weight):
    """The `most` of some values with the largest weight, in the order of all; those of no known weight come last."""
    values = list(values)
    ranked = sorted(values, key=lambda value: -(weight(value) or 0))[:most]
    return [value for value in values if value in ranked]


def fewer(shown, of, what):
    """What a caption says of a figure that does not show all."""
    return " " + tr("Shown: {shown} of {of}, {what}.", shown=len(shown), of=len(of), what=what) if len(shown) < len(of) else ""


def of_sample(run, report):
    """Which cells of rasters counted, for a paragraph on methods."""
    request = run.request
    size, seed = given(request["sample_size"]), request["seed"]
    told = {
        "all": tr("All cells count."),
        "random": tr("A random sample of {size} cells was drawn without replacement (seed {seed}).", size=size, seed=seed),
        "regular": tr("The sample is every few rows and columns, as many as leave {size} cells at most.", size=size),
        "stratified": tr(
            "A random sample of {size} cells was drawn in each class of {strata} in proportion to its cells, two at least (seed {seed}).",
            size=size,
            strata=run.captured["STRATA"].name if run.captured["STRATA"] else "",
            seed=seed,
        ),
    }[request["sample"]]
    if request["sample"] == "regular":  # how many rows and columns one stands for
        told = " ".join([told, *(message["text"] for message in report["messages"] if message["code"] == "SAMPLE")])
    if request["min_distance"]:
        told += " " + tr("No two drawn cells are nearer to each other than {metres} m.", metres=given(request["min_distance"]))
    return told
