//! Spectral indices of vegetation, from the reflectance of a cell in a few bands.
//!
//! With N the near infrared, R red, G green, B blue, all as reflectance (mostly 0 to 1), and L the soil factor, the indices are those of
//! [`INDICES`].
//!
//! Shapes: reflectance of the cells of a window, band by band; the index of each cell. Unit: DVI that of reflectance, the others none. Range:
//! NDVI and GNDVI from -1 to 1 where no reflectance is negative, others open; nothing is clipped. A cell has none where one of the bands
//! of the index has none, where |denominator| ≤ 1e-12 Σ |terms of it|, which is 0 but for rounding, or where the index is beyond what 32
//! bits hold.
//!
//! ```
//! use pitscape::kernels::cover::spectral_indices::{Reflectance, SpectralIndex};
//! let cell = Reflectance { red: 0.1, nir: 0.5, green: f64::NAN, blue: f64::NAN };
//! assert_eq!(SpectralIndex::Ndvi.of(cell, 0.5), (0.5 - 0.1) / (0.5 + 0.1));
//! assert!(SpectralIndex::Gndvi.of(cell, 0.5).is_nan());
//! ```

use crate::kernels::Accumulator;
use serde::{Deserialize, Serialize};

/// Reflectance of a cell, NaN where a band has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reflectance {
    pub red: f64,
    pub nir: f64,
    pub green: f64,
    pub blue: f64,
}

/// A band of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    Red,
    Nir,
    Green,
    Blue,
}

impl Band {
    pub const ALL: [Band; 4] = [Band::Red, Band::Nir, Band::Green, Band::Blue];

    /// The parameter that gives it.
    pub fn field(self) -> &'static str {
        match self {
            Band::Red => "RED",
            Band::Nir => "NIR",
            Band::Green => "GREEN",
            Band::Blue => "BLUE",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SpectralIndex {
    Dvi,
    Rvi,
    Ndvi,
    Gndvi,
    Savi,
    Evi,
}

/// What is known of an index.
#[derive(Debug, Serialize)]
pub struct IndexRow {
    pub index: SpectralIndex,
    pub name: &'static str,
    /// With N, R, G, B and L as above.
    pub formula: &'static str,
    /// Bands beside red and near infrared are asked for by those that need them.
    pub bands: &'static [Band],
    pub source: &'static str,
    /// Whether it lies in -1 to 1 wherever reflectance is not negative.
    pub bounded: bool,
}

const RED_NIR: &[Band] = &[Band::Red, Band::Nir];

/// All indices: names, formulas and the arithmetic of them, from which help and descriptions come.
pub const INDICES: [IndexRow; 6] = [
    IndexRow {
        index: SpectralIndex::Dvi,
        name: "Difference vegetation index",
        formula: "N - R",
        bands: RED_NIR,
        source: "Richardson and Wiegand 1977",
        bounded: false,
    },
    IndexRow {
        index: SpectralIndex::Rvi,
        name: "Ratio vegetation index",
        formula: "N / R",
        bands: RED_NIR,
        source: "Jordan 1969",
        bounded: false,
    },
    IndexRow {
        index: SpectralIndex::Ndvi,
        name: "Normalized difference vegetation index",
        formula: "(N - R) / (N + R)",
        bands: RED_NIR,
        source: "Rouse et al. 1974",
        bounded: true,
    },
    IndexRow {
        index: SpectralIndex::Gndvi,
        name: "Green normalized difference vegetation index",
        formula: "(N - G) / (N + G)",
        bands: &[Band::Nir, Band::Green],
        source: "Gitelson et al. 1996",
        bounded: true,
    },
    IndexRow {
        index: SpectralIndex::Savi,
        name: "Soil-adjusted vegetation index",
        formula: "(1 + L) (N - R) / (N + R + L)",
        bands: RED_NIR,
        source: "Huete 1988",
        bounded: false,
    },
    IndexRow {
        index: SpectralIndex::Evi,
        name: "Enhanced vegetation index",
        formula: "2.5 (N - R) / (N + 6 R - 7.5 B + 1)",
        bands: &[Band::Red, Band::Nir, Band::Blue],
        source: "Huete et al. 2002",
        bounded: false,
    },
];

/// A denominator of at most so much of the sum of its absolute terms is 0.
const ZERO: f64 = 1e-12;

impl SpectralIndex {
    pub fn row(self) -> &'static IndexRow {
        &INDICES[self as usize]
    }

    /// The word of requests.
    pub fn word(self) -> &'static str {
        match self {
            SpectralIndex::Dvi => "DVI",
            SpectralIndex::Rvi => "RVI",
            SpectralIndex::Ndvi => "NDVI",
            SpectralIndex::Gndvi => "GNDVI",
            SpectralIndex::Savi => "SAVI",
            SpectralIndex::Evi => "EVI",
        }
    }

