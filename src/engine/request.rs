//! What requests are made of: a raster, words, the fields that many kernels have; and how a request is read.

use crate::{
    error::{Error, Result},
    io::gdal::{IgnoreCodes, Nodata, SourceOptions},
    schema::{Field, FieldType},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, sync::Arc};

/// A raster in a request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raster {
    pub path: String,
    /// Counted from 1.
    #[serde(default = "first_band")]
    pub band: usize,
    /// Absent: the band's own nodata; a list takes its place. Values are in the band's scaled units.
    #[serde(default)]
    pub nodata: Option<Vec<NodataItem>>,
    /// Whether the band's own nodata counts beside such a list.
    #[serde(default)]
    pub own_nodata: bool,
    /// Names by code, for codes that no other source names.
    #[serde(default)]
    pub class_names: BTreeMap<i64, String>,
    /// WKT or authority code in place of the file's own reference system.
    #[serde(default)]
    pub crs: Option<String>,
    /// What tables call it; its path where absent.
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub year: Option<i32>,
}

/// A value, or `[low, high]` with both ends.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NodataItem {
    Value(f64),
    Range(f64, f64),
}

fn first_band() -> usize {
    1
}

impl Raster {
    pub fn options(&self, ignore_codes: &[i64]) -> SourceOptions {
        let nodata = |item: &NodataItem| match *item {
            NodataItem::Value(v) => Nodata::Value(v),
            NodataItem::Range(low, high) => Nodata::Range(low, high),
        };
        SourceOptions {
            path: self.path.clone(),
            band: self.band,
            nodata: self.nodata.iter().flatten().map(nodata).collect(),
            own_nodata: self.own_nodata || self.nodata.is_none(),
            ignore_codes: Arc::new(IgnoreCodes::new(ignore_codes)),
            crs: self.crs.clone(),
        }
    }
}

/// How areas of cells are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Of the plane where that is true to 1 %, of the ellipsoid for degrees.
    #[default]
    Auto,
    Planar,
    Ellipsoidal,
}

impl Area {
    pub const CHOICES: &'static [&'static str] = &["auto", "planar", "ellipsoidal"];
}

/// How a class map is brought onto the grid of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResampleClasses {
    #[default]
    Nearest,
    Mode,
}

/// How a raster of values is brought onto the grid of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResampleValues {
    #[default]
    Bilinear,
    Nearest,
    Average,
}

/// Folder for column files; every kernel with tables has it.
pub const TABLES: Field = Field::shared(
    FieldType::Folder,
    "Existing folder for the column files of the tables; without it none are written.",
);
pub const HOLD: Field = Field::shared(
    FieldType::Flag,
    "Leave rasters under temporary names; the report's `held` tells what to rename, or to remove where there is no temporary name.",
);
pub const THREADS: Field = Field::shared(FieldType::Integer, "Threads to use, 1 to 1024; all cores where absent.");
pub const CREATE_OPTIONS: Field = Field::shared(
    FieldType::Options,
    "KEY=VALUE creation options of GDAL's GTiff driver, before the defaults (tiles of 512, ZSTD level 1 or DEFLATE).",
);
pub const IGNORE_CODES: Field = Field::shared(FieldType::Codes, "Class codes that count as nodata.");
pub const MASK: Field =
    Field::shared(FieldType::Polygons, "Polygons; a cell counts where one of them holds its centre.");

pub const ZONES: Field =
    Field::shared(FieldType::Polygons, "Polygons: tables have rows per zone, and only cells in a zone count.");
pub const ZONE_FIELD: Field = Field::shared(
    FieldType::Field,
    "Field of the zones that names them; equal values are one zone. Positions, counted from 1, where absent.",
);
pub const AREA: Field = Field::choice(
    Area::CHOICES,
    "Areas of cells: of the plane where that is true to 1 % and of the ellipsoid for degrees (auto), or always of one; planar on local grids.",
);
pub const RESAMPLE_CLASSES: Field = Field::choice(
    &["nearest", "mode"],
    "How a map of another grid is brought onto the first: the class at the centre of a cell, or the most frequent in it.",
);
pub const RESAMPLE_VALUES: Field = Field::choice(
    &["bilinear", "nearest", "average"],
    "How a raster of another grid is brought onto the first: between the centres of its cells, from the cell at the centre, or as the mean of the cells under one.",
);
pub const POOLS: Field = Field::shared(
    FieldType::Table,
    "Carbon pools of every class: lucode, c_above, c_below, c_soil, c_dead in t/ha; optional name, and standard errors se_above, se_below, se_soil, se_dead in t/ha.",
);
pub const CLASS_CORRELATION: Field = Field::shared(
    FieldType::Number,
    "Correlation (0 to 1) of the errors that two classes have in one pool, for the standard errors of totals.",
);
pub const ACCURACY: Field = Field::shared(
    FieldType::Table,
    "Error matrix of the map, as the table MATRIX of map_accuracy: map_lucode, ref_lucode, points, area_prop, optional stratum and year. Intervals then hold the errors of the map too.",
);
pub const LAYERS: Field = Field::shared(
    FieldType::Rasters,
    "Land-cover maps of several years; the first gives the grid, onto which those that differ are brought.",
);
pub const LAYER_NAMES: Field = Field::shared(FieldType::Names, "What tables call the maps; their paths where absent.");
pub const LAYER_NAME: Field = Field::shared(FieldType::Name, "What tables call the input; its path where absent.");
pub const YEAR: Field = Field::shared(FieldType::Integer, "Year of the input, where it is known.");
pub const YEARS: Field = Field::shared(FieldType::Integers, "Year of each map, null for one without.");
pub const ORIGINS: Field =
    Field::shared(FieldType::Texts, "Where the inputs came from, by field, for the provenance of rasters.");

/// Reads a request; fields that are null count as absent.
pub fn parse<R: DeserializeOwned>(json: &str) -> Result<R> {
    let invalid = |e: serde_json::Error| Error::Request { detail: e.to_string().trim_end_matches('.').to_owned() };
    let mut value: serde_json::Value = serde_json::from_str(json).map_err(invalid)?;
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, v| !v.is_null());
    }
    serde_path_to_error::deserialize(value).map_err(|e| {
        let field = e.path().to_string().to_uppercase();
        let detail = e.into_inner().to_string();
        let detail = detail.trim_end_matches('.');
        Error::Request { detail: if field == "." { detail.to_owned() } else { format!("{field}: {detail}") } }
    })
}
