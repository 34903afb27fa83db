//! Raster attribute tables: what the values of a band mean.

use super::c;
use gdal_sys as gs;

/// A row for each value: its number, its name, how many cells have it, and whatever else is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributes {
    pub value: (&'static str, Vec<u32>),
    pub name: (&'static str, Vec<String>),
    pub cells: Option<Vec<u64>>,
    pub others: Vec<(&'static str, Attribute)>,
}

/// A column that GDAL gives no meaning to.
#[derive(Debug, Clone, PartialEq)]
pub enum Attribute {
    Integer(Vec<i64>),
    Text(Vec<String>),
}

impl Attributes {
    /// Adds columns and rows to an empty table of GDAL's.
    ///
    /// # Safety
    /// The handle is that of a table.
    pub(super) unsafe fn fill(&self, table: gs::GDALRasterAttributeTableH) {
        use gs::GDALRATFieldUsage::*;
        let (name, values) = &self.value;
        let integers = |values: Vec<i64>| Attribute::Integer(values);
        let mut columns = vec![(*name, GFU_MinMax, integers(values.iter().map(|value| i64::from(*value)).collect()))];
        columns.push((self.name.0, GFU_Name, Attribute::Text(self.name.1.clone())));
        if let Some(cells) = &self.cells {
            columns.push(("cells", GFU_PixelCount, integers(cells.iter().map(|cells| *cells as i64).collect())));
        }
        columns.extend(self.others.iter().map(|(name, column)| (*name, GFU_Generic, column.clone())));
        for (i, (name, usage, column)) in (0..).zip(columns) {
            unsafe { column.fill(table, i, name, usage) };
        }
    }
}

impl Attribute {
    unsafe fn fill(
        &self,
        table: gs::GDALRasterAttributeTableH,
        column: i32,
        name: &str,
        usage: gs::GDALRATFieldUsage::Type,
    ) {
        use gs::GDALRATFieldType::*;
        // Integers of these tables have 32 bits.
        let (wide, kind) = match self {
            Attribute::Integer(values) if values.iter().all(|value| i32::try_from(*value).is_ok()) => {
                (false, GFT_Integer)
            }
            Attribute::Integer(_) => (true, GFT_Real),
            Attribute::Text(_) => (false, GFT_String),
        };
        unsafe {
            gs::GDALRATCreateColumn(table, c(name).as_ptr(), kind, usage);
            match self {
                Attribute::Integer(values) => {
                    for (row, value) in (0..).zip(values) {
                        if wide {
                            gs::GDALRATSetValueAsDouble(table, row, column, *value as f64);
                        } else {
                            gs::GDALRATSetValueAsInt(table, row, column, *value as i32);
                        }
                    }
                }
                Attribute::Text(values) => {
                    for (row, value) in (0..).zip(values) {
                        gs::GDALRATSetValueAsString(table, row, column, c(value).as_ptr());
                    }
                }
            }
        }
    }
}
