"""What docs/validation.md says is shown by tests that are there, and it leaves out no algorithm and no golden folder."""

import re

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs/validation.md").read_text("utf-8")
RUST = r"#\[test\]\s*(?:(?:#\[|//)[^\n]*\s*)*fn {}\("
PYTHON = r"(?m)^def {}\("


def named(page):
    """(file, function) of every test that a page names."""
    return re.findall(r"`([\w/.]+\.(?:rs|py))::(\w+)`", page)


def is_test(file, function, text):
    if file.endswith(".py"):
        return function.startswith("test_") and re.search(PYTHON.format(function), text) is not None
    return re.search(RUST.format(function), text) is not None


def missing(page):
    """Tests that a page names and that are not there."""
    found = []
    for file, function in named(page):
        path = ROOT / file
        if not path.is_file() or not is_test(file, function, path.read_text("utf-8")):
            found.append(f"{file}::{function}")
    return found


def algorithms():
    """Ids in QGIS of all kernels, from their declarations."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "src/run").glob("*.rs"))]
    names = [name for text in texts for name in re.findall(r'\bKernel \{\s*name: "(\w+)"', text)]
    return [f"pitscape:{name.replace('_', '')}" for name in names]


def test_every_test_is_there():
    assert len(named(PAGE)) > 100 and missing(PAGE) == []
    # All that stands between ticks with two colons is a test that is looked for
    assert re.findall(r"`[^`\n]*::[^`\n]*`", PAGE) == [f"`{file}::{function}`" for file, function in named(PAGE)]


@pytest.mark.parametrize(
    "name",
    [
        "tests/it/variogram.rs::no_such_test",
        "tests/it/no_such_file.rs::by_hand",
        "tests/it/variogram.rs::raster40",  # a function, but no test
        "tests/python/test_validation.py::missing",
        "tests/python/test_validation.py::test_no_such",
    ],
)
def test_what_is_not_there_is_seen(name):
    assert missing(f"shown by `{name}`") == [name]


def test_what_is_there_is_found():
    names = (
        "tests/it/landscape_metrics/peers.rs::fragstats",  # ignored where the data are not there
        "src/kernels/laws.rs::a_part_without_a_block_changes_something",  # with another attribute
        "tests/it/distance_zones.rs::equal_to_brute_force",  # on random input
        "tests/python/test_validation.py::test_what_is_there_is_found",
    )
    page = ", ".join(f"`{name}`" for name in names)
    assert len(named(page)) == len(names) and missing(page) == []


def test_every_golden_folder_is_told_of():
    folders = {path.name for path in (ROOT / "tests/golden").iterdir() if path.is_dir()}
    assert folders and set(re.findall(r"`tests/golden/(\w+)`", PAGE)) == folders


def test_every_algorithm_is_told_of():
    found = re.findall(r"(?m)^### `(pitscape:\w+)`$", PAGE)
    assert len(algorithms()) >= 13 and sorted(found) == sorted(algorithms())
