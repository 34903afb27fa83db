"""The HTML report that an algorithm can declare as an output."""

import os

from qgis.core import QgsProcessingParameterFileDestination

from ..refusals import refuse
from ..reports import page
from ..tables import Table
from .outputs import TEMPORARY, Output


class ReportOutput(Output):
    """An HTML file that `page(run, report, tables)` gives the text of, in one piece or not at all.

    `report` is the library's, and `tables` are all of its tables by name.
    """

    def __init__(self, name, description, page):
        super().__init__(name, description)
        self.page = page

    def definitions(self):
        return [
            QgsProcessingParameterFileDestination(
                self.name, self.description, "HTML files (*.html)", None, optional=True, createByDefault=True
            )
        ]

    def check(self, run):
        file = self.destination(run)
        if file and file not in TEMPORARY and not file.lower().endswith((".html", ".htm")):
            refuse(self.name, f"{file} does not end in .html. The report is a web page: give it that ending.")
        if file:
            try:
                page.check()
            except page.PageError as error:
                refuse(self.name, str(error))
        super().check(run)

    def make(self, run, report):
        path = run.captured[self.name]
        if path is None:
            return
        tables = {name: Table(description) for name, description in report["tables"].items()}
        try:
            text = self.page(run, report, tables)
        except page.PageError as error:
            refuse(self.name, str(error))
        try:
            made = os.path.join(run.files.beside(path), os.path.basename(path))
            with open(made, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            refuse(self.name, f"{path} could not be written ({error.strerror}).")
        run.files.add(made, path)

    def results(self, run, report):
        path = run.captured[self.name]
        return {} if path is None else {self.name: path}
