//! What patches are given once they are found: their geometry, their distances from one another, their contrast.

use crate::{
    engine::tables::pair_table::{PairTable, edges},
    error::{Error, Result},
    kernels::{
        GoOn,
        metrics::Setting,
        patches::{
            CellSides, PatchIds, Pattern,
            geometry::{Depths, Geometry},
            isolation::{EdgeCell, EdgeCells},
        },
        stats::sum::sum,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Patterns by zone.
pub type Patterns = BTreeMap<Option<u32>, Pattern>;
/// By zone, in the order of the patches of its pattern.
pub type Measured = BTreeMap<Option<u32>, Vec<Geometry>>;

/// The patches of a map, and their ids.
pub struct Numbered<'a> {
    pub patterns: &'a Patterns,
    pub ids: &'a PatchIds,
}

impl Numbered<'_> {
    /// Cells of every patch by id, from 0 for id 1.
    pub fn cells(&self) -> Vec<u64> {
        let mut cells = vec![0; self.ids.len()];
        for (zone, pattern) in self.patterns {
            let ids = self.ids.indices(*zone, pattern);
            ids.zip(&pattern.patches).for_each(|(i, patch)| cells[i] = patch.shape.cells);
        }
        cells
    }

    /// Geometries by id as those of the patches of each pattern.
    pub fn by_zone(&self, mut geometries: Vec<Geometry>) -> Measured {
        let mut of =
            |zone, pattern| self.ids.indices(zone, pattern).map(|i| std::mem::take(&mut geometries[i])).collect();
        self.patterns.iter().map(|(zone, pattern)| (*zone, of(*zone, pattern))).collect()
    }

    /// Gives patches their contrast: perimeters against other classes by their weights, those at background by the share that
    /// counts, as a share of the whole.
    pub fn give_contrast(
        &self,
        measured: &mut Measured,
        borders: Vec<(u32, u32, CellSides)>,
        classes: &Codes,
        weights: &PairTable,
        setting: &Setting,
    ) {
        let mut weighted = vec![0.0; self.ids.len()];
        for (id, beyond, sides) in borders {
            let i = id as usize - 1;
            let weight =
                weights.get(classes.codes[classes.of[i] as usize], classes.codes[beyond as usize]).unwrap_or(0.0);
            // What is not against another class is at background.
            weighted[i] += (weight - setting.boundary_edge) * setting.length(sides);
        }
        for (zone, geometries) in measured {
            let pattern = &self.patterns[zone];
            for ((i, patch), geometry) in self.ids.indices(*zone, pattern).zip(&pattern.patches).zip(geometries) {
                let perimeter = setting.length(patch.shape.sides);
                geometry.contrast = Some(100.0 * (weighted[i] + setting.boundary_edge * perimeter) / perimeter);
            }
        }
    }
}

/// What is asked of distances between patches.
pub struct Isolation {
    pub nearest: bool,
    /// Within it, in m, for PROX.
    pub proximity: Option<f64>,
    /// Within it, in m, for SIMI, and the weights of classes.
    pub similarity: Option<(f64, PairTable)>,
    /// In m, for CONNECT.
    pub connect_threshold: Option<f64>,
}

impl Isolation {
    /// Whether there is anything to be measured, which takes the edge cells of patches.
    pub fn asked(&self) -> bool {
        self.nearest || self.proximity.is_some() || self.similarity.is_some() || self.connect_threshold.is_some()
    }

