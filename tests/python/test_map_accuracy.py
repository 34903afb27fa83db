"""pitscape:mapaccuracy inside QGIS: points of any layer, classes by code and by name, counts from a table, the report."""

import csv
import re

import numpy as np
import pytest
from layers import raster_layer, table_layer, wkt_layer
from maps import GOLDEN, files, write_map, write_pools, write_table
from runs import Failed, Feedback, context, rows, run, run_unchecked, table

pytestmark = pytest.mark.usefixtures("project")

NAME = "mapaccuracy"
MADE = GOLDEN / "map_accuracy"
CELLS = [[1, 1, 1, 2], [1, 2, 0, 3]]
# column, row, reference: two points in each class of the map
SAMPLE = [(0, 0, 1), (1, 0, 2), (3, 0, 2), (1, 1, 2), (3, 1, 3), (3, 1, 3)]
TABLES = {"MATRIX": "memory:", "CLASSES": "memory:", "SUMMARY": "memory:"}
NAMES = {1: "Wiese", 2: "Wald", 3: "Möser & Röhricht"}


@pytest.fixture
def cover(tmp_path):
    return write_map(tmp_path / "cover_2022.tif", np.array(CELLS, "uint8"), nodata=0)


def points(project, sample=SAMPLE, fields="ref:integer part:string", crs="EPSG:32632"):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    shapes = [(f"POINT({10 * column + 5} {-10 * row - 5})", reference, "a") for column, row, reference in sample]
    layer = wkt_layer(project, *shapes, fields=fields, kind="Point")
    if crs != "EPSG:32632":
        there = QgsCoordinateReferenceSystem(crs)
        transform = QgsCoordinateTransform(layer.crs(), there, project.transformContext())
        moved = {}
        for feature in layer.getFeatures():
            geometry = feature.geometry()
            geometry.transform(transform)
            moved[feature.id()] = geometry
        layer.dataProvider().changeGeometryValues(moved)
        layer.setCrs(there)
    return layer


def accuracy(feedback=None, within=None, **parameters):
    return run({**TABLES, **parameters}, feedback, within, name=NAME)


def records(results, name, within):
    names = [field.name() for field in layer_of(results, name, within).fields()]
    return [dict(zip(names, row)) for row in table(results, name, within)]


def measures(results, within):
    return {row["measure"]: row for row in records(results, "SUMMARY", within)}


def layer_of(results, name, within):
    from qgis.core import QgsProcessingUtils

    return QgsProcessingUtils.mapLayerFromString(results[name], within)


