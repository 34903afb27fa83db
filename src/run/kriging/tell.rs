//! What is said of predictions, and why there are none.

use super::{Request, tally::Tally};
use crate::{
    engine::{ends::Ends, message::Message, progress::Progress, threads::Threads},
    error::Error,
    figures::{amount, count, things},
    kernels::{
        GoOn,
        geostatistics::kriging::{Fault, MOST_GLOBAL, Missing},
    },
    sentence::{Phrase, Sentence, phrase, sentence},
};

/// What a kernel makes on the threads of a run; a fault that is no cancel is left to the caller.
pub fn kernel<R: Send>(
    (threads, progress): (&Threads, &mut Progress<'_>),
    text: Phrase,
    share: impl Fn() -> f64,
    work: impl FnOnce(GoOn<'_>) -> Result<R, Fault> + Send,
) -> Result<Result<R, Fault>, Error> {
    threads.kernel(progress, text, share, |fault| *fault == Fault::Cancelled, work)
}

/// The error that a fault of the kernel is.
pub fn refused(fault: Fault, request: &Request) -> Error {
    let input =
        || request.input.clone().or(request.raster.as_ref().map(|raster| raster.path.clone())).unwrap_or_default();
    match fault {
        Fault::Cancelled => Error::Cancelled,
        Fault::NoPoints => {
            Error::NoValuesAtPoints { path: input(), name: request.field.clone().unwrap_or_default(), features: 0 }
        }
        Fault::LinearSill => Error::LinearSill,
        Fault::NoSill => Error::SimpleNoSill,
        Fault::NoVariance => Error::ModelOfNothing,
        Fault::Model { structure } => {
            let part = match structure {
                None => phrase!("the nugget"),
                Some(0) => phrase!("the first structure"),
                Some(_) => phrase!("the second structure"),
            };
            Error::WrongModel { part }
        }
        Fault::Coincident { .. } => Error::PlacesShared { path: input() },
        Fault::Ties { east, north, points, max } => Error::TooManyTies { points, max, x: east, y: north },
        Fault::TooMany { points } => Error::TooManyPoints { points: points as u64, limit: MOST_GLOBAL as u64 },
        Fault::TooFew { points, least } => Error::TooFewPoints { points, least },
        Fault::Memory { points } => Error::NoMemoryForPoints { points: points as u64 },
        Fault::Unsolvable(Missing::Drift) => Error::ConstantDrift,
        Fault::Unsolvable(_) => Error::SingularModel,
        Fault::NotFinite { .. } | Fault::Externals { .. } => Error::Internal { detail: format!("{fault:?}") },
    }
}

/// Refuses a run that predicted nothing, and tells of what is missing.
pub fn results(tally: &Tally, of: Things, request: &Request, messages: &mut Vec<Message>) -> Result<(), Error> {
    let missing = tally.missing();
    let reasons = || {
        let some = Missing::ALL.into_iter().zip(tally.by_reason).filter(|(_, n)| *n > 0);
        crate::sentence::list(
            some.map(|(reason, n)| sentence!("{n} {reason}", n = count(n), reason = why(reason, request))),
        )
    };
    if tally.predicted == 0 && missing > 0 {
        return Err(Error::NothingPredicted { reasons: reasons() });
    }
    if missing > 0 {
        let told = sentence!(
            "Without a prediction: {missing} of {all}. Of these {reasons}.",
            missing = count(missing),
            all = of.counted(missing + tally.predicted),
            reasons = reasons()
        );
        messages.push(Message::warning("MISSING", told));
    }
    if tally.predicted > 0 {
        let neighbours = match tally.least == tally.most {
            true => things!(tally.most, "{count} point", "{count} points"),
            false => sentence!("{least} to {most} points", least = count(tally.least), most = count(tally.most)),
        };
        let told =
            sentence!("Predicted: {targets}, from {neighbours}.", targets = of.counted(tally.predicted), neighbours);
        messages.push(Message::info("PREDICTED", told));
    }
    let asked = request.max_neighbours.max(0) as u64;
    if asked > 0 && tally.most > asked {
        let told = sentence!(
            "Up to {most} points are used in place of {asked}: all at the distance of the last one enter, so that the order of points does not matter.",
            most = count(tally.most),
            asked = things!(asked, "{count}", "{count}")
        );
        messages.push(Message::info("TIES", told));
    }
    Ok(())
}

/// Warns where predictions lie farther outside the values than these lie apart: exact solutions of a model that does not suit. Values that
/// are all the same tell no such distance.
pub fn beyond(predicted: Ends, values: impl Iterator<Item = f64>, messages: &mut Vec<Message>) {
    let mut own = Ends::default();
    values.for_each(|value| own.take(value));
    let (Some((low, high)), Some((from, to))) = (own.both(), predicted.both()) else { return };
    let reach = high - low;
    if reach > 0.0 && (from < low - reach || to > high + reach) {
        let told = sentence!(
            "Predictions go from {from} to {to}, and the values from {low} to {high}. The model or the drift does not suit the points: look at the variogram, give a nugget, or less drift.",
            from = amount(from),
            to = amount(to),
            low = amount(low),
            high = amount(high)
        );
        messages.push(Message::warning("FAR_BEYOND_VALUES", told));
    }
}

/// What is predicted.
#[derive(Clone, Copy)]
pub enum Things {
    Cells,
    Targets,
}

impl Things {
    fn counted(self, number: u64) -> Sentence {
        match self {
            Things::Cells => things!(number, "{count} cell", "{count} cells"),
            Things::Targets => things!(number, "{count} target", "{count} targets"),
        }
    }
}

fn why(missing: Missing, request: &Request) -> Sentence {
    match missing {
        Missing::Neighbours if request.search.is_some_and(|search| search > 0.0) => {
            phrase!("with too few points within SEARCH").into()
        }
        Missing::Neighbours => phrase!("with too few points").into(),
        Missing::Covariance => phrase!("whose system cannot be solved (give a nugget, or another model)").into(),
        Missing::Drift => {
            phrase!("where the drift does not vary among the points (more neighbours, or less drift)").into()
        }
        Missing::Variance => phrase!("whose variance came out below 0 (give a nugget, or another model)").into(),
        Missing::External => phrase!("where a layer of the drift has no value").into(),
    }
}
