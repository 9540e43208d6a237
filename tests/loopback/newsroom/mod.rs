//! The Newsroom: bodies that come item by item.

mod cookies;
mod foreign;
mod headers;
mod members;
mod parts;
mod requests;
mod soak;
mod streams;

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use futures_core::Stream;
use newsroom_client::Client;
use newsroom_server::{
    AddReporterRequest, AskRequest, Desk, Failure, FollowLogRequest, FollowQuotesRequest, FollowStoriesRequest,
    FollowUpdatesRequest, GetDeskRequest, GetTastesRequest, ListCorrectionsRequest, SendPhotosRequest,
    SendQuotesRequest, SendTelegramsRequest, Staff, Wire,
};
use newsroom_types::{
    Answer, AskSuccess, FollowStoriesError, FollowStoriesHeaders, FollowUpdatesResponseItem, GetDeskHeaders,
    ListCorrectionsResponseItem, Quote, Reporter, SendTelegramsBody, StoryEvent, Word,
};
use stubsmith_runtime::server::BoxError;
use stubsmith_runtime::{Headed, ItemStream, ServerEvent};
use tokio::sync::mpsc;

use crate::harness::{Serving, serving};

/// Items that a test hands out one by one.
pub(crate) struct Feed<T>(mpsc::UnboundedReceiver<T>);

impl<T> Stream for Feed<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.poll_recv(cx)
    }
}

/// A feed, and where its items come from.
pub(crate) fn feed<T>() -> (mpsc::UnboundedSender<T>, Feed<T>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (sender, Feed(receiver))
}

/// What the next call of each operation streams.
#[derive(Clone, Default)]
pub(crate) struct Newsroom {
    stories: Arc<Mutex<Option<ItemStream<StoryEvent>>>>,
    quotes: Arc<Mutex<Option<ItemStream<Quote>>>>,
    corrections: Arc<Mutex<Option<ItemStream<ListCorrectionsResponseItem>>>>,
    updates: Arc<Mutex<Option<ItemStream<FollowUpdatesResponseItem>>>>,
    words: Arc<Mutex<Option<ItemStream<ServerEvent<Word>>>>>,
    log: Arc<Mutex<Option<ItemStream<ServerEvent<String>>>>>,
    /// Where it tells the items of requests as it reads them.
    told: Arc<Mutex<Option<mpsc::UnboundedSender<String>>>>,
}

impl Newsroom {
    /// The symbols of quotes as they are read, and why they end too early.
    fn told(&self) -> mpsc::UnboundedReceiver<String> {
        let (sender, receiver) = mpsc::unbounded_channel();
        *self.told.lock().unwrap() = Some(sender);
        receiver
    }

    fn tell(&self, text: String) {
        if let Some(sender) = &*self.told.lock().unwrap() {
            sender.send(text).unwrap();
        }
    }
}

type Scripted<T> = Arc<Mutex<Option<ItemStream<T>>>>;

fn script<T>(slot: &Scripted<T>, items: ItemStream<T>) {
    *slot.lock().unwrap() = Some(items);
}

fn play<T>(slot: &Scripted<T>) -> Result<ItemStream<T>, Failure<Infallible>> {
    let items = slot.lock().unwrap().take();
    items.ok_or_else(|| Failure::internal("nothing to stream"))
}

impl Wire for Newsroom {
    async fn follow_stories(
        &self,
        request: FollowStoriesRequest,
    ) -> Result<Headed<FollowStoriesHeaders, ItemStream<StoryEvent>>, Failure<FollowStoriesError>> {
        let body = self.stories.lock().unwrap().take();
        let body = body.ok_or_else(|| Failure::internal("nothing to stream"))?;
        let x_editor = request.last_event_id.unwrap_or_else(|| "nobody".to_owned());
        let headers = FollowStoriesHeaders { x_editor };
        Ok(Headed { headers, body })
    }

    async fn follow_quotes(&self, _: FollowQuotesRequest) -> Result<ItemStream<Quote>, Failure<Infallible>> {
        play(&self.quotes)
    }

