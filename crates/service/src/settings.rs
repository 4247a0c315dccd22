//! What can be set, declared once: from here the command line has its options, the environment its variables, and
//! `docs/service.md` its table.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::str::FromStr;

use axum::http::Uri;
use jiff::SignedDuration;
use store::Address;
use thiserror::Error;

/// Something that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The option of the command line; the variable is the same in capitals, after `BELLWETHER_`.
    pub name: &'static str,
    /// What may be given.
    pub kind: &'static str,
    /// What it is unless something is given; nothing where something else decides.
    pub default: &'static str,
    /// What it is for.
    pub about: &'static str,
}

impl Setting {
    /// The variable of the environment.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("BELLWETHER_{}", self.name.to_uppercase().replace('-', "_"))
    }
}

const LISTEN: Setting =
    Setting { name: "listen", kind: "address and port", default: "127.0.0.1:8000", about: "Where to listen" };
const URL: Setting = Setting {
    name: "url",
    kind: "address of a web site",
    default: "",
    about: "How browsers reach the service, such as `https://scorecards.example.gov.uk`; with `https` its cookies are \
            only ever sent encrypted. `http://` and the address listened on unless said",
};
const STORE: Setting = Setting {
    name: "store",
    kind: "file or `postgres://…`",
    default: "",
    about: "Where releases, accounts and the audit log are kept; the folder’s own file unless said",
};
const READERS_AUDIENCE: Setting = Setting {
    name: "readers-audience",
    kind: "id of an audience",
    default: "",
    about: "Whose copy of a release readers and observers see, such as `committee`; the public one unless said",
};
const SESSION_IDLE: Setting = Setting {
    name: "session-idle",
    kind: "duration",
    default: "30m",
    about: "How long a session may be unused",
};
const SESSION_LONGEST: Setting = Setting {
    name: "session-longest",
    kind: "duration",
    default: "12h",
    about: "How long a session lasts at the longest",
};
const INVITATION: Setting = Setting {
    name: "invitation",
    kind: "duration",
    default: "72h",
    about: "How long a link holds by which somebody sets a password",
};
const PROVIDER: Setting = Setting {
    name: "provider",
    kind: "address of an OpenID Connect issuer",
    default: "",
    about: "The identity provider at which people may sign in instead, such as \
            `https://login.microsoftonline.com/TENANT/v2.0`; it sends them back to `/sign-in/return`",
};
const PROVIDER_CLIENT: Setting = Setting {
    name: "provider-client",
    kind: "text",
    default: "",
    about: "What the provider calls this service",
};
const PROVIDER_SECRET: Setting = Setting {
    name: "provider-secret",
    kind: "text",
    default: "",
    about: "What this service proves itself with to the provider. Better set in the environment",
};
const PROXY: Setting = Setting {
    name: "proxy",
    kind: "`yes` or `no`",
    default: "no",
    about: "Whether a proxy stands before the service that adds the visitor’s address to `X-Forwarded-For`; without \
            one, anybody could write it",
};
const LOG: Setting = Setting {
    name: "log",
    kind: "`error`, `warn`, `info` or `debug`",
    default: "info",
    about: "What is logged",
};
const LOG_FORMAT: Setting =
    Setting { name: "log-format", kind: "`text` or `json`", default: "text", about: "How it is logged" };
const METRICS_SECRET: Setting = Setting {
    name: "metrics-secret",
    kind: "text",
    default: "",
    about: "What a collector of metrics sends as `Authorization: Bearer …`; without it only this machine is answered. \
            Better set in the environment, where other users of the machine don’t see it",
};
const SHUTDOWN: Setting = Setting {
    name: "shutdown",
    kind: "duration",
    default: "20s",
    about: "How long requests that have begun may take when the service is told to stop",
};

/// Everything that can be set.
pub const SETTINGS: [Setting; 15] = [
    LISTEN,
    URL,
    STORE,
    READERS_AUDIENCE,
    SESSION_IDLE,
    SESSION_LONGEST,
    INVITATION,
    PROVIDER,
    PROVIDER_CLIENT,
    PROVIDER_SECRET,
    PROXY,
    LOG,
    LOG_FORMAT,
    METRICS_SECRET,
    SHUTDOWN,
];

/// How the service is set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How browsers reach the service, without a slash at the end.
    pub url: String,
    /// Where releases, accounts and the audit log are kept; the folder's own file unless said.
    pub store: Option<Address>,
    /// Whose copy readers and observers see.
    pub readers_audience: Option<String>,
    /// How long a session may be unused.
    pub session_idle: SignedDuration,
    /// How long a session lasts at the longest.
    pub session_longest: SignedDuration,
    /// How long an invitation holds.
    pub invitation: SignedDuration,
    /// The identity provider at which people may sign in.
    pub provider: Option<ProviderSettings>,
    /// Whether a proxy says where requests come from.
    pub behind_proxy: bool,
    /// What is logged.
    pub log: LogLevel,
    /// How it is logged.
    pub log_format: LogFormat,
    /// What a collector of metrics must send, unless it is on this machine.
    pub metrics_secret: Option<String>,
    /// How long requests may take at the end.
    pub shutdown: SignedDuration,
}

/// An identity provider, and what this service is to it.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    /// Its address.
    pub issuer: String,
    /// What it calls this service.
    pub client: String,
    /// What this service proves itself with.
    pub secret: Option<String>,
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ProviderSettings")
    }
}

