//! In: an automaton, and how long a text may be.
//! Out: a few texts that it accepts, for those who need an example.
//! Guarantees: the same automaton gives the same texts; memory and time are bounded.

mod steps;

use super::{Automaton, determinize::DEAD};

/// How many texts there are at most.
const COUNT: u64 = 4;

/// The length that texts have where the pattern leaves it open.
const USUAL: usize = 8;

/// How many steps are taken to find out what can be reached.
const MOST_STEPS: usize = 20_000_000;

/// Characters in the order in which they are liked.
const LIKED: [&str; 3] = [
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "-_./:@+ ,;=!#$%&*()[]{}<>|~^?'\"`\\",
    "\t\n\u{e9}\u{df}\u{3b1}\u{434}\u{5d0}\u{4e2d}\u{1f600}",
];

impl Automaton {
    /// Texts of `least` to `most` characters that are accepted.
    #[must_use]
    pub fn samples(&self, least: u64, most: Option<u64>) -> Vec<String> {
        let length = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
        let (least, most) = (length(least), most.map_or(usize::MAX, length));
        let edges = self.edges();
        let Some(ways) = self.ways(&edges, least, most) else {
            return Vec::new();
        };
        let mut texts: Vec<String> = Vec::new();
        for number in 0..COUNT {
            let text = walk(&edges, &ways, number);
            if self.accepts(&text) && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// Whether a text matches.
    #[must_use]
    pub fn accepts(&self, text: &str) -> bool {
        self.is_accepting(self.after(0, text))
    }

    /// The state in which a text ends that begins in another.
    fn after(&self, state: usize, text: &str) -> usize {
        text.bytes().fold(state, |state, byte| {
            let class = self.classes().get(usize::from(byte)).copied().unwrap_or_default();
            self.next(state, class).unwrap_or(DEAD as usize)
        })
    }

    /// For each state where liked characters lead, those that lead to one state together.
    fn edges(&self) -> Vec<Vec<Edge>> {
        let of = |state: usize| {
            let mut edges: Vec<Edge> = Vec::new();
            for (rank, liked) in LIKED.iter().enumerate() {
                for character in liked.chars() {
                    let to = self.after(state, character.encode_utf8(&mut [0; 4]));
                    match edges.iter_mut().find(|edge| (edge.to, edge.rank) == (to, rank)) {
                        Some(edge) => edge.characters.push(character),
                        None if to != DEAD as usize => edges.push(Edge {
                            to,
                            rank,
                            characters: vec![character],
                        }),
                        None => {}
                    }
                }
            }
            edges
        };
        (0..self.state_count()).map(of).collect()
    }

    /// For each count of characters left, the states from which a text can be accepted behind so many. The last is for
    /// the whole text; `None`: there is none.
    fn ways(&self, edges: &[Vec<Edge>], least: usize, most: usize) -> Option<Vec<Vec<bool>>> {
        let size: usize = edges.iter().map(|edges| edges.len().max(1)).sum();
        let longest = most.min(MOST_STEPS / size.max(1));
        let usual = USUAL.clamp(least.min(most), most);
        let mut ways = vec![
            (0..self.state_count())
                .map(|state| self.is_accepting(state))
                .collect::<Vec<bool>>(),
        ];
        let mut best: Option<usize> = None;
        for length in 0..=longest {
            let reached = ways.last()?;
            if length >= least && length <= most && reached.first() == Some(&true) {
                best = Some(length);
                if length >= usual {
                    break;
                }
            }
            // Behind the usual length the first that fits does.
            if length >= usual.max(least) && best.is_some() {
                break;
            }
            let leads = |edge: &Edge| reached.get(edge.to).copied().unwrap_or_default();
            let next = edges.iter().map(|edges| edges.iter().any(leads)).collect();
            ways.push(next);
        }
        ways.truncate(best? + 1);
        Some(ways)
    }
}

/// Where characters lead.
struct Edge {
    to: usize,
    rank: usize,
    characters: Vec<char>,
}

/// Numbers that look random, the same for the same start (xorshift).
struct Picks(u64);

impl Picks {
    fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `count`; 0 if that is 0.
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let bits = usize::try_from(self.0 >> 33).unwrap_or_default();
        bits.checked_rem(count).unwrap_or_default()
    }
}

/// One of the texts.
fn walk(edges: &[Vec<Edge>], ways: &[Vec<bool>], number: u64) -> String {
    let mut picks = Picks::new(number);
    let (mut state, mut text) = (0, String::new());
    for reached in ways.iter().rev().skip(1) {
        let leads = |edge: &&Edge| reached.get(edge.to).copied().unwrap_or_default();
        let open: Vec<&Edge> = edges.get(state).into_iter().flatten().filter(leads).collect();
        let best = open.iter().map(|edge| edge.rank).min();
        let liked: Vec<&&Edge> = open.iter().filter(|edge| Some(edge.rank) == best).collect();
        let Some(edge) = liked.get(picks.below(liked.len())) else {
            break;
        };
        text.extend(edge.characters.get(picks.below(edge.characters.len())));
        state = edge.to;
    }
    text
}
