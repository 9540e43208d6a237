//! In: the command line and the environment.
//! Out: [`Arguments`].
//! Guarantee: a credential is a [`Secret`] from here on, and the help text shows none that stands in the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use stubsmith_runtime::Secret;

/// Four payment APIs over SQLite, and a client of them.
#[derive(Debug, Parser)]
#[command(name = "invoices")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve all four APIs on one port, below /meum, /paycashless, /razorpay and /triport
    Serve {
        /// Where to listen; port 0 takes a free one
        #[arg(long, default_value = "127.0.0.1:8080")]
        addr: SocketAddr,
        /// The SQLite file; it is created if it is not there
        #[arg(long, default_value = "invoices.db")]
        database: PathBuf,
        /// Add demo data if there are no invoices, and print what to try
        #[arg(long)]
        demo: bool,
    },
    /// Cancel an invoice through one of the APIs
    ///
    /// Without credentials, a server on this machine gets those of the demo data.
    Cancel {
        #[command(subcommand)]
        invoice: Invoice,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Invoice {
    /// An open invoice of the key's store
    Meum {
        id: String,
        /// Where the API is
        #[arg(long, default_value = "http://127.0.0.1:8080/meum")]
        base_url: String,
        /// The API key, better given in the environment
        #[arg(long, env = "MEUM_API_KEY", hide_env_values = true)]
        key: Option<Secret>,
    },
    /// An unpaid invoice of the secret's merchant
    Paycashless {
        id: String,
        /// Where the API is
        #[arg(long, default_value = "http://127.0.0.1:8080/paycashless")]
        base_url: String,
        /// Why it is cancelled
        #[arg(long)]
        reason: String,
        /// The API secret, better given in the environment
        #[arg(long, env = "PAYCASHLESS_API_SECRET", hide_env_values = true)]
        secret: Option<Secret>,
    },
    /// An unpaid invoice of the key's merchant
    Razorpay {
        id: String,
        /// Where the API is
        #[arg(long, default_value = "http://127.0.0.1:8080/razorpay")]
        base_url: String,
        /// The id of the key
        #[arg(long, env = "RAZORPAY_KEY_ID", requires = "key_secret")]
        key_id: Option<String>,
        /// The secret of the key, better given in the environment
        #[arg(long, env = "RAZORPAY_KEY_SECRET", hide_env_values = true, requires = "key_id")]
        key_secret: Option<Secret>,
    },
    /// A pending invoice of the session's user
    Triport {
        id: String,
        /// Where the API is
        #[arg(long, default_value = "http://127.0.0.1:8080/triport")]
        base_url: String,
        /// The cookie nl_session, better given in the environment
        #[arg(long, env = "TRIPORT_SESSION", hide_env_values = true)]
        session: Option<Secret>,
    },
}
