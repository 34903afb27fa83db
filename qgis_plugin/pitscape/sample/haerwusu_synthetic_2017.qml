<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>
    <rasterrenderer type="paletted" band="1" opacity="1" alphaBand="-1">
     <colorPalette>
      <paletteEntry value="1" color="#5d5d66" alpha="255" label="Transportation"/>
      <paletteEntry value="2" color="#3f8fd2" alpha="255" label="Water"/>
      <paletteEntry value="3" color="#a05fb4" alpha="255" label="Industrial"/>
      <paletteEntry value="4" color="#41332e" alpha="255" label="Mining"/>
      <paletteEntry value="5" color="#f2d363" alpha="255" label="Cropland"/>
      <paletteEntry value="6" color="#d9483b" alpha="255" label="Residential"/>
      <paletteEntry value="7" color="#cbe09a" alpha="255" label="Grassland"/>
      <paletteEntry value="8" color="#2e7d3a" alpha="255" label="Forest"/>
      <paletteEntry value="9" color="#7fb59b" alpha="255" label="Reclaimed dump"/>
      <paletteEntry value="10" color="#c79c6e" alpha="255" label="Unreclaimed dump"/>
     </colorPalette>
    </rasterrenderer>
  </pipe>
</qgis>
