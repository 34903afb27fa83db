//! What is done with the units of a map: patches measured, painted and traced by their ids.

use crate::{
    engine::{
        patch_reader::PatchReader,
        sweep::{Emit, Worker},
    },
    error::{Result, try_vec},
    grid::Window,
    kernels::{
        Accumulator,
        patches::{
            PatchIds,
            borders::{BorderBlock, Borders},
            geometry::{Around, Depths, Geometries, GeometryBlock, GeometryOptions},
            outlines,
            outlines::LabelRuns,
        },
    },
    sentence::phrase,
};

/// Measures geometries.
pub struct Measurer<'a> {
    pub reader: PatchReader<'a>,
    pub ids: &'a PatchIds,
    pub cells: &'a [u64],
    pub options: GeometryOptions,
    pub depths: Option<&'a Depths>,
}

impl Worker<Geometries, ()> for Measurer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Geometries> {
        let (ids, cells, options) = (self.ids, self.cells, self.options);
        let mut geometries = Geometries::default();
        let (block, around) = match self.depths {
            None => (self.reader.block(window)?, None),
            Some(depths) => {
                let (block, [above, below]) = self.reader.block_between(window)?;
                (block, Some(Around { above, below, depths }))
            }
        };
        geometries.push(GeometryBlock { block, ids, cells, options, around });
        Ok(geometries)
    }
}

/// Writes ids.
///
/// Patches of strips have other beginnings than those of the whole map, so that all sweeps must have the same strips.
pub struct Painter<'a> {
    pub reader: PatchReader<'a>,
    pub ids: &'a PatchIds,
}

impl Worker<(), (Window, Vec<u32>)> for Painter<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, (Window, Vec<u32>)>) -> Result<()> {
        let mut rows = try_vec(window.cells(), 0, phrase!("a part of the patch raster"))?;
        self.ids.paint(self.reader.block(window)?, &mut rows);
        emit.block((window, rows));
        Ok(())
    }
}

/// Measures borders against other classes.
pub struct Borderer<'a> {
    pub reader: PatchReader<'a>,
    pub ids: &'a PatchIds,
    pub classes: &'a [u32],
}

impl Worker<Borders, ()> for Borderer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Borders> {
        let (ids, classes) = (self.ids, self.classes);
        let mut borders = Borders::default();
        borders.push(BorderBlock { block: self.reader.block(window)?, ids, classes });
        Ok(borders)
    }
}

/// Gathers the runs of patches, to be traced.
pub struct Tracer<'a> {
    pub reader: PatchReader<'a>,
    pub ids: &'a PatchIds,
}

impl Worker<LabelRuns, ()> for Tracer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<LabelRuns> {
        let mut rows: Vec<Vec<outlines::LabelRun>> = vec![Vec::new(); window.rows];
        self.ids.walk(self.reader.block(window)?, |_, row, runs| {
            let mut start = 0;
            for run in runs {
                let end = run.end;
                rows[row - window.row].extend(run.id().map(|label| outlines::LabelRun { start, end, label }));
                start = end;
            }
        });
        let mut labels = LabelRuns::default();
        for row in &mut rows {
            // Those of zones come zone by zone.
            row.sort_unstable_by_key(|run| run.start);
            labels.push(row);
        }
        Ok(labels)
    }
}
