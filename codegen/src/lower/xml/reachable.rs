//! In: all that was lowered of XML.
//! Out: the same without objects that no document holds, as those of which unions were put together.
//! Guarantees: the order stays.

use crate::ir::{Xml, XmlAdditional, XmlObject, XmlShape};

/// Leaves out the objects that no document leads to.
pub(super) fn reachable(mut xml: Xml) -> Xml {
    let mut reached = vec![false; xml.objects.len()];
    let mut open: Vec<usize> = xml.roots.iter().filter_map(|root| object(&root.shape)).collect();
    while let Some(index) = open.pop() {
        if let (Some(seen @ false), Some(found)) = (reached.get_mut(index), xml.objects.get(index)) {
            *seen = true;
            open.extend(found.members.iter().filter_map(|member| object(&member.shape)));
            if let XmlAdditional::Typed(shape) = &found.additional {
                open.extend(object(shape));
            }
        }
    }
    let mut next = 0;
    let numbers: Vec<usize> = reached
        .iter()
        .map(|reached| {
            let number = next;
            next += usize::from(*reached);
            number
        })
        .collect();
    let mut kept = reached.iter();
    xml.objects.retain(|_| kept.next() == Some(&true));
    xml.roots
        .iter_mut()
        .for_each(|root| renumber(&mut root.shape, &numbers));
    for XmlObject {
        members, additional, ..
    } in &mut xml.objects
    {
        members
            .iter_mut()
            .for_each(|member| renumber(&mut member.shape, &numbers));
        if let XmlAdditional::Typed(shape) = additional {
            renumber(shape, &numbers);
        }
    }
    xml
}

/// The object that a shape leads to.
fn object(shape: &XmlShape) -> Option<usize> {
    match shape {
        XmlShape::Text | XmlShape::Token => None,
        XmlShape::Array(_, item) => object(item),
        XmlShape::Object(index) => Some(*index),
    }
}

fn renumber(shape: &mut XmlShape, numbers: &[usize]) {
    match shape {
        XmlShape::Text | XmlShape::Token => {}
        XmlShape::Array(_, item) => renumber(item, numbers),
        XmlShape::Object(index) => *index = numbers.get(*index).copied().unwrap_or_default(),
    }
}
