//! What metrics of classes and landscapes are made of.

use super::{
    Known, Setting,
    distribution::{Distribution, Item},
    patch::{Of, min_sides},
};
use crate::kernels::{
    patches::{ClassEdge, ClassPatches, Pattern, Shape, Sides},
    sum::{Sum, sum},
};
use std::cell::OnceCell;

impl Setting {
    pub fn square_metres(&self, cells: u64) -> f64 {
        cells as f64 * self.cell_width * self.cell_height
    }

    pub fn hectares(&self, cells: u64) -> f64 {
        self.square_metres(cells) / 1e4
    }

    /// In m.
    pub fn length(&self, sides: Sides) -> f64 {
        sides.length(self.cell_width, self.cell_height)
    }
}

/// A class with its sums.
pub struct Class<'a> {
    pub code: i64,
    shapes: &'a [(Shape, u64)],
    pub cells: u64,
    pub patches: u64,
    /// Cells of the largest patch.
    largest: u64,
    /// All its cell sides but those between its own cells.
    sides: Sides,
    /// Those against other classes.
    unlike: Sides,
    /// Indices of its patches, where their geometries are known.
    members: Vec<usize>,
    distributions: [OnceCell<Distribution>; Of::COUNT],
}

impl Class<'_> {
    /// Pairs of its cells side by side or one above the other, each once.
    pub fn like(&self) -> u64 {
        (4 * self.cells - self.sides.total()) / 2
    }

    /// Sides against nodata and the border.
    fn background(&self) -> Sides {
        Sides { upright: self.sides.upright - self.unlike.upright, level: self.sides.level - self.unlike.level }
    }
}

/// A pattern with the sums that metrics share.
pub struct Landscape<'a> {
    setting: Setting,
    pattern: &'a Pattern,
    known: Known<'a>,
    /// By code.
    pub classes: Vec<Class<'a>>,
    pub cells: u64,
    pub patches: u64,
    distributions: [OnceCell<Distribution>; Of::COUNT],
}

