"""pitscape:lulctransition inside QGIS, with figures worked out by hand."""

import math
import re

import numpy as np
import pytest
from layers import polygon_layer, raster_layer, table_layer, wkt_layer
from maps import files, read_map, write_map, write_pools, write_table
from osgeo import gdal
from runs import Failed, Feedback, context, run, run_unchecked, table, temporary_folders

pytestmark = pytest.mark.usefixtures("project")

NAME = "lulctransition"
HA = 10 * 10 / 10000
MAPS = {
    2000: np.array([[1, 1, 2], [3, 3, 0]], "uint8"),
    2010: np.array([[1, 2, 2], [3, 1, 0]], "uint8"),
    2015: np.array([[2, 2, 2], [1, 1, 0]], "uint8"),
}
NAMES = {1: "Wiese", 2: "Wald", 3: "Möser & Röhricht"}
TABLES = ("MATRIX", "SUMMARY", "INTENSITY")
SPANS = [(2000, 2010, "interval"), (2010, 2015, "interval"), (2000, 2015, "whole")]
# Pairs of the spans, with cells; 10, 100 and 1000 t/ha are the densities of the classes
PAIRS = [
    {(1, 1): 1, (1, 2): 1, (2, 2): 1, (3, 1): 1, (3, 3): 1},
    {(1, 1): 1, (1, 2): 1, (2, 2): 2, (3, 1): 1},
    {(1, 2): 2, (2, 2): 1, (3, 1): 2},
]
GAINED = {(1, 2): 90, (3, 1): -990}


@pytest.fixture
def inputs(tmp_path):
    # Not in the order of time
    return {"LAYERS": [write_map(tmp_path / f"cover_{year}.tif", MAPS[year], nodata=0) for year in (2010, 2000, 2015)]}


@pytest.fixture
def pools(tmp_path):
    return write_pools(tmp_path / "pools.csv")


def groups_file(tmp_path, rows=((2, "Grün"), (1, "Grün"), (3, "Nass"))):
    return write_table(tmp_path / "groups.csv", ["lucode", "class_group"], rows)


def tables(inputs, **more):
    """The results, and the rows of the three tables."""
    within = context()
    results = run(dict(inputs, **dict.fromkeys(TABLES, "TEMPORARY_OUTPUT"), **more), within=within, name=NAME)
    return results, *(table(results, name, within) for name in TABLES)


def close(value):
    return pytest.approx(value, rel=1e-12)


# Figures by hand


def test_matrix(inputs, pools):
    _results, matrix, _summary, _intensity = tables(inputs, POOLS=pools)
    wanted = []
    for (year, later, span), pairs in zip(SPANS, PAIRS):
        for (one, other), cells in pairs.items():
            row = (None, f"cover_{year}", year, f"cover_{later}", later, span, one, NAMES[one], other, NAMES[other], cells)
            wanted.append((*row, close(cells * HA), close(100 * cells / 5), close(GAINED.get((one, other), 0) * cells * HA)))
    assert matrix == wanted


def test_summary(inputs):
    _results, _matrix, summary, _intensity = tables(inputs)
    assert [row[6:8] for row in summary[:4]] == [(1, "class 1"), (2, "class 2"), (3, "class 3"), (None, None)]

    def row(cells, rates):
        # before, after, gain, loss, net, swap, exchange, shift, persistence in cells; rates in % per year
        return (*(close(count * HA) for count in cells), *(close(rate) for rate in rates))

    assert [one[8:] for one in summary[:4]] == [
        row((2, 2, 1, 1, 0, 2, 0, 2, 1), (0, 100 * 2 / 2 / 10, 0)),
        row((1, 2, 1, 0, 1, 0, 0, 0, 1), (100 / 10, 100 / 10, 100 * math.log(2) / 10)),
        row((2, 1, 0, 1, -1, 0, 0, 0, 1), (-50 / 10, 50 / 10, 100 * math.log(0.5) / 10)),
        row((5, 5, 2, 2, 0, 1, 0, 1, 3), (0, 100 * 2 / 5 / 10, 0)),
    ]
    # Class 3 is gone in 2015: its degrees are known, its compound rate is not
    assert [one[2:7] for one in summary[4:8]] == [(2010, "cover_2015", 2015, "interval", code) for code in (1, 2, 3, None)]
    assert summary[6][17:] == (close(-100 / 5), close(100 / 5), None)


