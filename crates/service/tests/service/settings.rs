//! What can be set.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use service::{LogFormat, LogLevel, SETTINGS, SettingFault, Settings};
use store::Address;

fn read(options: &[(&str, &str)], variables: &[(&str, &str)]) -> Result<Settings, Vec<SettingFault>> {
    let options: BTreeMap<&str, &str> = options.iter().copied().collect();
    let variables: BTreeMap<&str, &str> = variables.iter().copied().collect();
    let said = |map: &BTreeMap<&str, &str>, name: &str| map.get(name).map(|value| (*value).to_owned());
    Settings::read(&|setting| said(&options, setting.name), &|name| said(&variables, name))
}

#[test]
fn unless_something_is_set_the_service_is_for_this_machine_alone() {
    let settings = read(&[], &[]).unwrap();
    assert!(settings.listen.ip().is_loopback());
    assert_eq!(settings.url, "http://127.0.0.1:8000");
    assert_eq!((settings.store.clone(), settings.readers_audience.clone()), (None, None));
    assert_eq!(settings.session_idle, SignedDuration::from_mins(30));
    assert_eq!(settings.session_longest, SignedDuration::from_hours(12));
    assert_eq!((settings.log, settings.log_format), (LogLevel::Info, LogFormat::Text));
    assert!(!settings.behind_proxy && !settings.is_secure() && settings.metrics_secret.is_none());
}

#[test]
fn the_command_line_goes_before_the_environment() {
    let settings = read(
        &[("listen", "0.0.0.0:80")],
        &[
            ("BELLWETHER_LISTEN", "127.0.0.1:9000"),
            ("BELLWETHER_SESSION_IDLE", "5m"),
            ("BELLWETHER_STORE", "postgres://db/bellwether"),
            ("BELLWETHER_LOG_FORMAT", "json"),
        ],
    );
    let settings = settings.unwrap();
    assert_eq!(settings.listen.to_string(), "0.0.0.0:80");
    assert_eq!(settings.session_idle, SignedDuration::from_mins(5));
    assert_eq!(settings.store, Some(Address::Postgres("postgres://db/bellwether".to_owned())));
    assert_eq!(settings.log_format, LogFormat::Json);
}

#[test]
fn everything_that_is_set_wrongly_is_said_at_once() {
    let faults = read(
        &[
            ("listen", "here"),
            ("url", "https://example.gov.uk/scorecards"),
            ("session-idle", "0s"),
            ("session-longest", "-1h"),
            ("proxy", "maybe"),
            ("log", "loud"),
            ("log-format", "xml"),
        ],
        &[],
    );
    let faults = faults.unwrap_err();
    let names: Vec<&str> = faults.iter().map(|fault| fault.name).collect();
    assert_eq!(names, ["listen", "url", "session-idle", "session-longest", "proxy", "log", "log-format"]);
    assert_eq!(faults[0].to_string(), "`listen` is set to `here`, and must be address and port");
}

#[test]
fn a_provider_knows_the_service_by_a_name() {
    let provider = ("provider", "https://id.example");
    let faults = read(&[provider], &[]).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.name).collect::<Vec<_>>(), ["provider-client"]);
    let secret = [("BELLWETHER_PROVIDER_SECRET", "a secret")];
    let settings = read(&[provider, ("provider-client", "scorecards")], &secret).unwrap();
    assert!(!format!("{settings:?}").contains("a secret"), "a secret is not printed");
    let provider = settings.provider.unwrap();
    assert_eq!((provider.client.as_str(), provider.secret.as_deref()), ("scorecards", Some("a secret")));
}

#[test]
fn a_web_site_has_a_scheme_and_a_host_and_no_path() {
    for (url, expected) in [
        ("https://example.gov.uk", Some("https://example.gov.uk")),
        ("https://example.gov.uk/", Some("https://example.gov.uk")),
        ("http://localhost:8000", Some("http://localhost:8000")),
        ("example.gov.uk", None),
        ("ftp://example.gov.uk", None),
        ("https://example.gov.uk/?x", None),
    ] {
        let read = read(&[("url", url)], &[]).ok().map(|settings| settings.url);
        assert_eq!(read.as_deref(), expected, "{url}");
    }
}

#[test]
fn where_the_system_chooses_the_port_the_address_follows() {
    let address = "127.0.0.1:45678".parse().unwrap();
    let settings = read(&[("listen", "127.0.0.1:0")], &[]).unwrap().listening_on(address);
    assert_eq!((settings.listen, settings.url.as_str()), (address, "http://127.0.0.1:45678"));
    let said = read(&[("url", "https://example.gov.uk")], &[]).unwrap().listening_on(address);
    assert_eq!(said.url, "https://example.gov.uk");
}

#[test]
fn every_setting_has_one_name_and_says_what_it_is_for() {
    let names: std::collections::BTreeSet<String> = SETTINGS.iter().map(service::Setting::variable).collect();
    assert_eq!(names.len(), SETTINGS.len());
    assert!(names.iter().all(|name| name.starts_with("BELLWETHER_") && !name.contains('-')));
    assert!(SETTINGS.iter().all(|setting| !setting.about.is_empty() && !setting.kind.is_empty()));
}
