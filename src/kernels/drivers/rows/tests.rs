use super::*;

const GAP: f64 = f64::NAN;

fn pairwise(valid: &[Rows], pairs: &[(usize, usize)], missing: Missing) -> Vec<(Vec<usize>, Vec<usize>, Vec<usize>)> {
    let groups = groups(valid, pairs, missing, &|| true).unwrap();
    groups.into_iter().map(|group| (group.rows.iter().collect(), group.pairs, group.columns)).collect()
}

#[test]
fn none() {
    let rows = Rows::of(&[]).unwrap();
    assert_eq!((rows.count(), rows.iter().count()), (0, 0));
    assert_eq!(Rows::of(&[GAP; 70]).unwrap().iter().count(), 0);
}

#[test]
fn those_with_a_value() {
    let mut values = [GAP; 200];
    let some = [0, 1, 63, 64, 127, 130, 199];
    some.iter().for_each(|row| values[*row] = 1.0);
    let rows = Rows::of(&values).unwrap();
    assert_eq!((rows.count(), rows.iter().collect::<Vec<_>>()), (7, some.to_vec()));
    assert_eq!(rows, Rows::listed(200, some.into_iter()).unwrap());
    assert!(rows.contains(63) && !rows.contains(62) && !rows.contains(198));
    let others = Rows::listed(200, [1, 2, 127, 198].into_iter()).unwrap();
    assert_eq!(rows.both(&others).unwrap().iter().collect::<Vec<_>>(), [1, 127]);
}

#[test]
fn pairs_by_what_they_have_in_common() {
    let of = |values: &[f64]| Rows::of(values).unwrap();
    let valid = [of(&[1.0, 1.0, 1.0, GAP]), of(&[2.0, 2.0, 2.0, GAP]), of(&[3.0, GAP, 3.0, 3.0])];
    let pairs = [(0, 1), (0, 2), (2, 1)];
    assert_eq!(
        pairwise(&valid, &pairs, Missing::Pairwise),
        [(vec![0, 1, 2], vec![0], vec![0, 1]), (vec![0, 2], vec![1, 2], vec![0, 1, 2])]
    );
    assert_eq!(pairwise(&valid, &pairs, Missing::Listwise), [(vec![0, 2], vec![0, 1, 2], vec![0, 1, 2])]);
    assert_eq!(pairwise(&valid, &[], Missing::Listwise), []);
    assert!(matches!(groups(&valid, &pairs, Missing::Pairwise, &|| false), Err(Fault::Cancelled)));
}
