//! In: what a person does with a page.
//! Out: what they see, and what the browser asked for and complained of meanwhile.
//! Guarantee: nothing takes longer than the limit, and the browser has ended when its [`Chromium`] is gone.

use std::fs;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

/// How long to wait between two looks at something.
const PAUSE: Duration = Duration::from_millis(50);

/// How long a page may take to show something.
const PATIENCE: Duration = Duration::from_secs(30);

/// How it is started, the folder of its profile aside: it asks no host by itself.
const ARGUMENTS: [&str; 12] = [
    "--headless=new",
    // It refuses to run for root with one; all that it shows is ours.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
    "about:blank",
];

/// A process with its profile, ended when it is dropped.
struct Process {
    child: Child,
    profile: TempDir,
}

impl Process {
    fn start() -> Self {
        let profile = TempDir::new().unwrap();
        let child = Command::new("chromium")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(ARGUMENTS)
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let child = child.unwrap_or_else(|error| {
            panic!("these tests need Chromium as `chromium`, which Debian has in a package of that name: {error}")
        });
        Self { child, profile }
    }

    /// The address of the protocol: the browser writes a port and a path when it is ready.
    fn address(&mut self, deadline: Instant) -> (String, String) {
        let file = self.profile.path().join("DevToolsActivePort");
        loop {
            let written = fs::read_to_string(&file).unwrap_or_default();
            if let Some((port, path)) = written.split_once('\n')
                && path.starts_with('/')
            {
                return (format!("127.0.0.1:{port}"), path.trim_end().to_owned());
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("Chromium ended at once, with {status}");
            }
            assert!(Instant::now() < deadline, "Chromium did not start in time");
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Its own processes end with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser with one page, driven by the Chrome DevTools Protocol.
pub(crate) struct Chromium {
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    calls: u64,
    events: Vec<Value>,
    deadline: Instant,
    _process: Process,
}

impl Chromium {
    /// Starts the browser, which is to be done with everything within the limit.
    pub(crate) fn start(limit: Duration) -> Self {
        let deadline = Instant::now() + limit;
        let mut process = Process::start();
        let (address, path) = process.address(deadline);
        let stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(PAUSE)).unwrap();
        let mut handshake = tungstenite::client(format!("ws://{address}{path}"), stream);
        let socket = loop {
            match handshake {
                Ok((socket, _)) => break socket,
                Err(tungstenite::HandshakeError::Interrupted(rest)) if Instant::now() < deadline => {
                    handshake = rest.handshake();
                }
                Err(error) => panic!("Chromium does not speak: {error}"),
            }
        };
        let mut chromium = Self {
            socket,
            session: None,
            calls: 0,
            events: Vec::new(),
            deadline,
            _process: process,
        };
        let target = chromium.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = json!({"targetId": target["targetId"], "flatten": true});
        let attached = chromium.call("Target.attachToTarget", attached);
        chromium.session = Some(attached["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Network", "Runtime", "Log"] {
            chromium.call(&format!("{domain}.enable"), json!({}));
        }
        chromium
    }

    /// Opens a URL, and waits until it is loaded: what is asked for meanwhile may never be answered.
    pub(crate) fn open(&mut self, url: &str) {
        let opened = self.call("Page.navigate", json!({"url": url}));
        assert_eq!(opened.get("errorText"), None, "{url}");
        while self.events_of("Page.loadEventFired").next().is_none() {
            let event = self.next("the page");
            self.events.push(event);
        }
    }

    /// Waits until the element that a selector finds has a text with `part` in it.
    pub(crate) fn sees(&mut self, selector: &str, part: &str) {
        let text = format!("document.querySelector({})?.innerText", json!(selector));
        let deadline = Instant::now() + PATIENCE;
        let mut seen = Value::Null;
        while !seen.as_str().is_some_and(|seen| seen.contains(part)) {
            assert!(
                Instant::now() < deadline,
                "`{part}` is not in {selector}, which shows {seen}; {:?}",
                self.complaints()
            );
            thread::sleep(PAUSE);
            seen = self.evaluate(&text);
        }
    }

    /// Clicks the middle of the element that a selector finds.
    pub(crate) fn click(&mut self, selector: &str) {
        let middle = format!(
            "(() => {{ const it = document.querySelector({}); it.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const box = it.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
            json!(selector)
        );
        let middle = self.evaluate(&middle);
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({"type": kind, "x": middle[0], "y": middle[1], "button": button, "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// The value of an expression in the page.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let evaluated = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "returnByValue": true}),
        );
        assert_eq!(evaluated.get("exceptionDetails"), None, "{expression}");
        evaluated["result"]["value"].clone()
    }

    /// The URLs that the page has asked for.
    pub(crate) fn requests(&self) -> Vec<&str> {
        let sent = self.events_of("Network.requestWillBeSent");
        sent.filter_map(|event| event["request"]["url"].as_str()).collect()
    }

    /// The errors of the page: in its scripts, in what it loads, and where its policy is broken.
    pub(crate) fn complaints(&self) -> Vec<&Value> {
        let said = self
            .events_of("Runtime.consoleAPICalled")
            .filter(|it| it["type"] == "error");
        let logged = self
            .events_of("Log.entryAdded")
            .filter(|it| it["entry"]["level"] == "error");
        let failed = self.events_of("Network.loadingFailed");
        let thrown = self.events_of("Runtime.exceptionThrown");
        said.chain(logged).chain(failed).chain(thrown).collect()
    }

    fn events_of(&self, method: &str) -> impl Iterator<Item = &Value> {
        let events = self.events.iter().filter(move |event| event["method"] == method);
        events.map(|event| &event["params"])
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let id = self.calls;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string())).unwrap();
        loop {
            let mut message = self.next(method);
            if message["id"] == id {
                assert_eq!(message.get("error"), None, "{method}");
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    fn next(&mut self, awaited: &str) -> Value {
        loop {
            assert!(Instant::now() < self.deadline, "{awaited} did not come in time");
            match self.socket.read() {
                Ok(Message::Text(text)) => return serde_json::from_str(&text).unwrap(),
                Ok(_) => {}
                Err(tungstenite::Error::Io(error))
                    if matches!(
                        error.kind(),
                        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                    ) => {}
                Err(error) => panic!("Chromium went away: {error}"),
            }
        }
    }
}
