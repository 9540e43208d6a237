//! In: the database.
//! Out: a router of all four APIs, each below a prefix of its own.
//! Guarantee: what goes wrong in an API is answered in the error envelope of that API.

mod meum;
mod paycashless;
mod razorpay;
mod triport;

use axum::Router;

use crate::database::Database;

pub use self::meum::{Meum, StoreKey};
pub use self::paycashless::{Paycashless, PaycashlessMerchant};
pub use self::razorpay::{Razorpay, RazorpayMerchant};
pub use self::triport::{Triport, TriportUser};

/// `/meum`, `/paycashless`, `/razorpay` and `/triport`, to be served on one port.
pub fn router(database: &Database) -> Router {
    Router::new()
        .nest("/meum", meum_server::router(Meum::new(database.clone())))
        .nest(
            "/paycashless",
            paycashless_server::router(Paycashless::new(database.clone())),
        )
        .nest("/razorpay", razorpay_server::router(Razorpay::new(database.clone())))
        .nest("/triport", triport_server::router(Triport::new(database.clone())))
}
