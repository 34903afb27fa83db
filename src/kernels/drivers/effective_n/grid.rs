//! Pairs of cells of a grid, by Fourier transforms.
//!
//! W(h) = Σ m(s) m(s + h), m 1 in cells that are used and 0 elsewhere; Σ u u' at h likewise of deviations that are 0 elsewhere
//! R_i = Σ m(s) K(i - s), K(h) what the class of |h| has, and K(0) = 1
//!
//! Shapes: arrays of all cells, row by row. Units: those of the sides of a cell. Range: any number of rows and columns. Errors: about 1e-15 of
//! Σ u² in each sum, W exact. Memory: 48 bytes a cell for spectra, 4 for classes, 8 for a result.
//!
//! Source: Marcotte 1996, Comput. Geosci. 22, 1175 (variograms by Fourier transforms).

use super::{Class, Classes, PlacePairs, Width, transforms::Transforms, used};
use crate::kernels::{
    GoOn,
    drivers::{Fault, room, rows::Rows},
};
use realfft::num_complex::Complex64;

/// Pairs of some cells by classes of their distance.
pub struct GridPairs {
    transforms: Transforms,
    used: Rows,
    mask: Vec<Complex64>,
    /// Of lags by rows down and columns across: where their class stands; of lags without a pair that does not matter.
    class_of: Vec<u32>,
    classes: Vec<Class>,
}

impl GridPairs {
    /// Of the cells of `used`, on a grid of so many rows and columns with the width and the height of a cell.
    pub(super) fn new(
        used_cells: &Rows,
        shape: [usize; 2],
        sides: (f64, f64),
        classes: Classes,
        go_on: GoOn<'_>,
    ) -> Result<GridPairs, Fault> {
        let transforms = Transforms::new(shape);
        let mut cells = room(shape[0] * shape[1], 0.0)?;
        used_cells.iter().for_each(|cell| cells[cell] = 1.0);
        let mask = transforms.forward(&cells, go_on)?;
        let counts = transforms.autocorrelation(&mask, cells, go_on)?;
        let distance = |lag: usize| {
            let (down, across) = (lag / shape[1], lag % shape[1]);
            (across as f64 * sides.0).hypot(down as f64 * sides.1)
        };
        let pairs = |lag: usize| counts[lag].round() as u64;
        let lags = || (1..counts.len()).filter(|lag| pairs(*lag) > 0);
        let largest = lags().map(distance).fold(0.0, f64::max);
        let width = Width::new(classes, 2.0 * sides.0.max(sides.1), largest);
        let mut of_number = room((width.number(largest) as usize).saturating_add(1), 0)?;
        let mut class_of = room(counts.len(), 0u32)?;
        for lag in lags() {
            let number = width.number(distance(lag)) as usize;
            of_number[number] += pairs(lag);
            class_of[lag] = number as u32;
        }
        let (classes, at) = used(&of_number, width);
        class_of.iter_mut().for_each(|class| *class = at[*class as usize]);
        Ok(GridPairs { transforms, used: used_cells.clone(), mask, class_of, classes })
    }
}

impl PlacePairs for GridPairs {
    fn classes(&self) -> &[Class] {
        &self.classes
    }

    fn class_sums(&self, deviations: &[&[f64]], go_on: GoOn<'_>) -> Result<Vec<Vec<f64>>, Fault> {
        let of = |deviations: &&[f64]| {
            let spectra = self.transforms.forward(deviations, go_on)?;
            let products = self.transforms.autocorrelation(&spectra, room(deviations.len(), 0.0)?, go_on)?;
            let mut sums = room(self.classes.len(), 0.0)?;
            for (class, product) in self.class_of.iter().zip(products).skip(1) {
                sums[*class as usize] += product;
            }
            Ok(sums)
        };
        deviations.iter().map(of).collect()
    }

    fn row_sums(&self, of_classes: &[&[f64]], go_on: GoOn<'_>) -> Result<Vec<Vec<f64>>, Fault> {
        let of = |of_class: &&[f64]| {
            let mut values = room(self.class_of.len(), 0.0)?;
            values.iter_mut().zip(&self.class_of).for_each(|(value, class)| *value = of_class[*class as usize]);
            values[0] = 1.0;
            self.transforms.convolution(&self.mask, &mut values, go_on)?;
            for (_, sum) in values.iter_mut().enumerate().filter(|(cell, _)| !self.used.contains(*cell)) {
                *sum = 0.0;
            }
            Ok(values)
        };
        of_classes.iter().map(of).collect()
    }
}
