//! In: a text with marks. Out: the bytes that it stands for.
//! Guarantee: a mark that is none of these is a panic, so that no request is other than it looks.
//!
//! | mark | what it stands for |
//! | --- | --- |
//! | `{{bytes FF 00}}` | these bytes |
//! | `{{200 times x}}` | the text after `times`, that often |
//! | `{{now}}`, `{{now - 600}}` | the time in UNIX seconds |
//! | `{{signature by secret}}` | the HMAC-SHA-512 of the body in hexadecimal digits |

use std::time::UNIX_EPOCH;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;

/// `text` without marks; `body` is what is signed.
pub(super) fn expanded(text: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (mark, after) = after.split_once("}}").unwrap_or_else(|| panic!("no end: {after}"));
        bytes.extend_from_slice(before.as_bytes());
        bytes.extend(meant(mark, body));
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn meant(mark: &str, body: &[u8]) -> Vec<u8> {
    let first = mark.split(' ').next().unwrap_or_default();
    let rest = mark.get(first.len()..).unwrap_or_default().trim_start();
    match first {
        "bytes" => rest
            .split(' ')
            .map(|digits| u8::from_str_radix(digits, 16).unwrap())
            .collect(),
        "now" => moment(rest).to_string().into_bytes(),
        "signature" => signature(rest.strip_prefix("by ").unwrap(), body).into_bytes(),
        count => {
            let text = rest.strip_prefix("times ").unwrap_or_else(|| panic!("no mark: {mark}"));
            text.repeat(count.parse().unwrap()).into_bytes()
        }
    }
}

/// The time, and so many seconds more or less.
fn moment(change: &str) -> i64 {
    let now = i64::try_from(UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    if change.is_empty() {
        return now;
    }
    let change: i64 = change.replace(' ', "").parse().unwrap();
    now + change
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let digest = mac.finalize().into_bytes();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
