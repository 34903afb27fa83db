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


def caution_of_amounts(run, name, captured):
    """Warn of a raster that is drawn as amounts where classes belong: each of its values would be a class."""
    if captured.of_amounts:
        run.caution(
            tr(
                "{parameter}: “{layer}” is drawn in colours that run into one another, as amounts are. Each of its values is taken for a class. "
                "If they are amounts, give the raster where amounts are asked for.",
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
