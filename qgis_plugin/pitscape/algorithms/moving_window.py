"""Moving windows: metrics of the landscape around each cell, as bands of a raster."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput
from ..declare.outputs import FolderOutput, NumberOutput, RasterOutput
from ..declare.shared import STUDY_METRICS, AreaOfPlane, IgnoreCodes, MaxClasses, class_settings, window_settings
from ..declare.values import Codes, CreateOptions, Flag, Radii, Whole, WindowMetrics
from ..groups import LANDSCAPE_PATTERN
from ..layers.styles import window_bands
from ..translation import tr


class MovingWindow(KernelAlgorithm):
    kernel = "moving_window"
    title = tr("Moving window")
    toolbox_group = LANDSCAPE_PATTERN
    summary = tr("Metrics of the landscape, or of classes, in a round or square window around each cell, as bands of a raster.")
    keywords = (
        "moving", "window", "focal", "neighbourhood", "landscape", "metrics", "scale", "fragstats", "surface", "lulc",
        "移动窗口", "多样性", "香农",
    )  # fmt: skip
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")).tip(tr("A raster of class codes: whole numbers of any kind.")),
        WindowMetrics("METRICS", tr("Metrics"), STUDY_METRICS, by="CLASSES").tip(
            tr("Abbreviations of metrics, as in NP;SHDI;AREA_MN, or all: those that need no geometry of patches.")
        ),
        class_settings(),
        Radii("RADII", tr("Radii of the windows (map units)"), needed=True).tip(
            tr("One or more, as in 50;100;250. Each has bands of its own.")
        ),
        *window_settings(),
        Codes("CENTRE_CODES", tr("Class codes of the windows’ centres"))
        .tip(tr("Windows lie around cells of these classes alone."))
        .otherwise(tr("all cells")),
        Flag("FILL_NODATA", tr("Windows around nodata cells too")).tip(
            tr("Whether windows around cells without a class get a value.")
        ),
        Whole("STRIDE", tr("Step between windows (cells)"), 1)
        .advanced()
        .tip(tr("Windows lie at every so many rows and columns. Cells of the raster are as much larger.")),
        MaxClasses(),
        AreaOfPlane(),
        IgnoreCodes(),
        Mask(grid="LULC"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Window metrics"), style=window_bands).tip(
            tr("A band for each metric, class and radius, as in SHDI 50.")
        ),
        FolderOutput("FOLDER", tr("Folder for a file of each band"), layer="LULC").tip(
            tr("A file for each band besides, as in haerwusu_SHDI_50.tif.")
        ),
        NumberOutput("WINDOWS", tr("Windows of the first band")),
    )
