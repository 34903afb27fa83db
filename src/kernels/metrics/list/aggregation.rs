//! Aggregation metrics: how classes clump, mingle and fall apart.

use super::{Basis, FRAGSTATS, JAEGER, Metric, metric};

pub(super) fn aggregation() -> Vec<Metric> {
    vec![
        metric("LSI", "Landscape shape index", "", "1 or more", "Length of all edges (of the class, or of the landscape), those against background and border included / shortest perimeter that so many cells can have.", "Patton 1975")
            .class_by(|l, i| Some(l.class_lsi(i)))
            .landscape_by(|l| Some(l.lsi()))
            .of(Basis::Edges),
        metric("NLSI", "Normalized landscape shape index", "", "0 to 1", "(e - min e) / (max e - min e), e being the length of the edges of the class, min e the shortest perimeter of so many cells, and max e the longest: 4 a cell sides of up to half of the A cells of the landscape, 3 A - 2 a (3 more where A is odd) while that is more and 4 a no more than Z + 4 (A - a), Z being the sides at background and border, which is max e beyond; 1 where there is more edge than max e.", FRAGSTATS)
            .undefined("where the class fills the landscape, or max e is min e")
            .class_by(|l, i| l.nlsi(i))
            .of(Basis::Edges),
        metric("AI", "Aggregation index", "%", "0 to 100", "100 x like adjacencies / the most that so many cells can have; of a landscape the mean over classes by area.", "He, DeZonia and Mladenoff 2000")
            .undefined("for a class of one cell, and where all classes are such")
            .class_by(|l, i| l.class_ai(i))
            .landscape_by(|l| l.ai())
            .of(Basis::Edges),
        metric("CLUMPY", "Clumpiness index", "", "-1 to 1", "(G - P) / P where G < P and P < 0.5, else (G - P) / (1 - P); G = like adjacencies of the class / (all its cell sides - sides of the shortest perimeter), P = PLAND / 100.", FRAGSTATS)
            .undefined("for a class of one cell, or one that fills the landscape")
            .class_by(|l, i| l.clumpy(i))
            .of(Basis::Edges),
        metric("PLADJ", "Percentage of like adjacencies", "%", "0 to 100", "100 x cell sides against the same class / all cell sides, those at background and border included.", FRAGSTATS)
            .class_by(|l, i| Some(l.class_pladj(i)))
            .landscape_by(|l| Some(l.pladj()))
            .of(Basis::Edges),
        metric("IJI", "Interspersion and juxtaposition index", "%", "0 to 100", "100 x entropy of the lengths of edges between classes (of the class: with each other one) / the most there can be: ln(m (m - 1) / 2), of a class ln(m - 1), m being the number of classes.", "McGarigal and Marks 1995")
            .undefined("with fewer than 3 classes, or without an edge")
            .class_by(|l, i| l.class_iji(i))
            .landscape_by(|l| l.iji())
            .of(Basis::Edges),
        metric("CONTAG", "Contagion index", "%", "0 to 100", "100 x (1 + sum p ln p / (2 ln m)), p = P_i g_ik / sum_k g_ik, g being adjacencies of valid cells counted in both directions and P_i shares of the area.", "Li and Reynolds 1993")
            .undefined("with one class, or where no two cells touch")
            .landscape_by(|l| l.contag())
            .of(Basis::Edges),
        metric("COHESION", "Patch cohesion index", "%", "0 to 100", "100 x (1 - sum p / sum(p root a)) / (1 - 1 / root Z), p being perimeters in cell sides, a cells of patches, Z cells of the landscape.", "Schumaker 1996")
            .undefined("for a landscape of one cell")
            .class_by(|l, i| l.class_cohesion(i))
            .landscape_by(|l| l.cohesion()),
        metric("DIVISION", "Landscape division index", "", "0 to 1", "1 - sum(a / A)², a being areas of patches and A that of the landscape.", JAEGER)
            .class_by(|l, i| Some(1.0 - l.class_coherence(i)))
            .landscape_by(|l| Some(1.0 - l.coherence())),
        metric("MESH", "Effective mesh size", "ha", "more than 0", "sum a² / A.", JAEGER)
            .class_by(|l, i| Some(l.class_coherence(i) * l.hectares(l.cells)))
            .landscape_by(|l| Some(l.coherence() * l.hectares(l.cells))),
        metric("SPLIT", "Splitting index", "", "1 or more", "A² / sum a².", JAEGER)
            .class_by(|l, i| Some(1.0 / l.class_coherence(i)))
            .landscape_by(|l| Some(1.0 / l.coherence())),
    ]
}
