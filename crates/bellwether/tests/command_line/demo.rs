//! The demo, as somebody who has just heard of Bellwether runs it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

use crate::person::{bellwether, run, stderr, stdout};

/// Starts the demo and waits until it says where it is; gives what it said before and its address.
fn start(folder: &Path) -> (Child, Vec<String>, String) {
    let mut demo = bellwether()
        .args(["demo", folder.to_str().unwrap(), "--port", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(demo.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some((_, address)) = line.split_once("http://") {
            let address = address.trim_end_matches('/').to_owned();
            return (demo, said, address);
        }
        said.push(line);
    }
    demo.wait().unwrap();
    panic!("the demo ended: {}", said.join("\n"));
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn stop(mut demo: Child) {
    demo.kill().unwrap();
    demo.wait().unwrap();
}

#[test]
fn the_demo_goes_from_made_up_records_to_pages() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let (demo, _, address) = start(&folder);
    let home = get(&address, "/");
    let indicator = get(&address, "/indicators/scs03.html");
    let missing = get(&address, "/nothing.html");
    stop(demo);
    assert!(home.starts_with("HTTP/1.1 200"), "{home:.200}");
    assert!(home.contains("text/html; charset=utf-8") && home.contains("<h1"));
    assert!(missing.starts_with("HTTP/1.1 404"));
    for page in [&home, &indicator] {
        assert!(page.to_lowercase().contains("specimen"), "a page doesn't say that its records are made up");
    }
    // What the council printed for October 2023, measured from three years of records.
    assert!(indicator.contains("5,631") && indicator.contains("23,942"), "{indicator}");

    let explained = run(&[
        "explain",
        "SCS03",
        "--folder",
        folder.join("kent").to_str().unwrap(),
        "--place",
        "ashford-cswt",
        "--period",
        "2023-10",
    ]);
    assert!(explained.status.success(), "{}", stderr(&explained));
    assert!(stdout(&explained).contains("specimen"), "{}", stdout(&explained));

    // A second time it is shown as it is.
    let before = fs::metadata(folder.join("kent/measured/origin.toml")).unwrap().modified().unwrap();
    let (demo, said, _) = start(&folder);
    stop(demo);
    assert!(said.iter().any(|line| line.contains("was made before")), "{said:?}");
    assert_eq!(fs::metadata(folder.join("kent/measured/origin.toml")).unwrap().modified().unwrap(), before);

    // One that was interrupted is made again.
    fs::remove_dir_all(folder.join("kent/measured")).unwrap();
    let (demo, said, _) = start(&folder);
    stop(demo);
    assert!(!said.iter().any(|line| line.contains("was made before")), "{said:?}");
    assert!(folder.join("kent/measured/origin.toml").exists());
}

#[test]
fn the_demo_leaves_a_folder_alone_that_holds_something_else() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "mine").unwrap();
    let refused = run(&["demo", folder.path().to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("holds something else"), "{}", stderr(&refused));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
