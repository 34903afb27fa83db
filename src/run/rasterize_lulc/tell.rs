//! What there is to say of a layer of classes and its raster.

use super::{ClassRow, Messages, Overlap, Request, classes, classes::Classes, ids};
use crate::{
    cover::cell_mask::PolygonSize,
    engine::{codes::listed, message::Message},
    figures::{about, count, things},
    io::gdal::{FeatureLayer, RasterInfo},
    kernels::cover::rasterize_lulc::Claims,
    sentence::{list, phrase, sentence},
};

/// Features without a cell that are told of one by one.
const LARGEST: usize = 3;
/// How far areas of cells and polygons may differ before that is told.
const DIFFERENCE: f64 = 0.01;
/// Shares of the polygons that lie off the grid and are told of.
const SHARE_OFF: f64 = 1e-3;

/// What of the layer is left out, and what is repaired.
pub fn left_out(request: &Request, layer: &FeatureLayer, classes: &Classes, messages: &mut Messages) {
    if layer.without_geometry > 0 {
        let features = things!(layer.without_geometry as u64, "{count} feature", "{count} features");
        let told = sentence!("INPUT: {features} without a geometry left out.", features);
        messages.push(Message::info("NO_GEOMETRY", told));
    }
    let (number, features) = classes::without_class(layer, classes);
    if number > 0 {
        let left_out = things!(number as u64, "{count} feature", "{count} features");
        let told = sentence!(
            "INPUT: {left_out} without a class in {field} left out (ids: {features}).",
            left_out,
            field = request.field,
            features
        );
        messages.push(Message::warning("NO_CLASS", told));
    }
    let repaired = ids(layer, (0..layer.features.len()).filter(|feature| layer.features[*feature].repaired));
    if !repaired.is_empty() {
        let told = sentence!(
            "INPUT: the geometries of {features} are not valid (for example a border that crosses itself) and were repaired, as “Fix geometries” does by linework: {list}.",
            features = things!(repaired.len() as u64, "{count} feature", "{count} features"),
            list = listed(repaired)
        );
        messages.push(Message::warning("REPAIRED", told));
    }
}

/// How large the raster is, and whose grid it has.
pub fn grid(info: &RasterInfo, snap: Option<&String>, messages: &mut Messages) {
    let rows = things!(info.grid.rows as u64, "{count} row", "{count} rows");
    let columns = things!(info.grid.columns as u64, "{count} column", "{count} columns");
    let told = match snap {
        Some(snap) => {
            sentence!("The raster has the grid of {snap}: {columns} and {rows}.", snap, columns, rows)
        }
        None => sentence!("The raster has {columns} and {rows}.", columns, rows),
    };
    messages.push(Message::info("GRID", told));
}

/// How much of the polygons lies off the grid of another raster.
pub fn off_the_grid(layer: &FeatureLayer, classes: &Classes, info: &RasterInfo, snap: &str, messages: &mut Messages) {
    let classed = layer.features.iter().zip(&classes.of).filter(|(_, class)| class.is_some());
    let sizes = classed.flat_map(|(feature, _)| &feature.parts).map(|part| PolygonSize::of(part, &[], &info.grid));
    let (all, on) = sizes.fold((0.0, 0.0), |(all, on), size| (all + size.cells, on + size.cells_on));
    let off = if all > 0.0 { 1.0 - on / all } else { 0.0 };
    if off >= SHARE_OFF {
        let share = format!("{:.1}", 100.0 * off);
        let told = sentence!("{share} % of the area of INPUT lies off {snap}, and is not on the raster.", share, snap);
        messages.push(Message::warning("INPUT_OFF", told));
    }
}

/// Overlaps, and features that have no cell.
pub fn results(
    request: &Request,
    layer: &FeatureLayer,
    classes: &Classes,
    claims: &Claims,
    areas: &[f64],
    messages: &mut Messages,
) {
    if claims.overlapped > 0 {
        let on_top = match request.overlap {
            Overlap::First => phrase!("the first of them in the layer is seen (OVERLAP)"),
            Overlap::Last | Overlap::Error => phrase!("the last of them in the layer is seen (OVERLAP)"),
        };
        let told = sentence!(
            "Features overlap in {cells}; {on_top}.",
            cells = things!(claims.overlapped, "{count} cell", "{count} cells"),
            on_top
        );
        messages.push(Message::warning("OVERLAPS", told));
    }
    let classed = (0..layer.features.len()).filter(|feature| classes.of[*feature].is_some());
    let all = classed.clone().count();
    let without = classed.filter(|feature| !claims.has_cell(*feature as u32));
    let (off, mut without): (Vec<usize>, Vec<usize>) = without.partition(|feature| areas[*feature] == 0.0);
    if !off.is_empty() {
        let (off, all) = (count(off.len() as u64), count(all as u64));
        let told = sentence!("{off} of {all} features have no land on the raster.", off, all);
        messages.push(Message::info("FEATURES_OFF", told));
    }
    if without.is_empty() {
        return;
    }
    without.sort_by(|a, b| areas[*b].total_cmp(&areas[*a]));
    let largest = without.iter().take(LARGEST).map(|feature| {
        let area = about(areas[*feature]);
        sentence!("feature {id} ({area} ha)", id = layer.features[*feature].id, area)
    });
    let told = sentence!(
        "{number} of {all} features have no cell of the raster ({area} ha on it in all): too small or too narrow for the cells, or hidden by others. The largest: {largest}.",
        number = count(without.len() as u64),
        all = count(all as u64),
        area = about(without.iter().map(|feature| areas[*feature]).sum()),
        largest = list(largest)
    );
    messages.push(Message::warning("WITHOUT_CELL", told));
}

/// Classes whose cells and polygons differ in area.
pub fn areas(rows: &[ClassRow], overlaps: bool, messages: &mut Messages) {
    let differs = |row: &&ClassRow| (row.area_ha - row.polygon_area_ha).abs() > DIFFERENCE * row.polygon_area_ha;
    let classes = rows.iter().filter(differs).map(|row| {
        let percent = format!("{:+.1}", 100.0 * (row.area_ha - row.polygon_area_ha) / row.polygon_area_ha);
        sentence!("{code} {name} ({percent} %)", code = row.lucode, name = row.name, percent)
    });
    let classes: Vec<_> = classes.collect();
    if classes.is_empty() {
        return;
    }
    let classes = listed(classes);
    let told = match overlaps {
        true => sentence!(
            "Areas of cells differ by more than 1 % from those of the polygons, in part because polygons that overlap count whole: {classes}.",
            classes
        ),
        false => sentence!(
            "Areas of cells differ by more than 1 % from those of the polygons: {classes}. Smaller cells come closer.",
            classes
        ),
    };
    messages.push(Message::warning("AREAS_DIFFER", told));
}
