"""Words of the report of coupling and coordination: systems, grades, indicators, classes."""

import contextlib
import csv

from .. import metrics
from ..translation import tr

SYSTEMS = {"l": "L", "f": "F", "ca": "Ca"}
# The library's own, each 0.1 wide, by their numbers; what names them in tables is English.
TEN = (
    tr("extreme imbalance"),
    tr("severe imbalance"),
    tr("moderate imbalance"),
    tr("mild imbalance"),
    tr("near imbalance"),
    tr("barely coordinated"),
    tr("primary coordination"),
    tr("intermediate coordination"),
    tr("good coordination"),
    tr("excellent coordination"),
)


class Grades:
    """Grades of D: `all` as (from, to, name), in the order of their numbers from 1."""

    def __init__(self, path):
        self.all = _graded(path) if path else [(at / 10, (at + 1) / 10, name) for at, name in enumerate(TEN)]

    def name(self, number):
        return None if number is None else self.all[number - 1][2]

    def bands(self):
        """As figures have them: with their upper ends."""
        return [(low, high, tr("{grade} (≤ {end})", grade=name, end=f"{high:g}")) for low, high, name in self.all]


def _graded(path):
    """The grades of a table, which the library has judged."""
    found = []
    for row in _rows(path):
        with contextlib.suppress(ValueError, KeyError):
            found.append((float(row["from"]), float(row["to"]), row["name"]))
    return sorted(found)


def class_names(path):
    """Names of the classes of a table of carbon, by code."""
    names = {}
    for row in _rows(path) if path else ():
        with contextlib.suppress(ValueError, KeyError):
            if row["name"]:
                names.setdefault(int(float(row["lucode"])), row["name"])
    return names


def _rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key.strip().lower(): (value or "").strip() for key, value in row.items() if key}


def lagging(text):
    """“L, Ca” of “l, ca”."""
    return text and ", ".join(SYSTEMS.get(one.strip(), one.strip()) for one in text.replace(";", ",").split(","))


def short(column):
    """“NP” of a metric; other columns as they are called."""
    metric = _metric(column)
    return metric["abbreviation"] if metric else column


def long(column):
    """“Number of patches (NP)”."""
    metric = _metric(column)
    return tr("{name} ({short})", name=metric["name"], short=metric["abbreviation"]) if metric else column


def _metric(column):
    return metrics.known().get(column.upper())
