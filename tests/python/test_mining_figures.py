"""Every figure of a study is that of the algorithm that makes it when it runs alone."""

import numpy as np
import pytest
import study_data as data
from runs import Feedback, context, run

pytestmark = pytest.mark.usefixtures("qgis")

NAME = "miningassessment"


class Alone:
    """Runs algorithms with what a study was given, and with rasters of the study where it hands these on."""

    def __init__(self, given, rasters, folder):
        self.given, self.rasters, self.folder = given, rasters, folder
        self.tables, self.made = {}, {}  # paths by the names that the study has

    def __call__(self, name, inputs, tables=(), rasters=()):
        within = context()
        wanted = {output: str(self.folder / f"{table}.gpkg") for output, table in tables}
        files = {output: str(self.folder / f"{file}.tif") for output, file in rasters}
        run({**inputs, **wanted, **files}, within=within, name=name)
        self.tables.update({table: wanted[output] for output, table in tables})
        self.made.update({file: files[output] for output, file in rasters})

    def layer(self, name, called, year=None):
        """A raster of the study as a layer of the project."""
        from pitscape.study.shelf import date
        from qgis.core import QgsProject, QgsRasterLayer

        layer = QgsRasterLayer(str(self.rasters / f"{name}.tif"), called)
        assert layer.isValid()
        date(layer, [year] if year else [])
        return QgsProject.instance().addMapLayer(layer)

    def table(self, name, called):
        from qgis.core import QgsProject, QgsVectorLayer

        return QgsProject.instance().addMapLayer(QgsVectorLayer(self.tables[name], called, "ogr"))

    def pick(self, *names):
        return {name: self.given[name] for name in names}


def all_alone(alone):
    """Each algorithm by itself, as its dialog would run it."""
    maps = alone.given["LAYERS"]
    pools = alone.pick("POOLS")
    series = {**alone.pick("LAYERS"), **pools}
    last = {"LULC": maps[-1]}
    alone(
        "mapaccuracy",
        {"MAP": maps[-1], **pools, **alone.pick("REFERENCE", "FIELD")},
        [("MATRIX", "accuracy_matrix"), ("CLASSES", "accuracy_classes"), ("SUMMARY", "accuracy_summary"), ("POINTS", "accuracy_points")],
    )
    alone(
        "lulctransition",
        series,
        [("MATRIX", "transition_matrix"), ("SUMMARY", "transition_summary"), ("INTENSITY", "transition_intensity")],
        [("OUTPUT", "transitions")],
    )
    for year, lulc in zip(data.YEARS, maps):
        alone("carbonstorage", {"LULC": lulc, **pools}, [("SUMMARY", f"carbon_{year}_by_class")], [("OUTPUT", f"carbon_density_{year}")])
    alone(
        "carbonseries",
        series,
        [("STORAGE", "carbon_storage"), ("TOTALS", "carbon_totals"), ("CHANGES", "carbon_changes")],
        [("OUTPUT", "carbon_change")],
    )
    years = {"YEAR_BASE": data.YEARS[0], "YEAR_ALT": data.YEARS[-1]}
    alone(
        "carbonchange",
        {"LULC_BASE": maps[0], "LULC_ALT": maps[-1], **years, **pools, **alone.pick("PRICE", "DISCOUNT_RATE")},
        [("SUMMARY", "value_summary"), ("PAIRS", "value_pairs")],
        [("OUTPUT_NPV", "net_present_value")],
    )
    alone("landscapemetrics", alone.pick("LAYERS"), [("LANDSCAPE", "landscape_metrics"), ("CLASS", "class_metrics")])
    alone("movingwindow", {**last, "RADII": str(alone.given["WINDOW_RADIUS"])}, (), [("OUTPUT", "windows")])
    indices = {"INDICES": ["DVI", "EVI", "RVI", "SAVI", "GNDVI", "NDVI"]}
    alone("spectralindices", {**{name: alone.given[name] for band in data.BANDS for name in (band, f"{band}_BAND")}, **indices}, (), [("OUTPUT", "spectral_indices")])
    drivers(alone)
    coupled = {"INPUT": alone.table("landscape_metrics", "Landscape metrics"), "STORAGE": alone.tables["carbon_storage"], "RESCALE_MIN": 0.1}
    alone(
        "couplingcoordination",
        {**coupled, **alone.pick("F_CODES")},
        [("RESULT", "coupling"), ("WEIGHTS_TABLE", "coupling_weights"), ("OBSTACLES", "coupling_obstacles")],
    )
    alone(
        "contributionratio",
        {**series, **alone.pick("CODES", "RING_WIDTH", "RING_COUNT")},
        [("RATIOS", "contribution_ratios"), ("LEVELS", "contribution_levels"), ("LEVEL_ZONES", "contribution_zones")],
        [("OUTPUT", "contribution_levels")],
    )


