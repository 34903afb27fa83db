"""Table template: classes of a map, two by two or one by one, or columns of a table, with what is to be filled in beside them."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, NamedTable, RasterInput
from ..declare.needing import ChoiceNeeding
from ..declare.shared import IgnoreCodes
from ..declare.table_outputs import TemplateOutput
from ..groups import LANDSCAPE_PATTERN
from ..translation import tr

KINDS = {
    "contrast": tr("contrast of classes"),
    "similarity": tr("similarity of classes"),
    "edge_depths": tr("depths of edges by classes"),
    "groups": tr("groups of classes"),
    "indicators": tr("indicators of a table"),
}
NEEDS = {"contrast": "LULC", "similarity": "LULC", "edge_depths": "LULC", "groups": "LULC", "indicators": "TABLE"}


class PairTemplate(KernelAlgorithm):
    kernel = "pair_template"
    title = tr("Table template (pairs, groups, indicators)")
    toolbox_group = LANDSCAPE_PATTERN
    summary = tr(
        "A table of contrast, similarity, edge depths, class groups or indicators with what a map or a table has, to fill in by hand."
    )
    keywords = (
        "template", "table", "pairs", "contrast", "similarity", "edge", "depth", "weights", "groups", "indicators", "classes", "lulc",
        "fragstats", "模板", "对比度", "相似性", "分组", "指标",
    )  # fmt: skip
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)"), optional=True).tip(
            tr("A raster of class codes. All kinds but indicators need it.")
        ),
        NamedTable("TABLE", tr("Table of years by indices"), optional=True).tip(
            tr("Its columns of numbers become the rows of a table of indicators.")
        ),
        ChoiceNeeding("KIND", tr("What is to be filled in"), KINDS, NEEDS).tip(
            tr(
                "Contrast, similarity and depths are of two classes each; groups and indicators have a row for each class or column."
            )
        ),
        IgnoreCodes(),
        Mask(grid="LULC"),
    )
    outputs = (
        TemplateOutput("TEMPLATE", tr("Table to fill in")).tip(
            tr("A file with a row for each pair of classes, class or column.")
        ),
    )
