"""The one way in which figures are compared, and counted."""

import collections

import numpy as np
import pytest

COUNTED = collections.Counter()  # figures by kernel, over all tests of the session
TOLD = 12  # differences that a failure lists


def needs(something):
    """Skips the test, in sight, where a random map has nothing to compare."""
    if not something:
        pytest.skip("nothing on this random map to compare")


class Figures:
    """Compares figures of a kernel; at the end of its `with` it fails with the differences that it met."""

    def __init__(self, kernel, about):
        self.kernel, self.about, self.wrong, self.differences = kernel, about, 0, []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None and self.wrong:
            lines = "\n  ".join(self.differences)
            raise AssertionError(f"{self.kernel}: {self.wrong} figures differ ({self.about})\n  {lines}")

    def same(self, what, got, expected, relative=1e-9, absolute=1e-9):
        """None is NULL and equals nothing else."""
        COUNTED[self.kernel] += 1
        numbers = isinstance(got, (int, float)) and isinstance(expected, (int, float, np.number))
        if numbers and not abs(got - expected) <= absolute + relative * abs(expected) or not numbers and got != expected:
            self._differs(what, got, expected)

    def table(self, what, got, expected, **tolerance):
        """Rows by key, each a dictionary; of those that were got, only columns that are expected."""
        self.same(f"{what}: rows", sorted(got, key=str), sorted(expected, key=str))
        for key in set(got) & set(expected):
            for column, value in expected[key].items():
                self.same(f"{what} {key} {column}", got[key][column], value, **tolerance)

    def cells(self, what, got, expected, relative=1e-6, absolute=1e-6):
        """Two arrays, whose NaN is nodata; Float32 keeps seven digits."""
        if got.shape != expected.shape:
            self._differs(f"{what}: rows and columns", got.shape, expected.shape)
            return
        COUNTED[self.kernel] += got.size
        with np.errstate(invalid="ignore"):
            alike = np.abs(got - expected) <= absolute + relative * np.abs(expected)
        for row, column in np.argwhere(~(alike | (np.isnan(got) & np.isnan(expected)))):
            self._differs(f"{what} at row {row}, column {column}", got[row, column], expected[row, column])

    def _differs(self, what, got, expected):
        self.wrong += 1
        if len(self.differences) < TOLD:
            self.differences.append(f"{what}: {got!r}, expected {expected!r}")
