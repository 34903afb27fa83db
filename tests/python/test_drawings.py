"""Drawings of reports: sums that are kept, texts that do not meet, nothing beyond the edge, whatever there is to draw."""

import re

import browser
import numpy as np
import pytest

pytestmark = pytest.mark.usefixtures("qgis")

LONG = "Reclaimed dump with sea buckthorn and pine of the third planting"
BROAD = "WWWWWW MMMMMM OOOOOO @@@@@@ QQQQQQQ"
CHINESE = "煤矿露天采场与排土场复垦草地及其周边林地"
EVIL = "<script>alert(1)</script> & “x”"


def named(classes):
    names = {code: (LONG, BROAD, CHINESE, EVIL, "Mine")[code % 5] for code in range(1, classes + 1)}
    return names, {code: f"#{997 * code % 0xFFFFFF:06x}" for code in names}


def flows(classes, seed, stays=0.0, of=None):
    """Areas by pair of classes; `of` are the pairs that are there."""
    draw = np.random.default_rng(seed)
    pairs = of or [(one, other) for one in range(1, classes + 1) for other in range(1, classes + 1)]
    return {(one, other): float(draw.random() ** 3 + (stays if one == other else 0)) for one, other in pairs}


SANKEYS = {
    "all small": (("2000", "2010", "2020", "2022"), [flows(24, seed) for seed in (1, 2, 3)]),
    "mostly the same": (("2000", "2010"), [flows(8, 4, 50)]),
    "one class": (("2000", "2010", "2020"), [{(1, 1): 5.0}] * 2),
    "a class for another": ((LONG, BROAD), [{(1, 2): 5.0}]),
    "classes that come and go": ((CHINESE, LONG, BROAD, "x"), [{(1, 2): 5.0}, {(2, 3): 1e-9, (2, 2): 9.0}, {(2, 4): 9.0, (3, 4): 1e-9}]),
    "twelve dates": (tuple(f"{LONG} {at}" for at in range(12)), [flows(5, seed, 2) for seed in range(11)]),
    "sixty classes": (("2000", "2010"), [flows(60, 5, 30)]),
    "land that is not the same": (("2000", "2010", "2020"), [{(1, 1): 100.0, (1, 2): 3.0}, {(1, 1): 4.0, (2, 2): 50.0}]),
}
CHORDS = {
    "all small": flows(24, 1),
    "some": flows(8, 4, 50),
    "one way": {(1, 2): 5.0},
    "nearly one class alone": {(1, 2): 1000.0, (2, 1): 900.0, **{(1, other): 20.0 for other in range(3, 30)}},
    "sixty": {(one, one + 1): 1.0 for one in range(1, 60)},
    "a ring of ninety": {(one, one % 90 + 1): 1.0 for one in range(1, 91)},
}


def scattered(count, wide, high, size, seed=1):
    """Points with residuals over so wide and high a place."""
    draw = np.random.default_rng(seed)
    return [
        {"x": 500000 + float(wide * x), "y": 4000000 + float(high * y), "residual": float(size * z)}
        for x, y, z in zip(draw.random(count), draw.random(count), draw.normal(0, 1, count))
    ]


RESIDUALS = {
    "soil": scattered(300, 9000, 8000, 10),
    "a line to the north": scattered(20, 0, 5000, 0.001),
    "a line to the east": scattered(20, 5000, 0, 1e6),
    "one point": scattered(1, 0, 0, 1),
    "no residual": scattered(5, 10, 10, 0),
    "very large": scattered(50, 1e6, 1e5, 1e21),
    "very small": scattered(50, 0.01, 0.02, 1e-21),
}


def matrix(variables, seed=1):
    """Names and cells of a matrix of so many variables."""
    draw = np.random.default_rng(seed)
    names = [f"{(LONG, BROAD, CHINESE, EVIL, 'DEM')[at % 5]} {at}" for at in range(variables)]
    values = {(a, b): float(draw.uniform(-1, 1)) for a in range(variables) for b in range(a + 1, variables)}
    return names, {pair: (r, "*" * int(abs(r) * 4)) for pair, r in values.items()}


MATRICES = {
    "a pair": matrix(2),
    "six": matrix(6),
    "fifteen": matrix(15),
    "twenty": matrix(20),
    "thirty": matrix(30),
    "more than are drawn": matrix(50),
    "ends": (["a", "b", "c", "d"], {(0, 1): (1.0, "***"), (0, 2): (-1.0, "***"), (1, 2): (0.0, ""), (0, 3): (None, ""), (1, 3): (-0.004, ""), (2, 3): (0.999, "*")}),
}


