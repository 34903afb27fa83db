//! Targets that are features: points, and polygons whose means are predicted.

use super::{
    Request,
    drift::DriftLayers,
    tables::PredictedRow,
    tally::Tally,
    tell::{kernel, refused},
};
use crate::{
    cover::{cell_mask::Polygon, source_cells::Shape},
    engine::{columns::OfLayer, progress::Progress, threads::Threads},
    error::{Error, Result},
    io::gdal::{RasterInfo, read_shapes},
    kernels::{
        Accumulator,
        geostatistics::{
            kriging::{Block, Fault, Kriging, Node, Predicted, Target},
            variogram::Point,
        },
    },
    sentence::phrase,
};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Places along each side of the extent of a polygon; those in it stand for it.
const NODES: usize = 10;

/// A feature that is predicted for.
struct Wanted {
    /// Counted from 1
    feature: u32,
    east: f64,
    north: f64,
    block: Option<Block>,
}

/// Predictions for features, in their order.
pub struct Predictions {
    pub rows: Vec<PredictedRow>,
    pub tally: Tally,
    /// Polygons with more points in them than they are predicted from
    pub wide: u64,
}

pub fn predict(
    request: &Request,
    (path, info): (&str, &RasterInfo),
    (kriging, points): (&Kriging, &[Point]),
    layers: &DriftLayers,
    of: &OfLayer,
    (threads, progress): (&Threads, &mut Progress<'_>),
) -> Result<Predictions> {
    let wanted = read(path, info)?;
    let drift = drift(&wanted, layers, progress)?;
    let done = AtomicUsize::new(0);
    let share = || done.load(Ordering::Relaxed) as f64 / wanted.len().max(1) as f64;
    let found = kernel((threads, progress), phrase!("Predicting"), share, |go_on| {
        let one = |predictor: &mut crate::kernels::geostatistics::kriging::Predictor<'_>, i: usize| {
            if !go_on() {
                return Err(Fault::Cancelled);
            }
            done.fetch_add(1, Ordering::Relaxed);
            let target = Target { east: wanted[i].east, north: wanted[i].north, externals: &drift[i] };
            match &wanted[i].block {
                Some(block) => predictor.predict_block(&target, block),
                None => predictor.predict(&target),
            }
        };
        let all = (0..wanted.len()).into_par_iter().map_init(|| kriging.predictor(true), one);
        // The first fault in order, whatever the threads.
        all.collect::<Vec<_>>().into_iter().collect::<std::result::Result<Vec<Predicted>, Fault>>()
    })?;
    let found = found.map_err(|fault| refused(fault, request))?;
    let mut tally = Tally::default();
    tally.push(&found);
    let row = |(target, found): (&Wanted, &Predicted)| PredictedRow {
        of: of.clone(),
        feature: target.feature,
        predicted: found.estimate.ok().map(|estimate| estimate.value),
        variance: found.estimate.ok().and_then(|estimate| estimate.variance),
        neighbours: found.neighbours as u64,
    };
    let wide = wanted.iter().zip(&found).filter(|(target, found)| target.held(points) > found.neighbours).count();
    Ok(Predictions { rows: wanted.iter().zip(&found).map(row).collect(), tally, wide: wide as u64 })
}

impl Wanted {
    /// How many points lie among the places of a polygon, as far as their extent tells.
    fn held(&self, points: &[Point]) -> usize {
        let Some(block) = &self.block else { return 0 };
        let ends = |of: fn(&Node) -> f64| {
            let nodes = block.nodes().iter().map(of);
            nodes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
        };
        let (x, y) = (ends(|node| node.east), ends(|node| node.north));
        let within = |(low, high): (f64, f64), at: f64| low <= at && at <= high;
        points.iter().filter(|point| within(x, point.east - self.east) && within(y, point.north - self.north)).count()
    }
}

/// Of each target the values of the layers of the drift; of a polygon their mean over those of its places that have one.
fn drift(wanted: &[Wanted], layers: &DriftLayers, progress: &mut Progress<'_>) -> Result<Vec<Vec<f64>>> {
    let places = |target: &Wanted| match &target.block {
        Some(block) => block.nodes().iter().map(|node| (target.east + node.east, target.north + node.north)).collect(),
        None => vec![(target.east, target.north)],
    };
    let places: Vec<Vec<(f64, f64)>> = wanted.iter().map(places).collect();
    let found = layers.at(&places.concat(), progress)?;
    let mut first = 0;
    let mean = |values: &[f64]| {
        let known = || values.iter().filter(|value| !value.is_nan());
        known().sum::<f64>() / known().count() as f64
    };
    let of_target = |places: &Vec<(f64, f64)>| {
        let own = first..first + places.len();
        first = own.end;
        found.iter().map(|layer| mean(&layer[own.clone()])).collect()
    };
    Ok(places.iter().map(of_target).collect())
}

