"""Every algorithm of the provider: one class per file, listed here."""

from .carbon_change import CarbonChange
from .carbon_series import CarbonSeries
from .carbon_storage import CarbonStorage
from .contribution_ratio import ContributionRatio
from .distance_zones import DistanceZones
from .landscape_metrics import LandscapeMetrics
from .moving_window import MovingWindow
from .pool_template import PoolTemplate
from .sampled_windows import SampledWindows

ALGORITHMS = (
    CarbonStorage,
    CarbonChange,
    CarbonSeries,
    LandscapeMetrics,
    MovingWindow,
    SampledWindows,
    DistanceZones,
    ContributionRatio,
    PoolTemplate,
)
