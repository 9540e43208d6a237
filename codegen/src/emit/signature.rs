//! In: how the document says that requests are signed.
//! Out: the same as the runtime's description of it.
//! Guarantees: client and server emit the same, so that one can verify what the other signs.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{fragments::ident, source_file::Imports};
use crate::ir::{
    EncodedSecret, PayloadPart, Signature, SignatureAlgorithm, SignatureEncoding, SignatureTimestamp, TimestampPlace,
};

/// The description of how requests are signed.
pub(super) fn scheme(signature: &Signature, imports: &mut Imports) -> TokenStream {
    for name in ["Algorithm", "SignatureEncoding", "SignatureScheme"] {
        imports.add("stubsmith_runtime::signature", name);
    }
    let algorithm = ident(match signature.algorithm {
        SignatureAlgorithm::HmacSha256 => "HmacSha256",
        SignatureAlgorithm::HmacSha512 => "HmacSha512",
    });
    let encoding = encoding(signature.encoding);
    let header = &signature.header;
    let payload = payload(&signature.payload, imports);
    let prefix = written(&signature.prefix).map(|prefix| quote!(.prefix(#prefix)));
    let separator = signature.separator.as_ref().map(|text| quote!(.separator(#text)));
    let id = signature.id_header.as_ref().map(|name| quote!(.id_header(#name)));
    let timestamp = signature.timestamp.as_ref().map(timestamp);
    let secret = signature.secret.as_ref().map(secret);
    quote! {
        SignatureScheme::new(Algorithm::#algorithm, #encoding, #header) #payload #prefix #separator #id #timestamp #secret
    }
}

/// `None` for the body alone, which is what is signed unless something is said.
fn payload(parts: &[PayloadPart], imports: &mut Imports) -> Option<TokenStream> {
    if *parts == [PayloadPart::Body] {
        return None;
    }
    imports.add("stubsmith_runtime::signature", "PayloadPart");
    let parts = parts.iter().map(|part| match part {
        PayloadPart::Body => quote!(PayloadPart::Body),
        PayloadPart::Timestamp => quote!(PayloadPart::Timestamp),
        PayloadPart::Id => quote!(PayloadPart::Id),
        PayloadPart::Literal(text) => quote!(PayloadPart::Literal(#text)),
    });
    Some(quote!(.payload(&[#(#parts),*])))
}

fn timestamp(timestamp: &SignatureTimestamp) -> TokenStream {
    let tolerance = Literal::u64_unsuffixed(timestamp.tolerance_seconds);
    match &timestamp.place {
        TimestampPlace::Header(name) => quote!(.timestamp_header(#name, #tolerance)),
        TimestampPlace::Element(prefix) => quote!(.timestamp_element(#prefix, #tolerance)),
    }
}

fn secret(secret: &EncodedSecret) -> TokenStream {
    let (prefix, encoding) = (&secret.prefix, encoding(secret.encoding));
    quote!(.encoded_secret(#prefix, #encoding))
}

fn encoding(encoding: SignatureEncoding) -> TokenStream {
    match encoding {
        SignatureEncoding::Hex => quote!(SignatureEncoding::Hex),
        SignatureEncoding::Base64 => quote!(SignatureEncoding::Base64),
    }
}

fn written(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// How a secret of the scheme is written, if it is not any text.
pub(super) fn secret_in_words(signature: &Signature) -> Option<String> {
    let secret = signature.secret.as_ref()?;
    let encoding = match secret.encoding {
        SignatureEncoding::Hex => "hexadecimal digits",
        SignatureEncoding::Base64 => "base64",
    };
    Some(match secret.prefix.as_str() {
        "" => format!("written in {encoding}"),
        prefix => format!("written in {encoding} behind `{prefix}`"),
    })
}
