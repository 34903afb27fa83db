//! Figures of the whole map, and carbon by the reference classes.

use super::{Design, sampled::Sampled};
use crate::{
    engine::{
        message::Message,
        tables::pools::{PoolTable, density},
    },
    figures::{about, amount},
    kernels::{
        cover::map_accuracy::{Estimate, Strata, raw},
        stats::sum::sum,
    },
    sentence::sentence,
};

/// Carbon by the reference classes, and by the map as it is.
pub struct Carbon {
    mean: Estimate,
    total: Option<Estimate>,
    map_mean: f64,
}

impl Carbon {
    pub fn new(sampled: &Sampled, strata: &Strata, classes: &[i64], pools: &PoolTable) -> Carbon {
        let of = |code: i64| density(pools, code).expect("classes without a density are refused");
        let mean = strata.mean(|class| of(classes[class]));
        let times = |area: f64| Estimate { value: area * mean.value, se: mean.se.map(|se| area * se) };
        let map_mean = sum(sampled.mapped.keys().map(|code| sampled.share(*code) * of(*code)));
        Carbon { mean, total: sampled.area_ha.map(times), map_mean }
    }

    /// What the map has too much.
    fn bias(&self) -> Estimate {
        Estimate { value: self.map_mean - self.mean.value, se: self.mean.se }
    }

    pub fn message(&self) -> Message {
        let known = self.mean.se.map(|se| sentence!(" ± {se}", se = about(se)));
        let told = sentence!(
            "Carbon by the reference: {mean}{known} t/ha (standard error, of the map's errors alone); by the map as it is {map_mean} t/ha, so that its bias is {bias} t/ha.",
            mean = amount(self.mean.value),
            known,
            map_mean = amount(self.map_mean),
            bias = about(self.bias().value)
        );
        Message::info("CARBON", told)
    }
}

/// Figures of the whole map, in the order of the table.
pub fn measures(
    design: Design,
    pairs: &raw::Pairs,
    strata: &Strata,
    carbon: Option<&Carbon>,
) -> Vec<(&'static str, Option<Estimate>)> {
    let exact = |value: f64| Some(Estimate { value, se: None });
    // Errors of the raw sample are those of a simple random one.
    let sample = |estimate: Estimate| Estimate { se: estimate.se.filter(|_| design != Design::Stratified), ..estimate };
    let apart = strata.disagreement();
    let mut measures = vec![
        ("overall", Some(strata.overall())),
        ("kappa", strata.kappa()),
        ("quantity", exact(apart.quantity)),
        ("allocation", exact(apart.allocation)),
        ("exchange", exact(apart.exchange)),
        ("shift", exact(apart.shift)),
        ("sample_overall", raw::overall(pairs).map(sample)),
        ("sample_kappa", raw::kappa(pairs).map(sample)),
    ];
    if let Some(carbon) = carbon {
        measures.extend([
            ("carbon_mean_t_ha", Some(carbon.mean)),
            ("carbon_total_t", carbon.total),
            ("carbon_map_mean_t_ha", exact(carbon.map_mean)),
            ("carbon_map_bias_t_ha", Some(carbon.bias())),
        ]);
    }
    measures
}
