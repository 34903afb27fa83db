"""The HTML report of carbonseries, as a text and in a browser."""

import csv
import html.parser
import io
import re

import browser
import numpy as np
import pytest
from layers import polygon_layer, raster_layer
from maps import write_map, write_table
from runs import Failed, Feedback, run

pytestmark = pytest.mark.usefixtures("project")

EVIL = "<script>alert(1)</script>"
WORSE = '</script><img src=x onerror=alert(2)>&"\'{{7*7}}'
MAPS = {
    2000: np.array([[1, 1, 2], [3, 3, 0]], "uint8"),
    2010: np.array([[1, 2, 2], [3, 1, 0]], "uint8"),
    2015: np.array([[2, 2, 2], [1, 1, 0]], "uint8"),
}
HEADER = ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]


@pytest.fixture
def inputs(tmp_path):
    rows = [(1, EVIL, 1, 2, 3, 4, 0, 0, 2, 0), (2, WORSE, 10, 20, 30, 40, 3, 0, 4, 0), (3, "Wald & Wiese", 1, 1, 1, 1, 0, 0, 0, 0)]
    return {
        "LAYERS": [write_map(tmp_path / f"cover_{year}.tif", MAPS[year], nodata=0) for year in MAPS],
        "POOLS": write_table(tmp_path / "pools.csv", HEADER, rows),
    }


def report(inputs, tmp_path, feedback=None, **more):
    path = tmp_path / "report.html"
    made = run(dict(inputs, REPORT=str(path), **more), feedback, name="carbonseries")
    assert made["REPORT"] == str(path)
    return path


