//! Features of a layer as locations on a map.

use crate::{
    cover::{
        cell_mask::{CellMask, Polygon},
        source_cells::{Shape, cell_of},
    },
    error::{Error, Result},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::gdal::{RasterInfo, read_shapes},
    kernels::{
        GoOn,
        windows::moving_window::{Footprint, HaloTile},
    },
    sentence::phrase,
};

/// Where the window of a feature lies.
#[derive(Debug, PartialEq)]
pub enum WindowLocation {
    /// Around the cell of a row and a column.
    Cell(usize, usize),
    /// Around a point that lies off the map.
    Off,
    Inside(Vec<Polygon>),
}

/// Points or polygons, in the order in which the blocks of the map hold them.
pub struct Features {
    pub points: bool,
    /// With the positions of their features, counted from 1.
    pub locations: Vec<(u32, WindowLocation)>,
}

impl Features {
    /// Those of a layer in the map's reference system that have a geometry.
    pub fn read(path: &str, map: &RasterInfo) -> Result<Features> {
        let shapes = read_shapes(path, map, "FEATURES")?;
        let Some((first, shape)) = shapes.first() else {
            return Err(Error::NoFeatures { path: path.to_owned() });
        };
        let (first, points) = (*first, matches!(shape, Shape::Point(_)));
        let mut locations: Vec<(u32, WindowLocation)> = Vec::new();
        let bytes = (shapes.len() * size_of::<(u32, WindowLocation)>()) as u64;
        locations
            .try_reserve_exact(shapes.len())
            .map_err(|_| Error::Memory { what: phrase!("the features"), bytes })?;
        for (feature, shape) in shapes {
            let same = locations.last_mut().filter(|(last, _)| *last == feature).map(|(_, location)| location);
            match (shape, same) {
                (Shape::Line(_), _) => return Err(Error::NeitherPointNorPolygon { feature, found: phrase!("line") }),
                (Shape::Point(_), _) if !points => {
                    return Err(Error::PointsAndPolygons { point: feature, polygon: first });
                }
                (Shape::Polygon(_), _) if points => {
                    return Err(Error::PointsAndPolygons { point: first, polygon: feature });
                }
                (Shape::Point(_), Some(_)) => return Err(Error::SeveralPoints { feature }),
                (Shape::Point((x, y)), None) => {
                    let cell = cell_of(map.grid.to_cells(x, y), &map.grid);
                    let location = cell.map_or(WindowLocation::Off, |(row, columns)| {
                        WindowLocation::Cell(row, columns.start as usize)
                    });
                    locations.push((feature, location));
                }
                (Shape::Polygon(polygon), Some(WindowLocation::Inside(polygons))) => polygons.push(polygon),
                (Shape::Polygon(polygon), _) => locations.push((feature, WindowLocation::Inside(vec![polygon]))),
            }
        }
        let block = |(_, location): &(u32, WindowLocation)| {
            let (row, column) = match location {
                WindowLocation::Cell(row, column) => (*row, *column),
                WindowLocation::Off => (0, 0),
                WindowLocation::Inside(polygons) => {
                    Extent::of(polygons, &map.grid).on(&map.grid).map_or((0, 0), |w| (w.row, w.column))
                }
            };
            (row / map.block.rows, column / map.block.columns, row, column)
        };
        locations.sort_by_cached_key(block);
        Ok(Features { points, locations })
    }

    /// Cells that are read in all, in windows of these sizes around points.
    pub fn cells(&self, sizes: &[(f64, Footprint)], grid: &Grid) -> u64 {
        let of = |(_, location): &(u32, WindowLocation)| match location {
            WindowLocation::Cell(row, column) => {
                sizes.iter().map(|(_, footprint)| around(*row, *column, footprint, grid).cells() as u64).sum()
            }
            WindowLocation::Off => 0,
            WindowLocation::Inside(polygons) => {
                Extent::of(polygons, grid).on(grid).map_or(0, |window| window.cells() as u64)
            }
        };
        self.locations.iter().map(of).sum()
    }

    /// The features as units of work, a row for each.
    pub fn units(&self) -> Tiling {
        let list = Grid { rows: self.locations.len(), columns: 1, geotransform: [0.0; 6], metres_per_unit: 1.0 };
        Tiling::new(&list, BlockShape { rows: if self.points { POINTS } else { 1 }, columns: 1 })
    }
}

/// Points of a unit of work; polygons may be large.
const POINTS: usize = 16;

/// The part of the map that a window around a cell looks at.
pub fn around(row: usize, column: usize, footprint: &Footprint, grid: &Grid) -> Window {
    let centre = Window { row, column, rows: 1, columns: 1 };
    let halo = (footprint.half_height(), footprint.half_width());
    HaloTile::around(centre, halo, (grid.rows, grid.columns))
}

