"""Styles of rasters of carbon."""

from ...translation import tr
from .colors import CARBON, CHANGE
from .rasters import diverging, pseudocolor

DENSITY_UNITS = {"t_ha": tr("t/ha"), "t_cell": tr("t/cell")}


def carbon_density(layer, request, report):
    results = report["results"]
    pseudocolor(layer, results["output_min"], results["output_max"], CARBON, DENSITY_UNITS[request["unit"]])


def carbon_change(layer, request, report):
    results = report["results"]
    diverging(layer, results["output_min"], results["output_max"], CHANGE, "t/ha")


def net_present_value(layer, request, report):
    results = report["results"]
    diverging(layer, results["output_npv_min"], results["output_npv_max"], CHANGE, tr("per ha"))
