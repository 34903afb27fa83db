//! Maps of several dates in their order, and the intervals between them.

use crate::{
    engine::{
        land_cover::LandCover,
        message::Message,
        request::Raster,
        series::{Layers, nothing_changes, same_map},
    },
    error::{Error, Result},
    sentence::{Sentence, list, sentence},
};

/// A map of a date.
pub struct Date<'a> {
    pub raster: &'a Raster,
    /// What tables call it.
    pub layer: String,
    pub year: Option<i32>,
    /// What messages and bands call it.
    pub label: String,
}

/// By year where all years are known; else in the order in which they were given.
pub struct Dates<'a> {
    pub dates: Vec<Date<'a>>,
    /// In the same order.
    pub maps: Vec<LandCover>,
    first: usize,
}

/// Two successive dates, or the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: usize,
    pub to: usize,
    pub whole: bool,
}

impl Span {
    pub fn name(&self) -> &'static str {
        if self.whole { "whole" } else { "interval" }
    }
}

impl<'a> Dates<'a> {
    pub fn open(given: &Layers<'a>, messages: &mut Vec<Message>) -> Result<Dates<'a>> {
        let mut layers: Vec<_> = given.open_any([], messages)?.into_iter().enumerate().collect();
        if layers.len() < 2 {
            return Err(Error::TransitionOfOneMap);
        }
        if layers.iter().all(|(_, layer)| layer.year.is_some()) {
            layers.sort_by_key(|(_, layer)| layer.year);
        }
        let first = layers.iter().position(|(i, _)| *i == 0).expect("the first is one of them");
        let (dates, maps): (Vec<_>, Vec<_>) = layers
            .into_iter()
            .map(|(_, layer)| {
                let label = layer.label();
                (Date { raster: layer.raster, layer: layer.name, year: layer.year, label }, layer.map)
            })
            .unzip();
        let dates = Dates { dates, maps, first };
        dates.tell(messages);
        Ok(dates)
    }

    /// The map that gives the grid.
    pub fn grid_map(&self) -> &LandCover {
        &self.maps[self.first]
    }

    pub fn grid_label(&self) -> &str {
        &self.dates[self.first].label
    }

    /// Every interval, then the first date and the last where they are not one.
    pub fn spans(&self) -> Vec<Span> {
        let last = self.dates.len() - 1;
        let intervals = (0..last).map(|from| Span { from, to: from + 1, whole: false });
        intervals.chain((last > 1).then_some(Span { from: 0, to: last, whole: true })).collect()
    }

    /// Years between two dates, where they are known and the second is later.
    pub fn years(&self, span: Span) -> Option<f64> {
        let (from, to) = self.dates[span.from].year.zip(self.dates[span.to].year)?;
        (to > from).then(|| f64::from(to) - f64::from(from))
    }

    /// The two dates of a span in words.
    pub fn told(&self, span: Span) -> Sentence {
        let [from, to] = self.labels(span);
        sentence!("{from} to {to}", from, to)
    }

    /// What the two dates of a span are called.
    pub fn labels(&self, span: Span) -> [&str; 2] {
        [span.from, span.to].map(|date| &self.dates[date].label[..])
    }

    fn tell(&self, messages: &mut Vec<Message>) {
        for (i, date) in self.dates.iter().enumerate() {
            if let Some(same) = self.dates[..i].iter().find(|other| same_map(other.raster, date.raster)) {
                messages.push(nothing_changes(&same.label, &date.label));
            }
        }
        let without = self.spans().into_iter().filter(|span| self.years(*span).is_none());
        let without: Vec<Sentence> = without.map(|span| self.told(span)).collect();
        if without.is_empty() {
            return;
        }
        let unknown = self.dates.iter().filter(|date| date.year.is_none());
        let unknown: Vec<&str> = unknown.map(|date| &date.layer[..]).collect();
        let intervals = list(without);
        let told = if unknown.is_empty() {
            sentence!("Two maps are of one year. Areas are told, and rates of change are NULL: {intervals}.", intervals)
        } else {
            sentence!(
                "The year of {layers} is not known, so the maps are compared in the order in which they were given. Areas are told, and rates of change are NULL: {intervals}. YEARS gives the years.",
                layers = list(unknown),
                intervals
            )
        };
        messages.push(Message::warning("RATES_UNKNOWN", told));
    }
}
