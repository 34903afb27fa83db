//! Spectral indices of vegetation: one sweep over the bands of a picture, a band of the output for each index.

mod sensors;

use crate::{
    cover::cell_mask::CellMask,
    engine::{
        message::Message,
        outputs::{BandSinks, Provenance, Rasters, check_outputs, files_of_bands},
        progress::Progress,
        region::Region,
        report::Report,
        request,
        request::{Raster, ResampleValues},
        series::same_map,
        sweep::{Emit, Worker, sweep},
        threads::Threads,
        values::{Kind, ValueReader, Values},
    },
    error::{Error, Result, try_vec},
    figures::{amount, count, things},
    grid::{Window, tiling::Tiling},
    io::gdal::NODATA_F32,
    kernels::{
        Accumulator,
        cover::spectral_indices::{Band, Bands, IndexRange, SpectralIndex},
    },
    schema::{Fields, Kernel, Number, smallest},
    sentence::{list, phrase, sentence},
};
use sensors::{Gain, Sensor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Red band; its grid is that of the output.
    #[field(Raster)]
    pub red: Raster,
    /// Near infrared band.
    #[field(Raster)]
    pub nir: Raster,
    /// Green band, for GNDVI.
    #[field(Raster)]
    #[serde(default)]
    pub green: Option<Raster>,
    /// Blue band, for EVI.
    #[field(Raster)]
    #[serde(default)]
    pub blue: Option<Raster>,
    /// Indices, each a band of the output in this order.
    #[field(Choices, choices = &["DVI", "EVI", "RVI", "SAVI", "GNDVI", "NDVI"])]
    #[serde(default = "ndvi")]
    pub indices: Vec<SpectralIndex>,
    /// Soil factor L of SAVI: 0 where plants cover all, 1 where there are hardly any.
    #[field(Number)]
    #[serde(default = "half")]
    pub soil_factor: f64,
    /// What cells are, for SCALE and OFFSET: as the bands say, or of a product by name.
    #[field(Choice, choices = Sensor::CHOICES)]
    #[serde(default)]
    pub sensor: Sensor,
    /// Reflectance is value x SCALE + OFFSET; the band's own scale, or that of SENSOR, where absent.
    #[field(Number)]
    #[serde(default)]
    pub scale: Option<f64>,
    /// Reflectance is value x SCALE + OFFSET; the band's own offset, or that of SENSOR, where absent.
    #[field(Number)]
    #[serde(default)]
    pub offset: Option<f64>,
    #[field(request::RESAMPLE_VALUES)]
    #[serde(default)]
    pub resample_values: ResampleValues,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    /// Indices (Float32), a band for each.
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    /// Existing folder for a raster of each index too, as haerwusu_NDVI.tif.
    #[field(OutputFolder)]
    #[serde(default)]
    pub folder: Option<String>,
    /// What these files call the picture; the name of the red band's file where absent.
    #[field(Name)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::HOLD)]
    #[serde(default)]
    pub hold: bool,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

fn ndvi() -> Vec<SpectralIndex> {
    vec![SpectralIndex::Ndvi]
}

fn half() -> f64 {
    0.5
}

pub const KERNEL: Kernel = Kernel {
    name: "spectral_indices",
    gives: "Vegetation indices of a picture: DVI, EVI, RVI, SAVI, GNDVI, NDVI",
    reference: "spyndex; gdal_calc with nodata and zero denominators",
    arithmetic: "cover::spectral_indices",
    fields: Request::FIELDS,
    results: &[
        Number { name: "cells", unit: "", text: "Cells that have the first index." },
        Number { name: "output_min", unit: "", text: "Its smallest value; NULL where no cell has it." },
        Number { name: "output_max", unit: "", text: "Its largest value." },
    ],
    tables: Vec::new,
    smallest: smallest::<Request>,
};

/// Reflectance beyond this is counts that were not scaled.
const REFLECTANCE_MAX: f64 = 2.0;

/// Validates the request, walks the picture, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let indices = wanted(request)?;
    let mut messages = Vec::new();
    let names: Vec<&str> = indices.iter().map(|index| index.word()).collect();
    let (folder, layer) = (request.folder.as_deref(), request.layer_name.as_deref());
    let files = files_of_bands(folder, layer, &request.red.path, names.iter().copied());
    let picture = Picture::open(request, &indices, &mut messages)?;
    let inputs = [Some(&request.red), Some(&request.nir), request.green.as_ref(), request.blue.as_ref()];
    let inputs: Vec<Option<&String>> =
        inputs.into_iter().map(|raster| raster.map(|raster| &raster.path)).chain([request.mask.as_ref()]).collect();
    let outputs: Vec<&Option<String>> = std::iter::once(&request.output).chain(&files).collect();
    check_outputs(&outputs, &inputs)?;

    let red = picture.band(Band::Red);
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &red.info,
    };
    let bands: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
    let mut sinks = BandSinks::create(&making, &request.output, &files, &bands, NODATA_F32, &mut messages)?;
    let tiling = Tiling::for_several(4, &red.info.grid, red.info.block, sinks.block_shape());
    let writes = sinks.block_shape().is_some();
    let open = || Calculator::open(&picture, &indices, request.soil_factor, writes);
    let found: Found = sweep(&tiling, threads, progress, phrase!("Computing indices"), open, |block: IndexBlock| {
        let mut bands = (1..).zip(&block.bands);
        bands.try_for_each(|(band, values)| sinks.write(band, block.window, values, NODATA_F32))
    })?;
    progress.tell(1.0, phrase!("Closing"))?;
    let outputs = sinks.finish("output", folder.map(|folder| ("folder", folder)))?;

    found.tell(&picture, &indices, &mut messages);
    let first = found.ranges.first().copied().unwrap_or_default();
    let known = |value: f64| (first.cells > 0).then_some(value);
    let results = BTreeMap::from([
        ("cells", Some(first.cells as f64)),
        ("output_min", known(first.low)),
        ("output_max", known(first.high)),
    ]);
    Ok(Report { results, outputs, messages, ..Report::new(&KERNEL) })
}

