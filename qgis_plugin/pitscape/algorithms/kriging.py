"""Kriging: values between points, or in the gaps of a raster, predicted with their variance."""

from ..base import KernelAlgorithm
from ..declare.amounts import AmountsInput
from ..declare.inputs import RasterInput, TableInput
from ..declare.kriged import Extent, KrigedPoints, PlaneLength, PlaneMask, Targets
from ..declare.kriged_outputs import CrossValidated, CrossValidatedPoints, KrigedRaster, PredictedFeatures, SharedTable
from ..declare.outputs import NumberOutput
from ..declare.report_output import ReportOutput
from ..declare.series import RasterList
from ..declare.shared import MODELS, Kappa, Seed
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, ChoiceOrNone, CreateOptions, Length, Number, Numbers, Whole
from ..groups import GEOSTATISTICS
from ..layers.styles import cross_validated, kriged, kriging_neighbours, kriging_variance, predicted_features
from ..reports.kriging import page
from ..translation import tr

TYPES = {
    "simple": tr("simple (the mean is known)"),
    "ordinary": tr("ordinary (the mean is not known)"),
    "universal": tr("universal (the mean follows a drift)"),
}
DRIFTS = {"none": tr("none"), "linear": tr("linear (x, y)"), "quadratic": tr("quadratic (x, y, x², xy, y²)")}
NUGGETS = {"microscale": tr("variation over short distances"), "error": tr("error of the values")}
DUPLICATES = {"mean": tr("take their mean"), "error": tr("end with an error")}
VALIDATIONS = {"none": tr("none"), "leave_one_out": tr("leave one out"), "k_fold": tr("leave out folds")}


