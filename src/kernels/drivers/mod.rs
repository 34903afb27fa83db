//! What goes along with what: sums over complete rows, correlations, and how many independent cells a map has.
//!
//! | file | what it holds |
//! |---|---|
//! | [`cross_products`] | centred sums of products of columns over complete rows |
//! | [`pair_products`] | the same for every pair of columns over the rows that both have |
//! | [`correlation`] | r with t and p |
//! | [`ranks`] | average ranks, of all values and of some |
//! | [`rows`] | which rows have a value |
//! | [`regression`] | linear models with their errors, their residuals and how they predict |
//! | [`coupling_coordination`] | how far landscape, land and carbon develop together |
//! | [`effective_n`] | how many independent places a pair of autocorrelated variables is worth |
//!
//! Columns are slices of one length, a missing value is NaN. Infinite values are none of a kernel: sums over them are NaN.

pub mod correlation;
pub mod coupling_coordination;
pub mod cross_products;
pub mod effective_n;
pub mod pair_products;
pub mod ranks;
pub mod regression;
pub mod rows;

/// Which rows a pair is told from where values are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Those in which both have a value.
    Pairwise,
    /// Those in which all columns have a value.
    Listwise,
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was said that work does not go on.
    Cancelled,
    /// There is no memory for so many bytes.
    Memory { bytes: u64 },
}

/// Room for some numbers, or the fault that there is none.
fn room<T: Clone>(count: usize, filled_with: T) -> Result<Vec<T>, Fault> {
    let mut all = Vec::new();
    let bytes = (count as u64).saturating_mul(size_of::<T>() as u64);
    all.try_reserve_exact(count).map_err(|_| Fault::Memory { bytes })?;
    all.resize(count, filled_with);
    Ok(all)
}

#[cfg(test)]
mod tests;
