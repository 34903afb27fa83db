"""Carbon change: what two maps differ by, and what that is worth."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, PoolsInput, RasterInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.shared import Area, IgnoreCodes, ResampleClasses
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, CreateOptions, Number, Year
from ..groups import CARBON
from ..layers.styles import carbon_change, net_present_value
from ..translation import tr

PRICE_BASES = {"C": tr("carbon (C)"), "CO2": tr("carbon dioxide (CO₂)")}


class CarbonChange(KernelAlgorithm):
    kernel = "carbon_change"
    title = tr("Carbon change")
    toolbox_group = CARBON
    summary = tr("Carbon gained and lost between two land-cover maps, by pairs of classes, and its net present value.")
    keywords = (
        "carbon", "change", "sequestration", "emission", "gain", "loss", "npv", "price", "lulc", "invest",
        "碳变化", "净现值", "碳价",
    )  # fmt: skip
    inputs = (
        RasterInput("LULC_BASE", tr("Land cover before (base)")).tip(tr("A raster of class codes. It gives the grid.")),
        RasterInput("LULC_ALT", tr("Land cover after (alternate)")).tip(
            tr("A raster of class codes, which is brought onto the grid of the map before where it has another.")
        ),
        PoolsInput("POOLS", tr("Carbon pools")).tip(
            tr("A table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha); optional name.")
        ),
        PoolsInput("POOLS_ALT", tr("Carbon pools after"), optional=True).tip(
            tr("The carbon pools of the map after, where they are others than before.")
        ),
        Year("YEAR_BASE", tr("Year before")).tip(tr("The year of the map before; a price needs it.")),
        Year("YEAR_ALT", tr("Year after")).tip(tr("The year of the map after; a price needs it.")),
        Number("PRICE", tr("Price per tonne")).tip(tr("For the net present value: what a tonne is worth in the year before.")),
        Choice(
            "PRICE_BASIS", tr("The price is per tonne of"), PRICE_BASES, "C"
        ).tip(tr("A tonne of carbon is 44/12 tonnes of carbon dioxide.")),
        Number("DISCOUNT_RATE", tr("Discount rate (% per year)"), 0.0).tip(
            tr("By how much less a tonne is worth each year, because it is later.")
        ),
        Number("RATE_CHANGE", tr("Change of the price (% per year)"), 0.0).tip(
            tr("As in InVEST: a positive change lowers the value, a negative one raises it.")
        ),
        Area(),
        ResampleClasses(),
        IgnoreCodes(),
        Mask(grid="LULC_BASE"),
        Zones(grid="LULC_BASE"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Carbon change"), style=carbon_change).tip(
            tr("Carbon density after minus before (t/ha), where both maps have a class.")
        ),
        RasterOutput("OUTPUT_NPV", tr("Net present value"), style=net_present_value, by_default=False).tip(
            tr("What the change is worth today, per hectare. Needs a price and both years.")
        ),
        TableOutput("SUMMARY", tr("Carbon gained and lost")).tip(tr("Area and carbon of gain, loss and no change.")),
        TableOutput("PAIRS", tr("Carbon change by pairs of classes")).tip(
            tr("Area and change of carbon for each class before and each after.")
        ),
        NumberOutput("CARBON_CHANGE", tr("Carbon change (t)")),
        NumberOutput("NPV", tr("Net present value (currency)")),
    )
