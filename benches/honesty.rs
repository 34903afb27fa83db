//! How often statistics are right where the truth is known: `cargo bench -- honesty [PART...]`, PART being one of
//! those below; all of them where none is given. Figures are shares of maps, or of draws, by fixed seeds.

mod breaks;
mod fits;
mod intervals;
mod maps;
mod placebo;
mod window_scale;

const PARTS: [(&str, fn()); 5] = [
    ("breaks", breaks::show),
    ("placebo", placebo::show),
    ("intervals", intervals::show),
    ("window_scale", window_scale::show),
    ("fits", fits::show),
];

pub fn group(part: &str) {
    let names = PARTS.map(|(name, _)| name);
    assert!(part == "small" || names.contains(&part), "{part} is none of {names:?}");
    PARTS.iter().filter(|(name, _)| part == "small" || part == *name).for_each(|(_, show)| show());
}

pub fn case(_words: &[&str]) {}
