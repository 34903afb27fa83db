//! What became of the classes of land cover between two dates: gain, loss, swap and rates of each class, and intensity
//! analysis over several intervals.
//!
//! Of a class j, with c_ij the area that went from class i to class j and T the years between:
//!
//! before B_j = Σ_i c_ji, after A_j = Σ_i c_ij, persistence c_jj, gain g_j = A_j - c_jj, loss l_j = B_j - c_jj   \[ha\]
//! net = g_j - l_j,  swap = 2 min(g_j, l_j),  exchange = Σ_i≠j 2 min(c_ij, c_ji),  shift = swap - exchange   \[ha\]
//! dynamic degree = 100 (A_j - B_j) / B_j / T,  two-way degree = 100 (g_j + l_j) / B_j / T   \[% per year\]
//! compound rate = 100 ln(A_j / B_j) / T   \[% per year\]
//!
//! Of all classes together gain = loss = the area that changed, and net is 0; swap, exchange and shift are half of the sums over the
//! classes, since each area is in two of them; the two-way degree, halved likewise, is the comprehensive degree
//! Σ |ΔLU| / (2 Σ LU) / T, which is S_t of intensity analysis.
//!
//! Intensity analysis, each in % per year, with A the area of the interval:
//!
//! | level | intensity | uniform intensity |
//! |---|---|---|
//! | interval | S_t = 100 change / A / T | U = 100 Σ_t change_t / Σ_t A_t T_t |
//! | category, gain | 100 g_j / A_j / T | S_t |
//! | category, loss | 100 l_j / B_j / T | S_t |
//! | transition, gain of n from i | 100 c_in / B_i / T | 100 g_n / (A - B_n) / T |
//! | transition, loss of m to j | 100 c_mj / A_j / T | 100 l_m / (A - A_m) / T |
//!
//! An intensity above the uniform one is fast, active or targeted, one below is slow, dormant or avoided; where the uniform one is 0, nothing
//! changed that could be either.
//!
//! U is Equation 2 of the source where A is the same in all intervals, and right also where it is not.
//!
//! Shapes: areas by pair of classes, for each interval; figures for each class, and for each two. Range: areas from 0, net and rates of
//! either sign. None where a denominator is 0 or the years are not known. Cells that are nodata at either date are in no pair.
//!
//! Sources: Pontius, Shusas and McEachern 2004, Agric. Ecosyst. Environ. 101, 251 (swap); Pontius and Santacruz 2014, Int. J. Remote
//! Sens. 35, 7543 (exchange and shift); Puyravaud 2003, For. Ecol. Manage. 177, 593 (compound rate); Aldwaik and Pontius 2012, Landsc.
//! Urban Plan. 106, 103, Eqs 1 to 8 (intensity).
//!
//! ```
//! use pitscape::kernels::cover::lulc_transition::{Flow, Transition};
//! // 6 ha stay forest, 2 ha become mine, 1 ha of mine becomes forest
//! let flow = |from, to, area_ha| Flow { from, to, cells: 1, area_ha };
//! let forest = Transition::new(&[flow(1, 1, 6.0), flow(1, 2, 2.0), flow(2, 1, 1.0)]).classes()[0];
//! assert_eq!((forest.gain_ha, forest.loss_ha, forest.net_ha(), forest.swap_ha()), (1.0, 2.0, -1.0, 2.0));
//! assert_eq!(forest.dynamic_degree(Some(5.0)), Some(100.0 * -1.0 / 8.0 / 5.0));
//! ```

use crate::kernels::stats::sum::{Sum, sum};
use std::collections::BTreeMap;

/// What went from one class to another, or stayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    pub from: i64,
    pub to: i64,
    pub cells: u64,
    pub area_ha: f64,
}

/// What became of one class, or of all together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    /// `None` for all classes.
    pub class: Option<i64>,
    pub before_ha: f64,
    pub after_ha: f64,
    pub persistence_ha: f64,
    pub gain_ha: f64,
    pub loss_ha: f64,
    swap_ha: f64,
    pub exchange_ha: f64,
}

impl Balance {
    pub fn net_ha(&self) -> f64 {
        self.gain_ha - self.loss_ha
    }

    pub fn swap_ha(&self) -> f64 {
        self.swap_ha
    }

    /// Swap in a ring of three or more classes; what rounding leaves of none is 0.
    pub fn shift_ha(&self) -> f64 {
        let shift = self.swap_ha - self.exchange_ha;
        if shift.abs() <= ROUNDING * self.swap_ha { 0.0 } else { shift }
    }

