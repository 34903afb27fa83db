//! A code for what became of each cell: 1 to n by pair of classes, 0 where there is none.
//!
//! code = table\[pair of the values before and after\]
//!
//! Shapes: two blocks of bytes of one window, a table of 256 x 256 codes by 256 before + after, the codes of the window. Range: codes
//! from 0. A pair that has no code, such as one with nodata, is 0.
//!
//! ```
//! use ndarray::array;
//! use pitscape::kernels::cover::transition_codes::fill_bytes;
//! let mut table = vec![0u16; 1 << 16];
//! table[256 * 1 + 2] = 7;
//! let mut codes = [9; 3];
//! fill_bytes(array![[1u8, 1, 0]].view(), array![[2u8, 1, 2]].view(), &table, &mut codes);
//! assert_eq!(codes, [7, 0, 0]);
//! ```

use super::byte_pairs::{PAIRS, each_piece};
use ndarray::ArrayView2;

/// Looks up the codes of cells.
pub fn fill_bytes<T: Copy>(before: ArrayView2<'_, u8>, after: ArrayView2<'_, u8>, table: &[T], codes: &mut [T]) {
    assert!(before.dim() == after.dim() && codes.len() == before.len(), "maps of one window");
    let table: &[T; PAIRS] = table.try_into().expect("a code for every pair");
    match (before.as_slice(), after.as_slice()) {
        (Some(a), Some(b)) => fill(a, b, table, codes),
        _ => {
            let rows = before.rows().into_iter().zip(after.rows()).zip(codes.chunks_mut(before.ncols().max(1)));
            rows.for_each(|((a, b), codes)| fill(&a.to_vec(), &b.to_vec(), table, codes));
        }
    }
}

fn fill<T: Copy>(a: &[u8], b: &[u8], table: &[T; PAIRS], codes: &mut [T]) {
    each_piece(a, b, |first, pairs| {
        codes[first..].iter_mut().zip(pairs).for_each(|(code, pair)| *code = table[usize::from(*pair)]);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, Axis, s};

    #[test]
    fn nothing() {
        let none = Array2::<u8>::zeros((0, 5));
        fill_bytes(none.view(), none.view(), &[0u32; 1 << 16], &mut []);
    }

    /// Whatever runs there are, wherever rows end, and whether or not rows lie one after the other.
    #[test]
    fn each_cell_has_the_code_of_its_pair() {
        let table: Vec<u32> = (0..1 << 16).map(|i| i * 7 % 1000).collect();
        for (rows, columns, run) in [(1, 7, 1), (3, 40, 9), (5, 64, 64), (2, 1000, 3)] {
            let cell = |seed: usize| move |(r, c): (usize, usize)| ((r * columns + c) / run * seed % 251) as u8;
            let (a, b) =
                (Array2::from_shape_fn((rows, columns), cell(3)), Array2::from_shape_fn((rows, columns), cell(50)));
            let expected: Vec<u32> =
                a.iter().zip(&b).map(|(a, b)| table[256 * usize::from(*a) + usize::from(*b)]).collect();
            let mut codes = vec![1 << 20; a.len()];
            fill_bytes(a.view(), b.view(), &table, &mut codes);
            assert_eq!(codes, expected);
            codes.fill(1 << 20);
            let wide = ndarray::concatenate![Axis(1), a, a];
            fill_bytes(wide.slice(s![.., ..columns]), b.view(), &table, &mut codes);
            assert_eq!(codes, expected);
        }
    }
}
