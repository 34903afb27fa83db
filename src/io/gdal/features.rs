//! Polygons with what a field says of each.

use super::{
    Errors, RasterInfo, borrowed,
    crs::{Crs, KnownCrs},
    vector::{Cell, Vector, cell, check_vertices, open_over, take_shapes},
};
use crate::{
    cover::{cell_mask::Polygon, simple_ring::surely_simple, source_cells::Shape},
    error::{Error, Result},
    grid::{BlockShape, Grid},
    sentence::{Phrase, phrase},
};
use gdal_sys as gs;
use libc::c_char;
use std::ptr;

/// What is read of a layer.
pub struct Wanted<'a> {
    pub path: &'a str,
    /// The field of the request that names it.
    pub field: &'static str,
    /// The column of values.
    pub column: &'a str,
    /// The column with the numbers by which features are told apart; those of the file without one.
    pub id_column: Option<&'a str>,
    /// In whose reference system it lies; in its own without one.
    pub over: Option<&'a RasterInfo>,
}

/// A feature with a geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct PolygonFeature {
    pub id: i64,
    /// Text without spaces around it; NULL where it is empty.
    pub value: Cell,
    pub parts: Vec<Polygon>,
    /// Its geometry was not valid, and was made so.
    pub repaired: bool,
}

/// Polygons of a layer, in their order.
pub struct FeatureLayer {
    pub features: Vec<PolygonFeature>,
    pub without_geometry: usize,
    /// Whether the column of values holds text.
    pub of_text: bool,
    /// The layer's path, for refusals.
    path: String,
    crs: KnownCrs,
}

impl FeatureLayer {
    /// A grid in the layer's reference system; what it says of metres is settled here.
    pub fn info(&self, mut grid: Grid, block: BlockShape) -> Result<RasterInfo> {
        let (crs, path) = (self.crs.open(), self.path.clone());
        if !crs.has_plane() {
            return Err(Error::NoPlane { path, crs: crs.name() });
        }
        grid.metres_per_unit = if crs.is_geographic() { 1.0 } else { crs.metres_per_unit() };
        if let Some((x, y)) = crs.off_the_globe(&grid).filter(|_| crs.is_geographic()) {
            return Err(Error::OffTheGlobe { path, crs: crs.name(), x, y });
        }
        Ok(RasterInfo::new(grid, block, self.crs.clone()))
    }

    pub fn crs_name(&self) -> String {
        self.crs.open().name()
    }

    /// What sides of cells are in.
    pub fn unit(&self) -> Phrase {
        if self.crs.open().is_geographic() { phrase!("degrees") } else { phrase!("map units") }
    }
}

/// Reads polygons; `go_on` is asked after each feature. Geometries that are not valid are made so as GEOS does by their linework.
pub fn read_features(wanted: &Wanted<'_>, mut go_on: impl FnMut() -> Result<()>) -> Result<FeatureLayer> {
    let Wanted { path, field, .. } = *wanted;
    let fail = |detail| Error::PolygonsOpen { path: path.to_owned(), detail };
    let vector = match wanted.over {
        Some(map) => open_over(path, map)?,
        None => Vector::open(path).map_err(fail)?,
    };
    let column = |name: &str, field| {
        vector.column(name).ok_or_else(|| Error::NoColumn { field, path: path.to_owned(), name: name.to_owned() })
    };
    let value = column(wanted.column, "FIELD")?;
    let id = wanted.id_column.map(|name| column(name, "ID_FIELD")).transpose()?;
    let kind = unsafe { gs::OGR_Fld_GetType(gs::OGR_FD_GetFieldDefn(gs::OGR_L_GetLayerDefn(vector.layer), value)) };
    use gs::OGRFieldType::{OFTInteger, OFTInteger64, OFTReal};
    let mut layer = FeatureLayer {
        features: Vec::new(),
        without_geometry: 0,
        of_text: ![OFTInteger, OFTInteger64, OFTReal].contains(&kind),
        path: path.to_owned(),
        crs: match wanted.over {
            Some(map) => map.known_crs(),
            None => unsafe { Crs::copy(gs::OGR_L_GetSpatialRef(vector.layer)) }
                .ok_or(Error::NoCrs { path: path.to_owned() })?
                .known(),
        },
    };
    vector.features(
        |feature| unsafe {
            go_on()?;
            let geometry = gs::OGR_F_GetGeometryRef(feature);
            if geometry.is_null() || gs::OGR_G_IsEmpty(geometry) != 0 {
                layer.without_geometry += 1;
                return Ok(());
            }
            let id = id.map_or_else(|| gs::OGR_F_GetFID(feature), |id| gs::OGR_F_GetFieldAsInteger64(feature, id));
            if gs::OGR_G_GetDimension(geometry) != 2 {
                let found = borrowed(gs::OGR_G_GetGeometryName(geometry)).to_lowercase();
                return Err(Error::NotPolygons { field, path: path.to_owned(), feature: id, found });
            }
            check_vertices(geometry, wanted.over, field, path, feature)?;
            let (parts, repaired) = valid_polygons(geometry);
            layer.features.push(PolygonFeature { id, value: cell(feature, value, kind), parts, repaired });
            Ok(())
        },
        fail,
    )?;
    Ok(layer)
}

/// The polygons of a geometry, and whether it had to be repaired.
unsafe fn valid_polygons(geometry: gs::OGRGeometryH) -> (Vec<Polygon>, bool) {
    unsafe {
        // GEOS tells of each fault.
        let _quiet = Errors::capture();
        let linear = gs::OGR_G_GetLinearGeometry(geometry, 0.0, ptr::null_mut::<*mut c_char>());
        let mut polygons = polygons(linear);
        // Most need not be asked, which takes longer than all else.
        let simple = matches!(&polygons[..], [polygon] if matches!(&polygon[..], [ring] if surely_simple(ring)));
        let valid = simple || gs::OGR_G_IsValid(linear) != 0;
        if !valid {
            let made = gs::OGR_G_MakeValid(linear);
            if !made.is_null() {
                polygons = self::polygons(made);
                gs::OGR_G_DestroyGeometry(made);
            }
        }
        gs::OGR_G_DestroyGeometry(linear);
        (polygons, !valid)
    }
}

unsafe fn polygons(geometry: gs::OGRGeometryH) -> Vec<Polygon> {
    let mut shapes = Vec::new();
    unsafe { take_shapes(geometry, 0, &mut shapes) };
    let polygon = |(_, shape)| if let Shape::Polygon(polygon) = shape { Some(polygon) } else { None };
    shapes.into_iter().filter_map(polygon).collect()
}
