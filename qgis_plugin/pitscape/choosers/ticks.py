"""A list with ticks, in groups, that can be searched."""

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ..translation import tr

TOKEN = Qt.ItemDataRole.UserRole
SEARCHED = Qt.ItemDataRole.UserRole + 1
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Ticks(QWidget):
    """Rows with a token may be ticked; rows without one hold others."""

    changed = pyqtSignal()
    reached = pyqtSignal(object)  # the token, or what a row without one is called, of the row that one is on

    def __init__(self, headings, parent=None):
        super().__init__(parent)
        self.find = _Search(self)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels(headings)
        self.tree.setIconSize(QSize(16, 16))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header, modes = self.tree.header(), QHeaderView.ResizeMode
        header.setStretchLastSection(False)
        for column in range(len(headings)):
            header.setSectionResizeMode(column, modes.Stretch if column == 1 else modes.ResizeToContents)
        self.tree.setRootIsDecorated(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.find)
        rows.addWidget(self.tree)
        self.find.textChanged.connect(self.search)
        self.tree.itemChanged.connect(self._ticked)
        self.tree.currentItemChanged.connect(self._moved)
        self.setFocusProxy(self.find)

    def group(self, title):
        """A row that holds others, and is no choice itself."""
        self.tree.setRootIsDecorated(True)
        item = QTreeWidgetItem(self.tree, [title])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setFirstColumnSpanned(True)
        item.setExpanded(True)
        return item

    def add(self, token, cells, under=None, color=None, searched="", ticked=False, choice=True):
        """A row; without `choice` it only holds others."""
        self.tree.blockSignals(True)
        item = QTreeWidgetItem(under or self.tree, [token, *cells])
        item.setData(0, SEARCHED, " ".join([token, *cells, searched]).casefold())
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if choice:
            item.setData(0, TOKEN, token)
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, CHECKED if ticked else UNCHECKED)
        else:
            item.setFlags(flags)
        if color:
            square = QPixmap(16, 16)
            square.fill(QColor(color))
            item.setIcon(0, QIcon(square))
        self.tree.blockSignals(False)
        return item

    def items(self):
        """All rows, from the top."""
        found, waiting = [], [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            found.append(item)
            waiting[:0] = [item.child(at) for at in range(item.childCount())]
        return found

    def tokens(self):
        return [item.data(0, TOKEN) for item in self.items() if item.data(0, TOKEN) is not None]

    def ticked(self):
        return [item.data(0, TOKEN) for item in self.items() if item.data(0, TOKEN) is not None and item.checkState(0) == CHECKED]

    def tick(self, wanted, among=None):
        """Tick these and no others; others than `among` stay as they are."""
        self.tree.blockSignals(True)
        for item in self.items():
            token = item.data(0, TOKEN)
            if token is not None and (among is None or token in among):
                item.setCheckState(0, CHECKED if token in wanted else UNCHECKED)
        self.tree.blockSignals(False)
        self.show_ticked()
        self.changed.emit()

    def show_ticked(self):
        """Open what holds a tick."""
        for item in self.items():
            if item.data(0, TOKEN) is not None and item.checkState(0) == CHECKED:
                _open_above(item)

    def search(self, text):
        """Show what has all of the words, with what holds it."""
        words = text.casefold().split()
        for at in range(self.tree.topLevelItemCount()):
            self._show(self.tree.topLevelItem(at), words)
        if not words:
            for item in self.items():
                item.setExpanded(item.parent() is None)
            self.show_ticked()

    def go_to_first(self):
        """Unless one is on a row that is shown already."""
        shown = [item for item in self.items() if item.data(0, TOKEN) is not None and not item.isHidden()]
        if shown and self.tree.currentItem() not in shown:
            self.tree.setCurrentItem(shown[0])

    def _show(self, item, words):
        own = item.data(0, SEARCHED)
        found = own is not None and all(word in own for word in words)
        below = [self._show(item.child(at), words) for at in range(item.childCount())]
        shown = found or any(below)
        item.setHidden(not shown)
        if words and any(below):
            item.setExpanded(True)
        return shown

    def _ticked(self, _item, _column):
        self.changed.emit()

    def _moved(self, item, _before):
        if item is not None:
            self.reached.emit(item.data(0, TOKEN) or item.text(0))


class _Search(QLineEdit):
    """From here the arrow down and Enter go into the list."""

    def __init__(self, parent):
        super().__init__(parent)
        self.setPlaceholderText(tr("Search"))
        self.setClearButtonEnabled(True)
        self.ticks = parent

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ticks.tree.setFocus()
            self.ticks.go_to_first()
        else:
            super().keyPressEvent(event)


def _open_above(item):
    while item.parent() is not None:
        item = item.parent()
        item.setExpanded(True)
