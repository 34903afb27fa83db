//! Error matrices of maps, as the table MATRIX of mapaccuracy has them: points and shares of area by classes of map and reference.

use super::pools::{columns_of, number, whole, wrong_cell};
use crate::{
    error::{Error, Result},
    figures::about,
    io::gdal::{Cell, RawTable, read_table},
    kernels::{
        cover::map_accuracy::{Estimate, Strata, Stratum},
        stats::sum::sum,
    },
    sentence::{Phrase, Sentence, phrase, sentence},
};
use std::collections::{BTreeMap, BTreeSet};

/// How far shares may be from what the points of their stratum say: tables are written with 15 digits, and typed with fewer.
const ROUNDED: f64 = 1e-4;
/// How much of the area may be of other classes than on the map that the matrix is of: what areas of the plane and of the ellipsoid make.
const OTHER_MAP: f64 = 0.001;
/// Likewise of a map whose shares the sample tells: so many of the largest standard errors that there can be, and so much for sizes of
/// strata that were typed in.
const FAR: f64 = 3.0;
const OTHER_STRATA: f64 = 0.01;

fn fail(detail: Sentence) -> Error {
    Error::TableContent { field: "ACCURACY", detail }
}

/// Matrices by their years; `None` for a map without one.
#[derive(Debug)]
pub struct Matrices(BTreeMap<Option<i64>, SampledMap>);

/// The sample of a map.
#[derive(Debug)]
pub struct SampledMap {
    classes: Vec<i64>,
    strata: Strata,
    /// Shares of the map by class, where the strata are its classes.
    shares: Option<BTreeMap<i64, f64>>,
}

/// What names a stratum: its own name, or the class of the map that it is.
type Key = (String, i64);

/// Rows by stratum: the class of the map and of the reference, points, and the share of the area.
type RowsOf = BTreeMap<Key, Vec<(i64, i64, u64, f64)>>;

impl Matrices {
    pub fn read(path: &str) -> Result<Matrices> {
        Matrices::new(&read_table(path)?)
    }

    fn new(raw: &RawTable) -> Result<Matrices> {
        let needed = ["map_lucode", "ref_lucode", "points", "area_prop"];
        let [map, reference, points, share] = columns_of(raw, needed).map_err(fail)?;
        let (year, stratum) = (raw.column("year"), raw.column("stratum"));
        let mut of_year: BTreeMap<Option<i64>, RowsOf> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for (row, cells) in raw.filled() {
            let wrong =
                |column: usize, allowed: Phrase| fail(wrong_cell(row, &raw.columns[column], &cells[column], allowed));
            let code = |column: usize| whole(&cells[column]).ok_or_else(|| wrong(column, phrase!("a whole number")));
            let (map, reference) = (code(map)?, code(reference)?);
            let n = whole(&cells[points]).and_then(|n| u64::try_from(n).ok());
            let n = n.ok_or_else(|| wrong(points, phrase!("a whole number, 0 or more")))?;
            let of_area = number(&cells[share]).filter(|share| (0.0..=1.0).contains(share));
            let of_area = of_area.ok_or_else(|| wrong(share, phrase!("a number from 0 to 1")))?;
            let year = match year.map(|column| (column, &cells[column])) {
                None | Some((_, Cell::Null)) => None,
                Some((column, cell)) => Some(whole(cell).ok_or_else(|| wrong(column, phrase!("a whole number")))?),
            };
            let name = stratum.map(|column| match &cells[column] {
                Cell::Text(name) => name.trim().to_owned(),
                cell => whole(cell).map(|number| number.to_string()).unwrap_or_default(),
            });
            let name = name.unwrap_or_default();
            if !seen.insert((year, name.clone(), map, reference)) {
                return Err(fail(sentence!(
                    "row {row} (header not counted) has classes {map} and {reference} a second time; give the matrix of one map, or a year to each",
                    row,
                    map,
                    reference
                )));
            }
            let key = if name.is_empty() { (name, map) } else { (name, 0) };
            of_year.entry(year).or_default().entry(key).or_default().push((map, reference, n, of_area));
        }
        if of_year.is_empty() {
            return Err(fail(phrase!("the table has no row").into()));
        }
        let matrices = of_year.into_iter().map(|(year, strata)| Ok((year, SampledMap::new(&strata)?)));
        Ok(Matrices(matrices.collect::<Result<_>>()?))
    }