def coefficients(count, kinds=3, size=1.0, seed=1):
    """So many values with intervals, some without."""
    draw = np.random.default_rng(seed)
    rows = []
    for at in range(count):
        value = float(size * draw.normal(0, 1))
        ends = [None if (at + kind) % 5 == 4 else (value - size * 0.1 * (kind + 1), value + size * 0.1 * (kind + 1)) for kind in range(kinds)]
        rows.append((f"{(LONG, BROAD, CHINESE, EVIL, 'DEM')[at % 5]} {at}", value, ends))
    return rows, [f"residuals of the kind {at}, of a long name" for at in range(kinds)]


COEFFICIENTS = {
    "one": coefficients(1),
    "seven": coefficients(7),
    "forty of one kind": coefficients(40, 1),
    "very small": coefficients(9, size=1e-21),
    "very large": coefficients(9, size=1e15),
    "none but 0": ([("dem", 0.0, [(0.0, 0.0), None])], ["a", "b"]),
    "all beyond 0": ([("dem", 5.0, [(4.9, 5.1)]), ("savi", 6.0, [None])], [f"{LONG} {CHINESE}"]),
}


def sankey(name):
    from pitscape.reports import drawings

    labels, intervals = SANKEYS[name]
    return str(drawings.sankey(labels, intervals, *named(90)))


def chord(name):
    from pitscape.reports import drawings

    return str(drawings.chord(CHORDS[name], *named(90)))


@pytest.fixture(scope="module")
def window():
    if not browser.works():
        pytest.skip("no Chromium that starts: the drawings are not looked at in a browser")
    with browser.Browser() as made:
        yield made


def seen(window, tmp_path, svg):
    from test_report_layout import OVERLAPS

    page = tmp_path / "drawing.html"
    page.write_text(f"<meta charset='utf-8'><div class='drawing'>{svg}</div>", encoding="utf-8")
    window.open(str(page))
    assert window.errors == []
    assert window.run("document.querySelectorAll('.drawing svg path, .drawing svg rect').length") > 1
    return window.run(OVERLAPS)


@pytest.mark.parametrize("name", SANKEYS)
def test_sankeys(window, tmp_path, name):
    assert seen(window, tmp_path, sankey(name)) == []


@pytest.mark.parametrize("name", CHORDS)
def test_chords(window, tmp_path, name):
    assert seen(window, tmp_path, chord(name)) == []


@pytest.mark.parametrize("name", RESIDUALS)
def test_residuals(window, tmp_path, name):
    from pitscape.reports import drawings

    svg = str(drawings.residuals(RESIDUALS[name], "US survey foot"))
    assert seen(window, tmp_path, svg) == [] and svg.count("<title>residual") == len(RESIDUALS[name])


@pytest.mark.parametrize("name", MATRICES)
def test_correlations(window, tmp_path, name):
    from pitscape.reports import drawings

    names, cells = MATRICES[name]
    svg = str(drawings.correlations(names, cells))
    drawn = min(len(names), drawings.VARIABLES)
    assert seen(window, tmp_path, svg) == [] and svg.count(": r = ") == drawn * (drawn - 1) // 2


def test_cells_of_correlations():
    """Figures to two digits, colours from blue through white to red, stars below."""
    from pitscape.reports import drawings

    svg = str(drawings.correlations(*MATRICES["ends"]))
    by_pair = {text: color for color, text in re.findall(r'fill="(#[0-9a-f]{6})"[^>]*><title>(. and .: r = [^<]*)', svg)}
    assert by_pair["a and b: r = 1.00"] == drawings.RAMP[-1] and by_pair["a and c: r = −1.00"] == drawings.RAMP[0]
    assert by_pair["a and d: r = –"] == "#ffffff" and "b and d: r = 0.00" in by_pair and by_pair["b and c: r = 0.00"] == drawings.RAMP[3]
    assert svg.count(">***</tspan>") == 2 and svg.count(">*</tspan>") == 1
    assert ">1.00</tspan>" not in str(drawings.correlations(*MATRICES["thirty"]))  # which have no room


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_intervals(window, tmp_path, name):
    from pitscape.reports import drawings

    rows, kinds = COEFFICIENTS[name]
    svg = str(drawings.intervals(rows, kinds, "Standardised coefficient"))
    assert seen(window, tmp_path, svg) == []
    drawn = sum(max(1, sum(pair is not None for pair in ends)) for _name, _value, ends in rows)
    assert svg.count("<circle") == drawn + len(kinds)


