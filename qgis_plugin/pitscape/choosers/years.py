"""The year of each map of a series, beside its name."""

import re

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ..declare.words import separated
from ..layers.years import possible_years
from ..translation import tr
from .chooser import Chooser
from .window import SEPARATOR, Window

NAME, YEAR, WHENCE = range(3)


class YearsWindow(Window):
    """Years that are typed, else those that a run would find. A text has either a year for each map, or none at all."""

    opens_at = (560, 400)

    def __init__(self, siblings, definition, text, parent, of):
        super().__init__(definition, parent)
        self._layers = siblings.layers(of)
        self._found = [possible_years(layer) for layer in self._layers]
        self._text = text
        typed = separated(text)
        self.rows = QTableWidget(len(self._layers), 3, self)
        self.rows.setHorizontalHeaderLabels([tr("Map"), tr("Year"), tr("Found")])
        self.rows.verticalHeader().setVisible(False)
        modes = QHeaderView.ResizeMode
        for column, mode in ((NAME, modes.Stretch), (YEAR, modes.ResizeToContents), (WHENCE, modes.ResizeToContents)):
            self.rows.horizontalHeader().setSectionResizeMode(column, mode)
        self.body.addWidget(self.rows)
        for at, (layer, found) in enumerate(zip(self._layers, self._found)):
            year = (typed[at] if at < len(typed) else "") if typed else _certain(found)
            self._put(at, NAME, layer.name(), False)
            self._put(at, YEAR, year, True)
            self._put(at, WHENCE, _whence(found), False)
        self._say(siblings.label(of), len(typed))
        self._first_to_fill()
        self.rows.itemChanged.connect(self._check)
        self._check()

    def text(self):
        """No years where a run finds the same by itself and not each map has one; without maps what was typed."""
        if not self._layers:
            return self._text
        years = self._years()
        return SEPARATOR.join(years) if all(years) else ""

    def _put(self, row, column, text, editable):
        item = QTableWidgetItem(text)
        if not editable:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.rows.setItem(row, column, item)

    def _years(self):
        return [self.rows.item(at, YEAR).text().strip() for at in range(self.rows.rowCount())]

    def _first_to_fill(self):
        empty = [at for at, year in enumerate(self._years()) if not year]
        if self._layers:
            self.rows.setCurrentCell(empty[0] if empty else 0, YEAR)
            self.rows.setFocus()

    def _say(self, label, typed):
        count = len(self._layers)
        if not count:
            self.say(tr("No map is chosen in “{label}”, so there is nothing to list. Years can be typed.", label=label))
        elif typed > count:
            self.say(tr("{typed} years were typed for {count} maps: those at the end are left out.", typed=typed, count=count))
        elif typed and typed < count:
            self.say(tr("{typed} years were typed for {count} maps: the others are empty.", typed=typed, count=count))
        else:
            self.say(tr("The year of each map. Type to change it."))

    def _check(self, _item=None):
        years = self._years()
        wrong = [year for year in years if year and not re.fullmatch("[+-]?[0-9]+", year)]
        twice = sorted({year for year in years if year and years.count(year) > 1})
        ambiguous = [at for at, found in enumerate(self._found) if len(found) > 1 and not years[at]]
        as_found = years == [_certain(found) for found in self._found]
        good = all(years) or not any(years) or (as_found and not ambiguous)
        if wrong:
            self.tell(tr("No year: {years}. A year is a whole number, as in 2020.", years=", ".join(wrong)))
        elif ambiguous:
            names = ", ".join(f"“{self._layers[at].name()}”" for at in ambiguous)
            self.tell(tr("The name of {names} can mean more than one year. Fill it in.", names=names))
        elif not good:
            self.tell(tr("Give each map a year, or none of them."))
        elif twice:
            self.tell(tr("Two maps are of {years}; a run needs different years.", years=", ".join(twice)))
        elif years and not all(years):
            self.tell(tr("Maps without a year stay without one; the years that are shown are found anew in a run."))
        else:
            self.tell("")
        self.allow(not wrong and good)


class YearsChooser(Chooser):
    window = YearsWindow
    without_layers = False


def _certain(found):
    return str(found[0]) if len(found) == 1 else ""


def _whence(found):
    if len(found) > 1:
        either = tr("or")
        return f" {either} ".join(map(str, found)) + "?"
    return str(found[0]) if found else tr("none")
