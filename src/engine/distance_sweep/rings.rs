//! Rings around sources, by their limits.

use crate::{
    error::{Error, Result},
    schema::{Field, FieldType},
    sentence::{list_by, phrase, sentence},
};

pub const RING_WIDTH: Field = Field::in_unit("m", "Width of a ring.");
pub const RING_COUNT: Field = Field::shared(FieldType::Integer, "How many rings of that width.");
pub const RING_LIMITS: Field = Field {
    unit: "m",
    ..Field::shared(FieldType::Numbers, "Outer limits of the rings, ascending, in place of a width.")
};

pub fn default_ring_width() -> f64 {
    1000.0
}

pub fn default_ring_count() -> i64 {
    10
}

/// More rings than that are no rings any more.
const RINGS_MAX: usize = 10_000;

/// Rings around sources: ring 0 is the sources, ring i holds the cells between the limits before and of it, the outer
/// included.
#[derive(Debug, Clone, PartialEq)]
pub struct Rings {
    limits_m: Vec<f64>,
}

impl Rings {
    /// The limits, or `count` rings of a width.
    pub fn new(width: f64, count: i64, limits: &[f64]) -> Result<Rings> {
        if !limits.is_empty() {
            let ascend = limits.windows(2).all(|two| two[0] < two[1]) && limits[0] > 0.0;
            if !ascend || limits.iter().any(|limit| !limit.is_finite()) || limits.len() > RINGS_MAX {
                let allowed = sentence!("at most {most} distances in m, above 0 and ascending", most = RINGS_MAX);
                return Err(Error::argument("RING_LIMITS", list_by(phrase!(";"), limits), allowed));
            }
            return Ok(Rings { limits_m: limits.to_vec() });
        }
        if !(width > 0.0 && width.is_finite()) {
            return Err(Error::argument("RING_WIDTH", width, phrase!("more than 0 (m)")));
        }
        if !(1..=RINGS_MAX as i64).contains(&count) {
            return Err(Error::argument("RING_COUNT", count, sentence!("1 to {most}", most = RINGS_MAX)));
        }
        if !(width * count as f64).is_finite() {
            let most = format!("{:e}", f64::MAX / count as f64);
            let allowed = sentence!("up to {most} (m) for {count} rings", most, count);
            return Err(Error::argument("RING_WIDTH", format!("{width:e}"), allowed));
        }
        Ok(Rings { limits_m: (1..=count).map(|i| i as f64 * width).collect() })
    }

    /// Drops rings that reach beyond a distance; how many.
    pub fn keep_within(&mut self, farthest_m: f64) -> usize {
        let before = self.limits_m.len();
        self.limits_m.retain(|limit| *limit <= farthest_m);
        before - self.limits_m.len()
    }

    /// Ring numbers, 0 for the sources.
    pub fn numbers(&self) -> impl Iterator<Item = u16> + use<> {
        0..=self.limits_m.len() as u16
    }

    /// What lies beyond the last ring.
    pub fn beyond(&self) -> u16 {
        self.limits_m.len() as u16 + 1
    }

    pub fn inner_m(&self, ring: u16) -> f64 {
        if ring < 2 { 0.0 } else { self.limits_m[usize::from(ring) - 2] }
    }

    pub fn outer_m(&self, ring: u16) -> f64 {
        if ring == 0 { 0.0 } else { self.limits_m[usize::from(ring) - 1] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_by_width_or_limits() {
        let rings = Rings::new(500.0, 3, &[]).unwrap();
        let ends: Vec<_> = rings.numbers().map(|ring| (rings.inner_m(ring), rings.outer_m(ring))).collect();
        assert_eq!(ends, [(0.0, 0.0), (0.0, 500.0), (500.0, 1000.0), (1000.0, 1500.0)]);
        let uneven = Rings::new(0.0, 0, &[10.0, 40.0]).unwrap();
        assert_eq!((uneven.inner_m(2), uneven.outer_m(2), uneven.beyond()), (10.0, 40.0, 3));
        for (width, count, limits, wrong) in [
            (0.0, 3, &[][..], "RING_WIDTH is 0;"),
            (f64::NAN, 3, &[], "RING_WIDTH is NaN;"),
            (1e308, 3, &[], "RING_WIDTH is 1"),
            (5.0, 0, &[], "RING_COUNT is 0;"),
            (5.0, 3, &[2.0, 2.0], "RING_LIMITS is 2;2;"),
            (5.0, 3, &[0.0, 2.0], "RING_LIMITS is 0;2;"),
            (5.0, 3, &[1.0, f64::INFINITY], "RING_LIMITS is 1;inf;"),
        ] {
            let e = Rings::new(width, count, limits).unwrap_err().to_string();
            assert!(e.starts_with(wrong), "{e}");
        }
    }
}
