//! In: a seed and the name of a place.
//! Out: numbers that look random.
//! Guarantees: the same seed and place give the same numbers, whatever was made elsewhere.

/// A generator of numbers (`SplitMix64`), for values that look alike to nobody but protect nothing.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The generator of a place.
    pub(super) fn at(seed: u64, place: &str) -> Self {
        Self(mixed(seed, place))
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `count`; 0 if that is 0.
    pub(super) fn below(&mut self, count: u64) -> u64 {
        self.next().checked_rem(count).unwrap_or_default()
    }

    /// A number of at most `most`.
    pub(super) fn up_to(&mut self, most: u128) -> u128 {
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        most.checked_add(1).map_or(bits, |count| bits % count)
    }

    /// One of several, if there is any.
    pub(super) fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let index = usize::try_from(self.below(of.len() as u64)).ok()?;
        of.get(index)
    }
}

/// A seed for what a name stands for (FNV-1a).
pub(super) fn mixed(seed: u64, name: &str) -> u64 {
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let start = seed.to_le_bytes().into_iter().fold(0xCBF2_9CE4_8422_2325, hash);
    name.bytes().fold(start, hash)
}
