//! Terms of the drift: what the mean is made of, Σ β_k f_k.
//!
//! | degree | terms |
//! |---|---|
//! | constant | 1 |
//! | linear | 1, x, y |
//! | quadratic | 1, x, y, x², xy, y² |
//!
//! and the value of each external layer. In each neighbourhood all but 1 are centred on their mean and scaled by how far they reach from
//! it, each axis for itself, so that squares of map coordinates, which cancel to nothing, are never made.
//!
//! Shapes: a place and external values; terms. Units: none inside; of [`Term`]s powers of the map's unit. What does not vary by more
//! than 1e-9 of what the other axis does (a layer: 1e-12 of its values) is taken as constant: its term is 0, and the system is not solved.
//!
//! Source: Cressie 1993, 3.4.

use super::places::Place;

/// How far coordinates enter the drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Degree {
    Constant,
    Linear,
    Quadratic,
}

/// What the drift is made of. Constant without externals is ordinary kriging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub degree: Degree,
    /// Number of external layers
    pub externals: usize,
}

/// What is known of the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trend {
    /// Simple kriging
    Known(f64),
    Unknown(Terms),
}

/// One term on the map's own coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    Constant,
    East,
    North,
    EastEast,
    EastNorth,
    NorthNorth,
    /// This external layer, from 0
    External(usize),
}

impl Trend {
    pub const ORDINARY: Trend = Trend::Unknown(Terms { degree: Degree::Constant, externals: 0 });

    pub(super) fn terms(&self) -> Option<Terms> {
        match self {
            Trend::Known(_) => None,
            Trend::Unknown(terms) => Some(*terms),
        }
    }

    /// Number of terms with an unknown coefficient.
    pub fn count(&self) -> usize {
        self.terms().map_or(0, Terms::count)
    }

    pub fn externals(&self) -> usize {
        self.terms().map_or(0, |terms| terms.externals)
    }
}

impl Terms {
    pub fn count(self) -> usize {
        self.coordinates().len() + self.externals
    }

    fn coordinates(self) -> &'static [Term] {
        use Term::{Constant, East, EastEast, EastNorth, North, NorthNorth};
        match self.degree {
            Degree::Constant => &[Constant],
            Degree::Linear => &[Constant, East, North],
            Degree::Quadratic => &[Constant, East, North, EastEast, EastNorth, NorthNorth],
        }
    }

    /// In the order of all coefficients.
    pub fn list(self) -> Vec<Term> {
        self.coordinates().iter().copied().chain((0..self.externals).map(Term::External)).collect()
    }
}

/// Centre and reach of what a term is made of; a reach of 0 where it does not vary.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Scale {
    pub centre: f64,
    pub reach: f64,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone) -> Scale {
        let (sum, count) = values.clone().fold((0.0, 0usize), |(sum, count), value| (sum + value, count + 1));
        let centre = sum / count.max(1) as f64;
        Scale { centre, reach: values.fold(0.0, |most, value| f64::max(most, (value - centre).abs())) }
    }

    #[inline]
    fn apply(self, value: f64) -> f64 {
        if self.reach == 0.0 { 0.0 } else { (value - self.centre) / self.reach }
    }
}

/// The terms of one neighbourhood.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    pub axes: [Scale; 2],
    pub externals: Vec<Scale>,
}

impl Basis {
    /// `external` gives a layer's value at the k-th of the places.
    pub fn of(terms: Terms, places: &[Place], external: impl Fn(usize, usize) -> f64) -> Basis {
        let mut axes = [Scale::default(); 2];
        if terms.degree != Degree::Constant {
            axes = [0, 1].map(|axis| Scale::of(places.iter().map(|place| place[axis])));
            let most = axes[0].reach.max(axes[1].reach);
            axes.iter_mut().filter(|axis| axis.reach <= 1e-9 * most).for_each(|axis| axis.reach = 0.0);
        }
        let layer = |layer: usize| {
            let values = (0..places.len()).map(|place| external(layer, place));
            let most = values.clone().fold(0.0, |most, value| f64::max(most, value.abs()));
            let mut scale = Scale::of(values);
            if scale.reach <= 1e-12 * most {
                scale.reach = 0.0;
            }
            scale
        };
        Basis { axes, externals: (0..terms.externals).map(layer).collect() }
    }

    /// Terms at a place, with the layers' values there.
    #[inline]
    pub fn at(&self, terms: Terms, place: Place, external: impl Fn(usize) -> f64, to: &mut [f64]) {
        self.coordinates(terms, &[(place, 1.0)], to);
        self.layers(terms, external, to);
    }

    /// Those of coordinates averaged over weighted places.
    pub fn mean(
        &self,
        terms: Terms,
        places: impl Iterator<Item = (Place, f64)>,
        external: impl Fn(usize) -> f64,
        to: &mut [f64],
    ) {
        to.fill(0.0);
        if terms.degree == Degree::Constant {
            to[0] = 1.0;
        } else {
            places.for_each(|place| self.add_coordinates(terms, place, to));
        }
        self.layers(terms, external, to);
    }

    fn coordinates(&self, terms: Terms, places: &[(Place, f64)], to: &mut [f64]) {
        to.fill(0.0);
        places.iter().for_each(|place| self.add_coordinates(terms, *place, to));
    }

    #[inline]
    fn add_coordinates(&self, terms: Terms, (place, weight): (Place, f64), to: &mut [f64]) {
        to[0] += weight;
        if terms.degree == Degree::Constant {
            return;
        }
        let (u, v) = (self.axes[0].apply(place[0]), self.axes[1].apply(place[1]));
        to[1] += weight * u;
        to[2] += weight * v;
        if terms.degree == Degree::Quadratic {
            to[3] += weight * u * u;
            to[4] += weight * u * v;
            to[5] += weight * v * v;
        }
    }

    #[inline]
    fn layers(&self, terms: Terms, external: impl Fn(usize) -> f64, to: &mut [f64]) {
        let first = terms.count() - terms.externals;
        for (layer, scale) in self.externals.iter().enumerate() {
            to[first + layer] = scale.apply(external(layer));
        }
    }
}
