//! Framework folders as commands take them.

use std::path::Path;

use framework::{
    Contract, Contracts, Diagnostic, Edition, Folder, Framework, Review, ScorecardId, Severity, render_all,
};
use periods::Month;
use publish::Audience;

use crate::output::{Failure, style, tell};
use crate::reported;

/// A framework folder, read and compiled.
pub(crate) struct Input {
    /// Its files.
    pub folder: Folder,
    /// The framework, if there is no fault.
    pub framework: Option<Framework>,
    /// The contracts of the tables of extracts: those that ship, and the folder's own laid over them.
    pub contracts: Contracts,
    /// What is wrong.
    pub faults: Vec<Diagnostic>,
    /// What looks wrong, and what of that is known.
    pub review: Review,
}

/// Reads and compiles a folder and looks through its data.
pub(crate) fn read(path: &Path) -> Result<Input, Failure> {
    if !path.is_dir() {
        let what = if path.exists() { "is not a folder" } else { "does not exist" };
        return Err(Failure::Call(format!("{} {what}; give the framework folder", path.display())));
    }
    let (folder, unreadable) = Folder::read(path);
    let (mut framework, mut compiled) = framework::compile(&folder);
    if let Some(framework) = &mut framework {
        reported::of_folder(framework, path)?;
    }
    let (contracts, of_contracts) = extracts::contracts(&folder);
    compiled.extend(of_contracts);
    if let Some(framework) = framework.as_ref().filter(|framework| !framework.facts.is_empty()) {
        let table = |contract: &Contract| (contract.name.clone(), extracts::schema(contract));
        compiled.extend(measures::check(framework, &contracts.all().iter().map(table).collect()));
    }
    let (faults, mut findings): (Vec<_>, Vec<_>) = unreadable
        .into_iter()
        .chain(compiled)
        .partition(|diagnostic| diagnostic.severity() == Severity::Fault);
    let review = match &framework {
        Some(framework) => {
            findings.extend(framework::findings(framework));
            findings.extend(assess::compare_verdicts(framework));
            findings.extend(assess::outdated_edits(framework));
            framework::review(framework, findings)
        }
        None => Review { open: findings, acknowledged: Vec::new() },
    };
    let framework = framework.filter(|_| faults.is_empty());
    Ok(Input { folder, framework, contracts, faults, review })
}

impl Input {
    /// The framework; if there are faults, they are explained instead. Findings are counted, since the work goes on.
    pub(crate) fn sound(self) -> Result<Framework, Failure> {
        self.with_contracts().map(|(framework, _)| framework)
    }

    /// The framework with the files that it was compiled from.
    pub(crate) fn with_folder(self) -> Result<(Folder, Framework), Failure> {
        let folder = self.folder.clone();
        Ok((folder, self.sound()?))
    }

    /// The framework with the contracts of its tables.
    pub(crate) fn with_contracts(self) -> Result<(Framework, Contracts), Failure> {
        let path = self.folder.path.display().to_string();
        let Some(framework) = self.framework else {
            tell(render_all(&self.faults, &self.folder, style()).trim_end());
            return Err(Failure::Input(Some(format!(
                "{path} cannot be compiled: {}",
                count(self.faults.len(), "fault")
            ))));
        };
        if !self.review.open.is_empty() {
            tell(&format!(
                "{} in {path}; `bellwether check {path}` shows them",
                count(self.review.open.len(), "finding")
            ));
        }
        Ok((framework, self.contracts))
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
    match name {
        "internal" => Ok(Audience::Internal),
        "public" => Ok(Audience::Public),
        declared => framework.find_audience(declared).map(Audience::Declared).ok_or_else(|| {
            let known = framework.audiences.iter().map(|audience| audience.id.as_str());
            let names: Vec<&str> = ["internal", "public"].into_iter().chain(known).collect();
            Failure::Call(format!("there is no audience `{declared}`; there are: {}", names.join(", ")))
        }),
    }
}
