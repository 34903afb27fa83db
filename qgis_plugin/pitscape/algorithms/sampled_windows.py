"""Sampled windows: metrics of the landscape around points or inside polygons, as columns of the features."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput, SampleInput
from ..declare.outputs import NumberOutput
from ..declare.shared import STUDY_METRICS, AreaOfPlane, IgnoreCodes, MaxClasses, class_settings, window_settings
from ..declare.table_outputs import FeatureOutput
from ..declare.values import Radii, WindowMetrics
from ..groups import LANDSCAPE_PATTERN
from ..layers.styles import sampled_features
from ..translation import tr


class SampledWindows(KernelAlgorithm):
    kernel = "sampled_windows"
    title = tr("Sampled windows")
    toolbox_group = LANDSCAPE_PATTERN
    summary = tr(
        "Metrics of the landscape, or of classes, in windows around points or inside polygons, as columns of the features."
    )
    keywords = (
        "sample", "window", "buffer", "point", "polygon", "site", "plot", "landscape", "metrics", "fragstats", "lulc",
        "样点", "样方", "多样性", "香农",
    )  # fmt: skip
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")).tip(tr("A raster of class codes: whole numbers of any kind.")),
        SampleInput("FEATURES", tr("Points or polygons"), grid="LULC", optional=False).tip(
            tr("Windows lie around points; polygons are windows themselves.")
        ),
        WindowMetrics("METRICS", tr("Metrics"), STUDY_METRICS, by="CLASSES").tip(
            tr("Abbreviations of metrics, as in NP;SHDI;AREA_MN, or all: those that need no geometry of patches.")
        ),
        class_settings(),
        Radii("RADII", tr("Radii around points (map units)")).tip(
            tr("One or more for points, as in 50;100;250; none for polygons.")
        ),
        *window_settings(tr("Shape of the windows around points")),
        MaxClasses(),
        AreaOfPlane(),
        IgnoreCodes(),
        Mask(grid="LULC"),
    )
    outputs = (
        FeatureOutput("OUTPUT", tr("Features with metrics"), source="FEATURES", table="samples", style=sampled_features).tip(
            tr("The features with a column for each metric, class and radius.")
        ),
        NumberOutput("WINDOWS", tr("Windows with values")),
    )
