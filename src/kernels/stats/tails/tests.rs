//! Figures in 60 digits by mpmath 1.2.1: the same fraction, and for χ² its incomplete gamma function.

use super::*;

/// t, degrees, p
const T: [(f64, f64, f64); 28] = [
    (0.0, 5.0, 1.0),
    (0.5, 1.0, 0.704_832_764_699_133),
    (1.0, 2.0, 0.422_649_730_810_374),
    (2.5, 0.37, 0.476_575_689_326_391),
    (1e-08, 7.0, 0.999_999_992_300_171),
    (5.0, 1.0, 0.125_665_916_378_002),
    (5.0, 8.0, 1.052_825_793_366_54e-3),
    (40.0, 1.0, 1.591_217_982_405_16e-2),
    (40.0, 8.0, 1.678_571_887_914_58e-10),
    (5.0, 98.0, 2.513_577_983_238_05e-6),
    (20.0, 98.0, 2.278_169_367_734_11e-36),
    (40.0, 98.0, 1.663_387_720_368_578e-62),
    (5.0, 998.0, 6.769_469_788_053_71e-7),
    (25.0, 998.0, 1.682_647_787_927_828e-107),
    (37.5, 998.0, 9.456_365_328_727_25e-193),
    (40.0, 998.0, 1.473_876_150_110_91e-209),
    (1.5, 999_998.0, 0.133_614_718_237_424),
    (1.7, 999_998.0, 8.913_123_649_097_07e-2),
    (5.0, 999_998.0, 5.733_997_872_823_74e-7),
    (20.0, 999_998.0, 5.733_087_508_083_28e-89),
    (36.9, 999_998.0, 7.347_630_581_197_63e-298),
    (1.0, 24_999_998.0, 0.317_310_517_541_744),
    (2.0, 24_999_998.0, 4.550_027_469_455_28e-2),
    (5.0, 24_999_998.0, 5.733_070_092_399_346e-7),
    (36.9, 24_999_998.0, 4.707_646_469_847_17e-298),
    (1e200, 1.5, 7.541_704_864_032_493e-301),
    (30.3, 44.3, 2.969_508_674_252_81e-31),
    (0.01, 1_000_000.0, 0.992_021_289_365_548),
];

/// f, degrees above and below, p
const F: [(f64, f64, f64, f64); 14] = [
    (0.0, 3.0, 7.0, 1.0),
    (1.0, 1.0, 1.0, 0.5),
    (0.3, 5.0, 20.0, 0.907_075_807_760_032),
    (2.5, 10.0, 2_252.0, 0.005_525_865_204_655_8),
    (61.7, 5.0, 2_257.0, 1.949_466_013_853_28e-60),
    (300.0, 5.0, 2_257.0, 1.290_196_070_799_53e-246),
    (1.01, 40.0, 1_000_000.0, 0.452_586_428_073_905),
    (40.0, 40.0, 1_000_000.0, 8.186_163_637_585_67e-310),
    (7.5, 1.0, 41.7, 9.035_424_193_240_09e-3),
    (10_000.0, 3.0, 10.0, 1.111_995_385_670_495e-17),
    (0.9, 1_000.0, 1_000.0, 0.952_053_074_813_655),
    (1.3, 1_000.0, 1_000.0, 1.726_088_202_785_05e-5),
    (3.0, 1_000.0, 1_000.0, 8.534_389_710_831_4e-65),
    (1.2, 7.0, 0.5, 0.695_234_657_368_758),
];

/// x, degrees, p
const CHI2: [(f64, f64, f64); 16] = [
    (0.0, 2.0, 1.0),
    (0.001, 1.0, 0.974_772_879_369_96),
    (0.5, 1.0, 0.479_500_122_186_953),
    (3.84, 1.0, 5.004_352_124_870_51e-2),
    (40.0, 1.0, 2.539_628_589_470_865e-10),
    (1_300.0, 1.0, 1.130_372_844_149_27e-284),
    (1_360.0, 2.0, 4.783_571_897_030_53e-296),
    (5.99, 2.0, 5.003_662_708_658_63e-2),
    (10.0, 10.0, 0.440_493_285_065_212),
    (2.0, 10.0, 0.996_340_153_172_656),
    (1_000.0, 10.0, 1.870_290_720_915_95e-208),
    (99.0, 100.0, 0.509_472_198_798_374),
    (101.0, 100.0, 0.453_192_223_276_369),
    (300.0, 100.0, 7.412_100_857_322_88e-22),
    (1_000_000.0, 1_000_000.0, 0.499_811_936_803_394_5),
    (1_004_000.0, 1_000_000.0, 2.363_028_238_683_89e-3),
];

