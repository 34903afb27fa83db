"""How much carbon the land holds, and how that changes."""

from ...algorithms.carbon_change import CarbonChange
from ...algorithms.carbon_series import CarbonSeries
from ...algorithms.carbon_storage import CarbonStorage
from ...translation import tr
from ..chapter import Chapter
from ..shown import carbon as shown


class Carbon(Chapter):
    title = tr("Carbon")

    def steps(self, study):
        return {**{f"carbon_{which}": 0.2 for which in self._which(study)}, "carbon": 0.2 * len(study.maps), "value": 0.2}

    def write(self, study):
        for which, (lulc, year) in zip(self._which(study), study.maps):
            called = lulc.name if year is None else year
            density = ("OUTPUT", f"carbon_density_{which}", tr("Carbon density: {map}", map=called), [year])
            by_class = ("SUMMARY", f"carbon_{which}_by_class", tr("Carbon by class: {map}", map=called))
            study.last_carbon = study.step(f"carbon_{which}", CarbonStorage, {"LULC": lulc}, [by_class], [density])
        unknown = None if study.have_years else tr("years of the maps are not known.")
        if unknown:
            study.tell_left_out(tr("Carbon by year, and its change"), unknown)
        else:
            self._series(study)
        if study.run.captured["PRICE"] is None:
            return
        if unknown or len(study.maps) == 1:
            study.tell_left_out(tr("Net present value"), unknown or tr("it needs maps of two years or more."))
        else:
            self._value(study)

    @staticmethod
    def _which(study):
        """What tells the maps apart in names of files."""
        return [at if year is None else year for at, (_lulc, year) in enumerate(study.maps, 1)]

    def _series(self, study):
        tables = [("STORAGE", "carbon_storage", tr("Carbon by year and class")), ("TOTALS", "carbon_totals", tr("Carbon by year"))]
        rasters = []
        if len(study.maps) > 1:
            tables.append(("CHANGES", "carbon_changes", tr("Carbon change by interval")))
            rasters.append(("OUTPUT", "carbon_change", tr("Map of carbon change"), study.years))
        study.step("carbon", CarbonSeries, tables=tables, rasters=rasters)

    def _value(self, study):
        (base, base_year), (alt, alt_year) = study.maps[0], study.maps[-1]
        maps = {"LULC_BASE": base, "LULC_ALT": alt, "YEAR_BASE": base_year, "YEAR_ALT": alt_year}
        tables = [
            ("SUMMARY", "value_summary", tr("Carbon gained and lost, with its value")),
            ("PAIRS", "value_pairs", tr("Carbon change by pairs of classes")),
        ]
        rasters = [("OUTPUT_NPV", "net_present_value", tr("Net present value"), study.years)]
        study.step("value", CarbonChange, {**maps, **study.given("PRICE", "PRICE_BASIS", "DISCOUNT_RATE", "RATE_CHANGE")}, tables, rasters)

    def pages(self, study):
        return shown.pages(study)

    def found(self, study):
        return shown.found(study)
