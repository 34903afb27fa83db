"""Files of a run take their names when all of them are whole: all, or none."""

import os
import pathlib

import numpy as np
import pytest
from maps import files, write_map, write_pools
from runs import Failed, Feedback, run

GONE = 2**22 + 1  # no process has so high a number


@pytest.fixture
def made(qgis, tmp_path):
    """An OutputSet of a raster, a table and a report, of which two stand there already."""
    from pitscape.layers.publish import OutputSet

    outputs = OutputSet()
    for name in ("a.tif", "b.csv", "c.html"):
        temporary = pathlib.Path(outputs.beside(str(tmp_path / name))) / name
        temporary.write_text(f"new {name}")
        outputs.add(str(temporary), str(tmp_path / name))
    for name in ("a.tif", "b.csv", "a.tif.aux.xml"):
        (tmp_path / name).write_text(f"old {name}")
    outputs.add(None, str(tmp_path / "a.tif.aux.xml"))
    return outputs


def texts(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_all_take_their_names(made, tmp_path):
    made.publish()
    made.close()
    assert texts(tmp_path) == {name: f"new {name}" for name in ("a.tif", "b.csv", "c.html")}
    assert not list(tmp_path.glob(".*"))


def test_where_one_cannot_all_is_as_it_was(made, tmp_path):
    (tmp_path / "c.html").mkdir()
    before = texts(tmp_path)
    with pytest.raises(OSError):
        made.publish()
    made.close()
    assert texts(tmp_path) == before
    assert not list(tmp_path.glob(".*"))


def test_what_is_not_published_leaves_nothing(made, tmp_path):
    before = texts(tmp_path)
    made.close()
    assert texts(tmp_path) == before
    assert not list(tmp_path.glob(".*"))


def test_folders_of_killed_runs_are_cleared(qgis, tmp_path):
    from pitscape.layers import publish

    names = {
        "gone": publish._own_prefix(publish.HIDDEN).replace(f"-{os.getpid()}-", f"-{GONE}-") + "x",
        "alive": publish._own_prefix(publish.HIDDEN) + "x",
        "elsewhere": f"{publish.HIDDEN}00000000-{GONE}-x",
        "of somebody else": ".pitscape_notes",
    }
    for name in names.values():
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.gpkg").write_text("half")
    outputs = publish.OutputSet()
    outputs.beside(str(tmp_path / "a.tif"))
    assert outputs.cleared == [str(tmp_path)]
    assert {key for key, name in names.items() if not (tmp_path / name).exists()} == {"gone"}


def test_what_a_killed_run_had_set_aside_stands_there_again(qgis, tmp_path):
    """On a disk without second names a file is away for a moment; where a new one has come it is the old one no longer."""
    from pitscape.layers import publish

    gone = tmp_path / (publish._own_prefix(publish.HIDDEN).replace(f"-{os.getpid()}-", f"-{GONE}-") + "x")
    for folder, name, text in (("old-1", "a.tif", "old"), ("old-2", "b.csv", "old"), ("2", "c.html", "half")):
        (gone / folder).mkdir(parents=True)
        (gone / folder / name).write_text(text)
    (tmp_path / "b.csv").write_text("new")
    publish.clear_leftovers(str(tmp_path))
    assert texts(tmp_path) == {"a.tif": "old", "b.csv": "new"} and not gone.exists()


@pytest.fixture
def change(project, tmp_path):
    """Parameters of a run with rasters, tables and a report; the rasters do not compress."""
    codes = [np.random.default_rng(seed).integers(1, 4, (300, 300)).astype("uint8") for seed in (1, 2)]
    maps = [write_map(tmp_path / f"cover_{year}.tif", cover) for year, cover in zip((2000, 2010), codes)]
    return {"LAYERS": maps, "POOLS": write_pools(tmp_path / "pools.csv")}


def outputs_in(folder):
    return {
        "OUTPUT": str(folder / "change.tif"),
        "STORAGE": str(folder / "storage.csv"),
        "CHANGES": str(folder / "changes.gpkg"),
        "REPORT": str(folder / "report.html"),
    }


def test_a_disk_that_is_full_at_any_moment(change, disk):
    """Whatever fails (the raster, a table, the report), old files are as they were, and none is new."""
    worked = failed = 0
    for room in (60, 150, 200, 260, 320, 400, 600, 3000, 12000):
        folder = disk(f"small{room}", f"size={room}k")
        for name in ("change.tif", "storage.csv", "report.html"):
            (folder / name).write_text("as it was")
        before = files(folder)
        try:
            run({**change, **outputs_in(folder)}, Feedback(), name="carbonseries")
            worked += 1
            assert {"change.tif", "storage.csv", "changes.gpkg", "report.html"} <= set(files(folder))
            assert all(data != b"as it was" for data in files(folder).values())
        except Failed as error:
            failed += 1
            assert files(folder) == before, f"{room}: {error}"
            assert "disk" in str(error) or "No space left" in str(error), error
    assert worked and failed > 3


def test_a_report_that_fails_leaves_rasters_and_tables_as_they_were(change, tmp_path, monkeypatch):
    from pitscape.algorithms.carbon_series import CarbonSeries
    from pitscape.reports import page

    def failing(*_):
        raise page.PageError("The page cannot be made.")

    output = next(output for output in CarbonSeries.outputs if output.name == "REPORT")
    monkeypatch.setattr(output, "page", failing)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "change.tif").write_text("as it was")
    with pytest.raises(Failed, match="The page cannot be made"):
        run({**change, **outputs_in(folder)}, name="carbonseries")
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"change.tif": "as it was"}


def test_pictures_of_a_report_are_of_the_rasters_of_its_run(change, tmp_path):
    outputs = outputs_in(tmp_path)
    results = run({**change, **outputs}, name="carbonseries")
    report = pathlib.Path(results["REPORT"]).read_text(encoding="utf-8")
    assert "could not be drawn" not in report and report.count("data:image/png") >= 3
