"""Running algorithms inside QGIS, as its windows do, and hearing all that they say."""

import pathlib
import re
import time

import numpy as np
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
)


def plain(sentence):
    """A sentence with parameters by their names alone; that they have their labels is seen once, for all, in test_sentences.py."""
    return re.sub(r"“[^”]*” \(([A-Z0-9_]+)\)", r"\1", sentence)


class Feedback(QgsProcessingFeedback):
    def __init__(self, stop_at=None):
        super().__init__(False)
        self.infos, self.warnings, self.errors, self.texts, self.fractions = [], [], [], [], []
        self.stop_at = stop_at
        self.progressChanged.connect(self.moved)

    def moved(self, percent):
        self.fractions.append(percent)
        if self.stop_at is not None and percent >= self.stop_at:
            self.cancel()

    def pushInfo(self, text):
        self.infos.append(plain(text))

    def pushWarning(self, text):
        self.warnings.append(plain(text))

    def reportError(self, text, fatal=False):
        self.errors.append(plain(text))

    def setProgressText(self, text):
        self.texts.append(text)


class CancelledAt(Feedback):
    """Cancels at a percentage, and knows how much of the run was done all the same.

    Work is counted as CPU time of this process beside that of the whole run, which a busy machine does not change.
    """

    def __init__(self, percent):
        super().__init__()
        self.percent, self.begun, self.cancelled = percent, time.process_time(), None

    def moved(self, percent):
        super().moved(percent)
        if self.cancelled is None and percent >= self.percent:
            self.percent, self.cancelled = percent, time.process_time()
            self.cancel()

    def done_after(self):
        """Work after the cancel, as a share of the whole run's."""
        whole = (self.cancelled - self.begun) * 100 / self.percent
        return (time.process_time() - self.cancelled) / whole


class Failed(Exception):
    def __init__(self, sentence):
        super().__init__(plain(sentence))


PATIENCE = 600  # seconds; what has not come by then hangs


def spin(until):
    """Let QGIS work until something is so."""
    from qgis.PyQt.QtCore import QCoreApplication

    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, f"it does not come; tasks of QGIS: {_tasks()}"
        QCoreApplication.processEvents()


def _tasks():
    """What waits or works in the background, for the one who looks why nothing comes."""
    return [(task.description(), task.status(), task.progress()) for task in QgsApplication.taskManager().tasks()]


def settle():
    """Let the windows do what is due, and what follows from that: turns of the loop, however long a busy machine needs for them."""
    from qgis.PyQt.QtCore import QCoreApplication, QThread

    for _turn in range(100):
        QCoreApplication.processEvents()
        QThread.msleep(2)


def discard(window):
    """Close a window and be rid of it now: one left to Python's collector goes at any moment, as while a slot of it runs."""
    from qgis.PyQt.QtCore import QCoreApplication, QEvent

    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def algorithm(name="carbonstorage"):
    """One of the provider, or of another by its whole id, or a class that a test declares."""
    if isinstance(name, type):
        return name().create()
    return QgsApplication.processingRegistry().createAlgorithmById(name if ":" in name else f"pitscape:{name}")


def context():
    made = QgsProcessingContext()
    made.setProject(QgsProject.instance())
    return made


def run(parameters, feedback=None, within=None, name="carbonstorage"):
    """Check and run as processing.run does; Failed carries the sentence that the user sees."""
    feedback = feedback or Feedback()
    within = within or context()
    chosen = algorithm(name)
    good, sentence = chosen.checkParameterValues(parameters, within)
    if not good:
        raise Failed(sentence)
    return run_unchecked(parameters, feedback, within, name)


def run_unchecked(parameters, feedback=None, within=None, name="carbonstorage"):
    """Run without the check of the parameters, as models and tasks do."""
    feedback = feedback or Feedback()
    try:
        results, good = algorithm(name).run(parameters, within or context(), feedback, {}, False)
    except QgsProcessingException as error:
        raise Failed(str(error)) from None
    if not good:
        raise Failed(feedback.errors[-1])
    return results


def temporary_folders():
    return list(pathlib.Path(QgsProcessingUtils.tempFolder()).glob("pitscape_*"))


def rows(layer, *names):
    """The attributes of a table layer as tuples; NULL as None."""
    from qgis.core import NULL

    names = names or [field.name() for field in layer.fields()]
    return [
        tuple(None if feature[name] == NULL else feature[name] for name in names) for feature in layer.getFeatures()
    ]


def table(results, name, within, *names):
    """The rows of a table that a run made."""
    return rows(QgsProcessingUtils.mapLayerFromString(results[name], within), *names)


RESULTS = ("total_carbon", "total_area_ha", "mean_density", "total_se", "total_adjusted", "total_se_pool", "total_se_map")


class Asked(list):
    """The requests that the library would get, in place of the library; `look` reads their files while they exist.

    `tables` makes the tables of the report: by name and column, the type and the cells.
    """

    def __init__(self, monkeypatch, look=lambda request: None, tables=lambda request: {}):
        from pitscape import native

        super().__init__()
        self.look, self.seen, self.tables = look, [], tables
        monkeypatch.setattr(native, "run", self._run)

    def _run(self, kernel, request, progress):
        self.append(request)
        self.seen.append(self.look(request))
        progress(1.0, "done")
        folder = request["tables"]
        tables = self.tables(request) if folder else {}
        tables = {name: columns_of(folder, name, columns) for name, columns in tables.items()}
        return {"messages": [], "results": dict.fromkeys(RESULTS), "tables": tables}


def columns_of(folder, table, columns):
    """Write a table's column files as the library does; `columns` are {name: (type, cells)}, None is NULL."""
    described = []
    for name, (kind, cells) in columns.items():
        parts = {"valid": np.array([cell is not None for cell in cells], "u1")}
        if kind in ("text", "polygons"):
            cells = [cell.encode() if isinstance(cell, str) else cell or b"" for cell in cells]
            parts["data"] = np.frombuffer(b"".join(cells), "u1")
            parts["offsets"] = np.cumsum([0] + [len(cell) for cell in cells], dtype="<i8")
        else:
            parts["data"] = np.array([cell or 0 for cell in cells], {"integer": "<i8", "real": "<f8"}[kind])
        for part, values in parts.items():
            values.tofile(f"{folder}/{table}.{name}.{part}")
        described.append({"name": name, "type": kind, **{part: f"{folder}/{table}.{name}.{part}" for part in parts}})
    return {"rows": len(cells), "columns": described}