def golden(name):
    with open(MADE / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_figures_of_the_reference(project):
    within, feedback = context(), Feedback()
    results = accuracy(
        feedback, within, MAP=str(MADE / "series_a_2022.tif"), REFERENCE=str(MADE / "accuracy_a_stratified.gpkg"), FIELD="ref",
        POOLS=str(MADE / "series_a_pools.csv"),
    )  # fmt: skip
    found = measures(results, within)
    classes = {row["lucode"]: row for row in records(results, "CLASSES", within)}
    columns = {"users": "users", "producers": "producers", "area_ha": "area_ha", "mapped_ha": "mapped_ha"}
    errors = {"users": "se_users", "producers": "se_producers", "area_ha": "se_ha"}
    compared = 0
    for row in golden("accuracy_a_stratified_results.csv"):
        name = row["quantity"]
        if name in columns:
            one = classes[int(row["class"])]
            value, error = one[columns[name]], one[errors[name]] if name in errors else None
        elif name in found:
            value, error = found[name]["value"], found[name]["se"]
        else:
            continue
        assert value == pytest.approx(float(row["value"]), rel=1e-12), row
        assert error is None if row["se"] == "" else error == pytest.approx(float(row["se"]), rel=1e-12, abs=1e-15), row
        compared += 1
    assert compared == 33
    assert results["OVERALL"] == found["overall"]["value"] and results["CARBON_MEAN"] == found["carbon_mean_t_ha"]["value"]
    assert (results["POINTS_USED"], results["POINTS_LEFT_OUT"]) == (84, 5)
    assert any("84 of 89 points count. Left out: 1 off the map" in text for text in feedback.warnings), feedback.warnings


@pytest.mark.parametrize("crs", ["EPSG:32632", "EPSG:4326", "EPSG:25833"])
def test_points_of_a_memory_layer_in_any_crs(cover, project, crs):
    within = context()
    results = accuracy(within=within, MAP=cover, REFERENCE=points(project, crs=crs), FIELD="ref", POINTS="memory:")
    classes = records(results, "CLASSES", within)
    assert [row["area_ha"] for row in classes] == pytest.approx([0.02, 0.04, 0.01])
    assert [row["year"] for row in classes] == [2022] * 3 and classes[0]["layer"] == "cover_2022"
    layer = layer_of(results, "POINTS", within)
    assert layer.crs().authid() == crs
    assert [field.name() for field in layer.fields()][:4] == ["ref", "part", "layer", "year"]
    assert rows(layer, "map_lucode", "ref_lucode", "agrees", "fate") == [
        (1, 1, 1, "used"), (1, 2, 0, "used"), (2, 2, 1, "used"), (2, 2, 1, "used"), (3, 3, 1, "used"), (3, 3, 1, "used"),
    ]  # fmt: skip


def test_points_that_do_not_count(cover, project):
    shapes = [(f"POINT({10 * column + 5} {-10 * row - 5})", reference, "a") for column, row, reference in SAMPLE]
    shapes += [("POINT(25 -15)", 1, "a"), ("POINT(-5 -5)", 1, "a"), ("POINT(5 -5)", None, "a"), ("", 1, "a")]
    layer = wkt_layer(project, *shapes, fields="ref:integer part:string", kind="Point")
    within, feedback = context(), Feedback()
    results = accuracy(feedback, within, MAP=cover, REFERENCE=layer, FIELD="ref", POINTS="memory:")
    assert (results["POINTS_USED"], results["POINTS_LEFT_OUT"]) == (6, 3)
    told = [text for text in feedback.warnings if "points count" in text]
    assert "6 of 9 points count. Left out: 1 off the map, or without a point, 1 on no class of the map" in told[0]
    assert "REFERENCE: features without a point are left out: 1." in feedback.infos
    fates = [row[0] for row in rows(layer_of(results, "POINTS", within), "fate")]
    assert fates == ["used"] * 6 + ["nodata", "off_map", "no_class", None]


def test_classes_by_name(cover, project, tmp_path):
    named = [(column, row, f" {NAMES[reference].upper()}") for column, row, reference in SAMPLE]
    layer = points(project, named, fields="ref:string part:string")
    pools = write_pools(tmp_path / "pools.csv")
    within = context()
    results = accuracy(within=within, MAP=cover, REFERENCE=layer, FIELD="ref", POOLS=pools)
    found = measures(results, within)
    # half of what is mapped as 1 is 2: 10, 100 and 1000 t/ha on 2, 4 and 1 of 7 cells
    assert found["carbon_mean_t_ha"]["value"] == pytest.approx((2 * 10 + 4 * 100 + 1000) / 7)
    assert found["carbon_map_mean_t_ha"]["value"] == pytest.approx((4 * 10 + 2 * 100 + 1000) / 7)
    assert [row["name"] for row in records(results, "CLASSES", within)] == list(NAMES.values())
    with pytest.raises(Failed, match='FIELD: it is not clear which class is meant by “?"MÖSER') as failed:
        accuracy(MAP=cover, REFERENCE=layer, FIELD="ref")
    assert "names of POOLS or of the layer (known: none)" in str(failed.value)


def test_selected_and_filtered_points(cover, project):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    layer = points(project, [*SAMPLE, (0, 0, 3)])
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][:6])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    within = context()
    results = accuracy(within=within, MAP=cover, REFERENCE=chosen, FIELD="ref", POINTS="memory:")
    assert results["POINTS_USED"] == 6 and layer_of(results, "POINTS", within).featureCount() == 6


