//! The one error of the library: what went wrong, as a sentence that says what, where, found, allowed and the next step.

use crate::figures::count;
use thiserror::Error;

pub type Result<T> = std::result::Result<T, Error>;

/// What a C function answers. Codes are only ever appended.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PitscapeStatus {
    /// The report was made.
    Ok = 0,
    /// The progress callback asked to stop; nothing was left behind.
    Cancelled = 1,
    /// A pointer is null, the JSON is not valid, or a field is unknown, missing or out of its range.
    InvalidRequest = 2,
    /// A layer or table does not fit what was asked of it.
    InvalidInput = 3,
    /// A file could not be read or written.
    Io = 4,
    /// An allocation failed.
    OutOfMemory = 5,
    /// A defect of the library.
    Internal = 6,
}

impl PitscapeStatus {
    pub const ALL: [(&'static str, PitscapeStatus); 7] = [
        ("OK", PitscapeStatus::Ok),
        ("CANCELLED", PitscapeStatus::Cancelled),
        ("INVALID_REQUEST", PitscapeStatus::InvalidRequest),
        ("INVALID_INPUT", PitscapeStatus::InvalidInput),
        ("IO", PitscapeStatus::Io),
        ("OUT_OF_MEMORY", PitscapeStatus::OutOfMemory),
        ("INTERNAL", PitscapeStatus::Internal),
    ];
}

#[derive(Debug, Error)]
pub enum Error {
    #[error("The run was cancelled.")]
    Cancelled,

