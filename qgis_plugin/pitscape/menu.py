"""What the plugin offers beside its algorithms: the study as a model that its user can change."""

from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMessageBox

from .groups import STUDY
from .models.copies import STUDY as STUDY_MODEL
from .models.copies import Copy
from .translation import tr

ALGORITHM = "pitscape:miningassessment"


class Menu:
    """The entry in the Plugins menu, and in that of the algorithm in the toolbox."""

    def __init__(self, iface):
        self.iface = iface
        self.title = tr("Pitscape")
        self.action = QAction(QIcon(STUDY.icon), tr("Copy the study model to my models"), iface.mainWindow())
        self.action.triggered.connect(lambda _checked=False: self.copy_study())
        self.of_algorithm = OfAlgorithm(self.action)

    def add(self):
        from processing.gui.ProviderActions import ProviderContextMenuActions

        self.iface.addPluginToMenu(self.title, self.action)
        ProviderContextMenuActions.registerProviderContextMenuActions([self.of_algorithm])

    def remove(self):
        from processing.gui.ProviderActions import ProviderContextMenuActions

        ProviderContextMenuActions.deregisterProviderContextMenuActions([self.of_algorithm])
        self.iface.removePluginMenu(self.title, self.action)
        self.action.deleteLater()

    def copy_study(self):
        from processing.modeler.ModelerUtils import ModelerUtils

        copy = Copy(STUDY_MODEL, ModelerUtils.modelsFolders()[0])
        if copy.unchanged:
            self._tell(tr("“{name}” is in the toolbox already, under Models, Pitscape: {path}", name=copy.name, path=copy.path))
            return
        if copy.taken:
            copy = self.ask(copy)
        if copy is None:
            return
        try:
            copy.write()
        except OSError as error:
            text = tr("{path} could not be written ({reason}).", path=copy.path, reason=error.strerror or tr("is the disk full?"))
            self.iface.messageBar().pushCritical(self.title, text)
            return
        self._tell(tr("“{name}” is in the toolbox, under Models, Pitscape: {path}", name=copy.name, path=copy.path))

    def ask(self, copy):
        """Of a model that is in the way: the copy to write, or none."""
        box = QMessageBox(self.iface.mainWindow())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.action.text())
        box.setText(tr("There is a model “{name}” already: {path}", name=copy.name, path=copy.taken))
        box.setInformativeText(tr("If it is replaced, what was changed in it is lost."))
        other = copy.beside()
        both = box.addButton(tr("Keep both"), QMessageBox.ButtonRole.AcceptRole)
        replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole) if copy.taken == copy.path else None
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(both)
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        if chosen == both:
            return other
        return copy if replace is not None and chosen == replace else None

    def _tell(self, text):
        self.iface.messageBar().pushSuccess(self.title, text)


class OfAlgorithm:
    """As Processing's ContextAction, which an older toolbox asks for these alone."""

    is_separator = False

    def __init__(self, action):
        self.action = action
        self.name = action.text()
        self.algorithm = None

    def setData(self, algorithm, toolbox):
        self.algorithm = algorithm

    def icon(self):
        return self.action.icon()

    def isEnabled(self):
        return self.algorithm is not None and self.algorithm.id() == ALGORITHM

    def execute(self):
        self.action.trigger()
