"""Class codes from a list with the names and colours of the chosen map."""

import re

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from ..layers.class_codes import MOST, CodeReader
from ..layers.raster import Captured
from ..translation import tr
from .chooser import Chooser
from .siblings import Map
from .ticks import Ticks
from .window import Window, in_order, tokens


class CodesWindow(Window):
    """Codes come from the style or attribute table of the map, else from its cells, which are read while one looks on."""

    def __init__(self, siblings, definition, text, parent):
        super().__init__(definition, parent)
        self._typed = [_plain(token) for token in tokens(text)]
        self._maps = []
        self._readers = []
        self._names, self._colors = {}, {}
        self.layers = None
        if not siblings.map_parameters():
            self._offer_layers()
        self.ticks = Ticks([tr("Code"), tr("Class")], self)
        self.body.addWidget(self.ticks)
        self._add_reading()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read_on)
        self._siblings = siblings
        self.use(siblings.maps() if self.layers is None else self._of_layers())

    def text(self):
        return in_order(self._typed, self.ticks.ticked())

    def use(self, maps):
        """List the classes of these maps, and what was typed."""
        self.stop()
        ticked = self.ticks.ticked() if self.ticks.tokens() else self._typed
        self._maps = [one for one in maps if one.band <= one.layer.bandCount()]
        self._readers = []
        self._names, self._colors = {}, {}
        for one in self._maps:
            known = Captured(one.layer, one.band)
            for found, all_of in ((known.class_names, self._names), (known.class_colors, self._colors)):
                for code, what in found.items():
                    all_of.setdefault(code, what)
        self._fill(ticked)
        self._say(maps)
        self.reading.setVisible(bool(self._maps))
        if self._maps and not self._codes():
            if all(one.layer.providerType() == "gdal" for one in self._maps):
                self.read()
            else:  # a server may take its time
                self.tell(tr("Nothing is known of the classes yet: they can be found in the cells of the map."))
        elif self._maps:
            self.tell(tr("Taken from the style or attribute table of the map; its cells may hold other codes."))

    def read(self, _checked=False):
        """Find the codes of all cells, in turns, between which the window answers."""
        if self._timer.isActive():
            self.stop()
            return
        self._readers = [CodeReader(one.layer, one.band) for one in self._maps]
        self.reading.setText(tr("Stop"))
        self.progress.setVisible(True)
        self._timer.start(0)

    def stop(self):
        self._timer.stop()
        self.progress.setVisible(False)
        self.reading.setText(tr("Find all codes in the map"))

    def done(self, result):
        self.stop()
        super().done(result)

    def _codes(self):
        found = set(self._names) | set(self._colors)
        for reader in self._readers:
            found |= reader.codes
        return sorted(found)

    def _fill(self, ticked):
        codes = self._codes()
        self.ticks.tree.clear()
        for code in codes:
            name = self._names.get(code) or tr("class {code}", code=code)
            self.ticks.add(str(code), [name], color=self._colors.get(code), ticked=str(code) in ticked)
        listed = set(self.ticks.tokens())
        for token in dict.fromkeys([*self._typed, *ticked]):
            if token not in listed:
                self.ticks.add(token, [self._of_unknown(token)], ticked=token in ticked)
        self.ticks.search(self.ticks.find.text())

    def _of_unknown(self, token):
        if not re.fullmatch(r"[+-]?[0-9]+", token):
            return tr("no whole number")
        if not self._maps:
            return tr("as typed")
        if not self._readers:
            return tr("not in the style of the map")
        return tr("not in the map") if self._complete() else tr("not found so far")

    def _say(self, maps):
        if self.layers is not None:
            if not self._maps:
                self.say(tr("No raster layer is in the project: add one to see its classes, or type codes."))
            return
        of = self._siblings.map_parameters()[0]
        if not maps:
            self.say(
                tr(
                    "No map is chosen in “{label}”, so there is nothing to list. Codes can be typed.",
                    label=self._siblings.label(of),
                )
            )
        elif not self._maps:
            self.say(tr("“{layer}” has no band {band}. Codes can be typed.", layer=maps[0].layer.name(), band=maps[0].band))
        else:
            self.say(tr("Classes of {layers}", layers=", ".join(dict.fromkeys(f"“{one.layer.name()}”" for one in self._maps))))

    def _offer_layers(self):
        """In the modeler no map is known yet: one of the project shows what there is."""
        self.layers = QgsMapLayerComboBox(self)
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.layers.layerChanged.connect(self._layer_changed)
        self.body.addWidget(self.layers)

    def _layer_changed(self, _layer):
        self.use(self._of_layers())

    def _of_layers(self):
        layer = self.layers.currentLayer()
        return [Map(layer, 1)] if layer is not None else []

    def _add_reading(self):
        row = QHBoxLayout()
        self.reading = QPushButton(self)
        self.reading.setAutoDefault(False)
        self.reading.clicked.connect(self.read)
        self.progress = QProgressBar(self)
        row.addWidget(self.reading)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        self.body.addLayout(row)

    def _read_on(self):
        before = len(self._codes())
        reader = next((one for one in self._readers if not one.done), None)
        if reader is not None:
            reader.step()
        share = sum(one.share if not one.done else 1 for one in self._readers) / len(self._readers)
        self.progress.setValue(int(100 * share))
        if len(self._codes()) > before:
            self._fill(self.ticks.ticked())
        if all(one.done for one in self._readers):
            self.stop()
            self._fill(self.ticks.ticked())
            self.tell(self._found())
        else:
            self.tell(tr("{percent} % of the map is read; codes may be missing.", percent=int(100 * share)))

    def _complete(self):
        return bool(self._readers) and all(one.done and one.readable and not one.too_many for one in self._readers)

    def _found(self):
        if any(one.too_many for one in self._readers):
            return tr(
                "More than {most} different values: this does not look like a map of classes. The list is not complete.",
                most=MOST,
            )
        if not all(one.readable for one in self._readers):
            return tr("The cells of the map cannot be read. Codes can be typed.")
        if any(one.others for one in self._readers):
            return tr("All codes of the map are listed; it also holds values that are no whole numbers.")
        return tr("All codes of the map are listed.")


class CodesChooser(Chooser):
    window = CodesWindow


def _plain(token):
    """A code as lists show it, however it was typed."""
    return str(int(token)) if re.fullmatch(r"[+-]?[0-9]+", token) else token
