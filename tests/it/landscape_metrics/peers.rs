//! Against FRAGSTATS and landscapemetrics.

use super::*;

fn csv(path: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(|word| word.trim().to_owned()).collect::<Vec<_>>());
    let names = lines.next().unwrap();
    lines.map(|line| names.iter().cloned().zip(line).collect()).collect()
}

/// FRAGSTATS prints 4 decimals: its figures are met to half of the last.
fn as_printed(name: &str, found: &Value, printed: &str) {
    match printed.parse::<f64>() {
        Ok(printed) => {
            let found = found.as_f64().unwrap_or(f64::NAN);
            assert!((found - printed).abs() <= 0.5001e-4 + 1e-12 * printed.abs(), "{name}: {found} {printed}");
        }
        Err(_) => assert!(found.is_null(), "{name}: {found} {printed}"),
    }
}

#[test]
#[ignore = "needs other projects' data in PITSCAPE_REFERENCE"]
fn fragstats() {
    let of = |name: &str| reference(&format!("landscape/{name}"));
    let printed = |level: &str| csv(&of(&format!("fragstats_landscape30_{level}.csv")));
    let report = run(&json!({"layers": [{"path": of("landscape30.tif")}], "patch": true})).unwrap();
    let mut compared = 0;
    let mut compare = |row: &BTreeMap<String, Value>, printed: &BTreeMap<String, String>, what: &str| {
        for (name, printed) in printed {
            if let Some(found) = row.get(name.to_lowercase().as_str()) {
                as_printed(&format!("{name} of {what}"), found, printed);
                compared += 1;
            }
        }
    };
    let landscape = &rows(&report, "landscape")[0];
    compare(landscape, &printed("landscape")[0], "the landscape");
    let classes = rows(&report, "class");
    for printed in printed("class") {
        let code: i64 = printed["TYPE"].trim_start_matches("cls_").parse().unwrap();
        let row = classes.iter().find(|row| row["lucode"] == code).unwrap();
        compare(row, &printed, &printed["TYPE"]);
    }
    let patches = rows(&report, "patch");
    let printed = printed("patch");
    assert_eq!(patches.len(), printed.len());
    for printed in printed {
        // FRAGSTATS numbers patches as we do, by their first cells.
        let row = patches.iter().find(|row| row["patch"] == printed["PID"].parse::<i64>().unwrap()).unwrap();
        assert_eq!(format!("cls_{}", row["lucode"]), printed["TYPE"]);
        compare(row, &printed, &format!("patch {}", printed["PID"]));
    }
    assert_eq!(compared, LANDSCAPE_COMPARED + 3 * CLASS_COMPARED + 28 * 12);
}

/// Metrics of the tables that FRAGSTATS printed which are compared.
const LANDSCAPE_COMPARED: usize = 60;
const CLASS_COMPARED: usize = 55;

/// What landscapemetrics 2.2.2 defines as FRAGSTATS does, to 1e-9; PARA is in m/m2 there. SD and CV are of samples there,
/// SHAPE, LSI and NLSI have another shortest perimeter, CONTAG another matrix.
const AS_LANDSCAPEMETRICS: [&str; 46] = [
    "enn_mn",
    "contig_mn",
    "core_mn",
    "cai_mn",
    "tca",
    "cpland",
    "ndca",
    "dcad",
    "ca",
    "pland",
    "ta",
    "np",
    "pd",
    "lpi",
    "te",
    "ed",
    "area_mn",
    "area",
    "perim",
    "frac_mn",
    "frac",
    "para_mn",
    "para",
    "ai",
    "clumpy",
    "iji",
    "cohesion",
    "division",
    "mesh",
    "split",
    "pafrac",
    "pr",
    "prd",
    "shdi",
    "sidi",
    "msidi",
    "shei",
    "siei",
    "msiei",
    "ent",
    "condent",
    "joinent",
    "mutinf",
    "relmutinf",
    "lsi",
    "pladj",
];

