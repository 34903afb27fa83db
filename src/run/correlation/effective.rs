//! How many independent rows each pair is worth, of columns that lie in memory.

use super::{Asked, Method, Request, classes};
use crate::{
    engine::{message::Message, progress::Progress, threads::Threads},
    error::{Error, Result},
    figures::count,
    kernels::{
        GoOn,
        drivers::{
            Fault,
            effective_n::{Columns, Effective, Places, effective_n},
            ranks::Order,
        },
        stats::random::stream,
    },
    sentence::{Phrase, phrase, sentence},
};
use rand::seq::index;

const COMPARING: Phrase = phrase!("Comparing places");

/// Points all of whose pairs are looked at.
const MOST_POINTS: usize = 20_000;

/// What kernels make on the threads of the run.
pub fn on_threads<R: Send>(
    (threads, progress): (&Threads, &mut Progress<'_>),
    text: Phrase,
    work: impl FnOnce(GoOn<'_>) -> std::result::Result<R, Fault> + Send,
) -> Result<R> {
    let made = threads.kernel(progress, text, || 0.0, |fault| *fault == Fault::Cancelled, work)?;
    made.map_err(|fault| match fault {
        Fault::Memory { bytes } => Error::Memory { what: phrase!("cells of the layers"), bytes },
        Fault::Cancelled => Error::Cancelled,
    })
}

/// Of places on a grid, or of points.
pub fn effective(
    request: &Request,
    asked: &Asked<'_>,
    (places, columns): (Places<'_>, &[Vec<f64>]),
    (threads, progress): (&Threads, &mut Progress<'_>),
) -> Result<Vec<Effective>> {
    let values: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let missing = request.missing.kernels();
    on_threads((threads, progress), COMPARING, |go_on| match request.method {
        Method::Pearson => {
            effective_n(places, Columns::Values(&values), &asked.pairs, missing, classes(request), go_on)
        }
        Method::Spearman => {
            let orders =
                values.iter().map(|values| Order::of(values, go_on)).collect::<std::result::Result<Vec<_>, _>>()?;
            effective_n(places, Columns::Ranks(&orders), &asked.pairs, missing, classes(request), go_on)
        }
    })
}

/// Of points; of very many a draw.
pub fn of_points(
    request: &Request,
    asked: &Asked<'_>,
    (points, columns): (&[[f64; 2]], &[Vec<f64>]),
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Vec<Effective>> {
    if points.len() <= MOST_POINTS {
        return effective(request, asked, (Places::Points(points), columns), (threads, progress));
    }
    let mut kept = index::sample(&mut stream(request.seed as u64, 0), points.len(), MOST_POINTS).into_vec();
    kept.sort_unstable();
    let told = sentence!(
        "The effective numbers are those of {number} points drawn at random (seed {seed}), whose pairs are all compared.",
        number = count(MOST_POINTS as u64),
        seed = request.seed
    );
    messages.push(Message::info("EFFECTIVE_OF_SAMPLE", told));
    let places: Vec<[f64; 2]> = kept.iter().map(|at| points[*at]).collect();
    let of = |column: &Vec<f64>| kept.iter().map(|at| column[*at]).collect();
    let columns: Vec<Vec<f64>> = columns.iter().map(of).collect();
    effective(request, asked, (Places::Points(&places), &columns), (threads, progress))
}
