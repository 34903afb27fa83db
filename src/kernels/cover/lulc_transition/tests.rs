use super::*;
use proptest::prelude::*;

const YEARS: Option<f64> = Some(5.0);

fn flow((from, to, cells): (i64, i64, u64)) -> Flow {
    Flow { from, to, cells, area_ha: cells as f64 }
}

fn transition(flows: &[(i64, i64, u64)]) -> Transition {
    Transition::new(&flows.iter().copied().map(flow).collect::<Vec<_>>())
}

/// Three classes: 1 gives to 2, 2 to 3, 3 to 1 (a ring of 2 ha), and 1 and 2 exchange 1 ha more.
fn ring() -> Transition {
    transition(&[(1, 1, 10), (2, 2, 5), (3, 3, 5), (1, 2, 3), (2, 3, 2), (3, 1, 2), (2, 1, 1)])
}

#[test]
fn nothing() {
    let none = transition(&[]);
    assert_eq!((none.area_ha(), none.changed_ha(), none.classes().len()), (0.0, 0.0, 0));
    assert_eq!(none.all().two_way_degree(YEARS), None);
    assert!(intensities(&none, YEARS).is_empty());
    assert_eq!(interval_intensities(&[]), []);
    assert_eq!(interval_intensities(&[(&none, YEARS)])[0].uniform, None);
}

#[test]
fn by_hand() {
    let ring = ring();
    assert_eq!((ring.area_ha(), ring.changed_ha()), (28.0, 8.0));
    let [one, two, three] = ring.classes() else { panic!() };
    assert_eq!(
        (one.class, one.before_ha, one.after_ha, one.persistence_ha),
        (Some(1), 10.0 + 3.0, 10.0 + 2.0 + 1.0, 10.0)
    );
    assert_eq!((one.gain_ha, one.loss_ha, one.net_ha(), one.swap_ha()), (2.0 + 1.0, 3.0, 0.0, 2.0 * 3.0));
    // 1 gives 3 to 2 and gets 1 back; what it gives to 3 is 0
    assert_eq!((one.exchange_ha, one.shift_ha()), (2.0 * 1.0, 6.0 - 2.0));
    assert_eq!((two.gain_ha, two.loss_ha, two.net_ha(), two.swap_ha()), (3.0, 2.0 + 1.0, 0.0, 6.0));
    assert_eq!((three.gain_ha, three.loss_ha, three.exchange_ha, three.shift_ha()), (2.0, 2.0, 0.0, 4.0));
    assert_eq!(two.two_way_degree(YEARS), Some(100.0 * 6.0 / 8.0 / 5.0));
    assert_eq!(two.dynamic_degree(YEARS), Some(0.0));
    let all = ring.all();
    assert_eq!((all.before_ha, all.after_ha, all.persistence_ha), (28.0, 28.0, 20.0));
    assert_eq!((all.gain_ha, all.loss_ha, all.net_ha()), (8.0, 8.0, 0.0));
    assert_eq!(
        (all.swap_ha(), all.exchange_ha, all.shift_ha()),
        ((6.0 + 6.0 + 4.0) / 2.0, (2.0 + 2.0) / 2.0, (4.0 + 4.0 + 4.0) / 2.0)
    );
    // The comprehensive degree is S_t
    assert_eq!(all.two_way_degree(YEARS), Some(100.0 * 8.0 / 28.0 / 5.0));
    assert_eq!(interval_intensities(&[(&ring, YEARS)])[0].intensity, all.two_way_degree(YEARS));
}

/// A class that was not there before, and one that is not there after.
#[test]
fn classes_that_come_and_go() {
    let of = transition(&[(-4, 9, 3), (2, 2, 1)]);
    let [gone, _, new] = of.classes() else { panic!() };
    assert_eq!((gone.class, gone.after_ha, gone.dynamic_degree(YEARS)), (Some(-4), 0.0, Some(-20.0)));
    assert_eq!((gone.compound_rate(YEARS), gone.two_way_degree(YEARS)), (None, Some(20.0)));
    assert_eq!((new.class, new.before_ha, new.gain_ha), (Some(9), 0.0, 3.0));
    assert_eq!((new.dynamic_degree(YEARS), new.two_way_degree(YEARS), new.compound_rate(YEARS)), (None, None, None));
    let of = transition(&[(1, 1, 10), (2, 1, 10)]);
    assert_eq!(of.classes()[0].compound_rate(YEARS), Some(100.0 * 2f64.ln() / 5.0));
}

#[test]
fn rates_need_years() {
    let ring = ring();
    let one = ring.classes()[0];
    assert_eq!((one.dynamic_degree(None), one.two_way_degree(None), one.compound_rate(None)), (None, None, None));
    assert!(intensities(&ring, None).iter().all(|i| i.intensity.is_none() && i.area_ha_per_year().is_none()));
    // One interval without years takes the uniform intensity from all
    let rows = interval_intensities(&[(&ring, YEARS), (&ring, None)]);
    assert_eq!((rows[0].intensity, rows[0].uniform, rows[1].intensity), (Some(100.0 * 8.0 / 28.0 / 5.0), None, None));
}

