//! The Matérn correlation, ρ(h) = 2^(1-κ) / Γ(κ) (h/a)^κ K_κ(h/a), K the modified Bessel function of the second kind.
//!
//! Shapes: h / a, from 0; one ρ. Units: none. Range: 1 at h = 0, falling to 0; right to about 1e-12 for κ up to [`MAX_KAPPA`].
//!
//! Source: gstat's `Mat` (Pebesma 2004, Comput. Geosci. 30, 683). Own code: K_κ and its factor are made in
//! logarithms, so that neither is out of range.

use statrs::function::gamma::{digamma, ln_gamma};

/// ρ(h) = 2^(1-κ) / Γ(κ) (h/a)^κ K_κ(h/a), K being the modified Bessel function of the second kind.
///
/// K_κ(x) = ∫ exp(-x cosh t) cosh κt dt over t > 0, by the trapezoidal rule, which converges exponentially where the step is short
/// beside the integrand's peak; that is as wide as 1 / √κ. Terms are made of logarithms, so that none is out of range. ρ is right
/// to about 1e-12 for κ up to [`MAX_KAPPA`].
#[derive(Debug, Clone)]
pub struct Matern {
    kappa: f64,
    step: f64,
    /// ln(2^(1-κ) / Γ(κ))
    factor: f64,
    /// cosh t - 1 and ln cosh κt at t = 0, step, ...
    nodes: Vec<(f64, f64)>,
    /// There, cosh (κ-1)t / cosh κt and t tanh κt, of the derivatives by x and by κ; empty where these are not asked for.
    slopes: Vec<(f64, f64)>,
    /// The derivative of the factor's logarithm by κ.
    factor_slope: f64,
}

/// A correlation with its derivatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steepness {
    pub rho: f64,
    /// x dρ/dx
    pub by_log_x: f64,
    /// κ dρ/dκ
    pub by_log_kappa: f64,
}

/// The largest κ; beyond, ρ is all but that of the Gaussian model, exp(-x² / 4κ).
pub const MAX_KAPPA: f64 = 100.0;

/// The step up to this κ.
const STEP: f64 = 0.2;
const WIDE: f64 = 10.0;

/// The integrand ends before this t unless x is below [`NEAREST`].
const LONGEST: f64 = 45.0;
const NEAREST: f64 = 1e-15;
/// ρ is 0 beyond.
const FARTHEST: f64 = 1e4;

impl Matern {
    pub fn new(kappa: f64) -> Matern {
        let factor = (1.0 - kappa) * std::f64::consts::LN_2 - ln_gamma(kappa);
        let step = STEP * (WIDE / kappa.max(WIDE)).sqrt();
        let node = |k: usize| {
            let t = step * k as f64;
            // cosh of much is out of range, its logarithm is not.
            (t.cosh() - 1.0, kappa * t + (0.5 + 0.5 * (-2.0 * kappa * t).exp()).ln())
        };
        let nodes = (0..(LONGEST / step) as usize).map(node).collect();
        Matern { kappa, step, factor, nodes, slopes: Vec::new(), factor_slope: 0.0 }
    }

    /// With what [`steepness`](Self::steepness) takes.
    pub fn with_slopes(kappa: f64) -> Matern {
        let matern = Matern::new(kappa);
        let lesser = (kappa - 1.0).abs();
        let slope = |k: usize| {
            let t = matern.step * k as f64;
            let ratio =
                ((lesser - kappa) * t).exp() * (1.0 + (-2.0 * lesser * t).exp()) / (1.0 + (-2.0 * kappa * t).exp());
            (ratio, t * (kappa * t).tanh())
        };
        let slopes = (0..matern.nodes.len()).map(slope).collect();
        Matern { slopes, factor_slope: -std::f64::consts::LN_2 - digamma(kappa), ..matern }
    }

