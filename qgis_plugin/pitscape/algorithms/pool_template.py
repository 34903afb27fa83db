"""Carbon pool template: the classes of a map as a pool table to fill in."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput
from ..declare.shared import IgnoreCodes
from ..declare.table_outputs import TemplateOutput
from ..groups import CARBON
from ..translation import tr


class PoolTemplate(KernelAlgorithm):
    kernel = "pool_template"
    title = tr("Carbon pool template")
    toolbox_group = CARBON
    summary = tr("A carbon pool table with the classes of a land-cover map, to fill in by hand.")
    keywords = ("carbon", "pools", "template", "density", "table", "classes", "lulc", "invest", "碳库", "碳密度表", "模板")
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")).tip(tr("A raster of class codes: whole numbers of any kind.")),
        IgnoreCodes(),
        Mask(grid="LULC"),
    )
    outputs = (
        TemplateOutput("TEMPLATE", tr("Carbon pools to fill in")).tip(
            tr("A file with a row for each class, whose carbon densities are to be filled in.")
        ),
    )
