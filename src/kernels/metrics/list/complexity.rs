//! Complexity metrics: entropies of adjacencies.

use super::{Basis, LandscapeFormula, Metric, NOWOSAD, metric};

pub(super) fn complexity() -> Vec<Metric> {
    let one = |abbreviation, name, unit, range, definition, formula: LandscapeFormula| {
        metric(abbreviation, name, unit, range, definition, NOWOSAD)
            .undefined("where no two cells touch")
            .landscape_by(formula)
            .of(Basis::Edges)
    };
    vec![
        one(
            "ENT",
            "Marginal entropy",
            "bit",
            "0 or more",
            "-sum p log2 p, p being the share of a class in all adjacencies of valid cells, counted in both directions.",
            |l| l.ent(),
        ),
        one("CONDENT", "Conditional entropy", "bit", "0 or more", "JOINENT - ENT.", |l| l.condent()),
        one(
            "JOINENT",
            "Joint entropy",
            "bit",
            "0 or more",
            "-sum p log2 p, p being the share of an ordered pair of classes in all adjacencies.",
            |l| l.joinent(),
        ),
        one("MUTINF", "Mutual information", "bit", "0 or more", "ENT - CONDENT.", |l| l.mutinf()),
        one("RELMUTINF", "Relative mutual information", "", "0 to 1", "MUTINF / ENT; 1 for one class.", |l| {
            l.relmutinf()
        }),
    ]
}
