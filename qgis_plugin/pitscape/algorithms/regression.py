"""Regression: what explains a raster, or a field of a table, and how sure that is where neighbours are alike."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.regressed import AspectInput, FittedRows
from ..declare.report_output import ReportOutput
from ..declare.sample import sample_settings
from ..declare.shared import ResampleValues
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, CreateOptions, Flag, Metres, Number, Whole
from ..declare.variables import FactorRasters, VariableField, VariableFields, VariableRaster, VariableRasters, VariableTable
from ..groups import STATISTICS
from ..layers.styles import fitted_rows, predicted_values, residual_values
from ..reports.regression import page
from ..translation import tr

SELECTIONS = {
    "none": tr("none: all variables stay"),
    "forward": tr("forward: they enter one by one"),
    "backward": tr("backward: they leave one by one"),
    "stepwise": tr("stepwise: they enter and may leave again"),
}


class Regression(KernelAlgorithm):
    kernel = "regression"
    title = tr("Regression")
    toolbox_group = STATISTICS
    summary = tr(
        "A multiple linear regression of a raster on others, or of fields of a table or of points, with errors that know how alike neighbours are."
    )
    keywords = (
        "regression", "linear", "multiple", "OLS", "least-squares", "stepwise", "drivers", "VIF", "collinearity", "Moran", "residuals", "robust",
        "HC3", "cross-validation", "autocorrelation", "dummy", "aspect",
        "回归", "线性回归", "多元回归", "逐步回归", "驱动因子", "共线性", "方差膨胀因子", "残差",
    )  # fmt: skip
    inputs = (
        VariableRaster("Y", tr("What is to be explained (Y)"), optional=True).tip(
            tr(
                "A raster of amounts, as carbon density. It gives the grid, onto which those that differ are brought. Give it, or a table."
            )
        ),
        VariableRasters("X", tr("What may explain it (X)")).tip(
            tr(
                "Rasters of amounts, each a variable of the name of its layer: indices, height, slope, climate, metrics in windows."
            )
        ),
        FactorRasters("FACTORS", tr("Classes that may explain it (factors)")).tip(
            tr(
                "Rasters of class codes. Each class but the largest gets a coefficient: by how much it differs from the largest. Classes of fewer than 30 cells are put together."
            )
        ),
        AspectInput("ASPECT", tr("Aspect of slopes (degrees)"), optional=True).tip(
            tr(
                "In degrees clockwise from north. It enters as northness (cosine) and eastness (sine); flat cells, which are negative, as 0 and 0."
            )
        ),
        VariableTable("TABLE", tr("Table or points (in place of rasters)")).tip(
            tr(
                "A row for each place or plot. Points in a projected CRS bring their places along, for all that asks how alike neighbours are."
            )
        ),
        VariableField("Y_FIELD", tr("Field to be explained (Y)"), of="TABLE").tip(
            tr("The field of numbers that is to be explained.")
        ),
        VariableFields("X_FIELDS", tr("Fields that may explain it (X)"), of="TABLE").tip(
            tr("Fields of numbers that may explain it, as in savi;dem.")
        ),
        VariableFields("FACTOR_FIELDS", tr("Fields of classes (factors)"), of="TABLE").tip(
            tr("Fields of class codes, which are whole numbers.")
        ),
        VariableField("ASPECT_FIELD", tr("Field of the aspect (degrees)"), of="TABLE").tip(
            tr("A field of aspects in degrees clockwise from north, negative where it is flat.")
        ),
        Number("VIF_LIMIT", tr("Variance inflation at most (0 for any)"), 10.0).tip(
            tr(
                "Before anything is selected, the variable that the others explain best goes, again and again, until no variance inflation factor (VIF) is above this. Many studies have 10 or 5."
            )
        ),
        Choice("SELECTION", tr("Selection of variables"), SELECTIONS, "none").tip(
            tr("As SPSS does it. After a selection p is too small: it is of those variables that looked best.")
        ),
        Mask("Y"),
        Number("P_ENTER", tr("p up to which a variable enters"), 0.05)
        .advanced()
        .tip(tr("Forward and stepwise: of those outside the variable of the smallest p enters, if that is no more than this.")),
        Number("P_REMOVE", tr("p from which on a variable leaves"), 0.1)
        .advanced()
        .tip(
            tr(
                "Backward and stepwise: the variable of the largest p leaves, if that is no less than this. It has to be more than p to enter."
            )
        ),
        Flag("INTERCEPT", tr("With a constant"), True)
        .advanced()
        .tip(tr("Without one Y is 0 where all variables are. R² is then about 0, and not to be compared with others.")),
        *sample_settings(),
        Metres("BLOCK_SIZE", tr("Side of the blocks (m)"))
        .advanced()
        .tip(tr("Squares, within which residuals may be alike: for standard errors by block, and for the cross-validation."))
        .otherwise(tr("1.5 times the distance up to which residuals are alike (their effective range)")),
        Whole("FOLDS", tr("Folds of the cross-validation"), 10)
        .advanced()
        .tip(tr("Blocks are put into so many parts, each of which is predicted from the others.")),
        ResampleValues(),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("PREDICTED", tr("Predicted"), style=predicted_values, by_default=False).tip(
            tr("What the model predicts wherever all its variables have a value, also where Y has none.")
        ),
        RasterOutput("RESIDUALS", tr("Residuals"), style=residual_values, by_default=False).tip(
            tr("Observed less predicted: positive where there is more than the variables explain.")
        ),
        FittedRows("SAMPLES", tr("Cells or rows of the model"), style=fitted_rows, by_default=False).tip(
            tr(
                "A point for each cell or row of the fit: all values, prediction, residual, leverage, Cook’s distance, block. With all cells it is large."
            )
        ),
        TableOutput("MODEL", tr("Model")).tip(
            tr("A row for each coefficient: standard errors and p of three kinds, limits, beta, variance inflation.")
        ),
        TableOutput("DIAGNOSTICS", tr("Diagnostics")).tip(
            tr("R², cross-validation, information criteria, tests of the residuals, Moran’s I.")
        ),
        TableOutput("STEPS", tr("Steps")).tip(tr("What was left out or selected, step by step, and why.")),
        ReportOutput("REPORT", tr("Report"), page, rows=("plots",)).tip(
            tr(
                "A web page with equation, coefficients, map and figures of the residuals, diagnostics, and a paragraph on methods."
            )
        ),
        NumberOutput("R2", tr("R²")),
        NumberOutput("R2_CV", tr("R² of blocks not seen")),
        NumberOutput("MORAN_P", tr("p of Moran’s I of the residuals")),
        NumberOutput("ROWS", tr("Cells or rows of the model")),
    )
