//! Rasters that a run makes, and what they say of where they come from.

use super::Message;
use crate::{
    VERSION,
    error::{Error, Result},
    io::gdal::{BandMeta, RasterInfo, Sink, SinkCell, SinkOptions},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Keys and values of a raster's metadata.
pub struct Provenance(Vec<(&'static str, String)>);

impl Provenance {
    /// `origins` are the inputs as the user knows them; `pools` is [`super::pools::pools_text`].
    pub fn new(
        algorithm: &'static str,
        request: &impl Serialize,
        origins: &BTreeMap<String, String>,
        pools: String,
    ) -> Result<Provenance> {
        let json = |value: serde_json::Result<Value>| value.map_err(|e| Error::Internal { detail: e.to_string() });
        let mut parameters = json(serde_json::to_value(request))?;
        if let Some(fields) = parameters.as_object_mut() {
            fields.retain(|name, value| !value.is_null() && !["origins", "tables", "threads"].contains(&name.as_str()));
            // The files of a run may be copies that are gone after it.
            for (name, origin) in origins {
                match fields.get_mut(name) {
                    Some(Value::Object(raster)) => {
                        raster.insert("path".into(), origin.clone().into());
                    }
                    Some(value) => *value = origin.clone().into(),
                    None => {}
                }
            }
        }
        Ok(Provenance(vec![
            ("TIFFTAG_SOFTWARE", format!("Pitscape {VERSION}")),
            ("PITSCAPE_ALGORITHM", algorithm.to_owned()),
            ("PITSCAPE_PARAMETERS", parameters.to_string()),
            ("PITSCAPE_SOURCES", json(serde_json::to_value(origins))?.to_string()),
            ("PITSCAPE_POOLS", pools),
        ]))
    }
}

/// What all rasters of a run share.
pub struct Rasters<'a> {
    pub create_options: &'a [String],
    pub provenance: Provenance,
    pub threads: usize,
    /// Gives the grid and the reference system.
    pub like: &'a RasterInfo,
}

impl Rasters<'_> {
    /// Begins a raster of some bands (description, unit).
    pub fn create<T: SinkCell>(
        &self,
        path: &str,
        bands: &[(&str, &str)],
        nodata: T,
        messages: &mut Vec<Message>,
    ) -> Result<Sink<T>> {
        let meta = |(description, unit): &(&str, &str)| BandMeta {
            description: (*description).to_owned(),
            unit: (*unit).to_owned(),
        };
        let bands: Vec<BandMeta> = bands.iter().map(meta).collect();
        let options = SinkOptions {
            path,
            bands: &bands,
            nodata,
            create_options: self.create_options,
            provenance: &self.provenance.0,
            threads: self.threads,
        };
        let sink = Sink::create(&options, self.like)?;
        let warnings = sink.warnings();
        if !warnings.is_empty() {
            messages.push(Message::warning("OUTPUT", warnings));
        }
        Ok(sink)
    }
}
