//! The raster of changes: a code for what became of each cell, and a table of what codes mean.

use super::{Found, KERNEL, Request, dates::Dates};
use crate::{
    engine::{
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, write_rows},
        progress::Progress,
        sweep::sweep,
        threads::Threads,
        transitions::{CodeBlock, CodeCell, CodeWriter, Compared, PairCodes},
    },
    error::Result,
    grid::tiling::Tiling,
    io::{
        RasterSink,
        gdal::{Attribute, Attributes, Sink, SinkCell},
    },
    kernels::cover::class_series::Pair,
    sentence::phrase,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the raster is made of.
pub struct Changes<'a> {
    pub request: &'a Request,
    pub path: &'a str,
    pub dates: &'a Dates<'a>,
    pub compared: Compared<'a>,
    pub threads: &'a Threads,
    /// Of the whole region, span by span.
    pub found: Vec<&'a Found>,
    /// Pairs of classes that occur in some span.
    pub pairs: BTreeSet<Pair>,
    /// The class, or group, that tables have for a class.
    pub class_of: &'a dyn Fn(i64) -> i64,
    pub class_name: &'a dyn Fn(i64) -> String,
}

impl Changes<'_> {
    /// Codes 1 to n by pair of the classes, or groups, of tables, over all spans.
    fn numbers(&self) -> BTreeMap<Pair, u32> {
        let flows = self.found.iter().flat_map(|found| &found.flows).map(|(flow, _)| (flow.from, flow.to));
        flows.collect::<BTreeSet<Pair>>().into_iter().zip(1..).collect()
    }

    /// Writes the raster; its codes fit 16 bits, or not.
    pub fn write(&self, progress: &mut Progress<'_>, messages: &mut Vec<Message>) -> Result<OutputSet> {
        let numbers = self.numbers();
        if numbers.len() <= usize::from(u16::MAX) {
            self.write_as::<u16>(&numbers, progress, messages)
        } else {
            self.write_as::<u32>(&numbers, progress, messages)
        }
    }

    fn write_as<T: SinkCell + CodeCell>(
        &self,
        numbers: &BTreeMap<Pair, u32>,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<OutputSet> {
        let names: Vec<String> = self.found.iter().map(|found| self.band_name(found)).collect();
        let bands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        let map = self.dates.grid_map();
        let making = Rasters {
            create_options: &self.request.create_options,
            provenance: Provenance::new(KERNEL.name, self.request, &self.request.origins)?,
            threads: self.threads,
            like: &map.info,
        };
        let mut sink: Sink<T> = making.create(self.path, &bands, T::default(), messages)?;
        let codes = self.pair_codes(numbers);
        let tiling =
            Tiling::for_several(2 * self.dates.maps.len(), map.grid(), map.info.block, Some(sink.block_shape()));
        let compared = self.compared;
        let open = || CodeWriter::<T>::open(compared, &codes);
        let write = |block: CodeBlock<T>| {
            let mut bands = (1..).zip(&block.bands);
            bands.try_for_each(|(band, cells)| write_rows(Some(&mut sink), band, block.window, cells, T::default()))
        };
        let () = sweep(&tiling, self.threads, progress, phrase!("Writing changes"), open, write)?;
        for (band, found) in (1..).zip(&self.found) {
            sink.describe_values(band, &self.attributes(found, numbers));
        }
        let mut outputs = OutputSet::default();
        outputs.add("output", sink)?;
        Ok(outputs)
    }

    /// Where two maps are of one year, an interval has the dates of the whole span.
    fn band_name(&self, found: &Found) -> String {
        let [from, to] = self.dates.labels(found.span);
        match found.span.whole {
            false => format!("change {from} to {to}"),
            true => format!("whole change {from} to {to}"),
        }
    }

    /// Codes by pair of classes; none for what stayed, where that is not wanted.
    fn pair_codes(&self, numbers: &BTreeMap<Pair, u32>) -> PairCodes {
        let code = |pair: &Pair| {
            let (from, to) = ((self.class_of)(pair.0), (self.class_of)(pair.1));
            let wanted = self.request.unchanged || from != to;
            numbers.get(&(from, to)).filter(|_| wanted).map(|code| (*pair, *code))
        };
        self.pairs.iter().filter_map(code).collect()
    }

    fn attributes(&self, found: &Found, numbers: &BTreeMap<Pair, u32>) -> Attributes {
        let flows = found.flows.iter().map(|(flow, _)| flow);
        let flows: Vec<_> = flows.filter(|flow| self.request.unchanged || flow.from != flow.to).collect();
        let texts = |text: &dyn Fn(i64, i64) -> String| {
            Attribute::Text(flows.iter().map(|flow| text(flow.from, flow.to)).collect())
        };
        let name = |class| (self.class_name)(class);
        Attributes {
            value: ("code", flows.iter().map(|flow| numbers[&(flow.from, flow.to)].into()).collect()),
            names: flows.iter().map(|flow| format!("{} to {}", name(flow.from), name(flow.to))).collect(),
            colors: None,
            cells: Some(flows.iter().map(|flow| flow.cells).collect()),
            others: vec![
                ("lucode_from", Attribute::Integer(flows.iter().map(|flow| flow.from).collect())),
                ("name_from", texts(&|from, _| name(from))),
                ("lucode_to", Attribute::Integer(flows.iter().map(|flow| flow.to).collect())),
                ("name_to", texts(&|_, to| name(to))),
            ],
        }
    }
}
