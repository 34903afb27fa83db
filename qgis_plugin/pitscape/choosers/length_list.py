"""Several lengths as rows, with the unit and how many cells each is."""

import math
import re

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from ..layers.cell_size import CellSize
from ..translation import tr
from .chooser import Chooser
from .window import SEPARATOR, Window

MOST = 1000  # rows that a step may make
SQUARE = 1e-6  # by which sides of a square cell differ at most: a file’s extent is not exact


class LengthsWindow(Window):
    """In the units of the first map, or in metres whatever these are."""

    opens_at = (460, 520)

    def __init__(self, siblings, definition, text, parent, metres=False):
        super().__init__(definition, parent)
        self._metres = metres
        maps = siblings.maps()
        self._cell = CellSize(maps[0].layer) if maps else None
        self.unit = tr("m") if metres else self._cell.unit if self._cell else tr("map units")
        self.rows = QTableWidget(0, 2, self)
        self.rows.setHorizontalHeaderLabels([tr("Length ({unit})", unit=self.unit), tr("In cells")])
        self.rows.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.rows.verticalHeader().setVisible(False)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.itemChanged.connect(self._edited)
        self.body.addWidget(self.rows)
        self.body.addLayout(self._row_buttons())
        self.body.addLayout(self._steps())
        self._say(siblings, maps)
        for word in words_of(text):
            self._append(word)
        self._check()

    def text(self):
        return SEPARATOR.join(word for word in self._words() if word)

    def add_steps(self, _checked=False):
        """Rows from the first to the last, by the step; those that are there already stay alone."""
        first, last, step = (number_of(field.text()) for field in (self.first, self.last, self.step))
        if first is None or last is None or not step or step < 0 or last < first:
            self.tell(tr("Give numbers with a decimal point: from, to (not below it) and a step above 0."))
            return
        count = math.floor((last - first) / step * (1 + 1e-12)) + 1
        if count > MOST:
            self.tell(tr("That would be {count} rows; at most {most} are made at once.", count=count, most=MOST))
            return
        there = {number_of(word) for word in self._words()}
        for at in range(count):
            value = float(f"{first + at * step:.12g}")  # 0.1 three times is 0.3
            if value not in there:
                self._append(shown(value))
        self._check()

    def add(self, _checked=False):
        self._append("")
        at = self.rows.rowCount() - 1
        self.rows.setCurrentCell(at, 0)
        self.rows.editItem(self.rows.item(at, 0))

    def remove(self, _checked=False):
        for at in sorted({index.row() for index in self.rows.selectedIndexes()}, reverse=True):
            self.rows.removeRow(at)
        self._check()

    def sort(self, _checked=False):
        """By size; what is no number comes last."""
        words = sorted(self._words(), key=lambda word: (number_of(word) is None, number_of(word) or 0))
        self.rows.setRowCount(0)
        for word in words:
            self._append(word)
        self._check()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Delete and self.rows.hasFocus():
            self.remove()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() in (self.first, self.last, self.step):
            self.add_steps()
        else:
            super().keyPressEvent(event)

    def _say(self, siblings, maps):
        if self._cell:
            sizes = {"width": told(self._cell.width), "height": told(self._cell.height), "unit": self._cell.unit}
            self.say(tr("A cell of “{layer}” is {width} x {height} {unit}.", layer=maps[0].layer.name(), **sizes))
        elif siblings.map_parameters():
            label = siblings.label(siblings.map_parameters()[0])
            self.say(tr("No map is chosen in “{label}”, so lengths cannot be told in cells.", label=label))

    def _row_buttons(self):
        row = QHBoxLayout()
        for text, act in ((tr("Add"), self.add), (tr("Remove"), self.remove), (tr("Sort"), self.sort)):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _steps(self):
        grid = QGridLayout()
        self.first, self.last, self.step = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        fields = ((tr("From"), self.first), (tr("To"), self.last), (tr("Step"), self.step))
        for at, (text, field) in enumerate(fields):
            label = QLabel(text, self)
            label.setBuddy(field)
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
        button = QPushButton(tr("Add these"), self)
        button.setAutoDefault(False)
        button.clicked.connect(self.add_steps)
        grid.addWidget(button, 1, len(fields))
        return grid

    def _append(self, word):
        at = self.rows.rowCount()
        self.rows.blockSignals(True)
        self.rows.insertRow(at)
        self.rows.setItem(at, 0, QTableWidgetItem(word))
        cells = QTableWidgetItem(self._cells(word))
        cells.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.rows.setItem(at, 1, cells)
        self.rows.blockSignals(False)

    def _edited(self, item):
        if item.column() == 0:
            self.rows.item(item.row(), 1).setText(self._cells(item.text()))
            self._check()

    def _words(self):
        return [self.rows.item(at, 0).text().strip() for at in range(self.rows.rowCount())]

    def _check(self):
        wrong = [word for word in self._words() if word and number_of(word) is None]
        if wrong:
            self.tell(tr("No number: {words}. Write numbers with a decimal point, as in 12.5.", words=", ".join(wrong)))
        else:
            self.tell("")

    def _cells(self, word):
        """How many cells a length is; of cells that are not square in both directions."""
        length = number_of(word)
        if length is None:
            return tr("no number") if word.strip() else ""
        if self._cell is None:
            return ""
        if self._metres:
            if self._cell.metres_per_unit is None:
                return tr("unknown: the map is in {unit}", unit=self._cell.unit)
            length /= self._cell.metres_per_unit
        across, down = length / self._cell.width, length / self._cell.height
        if math.isclose(across, down, rel_tol=SQUARE):
            count = rounded(across)
            return tr("= 1 cell") if count == "1" else tr("= {count} cells", count=count)
        return tr("= {across} cells across, {down} down", across=rounded(across), down=rounded(down))


class LengthsChooser(Chooser):
    window = LengthsWindow


def words_of(text):
    """What stands between ; and spaces. A comma may be a decimal one, so what holds it is left whole."""
    return [word for word in re.split(r"[;；\s]+", text) if word]


def number_of(word):
    """None where it is no finite number."""
    try:
        number = float(word)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def shown(number):
    return f"{number:.12g}"


def told(number):
    """The side of a cell, without what the arithmetic of its file’s extent added."""
    return f"{number:.7g}"


def rounded(number):
    return f"{number:.3g}" if abs(number) < 100 else f"{number:.0f}"
