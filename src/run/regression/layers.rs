//! Variables that are rasters, read as columns of a model.

use super::{
    Request,
    lacking::Lacking,
    levels::codes,
    variables::{Variables, check_aspect},
};
use crate::{
    engine::{
        message::Message,
        request::Raster,
        stack::{How, Stack, StackReader},
        values::Kind,
        variables::names,
    },
    error::Result,
    grid::Window,
    kernels::drivers::regression::design::{Design, Source},
};
use std::ops::Range;

/// Cells that are worked on at once, or a row of them.
const PIECE: usize = 100_000;

/// Opens them: Y, all that explain, the strata of a sample.
pub fn open(request: &Request, y: &Raster, messages: &mut Vec<Message>) -> Result<(Stack, Variables)> {
    let numbers = || [y].into_iter().chain(&request.x);
    let classes = || request.aspect.iter().chain(&request.factors);
    let layers = numbers().map(|raster| (raster, How::Values(request.resample_values)));
    let codes = request.factors.iter().chain(&request.strata).map(|raster| (raster, How::Nearest(Kind::Classes)));
    let layers =
        layers.chain(request.aspect.iter().map(|raster| (raster, How::Nearest(Kind::Directions)))).chain(codes);
    let stack = Stack::open(layers, request.mask.as_deref(), messages)?;
    let mut all = names(numbers().chain(classes()), messages).into_iter();
    let y = all.next().expect("Y has a name");
    let numbers = all.by_ref().take(request.x.len()).collect();
    let aspect = request.aspect.as_ref().and_then(|_| all.next());
    let coarser = (0..=request.x.len()).map(|layer| stack.coarser(layer)).collect();
    let class_names = request.factors.iter().map(|raster| raster.class_names.clone()).collect();
    let units = (0..=request.x.len()).map(|layer| stack.unit(layer)).collect();
    let factors: Vec<String> = all.collect();
    let labels = vec![None; factors.len()];
    Ok((stack, Variables { y, units, coarser, numbers, aspect, factors, labels, class_names }))
}

/// Pieces of whole rows that a unit is worked on in.
pub fn pieces(rows: Range<usize>, columns: usize) -> impl Iterator<Item = Range<usize>> {
    let height = (PIECE / columns.max(1)).max(8);
    let end = rows.end;
    rows.step_by(height).map(move |first| first..(first + height).min(end))
}

/// Reads windows of whole rows for the thread that asks.
pub struct LayerReader<'a> {
    reader: StackReader<'a>,
    design: &'a Design,
    window: Window,
    /// Columns of X that are made of a layer
    made: Vec<Vec<f64>>,
    /// Cells with a value of all variables
    pub complete: Vec<bool>,
    packed: Vec<Vec<f64>>,
}

