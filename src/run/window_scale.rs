//! From which size of window on the nugget's share of the sill stays, by a rule: windows of the map and of maps of its permuted cells,
//! variograms of all, fits, and what the rule says of them.

mod nulls;
mod outcome;
mod permuted;
mod surfaces;
mod tables;
mod trial;

use crate::{
    engine::{
        codes::{check_ignored, check_negative, each_once},
        columns::OfLayer,
        fields::{
            landscape::{MAX_CLASSES, NEIGHBOURHOOD, Neighbourhood, PLANE, setting},
            variogram::{Fitting, KAPPA, WEIGHTS, first_seed, gstat_weights, three_models},
            window::{EDGE, Edge, METRICS, MIN_VALID, SHAPE, half, min_valid_share, single_cell, sizes, wanted},
        },
        land_cover::LandCover,
        message::Message,
        outputs::{BandSinks, Provenance, Rasters},
        progress::Progress,
        region::{Sides, length_steps},
        report::Report,
        request::{self, Area, Raster},
        tables::pools::EMPTY,
        threads::Threads,
        windows::{CellWindows, open_map, small_tiles},
    },
    error::{Error, Result},
    figures::amount,
    grid::Window,
    io::{gdal::NODATA_F32, in_the_middle, leftovers::scratch_folder},
    kernels::{
        geostatistics::{
            variogram::{Bins, Steps},
            variogram_fit::{Model, Weights},
        },
        windows::{
            moving_window::{Wanted, WindowOptions, WindowShape},
            null_band::MIN_CURVES,
            window_scale::MIN_RADII,
        },
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{Phrase, Place, list, phrase, sentence},
};
use nulls::{Nulls, PERMUTED};
use outcome::Outcome;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, env, path::PathBuf};
use surfaces::{LayerStatistics, Surfaces, WindowLayers};
use tables::{ChoiceRow, LayerBinRow, LayerCurveRow, LayerFitRow};
use trial::{LayerVariogram, Trial};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map.
    #[field(Raster)]
    pub lulc: Raster,
    /// Abbreviations of metrics of the landscape, as SHEI, PD, AI, LSI.
    #[field(METRICS)]
    #[serde(default = "four_metrics")]
    pub metrics: Vec<String>,
    /// Radii of the windows, in map units, five or more; 3, 5, 10, 15, 20 and 25 cells where empty.
    #[field(Numbers)]
    #[serde(default)]
    pub radii: Vec<f64>,
    #[field(SHAPE)]
    #[serde(default)]
    pub shape: WindowShape,
    #[field(NEIGHBOURHOOD)]
    #[serde(default)]
    pub neighbourhood: Neighbourhood,
    #[field(EDGE)]
    #[serde(default)]
    pub edge: Edge,
    #[field(MIN_VALID)]
    #[serde(default = "half")]
    pub min_valid: f64,
    /// Largest distance of pairs: from 4 times the largest radius (the default) to half of the short side.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub cutoff: Option<f64>,
    /// Width of a bin of distance; the side of a cell where absent.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub width: Option<f64>,
    /// Models with a sill, of which each metric gets that with the least sum of weighted RSS over the radii.
    #[field(Choices, choices = &["spherical", "exponential", "gaussian", "linear_sill", "matern"])]
    #[serde(default = "three_models")]
    pub models: Vec<Model>,
    #[field(WEIGHTS)]
    #[serde(default = "gstat_weights")]
    pub weights: Weights,
    /// Smoothness of matern (more than 0, up to 100); fitted where absent.
    #[field(KAPPA)]
    #[serde(default)]
    pub kappa: Option<f64>,
    /// Maps with their cells in random order that the curve of nugget / sill is compared with: 19 to 999, or 0 for none, without which
    /// no radius is chosen.
    #[field(Integer)]
    #[serde(default = "nineteen")]
    pub permutations: i64,
    /// Seed of the permuted maps: the same seed makes the same maps.
    #[field(Integer)]
    #[serde(default = "first_seed")]
    pub seed: i64,
    #[field(MAX_CLASSES)]
    #[serde(default)]
    pub max_classes: Option<i64>,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(PLANE)]
    #[serde(default)]
    pub area: Area,
    /// Existing folder for the windows while the run lasts; that of the system where absent.
    #[field(Folder)]
    #[serde(default)]
    pub scratch: Option<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

