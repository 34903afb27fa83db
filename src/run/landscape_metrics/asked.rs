//! What a request asks of the maps.

use super::{Request, measure::Isolation};
use crate::{
    engine::{
        fields::{
            landscape,
            landscape::{Neighbourhood, length},
            metric::MetricNames,
        },
        message::Message,
        region::Sides,
        tables::pair_table::{CONTRAST, EDGE_DEPTHS, PairKind, PairTable, SIMILARITY},
    },
    error::{Error, Result},
    io::gdal,
    kernels::{
        metrics::{Metric, Of, Setting, metrics},
        patches::{PatchOptions, geometry::GeometryOptions},
    },
    sentence::{list, phrase, sentence},
};
use std::collections::BTreeMap;

/// What is done with the patches of every map.
pub struct Asked<'a> {
    pub request: &'a Request,
    /// In the order of the list.
    pub wanted: Vec<&'static Metric>,
    pub setting: Setting,
    pub metres_per_unit: f64,
    pub patches: PatchOptions,
    pub geometry: GeometryOptions,
    /// Whether geometries are measured.
    pub measured: bool,
    /// Whether the contrast of every patch is.
    pub contrasted: bool,
    pub contrast: Option<PairTable>,
    pub edge_depths: Option<PairTable>,
    pub isolation: Isolation,
}

impl<'a> Asked<'a> {
    pub fn new(
        request: &'a Request,
        wanted: Vec<&'static Metric>,
        setting: Setting,
        metres_per_unit: f64,
    ) -> Result<Asked<'a>> {
        let contrast = pair_table(request.contrast.as_ref(), &CONTRAST)?;
        let edge_depths = pair_table(request.edge_depths.as_ref(), &EDGE_DEPTHS)?;
        // Metrics of patches alone need nothing where no patch is told of.
        let listing = request.patch || request.patches;
        let needed: Vec<&Metric> =
            wanted.iter().copied().filter(|m| listing || m.of_classes() || m.of_landscapes()).collect();
        let measured = needed.iter().any(|metric| metric.geometry);
        let isolation = isolation(request, &needed, metres_per_unit)?;
        let corners = request.neighbourhood == Neighbourhood::Eight;
        let geometry = GeometryOptions {
            cell_width: setting.cell_width,
            cell_height: setting.cell_height,
            edge_depth: length("EDGE_DEPTH", request.edge_depth, metres_per_unit)?,
            corners,
            edges: isolation.asked(),
        };
        Ok(Asked {
            request,
            setting,
            metres_per_unit,
            patches: PatchOptions { corners, listed: listing || request.output.is_some() || measured },
            geometry,
            measured,
            contrasted: needed.iter().any(|metric| metric.takes(Of::Econ)),
            wanted,
            contrast,
            edge_depths,
            isolation,
        })
    }

    /// Sweeps over each map.
    pub fn sweeps(&self) -> usize {
        let others = [self.measured, self.contrasted, self.request.patches, self.request.output.is_some()];
        1 + others.into_iter().filter(|asked| *asked).count()
    }
}

/// The metrics asked for, in the order of the list.
pub fn wanted(request: &Request, messages: &mut Vec<Message>) -> Result<Vec<&'static Metric>> {
    let names = MetricNames::new(&request.metrics)?;
    let allowed = |metric: &Metric| match metric.needs {
        None => true,
        Some("CONTRAST") => request.contrast.is_some(),
        Some("SEARCH_RADIUS") => request.search_radius.is_some(),
        Some("CONNECT_THRESHOLD") => request.connect_threshold.is_some(),
        Some("MAX_CLASSES") => request.max_classes.is_some(),
        Some(_) => request.search_radius.is_some() && request.similarity.is_some(),
    };
    if let Some((metric, field)) = metrics()
        .iter()
        .filter(|metric| names.names(metric) && !allowed(metric))
        .find_map(|metric| Some((metric, metric.needs?)))
    {
        return Err(Error::MetricNeeds { metric: metric.abbreviation.clone(), field });
    }
    let mut left_out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for metric in metrics().iter().filter(|metric| names.all && !allowed(metric)) {
        left_out.entry(metric.needs.unwrap_or_default()).or_default().push(&metric.abbreviation);
    }
    for (field, metrics) in left_out {
        let told = sentence!("Left out, as it needs {field}: {metrics}.", field, metrics = list(metrics));
        messages.push(Message::info("METRICS_LEFT_OUT", told));
    }
    Ok(metrics().iter().filter(|m| allowed(m) && (names.all || names.names(m))).collect())
}

pub fn setting(request: &Request, sides: Sides) -> Result<Setting> {
    if !(0.0..=100.0).contains(&request.boundary_edge_pct) {
        return Err(Error::argument("BOUNDARY_EDGE_PCT", request.boundary_edge_pct, phrase!("0 to 100 (%)")));
    }
    let boundary_edge = request.boundary_edge_pct / 100.0;
    Ok(Setting { boundary_edge, ..landscape::setting(sides, request.max_classes)? })
}

fn pair_table(path: Option<&String>, kind: &'static PairKind) -> Result<Option<PairTable>> {
    path.map(|path| PairTable::new(&gdal::read_table(path)?, kind)).transpose()
}

fn isolation(request: &Request, needed: &[&Metric], metres_per_unit: f64) -> Result<Isolation> {
    let takes = |of| needed.iter().any(|metric| metric.takes(of));
    let radius = length("SEARCH_RADIUS", request.search_radius, metres_per_unit)?;
    let threshold = length("CONNECT_THRESHOLD", request.connect_threshold, metres_per_unit)?;
    let weights = pair_table(request.similarity.as_ref().filter(|_| takes(Of::Simi)), &SIMILARITY)?;
    Ok(Isolation {
        nearest: takes(Of::Enn),
        proximity: radius.filter(|_| takes(Of::Prox)),
        similarity: radius.zip(weights),
        connect_threshold: threshold.filter(|_| needed.iter().any(|metric| metric.column == "connect")),
    })
}
