//! Tables of the rings and the levels of every year.

use super::{
    levels::{level_names, null_name},
    year::{LevelRatio, STUDY_LIMITS_M, YearOf},
};
use crate::{
    engine::{
        distance_sweep::Rings,
        series::{Series, Year},
    },
    io::table::Table,
    kernels::{
        buffers::{contribution, contribution::RingIntervals},
        stats::breaks::{Break, Fit},
    },
    schema::Row,
};

/// The map of a row.
#[derive(Default, Row)]
struct MapRow {
    /// Map.
    layer: String,
    /// Its year.
    year: i64,
}

/// A ring of a year.
#[derive(Default, Row)]
pub struct RatioRow {
    #[column(nested)]
    map: MapRow,
    /// Ring, 0 for mining land.
    ring: usize,
    /// Distance beyond which it begins.
    #[column(unit = "m")]
    from_m: f64,
    /// Distance at which it ends, itself included.
    #[column(unit = "m")]
    to_m: f64,
    /// Area of its valid cells; NULL, as all that follows, in a year without mining land.
    #[column(unit = "ha")]
    ring_area_ha: Option<f64>,
    /// Their carbon.
    #[column(unit = "t")]
    ring_carbon_t: Option<f64>,
    /// Mean carbon density; NULL for a ring without valid cells.
    #[column(unit = "t/ha")]
    ring_mean_t_ha: Option<f64>,
    /// Lower end of its 95 % interval.
    #[column(unit = "t/ha")]
    ring_mean_ci95_low_t_ha: Option<f64>,
    /// Upper end of its 95 % interval.
    #[column(unit = "t/ha")]
    ring_mean_ci95_high_t_ha: Option<f64>,
    /// Valid area up to the ring's outer limit, mining land included.
    #[column(unit = "ha")]
    cumulative_area_ha: Option<f64>,
    /// Its carbon.
    #[column(unit = "t")]
    cumulative_carbon_t: Option<f64>,
    /// Contribution ratio within the outer limit; NULL for a ring without valid cells.
    #[column(unit = "%")]
    k_pct: Option<f64>,
    /// Lower end of its 95 % interval.
    #[column(unit = "%")]
    k_ci95_low_pct: Option<f64>,
    /// Upper end of its 95 % interval.
    #[column(unit = "%")]
    k_ci95_high_pct: Option<f64>,
    /// How fast K falls from the limit before to this one.
    #[column(unit = "%/km")]
    k_decline_pct_per_km: Option<f64>,
    /// K if all other land were at its mean density: the null curve.
    #[column(unit = "%")]
    k_uniform_pct: Option<f64>,
}

/// What a level holds.
#[derive(Row)]
struct LandRow {
    /// Area of its valid cells.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Their carbon.
    #[column(unit = "t")]
    carbon_t: f64,
    /// Mean carbon density; NULL for a level without valid cells.
    #[column(unit = "t/ha")]
    mean_t_ha: Option<f64>,
}

/// A level of a year.
#[derive(Row)]
pub struct LevelRow {
    #[column(nested)]
    map: MapRow,
    /// segmented (breaks of the ring means) or study (4 and 8 km, Chang et al. 2024).
    method: &'static str,
    /// Level, from 1 at the mining land.
    level: usize,
    /// What it is called.
    name: String,
    /// Distance beyond which it begins.
    #[column(unit = "m")]
    from_m: f64,
    /// Distance at which it ends; the last limit of the rings for the last level.
    #[column(unit = "m")]
    to_m: f64,
    /// Lower end of the 95 % interval of the break at to_m; NULL where it is open.
    #[column(unit = "m")]
    break_ci95_low_m: Option<f64>,
    /// Upper end of the 95 % interval of the break at to_m; NULL where it is open.
    #[column(unit = "m")]
    break_ci95_high_m: Option<f64>,
    /// p of the break at to_m; of the last level, of one more break that was not taken.
    break_p: Option<f64>,
    /// What the break was tested against: elsewhere (the same mining land at other places of the map), or covariance (draws by the
    /// spatial covariance of the density).
    break_tested_by: Option<&'static str>,
    /// How many draws of it there were.
    break_draws: Option<usize>,
    /// How the ring means change within the level; NULL for the study's levels.
    #[column(unit = "t/ha/km")]
    slope_t_ha_per_km: Option<f64>,
    #[column(nested)]
    land: LandRow,
    /// Contribution ratio within to_m.
    #[column(unit = "%")]
    k_pct: Option<f64>,
}

/// A level of a year, or its mining land, as a polygon.
#[derive(Row)]
pub struct ZoneRow {
    /// Outline of the level's valid cells.
    geometry: Option<Vec<u8>>,
    #[column(nested)]
    map: MapRow,
    /// Level, from 1; 0 for mining land.
    level: usize,
    /// What it is called.
    name: String,
    /// Distance beyond which it begins.
    #[column(unit = "m")]
    from_m: f64,
    /// Distance at which it ends, itself included.
    #[column(unit = "m")]
    to_m: f64,
    #[column(nested)]
    land: LandRow,
}

impl MapRow {
    fn of(year: &Year<'_>) -> MapRow {
        MapRow { layer: year.layer.clone(), year: year.year.into() }
    }
}

