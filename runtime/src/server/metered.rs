//! In: how a request goes.
//! Out: `http.server.request.duration` and `http.server.active_requests` of OpenTelemetry's conventions, through the facade
//! `metrics`.
//! Guarantee: labels have few values, whatever clients send: the route is the template, methods are the well-known ones.

use std::time::Instant;

use http::StatusCode;
use metrics::{Label, gauge, histogram};

/// A request that is measured. Dropped before it is answered, it counts as given up.
pub(super) struct Metered {
    method: &'static str,
    route: Option<&'static str>,
    status: Option<StatusCode>,
    began: Instant,
}

impl Metered {
    pub(super) fn new(method: &'static str) -> Self {
        gauge!("http.server.active_requests", "http.request.method" => method).increment(1.0);
        Self {
            method,
            route: None,
            status: None,
            began: Instant::now(),
        }
    }

    pub(super) fn route(&mut self, template: &'static str) {
        self.route = Some(template);
    }

    pub(super) fn answered(mut self, status: StatusCode) {
        self.status = Some(status);
    }
}

impl Drop for Metered {
    fn drop(&mut self) {
        gauge!("http.server.active_requests", "http.request.method" => self.method).decrement(1.0);
        let mut labels = vec![Label::from_static_parts("http.request.method", self.method)];
        labels.extend(self.route.map(|route| Label::from_static_parts("http.route", route)));
        match self.status {
            Some(status) => {
                labels.push(Label::new("http.response.status_code", status.as_str().to_owned()));
                if status.is_server_error() {
                    labels.push(Label::new("error.type", status.as_str().to_owned()));
                }
            }
            None => labels.push(Label::from_static_parts("error.type", "given_up")),
        }
        histogram!("http.server.request.duration", labels).record(self.began.elapsed().as_secs_f64());
    }
}
