//! What values of a field or heads of columns say of classes: codes, or names.

use crate::{
    engine::{
        codes::{listed, same},
        tables::pools::{PoolTable, whole},
    },
    error::{Error, Result},
    figures::things,
    io::gdal::Cell,
    sentence::{Sentence, list, phrase, sentence},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names of classes, and what was met that names none.
pub struct Labels {
    codes: HashMap<String, BTreeSet<i64>>,
    known: Vec<String>,
    unknown: BTreeMap<String, u64>,
}

/// What a cell of a table says; nothing where it is empty.
pub fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

impl Labels {
    /// Names of the pool table, and of the layer for codes that it does not name.
    pub fn new(pools: &PoolTable, names: &BTreeMap<i64, String>) -> Labels {
        let pool = pools.iter().filter_map(|(code, row)| Some((*code, row.name.as_ref()?)));
        let layer = names.iter().map(|(code, name)| (*code, name));
        let layer = layer.filter(|(code, _)| pools.get(code).is_none_or(|row| row.name.is_none()));
        let (mut codes, mut known) = (HashMap::<String, BTreeSet<i64>>::new(), Vec::new());
        for (code, name) in pool.chain(layer).filter(|(_, name)| !name.trim().is_empty()) {
            codes.entry(same(name)).or_default().insert(code);
            known.push(name.trim().to_owned());
        }
        Labels { codes, known, unknown: BTreeMap::new() }
    }

    /// The class that a value stands for; of one that stands for none, or for several, [`Labels::check`] tells.
    pub fn code(&mut self, value: &Cell) -> Option<i64> {
        if let Some(code) = whole(value) {
            return Some(code);
        }
        if *value == Cell::Null {
            return None;
        }
        let text = text(value);
        match self.codes.get(&same(&text)) {
            Some(codes) if codes.len() == 1 => codes.first().copied(),
            _ => {
                *self.unknown.entry(text).or_default() += 1;
                None
            }
        }
    }

    /// Refuses values that stand for no class.
    pub fn check(&self, field: &'static str) -> Result<()> {
        let told = |(label, n): (&String, &u64)| -> Sentence {
            let codes = self.codes.get(&same(label));
            let times = things!(*n, "{count} time", "{count} times");
            match codes {
                Some(codes) => sentence!("\"{label}\" (codes {codes})", label, codes = list(codes)),
                None => sentence!("\"{label}\" ({times})", label, times),
            }
        };
        if self.unknown.is_empty() {
            return Ok(());
        }
        let known = if self.known.is_empty() { list([phrase!("none")]) } else { listed(&self.known) };
        Err(Error::UnknownClasses { field, labels: listed(self.unknown.iter().map(told)), known })
    }
}
