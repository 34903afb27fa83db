//! What every kernel takes and gives, as data: the plugin's parameters and the help are tested against it.

use super::{
    carbon_change, carbon_series, carbon_storage, contribution_ratio, distance_zones, landscape_metrics, moving_window,
    parse, point_variogram, pool_template, raster_variogram, region::Area, sampled_windows, variogram_fit,
    window_scale,
};
use crate::{
    VERSION, error::PitscapeStatus, ffi::PITSCAPE_ABI_VERSION, io::table::ColumnType,
    kernels::landscape_metrics::metrics,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// A field of a request.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field {
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: FieldType,
    pub required: bool,
    /// Empty where it has none.
    pub unit: &'static str,
    /// The words that a choice allows.
    pub choices: &'static [&'static str],
    pub text: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    Raster,
    /// A list of rasters.
    Rasters,
    Table,
    /// A layer in the map's reference system.
    Polygons,
    /// Points with a field of numbers, as a table of x, y and the field.
    Points,
    /// Polygons, lines or points in the map's reference system.
    Shapes,
    Codes,
    Choice,
    /// A list of words, of those that it allows.
    Choices,
    OutputRaster,
    /// An existing folder.
    OutputFolder,
    /// Whether the table of the same name is wanted, which has a column of polygons.
    OutputPolygons,
    /// Whether the table of the same name is wanted.
    OutputTable,
    Options,
    Folder,
    Integer,
    /// A list of integers, null for one that is not known.
    Integers,
    Number,
    /// A list of numbers.
    Numbers,
    /// Yes or no.
    Flag,
    /// A list of texts.
    Names,
    /// A text.
    Name,
    /// The name of a field of the features in the field before.
    Field,
    /// Text by name.
    Texts,
}

/// A number, or a word, of a report.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Number {
    pub name: &'static str,
    pub unit: &'static str,
    pub text: &'static str,
}

/// A column of a table; with one of polygons the table is a layer.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ColumnSpec {
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: ColumnType,
    pub unit: &'static str,
    pub text: &'static str,
}

/// A kernel as the world sees it.
pub struct Kernel {
    pub name: &'static str,
    pub fields: &'static [Field],
    pub results: &'static [Number],
    /// Columns by table; of those that a request chooses from, all that there are.
    pub tables: fn() -> Vec<(&'static str, &'static [ColumnSpec])>,
    /// A request with nothing but what is required, for the defaults; paths are placeholders.
    pub smallest: fn() -> Value,
}

pub const KERNELS: &[&Kernel] = &[
    &carbon_storage::KERNEL,
    &carbon_change::KERNEL,
    &carbon_series::KERNEL,
    &contribution_ratio::KERNEL,
    &distance_zones::KERNEL,
    &landscape_metrics::KERNEL,
    &moving_window::KERNEL,
    &point_variogram::KERNEL,
    &pool_template::KERNEL,
    &raster_variogram::KERNEL,
    &variogram_fit::KERNEL,
    &sampled_windows::KERNEL,
    &window_scale::KERNEL,
];

impl Field {
    pub const fn required(name: &'static str, kind: FieldType, text: &'static str) -> Field {
        Field { name, kind, required: true, unit: "", choices: &[], text }
    }

    pub const fn optional(name: &'static str, kind: FieldType, text: &'static str) -> Field {
        Field { name, kind, required: false, unit: "", choices: &[], text }
    }

    /// An optional number in a unit.
    pub const fn in_unit(name: &'static str, unit: &'static str, text: &'static str) -> Field {
        Field { unit, ..Field::optional(name, FieldType::Number, text) }
    }