def test_strata_that_are_not_the_classes(project, tmp_path):
    made = str(MADE / "accuracy_a_strata.gpkg")
    sizes = table_layer(project, MADE / "accuracy_a_strata_sizes.csv", "sizes")
    within = context()
    results = accuracy(
        within=within, MAP=str(MADE / "series_a_2022.tif"), REFERENCE=made, FIELD="ref", STRATA_FIELD="stratum", STRATA=sizes,
    )  # fmt: skip
    expected = next(row for row in golden("accuracy_a_strata_results.csv") if row["quantity"] == "overall")
    assert (results["OVERALL"], results["OVERALL_SE"]) == pytest.approx(
        (float(expected["value"]), float(expected["se"])), rel=1e-12
    )
    assert {row["stratum"] for row in records(results, "MATRIX", within)} == {"west", "middle", "east"}
    with pytest.raises(Failed, match="STRATA_FIELD is given, and STRATA is not"):
        accuracy(MAP=str(MADE / "series_a_2022.tif"), REFERENCE=made, FIELD="ref", STRATA_FIELD="stratum")


def test_counts_from_a_table_layer(project, tmp_path):
    with open(MADE / "olofsson2014_counts.csv", encoding="utf-8") as file:
        header, *lines = csv.reader(file)
    path = write_table(tmp_path / "counts_2010.csv", ["map_class", "cells", *header[2:]], lines)
    within = context()
    results = accuracy(within=within, COUNTS=table_layer(project, path, "counts_2010"), CELL_AREA_HA=0.09, POINTS="memory:")
    assert "POINTS" not in results
    classes = records(results, "CLASSES", within)
    assert [round(row["area_ha"]) for row in classes] == [21158, 11686, 285770, 581386]  # as printed
    assert [round(1.959964 * row["se_ha"]) for row in classes] == [6158, 3756, 15510, 16281]
    assert (classes[0]["layer"], classes[0]["year"]) == ("counts_2010", 2010)
    # Codes as heads of columns, which GDAL would take for a row
    path = write_table(tmp_path / "codes.csv", ["map_class", "cells", "1", "2"], [[1, 80, 9, 1], [2, 20, 4, 6]])
    results = accuracy(within=within, COUNTS=path)
    assert results["OVERALL"] == pytest.approx(0.8 * 0.9 + 0.2 * 0.6)
    assert [row["area_ha"] for row in records(results, "CLASSES", within)] == [None, None]


def test_a_reference_raster(cover, tmp_path):
    reference = write_map(tmp_path / "truth.tif", np.array([[1, 2, 0, 2], [0, 2, 1, 3]], "int16"), nodata=0)
    feedback = Feedback()
    results = accuracy(feedback, MAP=cover, REFERENCE_RASTER=reference)
    assert results["POINTS_USED"] == 5 and results["OVERALL"] == pytest.approx((4 * 0.5 + 2 + 1) / 7)
    assert any("Cells of one patch are no independent units" in text for text in feedback.warnings)


def test_points_of_no_layer_are_not_written(cover, tmp_path):
    """A file of an earlier run would be taken for one of this."""
    old = tmp_path / "points.gpkg"
    old.write_text("old")
    counts = write_table(tmp_path / "counts.csv", ["map_class", "cells", "A", "B"], [["A", 80, 9, 1], ["B", 20, 4, 6]])
    for asked in ({"MAP": cover, "REFERENCE_RASTER": cover}, {"COUNTS": counts}):
        with pytest.raises(Failed, match=f"POINTS: REFERENCE is not given, so there are no points to write to {old}."):
            run_unchecked({**TABLES, **asked, "POINTS": str(old)}, name=NAME)
        assert old.read_text() == "old"
        feedback = Feedback()
        assert "POINTS" not in accuracy(feedback, **asked, POINTS="memory:")
        assert any("POINTS is not made: REFERENCE is not given." in text for text in feedback.infos)