class Page(html.parser.HTMLParser):
    """Elements with their attributes, and the text outside scripts and styles."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self._inside = [], "", None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside not in ("script", "style"):
            self.text += data


def test_names_of_users_are_text(inputs, tmp_path):
    page = Page(report(inputs, tmp_path))
    assert EVIL in page.text and WORSE in page.text and "Wald & Wiese" in page.text
    assert not any(attributes.get("src") == "x" or "onerror" in attributes for _tag, attributes in page.elements)
    # Plotly's own code, ours, the data of figures, and the texts of the script; nothing that a name has begun
    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    assert [attributes.get("type") for attributes in scripts if attributes] == ["application/json"] * (len(scripts) - 2)


def test_nothing_is_asked_of_a_network(inputs, tmp_path):
    page = Page(report(inputs, tmp_path, OUTPUT=str(tmp_path / "change.tif")))
    for tag, attributes in page.elements:
        for name in ("src", "href", "srcset", "action", "data", "poster", "background"):
            assert attributes.get(name, "data:").startswith("data:"), (tag, attributes)
        assert "url(" not in attributes.get("style", "")
    (policy,) = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy and "http" not in policy and "unsafe-eval" not in policy


def test_what_the_page_says(inputs, tmp_path):
    feedback = Feedback()
    page = Page(report(inputs, tmp_path, feedback, CLASS_CORRELATION=0.5, OUTPUT=str(tmp_path / "change.tif")))
    text = " ".join(page.text.split())
    assert "Carbon series report: 2000 to 2015" in text
    for told in (
        "Pitscape 0.1.0", "carbonseries", "EPSG:32632", "InVEST", "here 0.5", "Change of carbon from 2000 to 2015",
        "95 % interval", f"cover_2000 ({inputs['LAYERS'][0]})", f"pools ({inputs['POOLS']})",
    ):  # fmt: skip
        assert told in text, told
    images = [attributes for tag, attributes in page.elements if tag == "img"]
    assert len(images) == 6 and all(image["src"].startswith("data:image/png;base64,") and image["alt"] for image in images)


def test_maps_have_the_colours_of_the_layers(inputs, tmp_path, project):
    import base64

    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor, QImage

    layers = [raster_layer(project, path, f"map {year}") for path, year in zip(inputs["LAYERS"], MAPS)]
    kind = QgsPalettedRasterRenderer.Class
    classes = [kind(1, QColor("#112233"), "a"), kind(2, QColor("#445566"), "b"), kind(3, QColor("#ff8800"), "c")]
    for layer in layers:
        layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    page = Page(report(dict(inputs, LAYERS=layers), tmp_path))
    image = next(attributes["src"] for tag, attributes in page.elements if tag == "img")
    picture = QImage.fromData(base64.b64decode(image.split(",")[1]))
    assert (picture.width(), picture.height()) == (3, 2)
    found = [picture.pixelColor(column, row).name() for row in range(2) for column in range(3)]
    assert found[:5] == ["#112233", "#112233", "#445566", "#ff8800", "#ff8800"]
    assert picture.pixelColor(2, 1).alpha() == 0  # nodata


def test_zones_have_lines_of_their_own(inputs, tmp_path, project):
    zones = polygon_layer(project, [(0, 0, 1, 2), (1, 0, 3, 2)], names=[EVIL, "right"])
    text = Page(report(inputs, tmp_path, ZONES=zones, ZONE_FIELD="kind")).text
    assert EVIL in text and "Carbon by zone and year" in text


def test_without_a_raster_or_errors_it_says_so(inputs, tmp_path):
    rows = [(code, f"class of {code}", 1, 1, 1, 1) for code in (1, 2, 3)]
    inputs["POOLS"] = write_table(tmp_path / "plain.csv", HEADER[:6], rows)
    text = Page(report(inputs, tmp_path)).text
    assert "was not asked for" in text and "lacks standard errors" in text and "–" in text


def test_a_report_that_fails_keeps_the_old_one(inputs, tmp_path, monkeypatch):
    from pitscape.algorithms import carbon_series
    from pitscape.reports.page import PageError

    def fails(*_):
        raise PageError("The report needs something.")

    (tmp_path / "report.html").write_text("old")
    output = next(one for one in carbon_series.CarbonSeries.outputs if one.name == "REPORT")
    monkeypatch.setattr(output, "page", fails)
    with pytest.raises(Failed, match="REPORT: The report needs something."):
        report(inputs, tmp_path)
    assert (tmp_path / "report.html").read_text() == "old"
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_missing_package_is_said_before_the_run(inputs, tmp_path, monkeypatch):
    from pitscape.reports import page

    monkeypatch.setattr(page, "NEEDS", ("jinja2", "no_such_package"))
    with pytest.raises(Failed, match="needs the Python package no_such_package"):
        report(inputs, tmp_path)
    assert not (tmp_path / "report.html").exists()


def test_many_warnings_that_are_alike_are_said_once(qgis):
    """At the top of the page, where figures follow; the messages at its end have each."""
    from pitscape.reports import page

    alike = [{"level": "warning", "text": f"Code {code} has two names.", "template": "Code {code} has two names."} for code in range(9)]
    others = [{"level": "warning", "text": f"Another {one}.", "template": "Another {one}."} for one in "ab"]
    text = page.render("t", [page.Section("Results", [])], page.Methods([], [], [alike[0], *others, *alike[1:], {"level": "info", "text": "x", "template": "x"}]))
    top, end = text.split("Messages of the run</h3>")
    notes = re.findall(r'<p class="note warning" role="note"><strong>Warning.</strong> (.*)</p>', top)
    more = "Warnings like this one: 8 more, under “Messages of the run” at the end of the page."
    assert notes == [f"Code 0 has two names. {more}", "Another a.", "Another b."]
    assert all(f"Code {code} has two names." in end for code in range(9))


# In a browser


@pytest.fixture(scope="module")
def window():
    if not browser.works():
        pytest.skip("no Chromium that starts: the page is not looked at in a browser")
    with browser.Browser() as made:
        yield made


def test_no_error_and_no_request_but_the_file(inputs, tmp_path, window):
    path = report(inputs, tmp_path, OUTPUT=str(tmp_path / "change.tif"))
    window.open(path)
    assert window.errors == []
    assert {address for address in window.requests if not address.startswith(("data:", "blob:"))} == {f"file://{path}"}
    assert window.run("document.querySelectorAll('.canvas svg.main-svg').length") > 0
    legend = window.run("Array.from(document.querySelectorAll('.legendtext')).map(t => t.textContent)")
    assert any(EVIL in text for text in legend) and any(WORSE in text for text in legend), legend


def test_the_browser_would_tell(tmp_path, window):
    path = tmp_path / "bad.html"
    path.write_text("<script>console.error('planted')</script><img src='http://example.invalid/x.png'><script>alert(1)</script>")
    window.call("Page.navigate", url=f"file://{path}")
    window.settle(1.0)
    assert any("planted" in error for error in window.errors) and any("dialog: 1" in error for error in window.errors)
    assert "http://example.invalid/x.png" in window.requests
    window.call("Page.handleJavaScriptDialog", accept=True)


def test_figures_are_saved_and_tables_copied(inputs, tmp_path, window):
    window.open(report(inputs, tmp_path, OUTPUT=str(tmp_path / "change.tif")))
    window.click("figure.plot [data-save=svg]")
    picture = window.download("carbon_by_year.svg").decode()
    assert picture.startswith("<svg") and "2015" in picture
    window.click("figure.plot [data-save=png]")
    assert window.download("carbon_by_year.png").startswith(b"\x89PNG")
    window.click("figure.maps [data-save=png]")
    assert window.download("land_cover.png").startswith(b"\x89PNG")
    window.click("[data-csv]")
    rows = list(csv.DictReader(io.StringIO(window.download("carbon_by_year.csv").decode("utf-8-sig"))))
    assert [row["year"] for row in rows] == ["2000", "2010", "2015"]
    # All digits: what the page rounds is not what it hands on
    assert float(rows[0]["carbon_t"]) == pytest.approx((2 * 10 + 100 + 2 * 4) * 0.01, rel=1e-15)
    window.run("document.execCommand = command => { window.copied = document.activeElement.value; return true; }")
    window.run("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    window.click("[data-copy]")
    lines = window.run("window.copied").splitlines()
    assert len(lines) == 4 and lines[0].split("\t")[:2] == list(rows[0])[:2]


@pytest.mark.parametrize("width", [1400, 420])
def test_it_fits_wide_and_narrow(inputs, tmp_path, window, width):
    window.resize(width, 1000)
    window.open(report(inputs, tmp_path, OUTPUT=str(tmp_path / "change.tif")))
    assert window.run("document.documentElement.scrollWidth") <= width
    too_wide = "Array.from(document.querySelectorAll('figure, img, .canvas, h1, p')).filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
    assert window.run(too_wide) == 0
    assert window.errors == []


def test_it_prints(inputs, tmp_path, window):
    window.resize(1400, 1000)
    window.open(report(inputs, tmp_path))
    pages = window.paper()
    assert pages.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", pages)) >= 2
    assert window.errors == []
