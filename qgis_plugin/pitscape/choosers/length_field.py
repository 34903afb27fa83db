"""One length with its unit.

QGIS's own field for distances is not taken: it converts only while it can be seen, so that 5 km behind the tab of the log or in
closed advanced parameters count as 5, keeps the chosen unit when a value is set, and knows no unit of a list of layers.
"""

import sys

from processing.gui.wrappers import DIALOG_BATCH
from qgis.core import NULL, QgsProcessingParameters, QgsUnitTypes
from qgis.gui import QgsDoubleSpinBox
from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ..layers.cell_size import METRES, metres_per, unit_name
from ..translation import tr
from .chooser import Field, in_modeler, own_field
from .length_list import number_of
from .siblings import Siblings

UNITS = QgsUnitTypes.DistanceUnit
OFFERED = (UNITS.DistanceMeters, UNITS.DistanceKilometers, UNITS.DistanceFeet, UNITS.DistanceMiles)


class LengthField:
    """What QGIS makes of a parameter's metadata; in the modeler its own field, with its choice of sources."""

    def __new__(cls, definition, dialog, row=0, col=0, of="", needed=False):
        if in_modeler(dialog):
            return own_field(definition, dialog)
        return _LengthField(definition, dialog, row, col, needed, of=of)


class _LengthField(Field):
    """The value is in the unit of the layer `of`, in metres where there is none; another unit to type in is converted from.

    Of several, as in "SNAP;INPUT", it is the first that is chosen.
    """

    def createWidget(self, of):
        self._of = of.split(";") if of else []
        self._siblings = Siblings()
        self._unit, self._metres = (UNITS.DistanceUnknownUnit, None) if of else (METRES, 1.0)
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        self.number = _Number()
        self.units = QComboBox()
        self.unit = QLabel()
        row.addWidget(self.number, 1)
        row.addWidget(self.units)
        row.addWidget(self.unit)
        field.setFocusProxy(self.number)
        self.number.valueChanged.connect(self._changed)
        self.units.currentIndexChanged.connect(self._changed)
        self._show_unit()
        return field

    def postInitialize(self, wrappers):
        super().postInitialize(wrappers)
        self._siblings = Siblings(wrappers)
        parents = [parent for parent in map(self._siblings.wrapper, self._of) if parent is not None]
        for parent in parents:
            parent.widgetValueHasChanged.connect(self._layer_changed)
        if parents:
            self._layer_changed()

    def value(self):
        if self.number.value() == self.number.minimum():
            return None
        chosen = self._chosen()
        if chosen is None:
            return self.number.value()
        return self.number.value() * QgsUnitTypes.fromUnitToUnitFactor(chosen, METRES) / self._metres

    def setWidgetValue(self, value, context):
        """In the unit of the parameter, which is shown."""
        self.units.setCurrentIndex(0)
        if value in (None, NULL) or isinstance(value, str) and number_of(value) is None:  # of a text QGIS would make 0
            self.number.setValue(self.number.minimum())
        else:
            self.number.setValue(QgsProcessingParameters.parameterAsDouble(self.parameterDefinition(), value, context))

    def _layer_changed(self, _wrapper=None):
        layers = [layer for name in self._of for layer in self._siblings.layers(name)]
        unit = layers[0].crs().mapUnits() if layers else UNITS.DistanceUnknownUnit
        self._metres = metres_per(layers[0].crs()) if layers else None
        if unit != self._unit:
            chosen, self._unit = self._chosen(), unit
            self._show_unit()
            # What was typed in a unit of its own stays that length, or is none where the map has no such lengths.
            if chosen in self._others:
                self.units.setCurrentIndex(1 + self._others.index(chosen))
            elif chosen not in (None, unit):
                self.number.setValue(self.number.minimum())
            self._changed()

    def _chosen(self):
        """The unit to convert from; None for that of the map, which comes first."""
        at = self.units.currentIndex()
        return self._others[at - 1] if at > 0 else None

    def _show_unit(self):
        """The unit itself comes first; others to type in where it has a length."""
        name = unit_name(self._unit)
        self.units.blockSignals(True)
        self.units.clear()
        self.units.addItem(name)
        several = self._metres is not None and self.dialogType != DIALOG_BATCH
        self._others = [unit for unit in OFFERED if unit != self._unit] if several else []
        self.units.addItems([QgsUnitTypes.toString(unit) for unit in self._others])
        self.units.blockSignals(False)
        self.units.setVisible(several)
        self.unit.setText(name)
        self.unit.setVisible(not several)


class _Number(QgsDoubleSpinBox):
    """A number with all of its digits and without needless zeros; at its minimum it is not set."""

    def __init__(self):
        super().__init__()
        self.setDecimals(20)
        self.setRange(-sys.float_info.max, sys.float_info.max)
        self.setSpecialValueText(tr("Not set"))
        self.setClearValueMode(QgsDoubleSpinBox.ClearValueMode.MinimumValue)
        self.setShowClearButton(True)
        self.setExpressionsEnabled(True)
        self.setValue(self.minimum())

    def textFromValue(self, value):
        locale = self.locale()
        return locale.toString(value, "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest).replace(
            locale.groupSeparator(), ""
        )
