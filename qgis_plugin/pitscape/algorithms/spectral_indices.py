"""Spectral indices: vegetation indices of a picture, a band for each."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, RasterInput
from ..declare.outputs import FolderOutput, NumberOutput, RasterOutput
from ..declare.shared import ResampleValues
from ..declare.values import Choice, Choices, CreateOptions, Number
from ..groups import LAND_COVER
from ..layers.styles import index_bands
from ..translation import tr

SENSORS = {
    "band": tr("as the band says, else value × 1"),
    "sentinel2_l2a": tr("Sentinel-2 L2A since 2022 (× 0.0001 − 0.1)"),
    "sentinel2_l2a_before_2022": tr("Sentinel-2 L2A before 2022 (× 0.0001)"),
    "landsat_c2_l2": tr("Landsat Collection 2 level 2 (× 0.0000275 − 0.2)"),
    "reflectance": tr("reflectance (× 1)"),
    "byte": tr("8 bits (× 1/255)"),
}


class SpectralIndices(KernelAlgorithm):
    kernel = "spectral_indices"
    title = tr("Spectral indices")
    toolbox_group = LAND_COVER
    summary = tr("Vegetation indices of a picture (NDVI, GNDVI, DVI, RVI, SAVI, EVI), a band for each.")
    keywords = (
        "spectral", "index", "indices", "vegetation", "ndvi", "evi", "savi", "gndvi", "dvi", "rvi", "reflectance", "sentinel", "landsat",
        "植被指数", "归一化植被指数", "反射率", "遥感",
    )  # fmt: skip
    inputs = (
        RasterInput("RED", tr("Red")).of_picture().tip(tr("The raster with the red band. Its grid is that of the indices.")),
        RasterInput("NIR", tr("Near infrared")).of_picture().tip(tr("The raster with the near infrared band; it may be that of the red one.")),
        RasterInput("GREEN", tr("Green (for GNDVI)"), optional=True).of_picture().tip(tr("The raster with the green band, which GNDVI needs.")),
        RasterInput("BLUE", tr("Blue (for EVI)"), optional=True).of_picture().tip(tr("The raster with the blue band, which EVI needs.")),
        Choices(
            "INDICES",
            tr("Indices"),
            {
                "DVI": tr("DVI: N − R"),
                "EVI": tr("EVI: with blue"),
                "RVI": tr("RVI: N / R"),
                "SAVI": tr("SAVI: with soil"),
                "GNDVI": tr("GNDVI: green"),
                "NDVI": tr("NDVI"),
            },
            "NDVI",
        ).tip(tr("Each is a band of the output.")),
        Choice("SENSOR", tr("What the cells are"), SENSORS, "band").tip(
            tr("How cells become reflectance: by the scale and offset that the bands tell, or those of a product.")
        ),
        Number("SOIL_FACTOR", tr("Soil factor L of SAVI"), 0.5).tip(tr("0 where plants cover all, 1 where there are hardly any.")),
        Number("SCALE", tr("Scale of reflectance"))
        .advanced()
        .tip(tr("Reflectance is value × scale + offset. Goes before that of the product or the band."))
        .otherwise(tr("that of the product, else of the band, else 1")),
        Number("OFFSET", tr("Offset of reflectance"))
        .advanced()
        .tip(tr("Reflectance is value × scale + offset. Goes before that of the product or the band."))
        .otherwise(tr("that of the product, else of the band, else 0")),
        ResampleValues(),
        Mask(grid="RED"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Indices"), style=index_bands).tip(tr("A band for each index, with a style of its own.")),
        FolderOutput("FOLDER", tr("Folder for a file of each index"), layer="RED").tip(
            tr("A raster of each index too, named after the red one, as picture_NDVI.tif.")
        ),
        NumberOutput("CELLS", tr("Cells that have the first index")),
    )
