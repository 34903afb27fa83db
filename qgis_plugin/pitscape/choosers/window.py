"""What all windows of choosers have: a sentence, a list of its own, a line below it, and the text that comes of it."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from ..declare.words import separated

SEPARATOR = ";"


class Window(QDialog):
    """A subclass puts its list into `self.body`, and says what text it stands for."""

    opens_at = (560, 520)

    def __init__(self, definition, parent):
        super().__init__(parent)
        self.setWindowTitle(definition.description())
        self.sentence = sentence(self)
        self.body = QVBoxLayout()
        self.note = sentence(self)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(self.sentence)
        rows.addLayout(self.body, 1)
        rows.addWidget(self.note)
        rows.addWidget(self.buttons)
        self.resize(*self.opens_at)

    def text(self):
        raise NotImplementedError

    def say(self, text):
        """In the line above the list."""
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))

    def tell(self, text):
        """In the line below it."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def allow(self, allowed):
        """Whether what is chosen can be taken."""
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(allowed)


def sentence(parent):
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)  # names of layers stand in it
    label.setWordWrap(True)
    label.setVisible(False)
    return label


def tokens(text):
    """The words of a text, each once."""
    return list(dict.fromkeys(separated(text)))


def in_order(typed, ticked):
    """What is ticked as a text: first what was typed before, in its order, then what is new."""
    kept = [token for token in typed if token in ticked]
    return SEPARATOR.join(kept + [token for token in ticked if token not in kept])
