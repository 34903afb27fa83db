"""Pool tables as spreadsheets save them, as a path and as a layer; and tables that spreadsheets open."""

import numpy as np
import pytest
from layers import table_layer
from maps import write_map, write_pools
from runs import Feedback, context, run, table

pytestmark = pytest.mark.usefixtures("project")

CODES = np.array([[1, 1, 2], [3, 2, 1]], "uint8")
HEADER = ("lucode", "name", "c_above", "c_below", "c_soil", "c_dead")


def written(path, names, encoding="utf-8", separator=",", first="", header=HEADER):
    lines = [separator.join(header)]
    lines += [separator.join(map(str, (code, name, code, 2, 3, 4))) for code, name in enumerate(names, 1)]
    path.write_bytes((first + "\r\n".join(lines) + "\r\n").encode(encoding))
    return str(path)


@pytest.fixture(params=["as a path", "as a layer"])
def names_of(request, project, tmp_path):
    """The names and densities in the summary, and the warnings."""
    lulc = write_map(tmp_path / "map.tif", CODES)

    def names(path):
        pools = path if request.param == "as a path" else table_layer(project, path)
        within, feedback = context(), Feedback()
        results = run({"LULC": lulc, "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}, feedback, within)
        rows = table(results, "SUMMARY", within, "name", "cells", "c_above_t")
        assert [row[1:] for row in rows] == [(3, pytest.approx(0.03)), (2, pytest.approx(0.04)), (1, pytest.approx(0.03))]
        return [row[0] for row in rows], feedback.warnings

    return names


CHINESE = ["草地", "林地", "露天煤矿"]


@pytest.mark.parametrize(
    ("encoding", "names", "told"),
    [
        ("gb18030", CHINESE, "GB18030"),
        ("gbk", ["草地(低覆盖)", "林地 A", "镕 pit"], "GB18030"),  # the last has a second byte below 128
        ("gb18030", ["grass 草", "Wald林", "𠀀 mine"], "GB18030"),
        ("latin-1", ["Möser & Röhricht", "Wälder", "Grube"], "Windows-1252"),
        ("latin-1", ["forêt", "café", "São José"], "Windows-1252"),
        ("latin-1", ["Größe", "Fläche", "Straßen"], "Windows-1252"),
        ("cp1252", ["Wald – dicht", "œuvre", "Grube"], "Windows-1252"),
    ],
)
def test_encodings(names_of, tmp_path, encoding, names, told):
    path = written(tmp_path / "pools.csv", names, encoding)
    found, warnings = names_of(path)
    assert found == names
    assert warnings == [f"POOLS: {path} is not in UTF-8, and is read as {told}. Save it in UTF-8 if names are wrong."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_told_nothing_of(names_of, tmp_path, encoding):
    assert names_of(written(tmp_path / "pools.csv", CHINESE, encoding)) == (CHINESE, [])


@pytest.mark.parametrize("first", ["sep=;\r\n", "sep=;\n", "SEP=;\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_first_line_that_names_the_separator(names_of, tmp_path, first, encoding):
    names = ["grass, low", "Wald", "pit"]
    assert names_of(written(tmp_path / "pools.csv", names, encoding, ";", first)) == (names, [])


@pytest.mark.parametrize("separator", [",", "\t"])
def test_other_separators(names_of, tmp_path, separator):
    names = ["grass; low", "Wald", "pit"]
    assert names_of(written(tmp_path / "pools.csv", names, "utf-8", separator, f"sep={separator}\r\n")) == (names, [])


def test_separator_and_encoding(names_of, tmp_path):
    found, warnings = names_of(written(tmp_path / "pools.csv", CHINESE, "gbk", ";", "sep=;\r\n"))
    assert found == CHINESE and len(warnings) == 1


@pytest.mark.parametrize("column", ["LULC_Name", "lulc_name", "LULC_NAME"])
def test_the_names_of_invest(names_of, tmp_path, column):
    path = written(tmp_path / "pools.csv", ["grass", "Wald", "pit"], header=("lucode", column, *HEADER[2:]))
    assert names_of(path) == (["grass", "Wald", "pit"], [])


def test_a_column_of_names_goes_before_that_of_invest(tmp_path):
    header = ("lucode", "LULC_Name", "name", *HEADER[2:])
    pools = write_pools(tmp_path / "pools.csv", [(code, "no", f"yes {code}", 1, 2, 3, 4) for code in (1, 2, 3)], header)
    within = context()
    results = run({"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": pools, "SUMMARY": "TEMPORARY_OUTPUT"}, within=within)
    assert table(results, "SUMMARY", within, "name") == [("yes 1",), ("yes 2",), ("yes 3",)]


def test_selected_rows_of_a_table_with_a_separator_line(project, tmp_path):
    from qgis.core import QgsProcessingFeatureSourceDefinition
    from runs import Failed

    layer = table_layer(project, written(tmp_path / "pools.csv", ["grass", "Wald", "pit"], "utf-8", ";", "sep=;\r\n"))
    selected = [feature.id() for feature in layer.getFeatures() if feature[0] in ("1", "3")]
    layer.selectByIds(selected)
    asked = {"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": QgsProcessingFeatureSourceDefinition(layer.id(), True)}
    with pytest.raises(Failed, match=r"no row for code 2 \(2 cells\)"):
        run(asked)


def test_copies_do_not_stay(tmp_path):
    from osgeo import gdal

    run({"LULC": write_map(tmp_path / "map.tif", CODES), "POOLS": written(tmp_path / "pools.csv", CHINESE, "gbk")})
    assert not [name for name in gdal.ReadDir("/vsimem/") or [] if name.startswith("pitscape_") and gdal.ReadDir(f"/vsimem/{name}")]


DANGEROUS = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)"]


def test_texts_that_a_spreadsheet_would_run(tmp_path):
    lulc = write_map(tmp_path / "map.tif", CODES)
    pools = write_pools(tmp_path / "pools.csv", [(code, name, 1, 2, 3, 4) for code, name in enumerate(DANGEROUS, 1)])
    run({"LULC": lulc, "POOLS": pools, "SUMMARY": str(tmp_path / "s.csv")})
    text = (tmp_path / "s.csv").read_text("utf-8")
    for name in DANGEROUS:
        assert f"'{name}" in text
    within = context()
    results = run({"LULC": lulc, "POOLS": pools, "SUMMARY": str(tmp_path / "s.gpkg")}, within=within)
    assert table(results, "SUMMARY", within, "name") == [(name,) for name in DANGEROUS]


@pytest.mark.parametrize("value, written", [("-5", "-5"), ("+1.5e3", "+1.5e3"), ("-", "-"), ("+", "+"), ("-a", "'-a"), ("--", "'--"), ("a=b", "a=b"), (-5, -5), (None, None)])
def test_numbers_stay(value, written):
    from pitscape.layers.table_files import harmless

    assert harmless(value) == written
