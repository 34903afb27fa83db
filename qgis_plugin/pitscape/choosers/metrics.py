"""Landscape metrics from a list with their names, units and definitions."""

import html

from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QTextBrowser

from .. import metrics
from ..translation import tr
from .chooser import Chooser
from .metric_list import ALL, LEVELS, PRESETS, grouped, offered
from .ticks import CHECKED, TOKEN, Ticks
from .window import Window, in_order, tokens


class MetricsWindow(Window):
    """What the algorithm can compute; of windows that of landscapes, or of classes where the parameter `by` names some."""

    opens_at = (780, 660)

    def __init__(self, siblings, definition, text, parent, levels, windows, by=""):
        super().__init__(definition, parent)
        self._metrics = metrics.known()
        self._typed = [self._spelt(token) for token in tokens(text)]
        self._windows = windows
        self._levels = self._asked(siblings, levels, by)
        self.ticks = Ticks([tr("Metric"), tr("Name"), tr("Unit")], self)
        self.about = QTextBrowser(self)
        self.about.setFixedHeight(110)
        self.about.setTabChangesFocus(True)
        self.body.addLayout(self._top())
        self.body.addWidget(self.ticks, 1)
        self.body.addWidget(self.about)
        self._fill()
        self.ticks.tree.itemChanged.connect(self._one_or_all)
        self.ticks.changed.connect(self._count)
        self.ticks.reached.connect(self._tell_of)
        self._count()
        self.about.setPlainText(tr("The metric of the row that you are on is told of here."))
        self.ticks.find.setFocus()

    def text(self):
        return in_order(self._typed, self.ticks.ticked())

    def use_preset(self, name):
        """Tick what a preset has; what is no metric here stays as it is."""
        words = PRESETS[name].split()
        listed = [token for token in self.ticks.tokens() if token == ALL or token in self._offered]
        self.ticks.tick(words, listed)
        missing = [word for word in words if word not in listed]
        if missing:
            lacking = tr("Not to be had here: {missing}.", missing=", ".join(missing))
            self.tell(f"{self.note.text()} {lacking}")

    def _asked(self, siblings, levels, by):
        """The levels that can be chosen from as the window stands."""
        if not by or by not in siblings.names():
            return levels
        label = siblings.label(by)
        if siblings.value(by):
            self.say(tr("Metrics of classes, because “{label}” is filled in.", label=label))
            return ["class"]
        self.say(tr("Metrics of the landscape, because “{label}” is empty.", label=label))
        return ["landscape"]

    def _top(self):
        self.presets = QComboBox(self)
        self.presets.addItem(tr("Choose a set …"))
        self.presets.addItems(list(PRESETS))
        self.presets.activated.connect(self._preset_chosen)
        self.none = QPushButton(tr("None"), self)
        self.none.setAutoDefault(False)
        self.none.clicked.connect(self._clear)
        row = QHBoxLayout()
        row.addWidget(self.presets)
        row.addWidget(self.none)
        row.addStretch(1)
        return row

    def _fill(self):
        self._offered = {name for name, metric in self._metrics.items() if offered(metric, self._levels, self._windows)}
        self.ticks.add(ALL, [self._all_is(), ""], ticked=ALL in self._typed)
        for token in self._typed:
            if token != ALL and token not in self._offered:
                self.ticks.add(token, [self._why_not(token), ""], ticked=True)
        for title, families in grouped(self._offered).items():
            group = self.ticks.group(title)
            for family in families:
                self._add(family, group)
        self.ticks.show_ticked()

    def _add(self, family, group):
        if family.metric is not None:
            item = self._row(family.metric, group)
        else:
            item = self.ticks.add(family.stem, [tr("{name}: statistics", name=family.name), ""], under=group, choice=False)
        for statistic in family.statistics:
            self._row(statistic, item)

    def _row(self, metric, under):
        name = metric["abbreviation"]
        cells = [metric["name"], metric["unit"]]
        return self.ticks.add(name, cells, under=under, searched=metric["definition"], ticked=name in self._typed)

    def _all_is(self):
        if self._windows:
            return tr("every metric that needs no geometry of patches")
        return tr("every metric that the other settings allow")

    def _why_not(self, token):
        metric = self._metrics.get(token)
        if metric is None:
            return tr("not a known metric")
        if not any(metric[level] for level in self._levels):
            return tr("only of: {levels}", levels=", ".join(text for level, text in LEVELS.items() if metric[level]))
        return tr("cannot be computed here: needs {needs}", needs=metric["needs"])

    def _tell_of(self, token):
        metric = self._metrics.get(token)
        if metric is None:
            self.about.setPlainText(token)
            return
        levels = ", ".join(text for level, text in LEVELS.items() if metric[level])
        lines = [
            f"<b>{metric['abbreviation']}</b> – {html.escape(metric['name'])}",
            html.escape(metric["definition"]),
            tr(
                "Unit: {unit}. Range: {range}. Levels: {levels}.",
                unit=metric["unit"] or tr("none"),
                range=metric["range"],
                levels=levels,
            ),
        ]
        if metric["needs"]:
            lines.append(tr("Needs {needs}.", needs=metric["needs"]))
        if metric["undefined"]:
            lines.append(tr("No value {where}.", where=html.escape(metric["undefined"])))
        if self._windows and metric["geometry"]:
            lines.append(tr("Each window is measured patch by patch for it, which takes long."))
        lines.append(html.escape(metric["source"]) + ".")
        self.about.setHtml(f"{lines[0]}<br>{' '.join(lines[1:])}")

    def _count(self):
        ticked = self.ticks.ticked()
        wrong = [token for token in ticked if token != ALL and token not in self._offered]
        if not ticked:
            self.tell(tr("Nothing is chosen: the text will be empty, and a run takes the default."))
        elif wrong:
            self.tell(tr("Chosen: {count}. A run refuses {wrong}.", count=len(ticked), wrong=", ".join(wrong)))
        else:
            self.tell(tr("Chosen: {count}.", count=len(ticked)))

    def _one_or_all(self, item, _column):
        """With all ticked, others would make no difference: who ticks one of them wants that."""
        token = item.data(0, TOKEN)
        if token is None or item.checkState(0) != CHECKED or ALL not in self.ticks.ticked():
            return
        self.ticks.tick([token], self._offered if token == ALL else [ALL])

    def _preset_chosen(self, at):
        if at:
            self.use_preset(self.presets.itemText(at))
            self.presets.setCurrentIndex(0)

    def _clear(self, _checked=False):
        self.ticks.tick([])

    def _spelt(self, token):
        """As the list has it, however it was typed."""
        upper = token.upper()
        return ALL if upper == ALL.upper() else upper if upper in self._metrics else token


class MetricsChooser(Chooser):
    window = MetricsWindow
