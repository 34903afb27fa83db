//! What a run does, from points or from the cells of a raster.

use super::{
    KERNEL, NuggetIs, Request,
    asked::{Asked, ModelFrom},
    drift::DriftLayers,
    gaps::Gaps,
    model::{self, Chosen},
    points::{self, Layer, Observed},
    raster::Surface,
    tables::{CoefficientRow, CurveRow, ModelRow, PredictedRow},
    tally::Tally,
    targets,
    tell::{self, Things},
    validation,
};
use crate::{
    engine::{
        columns::OfLayer,
        message::Message,
        outputs::OutputSet,
        progress::Progress,
        region::{Region, refuse_degrees, tell_of_lengths},
        report::Report,
        request::Raster,
        threads::Threads,
        values::Values,
        variogram_tables::LayerBin,
    },
    error::{Error, Result},
    figures::{count, things},
    io::table::Table,
    kernels::{
        Accumulator,
        geostatistics::kriging::{
            Coefficient, Fault, Kriging, KrigingModel, MOST_GLOBAL, MOST_TOGETHER, Summary, Trend, drift_table,
        },
    },
    schema::Row,
    sentence::{phrase, sentence},
};
use std::collections::BTreeMap;

/// A request, checked.
pub struct Job<'a> {
    pub request: &'a Request,
    pub asked: &'a Asked<'a>,
    pub threads: &'a Threads,
}

/// What a run made.
struct Made {
    of: OfLayer,
    points: usize,
    tally: Tally,
    outputs: OutputSet,
    tables: Vec<Table>,
    summary: Option<Summary>,
    messages: Vec<Message>,
}