def test_intensity(inputs):
    _results, _matrix, _summary, intensity = tables(inputs)
    of_interval = [row for row in intensity if row[6] == "interval"]
    uniform = 100 * 4 / (5 * 10 + 5 * 5)
    assert [row[11:] for row in of_interval] == [
        (close(2 * HA / 10), close(4), close(uniform), "slow"),
        (close(2 * HA / 5), close(8), close(uniform), "fast"),
    ]
    first = {row[6:11]: row[11:] for row in intensity if row[2] == 2000 and row[4] == 2010}
    assert first["category_gain", 1, "class 1", None, None] == (close(HA / 10), close(100 / 2 / 10), close(4), "active")
    assert first["category_gain", 3, "class 3", None, None] == (0, 0, close(4), "dormant")
    # Class 1 gained one cell: 3 lost one of its 2, 2 none of its 1; uniform is 1 of 3 in 10 years
    assert first["transition_gain", 1, "class 1", 3, "class 3"] == (close(HA / 10), close(5), close(10 / 3), "targeted")
    assert first["transition_gain", 1, "class 1", 2, "class 2"] == (0, 0, close(10 / 3), "avoided")
    assert first["transition_loss", 1, "class 1", 2, "class 2"] == (close(HA / 10), close(5), close(10 / 3), "targeted")
    # What gained nothing has no pattern
    assert first["transition_gain", 3, "class 3", 1, "class 1"] == (0, 0, 0, None)
    assert len(first) == 1 + 2 * 3 + 2 * 3 * 2


def test_numbers(inputs, pools, tmp_path):
    out = tmp_path / "changes.tif"
    assert run(dict(inputs, POOLS=pools, OUTPUT=str(out)), name=NAME) == {
        "OUTPUT": str(out),
        "CHANGED_HA": close(4 * HA),
        "CHANGED_PCT": close(80),
        "CARBON_CHANGE": close((2 * 90 - 2 * 990) * HA),
    }
    assert "CARBON_CHANGE" not in run(inputs, name=NAME)


def test_numbers_say_that_they_are_of_the_first_and_the_last_date(qgis):
    from runs import algorithm

    made = algorithm(NAME)  # kept: its outputs live no longer
    told = {one.name(): one.description() for one in made.outputDefinitions()}
    assert told["CHANGED_HA"] == "Changed area, first to last date (ha)"
    assert all("first to last date" in told[name] for name in ("CHANGED_PCT", "CARBON_CHANGE"))


def test_a_band_for_every_span(inputs, tmp_path):
    out = tmp_path / "changes.tif"
    run(dict(inputs, OUTPUT=str(out)), name=NAME)
    # 1 is 1 to 1, 2 is 1 to 2, 3 is 2 to 2, 4 is 3 to 1, 5 is 3 to 3
    bands = ([[1, 2, 3], [5, 4, 0]], [[2, 3, 3], [4, 1, 0]], [[2, 2, 3], [4, 4, 0]])
    assert [read_map(out, band).tolist() for band in (1, 2, 3)] == [list(band) for band in bands]
    run(dict(inputs, OUTPUT=str(out), UNCHANGED=False), name=NAME)
    assert read_map(out, 1).tolist() == [[0, 2, 0], [0, 4, 0]]


def grouped(matrix):
    return [(*row[6:11], row[13]) for row in matrix if row[2:5:2] == (2000, 2010)]


def of_groups():
    """Group 1 holds the classes 1 and 2; its carbon changes though its land does not."""
    return [
        (1, "Grün", 1, "Grün", 3, close(90 * HA)),
        (2, "Nass", 1, "Grün", 1, close(-990 * HA)),
        (2, "Nass", 2, "Nass", 1, 0),
    ]


def memory(project, fields, rows):
    from qgis.core import QgsFeature, QgsVectorLayer

    layer = QgsVectorLayer("None?" + "&".join(f"field={field}" for field in fields), "table", "memory")
    made = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        made.append(feature)
    assert layer.dataProvider().addFeatures(made)[0]
    return project.addMapLayer(layer)


@pytest.mark.parametrize("kind", ["CSV", "layer of a CSV", "memory", "selected", "other case and order"])
def test_groups_and_pools_from_anywhere(inputs, pools, project, tmp_path, kind):
    rows = [(1, "Grün"), (2, "Grün"), (3, "Nass")]
    groups = groups_file(tmp_path, rows)
    if kind == "layer of a CSV":
        groups, pools = table_layer(project, groups, "groups"), table_layer(project, pools)
    elif kind == "memory":
        groups = memory(project, ("lucode:integer", "class_group:string"), rows)
        from maps import POOLS

        pools = memory(project, ("lucode:integer", "name:string", *(f"c_{pool}:double" for pool in ("above", "below", "soil", "dead"))), POOLS)
    elif kind == "selected":
        from qgis.core import QgsProcessingFeatureSourceDefinition

        layer = memory(project, ("lucode:integer", "class_group:string"), [*rows, (1, "another"), (None, "no code")])
        layer.selectByExpression("class_group in ('Grün', 'Nass')")
        groups = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    elif kind == "other case and order":
        groups = write_table(tmp_path / "other.csv", ["note", "CLASS_GROUP", "LUCODE"], [("", group, code) for code, group in reversed(rows)])
    _results, matrix, summary, _intensity = tables(inputs, POOLS=pools, GROUPS=groups)
    assert grouped(matrix) == of_groups()
    assert [row[6:8] for row in summary[:3]] == [(1, "Grün"), (2, "Nass"), (None, None)]


