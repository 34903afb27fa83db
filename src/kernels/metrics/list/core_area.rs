//! Core area metrics: what is left of patches without their edge.

use super::{FRAGSTATS, Metric, metric, spread, statistics_of};
use crate::kernels::metrics::Of;

pub(super) fn core_area() -> Vec<Metric> {
    let core = metric(
        "CORE",
        "Core area",
        "ha",
        "0 or more",
        "Area of the cells of the patch from whose centres that of every cell outside is farther than EDGE_DEPTH, or than its depth of EDGE_DEPTHS (absent: whose four neighbours are of the patch).",
        FRAGSTATS,
    );
    let cai = metric("CAI", "Core area index", "%", "0 to 100", "100 x CORE / AREA.", FRAGSTATS);
    let dcore = metric(
        "DCORE",
        "Disjunct core area",
        "ha",
        "more than 0",
        "Area of a core: core cells of a patch that hang together.",
        FRAGSTATS,
    );
    let mut ncore =
        metric("NCORE", "Number of core areas", "", "0 or more", "Number of cores of the patch.", FRAGSTATS);
    (ncore.patch, ncore.geometry, ncore.whole) = (Some(Of::Ncore), true, true);
    let mut made = vec![
        metric("TCA", "Total core area", "ha", "0 or more", "Sum of CORE over patches.", FRAGSTATS)
            .geometry()
            .both_of(|l, class| Some(l.sums.hectares(l.core(class))))
            .absent(0.0),
        metric("CPLAND", "Core area percentage of landscape", "%", "0 to 100", "100 x TCA / TA.", FRAGSTATS)
            .geometry()
            .class_of(|l, class| Some(100.0 * l.core(class) as f64 / l.sums.cells as f64))
            .absent(0.0),
        metric("NDCA", "Number of disjunct core areas", "", "0 or more", "Sum of NCORE over patches.", FRAGSTATS)
            .geometry()
            .whole()
            .both_of(|l, class| Some(l.cores(class) as f64))
            .absent(0.0),
        metric(
            "DCAD",
            "Disjunct core area density",
            "number per 100 ha",
            "0 or more",
            "100 x NDCA / TA (ha).",
            FRAGSTATS,
        )
        .geometry()
        .both_of(|l, class| Some(l.sums.per_100_hectares(l.cores(class))))
        .absent(0.0),
        ncore,
    ];
    made.extend(spread(Of::Core, core));
    made.extend(statistics_of(Of::Dcore, &dcore));
    made.extend(spread(Of::Cai, cai));
    made
}
