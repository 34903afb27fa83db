//! One sweep that counts classes and hands the cells on to be written.

use super::{
    CellBuffer, Progress,
    region::Region,
    sweep::{Emit, Worker, sweep},
};
use crate::{
    class_map::ClassBlock,
    error::Result,
    grid::{Tiling, Window},
    kernels::{
        Accumulator,
        class_counts::{Class, ClassCounts},
    },
};
use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

/// Reads cells of one map, or of two, in the thread that opened it.
pub trait CellReader {
    type Class: Class;

    /// An empty buffer of the kind that is read into.
    fn buffer(&self) -> CellBuffer;
    fn read<'b>(&'b mut self, window: Window, buffer: &'b mut CellBuffer) -> Result<ClassBlock<'b, Self::Class>>;
}

/// What a counting sweep needs.
pub struct Job<'a, C> {
    pub tiling: Tiling,
    pub region: &'a Region,
    pub threads: usize,
    /// Whether cells are handed on to be written.
    pub writes: bool,
    /// Whether a class has what it needs. Once one has not, the rasters are lost and only the counts are of use.
    pub known: &'a (dyn Fn(C) -> bool + Sync),
}

/// Cells of one unit on their way to be written.
struct Cells {
    window: Window,
    buffer: CellBuffer,
}

struct Counter<'a, R: CellReader> {
    reader: R,
    job: &'a Job<'a, R::Class>,
    lost: &'a AtomicBool,
    /// Buffers to be filled again: fresh memory would cost more than filling it.
    spare: &'a Mutex<Vec<CellBuffer>>,
}

impl<R: CellReader> Worker<ClassCounts<R::Class>, Cells> for Counter<'_, R> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Cells>) -> Result<ClassCounts<R::Class>> {
        let spare = || self.spare.lock().unwrap_or_else(|e| e.into_inner());
        let mut buffer = spare().pop().unwrap_or_else(|| self.reader.buffer());
        let mut counts = ClassCounts::default();
        counts.push((self.reader.read(window, &mut buffer)?, self.job.region.ground(window)));
        if counts.classes().any(|(class, _)| !(self.job.known)(class)) {
            self.lost.store(true, Ordering::Relaxed);
        }
        if self.job.writes && !self.lost.load(Ordering::Relaxed) {
            emit(Cells { window, buffer });
        } else {
            spare().push(buffer);
        }
        Ok(counts)
    }
}

/// Counts the cells of every class; `write` gets the cells of each unit in the calling thread, which is where values are
/// looked up: a cell is smaller than its value.
pub fn count<R: CellReader>(
    job: &Job<'_, R::Class>,
    progress: &mut Progress<'_>,
    open: impl Fn() -> Result<R> + Sync,
    mut write: impl FnMut(Window, &CellBuffer) -> Result<()>,
) -> Result<ClassCounts<R::Class>> {
    let (lost, spare) = (AtomicBool::new(false), Mutex::default());
    let open = || Ok(Counter { reader: open()?, job, lost: &lost, spare: &spare });
    let write = |cells: Cells| {
        write(cells.window, &cells.buffer)?;
        spare.lock().unwrap_or_else(|e| e.into_inner()).push(cells.buffer);
        Ok(())
    };
    let counts: ClassCounts<R::Class> = sweep(&job.tiling, job.threads, progress, "Counting classes", open, write)?;
    Ok(counts.finish())
}
