//! From cells as they are stored to class ids and numbers.

use super::{
    cells::{CellType, Raw, Value, with_cells},
    mask,
};
use crate::{
    cover::classes::{ClassMap, NODATA},
    error::Error,
    sentence::{Argument, Place, sentence},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Values that count as no data, in the band's scaled units; ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Nodata {
    Value(f64),
    Range(f64, f64),
}

impl Nodata {
    #[inline(always)]
    fn holds(&self, value: f64) -> bool {
        match *self {
            Nodata::Value(v) => value == v,
            Nodata::Range(low, high) => low <= value && value <= high,
        }
    }
}

/// Codes that count as nodata, and which of them cells have had so far, in all threads.
#[derive(Debug, Default)]
pub struct IgnoreCodes {
    codes: Vec<i64>,
    met: Vec<AtomicBool>,
}

impl IgnoreCodes {
    pub fn new(codes: &[i64]) -> IgnoreCodes {
        let codes: Vec<i64> = codes.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        IgnoreCodes { met: codes.iter().map(|_| AtomicBool::new(false)).collect(), codes }
    }

    /// Those that no cell has had.
    pub fn unmet(&self) -> impl Iterator<Item = i64> + '_ {
        let unmet = |(_, met): &(&i64, &AtomicBool)| !met.load(Ordering::Relaxed);
        self.codes.iter().zip(&self.met).filter(unmet).map(|(code, _)| *code)
    }

    fn position(&self, code: i64) -> Option<usize> {
        self.codes.binary_search(&code).ok()
    }

    pub fn is_unmet(&self, position: usize) -> bool {
        !self.met[position].load(Ordering::Relaxed)
    }

    pub fn meet(&self, position: usize) {
        self.met[position].store(true, Ordering::Relaxed);
    }
}

/// From cell values to class ids. What is nodata is asked once for every different value, never for every cell.
pub struct Coder {
    classes: Arc<ClassMap>,
    pub own_nodata: Option<Value>,
    nodata: Vec<Nodata>,
    pub ignore_codes: Arc<IgnoreCodes>,
    /// Of the band, where it is not (1, 0).
    pub scale: Option<(f64, f64)>,
    small: Box<[u16; 1 << 16]>,
    large: HashMap<u64, u16>,
}

/// Mark in the table of small values; no id (see [`crate::cover::classes::ID_LIMIT`]).
const UNSEEN: u16 = NODATA - 1;

/// What a value stands for.
enum Coded {
    Nodata,
    /// The code at this place of [`IgnoreCodes`].
    Ignored(usize),
    Class(i64),
}

pub enum Refused {
    Class(Error),
    Value { offset: usize, value: Argument },
}

impl Coder {
    pub fn new(classes: Arc<ClassMap>, nodata: Vec<Nodata>, ignore_codes: Arc<IgnoreCodes>) -> Coder {
        Coder {
            classes,
            own_nodata: None,
            nodata,
            ignore_codes,
            scale: None,
            small: vec![UNSEEN; 1 << 16].into_boxed_slice().try_into().expect("the length is that of the table"),
            large: HashMap::new(),
        }
    }

    #[inline(always)]
    fn id<T: Raw>(&mut self, cell: T, path: &str) -> std::result::Result<u16, Option<Error>> {
        if let Some(i) = cell.small() {
            let id = self.small[usize::from(i)];
            if id != UNSEEN {
                return Ok(id);
            }
        }
        self.look_up(cell, path)
    }

    #[inline(never)]
    fn look_up<T: Raw>(&mut self, cell: T, path: &str) -> std::result::Result<u16, Option<Error>> {
        let small = cell.small();
        if small.is_none() {
            if let Some(id) = self.large.get(&cell.bits()) {
                return Ok(*id);
            }
        }
        let id = match self.code(cell)? {
            Coded::Nodata => NODATA,
            Coded::Ignored(position) => {
                self.ignore_codes.meet(position);
                NODATA
            }
            Coded::Class(code) => self.classes.id(code, path).map_err(Some)?,
        };
        match small {
            Some(i) => self.small[usize::from(i)] = id,
            None => {
                self.large.insert(cell.bits(), id);
            }
        }
        Ok(id)
    }

