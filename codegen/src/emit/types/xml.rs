//! In: how values stand in XML.
//! Out: statics that say so, for whoever reads and writes XML.
//! Guarantees: objects may hold themselves.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{Emission, SourceFile, docs, fragments::ident},
    ir::{XmlAdditional, XmlMember, XmlName, XmlPlace, XmlShape},
};

/// The module `xml`; `None`: there is no XML.
pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    let xml = &emission.api.xml;
    if xml.roots.is_empty() {
        return None;
    }
    let mut file = SourceFile::new("src/xml.rs", "How values stand in XML.");
    for import in ["Name", "Root", "Shape"] {
        file.imports.add("stubsmith_runtime::xml", import);
    }
    let emission = *emission;
    for (root, name) in xml.roots.iter().zip(&emission.names.xml.roots) {
        let about = docs::from_text(&format!("The document `<{}>`.", root.name.local));
        let static_name = ident(&name.shouty());
        let (name, shape) = (xml_name(&root.name), shape(&emission, &root.shape, &mut file));
        file.items.push(quote! {
            #about
            pub static #static_name: Root = Root { name: #name, shape: #shape };
        });
    }
    for (object, name) in xml.objects.iter().zip(&emission.names.xml.objects) {
        file.imports.add("stubsmith_runtime::xml", "Object");
        let name = ident(&name.shouty());
        let members: Vec<TokenStream> = object
            .members
            .iter()
            .map(|it| member(&emission, it, &mut file))
            .collect();
        let additional = match &object.additional {
            XmlAdditional::Ignored => quote!(None),
            // What the type refuses must be seen to be refused.
            XmlAdditional::Closed => quote!(Some(&Shape::Any)),
            XmlAdditional::Typed(value) => {
                let value = shape(&emission, value, &mut file);
                quote!(Some(#value))
            }
        };
        file.items.push(quote! {
            static #name: Shape = Shape::Object(Object { members: &[#(#members),*], additional: #additional });
        });
    }
    Some(file)
}

fn member(emission: &Emission<'_>, member: &XmlMember, file: &mut SourceFile) -> TokenStream {
    for import in ["Member", "Place"] {
        file.imports.add("stubsmith_runtime::xml", import);
    }
    let (json, name) = (&member.json, xml_name(&member.name));
    let place = match &member.place {
        XmlPlace::Element => quote!(Place::Element),
        XmlPlace::Attribute => quote!(Place::Attribute),
        XmlPlace::Text { required } => quote!(Place::Text { required: #required }),
        XmlPlace::Items { required, wrapper } => {
            let wrapper = wrapper.as_deref().unwrap_or_default();
            quote!(Place::Items { required: #required, wrapper: #wrapper })
        }
    };
    let shape = shape(emission, &member.shape, file);
    quote!(Member::new(#json, #name, #place, #shape))
}

/// A reference to a shape.
fn shape(emission: &Emission<'_>, of: &XmlShape, file: &mut SourceFile) -> TokenStream {
    match of {
        XmlShape::Text => quote!(&Shape::Text),
        XmlShape::Token => quote!(&Shape::Token),
        XmlShape::Array(item, inner) => {
            file.imports.add("stubsmith_runtime::xml", "Item");
            let (name, inner) = (xml_name(item), shape(emission, inner, file));
            quote!(&Shape::Array(Item { name: #name, shape: #inner }))
        }
        XmlShape::Object(index) => {
            let name = emission.names.xml.objects.get(*index);
            let name = name.map(|name| ident(&name.shouty()));
            quote!(&#name)
        }
    }
}

fn xml_name(name: &XmlName) -> TokenStream {
    let local = &name.local;
    if name.prefix.is_none() && name.namespace.is_none() {
        return quote!(Name::plain(#local));
    }
    let prefix = name.prefix.as_deref().unwrap_or_default();
    let namespace = name.namespace.as_deref().unwrap_or_default();
    quote!(Name::qualified(#local, #prefix, #namespace))
}
