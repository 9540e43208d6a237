//! In: all types, and the operations that use them.
//! Out: members that travel in one direction only, where their type travels in both.
//! Guarantees: a member is read-only or write-only exactly where that bears on its type: in a type that also travels in
//! the other direction the member may be absent there.

use crate::ir::{
    Access, Content, ContentKind, HeaderSet, Operation, ParameterShape, PartKind, Shape, Type, TypeId, Types,
};

use super::edges;

/// Settles the access of all fields.
pub(super) fn settle(types: &mut Types, operations: &[Operation], header_sets: &[HeaderSet]) {
    let (mut requests, mut responses) = (Vec::new(), Vec::new());
    for operation in operations {
        requests.extend(
            operation
                .parameters
                .iter()
                .map(|parameter| shape_type(&parameter.shape)),
        );
        requests.extend(operation.body.iter().flat_map(|body| content_types(&body.content)));
        for response in operation.successes.iter().chain(&operation.errors) {
            responses.extend(content_types(&response.content));
        }
    }
    let headers = header_sets.iter().flat_map(|set| &set.headers);
    responses.extend(headers.map(|header| shape_type(&header.shape)));
    let (requests, responses) = (reached(types, requests), reached(types, responses));
    let ids: Vec<TypeId> = types.definitions().map(|(id, _)| id).collect();
    for id in ids {
        let is_in = |reached: &[bool]| reached.get(id.index()).copied().unwrap_or(false);
        let (sent, answered) = (is_in(&requests), is_in(&responses));
        let Some(Type::Defined(definition)) = types.get_mut(id) else {
            continue;
        };
        let Shape::Object(object) = &mut definition.shape else {
            continue;
        };
        for field in &mut object.fields {
            let one_way = match field.access {
                Access::ReadOnly => answered && !sent,
                Access::WriteOnly => sent && !answered,
                Access::ReadWrite => false,
            };
            if one_way {
                field.access = Access::ReadWrite;
            }
        }
    }
}

fn shape_type(shape: &ParameterShape) -> TypeId {
    match *shape {
        ParameterShape::Single(ty) | ParameterShape::Json(ty) => ty,
        ParameterShape::List { list, .. } => list,
        ParameterShape::Styled { ty, .. } => ty,
    }
}

fn content_types(content: &[Content]) -> Vec<TypeId> {
    let mut found = Vec::new();
    for form in content {
        match &form.kind {
            ContentKind::Json(ty) | ContentKind::Text(ty) | ContentKind::Xml(ty) => found.push(*ty),
            ContentKind::Form(form) => found.push(form.ty),
            ContentKind::Binary => {}
            ContentKind::Multipart(multipart) => {
                for part in &multipart.parts {
                    found.extend(part.headers.iter().map(|header| shape_type(&header.shape)));
                    match part.kind {
                        PartKind::Text(ty) | PartKind::Json(ty) => found.push(ty),
                        PartKind::File => {}
                    }
                }
            }
        }
    }
    found
}

/// For each type whether one of `open` leads to it.
fn reached(types: &Types, mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.iter().count()];
    while let Some(id) = open.pop() {
        if let Some(seen) = reached.get_mut(id.index())
            && !*seen
        {
            *seen = true;
            open.extend(edges::all(types.get(id)));
        }
    }
    reached
}