    /// The code of every byte, and the bytes of ignored codes; `None` where one of them is no code (which the map then
    /// need not hold).
    #[allow(clippy::type_complexity)]
    pub fn codes_of_all<T: Raw>(&self, cell: impl Fn(u8) -> T) -> Option<(Box<[Option<i64>; 256]>, Vec<(u8, usize)>)> {
        let (mut codes, mut ignored) = (Box::new([None; 256]), Vec::new());
        for byte in 0..=255u8 {
            match self.code(cell(byte)).ok()? {
                Coded::Nodata => {}
                Coded::Ignored(position) => ignored.push((byte, position)),
                Coded::Class(code) => codes[usize::from(byte)] = Some(code),
            }
        }
        Some((codes, ignored))
    }

    /// Of a line of cells, those with a value that a mask hides, and those that are partly transparent.
    pub fn masked<T: Raw>(&self, cells: &[T], masks: &[u8]) -> (u64, u64) {
        let (mut hidden, mut partly) = (0, 0);
        let mut last = None;
        for (cell, mask) in cells.iter().zip(masks).filter(|(_, mask)| **mask != mask::OPAQUE) {
            // What is hidden is mostly all alike.
            let has_value = match last {
                Some((other, has_value)) if other == cell.bits() => has_value,
                _ => !matches!(self.code(*cell), Ok(Coded::Nodata | Coded::Ignored(_))),
            };
            last = Some((cell.bits(), has_value));
            *(if *mask == mask::HIDDEN { &mut hidden } else { &mut partly }) += u64::from(has_value);
        }
        (hidden, partly)
    }

    /// What a cell stands for; the error is a value that is no code.
    fn code<T: Raw>(&self, cell: T) -> std::result::Result<Coded, Option<Error>> {
        let raw = cell.value();
        if self.own_nodata.and_then(T::of).is_some_and(|own| cell.is_nodata(own)) || raw.as_f64().is_nan() {
            return Ok(Coded::Nodata);
        }
        let value = match self.scale {
            None => raw,
            Some((scale, offset)) => Value::of_whole(raw.as_f64() * scale + offset),
        };
        let v = value.as_f64();
        if self.nodata.iter().any(|nodata| nodata.holds(v)) {
            return Ok(Coded::Nodata);
        }
        let Value::Integer(code) = value else { return Err(None) };
        Ok(self.ignore_codes.position(code).map_or(Coded::Class(code), Coded::Ignored))
    }
}

pub fn decode(
    cells: CellType,
    raw: &[u64],
    start: usize,
    ids: &mut [u16],
    coder: &mut Coder,
    path: &str,
) -> std::result::Result<(), Refused> {
    with_cells!(cells, raw, |cells| translate(&cells[start..start + ids.len()], ids, coder, path))
}

/// Cells as numbers in the band's scaled units, NaN where there is none.
pub fn measure(cells: CellType, raw: &[u64], start: usize, values: &mut [f64], coder: &Coder) {
    with_cells!(cells, raw, |cells| scale_cells(&cells[start..start + values.len()], values, coder))
}

fn scale_cells<T: Raw>(cells: &[T], values: &mut [f64], coder: &Coder) {
    let own = coder.own_nodata.and_then(T::of);
    match own {
        Some(own) => {
            for (value, cell) in values.iter_mut().zip(cells) {
                *value = if cell.is_nodata(own) { f64::NAN } else { cell.real() };
            }
        }
        None => values.iter_mut().zip(cells).for_each(|(value, cell)| *value = cell.real()),
    }
    if let Some((scale, offset)) = coder.scale {
        values.iter_mut().for_each(|v| *v = *v * scale + offset);
    }
    for nodata in &coder.nodata {
        for value in values.iter_mut() {
            if nodata.holds(*value) {
                *value = f64::NAN;
            }
        }
    }
}

/// A cell as users know it: scaled, and as it is stored.
fn text<T: Raw>(cell: T, scale: Option<(f64, f64)>) -> Argument {
    match scale {
        None => Argument::Text(cell.text()),
        Some((scale, offset)) => {
            let value = cell.value().as_f64() * scale + offset;
            let stored = cell.text();
            sentence!("{value} (stored as {stored}, scale {scale}, offset {offset})", value, stored, scale, offset)
                .argument()
        }
    }
}

/// Cells that are looked at together.
const LANE: usize = 64;

