"""Correlation: how rasters, or fields of a table, go together, and how sure that is where neighbours are alike."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask
from ..declare.outputs import NumberOutput
from ..declare.report_output import ReportOutput
from ..declare.sample import sample_settings
from ..declare.shared import ResampleValues
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, Flag, Whole
from ..declare.variables import ComparedRasters, VariableFields, VariableTable
from ..groups import STATISTICS
from ..reports.correlation import page
from ..translation import tr

METHODS = {"pearson": tr("Pearson (values, a straight line)"), "spearman": tr("Spearman (ranks, any steady rise or fall)")}
MISSING = {"pairwise": tr("in each pair, those that both have"), "listwise": tr("for all pairs, those that all have")}


class Correlation(KernelAlgorithm):
    kernel = "correlation"
    title = tr("Correlation")
    toolbox_group = STATISTICS
    summary = tr("Correlations of rasters, or of fields of a table or of points, with p that knows how alike neighbours are.")
    keywords = (
        "correlation", "Pearson", "Spearman", "matrix", "significance", "p value", "effective", "Dutilleul", "autocorrelation",
        "drivers", "rank", "scatter",
        "相关性", "相关分析", "皮尔逊", "斯皮尔曼", "显著性", "相关矩阵",
    )  # fmt: skip
    inputs = (
        ComparedRasters("INPUTS", tr("Rasters")).tip(
            tr(
                "Two rasters or more, each a variable. The first gives the grid, onto which those that differ are brought. Give these, or a table."
            )
        ),
        VariableTable("TABLE", tr("Table or points (in place of rasters)"), wanted="EFFECTIVE").tip(
            tr("A row for each place or plot. Of points in a projected CRS p knows of their distances too.")
        ),
        VariableFields("FIELDS", tr("Fields of the table"), of="TABLE").tip(
            tr("Two fields with numbers or more, each a variable, as in savi;dem.")
        ),
        Choice("METHOD", tr("Coefficient"), METHODS, "pearson").tip(
            tr("Spearman’s is Pearson’s of the ranks: outliers move it less, and a curve that only rises counts in full.")
        ),
        Choice("MISSING", tr("Cells or rows that are compared"), MISSING, "pairwise").tip(
            tr("Where values are missing each pair may have cells of its own (as in SPSS), or all pairs the same.")
        ),
        Flag("EFFECTIVE", tr("Effective number of cells"), True).tip(
            tr(
                "How many independent cells the pair is worth, as neighbours are alike (Dutilleul 1993), and p by it. Without it p takes all cells as independent, and is far too small."
            )
        ),
        Mask("INPUTS"),
        *sample_settings(),
        Whole("DISTANCE_CLASSES", tr("Classes of distance"))
        .advanced()
        .tip(
            tr(
                "For the effective number: so many equal classes up to the largest distance. SpatialPack has 13, which are too few for rasters."
            )
        )
        .otherwise(tr("classes two cells wide; of points as wide as these are apart")),
        Whole("FFT_MAX_CELLS", tr("Cells for the effective number, at most"), 4_000_000)
        .advanced()
        .tip(tr("Of larger rasters it is that of every few rows and columns. A cell takes some 70 bytes of memory.")),
        ResampleValues(),
    )
    outputs = (
        TableOutput("MATRIX", tr("Correlations")).tip(
            tr("A row for each pair: r, number of cells, t, p, effective number of cells, and p by that.")
        ),
        ReportOutput("REPORT", tr("Report"), page, rows=("scatter",)).tip(
            tr("A web page with the matrix, scatters of the pairs, a table, and a paragraph on methods.")
        ),
        NumberOutput("ROWS", tr("Cells or rows with two values or more")),
        NumberOutput("ROWS_COMPLETE", tr("Cells or rows with all values")),
    )
