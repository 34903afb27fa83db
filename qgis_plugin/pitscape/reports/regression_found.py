"""What a regression found, by names, for its report."""

import re

from ..layers.variable_names import names_of
from ..translation import tr
from .parts import records
from .rounding import NOISE, P_LEVELS

CONSTANT = "intercept"
LEAST_ROWS = 10  # with fewer there is no Moran's I


class Found:
    def __init__(self, run, report, tables):
        self.run, self.report, self.tables = run, report, tables
        self.results = report["results"]
        self.figures = {row["statistic"]: row for row in records(tables["diagnostics"])}
        self.rasters = run.captured["TABLE"] is None
        self.names = names_of(run.request)
        self.y = self.names[0]
        self.partials = {}
        for row in records(tables["partials"]):
            self.partials.setdefault(row["variable"], []).append((row["value"], row["partial"]))
        self.model = list(records(tables["model"]))
        factors = run.captured["FACTORS"]
        named = [(name, layer.class_names) for name, layer in zip(self.names[len(self.names) - len(factors) :], factors)]
        self.classes = {f"{name} {code}": text for name, names in named for code, text in names.items()}  # by variable
        if self.exact:
            without_noise(self.model, self.largest)
        self.variables = [row for row in self.model if row["variable"] != CONSTANT]
        self.unit = unit_of_y(self.figures, self.model)
        based = [message["arguments"] for message in report["messages"] if message["code"] == "BASE"]
        self.bases = [tr("{factor}: {base}", factor=one["name"], base=one["base"]) for one in based]  # what other classes are compared with
        self.bins = sorted(records(tables["variogram"]), key=lambda row: row["dist"])

    def value(self, name):
        return self.figures[name]["value"] if name in self.figures else None

    def label(self, variable):
        """What a variable is called where there is room: a class by its name too."""
        text = self.classes.get(variable)
        return f"{variable} ({text})" if text else variable

    def largest(self, variable):
        """Of the values of a variable, without their signs; None where it is not known."""
        if variable in (CONSTANT, *self.classes):
            return 1.0
        return max((abs(value) for value, _partial in self.partials.get(variable, ())), default=None)

    def told(self, code):
        return [message for message in self.report["messages"] if message["code"] == code]

    @property
    def exact(self):
        """Whether nothing is left of Y."""
        return self.value("rmse") == 0

    @property
    def alike(self):
        """Whether residuals of neighbours are; None where that is not known."""
        p = self.results["moran_p"]
        return None if p is None else p < P_LEVELS[0]

    @property
    def alike_throughout(self):
        """Whether residuals are alike over all distances that were looked at: the effective range is then the longest of these, or more."""
        reach = self.value("effective_range")
        return bool(reach and self.bins) and reach >= self.bins[-1]["dist"] * (1 - 1e-9)

    @property
    def about_zero(self):
        """Whether R² is about 0, in place of the mean."""
        return not self.run.request["intercept"]

    def r2(self, label):
        return tr("{figure} (about 0)", figure=label) if self.about_zero else label

    def why_untested(self):
        """Why neighbours were not compared: in short, and as a sentence."""
        if self.exact:
            return tr("nothing is left of Y"), tr("The model gives Y exactly: nothing is left that could be tested, and there are no errors.")
        if self.results["rows"] < LEAST_ROWS:
            return tr("fewer than 10 rows"), tr("With fewer than 10 rows it cannot be told whether residuals of neighbours are alike.")
        if self.told("NO_NEIGHBOURS"):
            return tr("no cell has a neighbour"), tr("No cell has a neighbour, so that it cannot be told whether residuals of neighbours are alike.")
        if not self.rasters and self.run.captured["TABLE"].placeless:
            return tr("some rows have no place"), tr(
                "Some features have no point, so that nothing is told of neighbours and blocks. Select or filter those that have one to get these."
            )
        return tr("places of the rows are not known"), tr("Where the rows lie is not known, or only in degrees: whether residuals of neighbours are alike, and p by blocks, cannot be told.")


def unit_of_y(figures, model):
    """As far as the raster Y tells it."""
    constant = next((row for row in model if row["variable"] == CONSTANT), {})
    return figures.get("rmse", {}).get("unit") or constant.get("unit") or ""


def squared(unit):
    return f"{unit}²" if re.fullmatch(r"\w+", unit) else f"({unit})²"


def without_noise(model, largest):
    """0 in place of coefficients that are what rounding leaves, beside what moves Y most."""
    moves = {row["variable"]: abs(row["coefficient"]) * (largest(row["variable"]) or 1.0) for row in model}
    most = max(moves.values(), default=0.0)
    for row in model:
        if moves[row["variable"]] < NOISE * most:
            row["coefficient"] = 0.0
