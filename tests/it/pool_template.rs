use crate::fixture::{Folder, Map};
use pitscape::{
    engine::{progress::Progress, request::parse},
    io::table::Column,
    run::pool_template,
};
use serde_json::json;

#[test]
fn codes_names_and_cells_without_densities() {
    let f = Folder::new();
    let mut map = Map::new(3, &[7.0, 7.0, -2.0, 0.0, 9.0, 9.0]);
    // Areas do not matter: degrees will do
    (map.kind, map.epsg, map.geotransform) = (3, Some(4326), [7.0, 0.1, 0.0, 46.0, 0.0, -0.1]);
    let request = json!({"lulc": {"path": f.map(&map), "class_names": {"7": "Föhre"}}, "ignore_codes": [9]});
    let report = pool_template::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    let table = &report.tables[0];
    assert_eq!(table.columns[0], ("lucode".into(), Column::Integer(vec![Some(-2), Some(7)])));
    assert_eq!(table.columns[1], ("name".into(), Column::Text(vec![Some("class -2".into()), Some("Föhre".into())])));
    assert_eq!(table.columns[2], ("cells".into(), Column::Integer(vec![Some(1), Some(2)])));
    for (name, column) in &table.columns[3..11] {
        assert_eq!(*column, Column::Real(vec![None, None]), "{name}");
    }
    let last: Vec<&str> = table.columns[3..].iter().map(|(name, _)| &**name).collect();
    let densities = ["c_above", "c_below", "c_soil", "c_dead", "se_above", "se_below", "se_soil", "se_dead"];
    assert_eq!(last, [&densities[..], &["layer", "year"]].concat());
}

#[test]
fn all_nodata_is_one_sentence() {
    let f = Folder::new();
    let request = json!({"lulc": {"path": f.map(&Map::new(2, &[0.0, 0.0]))}});
    let e = pool_template::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap_err().to_string();
    assert!(e.contains("has no valid cell: all 2 are nodata"), "{e}");
}
