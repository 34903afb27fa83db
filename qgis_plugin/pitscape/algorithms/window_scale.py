"""Window scale: from which size of window on the nugget's share of the sill stays, by a rule."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput
from ..declare.outputs import NumberOutput, WordOutput
from ..declare.report_output import ReportOutput
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, Codes, Length, Models, Number, Radii, Scratch, Weights, Whole, WindowMetrics
from ..reports.window_scale import page


class WindowScale(KernelAlgorithm):
    kernel = "window_scale"
    title = "Window scale"
    group_title = "Landscape pattern"
    summary = "From which radius of moving windows on nugget / sill of landscape metrics is stable, how sure that is, and whether a map without pattern gives the same."
    keywords = ("scale", "window", "radius", "moving", "variogram", "nugget", "sill", "grain", "landscape", "metrics", "lulc")
    inputs = (
        RasterInput("LULC", "Land cover (LULC)"),
        WindowMetrics("METRICS", "Metrics", "SHEI;PD;AI;LSI"),
        Radii("RADII", "Radii (map units); else 3 to 25 cells"),
        Choice("SHAPE", "Shape of the windows", ("circle", "square"), "circle"),
        Choice("NEIGHBOURHOOD", "Neighbours of a cell", ("8", "4"), "8"),
        Choice("EDGE", "Windows with values: wholly in valid data (full), or in part", ("full", "partial"), "full"),
        Number("MIN_VALID", "Least share of valid cells of a window (partial)", 0.5),
        Length("CUTOFF", "Largest distance (map units; else 4 times the largest radius)", of="LULC"),
        Length("WIDTH", "Width of a bin (map units; else a cell)", of="LULC"),
        Models(("spherical", "exponential", "gaussian", "linear_sill", "matern")),
        Weights(),
        Number("KAPPA", "Kappa of matern (else fitted)"),
        Whole("SEED", "Seed of the permuted map", 1),
        Whole("MAX_CLASSES", "Number of classes that there could be (for RPR)"),
        Choice("AREA", "Areas and lengths", ("auto", "planar"), "auto"),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC"),
        Scratch("SCRATCH", "Folder for working files"),
    )
    outputs = (
        TableOutput("VARIOGRAMS", "Variograms"),
        TableOutput("FITS", "Fitted models"),
        TableOutput("CHOICE", "Scale choice and its sensitivity"),
        TableOutput("CURVES", "Curves of the models", by_default=False),
        ReportOutput("REPORT", "Report", page),
        NumberOutput("RADIUS_CHOSEN", "Radius chosen (map units)"),
        NumberOutput("RADIUS_MEDIAN", "Median of the metrics’ radii (map units)"),
        NumberOutput("MODE_SHARE", "Share of the most frequent outcome"),
        WordOutput("VERDICT", "Verdict"),
    )
