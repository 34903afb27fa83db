//! How many of a sample each stratum has.

/// In proportion to the sizes of the strata, by the largest remainder (the first of equal ones), and two at least, or all of a smaller
/// stratum. Where two of each are more than were asked for, there are more.
pub fn quotas(sizes: &[u64], wanted: usize) -> Vec<usize> {
    let all: u64 = sizes.iter().sum();
    if wanted as u64 >= all {
        return sizes.iter().map(|size| *size as usize).collect();
    }
    let least = |size: u64| size.min(2) as usize;
    let mut fixed = vec![false; sizes.len()];
    loop {
        let set: usize = sizes.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(size, _)| least(*size)).sum();
        let shares = proportional(sizes, &fixed, wanted.saturating_sub(set));
        let low = (0..sizes.len()).filter(|k| !fixed[*k] && shares[*k] < least(sizes[*k])).collect::<Vec<_>>();
        if low.is_empty() {
            let of = |k: usize| if fixed[k] { least(sizes[k]) } else { shares[k] };
            return (0..sizes.len()).map(of).collect();
        }
        low.into_iter().for_each(|k| fixed[k] = true);
    }
}

fn proportional(sizes: &[u64], without: &[bool], wanted: usize) -> Vec<usize> {
    let counts = |k: &usize| !without[*k];
    let all: u128 = (0..sizes.len()).filter(counts).map(|k| u128::from(sizes[k])).sum();
    if all == 0 {
        return vec![0; sizes.len()];
    }
    let exact = |k: usize| u128::from(sizes[k]) * wanted as u128;
    let mut shares: Vec<usize> =
        (0..sizes.len()).map(|k| if without[k] { 0 } else { (exact(k) / all) as usize }).collect();
    let mut order: Vec<usize> = (0..sizes.len()).filter(counts).collect();
    order.sort_by_key(|k| std::cmp::Reverse(exact(*k) % all));
    let left = wanted - shares.iter().sum::<usize>();
    order.into_iter().take(left).for_each(|k| shares[k] += 1);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_remainder_has_the_rest() {
        // 10 of 50, 30, 20: 5, 3, 2. 7: 3.5, 2.1, 1.4, so 4, 2 and, where two are the least, 2 of the others less one.
        assert_eq!(quotas(&[50, 30, 20], 10), [5, 3, 2]);
        assert_eq!(quotas(&[500, 300, 200], 17), [9, 5, 3]); // 8.5, 5.1, 3.4
        assert_eq!(quotas(&[500, 300, 200], 7), [3, 2, 2]); // the third has 2; 5 of the others are 3.125 and 1.875
        // Equal remainders: the first
        assert_eq!(quotas(&[10, 10, 10], 10), [4, 3, 3]);
    }

    #[test]
    fn small_strata_have_two_or_all() {
        assert_eq!(quotas(&[100_000, 1, 5], 100), [97, 1, 2]);
        assert_eq!(quotas(&[100, 100, 100], 2), [2, 2, 2]);
        assert_eq!(quotas(&[3, 4], 100), [3, 4]);
        assert_eq!(quotas(&[], 5), [0; 0]);
    }
}
