//! A window as a map of its own, for metrics that sums do not tell.

use super::{
    field::{BACKGROUND, Field},
    finder::Finder,
    footprint::Footprint,
};
use crate::{
    cover::classes::{ClassBlock, ClassCells, NODATA},
    grid::Window,
    kernels::{
        Accumulator,
        metrics::{Known, Landscape, Setting, Sums},
        patches::{
            ClassPatches, PatchBlock, PatchIds, PatchOptions, Patches, Pattern,
            geometry::{Geometries, Geometry, GeometryBlock, GeometryOptions},
            isolation::{EdgeCell, Edges},
        },
    },
};
use ndarray::{Array2, ArrayView2, s};

/// The patches of a window, or of any map, with their geometries where they were measured.
#[derive(Default)]
pub struct Cut {
    pattern: Pattern,
    geometries: Vec<Geometry>,
}

impl Cut {
    /// Of the patches that were found last.
    pub fn of_shapes(finder: &Finder, place: &[u16], sums: &Sums) -> Cut {
        let mut cut = Cut::default();
        cut.pattern.classes =
            sums.classes.iter().map(|class| ClassPatches { code: class.code, shapes: Vec::new() }).collect();
        cut.pattern.edges.clone_from(&sums.edges);
        finder.each(|slot, shape| {
            cut.pattern.classes[usize::from(place[usize::from(slot)])].shapes.push((shape, 1));
        });
        cut
    }

    /// Of the window around a cell, whose patches are measured as those of a map. Its cells become ids of the classes of the
    /// sums, `place` being those of slots.
    pub fn of_window(
        field: &Field,
        footprint: &Footprint,
        at: usize,
        place: &[u16],
        sums: &Sums,
        corners: bool,
    ) -> Cut {
        let id = |slot: u16| if slot == BACKGROUND { NODATA } else { place[usize::from(slot)] };
        let (up, left) = (footprint.reach_rows(), footprint.reach_columns());
        let mut cells = Array2::from_elem((2 * up + 1, 2 * left + 1), NODATA);
        for (mut to, (row, half)) in cells.rows_mut().into_iter().zip(footprint.rows()) {
            let from = (at as isize + row * field.width as isize) as usize - half;
            let row = &field.slots[from..=from + 2 * half];
            to.iter_mut().skip(left - half).zip(row).for_each(|(to, slot)| *to = id(*slot));
        }
        let codes: Vec<Option<i64>> = sums.classes.iter().map(|class| Some(class.code)).collect();
        Cut::of_map(cells.view(), &codes, &sums.setting, corners, true, &mut || true).unwrap_or_default()
    }

    /// Of a map of ids with the codes of these, with the geometries of its patches where `measured`; `None` where `go_on` said no.
    pub fn of_map(
        cells: ArrayView2<'_, u16>,
        codes: &[Option<i64>],
        setting: &Setting,
        corners: bool,
        measured: bool,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Option<Cut> {
        let of_patches = PatchOptions { corners, listed: measured };
        let mut patches = Patches::default();
        for block in strips(&cells, codes, of_patches) {
            patches.push(block);
            if !go_on() {
                return None;
            }
        }
        let patterns = patches.finish();
        if !measured {
            let pattern = patterns.into_values().next().unwrap_or_default();
            return Some(Cut { pattern, geometries: Vec::new() });
        }
        let ids = PatchIds::new(&patterns);
        let pattern = patterns.into_values().next().unwrap_or_default();
        let sizes: Vec<u64> = pattern.patches.iter().map(|patch| patch.shape.cells).collect();
        let (width, height) = (setting.cell_width, setting.cell_height);
        let options =
            GeometryOptions { cell_width: width, cell_height: height, edge_depth: None, corners, edges: true };
        let mut measured = Geometries::default();
        for block in strips(&cells, codes, of_patches) {
            measured.push(GeometryBlock { block, ids: &ids, cells: &sizes, options, around: None });
            if !go_on() {
                return None;
            }
        }
        let mut geometries = measured.finish();
        for class in 0..pattern.classes.len() {
            let own: Vec<usize> = (0..sizes.len()).filter(|i| pattern.patches[*i].class == class).collect();
            let edge = |(patch, i): (u32, &usize)| {
                let edge = &geometries[*i].edge;
                edge.iter().map(move |(row, column)| EdgeCell { row: *row, column: *column, patch }).collect::<Vec<_>>()
            };
            let edges = (0..).zip(&own).flat_map(edge).collect();
            let nearest = Edges::new(edges, own.len(), (width, height)).nearest(&mut *go_on)?;
            own.iter().zip(nearest).for_each(|(i, nearest)| geometries[*i].nearest = nearest);
        }
        Some(Cut { pattern, geometries })
    }

    #[cfg(test)]
    pub fn geometries(&self) -> &[Geometry] {
        &self.geometries
    }

    pub fn landscape(&self, setting: Setting) -> Landscape<'_> {
        Landscape::new(&self.pattern, Known { geometries: &self.geometries, ..Known::default() }, setting)
    }
}

/// Cells between two looks whether to go on.
const STRIP_CELLS: usize = 1 << 18;

/// A map in pieces of whole rows.
fn strips<'a>(
    cells: &'a ArrayView2<'_, u16>,
    codes: &'a [Option<i64>],
    options: PatchOptions,
) -> impl Iterator<Item = PatchBlock<'a>> {
    let (rows, columns) = cells.dim();
    let most = (STRIP_CELLS / columns.max(1)).max(1);
    (0..rows).step_by(most).map(move |row| {
        let window = Window { row, column: 0, rows: most.min(rows - row), columns };
        let cells = ClassCells::Ids(cells.slice(s![row..row + window.rows, ..]));
        PatchBlock { block: ClassBlock { cells, codes }, window, zones: None, options }
    })
}
