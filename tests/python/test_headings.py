"""Every column of every table has a heading in words, with the unit that the library states."""

import pytest

from pitscape import headings, metrics, native

TABLES = [(kernel, table) for kernel, told in native.describe()["kernels"].items() for table in told["tables"]]
WRITTEN = {"km2": "km²", "degrees": "°"}  # units as people write them


def columns(kernel, table):
    described = native.describe()["kernels"][kernel]["tables"][table]
    return {column["name"]: column for column in described if column["type"] != "polygons"}


@pytest.mark.parametrize("kernel, table", TABLES)
def test_every_column_has_a_heading_with_its_unit(kernel, table):
    found = headings.of_table(kernel, table)
    missing = set(columns(kernel, table)) - set(found)
    assert not missing, f"headings.py lacks {', '.join(sorted(missing))} of the table {table} of {kernel}"
    for name, column in columns(kernel, table).items():
        unit = WRITTEN.get(column["unit"], column["unit"])
        assert not unit or found[name].endswith((f"({unit})", f", {unit})")), f"{kernel}.{table}.{name}: {found[name]} has no {unit}"


@pytest.mark.parametrize("kernel, table", TABLES)
def test_no_two_columns_of_a_table_have_one_heading(kernel, table):
    found = [headings.of_table(kernel, table)[name] for name in columns(kernel, table)]
    assert sorted({one for one in found if found.count(one) > 1}) == []


def test_headings_are_of_columns_that_there_are():
    known = {name for kernel, table in TABLES for name in columns(kernel, table)}
    assert set(headings.COLUMNS) <= known and set(headings.OF_TABLES) <= set(TABLES)
    for (kernel, table), own in headings.OF_TABLES.items():
        assert set(own) & set(columns(kernel, table)), (kernel, table)


def test_metrics_by_their_full_names():
    found = headings.of_table("landscape_metrics", "class")
    assert found["pd"] == "Patch density (PD, number per 100 ha)" and found["ai"] == "Aggregation index (AI, %)"
    assert found["lsi"] == "Landscape shape index (LSI)"
    assert headings.of_table("landscape_metrics", "landscape")["np"] == "Number of patches (NP)"
    assert headings.of_table("raster_variogram", "variogram")["np"] == "Pairs"
    assert set(metrics.labels()) == set(metrics.headings())


def test_a_column_that_others_named():
    assert [headings.heading_of(name) for name in ("area_ha", "mean_depth", "k_pct")] == ["Area (ha)", "Mean depth", "K (%)"]