/// The indices that are asked for, each once; refuses those that lack a band.
fn wanted(request: &Request) -> Result<Vec<SpectralIndex>> {
    let mut indices = Vec::new();
    request.indices.iter().for_each(|index| {
        if !indices.contains(index) {
            indices.push(*index);
        }
    });
    if indices.is_empty() {
        return Err(Error::argument(
            "INDICES",
            phrase!("empty"),
            phrase!("one or more of DVI, EVI, RVI, SAVI, GNDVI, NDVI"),
        ));
    }
    let given = [(Band::Green, &request.green), (Band::Blue, &request.blue)];
    let missing = given.into_iter().filter(|(_, raster)| raster.is_none()).filter_map(|(band, _)| {
        let need = indices.iter().filter(|index| index.row().bands.contains(&band)).map(|index| index.word());
        let need: Vec<&str> = need.collect();
        (!need.is_empty()).then(|| sentence!("{band} for {indices}", band = band.field(), indices = list(need)))
    });
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        return Err(Error::BandsNeeded { bands: list(missing) });
    }
    if !request.soil_factor.is_finite() || request.soil_factor < 0.0 {
        return Err(Error::argument("SOIL_FACTOR", request.soil_factor, phrase!("0 or more")));
    }
    Ok(indices)
}

/// The bands that indices have, on the grid of the red one, and how their cells become reflectance.
struct Picture {
    bands: BTreeMap<Band, (Values, Gain)>,
    mask: Option<CellMask>,
}

impl Picture {
    fn open(request: &Request, indices: &[SpectralIndex], messages: &mut Vec<Message>) -> Result<Picture> {
        let given = [
            (Band::Red, Some(&request.red)),
            (Band::Nir, Some(&request.nir)),
            (Band::Green, request.green.as_ref()),
            (Band::Blue, request.blue.as_ref()),
        ];
        let needed = |band: Band| {
            // The red band gives the grid, whatever is asked for.
            band == Band::Red || band == Band::Nir || indices.iter().any(|index| index.row().bands.contains(&band))
        };
        let mut bands: BTreeMap<Band, (Values, Gain)> = BTreeMap::new();
        for (band, raster) in given {
            let Some(raster) = raster.filter(|_| needed(band)) else { continue };
            let mut values = Values::open(raster)?;
            let gain = Gain::of(request.sensor, request.scale, request.offset, values.scale);
            gain.check()?;
            if let Some((red, _)) = bands.get(&Band::Red) {
                values.align(red, (request.resample_values, Kind::Amounts), messages)?;
            }
            messages.push(gain.told(band));
            bands.insert(band, (values, gain));
        }
        for (band, raster) in given {
            let same = given
                .iter()
                .take_while(|(other, _)| *other != band)
                .find(|(_, other)| other.zip(raster).is_some_and(|(other, raster)| same_map(other, raster)));
            if let Some((other, _)) = same.filter(|_| bands.contains_key(&band)) {
                let told = sentence!(
                    "{one} and {other} are the same band of one raster; give each its own band.",
                    one = other.field(),
                    other = band.field()
                );
                messages.push(Message::warning("SAME_BAND", told));
            }
        }
        let (red, _) = &bands[&Band::Red];
        let mask = Region::mask(request.mask.as_deref(), &red.info, red.path(), messages)?;
        Ok(Picture { bands, mask })
    }

