//! Values as whole numbers and small rests, so that Fourier transforms sum what is large without error.
//!
//! z = (c + h + l) u, c and h whole numbers, |l| ≤ 1/2, u a power of two        \[u in the unit of z\]
//!
//! Shapes: the values of a transform of so many points give one (c, u); each of them (h, l). Exact: nothing is rounded.
//!
//! u is the smallest for which a transform and its inverse err by less than 1/8 in sums of h², by a bound of twice the
//! machine epsilon a bit of the length on the norms. These sums are whole numbers, and so are found exactly.

/// z = (c + high + low) unit, with whole c and high, |low| ≤ 1/2, and a power of two as the unit. Nothing is rounded.
///
/// Transforms err by a share of the norms of what they transform. The unit is as small as it may be for that error to stay
/// below 1/8 in sums of squares of high parts, which are whole numbers and are therefore found exactly. Low parts are some
/// thousand times smaller, and so is the error they bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    pub unit: f64,
    pub centre: f64,
    /// 1 / unit, which is a power of two as well
    per_unit: f64,
    /// All values are equal: their parts are 0.
    constant: bool,
}

const WHOLE: f64 = (1u64 << 52) as f64;

/// Of the norm, what a transform of 2^bits points and its inverse err at most, per bit.
const ERROR_PER_BIT: f64 = 2.0 * f64::EPSILON;

/// 2^-1000: one over it is a number.
const MIN_UNIT: f64 = f64::from_bits((1023 - 1000) << 52);

impl Split {
    /// For values that go through transforms of so many points.
    pub fn new(values: impl Iterator<Item = f64> + Clone, points: usize) -> Split {
        // Plain sums do: a centre and a unit need not be exact.
        let (mut n, mut total, mut ends) = (0.0, 0.0, (f64::INFINITY, f64::NEG_INFINITY));
        for z in values.clone() {
            n += 1.0;
            total += z;
            ends = (z.min(ends.0), z.max(ends.1));
        }
        if n == 0.0 || ends.0 == ends.1 {
            let centre = if n == 0.0 { 0.0 } else { ends.0 };
            return Split { unit: 1.0, centre, per_unit: 1.0, constant: true };
        }
        let mean = (total / n).clamp(ends.0, ends.1);
        // Scaled, so that squares of squares neither overflow nor vanish.
        let per_scale = 1.0 / power_of_two((ends.1 - mean).max(mean - ends.0));
        let (mut squares, mut fourths) = (0.0, 0.0);
        for z in values {
            let scaled = (z - mean) * per_scale;
            squares += scaled * scaled;
            fourths += (scaled * scaled) * (scaled * scaled);
        }
        let scale = 1.0 / per_scale;
        let norms = 2.0 * (n * fourths).sqrt() + 2.0 * squares;
        let error = ERROR_PER_BIT * (points as f64).log2().max(1.0);
        // Squares of what is smaller vanish in any case.
        let unit = (scale * power_of_two((8.0 * error * norms).sqrt())).max(MIN_UNIT);
        Split { unit, centre: (mean / unit).round(), per_unit: 1.0 / unit, constant: false }
    }

    /// High and low part.
    pub fn parts(&self, z: f64) -> (f64, f64) {
        if self.constant {
            return (0.0, 0.0);
        }
        let scaled = z * self.per_unit;
        // To the nearest whole number. From 2^52 on all are whole.
        let whole = if scaled.abs() < WHOLE { (scaled + 1.5 * WHOLE) - 1.5 * WHOLE } else { scaled };
        (whole - self.centre, scaled - whole)
    }

    /// What sums of squared differences of such values err by at most, of the size that is met.
    pub fn error(&self, values: impl Iterator<Item = f64>) -> f64 {
        let (mut high, mut low) = (0.0, 0.0);
        for (h, l) in values.map(|z| self.parts(z)) {
            high += h * h;
            low += l * l;
        }
        2.0 * f64::EPSILON * (high * low).sqrt() * self.unit * self.unit
    }

    /// The value whose parts are 0.
    pub fn origin(&self) -> f64 {
        if self.constant { self.centre } else { self.centre * self.unit }
    }
}

/// The smallest power of two that is not below a positive number.
fn power_of_two(x: f64) -> f64 {
    x.log2().ceil().clamp(-1000.0, 1000.0).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(values: &[f64]) -> Split {
        Split::new(values.iter().copied(), 1 << 16)
    }

    #[test]
    fn nothing_and_one_value() {
        assert_eq!(split(&[]).origin(), 0.0);
        let one = split(&[0.3, 0.3]);
        assert_eq!((one.origin(), one.parts(0.3)), (0.3, (0.0, 0.0)));
    }

    #[test]
    fn parts_make_up_the_value() {
        for values in [[1e6 + 0.1, 1e6 - 0.7, 1e6 + 0.3], [-3e-200, 2.0, 1e4], [1e-9, 2e-9, 4e-9], [1e90, -1e90, 3e89]]
        {
            let split = split(&values);
            for z in values {
                let (high, low) = split.parts(z);
                assert!(high.fract() == 0.0 && low.abs() <= 0.5 && high.abs() < 1e8);
                assert!(((split.centre + high) + low) * split.unit == z || z.abs() < 1e-100);
            }
        }
    }

    /// Whose unit would have no inverse.
    #[test]
    fn values_next_to_nothing() {
        for values in [[0.0, 5e-324, 1e-310], [3e-308, 1e-308, 0.0], [1e-300, 1e-299, 0.0]] {
            let split = split(&values);
            assert!(split.unit >= 1e-302 && split.centre.is_finite(), "{split:?}");
            for z in values {
                let (high, low) = split.parts(z);
                assert!(high.fract() == 0.0 && low.abs() <= 0.5, "{z}: {high} {low}");
            }
        }
    }

    #[test]
    fn small_whole_numbers_have_no_rest() {
        let split = split(&[1.0, 7.0, 4.0, 4.0, 3.0]);
        assert!([1.0, 7.0, 4.0, 3.0].iter().all(|z| split.parts(*z).1 == 0.0));
    }
}