fn four_metrics() -> Vec<String> {
    ["SHEI", "PD", "AI", "LSI"].map(str::to_owned).to_vec()
}

fn nineteen() -> i64 {
    MIN_CURVES as i64
}

/// Radii where none are given, in cells: those of the study, whose cells are of 10 m.
const RADII: [f64; 6] = [3.0, 5.0, 10.0, 15.0, 20.0, 25.0];

pub const KERNEL: Kernel = Kernel {
    name: "window_scale",
    gives: "The radius from which on nugget / sill of metrics in windows is stable, by a rule, with its sensitivity and maps without pattern as control",
    reference: "GS+ and a reading by eye",
    arithmetic: "windows::window_scale",
    fields: Request::FIELDS,
    results: &[
        Number {
            name: "radius_chosen",
            unit: "map units",
            text: "Smallest radius from which on nugget / sill of all metrics is stable; NULL where there is none, or it is not determined.",
        },
        Number {
            name: "radius_low",
            unit: "map units",
            text: "Least radius that the rule and its settings give; NULL where they give none.",
        },
        Number { name: "radius_high", unit: "map units", text: "Largest radius that they give." },
        Number { name: "radius_median", unit: "map units", text: "Median of the radii of the metrics that have one." },
        Number {
            name: "verdict",
            unit: "",
            text: "STABLE, or why there is no radius: FLAT, DEGENERATE, UNBOUNDED, NOT REACHED, NOT DETERMINED, WINDOW OVERLAP; with WINDOW OVERLAP where permuted maps have the same curve.",
        },
        Number { name: "mode_share", unit: "", text: "Share of the most frequent outcome of the sensitivity table." },
        Number {
            name: "null_p",
            unit: "",
            text: "Chance of a map without pattern to differ as much from permuted maps, at any radius of any metric; NULL without permuted maps.",
        },
    ],
    tables: || {
        vec![
            ("variograms", LayerBinRow::COLUMNS),
            ("fits", LayerFitRow::COLUMNS),
            ("choice", ChoiceRow::COLUMNS),
            ("curves", LayerCurveRow::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

/// Cutoffs that choices are tried at.
const CUTOFFS: [f64; 3] = [1.0, 1.5, 2.0];
/// The least cutoff in largest radii, and the largest one in short sides.
const MIN_CUTOFF: f64 = 4.0;
const MAX_CUTOFF: f64 = 0.5;
const MAX_PERMUTATIONS: usize = 999;

/// What all parts of a run go by.
struct Plan {
    of: OfLayer,
    metrics: Vec<Wanted>,
    /// In map units, from the smallest to the largest.
    radii: Vec<f64>,
    steps: Steps,
    width: f64,
    cutoff: f64,
    /// Of models that are fitted; each of one structure.
    weights: Weights,
    kappa: Option<f64>,
    models: Vec<Model>,
    permutations: usize,
}

/// Parts of a run that progress counts alike: of the map (windows, looking, sums, fits), and of each permuted map.
const OWN_PARTS: [usize; 4] = [12, 1, 28, 6];
const NULL_PARTS: usize = 5;

/// Validates the request, makes windows, variograms and fits of the map and of permuted ones, judges, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let mut messages = Vec::new();
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let mask = request.mask.as_deref();
    let (map, sides) = open_map(&request.lulc, &request.ignore_codes, mask, request.area, &mut messages)?;
    let plan = plan(request, &map, &mut messages)?;
    let parent = request.scratch.as_ref().map_or_else(env::temp_dir, PathBuf::from);
    let (folder, cleared) = scratch_folder(&parent)
        .map_err(|e| Error::Scratch { detail: format!("{e} ({})", parent.display()).argument() })?;
    if cleared {
        let told = sentence!(
            "Windows of earlier runs that did not end were cleared away in {folder}.",
            folder = parent.display().to_string()
        );
        messages.push(Message::info("LEFTOVERS", told));
    }
    // The name of a file that is gone after the run says nothing.
    let named = |error: Error| match error {
        Error::OutputWrite { detail, .. } => {
            let (reason, folder) = (in_the_middle(detail), folder.path().display().to_string());
            Error::Scratch { detail: sentence!("{reason} ({folder})", reason, folder).argument() }
        }
        error => error,
    };

    let parts = OWN_PARTS.iter().sum::<usize>() + NULL_PARTS * plan.permutations + 1;
    let mut begin = 0;
    let mut next = |progress: &mut Progress<'_>, own: usize| {
        progress.parts(begin..begin + own, parts);
        begin += own;
    };
    next(progress, OWN_PARTS[0]);
    let path = folder.path().join("windows.tif").to_string_lossy().into_owned();
    let making = (path.as_str(), threads, &small_tiles(&[])[..]);
    windows_of(request, &plan, (&map, sides), making, &mut messages, progress).map_err(named)?;
    next(progress, OWN_PARTS[1]);
    let layers = WindowLayers { path, metrics: plan.metrics.len(), radii: plan.radii.len() };
    let statistics = layers.look(threads, progress)?;
    let cutoffs = cutoffs(&plan, &statistics, &mut messages)?;
    let bins: Vec<Bins> = cutoffs.iter().map(|cutoff| Bins::new(*cutoff, plan.width)).collect();
    next(progress, OWN_PARTS[2]);
    let surfaces =
        Surfaces { layers: &layers, bounds: statistics.bounds, steps: plan.steps, bins: &bins, blocks: true };
    let sums = surfaces.sums(threads, progress)?;
    let own: Vec<Vec<LayerVariogram>> = surfaces.variograms(sums);
    if !own[0][0].has_blocks() {
        let told = sentence!(
            "There are no standard errors, without which no radius is chosen: 16 blocks as wide as the cutoff, {cutoff}, do not fit into the cells with windows. Smaller radii have smaller cutoffs.",
            cutoff = plan.cutoff
        );
        messages.push(Message::warning("NO_JACKKNIFE", told));
    }
    next(progress, OWN_PARTS[3]);
    let mut trial = Trial::new(&plan, (&bins, &cutoffs), &own, threads, progress)?;
    let nulls = if plan.permutations > 0 {
        let sizes = sizes(&plan.radii, request.shape, map.grid().metres_per_unit, sides, &mut Vec::new())?;
        let footprint = &sizes[sizes.len() - 1].1;
        let (request, plan, folder) = (request, &plan, folder.path());
        let nulls = Nulls { request, plan, map: &map, sides, footprint, bins: &bins[..1], folder, threads };
        nulls.variograms(progress, |progress, _| next(progress, NULL_PARTS)).map_err(named)?
    } else {
        Vec::new()
    };
    next(progress, 1);
    trial.compare(&plan, (&bins[0], &cutoffs), &nulls, threads, progress)?;
    let outcome = Outcome::of(&trial, &plan);
    outcome.tell(&plan, &trial, &mut messages);

    let tables = tables::tables(&plan, &trial, &own, &bins[0], &statistics);
    let words = BTreeMap::from([("verdict", outcome.word())]);
    Ok(Report { results: outcome.results(&trial), words, tables, messages, ..Report::new(&KERNEL) })
}

fn plain(path: String) -> Raster {
    Raster {
        path,
        band: 1,
        nodata: None,
        own_nodata: false,
        class_names: BTreeMap::new(),
        crs: None,
        name: None,
        year: None,
    }
}

fn plan(request: &Request, map: &LandCover, messages: &mut Vec<Message>) -> Result<Plan> {
    if request.metrics.is_empty() {
        return Err(Error::argument("METRICS", EMPTY, phrase!("one metric or more, as in SHEI;PD")));
    }
    let wanted = wanted(&request.metrics, &[], request.max_classes, messages)?;
    let steps = length_steps(&map.info, map.path())?;
    let (across, down) = (steps.distance((0, 1)), steps.distance((1, 0)));
    let cell = across.max(down);
    let radii = radii(&request.radii, across.min(down), cell, messages)?;
    if let Some(pair) = radii.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::argument(
            "RADII",
            sentence!("{radius} twice", radius = pair[0]),
            phrase!("each radius once"),
        ));
    }
    if let Some(model) = request.models.iter().find(|model| !model.has_sill()) {
        return Err(Error::argument(
            "MODELS",
            format!("{model:?}").to_lowercase(),
            phrase!("models with a sill, as nugget / sill needs one"),
        ));
    }
    if request.models.is_empty() {
        return Err(Error::argument("MODELS", EMPTY, phrase!("one model or more")));
    }
    let fitting = Fitting::new(&request.models, "1", request.weights, request.kappa)?;
    let permutations = usize::try_from(request.permutations).ok();
    let permutations = permutations.filter(|maps| *maps == 0 || (MIN_CURVES..=MAX_PERMUTATIONS).contains(maps));
    let permutations = permutations.ok_or_else(|| {
        let allowed = sentence!(
            "{least} to {most}, or 0 for none: with fewer no map differs at a level of 5 %",
            least = MIN_CURVES,
            most = MAX_PERMUTATIONS
        );
        Error::argument("PERMUTATIONS", request.permutations, allowed)
    })?;
    let width = request.width.unwrap_or(cell);
    if !(width >= cell && width.is_finite()) {
        return Err(Error::argument("WIDTH", width, sentence!("the side of a cell, {cell} map units, or more", cell)));
    }
    let cutoff = request.cutoff.unwrap_or(MIN_CUTOFF * radii[radii.len() - 1]);
    let grid = map.grid();
    let whole = Window { row: 0, column: 0, rows: grid.rows, columns: grid.columns };
    check_cutoff(cutoff, &radii, !request.radii.is_empty(), short_side(&steps, whole), phrase!("map"))?;
    if request.cutoff.is_none() {
        let told = sentence!("Cutoff: {cutoff} map units, four times the largest radius.", cutoff = amount(cutoff));
        messages.push(Message::info("CUTOFF", told));
    }
    Ok(Plan {
        of: OfLayer::raster(&request.lulc),
        metrics: wanted,
        radii,
        steps,
        width,
        cutoff,
        weights: fitting.options.weights,
        kappa: fitting.options.kappa,
        models: request.models.clone(),
        permutations,
    })
}

