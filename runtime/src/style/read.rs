//! In: the texts that were sent: one, or pairs of name and value; still encoded.
//! Out: the value that they stand for in a style.
//! Guarantee: what divides texts is looked for before they are decoded, so that an encoded delimiter is part of a value.

use std::collections::BTreeMap;

use super::{Misread, ReadFault, Shape, Style, Styled, Tree};

/// How one text is decoded.
pub(crate) type Decoder = fn(&[u8]) -> Result<String, ReadFault>;

/// Pairs of a name, which is decoded, and values, which are not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs(BTreeMap<String, Vec<String>>);

impl Pairs {
    /// Adds a pair.
    pub(crate) fn push(&mut self, name: String, value: String) {
        self.0.entry(name).or_default().push(value);
    }

    /// The values sent under `name`.
    pub(crate) fn values(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Puts `stands_for` in the place of empty values of `name`, or takes them away.
    pub(crate) fn replace_empty(&mut self, name: &str, stands_for: Option<&str>) {
        let Some(values) = self.0.get_mut(name) else { return };
        match stands_for {
            Some(text) => {
                for value in values.iter_mut().filter(|value| value.is_empty()) {
                    text.clone_into(value);
                }
            }
            None => values.retain(|value| !value.is_empty()),
        }
    }

    /// All names with their values, sorted.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// The names within brackets behind `name`, with their values: `a[b][c]=1` is `["b", "c"]` for `a`.
    fn below<'p>(&'p self, name: &'p str) -> impl Iterator<Item = (Vec<&'p str>, &'p [String])> {
        let start = format!("{name}[");
        let from_start = self.0.range(start.clone()..);
        from_start
            .take_while(move |(full, _)| full.starts_with(&start))
            .filter_map(move |(full, values)| Some((brackets(full.strip_prefix(name)?)?, values.as_slice())))
    }
}

/// `[b][c]` as `["b", "c"]`.
pub(crate) fn brackets(text: &str) -> Option<Vec<&str>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split("][").collect())
}

/// The value of `name` among pairs, or `None` if none of them is for it.
pub(crate) fn pairs(pairs: &Pairs, name: &str, how: Styled, decode: Decoder) -> Result<Option<Tree>, Misread> {
    if how.style == Style::DeepObject {
        return deep(pairs, name, how, decode);
    }
    let values = pairs.values(name);
    if how.style == Style::Json {
        return match values {
            [] => Ok(None),
            [value] => Ok(Some(Tree::from_json(decode(value.as_bytes())?)?)),
            _ => Err(ReadFault::Repeated.into()),
        };
    }
    if let (Shape::Object { members, besides }, true) = (how.shape, how.explode) {
        let object = top_level(pairs, members, besides, decode)?;
        if object.is_some() || values.is_empty() {
            return Ok(object);
        }
    }
    let list = !how.explode || how.style.is_delimited();
    match values {
        [] => Ok(None),
        [value] if list => delimited(value, name, how, decode).map(Some),
        [value] if how.shape != Shape::Values => Ok(Some(scalar(how.shape, decode(value.as_bytes())?))),
        _ if how.shape == Shape::Text => Err(ReadFault::Repeated.into()),
        values if how.explode => items(values, how.shape, decode).map(Some),
        // Several lists under one name are one list.
        values => {
            let lists = values.iter().map(|value| delimited(value, name, how, decode));
            let mut items = Vec::new();
            for list in lists {
                match list? {
                    Tree::List(more) => items.extend(more),
                    Tree::Object(_) => return Err(ReadFault::Repeated.into()),
                    one => items.push(one),
                }
            }
            Ok(Some(Tree::List(items)))
        }
    }
}

fn items(values: &[String], shape: Shape, decode: Decoder) -> Result<Tree, Misread> {
    let each = match shape {
        Shape::Text | Shape::Texts => Shape::Text,
        Shape::Object { .. } | Shape::Values | Shape::Any => Shape::Any,
    };
    let items = values.iter().map(|value| Ok(scalar(each, decode(value.as_bytes())?)));
    listed(items).map(Tree::List)
}

