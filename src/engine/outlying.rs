//! What there is to say of polygons that hold no cell centre, or lie off the map.

use super::{codes::listed, message::Message};
use crate::{
    cover::cell_mask::{PolygonSize, Zones},
    figures::about,
    io::gdal::RasterInfo,
    sentence::{Sentence, sentence},
};
use std::collections::BTreeSet;

/// Shares of a zone that lie off the map and are told of.
const SHARE: f64 = 1e-3;

/// Tells of parts of MASK without a cell, and of what of it lies off the map.
pub fn check_mask(parts: &[PolygonSize], map: &RasterInfo, path: &str, messages: &mut Vec<Message>) {
    parts_without(parts.iter(), parts.len(), "MASK", map, messages);
    let off = share_off(parts);
    if off >= SHARE {
        let share = format!("{:.1}", 100.0 * off);
        messages
            .push(Message::info("MASK_OFF", sentence!("{share} % of the area of MASK lies off {path}.", share, path)));
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
                let percent = format!("{:.1}", 100.0 * share);
                beyond.push((share, sentence!("{name} ({percent} %)", name, percent)));
            }
        } else if parts.iter().all(PolygonSize::is_off) {
            off.push(name);
        } else {
            without.push(sentence!("{name} ({area})", name, area = area(parts.iter(), map)));
        }
    }
    if !without.is_empty() {
        let told = sentence!(
            "{number} of {all} zones without a cell centre (in no table): {zones}.",
            number = without.len(),
            all,
            zones = listed(&without)
        );
        messages.push(Message::warning("ZONES_WITHOUT_CELLS", told));
    }
    if !off.is_empty() {
        let told = sentence!(
            "{number} of {all} zones off {path} (in no table): {zones}.",
            number = off.len(),
            all,
            path,
            zones = listed(&off)
        );
        messages.push(Message::warning("ZONES_OFF", told));
    }
    if !beyond.is_empty() {
        beyond.sort_by(|a, b| b.0.total_cmp(&a.0));
        let told = sentence!(
            "{number} of {all} zones partly off {path}; what lies there (in % of their area) does not count: {zones}.",
            number = beyond.len(),
            all,
            path,
            zones = listed(beyond.iter().map(|(_, told)| told))
        );
        messages.push(Message::warning("ZONES_BEYOND", told));
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
        let told = sentence!(
            "{number} of {all} parts of {field} without a cell centre ({area} in all).",
            number = without.len(),
            all,
            field,
            area
        );
        messages.push(Message::warning("PARTS_WITHOUT_CELLS", told));
    }
}

fn share_off(parts: &[PolygonSize]) -> f64 {
    let (all, on): (f64, f64) = parts.iter().fold((0.0, 0.0), |(all, on), part| (all + part.cells, on + part.cells_on));
    if all > 0.0 { 1.0 - on / all } else { 0.0 }
}

/// Features by their positions, and the area of their polygons.
pub fn feature_list(polygons: &[(u32, PolygonSize)], map: &RasterInfo) -> Sentence {
    let positions: BTreeSet<u32> = polygons.iter().map(|(position, _)| *position).collect();
    let (area, one) = (area(polygons.iter().map(|(_, size)| size), map), positions.len() == 1);
    let features = listed(positions);
    match one {
        true => sentence!("feature {features}; {area} in all", features, area),
        false => sentence!("features {features}; {area} in all", features, area),
    }
}

/// The area of polygons on the plane of the map, or on the ellipsoid for degrees.
fn area<'a>(parts: impl Iterator<Item = &'a PolygonSize>, map: &RasterInfo) -> Sentence {
    let areas = if map.is_geographic() { map.ellipsoidal_areas() } else { None };
    let cell_ha = |part: &PolygonSize| {
        areas.map_or_else(|| map.grid.cell_area_ha(), |areas| areas.cell(part.nearest_cell.0, part.nearest_cell.1))
    };
    sentence!("{area} ha", area = about(parts.map(|part| part.cells * cell_ha(part)).sum()))
}
