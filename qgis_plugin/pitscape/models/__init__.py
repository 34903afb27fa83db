"""Models for QGIS's modeler that come with the plugin: a user changes a copy of them, as QGIS opens its user's own models alone."""
