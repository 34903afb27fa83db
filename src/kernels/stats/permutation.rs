//! Classes in a random order: a map without any pattern that has as many cells of every class.
//!
//! Cells are drawn one after the other, without replacement, as from an urn: with r_c cells of class c left of r in all, class c
//! comes with probability r_c / r. So every order is equally likely, whatever the size of the map, and nothing but the r_c is
//! kept (Fan, Muller and Rezucha 1962, J. Am. Stat. Assoc. 57, 387).
//!
//! Shapes: cells of each class; the classes of the cells in their new order. Unit: cells. Range: every class as often as it was.

use super::random::stream;
use rand_distr::weighted::WeightedTreeIndex;
use rand_pcg::Pcg64;

/// Cells that are still to be drawn, by class.
#[derive(Debug, Clone)]
pub struct Urn {
    left: WeightedTreeIndex<u64>,
    random: Pcg64,
}

impl Urn {
    /// With so many cells of every class. Equal seeds and replicates give equal orders; the replicates of a seed know nothing of one
    /// another.
    pub fn new(cells: Vec<u64>, seed: u64, replicate: u64) -> Urn {
        let left = WeightedTreeIndex::new(cells).expect("a map has fewer than 2^64 cells");
        Urn { left, random: stream(seed, replicate) }
    }

    /// The class (its place among those given) of the next cell. `None` once all are drawn.
    pub fn draw(&mut self) -> Option<usize> {
        let class = self.left.try_sample(&mut self.random).ok()?;
        self.left.update(class, self.left.get(class) - 1).expect("fewer cells are no overflow");
        Some(class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn nothing_and_one() {
        assert_eq!(Urn::new(vec![], 1, 0).draw(), None);
        assert_eq!(Urn::new(vec![0, 0], 1, 0).draw(), None);
        let mut urn = Urn::new(vec![0, 1, 0], 1, 0);
        assert_eq!([urn.draw(), urn.draw()], [Some(1), None]);
    }

    #[test]
    fn every_cell_is_drawn_once() {
        let mut urn = Urn::new(vec![700, 0, 250, 50], 9, 0);
        let mut drawn = [0; 4];
        while let Some(class) = urn.draw() {
            drawn[class] += 1;
        }
        assert_eq!(drawn, [700, 0, 250, 50]);
    }

    #[test]
    fn of_many_classes_too() {
        let cells: Vec<u64> = (0..1000).map(|class| class % 3).collect();
        let mut urn = Urn::new(cells.clone(), 5, 0);
        let mut drawn = vec![0; 1000];
        while let Some(class) = urn.draw() {
            drawn[class] += 1;
        }
        assert_eq!(drawn, cells);

        // The first cell, and the second after it: χ² of classes of 0 to 39 cells, within five standard deviations of its 38 degrees
        const SEEDS: u64 = 20_000;
        let mut seen = [[0u32; 40]; 2];
        for seed in 0..SEEDS {
            let mut urn = Urn::new((0..40).collect(), seed, 0);
            seen.iter_mut().for_each(|seen| seen[urn.draw().unwrap()] += 1);
        }
        for seen in seen {
            let expected = |class: usize| SEEDS as f64 * class as f64 / (39.0 * 40.0 / 2.0);
            let square = |class: usize| (f64::from(seen[class]) - expected(class)).powi(2) / expected(class);
            let sum: f64 = (1..40).map(square).sum();
            assert!(seen[0] == 0 && (sum - 38.0).abs() < 5.0 * (2.0 * 38f64).sqrt(), "{sum}");
        }
    }

    #[test]
    fn a_seed_repeats() {
        let order = |seed: u64| {
            let mut urn = Urn::new(vec![50, 50], seed, 0);
            std::iter::from_fn(move || urn.draw()).collect::<Vec<_>>()
        };
        assert_eq!(order(4), order(4));
        assert_ne!(order(4), order(5));
        let of = |replicate: u64| -> Vec<usize> {
            let mut urn = Urn::new(vec![50, 50], 4, replicate);
            std::iter::from_fn(move || urn.draw()).collect()
        };
        assert!(of(0) == order(4) && of(1) != of(0) && of(1) != order(5));
        // An update of the tree that draws others changes all permuted maps.
        let mut urn = Urn::new(vec![3, 0, 4, 5], 1, 0);
        assert_eq!([(); 12].map(|()| urn.draw().unwrap()), [3, 2, 2, 2, 3, 3, 3, 0, 0, 3, 2, 0]);
    }

    #[test]
    fn every_order_is_equally_likely() {
        // Of two and two cells there are six orders.
        let mut seen: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        for seed in 0..6000 {
            let mut urn = Urn::new(vec![2, 2], seed, 0);
            *seen.entry(std::iter::from_fn(|| urn.draw()).collect()).or_default() += 1;
        }
        // Five standard deviations of a binomial number
        assert!(seen.len() == 6 && seen.values().all(|n| n.abs_diff(1000) < 145), "{seen:?}");
    }
}
