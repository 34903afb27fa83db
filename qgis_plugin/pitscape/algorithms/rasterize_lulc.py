"""Rasterize land cover: a raster of classes from polygons."""

from ..base import KernelAlgorithm
from ..declare.class_polygons import CellSize, ClassPolygons
from ..declare.inputs import RasterInput, TableInput
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.shared import Area
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, CreateOptions
from ..groups import LAND_COVER
from ..layers.styles import land_cover
from ..translation import tr


class RasterizeLulc(KernelAlgorithm):
    kernel = "rasterize_lulc"
    title = tr("Rasterize land cover")
    toolbox_group = LAND_COVER
    summary = tr(
        "A land-cover raster from polygons of classes, by the centre of cells or by the largest share, with names and colours of the classes."
    )
    keywords = (
        "rasterize", "vector", "polygons", "land cover", "land use", "lulc", "classes", "burn", "convert",
        "栅格化", "矢量转栅格", "面转栅格",
    )  # fmt: skip
    inputs = (
        ClassPolygons("INPUT", tr("Polygons of land cover"), grid="SNAP").tip(
            tr("A layer of polygons with a field of classes. A categorised style gives the classes names and colours.")
        ),
        TableInput("CODES", tr("Codes of the names (a table)"), optional=True)
        .tip(tr("A table with the columns name and lucode: which code each name of a field of text gets."))
        .otherwise(tr("1 to n in the order of the names")),
        CellSize("CELL_SIZE", tr("Cell size (map units)"), of="INPUT", instead="SNAP").tip(
            tr(
                "The side of a cell, in the units of the polygons’ CRS. Edges of cells lie on multiples of it. Give this, or a raster."
            )
        ),
        RasterInput("SNAP", tr("Raster whose grid is taken"), optional=True).tip(
            tr("Cells, extent and CRS are those of this raster, in place of a cell size.")
        ),
        Choice(
            "RULE",
            tr("Class of a cell"),
            {"centre": tr("the class at its centre"), "largest": tr("the class of the largest share")},
            "centre",
        ).tip(
            tr(
                "The class of the polygon that holds the centre of the cell, or the one that is seen on the largest part of it. No class "
                "where no polygon holds the centre, or where more of the cell is uncovered."
            )
        ),
        Choice(
            "OVERLAP",
            tr("Where polygons overlap"),
            {"last": tr("the last of the layer"), "first": tr("the first of the layer"), "error": tr("end with an error")},
            "last",
        ).tip(tr("Which polygon is seen where two or more lie over one another.")),
        Area(),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Land cover"), style=land_cover).tip(
            tr("A raster of class codes; names and colours stand in its attribute table.")
        ),
        TableOutput("CLASSES", tr("Classes")).tip(tr("Code, name, cells and area of each class, and the area of its polygons.")),
        NumberOutput("CELLS_OVERLAPPED", tr("Cells under two polygons or more")),
    )
