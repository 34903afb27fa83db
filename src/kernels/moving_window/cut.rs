//! A window as a map of its own, for metrics that sums do not tell.

use super::{
    field::{BACKGROUND, Field},
    finder::Finder,
    footprint::Footprint,
};
use crate::{
    class_map::{ClassBlock, ClassCells},
    grid::Window,
    kernels::{
        Accumulator,
        geometry::{Geometries, Geometry, GeometryBlock, GeometryOptions},
        isolation::{EdgeCell, Edges},
        landscape_metrics::{Known, Landscape, Setting, Sums},
        patches::{ClassPatches, PatchBlock, PatchIds, PatchOptions, Patches, Pattern},
    },
};
use ndarray::{Array2, ArrayView2};

/// The patches of a window, with their geometries where they were measured.
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

    /// Of the window around a cell, whose patches are measured as those of a map.
    pub fn of_window(field: &Field, footprint: &Footprint, at: usize, setting: &Setting, corners: bool) -> Cut {
        let (up, left) = (footprint.reach_rows(), footprint.reach_columns());
        let mut cells = Array2::from_elem((2 * up + 1, 2 * left + 1), BACKGROUND);
        for (mut to, (row, half)) in cells.rows_mut().into_iter().zip(footprint.rows()) {
            let from = (at as isize + row * field.width as isize) as usize - half;
            let row = &field.slots[from..=from + 2 * half];
            to.iter_mut().skip(left - half).zip(row).for_each(|(to, slot)| *to = *slot);
        }
        let codes: Vec<Option<i64>> = std::iter::once(None).chain(field.codes.iter().map(|code| Some(*code))).collect();
        Cut::of_map(cells.view(), &codes, setting, corners)
    }

    /// Of a map of ids with the codes of these.
    pub fn of_map(cells: ArrayView2<'_, u16>, codes: &[Option<i64>], setting: &Setting, corners: bool) -> Cut {
        let block = PatchBlock {
            block: ClassBlock { cells: ClassCells::Ids(cells), codes },
            window: Window { row: 0, column: 0, rows: cells.nrows(), columns: cells.ncols() },
            zones: None,
            options: PatchOptions { corners, listed: true },
        };
        let mut patches = Patches::default();
        patches.push(block);
        let patterns = patches.finish();
        let ids = PatchIds::new(&patterns);
        let pattern = patterns.into_values().next().unwrap_or_default();
        let cells: Vec<u64> = pattern.patches.iter().map(|patch| patch.shape.cells).collect();
        let (width, height) = (setting.cell_width, setting.cell_height);
        let options =
            GeometryOptions { cell_width: width, cell_height: height, edge_depth: None, corners, edges: true };
        let mut measured = Geometries::default();
        measured.push(GeometryBlock { block, ids: &ids, cells: &cells, options, around: None });
        let mut geometries = measured.finish();
        for class in 0..pattern.classes.len() {
            let own: Vec<usize> = (0..cells.len()).filter(|i| pattern.patches[*i].class == class).collect();
            let edge = |(patch, i): (u32, &usize)| {
                let edge = &geometries[*i].edge;
                edge.iter().map(move |(row, column)| EdgeCell { row: *row, column: *column, patch }).collect::<Vec<_>>()
            };
            let edges = (0..).zip(&own).flat_map(edge).collect();
            let nearest = Edges::new(edges, own.len(), (width, height)).nearest(|| true).unwrap_or_default();
            own.iter().zip(nearest).for_each(|(i, nearest)| geometries[*i].nearest = nearest);
        }
        Cut { pattern, geometries }
    }

    #[cfg(test)]
    pub fn geometries(&self) -> &[Geometry] {
        &self.geometries
    }

    pub fn landscape(&self, setting: Setting) -> Landscape<'_> {
        Landscape::new(&self.pattern, Known { geometries: &self.geometries, ..Known::default() }, setting)
    }
}
