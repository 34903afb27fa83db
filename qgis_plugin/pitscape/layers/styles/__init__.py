"""Styles of results, set when QGIS has loaded them: each is called with the layer, the request and the report.

The report is the library's, with what the run knows beside it: `class_colors` and `class_names` of the map, the `centre` of the raster, the
`metrics` of sampled features.
"""

from .accuracy import sample_points
from .buffers import allocation, distance, level_polygons, level_raster, ring_polygons, ring_raster
from .carbon import DENSITY_UNITS, carbon_change, carbon_density, net_present_value
from .colors import CARBON, CHANGE, LEVELS, METRIC, NEAR, RESIDUAL, SOURCE, VARIANCE, category_color, level_color
from .kriging import cross_validated, kriged, kriging_neighbours, kriging_variance, predicted_features
from .land_cover import STAYED, index_bands, land_cover, transition_codes
from .landscape import patch_ids, patch_polygons, sampled_features, window_bands
from .regression import fitted_rows, predicted_values, residual_values
from .variograms import variogram_map

__all__ = [
    "CARBON", "CHANGE", "DENSITY_UNITS", "LEVELS", "METRIC", "NEAR", "RESIDUAL", "SOURCE", "STAYED", "VARIANCE",
    "allocation", "carbon_change", "carbon_density", "category_color", "cross_validated", "distance", "fitted_rows", "index_bands", "kriged", "kriging_neighbours", "kriging_variance", "land_cover", "level_color", "level_polygons",
    "level_raster", "net_present_value", "patch_ids", "patch_polygons", "predicted_features", "predicted_values", "residual_values", "ring_polygons", "ring_raster", "sample_points", "sampled_features",
    "transition_codes", "variogram_map", "window_bands",
]  # fmt: skip
