"""Fields of a table from a list."""

import re

from ..translation import tr
from .chooser import Chooser
from .ticks import Ticks
from .window import Window, in_order, tokens


class FieldsWindow(Window):
    def __init__(self, siblings, definition, text, parent, of):
        super().__init__(definition, parent)
        self._typed = tokens(text)
        self.ticks = Ticks([tr("Field"), tr("Type")], self)
        self.body.addWidget(self.ticks)
        table = siblings.table(of)
        if table is None:
            self.say(
                tr("No table is chosen in “{label}”, so there is nothing to list. Names can be typed.", label=siblings.label(of))
            )
        else:
            self.say(tr("Fields of “{layer}”", layer=table.name()))
        fields = {field.name(): field.typeName() for field in table.fields()} if table is not None else {}
        for name, kind in fields.items():
            # The text separates names by these.
            single = not re.search(r"[,;，；\s]", name)
            what = kind if single else tr("{kind}; a name with a space or comma cannot be given", kind=kind)
            self.ticks.add(name, [what], ticked=name in self._typed, choice=single)
        for token in self._typed:
            if token not in fields:
                self.ticks.add(token, [tr("no such field") if table is not None else tr("as typed")], ticked=True)

    def text(self):
        return in_order(self._typed, self.ticks.ticked())


class FieldsChooser(Chooser):
    window = FieldsWindow
    without_layers = False
