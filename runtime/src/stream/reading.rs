//! In: a body that is still arriving.
//! Out: its items, each as soon as it is there.
//! Guarantee: what is held is bounded; the body is dropped with the stream, and once there are no more items.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use http_body_util::combinators::UnsyncBoxBody;

use super::frames::{Frame, Splitter};
use super::item::Item;
use super::{Framing, ItemStream, StreamError};
use crate::DecodeError;
use crate::box_error::BoxError;

/// What makes an item of a frame.
pub(crate) type ReadItem<T> = fn(Frame, crate::Context) -> Result<Item<T>, DecodeError>;

/// How a body is read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) framing: Framing,
    /// How many bytes an item may have.
    pub(crate) limit: usize,
    /// What decoding begins with, for each item.
    pub(crate) context: crate::Context,
}

/// The items of `body`.
pub(crate) fn read<T: 'static>(
    body: UnsyncBoxBody<Bytes, BoxError>,
    reading: Reading,
    decode: ReadItem<T>,
) -> ItemStream<T> {
    ItemStream::reading(Items {
        frames: Frames {
            body: Some(body),
            splitter: Splitter::new(reading.framing, reading.limit),
            limit: reading.limit,
            index: 0,
        },
        decode,
        context: reading.context,
    })
}

/// The frames of a body; not generic, so that it is compiled once.
struct Frames {
    /// `None`: there is no more of it.
    body: Option<UnsyncBoxBody<Bytes, BoxError>>,
    splitter: Splitter,
    limit: usize,
    /// The place of the next frame.
    index: u64,
}

impl Frames {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame, StreamError>>> {
        loop {
            match self.splitter.next() {
                Ok(Some(frame)) => return Poll::Ready(Some(Ok(frame))),
                Ok(None) => {}
                Err(_) => {
                    let (index, limit) = (self.index, self.limit);
                    self.end();
                    return Poll::Ready(Some(Err(StreamError::TooLarge { index, limit })));
                }
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(self.splitter.rest().map(Ok));
            };
            match ready!(Pin::new(body).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.splitter.push(data);
                    }
                }
                Some(Err(error)) => {
                    self.end();
                    return Poll::Ready(Some(Err(StreamError::Broken(error))));
                }
                None => self.body = None,
            }
        }
    }

    /// Forgets the body and what is held of it.
    fn end(&mut self) {
        self.body = None;
        self.splitter = Splitter::new(Framing::Events, 0);
    }
}

struct Items<T> {
    frames: Frames,
    decode: ReadItem<T>,
    context: crate::Context,
}

impl<T> Stream for Items<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let frame = match ready!(self.frames.poll_next(cx)) {
            Some(Ok(frame)) => frame,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let index = self.frames.index;
        self.frames.index += 1;
        Poll::Ready(match (self.decode)(frame, self.context.afresh()) {
            Ok(Item::Value(value)) => Some(Ok(value)),
            Ok(Item::End) => {
                self.frames.end();
                None
            }
            Err(reason) => Some(Err(StreamError::Item { index, reason })),
        })
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::{BodyExt as _, Full};

    use super::*;
    use crate::stream::read_json;
    use crate::value::Value;

    #[derive(Debug, PartialEq)]
    struct Trusted(bool);

    impl crate::Decode for Trusted {
        fn decode(_: Value<'_>, cx: &mut crate::Context) -> Option<Self> {
            Some(Self(cx.trusts()))
        }
    }

    #[tokio::test]
    async fn every_item_of_a_trusted_server_is_trusted() {
        for trusted in [true, false] {
            let body = Full::new(Bytes::from_static(b"1\n2\n")).map_err(|never| match never {});
            let reading = Reading {
                framing: Framing::Lines,
                limit: 10,
                context: crate::Context::new(crate::Direction::Response).trusting(trusted),
            };
            let mut items = read(body.boxed_unsync(), reading, read_json::<Trusted>);
            for _ in 0..2 {
                assert_eq!(items.next().await.unwrap().unwrap(), Trusted(trusted));
            }
            assert!(items.next().await.is_none());
        }
    }
}
