//! Sentences are data: every template stands in the list that `describe` gives, and no English is made elsewhere.

use crate::{
    generated::{BY, check},
    house_rules::sources,
};
use pitscape::{ffi::PITSCAPE_ABI_VERSION, run::registry};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{
    Attribute, ExprMethodCall, ExprStruct, ItemConst, ItemMod, ItemStatic, LitStr, Macro,
    visit::{self, Visit},
};

/// What templates are written in.
const MACROS: [&str; 3] = ["sentence", "phrase", "things"];

/// Nobody but who mends the library reads these.
const DEFECTS: [&str; 8] =
    ["assert", "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq", "panic", "unreachable", "vec"];

/// What metrics are, which `describe` gives.
const METRICS: &str = "src/kernels/metrics/list/";

/// Names in rasters and tables, and what GDAL says.
const NAMES: [&str; 19] = [
    "class {code}",
    "carbon change",
    "carbon change {} to {}",
    "net present value of carbon change",
    "carbon density",
    "level {}",
    "level {level} of {count}",
    "extremely sensitive",
    "mining land",
    "patches {}",
    "nearest source",
    "land cover",
    "{} to {} m",
    "change {from} to {to}",
    "whole change {from} to {to}",
    "{} to {}",
    "a system without a name",
    "No space left on device",
    "File too large",
];

/// What a file says, its tests left out.
#[derive(Default)]
struct Words {
    templates: BTreeSet<String>,
    /// English outside of the macros.
    elsewhere: Vec<String>,
}

impl Words {
    fn of(source: &str) -> Words {
        let mut words = Words::default();
        words.visit_file(&syn::parse_file(source).unwrap());
        words
    }

    /// Templates among tokens, however deep.
    fn templates(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let name = (i > 1 && tokens[i - 1].to_string() == "!").then(|| tokens[i - 2].to_string());
            self.macro_call(&name.unwrap_or_default(), group.stream());
        }
    }

    fn macro_call(&mut self, name: &str, tokens: TokenStream) {
        let mut literals = tokens.clone().into_iter().filter_map(|token| match token {
            TokenTree::Literal(literal) => syn::parse_str::<LitStr>(&literal.to_string()).ok(),
            _ => None,
        });
        let own: Vec<String> = match name {
            "things" => literals.map(|text| text.value()).collect(),
            name if MACROS.contains(&name) => literals.next().map(|text| text.value()).into_iter().collect(),
            _ => Vec::new(),
        };
        self.elsewhere(&own, &tokens);
        self.templates.extend(own);
        self.templates(tokens);
    }

    /// English among tokens but for that of the templates.
    fn elsewhere(&mut self, templates: &[String], tokens: &TokenStream) {
        let literals = tokens.clone().into_iter().filter_map(|token| match token {
            TokenTree::Literal(literal) => syn::parse_str::<LitStr>(&literal.to_string()).ok(),
            _ => None,
        });
        let others = literals.map(|text| text.value()).filter(|text| !templates.contains(text));
        self.elsewhere.extend(others.filter(|text| is_english(text)));
    }
}

/// Words, one after the other.
fn is_english(text: &str) -> bool {
    let mut in_place = false;
    let bare: String = text
        .chars()
        .map(|letter| {
            in_place = (in_place || letter == '{') && letter != '}';
            if in_place || letter == '}' { '#' } else { letter }
        })
        .collect();
    let word = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        letters.len() > 1 && letters.chars().all(char::is_alphabetic) && letters.chars().skip(1).all(char::is_lowercase)
    };
    let words: Vec<&str> = bare.split(' ').collect();
    !NAMES.contains(&text)
        && (words.windows(2).any(|two| word(two[0]) && word(two[1]))
            || words.len() > 1 && words.iter().any(|w| word(w)))
}

impl<'a> Visit<'a> for Words {
    fn visit_macro(&mut self, found: &'a Macro) {
        let name = found.path.segments.last().unwrap().ident.to_string();
        if !DEFECTS.contains(&name.as_str()) {
            self.macro_call(&name, found.tokens.clone());
        }
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if attribute.path().is_ident("sentence") {
            self.macro_call("sentence", attribute.meta.require_list().unwrap().tokens.clone());
        }
    }