def test_pair_template_makes_the_table_of_groups(inputs, tmp_path):
    """Its rows, with a group filled in, are what this takes."""
    within = context()
    made = run({"LULC": inputs["LAYERS"][0], "KIND": "groups", "TEMPLATE": "TEMPORARY_OUTPUT"}, within=within, name="pairtemplate")
    rows = table(made, "TEMPLATE", within, "lucode", "name", "cells")
    filled = [(*row, "Nass" if row[0] == 3 else "Grün") for row in rows]
    groups = write_table(tmp_path / "filled.csv", ["lucode", "name", "cells", "class_group"], filled)
    _results, matrix, _summary, _intensity = tables(inputs, GROUPS=groups)
    assert [row[:5] for row in grouped(matrix)] == [row[:5] for row in of_groups()]


def test_zones(inputs, project, tmp_path):
    zones = polygon_layer(project, [(0, 0, 1, 2), (1, 0, 3, 2)], names=["left", "right"])
    given = {"ZONES": zones, "ZONE_FIELD": "kind"}
    out = tmp_path / "changes.tif"
    _results, matrix, summary, intensity = tables(inputs, **given, OUTPUT=str(out))
    assert [(row[0], *row[6:11:2], row[10]) for row in matrix if row[4] == 2010] == [
        ("left", 1, 1, 1, 1), ("left", 3, 3, 1, 1), ("right", 1, 2, 1, 1), ("right", 2, 2, 1, 1), ("right", 3, 1, 1, 1)
    ]  # fmt: skip
    # Nothing changed on the left until 2010, and all of it then: U is that of each zone by itself
    levels = {(row[0], row[2]): row[12:] for row in intensity if row[6] == "interval"}
    assert levels["left", 2000] == (0, close(100 * 2 / (2 * 15)), "slow")
    assert levels["left", 2010] == (close(20), close(100 * 2 / (2 * 15)), "fast")
    assert read_map(out, 1).tolist() == [[1, 2, 3], [5, 4, 0]]
    assert {row[0] for row in summary} == {"left", "right"}
    over = polygon_layer(project, [(0, 0, 2, 2), (1, 0, 3, 2)], names=["a", "b"])
    _results, matrix, _summary, _intensity = tables(inputs, ZONES=over, ZONE_FIELD="kind")
    assert sum(row[10] for row in matrix if row[2:5:2] == (2000, 2010)) == 4 + 3
    with pytest.raises(Failed, match="overlap"):
        run(dict(inputs, ZONES=over, ZONE_FIELD="kind", OUTPUT=str(out)), name=NAME)


def test_a_mask_ignored_codes_and_common_cells(inputs, project, tmp_path):
    mask = wkt_layer(project, ("Polygon((0 0, 20 0, 20 -20, 0 -20, 0 0))",))
    _results, matrix, _summary, _intensity = tables(inputs, MASK=mask, IGNORE_CODES="3")
    found = [[(*row[6:11:2],) for row in matrix if row[2:5:2] == (one, other)] for one, other, _span in SPANS]
    assert found == [[(1, 1, 1), (1, 2, 1)], [(1, 1, 1), (1, 2, 1), (2, 2, 1)], [(1, 2, 2)]]
    _results, matrix, _summary, _intensity = tables(inputs, MASK=mask, IGNORE_CODES="3", COMMON_CELLS=True)
    assert [sum(row[10] for row in matrix if row[2:5:2] == (one, other)) for one, other, _span in SPANS] == [2, 2, 2]


def test_areas_that_differ_are_told(inputs, tmp_path):
    holes = MAPS[2015].copy()
    holes[0, 0] = 0
    inputs["LAYERS"][2] = write_map(tmp_path / "holes_2015.tif", holes, nodata=0)
    feedback = Feedback()
    run(inputs, feedback, name=NAME)
    told = [text for text in feedback.warnings if text.startswith("Intervals are of different land")]
    assert told == [
        "Intervals are of different land: 2000 to 2010 0.05 ha, 2010 to 2015 0.04 ha. Each is measured by its own; "
        "COMMON_CELLS counts the cells that are valid at all dates alone."
    ]
    report = tmp_path / "r.html"
    run(dict(inputs, REPORT=str(report)), name=NAME)
    assert "“Only cells valid at all dates” (COMMON_CELLS) counts the cells" in report.read_text(encoding="utf-8")
    feedback = Feedback()
    run(dict(inputs, COMMON_CELLS=True), feedback, name=NAME)
    assert not any(text.startswith("Intervals are of different land") for text in feedback.warnings)


