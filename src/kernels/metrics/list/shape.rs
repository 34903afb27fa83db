//! Shape metrics: how complex the outlines of patches are.

use super::{FRAGSTATS, Metric, metric, spread};
use crate::kernels::metrics::Of;

pub(super) fn shape() -> Vec<Metric> {
    let para = metric("PARA", "Perimeter-area ratio", "m/ha", "more than 0", "PERIM / AREA.", FRAGSTATS);
    let shape = metric(
        "SHAPE",
        "Shape index",
        "",
        "1 or more",
        "PERIM / shortest perimeter that so many cells can have (of a square, or of the rectangle nearest to it that holds them).",
        FRAGSTATS,
    );
    let frac = metric(
        "FRAC",
        "Fractal dimension index",
        "",
        "1 to 2",
        "2 ln(PERIM / 4) / ln(area in m2); 1 for a square of 1 m2.",
        "Mandelbrot 1977",
    )
    .undefined("for a patch of 1 m2 that is no square");
    let circle = metric(
        "CIRCLE",
        "Related circumscribing circle",
        "",
        "0 to 1",
        "1 - area of the patch / area of the circle whose diameter is the largest distance between two corners of its cells (with FRAGSTATS' 3.1415 for pi); 0 for one cell.",
        "Baker and Cai 1992",
    );
    let contig = metric(
        "CONTIG",
        "Contiguity index",
        "",
        "0 to 1",
        "(mean over its cells of 1 + 2 x neighbours of the patch at sides + 1 x those at corners - 1) / 12.",
        "LaGro 1991",
    );
    let pafrac = metric(
        "PAFRAC",
        "Perimeter-area fractal dimension",
        "",
        "1 to 2",
        "2 / slope of the regression of ln area (m2) on ln perimeter (m) of all patches.",
        "Burrough 1986",
    )
    .undefined("with fewer than 10 patches, or where all have one perimeter")
    .both_of(|l, class| l.pafrac(class));
    [
        spread(Of::Para, para),
        spread(Of::Shape, shape),
        spread(Of::Frac, frac),
        spread(Of::Circle, circle),
        spread(Of::Contig, contig),
        vec![pafrac],
    ]
    .into_iter()
    .flatten()
    .collect()
}
