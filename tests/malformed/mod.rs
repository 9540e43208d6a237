//! Malformed requests: the files `<API>/<group>.http` hold them, and beside each stands what they are answered with.
//!
//! A request begins with `###` and its title; then come its head, an empty line and its body, as on the wire. Left out
//! are the headers that all requests share and `content-length`, which are added unless they stand there. What cannot be
//! written, or should not, is a mark: see [`marks`].

mod answer;
mod depot;
mod foundry;
mod marks;
mod obstacles;
mod request;
mod workshop;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use invoices::database::Database;
use invoices::service;
use stubsmith_runtime::server::ClientCertificate;

use self::request::Request;
use crate::gatehouse;
use crate::harness::serving;

/// Sends the requests of all files of an API, one after the other, and compares the answers with the snapshots.
async fn judged(api: &str, router: Router) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("malformed").join(api);
    serving(router, async |server| {
        for file in files(&folder) {
            let mut answers: Vec<(String, Vec<Request>)> = Vec::new();
            for request in request::read(&fs::read_to_string(&file).unwrap()) {
                let answer = answer::to(&request, server.address).await;
                match answers.last_mut() {
                    Some((last, requests)) if *last == answer => requests.push(request),
                    _ => answers.push((answer, vec![request])),
                }
            }
            let group = file.file_stem().unwrap().to_string_lossy().into_owned();
            insta::with_settings!(
                { snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true },
                { insta::assert_snapshot!(group, shown(&answers)) }
            );
        }
    })
    .await;
}

/// The answers; requests one after the other with the same answer stand together.
fn shown(answers: &[(String, Vec<Request>)]) -> String {
    let mut text = String::new();
    for (answer, requests) in answers {
        for request in requests {
            writeln!(text, "### {}\n{}", request.title, request.line).unwrap();
        }
        writeln!(text, "\n{answer}").unwrap();
    }
    text
}

/// The files of requests in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "http"))
        .collect();
    files.sort();
    files
}

/// The four real APIs as the example serves them, over a file of its own.
async fn example(api: &str) {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path().join("invoices.db")).await.unwrap();
    database.seed().await.unwrap();
    judged(api, service::router(&database)).await;
}

#[tokio::test]
async fn meum() {
    example("meum").await;
}

#[tokio::test]
async fn paycashless() {
    example("paycashless").await;
}

#[tokio::test]
async fn razorpay() {
    example("razorpay").await;
}

#[tokio::test]
async fn triport() {
    example("triport").await;
}

#[tokio::test]
async fn the_obstacles() {
    judged("obstacles", obstacles::router()).await;
}

#[tokio::test]
async fn the_workshop() {
    judged("workshop", workshop::router()).await;
}

#[tokio::test]
async fn the_depot() {
    judged("depot", depot::router()).await;
}

#[tokio::test]
async fn the_foundry() {
    judged("foundry", foundry::router()).await;
}

#[tokio::test]
async fn the_gatehouse() {
    judged("gatehouse", gatehouse::router(None)).await;
}

#[tokio::test]
async fn the_gatehouse_with_a_certificate() {
    let certificate = ClientCertificate::new([0x30, 0x82]);
    judged("gatehouse-with-certificate", gatehouse::router(Some(certificate))).await;
}
