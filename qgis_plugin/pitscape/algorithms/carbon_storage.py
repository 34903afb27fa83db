"""Carbon storage: pools per class times area."""

from ..base import KernelAlgorithm
from ..declare.inputs import PolygonInput, PoolsInput, RasterInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.table_outputs import TableOutput
from ..declare.values import Area, Choice, ClassCorrelation, Codes, CreateOptions
from ..layers.styles import carbon_density


class CarbonStorage(KernelAlgorithm):
    kernel = "carbon_storage"
    title = "Carbon storage"
    group_title = "Carbon"
    summary = "Carbon stored in a land-cover map, by class and in total, from a table of carbon pools."
    keywords = ("carbon", "stock", "storage", "density", "pools", "land cover", "land use", "lulc", "invest")
    inputs = (
        RasterInput("LULC", "Land cover (LULC)"),
        PoolsInput("POOLS", "Carbon pools"),
        Choice("UNIT", "Unit of the density raster", ("t_ha", "t_cell"), "t_ha"),
        ClassCorrelation(),
        Area(),
        Codes("IGNORE_CODES", "Ignore class codes (treat them as nodata)"),
        PolygonInput("MASK", "Mask: only cells inside these polygons", grid="LULC"),
        Zones(grid="LULC"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", "Carbon density", style=carbon_density),
        TableOutput("SUMMARY", "Carbon by class"),
        NumberOutput("TOTAL_CARBON", "Total carbon (t)"),
        NumberOutput("TOTAL_AREA_HA", "Total area (ha)"),
        NumberOutput("MEAN_DENSITY", "Mean carbon density (t/ha)"),
        NumberOutput("TOTAL_SE", "Standard error of the total carbon (t)"),
    )
