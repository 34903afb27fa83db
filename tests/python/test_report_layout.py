"""All reports in a browser, wide, narrow and on paper: texts that do not overlap, tables that fit, sizes, names, parameters in words."""

import re

import browser
import numpy as np
import pytest
from layers import polygon_layer, raster_layer
from maps import write_map, write_table
from runs import run

LONG = "Reclaimed dump with sea buckthorn and pine of the third planting"
CHINESE = "煤矿露天采场与排土场复垦草地"
NAMES = {code: (LONG, CHINESE, "Cropland")[code % 3] + f" {code}" for code in range(1, 25)}
YEARS = (2000, 2001, 2010, 2020)  # of which two are so close that their labels would overlap
ZONES = ["Pit, north", CHINESE, LONG]
HEADER = ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"]
WIDTHS = (1200, 600, "paper")


def patchy(classes, seed):
    random = np.random.default_rng(seed)
    codes = random.integers(1, classes + 1, (12, 12)).repeat(6, 0).repeat(6, 1)
    noise = random.random(codes.shape) < 0.1
    codes[noise] = random.integers(1, classes + 1, int(noise.sum()))
    return codes.astype("uint8")


def named(project, path, name):
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    layer = raster_layer(project, path, name)
    classes = [QgsPalettedRasterRenderer.Class(code, QColor.fromHsv(14 * code, 150, 230), text) for code, text in NAMES.items()]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    return layer