fn read(path: &str, info: &RasterInfo) -> Result<Vec<Wanted>> {
    let shapes = read_shapes(path, info, "TARGETS")?;
    if shapes.is_empty() {
        return Err(Error::NoTargets { path: path.to_owned() });
    }
    let of_features = shapes.chunk_by(|a, b| a.0 == b.0);
    of_features.map(|shapes| target(shapes, path)).collect()
}

fn target(shapes: &[(u32, Shape)], path: &str) -> Result<Wanted> {
    let feature = shapes[0].0;
    if let [(_, Shape::Point((east, north)))] = shapes {
        return Ok(Wanted { feature, east: *east, north: *north, block: None });
    }
    let polygon = |(_, shape): &(u32, Shape)| match shape {
        Shape::Polygon(polygon) => Some(polygon.clone()),
        _ => None,
    };
    let refuse = || Error::NotTargets { path: path.to_owned(), feature: u64::from(feature) };
    let parts: Vec<Polygon> = shapes.iter().map(polygon).collect::<Option<_>>().ok_or_else(refuse)?;
    let places = places(&parts).ok_or_else(refuse)?;
    let mean = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).sum::<f64>() / places.len() as f64;
    let (east, north) = (mean(|place| place.0), mean(|place| place.1));
    let node = |(x, y): &(f64, f64)| Node { east: x - east, north: y - north, weight: 1.0 };
    let block = Block::of(&places.iter().map(node).collect::<Vec<_>>());
    Ok(Wanted { feature, east, north, block })
}

/// Centres of cells of a grid over the extent that lie in the polygons; a place within the widest part where none does. `None` of
/// polygons without an area.
fn places(parts: &[Polygon]) -> Option<Vec<(f64, f64)>> {
    let (x, y) = extent(parts);
    let centre = |(low, high): (f64, f64), i: usize| low + (high - low) * (i as f64 + 0.5) / NODES as f64;
    let mut places = Vec::new();
    for i in 0..NODES {
        let line = centre(y, i);
        let spans = spans(parts, line);
        let columns = (0..NODES).map(|j| centre(x, j));
        places.extend(columns.filter(|x| spans.iter().any(|(a, b)| a <= x && x < b)).map(|x| (x, line)));
    }
    if places.is_empty() {
        let middles = parts.iter().flat_map(|part| {
            let (_, y) = extent(std::slice::from_ref(part));
            let line = y.0 + 0.5 * (y.1 - y.0);
            spans(std::slice::from_ref(part), line).into_iter().map(move |span| (span, line))
        });
        let widest = middles.max_by(|(a, _), (b, _)| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        places.extend(widest.map(|((a, b), line)| (0.5 * (a + b), line)));
    }
    (!places.is_empty()).then_some(places)
}

type Ends = (f64, f64);

fn extent(parts: &[Polygon]) -> (Ends, Ends) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let wider = |(low, high): Ends, at: f64| (low.min(at), high.max(at));
    let vertices = parts.iter().flatten().flatten();
    vertices.fold((none, none), |(x, y), vertex| (wider(x, vertex.0), wider(y, vertex.1)))
}

/// What of a horizontal line lies in polygons, by the rule of even and odd within each.
fn spans(parts: &[Polygon], line: f64) -> Vec<(f64, f64)> {
    let mut all = Vec::new();
    for polygon in parts {
        let mut crossings: Vec<f64> = Vec::new();
        for ring in polygon {
            let next = ring.iter().cycle().skip(1);
            for ((x1, y1), (x2, y2)) in ring.iter().zip(next) {
                if (*y1 <= line) != (*y2 <= line) {
                    crossings.push(x1 + (line - y1) / (y2 - y1) * (x2 - x1));
                }
            }
        }
        crossings.sort_by(f64::total_cmp);
        all.extend(crossings.chunks_exact(2).map(|two| (two[0], two[1])));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<(f64, f64)> {
        vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    }

    #[test]
    fn places_are_centres_within() {
        assert_eq!(places(&[vec![square(0.0, 0.0, 10.0)]]).unwrap().len(), 100);
        // A hole of 4 by 4 of the hundred
        let holed = places(&[vec![square(0.0, 0.0, 10.0), square(2.0, 2.0, 4.0)]]).unwrap();
        assert_eq!(holed.len(), 84);
        assert!(!holed.contains(&(3.5, 3.5)) && holed.contains(&(6.5, 3.5)));
        // Two parts far from each other, of which the lines between centres meet none
        let far = [vec![square(0.0, 0.0, 1.0)], vec![square(99.0, 99.0, 1.0)]];
        assert_eq!(places(&far), Some(vec![(99.5, 99.5)]));
        // A triangle that no centre meets is where its middle line is
        let thin = places(&[vec![vec![(0.0, 0.0), (100.0, 1.0), (100.0, 1.02), (0.0, 0.02)]]]).unwrap();
        assert!(!thin.is_empty());
        assert_eq!(places(&[vec![vec![(0.0, 0.0), (1.0, 0.0), (0.5, 0.0)]]]), None);
    }
}