impl LandRow {
    fn of(level: &LevelRatio) -> LandRow {
        let land = level.ring.land;
        let mean_t_ha = (land.area_ha > 0.0).then(|| land.carbon_t / land.area_ha);
        LandRow { area_ha: land.area_ha, carbon_t: land.carbon_t, mean_t_ha }
    }
}

/// All tables; the polygons of the levels go into theirs.
pub fn tables(series: &Series<'_>, years: &mut [Option<YearOf>], rings: &Rings, zones: bool) -> Vec<Table> {
    let (mut ratios, mut levels) = (Vec::new(), Vec::new());
    for (year, of) in series.years.iter().zip(&*years) {
        match of {
            Some(of) => {
                ratios.extend(ratio_rows(year, of));
                levels.extend(level_rows(year, of));
            }
            None => ratios.extend(rings.numbers().map(|ring| RatioRow {
                map: MapRow::of(year),
                ring: ring.into(),
                from_m: rings.inner_m(ring),
                to_m: rings.outer_m(ring),
                ..RatioRow::default()
            })),
        }
    }
    let mut tables = vec![RatioRow::table("ratios", ratios), LevelRow::table("levels", levels)];
    if zones {
        let known = series.years.iter().zip(years).filter_map(|(year, of)| Some((year, of.as_mut()?)));
        let rows = known.flat_map(|(year, of)| zone_rows(year, of)).collect();
        tables.push(ZoneRow::table("level_zones", rows));
    }
    tables
}

fn ratio_rows(year: &Year<'_>, of: &YearOf) -> Vec<RatioRow> {
    let row = |(ring, (row, interval)): (usize, (&contribution::RingRatio, &RingIntervals))| RatioRow {
        map: MapRow::of(year),
        ring,
        from_m: row.ring.from_m,
        to_m: row.ring.to_m,
        ring_area_ha: Some(row.ring.land.area_ha),
        ring_carbon_t: Some(row.ring.land.carbon_t),
        ring_mean_t_ha: row.mean_t_ha,
        ring_mean_ci95_low_t_ha: interval.mean_t_ha.map(|ends| ends.0),
        ring_mean_ci95_high_t_ha: interval.mean_t_ha.map(|ends| ends.1),
        cumulative_area_ha: Some(row.cumulative.area_ha),
        cumulative_carbon_t: Some(row.cumulative.carbon_t),
        k_pct: row.k_pct,
        k_ci95_low_pct: interval.k_pct.map(|ends| ends.0),
        k_ci95_high_pct: interval.k_pct.map(|ends| ends.1),
        k_decline_pct_per_km: row.k_decline_pct_per_km,
        k_uniform_pct: row.k_uniform_pct,
    };
    of.rows.iter().zip(&of.intervals).enumerate().map(row).collect()
}

/// The levels of the data, then those of the study.
fn level_rows(year: &Year<'_>, of: &YearOf) -> Vec<LevelRow> {
    // Mining land, the first of each, is no level.
    let (count, of_study) = (of.levels.len() - 1, of.study.len() - 1);
    let row = |method, number: usize, level: &LevelRatio, name: String| LevelRow {
        map: MapRow::of(year),
        method,
        level: number,
        name,
        from_m: level.ring.from_m,
        to_m: level.ring.to_m,
        break_ci95_low_m: None,
        break_ci95_high_m: None,
        break_p: None,
        break_tested_by: None,
        break_draws: None,
        slope_t_ha_per_km: None,
        land: LandRow::of(level),
        k_pct: level.k_pct,
    };
    let segmented = (1..=count).zip(level_names(count)).map(|(number, name)| {
        let fit = of.fit.as_ref();
        let end: Option<Break> = fit.and_then(|fit| fit.breaks.get(number - 1)).copied();
        let rejected = || fit.filter(|_| number == count).and_then(Fit::rejected_p);
        let tested = (number <= fit.map_or(0, |fit| fit.tests.len())).then(|| null_name(of.chance.null)).flatten();
        LevelRow {
            break_tested_by: tested,
            break_draws: tested.map(|_| of.chance.draws.len()),
            break_ci95_low_m: end.and_then(|end| end.low),
            break_ci95_high_m: end.and_then(|end| end.high),
            break_p: end.map(|end| end.p).or_else(rejected),
            slope_t_ha_per_km: fit.and_then(|fit| fit.slopes.get(number - 1)).map(|slope| slope * 1000.0),
            ..row("segmented", number, &of.levels[number], name)
        }
    });
    // Names are those of all levels of the study, however many of them lie within the rings.
    let names = level_names(STUDY_LIMITS_M.len() + 1);
    let study = (1..=of_study).zip(names).map(|(number, name)| row("study", number, &of.study[number], name));
    segmented.chain(study).collect()
}

fn zone_rows(year: &Year<'_>, of: &mut YearOf) -> Vec<ZoneRow> {
    let names = std::iter::once("mining land".to_owned()).chain(level_names(of.levels.len() - 1));
    let row = |(number, (level, name)): (usize, (&LevelRatio, String))| ZoneRow {
        geometry: of.shapes.remove(&(number as u16)),
        map: MapRow::of(year),
        level: number,
        name,
        from_m: level.ring.from_m,
        to_m: level.ring.to_m,
        land: LandRow::of(level),
    };
    of.levels.iter().zip(names).enumerate().map(row).collect()
}
