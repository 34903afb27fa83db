//! What one year gives: the rings around its mining land, where their means break, and the levels between the breaks.

use super::Request;
use crate::{
    engine::{
        distance_sweep::{DistanceResults, LocatedSources, Piece, Rings, Want, WantLand},
        land_cover::LandCover,
        progress::Progress,
        region::{Region, Sides},
        shapes::multi_polygon,
        tables::pools::{PoolTable, check_missing},
        threads::Threads,
    },
    error::{Error, Result},
    figures::count,
    grid::{Grid, Window},
    kernels::{
        Accumulator, GoOn,
        buffers::{
            block_land::BootstrapBlocks,
            chance::{LandChance, RingsOnLand},
            coarse_land::{CoarseCells, CoarseLand},
            contribution::{Land, Ring, RingIntervals, RingPart, RingRatio, intervals_while, ratios},
            ring_classes::RingClasses,
            ring_covariance::intervals_by_covariance,
        },
        patches::outlines::{LabelRuns, outlines},
        stats::{
            breaks,
            breaks::{Chance, Fit, Options},
            sum::Sum,
        },
    },
    sentence::{phrase, sentence},
};
use rustc_hash::FxHashMap;
use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

/// The levels of Chang et al. 2024, beside those of the data.
pub const STUDY_LIMITS_M: [f64; 2] = [4000.0, 8000.0];

/// What one year gives.
pub struct YearOf {
    pub rows: Vec<RingRatio>,
    pub intervals: Vec<RingIntervals>,
    /// What ring means are by chance.
    pub chance: LandChance,
    pub fit: Option<Fit>,
    /// Mining land, then the levels of the data, and of the study.
    pub levels: Vec<LevelRatio>,
    pub study: Vec<LevelRatio>,
    /// On its map.
    pub classes: BTreeSet<i64>,
    /// Outlines by level, as well-known binary.
    pub shapes: BTreeMap<u16, Vec<u8>>,
}

impl YearOf {
    /// Rings that hold land.
    pub fn with_land(&self) -> usize {
        self.rows.iter().skip(1).filter(|row| row.mean_t_ha.is_some()).count()
    }

    /// Rings that breaks are looked for among: those whose chance is told, if it is of any.
    pub fn points(&self) -> usize {
        if self.chance.rings.is_empty() { self.with_land() } else { self.chance.rings.len() }
    }
}

/// Coarse cells that land is kept on, as many as may be: with fewer cells to a ring's width than [`RING_CELLS`] up to
/// [`LAND_CELLS_MOST`].
const LAND_CELLS: usize = 1 << 20;
const LAND_CELLS_MOST: usize = 4 << 20;
/// Of the narrowest ring.
const RING_CELLS: f64 = 2.0;
/// Blocks that a bootstrap draws; more take more memory than they tell.
const BLOCKS_MOST: usize = 4 << 20;
/// Beyond so many rings their covariance is not told, and no break is looked for.
pub const RINGS_TESTED: usize = 500;

/// Whether so many rings, mining land among them, are few enough for what chance makes of them.
pub fn are_tested(rings: usize) -> bool {
    rings <= RINGS_TESTED + 1
}

/// Land between two distances.
pub struct LevelRatio {
    pub ring: Ring,
    pub k_pct: Option<f64>,
}

/// Parts of a run.
#[derive(Clone, Copy)]
pub struct ProgressSteps {
    /// The first that is a year's own.
    pub first: usize,
    pub of: usize,
}

/// What the years of a run share.
pub struct Study<'a> {
    pub grid: &'a Grid,
    pub pools: &'a PoolTable,
    /// t/ha by class.
    pub densities: &'a FxHashMap<i64, f64>,
    pub region: &'a Region,
    pub rings: &'a Rings,
    pub request: &'a Request,
    pub threads: &'a Threads,
}

