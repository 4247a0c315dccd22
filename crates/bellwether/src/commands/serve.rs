//! `bellwether serve`: the web service on a framework folder and its store.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use jiff::Timestamp;
use service::{App, Parts, SETTINGS, Setting, Settings};
use store::{Address, Opening};
use tokio::net::TcpListener;

use crate::Outcome;
use crate::archive;
use crate::arguments::Serve;
use crate::input;
use crate::output::{Failure, tell};

/// What was given of everything that can be set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given(BTreeMap<&'static str, String>);

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given =
            |setting: &Setting| Some((setting.name, matches.get_one::<String>(setting.name)?.clone()));
        Ok(Self(SETTINGS.iter().filter_map(given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.extend(Self::from_arg_matches(matches)?.0);
        Ok(())
    }
}

impl Args for Given {
    /// An option for everything that can be set.
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, setting| {
            let default = if setting.default.is_empty() {
                String::new()
            } else {
                format!("default: {}, ", setting.default)
            };
            let help =
                format!("{}: {} [{default}variable: {}]", setting.about, setting.kind, setting.variable());
            command.arg(Arg::new(setting.name).long(setting.name).help(help.replace('`', "")))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

pub(crate) fn run(arguments: &Serve) -> Outcome {
    let option = |setting: &Setting| arguments.settings.0.get(setting.name).cloned();
    let settings = Settings::read(&option, &|name| std::env::var(name).ok()).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::Call(lines.join("\nerror: "))
    })?;
    let address = settings.store.clone().unwrap_or_else(|| Address::in_folder(&arguments.folder));
    let input = input::read_for(&arguments.folder, &address)?.without_faults()?;
    service::logs::start(&settings);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(settings, &arguments.folder, input, &address))
}

async fn serve(settings: Settings, folder: &Path, input: workspace::Input, address: &Address) -> Outcome {
    let stop = service::told_to_stop()?;
    let store = archive::open(address, Opening::OrNew).await.map_err(|error| Failure::caused(&error))?;
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        Failure::input(format!(
            "{} cannot be listened on: {error}; give another with --listen",
            settings.listen
        ))
    })?;
    let settings = settings.listening_on(listener.local_addr()?);
    let url = settings.url.clone();
    if let Err(error) = workspace::records::leave_word(folder, &url) {
        tell(&format!("the other commands cannot be told that this folder is served: {error}"));
    }
    let has_accounts = store.has_accounts().await.map_err(|error| Failure::caused(&error))?;
    let name = input.framework.as_ref().map(|framework| framework.name.clone()).unwrap_or_default();
    let clock = Arc::new(Timestamp::now);
    let app = App::new(Parts { settings, store, folder: folder.to_owned(), input, clock })
        .map_err(Failure::input)?;
    if !has_accounts {
        tell(&format!("there is no account yet; make the first at {}", app.first_link()));
    }
    tell(&format!("{name} is at {url}/"));
    tell("press Ctrl-C to stop");
    Ok(service::serve(app, listener, stop).await?)
}