/// What is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What may be about to.
    Warn,
    /// Every request.
    Info,
    /// What developers look for.
    Debug,
}

/// How it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs, one object to a line.
    Json,
}

/// Something was set to what it cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{name}` is set to `{value}`, and must be {wanted}")]
pub struct SettingFault {
    /// The setting.
    pub name: &'static str,
    /// What it was set to; not what is secret.
    pub value: String,
    /// What it must be.
    pub wanted: String,
}

impl Settings {
    /// Reads settings: from the command line, else from the environment, else the defaults.
    ///
    /// # Errors
    ///
    /// All that were set to what they cannot be.
    pub fn read(
        option: &dyn Fn(&Setting) -> Option<String>,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<SettingFault>> {
        let mut reading = Reading { option, variable, faults: Vec::new() };
        let listen: Option<SocketAddr> = reading.parsed(&LISTEN, |text| text.parse().ok());
        let url = reading.parsed(&URL, |text| site(text, listen));
        let store = reading.parsed(&STORE, |text| Some((!text.is_empty()).then(|| Address::of(text))));
        let readers_audience = reading.parsed(&READERS_AUDIENCE, |text| Some(said(text)));
        let session_idle = reading.parsed(&SESSION_IDLE, duration);
        let session_longest = reading.parsed(&SESSION_LONGEST, duration);
        let invitation = reading.parsed(&INVITATION, duration);
        let issuer = reading.parsed(&PROVIDER, |text| Some(said(text)));
        let is_needed = issuer.as_ref().is_some_and(Option::is_some);
        let client = reading
            .parsed(&PROVIDER_CLIENT, |text| Some(said(text)).filter(|said| said.is_some() || !is_needed));
        let secret = reading.parsed(&PROVIDER_SECRET, |text| Some(said(text)));
        let behind_proxy = reading.parsed(&PROXY, |text| one_of(text, &[("yes", true), ("no", false)]));
        let log = reading.parsed(&LOG, |text| {
            let levels = [
                ("error", LogLevel::Error),
                ("warn", LogLevel::Warn),
                ("info", LogLevel::Info),
                ("debug", LogLevel::Debug),
            ];
            one_of(text, &levels)
        });
        let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
        let log_format = reading.parsed(&LOG_FORMAT, |text| one_of(text, &formats));
        let metrics_secret = reading.parsed(&METRICS_SECRET, |text| Some(said(text)));
        let shutdown = reading.parsed(&SHUTDOWN, duration);
        let settings = (|| {
            Some(Self {
                listen: listen?,
                url: url?,
                store: store?,
                readers_audience: readers_audience?,
                session_idle: session_idle?,
                session_longest: session_longest?,
                invitation: invitation?,
                provider: issuer?
                    .zip(client?)
                    .zip(secret)
                    .map(|((issuer, client), secret)| ProviderSettings { issuer, client, secret }),
                behind_proxy: behind_proxy?,
                log: log?,
                log_format: log_format?,
                metrics_secret: metrics_secret?,
                shutdown: shutdown?,
            })
        })();
        settings.ok_or(reading.faults)
    }

    /// These settings, of a service that listens on an address: a port may have been left to the system.
    #[must_use]
    pub fn listening_on(self, address: SocketAddr) -> Self {
        let url = if self.url == bare(self.listen) { bare(address) } else { self.url };
        Self { listen: address, url, ..self }
    }

    /// Whether browsers reach the service encrypted.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }
}

struct Reading<'a> {
    option: &'a dyn Fn(&Setting) -> Option<String>,
    variable: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<SettingFault>,
}

impl Reading<'_> {
    fn parsed<T>(&mut self, setting: &Setting, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let given = (self.option)(setting).or_else(|| (self.variable)(&setting.variable()));
        let value = given.unwrap_or_else(|| setting.default.to_owned());
        let parsed = parse(value.trim());
        if parsed.is_none() {
            self.faults.push(SettingFault { name: setting.name, value, wanted: setting.kind.to_owned() });
        }
        parsed
    }
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A duration that is more than nothing, such as `30m`.
fn duration(text: &str) -> Option<SignedDuration> {
    SignedDuration::from_str(text).ok().filter(SignedDuration::is_positive)
}

fn one_of<T: Copy>(text: &str, values: &[(&str, T)]) -> Option<T> {
    values.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

/// How a service is reached that nothing stands before.
fn bare(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// The address of a web site: a scheme and a host, and no path, since cookies are of the whole host.
fn site(text: &str, listen: Option<SocketAddr>) -> Option<String> {
    if text.is_empty() {
        return Some(listen.map_or_else(String::new, bare));
    }
    let uri: Uri = text.parse().ok()?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    let bare = uri.path() == "/" && uri.query().is_none();
    (known && bare && uri.authority().is_some()).then(|| text.trim_end_matches('/').to_owned())
}

/// The table of everything that can be set, in Markdown.
#[must_use]
pub fn settings_table() -> String {
    let mut table = "| option | variable | what may be given | unless said | what for |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for setting in SETTINGS {
        let default =
            if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        // Writing to a text cannot fail.
        let _ = writeln!(
            table,
            "| `--{}` | `{}` | {} | {default} | {} |",
            setting.name,
            setting.variable(),
            setting.kind,
            setting.about
        );
    }
    table
}
