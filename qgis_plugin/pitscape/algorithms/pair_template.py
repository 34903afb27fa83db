"""Table template: classes of a map, two by two or one by one, or columns of a table, with what is to be filled in beside them."""

from ..base import KernelAlgorithm
from ..declare.inputs import NamedTable, PolygonInput, RasterInput
from ..declare.needing import ChoiceNeeding
from ..declare.table_outputs import TemplateOutput
from ..declare.values import Codes
from ..translation import tr

NEEDS = {"contrast": "LULC", "similarity": "LULC", "edge_depths": "LULC", "groups": "LULC", "indicators": "TABLE"}


class PairTemplate(KernelAlgorithm):
    kernel = "pair_template"
    title = tr("Table template (pairs, groups, indicators)")
    group_title = "Landscape pattern"
    summary = tr("A table of contrast, similarity, edge depths, class groups or indicators with what a map or a table has, to fill in by hand.")
    keywords = ("template", "table", "pairs", "contrast", "similarity", "edge", "depth", "weights", "groups", "indicators", "classes", "lulc", "fragstats")
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC), for all but indicators"), optional=True),
        NamedTable("TABLE", tr("Table of years by indices, for indicators"), optional=True),
        ChoiceNeeding("KIND", tr("What is to be filled in"), NEEDS),
        Codes("IGNORE_CODES", tr("Ignore class codes (treat them as nodata)")),
        PolygonInput("MASK", tr("Mask: only cells inside these polygons"), grid="LULC"),
    )
    outputs = (TemplateOutput("TEMPLATE", tr("Table to fill in")),)