    /// The numerator, and the terms of the denominator.
    #[inline(always)]
    fn fraction(self, cell: Reflectance, soil: f64) -> (f64, [f64; 4]) {
        let Reflectance { red, nir, green, blue } = cell;
        match self {
            SpectralIndex::Dvi => (nir - red, [1.0, 0.0, 0.0, 0.0]),
            SpectralIndex::Rvi => (nir, [red, 0.0, 0.0, 0.0]),
            SpectralIndex::Ndvi => (nir - red, [nir, red, 0.0, 0.0]),
            SpectralIndex::Gndvi => (nir - green, [nir, green, 0.0, 0.0]),
            SpectralIndex::Savi => ((1.0 + soil) * (nir - red), [nir, red, soil, 0.0]),
            SpectralIndex::Evi => (2.5 * (nir - red), [nir, 6.0 * red, -7.5 * blue, 1.0]),
        }
    }

    /// The index of one cell; NaN for none.
    #[inline(always)]
    pub fn of(self, cell: Reflectance, soil: f64) -> f64 {
        let (numerator, denominator) = self.fraction(cell, soil);
        quotient(numerator, denominator)
    }

    /// The index of many cells; NaN for none. Bands that it has not may be empty.
    pub fn fill(self, bands: &Bands<'_>, soil: f64, values: &mut [f64]) {
        // A loop for each index, with its arithmetic inside.
        match self {
            SpectralIndex::Dvi => bands.each(values, |cell| SpectralIndex::Dvi.of(cell, soil)),
            SpectralIndex::Rvi => bands.each(values, |cell| SpectralIndex::Rvi.of(cell, soil)),
            SpectralIndex::Ndvi => bands.each(values, |cell| SpectralIndex::Ndvi.of(cell, soil)),
            SpectralIndex::Gndvi => bands.each(values, |cell| SpectralIndex::Gndvi.of(cell, soil)),
            SpectralIndex::Savi => bands.each(values, |cell| SpectralIndex::Savi.of(cell, soil)),
            SpectralIndex::Evi => bands.each(values, |cell| SpectralIndex::Evi.of(cell, soil)),
        }
    }
}

/// Reflectance of the cells of a window, NaN for none; green and blue are empty where no index has them.
#[derive(Debug, Clone, Copy)]
pub struct Bands<'a> {
    pub red: &'a [f64],
    pub nir: &'a [f64],
    pub green: &'a [f64],
    pub blue: &'a [f64],
}

impl Bands<'_> {
    #[inline(always)]
    fn each(&self, values: &mut [f64], of: impl Fn(Reflectance) -> f64) {
        // What an index does not read may be anything.
        let some = |band| if <[f64]>::is_empty(band) { self.red } else { band };
        let cells = self.red.iter().zip(self.nir).zip(some(self.green).iter().zip(some(self.blue)));
        for (value, ((red, nir), (green, blue))) in values.iter_mut().zip(cells) {
            *value = of(Reflectance { red: *red, nir: *nir, green: *green, blue: *blue });
        }
    }
}

