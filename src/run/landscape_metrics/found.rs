//! What was found on a map, and what is said of it.

use super::measure::{Measured, Patterns};
use crate::{
    engine::{
        codes::{Named, check_ignored, check_names, check_negative},
        message::Message,
        region::Region,
        series::{Layer, maps_text},
    },
    error::{Error, Result},
    figures::{amount, things},
    kernels::{
        metrics::{Known, Setting},
        patches::geometry::Geometry,
    },
    sentence::sentence,
};
use std::collections::BTreeMap;

/// A map and its patterns by zone, with the geometries of their patches where they are measured.
pub struct MapPatches<'a> {
    pub layer: Layer<'a>,
    pub patterns: Patterns,
    pub geometries: Measured,
    /// Contrast of the edges of each pattern, where it is given.
    pub edge_weights: BTreeMap<Option<u32>, Vec<f64>>,
    /// Joined pairs of patches by class, where a threshold is given.
    pub joins: BTreeMap<Option<u32>, Vec<u64>>,
}

impl MapPatches<'_> {
    pub fn geometries(&self, zone: Option<u32>) -> &[Geometry] {
        self.geometries.get(&zone).map_or(&[], Vec::as_slice)
    }

    pub fn known(&self, zone: Option<u32>) -> Known<'_> {
        let contrast = self.edge_weights.get(&zone).map_or(&[][..], Vec::as_slice);
        let joins = self.joins.get(&zone).map_or(&[][..], Vec::as_slice);
        Known { geometries: self.geometries(zone), contrast, joins }
    }
}

/// Refuses a map without patches, and more classes than there could be.
pub fn check_found(layer: &Layer<'_>, patterns: &Patterns, setting: &Setting) -> Result<()> {
    let path = layer.map.path().to_owned();
    if patterns.is_empty() {
        return Err(Error::NoValidCells { path, cells: layer.map.grid().cells() });
    }
    let classes = patterns.values().map(|pattern| pattern.classes.len()).max().unwrap_or(0);
    match setting.max_classes {
        Some(max) if classes > max as usize => Err(Error::MaxClasses { path, classes, max }),
        _ => Ok(()),
    }
}

/// How many patches there are, and on how much land.
pub fn counted(found: &MapPatches<'_>, setting: &Setting) -> Message {
    let (mut patches, mut cells) = (0, 0);
    for (shape, n) in found.patterns.values().flat_map(|pattern| &pattern.classes).flat_map(|class| &class.shapes) {
        patches += n;
        cells += n * shape.cells;
    }
    let (area, zones) = (setting.hectares(cells), found.patterns.keys().flatten().count());
    let zones = (zones > 0).then(|| things!(zones as u64, " in {count} zone", " in {count} zones"));
    let told = sentence!(
        "{map}: {patches} on {area} ha ({area_km2} km2){zones}.",
        map = found.layer.label(),
        patches = things!(patches, "{count} patch", "{count} patches"),
        area = amount(area),
        area_km2 = amount(area / 100.0),
        zones
    );
    Message::info("PATCHES", told)
}

/// Says what is surprising of the codes and zones that were found.
pub fn check_codes(found: &[MapPatches<'_>], region: &Region, messages: &mut Vec<Message>) {
    let named: Vec<Named<'_>> = found
        .iter()
        .map(|found| Named {
            layer: &found.layer.name,
            names: &found.layer.raster.class_names,
            pools: None,
            found: found.patterns.values().flat_map(|pattern| &pattern.classes).map(|class| class.code).collect(),
        })
        .collect();
    let maps = || found.iter().map(|found| &found.layer.map);
    check_ignored(maps(), maps_text(maps()), messages);
    check_negative(named.iter().flat_map(|map| &map.found), messages);
    check_names(&named, messages);
    region.check_zones(found.iter().flat_map(|found| found.patterns.keys().copied()), messages);
}
