//! The Depot, a document that holds every parameter and request body that a document can declare.

mod bodies;
mod forms;
mod members;
mod parameters;

use std::convert::Infallible;
use std::sync::Arc;

use depot_client::Client;
use depot_server::{
    Counter, DeleteMaybeRequest, Failure, HeadsRequest, MembersRequest, PathRequest, QueryRequest, SendAnythingRequest,
    SendBytesRequest, SendEitherRequest, SendFormRequest, SendMapRequest, SendMaybeRequest, SendPartsRequest,
    SendPatchRequest, SendPictureRequest, SendTextRequest, Shelves,
};
use depot_types::BoxType;

use crate::harness::{Serving, serving};
use crate::raw::{Answer, Raw};
use crate::script::{Outcome, Script};

/// A script for each operation.
#[derive(Default)]
struct Scripts {
    path: Script<PathRequest, (), Infallible>,
    query: Script<QueryRequest, (), Infallible>,
    members: Script<MembersRequest, (), Infallible>,
    heads: Script<HeadsRequest, (), Infallible>,
    form: Script<SendFormRequest, (), Infallible>,
    map: Script<SendMapRequest, (), Infallible>,
    parts: Script<SendPartsRequest, (), Infallible>,
    anything: Script<SendAnythingRequest, (), Infallible>,
    text: Script<SendTextRequest, (), Infallible>,
    bytes: Script<SendBytesRequest, (), Infallible>,
    picture: Script<SendPictureRequest, (), Infallible>,
    patch: Script<SendPatchRequest, (), Infallible>,
    either: Script<SendEitherRequest, (), Infallible>,
    maybe: Script<SendMaybeRequest, (), Infallible>,
    delete: Script<DeleteMaybeRequest, (), Infallible>,
}

struct Depot(Arc<Scripts>);

impl Shelves for Depot {
    async fn path(&self, request: PathRequest) -> Result<(), Failure<Infallible>> {
        self.0.path.play(request).await
    }

    async fn query(&self, request: QueryRequest) -> Result<(), Failure<Infallible>> {
        self.0.query.play(request).await
    }

    async fn members(&self, request: MembersRequest) -> Result<(), Failure<Infallible>> {
        self.0.members.play(request).await
    }

    async fn heads(&self, request: HeadsRequest) -> Result<(), Failure<Infallible>> {
        self.0.heads.play(request).await
    }
}

impl Counter for Depot {
    async fn send_form(&self, request: SendFormRequest) -> Result<(), Failure<Infallible>> {
        self.0.form.play(request).await
    }

    async fn send_map(&self, request: SendMapRequest) -> Result<(), Failure<Infallible>> {
        self.0.map.play(request).await
    }

    async fn send_parts(&self, request: SendPartsRequest) -> Result<(), Failure<Infallible>> {
        self.0.parts.play(request).await
    }

    async fn send_anything(&self, request: SendAnythingRequest) -> Result<(), Failure<Infallible>> {
        self.0.anything.play(request).await
    }

    async fn send_text(&self, request: SendTextRequest) -> Result<(), Failure<Infallible>> {
        self.0.text.play(request).await
    }

    async fn send_bytes(&self, request: SendBytesRequest) -> Result<(), Failure<Infallible>> {
        self.0.bytes.play(request).await
    }

    async fn send_picture(&self, request: SendPictureRequest) -> Result<(), Failure<Infallible>> {
        self.0.picture.play(request).await
    }

    async fn send_patch(&self, request: SendPatchRequest) -> Result<(), Failure<Infallible>> {
        self.0.patch.play(request).await
    }

    async fn send_either(&self, request: SendEitherRequest) -> Result<(), Failure<Infallible>> {
        self.0.either.play(request).await
    }

    async fn send_maybe(&self, request: SendMaybeRequest) -> Result<(), Failure<Infallible>> {
        self.0.maybe.play(request).await
    }

    async fn delete_maybe(&self, request: DeleteMaybeRequest) -> Result<(), Failure<Infallible>> {
        self.0.delete.play(request).await
    }
}

/// Runs `test` with a client and the scripts of a server.
async fn depot(test: impl AsyncFnOnce(&Client, &Scripts, &Serving)) {
    let scripts = Arc::new(Scripts::default());
    let server = depot_server::server(Depot(Arc::clone(&scripts))).body_limit(64 << 10);
    serving(server.into_router(), async |server| {
        let client = Client::builder().base_url(server.url("")).build().unwrap();
        test(&client, &scripts, server).await;
    })
    .await;
}

/// The next call of an operation succeeds.
fn noted() -> Outcome<(), Infallible> {
    Outcome::Success(())
}

fn small() -> BoxType {
    BoxType {
        w: 7.try_into().unwrap(),
        h: Some(1.5),
        note: Some("a,b&c=d;e.f|g h%".to_owned()),
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The message of the problem details that a request is answered with.
async fn refused(server: &Serving, request: Raw, status: u16) -> (String, Answer) {
    let answer = request.send(server).await;
    assert_eq!(answer.status, status, "{answer:?}");
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    (problem["detail"].as_str().unwrap_or_default().to_owned(), answer)
}
