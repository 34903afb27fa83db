"""Contribution ratio: how far mining land depresses carbon, and levels of sensitivity around it."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, PoolsInput, ShapeInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.table_outputs import PolygonOutput, TableOutput
from ..declare.values import Area, Codes, CreateOptions, Limits, Metres, ResampleClasses, Whole, Year
from ..layers.styles import level_polygons, level_raster
from ..reports.contribution_ratio import page


class ContributionRatio(KernelAlgorithm):
    kernel = "contribution_ratio"
    title = "Contribution ratio of mining land"
    group_title = "Buffers"
    summary = "Carbon in rings around mining land, the contribution ratio K by distance, and levels where the rings break."
    keywords = ("contribution", "ratio", "mine", "mining", "buffer", "ring", "distance", "carbon", "sensitivity", "level", "break")
    inputs = (
        Series(needs_years=True),
        PoolsInput("POOLS", "Carbon pools"),
        Codes("CODES", "Class codes that are mining land"),
        ShapeInput("SOURCES", "Mining land from a layer, in place of class codes", grid="LAYERS"),
        Year("MINING_YEAR", "Year whose mining land is taken for all years (else each its own)"),
        Metres("RING_WIDTH", "Width of a ring (m)", 1000.0),
        Whole("RING_COUNT", "Number of rings", 10),
        Limits("RING_LIMITS", "Outer limits of the rings (m), in place of a width"),
        Whole("REPLICATES", "Replicates of the block bootstrap", 1000),
        Metres("BLOCK_SIZE", "Side of the blocks that the bootstrap draws (m; else the first ring's width)"),
        Whole("SEED", "Seed", 1),
        Area(),
        ResampleClasses(),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", "Levels of sensitivity", style=level_raster),
        PolygonOutput("LEVEL_ZONES", "Level zones", grid="LAYERS", style=level_polygons),
        TableOutput("RATIOS", "Contribution ratio by ring"),
        TableOutput("LEVELS", "Levels of sensitivity by year"),
        ReportOutput("REPORT", "Report", page),
        NumberOutput("LEVEL_COUNT", "Levels of the last year"),
        NumberOutput("FIRST_BREAK", "First break of the last year (m)"),
        NumberOutput("MINING_AREA_HA", "Mining land of the last year (ha)"),
    )
