"""Carbon change: what two maps differ by, and what that is worth."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, PoolsInput, RasterInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.table_outputs import TableOutput
from ..declare.values import Area, Choice, Codes, CreateOptions, Number, ResampleClasses, Year
from ..layers.styles import carbon_change, net_present_value


class CarbonChange(KernelAlgorithm):
    kernel = "carbon_change"
    title = "Carbon change"
    group_title = "Carbon"
    summary = "Carbon gained and lost between two land-cover maps, by pairs of classes, and its net present value."
    keywords = ("carbon", "change", "sequestration", "emission", "gain", "loss", "npv", "price", "lulc", "invest")
    inputs = (
        RasterInput("LULC_BASE", "Land cover before (base)"),
        RasterInput("LULC_ALT", "Land cover after (alternate)"),
        PoolsInput("POOLS", "Carbon pools"),
        PoolsInput("POOLS_ALT", "Carbon pools after, where they differ", optional=True),
        Year("YEAR_BASE", "Year before"),
        Year("YEAR_ALT", "Year after"),
        Number("PRICE", "Price per tonne"),
        Choice("PRICE_BASIS", "The price is per tonne of", ("C", "CO2"), "C"),
        Number("DISCOUNT_RATE", "Discount rate (% per year)", 0.0),
        Number("RATE_CHANGE", "Change of the price (% per year; a positive one lowers the value)", 0.0),
        Area(),
        ResampleClasses(),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC_BASE"),
        Zones(grid="LULC_BASE"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", "Carbon change", style=carbon_change),
        RasterOutput("OUTPUT_NPV", "Net present value", style=net_present_value, by_default=False),
        TableOutput("SUMMARY", "Carbon gained and lost"),
        TableOutput("PAIRS", "Carbon change by pairs of classes"),
        NumberOutput("CARBON_CHANGE", "Carbon change (t)"),
        NumberOutput("NPV", "Net present value (currency)"),
    )
