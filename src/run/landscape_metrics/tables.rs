//! Tables of the metrics of what was found.

use super::{Form, GEOMETRY, LAYER, LONG, LUCODE, NAME, PATCH, SIZES, YEAR, ZONE};
use crate::{
    engine::{
        region::Region,
        series::Layer,
        tables::pools::{PoolTable, class_name},
    },
    error::{Error, Result},
    io::table::{Column, Table},
    kernels::{
        metrics::{Known, Landscape, Metric, Setting, metrics},
        patches::{Patch, Pattern, geometry::Geometry},
    },
    schema::ColumnSpec,
};
use std::{collections::BTreeMap, sync::Arc};

/// A map and its patterns by zone, with the geometries of their patches where they are measured.
pub struct Found<'a> {
    pub layer: Layer<'a>,
    pub patterns: BTreeMap<Option<u32>, Pattern>,
    pub geometries: BTreeMap<Option<u32>, Vec<Geometry>>,
    /// Contrast of the edges of each pattern, where it is given.
    pub edge_weights: BTreeMap<Option<u32>, Vec<f64>>,
    /// Joined pairs of patches by class, where a threshold is given.
    pub joins: BTreeMap<Option<u32>, Vec<u64>>,
}

impl Found<'_> {
    fn geometries(&self, zone: Option<u32>) -> &[Geometry] {
        self.geometries.get(&zone).map_or(&[], Vec::as_slice)
    }

    fn known(&self, zone: Option<u32>) -> Known<'_> {
        let contrast = self.edge_weights.get(&zone).map_or(&[][..], Vec::as_slice);
        let joins = self.joins.get(&zone).map_or(&[][..], Vec::as_slice);
        Known { geometries: self.geometries(zone), contrast, joins }
    }
}

/// Tables of what was found.
pub struct Made<'a> {
    pub found: &'a [Found<'a>],
    pub region: &'a Region,
    pub setting: Setting,
    pub wanted: Vec<&'static Metric>,
    pub form: Form,
}

/// The first columns of a row.
#[derive(Clone)]
struct Key {
    zone: Option<String>,
    layer: String,
    year: Option<i64>,
    class: Option<(i64, String)>,
}

impl Key {
    fn column(keys: &[Key], spec: &ColumnSpec) -> Column {
        let text = |of: &dyn Fn(&Key) -> Option<String>| Column::Text(keys.iter().map(of).collect());
        match spec.name {
            "zone" => text(&|key| key.zone.clone()),
            "layer" => text(&|key| Some(key.layer.clone())),
            "name" => text(&|key| key.class.as_ref().map(|class| class.1.clone())),
            "lucode" => Column::Integer(keys.iter().map(|key| key.class.as_ref().map(|class| class.0)).collect()),
            _ => Column::Integer(keys.iter().map(|key| key.year).collect()),
        }
    }
}

impl<'a> Made<'a> {
    fn key(&self, found: &Found<'_>, zone: Option<u32>, code: Option<i64>) -> Key {
        let layer = &found.layer;
        let class = code.map(|code| (code, class_name(code, &PoolTable::new(), &layer.raster.class_names)));
        let (layer, year) = (layer.name.clone(), layer.year.map(i64::from));
        Key { zone: self.region.zone_name(zone), layer, year, class }
    }

    fn patterns(&self) -> impl Iterator<Item = (&'a Found<'a>, Option<u32>, &'a Pattern)> + use<'a> {
        self.found.iter().flat_map(|found| found.patterns.iter().map(move |(zone, pattern)| (found, *zone, pattern)))
    }

    pub fn landscapes(&self) -> Table {
        let metrics: Vec<&Metric> = self.wanted.iter().copied().filter(|m| m.of_landscapes()).collect();
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            let landscape = Landscape::new(pattern, found.known(zone), self.setting);
            keys.push(self.key(found, zone, None));
            rows.push(metrics.iter().map(|metric| metric.landscape(&landscape)).collect());
        }
        self.table("landscape", &[ZONE, LAYER, YEAR], &keys, &metrics, &rows)
    }

