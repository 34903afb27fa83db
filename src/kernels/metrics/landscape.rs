//! A whole landscape: the sums of its classes, and what is made of its patches one by one.
//!
//! PAFRAC:    2 / b, b the slope of ln a on ln p by least squares over n ≥ 10 patches, each with the same weight
//! Contrast:  Σ d_ik e_ik + β e_background, d the weights and e the lengths of edges, β = `boundary_edge`        \[m\]
//! CONNECT:   100 Σ_i c_i / Σ_i (n_i (n_i - 1) / 2), c_i the joined pairs of the n_i patches of class i        \[%\]
//! Others:    of [`Sums`], and of the six statistics of a [`Distribution`] of patch values
//!
//! Shapes: a [`Pattern`], with the geometry of each patch where it is known ([`Known`]); one number for the landscape,
//! or for the class of an index. Units: m and m² of cells of `cell_width` x `cell_height`. `None` where a metric is
//! undefined.
//!
//! Patches that have the same cells and sides are one item with a number, so that the cost follows the shapes that
//! differ; geometries are looked at one by one. A distribution is made when it is asked for, and once.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4.

use super::{
    ClassSums, Known, Setting, Sums,
    distribution::{Distribution, Item},
    patch::Of,
};
use crate::kernels::{
    patches::{CellSides, ClassPatches, PatchShape, Pattern},
    stats::sum::{Sum, sum},
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
    pub fn length(&self, sides: CellSides) -> f64 {
        sides.length(self.cell_width, self.cell_height)
    }
}

/// A pattern with the sums of its classes, and how values of patches are spread.
pub struct Landscape<'a> {
    pub sums: Sums,
    pattern: &'a Pattern,
    known: Known<'a>,
    /// Indices of the patches of each class, where their geometries are known.
    members: Vec<Vec<usize>>,
    /// Of each class, and of all.
    distributions: Vec<OnceCell<Box<[OnceCell<Distribution>; Of::COUNT]>>>,
}