/// To 1e-11 of p, and what is less than 1e-300 is 0.
fn assert_p(found: f64, expected: f64, what: impl std::fmt::Debug) {
    if expected < LEAST {
        assert_eq!(found, 0.0, "{what:?}");
    } else {
        assert!((found / expected - 1.0).abs() < 1e-11, "{what:?}: {found:e} for {expected:e}");
    }
}

#[test]
fn student() {
    for (t, degrees, p) in T {
        assert_p(student_two_sided(t, degrees), p, (t, degrees));
        assert_eq!(student_two_sided(-t, degrees), student_two_sided(t, degrees));
        assert_p(f_upper(t * t, 1.0, degrees), p, (t, degrees, "as F"));
    }
}

#[test]
fn f() {
    for (f, above, below, p) in F {
        assert_p(f_upper(f, above, below), p, (f, above, below));
    }
    assert_eq!(f_upper(-1.0, 2.0, 3.0), 1.0);
}

#[test]
fn chi2() {
    for (x, degrees, p) in CHI2 {
        assert_p(chi2_upper(x, degrees), p, (x, degrees));
    }
    assert_eq!(chi2_upper(-1.0, 2.0), 1.0);
    // exp(-x / 2), and what is left of it at the least p
    assert_p(chi2_upper(1381.0, 2.0), (-690.5f64).exp(), "1381");
    assert_eq!(chi2_upper(1382.0, 2.0), 0.0);
}

/// r has the p of t = r √(d / (1 - r²)), also where t is without bounds.
#[test]
fn correlations() {
    for (r, degrees) in [(0.0, 3.0), (0.3, 9.0), (-0.5, 0.4), (0.01, 1e6), (0.999, 50.0)] {
        let t = r * f64::sqrt(degrees / (1.0 - r * r));
        assert_p(correlation_two_sided(r, degrees), student_two_sided(t, degrees), (r, degrees));
    }
    assert_eq!(correlation_two_sided(1.0, 5.0), 0.0);
    assert_eq!(correlation_two_sided(-1.0, 5.0), 0.0);
}

#[test]
fn no_number_gives_none() {
    let nan = f64::NAN;
    for p in [student_two_sided(nan, 3.0), student_two_sided(1.0, nan), f_upper(nan, 1.0, 2.0), f_upper(1.0, nan, 2.0)]
    {
        assert!(p.is_nan());
    }
    assert!(chi2_upper(nan, 1.0).is_nan() && chi2_upper(1.0, nan).is_nan() && correlation_two_sided(nan, 3.0).is_nan());
}

/// Where the one fraction ends and the other begins there is no step, and p falls.
#[test]
fn p_falls_without_a_step() {
    let falls = |p: &dyn Fn(f64) -> f64, to: f64| {
        let all: Vec<f64> = (1..=2000).map(|k| p(to * f64::from(k) / 2000.0)).collect();
        let steps: Vec<f64> = all.windows(2).map(|p| p[0] - p[1]).collect();
        assert!(steps.iter().all(|step| *step > -1e-14), "{to}");
        assert!(steps.windows(3).all(|s| (s[0] - 2.0 * s[1] + s[2]).abs() < 1e-5), "{to}");
    };
    for degrees in [3.0, 30.0, 3e5] {
        falls(&|t| student_two_sided(t, degrees), 6.0);
    }
    falls(&|x| chi2_upper(x, 7.0), 40.0);
    falls(&|f| f_upper(f, 6.0, 400.0), 6.0);
}

/// statrs loses digits where there are many degrees of freedom, which is why it is not used.
#[test]
fn many_degrees_are_beyond_statrs() {
    let (t, degrees, p) = (5.0f64, 24_999_998.0, 5.733_070_092_399_346e-7);
    let theirs = statrs::function::beta::beta_reg(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    let off = |found: f64| (found / p - 1.0).abs();
    assert!(off(theirs) > 1e-9 && off(student_two_sided(t, degrees)) < 1e-11, "{:e}", off(theirs));
}
