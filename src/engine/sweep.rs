//! Walks the units of a raster with several threads: workers read and compute, the calling thread merges, writes and
//! watches for cancel.
//!
//! Units are handed out in raster order and their accumulators merged in raster order, so that the result depends on
//! the tiling at most, never on threads. Blocks to write pass a short queue: memory stays that of a few units.

use super::{progress::Progress, threads::Threads};
use crate::{
    error::{Error, Result},
    grid::{Window, tiling::Tiling},
    kernels::{Accumulator, GoOn},
    sentence::Phrase,
};
use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
};

/// What a worker has of the calling thread.
#[derive(Clone, Copy)]
pub struct Emit<'e, B> {
    block: &'e (dyn Fn(B) -> bool + Sync),
    pub go_on: GoOn<'e>,
}

impl<B> Emit<'_, B> {
    /// Hands over a finished piece of output; false when the run is over.
    pub fn block(&self, block: B) -> bool {
        (self.block)(block)
    }
}

/// Does one unit: reads it, computes, emits blocks of output, and gives its accumulator.
pub trait Worker<A, B> {
    fn unit(&mut self, window: Window, emit: Emit<'_, B>) -> Result<A>;
}

enum Event<A, B> {
    Block(B),
    Unit(usize, Result<A>),
}

/// Ends the run when a worker panics; its panic goes on in the calling thread.
struct StopOnPanic<'a>(&'a AtomicBool);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

/// Things that wait for the calling thread; each worker holds one more, and so memory stays that of a few units.
const QUEUE: usize = 1;