    /// The matrix of a year; the one that there is for a map or a matrix without a year.
    pub fn of(&self, year: Option<i64>) -> Option<&SampledMap> {
        let only = || self.0.iter().next().filter(|(of, _)| self.0.len() == 1 && (of.is_none() || year.is_none()));
        self.0.get(&year).or_else(|| only().map(|(_, matrix)| matrix))
    }

    /// Years of matrices.
    pub fn years(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.keys().copied().flatten()
    }

    /// Whether all matrices have a year.
    pub fn have_years(&self) -> bool {
        !self.0.contains_key(&None)
    }
}

impl SampledMap {
    fn new(of: &RowsOf) -> Result<SampledMap> {
        let rows = || of.values().flatten();
        let classes: BTreeSet<i64> = rows().flat_map(|(map, reference, ..)| [*map, *reference]).collect();
        let classes: Vec<i64> = classes.into_iter().collect();
        let place = |code: i64| classes.binary_search(&code).expect("it is one of them");
        let all = sum(rows().map(|(.., share)| *share));
        if (all - 1.0).abs() > ROUNDED {
            return Err(fail(sentence!(
                "area_prop adds up to {all}; the matrix of a map has 1 in all",
                all = format!("{all:.6}")
            )));
        }
        let by_map = of.keys().all(|(name, _)| name.is_empty());
        let (mut strata, mut shares) = (Vec::new(), BTreeMap::new());
        for ((name, map), rows) in of {
            let (weight, size) =
                (sum(rows.iter().map(|(.., share)| *share)), rows.iter().map(|(_, _, n, _)| n).sum::<u64>());
            let good =
                |(_, _, n, share): &(i64, i64, u64, f64)| (share - weight * *n as f64 / size as f64).abs() <= ROUNDED;
            if size == 0 || !rows.iter().all(good) {
                let told = match name.is_empty() {
                    true => sentence!("of class {map}", map),
                    false => sentence!("of stratum {name}", name),
                };
                return Err(fail(sentence!(
                    "points and area_prop {told} are not in proportion; give the table MATRIX of Map accuracy as it is",
                    told
                )));
            }
            shares.insert(*map, weight);
            let units = rows.iter().filter(|(_, _, n, _)| *n > 0);
            let units = units.map(|(map, reference, n, _)| (place(*map), place(*reference), *n)).collect();
            strata.push(Stratum { weight, map: by_map.then(|| place(*map)), units });
        }
        let strata = Strata::new(classes.len(), strata);
        Ok(SampledMap { classes, strata, shares: by_map.then_some(shares) })
    }

    /// Whether some stratum has one point.
    pub fn has_lone_points(&self) -> bool {
        self.strata.has_lone_units()
    }