@pytest.fixture(scope="module")
def reports(qgis, tmp_path_factory):
    """The path of each report, by name."""
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

    folder = tmp_path_factory.mktemp("reports")
    project = QgsProject.instance()
    covers = [named(project, write_map(folder / f"{year}.tif", patchy(24, year), nodata=0), f"cover {year}") for year in YEARS]
    rows = [(code, name, code, 2, 30 + code, 1, 0.5, 0.2, 3, 0.1) for code, name in NAMES.items()]
    pools = write_table(folder / "pools.csv", HEADER, rows)
    zones = {"ZONES": polygon_layer(project, [(0, 0, 24, 72), (24, 0, 48, 72), (48, 0, 72, 72)], names=ZONES), "ZONE_FIELD": "kind"}
    strips = [(5 * at, 0, 5 * at + 5, 72) for at in range(14)]
    few = write_map(folder / "few.tif", (np.digitize(np.add.outer(np.sin(np.arange(90) / 6), np.cos(np.arange(90) / 8)), (-0.8, 0.1, 1.0)) + 1).astype("uint8"))
    values = write_map(folder / "values.tif", np.random.default_rng(1).normal(0, 1, (60, 60)).astype("float32"))
    points = QgsVectorLayer("Point?crs=EPSG:32632&field=v:double&field=w:double", "soil", "memory")
    for at, (x, y) in enumerate(np.random.default_rng(2).random((80, 2)) * 1000):
        feature = QgsFeature(points.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({450000 + x} {5200000 - y})"))
        feature.setAttributes([float(at % 7), float(at % 7 + x)])
        points.dataProvider().addFeatures([feature])
    project.addMapLayer(points)
    bins = [(f"{metric}", 10.0 * h, 1 - 0.9**h, 50) for metric in ("SHDI", LONG, CHINESE) for h in range(1, 30)]
    variograms = write_table(folder / "variograms.csv", ["metric", "dist", "gamma", "np"], bins)
    indices = [(zone, year, *(float((7 * at + 3 * year + len(zone) * at) % 11) for at in range(10)), 0.3 + 0.01 * (year % 50), 0.9 - 0.01 * (year % 60)) for zone in ZONES for year in YEARS]
    header = ["zone", "year", "np", "pd", LONG, CHINESE, *(f"index {at}" for at in range(6)), "f", "ca"]
    of_zones = write_table(folder / "of_zones.csv", header, indices)
    of_years = write_table(folder / "of_years.csv", header[1:], [row[1:] for row in indices if row[0] == LONG])
    grades = write_table(folder / "grades.csv", ["from", "to", "name"], [(0, 0.3, CHINESE), (0.3, 0.6, LONG), (0.6, 0.62, "narrow"), (0.62, 1, "good")])
    coupled = {"F_FIELD": "f", "CA_FIELD": "ca", "F_MIN": 0, "F_MAX": 1, "CA_MIN": 0, "CA_MAX": 1}
    typed = {"INDICATOR_ROWS": [cell for name in header[2:12] for cell in (name, "+", "", "", "")]}
    series = {"LAYERS": covers, "POOLS": pools}
    drawn = np.random.default_rng(3).normal(0, 1, (16, 40, 40)) * 10.0 ** (np.arange(16)[:, None, None] % 7 - 2)
    drawn[1:] += drawn[:1] * 10.0 ** (np.arange(15)[:, None, None] % 5 - 3)
    drivers = [
        raster_layer(project, write_map(folder / f"driver_{at}.tif", cells.astype("float32")), f"{(LONG, CHINESE, 'SAVI')[at % 3]} {at}") for at, cells in enumerate(drawn)
    ]
    kinds_of_land = named(project, write_map(folder / "land.tif", patchy(8, 5)[:40, :40], nodata=0), f"{CHINESE}, {LONG}")
    kinds = [(code, (LONG, CHINESE, "Farmland", "Mine & dumps, 矿区")[code % 4]) for code in NAMES]
    grouped = {"POOLS": pools, "GROUPS": write_table(folder / "groups.csv", ["lucode", "class_group"], kinds)}
    mine = {**series, "CODES": "1;2", "F_CODES": "3;4", "COVARIATES": drivers[:4], "WINDOW_RADIUS": 20, "RING_WIDTH": 50, "RING_COUNT": 6, "PRICE": 43.0}
    asked = {
        "study": ("miningassessment", {**mine, "NAME": LONG, "GROUPS": grouped["GROUPS"], "MINING_YEAR": 2020}),
        "study_zones": ("miningassessment", {**mine, **zones, "NAME": CHINESE}),
        "transition": ("lulctransition", {"LAYERS": covers, "OUTPUT": str(folder / "transitions.tif")}),
        "transition_zones": ("lulctransition", {"LAYERS": covers, **zones}),
        "transition_groups": ("lulctransition", {"LAYERS": covers, **grouped}),
        "carbon": ("carbonseries", {**series, "OUTPUT": str(folder / "change.tif")}),
        "carbon_zones": ("carbonseries", {**series, **zones}),
        "many_zones": ("carbonseries", {**series, "ZONES": polygon_layer(project, strips, names=[f"{LONG} {at}" for at in range(14)]), "ZONE_FIELD": "kind"}),
        "ratio": ("contributionratio", {**series, "CODES": "1;2", "RING_WIDTH": 50, "RING_COUNT": 12, "REPLICATES": 50, "OUTPUT": str(folder / "levels.tif")}),
        "accuracy": ("mapaccuracy", {"MAP": covers[0], "REFERENCE_RASTER": covers[1], "POOLS": pools}),
        "metrics": ("landscapemetrics", {"LAYERS": covers}),
        "metrics_zones": ("landscapemetrics", {"LAYERS": covers, **zones}),
        "raster": ("rastervariogram", {"INPUT": values, "DIRECTIONS": "0;45;90;135", "MAP": str(folder / "map.tif"), "ANISOTROPY": str(folder / "a.csv")}),
        "points": ("pointvariogram", {"INPUT": points, "FIELD": "v", "MODELS": "spherical,exponential,gaussian,linear,linear_sill,matern,power"}),
        "kriging": (
            "kriging",
            {
                "INPUT": points, "FIELD": "v", "CELL_SIZE": 25, "CV": "leave_one_out", "OUTPUT": str(folder / "p.tif"), "VARIANCE": str(folder / "k.tif"),
                "TYPE": "universal", "DRIFT": "quadratic", "ANGLE": 30, "RATIO": 0.5,
            },
        ),
        "pair": ("correlation", {"INPUTS": drivers[:2]}),
        "correlation": ("correlation", {"INPUTS": drivers[:6], "METHOD": "spearman"}),
        "many_variables": ("correlation", {"INPUTS": drivers, "EFFECTIVE": False}),
        "regression": ("regression", {"Y": drivers[0], "X": drivers[1:3], "SELECTION": "stepwise"}),
        "many_coefficients": ("regression", {"Y": drivers[0], "X": drivers[1:], "FACTORS": [kinds_of_land], "SAMPLE": "random", "SAMPLE_SIZE": 900}),
        "regressed_points": ("regression", {"TABLE": points, "Y_FIELD": "v", "X_FIELDS": "w"}),
        "coupling": ("couplingcoordination", {"INPUT": of_years, **coupled, **typed}),
        "coupling_zones": ("couplingcoordination", {"INPUT": of_zones, **coupled, **typed, "GRADES": grades}),
        "fit": ("variogramfit", {"INPUT": variograms, "GROUP_FIELDS": "metric"}),
        "scale": ("windowscale", {"LULC": few, "METRICS": "SHDI;PD", "RADII": "10;15;20;30;40", "MODELS": "spherical,exponential"}),
    }
    for name, (algorithm, parameters) in asked.items():
        run({**parameters, "REPORT": str(folder / f"{name}.html")}, name=algorithm)
    yield {name: folder / f"{name}.html" for name in asked}
    project.clear()


@pytest.fixture(scope="module")
def window():
    if not browser.works():
        pytest.skip("no Chromium that starts: the pages are not looked at in a browser")
    with browser.Browser() as made:
        yield made


def show(window, path, width):
    """Open a report at a width of the screen, or as it is when it is printed on A4."""
    window.call("Emulation.setEmulatedMedia", media="print" if width == "paper" else "")
    window.resize(673 if width == "paper" else width, 1000)
    window.open(path)
    if width == "paper":
        window.run("window.dispatchEvent(new Event('beforeprint'))")
    assert window.errors == []


# Texts of a figure whose boxes meet, or that reach out of it; a pixel of air in fonts is none.
OVERLAPS = """(() => {
  const found = [];
  document.querySelectorAll('.canvas, .drawing svg').forEach((canvas, figure) => {
    const frame = canvas.getBoundingClientRect();
    const drawn = canvas.tagName === 'svg' ? Array.from(canvas.querySelectorAll('path, rect')) : [];
    drawn.forEach(one => {
      const box = one.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        found.push([figure, one.outerHTML.slice(0, 80), 'beyond the drawing']);
      }
    });
    const boxes = Array.from(canvas.querySelectorAll('text'))
      .filter(text => text.textContent.trim() && text.getClientRects().length && getComputedStyle(text).opacity !== '0')
      .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }))
      .filter(one => one.box.width > 0 && one.box.height > 0);
    boxes.forEach((one, at) => {
      if (one.box.left < frame.left - 1 || one.box.right > frame.right + 1 || one.box.bottom > frame.bottom + 1) {
        found.push([figure, one.text, 'beyond the figure']);
      }
      boxes.slice(at + 1).forEach(other => {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 2) { found.push([figure, one.text, other.text]); }
      });
    });
  });
  return found;
})()"""

# Tables and other things that are wider than the page, and cells that are cut.
TOO_WIDE = """(() => {
  const room = document.documentElement.clientWidth;
  const wide = Array.from(document.querySelectorAll('table, figure, img, svg, .canvas, h1, p, dl'))
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > room + 1).map(one => one.tagName + ' ' + one.textContent.slice(0, 40));
  const scrolled = Array.from(document.querySelectorAll('.scroll')).filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 60));
  return [document.documentElement.scrollWidth > room ? 'page' : '', ...wide, ...scrolled].filter(Boolean);
})()"""

# What a table has beside what its parts have: all cells, by their places in the table.
LOST = """(() => Array.from(document.querySelectorAll('.table table[data-keys]:not(.part)')).map(whole => {
  const shown = Array.from(whole.parentNode.querySelectorAll('table')).filter(table => table.getClientRects().length);
  if (whole.getClientRects().length) { return shown.length === 1 ? 0 : -1; }
  const turned = whole.classList.contains('turned'), keys = turned ? 1 : Number(whole.dataset.keys);
  return Array.from(whole.rows).filter((row, at) => {
    const parts = shown.flatMap((table, part) => Array.from(table.rows[at].cells).slice(part ? keys : 0).map(cell => cell.textContent));
    return parts.join('|') !== Array.from(row.cells).map(cell => cell.textContent).join('|');
  }).length;
}))()"""

NAMED = ("study", "study_zones", "transition", "transition_zones", "transition_groups", "carbon", "carbon_zones", "many_zones", "ratio", "metrics", "metrics_zones", "raster", "points", "fit", "scale", "kriging", "pair", "correlation", "many_variables", "regression", "many_coefficients", "regressed_points", "coupling", "coupling_zones")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMED)
def test_texts_do_not_overlap_and_all_fits(reports, window, name, width):
    show(window, reports[name], width)
    assert window.run("document.querySelectorAll('.canvas').length") > 0
    assert window.run(OVERLAPS) == []
    assert window.run(TOO_WIDE) == []
    if width == "paper":
        highest = "Math.max(...Array.from(document.querySelectorAll('figure.plot, figure.drawing')).map(one => one.getBoundingClientRect().height))"
        assert window.run(highest) < 960  # what a page of A4 has room for
    lost = window.run(LOST)
    assert lost and set(lost) == {0}


