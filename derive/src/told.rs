//! An enum of sentences, each with its code, template and arguments.

use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use syn::{
    Data, DeriveInput, Error, Expr, Fields, Ident, LitStr, Result, Token, Variant, parse::ParseStream, spanned::Spanned,
};

pub fn implement(input: &DeriveInput) -> Result<TokenStream> {
    let ident = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(ident, "an enum has a sentence for each of its variants"));
    };
    let arms = data.variants.iter().map(sentence).collect::<Result<Vec<_>>>()?;
    let codes = data.variants.iter().map(|variant| {
        let (name, code) = (&variant.ident, screaming(&variant.ident.to_string()));
        quote!(#ident::#name { .. } => #code)
    });
    Ok(quote! {
        impl #ident {
            /// The name of the variant, in capitals.
            pub fn code(&self) -> &'static str {
                match self { #(#codes),* }
            }

            #[allow(unused_variables)]
            pub fn sentence(&self) -> crate::sentence::Sentence {
                match self { #(#arms),* }
            }
        }

        impl std::fmt::Display for #ident {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.sentence(), f)
            }
        }

        impl std::error::Error for #ident {}
    })
}

/// What `#[sentence(..)]` says: a template, and what stands at places that are no fields, or not as their fields are.
struct Said {
    template: LitStr,
    values: BTreeMap<String, Expr>,
}

fn said(input: ParseStream<'_>) -> Result<Said> {
    let mut said = Said { template: input.parse()?, values: BTreeMap::new() };
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        let name: Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        said.values.insert(name.to_string(), input.parse()?);
    }
    Ok(said)
}

fn sentence(variant: &Variant) -> Result<TokenStream> {
    let attribute = variant.attrs.iter().find(|attribute| attribute.path().is_ident("sentence"));
    let attribute = attribute.ok_or_else(|| Error::new(variant.span(), "`#[sentence(..)]` says it"))?;
    let Said { template, mut values } = attribute.parse_args_with(said)?;
    let (name, mut fields) = (&variant.ident, Vec::new());
    match &variant.fields {
        Fields::Named(named) => fields.extend(named.named.iter().filter_map(|field| field.ident.as_ref())),
        Fields::Unit => {}
        Fields::Unnamed(_) => return Err(Error::new(variant.span(), "fields have names")),
    }
    let mut arguments = Vec::new();
    for place in places(&template)? {
        let value = match (values.remove(&place), fields.iter().find(|field| field.to_string() == place)) {
            (Some(value), _) => quote!(#value),
            (None, Some(field)) => quote!(#field),
            (None, None) => return Err(Error::new(template.span(), format!("nothing stands at {{{place}}}"))),
        };
        arguments.push(quote!((#place, crate::sentence::Place::argument(&#value))));
    }
    if let Some((unused, value)) = values.first_key_value() {
        return Err(Error::new(value.span(), format!("the template has no {{{unused}}}")));
    }
    let fields = fields.iter().map(|field| quote!(#field));
    Ok(quote!(Self::#name { #(#fields),* } => crate::sentence::Sentence::new(#template, [#(#arguments),*])))
}

/// Names of the places of a template, each once.
fn places(template: &LitStr) -> Result<Vec<String>> {
    let (text, mut places) = (template.value(), Vec::new());
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| Error::new(template.span(), "a place has no end"))?;
        syn::parse_str::<Ident>(name).map_err(|_| Error::new(template.span(), "a place is a name"))?;
        if !places.iter().any(|known| known == name) {
            places.push(name.to_owned());
        }
        rest = after;
    }
    Ok(places)
}

fn screaming(name: &str) -> String {
    let mut code = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !code.is_empty() {
            code.push('_');
        }
        code.extend(letter.to_uppercase());
    }
    code
}
