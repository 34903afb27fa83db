//! The sweep over the rows of the raster.

use super::{Messages, Overlap, Request, Rule, classes::Classes};
use crate::{
    engine::{
        outputs::{OutputSet, Rasters, write_rows},
        progress::Progress,
        region::Region,
        sweep::{Emit, Worker, sweep},
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Window, tiling::Tiling},
    io::{
        RasterSink,
        gdal::{Attributes, FeatureLayer, SinkCell},
    },
    kernels::{
        Accumulator,
        cover::rasterize_lulc::{self as kernel, Claims, Row, Stack, Strips, Walk},
    },
    sentence::phrase,
};

/// All that the raster is made of.
pub struct Writing<'a> {
    pub request: &'a Request,
    pub layer: &'a FeatureLayer,
    pub classes: &'a Classes,
    pub stack: &'a Stack,
    pub region: &'a Region,
    pub making: &'a Rasters<'a>,
}

/// A type of cells whose numbers are the codes.
trait CodeCell: SinkCell + TryFrom<i64> + Send + Sync {
    fn of(code: i64) -> Self {
        Self::try_from(code).unwrap_or_else(|_| unreachable!("the type was chosen by the codes"))
    }
}

impl CodeCell for u8 {}
impl CodeCell for i16 {}
impl CodeCell for u16 {}
impl CodeCell for i32 {}

/// The smallest type that holds the codes and a value beside them, and that value: what first comes to mind, else the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellType {
    Byte,
    Int16,
    UInt16,
    Int32,
}

fn cell_type(classes: &Classes) -> (CellType, i64) {
    use CellType::*;
    let has = |code: i64| classes.list.binary_search_by_key(&code, |class| class.code).is_ok();
    let (least, most) = (classes.list[0].code, classes.list[classes.list.len() - 1].code);
    let types = [
        (Byte, 0, 255, [255, 0]),
        (Int16, i16::MIN.into(), i16::MAX.into(), [i64::from(i16::MIN), 0]),
        (UInt16, 0, u16::MAX.into(), [i64::from(u16::MAX), 0]),
        (Int32, i32::MIN.into(), i32::MAX.into(), [i64::from(i32::MIN), 0]),
    ];
    let fitting = types.into_iter().filter(|(_, low, high, _)| *low <= least && most <= *high);
    let free = |(kind, low, high, first): (CellType, i64, i64, [i64; 2])| {
        let nodata = first.into_iter().chain((low..=high).rev()).find(|value| !has(*value))?;
        Some((kind, nodata))
    };
    fitting.filter_map(free).next().expect("codes are of 32 bits, and fewer than there are of these")
}

impl Writing<'_> {
    pub fn run(&self, progress: &mut Progress<'_>, messages: &mut Messages) -> Result<(Claims, OutputSet)> {
        let (kind, nodata) = cell_type(self.classes);
        match kind {
            CellType::Byte => self.write::<u8>(nodata, progress, messages),
            CellType::Int16 => self.write::<i16>(nodata, progress, messages),
            CellType::UInt16 => self.write::<u16>(nodata, progress, messages),
            CellType::Int32 => self.write::<i32>(nodata, progress, messages),
        }
    }

    fn write<T: CodeCell>(
        &self,
        nodata: i64,
        progress: &mut Progress<'_>,
        messages: &mut Messages,
    ) -> Result<(Claims, OutputSet)> {
        let nodata = T::of(nodata);
        let grid = &self.making.like.grid;
        let mut sink = self.making.wanted(&self.request.output, &[("land cover", "")], nodata, messages)?;
        if let Some(sink) = &mut sink {
            let classes = &self.classes.list;
            let names = classes.iter().map(|class| class.name.clone()).collect();
            let named = Attributes::named(classes.iter().map(|class| class.code).collect(), names);
            let colors = Some(classes.iter().map(|class| class.color).collect());
            sink.describe_values(1, &Attributes { colors, ..named });
        }
        let shape = sink.as_ref().map_or(BlockShape { rows: 128, columns: grid.columns }, RasterSink::block_shape);
        let tiling = Tiling::strips(grid, shape, None);
        let rows = tiling.window(0).rows;
        let (strips, writes) = (self.stack.strips(rows), sink.is_some());
        let codes: Vec<T> = self.classes.list.iter().map(|class| T::of(class.code)).collect();
        let open = || {
            Ok(Rasterizer {
                of: self,
                strips: &strips,
                rows,
                codes: &codes,
                nodata,
                writes,
                row: Row::default(),
                areas: Vec::new(),
            })
        };
        let text = phrase!("Rasterizing");
        let write = |(window, cells): (Window, Vec<T>)| write_rows(sink.as_mut(), 1, window, &cells, nodata);
        let claims: Claims = sweep(&tiling, self.making.threads, progress, text, open, write)?;
        let mut outputs = OutputSet::default();
        sink.into_iter().try_for_each(|sink| outputs.add("output", sink))?;
        Ok((claims.finish(), outputs))
    }
}

