//! Land that one map of a run has and another lacks: a clip, a hole, a raster that ends elsewhere. Nothing is wrong with the
//! figures then, but those of two maps are not of the same land, and that is told.

use super::{
    land_cover::{CellBuffer, ClassReader, LandCover, shaped},
    message::Message,
    progress::Progress,
    region::Region,
    sweep::{Emit, Worker, sweep},
    threads::Threads,
};
use crate::{
    cover::classes::{ClassBlock, ClassCells},
    error::{Result, try_vec},
    figures::{amount, count},
    grid::{Window, areas::CellAreas},
    io::gdal::{GridRelation, Outside},
    kernels::{
        Accumulator,
        cover::{
            class_counts::{AreaSum, Ground},
            common_land::CommonLand,
        },
    },
    sentence::{Phrase, Sentence, list, phrase, sentence},
};

/// A share of land above which the difference is a warning.
const WARN_SHARE: f64 = 0.01;

/// A map and what it is called.
pub struct LandOf<'a> {
    pub name: String,
    pub map: &'a LandCover,
}

/// Areas of two maps on one grid, in ha.
pub struct Lands {
    pub first: f64,
    pub second: f64,
    pub common: f64,
}

/// What two maps do not have in common; `None` where they cover the same land. `meaning` says what follows from it.
pub fn difference(first: &str, second: &str, lands: &Lands, meaning: Option<Phrase>) -> Option<Message> {
    let share = |of: f64| if of > 0.0 { (of - lands.common).max(0.0) / of } else { 0.0 };
    let (a, b) = (share(lands.first), share(lands.second));
    // Sums of areas differ by rounding.
    if a.max(b) < 1e-12 {
        return None;
    }
    let lacking = [(lands.first, a, first, second), (lands.second, b, second, first)]
        .into_iter()
        .filter(|(_, share, ..)| *share >= 1e-12)
        .map(|(of, share, has, lacks)| {
            let (area, percent) = (amount(of * share), format!("{:.2}", 100.0 * share));
            sentence!("{area} ha ({percent} %) of {has} have no class in {lacks}", area, percent, has, lacks)
        });
    let lacking = list(lacking);
    let told =
        sentence!("{first} and {second} cover different land: {lacking}.{meaning}", first, second, lacking, meaning);
    Some(land_message(a.max(b), "DIFFERENT_LAND", told))
}

fn land_message(share: f64, code: &'static str, told: Sentence) -> Message {
    if share > WARN_SHARE { Message::warning(code, told) } else { Message::info(code, told) }
}

/// Compares the land of each two successive maps, and of each with the grid that all are read on, which is that of the map
/// named `grid`.
pub fn compare(
    maps: &[LandOf<'_>],
    grid: &str,
    region: &Region,
    threads: &Threads,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<()> {
    if maps.len() < 2 || maps.iter().all(|named| !named.map.may_lack_cells()) {
        return Ok(());
    }
    let first = maps[0].map;
    let tiling = first.units(maps.iter().map(|named| named.map), None);
    let open = || {
        let readers = maps.iter().map(|named| ClassReader::open(named.map)).collect::<Result<_>>()?;
        Ok(Comparer { readers, cells: maps.iter().map(|named| named.map.buffer()).collect(), region })
    };
    let land: CommonLand = sweep(&tiling, threads, progress, phrase!("Comparing the land of maps"), open, |()| Ok(()))?;
    let ha = |sum: &AreaSum| sum.area_ha(&region.areas);
    for ((two, of), common) in maps.windows(2).zip(land.maps.windows(2)).zip(&land.pairs) {
        let lands = Lands { first: ha(&of[0]), second: ha(&of[1]), common: ha(common) };
        messages.extend(difference(&two[0].name, &two[1].name, &lands, None));
    }
    for land in maps {
        messages.extend(beyond(land, grid, region, threads, progress)?);
    }
    Ok(())
}

struct Comparer<'a> {
    readers: Vec<ClassReader<'a>>,
    cells: Vec<CellBuffer>,
    region: &'a Region,
}

impl Worker<CommonLand, ()> for Comparer<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<CommonLand> {
        let read = self.readers.iter_mut().zip(&mut self.cells).map(|(reader, cells)| reader.read(window, cells));
        let blocks = read.collect::<Result<Vec<_>>>()?;
        let mut land = CommonLand::default();
        land.push((&blocks, self.region.ground(window)));
        Ok(land)
    }
}

