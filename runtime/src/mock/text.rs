//! In: a format and lengths.
//! Out: a string.
//! Guarantees: plain text has the lengths asked for; what has a format is right for the format, whatever its length.

use crate::Base64;
use crate::jiff::{SignedDuration, Timestamp};

use super::random::Random;
use super::schema::TextFormat;

/// The most characters that are made.
const LONGEST: u64 = 1 << 20;

/// The seconds of a year.
const YEAR: u64 = 31_536_000;

const WORDS: &[&str] = &[
    "amber", "birch", "cedar", "delta", "ember", "fern", "grove", "harbour", "iris", "juniper", "kelp", "linden",
    "maple", "nectar", "olive", "pine", "quartz", "river", "sage", "thistle", "umber", "violet", "willow", "yarrow",
];

/// A string of `least` to `most` characters.
pub(super) fn text(random: &mut Random, format: TextFormat, least: u64, most: Option<u64>) -> Option<String> {
    match format {
        TextFormat::Plain => plain(random, least, most),
        TextFormat::DateTime => Some(moment(random).to_string()),
        TextFormat::Date => Some(moment(random).strftime("%Y-%m-%d").to_string()),
        TextFormat::Uuid => Some(uuid(random)),
        TextFormat::Uri => uri(random, least, most),
        TextFormat::Base64 => {
            let bytes = plain(random, least.div_ceil(4) * 3, most.map(|most| most / 4 * 3))?;
            Some(Base64::from(bytes.into_bytes()).to_string())
        }
    }
}

/// Words, as many as it takes.
pub(super) fn plain(random: &mut Random, least: u64, most: Option<u64>) -> Option<String> {
    if least > LONGEST || most.is_some_and(|most| most < least) {
        return None;
    }
    let least = usize::try_from(least).ok()?;
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let mut text = String::new();
    let words = 1 + random.below(2);
    for count in 0.. {
        if text.len() >= least && count >= words {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(random.pick(WORDS).copied().unwrap_or_default());
    }
    // All words are ASCII.
    text.truncate(most);
    let trimmed = text.trim_end().len();
    if trimmed >= least {
        text.truncate(trimmed);
    } else if text.ends_with(' ') {
        text.pop();
        text.push('s');
    }
    Some(text)
}

fn moment(random: &mut Random) -> Timestamp {
    // From 2020 on.
    let seconds = 1_577_836_800 + random.below(6 * YEAR);
    let since_epoch = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or_default());
    Timestamp::from_duration(since_epoch).unwrap_or_default()
}

fn uuid(random: &mut Random) -> String {
    let bits = u128::from(random.next()) << 64 | u128::from(random.next());
    crate::uuid::Builder::from_random_bytes(bits.to_be_bytes())
        .into_uuid()
        .to_string()
}

fn uri(random: &mut Random, least: u64, most: Option<u64>) -> Option<String> {
    const HOST: &str = "https://example.com/";
    let host = HOST.len() as u64;
    let path = |most: Option<u64>, random: &mut Random| plain(random, least.saturating_sub(host), most);
    let uri = match most.map(|most| most.checked_sub(host)) {
        None => HOST.to_owned() + &path(None, random)?,
        Some(Some(most)) => HOST.to_owned() + &path(Some(most), random)?,
        // No room for a host.
        Some(None) => "a:b".to_owned(),
    };
    Some(uri.replace(' ', "-"))
}
