//! Raster attribute tables: what the values of a band mean.

use super::c;
use gdal_sys as gs;

/// A row for each value: its number and its name, and whatever else is known: its colour (red, green, blue), how many cells have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributes {
    /// The column of values, and they.
    pub value: (&'static str, Vec<i64>),
    pub names: Vec<String>,
    pub colors: Option<Vec<[u8; 3]>>,
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
    /// Values with names alone.
    pub fn named(values: Vec<i64>, names: Vec<String>) -> Attributes {
        Attributes { value: ("value", values), names, colors: None, cells: None, others: Vec::new() }
    }

    /// Adds columns and rows to an empty table of GDAL's.
    ///
    /// # Safety
    /// The handle is that of a table.
    pub(super) unsafe fn fill(&self, table: gs::GDALRasterAttributeTableH) {
        use gs::GDALRATFieldUsage::*;
        let (value, values) = &self.value;
        let mut columns = vec![
            (*value, GFU_MinMax, Attribute::Integer(values.clone())),
            ("name", GFU_Name, Attribute::Text(self.names.clone())),
        ];
        for (place, (name, usage)) in
            [("red", GFU_Red), ("green", GFU_Green), ("blue", GFU_Blue)].into_iter().enumerate()
        {
            let part = |colors: &Vec<[u8; 3]>| colors.iter().map(|color| color[place].into()).collect();
            columns.extend(self.colors.as_ref().map(|colors| (name, usage, Attribute::Integer(part(colors)))));
        }
        let counts = |cells: &Vec<u64>| Attribute::Integer(cells.iter().map(|cells| *cells as i64).collect());
        columns.extend(self.cells.as_ref().map(|cells| ("cells", GFU_PixelCount, counts(cells))));
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