    pub fn classes(&self) -> Table {
        let metrics: Vec<&Metric> = self.wanted.iter().copied().filter(|m| m.of_classes()).collect();
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            let landscape = Landscape::new(pattern, found.known(zone), self.setting);
            for (i, class) in landscape.sums.classes.iter().enumerate() {
                keys.push(self.key(found, zone, Some(class.code)));
                rows.push(metrics.iter().map(|metric| metric.class(&landscape, i)).collect());
            }
        }
        self.table("class", &[ZONE, LAYER, YEAR, LUCODE, NAME], &keys, &metrics, &rows)
    }

    /// Metrics of rows, in the form asked for.
    fn table(
        &self,
        name: &'static str,
        specs: &[ColumnSpec],
        keys: &[Key],
        metrics: &[&'static Metric],
        rows: &[Vec<Option<f64>>],
    ) -> Table {
        if self.form == Form::Wide {
            let own = specs.iter().map(|spec| (spec.name, Key::column(keys, spec)));
            let values = metrics
                .iter()
                .enumerate()
                .map(|(i, metric)| (metric.column.as_str(), values_of(metric, rows.iter().map(|row| row[i]))));
            return Table::of(name, own.chain(values).collect::<Vec<_>>());
        }
        let key_of: Arc<[u32]> = (0..keys.len() as u32).flat_map(|i| std::iter::repeat_n(i, metrics.len())).collect();
        let metric_of: Arc<[u32]> = keys.iter().flat_map(|_| 0..metrics.len() as u32).collect();
        let words = |of: fn(&Metric) -> String| Column::Words {
            words: metrics.iter().map(|metric| Some(of(metric))).collect(),
            of: metric_of.clone(),
        };
        let own = specs.iter().map(|spec| (spec.name, Key::column(keys, spec).repeated(&key_of)));
        let long = LONG.iter().map(|spec| {
            let column = match spec.name {
                "metric" => words(|metric| metric.abbreviation.clone()),
                "unit" => words(|metric| metric.unit.to_owned()),
                _ => Column::Real(rows.iter().flatten().copied().collect()),
            };
            (spec.name, column)
        });
        Table::of(name, own.chain(long).collect::<Vec<_>>())
    }

    /// All patches, in the order of their ids, with their shapes where there are any.
    pub fn patches(&self, name: &'static str, shapes: Option<Vec<Option<Vec<u8>>>>) -> Result<Table> {
        let total = self.patterns().map(|(_, _, pattern)| pattern.patches.len()).sum();
        let mut keys: Vec<Key> = Vec::new();
        // Index of its key, its id, the patch and its geometry.
        let mut rows: Vec<(u32, u32, &Patch, Option<&Geometry>)> = Vec::new();
        let bytes = (total * size_of_val(&(0u32, 0u32, 0usize, 0usize))) as u64;
        rows.try_reserve_exact(total).map_err(|_| Error::Memory { what: "the table of patches", bytes })?;
        for found in self.found {
            let first_row = rows.len();
            for (zone, pattern) in &found.patterns {
                let (first_key, first_of_zone) = (keys.len(), rows.len());
                keys.extend(pattern.classes.iter().map(|class| self.key(found, *zone, Some(class.code))));
                let mut geometries = found.geometries(*zone).iter();
                let row = |patch| (first_key as u32, 0, patch, geometries.next());
                rows.extend(pattern.patches.iter().map(row));
                rows[first_of_zone..].iter_mut().for_each(|row| row.0 += row.2.class as u32);
            }
            let of_map = &mut rows[first_row..];
            // Stable: of patches of overlapping zones that begin at one cell, that of the first zone comes first.
            of_map.sort_by_key(|row| row.2.first);
            of_map.iter_mut().zip(1..).for_each(|(row, id)| row.1 = id);
        }
        let of: Arc<[u32]> = rows.iter().map(|row| row.0).collect();
        let spec = |spec: ColumnSpec| match spec.name {
            "patch" => Column::Integer(rows.iter().map(|row| Some(i64::from(row.1))).collect()),
            _ => Key::column(&keys, &spec).repeated(&of),
        };
        let shapes = shapes.map(|shapes| (GEOMETRY.name, Column::Polygons(shapes)));
        let own = [ZONE, LAYER, YEAR, LUCODE, NAME, PATCH].into_iter().map(|s| (s.name, spec(s)));
        let values = self.wanted.iter().filter_map(|metric| {
            let of = metric.patch?;
            let values = rows.iter().map(|(_, _, patch, geometry)| of.value(&patch.shape, *geometry, &self.setting));
            Some((metric.column.as_str(), values_of(metric, values)))
        });
        Ok(Table::of(name, shapes.into_iter().chain(own).chain(values).collect::<Vec<_>>()))
    }

    /// How many patches are of which size: from 1 to 2, 2 to 5 and 5 to 10 ha, and ten times as large, and so on.
    pub fn sizes(&self) -> Table {
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            for class in &pattern.classes {
                let mut sizes: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
                for (shape, patches) in &class.shapes {
                    let size = sizes.entry(size_of(self.setting.hectares(shape.cells))).or_default();
                    size.0 += patches;
                    size.1 += patches * shape.cells;
                }
                for (size, (patches, cells)) in sizes {
                    keys.push(self.key(found, zone, Some(class.code)));
                    rows.push((size, patches, self.setting.hectares(cells)));
                }
            }
        }
        let column = |spec: &ColumnSpec| match spec.name {
            "from_ha" => Column::Real(rows.iter().map(|row| Some(size_limit(row.0 - 1))).collect()),
            "to_ha" => Column::Real(rows.iter().map(|row| Some(size_limit(row.0))).collect()),
            "patches" => Column::Integer(rows.iter().map(|row| i64::try_from(row.1).ok()).collect()),
            "area_ha" => Column::Real(rows.iter().map(|row| Some(row.2)).collect()),
            _ => Key::column(&keys, spec),
        };
        Table::of("sizes", SIZES.iter().map(|spec| (spec.name, column(spec))).collect::<Vec<_>>())
    }

    pub fn results(&self) -> BTreeMap<&'static str, Option<f64>> {
        let last = self.found.last().and_then(|found| found.patterns.get(&None));
        let landscape = last.map(|pattern| Landscape::new(pattern, Known::default(), self.setting));
        let of = |name: &str| {
            let metric = metrics().iter().find(|metric| metric.column == name)?;
            metric.landscape(landscape.as_ref()?)
        };
        ["ta", "np", "shdi"].into_iter().map(|name| (name, of(name))).collect()
    }
}