def test_maps_without_years_and_of_one_year(inputs, tmp_path):
    """In the order in which they are given; areas are told and rates are not."""
    unknown = [write_map(tmp_path / f"{name}.tif", MAPS[year], nodata=0) for name, year in (("b", 2000), ("a", 2010), ("c", 2015))]
    for given in ({"LAYERS": unknown}, {"LAYERS": unknown, "YEARS": "2000;2000;2000"}):
        feedback, within = Feedback(), context()
        results = run(dict(given, **dict.fromkeys(TABLES, "TEMPORARY_OUTPUT")), feedback, within, NAME)
        matrix, summary, intensity = (table(results, name, within) for name in TABLES)
        assert [(row[1], row[3]) for row in matrix[:5]] == [("b", "a")] * 5 and [row[10] for row in matrix] == [
            cells for pairs in PAIRS for cells in pairs.values()
        ]
        assert {row[17:] for row in summary} == {(None, None, None)} and summary[0][10] == close(HA)
        assert {row[11:] for row in intensity} == {(None,) * 4}
        assert sum("rates" in text for text in feedback.warnings + feedback.infos) == 1


def test_another_grid_is_said_and_resampled(inputs, tmp_path):
    wanted = tables(inputs)
    fine = np.kron(MAPS[2015], np.ones((2, 2), "uint8"))
    inputs["LAYERS"][2] = write_map(tmp_path / "cover_2015.tif", fine, cell=(5.0, 5.0), nodata=0)
    feedback = Feedback()
    run(inputs, feedback, name=NAME)
    assert any("is read on the grid of" in text for text in feedback.infos)
    assert any("RESAMPLE_CLASSES mode" in text for text in feedback.warnings)
    assert tables(inputs)[1:] == wanted[1:]


def test_layers_of_another_provider(inputs, project):
    from test_layers import virtual_layer

    layer = virtual_layer(project, inputs["LAYERS"][0], '"map@1" * 1', (2, 3), name="cover_2010")
    virtual = dict(inputs, LAYERS=[layer, *inputs["LAYERS"][1:]])
    assert tables(virtual)[1:] == tables(inputs)[1:]


# Loaded layers


def styled(project, path, name, colors):
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    layer = raster_layer(project, path, name)
    classes = [QgsPalettedRasterRenderer.Class(code, QColor(color), NAMES[code]) for code, color in colors.items()]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    return layer


def loaded(inputs, outputs):
    from test_results import loaded as load

    return load(NAME, {**inputs, **outputs})


def test_names_of_loaded_layers(inputs, tmp_path):
    outputs = {**dict.fromkeys(TABLES, "TEMPORARY_OUTPUT"), "OUTPUT": str(tmp_path / "o.tif")}
    _found, came = loaded(inputs, outputs)
    what = ("Map of transitions", "Transition matrix", "Change by class", "Intensity of change")
    assert {layer.name() for layer in came} == {f"{one}: 2000 to 2015" for one in what}


def test_styles_of_the_bands(inputs, project, tmp_path):
    """Grey is what stayed, and what changed has the colour of the class gained; one style for each band."""
    colors = {1: "#00ff00", 2: "#007700", 3: "#0000ff"}
    inputs["LAYERS"] = [styled(project, path, path[-13:-4], colors) for path in inputs["LAYERS"]]
    _found, came = loaded(inputs, {"OUTPUT": str(tmp_path / "o.tif")})
    (layer,) = came
    styles = layer.styleManager()
    bands = ["2000 to 2010", "2010 to 2015", "2000 to 2015"]
    found = {}
    for name in styles.styles():
        assert styles.setCurrentStyle(name)
        renderer = layer.renderer()
        assert renderer.type() == "paletted"
        found[renderer.band()] = name, {one.value: (one.color.name(), one.label) for one in renderer.classes()}
    assert [bands[band - 1] in found[band][0] for band in (1, 2, 3)] == [True] * 3 and len(found) == 3
    grey = "#d5d5d5"
    assert found[1][1] == {
        1: (grey, "Wiese to Wiese"), 2: ("#007700", "Wiese to Wald"), 3: (grey, "Wald to Wald"), 4: ("#00ff00", "Möser & Röhricht to Wiese"),
        5: (grey, "Möser & Röhricht to Möser & Röhricht"),
    }  # fmt: skip
    assert set(found[2][1]) == {1, 2, 3, 4} and set(found[3][1]) == {2, 3, 4}


