//! Where a run counts and how large cells are: MASK, ZONES and AREA.

use super::{codes::listed, land_cover::LandCover, message::Message, outlying, request::Area};
use crate::{
    cover::cell_mask::{CellMask, Polygon, Zones},
    error::{Error, Result},
    grid::{Window, areas::CellAreas},
    io::gdal::{Distortion, RasterInfo, read_polygons},
    kernels::{cover::class_counts::Ground, geostatistics::variogram::Steps},
    sentence::{Argument, Place, phrase, sentence},
};
use std::{collections::BTreeSet, sync::Arc};

/// The fields of a request that say where.
#[derive(Default)]
pub struct Where<'a> {
    pub mask: Option<&'a str>,
    pub zones: Option<&'a str>,
    pub zone_field: Option<&'a str>,
    pub area: Area,
    /// Whether areas are taken together with lengths, which only the plane has.
    pub plane: bool,
}

pub struct Region {
    /// Cells that count: those of the mask that lie in a zone; `None` for all.
    pub cells: Option<Arc<CellMask>>,
    pub zones: Option<Zones>,
    pub areas: CellAreas,
}

impl Region {
    /// Reads mask and zones and settles the areas of cells, for the grid of a map.
    pub fn open(place: &Where<'_>, map: &RasterInfo, path: &str, messages: &mut Vec<Message>) -> Result<Region> {
        let areas = cell_areas(place, map, path, messages)?;
        let mask = Region::mask(place.mask, map, path, messages)?;
        let mut zones = None;
        if let Some(layer) = place.zones {
            let polygons = read_polygons(layer, place.zone_field, map, "ZONES")?;
            check_geometries("ZONES", polygons.without, messages);
            let (found, sizes) = Zones::sized(polygons.named, &map.grid);
            outlying::check_zones(&found, &sizes, map, path, messages);
            zones = Some(found);
        }
        let union = match &zones {
            None => None,
            Some(zones) => Some(some_cells(zones.union(), "ZONES", path)?),
        };
        let cells = match (mask, union) {
            (Some(mask), Some(union)) => {
                let both = mask.intersect(&union);
                if both.cells() == 0 {
                    return Err(Error::MaskWithoutZones { path: path.to_owned() });
                }
                Some(both)
            }
            (mask, union) => mask.or(union),
        };
        Ok(Region { cells: cells.map(Arc::new), zones, areas })
    }

    /// The cells of a mask.
    pub fn mask(
        mask: Option<&str>,
        map: &RasterInfo,
        path: &str,
        messages: &mut Vec<Message>,
    ) -> Result<Option<CellMask>> {
        let Some(mask) = mask else { return Ok(None) };
        let polygons = read_polygons(mask, None, map, "MASK")?;
        check_geometries("MASK", polygons.without, messages);
        let polygons: Vec<Polygon> = polygons.named.into_iter().map(|(_, polygon)| polygon).collect();
        let (spans, sizes) = CellMask::sized(&polygons, &map.grid);
        outlying::check_mask(&sizes, map, path, messages);
        some_cells(spans, "MASK", path).map(Some)
    }

    /// For a run that writes rasters: zones that overlap are refused.
    pub fn check_rasters(&self) -> Result<()> {
        if self.zones.as_ref().is_some_and(Zones::overlap) { Err(Error::ZonesOverlap) } else { Ok(()) }
    }

