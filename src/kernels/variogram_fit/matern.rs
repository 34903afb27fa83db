//! The Matérn correlation.

use statrs::function::gamma::ln_gamma;

/// ρ(h) = 2^(1-κ) / Γ(κ) (h/a)^κ K_κ(h/a), K being the modified Bessel function of the second kind.
///
/// K_κ(x) = ∫ exp(-x cosh t) cosh κt dt over t > 0, by the trapezoidal rule, which converges exponentially: with this step
/// ρ is right to about 1e-12.
#[derive(Debug, Clone)]
pub struct Matern {
    kappa: f64,
    /// ln(2^(1-κ) / Γ(κ))
    factor: f64,
    /// cosh t - 1 and ln cosh κt at t = 0, STEP, ...
    nodes: Vec<(f64, f64)>,
}

const STEP: f64 = 0.2;
const NODES: usize = 225;

impl Matern {
    pub fn new(kappa: f64) -> Matern {
        let factor = (1.0 - kappa) * std::f64::consts::LN_2 - ln_gamma(kappa);
        let node = |k: usize| {
            let t = STEP * k as f64;
            // cosh of much is out of range, its logarithm is not.
            (t.cosh() - 1.0, kappa * t + (0.5 + 0.5 * (-2.0 * kappa * t).exp()).ln())
        };
        Matern { kappa, factor, nodes: (0..NODES).map(node).collect() }
    }

    /// At x = h/a.
    pub fn correlation(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 1.0;
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
        (sum * STEP).min(1.0)
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

    #[test]
    fn effective_range_of_the_exponential() {
        assert!((Matern::new(0.5).effective() - 20f64.ln()).abs() < 1e-12);
    }
}
