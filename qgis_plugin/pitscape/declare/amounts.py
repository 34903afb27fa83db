"""Rasters of amounts: what is calculated with is not to be the codes of classes."""

from ..translation import tr
from .inputs import RasterInput


def caution_of_classes(run, name, captured):
    """Warn of a map of classes where amounts belong: figures come out of its codes too, and mean nothing."""
    if captured.of_classes:
        run.caution(
            tr(
                "{parameter}: “{layer}” is a map of classes. Its codes are names and no amounts, so that what is calculated from them means nothing. "
                "Take a raster of amounts in its place.",
                parameter=name,
                layer=captured.name,
            )
        )


class AmountsInput(RasterInput):
    """A raster X of amounts, and its band X_BAND."""

    def request(self, run):
        captured = run.captured[self.name]
        if captured is not None:
            caution_of_classes(run, self.name, captured)
        return super().request(run)
