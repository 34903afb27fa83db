//! Diversity metrics: how many classes there are, and how evenly they share the land.

use super::{Basis, FRAGSTATS, Metric, SHANNON, SIMPSON, metric};

pub(super) fn diversity() -> Vec<Metric> {
    let mut rpr = metric("RPR", "Relative patch richness", "%", "0 to 100", "100 x PR / MAX_CLASSES.", FRAGSTATS);
    rpr.needs = Some("MAX_CLASSES");
    let made = vec![
        metric("PR", "Patch richness", "", "1 or more", "Number of classes.", FRAGSTATS)
            .whole()
            .landscape_by(|l| Some(l.classes.len() as f64)),
        metric("PRD", "Patch richness density", "number per 100 ha", "more than 0", "100 x PR / TA (ha).", FRAGSTATS)
            .landscape_by(|l| Some(l.per_100_hectares(l.classes.len() as u64))),
        rpr.landscape_by(|l| l.rpr()),
        metric(
            "SHDI",
            "Shannon's diversity index",
            "",
            "0 or more",
            "-sum P ln P, P being shares of classes in the area; 0 for one class.",
            SHANNON,
        )
        .landscape_by(|l| Some(l.shdi())),
        metric("SIDI", "Simpson's diversity index", "", "0 to 1", "1 - sum P²; 0 for one class.", SIMPSON)
            .landscape_by(|l| Some(l.sidi())),
        metric(
            "MSIDI",
            "Modified Simpson's diversity index",
            "",
            "0 or more",
            "-ln sum P²; 0 for one class.",
            "Pielou 1975",
        )
        .landscape_by(|l| Some(l.msidi())),
        metric("SHEI", "Shannon's evenness index", "", "0 to 1", "SHDI / ln PR; 0 for one class.", SHANNON)
            .landscape_by(|l| Some(l.evenness(l.shdi(), f64::ln))),
        metric("SIEI", "Simpson's evenness index", "", "0 to 1", "SIDI / (1 - 1 / PR); 0 for one class.", SIMPSON)
            .landscape_by(|l| Some(l.evenness(l.sidi(), |m| 1.0 - 1.0 / m))),
        metric(
            "MSIEI",
            "Modified Simpson's evenness index",
            "",
            "0 to 1",
            "MSIDI / ln PR; 0 for one class.",
            "Pielou 1975",
        )
        .landscape_by(|l| Some(l.evenness(l.msidi(), f64::ln))),
    ];
    made.into_iter().map(|metric| metric.of(Basis::Cells)).collect()
}
