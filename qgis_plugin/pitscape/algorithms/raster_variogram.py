"""Raster variogram: semivariances of all pairs of cells by distance and direction, with fitted models."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.shared import Seed, fit_settings, variogram_settings
from ..declare.table_outputs import TableOnDemand, TableOutput
from ..declare.values import CreateOptions, Whole
from ..groups import GEOSTATISTICS
from ..layers.styles import variogram_map
from ..reports.variogram import page
from ..translation import tr


class RasterVariogram(KernelAlgorithm):
    kernel = "raster_variogram"
    title = tr("Raster variogram")
    toolbox_group = GEOSTATISTICS
    summary = tr(
        "Semivariances of all pairs of cells of a raster by distance and direction, a variogram map, covariances, fitted models, and their anisotropy."
    )
    keywords = (
        "variogram", "semivariogram", "geostatistics", "nugget", "sill", "range", "autocorrelation", "covariogram", "covariance", "anisotropy", "scale", "raster",
        "栅格", "尺度", "各向异性",
    )  # fmt: skip
    inputs = (
        RasterInput("INPUT", tr("Raster of values")).tip(tr("Measured values, a metric in windows, an index: real numbers.")),
        *variogram_settings(),
        *fit_settings(),
        Whole("SAMPLE_SIZE", tr("Cells to draw at random")).advanced().otherwise(tr("all pairs of all cells")),
        Seed(tr("The same seed draws the same cells.")),
        Mask(grid="INPUT"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("MAP", tr("Variogram map"), style=variogram_map, by_default=False).tip(
            tr("Semivariance by distance east and north, with no distance in the middle. Matheron’s estimator, no sample.")
        ),
        TableOutput("VARIOGRAM", tr("Variogram")).tip(tr("Mean distance, semivariance and number of pairs of each bin.")),
        TableOutput("FITS", tr("Fitted models")).tip(
            tr("Fitted models: nugget, sill, ranges, nugget / sill, goodness of fit (RSS, R², AIC).")
        ),
        TableOutput("CURVES", tr("Curves of the models"), by_default=False).tip(
            tr("Distances and semivariances along the curve of each model, to draw it.")
        ),
        TableOnDemand("COVARIOGRAM", tr("Covariogram"), by_default=False).tip(
            tr("Covariance of each bin. Matheron’s estimator, no sample.")
        ),
        TableOnDemand("ANISOTROPY", tr("Anisotropy: models with an ellipse of ranges"), by_default=False).tip(
            tr("Models whose range depends on the direction as an ellipse does. Matheron’s estimator, no sample.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("CELLS", tr("Cells")),
    )
