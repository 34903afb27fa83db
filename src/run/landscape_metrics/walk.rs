//! The sweeps over every map: patches are found, and then measured, traced and painted as it is asked.

use super::{
    asked::Asked,
    found::{MapPatches, check_found},
    measure::{Codes, Measured, Numbered, Patterns, depths},
    workers::{Borderer, Measurer, Painter, Tracer},
};
use crate::{
    engine::{
        land_cover::LandCover,
        outputs::{OutputSet, write_rows},
        patch_reader::PatchReader,
        progress::Progress,
        region::Region,
        series::Layer,
        shapes::multi_polygon,
        sweep::{Worker, sweep},
        tables::pair_table,
        threads::Threads,
    },
    error::{Error, Result},
    grid::{Grid, Window, tiling::Tiling},
    io::{RasterSink, gdal::Sink},
    kernels::{
        Accumulator, GoOn,
        patches::{
            PatchIds, PatchOptions, Patches,
            borders::Borders,
            geometry::Geometries,
            outlines::{LabelRuns, Outline, outlines},
        },
    },
    sentence::{Phrase, phrase},
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A run on its way over the maps.
pub struct MapSweeps<'a> {
    asked: &'a Asked<'a>,
    region: &'a Region,
    threads: &'a Threads,
    sink: Option<Sink<u32>>,
    /// Sweeps that have begun, of all.
    begun: usize,
    sweeps: usize,
    largest_id: Option<f64>,
    shapes: Vec<Option<Vec<u8>>>,
}

/// What is left of it beside what was found.
pub struct SweptMaps {
    pub outputs: OutputSet,
    /// In the first band of the raster.
    pub largest_id: Option<f64>,
    /// Polygons of the patches, where they are asked for.
    pub shapes: Vec<Option<Vec<u8>>>,
}

/// A map, and how it is cut.
struct MapStrips<'a> {
    map: &'a LandCover,
    region: &'a Region,
    options: PatchOptions,
    /// Ids hold on the strips on which the patches were found.
    tiling: Tiling,
    threads: &'a Threads,
}

