//! A pool table to fill in: the codes of a map, their names and cells, and empty densities.

use crate::{
    cover::cell_mask::CellMask,
    engine::{
        codes::{Named, check_ignored, check_names, each_once},
        columns::OfLayer,
        count::{Job, count},
        land_cover::{ClassReader, LandCover},
        progress::Progress,
        region::Region,
        report::Report,
        request,
        request::Raster,
        tables::pools::{PoolTable, class_name},
        threads::Threads,
    },
    error::{Error, Result},
    grid::areas::CellAreas,
    schema::{Fields, Kernel, Row, smallest},
    sentence::phrase,
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
    tables: || vec![("template", Template::COLUMNS)],
    smallest: smallest::<Request>,
};

/// A class, without its pools.
#[derive(Row)]
struct Template {
    /// Class code.
    lucode: i64,
    /// Class name of the layer, else "class" and the code.
    name: String,
    /// Valid cells of the class.
    cells: u64,
    /// Carbon above ground, to be filled in.
    #[column(unit = "t/ha")]
    c_above: Option<f64>,
    /// Carbon below ground, to be filled in.
    #[column(unit = "t/ha")]
    c_below: Option<f64>,
    /// Carbon in the soil, to be filled in.
    #[column(unit = "t/ha")]
    c_soil: Option<f64>,
    /// Carbon in dead matter, to be filled in.
    #[column(unit = "t/ha")]
    c_dead: Option<f64>,
    /// Standard error of c_above, to be filled in where it is known.
    #[column(unit = "t/ha")]
    se_above: Option<f64>,
    /// Standard error of c_below.
    #[column(unit = "t/ha")]
    se_below: Option<f64>,
    /// Standard error of c_soil.
    #[column(unit = "t/ha")]
    se_soil: Option<f64>,
    /// Standard error of c_dead.
    #[column(unit = "t/ha")]
    se_dead: Option<f64>,
    #[column(nested)]
    of: OfLayer,
}

/// Counts the classes of the map; areas do not matter, so any reference system will do.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let mut map = LandCover::open(&request.lulc, &request.ignore_codes, [])?;
    let mut messages = Vec::new();
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let cells: Option<Arc<CellMask>> =
        Region::mask(request.mask.as_deref(), &map.info, map.path(), &mut messages)?.map(Arc::new);
    map.restrict(cells.clone());
    let region = Region { cells, zones: None, areas: CellAreas::Same(1.0) };
    let job = Job { tiling: map.units([&map], None), region: &region, threads, writes: false, known: &|_| true };
    let counts = count(&job, progress, || ClassReader::open(&map), |_, _| Ok(()))?;
    progress.tell(1.0, phrase!("Closing"))?;
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
    let of = OfLayer::raster(&request.lulc);
    let row = |(lucode, cells)| Template {
        lucode,
        name: class_name(lucode, &PoolTable::new(), &request.lulc.class_names),
        cells,
        c_above: None,
        c_below: None,
        c_soil: None,
        c_dead: None,
        se_above: None,
        se_below: None,
        se_soil: None,
        se_dead: None,
        of: of.clone(),
    };
    let tables = vec![Template::table("template", classes.into_iter().map(row).collect())];
    Ok(Report { tables, messages, ..Report::new(&KERNEL) })
}
