//! Forward, backward and stepwise selection as SPSS has it.
//!
//! F of a term = ((RSS without it - RSS with it) / df) / (RSS with it / (n - p)), p from F(df, n - p). A factor is one term: its dummies enter and
//! leave together, df is their number.
//!
//! - Tolerance: a term enters only where 1 - R² on all other columns stays at least 1e-4 for its columns and for all that are in.
//! - Forward: the term with the smallest p enters while p <= `p_enter`.
//! - Backward: all enter in their order (tolerance), then the one with the largest p leaves while p >= `p_remove`.
//! - Stepwise: the one with the largest p leaves while p >= `p_remove`; only if there is none, the one with the smallest p enters while
//!   p <= `p_enter`. At most 2 k steps.
//!
//! Where p is 0 of several terms (below 1e-300) the larger df F tells; of equal ones the earlier enters, the later leaves.
//!
//! Shapes: a system, its terms, the columns that screening left. Range: p 0 to 1. Step 0 of backward lists what tolerance keeps out
//! (stage `Singular`, with the largest VIF that it would have made; none of an exact combination), then all that entered (no term).
//!
//! Source: IBM SPSS Statistics Algorithms, REGRESSION.

use super::{
    design::Term,
    p_values,
    screening::{inflations, kept_terms},
    steps::{Action, Stage, Step},
    system::System,
    triangle::{Triangle, dot},
};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    None,
    Forward,
    Backward,
    Stepwise,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub method: Method,
    /// Below `p_remove`
    pub p_enter: f64,
    pub p_remove: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// Indices of terms, rising
    pub kept: Vec<usize>,
    /// Columns of X of these, rising
    pub columns: Vec<usize>,
    pub steps: Vec<Step>,
}

/// Least 1 - R² of a column on all others.
const TOLERANCE: f64 = 1e-4;

/// Variance inflation from which on a column is a combination of others, and the number is rounding.
const INFINITE: f64 = 1e28;

/// Of the terms that have one of `columns` of X. With [`Method::None`] all stay, without a step.
pub fn select(system: &System, terms: &[Term], columns: &[usize], rule: Rule) -> Selected {
    let candidates = kept_terms(terms, columns);
    if rule.method == Method::None {
        return Selected { kept: candidates, columns: columns.to_vec(), steps: Vec::new() };
    }
    let mut walk = Walk { system, terms, columns, candidates, rule, inside: Vec::new(), steps: Vec::new(), step: 0 };
    match rule.method {
        Method::Backward => {
            walk.enter_all();
            while walk.remove() {}
        }
        Method::Forward => while walk.enter() {},
        _ => {
            let most = 2 * walk.candidates.len() as u32;
            while walk.step < most && (walk.remove() || walk.enter()) {}
        }
    }
    let mut kept = walk.inside.clone();
    kept.sort_unstable();
    let mut columns = walk.columns_of(&kept);
    columns.sort_unstable();
    Selected { kept, columns, steps: walk.steps }
}

/// What a term makes of the fit.
#[derive(Debug, Clone, Copy)]
struct Partial {
    term: usize,
    df: usize,
    f: f64,
    p: f64,
}

impl Partial {
    /// Whether it is better than another one.
    fn beats(&self, other: &Partial) -> bool {
        if self.p != other.p { self.p < other.p } else { self.strength() > other.strength() }
    }

    fn strength(&self) -> f64 {
        self.df as f64 * self.f
    }
}

fn square(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

struct Walk<'a> {
    system: &'a System,
    terms: &'a [Term],
    columns: &'a [usize],
    candidates: Vec<usize>,
    rule: Rule,
    inside: Vec<usize>,
    steps: Vec<Step>,
    step: u32,
}

