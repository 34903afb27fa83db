"""Distance zones: exact distance to the nearest source, rings of it, and what lies in them."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput, SourceInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.shared import Area, IgnoreCodes, ring_settings
from ..declare.table_outputs import PolygonOutput, TableOutput
from ..declare.values import Codes, CreateOptions, Flag, Metres
from ..groups import BUFFERS
from ..layers.styles import allocation, distance, ring_polygons, ring_raster
from ..translation import tr


class DistanceZones(KernelAlgorithm):
    kernel = "distance_zones"
    title = tr("Distance zones")
    toolbox_group = BUFFERS
    summary = tr("Exact distance from every cell to the nearest source, rings of it, and the land cover in each ring.")
    keywords = (
        "distance", "buffer", "ring", "zone", "proximity", "euclidean", "allocation", "mine", "pit", "lulc",
        "环带", "欧氏距离", "多环缓冲区",
    )  # fmt: skip
    inputs = (
        RasterInput("LULC", tr("Land cover (LULC)")).tip(
            tr("A raster of class codes. It gives the grid, the classes in the rings and, by class codes, the sources.")
        ),
        Codes("CODES", tr("Class codes that are sources"), needed=True).tip(
            tr("Distances begin at cells of these classes. Give these, or a layer of sources.")
        ),
        SourceInput("SOURCES", tr("Sources (a layer)"), grid="LULC").tip(
            tr("Polygons, lines or points that distances begin at, in place of class codes.")
        ),
        *ring_settings(),
        Metres("MAX_DISTANCE", tr("Largest distance (m)")).tip(tr("Cells farther away get no distance, and rings end there.")),
        Flag("SIGNED", tr("Negative distances inside sources")).tip(
            tr("Cells of sources get the distance to the nearest cell outside, as a negative number, in place of 0.")
        ),
        Area(),
        IgnoreCodes(),
        Mask(grid="LULC"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("DISTANCE", tr("Distance"), style=distance).tip(
            tr("Distance (m) from the centre of each cell to that of the nearest source cell.")
        ),
        RasterOutput("ALLOCATION", tr("Nearest source"), style=allocation, by_default=False).tip(
            tr("Which source is nearest to each cell.")
        ),
        RasterOutput("RING_RASTER", tr("Ring raster"), style=ring_raster, by_default=False).tip(
            tr("Number of each cell’s ring, 0 for sources.")
        ),
        PolygonOutput("RINGS", tr("Rings"), grid="LULC", style=ring_polygons).tip(tr("Polygons around the cells of each ring.")),
        TableOutput("SUMMARY", tr("Area of the rings")).tip(tr("Limits, cells and area of each ring.")),
        TableOutput("COMPOSITION", tr("Land cover of the rings")).tip(tr("Area of each class in each ring.")),
        NumberOutput("SOURCE_CELLS", tr("Source cells")),
        NumberOutput("SOURCE_AREA_HA", tr("Area of the sources (ha)")),
    )