    /// The ground under a window.
    pub fn ground(&self, window: Window) -> Ground<'_> {
        Ground { window, areas: &self.areas, zones: self.zones.as_ref() }
    }

    /// Whether a row of a table is for this zone (`None`: the whole region): zones where there are any.
    pub fn reports(&self, zone: Option<u32>) -> bool {
        zone.is_some() == self.zones.is_some()
    }

    /// Warns of zones whose cells are all nodata or outside of MASK; `found` have others.
    pub fn check_zones(&self, found: impl Iterator<Item = Option<u32>>, messages: &mut Vec<Message>) {
        let Some(zones) = &self.zones else { return };
        let found: BTreeSet<u32> = found.flatten().collect();
        let empty: Vec<u32> = zones.with_cells().difference(&found).copied().collect();
        if !empty.is_empty() {
            let told = sentence!(
                "{number} of {all} zones without a valid cell (in no table): {zones}.",
                number = empty.len(),
                all = zones.names.len(),
                zones = listed(empty.iter().map(|zone| &zones.names[*zone as usize]))
            );
            messages.push(Message::warning("ZONES_WITHOUT_CELLS", told));
        }
    }

    /// What the column `zone` holds.
    pub fn zone_name(&self, zone: Option<u32>) -> Option<String> {
        zone.and_then(|zone| self.zones.as_ref()?.names.get(zone as usize).cloned())
    }
}

/// How far lengths of the plane may be out of true before that is told, and before they are refused.
const LENGTHS_TOLD: f64 = 0.01;
const LENGTHS_REFUSED: f64 = 0.05;

pub fn refuse_degrees(info: &RasterInfo, path: &str) -> Result<()> {
    if info.is_geographic() {
        return Err(Error::LengthsInDegrees { path: path.to_owned(), crs: info.crs_name() });
    }
    Ok(())
}

/// Refuses degrees, and planes that are over 5 % out of true unless their lengths are asked for; tells of those over 1 %.
fn check_lengths(info: &RasterInfo, path: &str, area: Area, messages: &mut Vec<Message>) -> Result<()> {
    refuse_degrees(info, path)?;
    let (path, crs) = (path.to_owned(), info.crs_name());
    if area != Area::Planar && info.is_local() {
        return Err(Error::UnknownCrs { path, crs });
    }
    match info.length_distortion() {
        Some(d) if area != Area::Planar && d.length().abs() > LENGTHS_REFUSED => {
            Err(Error::LengthDistortion { path, crs, by: out_of_true(&d), place: d.place })
        }
        distortion => {
            tell_of_lengths(distortion, &crs, &path, messages);
            Ok(())
        }
    }
}

/// Says where lengths on the plane are furthest out of true, if they are so by over 1 %.
pub fn tell_of_lengths(distortion: Option<Distortion>, crs: &str, path: impl Place, messages: &mut Vec<Message>) {
    let Some(d) = distortion.filter(|d| d.length().abs() > LENGTHS_TOLD) else { return };
    let told = sentence!(
        "Lengths are those on the plane of {crs}, which differ from true lengths by {by} at {place} of {path}; a UTM system, for instance, has truer ones.",
        crs,
        by = out_of_true(&d),
        place = d.place,
        path
    );
    messages.push(Message::warning("LENGTH_DISTORTION", told));
}

/// "-1.71 % to +1.74 %", from the shortest to the longest by direction, or one figure where all directions are alike.
fn out_of_true(distortion: &Distortion) -> Argument {
    let percent = |d: f64| match d > 10.0 {
        true => phrase!("over +1000 %").argument(),
        false => format!("{:+.2} %", 100.0 * d).argument(),
    };
    let (least, most) = (percent(distortion.min), percent(distortion.max));
    match least == most {
        true => most,
        false => sentence!("{least} to {most}, depending on the direction,", least, most).argument(),
    }
}

/// Steps between cells in map units; refuses degrees.
pub fn length_steps(info: &RasterInfo, path: &str) -> Result<Steps> {
    refuse_degrees(info, path)?;
    let g = &info.grid.geotransform;
    Ok(Steps { column: [g[1], g[4]], row: [g[2], g[5]] })
}

/// What lengths need of a grid: cells as rectangles with sides in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sides {
    pub width_m: f64,
    pub height_m: f64,
}

