//! In: the archive of Swagger UI that a crate of the registry holds.
//! Out: the files of it that the page loads, each in the format gzip.
//! Guarantees: nothing is unpacked; what an archive holds by DEFLATE is framed anew.

use std::sync::LazyLock;

use rawzip::{CompressionMethod, ZipArchive};
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;

use crate::Bytes;

/// The style sheet.
pub(super) static STYLE: LazyLock<Bytes> = LazyLock::new(|| gzip("/dist/swagger-ui.css"));

/// The program.
pub(super) static SCRIPT: LazyLock<Bytes> = LazyLock::new(|| gzip("/dist/swagger-ui-bundle.js"));

/// The archive, once in the program.
static ARCHIVE: &[u8] = SWAGGER_UI_VENDORED;

/// The head of a stream by DEFLATE, of an unknown time and system (RFC 1952, section 2.3).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The file whose path ends so. A test sees to it that it is there.
fn gzip(end: &str) -> Bytes {
    found(end).map(Bytes::from).unwrap_or_default()
}

fn found(end: &str) -> Option<Vec<u8>> {
    let archive = ZipArchive::from_slice(ARCHIVE).ok()?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().ok()? {
        let is_wanted = entry.file_path().as_ref().ends_with(end.as_bytes());
        if !is_wanted || entry.compression_method() != CompressionMethod::DEFLATE {
            continue;
        }
        // The tail of gzip has the length modulo 2^32.
        let length = entry.uncompressed_size_hint() as u32;
        let deflated = archive.get_entry(entry.wayfinder()).ok()?;
        let tail = [entry.crc32().to_le_bytes(), length.to_le_bytes()];
        return Some([&HEAD, deflated.data(), tail.as_flattened()].concat());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_in_the_archive() {
        for (file, least) in [(&STYLE, 10_000), (&SCRIPT, 100_000)] {
            assert!(file.len() > least && file.starts_with(&HEAD), "{} bytes", file.len());
        }
    }
}
