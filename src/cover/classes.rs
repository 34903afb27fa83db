//! Class codes on their way to the kernels.
//!
//! Codes are any i64. Kernels want small numbers: either dense ids 0, 1, 2 ... that a [`ClassMap`] gives out and all
//! sources of a run share, or, for 8-bit rasters, the bytes themselves. A [`ClassBlock`] is one or the other with the
//! code of each.

use crate::error::{Error, Result};
use ndarray::{ArrayView2, s};
use std::{collections::HashMap, ops::Range, sync::Mutex};

/// The id of a cell without a class.
pub const NODATA: u16 = u16::MAX;
/// Ids from here on are kept for marks.
pub const ID_LIMIT: usize = u16::MAX as usize - 1;

/// Cells of a land-cover map.
#[derive(Debug, Clone, Copy)]
pub enum ClassCells<'a> {
    /// As an 8-bit raster holds them: reading them costs nothing.
    Bytes(ArrayView2<'a, u8>),
    /// Dense ids; [`NODATA`] has no class.
    Ids(ArrayView2<'a, u16>),
}

impl<'a> ClassCells<'a> {
    /// The cells of some rows and columns.
    pub fn slice(&self, rows: Range<usize>, columns: Range<usize>) -> ClassCells<'a> {
        match *self {
            ClassCells::Bytes(cells) => ClassCells::Bytes(cells.slice_move(s![rows, columns])),
            ClassCells::Ids(cells) => ClassCells::Ids(cells.slice_move(s![rows, columns])),
        }
    }
}

/// Cells, and the class of each value that they take (a code, or a pair of codes of two maps); a value without an entry,
/// or with `None`, is nodata.
#[derive(Debug, Clone, Copy)]
pub struct ClassBlock<'a, C = i64> {
    pub cells: ClassCells<'a>,
    pub codes: &'a [Option<C>],
}

impl<'a, C: Copy> ClassBlock<'a, C> {
    /// The cells of some rows and columns.
    pub fn slice(&self, rows: Range<usize>, columns: Range<usize>) -> ClassBlock<'a, C> {
        ClassBlock { cells: self.cells.slice(rows, columns), codes: self.codes }
    }

    /// The class of one cell.
    pub fn code(&self, row: usize, column: usize) -> Option<C> {
        let value = match self.cells {
            ClassCells::Bytes(cells) => usize::from(cells[(row, column)]),
            ClassCells::Ids(cells) => usize::from(cells[(row, column)]),
        };
        self.codes.get(value).copied().flatten()
    }
}

/// Grows as codes are met. The order of ids is that of meeting (after those given at first), which threads may change:
/// nothing that is reported may depend on it.
#[derive(Debug)]
pub struct ClassMap {
    classes: Mutex<Classes>,
}

#[derive(Debug)]
struct Classes {
    ids: HashMap<i64, u16>,
    codes: Vec<i64>,
}

impl ClassMap {
    /// Ids 0, 1, 2 ... for these codes in this order; they must differ.
    pub fn new(codes: impl IntoIterator<Item = i64>) -> ClassMap {
        let codes: Vec<i64> = codes.into_iter().collect();
        let ids: HashMap<i64, u16> = codes.iter().enumerate().map(|(id, code)| (*code, id as u16)).collect();
        assert!(ids.len() == codes.len() && codes.len() <= ID_LIMIT);
        ClassMap { classes: Mutex::new(Classes { ids, codes }) }
    }

    /// The id of a code, a new one if need be. `path` is for the message when there are too many.
    pub fn id(&self, code: i64, path: &str) -> Result<u16> {
        let mut classes = self.classes.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(id) = classes.ids.get(&code) {
            return Ok(*id);
        }
        let id = classes.codes.len();
        if id == ID_LIMIT {
            return Err(Error::TooManyClasses { path: path.to_owned(), limit: ID_LIMIT });
        }
        classes.codes.push(code);
        classes.ids.insert(code, id as u16);
        Ok(id as u16)
    }

    /// Adds to `known` the codes that were met since, so that `known[id]` is the code of every id met so far.
    pub fn update(&self, known: &mut Vec<Option<i64>>) {
        let classes = self.classes.lock().unwrap_or_else(|e| e.into_inner());
        known.extend(classes.codes[known.len()..].iter().map(|code| Some(*code)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_dense_and_stay() {
        let map = ClassMap::new([30, 10]);
        assert_eq!([10, 30, -5, 10, i64::MIN].map(|c| map.id(c, "").unwrap()), [1, 0, 2, 1, 3]);
        let mut codes = vec![Some(30)];
        map.update(&mut codes);
        assert_eq!(codes, [Some(30), Some(10), Some(-5), Some(i64::MIN)]);
    }

    #[test]
    fn a_map_of_elevations_is_refused() {
        let map = ClassMap::new(0..ID_LIMIT as i64);
        assert!(map.id(5, "dem.tif").is_ok());
        let e = map.id(-1, "dem.tif").unwrap_err().to_string();
        assert!(e.contains("dem.tif holds more than 65,534 different codes"), "{e}");
    }
}