@pytest.mark.parametrize("count, bands", [(2, 1), (3, 3)])
def test_the_map_is_shown_by_the_band_that_its_name_tells(inputs, project, tmp_path, count, bands):
    """That of the whole span where there is one. The same holds for a style that is saved, and for a project that is opened again."""
    from qgis.core import QgsProject

    inputs["LAYERS"] = sorted(inputs["LAYERS"])[:count]
    _found, (layer,) = loaded(inputs, {"OUTPUT": str(tmp_path / "o.tif")})
    name = f"2000 to {(2010, 2015)[count - 2]}"
    dataset = gdal.Open(layer.source())
    assert dataset.RasterCount == bands == layer.renderer().band() and name in dataset.GetRasterBand(bands).GetDescription()
    assert layer.name() == f"Map of transitions: {name}" and name in layer.styleManager().currentStyle()
    told, saved = layer.saveNamedStyle(str(tmp_path / "shown.qml"))
    assert saved, told
    plain = raster_layer(project, layer.source(), "the same file")
    assert plain.loadNamedStyle(str(tmp_path / "shown.qml"))[1] and plain.renderer().band() == bands
    assert QgsProject.instance().write(str(tmp_path / "p.qgz"))
    again = QgsProject()
    assert again.read(str(tmp_path / "p.qgz"))
    assert [one.renderer().band() for one in again.mapLayersByName(layer.name())] == [bands]


def test_a_group_has_the_colour_of_its_first_class(inputs, project, tmp_path):
    colors = {1: "#00ff00", 2: "#007700", 3: "#0000ff"}
    inputs["LAYERS"] = [styled(project, path, path[-14:-4], colors) for path in inputs["LAYERS"]]
    groups = memory(project, ("lucode:integer", "class_group:string"), [(3, "low"), (2, "low"), (1, "high")])
    _found, came = loaded({**inputs, "GROUPS": groups}, {"OUTPUT": str(tmp_path / "o.tif")})
    (layer,) = came
    assert layer.styleManager().setCurrentStyle("change 2000 to 2010")
    found = {one.label: one.color.name() for one in layer.renderer().classes()}
    assert found == {"high to high": "#d5d5d5", "high to low": "#007700", "low to high": "#00ff00", "low to low": "#d5d5d5"}


@pytest.mark.parametrize("years", ["2010;2000;2010", "2010;2000;2000"])
def test_every_band_has_its_style_where_names_are_alike(inputs, tmp_path, years):
    """Two maps are of one year, so that an interval is called as the whole span."""
    _found, came = loaded({**inputs, "YEARS": years}, {"OUTPUT": str(tmp_path / "o.tif")})
    (layer,) = came
    styles = layer.styleManager()
    bands = {}
    for name in styles.styles():
        assert styles.setCurrentStyle(name)
        bands[layer.renderer().band()] = name
    assert set(bands) == {1, 2, 3} and all(re.search(r"\d+ to \d+", name) for name in bands.values()), bands


# What is wrong is said, and leaves nothing


def raster(tmp_path, name, codes, **more):
    return write_map(tmp_path / f"{name}.tif", np.asarray(codes, "uint8" if np.issubdtype(np.asarray(codes).dtype, np.integer) else None), nodata=0, **more)


WRONG = {
    "one map": (lambda f, given: {"LAYERS": given["LAYERS"][:1]}, "LAYERS has one map; transitions need two or more."),
    "no map": (lambda f, given: {"LAYERS": []}, "LAYERS: no layer is given."),
    "too few years": (lambda f, given: {"YEARS": "2000;2010"}, "YEARS: years given: 2; layers: 3."),
    "a class without a group": (
        lambda f, given: {"GROUPS": groups_file(f, [(1, "a"), (2, "b")])},
        "The table of groups has no row for code 3 (2 cells) of “cover_2000”; code 3 (1 cell) of “cover_2010”.",
    ),
    "a class without pools": (
        lambda f, given: {"POOLS": write_pools(f / "few.csv", [(1, "", 1, 1, 1, 1), (2, "", 1, 1, 1, 1)])},
        "The pool table has no row for code 3 (2 cells) of “cover_2000”; code 3 (1 cell) of “cover_2010”.",
    ),
    "other columns of groups": (
        lambda f, given: {"GROUPS": write_table(f / "other.csv", ["code", "group"], [(1, "a")])},
        "GROUPS: the table lacks lucode, class_group; it has code, group.",
    ),
    "other columns of pools": (
        lambda f, given: {"POOLS": write_table(f / "other.csv", ["lucode", "c_above"], [(1, 2)])},
        "The pool table lacks c_below, c_soil, c_dead; it has: lucode, c_above.",
    ),
    "a class in two groups": (
        lambda f, given: {"GROUPS": groups_file(f, [(1, "a"), (2, "b"), (3, "c"), (1, "b")])},
        "GROUPS: code 1 is in the groups",
    ),
    "a group without a name": (lambda f, given: {"GROUPS": groups_file(f, [(1, "a"), (2, ""), (3, "c")])}, "GROUPS: class_group is empty for code"),
    "a code that is none": (lambda f, given: {"GROUPS": groups_file(f, [("x", "a"), (2, "b"), (3, "c")])}, "GROUPS: row 1 (header not counted): lucode is"),
    "a table without rows": (lambda f, given: {"GROUPS": groups_file(f, [])}, "GROUPS: it has no row."),
    "no overlap": (
        lambda f, given: {"LAYERS": [given["LAYERS"][0], moved(raster(f, "far_2020", MAPS[2000]), 300000)]},
        "“far_2020” and “cover_2010” do not overlap",
    ),
    "no cell in common": (
        lambda f, given: {
            "LAYERS": [
                given["LAYERS"][0],
                raster(
                    f,
                    "half_2020",
                    [[0, 0, 0], [0, 0, 1]],
                ),
            ]
        },
        "“cover_2010” and “half_2020” have no valid cell in common",
    ),
    "no cell in common to all": (
        lambda f, given: {"COMMON_CELLS": True, "LAYERS": [raster(f, f"{i}_200{i}", [codes]) for i, codes in enumerate([(1, 0, 1), (1, 1, 0), (0, 1, 1)])]},
        "No cell is valid at all dates, which COMMON_CELLS asks for",
    ),
    "no CRS": (
        lambda f, given: {"LAYERS": [*given["LAYERS"], raster(f, "bare_2020", MAPS[2000], epsg=None)]},
        "LAYERS: the layer “bare_2020” has no coordinate reference system",
    ),
    "all nodata": (lambda f, given: {"LAYERS": [*given["LAYERS"], raster(f, "void_2020", 0 * MAPS[2000])]}, "“void_2020” has no valid cell"),
    "all ignored": (lambda f, given: {"IGNORE_CODES": "1;2;3"}, "“cover_2000” has no valid cell"),
    "values that are no codes": (lambda f, given: {"LAYERS": [*given["LAYERS"], raster(f, "real_2020", MAPS[2000] + 0.5)]}, "“real_2020” holds 1.5"),
    "no such band": (lambda f, given: {"LAYERS_BAND": 3}, "The raster “cover_2010” has no band 3"),
    "no such folder": (lambda f, given: {"OUTPUT": "/nowhere/at/all.tif"}, "OUTPUT: the folder /nowhere/at does not exist."),
    "an input as output": (lambda f, given: {"OUTPUT": given["LAYERS"][1]}, "OUTPUT:"),
}


