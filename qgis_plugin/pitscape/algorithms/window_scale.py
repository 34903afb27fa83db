"""Window scale: from which size of window on the nugget's share of the sill stays, by a rule."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput
from ..declare.outputs import NumberOutput, WordOutput
from ..declare.report_output import ReportOutput
from ..declare.shared import AreaOfPlane, IgnoreCodes, Kappa, MaxClasses, Models, Seed, Weights, window_settings
from ..declare.table_outputs import TableOutput
from ..declare.values import Length, Radii, Scratch, Whole, WindowMetrics
from ..groups import LANDSCAPE_PATTERN
from ..reports.window_scale import page
from ..translation import tr


class WindowScale(KernelAlgorithm):
    kernel = "window_scale"
    title = tr("Window scale")
    toolbox_group = LANDSCAPE_PATTERN
    summary = tr(
        "From which radius of moving windows on nugget / sill of landscape metrics is stable, how sure that is, and whether maps without pattern give the same."
    )
    keywords = (
        "scale", "window", "radius", "moving", "variogram", "nugget", "sill", "grain", "landscape", "metrics", "lulc",
        "尺度", "窗口", "块金", "粒度", "幅度",
    )  # fmt: skip
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")).tip(tr("A raster of class codes: whole numbers of any kind.")),
        WindowMetrics("METRICS", tr("Metrics"), "SHEI;PD;AI;LSI").tip(
            tr("Abbreviations of metrics of the landscape, as in SHEI;PD;AI;LSI.")
        ),
        Radii("RADII", tr("Radii of the windows (map units)"))
        .tip(tr("Five or more."))
        .otherwise(tr("3, 5, 10, 15, 20 and 25 cells")),
        *window_settings(),
        Length("CUTOFF", tr("Largest distance (map units)"), of="LULC")
        .tip(tr("Pairs of the variograms farther apart are left out."))
        .otherwise(tr("4 times the largest radius")),
        Length("WIDTH", tr("Width of a bin (map units)"), of="LULC").otherwise(tr("the side of a cell")),
        Models(
            ("spherical", "exponential", "gaussian", "linear_sill", "matern"),
            text=tr("Each metric gets that with the least sum of weighted squares over the radii."),
        ),
        Weights(),
        Kappa(tr("Smoothness of Matérn (more than 0, up to 100).")),
        Whole("PERMUTATIONS", tr("Permuted maps to compare with"), 19)
        .advanced()
        .tip(tr("Maps of the same cells in random order: 19 to 999, or 0 for none, without which no radius is chosen.")),
        Seed(tr("The same seed makes the same permuted maps, which have no pattern.")),
        MaxClasses(),
        AreaOfPlane(),
        IgnoreCodes(),
        Mask(grid="LULC"),
        Scratch("SCRATCH", ""),
    )
    outputs = (
        TableOutput("VARIOGRAMS", tr("Variograms")).tip(tr("Variogram of each metric at each radius.")),
        TableOutput("FITS", tr("Fitted models")).tip(
            tr("Fitted models: nugget, sill, ranges, nugget / sill, goodness of fit (RSS, R², AIC).")
        ),
        TableOutput("CHOICE", tr("Scale choice and its sensitivity")).tip(
            tr("The rule step by step, and what it gives with other settings.")
        ),
        TableOutput("CURVES", tr("Curves of the models"), by_default=False).tip(
            tr("Distances and semivariances along the curve of each model, to draw it.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("RADIUS_CHOSEN", tr("Radius chosen (map units)")),
        NumberOutput("RADIUS_MEDIAN", tr("Median of the metrics’ radii (map units)")),
        NumberOutput("MODE_SHARE", tr("Share of the most frequent outcome")),
        NumberOutput("RADIUS_LOW", tr("Least radius of the settings (map units)")),
        NumberOutput("RADIUS_HIGH", tr("Largest radius of the settings (map units)")),
        NumberOutput("NULL_P", tr("Chance on maps without pattern (p)")),
        WordOutput("VERDICT", tr("Verdict")),
    )