impl Job<'_> {
    /// Predicts from points: for a grid, for features, and for the points themselves.
    pub fn of_points(&self, (path, field): (&str, &str), progress: &mut Progress<'_>) -> Result<Report> {
        let Job { request, asked, threads } = *self;
        let mut messages = Vec::new();
        progress.part(0, 10);
        progress.tell(0.0, points::READING)?;
        let Layer { mut observed, info } = Layer::read(request, asked, (path, field), &mut messages)?;
        let layers = DriftLayers::open(request, &info)?;
        layers.give(&mut observed, progress, &mut messages)?;
        progress.part(1, 10);
        let model = self.model(&mut observed, progress, &mut messages)?;
        let of = OfLayer::input(path, request.layer_name.as_ref(), request.year);
        let mut made = Made {
            of,
            points: observed.points.len(),
            tally: Tally::default(),
            outputs: OutputSet::default(),
            tables: Vec::new(),
            summary: None,
            messages,
        };
        progress.part(2, 10);
        if let Some(folds) = asked.folds {
            let given = (&observed, &model.model);
            let (tables, summary) =
                validation::validate(request, asked, folds, given, &made.of, (threads, progress), &mut made.messages)?;
            made.tables.extend(tables);
            made.summary = Some(summary);
        }
        progress.part(3, 10);
        if asked.grid.is_some() || request.targets.is_some() {
            let kriging = self.kriging(&observed, &model.model, progress)?;
            if let Some(path) = &request.targets {
                let on = (path.as_str(), &*info);
                let found = targets::predict(
                    request,
                    on,
                    (&kriging, &observed.points),
                    &layers,
                    &made.of,
                    (threads, progress),
                )?;
                tell::results(&found.tally, Things::Targets, request, &mut made.messages)?;
                if found.wide > 0 {
                    let told = sentence!(
                        "{polygons} more points than predictions are made of, which are those nearest to its middle. Of so wide a polygon the mean is better known from all: set MAX_NEIGHBOURS to 0.",
                        polygons = things!(found.wide, "{count} polygon holds", "{count} polygons hold")
                    );
                    made.messages.push(Message::warning("WIDE_TARGETS", told));
                }
                made.tally.merge(found.tally);
                made.tables.push(PredictedRow::table("predicted", found.rows));
            }
            progress.parts(4..10, 10);
            if asked.grid.is_some() {
                let on = request.snap.as_ref().map_or(path, |snap| &snap.path);
                let mask = Region::mask(request.mask.as_deref(), &info, on, &mut made.messages)?;
                let surface = Surface { request, kriging: &kriging, info: &info, mask: mask.as_ref(), layers: &layers };
                let (tally, outputs) = surface.write(threads, progress, &mut made.messages)?;
                tell::results(&tally, Things::Cells, request, &mut made.messages)?;
                made.tally.merge(tally);
                made.outputs = outputs;
            }
        }
        let values = observed.points.iter().map(|point| point.value);
        tell::beyond(made.tally.values, values, &mut made.messages);
        made.messages.extend(layers.remarks());
        self.report(made, &observed, &layers, &model, progress)
    }

    /// Fills the gaps of a raster.
    pub fn of_gaps(&self, raster: &Raster, progress: &mut Progress<'_>) -> Result<Report> {
        let Job { request, asked, threads } = *self;
        let mut messages = Vec::new();
        let values = Values::open(raster)?;
        let info = values.info.clone();
        refuse_degrees(&info, values.path())?;
        tell_of_lengths(info.length_distortion(), &info.crs_name(), &raster.path, &mut messages);
        let mask = Region::mask(request.mask.as_deref(), &info, values.path(), &mut messages)?;
        let layers = DriftLayers::open(request, &info)?;
        let gaps = Gaps { request, values: &values, mask: mask.as_ref(), layers: &layers };
        progress.parts(0..2, 10);
        let survey = gaps.survey(threads, progress)?;
        if survey.valid.seen() == 0 {
            return Err(Error::NoValuesInRaster { path: raster.path.clone() });
        }
        if survey.gaps == 0 {
            let within = mask.is_some().then(|| phrase!(" within MASK"));
            let told = sentence!("{path} has no gap to fill{within}.", path = raster.path, within);
            messages.push(Message::warning("NO_GAPS", told));
        }
        let mut observed = gaps.observed(&survey, progress, &mut messages)?;
        let fits = request.variogram || matches!(asked.model, ModelFrom::Fitted);
        // Beside a drift fewer are drawn, and that is told where it is done.
        if fits && !survey.valid.is_all() && model::beside(asked).is_none() {
            let told = sentence!(
                "The variogram is that of {number} cells drawn at random (seed {seed}).",
                number = count(observed.points.len() as u64),
                seed = request.seed
            );
            messages.push(Message::info("SAMPLE", told));
        }
        progress.part(2, 10);
        let model = self.model(&mut observed, progress, &mut messages)?;
        let global = asked.neighbourhood.max == 0 && asked.neighbourhood.radius.is_none();
        if global && !survey.valid.is_all() {
            return Err(Error::TooManyPoints { points: survey.valid.seen(), limit: MOST_GLOBAL as u64 });
        }
        let all = global.then(|| self.kriging(&observed, &model.model, progress)).transpose()?;
        progress.parts(3..10, 10);
        let (tally, outputs) = gaps.fill(asked, &model.model, all.as_ref(), (threads, progress), &mut messages)?;
        if survey.gaps > 0 {
            tell::results(&tally, Things::Cells, request, &mut messages)?;
        }
        if survey.valid.is_all() {
            tell::beyond(tally.values, observed.points.iter().map(|point| point.value), &mut messages);
        }
        messages.extend(values.remarks().chain(layers.remarks()));
        let of = OfLayer::raster(raster);
        // Of all cells those with values of the drift are known.
        let points = if survey.valid.is_all() { observed.points.len() } else { survey.valid.seen() as usize };
        let made = Made { of, points, tally, outputs, tables: Vec::new(), summary: None, messages };
        self.report(made, &observed, &layers, &model, progress)
    }

    /// The model, and the points with one for each place where their values have no errors.
    fn model(
        &self,
        observed: &mut Observed,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Chosen> {
        let Job { request, asked, threads } = *self;
        observed.check_places(request.duplicates)?;
        if request.nugget_is == NuggetIs::Microscale {
            observed.one_a_place(messages);
        }
        let chosen = model::choose(request, asked, observed, (threads, progress), messages)?;
        if chosen.model.error == 0.0 {
            observed.one_a_place(messages);
        }
        Ok(chosen)
    }

    fn kriging(&self, observed: &Observed, model: &KrigingModel, progress: &mut Progress<'_>) -> Result<Kriging> {
        let Asked { trend, neighbourhood, block, .. } = self.asked;
        let (points, least) = (observed.points.len(), neighbourhood.min);
        if neighbourhood.global() && points < least {
            return Err(Error::TooFewPoints { points, least });
        }
        let text = phrase!("Solving for the points");
        let made = tell::kernel(
            (self.threads, progress),
            text,
            || 0.0,
            |go_on| Kriging::new(observed.data(), model, *trend, *neighbourhood, block.as_ref(), go_on),
        )?;
        let kriging = made.map_err(|fault| tell::refused(fault, self.request))?;
        match kriging.global() {
            Some(Err(missing)) => Err(tell::refused(Fault::Unsolvable(missing), self.request)),
            _ => Ok(kriging),
        }
    }

    /// Coefficients of the drift; of very many points none, as all of them are solved for together.
    fn coefficients(
        &self,
        observed: &Observed,
        model: &KrigingModel,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Vec<Coefficient>> {
        let Trend::Unknown(terms) = self.asked.trend else { return Ok(Vec::new()) };
        if observed.points.len() > MOST_TOGETHER && !self.asked.neighbourhood.global() {
            let told = sentence!(
                "Coefficients of the drift are computed of up to {limit} points; of all of them with MAX_NEIGHBOURS 0.",
                limit = count(MOST_TOGETHER as u64)
            );
            messages.push(Message::info("NO_COEFFICIENTS", told));
            return Ok(Vec::new());
        }
        let data = observed.data();
        let text = phrase!("Fitting the drift");
        let found =
            tell::kernel((self.threads, progress), text, || 0.0, |go_on| drift_table(data, model, terms, go_on))?;
        match found {
            Ok(found) => Ok(found),
            Err(fault) => {
                let why = tell::refused(fault, self.request);
                let told = sentence!("Coefficients of the drift are not told: {why}", why = why.to_string());
                messages.push(Message::warning("NO_COEFFICIENTS", told));
                Ok(Vec::new())
            }
        }
    }

    fn report(
        &self,
        mut made: Made,
        observed: &Observed,
        layers: &DriftLayers,
        chosen: &Chosen,
        progress: &mut Progress<'_>,
    ) -> Result<Report> {
        let wanted = self.request.drift_terms;
        let coefficients =
            if wanted { self.coefficients(observed, &chosen.model, progress, &mut made.messages)? } else { Vec::new() };
        progress.tell(1.0, phrase!("Closing"))?;
        let of = &made.of;
        let row = |found: &Coefficient| CoefficientRow::of(of, found, &layers.names);
        if wanted {
            made.tables.push(CoefficientRow::table("drift_terms", coefficients.iter().map(row).collect()));
        }
        made.tables.push(ModelRow::table("model", ModelRow::of(of, &chosen.model)));
        if self.request.variogram {
            let farthest = chosen.bins.iter().map(|bin| bin.dist).fold(0.0, f64::max);
            made.tables.push(LayerBin::table("variogram", LayerBin::of(of, &chosen.bins)));
            made.tables.push(CurveRow::table("curves", CurveRow::of(of, &chosen.model, farthest)));
        }
        let results = BTreeMap::from([
            ("cells_missing", Some(made.tally.missing() as f64)),
            ("points", Some(made.points as f64)),
            ("output_min", made.tally.values.low()),
            ("output_max", made.tally.values.high()),
            ("variance_min", made.tally.variances.low()),
            ("variance_max", made.tally.variances.high()),
            ("rmse", made.summary.and_then(|summary| summary.rmse)),
            ("msdr", made.summary.and_then(|summary| summary.msdr)),
        ]);
        let Made { outputs, tables, messages, .. } = made;
        Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
    }
}