/// Runs `open` once in each thread and the worker it gives over the units; `write` gets what they emit, in any order.
/// When units fail, the error is that of the first in raster order.
pub fn sweep<A, B, W>(
    tiling: &Tiling,
    threads: &Threads,
    progress: &mut Progress<'_>,
    text: Phrase,
    open: impl Fn() -> Result<W> + Sync,
    mut write: impl FnMut(B) -> Result<()>,
) -> Result<A>
where
    A: Accumulator + Default,
    B: Send,
    W: Worker<A, B>,
{
    let units = tiling.len();
    let workers = threads.count().min(units).max(1);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = |sender: &SyncSender<Event<A, B>>| run_worker(tiling, &open, &next, &stop, sender);

    threads.scope(|scope| {
        let (sender, receiver) = sync_channel(QUEUE);
        // Threads beyond the units help where a kernel shares out its work.
        scope.spawn_broadcast(move |_, thread| {
            if thread.index() < workers {
                work(&sender);
            }
        });

        let mut units_done = InOrder::default();
        // Goes on to the last sender even after a failure: units before the failed one may hold an earlier error.
        loop {
            match receiver.recv_timeout(Progress::INTERVAL) {
                Ok(Event::Block(block)) if units_done.failed.is_none() => {
                    if let Err(e) = write(block) {
                        units_done.failed = Some((usize::MAX, e));
                    }
                }
                Ok(Event::Block(_)) | Err(RecvTimeoutError::Timeout) => {}
                Ok(Event::Unit(index, unit)) => units_done.take(index, unit),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if units_done.failed.is_none() {
                if let Err(e) = progress.tick(units_done.done as f64 / units.max(1) as f64, text) {
                    units_done.failed = Some((0, e));
                }
            }
            if units_done.failed.is_some() {
                stop.store(true, Ordering::Relaxed);
            }
        }
        match units_done.failed {
            Some((_, e)) => Err(e),
            None => Ok(units_done.merged),
        }
    })
}

/// One thread: opens a worker, and gives it units until none is left or the run is over.
fn run_worker<A, B, W>(
    tiling: &Tiling,
    open: impl Fn() -> Result<W>,
    next: &AtomicUsize,
    stop: &AtomicBool,
    sender: &SyncSender<Event<A, B>>,
) where
    A: Send,
    B: Send,
    W: Worker<A, B>,
{
    let _end = StopOnPanic(stop);
    let mut worker = match open() {
        Ok(worker) => worker,
        Err(e) => {
            stop.store(true, Ordering::Relaxed);
            let _ = sender.send(Event::Unit(0, Err(e)));
            return;
        }
    };
    while !stop.load(Ordering::Relaxed) {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if index >= tiling.len() {
            break;
        }
        let go_on = || !stop.load(Ordering::Relaxed);
        let block = |block| go_on() && sender.send(Event::Block(block)).is_ok();
        let done = worker.unit(tiling.window(index), Emit { block: &block, go_on: &go_on });
        if done.is_err() {
            stop.store(true, Ordering::Relaxed);
        }
        if sender.send(Event::Unit(index, done)).is_err() {
            break;
        }
    }
}

/// Accumulators of units, merged in raster order as they come, and the failure that counts.
struct InOrder<A> {
    merged: A,
    /// Of units whose predecessors are not done.
    waiting: BTreeMap<usize, A>,
    next: usize,
    done: usize,
    /// With its rank: the lowest counts.
    failed: Option<(usize, Error)>,
}

impl<A: Default> Default for InOrder<A> {
    fn default() -> InOrder<A> {
        InOrder { merged: A::default(), waiting: BTreeMap::new(), next: 0, done: 0, failed: None }
    }
}

impl<A: Accumulator> InOrder<A> {
    fn take(&mut self, index: usize, unit: Result<A>) {
        match unit {
            Ok(accumulator) => {
                self.done += 1;
                self.waiting.insert(index, accumulator);
                while let Some(accumulator) = self.waiting.remove(&self.next) {
                    self.merged.merge(accumulator);
                    self.next += 1;
                }
            }
            Err(e) => {
                // A worker that stopped as it was told to has nothing to say of the reason.
                let rank = if matches!(e, Error::Cancelled) { usize::MAX } else { index };
                if self.failed.as_ref().is_none_or(|(first, _)| rank < *first) {
                    self.failed = Some((rank, e));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{BlockShape, Grid};
    use serde::{Deserialize, Serialize};
    use std::time::Duration;

    const TEXT: Phrase = Phrase::new("working");

    /// Keeps the order in which it saw things: not commutative, so that a wrong order of merging shows.
    #[derive(Default, Serialize, Deserialize, Debug, PartialEq)]
    struct Order(Vec<usize>);

    impl Accumulator for Order {
        type Block<'a> = usize;
        type Output = Vec<usize>;
        fn push(&mut self, block: usize) {
            self.0.push(block);
        }
        fn merge(&mut self, next: Self) {
            self.0.extend(next.0);
        }
        fn finish(self) -> Vec<usize> {
            self.0
        }
    }

    fn threads(count: usize) -> Threads {
        Threads::new(Some(count)).unwrap()
    }

    fn tiling() -> Tiling {
        let grid = Grid { rows: 10, columns: 10, geotransform: [0.0; 6], metres_per_unit: 1.0 };
        Tiling::new(&grid, BlockShape { rows: 2, columns: 3 })
    }

    struct Count<F>(F);

    impl<F: FnMut(usize) -> Result<()>> Worker<Order, usize> for Count<F> {
        fn unit(&mut self, window: Window, emit: Emit<'_, usize>) -> Result<Order> {
            let index = window.row / 2 * 4 + window.column / 3;
            (self.0)(index)?;
            emit.block(index);
            let mut order = Order::default();
            order.push(index);
            Ok(order)
        }
    }

    #[test]
    fn merges_in_raster_order_whatever_the_threads() {
        for count in [1, 2, 3, 16, 100] {
            let mut written = Vec::new();
            let order: Order = sweep(
                &tiling(),
                &threads(count),
                &mut Progress::none(),
                TEXT,
                || {
                    Ok(Count(|i: usize| {
                        thread::sleep(Duration::from_micros(100 * ((i * 7) % 5) as u64));
                        Ok(())
                    }))
                },
                |block| {
                    written.push(block);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(order.finish(), (0..20).collect::<Vec<_>>());
            written.sort_unstable();
            assert_eq!(written, (0..20).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_error_in_raster_order_wins() {
        for count in [1, 2, 8] {
            let e = sweep::<Order, usize, _>(
                &tiling(),
                &threads(count),
                &mut Progress::none(),
                TEXT,
                || {
                    Ok(Count(|i: usize| {
                        thread::sleep(Duration::from_millis(if i == 5 { 20 } else { 0 }));
                        if i >= 5 { Err(Error::Internal { detail: i.to_string() }) } else { Ok(()) }
                    }))
                },
                |_| Ok(()),
            );
            assert!(matches!(e, Err(Error::Internal { detail }) if detail == "5"));
        }
    }

    #[test]
    fn a_failed_write_and_a_failed_open_end_the_run() {
        let fail = || Err(Error::Internal { detail: "full".into() });
        let e = sweep::<Order, usize, _>(
            &tiling(),
            &threads(4),
            &mut Progress::none(),
            TEXT,
            || Ok(Count(|_| Ok(()))),
            |_| fail(),
        );
        assert!(matches!(e, Err(Error::Internal { detail }) if detail == "full"));
        let none = || if true { Err(Error::Cancelled) } else { Ok(Count(|_| Ok(()))) };
        let e = sweep::<Order, usize, _>(&tiling(), &threads(4), &mut Progress::none(), TEXT, none, |_| Ok(()));
        assert!(matches!(e, Err(Error::Cancelled)));
    }

    /// Emits until it is told to stop; the unit given fails by itself.
    struct Patient(Option<usize>);

    impl Worker<Order, usize> for Patient {
        fn unit(&mut self, window: Window, emit: Emit<'_, usize>) -> Result<Order> {
            let index = window.row / 2 * 4 + window.column / 3;
            if self.0 == Some(index) {
                thread::sleep(Duration::from_millis(30));
                return Err(Error::Internal { detail: "a unit".into() });
            }
            while emit.block(index) {
                thread::sleep(Duration::from_millis(1));
            }
            Err(Error::Cancelled)
        }
    }

    #[test]
    fn workers_that_were_told_to_stop_do_not_hide_why() {
        for count in [1, 2, 4] {
            let full = |_| Err(Error::Internal { detail: "full".into() });
            let e = sweep::<Order, usize, _>(
                &tiling(),
                &threads(count),
                &mut Progress::none(),
                TEXT,
                || Ok(Patient(None)),
                full,
            );
            assert!(matches!(e, Err(Error::Internal { detail }) if detail == "full"));
        }
        let e = sweep::<Order, _, _>(
            &tiling(),
            &threads(2),
            &mut Progress::none(),
            TEXT,
            || Ok(Patient(Some(1))),
            |_| Ok(()),
        );
        assert!(matches!(e, Err(Error::Internal { detail }) if detail == "a unit"));
    }

    /// Says nothing until the callback has said no, and then emits until it is told to stop.
    struct Slow<'a> {
        begun: &'a AtomicUsize,
        said_no: &'a AtomicBool,
    }

    impl Worker<Order, usize> for Slow<'_> {
        fn unit(&mut self, _: Window, emit: Emit<'_, usize>) -> Result<Order> {
            self.begun.fetch_add(1, Ordering::Relaxed);
            // Minutes: a run that does not hear is not to hang.
            for _ in 0..300_000 {
                if self.said_no.load(Ordering::Relaxed) && !emit.block(0) {
                    return Err(Error::Cancelled);
                }
                thread::sleep(Duration::from_millis(1));
            }
            panic!("nobody told the worker to stop");
        }
    }

    #[test]
    fn cancel_is_heard_while_units_are_slow() {
        let (begun, said_no) = (AtomicUsize::new(0), AtomicBool::new(false));
        let mut callback = |_: f64, _: &str| {
            let no = begun.load(Ordering::Relaxed) == 2;
            said_no.store(no, Ordering::Relaxed);
            !no
        };
        let open = || Ok(Slow { begun: &begun, said_no: &said_no });
        let e =
            sweep::<Order, usize, _>(&tiling(), &threads(2), &mut Progress::new(&mut callback), TEXT, open, |_| Ok(()));
        assert!(matches!(e, Err(Error::Cancelled)));
        assert_eq!(begun.into_inner(), 2);
    }

    #[test]
    #[should_panic(expected = "a defect")]
    fn a_panic_in_a_worker_keeps_its_text() {
        let _ = sweep::<Order, usize, _>(
            &tiling(),
            &threads(2),
            &mut Progress::none(),
            TEXT,
            || Ok(Count(|i| if i == 3 { panic!("a defect") } else { Ok(()) })),
            |_| Ok(()),
        );
    }
}