fn values_of(metric: &Metric, values: impl Iterator<Item = Option<f64>>) -> Column {
    if metric.whole {
        Column::Integer(values.map(|value| value.map(|v| v as i64)).collect())
    } else {
        Column::Real(values.collect())
    }
}

/// The upper limit of a size of patches, in ha: ... 0.5, 1, 2, 5, 10 ...; that of size 0 is 1.
fn size_limit(size: i32) -> f64 {
    let digit = [1.0, 2.0, 5.0][size.rem_euclid(3) as usize];
    let power = size.div_euclid(3);
    // Divided, as 10 to a negative power is no exact number.
    if power < 0 { digit / 10f64.powi(-power) } else { digit * 10f64.powi(power) }
}

fn size_of(hectares: f64) -> i32 {
    let mut size = 3 * hectares.log10().floor() as i32;
    // An area that is a limit is so whatever its last digits.
    while size_limit(size) * (1.0 + 1e-12) < hectares {
        size += 1;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_end_at_their_limit() {
        assert_eq!([-4, -3, -2, -1, 0, 1, 2, 3].map(size_limit), [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]);
        assert_eq!(
            [1.0, 1.0 + 1e-9, 2.0, 3.0, 0.09, 0.1, 0.3 * 0.3, 10.0, 10.01].map(size_of),
            [0, 1, 1, 2, -3, -3, -3, 3, 4]
        );
        // 3 x 3 cells of 10 m
        assert_eq!(size_limit(size_of(0.09)), 0.1);
    }
}
