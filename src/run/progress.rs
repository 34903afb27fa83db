//! How far a run is, and whether it should go on. The callback is called on the calling thread only.

use crate::error::{Error, Result};
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
    /// Where the present part of the run begins and ends, in fractions of the whole.
    part: (f64, f64),
}

impl<'a> Progress<'a> {
    /// Between two calls of the callback; cancel is heard this fast.
    pub const INTERVAL: Duration = Duration::from_millis(20);

    pub fn new(callback: &'a mut Callback<'a>) -> Progress<'a> {
        Progress { callback: Some(callback), last: None, fraction: 0.0, part: (0.0, 1.0) }
    }

    /// For runs that nobody watches.
    pub fn none() -> Progress<'a> {
        Progress { callback: None, last: None, fraction: 0.0, part: (0.0, 1.0) }
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
    pub fn tick(&mut self, fraction: f64, text: &str) -> Result<()> {
        if self.last.is_some_and(|last| last.elapsed() < Progress::INTERVAL) {
            return Ok(());
        }
        self.tell(fraction, text)
    }

    /// As [`Progress::tick`], but never skipped.
    pub fn tell(&mut self, fraction: f64, text: &str) -> Result<()> {
        self.last = Some(Instant::now());
        let (start, end) = self.part;
        self.fraction = (start + fraction * (end - start)).clamp(self.fraction, 1.0);
        let go_on = self.callback.as_mut().is_none_or(|callback| callback(self.fraction, text));
        if go_on { Ok(()) } else { Err(Error::Cancelled) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_never_fall_and_no_stops() {
        let mut seen = Vec::new();
        let mut callback = |fraction: f64, _: &str| {
            seen.push(fraction);
            fraction < 0.9
        };
        let mut progress = Progress::new(&mut callback);
        progress.tell(0.5, "").unwrap();
        progress.tick(0.6, "").unwrap(); // too soon
        progress.tell(0.2, "").unwrap();
        assert!(matches!(progress.tell(7.0, ""), Err(Error::Cancelled)));
        assert_eq!(seen, [0.5, 0.5, 1.0]);
        let mut seen = Vec::new();
        let mut callback = |fraction: f64, _: &str| {
            seen.push(fraction);
            true
        };
        let mut progress = Progress::new(&mut callback);
        for part in 0..2 {
            progress.part(part, 2);
            [0.5, 1.0].iter().for_each(|fraction| progress.tell(*fraction, "").unwrap());
        }
        assert_eq!(seen, [0.25, 0.5, 0.75, 1.0]);
    }
}
