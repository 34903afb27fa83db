//! Changes of bytes, each such as a careless hand, a bad disk or a spiteful one would make.

use rand::RngExt;
use rand_pcg::Pcg64;

/// Numbers at the edges of what types and programs hold.
pub const NUMBERS: [&str; 24] = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "0.5",
    "-0.0",
    "1e-9",
    "255",
    "256",
    "32767",
    "65535",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "1e60",
    "1e308",
    "1e999",
    "nan",
    "",
];

/// One to six changes.
pub fn bytes(data: &[u8], other: &[u8], random: &mut Pcg64) -> Vec<u8> {
    let mut data = data.to_vec();
    for _ in 0..=random.random_range(0..6) {
        change(&mut data, other, random);
    }
    data
}

fn change(data: &mut Vec<u8>, other: &[u8], random: &mut Pcg64) {
    let (start, end) = range(data.len(), random);
    match random.random_range(0..9) {
        0 if !data.is_empty() => data[start.min(end - 1)] ^= 1 << random.random_range(0..8),
        1 if !data.is_empty() => data[start.min(end - 1)] = random.random(),
        2 => drop(data.drain(start..end)),
        3 => {
            let part = data[start..end].to_vec();
            let place = random.random_range(0..=data.len());
            data.splice(place..place, part);
        }
        4 => {
            let (from, to) = range(other.len(), random);
            data.splice(start..end, other[from..to].iter().copied());
        }
        5 => overwrite(data, start, random),
        6 => data.truncate(start),
        _ => number(data, start, random),
    }
}

/// Of at most 32 bytes, mostly a few; not empty where there is anything.
fn range(len: usize, random: &mut Pcg64) -> (usize, usize) {
    let start = random.random_range(0..len.max(1));
    let most = [1, 2, 4, 8, 32][random.random_range(0..5)];
    (start, (start + 1 + random.random_range(0..most)).min(len))
}

/// Binary numbers of 1 to 8 bytes, in either order.
fn overwrite(data: &mut [u8], start: usize, random: &mut Pcg64) {
    let whole: [i64; 8] = [0, 1, -1, 0x7f, 0x7fff, 0x7fff_ffff, i64::MAX, i64::MIN];
    let real = [f64::NAN, f64::INFINITY, 1e308, -0.0, 5e-324, 0.5];
    let mut bytes = match random.random_range(0..14) {
        i if i < 8 => whole[i].to_le_bytes(),
        i => real[i - 8].to_le_bytes(),
    };
    let width = 1 << random.random_range(0..4);
    if random.random_range(0..2) == 0 {
        bytes.reverse();
        bytes.rotate_left(8 - width);
    }
    data[start..].iter_mut().zip(&bytes[..width]).for_each(|(old, new)| *old = *new);
}

/// Another number in place of the one in letters that follows.
fn number(data: &mut Vec<u8>, start: usize, random: &mut Pcg64) {
    let digit = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    let Some(first) = data[start..].iter().position(digit).map(|i| start + i) else { return };
    let end = data[first..].iter().position(|byte| !digit(byte)).map_or(data.len(), |i| first + i);
    data.splice(first..end, NUMBERS[random.random_range(0..NUMBERS.len())].bytes());
}
