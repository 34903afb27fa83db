//! Maps that cover different land: every algorithm with several maps says how much, each way round.

use crate::fixture::{Folder, Map, geojson, with};
use pitscape::{
    Result,
    engine::{
        message::{Level, Message},
        progress::Progress,
        report::Report,
        request::parse,
    },
    run::{carbon_change, carbon_series, contribution_ratio, landscape_metrics},
};
use serde_json::{Value, json};

const POOLS: &str = "lucode,c_above,c_below,c_soil,c_dead\n1,10,0,0,0\n2,100,0,0,0\n";

/// Cells of 10 m, 0.01 ha, of class 1 with a first cell of class 2 (there are always sources); 0 is nodata.
fn land(corner: (f64, f64), rows: usize, columns: usize, class: impl Fn(usize, usize) -> f64) -> Map {
    let mut values: Vec<f64> = (0..rows * columns).map(|i| class(i / columns, i % columns)).collect();
    if values[0] == 1.0 {
        values[0] = 2.0;
    }
    let geotransform = [500_000.0 + corner.0, 10.0, 0.0, 4_400_000.0 - corner.1, 0.0, -10.0];
    Map { geotransform, ..Map::new(columns, &values) }
}

fn whole(rows: usize, columns: usize) -> Map {
    land((0.0, 0.0), rows, columns, |_, _| 1.0)
}

fn on_land(messages: &[Message]) -> Vec<(Level, String)> {
    let of_land = messages.iter().filter(|m| ["DIFFERENT_LAND", "LAND_BEYOND"].contains(&m.code));
    of_land.map(|m| (m.level, m.text.clone())).collect()
}

