//! Draws without replacement: the cells that have the lowest random numbers, which are those of a cell whatever the order of reading.

use crate::kernels::Accumulator;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::cmp::Ordering;

/// A cell that may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Drawn<T> {
    pub number: u64,
    pub row: u32,
    pub column: u32,
    /// What is kept of it
    pub of: T,
}

/// Those with the lowest numbers of all that were seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lowest<T> {
    most: usize,
    /// A number from which on others are of no use
    limit: u64,
    seen: u64,
    drawn: Vec<Drawn<T>>,
}

impl<T> Default for Lowest<T> {
    fn default() -> Lowest<T> {
        Lowest::new(0)
    }
}

impl<T> Lowest<T> {
    /// Keeps so many.
    pub fn new(most: usize) -> Lowest<T> {
        Lowest { most, limit: u64::MAX, seen: 0, drawn: Vec::new() }
    }

    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Whether all that were seen are drawn.
    pub fn is_all(&self) -> bool {
        self.drawn.len() as u64 == self.seen
    }

    /// In the order of their numbers, once all parts are merged.
    pub fn drawn(&self) -> &[Drawn<T>] {
        &self.drawn
    }

    fn trim(&mut self) {
        if self.drawn.len() <= self.most {
            return;
        }
        let (_, next, _) = self.drawn.select_nth_unstable_by(self.most, by_number);
        self.limit = next.number;
        self.drawn.truncate(self.most);
    }
}

impl<T: Serialize + DeserializeOwned + Send> Accumulator for Lowest<T> {
    type Block<'a> = Drawn<T>;
    type Output = Vec<Drawn<T>>;

    fn push(&mut self, cell: Drawn<T>) {
        self.seen += 1;
        if cell.number <= self.limit {
            self.drawn.push(cell);
        }
        if self.drawn.len() == 4 * self.most {
            self.trim();
        }
    }

    fn merge(&mut self, next: Lowest<T>) {
        self.most = self.most.max(next.most);
        self.limit = self.limit.min(next.limit);
        self.seen += next.seen;
        self.drawn.extend(next.drawn);
        self.trim();
        self.drawn.sort_unstable_by(by_number);
    }

    fn finish(mut self) -> Vec<Drawn<T>> {
        self.trim();
        self.drawn.sort_unstable_by(by_number);
        self.drawn
    }
}

fn by_number<T>(a: &Drawn<T>, b: &Drawn<T>) -> Ordering {
    (a.number, a.row, a.column).cmp(&(b.number, b.row, b.column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{laws, stats::random::hashed};

    fn cell(row: u32) -> Drawn<f64> {
        Drawn { number: hashed(1, [u64::from(row), 2]), row, column: 2, of: f64::from(row) }
    }

    #[test]
    fn draws_hold_to_the_laws() {
        let of = |rows: std::ops::Range<usize>| {
            let mut lowest = Lowest::new(3);
            rows.for_each(|row| lowest.push(cell(row as u32)));
            lowest
        };
        laws::hold_in_any_order::<Lowest<f64>, _>(6, of, |lowest| (lowest.seen(), lowest.finish()));
    }

    #[test]
    fn those_with_the_lowest_numbers_are_drawn() {
        let mut sorted: Vec<Drawn<f64>> = (0..5000).map(cell).collect();
        let mut lowest = Lowest::new(40);
        for some in sorted.chunks(777) {
            let mut part = Lowest::new(40);
            some.iter().for_each(|cell| part.push(*cell));
            lowest.merge(part);
        }
        sorted.sort_unstable_by(by_number);
        assert_eq!((lowest.seen(), lowest.is_all()), (5000, false));
        assert_eq!(lowest.drawn(), &sorted[..40]);
        let mut few = Lowest::new(40);
        (0..7).for_each(|row| few.push(cell(row)));
        assert!(few.is_all() && few.finish().len() == 7);
    }
}
