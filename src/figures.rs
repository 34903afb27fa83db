//! Numbers as sentences have them: thousands apart, and no more digits than one reads.

/// A number of things: 1,048,576.
pub fn count(n: u64) -> String {
    apart(&n.to_string())
}

/// So many things, of one and of more: `things!(cells, "{count} cell", "{count} cells")`.
macro_rules! things {
    ($n:expr, $one:literal, $more:literal) => {{
        let n: u64 = $n;
        let count = $crate::figures::count(n);
        if n == 1 { $crate::sentence::sentence!($one, count) } else { $crate::sentence::sentence!($more, count) }
    }};
}

pub(crate) use things;

/// An area, a mass, a length: six digits that count, all of them before the point, and no zeros at the end.
pub fn amount(value: f64) -> String {
    digits(value, 6)
}

/// As [`amount`], with three digits.
pub fn about(value: f64) -> String {
    digits(value, 3)
}

fn digits(value: f64, most: i32) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".to_owned() } else { value.to_string() };
    }
    let decimals = (most - 1 - value.abs().log10().floor() as i32).clamp(0, 15) as usize;
    let text = format!("{value:.decimals$}");
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    format!("{sign}{}{rest}", apart(whole))
}

fn apart(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart() {
        assert_eq!([0, 7, 999, 1000, 1_048_576].map(count), ["0", "7", "999", "1,000", "1,048,576"]);
        let cells = |n| things!(n, "{count} cell", "{count} cells").to_string();
        assert_eq!([1, 2000].map(cells), ["1 cell", "2,000 cells"]);
    }

    #[test]
    fn digits_that_count() {
        let texts =
            [0.0, 8.0, 0.04, 0.000_412_345_678, 12.345_678_9, 123_456.789, -98_765_432.1, 1e6, 0.999_999_9].map(amount);
        assert_eq!(texts, ["0", "8", "0.04", "0.000412346", "12.3457", "123,457", "-98,765,432", "1,000,000", "1"]);
        assert_eq!([0.000_412_6, 0.25, 31.46, 98_765.4].map(about), ["0.000413", "0.25", "31.5", "98,765"]);
    }
}
