//! In: what an operation declares, and what a request prefers and accepts.
//! Out: the index of the response to answer with, and its status.
//! Guarantees: a preference that nothing declared meets is none.

use http::StatusCode;
use http::header::ACCEPT;

use super::answer::{Answer, Status};
use super::preference::Preference;
use crate::media_type::fit_by_any_name;
use crate::server::RequestContext;

/// The index of an answer, and the status it is given with.
pub(super) fn choose(context: &RequestContext, preference: &Preference, answers: &[Answer]) -> (usize, StatusCode) {
    let usual = || {
        let success = |answer: &&Answer| matches!(answer.status, Status::Code(code) if (200..300).contains(&code));
        answers.iter().find(success).or(answers.first())
    };
    let named = |name: &String| answers.iter().find(|answer| answer.has_example(name));
    let preferred = preference
        .code
        .and_then(|code| by_code(answers, code).map(|answer| (answer, code)));
    let (status, code) = match preferred {
        Some((answer, code)) => (answer.status, code),
        None => {
            let named = preference.example.as_ref().and_then(named);
            let status = named.or_else(usual).map_or(Status::Code(200), |answer| answer.status);
            (status, status.first())
        }
    };
    let mut forms = answers.iter().enumerate().filter(|(_, answer)| answer.status == status);
    let has_named =
        |(_, answer): &(usize, &Answer)| preference.example.as_ref().is_some_and(|it| answer.has_example(it));
    let form = forms.clone().find(has_named).or_else(|| {
        let accepted = accepted(context);
        let mut liked = accepted.iter().filter_map(|range| {
            forms
                .clone()
                .find(|(_, answer)| answer.is_of(|name| fit_by_any_name(range, name).is_some()))
        });
        liked.next().or_else(|| forms.next())
    });
    let index = form.map_or(0, |(index, _)| index);
    (index, StatusCode::from_u16(code).unwrap_or_default())
}

/// The answer that stands for a status: one of its own, else its range, else `default`.
fn by_code(answers: &[Answer], code: u16) -> Option<&Answer> {
    let fitting = answers.iter().filter(|answer| answer.status.takes(code));
    fitting.min_by_key(|answer| match answer.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Success | Status::Error => 2,
    })
}

/// The media types and ranges that the client lists, without weights.
fn accepted(context: &RequestContext) -> Vec<String> {
    let lines = context.headers().get_all(ACCEPT).iter();
    let ranges = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    let essence = |range: &str| range.split(';').next().unwrap_or_default().trim().to_owned();
    ranges.map(essence).collect()
}
