//! Sums of classes that metrics are made of, and the metrics that need nothing else.
//!
//! A whole map and a moving window fill them each in its own way; what is made of them is defined here, once.
//!
//! Formulas, units and ranges: in the list of metrics ([`metrics`](super::metrics)). Shapes: cells, sides and edges of each class; one
//! number of the landscape, or of a class.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4.

use super::{Setting, patch::min_sides};
use crate::kernels::{
    patches::{CellSides, ClassEdge},
    stats::sum::sum,
};
use std::{f64::consts::LN_2, sync::LazyLock};

/// Sums of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClassSums {
    pub code: i64,
    pub cells: u64,
    /// All its cell sides but those between its own cells.
    pub sides: CellSides,
    /// Those against other classes.
    pub unlike: CellSides,
    pub patches: u64,
    /// Cells of the largest patch.
    pub largest: u64,
    /// Σ a² over its patches, a being cells.
    pub squares: u128,
    /// Σ p √a over its patches, p being cell sides of the perimeter.
    pub perimeter_root_area: f64,
}

impl ClassSums {
    /// Pairs of its cells side by side or one above the other, each once.
    pub fn like(&self) -> u64 {
        (4 * self.cells - self.sides.total()) / 2
    }

    /// Sides against nodata and the border.
    pub(super) fn background(&self) -> CellSides {
        CellSides { upright: self.sides.upright - self.unlike.upright, level: self.sides.level - self.unlike.level }
    }

    /// Its adjacencies with itself and others, each counted from its side; those against background left out.
    fn adjacencies(&self) -> u64 {
        2 * self.like() + self.unlike.total()
    }
}

/// Sums of the classes of a landscape that are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Sums {
    pub setting: Setting,
    /// By code.
    pub classes: Vec<ClassSums>,
    /// Sides between them, by pair.
    pub edges: Vec<ClassEdge>,
    /// Indices of the edges by their second class; empty where there are few, or only some classes are asked for theirs
    /// ([`Sums::index`]).
    by_second: Vec<u32>,
    pub cells: u64,
    pub patches: u64,
}

/// Edges that are looked through sooner than sorted.
const FEW_EDGES: usize = 64;

impl Sums {
    pub fn new(setting: Setting) -> Sums {
        Sums { setting, classes: Vec::new(), edges: Vec::new(), by_second: Vec::new(), cells: 0, patches: 0 }
    }

    /// Makes the edges of every class quick to find: once they are all there, and for good.
    pub(super) fn index(&mut self) {
        if self.edges.len() < FEW_EDGES {
            return;
        }
        self.by_second = (0..self.edges.len() as u32).collect();
        // Stable: the first classes stay in their order.
        self.by_second.sort_by_key(|i| self.edges[*i as usize].classes.1);
    }

    /// Indices of the edges of a class, ascending.
    pub(super) fn edges_of(&self, index: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let first = self.edges.partition_point(|edge| edge.classes.0 < index);
        let end = first + self.edges[first..].partition_point(|edge| edge.classes.0 == index);
        let second = |i: usize| self.edges[i].classes.1;
        let from = self.by_second.partition_point(|i| second(*i as usize) < index);
        let known = self.by_second[from..].iter().map(|i| *i as usize).take_while(move |i| second(*i) == index);
        let looked_at = if self.by_second.is_empty() { 0..first } else { 0..0 };
        known.chain(looked_at.filter(move |i| second(*i) == index)).chain(first..end)
    }

    /// Adds up what the classes have.
    pub fn total(&mut self) {
        (self.cells, self.patches) = (0, 0);
        for class in &self.classes {
            self.cells += class.cells;
            self.patches += class.patches;
        }
    }

    /// The index of a class, where it is there.
    pub fn of_code(&self, code: i64) -> Option<usize> {
        self.classes.binary_search_by_key(&code, |class| class.code).ok()
    }

    pub fn hectares(&self, cells: u64) -> f64 {
        self.setting.hectares(cells)
    }

    /// Number of classes, as a real number.
    fn m(&self) -> f64 {
        self.classes.len() as f64
    }

    pub(super) fn share(&self, class: &ClassSums) -> f64 {
        class.cells as f64 / self.cells as f64
    }

    /// All sides against nodata and the border.
    pub(super) fn background(&self) -> CellSides {
        let mut all = CellSides::default();
        self.classes.iter().for_each(|class| all.add(class.background()));
        all
    }

    /// All sides between classes, each once.
    pub(super) fn unlike(&self) -> CellSides {
        let mut all = CellSides::default();
        self.classes.iter().for_each(|class| all.add(class.unlike));
        CellSides { upright: all.upright / 2, level: all.level / 2 }
    }

    // Area and edge

    pub fn pland(&self, index: usize) -> f64 {
        100.0 * self.share(&self.classes[index])
    }

    pub fn class_lpi(&self, index: usize) -> f64 {
        100.0 * self.classes[index].largest as f64 / self.cells as f64
    }

    pub fn lpi(&self) -> f64 {
        let largest = self.classes.iter().map(|class| class.largest).max().unwrap_or(0);
        100.0 * largest as f64 / self.cells as f64
    }

