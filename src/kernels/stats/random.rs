//! Random numbers that a seed repeats, on every machine.

/// The generator SplitMix64 (Steele, Lea and Flood 2014). Equal seeds give equal numbers, any two seeds unlike ones.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
    /// The second of two normal numbers that were made together.
    spare: Option<f64>,
}

impl Random {
    pub fn new(seed: u64) -> Random {
        // Mixed once, so that neighbouring seeds do not give one sequence, shifted.
        let mut random = Random { state: seed ^ 0x6a09_e667_f3bc_c908, spare: None };
        random.state = random.bits();
        random
    }

    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Of 0..n, uniform to n / 2^64; 0 for n = 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// Of the standard normal distribution (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let [x, y] = [(); 2].map(|_| (self.bits() >> 11) as f64 / (1u64 << 52) as f64 - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(scale * y);
                return scale * x;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_are_splitmix64() {
        // The first numbers of the reference implementation from state 0
        let mut random = Random { state: 0, spare: None };
        assert_eq!(
            [(); 3].map(|_| random.bits()),
            [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]
        );
    }

    #[test]
    fn a_seed_repeats_and_another_differs() {
        let draw = |seed| Random::new(seed).bits();
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
        let (mut a, mut b) = (Random::new(0), Random::new(0x9e37_79b9_7f4a_7c15));
        a.bits();
        assert_ne!(a.bits(), b.bits());
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        const N: usize = 100_000;
        let mut random = Random::new(1);
        let normal: Vec<f64> = (0..N).map(|_| random.normal()).collect();
        let moment = |power| normal.iter().map(|x| x.powi(power)).sum::<f64>() / N as f64;
        // Within five standard errors of 0, 1, 0 and 3
        let error = |variance: f64| 5.0 * (variance / N as f64).sqrt();
        assert!(moment(1).abs() < error(1.0));
        assert!((moment(2) - 1.0).abs() < error(2.0));
        assert!(moment(3).abs() < error(15.0));
        assert!((moment(4) - 3.0).abs() < error(96.0));
        // Numbers that follow one another, made together or apart, are independent: their product has mean 0 and variance 1
        let product =
            |pairs: &mut dyn Iterator<Item = &[f64]>| pairs.map(|two| two[0] * two[1]).sum::<f64>() / (N / 2) as f64;
        assert!(product(&mut normal.chunks_exact(2)).abs() < 2f64.sqrt() * error(1.0));
        assert!(product(&mut normal[1..].chunks_exact(2)).abs() < 2f64.sqrt() * error(1.0));

        let mut counts = [0; 7];
        (0..N).for_each(|_| counts[random.below(7)] += 1);
        let each = N as f64 / 7.0;
        assert!(counts.iter().all(|count| (f64::from(*count) - each).abs() < 5.0 * each.sqrt()), "{counts:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }
}
