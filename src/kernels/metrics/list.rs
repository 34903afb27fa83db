//! The list of all metrics: what each is called, how it is defined, and how it comes out of a landscape.

use super::{Landscape, Of, Statistic, Sums};
use serde::Serialize;
use std::sync::LazyLock;

/// A metric, at the levels that it has.
#[derive(Serialize)]
pub struct Metric {
    /// As FRAGSTATS writes it.
    pub abbreviation: String,
    /// The same in lower case: the column of a table.
    pub column: String,
    pub name: String,
    /// Empty where it has none.
    pub unit: &'static str,
    pub range: &'static str,
    pub definition: String,
    /// Where it has no value; empty where it always has one.
    pub undefined: &'static str,
    pub source: &'static str,
    /// Whether its values are whole numbers.
    pub whole: bool,
    /// Whether the geometries of patches must be known.
    pub geometry: bool,
    /// The field of a request without which it cannot be.
    pub needs: Option<&'static str>,
    #[serde(serialize_with = "there")]
    pub patch: Option<Of>,
    #[serde(serialize_with = "there")]
    class: Option<Formula<ClassFormula>>,
    #[serde(serialize_with = "there")]
    landscape: Option<Formula<LandscapeFormula>>,
    /// What it takes of the sums where it is made of sums alone.
    #[serde(skip)]
    sums: Basis,
    /// Of a class that is not there.
    #[serde(skip)]
    pub absent: Option<f64>,
}

/// What a metric must know of a landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The cells of each class.
    Cells,
    /// Also sides between classes, and all sides.
    Edges,
    /// Cells of each class, its sides, and sums over its patches.
    Patches,
    /// Its patches one by one.
    Shapes,
    /// Also the geometry of each, or what other fields tell.
    Geometry,
}

enum Formula<S> {
    /// Of patch values.
    Spread(Of, Statistic),
    Sums(S),
    Landscape(LevelFormula),
}