/// The rectangle of cells that polygons lie in, on the map or not; columns and rows as real numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Extent {
    pub fn of(polygons: &[Polygon], grid: &Grid) -> Extent {
        let none =
            Extent { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };
        polygons.iter().flatten().flatten().fold(none, |extent, (x, y)| {
            let (column, row) = grid.to_cells(*x, *y);
            Extent {
                left: extent.left.min(column.floor()),
                top: extent.top.min(row.floor()),
                right: extent.right.max(column.ceil()),
                bottom: extent.bottom.max(row.ceil()),
            }
        })
    }

    /// What of it lies on the map.
    pub fn on(&self, grid: &Grid) -> Option<Window> {
        let (row, column) = (self.top.max(0.0), self.left.max(0.0));
        let (end, right) = (self.bottom.min(grid.rows as f64), self.right.min(grid.columns as f64));
        let window = |rows: f64, columns: f64| Window {
            row: row as usize,
            column: column as usize,
            rows: rows as usize,
            columns: columns as usize,
        };
        (row < end && column < right).then(|| window(end - row, right - column))
    }

    /// Cells whose centres the polygons hold, counted as if the map went on over all of them; `inside` of them lie on
    /// the map. `None` where `go_on` said no.
    pub fn cells(&self, polygons: &[Polygon], grid: &Grid, inside: u64, go_on: GoOn<'_>) -> Option<u64> {
        let on_map =
            self.left >= 0.0 && self.top >= 0.0 && self.right <= grid.columns as f64 && self.bottom <= grid.rows as f64;
        let columns = self.right - self.left;
        if on_map || !(columns + self.bottom - self.top).is_finite() {
            return Some(inside);
        }
        let (mut top, mut cells) = (self.top, 0);
        while top < self.bottom {
            if !go_on() {
                return None;
            }
            let mut part = grid.clone();
            (part.geotransform[0], part.geotransform[3]) = grid.to_map(self.left, top);
            (part.rows, part.columns) = ((self.bottom - top).min(ROWS) as usize, columns as usize);
            cells += CellMask::of(polygons, &part).cells();
            top += ROWS;
        }
        Some(cells.max(inside))
    }
}

/// Rows beyond the map that are counted at once.
const ROWS: f64 = 4096.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        Grid { rows: 10, columns: 20, geotransform: [1000.0, 20.0, 0.0, 500.0, 0.0, -10.0], metres_per_unit: 1.0 }
    }

    /// A rectangle in cells of the grid.
    fn rectangle(left: f64, top: f64, right: f64, bottom: f64) -> Polygon {
        let corner = |column, row| grid().to_map(column, row);
        vec![vec![corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)]]
    }

    fn cells(polygons: &[Polygon]) -> u64 {
        let inside = CellMask::of(polygons, &grid()).cells();
        Extent::of(polygons, &grid()).cells(polygons, &grid(), inside, &|| true).unwrap()
    }

    #[test]
    fn what_lies_on_the_map() {
        let on = |polygons: &[Polygon]| Extent::of(polygons, &grid()).on(&grid());
        assert_eq!(on(&[]), None);
        assert_eq!(on(&[vec![]]), None);
        assert_eq!(on(&[rectangle(20.0, 0.0, 25.0, 5.0)]), None);
        let two = [rectangle(-3.0, 2.2, 1.5, 4.0), rectangle(5.0, 3.0, 6.0, 20.0)];
        assert_eq!(on(&two), Some(Window { row: 2, column: 0, rows: 8, columns: 6 }));
    }

    #[test]
    fn cells_on_and_off_the_map() {
        assert_eq!(cells(&[]), 0);
        assert_eq!(cells(&[rectangle(1.0, 1.0, 4.0, 3.0)]), 6);
        // Two columns of three lie at the left of the map, and one row of two below it
        assert_eq!(cells(&[rectangle(-2.0, 9.0, 1.0, 11.0)]), 6);
        assert_eq!(cells(&[rectangle(30.0, -8.0, 32.0, -5.0)]), 6);
        // The border is crossed, but by no centre
        assert_eq!(cells(&[rectangle(-0.4, -0.4, 2.0, 1.0)]), 2);
        // Parts that overlap count once
        assert_eq!(cells(&[rectangle(-2.0, 0.0, 2.0, 1.0), rectangle(-1.0, 0.0, 3.0, 1.0)]), 5);
        // More rows than are counted at once
        let tall = [rectangle(0.0, -9000.0, 1.0, 1.0)];
        assert_eq!(cells(&tall), 9001);
        assert_eq!(Extent::of(&tall, &grid()).cells(&tall, &grid(), 1, &|| false), None);
    }
}
