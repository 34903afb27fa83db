"""How columns of loaded tables are shown: by headings, rounded, and those without any value not at all.

The data keep their names and all their digits.
"""

import math

import numpy
from qgis.core import QgsEditorWidgetSetup
from qgis.PyQt.QtGui import QFont, QFontMetrics

DIGITS = 5  # of the largest value of a column, as in reports
MOST = 8  # decimals; what is not 0 is not shown as 0, down to these
MARGIN, WIDEST = 26, 420  # pixels beside a heading or text, and of a whole column
OF_NUMBERS, OF_WORDS = 90, 140  # what values need


class Look:
    """How one column is shown; without a heading, decimals or `hidden` QGIS shows it as it is."""

    def __init__(self, heading="", decimals=None, hidden=False, longest=""):
        self.heading = heading
        self.decimals = decimals
        self.hidden = hidden
        self.longest = longest


def looks_of(table, headings, to_fill_in=False):
    """The looks of a table's columns, on the worker thread. What is to be filled in is shown whole: a form would round what is typed."""
    looks = []
    for name, kind in table.columns:
        if kind == "polygons":
            continue
        look = Look(headings.get(name, ""), longest=table.longest(name) if kind == "text" else "")
        if not to_fill_in:
            look.hidden = table.is_empty(name)
            look.decimals = decimals_of(table.numbers(name)) if kind == "real" else None
        looks.append(look)
    return looks


def decimals_of(values):
    """One number of decimals for all values of a column."""
    values = values[numpy.isfinite(values)]
    sizes = numpy.abs(values)
    sizes = sizes[sizes >= 10.0**-MOST]
    if not sizes.size or (values == numpy.round(values)).all():
        return 0
    of_largest = DIGITS - 1 - math.floor(math.log10(sizes.max()))
    of_smallest = -math.floor(math.log10(sizes.min()))
    return min(max(of_largest, of_smallest, 0), MOST)


def show(layer, looks):
    """Give the last columns of a layer their looks: a GeoPackage has one of its own before them."""
    if not looks:
        return
    fields = layer.fields()
    first = fields.count() - len(looks)
    table, form = layer.attributeTableConfig(), layer.editFormConfig()
    table.update(fields)
    columns = table.columns()
    letters = QFontMetrics(QFont())
    for at, look in enumerate(looks, first):
        if look.heading:
            layer.setFieldAlias(at, look.heading)
        if look.decimals is not None and fields.at(at).isNumeric():
            layer.setEditorWidgetSetup(at, QgsEditorWidgetSetup("Range", {"Precision": look.decimals, "AllowNull": True}))
            form.setReadOnly(at, True)  # a cell that is edited would be rounded
        for column in columns:
            if column.name == fields.at(at).name():
                column.hidden = look.hidden
                if look.heading:
                    values = OF_NUMBERS if fields.at(at).isNumeric() else OF_WORDS
                    widest = max(map(letters.horizontalAdvance, (look.heading, look.longest))) + MARGIN
                    column.width = max(values, min(widest, WIDEST))
    table.setColumns(columns)
    layer.setAttributeTableConfig(table)
    layer.setEditFormConfig(form)