    pub const fn choice(name: &'static str, choices: &'static [&'static str], text: &'static str) -> Field {
        Field { name, kind: FieldType::Choice, required: false, unit: "", choices, text }
    }
}

/// Folder for column files; every kernel with tables has it.
pub const TABLES: Field = Field::optional(
    "tables",
    FieldType::Folder,
    "Existing folder for the column files of the tables; without it none are written.",
);
pub const HOLD: Field = Field::optional(
    "hold",
    FieldType::Flag,
    "Leave rasters under temporary names; the report's `held` tells what to rename, or to remove where there is no temporary name.",
);
pub const THREADS: Field =
    Field::optional("threads", FieldType::Integer, "Threads to use, 1 to 1024; all cores where absent.");
pub const CREATE_OPTIONS: Field = Field::optional(
    "create_options",
    FieldType::Options,
    "KEY=VALUE creation options of GDAL's GTiff driver, before the defaults (tiles of 512, ZSTD level 1 or DEFLATE).",
);
pub const IGNORE_CODES: Field = Field::optional("ignore_codes", FieldType::Codes, "Class codes that count as nodata.");
pub const MASK: Field =
    Field::optional("mask", FieldType::Polygons, "Polygons; a cell counts where one of them holds its centre.");

pub const ZONES: Field = Field::optional(
    "zones",
    FieldType::Polygons,
    "Polygons: tables have rows per zone, and only cells in a zone count.",
);
pub const ZONE_FIELD: Field = Field::optional(
    "zone_field",
    FieldType::Field,
    "Field of the zones that names them; equal values are one zone. Positions, counted from 1, where absent.",
);
pub const AREA: Field = Field::choice(
    "area",
    Area::CHOICES,
    "Areas of cells: of the plane where that is true to 1 % and of the ellipsoid for degrees (auto), or always of one; planar on local grids.",
);
pub const RESAMPLE_CLASSES: Field = Field::choice(
    "resample_classes",
    &["nearest", "mode"],
    "How a map of another grid is brought onto the first: the class at the centre of a cell, or the most frequent in it.",
);
pub const POOLS: Field = Field::required(
    "pools",
    FieldType::Table,
    "Carbon pools of every class: lucode, c_above, c_below, c_soil, c_dead in t/ha; optional name, and standard errors se_above, se_below, se_soil, se_dead in t/ha.",
);
pub const CLASS_CORRELATION: Field = Field::optional(
    "class_correlation",
    FieldType::Number,
    "Correlation (0 to 1) of the errors that two classes have in one pool, for the standard errors of totals.",
);
pub const LAYERS: Field = Field::required(
    "layers",
    FieldType::Rasters,
    "Land-cover maps of several years; the first gives the grid, onto which those that differ are brought.",
);
pub const LAYER_NAMES: Field =
    Field::optional("layer_names", FieldType::Names, "What tables call the maps; their paths where absent.");
pub const YEARS: Field = Field::optional("years", FieldType::Integers, "Year of each map, null for one without.");
pub const ORIGINS: Field = Field::optional(
    "origins",
    FieldType::Texts,
    "Where the inputs came from, by field, for the provenance of rasters.",
);

/// A column of a table.
pub const fn column(name: &'static str, kind: ColumnType, unit: &'static str, text: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, unit, text }
}

/// The columns of two lists, one after the other; `N` is how many that are.
pub const fn joined<const N: usize>(first: &[ColumnSpec], then: &[ColumnSpec]) -> [ColumnSpec; N] {
    assert!(first.len() + then.len() == N);
    let mut all = [column("", ColumnType::Integer, "", ""); N];
    let mut i = 0;
    while i < N {
        all[i] = if i < first.len() { first[i] } else { then[i - first.len()] };
        i += 1;
    }
    all
}

/// A request with all its defaults from the JSON of one that has what is required.
pub fn smallest<R: DeserializeOwned + Serialize>(request: &str) -> Value {
    serde_json::to_value(parse::<R>(request).expect("what is required is there")).expect("a request is plain data")
}

/// Everything, as JSON.
pub fn describe() -> Value {
    let statuses: Vec<Value> =
        PitscapeStatus::ALL.iter().map(|(name, status)| json!({"name": name, "value": *status as i32})).collect();
    let kernels: serde_json::Map<String, Value> = KERNELS.iter().map(|k| (k.name.to_owned(), k.describe())).collect();
    json!({
        "version": VERSION,
        "abi_version": PITSCAPE_ABI_VERSION,
        "statuses": statuses,
        "kernels": kernels,
        "metrics": metrics(),
    })
}

impl Kernel {
    fn describe(&self) -> Value {
        let defaults = (self.smallest)();
        let fields: Vec<Value> = self
            .fields
            .iter()
            .map(|field| {
                let mut value = json!(field);
                value["default"] = if field.required { Value::Null } else { defaults[field.name].clone() };
                value
            })
            .collect();
        let tables: serde_json::Map<String, Value> =
            (self.tables)().into_iter().map(|(name, columns)| (name.to_owned(), json!(columns))).collect();
        json!({"fields": fields, "results": self.results, "tables": tables})
    }
}
