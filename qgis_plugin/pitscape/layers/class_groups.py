"""Groups of classes, as a run got them."""

import contextlib
import csv


def first_codes(path):
    """The smallest code of each group, by its name: it lends the group its colour. The library has judged the table."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = [{key.strip().lower(): (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]
    first = {}
    for row in rows:
        with contextlib.suppress(ValueError):
            code, group = int(float(row["lucode"])), row["class_group"]
            first[group] = min(code, first.get(group, code))
    return first
