//! Predictions for targets from the system of their neighbours.
//!
//! Prediction f0' β + c0' d; variance c00 - |v|² + u' S⁻¹ u, v = L⁻¹ c0, u = f0 - G' v. See [`super`].

use super::{
    Block, Estimate, Missing, ROUNDING, Trend,
    dense::{LANES, dot},
    field::Field,
    places::{Place, square, steps},
    system::System,
};

/// What a target is to the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent<'a> {
    pub place: Place,
    pub block: Option<&'a Nodes>,
}

/// A block, made ready for a model.
#[derive(Debug, Clone)]
pub(super) struct Nodes {
    pub weights: Vec<f64>,
    pub offsets: Vec<Place>,
    /// By part, in its ranges
    mapped: Vec<Vec<Place>>,
    /// Σ Σ w w C, of parts without a sill -γ
    within: f64,
}

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    c0: Vec<f64>,
    squares: Vec<f64>,
    terms: Vec<f64>,
    lanes: Vec<[f64; LANES]>,
}

impl Nodes {
    pub fn new(block: &Block, field: &Field) -> Nodes {
        let nodes = block.nodes();
        let weights: Vec<f64> = nodes.iter().map(|node| node.weight).collect();
        let offsets: Vec<Place> = nodes.iter().map(|node| [node.east, node.north]).collect();
        let parts = &field.covariances.parts;
        let mapped: Vec<Vec<Place>> =
            parts.iter().map(|part| offsets.iter().map(|offset| part.place(*offset)).collect()).collect();
        let mut within = 0.0;
        for (part, mapped) in parts.iter().zip(&mapped) {
            for (node, weight) in mapped.iter().zip(&weights) {
                let [u, v] = [0, 1].map(|axis| mapped.iter().map(|node| node[axis]).collect::<Vec<f64>>());
                let mut row = vec![0.0; mapped.len()];
                part.add(&u, &v, *node, 1.0, &mut row);
                within += weight * row.iter().zip(&weights).map(|(c, weight)| c * weight).sum::<f64>();
            }
        }
        Nodes { weights, offsets, mapped, within }
    }
}

impl System {
    /// What a target has, by external layers' values there.
    #[inline]
    pub fn estimate(
        &self,
        field: &Field,
        to: Extent<'_>,
        external: impl Fn(usize) -> f64,
        variance: bool,
        scratch: &mut Scratch,
    ) -> Result<Estimate, Missing> {
        if let Some(found) = self.exact(field, to, variance) {
            return Ok(found);
        }
        let mut c0 = std::mem::take(&mut scratch.c0);
        let mut terms = std::mem::take(&mut scratch.terms);
        let c00 = self.with(field, to, &mut c0, &mut scratch.squares);
        self.terms_at(field, to, external, &mut terms);
        let value = self.value(field, &c0, &terms);
        let found = if variance {
            self.factor.forward(&mut c0);
            self.variance(c00, &c0, &mut terms).map(Some)
        } else {
            Ok(None)
        };
        (scratch.c0, scratch.terms) = (c0, terms);
        judge(value, found)
    }