/// A map so many times as large as the grid is not read beyond it: a map of a country laid under one of a mine.
const FAR: u64 = 16;
/// Of grids smaller than that.
const SMALL: u64 = 1 << 24;

/// The land of a map outside the raster on whose grid it is read, as cells of its own; `None` where it has none. With a mask or
/// zones, which lie on that grid, there is no other land.
pub fn beyond(
    land: &LandOf<'_>,
    grid: &str,
    region: &Region,
    threads: &Threads,
    progress: &mut Progress<'_>,
) -> Result<Option<Message>> {
    let LandOf { name, map } = land;
    let Some(own) = map.on_own_grid().filter(|_| region.cells.is_none()) else { return Ok(None) };
    let relation = GridRelation::new(&map.info, &own.info);
    if !Outside::new(&relation)?.meets(own.grid().whole()) {
        return Ok(None);
    }
    let (cells, of_grid) = (own.grid().cells(), map.grid().cells());
    if cells > FAR * of_grid.max(SMALL) {
        let told = sentence!(
            "{name} reaches far beyond {grid}: its raster has {cells} cells, that of {grid} {of_grid}. What lies outside {grid} is not counted.",
            name,
            grid,
            cells = count(cells),
            of_grid = count(of_grid)
        );
        return Ok(Some(Message::warning("LAND_BEYOND", told)));
    }
    let areas = own_areas(own, map, region);
    let tiling = own.units([own], None);
    let open = || {
        let outside = Outside::new(&relation)?;
        Ok(Surveyor { reader: ClassReader::open(own)?, cells: own.buffer(), outside, areas: &areas })
    };
    let found: CommonLand =
        sweep(&tiling, threads, progress, phrase!("Comparing the land of maps"), open, |()| Ok(()))?;
    let [all, outside] = [found.maps[0], found.pairs[0]].map(|sum| sum.area_ha(&areas));
    if outside == 0.0 {
        return Ok(None);
    }
    let told = sentence!(
        "{area} ha ({percent} %) of the valid cells of {name} lie outside the raster of {grid}, on whose grid it is read, and are not counted.",
        area = amount(outside),
        percent = format!("{:.2}", 100.0 * outside / all),
        name,
        grid
    );
    Ok(Some(land_message(outside / all, "LAND_BEYOND", told)))
}

/// Areas of a map's own cells: of its plane where that is the plane on which the run measures, else those that are true.
fn own_areas(own: &LandCover, map: &LandCover, region: &Region) -> CellAreas {
    let planar = CellAreas::Same(own.grid().cell_area_ha());
    let same_plane = matches!(region.areas, CellAreas::Same(_)) && own.info.crs_name() == map.info.crs_name();
    if same_plane { planar } else { own.info.ellipsoidal_areas().cloned().unwrap_or(planar) }
}

/// Counts the valid cells of a map, all of them and those outside the grid that it is read on.
struct Surveyor<'a> {
    reader: ClassReader<'a>,
    cells: CellBuffer,
    outside: Outside,
    areas: &'a CellAreas,
}

impl Worker<CommonLand, ()> for Surveyor<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<CommonLand> {
        let mut land = CommonLand::default();
        // A second map, whose land is what lies outside.
        let mut outside = try_vec(window.cells(), 0u8, phrase!("a part of the map"))?;
        for (row, cells) in outside.chunks_exact_mut(window.columns).enumerate() {
            cells.iter_mut().zip(self.outside.row(window, row)).for_each(|(cell, outside)| *cell = u8::from(outside));
        }
        let outside = ClassBlock { cells: ClassCells::Bytes(shaped(&outside, window)?), codes: &[None, Some(1)] };
        let map = self.reader.read(window, &mut self.cells)?;
        land.push((&[map, outside], Ground { window, areas: self.areas, zones: None }));
        Ok(land)
    }
}
