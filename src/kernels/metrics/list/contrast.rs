//! Contrast metrics: edges weighted by how unlike the classes on both sides are.

use super::{FRAGSTATS, Metric, metric, spread};
use crate::kernels::metrics::Of;

pub(super) fn contrast() -> Vec<Metric> {
    let econ = metric(
        "ECON",
        "Edge contrast index",
        "%",
        "0 to 100",
        "100 x sum of perimeter x weight of CONTRAST / PERIM; at background and border the weight is BOUNDARY_EDGE_PCT / 100.",
        FRAGSTATS,
    );
    let mut made = vec![
        metric(
            "CWED",
            "Contrast-weighted edge density",
            "m/ha",
            "0 or more",
            "Sum of edge x weight of CONTRAST / TA (ha), with BOUNDARY_EDGE_PCT of the edge at background and border.",
            FRAGSTATS,
        )
        .both_of(|l, class| Some(l.sums.per_hectare(l.contrast(class)))),
        metric(
            "TECI",
            "Total edge contrast index",
            "%",
            "0 to 100",
            "100 x sum of edge x weight / length of all edges, those at background and border included.",
            FRAGSTATS,
        )
        .both_of(|l, class| Some(100.0 * l.contrast(class) / l.all_edges(class))),
    ];
    made.extend(spread(Of::Econ, econ));
    made.iter_mut().for_each(|metric| metric.needs = Some("CONTRAST"));
    made
}