    /// Net change in % of the area before, per year.
    pub fn dynamic_degree(&self, years: Option<f64>) -> Option<f64> {
        per_year(self.after_ha - self.before_ha, self.before_ha, years)
    }

    /// Gain and loss in % of the area before, per year; of all classes half of it, since what one loses another gains.
    pub fn two_way_degree(&self, years: Option<f64>) -> Option<f64> {
        let changed = self.gain_ha + self.loss_ha;
        per_year(if self.class.is_some() { changed } else { changed / 2.0 }, self.before_ha, years)
    }

    /// The rate of steady growth that makes the area after of the area before, in % per year.
    pub fn compound_rate(&self, years: Option<f64>) -> Option<f64> {
        let known = self.before_ha > 0.0 && self.after_ha > 0.0;
        years.filter(|_| known).map(|years| 100.0 * (self.after_ha / self.before_ha).ln() / years)
    }
}

/// Relative differences up to this size are rounding.
const ROUNDING: f64 = 1e-9;

/// 100 part / whole / years; `None` where the whole is 0 or the years are not known.
fn per_year(part: f64, whole: f64, years: Option<f64>) -> Option<f64> {
    years.filter(|_| whole > 0.0).map(|years| 100.0 * part / whole / years)
}

/// What became of all classes between two dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Transition {
    area_ha: f64,
    flows: BTreeMap<(i64, i64), f64>,
    classes: Vec<Balance>,
}

impl Transition {
    /// Of pairs that each occur once.
    pub fn new(flows: &[Flow]) -> Transition {
        let flows: BTreeMap<(i64, i64), f64> = flows.iter().map(|flow| ((flow.from, flow.to), flow.area_ha)).collect();
        let mut classes: BTreeMap<i64, [Sum; 4]> = BTreeMap::new();
        for ((from, to), area) in &flows {
            let [before, ..] = classes.entry(*from).or_default();
            before.add(*area);
            let [_, after, ..] = classes.entry(*to).or_default();
            after.add(*area);
            if from != to {
                let [_, _, _, loss] = classes.entry(*from).or_default();
                loss.add(*area);
                let [_, _, gain, _] = classes.entry(*to).or_default();
                gain.add(*area);
            }
        }
        let of = |from, to| flows.get(&(from, to)).copied().unwrap_or(0.0);
        let codes: Vec<i64> = classes.keys().copied().collect();
        let balance = |(class, sums): (i64, [Sum; 4])| {
            let [before_ha, after_ha, gain_ha, loss_ha] = sums.map(Sum::total);
            let others = codes.iter().filter(|other| **other != class);
            Balance {
                class: Some(class),
                before_ha,
                after_ha,
                persistence_ha: of(class, class),
                gain_ha,
                loss_ha,
                swap_ha: 2.0 * gain_ha.min(loss_ha),
                exchange_ha: sum(others.map(|other| 2.0 * of(class, *other).min(of(*other, class)))),
            }
        };
        let classes = classes.into_iter().map(balance).collect();
        Transition { area_ha: sum(flows.values().copied()), flows, classes }
    }

    /// Area valid at both dates.
    pub fn area_ha(&self) -> f64 {
        self.area_ha
    }

    /// Area whose class is another one after.
    pub fn changed_ha(&self) -> f64 {
        sum(self.flows.iter().filter(|((from, to), _)| from != to).map(|(_, area)| *area))
    }

    /// Classes that occur at either date, ascending.
    pub fn classes(&self) -> &[Balance] {
        &self.classes
    }

    /// All classes together.
    pub fn all(&self) -> Balance {
        let half = |of: fn(&Balance) -> f64| sum(self.classes.iter().map(of)) / 2.0;
        let changed_ha = self.changed_ha();
        Balance {
            class: None,
            before_ha: self.area_ha,
            after_ha: self.area_ha,
            persistence_ha: sum(self.classes.iter().map(|class| class.persistence_ha)),
            gain_ha: changed_ha,
            loss_ha: changed_ha,
            swap_ha: half(|class| class.swap_ha),
            exchange_ha: half(|class| class.exchange_ha),
        }
    }
}

/// What an intensity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Interval,
    CategoryGain,
    CategoryLoss,
    /// What a class gained from another one.
    TransitionGain,
    /// What a class lost to another one.
    TransitionLoss,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Level::Interval => "interval",
            Level::CategoryGain => "category_gain",
            Level::CategoryLoss => "category_loss",
            Level::TransitionGain => "transition_gain",
            Level::TransitionLoss => "transition_loss",
        }
    }

    /// What is said of an intensity above the uniform one, and of one below.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Level::Interval => ("fast", "slow"),
            Level::CategoryGain | Level::CategoryLoss => ("active", "dormant"),
            Level::TransitionGain | Level::TransitionLoss => ("targeted", "avoided"),
        }
    }
}

