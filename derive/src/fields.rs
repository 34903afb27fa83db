use crate::{missing, name, named_fields, text};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, DeriveInput, Expr, Field, LitStr, Path, Result, Token, parse::ParseStream};

pub fn implement(input: &DeriveInput) -> Result<TokenStream> {
    let ident = &input.ident;
    let fields: Vec<&Field> = named_fields(input)?.collect();
    let described = fields.iter().map(|field| one(field)).collect::<Result<Vec<_>>>()?;
    let has = |name: &str| fields.iter().any(|field| crate::name(field) == name);
    let tables = if has("tables") { quote!(self.tables.as_deref()) } else { quote!(None) };
    let hold = if has("hold") { quote!(self.hold) } else { quote!(false) };
    Ok(quote! {
        impl crate::schema::Fields for #ident {
            const FIELDS: &'static [crate::schema::Field] = &[#(#described),*];

            fn tables(&self) -> Option<&str> {
                #tables
            }

            fn hold(&self) -> bool {
                #hold
            }
        }
    })
}

/// What `#[field(..)]` says.
struct Said {
    kind: Path,
    unit: Option<LitStr>,
    choices: Option<Expr>,
}

fn said(input: ParseStream<'_>) -> Result<Said> {
    let mut said = Said { kind: input.parse()?, unit: None, choices: None };
    while input.parse::<Option<Token![,]>>()?.is_some() {
        let key: syn::Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        match key.to_string().as_str() {
            "unit" => said.unit = Some(input.parse()?),
            "choices" => said.choices = Some(input.parse()?),
            _ => return Err(syn::Error::new(key.span(), "`unit` or `choices`")),
        }
    }
    Ok(said)
}

fn one(field: &Field) -> Result<TokenStream> {
    let name = name(field);
    let attribute = field.attrs.iter().find(|attribute| attribute.path().is_ident("field"));
    let attribute = attribute.ok_or_else(|| missing(field, "`#[field(..)]` says what the field is"))?;
    let Said { kind, unit, choices } = attribute.parse_args_with(said)?;
    let text = text(&field.attrs);
    let required = !field.attrs.iter().any(has_default);
    let unit = unit.map(|unit| quote!(unit: #unit,));
    let choices = choices.map(|choices| quote!(choices: #choices,));
    let last = kind.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let variant = kind.segments.len() == 1 && last.chars().any(char::is_lowercase);
    if variant && text.is_none() {
        return Err(missing(field, "a doc comment says what the field is for"));
    }
    let text = text.map(|text| quote!(text: #text,));
    let rest = if variant {
        let kind = format_ident!("{last}");
        quote!(crate::schema::Field::shared(crate::schema::FieldType::#kind, ""))
    } else {
        quote!(#kind)
    };
    Ok(quote!(crate::schema::Field { name: #name, required: #required, #unit #choices #text ..#rest }))
}

/// Whether serde has a value where the field is absent.
fn has_default(attribute: &Attribute) -> bool {
    let mut found = false;
    if attribute.path().is_ident("serde") {
        // What else there is, serde's own derive has checked.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident("default");
            if meta.input.peek(Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        });
    }
    found
}
