//! Tables of the metrics of what was found.

use super::{
    Form,
    columns::{ClassKey, LandscapeKey, MetricName, MetricUnit, MetricValue, PatchKey, PatchOutline, SizeClass},
    found::MapPatches,
};
use crate::{
    engine::{
        region::Region,
        tables::pools::{PoolTable, class_name},
    },
    error::{Error, Result},
    io::table::{Column, Table},
    kernels::{
        metrics::{Known, Landscape, Metric, Setting, metrics},
        patches::{Patch, Pattern, geometry::Geometry},
    },
    schema::Row,
    sentence::phrase,
};
use std::{collections::BTreeMap, iter::repeat_n, sync::Arc};

/// Tables of what was found.
pub struct Made<'a> {
    pub found: &'a [MapPatches<'a>],
    pub region: &'a Region,
    pub setting: Setting,
    pub wanted: &'a [&'static Metric],
    pub form: Form,
}

/// A patch in its table.
struct PatchOf<'a> {
    /// Index of the key of its class.
    key: u32,
    id: u32,
    patch: &'a Patch,
    geometry: Option<&'a Geometry>,
}

impl<'a> Made<'a> {
    /// All tables; that of polygons where there are shapes.
    pub fn tables(&self, patch: bool, shapes: Option<Vec<Option<Vec<u8>>>>) -> Result<Vec<Table>> {
        let mut tables = vec![self.landscapes(), self.classes()];
        if patch {
            tables.push(self.patches("patch", None)?);
        }
        if let Some(shapes) = shapes {
            tables.push(self.patches("patches", Some(shapes))?);
        }
        tables.push(self.sizes());
        Ok(tables)
    }

    fn landscape_key(&self, found: &MapPatches<'_>, zone: Option<u32>) -> LandscapeKey {
        let layer = &found.layer;
        LandscapeKey { zone: self.region.zone_name(zone), layer: layer.name.clone(), year: layer.year.map(i64::from) }
    }

    fn class_key(&self, found: &MapPatches<'_>, zone: Option<u32>, code: i64) -> ClassKey {
        ClassKey {
            landscape: self.landscape_key(found, zone),
            lucode: code,
            name: class_name(code, &PoolTable::new(), &found.layer.raster.class_names),
        }
    }

    fn patterns(&self) -> impl Iterator<Item = (&'a MapPatches<'a>, Option<u32>, &'a Pattern)> + use<'a> {
        self.found.iter().flat_map(|found| found.patterns.iter().map(move |(zone, pattern)| (found, *zone, pattern)))
    }

    fn landscapes(&self) -> Table {
        let metrics: Vec<&Metric> = self.wanted.iter().copied().filter(|m| m.of_landscapes()).collect();
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            let landscape = Landscape::new(pattern, found.known(zone), self.setting);
            keys.push(self.landscape_key(found, zone));
            rows.push(metrics.iter().map(|metric| metric.landscape(&landscape)).collect());
        }
        self.table("landscape", keys, &metrics, &rows)
    }

