"""The year that a layer is of: from its own time, else from its name."""

import re

from qgis.core import Qgis


def possible_years(layer):
    """The year in which the layer's own fixed time begins, else all that its name may mean."""
    temporal = layer.temporalProperties()
    fixed = (Qgis.RasterTemporalMode.FixedTemporalRange, Qgis.VectorTemporalMode.FixedTemporalRange)
    if temporal.isActive() and temporal.mode() in fixed and temporal.fixedTemporalRange().begin().isValid():
        return [temporal.fixedTemporalRange().begin().date().year()]
    groups = re.findall(r"(?<!\d)\d{4}(?!\d)", layer.name())
    return sorted({int(group) for group in groups if 1900 <= int(group) <= 2100})


def year_of(layer):
    """The year of a layer of its own; None where none is known, or several may be meant."""
    years = possible_years(layer)
    return years[0] if len(years) == 1 else None
