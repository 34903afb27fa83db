//! What predicts: [`Kriging`], which all threads share, and a [`Predictor`] for each of them.
//!
//! A predictor keeps the systems of its last sets of neighbours, at a place that the set itself tells, so that neighbouring targets share
//! them. Of which targets came before nothing shows in the results.

use super::{
    Block, Data, Fault, KrigingModel, MOST_GLOBAL, Missing, Neighbourhood, Predicted, Target, Trend,
    duplicates::first_pair,
    estimate::{Extent, Nodes, Scratch},
    factor::NoFactor,
    field::Field,
    places::{Place, square},
    search::{Search, Spare, Ties},
    system::{System, Work},
};
use crate::kernels::GoOn;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Systems that a predictor keeps, entries of their matrices in all, and places among which a set has its own.
const KEPT: usize = 128;
const KEPT_ENTRIES: usize = 1 << 20;
const WAYS: usize = 4;

/// Points, a model of their variogram, and what is asked of them.
#[derive(Debug)]
pub struct Kriging {
    pub(super) field: Field,
    pub(super) search: Search,
    pub(super) nodes: Option<Nodes>,
    /// That of all points, where they are the neighbours of every target.
    pub(super) global: Option<(System, Result<(), Missing>)>,
    /// Neighbours without which there is no prediction
    pub(super) least: usize,
}

/// What one thread predicts with.
#[derive(Debug)]
pub struct Predictor<'a> {
    pub(super) kriging: &'a Kriging,
    pub(super) variance: bool,
    pub(super) kept: Vec<Kept>,
    asked: u64,
    work: Work,
    pub(super) scratch: Scratch,
    pub(super) spare: Spare,
    candidates: Vec<u32>,
    squares: Vec<f64>,
    chosen: Vec<u32>,
    set: Vec<u32>,
}

/// A system, and what became of it. Without a set it is none yet.
#[derive(Debug)]
pub(super) struct Kept {
    pub system: System,
    pub found: Result<(), Missing>,
    /// When it was asked for last
    asked: u64,
}

impl Kriging {
    /// Prepares predictions. With all points as neighbours (see [`Neighbourhood::global`]) their covariances are factored here, on the
    /// threads of the run: n³ / 3 steps and 4 n² bytes for n points, up to [`MOST_GLOBAL`].
    ///
    /// `block`: what every target extends over, unless it is given its own ([`Predictor::predict_block`]); `None`: points.
    pub fn new(
        data: Data<'_>,
        model: &KrigingModel,
        trend: Trend,
        neighbourhood: Neighbourhood,
        block: Option<&Block>,
        go_on: GoOn<'_>,
    ) -> Result<Kriging, Fault> {
        model.check(matches!(trend, Trend::Known(_)))?;
        let mut field = Field::new(data, model.covariances(), trend)?;
        let (points, least) = (field.len(), trend.count().max(1));
        if points < least {
            return Err(Fault::TooFew { points, least });
        }
        let search = Search::new(&field.places, neighbourhood);
        if let Some((first, second)) = first_pair(&field) {
            if field.covariances.error == 0.0 {
                return Err(Fault::Coincident { first, second });
            }
            field.shared = true;
        }
        let global = neighbourhood.global().then(|| solve_all(&field, go_on)).transpose()?;
        let nodes = block.map(|block| Nodes::new(block, &field));
        Ok(Kriging { field, search, nodes, global, least: least.max(neighbourhood.min) })
    }

    /// For one thread. Without `variance` none is computed, and [`Missing::Variance`] cannot be seen.
    pub fn predictor(&self, variance: bool) -> Predictor<'_> {
        Predictor {
            kriging: self,
            variance,
            kept: Vec::new(),
            asked: 0,
            work: Work::default(),
            scratch: Scratch::default(),
            spare: Spare::default(),
            candidates: Vec::new(),
            squares: Vec::new(),
            chosen: Vec::new(),
            set: Vec::new(),
        }
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.field.len()
    }

    /// What became of the system of all points, where they are the neighbours of every target: with an error each target is missing.
    pub fn global(&self) -> Option<Result<(), Missing>> {
        self.global.as_ref().map(|(_, found)| *found)
    }
}

/// The system of all points.
pub(super) fn solve_all(field: &Field, go_on: GoOn<'_>) -> Result<(System, Result<(), Missing>), Fault> {
    let points = field.len();
    if points > MOST_GLOBAL {
        return Err(Fault::TooMany { points });
    }
    let all: Vec<u32> = (0..points as u32).collect();
    let mut system = System::default();
    let found = system.solve(field, &all, &mut Work::default(), go_on).map_err(|stop| stopped(stop, points))?;
    Ok((system, found))
}

pub(super) fn stopped(stop: NoFactor, points: usize) -> Fault {
    match stop {
        NoFactor::Memory => Fault::Memory { points },
        NoFactor::Cancelled | NoFactor::Pivot => Fault::Cancelled,
    }
}