/// The items, of which one may be at fault.
fn listed(items: impl Iterator<Item = Result<Tree, ReadFault>>) -> Result<Vec<Tree>, Misread> {
    let items = items.enumerate();
    items
        .map(|(index, item)| item.map_err(|fault| fault.in_element(index)))
        .collect()
}

/// The members of an object that stand among the pairs by themselves.
fn top_level(
    pairs: &Pairs,
    members: &[(&str, Shape)],
    besides: Option<&[&str]>,
    decode: Decoder,
) -> Result<Option<Tree>, Misread> {
    let mut object = BTreeMap::new();
    let mut add = |name: &str, shape: Shape, values: &[String]| {
        let value = match (values, shape) {
            ([], _) => return Ok(()),
            ([value], _) => scalar(shape, decode(value.as_bytes()).map_err(|fault| fault.in_member(name))?),
            (_, Shape::Text) => return Err(ReadFault::Repeated.in_member(name)),
            (values, shape) => items(values, shape, decode)?,
        };
        object.insert(name.to_owned(), value);
        Ok(())
    };
    for (name, shape) in members {
        add(name, *shape, pairs.values(name))?;
    }
    if let Some(others) = besides {
        let is_named = |name: &str| members.iter().any(|(member, _)| *member == name);
        for (name, values) in pairs.iter() {
            // `a[b]` belongs to a parameter `a` in the style `deepObject`.
            let base = name.split_once('[').map_or(name, |(base, _)| base);
            if ![name, base].iter().any(|name| others.contains(name)) && !is_named(name) {
                add(name, Shape::Any, values)?;
            }
        }
    }
    Ok((!object.is_empty()).then_some(Tree::Object(object)))
}

/// `name[a]=1&name[b][c]=2`, and `name[]=1&name[]=2` for a list.
fn deep(pairs: &Pairs, name: &str, how: Styled, decode: Decoder) -> Result<Option<Tree>, Misread> {
    let mut tree = Tree::Object(BTreeMap::new());
    let mut list = Vec::new();
    let mut any = false;
    for (names, values) in pairs.below(name) {
        any = true;
        let shape = match (how.shape, names.as_slice()) {
            (Shape::Object { members, .. }, [only]) => {
                let known = members.iter().find(|(member, _)| member == only);
                known.map_or(Shape::Any, |(_, shape)| *shape)
            }
            (Shape::Texts, _) => Shape::Text,
            _ => Shape::Any,
        };
        for value in values {
            let text = decode(value.as_bytes())?;
            if names == [""] {
                list.push(scalar(Shape::Any, text));
            } else if shape == Shape::Texts && values.len() > 1 {
                tree.insert(&names, Tree::Text(text))?;
            } else {
                tree.insert(&names, scalar(shape, text))?;
            }
        }
    }
    if !list.is_empty() {
        return Ok(Some(Tree::List(list)));
    }
    if any {
        let tree = tree.with_lists();
        let is_list = matches!(how.shape, Shape::Texts | Shape::Values | Shape::Any);
        return Ok(Some(if is_list { tree.counted() } else { tree }));
    }
    match pairs.values(name) {
        [] => Ok(None),
        [value] => Ok(Some(scalar(how.shape, decode(value.as_bytes())?))),
        _ if how.shape == Shape::Text => Err(ReadFault::Repeated.into()),
        values => items(values, how.shape, decode).map(Some),
    }
}

