//! `bellwether demo`: the example, drawn and shown on a local port. It is part of the program and nothing is written.

use framework::Folder;
use include_dir::{Dir, DirEntry, include_dir};
use publish::Audience;

use crate::Outcome;
use crate::arguments::Demo;
use crate::commands::publish::draw;
use crate::input::{edition, look_through, scorecard};
use crate::output::{Failure, tell};
use crate::serve;

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/kent-2021");

pub(crate) fn run(arguments: &Demo) -> Outcome {
    let framework = look_through(Folder::from_texts(texts(&EXAMPLE)), Vec::new()).sound()?;
    let scorecard =
        scorecard(&framework, None)?.ok_or_else(|| Failure::input("the example has no scorecard"))?;
    let data_month = edition(&framework, scorecard, None)?.data_month;
    let site = draw(&framework, scorecard, data_month, Audience::Internal, None)?;
    serve::serve(site, arguments.port, &|address| {
        tell(&format!("{} is at http://{address}/", framework.scorecard(scorecard).title));
        tell("press Ctrl-C to stop");
    })
}

/// The text files of an embedded folder.
pub(crate) fn texts(folder: &Dir<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => found.extend(texts(inner)),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let Some(text) =
                    file.contents_utf8().filter(|_| path.ends_with(".toml") || path.ends_with(".csv"))
                {
                    found.push((path, text.to_owned()));
                }
            }
        }
    }
    found
}
