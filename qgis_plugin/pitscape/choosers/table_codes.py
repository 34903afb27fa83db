"""Class codes from a list of those that stand in a table, with their names."""

import re

from qgis.core import NULL, QgsFeatureRequest

from ..translation import tr
from .chooser import Chooser
from .ticks import Ticks
from .window import Window, in_order, tokens

ROWS = 100_000  # of a table that are looked at


class TableCodesWindow(Window):
    def __init__(self, siblings, definition, text, parent, of):
        super().__init__(definition, parent)
        self._typed = tokens(text)
        self.ticks = Ticks([tr("Code"), tr("Class")], self)
        self.body.addWidget(self.ticks)
        table = siblings.table(of)
        names = {} if table is None else _names(table)
        if table is None:
            told = tr(
                "No table is chosen in “{label}”, so there is nothing to list. Codes can be typed.", label=siblings.label(of)
            )
        elif not names:
            told = tr("“{layer}” has no class codes (lucode). Codes can be typed.", layer=table.name())
        else:
            told = tr("Classes of {layers}", layers=f"“{table.name()}”")
        self.say(told)
        for code in sorted(names):
            name = names[code] or tr("class {code}", code=code)
            self.ticks.add(str(code), [name], ticked=str(code) in self._typed)
        for token in self._typed:
            if token not in self.ticks.tokens():
                self.ticks.add(token, [tr("not in the table") if names else tr("as typed")], ticked=True)

    def text(self):
        return in_order(self._typed, self.ticks.ticked())


class TableCodesChooser(Chooser):
    window = TableCodesWindow
    without_layers = False


def _names(table):
    """Names by code, as far as there are any. Fields of CSV files are texts."""
    fields = [table.fields().lookupField(name) for name in ("lucode", "name")]
    if fields[0] < 0:
        return {}
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setLimit(ROWS)
    request.setSubsetOfAttributes([at for at in fields if at >= 0])
    found = {}
    for feature in table.getFeatures(request):
        code, name = (None if at < 0 or feature[at] == NULL else str(feature[at]).strip() for at in fields)
        if code and re.fullmatch(r"[+-]?[0-9]+(\.0*)?", code):
            code = int(code.partition(".")[0])
            found[code] = found.get(code) or name
    return found
