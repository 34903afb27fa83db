"""What the coupling of systems over the years takes: a table of years, indicators as a table or typed, classes and coefficients."""

import csv
import os

from qgis.core import NULL, QgsProcessingParameterField, QgsProcessingParameterMatrix

from ..layers.source import text_of
from ..refusals import refuse
from ..translation import tr
from .declaration import Declaration
from .inputs import TableInput, field_of
from .values import Codes, Numbers

COLUMNS = ("column_name", "direction", "min", "max", "weight")
# The study's six indices. More patches and longer edges are a worse landscape.
INDICES = {"np": "-", "pd": "-", "lsi": "-", "cohesion": "+", "shdi": "+", "shei": "+"}


class YearsTable(TableInput):
    """A table with a row for each year; its name stands in the rows of what is made of it."""

    @property
    def kinds(self):
        return {**super().kinds, "layer_name": "name"}

    def request(self, run):
        return {**super().request(run), "layer_name": run.captured[self.name].layer_name}


class ColumnField(Declaration):
    """A field of the table `of`, of any type, as CSV files have text alone. A default is for windows: where a run names none, the library looks."""

    kind = "field"

    def __init__(self, name, description, of, default=None):
        super().__init__(name, description, optional=True)
        self.of, self.default = of, default

    def definitions(self):
        return [QgsProcessingParameterField(self.name, self.description, self.default, self.of, optional=True)]

    def capture(self, run):
        if run.parameters.get(self.name) in (None, NULL, "", []):
            return None
        return field_of(run, self.name, run.captured[self.of])

    def request(self, run):
        field = run.captured[self.name]
        return {} if field is None else {self.field: field}


class Indicators(TableInput):
    """A table INDICATORS, or where there is none the rows that are typed into INDICATOR_ROWS."""

    typed = "INDICATOR_ROWS"

    def __init__(self):
        super().__init__("INDICATORS", tr("Indicators (a table)"), optional=True)
        self.tip(
            tr(
                "A row for each: column_name, direction (+ where more is better, - where less is), optional min, max, weight. "
                "“Table template” makes one to fill in, and the table of extremes and weights of another run is one."
            )
        ).otherwise(tr("those that are typed below"))
        self.tips[self.typed] = tr(
            "Where no table is given: columns of the table of years, each with + (more is better) or - (less is better). "
            "Without min and max they are the least and the largest of the years. Empty: the study’s six indices."
        )

    def definitions(self):
        default = [cell for name, direction in INDICES.items() for cell in (name, direction, "", "", "")]
        label = tr("Indicators (typed, without a table)")
        matrix = QgsProcessingParameterMatrix(self.typed, label, len(INDICES), False, list(COLUMNS), default, optional=True)
        return [*super().definitions(), matrix]

    def check(self, run):
        self._rows(run)

    def capture(self, run):
        run.captured[self.typed] = self._rows(run)
        return super().capture(run)

    def request(self, run):
        if run.captured[self.name] is not None:
            if run.captured[self.typed] != _default():
                run.tell(tr("{rows} is not looked at: {table} is given.", rows=self.typed, table=self.name))
            return super().request(run)
        path = os.path.join(run.folder, f"{self.field}.csv")
        run.sentences.call(self.name, self.typed)
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *run.captured[self.typed]])
        return {self.field: path}

    def origins(self, run):
        typed = "; ".join(_told(row) for row in run.captured[self.typed])
        return super().origins(run) or {self.field: tr("typed: {rows}", rows=typed)}

    def _rows(self, run):
        """The rows with anything in them; those of the study where nothing is typed, which older versions of QGIS tell as [NULL] or ['']."""
        cells = [
            text_of(cell).strip() for cell in _flat(run.algorithm.parameterAsMatrix(run.parameters, self.typed, run.context))
        ]
        if not any(cells):
            return _default()
        width = len(COLUMNS)
        if len(cells) % width:
            refuse(
                self.typed,
                tr(
                    "{count} values are given, and an indicator has {width}: {columns}. Leave those that are not known empty, as in np,-,,,.",
                    count=len(cells), width=width, columns=", ".join(COLUMNS),
                ),
            )  # fmt: skip
        rows = [cells[at : at + width] for at in range(0, len(cells), width)]
        return [row for row in rows if any(row)]


def _default():
    return [[name, direction, "", "", ""] for name, direction in INDICES.items()]


def _flat(cells):
    """Scripts may give a list for each row."""
    return [one for cell in cells for one in (cell if isinstance(cell, (list, tuple)) else [cell])]


def _told(row):
    """As “np - (0 to 100, weight 0.2)”."""
    name, direction, low, high, weight = row
    ends = tr("{low} to {high}", low=low or "…", high=high or "…") if low or high else ""
    more = ", ".join(text for text in (ends, tr("weight {weight}", weight=weight) if weight else "") if text)
    return f"{name} {direction}" + (f" ({more})" if more else "")


class TableCodes(Codes):
    """Class codes that stand in the table `of`."""

    chooser = "table_codes.TableCodesChooser"

    def __init__(self, name, description, of):
        super().__init__(name, description)
        self.settings = {"of": of}


class Coefficients(Numbers):
    """Real numbers, or where none is given those of the library."""

    def request(self, run):
        return super().request(run) if run.captured[self.name] else {}
