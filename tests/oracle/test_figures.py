"""The comparison itself: what it must call a difference."""

import math

import numpy as np
import pytest

from .figures import Figures


@pytest.mark.parametrize(
    "got, expected",
    [(1.0, 1.0 + 1e-8), (0.0, 1e-8), (None, 0.0), (0.0, None), (3, 4), ("a", "b"), (math.nan, 1.0), (1.0, math.nan)],
)
def test_different_figures_fail(got, expected):
    with pytest.raises(AssertionError, match="1 figures differ"), Figures("comparison", "planted") as figures:
        figures.same("figure", got, expected)


def test_equal_figures_pass():
    with Figures("comparison", "planted") as figures:
        for value in (1.5, 0, None, "a"):
            figures.same("figure", value, value)


@pytest.mark.parametrize("got", [{}, {1: {"a": 2.0}, 2: {"a": 2.0}}, {1: {"a": 3.0}}])
def test_different_rows_fail(got):
    with pytest.raises(AssertionError), Figures("comparison", "planted") as figures:
        figures.table("table", got, {1: {"a": 2.0}})


@pytest.mark.parametrize("got", [[[1.0, np.nan], [3.0, 4.1]], [[1.0, 2.0], [3.0, 4.0]], [[1.0, np.nan]]])
def test_different_cells_fail(got):
    with pytest.raises(AssertionError), Figures("comparison", "planted") as figures:
        figures.cells("cells", np.array(got), np.array([[1.0, np.nan], [3.0, 4.0]]))