/// What each algorithm with several maps says of these, of 2000 and 2010, by algorithm.
fn told(f: &Folder, maps: &[Map; 2], more: Value) -> Vec<(&'static str, Vec<(Level, String)>)> {
    let [a, b] = maps.each_ref().map(|map| json!({"path": f.map(map)}));
    let pools = f.text("pools.csv", POOLS);
    let layers = json!({"layers": [a, b], "years": [2000, 2010]});
    let with_pools = with(&layers, json!({"pools": pools}));
    let ratios = json!({"codes": [2], "ring_width": 50.0, "ring_count": 4, "replicates": 0, "mining_year": 2000});
    let request = |request: Value| with(&request, more.clone()).to_string();
    let nobody = &mut Progress::none();
    let reports: [(&'static str, Result<Report>); 4] = [
        ("landscape_metrics", landscape_metrics::run(&parse(&request(layers)).unwrap(), nobody)),
        ("carbon_series", carbon_series::run(&parse(&request(with_pools.clone())).unwrap(), nobody)),
        ("contribution_ratio", contribution_ratio::run(&parse(&request(with(&with_pools, ratios))).unwrap(), nobody)),
        (
            "carbon_change",
            carbon_change::run(
                &parse(&request(json!({"lulc_base": a, "lulc_alt": b, "pools": pools}))).unwrap(),
                nobody,
            ),
        ),
    ];
    let named = |text: &str| {
        let text = text.replace(a["path"].as_str().unwrap(), "2000").replace(b["path"].as_str().unwrap(), "2010");
        let end = text.find(" The change is").unwrap_or(text.len());
        text[..end].to_owned()
    };
    let of =
        |report: Report| on_land(&report.messages).into_iter().map(|(level, text)| (level, named(&text))).collect();
    reports.into_iter().map(|(name, report)| (name, of(report.unwrap_or_else(|e| panic!("{name}: {e}"))))).collect()
}

fn check(maps: &[Map; 2], more: Value, expected: &[(Level, &str)]) {
    let f = Folder::new();
    let expected: Vec<(Level, String)> = expected.iter().map(|(level, text)| (*level, (*text).to_owned())).collect();
    for (algorithm, found) in told(&f, maps, more) {
        assert_eq!(found, expected, "{algorithm}");
    }
}

#[test]
fn the_same_land_needs_no_word() {
    let hole = |row, column| f64::from(u8::from((row, column) != (3, 7)));
    let same = land((0.0, 0.0), 40, 40, hole);
    check(&[same.clone(), same], json!({}), &[]);
    // Nor does a raster that is larger by nodata alone, or finer
    let bordered = land((-50.0, -50.0), 60, 60, |row, column| {
        f64::from(u8::from((5..45).contains(&row) && (5..45).contains(&column)))
    });
    check(&[whole(40, 40), bordered], json!({}), &[]);
    let finer = Map { geotransform: [500_000.0, 5.0, 0.0, 4_400_000.0, 0.0, -5.0], ..whole(80, 80) };
    check(&[whole(40, 40), finer], json!({}), &[]);
}

#[test]
fn a_second_map_of_half_the_land() {
    // 16 ha and its left half
    check(
        &[whole(40, 40), whole(40, 20)],
        json!({}),
        &[(Level::Warning, "2000 and 2010 cover different land: 8 ha (50.00 %) of 2000 have no class in 2010.")],
    );
}

#[test]
fn a_first_map_of_half_the_land() {
    check(
        &[whole(40, 20), whole(40, 40)],
        json!({}),
        &[(
            Level::Warning,
            "8 ha (50.00 %) of the valid cells of 2010 lie outside the raster of 2000, on whose grid it is read, and are not counted.",
        )],
    );
}

#[test]
fn holes_and_ends_both_ways_round() {
    // 2000 lacks rows 10 to 19; 2010 lies 10 columns further east and lacks rows 0 to 4.
    let first = land((0.0, 0.0), 40, 40, |row, _| f64::from(u8::from(!(10..20).contains(&row))));
    let second = land((100.0, 0.0), 40, 40, |row, _| f64::from(u8::from(row >= 5)));
    // 30 x 40 cells of 2000 and 35 x 30 of 2010 on its grid; common are 25 x 30. 35 x 10 lie beyond.
    check(
        &[first, second],
        json!({}),
        &[
            (
                Level::Warning,
                "2000 and 2010 cover different land: 4.5 ha (37.50 %) of 2000 have no class in 2010, 3 ha (28.57 %) of 2010 have no class in 2000.",
            ),
            (
                Level::Warning,
                "3.5 ha (25.00 %) of the valid cells of 2010 lie outside the raster of 2000, on whose grid it is read, and are not counted.",
            ),
        ],
    );
}

#[test]
fn less_than_a_percent_is_no_warning() {
    let one_less = land((0.0, 0.0), 40, 40, |row, column| f64::from(u8::from((row, column) != (39, 39))));
    check(
        &[whole(40, 40), one_less],
        json!({}),
        &[(Level::Info, "2000 and 2010 cover different land: 0.01 ha (0.06 %) of 2000 have no class in 2010.")],
    );
}

#[test]
fn a_mask_limits_the_land_that_counts() {
    let f = Folder::new();
    let square = |east: f64| {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[500000,4400000],[{east},4400000],[{east},4399800],[500000,4399800],[500000,4400000]]]}}"#
        )
    };
    let mask = f.text("left.geojson", &geojson(32649, &[&square(500_150.0)]));
    check(&[whole(40, 40), whole(40, 20)], json!({"mask": mask}), &[]);
    let mask = f.text("both.geojson", &geojson(32649, &[&square(500_400.0)]));
    check(
        &[whole(40, 40), whole(40, 20)],
        json!({"mask": mask}),
        &[(Level::Warning, "2000 and 2010 cover different land: 4 ha (50.00 %) of 2000 have no class in 2010.")],
    );
}

