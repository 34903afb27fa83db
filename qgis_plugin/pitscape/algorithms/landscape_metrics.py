"""Landscape metrics: patches, and the metrics of patches, classes and landscapes as FRAGSTATS defines them."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, TableInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.table_outputs import PolygonOutput, TableOnDemand, TableOutput
from ..declare.values import Choice, Codes, CreateOptions, Length, Metrics, Number, ResampleClasses, Whole
from ..layers.styles import patch_ids, patch_polygons
from ..reports.landscape_metrics import page


class LandscapeMetrics(KernelAlgorithm):
    kernel = "landscape_metrics"
    title = "Landscape metrics"
    group_title = "Landscape pattern"
    summary = "Patches of land-cover maps, and metrics of patches, classes and landscapes as FRAGSTATS defines them."
    keywords = ("landscape", "metrics", "patch", "fragstats", "fragmentation", "edge", "diversity", "contagion", "aggregation", "lulc")
    inputs = (
        Series(),
        Choice("NEIGHBOURHOOD", "Neighbours of a cell", ("8", "4"), "8"),
        Metrics("METRICS", "Metrics", "all"),
        Number("BOUNDARY_EDGE_PCT", "Share of the edge at nodata and border that counts (%)", 0.0),
        Length("EDGE_DEPTH", "Depth of edges, for core area (map units; else one cell)", of="LAYERS"),
        TableInput("EDGE_DEPTHS", "Depths of edges by classes: lucode_a, lucode_b, depth (map units)", optional=True),
        TableInput("CONTRAST", "Contrast of edges between classes: lucode_a, lucode_b, weight (0 to 1)", optional=True),
        TableInput("SIMILARITY", "Similarity of classes: lucode_a, lucode_b, weight (0 to 1)", optional=True),
        Length("SEARCH_RADIUS", "Search radius of PROX and SIMI (map units)", of="LAYERS"),
        Length("CONNECT_THRESHOLD", "Largest distance of joined patches, for CONNECT (map units)", of="LAYERS"),
        Whole("MAX_CLASSES", "Number of classes that there could be (for RPR)"),
        Choice("FORM", "A column (wide) or a row (long) for each metric", ("wide", "long"), "wide"),
        Choice("AREA", "Areas and lengths", ("auto", "planar"), "auto"),
        ResampleClasses(),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LAYERS"),
        Zones(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", "Patches (ids)", style=patch_ids, by_default=False),
        PolygonOutput("PATCHES", "Patches", grid="LAYERS", style=patch_polygons, by_default=False),
        TableOutput("LANDSCAPE", "Landscape metrics"),
        TableOutput("CLASS", "Class metrics"),
        TableOnDemand("PATCH", "Patch metrics", by_default=False),
        TableOutput("SIZES", "Patch sizes", by_default=False),
        ReportOutput("REPORT", "Report", page),
        NumberOutput("TA", "Total area of the last map (ha)"),
        NumberOutput("NP", "Patches of the last map"),
        NumberOutput("SHDI", "Shannon diversity of the last map"),
    )
