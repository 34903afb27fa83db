//! Which metrics a request asks for.

use crate::{
    error::{Error, Result},
    kernels::metrics::{Metric, metrics},
    sentence::{Sentence, list, sentence},
};

const ALL: &str = "ALL";

/// From how alike a word is (1 for the same) it may be meant.
const ALIKE: f64 = 0.6;

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
            return Err(Error::UnknownMetric { found: found.clone(), hint: hint(found, &known), known: list(known) });
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

/// The word that was meant, where one is near.
fn hint(found: &str, known: &[&str]) -> Option<Sentence> {
    let alike = |word: &&&str| strsim::normalized_damerau_levenshtein(found, word);
    let nearest = known.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)));
    nearest.filter(|word| alike(word) >= ALIKE).map(|word| sentence!(" Did you mean {word}?", word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_meant() {
        let sentence = |name: &str| MetricNames::new(&[name.to_owned()]).err().expect("no metric").to_string();
        assert!(
            sentence("areal")
                .starts_with("METRICS: AREAL is no metric. Did you mean AREA? Known are all, or any of CA, ")
        );
        assert!(sentence("SHDII").contains(" Did you mean SHDI? "));
        assert!(sentence("shannon").starts_with("METRICS: SHANNON is no metric. Known are"));
    }
}