/// How intensively something changed, beside the intensity if all had changed alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intensity {
    pub level: Level,
    pub class: Option<i64>,
    pub other: Option<i64>,
    pub area_ha: f64,
    /// Years of the interval, where they are known.
    pub years: Option<f64>,
    pub intensity: Option<f64>,
    pub uniform: Option<f64>,
}

impl Intensity {
    pub fn area_ha_per_year(&self) -> Option<f64> {
        self.years.map(|years| self.area_ha / years)
    }

    /// Above or below the uniform intensity, or uniform; `None` where one of the two is not defined, or where nothing changed at all.
    pub fn behaviour(&self) -> Option<&'static str> {
        let (intensity, uniform) = self.intensity.zip(self.uniform).filter(|(_, uniform)| *uniform > 0.0)?;
        let (above, below) = self.level.words();
        Some(match intensity - uniform {
            difference if difference.abs() <= ROUNDING * uniform => "uniform",
            difference if difference > 0.0 => above,
            _ => below,
        })
    }
}

/// The interval level: of each interval with its years. Without the years of all of them there is no uniform intensity.
pub fn interval_intensities(intervals: &[(&Transition, Option<f64>)]) -> Vec<Intensity> {
    let known: Option<Vec<(f64, f64)>> =
        intervals.iter().map(|(of, years)| Some((of.changed_ha(), of.area_ha * (*years)?))).collect();
    let uniform = known.and_then(|terms| {
        let time = sum(terms.iter().map(|(_, area_years)| *area_years));
        (time > 0.0).then(|| 100.0 * sum(terms.iter().map(|(changed, _)| *changed)) / time)
    });
    let of = |(transition, years): &(&Transition, Option<f64>)| Intensity {
        level: Level::Interval,
        class: None,
        other: None,
        area_ha: transition.changed_ha(),
        years: *years,
        intensity: per_year(transition.changed_ha(), transition.area_ha, *years),
        uniform,
    };
    intervals.iter().map(of).collect()
}

/// The levels of categories and transitions, of one interval: gains by class, losses, then what each class gained from every other
/// one, and what it lost to them. What did not occur is there too.
pub fn intensities(transition: &Transition, years: Option<f64>) -> Vec<Intensity> {
    let Transition { area_ha, flows, classes } = transition;
    let whole = per_year(transition.changed_ha(), *area_ha, years);
    let flow =
        |from: Option<i64>, to: Option<i64>| from.zip(to).and_then(|pair| flows.get(&pair)).copied().unwrap_or(0.0);
    let category = |level, class: &Balance, area_ha, of_ha| Intensity {
        level,
        class: class.class,
        other: None,
        area_ha,
        years,
        intensity: per_year(area_ha, of_ha, years),
        uniform: whole,
    };
    // What is left of the area without the class; rounding may leave next to nothing of nothing.
    let rest = |class_ha: f64| if class_ha >= area_ha * (1.0 - ROUNDING) { 0.0 } else { area_ha - class_ha };
    let pairs = || {
        classes
            .iter()
            .flat_map(|one| classes.iter().filter(|other| other.class != one.class).map(move |other| (one, other)))
    };
    let gained = |(to, from): (&Balance, &Balance)| {
        let area_ha = flow(from.class, to.class);
        Intensity {
            level: Level::TransitionGain,
            class: to.class,
            other: from.class,
            area_ha,
            years,
            intensity: per_year(area_ha, from.before_ha, years),
            uniform: per_year(to.gain_ha, rest(to.before_ha), years),
        }
    };
    let lost = |(from, to): (&Balance, &Balance)| {
        let area_ha = flow(from.class, to.class);
        Intensity {
            level: Level::TransitionLoss,
            class: from.class,
            other: to.class,
            area_ha,
            years,
            intensity: per_year(area_ha, to.after_ha, years),
            uniform: per_year(from.loss_ha, rest(from.after_ha), years),
        }
    };
    let gains = classes.iter().map(|class| category(Level::CategoryGain, class, class.gain_ha, class.after_ha));
    let losses = classes.iter().map(|class| category(Level::CategoryLoss, class, class.loss_ha, class.before_ha));
    gains.chain(losses).chain(pairs().map(gained)).chain(pairs().map(lost)).collect()
}

#[cfg(test)]
mod tests;
