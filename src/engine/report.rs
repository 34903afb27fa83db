//! What a run gives back, and how it leaves the library.

use super::{
    message::Message,
    outputs::{Held, OutputSet},
};
use crate::{
    VERSION,
    error::{Error, Result},
    io::table::{ColumnFiles, Table, TableFiles},
    schema::Kernel,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a run gives back.
#[derive(Debug)]
pub struct Report {
    pub algorithm: &'static str,
    pub results: BTreeMap<&'static str, Option<f64>>,
    /// Results that are no numbers.
    pub words: BTreeMap<&'static str, String>,
    pub outputs: OutputSet,
    pub tables: Vec<Table>,
    pub messages: Vec<Message>,
}

impl Report {
    /// Of a kernel that has found nothing yet.
    pub fn new(kernel: &Kernel) -> Report {
        Report {
            algorithm: kernel.name,
            results: BTreeMap::new(),
            words: BTreeMap::new(),
            outputs: OutputSet::default(),
            tables: Vec::new(),
            messages: Vec::new(),
        }
    }

    /// With its rasters where they were asked for.
    pub fn published(mut self) -> Result<Report> {
        self.outputs = self.outputs.publish()?;
        Ok(self)
    }

    /// The report as JSON; tables go as column files into `folder`, and are left out without one. Rasters appear last, when nothing
    /// can fail any more, or are left to the caller (`hold`).
    pub fn into_json(self, folder: Option<&str>, hold: bool) -> Result<String> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Figure {
            Number(Option<f64>),
            Word(String),
        }
        #[derive(Serialize)]
        struct Json<'a> {
            algorithm: &'static str,
            version: &'static str,
            results: BTreeMap<&'static str, Figure>,
            outputs: &'a BTreeMap<&'static str, String>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            held: Vec<Held>,
            tables: BTreeMap<&'static str, TableFiles>,
            messages: Vec<Message>,
        }
        let mut tables = BTreeMap::new();
        let mut column_files = folder.map(ColumnFiles::new);
        if let Some(files) = &mut column_files {
            for table in &self.tables {
                tables.insert(table.name, files.write(table)?);
            }
        }
        let Report { algorithm, results, words, mut outputs, messages, .. } = self;
        let numbers = results.into_iter().map(|(name, number)| (name, Figure::Number(number)));
        let words = words.into_iter().map(|(name, word)| (name, Figure::Word(word)));
        let results = numbers.chain(words).collect();
        let held = if hold { outputs.hold() } else { Vec::new() };
        let outputs = outputs.publish()?;
        let json = Json { algorithm, version: VERSION, results, outputs: outputs.paths(), held, tables, messages };
        let json = serde_json::to_string(&json).map_err(|e| Error::Internal { detail: e.to_string() })?;
        if let Some(files) = column_files {
            files.keep();
        }
        Ok(json)
    }
}
