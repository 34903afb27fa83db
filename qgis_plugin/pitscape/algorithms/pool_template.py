"""Carbon pool template: the classes of a map as a pool table to fill in."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput
from ..declare.table_outputs import TableOutput
from ..declare.values import Codes


class PoolTemplate(KernelAlgorithm):
    kernel = "pool_template"
    title = "Carbon pool template"
    group_title = "Carbon"
    summary = "A carbon pool table with the classes of a land-cover map, to fill in by hand."
    keywords = ("carbon", "pools", "template", "density", "table", "classes", "lulc", "invest")
    inputs = (
        RasterInput("LULC", "Land cover (LULC)"),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC"),
    )
    outputs = (TableOutput("TEMPLATE", "Carbon pools to fill in", to_fill_in=True),)
