//! Isolation metrics: how far patches lie from one another.

use super::{FRAGSTATS, Metric, metric, spread};
use crate::kernels::metrics::Of;

pub(super) fn isolation() -> Vec<Metric> {
    let enn = metric(
        "ENN",
        "Euclidean nearest neighbour distance",
        "m",
        "more than 0",
        "Distance to the nearest other patch of the class, between the centres of the cells that are nearest to one another.",
        "McGarigal and Marks 1995",
    )
    .undefined("for the only patch of a class");
    let prox = metric(
        "PROX",
        "Proximity index",
        "",
        "0 or more",
        "Sum over patches of the class within SEARCH_RADIUS of area (m2) / distance² (m), distances as for ENN; 0 without any.",
        "Gustafson and Parker 1992",
    );
    let simi = metric(
        "SIMI",
        "Similarity index",
        "",
        "0 or more",
        "Sum over patches of all classes within SEARCH_RADIUS of weight of SIMILARITY (1 in a class, where it has none) x area (m2) / distance² (m).",
        FRAGSTATS,
    );
    let (mut prox, mut simi) = (spread(Of::Prox, prox), spread(Of::Simi, simi));
    prox.iter_mut().for_each(|metric| metric.needs = Some("SEARCH_RADIUS"));
    simi.iter_mut().for_each(|metric| metric.needs = Some("SEARCH_RADIUS and SIMILARITY"));
    let mut connect = metric(
        "CONNECT",
        "Connectance index",
        "%",
        "0 to 100",
        "100 x pairs of patches of a class no farther than CONNECT_THRESHOLD from one another / all such pairs.",
        FRAGSTATS,
    )
    .undefined("where no class has two patches")
    .geometry()
    .both_of(|l, class| l.connect(class));
    connect.needs = Some("CONNECT_THRESHOLD");
    let mut made = spread(Of::Enn, enn);
    made.extend(prox.into_iter().chain(simi).chain([connect]));
    made
}
