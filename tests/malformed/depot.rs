//! In: calls of the Depot. Out: a success each. Guarantee: none, so that what was let through is seen as such.

use std::convert::Infallible;

use axum::Router;
use depot_server::{
    Counter, DeleteMaybeRequest, Failure, HeadsRequest, MembersRequest, PathRequest, QueryRequest, SendAnythingRequest,
    SendBytesRequest, SendEitherRequest, SendFormRequest, SendMapRequest, SendMaybeRequest, SendPartsRequest,
    SendPatchRequest, SendPictureRequest, SendTextRequest, Shelves,
};

struct Depot;

macro_rules! operations {
    ($group:ident { $($method:ident($request:ident)),+ }) => {
        impl $group for Depot {
            $(async fn $method(&self, _: $request) -> Result<(), Failure<Infallible>> {
                Ok(())
            })+
        }
    };
}

operations!(Shelves { path(PathRequest), query(QueryRequest), members(MembersRequest), heads(HeadsRequest) });
operations!(Counter {
    send_form(SendFormRequest),
    send_map(SendMapRequest),
    send_parts(SendPartsRequest),
    send_anything(SendAnythingRequest),
    send_text(SendTextRequest),
    send_bytes(SendBytesRequest),
    send_picture(SendPictureRequest),
    send_patch(SendPatchRequest),
    send_either(SendEitherRequest),
    send_maybe(SendMaybeRequest),
    delete_maybe(DeleteMaybeRequest)
});

pub(super) fn router() -> Router {
    depot_server::server(Depot).body_limit(4 << 10).into_router()
}