    fn visit_lit_str(&mut self, text: &'a LitStr) {
        if is_english(&text.value()) {
            self.elsewhere.push(text.value());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        // What it expects is told to who mends it.
        if call.method == "expect" {
            self.visit_expr(&call.receiver)
        } else {
            visit::visit_expr_method_call(self, call)
        }
    }

    fn visit_expr_struct(&mut self, made: &'a ExprStruct) {
        if made.path.segments.last().unwrap().ident != "Internal" {
            visit::visit_expr_struct(self, made);
        }
    }

    /// Fields, columns and kernels tell of themselves in constants, which `describe` gives.
    fn visit_item_const(&mut self, item: &'a ItemConst) {
        let before = self.elsewhere.len();
        visit::visit_item_const(self, item);
        self.elsewhere.truncate(before);
    }

    fn visit_item_static(&mut self, item: &'a ItemStatic) {
        let before = self.elsewhere.len();
        visit::visit_item_static(self, item);
        self.elsewhere.truncate(before);
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        if !item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            visit::visit_item_mod(self, item);
        }
    }
}

fn words() -> Vec<(String, Words)> {
    let own = |path: &str| !path.ends_with("/tests.rs") && !path.contains("/tests/") && !path.ends_with("/laws.rs");
    sources("src")
        .into_iter()
        .filter(|(path, _)| own(path) && path != "src/sentence/list.rs" && !path.starts_with(METRICS))
        .map(|(path, source)| (path, Words::of(&source)))
        .collect()
}

fn templates() -> BTreeSet<String> {
    words().into_iter().flat_map(|(_, words)| words.templates).collect()
}

#[test]
fn every_template_is_written() {
    let lines: String = templates().iter().map(|template| format!("    {template:?},\n")).collect();
    check(
        "src/sentence/list.rs",
        &format!(
            "//! The catalogue of a translation: every template there is.\n\n{BY}\n#[rustfmt::skip]\npub const TEMPLATES: &[&str] = &[\n{lines}];\n"
        ),
    );
}

#[test]
fn every_template_is_listed() {
    let described = registry::describe(PITSCAPE_ABI_VERSION);
    let listed = |template: &str| described["sentences"].as_array().unwrap().iter().any(|t| t == template);
    for template in [
        "The run was cancelled.",                              // an error
        "code {code} ({cells})",                               // a part of one
        "{count} cells",                                       // of more things than one
        "Counting classes",                                    // what a run does
        "Areas of cells are those on the ellipsoid of {crs}.", // a message
    ] {
        assert!(listed(template), "{template}");
    }
    for template in templates() {
        assert!(listed(&template), "{template}");
    }
}

#[test]
fn no_english_is_made_elsewhere() {
    let found = |(path, words): (String, Words)| {
        words.elsewhere.into_iter().map(|text| format!("{path}: {text}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = words().into_iter().flat_map(found).collect();
    assert!(found.is_empty(), "write these in sentence! or phrase! of src/sentence: {found:#?}");
}

#[test]
fn english_is_found_wherever_it_is_made() {
    let found = Words::of(
        r#"
        const PLACES: [Phrase; 1] = [phrase!("a centre")];
        const FIELD: Field = Field::shared("What it is for.");
        fn f(n: u64) -> Sentence {
            let text = format!("no {n} of these");
            let key = "BLOCK SIZE".to_owned();
            let more = list([n].map(|n| sentence!("one of {n}", n = if n > 1 { phrase!("any") } else { "all others" })));
            table.expect("it is there");
            sentence!("{cells} here", cells = things!(n, "{count} cell", "{count} cells"))
        }
        #[cfg(test)]
        mod tests { fn g() { phrase!("of a test"); } }
        "#,
    );
    let expected = ["a centre", "any", "one of {n}", "{cells} here", "{count} cell", "{count} cells"];
    assert_eq!(found.templates, BTreeSet::from(expected.map(str::to_owned)));
    assert_eq!(found.elsewhere, ["no {n} of these", "all others"]);
}
