"""Point variogram: semivariances of all pairs of points by distance and direction, with fitted models."""

from ..base import KernelAlgorithm
from ..declare.inputs import PointInput
from ..declare.outputs import NumberOutput
from ..declare.report_output import ReportOutput
from ..declare.shared import Seed, fit_settings, variogram_settings
from ..declare.table_outputs import TableOutput
from ..declare.values import Whole
from ..groups import GEOSTATISTICS
from ..reports.variogram import page
from ..translation import tr


class PointVariogram(KernelAlgorithm):
    kernel = "point_variogram"
    title = tr("Point variogram")
    toolbox_group = GEOSTATISTICS
    summary = tr("Semivariances of all pairs of points by distance and direction, and fitted models.")
    keywords = (
        "variogram", "semivariogram", "geostatistics", "nugget", "sill", "range", "autocorrelation", "points", "samples", "soil",
        "样点", "克里金",
    )  # fmt: skip
    inputs = (
        PointInput("INPUT", tr("Points")).tip(tr("Points in a projected CRS, with a field of values.")),
        *variogram_settings(),
        *fit_settings(),
        Whole("SAMPLE_SIZE", tr("Points to draw at random")).advanced().otherwise(tr("all pairs of all points")),
        Seed(tr("The same seed draws the same points.")),
    )
    outputs = (
        TableOutput("VARIOGRAM", tr("Variogram")).tip(tr("Mean distance, semivariance and number of pairs of each bin.")),
        TableOutput("FITS", tr("Fitted models")).tip(
            tr("Fitted models: nugget, sill, ranges, nugget / sill, goodness of fit (RSS, R², AIC).")
        ),
        TableOutput("CURVES", tr("Curves of the models"), by_default=False).tip(
            tr("Distances and semivariances along the curve of each model, to draw it.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("POINTS", tr("Points")),
    )
