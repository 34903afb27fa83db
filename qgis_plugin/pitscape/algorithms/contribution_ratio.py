"""Contribution ratio: how far mining land depresses carbon, and levels of sensitivity around it."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, PoolsWithErrors, SourceInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.shared import Area, IgnoreCodes, ResampleClasses, Seed, ring_settings
from ..declare.table_outputs import PolygonOutput, TableOutput
from ..declare.values import Codes, CreateOptions, Metres, Whole, Year
from ..groups import BUFFERS
from ..layers.styles import level_polygons, level_raster
from ..reports.contribution_ratio import page
from ..translation import tr


class ContributionRatio(KernelAlgorithm):
    kernel = "contribution_ratio"
    title = tr("Contribution ratio of mining land")
    toolbox_group = BUFFERS
    summary = tr("Carbon in rings around mining land, the contribution ratio K by distance, and levels where the rings break.")
    keywords = (
        "contribution", "ratio", "mine", "mining", "buffer", "ring", "distance", "carbon", "sensitivity", "level", "break",
        "贡献率", "碳", "碳储量", "采矿", "露天矿", "敏感性",
    )  # fmt: skip
    inputs = (
        Series(needs_years=True),
        PoolsWithErrors(),
        Codes("CODES", tr("Class codes that are mining land"), needed=True).tip(
            tr("Pits, dumps, industrial land. Give these, or a layer of mining land.")
        ),
        SourceInput("SOURCES", tr("Mining land (a layer)"), grid="LAYERS").tip(
            tr("Polygons, lines or points that are mining land, in place of class codes.")
        ),
        Year("MINING_YEAR", tr("Year of the mining land"))
        .tip(tr("The year whose map tells what mining land is in all years."))
        .otherwise(tr("each year’s own map")),
        *ring_settings(),
        Whole("SHIFTS", tr("Places elsewhere, to test breaks"), 999)
        .advanced()
        .tip(tr("A break is tested against the same mining land laid at so many other places of the map.")),
        Metres("BLOCK_SIZE", tr("Side of blocks for intervals (m)"))
        .advanced()
        .tip(tr("Draws square blocks of cells for the 95 % intervals, in place of the spatial covariance of the density."))
        .otherwise(tr("no blocks: by the variogram of the density")),
        Whole("REPLICATES", tr("Replicates of the block bootstrap"), 1000)
        .advanced()
        .tip(tr("How often blocks are drawn, where their side is given; 0 for no 95 % intervals at all.")),
        Seed(tr("The same seed repeats the draws of places and of blocks.")),
        Area(),
        ResampleClasses(),
        IgnoreCodes(),
        Mask(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Levels of sensitivity"), style=level_raster).tip(
            tr("Level of sensitivity of each cell in the rings, a band for each year.")
        ),
        PolygonOutput("LEVEL_ZONES", tr("Level zones"), grid="LAYERS", style=level_polygons).tip(
            tr("Polygons around the levels of each year.")
        ),
        TableOutput("RATIOS", tr("Contribution ratio by ring")).tip(
            tr("Area, carbon and contribution ratio K of each ring in each year.")
        ),
        TableOutput("LEVELS", tr("Levels of sensitivity by year")).tip(
            tr("Levels by the breaks of the ring means, and the study’s 4 and 8 km beside them.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("LEVEL_COUNT", tr("Levels of the last year")),
        NumberOutput("FIRST_BREAK", tr("First break of the last year (m)")),
        NumberOutput("MINING_AREA_HA", tr("Mining land of the last year (ha)")),
        NumberOutput("CORRELATION_LENGTH", tr("Correlation length of the density (m)")),
    )