    // The request
    #[error("{what} must not be a null pointer.")]
    NullPointer { what: &'static str },
    #[error("{what} is not valid UTF-8.")]
    NotUtf8 { what: &'static str },
    #[error(
        "struct_size of the callbacks is {found}; this library needs at least {needed}. Set it to sizeof(PitscapeCallbacks) of the header that belongs to the library."
    )]
    CallbacksSize { found: usize, needed: usize },
    #[error("The request is not valid: {detail}.")]
    Request { detail: String },
    #[error("{field} is {found}; allowed: {allowed}.")]
    Argument { field: &'static str, found: String, allowed: String },

    // Rasters
    #[error("The raster {path} cannot be opened: {detail}")]
    RasterOpen { path: String, detail: String },
    #[error("The raster {path} has no band {band}; it has {bands}.")]
    BandMissing { path: String, band: usize, bands: usize },
    #[error(
        "Band {band} of {path} holds complex numbers ({data_type}); a land-cover map needs integer codes, or real numbers that are all whole."
    )]
    RasterType { path: String, band: usize, data_type: String },
    #[error(
        "The cells of {path} could not be read at row {row}, column {column} (counted from 0 at the top left): {detail}"
    )]
    RasterRead { path: String, row: usize, column: usize, detail: String },
    #[error(
        "{path} holds {value} at row {row}, column {column} (counted from 0 at the top left); class codes must be whole numbers between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807. Reclassify the map, or choose the band that holds the classes."
    )]
    NotACode { path: String, value: String, row: usize, column: usize },
    #[error(
        "{path} holds {value:e} at row {row}, column {column} (counted from 0 at the top left); a variogram takes numbers between -{limit:e} and {limit:e}. If the value means no data, set it as nodata of the layer."
    )]
    ValueTooLarge { path: String, value: f64, row: usize, column: usize, limit: f64 },
    #[error(
        "{path} holds more than {} different codes, so it does not look like a land-cover map; choose the band that holds the classes.",
        count(*.limit as u64)
    )]
    TooManyClasses { path: String, limit: usize },
    #[error(
        "{path} has no coordinate reference system, so its cells have no area. Assign one: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    NoCrs { path: String },
    #[error("The coordinate reference system given for {path} is not understood: {detail}")]
    BadCrs { path: String, detail: String },
    #[error(
        "{path} is in {crs}, whose units are degrees, so its cells have no area on the plane. Set AREA to auto or ellipsoidal, or reproject the map to an equal-area or UTM system."
    )]
    GeographicCrs { path: String, crs: String },
    #[error(
        "{path} is in {crs}, a local grid that is tied to no place on the Earth, so true areas of its cells are not known. Set AREA to planar for areas and lengths of its plane."
    )]
    UnknownCrs { path: String, crs: String },
    #[error(
        "Some cells of {path} have no place on the ellipsoid of {crs}, so their areas are unknown. Clip the map to where {crs} is defined."
    )]
    NoEllipsoidalArea { path: String, crs: String },
    #[error("{path} is in {crs}, from which no way leads to {onto}: {detail}. Reproject it first.")]
    NoTransformation { path: String, crs: String, onto: String, detail: String },
    #[error(
        "{path} has {points} control points and no cell size, so its cells have no area. Warp it first: in QGIS by Raster, Projections, Warp (nearest neighbour for classes), or by the Georeferencer."
    )]
    ControlPoints { path: String, points: i32 },
    #[error(
        "{path} is in {crs}, which is geocentric or vertical, so its cells have no area and no length. Give the map the system that it is in: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    NoPlane { path: String, crs: String },
    #[error(
        "{path} is said to be in {crs}, but a corner at {x}, {y} is no longitude and latitude (up to 540 and 90 degrees). These look like projected coordinates under a wrong reference system; give the map its own: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    OffTheGlobe { path: String, crs: String, x: f64, y: f64 },
    #[error(
        "{path} is in {crs} and the map in {onto}, and a local grid is tied to no place on the Earth, so that no way leads from one to the other. Where both lie on one grid, give both the same system: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    LocalGrids { path: String, crs: String, onto: String },
    #[error("{path} is not georeferenced (it has no cell size), so its cells have no area. Georeference it first.")]
    NoGeotransform { path: String },
    #[error(
        "Areas on the plane of {crs} differ by {percent:.2} % from true areas at {place} of {path}; more than 1 % is refused. Set AREA to ellipsoidal for true areas (or to planar for those of the plane), or reproject the map to an equal-area or UTM system."
    )]
    AreaDistortion { path: String, crs: String, percent: f64, place: &'static str },
    #[error(
        "Areas on the plane of {crs} differ by {percent:.2} % from true areas at {place} of {path}; more than 1 % is refused. Reproject the map to an equal-area or UTM system, or set AREA to planar for areas and lengths of the plane."
    )]
    PlaneDistortion { path: String, crs: String, percent: f64, place: &'static str },
    #[error(
        "Lengths on the plane of {crs} differ from true lengths by {by} at {place} of {path}; more than 5 % is refused. Reproject the map to a UTM system, or set AREA to planar for areas and lengths of the plane."
    )]
    LengthDistortion { path: String, crs: String, by: String, place: &'static str },
    #[error("{path} has no valid cell: all {} are nodata, in IGNORE_CODES or outside MASK and ZONES.", count(*.cells))]
    NoValidCells { path: String, cells: u64 },
    #[error(
        "{what} has no row for {classes}. Add the missing codes to the table, or, if they mean no data, set them as nodata of the layer or in IGNORE_CODES."
    )]
    MissingClasses { what: &'static str, classes: String },

    // Tables and vector layers
    #[error("The table {path} cannot be read: {detail}")]
    TableOpen { path: String, detail: String },
    #[error("The pool table has no row.")]
    PoolsEmpty,
    #[error(
        "The pool table lacks {missing}; it has: {found}. Needed are lucode, c_above, c_below, c_soil and c_dead (upper or lower case)."
    )]
    PoolsColumns { missing: String, found: String },
    #[error("The pool table has the column {column} {times} times; keep one.")]
    PoolsColumnTwice { column: String, times: usize },
    #[error("The pool table has {} rows; at most {} are taken.", count(*.rows as u64), count(*.limit as u64))]
    PoolsTooMany { rows: usize, limit: usize },
    #[error("Row {row} of the pool table (header not counted): lucode is {found}; it must be a whole number.")]
    PoolsCode { row: usize, found: String },
    #[error("Rows {first} and {second} of the pool table (header not counted) both have lucode {code}; keep one.")]
    PoolsDuplicate { first: usize, second: usize, code: i64 },
    #[error("Row {row} of the pool table (header not counted; lucode {code}): {column} is {found}; {allowed}.")]
    PoolsDensity { row: usize, code: i64, column: &'static str, found: String, allowed: &'static str },
    #[error("The features of {path} cannot be read: {detail}")]
    PolygonsOpen { path: String, detail: String },
    #[error("The feature {feature} of {path} is a {found}; {field} takes polygons.")]
    NotPolygons { field: &'static str, path: String, feature: i64, found: String },
    #[error(
        "{field}: the feature {feature} of {path} has a vertex at {x}, {y}, which is no place; coordinates must be finite numbers. Draw the feature anew, or leave it out."
    )]
    NoVertex { field: &'static str, path: String, feature: i64, x: f64, y: f64 },
    #[error(
        "{field}: the feature {feature} of {path} has a vertex at {x:e}, {y:e}, more than {} cells off the map. Draw the feature anew, or leave it out.",
        count(*.limit)
    )]
    FarVertex { field: &'static str, path: String, feature: i64, x: f64, y: f64, limit: u64 },
    #[error("{path} is not in the coordinate reference system of the map ({crs}); reproject it first.")]
    PolygonsCrs { path: String, crs: String },
    #[error("{field} covers the centre of no cell of {path}: its polygons lie elsewhere, or are smaller than a cell.")]
    Outside { field: &'static str, path: String },
    #[error("MASK and ZONES have no cell of {path} in common; check that they lie over one another.")]
    MaskWithoutZones { path: String },
    #[error("{field}: {path} has no column {name}.")]
    NoColumn { field: &'static str, path: String, name: String },
    #[error(
        "{field}: feature {feature} of {path} has no value in the column {name}, so its zone has no name; fill it in, or leave the feature out."
    )]
    NullZone { field: &'static str, path: String, feature: i64, name: String },
    #[error(
        "Zones overlap, so a cell has no single zone and no raster can be written; leave the raster outputs out, or make the zones disjoint."
    )]
    ZonesOverlap,

    // Series of maps
    #[error("LAYERS is empty; give one or more maps.")]
    NoLayers,
    #[error("{field} has {found} entries for {layers} LAYERS; give one for each.")]
    SeriesLength { field: &'static str, found: usize, layers: usize },
    #[error("The year of {path} is not known; give YEARS, one for each of the LAYERS.")]
    YearUnknown { path: String },
    #[error("{one} and {other} are both of {year}; give each of the LAYERS a year of its own in YEARS.")]
    YearTwice { one: String, other: String, year: i32 },
    #[error("OUTPUT holds the change between years, but LAYERS has one map alone; add another, or leave OUTPUT out.")]
    ChangeOfOneMap,

    // Carbon change
    #[error("OUTPUT_NPV needs PRICE, YEAR_BASE and YEAR_ALT; give them, or leave OUTPUT_NPV out.")]
    NpvWithoutPrice,
    #[error("PRICE needs YEAR_BASE and YEAR_ALT; give both years, or no price.")]
    PriceWithoutYears,
    #[error("YEAR_ALT is {alt}, which is not later than YEAR_BASE, {base}.")]
    YearsReversed { base: i32, alt: i32 },
    #[error("{base} and {alt} have no valid cell in common (outside nodata, IGNORE_CODES, and within MASK and ZONES).")]
    NoCommonCells { base: String, alt: String },
    #[error("{path} and {onto} do not overlap; check their reference systems.")]
    NoOverlap { path: String, onto: String },

    // Distances
    #[error("There is nothing to measure distances from: give CODES (classes of the map) or SOURCES (a layer).")]
    NoSourcesGiven,
    #[error("CODES and SOURCES are both given; leave one of them out.")]
    CodesAndSources,
    #[error(
        "{path} has no cell of the CODES {codes} (outside nodata and IGNORE_CODES, and within MASK), so there is nothing to measure distances from."
    )]
    NoSourceCells { path: String, codes: String },
    #[error("No feature of SOURCES claims a cell of {path} (within MASK); check that the features lie over the map.")]
    SourcesOutside { path: String },
    #[error(
        "{path} is in {crs}, whose units are degrees, so lengths on it are not in m. Reproject the map to a UTM or another projected system."
    )]
    LengthsInDegrees { path: String, crs: String },
    #[error(
        "The cells of {path} are slanted (rows and columns are not at right angles); resample the map onto an upright or rotated grid first."
    )]
    SlantedCells { path: String },

    // Landscape metrics
    #[error("METRICS: {found} is no metric.{hint} Known are all, or any of {known}.")]
    UnknownMetric { found: String, hint: String, known: String },
    #[error("METRICS: {metric} needs {field}; give it, or leave the metric out.")]
    MetricNeeds { metric: String, field: &'static str },
    #[error("METRICS: {metric} is no metric {level}.")]
    MetricLevel { metric: String, level: &'static str },
    #[error("METRICS: {metric} is not computed in windows, as it takes tables or distances of its own; leave it out.")]
    MetricOfMaps { metric: String },
    #[error("{field}: {detail}.")]
    PairTable { field: &'static str, detail: String },
    #[error("A template of {kind} needs {needs}; give it.")]
    TemplateNeeds { kind: &'static str, needs: &'static str },
    #[error(
        "{path} has {} classes; a template of similarity, which has a row for every two of them, takes at most {}. Check that it is a land-cover map, or leave classes out by IGNORE_CODES.",
        count(*.classes as u64),
        count(*.limit as u64)
    )]
    TemplateTooLong { path: String, classes: usize, limit: usize },
    #[error("{field} has no {column} for the classes {pairs}; {mend}.")]
    PairsMissing { field: &'static str, column: &'static str, pairs: String, mend: &'static str },
    #[error("MAX_CLASSES is {max}, but {path} has {classes} classes; give the number of classes that there could be.")]
    MaxClasses { path: String, classes: usize, max: u32 },

    // Sampled windows
    #[error("{path} has no feature with a geometry, so there is no window to measure.")]
    NoFeatures { path: String },
    #[error("FEATURES: feature {feature} (counted from 1) is a {found}; give points or polygons.")]
    NeitherPointNorPolygon { feature: u32, found: &'static str },
    #[error(
        "FEATURES: feature {point} (counted from 1) is a point and feature {polygon} a polygon; give points or polygons alone."
    )]
    PointsAndPolygons { point: u32, polygon: u32 },
    #[error(
        "FEATURES: feature {feature} (counted from 1) has several points, but a window lies around one; split it into single points (in QGIS by Multipart to singleparts)."
    )]
    SeveralPoints { feature: u32 },

    // Outputs
    #[error("The folder {folder} of {path} does not exist; create it, or choose another.")]
    OutputFolder { path: String, folder: String },
    #[error("{path} is a folder; give the name of a file in it.")]
    OutputIsFolder { path: String },
    #[error("{path} is an input of this run as well; choose another name for the output.")]
    OutputIsInput { path: String },
    #[error("{path} is given for two outputs; choose another name for one of them.")]
    OutputTwice { path: String },
    #[error(
        "The working files of the run could not be written: {detail}; SCRATCH, or the system's folder for temporary files, needs room."
    )]
    Scratch { detail: String },
    #[error(
        "No window has a number at all radii: of {} cells none is the centre of a whole window of the largest radius.",
        count(*.cells)
    )]
    NoWindows { cells: u64 },
    #[error("{path} must end in .tif; rasters are written as GeoTIFF.")]
    OutputName { path: String },
    #[error("CREATE_OPTIONS is not understood: {detail}")]
    CreateOptions { detail: String },
    #[error("{path} could not be written: {detail}")]
    OutputWrite { path: String, detail: String },

    #[error("There is not enough memory for {what} ({} bytes).", count(*.bytes))]
    Memory { what: &'static str, bytes: u64 },
    #[error("Pitscape met a defect of its own ({detail}); no result was written. Please report it.")]
    Internal { detail: String },
}