impl Walk<'_> {
    fn columns_of(&self, terms: &[usize]) -> Vec<usize> {
        let of = |term: &usize| {
            let own = self.terms[*term].columns.clone();
            self.columns.iter().copied().filter(move |column| own.contains(column))
        };
        terms.iter().flat_map(of).collect()
    }

    /// n - p with so many columns
    fn df(&self, columns: usize) -> f64 {
        self.system.rows as f64 - (columns + self.system.intercepts()) as f64
    }

    /// F of a term of `df` columns beside which `rest` of Y's square is left; `None` without a degree of freedom.
    fn partial(&self, term: usize, df: usize, columns: usize, gain: f64, rest: f64) -> Option<Partial> {
        let left = self.df(columns);
        if left <= 0.0 || df == 0 {
            return None;
        }
        let f = (gain / df as f64) / (rest / left);
        // Nothing gained of nothing left
        (!f.is_nan()).then(|| Partial { term, df, f, p: p_values::upper_f(f, df as f64, left) })
    }

    /// What the columns of a term, the places of which in R these are, would tell of what `inside` columns leave of Y.
    fn candidate(&self, term: usize, r: &Triangle, inside: usize, places: Range<usize>) -> Option<Partial> {
        let (rows, df) = (r.width() - inside, places.len());
        let mut left = vec![0.0; rows * (df + 1)];
        for (into, column) in left.chunks_exact_mut(rows).zip(places.chain([r.width() - 1])) {
            let own = &r.column(column)[inside..];
            into[..own.len()].copy_from_slice(own);
        }
        let own = Triangle::factor(&mut left, rows, df + 1);
        let y = own.column(df);
        self.partial(term, df, inside + df, square(&y[..df]), y[df] * y[df])
    }

    /// What a term tells that the other columns do not: b'C⁻¹b of its coefficients b and C of (X'X)⁻¹.
    fn member(&self, term: usize, columns: &[usize], fit: &Triangle, inverse: &Triangle) -> Option<Partial> {
        let k = columns.len();
        let places: Vec<usize> = (0..k).filter(|at| self.terms[term].columns.contains(&columns[*at])).collect();
        let y = fit.column(k);
        let row = |at: &usize| (0..k).map(|column| inverse.get(*at, column)).collect::<Vec<f64>>();
        let rows: Vec<Vec<f64>> = places.iter().map(row).collect();
        let b: Vec<f64> = rows.iter().map(|row| dot(row, &y[..k])).collect();
        let c = Triangle::factor(&mut rows.concat(), k, rows.len());
        self.partial(term, places.len(), k, square(&c.solve_transposed(&b)), y[k] * y[k])
    }

    /// Largest VIF where a term is in besides.
    fn inflation_with(&self, term: usize) -> f64 {
        let all: Vec<usize> = self.inside.iter().copied().chain([term]).collect();
        let squares = self.system.r.select(&self.columns_of(&all)).inverse().row_squares();
        // Not a number counts as infinite.
        squares.into_iter().fold(1.0, |worst, vif| if vif <= worst { worst } else { vif })
    }

    fn is_tolerated(&self, term: usize) -> bool {
        1.0 / self.inflation_with(term) >= TOLERANCE
    }

    fn enter(&mut self) -> bool {
        let inside = self.columns_of(&self.inside);
        let others: Vec<usize> = self.candidates.iter().copied().filter(|term| !self.inside.contains(term)).collect();
        let r = self.system.with_y(&[&inside[..], &self.columns_of(&others)[..]].concat());
        let mut first = inside.len();
        let mut best: Option<Partial> = None;
        for term in others {
            let places = first..first + self.columns_of(&[term]).len();
            first = places.end;
            let Some(partial) = self.candidate(term, &r, inside.len(), places) else { continue };
            if best.is_none_or(|best| partial.beats(&best)) && self.is_tolerated(term) {
                best = Some(partial);
            }
        }
        let Some(best) = best.filter(|best| best.p <= self.rule.p_enter) else { return false };
        self.inside.push(best.term);
        let all = inflations(self.system, self.terms, &self.columns_of(&self.inside));
        let own = all.iter().find(|inflation| inflation.term == best.term);
        self.tell(Action::Enter, Some(best), own.map(|own| own.value));
        true
    }

    fn remove(&mut self) -> bool {
        let columns = self.columns_of(&self.inside);
        let fit = self.system.with_y(&columns);
        let inverse = fit.head(columns.len()).inverse();
        let mut worst: Option<Partial> = None;
        for term in &self.inside {
            let Some(partial) = self.member(*term, &columns, &fit, &inverse) else { continue };
            // By their order among all: of equal ones the later leaves.
            let is_worse =
                |worst: &Partial| worst.beats(&partial) || (!partial.beats(worst) && partial.term > worst.term);
            if worst.as_ref().is_none_or(is_worse) {
                worst = Some(partial);
            }
        }
        let Some(worst) = worst.filter(|worst| worst.p >= self.rule.p_remove) else { return false };
        self.inside.retain(|term| *term != worst.term);
        self.tell(Action::Remove, Some(worst), None);
        true
    }

    fn enter_all(&mut self) {
        let mut refused = Vec::new();
        for term in self.candidates.clone() {
            let room = self.df(self.columns_of(&self.inside).len() + self.columns_of(&[term]).len()) > 0.0;
            if room && self.is_tolerated(term) {
                self.inside.push(term);
            } else {
                refused.push((term, self.inflation_with(term)));
            }
        }
        for (term, vif) in refused {
            let mut step = Step::new(0, Stage::Singular, Action::Remove, Some(term));
            step.vif = Some(vif).filter(|vif| *vif < INFINITE);
            step.in_model.clone_from(&self.inside);
            self.steps.push(step);
        }
        self.tell(Action::Enter, None, None);
    }

    fn tell(&mut self, action: Action, partial: Option<Partial>, vif: Option<f64>) {
        if partial.is_some() {
            self.step += 1;
        }
        let columns = self.columns_of(&self.inside);
        let r = self.system.with_y(&columns);
        let rest = r.get(columns.len(), columns.len());
        let (all, left) = (self.df(0), self.df(columns.len()));
        let y = self.system.lengths[0];
        let r2 = (y > 0.0).then_some(1.0 - rest * rest);
        let mut step = Step::new(self.step, Stage::Selection, action, partial.map(|partial| partial.term));
        step.f = partial.map(|partial| partial.f).filter(|f| f.is_finite());
        step.p = partial.map(|partial| partial.p);
        step.vif = vif;
        step.r2 = r2;
        step.r2_adj = r2.filter(|_| left > 0.0).map(|_| 1.0 - rest * rest * (all / left));
        step.rmse = (left > 0.0).then(|| rest * y / left.sqrt());
        step.in_model.clone_from(&self.inside);
        self.steps.push(step);
    }
}