/// Radii from the smallest on, as given or in cells of the map, whose shorter and longer side these are.
fn radii(given: &[f64], shorter: f64, longer: f64, messages: &mut Vec<Message>) -> Result<Vec<f64>> {
    if given.is_empty() {
        // 3 cells of 0.1 are 0.3
        let radii: [f64; RADII.len()] =
            RADII.map(|cells| format!("{:.11e}", cells * longer).parse().expect("digits are a number"));
        let told = sentence!("Radii: {radii} map units, 3, 5, 10, 15, 20 and 25 cells.", radii = list(radii));
        messages.push(Message::info("RADII", told));
        return Ok(radii.to_vec());
    }
    let mut radii = given.to_vec();
    radii.sort_by(f64::total_cmp);
    if radii.len() < MIN_RADII {
        let found = sentence!("{number} radii", number = radii.len());
        return Err(Error::argument("RADII", found, phrase!("five or more, two of which are only witnesses")));
    }
    if let Some(radius) = radii.iter().find(|radius| !(**radius > 0.0 && radius.is_finite())) {
        return Err(Error::argument("RADII", radius, phrase!("more than 0 (map units)")));
    }
    if let Some(radius) = radii.iter().find(|radius| **radius * (1.0 + 1e-9) < shorter) {
        return Err(single_cell(*radius, shorter));
    }
    Ok(radii)
}

