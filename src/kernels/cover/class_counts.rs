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

    /// Counts a block whose cells are all alike, without zones: the fast way.
    fn push_alike(&mut self, block: ClassBlock<'_, C>) {
        let counts = match block.cells {
            ClassCells::Bytes(cells) => count_values(cells, count_bytes),
            ClassCells::Ids(cells) => count_values(cells, count_ids),
        };
        for (value, n) in counts.into_iter().enumerate().filter(|(_, n)| *n > 0) {
            match block.codes.get(value).copied().flatten() {
                Some(class) => self.add(None, class, n, 0.0),
                None => self.nodata += n,
            }
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
        if ground.zones.is_none() && matches!(ground.areas, CellAreas::Same(_)) {
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

/// Cells of a segment.
const SEGMENT: usize = 8192;
/// Beyond so many values in a segment a table is faster.
const VALUES: usize = 16;

/// How often every byte occurs.
///
/// A segment of a land-cover map holds few classes, and mostly those of the segment before: so each value is counted by
/// comparing whole vectors with it, the most frequent first, until all cells are accounted for. A segment with a value
/// not met lately, or with very many, is counted cell by cell.
fn count_bytes(cells: &[u8]) -> Vec<u64> {
    let mut counts = vec![0u64; 256];
    let mut recent: Vec<(usize, u8)> = Vec::with_capacity(256);
    let mut segments = cells.chunks_exact(SEGMENT);
    for segment in &mut segments {
        let mut rest = SEGMENT;
        for (n, value) in &mut recent {
            *n = if rest > 0 { bytecount::count(segment, *value) } else { 0 };
            rest -= *n;
        }
        if rest > 0 {
            let table = count_cells(segment);
            recent.retain(|(_, value)| table[usize::from(*value)] == 0);
            recent.iter_mut().for_each(|(n, _)| *n = 0);
            recent.extend((0..=255).map(|value| (table[usize::from(value)] as usize, value)).filter(|(n, _)| *n > 0));
        }
        for (n, value) in &recent {
            counts[usize::from(*value)] += *n as u64;
        }
        recent.sort_unstable_by(|a, b| b.cmp(a));
        recent.truncate(VALUES);
    }
    counts.iter_mut().zip(count_cells(segments.remainder())).for_each(|(count, n)| *count += n);
    counts
}

/// Neighbours go to different tables: adding to the place that was just written would wait for that write.
fn count_cells(cells: &[u8]) -> [u64; 256] {
    let mut tables = [[0u64; 256]; 4];
    let mut fours = cells.chunks_exact(4);
    for four in &mut fours {
        for (table, cell) in tables.iter_mut().zip(four) {
            table[usize::from(*cell)] += 1;
        }
    }
    fours.remainder().iter().for_each(|cell| tables[0][usize::from(*cell)] += 1);
    std::array::from_fn(|i| tables.iter().map(|table| table[i]).sum())
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
mod tests {
    use super::*;
    use crate::{
        cover::classes::NODATA,
        grid::{Grid, areas::Surface, ellipsoid::Ellipsoid},
        kernels::{from_bytes, laws, to_bytes},
    };
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const CODES: [Option<i64>; 4] = [Some(-7), Some(0), Some(300), Some(i64::MAX)];
    const ALIKE: CellAreas = CellAreas::Same(0.5);

    fn block<'a>(ids: ArrayView2<'a, u16>, ground: Ground<'a>) -> (ClassBlock<'a, i64>, Ground<'a>) {
        (ClassBlock { cells: ClassCells::Ids(ids), codes: &CODES }, ground)
    }

    fn window(row: usize, column: usize, ids: &ArrayView2<'_, u16>) -> Window {
        Window { row, column, rows: ids.nrows(), columns: ids.ncols() }
    }

    fn count(ids: ArrayView2<'_, u16>) -> ClassCounts<i64> {
        let mut counts = ClassCounts::default();
        let window = window(0, 0, &ids);
        counts.push(block(ids, Ground { window, areas: &ALIKE, zones: None }));
        counts
    }

    fn classes(counts: &ClassCounts<i64>) -> Vec<(i64, u64)> {
        counts.classes().collect()
    }

    #[test]
    fn empty_and_all_nodata() {
        assert_eq!(count(Array2::zeros((0, 0)).view()), ClassCounts::default());
        let c = count(Array2::from_elem((3, 40), NODATA).view());
        assert_eq!((classes(&c).len(), c.nodata), (0, 120));
    }

    #[test]
    fn a_tiny_map() {
        let c = count(array![[0, 1, 1], [3, NODATA, 1]].view());
        assert_eq!(classes(&c), [(-7, 1), (0, 3), (i64::MAX, 1)]);
        assert_eq!(c.nodata, 1);
        assert_eq!(c.counted(&ALIKE)[1], ClassCount { zone: None, class: 0, cells: 3, area_ha: 3.0 * 0.5 });
    }

    #[test]
    fn bytes_that_share_a_code_or_have_none() {
        let mut codes = [None; 256];
        (codes[1], codes[2], codes[255]) = (Some(10), Some(10), Some(-1));
        let mut counts = ClassCounts::default();
        let cells = array![[1u8, 2, 2], [255, 0, 77]];
        let ground = Ground { window: Window { row: 0, column: 0, rows: 2, columns: 3 }, areas: &ALIKE, zones: None };
        counts.push((ClassBlock { cells: ClassCells::Bytes(cells.view()), codes: &codes }, ground));
        assert_eq!((classes(&counts), counts.nodata), (vec![(-1, 1), (10, 3)], 2));
    }

    #[test]
    fn areas_by_row_and_zones_that_overlap() {
        let areas = CellAreas::Rows(vec![1.0, 10.0]);
        let grid = Grid { rows: 2, columns: 3, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 };
        let zone =
            |name: &str, x1: f64, x2: f64| (name.to_owned(), vec![vec![(x1, 0.0), (x2, 0.0), (x2, 2.0), (x1, 2.0)]]);
        let zones = Zones::of(vec![zone("a", 0.0, 2.0), zone("b", 1.0, 3.0)], &grid);
        let map = array![[0u16, 1, NODATA], [0, 0, 1]];
        let mut counts = ClassCounts::default();
        counts.push(block(map.view(), Ground { window: grid.whole(), areas: &areas, zones: Some(&zones) }));
        let found: Vec<_> = counts.counted(&areas).into_iter().map(|f| (f.zone, f.class, f.cells, f.area_ha)).collect();
        let expected = [
            (None, -7, 3, 1.0 + 10.0 + 10.0),
            (None, 0, 2, 1.0 + 10.0),
            (Some(0), -7, 3, 1.0 + 10.0 + 10.0),
            (Some(0), 0, 1, 1.0),
            (Some(1), -7, 1, 10.0),
            (Some(1), 0, 2, 1.0 + 10.0),
        ];
        assert_eq!(found, expected);
        assert_eq!(counts.nodata, 1);
    }

    #[test]
    fn segments_of_few_and_of_many_values() {
        let noise = |i: usize| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u8;
        let n = 5 * SEGMENT + 77;
        let maps: [Vec<u8>; 4] = [
            vec![7; n],
            (0..n).map(|i| noise(i / 9) % 5).collect(),
            (0..n).map(noise).collect(),
            // A value that comes up only in the fourth segment
            (0..n).map(|i| if i == 3 * SEGMENT + 5 { 200 } else { noise(i) % 3 }).collect(),
        ];
        for cells in maps {
            let mut expected = vec![0; 256];
            cells.iter().for_each(|c| expected[usize::from(*c)] += 1);
            assert_eq!(count_bytes(&cells), expected);
        }
    }

    proptest! {
        #[test]
        fn any_tiling_and_order_gives_the_whole(
            cells in proptest::collection::vec(prop_oneof![8 => 0u16..4, 1 => Just(NODATA)], 20 * 37),
            repeat in 1usize..30, row in 1usize..19, column in 1usize..36, kind in 0..3, x in 0.0f64..30.0
        ) {
            let map = Array2::from_shape_fn((20, 37), |(r, c)| cells[(r * 37 + c) / repeat]);
            let grid = Grid { rows: 20, columns: 37, geotransform: [0.0, 0.01, 0.0, 40.0, 0.0, -0.01], metres_per_unit: 1.0 };
            let wgs84 = Ellipsoid { semi_major: 6_378_137.0, inverse_flattening: 298.257_223_563 };
            let areas = match kind {
                0 => ALIKE,
                1 => CellAreas::rows(&grid, wgs84),
                _ => CellAreas::Surface(Surface::new(&grid, 1000.0, wgs84, |c, r| Some(grid.to_map(c, r))).unwrap()),
            };
            // Slanted, so that each row has other cells of a zone
            let strip = |name: &str, x1: f64, x2: f64| {
                let corners = [(x1, -1.0), (x2, -1.0), (x2 + 8.0, 30.0), (x1 + 8.0, 30.0)].map(|(c, r)| grid.to_map(c, r));
                (name.to_owned(), vec![corners.to_vec()])
            };
            let zones = Zones::of(vec![strip("a", x, x + 9.0), strip("b", 5.0, 11.5)], &grid);
            for zones in [None, Some(&zones)] {
                let part = |rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| {
                    let view = map.slice(s![rows.clone(), columns.clone()]);
                    let mut counts = ClassCounts::default();
                    let window = window(rows.start, columns.start, &view);
                    counts.push(block(view, Ground { window, areas: &areas, zones }));
                    counts
                };
                let whole = part(0..20, 0..37);
                let [a, b, c, d] = [part(0..row, 0..column), part(0..row, column..37), part(row..20, 0..column), part(row..20, column..37)];
                let mut left = a.clone();
                left.merge(b.clone());
                left.merge(c.clone());
                left.merge(d.clone());
                let (mut right, mut tail) = (a, b);
                let mut end = c;
                end.merge(d);
                tail.merge(end);
                right.merge(tail);
                for split in [left, right] {
                    prop_assert_eq!(split.nodata, whole.nodata);
                    let (split, whole) = (split.counted(&areas), whole.counted(&areas));
                    prop_assert_eq!(split.len(), whole.len());
                    for (s, w) in split.iter().zip(&whole) {
                        prop_assert_eq!((s.zone, s.class, s.cells), (w.zone, w.class, w.cells));
                        prop_assert!((s.area_ha - w.area_ha).abs() <= 1e-13 * w.area_ha);
                    }
                }
                prop_assert_eq!(from_bytes::<ClassCounts<i64>>(&to_bytes(&whole)), Some(whole.clone()));
                let mut expected = BTreeMap::new();
                for id in map.iter().filter(|id| **id != NODATA) {
                    *expected.entry(CODES[usize::from(*id)].unwrap()).or_insert(0u64) += 1;
                }
                prop_assert_eq!(whole.classes().collect::<BTreeMap<_, _>>(), expected);
            }
        }
    }

    #[test]
    fn parts_make_the_whole() {
        let map = array![[0, 1, 1], [3, NODATA, 1], [2, 2, 0], [1, 0, 3]];
        let grid = Grid { rows: 4, columns: 3, geotransform: [0.0, 1.0, 0.0, 4.0, 0.0, -1.0], metres_per_unit: 1.0 };
        let two_columns = vec![(0.0, 0.0), (2.0, 0.0), (2.0, 4.0), (0.0, 4.0)];
        let zones = Zones::of(vec![("a".to_owned(), vec![two_columns])], &grid);
        let areas = CellAreas::Rows(vec![0.5, 0.25, 2.0, 1.0]);
        for zones in [None, Some(&zones)] {
            let of = |rows: std::ops::Range<usize>| {
                let mut counts = ClassCounts::default();
                let view = map.slice(s![rows.clone(), ..]);
                counts.push(block(view, Ground { window: window(rows.start, 0, &view), areas: &areas, zones }));
                counts
            };
            laws::hold_in_any_order::<ClassCounts<i64>, _>(4, of, ClassCounts::finish);
        }
    }

    #[test]
    fn bytes_of_another_kind_are_refused() {
        assert_eq!(from_bytes::<ClassCounts<i64>>(&[0xff; 3]), None);
    }
}
