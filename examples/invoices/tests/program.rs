//! In: the program itself, as a service and as a client, in processes of their own.
//! Out: whether they print and exit as the README says.
//! Guarantee: a service does not outlive its test; nothing waits longer than a minute.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::process::{Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// `serve --demo` on a free port.
struct Service {
    process: Child,
    /// What it prints after it listens.
    lines: Lines<BufReader<ChildStdout>>,
    printed: String,
    url: String,
    _folder: TempDir,
}

impl Service {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = program(&["serve", "--demo", "--addr", "127.0.0.1:0"])
            .arg("--database")
            .arg(folder.path().join("invoices.db"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut printed = String::new();
        let url = loop {
            let Some(line) = lines.next_line().await.unwrap() else {
                panic!("it ended after: {printed}");
            };
            if let Some(url) = line.strip_prefix("Listening on ") {
                break url.to_owned();
            }
            printed += &line;
            printed.push('\n');
        };
        Self {
            process,
            lines,
            printed,
            url,
            _folder: folder,
        }
    }

    async fn cancel(&self, api: &str, arguments: &[&str]) -> Output {
        let mut program = program(&["cancel", api]);
        let base_url = format!("{}/{api}", self.url);
        program.args(arguments).args(["--base-url", &base_url]);
        program.output().await.unwrap()
    }
}

/// The program without the credentials that the environment may hold.
fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_invoices"));
    program.args(arguments).kill_on_drop(true);
    for variable in [
        "MEUM_API_KEY",
        "PAYCASHLESS_API_SECRET",
        "RAZORPAY_KEY_ID",
        "RAZORPAY_KEY_SECRET",
        "TRIPORT_SESSION",
    ] {
        program.env_remove(variable);
    }
    program
}

async fn bounded<T>(test: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(60), test).await.unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn each_api_cancels_an_invoice_and_says_why_it_cannot_do_so_twice() {
    let table: [(&str, &[&str], &str); 4] = [
        ("meum", &["inv_00000000000000000001"], "invoice_not_open: "),
        (
            "paycashless",
            &["inv_demo_open", "--reason", "Ordered twice."],
            "invoice_not_cancellable: ",
        ),
        (
            "razorpay",
            &["inv_DemoIssued"],
            "BAD_REQUEST_ERROR: Operation not allowed for Invoice in cancelled status.",
        ),
        ("triport", &["inv_demo_pending"], "not found or not pending"),
    ];
    bounded(async {
        let mut service = Service::start().await;
        for (api, arguments, refusal) in table {
            let id = arguments[0];
            assert!(service.printed.contains(id), "{}", service.printed);

            let output = service.cancel(api, arguments).await;
            let (printed, complaint) = (text(&output.stdout), text(&output.stderr));
            assert!(output.status.success(), "{complaint}");
            assert!(printed.starts_with(&format!("{id} is cancelled (20")), "{printed}");
            assert_eq!(complaint, "");

            let output = service.cancel(api, arguments).await;
            let (printed, complaint) = (text(&output.stdout), text(&output.stderr));
            assert_eq!(output.status.code(), Some(1));
            assert_eq!(printed, "");
            assert!(complaint.starts_with(&format!("error: {refusal}")), "{complaint}");
            assert!(complaint.contains("\nrequest req_"), "{complaint}");
        }
        service.process.kill().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_credential_is_used_and_not_shown() {
    bounded(async {
        let service = Service::start().await;
        let output = service
            .cancel("meum", &["inv_00000000000000000001", "--key", "sk_live_hunter2"])
            .await;
        let complaint = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1));
        assert!(complaint.contains("401 Unauthorized"), "{complaint}");
        assert!(!complaint.contains("hunter2"), "{complaint}");
    })
    .await;
}

#[tokio::test]
async fn a_call_that_reaches_no_api_says_what_to_do() {
    bounded(async {
        let unbound = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let nowhere = format!("http://{unbound}");
        let service = Service::start().await;
        let elsewhere = format!("{}/nothing-here", service.url);
        let id = "inv_00000000000000000001";
        for (arguments, words) in [
            ([id, "--base-url", &nowhere], "is it running?"),
            ([id, "--base-url", &elsewhere], "404 Not Found"),
            ([id, "--base-url", "https://api.example"], "set MEUM_API_KEY"),
            (["inv_1", "--base-url", &nowhere], "the id must match"),
        ] {
            let output = program(&["cancel", "meum"]).args(arguments).output().await.unwrap();
            let complaint = text(&output.stderr);
            assert_eq!(output.status.code(), Some(1));
            assert!(complaint.contains(words), "{complaint}");
        }
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn control_c_ends_the_service_in_order() {
    bounded(async {
        let mut service = Service::start().await;
        let interrupt = format!("kill -INT {}", service.process.id().unwrap());
        let sent = Command::new("sh").args(["-c", &interrupt]).status().await.unwrap();
        assert!(sent.success());
        assert!(service.process.wait().await.unwrap().success());
        let last = service.lines.next_line().await.unwrap();
        assert_eq!(last.as_deref(), Some("Stopped"));
    })
    .await;
}
