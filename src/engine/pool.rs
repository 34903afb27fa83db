//! Work in memory, side by side: a pool of threads for a run, while the calling thread hears whether the run goes on.
//!
//! Sweeps have threads of their own, each with its handles of GDAL; what has no handle comes here.

use super::progress::Progress;
use crate::error::{Error, Result};
use rayon::prelude::*;
use std::{
    panic::resume_unwind,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{RecvTimeoutError, sync_channel},
    },
    thread,
};

/// Says whether work goes on; long pieces of it ask now and then.
pub type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// The threads of a run.
pub struct Pool(rayon::ThreadPool);

impl Pool {
    pub fn new(threads: usize) -> Result<Pool> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.map(Pool).map_err(|e| Error::Internal { detail: format!("threads cannot be started: {e}") })
    }

    /// What `each` makes of the items, in their order whatever the threads; nothing where it stopped as it was told to.
    pub fn map<T: Sync, R: Send>(
        &self,
        items: &[T],
        progress: &mut Progress<'_>,
        text: &str,
        each: impl Fn(&T, GoOn<'_>) -> Option<R> + Sync,
    ) -> Result<Vec<R>> {
        let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
        let go_on = || !stop.load(Ordering::Relaxed);
        let one = |item: &T| {
            let made = if go_on() { each(item, &go_on) } else { None };
            done.fetch_add(1, Ordering::Relaxed);
            made
        };
        let share = || done.load(Ordering::Relaxed) as f64 / items.len().max(1) as f64;
        progress.tell(0.0, text)?;
        thread::scope(|scope| {
            // Its end wakes the calling thread, also that of a panic.
            let (ended, end) = sync_channel::<()>(0);
            let work = scope.spawn(|| {
                let _ended = ended;
                self.0.install(|| items.par_iter().map(one).collect::<Option<Vec<R>>>())
            });
            let mut heard = Ok(());
            while end.recv_timeout(Progress::INTERVAL) == Err(RecvTimeoutError::Timeout) {
                if heard.is_ok() {
                    heard = progress.tick(share(), text);
                    stop.store(heard.is_err(), Ordering::Relaxed);
                }
            }
            let made = work.join().unwrap_or_else(|panic| resume_unwind(panic));
            heard.and_then(|()| progress.tell(1.0, text))?;
            made.ok_or(Error::Cancelled)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        for threads in [1, 2, 7] {
            let pool = Pool::new(threads).unwrap();
            let squares = pool.map(&items, &mut Progress::none(), "", |item, _| Some(item * item)).unwrap();
            assert!(squares.iter().zip(&items).all(|(square, item)| *square == item * item));
        }
        assert!(Pool::new(2).unwrap().map(&[0; 0], &mut Progress::none(), "", |_, _| Some(())).unwrap().is_empty());
    }

    #[test]
    fn a_no_stops_what_is_under_way_and_what_waits() {
        let begun = AtomicUsize::new(0);
        let mut calls = 0;
        let mut callback = |_: f64, _: &str| {
            calls += 1;
            calls < 3
        };
        let each = |_: &u32, go_on: GoOn<'_>| {
            begun.fetch_add(1, Ordering::Relaxed);
            while go_on() {
                thread::yield_now();
            }
            Some(())
        };
        let made = Pool::new(2).unwrap().map(&[0; 100], &mut Progress::new(&mut callback), "", each);
        assert!(matches!(made, Err(Error::Cancelled)));
        assert_eq!((calls, begun.into_inner()), (3, 2));
    }

    #[test]
    fn a_panic_is_the_callers() {
        let pool = Pool::new(2).unwrap();
        let each = |item: &i32, _: GoOn<'_>| {
            assert!(*item != 2);
            Some(())
        };
        let run = || pool.map(&[1, 2, 3], &mut Progress::none(), "", each);
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
    }
}