@pytest.mark.parametrize("size", [None, 0.09])
def test_the_report_of_counts_is_of_what_was_given(tmp_path, size):
    """Shares where cells have no size: no column of dashes in ha, and nothing of cells that were counted on a map."""
    counts, report = (
        write_table(tmp_path / "codes.csv", ["map_class", "cells", "1", "2"], [[1, 80, 9, 1], [2, 20, 4, 6]]),
        tmp_path / "r.html",
    )
    run({"COUNTS": counts, "CELL_AREA_HA": size, "REPORT": str(report)}, name=NAME)
    text = report.read_text(encoding="utf-8")
    assert ("Share of each class of the area: on the map (bars)" in text) == (size is None)
    assert ("Area of each class: on the map (bars)" in text) == (size is not None)
    for column in ("mapped_ha", "area_ha", "se_ha", "ci95_low_ha", "ci95_high_ha"):
        assert (f'data-name="{column}"' in text) == (size is not None), column
    assert 'data-name="area_prop"' in text
    assert "their sizes are the cells that the table of counts has" in text and "of which every cell counts" not in text


def test_what_rounding_has_left_is_nought_in_the_report(qgis):
    from pitscape.reports import map_accuracy
    from pitscape.reports.parts import Rows

    columns = [("measure", "text"), *((name, "real") for name in map_accuracy.FIGURES)]
    none, noise = (None,) * 3, (2.3e-17, 1.0, 1.0)
    rows = [
        ("overall", 1.0, 0.0, 1.0, 1.0), ("kappa", 1.0, *noise), ("quantity", 6.9e-18, *none), ("allocation", -6.9e-18, *none),
        ("carbon_mean_t_ha", 144.5, 1.2, 142.1, 146.9), ("carbon_total_t", 1e5, *none), ("carbon_map_mean_t_ha", 144.5, *none),
        ("carbon_map_bias_t_ha", 2.8e-14, 1.2, -2.4, 2.4),
    ]  # fmt: skip
    found = map_accuracy._measured({"summary": Rows(columns, rows)})
    told = {one.label: (one.value, one.note) for one in map_accuracy._key_numbers(found)}
    assert told["Disagreement"] == ("0", "quantity 0 %, allocation 0 %") and told["Bias of the map"][0] == "0"
    shares, carbon = map_accuracy._measures(found)
    assert [row[2][2] for row in shares.rows] == ["0", "0", "–", "–"] and carbon.rows[-1][1][2] in ("0", "0.0")