impl<'a> LayerReader<'a> {
    pub fn open(stack: &'a Stack, design: &'a Design) -> Result<LayerReader<'a>> {
        Ok(LayerReader {
            reader: stack.row_reader(0..design.sources.len() + 1)?,
            design,
            window: Window { row: 0, column: 0, rows: 0, columns: 0 },
            made: vec![Vec::new(); design.columns.len()],
            complete: Vec::new(),
            packed: vec![Vec::new(); design.columns.len() + 1],
        })
    }

    pub fn read(&mut self, window: Window) -> Result<()> {
        self.reader.read(window)?;
        self.window = window;
        let layers = self.reader.columns(window);
        if let Some(aspect) = self.design.sources.iter().position(|source| *source == Source::Aspect) {
            check_aspect("ASPECT", layers[1 + aspect])?;
        }
        self.design.make(&layers[1..], &mut self.made);
        self.complete.clear();
        self.complete.resize(window.cells(), true);
        for column in layers.into_iter().chain(self.made.iter().map(Vec::as_slice)) {
            self.complete.iter_mut().zip(column).for_each(|(complete, value)| *complete &= !value.is_nan());
        }
        Ok(())
    }

    /// What the layers hold in the window: Y, and what explains it.
    pub fn layers(&self) -> Vec<&[f64]> {
        self.reader.columns(self.window)
    }

    /// Y, X… of some cells of the window.
    pub fn columns(&self, cells: &Range<usize>) -> Vec<&[f64]> {
        let layers = self.layers();
        let mut columns = vec![&layers[0][cells.clone()]];
        for (column, made) in self.design.columns.iter().zip(&self.made) {
            columns.push(match self.design.sources[column.source] {
                Source::Number { .. } => &layers[1 + column.source][cells.clone()],
                _ => &made[cells.clone()],
            });
        }
        columns
    }

    /// Cells of the window that lack one layer alone.
    pub fn lacking(&self) -> Lacking {
        let incomplete = self.complete.iter().enumerate().filter(|(_, complete)| !**complete);
        Lacking::of(&self.layers(), incomplete.map(|(cell, _)| cell))
    }

    /// How many of some cells have a value of all that explain, and a class that the model does not know.
    pub fn unknown(&self, cells: &Range<usize>, predicted: &[f64]) -> u64 {
        let layers = &self.layers()[1..];
        let missing = cells.clone().zip(predicted).filter(|(_, value)| value.is_nan());
        missing.filter(|(cell, _)| layers.iter().all(|layer| !layer[*cell].is_nan())).count() as u64
    }

    /// Cells of some rows of the window.
    pub fn cells(&self, rows: &Range<usize>) -> Range<usize> {
        let width = self.window.columns;
        (rows.start - self.window.row) * width..(rows.end - self.window.row) * width
    }

    /// Y, X… of the complete cells of some rows, in their order.
    pub fn complete_rows(&mut self, rows: &Range<usize>) -> Vec<&[f64]> {
        let cells = self.cells(rows);
        if self.complete[cells.clone()].iter().all(|complete| *complete) {
            return self.columns(&cells);
        }
        let mut packed = std::mem::take(&mut self.packed);
        let complete = &self.complete[cells.clone()];
        for (packed, column) in packed.iter_mut().zip(self.columns(&cells)) {
            packed.clear();
            packed.extend(column.iter().zip(complete).filter(|(_, complete)| **complete).map(|(value, _)| *value));
        }
        self.packed = packed;
        self.packed.iter().map(Vec::as_slice).collect()
    }

    /// Y, X… of some cells of the window.
    pub fn some(&self, cells: &[usize]) -> Vec<Vec<f64>> {
        let columns = self.columns(&(0..self.window.cells()));
        columns.into_iter().map(|column| cells.iter().map(|cell| column[*cell]).collect()).collect()
    }
}

/// Y and the codes of the factors, of complete cells.
pub struct FactorReader<'a> {
    reader: StackReader<'a>,
    names: &'a [String],
    layers: usize,
}

impl<'a> FactorReader<'a> {
    pub fn open(stack: &'a Stack, variables: &'a Variables) -> Result<FactorReader<'a>> {
        let layers = variables.count() + 1;
        Ok(FactorReader { reader: stack.reader(0..layers)?, names: &variables.factors, layers })
    }

    pub fn read(&mut self, window: Window) -> Result<(Vec<f64>, Vec<Vec<i64>>)> {
        self.reader.read(window)?;
        let layers = self.reader.columns(window);
        let known = |cell: &usize| layers.iter().all(|layer| !layer[*cell].is_nan());
        let cells: Vec<usize> = (0..window.cells()).filter(known).collect();
        let of = |layer: &[f64]| cells.iter().map(|cell| layer[*cell]).collect::<Vec<f64>>();
        let factors = self.names.iter().zip(&layers[self.layers - self.names.len()..]);
        let codes = factors.map(|(name, layer)| codes(name, &of(layer))).collect::<Result<_>>()?;
        Ok((of(layers[0]), codes))
    }
}
