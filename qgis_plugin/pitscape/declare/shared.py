"""What several algorithms declare, with the same words."""

from ..translation import tr
from .values import Choice, Choices, Codes, Length, Limits, Metres, Number, Numbers, Whole

NEIGHBOURS = {"8": tr("8 (sides and corners)"), "4": tr("4 (sides)")}
STUDY_METRICS = "NP;PD;LPI;ED;LSI;CONTAG;COHESION;SHDI;SHEI;AI"
MODELS = {
    "spherical": tr("spherical"),
    "exponential": tr("exponential"),
    "gaussian": tr("Gaussian"),
    "linear": tr("linear"),
    "linear_sill": tr("linear with a sill"),
    "matern": tr("Matérn"),
    "power": tr("power"),
}


class IgnoreCodes(Codes):
    """Class codes that are nodata."""

    def __init__(self):
        super().__init__("IGNORE_CODES", tr("Class codes to ignore (as nodata)"))
        self.tip(tr("Cells with these class codes count as nodata, as in 0;255."))


class Area(Choice):
    """How areas of cells are measured."""

    def __init__(self):
        words = {"auto": tr("automatic"), "planar": tr("on the plane of the CRS"), "ellipsoidal": tr("on the ellipsoid")}
        super().__init__("AREA", tr("Areas of cells"), words, "auto")
        self.advanced().tip(
            tr(
                "Automatic: those of the plane where they are true to 1 %, those of the ellipsoid for maps in degrees. "
                "Maps on a local grid have areas on their plane alone."
            )
        )


class AreaOfPlane(Choice):
    """Whether areas and lengths of the plane are checked."""

    def __init__(self):
        words = {"auto": tr("automatic"), "planar": tr("on the plane of the CRS")}
        super().__init__("AREA", tr("Areas and lengths"), words, "auto")
        self.advanced().tip(
            tr(
                "Areas and lengths are those of the plane of the CRS. Automatic: maps are refused where areas are more than 1 % "
                "or lengths more than 5 % out of true; “on the plane” takes them as they are."
            )
        )


class ResampleClasses(Choice):
    """How class codes come onto the grid of the first map."""

    def __init__(self):
        words = {"nearest": tr("the class at the centre (nearest)"), "mode": tr("the most frequent class (mode)")}
        super().__init__("RESAMPLE_CLASSES", tr("Resampling of maps on other grids"), words, "nearest")
        self.advanced().tip(
            tr(
                "The first map gives the grid. How cells of a map on another grid get their class. The most frequent class leaves nodata out, "
                "however much of a cell that is; of classes that tie it takes the one whose cells are all met first, row by row."
            )
        )


class ResampleValues(Choice):
    """How measured values come onto the grid of the first map."""

    def __init__(self):
        words = {"bilinear": tr("bilinear"), "nearest": tr("nearest"), "average": tr("average")}
        super().__init__("RESAMPLE_VALUES", tr("Resampling of values on other grids"), words, "bilinear")
        self.advanced().tip(tr("The first raster gives the grid. How its cells get their values from another grid."))


class ClassCorrelation(Number):
    """How the errors of two classes in one pool go together."""

    def __init__(self):
        super().__init__("CLASS_CORRELATION", tr("Correlation of pool errors (0 to 1)"), 0.0)
        self.tip(
            tr(
                "How the errors of two classes in one carbon pool go together, for the standard errors of totals: 0 where each "
                "class was measured apart, 1 where all come from one source."
            )
        )


class Neighbourhood(Choice):
    """Which cells are one patch."""

    def __init__(self):
        super().__init__("NEIGHBOURHOOD", tr("Neighbours of a cell"), NEIGHBOURS, "8")
        self.tip(tr("Which cells of a class are one patch: those that share a side or a corner (8), or a side (4)."))


class MaxClasses(Whole):
    """What RPR is relative to."""

    def __init__(self):
        super().__init__("MAX_CLASSES", tr("Possible classes (for RPR)"))
        self.advanced().tip(tr("The number of classes that there could be, which RPR (relative patch richness) needs."))


class Seed(Whole):
    """What repeats random draws."""

    def __init__(self, text):
        super().__init__("SEED", tr("Seed of random draws"), 1)
        self.advanced().tip(text)


