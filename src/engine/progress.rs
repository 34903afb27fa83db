//! How far a run is, and whether it should go on. The callback is called on the calling thread only.

use crate::{
    error::{Error, Result},
    sentence::Phrase,
};
use std::{
    ops::Range,
    time::{Duration, Instant},
};

/// Answers false to stop the run.
pub type Callback<'a> = dyn FnMut(f64, &str) -> bool + 'a;

pub struct Progress<'a> {
    callback: Option<&'a mut Callback<'a>>,
    last: Option<Instant>,
    fraction: f64,
    /// Told once, and for good: what a part of the run makes of a no is nothing to go on with.
    cancelled: bool,
    /// Where the present part of the run begins and ends, in fractions of the whole.
    part: (f64, f64),
}

impl<'a> Progress<'a> {
    /// Between two calls of the callback; cancel is heard this fast.
    pub const INTERVAL: Duration = Duration::from_millis(20);

    pub fn new(callback: &'a mut Callback<'a>) -> Progress<'a> {
        Progress { callback: Some(callback), ..Progress::none() }
    }

    /// For runs that nobody watches.
    pub fn none() -> Progress<'a> {
        Progress { callback: None, last: None, fraction: 0.0, cancelled: false, part: (0.0, 1.0) }
    }

    /// Fractions are those of a part of the run from now on: the one numbered `index` of `count` alike.
    pub fn part(&mut self, index: usize, count: usize) {
        self.parts(index..index + 1, count);
    }

    /// As [`Progress::part`], of several parts.
    pub fn parts(&mut self, parts: Range<usize>, count: usize) {
        self.part = (parts.start as f64 / count as f64, parts.end as f64 / count as f64);
    }

    /// Says that `fraction` (0 to 1, never falling) is done. Skipped when the last call was just now.
    pub fn tick(&mut self, fraction: f64, text: Phrase) -> Result<()> {
        if !self.cancelled && self.last.is_some_and(|last| last.elapsed() < Progress::INTERVAL) {
            return Ok(());
        }
        self.tell(fraction, text)
    }

    /// As [`Progress::tick`], but never skipped.
    pub fn tell(&mut self, fraction: f64, text: Phrase) -> Result<()> {
        if self.cancelled {
            return Err(Error::Cancelled);
        }
        self.last = Some(Instant::now());
        let (start, end) = self.part;
        self.fraction = (start + fraction * (end - start)).clamp(self.fraction, 1.0);
        self.cancelled = self.callback.as_mut().is_some_and(|callback| !callback(self.fraction, text.text()));
        if self.cancelled { Err(Error::Cancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOMETHING: Phrase = Phrase::new("something");

    #[test]
    fn fractions_never_fall_and_no_stops() {
        let mut seen = Vec::new();
        let mut callback = |fraction: f64, _: &str| {
            seen.push(fraction);
            fraction < 0.9
        };
        let mut progress = Progress::new(&mut callback);
        progress.tell(0.5, SOMETHING).unwrap();
        progress.tick(0.6, SOMETHING).unwrap(); // too soon
        progress.tell(0.2, SOMETHING).unwrap();
        assert!(matches!(progress.tell(7.0, SOMETHING), Err(Error::Cancelled)));
        assert_eq!(seen, [0.5, 0.5, 1.0]);
        let mut seen = Vec::new();
        let mut callback = |fraction: f64, _: &str| {
            seen.push(fraction);
            true
        };
        let mut progress = Progress::new(&mut callback);
        for part in 0..2 {
            progress.part(part, 2);
            [0.5, 1.0].iter().for_each(|fraction| progress.tell(*fraction, SOMETHING).unwrap());
        }
        assert_eq!(seen, [0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn a_no_is_asked_for_once_and_stays() {
        let mut calls = 0;
        let mut callback = |_: f64, _: &str| {
            calls += 1;
            calls != 2
        };
        let mut progress = Progress::new(&mut callback);
        progress.tell(0.1, SOMETHING).unwrap();
        assert!(matches!(progress.tell(0.2, SOMETHING), Err(Error::Cancelled)));
        assert!(matches!(progress.tick(0.3, SOMETHING), Err(Error::Cancelled)));
        assert!(matches!(progress.tell(0.4, SOMETHING), Err(Error::Cancelled)));
        assert_eq!(calls, 2);
    }
}
