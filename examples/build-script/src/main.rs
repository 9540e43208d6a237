//! Serves a library and asks it for a book, both by code that the build script made from `library.yaml`.

use std::error::Error;
use std::io::{self, Write as _};

use library::client::Client;
use library::server::{Books, Failure, GetBookRequest, router};
use library::types::{Book, GetBookError};
use stubsmith_runtime::axum;

/// What the build script made.
mod library {
    include!(concat!(env!("OUT_DIR"), "/library/mod.rs"));
}

/// A library of one book.
struct Shelf;

impl Books for Shelf {
    async fn get_book(&self, request: GetBookRequest) -> Result<Book, Failure<GetBookError>> {
        if request.isbn.as_str() != "9783161484100" {
            return Err(GetBookError::NotFound.into());
        }
        let title = "A Book".parse().map_err(Failure::internal)?;
        Ok(Book {
            isbn: request.isbn,
            title,
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let app: axum::Router = router(Shelf);
    let client = Client::builder().transport(app).build()?;
    let book = client.books().get_book(&"9783161484100".parse()?).await?;
    Ok(writeln!(io::stdout(), "{}", book.body().title.as_str())?)
}
