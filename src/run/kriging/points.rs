//! Points with values, and where they lie.

use super::{
    Duplicates, Request,
    asked::{Asked, OnGrid},
};
use crate::{
    engine::{
        made_grid::grid_around,
        message::Message,
        region::{refuse_degrees, tell_of_lengths},
        tables::pools::number,
        values::Values,
    },
    error::{Error, Result},
    figures::{amount, count, things},
    grid::Grid,
    io::gdal::{Cell, RasterInfo, plane_of, read_points},
    kernels::geostatistics::{
        kriging::{Data, coincident, merge},
        variogram::Point,
    },
    sentence::{Phrase, list, phrase, sentence},
};
use std::sync::Arc;

/// Values beyond this have variances that a raster of single precision does not hold.
pub const VALUE_MAX: f64 = 1e18;

/// Points with a value, and with one of every layer of the drift.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    pub points: Vec<Point>,
    pub ids: Vec<i64>,
    /// By layer
    pub externals: Vec<Vec<f64>>,
}

/// Points, and the grid in whose plane they lie: that of the prediction where there is one, else a cell around them.
pub struct Layer {
    pub observed: Observed,
    pub info: Arc<RasterInfo>,
}

impl Layer {
    pub fn read(
        request: &Request,
        asked: &Asked<'_>,
        (path, field): (&str, &str),
        messages: &mut Vec<Message>,
    ) -> Result<Layer> {
        let snap = match asked.grid {
            Some(OnGrid::Snap(snap)) => Some(Values::open(snap)?.info),
            _ => None,
        };
        let plane = match &snap {
            Some(info) => info.clone(),
            None => Arc::new(plane_of(path)?),
        };
        let on = match asked.grid {
            Some(OnGrid::Snap(snap)) => &snap.path,
            _ => path,
        };
        refuse_degrees(&plane, on)?;
        let observed = read(request, (path, field), &plane, messages)?;
        let info = match (snap, asked.grid) {
            (Some(info), _) => info,
            (None, Some(OnGrid::Made(size, extent))) => {
                let extent = extent.unwrap_or_else(|| ends(&observed.points));
                Arc::new(around(extent, size, path, &plane)?)
            }
            _ => {
                let extent = ends(&observed.points);
                let size = (extent[2] - extent[0]).max(extent[3] - extent[1]).max(1.0);
                Arc::new(around(extent, size, path, &plane)?)
            }
        };
        tell_of_lengths(info.length_distortion(), &info.crs_name(), phrase!("the grid"), messages);
        if asked.grid.is_some() && !observed.any_on(&info.grid) {
            let told = sentence!(
                "No point of {path} lies on the grid of the prediction: kriging tells little beyond its points. Look at the extent, and at the reference systems of both.",
                path
            );
            messages.push(Message::warning("POINTS_ELSEWHERE", told));
        }
        if let Some(OnGrid::Made(..)) = asked.grid {
            let g = &info.grid.geotransform;
            let told = sentence!(
                "The grid has {columns} columns and {rows} rows of cells of {size} map units; its upper left corner is at {x}, {y}.",
                columns = count(info.grid.columns as u64),
                rows = count(info.grid.rows as u64),
                size = amount(g[1]),
                x = g[0],
                y = g[3]
            );
            messages.push(Message::info("GRID", told));
        }
        Ok(Layer { observed, info })
    }
}

fn around([west, south, east, north]: [f64; 4], size: f64, path: &str, plane: &RasterInfo) -> Result<RasterInfo> {
    let grid = grid_around((west, east), (south, north), size, path, plane.crs_name())?;
    Ok(plane.with_grid(Grid { metres_per_unit: plane.grid.metres_per_unit, ..grid }))
}

/// West, south, east and north end.
fn ends(points: &[Point]) -> [f64; 4] {
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.iter().fold(none, |[west, south, east, north], point| {
        [west.min(point.east), south.min(point.north), east.max(point.east), north.max(point.north)]
    })
}

