"""Every algorithm of the provider: one class per file, listed here."""

from .carbon_change import CarbonChange
from .carbon_series import CarbonSeries
from .carbon_storage import CarbonStorage
from .contribution_ratio import ContributionRatio
from .distance_zones import DistanceZones
from .landscape_metrics import LandscapeMetrics
from .moving_window import MovingWindow
from .point_variogram import PointVariogram
from .pool_template import PoolTemplate
from .raster_variogram import RasterVariogram
from .sampled_windows import SampledWindows
from .variogram_fit import VariogramFit
from .window_scale import WindowScale

ALGORITHMS = (
    CarbonStorage,
    CarbonChange,
    CarbonSeries,
    LandscapeMetrics,
    MovingWindow,
    SampledWindows,
    WindowScale,
    DistanceZones,
    ContributionRatio,
    PoolTemplate,
    RasterVariogram,
    PointVariogram,
    VariogramFit,
)
