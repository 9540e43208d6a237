//! What a client refuses to be built from.

use stubsmith_runtime::client::BuildError;

use crate::emitted::{Client, ClientBuilder};
use crate::service::{always, answer};

fn refused(settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> BuildError {
    let (transport, _) = always(answer(204, &[], ""));
    settings(Client::builder()).transport(transport).build().unwrap_err()
}

#[test]
fn base_urls_are_checked() {
    let error = refused(|builder| builder.base_url("api.example.com"));
    assert!(matches!(error, BuildError::BaseUrl { .. }));
    assert_eq!(
        error.to_string(),
        "the base URL `api.example.com` is not an absolute URL (RFC 3986)"
    );
}

#[test]
fn credentials_are_checked() {
    let error = refused(|builder| builder.bearer_auth("sk_live_1\n"));
    assert!(matches!(
        error,
        BuildError::Credential {
            scheme: "bearerAuth",
            ..
        }
    ));
    let error = refused(|builder| builder.basic_auth("a:b", "c"));
    assert_eq!(
        error.to_string(),
        "the credential for `basicAuth` has a colon in the user name, which RFC 7617 cannot express"
    );
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn without_a_transport_there_is_no_client() {
    let error = Client::builder().build().unwrap_err();
    assert!(matches!(error, BuildError::NoTransport));
}
