"""Sampled windows: metrics of the landscape around points or inside polygons, as columns of the features."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput, SampleInput
from ..declare.outputs import NumberOutput
from ..declare.table_outputs import FeatureOutput
from ..declare.values import Choice, Codes, Number, Numbers, Whole, Words
from ..layers.styles import sampled_features


class SampledWindows(KernelAlgorithm):
    kernel = "sampled_windows"
    title = "Sampled windows"
    group_title = "Landscape pattern"
    summary = "Metrics of the landscape, or of classes, in windows around points or inside polygons, as columns of the features."
    keywords = ("sample", "window", "buffer", "point", "polygon", "site", "plot", "landscape", "metrics", "fragstats", "lulc")
    inputs = (
        RasterInput("LULC", "Land cover (LULC)"),
        SampleInput("FEATURES", "Points, or polygons", grid="LULC", optional=False),
        Words("METRICS", "Metrics", "NP;PD;LPI;ED;LSI;CONTAG;COHESION;SHDI;SHEI;AI"),
        Codes("CLASSES", "Class codes, for metrics of classes in place of the landscape"),
        Numbers("RADII", "Radii of the windows around points (map units)"),
        Choice("SHAPE", "Shape of the windows around points", ("circle", "square"), "circle"),
        Choice("NEIGHBOURHOOD", "Neighbours of a cell", ("8", "4"), "8"),
        Choice("EDGE", "Windows with values: wholly in valid data (full), or in part", ("full", "partial"), "full"),
        Number("MIN_VALID", "Least share of valid cells of a window (partial)", 0.5),
        Whole("MAX_CLASSES", "Number of classes that there could be (for RPR)"),
        Choice("AREA", "Areas and lengths", ("auto", "planar"), "auto"),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC"),
    )
    outputs = (
        FeatureOutput("OUTPUT", "Features with metrics", source="FEATURES", table="samples", style=sampled_features),
        NumberOutput("WINDOWS", "Windows with values"),
    )