/// The value of one text.
pub(crate) fn delimited(text: &str, name: &str, how: Styled, decode: Decoder) -> Result<Tree, Misread> {
    let text = match how.style {
        Style::Label => text.strip_prefix('.').ok_or(ReadFault::Prefix)?,
        Style::Matrix => {
            let text = text.strip_prefix(';').ok_or(ReadFault::Prefix)?;
            if how.explode && how.shape != Shape::Text {
                return matrix_pairs(text, name, how, decode);
            }
            let value = text.strip_prefix(name).ok_or(ReadFault::Prefix)?;
            match value.strip_prefix('=') {
                Some(value) => value,
                None if value.is_empty() => value,
                None => return Err(ReadFault::Prefix.into()),
            }
        }
        Style::Json => return Ok(Tree::from_json(decode(text.as_bytes())?)?),
        _ => text,
    };
    let parts = || split(text, how);
    match how.shape {
        Shape::Text => Ok(Tree::Text(decode(text.as_bytes())?)),
        Shape::Texts => {
            let items = parts().into_iter().map(|part| Ok(Tree::Text(decode(part.as_bytes())?)));
            listed(items).map(Tree::List)
        }
        Shape::Object { members, .. } if how.explode => {
            let pairs = parts()
                .into_iter()
                .map(|part| part.split_once('=').ok_or(ReadFault::Unpaired.into()));
            object(pairs, members, decode)
        }
        Shape::Object { members, .. } => {
            let parts = parts();
            let pairs = parts.chunks(2).map(|pair| match pair {
                [name, value] => Ok((*name, *value)),
                _ => Err(ReadFault::Unpaired.into()),
            });
            object(pairs, members, decode)
        }
        Shape::Values | Shape::Any => {
            let items = parts()
                .into_iter()
                .map(|part| Ok(scalar(Shape::Any, decode(part.as_bytes())?)));
            let items = listed(items)?;
            if how.shape == Shape::Values {
                return Ok(Tree::List(items));
            }
            let mut items = items.into_iter();
            match (items.next(), items.len()) {
                (None, _) => Ok(Tree::Text(String::new())),
                (Some(one), 0) => Ok(one),
                (Some(first), _) => Ok(Tree::List(std::iter::once(first).chain(items).collect())),
            }
        }
    }
}

/// `name=a;name=b`, or `a=1;b=2` for an object.
fn matrix_pairs(text: &str, name: &str, how: Styled, decode: Decoder) -> Result<Tree, Misread> {
    let pairs = text.split(';').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    if let Shape::Object { members, .. } = how.shape {
        return object(pairs.map(Ok), members, decode);
    }
    let mut values = Vec::new();
    for (found, value) in pairs {
        if decode(found.as_bytes())? != name {
            return Err(ReadFault::Prefix.into());
        }
        values.push(value.to_owned());
    }
    match values.as_slice() {
        [value] if how.shape == Shape::Any => Ok(scalar(Shape::Any, decode(value.as_bytes())?)),
        values => items(values, how.shape, decode),
    }
}

fn object<'a>(
    pairs: impl Iterator<Item = Result<(&'a str, &'a str), Misread>>,
    members: &[(&str, Shape)],
    decode: Decoder,
) -> Result<Tree, Misread> {
    let mut object = BTreeMap::new();
    for pair in pairs {
        let (name, value) = pair?;
        let name = decode(name.as_bytes())?;
        let shape = members.iter().find(|(member, _)| *member == name);
        let shape = shape.map_or(Shape::Any, |(_, shape)| *shape);
        let value = scalar(shape, decode(value.as_bytes()).map_err(|fault| fault.in_member(&name))?);
        if object.contains_key(&name) {
            return Err(ReadFault::Repeated.in_member(&name));
        }
        object.insert(name, value);
    }
    Ok(Tree::Object(object))
}

/// One text as a value of a shape.
fn scalar(shape: Shape, text: String) -> Tree {
    let may_be_json = text.starts_with(['[', '{']);
    match shape {
        Shape::Text => Tree::Text(text),
        Shape::Texts if !text.starts_with('[') => Tree::List(vec![Tree::Text(text)]),
        Shape::Values if !text.starts_with('[') => Tree::List(vec![scalar(Shape::Any, text)]),
        _ if may_be_json => Tree::Json(text),
        _ => Tree::Text(text),
    }
}

/// The parts of a text that is still encoded; an empty text has none.
fn split(text: &str, how: Styled) -> Vec<&str> {
    if text.is_empty() {
        return Vec::new();
    }
    let delimiters: &[&str] = match how.style {
        Style::SpaceDelimited => &["%20", "+", " "],
        Style::PipeDelimited => &["%7C", "%7c", "|"],
        Style::TabDelimited => &["%09", "\t"],
        _ => return text.split(how.delimiter()).collect(),
    };
    let mut parts = vec![text];
    for delimiter in delimiters {
        parts = parts.into_iter().flat_map(|part| part.split(delimiter)).collect();
    }
    parts
}