    fn band(&self, band: Band) -> &Values {
        &self.bands[&band].0
    }
}

/// Indices of a unit, as they are written.
struct IndexBlock {
    window: Window,
    bands: Vec<Vec<f32>>,
}

/// A reflectance, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Largest {
    value: f64,
    row: usize,
    column: usize,
}

/// What the cells of a band are as reflectance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct BandSeen {
    cells: u64,
    negative: u64,
    /// The first of the largest, where it is too large.
    largest: Option<Largest>,
}

impl BandSeen {
    fn of(window: Window, cells: &[f64]) -> BandSeen {
        let (mut most, mut known, mut negative) = (f64::NEG_INFINITY, 0, 0);
        for value in cells {
            most = most.max(*value);
            known += u64::from(!value.is_nan());
            negative += u64::from(*value < 0.0);
        }
        let place = if most > REFLECTANCE_MAX { cells.iter().position(|value| *value == most) } else { None };
        BandSeen {
            cells: known,
            negative,
            largest: place.map(|at| Largest {
                value: most,
                row: window.row + at / window.columns,
                column: window.column + at % window.columns,
            }),
        }
    }

    fn merge(&mut self, next: BandSeen) {
        self.cells += next.cells;
        self.negative += next.negative;
        // Of those that are alike the first in raster order.
        if next.largest.is_some_and(|next| self.largest.is_none_or(|known| next.value > known.value)) {
            self.largest = next.largest;
        }
    }
}

/// What the sweep found: ranges of indices, and what each band has.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Found {
    ranges: Vec<IndexRange>,
    bands: Vec<BandSeen>,
}

impl Accumulator for Found {
    type Block<'a> = (Vec<IndexRange>, Vec<BandSeen>);
    type Output = Found;

    fn push(&mut self, (ranges, bands): Self::Block<'_>) {
        self.merge(Found { ranges, bands });
    }

    fn merge(&mut self, next: Self) {
        self.ranges.resize(self.ranges.len().max(next.ranges.len()), IndexRange::default());
        self.ranges.iter_mut().zip(next.ranges).for_each(|(range, next)| range.merge(next));
        self.bands.resize(self.bands.len().max(next.bands.len()), BandSeen::default());
        self.bands.iter_mut().zip(next.bands).for_each(|(band, next)| band.merge(next));
    }

    fn finish(self) -> Found {
        self
    }
}

impl Found {
    fn tell(&self, picture: &Picture, indices: &[SpectralIndex], messages: &mut Vec<Message>) {
        let seen = || picture.bands.keys().zip(&self.bands);
        for (index, range) in indices.iter().zip(&self.ranges) {
            let name = index.word();
            // Of the first band that it has: RED gives the grid, and not each index has it.
            let first = seen().find(|(band, _)| index.row().bands.contains(band));
            let without = first.map(|(band, seen)| (band.field(), seen.cells - range.cells));
            let without = without.filter(|(_, without)| *without > 0);
            let without = without.map(|(band, without)| match without {
                1 => sentence!(
                    "; 1 cell of {band} has none, for want of a value of another band or by a denominator of 0",
                    band
                ),
                _ => sentence!(
                    "; {cells} cells of {band} have none, for want of a value of another band or by a denominator of 0",
                    cells = count(without),
                    band
                ),
            });
            if range.cells == 0 {
                let told = sentence!("{name}: no cell has it{without}.", name, without);
                messages.push(Message::warning("BAND_EMPTY", told));
            } else {
                let (low, high) = (amount(range.low), amount(range.high));
                let cells = things!(range.cells, "{count} cell", "{count} cells");
                let told = sentence!("{name}: {low} to {high}, {cells}{without}.", name, low, high, cells, without);
                messages.push(Message::info("BAND", told));
            }
            if index.row().bounded && range.outside > 0 {
                let cells = things!(range.outside, "{count} cell", "{count} cells");
                let told =
                    sentence!("{name} lies outside of -1 to 1 in {cells}, where a band is negative.", name, cells);
                messages.push(Message::info("OUT_OF_RANGE", told));
            }
        }
        let scaled: Vec<&str> = indices
            .iter()
            .filter(|index| matches!(index, SpectralIndex::Savi | SpectralIndex::Evi))
            .map(|index| index.word())
            .collect();
        let large = seen().filter_map(|(band, seen)| Some((band, seen.largest?)));
        let largest = large.max_by(|a, b| a.1.value.total_cmp(&b.1.value));
        if let Some((band, Largest { value, row, column })) = largest.filter(|_| !scaled.is_empty()) {
            let told = sentence!(
                "Reflectance is {value} in {band} (row {row}, column {column}), and at most about 1 in truth, so that {indices} cannot be right. Give SCALE, as 0.0001, or SENSOR.",
                value,
                band = band.field(),
                row,
                column,
                indices = list(scaled)
            );
            messages.push(Message::warning("NOT_REFLECTANCE", told));
        }
        for (band, seen) in seen().filter(|(_, seen)| 2 * seen.negative > seen.cells) {
            let told = sentence!(
                "Reflectance is below 0 in {negative} of {all} cells of {band}, so that indices mean nothing there. Check SENSOR, SCALE and OFFSET.",
                negative = count(seen.negative),
                all = count(seen.cells),
                band = band.field()
            );
            messages.push(Message::warning("NEGATIVE_REFLECTANCE", told));
        }
        // Bands of one picture share its mask, which is told once.
        for told in picture.bands.values().flat_map(|(values, _)| values.remarks()) {
            if !messages.contains(&told) {
                messages.push(told);
            }
        }
    }
}