def moved(path, by):
    from osgeo import gdal

    dataset = gdal.Open(path, gdal.GA_Update)
    left, *rest = dataset.GetGeoTransform()
    dataset.SetGeoTransform((left + by, *rest))
    dataset = None
    return path


@pytest.mark.parametrize("case", WRONG)
def test_wrong_inputs(inputs, tmp_path, case):
    """One sentence, the same with and without the check beforehand; what stood there is there, and nothing else."""
    change, sentence = WRONG[case]
    outputs = {name: str(tmp_path / f"{name}.csv") for name in TABLES}
    outputs.update(OUTPUT=str(tmp_path / "o.tif"), REPORT=str(tmp_path / "r.html"))
    wrong = {**inputs, **outputs, **change(tmp_path, inputs)}
    (tmp_path / "MATRIX.csv").write_text("old")
    before = files(tmp_path)
    for check in (run, run_unchecked):
        with pytest.raises(Failed) as error:
            check(wrong, name=NAME)
        told = str(error.value)
        assert told.startswith(sentence) and "\n" not in told and "Traceback" not in told, told
    assert files(tmp_path) == before and temporary_folders() == []


def test_a_read_only_folder(inputs, disk):
    import subprocess

    folder = disk("read_only", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    for name, file in (("OUTPUT", "o.tif"), ("MATRIX", "m.csv"), ("REPORT", "r.html")):
        with pytest.raises(Failed, match=f"^{name}: {folder}/{file} cannot be written .read-only"):
            run(dict(inputs, **{name: f"{folder}/{file}"}), name=NAME)
    assert files(folder) == {}


@pytest.mark.parametrize("percent", [20, 70])
def test_cancel_keeps_what_stood_there(inputs, tmp_path, percent):
    """While classes are counted, and while the map is written."""
    big = {year: np.tile(codes, (1200, 1200)) for year, codes in MAPS.items()}
    inputs["LAYERS"] = [write_map(tmp_path / f"big_{year}.tif", codes, nodata=0, options=["TILED=YES"]) for year, codes in big.items()]
    outputs = {"OUTPUT": tmp_path / "o.tif", "REPORT": tmp_path / "r.html", "MATRIX": tmp_path / "m.csv"}
    for path in outputs.values():
        path.write_text("old")
    before = files(tmp_path)
    feedback = Feedback(stop_at=percent)
    assert run(dict(inputs, **{name: str(path) for name, path in outputs.items()}), feedback, name=NAME) == {}
    assert feedback.isCanceled() and files(tmp_path) == before and temporary_folders() == []


# The report


def page_of(inputs, tmp_path, feedback=None, **more):
    import html

    path = tmp_path / "report.html"
    run(dict(inputs, REPORT=str(path), **more), feedback, name=NAME)
    page = path.read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    return html.unescape(re.sub("<script.*?</script>", "", page[page.index("<body") :], flags=re.S))


def drawings_of(page):
    return page.count('<figure class="drawing">')


def test_a_report(inputs, pools, tmp_path):
    page = page_of(inputs, tmp_path, POOLS=pools, OUTPUT=str(tmp_path / "o.tif"))
    assert "<h1>Land-cover transitions report: 2000 to 2015</h1>" in page and drawings_of(page) == 4  # two intervals and the whole
    for text in (
        "Changed from 2000 to 2015", "Change of carbon from 2000 to 2015", "Comprehensive dynamic degree", "Transition matrix, 2010 to 2015",
        "Targets of gains", "Intensity of intervals", "Pontius et al. 2004", "Pontius and Santacruz 2014", "Puyravaud 2003", "Aldwaik and Pontius 2012",
        "InVEST", "Where land changed from 2000 to 2015", "Maps of 2000, 2010 and 2015 were compared", "Cells count that have a class at both dates of an interval.", "1 Wiese to 2 Wald",
    ):  # fmt: skip
        assert text in page, text
    assert "Classes were put together" not in page


def test_a_report_of_groups_and_common_cells(inputs, pools, tmp_path):
    page = page_of(inputs, tmp_path, POOLS=pools, GROUPS=groups_file(tmp_path), COMMON_CELLS=True)
    for text in ("Classes were put together in groups", "Cells count that have a class at all dates.", "from Grün", "Nass to Grün"):
        assert text in page, text


def test_a_report_without_pools_and_years(tmp_path):
    """Neither carbon nor rates: no empty figure, no heading of nothing."""
    maps = [write_map(tmp_path / f"{name}.tif", MAPS[year], nodata=0) for name, year in (("alt", 2000), ("neu", 2010))]
    page = page_of({"LAYERS": maps}, tmp_path)
    assert "report: alt to neu</h1>" in page and drawings_of(page) == 2
    for text in ("Change of carbon", "InVEST", "Comprehensive", "Intensity of intervals", "Targets of gains", "None", "nan"):
        assert text not in page.replace("Intensity of change", ""), text


def test_a_report_where_nothing_changed(inputs, tmp_path):
    given = {"LAYERS": [inputs["LAYERS"][1]] * 2, "YEARS": "2000;2010"}
    page = page_of(given, tmp_path)
    assert "No cell changed from 2000 to 2010." in page and drawings_of(page) == 1
    assert "The maps of 2000 and 2010 are the same, so nothing changes." in page


def test_a_report_of_a_zone_without_change(inputs, project, tmp_path):
    zones = polygon_layer(project, [(0, 0, 1, 1), (1, 0, 3, 2)], names=["still", "busy"])
    given = {"LAYERS": inputs["LAYERS"][:2], "ZONES": zones, "ZONE_FIELD": "kind"}
    page = page_of(given, tmp_path)
    assert "What became of what: still" in page and "What became of what: busy" in page
    assert page.count("No cell changed from 2000 to 2010.") == 1 and drawings_of(page) == 3


@pytest.mark.parametrize("classes", [1, 30])
def test_a_report_of_few_and_many_classes(tmp_path, classes):
    draw = np.random.default_rng(7)
    maps = [write_map(tmp_path / f"m_{year}.tif", draw.integers(1, classes + 1, (40, 40)).astype("uint8")) for year in (2000, 2010, 2020)]
    page = page_of({"LAYERS": maps}, tmp_path)
    assert drawings_of(page) == (1 if classes == 1 else 4)
    if classes == 30:
        assert all(f"class {code}" in page for code in range(1, 31))


def test_matrices_are_tinted(inputs, tmp_path):
    """Grey stayed; what left a class is the redder the more of it left: a half here, and all there."""
    page = page_of({"LAYERS": inputs["LAYERS"][:2]}, tmp_path)
    row = page[page.index("Transition matrix, 2000 to 2010") :].split("<tbody>")[1].split("</tr>")
    cells = [re.findall(r'<td[^>]*?(?: style="background: (#\w+)")?(?: data-exact="[^"]*")?>([^<]*)</td>', one) for one in row[:3]]
    from pitscape.reports.lulc_transition import HEAT
    from pitscape.reports.maps import mixed

    half = mixed(HEAT, 0.5**0.5)
    assert [[color for color, _text in row[1:4]] for row in cells] == [["#d5d5d5", half, ""], ["", "#d5d5d5", ""], [half, "", "#d5d5d5"]]


def test_a_turned_matrix_is_told_and_tinted(tmp_path):
    """More than 28 classes: rows and columns change places."""
    codes = np.arange(1, 31, dtype="uint8").reshape(5, 6)
    maps = [write_map(tmp_path / f"m_{year}.tif", cells) for year, cells in ((2000, codes), (2010, codes))]
    page = page_of({"LAYERS": maps}, tmp_path)
    assert "class before, in columns, and class after, in rows." in page and "in rows, and class after" not in page
    assert page.count('style="background: #d5d5d5"') == 30


# With other algorithms, from the command line, in a batch


def test_in_a_model(inputs, project):
    """The table goes on to QGIS's own algorithms: what became of meadows, by the class that took them."""
    from models import chain, from_input, from_step, run_chain
    from qgis.core import QgsProcessing, QgsProcessingParameterMultipleLayers, QgsProcessingParameterVectorLayer
    from runs import rows as rows_of

    kind = QgsProcessing.SourceType
    layers = QgsProcessingParameterMultipleLayers("maps", layerType=kind.TypeRaster)
    groups = QgsProcessingParameterVectorLayer("groups", types=[kind.TypeVector])
    steps = {
        "change": ("pitscape:lulctransition", {"LAYERS": from_input("maps"), "GROUPS": from_input("groups")}),
        "gone": ("native:extractbyexpression", {"INPUT": from_step("change", "MATRIX"), "EXPRESSION": '"lucode_from" <> "lucode_to" and "span" = \'whole\''}),
    }  # fmt: skip
    outputs = {"Gone": ("gone", "OUTPUT"), "Matrix": ("change", "MATRIX"), "Map": ("change", "OUTPUT")}
    model = chain([layers, groups], steps, outputs)
    within = context()
    made = run_chain(
        model, {"maps": inputs["LAYERS"], "groups": memory(project, ("lucode:integer", "class_group:string"), [(1, "a"), (2, "b"), (3, "a")])}, within
    )
    from qgis.core import QgsProcessingUtils

    assert rows_of(QgsProcessingUtils.mapLayerFromString(made["Gone"], within), "name_from", "name_to", "cells") == [("a", "b", 2)]
    assert read_map(made["Map"]).tolist() == [[1, 2, 3], [1, 1, 0]]


def test_on_a_real_map_beside_itself(reference, tmp_path):
    """Bern and Valais moved by one cell to the east: each cell against its neighbour, counted by numpy."""
    from osgeo import gdal

    path = str(reference / "real" / "bern_valais_g100_clc00.tif")
    dataset = gdal.Open(path)
    codes, nodata = dataset.ReadAsArray(), dataset.GetRasterBand(1).GetNoDataValue()
    left, width, *rest = dataset.GetGeoTransform()
    ha = width * -rest[-1] / 10000
    copy = gdal.GetDriverByName("GTiff").CreateCopy(str(tmp_path / "moved.tif"), dataset)
    copy.SetGeoTransform((left + width, width, *rest))
    copy = dataset = None
    out, within = tmp_path / "changes.tif", context()
    given = {
        "LAYERS": [path, str(tmp_path / "moved.tif")],
        "YEARS": "2000;2006",
        "OUTPUT": str(out),
        "MATRIX": "TEMPORARY_OUTPUT",
        "SUMMARY": "TEMPORARY_OUTPUT",
    }
    results = run(given, within=within, name=NAME)

    before, after = codes[:, 1:].ravel(), codes[:, :-1].ravel()
    both = (before != nodata) & (after != nodata)
    pairs, counts = np.unique(before[both].astype(int) * 1000 + after[both], return_counts=True)
    matrix = table(results, "MATRIX", within, "lucode_from", "lucode_to", "cells", "area_ha")
    assert [row[:3] for row in matrix] == [(int(pair // 1000), int(pair % 1000), int(count)) for pair, count in zip(pairs, counts)]
    assert len(matrix) > 300 and [row[3] for row in matrix] == [close(count * ha) for count in counts]
    codes_of = np.zeros(256 * 1000, "uint16")
    codes_of[pairs] = range(1, len(pairs) + 1)
    wanted = np.zeros(codes.shape, "uint16")
    wanted[:, 1:] = np.where(both, codes_of[np.where(both, before.astype(int) * 1000 + after, 0)], 0).reshape(codes.shape[0], -1)
    assert np.array_equal(read_map(out), wanted)
    changed = counts[pairs // 1000 != pairs % 1000].sum()
    assert results["CHANGED_HA"] == close(changed * ha) and results["CHANGED_PCT"] == close(100 * changed / both.sum())
    # A table of n classes by hand: of each the sums of its row and its column
    summary = {row[0]: row[1:] for row in table(results, "SUMMARY", within, "lucode", "area_before_ha", "area_after_ha", "gain_ha", "loss_ha")}
    for code, row in summary.items():
        if code is not None:
            ends = [counts[pairs // 1000 == code].sum(), counts[pairs % 1000 == code].sum()]
            stayed = counts[pairs == code * 1001].sum()
            assert row == tuple(close(cells * ha) for cells in (*ends, ends[1] - stayed, ends[0] - stayed))
