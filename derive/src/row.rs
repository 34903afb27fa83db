use crate::{missing, name, named_fields, text};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Field, LitStr, Result};

pub fn implement(input: &DeriveInput) -> Result<TokenStream> {
    let ident = &input.ident;
    let columns = named_fields(input)?.map(one).collect::<Result<Vec<_>>>()?;
    let fields: Vec<_> = columns.iter().map(|column| &column.field.ident).collect();
    let specs = columns.iter().map(|column| {
        let Column { field, nested, unit } = column;
        let (ty, name) = (&field.ty, name(field));
        if *nested {
            return Ok(quote!(<#ty as crate::schema::Row>::COLUMNS));
        }
        let text = text(&field.attrs).ok_or_else(|| missing(field, "a doc comment says what the column holds"))?;
        let kind = quote!(<#ty as crate::io::table::ColumnValue>::TYPE);
        Ok(quote!(&[crate::schema::column(#name, #kind, #unit, #text)]))
    });
    let specs = specs.collect::<Result<Vec<_>>>()?;
    let filled = columns.iter().map(|Column { field, nested, .. }| {
        let (ty, name, field) = (&field.ty, name(field), &field.ident);
        match nested {
            true => quote!(columns.extend(<#ty as crate::schema::Row>::columns(#field));),
            false => quote!(columns.push((#name, <#ty as crate::io::table::ColumnValue>::column(#field)));),
        }
    });
    Ok(quote! {
        impl crate::schema::Row for #ident {
            const COLUMNS: &'static [crate::schema::ColumnSpec] = {
                const PARTS: &[&[crate::schema::ColumnSpec]] = &[#(#specs),*];
                &crate::schema::joined::<{ crate::schema::count(PARTS) }>(PARTS)
            };

            // Names that no field has: fields are variables here
            fn columns(of_rows: Vec<Self>) -> Vec<(&'static str, crate::io::table::Column)> {
                #(let mut #fields = Vec::with_capacity(of_rows.len());)*
                for of_row in of_rows {
                    #(#fields.push(of_row.#fields);)*
                }
                let mut columns = Vec::new();
                #(#filled)*
                columns
            }
        }
    })
}

struct Column<'a> {
    field: &'a Field,
    nested: bool,
    unit: String,
}

fn one(field: &Field) -> Result<Column<'_>> {
    let mut column = Column { field, nested: false, unit: String::new() };
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("column")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("nested") {
                column.nested = true;
            } else if meta.path.is_ident("unit") {
                column.unit = meta.value()?.parse::<LitStr>()?.value();
            } else {
                return Err(meta.error("`unit` or `nested`"));
            }
            Ok(())
        })?;
    }
    Ok(column)
}
