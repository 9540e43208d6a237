//! In: a file of the document and the keys and indexes that lead to a place in it.
//! Out: [`Pointer`], the name of that place: a file and a JSON Pointer (RFC 6901).
//! Guarantees: the text is a valid JSON Pointer; two pointers are equal if and only if they name the same place.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A file of the document, in the order of reading: 0 is the entry file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Where something stands in the document: a file and a JSON Pointer in it.
///
/// Cheap to clone. The order is by file, then by text, which is not the order of the document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    file: FileId,
    path: Arc<str>,
}

impl Pointer {
    /// The root of a file.
    pub fn root(file: FileId) -> Self {
        Self {
            file,
            path: Arc::from(""),
        }
    }

    /// Reads the fragment of a URI reference, with its `#`: `#/a/b~1c%20d` (RFC 6901, section 6).
    ///
    /// # Errors
    ///
    /// What is wrong with the fragment.
    pub fn from_fragment(file: FileId, fragment: &str) -> Result<Self, FragmentError> {
        let encoded = fragment.strip_prefix('#').ok_or(FragmentError::NoFragment)?;
        let path = decode_percent(encoded)?;
        if !path.is_empty() && !path.starts_with('/') {
            return Err(FragmentError::PlainName);
        }
        let mut rest = path.as_str();
        while let Some((_, after)) = rest.split_once('~') {
            if !after.starts_with(['0', '1']) {
                return Err(FragmentError::BadTilde);
            }
            rest = after;
        }
        Ok(Self {
            file,
            path: Arc::from(path),
        })
    }

    /// The member of that name.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut path = String::with_capacity(self.path.len() + name.len() + 1);
        path.push_str(&self.path);
        path.push('/');
        for character in name.chars() {
            match character {
                '~' => path.push_str("~0"),
                '/' => path.push_str("~1"),
                other => path.push(other),
            }
        }
        Self {
            file: self.file,
            path: Arc::from(path),
        }
    }

    /// The item at that index, from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            file: self.file,
            path: Arc::from(format!("{}/{index}", self.path)),
        }
    }

    /// The place that holds this one; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.path.rsplit_once('/')?;
        Some(Self {
            file: self.file,
            path: Arc::from(parent),
        })
    }

    /// The name or index of this place in its parent, unescaped; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        let (_, last) = self.path.rsplit_once('/')?;
        Some(unescape(last).into_owned())
    }

    /// The place that `inner` names when it is read from this one on rather than from the root of a file.
    #[must_use]
    pub fn join(&self, inner: &Self) -> Self {
        if inner.path.is_empty() {
            return self.clone();
        }
        Self {
            file: self.file,
            path: Arc::from(format!("{}{}", self.path, inner.path)),
        }
    }

    /// The way from this place to `other`, as a place of its own; `None` if `other` stands elsewhere.
    #[must_use]
    pub fn way_to(&self, other: &Self) -> Option<Self> {
        let within = self.contains(other);
        let rest = other.path.strip_prefix(&*self.path).filter(|_| within)?;
        Some(Self {
            file: other.file,
            path: Arc::from(rest),
        })
    }

    /// The names and indexes from the root to this place, unescaped.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        // The text before the first slash is empty and names nothing.
        let mut tokens = self.path.split('/');
        tokens.next();
        tokens.map(unescape)
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The JSON Pointer; empty for the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether `other` is this place or stands within it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let within = |rest: &str| rest.is_empty() || rest.starts_with('/');
        self.file == other.file && other.path.strip_prefix(&*self.path).is_some_and(within)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.path)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file {
            FileId(0) => write!(f, "#{}", self.path),
            FileId(file) => write!(f, "{file}#{}", self.path),
        }
    }
}

/// Why the fragment of a URI reference is no JSON Pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FragmentError {
    /// There is no `#`.
    NoFragment,
    /// The fragment is a name (`#pet`) rather than a path.
    PlainName,
    /// `%` is not followed by two hexadecimal digits.
    BadPercent,
    /// The bytes behind the `%` signs are not UTF-8.
    NotUtf8,
    /// `~` is followed neither by `0` nor by `1`.
    BadTilde,
}

impl fmt::Display for FragmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFragment => "it has no `#`",
            Self::PlainName => "what follows `#` must begin with `/`",
            Self::BadPercent => "`%` must be followed by two hexadecimal digits",
            Self::NotUtf8 => "its percent-encoded bytes are not UTF-8",
            Self::BadTilde => "`~` must be followed by `0` (for `~`) or `1` (for `/`)",
        })
    }
}

