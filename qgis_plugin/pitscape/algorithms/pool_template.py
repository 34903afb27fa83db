"""Carbon pool template: the classes of a map as a pool table to fill in."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, RasterInput
from ..declare.table_outputs import TemplateOutput
from ..declare.values import Codes
from ..translation import tr


class PoolTemplate(KernelAlgorithm):
    kernel = "pool_template"
    title = tr("Carbon pool template")
    group_title = "Carbon"
    summary = tr("A carbon pool table with the classes of a land-cover map, to fill in by hand.")
    keywords = ("carbon", "pools", "template", "density", "table", "classes", "lulc", "invest")
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")),
        Codes("IGNORE_CODES", tr("Ignore class codes (treat them as nodata)")),
        PolygonInput("MASK", tr("Mask: only cells inside these polygons"), grid="LULC"),
    )
    outputs = (TemplateOutput("TEMPLATE", tr("Carbon pools to fill in")),)
