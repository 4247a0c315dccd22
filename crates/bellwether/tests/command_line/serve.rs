//! The service, as whoever runs it starts and stops it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::person::{bellwether, run, stderr};

/// A service that listens, and what it said.
pub(crate) struct Running {
    pub(crate) service: Child,
    said: Vec<String>,
    pub(crate) address: String,
}

pub(crate) fn start(folder: &Path, options: &[&str]) -> Running {
    let mut service = bellwether()
        .args(["serve", folder.to_str().unwrap(), "--listen", "127.0.0.1:0"])
        .args(options)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    let mut lines = BufReader::new(service.stderr.take().unwrap()).lines();
    while let Some(Ok(line)) = lines.next() {
        let address =
            line.split_once(" is at http://").map(|(_, rest)| rest.trim_end_matches('/').to_owned());
        said.push(line);
        if let Some(address) = address {
            // What it says later must go somewhere.
            std::thread::spawn(move || lines.for_each(drop));
            return Running { service, said, address };
        }
    }
    service.wait().unwrap();
    panic!("the service ended: {}", said.join("\n"));
}

impl Running {
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Tells it to stop, as a system does; its exit code.
    fn stop(mut self) -> Option<i32> {
        let id = self.service.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.service.wait().unwrap().code()
    }
}

pub(crate) fn framework() -> tempfile::TempDir {
    let parent = tempfile::tempdir().unwrap();
    let made = run(&["new", parent.path().join("northshire").to_str().unwrap()]);
    assert!(made.status.success(), "{}", stderr(&made));
    parent
}

#[test]
fn one_command_starts_the_service_and_a_signal_stops_it() {
    let parent = framework();
    let folder = parent.path().join("northshire");
    let running = start(&folder, &[]);
    let link = running.said.iter().find_map(|line| line.split_once("make the first at http://")).unwrap().1;
    let path = link.strip_prefix(running.address.as_str()).unwrap().to_owned();
    assert!(running.get("/health").starts_with("HTTP/1.1 200"));
    assert!(running.get("/ready").starts_with("HTTP/1.1 200"));
    assert!(running.get(&path).contains("Make the first account"));
    assert!(running.get("/metrics").contains("bellwether_requests_total"), "this machine is answered");
    assert!(folder.join("releases.sqlite").exists());
    assert_eq!(running.stop(), Some(0));
    let again = start(&folder, &["--log-format", "json"]);
    assert!(!again.said.iter().any(|line| line.contains(&path)), "the link is another at each start");
    assert_eq!(again.stop(), Some(0));
}

#[test]
fn what_is_set_wrongly_is_said_before_anything_is_done() {
    let parent = framework();
    let folder = parent.path().join("northshire");
    let refused = run(&["serve", folder.to_str().unwrap(), "--listen", "here", "--log", "loud"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(said.contains("`listen` is set to `here`") && said.contains("`log` is set to `loud`"), "{said}");
    assert!(!folder.join("releases.sqlite").exists());
    let missing = run(&["serve", parent.path().join("nowhere").to_str().unwrap()]);
    assert_eq!(missing.status.code(), Some(2));
}

/// Asks for the records behind a figure.
fn explain(folder: &Path, further: &[&str]) -> std::process::Output {
    let folder = folder.to_str().unwrap();
    let figure = ["explain", "REFER", "--folder", folder, "--place", "eastvale", "--period", "2023-10"];
    run(&[&figure[..], further].concat())
}

const RECORDS: [&str; 3] = ["--records", "--reason", "A test"];

#[test]
fn records_of_a_folder_that_is_served_are_listed_in_the_service_alone() {
    let parent = framework();
    let folder = parent.path().join("northshire");
    assert!(stderr(&explain(&folder, &RECORDS)).contains("is not measured"), "it may, and there are none");
    let running = start(&folder, &[]);
    let address = running.address.clone();
    let refused = explain(&folder, &RECORDS);
    assert_eq!(running.stop(), Some(0));
    for refused in [refused, explain(&folder, &RECORDS)] {
        assert_eq!(refused.status.code(), Some(2));
        let said = stderr(&refused);
        assert!(said.contains(&format!("look at http://{address}/records/REFER/eastvale/2023-10")), "{said}");
    }
    assert!(stderr(&explain(&folder, &[])).contains("is not measured"), "what is no record is explained");
    assert!(!folder.join("records/looked-at.csv").exists());
    let ignored = std::fs::read_to_string(folder.join("records/.gitignore")).unwrap();
    assert_eq!(ignored, "*\n", "word of it goes into no version control");
}

#[test]
fn records_of_a_folder_whose_store_has_accounts_are_listed_in_the_service_alone() {
    let parent = framework();
    let folder = parent.path().join("northshire");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let open = async || {
        let address = store::Address::in_folder(&folder);
        store::Store::open(&address, store::Opening::OrNew, std::time::Duration::from_secs(10)).await.unwrap()
    };
    runtime.block_on(async { open().await.close().await });
    assert!(stderr(&explain(&folder, &RECORDS)).contains("is not measured"), "nobody is served yet");
    runtime.block_on(async {
        let new = store::NewAccount { name: "first".to_owned(), title: "The first".to_owned() };
        let store = open().await;
        store.add_first_administrator(&new, "no hash", jiff::Timestamp::UNIX_EPOCH).await.unwrap();
        store.close().await;
    });
    let refused = explain(&folder, &RECORDS);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("/records/REFER/eastvale/2023-10 of the service"),
        "{}",
        stderr(&refused)
    );
}
