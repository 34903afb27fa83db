//! The one error of the library: what went wrong, as a sentence that says what, where, found, allowed and the next step.

use crate::{
    figures::count,
    sentence::{Argument, Phrase, Place, Sentence},
};
use pitscape_derive::Told;

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

    pub fn name(self) -> &'static str {
        PitscapeStatus::ALL.into_iter().find(|(_, status)| *status == self).map_or("", |(name, _)| name)
    }
}

/// Each with its sentence: a template, at whose places the fields stand, or what the attribute makes of them.
#[derive(Debug, Told)]
pub enum Error {
    #[sentence("The run was cancelled.")]
    Cancelled,

    // The request
    #[sentence("{what} must not be a null pointer.")]
    NullPointer { what: &'static str },
    #[sentence("{what} is not valid UTF-8.")]
    NotUtf8 { what: &'static str },
    #[sentence(
        "struct_size of the callbacks is {found}; this library needs at least {needed}. Set it to sizeof(PitscapeCallbacks) of the header that belongs to the library."
    )]
    CallbacksSize { found: usize, needed: usize },
    #[sentence("The request is not valid: {detail}.")]
    Request { detail: String },
    #[sentence("{field} is {found}; allowed: {allowed}.")]
    Argument { field: &'static str, found: Argument, allowed: Sentence },

    // Rasters
    #[sentence("The raster {path} cannot be opened: {detail}")]
    RasterOpen { path: String, detail: Argument },
    #[sentence("The raster {path} has no band {band}; it has {bands}.")]
    BandMissing { path: String, band: usize, bands: usize },
    #[sentence(
        "Band {band} of {path} holds complex numbers ({data_type}); a land-cover map needs integer codes, or real numbers that are all whole."
    )]
    RasterType { path: String, band: usize, data_type: String },
    #[sentence(
        "The cells of {path} could not be read at row {row}, column {column} (counted from 0 at the top left): {detail}"
    )]
    RasterRead { path: String, row: usize, column: usize, detail: Argument },
    #[sentence(
        "{path} holds {value} at row {row}, column {column} (counted from 0 at the top left); class codes must be whole numbers between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807. Reclassify the map, or choose the band that holds the classes."
    )]
    NotACode { path: String, value: Argument, row: usize, column: usize },
    #[sentence(
        "{path} holds {value} at row {row}, column {column} (counted from 0 at the top left); a variogram takes numbers between -{limit} and {limit}. If the value means no data, set it as nodata of the layer.",
        value = format!("{value:e}"),
        limit = format!("{limit:e}")
    )]
    ValueTooLarge { path: String, value: f64, row: usize, column: usize, limit: f64 },
    #[sentence(
        "{path} holds more than {limit} different codes, so it does not look like a land-cover map; choose the band that holds the classes.",
        limit = count(*limit as u64)
    )]
    TooManyClasses { path: String, limit: usize },
    #[sentence(
        "{path} has no coordinate reference system, so its cells have no area. Assign one: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    NoCrs { path: String },
    #[sentence("The coordinate reference system given for {path} is not understood: {detail}")]
    BadCrs { path: String, detail: Argument },
    #[sentence(
        "{path} is in {crs}, whose units are degrees, so its cells have no area on the plane. Set AREA to auto or ellipsoidal, or reproject the map to an equal-area or UTM system."
    )]
    GeographicCrs { path: String, crs: String },
    #[sentence(
        "{path} is in {crs}, a local grid that is tied to no place on the Earth, so true areas of its cells are not known. Set AREA to planar for areas and lengths of its plane."
    )]
    UnknownCrs { path: String, crs: String },
    #[sentence(
        "Some cells of {path} have no place on the ellipsoid of {crs}, so their areas are unknown. Clip the map to where {crs} is defined."
    )]
    NoEllipsoidalArea { path: String, crs: String },
    #[sentence("{path} is in {crs}, from which no way leads to {onto}: {detail}. Reproject it first.")]
    NoTransformation { path: String, crs: String, onto: String, detail: Argument },
    #[sentence(
        "{path} has {points} control points and no cell size, so its cells have no area. Warp it first: in QGIS by Raster, Projections, Warp (nearest neighbour for classes), or by the Georeferencer."
    )]
    ControlPoints { path: String, points: i32 },
    #[sentence(
        "{path} is in {crs}, which is geocentric or vertical, so its cells have no area and no length. Give the map the system that it is in: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    NoPlane { path: String, crs: String },
    #[sentence(
        "{path} is said to be in {crs}, but a corner at {x}, {y} is no longitude and latitude (up to 540 and 90 degrees). These look like projected coordinates under a wrong reference system; give the map its own: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    OffTheGlobe { path: String, crs: String, x: f64, y: f64 },
    #[sentence(
        "{path} is in {crs} and the map in {onto}, and a local grid is tied to no place on the Earth, so that no way leads from one to the other. Where both lie on one grid, give both the same system: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    LocalGrids { path: String, crs: String, onto: String },
    #[sentence("{path} is not georeferenced (it has no cell size), so its cells have no area. Georeference it first.")]
    NoGeotransform { path: String },
    #[sentence(
        "Areas on the plane of {crs} differ by {percent} % from true areas at {place} of {path}; more than 1 % is refused. Set AREA to ellipsoidal for true areas (or to planar for those of the plane), or reproject the map to an equal-area or UTM system.",
        percent = format!("{percent:.2}")
    )]
    AreaDistortion { path: String, crs: String, percent: f64, place: Phrase },
    #[sentence(
        "Areas on the plane of {crs} differ by {percent} % from true areas at {place} of {path}; more than 1 % is refused. Reproject the map to an equal-area or UTM system, or set AREA to planar for areas and lengths of the plane.",
        percent = format!("{percent:.2}")
    )]
    PlaneDistortion { path: String, crs: String, percent: f64, place: Phrase },
    #[sentence(
        "Lengths on the plane of {crs} differ from true lengths by {by} at {place} of {path}; more than 5 % is refused. Reproject the map to a UTM system, or set AREA to planar for areas and lengths of the plane."
    )]
    LengthDistortion { path: String, crs: String, by: Argument, place: Phrase },
    #[sentence("{path} has no valid cell: all {cells} are nodata, in IGNORE_CODES or outside MASK and ZONES.", cells = count(*cells))]
    NoValidCells { path: String, cells: u64 },
    #[sentence(
        "{what} has no row for {classes}. Add the missing codes to the table, or, if they mean no data, set them as nodata of the layer or in IGNORE_CODES."
    )]
    MissingClasses { what: Phrase, classes: Argument },

    // Tables and vector layers
    #[sentence("The table {path} cannot be read: {detail}")]
    TableOpen { path: String, detail: Argument },
    #[sentence("The pool table has no row.")]
    PoolsEmpty,
    #[sentence(
        "The pool table lacks {missing}; it has: {found}. Needed are lucode, c_above, c_below, c_soil and c_dead (upper or lower case)."
    )]
    PoolsColumns { missing: Argument, found: Argument },
    #[sentence("The pool table has the column {column} {times} times; keep one.")]
    PoolsColumnTwice { column: String, times: usize },
    #[sentence("The pool table has {rows} rows; at most {limit} are taken.", rows = count(*rows as u64), limit = count(*limit as u64))]
    PoolsTooMany { rows: usize, limit: usize },
    #[sentence("Row {row} of the pool table (header not counted): lucode is {found}; it must be a whole number.")]
    PoolsCode { row: usize, found: Argument },
    #[sentence("Rows {first} and {second} of the pool table (header not counted) both have lucode {code}; keep one.")]
    PoolsDuplicate { first: usize, second: usize, code: i64 },
    #[sentence("Row {row} of the pool table (header not counted; lucode {code}): {column} is {found}; {allowed}.")]
    PoolsDensity { row: usize, code: i64, column: &'static str, found: Argument, allowed: Phrase },
    #[sentence("The features of {path} cannot be read: {detail}")]
    PolygonsOpen { path: String, detail: Argument },
    #[sentence("The feature {feature} of {path} is a {found}; {field} takes polygons.")]
    NotPolygons { field: &'static str, path: String, feature: i64, found: String },
    #[sentence(
        "{field}: the feature {feature} of {path} has a vertex at {x}, {y}, which is no place; coordinates must be finite numbers. Draw the feature anew, or leave it out."
    )]
    NoVertex { field: &'static str, path: String, feature: i64, x: f64, y: f64 },
    #[sentence(
        "{field}: the feature {feature} of {path} has a vertex at {x}, {y}, more than {limit} cells off the map. Draw the feature anew, or leave it out.",
        x = format!("{x:e}"),
        y = format!("{y:e}"),
        limit = count(*limit)
    )]
    FarVertex { field: &'static str, path: String, feature: i64, x: f64, y: f64, limit: u64 },
    #[sentence("{path} is not in the coordinate reference system of the map ({crs}); reproject it first.")]
    PolygonsCrs { path: String, crs: String },
    #[sentence(
        "{field} covers the centre of no cell of {path}: its polygons lie elsewhere, or are smaller than a cell."
    )]
    Outside { field: &'static str, path: String },
    #[sentence("MASK and ZONES have no cell of {path} in common; check that they lie over one another.")]
    MaskWithoutZones { path: String },
    #[sentence("{field}: {path} has no column {name}.")]
    NoColumn { field: &'static str, path: String, name: String },
    #[sentence(
        "{field}: feature {feature} of {path} has no value in the column {name}, so its zone has no name; fill it in, or leave the feature out."
    )]
    NullZone { field: &'static str, path: String, feature: i64, name: String },
    #[sentence(
        "Zones overlap, so a cell has no single zone and no raster can be written; leave the raster outputs out, or make the zones disjoint."
    )]
    ZonesOverlap,

    // Series of maps
    #[sentence("LAYERS is empty; give one or more maps.")]
    NoLayers,
    #[sentence("{field} has {found} entries for {layers} LAYERS; give one for each.")]
    SeriesLength { field: &'static str, found: usize, layers: usize },
    #[sentence("The year of {path} is not known; give YEARS, one for each of the LAYERS.")]
    YearUnknown { path: String },
    #[sentence("{one} and {other} are both of {year}; give each of the LAYERS a year of its own in YEARS.")]
    YearTwice { one: String, other: String, year: i32 },
    #[sentence(
        "OUTPUT holds the change between years, but LAYERS has one map alone; add another, or leave OUTPUT out."
    )]
    ChangeOfOneMap,
    #[sentence("Bands are missing: {bands}. Give them, or leave these indices out.")]
    BandsNeeded { bands: Argument },
    #[sentence("LAYERS has one map; transitions need two or more.")]
    TransitionOfOneMap,

    // Carbon change
    #[sentence("OUTPUT_NPV needs PRICE, YEAR_BASE and YEAR_ALT; give them, or leave OUTPUT_NPV out.")]
    NpvWithoutPrice,
    #[sentence("PRICE needs YEAR_BASE and YEAR_ALT; give both years, or no price.")]
    PriceWithoutYears,
    #[sentence("YEAR_ALT is {alt}, which is not later than YEAR_BASE, {base}.")]
    YearsReversed { base: i32, alt: i32 },
    #[sentence(
        "{base} and {alt} have no valid cell in common (outside nodata, IGNORE_CODES, and within MASK and ZONES)."
    )]
    NoCommonCells { base: String, alt: String },
    #[sentence(
        "No cell is valid at all dates, which COMMON_CELLS asks for; leave it off, or check the nodata of the maps and where they lie."
    )]
    NoCellsAtAllDates,
    #[sentence("{path} and {onto} do not overlap; check their reference systems.")]
    NoOverlap { path: String, onto: String },

    // Distances
    #[sentence("There is nothing to measure distances from: give CODES (classes of the map) or SOURCES (a layer).")]
    NoSourcesGiven,
    #[sentence("CODES and SOURCES are both given; leave one of them out.")]
    CodesAndSources,
    #[sentence(
        "{path} has no cell of the CODES {codes} (outside nodata and IGNORE_CODES, and within MASK), so there is nothing to measure distances from."
    )]
    NoSourceCells { path: String, codes: Argument },
    #[sentence(
        "No feature of SOURCES claims a cell of {path} (within MASK); check that the features lie over the map."
    )]
    SourcesOutside { path: String },
    #[sentence(
        "{path} is in {crs}, whose units are degrees, so lengths on it are not in m. Reproject it to a UTM or another projected system."
    )]
    LengthsInDegrees { path: String, crs: String },
    #[sentence(
        "The cells of {path} are slanted (rows and columns are not at right angles); resample the map onto an upright or rotated grid first."
    )]
    SlantedCells { path: String },

    // Landscape metrics
    #[sentence("METRICS: {found} is no metric.{hint} Known are all, or any of {known}.")]
    UnknownMetric { found: String, hint: Option<Sentence>, known: Argument },
    #[sentence("METRICS: {metric} needs {field}; give it, or leave the metric out.")]
    MetricNeeds { metric: String, field: &'static str },
    #[sentence("METRICS: {metric} is no metric {level}.")]
    MetricLevel { metric: String, level: Phrase },
    #[sentence(
        "METRICS: {metric} is not computed in windows, as it takes tables or distances of its own; leave it out."
    )]
    MetricOfMaps { metric: String },
    #[sentence("{field}: {detail}.")]
    TableContent { field: &'static str, detail: Sentence },
    #[sentence("A template of {kind} needs {needs}; give it.")]
    TemplateNeeds { kind: &'static str, needs: Phrase },
    #[sentence(
        "{path} has {classes} classes; a template of similarity, which has a row for every two of them, takes at most {limit}. Check that it is a land-cover map, or leave classes out by IGNORE_CODES.",
        classes = count(*classes as u64),
        limit = count(*limit as u64)
    )]
    TemplateTooLong { path: String, classes: usize, limit: usize },
    #[sentence("{field} has no {column} for the classes {pairs}; {mend}.")]
    PairsMissing { field: &'static str, column: &'static str, pairs: Argument, mend: Phrase },
    #[sentence(
        "MAX_CLASSES is {max}, but {path} has {classes} classes; give the number of classes that there could be."
    )]
    MaxClasses { path: String, classes: usize, max: u32 },

    // Sampled windows
    #[sentence("{path} has no feature with a geometry, so there is no window to measure.")]
    NoFeatures { path: String },
    #[sentence("FEATURES: feature {feature} (counted from 1) is a {found}; give points or polygons.")]
    NeitherPointNorPolygon { feature: u32, found: Phrase },
    #[sentence(
        "FEATURES: feature {point} (counted from 1) is a point and feature {polygon} a polygon; give points or polygons alone."
    )]
    PointsAndPolygons { point: u32, polygon: u32 },
    #[sentence(
        "FEATURES: feature {feature} (counted from 1) has several points, but a window lies around one; split it into single points (in QGIS by Multipart to singleparts)."
    )]
    SeveralPoints { feature: u32 },

    // Polygons of classes
    #[sentence("There is no grid to rasterize to: give CELL_SIZE, or a raster as SNAP.")]
    NoGrid,
    #[sentence("CELL_SIZE and SNAP are both given; leave one of them out. Without CELL_SIZE cells are those of SNAP.")]
    CellSizeAndSnap,
    #[sentence(
        "CELL_SIZE {cell_size} makes {columns} columns and {rows} rows of the extent of {path}; at most {limit} cells are written. Give larger cells (in units of the reference system: {crs}).",
        columns = count(*columns),
        rows = count(*rows),
        limit = count(*limit)
    )]
    TooManyCells { path: String, cell_size: f64, columns: u64, rows: u64, limit: u64, crs: String },
    #[sentence(
        "{path} has no feature with both a polygon and a class in {name}, so there is nothing to rasterize ({features} features, {without_geometry} without a geometry)."
    )]
    NothingToRasterize { path: String, name: String, features: usize, without_geometry: usize },
    #[sentence(
        "FIELD: feature {feature} of {path} has {found} in {name}; class codes are whole numbers from -2,147,483,648 to 2,147,483,647. Choose another field, or mend the feature."
    )]
    NoClassCode { path: String, feature: i64, name: String, found: Argument },
    #[sentence(
        "FIELD: {name} of {path} has {classes} different values, so it does not look like a field of classes; at most {limit} are taken.",
        classes = count(*classes as u64),
        limit = count(*limit as u64)
    )]
    TooManyClassValues { path: String, name: String, classes: usize, limit: usize },
    #[sentence(
        "CODES has no row for {names}. Add them to the table, or leave these features out by a filter of the layer."
    )]
    NamesMissing { names: Argument },
    #[sentence(
        "The features {first} and {second} of {path} overlap at {x}, {y}. Mend the layer, or set OVERLAP to last or first, which say whose class such cells have."
    )]
    PolygonsOverlap { path: String, first: i64, second: i64, x: f64, y: f64 },
    #[sentence("No feature of {path} has a cell of {grid}: check that they lie over it.")]
    OffSnap { path: String, grid: String },
    #[sentence(
        "No feature of {path} has a cell: all are smaller than cells of {cell_size} {unit}. Give smaller cells."
    )]
    CellsTooLarge { path: String, cell_size: f64, unit: Phrase },

    // Kriging
    #[sentence(
        "There is nothing to predict from: give INPUT (points, and the FIELD of their values) or RASTER (a raster with gaps)."
    )]
    NothingToKrige,
    #[sentence(
        "Nothing says where to predict: give CELL_SIZE or SNAP (a raster), TARGETS (points or polygons), or CV (the points themselves)."
    )]
    NowhereToPredict,
    #[sentence("{field} is of points, and RASTER is given, whose gaps are filled on its own grid; leave {field} out.")]
    NotWithGaps { field: &'static str },
    #[sentence("{field} {model} needs {needs}; give it.")]
    ModelNeeds { field: &'static str, model: &'static str, needs: &'static str },
    #[sentence("TYPE simple takes the mean as known: give MEAN, or take ordinary.")]
    SimpleNeedsMean,
    #[sentence("MEAN is given, and TYPE is not simple: leave MEAN out, or take simple.")]
    MeanOfSimple,
    #[sentence("TYPE universal needs a drift: give DRIFT (linear, quadratic) or DRIFT_LAYERS, or take ordinary.")]
    UniversalNeedsDrift,
    #[sentence("DRIFT or DRIFT_LAYERS are given, and TYPE is not universal: take universal, or leave them out.")]
    DriftOfUniversal,
    #[sentence(
        "MAX_NEIGHBOURS is {most}, and a prediction needs {least} points at least (MIN_NEIGHBOURS, or one more than there are terms of the drift). Raise MAX_NEIGHBOURS."
    )]
    FewerThanNeeded { most: usize, least: usize },
    #[sentence(
        "{path} has no point with a value in {name} ({features} features).",
        features = count(*features)
    )]
    NoValuesAtPoints { path: String, name: String, features: u64 },
    #[sentence(
        "FIELD: feature {feature} of {path} has {found} in {name}, which is no number. Choose another field, or mend the feature."
    )]
    NoNumber { path: String, feature: i64, name: String, found: Argument },
    #[sentence("{path} has a value at none of the points. Check that it lies where they are, and its nodata.")]
    NoDriftAtPoints { path: String },
    #[sentence("No point has a value of all DRIFT_LAYERS. Check that they lie where the points are.")]
    NoDriftAnywhere,
    #[sentence(
        "{path} has no coordinate reference system, so its coordinates have no unit. Assign one: in QGIS right-click the layer, Layer CRS, Set Layer CRS."
    )]
    LayerNoCrs { path: String },
    #[sentence("Points {points} lie in one place ({x}, {y}). With DUPLICATES mean they count by their mean.")]
    PointsInOnePlace { points: Argument, x: f64, y: f64 },
    #[sentence(
        "{path} has points in one place with values of their own, and the model has no error that could tell them apart. Set NUGGET_IS to microscale, which takes their mean."
    )]
    PlacesShared { path: String },
    #[sentence(
        "The model linear_sill is not positive definite in two dimensions, so that variances would come out negative. Take spherical, which is the nearest to it that is."
    )]
    LinearSill,
    #[sentence("TYPE simple needs a model with a sill; linear and power have none. Take another model, or ordinary.")]
    SimpleNoSill,
    #[sentence("The model has neither a nugget nor a sill above 0, so that there is nothing to weigh points by.")]
    ModelOfNothing,
    #[sentence(
        "The model is wrong at {part}: nugget, psill and range are numbers from 0, the kappa of matern is over 0 and up to 100, that of power over 0 and up to 2."
    )]
    WrongModel { part: Phrase },
    #[sentence(
        "{points} points are at one distance of {x}, {y}, or as near, where {max} are asked for: more than four times as many. Give another MAX_NEIGHBOURS (or SECTOR_MAX), or SEARCH."
    )]
    TooManyTies { points: usize, max: usize, x: f64, y: f64 },
    #[sentence(
        "All of {points} points cannot be the neighbours of every place: at most {limit} can. Give MAX_NEIGHBOURS.",
        points = count(*points),
        limit = count(*limit)
    )]
    TooManyPoints { points: u64, limit: u64 },
    #[sentence(
        "There are too few points: {points}, and {least} are needed at least (MIN_NEIGHBOURS, terms of the drift, or folds)."
    )]
    TooFewPoints { points: usize, least: usize },
    #[sentence(
        "There is no memory for the covariances of {points} points with one another. Give MAX_NEIGHBOURS.",
        points = count(*points)
    )]
    NoMemoryForPoints { points: u64 },
    #[sentence(
        "The drift cannot be told from the points: a layer is constant there, layers say the same, or points lie on a line. Leave out a layer, or take less DRIFT."
    )]
    ConstantDrift,
    #[sentence(
        "The system of all points cannot be solved, as rounding decides it: the model is too smooth for points so near one another. Give a nugget, or another model."
    )]
    SingularModel,
    #[sentence("No prediction could be made: {reasons}.")]
    NothingPredicted { reasons: Argument },
    #[sentence("{path} has no cell with a value, so that there is nothing to predict from. Check its nodata.")]
    NoValuesInRaster { path: String },
    #[sentence("All values are {value}, so that they have no variogram. Give a model, or other values.")]
    ConstantValues { value: f64 },
    #[sentence("The points ({points} of them) make no variogram that a model could be fitted to. Give MODEL or FITS.")]
    NoVariogram { points: usize },
    #[sentence(
        "A gap near row {row}, column {column} of {path} has fewer than MAX_NEIGHBOURS values within {cells} cells. Give SEARCH, so that such gaps stay, or a MASK of those to be filled."
    )]
    GapsTooWide { path: String, row: usize, column: usize, cells: usize },
    #[sentence("{path} has no feature to predict for.")]
    NoTargets { path: String },
    #[sentence("Feature {feature} of {path} is neither one point nor polygons with an area; TARGETS takes these.")]
    NotTargets { path: String, feature: u64 },

    // Drivers
    #[sentence("There is nothing to compute from: give INPUTS (rasters) or TABLE (a table or points) with FIELDS.")]
    NothingToCorrelate,
    #[sentence("{field} names {count}; {least} or more are needed.")]
    TooFewVariables { field: &'static str, count: usize, least: usize },
    #[sentence("{field}: {name} is named twice.")]
    NamedTwice { field: &'static str, name: String },
    #[sentence("{field} goes with SAMPLE {sample} alone; leave it out, or choose that.")]
    OfSample { field: &'static str, sample: Phrase },
    #[sentence("SAMPLE {sample} needs SAMPLE_SIZE: how many cells are drawn.")]
    SampleNeedsSize { sample: &'static str },
    #[sentence("SAMPLE stratified needs STRATA: a raster of classes.")]
    SampleNeedsStrata,
    #[sentence(
        "{path}: no cell has a value in {layers} or more of the layers (within MASK). Look whether they cover the same land."
    )]
    NoCompleteCell { path: String, layers: usize },
    #[sentence(
        "{name} has the value {value}, which is too large to be squared. It may stand for nodata: set that in the layer's properties, or by a mask."
    )]
    NoSquare { name: String, value: f64 },
    #[sentence(
        "All values of {name} lie within {range} of each other, which is too little to be squared. Multiply them first."
    )]
    ValuesTooNear { name: String, range: f64 },
    #[sentence(
        "All rows of {path} lie in one place, so that they have no effective number. Leave EFFECTIVE out, or look at the coordinates."
    )]
    OnePlace { path: String },
    #[sentence("STRATA has the value {value}; strata are whole codes, as those of a land-cover map.")]
    StratumNotWhole { value: f64 },
    #[sentence("{path}: no row has a value in two or more of FIELDS.")]
    NoRowOfTwo { path: String },
    #[sentence("STRATA has {found} classes or more; up to {limit} are taken. Give a raster of classes.")]
    TooManyStrata { found: usize, limit: usize },
    #[sentence(
        "Ranks are kept of all cells, up to {limit} of them, and there are {cells}. Set SAMPLE to regular or random."
    )]
    TooManyRanks { cells: u64, limit: u64 },

    // Regression
    #[sentence("There is nothing to explain: give Y (a raster), or TABLE with Y_FIELD.")]
    NothingToExplain,
    #[sentence("Nothing is given that may explain it: give {fields}.")]
    NothingExplains { fields: Phrase },
    #[sentence("{name} is to be explained, and is among what may explain it. Take it out there.")]
    ExplainsItself { name: String },
    #[sentence(
        "The model needs more complete rows than coefficients. Complete rows: {rows}; coefficients: {coefficients}. Give fewer variables, or look where values are missing."
    )]
    TooFewRows { rows: u64, coefficients: u64 },
    #[sentence(
        "These are exact combinations of other variables, so that the model has no answer: {names}. Leave them out."
    )]
    SingularColumns { names: Argument },
    #[sentence("No variable is left, and there is no constant: set INTERCEPT, or give other variables.")]
    NothingLeft,
    #[sentence("{name} has the value {value}; factors are classes with whole codes, as those of a land-cover map.")]
    FactorNotWhole { name: String, value: f64 },
    #[sentence(
        "{name} has {found} classes; a factor may have {limit}. Give a raster of classes; measurements belong to X."
    )]
    TooManyClassesOfFactor { name: String, found: usize, limit: usize },
    #[sentence(
        "SAMPLES would have {rows} rows; up to {limit} are written. Set SAMPLE to random or regular, or leave SAMPLES out."
    )]
    TooManySamples { rows: u64, limit: u64 },
    #[sentence("{name} is {value} in all {rows} rows: there is nothing to explain.")]
    ConstantY { name: String, value: f64, rows: u64 },
    #[sentence(
        "{path}: no cell has a value of all variables (within MASK). Look whether the layers cover the same land, and which of them have values."
    )]
    NothingComplete { path: String },
    #[sentence("{path}: no row has a value in all of the fields.")]
    NoCompleteRow { path: String },

    // Map accuracy
    #[sentence(
        "There is no map to judge: give MAP (a land-cover map) or COUNTS (a table of its cells and points by class)."
    )]
    NoMapGiven,
    #[sentence(
        "There is nothing to compare MAP with: give REFERENCE (points, and the FIELD with their classes) or REFERENCE_RASTER (a raster of reference classes)."
    )]
    NoReferenceGiven,
    #[sentence(
        "F has no source: give F_FIELD, the column of INPUT with the area of forest and grassland, or STORAGE and F_CODES, their classes."
    )]
    NoForestArea,
    #[sentence("Ca has no source: give CA_FIELD, the column of INPUT with carbon, or STORAGE.")]
    NoCarbonGiven,
    #[sentence("{one} and {other} are both given; leave one of them out.")]
    OneOfTwo { one: &'static str, other: &'static str },
    #[sentence("{field} is given, and {needs} is not; give {needs} too, or leave {field} out.")]
    FieldNeeds { field: &'static str, needs: &'static str },
    #[sentence("The feature {feature} of {path} is a {found}; {field} takes points.")]
    NotPoints { field: &'static str, path: String, feature: i64, found: String },
    #[sentence(
        "{field}: the feature {feature} of {path} has several points and one class; split it into single points (in QGIS by Multipart to singleparts)."
    )]
    ManyPoints { field: &'static str, path: String, feature: i64 },
    #[sentence(
        "{field}: it is not clear which class is meant by {labels}. Classes are given by whole codes, or by names of POOLS or of the layer (known: {known}). Correct these values, or add the names to POOLS."
    )]
    UnknownClasses { field: &'static str, labels: Argument, known: Argument },
    #[sentence(
        "No {unit} of {reference} has a class and lies on a cell of {path} with a class (outside nodata and IGNORE_CODES, and within MASK)."
    )]
    NoUnits { unit: Phrase, reference: String, path: String },
    #[sentence(
        "{path}: no {unit} lies on {classes}, so {share} % of the area would be lost from all figures. Add points there, merge these classes with others in map and reference, or leave their land out by IGNORE_CODES."
    )]
    UnsampledClasses { path: String, unit: Phrase, classes: Argument, share: String },
    #[sentence(
        "STRATA: no point that counts is of {strata}; add points there, or leave these strata out of table and map."
    )]
    UnsampledStrata { strata: Argument },

    #[sentence(
        "ACCURACY is not of {path} as it counts here: these classes have other shares of the area (here, and in ACCURACY): {classes}. Make the matrix with the same map, mask and ignored codes."
    )]
    OtherAccuracy { path: String, classes: Argument },
    #[sentence(
        "ACCURACY has no matrix of {path}: its years are others, or it has several and the map has no year. Give the map its year, or the matrix of this map alone."
    )]
    NoAccuracy { path: String },
    #[sentence(
        "ACCURACY has rows without a year, so that it is not clear of which map they are; fill in the column year."
    )]
    AccuracyYears,
    #[sentence(
        "The pool table has no row for these classes of the reference in ACCURACY: {classes}. Add them; or, if their land is to be left out, make the matrix again with them in IGNORE_CODES."
    )]
    AccuracyPools { classes: Argument },

    // Outputs
    #[sentence("The folder {folder} of {path} does not exist; create it, or choose another.")]
    OutputFolder { path: String, folder: String },
    #[sentence("{path} is a folder; give the name of a file in it.")]
    OutputIsFolder { path: String },
    #[sentence("{path} is an input of this run as well; choose another name for the output.")]
    OutputIsInput { path: String },
    #[sentence("{path} is given for two outputs; choose another name for one of them.")]
    OutputTwice { path: String },
    #[sentence(
        "The working files of the run could not be written: {detail}; SCRATCH, or the system's folder for temporary files, needs room."
    )]
    Scratch { detail: Argument },
    #[sentence(
        "No window has a number at all radii: of {cells} cells none is the centre of a whole window of the largest radius.",
        cells = count(*cells)
    )]
    NoWindows { cells: u64 },
    #[sentence("{path} must end in .tif; rasters are written as GeoTIFF.")]
    OutputName { path: String },
    #[sentence("CREATE_OPTIONS is not understood: {detail}")]
    CreateOptions { detail: Argument },
    #[sentence("{path} could not be written: {detail}")]
    OutputWrite { path: String, detail: Argument },

    #[sentence("There is not enough memory for {what} ({bytes} bytes).", bytes = count(*bytes))]
    Memory { what: Phrase, bytes: u64 },
    #[sentence("Pitscape met a defect of its own ({detail}); no result was written. Please report it.")]
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
            | NoGrid
            | CellSizeAndSnap
            | ChangeOfOneMap
            | TransitionOfOneMap
            | BandsNeeded { .. }
            | NothingToKrige
            | NowhereToPredict
            | NotWithGaps { .. }
            | ModelNeeds { .. }
            | SimpleNeedsMean
            | MeanOfSimple
            | UniversalNeedsDrift
            | DriftOfUniversal
            | FewerThanNeeded { .. }
            | LinearSill
            | SimpleNoSill
            | ModelOfNothing
            | WrongModel { .. }
            | NothingToCorrelate
            | NothingToExplain
            | NothingExplains { .. }
            | ExplainsItself { .. }
            | TooFewVariables { .. }
            | NamedTwice { .. }
            | OfSample { .. }
            | SampleNeedsSize { .. }
            | SampleNeedsStrata
            | NoMapGiven
            | NoReferenceGiven
            | NoForestArea
            | NoCarbonGiven
            | OneOfTwo { .. }
            | FieldNeeds { .. } => PitscapeStatus::InvalidRequest,
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
            Memory { .. } | NoMemoryForPoints { .. } => PitscapeStatus::OutOfMemory,
            Internal { .. } => PitscapeStatus::Internal,
            _ => PitscapeStatus::InvalidInput,
        }
    }
}

