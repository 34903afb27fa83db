//! Which metrics a request asks for.

use crate::{
    error::{Error, Result},
    kernels::landscape_metrics::{Metric, metrics},
};

const ALL: &str = "ALL";

/// Abbreviations of metrics, in upper or lower case.
pub struct MetricNames {
    given: Vec<String>,
    /// Whether all are asked for.
    pub all: bool,
}

impl MetricNames {
    pub fn new(names: &[String]) -> Result<MetricNames> {
        let given: Vec<String> = names.iter().map(|name| name.to_uppercase()).collect();
        let known = |name: &String| name == ALL || metrics().iter().any(|metric| metric.abbreviation == *name);
        if let Some(found) = given.iter().find(|name| !known(name)) {
            let known: Vec<&str> = metrics().iter().map(|metric| metric.abbreviation.as_str()).collect();
            return Err(Error::UnknownMetric { found: found.clone(), known: known.join(", ") });
        }
        let all = given.is_empty() || given.iter().any(|name| name == ALL);
        Ok(MetricNames { given, all })
    }

    /// Whether a metric is asked for by its name.
    pub fn names(&self, metric: &Metric) -> bool {
        self.given.contains(&metric.abbreviation)
    }

    /// Metrics by name, in the order in which they were given; each once.
    pub fn in_order(&self) -> Vec<&'static Metric> {
        let mut found: Vec<&Metric> = Vec::new();
        for name in &self.given {
            let metric = metrics().iter().find(|metric| metric.abbreviation == *name);
            found.extend(metric.filter(|metric| !found.iter().any(|other| other.abbreviation == metric.abbreviation)));
        }
        found
    }
}
