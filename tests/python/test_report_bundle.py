"""What draws the figures of reports: the file that is shipped, and whether it has what figures ask for."""

import hashlib
import json
import re

from conftest import ROOT

FOLDER = ROOT / "qgis_plugin/pitscape/reports/plotly"
BUNDLE = FOLDER / "plotly-basic.min.js"


def test_it_is_the_file_that_its_page_tells_of():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(BUNDLE.read_bytes()).hexdigest() in page
    version = re.search(r"v([\d.]+)", BUNDLE.read_text(encoding="utf-8")[:200])[1]
    assert f"version {version}," in page and "MIT" in page
    assert (FOLDER / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_it_has_the_traces_of_all_figures():
    known = set(re.findall(r'moduleType:"trace",name:"(\w+)"', BUNDLE.read_text(encoding="utf-8")))
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.glob("*.py"))
    asked = set(re.findall(r'"type": "(\w+)"', code)) - {"category", "data", "line", "rect"}  # of axes, intervals and shapes
    assert asked == {"scatter", "bar"} and asked <= known


def test_a_page_has_the_file_whole_and_little_else(qgis):
    from pitscape.reports import figures
    from pitscape.reports.page import Figure, Methods, Section, render

    plot = figures.stacked(["a"], [{"name": "1 Wald", "tag": "1", "color": "#112233", "y": [1.0]}], "t")
    page = render("Title", [Section("Results", [Figure("Bars", plot, "Of one.")])], Methods([], [], []))
    assert BUNDLE.read_text(encoding="utf-8") in page
    assert len(page.encode("utf-8")) < BUNDLE.stat().st_size + 60_000
    drawn = json.loads(re.search(r'<script type="application/json">(.*?)</script>', page)[1])
    assert [trace["type"] for trace in drawn["data"]] == ["bar"]


def test_a_page_that_would_be_too_large_shows_fewer_rows(qgis, monkeypatch):
    from pitscape.reports import page
    from pitscape.reports.parts import Rows

    rows = [(year, "x" * 50) for year in range(400)]
    table = page.Table("Long", Rows([("year", "integer"), ("name", "text")], rows), "Rows.")
    monkeypatch.setattr(page, "LARGEST", BUNDLE.stat().st_size + 50_000)
    text = page.render("Title", [page.Section("Tables", [table])], page.Methods([], [], []))
    assert len(text.encode("utf-8")) <= page.LARGEST and 10 <= table.shown < 400
    assert f"The first {table.shown} of 400 rows" in text


def test_pictures_of_a_figure_are_thinned_until_they_are_small(monkeypatch, tmp_path):
    import numpy as np
    from maps import write_map
    from pitscape.reports import maps

    noise = np.random.default_rng(1).integers(1, 200, (400, 300), "uint8")
    pictures = [maps.Picture({"path": write_map(tmp_path / f"noise_{at}.tif", noise), "band": 1}) for at in (1, 2)]
    colors = {code: f"#{code:02x}{code:02x}{code:02x}" for code in range(1, 200)}
    monkeypatch.setattr(maps, "MOST_BYTES", 100_000)
    images = maps.images(pictures, lambda picture: picture.classes(colors))
    assert sum(map(len, images)) <= 100_000
    assert all(picture.every == 2 and np.array_equal(picture.values, noise[::2, ::2]) for picture in pictures)
