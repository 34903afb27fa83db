"""Sentences as their reader knows things: a parameter by its label beside its name, a file of the request by its layer's name."""

import re

from .. import metrics

QUOTED = "“[^”]*”"
# Of a word that is written with spaces around it, as Chinese and Japanese words are not.
LETTER = "[^\\W\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]"
# A name is none inside a path or a longer word.
BEFORE, AFTER = rf"(?<!{LETTER})(?<![/\\.-])", rf"(?!{LETTER}|[/\\-]|\.{LETTER})"


class Sentences:
    """What an algorithm tells: of its parameters by name, and of the layers that it was given."""

    def __init__(self, algorithm):
        self.labels = {definition.name(): short(definition.description()) for definition in algorithm.parameterDefinitions()}
        self.layers = {}
        self.called = {}

    def layer(self, path, name):
        """A file of the request is the layer of that name."""
        self.layers.setdefault(path, name)

    def call(self, name, other):
        """What is told of a parameter is of another one, in which it was given."""
        self.called[name] = other

    def of(self, sentence, of_files=False):
        """The sentence with the label before the first mention of each parameter, and layers in place of their files unless it
        is about files."""
        # AREA among metrics is one of them.
        others = metrics.abbreviations() if re.match(r"\W*METRICS\b", sentence) else set()
        # A parameter of one letter is the variable Y in sentences, but for those that begin with it: “Y: the layer …”.
        letters = {name for name in self.labels if len(name) == 1 and not sentence.startswith(f"{name}:")}
        names = set(self.labels) - others - letters
        # What stands in brackets behind its label has it already.
        behind = rf"(?: ?[(\[](?P<labelled>{_any(names)})[)\]])?" if names else ""
        patterns = [QUOTED + behind]
        if self.layers and not of_files:
            patterns.append(f"(?P<path>{_any(self.layers)})" + rf"(?!{LETTER}|[/\\]|\.{LETTER})")
        if names:
            patterns.append(f"{BEFORE}(?P<name>{_any(names)}){AFTER}")
        told = set()

        def better(found):
            groups = found.groupdict()
            path, name = groups.get("path"), groups.get("name")
            told.add(groups.get("labelled"))
            if path:
                return self._layer(path)
            name = self.called.get(name, name)
            if name and name not in told:
                told.add(name)
                # Brackets inside of brackets are square ones.
                before = re.sub(QUOTED, "", sentence[: found.start()])
                inside = sum(map(before.count, "(（")) > sum(map(before.count, ")）"))
                return f"“{self.labels[name]}” [{name}]" if inside else f"“{self.labels[name]}” ({name})"
            return name or found.group()

        return re.sub("|".join(patterns), better, sentence)

    def _layer(self, path):
        name = self.layers[path]
        alone = list(self.layers.values()).count(name) == 1
        return f"“{name}”" if alone else f"“{name}” ({path})"


def short(label):
    """A label without its unit or explanation."""
    return re.sub(r" ?[(（][^()（）]*[)）]$", "", label)


def _any(texts):
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
