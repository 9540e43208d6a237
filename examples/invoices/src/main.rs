//! In: the command line.
//! Out: a running service, or one cancelled invoice.
//! Guarantee: results go to stdout, everything else to stderr; 0 done, 1 it failed, 2 wrong usage.

mod arguments;
mod stop;

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use invoices::cancel::{Problem, meum, paycashless, razorpay, triport};
use invoices::database::Database;
use invoices::serve::serve;
use invoices::{BoxError, demo};
use stubsmith_runtime::Secret;
use stubsmith_runtime::http::Uri;
use tokio::net::TcpListener;

use arguments::{Arguments, Command, Invoice};

#[tokio::main]
async fn main() -> ExitCode {
    // What the generated servers log: internal errors, each with its request's id.
    tracing_subscriber::fmt().with_writer(io::stderr).init();
    let outcome = match Arguments::parse().command {
        Command::Serve { addr, database, demo } => run_service(addr, &database, demo).await,
        Command::Cancel { invoice } => run_cancel(invoice).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If stderr is closed, the exit code still tells.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run_service(address: SocketAddr, file: &Path, demo: bool) -> Result<(), BoxError> {
    let in_file = |error| format!("{}: {error}", file.display());
    let database = Database::open(file).await.map_err(in_file)?;
    if demo {
        let is_new = database.seed().await.map_err(in_file)?;
        let state = if is_new {
            "now has demo data"
        } else {
            "had invoices already"
        };
        writeln!(
            io::stdout(),
            "{} {state}.\n\n{}",
            file.display(),
            database.demo_text().await?
        )?;
    }
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address}: {error}"))?;
    let stop = stop::requested()?;
    writeln!(io::stdout(), "Listening on http://{}", listener.local_addr()?)?;
    serve(listener, &database, stop).await?;
    writeln!(io::stdout(), "Stopped")?;
    Ok(())
}

async fn run_cancel(invoice: Invoice) -> Result<(), BoxError> {
    let text = match invoice {
        Invoice::Meum { id, base_url, key } => {
            let key = or_demo(key, demo::meum::KEY, &base_url, "MEUM_API_KEY")?;
            meum::cancel(&base_url, key, &id).await?
        }
        Invoice::Paycashless {
            id,
            base_url,
            reason,
            secret,
        } => {
            let secret = or_demo(secret, demo::paycashless::SECRET, &base_url, "PAYCASHLESS_API_SECRET")?;
            paycashless::cancel(&base_url, secret, &id, &reason).await?
        }
        Invoice::Razorpay {
            id,
            base_url,
            key_id,
            key_secret,
        } => {
            let key_id = key_id.unwrap_or_else(|| demo::razorpay::KEY_ID.to_owned());
            let key_secret = or_demo(
                key_secret,
                demo::razorpay::KEY_SECRET,
                &base_url,
                "RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET",
            )?;
            razorpay::cancel(&base_url, &key_id, key_secret, &id).await?
        }
        Invoice::Triport { id, base_url, session } => {
            let session = or_demo(session, demo::triport::SESSION, &base_url, "TRIPORT_SESSION")?;
            triport::cancel(&base_url, session, &id).await?
        }
    };
    writeln!(io::stdout(), "{text}")?;
    Ok(())
}

/// The credential that was given; for a server on this machine, else that of the demo data.
fn or_demo(given: Option<Secret>, demo: &str, base_url: &str, variable: &str) -> Result<Secret, Problem> {
    match given {
        Some(given) => Ok(given),
        None if is_local(base_url) => Ok(Secret::from(demo)),
        None => Err(Problem::new(format!("credentials are missing: set {variable}"))),
    }
}

fn is_local(base_url: &str) -> bool {
    let url = base_url.parse::<Uri>().ok();
    let host = url.as_ref().and_then(Uri::host);
    host.is_some_and(|host| ["127.0.0.1", "localhost", "[::1]"].contains(&host))
}
