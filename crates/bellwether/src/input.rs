//! Framework folders as commands take them.

use std::path::Path;

use framework::{Contracts, Edition, Folder, Framework, ScorecardId, render_all};
use periods::Month;
use publish::Audience;
use store::{Address, Opening, Returns};
use workspace::Compiled;

use crate::archive;
use crate::output::{Failure, style, tell};

/// A framework folder that is looked through.
pub(crate) struct Input(pub workspace::Input);

/// Reads and compiles a folder and looks through its data.
pub(crate) fn read(path: &Path) -> Result<Input, Failure> {
    let mut compiled = Compiled::read(path).map_err(|error| Failure::Call(error.to_string()))?;
    let address = Address::in_folder(path);
    let has_releases = matches!(&address, Address::File(path) if path.exists());
    if has_releases && compiled.compares_with_reported() {
        archive::with(&address, Opening::Existing, async |store| compiled.follow(&store).await)?;
    }
    Ok(Input(compiled.looked_through()))
}

/// Reads a folder as [`read`] does, for releases that are made in a store: with the returns that are approved there, and
/// with what its releases said. Where the folder has faults the store is left alone.
pub(crate) fn read_for(path: &Path, address: &Address) -> Result<Input, Failure> {
    let mut compiled = Compiled::read(path).map_err(|error| Failure::Call(error.to_string()))?;
    if compiled.is_sound() {
        compiled = archive::with(address, Opening::OrNew, async |store| {
            let mut compiled = compiled.with_returns(store.every_registered::<Returns>().await?);
            compiled.follow(&store).await?;
            Ok(compiled)
        })?;
    }
    Ok(Input(compiled.looked_through()))
}

impl Input {
    /// The framework; if there are faults, they are explained instead. Findings are counted, since the work goes on.
    pub(crate) fn sound(self) -> Result<Framework, Failure> {
        self.with_contracts().map(|(framework, _)| framework)
    }

    /// The framework with the files that it was compiled from.
    pub(crate) fn with_folder(self) -> Result<(Folder, Framework), Failure> {
        let folder = self.0.folder.clone();
        Ok((folder, self.sound()?))
    }

    /// The framework with the contracts of its tables.
    pub(crate) fn with_contracts(self) -> Result<(Framework, Contracts), Failure> {
        let input = self.without_faults()?;
        let framework = input.framework.ok_or(Failure::Input(None))?;
        Ok((framework, input.contracts))
    }

    /// All of it, if there is a framework.
    pub(crate) fn without_faults(self) -> Result<workspace::Input, Failure> {
        let Self(input) = self;
        let path = input.folder.path.display().to_string();
        if input.framework.is_none() {
            tell(render_all(&input.faults, &input.folder, style()).trim_end());
            return Err(Failure::Input(Some(format!(
                "{path} cannot be compiled: {}",
                count(input.faults.len(), "fault")
            ))));
        }
        if !input.review.open.is_empty() {
            tell(&format!(
                "{} in {path}; `bellwether check {path}` shows them",
                count(input.review.open.len(), "finding")
            ));
        }
        Ok(input)
    }
}

/// `1 fault`, `2 faults`.
pub(crate) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// The scorecard that was asked for, or that of the last edition listed; without an edition the only one.
pub(crate) fn scorecard(framework: &Framework, asked: Option<&str>) -> Result<Option<ScorecardId>, Failure> {
    let names =
        || framework.scorecards.iter().map(|scorecard| scorecard.id.as_str()).collect::<Vec<_>>().join(", ");
    match asked {
        Some(id) => framework
            .find_scorecard(id)
            .map(Some)
            .ok_or_else(|| Failure::Call(format!("there is no scorecard `{id}`; there are: {}", names()))),
        None if let Some(last) = framework.editions.last() => Ok(Some(last.scorecard)),
        None if framework.scorecards.len() > 1 => Err(Failure::Call(format!(
            "there are several scorecards; say which with --scorecard: {}",
            names()
        ))),
        None => Ok(framework.scorecards.first().and_then(|only| framework.find_scorecard(&only.id))),
    }
}

/// The edition of a scorecard that was asked for, or its newest.
pub(crate) fn edition(
    framework: &Framework,
    scorecard: ScorecardId,
    month: Option<Month>,
) -> Result<&Edition, Failure> {
    let editions = || framework.editions.iter().filter(|edition| edition.scorecard == scorecard);
    let found = match month {
        Some(month) => editions().rfind(|edition| edition.data_month == month),
        None => editions().max_by_key(|edition| edition.data_month),
    };
    found.ok_or_else(|| {
        let known: Vec<String> = editions().map(|edition| edition.data_month.to_string()).collect();
        let id = &framework.scorecard(scorecard).id;
        if known.is_empty() {
            Failure::input(format!("the scorecard `{id}` has no edition; add one to framework.toml"))
        } else {
            Failure::Call(format!(
                "the scorecard `{id}` has no edition for that month; it has {}",
                known.join(", ")
            ))
        }
    })
}

/// The audience of a name.
pub(crate) fn audience(framework: &Framework, name: &str) -> Result<Audience, Failure> {
    workspace::audience(framework, name).ok_or_else(|| {
        let known = framework.audiences.iter().map(|audience| audience.id.as_str());
        let names: Vec<&str> = ["internal", "public"].into_iter().chain(known).collect();
        Failure::Call(format!("there is no audience `{name}`; there are: {}", names.join(", ")))
    })
}