    /// The same of several targets, to the bit, with one walk through the factor; no more than [`LANES`].
    pub fn estimates(
        &self,
        field: &Field,
        targets: &[(Extent<'_>, &[f64])],
        scratch: &mut Scratch,
    ) -> Vec<Result<Estimate, Missing>> {
        let padded = self.factor.padded();
        let mut lanes = std::mem::take(&mut scratch.lanes);
        lanes.resize(padded, [0.0; LANES]);
        let mut known = Vec::with_capacity(targets.len());
        for (lane, (to, external)) in targets.iter().enumerate() {
            let c00 = self.with(field, *to, &mut scratch.c0, &mut scratch.squares);
            let mut terms = Vec::new();
            self.terms_at(field, *to, |layer| external[layer], &mut terms);
            known.push((self.value(field, &scratch.c0, &terms), c00, terms));
            lanes.iter_mut().zip(&scratch.c0).for_each(|(row, c0)| row[lane] = *c0);
        }
        self.factor.forward_lanes(&mut lanes);
        let finish = |(lane, (value, c00, mut terms)): (usize, (f64, f64, Vec<f64>))| {
            if let Some(found) = self.exact(field, targets[lane].0, true) {
                return Ok(found);
            }
            scratch.c0.iter_mut().zip(&lanes).for_each(|(v, row)| *v = row[lane]);
            judge(value, self.variance(c00, &scratch.c0, &mut terms).map(Some))
        };
        let found = known.into_iter().enumerate().map(finish).collect();
        scratch.lanes = lanes;
        found
    }

    /// A point's own value, where values have no error and the target is in its place.
    #[inline]
    fn exact(&self, field: &Field, to: Extent<'_>, variance: bool) -> Option<Estimate> {
        if to.block.is_some() || field.covariances.error > 0.0 || !self.hit(field, to.place) {
            return None;
        }
        let own = |index: &&u32| square(field.places[**index as usize], to.place) <= field.one_place;
        let value = field.values[*self.set.iter().find(own)? as usize];
        Some(Estimate { value, variance: variance.then_some(0.0) })
    }

    /// Whether some neighbour is in this place.
    #[inline]
    fn hit(&self, field: &Field, place: Place) -> bool {
        let mut hits = 0u64;
        for (east, north) in self.east.iter().zip(&self.north).take(self.set.len()) {
            let (a, b) = (east - place[0], north - place[1]);
            hits |= u64::from(a * a + b * b <= field.one_place);
        }
        hits > 0
    }

    /// c0, and c00.
    #[inline]
    fn with(&self, field: &Field, to: Extent<'_>, c0: &mut Vec<f64>, squares: &mut Vec<f64>) -> f64 {
        let covariances = &field.covariances;
        let padded = self.factor.padded();
        c0.clear();
        c0.resize(padded, 0.0);
        for (number, (part, [u, v])) in covariances.parts.iter().zip(&self.mapped).enumerate() {
            let place = part.place(to.place);
            let Some(nodes) = to.block else {
                part.add(u, v, place, 1.0, c0);
                continue;
            };
            for (offset, weight) in nodes.mapped[number].iter().zip(&nodes.weights) {
                part.add(u, v, [place[0] + offset[0], place[1] + offset[1]], *weight, c0);
            }
        }
        let mut c00 = to.block.map_or(covariances.sill() + covariances.nugget, |nodes| nodes.within);
        if !self.pins.is_empty() {
            let own = self.pin(field, to);
            c0.iter_mut().zip(&self.pins).for_each(|(c0, pin)| *c0 += pin + own);
            c00 += 2.0 * own;
        }
        if to.block.is_none() && covariances.nugget > 0.0 && self.hit(field, to.place) {
            squares.resize(padded, 0.0);
            steps(&self.east, &self.north, to.place, squares);
            for (c0, square) in c0.iter_mut().zip(squares.iter()) {
                *c0 += if *square <= field.one_place { covariances.nugget } else { 0.0 };
            }
        }
        c0[self.set.len()..].fill(0.0);
        c00
    }

    /// s of parts without a sill, over the target.
    fn pin(&self, field: &Field, to: Extent<'_>) -> f64 {
        let mut sum = 0.0;
        for (number, part) in field.covariances.parts.iter().enumerate().filter(|(_, part)| !part.bounded()) {
            let (place, middle) = (part.place(to.place), part.place(self.middle));
            sum += self.reach[number];
            match to.block {
                None => sum += part.semivariance(square(place, middle)),
                Some(nodes) => {
                    for (offset, weight) in nodes.mapped[number].iter().zip(&nodes.weights) {
                        let node = [place[0] + offset[0], place[1] + offset[1]];
                        sum += weight * part.semivariance(square(node, middle));
                    }
                }
            }
        }
        sum
    }

    /// f0
    #[inline]
    fn terms_at(&self, field: &Field, to: Extent<'_>, external: impl Fn(usize) -> f64, terms: &mut Vec<f64>) {
        let Some(own) = field.trend.terms() else { return terms.clear() };
        terms.resize(own.count(), 0.0);
        match to.block {
            None => self.basis.at(own, to.place, external, terms),
            Some(nodes) => {
                let at =
                    |(offset, weight): (&Place, &f64)| ([to.place[0] + offset[0], to.place[1] + offset[1]], *weight);
                self.basis.mean(own, nodes.offsets.iter().zip(&nodes.weights).map(at), external, terms);
            }
        }
    }

    #[inline]
    fn value(&self, field: &Field, c0: &[f64], terms: &[f64]) -> f64 {
        let drift = match field.trend {
            Trend::Known(mean) => mean,
            Trend::Unknown(_) => terms.iter().zip(&self.beta).map(|(term, beta)| term * beta).sum(),
        };
        drift + dot(c0, &self.dual)
    }

    /// From v; `terms`, f0, become t of R t = u.
    #[inline]
    fn variance(&self, c00: f64, v: &[f64], terms: &mut [f64]) -> Result<f64, Missing> {
        for (term, column) in terms.iter_mut().zip(self.terms.chunks_exact(v.len())) {
            *term -= dot(column, v);
        }
        self.schur_forward(terms);
        let variance = c00 - dot(v, v) + terms.iter().map(|t| t * t).sum::<f64>();
        if variance >= -ROUNDING * self.sill { Ok(variance.max(0.0)) } else { Err(Missing::Variance) }
    }
}

/// Never a number that is none.
#[inline]
fn judge(value: f64, variance: Result<Option<f64>, Missing>) -> Result<Estimate, Missing> {
    let variance = variance?;
    if value.is_finite() && variance.is_none_or(f64::is_finite) {
        Ok(Estimate { value, variance })
    } else {
        Err(Missing::Covariance)
    }
}
