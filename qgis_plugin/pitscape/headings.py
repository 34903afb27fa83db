"""What columns of tables are called where people read them: in words, with units. The names themselves are for machines."""

from . import metrics
from .translation import tr

# What the end of a column's name says of its unit; longer ends first.
UNITS = (("_pct_per_km", "%/km"), ("_t_ha_per_km", "t/ha/km"), ("_t_ha", "t/ha"), ("_t_a", "t/a"), ("_km2", "km²"), ("_pct", "%"), ("_ha", "ha"), ("_t", "t"), ("_m", "m"))

COLUMNS = {
    # Which map, place and class
    "zone": tr("Zone"),
    "layer": tr("Map"),
    "layer_from": tr("Map before"),
    "layer_to": tr("Map after"),
    "layer_base": tr("Map before"),
    "layer_alt": tr("Map after"),
    "year_base": tr("Year before"),
    "year_alt": tr("Year after"),
    "year": tr("Year"),
    "year_from": tr("Year before"),
    "year_to": tr("Year after"),
    "span": tr("Interval or whole"),
    "lucode": tr("Code"),
    "lucode_base": tr("Code before"),
    "lucode_alt": tr("Code after"),
    "name": tr("Class"),
    "name_base": tr("Class before"),
    "name_alt": tr("Class after"),
    "category": tr("Gain or loss"),
    # Areas and carbon
    "cells": tr("Cells"),
    "area_ha": tr("Area (ha)"),
    "area_km2": tr("Area (km²)"),
    "area_pct": tr("Share of area (%)"),
    "carbon_t": tr("Carbon (t)"),
    "carbon_pct": tr("Share of carbon (%)"),
    "co2e_t": tr("Carbon as CO₂ (t)"),
    "carbon_t_ha": tr("Mean density (t/ha)"),
    "carbon_t_a": tr("Carbon per year (t/a)"),
    "c_above_t": tr("Above ground (t)"),
    "c_below_t": tr("Below ground (t)"),
    "c_soil_t": tr("In the soil (t)"),
    "c_dead_t": tr("In dead matter (t)"),
    "c_above": tr("Above ground (t/ha)"),
    "c_below": tr("Below ground (t/ha)"),
    "c_soil": tr("In the soil (t/ha)"),
    "c_dead": tr("In dead matter (t/ha)"),
    "gain_ha": tr("Area of gain (ha)"),
    "loss_ha": tr("Area of loss (ha)"),
    "unchanged_ha": tr("Area unchanged (ha)"),
    "gain_pct": tr("Area of gain (%)"),
    "loss_pct": tr("Area of loss (%)"),
    "unchanged_pct": tr("Area unchanged (%)"),
    "gain_t": tr("Carbon gained (t)"),
    "loss_t": tr("Carbon lost (t)"),
    "se_t": tr("Standard error (t)"),
    "ci95_low_t": tr("95 % interval, low (t)"),
    "ci95_high_t": tr("95 % interval, high (t)"),
    # Rings and levels
    "ring": tr("Ring"),
    "level": tr("Level"),
    "method": tr("Method"),
    "from_m": tr("From (m)"),
    "to_m": tr("To (m)"),
    "ring_area_ha": tr("Area of the ring (ha)"),
    "ring_carbon_t": tr("Carbon of the ring (t)"),
    "ring_mean_t_ha": tr("Mean density of the ring (t/ha)"),
    "ring_mean_ci95_low_t_ha": tr("95 % interval, low (t/ha)"),
    "ring_mean_ci95_high_t_ha": tr("95 % interval, high (t/ha)"),
    "cumulative_area_ha": tr("Area up to here (ha)"),
    "cumulative_carbon_t": tr("Carbon up to here (t)"),
    "k_pct": tr("K (%)"),
    "k_ci95_low_pct": tr("K, 95 % interval, low (%)"),
    "k_ci95_high_pct": tr("K, 95 % interval, high (%)"),
    "k_decline_pct_per_km": tr("Decline of K (%/km)"),
    "k_uniform_pct": tr("K of uniform surroundings (%)"),
    "break_ci95_low_m": tr("Break, 95 % interval, low (m)"),
    "break_ci95_high_m": tr("Break, 95 % interval, high (m)"),
    "break_p": tr("p of the break"),
    "break_tested_by": tr("Break tested against"),
    "break_draws": tr("Draws of the test"),
    "slope_t_ha_per_km": tr("Slope (t/ha/km)"),
    "mean_t_ha": tr("Mean density (t/ha)"),
    "se_above": tr("Above ground, standard error (t/ha)"),
    "se_below": tr("Below ground, standard error (t/ha)"),
    "se_soil": tr("In the soil, standard error (t/ha)"),
    "se_dead": tr("In dead matter, standard error (t/ha)"),
    # To fill in
    "lucode_a": tr("Code a"),
    "name_a": tr("Class a"),
    "lucode_b": tr("Code b"),
    "name_b": tr("Class b"),
    "sides": tr("Sides of cells in common"),
    "weight": tr("Weight (0 to 1)"),
    "depth": tr("Depth (map units)"),
    "class_group": tr("Group"),
    "column_name": tr("Column"),
    "min": tr("Least"),
    "max": tr("Largest"),
    # Patches and metrics
    "patch": tr("Patch"),
    "patches": tr("Patches"),
    "from_ha": tr("From (ha)"),
    "to_ha": tr("To (ha)"),
    "feature": tr("Feature"),
    "metric": tr("Metric"),
    "value": tr("Value"),
    "unit": tr("Unit"),
    # Variograms
    "variogram": tr("Variogram"),
    "direction": tr("Direction (°)"),
    "bin": tr("Bin"),
    "dist": tr("Mean distance (map units)"),
    "gamma": tr("Semivariance"),
    "covariance": tr("Covariance"),
    "model": tr("Model"),
    "structures": tr("Structures"),
    "kappa": tr("Kappa"),
    "nugget": tr("Nugget"),
    "psill": tr("Partial sill"),
    "psill2": tr("Partial sill 2"),
    "sill": tr("Sill"),
    "range_a": tr("Range a (map units)"),
    "range_a2": tr("Range a 2 (map units)"),
    "range_a_minor": tr("Shortest range a (map units)"),
    "range_effective": tr("Effective range (map units)"),
    "ratio": tr("Shortest / longest range"),
    "nugget_sill": tr("Nugget / sill"),
    "se_nugget_sill": tr("Nugget / sill, standard error"),
    "rss": tr("Weighted RSS"),
    "r2": tr("R²"),
    "aic": tr("AIC"),
    "at_bound": tr("At a bound"),
    # Scale of windows
    "radius": tr("Radius (map units)"),
    "range_widths": tr("Effective range (window widths)"),
    "gamma1_variance": tr("First semivariance / variance"),
    "of_rule": tr("Of the rule"),
    "part": tr("Part"),
    "step": tr("Step per doubling"),
    "tolerance": tr("Tolerance"),
    "stable": tr("Stable"),
    "null_nugget_sill": tr("Permuted: nugget / sill"),
    "se_null_nugget_sill": tr("Permuted: nugget / sill, standard error"),
    "null_low": tr("Permuted: low end of the band"),
    "null_high": tr("Permuted: high end of the band"),
    "null_p": tr("Permuted: p"),
    "verdict": tr("Verdict"),
    "tau": tr("Tau"),
    "eps": tr("Epsilon"),
    "cutoff": tr("Cutoff (map units)"),
}
CHANGES = {"carbon_t": tr("Change of carbon (t)"), "co2e_t": tr("Change as CO₂ (t)"), "carbon_t_a": tr("Change per year (t/a)")}
PAIRS_OF_CELLS = {"np": tr("Pairs")}  # elsewhere NP is the number of patches
# Where a column is something else than in other tables: by kernel and table.
OF_TABLES = {
    ("carbon_change", "summary"): CHANGES,
    ("carbon_change", "pairs"): CHANGES,
    ("carbon_series", "changes"): CHANGES,
    ("contribution_ratio", "levels"): {"name": tr("Name of the level")},
    ("contribution_ratio", "level_zones"): {"name": tr("Name of the level")},
    ("landscape_metrics", "sizes"): {"area_ha": tr("Area of the patches (ha)")},
    ("pair_template", "template"): {"direction": tr("Direction (+ or -)")},
    ("raster_variogram", "anisotropy"): {
        "direction": tr("Longest range (°)"),
        "range_a": tr("Longest range a (map units)"),
        "range_effective": tr("Longest range, effective (map units)"),
        "aic_isotropic": tr("AIC with equal ranges"),
        "p_isotropic": tr("p of equal ranges"),
        "se_direction": tr("Standard error of the direction (°)"),
        "se_ratio": tr("Standard error of the ratio"),
        "verdict": tr("Verdict by blocks"),
    },
    ("point_variogram", "variogram"): PAIRS_OF_CELLS,
    ("raster_variogram", "variogram"): PAIRS_OF_CELLS,
    ("raster_variogram", "covariogram"): PAIRS_OF_CELLS,
    ("variogram_fit", "variogram"): PAIRS_OF_CELLS,
    ("window_scale", "variograms"): PAIRS_OF_CELLS,
}


def of_table(kernel, table):
    """Headings by column for a table of a kernel, metrics by their full names."""
    return {**metrics.labels(), **COLUMNS, **OF_TABLES.get((kernel, table), {})}


def heading_of(name):
    """“area_ha” as “Area (ha)”, for columns that a user or another tool named."""
    unit = ""
    for end, text in UNITS:
        if name.endswith(end):
            name, unit = name[: -len(end)], f" ({text})"
            break
    return name[:1].upper() + name[1:].replace("_", " ") + unit
