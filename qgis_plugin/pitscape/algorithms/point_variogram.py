"""Point variogram: semivariances of all pairs of points by distance and direction, with fitted models."""

from ..base import KernelAlgorithm
from ..declare.inputs import PointInput
from ..declare.outputs import NumberOutput
from ..declare.report_output import ReportOutput
from ..declare.table_outputs import TableOutput
from ..declare.values import Whole, fit_settings, variogram_settings
from ..reports.variogram import page


class PointVariogram(KernelAlgorithm):
    kernel = "point_variogram"
    title = "Point variogram"
    group_title = "Geostatistics"
    summary = "Semivariances of all pairs of points by distance and direction, and fitted models."
    keywords = ("variogram", "semivariogram", "geostatistics", "nugget", "sill", "range", "autocorrelation", "points", "samples", "soil")
    inputs = (
        PointInput("INPUT", "Points"),
        *variogram_settings(),
        *fit_settings(),
        Whole("SAMPLE_SIZE", "Points to draw at random (else all)"),
        Whole("SEED", "Seed of the sample", 1),
    )
    outputs = (
        TableOutput("VARIOGRAM", "Variogram"),
        TableOutput("FITS", "Fitted models"),
        TableOutput("CURVES", "Curves of the models", by_default=False),
        ReportOutput("REPORT", "Report", page),
        NumberOutput("POINTS", "Points"),
    )
