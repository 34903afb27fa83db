"""Which cells of rasters count where they are compared: all of them, or a sample."""

from ..translation import tr
from .inputs import RasterInput
from .shared import Seed
from .values import Choice, Metres, Whole

SAMPLES = {
    "all": tr("all"),
    "random": tr("a random draw"),
    "regular": tr("every few rows and columns"),
    "stratified": tr("a random draw in each class"),
}


class Strata(RasterInput):
    """Classes by which a sample is drawn."""

    names_results = False

    def __init__(self):
        super().__init__("STRATA", tr("Classes to draw in (strata)"), optional=True)
        self.rare = ("STRATA", self.band)
        self.tip(
            tr("A raster of class codes, for a draw in each class: each gets cells in proportion to its own, and two at least.")
        )


def sample_settings():
    """For those who look for them: all cells are what nearly everybody wants."""
    return (
        Choice("SAMPLE", tr("Cells that count"), SAMPLES, "all")
        .advanced()
        .tip(tr("All cells of the rasters, or a sample of them. Rows of a table all count.")),
        Whole("SAMPLE_SIZE", tr("Cells of the sample"))
        .advanced()
        .tip(tr("How many cells are drawn. Of every few rows and columns so many at most."))
        .otherwise(tr("all cells count; a sample needs it")),
        Strata(),
        Metres("MIN_DISTANCE", tr("Least distance of drawn cells (m)"), 0.0)
        .advanced()
        .tip(tr("No two drawn cells are nearer to each other than this.")),
        Seed(tr("The same seed draws the same cells.")),
    )
