"""Rasters and their styles."""
import numpy as np
from osgeo import gdal, osr

from .tables import CELL, CLASSES, COLUMNS, DN, EPSG, NORTH, ROWS, WEST
from .terrain import averaged, height, precipitation, reflectances, temperature

gdal.UseExceptions()

BANDS = ["INTERLEAVE=PIXEL", "PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]  # or the fourth band would be taken for transparency


def write_rasters_of_2022(stem, land, cover):
    """What was measured in 2022, beside the land cover; `stem` is the path without what tells the files apart."""
    metres = height(land, cover)
    raster = create(f"{stem}_2022_reflectance.tif", gdal.GDT_Byte, 1, "reflectance in 2022", 4, BANDS)
    for number, (name, values) in enumerate(zip(("blue", "green", "red", "nir"), reflectances(land, cover, metres)), 1):
        band = raster.GetRasterBand(number)
        band.SetDescription(name)
        band.SetNoDataValue(0)
        band.SetScale(DN)
        band.SetOffset(0)
        band.WriteArray(values)
    values = (
        ("dem", averaged(metres, 3), 3, 1, "m", "height"),
        ("temperature", temperature(land, metres), 100, 2, "deg C", "mean annual temperature"),
        ("precipitation", precipitation(land, metres), 100, 1, "mm", "annual precipitation"),
    )
    for name, field, cells, decimals, unit, what in values:
        raster = create(f"{stem}_{name}.tif", gdal.GDT_Float32, cells, what, 1, ["PREDICTOR=3"])
        band = raster.GetRasterBand(1)
        band.SetDescription(name)
        band.SetUnitType(unit)
        band.WriteArray((np.floor(field * 10**decimals + 0.5) / 10**decimals).astype(np.float32))


def create(path, of_type, cells, what, bands=1, options=()):
    """A raster over the whole rectangle whose cells are `cells` cells of the land cover wide."""
    columns, rows = -(-COLUMNS // cells), -(-ROWS // cells)
    tiles = ["TILED=YES"] if columns >= 256 else []
    options = [*tiles, "COMPRESS=DEFLATE", "ZLEVEL=9", *options]
    dataset = gdal.GetDriverByName("GTiff").Create(path, columns, rows, bands, of_type, options)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(EPSG)
    dataset.SetProjection(crs.ExportToWkt())
    metres = CELL * 1000 * cells
    dataset.SetGeoTransform((WEST, metres, 0, NORTH, 0, -metres))
    dataset.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", f"Synthetic {what} of an open-pit mine. Not a real map.")
    return dataset


def write_land_cover(path, cover, year):
    dataset = create(path, gdal.GDT_Byte, 1, f"land cover in {year}")
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(0)
    colours, table = gdal.ColorTable(), gdal.RasterAttributeTable()
    columns = [("VALUE", gdal.GFT_Integer, gdal.GFU_MinMax), ("NAME", gdal.GFT_String, gdal.GFU_Name)]
    columns += [(c.upper(), gdal.GFT_Integer, getattr(gdal, "GFU_" + c)) for c in ("Red", "Green", "Blue")]
    for column in columns:
        table.CreateColumn(*column)
    for row, (code, name, colour, *_) in enumerate(CLASSES):
        rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        colours.SetColorEntry(code, (*rgb, 255))
        table.SetValueAsInt(row, 0, code)
        table.SetValueAsString(row, 1, name)
        for i, value in enumerate(rgb):
            table.SetValueAsInt(row, 2 + i, value)
    band.SetColorTable(colours)
    band.SetDefaultRAT(table)
    band.SetCategoryNames([""] + [row[1] for row in CLASSES])
    band.WriteArray(cover)


def write_style(path):
    """QGIS would list all 256 palette entries of the TIFF; this lists the ten classes."""
    entries = "\n".join(
        f'      <paletteEntry value="{code}" color="{colour}" alpha="255" label="{name}"/>'
        for code, name, colour, *_ in CLASSES
    )
    path.write_text(f"""<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>
    <rasterrenderer type="paletted" band="1" opacity="1" alphaBand="-1">
     <colorPalette>
{entries}
     </colorPalette>
    </rasterrenderer>
  </pipe>
</qgis>
""")
