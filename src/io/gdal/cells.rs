//! Types of cells, and values of each.

/// GDAL's numbers for cell types; 14 came with GDAL 3.7, before which signed bytes were marked in metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellType {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
}

/// The cells of a block in their own type, of which any bytes are a value; u64 is aligned for all of them.
macro_rules! with_cells {
    ($type:expr, $raw:expr, |$cells:ident| $body:expr) => {
        with_cells!($type, $raw, |$cells| $body, U8 u8, I8 i8, U16 u16, I16 i16, U32 u32, I32 i32, U64 u64, I64 i64, F32 f32, F64 f64)
    };
    ($type:expr, $raw:expr, |$cells:ident| $body:expr, $($name:ident $t:ty),*) => {
        match $type {
            $(CellType::$name => {
                let (_, $cells, _) = unsafe { $raw.align_to::<$t>() };
                $body
            })*
        }
    };
}

impl CellType {
    pub fn bytes(self) -> usize {
        match self {
            CellType::U8 | CellType::I8 => 1,
            CellType::U16 | CellType::I16 => 2,
            CellType::U32 | CellType::I32 | CellType::F32 => 4,
            CellType::U64 | CellType::I64 | CellType::F64 => 8,
        }
    }
}

pub(super) use with_cells;

/// A cell's value before it is a code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Integer(i64),
    Real(f64),
}

impl Value {
    pub fn of_whole(v: f64) -> Value {
        // Both ends are exact in f64; the upper one is the first value beyond i64.
        if v.fract() == 0.0 && (-(2f64.powi(63))..2f64.powi(63)).contains(&v) {
            Value::Integer(v as i64)
        } else {
            Value::Real(v)
        }
    }

    pub fn as_f64(self) -> f64 {
        match self {
            Value::Integer(v) => v as f64,
            Value::Real(v) => v,
        }
    }
}

/// Cell types as they lie in a block.
pub trait Raw: Copy + PartialEq {
    /// Place in the table of small values; `None` where only the dictionary serves. Types of 16 bits or fewer always have one.
    fn small(self) -> Option<u16>;
    fn value(self) -> Value;
    fn bits(self) -> u64;
    fn text(self) -> String;
    /// The cell that holds a value; `None` where the type has none.
    fn of(value: Value) -> Option<Self>;
    /// Rounded where the type holds more than 53 bits.
    fn real(self) -> f64;
    /// Whether the cell is nodata where the band's own value is `own`.
    fn is_nodata(self, own: Self) -> bool;
}

macro_rules! raw {
    ($($t:ty: |$v:ident| $small:expr, $value:expr, $bits:expr, $nodata:expr;)*) => {$(
        impl Raw for $t {
            fn of(value: Value) -> Option<$t> {
                match value {
                    Value::Integer(i) => (i as $t as i64 == i).then_some(i as $t),
                    // A cast saturates: u64's highest nodata comes back as it was.
                    Value::Real(r) => (r as $t as f64 == r).then_some(r as $t),
                }
            }
            #[inline(always)]
            fn real(self) -> f64 { self as f64 }
            #[inline(always)]
            fn small(self) -> Option<u16> { let $v = self; $small }
            fn value(self) -> Value { let $v = self; $value }
            fn bits(self) -> u64 { let $v = self; $bits }
            fn text(self) -> String { self.to_string() }
            #[inline(always)]
            fn is_nodata(self, own: $t) -> bool { $nodata(self, own) }
        }
    )*};
}

#[inline(always)]
fn same<T: PartialEq>(cell: T, own: T) -> bool {
    cell == own
}

/// GDAL's ARE_REAL_EQUAL, in the type's own arithmetic, but with the precision of f32 for both: near the end of the type's range its sum
/// overflows, and all numbers of that size are nodata beside one that is. Unlike there, infinity is the end of the range as well: a value
/// that was rounded up when it was written reads as that.
macro_rules! near {
    ($name:ident, $t:ident) => {
        #[inline(always)]
        fn $name(cell: $t, own: $t) -> bool {
            let end = own.clamp($t::MIN, $t::MAX);
            // No branch: all are computed for every cell of a block.
            (cell == own) | (cell == end) | ((cell - end).abs() < f32::EPSILON as $t * (cell + end).abs() * 2.0)
        }
    };
}

near!(near_f32, f32);
near!(near_f64, f64);

raw! {
    u8: |v| Some(u16::from(v)), Value::Integer(v.into()), v.into(), same;
    i8: |v| Some(v as u16), Value::Integer(v.into()), v as u64, same;
    u16: |v| Some(v), Value::Integer(v.into()), v.into(), same;
    i16: |v| Some(v as u16), Value::Integer(v.into()), v as u64, same;
    u32: |v| u16::try_from(v).ok(), Value::Integer(v.into()), v.into(), same;
    i32: |v| u16::try_from(v).ok(), Value::Integer(v.into()), v as u64, same;
    u64: |v| u16::try_from(v).ok(), i64::try_from(v).map_or(Value::Real(v as f64), Value::Integer), v, same;
    i64: |v| u16::try_from(v).ok(), Value::Integer(v), v as u64, same;
    f32: |v| { let i = v as u16; (f32::from(i) == v).then_some(i) }, Value::of_whole(v.into()), v.to_bits().into(), near_f32;
    f64: |v| { let i = v as u16; (f64::from(i) == v).then_some(i) }, Value::of_whole(v), v.to_bits(), near_f64;
}