/// In map units.
fn short_side(steps: &Steps, bounds: Window) -> f64 {
    (bounds.columns as f64 * steps.distance((0, 1))).min(bounds.rows as f64 * steps.distance((1, 0)))
}

fn check_cutoff(cutoff: f64, radii: &[f64], given: bool, short_side: f64, of: Phrase) -> Result<()> {
    let (min, max) = (MIN_CUTOFF * radii[radii.len() - 1], MAX_CUTOFF * short_side);
    if min > max {
        let own = (!given).then(|| phrase!(" (25 cells, as none are given)"));
        let largest = radii[radii.len() - 1];
        let (largest, side) = (amount(largest), amount(short_side));
        let found =
            sentence!("up to {largest}{own}, in a {of} whose short side is {side} map units", largest, own, of, side);
        return Err(Error::argument(
            "RADII",
            found,
            sentence!("up to an eighth of that side, {most} map units", most = amount(max / MIN_CUTOFF)),
        ));
    }
    if !(min..=max).contains(&cutoff) {
        let allowed = sentence!(
            "{least} (4 times the largest radius) to {most} (half of the short side of the {of})",
            least = min,
            most = max,
            of
        );
        return Err(Error::argument("CUTOFF", cutoff, allowed));
    }
    Ok(())
}

/// Cutoffs of the sensitivity table that the cells with windows have room for, that of the rule first.
fn cutoffs(plan: &Plan, statistics: &LayerStatistics, messages: &mut Vec<Message>) -> Result<Vec<f64>> {
    let short_side = short_side(&plan.steps, statistics.bounds);
    check_cutoff(plan.cutoff, &plan.radii, true, short_side, phrase!("region of cells with whole windows"))?;
    let all = CUTOFFS.map(|factor| factor * plan.cutoff);
    let cutoffs: Vec<f64> = all.into_iter().filter(|cutoff| *cutoff <= MAX_CUTOFF * short_side).collect();
    if cutoffs.len() < all.len() {
        let told = sentence!(
            "The sensitivity table has {number} of 3 cutoffs: the others are more than half of the short side, {side} map units.",
            number = cutoffs.len(),
            side = amount(short_side)
        );
        messages.push(Message::info("SENSITIVITY_CUTOFFS", told));
    }
    Ok(cutoffs)
}

