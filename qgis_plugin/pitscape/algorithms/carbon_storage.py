"""Carbon storage: pools per class times area."""

from ..base import KernelAlgorithm
from ..declare.inputs import AccuracyInput, Mask, PoolsWithErrors, RasterInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.shared import Area, ClassCorrelation, IgnoreCodes
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, CreateOptions
from ..groups import CARBON
from ..layers.styles import DENSITY_UNITS, carbon_density
from ..translation import tr


class CarbonStorage(KernelAlgorithm):
    kernel = "carbon_storage"
    title = tr("Carbon storage")
    toolbox_group = CARBON
    summary = tr("Carbon stored in a land-cover map, by class and in total, from a table of carbon pools.")
    keywords = (
        "carbon",
        "stock",
        "storage",
        "density",
        "pools",
        "land cover",
        "land use",
        "lulc",
        "invest",
        "土地利用",
        "生态系统服务",
    )
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")).tip(tr("A raster of class codes: whole numbers of any kind.")),
        PoolsWithErrors(),
        Choice("UNIT", tr("Unit of the density raster"), DENSITY_UNITS, "t_ha").tip(
            tr("Tonnes of carbon per hectare, or per cell.")
        ),
        ClassCorrelation(),
        AccuracyInput(),
        Area(),
        IgnoreCodes(),
        Mask(grid="LULC"),
        Zones(grid="LULC"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Carbon density"), style=carbon_density).tip(tr("Carbon density of each cell.")),
        TableOutput("SUMMARY", tr("Carbon by class")).tip(tr("Area and carbon of each class.")),
        NumberOutput("TOTAL_CARBON", tr("Total carbon (t)")),
        NumberOutput("TOTAL_AREA_HA", tr("Total area (ha)")),
        NumberOutput("MEAN_DENSITY", tr("Mean carbon density (t/ha)")),
        NumberOutput("TOTAL_SE", tr("Standard error of the total carbon (t)")),
        NumberOutput("TOTAL_ADJUSTED", tr("Error-adjusted total carbon (t)")),
        NumberOutput("TOTAL_SE_POOL", tr("Standard error by the pools alone (t)")),
        NumberOutput("TOTAL_SE_MAP", tr("Standard error by the map alone (t)")),
    )
