"""Raster variogram: semivariances of all pairs of cells by distance and direction, with fitted models."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.table_outputs import TableOnDemand, TableOutput
from ..declare.values import CreateOptions, Whole, fit_settings, variogram_settings
from ..layers.styles import variogram_map
from ..reports.variogram import page


class RasterVariogram(KernelAlgorithm):
    kernel = "raster_variogram"
    title = "Raster variogram"
    group_title = "Geostatistics"
    summary = "Semivariances of all pairs of cells of a raster by distance and direction, a variogram map, covariances, fitted models, and their anisotropy."
    keywords = ("variogram", "semivariogram", "geostatistics", "nugget", "sill", "range", "autocorrelation", "covariogram", "covariance", "anisotropy", "scale", "raster")
    inputs = (
        RasterInput("INPUT", "Raster of values"),
        *variogram_settings(),
        *fit_settings(),
        Whole("SAMPLE_SIZE", "Cells to draw at random (else all)"),
        Whole("SEED", "Seed of the sample", 1),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="INPUT"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("MAP", "Variogram map", style=variogram_map, by_default=False),
        TableOutput("VARIOGRAM", "Variogram"),
        TableOutput("FITS", "Fitted models"),
        TableOutput("CURVES", "Curves of the models", by_default=False),
        TableOnDemand("COVARIOGRAM", "Covariogram", by_default=False),
        TableOnDemand("ANISOTROPY", "Anisotropy: models with an ellipse of ranges", by_default=False),
        ReportOutput("REPORT", "Report", page),
        NumberOutput("CELLS", "Cells"),
    )
