//! What every accumulator promises, for the tests of each.

use super::{Accumulator, from_bytes, to_bytes};
use std::{array, fmt::Debug, ops::Range};

/// Parts of some blocks merge to the whole in any grouping of neighbours, a part without a block changes nothing, and nothing
/// that matters is lost where parts travel as bytes. `of` gives the accumulator of a range of the blocks, `seen` what of it is
/// compared.
pub fn hold<A: Accumulator, T: PartialEq + Debug>(
    blocks: usize,
    of: impl Fn(Range<usize>) -> A,
    seen: impl Fn(A) -> T,
) {
    let whole = seen(of(0..blocks));
    assert_ne!(seen(of(0..0)), whole, "of these blocks nothing is seen");
    for split in splits(blocks) {
        let [a, b, c] = parts(&of, &split);
        assert_eq!(seen(merged(merged(a, b), c)), whole, "{split:?}, the last one last");
        let [a, b, c] = parts(&of, &split);
        assert_eq!(seen(merged(a, merged(b, c))), whole, "{split:?}, the first one last");
    }
}

/// The same, and parts merge in any order.
pub fn hold_in_any_order<A: Accumulator, T: PartialEq + Debug>(
    blocks: usize,
    of: impl Fn(Range<usize>) -> A,
    seen: impl Fn(A) -> T,
) {
    hold::<A, T>(blocks, &of, &seen);
    let whole = seen(of(0..blocks));
    for split in splits(blocks) {
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let [a, b, c] = parts(&of, &order.map(|part: usize| split[part].clone()));
            assert_eq!(seen(merged(merged(a, b), c)), whole, "{split:?} in the order {order:?}");
        }
    }
}

/// Every way to cut a row of blocks into three parts, which may be empty.
fn splits(blocks: usize) -> impl Iterator<Item = [Range<usize>; 3]> {
    (0..=blocks).flat_map(move |i| (i..=blocks).map(move |j| [0..i, i..j, j..blocks]))
}

fn parts<A: Accumulator>(of: impl Fn(Range<usize>) -> A, split: &[Range<usize>; 3]) -> [A; 3] {
    array::from_fn(|part| sent(of(split[part].clone())))
}

fn merged<A: Accumulator>(mut one: A, next: A) -> A {
    one.merge(next);
    sent(one)
}

fn sent<A: Accumulator>(one: A) -> A {
    from_bytes(&to_bytes(&one)).expect("bytes of its own kind")
}

/// What `of` gives where it may share its work out among so many threads.
pub fn on_threads<R: Send>(threads: usize, of: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(of)
}

mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    /// What goes wrong.
    const NOTHING: u8 = 0;
    const MARKS: u8 = 1;
    const SHALLOW: u8 = 2;
    const FORGETS: u8 = 3;

    /// The blocks in the order in which they came, by the part that took them in.
    #[derive(Default, Serialize, Deserialize)]
    struct List<const WRONG: u8> {
        parts: Vec<Vec<usize>>,
        #[serde(skip)]
        forgotten: Vec<usize>,
    }

    impl<const WRONG: u8> Accumulator for List<WRONG> {
        type Block<'a> = Range<usize>;
        type Output = Vec<usize>;

        fn push(&mut self, blocks: Range<usize>) {
            if WRONG == FORGETS { self.forgotten.extend(blocks) } else { self.parts.push(blocks.collect()) }
        }

        fn merge(&mut self, next: Self) {
            let taken = if WRONG == SHALLOW { 1 } else { next.parts.len() };
            self.parts.extend(next.parts.into_iter().take(taken));
            self.parts.extend((WRONG == MARKS).then(|| vec![7]));
            self.forgotten.extend(next.forgotten);
        }

        fn finish(self) -> Vec<usize> {
            self.parts.into_iter().flatten().chain(self.forgotten).collect()
        }
    }

    fn list<const WRONG: u8>(blocks: Range<usize>) -> List<WRONG> {
        let mut list = List::default();
        list.push(blocks);
        list
    }

    #[test]
    fn what_keeps_them_passes() {
        hold::<List<NOTHING>, _>(4, list, List::finish);
        let sum = |list: List<NOTHING>| list.finish().iter().sum::<usize>();
        hold_in_any_order::<List<NOTHING>, _>(4, list, sum);
    }

    #[test]
    #[should_panic(expected = "in the order")]
    fn order_matters() {
        hold_in_any_order::<List<NOTHING>, _>(4, list, List::finish);
    }

    #[test]
    #[should_panic(expected = "[0..0, 0..0, 0..3], the last one last")]
    fn a_part_without_a_block_changes_something() {
        hold::<List<MARKS>, _>(3, list, List::finish);
    }

    #[test]
    #[should_panic(expected = "the first one last")]
    fn grouping_matters() {
        hold::<List<SHALLOW>, _>(3, list, List::finish);
    }

    #[test]
    #[should_panic(expected = "the last one last")]
    fn something_is_lost_on_the_way() {
        hold::<List<FORGETS>, _>(3, list, List::finish);
    }

    #[test]
    #[should_panic(expected = "nothing is seen")]
    fn nothing_is_compared() {
        hold::<List<NOTHING>, _>(3, list, |_| ());
    }
}
