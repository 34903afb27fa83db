"""Figures and tables of the study of Chang et al. 2024: what they show, and what parts of the report that show the same are called."""

from ...translation import tr

FIGURES = (
    (tr("Figure {number}", number=3), tr("Land cover by year"), ("land_cover",)),
    (tr("Figure {number}", number=4), tr("Composition of the land cover by year"), ("composition",)),
    (tr("Figure {number}", number=5), tr("Transfers between classes, and where land changed"), ("chord", "change_map")),
    (tr("Figure {number}", number=6), tr("Carbon density by year"), ("density_maps",)),
    (tr("Figure {number}", number=7), tr("Change of carbon density by interval, and over the whole span"), ("carbon_change_maps",)),
    (tr("Figure {number}", number=8), tr("Ten landscape metrics in windows"), ("window_maps",)),
    (tr("Figure {number}", number=9), tr("Mean carbon density by distance from mining land"), ("ring_means",)),
    (tr("Figure {number}", number=10), tr("Contribution ratio by distance"), ("ratio",)),
    (tr("Figure {number}", number=11), tr("Carbon density and the factors that go along with it"), ("factor_maps",)),
    (tr("Table {number}", number=4), tr("Transfers between classes, first to last year"), ("matrix",)),
    (tr("Table {number}", number=5), tr("Carbon by class and year"), ("carbon_by_class",)),
    (tr("Table {number}", number=6), tr("Landscape metrics by year, and the integrated index"), ("ten_metrics",)),
    (tr("Table {number}", number=7), tr("Correlations with carbon density"), ("with_first", "correlations")),
    (tr("Table {number}", number=8), tr("Model 1: what of the environment explains carbon density"), ("coefficients/regression_environment", "diagnostics/regression_environment")),
    (tr("Table {number}", number=9), tr("Model 2: with the landscape pattern"), ("coefficients/regression_with_pattern", "diagnostics/regression_with_pattern")),
)
