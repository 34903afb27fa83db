"""Variogram fit: models fitted to a variogram from a table."""

from ..base import KernelAlgorithm
from ..inputs import TableInput
from ..outputs import ReportOutput, TableOutput
from ..reports.variogram import page
from ..values import fit_settings


class VariogramFit(KernelAlgorithm):
    kernel = "variogram_fit"
    title = "Variogram fit"
    group_title = "Geostatistics"
    summary = "Models of one or two structures and a nugget fitted to a variogram, at the true minimum of weighted least squares."
    keywords = ("variogram", "fit", "model", "geostatistics", "nugget", "sill", "range", "spherical", "exponential", "gaussian", "matern")
    inputs = (TableInput("INPUT", "Variogram: dist, gamma, np (and direction)"), *fit_settings())
    outputs = (
        TableOutput("VARIOGRAM", "Variogram as it was read", by_default=False),
        TableOutput("FITS", "Fitted models"),
        TableOutput("CURVES", "Curves of the models", by_default=False),
        ReportOutput("REPORT", "Report", page),
    )
