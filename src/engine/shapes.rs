//! Polygons of the lattice of cells as polygons of the map, in well-known binary.

use crate::{
    error::{Error, Result},
    grid::Grid,
    kernels::patches::outlines::Outline,
    sentence::phrase,
};

const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// The polygons of one label as a MultiPolygon, little-endian: shells counter-clockwise on the map and holes clockwise,
/// whichever way the grid lies.
pub fn multi_polygon(outline: Outline<'_>, grid: &Grid) -> Result<Vec<u8>> {
    let g = &grid.geotransform;
    // Outlines are made for maps whose rows go down; where they do not, every ring is walked backward.
    let mirrored = g[1] * g[5] - g[2] * g[4] > 0.0;
    let polygons = || outline.polygons();
    let size = 9 + polygons().map(|rings| 9 + rings.map(|ring| 4 + 16 * ring.len()).sum::<usize>()).sum::<usize>();
    let mut wkb = Vec::new();
    wkb.try_reserve_exact(size).map_err(|_| Error::Memory { what: phrase!("the polygons"), bytes: size as u64 })?;
    begin(&mut wkb, MULTI_POLYGON, polygons().count());
    for rings in polygons() {
        begin(&mut wkb, POLYGON, rings.len());
        for ring in rings {
            wkb.extend((ring.len() as u32).to_le_bytes());
            for i in 0..ring.len() {
                let (column, row) = ring[if mirrored { ring.len() - 1 - i } else { i }];
                let (x, y) = grid.to_map(f64::from(column), f64::from(row));
                wkb.extend(x.to_le_bytes());
                wkb.extend(y.to_le_bytes());
            }
        }
    }
    Ok(wkb)
}

fn begin(wkb: &mut Vec<u8>, kind: u32, parts: usize) {
    wkb.push(1); // little-endian
    wkb.extend(kind.to_le_bytes());
    wkb.extend((parts as u32).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{
        Accumulator,
        patches::outlines::{LabelRun, LabelRuns, outlines},
    };

    const UP: [f64; 6] = [1000.0, 10.0, 0.0, 500.0, 0.0, -10.0];

    fn wkb(geotransform: [f64; 6], rows: &[&[LabelRun]]) -> Vec<u8> {
        let grid = Grid { rows: rows.len(), columns: 9, geotransform, metres_per_unit: 1.0 };
        let mut runs = LabelRuns::default();
        rows.iter().for_each(|row| runs.push(row));
        multi_polygon(outlines(&runs).unwrap().labels().next().unwrap(), &grid).unwrap()
    }

    fn run(start: u32, end: u32) -> LabelRun {
        LabelRun { start, end, label: 1 }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn a_cell_as_bytes() {
        let mut expected = "01 06000000 01000000 01 03000000 01000000 05000000".replace(' ', "");
        for (x, y) in [(1010.0, 490.0), (1020.0, 490.0), (1020.0, 500.0), (1010.0, 500.0), (1010.0, 490.0)] {
            expected += &hex(&f64::to_le_bytes(x));
            expected += &hex(&f64::to_le_bytes(y));
        }
        assert_eq!(hex(&wkb(UP, &[&[run(1, 2)]])), expected);
    }

    fn take<const N: usize>(wkb: &mut &[u8]) -> [u8; N] {
        let (head, rest) = wkb.split_first_chunk().unwrap();
        *wkb = rest;
        *head
    }

    fn count(wkb: &mut &[u8]) -> u32 {
        u32::from_le_bytes(take(wkb))
    }

    fn point(wkb: &mut &[u8]) -> (f64, f64) {
        (f64::from_le_bytes(take(wkb)), f64::from_le_bytes(take(wkb)))
    }

    /// Twice the signed areas of the rings of each polygon.
    fn areas(mut wkb: &[u8]) -> Vec<Vec<f64>> {
        let wkb = &mut wkb;
        let mut polygons = Vec::new();
        assert_eq!(take(wkb), [1, 6, 0, 0, 0]);
        for _ in 0..count(wkb) {
            let mut rings = Vec::new();
            assert_eq!(take(wkb), [1, 3, 0, 0, 0]);
            for _ in 0..count(wkb) {
                let points: Vec<(f64, f64)> = (0..count(wkb)).map(|_| point(wkb)).collect();
                assert_eq!(points.first(), points.last());
                rings.push(points.windows(2).map(|p| p[0].0 * p[1].1 - p[1].0 * p[0].1).sum());
            }
            polygons.push(rings);
        }
        assert!(wkb.is_empty());
        polygons
    }

    /// Rows down or up, columns right or left, turned by a quarter, rotated: shells are positive and holes negative.
    #[test]
    fn rings_turn_the_same_way_on_every_grid() {
        let donut: [&[LabelRun]; 4] = [&[run(0, 3), run(5, 6)], &[run(0, 1), run(2, 3)], &[run(0, 3)], &[run(3, 4)]];
        for geotransform in [
            UP,
            [0.0, 10.0, 0.0, 0.0, 0.0, 10.0],
            [0.0, -10.0, 0.0, 0.0, 0.0, -10.0],
            [0.0, -10.0, 0.0, 0.0, 0.0, 10.0],
            [0.0, 0.0, 10.0, 0.0, 10.0, 0.0],
            [0.0, 6.0, 8.0, 0.0, 8.0, -6.0],
        ] {
            let cell = 2.0 * 100.0;
            assert_eq!(areas(&wkb(geotransform, &donut)), [vec![9.0 * cell, -cell], vec![cell], vec![cell]]);
        }
    }
}