def drivers(alone):
    carbon = alone.layer("carbon_density_2022", "carbon density", 2022)
    environment = [alone.layer("spectral_indices", "indices"), *alone.given["COVARIATES"]]
    windows = [alone.layer("windows", "windows", 2022)]
    alone("correlation", {"INPUTS": [carbon, *environment, *windows], "INPUTS_ALL_BANDS": True}, [("MATRIX", "correlations")])
    for name, explaining in (("environment", environment), ("with_pattern", [*environment, *windows])):
        key = f"regression_{name}"
        alone(
            "regression",
            {"Y": carbon, "X": explaining, "X_ALL_BANDS": True, "SELECTION": "stepwise", "VIF_LIMIT": 10},
            [("MODEL", f"{key}_model"), ("DIAGNOSTICS", f"{key}_diagnostics"), ("STEPS", f"{key}_steps")],
            [("PREDICTED", f"{key}_predicted"), ("RESIDUALS", f"{key}_residuals")],
        )


@pytest.fixture(scope="module")
def both(qgis, tmp_path_factory):
    """A study, its results and what it said, and the algorithms alone."""
    folder = tmp_path_factory.mktemp("figures")
    given, wanted = data.given(folder), data.outputs(folder)
    feedback = Feedback()
    results = run({**given, **wanted}, feedback, name=NAME)
    (folder / "alone").mkdir()
    alone = Alone(given, folder / "rasters", folder / "alone")
    all_alone(alone)
    yield folder, results, feedback, alone
    from qgis.core import QgsProject

    QgsProject.instance().clear()


def test_every_table_is_that_of_its_algorithm(both):
    folder, _results, _feedback, alone = both
    made = data.tables(folder / "study.gpkg")
    assert sorted(made) == sorted(alone.tables)
    for name in made:
        found, wanted = data.table(folder / "study.gpkg", name), data.table(alone.tables[name], None)
        assert found == wanted, name
        assert found[1], name


def test_every_raster_is_that_of_its_algorithm(both):
    folder, _results, _feedback, alone = both
    made = sorted(path.stem for path in (folder / "rasters").glob("*.tif"))
    assert made == sorted(alone.made)
    for name in made:
        (found, nodata, place), (wanted, *rest) = data.cells(folder / "rasters" / f"{name}.tif"), data.cells(alone.made[name])
        assert [nodata, place] == rest, name
        assert len(found) == len(wanted) and all(np.array_equal(a, b, equal_nan=True) for a, b in zip(found, wanted)), name


def test_tables_as_csv_are_those_of_the_geopackage(both):
    folder = both[0]
    made = data.tables(folder / "study.gpkg")
    assert sorted(path.stem for path in (folder / "csv").iterdir()) == sorted(made)
    for name in made:
        with open(folder / "csv" / f"{name}.csv", encoding="utf-8") as file:
            columns = [column for column in file.readline().strip().split(",") if column != "fid"]
            rows = sum(1 for line in file)
        wanted, kept, _shapes = data.table(folder / "study.gpkg", name)
        assert (columns, rows) == (wanted, len(kept)), name


def test_main_numbers(both):
    folder, results, _feedback, _alone = both

    def column(name, *columns):
        names, rows, _shapes = data.table(folder / "study.gpkg", name)
        return [tuple(row[names.index(one)] for one in columns) for row in rows]

    carbon = dict(column("carbon_totals", "year", "carbon_t"))
    assert results["CARBON_FIRST"] == pytest.approx(carbon[2007], rel=1e-12)
    assert results["CARBON_LAST"] == pytest.approx(carbon[2022], rel=1e-12)
    (change,) = [row[2] for row in column("carbon_changes", "year_from", "year_to", "carbon_t") if row[:2] == (2007, 2022)]
    assert results["CARBON_CHANGE"] == pytest.approx(change, rel=1e-9)
    assert results["RADIUS"] == 50
    coordination = dict(column("coupling", "year", "d"))
    assert (results["D_FIRST"], results["D_LAST"]) == (coordination[2007], coordination[2022])
    assert 0 < results["CHANGED_PCT"] < 100 and 0 < results["OVERALL"] < 1 and results["NPV"] < 0


def test_progress_tells_the_chapter_and_never_goes_back(both):
    feedback = both[2]
    assert feedback.fractions == sorted(feedback.fractions) and feedback.fractions[-1] <= 100
    chapters = [text.partition(": ")[0] for text in feedback.texts]
    order = [chapter for at, chapter in enumerate(chapters) if at == 0 or chapters[at - 1] != chapter]
    assert order == [
        "Accuracy of the map", "Land cover and its transitions", "Carbon", "Landscape pattern", "Pattern in windows",
        "What goes along with carbon", "Coupling coordination", "Reach of the mine",
    ]  # fmt: skip
    said = [*feedback.infos, *feedback.warnings]
    assert len(said) == len(set(said))
