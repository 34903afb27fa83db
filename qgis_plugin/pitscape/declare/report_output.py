"""The HTML report that an algorithm can declare as an output."""

import os

from qgis.core import QgsProcessingParameterFileDestination

from ..refusals import refuse
from ..reports import page
from ..tables import Table
from ..translation import tr
from .outputs import TEMPORARY, Output
from .result_names import ResultName


class ReportOutput(Output):
    """An HTML file of the Page that `page(run, report, tables)` gives, in one piece or not at all.

    `report` is the library's, and `tables` are all of its tables by name; `rows` are those that it makes for the report alone.
    """

    def __init__(self, name, description, page, rows=()):
        super().__init__(name, description)
        self.page = page
        self.rows = rows

    @property
    def kinds(self):
        return dict.fromkeys(self.rows, "output_table")

    def request(self, run):
        return dict.fromkeys(self.rows, run.captured[self.name] is not None)

    def definitions(self):
        return [
            QgsProcessingParameterFileDestination(
                self.name, self.description, tr("HTML files (*.html)"), None, optional=True, createByDefault=True
            )
        ]

    def title(self, algorithm):
        """What the list of results calls it, where it stands among reports of other algorithms."""
        return tr("{title} report", title=algorithm.displayName())

    def check(self, run):
        file = self.destination(run)
        if file.startswith("/vsi"):
            refuse(self.name, tr("{file} is no file on a disk. Give the name of a file that ends in .html.", file=file))
        if file and file not in TEMPORARY and not file.lower().endswith((".html", ".htm")):
            refuse(self.name, tr("{file} does not end in .html. The report is a web page: give it that ending.", file=file))
        if file:
            try:
                page.check()
            except page.PageError as error:
                refuse(self.name, str(error))
        super().check(run)

    def make(self, run, report):
        if run.captured[self.name] is not None:
            self.write(run, lambda: self.page_of(run, report))

    def write(self, run, make):
        """The page that `make` makes, under a temporary name."""
        path = run.captured[self.name]
        try:
            text = make().text()
        except page.PageError as error:
            refuse(self.name, str(error))
        try:
            made = os.path.join(run.files.beside(path), os.path.basename(path))
            with open(made, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            refuse(self.name, tr("{file} could not be written ({reason}).", file=path, reason=error.strerror))
        run.files.add(made, path)

    def page_of(self, run, report):
        """The page of a run, of what the library reported."""
        # Files of the request may be temporary ones, which say nothing to a reader; nor do names of parameters alone.
        messages = [{"level": "warning", "code": "", "text": text} for text in run.cautions] + report["messages"]
        report = {**report, "messages": [{**message, "text": run.sentences.of(message["text"])} for message in messages]}
        tables = {name: Table(description, name) for name, description in report["tables"].items()}
        return self.page(run, report, tables)

    def results(self, run, report):
        path = run.captured[self.name]
        if path is None:
            return {}
        run.titles[self.name] = ResultName(run, self.title(run.algorithm)).name
        return {self.name: path}