    pub fn per_100_hectares(&self, number: u64) -> f64 {
        number as f64 / self.hectares(self.cells) * 100.0
    }

    pub fn class_te(&self, index: usize) -> f64 {
        let class = &self.classes[index];
        self.setting.length(class.unlike) + self.setting.boundary_edge * self.setting.length(class.background())
    }

    pub fn te(&self) -> f64 {
        self.setting.length(self.unlike()) + self.setting.boundary_edge * self.setting.length(self.background())
    }

    pub fn per_hectare(&self, length: f64) -> f64 {
        length / self.hectares(self.cells)
    }

    // Aggregation

    pub fn class_lsi(&self, index: usize) -> f64 {
        let class = &self.classes[index];
        self.setting.length(class.sides) / self.setting.min_perimeter(class.cells)
    }

    pub fn lsi(&self) -> f64 {
        let sides = self.setting.length(self.unlike()) + self.setting.length(self.background());
        sides / self.setting.min_perimeter(self.cells)
    }

    pub fn nlsi(&self, index: usize) -> Option<f64> {
        let class = &self.classes[index];
        let length = self.setting.length(class.sides);
        let min = self.setting.min_perimeter(class.cells);
        let most = self.most_edge(class).max(length);
        let range = most - min;
        (class.cells < self.cells && range > 1e-9 * most).then(|| (length - min) / range)
    }

    /// FRAGSTATS' largest edge of so many cells, in m: of up to half of the landscape no two touch; of few more there is every
    /// other cell, and those between at the border, each of which takes two sides away; of still more no two of all others touch.
    ///
    /// Its help ends the few more at half of the landscape and of the cells at its border. What it prints does not: for 482 of
    /// 30 x 30 cells it is the third form. So that holds from where it is less than the first.
    fn most_edge(&self, class: &ClassSums) -> f64 {
        let around = 2.0 * (self.setting.cell_width + self.setting.cell_height);
        let apart = around * class.cells as f64;
        let others = around * (self.cells - class.cells) as f64 + self.setting.length(self.background());
        if 2 * class.cells <= self.cells {
            apart
        } else if apart <= others * (1.0 + 1e-12) {
            let odd = if self.cells % 2 == 1 { 3 } else { 0 };
            around / 4.0 * (3 * self.cells - 2 * class.cells + odd) as f64
        } else {
            others
        }
    }

    pub fn class_ai(&self, index: usize) -> Option<f64> {
        ai(&self.classes[index])
    }

    pub fn ai(&self) -> Option<f64> {
        let mut of_known = self.classes.iter().filter_map(|class| Some(ai(class)? * self.share(class))).peekable();
        of_known.peek()?;
        Some(sum(of_known))
    }

    pub fn class_pladj(&self, index: usize) -> f64 {
        let class = &self.classes[index];
        100.0 * (2 * class.like()) as f64 / (4 * class.cells) as f64
    }

    pub fn pladj(&self) -> f64 {
        let like: u64 = self.classes.iter().map(ClassSums::like).sum();
        100.0 * (2 * like) as f64 / (4 * self.cells) as f64
    }

    pub fn clumpy(&self, index: usize) -> Option<f64> {
        let class = &self.classes[index];
        let all = 4 * class.cells - min_sides(class.cells);
        let share = self.share(class);
        if all == 0 || class.cells == self.cells {
            return None;
        }
        let like = (2 * class.like()) as f64 / all as f64;
        Some(if like < share && share < 0.5 { (like - share) / share } else { (like - share) / (1.0 - share) })
    }

    pub fn class_iji(&self, index: usize) -> Option<f64> {
        let entropy = self.entropy_of_lengths(self.edges_of(index).map(|i| &self.edges[i]))?;
        (self.classes.len() > 2).then(|| 100.0 * entropy / (self.m() - 1.0).ln())
    }

    pub fn iji(&self) -> Option<f64> {
        let entropy = self.entropy_of_lengths(self.edges.iter())?;
        (self.classes.len() > 2).then(|| 100.0 * entropy / (0.5 * self.m() * (self.m() - 1.0)).ln())
    }

