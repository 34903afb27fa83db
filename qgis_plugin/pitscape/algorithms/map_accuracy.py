"""Map accuracy: how well a map agrees with reference classes, and what areas and carbon these tell."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, NamedTable, PoolsInput, RasterInput, TableInput
from ..declare.outputs import NumberOutput
from ..declare.reference_input import ReferenceInput, ReferenceRaster
from ..declare.report_output import ReportOutput
from ..declare.shared import Area, IgnoreCodes, ResampleClasses
from ..declare.table_outputs import PointOutput, TableOutput
from ..declare.values import Choice, Number
from ..groups import LAND_COVER
from ..layers.styles import sample_points
from ..reports.map_accuracy import page
from ..translation import tr

DESIGNS = {
    "stratified": tr("stratified random"),
    "simple": tr("simple random"),
    "systematic": tr("systematic (a grid)"),
}


class MapAccuracy(KernelAlgorithm):
    kernel = "map_accuracy"
    title = tr("Map accuracy")
    toolbox_group = LAND_COVER
    summary = tr(
        "Accuracy of a land-cover map by a sample of reference classes, error-adjusted areas, and carbon, with intervals."
    )
    keywords = (
        "accuracy", "validation", "matrix", "confusion", "kappa", "area", "estimation", "Olofsson", "Stehman", "sample", "uncertainty", "lulc",
        "精度评价", "混淆矩阵", "误差矩阵", "总体精度",
    )  # fmt: skip
    inputs = (
        RasterInput("MAP", tr("Land-cover map"), optional=True).tip(
            tr("The map to judge: a raster of class codes. Without it: a table of counts in its place.")
        ),
        ReferenceInput("REFERENCE", tr("Reference points"), grid="MAP").tip(
            tr("Points with the class that is really there, drawn at random (see Design of the sample).")
        ),
        ReferenceRaster("REFERENCE_RASTER", tr("Reference raster"), grid="MAP").tip(
            tr("A raster of reference classes in place of points: every cell with a class counts as a unit of the sample.")
        ),
        NamedTable("COUNTS", tr("Counts (in place of map and points)"), optional=True).tip(
            tr("A table with a row for each class of the map: map_class, cells, and a column of points for each reference class.")
        ),
        Number("CELL_AREA_HA", tr("Area of a cell of the counts (ha)")).advanced().otherwise(tr("areas as shares alone")),
        Choice("DESIGN", tr("Design of the sample"), DESIGNS, "stratified").tip(
            tr(
                "Stratified: points drawn in each class of the map, or in the strata of a table. Simple: drawn all over the map. "
                "Systematic: on a grid. The last two are post-stratified by the classes of the map."
            )
        ),
        TableInput("STRATA", tr("Sizes of the strata"), optional=True)
        .advanced()
        .tip(tr("Where the strata are not the classes of the map: a table with the columns stratum and cells.")),
        PoolsInput("POOLS", tr("Carbon pools"), optional=True).tip(
            tr(
                "For carbon: a table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha); optional name, which stands for the class in fields of names."
            )
        ),
        Area(),
        ResampleClasses(),
        IgnoreCodes(),
        Mask(grid="MAP"),
    )
    outputs = (
        TableOutput("MATRIX", tr("Error matrix")).tip(
            tr("Points and share of area of each class of the map by each reference class.")
        ),
        TableOutput("CLASSES", tr("Accuracy and area by class")).tip(
            tr("Mapped and error-adjusted area, user’s and producer’s accuracy of each class, with standard errors.")
        ),
        TableOutput("SUMMARY", tr("Accuracy of the map")).tip(
            tr("Overall accuracy, kappa, quantity and allocation disagreement, and carbon, with standard errors and intervals.")
        ),
        PointOutput("POINTS", tr("Points with both classes"), source="REFERENCE", style=sample_points).tip(
            tr("The reference points with the class of the map and of the reference, and whether they agree.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("OVERALL", tr("Overall accuracy")),
        NumberOutput("OVERALL_SE", tr("Standard error of the overall accuracy")),
        NumberOutput("KAPPA", tr("Kappa")),
        NumberOutput("POINTS_USED", tr("Points that count")),
        NumberOutput("POINTS_LEFT_OUT", tr("Points left out")),
        NumberOutput("CARBON_MEAN", tr("Mean carbon density by the reference (t/ha)")),
        NumberOutput("CARBON_TOTAL", tr("Total carbon by the reference (t)")),
        NumberOutput("CARBON_TOTAL_SE", tr("Standard error of the total carbon (t)")),
        NumberOutput("MAP_CARBON_MEAN", tr("Mean carbon density of the map (t/ha)")),
    )