def test_what_overlaps_and_what_is_too_wide_would_be_seen(reports, window):
    show(window, reports["carbon"], 600)
    # Whatever the fonts of the machine
    window.run("document.querySelector('.xtick text').textContent = 'a label that is much longer than its place '.repeat(4)")
    assert window.run(OVERLAPS)
    window.run("document.querySelectorAll('.part').forEach(part => part.remove())")
    window.run("document.querySelectorAll('.table table[data-keys]').forEach(table => { table.hidden = false; })")
    assert window.run(TOO_WIDE)


@pytest.mark.parametrize("name", NAMED)
def test_sizes(reports, name):
    page = reports[name].read_text(encoding="utf-8")
    assert 1_100_000 < reports[name].stat().st_size < (5_000_000 if name.startswith("study") else 2_000_000)
    assert page.count('<figure class="plot"') >= 1 and '"type":"' in page


def test_a_page_comes_back_from_paper(reports, window):
    show(window, reports["metrics"], 1200)
    look = "[document.body.clientHeight, ...Array.from(document.querySelectorAll('.canvas svg.main-svg')).map(one => one.getAttribute('width'))]"
    before = window.run(look)
    window.run("window.dispatchEvent(new Event('beforeprint'))")
    assert window.run(look) != before
    window.run("window.dispatchEvent(new Event('afterprint'))")
    assert window.run(look) == before


