"""Land-cover transitions: what became of what, how fast, and how intensively."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, PoolsInput, TableInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.shared import Area, IgnoreCodes, ResampleClasses
from ..declare.table_outputs import TableOutput
from ..declare.values import CreateOptions, Flag
from ..groups import LAND_COVER
from ..layers.styles import transition_codes
from ..reports.lulc_transition import page
from ..translation import tr


class LulcTransition(KernelAlgorithm):
    kernel = "lulc_transition"
    title = tr("Land-cover transitions")
    toolbox_group = LAND_COVER
    summary = tr(
        "What became of each class of land cover between dates: transition matrix, gain, loss, swap and rates of change, and intensity analysis."
    )
    keywords = (
        "transition", "matrix", "change", "lulc", "land cover", "land use", "gain", "loss", "swap", "persistence", "dynamic degree",
        "intensity analysis", "crosstab", "sankey", "chord", "years",
        "转移矩阵", "土地利用转移", "动态度", "变化强度", "桑基图",
    )  # fmt: skip
    inputs = (
        Series(alike=True),
        TableInput("GROUPS", tr("Groups of classes"), optional=True)
        .tip(
            tr("A table with the columns lucode and class_group. With it all tables, the map and the report are by group; carbon stays that of the classes.")
        )
        .otherwise(tr("each class for itself")),
        PoolsInput("POOLS", tr("Carbon pools"), optional=True)
        .tip(tr("A table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha). With it the matrix tells the change of carbon."))
        .otherwise(tr("no carbon")),
        Flag("COMMON_CELLS", tr("Only cells valid at all dates")).tip(
            tr("Counts cells that have a class at all dates. Else those that have one at both dates of an interval.")
        ),
        Flag("UNCHANGED", tr("Codes for what stayed as it was"), True)
        .advanced()
        .tip(tr("Whether the map has codes for land that stayed in its class. Else such cells are nodata.")),
        Area(),
        ResampleClasses(),
        IgnoreCodes(),
        Mask(grid="LAYERS"),
        Zones(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Map of transitions"), style=transition_codes).tip(
            tr("A code for each pair of classes, a band for each interval and one for the whole span. The attribute table says what codes mean.")
        ),
        TableOutput("MATRIX", tr("Transition matrix")).tip(tr("Cells, area and carbon of each pair of classes, as a list.")),
        TableOutput("SUMMARY", tr("Change by class")).tip(tr("Area before and after, gain, loss, swap and rates of each class.")),
        TableOutput("INTENSITY", tr("Intensity of change")).tip(
            tr("How intensively intervals, classes and transitions changed, beside uniform change. It describes the maps as they are, without a test.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("CHANGED_HA", tr("Changed area, first to last date (ha)")),
        NumberOutput("CHANGED_PCT", tr("Changed share, first to last date (%)")),
        NumberOutput("CARBON_CHANGE", tr("Carbon change, first to last date (t)")),
    )