impl Sides {
    /// Refuses degrees, slanted cells, and planes that are over 5 % out of true unless AREA is planar.
    pub fn of(map: &LandCover, place: &Where<'_>, messages: &mut Vec<Message>) -> Result<Sides> {
        if place.plane && place.area == Area::Ellipsoidal {
            return Err(Error::argument(
                "AREA",
                "ellipsoidal",
                phrase!("auto or planar, as lengths are those of the plane"),
            ));
        }
        check_lengths(&map.info, map.path(), place.area, messages)?;
        let (g, metres) = (&map.grid().geotransform, map.grid().metres_per_unit);
        let (across, down) = (g[1].hypot(g[4]), g[2].hypot(g[5]));
        if (g[1] * g[2] + g[4] * g[5]).abs() > 1e-9 * across * down {
            return Err(Error::SlantedCells { path: map.path().to_owned() });
        }
        Ok(Sides { width_m: across * metres, height_m: down * metres })
    }
}

fn check_geometries(field: &str, without: usize, messages: &mut Vec<Message>) {
    if without > 0 {
        let told = sentence!("{field}: {without} features without a geometry are left out.", field, without);
        messages.push(Message::info("NO_GEOMETRY", told));
    }
}

fn some_cells(spans: CellMask, field: &'static str, path: &str) -> Result<CellMask> {
    if spans.cells() > 0 { Ok(spans) } else { Err(Error::Outside { field, path: path.to_owned() }) }
}

/// Areas as asked for; refuses planes that are over 1 % out of true, warns over 0.1 %.
fn cell_areas(place: &Where<'_>, map: &RasterInfo, path: &str, messages: &mut Vec<Message>) -> Result<CellAreas> {
    let (path, crs) = (path.to_owned(), map.crs_name());
    let planar = CellAreas::Same(map.grid.cell_area_ha());
    match place.area {
        Area::Planar if map.is_geographic() => Err(Error::GeographicCrs { path, crs }),
        Area::Planar => {
            if map.is_local() {
                let told = sentence!(
                    "{crs} is a local grid: areas and lengths are those of its plane, whose unit is {unit} m.",
                    crs,
                    unit = map.grid.metres_per_unit
                );
                messages.push(Message::info("LOCAL_GRID", told));
            }
            Ok(planar)
        }
        _ if map.is_local() => Err(Error::UnknownCrs { path, crs }),
        Area::Auto if map.is_projected() => {
            let Some(distortion) = map.area_distortion() else {
                let told = sentence!(
                    "It is not known how true areas on the plane of {crs} are: neither the centre nor a corner of {path} has a place on its ellipsoid. Check the reference system of the map.",
                    crs,
                    path
                );
                messages.push(Message::warning("DISTORTION_UNKNOWN", told));
                return Ok(planar);
            };
            let (percent, at) = (100.0 * distortion.area().abs(), distortion.place);
            if percent > 1.0 {
                return Err(match place.plane {
                    true => Error::PlaneDistortion { path, crs, percent, place: at },
                    false => Error::AreaDistortion { path, crs, percent, place: at },
                });
            }
            if percent > 0.1 {
                let percent = format!("{percent:.2}");
                let told = match place.plane {
                    true => sentence!(
                        "Areas on the plane of {crs} differ by {percent} % from true areas at {place} of the map; an equal-area system avoids this.",
                        crs,
                        percent,
                        place = at
                    ),
                    false => sentence!(
                        "Areas on the plane of {crs} differ by {percent} % from true areas at {place} of the map; AREA ellipsoidal, or an equal-area system avoids this.",
                        crs,
                        percent,
                        place = at
                    ),
                };
                messages.push(Message::warning("AREA_DISTORTION", told));
            }
            Ok(planar)
        }
        Area::Auto | Area::Ellipsoidal => {
            let told = sentence!("Areas of cells are those on the ellipsoid of {crs}.", crs);
            messages.push(Message::info("AREA_ELLIPSOIDAL", told));
            map.ellipsoidal_areas().cloned().ok_or(Error::NoEllipsoidalArea { path, crs })
        }
    }
}