    /// -Σ p ln p of the lengths of edges as shares of their sum; `None` without any.
    fn entropy_of_lengths<'s>(&self, edges: impl Iterator<Item = &'s ClassEdge> + Clone) -> Option<f64> {
        let all = sum(edges.clone().map(|edge| self.setting.length(edge.sides)));
        let shares = edges.map(|edge| self.setting.length(edge.sides) / all);
        // Of one part it is a plain 0 and not a negative one.
        (all > 0.0).then(|| 0.0 - sum(shares.map(|p| p * p.ln())))
    }

    pub fn contag(&self) -> Option<f64> {
        let adjacencies: u64 = self.classes.iter().map(ClassSums::adjacencies).sum();
        if self.classes.len() < 2 || adjacencies == 0 {
            return None;
        }
        // Σ p ln p, p = P g / G, of the adjacencies g of a class, G in all, is P ln (P / G) + P / G Σ g ln g.
        let weight = |class: &ClassSums| self.share(class) / class.adjacencies() as f64;
        let touching = self.classes.iter().filter(|class| class.adjacencies() > 0);
        let own = sum(touching.map(|class| {
            let weight = weight(class);
            self.share(class) * weight.ln() + weight * n_ln_n(2 * class.like())
        }));
        let others = sum(self.edges.iter().map(|edge| {
            let (a, b) = (&self.classes[edge.classes.0], &self.classes[edge.classes.1]);
            (weight(a) + weight(b)) * n_ln_n(edge.sides.total())
        }));
        Some(100.0 * (1.0 + (own + others) / (2.0 * self.m().ln())))
    }

    pub fn class_cohesion(&self, index: usize) -> Option<f64> {
        self.cohesion_of(&self.classes[index..=index])
    }

    pub fn cohesion(&self) -> Option<f64> {
        self.cohesion_of(&self.classes)
    }

    fn cohesion_of(&self, classes: &[ClassSums]) -> Option<f64> {
        let plain: u64 = classes.iter().map(|class| class.sides.total()).sum();
        let perimeter_root_area = sum(classes.iter().map(|class| class.perimeter_root_area));
        let limit = 1.0 - 1.0 / (self.cells as f64).sqrt();
        (self.cells > 1).then(|| 100.0 * (1.0 - plain as f64 / perimeter_root_area) / limit)
    }

    /// Σ a² over A², a being the cells of a patch of a class.
    pub fn class_coherence(&self, index: usize) -> f64 {
        self.classes[index].squares as f64 / (self.cells as f64).powi(2)
    }

    pub fn coherence(&self) -> f64 {
        self.classes.iter().map(|class| class.squares).sum::<u128>() as f64 / (self.cells as f64).powi(2)
    }

    // Diversity

    pub fn rpr(&self) -> Option<f64> {
        self.setting.max_classes.map(|max| 100.0 * self.m() / f64::from(max))
    }

    pub fn shdi(&self) -> f64 {
        entropy(self.cells, self.classes.iter().map(|class| class.cells))
    }

    /// Σ P².
    fn dominance(&self) -> f64 {
        sum(self.classes.iter().map(|class| self.share(class).powi(2)))
    }

    pub fn sidi(&self) -> f64 {
        1.0 - self.dominance()
    }

    pub fn msidi(&self) -> f64 {
        // Of one class it is a plain 0 and not a negative one.
        0.0 - self.dominance().ln()
    }

    /// A diversity as a share of its most; 0 for one class.
    pub fn evenness(&self, diversity: f64, most: fn(f64) -> f64) -> f64 {
        if self.classes.len() < 2 { 0.0 } else { diversity / most(self.m()) }
    }

    // Complexity

    /// Entropies of one cell's class and of the classes of two neighbours, in bits; `None` where no two cells touch.
    fn entropies(&self) -> Option<(f64, f64)> {
        let all = self.classes.iter().map(ClassSums::adjacencies).sum();
        let own = self.classes.iter().map(|class| 2 * class.like());
        let others = self.edges.iter().flat_map(|edge| [edge.sides.total(); 2]);
        let marginal = entropy(all, self.classes.iter().map(ClassSums::adjacencies));
        (all > 0).then(|| (marginal / LN_2, entropy(all, own.chain(others)) / LN_2))
    }

    pub fn ent(&self) -> Option<f64> {
        Some(self.entropies()?.0)
    }

    pub fn joinent(&self) -> Option<f64> {
        Some(self.entropies()?.1)
    }

    pub fn condent(&self) -> Option<f64> {
        let (marginal, joint) = self.entropies()?;
        Some((joint - marginal).max(0.0))
    }

    pub fn mutinf(&self) -> Option<f64> {
        let (marginal, joint) = self.entropies()?;
        Some((2.0 * marginal - joint).max(0.0))
    }

    pub fn relmutinf(&self) -> Option<f64> {
        let mutual = self.mutinf()?;
        let entropy = self.ent()?;
        Some(if entropy == 0.0 { 1.0 } else { mutual / entropy })
    }
}

fn ai(class: &ClassSums) -> Option<f64> {
    // The most compact shape of so many cells has the fewest sides.
    let most = (4 * class.cells - min_sides(class.cells)) / 2;
    (most > 0).then(|| 100.0 * class.like() as f64 / most as f64)
}

/// -Σ p ln p of whole parts of a whole: ln n - Σ part ln part / n, which is a plain 0 for one part.
fn entropy(all: u64, parts: impl Iterator<Item = u64>) -> f64 {
    (n_ln_n(all) - sum(parts.map(n_ln_n))) / all as f64
}

/// n ln n, 0 for 0.
fn n_ln_n(n: u64) -> f64 {
    const KNOWN: usize = 1 << 15;
    static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| (0..KNOWN as u64).map(computed).collect());
    fn computed(n: u64) -> f64 {
        if n == 0 { 0.0 } else { n as f64 * (n as f64).ln() }
    }
    TABLE.get(n as usize).copied().unwrap_or_else(|| computed(n))
}
