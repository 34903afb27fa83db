"""What QGIS does wrong that would stop our algorithms, mended from outside; each goes with the last QGIS that has it."""

import time


def mend():
    """In the desktop alone: qgis_process has no windows."""
    _list_reports_of_batches()


def _list_reports_of_batches():
    """QGIS up to 3.40 at the least lists the reports of a batch without their time: that ends in an error, before the window can be used again."""
    from processing.core.ProcessingResults import ProcessingResults

    add = ProcessingResults.addResult
    if getattr(add, "mended", False):
        return

    def add_result(self, icon, name, timestamp=None, result=None):
        add(self, icon, name, timestamp or time.localtime(), result)

    add_result.mended = True
    ProcessingResults.addResult = add_result