    fn classes(&self) -> Table {
        let metrics: Vec<&Metric> = self.wanted.iter().copied().filter(|m| m.of_classes()).collect();
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            let landscape = Landscape::new(pattern, found.known(zone), self.setting);
            for (i, class) in landscape.sums.classes.iter().enumerate() {
                keys.push(self.class_key(found, zone, class.code));
                rows.push(metrics.iter().map(|metric| metric.class(&landscape, i)).collect());
            }
        }
        self.table("class", keys, &metrics, &rows)
    }

    /// Metrics of rows, in the form asked for.
    fn table<K: Row>(
        &self,
        name: &'static str,
        keys: Vec<K>,
        metrics: &[&'static Metric],
        rows: &[Vec<Option<f64>>],
    ) -> Table {
        let own = K::columns(keys);
        if self.form == Form::Wide {
            let values = metrics
                .iter()
                .enumerate()
                .map(|(i, metric)| (metric.column.as_str(), values_of(metric, rows.iter().map(|row| row[i]))));
            return Table::of(name, own.into_iter().chain(values));
        }
        let key_of: Arc<[u32]> = (0..rows.len() as u32).flat_map(|i| repeat_n(i, metrics.len())).collect();
        let metric_of: Arc<[u32]> = rows.iter().flat_map(|_| 0..metrics.len() as u32).collect();
        let names = metrics.iter().map(|metric| MetricName { metric: &metric.abbreviation }).collect();
        let values = rows.iter().flatten().map(|value| MetricValue { value: *value }).collect();
        let units = metrics.iter().map(|metric| MetricUnit { unit: metric.unit }).collect();
        let columns = repeated(own, &key_of)
            .chain(repeated(MetricName::columns(names), &metric_of))
            .chain(MetricValue::columns(values))
            .chain(repeated(MetricUnit::columns(units), &metric_of));
        Table::of(name, columns)
    }

    /// All patches, in the order of their ids, with their shapes where there are any.
    fn patches(&self, name: &'static str, shapes: Option<Vec<Option<Vec<u8>>>>) -> Result<Table> {
        let (keys, rows) = self.patch_rows()?;
        let of: Arc<[u32]> = rows.iter().map(|row| row.key).collect();
        let shapes = shapes.map(|shapes| {
            PatchOutline::columns(shapes.into_iter().map(|geometry| PatchOutline { geometry }).collect())
        });
        let ids = PatchKey::columns(rows.iter().map(|row| PatchKey { patch: row.id }).collect());
        let values = self.wanted.iter().filter_map(|metric| {
            let of = metric.patch?;
            let values = rows.iter().map(|row| of.value(&row.patch.shape, row.geometry, &self.setting));
            Some((metric.column.as_str(), values_of(metric, values)))
        });
        let own = repeated(ClassKey::columns(keys), &of).chain(ids);
        Ok(Table::of(name, shapes.into_iter().flatten().chain(own).chain(values)))
    }

    /// The classes of all landscapes, and the patches in the order of their ids.
    fn patch_rows(&self) -> Result<(Vec<ClassKey>, Vec<PatchOf<'a>>)> {
        let total = self.patterns().map(|(_, _, pattern)| pattern.patches.len()).sum();
        let mut keys: Vec<ClassKey> = Vec::new();
        let mut rows: Vec<PatchOf<'a>> = Vec::new();
        let bytes = (total * size_of::<PatchOf<'_>>()) as u64;
        rows.try_reserve_exact(total).map_err(|_| Error::Memory { what: phrase!("the table of patches"), bytes })?;
        for found in self.found {
            let first_row = rows.len();
            for (zone, pattern) in &found.patterns {
                let first_key = keys.len();
                keys.extend(pattern.classes.iter().map(|class| self.class_key(found, *zone, class.code)));
                let mut geometries = found.geometries(*zone).iter();
                rows.extend(pattern.patches.iter().map(|patch| PatchOf {
                    key: (first_key + patch.class) as u32,
                    id: 0,
                    patch,
                    geometry: geometries.next(),
                }));
            }
            let of_map = &mut rows[first_row..];
            // Stable: of patches of overlapping zones that begin at one cell, that of the first zone comes first.
            of_map.sort_by_key(|row| row.patch.first);
            of_map.iter_mut().zip(1..).for_each(|(row, id)| row.id = id);
        }
        Ok((keys, rows))
    }

    /// How many patches are of which size: from 1 to 2, 2 to 5 and 5 to 10 ha, and ten times as large, and so on.
    fn sizes(&self) -> Table {
        let mut rows = Vec::new();
        for (found, zone, pattern) in self.patterns() {
            for class in &pattern.classes {
                let mut sizes: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
                for (shape, patches) in &class.shapes {
                    let size = sizes.entry(size_class(self.setting.hectares(shape.cells))).or_default();
                    size.0 += patches;
                    size.1 += patches * shape.cells;
                }
                rows.extend(sizes.into_iter().map(|(size, (patches, cells))| SizeClass {
                    class: self.class_key(found, zone, class.code),
                    from_ha: size_limit(size - 1),
                    to_ha: size_limit(size),
                    patches,
                    area_ha: self.setting.hectares(cells),
                }));
            }
        }
        SizeClass::table("sizes", rows)
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

/// Columns of more rows, each with the cells at an index of these.
fn repeated(columns: Vec<(&'static str, Column)>, of: &Arc<[u32]>) -> impl Iterator<Item = (&'static str, Column)> {
    columns.into_iter().map(move |(name, column)| (name, column.repeated(of)))
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

fn size_class(hectares: f64) -> i32 {
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
            [1.0, 1.0 + 1e-9, 2.0, 3.0, 0.09, 0.1, 0.3 * 0.3, 10.0, 10.01].map(size_class),
            [0, 1, 1, 2, -3, -3, -3, 3, 4]
        );
        // 3 x 3 cells of 10 m
        assert_eq!(size_limit(size_class(0.09)), 0.1);
    }
}
