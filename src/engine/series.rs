//! Land-cover maps of several years: opened on one grid, in order of time, and read together.

use super::{
    cell_reader::CellReader,
    codes::each_once,
    common_land::LandOf,
    land_cover::{CellBuffer, ClassReader, LandCover},
    message::Message,
    pairs::{PairIds, Scratch},
    request::{Raster, ResampleClasses},
};
use crate::{
    cover::cell_mask::CellMask,
    error::{Error, Result},
    kernels::{
        Accumulator,
        cover::{
            class_counts::Ground,
            class_series::{ClassSeries, MapOrPair, Pair},
        },
    },
    sentence::{Argument, Place, phrase, sentence},
};
use std::sync::Arc;

/// The fields of a request that say which maps.
pub struct Layers<'a> {
    pub layers: &'a [Raster],
    pub layer_names: &'a [String],
    pub years: &'a [Option<i32>],
    pub ignore_codes: &'a [i64],
    pub resample_classes: ResampleClasses,
}

/// One map of a series.
pub struct Year<'a> {
    pub map: LandCover,
    pub raster: &'a Raster,
    /// What tables call it.
    pub layer: String,
    pub year: i32,
}

/// Maps in ascending order of their years, on the grid of the one that was given first.
pub struct Series<'a> {
    pub years: Vec<Year<'a>>,
    first: usize,
}

/// A map of a request that has several.
pub struct Layer<'a> {
    pub map: LandCover,
    pub raster: &'a Raster,
    /// What tables call it.
    pub name: String,
    pub year: Option<i32>,
}

impl Layer<'_> {
    /// What messages and bands call it: its year, else its name.
    pub fn label(&self) -> String {
        self.year.map_or_else(|| self.name.clone(), |year| year.to_string())
    }
}

impl<'a> Layers<'a> {
    /// Opens the maps as [`Layers::open_any`] does; no two of them are of one year.
    pub fn open(
        &self,
        classes: impl IntoIterator<Item = i64> + Clone,
        messages: &mut Vec<Message>,
    ) -> Result<Vec<Layer<'a>>> {
        let opened = self.open_any(classes, messages)?;
        for (i, layer) in opened.iter().enumerate() {
            let same = opened[..i].iter().find(|other| other.year == layer.year).zip(layer.year);
            if let Some((same, year)) = same {
                return Err(Error::YearTwice { one: same.name.clone(), other: layer.name.clone(), year });
            }
        }
        Ok(opened)
    }

    /// Opens the maps in the order in which they were given, on the grid of the first. Ids of `classes` come first, in their
    /// order.
    pub fn open_any(
        &self,
        classes: impl IntoIterator<Item = i64> + Clone,
        messages: &mut Vec<Message>,
    ) -> Result<Vec<Layer<'a>>> {
        let layers = self.layers.len();
        if layers == 0 {
            return Err(Error::NoLayers);
        }
        for (field, found) in [("YEARS", self.years.len()), ("LAYER_NAMES", self.layer_names.len())] {
            if found != 0 && found != layers {
                return Err(Error::SeriesLength { field, found, layers });
            }
        }
        each_once("IGNORE_CODES", self.ignore_codes, messages);
        let mut opened: Vec<Layer<'a>> = Vec::with_capacity(layers);
        for (i, raster) in self.layers.iter().enumerate() {
            let name = self.name(i);
            let year = self.years.get(i).copied().unwrap_or(raster.year);
            let mut map = LandCover::open(raster, self.ignore_codes, classes.clone())?;
            if let Some(first) = opened.first() {
                map.align(&first.map, self.resample_classes, messages)?;
            }
            opened.push(Layer { map, raster, name, year });
        }
        Ok(opened)
    }

    fn name(&self, i: usize) -> String {
        let raster = &self.layers[i];
        self.layer_names.get(i).or(raster.name.as_ref()).unwrap_or(&raster.path).clone()
    }
}

