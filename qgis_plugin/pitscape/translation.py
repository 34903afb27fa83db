"""Texts in the language of their reader.

Texts are translated where they stand, once: QGIS needs a new start for another language. `scripts/translations` collects
the literals that `tr` is called with.
"""

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "Pitscape"


def tr(text, **places):
    """A literal text in the language of QGIS; with `places`, what stands at each {name} in it."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**places) if places else translated