impl std::error::Error for FragmentError {}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        let mut out = String::with_capacity(token.len());
        let mut pieces = token.split('~');
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (character, rest) = match (piece.strip_prefix('0'), piece.strip_prefix('1')) {
                (Some(rest), _) => ('~', rest),
                (None, Some(rest)) => ('/', rest),
                // No escape: it stands for itself.
                (None, None) => ('~', piece),
            };
            out.push(character);
            out.push_str(rest);
        }
        Cow::Owned(out)
    } else {
        Cow::Borrowed(token)
    }
}

/// The text with its percent-encoded bytes decoded (RFC 3986, section 2.1).
///
/// # Errors
///
/// A `%` without its digits, or bytes that are no text.
pub fn decode_percent(text: &str) -> Result<String, FragmentError> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.as_bytes().split_at_checked(2).ok_or(FragmentError::BadPercent)?;
        let byte = digits
            .iter()
            .try_fold(0, |byte, digit| Some(byte * 16 + char::from(*digit).to_digit(16)?));
        let byte = byte.and_then(|byte| u8::try_from(byte).ok());
        bytes.push(byte.ok_or(FragmentError::BadPercent)?);
        bytes.extend_from_slice(rest);
    }
    String::from_utf8(bytes).map_err(|_| FragmentError::NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(text: &str) -> Result<Vec<String>, FragmentError> {
        Pointer::from_fragment(FileId(0), text).map(|pointer| pointer.tokens().map(Cow::into_owned).collect())
    }

    #[test]
    fn children_are_escaped_and_read_back() {
        let pointer = Pointer::root(FileId(0))
            .child("paths")
            .child("/a~1b")
            .index(3)
            .child("");
        assert_eq!(pointer.to_string(), "#/paths/~1a~01b/3/");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~1b", "3", ""]);
        assert_eq!(pointer.last().as_deref(), Some(""));
        let path = pointer.parent().and_then(|index| index.parent());
        assert_eq!(path.and_then(|path| path.last()).as_deref(), Some("/a~1b"));
    }

    #[test]
    fn the_root_has_neither_parent_nor_tokens() {
        let root = Pointer::root(FileId(0));
        assert_eq!((root.parent(), root.last(), root.tokens().count()), (None, None, 0));
        assert_eq!(root.to_string(), "#");
    }

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(fragment("#"), Ok(vec![]));
        assert_eq!(fragment("#/"), Ok(vec![String::new()]));
        assert_eq!(fragment("#/a/b~1c%20d"), Ok(vec!["a".into(), "b/c d".into()]));
        assert_eq!(fragment("#/%7e1/%C3%A9"), Ok(vec!["/".into(), "é".into()]));
        assert_eq!(fragment("/a"), Err(FragmentError::NoFragment));
        assert_eq!(fragment("#pet"), Err(FragmentError::PlainName));
        assert_eq!(fragment("#/a%2"), Err(FragmentError::BadPercent));
        assert_eq!(fragment("#/a%+1"), Err(FragmentError::BadPercent));
        assert_eq!(fragment("#/a%é"), Err(FragmentError::BadPercent));
        assert_eq!(fragment("#/%ff"), Err(FragmentError::NotUtf8));
        assert_eq!(fragment("#/a~2"), Err(FragmentError::BadTilde));
        assert_eq!(fragment("#/a~"), Err(FragmentError::BadTilde));
    }

    #[test]
    fn a_way_leads_from_one_place_to_another() {
        let a = Pointer::root(FileId(1)).child("a");
        let way = a.way_to(&a.child("b").index(2)).expect("a way");
        assert_eq!(way.path(), "/b/2");
        assert_eq!(Pointer::root(FileId(0)).child("c").join(&way).path(), "/c/b/2");
        assert_eq!(a.way_to(&Pointer::root(FileId(1)).child("ab")), None);
        assert_eq!(a.join(&Pointer::root(FileId(0))), a);
    }

    #[test]
    fn a_place_contains_itself_and_what_is_within() {
        let a = Pointer::root(FileId(0)).child("a");
        assert!(a.contains(&a) && a.contains(&a.child("b")) && Pointer::root(FileId(0)).contains(&a));
        assert!(!a.contains(&Pointer::root(FileId(0)).child("ab")) && !Pointer::root(FileId(1)).contains(&a));
    }
}
