//! Which columns of a table tell several variograms apart.

use crate::{
    engine::tables::pools::number,
    io::gdal::{Cell, RawTable},
};
use std::collections::BTreeMap;

/// Columns that hold something of each bin.
const OF_BINS: [&str; 4] = ["dist", "gamma", "np", "bin"];

/// Columns of this library's tables, of gstat's, and of those that hold several maps or places: numbers that name a variogram.
const OF_VARIOGRAMS: [&str; 15] = [
    "metric", "radius", "id", "dir.hor", "dir.ver", "dir_hor", "dir_ver", "zone", "layer", "year", "lucode", "class",
    "variable", "group", "seed",
];

/// Columns, besides those named, whose values tell variograms apart: their rows are few series of bins, each over more than a
/// bin. A column of numbers, unless it has one of the known names, must also repeat the bins, as what is measured of each bin
/// might have the same number twice. `rows` are those in use, with their distances.
pub fn columns(raw: &RawTable, rows: &[(usize, f64)], besides: &[usize]) -> Vec<usize> {
    let known =
        |column: &usize, names: &[&str]| names.iter().any(|name| raw.columns[*column].eq_ignore_ascii_case(name));
    let groups = |column: &usize| {
        if besides.contains(column) || known(column, &OF_BINS) {
            return false;
        }
        let series = series(raw, rows, *column);
        if series.len() < 2 || !over_bins(&series, rows) {
            return false;
        }
        let is_number = rows.iter().all(|(row, _)| is_number(&raw.rows[*row][*column]));
        known(column, &OF_VARIOGRAMS) || series.values().all(|of| of.len() > 1) && (!is_number || repeats(&series))
    };
    (0..raw.columns.len()).filter(groups).collect()
}

fn is_number(cell: &Cell) -> bool {
    *cell == Cell::Null || number(cell).is_some()
}

/// Distances by the value of a column, ascending.
fn series(raw: &RawTable, rows: &[(usize, f64)], column: usize) -> BTreeMap<String, Vec<f64>> {
    let mut series: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (row, dist) in rows {
        series.entry(value(&raw.rows[*row][column])).or_default().push(*dist);
    }
    series.values_mut().for_each(|of| of.sort_by(f64::total_cmp));
    series
}

/// A value as one writes it: 50 and 50.0 are the same.
pub fn value(cell: &Cell) -> String {
    match (cell, number(cell)) {
        (Cell::Null, _) => "empty".to_owned(),
        (_, Some(number)) => number.to_string(),
        (Cell::Text(text), None) => text.clone(),
        (cell, None) => format!("{cell:?}"),
    }
}

/// Whether a series goes over half of all distances: rows of one bin lie close together, and a column that counts rows has each
/// value once.
fn over_bins(series: &BTreeMap<String, Vec<f64>>, rows: &[(usize, f64)]) -> bool {
    let ends = |of: &[f64]| of[of.len() - 1] - of[0];
    let mut all: Vec<f64> = rows.iter().map(|(_, dist)| *dist).collect();
    all.sort_by(f64::total_cmp);
    series.values().any(|of| of.len() > 1 && 2.0 * ends(of) >= ends(&all))
}

