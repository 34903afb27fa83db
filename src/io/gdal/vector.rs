//! Tables and polygons in.

use super::{Errors, OF_VECTOR, OF_VERBOSE_ERROR, RasterInfo, borrowed, c, crs::Crs, register};
use crate::{
    cover::{cell_mask::Polygon, source_cells::Shape},
    error::{Error, Result},
    grid::{BlockShape, Grid},
    io::ended,
    sentence::{Argument, phrase},
};
use gdal_sys as gs;
use libc::c_char;
use std::ptr;

/// One cell of a table as it came.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct RawTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl RawTable {
    /// Where a column is. Names are read in upper or lower case, without surrounding space and without a mark of byte order.
    pub fn column(&self, name: &str) -> Option<usize> {
        let trimmed = |column: &str| column.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name);
        self.columns.iter().position(|column| trimmed(column))
    }

    /// Rows that are not empty, counted from 1 as they stand in the table.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Vec<Cell>)> + Clone {
        (1..).zip(&self.rows).filter(|(_, row)| row.iter().any(|cell| *cell != Cell::Null))
    }
}

pub(super) struct Vector {
    dataset: gs::GDALDatasetH,
    pub(super) layer: gs::OGRLayerH,
}

impl Vector {
    /// The first layer of a file.
    pub(super) fn open(path: &str) -> std::result::Result<Vector, Argument> {
        register();
        let errors = Errors::capture();
        let flags = OF_VECTOR | OF_VERBOSE_ERROR;
        let dataset = unsafe { gs::GDALOpenEx(c(path).as_ptr(), flags, ptr::null(), ptr::null(), ptr::null()) };
        if dataset.is_null() {
            return Err(errors.failures(phrase!("GDAL knows no such table")));
        }
        let vector = Vector { dataset, layer: unsafe { gs::GDALDatasetGetLayer(dataset, 0) } };
        if vector.layer.is_null() { Err(ended(phrase!("it has no layer"))) } else { Ok(vector) }
    }

    /// The index of a column, in upper or lower case.
    pub(super) fn column(&self, name: &str) -> Option<i32> {
        let i = unsafe { gs::OGR_FD_GetFieldIndex(gs::OGR_L_GetLayerDefn(self.layer), c(name).as_ptr()) };
        (i >= 0).then_some(i)
    }

    /// Calls `each` for every feature; stops at its first error, or tells GDAL's.
    pub(super) fn features(
        &self,
        mut each: impl FnMut(gs::OGRFeatureH) -> Result<()>,
        fail: impl Fn(Argument) -> Error,
    ) -> Result<()> {
        let errors = Errors::capture();
        unsafe { gs::OGR_L_ResetReading(self.layer) };
        loop {
            let feature = unsafe { gs::OGR_L_GetNextFeature(self.layer) };
            if feature.is_null() {
                break;
            }
            let done = each(feature);
            unsafe { gs::OGR_F_Destroy(feature) };
            done?;
        }
        if errors.failed() { Err(fail(errors.failures(phrase!("GDAL gave no reason")))) } else { Ok(()) }
    }
}

impl Drop for Vector {
    fn drop(&mut self) {
        let _quiet = Errors::capture();
        unsafe { gs::GDALClose(self.dataset) };
    }
}

/// All of a table: any file that OGR opens, its first layer.
pub fn read_table(path: &str) -> Result<RawTable> {
    let fail = |detail: Argument| Error::TableOpen { path: path.to_owned(), detail };
    let vector = Vector::open(path).map_err(fail)?;
    let mut table = RawTable { columns: Vec::new(), rows: Vec::new() };
    let mut types = Vec::new();
    unsafe {
        let definition = gs::OGR_L_GetLayerDefn(vector.layer);
        for i in 0..gs::OGR_FD_GetFieldCount(definition) {
            let field = gs::OGR_FD_GetFieldDefn(definition, i);
            table.columns.push(borrowed(gs::OGR_Fld_GetNameRef(field)));
            types.push(gs::OGR_Fld_GetType(field));
        }
    }
    vector.features(
        |feature| {
            let cell = |(i, kind): (usize, &gs::OGRFieldType::Type)| unsafe { cell(feature, i as i32, *kind) };
            table.rows.push(types.iter().enumerate().map(cell).collect());
            Ok(())
        },
        fail,
    )?;
    Ok(table)
}

