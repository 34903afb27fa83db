"""Texts in the language of their reader.

Texts are translated where they stand, once: QGIS needs a new start for another language. `scripts/translations` collects
them: literals that `tr` is called with, pages of help, and what the library says of itself.
"""

import os

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

CONTEXT = "Pitscape"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "i18n")


def tr(text, /, **places):
    """A literal text in the language of QGIS; with `places`, what stands at each {name} in it."""
    return translated(text).format(**places) if places else translated(text)


def translated(text):
    """A text that is no literal here, but one of the help or of the library's."""
    return QCoreApplication.translate(CONTEXT, text)


def install():
    """Give QGIS the texts in its language, where there are any. What is returned is to be kept, and removed in the end."""
    translator = QTranslator()
    if not translator.load(QLocale(QgsApplication.locale()), "pitscape", "_", FOLDER):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def remove(translator):
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
