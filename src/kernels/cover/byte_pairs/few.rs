//! Pairs of bytes of maps that have few values: at most 16 each.
//!
//! Two values of 16 are one byte, and how often each byte occurs is counted by whole vectors ([`ByteCounts`]), at half of what a table of
//! pairs costs. A value becomes one of 16 by what is added to its lower half, which depends on its upper half: 1 to 9, 10, 20 to 100, or
//! 11 to 66 find such numbers.

use crate::kernels::cover::byte_counts::{ByteCounts, SEGMENT};

/// Values of a map that are told apart.
const FEW: usize = 16;

/// Counts of pairs, as long as each map has few values.
pub struct Few {
    maps: [Places; 2],
    joined: Box<[u8; SEGMENT]>,
    counts: ByteCounts,
    /// Pairs that were counted when places were others.
    before: Vec<(u8, u8, u64)>,
    /// More values were met than have places: others count until the counts are taken.
    too_many: bool,
}

/// Places of values, from 0 to 15: their lower half, and what their upper half adds to it.
#[derive(Clone, Copy)]
struct Places {
    shift: [u8; 16],
    /// The value at each place; at one without a value, a value of another place.
    values: [u8; FEW],
    taken: [bool; FEW],
}

impl Places {
    /// `None` where there are no numbers that give each value a place of its own.
    fn of(values: &[u8]) -> Option<Places> {
        let mut places = Places { shift: [0; 16], values: [*values.first()?; FEW], taken: [false; FEW] };
        let mut rows: Vec<Vec<u8>> =
            (0..16).map(|upper| values.iter().copied().filter(|v| v >> 4 == upper).collect()).collect();
        // Those with the most values have the least choice.
        rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
        for row in rows.iter().filter(|row| !row.is_empty()) {
            let free = |shift: &u8| row.iter().all(|value| !places.taken[usize::from(value.wrapping_add(*shift) & 15)]);
            let shift = (0..16).find(free)?;
            places.shift[usize::from(row[0] >> 4)] = shift;
            for value in row {
                let place = usize::from(value.wrapping_add(shift) & 15);
                (places.values[place], places.taken[place]) = (*value, true);
            }
        }
        Some(places)
    }

    /// Places for what it has and for what is in some cells.
    fn with(&self, cells: &[u8]) -> Option<Places> {
        let mut met = [false; 256];
        cells.iter().for_each(|cell| met[usize::from(*cell)] = true);
        let known = self.values.iter().zip(self.taken).filter(|(_, taken)| *taken);
        known.for_each(|(value, _)| met[usize::from(*value)] = true);
        let values: Vec<u8> = (0..=255).filter(|value| met[usize::from(*value)]).collect();
        if values.len() <= FEW { Places::of(&values) } else { None }
    }
}

impl Few {
    pub fn new() -> Few {
        let places = Places::of(&[0]).expect("one value has a place");
        let joined = vec![0; SEGMENT].into_boxed_slice().try_into().expect("it is a segment");
        Few { maps: [places; 2], joined, counts: ByteCounts::new(), before: Vec::new(), too_many: false }
    }

    /// Counts the pairs of at most a segment; false where it cannot, and has not.
    pub fn count(&mut self, a: &[u8], b: &[u8]) -> bool {
        if self.too_many || !can_join() {
            return false;
        }
        if !join([a, b], &self.maps, &mut self.joined[..a.len()]) {
            let (Some(first), Some(second)) = (self.maps[0].with(a), self.maps[1].with(b)) else {
                self.too_many = true;
                return false;
            };
            self.put_away();
            self.maps = [first, second];
            assert!(join([a, b], &self.maps, &mut self.joined[..a.len()]), "each value has a place");
        }
        self.counts.count(&self.joined[..a.len()]);
        true
    }

    /// Hands on what was counted, and begins anew with the places that it knows.
    pub fn drain(&mut self, take: impl FnMut((u8, u8, u64))) {
        self.put_away();
        self.before.drain(..).for_each(take);
        self.too_many = false;
    }

    fn put_away(&mut self) {
        let [first, second] = &self.maps;
        for (pair, n) in self.counts.taken().into_iter().enumerate().filter(|(_, n)| *n > 0) {
            self.before.push((first.values[pair >> 4], second.values[pair & 15], n));
        }
    }
}

