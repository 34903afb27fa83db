//! Rasters that a run makes, and what they say of where they come from.

use super::{message::Message, threads::Threads};
use crate::{
    VERSION,
    error::{Error, Result, try_vec},
    grid::{BlockShape, Window},
    io::{
        RasterSink,
        gdal::{self, BandMeta, Completed, RasterInfo, Sink, SinkCell, SinkOptions},
    },
    sentence::{list, phrase, sentence},
};
use ndarray::Array2;
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// Keys and values of a raster's metadata.
pub struct Provenance(Vec<(&'static str, String)>);

impl Provenance {
    /// `origins` are the inputs as the user knows them.
    pub fn new(
        algorithm: &'static str,
        request: &impl Serialize,
        origins: &BTreeMap<String, String>,
    ) -> Result<Provenance> {
        let json = |value: serde_json::Result<Value>| value.map_err(|e| Error::Internal { detail: e.to_string() });
        let mut parameters = json(serde_json::to_value(request))?;
        if let Some(fields) = parameters.as_object_mut() {
            fields.retain(|name, value| {
                !value.is_null() && !["hold", "origins", "tables", "threads"].contains(&name.as_str())
            });
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
        ]))
    }

    /// With the pool table, as [`super::tables::pools::pools_text`] writes it.
    pub fn with_pools(mut self, pools: String) -> Provenance {
        self.0.push(("PITSCAPE_POOLS", pools));
        self
    }
}

/// What all rasters of a run share.
pub struct Rasters<'a> {
    pub create_options: &'a [String],
    pub provenance: Provenance,
    pub threads: &'a Threads,
    /// Gives the grid and the reference system.
    pub like: &'a RasterInfo,
}

impl Rasters<'_> {
    /// Begins a raster where there is a path for it.
    pub fn wanted<T: SinkCell>(
        &self,
        path: &Option<String>,
        bands: &[(&str, &str)],
        nodata: T,
        messages: &mut Vec<Message>,
    ) -> Result<Option<Sink<T>>> {
        path.as_ref().map(|path| self.create(path, bands, nodata, messages)).transpose()
    }

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
            threads: self.threads.count(),
        };
        let cleared = gdal::clear_leftovers(path);
        if !cleared.is_empty() {
            let told =
                sentence!("Files of earlier runs that did not end were cleared away: {files}.", files = list(cleared));
            messages.push(Message::info("LEFTOVERS", told));
        }
        let sink = Sink::create(&options, self.like)?;
        let warnings = sink.warnings();
        if !warnings.is_empty() {
            messages.push(Message::warning("OUTPUT", sentence!("{said}", said = warnings)));
        }
        Ok(sink)
    }
}

/// The rasters of a run by their fields, complete; they appear when all else of the run is done, or never.
#[derive(Debug, Default)]
pub struct OutputSet {
    /// What the report calls each.
    paths: BTreeMap<&'static str, String>,
    rasters: Vec<Completed>,
}

/// A rename that makes a raster, or a part of it, appear; without a temporary name, what stands at the path goes.
#[derive(Debug, Serialize)]
pub struct Held {
    temporary: Option<String>,
    path: String,
}

impl OutputSet {
    /// Completes a raster.
    pub fn add<T: SinkCell>(&mut self, field: &'static str, sink: Sink<T>) -> Result<()> {
        let raster = sink.complete()?;
        self.paths.insert(field, raster.path().to_owned());
        self.rasters.push(raster);
        Ok(())
    }

    /// Completes one of the rasters in a folder.
    fn add_to_folder<T: SinkCell>(&mut self, sink: Sink<T>) -> Result<()> {
        self.rasters.push(sink.complete()?);
        Ok(())
    }

    pub fn paths(&self) -> &BTreeMap<&'static str, String> {
        &self.paths
    }

    /// Makes all rasters appear, or none.
    pub fn publish(mut self) -> Result<OutputSet> {
        gdal::publish(std::mem::take(&mut self.rasters))?;
        Ok(self)
    }

    /// Leaves all rasters under their temporary names, for the caller to rename.
    pub fn hold(&mut self) -> Vec<Held> {
        let renames = self.rasters.iter().flat_map(Completed::renames);
        let held = renames.map(|(temporary, path)| Held { temporary, path }).collect();
        self.rasters.drain(..).for_each(Completed::leave);
        held
    }
}

/// Checks all that can be known of the outputs of a run before it begins.
pub fn check_outputs(outputs: &[&Option<String>], inputs: &[Option<&String>]) -> Result<()> {
    let inputs: Vec<&str> = inputs.iter().flatten().map(|input| input.as_str()).collect();
    let outputs: Vec<&String> = outputs.iter().filter_map(|output| output.as_ref()).collect();
    for (i, output) in outputs.iter().enumerate() {
        gdal::check_output(output, &inputs)?;
        if outputs[..i].contains(output) {
            return Err(Error::OutputTwice { path: (*output).clone() });
        }
    }
    Ok(())
}