#[test]
fn a_map_of_a_country_under_one_of_a_mine_is_not_read_beyond_it() {
    let f = Folder::new();
    let mine = f.map(&whole(10, 10));
    // 300 million cells of 10 m, of which 20 x 20 over the mine are not empty
    let (wkt, around) = ("EPSG:32649", f.map(&land((-50.0, -50.0), 20, 20, |_, _| 1.0)));
    let country = f.text(
        "country.vrt",
        &format!(
            r#"<VRTDataset rasterXSize="20000" rasterYSize="15000"><SRS>{wkt}</SRS>
            <GeoTransform>400000, 10, 0, 4450000, 0, -10</GeoTransform>
            <VRTRasterBand dataType="Byte" band="1"><NoDataValue>0</NoDataValue><SimpleSource>
            <SourceFilename>{around}</SourceFilename><SourceBand>1</SourceBand>
            <SrcRect xOff="0" yOff="0" xSize="20" ySize="20"/><DstRect xOff="9995" yOff="4995" xSize="20" ySize="20"/>
            </SimpleSource></VRTRasterBand></VRTDataset>"#
        ),
    );
    let request = json!({
        "layers": [{"path": mine}, {"path": country}], "years": [2000, 2010], "metrics": ["TA"],
    });
    let report = landscape_metrics::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    assert_eq!(
        on_land(&report.messages),
        [(
            Level::Warning,
            "2010 reaches far beyond 2000: its raster has 300,000,000 cells, that of 2000 100. What lies outside 2000 is not counted.".to_owned()
        )]
    );
}

/// 76 of 80 cells of 60 m lie outside a raster of 4 x 4 cells of 30 m, three cells of which have no class.
#[test]
fn land_outside_is_counted_in_cells_of_the_map_that_has_it() {
    let first = land((0.0, 0.0), 4, 4, |row, column| f64::from(u8::from((row, column) != (0, 1) && row < 3)));
    let first = Map { geotransform: [500_000.0, 30.0, 0.0, 4_400_000.0, 0.0, -30.0], ..first };
    let second = Map { geotransform: [500_000.0, 60.0, 0.0, 4_400_000.0, 0.0, -60.0], ..whole(8, 10) };
    let f = Folder::new();
    for (algorithm, found) in told(&f, &[first, second], json!({})) {
        let beyond = found.iter().map(|(_, text)| text.as_str()).find(|text| text.contains("lie outside"));
        let expected = "27.36 ha (95.00 %) of the valid cells of 2010 lie outside the raster of 2000, on whose grid it is read, and are not counted.";
        assert_eq!(beyond, Some(expected), "{algorithm}");
    }
}

/// A second map in Web Mercator, whose plane is not the one on which the run measures: half of its cells, in true areas.
#[test]
fn land_outside_in_another_plane_has_its_true_area() {
    let f = Folder::new();
    // 20 x 40 cells of 100 m about 111.2 E 39.7 N, where a side of the plane is 1 / cos(39.7 degrees) of a true one
    let (x, y) = (12_378_727.4, 4_822_000.0);
    let second = Map { geotransform: [x, 100.0, 0.0, y, 0.0, -100.0], epsg: Some(3857), ..whole(20, 40) };
    // The first map covers the left half, with room around it but on the right.
    let first =
        Map { geotransform: [x - 1000.0, 100.0, 0.0, y + 1000.0, 0.0, -100.0], epsg: Some(3857), ..whole(40, 30) };
    let request = |more: Value| {
        let [a, b] = [&first, &second].map(|map| json!({"path": f.map(map)}));
        let pools = f.text("pools.csv", POOLS);
        with(&json!({"lulc_base": a, "lulc_alt": b, "pools": pools}), more).to_string()
    };
    let run = |request: String| carbon_change::run(&parse(&request).unwrap(), &mut Progress::none()).unwrap();
    let ha = |report: &Report| {
        let (_, text) = on_land(&report.messages).into_iter().find(|(_, text)| text.contains("lie outside")).unwrap();
        assert!(text.contains("(50.00 %)"), "{text}");
        text.split(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert_eq!(ha(&run(request(json!({"area": "planar"})))), 400.0);
    let latitude = (2.0 * (y / 6_378_137.0f64).exp().atan() - std::f64::consts::FRAC_PI_2).sin();
    // Snyder 1987, eqs 4-18, 4-19: radii of curvature against the sphere of the projection
    let (e2, s2) = (0.006_694_379_99, latitude * latitude);
    let scale = (1.0 - s2) * (1.0 - e2) / (1.0 - e2 * s2).powi(2);
    let found = ha(&run(request(json!({"area": "ellipsoidal"}))));
    assert!((found / (400.0 * scale) - 1.0).abs() < 2e-3, "{found} {}", 400.0 * scale);
}