struct Rasterizer<'a, T> {
    of: &'a Writing<'a>,
    strips: &'a Strips,
    /// Of a strip.
    rows: usize,
    /// By class.
    codes: &'a [T],
    nodata: T,
    writes: bool,
    row: Row,
    areas: Vec<f64>,
}

impl<T: CodeCell> Worker<Claims, (Window, Vec<T>)> for Rasterizer<'_, T> {
    fn unit(&mut self, window: Window, emit: Emit<'_, (Window, Vec<T>)>) -> Result<Claims> {
        let rule = match self.of.request.rule {
            Rule::Centre => kernel::Rule::Centre,
            Rule::Largest => kernel::Rule::Largest,
        };
        let mut walk = Walk::new(self.of.stack, self.strips, window.row / self.rows);
        let cells = if self.writes { window.cells() } else { 0 };
        let mut cells = try_vec(cells, self.nodata, phrase!("rows of the raster"))?;
        let mut claims = Claims::default();
        for row in window.row..window.row + window.rows {
            if !(emit.go_on)() {
                return Err(Error::Cancelled);
            }
            walk.row(row, rule, &mut self.row);
            self.check_overlap(row)?;
            claims.push((&self.row, self.of.region.areas.row(row, 0..window.columns, &mut self.areas)));
            if self.writes {
                let line = &mut cells[(row - window.row) * window.columns..][..window.columns];
                for run in &self.row.runs {
                    line[run.columns.start as usize..run.columns.end as usize].fill(self.codes[run.class as usize]);
                }
            }
        }
        if self.writes {
            emit.block((window, cells));
        }
        Ok(claims)
    }
}

impl<T> Rasterizer<'_, T> {
    fn check_overlap(&self, row: usize) -> Result<()> {
        let Some(overlap) = self.row.first_overlap.filter(|_| self.of.request.overlap == Overlap::Error) else {
            return Ok(());
        };
        let (x, y) = self.of.making.like.grid.to_map(f64::from(overlap.column) + 0.5, row as f64 + 0.5);
        let [first, second] = overlap.features.map(|feature| self.of.layer.features[feature as usize].id);
        Err(Error::PolygonsOverlap { path: self.of.request.input.clone(), first, second, x, y })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::classes::Class, *};

    #[test]
    fn the_smallest_type_with_a_value_to_spare() {
        let of = |codes: &[i64]| {
            let class = |code: &i64| Class { code: *code, name: String::new(), color: [0; 3] };
            cell_type(&Classes { list: codes.iter().map(class).collect(), of: vec![] })
        };
        use CellType::*;
        assert_eq!(of(&[0, 7]), (Byte, 255));
        assert_eq!(of(&[1, 255]), (Byte, 0));
        assert_eq!(of(&[0, 1, 255]), (Byte, 254));
        assert_eq!(of(&(0..=255).collect::<Vec<_>>()), (Int16, -32768));
        assert_eq!(of(&[-3, 9]), (Int16, -32768));
        assert_eq!(of(&[-32768, 0, 32767]), (Int16, 32766));
        assert_eq!(of(&[0, 40_000]), (UInt16, 65535));
        assert_eq!(of(&[0, 40_000, 65535]), (UInt16, 65534));
        assert_eq!(of(&[-1, 40_000]), (Int32, -2_147_483_648));
        assert_eq!(of(&[-2_147_483_648, 0, 2_147_483_647]), (Int32, 2_147_483_646));
    }
}