    /// Classes with land, by the sample.
    pub fn references(&self) -> impl Iterator<Item = i64> + '_ {
        self.classes.iter().copied().filter(|code| self.area(*code).value > 0.0)
    }

    /// The share of the area that a class has.
    pub fn area(&self, code: i64) -> Estimate {
        match self.classes.binary_search(&code) {
            Ok(place) => self.strata.area(place),
            Err(_) => Estimate { value: 0.0, se: Some(0.0) },
        }
    }

    /// The mean over the area of a number for each class.
    pub fn mean(&self, y: impl Fn(i64) -> f64) -> Estimate {
        self.strata.mean(|place| y(self.classes[place]))
    }

    /// Classes of which a map has another share than that of the matrix, with both: none where it is the same map. `found` are its classes
    /// with their shares of the area.
    pub fn other_shares(&self, found: &[(i64, f64)]) -> Vec<Sentence> {
        let found: BTreeMap<i64, f64> = found.iter().copied().collect();
        let Some(shares) = &self.shares else { return self.far_shares(&found) };
        let both: BTreeSet<i64> = shares.keys().chain(found.keys()).copied().collect();
        let share = |of: &BTreeMap<i64, f64>, code: &i64| of.get(code).copied().unwrap_or(0.0);
        let differs = |code: &i64| (share(shares, code) - share(&found, code)).abs();
        let moved = sum(both.iter().map(differs)) / 2.0;
        let other = |code: &i64| (moved > OTHER_MAP && differs(code) > ROUNDED) || !shares.contains_key(code);
        let told = |code| of_both(code, share(&found, code), share(shares, code));
        both.iter().filter(|code| other(code)).map(told).collect()
    }

    /// Where the strata are not the classes of the map the matrix has its shares as the sample tells them: those that are too far off for
    /// chance. A class without a point may be on the map all the same.
    fn far_shares(&self, found: &BTreeMap<i64, f64>) -> Vec<Sentence> {
        let chance = FAR * self.strata.largest_error() + OTHER_STRATA;
        let far = self.classes.iter().enumerate().filter_map(|(place, code)| {
            let (here, there) = (found.get(code).copied().unwrap_or(0.0), self.strata.mapped(place));
            ((here - there).abs() > chance).then(|| of_both(code, here, there))
        });
        far.collect()
    }
}

