"""What chapters of the report share: what maps are called, rows and pages of steps."""

from ...reports.page import Note
from ...reports.parts import listed, records
from ...tables import Table
from ...translation import tr


ROWS, COLUMNS = 30, 40  # of a table that is read, at most


def called(study, at):
    """A map by its year, or by its name where years are not known."""
    lulc, year = study.maps[at]
    return lulc.name if year is None else str(year)


def rows_of(study, step, table):
    """Rows of a table of a step; none where the step was not made."""
    return list(records(Table(study.steps[step].report["tables"][table]))) if step in study.steps else []


def page_of(study, step, title):
    """The page that the algorithm of a step makes, under a title for the chapter."""
    made = study.steps[step].page()
    made.title = title
    _leave_long(study, study.steps[step], made)
    return made


def _leave_long(study, step, page):
    """A report is read: tables that nobody reads through are layers of the GeoPackage alone."""
    names = {kept.output.table: (kept.title, kept.name) for kept in study.tables if kept.step is step}
    for section in page.sections:
        long = [part for part in section.parts if part.kind == "table" and part.of in names and (part.count > ROWS or len(part.columns) > COLUMNS)]
        if long:
            section.parts = [part for part in section.parts if part not in long]
            section.parts.append(Note(_left(study, [names[part.of] for part in long])))


def _left(study, tables):
    told = listed(tr("“{title}” ({layer})", title=title, layer=layer) for title, layer in tables)
    if study.run.captured["OUTPUT"]:
        return tr("Too long for this page, and whole in the GeoPackage: {tables}.", tables=told)
    return tr("Too long for this page: {tables}. The output “Tables and polygons” has them.", tables=told)


def messages_of(step):
    """What a step had to say, for a page that no algorithm makes."""
    return [{**message, "text": step.sentences.of(message["text"])} for message in step.report["messages"]]


def of_zones(rows):
    return [row for row in rows if row["zone"] is not None]


def spread(rows, value, told):
    """“from 16 (Area 9) to 250 (Area 2)” over the zones, of what `value` makes of a row; nothing where fewer than two have a value."""
    known = [(value(row), row["zone"]) for row in rows if value(row) is not None]
    if len(known) < 2:
        return ""
    (low, least), (high, most) = min(known), max(known)
    return tr("from {low} ({least}) to {high} ({most})", low=told(low), least=least, high=told(high), most=most)


def whole_span(rows):
    """Of the whole span, or of the one interval."""
    return [row for row in rows if row["span"] == "whole"] or rows


def joined(*sentences):
    return " ".join(filter(None, sentences))
