"""Copies of a model among those of the user, where the toolbox lists them and the modeler opens them."""

import filecmp
import os
import shutil

from qgis.core import QgsApplication, QgsProcessingModelAlgorithm

STUDY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pitscape_study.model3")


class Copy:
    """A copy of the model `source` in a folder: of its own name, or of one with a number behind it."""

    def __init__(self, source, folder, number=1):
        self.source, self.number = source, number
        stem, ending = os.path.splitext(os.path.basename(source))
        behind = "" if number == 1 else f"_{number}"
        self.path = os.path.join(folder, f"{stem}{behind}{ending}")
        self.name = _opened(source).name() + behind.replace("_", " ")

    @property
    def taken(self):
        """The file that stands in its way: that of its path, or another one whose model has its name, which QGIS has once only. None if there is none."""
        if os.path.exists(self.path):
            return self.path
        return next((one.sourceFilePath() for one in _models() if one.name() == self.name), None)

    @property
    def unchanged(self):
        """Whether it is there already, as it came."""
        return os.path.isfile(self.path) and filecmp.cmp(self.source, self.path, shallow=False)

    def beside(self):
        """A copy that nothing is in the way of."""
        folder, number = os.path.dirname(self.path), self.number
        while (other := Copy(self.source, folder, number)).taken:
            number += 1
        return other

    def write(self):
        """In one piece, and in place of a file of its path; QGIS lists it at once."""
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        made = f"{self.path}.new"
        try:
            shutil.copyfile(self.source, made)
            if self.number > 1:
                model = _opened(made)
                model.setName(self.name)
                if not model.toFile(made):
                    raise OSError(None, None, made)
            os.replace(made, self.path)
        finally:
            if os.path.exists(made):
                os.remove(made)
        listed = QgsApplication.processingRegistry().providerById("model")
        if listed is not None:
            listed.refreshAlgorithms()


def _opened(path):
    model = QgsProcessingModelAlgorithm()
    model.fromFile(path)
    return model


def _models():
    listed = QgsApplication.processingRegistry().providerById("model")
    return [] if listed is None else listed.algorithms()
