"""Carbon series: storage by year and change by interval, with standard errors."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, PoolsInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.table_outputs import TableOutput
from ..declare.values import Area, ClassCorrelation, Codes, CreateOptions, ResampleClasses
from ..layers.styles import carbon_change
from ..reports.carbon_series import page


class CarbonSeries(KernelAlgorithm):
    kernel = "carbon_series"
    title = "Carbon series"
    group_title = "Carbon"
    summary = "Carbon stored over the years and how it changed, by class, interval and zone, with standard errors."
    keywords = ("carbon", "series", "years", "time", "change", "uncertainty", "error", "interval", "report", "lulc")
    inputs = (
        Series(needs_years=True),
        PoolsInput("POOLS", "Carbon pools"),
        ClassCorrelation(),
        Area(),
        ResampleClasses(),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LAYERS"),
        Zones(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", "Carbon change by interval", style=carbon_change),
        TableOutput("STORAGE", "Carbon by year and class"),
        TableOutput("TOTALS", "Carbon by year"),
        TableOutput("CHANGES", "Carbon change by interval"),
        ReportOutput("REPORT", "Report", page),
        NumberOutput("CARBON_CHANGE", "Carbon change over all years (t)"),
        NumberOutput("CARBON_CHANGE_SE", "Standard error of the carbon change (t)"),
    )
