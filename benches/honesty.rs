//! How often statistics are right where the truth is known: `cargo bench -- honesty [PART...]`, PART being one of
//! those below, or how several begin; all of them where none is given. Figures are shares of maps, or of draws, by fixed seeds.

mod accuracy;
mod breaks;
mod drivers;
mod fits;
mod intervals;
mod maps;
mod placebo;
mod window_scale;

const PARTS: [(&str, fn()); 11] = [
    ("accuracy", accuracy::show),
    ("breaks", breaks::show),
    ("drivers", drivers::show),
    ("placebo", placebo::show),
    ("intervals", intervals::show),
    ("window_scale_known", window_scale::known),
    ("window_scale_null_280", || window_scale::without_pattern(280)),
    ("window_scale_null_470_1", || window_scale::group_without_pattern(470, 0)),
    ("window_scale_null_470_2", || window_scale::group_without_pattern(470, 1)),
    ("window_scale_part", window_scale::parts_of_maps),
    ("fits", fits::show),
];

pub fn group(part: &str) {
    let asked = |name: &str| part == "small" || name.starts_with(part);
    let names = PARTS.map(|(name, _)| name);
    assert!(names.into_iter().any(asked), "{part} is the beginning of none of {names:?}");
    PARTS.iter().filter(|(name, _)| asked(name)).for_each(|(_, show)| show());
}

pub fn case(_words: &[&str]) {}