/// Metrics in windows of a map, as bands: all metrics of the smallest radius first.
fn windows_of(
    request: &Request,
    plan: &Plan,
    (map, sides): (&LandCover, Sides),
    (path, threads, create_options): (&str, &Threads, &[String]),
    messages: &mut Vec<Message>,
    progress: &mut Progress<'_>,
) -> Result<()> {
    let options = WindowOptions {
        wanted: &plan.metrics,
        setting: setting(sides, request.max_classes)?,
        corners: request.neighbourhood == Neighbourhood::Eight,
        min_valid: min_valid_share(request.edge, request.min_valid)?,
        fill_nodata: false,
        centre_codes: &[],
    };
    let sizes = sizes(&plan.radii, request.shape, map.grid().metres_per_unit, sides, messages)?;
    let windows = CellWindows { map, sizes: &sizes, options, stride: 1 };
    let like = windows.raster()?;
    let provenance = Provenance::new(KERNEL.name, &(), &BTreeMap::new())?;
    let making = Rasters { create_options, provenance, threads, like: &like };
    let bands = vec![("", ""); windows.bands()];
    let mut sinks = BandSinks::create(&making, &Some(path.to_owned()), &[], &bands, NODATA_F32, messages)?;
    let ranges = windows.write(&mut sinks, threads, progress)?;
    if ranges.classes.is_empty() {
        return Err(Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() });
    }
    sinks.finish("windows", None)?.publish()?;
    let of = sentence!("the windows on {path}", path = map.path());
    check_ignored([map], &of, messages);
    check_negative(&ranges.classes, messages);
    messages.extend(map.remarks());
    Ok(())
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (n > 0).then(|| 0.5 * (values[(n - 1) / 2] + values[n / 2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radii_where_none_are_given_are_cells() {
        let mut messages = Vec::new();
        // Those of the study on its cells of 10 m; the longer side of cells that are not square; no digits of rounding
        assert_eq!(radii(&[], 10.0, 10.0, &mut messages).unwrap(), [30.0, 50.0, 100.0, 150.0, 200.0, 250.0]);
        assert_eq!(radii(&[], 20.0, 30.0, &mut messages).unwrap(), [90.0, 150.0, 300.0, 450.0, 600.0, 750.0]);
        assert_eq!(radii(&[], 0.1, 0.1, &mut messages).unwrap(), [0.3, 0.5, 1.0, 1.5, 2.0, 2.5]);
        assert_eq!(messages[2].text, "Radii: 0.3, 0.5, 1, 1.5, 2, 2.5 map units, 3, 5, 10, 15, 20 and 25 cells.");
        assert_eq!(radii(&[50.0, 20.0, 40.0, 30.0, 10.0], 10.0, 10.0, &mut messages).unwrap()[..2], [10.0, 20.0]);
    }
}