class Kriging(KernelAlgorithm):
    kernel = "kriging"
    title = tr("Kriging")
    toolbox_group = GEOSTATISTICS
    summary = tr("Values between points, or in the gaps of a raster, predicted with their variance, and cross-validated.")
    keywords = (
        "kriging", "interpolation", "prediction", "geostatistics", "ordinary", "universal", "simple", "drift", "external", "block", "variance",
        "cross-validation", "gaps", "fill", "nodata", "soil", "points",
        "克里金", "克里格", "插值", "交叉验证",
    )  # fmt: skip
    inputs = (
        KrigedPoints("INPUT", tr("Points with values")).tip(
            tr(
                "Measurements at points, in any CRS: on a grid of SNAP they are brought into its CRS. Give these, or a raster with gaps."
            )
        ),
        AmountsInput("RASTER", tr("Raster with gaps (in place of points)"), optional=True).tip(
            tr("Its cells without a value are predicted from those that have one, as in a map of a moving window.")
        ),
        RasterInput("SNAP", tr("Raster whose grid is taken"), optional=True).tip(
            tr("Cells, extent and CRS of the prediction are those of this raster, in place of a cell size.")
        ),
        Length("CELL_SIZE", tr("Cell size (map units)"), of="INPUT").tip(
            tr("The side of a cell of the prediction, in the units of the points’ CRS. Edges of cells lie on multiples of it.")
        ),
        Extent("EXTENT", tr("Extent of the prediction"))
        .tip(tr("With a cell size: from where to where is predicted, in any CRS."))
        .otherwise(tr("that of SNAP, or of the points")),
        Targets("TARGETS", tr("Points or polygons to predict for")).tip(
            tr("Each gets columns with its prediction, of a polygon the mean over it. They need no grid.")
        ),
        TableInput("FITS", tr("Fitted models (table)"), optional=True)
        .tip(
            tr(
                "The table “Fitted models” of a variogram of these points. Of several models the one with the lowest AIC is taken. With a drift leave it out: the model is then fitted to what is left beside it."
            )
        )
        .otherwise(tr("the model below, or one that is fitted here")),
        Choice("TYPE", tr("Type of kriging"), TYPES, "ordinary").tip(
            tr("What is known of the mean of the values. Ordinary is what most studies use.")
        ),
        Number("MEAN", tr("Mean (simple kriging)")).tip(tr("The known mean, which simple kriging needs.")),
        Choice("DRIFT", tr("Drift in the coordinates"), DRIFTS, "none").tip(
            tr("For universal kriging: how the mean follows the coordinates.")
        ),
        RasterList("DRIFT_LAYERS", tr("Drift from rasters")).tip(
            tr("For universal kriging: rasters that the mean follows in a straight line, as carbon may follow height.")
        ),
        Whole("MAX_NEIGHBOURS", tr("Nearest points (0 for all)"), 32).tip(
            tr("A prediction is made of so many nearest points, and of all that are as far as the last of them.")
        ),
        Choice("CV", tr("Cross-validation"), VALIDATIONS, "none").tip(
            tr("Each point is predicted from the others, or from those of other folds, with the same model.")
        ),
        PlaneMask(),
        ChoiceOrNone("MODEL", tr("Model of the variogram"), MODELS, tr("of the table, or fitted"))
        .advanced()
        .tip(tr("A model with nugget, partial sill and range as they are known, in place of the table."))
        .otherwise(tr("that of the table; without a table one is fitted to the points")),
        Number("NUGGET", tr("Nugget")).advanced().tip(tr("In the squared unit of the values.")).otherwise(tr("of a typed model 0")),
        Number("PSILL", tr("Partial sill"))
        .advanced()
        .tip(tr("Without the nugget, in the squared unit of the values; of linear and power the slope.")),
        PlaneLength("RANGE", tr("Range a (map units)"))
        .advanced()
        .tip(
            tr("The a of the model, as range_a of the table: of exponential a third, of Gaussian 1/1.73 of the effective range.")
        ),
        Kappa(tr("Smoothness of Matérn (more than 0) or exponent of power (up to 2).")).otherwise(tr("that of the table, or fitted")),
        ChoiceOrNone("MODEL2", tr("Second model"), MODELS, tr("none"))
        .advanced()
        .tip(tr("A model that is added to the first."))
        .otherwise(tr("one model alone")),
        Number("PSILL2", tr("Partial sill of the second")).advanced().tip(tr("In the squared unit of the values.")),
        PlaneLength("RANGE2", tr("Range a of the second (map units)")).advanced().tip(tr("The a of the second model.")),
        Number("ANGLE", tr("Direction of the longest range (degrees)"))
        .advanced()
        .tip(tr("Clockwise from north: where values stay alike the farthest. It goes with the ratio."))
        .otherwise(tr("all directions alike")),
        Number("RATIO", tr("Shortest range / longest range"))
        .advanced()
        .tip(tr("More than 0 and up to 1: the range across that direction over the one along it."))
        .otherwise(tr("1: all directions alike")),
        Choice("NUGGET_IS", tr("What the nugget is"), NUGGETS, "microscale")
        .advanced()
        .tip(
            tr(
                "Variation over short distances: predictions at points are their values. Error: they are smoothed, and variances are those of the value without its error."
            )
        ),
        Whole("MIN_NEIGHBOURS", tr("Fewest points"), 1)
        .advanced()
        .tip(tr("With fewer there is no prediction. Universal kriging needs its terms and one more.")),
        PlaneLength("SEARCH", tr("Farthest point (map units)"))
        .advanced()
        .tip(tr("Points farther away are left out; where none is left there is no prediction."))
        .otherwise(tr("any distance")),
        Whole("SECTOR_MAX", tr("Most points in a quadrant (0 for any)"), 0)
        .advanced()
        .tip(tr("Of the nearest points so many in each quadrant around a place, where points lie in clusters.")),
        Numbers("BLOCK", tr("Block: side, or width;height (map units)"))
        .advanced()
        .tip(tr("Predictions are means over blocks of this size around the centres of cells, as in 40 or 40;60."))
        .otherwise(tr("the value at the centre of the cell")),
        Whole("BLOCK_NODES", tr("Places along a side of a block"), 4)
        .advanced()
        .tip(tr("So many times so many places stand for a block; 4 is what gstat has.")),
        Choice("DUPLICATES", tr("Points in one place"), DUPLICATES, "mean")
        .advanced()
        .tip(tr("With a nugget that is error each keeps its own error in any case.")),
        Whole("FOLDS", tr("Folds of the cross-validation"), 10)
        .advanced()
        .tip(tr("So many parts, each of which is left out in turn.")),
        Seed(tr("The same seed makes the same folds, and draws the same points where a model is fitted to very many.")),
        CreateOptions(),
    )
    outputs = (
        KrigedRaster("OUTPUT", tr("Prediction"), style=kriged).tip(
            tr("The predicted values; of a raster with gaps the raster with its gaps filled.")
        ),
        KrigedRaster("VARIANCE", tr("Kriging variance"), style=kriging_variance).tip(
            tr("The variance of each prediction, in the squared unit of the values: large where points are far.")
        ),
        KrigedRaster("NEIGHBOURS", tr("Points of each prediction"), style=kriging_neighbours, by_default=False).tip(
            tr("How many points each prediction is made of.")
        ),
        PredictedFeatures("PREDICTED", tr("Features with predictions"), source="TARGETS", style=predicted_features).tip(
            tr("The points or polygons with prediction, variance and number of points as columns.")
        ),
        CrossValidatedPoints("CROSSVALIDATION", tr("Cross-validated points"), style=cross_validated).tip(
            tr("The points with their values, what the others predict, residuals, and z scores.")
        ),
        CrossValidated("CV_SUMMARY", tr("Figures of the cross-validation")).tip(
            tr("Mean error, RMSE, mean squared z and the like.")
        ),
        SharedTable("DRIFT_TERMS", tr("Terms of the drift"), needed_by=("REPORT",)).tip(
            tr("The mean, or the coefficients of the drift, by generalised least squares, with standard errors.")
        ),
        TableOutput("PARTS", tr("Parts of the model"), by_default=False, table="model").tip(
            tr("Nugget and structures of the model that was used.")
        ),
        SharedTable("VARIOGRAM", tr("Variogram"), needed_by=("CURVES", "REPORT")).tip(
            tr("The variogram of the points, or of what is left beside the drift.")
        ),
        TableOutput("CURVES", tr("Curve of the model"), by_default=False).tip(
            tr("Distances and semivariances along the curve of the model, to draw it.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with maps, figures, tables, and a paragraph on methods.")),
        NumberOutput("CELLS_MISSING", tr("Cells or targets without a prediction")),
        NumberOutput("POINTS", tr("Points")),
        NumberOutput("RMSE", tr("RMSE of the cross-validation")),
        NumberOutput("MSDR", tr("Mean squared z of the cross-validation")),
    )
