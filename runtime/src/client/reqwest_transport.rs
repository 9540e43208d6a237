//! In: a `reqwest` client, the user's or the default one.
//! Out: the transport that it makes.
//! Guarantee: errors do not name the URL, whose query may hold a key; the default client follows no redirects.

use std::time::Duration;

use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;

use super::transport::Erased;
use super::url::BaseUrl;
use super::{BoxError, BuildError};

/// How long setting up a connection may take, whatever the limit for a call is.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The transport of a client that is given none.
///
/// The system's certificates are needed for `https` only: where there are none, as in small containers, plain `http`
/// still works. Without a base URL, calls may go to either.
pub(super) fn default(base_url: Option<&BaseUrl>) -> Result<Erased, BuildError> {
    let client = match settings().build() {
        Err(_) if !base_url.is_some_and(BaseUrl::is_https) => settings().tls_certs_only([]).build(),
        built => built,
    };
    match client {
        Ok(client) => Ok(erase(client)),
        Err(error) => Err(BuildError::Transport(boxed(error))),
    }
}

fn settings() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
}

pub(super) fn erase(client: reqwest::Client) -> Erased {
    Erased::new(move |request| {
        let client = client.clone();
        Box::pin(async move {
            let request = request.map(|body| match body.as_bytes().cloned() {
                // It may be sent again, as after a redirect.
                Some(bytes) => reqwest::Body::from(bytes),
                None => reqwest::Body::wrap(body),
            });
            let request = reqwest::Request::try_from(request).map_err(boxed)?;
            let response = client.execute(request).await.map_err(boxed)?;
            Ok(http::Response::from(response).map(|body| UnsyncBoxBody::new(body.map_err(boxed))))
        })
    })
}

fn boxed(error: reqwest::Error) -> BoxError {
    error.without_url().into()
}