/// A raster of all bands, and one of each band, as they are asked for.
pub struct BandSinks<T: SinkCell> {
    all: Option<Sink<T>>,
    each: Vec<Sink<T>>,
}

impl<T: SinkCell> BandSinks<T> {
    /// `files` has none, or one for each band.
    pub fn create(
        making: &Rasters<'_>,
        output: &Option<String>,
        files: &[Option<String>],
        bands: &[(&str, &str)],
        nodata: T,
        messages: &mut Vec<Message>,
    ) -> Result<BandSinks<T>> {
        let all = making.wanted(output, bands, nodata, messages)?;
        let paths = files.iter().flatten().zip(bands);
        let each = paths.map(|(path, band)| making.create(path, &[*band], nodata, messages)).collect::<Result<_>>()?;
        Ok(BandSinks { all, each })
    }

    pub fn block_shape(&self) -> Option<BlockShape> {
        self.all.iter().chain(&self.each).next().map(Sink::block_shape)
    }

    /// Writes a part of a band, counted from 1, which begins and ends where blocks do.
    pub fn write(&mut self, band: usize, window: Window, values: &[T], nodata: T) -> Result<()> {
        write_rows(self.all.as_mut(), band, window, values, nodata)?;
        write_rows(self.each.get_mut(band - 1), 1, window, values, nodata)
    }

    /// Completes the files.
    pub fn finish(self, field: &'static str, folder: Option<(&'static str, &str)>) -> Result<OutputSet> {
        let mut outputs = OutputSet::default();
        self.all.into_iter().try_for_each(|sink| outputs.add(field, sink))?;
        self.each.into_iter().try_for_each(|sink| outputs.add_to_folder(sink))?;
        outputs.paths.extend(folder.map(|(field, path)| (field, path.to_owned())));
        Ok(outputs)
    }
}

/// Writes a part of a band, which begins and ends where blocks do; nothing without a sink.
pub fn write_rows<T: SinkCell>(
    sink: Option<&mut Sink<T>>,
    band: usize,
    window: Window,
    rows: &[T],
    nodata: T,
) -> Result<()> {
    let Some(sink) = sink else { return Ok(()) };
    let shape = sink.block_shape();
    let mut block = try_vec(shape.rows * shape.columns, nodata, phrase!("a block of the output"))?;
    for part in blocks(window, shape) {
        if part.cells() < block.len() {
            block.fill(nodata);
        }
        for row in 0..part.rows {
            let at = (part.row - window.row + row) * window.columns + part.column - window.column;
            block[row * shape.columns..][..part.columns].copy_from_slice(&rows[at..at + part.columns]);
        }
        sink.write(band, part.row, part.column, &mut block)?;
    }
    Ok(())
}

/// A file of each band, where a folder is given for them, as haerwusu_SHDI_50.tif. They are named after the layer, or after the file of the
/// raster that they are made of.
pub fn files_of_bands<'a>(
    folder: Option<&str>,
    layer_name: Option<&str>,
    raster: &str,
    bands: impl Iterator<Item = &'a str>,
) -> Vec<Option<String>> {
    let Some(folder) = folder else { return Vec::new() };
    let stem = || Path::new(raster).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let layer = layer_name.map(str::to_owned).or_else(stem).unwrap_or_default();
    let plain = |text: &str| text.replace(|c: char| !(c.is_alphanumeric() || "-._".contains(c)), "_");
    let file = |name: &str| Path::new(folder).join(format!("{}_{}.tif", plain(&layer), plain(name)));
    bands.map(|name| Some(file(name).to_string_lossy().into_owned())).collect()
}

/// A block to be filled and written.
pub fn block_of(shape: BlockShape) -> Result<Array2<f32>> {
    let block = try_vec(shape.rows * shape.columns, 0.0, phrase!("a block of the output"))?;
    Array2::from_shape_vec((shape.rows, shape.columns), block).map_err(|e| Error::Internal { detail: e.to_string() })
}

/// The blocks of the output that a unit is made of.
pub fn blocks(unit: Window, shape: BlockShape) -> impl Iterator<Item = Window> {
    let (down, across) = (unit.rows.div_ceil(shape.rows), unit.columns.div_ceil(shape.columns));
    (0..down * across).map(move |i| {
        let (row, column) = (unit.row + i / across * shape.rows, unit.column + i % across * shape.columns);
        let block = Window { row, column, rows: shape.rows, columns: shape.columns };
        block.intersect(&unit).expect("the block lies in the unit")
    })
}
