"""Moving windows: metrics of the landscape around each cell, as bands of a raster."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput
from ..declare.outputs import FolderOutput, NumberOutput, RasterOutput
from ..declare.values import Choice, Codes, CreateOptions, Flag, Number, Radii, Whole, WindowMetrics
from ..layers.styles import window_bands


class MovingWindow(KernelAlgorithm):
    kernel = "moving_window"
    title = "Moving window"
    group_title = "Landscape pattern"
    summary = "Metrics of the landscape, or of classes, in a round or square window around each cell, as bands of a raster."
    keywords = ("moving", "window", "focal", "neighbourhood", "landscape", "metrics", "scale", "fragstats", "surface", "lulc")
    inputs = (
        RasterInput("LULC", "Land cover (LULC)"),
        WindowMetrics("METRICS", "Metrics", "NP;PD;LPI;ED;LSI;CONTAG;COHESION;SHDI;SHEI;AI", by="CLASSES"),
        Codes("CLASSES", "Class codes, for metrics of classes in place of the landscape"),
        Radii("RADII", "Radii of the windows (map units)"),
        Choice("SHAPE", "Shape of the windows", ("circle", "square"), "circle"),
        Choice("NEIGHBOURHOOD", "Neighbours of a cell", ("8", "4"), "8"),
        Choice("EDGE", "Windows with values: wholly in valid data (full), or in part", ("full", "partial"), "full"),
        Number("MIN_VALID", "Least share of valid cells of a window (partial)", 0.5),
        Codes("CENTRE_CODES", "Class codes of the cells with a window (else all)"),
        Flag("FILL_NODATA", "Windows around cells without data too"),
        Whole("STRIDE", "A window for every so many rows and columns", 1),
        Whole("MAX_CLASSES", "Number of classes that there could be (for RPR)"),
        Choice("AREA", "Areas and lengths", ("auto", "planar"), "auto"),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", "Window metrics", style=window_bands),
        FolderOutput("FOLDER", "Folder for a file of each band", layer="LULC"),
        NumberOutput("WINDOWS", "Windows of the first band"),
    )
