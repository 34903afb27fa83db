//! Which rows have a value, as a bit each, and pairs of columns that share theirs.

use super::{Fault, Missing, room};
use crate::kernels::GoOn;

/// Some of a number of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    bits: Vec<u64>,
    count: usize,
}

impl Rows {
    /// None of so many.
    fn none(rows: usize) -> Result<Rows, Fault> {
        Ok(Rows { bits: room(rows.div_ceil(64), 0)?, count: 0 })
    }

    /// Those of a column that have a value.
    pub fn of(values: &[f64]) -> Result<Rows, Fault> {
        let mut rows = Rows::none(values.len())?;
        for (word, values) in rows.bits.iter_mut().zip(values.chunks(64)) {
            *word = values.iter().enumerate().fold(0, |word, (bit, x)| word | u64::from(!x.is_nan()) << bit);
        }
        Ok(rows.counted())
    }

    /// Those of a list, each once, of so many rows.
    pub fn listed(rows: usize, list: impl Iterator<Item = usize>) -> Result<Rows, Fault> {
        let mut some = Rows::none(rows)?;
        list.for_each(|row| some.bits[row / 64] |= 1 << (row % 64));
        Ok(some.counted())
    }

    /// Those that are in both.
    pub fn both(&self, other: &Rows) -> Result<Rows, Fault> {
        let mut rows = Rows::none(self.bits.len() * 64)?;
        let words = self.bits.iter().zip(&other.bits);
        rows.bits.iter_mut().zip(words).for_each(|(word, (a, b))| *word = a & b);
        Ok(rows.counted())
    }

    pub fn contains(&self, row: usize) -> bool {
        self.bits[row / 64] >> (row % 64) & 1 == 1
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.bits.iter().enumerate().flat_map(|(at, word)| {
            let next = |word: &u64| Some(word & (word - 1)).filter(|_| *word != 0);
            let words = std::iter::successors(Some(*word).filter(|w| *w != 0), move |w| next(w).filter(|w| *w != 0));
            words.map(move |word| at * 64 + word.trailing_zeros() as usize)
        })
    }

    fn counted(mut self) -> Rows {
        self.count = self.bits.iter().map(|word| word.count_ones() as usize).sum();
        self
    }
}

/// Pairs of columns that are told from the same rows.
pub(super) struct Group {
    pub rows: Rows,
    /// Places in the list of pairs.
    pub pairs: Vec<usize>,
    /// Columns that the pairs have, ascending.
    pub columns: Vec<usize>,
}

/// All pairs, by the rows that they are told from; the rows of each column are given.
pub(super) fn groups(
    valid: &[Rows],
    pairs: &[(usize, usize)],
    missing: Missing,
    go_on: GoOn<'_>,
) -> Result<Vec<Group>, Fault> {
    let mut groups: Vec<Group> = Vec::new();
    let complete = match (missing, valid.split_first()) {
        (Missing::Listwise, Some((first, others))) => {
            Some(others.iter().try_fold(first.clone(), |rows, other| rows.both(other))?)
        }
        _ => None,
    };
    for (at, (x, y)) in pairs.iter().enumerate() {
        if !go_on() {
            return Err(Fault::Cancelled);
        }
        let rows = match &complete {
            // All are one group
            Some(_) if !groups.is_empty() => None,
            Some(rows) => Some(rows.clone()),
            None => Some(valid[*x].both(&valid[*y])?),
        };
        let known = match &rows {
            None => Some(0),
            Some(rows) => groups.iter().position(|group| group.rows == *rows),
        };
        match (known, rows) {
            (Some(group), _) => groups[group].pairs.push(at),
            (None, Some(rows)) => groups.push(Group { rows, pairs: vec![at], columns: Vec::new() }),
            (None, None) => unreachable!("a group is known where no rows are made"),
        }
    }
    for group in &mut groups {
        group.columns = group.pairs.iter().flat_map(|at| [pairs[*at].0, pairs[*at].1]).collect();
        group.columns.sort_unstable();
        group.columns.dedup();
    }
    Ok(groups)
}

#[cfg(test)]
mod tests;
