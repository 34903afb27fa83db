//! Which modules import which: no circles, and rooms that know only those below them.

use crate::house_rules::sources;
use std::collections::{BTreeMap, BTreeSet};
use syn::{
    Item, ItemMod, ItemUse, UseTree,
    visit::{self, Visit},
};

/// A module of the crate by the names on its way, as `["engine", "outputs"]`; the crate itself has none.
type Module = Vec<String>;

/// Which modules each module imports, its tests left out.
#[derive(Debug, Default)]
struct Imports(BTreeMap<Module, BTreeSet<Module>>);

/// Paths that a file names, those of its tests left out.
#[derive(Default)]
struct Paths(BTreeSet<Vec<String>>);

impl Paths {
    fn add_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&with(path.ident.to_string()), &path.tree),
            UseTree::Name(name) => _ = self.0.insert(with(name.ident.to_string())),
            UseTree::Rename(name) => _ = self.0.insert(with(name.ident.to_string())),
            UseTree::Glob(_) => _ = self.0.insert(before.to_vec()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
        }
    }
}

impl<'a> Visit<'a> for Paths {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.0.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        if !item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            visit::visit_item_mod(self, item);
        }
    }
}

/// The module of a file of `src`.
fn module(path: &str) -> Module {
    let mut names: Module = path.trim_end_matches(".rs").split('/').skip(1).map(str::to_owned).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib")) {
        names.pop();
    }
    names
}

impl Imports {
    fn of(files: &[(String, String)]) -> Imports {
        // Modules of tests alone, and what holds tests for all.
        let files: Vec<(Module, syn::File)> = files
            .iter()
            .filter(|(path, _)| !path.ends_with("/tests.rs") && !path.ends_with("/laws.rs"))
            .map(|(path, source)| (module(path), syn::parse_file(source).unwrap()))
            .collect();
        let known: BTreeSet<Module> = files.iter().map(|(module, _)| module.clone()).collect();
        let mut imports = Imports::default();
        for (own, file) in &files {
            let mut paths = Paths::default();
            // `mod x;` of tests is an item without a body.
            file.items.iter().filter(|item| !matches!(item, Item::Mod(item) if item.content.is_none())).for_each(
                |item| {
                    paths.visit_item(item);
                },
            );
            let absolute = paths.0.iter().filter_map(|path| absolute(own, path));
            let to = absolute.filter_map(|path| {
                (0..=path.len()).rev().map(|n| &path[..n]).find(|m| known.contains(*m)).map(<[String]>::to_vec)
            });
            imports.0.insert(own.clone(), to.filter(|to| to != own && !to.is_empty()).collect());
        }
        imports
    }

    /// Which children of a module import which, with all that is below them.
    fn between_children(&self, parent: &[String]) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut between: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, to) in &self.0 {
            if let Some(own) = child(parent, from) {
                let others = to.iter().filter_map(|to| child(parent, to));
                between.entry(own).or_default().extend(others.filter(|other| *other != own));
            }
        }
        between
    }

    /// Circles among the children of any module, one for each module that has some.
    fn circles(&self) -> Vec<String> {
        let parents: BTreeSet<&[String]> =
            self.0.keys().flat_map(|module| (0..module.len()).map(|n| &module[..n])).collect();
        let mut found = Vec::new();
        for parent in parents {
            let mut left = self.between_children(parent);
            // What imports nothing that is left, or is imported by nothing, stands in no circle.
            loop {
                let names: BTreeSet<&str> = left.keys().copied().collect();
                let imported: BTreeSet<&str> = left.values().flatten().copied().collect();
                let before = left.len();
                left.retain(|name, to| imported.contains(name) && to.iter().any(|to| names.contains(to)));
                if left.len() == before {
                    break;
                }
            }
            if !left.is_empty() {
                found.push(format!("{}: {:?}", parent.join("::"), left));
            }
        }
        found
    }
}

/// The child of a module in which another one lies.
fn child<'a>(parent: &[String], module: &'a Module) -> Option<&'a str> {
    module.starts_with(parent).then(|| module.get(parent.len()).map(String::as_str)).flatten()
}

/// A path that begins at the root of the crate; `None` for those of other crates.
fn absolute(own: &[String], path: &[String]) -> Option<Module> {
    let up = path.iter().take_while(|name| *name == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([own, &path[1..]].concat()),
        "super" => Some([&own[..own.len().checked_sub(up)?], &path[up..]].concat()),
        // Its own children.
        _ => Some([own, path].concat()),
    }
}

fn of_the_crate() -> Imports {
    Imports::of(&sources("src"))
}

/// Which rooms import which, but for imports that others imply.
pub fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let imports = of_the_crate();
    let between = imports.between_children(&[]);
    let implied = |from: &str, to: &str| {
        let mut seen: BTreeSet<&str> = between[from].iter().copied().filter(|next| *next != to).collect();
        loop {
            let more: BTreeSet<&str> = seen.iter().flat_map(|room| between[room].iter().copied()).collect();
            if more.is_subset(&seen) {
                return seen.contains(to);
            }
            seen.extend(more);
        }
    };
    let own = |(from, to): (&&str, &BTreeSet<&str>)| {
        let to = to.iter().filter(|to| !implied(from, to)).map(|to| (*to).to_owned()).collect();
        ((*from).to_owned(), to)
    };
    between.iter().map(own).collect()
}

#[test]
fn there_is_no_circle() {
    assert_eq!(of_the_crate().circles(), [""; 0]);
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let circle = [
        file("src/lib.rs", "pub mod a; pub mod b;"),
        file("src/a/mod.rs", "pub mod x; pub mod y;"),
        file("src/a/x.rs", "use crate::b::{self, B}; pub struct X;"),
        file("src/a/y.rs", "#[cfg(test)] mod tests { use super::super::x::X; }"),
        file("src/b.rs", "fn f() { crate::a::y::g() }"),
    ];
    assert_eq!(Imports::of(&circle).circles(), [r#": {"a": {"b"}, "b": {"a"}}"#]);
    let inside = [file("src/a/x.rs", "use super::y;"), file("src/a/y.rs", "fn f() { super::x::g() }")];
    assert_eq!(Imports::of(&inside).circles(), [r#"a: {"x": {"y"}, "y": {"x"}}"#]);
}

/// What each room may import; what is not named may import all.
const BELOW: &[(&str, &[&str])] = &[
    ("sentence", &[]),
    ("figures", &["sentence"]),
    ("error", &["figures", "sentence"]),
    ("grid", &[]),
    ("cover", &["error", "grid"]),
    ("kernels", &["cover", "error", "grid", "figures", "sentence"]),
    ("io", &["cover", "error", "figures", "grid", "sentence"]),
    ("schema", &["io"]),
    ("engine", &["cover", "error", "figures", "grid", "io", "kernels", "schema", "sentence"]),
];

#[test]
fn rooms_know_only_those_below() {
    let imports = of_the_crate();
    let between = imports.between_children(&[]);
    for (room, below) in BELOW {
        let above: Vec<&&str> = between[room].iter().filter(|other| !below.contains(other)).collect();
        assert!(above.is_empty(), "{room} imports {above:?}");
    }
}

/// What two jobs share belongs into the engine.
#[test]
fn jobs_never_import_each_other() {
    for (job, others) in of_the_crate().between_children(&["run".to_owned()]) {
        assert!(job == "registry" || others.is_empty(), "{job} imports {others:?}");
    }
}