    async fn list_corrections(
        &self,
        _: ListCorrectionsRequest,
    ) -> Result<ItemStream<ListCorrectionsResponseItem>, Failure<Infallible>> {
        play(&self.corrections)
    }

    async fn follow_updates(
        &self,
        _: FollowUpdatesRequest,
    ) -> Result<ItemStream<FollowUpdatesResponseItem>, Failure<Infallible>> {
        play(&self.updates)
    }

    async fn send_quotes(&self, request: SendQuotesRequest) -> Result<i64, Failure<Infallible>> {
        let mut quotes = request.body;
        let mut count = 0;
        while let Some(quote) = quotes.next().await {
            match quote {
                Ok(quote) => self.tell(quote.symbol.to_string()),
                Err(error) => {
                    self.tell(error.to_string());
                    return Err(Failure::unreadable(error));
                }
            }
            count += 1;
        }
        Ok(count)
    }

    async fn send_telegrams(&self, request: SendTelegramsRequest) -> Result<String, Failure<Infallible>> {
        let mut headlines = Vec::new();
        match request.body {
            None => headlines.push("nothing".to_owned()),
            Some(SendTelegramsBody::Json(story)) => headlines.push(story.headline.to_string()),
            Some(SendTelegramsBody::JsonSeq(mut stories)) => {
                while let Some(story) = stories.next().await {
                    headlines.push(story.map_err(Failure::unreadable)?.headline.to_string());
                }
            }
            Some(SendTelegramsBody::EventStream(mut events)) => {
                while let Some(event) = events.next().await {
                    headlines.push(event.map_err(Failure::unreadable)?.data.headline.to_string());
                }
            }
        }
        Ok(headlines.join(", "))
    }
}

impl Desk for Newsroom {
    async fn ask(&self, request: AskRequest) -> Result<AskSuccess, Failure<Infallible>> {
        if request.body.stream == Some(true) {
            return Ok(AskSuccess::OkStream(play(&self.words)?));
        }
        let text = request.body.text;
        Ok(AskSuccess::OkJson(Box::new(Answer { text })))
    }

    async fn follow_log(&self, _: FollowLogRequest) -> Result<ItemStream<ServerEvent<String>>, Failure<Infallible>> {
        play(&self.log)
    }
}

impl Staff for Newsroom {
    async fn add_reporter(&self, request: AddReporterRequest) -> Result<Reporter, Failure<Infallible>> {
        let reporter = request.body;
        let id = (!reporter.name.is_empty()).then(|| "7".to_owned());
        Ok(Reporter { id, ..reporter })
    }

    async fn get_desk(&self, request: GetDeskRequest) -> Result<Headed<GetDeskHeaders, ()>, Failure<Infallible>> {
        let mut headers = headers::headers();
        if request.desk == "flat" {
            headers.x_grid = Some(vec![vec![3], vec![4]]);
        }
        Ok(Headed { headers, body: () })
    }

    async fn get_tastes(&self, request: GetTastesRequest) -> Result<String, Failure<Infallible>> {
        let sent = request.context.headers()["cookie"].to_str().unwrap().to_owned();
        Ok(format!(
            "{:?} {:?} {:?} {sent}",
            request.mood, request.likes, request.seat
        ))
    }

    async fn send_photos(&self, _: SendPhotosRequest) -> Result<(), Failure<Infallible>> {
        Ok(())
    }
}

fn client(server: &Serving) -> Client {
    let builder = Client::builder().base_url(server.url(""));
    builder.max_response_bytes(200).build().unwrap()
}

/// A newsroom that is served, and a client whose items may have 200 bytes.
pub(crate) async fn newsroom(test: impl AsyncFnOnce(&Client, &Newsroom, &Serving)) {
    let rooms = Newsroom::default();
    serving(newsroom_server::router(rooms.clone()), async |server| {
        test(&client(server), &rooms, server).await;
    })
    .await;
}

fn quote(symbol: &str, price: f64) -> Quote {
    Quote {
        symbol: symbol.parse().unwrap(),
        price,
    }
}

fn boxed(text: &str) -> BoxError {
    text.into()
}
