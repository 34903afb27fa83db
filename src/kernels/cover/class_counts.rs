//! How many cells every class has and how large they are, in all and by zone.
//!
//! n_c = number of valid cells with class c, A_c = Σ of their areas \[ha\]; a class is a code, or for two maps a pair of
//! codes. Counts are integers, so every tiling and thread count gives the same; where all cells are alike A_c = n_c A,
//! else areas are summed with compensation (Neumaier), which agrees to 1e-15 of the sum whatever the tiling.
//!
//! Shapes: blocks of cells; n and A for each zone and class. Units: cells, ha. Range: n from 1. Nodata and cells outside of all zones
//! are not counted.
//!
//! Source: Neumaier 1974, Z. Angew. Math. Mech. 54, 39 (the sums).

use crate::{
    cover::{
        cell_mask::Zones,
        classes::{ClassBlock, ClassCells},
    },
    grid::{
        Window,
        areas::{CellAreas, RowAreas},
    },
    kernels::{
        Accumulator,
        cover::byte_counts::ByteCounts,
        stats::sum::{Sum, sum},
    },
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// A number of cells and their area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct AreaSum {
    pub cells: u64,
    /// 0 where all cells are alike; see [`ClassCounts::counted`].
    area: Sum,
}

impl AreaSum {
    pub(crate) fn add(&mut self, cells: u64, area_ha: f64) {
        self.cells += cells;
        self.area.add(area_ha);
    }

    pub(crate) fn merge(&mut self, other: AreaSum) {
        self.cells += other.cells;
        self.area.merge(other.area);
    }

    pub fn area_ha(&self, areas: &CellAreas) -> f64 {
        match areas {
            CellAreas::Same(area) => self.cells as f64 * area,
            _ => self.area.total(),
        }
    }
}

/// What is counted: a code, or a pair of them.
pub trait Class: Copy + Ord + Send + Serialize + DeserializeOwned + 'static {}

impl<T: Copy + Ord + Send + Serialize + DeserializeOwned + 'static> Class for T {}

/// Cells by class, in all (`None`) and in each zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "C: Class")]
pub struct ClassCounts<C: Class> {
    area_sums: BTreeMap<(Option<u32>, C), AreaSum>,
    nodata: u64,
}

impl<C: Class> Default for ClassCounts<C> {
    fn default() -> Self {
        ClassCounts { area_sums: BTreeMap::new(), nodata: 0 }
    }
}

/// The ground under a block.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub window: Window,
    pub areas: &'a CellAreas,
    pub zones: Option<&'a Zones>,
}

impl Ground<'_> {
    /// Whether cells have one area and are of no zone: then they need only be counted.
    pub fn alike(&self) -> bool {
        self.zones.is_none() && matches!(self.areas, CellAreas::Same(_))
    }
}

/// How much of a class a run found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassCount<C> {
    /// Index of the zone; `None` is the whole region, each cell once.
    pub zone: Option<u32>,
    pub class: C,
    pub cells: u64,
    pub area_ha: f64,
}

impl<C: Class> ClassCounts<C> {
    /// Classes met so far, and their cells.
    pub fn classes(&self) -> impl Iterator<Item = (C, u64)> + '_ {
        self.area_sums
            .iter()
            .filter(|((zone, _), _)| zone.is_none())
            .map(|((_, class), area_sum)| (*class, area_sum.cells))
    }

    /// The area of all classes together, in the whole region.
    pub fn area_ha(&self, areas: &CellAreas) -> f64 {
        let whole = self.area_sums.iter().filter(|((zone, _), _)| zone.is_none());
        sum(whole.map(|(_, area_sum)| area_sum.area_ha(areas)))
    }

    /// All that was found, the whole region first, then zone by zone, classes ascending.
    pub fn counted(&self, areas: &CellAreas) -> Vec<ClassCount<C>> {
        self.area_sums
            .iter()
            .map(|((zone, class), area_sum)| ClassCount {
                zone: *zone,
                class: *class,
                cells: area_sum.cells,
                area_ha: area_sum.area_ha(areas),
            })
            .collect()
    }

    /// The classes for which there is another, as that.
    pub fn map<D: Class>(&self, class: impl Fn(C) -> Option<D>) -> ClassCounts<D> {
        let mut counts = ClassCounts::default();
        for ((zone, of), area_sum) in &self.area_sums {
            match class(*of) {
                Some(class) => counts.area_sums.entry((*zone, class)).or_default().merge(*area_sum),
                None if zone.is_none() => counts.nodata += area_sum.cells,
                None => {}
            }
        }
        counts.nodata += self.nodata;
        counts
    }

    fn add(&mut self, zone: Option<u32>, class: C, cells: u64, area_ha: f64) {
        self.area_sums.entry((zone, class)).or_default().add(cells, area_ha);
    }

    /// Cells that are all alike, of no zone; nodata where they have no class.
    pub(super) fn add_alike(&mut self, class: Option<C>, cells: u64) {
        match class {
            Some(class) => self.add(None, class, cells, 0.0),
            None => self.nodata += cells,
        }
    }

    /// Counts a block whose cells are all alike, without zones: the fast way.
    fn push_alike(&mut self, block: ClassBlock<'_, C>) {
        let counts = match block.cells {
            ClassCells::Bytes(cells) => count_values(cells, count_bytes),
            ClassCells::Ids(cells) => count_values(cells, count_ids),
        };
        for (value, n) in counts.into_iter().enumerate().filter(|(_, n)| *n > 0) {
            self.add_alike(block.codes.get(value).copied().flatten(), n);
        }
    }

    fn push_rows<T: Copy + Into<usize>>(&mut self, cells: ArrayView2<'_, T>, codes: &[Option<C>], ground: Ground<'_>) {
        let mut sums = ValueSums::new(codes.len());
        let mut buffer = Vec::new();
        let window = ground.window;
        for (r, row) in cells.rows().into_iter().enumerate() {
            let row = row.as_slice().expect("rows of a block are contiguous");
            let areas = ground.areas.row(window.row + r, window.column..window.column + window.columns, &mut buffer);
            let parts = ground.zones.into_iter().flat_map(|zones| zones.row(window.row + r, window));
            for (columns, zone) in std::iter::once((0..row.len(), None)).chain(parts.map(|(c, zone)| (c, Some(zone)))) {
                match areas {
                    RowAreas::Same(area) => {
                        row[columns].iter().for_each(|cell| sums.add((*cell).into(), 0.0));
                        sums.drain(|value, n, _| self.take(zone, codes, value, n, n as f64 * area));
                    }
                    RowAreas::Each(areas) => {
                        for (cell, area) in row[columns.clone()].iter().zip(&areas[columns]) {
                            sums.add((*cell).into(), *area);
                        }
                        sums.drain(|value, n, area| self.take(zone, codes, value, n, area));
                    }
                }
            }
        }
    }

    fn take(&mut self, zone: Option<u32>, codes: &[Option<C>], value: usize, cells: u64, area_ha: f64) {
        match codes.get(value).copied().flatten() {
            Some(class) => self.add(zone, class, cells, area_ha),
            None if zone.is_none() => self.nodata += cells,
            None => {}
        }
    }
}