/// What was found of an index: cells that have it, its ends, and how many lie outside of -1 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct IndexRange {
    pub cells: u64,
    pub low: f64,
    pub high: f64,
    pub outside: u64,
}

impl Default for IndexRange {
    fn default() -> Self {
        IndexRange { cells: 0, low: f64::INFINITY, high: f64::NEG_INFINITY, outside: 0 }
    }
}

impl Accumulator for IndexRange {
    /// Values of an index, NaN for none.
    type Block<'a> = &'a [f64];
    type Output = IndexRange;

    fn push(&mut self, values: &[f64]) {
        for value in values.iter().filter(|value| !value.is_nan()) {
            self.cells += 1;
            self.low = self.low.min(*value);
            self.high = self.high.max(*value);
            self.outside += u64::from(value.abs() > 1.0);
        }
    }

    fn merge(&mut self, next: Self) {
        self.cells += next.cells;
        self.low = self.low.min(next.low);
        self.high = self.high.max(next.high);
        self.outside += next.outside;
    }

    fn finish(self) -> IndexRange {
        self
    }
}

/// Beyond this 32 bits have no number.
const LARGEST: f64 = f32::MAX as f64;

/// NaN where the denominator is 0, anything is NaN, or the quotient is beyond what is written.
#[inline(always)]
fn quotient(numerator: f64, terms: [f64; 4]) -> f64 {
    let denominator = terms[0] + terms[1] + terms[2] + terms[3];
    let size = terms[0].abs() + terms[1].abs() + terms[2].abs() + terms[3].abs();
    let quotient = numerator / denominator;
    if denominator.abs() > ZERO * size && quotient.abs() < LARGEST { quotient } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    const NONE: f64 = f64::NAN;

    fn cell(red: f64, nir: f64, green: f64, blue: f64) -> Reflectance {
        Reflectance { red, nir, green, blue }
    }

    fn same(a: f64, b: f64) -> bool {
        a == b || (a.is_nan() && b.is_nan())
    }

    #[test]
    fn rows_are_in_the_order_of_the_indices() {
        for (place, row) in INDICES.iter().enumerate() {
            assert_eq!((row.index as usize, row.index.row().name), (place, row.name));
        }
    }

    #[test]
    fn nothing_and_no_band() {
        let none: &[f64] = &[];
        let mut values = [];
        for row in &INDICES {
            row.index.fill(&Bands { red: none, nir: none, green: none, blue: none }, 0.5, &mut values);
            assert!(row.index.of(cell(NONE, NONE, NONE, NONE), 0.5).is_nan());
        }
        assert_eq!(IndexRange::default().cells, 0);
    }

    #[test]
    fn by_hand() {
        let c = cell(0.25, 0.5, 0.125, 0.0625);
        assert_eq!(SpectralIndex::Dvi.of(c, 0.5), 0.25);
        assert_eq!(SpectralIndex::Rvi.of(c, 0.5), 2.0);
        assert_eq!(SpectralIndex::Ndvi.of(c, 0.5), 0.25 / 0.75);
        assert_eq!(SpectralIndex::Gndvi.of(c, 0.5), 0.375 / 0.625);
        assert_eq!(SpectralIndex::Savi.of(c, 0.5), 1.5 * 0.25 / 1.25);
        assert_eq!(SpectralIndex::Savi.of(c, 0.0), SpectralIndex::Ndvi.of(c, 0.0));
        assert_eq!(SpectralIndex::Evi.of(c, 0.5), 2.5 * 0.25 / (0.5 + 1.5 - 7.5 * 0.0625 + 1.0));
    }

    /// An index lacks a cell where one of its own bands does, whatever the others have.
    #[test]
    fn only_its_own_bands_count() {
        let without = [(Band::Red, cell(NONE, 0.5, 0.1, 0.1)), (Band::Nir, cell(0.2, NONE, 0.1, 0.1))];
        let others = [(Band::Green, cell(0.2, 0.5, NONE, 0.1)), (Band::Blue, cell(0.2, 0.5, 0.1, NONE))];
        for row in &INDICES {
            for (band, cell) in without.iter().chain(&others) {
                assert_eq!(row.index.of(*cell, 0.5).is_nan(), row.bands.contains(band), "{row:?} {band:?}");
            }
        }
    }

    /// Denominators that are 0, and such as rounding leaves of 0.
    #[test]
    fn zero_denominators() {
        assert!(SpectralIndex::Ndvi.of(cell(0.1, -0.1, 0.0, 0.0), 0.5).is_nan());
        assert!(SpectralIndex::Ndvi.of(cell(0.0, 0.0, 0.0, 0.0), 0.5).is_nan());
        assert!(SpectralIndex::Rvi.of(cell(0.0, 0.4, 0.0, 0.0), 0.5).is_nan());
        assert!(SpectralIndex::Savi.of(cell(-0.2, -0.3, 0.0, 0.0), 0.5).is_nan());
        let nearly = 0.1 + 0.2 - 0.3; // 5.5e-17
        assert!(nearly != 0.0 && SpectralIndex::Ndvi.of(cell(0.3, -0.1 - 0.2, 0.0, 0.0), 0.5).is_nan());
        // Beyond 32 bits, and without a number
        assert!(SpectralIndex::Rvi.of(cell(1e-30, 1e30, 0.0, 0.0), 0.5).is_nan());
        assert!(SpectralIndex::Dvi.of(cell(0.0, f64::INFINITY, 0.0, 0.0), 0.5).is_nan());
        // Small and of one sign is no rounding
        assert_eq!(SpectralIndex::Ndvi.of(cell(1e-20, 3e-20, 0.0, 0.0), 0.5), 0.5);
        assert_eq!(SpectralIndex::Dvi.of(cell(0.0, 0.0, 0.0, 0.0), 0.5), 0.0);
    }

    /// 3 - 10 of 16 bits without a sign would be 65529.
    #[test]
    fn differences_of_counts_may_be_negative() {
        assert_eq!(SpectralIndex::Dvi.of(cell(10.0, 3.0, 0.0, 0.0), 0.5), -7.0);
    }

    #[test]
    fn many_cells_are_each_as_one() {
        let of = |k: usize| -> Vec<f64> {
            (0..37).map(|i| if (i + k) % 11 == 0 { NONE } else { (i * (k + 3) % 17) as f64 / 8.0 - 0.5 }).collect()
        };
        let [red, nir, green, blue] = [of(0), of(1), of(2), of(3)];
        let bands = Bands { red: &red, nir: &nir, green: &green, blue: &blue };
        for row in &INDICES {
            let mut values = vec![9.0; red.len()];
            row.index.fill(&bands, 0.25, &mut values);
            for (i, value) in values.iter().enumerate() {
                assert!(same(*value, row.index.of(cell(red[i], nir[i], green[i], blue[i]), 0.25)));
            }
        }
        let mut values = vec![9.0; red.len()];
        SpectralIndex::Ndvi.fill(&Bands { green: &[], blue: &[], ..bands }, 0.25, &mut values);
        assert!(same(values[3], SpectralIndex::Ndvi.of(cell(red[3], nir[3], NONE, NONE), 0.25)));
    }

    #[test]
    fn ranges_of_parts_make_that_of_the_whole() {
        let values = [0.5, NONE, -1.5, 2.0, 1.0, NONE, -1.0];
        let of = |rows: std::ops::Range<usize>| {
            let mut range = IndexRange::default();
            range.push(&values[rows]);
            range
        };
        laws::hold_in_any_order::<IndexRange, _>(values.len(), of, IndexRange::finish);
        assert_eq!(of(0..7), IndexRange { cells: 5, low: -1.5, high: 2.0, outside: 2 });
    }
}
