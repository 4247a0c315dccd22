//! PostgreSQL over an encrypted connection: a server of the tests' own, with a certificate of its own.
//!
//! Without the programs of PostgreSQL and OpenSSL on this machine they say so and pass.

use std::error::Error;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use store::{Address, Opening, Store, StoreError};
use tempfile::TempDir;

use crate::made::{board, published};
use crate::scratch::PATIENCE;

/// A server that answers on this machine alone until it is dropped.
struct Server {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

const CERTIFICATE: &str = "[req]\ndistinguished_name = name\nx509_extensions = extensions\nprompt = no\n\
                           [name]\nCN = localhost\n\
                           [extensions]\nbasicConstraints = CA:FALSE\nsubjectAltName = DNS:localhost\n";

impl Server {
    fn start(ssl: &str) -> Option<Self> {
        let all = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let programs = all.map(|version| version.unwrap().path().join("bin")).max()?;
        let folder = tempfile::tempdir().unwrap();
        // No port can be asked for: one that was free a moment ago is.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { folder, programs, port };
        if is_root() {
            succeeded(&Command::new("chown").arg("postgres").arg(server.folder.path()).output().ok()?);
        }
        let data = server.path("data");
        let initdb = ["-D", &data, "-A", "trust", "-U", "postgres", "--no-sync"];
        succeeded(&server.run(&server.programs.join("initdb"), &initdb)?);
        std::fs::write(server.path("certificate.cnf"), CERTIFICATE).unwrap();
        let (key, certificate) = (server.path("server.key"), server.certificate());
        let request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config"];
        let files = [&server.path("certificate.cnf"), "-keyout", &key, "-out", &certificate];
        succeeded(&server.run(Path::new("openssl"), &[&request[..], &files].concat())?);
        // Whoever comes over the network without encryption is turned away, unless the server has none.
        let kind = if ssl == "on" { "hostssl" } else { "host" };
        let rules = format!("{kind} all all 127.0.0.1/32 trust\n{kind} all all ::1/128 trust\n");
        std::fs::write(Path::new(&data).join("pg_hba.conf"), rules).unwrap();
        let options = format!(
            "-p {port} -c listen_addresses=localhost -c unix_socket_directories={} -c fsync=off -c ssl={ssl} \
             -c ssl_cert_file={certificate} -c ssl_key_file={key}",
            server.folder.path().display()
        );
        let log = server.path("log");
        let start = ["-D", &data, "-o", &options, "-l", &log, "-w", "start"];
        // What the server inherits stays open for as long as it runs: nothing of it may be waited for.
        let mut start = server.command(&server.programs.join("pg_ctl"), &start);
        let started = start.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(started.success(), "{}", std::fs::read_to_string(&log).unwrap_or_default());
        Some(server)
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn certificate(&self) -> String {
        self.path("server.crt")
    }

    /// A program, run by somebody who is not root: PostgreSQL refuses root.
    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    fn run(&self, program: &Path, arguments: &[&str]) -> Option<Output> {
        self.command(program, arguments).output().ok()
    }

    async fn open(&self, host: &str, how: &str) -> Result<Store, StoreError> {
        let url = format!("postgres://postgres@{host}:{}/postgres?{how}", self.port);
        Store::open(&Address::of(&url), Opening::OrNew, PATIENCE).await
    }

    /// Why the server cannot be reached, with all causes.
    async fn refusal(&self, host: &str, how: &str) -> String {
        let error = self.open(host, how).await.unwrap_err();
        let mut said = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            said.push_str(&format!(": {error}"));
            cause = error.source();
        }
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.path("data");
        let _ = self.run(&self.programs.join("pg_ctl"), &["-D", &data, "-m", "immediate", "-w", "stop"]);
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn skip() {
    println!("skipped: no programs of PostgreSQL and OpenSSL on this machine");
}

#[tokio::test]
async fn releases_are_kept_over_an_encrypted_connection() {
    let Some(server) = Server::start("on") else { return skip() };
    let store = server.open("localhost", "sslmode=require").await.unwrap();
    published(&store, &board("2023-10", 1, 10)).await;
    store.close().await;
    let verified = format!("sslmode=verify-full&sslrootcert={}", server.certificate());
    let store = server.open("localhost", &verified).await.unwrap();
    assert_eq!(store.list().await.unwrap().len(), 1);
    store.close().await;
    let plain = server.refusal("localhost", "sslmode=disable").await;
    assert!(plain.contains("no encryption"), "{plain}");
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_or_of_another_name_is_refused() {
    let Some(server) = Server::start("on") else { return skip() };
    let strange = server.refusal("localhost", "sslmode=verify-full").await;
    assert!(strange.contains("cannot be reached") && strange.contains("certificate"), "{strange}");
    let verified = format!("sslmode=verify-full&sslrootcert={}", server.certificate());
    let misnamed = server.refusal("127.0.0.1", &verified).await;
    assert!(misnamed.contains("cannot be reached") && misnamed.contains("127.0.0.1"), "{misnamed}");
}

#[tokio::test]
async fn a_server_without_encryption_is_refused_where_it_is_asked_for() {
    let Some(server) = Server::start("off") else { return skip() };
    let said = server.refusal("localhost", "sslmode=require").await;
    assert!(said.contains("cannot be reached") && said.contains("TLS"), "{said}");
    server.open("localhost", "sslmode=disable").await.unwrap().close().await;
}
