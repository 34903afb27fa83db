//! Fields of requests and columns of tables as data, from the structs that hold them: names, texts, units and types are
//! written once.

mod fields;
mod row;
mod told;

use proc_macro::TokenStream;
use proc_macro2::{Ident, Span};
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, ExprLit, Field, Fields, Lit, Meta, Result, ext::IdentExt,
    parse_macro_input,
};

/// Implements `schema::Fields` for a request.
///
/// `#[field(Kind)]` names a variant of `FieldType`; `unit = ".."` and `choices = [..]` may follow. `#[field(CONSTANT)]` is a field
/// that many requests have. The text is the field's doc comment, which may take the place of a shared one. A field without a
/// default of serde's is required.
#[proc_macro_derive(Fields, attributes(field))]
pub fn fields(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    fields::implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Implements `schema::Row` for a row of a table.
///
/// A column is named as its field, its text is the field's doc comment. `#[column(unit = "..")]` gives its unit; the columns
/// of a field with `#[column(nested)]`, a row itself, stand in its place.
#[proc_macro_derive(Row, attributes(column))]
pub fn row(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    row::implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Implements `code`, `sentence`, `Display` and `Error` for an enum, all of them from one attribute of each variant.
///
/// `#[sentence("{path} has {cells} cells.", cells = count(*cells))]` is a template and what stands at its places; a place without
/// a value is the field of its name.
#[proc_macro_derive(Told, attributes(sentence))]
pub fn told(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    told::implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn named_fields(input: &DeriveInput) -> Result<impl Iterator<Item = &Field>> {
    match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => Ok(data.fields.iter()),
        _ => Err(Error::new_spanned(&input.ident, "a struct with named fields is described")),
    }
}

fn name(field: &Field) -> String {
    // A field that has the name of a keyword is written r#type.
    field.ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default()
}

/// The doc comment, in one line.
fn text(attributes: &[Attribute]) -> Option<String> {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    };
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

fn missing(field: &Field, what: &str) -> Error {
    let span = field.ident.as_ref().map_or_else(Span::call_site, Ident::span);
    Error::new(span, what)
}
