//! Alignment of one raster onto the grid of another, beside gdalwarp and by hand.

use crate::{
    fixture::{Folder, Map},
    gdalwarp::{Target, gdalwarp},
};
use pitscape::{
    cover::classes::{ClassMap, NODATA},
    grid::Window,
    io::{
        RasterSource,
        gdal::{Aligned, GridRelation, IgnoreCodes, Nodata, RasterInfo, Source, SourceOptions},
        resample::Resampling,
    },
};
use proptest::prelude::*;
use std::sync::Arc;

const COLUMNS: usize = 97;
const ROWS: usize = 83;
/// Upper left corner of the source, near the border of UTM zones 50 and 51.
const X: f64 = 755_000.0;
const Y: f64 = 4_430_000.0;

/// A map of 10 m cells in UTM 50N with patches of nine classes and holes (0).
fn source() -> Map {
    let class = |i: usize| {
        let (r, c) = (i / COLUMNS, i % COLUMNS);
        let noise = (i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let v = (r / 7 * 31 + c / 5 * 17) as u64 % 9 + u64::from(noise % 4 == 0) * (noise % 7);
        (v % 10) as f64
    };
    let mut map = Map::new(COLUMNS, &(0..COLUMNS * ROWS).map(class).collect::<Vec<_>>());
    map.geotransform = [X, 10.0, 0.0, Y, 0.0, -10.0];
    map.epsg = Some(32650);
    map.options = vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"];
    map
}

/// The same ground with values of a smooth surface and holes (-9).
fn surface() -> Map {
    let mut map = source();
    let value = |(i, class): (usize, &f64)| {
        let (r, c) = ((i / COLUMNS) as f64, (i % COLUMNS) as f64);
        if *class == 0.0 { -9.0 } else { 100.0 + (r * 0.31).sin() * 40.0 + (c * 0.17).cos() * 25.0 + class }
    };
    map.values = map.values.iter().enumerate().map(value).collect();
    map.kind = 7;
    map.nodata = Some(-9.0);
    map
}

fn target(x: f64, y: f64, cell: (f64, f64), size: (usize, usize)) -> Target {
    let geotransform = [X + x, cell.0, 0.0, Y - y, 0.0, -cell.1];
    Target { columns: size.0, rows: size.1, geotransform, epsg: 32650 }
}

/// About the middle of the source, turned by some degrees.
fn rotated(degrees: f64, cell: f64, size: usize) -> Target {
    let (s, k) = degrees.to_radians().sin_cos();
    let half = size as f64 / 2.0 * cell;
    let (x, y) = (X + 485.0 - half * (k + s), Y - 415.0 - half * (s - k));
    let geotransform = [x, cell * k, cell * s, y, cell * s, -cell * k];
    Target { columns: size, rows: size, geotransform, epsg: 32650 }
}

/// About the middle of the source in another system.
fn reprojected(epsg: i32, cell: f64, size: usize) -> Target {
    let (x, y) = match epsg {
        32651 => (243_119.959_341_341_7, 4_429_631.973_465_675),
        4326 => (119.991_833_071_132_96, 39.977_835_756_970_71),
        3857 => (13_357_429.756_830_005, 4_862_721.954_654_257),
        _ => panic!("the middle in EPSG:{epsg} is not known"),
    };
    let half = size as f64 / 2.0 * cell;
    Target { columns: size, rows: size, geotransform: [x - half, cell, 0.0, y + half, 0.0, -cell], epsg }
}

/// Grids whose cells all lie on the source.
fn within() -> Vec<(&'static str, Target)> {
    vec![
        ("shifted by whole cells", target(30.0, 50.0, (10.0, 10.0), (80, 70))),
        ("shifted by parts", target(33.0, 47.9, (10.0, 10.0), (80, 70))),
        ("shifted by halves", target(35.0, 45.0, (10.0, 10.0), (80, 70))),
        ("coarser, nested", target(20.0, 10.0, (30.0, 30.0), (30, 25))),
        ("coarser", target(13.0, 11.0, (25.0, 27.0), (35, 28))),
        ("finer", target(3.0, 1.0, (4.0, 3.0), (220, 250))),
        ("wider and lower", target(3.0, 1.0, (17.0, 6.0), (50, 120))),
        ("rotated", rotated(20.0, 10.0, 55)),
        ("rotated, finer", rotated(-70.0, 7.0, 60)),
        ("rotated, coarser", rotated(5.0, 31.0, 20)),
        (
            "south up",
            Target {
                geotransform: [X + 33.0, 10.0, 0.0, Y - 747.0, 0.0, 10.0],
                ..target(0.0, 0.0, (0.0, 0.0), (80, 70))
            },
        ),
        (
            "mirrored",
            Target {
                geotransform: [X + 933.0, -9.0, 0.0, Y - 47.0, 0.0, -10.0],
                ..target(0.0, 0.0, (0.0, 0.0), (80, 70))
            },
        ),
        ("UTM 51", reprojected(32651, 10.0, 70)),
        ("UTM 51, coarser", reprojected(32651, 33.0, 20)),
        ("degrees", reprojected(4326, 1e-4, 60)),
        ("Web Mercator", reprojected(3857, 11.0, 70)),
    ]
}

/// Grids that reach beyond the source or miss it.
fn beyond() -> Vec<(&'static str, Target)> {
    vec![
        ("lower right, whole cells", target(500.0, 400.0, (10.0, 10.0), (90, 80))),
        ("upper left, whole cells", target(-300.0, -200.0, (10.0, 10.0), (60, 50))),
        ("upper left, parts", target(-303.0, -207.0, (10.0, 10.0), (60, 50))),
        ("all round", target(-333.0, -207.0, (27.0, 23.0), (70, 60))),
        ("all round, rotated", rotated(33.0, 21.0, 90)),
        ("all round, UTM 51", reprojected(32651, 12.0, 150)),
        ("all round, degrees", reprojected(4326, 2e-4, 150)),
        ("beside", target(970.0, 0.0, (10.0, 10.0), (20, 20))),
        ("far away", target(50_000.0, 3.0, (10.0, 10.0), (20, 20))),
        ("far away, whole cells", target(-50_000.0, 0.0, (10.0, 10.0), (20, 20))),
    ]
}

struct Opened {
    path: String,
    nodata: Option<Vec<Nodata>>,
    ignore_codes: Vec<i64>,
}

impl Opened {
    fn new(path: String) -> Opened {
        Opened { path, nodata: None, ignore_codes: vec![] }
    }

    fn source(&self, classes: &Arc<ClassMap>) -> (Source, Arc<RasterInfo>) {
        let options = SourceOptions {
            path: self.path.clone(),
            band: 1,
            nodata: self.nodata.clone().unwrap_or_default(),
            own_nodata: self.nodata.is_none(),
            ignore_codes: Arc::new(IgnoreCodes::new(&self.ignore_codes)),
            crs: None,
        };
        let mut source = Source::open(&options, classes.clone()).unwrap();
        let info = source.info(None).unwrap();
        (source, info)
    }

    fn aligned(&self, onto: &Arc<RasterInfo>, how: Resampling, classes: &Arc<ClassMap>) -> Aligned {
        let (source, from) = self.source(classes);
        Aligned::new(source, &GridRelation::new(&from, onto), how).unwrap()
    }

    /// Codes, NaN for nodata.
    fn classes(&self, target: &Target, how: Resampling) -> Vec<f64> {
        let classes = Arc::new(ClassMap::new([]));
        let mut ids = vec![7; target.rows * target.columns];
        let mut aligned = self.aligned(&info(target), how, &classes);
        aligned.read_classes(aligned.grid().whole(), &mut ids).unwrap();
        codes(&ids, &classes)
    }

    fn values(&self, target: &Target, how: Resampling) -> Vec<f64> {
        let mut values = vec![7.0; target.rows * target.columns];
        let mut aligned = self.aligned(&info(target), how, &Arc::new(ClassMap::new([])));
        aligned.read_values(aligned.grid().whole(), &mut values).unwrap();
        values
    }
}

fn codes(ids: &[u16], classes: &ClassMap) -> Vec<f64> {
    let mut known = vec![];
    classes.update(&mut known);
    ids.iter().map(|id| if *id == NODATA { f64::NAN } else { known[usize::from(*id)].unwrap() as f64 }).collect()
}

/// What a raster on the target's grid tells of itself.
fn info(target: &Target) -> Arc<RasterInfo> {
    let folder = Folder::new();
    let mut map = Map::new(target.columns, &vec![1.0; target.columns * target.rows]);
    map.geotransform = target.geotransform;
    map.epsg = Some(target.epsg);
    Opened::new(folder.map(&map)).source(&Arc::new(ClassMap::new([]))).1
}

fn alike(found: &[f64], expected: &[f64], tolerance: f64, name: &str) {
    assert_eq!(found.len(), expected.len());
    let bad: Vec<usize> = (0..found.len())
        .filter(|&i| {
            let (f, e) = (found[i], expected[i]);
            !(f.is_nan() && e.is_nan() || (f - e).abs() <= tolerance * e.abs().max(1.0))
        })
        .collect();
    let first: Vec<_> = bad.iter().take(5).map(|&i| (i, found[i], expected[i])).collect();
    assert!(bad.is_empty(), "{name}: {} of {} cells differ: {first:?}", bad.len(), found.len());
}

#[test]
fn nearest_is_gdalwarps() {
    let f = Folder::new();
    let (classes, surface) = (Opened::new(f.map(&source())), Opened::new(f.map(&surface())));
    for (name, target) in within().into_iter().chain(beyond()) {
        let expected = gdalwarp(&classes.path, &target, &["-r", "near"]);
        alike(&classes.classes(&target, Resampling::Nearest), &expected, 0.0, name);
        let expected = gdalwarp(&surface.path, &target, &["-r", "near"]);
        alike(&surface.values(&target, Resampling::Nearest), &expected, 0.0, name);
    }
}

#[test]
fn bilinear_is_gdalwarps() {
    let f = Folder::new();
    let surface = Opened::new(f.map(&surface()));
    let (_, from) = surface.source(&Arc::new(ClassMap::new([])));
    for (name, target) in within().into_iter().chain(beyond()) {
        // gdalwarp takes the scale of every piece that it cuts, in which a rotated grid seems coarser; given one, it is
        // the same everywhere.
        let scale = GridRelation::new(&from, &info(&target)).scale();
        let scales = [format!("XSCALE={:e}", scale.0), format!("YSCALE={:e}", scale.1)];
        let expected = gdalwarp(&surface.path, &target, &["-r", "bilinear", "-wo", &scales[0], "-wo", &scales[1]]);
        alike(&surface.values(&target, Resampling::Bilinear), &expected, 1e-9, name);
    }
}

#[test]
fn average_is_gdalwarps() {
    let f = Folder::new();
    let surface = Opened::new(f.map(&surface()));
    for (name, target) in within() {
        let expected = gdalwarp(&surface.path, &target, &["-r", "average"]);
        // A system's own tile has a position to a millionth of a cell.
        let tolerance = if target.epsg == 32650 { 1e-12 } else { 1e-6 };
        alike(&surface.values(&target, Resampling::Average), &expected, tolerance, name);
    }
}

/// GDAL's version, as 30602 for 3.6.2.
fn gdal_version() -> i32 {
    let text = unsafe { std::ffi::CStr::from_ptr(gdal_sys::GDALVersionInfo(c"VERSION_NUM".as_ptr())) };
    text.to_str().unwrap().parse::<i32>().unwrap() / 100
}

/// The map with every cell cut into k x k.
fn cut(map: &Map, k: usize) -> Map {
    let mut fine = map.clone();
    let (rows, columns) = (map.values.len() / map.columns, map.columns);
    fine.columns = columns * k;
    fine.values = (0..rows * k * columns * k)
        .map(|i| map.values[i / (columns * k) / k * columns + i % (columns * k) / k])
        .collect();
    for i in [1, 2, 4, 5] {
        fine.geotransform[i] /= k as f64;
    }
    fine
}

/// gdalwarp counted every cell that a box touches as a whole one until 3.11; where cells are cut so finely that no box
/// cuts them again, all versions count what is covered.
#[test]
fn mode_is_gdalwarps() {
    let f = Folder::new();
    let map = source();
    let classes = Opened::new(f.map(&map));
    // Parts in which boxes of the grids of `within` cut cells of 10 m
    for (name, parts) in [
        ("shifted by whole cells", 1),
        ("shifted by halves", 2),
        ("coarser, nested", 1),
        ("coarser", 10),
        ("finer", 10),
        ("wider and lower", 10),
        ("south up", 10),
        ("mirrored", 10),
    ] {
        let target = within().into_iter().find(|(n, _)| *n == name).unwrap().1;
        let fine = f.map(&cut(&map, parts));
        let expected = gdalwarp(&fine, &target, &["-r", "mode"]);
        let found = classes.classes(&target, Resampling::Mode);
        alike(&unless_tied(&found, &expected, &cut(&map, parts), &target), &expected, 0.0, name);
    }
    for (name, target) in within() {
        let found = classes.classes(&target, Resampling::Mode);
        if gdal_version() >= 31_100 {
            let expected = gdalwarp(&classes.path, &target, &["-r", "mode"]);
            let same = found.iter().zip(&expected).filter(|(f, e)| f == e || f.is_nan() && e.is_nan()).count();
            // gdalwarp adds covered parts in single precision; which of two that are equal wins is rounding.
            assert!(same * 1000 >= found.len() * 995, "{name}: {same} of {}", found.len());
        } else if target.epsg != 32650 || name.starts_with("rotated") {
            // Boxes cut anywhere: finer and finer cells come close.
            let expected = gdalwarp(&f.map(&cut(&map, 12)), &target, &["-r", "mode"]);
            let same = found.iter().zip(&expected).filter(|(f, e)| f == e || f.is_nan() && e.is_nan()).count();
            assert!(same * 100 >= found.len() * 96, "{name}: {same} of {}", found.len());
        }
    }
}

/// `found`, with `expected` in its place where the map's cells say that both cover the same.
fn unless_tied(found: &[f64], expected: &[f64], fine: &Map, target: &Target) -> Vec<f64> {
    let (g, h) = (&target.geotransform, &fine.geotransform);
    let covered = |i: usize, class: f64| {
        let (row, column) = ((i / target.columns) as f64, (i % target.columns) as f64);
        let edge =
            |t: f64, cell: f64, at: f64, origin: f64, own: f64| ((t + cell * at - origin) / own).round() as usize;
        let between = |a: usize, b: usize| a.min(b)..a.max(b);
        let rows = between(edge(g[3], g[5], row, h[3], h[5]), edge(g[3], g[5], row + 1.0, h[3], h[5]));
        let columns = between(edge(g[0], g[1], column, h[0], h[1]), edge(g[0], g[1], column + 1.0, h[0], h[1]));
        rows.flat_map(|r| columns.clone().map(move |c| r * fine.columns + c))
            .filter(|&j| fine.values[j] == class)
            .count()
    };
    let same = |i: usize| found[i] != expected[i] && covered(i, found[i]) == covered(i, expected[i]);
    (0..found.len()).map(|i| if same(i) { expected[i] } else { found[i] }).collect()
}

/// gdalwarp (3.6) gives a cell wholly to the left of or above a raster the value of its edge, and counts the edge cell
/// of a box that straddles it by what of the box lies outside as well: 1.5 for [-0.5, 1].
#[test]
fn boxes_beyond_the_raster_by_hand() {
    let f = Folder::new();
    let mut map = Map::new(4, &[10.0, 20.0, 30.0, 40.0, 10.0, 20.0, 30.0, 40.0]);
    map.geotransform = [X, 10.0, 0.0, Y, 0.0, -10.0];
    map.epsg = Some(32650);
    let opened = Opened::new(f.map(&map));
    let n = f64::NAN;
    // Boxes of 20 m from 25 m to the left: beyond, half a cell, [-0.5 .. 1.5] and so on
    let onto = target(-45.0, 0.0, (20.0, 20.0), (6, 1));
    let expected = [n, n, (10.0 + 0.5 * 20.0) / 1.5, (0.5 * 20.0 + 30.0 + 0.5 * 40.0) / 2.0, 40.0, n];
    alike(&opened.values(&onto, Resampling::Average), &expected, 1e-15, "average");
    alike(&opened.classes(&onto, Resampling::Mode), &[n, n, 10.0, 30.0, 40.0, n], 0.0, "mode");
}

/// Two boxes of 3 cells over 7 7 9 9 9: from 0.9, 9 covers 1.9 and 7 covers 1.1, though each is touched twice.
#[test]
fn mode_by_hand() {
    let f = Folder::new();
    let mut map = Map::new(5, &[7.0, 7.0, 9.0, 9.0, 9.0]);
    map.geotransform = [X, 10.0, 0.0, Y, 0.0, -10.0];
    map.epsg = Some(32650);
    let path = f.map(&map);
    let onto = target(9.0, 0.0, (30.0, 10.0), (1, 1));
    alike(&Opened::new(path.clone()).classes(&onto, Resampling::Mode), &[9.0], 0.0, "by hand");
    let peer = if gdal_version() >= 31_100 { 9.0 } else { 7.0 };
    alike(&gdalwarp(&path, &onto, &["-r", "mode"]), &[peer], 0.0, "gdalwarp");
}

#[test]
fn codes_of_all_types_and_sizes() {
    let f = Folder::new();
    let code = |v: f64| if v == 0.0 { -7.0 } else { 70_000.0 * (v - 4.0) + v };
    let onto = [("shift", 0), ("parts", 1), ("coarser", 3), ("UTM 51", 12)].map(|(name, i)| (name, within()[i].1));
    for kind in [5, 7] {
        let mut map = source();
        map.values.iter_mut().for_each(|v| *v = code(*v));
        (map.kind, map.nodata) = (kind, Some(-7.0));
        let opened = Opened::new(f.map(&map));
        for (name, target) in &onto {
            let expected = gdalwarp(&opened.path, target, &["-r", "near"]);
            assert!(expected.iter().any(|v| *v > 65_535.0) && expected.iter().any(|v| *v < -65_535.0));
            alike(&opened.classes(target, Resampling::Nearest), &expected, 0.0, name);
        }
        // Nested: all versions of gdalwarp agree; its real numbers are single ones, which hold these codes
        let expected = gdalwarp(&opened.path, &onto[2].1, &["-r", "mode"]);
        let found = opened.classes(&onto[2].1, Resampling::Mode);
        alike(&unless_tied(&found, &expected, &map, &onto[2].1), &expected, 0.0, "mode");
    }
    // 64 bits, which gdalwarp before 3.7 carries through doubles: beside a plain reading
    let mut map = source();
    map.kind = 13;
    map.values.iter_mut().for_each(|v| *v = if *v == 0.0 { 0.0 } else { *v + 2f64.powi(40) });
    let opened = Opened::new(f.map(&map));
    let found = opened.classes(&target(13.0, 0.0, (10.0, 10.0), (5, 1)), Resampling::Nearest);
    let none = |v: f64| if v == 0.0 { f64::NAN } else { v };
    // Centres at 1.8, 2.8 ...
    alike(&found, &map.values[1..6].iter().map(|v| none(*v)).collect::<Vec<_>>(), 0.0, "64 bits");
}

#[test]
fn ignored_codes_and_lists_of_nodata_are_holes() {
    let f = Folder::new();
    let map = source();
    let mut holes = map.clone();
    // 3 ignored, 5 and 6 nodata by a range, which takes the place of the band's 0
    holes.values.iter_mut().filter(|v| [3.0, 5.0, 6.0].contains(*v)).for_each(|v| *v = 77.0);
    holes.nodata = Some(77.0);
    let opened =
        Opened { nodata: Some(vec![Nodata::Range(5.0, 6.0)]), ignore_codes: vec![3], ..Opened::new(f.map(&map)) };
    let same = f.map(&holes);
    for (name, target) in within() {
        let expected = gdalwarp(&same, &target, &["-r", "near"]);
        assert!(expected.iter().any(|v| v.is_nan()) && expected.contains(&0.0));
        alike(&opened.classes(&target, Resampling::Nearest), &expected, 0.0, name);
        if name == "coarser, nested" {
            let expected = gdalwarp(&same, &target, &["-r", "mode"]);
            let found = opened.classes(&target, Resampling::Mode);
            alike(&unless_tied(&found, &expected, &holes, &target), &expected, 0.0, "mode");
        }
    }
}

#[test]
fn values_are_scaled_before_they_are_resampled() {
    let f = Folder::new();
    let mut map = source();
    (map.columns, map.values) = (4, vec![0.0, 3.0, 8.0, 5.0]);
    map.scale_offset = Some((0.5, 100.0));
    // Halfway between the second cell and the third
    let onto = target(15.0, 0.0, (10.0, 10.0), (1, 1));
    let opened = Opened::new(f.map(&map));
    let expected = 100.0 + 0.5 * (3.0 + 8.0) / 2.0;
    alike(&opened.values(&onto, Resampling::Bilinear), &[expected], 1e-15, "bilinear");
    alike(&opened.values(&onto, Resampling::Average), &[expected], 1e-15, "average");
}

#[test]
fn the_date_line_is_crossed_exactly() {
    let f = Folder::new();
    let degrees = |west: f64, cell: f64, columns: usize, rows: usize| {
        let class = |i: usize| (i / columns / 3 * 7 + i % columns / 3) as f64 % 200.0 + 1.0;
        let mut map = Map::new(columns, &(0..columns * rows).map(class).collect::<Vec<_>>());
        map.geotransform = [west, cell, 0.0, cell * rows as f64 / 2.0, 0.0, -cell];
        map.epsg = Some(4326);
        Opened::new(f.map(&map))
    };
    // From 170 to 190, and round the earth from 180 to 180: there neighbours in UTM lie on opposite sides of the map
    for opened in [degrees(170.0, 0.05, 400, 100), degrees(-180.0, 0.5, 720, 300)] {
        for epsg in [32660, 32601] {
            let geotransform = [300_000.0, 3000.0, 0.0, 150_000.0, 0.0, -3000.0];
            let target = Target { columns: 280, rows: 100, geotransform, epsg };
            let expected = gdalwarp(&opened.path, &target, &["-r", "near"]);
            assert!(expected.iter().all(|v| !v.is_nan()));
            alike(&opened.classes(&target, Resampling::Nearest), &expected, 0.0, "date line");
        }
    }
}

#[test]
fn systems_without_a_way_between_them_are_named() {
    let f = Folder::new();
    let classes = Arc::new(ClassMap::new([]));
    let (mut source, _) = Opened::new(f.map(&source())).source(&classes);
    let from = source.info(Some(r#"LOCAL_CS["Mine grid",UNIT["metre",1]]"#)).unwrap();
    let onto = info(&target(0.0, 0.0, (10.0, 10.0), (9, 9)));
    let relation = GridRelation::new(&from, &onto);
    assert_eq!(relation.cell_growth(), None);
    let Err(e) = Aligned::new(source, &relation, Resampling::Nearest) else { panic!() };
    let text = e.to_string();
    assert!(
        text.contains(" is in Mine grid, from which no way leads to WGS 84 / UTM zone 50N (EPSG:32650): "),
        "{text}"
    );
    assert!(text.ends_with(". Reproject it first.") && !text.contains(".."), "{text}");
}

#[test]
fn much_source_under_few_cells_is_read_in_pieces() {
    let f = Folder::new();
    // 9 M cells, of which 8 M are held at a time; four boxes of 1500 x 1500
    let class = |i: usize| if i / 3000 < 1500 { 1.0 } else { 2.0 } + if i % 3000 < 1500 { 0.0 } else { 2.0 };
    let mut map = Map::new(3000, &(0..9_000_000).map(class).collect::<Vec<_>>());
    map.geotransform = [X, 10.0, 0.0, Y, 0.0, -10.0];
    map.epsg = Some(32650);
    let opened = Opened::new(f.map(&map));
    let onto = target(0.0, 0.0, (15_000.0, 15_000.0), (2, 2));
    alike(&opened.classes(&onto, Resampling::Mode), &[1.0, 3.0, 2.0, 4.0], 0.0, "mode");
    alike(&opened.classes(&onto, Resampling::Nearest), &[1.0, 3.0, 2.0, 4.0], 0.0, "nearest");
    alike(&opened.values(&onto, Resampling::Average), &[1.0, 3.0, 2.0, 4.0], 1e-12, "average");
    // One cell over all: more than is held, and read all the same
    let onto = target(0.0, 0.0, (30_000.0, 30_000.0), (1, 1));
    alike(&opened.values(&onto, Resampling::Average), &[2.5], 1e-12, "one cell");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_cutting_gives_the_same_cells(
        which in 0usize..1000, cut in (1usize..90, 1usize..90), how in 0usize..5
    ) {
        let f = Folder::new();
        let grids: Vec<_> = within().into_iter().chain(beyond()).collect();
        let (name, target) = &grids[which % grids.len()];
        let onto = info(target);
        let windows = || (0..target.rows).step_by(cut.0).flat_map(|row| (0..target.columns).step_by(cut.1).map(move |column| {
            let (rows, columns) = (cut.0.min(target.rows - row), cut.1.min(target.columns - column));
            Window { row, column, rows, columns }
        }));
        if how < 2 {
            let how = [Resampling::Nearest, Resampling::Mode][how];
            let opened = Opened::new(f.map(&source()));
            let classes = Arc::new(ClassMap::new(0..10));
            let whole = opened.classes(target, how);
            let mut aligned = opened.aligned(&onto, how, &classes);
            for w in windows() {
                let mut ids = vec![7; w.cells()];
                aligned.read_classes(w, &mut ids).unwrap();
                alike(&codes(&ids, &classes), &part(&whole, target, w), 0.0, name);
            }
        } else {
            let how = [Resampling::Nearest, Resampling::Bilinear, Resampling::Average][how - 2];
            let opened = Opened::new(f.map(&surface()));
            let whole = opened.values(target, how);
            let mut aligned = opened.aligned(&onto, how, &Arc::new(ClassMap::new([])));
            for w in windows() {
                let mut values = vec![7.0; w.cells()];
                aligned.read_values(w, &mut values).unwrap();
                alike(&values, &part(&whole, target, w), 0.0, name);
            }
        }
    }
}

fn part(whole: &[f64], target: &Target, w: Window) -> Vec<f64> {
    (0..w.cells()).map(|i| whole[(w.row + i / w.columns) * target.columns + w.column + i % w.columns]).collect()
}

#[test]
fn overlap_is_common_ground() {
    let from = info(&target(0.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS)));
    let overlaps = |t: &Target| {
        let relation = GridRelation::new(&from, &info(t));
        let (there, back) = (relation.cell_growth().is_some(), relation.back().cell_growth().is_some());
        assert_eq!(there, back);
        there
    };
    for (name, t) in within().iter().chain(&beyond()[..7]) {
        assert!(overlaps(t), "{name}");
    }
    for (name, t) in &beyond()[7..] {
        assert!(!overlaps(t), "{name}");
    }
    // A strip across that holds no corner of the map, a cell in a corner of it, and the other half of the earth
    assert!(overlaps(&target(-5000.0, 400.0, (100.0, 10.0), (110, 1))));
    assert!(overlaps(&target(969.0, 829.0, (10.0, 10.0), (5, 5))));
    let west = Target { geotransform: [-120.0, 0.1, 0.0, -30.0, 0.0, -0.1], ..reprojected(4326, 0.1, 20) };
    assert!(!overlaps(&west));
}

#[test]
fn growth_of_cells() {
    let from = info(&target(0.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS)));
    let growth = |t: &Target| GridRelation::new(&from, &info(t)).cell_growth().unwrap();
    assert!((growth(&target(3.0, 0.0, (30.0, 30.0), (9, 9))) - 3.0).abs() < 1e-12);
    assert!((growth(&target(3.0, 0.0, (40.0, 10.0), (9, 9))) - 2.0).abs() < 1e-12);
    assert!((growth(&rotated(30.0, 5.0, 9)) - 0.5).abs() < 1e-9);
    // UTM's scale is 0.9996 on the central meridian and over 1 at 3 degrees from it, on both sides alike
    assert!((growth(&reprojected(32651, 20.0, 30)) - 2.0).abs() < 1e-4);
    // A ten-thousandth of a degree is 11.1 m of latitude by 8.5 m of longitude
    let expected = (11.10f64 * 8.54).sqrt() / 10.0;
    assert!((growth(&reprojected(4326, 1e-4, 30)) - expected).abs() < 2e-2, "{}", growth(&reprojected(4326, 1e-4, 30)));
    // So small a source that no point of the target's mesh meets it
    let (small, wide) = (info(&rotated(0.0, 10.0, 3)), info(&target(-1e5, -1e5, (20.0, 20.0), (9999, 9999))));
    assert!((GridRelation::new(&small, &wide).cell_growth().unwrap() - 2.0).abs() < 1e-9);
}

#[test]
fn one_grid_or_two() {
    let from = info(&target(0.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS)));
    let same = |t: &Target| GridRelation::new(&from, &info(t)).same_grid();
    let own = target(0.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS));
    assert!(same(&own) && same(&Target { geotransform: [X + 5e-6, 10.0, 0.0, Y, 0.0, -10.0], ..own }));
    assert!(!same(&Target { geotransform: [X + 2e-5, 10.0, 0.0, Y, 0.0, -10.0], ..own }));
    assert!(!same(&Target { columns: COLUMNS - 1, ..own }) && !same(&Target { epsg: 32649, ..own }));
    assert!(!same(&target(10.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS))));
    // A millionth of a cell at the far corner
    assert!(same(&target(0.0, 0.0, (10.0 + 5e-8, 10.0), (COLUMNS, ROWS))));
    assert!(!same(&target(0.0, 0.0, (10.0 + 2e-7, 10.0), (COLUMNS, ROWS))));
}

