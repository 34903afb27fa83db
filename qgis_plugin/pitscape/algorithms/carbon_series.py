"""Carbon series: storage by year and change by interval, with standard errors."""

from ..base import KernelAlgorithm
from ..declare.inputs import AccuracyInput, Mask, PoolsWithErrors, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.shared import Area, ClassCorrelation, IgnoreCodes, ResampleClasses
from ..declare.table_outputs import TableOutput
from ..declare.values import CreateOptions
from ..groups import CARBON
from ..layers.styles import carbon_change
from ..reports.carbon_series import page
from ..translation import tr


class CarbonSeries(KernelAlgorithm):
    kernel = "carbon_series"
    title = tr("Carbon series")
    toolbox_group = CARBON
    summary = tr("Carbon stored over the years and how it changed, by class, interval and zone, with standard errors.")
    keywords = (
        "carbon", "series", "years", "time", "change", "uncertainty", "error", "interval", "report", "lulc",
        "碳变化", "时间序列", "多期",
    )  # fmt: skip
    inputs = (
        Series(needs_years=True),
        PoolsWithErrors(),
        ClassCorrelation(),
        AccuracyInput(),
        Area(),
        ResampleClasses(),
        IgnoreCodes(),
        Mask(grid="LAYERS"),
        Zones(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Map of carbon change"), style=carbon_change).tip(
            tr("Change of carbon density (t/ha), a band for each interval between two years.")
        ),
        TableOutput("STORAGE", tr("Carbon by year and class")).tip(tr("Area and carbon of each class in each year.")),
        TableOutput("TOTALS", tr("Carbon by year")).tip(tr("Area and carbon of all classes in each year.")),
        TableOutput("CHANGES", tr("Carbon change by interval")).tip(
            tr("Gain, loss and net change of carbon in each interval and over all years.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("CARBON_CHANGE", tr("Carbon change, first to last year (t)")),
        NumberOutput("CARBON_CHANGE_SE", tr("Standard error of the carbon change (t)")),
        NumberOutput("CARBON_CHANGE_ADJUSTED", tr("Carbon change on error-adjusted areas (t)")),
    )
