"""What reports share: rows by name, pictures that may fail, words."""

import contextlib

from .. import native
from .page import Note, PageError


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


@contextlib.contextmanager
def drawn(run):
    """A picture that fails leaves a note in the page, which is worth having without it; cancel ends the run."""
    failures = []
    try:
        yield failures
    except PageError as error:
        if cancelled(run)():
            raise native.Cancelled("The run was cancelled.") from error
        failures.append(Note(str(error), warning=True))


def cancelled(run):
    return run.feedback.isCanceled


def thinned(pictures):
    every = max(picture.every for picture in pictures)
    return f" One cell of every {every} × {every} is drawn." if every > 1 else ""


def listed(items):
    *first, last = map(str, items)
    return f"{', '.join(first)} and {last}" if first else last
