//! The Library, a document whose operations answer in every way that a document can declare.

mod both_sides;
mod strangers;

use std::convert::Infallible;
use std::sync::Arc;

use answers_client::Client;
use answers_server::{
    AskDeskRequest, Books, BuyBookRequest, CountVisitorsRequest, Desk, Failure, FindElsewhereRequest, GetBookRequest,
    GetCoverRequest, GetMottoRequest, GetTextRequest, HasBookRequest, ListBooksRequest, ReadNoticesRequest,
    RingBellRequest,
};
use answers_types::{
    AskDeskError, Book, BuyBookError, BuyBookHeaders, FindElsewhereError, FindElsewhereSuccess, GetBookError,
    GetBookSuccess, GetCoverError, GetTextHeaders, HasBookError, HasBookHeaders, ListBooksError, ListBooksSuccess,
    ReadNoticesError, ReadNoticesSuccess, RingBellError,
};
use stubsmith_runtime::{Binary, Bytes, Headed};

use crate::harness::{Serving, serving};
use crate::script::Script;

/// A script for each operation.
#[derive(Default)]
struct Scripts {
    list: Script<ListBooksRequest, ListBooksSuccess, ListBooksError>,
    buy: Script<BuyBookRequest, Headed<BuyBookHeaders, ()>, BuyBookError>,
    get: Script<GetBookRequest, GetBookSuccess, GetBookError>,
    has: Script<HasBookRequest, Headed<HasBookHeaders, ()>, HasBookError>,
    cover: Script<GetCoverRequest, Binary, GetCoverError>,
    text: Script<GetTextRequest, Headed<GetTextHeaders, Bytes>, Infallible>,
    elsewhere: Script<FindElsewhereRequest, FindElsewhereSuccess, FindElsewhereError>,
    motto: Script<GetMottoRequest, String, Infallible>,
    visitors: Script<CountVisitorsRequest, i64, Infallible>,
    ask: Script<AskDeskRequest, Book, AskDeskError>,
    ring: Script<RingBellRequest, (), RingBellError>,
    notices: Script<ReadNoticesRequest, ReadNoticesSuccess, ReadNoticesError>,
}

struct Library(Arc<Scripts>);

impl Books for Library {
    async fn list_books(&self, request: ListBooksRequest) -> Result<ListBooksSuccess, Failure<ListBooksError>> {
        self.0.list.play(request).await
    }

    async fn buy_book(&self, request: BuyBookRequest) -> Result<Headed<BuyBookHeaders, ()>, Failure<BuyBookError>> {
        self.0.buy.play(request).await
    }

    async fn get_book(&self, request: GetBookRequest) -> Result<GetBookSuccess, Failure<GetBookError>> {
        self.0.get.play(request).await
    }

    async fn has_book(&self, request: HasBookRequest) -> Result<Headed<HasBookHeaders, ()>, Failure<HasBookError>> {
        self.0.has.play(request).await
    }

    async fn get_cover(&self, request: GetCoverRequest) -> Result<Binary, Failure<GetCoverError>> {
        self.0.cover.play(request).await
    }

    async fn get_text(&self, request: GetTextRequest) -> Result<Headed<GetTextHeaders, Bytes>, Failure<Infallible>> {
        self.0.text.play(request).await
    }

    async fn find_elsewhere(
        &self,
        request: FindElsewhereRequest,
    ) -> Result<FindElsewhereSuccess, Failure<FindElsewhereError>> {
        self.0.elsewhere.play(request).await
    }
}

impl Desk for Library {
    async fn get_motto(&self, request: GetMottoRequest) -> Result<String, Failure<Infallible>> {
        self.0.motto.play(request).await
    }

    async fn count_visitors(&self, request: CountVisitorsRequest) -> Result<i64, Failure<Infallible>> {
        self.0.visitors.play(request).await
    }

    async fn ask_desk(&self, request: AskDeskRequest) -> Result<Book, Failure<AskDeskError>> {
        self.0.ask.play(request).await
    }

    async fn ring_bell(&self, request: RingBellRequest) -> Result<(), Failure<RingBellError>> {
        self.0.ring.play(request).await
    }

    async fn read_notices(&self, request: ReadNoticesRequest) -> Result<ReadNoticesSuccess, Failure<ReadNoticesError>> {
        self.0.notices.play(request).await
    }
}

/// Runs `test` with the scripts of a server and a client of it.
async fn library(test: impl AsyncFnOnce(&Serving, &Scripts, Client)) {
    let scripts = Arc::new(Scripts::default());
    let router = answers_server::router(Library(Arc::clone(&scripts)));
    serving(router, async |server| test(server, &scripts, client(server)).await).await;
}

fn client(server: &Serving) -> Client {
    Client::builder().base_url(server.url("")).build().unwrap()
}

fn book(title: &str) -> Book {
    Book {
        title: title.to_owned(),
        kind: None,
    }
}
