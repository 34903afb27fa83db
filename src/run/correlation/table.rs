//! Variables that are columns of a table, and what is made of columns in memory.

use super::{
    Asked, Found, Method, Missing, Request,
    effective::{of_points, on_threads},
    scatter::ScatterRow,
};
use crate::{
    engine::{
        columns::OfLayer,
        message::Message,
        progress::Progress,
        threads::Threads,
        variables::{numbers, read_places},
    },
    error::{Error, Result},
    figures::things,
    io::gdal::read_table,
    kernels::{
        Accumulator,
        drivers::{
            pair_products::{PairProducts, PairSums},
            ranks::{Order, rank_products},
        },
    },
    sentence::{phrase, sentence},
};

pub fn found(
    request: &Request,
    asked: &Asked<'_>,
    (path, places): (&str, Option<&[&str; 2]>),
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Found> {
    progress.tell(0.0, phrase!("Reading the table"))?;
    let raw = read_table(path)?;
    let columns = request.fields.iter().map(|name| numbers(&raw, name)).collect::<Result<Vec<_>>>()?;
    let of = OfLayer::input(path, request.layer_name.as_ref(), request.year);
    let (rows, complete) = complete_rows(&columns);
    if rows == 0 {
        return Err(Error::NoRowOfTwo { path: path.to_owned() });
    }
    progress.parts(1..10, 10);
    let sums = sums_of(request, asked, &columns, (threads, progress))?;
    let effective = match places {
        Some([x, y]) if request.effective => {
            let (x, y) = read_places(&raw, [x, y])?;
            let known: Vec<usize> = (0..x.len()).filter(|at| !(x[*at].is_nan() || y[*at].is_nan())).collect();
            if known.len() < x.len() {
                let without = things!((x.len() - known.len()) as u64, "{count} row has", "{count} rows have");
                let told =
                    sentence!("{without} no place: r is of all rows, the effective number of those with one.", without);
                messages.push(Message::warning("NO_PLACE", told));
            }
            let places: Vec<[f64; 2]> = known.iter().map(|at| [x[*at], y[*at]]).collect();
            if places.len() > 2 && places.windows(2).all(|two| two[0] == two[1]) {
                return Err(Error::OnePlace { path: path.to_owned() });
            }
            let of = |column: &Vec<f64>| known.iter().map(|at| column[*at]).collect();
            let columns: Vec<Vec<f64>> = columns.iter().map(of).collect();
            Some(of_points(request, asked, (&places, &columns), (threads, progress), messages)?)
        }
        None if request.effective => {
            let told = sentence!(
                "TABLE has no places on a plane, so that n_effective and p_effective are NULL; points in a projected reference system have them."
            );
            messages.push(Message::warning("NO_EFFECTIVE", told));
            None
        }
        _ => None,
    };
    let scatter = if request.scatter { ScatterRow::of(&of, &request.fields, &columns) } else { Vec::new() };
    Ok(Found { of, names: request.fields.clone(), sums, effective, rows, complete, scatter })
}

/// Rows with two values or more, and with all.
pub fn complete_rows(columns: &[Vec<f64>]) -> (u64, u64) {
    let rows = columns.first().map_or(0, Vec::len);
    let values = |row: usize| columns.iter().filter(|column| !column[row].is_nan()).count();
    let (mut two, mut all) = (0, 0);
    for row in 0..rows {
        let values = values(row);
        two += u64::from(values > 1);
        all += u64::from(values == columns.len());
    }
    (two, all)
}

/// Sums of each pair, of values or of ranks.
pub fn sums_of(
    request: &Request,
    asked: &Asked<'_>,
    columns: &[Vec<f64>],
    (threads, progress): (&Threads, &mut Progress<'_>),
) -> Result<Vec<PairSums>> {
    let values: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    on_threads((threads, progress), phrase!("Correlating"), |go_on| match request.method {
        Method::Spearman => {
            let orders =
                values.iter().map(|values| Order::of(values, go_on)).collect::<std::result::Result<Vec<_>, _>>()?;
            rank_products(&orders, &asked.pairs, request.missing.kernels(), go_on)
        }
        Method::Pearson => {
            let mut products = PairProducts::new(values.len());
            products.push(&values);
            let of = |(a, b): &(usize, usize)| match request.missing {
                Missing::Listwise => PairSums::of(products.complete(), *a, *b),
                Missing::Pairwise => products.pair(*a, *b),
            };
            Ok(asked.pairs.iter().map(of).collect())
        }
    })
}