impl Study<'_> {
    /// Measures the rings of one map, finds the levels, and measures those; `write` gets the levels of cells where a raster
    /// is asked for.
    pub fn year(
        &self,
        located: &LocatedSources<'_>,
        map: &LandCover,
        part: ProgressSteps,
        progress: &mut Progress<'_>,
        mut write: impl FnMut(Window, &[u16]) -> Result<()>,
    ) -> Result<YearOf> {
        let of_study = self.levels(&STUDY_LIMITS_M)?;
        progress.part(part.first, part.of);
        let coarse = self.coarse(located.sides());
        let blocks = self.blocks(located)?;
        let land = WantLand { densities: self.densities, coarse: self.tests().then_some(coarse), blocks };
        let want = Want { others: Some(&of_study), land: Some(land), ..Want::counts(self.rings) };
        let mut swept = located.walk(map, self.region, &want, progress, |_| Ok(()))?;
        self.check(map, &swept)?;
        let classes = swept.classes.classes().collect();
        let (lands, beyond) = self.lands(&swept.classes, self.rings);
        let rows = ratios(&lands, beyond);
        let study = self.measured(&swept.others, &of_study);
        let chance = self.chance(mem::take(&mut swept.coarse), coarse, located.sides(), progress)?;
        let intervals = self.intervals(&rows, &chance, swept.blocks.finish(), progress)?;
        let fit = self.fit(&rows, &chance, progress)?;

        let breaks: Vec<f64> = fit.iter().flat_map(|fit| &fit.breaks).map(|b| b.at).collect();
        let rings = self.levels(&breaks)?;
        progress.part(part.first + 1, part.of);
        let (ring_raster, runs) = (self.request.output.is_some(), self.request.level_zones);
        let want = Want { ring_raster, runs, ..Want::counts(&rings) };
        let swept = located.walk(map, self.region, &want, progress, |piece| match piece {
            Piece::Rings(window, levels) => write(window, &levels),
            Piece::Distance(..) | Piece::Allocation(..) => Ok(()),
        })?;
        let levels = self.measured(&swept.classes, &rings);
        let shapes = if runs { self.shapes(&swept.runs)? } else { BTreeMap::new() };
        Ok(YearOf { rows, intervals, chance, fit, levels, study, classes, shapes })
    }

    fn tests(&self) -> bool {
        are_tested(self.rings.beyond().into())
    }

    /// Cells of the map to a coarse one: as few as leave land small enough, and rings two coarse cells wide.
    fn coarse(&self, sides: Sides) -> CoarseCells {
        let (grid, rings) = (self.grid, self.rings);
        let cells = |side: usize| grid.rows.div_ceil(side) * grid.columns.div_ceil(side);
        let least = |most: usize| (1..).find(|side| cells(*side) <= most).expect("one coarse cell holds all");
        let narrowest =
            rings.numbers().skip(1).map(|ring| rings.outer_m(ring) - rings.inner_m(ring)).fold(f64::INFINITY, f64::min);
        let of_rings = (narrowest / RING_CELLS / sides.width_m.max(sides.height_m)) as usize;
        let side = least(LAND_CELLS).min(of_rings.max(1)).max(least(LAND_CELLS_MOST));
        CoarseCells { rows: side, columns: side }
    }

    fn chance(
        &self,
        land: CoarseLand,
        coarse: CoarseCells,
        sides: Sides,
        progress: &mut Progress<'_>,
    ) -> Result<LandChance> {
        let limits: Vec<f64> = self.rings.numbers().map(|ring| self.rings.outer_m(ring)).collect();
        let sides = (sides.width_m * coarse.columns as f64, sides.height_m * coarse.rows as f64);
        let rings = RingsOnLand { land: &land, sides, limits: &limits };
        let (draws, seed) = (self.request.shifts as usize, self.request.seed as u64);
        let look =
            |go_on: GoOn<'_>| if self.tests() { rings.chance(draws, seed, go_on) } else { Some(LandChance::default()) };
        self.threads.run(progress, phrase!("Laying mining land elsewhere"), || 1.0, look)
    }

    /// Blocks that are drawn, where they are asked for.
    fn blocks(&self, located: &LocatedSources<'_>) -> Result<Option<BootstrapBlocks>> {
        let Some(side) = self.request.block_size.filter(|_| self.request.replicates > 0) else {
            return Ok(None);
        };
        let (rows, columns) = located.cells_of(side);
        let across = self.grid.columns.div_ceil(columns);
        if self.grid.rows.div_ceil(rows) * across > BLOCKS_MOST {
            let Sides { width_m, height_m, .. } = located.sides();
            let area = self.grid.cells() as f64 * width_m * height_m;
            let least = 1.5 * (area / BLOCKS_MOST as f64).sqrt().max(width_m.max(height_m));
            let allowed = sentence!("{least} m or more on a map of this size", least = count(least.ceil() as u64));
            return Err(Error::argument("BLOCK_SIZE", side, allowed));
        }
        Ok(Some(BootstrapBlocks { rows, columns, across, beyond: self.rings.beyond() }))
    }

    /// By blocks where their side is given, else by the covariance of the ring means.
    fn intervals(
        &self,
        rows: &[RingRatio],
        chance: &LandChance,
        blocks: Vec<RingPart>,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<RingIntervals>> {
        let (replicates, seed) = (self.request.replicates as usize, self.request.seed as u64);
        if replicates == 0 {
            return Ok(vec![RingIntervals::default(); rows.len()]);
        }
        if self.request.block_size.is_some() {
            let draw = |go_on: GoOn<'_>| intervals_while(&blocks, rows.len(), replicates, seed, go_on);
            return self.threads.run(progress, phrase!("Drawing blocks"), || 1.0, draw);
        }
        let Some(covariance) = &chance.covariance else { return Ok(vec![RingIntervals::default(); rows.len()]) };
        let lands: Vec<Land> = rows.iter().map(|row| row.ring.land).collect();
        Ok(intervals_by_covariance(&lands, &chance.of_means, covariance.independent))
    }

    /// Polygons around the levels.
    fn shapes(&self, levels: &LabelRuns) -> Result<BTreeMap<u16, Vec<u8>>> {
        let outlines = outlines(levels)?;
        outlines.labels().map(|outline| Ok((outline.label() as u16, multi_polygon(outline, self.grid)?))).collect()
    }

    /// Refuses a map without valid cells, and classes without pools.
    fn check(&self, map: &LandCover, swept: &DistanceResults) -> Result<()> {
        let mut cells: BTreeMap<i64, u64> = BTreeMap::new();
        for found in swept.classes.found(&self.region.areas) {
            *cells.entry(found.class).or_default() += found.cells;
        }
        check_missing(phrase!("The pool table"), &[(map, cells.into_iter().collect())], self.pools)
    }

    /// Area and carbon of every ring, and of what lies beyond.
    fn lands(&self, classes: &RingClasses, rings: &Rings) -> (Vec<Ring>, Land) {
        let mut sums = vec![(Sum::default(), Sum::default()); usize::from(rings.beyond()) + 1];
        for found in classes.found(&self.region.areas) {
            let carbon_t = found.area_ha * self.pools.get(&found.class).map_or(0.0, |row| row.pools.density());
            let sum = &mut sums[usize::from(found.ring)];
            sum.0.add(found.area_ha);
            sum.1.add(carbon_t);
        }
        let land = |ring: u16| {
            let (area, carbon) = sums[usize::from(ring)];
            Land { area_ha: area.total(), carbon_t: carbon.total() }
        };
        let ring = |i| Ring { from_m: rings.inner_m(i), to_m: rings.outer_m(i), land: land(i) };
        (rings.numbers().map(ring).collect(), land(rings.beyond()))
    }

    /// Means of the rings against the middles of the rings.
    fn fit(&self, rows: &[RingRatio], chance: &LandChance, progress: &mut Progress<'_>) -> Result<Option<Fit>> {
        // Rings so narrow that no coarse cell is theirs are no points.
        let rings = || chance.rings.iter().filter_map(|ring| rows.get(*ring)).filter(|row| row.mean_t_ha.is_some());
        if rings().count() < chance.rings.len() {
            return Ok(None);
        }
        let x: Vec<f64> = rings().map(|row| (row.ring.from_m + row.ring.to_m) / 2.0).collect();
        let y: Vec<f64> = rings().filter_map(|row| row.mean_t_ha).collect();
        let most = if chance.draws.is_empty() { 0 } else { usize::MAX };
        let options = Options { max_breaks: most, ..Options::default() };
        let covariance = chance.metric();
        let of = Chance { covariance: &covariance, observed: &chance.observed, draws: &chance.draws };
        let fit = |go_on: GoOn<'_>| breaks::fit_while(&x, &y, &of, &options, go_on);
        self.threads.run(progress, phrase!("Looking for breaks"), || 1.0, fit)
    }

    /// Rings that end at some distances and at the last limit.
    fn levels(&self, ends: &[f64]) -> Result<Rings> {
        let last = self.rings.outer_m(self.rings.beyond() - 1);
        let limits: Vec<f64> = ends.iter().copied().filter(|end| *end < last).chain([last]).collect();
        Rings::new(0.0, 0, &limits)
    }

    fn measured(&self, classes: &RingClasses, rings: &Rings) -> Vec<LevelRatio> {
        let (lands, beyond) = self.lands(classes, rings);
        let rows = ratios(&lands, beyond);
        rows.iter().map(|row| LevelRatio { ring: row.ring, k_pct: row.k_pct }).collect()
    }
}
