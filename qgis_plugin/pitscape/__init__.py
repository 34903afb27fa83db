"""Pitscape for QGIS."""


def classFactory(iface):
    from .plugin import PitscapePlugin

    return PitscapePlugin(iface)
