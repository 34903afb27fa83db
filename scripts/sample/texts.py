"""Tables, polygons and the README."""
import csv
import json

from .rings import polygons
from .tables import CELL, CLASSES, CODES, DN, EPSG, INDICATORS, MINING_LAND, NAME, NORTH, STUDY_AREA, WEST, YEARS

POOLS = ["c_above", "c_below", "c_soil", "c_dead"]


def write_tables(folder):
    write_csv(
        folder / "pools.csv",
        ["lucode", "name", *POOLS, "reference"],
        [(code, name, *pools, reference) for code, name, _, _, *pools, reference in CLASSES],
    )
    write_csv(
        folder / "pools_with_errors.csv",
        ["lucode", "name", *POOLS, *(pool.replace("c_", "se_") for pool in POOLS), "reference"],
        [
            (code, name, *pools, *(round(pool / 10, 4) for pool in pools), reference)
            for code, name, _, _, *pools, reference in CLASSES
        ],
    )
    write_csv(folder / "class_groups.csv", ["lucode", "name", "class_group"], [(*row[:2], row[3]) for row in CLASSES])
    write_csv(folder / "indicators.csv", ["column_name", "direction", "weight"], INDICATORS)


def write_csv(path, header, lines):
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(header)
        rows.writerows(lines)


def write_polygons(folder, land, covers):
    mining = [
        feature(covers[year] == CODES[name], year=year, lucode=CODES[name], name=name)
        for year in YEARS
        for name in MINING_LAND
    ]
    write_geojson(folder / "mining_areas.geojson", mining)
    write_geojson(folder / "study_area.geojson", [feature(land.inside, name="Synthetic study area")])


def feature(mask, **fields):
    """A multipolygon of the cells of `mask` in whole metres, and its area."""
    metres = round(CELL * 1000)
    parts = [
        [[(WEST + metres * column, NORTH - metres * row) for column, row in reversed(ring)] for ring in rings]
        for rings in polygons(mask)
    ]
    return {
        "type": "Feature",
        "properties": {**fields, "area_ha": int(mask.sum()) / 100},
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
    }


def write_geojson(path, features):
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG}"}}
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    path.write_text(
        f'{{"type":"FeatureCollection","name":"{path.stem}","crs":{json.dumps(crs)},"features":[\n{lines}\n]}}\n',
        encoding="utf-8",
    )


def write_readme(path, covers):
    areas = "\n".join(
        f"| {code} | {name} | " + " | ".join(f"{(covers[year] == code).sum() / 1e4:.4f}" for year in YEARS) + " |"
        for code, name, *_ in CLASSES
    )
    path.write_text(f"""# Sample: a synthetic open-pit mine

**This mine is synthetic.** It shows no real place: pit, dumps, roads, villages, stream, hills, vegetation, reflectance
and climate were invented by `scripts/make_sample`. Only the area of each class and the pool table come from a study,
that of the Haerwusu coal mine (Inner Mongolia) in 2007, 2012, 2017 and 2022: Chang et al. 2024, Frontiers in Earth
Science, https://doi.org/10.3389/feart.2024.1372795. Use it to try Pitscape, never as data about Haerwusu.

All maps are in EPSG:{EPSG} and cover one rectangle; the study area within has {STUDY_AREA / 1e4:.2f} km2.

- `{NAME}_2007.tif`, `_2012`, `_2017`, `_2022`: land cover in cells of 10 m, nodata 0 outside the study
  area. Names and colours of the classes are in the attribute table (`.tif.aux.xml`); QGIS takes them from the style
  (`.qml`).
- `{NAME}_2022_reflectance.tif`: blue, green, red and near infrared (`nir`) in cells of 10 m, nodata 0.
  Reflectance is {DN} times the cell; the bands have this scale, so QGIS shows reflectance, and `spectralindices`
  takes it (red is band 3, near infrared 4, green 2, blue 1).
- `{NAME}_dem.tif`: height in m in 2022, in cells of 30 m.
- `{NAME}_temperature.tif`: mean annual temperature in degrees C, in cells of 1 km.
- `{NAME}_precipitation.tif`: annual precipitation in mm, in cells of 1 km.
- `pools.csv`: carbon of the four pools in t/ha (Table 3 of the study, with the sources that it cites).
- `pools_with_errors.csv`: the same with a standard error of a tenth of each pool. **The errors are an invented
  illustration**: the study gives none.
- `class_groups.csv`: the ten classes in five groups.
- `indicators.csv`: the six indices of the study's integrated landscape index with its printed weights, for `couplingcoordination`. The
  study takes all six as better where there is more (+), which its text does not say, and which its printed index follows from.
- `mining_areas.geojson`: mining land (mining, both dumps, industrial), one multipolygon for each year and class.
- `study_area.geojson`: the study area.
- `reference_points_2022.geojson`: 40 points in each class of the map of 2022, with the class (`lucode`, `name`) that a visit
  would have found; **invented too**: 348 of the 400 (0.87) agree with the map.
- `soil_carbon_points_2022.geojson`: soil carbon (`c_soil`, t/ha) at 300 random points on cropland, grassland and forest of 2022, for
  `pointvariogram` and `kriging`; **invented too**, with a truth to compare with: 140 + 0.3 (height - 1150 m) by the cell of the DEM,
  and one draw from a field with nugget 20 and a spherical structure of partial sill 100 (t/ha)^2 and range 1500 m.
- `monitoring_points_2022.geojson`: 20 more points of the same draw with their `c_soil`, to be predicted (targets of `kriging`) and
  compared.

Areas in km2:

| lucode | name | {" | ".join(map(str, YEARS))} |
|---:|---|{"---:|" * len(YEARS)}
{areas}

The areas are those of Table 5 of the study, each carbon total divided by the density of its class and rounded to whole
cells; grassland takes what the rounding leaves (at most 35 cells). Five of the row labels printed there are rotated by
one place; the areas here follow the order that agrees with the shares in its text. The printed Industrial totals fit a
density of 28.97 t/ha, not the 27.30 that Table 3 adds up to: the areas here are by 28.97, the pool table keeps the
printed pools.

In the story of these maps the pit opens in the east and goes west, dumps are reclaimed behind it, villages give way to
the mine, and from 2012 to 2017 most cropland becomes grassland and forest.

The numbers of Chang et al. 2024 are under the licence of their article, CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/); areas were derived from them as told above.
""", encoding="utf-8")