impl Error {
    /// A field of the request that is out of its range.
    pub fn argument(field: &'static str, found: impl Place, allowed: impl Into<Sentence>) -> Error {
        let found = match found.argument() {
            // 1e308 and not its 309 digits
            Argument::Text(digits) if digits.len() > MOST_DIGITS => {
                Argument::Text(digits.parse::<f64>().map_or(digits, |number| format!("{number:e}")))
            }
            found => found,
        };
        Error::Argument { field, found, allowed: allowed.into() }
    }
}

/// A vector of `len` copies of `value`, or a sentence instead of an abort when memory is short.
pub fn try_vec<T: Clone>(len: usize, value: T, what: Phrase) -> Result<Vec<T>> {
    let mut v = Vec::new();
    v.try_reserve_exact(len).map_err(|_| Error::Memory { what, bytes: (len * size_of::<T>()) as u64 })?;
    v.resize(len, value);
    Ok(v)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::phrase;

    #[test]
    fn numbers_are_no_longer_than_one_reads() {
        let sentence = |found: f64| Error::argument("RADII", found, phrase!("up to 1000")).to_string();
        assert_eq!(sentence(1e308), "RADII is 1e308; allowed: up to 1000.");
        assert_eq!(sentence(-0.5), "RADII is -0.5; allowed: up to 1000.");
        assert_eq!(sentence(1_048_576.0), "RADII is 1048576; allowed: up to 1000.");
        let whole = Error::argument("SEED", i64::MIN, phrase!("0 or more")).to_string();
        assert_eq!(whole, "SEED is -9223372036854775808; allowed: 0 or more.");
    }

    #[test]
    fn an_error_has_its_code_and_its_sentence_as_data() {
        let e = Error::NotACode { path: "m.tif".to_owned(), value: 1.5.argument(), row: 3, column: 4 };
        assert_eq!((e.code(), e.status().name()), ("NOT_A_CODE", "INVALID_INPUT"));
        assert!(e.to_string().starts_with("m.tif holds 1.5 at row 3, column 4 (counted"), "{e}");
        let arguments = serde_json::json!({"path": "m.tif", "value": "1.5", "row": "3", "column": "4"});
        assert_eq!(serde_json::json!(e.sentence())["arguments"], arguments);
        let e = Error::PoolsTooMany { rows: 70_000, limit: 65_534 };
        assert_eq!(e.to_string(), "The pool table has 70,000 rows; at most 65,534 are taken.");
        let e = Error::Cancelled;
        assert_eq!((e.code(), e.sentence().template()), ("CANCELLED", "The run was cancelled."));
    }
}
