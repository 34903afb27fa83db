"""Colours of results: ramps, and colours that differ."""

from qgis.core import QgsGradientColorRamp, QgsGradientStop
from qgis.PyQt.QtGui import QColor

CARBON = ("#ffffe5", "#d9f0a3", "#78c679", "#238443", "#004529")  # little to much
CHANGE = ("#8c510a", "#dfc27d", "#f5f5f5", "#80cd7f", "#00682f")  # loss, none (not the white of the canvas), gain
NEAR = ("#7f0000", "#d7301f", "#fc8d59", "#fdcc8a", "#ffffe5")  # at the source to far away
RINGS = ("#7f0000", "#d7301f", "#f16913", "#d9a400")  # the same for lines, which are to be seen on a light map
METRIC = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")  # low to high
VARIANCE = ("#fff7ec", "#fdd49e", "#fc8d59", "#d7301f", "#7f0000")  # little to much
RESIDUAL = ("#2166ac", "#92c5de", "#f7f7f7", "#f4a582", "#b2182b")  # predicted too much, right, too little
LEVELS = ("#b10026", "#fd8d3c", "#ffeda0")  # the nearest level to the farthest
SOURCE = "#252525"


def level_color(level, count):
    """Mining land is 0; a level that is the only one is neither near nor far."""
    if level == 0:
        return SOURCE
    return LEVELS[1] if count <= 1 else _of_several(LEVELS, level, count)


def ring_color(ring, count, colors=NEAR):
    return SOURCE if ring == 0 else _of_several(colors, ring, count)


def _of_several(colors, number, count):
    """The colour of one of so many, counted from 1."""
    return ramp(colors).color((number - 1) / max(1, count - 1)).name()


def category_color(number):
    """Colours that differ for numbers that follow one another."""
    return QColor.fromHsvF(number * 0.618034 % 1, 0.55, 0.85).name()


def ramp(colors):
    places = [at / (len(colors) - 1) for at in range(len(colors))]
    stops = [QgsGradientStop(place, QColor(color)) for place, color in zip(places, colors)]
    return QgsGradientColorRamp(QColor(colors[0]), QColor(colors[-1]), False, stops[1:-1])