    /// At x = h/a.
    pub fn correlation(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 1.0;
        }
        if x > FARTHEST {
            return 0.0;
        }
        if x < NEAREST {
            return self.nearby(x);
        }
        // Closed forms
        if self.kappa == 0.5 {
            return (-x).exp();
        }
        if self.kappa == 1.5 {
            return (1.0 + x) * (-x).exp();
        }
        if self.kappa == 2.5 {
            return (1.0 + x + x * x / 3.0) * (-x).exp();
        }
        let log = self.factor + self.kappa * x.ln() - x;
        let mut sum = 0.0;
        let mut most = 0.0f64;
        for (k, (cosh, growth)) in self.nodes.iter().enumerate() {
            let term = (growth - x * cosh + log).exp() * if k == 0 { 0.5 } else { 1.0 };
            sum += term;
            most = most.max(term);
            if term < 1e-16 * most && x * cosh > *growth {
                break;
            }
        }
        (sum * self.step).min(1.0)
    }

    /// At x = h/a, with derivatives from the same terms: d(x^κ K_κ)/dx = -x^κ K_(κ-1). Below `NEAREST` and where ρ is 0 they are 0.
    /// Of a Matern that was made with slopes.
    pub fn steepness(&self, x: f64) -> Steepness {
        if !(NEAREST..=FARTHEST).contains(&x) {
            return Steepness { rho: self.correlation(x), by_log_x: 0.0, by_log_kappa: 0.0 };
        }
        assert!(!self.slopes.is_empty(), "made with slopes");
        let (log_x, mut most) = (x.ln(), 0.0f64);
        let log = self.factor + self.kappa * log_x - x;
        let (mut sum, mut by_x, mut by_kappa) = (0.0, 0.0, 0.0);
        for (k, ((cosh, growth), (lesser, growth_slope))) in self.nodes.iter().zip(&self.slopes).enumerate() {
            let term = (growth - x * cosh + log).exp() * if k == 0 { 0.5 } else { 1.0 };
            sum += term;
            by_x -= term * lesser;
            by_kappa += term * (growth_slope + self.factor_slope + log_x);
            most = most.max(term);
            if term < 1e-16 * most && x * cosh > *growth {
                break;
            }
        }
        let step = self.step;
        Steepness { rho: (sum * step).min(1.0), by_log_x: x * by_x * step, by_log_kappa: self.kappa * by_kappa * step }
    }

    /// The first term of the series about 0, besides which those left are below 1e-15.
    fn nearby(&self, x: f64) -> f64 {
        if self.kappa >= 0.5 {
            return 1.0;
        }
        let ratio = (ln_gamma(1.0 - self.kappa) - ln_gamma(1.0 + self.kappa)).exp();
        1.0 - ratio * (0.5 * x).powf(2.0 * self.kappa)
    }

    /// x at which the correlation is 0.05: by false position (Illinois), which takes a few steps.
    pub fn effective(&self) -> f64 {
        let above = |x: f64| self.correlation(x) - 0.05;
        let (mut low, mut high) = ((0.0, 0.95), (1.0, above(1.0)));
        while high.1 > 0.0 {
            (low, high) = (high, (2.0 * high.0, above(2.0 * high.0)));
        }
        let mut side = 0;
        for _ in 0..100 {
            let x = (low.0 * high.1 - high.0 * low.1) / (high.1 - low.1);
            let value = above(x);
            if value.abs() < 1e-15 || high.0 - low.0 < 1e-15 * high.0 {
                return x;
            }
            // The end that stays twice counts half, lest it stays for long.
            if value > 0.0 {
                low = (x, value);
                high.1 *= if side == 1 { 0.5 } else { 1.0 };
                side = 1;
            } else {
                high = (x, value);
                low.1 *= if side == -1 { 0.5 } else { 1.0 };
                side = -1;
            }
        }
        0.5 * (low.0 + high.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_orders_have_closed_forms() {
        for x in [1e-6, 1e-3, 0.1, 1.0, 3.3, 20.0, 300.0] {
            let of = |kappa: f64| Matern::new(kappa + 1e-13).correlation(x);
            let expected = [
                (0.5, (-x).exp()),
                (1.5, (1.0 + x) * (-x).exp()),
                (2.5, (1.0 + x + x * x / 3.0) * (-x).exp()),
                (3.5, (1.0 + x + 0.4 * x * x + x * x * x / 15.0) * (-x).exp()),
            ];
            for (kappa, rho) in expected {
                assert!(
                    (of(kappa) - rho).abs() < if x > 10.0 { 1e-12 } else { 1e-11 * rho },
                    "{kappa} {x}: {} {rho}",
                    of(kappa)
                );
            }
        }
    }

    #[test]
    fn order_one_is_tabulated() {
        // x K_1(x), with K_1(1) = 0.6019072301972346, K_1(0.1) = 9.853844780870606 (Abramowitz and Stegun 9.8)
        assert!((Matern::new(1.0).correlation(1.0) - 0.6019072301972346).abs() < 1e-14);
        assert!((Matern::new(1.0).correlation(0.1) - 0.9853844780870606).abs() < 1e-13);
        assert_eq!(Matern::new(1.0).correlation(0.0), 1.0);
        assert_eq!(Matern::new(0.3).correlation(1e5), 0.0);
    }

    /// By mpmath 1.3 with 60 digits, of κ as a double: at x of 1e-20, 1e-9, 1e-3, 0.1, 1, 4, 10, 20, 40, 100 and 300.
    #[rustfmt::skip]
    const EXACT: [(f64, [f64; 11]); 9] = [
        (0.05, [0.9901142705979299, 0.8755460404161313, 0.5045400080500723, 0.21551108131614555, 0.041813335584803615, 0.0011871000735961376, 1.979683426044706e-06, 6.617503456324548e-11, 1.0014680146808016e-19, 5.816846586122444e-46, 4.914084220612258e-133]),
        (0.3, [0.9999999999990458, 0.9999962011256335, 0.9848767629812756, 0.7634200889949972, 0.23625832779735156, 0.009278675368691197, 1.9347324481214097e-05, 7.675213304886704e-10, 1.3798524168298884e-18, 1.0071357372147935e-44, 1.119431366359656e-131]),
        (1.0, [1.0, 1.0, 0.9999962381560855, 0.9853844780870606, 0.6019072301972346, 0.049933995549073726, 0.00018648773453825584, 1.1766115939114076e-08, 3.3988527819444156e-17, 4.6798537356369094e-43, 1.1189687574997118e-129]),
        (5.0, [1.0, 1.0, 0.9999999375000026, 0.9993752603082273, 0.9400015354198976, 0.41158012993599247, 0.014984856767008406, 8.78221678331186e-06, 3.046350500254182e-13, 1.3732437795033725e-37, 2.4564858771673396e-122]),
        (10.0, [1.0, 1.0, 0.9999999722222227, 0.9997222656198336, 0.9726511362928465, 0.6485450928564158, 0.08688388402710338, 0.0003481158800882705, 1.6186408811948878e-10, 4.120372511115557e-33, 1.3976847097248052e-115]),
        (25.0, [1.0, 1.0, 0.9999999895833334, 0.9998958389943507, 0.9896397318481963, 0.8469879482287868, 0.3607955115632511, 0.021066817336987943, 1.646114934638656e-06, 9.871001773979602e-25, 8.569589558143918e-101]),
        (50.0, [1.0, 1.0, 0.9999999948979592, 0.9999489809204697, 0.9949112222225329, 0.9216742759140988, 0.6019800393501029, 0.13536856298540703, 0.0005047489297677702, 2.7084256036590432e-17, 4.953404925267733e-84]),
        (75.0, [1.0, 1.0, 0.9999999966216216, 0.999966216794699, 0.9966273998265152, 0.9473998361397974, 0.7138653334334006, 0.2620694332506305, 0.0053918240451251275, 3.5002545910984154e-13, 4.0126398008555563e-72]),
        (100.0, [1.0, 1.0, 0.9999999974747474, 0.9999747477968433, 0.9974779656947423, 0.9604093146012698, 0.777088508705433, 0.3660569835736209, 0.019036318417344832, 1.2877101566615094e-10, 4.7105842734365773e-63]),
    ];

    #[test]
    fn as_exact_from_the_roughest_to_the_smoothest() {
        for (kappa, expected) in EXACT {
            let matern = Matern::new(kappa);
            for (x, rho) in [1e-20, 1e-9, 1e-3, 0.1, 1.0, 4.0, 10.0, 20.0, 40.0, 100.0, 300.0].into_iter().zip(expected)
            {
                let found = matern.correlation(x);
                assert!((found - rho).abs() < 1e-11, "kappa {kappa} at {x}: {found} {rho}");
                // What is small is right to its digits as long as it matters at all
                assert!((found - rho).abs() < 1e-9 * rho || rho < 1e-9, "kappa {kappa} at {x}: {found} {rho}");
            }
            assert_eq!((matern.correlation(1e9), matern.correlation(f64::INFINITY)), (0.0, 0.0));
            let effective = matern.effective();
            assert!((matern.correlation(effective) - 0.05).abs() < 1e-12, "kappa {kappa}: {effective}");
        }
    }

    #[test]
    fn derivatives_are_those_of_differences() {
        for kappa in [0.1, 0.3, 0.5, 1.0, 1.5, 4.2, 10.0] {
            for x in [1e-4, 0.02, 0.3, 1.0, 3.0, 12.0] {
                let found = Matern::with_slopes(kappa).steepness(x);
                assert!((found.rho - Matern::new(kappa).correlation(x)).abs() < 1e-12);
                let by = |step: f64, of: &dyn Fn(f64) -> f64| (of(step) - of(-step)) / (2.0 * step);
                let by_x = by(1e-5, &|log| Matern::new(kappa).correlation(x * f64::exp(log)));
                let by_kappa = by(1e-5, &|log| Matern::new(kappa * f64::exp(log)).correlation(x));
                assert!((found.by_log_x - by_x).abs() < 1e-8, "kappa {kappa} at {x}: {found:?} {by_x}");
                assert!((found.by_log_kappa - by_kappa).abs() < 1e-8, "kappa {kappa} at {x}: {found:?} {by_kappa}");
            }
        }
    }

    #[test]
    fn it_falls_without_a_step() {
        for kappa in [0.05, 0.3, 0.7, 9.99, 10.01, 42.0, 100.0] {
            let matern = Matern::new(kappa);
            let mut before = 1.0;
            for k in 0..4000 {
                let rho = matern.correlation(1e-18 * 1.0125f64.powi(k));
                assert!(rho <= before + 1e-12 && (0.0..=1.0).contains(&rho), "kappa {kappa}, step {k}: {before} {rho}");
                before = rho;
            }
        }
    }

    #[test]
    fn effective_range_of_the_exponential() {
        assert!((Matern::new(0.5).effective() - 20f64.ln()).abs() < 1e-12);
    }
}
