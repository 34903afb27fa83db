//! One sweep that counts classes and hands the cells on to be written.

use super::{
    cell_reader::CellReader,
    progress::Progress,
    region::Region,
    sweep::{Emit, Worker, sweep},
    threads::Threads,
};
use crate::{
    error::Result,
    grid::{Window, tiling::Tiling},
    kernels::Accumulator,
    sentence::phrase,
};
use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

/// What a counting sweep needs.
pub struct Job<'a, A> {
    pub tiling: Tiling,
    pub region: &'a Region,
    pub threads: &'a Threads,
    /// Whether cells are handed on to be written.
    pub writes: bool,
    /// Whether all classes counted have what they need. Once one has not, the rasters are lost and only the counts are of
    /// use.
    pub known: &'a (dyn Fn(&A) -> bool + Sync),
}

struct Counter<'a, R: CellReader> {
    reader: R,
    job: &'a Job<'a, R::Counts>,
    lost: &'a AtomicBool,
    /// Buffers to be filled again: fresh memory would cost more than filling it.
    spare: &'a Mutex<Vec<R::Cells>>,
}

impl<R: CellReader> Worker<R::Counts, (Window, R::Cells)> for Counter<'_, R> {
    fn unit(&mut self, window: Window, emit: Emit<'_, (Window, R::Cells)>) -> Result<R::Counts> {
        let spare = || self.spare.lock().unwrap_or_else(|e| e.into_inner());
        let mut cells = spare().pop().unwrap_or_else(|| self.reader.cells());
        let counts = self.reader.count(self.job.region.ground(window), &mut cells)?;
        if !(self.job.known)(&counts) {
            self.lost.store(true, Ordering::Relaxed);
        }
        if self.job.writes && !self.lost.load(Ordering::Relaxed) {
            emit.block((window, cells));
        } else {
            spare().push(cells);
        }
        Ok(counts)
    }
}

/// Counts the cells of every class; `write` gets the cells of each unit in the calling thread, which is where values are
/// looked up: a cell is smaller than its value.
pub fn count<R: CellReader>(
    job: &Job<'_, R::Counts>,
    progress: &mut Progress<'_>,
    open: impl Fn() -> Result<R> + Sync,
    mut write: impl FnMut(Window, &R::Cells) -> Result<()>,
) -> Result<<R::Counts as Accumulator>::Output> {
    let (lost, spare) = (AtomicBool::new(false), Mutex::default());
    let open = || Ok(Counter { reader: open()?, job, lost: &lost, spare: &spare });
    let write = |(window, cells): (Window, R::Cells)| {
        write(window, &cells)?;
        spare.lock().unwrap_or_else(|e| e.into_inner()).push(cells);
        Ok(())
    };
    let counts: R::Counts = sweep(&job.tiling, job.threads, progress, phrase!("Counting classes"), open, write)?;
    Ok(counts.finish())
}
