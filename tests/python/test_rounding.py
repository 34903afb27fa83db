"""Numbers in tables of reports: none has fewer digits than its headline or fewer than three, and what is noise is 0."""

import pytest

pytestmark = pytest.mark.usefixtures("qgis")


def texts(*values, name="area_ha", headlines=(), **more):
    from pitscape.reports.rounding import texts_of, written

    return texts_of([(name, "real", list(values))], headlines=written(headlines), **more)[0]


ALONE = {
    "small beside large": ((24012.333, 5.1, 12.41), ["24,012.3", "5.1", "12.4"]),
    "what is exact has no zeros behind it": ((24012.5, 500.0, 1.5), ["24,012.5", "500.0", "1.5"]),
    "a small one has decimals of its own": ((1234567.891, 5.3146, -0.0123456), ["1,234,568", "5.31", "−0.0123"]),
    "three digits of rates": ((12345.678, -1.2345, 2.3641, -0.1234), ["12,345.68", "−1.23", "2.36", "−0.123"]),
    "whole numbers": ((5.0, 12.0, 1e7), ["5", "12", "10,000,000"]),
    "nothing": ((None, None), ["–", "–"]),
    "nought": ((0.0, None, -0.0), ["0", "–", "0"]),
    "noise beside 1": ((1.0, 2.3e-17, 0.0), ["1", "0", "0"]),
    "noise beside a figure": ((0.0123, -6.9e-18), ["0.0123", "0.0000"]),
    "noise alone": ((2.31e-17, 0.0), ["2.31e−17", "0"]),
    "next to nothing, and no noise": ((1.0, 0.5, 3.14e-11), ["1.0000", "0.5000", "3.14e−11"]),
    "sums in binary": ((0.1 + 0.2, 4.359999999999999), ["0.30", "4.36"]),
}


@pytest.mark.parametrize("case", ALONE)
def test_a_column(case):
    values, wanted = ALONE[case]
    assert texts(*values) == wanted


def test_no_figure_has_less_than_three_digits():
    """Unless it has no more: whatever stands beside it."""
    import re

    import numpy as np

    draw = np.random.default_rng(4)
    for _turn in range(300):
        values = [float(value) for value in draw.choice((-1, 1), 6) * 10 ** draw.uniform(-5, 6, 6)]
        for value, text in zip(values, texts(*values, name=("area_ha", "area_pct")[_turn % 2])):
            figure = float(text.replace("−", "-").replace(",", ""))
            assert abs(figure - value) <= 0.005 * abs(value), (values, text)
            assert len(re.sub(r"e.*|[^\d]", "", text).lstrip("0")) <= 11, (values, text)


def test_a_headline_is_not_contradicted():
    assert texts(1503919.0, 145.0, 144.5378, headlines=["144.54", "95 %: 142.7 to 146.4"]) == ["1,503,919", "145", "144.54"]
    assert texts(10405.0, 3690.04, headlines=["3,690.0"]) == ["10,405.0", "3,690.0"]
    assert texts(1164.71, -1.4567, 2.36412, name="dynamic_degree_pct", headlines=["2.364"])[2] == "2.364"
    assert texts(-80498.3, 12.5, headlines=["−80,498.3"])[0] == "−80,498.3"
    # A share that stands there in percent; an area of 0.46 ha is none
    assert texts(0.9, 0.0608721, name="users", headlines=["quantity 6.087 %"]) == ["0.90000", "0.06087"]
    assert texts(619.84, 0.46, headlines=["46.0"]) == ["619.84", "0.46"]


def test_rows_of_different_things():
    from pitscape.reports.rounding import texts_of

    columns = [
        ("measure", "text", ["mean (t/ha)", "total (t)", "bias (t/ha)", "exact"]),
        ("value", "real", [144.5378, 1503919.4, 1.4282, 1.0]),
        ("se", "real", [0.9536, 9922.25, None, 2.3e-17]),
    ]
    _names, value, error = texts_of(columns, by_row=True)
    assert list(zip(value, error)) == [("144.538", "0.954"), ("1,503,919", "9,922"), ("1.4282", "–"), ("1", "0")]


def test_columns_that_are_of_one_thing():
    from pitscape.reports.rounding import texts_of

    columns = [("to 1", "real", [23.68, None]), ("before", "real", [23.68, 24012.0]), ("year", "integer", [2007, 2012])]
    assert texts_of(columns, alike=("to 1", "before")) == [["23.7", "–"], ["23.7", "24,012.0"], ["2007", "2012"]]


def test_a_p_may_be_next_to_nothing():
    assert texts(0.4312345, 3.2e-13, name="p_isotropic") == ["0.4312", "3.2e−13"]


def test_the_page_hears_its_headlines():
    from pitscape.reports import page
    from pitscape.reports.parts import Rows

    table = page.Table("Carbon", Rows([("carbon_t", "real")], [[1503919.4], [144.5378]]), "")
    numbers = page.KeyNumbers([page.KeyNumber("Mean", "144.54", "t/ha", "95 %: 142.7 to 146.4")])
    text = page.render("t", [page.Section("Results", [numbers]), page.Section("Tables", [table])], page.Methods([], [], []))
    assert ">144.54</td>" in text and ">1,503,919</td>" in text