def test_intervals_lie_where_they_are():
    """To scale: 0 where its line is, and each end as far from the value as it is."""
    from pitscape.reports import drawings

    svg = str(drawings.intervals([("a", 1.0, [(0.0, 3.0)]), ("b", -1.0, [(-2.0, 0.0)])], ["one"], "x"))
    zero = float(re.search(r'd="M([\d.]+) [\d.]+V[^"]*" stroke="#1a1a1a"', svg)[1])
    bars = [tuple(map(float, pair)) for pair in re.findall(r'd="M([\d.]+) [\d.]+v6M[\d.]+ [\d.]+H([\d.]+)M', svg)][:2]
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)][:2]
    (low, high), (lower, upper) = bars
    unit = (high - zero) / 3
    assert low == pytest.approx(zero, abs=0.11) and upper == pytest.approx(zero, abs=0.11)
    assert dots == pytest.approx([zero + unit, zero - unit], abs=0.11) and lower == pytest.approx(zero - 2 * unit, abs=0.2)


def test_residuals_have_the_colours_of_their_classes():
    """As far above 0 as below; the largest lie over the others."""
    from pitscape.reports import drawings

    rows = [{"x": float(at), "y": 0.0, "residual": value} for at, value in enumerate((5.0, -1.1, 0.0, 2.9, 3.1, -5.0))]
    svg = str(drawings.residuals(rows, "m"))
    drawn = re.findall(r'fill="(#[0-9a-f]{6})"[^>]*><title>residual ([^<]*)', svg)
    blue, pale, white, orange, red = drawings.RESIDUALS
    assert [(color, text.split(".")[0]) for color, text in drawn] == [(white, "0"), (pale, "−1"), (orange, "2"), (red, "3"), (red, "5"), (blue, "−5")]


def test_what_meets_or_is_cut_would_be_seen(window, tmp_path):
    svg = sankey("mostly the same")
    told = seen(window, tmp_path, re.sub(r'x="[\d.]+"( y="[\d.]+" text-anchor="end")', r'x="-30"\1', svg))
    assert {reason for _figure, _text, reason in told} == {"beyond the figure"}
    assert seen(window, tmp_path, svg.replace("</svg>", '<rect x="10" y="10" width="2000" height="5"/></svg>'))
    assert seen(window, tmp_path, re.sub(r'y="[\d.]+"( text-anchor="end")', r'y="100"\1', svg))


def widths(svg, title):
    """Heights of ribbons of a Sankey whose title says so."""
    return [float(width) for width in re.findall(rf'v([\d.]+)C[^"]*"[^>]*><title>{title}:', svg)]


def test_ribbons_are_as_wide_as_areas_and_small_ones_run_together():
    """100 ha stay; 60 and 39.4 change, and 0.3 twice is under 1 % of the 100 that changed."""
    from pitscape.reports import drawings

    names, colors = {1: "A", 2: "B", 3: "C"}, {1: "#111111", 2: "#222222", 3: "#333333"}
    areas = {(1, 1): 100.0, (1, 2): 60.0, (2, 1): 39.4, (1, 3): 0.3, (2, 3): 0.3}
    svg = str(drawings.sankey(("2000", "2010"), [areas], names, colors))
    (stayed,), (most,), (back,) = (widths(svg, text) for text in ("A to A", "A to B", "B to A"))
    assert most / stayed == pytest.approx(0.6, abs=1e-3) and back / stayed == pytest.approx(0.394, abs=1e-3)
    others = widths(svg, "Other changes, each under 1 % of what changed")
    assert len(others) == 3 and sum(others) / 2 / stayed == pytest.approx(0.006, abs=2e-3)  # from A and B, into C
    assert "A to C" not in svg
    # One alone stays itself
    svg = str(drawings.sankey(("2000", "2010"), [{key: area for key, area in areas.items() if key != (2, 3)}], names, colors))
    assert "A to C: 0.3000 ha" in svg and "Other changes" not in svg


def test_a_chord_keeps_sums_and_is_none_without_change():
    from pitscape.reports import drawings

    names, colors = {1: "A", 2: "B", 3: "C"}, {1: "#111111", 2: "#222222", 3: "#333333"}
    assert drawings.chord({(1, 1): 5.0, (2, 2): 1.0}, names, colors) is None
    svg = str(drawings.chord({(1, 1): 100.0, (1, 2): 60.0, (2, 1): 39.4, (1, 3): 0.3, (2, 3): 0.3}, names, colors))
    for text in ("A: 99.70 ha lost or gained", "B: 99.70 ha lost or gained", "A to B: 60.00 ha", "others, each under 1 %: 1.200 ha lost or gained", "C: 0.6000 ha"):
        assert text in svg, text


def test_names_are_text():
    from pitscape.reports import drawings

    for svg in (sankey("mostly the same"), chord("some"), str(drawings.correlations(*MATRICES["six"]))):
        assert "<script>" not in svg and "&lt;script&gt;" in svg


def test_long_names_are_cut_and_stand_whole_in_titles():
    svg = sankey("a class for another")
    assert f"<title>{BROAD}</title>" in svg and "…</text>" in svg