def test_a_page_follows_its_window(reports, window):
    show(window, reports["carbon"], 1200)
    window.resize(600, 1000)
    window.settle(1.0)
    assert window.run(OVERLAPS) == [] and window.run(TOO_WIDE) == []


def test_what_a_reader_hides_stays_hidden(reports, window):
    show(window, reports["carbon"], 1200)
    hidden = "document.querySelectorAll('.canvas')[1].data.filter(trace => trace.visible === 'legendonly').length"
    toggle = "document.querySelectorAll('.canvas')[1].querySelector('.legendtoggle').dispatchEvent(new MouseEvent('%s', {bubbles: true}))"
    window.run(toggle % "mousedown")
    window.run(toggle % "mouseup")
    window.settle(1.0)  # plotly waits whether a second click follows
    assert window.run(hidden) == 1
    window.resize(600, 1000)
    window.settle(1.0)
    assert window.run(hidden) == 1


def test_a_saved_figure_has_its_legend_and_no_overlap(reports, window, tmp_path):
    show(window, reports["carbon"], 600)
    window.click("figure.plot [data-save=svg]", 1)
    picture = window.download("carbon_by_class_and_year.svg").decode()
    assert 'width="900"' in picture
    window.resize(1200, 1000)
    # A page of its own: scripts of the report would look for what they drew.
    (tmp_path / "saved.html").write_text(f"<meta charset='utf-8'><div class='canvas'>{picture}</div>", encoding="utf-8")
    window.open(str(tmp_path / "saved.html"))
    legend = window.run("Array.from(document.querySelectorAll('.legendtext')).map(text => text.textContent)")
    assert [unspaced(text) for text in legend] == [unspaced(f"{code} {name}") for code, name in NAMES.items()]
    assert window.run(OVERLAPS) == []