impl<C: Class> Accumulator for ClassCounts<C> {
    type Block<'a> = (ClassBlock<'a, C>, Ground<'a>);
    /// Itself: areas of cells that are all alike come in by [`ClassCounts::counted`].
    type Output = ClassCounts<C>;

    fn push(&mut self, (block, ground): Self::Block<'_>) {
        if ground.alike() {
            return self.push_alike(block);
        }
        match block.cells {
            ClassCells::Bytes(cells) => self.push_rows(cells, block.codes, ground),
            ClassCells::Ids(cells) => self.push_rows(cells, block.codes, ground),
        }
    }

    fn merge(&mut self, next: Self) {
        self.nodata += next.nodata;
        for (key, area_sum) in next.area_sums {
            self.area_sums.entry(key).or_default().merge(area_sum);
        }
    }

    fn finish(self) -> ClassCounts<C> {
        self
    }
}

/// Cells and areas by value, with a list of the values that occur, so that a short row costs what it holds.
struct ValueSums {
    cells: Vec<u64>,
    areas: Vec<f64>,
    values: Vec<usize>,
}

impl ValueSums {
    /// Values from `codes` on are nodata and share a place.
    fn new(codes: usize) -> ValueSums {
        ValueSums { cells: vec![0; codes + 1], areas: vec![0.0; codes + 1], values: Vec::new() }
    }

    fn add(&mut self, value: usize, area: f64) {
        let value = value.min(self.cells.len() - 1);
        if self.cells[value] == 0 {
            self.values.push(value);
        }
        self.cells[value] += 1;
        self.areas[value] += area;
    }

    fn drain(&mut self, mut take: impl FnMut(usize, u64, f64)) {
        for value in self.values.drain(..) {
            take(value, std::mem::take(&mut self.cells[value]), std::mem::take(&mut self.areas[value]));
        }
    }
}

/// How often every value occurs, by whole slices where the view is one.
fn count_values<T>(cells: ArrayView2<'_, T>, count: fn(&[T]) -> Vec<u64>) -> Vec<u64>
where
    T: Copy,
{
    if let Some(cells) = cells.as_slice() {
        return count(cells);
    }
    let mut all: Vec<u64> = Vec::new();
    for row in cells.rows() {
        let counts = count(&row.to_vec());
        all.resize(all.len().max(counts.len()), 0);
        all.iter_mut().zip(counts).for_each(|(a, n)| *a += n);
    }
    all
}

/// By value, all 256 of them.
fn count_bytes(cells: &[u8]) -> Vec<u64> {
    let mut counts = ByteCounts::new();
    counts.count(cells);
    counts.taken().to_vec()
}

/// Ids that are looked at together: large maps are made of runs, and a lane of one id costs one addition.
const LANE: usize = 64;

fn count_ids(cells: &[u16]) -> Vec<u64> {
    let mut counts = vec![0u64; 1 << 16];
    for lane in cells.chunks(LANE) {
        if lane.iter().fold(true, |same, id| same & (*id == lane[0])) {
            counts[usize::from(lane[0])] += lane.len() as u64;
        } else {
            lane.iter().for_each(|id| counts[usize::from(*id)] += 1);
        }
    }
    counts
}

#[cfg(test)]
mod tests;