fn read(
    request: &Request,
    (path, field): (&str, &str),
    plane: &RasterInfo,
    messages: &mut Vec<Message>,
) -> Result<Observed> {
    let columns: Vec<&str> = [field].into_iter().chain(request.id_field.as_deref()).collect();
    let mut observed = Observed::default();
    let (mut all, mut without_value, mut without_point) = (0u64, 0u64, 0u64);
    read_points(path, &columns, plane, "INPUT", |feature, at, cells| {
        all += 1;
        let value = match &cells[0] {
            Cell::Null => None,
            // NaN is no value either.
            Cell::Real(value) if !value.is_finite() => None,
            cell => Some(number(cell).ok_or_else(|| Error::NoNumber {
                path: path.to_owned(),
                feature: i64::from(feature),
                name: field.to_owned(),
                found: crate::engine::tables::pools::cell_text(cell),
            })?),
        };
        if let Some(large) = value.filter(|value| value.abs() > VALUE_MAX) {
            return Err(Error::argument("FIELD", format!("{large:e}"), phrase!("-1e18 to 1e18")));
        }
        let (Some(value), Some((east, north))) = (value, at) else {
            without_value += u64::from(value.is_none());
            without_point += u64::from(value.is_some());
            return Ok(());
        };
        let id = match cells.get(1) {
            Some(Cell::Integer(id)) => *id,
            _ => i64::from(feature),
        };
        observed.points.push(Point { east, north, value });
        observed.ids.push(id);
        Ok(())
    })?;
    if observed.points.is_empty() {
        return Err(Error::NoValuesAtPoints { path: path.to_owned(), name: field.to_owned(), features: all });
    }
    let lacking = [
        (without_value, sentence!("{number} without a value in {field}", number = count(without_value), field)),
        (without_point, sentence!("{number} without a point", number = count(without_point))),
    ];
    if without_value + without_point > 0 {
        let told = sentence!(
            "{path}: {used} of {all} points count. Left out: {lacking}.",
            path,
            used = count(observed.points.len() as u64),
            all = count(all),
            lacking = list(lacking.into_iter().filter(|(number, _)| *number > 0).map(|(_, told)| told))
        );
        messages.push(Message::warning("POINTS_LEFT_OUT", told));
    }
    Ok(observed)
}

impl Observed {
    pub fn data(&self) -> Data<'_> {
        Data { points: &self.points, externals: &self.externals }
    }

    fn any_on(&self, grid: &Grid) -> bool {
        let (columns, rows) = (grid.columns as f64, grid.rows as f64);
        self.points.iter().any(|point| {
            let (column, row) = grid.to_cells(point.east, point.north);
            (0.0..=columns).contains(&column) && (0.0..=rows).contains(&row)
        })
    }

    pub fn places(&self) -> Vec<(f64, f64)> {
        self.points.iter().map(|point| (point.east, point.north)).collect()
    }

    /// Takes values of the layers of the drift at the points, and leaves out points that lack one.
    pub fn with_drift(&mut self, layers: Vec<(String, Vec<f64>)>, messages: &mut Vec<Message>) -> Result<()> {
        for (layer, values) in &layers {
            let lacking = values.iter().filter(|value| value.is_nan()).count();
            if lacking == values.len() {
                return Err(Error::NoDriftAtPoints { path: layer.clone() });
            }
            if lacking > 0 {
                let points = things!(lacking as u64, "{count} point is", "{count} points are");
                let told = sentence!("{points} left out: {layer} has no value there.", points, layer);
                messages.push(Message::warning("NO_DRIFT", told));
            }
        }
        let known: Vec<bool> =
            (0..self.points.len()).map(|i| layers.iter().all(|(_, values)| !values[i].is_nan())).collect();
        self.externals = layers.into_iter().map(|(_, values)| kept(values, &known)).collect();
        self.points = kept(std::mem::take(&mut self.points), &known);
        self.ids = kept(std::mem::take(&mut self.ids), &known);
        if self.points.is_empty() {
            return Err(Error::NoDriftAnywhere);
        }
        Ok(())
    }

    /// Makes one of points in one place, with the mean of their values.
    pub fn one_a_place(&mut self, messages: &mut Vec<Message>) {
        let merged = merge(self.data());
        if merged.groups.is_empty() {
            return;
        }
        let spread = merged.groups.iter().map(|group| group.spread).fold(0.0, f64::max);
        let points: usize = merged.groups.iter().map(|group| group.points.len()).sum();
        let told = sentence!(
            "{points} points lie in {places} with others; the mean of each place is taken. Values of one place differ by up to {spread}. If these are errors of measurement, set NUGGET_IS to error.",
            points = count(points as u64),
            places = things!(merged.groups.len() as u64, "{count} place", "{count} places"),
            spread = amount(spread)
        );
        messages.push(Message::warning("DUPLICATES", told));
        self.ids = merged.members.iter().map(|members| self.ids[members[0]]).collect();
        (self.points, self.externals) = (merged.points, merged.externals);
    }

    /// Refuses points in one place where they are not to be.
    pub fn check_places(&self, duplicates: Duplicates) -> Result<()> {
        if duplicates == Duplicates::Mean {
            return Ok(());
        }
        let Some(group) = coincident(&self.points).into_iter().next() else { return Ok(()) };
        let point = &self.points[group.points[0]];
        let ids = group.points.iter().map(|i| self.ids[*i]);
        Err(Error::PointsInOnePlace { points: crate::engine::codes::listed(ids), x: point.east, y: point.north })
    }
}

fn kept<T>(all: Vec<T>, known: &[bool]) -> Vec<T> {
    all.into_iter().zip(known).filter(|(_, known)| **known).map(|(value, _)| value).collect()
}

pub const READING: Phrase = phrase!("Reading the points");