def test_a_drawing_is_saved_as_large_as_it_is(reports, window, tmp_path):
    show(window, reports["transition_groups"], 600)
    for at, name in enumerate(("land_cover_from_date_to_date", "change_between_classes_2000_to_2001")):
        window.click("figure.drawing [data-save=svg]", at)
        picture = window.download(f"{name}.svg").decode()
        assert 'width="900"' in picture and picture.count("<path") > 4 and CHINESE[:4] in picture
        (tmp_path / "saved.svg").write_text(picture, encoding="utf-8")
        window.click("figure.drawing [data-save=png]", at)
        image = window.download(f"{name}.png")
        assert image.startswith(b"\x89PNG") and int.from_bytes(image[16:20], "big") == 1800  # two pixels for each of the page
    window.open(str(tmp_path / "saved.svg"))
    assert window.run("document.documentElement.tagName") == "svg" and window.errors == []


def unspaced(text):
    """Texts of figures are folded at their spaces."""
    return text.replace(" ", "")


def text_of(window):
    return window.run("document.body.innerText")


def test_names_stand_beside_codes(reports, window):
    show(window, reports["metrics"], 1200)
    legends = window.run("Array.from(document.querySelectorAll('.canvas')).slice(0, 2).map(c => Array.from(c.querySelectorAll('.legendtext')).map(t => t.textContent))")
    named = [unspaced(f"{code} {name}") for code, name in NAMES.items()]
    assert [[unspaced(text) for text in texts] for texts in legends] == [named, named]
    show(window, reports["ratio"], 1200)
    assert f"Mining land is the classes 1 {NAMES[1]} and 2 {NAMES[2]} of each year’s own map." in text_of(window)


def test_years_and_zones_stand_in_one_figure(reports, window):
    titles = "document.querySelectorAll('.canvas')[%d].plot.layout.meta.panels"
    show(window, reports["carbon_zones"], 1200)
    legend = "Array.from(document.querySelectorAll('.canvas')[0].querySelectorAll('.legendtext')).map(text => text.textContent)"
    assert [unspaced(text) for text in window.run(legend)] == [unspaced(zone) for zone in sorted(ZONES)]
    assert window.run(titles % 1) == sorted(ZONES)
    show(window, reports["metrics"], 1200)
    assert window.run(titles % 2) == [str(year) for year in YEARS]
    assert "Shown: 9 of" in text_of(window) and "Shown: 12 of 24, the classes with the largest area; the tables hold all." in text_of(window)
    show(window, reports["raster"], 1200)
    assert window.run(titles % 0) == [f"direction {degrees}°" for degrees in (0, 45, 90, 135)]
    show(window, reports["scale"], 1200)
    assert window.run(legend)[:2] == ["SHDI", "PD"]


def test_a_choice_is_said(reports):
    page = reports["many_zones"].read_text(encoding="utf-8")
    # Captions, and what is read of figures
    assert page.count("Shown: 9 of 14, those with the most carbon in 2020; the tables hold all.") == 2 * 2
    assert page.count("Shown: 9 of 14, those where carbon changed most; the tables hold all.") == 2


