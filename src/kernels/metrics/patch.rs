//! Metrics of one patch: of its cells and sides, and of its geometry.
//!
//! AREA = a \[ha\], PERIM = p \[m\], PARA = p / a \[m/ha\], SHAPE = p / min p ≥ 1,
//! FRAC = 2 ln(p / 4) / ln a with a in m², CIRCLE = 1 - a / (π (D / 2)²), CONTIG = (Σ_r t_r / n - 1) / 12,
//! CAI = 100 CORE / AREA \[%\]
//!
//! min p is the shortest perimeter that n cells can have ([`Setting::min_perimeter`]); of square cells it has 4 s sides
//! where n = s², 4 s + 2 where n ≤ s² + s and 4 s + 4 beyond, s = ⌊√n⌋. t_r is 1, and 2 and 1 more for each neighbour
//! of cell r in the patch at a side and at a corner. GYRATE, D, CORE and the distances are those of
//! [`geometry`](crate::kernels::patches::geometry) and [`isolation`](crate::kernels::patches::isolation).
//!
//! Shapes: a [`PatchShape`] and, for metrics of geometry, its [`Geometry`]; one number, `None` where it is undefined or
//! the geometry is not known. Ranges are those of the [list](super::metrics).
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (area, shape and core area metrics).

use super::Setting;
use crate::kernels::patches::{PatchShape, geometry::Geometry};

/// What has values by patch, or by core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Area,
    Perim,
    Para,
    Shape,
    Frac,
    Gyrate,
    Circle,
    Contig,
    Core,
    Ncore,
    Cai,
    Enn,
    Econ,
    Prox,
    Simi,
    /// Of cores.
    Dcore,
}

impl Of {
    pub const COUNT: usize = 16;

    /// Whether it takes the geometry of a patch.
    pub fn of_geometry(self) -> bool {
        self as usize >= Of::Gyrate as usize
    }

    pub fn value(self, shape: &PatchShape, geometry: Option<&Geometry>, setting: &Setting) -> Option<f64> {
        let cells = shape.cells as f64;
        match self {
            Of::Area => Some(setting.hectares(shape.cells)),
            Of::Perim => Some(setting.length(shape.sides)),
            Of::Para => Some(setting.length(shape.sides) / setting.hectares(shape.cells)),
            Of::Shape => Some(setting.length(shape.sides) / setting.min_perimeter(shape.cells)),
            Of::Frac => fractal(setting.length(shape.sides), setting.square_metres(shape.cells)),
            Of::Gyrate => geometry.map(|geometry| geometry.gyrate),
            Of::Circle => geometry.map(|geometry| match shape.cells {
                1 => 0.0,
                _ => 1.0 - setting.square_metres(shape.cells) / (FRAGSTATS_PI * (geometry.diameter / 2.0).powi(2)),
            }),
            Of::Contig => geometry.map(|geometry| {
                // The template has 1 in the middle, 2 at sides and 1 at corners; a pair of neighbours counts for both.
                let beside = (4 * shape.cells - shape.sides.total()) / 2;
                let template = cells + 4.0 * beside as f64 + 2.0 * geometry.diagonal as f64;
                (template / cells - 1.0) / 12.0
            }),
            Of::Core => geometry.map(|geometry| setting.hectares(geometry.core())),
            Of::Ncore => geometry.map(|geometry| geometry.cores.len() as f64),
            Of::Cai => geometry.map(|geometry| 100.0 * geometry.core() as f64 / cells),
            Of::Enn => geometry.and_then(|geometry| geometry.nearest),
            Of::Econ => geometry.and_then(|geometry| geometry.contrast),
            Of::Prox => geometry.and_then(|geometry| geometry.proximity),
            Of::Simi => geometry.and_then(|geometry| geometry.similarity),
            Of::Dcore => None,
        }
    }
}

/// What FRAGSTATS takes for π in CIRCLE: with it all 28 patches of a map that it measured, and their statistics, come out to
/// its 4 decimals, and with π 4 patches and 5 statistics do not. It makes CIRCLE smaller by at most 3e-5.
#[allow(clippy::approx_constant)]
const FRAGSTATS_PI: f64 = 3.1415;

