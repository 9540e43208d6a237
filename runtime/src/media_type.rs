//! In: the value of a `Content-Type` header.
//! Out: what client and server need to know of it.
//! Guarantee: case and parameters do not matter.

/// Whether a media type is JSON: `application/json`, or any with the suffix `+json` (RFC 6839, section 3.1).
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let Some((kind, subtype)) = essence.split_once('/') else {
        return false;
    };
    let suffix = subtype.rsplit_once('+').map(|(_, suffix)| suffix);
    !kind.is_empty()
        && (kind.eq_ignore_ascii_case("application") && subtype.eq_ignore_ascii_case("json")
            || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("json")))
}