/// Computes the indices of units for the thread that opened it.
struct Calculator<'a> {
    picture: &'a Picture,
    indices: &'a [SpectralIndex],
    soil_factor: f64,
    writes: bool,
    readers: BTreeMap<Band, ValueReader>,
    values: Vec<f64>,
}

impl<'a> Calculator<'a> {
    fn open(
        picture: &'a Picture,
        indices: &'a [SpectralIndex],
        soil_factor: f64,
        writes: bool,
    ) -> Result<Calculator<'a>> {
        let readers = picture.bands.iter().map(|(band, (values, _))| Ok((*band, ValueReader::open(values)?)));
        let readers = readers.collect::<Result<_>>()?;
        Ok(Calculator { picture, indices, soil_factor, writes, readers, values: Vec::new() })
    }

    /// Reads a window of every band as reflectance.
    fn read(&mut self, window: Window) -> Result<Vec<BandSeen>> {
        let mut found = Vec::with_capacity(self.readers.len());
        for ((_, gain), reader) in self.picture.bands.values().zip(self.readers.values_mut()) {
            let cells = reader.read(window)?;
            gain.apply(cells);
            if let Some(mask) = &self.picture.mask {
                mask.fill_outside(window, cells, f64::NAN);
            }
            found.push(BandSeen::of(window, cells));
        }
        Ok(found)
    }
}

impl Worker<Found, IndexBlock> for Calculator<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, IndexBlock>) -> Result<Found> {
        let seen = self.read(window)?;
        let Calculator { indices, soil_factor, readers, values, writes, .. } = self;
        let of = |band: Band| readers.get(&band).map_or(&[][..], |reader| reader.cells(window));
        let cells = Bands { red: of(Band::Red), nir: of(Band::Nir), green: of(Band::Green), blue: of(Band::Blue) };
        values.resize(window.cells(), f64::NAN);
        let mut ranges = Vec::with_capacity(indices.len());
        let mut block = IndexBlock { window, bands: Vec::new() };
        for index in *indices {
            index.fill(&cells, *soil_factor, values);
            let mut range = IndexRange::default();
            range.push(values);
            ranges.push(range);
            if *writes {
                let mut band = try_vec(window.cells(), NODATA_F32, phrase!("a part of the output"))?;
                for (cell, value) in band.iter_mut().zip(values.iter()).filter(|(_, value)| !value.is_nan()) {
                    *cell = *value as f32;
                }
                block.bands.push(band);
            }
        }
        if *writes {
            emit.block(block);
        }
        let mut found = Found::default();
        found.push((ranges, seen));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    #[test]
    fn parts_make_the_whole() {
        let values = [0.5, 3.0, f64::NAN, 7.0, 7.0, -2.0];
        let of = |cells: std::ops::Range<usize>| {
            let mut found = Found::default();
            for column in cells {
                let mut range = IndexRange::default();
                range.push(&values[column..=column]);
                let window = Window { row: 0, column, rows: 1, columns: 1 };
                found.push((vec![range], vec![BandSeen::of(window, &values[column..=column])]));
            }
            found
        };
        laws::hold::<Found, _>(values.len(), of, Found::finish);
        // Of two that are alike the first
        let found = of(0..6).bands[0];
        assert_eq!(found.largest.map(|largest| (largest.value, largest.column)), Some((7.0, 3)));
        assert_eq!((found.cells, found.negative), (5, 1));
    }
}
