//! In: some operations of an API, and the service that serves them.
//! Out: the answers to requests for them.
//! Guarantee: what a group answers does not depend on the groups that it is served beside.

use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;

use super::rejection::Kind;
use super::routes::Endpoint;
use super::{Envelope, Rejection, Request, Response};
use crate::Direction;

/// What a handler gives back.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<Response, Rejection>> + Send>>;

/// What serves one operation of the service `S`.
pub type Handler<S> = fn(Arc<S>, Request) -> HandlerFuture;

/// Operations that are served together.
pub(super) struct Group {
    pub(super) endpoints: &'static [Endpoint],
    pub(super) envelope: Envelope,
    pub(super) direction: Direction,
    handlers: Box<dyn Handlers>,
}

impl Group {
    /// Operations that a service serves, each by the handler at its place.
    pub(super) fn served<S: Send + Sync + 'static>(
        service: Arc<S>,
        (endpoints, handlers): (&'static [Endpoint], Box<[Handler<S>]>),
        (envelope, direction): (Envelope, Direction),
    ) -> Self {
        Self {
            endpoints,
            envelope,
            direction,
            handlers: Box::new(ServiceHandlers { service, handlers }),
        }
    }

    /// Operations that nothing serves yet.
    pub(super) fn unimplemented(endpoints: &'static [Endpoint], (envelope, direction): (Envelope, Direction)) -> Self {
        Self {
            endpoints,
            envelope,
            direction,
            handlers: Box::new(Unimplemented),
        }
    }

    /// The answer of the operation at `index`.
    pub(super) fn call(&self, index: usize, request: Request) -> Option<HandlerFuture> {
        self.handlers.call(index, request)
    }
}

/// Handlers without the type of their service.
trait Handlers: Send + Sync {
    fn call(&self, index: usize, request: Request) -> Option<HandlerFuture>;
}

struct ServiceHandlers<S> {
    service: Arc<S>,
    handlers: Box<[Handler<S>]>,
}

impl<S: Send + Sync> Handlers for ServiceHandlers<S> {
    fn call(&self, index: usize, request: Request) -> Option<HandlerFuture> {
        let handler = self.handlers.get(index)?;
        Some(handler(Arc::clone(&self.service), request))
    }
}

struct Unimplemented;

impl Handlers for Unimplemented {
    fn call(&self, _: usize, _: Request) -> Option<HandlerFuture> {
        Some(Box::pin(ready(Err(Rejection::new(Kind::Unimplemented)))))
    }
}