/// The value of a field of a type, text without spaces around it.
pub(super) unsafe fn cell(feature: gs::OGRFeatureH, field: i32, kind: gs::OGRFieldType::Type) -> Cell {
    unsafe {
        if gs::OGR_F_IsFieldSetAndNotNull(feature, field) == 0 {
            return Cell::Null;
        }
        match kind {
            gs::OGRFieldType::OFTInteger | gs::OGRFieldType::OFTInteger64 => {
                Cell::Integer(gs::OGR_F_GetFieldAsInteger64(feature, field))
            }
            gs::OGRFieldType::OFTReal => Cell::Real(gs::OGR_F_GetFieldAsDouble(feature, field)),
            _ => match borrowed(gs::OGR_F_GetFieldAsString(feature, field)).trim() {
                "" => Cell::Null,
                text => Cell::Text(text.to_owned()),
            },
        }
    }
}

/// Polygons of a layer.
#[derive(Debug, Default)]
pub struct Polygons {
    pub named: Vec<(String, Polygon)>,
    /// Features without a geometry.
    pub without: usize,
}

/// The polygons of a layer that lies in the map's reference system, each with its value in the column `name` as text, or
/// its position counted from 1 without one. `field` is the request's name for the layer.
pub fn read_polygons(path: &str, name: Option<&str>, map: &RasterInfo, field: &'static str) -> Result<Polygons> {
    let vector = open_over(path, map)?;
    let column = name.map(|name| {
        vector.column(name).ok_or_else(|| Error::NoColumn { field, path: path.to_owned(), name: name.to_owned() })
    });
    let column = column.transpose()?;
    let (mut polygons, mut position) = (Polygons::default(), 0usize);
    vector.features(
        |feature| unsafe {
            position += 1;
            let name = match column {
                None => position.to_string(),
                Some(i) if gs::OGR_F_IsFieldSetAndNotNull(feature, i) != 0 => {
                    borrowed(gs::OGR_F_GetFieldAsString(feature, i))
                }
                Some(_) => {
                    let (name, feature) = (name.unwrap_or_default().to_owned(), gs::OGR_F_GetFID(feature));
                    return Err(Error::NullZone { field, path: path.to_owned(), feature, name });
                }
            };
            let geometry = gs::OGR_F_GetGeometryRef(feature);
            if geometry.is_null() || gs::OGR_G_IsEmpty(geometry) != 0 {
                polygons.without += 1;
                return Ok(());
            }
            check_vertices(geometry, Some(map), field, path, feature)?;
            let linear = gs::OGR_G_GetLinearGeometry(geometry, 0.0, ptr::null_mut::<*mut c_char>());
            let taken = take_polygons(linear, &name, &mut polygons.named);
            gs::OGR_G_DestroyGeometry(linear);
            taken.map_err(|found| Error::NotPolygons {
                field,
                path: path.to_owned(),
                feature: gs::OGR_F_GetFID(feature),
                found,
            })
        },
        |detail| Error::PolygonsOpen { path: path.to_owned(), detail },
    )?;
    Ok(polygons)
}

/// Opens a layer that lies in the map's reference system.
pub(super) fn open_over(path: &str, map: &RasterInfo) -> Result<Vector> {
    let vector = Vector::open(path).map_err(|detail| Error::PolygonsOpen { path: path.to_owned(), detail })?;
    let own = unsafe { Crs::copy(gs::OGR_L_GetSpatialRef(vector.layer)) };
    let path = path.to_owned();
    match own {
        Some(own) if own.agrees(&map.crs(), &map.grid) => Ok(vector),
        Some(own) if own.is_local() || map.is_local() => {
            Err(Error::LocalGrids { path, crs: own.name(), onto: map.crs_name() })
        }
        _ => Err(Error::PolygonsCrs { path, crs: map.crs_name() }),
    }
}