impl<'a> Landscape<'a> {
    /// Of a pattern that has a class.
    pub fn new(pattern: &'a Pattern, known: Known<'a>, setting: Setting) -> Landscape<'a> {
        let geometries = known.geometries;
        assert!(
            geometries.is_empty() || geometries.len() == pattern.patches.len(),
            "each patch has a geometry, or none has"
        );
        let class = |class: &'a ClassPatches| {
            let mut sums = Class {
                code: class.code,
                shapes: &class.shapes,
                cells: 0,
                patches: 0,
                largest: 0,
                sides: Sides::default(),
                unlike: Sides::default(),
                members: Vec::new(),
                distributions: Default::default(),
            };
            for (shape, patches) in &class.shapes {
                sums.cells += patches * shape.cells;
                sums.patches += patches;
                sums.largest = sums.largest.max(shape.cells);
                sums.sides.upright += patches * shape.sides.upright;
                sums.sides.level += patches * shape.sides.level;
            }
            sums
        };
        let mut classes: Vec<Class<'a>> = pattern.classes.iter().map(class).collect();
        for edge in &pattern.edges {
            classes[edge.classes.0].unlike.add(edge.sides);
            classes[edge.classes.1].unlike.add(edge.sides);
        }
        for (i, (patch, _)) in pattern.patches.iter().zip(geometries).enumerate() {
            classes[patch.class].members.push(i);
        }
        let (cells, patches) = (classes.iter().map(|c| c.cells).sum(), classes.iter().map(|c| c.patches).sum());
        Landscape { setting, pattern, known, classes, cells, patches, distributions: Default::default() }
    }

    pub fn hectares(&self, cells: u64) -> f64 {
        self.setting.hectares(cells)
    }

    /// Number of classes, as a number to reckon with.
    fn m(&self) -> f64 {
        self.classes.len() as f64
    }

    fn share(&self, class: &Class<'_>) -> f64 {
        class.cells as f64 / self.cells as f64
    }

    fn shares(&self) -> impl Iterator<Item = f64> + '_ {
        self.classes.iter().map(|class| self.share(class))
    }

    fn shapes(&self) -> impl Iterator<Item = &'a (Shape, u64)> + '_ {
        self.classes.iter().flat_map(|class| class.shapes)
    }

    /// All sides against nodata and the border.
    fn background(&self) -> Sides {
        let mut all = Sides::default();
        self.classes.iter().for_each(|class| all.add(class.background()));
        all
    }

    /// All sides between classes, each once.
    fn unlike(&self) -> Sides {
        let mut all = Sides::default();
        self.pattern.edges.iter().for_each(|edge| all.add(edge.sides));
        all
    }

    fn spread(&self, shapes: impl Iterator<Item = &'a (Shape, u64)>, of: Of) -> Distribution {
        let item = |(shape, patches): &(Shape, u64)| {
            of.value(shape, None, &self.setting).map(|value| Item { value, patches: *patches, cells: shape.cells })
        };
        Distribution::of(shapes.filter_map(item).collect())
    }

    /// Indices of the patches of a class, or of all, where their geometries are known.
    fn members(&self, class: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let classes = class.map_or(&self.classes[..], |class| &self.classes[class..=class]);
        classes.iter().flat_map(|class| class.members.iter().copied())
    }

    /// Of the patches of a class, or of all, one by one, or of their cores.
    fn spread_of_geometries(&self, class: Option<usize>, of: Of) -> Distribution {
        let mut items = Vec::new();
        for i in self.members(class) {
            let (shape, geometry) = (&self.pattern.patches[i].shape, &self.known.geometries[i]);
            if of == Of::Dcore {
                let core = |cells: &u64| Item { value: self.setting.hectares(*cells), patches: 1, cells: *cells };
                items.extend(geometry.cores.iter().map(core));
            } else if let Some(value) = of.value(shape, Some(geometry), &self.setting) {
                items.push(Item { value, patches: 1, cells: shape.cells });
            }
        }
        Distribution::of(items)
    }

    pub fn class_distribution(&self, index: usize, of: Of) -> &Distribution {
        let class = &self.classes[index];
        class.distributions[of as usize].get_or_init(|| match of.of_geometry() {
            true => self.spread_of_geometries(Some(index), of),
            false => self.spread(class.shapes.iter(), of),
        })
    }

    pub fn distribution(&self, of: Of) -> &Distribution {
        self.distributions[of as usize].get_or_init(|| match of.of_geometry() {
            true => self.spread_of_geometries(None, of),
            false => self.spread(self.shapes(), of),
        })
    }

    // Area and edge

    pub fn pland(&self, class: &Class<'a>) -> f64 {
        100.0 * self.share(class)
    }

    pub fn class_lpi(&self, class: &Class<'a>) -> f64 {
        100.0 * class.largest as f64 / self.cells as f64
    }

    pub fn lpi(&self) -> f64 {
        self.classes.iter().map(|class| self.class_lpi(class)).fold(0.0, f64::max)
    }

    pub fn per_100_hectares(&self, number: u64) -> f64 {
        number as f64 / self.hectares(self.cells) * 100.0
    }

    pub fn class_te(&self, class: &Class<'a>) -> f64 {
        self.setting.length(class.unlike) + self.setting.boundary_edge * self.setting.length(class.background())
    }

    pub fn te(&self) -> f64 {
        self.setting.length(self.unlike()) + self.setting.boundary_edge * self.setting.length(self.background())
    }

    pub fn per_hectare(&self, length: f64) -> f64 {
        length / self.hectares(self.cells)
    }

    // Shape

    pub fn class_pafrac(&self, class: &Class<'a>) -> Option<f64> {
        self.perimeter_area_fractal(class.shapes.iter(), class.patches)
    }

    pub fn pafrac(&self) -> Option<f64> {
        self.perimeter_area_fractal(self.shapes(), self.patches)
    }

    /// 2 over the slope of ln area on ln perimeter.
    fn perimeter_area_fractal<'s>(&self, shapes: impl Iterator<Item = &'s (Shape, u64)>, patches: u64) -> Option<f64> {
        if patches < 10 {
            return None;
        }
        let point = |(shape, patches): &(Shape, u64)| {
            let (p, a) = (self.setting.length(shape.sides).ln(), self.setting.square_metres(shape.cells).ln());
            (*patches as f64, p, a)
        };
        let points: Vec<(f64, f64, f64)> = shapes.map(point).collect();
        let n = patches as f64;
        let mean_p = sum(points.iter().map(|(w, p, _)| w * p)) / n;
        let mean_a = sum(points.iter().map(|(w, _, a)| w * a)) / n;
        let squares = sum(points.iter().map(|(w, p, _)| w * (p - mean_p).powi(2)));
        let products = sum(points.iter().map(|(w, p, a)| w * (p - mean_p) * (a - mean_a)));
        let same = points.iter().all(|point| point.1 == points[0].1) || products == 0.0;
        (!same).then(|| 2.0 * squares / products)
    }

    // Contrast

    /// Edges weighted by contrast, in m: of a class, or of all; those at background by the share that counts.
    pub fn contrast(&self, class: Option<usize>) -> f64 {
        let touches = |edge: &&(&ClassEdge, &f64)| class.is_none_or(|c| edge.0.classes.0 == c || edge.0.classes.1 == c);
        let edges: Vec<(&ClassEdge, &f64)> = self.pattern.edges.iter().zip(self.known.contrast).collect();
        let weighted = sum(edges.iter().filter(touches).map(|(edge, w)| *w * self.setting.length(edge.sides)));
        let background = class.map_or_else(|| self.background(), |class| self.classes[class].background());
        weighted + self.setting.boundary_edge * self.setting.length(background)
    }

    /// Edges of a class, or of all, those at background included, in m.
    pub fn all_edges(&self, class: Option<usize>) -> f64 {
        let all = || self.setting.length(self.unlike()) + self.setting.length(self.background());
        class.map_or_else(all, |class| self.setting.length(self.classes[class].sides))
    }

    /// Pairs of patches of a class that are joined as a percentage of all its pairs, or the same over all classes.
    pub fn connect(&self, class: Option<usize>) -> Option<f64> {
        let own = |at: &usize| class.is_none_or(|class| class == *at);
        let (mut joins, mut pairs) = (0, 0);
        for at in (0..self.classes.len()).filter(own) {
            joins += self.known.joins.get(at)?;
            pairs += self.classes[at].patches * (self.classes[at].patches - 1) / 2;
        }
        (pairs > 0).then(|| 100.0 * joins as f64 / pairs as f64)
    }

    // Core area

    /// Core cells of a class, or of all.
    pub fn core(&self, class: Option<usize>) -> u64 {
        self.members(class).map(|i| self.known.geometries[i].core()).sum()
    }

    pub fn cores(&self, class: Option<usize>) -> u64 {
        self.members(class).map(|i| self.known.geometries[i].cores.len() as u64).sum()
    }

    // Aggregation

    pub fn class_lsi(&self, class: &Class<'a>) -> f64 {
        self.setting.length(class.sides) / self.setting.min_perimeter(class.cells)
    }

    pub fn lsi(&self) -> f64 {
        let sides = self.setting.length(self.unlike()) + self.setting.length(self.background());
        sides / self.setting.min_perimeter(self.cells)
    }

    pub fn nlsi(&self, class: &Class<'a>) -> Option<f64> {
        let around = 2.0 * (self.setting.cell_width + self.setting.cell_height);
        // Either no two of its cells touch, or no two of all others do.
        let others = around * (self.cells - class.cells) as f64 + self.setting.length(self.background());
        let most = (around * class.cells as f64).min(others);
        let least = self.setting.min_perimeter(class.cells);
        let range = most - least;
        (class.cells < self.cells && range > 1e-9 * most).then(|| (self.setting.length(class.sides) - least) / range)
    }

    pub fn class_ai(&self, class: &Class<'a>) -> Option<f64> {
        // The most compact shape of so many cells has the fewest sides.
        let most = (4 * class.cells - min_sides(class.cells)) / 2;
        (most > 0).then(|| 100.0 * class.like() as f64 / most as f64)
    }

    pub fn ai(&self) -> Option<f64> {
        let known = |class| self.class_ai(class).map(|ai| ai * self.share(class));
        let mut terms = self.classes.iter().filter_map(known).peekable();
        terms.peek()?;
        Some(sum(terms))
    }

    pub fn class_pladj(&self, class: &Class<'a>) -> f64 {
        100.0 * (2 * class.like()) as f64 / (4 * class.cells) as f64
    }

    pub fn pladj(&self) -> f64 {
        let like: u64 = self.classes.iter().map(Class::like).sum();
        100.0 * (2 * like) as f64 / (4 * self.cells) as f64
    }

    pub fn clumpy(&self, class: &Class<'a>) -> Option<f64> {
        let all = 4 * class.cells - min_sides(class.cells);
        let share = self.share(class);
        if all == 0 || class.cells == self.cells {
            return None;
        }
        let like = (2 * class.like()) as f64 / all as f64;
        Some(if like < share && share < 0.5 { (like - share) / share } else { (like - share) / (1.0 - share) })
    }

    pub fn class_iji(&self, index: usize) -> Option<f64> {
        let touches = |classes: (usize, usize)| classes.0 == index || classes.1 == index;
        let edges: Vec<f64> = self.edge_lengths(touches);
        let even = (self.m() - 1.0).ln();
        (self.classes.len() > 2 && !edges.is_empty()).then(|| 100.0 * entropy(&edges) / even)
    }

    pub fn iji(&self) -> Option<f64> {
        let edges = self.edge_lengths(|_| true);
        let even = (0.5 * self.m() * (self.m() - 1.0)).ln();
        (self.classes.len() > 2 && !edges.is_empty()).then(|| 100.0 * entropy(&edges) / even)
    }

    fn edge_lengths(&self, wanted: impl Fn((usize, usize)) -> bool) -> Vec<f64> {
        let edges = self.pattern.edges.iter().filter(|edge| wanted(edge.classes));
        edges.map(|edge| self.setting.length(edge.sides)).collect()
    }

    /// Adjacencies of cells of a class with those of another, or of its own, both ways; those against background left out.
    fn adjacencies(&self) -> Vec<(usize, f64)> {
        let own = self.classes.iter().enumerate().map(|(i, class)| (i, (2 * class.like()) as f64));
        let edges = self.pattern.edges.iter().flat_map(|edge| {
            let n = edge.sides.total() as f64;
            [(edge.classes.0, n), (edge.classes.1, n)]
        });
        own.chain(edges).filter(|(_, n)| *n > 0.0).collect()
    }

    /// Sums of [`Landscape::adjacencies`] by class.
    fn adjacency_sums(&self, adjacencies: &[(usize, f64)]) -> Vec<f64> {
        let mut sums = vec![0.0; self.classes.len()];
        adjacencies.iter().for_each(|(i, n)| sums[*i] += n);
        sums
    }

    pub fn contag(&self) -> Option<f64> {
        if self.classes.len() < 2 {
            return None;
        }
        let adjacencies = self.adjacencies();
        let sums = self.adjacency_sums(&adjacencies);
        let term = |(i, n): &(usize, f64)| {
            let p = self.share(&self.classes[*i]) * n / sums[*i];
            p * p.ln()
        };
        let terms = sum(adjacencies.iter().map(term));
        (!adjacencies.is_empty()).then(|| 100.0 * (1.0 + terms / (2.0 * self.m().ln())))
    }

    pub fn class_cohesion(&self, class: &Class<'a>) -> Option<f64> {
        self.cohesion_of(class.shapes.iter())
    }

    pub fn cohesion(&self) -> Option<f64> {
        self.cohesion_of(self.shapes())
    }

    fn cohesion_of<'s>(&self, shapes: impl Iterator<Item = &'s (Shape, u64)>) -> Option<f64> {
        let (mut plain, mut weighted) = (Sum::default(), Sum::default());
        for (shape, patches) in shapes {
            let sides = (shape.sides.total() * patches) as f64;
            plain.add(sides);
            weighted.add(sides * (shape.cells as f64).sqrt());
        }
        let limit = 1.0 - 1.0 / (self.cells as f64).sqrt();
        (self.cells > 1).then(|| 100.0 * (1.0 - plain.total() / weighted.total()) / limit)
    }

    /// Σ a² over A², a being the cells of a patch.
    fn coherence<'s>(&self, shapes: impl Iterator<Item = &'s (Shape, u64)>) -> f64 {
        let squares: u128 = shapes.map(|(s, n)| u128::from(s.cells) * u128::from(s.cells) * u128::from(*n)).sum();
        squares as f64 / (self.cells as f64).powi(2)
    }

    pub fn class_coherence(&self, class: &Class<'a>) -> f64 {
        self.coherence(class.shapes.iter())
    }

    pub fn all_coherence(&self) -> f64 {
        self.coherence(self.shapes())
    }

    // Diversity

    pub fn rpr(&self) -> Option<f64> {
        self.setting.max_classes.map(|max| 100.0 * self.m() / f64::from(max))
    }

    pub fn shdi(&self) -> f64 {
        let shares: Vec<f64> = self.shares().collect();
        entropy(&shares)
    }

    /// Σ P².
    fn dominance(&self) -> f64 {
        sum(self.shares().map(|p| p * p))
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
        let adjacencies = self.adjacencies();
        let joint: Vec<f64> = adjacencies.iter().map(|(_, n)| *n).collect();
        let bits = std::f64::consts::LN_2;
        (!joint.is_empty()).then(|| (entropy(&self.adjacency_sums(&adjacencies)) / bits, entropy(&joint) / bits))
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

/// -Σ p ln p of parts that are taken as shares of their sum.
fn entropy(parts: &[f64]) -> f64 {
    let all = sum(parts.iter().copied());
    let shares = parts.iter().map(|part| part / all).filter(|p| *p > 0.0);
    // Of one part it is a plain 0 and not a negative one.
    0.0 - sum(shares.map(|p| p * p.ln()))
}