/// Of a whole landscape, or of one of its classes.
type LevelFormula = fn(&Landscape<'_>, Option<usize>) -> Option<f64>;
type ClassFormula = fn(&Sums, usize) -> Option<f64>;
type LandscapeFormula = fn(&Sums) -> Option<f64>;

/// Whether a metric has a level.
fn there<T, S: serde::Serializer>(level: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(level.is_some())
}

impl Metric {
    pub fn of_classes(&self) -> bool {
        self.class.is_some()
    }

    pub fn of_landscapes(&self) -> bool {
        self.landscape.is_some()
    }

    /// Whether it is made of something of patches.
    pub fn takes(&self, of: Of) -> bool {
        let spread = |formula: &Option<Formula<LandscapeFormula>>| match formula {
            Some(Formula::Spread(own, _)) => *own == of,
            _ => false,
        };
        self.patch == Some(of) || spread(&self.landscape)
    }

    /// Of a class, by its index in the landscape.
    pub fn class(&self, landscape: &Landscape<'_>, index: usize) -> Option<f64> {
        match self.class.as_ref()? {
            Formula::Spread(of, statistic) => landscape.distribution(Some(index), *of).get(*statistic),
            Formula::Sums(formula) => formula(&landscape.sums, index),
            Formula::Landscape(formula) => formula(landscape, Some(index)),
        }
    }

    pub fn landscape(&self, landscape: &Landscape<'_>) -> Option<f64> {
        match self.landscape.as_ref()? {
            Formula::Spread(of, statistic) => landscape.distribution(None, *of).get(*statistic),
            Formula::Sums(formula) => formula(&landscape.sums),
            Formula::Landscape(formula) => formula(landscape, None),
        }
    }

    /// The same of sums alone, where [`Metric::basis`] is of sums.
    pub fn class_of_sums(&self, sums: &Sums, index: usize) -> Option<f64> {
        match &self.class {
            Some(Formula::Sums(formula)) => formula(sums, index),
            _ => None,
        }
    }

    pub fn landscape_of_sums(&self, sums: &Sums) -> Option<f64> {
        match &self.landscape {
            Some(Formula::Sums(formula)) => formula(sums),
            _ => None,
        }
    }

    pub fn basis(&self) -> Basis {
        let plain = matches!(self.class, None | Some(Formula::Sums(_)))
            && matches!(self.landscape, None | Some(Formula::Sums(_)));
        match (plain, self.geometry || self.needs.is_some()) {
            (true, _) => self.sums,
            (false, true) => Basis::Geometry,
            (false, false) => Basis::Shapes,
        }
    }

    fn geometry(self) -> Metric {
        Metric { geometry: true, ..self }
    }

    fn whole(self) -> Metric {
        Metric { whole: true, ..self }
    }

    fn undefined(mut self, undefined: &'static str) -> Metric {
        self.undefined = undefined;
        self
    }

    fn of(mut self, sums: Basis) -> Metric {
        self.sums = sums;
        self
    }

    fn absent(mut self, absent: f64) -> Metric {
        self.absent = Some(absent);
        self
    }

    fn class_by(mut self, formula: ClassFormula) -> Metric {
        self.class = Some(Formula::Sums(formula));
        self
    }

    fn landscape_by(mut self, formula: LandscapeFormula) -> Metric {
        self.landscape = Some(Formula::Sums(formula));
        self
    }

    fn class_of(mut self, formula: LevelFormula) -> Metric {
        self.class = Some(Formula::Landscape(formula));
        self
    }

    fn both_of(mut self, formula: LevelFormula) -> Metric {
        self.landscape = Some(Formula::Landscape(formula));
        self.class_of(formula)
    }
}

fn metric(
    abbreviation: &str,
    name: &str,
    unit: &'static str,
    range: &'static str,
    definition: &str,
    source: &'static str,
) -> Metric {
    Metric {
        abbreviation: abbreviation.to_owned(),
        column: abbreviation.to_lowercase(),
        name: name.to_owned(),
        unit,
        range,
        definition: definition.to_owned(),
        undefined: "",
        source,
        whole: false,
        geometry: false,
        needs: None,
        patch: None,
        class: None,
        landscape: None,
        sums: Basis::Patches,
        absent: None,
    }
}

/// A metric of patches, then its six distribution statistics at class and landscape level.
fn spread(of: Of, patch: Metric) -> Vec<Metric> {
    let spread = statistics_of(of, &patch);
    std::iter::once(Metric { patch: Some(of), geometry: of.of_geometry(), ..patch }).chain(spread).collect()
}

/// The six distribution statistics of values at class and landscape level.
fn statistics_of(of: Of, patch: &Metric) -> Vec<Metric> {
    let statistics = [
        ("MN", "mean", "Sum over patches / NP", Statistic::Mean),
        ("AM", "area-weighted mean", "Sum over patches of value x area / total area of them", Statistic::AreaMean),
        ("MD", "median", "Value of the middle patch, or mean of the two middle ones", Statistic::Median),
        ("RA", "range", "Largest less smallest value", Statistic::Range),
        (
            "SD",
            "standard deviation",
            "Root of the mean squared deviation from the mean (divided by NP)",
            Statistic::Deviation,
        ),
        ("CV", "coefficient of variation", "100 x SD / MN", Statistic::Variation),
    ];
    let one = |(ending, name, definition, statistic): &(&str, &str, &str, Statistic)| {
        let abbreviation = format!("{}_{ending}", patch.abbreviation);
        let (unit, range) = match statistic {
            Statistic::Variation => ("%", "0 or more"),
            Statistic::Range | Statistic::Deviation => (patch.unit, "0 or more"),
            _ => (patch.unit, patch.range),
        };
        let definition = format!("{definition}, of {}.", patch.abbreviation);
        let mut made = metric(&abbreviation, &format!("{}, {name}", patch.name), unit, range, &definition, FRAGSTATS);
        made.undefined = match of {
            Of::Frac => "where no patch has a value",
            Of::Dcore => "where there is no core",
            Of::Enn => "where every patch is the only one of its class",
            Of::Core | Of::Cai | Of::Circle | Of::Contig | Of::Econ | Of::Prox | Of::Simi
                if statistic == &Statistic::Variation =>
            {
                "where the mean is 0"
            }
            _ => "",
        };
        made.geometry = of.of_geometry();
        made.class = Some(Formula::Spread(of, *statistic));
        made.landscape = Some(Formula::Spread(of, *statistic));
        made
    };
    statistics.iter().map(one).collect()
}

const FRAGSTATS: &str = "McGarigal, Cushman and Ene 2012 (FRAGSTATS 4)";
const NOWOSAD: &str = "Nowosad and Stepinski 2019";
const JAEGER: &str = "Jaeger 2000";
const SHANNON: &str = "Shannon and Weaver 1949";
const SIMPSON: &str = "Simpson 1949";

/// All metrics, in the order of tables.
pub fn metrics() -> &'static [Metric] {
    static METRICS: LazyLock<Vec<Metric>> = LazyLock::new(|| {
        [area_and_edge(), shape(), core_area(), contrast(), aggregation(), diversity(), complexity()]
            .into_iter()
            .flatten()
            .collect()
    });
    &METRICS
}

fn area_and_edge() -> Vec<Metric> {
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

fn shape() -> Vec<Metric> {
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

fn core_area() -> Vec<Metric> {
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

fn contrast() -> Vec<Metric> {
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

fn aggregation() -> Vec<Metric> {
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
    made.extend(vec![
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
    ]);
    made
}

fn diversity() -> Vec<Metric> {
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

fn complexity() -> Vec<Metric> {
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
