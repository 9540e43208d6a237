//! In: the bytes of a body whose items are divided by one byte.
//! Out: the records between these bytes.
//! Guarantee: white space alone is no record; each byte is looked at once.

use bytes::{Buf as _, Bytes, BytesMut};

use super::frames::OverLimit;

/// A body of records while it is taken apart.
pub(super) struct Records {
    divider: u8,
    limit: usize,
    held: BytesMut,
    /// How many of the bytes are known to have no divider.
    searched: usize,
}

impl Records {
    pub(super) fn new(divider: u8, limit: usize) -> Self {
        Self {
            divider,
            limit,
            held: BytesMut::new(),
            searched: 0,
        }
    }

    pub(super) fn push(&mut self, data: Bytes) {
        if self.held.is_empty() {
            self.held = BytesMut::from(data);
        } else {
            self.held.extend_from_slice(&data);
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<Bytes>, OverLimit> {
        loop {
            let unsearched = self.held.get(self.searched..).unwrap_or_default();
            let found = unsearched.iter().position(|byte| *byte == self.divider);
            let length = self.searched + found.unwrap_or(unsearched.len());
            if length > self.limit {
                return Err(OverLimit);
            }
            if found.is_none() {
                self.searched = length;
                return Ok(None);
            }
            let record = self.held.split_to(length).freeze();
            self.held.advance(1);
            self.searched = 0;
            if !is_blank(&record) {
                return Ok(Some(record));
            }
        }
    }

    pub(super) fn rest(&mut self) -> Option<Bytes> {
        self.searched = 0;
        let rest = std::mem::take(&mut self.held).freeze();
        (!is_blank(&rest)).then_some(rest)
    }
}

fn is_blank(record: &[u8]) -> bool {
    record.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::Records;

    fn all(divider: u8, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut records = Records::new(divider, 10);
        let mut found = Vec::new();
        for piece in pieces {
            records.push(Bytes::copy_from_slice(piece));
            while let Some(record) = records.next().unwrap() {
                found.push(record.to_vec());
            }
        }
        found.extend(records.rest().map(|rest| rest.to_vec()));
        found
    }

    #[test]
    fn lines_are_found_however_they_arrive() {
        let expected: [&[u8]; 3] = [b"1", b"22", b"3"];
        let whole: &[u8] = b"1\n22\n\n3";
        assert_eq!(all(b'\n', &[whole]), expected);
        let bytes: Vec<&[u8]> = whole.chunks(1).collect();
        assert_eq!(all(b'\n', &bytes), expected);
        assert_eq!(all(b'\n', &[b"1\n22\n3\n"]), expected);
    }

    #[test]
    fn sequences_begin_with_their_divider() {
        assert_eq!(all(0x1e, &[b"\x1e1\n\x1e", b"2\n"]), [b"1\n", b"2\n"]);
    }

    #[test]
    fn a_record_over_the_limit_is_not_waited_for() {
        let mut records = Records::new(b'\n', 10);
        records.push(Bytes::from_static(b"0123456789\n0123456789"));
        assert_eq!(records.next().unwrap().unwrap(), &b"0123456789"[..]);
        assert_eq!(records.next(), Ok(None));
        records.push(Bytes::from_static(b"0"));
        assert!(records.next().is_err());
    }
}