impl<'a> Series<'a> {
    /// For algorithms about time: each map has a year of its own. Ids of `classes` come first, in their order.
    pub fn open(
        given: &Layers<'a>,
        classes: impl IntoIterator<Item = i64> + Clone,
        messages: &mut Vec<Message>,
    ) -> Result<Series<'a>> {
        let mut years: Vec<Year<'a>> = Vec::with_capacity(given.layers.len());
        for layer in given.open(classes, messages)? {
            let Layer { map, raster, name: layer, year: Some(year) } = layer else {
                return Err(Error::YearUnknown { path: layer.name });
            };
            if let Some(same) = years.iter().find(|y| same_map(y.raster, raster)) {
                messages.push(nothing_changes(same.year, year));
            }
            years.push(Year { map, raster, layer, year });
        }
        let year_of_first = years[0].year;
        years.sort_by_key(|y| y.year);
        let first = years.iter().position(|y| y.year == year_of_first).expect("the first is one of them");
        Ok(Series { years, first })
    }

    /// The map that gives the grid.
    pub fn grid_map(&self) -> &LandCover {
        &self.years[self.first].map
    }

    /// What messages call it.
    pub fn grid_name(&self) -> String {
        self.years[self.first].year.to_string()
    }

    /// The maps by their years.
    pub fn lands(&self) -> Vec<LandOf<'_>> {
        self.years.iter().map(|y| LandOf { name: y.year.to_string(), map: &y.map }).collect()
    }

    /// The maps in a sentence.
    pub fn maps_text(&self) -> Argument {
        maps_text(self.maps())
    }

    /// All maps, in the order of their years.
    pub fn maps(&self) -> impl Iterator<Item = &LandCover> {
        self.years.iter().map(|y| &y.map)
    }

    /// Counts only cells of the region from now on.
    pub fn restrict(&mut self, region: Option<Arc<CellMask>>) {
        self.years.iter_mut().for_each(|y| y.map.restrict(region.clone()));
    }

    /// Every two successive maps, then the first and the last where they are not those.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let last = self.years.len() - 1;
        let whole = (last > 1).then_some((0, last));
        (0..last).map(|i| (i, i + 1)).chain(whole).collect()
    }
}

/// Whether two rasters of a request are one.
pub fn same_map(one: &Raster, other: &Raster) -> bool {
    (&one.path, one.band) == (&other.path, other.band)
}

/// Warns of a map that stands for two dates.
pub fn nothing_changes(one: impl Place, other: impl Place) -> Message {
    let told = sentence!("The maps of {same} and {year} are the same, so nothing changes.", same = one, year = other);
    Message::warning("SAME_MAP", told)
}

/// Maps in a sentence: the one by its path.
pub fn maps_text<'a>(maps: impl Iterator<Item = &'a LandCover>) -> Argument {
    let paths: Vec<&str> = maps.map(LandCover::path).collect();
    if let [path] = paths[..] { path.argument() } else { phrase!("the maps").argument() }
}

/// Reads all maps of a series for the thread that opened them, and counts each and the pairs of them.
pub struct SeriesReader<'a> {
    maps: Vec<ClassReader<'a>>,
    series: &'a Series<'a>,
    pairs: Vec<((usize, usize), PairIds<Pair>)>,
    scratch: Scratch,
}

impl<'a> SeriesReader<'a> {
    pub fn open(series: &'a Series<'a>) -> Result<SeriesReader<'a>> {
        let maps = series.years.iter().map(|y| ClassReader::open(&y.map)).collect::<Result<_>>()?;
        let pairs = series.pairs().into_iter().map(|pair| (pair, PairIds::new())).collect();
        Ok(SeriesReader { maps, series, pairs, scratch: Scratch::default() })
    }
}

impl CellReader for SeriesReader<'_> {
    type Cells = Vec<CellBuffer>;
    type Counts = ClassSeries;

    fn cells(&self) -> Vec<CellBuffer> {
        self.series.years.iter().map(|y| y.map.buffer()).collect()
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut Vec<CellBuffer>) -> Result<ClassSeries> {
        let mut counts = ClassSeries::default();
        let read = self.maps.iter_mut().zip(cells).map(|(map, cells)| map.read(ground.window, cells));
        let blocks = read.collect::<Result<Vec<_>>>()?;
        for (i, block) in blocks.iter().enumerate() {
            counts.push((MapOrPair::Map(i, *block), ground));
        }
        for (i, ((a, b), ids)) in self.pairs.iter_mut().enumerate() {
            ids.count(blocks[*a], blocks[*b], ground, &mut self.scratch, counts.pair(i))?;
        }
        Ok(counts)
    }
}
