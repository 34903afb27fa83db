//! A pool table to fill in: the codes of a map, their names and cells, and empty densities.

use crate::{
    cover::cell_mask::Spans,
    engine::{
        codes::{Named, check_ignored, check_names, each_once},
        count::{Job, count},
        land_cover::{ClassReader, LandCover},
        progress::Progress,
        region::Region,
        report::Report,
        request,
        request::{Raster, thread_count},
        tables::pools::{DENSITIES, PoolTable, class_name},
    },
    error::{Error, Result},
    grid::{areas::CellAreas, tiling::Tiling},
    io::table::{Column, ColumnType, Table},
    schema::{ColumnSpec, Fields, Kernel, column, smallest},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map: class codes in any integer type, or whole real numbers.
    #[field(Raster)]
    pub lulc: Raster,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::ORIGINS)]
    #[serde(default, alias = "sources")]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

pub const KERNEL: Kernel = Kernel {
    name: "pool_template",
    gives: "A carbon pool table to fill in, with the codes, names and cells of a map",
    reference: "",
    arithmetic: "cover::class_counts",
    fields: Request::FIELDS,
    results: &[],
    tables: || vec![("template", TEMPLATE)],
    smallest: smallest::<Request>,
};

const TEMPLATE: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("lucode", Integer, "", "Class code."),
        column("name", Text, "", "Class name of the layer, else \"class\" and the code."),
        column("cells", Integer, "", "Valid cells of the class."),
        column("c_above", Real, "t/ha", "Carbon above ground, to be filled in."),
        column("c_below", Real, "t/ha", "Carbon below ground, to be filled in."),
        column("c_soil", Real, "t/ha", "Carbon in the soil, to be filled in."),
        column("c_dead", Real, "t/ha", "Carbon in dead matter, to be filled in."),
    ]
};

/// Counts the classes of the map; areas do not matter, so any reference system will do.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let mut map = LandCover::open(&request.lulc, &request.ignore_codes, [])?;
    let mut messages = Vec::new();
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let cells: Option<Arc<Spans>> =
        Region::mask(request.mask.as_deref(), &map.info, map.path(), &mut messages)?.map(Arc::new);
    map.restrict(cells.clone());
    let region = Region { cells, zones: None, areas: CellAreas::Same(1.0) };
    let job = Job {
        tiling: Tiling::for_blocks(map.grid(), map.info.block, None),
        region: &region,
        threads,
        writes: false,
        known: &|_| true,
    };
    let counts = count(&job, progress, || ClassReader::open(&map), |_, _| Ok(()))?;
    progress.tell(1.0, "Closing")?;
    let classes: Vec<(i64, u64)> = counts.classes().collect();
    if classes.is_empty() {
        return Err(Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() });
    }
    let named = Named {
        layer: "LULC",
        names: &request.lulc.class_names,
        pools: None,
        found: classes.iter().map(|(code, _)| *code).collect(),
    };
    check_ignored([&map], map.path(), &mut messages);
    check_names(&[named], &mut messages);
    messages.extend(map.remarks());
    let names = |code: i64| class_name(code, &PoolTable::new(), &request.lulc.class_names);
    let column = |spec: &ColumnSpec| match spec.name {
        "lucode" => Column::Integer(classes.iter().map(|(code, _)| Some(*code)).collect()),
        "name" => Column::Text(classes.iter().map(|(code, _)| Some(names(*code))).collect()),
        "cells" => Column::Integer(classes.iter().map(|(_, cells)| i64::try_from(*cells).ok()).collect()),
        density => {
            debug_assert!(DENSITIES.contains(&density));
            Column::Real(vec![None; classes.len()])
        }
    };
    let tables = vec![Table::of("template", TEMPLATE.iter().map(|spec| (spec.name, column(spec))))];
    Ok(Report { tables, messages, ..Report::new(&KERNEL) })
}