    /// Gives the patches of a landscape what depends on distances, and lets go of their edge cells. Gives the joined pairs of
    /// each class.
    pub fn measure(
        &self,
        pattern: &Pattern,
        geometries: &mut [Geometry],
        setting: &Setting,
        go_on: GoOn<'_>,
    ) -> Result<Vec<u64>> {
        let sides = (setting.cell_width, setting.cell_height);
        let area = |i: usize| setting.square_metres(pattern.patches[i].shape.cells);
        if let Some((radius, weights)) = &self.similarity {
            weights.check(pairs(pattern))?;
            let all: Vec<usize> = (0..geometries.len()).collect();
            let edges = EdgeCells::new(edge_cells(&all, geometries), all.len(), sides);
            let code = |i: u32| pattern.classes[pattern.patches[i as usize].class].code;
            let weight = |i, j| weights.get(code(i), code(j)).unwrap_or(1.0);
            geometries.iter_mut().for_each(|geometry| geometry.similarity = Some(0.0));
            let of = |patch, others: &[(u32, f64)]| {
                sum(others.iter().map(|(other, d)| weight(patch, *other) * area(*other as usize) / (d * d)))
            };
            for (patch, similarity) in edges.within(*radius, go_on, of).ok_or(Error::Cancelled)? {
                geometries[patch as usize].similarity = Some(similarity);
            }
        }
        let mut of_class: Vec<Vec<usize>> = vec![Vec::new(); pattern.classes.len()];
        pattern.patches.iter().enumerate().for_each(|(i, patch)| of_class[patch.class].push(i));
        let mut joins = Vec::with_capacity(of_class.len());
        for patches in of_class {
            let edges = EdgeCells::new(edge_cells(&patches, geometries), patches.len(), sides);
            patches.iter().for_each(|i| geometries[*i].edge = Vec::new());
            if self.nearest {
                let nearest = edges.nearest(go_on).ok_or(Error::Cancelled)?;
                patches.iter().zip(nearest).for_each(|(i, nearest)| geometries[*i].nearest = nearest);
            }
            if let Some(radius) = self.proximity {
                patches.iter().for_each(|i| geometries[*i].proximity = Some(0.0));
                let of = |_, others: &[(u32, f64)]| {
                    sum(others.iter().map(|(other, d)| area(patches[*other as usize]) / (d * d)))
                };
                for (patch, proximity) in edges.within(radius, go_on, of).ok_or(Error::Cancelled)? {
                    geometries[patches[patch as usize]].proximity = Some(proximity);
                }
            }
            if let Some(threshold) = self.connect_threshold {
                let ends = edges.within(threshold, go_on, |_, others| others.len() as u64).ok_or(Error::Cancelled)?;
                joins.push(ends.iter().map(|(_, ends)| ends).sum::<u64>() / 2);
            }
        }
        Ok(joins)
    }
}

/// Every two classes of a pattern.
fn pairs(pattern: &Pattern) -> impl Iterator<Item = (i64, i64)> + '_ {
    let codes = || pattern.classes.iter().map(|class| class.code);
    codes().enumerate().flat_map(move |(i, a)| codes().skip(i + 1).map(move |b| (a, b)))
}

/// Edge cells of some patches, numbered as they are given.
fn edge_cells(patches: &[usize], geometries: &[Geometry]) -> Vec<EdgeCell> {
    let of = |(patch, i): (u32, &usize)| {
        geometries[*i].edge.iter().map(move |(row, column)| EdgeCell { row: *row, column: *column, patch })
    };
    (0..).zip(patches).flat_map(of).collect()
}

/// Depths of the edges of a map, in m, both ways round; `units` is the length of a map unit.
pub fn depths(table: &PairTable, units: f64, patterns: &Patterns) -> Depths {
    let pairs = patterns.values().flat_map(edges).flat_map(|(a, b)| [(a, b), (b, a)]);
    pairs.filter_map(|(a, b)| Some(((a, b), units * table.get(a, b)?))).collect()
}

/// Classes of the patches of a map.
pub struct Codes {
    /// Ascending.
    codes: Vec<i64>,
    /// Which of them each patch has, by id from 0 for id 1.
    pub of: Vec<u32>,
}

impl Codes {
    pub fn new(numbered: &Numbered<'_>) -> Codes {
        let Numbered { patterns, ids } = numbered;
        let codes: BTreeSet<i64> = patterns.values().flat_map(|p| &p.classes).map(|class| class.code).collect();
        let codes: Vec<i64> = codes.into_iter().collect();
        let mut of = vec![0; ids.len()];
        for (zone, pattern) in *patterns {
            let place = |class: usize| codes.partition_point(|code| *code < pattern.classes[class].code) as u32;
            ids.indices(*zone, pattern).zip(&pattern.patches).for_each(|(i, patch)| of[i] = place(patch.class));
        }
        Codes { codes, of }
    }
}
