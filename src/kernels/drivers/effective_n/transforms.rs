//! Correlations of a field with itself at every lag, and convolutions with an even kernel, by Fourier transforms.
//!
//! Sides are at least 2 n - 1, so that no lag meets another one's wrapped image. Rows are transformed before columns, in batches; a column
//! is transformed, multiplied and transformed back at once, so that spectra have as many rows as the field.
//!
//! Shapes: fields row by row. Memory: 16 bytes a cell for the spectra of rows, and 16 for those of columns while they are transformed.

use crate::kernels::{
    GoOn,
    drivers::{Fault, room},
    stats::fourier::fast,
};
use rayon::prelude::*;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex, num_complex::Complex64};
use rustfft::{Fft, FftPlanner};
use std::sync::Arc;

/// Rows, or columns, that are transformed at a time.
const BATCH: usize = 8;

/// Transforms of fields of some rows and columns.
pub(super) struct Transforms {
    rows: usize,
    columns: usize,
    /// Sides of the transforms, and columns of half a spectrum.
    height: usize,
    width: usize,
    half: usize,
    forward: Arc<dyn RealToComplex<f64>>,
    backward: Arc<dyn ComplexToReal<f64>>,
    down: Arc<dyn Fft<f64>>,
    up: Arc<dyn Fft<f64>>,
}

impl Transforms {
    pub fn new([rows, columns]: [usize; 2]) -> Transforms {
        let [height, width] = [rows, columns].map(|n| fast(2 * n - 1));
        let (mut real, mut complex) = (RealFftPlanner::new(), FftPlanner::new());
        Transforms {
            rows,
            columns,
            height,
            width,
            half: width / 2 + 1,
            forward: real.plan_fft_forward(width),
            backward: real.plan_fft_inverse(width),
            down: complex.plan_fft_forward(height),
            up: complex.plan_fft_inverse(height),
        }
    }

    /// Spectra of the rows of a field.
    pub fn forward(&self, field: &[f64], go_on: GoOn<'_>) -> Result<Vec<Complex64>, Fault> {
        self.spectra(go_on, |row, line| {
            let (values, rest) = line.split_at_mut(self.columns);
            values.copy_from_slice(&field[row * self.columns..][..self.columns]);
            rest.fill(0.0);
        })
    }

    /// Σ f(s) f(s + h) over the lags h that are so many rows down and columns across, to the left or to the right: each pair once.
    pub fn autocorrelation(
        &self,
        spectra: &[Complex64],
        mut into: Vec<f64>,
        go_on: GoOn<'_>,
    ) -> Result<Vec<f64>, Fault> {
        let products = self.columns(go_on, |first, columns| {
            self.gather(spectra, first, columns, false);
            self.down.process(columns);
            columns.iter_mut().for_each(|value| *value = value.norm_sqr().into());
        })?;
        self.back(&products, &mut into, go_on, |row, line, lags| {
            for (across, lag) in lags.iter_mut().enumerate() {
                let left = if row == 0 || across == 0 { 0.0 } else { line[self.width - across] };
                *lag = line[across] + left;
            }
        })?;
        Ok(into)
    }

    /// Σ f(s) K(i - s) at every cell i, K being given by rows and columns apart; what K holds is used up.
    pub fn convolution(&self, spectra: &[Complex64], kernel: &mut [f64], go_on: GoOn<'_>) -> Result<(), Fault> {
        let of_kernel = self.spectra(go_on, |row, line| {
            let values = &kernel[row * self.columns..][..self.columns];
            line.fill(0.0);
            line[..self.columns].copy_from_slice(values);
            line[self.width + 1 - self.columns..].iter_mut().rev().zip(&values[1..]).for_each(|(at, x)| *at = *x);
        })?;
        let products = self.columns(go_on, |first, columns| {
            let mut others = vec![Complex64::default(); columns.len()];
            self.gather(spectra, first, columns, false);
            self.gather(&of_kernel, first, &mut others, true);
            self.down.process(columns);
            self.down.process(&mut others);
            columns.iter_mut().zip(others).for_each(|(value, other)| *value *= other);
        })?;
        self.back(&products, kernel, go_on, |_, line, cells| cells.copy_from_slice(&line[..cells.len()]))
    }

