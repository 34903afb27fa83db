"""What is said of a run, of which the present chapter has a part, and each of its steps a part of that."""

from .. import native
from ..translation import tr


class Part:
    """The feedback of a run."""

    def __init__(self, feedback):
        self._feedback = feedback
        self._title, self._from, self._to = "", 0.0, 1.0
        self._steps = {}  # where each begins and ends
        self._said = set()

    def chapter(self, title, start, end, steps):
        """The next chapter, and how long its steps take beside each other, by their names."""
        if title != self._title:
            self._feedback.pushInfo(tr("Chapter: {title}", title=title))
        self._title, self._from, self._to = title, start, end
        total, done = sum(steps.values()), 0.0
        self._steps = {}
        for name, time in steps.items():
            self._steps[name] = tuple(start + (end - start) * at / total for at in (done, done + time))
            done += time

    def step(self, name):
        """The next step of the chapter."""
        self.stop_if_cancelled()
        self._from, self._to = self._steps.get(name, (self._from, self._from))
        self.setProgress(0)

    def stop_if_cancelled(self):
        if self.isCanceled():
            raise native.Cancelled(tr("The run was cancelled."))

    def setProgress(self, percent):
        self._feedback.setProgress(100 * self._from + percent * (self._to - self._from))

    def setProgressText(self, text):
        self._feedback.setProgressText(f"{self._title}: {text}" if self._title else text)

    def pushInfo(self, text):
        self._once(self._feedback.pushInfo, text)

    def pushWarning(self, text):
        self._once(self._feedback.pushWarning, text)

    def _once(self, push, text):
        """Steps that take the same layers say the same of them."""
        if text not in self._said:
            self._said.add(text)
            push(text)

    def __getattr__(self, name):
        return getattr(self._feedback, name)


class Quiet:
    """A feedback that passes on all but what is said."""

    def __init__(self, feedback):
        self._feedback = feedback

    def pushInfo(self, text):
        pass

    pushWarning = pushInfo

    def __getattr__(self, name):
        return getattr(self._feedback, name)