@pytest.mark.parametrize(
    "name, title",
    [
        ("carbon", "Carbon series report: 2000 to 2020"),
        ("transition", "Land-cover transitions report: 2000 to 2020"),
        ("metrics", "Landscape metrics report: 2000 to 2020"),
        ("points", "Point variogram report: soil"),
        ("scale", "Window scale report: few"),
    ],
)
def test_titles(reports, name, title):
    page = reports[name].read_text(encoding="utf-8")
    assert f"<title>{title}</title>" in page and f"<h1>{title}</h1>" in page


@pytest.mark.parametrize(
    "name, label, value",
    [
        ("metrics", "Neighbours of a cell", "8 (sides and corners)"),
        ("metrics", "Metrics", "all"),
        ("metrics", "Search radius of PROX, SIMI", "not set"),
        ("metrics", "Depth of edges", "not set: one cell"),
        ("transition", "Groups of classes", "not set: each class for itself"),
        ("transition", "Only cells valid at all dates", "no"),
        ("ratio", "Class codes that are mining land", f"1 {NAMES[1]} and 2 {NAMES[2]}"),
        ("ratio", "Width of a ring", "50 m"),
        ("raster", "Directions", "0, 45, 90 and 135 °"),
        ("scale", "Radii of the windows", "10, 15, 20, 30 and 40 m"),
        ("scale", "Metrics", "SHDI (Shannon's diversity index) and PD (Patch density)"),
    ],
)
def test_parameters_are_words(reports, name, label, value):
    import html

    page = html.unescape(reports[name].read_text(encoding="utf-8"))
    told = dict(re.findall(r'<tr><th scope="row">([^<]*)</th><td>([^<]*)</td></tr>', page[page.index('class="parameters"') :]))
    told = {re.sub(r"[:;(].*", "", key).strip(): text for key, text in told.items()}
    assert told[label] == value, told
    assert not set(told.values()) & {"True", "False", "None", "[]"}


def test_intensities_of_classes_are_on_one_scale(reports, window):
    """What is in one unit in several panels: one range, and a title of the axis at each."""
    show(window, reports["transition"], 1200)
    layouts = window.run(
        "Array.from(document.querySelectorAll('figure.plot')).filter(f => f.textContent.includes('Intensity of classes'))"
        ".map(f => f.querySelector('.canvas')).map(c => ['yaxis', 'yaxis2', 'yaxis3'].map(a => [c._fullLayout[a].title.text, c._fullLayout[a].range]))"
    )
    (axes,) = layouts
    assert {title.replace("<br>", " ") for title, _range in axes} == {"Gain or loss (% per year)"}
    highest = window.run(
        "Math.max(...Array.from(document.querySelectorAll('figure.plot')).filter(f => f.textContent.includes('Intensity of classes'))"
        ".flatMap(f => f.querySelector('.canvas').data).filter(t => t.type === 'bar').flatMap(t => t.y))"
    )
    assert all(ends[0] == 0 and ends[1] >= highest for _title, ends in axes) and len({tuple(ends) for _title, ends in axes}) == 1


@pytest.mark.parametrize("kind, told", [("drawing", "The drawing could not be saved"), ("maps", "The maps could not be saved")])
def test_a_picture_that_cannot_be_saved_is_told(reports, window, kind, told):
    show(window, reports["transition"], 1200)
    window.run("Object.defineProperty(Image.prototype, 'src', { set() { this.onerror(); } }); true")
    window.click(f"figure.{kind} [data-save=png]")
    assert window.run("document.getElementById('status').textContent").startswith(told)


def test_words_of_a_declaration_stand_for_its_tokens():
    from pitscape.reports import parameters

    class Declared:
        words = {"8": "8 (sides and corners)"}

    assert parameters._word(Declared(), "8") == "8 (sides and corners)" and parameters._word(Declared(), "n_h2") == "n h2"