impl Predictor<'_> {
    /// The prediction for one target; a fault is [`Fault::Ties`] (or memory).
    pub fn predict(&mut self, target: &Target<'_>) -> Result<Predicted, Fault> {
        let kriging = self.kriging;
        self.one(target, kriging.nodes.as_ref(), &|_| false)
    }

    /// The same over a block of the target's own, such as a polygon; neighbours are those of the target's place.
    pub fn predict_block(&mut self, target: &Target<'_>, block: &Block) -> Result<Predicted, Fault> {
        let nodes = Nodes::new(block, &self.kriging.field);
        self.one(target, Some(&nodes), &|_| false)
    }

    /// The same, from points that `skip` (by their index among those given) does not name.
    pub(super) fn predict_without(
        &mut self,
        target: &Target<'_>,
        skip: &dyn Fn(u32) -> bool,
    ) -> Result<Predicted, Fault> {
        let kriging = self.kriging;
        self.one(target, kriging.nodes.as_ref(), &|index| skip(kriging.field.given[index as usize]))
    }

    fn one(
        &mut self,
        target: &Target<'_>,
        block: Option<&Nodes>,
        skip: &dyn Fn(u32) -> bool,
    ) -> Result<Predicted, Fault> {
        let kriging = self.kriging;
        if lacks_external(kriging, |layer| target.externals.get(layer).copied()) {
            return Ok(Predicted { neighbours: 0, estimate: Err(Missing::External) });
        }
        let to = Extent { place: kriging.field.place(target.east, target.north), block };
        let external = |layer: usize| target.externals[layer];
        if let Some((system, found)) = &kriging.global {
            let found =
                found.and_then(|()| system.estimate(&kriging.field, to, external, self.variance, &mut self.scratch));
            return Ok(Predicted { neighbours: kriging.field.len(), estimate: found });
        }
        self.find(to.place, skip).map_err(|ties| kriging.ties(to.place, ties))?;
        let set = std::mem::take(&mut self.set);
        let found = self.with_set(&set, to, external);
        self.set = set;
        found
    }

    /// Neighbours of a place, as a set.
    fn find(&mut self, place: Place, skip: &dyn Fn(u32) -> bool) -> Result<(), Ties> {
        let Kriging { field, search, .. } = self.kriging;
        search.candidates(place, 0.0, skip, &mut self.candidates);
        let places = |k: usize| field.places[self.candidates[k] as usize];
        self.squares.clear();
        self.squares.extend((0..self.candidates.len()).map(|k| square(places(k), place)));
        search.choose(place, places, &self.squares, &mut self.spare, &mut self.chosen)?;
        self.set.clear();
        self.set.extend(self.chosen.iter().map(|k| self.candidates[*k as usize]));
        Ok(())
    }

    fn with_set(&mut self, set: &[u32], to: Extent<'_>, external: impl Fn(usize) -> f64) -> Result<Predicted, Fault> {
        let neighbours = set.len();
        if neighbours < self.kriging.least {
            return Ok(Predicted { neighbours, estimate: Err(Missing::Neighbours) });
        }
        let at = self.system(set)?;
        Ok(Predicted { neighbours, estimate: self.by_kept(at, to, external) })
    }

    /// The prediction from a system that is kept.
    #[inline]
    pub(super) fn by_kept(
        &mut self,
        at: usize,
        to: Extent<'_>,
        external: impl Fn(usize) -> f64,
    ) -> Result<super::Estimate, Missing> {
        let Kept { system, found, .. } = &self.kept[at];
        (*found)?;
        system.estimate(&self.kriging.field, to, external, self.variance, &mut self.scratch)
    }

    /// Where the system of a set is kept; it is solved where it is not.
    pub(super) fn system(&mut self, set: &[u32]) -> Result<usize, Fault> {
        let mut hasher = FxHasher::default();
        set.iter().for_each(|index| hasher.write_u32(*index));
        let places = (KEPT_ENTRIES / (WAYS * set.len().pow(2))).clamp(1, KEPT / WAYS);
        let first = (hasher.finish() >> 32) as usize % places * WAYS;
        while self.kept.len() < first + WAYS {
            self.kept.push(Kept { system: System::default(), found: Ok(()), asked: 0 });
        }
        self.asked += 1;
        let ways = &mut self.kept[first..first + WAYS];
        let own = ways.iter().position(|kept| kept.system.set == set);
        let oldest = || (0..WAYS).min_by_key(|way| ways[*way].asked).unwrap_or(0);
        let way = own.unwrap_or_else(oldest);
        let kept = &mut ways[way];
        kept.asked = self.asked;
        if own.is_none() {
            let found = kept.system.solve(&self.kriging.field, set, &mut self.work, &|| true);
            kept.found = found.map_err(|stop| stopped(stop, set.len()))?;
        }
        Ok(first + way)
    }
}

impl Kriging {
    pub(super) fn ties(&self, place: Place, Ties(points): Ties) -> Fault {
        let rule = &self.search.rule;
        let max = if rule.max > 0 { rule.max } else { rule.sector_max };
        let origin = self.field.origin;
        Fault::Ties { east: place[0] + origin[0], north: place[1] + origin[1], points, max }
    }
}

/// Whether an external layer has no value.
pub(super) fn lacks_external(kriging: &Kriging, external: impl Fn(usize) -> Option<f64>) -> bool {
    (0..kriging.field.trend.externals()).any(|layer| !external(layer).is_some_and(f64::is_finite))
}