/// The plane that a layer lies in, as a raster of one cell, for layers that are on no map.
pub fn plane_of(path: &str) -> Result<RasterInfo> {
    let vector = Vector::open(path).map_err(|detail| Error::PolygonsOpen { path: path.to_owned(), detail })?;
    let crs = unsafe { Crs::copy(gs::OGR_L_GetSpatialRef(vector.layer)) };
    let crs = crs.ok_or_else(|| Error::LayerNoCrs { path: path.to_owned() })?;
    if !crs.has_plane() {
        return Err(Error::NoPlane { path: path.to_owned(), crs: crs.name() });
    }
    let metres_per_unit = if crs.is_geographic() { 1.0 } else { crs.metres_per_unit() };
    let grid = Grid { rows: 1, columns: 1, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit };
    Ok(RasterInfo::new(grid, BlockShape { rows: 1, columns: 1 }, crs.known()))
}

/// The polygons, lines and points of a layer that lies in the map's reference system, each with the position of its feature,
/// counted from 1. `field` is the request's name for the layer.
pub fn read_shapes(path: &str, map: &RasterInfo, field: &'static str) -> Result<Vec<(u32, Shape)>> {
    let vector = open_over(path, map)?;
    let (mut shapes, mut position) = (Vec::new(), 0u32);
    vector.features(
        |feature| unsafe {
            position += 1;
            let geometry = gs::OGR_F_GetGeometryRef(feature);
            if !geometry.is_null() {
                check_vertices(geometry, Some(map), field, path, feature)?;
                let linear = gs::OGR_G_GetLinearGeometry(geometry, 0.0, ptr::null_mut::<*mut c_char>());
                take_shapes(linear, position, &mut shapes);
                gs::OGR_G_DestroyGeometry(linear);
            }
            Ok(())
        },
        |detail| Error::PolygonsOpen { path: path.to_owned(), detail },
    )?;
    Ok(shapes)
}

/// Calls `each` for every feature of a layer of points that lies in the map's reference system: with its position, counted from 1,
/// its point (`None` without one) and its cells in some columns. `field` is the request's name for the layer.
pub fn read_points(
    path: &str,
    columns: &[&str],
    map: &RasterInfo,
    field: &'static str,
    mut each: impl FnMut(u32, Option<(f64, f64)>, &[Cell]) -> Result<()>,
) -> Result<()> {
    let vector = open_over(path, map)?;
    let definition = unsafe { gs::OGR_L_GetLayerDefn(vector.layer) };
    let column = |name: &&str| {
        let missing = || Error::NoColumn { field, path: path.to_owned(), name: (*name).to_owned() };
        let i = vector.column(name).ok_or_else(missing)?;
        Ok((i, unsafe { gs::OGR_Fld_GetType(gs::OGR_FD_GetFieldDefn(definition, i)) }))
    };
    let columns: Vec<(i32, gs::OGRFieldType::Type)> = columns.iter().map(column).collect::<Result<_>>()?;
    let mut position = 0u32;
    vector.features(
        |feature| unsafe {
            position += 1;
            let geometry = gs::OGR_F_GetGeometryRef(feature);
            let mut shapes = Vec::new();
            if !geometry.is_null() {
                check_vertices(geometry, Some(map), field, path, feature)?;
                take_shapes(geometry, position, &mut shapes);
            }
            let id = || gs::OGR_F_GetFID(feature);
            let point = match shapes[..] {
                [] => None,
                [(_, Shape::Point(point))] => Some(point),
                [(_, Shape::Point(_)), ..] => {
                    return Err(Error::ManyPoints { field, path: path.to_owned(), feature: id() });
                }
                _ => {
                    let found = borrowed(gs::OGR_G_GetGeometryName(geometry)).to_lowercase();
                    return Err(Error::NotPoints { field, path: path.to_owned(), feature: id(), found });
                }
            };
            let cells: Vec<Cell> = columns.iter().map(|(i, kind)| cell(feature, *i, *kind)).collect();
            each(position, point, &cells)
        },
        |detail| Error::PolygonsOpen { path: path.to_owned(), detail },
    )
}

/// Cells off the map, beyond which a vertex is taken for a slip: cells of 10 cm reach a quarter round the Earth. Windows count
/// the rows in between, which takes seconds already, and arithmetic on far greater numbers loses the map.
const FAR: u64 = 100_000_000;

