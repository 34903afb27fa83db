//! The pattern of one window, measured as a map of its own: for metrics of single patches and their geometry, which
//! sums of classes do not give.
//!
//! Formulas, units and ranges: in the list of metrics. Shapes: the cells of a window; its patches, each with its geometry.

use super::{
    footprint::Footprint,
    halo_tile::{BACKGROUND, HaloTile},
    window_patches::WindowPatches,
};
use crate::{
    cover::classes::{ClassBlock, ClassCells, NODATA},
    grid::Window,
    kernels::{
        Accumulator, GoOn,
        metrics::{Known, Landscape, Setting, Sums},
        patches::{
            ClassPatches, PatchBlock, PatchIds, PatchOptions, Patches, Pattern,
            geometry::{Geometries, Geometry, GeometryBlock, GeometryOptions},
            isolation::{EdgeCell, EdgeCells},
        },
    },
};
use ndarray::{Array2, ArrayView2, s};
use std::collections::BTreeMap;

/// The patches of a window, or of any map, with their geometries where they were measured.
#[derive(Default)]
pub struct WindowPattern {
    pattern: Pattern,
    geometries: Vec<Geometry>,
}

impl WindowPattern {
    /// Of the patches that were found last.
    pub fn of_shapes(window_patches: &WindowPatches, index_in_sums: &[u16], sums: &Sums) -> WindowPattern {
        let mut found = WindowPattern::default();
        found.pattern.classes =
            sums.classes.iter().map(|class| ClassPatches { code: class.code, shapes: Vec::new() }).collect();
        found.pattern.edges.clone_from(&sums.edges);
        window_patches.each(|class_id, shape| {
            found.pattern.classes[usize::from(index_in_sums[usize::from(class_id)])].shapes.push((shape, 1));
        });
        found
    }

    /// Of the window around a cell, whose patches are measured as those of a map. Its cells become ids of the classes of the
    /// sums, `index_in_sums` being those of class ids.
    pub fn of_window(
        tile: &HaloTile,
        footprint: &Footprint,
        at: usize,
        index_in_sums: &[u16],
        sums: &Sums,
        corners: bool,
    ) -> WindowPattern {
        let id = |class_id: u16| if class_id == BACKGROUND { NODATA } else { index_in_sums[usize::from(class_id)] };
        let (up, left) = (footprint.half_height(), footprint.half_width());
        let mut cells = Array2::from_elem((2 * up + 1, 2 * left + 1), NODATA);
        for (mut to, (row, half)) in cells.rows_mut().into_iter().zip(footprint.rows()) {
            let from = (at as isize + row * tile.width as isize) as usize - half;
            let row = &tile.class_ids[from..=from + 2 * half];
            to.iter_mut().skip(left - half).zip(row).for_each(|(to, class_id)| *to = id(*class_id));
        }
        let codes: Vec<Option<i64>> = sums.classes.iter().map(|class| Some(class.code)).collect();
        let map = SmallMap { cells: cells.view(), codes: &codes, corners };
        let found = map.patches(true, &|| true);
        found.and_then(|found| map.measured(found, &sums.setting, &|| true)).unwrap_or_default()
    }

    pub fn landscape(&self, setting: Setting) -> Landscape<'_> {
        Landscape::new(&self.pattern, Known { geometries: &self.geometries, ..Known::default() }, setting)
    }

    /// Of its classes, ascending.
    pub fn codes(&self) -> impl Iterator<Item = i64> + '_ {
        self.pattern.classes.iter().map(|class| class.code)
    }

    /// Cells with a class.
    pub fn cells(&self) -> u64 {
        let shapes = self.pattern.classes.iter().flat_map(|class| &class.shapes);
        shapes.map(|(shape, patches)| patches * shape.cells).sum()
    }

    #[cfg(test)]
    pub fn geometries(&self) -> &[Geometry] {
        &self.geometries
    }
}

/// A map of ids with the codes of these, that lies in memory. Functions give `None` where `go_on` said no.
#[derive(Clone, Copy)]
pub struct SmallMap<'a> {
    pub cells: ArrayView2<'a, u16>,
    pub codes: &'a [Option<i64>],
    /// Cells that touch at a corner are of one patch.
    pub corners: bool,
}

impl SmallMap<'_> {
    /// Its patches, one by one where they are `listed`.
    pub fn patches(&self, listed: bool, go_on: GoOn<'_>) -> Option<WindowPattern> {
        let mut patches = Patches::default();
        for block in self.strips(listed) {
            patches.push(block);
            if !go_on() {
                return None;
            }
        }
        let pattern = patches.finish().into_values().next().unwrap_or_default();
        Some(WindowPattern { pattern, geometries: Vec::new() })
    }

    /// The patches that it listed, with their geometries.
    pub fn measured(&self, found: WindowPattern, setting: &Setting, go_on: GoOn<'_>) -> Option<WindowPattern> {
        let patterns = BTreeMap::from([(None, found.pattern)]);
        let ids = PatchIds::new(&patterns);
        let pattern = patterns.into_values().next().unwrap_or_default();
        let sizes: Vec<u64> = pattern.patches.iter().map(|patch| patch.shape.cells).collect();
        let (width, height) = (setting.cell_width, setting.cell_height);
        let options = GeometryOptions {
            cell_width: width,
            cell_height: height,
            edge_depth: None,
            corners: self.corners,
            edges: true,
        };
        let mut measured = Geometries::default();
        for block in self.strips(true) {
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
            let nearest = EdgeCells::new(edges, own.len(), (width, height)).nearest(go_on)?;
            own.iter().zip(nearest).for_each(|(i, nearest)| geometries[*i].nearest = nearest);
        }
        Some(WindowPattern { pattern, geometries })
    }

    /// It in pieces of whole rows.
    fn strips(&self, listed: bool) -> impl Iterator<Item = PatchBlock<'_>> {
        let options = PatchOptions { corners: self.corners, listed };
        let (rows, columns) = self.cells.dim();
        let most = (STRIP_CELLS / columns.max(1)).max(1);
        (0..rows).step_by(most).map(move |row| {
            let window = Window { row, column: 0, rows: most.min(rows - row), columns };
            let cells = ClassCells::Ids(self.cells.slice(s![row..row + window.rows, ..]));
            PatchBlock { block: ClassBlock { cells, codes: self.codes }, window, zones: None, options }
        })
    }
}

/// Cells between two looks whether to go on.
const STRIP_CELLS: usize = 1 << 18;
