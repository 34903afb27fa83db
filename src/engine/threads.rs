//! The threads of a run: sweeps have a worker on each, and what is parallel in memory is shared out among them.
//!
//! Kernels name no pool. What they share out by rayon, in a worker of a sweep or in [`Threads::run`], goes to the threads of
//! the run, while the calling thread hears whether the run goes on.

use super::progress::Progress;
use crate::{
    error::{Error, Result},
    kernels::GoOn,
    sentence::{Phrase, phrase},
};
use rayon::{Scope, prelude::*};
use std::sync::{
    atomic::{AtomicBool, AtomicUsize, Ordering},
    mpsc::{RecvTimeoutError, sync_channel},
};

pub struct Threads(rayon::ThreadPool);

impl Threads {
    /// As many as asked for, else one for each core.
    pub fn new(asked: Option<usize>) -> Result<Threads> {
        let count = match asked {
            Some(n) if (1..=1024).contains(&n) => n,
            Some(n) => return Err(Error::argument("threads", n, phrase!("1 to 1024"))),
            None => std::thread::available_parallelism().map_or(1, |n| n.get()),
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build();
        pool.map(Threads).map_err(|e| Error::Internal { detail: format!("threads cannot be started: {e}") })
    }

    pub fn count(&self) -> usize {
        self.0.current_num_threads()
    }

    /// What `of` makes on the calling thread, while what it spawns runs on these threads.
    pub fn scope<'s, R>(&self, of: impl FnOnce(&Scope<'s>) -> R) -> R {
        self.0.in_place_scope(of)
    }

    /// What `work` makes on these threads; nothing where it stopped as it was told to. `share` says how far it is.
    pub fn run<R: Send>(
        &self,
        progress: &mut Progress<'_>,
        text: Phrase,
        share: impl Fn() -> f64,
        work: impl FnOnce(GoOn<'_>) -> Option<R> + Send,
    ) -> Result<R> {
        let stop = AtomicBool::new(false);
        let go_on = || !stop.load(Ordering::Relaxed);
        let mut made = None;
        progress.tell(share(), text)?;
        let answer = self.scope(|scope| {
            // Its end wakes the calling thread, also that of a panic.
            let (ended, end) = sync_channel::<()>(0);
            let made = &mut made;
            let go_on = &go_on;
            scope.spawn(move |_| {
                let _ended = ended;
                *made = work(go_on);
            });
            let mut answer = Ok(());
            while end.recv_timeout(Progress::INTERVAL) == Err(RecvTimeoutError::Timeout) {
                if answer.is_ok() {
                    answer = progress.tick(share(), text);
                    stop.store(answer.is_err(), Ordering::Relaxed);
                }
            }
            answer
        });
        answer.and_then(|()| progress.tell(share(), text))?;
        made.ok_or(Error::Cancelled)
    }

    /// What a kernel makes on these threads, or its fault; nothing of one that stopped as it was told to (`is_cancel`).
    pub fn kernel<R: Send, F: Send>(
        &self,
        progress: &mut Progress<'_>,
        text: Phrase,
        share: impl Fn() -> f64,
        is_cancel: fn(&F) -> bool,
        work: impl FnOnce(GoOn<'_>) -> std::result::Result<R, F> + Send,
    ) -> Result<std::result::Result<R, F>> {
        self.run(progress, text, share, |go_on| match work(go_on) {
            Err(fault) if is_cancel(&fault) => None,
            made => Some(made),
        })
    }

    /// What `each` makes of the items, in their order whatever the threads; nothing where it stopped as it was told to.
    pub fn map<T: Sync, R: Send>(
        &self,
        items: &[T],
        progress: &mut Progress<'_>,
        text: Phrase,
        each: impl Fn(&T, GoOn<'_>) -> Option<R> + Sync,
    ) -> Result<Vec<R>> {
        let done = AtomicUsize::new(0);
        let share = || done.load(Ordering::Relaxed) as f64 / items.len().max(1) as f64;
        self.run(progress, text, share, |go_on| {
            let one = |item: &T| {
                let made = if go_on() { each(item, go_on) } else { None };
                done.fetch_add(1, Ordering::Relaxed);
                made
            };
            items.par_iter().map(one).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{panic, thread};

    const TEXT: Phrase = Phrase::new("working");

    fn two() -> Threads {
        Threads::new(Some(2)).unwrap()
    }

    #[test]
    fn order_is_that_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        for count in [1, 2, 7] {
            let threads = Threads::new(Some(count)).unwrap();
            let squares = threads.map(&items, &mut Progress::none(), TEXT, |item, _| Some(item * item)).unwrap();
            assert!(squares.iter().zip(&items).all(|(square, item)| *square == item * item));
        }
        assert!(two().map(&[0; 0], &mut Progress::none(), TEXT, |_, _| Some(())).unwrap().is_empty());
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
        let made = two().map(&[0; 100], &mut Progress::new(&mut callback), TEXT, each);
        assert!(matches!(made, Err(Error::Cancelled)));
        assert_eq!((calls, begun.into_inner()), (3, 2));
    }

    #[test]
    fn a_panic_is_the_callers() {
        let threads = two();
        let each = |item: &i32, _: GoOn<'_>| {
            assert!(*item != 2);
            Some(())
        };
        let run = || threads.map(&[1, 2, 3], &mut Progress::none(), TEXT, each);
        assert!(panic::catch_unwind(panic::AssertUnwindSafe(run)).is_err());
    }
}