/// Of a number in a sentence that is written out; i64 has no more.
const MOST_DIGITS: usize = 20;

impl Error {
    pub fn status(&self) -> PitscapeStatus {
        use Error::*;
        match self {
            Cancelled => PitscapeStatus::Cancelled,
            NullPointer { .. }
            | NotUtf8 { .. }
            | CallbacksSize { .. }
            | Request { .. }
            | Argument { .. }
            | CreateOptions { .. }
            | NpvWithoutPrice
            | PriceWithoutYears
            | YearsReversed { .. }
            | NoLayers
            | NoSourcesGiven
            | CodesAndSources
            | SeriesLength { .. }
            | YearUnknown { .. }
            | YearTwice { .. }
            | UnknownMetric { .. }
            | MetricNeeds { .. }
            | MetricLevel { .. }
            | MetricOfMaps { .. }
            | TemplateNeeds { .. }
            | ChangeOfOneMap => PitscapeStatus::InvalidRequest,
            RasterOpen { .. }
            | RasterRead { .. }
            | TableOpen { .. }
            | PolygonsOpen { .. }
            | OutputFolder { .. }
            | OutputIsFolder { .. }
            | OutputIsInput { .. }
            | OutputTwice { .. }
            | OutputName { .. }
            | OutputWrite { .. }
            | Scratch { .. } => PitscapeStatus::Io,
            Memory { .. } => PitscapeStatus::OutOfMemory,
            Internal { .. } => PitscapeStatus::Internal,
            _ => PitscapeStatus::InvalidInput,
        }
    }
}

