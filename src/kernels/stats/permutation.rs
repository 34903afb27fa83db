//! Classes in a random order: a map without any pattern that has as many cells of every class.
//!
//! Cells are drawn one after the other, without replacement, as from an urn: with r_c cells of class c left of r in all, class c
//! comes with probability r_c / r. So every order is equally likely, whatever the size of the map, and nothing but the r_c is
//! kept (Fan, Muller and Rezucha 1962, J. Am. Stat. Assoc. 57, 387).

use super::random::Random;

/// Cells that are still to be drawn, by class.
#[derive(Debug, Clone)]
pub struct Urn {
    left: Vec<u64>,
    /// Sums of [`GROUP`] of them, so that a draw looks at few of many classes.
    groups: Vec<u64>,
    all: u64,
    random: Random,
}

const GROUP: usize = 256;

impl Urn {
    /// With so many cells of every class. Equal seeds give equal orders.
    pub fn new(cells: Vec<u64>, seed: u64) -> Urn {
        let groups: Vec<u64> = cells.chunks(GROUP).map(|group| group.iter().sum()).collect();
        Urn { all: groups.iter().sum(), groups, left: cells, random: Random::new(seed) }
    }

    /// The class (its place among those given) of the next cell. `None` once all are drawn.
    pub fn draw(&mut self) -> Option<usize> {
        let mut at = self.random.below(self.all as usize) as u64;
        let group = passed(&self.groups, &mut at)?;
        let class = group * GROUP + passed(&self.left[group * GROUP..], &mut at)?;
        self.left[class] -= 1;
        self.groups[group] -= 1;
        self.all -= 1;
        Some(class)
    }
}

/// The place of the part in which the `at`th of all lies; `at` becomes its number within it.
fn passed(parts: &[u64], at: &mut u64) -> Option<usize> {
    parts.iter().position(|part| {
        let here = *at < *part;
        *at -= if here { 0 } else { *part };
        here
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn nothing_and_one() {
        assert_eq!(Urn::new(vec![], 1).draw(), None);
        assert_eq!(Urn::new(vec![0, 0], 1).draw(), None);
        let mut urn = Urn::new(vec![0, 1, 0], 1);
        assert_eq!([urn.draw(), urn.draw()], [Some(1), None]);
    }

    #[test]
    fn every_cell_is_drawn_once() {
        let mut urn = Urn::new(vec![700, 0, 250, 50], 9);
        let mut drawn = [0; 4];
        while let Some(class) = urn.draw() {
            drawn[class] += 1;
        }
        assert_eq!(drawn, [700, 0, 250, 50]);
    }

    #[test]
    fn of_many_classes_too() {
        let cells: Vec<u64> = (0..1000).map(|class| class % 3).collect();
        let mut urn = Urn::new(cells.clone(), 5);
        let (mut left, mut random) = (cells.clone(), Random::new(5));
        for all in (1..=cells.iter().sum::<u64>()).rev() {
            // Looked for one by one
            let mut at = random.below(all as usize) as u64;
            let expected = passed(&left, &mut at).unwrap();
            assert_eq!(urn.draw(), Some(expected));
            left[expected] -= 1;
        }
        assert_eq!((urn.draw(), left.iter().sum::<u64>()), (None, 0));
    }

    #[test]
    fn a_seed_repeats() {
        let order = |seed: u64| {
            let mut urn = Urn::new(vec![50, 50], seed);
            std::iter::from_fn(move || urn.draw()).collect::<Vec<_>>()
        };
        assert_eq!(order(4), order(4));
        assert_ne!(order(4), order(5));
    }

    #[test]
    fn every_order_is_equally_likely() {
        // Of two and two cells there are six orders.
        let mut seen: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        for seed in 0..6000 {
            let mut urn = Urn::new(vec![2, 2], seed);
            *seen.entry(std::iter::from_fn(|| urn.draw()).collect()).or_default() += 1;
        }
        // Five standard deviations of a binomial number
        assert!(seen.len() == 6 && seen.values().all(|n| n.abs_diff(1000) < 145), "{seen:?}");
    }
}