/// Gives how many figures were compared, those that have none left out.
fn as_landscapemetrics(map: &str, figures: &str, neighbourhood: &str, except: &[&str]) -> usize {
    let report = run(&json!({"layers": [{"path": map}], "neighbourhood": neighbourhood})).unwrap();
    let (landscape, classes) = (rows(&report, "landscape"), rows(&report, "class"));
    let mut compared = 0;
    for figure in csv(figures) {
        let name = figure["metric"].as_str();
        if !AS_LANDSCAPEMETRICS.contains(&name) || except.contains(&name) || figure["level"] == "patch" {
            continue;
        }
        if (figure["level"].as_str(), figure["class"].as_str()) == ("class", "NA") {
            // Where no class has a value there is one row for all.
            assert!(classes.iter().all(|row| row[name].is_null()), "{name}");
            continue;
        }
        let row = match figure["level"].as_str() {
            "landscape" => &landscape[0],
            _ => classes.iter().find(|row| row["lucode"] == figure["class"].parse::<i64>().unwrap()).unwrap(),
        };
        let scale = if name.starts_with("para") { 1e-4 } else { 1.0 };
        let what = format!("{name} of {} {}", figure["level"], figure["class"]);
        match figure["value"].parse::<f64>() {
            Ok(value) => {
                let found = row[name].as_f64().unwrap_or(f64::NAN) * scale;
                assert!((found - value).abs() <= 1e-9 * value.abs().max(1.0), "{what}: {found} {value}");
                compared += 1;
            }
            Err(_) => assert!(row[name].is_null(), "{what}: {}", row[name]),
        }
    }
    compared
}

#[test]
#[ignore = "needs other projects' data in PITSCAPE_REFERENCE"]
fn landscapemetrics_of_landscape30() {
    for (neighbourhood, figures) in [("8", 116), ("4", 117)] {
        let peers = reference(&format!("landscape/landscapemetrics_landscape30_d{neighbourhood}.csv"));
        let compared = as_landscapemetrics(&reference("landscape/landscape30.tif"), &peers, neighbourhood, &["lsi"]);
        assert_eq!(compared, figures);
    }
}

/// Patches are paired by place: the cell of our id in the raster of theirs.
#[test]
#[ignore = "needs other projects' data in PITSCAPE_REFERENCE"]
fn landscapemetrics_of_patches() {
    let of = |name: &str| reference(&format!("landscape/{name}"));
    let f = Folder::new();
    let request = json!({"layers": [{"path": of("landscape30.tif")}], "patch": true, "output": f.path("ids.tif")});
    let report = run(&request).unwrap();
    let (ours, theirs) = (read_numbers(&f.path("ids.tif")).0, read_numbers(&of("patches_landscape30_d8.tif")).0);
    let pairs: BTreeMap<i64, i64> = theirs.iter().zip(&ours).map(|(a, b)| (*a as i64, *b as i64)).collect();
    assert_eq!(pairs.len(), 28);
    assert!(theirs.iter().zip(&ours).all(|(a, b)| pairs[&(*a as i64)] == *b as i64), "same patches");
    let patches = rows(&report, "patch");
    let mut compared = 0;
    for figure in csv(&of("landscapemetrics_landscape30_d8.csv")) {
        let name = figure["metric"].as_str();
        if figure["level"] != "patch"
            || !["area", "perim", "para", "frac", "contig", "core", "cai", "ncore", "enn"].contains(&name)
        {
            continue;
        }
        let row = &patches[pairs[&figure["id"].parse().unwrap()] as usize - 1];
        assert_eq!(row["lucode"], figure["class"].parse::<i64>().unwrap());
        let (found, value) = (row[name].as_f64().unwrap(), figure["value"].parse::<f64>().unwrap());
        let scale = if name == "para" { 1e-4 } else { 1.0 };
        assert!((found * scale - value).abs() <= 1e-9, "{name} of {}: {found} {value}", figure["id"]);
        compared += 1;
    }
    assert_eq!(compared, 9 * 28);
}

#[test]
fn landscapemetrics_of_checker40() {
    let of = |name: &str| golden(&format!("landscapemetrics/{name}"));
    assert_eq!(as_landscapemetrics(&of("checker40.tif"), &of("checker40.csv"), "8", &[]), 85);
}

/// All that FRAGSTATS has at each level, and what its peers have beyond it.
#[test]
fn no_metric_is_missing() {
    let known = |abbreviation: &str, level: &str| {
        let metric = metrics().iter().find(|metric| metric.abbreviation == abbreviation);
        metric.is_some_and(|metric| match level {
            "patch" => metric.patch.is_some(),
            "class" => metric.of_classes(),
            _ => metric.of_landscapes(),
        })
    };
    let table = csv(&golden("fragstats/metrics.csv"));
    assert!(table.len() > 100);
    for row in table {
        let of_peers =
            ["patch", "class", "landscape"].into_iter().filter(|level| row[*level] == "1").map(str::to_owned);
        let of_fragstats: Vec<String> =
            row["fragstats"].split('+').filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let levels = if of_fragstats.is_empty() { of_peers.collect() } else { of_fragstats };
        for level in levels {
            assert!(known(&row["abbreviation"], &level), "{} at {level}", row["abbreviation"]);
        }
    }
}
