//! Columns of a model, made of layers.
//!
//! A number is its own column. A factor is a dummy for each of its classes but the base: 1 in cells of the class, else 0. Aspect
//! (degrees clockwise from north) is northness cos a and eastness sin a; flat cells, which have a negative aspect, are 0, 0.
//!
//! Terms are what enters and leaves a model: the dummies of a factor are one term, northness and eastness are two.
//!
//! Shapes: values by layer, of one length; a column for a number, one less than classes for a factor, two for aspect. Units: those of the
//! layers; none. A missing value (NaN), and a class that the factor does not know, are NaN.

use std::ops::Range;

/// What the dummy of classes with too few cells is called.
const OTHER: &str = "other";

/// One layer among X, and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    Number { name: String },
    Factor { name: String, levels: Levels },
    Aspect,
}

/// Classes of a factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// The largest class; of several the lowest code
    pub base: i64,
    /// Codes with a dummy of their own, rising
    pub codes: Vec<i64>,
    /// Codes that have too few cells and share the dummy "other", rising; empty: there is no such dummy
    pub others: Vec<i64>,
}

impl Levels {
    /// Of cells by code: codes with fewer than `least` cells are joined. `None` where there is no cell.
    pub fn of(cells: &[(i64, u64)], least: u64) -> Option<Levels> {
        let there: Vec<&(i64, u64)> = cells.iter().filter(|(_, count)| *count > 0).collect();
        let (base, _) = **there.iter().max_by_key(|(code, count)| (*count, std::cmp::Reverse(*code)))?;
        let sorted = |keep: &dyn Fn(u64) -> bool| {
            let kept = there.iter().filter(|(code, count)| *code != base && keep(*count));
            let mut codes: Vec<i64> = kept.map(|(code, _)| *code).collect();
            codes.sort_unstable();
            codes
        };
        Some(Levels { base, codes: sorted(&|count| count >= least), others: sorted(&|count| count < least) })
    }

    /// How many dummies there are
    pub fn dummies(&self) -> usize {
        self.codes.len() + usize::from(!self.others.is_empty())
    }

    /// The dummy of a class: `Some(None)` of the base, `None` of a class that is not known.
    fn dummy(&self, code: i64) -> Option<Option<usize>> {
        if code == self.base {
            return Some(None);
        }
        let own = self.codes.binary_search(&code).ok();
        let joined = || self.others.binary_search(&code).ok().map(|_| self.codes.len());
        own.or_else(joined).map(Some)
    }
}

/// A column of X.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The layer's name, `<factor> <code>`, `<factor> other`, `northness`, `eastness`
    pub name: String,
    /// Which of the sources
    pub source: usize,
    /// Which of the terms
    pub term: usize,
}

/// What enters and leaves together: columns of X, one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub name: String,
    pub columns: Range<usize>,
    /// Whether they are dummies, of one class at least
    pub is_factor: bool,
}

/// The columns of X.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    pub sources: Vec<Source>,
    pub columns: Vec<Column>,
    pub terms: Vec<Term>,
}

impl Design {
    pub fn new(sources: Vec<Source>) -> Design {
        let mut design = Design { sources: Vec::new(), columns: Vec::new(), terms: Vec::new() };
        for (at, source) in sources.iter().enumerate() {
            match source {
                Source::Number { name } => design.add(at, name, vec![name.clone()], false),
                Source::Factor { name, levels } => {
                    let codes = levels.codes.iter().map(|code| format!("{name} {code}"));
                    let other = (!levels.others.is_empty()).then(|| format!("{name} {OTHER}"));
                    design.add(at, name, codes.chain(other).collect(), true);
                }
                Source::Aspect => {
                    ["northness", "eastness"]
                        .iter()
                        .for_each(|name| design.add(at, name, vec![(*name).to_owned()], false));
                }
            }
        }
        Design { sources, ..design }
    }

    fn add(&mut self, source: usize, name: &str, columns: Vec<String>, is_factor: bool) {
        // A factor of one class has nothing to tell.
        if columns.is_empty() {
            return;
        }
        let (term, first) = (self.terms.len(), self.columns.len());
        self.terms.push(Term { name: name.to_owned(), columns: first..first + columns.len(), is_factor });
        self.columns.extend(columns.into_iter().map(|name| Column { name, source, term }));
    }

    /// Columns of X of values by source: `out` has as many columns as the design, and gets the length of the values.
    ///
    /// A value that is NaN, and a class that the factor does not know, are NaN in all columns of their source.
    pub fn fill(&self, values: &[&[f64]], out: &mut [Vec<f64>]) {
        self.make(values, out);
        for (column, out) in self.columns.iter().zip(out) {
            if matches!(self.sources[column.source], Source::Number { .. }) {
                out.clear();
                out.extend_from_slice(values[column.source]);
            }
        }
    }

    /// The same, of columns that are not the values of a source themselves; others are left alone.
    pub fn make(&self, values: &[&[f64]], out: &mut [Vec<f64>]) {
        assert_eq!((values.len(), out.len()), (self.sources.len(), self.columns.len()), "layers in, columns out");
        let mut first = 0;
        for (at, (source, values)) in self.sources.iter().zip(values).enumerate() {
            let width = self.columns.iter().filter(|column| column.source == at).count();
            let out = &mut out[first..first + width];
            first += width;
            match source {
                Source::Number { .. } => {}
                Source::Factor { levels, .. } => fill_dummies(levels, values, out),
                Source::Aspect => fill_aspect(values, out),
            }
        }
    }
}

fn fill_dummies(levels: &Levels, values: &[f64], out: &mut [Vec<f64>]) {
    for column in out.iter_mut() {
        column.clear();
        column.resize(values.len(), 0.0);
    }
    // Neighbours mostly have one class.
    let (mut last, mut dummy) = (f64::NAN, None);
    for (row, value) in values.iter().enumerate() {
        if *value != last {
            (last, dummy) = (*value, code_of(*value).and_then(|code| levels.dummy(code)));
        }
        match dummy {
            Some(None) => {}
            Some(Some(dummy)) => out[dummy][row] = 1.0,
            None => out.iter_mut().for_each(|column| column[row] = f64::NAN),
        }
    }
}

/// A whole number as such.
fn code_of(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
}

fn fill_aspect(degrees: &[f64], out: &mut [Vec<f64>]) {
    let [north, east] = out else { unreachable!("two columns") };
    north.clear();
    east.clear();
    for degrees in degrees {
        let (sin, cos) = match degrees.rem_euclid(360.0) {
            _ if *degrees < 0.0 => (0.0, 0.0),
            // In floating point the cosine of 90 degrees is a little more than 0.
            0.0 => (0.0, 1.0),
            90.0 => (1.0, 0.0),
            180.0 => (0.0, -1.0),
            270.0 => (-1.0, 0.0),
            _ => degrees.to_radians().sin_cos(),
        };
        north.push(cos);
        east.push(sin);
    }
}
