"""Variogram fit: models fitted to a variogram, or to several, from a table."""

from ..base import KernelAlgorithm
from ..declare.inputs import NamedTable
from ..declare.report_output import ReportOutput
from ..declare.table_outputs import TableOutput
from ..declare.values import Words, fit_settings
from ..reports.variogram import page


class VariogramFit(KernelAlgorithm):
    kernel = "variogram_fit"
    title = "Variogram fit"
    group_title = "Geostatistics"
    summary = "Models of one or two structures and a nugget fitted to a variogram, or to each of several, at the true minimum of weighted least squares."
    keywords = ("variogram", "fit", "model", "geostatistics", "nugget", "sill", "range", "spherical", "exponential", "gaussian", "matern")
    inputs = (
        NamedTable("INPUT", "Variograms: dist, gamma, np (direction, metric, …)"),
        Words("GROUP_FIELDS", "Fields that tell variograms apart", ""),
        *fit_settings(),
    )
    outputs = (
        TableOutput("VARIOGRAM", "Variogram as it was read", by_default=False),
        TableOutput("FITS", "Fitted models"),
        TableOutput("CURVES", "Curves of the models", by_default=False),
        ReportOutput("REPORT", "Report", page),
    )
