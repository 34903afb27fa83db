//! What there is to say of polygons that hold no cell centre, or lie off the map.

use super::{codes::listed, message::Message};
use crate::{
    cover::cell_mask::{PolygonSize, Zones},
    figures::about,
    io::gdal::RasterInfo,
};
use std::collections::BTreeSet;

/// Shares of a zone that lie off the map and are told of.
const SHARE: f64 = 1e-3;

/// Tells of parts of MASK without a cell, and of what of it lies off the map.
pub fn check_mask(parts: &[PolygonSize], map: &RasterInfo, path: &str, messages: &mut Vec<Message>) {
    parts_without(parts.iter(), parts.len(), "MASK", map, messages);
    let off = share_off(parts);
    if off >= SHARE {
        let text = format!("{:.1} % of the area of MASK lies off {path}.", 100.0 * off);
        messages.push(Message::info("MASK_OFF", text));
    }
}

/// Tells of zones without a cell, which are in no table, of parts of others, and of what lies off the map.
pub fn check_zones(
    zones: &Zones,
    parts: &[Vec<PolygonSize>],
    map: &RasterInfo,
    path: &str,
    messages: &mut Vec<Message>,
) {
    let all = parts.len();
    let (mut off, mut without, mut beyond) = (Vec::new(), Vec::new(), Vec::new());
    for (name, parts) in zones.names.iter().zip(parts) {
        let share = share_off(parts);
        if parts.iter().any(|part| part.centres > 0) {
            if share >= SHARE {
                beyond.push((share, format!("{name} ({:.1} %)", 100.0 * share)));
            }
        } else if parts.iter().all(PolygonSize::is_off) {
            off.push(name);
        } else {
            without.push(format!("{name} ({})", area(parts.iter(), map)));
        }
    }
    if !without.is_empty() {
        let text =
            format!("{} of {all} zones without a cell centre (in no table): {}.", without.len(), listed(&without));
        messages.push(Message::warning("ZONES_WITHOUT_CELLS", text));
    }
    if !off.is_empty() {
        let text = format!("{} of {all} zones off {path} (in no table): {}.", off.len(), listed(&off));
        messages.push(Message::warning("ZONES_OFF", text));
    }
    if !beyond.is_empty() {
        beyond.sort_by(|a, b| b.0.total_cmp(&a.0));
        let text = format!(
            "{} of {all} zones partly off {path}; what lies there (in % of their area) does not count: {}.",
            beyond.len(),
            listed(beyond.iter().map(|(_, text)| text))
        );
        messages.push(Message::warning("ZONES_BEYOND", text));
    }
    let with_cells = || parts.iter().filter(|parts| parts.iter().any(|part| part.centres > 0)).flatten();
    parts_without(with_cells(), parts.iter().map(Vec::len).sum(), "ZONES", map, messages);
}

/// Tells of parts without a cell that lie on the map.
fn parts_without<'a>(
    parts: impl Iterator<Item = &'a PolygonSize>,
    all: usize,
    field: &str,
    map: &RasterInfo,
    messages: &mut Vec<Message>,
) {
    let without: Vec<&PolygonSize> = parts.filter(|part| part.centres == 0 && !part.is_off()).collect();
    if !without.is_empty() {
        let area = area(without.iter().copied(), map);
        let text = format!("{} of {all} parts of {field} without a cell centre ({area} in all).", without.len());
        messages.push(Message::warning("PARTS_WITHOUT_CELLS", text));
    }
}

fn share_off(parts: &[PolygonSize]) -> f64 {
    let (all, on): (f64, f64) = parts.iter().fold((0.0, 0.0), |(all, on), part| (all + part.cells, on + part.cells_on));
    if all > 0.0 { 1.0 - on / all } else { 0.0 }
}

/// Features by their positions, and the area of their polygons.
pub fn feature_list(polygons: &[(u32, PolygonSize)], map: &RasterInfo) -> String {
    let positions: BTreeSet<u32> = polygons.iter().map(|(position, _)| *position).collect();
    let what = if positions.len() == 1 { "feature" } else { "features" };
    format!("{what} {}; {} in all", listed(positions), area(polygons.iter().map(|(_, size)| size), map))
}

/// The area of polygons on the plane of the map, or on the ellipsoid for degrees.
fn area<'a>(parts: impl Iterator<Item = &'a PolygonSize>, map: &RasterInfo) -> String {
    let areas = if map.is_geographic() { map.ellipsoidal_areas() } else { None };
    let cell_ha = |part: &PolygonSize| {
        areas.map_or_else(|| map.grid.cell_area_ha(), |areas| areas.cell(part.nearest_cell.0, part.nearest_cell.1))
    };
    format!("{} ha", about(parts.map(|part| part.cells * cell_ha(part)).sum()))
}