impl Error {
    /// A field of the request that is out of its range.
    pub fn argument(field: &'static str, found: impl ToString, allowed: impl Into<String>) -> Error {
        let found = found.to_string();
        // 1e308 and not its 309 digits
        let long = found.parse::<f64>().ok().filter(|_| found.len() > MOST_DIGITS);
        Error::Argument { field, found: long.map_or(found, |number| format!("{number:e}")), allowed: allowed.into() }
    }
}

/// A vector of `len` copies of `value`, or a sentence instead of an abort when memory is short.
pub fn try_vec<T: Clone>(len: usize, value: T, what: &'static str) -> Result<Vec<T>> {
    let mut v = Vec::new();
    v.try_reserve_exact(len).map_err(|_| Error::Memory { what, bytes: (len * size_of::<T>()) as u64 })?;
    v.resize(len, value);
    Ok(v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_no_longer_than_one_reads() {
        let sentence = |found: f64| Error::argument("RADII", found, "up to 1000").to_string();
        assert_eq!(sentence(1e308), "RADII is 1e308; allowed: up to 1000.");
        assert_eq!(sentence(-0.5), "RADII is -0.5; allowed: up to 1000.");
        assert_eq!(sentence(1_048_576.0), "RADII is 1048576; allowed: up to 1000.");
        let whole = Error::argument("SEED", i64::MIN, "0 or more").to_string();
        assert_eq!(whole, "SEED is -9223372036854775808; allowed: 0 or more.");
    }
}