/// A class with its share on the map and in the matrix.
fn of_both(code: &i64, here: f64, there: f64) -> Sentence {
    let [here, there] = [here, there].map(|share| about(100.0 * share));
    sentence!("{code} ({here} % and {there} %)", code, here, there)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "year,stratum,map_lucode,ref_lucode,points,area_prop";

    fn read(columns: &str, rows: &[&str]) -> Result<Matrices> {
        let cell = |t: &str| if t.is_empty() { Cell::Null } else { Cell::Text(t.to_owned()) };
        let columns = columns.split(',').map(str::to_owned).collect();
        Matrices::new(&RawTable { columns, rows: rows.iter().map(|row| row.split(',').map(cell).collect()).collect() })
    }

    fn told(columns: &str, rows: &[&str]) -> String {
        read(columns, rows).unwrap_err().to_string()
    }

    /// 60 % of the map is 1, of which 3 of 4 points are; 40 % are 2, of which 9 of 10 are.
    const TWO: [&str; 4] = ["2010,,1,1,3,0.45", "2010,,1,2,1,0.15", "2010,,2,1,1,0.04", "2010,,2,2,9,0.36"];

    #[test]
    fn areas_and_their_errors() {
        let all = read(HEAD, &TWO).unwrap();
        let sample = all.of(Some(2010)).unwrap();
        let (area, mean) = (sample.area(1), sample.mean(|code| [0.0, 10.0, 30.0][code as usize]));
        let variance = 0.36 * 0.75 * 0.25 / 3.0 + 0.16 * 0.1 * 0.9 / 9.0f64;
        assert!((area.value - 0.49).abs() < 1e-15 && (area.se.unwrap() - variance.sqrt()).abs() < 1e-15);
        // Shares add up to 1: the error of a mean is that of one share times the difference, not the sum of two
        assert!((mean.value - (4.9 + 15.3)).abs() < 1e-14 && (mean.se.unwrap() - 20.0 * variance.sqrt()).abs() < 1e-14);
        assert_eq!(sample.area(7), Estimate { value: 0.0, se: Some(0.0) });
        assert_eq!(sample.references().collect::<Vec<_>>(), [1, 2]);
        let others =
            |found: &[(i64, f64)]| sample.other_shares(found).iter().map(Sentence::to_string).collect::<Vec<_>>();
        assert!(others(&[(1, 0.6009), (2, 0.3991)]).is_empty());
        assert_eq!(others(&[(1, 0.605), (2, 0.395)]), ["1 (60.5 % and 60 %)", "2 (39.5 % and 40 %)"]);
        assert_eq!(others(&[(1, 0.5), (2, 0.4), (3, 0.1)]), ["1 (50 % and 60 %)", "3 (10 % and 0 %)"]);
        assert_eq!(others(&[(1, 0.6), (2, 0.399), (3, 0.001)]).len(), 1);
    }

    #[test]
    fn years() {
        let all = read(HEAD, &TWO).unwrap();
        assert!(all.have_years() && all.of(Some(2010)).is_some() && all.of(None).is_some());
        assert!(all.of(Some(2012)).is_none());
        let plain = TWO.map(|row| row.strip_prefix("2010,,").unwrap());
        let all = read("Map_lucode,ref_lucode,points,area_prop", &plain).unwrap();
        assert!(!all.have_years() && all.of(Some(2012)).is_some() && all.of(None).is_some());
        let more = TWO.map(|row| row.replace("2010", "2020"));
        let rows: Vec<&str> = TWO.into_iter().chain(more.iter().map(String::as_str)).collect();
        let all = read(HEAD, &rows).unwrap();
        assert!(all.of(None).is_none() && all.of(Some(2020)).is_some());
    }

    #[test]
    fn strata_that_are_not_the_classes_of_the_map() {
        let all = read(HEAD, &[",west,1,1,2,0.5", ",west,2,1,2,0.5"]).unwrap();
        let sample = all.of(None).unwrap();
        assert_eq!((sample.area(1), sample.area(2).value), (Estimate { value: 1.0, se: Some(0.0) }, 0.0));
        // What the sample tells of the map's shares may be off by chance, and not by more; a class may be without a point
        let many = read(HEAD, &[",west,1,1,200,0.5", ",west,2,1,200,0.5"]).unwrap();
        let far = |found: &[(i64, f64)]| many.of(None).unwrap().other_shares(found).len();
        assert_eq!((far(&[(5, 0.02), (1, 0.55), (2, 0.43)]), far(&[(1, 0.8), (2, 0.2)]), far(&[(5, 1.0)])), (0, 2, 2));
        assert!(sample.other_shares(&[(1, 0.3), (2, 0.7)]).is_empty());
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(
            told("map_lucode,points", &[]),
            "ACCURACY: the table lacks ref_lucode, area_prop; it has map_lucode, points."
        );
        assert_eq!(told(HEAD, &[]), "ACCURACY: the table has no row.");
        assert!(told(HEAD, &[",,x,1,1,1"]).contains("map_lucode is \"x\"; it must be a whole number"));
        assert!(told(HEAD, &[",,1,1,-1,1"]).contains("points is \"-1\"; it must be a whole number, 0 or more"));
        assert!(told(HEAD, &[",,1,1,1,1.5"]).contains("area_prop is \"1.5\"; it must be a number from 0 to 1"));
        assert!(told(HEAD, &["x,,1,1,1,1"]).contains("year is \"x\""));
        assert!(
            told(HEAD, &[",,1,1,1,0.9"]).contains("area_prop adds up to 0.900000; the matrix of a map has 1 in all")
        );
        assert!(
            told(HEAD, &[",,1,1,1,0.5", ",,1,1,1,0.5"])
                .contains("row 2 (header not counted) has classes 1 and 1 a second")
        );
        let e = told(HEAD, &[",,1,1,3,0.5", ",,1,2,1,0.5"]);
        assert!(e.contains("points and area_prop of class 1 are not in proportion"), "{e}");
        assert!(told(HEAD, &[",a,1,1,0,1"]).contains("of stratum a are not in proportion"));
    }
}