/// 2 ln(p / 4) / ln a.
fn fractal(perimeter: f64, area: f64) -> Option<f64> {
    let (p, a) = ((0.25 * perimeter).ln(), area.ln());
    if a.abs() < 1e-12 {
        // A square of 1 m2: 0 / 0, of which FRAGSTATS makes the 1 of every other square.
        return (p.abs() < 1e-12).then_some(1.0);
    }
    Some(2.0 * p / a)
}

/// The fewest sides that so many cells can have around them: 4 n, 4 n + 2 or 4 n + 4, n being the side of the largest
/// square among them.
pub fn min_sides(cells: u64) -> u64 {
    let n = cells.isqrt();
    match cells - n * n {
        0 => 4 * n,
        rest if rest <= n => 4 * n + 2,
        _ => 4 * n + 4,
    }
}

impl Setting {
    /// The shortest perimeter that so many cells can have, in m: that of the best rectangle which holds them.
    pub fn min_perimeter(&self, cells: u64) -> f64 {
        let (width, height) = (self.cell_width, self.cell_height);
        if width == height {
            return min_sides(cells) as f64 * width;
        }
        // Over rows r it is 2 (ceil(n / r) w + r h), which lies above the convex 2 (n / r w + r h).
        let rectangle = |rows: u64| 2.0 * (cells.div_ceil(rows) as f64 * width + rows as f64 * height);
        let bound = |rows: u64| 2.0 * (cells as f64 / rows as f64 * width + rows as f64 * height);
        let middle = ((cells as f64 * width / height).sqrt() as u64).clamp(1, cells.max(1));
        let mut best = rectangle(middle);
        for rows in (1..middle).rev() {
            if bound(rows) >= best {
                break;
            }
            best = best.min(rectangle(rows));
        }
        for rows in middle + 1..=cells {
            if bound(rows) >= best {
                break;
            }
            best = best.min(rectangle(rows));
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::patches::CellSides;

    fn setting(width: f64, height: f64) -> Setting {
        Setting { cell_width: width, cell_height: height, boundary_edge: 0.0, max_classes: None }
    }

    #[test]
    fn by_hand_on_cells_of_20_by_10_m() {
        let s = setting(20.0, 10.0);
        // An L of three cells: two in a row, one below the left one
        let l = PatchShape { cells: 3, sides: CellSides { upright: 4, level: 4 } };
        let perimeter = 4.0 * 10.0 + 4.0 * 20.0;
        assert_eq!(Of::Area.value(&l, None, &s), Some(3.0 * 200.0 / 1e4));
        assert_eq!(Of::Perim.value(&l, None, &s), Some(perimeter));
        assert_eq!(Of::Para.value(&l, None, &s), Some(perimeter / 0.06));
        // Three cells on top of each other: 2 x (20 + 30)
        assert_eq!(Of::Shape.value(&l, None, &s), Some(perimeter / 100.0));
        assert_eq!(Of::Frac.value(&l, None, &s), Some(2.0 * 30f64.ln() / 600f64.ln()));
    }

    #[test]
    fn a_square_metre() {
        let one = |sides| Of::Frac.value(&PatchShape { cells: 1, sides }, None, &setting(1.0, 1.0));
        assert_eq!(one(CellSides { upright: 2, level: 2 }), Some(1.0));
        let quarters = PatchShape { cells: 4, sides: CellSides { upright: 6, level: 4 } };
        assert_eq!(Of::Frac.value(&quarters, None, &setting(0.5, 0.5)), None);
        // Squares below 1 m2 have dimension 1 like those above
        let small = PatchShape { cells: 1, sides: CellSides { upright: 2, level: 2 } };
        assert!((Of::Frac.value(&small, None, &setting(0.5, 0.5)).unwrap() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn shortest_perimeters_are_those_of_all_rectangles() {
        for (width, height) in [(1.0, 1.0), (20.0, 10.0), (3.0, 100.0), (100.005, 100.029)] {
            let s = setting(width, height);
            for cells in 1..400u64 {
                let of = |rows: u64| 2.0 * (cells.div_ceil(rows) as f64 * width + rows as f64 * height);
                let best = (1..=cells).map(of).fold(f64::INFINITY, f64::min);
                assert!((s.min_perimeter(cells) - best).abs() < 1e-9, "{cells} cells of {width} x {height}");
            }
        }
    }
}
