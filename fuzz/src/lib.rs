//! In: what several fuzz targets need. Out: the checks and the mutations that they share.
//! Guarantees: nothing here is kept from one input to the next.

pub mod matching;
pub mod reading;
pub mod serving;
pub mod tree;