#[test]
fn intensities_by_hand() {
    let ring = ring();
    let rows = intensities(&ring, YEARS);
    let find = |level, class, other| {
        let found: Vec<_> = rows.iter().filter(|r| (r.level, r.class, r.other) == (level, class, other)).collect();
        assert_eq!(found.len(), 1);
        *found[0]
    };
    // 3 categories twice, 6 transitions twice
    assert_eq!(rows.len(), 2 * 3 + 2 * 6);
    let whole = 100.0 * 8.0 / 28.0 / 5.0;
    let gain = find(Level::CategoryGain, Some(1), None);
    assert_eq!(
        (gain.area_ha_per_year(), gain.intensity, gain.uniform),
        (Some(3.0 / 5.0), Some(100.0 * 3.0 / 13.0 / 5.0), Some(whole))
    );
    assert_eq!(gain.behaviour(), Some("dormant"));
    let loss = find(Level::CategoryLoss, Some(2), None);
    assert_eq!((loss.intensity, loss.behaviour()), (Some(100.0 * 3.0 / 8.0 / 5.0), Some("active")));
    // 2 gains 3 ha, all of them from 1, and none from 3
    let from_1 = find(Level::TransitionGain, Some(2), Some(1));
    assert_eq!(
        (from_1.intensity, from_1.uniform),
        (Some(100.0 * 3.0 / 13.0 / 5.0), Some(100.0 * 3.0 / (28.0 - 8.0) / 5.0))
    );
    assert_eq!(from_1.behaviour(), Some("targeted"));
    let from_3 = find(Level::TransitionGain, Some(2), Some(3));
    assert_eq!((from_3.intensity, from_3.behaviour()), (Some(0.0), Some("avoided")));
    // 1 loses 3 ha to 2, which has 8 ha after
    let to_2 = find(Level::TransitionLoss, Some(1), Some(2));
    assert_eq!(
        (to_2.intensity, to_2.uniform),
        (Some(100.0 * 3.0 / 8.0 / 5.0), Some(100.0 * 3.0 / (28.0 - 13.0) / 5.0))
    );
}

#[test]
fn behaviour_near_the_uniform_intensity() {
    let of = |intensity, uniform| {
        let (intensity, uniform) = (Some(intensity), Some(uniform));
        Intensity { level: Level::Interval, class: None, other: None, area_ha: 1.0, years: YEARS, intensity, uniform }
            .behaviour()
    };
    assert_eq!(
        [of(2.0 + 1e-9, 2.0), of(2.0 + 4e-9, 2.0), of(2.0 - 4e-9, 2.0)],
        [Some("uniform"), Some("fast"), Some("slow")]
    );
    assert_eq!(of(0.0, 0.0), None);
}

/// Intervals of 100 and of 50 ha: the areas of both count. Two programs divide by the first interval's area alone.
#[test]
fn areas_that_differ_between_intervals() {
    let (first, second) = (transition(&[(1, 1, 90), (1, 2, 10)]), transition(&[(1, 1, 40), (1, 2, 10)]));
    let rows = interval_intensities(&[(&first, Some(5.0)), (&second, Some(10.0))]);
    assert_eq!(rows[0].uniform, Some(100.0 * 20.0 / (100.0 * 5.0 + 50.0 * 10.0)));
    assert_ne!(rows[0].uniform, Some(100.0 * 20.0 / (100.0 * 15.0)));
    let words: Vec<_> = rows.iter().map(Intensity::behaviour).collect();
    assert_eq!(words, [Some("uniform"), Some("uniform")]);
}

proptest! {
    /// What one class loses another gains; exchange and shift make the swap.
    #[test]
    fn balances_add_up(cells in prop::collection::vec(0u64..50, 16)) {
        let flows: Vec<_> = cells.iter().enumerate().filter(|(_, n)| **n > 0).map(|(i, n)| (i as i64 / 4, i as i64 % 4, *n)).collect();
        let of = transition(&flows);
        let all = of.all();
        let total = |get: fn(&Balance) -> f64| of.classes().iter().map(get).sum::<f64>();
        prop_assert_eq!(total(|c| c.gain_ha), of.changed_ha());
        prop_assert_eq!(total(|c| c.loss_ha), of.changed_ha());
        prop_assert_eq!(total(Balance::net_ha), 0.0);
        prop_assert_eq!(total(|c| c.before_ha), of.area_ha());
        prop_assert_eq!(all.gain_ha, total(|c| c.net_ha().abs()) / 2.0 + all.swap_ha());
        for class in of.classes() {
            prop_assert!(class.shift_ha() >= 0.0 && class.exchange_ha >= 0.0);
            prop_assert_eq!(class.before_ha - class.loss_ha, class.persistence_ha);
        }
    }
}
