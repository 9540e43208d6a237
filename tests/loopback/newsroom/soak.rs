//! Clients that go away half-way, many of them: nothing of them stays. Only Linux tells which connections there are.

#![cfg(target_os = "linux")]

use std::fs;
use std::time::{Duration, Instant};

use stubsmith_runtime::ItemStream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::Handle;

use super::{feed, newsroom, script};
use crate::harness::{Serving, within};
use crate::raw::Raw;

/// How many clients there are of each kind.
const ROUNDS: usize = 300;

/// What clients send before they go away.
const HALVES: [&str; 6] = [
    "",
    "GET /log HT",
    "GET /log HTTP/1.1\r\nhost: a\r\n",
    "POST /answers HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"text\":",
    "POST /quotes/batches HTTP/1.1\r\nhost: a\r\ncontent-type: application/jsonl\r\ntransfer-encoding: chunked\r\n\r\n\
     19\r\n{\"symbol\":\"A\",\"price\":1}\n\r\n",
    "POST /photos HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 1000\r\n\r\n--b\r\n",
];

async fn connection(server: &Serving) -> TcpStream {
    TcpStream::connect(server.address).await.unwrap()
}

/// The connections of a server that are not closed on both sides, as Linux tells them.
fn connections(server: &Serving) -> usize {
    let own = format!(":{:04X}", server.address.port());
    let table = fs::read_to_string("/proc/self/net/tcp").unwrap();
    let is_open = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (local, state) = (words[1], words[3]);
        // Neither the listener, nor what the system alone remembers.
        local.ends_with(&own) && !["0A", "06"].contains(&state)
    };
    table.lines().skip(1).filter(is_open).count()
}

#[tokio::test]
async fn of_clients_that_go_away_no_task_and_no_descriptor_stays() {
    newsroom(async |_, rooms, server| {
        let tasks = || Handle::current().metrics().num_alive_tasks();
        // Those of the server itself are there once it has answered.
        drop(Raw::new("GET", "/").send(server).await);
        while connections(server) > 0 {
            tokio::task::yield_now().await;
        }
        let before = tasks();
        for _ in 0..ROUNDS {
            for half in HALVES {
                let mut client = connection(server).await;
                client.write_all(half.as_bytes()).await.unwrap();
            }
            // This one has its answer begun.
            let (sender, items) = feed();
            script(&rooms.log, ItemStream::new(items));
            let mut client = connection(server).await;
            client.write_all(b"GET /log HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
            sender.send("one".to_owned().into()).unwrap();
            within(client.read(&mut [0; 100])).await.unwrap();
            drop(client);
            within(sender.closed()).await;
        }
        let begin = Instant::now();
        while tasks() > before || connections(server) > 0 {
            let (tasks, connections) = (tasks(), connections(server));
            assert!(
                begin.elapsed() < Duration::from_secs(10),
                "{tasks} tasks, {before} before; {connections} connections"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}