class Models(Choices):
    """Models of variograms."""

    def __init__(self, names=tuple(MODELS), default="spherical,exponential,gaussian", text=None):
        super().__init__("MODELS", tr("Models to fit"), {name: MODELS[name] for name in names}, default)
        self.tip(text or tr("Each is fitted with a nugget. None: the variogram alone."))


class Weights(Choice):
    """Weights of bins when a model is fitted."""

    def __init__(self):
        words = {
            "n": tr("pairs (n)"),
            "n_gamma2": tr("pairs / fitted γ² (n_gamma2)"),
            "ols": tr("none (ols)"),
            "n_h2": tr("pairs / distance² (n_h2)"),
        }
        super().__init__("WEIGHTS", tr("Weights of the bins in fits"), words, "n_h2")
        self.tip(tr("What the squared distance of a bin to the model counts. gstat’s default is pairs / distance²."))


class Kappa(Number):
    """What gives Matérn and power their shape."""

    def __init__(self, text):
        super().__init__("KAPPA", tr("Kappa (shape of Matérn, power)"))
        self.advanced().tip(text).otherwise(tr("fitted"))


def class_settings():
    """Whose metrics are computed: those of the landscape, or of some classes."""
    text = tr("With class codes the metrics are those of these classes; without, those of the landscape.")
    return Codes("CLASSES", tr("Class codes (metrics of classes)")).tip(text)


def window_settings(shape=None):
    """What windows are like, and which have values."""
    edges = {"full": tr("wholly in valid data"), "partial": tr("in part in valid data too")}
    share = tr("The least share (0 to 1) of a window's cells that must have a class, where windows in part count.")
    return (
        Choice("SHAPE", shape or tr("Shape of the windows"), {"circle": tr("circle"), "square": tr("square")}, "circle").tip(
            tr(
                "A circle holds the cells whose centre is no farther than the radius; a square has a side of two radii and a cell."
            )
        ),
        Neighbourhood(),
        Choice("EDGE", tr("Windows that get a value"), edges, "full").tip(
            tr("Those whose cells all have a class, as in FRAGSTATS, or those of which a share has one too.")
        ),
        Number("MIN_VALID", tr("Least share of valid cells (0 to 1)"), 0.5).advanced().tip(share),
    )


def ring_settings():
    """Rings around sources."""
    return (
        Metres("RING_WIDTH", tr("Width of a ring (m)"), 1000.0).tip(tr("Rings are as wide as this, where no limits are given.")),
        Whole("RING_COUNT", tr("Number of rings"), 10).tip(tr("How many rings of that width there are.")),
        Limits("RING_LIMITS", tr("Outer limits of the rings (m)"))
        .advanced()
        .tip(tr("Limits in ascending order, in place of width and number, as in 500;1000;2000;4000.")),
    )


def variogram_settings(of="INPUT"):
    """Which pairs a variogram of the layer `of` has, and how they are compared."""
    estimators = {
        "matheron": tr("Matheron (mean of squares)"),
        "cressie": tr("Cressie and Hawkins (roots)"),
        "dowd": tr("Dowd (median)"),
        "genton": tr("Genton (quantile)"),
    }
    return (
        Length("CUTOFF", tr("Largest distance (map units)"), of=of)
        .tip(tr("Pairs farther apart are left out."))
        .otherwise(tr("a third of the diagonal of the extent")),
        Length("WIDTH", tr("Width of a bin (map units)"), of=of).otherwise(tr("a 15th of the largest distance")),
        Numbers("DIRECTIONS", tr("Directions (degrees from north)"))
        .tip(tr("Degrees clockwise from north, as in 0;45;90;135: each has a variogram of its own."))
        .otherwise(tr("all together")),
        Number("TOLERANCE", tr("Tolerance of directions (degrees)"))
        .tip(tr("How far a pair may be off a direction."))
        .otherwise(tr("half of 180 over the number of directions")),
        Choice("ESTIMATOR", tr("Estimator"), estimators, "matheron").tip(
            tr("How semivariances come from differences. Outliers move those of roots, medians and quantiles less.")
        ),
    )


def fit_settings():
    """How models are fitted to variograms."""
    return (
        Models(),
        Choice("STRUCTURES", tr("Structures besides the nugget"), {"1": tr("1"), "2": tr("2")}, "1").tip(
            tr("Two add a second range and sill; models without a sill have one.")
        ),
        Weights(),
        Kappa(tr("Smoothness of Matérn (more than 0, up to 100) or exponent of power (up to 2).")),
    )
