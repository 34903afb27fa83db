"""The library through ctypes, without QGIS."""

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

import numpy as np
import pytest
from maps import POOLS, write_map, write_pools, write_table
from osgeo import gdal  # noqa: F401  (the library shares this GDAL)

from pitscape import native
from pitscape.tables import Table

CELL = (10.0, 20.0)
CELL_HA = 10 * 20 / 10000


@pytest.fixture
def request_(tmp_path):
    """Two cells of class 1, three of class 2, one nodata."""
    path = write_map(tmp_path / "map.tif", np.array([[1, 1, 2], [2, 0, 2]], "uint8"), cell=CELL, nodata=0)
    return {"lulc": {"path": path}, "pools": write_pools(tmp_path / "pools.csv")}


def table(report, name="summary"):
    columns = [column for column, _kind in Table(report["tables"][name]).columns]
    return [dict(zip(columns, row)) for row in Table(report["tables"][name])]


def another_plugin(folder, version):
    """A copy of native.py as a plugin of another version would have it."""
    here = pathlib.Path(native.__file__).parent
    shutil.copy(here / "native.py", folder / "native.py")
    metadata = (here / "metadata.txt").read_text(encoding="utf-8")
    (folder / "metadata.txt").write_text(metadata.replace(f"version={native.wanted_version()}", f"version={version}"))
    spec = importlib.util.spec_from_file_location(f"native_{version}", folder / "native.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_totals_by_hand(request_):
    results = native.run("carbon_storage", request_)["results"]
    assert results["total_area_ha"] == pytest.approx(5 * CELL_HA, rel=1e-12)
    assert results["total_carbon"] == pytest.approx(2 * CELL_HA * 10 + 3 * CELL_HA * 100, rel=1e-12)
    assert results["mean_density"] == pytest.approx((2 * 10 + 3 * 100) / 5, rel=1e-12)
    assert (results["output_min"], results["output_max"]) == (10, 100)


def test_no_table_and_no_raster_without_being_asked(request_, tmp_path):
    before = sorted(tmp_path.iterdir())
    report = native.run("carbon_storage", request_)
    assert report["tables"] == {} and report["outputs"] == {}
    assert sorted(tmp_path.iterdir()) == before


def test_summary_reads_back(request_, tmp_path):
    (tmp_path / "tables").mkdir()
    rows = table(native.run("carbon_storage", dict(request_, tables=str(tmp_path / "tables"))))
    assert [(row["lucode"], row["name"], row["cells"]) for row in rows] == [(1, "Wiese", 2), (2, "Wald", 3)]
    assert [row["carbon_t"] for row in rows] == pytest.approx([2 * CELL_HA * 10, 3 * CELL_HA * 100], rel=1e-12)
    assert [row["c_soil_t"] for row in rows] == pytest.approx([2 * CELL_HA * 3, 3 * CELL_HA * 30], rel=1e-12)
    assert [row["area_pct"] for row in rows] == pytest.approx([100 * 2 / 5, 100 * 3 / 5], rel=1e-12)
    assert [row["zone"] for row in rows] == [None, None]
    assert [row["se_t"] for row in rows] == [None, None]


def test_names_beyond_ascii(tmp_path):
    names = {1: "Möser & Röhricht", 2: "草地", 3: ""}
    path = write_map(tmp_path / "Übersicht.tif", np.array([[1, 2, 3]], "uint8"))
    pools = write_table(
        tmp_path / "pools.csv",
        ["lucode", "name", "c_above", "c_below", "c_soil", "c_dead"],
        [(code, name, 0, 0, 0, 1) for code, name in names.items()],
    )
    (tmp_path / "tables").mkdir()
    report = native.run(
        "carbon_storage", {"lulc": {"path": path}, "pools": pools, "tables": str(tmp_path / "tables")}
    )
    assert [row["name"] for row in table(report)] == [names[1], names[2], "class 3"]


def test_table_in_pieces(tmp_path, monkeypatch):
    """Rows, NULLs and text stay together whatever the size of a piece."""
    monkeypatch.setattr("pitscape.tables.ROWS_AT_ONCE", 2)
    texts = ["ä", "", "草地", "d", ""]
    encoded = [text.encode() for text in texts]
    np.cumsum([0] + [len(text) for text in encoded], dtype="<i8").tofile(tmp_path / "t.offsets")
    (tmp_path / "t.data").write_bytes(b"".join(encoded))
    np.array([1, 0, 1, 1, 1], "u1").tofile(tmp_path / "t.valid")
    np.array([1, -2, 3, 2**62, 5], "<i8").tofile(tmp_path / "i.data")
    np.array([0.1, 2, 3, 4, 5], "<f8").tofile(tmp_path / "r.data")
    np.array([1, 1, 1, 0, 0], "u1").tofile(tmp_path / "r.valid")
    parts = ("data", "offsets", "valid")
    made = Table(
        {
            "rows": 5,
            "columns": [
                {"name": "t", "type": "text", **{part: str(tmp_path / f"t.{part}") for part in parts}},
                {"name": "i", "type": "integer", "data": str(tmp_path / "i.data")},
                {"name": "r", "type": "real", "data": str(tmp_path / "r.data"), "valid": str(tmp_path / "r.valid")},
            ],
        }
    )
    assert list(made) == [("ä", 1, 0.1), (None, -2, 2.0), ("草地", 3, 3.0), ("d", 2**62, None), ("", 5, None)]


def test_cut_column_file_is_an_error(tmp_path):
    np.array([1, 2], "<i8").tofile(tmp_path / "i.data")
    made = Table({"rows": 3, "columns": [{"name": "i", "type": "integer", "data": str(tmp_path / "i.data")}]})
    with pytest.raises(OSError, match="holds 2 values from row 0 on where 3 are due"):
        list(made)


def test_unknown_field_is_named(request_):
    with pytest.raises(native.InvalidRequest, match="unknown field `raduis`"):
        native.run("carbon_storage", dict(request_, raduis=1))


def test_unknown_kernel(request_):
    with pytest.raises(native.PitscapeError, match="no kernel carbon_storrage"):
        native.run("carbon_storrage", request_)


def test_number_that_json_lacks_is_refused(request_):
    with pytest.raises(ValueError, match="JSON"):
        native.run("carbon_storage", dict(request_, threads=float("nan")))


def test_progress_rises_and_ends_at_one(request_):
    seen = []
    native.run("carbon_storage", request_, lambda fraction, message: seen.append((fraction, message)))
    fractions = [fraction for fraction, _message in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert all(isinstance(message, str) for _fraction, message in seen)


def test_false_from_the_callback_cancels(request_, tmp_path):
    output = tmp_path / "density.tif"
    output.write_bytes(b"as it was")
    with pytest.raises(native.Cancelled):
        native.run("carbon_storage", dict(request_, output=str(output)), lambda fraction, message: False)
    assert output.read_bytes() == b"as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["density.tif", "map.tif", "pools.csv"]


def test_exception_in_the_callback_comes_out(request_):
    calls = []

    def broken(fraction, message):
        calls.append(fraction)
        raise KeyError("from the callback")

    with pytest.raises(KeyError, match="from the callback"):
        native.run("carbon_storage", request_, broken)
    assert len(calls) == 1


def test_missing_file_is_an_io_error(request_, tmp_path):
    with pytest.raises(native.Io, match="nowhere.tif"):
        native.run("carbon_storage", dict(request_, lulc={"path": str(tmp_path / "nowhere.tif")}))


def test_exceptions_are_the_statuses_of_the_library():
    statuses = {status["name"]: status["value"] for status in native.describe()["statuses"]}
    assert statuses["OK"] == 0 and len(set(statuses.values())) == len(statuses)
    for name in set(statuses) - {"OK"}:
        made = getattr(native, "".join(word.capitalize() for word in name.split("_")))
        assert issubclass(made, native.PitscapeError) and made is not native.PitscapeError
    with pytest.raises(AttributeError):
        native.NoSuchStatus


def test_version_is_that_of_the_plugin_and_of_describe():
    assert native.version() == native.wanted_version() == native.describe()["version"]
    assert native.describe()["abi_version"] == native.ABI_VERSION


def test_missing_library(monkeypatch, tmp_path):
    monkeypatch.setenv("PITSCAPE_LIBRARY", str(tmp_path / "libpitscape.so"))
    with pytest.raises(native.LibraryMissing) as error:
        native.version()
    assert str(error.value) == (
        f"The Pitscape library is missing at {tmp_path}/libpitscape.so: run scripts/build in the Pitscape sources."
    )


def test_file_that_is_no_library(monkeypatch, tmp_path):
    (tmp_path / "libpitscape.so").write_text("not a library")
    monkeypatch.setenv("PITSCAPE_LIBRARY", str(tmp_path / "libpitscape.so"))
    with pytest.raises(native.LibraryMissing, match="cannot be loaded .*: run scripts/build"):
        native.version()


def test_library_of_another_version(monkeypatch, tmp_path):
    monkeypatch.setenv("PITSCAPE_LIBRARY", native.library_path())
    other = another_plugin(tmp_path, "9.8.7")
    sentence = f"is version {native.version()} .*needs version 9.8.7 .*run scripts/build"
    with pytest.raises(other.LibraryMissing, match=sentence):
        other.version()


def test_library_of_another_interface(monkeypatch, tmp_path):
    monkeypatch.setenv("PITSCAPE_LIBRARY", native.library_path())
    other = another_plugin(tmp_path, native.version())
    other.ABI_VERSION = native.ABI_VERSION + 1
    sentence = rf"\(interface {native.ABI_VERSION}\).*\(interface {native.ABI_VERSION + 1}\)"
    with pytest.raises(other.LibraryMissing, match=sentence):
        other.version()


def test_native_needs_no_qgis(request_):
    """In a Python of its own that cannot import QGIS."""
    program = f"""
import sys
sys.modules["qgis"] = None
sys.path.insert(0, {str(pathlib.Path(native.__file__).parents[1])!r})
from osgeo import gdal
from pitscape import native
print(native.run("carbon_storage", {request_!r})["results"]["total_area_ha"])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(done.stdout) == pytest.approx(5 * CELL_HA, rel=1e-12)


def test_a_forked_process_is_told_instead_of_hanging(request_):
    native.run("carbon_storage", request_)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # no pytest in here
        try:
            native.run("carbon_storage", request_)
            os.write(write, b"ran")
        except BaseException as error:
            os.write(write, f"{type(error).__name__}: {error}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read) as pipe:
        assert pipe.read().startswith("PitscapeError: This process was forked from one that had used Pitscape")
    assert native.run("carbon_storage", request_)["results"]["total_carbon"] > 0


@pytest.mark.parametrize("folder", ["", "no folder"])
def test_tables_without_a_folder_are_refused_before_the_run(request_, tmp_path, folder, monkeypatch):
    monkeypatch.chdir(tmp_path)
    output, called = tmp_path / "out.tif", []
    with pytest.raises(native.InvalidRequest, match=f'tables is "{folder}"; allowed: an existing folder'):
        native.run("carbon_storage", {**request_, "tables": folder, "output": str(output)}, lambda *_: called.append(1))
    assert not called and sorted(path.name for path in tmp_path.iterdir()) == ["map.tif", "pools.csv"]


def test_strings_of_the_library_are_freed(request_, monkeypatch):
    """One of a good run, none of a failed one; and the memory that a description takes comes back."""
    freed = []
    library = native._library()
    monkeypatch.setattr(library, "free", lambda owned: freed.append(owned.value), raising=False)
    native.run("carbon_storage", request_)
    with pytest.raises(native.InvalidRequest):
        native.run("carbon_storage", {})
    monkeypatch.undo()
    assert len(freed) == 2 and freed[0] and freed[1] is None

    resource = pytest.importorskip("resource")

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kB on Linux

    size = len(str(native.describe()))
    for _ in range(100):
        library._describe()
    before = peak()
    for _ in range(4000):
        library._describe()
    assert peak() - before < 0.2 * 4000 * size / 1024


def test_pools_of_the_tests_are_what_they_say():
    assert {code: sum(pools) for code, _name, *pools in POOLS} == {1: 10, 2: 100, 3: 1000}
