"""A choice whose words need an input each."""

from qgis.core import NULL

from ..refusals import refuse
from ..translation import tr
from .values import Choice


class ChoiceNeeding(Choice):
    """One of a few words, which has to be given; `needs` tells the input that each cannot do without."""

    def __init__(self, name, description, words, needs):
        super().__init__(name, description, words, None)
        self.needs = needs

    def check(self, run):
        word = self.read(run)
        if word is None:
            refuse(self.name, tr("none is given. Choose one of {words}.", words=", ".join(self.options)))
        needed = self.needs[word]
        if run.parameters.get(needed) in (None, NULL, ""):
            refuse(self.name, tr("{word} needs {input}. Give it, or choose another one.", word=word, input=needed))
