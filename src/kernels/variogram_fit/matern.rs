//! The Matérn correlation.

use statrs::function::gamma::ln_gamma;

/// ρ(h) = 2^(1-κ) / Γ(κ) (h/a)^κ K_κ(h/a), K being the modified Bessel function of the second kind.
///
/// K_κ(x) = ∫ exp(-x cosh t) cosh κt dt over t > 0, by the trapezoidal rule, which converges exponentially where the step is short
/// beside the integrand's peak; that is as wide as 1 / √κ. Terms are made of logarithms, so that none is out of range. ρ is right
/// to about 1e-12 for κ up to [`MOST_KAPPA`].
#[derive(Debug, Clone)]
pub struct Matern {
    kappa: f64,
    step: f64,
    /// ln(2^(1-κ) / Γ(κ))
    factor: f64,
    /// cosh t - 1 and ln cosh κt at t = 0, step, ...
    nodes: Vec<(f64, f64)>,
}

/// The largest κ; beyond, ρ is all but that of the Gaussian model, exp(-x² / 4κ).
pub const MOST_KAPPA: f64 = 100.0;

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
        Matern { kappa, step, factor, nodes: (0..(LONGEST / step) as usize).map(node).collect() }
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

    /// The first term of the series about 0, besides which those left are below 1e-15.
    fn nearby(&self, x: f64) -> f64 {
        if self.kappa >= 0.5 {
            return 1.0;
        }
        let ratio = (ln_gamma(1.0 - self.kappa) - ln_gamma(1.0 + self.kappa)).exp();
        1.0 - ratio * (0.5 * x).powf(2.0 * self.kappa)
    }

    /// x at which the correlation is 0.05.
    pub fn effective(&self) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        while self.correlation(high) > 0.05 {
            high *= 2.0;
        }
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.correlation(middle) > 0.05 { low = middle } else { high = middle }
        }
        0.5 * (low + high)
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
        (0.05, [0.99011427059792985, 0.87554604041613127, 0.50454000805007222, 0.21551108131614555, 0.041813335584803618, 0.0011871000735961376, 1.9796834260447062e-6, 6.6175034563245478e-11, 1.0014680146808016e-19, 5.8168465861224444e-46, 4.9140842206122583e-133]),
        (0.3, [0.99999999999904577, 0.99999620112563353, 0.98487676298127562, 0.76342008899499729, 0.23625832779735155, 0.0092786753686911978, 1.9347324481214098e-5, 7.6752133048867036e-10, 1.3798524168298884e-18, 1.0071357372147935e-44, 1.119431366359656e-131]),
        (1.0, [1.0, 0.99999999999999999, 0.99999623815608557, 0.98538447808706061, 0.60190723019723457, 0.049933995549073726, 0.00018648773453825585, 1.1766115939114076e-8, 3.3988527819444155e-17, 4.6798537356369093e-43, 1.1189687574997118e-129]),
        (5.0, [1.0, 1.0, 0.9999999375000026, 0.9993752603082273, 0.94000153541989766, 0.41158012993599244, 0.014984856767008406, 8.7822167833118609e-6, 3.0463505002541822e-13, 1.3732437795033724e-37, 2.4564858771673396e-122]),
        (10.0, [1.0, 1.0, 0.99999997222222266, 0.99972226561983354, 0.97265113629284654, 0.64854509285641577, 0.086883884027103378, 0.00034811588008827049, 1.6186408811948878e-10, 4.1203725111155572e-33, 1.3976847097248052e-115]),
        (25.0, [1.0, 1.0, 0.99999998958333339, 0.99989583899435078, 0.98963973184819627, 0.84698794822878675, 0.36079551156325115, 0.021066817336987942, 1.646114934638656e-6, 9.871001773979602e-25, 8.5695895581439187e-101]),
        (50.0, [1.0, 1.0, 0.9999999948979592, 0.99994898092046964, 0.99491122222253289, 0.92167427591409883, 0.60198003935010291, 0.13536856298540703, 0.00050474892976777025, 2.7084256036590432e-17, 4.9534049252677332e-84]),
        (75.0, [1.0, 1.0, 0.99999999662162163, 0.99996621679469897, 0.99662739982651512, 0.94739983613979734, 0.71386533343340062, 0.26206943325063046, 0.0053918240451251274, 3.5002545910984155e-13, 4.0126398008555561e-72]),
        (100.0, [1.0, 1.0, 0.99999999747474748, 0.99997474779684324, 0.99747796569474236, 0.96040931460126975, 0.777088508705433, 0.36605698357362086, 0.019036318417344834, 1.2877101566615095e-10, 4.7105842734365772e-63]),
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