fn can_join() -> bool {
    #[cfg(target_arch = "x86_64")]
    return is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Makes one byte of two, 16 times the place of the first and that of the second; false where a value has no place.
fn join(cells: [&[u8]; 2], maps: &[Places; 2], joined: &mut [u8]) -> bool {
    #[cfg(target_arch = "x86_64")]
    if can_join() {
        // The feature is there.
        return unsafe { avx2::join(cells, maps, joined) };
    }
    join_each(cells, maps, joined)
}

fn join_each(cells: [&[u8]; 2], maps: &[Places; 2], joined: &mut [u8]) -> bool {
    let place = |value: u8, places: &Places| value.wrapping_add(places.shift[usize::from(value >> 4)]) & 15;
    let mut known = true;
    for ((joined, a), b) in joined.iter_mut().zip(cells[0]).zip(cells[1]) {
        let (first, second) = (place(*a, &maps[0]), place(*b, &maps[1]));
        known &= maps[0].values[usize::from(first)] == *a && maps[1].values[usize::from(second)] == *b;
        *joined = first << 4 | second;
    }
    known
}

#[cfg(target_arch = "x86_64")]
#[allow(unused_unsafe)] // As in `vectors`.
mod avx2 {
    use super::{Places, join_each};
    use crate::kernels::cover::byte_counts::vectors::{WIDTH, halves, table};
    use std::arch::x86_64::*;

    /// Places of the values of a map, as tables.
    struct Tables {
        shift: __m256i,
        values: __m256i,
    }

    impl Tables {
        #[target_feature(enable = "avx2")]
        #[inline]
        unsafe fn of(places: &Places) -> Tables {
            unsafe { Tables { shift: table(&places.shift), values: table(&places.values) } }
        }

        /// Places of cells, and 255 where the value is known.
        #[target_feature(enable = "avx2")]
        #[inline]
        unsafe fn places(&self, cells: *const u8) -> (__m256i, __m256i) {
            unsafe {
                let cells = _mm256_loadu_si256(cells.cast());
                let (_, upper) = halves(cells);
                let (places, _) = halves(_mm256_add_epi8(cells, _mm256_shuffle_epi8(self.shift, upper)));
                (places, _mm256_cmpeq_epi8(_mm256_shuffle_epi8(self.values, places), cells))
            }
        }
    }

    #[target_feature(enable = "avx2")]
    pub unsafe fn join(cells: [&[u8]; 2], maps: &[Places; 2], joined: &mut [u8]) -> bool {
        let [a, b] = cells;
        assert!(a.len() == joined.len() && b.len() == joined.len(), "slices of the same cells");
        let whole = joined.len() / WIDTH * WIDTH;
        let rest = join_each(cells.map(|cells| &cells[whole..]), maps, &mut joined[whole..]);
        unsafe {
            let (first, second) = (Tables::of(&maps[0]), Tables::of(&maps[1]));
            let mut known = _mm256_set1_epi8(-1);
            for i in (0..whole).step_by(WIDTH) {
                let (upper, known_a) = first.places(a.as_ptr().add(i));
                let (lower, known_b) = second.places(b.as_ptr().add(i));
                known = _mm256_and_si256(known, _mm256_and_si256(known_a, known_b));
                let pair = _mm256_or_si256(_mm256_slli_epi16::<4>(upper), lower);
                _mm256_storeu_si256(joined.as_mut_ptr().add(i).cast(), pair);
            }
            rest && _mm256_movemask_epi8(known) == -1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(places: &Places) -> Vec<u8> {
        let mut values: Vec<u8> = (0..FEW).filter(|i| places.taken[*i]).map(|i| places.values[i]).collect();
        values.sort_unstable();
        values
    }

    #[test]
    fn codes_of_usual_maps_have_places() {
        let tens: Vec<u8> = (0..=10).map(|i| 10 * i).chain([255]).collect();
        let two_digits = vec![0, 11, 12, 21, 22, 23, 24, 31, 32, 33, 41, 43, 51, 52, 64, 255];
        for codes in [(0..15).chain([255]).collect(), tens, two_digits, vec![7]] {
            assert_eq!(values(&Places::of(&codes).unwrap()), codes);
        }
        assert!(Places::of(&(0..17).collect::<Vec<u8>>()).is_none());
        // One more than there is room for in one place after the other
        assert!(Places::of(&[0]).unwrap().with(&(1..17).collect::<Vec<u8>>()).is_none());
    }

    proptest! {
        #[test]
        fn joined_as_cell_by_cell(
            codes in prop::collection::btree_set(any::<u8>(), 1..12), stranger in any::<u8>(), cells in 1..200usize, at in 0..200usize, seed in any::<u64>(),
        ) {
            let codes: Vec<u8> = codes.into_iter().collect();
            let places = Places::of(&codes);
            prop_assume!(places.is_some() && can_join());
            let maps = [places.unwrap(); 2];
            let of = |seed: u64| (0..cells).map(|i| codes[((i as u64 * 7) ^ seed) as usize % codes.len()]).collect::<Vec<u8>>();
            let (mut a, b) = (of(seed), of(seed / 3));
            let (mut whole, mut each) = (vec![0; cells], vec![0; cells]);
            prop_assert!(join([&a, &b], &maps, &mut whole) && join_each([&a, &b], &maps, &mut each));
            prop_assert_eq!(&whole, &each);
            for ((pair, a), b) in whole.iter().zip(&a).zip(&b) {
                prop_assert_eq!((maps[0].values[usize::from(pair >> 4)], maps[1].values[usize::from(pair & 15)]), (*a, *b));
            }
            // A value without a place is found wherever it is.
            a[at % cells] = stranger;
            prop_assert_eq!(join([&a, &b], &maps, &mut whole), codes.contains(&stranger));
        }
    }
}
