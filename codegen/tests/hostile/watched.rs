//! In: the text of a document.
//! Out: what came of it.
//! Guarantees: a test fails at a panic, at a hang, at a file outside of the crates and at code that came from a text.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use proc_macro2::{TokenStream, TokenTree};
use stubsmith::{Generator, Options, source::Sources};

/// How long a document may take, in a build without optimization. What is meant to stall takes minutes or more where
/// nothing holds it up.
const LIMIT: Duration = Duration::from_secs(30);

/// What texts of these documents try to smuggle in as code. No name that is made of words of a document is spelled so.
pub(crate) const CANARY: &str = "__pWned";

/// What came of a document.
pub(crate) struct Outcome {
    /// All diagnostics, as a user sees them.
    pub(crate) shown: String,
    /// Whether there are crates.
    pub(crate) accepted: bool,
    /// All files by their path.
    pub(crate) files: Vec<(String, String)>,
}

/// Generates a document, in JSON or YAML.
pub(crate) fn generate(name: &str, text: impl Into<String>) -> Outcome {
    let (text, file) = (text.into(), format!("{name}.yaml"));
    let outcome = within(name, move || {
        let (sources, diagnostics) = Sources::from_text(&file, text);
        // One thread, whose time is watched.
        let generator = Generator::new("hostile".parse().expect("a name"))
            .options(Options::from_toml("mock = true\ndocs = true").expect("options"))
            .threads(1);
        let generated = generator.generate(&sources, diagnostics);
        let shown = sources.render(&sources.sorted(generated.diagnostics), false);
        let folders = generated.crates.iter();
        let files = folders.flat_map(|one| {
            let folder = one.kind.name();
            let named = move |(path, text): (&str, &str)| (format!("{folder}/{path}"), text.to_owned());
            one.files.iter().map(named)
        });
        Outcome {
            accepted: !generated.crates.is_empty(),
            files: files.collect(),
            shown,
        }
    });
    for (path, text) in &outcome.files {
        check_path(name, path);
        if path.ends_with(".rs") {
            check_code(&format!("{name}: {path}"), text);
        }
    }
    assert!(!outcome.shown.contains("bug/"), "{name}: {}", outcome.shown);
    outcome
}

/// Does something on a thread of its own.
pub(crate) fn within<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = channel();
    let (clock, clocks) = channel();
    let thread = thread::spawn(move || {
        // Nobody listens any more where the time is over.
        let _ = clock.send(fs::read_link("/proc/thread-self").ok());
        let _ = sender.send(work());
    });
    let begin = Instant::now();
    let clock = clocks.recv().ok().flatten();
    loop {
        match receiver.recv_timeout(Duration::from_millis(200)) {
            Ok(done) => return done,
            Err(RecvTimeoutError::Disconnected) => panic!("{name}: {:?}", thread.join().err().map(message)),
            Err(RecvTimeoutError::Timeout) => {
                let worked = clock.as_deref().and_then(worked).unwrap_or_else(|| begin.elapsed());
                assert!(worked < LIMIT, "{name}: not done after {worked:?}");
            }
        }
    }
}

/// How long a thread of this process has run on a processor, where the system tells it: how busy the machine is says
/// nothing of a document.
fn worked(thread: &Path) -> Option<Duration> {
    let text = fs::read_to_string(Path::new("/proc").join(thread).join("schedstat")).ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn message(panic: Box<dyn std::any::Any + Send>) -> String {
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => other
            .downcast_ref::<&str>()
            .map_or_else(|| "a panic without words".to_owned(), ToString::to_string),
    }
}

/// A file stands below the folder of its crate, where any system can write it.
fn check_path(name: &str, path: &str) {
    for segment in path.split('/') {
        let plain = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.' || letter == '-';
        assert!(
            segment.chars().all(plain) && !segment.starts_with('.') && (1..256).contains(&segment.len()),
            "{name}: the path {path:?}"
        );
    }
}

/// A file is Rust, holds nothing that rustc takes for an attack, and no code of the document's.
fn check_code(name: &str, text: &str) {
    let tokens: TokenStream = match syn::parse_file(text) {
        Ok(_) => text.parse().expect("what parses has tokens"),
        Err(error) => panic!("{name}: {error}"),
    };
    let turning = |letter: &char| matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert_eq!(text.chars().find(turning), None, "{name} turns the direction of text");
    let odd = |letter: &char| letter.is_control() && *letter != '\n';
    assert_eq!(text.chars().find(odd), None, "{name} has a control character");
    check_tokens(name, tokens);
}

fn check_tokens(name: &str, tokens: TokenStream) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => check_tokens(name, group.stream()),
            TokenTree::Ident(ident) => assert_ne!(ident.to_string(), CANARY, "{name} has code of the document"),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