/// Refuses coordinates that are NaN or infinite, of which distances and areas would come without end or not at all, and
/// those far off the map, where there is one.
pub(super) unsafe fn check_vertices(
    geometry: gs::OGRGeometryH,
    map: Option<&RasterInfo>,
    field: &'static str,
    path: &str,
    feature: gs::OGRFeatureH,
) -> Result<()> {
    let parts = unsafe { gs::OGR_G_GetGeometryCount(geometry) };
    for part in 0..parts {
        unsafe { check_vertices(gs::OGR_G_GetGeometryRef(geometry, part), map, field, path, feature)? };
    }
    if parts > 0 || unsafe { gs::OGR_G_IsEmpty(geometry) } != 0 {
        return Ok(());
    }
    let near = |(x, y): &(f64, f64)| {
        let Some(map) = map else { return x.is_finite() && y.is_finite() };
        let (column, row) = map.grid.to_cells(*x, *y);
        column.abs() <= FAR as f64 && row.abs() <= FAR as f64
    };
    let Some((x, y)) = unsafe { points(geometry) }.into_iter().find(|point| !near(point)) else { return Ok(()) };
    let (path, feature) = (path.to_owned(), unsafe { gs::OGR_F_GetFID(feature) });
    Err(if x.is_finite() && y.is_finite() {
        Error::FarVertex { field, path, feature, x, y, limit: FAR }
    } else {
        Error::NoVertex { field, path, feature, x, y }
    })
}

/// Adds a shape, or each of a collection.
pub(super) unsafe fn take_shapes(geometry: gs::OGRGeometryH, position: u32, shapes: &mut Vec<(u32, Shape)>) {
    let shape = unsafe {
        match gs::OGR_GT_Flatten(gs::OGR_G_GetGeometryType(geometry)) {
            gs::OGRwkbGeometryType::wkbPoint if gs::OGR_G_IsEmpty(geometry) != 0 => return,
            gs::OGRwkbGeometryType::wkbPoint => Shape::Point(points(geometry)[0]),
            gs::OGRwkbGeometryType::wkbLineString => Shape::Line(points(geometry)),
            gs::OGRwkbGeometryType::wkbPolygon | gs::OGRwkbGeometryType::wkbTriangle => Shape::Polygon(rings(geometry)),
            _ => {
                for i in 0..gs::OGR_G_GetGeometryCount(geometry) {
                    take_shapes(gs::OGR_G_GetGeometryRef(geometry, i), position, shapes);
                }
                return;
            }
        }
    };
    shapes.push((position, shape));
}

unsafe fn points(geometry: gs::OGRGeometryH) -> Vec<(f64, f64)> {
    let mut points = vec![(0.0f64, 0.0f64); unsafe { gs::OGR_G_GetPointCount(geometry) } as usize];
    if !points.is_empty() {
        let stride = size_of::<(f64, f64)>() as i32;
        let first = points.as_mut_ptr();
        unsafe {
            let (x, y) = (&raw mut (*first).0, &raw mut (*first).1);
            gs::OGR_G_GetPoints(geometry, x.cast(), stride, y.cast(), stride, ptr::null_mut(), 0);
        }
    }
    points
}

unsafe fn rings(polygon: gs::OGRGeometryH) -> Polygon {
    let ring = |i| unsafe { points(gs::OGR_G_GetGeometryRef(polygon, i)) };
    (0..unsafe { gs::OGR_G_GetGeometryCount(polygon) }).map(ring).collect()
}

/// Adds a polygon, or each of a collection; the error is the name of what is neither.
unsafe fn take_polygons(
    geometry: gs::OGRGeometryH,
    name: &str,
    polygons: &mut Vec<(String, Polygon)>,
) -> std::result::Result<(), String> {
    unsafe {
        match gs::OGR_GT_Flatten(gs::OGR_G_GetGeometryType(geometry)) {
            gs::OGRwkbGeometryType::wkbPolygon | gs::OGRwkbGeometryType::wkbTriangle => {
                polygons.push((name.to_owned(), rings(geometry)));
                Ok(())
            }
            gs::OGRwkbGeometryType::wkbMultiPolygon
            | gs::OGRwkbGeometryType::wkbGeometryCollection
            | gs::OGRwkbGeometryType::wkbPolyhedralSurface
            | gs::OGRwkbGeometryType::wkbTIN => (0..gs::OGR_G_GetGeometryCount(geometry))
                .try_for_each(|i| take_polygons(gs::OGR_G_GetGeometryRef(geometry, i), name, polygons)),
            _ => Err(borrowed(gs::OGR_G_GetGeometryName(geometry)).to_lowercase()),
        }
    }
}
