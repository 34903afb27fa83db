//! Sentences as data: a template, by which a catalogue of translations knows it, and what stands at its places.
//!
//! Words are written in `sentence!`, `phrase!`, `things!` and the attributes of [`Error`](crate::error::Error) alone, where
//! `scripts/generate` finds them.

pub mod list;

use serde::{Serialize, Serializer, ser::SerializeMap};
use std::fmt::{self, Display, Formatter};

/// A sentence of a template and what stands at its places: `sentence!("{path} has no band {band}.", path, band = 2)`.
macro_rules! sentence {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        // No places without arguments, nor arguments without places; and nothing caught from around.
        const _: fn() = || _ = ::std::format_args!($template $(, $name = "")*);
        $crate::sentence::Sentence::new(
            $template,
            [$((stringify!($name), $crate::sentence::argument!($name $(= $value)?))),*],
        )
    }};
}

macro_rules! argument {
    ($name:ident) => {
        $crate::sentence::Place::argument(&$name)
    };
    ($name:ident = $value:expr) => {
        $crate::sentence::Place::argument(&$value)
    };
}

/// Words without places.
macro_rules! phrase {
    ($text:literal) => {{
        const _: fn() = || _ = ::std::format_args!($text);
        $crate::sentence::Phrase::new($text)
    }};
}

pub(crate) use {argument, phrase, sentence};

/// A sentence, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    template: &'static str,
    arguments: Box<[(&'static str, Argument)]>,
}

/// What stands at a place of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// Told as it is in every language: a number, a name, a path, what another program says.
    Text(String),
    Sentence(Sentence),
    List(List),
}

/// Some things one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    items: Box<[Argument]>,
    between: Phrase,
}

/// Words without places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Phrase(&'static str);

/// What can stand at a place of a template. Texts are no English: those are phrases and sentences.
pub trait Place {
    fn argument(&self) -> Argument;
}

impl Sentence {
    /// By `sentence!`, which compares the places with the arguments.
    #[doc(hidden)]
    pub fn new<const N: usize>(template: &'static str, arguments: [(&'static str, Argument); N]) -> Sentence {
        Sentence { template, arguments: Box::new(arguments) }
    }

    pub fn template(&self) -> &'static str {
        self.template
    }

    /// What stands at the one place of a template that is nothing but a full stop after it.
    pub fn before_full_stop(&self) -> Option<&Argument> {
        match &*self.arguments {
            [(name, argument)] if self.template == format!("{{{name}}}.") => Some(argument),
            _ => None,
        }
    }
}

impl Phrase {
    /// By `phrase!`, which has no places.
    #[doc(hidden)]
    pub const fn new(text: &'static str) -> Phrase {
        Phrase(text)
    }

    pub const fn text(self) -> &'static str {
        self.0
    }
}

impl From<Phrase> for Sentence {
    fn from(phrase: Phrase) -> Sentence {
        Sentence::new(phrase.0, [])
    }
}

/// Things with commas between them.
pub fn list<T: Place>(items: impl IntoIterator<Item = T>) -> Argument {
    list_by(phrase!(", "), items)
}

/// Things with something else between them.
pub fn list_by<T: Place>(between: Phrase, items: impl IntoIterator<Item = T>) -> Argument {
    Argument::List(List { items: items.into_iter().map(|item| item.argument()).collect(), between })
}

impl Display for Sentence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            f.write_str(before)?;
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            if let Some((_, argument)) = self.arguments.iter().find(|(known, _)| *known == name) {
                argument.fmt(f)?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Text(text) => f.write_str(text),
            Argument::Sentence(sentence) => sentence.fmt(f),
            Argument::List(List { items, between }) => items.iter().enumerate().try_for_each(|(i, item)| {
                f.write_str(if i > 0 { between.text() } else { "" })?;
                item.fmt(f)
            }),
        }
    }
}

impl Display for Phrase {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Arguments<'a>(&'a [(&'static str, Argument)]);
        impl Serialize for Arguments<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(name, argument)| (name, argument)))
            }
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("template", self.template)?;
        map.serialize_entry("arguments", &Arguments(&self.arguments))?;
        map.end()
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Argument::Text(text) => serializer.serialize_str(text),
            Argument::Sentence(sentence) => sentence.serialize(serializer),
            Argument::List(list) => list.serialize(serializer),
        }
    }
}

impl<T: Place + ?Sized> Place for &T {
    fn argument(&self) -> Argument {
        (**self).argument()
    }
}

/// Nothing where there is none.
impl<T: Place> Place for Option<T> {
    fn argument(&self) -> Argument {
        self.as_ref().map_or_else(|| Argument::Text(String::new()), Place::argument)
    }
}

impl Place for Argument {
    fn argument(&self) -> Argument {
        self.clone()
    }
}

impl Place for Sentence {
    fn argument(&self) -> Argument {
        Argument::Sentence(self.clone())
    }
}

impl Place for Phrase {
    fn argument(&self) -> Argument {
        Argument::Sentence((*self).into())
    }
}

macro_rules! told_as_they_are {
    ($($kind:ty),*) => {$(
        impl Place for $kind {
            fn argument(&self) -> Argument {
                Argument::Text(self.to_string())
            }
        }
    )*};
}

told_as_they_are!(str, String, u16, u32, u64, usize, i32, i64, f32, f64);

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_sentence_is_its_template_with_all_in_place() {
        let path = "a{b}.tif";
        let classes = list([sentence!("code {code}", code = 7i64), phrase!("others").into()]);
        let told = sentence!(
            "{path} has {share} % of {classes}; {path} is a file.{more}",
            path,
            share = 2.5,
            classes,
            more = None::<Phrase>
        );
        assert_eq!(told.to_string(), "a{b}.tif has 2.5 % of code 7, others; a{b}.tif is a file.");
        let expected = json!({
            "template": "{path} has {share} % of {classes}; {path} is a file.{more}",
            "arguments": {
                "path": "a{b}.tif",
                "share": "2.5",
                "classes": {
                    "items": [
                        {"template": "code {code}", "arguments": {"code": "7"}},
                        {"template": "others", "arguments": {}},
                    ],
                    "between": ", ",
                },
                "more": "",
            },
        });
        assert_eq!(json!(told), expected);
    }
}
