"""Carbon density of several maps, in the colours of one scale."""

from ..layers import styles
from ..translation import tr
from . import maps
from .page import Maps, Panel
from .parts import cancelled, images_of, thinned
from .rounding import decimals_for, number, rounded


def maps_of(steps, labels, paths):
    """`steps` made the rasters at `paths`; each is called by its label."""
    low = min(step.numbers["output_min"] for step in steps)
    high = max(step.numbers["output_max"] for step in steps)
    pictures = [maps.Picture({"path": path}, cancelled(steps[0])) for path in paths]
    images = images_of(steps[0], pictures, lambda picture: picture.ramp(low, high, styles.CARBON))
    panels = [
        Panel(label, tr("mean {density} t/ha", density=number(step.numbers["mean_density"])), image, picture.aspect, picture.scale())
        for label, step, picture, image in zip(labels, steps, pictures, images)
    ]
    shares = [0, 0.25, 0.5, 0.75, 1] if high > low else [1]
    decimals = decimals_for([high], 4)
    legend = [(maps.mixed(styles.CARBON, share), f"{rounded(low + share * (high - low), decimals)} t/ha") for share in shares]
    caption = tr("Carbon density (t of C per ha) of each map, on one scale. White is where a map has no data.")
    return Maps(tr("Carbon density"), panels, legend, caption + thinned(pictures), called="density_maps")
