//! Multiple linear regression of one layer on others, over all cells, a sample or the rows of a table.
//!
//! y = b₀ + Σ bⱼ xⱼ + e by ordinary least squares over the rows in which everything is known.
//!
//! What a job does, in order:
//!
//! 1. [`design::Design`] makes columns of layers: numbers as they are, dummies of factors, northness and eastness of aspect. Columns are
//!    given Y first, X behind it, in this order everywhere.
//! 2. First sweep: [`block_sums::BlockSums`] (cross products by base block), beside it [`runs::Runs`], and [`classes::ClassSums`] for factors.
//!    Tables in memory: [`factor::Factor`] as well.
//! 3. [`system::System`] of these sums; where [`system::System::conditioning`] is poor, another sweep by [`factor::Factor`] gives a better one.
//! 4. [`screening::screen`] and [`selection::select`] say which columns stay, step by step; [`model::fit`] fits them.
//! 5. [`plan::Plan`] of the model predicts and says what one row has (leverage, Cook's distance). Second sweep: [`second_sweep::SecondSweep`],
//!    [`moran::grid::GridMoran`] or [`moran::points::moran`].
//! 6. [`block_errors::block_errors`], [`cross_validation::cross_validate`] need the sums of the first sweep alone.
//!
//! Shapes: columns of equal length of numbers without NaN. Units: those of the layers. What is not defined is `None`. Sums are the same to
//! 1e-12 for any tiling.
//!
//! Source: IBM SPSS Statistics Algorithms (REGRESSION); Belsley, Kuh and Welsch 1980, Regression Diagnostics; MacKinnon and White 1985,
//! J. Econometrics 29, 305; Koenker 1981, J. Econometrics 17, 107; Cliff and Ord 1981, Spatial Processes; Anselin 1996, Regional Science and
//! Urban Economics 26, 77; Cameron and Miller 2015, J. Human Resources 50, 317; Fox and Monette 1992, JASA 87, 178; Demmel et al. 2012,
//! SIAM J. Sci. Comput. 34, A206 (triangular factors that are stacked).

pub mod block_errors;
pub mod block_sums;
pub mod classes;
pub mod cross_validation;
pub mod design;
pub mod factor;
pub mod model;
pub mod moran;
mod p_values;
pub mod plan;
pub mod runs;
pub mod screening;
pub mod second_sweep;
pub mod selection;
pub mod steps;
pub mod system;
mod triangle;

/// Why there is no model.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// No more rows than coefficients
    TooFewRows { rows: u64, coefficients: u64 },
    /// Columns of X that are combinations of those before them
    Singular { columns: Vec<usize> },
    /// A number that is not finite was among the rows.
    NotFinite,
    /// It was said that work does not go on.
    Cancelled,
    /// There is no memory for so many bytes.
    Memory { bytes: u64 },
}

#[cfg(test)]
mod tests;