impl<'a> Landscape<'a> {
    /// Of a pattern that has a class.
    pub fn new(pattern: &'a Pattern, known: Known<'a>, setting: Setting) -> Landscape<'a> {
        let geometries = known.geometries;
        assert!(
            geometries.is_empty() || geometries.len() == pattern.patches.len(),
            "each patch has a geometry, or none has"
        );
        let mut members = vec![Vec::new(); pattern.classes.len()];
        for (i, (patch, _)) in pattern.patches.iter().zip(geometries).enumerate() {
            members[patch.class].push(i);
        }
        let distributions = vec![OnceCell::new(); pattern.classes.len() + 1];
        Landscape { sums: sums_of(pattern, setting), pattern, known, members, distributions }
    }

    fn shapes(&self, class: Option<usize>) -> impl Iterator<Item = &'a (PatchShape, u64)> + use<'a> {
        let classes = &self.pattern.classes;
        class.map_or(&classes[..], |class| &classes[class..=class]).iter().flat_map(|class| &class.shapes)
    }

    /// How the values of the patches of a class, or of all, are spread.
    pub fn distribution(&self, class: Option<usize>, of: Of) -> &Distribution {
        let known = self.distributions[class.unwrap_or(self.pattern.classes.len())].get_or_init(Box::default);
        known[of as usize].get_or_init(|| match of.of_geometry() {
            true => self.spread_of_geometries(class, of),
            false => self.spread(class, of),
        })
    }

    fn spread(&self, class: Option<usize>, of: Of) -> Distribution {
        let setting = &self.sums.setting;
        let item = |(shape, patches): &(PatchShape, u64)| {
            of.value(shape, None, setting).map(|value| Item { value, patches: *patches, cells: shape.cells })
        };
        Distribution::of(self.shapes(class).filter_map(item).collect())
    }

    /// Indices of the patches of a class, or of all, where their geometries are known.
    fn members(&self, class: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let classes = class.map_or(&self.members[..], |class| &self.members[class..=class]);
        classes.iter().flat_map(|members| members.iter().copied())
    }

    /// Of the patches of a class, or of all, one by one, or of their cores.
    fn spread_of_geometries(&self, class: Option<usize>, of: Of) -> Distribution {
        let setting = &self.sums.setting;
        let mut items = Vec::new();
        for i in self.members(class) {
            let (shape, geometry) = (&self.pattern.patches[i].shape, &self.known.geometries[i]);
            if of == Of::Dcore {
                let core = |cells: &u64| Item { value: setting.hectares(*cells), patches: 1, cells: *cells };
                items.extend(geometry.cores.iter().map(core));
            } else if let Some(value) = of.value(shape, Some(geometry), setting) {
                items.push(Item { value, patches: 1, cells: shape.cells });
            }
        }
        Distribution::of(items)
    }

    // Shape

    /// 2 over the slope of ln area on ln perimeter, over the patches of a class or over all.
    pub fn pafrac(&self, class: Option<usize>) -> Option<f64> {
        let patches = class.map_or(self.sums.patches, |class| self.sums.classes[class].patches);
        if patches < 10 {
            return None;
        }
        let setting = &self.sums.setting;
        let point = |(shape, patches): &(PatchShape, u64)| {
            let (p, a) = (setting.length(shape.sides).ln(), setting.square_metres(shape.cells).ln());
            (*patches as f64, p, a)
        };
        let points: Vec<(f64, f64, f64)> = self.shapes(class).map(point).collect();
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
        let setting = &self.sums.setting;
        let weighted = |i: usize| Some(self.known.contrast.get(i)? * setting.length(self.pattern.edges[i].sides));
        let weighted = match class {
            None => sum((0..self.pattern.edges.len()).filter_map(weighted)),
            Some(class) => sum(self.sums.edges_of(class).filter_map(weighted)),
        };
        let background = class.map_or_else(|| self.sums.background(), |class| self.sums.classes[class].background());
        weighted + setting.boundary_edge * setting.length(background)
    }

    /// Edges of a class, or of all, those at background included, in m.
    pub fn all_edges(&self, class: Option<usize>) -> f64 {
        let (sums, length) = (&self.sums, |sides| self.sums.setting.length(sides));
        class.map_or_else(
            || length(sums.unlike()) + length(sums.background()),
            |class| length(sums.classes[class].sides),
        )
    }

    /// Pairs of patches of a class that are joined as a percentage of all its pairs, or the same over all classes.
    pub fn connect(&self, class: Option<usize>) -> Option<f64> {
        let own = |at: &usize| class.is_none_or(|class| class == *at);
        let (mut joins, mut pairs) = (0, 0);
        for (at, sums) in self.sums.classes.iter().enumerate().filter(|(at, _)| own(at)) {
            joins += self.known.joins.get(at)?;
            pairs += sums.patches * (sums.patches - 1) / 2;
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
}

fn sums_of(pattern: &Pattern, setting: Setting) -> Sums {
    let class = |class: &ClassPatches| {
        let mut sums = ClassSums { code: class.code, ..ClassSums::default() };
        let mut perimeter_root_area = Sum::default();
        for (shape, patches) in &class.shapes {
            sums.cells += patches * shape.cells;
            sums.patches += patches;
            sums.largest = sums.largest.max(shape.cells);
            sums.sides.upright += patches * shape.sides.upright;
            sums.sides.level += patches * shape.sides.level;
            sums.squares += u128::from(*patches) * u128::from(shape.cells).pow(2);
            perimeter_root_area.add((patches * shape.sides.total()) as f64 * (shape.cells as f64).sqrt());
        }
        ClassSums { perimeter_root_area: perimeter_root_area.total(), ..sums }
    };
    let mut sums = Sums::new(setting);
    sums.classes = pattern.classes.iter().map(class).collect();
    for edge in &pattern.edges {
        sums.classes[edge.classes.0].unlike.add(edge.sides);
        sums.classes[edge.classes.1].unlike.add(edge.sides);
    }
    sums.edges.clone_from(&pattern.edges);
    sums.index();
    sums.total();
    sums
}
