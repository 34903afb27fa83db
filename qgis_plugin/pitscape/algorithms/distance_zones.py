"""Distance zones: exact distance to the nearest source, rings of it, and what lies in them."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput, ShapeInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.table_outputs import PolygonOutput, TableOutput
from ..declare.values import Area, Codes, CreateOptions, Flag, Limits, Metres, Whole
from ..layers.styles import allocation, distance, ring_polygons, ring_raster


class DistanceZones(KernelAlgorithm):
    kernel = "distance_zones"
    title = "Distance zones"
    group_title = "Buffers"
    summary = "Exact distance from every cell to the nearest source, rings of it, and the land cover in each ring."
    keywords = ("distance", "buffer", "ring", "zone", "proximity", "euclidean", "allocation", "mine", "pit", "lulc")
    inputs = (
        RasterInput("LULC", "Land cover (LULC)"),
        Codes("CODES", "Class codes that are sources"),
        ShapeInput("SOURCES", "Sources from a layer, in place of class codes", grid="LULC"),
        Metres("RING_WIDTH", "Width of a ring (m)", 1000.0),
        Whole("RING_COUNT", "Number of rings", 10),
        Limits("RING_LIMITS", "Outer limits of the rings (m), in place of a width"),
        Metres("MAX_DISTANCE", "Largest distance (m)"),
        Flag("SIGNED", "Negative distances inside sources"),
        Area(),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("DISTANCE", "Distance", style=distance),
        RasterOutput("ALLOCATION", "Nearest source", style=allocation, by_default=False),
        RasterOutput("RING_RASTER", "Ring raster", style=ring_raster, by_default=False),
        PolygonOutput("RINGS", "Rings", grid="LULC", style=ring_polygons),
        TableOutput("SUMMARY", "Area of the rings"),
        TableOutput("COMPOSITION", "Land cover of the rings"),
        NumberOutput("SOURCE_CELLS", "Source cells"),
        NumberOutput("SOURCE_AREA_HA", "Area of the sources (ha)"),
    )