/// Whether most distances are nearer to one of another series than two of one are to each other.
fn repeats(series: &BTreeMap<String, Vec<f64>>) -> bool {
    let least = |of: &Vec<f64>| of.windows(2).map(|two| two[1] - two[0]).fold(f64::INFINITY, f64::min);
    let apart = median(series.values().map(least).collect());
    let mut all: Vec<(f64, usize)> =
        series.values().enumerate().flat_map(|(k, of)| of.iter().map(move |dist| (*dist, k))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let before = nearest_other(all.iter());
    let mut after = nearest_other(all.iter().rev());
    after.reverse();
    let nearest = before.into_iter().zip(after).map(|(before, after)| before.min(after));
    median(nearest.collect()) < 0.5 * apart
}

/// Of each distance in order, how far the last one of another series before it is.
fn nearest_other<'a>(all: impl Iterator<Item = &'a (f64, usize)>) -> Vec<f64> {
    // The last one, and the last of another series than that.
    let (mut last, mut other): (Option<(f64, usize)>, Option<f64>) = (None, None);
    let far = |dist: (f64, usize)| {
        if let Some((before, _)) = last.filter(|(_, of)| *of != dist.1) {
            other = Some(before);
        }
        last = Some(dist);
        other.map_or(f64::INFINITY, |other| (dist.0 - other).abs())
    };
    all.copied().map(far).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a table as CSV.
    fn found(text: &str) -> Vec<String> {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let columns: Vec<String> = lines.next().unwrap();
        let cell = |text: String| if text.is_empty() { Cell::Null } else { Cell::Text(text) };
        let rows: Vec<Vec<Cell>> = lines.map(|line| line.into_iter().map(cell).collect()).collect();
        let dist = columns.iter().position(|name| name == "dist").unwrap();
        let used: Vec<_> = rows.iter().enumerate().map(|(i, row)| (i, number(&row[dist]).unwrap())).collect();
        let raw = RawTable { columns, rows };
        super::columns(&raw, &used, &[]).into_iter().map(|column| raw.columns[column].clone()).collect()
    }

    /// So many bins, 10 apart, of each group.
    fn table(columns: &str, bins: usize, groups: &[&str]) -> String {
        let row = |group: &&str, i: usize| group.replace('#', &i.to_string()).replace('@', &(10 * i).to_string());
        let rows = groups.iter().flat_map(|group| (1..=bins).map(move |i| row(group, i)));
        std::iter::once(columns.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn one_variogram_has_no_group() {
        assert_eq!(found("dist,gamma,np\n10,1,5"), [] as [&str; 0]);
        assert_eq!(
            found(&table("fid,id,bin,dist,gamma,np,dir.hor,label", 15, &["#,var1,#,@,1,5,0,bin #"])),
            [] as [&str; 0]
        );
        // A flag of some bins, and a figure that comes twice
        let flags = "dist,gamma,np,used,se\n10,1,5,1,7\n20,1,5,1,7\n30,1,5,0,8\n40,1,5,1,8\n50,1,5,0,9\n60,1,5,0,9";
        assert_eq!(found(flags), [] as [&str; 0]);
    }

    #[test]
    fn columns_that_repeat_the_bins() {
        let own = table(
            "metric,radius,direction,bin,dist,gamma,np",
            12,
            &["AI,30,,#,@,1,5", "AI,50,,#,@,1,5", "PD,30,,#,@,1,5", "PD,50,,#,@,1,5"],
        );
        assert_eq!(found(&own), ["metric", "radius"]);
        // Rows numbered afresh, and means of distances that differ a little, as gstat writes them
        let gstat = table(",np,dist,gamma,dir.hor,dir.ver,id", 15, &["#,5,@,1,0,0,var1", "#,5,@.7,1,90,0,var1"]);
        assert_eq!(found(&gstat), ["dir.hor"]);
        // Names that are not known: of words, and of numbers that repeat the bins
        assert_eq!(found(&table("site,dist,gamma,np", 4, &["north,@,1,5", "south,@,2,5"])), ["site"]);
        assert_eq!(found(&table("depth,dist,gamma,np", 9, &["5,@,1,5", "10,@,2,5", "20,@.5,2,5"])), ["depth"]);
        assert_eq!(found(&table("dist,gamma,np,Zone", 5, &["@,1,5,", "@,1,5,2"])), ["Zone"]);
        // Many, whose bins lie between those of the first
        let many: Vec<String> = (0..3000).map(|k| format!("{k},@.{:04},1,5", k)).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(found(&table("depth,dist,gamma,np", 4, &many)), ["depth"]);
        // Each with a cutoff of its own
        assert_eq!(found(&table("site,dist,gamma,np", 6, &["a,@,1,5", "b,@00,2,5", "c,@0,1,5"])), ["site"]);
    }
}