fn translate<T: Raw>(cells: &[T], ids: &mut [u16], coder: &mut Coder, path: &str) -> std::result::Result<(), Refused> {
    let scale = coder.scale;
    let refused = |offset: usize, cell: T, e: Option<Error>| match e {
        Some(e) => Refused::Class(e),
        None => Refused::Value { offset, value: text(cell, scale) },
    };
    for (lane, (cells, ids)) in cells.chunks(LANE).zip(ids.chunks_mut(LANE)).enumerate() {
        let first = cells[0];
        // Large maps are made of runs: a lane of one value is looked up once.
        if cells.iter().fold(true, |same, cell| same & (*cell == first)) {
            ids.fill(coder.id(first, path).map_err(|e| refused(lane * LANE, first, e))?);
            continue;
        }
        // No branch for a single cell: what the table does not know is looked at when the lane is through.
        let mut unseen = false;
        for (cell, id) in cells.iter().zip(ids.iter_mut()) {
            *id = cell.small().map_or(UNSEEN, |i| coder.small[usize::from(i)]);
            unseen |= *id == UNSEEN;
        }
        if unseen {
            for (i, (cell, id)) in cells.iter().zip(ids).enumerate() {
                *id = coder.id(*cell, path).map_err(|e| refused(lane * LANE + i, *cell, e))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coder() -> Coder {
        Coder::new(Arc::new(ClassMap::new([10, 20])), vec![], Arc::default())
    }

    fn ids<T: Raw>(coder: &mut Coder, cells: &[T]) -> Vec<u16> {
        let mut ids = vec![0; cells.len()];
        assert!(translate(cells, &mut ids, coder, "").is_ok());
        ids
    }

    #[test]
    fn codes_of_every_type() {
        assert_eq!(ids(&mut coder(), &[10u8, 20, 0]), [0, 1, 2]);
        assert_eq!(ids(&mut coder(), &[10i8, -128, -1]), [0, 2, 3]);
        assert_eq!(ids(&mut coder(), &[20i16, -32768]), [1, 2]);
        assert_eq!(ids(&mut coder(), &[20u32, u32::MAX, 10]), [1, 2, 0]);
        assert_eq!(ids(&mut coder(), &[i64::MIN, 10, i64::MAX]), [2, 0, 3]);
        assert_eq!(ids(&mut coder(), &[10.0f32, -0.0, 0.0, f32::NAN, 1e6]), [0, 2, 2, NODATA, 3]);
    }

    #[test]
    fn i8_and_i16_keep_apart_what_shares_bits() {
        let mut c = coder();
        // -1 as i8 and 255 as u8 are different codes; each source has one type, so its table has one meaning
        assert_eq!(ids(&mut c, &[-1i8]), [2]);
        let mut known = vec![];
        c.classes.update(&mut known);
        assert_eq!(known, [Some(10), Some(20), Some(-1)]);
    }

    #[test]
    fn nodata_by_value_range_own_and_ignored() {
        let mut c = coder();
        c.own_nodata = Some(Value::Integer(255));
        c.nodata = vec![Nodata::Value(3.0), Nodata::Range(5.0, 7.0)];
        c.ignore_codes = Arc::new(IgnoreCodes::new(&[-4, 9, -4]));
        let n = NODATA;
        assert_eq!(ids(&mut c, &[255i32, 3, 4, 5, 6, 7, 8, -4]), [n, n, 2, n, n, n, 3, n]);
        assert_eq!(c.ignore_codes.unmet().collect::<Vec<_>>(), [9]);
    }

    #[test]
    fn own_nodata_is_near_enough() {
        let own = -3.402823e38f32;
        assert!(f32::MIN.is_nodata(own) && !(-1.0f32).is_nodata(own) && !f32::NEG_INFINITY.is_nodata(own));
        // Four in ten million, and no more
        let own = 1e7f64;
        assert!(10_000_004.0.is_nodata(own) && 9_999_996.0.is_nodata(own) && !10_000_005.0.is_nodata(own));
        assert!(!f64::NAN.is_nodata(f64::NAN) && !0.0.is_nodata(f64::NAN));
        // Whole numbers are equal or not
        assert!(10_000_000i32.is_nodata(10_000_000) && !10_000_001i32.is_nodata(10_000_000));
        let mut c = coder();
        c.own_nodata = Some(Value::of_whole(f64::from(own as f32)));
        assert_eq!(ids(&mut c, &[10_000_004.0f32, 10_000_005.0, 10.0]), [NODATA, 2, 0]);
        same(&values(&c, &[10_000_004.0f32, 10_000_005.0, 10.0]), &[f64::NAN, 10_000_005.0, 10.0]);
    }

    #[test]
    fn what_a_mask_hides_is_counted_where_it_has_a_value() {
        let mut c = coder();
        c.own_nodata = Some(Value::Integer(0));
        c.ignore_codes = Arc::new(IgnoreCodes::new(&[4]));
        let (hidden, whole) = (mask::HIDDEN, mask::OPAQUE);
        let masks = [hidden, hidden, hidden, hidden, hidden, whole, 7, 7, 254];
        assert_eq!(c.masked(&[1.0f32, 1.0, 0.0, 2.5, f32::NAN, 3.0, 0.0, 5.0, 4.0], &masks), (3, 1));
        // Nothing of it became a class
        let mut known = vec![];
        c.classes.update(&mut known);
        assert_eq!(known, [Some(10), Some(20)]);
    }

    #[test]
    fn scale_and_offset_come_before_the_code() {
        let mut c = coder();
        c.scale = Some((0.5, 10.0));
        c.own_nodata = Some(Value::Integer(200)); // raw
        c.nodata = vec![Nodata::Value(11.0)]; // scaled
        assert_eq!(ids(&mut c, &[0u8, 20, 200, 2]), [0, 1, NODATA, NODATA]);
        assert!(translate(&[1u8], &mut [0], &mut c, "").is_err());
    }

    fn values<T: Raw>(coder: &Coder, cells: &[T]) -> Vec<f64> {
        let mut values = vec![0.0; cells.len()];
        scale_cells(cells, &mut values, coder);
        values
    }

    /// Equal, NaN with NaN.
    fn same(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(f, e)| f == e || f.is_nan() && e.is_nan()), "{found:?} {expected:?}");
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn values_of_every_type() {
        let mut c = coder();
        same(&values(&c, &[0u8, 255]), &[0.0, 255.0]);
        same(&values(&c, &[-1i8, -128]), &[-1.0, -128.0]);
        same(&values(&c, &[(1i64 << 53) - 1, -(1 << 53)]), &[9_007_199_254_740_991.0, -9_007_199_254_740_992.0]);
        same(&values(&c, &[u32::MAX]), &[4_294_967_295.0]);
        same(&values(&c, &[0.1f32, f32::NAN]), &[f64::from(0.1f32), f64::NAN]);
        same(&values(&c, &[0.1, f64::INFINITY]), &[0.1, f64::INFINITY]);
        c.own_nodata = Some(Value::Integer(-1));
        // 255 has the bits of -1 and is another number
        same(&values(&c, &[-1i8, 1]), &[f64::NAN, 1.0]);
        same(&values(&c, &[255u8]), &[255.0]);
        same(&values(&c, &[-1.0f32, -1.5]), &[f64::NAN, -1.5]);
        c.own_nodata = Some(Value::Real(u64::MAX as f64));
        same(&values(&c, &[u64::MAX, 7]), &[f64::NAN, 7.0]);
        c.own_nodata = Some(Value::of_whole(f64::from(f32::MIN)));
        same(&values(&c, &[f32::MIN, 7.0]), &[f64::NAN, 7.0]);
        c.own_nodata = Some(Value::Real(f64::NAN));
        same(&values(&c, &[f64::NAN, 7.0]), &[f64::NAN, 7.0]);
    }

    #[test]
    fn own_nodata_of_values_is_raw_and_that_of_the_list_scaled() {
        let mut c = coder();
        c.scale = Some((0.5, 10.0));
        c.own_nodata = Some(Value::Integer(200));
        c.nodata = vec![Nodata::Value(11.0), Nodata::Range(20.0, 25.0)];
        let n = f64::NAN;
        same(&values(&c, &[0u8, 2, 1, 19, 20, 30, 31, 200]), &[10.0, n, 10.5, 19.5, n, n, 25.5, n]);
        // Codes of classes mean nothing among values
        c.ignore_codes = Arc::new(IgnoreCodes::new(&[10]));
        same(&values(&c, &[0u8]), &[10.0]);
    }

    #[test]
    fn what_is_no_code_is_named_with_its_place() {
        let mut cells = vec![1.0f32; 40];
        cells[37] = 2.5;
        let Err(Refused::Value { offset, value }) = translate(&cells, &mut [0; 40], &mut coder(), "") else { panic!() };
        assert_eq!((offset, value.to_string().as_str()), (37, "2.5"));
        assert!(translate(&[f64::INFINITY], &mut [0], &mut coder(), "").is_err());
        assert!(translate(&[u64::MAX], &mut [0], &mut coder(), "").is_err());
    }

    #[test]
    fn lanes_and_single_cells_agree() {
        for len in [1, 63, 64, 65, 130] {
            for change in 0..len {
                let cells: Vec<u8> = (0..len).map(|i| if i < change { 10 } else { 20 }).collect();
                let expected: Vec<u16> = (0..len).map(|i| u16::from(i >= change)).collect();
                assert_eq!(ids(&mut coder(), &cells), expected);
            }
        }
    }
}
