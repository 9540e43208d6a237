//! In: how the document says that requests are signed.
//! Out: the same as the runtime's description of it.
//! Guarantees: client and server emit the same, so that one can verify what the other signs.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{fragments::ident, source_file::Imports};
use crate::ir::{PayloadPart, Signature, SignatureAlgorithm, SignatureEncoding};

/// The description of how requests are signed.
pub(super) fn scheme(signature: &Signature, imports: &mut Imports) -> TokenStream {
    for name in ["Algorithm", "PayloadPart", "SignatureEncoding", "SignatureScheme"] {
        imports.add("stubsmith_runtime::signature", name);
    }
    let algorithm = ident(match signature.algorithm {
        SignatureAlgorithm::HmacSha256 => "HmacSha256",
        SignatureAlgorithm::HmacSha512 => "HmacSha512",
    });
    let encoding = ident(match signature.encoding {
        SignatureEncoding::Hex => "Hex",
        SignatureEncoding::Base64 => "Base64",
    });
    let header = &signature.header;
    let (timestamp_header, tolerance) = match &signature.timestamp {
        Some(timestamp) => {
            let header = &timestamp.header;
            (quote!(Some(#header)), timestamp.tolerance_seconds)
        }
        None => (quote!(None), 0),
    };
    let tolerance = Literal::u64_unsuffixed(tolerance);
    let payload = signature.payload.iter().map(|part| match part {
        PayloadPart::Body => quote!(PayloadPart::Body),
        PayloadPart::Timestamp => quote!(PayloadPart::Timestamp),
        PayloadPart::Literal(text) => quote!(PayloadPart::Literal(#text)),
    });
    quote! {
        SignatureScheme {
            algorithm: Algorithm::#algorithm,
            encoding: SignatureEncoding::#encoding,
            signature_header: #header,
            timestamp_header: #timestamp_header,
            tolerance_seconds: #tolerance,
            payload: &[#(#payload),*],
        }
    }
}