@pytest.mark.parametrize("kind", ["raster", "points"])
def test_results_are_of_the_map_and_a_reference_of_another_year_is_told(project, tmp_path, kind):
    """Layers and report have the year of the map that is judged; what it is judged by does not name them."""
    from test_results import loaded

    cover = raster_layer(project, write_map(tmp_path / "cover_2000.tif", np.array(CELLS, "uint8"), nodata=0), "cover 2000")
    if kind == "raster":
        given = {
            "REFERENCE_RASTER": raster_layer(
                project, write_map(tmp_path / "r.tif", np.array(CELLS, "uint8"), nodata=0), "seen 2010"
            )
        }
    else:
        layer = points(project)
        layer.setName("seen 2010")
        given = {"REFERENCE": layer, "FIELD": "ref"}
    report = tmp_path / "r.html"
    asked = {"MAP": cover, **given, "CLASSES": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT", "REPORT": str(report)}
    _found, came = loaded(NAME, asked)
    assert {layer.name() for layer in came} == {"Accuracy and area by class 2000", "Accuracy of the map 2000"}
    warning = "The reference “seen 2010” is of 2010 and the map “cover 2000” of 2000: what changed in between counts as an error of the map."
    feedback = Feedback()
    run(asked, feedback, name=NAME)
    assert feedback.warnings.count(warning) == 1 and warning in report.read_text(encoding="utf-8")
    for year in (2000, None):
        (given.get("REFERENCE") or given["REFERENCE_RASTER"]).setName("seen" if year is None else f"seen {year}")
        feedback = Feedback()
        run(asked, feedback, name=NAME)
        assert not any("what changed in between" in text for text in feedback.warnings)


def test_what_does_not_go_together(cover, project, tmp_path):
    layer = points(project)
    polygons = wkt_layer(project, ("POLYGON((0 0, 9 0, 9 -9, 0 0))", 1), fields="ref:integer")
    many = wkt_layer(project, ("MULTIPOINT((5 -5), (15 -5))", 1), fields="ref:integer", kind="MultiPoint")
    empty = wkt_layer(project, fields="ref:integer", kind="Point")
    lost = wkt_layer(project, ("POINT(5 -5)", 1), fields="ref:integer", kind="Point", crs="")
    local = wkt_layer(project, ("POINT(5 -5)", 1), fields="ref:integer", kind="Point", crs="EPSG:3857")
    asked = {"MAP": cover, "REFERENCE": layer, "FIELD": "ref"}
    for more, expected in (
        ({"MAP": None, "REFERENCE": None}, "There is no map to judge: give MAP"),
        ({"MAP": None}, "MAP: none is given, and REFERENCE is brought into its CRS. Give it, or leave REFERENCE out."),
        ({"REFERENCE": None, "FIELD": None}, "There is nothing to compare MAP with: give REFERENCE"),
        ({"FIELD": None}, "FIELD: none is given. Choose the field with the classes of the points."),
        ({"FIELD": "none"}, "FIELD: the layer “shapes” has no field “none”; it has ref, part."),
        ({"REFERENCE": polygons}, "REFERENCE: the layer “shapes” holds no points. Give a layer of points."),
        ({"REFERENCE": many}, "REFERENCE: feature 1 of the layer “shapes” has several points."),
        ({"REFERENCE": empty}, "REFERENCE: the layer “shapes” has no feature"),
        ({"REFERENCE": lost}, "REFERENCE: the layer “shapes” has no"),
        ({"REFERENCE": local}, "No point of “?shapes"),
        ({"REFERENCE_RASTER": cover}, "REFERENCE and REFERENCE_RASTER are both given; leave one of them out."),
        ({"CELL_AREA_HA": 1}, "MAP and CELL_AREA_HA are both given; leave one of them out."),
        ({"REFERENCE": None, "REFERENCE_RASTER": cover}, "REFERENCE_RASTER and FIELD are both given; leave one of them out."),
        ({"DESIGN": "stratifed"}, "DESIGN: .stratifed. is none of stratified, simple, systematic|DESIGN: .*stratified"),
        ({"CLASSES": str(tmp_path / "none" / "c.csv")}, "CLASSES: the folder .* does not exist"),
        ({"REPORT": str(tmp_path / "r.txt")}, "REPORT: .* does not end in .html"),
    ):
        with pytest.raises(Failed, match=expected):
            run_unchecked({**TABLES, **asked, **more}, name=NAME)
        assert not [name for name in files(tmp_path) if not name.startswith("cover")]


def test_a_cancelled_run_leaves_nothing(cover, project, tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("old")
    before = files(tmp_path)
    feedback = Feedback(stop_at=0)
    asked = {"CLASSES": str(path), "MAP": cover, "REFERENCE": points(project), "FIELD": "ref"}
    try:
        assert run_unchecked(asked, feedback, name=NAME) == {}
    except Failed as failed:  # as QGIS 3.22 calls it
        assert "ancel" in str(failed) or not str(failed)
    assert feedback.isCanceled()
    assert files(tmp_path) == before


def test_outputs_in_files(cover, project, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    outputs = {"MATRIX": "m.csv", "CLASSES": "c.gpkg", "SUMMARY": "s.xlsx", "POINTS": "p.gpkg", "REPORT": "r.html"}
    results = run(
        {
            "MAP": cover,
            "REFERENCE": points(project),
            "FIELD": "ref",
            **{name: str(folder / file) for name, file in outputs.items()},
        },
        name=NAME,
    )
    assert sorted(files(folder)) == sorted(outputs.values())
    assert {name: results[name] for name in outputs} == {name: str(folder / file) for name, file in outputs.items()}


@pytest.fixture
def report(project, tmp_path):
    layer = raster_layer(project, MADE / "series_a_2022.tif", "cover <b>2022")
    path = tmp_path / "report.html"
    run(
        {
            "MAP": layer, "REFERENCE": str(MADE / "accuracy_a_stratified.gpkg"), "FIELD": "ref", "POOLS": str(MADE / "series_a_pools.csv"),
            "REPORT": str(path),
        },
        name=NAME,
    )  # fmt: skip
    return path.read_text(encoding="utf-8")


def test_the_report_has_what_was_found(report):
    text = re.sub(r"<script.*?</script>", "", report, flags=re.S)
    for words in (
        "82.46", "0.780", "Error matrix", "Shares of area (%)", "Mapped and error-adjusted areas", "quantity 4.514 %, allocation 13.02 %",
        "101.04", "the map has 107.57 t/ha", "6.54", "Olofsson et al. 2014", "84 of 89 points count", "Pontius and Millones 2011",
        "cover &lt;b&gt;2022", "stratified random", "Residential",
    ):  # fmt: skip
        assert words in text, words
    assert "cover <b>" not in report


def test_its_matrix_in_carbon_storage(project):
    """Carbon by the sample, with the error of the map, is the same in both; the table goes from one to the other as a layer."""
    within, feedback = context(), Feedback()
    cover, pools = str(MADE / "series_a_2022.tif"), str(MADE / "series_a_pools.csv")
    found = accuracy(within=within, MAP=cover, REFERENCE=str(MADE / "accuracy_a_stratified.gpkg"), FIELD="ref", POOLS=pools)
    matrix = project.addMapLayer(layer_of(found, "MATRIX", within).clone())
    results = run({"LULC": cover, "POOLS": pools, "ACCURACY": matrix, "SUMMARY": "memory:"}, feedback, within)
    assert results["TOTAL_ADJUSTED"] == pytest.approx(found["CARBON_TOTAL"], rel=1e-12)
    assert results["TOTAL_SE_MAP"] == pytest.approx(found["CARBON_TOTAL_SE"], rel=1e-12)
    rows_of = records(results, "SUMMARY", within)
    assert sum(row["carbon_adjusted_t"] for row in rows_of) == pytest.approx(results["TOTAL_ADJUSTED"], rel=1e-12)
    assert any("on areas as the sample of ACCURACY tells them" in text for text in feedback.infos), feedback.infos


def test_its_matrix_in_carbon_series(project, tmp_path):
    cover, pools = str(MADE / "series_a_2022.tif"), str(MADE / "series_a_pools.csv")
    matrix, report = tmp_path / "matrix.gpkg", tmp_path / "r.html"
    run({"MAP": cover, "REFERENCE": str(MADE / "accuracy_a_stratified.gpkg"), "FIELD": "ref", "MATRIX": str(matrix)}, name=NAME)
    within, feedback = context(), Feedback()
    made = run(
        {"LAYERS": [cover], "POOLS": pools, "ACCURACY": str(matrix), "TOTALS": "memory:", "REPORT": str(report)},
        feedback,
        within,
        name="carbonseries",
    )
    (total,) = records(made, "TOTALS", within)
    assert total["carbon_adjusted_t"] == pytest.approx(2821.909371428571, rel=1e-12)
    assert total["se_map_t"] == pytest.approx(81.3315780433311, rel=1e-12)
    text = report.read_text(encoding="utf-8")
    assert "Carbon of 2022 is on error-adjusted areas" in text and "81.332 t by the map" in text


def test_in_a_model_before_carbon_storage(project):
    """The matrix goes from one to the other within a model."""
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterRasterLayer,
    )

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("model", "tests")
    model.addModelParameter(QgsProcessingParameterRasterLayer("map"), QgsProcessingModelParameter("map"))
    pools = str(MADE / "series_a_pools.csv")
    points = str(MADE / "accuracy_a_stratified.gpkg")
    usual = {
        "MAP_BAND": 1,
        "REFERENCE_RASTER_BAND": 1,
        "DESIGN": "stratified",
        "AREA": "auto",
        "RESAMPLE_CLASSES": "nearest",
    }  # as the modeler fills in
    inputs = {
        "accuracy": {"MAP": source.fromModelParameter("map"), "REFERENCE": points, "FIELD": "ref", **usual},
        "storage": {
            "LULC": source.fromModelParameter("map"), "POOLS": pools, "ACCURACY": source.fromChildOutput("accuracy", "MATRIX"),
            "LULC_BAND": 1, "UNIT": "t_ha", "AREA": "auto",
        },
    }  # fmt: skip
    for name, kernel, output in (("accuracy", "mapaccuracy", "MATRIX"), ("storage", "carbonstorage", "SUMMARY")):
        child = QgsProcessingModelChildAlgorithm(f"pitscape:{kernel}")
        child.setChildId(name)
        for key, value in inputs[name].items():
            child.addParameterSources(key, [value if isinstance(value, source) else source.fromStaticValue(value)])
        made = QgsProcessingModelOutput(name)
        made.setChildId(name)
        made.setChildOutputName(output)
        child.setModelOutputs({name: made})
        model.addChildAlgorithm(child)
    model.updateDestinationParameters()
    good, wrong = model.validate()
    assert good, wrong
    within, feedback = context(), Feedback()
    wanted = {made.name(): "TEMPORARY_OUTPUT" for made in model.destinationParameterDefinitions()}
    results, good = model.create().run({"map": str(MADE / "series_a_2022.tif"), **wanted}, within, feedback, {}, False)
    assert good, feedback.errors
    (key,) = (key for key in results if key.lower().startswith("storage"))
    found = records(results, key, within)
    assert sum(row["carbon_adjusted_t"] for row in found) == pytest.approx(2821.909371428571, rel=1e-12)


# A real map against copies of itself


def estimates(mapped, truth, total):
    """By numpy, from classes of map and reference where both are, and from the cells of each class on the whole map: its strata."""
    classes = np.array(sorted(total))
    counts = np.zeros((len(classes), len(classes)), int)
    np.add.at(counts, (np.searchsorted(classes, mapped), np.searchsorted(classes, truth)), 1)
    drawn = counts.sum(1, keepdims=True)
    weight = np.array([[total[code]] for code in classes]) / sum(total.values())
    share = counts / drawn
    return {
        "pairs": [(int(classes[i]), int(classes[j]), int(counts[i, j])) for i, j in np.argwhere(counts)],
        "area_prop": (weight * share).sum(0),
        "se_prop": (weight**2 * share * (1 - share) / (drawn - 1)).sum(0) ** 0.5,
        "overall": (weight[:, 0] * share.diagonal()).sum(),
        "se_overall": (weight**2 * (share * (1 - share) / (drawn - 1)).diagonal()[:, None]).sum() ** 0.5,
    }


def totals(grid):
    """Cells of each class."""
    codes, cells = np.unique(grid.cells[grid.cells != 255], return_counts=True)
    return dict(zip(codes.tolist(), cells.tolist()))


def compare(asked, wanted, grid, least):
    """A run on the map of a grid beside the figures of `estimates`."""
    within = context()
    results = accuracy(within=within, **asked)
    found = [(row["map_lucode"], row["ref_lucode"], row["points"]) for row in records(results, "MATRIX", within)]
    assert sorted(row for row in found if row[2]) == wanted["pairs"] and len(wanted["pairs"]) > least
    classes = records(results, "CLASSES", within)
    mapped = {code: cells * grid.ha() for code, cells in totals(grid).items()}
    assert [row["lucode"] for row in classes] == list(mapped) and len(mapped) > 15
    assert [row["mapped_ha"] for row in classes] == pytest.approx(list(mapped.values()), rel=1e-12)
    for of_class, of_area in (("area_ha", "area_prop"), ("se_ha", "se_prop")):
        assert [row[of_class] for row in classes] == pytest.approx(wanted[of_area] * sum(mapped.values()), rel=1e-12)
    assert (results["OVERALL"], results["OVERALL_SE"]) == pytest.approx((wanted["overall"], wanted["se_overall"]), rel=1e-12)
    assert results["POINTS_USED"] == sum(row[2] for row in wanted["pairs"])
    return results, within


@pytest.mark.parametrize("where", ["shifted", "another CRS"])
def test_on_a_real_map_and_a_raster_of_another_grid(reference, tmp_path, where):
    """Bern and Valais judged by itself: moved by parts of a cell, and in UTM with cells of 130 m; every cell by numpy at its centre."""
    import real_map

    grid = real_map.part(reference, slice(200, 700), slice(260, 760))
    truth = grid.shifted() if where == "shifted" else grid.onto(32632, 130)
    asked = {"MAP": grid.write(tmp_path / "map.tif"), "REFERENCE_RASTER": truth.write(tmp_path / "truth.tif")}
    seen = real_map.beneath(truth, *grid.centres(), grid.crs)
    both = (grid.cells != 255) & (seen != 255)
    compare(asked, estimates(grid.cells[both], seen[both], totals(grid)), grid, 100)


@pytest.mark.parametrize("epsg", [4326, 2056, 32632])
def test_on_a_real_map_and_points_of_another_crs(project, reference, tmp_path, epsg):
    """Up to thirty points of each class, anywhere in their cells, to a fifth of which a class is given at random."""
    import real_map
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    grid = real_map.part(reference, slice(200, 700), slice(260, 760))
    draw = np.random.default_rng(3)
    mapped, row, column = [], [], []
    for code, count in totals(grid).items():
        chosen = draw.choice(np.argwhere(grid.cells == code), min(30, count), replace=False)
        mapped += [code] * len(chosen)
        row += (chosen[:, 0] + draw.uniform(0.001, 0.999, len(chosen))).tolist()
        column += (chosen[:, 1] + draw.uniform(0.001, 0.999, len(chosen))).tolist()
    mapped = np.array(mapped)
    truth = np.where(draw.random(len(mapped)) < 0.8, mapped, draw.permutation(mapped))
    left, width, _, top, _, height = grid.place
    x, y = left + np.array(column) * width, top + np.array(row) * height
    layer = QgsVectorLayer(f"Point?crs=EPSG:{epsg}&field=ref:integer", "points", "memory")
    features = []
    for east, north, code in zip(*real_map.moved(x, y, grid.crs, real_map.wkt(epsg)), truth):
        features.append(QgsFeature(layer.fields()))
        features[-1].setGeometry(QgsGeometry.fromPointXY(QgsPointXY(east, north)))
        features[-1].setAttributes([int(code)])
    assert layer.dataProvider().addFeatures(features)[0]
    asked = {
        "MAP": grid.write(tmp_path / "map.tif"),
        "REFERENCE": project.addMapLayer(layer),
        "FIELD": "ref",
        "POINTS": "memory:",
    }
    results, within = compare(asked, estimates(mapped, truth, totals(grid)), grid, 60)
    found = rows(layer_of(results, "POINTS", within), "map_lucode", "ref_lucode", "fate")
    assert found == [(int(one), int(other), "used") for one, other in zip(mapped, truth)]