    /// Spectra of rows that are filled one by one. By batches of rows, these by columns, with a number for each row.
    fn spectra(&self, go_on: GoOn<'_>, fill: impl Fn(usize, &mut [f64]) + Sync) -> Result<Vec<Complex64>, Fault> {
        let batches = self.rows.div_ceil(BATCH);
        let mut spectra = room(batches * self.half * BATCH, Complex64::default())?;
        let buffers =
            || (self.forward.make_scratch_vec(), self.forward.make_input_vec(), self.forward.make_output_vec());
        let all = spectra.par_chunks_exact_mut(self.half * BATCH).enumerate();
        all.try_for_each_init(buffers, |(scratch, line, spectrum), (batch, spectra)| {
            for (k, row) in (batch * BATCH..self.rows.min((batch + 1) * BATCH)).enumerate() {
                fill(row, line);
                self.forward.process_with_scratch(line, spectrum, scratch).expect("lengths are those of the plan");
                spectra.chunks_exact_mut(BATCH).zip(&*spectrum).for_each(|(column, value)| column[k] = *value);
            }
            proceed(go_on)
        })?;
        Ok(spectra)
    }

    /// Spectra of columns, transformed back: by columns, with a number for each row. `multiply` gets the number of the first column.
    fn columns(
        &self,
        go_on: GoOn<'_>,
        multiply: impl Fn(usize, &mut [Complex64]) + Sync,
    ) -> Result<Vec<Complex64>, Fault> {
        let mut all = room(self.half * self.rows, Complex64::default())?;
        let buffers = || vec![Complex64::default(); BATCH * self.height];
        let batches = all.par_chunks_mut(BATCH * self.rows).enumerate();
        batches.try_for_each_init(buffers, |columns, (batch, into)| {
            let columns = &mut columns[..into.len() / self.rows * self.height];
            multiply(batch * BATCH, columns);
            self.up.process(columns);
            for (into, column) in into.chunks_exact_mut(self.rows).zip(columns.chunks_exact(self.height)) {
                into.copy_from_slice(&column[..self.rows]);
            }
            proceed(go_on)
        })?;
        Ok(all)
    }

    /// Some columns of spectra, from the first one on, filled up with 0 or with their even image.
    fn gather(&self, spectra: &[Complex64], first: usize, columns: &mut [Complex64], even: bool) {
        let count = columns.len() / self.height;
        for (batch, spectra) in spectra.chunks_exact(self.half * BATCH).enumerate() {
            let (start, rows) = (batch * BATCH, BATCH.min(self.rows - batch * BATCH));
            let from = spectra[first * BATCH..].chunks_exact(BATCH);
            for (column, values) in columns.chunks_exact_mut(self.height).zip(from).take(count) {
                column[start..start + rows].copy_from_slice(&values[..rows]);
            }
        }
        for column in columns.chunks_exact_mut(self.height) {
            column[self.rows..].fill(Complex64::default());
            if even {
                (1..self.rows).for_each(|row| column[self.height - row] = column[row]);
            }
        }
    }

    /// Transforms rows back, and takes of each line what becomes a row of the result.
    fn back(
        &self,
        products: &[Complex64],
        into: &mut [f64],
        go_on: GoOn<'_>,
        take: impl Fn(usize, &[f64], &mut [f64]) + Sync,
    ) -> Result<(), Fault> {
        let scale = 1.0 / (self.height * self.width) as f64;
        let buffers = || {
            let spectra = vec![Complex64::default(); BATCH * self.half];
            (self.backward.make_scratch_vec(), spectra, self.backward.make_output_vec())
        };
        let batches = into.par_chunks_mut(BATCH * self.columns).enumerate();
        batches.try_for_each_init(buffers, |(scratch, spectra, line), (batch, into)| {
            let (first, count) = (batch * BATCH, into.len() / self.columns);
            for (c, column) in products.chunks_exact(self.rows).enumerate() {
                for (k, value) in column[first..first + count].iter().enumerate() {
                    spectra[k * self.half + c] = *value;
                }
            }
            let lines = spectra.chunks_exact_mut(self.half).zip(into.chunks_exact_mut(self.columns));
            for (k, (spectrum, into)) in lines.enumerate() {
                // Real but for rounding
                spectrum[0].im = 0.0;
                spectrum[self.half - 1].im = 0.0;
                self.backward.process_with_scratch(spectrum, line, scratch).expect("lengths are those of the plan");
                line.iter_mut().for_each(|value| *value *= scale);
                take(first + k, line, into);
            }
            proceed(go_on)
        })
    }
}

fn proceed(go_on: GoOn<'_>) -> Result<(), Fault> {
    if go_on() { Ok(()) } else { Err(Fault::Cancelled) }
}