#[test]
fn differences_in_words() {
    let onto = info(&target(0.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS)));
    let words = |t: &Target| GridRelation::new(&info(t), &onto).difference().to_string();
    assert_eq!(words(&target(10.0, 0.0, (10.0, 10.0), (9, 9))), "shifted by 10 m east and 0 m south");
    assert_eq!(words(&target(-3.25, -20.0, (10.0, 10.0), (9, 9))), "shifted by 3.25 m west and 20 m north");
    assert_eq!(words(&target(0.0, 0.0, (30.0, 30.0), (9, 9))), "cells of 30 m against 10 m");
    assert_eq!(
        words(&target(5.0, 0.0, (30.0, 20.0), (9, 9))),
        "cells of 30 m x 20 m against 10 m, shifted by 5 m east and 0 m south"
    );
    assert_eq!(
        words(&Target { geotransform: [X, 8.0, 6.0, Y, 6.0, -8.0], ..rotated(0.0, 10.0, 9) }),
        "rotated by 36.8699 degrees"
    );
    assert_eq!(words(&target(0.0, 0.0, (10.0, 10.0), (9, 8))), "8 rows and 9 columns against 83 and 97");
    assert_eq!(words(&reprojected(32651, 30.0, 9)), "in WGS 84 / UTM zone 51N (EPSG:32651) with cells of 30 m");
    assert_eq!(words(&reprojected(4326, 1e-4, 9)), "in WGS 84 (EPSG:4326) with cells of 0.0001 degrees");
    assert_eq!(words(&target(0.0, 0.0, (10.0, 10.0), (COLUMNS, ROWS))), "on the same grid");
}
