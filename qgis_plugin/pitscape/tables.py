"""The tables of a report, read from their column files.

A column is a raw little-endian file (int64, float64, or with int64 offsets UTF-8 bytes or polygons as
well-known binary), so that millions of rows pass without JSON. Rows are read in pieces and no file stays open: the folder can go
as soon as the last row is out.
"""

import numpy

from .translation import tr

ROWS_AT_ONCE = 65536
FIXED = {"integer": "<i8", "real": "<f8"}


class Table:
    def __init__(self, description, name=""):
        self.name = name  # of the library
        self.count = description["rows"]
        self.columns = [(column["name"], column["type"]) for column in description["columns"]]
        self._columns = description["columns"]

    def __iter__(self):
        """The rows as tuples; NULL is None, polygons are bytes."""
        for start in range(0, self.count, ROWS_AT_ONCE):
            count = min(ROWS_AT_ONCE, self.count - start)
            yield from zip(*(_read(column, start, count) for column in self._columns))

    def numbers(self, name):
        """A column of numbers as an array; NULL is NaN in one of real numbers."""
        column = next(column for column in self._columns if column["name"] == name)
        values = _read_array(column["data"], FIXED[column["type"]], 0, self.count)
        if column["type"] == "real" and column.get("valid"):
            values[_read_array(column["valid"], "u1", 0, self.count) == 0] = numpy.nan
        return values

    def longest(self, name):
        """The longest text of a column, by its bytes."""
        column = next(column for column in self._columns if column["name"] == name)
        if not self.count:
            return ""
        lengths = numpy.diff(_read_array(column["offsets"], "<i8", 0, self.count + 1))
        return _read_bytes(column, int(lengths.argmax()), 1)[0].decode("utf-8")

    def is_empty(self, name):
        """Whether a column has rows and no value in any of them."""
        valid = next(column for column in self._columns if column["name"] == name).get("valid")
        return bool(valid) and self.count > 0 and not _read_array(valid, "u1", 0, self.count).any()


def _read(column, start, count):
    if column["type"] == "text":
        values = [text.decode("utf-8") for text in _read_bytes(column, start, count)]
    elif column["type"] == "polygons":
        values = _read_bytes(column, start, count)
    else:
        values = _read_array(column["data"], FIXED[column["type"]], start, count).tolist()
    if column.get("valid"):
        valid = _read_array(column["valid"], "u1", start, count)
        values = [value if known else None for value, known in zip(values, valid)]
    return values


def _read_bytes(column, start, count):
    offsets = _read_array(column["offsets"], "<i8", start, count + 1).tolist()
    with open(column["data"], "rb") as file:
        file.seek(offsets[0])
        data = file.read(offsets[-1] - offsets[0])
    return [data[low - offsets[0] : high - offsets[0]] for low, high in zip(offsets, offsets[1:])]


def _read_array(path, kind, start, count):
    kind = numpy.dtype(kind)
    array = numpy.fromfile(path, dtype=kind, count=count, offset=start * kind.itemsize)
    if len(array) != count:
        text = tr("{path} holds {found} values from row {row} on where {due} are due", path=path, found=len(array), row=start, due=count)
        raise OSError(text)
    return array
