//! Area and edge metrics: areas, numbers, edges and extents of patches.

use super::{Basis, FRAGSTATS, Formula, Metric, metric, spread};
use crate::kernels::metrics::Of;

pub(super) fn area_and_edge() -> Vec<Metric> {
    let mut made = vec![
        metric("CA", "Class area", "ha", "more than 0", "Area of all patches of the class.", FRAGSTATS)
            .class_by(|l, i| Some(l.hectares(l.classes[i].cells)))
            .of(Basis::Cells)
            .absent(0.0),
        metric("PLAND", "Percentage of landscape", "%", "0 to 100", "100 x CA / TA.", FRAGSTATS)
            .class_by(|l, i| Some(l.pland(i)))
            .of(Basis::Cells)
            .absent(0.0),
        metric("TA", "Total area", "ha", "more than 0", "Area of all patches; background is none of it.", FRAGSTATS)
            .landscape_by(|l| Some(l.hectares(l.cells)))
            .of(Basis::Cells),
        metric("NP", "Number of patches", "", "1 or more", "Number of patches.", FRAGSTATS)
            .whole()
            .class_by(|l, i| Some(l.classes[i].patches as f64))
            .landscape_by(|l| Some(l.patches as f64))
            .absent(0.0),
        metric("PD", "Patch density", "number per 100 ha", "more than 0", "100 x NP / TA (ha).", FRAGSTATS)
            .class_by(|l, i| Some(l.per_100_hectares(l.classes[i].patches)))
            .landscape_by(|l| Some(l.per_100_hectares(l.patches)))
            .absent(0.0),
        metric("LPI", "Largest patch index", "%", "0 to 100", "100 x area of the largest patch / TA.", FRAGSTATS)
            .class_by(|l, i| Some(l.class_lpi(i)))
            .landscape_by(|l| Some(l.lpi()))
            .absent(0.0),
        metric("TE", "Total edge", "m", "0 or more", "Length of edges between classes (of the class: against others), with BOUNDARY_EDGE_PCT of the edge against background and border.", FRAGSTATS)
            .class_by(|l, i| Some(l.class_te(i)))
            .landscape_by(|l| Some(l.te()))
            .of(Basis::Edges)
            .absent(0.0),
        metric("ED", "Edge density", "m/ha", "0 or more", "TE / TA (ha).", FRAGSTATS)
            .class_by(|l, i| Some(l.per_hectare(l.class_te(i))))
            .landscape_by(|l| Some(l.per_hectare(l.te())))
            .of(Basis::Edges)
            .absent(0.0),
    ];
    made.extend(spread(Of::Area, metric("AREA", "Patch area", "ha", "more than 0", "Area of the patch.", FRAGSTATS)));
    if let Some(mean) = made.iter_mut().find(|metric| metric.abbreviation == "AREA_MN") {
        // Sums tell it too.
        mean.class = Some(Formula::Sums(|l, i| Some(l.hectares(l.classes[i].cells) / l.classes[i].patches as f64)));
        mean.landscape = Some(Formula::Sums(|l| Some(l.hectares(l.cells) / l.patches as f64)));
    }
    made.extend(spread(
        Of::Perim,
        metric(
            "PERIM",
            "Patch perimeter",
            "m",
            "more than 0",
            "Length of all its edges, holes and background included.",
            FRAGSTATS,
        ),
    ));
    made.extend(spread(
        Of::Gyrate,
        metric(
            "GYRATE",
            "Radius of gyration",
            "m",
            "more than 0",
            "Mean distance of the centres of its cells from their area-median point, whose row and column are the grouped medians of those of the cells; half a side for one cell.",
            FRAGSTATS,
        ),
    ));
    made
}