impl<'a> MapSweeps<'a> {
    pub fn new(
        asked: &'a Asked<'a>,
        region: &'a Region,
        threads: &'a Threads,
        sink: Option<Sink<u32>>,
        maps: usize,
    ) -> MapSweeps<'a> {
        // One more, in which the maps are compared.
        let sweeps = asked.sweeps() * maps + 1;
        MapSweeps { asked, region, threads, sink, begun: 0, sweeps, largest_id: None, shapes: Vec::new() }
    }

    /// The next sweep begins.
    pub fn begin(&mut self, progress: &mut Progress<'_>) {
        progress.part(self.begun, self.sweeps);
        self.begun += 1;
    }

    /// Does one map, whose ids go into a band of the raster.
    pub fn map<'l>(&mut self, layer: Layer<'l>, band: usize, progress: &mut Progress<'_>) -> Result<MapPatches<'l>> {
        let (asked, map) = (self.asked, &layer.map);
        let strips = MapStrips {
            map,
            region: self.region,
            options: asked.patches,
            tiling: Tiling::strips(map.grid(), map.info.block, self.sink.as_ref().map(Sink::block_shape)),
            threads: self.threads,
        };
        self.begin(progress);
        let patches: Patches = strips.sweep(phrase!("Finding patches"), progress, |reader| reader)?;
        let patterns = patches.finish();
        check_found(&layer, &patterns, &asked.setting)?;
        let ids = PatchIds::new(&patterns);
        let numbered = Numbered { patterns: &patterns, ids: &ids };
        let (mut geometries, mut joins) = (Measured::new(), BTreeMap::new());
        if asked.measured {
            geometries = self.measure(&strips, &numbered, progress)?;
            let text = phrase!("Measuring distances between patches");
            for (zone, of_zone) in geometries.iter_mut().filter(|_| asked.isolation.asked()) {
                let measure =
                    |go_on: GoOn<'_>| Some(asked.isolation.measure(&patterns[zone], of_zone, &asked.setting, go_on));
                joins.insert(*zone, self.threads.run(progress, text, || 1.0, measure)??);
            }
        }
        let edge_weights = self.edge_weights(&patterns)?;
        if asked.contrasted {
            self.measure_contrast(&strips, &numbered, &mut geometries, progress)?;
        }
        if asked.request.patches {
            self.trace(&strips, &ids, progress)?;
        }
        self.paint(&strips, &ids, band, progress)?;
        Ok(MapPatches { layer, patterns, geometries, edge_weights, joins })
    }

    fn measure(
        &mut self,
        strips: &MapStrips<'_>,
        numbered: &Numbered<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<Measured> {
        let (asked, ids) = (self.asked, numbered.ids);
        let cells = &numbered.cells();
        if let Some(table) = asked.edge_depths.as_ref().filter(|_| asked.request.edge_depth.is_none()) {
            table.check(numbered.patterns.values().flat_map(pair_table::edges))?;
        }
        let depths = asked.edge_depths.as_ref().map(|table| depths(table, asked.metres_per_unit, numbered.patterns));
        let (options, depths) = (asked.geometry, depths.as_ref());
        self.begin(progress);
        let measurer = |reader| Measurer { reader, ids, cells, options, depths };
        let text = phrase!("Measuring patches");
        let found: Geometries = strips.sweep(text, progress, measurer)?;
        let found = self.threads.run(progress, text, || 1.0, |_| Some(found.finish()))?;
        Ok(numbered.by_zone(found))
    }

    /// Contrast of the edges of each pattern, where it is given.
    fn edge_weights(&self, patterns: &Patterns) -> Result<BTreeMap<Option<u32>, Vec<f64>>> {
        let Some(weights) = &self.asked.contrast else { return Ok(BTreeMap::new()) };
        patterns.iter().map(|(zone, pattern)| Ok((*zone, weights.of_edges(pattern)?))).collect()
    }

    fn measure_contrast(
        &mut self,
        strips: &MapStrips<'_>,
        numbered: &Numbered<'_>,
        geometries: &mut Measured,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let (asked, ids) = (self.asked, numbered.ids);
        let Some(weights) = &asked.contrast else { return Ok(()) };
        let codes = Codes::new(numbered);
        self.begin(progress);
        let borderer = |reader| Borderer { reader, ids, classes: &codes.of };
        let borders: Borders = strips.sweep(phrase!("Measuring contrast"), progress, borderer)?;
        numbered.give_contrast(geometries, borders.finish(), &codes, weights, &asked.setting);
        Ok(())
    }

    fn trace(&mut self, strips: &MapStrips<'_>, ids: &PatchIds, progress: &mut Progress<'_>) -> Result<()> {
        self.begin(progress);
        let text = phrase!("Tracing patches");
        let runs: LabelRuns = strips.sweep(text, progress, |reader| Tracer { reader, ids })?;
        let grid = strips.map.grid();
        let trace = |go_on: GoOn<'_>| Some(polygons(&runs, grid, ids.len(), go_on));
        self.shapes.extend(self.threads.run(progress, text, || 1.0, trace)??);
        Ok(())
    }

    fn paint(
        &mut self,
        strips: &MapStrips<'_>,
        ids: &PatchIds,
        band: usize,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        if self.sink.is_none() {
            return Ok(());
        }
        self.begin(progress);
        self.largest_id = self.largest_id.or(Some(ids.len() as f64));
        let write = |(window, rows): (Window, Vec<u32>)| write_rows(self.sink.as_mut(), band, window, &rows, 0);
        let painter = |reader| Painter { reader, ids };
        strips.sweep_writing::<(), _, _>(phrase!("Writing patches"), progress, painter, write)
    }

    pub fn finish(self) -> Result<SweptMaps> {
        let mut outputs = OutputSet::default();
        self.sink.into_iter().try_for_each(|sink| outputs.add("output", sink))?;
        Ok(SweptMaps { outputs, largest_id: self.largest_id, shapes: self.shapes })
    }
}

impl<'a> MapStrips<'a> {
    /// A sweep of workers that are made of a reader of patches each.
    fn sweep<A: Accumulator + Default, W: Worker<A, ()>>(
        &self,
        text: Phrase,
        progress: &mut Progress<'_>,
        worker: impl Fn(PatchReader<'a>) -> W + Sync,
    ) -> Result<A> {
        self.sweep_writing(text, progress, worker, |()| Ok(()))
    }

    fn sweep_writing<A: Accumulator + Default, B: Send, W: Worker<A, B>>(
        &self,
        text: Phrase,
        progress: &mut Progress<'_>,
        worker: impl Fn(PatchReader<'a>) -> W + Sync,
        write: impl FnMut(B) -> Result<()>,
    ) -> Result<A> {
        let open = || Ok(worker(PatchReader::open(self.map, self.region, self.options)?));
        sweep(&self.tiling, self.threads, progress, text, open, write)
    }
}

/// Polygons by id, from 0 for id 1.
fn polygons(runs: &LabelRuns, grid: &Grid, patches: usize, go_on: GoOn<'_>) -> Result<Vec<Option<Vec<u8>>>> {
    let outlines = outlines(runs)?;
    let labels: Vec<Outline<'_>> = outlines.labels().collect();
    let traced = labels.par_iter().map(|outline| {
        let shape = multi_polygon(*outline, grid)?;
        if go_on() { Ok((outline.label() as usize - 1, shape)) } else { Err(Error::Cancelled) }
    });
    let mut shapes = vec![None; patches];
    traced.collect::<Result<Vec<_>>>()?.into_iter().for_each(|(i, shape)| shapes[i] = Some(shape));
    Ok(shapes)
}
