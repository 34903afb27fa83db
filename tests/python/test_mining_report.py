"""The report of the whole study: its figures are those of the tables, what is left out is said, nothing is asked of a network."""

import html.parser
import re

import numpy as np
import pytest
import study_area
from layers import polygon_layer, raster_layer
from maps import write_map
from osgeo import ogr
from runs import run

EVIL = "<script>alert(1)</script>"
WORSE = '</td><img src=x onerror=alert(2)>&"\'{{7*7}}'
NAMES = {1: EVIL, 2: "Cropland", 3: WORSE, 4: "Grassland & herbs, 草地"}
KINDS = ("Figure", "Table")


class Page(html.parser.HTMLParser):
    """Elements with their attributes, the text outside scripts and styles, tables by what their captions begin with, as exact cells."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.source = path.read_text(encoding="utf-8")
        self.elements, self.text, self.tables, self.captions = [], "", {}, []
        self._inside, self._rows, self._caption, self._cell = None, None, None, None
        self.feed(self.source)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        self._inside = tag
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append("")
            self._cell = attributes.get("data-exact") or attributes.get("data-name")
        elif tag == "figcaption":
            self._caption = ""

    def handle_endtag(self, tag):
        self._inside = None
        if tag in ("td", "th") and self._rows and self._cell is not None:
            self._rows[-1][-1] = self._cell
        if tag in ("td", "th"):
            self._cell = None
        if tag == "table":
            name = re.sub(r"^Table \d+\. ", "", self._caption).split(". ")[0]
            self.tables.setdefault(name.rstrip("."), []).append(self._rows)
            self.captions.append(self._caption)
            self._rows = None
        elif tag == "figcaption":
            self.captions.append(self._caption)

    def handle_data(self, data):
        if self._inside in ("script", "style"):
            return
        self.text += data
        if self._rows and self._inside in ("td", "th", "a"):
            self._rows[-1][-1] += data
        elif self._caption is not None and self._inside in ("strong", "caption", "figcaption", None):
            self._caption += data

    def rows(self, name, at=0):
        """Rows of a table by the names of its columns."""
        head, *rows = self.tables[name][at]
        return [dict(zip(head, row)) for row in rows]

    @property
    def words(self):
        return " ".join(self.text.split())


class Made:
    """A run of the study: its report, and the layers of its GeoPackage."""

    def __init__(self, folder, parameters):
        self.page_path = folder / "report.html"
        self.results = run(
            {**parameters, "OUTPUT": str(folder / "study.gpkg"), "FOLDER": str(folder / "rasters"), "REPORT": str(self.page_path)}, name="miningassessment"
        )
        self.page = Page(self.page_path)
        self._file = str(folder / "study.gpkg")

    def rows(self, layer):
        source = ogr.Open(self._file)
        return [feature.items() for feature in source.GetLayerByName(layer)]


@pytest.fixture(scope="module")
def whole(qgis, tmp_path_factory):
    from qgis.core import QgsProject

    folder = tmp_path_factory.mktemp("whole")
    yield Made(folder, {**study_area.inputs(folder, QgsProject.instance(), NAMES), "NAME": f"Mine {WORSE}"})
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def zoned(qgis, tmp_path_factory):
    from qgis.core import QgsProject

    folder = tmp_path_factory.mktemp("zoned")
    boxes = [(0, 0, 40, 80), (40, 0, 80, 80)]
    zones = {"ZONES": polygon_layer(QgsProject.instance(), boxes, names=[EVIL, "East"]), "ZONE_FIELD": "kind"}
    yield Made(folder, {**study_area.inputs(folder, QgsProject.instance(), NAMES), **zones})
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def lean(qgis, tmp_path_factory):
    """One map, and nothing but pools."""
    from qgis.core import QgsProject

    folder = tmp_path_factory.mktemp("lean")
    given = study_area.inputs(folder, QgsProject.instance(), NAMES)
    yield Made(folder, {"LAYERS": given["LAYERS"][-1:], "POOLS": given["POOLS"], "WINDOW_RADIUS": 30})
    QgsProject.instance().clear()


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


def test_carbon_is_that_of_the_tables(whole):
    shown = whole.page.rows("Carbon by class, side by side (t)")
    years = [str(year) for year in study_area.YEARS]
    stored = {(row["lucode"], str(row["year"])): row["carbon_t"] for row in whole.rows("carbon_storage")}
    for row in shown[:-1]:
        for at, year in enumerate(years):
            assert float(row[f"carbon {at}"]) == pytest.approx(stored.get((int(row["lucode"]), year), 0), rel=1e-12)
    totals = {str(row["year"]): row["carbon_t"] for row in whole.rows("carbon_totals")}
    for at, year in enumerate(years):
        assert float(shown[-1][f"carbon {at}"]) == pytest.approx(totals[year], rel=1e-12)
    assert whole.results["CARBON_FIRST"] == pytest.approx(totals[years[0]]) and whole.results["CARBON_LAST"] == pytest.approx(totals[years[-1]])
    told = re.search(r"Carbon fell from ([\d,.]+) t in 2004 to ([\d,.]+) t in 2020, by ([\d,.]+) t, ([\d.]+) % of what was there", whole.page.words)
    change = next(row for row in whole.rows("carbon_changes") if row["span"] == "whole")["carbon_t"]
    found = [number(text) for text in told.groups()]
    assert found[:3] == pytest.approx([totals[years[0]], totals[years[-1]], -change], rel=1e-4)
    assert found[3] == pytest.approx(-100 * change / totals[years[0]], rel=5e-3)


def test_metrics_and_the_index_are_those_of_the_tables(whole):
    shown = {row["metric"].split(":")[0]: [float(row[f"map {at}"]) for at in range(len(study_area.YEARS))] for row in whole.page.rows("Landscape metrics by map")}
    metrics = sorted(whole.rows("landscape_metrics"), key=lambda row: row["year"])
    assert len(shown) == 11
    for name, values in shown.items():
        if name != "L":
            assert values == pytest.approx([row[name.lower()] for row in metrics], rel=1e-12), name
    coupled = sorted(whole.rows("coupling"), key=lambda row: row["year"])
    assert shown["L"] == pytest.approx([row["l"] for row in coupled], rel=1e-12)
    assert f"{coupled[-1]['d']:.3f} in 2020" in whole.page.words


def test_correlations_and_models_are_those_of_the_tables(whole):
    pairs = {row["var_b"]: row for row in whole.rows("correlations") if row["var_a"] == "carbon density"}
    shown = whole.page.rows("What goes along with carbon density")
    assert {row["variable"] for row in shown} == set(pairs) and len(shown) == 4 + 1 + 10
    for row in shown:
        for name in ("r", "p_effective", "n"):
            assert float(row[name] or "nan") == pytest.approx(pairs[row["variable"]][name] if pairs[row["variable"]][name] is not None else float("nan"), rel=1e-12, nan_ok=True)
    known = [float(row["p_effective"]) for row in shown if row["p_effective"]]
    assert known == sorted(known)
    assert f"Of {len(shown)} variables {shown[0]['variable']} goes along with carbon density most surely" in whole.page.words
    cells = [next(row["value"] for row in whole.rows(f"regression_{model}_diagnostics") if row["statistic"] == "n") for model in ("environment", "with_pattern")]
    assert cells[0] > cells[1] and f"not of the same land, {cells[0]:,.0f} and {cells[1]:,.0f} cells" in whole.page.words
    for at, (model, title) in enumerate((("environment", "Model of the environment"), ("with_pattern", "Model with the pattern"))):
        written = {row["variable"]: row["coefficient"] for row in whole.rows(f"regression_{model}_model")}
        table = whole.page.rows("Coefficients", at)
        assert [float(row["coefficient"]) for row in table] == pytest.approx(list(written.values()), rel=1e-12)
        r2 = next(row["value"] for row in whole.rows(f"regression_{model}_diagnostics") if row["statistic"] == "r2")
        told = re.search(rf"{title}: ([\d.]+) % of the variance", whole.page.words)
        assert number(told[1]) == pytest.approx(100 * r2, rel=5e-3)


def test_what_is_gone_in_the_last_map_is_not_told_of_it(qgis, tmp_path):
    """A zone without land there, and mining land."""
    from qgis.core import QgsProject

    given = study_area.inputs(tmp_path, QgsProject.instance(), NAMES)
    codes = study_area.maps()[study_area.YEARS[-1]]
    codes[:, 40:] = 0
    last = raster_layer(QgsProject.instance(), write_map(tmp_path / "gone.tif", np.where(codes == 1, 2, codes), nodata=0), "gone 2020")
    zones = {"ZONES": polygon_layer(QgsProject.instance(), [(0, 0, 40, 80), (40, 0, 80, 80)], names=["West", "East"]), "ZONE_FIELD": "kind"}
    made = Made(tmp_path, {**given, **zones, "LAYERS": [*given["LAYERS"][:2], last], "LEAVE_OUT": "accuracy,windows,drivers"})
    west, east = sorted(made.page.rows("The zones"), key=lambda row: row["zone"], reverse=True)
    patches = {row["zone"]: row["np"] for row in made.rows("landscape_metrics") if row["year"] == 2020}
    assert float(west["np"]) == patches["West"] and list(patches) == ["West"]
    assert {east[name] for name in ("np", "shdi", "d")} == {"–"}
    assert "In 2020 there is no mining land." in made.page.words and not re.search("In 2020 mining land|The means of the rings", made.page.words)
    QgsProject.instance().clear()


def test_breaks_that_were_not_tested_are_not_told_as_absent(qgis, tmp_path):
    """Six rings are too few."""
    from qgis.core import QgsProject

    given = study_area.inputs(tmp_path, QgsProject.instance(), NAMES)
    made = Made(tmp_path, {**given, "LEAVE_OUT": "accuracy,windows,drivers,pattern", "RING_WIDTH": 200})
    assert "Whether the means of the rings break was not tested" in made.page.words and "not tested whether rings break" in made.page.words
    assert "have no break" not in made.page.words
    QgsProject.instance().clear()


def test_land_accuracy_and_reach_are_those_of_the_tables(whole):
    page = whole.page.words
    changed = [row for row in whole.rows("transition_matrix") if row["span"] == "whole" and row["lucode_from"] != row["lucode_to"]]
    told = re.search(r"From 2004 to 2020 ([\d.]+) % of the land came into another class \(([\d,.]+) ha\)", page)
    assert number(told[2]) == pytest.approx(sum(row["area_ha"] for row in changed), rel=1e-4)
    assert number(told[1]) == pytest.approx(whole.results["CHANGED_PCT"], rel=1e-3)
    matrix = {row["name"]: row for row in whole.page.rows("Transition matrix, 2004 to 2020")}
    for row in changed:
        before = next(name for name in matrix if name.startswith(f"{row['lucode_from']} "))
        assert float(matrix[before][f"to {row['lucode_to']}"]) == pytest.approx(row["area_ha"], rel=1e-12)
    overall = next(row["value"] for row in whole.rows("accuracy_summary") if row["measure"] == "overall")
    assert number(re.search(r"The map of 2020 is right on ([\d.]+) % of its area", page)[1]) == pytest.approx(100 * overall, rel=1e-3)
    rings = [row for row in whole.rows("contribution_ratios") if row["year"] == 2020]
    assert number(re.search(r"Its density is ([\d.]+) % of that of all land within 0.05 km", page)[1]) == pytest.approx(rings[1]["k_pct"], rel=1e-3)


def test_all_figures_and_tables_of_the_study_are_there(whole):
    found = whole.page.tables["What Chang et al"][0][1:]
    assert [row[0] for row in found] == [f"Figure {at}" for at in range(3, 12)] + [f"Table {at}" for at in range(4, 10)]
    ids = {attributes["id"] for _tag, attributes in whole.page.elements if "id" in attributes}
    assert not [row for row in found if "not in this run" in row[2]]
    links = [attributes["href"] for tag, attributes in whole.page.elements if tag == "a"]
    assert len(links) > 30 and all(link.startswith("#") and link[1:] in ids for link in links)
    for kind in KINDS:  # counted through
        numbers = [int(found[1]) for caption in whole.page.captions if (found := re.match(rf"\s*{kind} (\d+)\.", caption))]
        assert numbers == list(range(1, len(numbers) + 1)) and numbers


def test_captions_say_what_there_is(whole):
    captions = " ".join(" ".join(whole.page.captions).split())
    for told in ("on one scale", "Landscape metrics in windows of radius 30 m, 2020", "gain", "Change between classes, 2004 to 2012", "Where land changed from 2004 to 2020"):
        assert told in captions or told in whole.page.words, told
    # Ten small maps of the windows
    windows = whole.page.source[whole.page.source.index("Metrics around each cell</h3>") :]
    assert windows[: windows.index("</figure>")].count("<img ") == 10


def test_what_is_left_out_is_said(lean):
    page = lean.page.words
    for told in ("no reference points are given.", "there is one map, and transitions need two.", "no codes of forest and grassland are given.", "no mining land is given (CODES or SOURCES)."):
        assert f"Left out: {told}" in page, told
    assert "In 2020 the land holds" in page and "1 Carbon" in page
    missing = [row[0] for row in lean.page.tables["What Chang et al"][0][1:] if row[2] == "not in this run"]
    assert missing == ["Figure 5", "Figure 7", "Figure 9", "Figure 10", "Table 4", "Table 8"]
    # Said once, where the report begins
    assert page.count("no reference points are given") == 1


def test_long_tables_are_left_to_the_geopackage(whole):
    """None of more than 30 rows, and each that is left out is a layer."""
    rows = [len(table) - 1 for tables in whole.page.tables.values() for table in tables if len(table[0]) > 2]
    assert max(rows) <= 30
    left = re.findall(r"“[^”]*” \((\w+)\)", " ".join(re.findall(r"Too long for this page, and whole in the GeoPackage: [^.]*\.", whole.page.words)))
    assert {"transition_intensity", "correlations", "landscape_metrics", "class_metrics"} == set(left)
    assert all(whole.rows(layer) for layer in left)


def test_zones_have_a_row_of_their_own(zoned):
    rows = {row["zone"]: row for row in zoned.page.rows("The zones")}
    assert set(rows) == {EVIL, "East"}
    totals = {(row["zone"], row["year"]): row["carbon_t"] for row in zoned.rows("carbon_totals")}
    changes = {row["zone"]: row["carbon_t"] for row in zoned.rows("carbon_changes") if row["span"] == "whole"}
    coupled = {row["zone"]: row["d"] for row in zoned.rows("coupling") if row["year"] == 2020}
    for zone, row in rows.items():
        assert float(row["carbon 0"]) == pytest.approx(totals[zone, 2004], rel=1e-12) and float(row["carbon 1"]) == pytest.approx(totals[zone, 2020], rel=1e-12)
        assert float(row["change"]) == pytest.approx(changes[zone], rel=1e-12) and float(row["d"]) == pytest.approx(coupled[zone], rel=1e-12)
    assert "Over the zones the change is from" in zoned.page.words


@pytest.mark.parametrize("name", ["whole", "zoned", "lean"])
def test_size_names_and_network(request, name):
    made = request.getfixturevalue(name)
    assert 1_100_000 < made.page_path.stat().st_size < 5_000_000
    page = made.page
    for tag, attributes in page.elements:
        assert "onerror" not in attributes and attributes.get("src") != "x"
        for attribute in ("src", "href", "srcset", "action", "data", "poster", "background"):
            assert attributes.get(attribute, "data:").startswith(("data:", "#")), (tag, attributes)
    (policy,) = [attributes["content"] for _tag, attributes in page.elements if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy and "http" not in policy
    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    assert [attributes.get("type") for attributes in scripts if attributes] == ["application/json"] * (len(scripts) - 2)
    assert EVIL in page.text and WORSE in page.text


def test_what_steps_share_is_told_once(whole):
    labels = [row[0] for tables in whole.page.tables.values() for table in tables for row in table if len(row) == 2]
    for label in ("Carbon pools", "Resampling of maps on other grids", "Neighbours of a cell", "Reference system of the grid", "Selection of variables", "Made by the run"):
        assert labels.count(label) == 1, label
    assert "map units" not in whole.page.text  # lengths have their unit
    assert whole.page.words.count("This report was made on") == 1 and whole.page.words.count("By the algorithm") == len(whole_steps(whole))
    sources = re.findall(r'class="maps" id', whole.page.source)
    assert len(sources) <= 10


def whole_steps(made):
    """Pages of chapters: each has methods of its own."""
    return re.findall(r"By the algorithm", made.page.source)


def test_works_that_are_cited_are_listed(whole, zoned):
    for made in (whole, zoned):
        text, listed = made.page.words.rsplit("References", 1)
        several = re.findall(r"([A-Z][a-zäéü]\w+)(?: et al\.| and [A-Z]\w+|(?:, [A-Z]\w+)+ and [A-Z]\w+)(?:’s)? \(?((?:19|20)\d\d)\b", text)
        alone = re.findall(r"\(([A-Z][a-zäéü]\w+) ((?:19|20)\d\d)\)", text)
        cited = set(several + alone)
        assert len(cited) > 15 and not [one for one in cited if not re.search(rf"{one[0]},.{{0,120}}\({one[1]}\)", listed)]
        assert "Chang, M., Meng, S." in listed and listed.count("Olofsson, P.") == 1


def test_every_work_that_a_report_cites_is_known():
    """Those of steps of a study; what is cited by others alone is not listed."""
    from conftest import ROOT
    from pitscape.reports.references import WORKS

    folder = ROOT / "qgis_plugin/pitscape/reports"
    others = ("kriging.py", "variogram.py", "references.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")) if path.name not in others)
    text = re.sub(r'"\s*\n\s*f?"', "", text)  # sentences that go on in the next line
    cited = re.findall(r"([A-Z][a-zäéü]\w+)(?: et al\.| and [A-Z]\w+|(?:, [A-Z]\w+)+ and [A-Z]\w+|’s)? \(?((?:19|20)\d\d)\b", text)
    known = {(author, str(year)) for author, year in WORKS}
    assert {one for one in cited if one not in known} <= {("Blom", "1958")}  # a comment


def test_a_study_of_carbon_alone_has_a_report(qgis, tmp_path):
    """Of maps without years, where all chapters are left out that can be: no step takes the maps together."""
    import shutil

    from qgis.core import QgsProject

    given = study_area.inputs(tmp_path, QgsProject.instance(), NAMES)
    maps = [shutil.copy(layer.source(), tmp_path / f"{name}.tif") for layer, name in zip(given["LAYERS"], ("before", "after"))]
    made = Made(tmp_path, {"LAYERS": list(map(str, maps)), "POOLS": given["POOLS"], "LEAVE_OUT": ["land", "pattern", "windows", "drivers"]})
    assert "Carbon that the land holds:" in made.page.words and "Reference system of the grid" in made.page.text
    assert made.page.words.count("it is not asked for") == 4
    QgsProject.instance().clear()
