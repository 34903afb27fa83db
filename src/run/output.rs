//! Rasters that a run makes, and what they say of where they come from.

use super::Message;
use crate::{
    VERSION,
    error::{Error, Result},
    io::gdal::{BandMeta, RasterInfo, Sink, SinkOptions},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Keys and values of a raster's metadata.
pub struct Provenance(Vec<(&'static str, String)>);

impl Provenance {
    /// `sources` are inputs as the user knows them; `pools` is [`super::pools::pools_text`].
    pub fn new(
        algorithm: &'static str,
        request: &impl Serialize,
        sources: &BTreeMap<String, String>,
        pools: String,
    ) -> Result<Provenance> {
        let json = |value: serde_json::Result<Value>| value.map_err(|e| Error::Internal { detail: e.to_string() });
        let mut parameters = json(serde_json::to_value(request))?;
        if let Some(fields) = parameters.as_object_mut() {
            fields.retain(|name, value| !value.is_null() && !["sources", "tables", "threads"].contains(&name.as_str()));
            // The files of a run may be copies that are gone after it.
            for (name, source) in sources {
                match fields.get_mut(name) {
                    Some(Value::Object(raster)) => {
                        raster.insert("path".into(), source.clone().into());
                    }
                    Some(value) => *value = source.clone().into(),
                    None => {}
                }
            }
        }
        Ok(Provenance(vec![
            ("TIFFTAG_SOFTWARE", format!("Pitscape {VERSION}")),
            ("PITSCAPE_ALGORITHM", algorithm.to_owned()),
            ("PITSCAPE_PARAMETERS", parameters.to_string()),
            ("PITSCAPE_SOURCES", json(serde_json::to_value(sources))?.to_string()),
            ("PITSCAPE_POOLS", pools),
        ]))
    }
}

/// Begins a raster of some bands (description, unit) on the grid of `like`.
pub fn create(
    path: &str,
    bands: &[(&str, &str)],
    create_options: &[String],
    provenance: &Provenance,
    threads: usize,
    like: &RasterInfo,
    messages: &mut Vec<Message>,
) -> Result<Sink> {
    let meta = |(description, unit): &(&str, &str)| BandMeta {
        description: (*description).to_owned(),
        unit: (*unit).to_owned(),
    };
    let bands: &Vec<BandMeta> = &bands.iter().map(meta).collect();
    let sink = Sink::create(&SinkOptions { path, bands, create_options, provenance: &provenance.0, threads }, like)?;
    let warnings = sink.warnings();
    if !warnings.is_empty() {
        messages.push(Message::warning("OUTPUT", warnings));
    }
    Ok(sink)
}
