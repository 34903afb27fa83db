//! Which columns can be in a model at all: constants out, exact combinations of earlier ones out, then by variance inflation.
//!
//! VIF_j = 1 / (1 - R²_j), R²_j of column j on all others; of a factor GVIF^(1 / (2 df)), GVIF = det R₁₁ det R₂₂ / det R (Fox and
//! Monette 1992). The largest above the limit leaves, one at a time, until none is above. A factor is held to the limit by the
//! square of what it is told by, as GVIF^(1 / df) has the measure of a VIF.
//!
//! Shapes: a system, its terms. Range: VIF >= 1; infinite for combinations, which are gone before. Alike to 1e-9 (of two columns both have
//! the same VIF) the later one leaves.
//!
//! Source: Fox and Monette 1992, JASA 87, 178; Belsley, Kuh and Welsch 1980.

use super::{
    design::Term,
    steps::{Action, Stage, Step},
    system::System,
    triangle::{Triangle, dot},
};

/// Terms that stay, and how the others went.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// Indices of terms, rising
    pub kept: Vec<usize>,
    /// Columns of X of these, rising
    pub columns: Vec<usize>,
    pub steps: Vec<Step>,
}

/// Steps: one for each column that is constant and each that is a combination, then a round for each elimination by variance inflation with
/// a row for each term: the one that leaves has `Remove`, the others `Keep`. `vif_limit` `None`: no elimination by variance inflation.
pub fn screen(system: &System, terms: &[Term], vif_limit: Option<f64>) -> Screened {
    let mut screen = Screen { system, terms, columns: (0..system.width()).collect(), steps: Vec::new(), step: 0 };
    screen.constants();
    let singular = system.singular(&screen.columns);
    screen.leave(Stage::Singular, &singular);
    if let Some(limit) = vif_limit {
        while screen.round(limit) {}
    }
    screen.done()
}

/// Only the steps of what is constant: for a selection that looks at the tolerance of all else itself, as SPSS does.
pub fn without_constants(system: &System, terms: &[Term]) -> Screened {
    let mut screen = Screen { system, terms, columns: (0..system.width()).collect(), steps: Vec::new(), step: 0 };
    screen.constants();
    screen.done()
}

/// Indices of terms that have one of these columns at least.
pub(super) fn kept_terms(terms: &[Term], columns: &[usize]) -> Vec<usize> {
    let has = |term: &Term| columns.iter().any(|column| term.columns.contains(column));
    (0..terms.len()).filter(|at| has(&terms[*at])).collect()
}

struct Screen<'a> {
    system: &'a System,
    terms: &'a [Term],
    columns: Vec<usize>,
    steps: Vec<Step>,
    step: u32,
}

impl Screen<'_> {
    fn constants(&mut self) {
        let is_constant = |column: &usize| self.system.is_constant(*column);
        let constant: Vec<usize> = self.columns.iter().copied().filter(is_constant).collect();
        self.leave(Stage::Constant, &constant);
    }

    fn done(self) -> Screened {
        Screened { kept: kept_terms(self.terms, &self.columns), columns: self.columns, steps: self.steps }
    }

    fn leave(&mut self, stage: Stage, columns: &[usize]) {
        for column in columns {
            self.columns.retain(|kept| kept != column);
            let term = self.terms.iter().position(|term| term.columns.contains(column));
            let mut step = Step::new(self.step, stage, Action::Remove, term);
            step.column = Some(*column);
            step.in_model = kept_terms(self.terms, &self.columns);
            self.steps.push(step);
            self.step += 1;
        }
    }

    /// Whether a term had to leave.
    fn round(&mut self, limit: f64) -> bool {
        let kept = kept_terms(self.terms, &self.columns);
        let vifs = inflations(self.system, self.terms, &self.columns);
        let of = |term: usize| vifs.iter().find(|vif| vif.term == term).expect("kept");
        let largest = vifs.iter().map(|vif| vif.like_vif()).fold(0.0, f64::max);
        let leaves = kept.iter().copied().rfind(|term| of(*term).like_vif() >= largest * (1.0 - 1e-9));
        let leaves = leaves.filter(|_| largest > limit);
        if let Some(leaves) = leaves {
            self.columns.retain(|column| !self.terms[leaves].columns.contains(column));
        }
        for term in &kept {
            let action = if Some(*term) == leaves { Action::Remove } else { Action::Keep };
            let mut step = Step::new(self.step, Stage::Vif, action, Some(*term));
            step.vif = Some(of(*term).value);
            step.in_model = kept_terms(self.terms, &self.columns);
            self.steps.push(step);
        }
        self.step += 1;
        leaves.is_some()
    }
}

/// Variance inflation of a term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Inflation {
    pub term: usize,
    /// VIF, or GVIF^(1 / (2 df)) of a factor
    pub value: f64,
    is_factor: bool,
}

impl Inflation {
    fn like_vif(&self) -> f64 {
        if self.is_factor { self.value * self.value } else { self.value }
    }
}

/// Of the terms that have one of these columns of X.
pub(super) fn inflations(system: &System, terms: &[Term], columns: &[usize]) -> Vec<Inflation> {
    let r = system.r.select(columns);
    let inverse = r.inverse();
    let squares = inverse.row_squares();
    let of = |term: usize| {
        let own = (0..columns.len()).filter(|at| terms[term].columns.contains(&columns[*at]));
        let own: Vec<usize> = own.collect();
        let is_factor = terms[term].is_factor;
        if let [only] = own[..] {
            // Without an intercept columns have the length 1 about 0.
            let vif = squares[only];
            return Inflation { term, value: if is_factor { vif.sqrt() } else { vif }, is_factor };
        }
        let rows = |at: usize| (0..columns.len()).map(|column| inverse.get(at, column)).collect::<Vec<f64>>();
        let inverse_rows: Vec<Vec<f64>> = own.iter().map(|at| rows(*at)).collect();
        let gvif = determinant(&r.select(&own)) * determinant(&of_rows(&inverse_rows));
        Inflation { term, value: gvif.powf(0.5 / own.len() as f64), is_factor }
    };
    kept_terms(terms, columns).into_iter().map(of).collect()
}

/// det R'R
fn determinant(r: &Triangle) -> f64 {
    (0..r.width()).map(|at| r.get(at, at).powi(2)).product()
}

/// R of a matrix of which these are columns.
fn of_rows(rows: &[Vec<f64>]) -> Triangle {
    debug_assert!(rows.iter().all(|row| dot(row, row) > 0.0));
    let mut matrix: Vec<f64> = rows.concat();
    Triangle::factor(&mut matrix, rows[0].len(), rows.len())
}
